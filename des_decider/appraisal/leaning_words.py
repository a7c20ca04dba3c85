"""The leaning in sentences partners would say; it is never called a decision."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple

from des_decider.appraisal.break_even_words import both_apart
from des_decider.appraisal.simulation import ENOUGH_RANGES
from des_decider.decision.wording import called, capital, count_of, day, joined, money, month, number
from des_decider.worksheet.model import LeaningKind
from des_decider.worksheet.months import first_counted_day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from des_decider.appraisal.figures import Appraisal
    from des_decider.appraisal.findings import Finding
    from des_decider.worksheet.model import Side

Kind = LeaningKind
Why = Literal[
    "missing",
    "no cost of leaving later",
    "blockers on both sides",
    "better but blocked",
    "worse but blocked",
    "blocked",
    "worse",
    "better",
    "better if hours are found",
    "too many hours",
    "once the other way",
    "better this year only",
    "better now, worse then",
    "worse now, better then",
    "open",
]
"""Which part of the rule decides the kind."""

_MOST_NAMED = 8
_BREAK_EVENS = 3


class Ends(NamedTuple):
    """A difference in pounds at the likely values, its P10 and P90; `sure` where 8 cases in 10 may be spoken of."""

    likely: Fraction
    low: Fraction
    high: Fraction
    sure: bool = True


def in_short(kind: str) -> str:
    """A kind of leaning within a sentence: “the leaning would be towards signing up”."""
    said = {
        "against": "against signing up",
        "towards": "towards signing up",
        "this year only": "for signing up this year only",
    }
    return said.get(kind, kind)


def becomes(kind: str) -> str:
    """What another answer would make of the leaning: “would make the answers lean towards signing up”."""
    said = in_short(kind).removeprefix("for ")
    leans = {"against": said, "towards": said, "this year only": f"towards {said}"}.get(kind)
    return f"would make the answers lean {leans}" if leans else f"would make it {kind}"


def months_that_count(appraisal: Appraisal) -> str:
    """This year's months, named: “from July 2020 to March 2021”."""
    sheet = appraisal.book.worksheet
    ends, first = sheet.year.ends, first_counted_day(sheet)
    return f"from {month(first) if first else day(first)} to {month(ends)}"


def months_until_left(appraisal: Appraisal) -> str:
    """The months that count if we leave at the next window, named; those under notice only where they are known."""
    sheet = appraisal.book.worksheet
    left, first = appraisal.book.leaving_takes_effect or sheet.year.ends, first_counted_day(sheet)
    return f"from {month(first) if first else day(first)} to {month(max(left, sheet.year.ends))}"


def cannot_say(appraisal: Appraisal, missing: tuple[str, ...], unmet: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The headline and the sentences while something is missing: what, and figures that do not apply at all."""
    said: list[str] = []
    if missing:
        named = [appraisal.book.label(id_) for id_ in missing[:_MOST_NAMED]]
        if len(missing) > _MOST_NAMED:
            named.append(count_of(len(missing) - _MOST_NAMED, "more", "more"))
        said.append(f"Still needed: {joined(named)}.")
    said += [f"{capital(appraisal[id_].label)} does not apply: {appraisal[id_].not_applicable}." for id_ in unmet]
    if not missing:
        return "Cannot say yet.", tuple(said)
    return f"Cannot say yet: {count_of(len(missing), 'answer is', 'answers are')} missing.", tuple(said)


class Figures:
    """What the leaning rests on, as it is said: the differences judged, what comes once, and what stands in the way."""

    def __init__(
        self, appraisal: Appraisal, running: Ends | None, full_year: Ends | None, leave_next: Ends | None,
        after_three: Ends | None, once: Fraction | None, in_the_way: Sequence[tuple[str, Side]],
    ) -> None:  # fmt: skip
        self._appraisal, self._once, self._in_the_way = appraisal, once, in_the_way
        self._running, self._full_year = running, full_year
        self._leave_next, self._after_three = leave_next, after_three
        self._now, self._until_left = months_that_count(appraisal), f"now, {months_until_left(appraisal)}"

    def headline(self, kind: Kind, why: Why) -> str:
        """The kind of leaning, and what decides it; what the option put comes to, where that is to leave again."""
        said = self._decided_by(kind, why)
        later, put = self._leave_next, self._appraisal.book.answers.text("decision.option")
        if put != "sign_up_then_leave" or later is None or why == "better this year only":
            return said
        leaving = "Signing up now and leaving at the next window, which is put,"
        return f"{said} {self._of(leaving, self._until_left, later)}"

    def _decided_by(self, kind: Kind, why: Why) -> str:
        match why:
            case "blocked":
                return f"{_KINDS[kind]}, unless {self._ways_round()}."
            case "better but blocked" | "worse but blocked":
                return f"{_KINDS[kind]}: {self._comes_out('signing up')}; but {self._stands_in_the_way()}."
            case "blockers on both sides":
                return f"{_KINDS[kind]}: something stands in the way of either choice."
            case "too many hours":
                return f"{_KINDS[kind]}: signing up comes out better, and {self._takes_hours()}."
            case "better if hours are found" if self._new_hours > 0:
                return f"{_KINDS[kind]}, if {self._hours()} can be found."
            case "once the other way":
                return f"{_KINDS[kind]}: {self._once_in_all()}, and {self._evens_out()}."
            case "better this year only":
                later = _amount(self._leave_next)
                return f"{_KINDS[kind]}: to sign up now and leave at the next window comes out {later} better."
            case "better now, worse then":
                return f"{_KINDS[kind]}: better {self._now}, worse in a full year."
            case "worse now, better then":
                this, full = _costs_or_brings(self._running), _costs_or_brings(self._full_year)
                return f"{_KINDS[kind]}: signing up {this} {self._now}, and {full} in a full year."
            case "worse" | "better" | "better if hours are found":
                return f"{_KINDS[kind]}: {self._comes_out()}."
            case _:
                return f"{_KINDS[kind]}."

    def _comes_out(self, it: str = "it") -> str:
        """What the rule looks at: the difference of what runs, this year's and a full year's; what comes once apart."""
        this, full = (ends.likely if ends else Fraction(0) for ends in (self._running, self._full_year))
        once = self._appraisal["difference.once.this_year"].value
        what, besides = (f"{_WITHOUT_ONCE} {it}", f"; what comes once is {_signed(once)}") if once else (it, "")
        return (
            f"{what} comes out {_signed(this)} than opting out {self._now}, and {_signed(full)} in a full year{besides}"
        )

    def because(self) -> tuple[str, ...]:
        """The likely values first, then how far the ranges carry them, then what of it comes once; the GP time."""
        said = [
            self._of(self._what_runs(), self._now, self._running),
            self._of("It", "in a full year", self._full_year),
            self._comes_once(),
        ]
        if self._leave_next is not None:
            said.append(self._of("Signing up now and leaving at the next window", self._until_left, self._leave_next))
            said.append(self._of(_NO_NOTICE, "until then", self._after_three))
        said.append(f"It {self._takes_hours()}{self._with_none_filled()}.")
        return tuple(words for words in said if words)

    def _what_runs(self) -> str:
        """What is looked at of this year, as a sentence begins with it."""
        once = self._appraisal["difference.once.this_year"].value
        return f"{capital(_WITHOUT_ONCE)} signing up" if once else "Signing up"

    def _of(self, what: str, when: str, ends: Ends | None) -> str:
        """One difference in a sentence: how it comes out against opting out, and over which span."""
        if ends is None:
            return ""
        if ends.likely == 0:
            said = f"{what} comes to the same as opting out {when}"
        else:
            said = f"{what} comes out {_amount(ends)} {_way(ends.likely)} than opting out {when}"
        if ends.low == ends.high:
            return f"{said}."
        among = "in 8 of 10 of the cases our ranges allow" if ends.sure else "by the ranges given so far"
        return f"{said}; {among} from {_signed(ends.low)} to {_signed(ends.high)}."

    def _comes_once(self) -> str:
        once, this = (self._appraisal[f"difference{part}.this_year"].value for part in (".once", ""))
        if not once or this is None:
            return ""
        return f"What comes only once, this year, is {_signed(once)}: {_signed(this)} in all."

    def once_said(self, why: Why) -> tuple[str, ...]:
        """When what comes once evens out, where it weighs the other way and the leaning rests on the figures alone."""
        way = {"better": -1, "better if hours are found": -1, "too many hours": -1, "worse": 1}.get(why, 0)
        if (self._once or 0) * way <= 0:
            return ()
        return (f"{capital(self._once_in_all())}, and {self._evens_out()}.",)

    def _once_in_all(self) -> str:
        """What comes once, less the cost of leaving later, which signing up only defers: named, as it is no figure."""
        answers, said = self._appraisal.book.answers, f"what comes once is {_signed(self._once or Fraction(0))}"
        later = answers.likely("leave.exit_cost")
        cost, taken = later, ""
        if not self._appraisal.book.worksheet.can_be_left_later:
            return said
        if later is None:
            cost, taken = answers.likely("opt_out.exit_cost"), ", taken to be that of leaving now"
        if not cost:
            return said
        return f"counted with the cost of leaving later ({money(cost)}{taken}), {said}"

    def _evens_out(self) -> str:
        """After how many years what comes once is made up for; never, where a full year likely does not go its way."""
        once, full = self._once or Fraction(0), self._full_year.likely if self._full_year else Fraction(0)
        if once * full >= 0:
            return "never evens out at the likely values"
        years = abs(once / full)
        if years <= 1:
            return "evens out within a year"
        said = number(years, 1)
        return "evens out after about a year" if said == "1" else f"evens out after {said} years"

    @property
    def _new_hours(self) -> Fraction:
        return self._appraisal["time.new_hours"].value or Fraction(0)

    def _hours(self) -> str:
        return _new_gp_hours(number(self._new_hours, 1))

    def _takes_hours(self) -> str:
        """The new GP hours beside those that can be found, told apart however near they are."""
        found = self._appraisal.book.answers.estimate("practice.gp_hours_found")
        if self._new_hours <= 0:
            empty = self._appraisal["time.new_unfilled"].value or Fraction(0)
            without = f" with the posts we expect, and {number(empty, 1)} more with none filled"
            return f"takes no more new GP hours a week than opting out{without if empty > 0 else ''}"
        if found is None:
            return f"takes {self._hours()} than opting out; nobody has said how many can be found"
        new, could = both_apart(self._new_hours, found.likely, fewest=1)  # as the finding has them
        some = "of which " if could < new else ""
        return f"takes {_new_gp_hours(number(new, 2))} than opting out, {some}{number(could, 2)} can be found"

    def _with_none_filled(self) -> str:
        """The new GP hours with no post filled, where those with the posts expected are others and were said."""
        empty = self._appraisal["time.new_unfilled"].value or Fraction(0)
        with_posts, without = number(self._new_hours, 1), number(empty, 1)
        return f"; with no post filled it takes {without}" if self._new_hours > 0 and with_posts != without else ""

    def _ways_round(self) -> str:
        blockers = {id_ for id_, _ in self._in_the_way if id_.startswith("question.")}
        cannot = [_what(self._appraisal, id_) for id_, _ in self._in_the_way if not id_.startswith("question.")]
        ways = [f"round {count_of(len(blockers), 'blocker')}"] if blockers else []
        if len(cannot) == 1:
            ways.append(f"to do {cannot[0]} in time")
        elif cannot:
            ways.append(f"to do {len(cannot)} pieces of work in time")
        return f"a way is found {joined(ways)}"

    def _stands_in_the_way(self) -> str:
        side = _OF[self._in_the_way[0][1]]
        return (
            f"{count_of(len({id_ for id_, _ in self._in_the_way}), 'thing stands', 'things stand')} in the way {side}"
        )

    def unless(self) -> tuple[str, ...]:
        """What stands in the way, and of what; one sentence each."""
        said = [_in_the_way(self._appraisal, id_, side) for id_, side in self._in_the_way]
        if said:
            said.append("No way round is written down for what stands in the way; a note on the answer is one.")
        return tuple(said)


_WITHOUT_ONCE = "without what comes only once,"
_NO_NOTICE = "How many months run under notice is not known, so none is counted; with three it"
_KINDS: Mapping[Kind, str] = {
    "against": "Against signing up",
    "towards": "Towards signing up",
    "this year only": "This year only",
    "finely balanced": "Finely balanced",
}
_OF: Mapping[Side, str] = {"sign_up": "of signing up", "opt_out": "of opting out"}


def _in_the_way(appraisal: Appraisal, id_: str, side: Side) -> str:
    """What stands in the way of one side, in the worksheet's words and the answer's."""
    book = appraisal.book
    question = book.ids.question(id_)
    if question is not None:
        answer = question.options.get(book.answers.text(id_), "")
        return f"In the way {_OF[side]}: {question.text} {answer}.".replace("..", ".")
    return f"In the way {_OF[side]}: {_what(appraisal, id_)} cannot be done in time."


def _what(appraisal: Appraisal, id_: str) -> str:
    """The service or requirement a status is about."""
    sheet, (head, name, _) = appraisal.book.worksheet, id_.split(".")
    return called(sheet.services[name]) if head == "service" else f"“{sheet.requirements[name].name}”"


def hangs_on(break_evens: tuple[str, ...]) -> tuple[str, ...]:
    """What a finely balanced leaning hangs on: the first three break-evens."""
    if break_evens:
        return tuple(f"It hangs on this: {said}" for said in break_evens[:_BREAK_EVENS])
    return ("No single number would turn what it comes to.",)


def beside(appraisal: Appraisal, findings: Mapping[str, Finding], ranged: int, *, withheld: bool) -> tuple[str, ...]:
    """What must be read with any leaning: how few ranges there are, and what has no finding yet."""
    said: list[str] = []
    if ranged == 0:
        said.append("No answer has a range, so nobody can say how sure this is.")
    elif ranged < ENOUGH_RANGES:
        have = "answer has" if ranged == 1 else "answers have"
        said.append(f"Only {ranged} {have} a range, so this says little about how sure it is.")
    elif withheld:
        said.append("Not every answer that matters most has a range, so this says little about how sure it is.")
    without = [_section(appraisal, f.section) for f in findings.values() if f.colour is None and f.needs]
    if without:
        said.append(f"No finding, because answers are missing: {joined(f'“{section}”' for section in without)}.")
    return tuple(said)


def _section(appraisal: Appraisal, section: str) -> str:
    return appraisal.book.worksheet.section_title(section)


def _new_gp_hours(amount: str) -> str:
    return f"{amount} more new GP {'hour' if amount == '1' else 'hours'} a week"


def _costs_or_brings(ends: Ends | None) -> str:
    return f"{'costs' if ends and ends.likely < 0 else 'brings'} {_amount(ends)}"


def _way(value: Fraction) -> str:
    return "better" if value > 0 else "worse"


def _signed(value: Fraction) -> str:
    """An end of a span as it is said: “£900 worse”."""
    return f"{_pounds(value)} {_way(value)}" if value else "neither better nor worse"


def _amount(ends: Ends | None) -> str:
    return _pounds(ends.likely if ends else Fraction(0))


def _pounds(value: Fraction) -> str:
    """An amount without its sign; pence where they are most of it."""
    return money(abs(value), pence=abs(value) < 100 and value.denominator != 1)
