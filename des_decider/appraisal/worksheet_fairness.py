"""Whether a worksheet can lean both ways: its best numbers towards signing up, its worst against.

A status of `cannot` speaks against whatever the numbers say, and any practice may have local payments. So neither
counts here: the contract's own money and hours have to be able to lead either way, within the bounds the author set.
"""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from des_decider.appraisal.figures import Appraisal, appraise
from des_decider.appraisal.findings import Finding, findings, weighs
from des_decider.appraisal.leaning import NEEDED, Hanging, lean, unsolved
from des_decider.decision.answers import Answer, Answers
from des_decider.decision.ids import Ids
from des_decider.decision.values import Estimate
from des_decider.decision.wording import joined
from des_decider.worksheet.inputs_and_tables import input_of
from des_decider.worksheet.kinds import kind_of
from des_decider.worksheet.mistakes import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from des_decider.worksheet.model import Question, Worksheet

_SMALLEST_LIST = Fraction(1_000)
_ROUNDS = 10
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


def cannot_lean(worksheet: Worksheet) -> tuple[Mistake, ...]:
    """What keeps a worksheet from leaning towards signing up, or against it; none where it can do both.

    Best answers: every number at its better end, everything done already, no concern and no blocker. Worst: every
    number at its worse end. Each is tried with small and large lists, with and without homes and posts; one of them is
    enough.
    """
    sheet = _Sheet(worksheet)
    found: list[Mistake] = []
    best = list(_until("towards", sheet, better=True))
    if best[-1].kind != "towards":
        found += _not_towards(best)
    worst = list(_until("against", sheet, better=False))
    if worst[-1].kind != "against":
        what = "Even its worst numbers do not lean against signing up: only a status or a blocker could"
        found.append(Mistake("", None, what, "Look at the largest hours and costs of the asks, and at the rates"))
    return tuple(found)


def _until(kind: str, sheet: _Sheet, *, better: bool) -> Iterator[_Tried]:
    """The answers tried, up to the first that leans as wanted."""
    for circumstances in product((False, True), (not better, better), (better, not better)):
        tried = sheet.tried(_Circumstances(*circumstances), better=better)
        yield tried
        if tried.kind == kind:
            return


def _not_towards(tried: list[_Tried]) -> Iterator[Mistake]:
    """What stands in the way in the answers that come nearest to leaning towards."""
    start = "Even its best answers do not lean towards signing up"
    nearest = min(tried, key=lambda one: sum(1 for found in one.found.values() if found.colour == "red"))
    blocked = [id_.partition(".")[2] for id_ in unsolved(nearest.appraisal)]
    for question in blocked:
        what = f"{start}: every answer to this question is a blocker"
        yield Mistake(f"[question.{question}]", None, what, "Leave an answer that is none")
    red = [section for section, found in nearest.found.items() if found.colour == "red" and found.figure]
    for section in red:
        what = f"{start}: the best its finding can be is red ({nearest.found[section].words.rstrip('.')})"
        yield Mistake(f"[threshold.{section}]", None, what, "Set amber where a practice can reach it")
    if not blocked and not red:
        if nearest.kind == "cannot say yet":
            lacking = joined(nearest.appraisal.needs(NEEDED)) or "a figure that does not apply"
            mend = "Look at the payments and at the bounds of the asks"
            yield Mistake("", None, f"{start}: not known is {lacking}", mend)
        else:
            mend = "Look at the smallest hours and costs of the asks, and at the rates"
            yield Mistake("", None, f"{start}: it costs more than it brings", mend)


class _Sheet:
    """Makes the best and the worst answers to a worksheet."""

    def __init__(self, worksheet: Worksheet) -> None:
        self._worksheet, self._ids = worksheet, Ids(worksheet)

    def tried(self, circumstances: _Circumstances, *, better: bool) -> _Tried:
        """Answer what the figures need, round by round, and see how it leans."""
        given = self._settled(circumstances, better=better)
        wanted = [*NEEDED, *(t.figure for t in self._worksheet.thresholds.values())]
        appraisal = self._appraised(given)
        for _ in range(_ROUNDS):
            needs = [id_ for id_ in appraisal.needs(wanted) if id_ not in given]
            if not needs:
                break
            given |= {id_: self._answer(id_, better=better) for id_ in needs}
            appraisal = self._appraised(given)
        if circumstances.filled:
            appraisal = self._within_the_ceiling(given, appraisal)
        found = findings(appraisal)
        return _Tried(appraisal, found, lean(appraisal, found, Hanging()).kind)

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
            "opt_out.hours": Fraction(0), "opt_out.exit_cost": Fraction(0), "home.whole.done_by": "gp",
        }  # fmt: skip
        given |= {f"service.{service}.status": "already" for service in self._worksheet.services}
        for question in self._worksheet.questions.values():
            if better and question.options:  # against, numbers alone have to lead
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

    def _answer(self, id_: str, *, better: bool) -> Fraction:
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
        ceiling = appraisal["workforce.ceiling.this_year"].value
        claim, months = likely("workforce.whole.claim"), likely("workforce.whole.months")
        if posts not in given or ceiling is None or not claim or not months:
            return appraisal
        fitting = ceiling / (claim * months / 12)
        given[posts] = min(fitting, self._end(posts, largest=True))
        return self._appraised(given)


def _weight(question: Question, option: str) -> int:
    """How much an answer speaks against signing up."""
    return ("green", "amber", "red").index(weighs(question, option))
