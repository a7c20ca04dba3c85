"""What a figure lacks: always value, needs or a reason; no dead ends; and the quick look is enough for the options."""

from __future__ import annotations

import random
import re
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from des_decider.worksheet.months import counted_months
from tests.building import BARE, EXTENDED, SHIPPED, SMALL, appraisal, claimed_before, ids, raw, worksheet
from tests.how_many import cases
from tests.random_decisions import random_answers

if TYPE_CHECKING:
    from pathlib import Path

    from des_decider.appraisal.figures import Appraisal

BOTH = pytest.mark.parametrize("path", [SHIPPED, SMALL], ids=["2020/21", "small"])
ALL = pytest.mark.parametrize("path", [SHIPPED, SMALL, EXTENDED, BARE], ids=["2020/21", "small", "extended", "bare"])


def _rng(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - the same decisions on every run


# --- One list and nothing else


def test_a_network_of_50_000_and_nothing_else() -> None:
    made = appraisal({"pcn.registered_list": "50,000"})
    values = {id_: figure.value for id_, figure in made.figures.items() if figure.value is not None}
    assert values == {
        "funding.core_pcn.pcn": 75000,
        "funding.clinical_director.pcn": 36100,
        "funding.extended_hours.pcn": 72500,
        "funding.clinical_director.practice": 0,  # director's money has reach 0
        "funding.clinical_director.counted.this_year": 0,
        "funding.clinical_director.counted.full_year": 0,
        "funding.pcn_support.counted.full_year": 0,  # it ends with the year
        "workforce.start_cost.this_year": 0,  # whatever posts there are, starting one costs 0 by default
        "claim.nhs_england.theirs": Fraction(575000 * 50000, 48020),  # what they published, on this network's list
    }


@BOTH
def test_a_blank_decision_has_needs_or_a_reason_everywhere(path: Path) -> None:
    made = appraisal({}, path)
    values = {id_ for id_, figure in made.figures.items() if figure.value is not None}
    payments = worksheet(path).payments.values()
    parts = ("practice", "counted.this_year", "counted.full_year")
    directors = {f"funding.{p.id}.{part}" for p in payments if p.for_director for part in parts}
    ended = {f"funding.{p.id}.counted.full_year" for p in payments if p.full_year == "ends"}
    assert values == directors | ended | {"workforce.start_cost.this_year"}
    for figure in made.figures.values():
        assert figure.value is not None or figure.needs or figure.not_applicable


# --- Partial answers


def _sound(made: Appraisal, path: Path) -> None:
    for figure in made.figures.values():
        ways = (figure.value is not None, bool(figure.needs), figure.not_applicable is not None)
        assert sum(ways) == 1, figure
        for id_ in figure.needs:
            assert ids(path).field(id_) is not None, (figure.id, id_)


@ALL
def test_exactly_one_of_value_needs_and_reason_and_every_need_is_an_id_to_answer(path: Path) -> None:
    rng = _rng(1)
    for _ in range(cases(10, thorough=250)):
        _sound(appraisal(random_answers(raw(path), rng, complete=0), path), path)


def _answer(id_: str, path: Path, rng: random.Random, texts: dict[str, str]) -> None:
    """Any answer to an id."""
    field = ids(path).field(id_)
    assert field is not None
    rules = field.rules
    match rules.kind:
        case "yes_no":
            texts[id_] = rng.choice(("yes", "no"))
        case "choice":
            texts[id_] = rng.choice(sorted(rules.choices))
        case "text":
            texts[id_] = "Somebody"
        case "percent":
            texts[id_] = rng.choice(("0", "35", "100"))
        case "count":
            texts[id_] = rng.choice(("0", "12"))
        case "patients":
            texts[id_] = rng.choice(("8000", "9000"))
        case _ if id_.endswith(".months"):
            texts[id_] = str(rng.randint(0, counted_months(worksheet(path))))
        case _:
            texts[id_] = rng.choice(("0", "7", "0 / 2 / 4" if rules.estimate else "2"))


@ALL
@pytest.mark.parametrize("seed", range(4))
def test_answering_what_is_needed_again_and_again_always_ends_with_nothing_needed(seed: int, path: Path) -> None:
    rng = _rng(seed)
    texts = random_answers(raw(path), rng, complete=0, gap=rng.choice((0.3, 0.8, 1)))
    for _ in range(25):
        made = appraisal(texts, path)
        _sound(made, path)
        needs = made.needs(made.figures)
        if not needs:
            break
        assert not set(needs) & set(texts), "asks for what is answered"
        for id_ in rng.sample(needs, k=min(len(needs), rng.choice((5, 20, 1000)))):
            _answer(id_, path, rng, texts)
    else:
        pytest.fail(f"still needed after 25 rounds: {needs}")
    for figure in made.figures.values():
        assert (figure.value is None) == (figure.not_applicable is not None)


@ALL
def test_of_a_complete_decision_less_one_answer_figures_need_that_answer_alone(path: Path) -> None:
    """Left out are answers that choose a way, groups of hours, and tables, where another answer may take its place."""
    rng = _rng(7)
    for _ in range(cases(2, thorough=30)):
        texts = claimed_before(path, "900") | random_answers(raw(path), rng, complete=1)
        texts["leave.exit_cost"] = "100"
        full = appraisal(texts, path)
        assert not full.needs(full.figures)
        for id_ in rng.sample(sorted(texts), k=10):
            if id_.endswith((".by", ".none", "facts.later")) or len(ids(path).group(id_)) > 1 or ".wte" in id_:
                continue
            rest = appraisal({other: text for other, text in texts.items() if other != id_}, path)
            for figure in rest.figures.values():
                if figure.needs and not id_.startswith(("partner.", "home.", "local.")):
                    assert figure.needs == (id_,)


def test_an_irrelevant_answer_changes_nobodys_needs() -> None:
    irrelevant = {
        "practice.name": "Us", "pcn.name": "Them", "note.cost.gp_hour": "dear", "decision.question": "Shall we?",
        "home.1.name": "A home that does not count", "workforce.care_coordinator.chance": "40", "open.funding": "later",
        "specification.ecd_inform.gp_hours": "3", "question.posts_fillable": "few", "vote.quorum": "2",
    }  # fmt: skip
    rng = _rng(3)
    for _ in range(5):
        texts = random_answers(raw(SHIPPED), rng, complete=0, gap=0.5)
        for key in ("home.by", "workforce.by", "service.ecd.by"):
            texts[key] = "whole"
        for id_ in irrelevant:
            texts.pop(id_, None)
        texts.pop("home.none", None)
        before, after = appraisal(texts), appraisal(texts | irrelevant)
        assert {f.id: f.needs for f in before.figures.values()} == {f.id: f.needs for f in after.figures.values()}


# --- The quick look


def _quick_look(path: Path) -> dict[str, str]:
    """The shipped quick look answered, its services being those of the worksheet.

    The small worksheet also counts a stream on the adjusted list, and its network may keep the money for beds.
    """
    asked = [id_ for id_ in worksheet().quick_look if not id_.startswith("service.")]
    asked += [f"service.{s}.gp_hours" for s in worksheet(path).services]
    said = {"network.split": "all_shared", "director.ours": "no", "home.whole.done_by": "gp", "local.none": "yes"}
    texts = {id_: said.get(id_, "5") for id_ in asked}
    return texts | ({"pcn.adjusted_list": "30000", "pcn.care_home_beds": "9"} if path == SMALL else {})


def _statuses(path: Path) -> dict[str, str]:
    """What the hours of GPs call for: whether the work is done today already."""
    return {f"service.{s}.status": "at_risk" for s in worksheet(path).services}


def test_the_quick_look_is_of_thirty_answers() -> None:
    assert len(worksheet().quick_look) == 30
    assert set(worksheet().quick_look) == set(_quick_look(SHIPPED))


@BOTH
@pytest.mark.parametrize("split", ["all_shared", "network_keeps"])
@pytest.mark.parametrize("done_by", ["gp", "nurse"])
def test_the_quick_look_is_enough_for_the_options(path: Path, split: str, done_by: str) -> None:
    texts = _quick_look(path) | {"network.split": split, "home.whole.done_by": done_by}
    first = appraisal(texts, path)
    # Money and hours are known; what of the hours is new waits for a status of each service.
    assert set(first.needs(first.of_the_options)) == set(_statuses(path))
    for figure in ("difference.this_year", "difference.full_year", "time.gp_hours", "time.unfilled"):
        assert first[figure].value is not None
    made = appraisal(texts | _statuses(path), path)
    assert made.of_the_options
    for id_ in made.of_the_options:
        if id_.startswith(("sign_up.replaced.", "sign_up.local_", "opt_out.local_")):
            assert made[id_].not_applicable == "no local payment depends on the decision"
        else:
            assert made[id_].value is not None, (id_, made[id_].needs)
    assert "leave_next.net" not in made.of_the_options
    assert made["leave_next.net"].needs == ("leave.exit_cost",)
    assert made["difference.per_partner.this_year"].needs == ("partner.1.name",)
    assert "difference.per_partner.this_year" not in made.of_the_options


_CALLED_FOR = re.compile(
    r"(service|specification|home|local|director|workforce)\.|payment\..*\.(reaches_practice|achieved)$|pcn\.care_home_beds$"
)
"""What an answer of the quick look can make necessary."""


@pytest.mark.parametrize("seed", range(6))
def test_with_what_it_calls_for_the_quick_look_is_enough_whatever_is_answered(seed: int) -> None:
    rng = _rng(seed)
    texts: dict[str, str] = {"facts.later": rng.choice(("hide", "include"))}
    for id_ in worksheet().quick_look:
        group = ids().group(id_)
        _answer(rng.choice([id_, *group]), SHIPPED, rng, texts)
    listed = set(texts)
    for _ in range(25):
        made = appraisal(texts)
        needs = made.needs(made.of_the_options)
        if not needs:
            break
        for id_ in needs:
            assert id_ not in listed
            assert _CALLED_FOR.match(id_), id_
            _answer(id_, SHIPPED, rng, texts)
    else:
        pytest.fail(f"still needed after 25 rounds: {needs}")
    assert all(made[id_].value is not None or made[id_].not_applicable for id_ in made.of_the_options)


@BOTH
def test_money_alone_needs_nothing_that_only_feeds_gp_hours(path: Path) -> None:
    of_gps = {"cost.gp_hour", "opt_out.hours"}
    texts = {id_: text for id_, text in _quick_look(path).items() if id_ not in of_gps}
    made = appraisal(texts, path)
    for horizon in ("this_year", "full_year"):
        assert made[f"difference.cash.{horizon}"].value is not None
        assert set(made[f"difference.gp_time.{horizon}"].needs) == of_gps
    stays = appraisal({id_: text for id_, text in texts.items() if id_ != "opt_out.exit_cost"}, path)
    assert stays["difference.cash.this_year"].needs == ("opt_out.exit_cost",)
    assert stays["difference.cash.full_year"].value is not None


@BOTH
def test_the_two_parts_of_the_difference_need_nothing_that_it_does_not(path: Path) -> None:
    rng = _rng(41)
    for _ in range(cases(6, thorough=150)):
        made = appraisal(random_answers(raw(path), rng, complete=0), path)
        for horizon in ("this_year", "full_year"):
            needs = made[f"difference.{horizon}"].needs
            assert set(made[f"difference.cash.{horizon}"].needs) <= set(needs)
            assert made[f"difference.gp_time.{horizon}"].needs == needs
        parts = [id_ for id_ in made.of_the_options if id_.startswith(("difference.cash.", "difference.gp_time."))]
        assert len(parts) == 4
        others = [id_ for id_ in made.of_the_options if id_ not in parts]
        assert made.needs(made.of_the_options) == made.needs(others)


@BOTH
@pytest.mark.parametrize("group", [("gp_hours", "nurse_hours"), ("gp_hours", "admin_hours")], ids=lambda g: g[1])
def test_any_one_of_a_group_stands_for_it(path: Path, group: tuple[str, str]) -> None:
    texts = _quick_look(path)
    one, other = group
    swapped = {
        id_.replace(one, other) if id_.startswith("service.") or (other == "admin_hours" and id_ == "meeting.gp_hours")
        else id_: text
        for id_, text in texts.items()
    }  # fmt: skip
    assert swapped.keys() != texts.keys()
    made = appraisal(swapped | _statuses(path), path)
    assert not made.needs(made.of_the_options)
    # Nobody's GP hours are known today already where no GP hours are given, but for those in the homes.
    in_homes = next(s.id for s in worksheet(path).services.values() if s.in_homes)
    without = appraisal(swapped, path)
    assert set(without.needs(without.of_the_options)) == {f"service.{in_homes}.status"}


def test_every_answer_of_the_quick_look_is_needed_for_the_options() -> None:
    texts = _quick_look(SHIPPED)
    # The prices of nurses and administration only where their hours are given.
    other = {id_: text for id_, text in texts.items() if id_ != "meeting.gp_hours"}
    other |= {"home.whole.done_by": "nurse", "meeting.admin_hours": "2"}
    for id_ in texts:
        needs: set[str] = set()
        for given in (texts, other):
            made = appraisal({kept: text for kept, text in given.items() if kept != id_})
            needs |= set(made.needs(made.of_the_options))
        assert id_ in needs, id_
