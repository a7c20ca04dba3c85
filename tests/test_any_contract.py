"""A contract is spoken of in its own words alone: no screen and no page knows of what another contract has.

Read are four contracts that exist nowhere: one with two posts, one without any, one that pays no network, and one that
nobody is in yet and nobody leaves before it ends. None has money for a director or for beds, work in homes or figures
that anybody disputes.
"""

from __future__ import annotations

import random
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from des_decider.cli.show_text import as_lines
from des_decider.decision.what_is_due import what_is_due
from des_decider.memo.plain_text import as_text
from des_decider.record.form import PARTS, asked_in, form_lines
from des_decider.record.memo_files import compose
from des_decider.record.notice import notice
from des_decider.record.opening import open_decision
from des_decider.record.state import state_of
from des_decider.storage.trouble import Trouble
from des_decider.worksheet.days import MONTHS
from tests.building import JOINED, NO_NETWORK, NO_POSTS, OCTOBER, ids, raw
from tests.how_many import THOROUGH
from tests.random_decisions import random_answers
from tests.tui.driver import EVENING, WIDE, given_before, meeting
from tests.tui.pages_of_figures import pages_of_figures
from tests.tui.visiting import all_words, visit_every_screen

if TYPE_CHECKING:
    from collections.abc import Iterator

SHEETS = [OCTOBER, NO_POSTS, NO_NETWORK, JOINED]
ELSEWHERE = (
    r"(?i:director\w*|care[- ]homes?|premium|CQC)", "CCG", "ICB", "IIF", "PCNs?", "ARRS", "DES", "NHS England",
    "Network Contract", r"https?\S*",
    # What was read of the DES, or was not found; none of these contracts has anything from memory or a page about it.
    r"(?i:author’s memory|page that describes|lawyers?|was found|could be read)", r"national(?!ly)\w*",
    # All leave out what only the agreement of a network has.
    r"(?i:schedules|network agreement|payee|neighbouring)",
    # What runs already and what is done once has no start; a name may be a plural.
    r"(?i:by its start|(?:surgeries|rounds) takes|owed outside|not recorded, at|% %|Beyond which)",
)  # fmt: skip
WITHOUT_POSTS = (r"(?i:claim\w*|posts?|reimburse\w*|repaid|repays|redundancy|nobody were hired)", "WTE")
LEAVING = (r"(?i:leaving|(?:we|that|again) leave|last day in|next window|window|have left|stays? owed)",)
"""What nobody says who joins a contract for its one year."""
OWN_WORDS = re.compile(r"\S+-\S+-\S+|without posts")
"""What a worksheet calls itself is its own."""


def foreign(words: str, sheet: Path) -> list[str]:
    """What is said of another contract, or of another year, each with what stands around it."""
    source = raw(sheet)
    days = [EVENING.date(), source["year"]["starts"], source["year"]["ends"], date(2033, 10, 1), date(2033, 12, 1)]
    days += [row["by"] for row in source["requirement"].values() if "by" in row]
    days += [row["date"] for row in source["date"].values() if isinstance(row["date"], date)]
    days += [row["from"] for row in source["service"].values()]
    days += [row["raised"]["from"] for row in source.get("role", {}).values() if "raised" in row]
    own = {MONTHS[day.month - 1] for day in days}
    never = [*ELSEWHERE, *(m for m in MONTHS if m not in own)]
    never += [] if sheet == OCTOBER else WITHOUT_POSTS
    never += [r"(?i:networks?)"] if sheet in {NO_NETWORK, JOINED} else []
    never += LEAVING if sheet == JOINED else []
    words = OWN_WORDS.sub("", " ".join(words.split()))
    return [words[max(0, m.start() - 60) : m.end() + 60] for m in re.finditer(rf"\b(?:{'|'.join(never)})\b", words)]


def answers_to(sheet: Path) -> dict[str, str]:
    """Answers to all that figures need."""
    texts = random_answers(raw(sheet), random.Random(3), complete=1)  # noqa: S311 - the same answers every time
    texts = {id_: text for id_, text in texts.items() if not id_.startswith(("local.", "member.", "claims."))}
    texts = {id_: text for id_, text in texts.items() if ids(sheet).field(id_)}
    days = {"reply": "14 October 2033", "out": "31 October 2033", "out_redrawn": "31 December 2033"}
    asked = [id_ for id_, row in raw(sheet)["date"].items() if row["date"] == "ask"]
    if sheet not in {NO_NETWORK, JOINED}:
        texts |= {"member.1.name": "Mill Lane", "member.1.list": "4000"}
    return texts | {"partner.1.name": "Ann", "local.none": "yes"} | {f"date.{id_}": days[id_] for id_ in asked}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.stem)
@pytest.mark.parametrize("answered", [False, True], ids=["blank", "answered"])
def test_commands_and_memos_speak_of_the_contract_alone(tmp_path: Path, sheet: Path, *, answered: bool) -> None:
    given_before(tmp_path / "d", answers_to(sheet) if answered else {}, worksheet=sheet)
    with open_decision(tmp_path / "d", clock=lambda: EVENING, read_only=True) as session:
        state = state_of(session)
        pages = {f"form of {part}": form_lines(state, part) for part in PARTS if asked_in(state, part)}
        pages |= {"show": as_lines(state, every=False, sealed=""), "show --all": as_lines(state, every=True, sealed="")}
        pages["flags"] = iter([flag.words for flag in state.flags])
        pages |= {page: iter([words]) for page, words in pages_of_figures(session).items()}
        pages |= {f"memo {n}": iter(as_text(document).split("\n")) for n, document in enumerate(compose(session))}
        found = {page: wrong for page, lines in pages.items() if (wrong := foreign(_without_ids(lines), sheet))}
    assert found == {}


def _without_ids(lines: Iterator[str]) -> str:
    """The lines without the ids that answers are given under: they are the same for every contract."""
    return "\n".join(re.sub(r"\b[a-z_]+(?:\.[a-z_0-9]+)+\b", "", line) for line in lines)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sheet", "answered"),
    [
        (OCTOBER, True),
        (NO_POSTS, False),
        (JOINED, True),  # which has no network either
        *([(sheet, False) for sheet in (OCTOBER, NO_NETWORK, JOINED)] if THOROUGH else []),
        *([(sheet, True) for sheet in (NO_POSTS, NO_NETWORK)] if THOROUGH else []),
    ],
    ids=lambda of: of.stem if isinstance(of, Path) else "answered" if of else "blank",
)
async def test_screens_speak_of_the_contract_alone(tmp_path: Path, sheet: Path, *, answered: bool) -> None:
    folder = given_before(tmp_path / "d", answers_to(sheet) if answered else {}, worksheet=sheet)
    found: dict[str, list[str]] = {}
    async with meeting(folder, WIDE) as room:
        with room.app.batch_update():  # words are read, and nothing is laid out for it
            async for name in visit_every_screen(room, every_question=True):
                if name == "start":
                    break
                if wrong := foreign(all_words(room), sheet):
                    found[name] = wrong
    assert found == {}


def decided(sheet: Path, option: str) -> dict[str, str]:
    """The same, and the vote of the one partner there is."""
    texts = {id_: text for id_, text in answers_to(sheet).items() if not id_.startswith(("partner.", "interest."))}
    return texts | {
        "partner.1.name": "Ann", "interest.1.partner": "1", "interest.1.kind": "none", "decision.option": option,
        "vote.rule": "majority voting", "vote.written_in": "the deed", "vote.quorum": "1", "vote.1.position": "for",
        "decision.question": "Shall we sign?", "decision.sentence": f"We {option}.",
    }  # fmt: skip


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.stem)
@pytest.mark.parametrize("option", ["sign up", "opt out"])
def test_a_decision_and_its_notice_speak_of_the_contract_alone(tmp_path: Path, sheet: Path, option: str) -> None:
    given_before(tmp_path / "d", decided(sheet, option), worksheet=sheet)
    with open_decision(tmp_path / "d", clock=lambda: EVENING, read_only=True) as session:
        due = what_is_due(session.answers, session.worksheet, (), date.min, sealed=True)
        pages = {f"memo {n}": as_text(document) for n, document in enumerate(compose(session))}
        pages |= {"notice": as_text(notice(session, None)[0]), "due": "\n".join(one.what for one in due)}
        pages["flags"] = "\n".join(flag.words for flag in state_of(session).flags)
        assert {page: wrong for page, words in pages.items() if (wrong := foreign(words, sheet))} == {}


def test_who_stays_out_of_a_contract_that_nobody_is_in_is_told_what_they_go_without(tmp_path: Path) -> None:
    """The notice gave a practice that had never been in it a last day in the contract."""
    given_before(tmp_path / "d", decided(JOINED, "opt out"), worksheet=JOINED)
    with open_decision(tmp_path / "d", clock=lambda: EVENING, read_only=True) as session:
        memo = " ".join(as_text(next(iter(compose(session)))).split())
        letter = as_text(notice(session, None)[0])
        assert session.ids.field("opt_out.exit_cost") is session.ids.field("leave.exit_cost") is None
        with pytest.raises(Trouble, match="the partners did not decide on leaving"):
            notice(session, "leaving")
    assert "Gull Rock Surgery does not take part in the Estuary Agreement 2031/32." in letter
    assert "weighted list" not in memo, "no money is counted on it, so nobody was asked for it"
    assert "What we go without: income of" in memo
    assert "What begins: extra GP work if we opt out:" in memo
    assert "the 12 months that the decision can still change, 1 November 2031 to 31 October 2032" in memo
