"""Answers that come as a file, or as the text of a mail: its lines, and what giving them would change."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from des_decider.decision.answer_lines import Batch, read_lines
from des_decider.decision.wording import visible
from des_decider.record.edits import Before, given
from des_decider.record.stamps import name_of
from des_decider.storage.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from des_decider.decision.changes import Edit
    from des_decider.record.session import Session

LARGEST = 4_000_000
"""Bytes of a file of answers that are read at most."""


class Reply(NamedTuple):
    """What giving the answers of a text would come to, none of them given yet.

    `batches` are those for this decision and `edits` what they would change; `stand` is how many are there already.
    `refused` are sentences, and so are `no_answers`, of lines that are none, or are one for the second time. `others`
    has how many answers are about another decision alone, by what names that.
    """

    batches: tuple[Batch, ...]
    edits: tuple[Edit, ...]
    stand: int
    refused: tuple[str, ...]
    no_answers: tuple[str, ...]
    others: Mapping[str, int]


def lines_of_file(path: Path) -> list[str]:
    """The lines of an answers file, as any editor saved it. Raises Trouble where it cannot be read, or is too large."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise Trouble(f"cannot read {visible(str(path))}: {error.strerror}") from None
    return lines_of(data, str(path))


def lines_of(data: bytes, name: str) -> list[str]:
    """The lines of what was read from something called so. Raises Trouble where there is too much of it."""
    if len(data) > LARGEST:
        raise Trouble(f"{visible(name)} is larger than {LARGEST:,} bytes; split it")
    try:
        text = data.decode("utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def for_this_one(batches: Iterable[Batch], session: Session) -> tuple[list[Batch], dict[str, int]]:
    """What this decision takes, and of each other one how many answers are about that alone, by what names it."""
    mine, others = [], Counter[str]()
    for batch in batches:
        if batch.is_for(session.decision_id):
            mine.append(batch)
        else:
            others[visible(batch.only_for)] += len(batch.texts)
    return mine, others


def look_at(lines: Iterable[str], session: Session, *, by: str) -> Reply:
    """What the lines of a text would change, given together as they are in `Session.give_together`."""
    no_answers: list[str] = []
    batches, others = for_this_one(read_lines(lines, by, "", no_answers), session)
    texts = {id_: text for batch in batches for id_, text in batch.texts.items()}
    sayers = {id_: name_of(batch.said_by) for batch in batches for id_ in batch.texts}
    made = given(texts, Before(session.answers, session.ids, session.drafts, session.next_row), "", sayers)
    refused = [batch.refusal(id_, made.refused[id_]) for batch in batches for id_ in batch.texts if id_ in made.refused]
    stand = sum(1 for id_ in texts if id_ not in made.refused and id_ not in made.edits)
    return Reply(tuple(batches), tuple(made.edits.values()), stand, tuple(refused), tuple(no_answers), others)
