"""What the files of a decision say together: which is true, what was edited by hand, and what has to be mended."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from des_decider.decision.answers import Answer, Answers
from des_decider.decision.changes import NAMES, Change, Edit, apply
from des_decider.decision.values import Parsed
from des_decider.decision.wording import count_of, joined
from des_decider.record.answer_texts import fits, highest_rows, known, row_of, understood
from des_decider.record.change_words import label, spoken
from des_decider.storage.answers_file import AnswersFile, Kept, NewerFormat, Written, read_answers
from des_decider.storage.checked_fields import NEWER
from des_decider.storage.history import Beginning, History, read_history
from des_decider.storage.toml_text import BrokenText
from des_decider.storage.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from des_decider.decision.ids import Ids

_MOST_NAMED = 5


class CannotOpen(Trouble):
    """The decision cannot be opened or made: one sentence saying why and what to do."""


class Recovered(NamedTuple):
    """The decision as its files have it.

    `outside` are hand edits that are not in the history yet. `read_only` says why nothing may be written, empty
    where it may. `kept` is what stands in answers.toml and is to be written back as it is. `left` tells whether
    something else in it is neither in force nor in the history. `rows` has the highest number each table ever used.
    """

    decision: str
    made: datetime
    history: History
    file: AnswersFile | None
    answers: Answers
    outside: tuple[Edit, ...] = ()
    notices: tuple[str, ...] = ()
    read_only: str = ""
    kept: Kept = Kept()
    left: bool = False
    elsewhere: bool = False
    rows: Mapping[str, int] = MappingProxyType({})

    @property
    def signed(self) -> bool:
        """Whether the record says that it was signed off; a hand in answers.toml alone cannot say so."""
        header = self.file.header if self.file and self.file.whole else None
        beginning = self.history.beginning
        if header and beginning and header.decision != beginning.decision:
            header = None  # that one is another decision's
        return self.history.signed_off is not None or bool(header and header.signed_off)


def recover(answers_data: bytes | None, history_data: bytes | None, ids: Ids, *, every_line: bool = False) -> Recovered:
    """What a folder's two files say. Raises CannotOpen only where neither of them can be used.

    The lines of the history are read where answers.toml was not written last or is not as it was written, where the
    history is not the one it was written with, or where somebody wants `every_line` looked at.
    """
    file, why, newer = None, "answers.toml is missing", False
    try:
        file = read_answers(answers_data) if answers_data is not None else None
    except NewerFormat as error:
        why, newer = f"answers.toml {error}", True
    except BrokenText as error:
        why = f"answers.toml is broken: {error}"
    found = None if file is None or history_data is None or every_line else _as_left(file, history_data, ids)
    if found is None:
        history = History(broken="history.jsonl is missing") if history_data is None else read_history(history_data)
        found = _compared(file, history, ids, why, newer=newer)
        edited = (edit.id for change in history.changes for edit in change.edits)
        found = found._replace(rows=highest_rows(edited, ids, {}))
    return found


def _as_left(file: AnswersFile, data: bytes, ids: Ids) -> Recovered | None:
    """The decision where both files are as they were left: its answers are those of answers.toml. None where not."""
    header, past = file.header, file.header.past
    if not file.whole or file.newer or len(data) != past.stands.size:
        return None
    history = History(
        data, past.stands.digest, header.last_change, past.last_at, past.redactions,
        beginning=Beginning(header.format, header.decision, header.made), changes=None, signed_off=header.signed_off,
    )  # fmt: skip
    if history.stands != past.stands:
        return None
    answers = from_file(file, ids)
    as_kept = all(answers.text(id_) == written.text for id_, written in file.answers.items())
    if not as_kept or len(answers.gone) != len(file.gone):
        return None  # this version, or another worksheet, understands it otherwise
    kept = file.kept(lambda id_: known(id_, ids) is not None)
    return Recovered(header.decision, header.made, history, file, answers, kept=kept, rows=past.rows)


def _compared(file: AnswersFile | None, history: History, ids: Ids, why: str, *, newer: bool) -> Recovered:
    """What both say where answers.toml cannot vouch for the history. `why` there is no file; raises as `recover`."""
    notices = [f"{history.torn}."] if history.torn else []
    if file is None:
        if history.beginning is None or not history.changes:
            raise CannotOpen(f"{why}, and {history.broken or 'history.jsonl holds no answers'}")
        notices.append(f"{why}. The answers were taken from history.jsonl, up to change {history.last}.")
        decision, made = history.beginning.decision, history.beginning.made
    else:
        decision, made = file.header.decision, file.header.made
        if not file.whole and history.beginning is not None:
            made = history.beginning.made
    read_only = _conflict(file, history) or (why if newer else "")
    if file is None:
        answers = replay(history.changes, ids)
        return Recovered(decision, made, history, None, answers, (), tuple(notices), read_only)
    out = _taken_out_since(file, history)
    kept = file.kept(lambda id_: known(id_, ids) is not None).without(out)
    if read_only:
        # Where the history cannot vouch for it, answers.toml is the record as it stands.
        return Recovered(decision, made, history, file, from_file(file, ids), (), tuple(notices), read_only, kept)
    answers = replay(history.changes, ids)
    by_hand = _by_hand(file, history, answers, ids, out)
    if file.whole and not out and (by_hand.edits or by_hand.left):
        # No hand made it so: a program of ours wrote it, with another history.
        return Recovered(decision, made, history, file, answers, (), tuple(notices), "", kept, elsewhere=True)
    if history.last == file.header.last_change and file.header.past.stands.digest not in {"", history.digest}:
        notices.append("history.jsonl is not the one answers.toml was written with, but leads to the same answers.")
    elif not file.whole and not by_hand.said:
        notices.append("answers.toml was changed outside the program, but no answer in it differs.")
    return Recovered(
        decision, made, history, file, answers, by_hand.edits, (*notices, *by_hand.said), "", kept, by_hand.left
    )


def replay(changes: Iterable[Change], ids: Ids, onto: Answers | None = None) -> Answers:
    """The answers some changes lead to; what no person could have typed is passed over."""
    safe = (change._replace(edits=tuple(e for e in change.edits if fits(e.id, e.new, ids))) for change in changes)
    return apply(onto or Answers(), safe, ids)


def with_hand_edits(found: Recovered, ids: Ids) -> Answers:
    """The answers with what was edited by hand, of which nobody knows who did it or when."""
    edited = replay((Change(0, found.made, "", "", "edited outside", found.outside),), ids, found.answers)
    nobodys = {edit.id: edited[edit.id]._replace(at=None) for edit in found.outside if edit.id in edited}
    return edited.edit(nobodys)


def from_file(file: AnswersFile, ids: Ids) -> Answers:
    """The answers as answers.toml alone has them."""
    answers: dict[str, Answer] = {}
    for id_, written in file.answers.items():
        parsed = understood(id_, written.text, ids, guess=False)
        if isinstance(parsed, Parsed):
            whose = written.by, written.said_by, written.at, written.to_confirm
            answers[id_] = Answer(id_, parsed.text, parsed.value, *whose)
    return Answers(answers, frozenset(row for name in file.gone if (row := ids.row_of(name))))


def _conflict(file: AnswersFile | None, history: History) -> str:
    """Why the two files must not be written to, empty where they agree well enough."""
    if file and file.newer:
        return f"answers.toml {NEWER}"
    if history.broken:
        return (
            history.broken
            if history.newer
            else f"{history.broken}; put back a good copy of it, or have it mended by 'des-decider doctor'"
        )
    if file and history.beginning and file.header.decision != history.beginning.decision:
        return "answers.toml and history.jsonl belong to different decisions; put back the right one"
    if file and file.header.last_change > history.last:
        return (
            f"answers.toml is at change {file.header.last_change} but history.jsonl ends at {history.last}; "
            "put back the full history, or have it mended by 'des-decider doctor'"
        )
    return ""


class _ByHand(NamedTuple):
    """What was edited by hand since the program wrote a file: as edits to the answers now, and what to say.

    `left` tells whether something of it is neither in the edits nor written back; of a file in which something stands
    that was taken out since, nothing is kept.
    """

    edits: tuple[Edit, ...]
    said: list[str]
    left: bool


def _taken_out_since(file: AnswersFile, history: History) -> frozenset[str]:
    """What was taken out of the record by a change that this answers.toml does not have yet."""
    later = history.changes[file.header.last_change :]
    return frozenset(edit.id for change in later if change.kind == "redacted" for edit in change.edits)


def _by_hand(file: AnswersFile, history: History, now: Answers, ids: Ids, out: frozenset[str]) -> _ByHand:
    last = file.header.last_change
    then = now if last == history.last else replay(history.changes[:last], ids)
    typed = {edit.id: edit.new for change in history.changes[:last] for edit in change.edits}
    later = {edit.id for change in history.changes[last:] for edit in change.edits}
    edits: list[Edit] = []
    refused: list[str] = []
    overtaken: list[str] = []
    said: list[str] = []
    stamps = [label(id_, ids) for id_, written in file.answers.items() if _of_others(written, then.given.get(id_))]
    stamps = [] if NAMES in out else stamps
    for id_, written in file.answers.items():
        if id_ in out:
            continue  # what stands there is what was taken out since
        if written.text and written.text == then.text(id_) == typed.get(id_):
            continue  # nearly every answer: replaying the history understood this very text already
        parsed = understood(id_, written.text, ids, guess=len(refused) < _MOST_NAMED)
        if written.text == "" and known(id_, ids):
            new = None
        elif isinstance(parsed, str):
            refused.append(parsed)
            continue
        else:
            new = parsed.text
        if new == (then.text(id_) or None):
            continue
        if (row := row_of(id_, ids)) and row in now.gone:
            refused.append(f"{label(id_, ids)}: {row[0]} {row[1]} was deleted and its number is not used again")
        elif id_ not in later:
            edits.append(Edit(id_, now.text(id_) or None, new))
        elif new != (now.text(id_) or None):
            overtaken.append(_beside(Edit(id_, now.text(id_) or None, new), ids))
    if not refused:
        # A file in which something is not understood may name an answer wrongly: nothing is taken back then.
        missing = [id_ for id_ in then if id_ not in file.answers and id_ not in later]
        edits += [Edit(id_, now.text(id_), None) for id_ in missing]
    if edits:
        said.append(f"Changed outside the program and taken over: {some([_went(edit, ids) for edit in edits])}.")
    said += [f"In answers.toml, not taken over: {why}." for why in refused[:_MOST_NAMED]]
    if len(refused) > _MOST_NAMED:
        said.append(f"In answers.toml, not taken over: {count_of(len(refused) - _MOST_NAMED, 'more answer')}.")
    if overtaken:
        said.append(f"Changed outside the program but answered again later, so not taken over: {some(overtaken)}.")
    if stamps:
        said.append(
            f"In answers.toml, not taken over: who typed or said an answer, or when, at {some(stamps)}; history.jsonl "
            "has it as it was given."
        )
    left = bool(overtaken) or (bool(stamps or refused) and not file.whole)
    if out:
        said.append("In answers.toml still stood what was taken out of the record since; it is left out.")
    return _ByHand(tuple(edits), said, left and not out)


def _of_others(written: Written, given: Answer | None) -> bool:
    """Whether a file names others or another time for an answer than those who gave it; an empty name says nothing."""
    if given is None:
        return False
    pairs = ((written.by, given.by), (written.said_by, given.said_by), (written.at, given.at))
    return any(one and one != other for one, other in pairs)


def _beside(edit: Edit, ids: Ids) -> str:
    stands, other = ("no answer" if text is None else spoken(text, ids.field(edit.id)) for text in edit[1:3])
    return f"{label(edit.id, ids)} ({other} there, {stands} stands)"


def _went(edit: Edit, ids: Ids) -> str:
    old, new = ("no answer" if text is None else spoken(text, ids.field(edit.id)) for text in (edit.old, edit.new))
    return f"{label(edit.id, ids)} from {old} to {new}"


def some(words: list[str]) -> str:
    """The first few of a list, and how many more."""
    rest = len(words) - _MOST_NAMED
    return joined([*words[:_MOST_NAMED], f"{rest:,} more"] if rest > 0 else words)
