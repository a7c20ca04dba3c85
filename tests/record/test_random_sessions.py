"""Whatever is given, undone, done again and taken out at random: opened anew it is the same."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from des_decider.record.redaction import NothingToTakeOut, take_out, to_take_out
from tests.how_many import cases
from tests.record.decisions import made, opened, tables, texts

IDS = [
    "practice.name", "practice.registered_list", "pcn.name", "home.1.name", "home.1.beds", "home.2.name", "home.by",
    "note.home.1.name", "note.pcn.name", "open.funding", "open.pcn.name", "open.home.1.name.whom",
    "open.cost.gp_hour.when", "completed.funding", "home.1", "home.2", "home.3.name", "cost.gp_hour",
    "partner.1.name", "vote.1.position", "partner.1", "interest.1.partner", "unknown.id",
]  # fmt: skip
TEXTS = st.one_of(
    st.sampled_from(["", "9,000", "1 / 2 / 3", "rows", "for", "not this", "£12.50", "4 h 10 min", ".123"]),
    st.text(max_size=30),
)
GIVE = st.tuples(st.just("give"), st.dictionaries(st.sampled_from(IDS), TEXTS, min_size=1, max_size=4))
TURN: st.SearchStrategy[tuple[str, dict[str, str]]] = st.sampled_from([("undo", {}), ("redo", {}), ("reopen", {})])
REDACT = st.tuples(st.just("redact"), st.dictionaries(st.sampled_from(IDS), st.just(""), min_size=1, max_size=2))
STEPS = st.lists(st.one_of(GIVE, GIVE, TURN, REDACT), max_size=25)
CALM = settings(
    max_examples=cases(20, thorough=600), deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


@CALM
@given(STEPS)
def test_reopening_gives_exactly_the_same(steps: list[tuple[str, dict[str, Any]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        session = made(Path(folder) / "d")
        for what, given_texts in [*steps, ("reopen", {})]:
            if what == "give":
                session.give(given_texts, by="Ann", said_by=("Bob", "Cy", "")[len(session.changes) % 3])
            elif what == "undo":
                session.undo(by="Ann")
            elif what == "redo":
                session.redo(by="Ann")
            elif what == "redact":
                with suppress(NothingToTakeOut):
                    take_out(session, to_take_out(session, given_texts, "Cy"), why="It had to go.", by="Ann")
                    assert not given_texts.keys() & session.answers.keys()
            else:
                before = session
                session.close()
                session = opened(before.folder)
                assert (session.notices, session.read_only) == ((), "")
                assert session.answers == before.answers
                assert session.changes == before.changes
                for table in ("home", "partner"):
                    assert session.next_row(table) == before.next_row(table)
            assert tables(session.folder)["answer_count"] == len(session.answers)
            assert not {row for row in session.answers.gone if row[1] in session.answers.rows(row[0])}
        session.close()


@CALM
@given(st.lists(GIVE, max_size=15))
def test_undoing_all_and_doing_all_again_leads_back(steps: list[tuple[str, dict[str, str]]]) -> None:
    with tempfile.TemporaryDirectory() as folder, made(Path(folder) / "d") as session:
        stages = [(texts(session.answers), session.answers.gone)]
        for _, given_texts in steps:
            if session.give(given_texts, by="Ann").change:
                stages.append((texts(session.answers), session.answers.gone))
        for stage in reversed(stages[:-1]):
            session.undo(by="Ann")
            assert (texts(session.answers), session.answers.gone) == stage
        assert session.undo(by="Ann") is None
        for stage in stages[1:]:
            session.redo(by="Ann")
            assert (texts(session.answers), session.answers.gone) == stage
        assert session.redo(by="Ann") is None
