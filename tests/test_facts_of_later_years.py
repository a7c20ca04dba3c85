"""The worksheets of later years say what was read of them, as it was read, and leave to the practice what was not."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from des_decider.worksheet.reading import read_worksheet
from tests.building import ROOT, ids, worksheet

if TYPE_CHECKING:
    from pathlib import Path

RATES = {
    "2025-26": {
        "core_pcn": {"registered": "2.266", "adjusted": "0.733"},
        "enhanced_access": {"adjusted": "8.427"},
        "casp": {"adjusted": "3.208"},
        "caip": {"adjusted": "1.375"},
        "arrs_sum": {"": "26.631"},
        "care_home_premium": {"": "130.253"},
        "iif": {"": "198"},
        "network_participation": {"weighted": "1.761"},
    },
    "2026-27": {
        "core_pcn": {"registered": "2.311", "adjusted": "0.748"},
        "enhanced_access": {"adjusted": "8.903"},
        "arrs_sum": {"": "27.668"},
        "care_home_premium": {"": "133.158"},
        "iif": {"": "198"},
        "network_participation": {"weighted": "1.761"},
    },
}
"""£ a patient of each list a year, a bed a year, a point, or a weighted patient for posts."""
MAXIMA = {
    "2025-26": {
        "clinical_pharmacist": (66_972, 77_545, 74_392),
        "first_contact_physiotherapist": (66_972,),
        "advanced_practitioner": (73_334, 83_907, 80_754),
        "pharmacy_technician": (43_352, 52_172, 49_967),
        "social_prescribing_link_worker": (43_352,),
        "new_nurse": (43_352,),
        "experienced_nurse": (53_319,),
        "consultant_nurse": (102_683,),
        "healthcare_support_worker": (32_159,),
        "general_practitioner": (105_882,),
    },
    "2026-27": {
        "general_practitioner": (152_900, 155_698, 155_698),
        "consultant_nurse": (109_943,),
        "advanced_practitioner": (78_534,),
        "digital_lead": (78_534, 89_848, 86_474),
        "clinical_pharmacist": (71_725,),
        "first_contact_physiotherapist": (71_725,),
        "physician_associate": (69_515,),
        "experienced_nurse": (57_114,),
        "new_nurse": (46_447,),
        "pharmacy_technician": (46_447,),
        "social_prescribing_link_worker": (46_447,),
        "care_coordinator": (38_739,),
        "gp_assistant": (38_739,),
        "healthcare_support_worker": (34_469,),
    },
}
"""The most that can be claimed for a post; where London was read, in its inner and outer part too."""
DAYS = {
    "2025-26": {
        "lists_counted": "2025-01-01", "specification": "2025-03-27", "year_starts": "2025-04-01",
        "adjusted_list_put_right": "2025-06-01", "specification_updated": "2025-07-31", "maxima_raised": "2025-08-01",
    },
    "2026-27": {
        "lists_counted": "2026-01-01", "contract_letter": "2026-02-24", "first_specification": "2026-03-26",
        "year_starts": "2026-04-01", "varied_specification": "2026-04-30", "nurse_and_gp_transfers": "2026-05-01",
        "supplementary_information": "2026-05-20", "varied_closes": "2026-05-31", "gp_scheme_corrected": "2026-06-25",
        "workforce_plan": "2026-10-31",
    },
}  # fmt: skip
LATER = {
    "2025-26": {"adjusted_list_put_right", "specification_updated", "maxima_raised"},
    "2026-27": {"gp_scheme_corrected"},
}
"""What became known after the day to decide by."""
LISTS = {"2025-26": 49_413, "2026-27": 48_703}
YEARS = tuple(RATES)


def sheet_of(year: str) -> Path:
    return ROOT / "worksheets" / f"network-contract-des-{year}.toml"


@pytest.mark.parametrize("year", YEARS)
def test_rates_and_the_average_network(year: str) -> None:
    sheet = worksheet(sheet_of(year))
    found = {
        id_: {str(part.basis): part.rate for part in payment.parts} or {"": payment.rate}
        for id_, payment in sheet.payments.items()
    }
    assert found == {id_: {list_: Decimal(rate) for list_, rate in parts.items()} for id_, parts in RATES[year].items()}
    to_practices = {id_ for id_, payment in sheet.payments.items() if payment.paid_to == "practice"}
    assert to_practices == {"network_participation"}
    assert sheet.payments["iif"].points == Decimal(58)
    assert (sheet.payments["care_home_premium"].per, sheet.average_list) == ("year", LISTS[year])


@pytest.mark.parametrize("year", YEARS)
def test_the_most_that_can_be_claimed_for_a_post(year: str) -> None:
    found = {
        id_: tuple(map(int, (role.maximum, *role.maximum_in.values())))
        for id_, role in worksheet(sheet_of(year)).roles.items()
        if role.maximum is not None
    }
    assert found == MAXIMA[year]


@pytest.mark.parametrize("year", YEARS)
def test_days_and_which_of_them_were_not_known_in_time(year: str) -> None:
    dates = worksheet(sheet_of(year)).dates
    assert {id_: str(one.date) for id_, one in dates.items() if not one.asked} == DAYS[year]
    assert {id_ for id_, one in dates.items() if not one.origin.known_at_deadline} == LATER[year]


def test_the_second_window_of_a_year_closes_after_its_variation() -> None:
    sheet = worksheet(sheet_of("2026-27"))
    assert {id_: window.decide_by for id_, window in sheet.windows.items()} == {
        "first": "first_closes", "varied": "varied_closes",
    }  # fmt: skip


@pytest.mark.parametrize("year", [*YEARS, "2027-28"])
def test_nothing_is_said_to_be_read_in_the_contract_and_all_can_be_replaced(year: str) -> None:
    sheet, blank = worksheet(sheet_of(year)), ids(sheet_of(year))
    families = (sheet.payments, sheet.roles, sheet.requirements, sheet.dates)
    origins = [fact.origin for family in families for fact in family.values()]
    assert {origin.read_in for origin in origins} <= {"secondary", "official page", "memory"}
    for id_, payment in sheet.payments.items():
        lists = [f".{part.basis}" for part in payment.parts] if len(payment.parts) > 1 else [""]
        assert [list_ for list_ in lists if blank.field(f"payment.{id_}{list_}.rate") is None] == [], id_
    assert [id_ for id_ in sheet.roles if blank.field(f"workforce.{id_}.maximum") is None] == []


@pytest.mark.parametrize("year", [*YEARS, "2027-28"])
def test_what_nobody_could_be_found_to_say_is_asked_with_where_to_look(year: str) -> None:
    sheet, blank = worksheet(sheet_of(year)), ids(sheet_of(year))
    asked = [f"date.{id_}" for id_, one in sheet.dates.items() if one.asked]
    asked += [f"workforce.{id_}.maximum" for id_, role in sheet.roles.items() if role.maximum is None]
    assert asked
    for id_ in asked:
        ask = blank.ask(id_)
        assert ask is not None, id_
        family, row = ("dates", id_[5:]) if id_.startswith("date.") else ("roles", id_.split(".")[1])
        origin = getattr(sheet, family)[row].origin
        said = f"{ask.text} {ask.why} {origin.source} {origin.note}".casefold()
        assert "commissioner" in said or "specification" in said, id_


def test_the_first_of_them_is_no_longer_than_a_person_can_write() -> None:
    path = ROOT / "worksheets" / "network-contract-des-2020-21.toml"
    assert read_worksheet(path.read_bytes()).mistakes == ()
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 1_500
