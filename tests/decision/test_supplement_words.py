"""What a supplement changed, told of everything that one can change: it reads as when it was last looked at."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from des_decider.decision.supplement_words import _PART, _THING, said_otherwise
from des_decider.worksheet.model import Overridden
from des_decider.worksheet.reading import read_worksheet
from tests.building import SHIPPED, SUPPLEMENT
from tests.read_before import reads_as_before

VALUES: dict[str, tuple[object, object]] = {
    "date": (date(2031, 9, 20), date(2031, 9, 27)), "rate": (Decimal("1.50"), Decimal("1.505")),
    "limit": (3, -1200), "concern": (("no",), ("no", "not_sure")), "options": ({"all_of_it": "all"}, {"none": "no"}),
    "source": (None, "a letter"), "note": ("a note", None), "text": ("Who? " * 30, "Which? " * 30),
}  # fmt: skip


def test_every_change_reads_as_before() -> None:
    sheet = read_worksheet(SUPPLEMENT.read_bytes(), base=SHIPPED.read_bytes()).worksheet
    assert sheet is not None
    assert sheet.base is not None
    told = []
    for key in (*_PART, "full_year_same"):
        before, after = VALUES.get(key, ("as it was", "as it is"))
        told.append(Overridden("payment", "core", "Core money", key, before, after))
    told += [Overridden(family, family, "", "about", True, False) for family in (*_THING, "unknown")]
    told += [
        Overridden("question", "q", "Who leads?", "", "Who leads?", None),
        Overridden("question", "q", "Who leads?", "text", "Who leads?", "Who is the lead?"),
        Overridden("service", "s", "The round", "name", "The round", "The rounds"),
        Overridden("threshold", "funding", "", "green", Decimal(0), Decimal(-1)),
    ]
    changed = sheet._replace(base=sheet.base._replace(overridden=tuple(told)))
    reads_as_before("what-a-supplement-changed.txt", "".join(f"{words}\n" for words in said_otherwise(changed)))
