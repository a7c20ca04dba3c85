"""Names run on within sentences in small letters, and abbreviations keep their capitals."""

from __future__ import annotations

import pytest

from des_decider.decision.ids import Ids
from des_decider.decision.wording import lowered, within
from tests.building import SHIPPED, worksheet


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Clinical pharmacist", "clinical pharmacist"),
        ("PCN service", "PCN service"),
        ("Digital lead for GPs", "digital lead for GPs"),
        ("NHS-funded Dietitian", "NHS-funded dietitian"),
        ("", ""),
    ],
)
def test_a_name_within_a_sentence(name: str, said: str) -> None:
    assert within(name) == said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("The ICB must have heard", "the ICB must have heard"),
        ("ICB must have heard", "ICB must have heard"),
        ("GPs decide", "GPs decide"),
        ("", ""),
    ],
)
def test_words_that_run_on(words: str, said: str) -> None:
    assert lowered(words) == said


def test_services_and_roles_keep_their_abbreviations_in_labels() -> None:
    sheet = worksheet(SHIPPED)
    service, role = sheet.services["smr"]._replace(name="PCN service"), next(iter(sheet.roles.values()))
    named = sheet._replace(
        services={**sheet.services, "smr": service}, roles={**sheet.roles, role.id: role._replace(name="ARRS Lead")}
    )
    assert Ids(named).field("service.smr.status").label == "status of PCN service"  # type: ignore[union-attr]
    assert Ids(named).field(f"workforce.{role.id}.wte").label == "ARRS lead wanted"  # type: ignore[union-attr]
