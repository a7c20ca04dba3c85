"""The smallest change of one answer that turns the leaning: how far along its own range, or one step of a choice.

Everything is judged at likely values, where P10 and P90 of the difference are its value: drawing cases anew for every
value tried would take minutes.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from des_decider.appraisal.break_evens import Differences
from des_decider.appraisal.cancellation import go_on, never
from des_decider.appraisal.compiled_formulas import compiled
from des_decider.appraisal.dependencies import in_order, ranged_ids
from des_decider.appraisal.figures import appraise
from des_decider.appraisal.findings import Found, statuses
from des_decider.appraisal.formulas.book import Book
from des_decider.appraisal.leaning import (
    AFTER_THREE_MONTHS,
    JUDGED,
    Fixed,
    leaning_kind,
    standing_of,
    verdict,
    weighed,
)
from des_decider.appraisal.leaning_words import becomes as makes
from des_decider.appraisal.leaning_words import in_short
from des_decider.appraisal.simulation import draws, seed_of
from des_decider.appraisal.sweep import edge
from des_decider.decision.answers import Answer
from des_decider.decision.display import shown
from des_decider.decision.order import order_of
from des_decider.decision.values import Estimate
from des_decider.decision.wording import capital, joined, number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from des_decider.appraisal.cancellation import Stop
    from des_decider.appraisal.compiled_formulas import Function
    from des_decider.appraisal.figures import Appraisal
    from des_decider.appraisal.formulas.expression import Node
    from des_decider.appraisal.leaning_words import Kind
    from des_decider.appraisal.simulation import Draws
    from des_decider.worksheet.model import Question

MOST = 5
"""Changes that are named."""

_GRID = 32
"""Parts of the way looked at before halving: a leaning that turns twice within one is missed."""
_NOISE = 1e-6
_FOUND = "practice.gp_hours_found"
"""The hours that could be found: no formula uses them, and the finding on GP time is held against them."""
_LADDER = ("cannot", "at_risk", "ready", "already")
_CHOICES = frozenset({"network", "director", "home", "local"})
_WORDS = ("service.", "specification.", "question.")
"""Answers that are words, one step of which no formula sees: what cannot be done or is at risk is not done today."""
_MOST_PLACES = 8


class Turn(NamedTuple):
    """One answer changed alone: `text` is what would be typed, `kind` what the leaning becomes at likely values.

    `part` is the part of the way from the likely value to the end of the partners' own range, 1 for one step of a
    choice or a status.
    """

    id: str
    text: str
    part: Fraction
    kind: Kind
    says: str


class Turning(NamedTuple):
    """The leaning at likely values, and the smallest changes that turn it, smallest first; none where nothing does."""

    kind: Kind
    turns: tuple[Turn, ...]

    def introduced(self, leaning: Kind) -> str:
        """What is said before the changes, or in place of them; empty while nothing can be said.

        `leaning` is the one that is shown: with few cases on one side it can differ from that at likely values.
        """
        if "cannot say yet" in {self.kind, leaning}:
            return ""
        at = f"At the likely values it is {'also ' if self.kind == leaning else ''}{in_short(self.kind)}"
        if not self.turns:
            return f"{at}, and no answer changed alone turns that, within its own range or by one step."
        return f"{at}. What would turn that, one answer changed alone, the smallest change first:"


def turning(appraisal: Appraisal, *, judge: Judge | None = None, stop: Stop = never) -> Turning:
    """The changes of single answers that turn the leaning, at most `MOST`; none while nothing can be said.

    Numeric answers with a range are moved towards either end of it. Statuses go one step along cannot, at risk, ready,
    already; answers to questions one step along no concern, a concern, a blocker; of other choices each option is one
    step. Left out are answers without a range, questions not answered, and ways of answering. Raises `Stopped`.
    """
    kind = leaning_kind(appraisal)
    if kind == "cannot say yet":
        return Turning(kind, ())
    place, judge = order_of(appraisal.book.worksheet), judge or Judge(appraisal)
    turns = list(_along_ranges(appraisal, judge, kind, stop))
    if sum(1 for turn in turns if turn.part < 1) < MOST:  # a step is never smaller than a part of a way
        turns += _steps(appraisal, judge, kind, stop)
    return Turning(kind, tuple(sorted(turns, key=lambda turn: (turn.part, place(turn.id)))[:MOST]))


def with_ranges(
    found: Turning, appraisal: Appraisal, leaning: Kind, decision_id: str, *, stop: Stop = never
) -> Turning:
    """The same changes; one after which the cases drawn lean elsewhere than the likely values says so.

    Each is drawn as the screen would draw it, were the change an answer. `leaning` is the one that is shown.
    """
    answers, ids = appraisal.book.answers, appraisal.book.ids
    told = []
    for turn in found.turns:
        value = _value(turn.text, turn.id, appraisal)
        changed = appraise(answers.edit({turn.id: Answer(turn.id, turn.text, value)}), ids)
        kind = leaning_by_ranges(changed, decision_id, stop=stop)
        stays = "stays" if kind == leaning else "would be"
        but = f" With the ranges of all others it {stays} {in_short(kind)}."
        told.append(turn if kind == turn.kind else turn._replace(says=f"{turn.says}{but}"))
    return Turning(found.kind, tuple(told))


def leaning_by_ranges(appraisal: Appraisal, decision_id: str, *, stop: Stop = never) -> Kind:
    """The kind alone, by P10 and P90 of the cases drawn; without a range, by the likely values. Raises `Stopped`."""
    if not ranged_ids(appraisal):
        return leaning_kind(appraisal)
    also = {AFTER_THREE_MONTHS: weighed(appraisal).after_three}
    figures = [figure for figure in JUDGED if figure != AFTER_THREE_MONTHS]
    drawn = draws(appraisal, seed_of(decision_id), figures=figures, also=also, stop=stop)
    return leaning_kind(appraisal, ends_of(drawn))


def ends_of(drawn: Draws) -> dict[str, tuple[Fraction, Fraction]]:
    """P10 and P90 of everything drawn, by name."""
    return {name: (spread.p10, spread.p90) for name, spread in drawn.spreads.items()}


class Judge:
    """The kind of leaning as numbers change; what no number changes is looked up once.

    It looks `among` the same answers as those who ask where the difference turns.
    """

    def __init__(self, appraisal: Appraisal) -> None:
        self._fixed = Fixed.of(appraisal.book)
        self._found = _in_floats(Found.of(appraisal.book.answers))
        self._tops, self._known = tuple(weighed(appraisal)), appraisal.evaluation
        self.among = Differences(appraisal, self._tops)
        self._likely = [_as_float(self._known.result(top).value) for top in self._tops]
        self._with_others: dict[tuple[Node, ...], Function] = {}

    def along(self, id_: str) -> Callable[[float], Kind] | None:
        """The kind as one answer moves within its range; None where it is the same all along."""
        if id_ == _FOUND:
            return lambda value: self._kind(self._likely, Found(value, value), self._fixed)
        moved = self.among.moved_as_they_are(id_)
        moving = [(n, moved.columns[top]) for n, top in enumerate(self._tops) if top in moved.columns]

        def at(value: float) -> Kind:
            values, figures = self._likely.copy(), moved.fast(value)
            for n, column in moving:
                values[n] = figures[column]
            return self._kind(values, self._found, self._fixed)

        return at if moving else None

    def with_others(self, changed: Mapping[Node, Node]) -> Kind:
        """The kind with some nodes changed for others."""
        nodes = tuple(changed)
        if nodes not in self._with_others:
            origins: dict[str | Node, str] = {node: f"x[{place}]" for place, node in enumerate(nodes)}
            reached = self.among.formulas.reached_from(nodes)
            self._with_others[nodes] = compiled(self._tops, reached, origins)
        numbers = [_as_float(self._known.result(other).value) for other in changed.values()]
        return self._kind(self._with_others[nodes](numbers), self._found, self._fixed)

    def with_words(self, book: Book) -> Kind:
        """The kind with other answers that no formula uses."""
        return self._kind(self._likely, self._found, Fixed.of(book))

    @staticmethod
    def _kind(values: Sequence[float], found: Found | None, fixed: Fixed) -> Kind:
        known = [None if math.isnan(value) else 0.0 if -_NOISE < value < _NOISE else value for value in values]
        return verdict(standing_of(known, (None,) * 4, fixed, found))[0]


def _in_floats(found: Found | None) -> Found | None:
    """The same in floats: a fraction beside a float takes its time to compare."""
    return found and Found(float(found.surely), float(found.likely))


def _as_float(value: Fraction | None) -> float:
    return math.nan if value is None else float(value)


def _along_ranges(appraisal: Appraisal, judge: Judge, kind: Kind, stop: Stop) -> Iterator[Turn]:
    """Answers with a range, each moved towards the end at which less of the way turns the leaning."""
    found = appraisal.book.answers.estimate(_FOUND)
    for id_ in in_order({*ranged_ids(appraisal), *([_FOUND] if found and found.ranged else [])}, appraisal):
        go_on(stop)
        estimate = appraisal.book.answers.estimate(id_)
        if estimate is None or (at := judge.along(id_)) is None:
            continue
        ways = [
            (part, end)
            for end in (estimate.low, estimate.high)
            if end != estimate.likely and (part := first_turn(at, float(estimate.likely), float(end), kind)) is not None
        ]
        if ways:
            part, end = min(ways)
            value = _rounded(estimate.likely, end, part, at, kind)
            whole = abs(value - estimate.likely) / abs(end - estimate.likely)
            yield _moved(appraisal, id_, estimate, value, end, Turn(id_, "", whole, at(float(value)), ""))


def first_turn(at: Callable[[float], Kind], start: float, end: float, kind: Kind) -> float | None:
    """The smallest part of the way between two values at which the leaning is another; None where it never is."""

    def still(part: float) -> bool:
        return at(start + (end - start) * part) in {kind, "cannot say yet"}

    first = next((n for n in range(1, _GRID + 1) if not still(n / _GRID)), None)
    return None if first is None else edge(still, (first - 1) / _GRID, first / _GRID)[1]


def _rounded(likely: Fraction, end: Fraction, part: float, at: Callable[[float], Kind], kind: Kind) -> Fraction:
    """The value at a part of the way, rounded towards the end to as few places as still turn the leaning."""
    value = likely + (end - likely) * Fraction(part)
    up = end > likely
    for places in range(0 if abs(end - likely) >= 100 else 1, _MOST_PLACES + 1):
        scaled = value * 10**places
        rounded = Fraction(math.ceil(scaled) if up else math.floor(scaled), 10**places)
        if (rounded <= end if up else rounded >= end) and at(float(rounded)) not in {kind, "cannot say yet"}:
            return rounded
    return end


def _moved(appraisal: Appraisal, id_: str, estimate: Estimate, value: Fraction, end: Fraction, turn: Turn) -> Turn:
    """A number moved, in words."""
    now, then, last = (_shown(appraisal, id_, amount) for amount in (estimate.likely, value, end))
    percent = turn.part * 100
    way = "less than 1 %" if percent < 1 else f"{number(percent, 0)} %"
    which = "lowest" if end == estimate.low else "highest"
    far = f"the {which} given" if value == end else f"{way} of the way to the {which} given, {last}"
    says = f"{_name(appraisal, id_)}: {then} instead of {now} ({far}) {makes(turn.kind)}."
    return turn._replace(text=_plain(value), says=says)


def _shown(appraisal: Appraisal, id_: str, value: Fraction) -> str:
    field = appraisal.book.ids.field(id_)
    assert field is not None  # noqa: S101 - it is answered
    return shown(field, Answer(id_, _plain(value), Estimate.certain(value)))


def _plain(value: Fraction) -> str:
    """A decimal fraction as it is typed."""
    text = f"{float(value):.{_MOST_PLACES}f}"
    return text.rstrip("0").rstrip(".")


def _name(appraisal: Appraisal, id_: str) -> str:
    label = appraisal.book.label(id_)
    return capital(label)


def _steps(appraisal: Appraisal, judge: Judge, kind: Kind, stop: Stop) -> Iterator[Turn]:
    """Choices, statuses and answers to questions, one step each; of several options the first that turns it."""
    answers, ids = appraisal.book.answers, appraisal.book.ids
    turned = set[str]()
    for id_, option in _options(appraisal):
        if id_ in turned:
            continue
        go_on(stop)
        if id_.startswith("home."):
            becomes = judge.with_others(appraisal.homes.done_by_another(id_, option))
        else:
            changed = answers.edit({id_: Answer(id_, option, _value(option, id_, appraisal))})
            words = id_.startswith(_WORDS)
            becomes = judge.with_words(Book(changed, ids)) if words else leaning_kind(appraise(changed, ids))
        if becomes in {kind, "cannot say yet"}:
            continue
        now, then = _option(appraisal, id_, answers.text(id_)), _all_alike(appraisal, id_, option)
        says = f"{_name(appraisal, id_)}: {then} instead of {now} {makes(becomes)}."
        turned.add(id_)
        yield Turn(id_, option, Fraction(1), becomes, says)


def _options(appraisal: Appraisal) -> Iterator[tuple[str, str]]:
    """Every step there is, as an id and what would be answered; those that cannot turn anything are left out."""
    answers, ids = appraisal.book.answers, appraisal.book.ids
    for id_, status in statuses(appraisal.book).items():
        if status in _LADDER[:2]:  # only “cannot” weighs in a leaning
            yield id_, _LADDER[1 - _LADDER.index(status)]
    for question in appraisal.book.worksheet.questions.values():
        yield from _answers_a_step_away(question, answers.text(f"question.{question.id}"))
    for id_ in answers:
        field = ids.field(id_)
        head, _, last = id_.rpartition(".")
        if field is None or head.partition(".")[0] not in _CHOICES or last in {"by", "none"}:
            continue
        options = ["yes", "no"] if id_ == "director.ours" else list(field.rules.choices)
        yield from ((id_, option) for option in options if option != answers.text(id_))


def _answers_a_step_away(question: Question, given: str) -> Iterator[tuple[str, str]]:
    """The first answer one step better or worse, where one of the two is a blocker: nothing else turns a leaning."""
    weights = {option: _weight(question, option) for option in question.options}
    if given not in weights:
        return
    weights_there = sorted(set(weights.values()))
    at = weights_there.index(weights[given])
    for step in (at - 1, at + 1):
        if 0 <= step < len(weights_there) and 2 in {weights[given], weights_there[step]}:
            option = next(o for o, weight in weights.items() if weight == weights_there[step])
            yield f"question.{question.id}", option


def _all_alike(appraisal: Appraisal, id_: str, option: str) -> str:
    """An option and every other that weighs the same in a leaning: naming one of them alone would read as advice."""
    question = appraisal.book.ids.question(id_)
    if question is None:
        return _option(appraisal, id_, option)
    alike = [o for o in question.options if _weight(question, o) == _weight(question, option)]
    return joined((f"“{_option(appraisal, id_, o)}”" for o in alike), "or")


def _weight(question: Question, option: str) -> int:
    return 2 if option in question.blocker else 1 if option in question.concern else 0


def _value(text: str, id_: str, appraisal: Appraisal) -> str | bool | Estimate:
    """What a text given for an answer comes to."""
    field = appraisal.book.ids.field(id_)
    if appraisal.book.answers.estimate(id_) is not None:
        return Estimate.certain(Fraction(text))
    return text == "yes" if field is not None and field.rules.kind == "yes_no" else text


def _option(appraisal: Appraisal, id_: str, text: str) -> str:
    """An option in its words."""
    field = appraisal.book.ids.field(id_)
    return field.rules.choices.get(text, text) if field is not None else text
