"""How sure: cases drawn from the partners' own ranges, the same for ever, and what is said of them."""

from __future__ import annotations

import math
import os
import random
import subprocess
import sys
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from des_decider.appraisal.cancellation import Stopped
from des_decider.appraisal.dependencies import Formulas
from des_decider.appraisal.formulas.expression import Given
from des_decider.appraisal.simulation import (
    DRAWN,
    Cases,
    Draws,
    Spread,
    _spread,
    draws,
    in_tenths,
    seed_of,
    withheld,
)
from des_decider.decision.answer_lines import read_lines
from des_decider.decision.wording import money
from des_decider.storage.shipped import example_answers, read_shipped
from tests.building import ROOT, appraisal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from des_decider.appraisal.figures import Appraisal

pytestmark = pytest.mark.all_cases

EXIT = "opt_out.exit_cost"
ROLES = (
    "clinical_pharmacist", "pharmacy_technician", "social_prescribing_link_worker", "first_contact_physiotherapist",
    "care_coordinator",
)  # fmt: skip
ASKED = {f"workforce.{role}.contract_hours": "30" for role in ROLES} | {
    "director.paid_to": "practice", "director.already": "no", "practice.gp_hours_found": "5",
}  # fmt: skip
"""What the differences need, where the worked example does not answer it itself."""
KEYS = ("this_year", "full_year")
UNIFORM = st.floats(0, 1, exclude_max=True)


@cache
def _example() -> dict[str, str]:
    lines = read_shipped(example_answers()).decode().splitlines()
    return ASKED | {id_: text for batch in read_lines(lines, "", "", []) for id_, text in batch.texts.items()}


@cache
def _certain() -> dict[str, str]:
    """The worked example with its likely values only."""
    return {id_: text.split(" / ")[1] if text.count(" / ") == 2 else text for id_, text in _example().items()}


def _given(texts: Mapping[str, str]) -> Appraisal:
    return appraisal(_certain() | dict(texts))


def _value(made: Appraisal, key: str) -> Fraction:
    value = made[f"difference.{key}"].value
    assert value is not None
    return value


# --- The same for ever


def test_the_same_seed_gives_the_same_numbers_and_another_gives_others() -> None:
    made = appraisal(_example())
    assert draws(made, 7, number=600) == draws(made, 7, number=600)
    assert draws(made, 7, number=600).spreads != draws(made, 8, number=600).spreads


def test_the_order_in_which_answers_were_given_changes_nothing() -> None:
    backwards = dict(reversed(_example().items()))
    assert list(backwards) != list(_example())
    assert draws(appraisal(backwards), 7, number=600) == draws(appraisal(_example()), 7, number=600)


def test_a_decision_keeps_its_seed_for_ever() -> None:
    """Worked out apart: `printf saltmarsh | sha256sum | cut -c 1-16`."""
    assert seed_of("saltmarsh") == int("350f03dffc40200d", 16)
    assert seed_of("saltmarsh") != seed_of("Saltmarsh")


SCRIPT = f"""
ASKED = {ASKED}
import sys, tomllib
sys.modules["tomli"] = tomllib  # other Pythons have no packages of ours; what draws is the language alone
from des_decider.appraisal.simulation import draws
from des_decider.decision.answer_lines import read_lines
from des_decider.decision.wording import money
from des_decider.storage.shipped import example_answers, read_shipped
from tests.building import appraisal
lines = read_shipped(example_answers()).decode().splitlines()
texts = {{id_: text for batch in read_lines(lines, "", "", []) for id_, text in batch.texts.items()}}
made = draws(appraisal(ASKED | texts), 7, number=2000)
print(made.ranged, *(repr(spread) for spread in made.spreads.values()))
"""


def _pythons() -> dict[str, Path]:
    """The Pythons at hand besides this one, the newest of each version."""
    found = {}
    for version in ("3.11", "3.12", "3.13", "3.14"):
        for place in sorted((Path.home() / ".pyenv" / "versions").glob(f"{version}.*/bin/python")):
            found[version] = place
    return found


def _run_by(python: str | Path, hash_seed: str) -> str:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": hash_seed, "PYTHONDONTWRITEBYTECODE": "1"}
    run = subprocess.run(
        [python, "-c", SCRIPT], cwd=ROOT, env=environment, capture_output=True, text=True, check=True, encoding="utf-8"
    )
    return run.stdout


@pytest.mark.parametrize("version", ["this one", "3.11", "3.12", "3.13", "3.14"])
def test_every_python_draws_the_same_to_the_last_digit(version: str) -> None:
    python = sys.executable if version == "this one" else _pythons().get(version)
    if python is None:
        pytest.skip(f"no Python {version} at hand")
    made = draws(appraisal(_example()), 7, number=2000)
    assert _run_by(python, "5") == " ".join(map(repr, (made.ranged, *made.spreads.values()))) + "\n"


# --- What is drawn


class _Answers:
    """The answers of the cases drawn, by id, where these have ranges."""

    def __init__(self, ranges: Mapping[str, str]) -> None:
        made = _given(ranges)
        self.cases = Cases(made)
        assert set(self.cases.ids) == set(ranges)
        self._nodes = [_given_node(made, id_) for id_ in self.cases.ids]
        self._at = self.cases.function(Formulas(self._nodes, made.evaluation))

    def at(self, uniforms: Sequence[float]) -> dict[str, float]:
        """Each in its own unit: 40 for 40 %."""
        values = zip(self._nodes, self._at(uniforms), strict=True)
        return {node.id: value if node.scale == 1 else value * float(1 / node.scale) for node, value in values}


def _given_node(made: Appraisal, id_: str) -> Given:
    node = made.book.number(id_)
    assert isinstance(node, Given)
    return node


@pytest.mark.parametrize(
    ("typed", "u", "value"),
    [
        ("0 / 50 / 100", 0.0, 0),
        ("0 / 50 / 100", 0.125, 25),
        ("0 / 50 / 100", 0.5, 50),
        ("0 / 50 / 100", 0.875, 75),
        ("10 / 20 / 50", 0.25, 20),
        ("10 / 20 / 50", 0.0625, 15),
        ("10 / 20 / 50", 0.8125, 35),
        # the likely value at one end
        ("0 / 0 / 100", 0.0, 0),
        ("0 / 0 / 100", 0.75, 50),
        ("0 / 100 / 100", 0.25, 50),
        ("0 / 100 / 100", 1 - 2**-53, 100),
    ],
)
def test_a_case_is_the_closed_form_of_the_triangular_quantile(typed: str, u: float, value: float) -> None:
    assert _Answers({EXIT: typed}).at([u] * 3) == {EXIT: pytest.approx(value)}


SHAPES = [
    "0 / 0 / 0.3",
    "0.1 / 0.3 / 0.3",
    "0.07 / 0.1 / 90",
    "7 / 33.3 / 99.9",
    "99.97 / 99.98 / 100",
    "5.65 / 5.65 / 45",
    "88.7 / 89.46 / 89.46",
]
OF_SHAPES = {shape: _Answers({EXIT: shape}) for shape in SHAPES}


@given(st.sampled_from(SHAPES), UNIFORM)
@example("5.65 / 5.65 / 45", 0.0)
@example("88.7 / 89.46 / 89.46", 1 - 2**-53)
def test_a_case_lies_where_its_share_of_the_cases_lies_below_it(shape: str, u: float) -> None:
    low, likely, high = map(float, shape.split(" / "))
    x = OF_SHAPES[shape].at([u] * 3)[EXIT]
    assert low <= x <= high
    below = (x - low) ** 2 / ((high - low) * (likely - low)) if x < likely else 1.0
    above = (high - x) ** 2 / ((high - low) * (high - likely)) if x >= likely and high > likely else 0.0
    assert (below if x < likely else 1 - above) == pytest.approx(u, abs=1e-9)


@given(st.sampled_from(SHAPES), UNIFORM, UNIFORM)
def test_more_of_a_draw_is_more_of_the_answer(shape: str, one: float, other: float) -> None:
    lower, upper = (OF_SHAPES[shape].at([u] * 3)[EXIT] for u in sorted((one, other)))
    assert lower <= upper


CHANCES = ["workforce.clinical_pharmacist.chance", "workforce.care_coordinator.chance"]
HOURS = [
    "service.smr.gp_hours", "service.smr.post_hours", "service.smr.once_hours", "meeting.admin_hours",
    "specification.ecd_referral.gp_hours", "workforce.clinical_pharmacist.supervision_hours",
    "workforce.clinical_pharmacist.released_hours", "home.1.review_hours", "home.1.mdt_hours", "local.1.hours",
    "opt_out.hours", "director.hours",
]  # fmt: skip
PRICES = [
    "cost.gp_hour", "cost.admin_hour", "workforce.clinical_pharmacist.cost", "workforce.care_coordinator.other_cost",
    "workforce.care_coordinator.start_cost", "pcn.running_costs", EXIT, "leave.exit_cost",
]  # fmt: skip
ALONE = [
    "share.of_pcn", "service.smr.falls_to_gps", "service.ehch.falls_to_gps", "payment.core_pcn.reaches_practice",
    "payment.pcn_support.reaches_practice", "workforce.clinical_pharmacist.wte", "workforce.care_coordinator.wte",
]  # fmt: skip


def test_answers_of_one_kind_move_together_and_the_others_each_on_their_own() -> None:
    """All with one range: those that share a draw are equal in every case, and no others ever are."""
    kinds = [CHANCES, HOURS, PRICES, *([id_] for id_ in ALONE)]
    answers = _Answers({id_: "2 / 3 / 7" for kind in kinds for id_ in kind})
    assert set(answers.cases.ids) == {id_ for kind in kinds for id_ in kind}
    assert answers.cases.uniforms == 3 + len(ALONE)
    rng = random.Random(1)  # noqa: S311 - the same cases on every run
    for _ in range(50):
        case = answers.at([rng.random() for _ in range(answers.cases.uniforms)])
        of_kinds = [{case[id_] for id_ in kind} for kind in kinds]
        assert all(len(values) == 1 for values in of_kinds)
        assert len(set().union(*of_kinds)) == len(kinds)


def test_only_answers_that_move_a_figure_are_drawn() -> None:
    """Posts as a whole do not count while they are answered role by role, nor what an empty role would cost."""
    made = _given({
        "workforce.whole.chance": "10 / 20 / 30", "workforce.care_coordinator.chance": "0",
        "workforce.care_coordinator.other_cost": "1 / 2 / 3", "opt_out.hours": "1 / 2 / 3",
    })  # fmt: skip
    assert Cases(made).ids == ("opt_out.hours",)


# --- What comes of it


def test_without_ranges_every_case_is_the_value() -> None:
    made = _given({})
    found = draws(made, 7, number=300)
    assert found.ranged == ()
    for key in KEYS:
        value = _value(made, key)
        spread = found.spreads[f"difference.{key}"]
        assert (spread.p10, spread.p50, spread.p90) == (value,) * 3
        assert (spread.worse, spread.counted, spread.lapsed) == (300 if value < 0 else 0, 300, 0)


def test_a_range_moves_only_the_difference_it_is_in() -> None:
    """What leaving costs once is no part of a full year."""
    made = _given({EXIT: "0 / 2500 / 8000"})
    spread = draws(made, 7, number=300).spreads["difference.full_year"]
    assert spread.p10 == spread.p90 == _value(made, "full_year")


def test_every_part_of_a_difference_comes_from_the_same_cases() -> None:
    """Cash and GP time are drawn together with their sum, and what runs with what comes once.

    The price of an hour moves GP time alone, so the sum lies as far from its parts in every case.
    """
    made = _given({"cost.gp_hour": "80 / 95 / 120"})
    found = draws(made, 7, number=600).spreads
    assert set(found) >= {f"difference{part}.{key}" for part in ("", ".cash", ".gp_time") for key in KEYS}
    for key in KEYS:
        whole, cash, time = (found[f"difference{part}.{key}"] for part in ("", ".cash", ".gp_time"))
        assert cash.p10 == cash.p90 == made[f"difference.cash.{key}"].value
        for rank in ("p10", "p50", "p90"):
            assert float(getattr(whole, rank)) == pytest.approx(float(getattr(time, rank) + cash.p50))


def _mean(made: Appraisal, seed: int) -> Fraction:
    """The mean of this year's difference over the cases of a seed."""
    cases, random_ = Cases(made), random.Random(seed)  # noqa: S311 - the same cases as were drawn
    at = cases.function(Formulas.of(made, ["difference.this_year"]))
    drawn = (at([random_.random() for _ in range(cases.uniforms)])[0] for _ in range(10_000))
    return Fraction(math.fsum(drawn) / 10_000)


def test_ten_thousand_cases_come_close_to_the_sum_that_can_be_done_by_hand() -> None:
    """What leaving costs now adds to the difference pound for pound: quantiles and mean have closed forms."""
    low, likely, high = 0, 2500, 8000
    made = _given({EXIT: f"{low} / {likely} / {high}"})
    without = _value(made, "this_year") - likely
    seed = seed_of("by hand")
    spread = draws(made, seed).spreads["difference.this_year"]
    sd = math.sqrt((low**2 + likely**2 + high**2 - low * likely - low * high - likely * high) / 18)
    exact_mean = without + Fraction(low + likely + high, 3)
    assert abs(_mean(made, seed) - exact_mean) < 3 * sd / math.sqrt(10_000)
    quantiles = {
        spread.p10: math.sqrt(0.1 * high * likely),
        spread.p50: high - math.sqrt(0.5 * high * (high - likely)),
        spread.p90: high - math.sqrt(0.1 * high * (high - likely)),
    }
    for drawn, exact in quantiles.items():
        assert float(drawn - without) == pytest.approx(exact, abs=100)


def test_known_pennies() -> None:
    """What one seed drew when this was written; should a Python ever draw otherwise, old records would change."""
    made = _given({EXIT: "0 / 2500 / 8000"})
    spread = draws(made, 7).spreads["difference.this_year"]
    paid = [value - _value(made, "this_year") + 2500 for value in (spread.p10, spread.p50, spread.p90, _mean(made, 7))]
    assert [money(value, pence=True) for value in paid] == ["£1,411.70", "£3,297.50", "£5,892.63", "£3,487.61"]


def test_worse_counts_the_cases_below_nothing() -> None:
    """The cost of leaving that would make both options equal, in the middle of its range: half are worse."""
    even = 2500 - _value(_given({EXIT: "2500"}), "this_year")
    assert even > 1000
    text = f"{float(even - 1000):.2f} / {float(even):.2f} / {float(even + 1000):.2f}"
    spread = draws(_given({EXIT: text}), 7).spreads["difference.this_year"]
    assert spread.worse == pytest.approx(5000, abs=150)
    assert spread.p10 < 0 < spread.p90


def test_a_difference_that_is_not_known_has_no_spread() -> None:
    texts = {id_: text for id_, text in _example().items() if id_ != EXIT}
    spreads = draws(appraisal(texts), 7, number=10).spreads
    # What leaving now costs is paid this year: a full year is known without it, as a whole and in its parts.
    assert set(spreads) == {id_ for id_ in DRAWN if id_.endswith("full_year")}
    assert draws(appraisal({}), 7, number=10) == Draws(7, 10, (), {})


def test_the_nearest_rank_and_cases_that_lapse() -> None:
    """Of −9 and 2 to 20, two do not exceed 2; a case in which the figure does not apply is in no count."""
    values = [-9.0, *map(float, range(20, 1, -1)), math.nan]
    p10, p50, p90 = map(Fraction, (2, 10, 18))
    spread = _spread("difference.this_year", Fraction(10), values)
    assert spread == Spread("difference.this_year", p10, p50, p90, worse=1, counted=20, lapsed=1, below=9)
    assert _spread("difference.this_year", Fraction(10), [math.nan]) is None


def test_what_floats_leave_of_a_difference_of_nothing_is_nothing() -> None:
    spread = _spread("difference.this_year", Fraction(0), [-1e-11, -1e-11, -1e-11, 5.0])
    assert spread is not None
    assert spread.p10 == 0
    assert spread.worse == 0


# --- Stopping


def test_the_draws_stop_when_told_to() -> None:
    asked: list[int] = []

    def stop() -> bool:
        asked.append(1)
        return len(asked) == 3

    with pytest.raises(Stopped):
        draws(_given({}), 7, stop=stop)
    assert len(asked) == 3


def test_they_ask_often_enough_not_to_be_waited_for() -> None:
    asked: list[int] = []

    def carry_on() -> bool:
        asked.append(1)
        return False

    draws(_given({}), 7, number=5000, stop=carry_on)
    assert len(asked) >= 10


# --- What is said


@pytest.mark.parametrize(
    ("worse", "counted", "often"),
    [
        (0, 10_000, "hardly any"),
        (499, 10_000, "hardly any"),
        (500, 10_000, "about 1 of 10"),
        (6_500, 10_000, "about 6 of 10"),
        (6_501, 10_000, "about 7 of 10"),
        (7_400, 10_000, "about 7 of 10"),
        (3_500, 10_000, "about 4 of 10"),
        (5_000, 10_000, "about 5 of 10"),
        (9_500, 10_000, "about 9 of 10"),
        (9_501, 10_000, "nearly all"),
        (10_000, 10_000, "nearly all"),
        (1, 3, "about 3 of 10"),
    ],
)
def test_it_is_said_in_tenths(worse: int, counted: int, often: str) -> None:
    nothing = Fraction(0)
    spread = Spread("difference.this_year", nothing, nothing, nothing, worse, counted, 0)
    assert in_tenths(spread) == f"in {often} of the cases you allow, signing up leaves you worse off than opting out"


@given(st.integers(1, 400), st.data())
def test_neither_option_gains_by_the_rounding(counted: int, data: st.DataObject) -> None:
    """So many cases worse are said in the tenths that complete those said of as many better."""
    worse = data.draw(st.integers(0, counted))
    words = {"hardly any": 0, "nearly all": 10} | {f"about {n} of 10": n for n in range(1, 10)}

    def tenths(part: int) -> int:
        nothing = Fraction(0)
        said = in_tenths(Spread("", nothing, nothing, nothing, part, counted, 0))
        return words[said.removeprefix("in ").partition(" of the cases")[0]]

    assert tenths(worse) + tenths(counted - worse) == 10 or 2 * worse == counted
    assert abs(tenths(worse) - 10 * worse / counted) <= 0.5


FOUR = {
    "cost.gp_hour": "80 / 95 / 120", "opt_out.hours": "0 / 0.5 / 1", EXIT: "0 / 2500 / 8000",
    "workforce.clinical_pharmacist.chance": "15 / 30 / 50",
}  # fmt: skip
FIVE = FOUR | {"meeting.gp_hours": "1 / 2 / 3"}
WHOLE = {"workforce.whole.chance": "1 / 2 / 3"}
THREE = ("cost.gp_hour", "meeting.gp_hours", "home.3.round_hours")
FIRST = "First to need one:"


@pytest.mark.parametrize(
    ("ranges", "three", "why"),
    [
        ({}, THREE[:2], f"No answer has a range. {FIRST} cost of a GP hour and GP time the network takes."),
        ({EXIT: "0 / 1 / 2"}, THREE[1:2], f"Only 1 answer has a range. {FIRST} GP time the network takes."),
        (FOUR, THREE[:2], f"Only 4 answers have a range. {FIRST} GP time the network takes."),
        (FOUR, THREE[:1], "Only 4 answers have a range. 1 more answer needs one."),
        ({EXIT: "0 / 1 / 2"}, (EXIT,), "Only 1 answer has a range. 4 more answers need one."),
        (FIVE, THREE, f"Not every answer that matters most has a range. {FIRST} weekly round of Marram Court."),
        # one role's chance does not stand in for another's
        (
            FIVE,
            (CHANCES[1],),
            f"Not every answer that matters most has a range. {FIRST} chance that care coordinator is filled.",
        ),
        (FIVE, ("cost.gp_hour", "meeting.gp_hours", EXIT), ""),
        # a range that counts nowhere is no range
        (FOUR | WHOLE, THREE[:1], "Only 4 answers have a range. 1 more answer needs one."),
        # low and high the same is one number
        (FOUR | {"meeting.gp_hours": "2 / 2 / 2"}, THREE[:1], "Only 4 answers have a range. 1 more answer needs one."),
    ],
)
def test_nothing_is_said_before_enough_answers_have_a_range(
    ranges: dict[str, str], three: tuple[str, ...], why: str
) -> None:
    assert withheld(_given(ranges), three) == why
