"""The vote counted a second time, from what the partners did and their rule, and from nothing of the program.

Each partner is one of: for, against, abstains, absent, or recused, which is who declared an interest and spoke without
voting or left the room. Percentages and sessions weigh a vote where the rule says so. Nothing is assumed.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import random

Did = Literal["for", "against", "abstain", "absent", "spoke_did_not_vote", "left_the_room"]
DID: tuple[Did, ...] = ("for", "against", "abstain", "absent", "spoke_did_not_vote", "left_the_room")
RULES = (
    "majority_voting", "majority_present", "majority_all", "two_thirds", "three_quarters", "unanimous", "by_sessions",
    "by_profit_share",
)  # fmt: skip
MAJORITIES = RULES[:3]


@dataclass(frozen=True)
class Meeting:
    """What happened: who did what, each with sessions and a share; the rule, the quorum, and who is in the chair."""

    did: tuple[Did, ...]
    sessions: tuple[int, ...]
    shares: tuple[int, ...]
    rule: str
    quorum: int
    recused_count: bool
    chair: int
    second_vote: bool
    first_round: bool
    elsewhere: tuple[bool, ...]
    declined: tuple[bool, ...]


def a_meeting(draw: random.Random) -> Meeting:
    """One meeting of two to nine partners; most are there, and most vote."""
    n = draw.randint(1, 9)
    return Meeting(
        did=tuple(draw.choices(DID, (8, 6, 2, 1, 1, 1))[0] for _ in range(n)),
        sessions=tuple(draw.randint(1, 10) for _ in range(n)),
        shares=tuple(draw.randint(1, 40) for _ in range(n)),
        rule=draw.choice(RULES),
        quorum=draw.randint(1, n),
        recused_count=draw.random() < 0.5,
        chair=draw.randint(1, n),
        second_vote=draw.random() < 0.5,
        first_round=draw.random() < 0.5,
        elsewhere=tuple(draw.random() < 0.2 for _ in range(n)),
        declined=tuple(draw.random() < 0.2 for _ in range(n)),
    )


def outcome(meeting: Meeting) -> str:
    """Carried, not carried, or no quorum."""
    recused = [did in {"spoke_did_not_vote", "left_the_room"} for did in meeting.did]
    there = [did != "absent" for did in meeting.did]
    counted = sum(there) if meeting.recused_count else sum(t and not r for t, r in zip(there, recused, strict=True))
    if counted < meeting.quorum:
        return "no quorum"
    weigh = {"by_sessions": meeting.sessions, "by_profit_share": meeting.shares}.get(meeting.rule, (1,) * len(there))
    ayes = sum(w for w, did in zip(weigh, meeting.did, strict=True) if did == "for")
    noes = sum(w for w, did in zip(weigh, meeting.did, strict=True) if did == "against")
    able = sum(t and not r for t, r in zip(there, recused, strict=True))
    if meeting.rule == "unanimous":
        return _said(ayes == able > 0)
    if meeting.rule in {"two_thirds", "three_quarters"}:
        part = {"two_thirds": Fraction(2, 3), "three_quarters": Fraction(3, 4)}[meeting.rule]
        return _said(ayes > 0 and ayes >= part * (ayes + noes))
    of = {"majority_present": able, "majority_all": len(there) - sum(recused)}.get(meeting.rule, ayes + noes)
    if ayes > Fraction(of, 2):
        return "carried"
    # One more for: a chair who voted for votes for it again, where the partnership gives a second vote in a tie.
    again = meeting.second_vote and meeting.did[meeting.chair - 1] == "for"
    tie = meeting.rule in MAJORITIES and ayes == noes > 0
    return _said(tie and again and ayes + 1 > Fraction(of, 2))


def _said(carried: bool) -> str:
    return "carried" if carried else "not carried"


def as_answers(meeting: Meeting) -> dict[str, str]:
    """The same meeting as answers; after a first round nobody is asked besides who is there."""
    texts = {
        "vote.rule": meeting.rule, "vote.quorum": str(meeting.quorum), "vote.chair": str(meeting.chair),
        "vote.quorum_counts_recused": "yes" if meeting.recused_count else "no",
        "vote.second_vote": "yes" if meeting.second_vote else "no",
    }  # fmt: skip
    for n, did in enumerate(meeting.did, start=1):
        texts |= {
            f"partner.{n}.name": f"Dr {n}", f"partner.{n}.sessions": str(meeting.sessions[n - 1]),
            f"partner.{n}.profit_share": str(meeting.shares[n - 1]),
        }  # fmt: skip
        if did in {"spoke_did_not_vote", "left_the_room"}:
            texts |= {f"interest.{n}.partner": str(n), f"interest.{n}.done": did}
        else:
            texts[f"vote.{n}.position"] = did
        if not meeting.first_round:
            texts[f"vote.{n}.present"] = "no" if did == "absent" else "yes"
        if meeting.elsewhere[n - 1]:
            texts[f"vote.{n}.elsewhere"] = "yes"
        if meeting.declined[n - 1]:
            texts[f"assent.{n}.declined"] = "I was outvoted."
    return texts
