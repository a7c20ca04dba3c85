"""Reads answers written as lines of text: one ID = VALUE a line, in batches by who typed and who said them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from des_decider.decision.wording import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ONLY_FOR = "only-for"
"""What names the decision that the lines below it are about."""
_QUOTED = re.compile(r"(> ?)+")
"""What mail programs put before each line of what is answered."""


@dataclass(slots=True)
class Batch:
    """Answers given together: by whom typed, by whom said, the texts by id, and the line each stands in.

    `only_for` is the reference of the one decision that they are about, and whose that is; empty where they are of use
    to any.
    """

    by: str
    said_by: str
    texts: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    only_for: str = ""

    def where(self, id_: str) -> str:
        """The line an answer stands in, for a refusal to name; empty on the command line."""
        return f"line {self.lines[id_]}: " if id_ in self.lines else ""

    def refusal(self, id_: str, why: str) -> str:
        """What is said of an answer that is refused: where it stands, and why."""
        return f"{self.where(id_)}{visible(id_)}: {visible(why)}"

    def is_for(self, decision_id: str) -> bool:
        """Whether a decision takes them."""
        return decision_id.startswith(self.only_for.partition(" ")[0])


def read_pairs(pairs: Iterable[str], by: str, said_by: str, wrong: list[str]) -> Batch:
    """The answers of a command line, one ID=VALUE each; what is none is added to `wrong`."""
    batch = Batch(by, said_by)
    for pair in pairs:
        id_, equals, value = pair.partition("=")
        id_ = _plain_id(id_)
        if not equals or not id_:
            wrong.append(f"“{visible(pair)}” is no answer; write ID=VALUE")
        elif id_ in batch.texts:
            wrong.append(f"{visible(id_)} is answered twice; the first is kept")
        else:
            batch.texts[id_] = value
    return batch


def read_lines(lines: Iterable[str], by: str, said_by: str, wrong: list[str]) -> list[Batch]:
    """The answers of a file, in batches by who gave them; lines that are none are added to `wrong`."""
    batches = [Batch(by, said_by)]
    seen: set[str] = set()
    for number, line in _joined(lines):
        id_, equals, value = line.partition("=")
        id_, value = _plain_id(id_), _unquoted(value.strip())
        if not equals or not id_:
            wrong.append(f"line {number}: “{visible(line.strip())}” is no answer; write ID = VALUE")
        elif id_ == "by":
            batches.append(Batch(value or by, batches[-1].said_by, only_for=batches[-1].only_for))
        elif id_ == "said-by":
            batches.append(Batch(batches[-1].by, value, only_for=batches[-1].only_for))
        elif id_ == ONLY_FOR:
            batches.append(Batch(batches[-1].by, batches[-1].said_by, only_for=value))
        elif id_ in seen:
            wrong.append(f"line {number}: {visible(id_)} is answered twice; the first is kept")
        else:
            seen.add(id_)
            batches[-1].texts[id_] = value
            batches[-1].lines[id_] = number
    return [batch for batch in batches if batch.texts]


def _plain_id(text: str) -> str:
    """An id as it is spelled, whatever case or quotes it was typed in."""
    return text.strip().removeprefix("\ufeff").strip('"').strip().lower()


def _joined(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Lines with those that go on with them; empty lines and remarks left out."""
    start, whole = 0, ""
    for number, written in enumerate(lines, start=1):
        line = written[quoted.end() :] if (quoted := _QUOTED.match(written)) else written
        if line[:1] in {" ", "\t"} and whole and line.strip():
            whole += " " + line.strip()
            continue
        if whole:
            yield start, whole
        start, whole = number, "" if line.lstrip().startswith("#") else line.strip()
    if whole:
        yield start, whole


def _unquoted(value: str) -> str:
    """A value without the quotes somebody used to TOML may have put around it."""
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] == '"' and '"' not in value[1:-1] else value
