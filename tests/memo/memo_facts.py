"""Facts of a memo made through the real pieces: a worksheet read, answers parsed, figures and the vote worked out."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from des_decider.appraisal.figures import appraise
from des_decider.appraisal.hangs_on import hangs_on
from des_decider.decision.answers import Answer, Answers
from des_decider.decision.parsing import parse
from des_decider.decision.values import Parsed
from des_decider.decision.vote import count_votes
from des_decider.decision.what_is_due import what_is_due
from des_decider.memo.compose import compose_memo
from des_decider.memo.document import Bullets, Document, Heading, Paragraph, Quote, SignatureBlock, Table
from des_decider.memo.facts import NOT_SHOWN, Assent, LeaningShown, MemoFacts, Signed
from des_decider.memo.sequel import SequelFacts
from tests.building import EVENING, SHIPPED, ids

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from des_decider.appraisal.hangs_on import HangsOn
    from des_decider.decision.afterwards import Entry


DECISION_ID = "3f2a9c1d-77b0-4c55-9f3e-0c2f6a1b8e44"
ANSWERS_SHA = "0123456789abcdef" * 4
WORKSHEET_SHA = {"worksheet.toml": "fedcba9876543210" * 4, "worksheet-standard.toml": "0f1e2d3c4b5a6978" * 4}

BLANK = {"practice.name": "Saltmarsh Surgery"}
QUICK_LOOK = {
    **BLANK,
    "practice.registered_list": "9,120",
    "practice.weighted_list": "9,480",
    "practice.gp_sessions": "34",
    "pcn.registered_list": "41,300",
    "pcn.weighted_list": "42,900",
    "network.split": "network_keeps",
    "pcn.running_costs": "40,000 / 48,000 / 60,000",
    "director.ours": "no",
    "cost.gp_hour": "80 / 100 / 156",
    "cost.nurse_hour": "£32",
    "cost.admin_hour": "£19.50",
    "meeting.gp_hours": "1.5",
    "meeting.admin_hours": "2",
    "service.smr.gp_hours": "1",
    "service.smr.post_hours": "6",
    "service.smr.falls_to_gps": "20 / 40 / 60",
    "service.ehch.gp_hours": "1",
    "service.ehch.falls_to_gps": "50",
    "service.ecd.gp_hours": "0.5 / 1 / 2",
    "service.extended_hours.gp_hours": "1 h 10 min",
    "service.social_prescribing.gp_hours": "0",
    "home.whole.beds": "88",
    "home.whole.done_by": "gp",
    "home.whole.hours": "4 / 6 / 9",
    "workforce.whole.wte": "7",
    "workforce.whole.chance": "30 / 55 / 80",
    "workforce.whole.months": "6",
    "workforce.whole.claim": "46,000",
    "workforce.whole.top_up": "4,000",
    "workforce.whole.contract_hours": "20",
    "workforce.whole.supervision_hours": "1",
    "workforce.whole.released_hours": "1 / 2 / 3",
    "local.none": "yes",
    "opt_out.hours": "0",
    "opt_out.exit_cost": "1,500",
}
DISSENT = "I do not trust the ceiling.\nThe money buys posts nobody can fill."
FULL = {
    **{id_: text for id_, text in QUICK_LOOK.items() if id_ != "local.none"},
    "meeting.gp_hours": "1 / 1.5 / 2",
    "practice.ods_code": "Y99123",
    "pcn.name": "Saltmarsh and Holm PCN",
    "commissioner.name": "NHS North Shore CCG",
    "pcn.care_home_beds": "370",
    "partner.1.name": "Dr Lena Vane",
    "partner.1.role": "Senior partner",
    "partner.2.name": "Dr Tom Reed",
    "partner.2.role": "Partner",
    "partner.3.name": "Dr Ada Marsh",
    "partner.3.role": "Partner, clinical director of the network",
    "partner.4.name": "Dr Ian Holm",
    "partner.4.role": "Partner",
    "interest.1.partner": "3",
    "interest.1.kind": "financial",
    "interest.1.what": "paid by the network as its clinical director",
    "interest.1.done": "spoke_did_not_vote",
    "interest.2.partner": "1",
    "interest.2.kind": "none",
    "interest.2.done": "noted",
    "interest.3.partner": "2",
    "interest.3.kind": "none",
    "vote.rule": "majority_voting",
    "vote.written_in": "the partnership deed, clause 14",
    "vote.quorum": "3",
    "vote.quorum_counts_recused": "yes",
    "vote.1.present": "yes",
    "vote.1.position": "for",
    "vote.1.reason": "The pharmacist alone is worth this year. We look again in April.",
    "vote.2.present": "yes",
    "vote.2.position": "against",
    "vote.2.reason": DISSENT,
    "vote.3.present": "yes",
    "vote.3.reason": "I leave this to the others.",
    "vote.4.present": "yes",
    "vote.4.position": "for",
    "vote.4.reason": "On condition that the schedules are filled in first.",
    "decision.question": "Should we sign up to the Network Contract DES for 2020/21, and if so on what conditions?",
    "decision.option": "sign_up_on_conditions",
    "decision.sentence": (
        "Saltmarsh Surgery signs up to the Network Contract DES for 2020/21, provided that the schedules of the "
        "network agreement are filled in by 29 May 2020."
    ),
    "decision.decided": "18 May 2020",
    "decision.effective": "1 Jun 2020",
    "decision.review": "1 Mar 2021",
    "decision.review_trigger": "fewer than three posts are filled by December, or the contract changes",
    "decision.filed_at": "Practice drive, Partnership, Decisions, 2020",
    "decision.keep_until": "31 Mar 2027",
    "decision.kept_by": "the practice manager",
    "deadline.asked": "20 May 2020",
    "deadline.contract": "31 May 2020",
    "deadline.last_change": "31 May 2020",
    "leave.exit_cost": "2,000 / 4,000 / 9,000",
    "local.1.name": "Local care home scheme",
    "local.1.amount": "£6,000",
    "local.1.ends": "sign_up",
    "local.1.hours": "1",
    "service.smr.status": "at_risk",
    "service.ehch.status": "ready",
    "service.ecd.status": "ready",
    "service.extended_hours.status": "already",
    "service.social_prescribing.status": "already",
    "home.by": "rows",
    "home.1.name": "Samphire House",
    "home.1.beds": "46",
    "home.1.done_by": "gp",
    "home.1.round_hours": "2 / 2.5 / 4",
    "home.1.travel_hours": "30 min",
    "home.1.arrivals": "20",
    "home.1.plan_hours": "1",
    "home.1.reviews": "46",
    "home.1.review_hours": "45 min",
    "home.1.review_by": "post",
    "home.2.name": "The Moorings",
    "home.2.beds": "42",
    "home.2.done_by": "nurse",
    "home.2.round_hours": "2",
    "home.2.travel_hours": "20 min",
    "condition.1.what": "The schedules of the network agreement are filled in",
    "condition.1.owner": "Dr Ada Marsh",
    "condition.1.by": "29 May 2020",
    "action.1.what": "Send the notice to the commissioner",
    "action.1.owner": "Ann Fell, practice manager",
    "action.1.by": "20 May 2020",
    "action.2.what": "Ask the network who pays redundancy",
    "consulted.1.who": "Our LMC",
    "consulted.1.when": "12 May 2020",
    "tell.1.who": "The network’s other practices",
    "tell.1.by": "22 May 2020",
    "question.liability": "unknown",
    "question.schedules": "blank",
    "question.schedules.note": "Our solicitor has the agreement.",
    "question.notice_form": "yes",
    "question.next_chance": "yes",
    "question.patients_lose": "not_sure",
    "question.redundancy": "no",
    "note.question.redundancy": "Asked twice, no answer.",
    "question.employer": "yes",
    "question.practice_capacity": "some",
    "question.home_lead": "ours_open",
    "open.question.vat": "the accountant answers in June",
    "open.patients": "the patient group meets on 26 May",
    "note.cost.gp_hour": "Locum rate of our last invoice.",
}

COMPLETE = {**FULL, "workforce.whole.contract_hours": "20 / 25 / 30"}
"""The same with the hours a post gives as a range, so that there is one more to matter."""


OF_THE_MEETING = (
    "action.", "apology.", "assent.", "attending.", "claims.", "condition.", "consulted.", "decision.", "deadline.",
    "document.", "interest.", "open.", "option.", "risk.", "tell.", "vote.", "came.", "follows.",
)  # fmt: skip
"""Answers on which no figure, no finding and no leaning hangs: what a decision hangs on is the same without them."""


def answered(texts: Mapping[str, str], said_by: str = "", path: Path = SHIPPED) -> Answers:
    """Answers parsed by their own questions' rules."""
    given = {}
    for id_, text in texts.items():
        field = ids(path).field(id_)
        assert field is not None, id_
        parsed = parse(text, field.rules)
        assert isinstance(parsed, Parsed), (id_, parsed)
        given[id_] = Answer(id_, parsed.text, parsed.value, by="Ann Fell", said_by=said_by, at=EVENING)
    return Answers(given)


def facts(
    texts: Mapping[str, str],
    *,
    signed: bool = False,
    blocking: tuple[str, ...] = (),
    by: str = "",
    path: Path = SHIPPED,
    shown: LeaningShown = NOT_SHOWN,
) -> MemoFacts:
    """Everything a memo is composed from, worked out as the program does, once for the same answers in their order."""
    return _facts(tuple(texts.items()), signed, blocking, by, path, shown)


@lru_cache(maxsize=16)
def _facts(
    given: tuple[tuple[str, str], ...],
    signed: bool,
    blocking: tuple[str, ...],
    by: str,
    path: Path,
    shown: LeaningShown,
) -> MemoFacts:
    texts = dict(given)
    answers = answered(texts, by, path)
    names = tuple(answers.partners().values())
    return MemoFacts(
        appraisal=appraise(answers, ids(path)),
        hangs_on=_hung(tuple(sorted(item for item in texts.items() if not item[0].startswith(OF_THE_MEETING))), path),
        vote=count_votes(answers),
        decision_id=DECISION_ID,
        last_change=214,
        moment=EVENING,
        worksheet_sha256=WORKSHEET_SHA,
        program="des-decider 0.1.0",
        blocking=blocking,
        signed=Signed(EVENING, tuple(Assent(name, EVENING) for name in names), ANSWERS_SHA) if signed else None,
        leaning_shown=shown,
    )


def sequel_facts(texts: Mapping[str, str], *entries: Entry) -> SequelFacts:
    """Everything a sequel is composed from, on the day of its last entry."""
    answers, at = answered(texts), entries[-1].at if entries else EVENING
    signed = facts(texts, signed=True).signed
    assert signed is not None
    due = what_is_due(answers, ids().worksheet, entries, at.date(), sealed=True)
    return SequelFacts(answers, ids().worksheet, DECISION_ID, signed, entries, due, at, ANSWERS_SHA)


@cache
def _hung(texts: tuple[tuple[str, str], ...], path: Path) -> HangsOn:
    """What a decision hangs on, worked out once for all the tests that look at the same figures."""
    return hangs_on(appraise(answered(dict(texts), path=path), ids(path)), DECISION_ID)


def without(texts: Mapping[str, str], *starts: str) -> dict[str, str]:
    """The same answers without those whose ids start so."""
    return {id_: text for id_, text in texts.items() if not id_.startswith(starts)}


def items(document: Document) -> list[str]:
    """The headings of the items, in order."""
    return [b.text for b in document.blocks if isinstance(b, Heading) and b.level == 2]


def under(document: Document, heading: str) -> str:
    """Everything one item says, as text."""
    found: list[str] = []
    inside = False
    for block in document.blocks:
        if isinstance(block, Heading) and block.level < 3:
            inside = block.text == heading
        elif inside:
            found += texts_of(block)
    return "\n".join(found)


def everything(document: Document) -> str:
    return "\n".join(text for block in document.blocks for text in texts_of(block))


def texts_of(block: object) -> list[str]:
    match block:
        case Heading(text=text) | Paragraph(text=text):
            return [text]
        case Quote(text=text, who=who):
            return [text, who]
        case Bullets(items=lines):
            return list(lines)
        case Table():
            return [block.caption, " | ".join(block.header), *(" | ".join(row) for row in block.rows)]
        case SignatureBlock(names=names):
            return [f"sign: {name}" for name in names]
    raise TypeError(block)


def memo(texts: Mapping[str, str], **how: object) -> Document:
    """The memo of some answers, composed once for all tests that read it; `how` are the keywords of `facts`."""
    return _composed(tuple(texts.items()), tuple(how.items()))


@lru_cache(maxsize=64)
def _composed(texts: tuple[tuple[str, str], ...], how: tuple[tuple[str, object], ...]) -> Document:
    return compose_memo(facts(dict(texts), **dict(how)))  # type: ignore[arg-type] # the keywords of facts()


def changed(**more: str) -> dict[str, str]:
    """The full decision with some answers other than they were; two underscores stand for a dot."""
    return {**FULL, **{id_.replace("__", "."): text for id_, text in more.items()}}
