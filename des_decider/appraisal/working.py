"""Workings: any figure opened to its sum in numbers and words, down to the answers and the worksheet's rates."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from des_decider.appraisal.formulas.expression import Fact, Fixed, Given, Missing, Node, NotApplicable, Product, Step
from des_decider.appraisal.sums import Sums, amount, children, end, fact, fixed, given, plain
from des_decider.decision.wording import lowered
from des_decider.decision.worksheet_says import in_one, source_of, sources
from des_decider.worksheet.model import READ_IN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from des_decider.appraisal.figures import Appraisal


class WorkingLine(NamedTuple):
    """One line of a working and where it leads: `answer:ID`, `figure:ID`, `fact:REF` or nowhere.

    `source` is where a fact was read, `notes` what else its author says of that.
    """

    text: str
    leads_to: str = ""
    depth: int = 0
    source: str = ""
    notes: str = ""


class Origin(NamedTuple):
    """An answer or a fact at the bottom of a figure, with the fact's source and how it was read."""

    ref: str
    text: str
    source: str = ""
    read_in: str = ""


class Workings:
    """Opens the figures of one appraisal."""

    def __init__(self, appraisal: Appraisal) -> None:
        self._appraisal = appraisal
        self._result = appraisal.evaluation.result
        self._sums = Sums(self._result)
        self._steps_told: set[str] = set()
        self._headlines: dict[Step, str] = {}
        """The first line of each step so far: one step stands in the workings of many figures."""
        self._origins: dict[Node, tuple[str, Origin] | None] = {}
        """So do one answer and one fact, each under the key by which a figure has it once."""

    def of(self, figure: str, steps_told: set[str] | None = None) -> list[WorkingLine]:
        """The working of a figure: its sum, then each number in it with where it comes from.

        A step told before, here or in `steps_told`, is not opened again.
        """
        step = self._appraisal.book.figures[figure]
        self._steps_told = set() if steps_told is None else steps_told
        return list(self._lines(step, 0, set()))

    def at_the_bottom(self, figures: Iterable[str]) -> Iterator[WorkingLine]:
        """The answers, facts and figures of which the workings of these figures are made, each once."""
        return (line for node in self._bottom(figures) if (line := self._line(node, 0)))

    def answers_at_the_bottom(self, figures: Iterable[str]) -> set[str]:
        """The ids of the answers among these, given or not: what is said of them takes most of the time."""
        leads = map(_leads_to, self._bottom(figures))
        return {to.removeprefix("answer:") for to in leads if to.startswith("answer:")}

    def _bottom(self, figures: Iterable[str]) -> Iterator[Node]:
        """The figures and leaves of which these figures are made, each once."""
        seen = set[Node]()
        waiting = [self._appraisal.book.figures[figure] for figure in figures]
        while waiting:
            step = waiting.pop()
            if isinstance(self._sums.bare(step.node), NotApplicable):
                continue
            for node in self._sums.terms(step.node):
                if node in seen:
                    continue
                seen.add(node)
                if isinstance(node, Step) and not node.figure:
                    waiting.append(node)
                else:
                    yield node

    def origins(self, figure: str) -> list[Origin]:
        """Every answer and fact a figure rests on, each once."""
        found: dict[str, Origin] = {}
        self._collect(self._appraisal.book.figures[figure].node, found, set())
        return list(found.values())

    def _lines(self, step: Step, depth: int, told: set[str]) -> Iterator[WorkingLine]:
        if step not in self._headlines:
            self._headlines[step] = self._headline(step)
        yield WorkingLine(self._headlines[step], "", depth)
        if step.remark:
            yield WorkingLine(step.remark, "", depth + 1)
        yield from (WorkingLine(text, "", depth + 1) for text in self._sums.done(step.node))
        if isinstance(self._sums.bare(step.node), NotApplicable):
            return
        for node in self._sums.terms(step.node):
            yield from self._term(node, depth + 1, told)

    def _headline(self, step: Step) -> str:
        """A step's first line: its sum, and what it comes to."""
        result, node = self._result(step), step.node
        if step.unit == "%" and isinstance(node, Product):
            # A ratio is written in per cent as it stands.
            node = Product(tuple(f for f in node.factors if not plain(f, 100)))
        bare = self._sums.bare(node)
        if isinstance(bare, NotApplicable):
            return f"{step.label}: left out; {bare.reason}"
        text = self._sums.written(node)
        if result.reason is not None:
            return f"{step.label} = {text}: does not apply; {result.reason}"
        if result.value is None:
            return f"{step.label} = {text}: not known yet"
        shown = amount(result.value, step.unit)
        if isinstance(bare, Fixed) or text == "0":
            return f"{step.label} = {shown}"
        if isinstance(bare, (Step, Given, Fact)) and f" {text}".endswith(f" {shown}"):
            return f"{step.label} = {text}"
        return f"{step.label} = {text} = {shown}"

    def _term(self, node: Node, depth: int, told: set[str]) -> Iterator[WorkingLine]:
        if isinstance(node, Step) and not node.figure:
            lines = self._lines(node, depth, told)
            if (first := next(lines)).text not in self._steps_told:
                self._steps_told.add(first.text)
                yield first
                yield from lines
        elif (line := self._line(node, depth)) and line.text not in told:
            told.add(line.text)
            yield line

    def _line(self, node: Node, depth: int) -> WorkingLine | None:
        """What a figure or a leaf is and where it comes from; nothing of numbers that say nothing."""
        match node:
            case Step():
                reason = self._result(node).reason
                why = f"; {reason}" if reason else ""
                return WorkingLine(f"{node.label}: {self._sums.shown(node)}{why}", _leads_to(node), depth)
            case Given():
                how = "default" if node.default else "answered"
                range_ = ""
                if node.estimate.ranged:
                    range_ = f", from {end(node.estimate.low, node.unit)} to {end(node.estimate.high, node.unit)}"
                text = f"{node.label}: {given(node)} ({how}{range_})"
                return WorkingLine(text, _leads_to(node), depth)
            case Fact():
                told, leads_to, origin = f"{node.label}: {fact(node)}", _leads_to(node), node.origin
                if origin is None:
                    return WorkingLine(told, leads_to, depth)
                notes = in_one(sources(origin)[1:])
                read = lowered(READ_IN[origin.read_in])
                return WorkingLine(f"{told}; {read}", leads_to, depth, source_of(origin), notes)
            case Missing():
                return WorkingLine(f"{node.label or node.id}: not answered yet", _leads_to(node), depth)
            case Fixed(words=words) if words and words != "months":
                months = words.startswith("months ")
                text = f"{fixed(node)} {words.removeprefix('months ')}" if months else f"{fixed(node)}: {words}"
                return WorkingLine(text, _leads_to(node), depth)
            case NotApplicable():
                return WorkingLine(f"left out: {node.reason}", "", depth)
        return None

    def _collect(self, node: Node, found: dict[str, Origin], seen: set[Node]) -> None:
        if node in seen:
            return
        seen.add(node)
        if isinstance(node, Given | Fact):
            if node not in self._origins:
                self._origins[node] = _origin(node)
            if told := self._origins[node]:
                found.setdefault(*told)
            return
        for child in children(node):
            self._collect(child, found, seen)


def _leads_to(node: Node) -> str:
    """Where the line of a figure or a leaf leads; nowhere where nothing is said of it."""
    match node:
        case Step():
            return f"figure:{node.figure}"
        case Given() | Missing():
            return f"answer:{node.id}"
        case Fact():
            return f"fact:{node.ref}"
        case Fixed(words=words, answer=answer) if answer and words and words != "months":
            return f"answer:{answer}"
    return ""


def _origin(node: Given | Fact) -> tuple[str, Origin] | None:
    """An answer or a fact as an origin, with its key; a default and a number of ours are none."""
    if isinstance(node, Given):
        told = Origin(f"answer:{node.id}", f"{node.label}: {given(node)}")
        return None if node.default else (told.ref, told)
    if node.origin is None:
        return None
    read = source_of(node.origin), node.origin.read_in
    return f"fact:{node.ref} {node.label}", Origin(f"fact:{node.ref}", f"{node.label}: {fact(node)}", *read)
