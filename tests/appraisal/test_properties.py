"""What holds of every decision: what filling a post does, what cancels or never counts, what only goes one way."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from des_decider.worksheet.months import counted_months, counted_months_of, months_from
from tests.building import SHIPPED, SMALL, appraisal, claimed_before, ids, raw, worksheet
from tests.how_many import cases
from tests.random_decisions import random_answers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from des_decider.appraisal.figures import Appraisal

BOTH = pytest.mark.parametrize("path", [SHIPPED, SMALL], ids=["2020/21", "small"])
HORIZONS = ("this_year", "full_year")


def _decisions(path: Path, count: int, seed: int) -> Iterator[tuple[dict[str, str], random.Random]]:
    """Complete random decisions; leaving at the next window is always priced, and earlier claims are known."""
    rng = random.Random(seed)  # noqa: S311 - the same decisions on every run
    for _ in range(cases(count, thorough=10 * count)):
        texts = claimed_before(path, "9000") | random_answers(raw(path), rng, complete=1)
        yield texts | {"leave.exit_cost": "500 / 900 / 2500"}, rng


def _value(made: Appraisal, figure: str) -> Fraction:
    value = made[figure].value
    assert value is not None, (made[figure].needs, made[figure].not_applicable)
    return value


def _or_none(made: Appraisal, figure: str) -> Fraction:
    """A part that does not apply is left out of every sum."""
    assert not made[figure].needs
    return made[figure].value or Fraction(0)


def _shown(made: Appraisal) -> dict[str, tuple[Fraction | None, tuple[str, ...], bool]]:
    return {f.id: (f.value, f.needs, f.not_applicable is not None) for f in made.figures.values()}


def _without(texts: Mapping[str, str], *heads: str) -> dict[str, str]:
    return {id_: text for id_, text in texts.items() if not id_.startswith(heads)}


# --- (a) Filling a post


def _free_post(texts: Mapping[str, str], path: Path, rng: random.Random) -> tuple[dict[str, str], str]:
    """A plan of one role: costs nothing beyond the claim, and stays within limit, ceiling and the role's months."""
    sheet = worksheet(path)
    roles = [r for r in sheet.roles.values() if r.origin.known_at_deadline]
    role = rng.choice(roles)
    limit = 1 if role.limit is not None else 3
    stem = f"workforce.{role.id}"
    plan = _without(texts, "workforce.") | {
        "workforce.by": "rows", f"{stem}.wte": str(rng.choice((limit, limit / 2))),
        f"{stem}.months": str(rng.randint(0, months_from(role.start, sheet))),
        f"{stem}.cost": str(int(role.maximum or 0) - rng.choice((0, 5000))),
        f"{stem}.other_cost": "0", f"{stem}.start_cost": "0", f"{stem}.supervision_hours": "0",
        f"{stem}.released_hours": rng.choice(("0", "1.5")), f"{stem}.contract_hours": rng.choice(("2.5", "26")),
        "pcn.weighted_list": "150000",
    }  # fmt: skip
    return plan, stem


@BOTH
def test_filling_a_post_never_lowers_difference_where_it_costs_nothing_beyond_its_claim(path: Path) -> None:
    """Where all that is paid is claimed, a filled post only covers work and frees time.

    Conditions: nothing to supervise or start, no other cost; paid no more than the role's maximum; WTE within the
    role's limit and claims within the ceiling; no month paid before the role can be claimed for. Released
    hours count at a price of 0 or more.
    """
    for texts, rng in _decisions(path, 4, seed=1):
        plan, stem = _free_post(texts, path, rng)
        chances = sorted(rng.sample(range(101), k=3))
        made = [appraisal(plan | {f"{stem}.chance": str(chance)}, path) for chance in chances]
        for horizon in HORIZONS:
            assert all(_value(m, f"workforce.unfunded.{horizon}") == 0 for m in made)
            found = [_value(m, f"difference.{horizon}") for m in made]
            assert found == sorted(found)
        hours = [_value(m, "time.gp_hours") for m in made]
        assert hours == sorted(hours, reverse=True)


@BOTH
def test_as_a_whole_too_a_filled_post_without_top_up_within_the_ceiling_never_lowers_difference(path: Path) -> None:
    for texts, rng in _decisions(path, 4, seed=2):
        plan = _without(texts, "workforce.") | {
            "workforce.whole.wte": "4", "workforce.whole.months": str(rng.randint(0, counted_months(worksheet(path)))),
            "workforce.whole.claim": "40000", "workforce.whole.top_up": "0", "workforce.whole.start_cost": "0",
            "workforce.whole.supervision_hours": "0", "workforce.whole.released_hours": "2",
            "workforce.whole.contract_hours": rng.choice(("2.5", "26")), "pcn.weighted_list": "150000",
        }  # fmt: skip
        chances = sorted(rng.sample(range(101), k=3))
        made = [appraisal(plan | {"workforce.whole.chance": str(chance)}, path) for chance in chances]
        for horizon in HORIZONS:
            found = [_value(m, f"difference.{horizon}") for m in made]
            assert found == sorted(found)


def _example(**changed: str) -> dict[str, str]:
    """A practice that is the whole network: one pharmacist, no work of posts, so filling covers nothing."""
    texts = {
        "practice.registered_list": "10000", "practice.weighted_list": "10000", "pcn.registered_list": "10000",
        "pcn.weighted_list": "10000", "pcn.care_home_beds": "0", "home.none": "yes", "network.split": "all_shared",
        "pcn.running_costs": "0", "director.ours": "no", "local.none": "yes", "cost.gp_hour": "100",
        "cost.nurse_hour": "30", "cost.admin_hour": "20", "meeting.gp_hours": "0", "opt_out.hours": "0",
        "opt_out.exit_cost": "0", "leave.exit_cost": "0", "practice.gp_sessions": "20", "partner.1.name": "A",
        "workforce.by": "rows", "workforce.clinical_pharmacist.wte": "1", "workforce.clinical_pharmacist.chance": "0",
        "workforce.clinical_pharmacist.months": "6", "workforce.clinical_pharmacist.cost": "55670",
        "workforce.clinical_pharmacist.supervision_hours": "0", "workforce.clinical_pharmacist.released_hours": "0",
        "workforce.claimed_before": "0",
    }  # fmt: skip
    texts |= {f"service.{s}.gp_hours": "0" for s in worksheet().services}
    return texts | {f"workforce.clinical_pharmacist.{name}": text for name, text in changed.items()}


@pytest.mark.parametrize(
    ("changed", "loss"),
    [
        ({}, "0"),
        # Supervision of 2 h × 52 × 6/12 × £100
        ({"supervision_hours": "2"}, "5200"),
        # £2,000 × 6/12 that nobody reimburses, and the network keeps nothing to pay it from
        ({"other_cost": "2000"}, "1000"),
        ({"start_cost": "700"}, "700"),
        # £4,330 above the maximum × 6/12
        ({"cost": "60000"}, "2165"),
        # Two at £55,670 × 9/12 = £83,505, the ceiling being £71,310
        ({"wte": "2", "months": "9"}, "12195"),
    ],
)
def test_filling_a_post_can_lower_difference_where_any_of_the_conditions_fails(
    changed: dict[str, str], loss: str
) -> None:
    empty, full = appraisal(_example(**changed)), appraisal(_example(**changed) | _example(**changed, chance="100"))
    assert _value(empty, "difference.this_year") - _value(full, "difference.this_year") == Fraction(loss)


def test_a_limit_and_a_late_start_can_make_filling_a_post_cost_us() -> None:
    """Two technicians where one may be claimed for; a nursing associate paid before October."""
    base = {id_: text for id_, text in _example().items() if "clinical_pharmacist" not in id_}
    base |= {"facts.later": "include", "payment.iif.achieved": "0"}

    def loss(role: str, wte: str, cost: str, months: str) -> Fraction:
        plan = base | {
            f"workforce.{role}.wte": wte, f"workforce.{role}.cost": cost, f"workforce.{role}.months": months,
            f"workforce.{role}.supervision_hours": "0", f"workforce.{role}.released_hours": "0",
        }  # fmt: skip
        empty, full = (appraisal(plan | {f"workforce.{role}.chance": chance}) for chance in ("0", "100"))
        return _value(empty, "difference.this_year") - _value(full, "difference.this_year")

    assert loss("pharmacy_technician", "2", "35389", "6") == Fraction("17694.5")  # 1 × 35,389 × 6/12
    assert loss("nursing_associate", "1", "29135", "9") == Fraction("7283.75")  # 29,135 × 3/12


# --- (b) What cancels


@BOTH
def test_with_nothing_to_do_and_a_network_that_keeps_its_money_only_practice_income_differs(path: Path) -> None:
    sheet = worksheet(path)
    for texts, _ in _decisions(path, 3, seed=3):
        bare = _without(texts, "service.", "specification.", "home.", "workforce.", "local.", "opt_out.", "meeting.")
        bare |= {f"service.{s}.gp_hours": "0" for s in sheet.services}
        bare |= {
            "home.none": "yes", "local.none": "yes", "workforce.by": "rows", "workforce.none": "yes",
            "network.split": "network_keeps", "director.ours": "no", "meeting.gp_hours": "0", "opt_out.hours": "0",
            "opt_out.exit_cost": "0", "pcn.running_costs": "0",
        }  # fmt: skip
        made = appraisal(bare, path)
        for horizon in HORIZONS:
            assert _value(made, f"difference.{horizon}") == _value(made, f"sign_up.income.{horizon}")
        m = counted_months(sheet)
        passed = [p for p in sheet.payments.values() if p.paid_to == "practice" or p.passed_on]
        assert passed
        if path == SHIPPED:
            # Core, director and support money stay with the network: what we get is participation and extended hours.
            ours = _value(made, "funding.network_participation.practice") + _value(
                made, "funding.extended_hours.practice"
            )
            assert _value(made, "difference.this_year") == ours * Fraction(m, 12)
            assert _value(made, "difference.full_year") == ours


@BOTH
def test_the_same_local_payment_lost_on_both_sides_cancels(path: Path) -> None:
    for texts, _ in _decisions(path, 3, seed=4):
        base = _without(texts, "local.")
        none = appraisal(base | {"local.none": "yes"}, path)
        lost = {f"local.{n}.{k}": v for n in (1, 2) for k, v in (("amount", "8123.45"), ("hours", "1 / 2 / 4"))}
        both = appraisal(base | lost | {"local.1.ends": "sign_up", "local.2.ends": "opt_out"}, path)
        for figure in ("difference.this_year", "difference.full_year", "time.gp_hours", "time.unfilled"):
            assert _value(both, figure) == _value(none, figure)
        moved = both["sign_up.net.full_year"].value != none["sign_up.net.full_year"].value
        assert moved or texts["cost.gp_hour"] == "78.11"


@BOTH
def test_hours_that_the_network_takes_and_hours_that_leaving_brings_cancel(path: Path) -> None:
    for texts, _ in _decisions(path, 3, seed=5):
        base = texts | {"meeting.admin_hours": "1", "meeting.gp_hours": "0", "opt_out.hours": "0"}
        without, both = (appraisal(base | {"meeting.gp_hours": h, "opt_out.hours": h}, path) for h in ("0", "3.75"))
        for figure in ("difference.this_year", "difference.full_year", "time.gp_hours", "time.share"):
            assert both[figure].value == without[figure].value
        assert _value(both, "opt_out.net.full_year") <= _value(without, "opt_out.net.full_year")


@BOTH
def test_the_identities_of_the_document(path: Path) -> None:
    for texts, _ in _decisions(path, 4, seed=6):
        made = appraisal(texts, path)
        for h in HORIZONS:
            net = _value(made, f"sign_up.net.{h}")
            released, replaced = (_or_none(made, f"{f}.{h}") for f in ("workforce.our_released", "sign_up.replaced"))
            income, cost = (_value(made, f"sign_up.{f}.{h}") for f in ("income", "cost"))
            assert net == income + released - cost - replaced
            assert net == _value(made, f"sign_up.cash.{h}") + _value(made, f"sign_up.gp_time.{h}")
            difference = _value(made, f"difference.{h}")
            assert difference == net - _value(made, f"opt_out.net.{h}")
            assert difference == _value(made, f"difference.cash.{h}") + _value(made, f"difference.gp_time.{h}")
            ours = Fraction(texts["practice.registered_list"])
            assert _value(made, f"difference.per_patient.{h}") == difference / ours
            partners = len({id_ for id_ in texts if id_.startswith("partner.") and id_.endswith(".name")})
            assert _value(made, f"difference.per_partner.{h}") * partners == difference
            parts = [_value(made, f"gp_time.{part}.{h}") for part in ("director", "already", "new")]
            assert sum(parts) == _value(made, f"difference.gp_time.{h}")
            _premium_against_work(made, h, path)
            assert _value(made, f"care_homes.net.{h}") == _value(made, f"care_homes.premium.{h}") - _value(
                made, f"care_homes.cost.{h}"
            )
            services = sum(_value(made, f"service.{s}.cost.{h}") for s in worksheet(path).services)
            assert _value(made, f"services.cost.{h}") == services
        for option in ("sign_up", "opt_out", "difference"):
            assert made[f"{option}.once.this_year"].value is not None
        once = _value(made, "sign_up.once.this_year") - _value(made, "opt_out.once.this_year")
        assert _value(made, "difference.once.this_year") == once
        assert _value(made, "difference.running.this_year") == _value(made, "difference.this_year") - once
        assert _value(made, "opt_out.once.this_year") <= 0
        hours, new, already, unfilled, new_unfilled = (
            _value(made, f"time.{f}") for f in ("gp_hours", "new_hours", "already_hours", "unfilled", "new_unfilled")
        )
        assert new + already == hours
        assert new_unfilled + already == unfilled
        notice = _value(made, "leave_next.net") - _value(made, "sign_up.net.this_year") + 900
        months = {0, *range(1, 13)} if path == SHIPPED else {3}  # whatever the practice says, or as printed
        assert notice in {_value(made, "sign_up.net.full_year") * n / 12 for n in months}


def _premium_against_work(made: Appraisal, horizon: str, path: Path) -> None:
    """Coverage is what a month buys against what a month takes, times the premium's months by those of the work."""
    paid_for, worked = (made[f"care_homes.minutes_{f}.{horizon}"].value for f in ("paid_for", "worked"))
    if paid_for is None:
        return
    assert worked
    sheet = worksheet(path)
    (premium,) = (p for p in sheet.payments.values() if p.kind == "bed")
    months = Fraction(1)
    if horizon == "this_year":
        assert sheet.year.care_homes_start
        start = sheet.homes_start
        assert start is not None
        months = Fraction(counted_months_of(premium, sheet), months_from(start, sheet))
    assert _value(made, f"care_homes.coverage.{horizon}") == paid_for / worked * 100 * months


@BOTH
def test_the_parts_of_all_partners_are_the_difference(path: Path) -> None:
    for texts, rng in _decisions(path, 2, seed=18):
        partners = {f"partner.{n}.profit_share": rng.choice(("0", "12.5", "40")) for n in (1, 2, 5)}
        made = appraisal(_without(texts, "partner.") | partners | {"partner.5.profit_share": "20"}, path)
        for h in HORIZONS:
            parts = [_value(made, f"difference.partner.{n}.{h}") for n in (1, 2, 5)]
            assert sum(parts) == _value(made, f"difference.{h}")
            assert _value(made, f"difference.per_partner.{h}") * 3 == _value(made, f"difference.{h}")


def test_signing_up_with_the_hours_of_a_gp_at_nought_is_its_cash() -> None:
    for texts, _ in _decisions(SHIPPED, 3, seed=7):
        made, free = appraisal(texts), appraisal(texts | {"cost.gp_hour": "0"})
        for h in HORIZONS:
            assert _value(made, f"sign_up.cash.{h}") == _value(free, f"sign_up.net.{h}")
            assert _value(free, f"sign_up.gp_time.{h}") == 0
            assert _value(made, f"difference.cash.{h}") == _value(free, f"difference.{h}")
            assert _value(free, f"difference.gp_time.{h}") == 0


@BOTH
def test_a_claim_is_carried_to_our_lists_and_our_own_figure_stands_as_it_is(path: Path) -> None:
    for texts, _ in _decisions(path, 2, seed=8):
        made = appraisal(texts, path)
        for claim in worksheet(path).claims.values():
            assert claim.amount is not None
            assert _value(made, f"claim.{claim.id}.ours") == _value(made, claim.compare_with)
            ours = Fraction(texts["pcn.registered_list" if claim.about == "network" else "practice.registered_list"])
            theirs = _value(made, f"claim.{claim.id}.theirs")
            assert theirs * claim.list_size == Fraction(claim.amount) * ours
            if claim.compare_with == "funding.pcn_total":
                expected = _value(made, f"claim.{claim.id}.ours_expected")
                ceiling, claimed = _value(made, "workforce.ceiling"), _value(made, "workforce.claim.full_year")
                assert _value(made, f"claim.{claim.id}.ours") - ceiling == expected - claimed
                assert claimed <= ceiling


def test_a_network_twice_the_size_rebuilds_twice_the_claim() -> None:
    for texts, _ in _decisions(SHIPPED, 2, seed=9):
        sizes = ("pcn.registered_list", "pcn.weighted_list", "pcn.care_home_beds")
        twice = texts | {id_: str(Fraction(texts[id_]) * 2) for id_ in sizes if id_ != "pcn.weighted_list"}
        twice["pcn.weighted_list"] = f"{float(Fraction(texts['pcn.weighted_list']) * 2):.2f}"
        for figure in ("rebuilt", "theirs"):
            double = _value(appraisal(twice), f"claim.nhs_england.{figure}")
            assert double == _value(appraisal(texts), f"claim.nhs_england.{figure}") * 2


# --- What never counts


@BOTH
def test_a_full_year_does_not_depend_on_months_in_post_costs_paid_once_or_once_hours(path: Path) -> None:
    once = (".months", ".start_cost", ".once_hours", "opt_out.exit_cost")
    for texts, rng in _decisions(path, 3, seed=10):
        other = dict(texts)
        for id_ in texts:
            if id_.endswith(once):
                other[id_] = str(rng.randint(0, 9))
        before, after = _shown(appraisal(texts, path)), _shown(appraisal(other, path))
        assert {k: v for k, v in before.items() if k.endswith(".full_year")} == {
            k: v for k, v in after.items() if k.endswith(".full_year")
        }
        assert len(before) == len(after)


def _unused(texts: Mapping[str, str], path: Path, rng: random.Random) -> dict[str, str]:
    """Answers of the way not chosen: services, posts and homes."""
    sheet = worksheet(path)
    unused: dict[str, str] = {}
    for service in sheet.services:
        if texts.get(f"service.{service}.by") == "rows":
            unused |= {f"service.{service}.{n}": "9" for n in ("gp_hours", "nurse_hours", "admin_hours", "post_hours")}
            unused[f"service.{service}.status"] = "cannot"
        else:
            for r in sheet.requirements_of(service):
                unused[f"specification.{r.id}.status"] = "cannot"
                if r.start is not None and not r.counted_in_homes:
                    unused[f"specification.{r.id}.gp_hours"] = "9"
    if texts.get("workforce.by") == "rows":
        unused |= {f"workforce.whole.{n}": "8" for n in ("wte", "chance", "claim", "released_hours")}
    else:
        role = rng.choice(sorted(sheet.roles))
        unused |= {f"workforce.{role}.{n}": "8" for n in ("wte", "chance", "cost")} | {
            f"workforce.{role}.contract_hours": "30"
        }
    if texts.get("home.by") == "rows":
        beds = rng.choice(("0", "77"))
        unused |= {"home.whole.hours": "40", "home.whole.beds": beds, "home.whole.done_by": "gp"}
    else:
        unused |= {"home.31.beds": "40", "home.31.round_hours": "5", "home.31.done_by": "gp"}
    return unused


@BOTH
def test_answers_of_the_way_not_chosen_change_no_figure(path: Path) -> None:
    for texts, rng in _decisions(path, 4, seed=11):
        unused = _unused(texts, path, rng)
        assert unused
        assert _shown(appraisal(texts | unused, path)) == _shown(appraisal(texts, path))


@BOTH
def test_notes_questions_votes_and_words_change_no_figure(path: Path) -> None:
    rng = random.Random(12)  # noqa: S311 - the same decisions on every run
    words = {
        "note.cost.gp_hour": "dear", "open.funding": "later", "vote.1.position": "against", "vote.rule": "unanimous",
        "decision.sentence": "No.", "decision.option": "opt_out", "practice.name": "Us", "interest.1.partner": "1",
        "interest.1.kind": "financial", "deadline.asked": "15 May 2020", "condition.1.what": "Money",
    }  # fmt: skip
    for question in worksheet(path).questions.values():
        words[f"question.{question.id}"] = rng.choice([*question.options] or ["Nothing"])
        words[f"question.{question.id}.note"] = "We talked."
    for complete in (0, 1):
        for _ in range(cases(2, thorough=30)):
            texts = random_answers(raw(path), rng, complete=complete)
            assert _shown(appraisal(texts | words, path)) == _shown(appraisal(texts, path))


@BOTH
def test_another_answer_never_makes_more_needed_unless_it_opens_a_question(path: Path) -> None:
    """Whatever else is answered, no figure needs more than before.

    Choices of the way to answer, new rows, posts, post hours and costs that are 0 by default open further questions.
    """
    opens = (
        "by",
        "none",
        "split",
        "ours",
        "later",
        "wte",
        "post_hours",
        "done_by",
        "plan_by",
        "review_by",
        "start_cost",
        "once_hours",
    )
    for _, rng in _decisions(path, 3, seed=13):
        texts = random_answers(raw(path), rng, complete=0, gap=0.3)
        left = sorted(random_answers(raw(path), rng, complete=1).items())
        more = {
            id_: text for id_, text in left
            if id_ not in texts and id_.rpartition(".")[2] not in opens
            and id_.split(".")[0] not in {"home", "local", "partner", "member"} and len(ids(path).group(id_)) == 1
        }  # fmt: skip
        before, after = appraisal(texts, path), appraisal(texts | more, path)
        for figure in before.figures.values():
            assert set(after[figure.id].needs) <= set(figure.needs)


# --- (c) What only goes one way


def _rising(path: Path, id_: str, low: str, high: str, seed: int) -> Iterator[tuple[Appraisal, Appraisal]]:
    for texts, _ in _decisions(path, 2, seed=seed):
        yield appraisal(texts | {id_: low}, path), appraisal(texts | {id_: high}, path)


@BOTH
def test_a_dearer_gp_hour_never_raises_difference_where_gp_hours_are_spent_on_signing_up_alone(path: Path) -> None:
    """Nothing is freed by posts, ends with a local payment or is brought by leaving: all GP hours are costs."""
    for texts, _ in _decisions(path, 3, seed=14):
        base = _without(texts, "local.") | {"local.none": "yes", "opt_out.hours": "0"}
        base |= {id_: "0" for id_ in texts if id_.endswith(".released_hours")}
        cheap, dear = (appraisal(base | {"cost.gp_hour": price}, path) for price in ("70", "140"))
        for h in HORIZONS:
            assert _value(dear, f"difference.{h}") <= _value(cheap, f"difference.{h}")
            for option in ("sign_up", "difference"):
                assert _value(dear, f"{option}.cash.{h}") == _value(cheap, f"{option}.cash.{h}")


def test_a_dearer_gp_hour_can_raise_difference_where_signing_up_frees_gp_time() -> None:
    freed = _example(chance="100", released_hours="3")
    cheap, dear = (appraisal(freed | {"cost.gp_hour": price}) for price in ("70", "140"))
    # 3 h × 52 × 6/12 × £70 more
    assert _value(dear, "difference.this_year") - _value(cheap, "difference.this_year") == 5460


@BOTH
@pytest.mark.parametrize(
    ("id_", "low", "high", "raises"),
    [
        ("cost.nurse_hour", "20", "60", False),
        ("cost.admin_hour", "10", "30", False),
        ("meeting.gp_hours", "1", "4", False),
        ("pcn.running_costs", "10000", "90000", False),
        ("opt_out.hours", "1", "4", True),
        ("opt_out.exit_cost", "100", "9000", True),
        ("practice.weighted_list", "5000", "9000", True),
    ],
)
def test_costs_of_signing_up_lower_difference_and_costs_of_leaving_raise_it(
    path: Path, id_: str, low: str, high: str, raises: bool
) -> None:
    changed = 0
    for before, after in _rising(path, id_, low, high, seed=15):
        for h in HORIZONS:
            change = _value(after, f"difference.{h}") - _value(before, f"difference.{h}")
            assert change >= 0 if raises else change <= 0
            changed += change != 0
    assert changed


@BOTH
def test_a_larger_reach_never_lowers_our_income_and_never_raises_what_the_network_keeps(path: Path) -> None:
    streams = [
        p.id for p in worksheet(path).payments.values()
        if p.paid_to == "network" and p.kind != "reimbursement" and not p.for_director
    ]  # fmt: skip
    for texts, _ in _decisions(path, 1, seed=16):
        base = texts | {"network.split": "by_stream"} | {f"payment.{s}.reaches_practice": "20" for s in streams}
        for stream in streams:
            less, more = appraisal(base, path), appraisal(base | {f"payment.{stream}.reaches_practice": "90"}, path)
            for h in HORIZONS:
                assert _value(more, f"sign_up.income.{h}") >= _value(less, f"sign_up.income.{h}")
                assert _value(more, f"pcn.kept.{h}") <= _value(less, f"pcn.kept.{h}")


@BOTH
def test_shares_and_ratios_stay_within_their_ends(path: Path) -> None:
    for texts, _ in _decisions(path, 4, seed=17):
        made = appraisal(texts, path)
        assert 0 <= _value(made, "workforce.fill") <= 100
        assert 0 <= _value(made, "services.ready") <= 100
        for h in HORIZONS:
            assert _value(made, f"pcn.shortfall.{h}") >= 0
            assert _value(made, f"pcn.kept.{h}") >= 0
            if made[f"workforce.claim.{h}"].value is not None:
                assert 0 <= _value(made, f"workforce.take_up.{h}") <= 100
                assert _value(made, f"workforce.unclaimed.{h}") >= 0
                assert _value(made, f"workforce.unfunded.{h}") >= 0
        assert _value(made, "services.uncovered_hours") <= _value(made, "services.post_hours")
        assert _value(made, "care_homes.gp_hours") <= _value(made, "care_homes.hours")
