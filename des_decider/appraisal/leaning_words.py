"""The leaning in sentences partners would say; it is never called a decision."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from des_decider.appraisal.simulation import ENOUGH_RANGES
from des_decider.decision.wording import MINUS, capital, count_of, day, joined, money

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from des_decider.appraisal.figures import Appraisal
    from des_decider.appraisal.findings import Finding

TOWARDS = "Towards signing up."
BALANCED = "Finely balanced."
_MOST_NAMED = 8
_BREAK_EVENS = 3


class Ends(NamedTuple):
    """P10 and P90 of a difference in pounds; `sure` where enough answers have a range to speak of 8 cases in 10."""

    low: Fraction
    high: Fraction
    sure: bool = True


def in_short(kind: str) -> str:
    """A kind of leaning within a sentence: “the leaning would be towards signing up”."""
    return {"against": "against signing up", "towards": "towards signing up"}.get(kind, kind)


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


def against(appraisal: Appraisal, in_the_way: tuple[str, ...], ends: Ends | None) -> str:
    """The headline of a leaning against: what it would take, in a few words; `ends` where the money speaks against."""
    blockers = sum(1 for id_ in in_the_way if id_.startswith("question."))
    cannot = [_what(appraisal, id_) for id_ in in_the_way if not id_.startswith("question.")]
    ways = [f"round {count_of(blockers, 'blocker')}"] if blockers else []
    if len(cannot) == 1:
        ways.append(f"to do {cannot[0]} by its start")
    elif cannot:
        ways.append(f"to do {len(cannot)} pieces of work in time")
    takes = [f"a way is found {joined(ways)}"] if ways else []
    if ends is not None:
        takes.append(f"it comes out at least {_at_least(-ends.high)} better this year")
    return f"Against signing up, unless {', and '.join(takes)}."


def because_against(in_the_way: tuple[str, ...], ends: Ends | None) -> tuple[str, ...]:
    """What speaks against: the money where it does; what stands in the way is named with the “unless”."""
    said = []
    if ends is not None:
        said.append(f"Signing up leaves us worse off this year, {_how_much(ends)}.")
    if in_the_way:
        said.append("No way round is written down for what stands in the way; a note on the answer is one.")
    return tuple(said)


def unless(
    appraisal: Appraisal, in_the_way: tuple[str, ...], ends: Ends | None, break_evens: Iterable[str]
) -> tuple[str, ...]:
    """What would have to change, one sentence each; `ends` stands where the money speaks against."""
    said = [_way_round(appraisal, id_) for id_ in in_the_way]
    if ends is not None:
        said.append(_would_do(appraisal, ends))
        said += list(break_evens)[:_BREAK_EVENS]
    return tuple(said)


def _would_do(appraisal: Appraisal, ends: Ends) -> str:
    """What the money lacks: by the cases drawn, and by the likely values, which is another amount."""
    said = f"Unless signing up comes out at least {_at_least(-ends.high)} better this year"
    likely = appraisal["difference.this_year"].value
    if not ends.sure or ends.low == ends.high or likely is None or likely >= 0:
        return f"{said}."
    return f"{said}, so that 1 case in 10 leaves us no worse off; at the likely values {money(-likely)} is lacking."


def _at_least(lack: Fraction) -> str:
    """An amount rounded up, so that what is said would do."""
    parts = 100 if lack < 100 else 1
    up = Fraction(-(-lack * parts // 1), parts)
    return money(up, pence=up.denominator != 1)


def _way_round(appraisal: Appraisal, id_: str) -> str:
    book = appraisal.book
    question = book.ids.question(id_)
    if question is not None:
        answer = question.options.get(book.answers.text(id_), "")
        return f"Unless there is a way round this blocker: {question.text} {answer}.".replace("..", ".")
    return f"Unless a way is found to do {_what(appraisal, id_)} by its start."


def _what(appraisal: Appraisal, id_: str) -> str:
    """The service or requirement a status is about."""
    sheet, (head, name, _) = appraisal.book.worksheet, id_.split(".")
    return sheet.services[name].name.lower() if head == "service" else f"“{sheet.requirements[name].name}”"


def because_not_against(appraisal: Appraisal, ends: Ends, red: tuple[Finding, ...]) -> tuple[str, ...]:
    """How the money stands, and every serious concern."""
    low, high, _ = ends
    reds = tuple(f"A serious concern, {_section(appraisal, f.section)}: {f.words}" for f in red)
    if low < 0:
        may = "worse or better off" if high > 0 else "worse off, or no better off"
        return (f"Signing up may leave us {may} this year: {_how_much(ends)}.", *reds)
    if high == 0:
        money_says = "Signing up and opting out come to the same this year."
    elif low == 0:
        money_says = f"Signing up leaves us no worse off this year, {_how_much(ends)}."
    else:
        money_says = f"Signing up pays this year, {_how_much(ends)}."
    return (money_says, *(reds or ("No section has a serious concern.",)))


def hangs_on(red: tuple[Finding, ...], break_evens: tuple[str, ...]) -> tuple[str, ...]:
    """What a finely balanced leaning hangs on: the first three break-evens."""
    if break_evens:
        return tuple(f"It hangs on this: {said}" for said in break_evens[:_BREAK_EVENS])
    if red:
        return ("It hangs on what is a serious concern; no single number would turn what it comes to.",)
    return ("No single number would turn what it comes to.",)


def beside(appraisal: Appraisal, findings: Mapping[str, Finding], ranged: int, *, withheld: bool) -> tuple[str, ...]:
    """What must be read with any leaning: the full year, how few ranges there are, and what has no finding yet."""
    said = [_full_year(appraisal)]
    if ranged == 0:
        said.append("No answer has a range, so nobody can say how sure this is.")
    elif ranged < ENOUGH_RANGES:
        have = "answer has" if ranged == 1 else "answers have"
        said.append(f"Only {ranged} {have} a range, so this says little about how sure it is.")
    elif withheld:
        said.append("Not every answer that matters most has a range, so this says little about how sure it is.")
    without = [_section(appraisal, f.section) for f in findings.values() if f.colour is None and f.needs]
    if without:
        said.append(f"No finding yet, because answers are missing: {joined(f'“{section}”' for section in without)}.")
    return tuple(words for words in said if words)


def _full_year(appraisal: Appraisal) -> str:
    """Where a full year comes out on the other side; 0 is on the side of no worse off, as everywhere in the rule."""
    this, full = appraisal["difference.this_year"].value, appraisal["difference.full_year"].value
    if this is None or full is None or (this < 0) == (full < 0):
        return ""
    sheet = appraisal.book.worksheet
    window = sheet.year.next_window
    again = f"look again in {day(sheet.day(window)).split()[1]}" if window else "look again before it begins"
    if full < 0:
        now = "Signing up pays this year" if this > 0 else "Signing up and opting out come to the same this year"
        return f"{now}, and would not pay in a full year ({money(full)}): {again}."
    then = f"would pay in a full year ({money(full)})" if full > 0 else "would come to the same in a full year"
    return f"Signing up does not pay this year, and {then}: {again}."


def by_the_worksheets_limits(findings: Mapping[str, Finding], kind: str) -> str:
    """That the practice's own limits decide the kind, and what the worksheet's would come to."""
    who = joined(dict.fromkeys(found.set_by for found in findings.values() if found.changed))
    return f"This rests on our own limits, set by {who}: by the worksheet’s it would be {in_short(kind)}."


def _section(appraisal: Appraisal, section: str) -> str:
    return appraisal.book.worksheet.section_title(section)


def _how_much(ends: Ends) -> str:
    """The difference in pounds; with ranges, the span of the likelier eight cases in ten."""
    low, high = (money(end, pence=abs(end) < 100 and end.denominator != 1) for end in (ends.low, ends.high))
    if ends.low == ends.high:
        return f"by {low.removeprefix(MINUS)}"
    among = "in 8 of 10 of the cases the ranges allow" if ends.sure else "by the ranges given so far"
    if ends.high < 0:
        return f"by {high.removeprefix(MINUS)} to {low.removeprefix(MINUS)} {among}"
    return f"by {low} to {high} {among}" if ends.low > 0 else f"from {low} to {high} {among}"
