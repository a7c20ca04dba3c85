"""The order in which a decision's ids are written: that of the meeting, rows by number."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from des_decider.worksheet.inputs_and_columns import COME_BACK, INPUTS
from des_decider.worksheet.model import SECTIONS, Worksheet

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


Place = tuple[int, int, int, int, str]
_MOST_BLOCKS = 100_000
"""More than there are inputs or questions: what is said of questions follows what is said of inputs."""


@cache
def _inputs() -> tuple[Mapping[str, tuple[int, int]], Mapping[tuple[str, str], tuple[int, int]]]:
    """Where each input stands, and the first of its block: by its id, and by table and end where it has rows."""
    exact: dict[str, tuple[int, int]] = {}
    slotted: dict[tuple[str, str], tuple[int, int]] = {}
    firsts: dict[str, int] = {}
    for at, one in enumerate(INPUTS):
        head, _, rest = one.path.partition(".")
        slot, _, last = rest.partition(".")
        if slot.startswith("<"):
            slotted[head, last] = (firsts.setdefault(f"{head}.{slot}", at), at)
        else:
            exact[one.path] = (at, at)
    return exact, slotted


def order_of(worksheet: Worksheet) -> Callable[[str], Place]:
    """What to sort ids by: inputs as INPUTS has them, row by row; questions; notes; what is left open; the rest.

    Sections completed stand between questions and notes, when everything in them is done with.
    """
    facts = (worksheet.payments, worksheet.roles, worksheet.services, worksheet.requirements)
    named = [{name: at for at, name in enumerate(kind)} for kind in facts]
    questions = {name: at for at, name in enumerate(worksheet.questions)}
    sections: dict[str, int] = {name: at for at, name in enumerate(SECTIONS)}
    exact, slotted = _inputs()

    def place(id_: str) -> Place:
        head, _, rest = id_.partition(".")
        if id_ in exact:
            return (0, exact[id_][0], 0, exact[id_][1], "")
        if head == "question":
            name, _, note = rest.partition(".")
            if note in {"", "note"}:
                return (1, questions.get(name, len(questions)), 0, 1 if note else 0, id_)
        if head == "completed" and rest in sections:
            return (1, len(questions) + 1 + sections[rest], 0, 0, id_)
        if head == "note" and rest.count(".") < 6:
            kind, block, row, at, _ = place(rest)
            return (2, kind * _MOST_BLOCKS + block, row, at, id_)
        if head == "open" and rest.count(".") < 6:
            about, said = _mark(rest)
            kind, block, row, at, _ = place(about)
            block = sections[about] - len(sections) if about in sections else kind * _MOST_BLOCKS + block
            return (3, block, row, (1 + len(COME_BACK)) * at + said, id_)
        slot, _, last = rest.partition(".")
        if (head, last) in slotted:
            block, at = slotted[head, last]
            row = int(slot) if slot.isascii() and slot.isdigit() and len(slot) < 4 else 0
            return (0, block, row or next((kind[slot] for kind in named if slot in kind), 0), at, slot)
        return (4, 0, 0, 0, id_)

    def _mark(rest: str) -> tuple[str, int]:
        """What is left open, and which of the things said of it comes when: why, with whom, by when."""
        about, _, part = rest.rpartition(".")
        if part not in COME_BACK or rest in sections or place(rest)[0] != 4:
            return rest, 0
        return about, 1 + list(COME_BACK).index(part)

    return place
