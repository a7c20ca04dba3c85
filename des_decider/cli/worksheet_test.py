"""`des-decider worksheet test FILE…`: what a worksheet's own tests come to, beside what its author expects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.cli.good_worksheet import good_worksheet
from des_decider.cli.printing import columns, say
from des_decider.decision.wording import brief, count_of, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from des_decider.record.worksheet_tests import Outcome

_INDENT = 2
"""Columns before what is said of each test."""


def run(files: list[str]) -> int:
    """Test every file: 0 all as expected, 1 something is not."""
    return max(_test(name) for name in files)


def _test(file: str) -> int:
    from des_decider.record.worksheet_tests import outcomes

    worksheet, name = good_worksheet(file).worksheet, visible(file)
    wrong = compared = idle = 0
    for outcome in outcomes(worksheet):
        wrong += len(outcome.refused) + sum(not one.same for one in outcome.compared)
        compared += len(outcome.compared)
        idle += not outcome.compared
        say(f"[test.{outcome.expected.id}] {outcome.expected.what}".rstrip())
        for line in _lines(outcome):
            say(f"{'':<{_INDENT}}{line}")
    if not worksheet.expected:
        how = 'give one answers, such as answers.cost.gp_hour = "95", to see what comes of them'
        say(f"{name} has no [test.…]: {how}.")
        return 0
    said = f"{wrong} not as expected" if wrong else "all as expected" if compared else "nothing is expected yet"
    some = (
        f"; {idle} of them {'expects' if idle == 1 else 'expect'} nothing yet" if idle and (compared or wrong) else ""
    )
    say(f"{count_of(len(worksheet.expected), 'test')} in {name}: {said}{some}")
    return 1 if wrong else 0


def _lines(outcome: Outcome) -> Iterator[str]:
    """What is compared; without anything to compare, what comes out."""
    for id_, why in outcome.refused.items():
        yield f"no answer    answers.{id_}: {why}"
    for key, expected, came, same in outcome.compared:
        if same:
            yield f"as expected  {key} = {came}"
        else:
            yield f"not so       {key} = {came or 'no such figure'}, expected is {expected}"
    if not outcome.compared:
        from des_decider.cli.show_text import main_figures

        yield from main_figures(outcome.appraisal, max(0, columns() - _INDENT))
        yield f"leaning: {outcome.leaning}"
        yield from _to_copy(outcome)


def _to_copy(outcome: Outcome) -> Iterator[str]:
    """What comes out, as lines of a test that expects it: what each payment comes to, and the figures shown above."""
    from des_decider.cli.show_text import main_ids

    figures = outcome.appraisal.figures
    shown = [id_ for id_ in figures if id_.startswith("funding.") and ".counted." not in id_]
    known = {
        id_: value for id_ in (*shown, *main_ids()) if id_ in figures and (value := figures[id_].value) is not None
    }
    if known:
        yield ""
        yield "To expect any of it, copy its line into the test:"
    yield from (
        f'figures.{id_} = "{brief(value, figures[id_].unit)}"  # {figures[id_].label}' for id_, value in known.items()
    )
