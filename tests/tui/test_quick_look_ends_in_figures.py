"""Whatever is answered, the quick look ends, and then the figures are there; nothing answered comes twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from des_decider.appraisal.figures import appraise
from des_decider.decision.answers import Answer, Answers
from des_decider.decision.parsing import parse
from des_decider.decision.values import Parsed
from des_decider.record.quick_look import quick_look_of
from des_decider.tui.agenda_walk import Walk
from des_decider.worksheet.months import counted_months
from tests.building import BARE, EXTENDED, NO_POSTS, OCTOBER, SHIPPED, SMALL, blank
from tests.how_many import cases

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

    from des_decider.decision.agenda import Entry, Stop
    from des_decider.decision.ids import Field, Ids
    from des_decider.record.quick_look import QuickLook

SHEETS = (SHIPPED, SMALL, EXTENDED, BARE, OCTOBER, NO_POSTS)
LONGEST = 1_000
"""Questions no walk may come to: every column of every row of the shipped worksheet is some three hundred."""
MOST = "900"
NUMBERS = ("0", "0", "1", "2", "7", "0 / 0 / 1", "1 / 2 / 3", "0 / 2 / 4", "12", "40", MOST)


class Group:
    """A group that goes through the quick look, and answers at random."""

    def __init__(self, path: Path, rng: Random) -> None:
        self.blank, self.rng, self.answers = blank(path), rng, Answers()
        self.given: list[int] = []
        self.places: list[int] = []
        self.quick = self.anew
        self.switch()

    @property
    def ids(self) -> Ids:
        """The ids as they are with the answers so far, in the window they name."""
        return self.blank.ids(self.answers)

    @property
    def anew(self) -> QuickLook:
        """The quick look as it is worked out from the answers alone."""
        return quick_look_of(appraise(self.answers, self.ids))

    def switch(self) -> None:
        """Say of some sections that they are answered as a whole, or row by row."""
        for switch in self.switches:
            if self.rng.random() > 0.6:
                self.give(switch, self.rng.choice(("rows", "whole")))

    @property
    def switches(self) -> list[str]:
        """What chooses between the whole and row by row."""
        tables = {f"service.{service}" for service in self.ids.worksheet.services} | {"home", "workforce"}
        return sorted(switch for table in tables if self.ids.field(switch := f"{table}.by"))

    def give(self, id_: str, text: str) -> None:
        """Give an answer, and see what the quick look is of then."""
        field = self.ids.field(id_)
        assert field is not None
        parsed = parse(text, field.rules)
        assert isinstance(parsed, Parsed), (id_, text, parsed)
        self.answers = self.answers.edit({id_: Answer(id_, parsed.text, parsed.value)})
        self.quick = quick_look_of(appraise(self.answers, self.ids), self.quick, [id_])

    def says(self, field: Field) -> str:
        """Any answer, unlikely ones too."""
        rules, rng = field.rules, self.rng
        if field.id.endswith(".months"):
            return str(rng.randint(0, counted_months(self.ids.worksheet)))
        match rules.kind:
            case "yes_no":
                return rng.choice(("yes", "no"))
            case "choice":
                return rng.choice(sorted(rules.choices))
            case "text":
                return "Somebody"
            case "date":
                return rng.choice(("2020-10-01", "2032-02-01", "1999-12-31"))
            case "patients":
                return rng.choice(("0", "1", "9000", "40000", "250000"))
            case "count":
                return rng.choice(("0", "0", "1", "64", "3000"))
            case "percent":
                return rng.choice(("0", "100", "0.85", "35", "0 / 40 / 100" if rules.estimate else "35"))
        fits = NUMBERS if rules.estimate else tuple(number for number in NUMBERS if "/" not in number)
        return rng.choice(tuple(number for number in fits if rules.largest is None or number != MOST))

    def walk(self, *, for_a_while: bool = False) -> None:
        """From the first open question on, as the screen goes: what is open gets an answer, of the rest some.

        Neither the place nor what is given goes down. No question comes twice, but one that was passed by, as it could
        be left empty, and that is necessary by what was answered since.
        """
        self.given, self.places = [], []
        walk, put = Walk(self._entries, lambda: self.answers), set[str]()
        if opened := self.quick.first_open:
            walk.come_for(opened)
        while self._here(walk.stop, walk, put):
            if self.rng.random() > 0.95:
                assert sorted(self.quick.counted) == sorted(self.anew.counted), "opened anew it would be of others"
                if for_a_while:
                    break
            assert len(put) < LONGEST, "the walk does not end"
        assert self.given == sorted(self.given), "of “n of m answered” n went down"
        assert self.places == sorted(self.places), "of “n of m” n went down"

    def _entries(self) -> tuple[Entry, ...]:
        return self.quick.entries

    def _here(self, stop: Stop, walk: Walk, put: set[str]) -> bool:
        """Answer where one stands or pass it by; False at the end."""
        if place := self.quick.place(stop.key):
            self.places.append(place)
            self.given.append(self.quick.given)
        if stop.key in put:  # passed by where it could be left empty, and necessary by an answer given since
            assert stop.id in self.quick.open, f"{stop.key} comes twice"
        put.add(stop.key)
        if stop.shape == "table":
            self._fill(stop.entry.key)
            self.places.append(self.quick.place(stop.key))  # one leaves it at its end
        elif stop.id not in self.answers and (stop.id in self.quick.open or self.rng.random() > 0.8):
            self._answer(stop.id)
        return walk.on()

    def _fill(self, table: str) -> None:
        """Fill a table in, cell after cell as Tab leads; what is answered may ask for more of them."""
        passed = {*self.answers}
        while True:
            rows = [row for entry in self.quick.entries if entry.key == table for row in entry.rows]
            row, cell = next(((row, id_) for row in rows for id_ in row.ids if id_ not in passed), (None, ""))
            if row is None:
                return
            passed.add(cell)
            begins = row.new and cell == row.ids[0]
            waits = {cell, *(row.ids if begins else ())} & {*self.quick.open}
            if waits or ((begins or not row.new) and self.rng.random() > 0.8):
                self._answer(cell)

    def _answer(self, id_: str) -> None:
        field = self.ids.field(id_)
        assert field is not None
        self.give(id_, self.says(field))


@pytest.mark.slow
@pytest.mark.parametrize("path", SHEETS, ids=[path.stem for path in SHEETS])
@settings(max_examples=cases(2, thorough=60))
@given(rng=st.randoms(use_true_random=False))
def test_after_its_last_question_every_figure_of_the_options_is_there(path: Path, rng: Random) -> None:
    """Also where sections are switched to row by row, or back, in the midst of it."""
    group = Group(path, rng)
    if rng.random() > 0.5:
        group.walk(for_a_while=True)
        group.switch()
    group.walk()
    appraisal = appraise(group.answers, group.ids)
    assert not {id_: appraisal[id_].needs for id_ in appraisal.of_the_options if appraisal[id_].needs}
    assert (group.quick.open, group.quick.given) == ((), group.quick.asked)
    assert not group.places or group.places[-1] == group.quick.asked
    assert sorted(group.quick.counted) == sorted(group.anew.counted), "opened anew it is of others"
