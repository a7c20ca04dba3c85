"""Whether a worksheet can lean every way: towards signing up at its best numbers, against it at its worst.

A status of `cannot` and a blocker speak for one side whatever the numbers say, and any practice may have local
payments. So none counts here: the contract's own money and hours have to be able to lead either way, within the bounds
the author set.
"""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from des_decider.appraisal.break_evens import estimates
from des_decider.appraisal.figures import Appraisal, appraise
from des_decider.appraisal.findings import Finding, findings, weighs
from des_decider.appraisal.leaning import NEEDED, leaning_kind, unsolved
from des_decider.appraisal.turns_the_leaning import Judge, first_turn
from des_decider.decision.answers import Answer, Answers
from des_decider.decision.ids import Ids
from des_decider.decision.values import Estimate
from des_decider.decision.wording import joined
from des_decider.worksheet.answer_kinds import kind_of
from des_decider.worksheet.inputs_and_columns import input_of
from des_decider.worksheet.mistakes import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from des_decider.worksheet.model import Question, Side, Worksheet

NOT_AGAINST = "Even its worst numbers do not lean against signing up"
"""What is said first of a worksheet that cannot lean against it."""
_SMALLEST_LIST = Fraction(1_000)
_ROUNDS = 10
_OF_STATUSES = "services.ready"
_FOUND = "practice.gp_hours_found"
_LIST_BASES = ("registered", "weighted", "adjusted")


class _Tried(NamedTuple):
    """What came of one set of answers."""

    appraisal: Appraisal
    found: dict[str, Finding]
    kind: str


class _Circumstances(NamedTuple):
    """What no bound decides, tried each way: how large the lists are, whether homes fall to us, who pays for posts."""

    large: bool
    homes: bool
    filled: bool


def cannot_lean(tries: Tries) -> tuple[Mistake, ...]:
    """What keeps a worksheet from leaning towards signing up, or against it; none where it can do both.

    Best answers: every number at its better end, everything done already, and nothing that weighs on signing up. Worst:
    every number at its worse end, and nothing that weighs on opting out. Each is tried with small and large lists, with
    and without homes and posts; one of them is enough.
    """
    found: list[Mistake] = []
    best = list(_until("towards", tries, better=True))
    if best[-1].kind != "towards":
        found += _not_towards(best)
    worst = list(_until("against", tries, better=False))
    if worst[-1].kind != "against":
        found += _not_against(worst)
    return tuple(found)


def remarks(tries: Tries, accepted: frozenset[str] = frozenset()) -> tuple[Mistake, ...]:
    """What is no mistake, and yet an author may not mean it: a finding always red or green, or never “this year only”.

    What is accepted, by its code, is not looked for, as that takes its time. Finely balanced needs no look: it lies
    between towards and against.
    """
    worksheet = tries.worksheet
    what, mend = "Even at its worst answers its finding is green", "Look at its green and amber"
    green = () if "always-green" in accepted else _always_green(tries)
    found = [Mistake("always-green", f"[threshold.{section}]", None, what, mend) for section in green]
    red = set[str]() if "always-red" in accepted else set(worksheet.thresholds)
    lasting = worksheet.can_be_left_later and "never-this-year-only" not in accepted
    if not red and not lasting:
        return tuple(found)
    for one in _until("", tries, better=True):
        red = {section for section in red if _is("red", section, one)}
        lasting = lasting and not (one.kind == "towards" and _can_be_for_this_year_only(one.appraisal, tries))
        if not red and not lasting:
            break
    what = "Even at its best answers its finding is red"
    found += [
        Mistake("always-red", f"[threshold.{section}]", None, what, mend)
        for section in worksheet.thresholds
        if section in red
    ]
    if lasting:
        what = "However much of its good one answer loses, the figures never suggest signing up for this year only"
        mend = (
            "They do where money ends with the year: if none does, accept this, else look at full_year of the payments"
        )
        found.append(Mistake("never-this-year-only", "", None, what, mend))
    return tuple(found)


def _always_green(tries: Tries) -> tuple[str, ...]:
    """The sections whose finding nothing makes amber; one of statuses, none of which is tried, where 0 % is green."""
    thresholds = tries.worksheet.thresholds
    ready = {one for one, limits in thresholds.items() if limits.figure == _OF_STATUSES and limits.better == "higher"}
    green = {one for one, limits in thresholds.items() if limits.figure != _OF_STATUSES}
    for tried in _until("", tries, better=False):
        green = {section for section in green if _is("green", section, tried)}
        if not green:
            break
    green |= {section for section in ready if thresholds[section].green <= 0}
    return tuple(section for section in thresholds if section in green)


def _is(colour: str, section: str, tried: _Tried) -> bool:
    found = tried.found.get(section)
    return found is not None and found.colour == colour


def _can_be_for_this_year_only(best: Appraisal, tries: Tries) -> bool:
    """Whether one number, moved from its better end to its worse, passes a full year's nothing before this year's."""
    judge = Judge(best)
    for id_ in estimates(best):
        if (at := judge.along(id_)) is None:
            continue
        given, end = best.book.answers.likely(id_) or Fraction(0), tries.end_of(id_, better=False)
        part = first_turn(at, float(given), float(end), "towards")
        if part is None:
            continue
        # Just where it turns a full year comes to nothing, which is neither; how far this year lasts nobody knows.
        beyond = (part + (1 - part) * 10**-power for power in range(9, -1, -1))
        if any(at(float(given) + float(end - given) * further) == "this year only" for further in beyond):
            return True
    return False


def _until(kind: str, tries: Tries, *, better: bool) -> Iterator[_Tried]:
    """The answers tried, up to the first that leans as wanted."""
    for circumstances in product((False, True), (not better, better), (better, not better)):
        tried = tries.tried(_Circumstances(*circumstances), better=better)
        yield tried
        if tried.kind == kind:
            return


def _not_towards(tried: list[_Tried]) -> Iterator[Mistake]:
    """What stands in the way in the last of the answers tried, which has lists and posts at their largest."""
    start, nearest = "Even its best answers do not lean towards signing up", tried[-1]
    yield from _only_blockers(start, nearest, "sign_up")
    if unsolved(nearest.appraisal.book):
        return
    if nearest.kind == "cannot say yet":
        lacking = joined(nearest.appraisal.needs(NEEDED)) or "a figure that does not apply"
        yield Mistake(
            "cannot-lean",
            "",
            None,
            f"{start}: not known is {lacking}",
            "Look at the payments and at the bounds of the asks",
        )
    elif _is("red", "time", nearest):
        what = f"{start}: it takes more new GP hours than the most that can be found"
        yield Mistake(
            "cannot-lean", f"[ask.{_FOUND}]", None, what, "Look at its largest, and at the smallest hours of the asks"
        )
    else:
        mend = "Look at the smallest hours and costs of the asks, and at the rates"
        yield Mistake("cannot-lean", "", None, f"{start}: it costs more than it brings", mend)


def _not_against(tried: list[_Tried]) -> Iterator[Mistake]:
    """What stands in the way of leaning against."""
    yield from _only_blockers(NOT_AGAINST, tried[-1], "opt_out")
    if not unsolved(tried[-1].appraisal.book):
        mend = "Look at the largest hours and costs of the asks, and at the rates"
        yield Mistake("cannot-lean", "", None, f"{NOT_AGAINST}: only a status or a blocker could", mend)


def _only_blockers(start: str, tried: _Tried, side: Side) -> Iterator[Mistake]:
    """Questions of which every answer is a blocker on one side."""
    for id_, weighs_on in unsolved(tried.appraisal.book):
        if weighs_on == side:
            what = f"{start}: every answer to this question is a blocker"
            yield Mistake("cannot-lean", f"[{id_}]", None, what, "Leave an answer that is none")


class Tries:
    """The best and the worst answers to a worksheet, and what comes of them; each is tried once."""

    def __init__(self, worksheet: Worksheet) -> None:
        self.worksheet = worksheet
        self._worksheet = _with_its_day(worksheet)
        self._ids = Ids(self._worksheet)
        self._made: dict[tuple[_Circumstances, bool], _Tried] = {}

    def tried(self, circumstances: _Circumstances, *, better: bool) -> _Tried:
        """Answer what the figures need, and see how it leans."""
        if (circumstances, better) not in self._made:
            self._made[circumstances, better] = self._try(circumstances, better=better)
        return self._made[circumstances, better]

    def _try(self, circumstances: _Circumstances, *, better: bool) -> _Tried:
        """Answer round by round what the figures need besides."""
        given = self._settled(circumstances, better=better)
        wanted = [*NEEDED, *(t.figure for t in self._worksheet.thresholds.values())]
        appraisal = self._appraised(given)
        for _ in range(_ROUNDS):
            needs = [id_ for id_ in appraisal.needs(wanted) if id_ not in given]
            if not needs:
                break
            given |= {id_: self.end_of(id_, better=better) for id_ in needs}
            appraisal = self._appraised(given)
        if circumstances.filled:
            appraisal = self._within_the_ceiling(given, appraisal)
        found = findings(appraisal)
        return _Tried(appraisal, found, leaning_kind(appraisal))

    def _appraised(self, given: dict[str, str | Fraction]) -> Appraisal:
        answers = {id_: self._as_answer(id_, value) for id_, value in given.items()}
        return appraise(Answers(answers), self._ids)

    def _as_answer(self, id_: str, value: str | Fraction) -> Answer:
        field = self._ids.field(id_)
        if isinstance(value, Fraction):
            return Answer(id_, str(value), Estimate.certain(value))
        return Answer(id_, value, value == "yes" if field and field.rules.kind == "yes_no" else value)

    def _settled(self, circumstances: _Circumstances, *, better: bool) -> dict[str, str | Fraction]:
        """Choices, statuses, questions and lists; the numbers follow as the figures ask for them."""
        given: dict[str, str | Fraction] = {
            "network.split": "by_stream", "director.ours": "no", "local.none": "yes", "partner.1.name": "A partner",
            "opt_out.hours": Fraction(0), "opt_out.exit_cost": Fraction(0), "leave.exit_cost": Fraction(0),
            "home.whole.done_by": "gp",
        }  # fmt: skip
        given |= {f"service.{service}.status": "already" for service in self._worksheet.services}
        if self._ids.ask(_FOUND):
            given[_FOUND] = self.end_of(_FOUND, better=better)
        for question in self._worksheet.questions.values():
            # What weighs on the other side alone is left unanswered: the numbers have to lead there.
            if question.options and question.weighs_on in {"both", "sign_up" if better else "opt_out"}:
                given[f"question.{question.id}"] = min(question.options, key=partial(_weight, question))
        for basis in _LIST_BASES:
            own, network = (self._list(f"{whose}.{basis}_list", circumstances) for whose in ("practice", "pcn"))
            given |= {f"practice.{basis}_list": own, f"pcn.{basis}_list": max(own, network)}
        if not circumstances.homes:
            given["home.none"] = "yes"
        if not circumstances.filled:
            given["workforce.whole.chance"] = Fraction(0)
        if not better and circumstances.homes:
            given["home.whole.beds"] = max(Fraction(1), self._end("home.whole.beds", largest=False))
        return given

    def _list(self, id_: str, circumstances: _Circumstances) -> Fraction:
        return self._end(id_, largest=circumstances.large) or _SMALLEST_LIST

    def end_of(self, id_: str, *, better: bool) -> Fraction:
        """The better or the worse end of a number, for signing up."""
        one = input_of(id_)
        return self._end(id_, largest=(one is not None and one.more_pays) is better)

    def _end(self, id_: str, *, largest: bool) -> Fraction:
        """The end of what the worksheet holds sensible, else of what can be."""
        field, ask = self._ids.field(id_), self._ids.ask(id_)
        if not largest:
            return Fraction(ask.smallest) if ask and ask.smallest is not None else Fraction(0)
        ends = (ask.largest if ask else None, field.rules.largest if field else None)
        most = kind_of(field.rules.kind if field else "number").most
        return min((Fraction(end) for end in ends if end is not None), default=most)

    def _within_the_ceiling(self, given: dict[str, str | Fraction], appraisal: Appraisal) -> Appraisal:
        """As many posts as the ceiling pays for: what goes beyond it nobody reimburses."""
        posts, likely = "workforce.whole.wte", appraisal.book.answers.likely
        ceiling = appraisal["workforce.ceiling"].value
        claim, months = likely("workforce.whole.claim"), likely("workforce.whole.months")
        if posts not in given or ceiling is None or not claim or not months:
            return appraisal
        fitting = ceiling / (claim * months / 12)
        given[posts] = min(fitting, self._end(posts, largest=True))
        return self._appraised(given)


def _with_its_day(worksheet: Worksheet) -> Worksheet:
    """A worksheet that leaves the day of an opt-out to the practice as it is with the earliest: all months count."""
    out = worksheet.last_day_in
    if out is None or out.date:
        return worksheet
    return worksheet._replace(dates={**worksheet.dates, out.id: out._replace(date=worksheet.year.starts)})


def _weight(question: Question, option: str) -> int:
    """How much an answer weighs."""
    return ("green", "amber", "red").index(weighs(question, option))
