"""Works out what a worksheet's own tests come to, and what of it is not what its author expects."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from des_decider.appraisal.figures import appraise
from des_decider.appraisal.sums import amount
from des_decider.appraisal.turns_the_leaning import leaning_by_ranges
from des_decider.decision.answers import Answer, Answers
from des_decider.decision.ids import Ids
from des_decider.decision.values import Parsed
from des_decider.decision.wording import brief, joined
from des_decider.record.answer_texts import understood
from des_decider.worksheet.mistakes import choose, safe
from des_decider.worksheet.mistakes_found import Found, Mistakes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from des_decider.appraisal.figures import Appraisal
    from des_decider.appraisal.formulas.expression import Result, Step
    from des_decider.appraisal.leaning_words import Kind
    from des_decider.worksheet.lines import Lines
    from des_decider.worksheet.mistakes import Mistake
    from des_decider.worksheet.model import Expected, Worksheet


class Compared(NamedTuple):
    """One figure, or the leaning, beside what is expected of it."""

    key: str
    expected: str
    came: str
    same: bool


class Outcome(NamedTuple):
    """What one test comes to; `refused` are the answers that are none, each with the reason."""

    expected: Expected
    appraisal: Appraisal
    refused: dict[str, str]
    compared: tuple[Compared, ...]

    def needed_for(self, key: str) -> list[str]:
        """The answers that a figure waits for."""
        step = self.appraisal.book.figures.get(key.removeprefix("figures."))
        return sorted(self.appraisal.evaluation.result(step).needs) if step else []

    @property
    def leaning(self) -> Kind:
        """What the answers suggest together, their ranges drawn as in a decision."""
        return leaning_by_ranges(self.appraisal, self.expected.id)


def outcomes(worksheet: Worksheet) -> Iterator[Outcome]:
    """What each test of a worksheet comes to, in the order of the file."""
    ids = Ids(worksheet)
    for expected in worksheet.expected.values():
        given = {id_: understood(id_, text, ids) for id_, text in expected.answers.items()}
        answers = {id_: Answer(id_, one.text, one.value) for id_, one in given.items() if isinstance(one, Parsed)}
        refused = {id_: one for id_, one in given.items() if not isinstance(one, Parsed)}
        appraisal = appraise(Answers(answers), ids)
        outcome = Outcome(expected, appraisal, refused, tuple(_figures(expected, appraisal)))
        if expected.leaning:
            leaning = Compared("leaning", expected.leaning, outcome.leaning, outcome.leaning == expected.leaning)
            outcome = outcome._replace(compared=(*outcome.compared, leaning))
        yield outcome


def _figures(expected: Expected, appraisal: Appraisal) -> Iterator[Compared]:
    for id_, text in expected.figures.items():
        step = appraisal.book.figures.get(id_)
        came = _printed(step, appraisal.evaluation.result(step)) if step else ()
        same = any(_plain(one) == _plain(text) for one in came)
        yield Compared(f"figures.{id_}", text, came[0] if came else "", same)


def _printed(step: Step, result: Result) -> tuple[str, ...]:
    """A figure in each of the ways in which commands print it."""
    if result.value is None:
        return ("not known" if result.reason is None else "does not apply",)
    return brief(result.value, step.unit), amount(result.value, step.unit)


def _plain(text: str) -> str:
    """A figure without what an author may type in another way: spaces, the sign of a minus, £ and commas."""
    return "".join(text.split()).replace("−", "-").replace("£", "").replace(",", "")


def not_as_expected(worksheet: Worksheet, lines: Lines) -> tuple[Mistake, ...]:
    """Every answer that is none, and every figure and leaning that comes out otherwise; `lines` are the file's."""
    mistakes = Mistakes(lines)
    for outcome in outcomes(worksheet):
        for id_, why in outcome.refused.items():
            known = outcome.appraisal.book.ids.field(id_) is not None
            otherwise = "Look at its name, or leave it out where this contract has nothing of it"
            mend = "Write it as it would be typed in a decision" if known else otherwise
            _add(mistakes, outcome, f"answers.{id_}", why, mend)
        # What comes out without one of the answers is not what is expected of all of them.
        for key, expected, came, same in () if outcome.refused else outcome.compared:
            if not same and not came:
                figure = key.removeprefix("figures.")
                there_are = [id_ for id_, one in outcome.appraisal.figures.items() if one.in_contract]
                otherwise = (
                    "worksheet test prints the usual ones for a test that expects nothing; docs/figures.md names all"
                )
                _add(mistakes, outcome, key, f"There is no figure {safe(figure)}", choose(figure, there_are, otherwise))
            elif not same:
                what = f"{safe(expected)} is expected and {came} comes out"
                needs = outcome.needed_for(key)
                otherwise = (
                    f"Needed besides is {joined(needs)}: add it, or"
                    if needs
                    else "Look at the rates and at these answers, or"
                )
                _add(mistakes, outcome, key, what, f"{otherwise} mend what is expected")
    return mistakes.in_order()


def _add(mistakes: Mistakes, outcome: Outcome, key: str, what: str, mend: str) -> None:
    """Note it where the key stands, which may be written with its dots in quotes or without."""
    table, (kind, _, id_) = ("test", outcome.expected.id), key.partition(".")
    paths = ((*table, kind, id_), (*table, kind, *id_.split(".")))
    nearest = max(paths, key=lambda path: len(mistakes.lines.layout.nearest(path)))
    mistakes.add(Found("not-as-expected", f"[{'.'.join(table)}] {safe(key, 90)}", nearest, what, mend))
