"""Where the formulas take their numbers from: answers, defaults and facts as nodes, and the figures so far."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from des_decider.appraisal.formulas.expression import (
    Fact,
    Fixed,
    Given,
    Missing,
    Node,
    NotApplicable,
    NotInContract,
    Step,
    of_a_year,
)
from des_decider.decision.answers import Answers, left_out
from des_decider.decision.not_asked import has_some
from des_decider.decision.wording import called
from des_decider.worksheet.inputs_and_columns import BY
from des_decider.worksheet.months import first_counted_day, whole_months
from des_decider.worksheet.of_the_contract import is_of

if TYPE_CHECKING:
    from datetime import date

    from des_decider.decision.ids import Ids
    from des_decider.worksheet.model import Payment, Source, Worksheet


@lru_cache(maxsize=1024)
def _exactly(number: object) -> Fraction:
    """A number of the worksheet as a fraction; every appraisal takes the same ones."""
    return Fraction(str(number))


class InWords(NamedTuple):
    """A horizon in words: `when` within a sentence (“it brings £2,000 in a full year”), and its `name`."""

    when: str
    name: str


HORIZONS = {"this_year": InWords("this year", "this year"), "full_year": InWords("in a full year", "a full year")}
"""The two spans every money figure is shown for, by the key that ends the figures' ids."""


NO_NETWORK = "the contract pays no network"
NO_NEXT_WINDOW = "the contract has no next window to leave at"
_LEAVING = {"opt_out.exit_cost": "nobody is in the contract yet", "leave.exit_cost": NO_NEXT_WINDOW}
"""What leaving costs, and why it is not of a contract that nobody leaves then."""
_OPENS_A_ROW = {"home": "beds", "local": "amount", "workforce": "wte"}
"""The first thing that figures need of a table's row."""


class Horizon(NamedTuple):
    """One of the two spans every money figure is shown for (docs/figures.md, rule 2)."""

    key: str
    worksheet: Worksheet
    first: date | None
    """The first day that counts, where it is known: it is looked for once, as every formula asks."""

    @property
    def full(self) -> bool:
        """Whether it is a full year, and not the months the decision can still change."""
        return self.key == "full_year"

    @property
    def words(self) -> str:
        """When it is, within a sentence."""
        return HORIZONS[self.key].when

    @property
    def unknown(self) -> Missing | None:
        """The day from which its months count, where the practice has to give it and has not."""
        out = self.worksheet.last_day_in
        if self.full or self.first or out is None:
            return None
        return Missing(f"date.{out.id}", out.what)

    @property
    def of_year(self) -> Node:
        """The part of twelve months it covers: M/12, or 1."""
        return self.part_of_year(self.counted)

    def part_of_year(self, months: int) -> Node:
        """So many of its months as a part of twelve."""
        return self.unknown or of_a_year(months)

    @property
    def counted(self) -> int:
        """The months it covers: M, or 12; the most there can be while nobody knows the first day."""
        return 12 if self.full else whole_months(self._first_day, self.worksheet.year.ends)

    def months(self, start: date | None) -> int:
        """Months of something running from a day on, likewise; something done only once runs for none."""
        if start is None:
            return 0
        return 12 if self.full else whole_months(max(start, self._first_day), self.worksheet.year.ends)

    @property
    def _first_day(self) -> date:
        return self.first or self.worksheet.year.starts


class Book:
    """A worksheet, one decision's answers, and the figures worked out from them so far."""

    def __init__(self, answers: Answers, ids: Ids) -> None:
        self.worksheet = ids.worksheet
        self.answers = answers
        self.ids = ids
        self.horizons = tuple(Horizon(key, ids.worksheet, first_counted_day(ids.worksheet)) for key in HORIZONS)
        self.this_year = self.horizons[0]
        self.figures: dict[str, Step] = {}
        self.implied_zeros: list[str] = []
        self._numbers: dict[str, Node] = {}

    def figure(self, id_: str, label: str, unit: str, node: Node, remark: str = "") -> Step:
        """Enter a figure: its id, its name, its unit (`£` is rounded to pence, the rest to four places)."""
        step = Step(label, unit, node, figure=id_, remark=remark)
        self.figures[id_] = step
        return step

    def number(self, id_: str) -> Node:
        """An answer, its default, 0 where another of its group of hours is given, or the lack of it."""
        if id_ not in self._numbers:
            self._numbers[id_] = self._number(id_)
        return self._numbers[id_]

    def _number(self, id_: str) -> Node:
        field = self.ids.field(id_)
        if field is None:
            if id_ in _LEAVING and not is_of(id_, self.worksheet):
                return NotInContract(_LEAVING[id_])
            if not self.worksheet.has_network and not is_of(id_, self.worksheet):
                return NotInContract(NO_NETWORK)
            raise KeyError(id_)
        label = self.label(id_)
        estimate = self.answers.estimate(id_)
        if estimate is not None:
            return Given(id_, label, field.unit, estimate)
        default = self.ids.default(id_)
        if default is not None:
            return Given(id_, label, field.unit, default, default=True)
        if any(self.answers.estimate(other) is not None for other in self.ids.group(id_)):
            self.implied_zeros.append(id_)
            why = "was left empty while other hours beside it were given, so it counts as none"
            return Fixed(Fraction(0), f"{label} {why}", id_)
        return Missing(id_, label)

    def no_row(self, table: str, words: str) -> Missing:
        """What an empty table lacks: whether it has any rows; once that is said, the first of them."""
        roles = [r.id for r in self.worksheet.roles.values() if not self.hidden(r.origin)]
        begun = (role for role in roles if any(id_.startswith(f"workforce.{role}.") for id_ in self.answers))
        first = next(begun, next(iter(roles), "")) if table == "workforce" else self.answers.next_row(table)
        if not first or not has_some(table, self.answers):
            return Missing(f"{table}.none", words)
        id_ = f"{table}.{first}.{_OPENS_A_ROW[table]}"
        return Missing(id_, self.label(id_))

    def choice(self, id_: str) -> str | None:
        """A choice's key, its default where it has one, or None where it is not answered."""
        field = self.ids.field(id_)
        return self.answers.choice(id_, (field.default or None) if field else None)

    def label(self, id_: str) -> str:
        """How an id is spoken of, rows by the name the practice gave them."""
        return self.ids.label(id_, self.answers)

    def by_rows(self, table: str) -> bool:
        """Whether services, homes or posts are answered row by row; as a whole is the default."""
        return self.choice(f"{table}.by") == "rows"

    @cached_property
    def no_homes(self) -> bool:
        """Whether it was said that no care home is ours."""
        beds = None if self.by_rows("home") else self.answers.estimate("home.whole.beds")
        return self.answers.yes("home.none") is True or (beds is not None and beds.likely == 0)

    def lines_of(self, service: str) -> list[str]:
        """What a service is answered by: as a whole itself, row by row each of its requirements."""
        if not self.by_rows(f"service.{service}"):
            return [f"service.{service}"]
        return [f"specification.{r.id}" for r in self.worksheet.requirements_of(service)]

    def statuses_of(self, service: str) -> list[str]:
        """The ids of the statuses that count for a service; who has no homes need give none in the homes."""
        ids = [f"{line}.status" for line in self.lines_of(service)]
        spared = self.no_homes and self.worksheet.services[service].in_homes
        return [id_ for id_ in ids if id_ in self.answers] if spared else ids

    def answered_how(self, table: str, name: str) -> str:
        """Which of the two ways of answering counts, for a working to say."""
        return f"{name} are answered {BY[table]['rows' if self.by_rows(table) else 'whole']}."

    def lacks(self, section: str) -> bool:
        """Whether the contract has nothing of what a section is about: no money for posts, no work in care homes."""
        sheet = self.worksheet
        if section == "workforce":
            return not sheet.pays_for_posts
        return section == "care_homes" and not any(service.in_homes for service in sheet.services.values())

    @property
    def leaving_takes_effect(self) -> date | None:
        """The last day of who leaves in the next window, by the worksheet or else as the practice says."""
        key = self.worksheet.year.next_effective
        return (self.worksheet.dates[key].date or self.answers.day(f"date.{key}")) if key else None

    def hidden(self, origin: Source) -> bool:
        """Whether a fact became known after the deadline and is left out (docs/figures.md, rule 9)."""
        return left_out(origin, self.answers)

    @staticmethod
    def fact(ref: str, label: str, unit: str, number: object, origin: Source | None = None) -> Fact:
        """A number of the worksheet, exactly as written."""
        return Fact(ref, label, unit, _exactly(number), origin)

    @staticmethod
    def left_out(payment: Payment) -> NotApplicable:
        """Why a payment does not apply that is a later fact: its amounts are, whenever it was first spoken of."""
        late = f"the amounts of {called(payment)} became known only after the deadline"
        return NotApplicable(f"{late}, and later facts are left out")
