"""A decision that only lacks the names under it, and one that is sealed: three partners vote, one left, one is away."""

from __future__ import annotations

import atexit
import shutil
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from des_decider.memo.formats import FORMATS
from des_decider.record import sign_off as signing
from tests.record.decisions import made

if TYPE_CHECKING:
    from des_decider.record.session import Session

SIGNED = datetime(2031, 9, 18, 21, 5, 44, tzinfo=UTC)
PRESENT = ("Dr Una Skerry", "Dr Olaf Holm", "Inga Voe")
QUICK_LOOK = {
    "practice.registered_list": "4,000",
    "practice.weighted_list": "4,250",
    "practice.gp_sessions": "20",
    "pcn.registered_list": "31,500",
    "pcn.weighted_list": "32,000",
    "pcn.adjusted_list": "31,000",
    "pcn.running_costs": "9,000 / 12,000 / 15,000",
    "network.split": "all shared",
    "director.ours": "no",
    "cost.gp_hour": "80 / 95 / 140",
    "cost.nurse_hour": "28",
    "cost.admin_hour": "16",
    "meeting.gp_hours": "1",
    "meeting.admin_hours": "1",
    "service.storm_line.gp_hours": "2",
    "service.storm_line.status": "ready",
    "service.lodge_rounds.gp_hours": "0.5",
    "service.lodge_rounds.status": "at risk",
    "service.lodge_rounds.falls_to_gps": "50",
    "home.whole.beds": "20",
    "home.whole.done_by": "nurse",
    "home.whole.hours": "3",
    "workforce.whole.wte": "2",
    "workforce.whole.chance": "40",
    "workforce.whole.months": "6",
    "workforce.whole.claim": "38,000",
    "workforce.whole.top_up": "2,000",
    "workforce.whole.supervision_hours": "1",
    "workforce.whole.released_hours": "1.5",
    "local.none": "yes",
    "opt_out.hours": "0",
    "opt_out.exit_cost": "500",
}
PARTNERS = {
    "partner.1.name": "Dr Una Skerry",
    "partner.2.name": "Dr Olaf Holm",
    "partner.3.name": "Inga Voe",
    "partner.4.name": "Dr Bjorn Stack",
    "partner.5.name": "Dr Liv Geo",
}
VOTE = {
    "interest.1.partner": "4",
    "interest.1.kind": "financial",
    "interest.1.what": "Owns the ferry.",
    "interest.1.done": "left the room",
    "decision.question": "Shall we join the ferry care?",
    "vote.rule": "majority voting",
    "vote.written_in": "the deed of 2019, clause 4",
    "vote.quorum": "3",
    "vote.quorum_counts_recused": "no",
    "vote.1.position": "for",
    "vote.2.position": "against",
    "vote.2.reason": "The boats are too small.",
    "vote.3.position": "for",
    "vote.4.present": "yes",
    "vote.5.position": "absent",
    "decision.sentence": "Gull Rock Surgery joins the ferry care for 2031/32.",
}
READY = QUICK_LOOK | PARTNERS | VOTE


def ready(folder: Path, *without: str, **other: str) -> Session:
    """A decision in which nothing but assent is missing, save the answers to leave out; others ids with `__`."""
    session = made(folder)
    others = {id_.replace("__", "."): text for id_, text in other.items()}
    outcome = session.give({id_: text for id_, text in (READY | others).items() if id_ not in without}, by="Ann")
    assert not outcome.refused
    return session


TO_FOLLOW = {
    "decision__option": "sign up on conditions", "commissioner__name": "the ferry office",
    "decision__against_figures": "Nobody else sails.", "decision__review": "1 March 2032",
    "condition__1__what": "The boats run", "condition__1__by": "1 December 2031",
    "action__1__what": "Ring the harbour", "action__1__by": "30 September 2031", "action__1__owner": "Inga Voe",
    "tell__1__who": "our patients",
}  # fmt: skip
"""What leaves something to do after sign-off."""


def sealed(folder: Path, **other: str) -> Path:
    """A folder with a sealed decision, made once for all tests that want the same, as sealing takes its time.

    One that has other answers has its memo as plain text alone, since Word documents take the most of it.
    """
    shutil.copytree(_sealed_once(tuple(other.items())), folder)
    return folder


@cache
def _sealed_once(other: tuple[tuple[str, str], ...]) -> Path:
    folder = Path(mkdtemp(prefix="des-decider-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    formats = ("txt",) if other else FORMATS
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(signing, "FORMATS", formats)
        # It is found in other tests than the one that made it, and is none of the decisions that are made there.
        patch.setattr("uuid.uuid4", lambda: UUID(int=Random(repr(other)).getrandbits(128), version=4))  # noqa: S311
        with ready(folder / "sealed", **dict(other)) as session:
            signing.sign_off(session, PRESENT, SIGNED)
    return folder / "sealed"
