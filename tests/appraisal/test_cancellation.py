"""Whatever takes long stops within milliseconds once nobody waits for it: it asks at every answer it looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from des_decider.appraisal.break_evens import break_evens
from des_decider.appraisal.cancellation import Stopped
from des_decider.appraisal.dependencies import ranged_ids
from des_decider.appraisal.hangs_on import hangs_on
from des_decider.appraisal.low_and_high import spans
from des_decider.appraisal.simulation import draws
from des_decider.appraisal.tornado import matter_most, tornado
from des_decider.appraisal.turns_the_leaning import turning
from tests.building import appraisal
from tests.memo.memo_facts import FULL

if TYPE_CHECKING:
    from collections.abc import Callable

    from des_decider.appraisal.cancellation import Stop
    from des_decider.appraisal.figures import Appraisal

    Work = Callable[[Appraisal, Stop], object]

YEAR = "this_year"
ANSWERED = FULL | {"workforce.whole.contract_hours": "20 / 26 / 30"}
"""A decision of which every figure of the options is known."""
WORK: dict[str, Work] = {
    "break-evens": lambda made, stop: break_evens(made, YEAR, stop=stop),
    "tornado": lambda made, stop: tornado(made, YEAR, stop=stop),
    "what matters most": lambda made, stop: matter_most(made, YEAR, 3, stop=stop),
    "low and high": lambda made, stop: spans(made, stop=stop),
    "draws": lambda made, stop: draws(made, 7, stop=stop),
    "what turns it": lambda made, stop: turning(made, stop=stop),
    "all of it": lambda made, stop: hangs_on(made, "a decision", stop=stop),
}


class Patience:
    """Lasts for so many times of being asked."""

    def __init__(self, lasts: int) -> None:
        self._lasts, self.asked = lasts, 0

    def __call__(self) -> bool:
        self.asked += 1
        return self.asked > self._lasts


@pytest.mark.parametrize("work", WORK.values(), ids=WORK)
def test_it_asks_at_least_once_for_each_answer_with_a_range(work: Work) -> None:
    made, patience = appraisal(ANSWERED), Patience(1_000_000)
    work(made, patience)
    assert patience.asked >= len(ranged_ids(made))


@pytest.mark.parametrize("lasts", [0, 1, 7])
@pytest.mark.parametrize("work", WORK.values(), ids=WORK)
def test_once_told_to_stop_it_does_nothing_more(work: Work, lasts: int) -> None:
    patience = Patience(lasts)
    with pytest.raises(Stopped):
        work(appraisal(ANSWERED), patience)
    assert patience.asked == lasts + 1


def test_all_of_it_can_be_stopped_in_every_part() -> None:
    made, whole = appraisal(ANSWERED), Patience(1_000_000)
    hangs_on(made, "a decision", stop=whole)
    for part in range(1, 10):
        patience = Patience(whole.asked * part // 10)
        with pytest.raises(Stopped):
            hangs_on(made, "a decision", stop=patience)
