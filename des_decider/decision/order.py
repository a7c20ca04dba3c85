"""The order in which a decision's ids are written: that of the meeting, rows by number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.decision.patterns import PATTERNS
from des_decider.worksheet.model import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Callable

    from des_decider.worksheet.model import Worksheet

Place = tuple[int, int, int, int, str]


def order_of(worksheet: Worksheet) -> Callable[[str], Place]:
    """What to sort ids by: inputs as PATTERNS has them, row by row; questions; notes; what is left open; the rest."""
    facts = (worksheet.payments, worksheet.roles, worksheet.services, worksheet.requirements)
    named = [{name: at for at, name in enumerate(kind)} for kind in facts]
    questions = {name: at for at, name in enumerate(worksheet.questions)}
    sections: dict[str, int] = {name: at for at, name in enumerate(SECTIONS)}
    exact: dict[str, tuple[int, int]] = {}
    slotted: dict[tuple[str, str], tuple[int, int]] = {}
    firsts: dict[str, int] = {}
    for at, pattern in enumerate(PATTERNS):
        head, _, rest = pattern.path.partition(".")
        slot, _, last = rest.partition(".")
        if slot.startswith("<"):
            slotted[head, last] = (firsts.setdefault(f"{head}.{slot}", at), at)
        else:
            exact[pattern.path] = (at, at)

    def place(id_: str) -> Place:
        head, _, rest = id_.partition(".")
        if id_ in exact:
            return (0, exact[id_][0], 0, exact[id_][1], "")
        if head == "question":
            name, _, note = rest.partition(".")
            return (1, questions.get(name, len(questions)), 0, 1 if note else 0, id_)
        if head == "open" and rest in sections:
            return (3, sections[rest] - len(sections), 0, 0, id_)
        if head in {"note", "open"} and rest.count(".") < 6:
            return (2 if head == "note" else 3, *place(rest)[1:4], id_)
        slot, _, last = rest.partition(".")
        if (head, last) in slotted:
            block, at = slotted[head, last]
            row = int(slot) if slot.isascii() and slot.isdigit() and len(slot) < 4 else 0
            return (0, block, row or next((kind[slot] for kind in named if slot in kind), 0), at, slot)
        return (4, 0, 0, 0, id_)

    return place
