"""Services worked by hand: hours and months of the work, and how far filled posts cover it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.appraisal.by_hand import LISTS, PLAN, WHOLE, comes_to, nothing_else, value_of
from tests.building import EXTENDED, appraisal, worksheet

SMR = nothing_else() | {
    "cost.gp_hour": "100", "cost.nurse_hour": "30", "cost.admin_hour": "20",
    "service.smr.gp_hours": "1", "service.smr.nurse_hours": "2", "service.smr.admin_hours": "3",
    "service.smr.post_hours": "10", "service.smr.falls_to_gps": "40", "service.smr.once_hours": "5",
}  # fmt: skip


@pytest.mark.parametrize(
    ("months", "cover"),
    # Each of 4 posts gives us a quarter of 8 hours, 2 a week, and is there one time in four: 4 × 2 × 25 % = 2 of 10
    # hours. Reviews run 6 months, and cover is the mean over those; half a month gives half the hours.
    [
        ("9", Fraction(1, 5)),
        ("6", Fraction(1, 5)),
        ("3", Fraction(1, 10)),
        ("0", Fraction(0)),
        ("1.5", Fraction(1, 20)),
    ],
)
def test_cover_counts_the_months_posts_are_there_within_the_months_of_the_work(months: str, cover: Fraction) -> None:
    texts = WHOLE | SMR | {"workforce.whole.months": months}
    # (1 × 100 + 2 × 30 + 3 × 20 + 10 × 40 % × (1 − cover) × 100) × 52 × 6/12 + 5 × 100
    worked = (220 + 400 * (1 - cover)) * 26 + 500
    assert value_of("service.smr.cost.this_year", texts) == worked
    # In a full year all posts are there, whatever the months: (220 + 400 × 4/5) × 52.
    comes_to("service.smr.cost.full_year", "28080", texts)
    comes_to("services.uncovered_hours", "3.2", texts)  # 10 × 40 % × 4/5


def test_cover_is_of_the_posts_that_can_do_the_work() -> None:
    # Two pharmacists give us a quarter of 24 hours each, one time in two: min(6, 10) × 50 % = 3, and of the 7 left
    # min(6, 7) × 50 % = 3: 6 of 10 hours. They are there for all 6 months.
    texts = PLAN | SMR
    comes_to("service.smr.cost.this_year", "10380", texts)  # (220 + 400 × 4/10) × 26 + 500
    comes_to("service.smr.cost.full_year", "19760", texts)  # (220 + 160) × 52
    # Care coordinators do no reviews, so nothing changes, however many are wanted and found.
    coordinators = texts | {
        "workforce.care_coordinator.wte": "2", "workforce.care_coordinator.chance": "100",
        "workforce.care_coordinator.months": "3", "workforce.care_coordinator.contract_hours": "30",
    }  # fmt: skip
    comes_to("service.smr.cost.this_year", "10380", coordinators)
    comes_to("service.smr.cost.full_year", "19760", coordinators)
    comes_to("workforce.fill", "75", coordinators)  # 1 + 2 of 4


ALL_OURS = {"share.of_pcn": "100", "workforce.by": "rows"}


"""All posts are for us, and answered role by role: their hours need not be divided."""


def _post(role: str, wte: str, chance: str, hours: str, months: str = "9") -> dict[str, str]:
    stem = f"workforce.{role}"
    return {
        f"{stem}.wte": wte, f"{stem}.chance": chance, f"{stem}.contract_hours": hours, f"{stem}.months": months,
    }  # fmt: skip


def _asked(stem: str, hours: str, falls: str) -> dict[str, str]:
    return {f"{stem}.post_hours": hours, f"{stem}.falls_to_gps": falls}


@pytest.mark.parametrize(
    ("wte", "chance", "asked", "uncovered"),
    [
        # A pharmacist gives 10 hours a week.
        ("1", "100", "10", "0"),
        ("1", "100", "12", "2"),
        ("0.1", "100", "12", "11"),  # a tenth of a post is one hour, and never covers twelve
        ("1", "50", "12", "7"),  # 10 × 50 %
        ("2", "50", "12", "3.5"),  # 5, then of 7 left min(10, 7) × 50 %
        ("1.5", "50", "12", "4.5"),  # the whole one first: 5; then the half: min(5, 7) × 50 %
        ("2.5", "50", "12", "1.75"),  # 5, 3.5, and of 3.5 left min(5, 3.5) × 50 %
        ("3", "50", "4", "0.5"),  # each does half of what is left: 4 × 1/2 × 1/2 × 1/2
        ("0", "50", "12", "12"),
        ("3", "0", "12", "12"),
        ("3", "0 / 0 / 80", "12", "12"),
    ],
)
def test_posts_are_taken_one_after_another_the_whole_ones_first(
    wte: str, chance: str, asked: str, uncovered: str
) -> None:
    texts = ALL_OURS | nothing_else() | _post("clinical_pharmacist", wte, chance, "10")
    comes_to("services.uncovered_hours", uncovered, texts | _asked("service.smr", asked, "100"))


@pytest.mark.parametrize(
    ("of_reviews", "of_homes", "reviews", "support"),
    [
        # One pharmacist, one time in two, 10 hours a week; 8 hours of reviews and 6 of support for homes. Hours that
        # come back, before what falls to GPs of them:
        ("40", "80", "6", "3"),  # support: min(10, 6) × 50 % = 3; 10 − 3 ÷ 50 % = 4 left; reviews: 4 × 50 % = 2
        ("80", "40", "4", "5"),  # reviews: min(10, 8) × 50 % = 4; 10 − 4 ÷ 50 % = 2 left; support: 2 × 50 % = 1
        ("50", "50", "4", "5"),  # the worksheet's order
        ("0 / 40 / 90", "80", "6", "3"),  # the likely value decides
    ],
)
def test_what_falls_to_gps_most_is_covered_first(of_reviews: str, of_homes: str, reviews: str, support: str) -> None:
    texts = ALL_OURS | nothing_else() | _post("clinical_pharmacist", "1", "50", "10") | {"cost.gp_hour": "100"}
    texts |= _asked("service.smr", "8", of_reviews) | _asked("service.ehch", "6", of_homes)
    for service, falls, back in (("smr", of_reviews, reviews), ("ehch", of_homes, support)):
        others = {f"service.{service}.{who}_hours": "0" for who in ("gp", "nurse", "admin")}
        likely = falls.split(" / ")[1] if "/" in falls else falls
        cost = Fraction(back) * Fraction(likely) / 100 * 100 * 52
        assert value_of(f"service.{service}.cost.full_year", texts | others) == cost


def test_each_hour_of_a_post_is_spent_once_on_work_of_its_role() -> None:
    # A technician and a coordinator of 10 hours each. Support for homes is for both, and takes the technician's 6
    # hours first; early diagnosis can be the coordinator's alone. 20 hours of both asked for 6 and 10: all is done.
    texts = ALL_OURS | nothing_else() | {"practice.registered_list": "9000", "pcn.registered_list": "9000"}
    texts |= _post("pharmacy_technician", "1", "100", "10") | _post("care_coordinator", "1", "100", "10")
    texts |= _asked("service.ehch", "6", "90") | _asked("service.ecd", "10", "50")
    comes_to("services.uncovered_hours", "0", texts)
    # Of 16 hours for homes the technician does 10 and the coordinator 6, who has 4 left of 10 for early diagnosis.
    comes_to("services.uncovered_hours", "3", texts | {"service.ehch.post_hours": "16"})  # 6 × 50 %
    # And if early diagnosis falls to GPs most, the coordinator is gone when homes come: 6 × 30 %.
    first = {"service.ehch.post_hours": "16", "service.ehch.falls_to_gps": "30"}
    comes_to("services.uncovered_hours", "1.8", texts | first)


def test_roles_are_taken_in_the_worksheets_order_not_in_that_of_the_work() -> None:
    # Lodge rounds name the net mender before the ferry nurse, and the worksheet the nurse first: she goes, and nobody
    # is left who can sit at the storm line. 10 × 50 %.
    texts = ALL_OURS | nothing_else(EXTENDED) | _post("ferry_nurse", "1", "100", "10")
    texts |= _post("net_mender", "1", "100", "10") | _asked("service.lodge_rounds", "10", "90")
    texts |= _asked("service.storm_line", "10", "50")
    comes_to("services.uncovered_hours", "5", texts, EXTENDED)


def test_a_requirement_has_roles_of_its_own_or_those_of_its_service() -> None:
    # A technician can find whom to review (4 hours), and not do the reviews (3 hours), which are a pharmacist's.
    texts = ALL_OURS | nothing_else() | _post("pharmacy_technician", "1", "100", "10") | {"service.smr.by": "rows"}
    texts |= {f"specification.{r.id}.post_hours": "0" for r in worksheet().requirements_of("smr")}
    texts |= _asked("specification.smr_identify", "4", "100") | _asked("specification.smr_volume", "3", "100")
    comes_to("services.uncovered_hours", "3", texts)


def test_work_that_names_no_role_can_be_anybodys() -> None:
    texts = ALL_OURS | nothing_else(EXTENDED) | _post("pill_counter", "1", "100", "10")
    comes_to("services.uncovered_hours", "2", texts | _asked("service.pill_post", "12", "100"), EXTENDED)
    comes_to("services.uncovered_hours", "12", texts | _asked("service.lodge_rounds", "12", "100"), EXTENDED)


def test_the_homes_and_the_reviews_there_have_roles_of_their_own() -> None:
    # A round of 4 hours and a review of an hour a week, both of posts; 60 % falls to GPs. A coordinator does rounds.
    texts = ALL_OURS | nothing_else() | {
        "home.none": "no", "home.by": "rows", "home.1.beds": "20", "home.1.done_by": "post", "home.1.round_hours": "4",
        "home.1.travel_hours": "0", "home.1.reviews": "52", "home.1.review_hours": "1", "home.1.arrivals": "0",
        "home.1.plan_hours": "0", "home.1.mdt_hours": "0", "service.ehch.falls_to_gps": "60",
    }  # fmt: skip
    comes_to("care_homes.gp_hours", "0.6", texts | _post("care_coordinator", "1", "100", "10"))  # the review alone
    comes_to("care_homes.gp_hours", "0", texts | _post("clinical_pharmacist", "1", "100", "10"))
    # 4.5 hours of a pharmacist: the round comes first, and leaves half an hour of the review.
    comes_to("care_homes.gp_hours", "0.3", texts | _post("clinical_pharmacist", "1", "100", "4.5"))
    # Support for homes, as much to the GPs, stands before the homes in the worksheet's order.
    support = texts | _post("clinical_pharmacist", "1", "100", "10") | {"service.ehch.post_hours": "10"}
    comes_to("services.uncovered_hours", "0", support)
    comes_to("care_homes.gp_hours", "3", support)  # (4 + 1) × 60 %


@pytest.mark.parametrize(
    ("asked", "months", "cover"),
    [
        # One pharmacist for sure, 10 hours a week; reviews run for six months.
        ("10", "1.5", "1/4"),  # a whole month, and half the hours of half a month: 1.5 of 6
        ("5", "1.5", "1/3"),  # half of 10 hours is all of 5: 2 of 6
        ("20", "9", "1/2"),
        ("20", "3", "1/4"),
    ],
)
def test_half_a_month_gives_half_the_hours(asked: str, months: str, cover: str) -> None:
    texts = ALL_OURS | nothing_else() | _post("clinical_pharmacist", "1", "100", "10", months)
    texts |= _asked("service.smr", asked, "100") | {"cost.gp_hour": "100"}
    worked = int(asked) * (1 - Fraction(cover)) * 2600
    assert value_of("service.smr.cost.this_year", texts) == worked


def test_no_post_is_there_before_its_role_starts() -> None:
    # A pill counter is answered for all ten months, 1 November to 31 August, and can be had from 1 March: 6 of 10.
    texts = ALL_OURS | nothing_else(EXTENDED) | _post("pill_counter", "1", "100", "5", "10")
    texts |= _asked("service.pill_post", "5", "100") | {"cost.gp_hour": "100", "cost.weeks_per_year": "48"}
    comes_to("service.pill_post.cost.this_year", "8000", texts, EXTENDED)  # 5 × 4/10 × 100 × 48 × 10/12
    comes_to("service.pill_post.cost.full_year", "0", texts, EXTENDED)


def test_posts_as_a_whole_cover_all_work_alike() -> None:
    # One post for sure, 6 hours a week, nine months. Reviews and extended hours ask for 6 each: half of both.
    texts = {"share.of_pcn": "100", "cost.gp_hour": "100"} | nothing_else() | _post("whole", "1", "100", "6")
    texts |= _asked("service.smr", "6", "100") | _asked("service.extended_hours", "6", "100")
    comes_to("services.uncovered_hours", "6", texts)
    # Until October it works for extended hours alone: (3 × 1 + 6 × 1/2) / 9 = 2/3 of those, and half of the reviews.
    comes_to("service.extended_hours.cost.this_year", "7800", texts)  # 6 × 1/3 × 100 × 52 × 9/12
    comes_to("service.smr.cost.this_year", "7800", texts)  # 6 × 1/2 × 100 × 52 × 6/12
    # Work of which nothing falls to GPs takes its part too. Role by role it would come last: 6 × 100 % × 1/2 against 0.
    mild = texts | {"service.extended_hours.falls_to_gps": "0"}
    comes_to("services.uncovered_hours", "3", mild)
    by_role = mild | {"workforce.by": "rows"} | _post("clinical_pharmacist", "1", "100", "6")
    comes_to("services.uncovered_hours", "0", by_role)


def test_wanting_more_posts_never_costs_money() -> None:
    # Two pharmacists give 6 hours each, one time in two, of 10: 4 hours come back, 1.6 to GPs. More that nobody finds
    # change nothing; a third that may be found does 4 × 50 % more.
    texts = PLAN | nothing_else() | _asked("service.smr", "10", "40")
    comes_to("services.uncovered_hours", "1.6", texts)
    unfound = _post("care_coordinator", "5", "0", "30") | _post("physician_associate", "7", "0", "30")
    comes_to("services.uncovered_hours", "1.6", texts | unfound)
    comes_to("services.uncovered_hours", "0.8", texts | {"workforce.clinical_pharmacist.wte": "3"})


def test_the_hours_of_a_week_that_go_into_the_contract_are_needed_where_posts_are_meant_to_do_work() -> None:
    texts = WHOLE | SMR
    without = {id_: text for id_, text in texts.items() if not id_.endswith("contract_hours")}
    assert appraisal(without)["services.uncovered_hours"].needs == ("workforce.whole.contract_hours",)
    comes_to("services.uncovered_hours", "0", without | {"service.smr.post_hours": "0"})
    comes_to("services.uncovered_hours", "4", without | {"workforce.whole.chance": "0"})  # nobody is there


@pytest.mark.parametrize("by", ["whole", "rows"])
def test_without_posts_wanted_nothing_is_covered_and_nothing_costs(by: str) -> None:
    texts = LISTS | SMR | {"workforce.by": by, "workforce.none": "yes"}
    comes_to("workforce.fill", "0", texts)
    comes_to("service.smr.cost.this_year", "16620", texts)  # (220 + 400) × 26 + 500
    for figure in ("claim", "unfunded", "care", "our_cost", "our_released"):
        comes_to(f"workforce.{figure}.this_year", "0", texts)
        comes_to(f"workforce.{figure}.full_year", "0", texts)
    for figure in ("wte_wanted", "wte_filled", "start_cost.this_year"):
        comes_to(f"workforce.{figure}", "0", texts)
    comes_to("workforce.unclaimed.this_year", "299502", texts)
    comes_to("workforce.take_up.full_year", "0", texts)


@pytest.mark.parametrize(
    ("service", "months"), [("smr", 6), ("ecd", 6), ("ehch", 8), ("extended_hours", 9), ("social_prescribing", 9)]
)
def test_a_whole_service_runs_from_its_first_start(service: str, months: int) -> None:
    texts = LISTS | {f"service.{service}.admin_hours": "12", "cost.admin_hour": "10", "cost.gp_hour": "0"}
    comes_to(f"service.{service}.cost.this_year", str(12 * 10 * 52 * months // 12), texts)
    comes_to(f"service.{service}.cost.full_year", "6240", texts)


def test_requirements_run_from_their_own_day_and_those_with_a_deadline_only_cost_once() -> None:
    # The lead from 31 July: 2 × £100 × 52 × 8/12. Learning from 1 October: 1 × £100 × 52 × 6/12. The plan by 31 July:
    # 3 hours once, this year only.
    texts = LISTS | {
        "cost.gp_hour": "100", "service.ehch.by": "rows", "specification.ehch_lead.gp_hours": "2",
        "specification.ehch_transfer.gp_hours": "1", "specification.ehch_plan.once_hours": "3",
    }  # fmt: skip
    assert value_of("service.ehch.cost.this_year", texts) == Fraction(10400 * 8, 12) + 2600 + 300
    comes_to("service.ehch.cost.full_year", "15600", texts)


def test_others_of_a_group_are_nought_and_once_hours_and_supervision_are_in_no_group() -> None:
    texts = {f"service.{s}.gp_hours": "1" for s in worksheet().services}
    made = appraisal(texts)
    for who, hours in (("gp", 5), ("nurse", 0), ("admin", 0), ("post", 0), ("uncovered", 0)):
        assert made[f"services.{who}_hours"].value == hours
    rest = appraisal({id_: text for id_, text in texts.items() if "smr" not in id_})
    assert "service.smr.nurse_hours" in rest["services.nurse_hours"].needs
    only_released = appraisal(WHOLE | {"workforce.whole.released_hours": "1"})
    assert only_released["workforce.supervision.this_year"].value is not None
    without = {id_: text for id_, text in WHOLE.items() if not id_.endswith("supervision_hours")}
    assert appraisal(without)["workforce.supervision.this_year"].needs == ("workforce.whole.supervision_hours",)
    meeting = appraisal({"meeting.admin_hours": "2", "director.ours": "no", "cost.admin_hour": "10"})
    assert "meeting.gp_hours" not in meeting["sign_up.cost.this_year"].needs


def test_what_falls_to_gps_is_needed_wherever_post_hours_are_not_nought() -> None:
    full = LISTS | WHOLE | SMR | {"workforce.whole.chance": "100", "workforce.whole.contract_hours": "40"}
    comes_to("services.uncovered_hours", "0", full)
    without = {id_: text for id_, text in full.items() if id_ != "service.smr.falls_to_gps"}
    assert appraisal(without)["service.smr.cost.full_year"].needs == ("service.smr.falls_to_gps",)
    assert not appraisal(without | {"service.smr.post_hours": "0"})["service.smr.cost.full_year"].needs
    assert appraisal(without | {"service.smr.post_hours": "0 / 0 / 1"})["service.smr.cost.full_year"].needs


def test_ready_is_the_mean_over_services() -> None:
    # Four services whole: ready, already, at risk, cannot; cancer by rows: 2 of 5. (100 + 100 + 0 + 0 + 40) / 5.
    texts = {
        "service.smr.status": "ready", "service.ehch.status": "already", "service.extended_hours.status": "at_risk",
        "service.social_prescribing.status": "cannot", "service.ecd.by": "rows",
        "specification.ecd_referral.status": "ready", "specification.ecd_safety_net.status": "already",
        "specification.ecd_inform.status": "at_risk", "specification.ecd_screening.status": "at_risk",
        "specification.ecd_community.status": "cannot",
    }  # fmt: skip
    comes_to("services.ready", "48", texts)
