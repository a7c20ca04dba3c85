"""The memo and every working of a practice that opts out while its network stays: they read as when last looked at.

The worked example signs up, row by row and by a director of its own; this one answers as a whole, and the other way.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from des_decider.memo.plain_text import as_text
from des_decider.record.memo_files import compose
from des_decider.record.opening import create_decision
from tests.appraisal.test_situations_of_2020 import IT_LEAVES_ALONE
from tests.building import SHIPPED
from tests.read_before import reads_as_before
from tests.record.decisions import Clock

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.all_cases

DECIDED = {
    "partner.1.name": "Dr Una Skerry", "partner.2.name": "Dr Olaf Holm", "partner.2.role": "GP partner",
    "partner.1.profit_share": "60", "partner.2.profit_share": "40", "vote.rule": "by_profit_share", "vote.quorum": "1",
    "interest.1.partner": "1", "interest.1.kind": "none", "vote.1.position": "for", "vote.1.reason": "The hours.",
    "vote.2.position": "against", "vote.2.elsewhere": "yes", "decision.question": "Shall we leave?",
    "decision.option": "opt_out", "decision.sentence": "We opt out for 2020/21.", "decision.decided": "20 May 2020",
    "option.sign_up.why_not": "It costs more GP time than we have.", "tell.1.who": "our patients",
    "open.pcn.running_costs": "The accounts are awaited.", "open.pcn.running_costs.whom": "the network",
    "note.cost.gp_hour": "A locum's rate.", "apology.1.name": "Inga Voe", "threshold.funding.green": "0",
    "threshold.funding.amber": "-3", "threshold.funding.set_by": "the partners",
}  # fmt: skip


def test_the_memo_and_every_working_read_as_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("uuid.uuid4", lambda: UUID("5a17a45b-0000-4000-8000-000000000002"))  # cases are drawn by it
    data = SHIPPED.read_bytes()
    with create_decision(tmp_path / "d", data, practice="Gull Rock Surgery", by="Ann", clock=Clock()) as session:
        assert session.give({**IT_LEAVES_ALONE.given, **DECIDED}, by="Ann").refused == ()
        composed = compose(session)
    text = "\n".join(map(as_text, (composed.memo, composed.appendices)))
    reads_as_before("memo-of-one-that-leaves.txt", re.sub(r"(?:\b[0-9a-f]{4}\b\s*){8,}", "… ", text))
