"""Measures what is worked out for the worked example: the figures, and everything the decision hangs on.

    python -m benchmarks.figures [ROUNDS]

Each round starts from answers nobody has worked anything out from yet, so nothing kept from an earlier round helps; the
median of the rounds is shown beside what is asked of it. On a busy machine the time on the clock says little; the time
this program had a processor to itself stands beside it.
"""

from __future__ import annotations

import os
import platform
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from benchmarks.many_homes import HOMES, PARTNERS, many_homes
from des_decider.appraisal.break_evens import Differences, break_evens
from des_decider.appraisal.dependencies import ranged_ids
from des_decider.appraisal.figures import appraise
from des_decider.appraisal.formulas.book import HORIZONS
from des_decider.appraisal.hangs_on import hangs_on
from des_decider.appraisal.low_and_high import spans
from des_decider.appraisal.simulation import NUMBER, draws, seed_of
from des_decider.appraisal.tornado import tornado
from des_decider.cli.main import collect_seldom
from des_decider.decision.answers import Answer
from des_decider.decision.parsing import parse
from des_decider.decision.values import Estimate, Parsed
from des_decider.record.example import make_example
from des_decider.record.opening import open_decision
from des_decider.record.stamps import now
from des_decider.record.state import state_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from des_decider.appraisal.figures import Appraisal
    from des_decider.decision.answers import Answers
    from des_decider.decision.ids import Ids
    from des_decider.record.session import Session

T = TypeVar("T")

RANGED = 30
"""Answers with a range for which the tornado and the break-evens are asked to be quick."""

MOST_TIMES = 12
"""How many times as long all it hangs on may take with so many homes as in the worked example."""


class Took(NamedTuple):
    """Medians in milliseconds: on the clock, and of the processor."""

    clock: float
    processor: float


class Measured(NamedTuple):
    """One thing worked out: what, how long it took, and the most milliseconds asked of it; None where nothing is."""

    what: str
    took: Took
    asked: int | None


def main(rounds: int) -> int:
    """Measure, and say whether all is as quick as asked."""
    collect_seldom()  # as the program does
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DES_DECIDER_HOME"] = str(Path(folder) / "state")
        make_example(Path(folder) / "example", now)
        with open_decision(Path(folder) / "example", clock=now) as session:
            found = measured(session, rounds)
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, the median of {rounds} rounds, in ms")
    print(f"{'':<56}{'clock':>9}{'processor':>11}")
    for what, took, asked in found[:-1]:
        against = "" if asked is None else f"   asked: under {asked:,}{'' if took.clock < asked else ', NOT MET'}"
        print(f"{what:<56}{took.clock:>9,.1f}{took.processor:>11,.1f}{against}")
    many, example = found[-1].took, found[-2].took
    times = many.processor / example.processor
    met = times <= MOST_TIMES
    print(f"{found[-1].what:<56}{many.clock:>9,.1f}{many.processor:>11,.1f}   {times:.1f} times the worked example")
    print(f"{'':<76}   asked: at most {MOST_TIMES} times{'' if met else ', NOT MET'}")
    return int(not met or any(one.asked is not None and one.took.clock >= one.asked for one in found))


def measured(session: Session, rounds: int) -> list[Measured]:
    """Everything measured, of the worked example; last what it hangs on, there and with a great many homes."""
    ids, seed = session.ids, seed_of(session.decision_id)
    answers = session.answers
    fewer, many = with_ranges(answers, ids, RANGED), with_homes(answers, ids)
    all_ranges = len(ranged_ids(appraise(answers, ids)))

    def anew(given: Answers = answers) -> Appraisal:
        return appraise(given, ids)

    return [
        Measured("Figures, findings, vote after one answer", median(rounds, lambda: _answer(session), _stands), 10),
        Measured("Every figure there is", median(rounds, lambda: None, lambda _: list(anew().figures.values())), None),
        Measured(
            f"Tornado and break-evens, both horizons, {RANGED} ranges", median(rounds, lambda: anew(fewer), _both), 300
        ),
        Measured(f"The same, all {all_ranges} ranges", median(rounds, anew, _both), None),
        Measured("Low and high of every figure", median(rounds, anew, spans), None),
        Measured(f"{NUMBER:,} draws", median(rounds, anew, lambda appraisal: draws(appraisal, seed)), 1_500),
        Measured(
            "Everything it hangs on",
            median(rounds, anew, lambda appraisal: hangs_on(appraisal, session.decision_id)),
            None,
        ),
        Measured(
            f"The same with {HOMES} homes and {PARTNERS} partners, {len(many):,} answers",
            median(rounds, lambda: anew(many), lambda appraisal: hangs_on(appraisal, session.decision_id)),
            None,
        ),
    ]


def with_homes(answers: Answers, ids: Ids) -> Answers:
    """The same answers, but with so many homes, each row by row, and so many partners."""
    given = {}
    for id_, text in many_homes().items():
        field = ids.field(id_)
        parsed = None if field is None else parse(text, field.rules)
        if not isinstance(parsed, Parsed):
            raise TypeError(f"{id_} = {text}")
        given[id_] = Answer(id_, parsed.text, parsed.value)
    return answers.edit(given)


def with_ranges(answers: Answers, ids: Ids, most: int) -> Answers:
    """The same answers, all but some of the ranges narrowed to their likely value."""
    narrowed = {}
    for id_ in ranged_ids(appraise(answers, ids))[most:]:
        likely = answers.likely(id_)
        if likely is not None:
            narrowed[id_] = Answer(id_, str(likely), Estimate.certain(likely))
    return answers.edit(narrowed)


def median(rounds: int, prepare: Callable[[], T], work: Callable[[T], object]) -> Took:
    """How long `work` takes on what `prepare` gives, which is not counted."""
    clock, processor = [], []
    for _ in range(rounds):
        ready = prepare()
        start, worked = time.perf_counter(), time.process_time()
        work(ready)
        processor.append((time.process_time() - worked) * 1000)
        clock.append((time.perf_counter() - start) * 1000)
    return Took(statistics.median(clock), statistics.median(processor))


def _answer(session: Session) -> Session:
    """Give one answer, another each time."""
    hours = "2 / 3 / 4" if session.answers.text("meeting.gp_hours") != "2 / 3 / 4" else "2 / 3 / 5"
    session.give({"meeting.gp_hours": hours}, by="benchmark")
    return session


def _stands(session: Session) -> object:
    """All that follows from the answers, each of which is worked out when it is asked for."""
    state = state_of(session)
    return state.findings, state.vote, state.flags, state.blocking


def _both(appraisal: Appraisal) -> None:
    among = Differences(appraisal)
    for horizon in HORIZONS:
        break_evens(appraisal, horizon, among=among)
        tornado(appraisal, horizon, among=among)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 9))
