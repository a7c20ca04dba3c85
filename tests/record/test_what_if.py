"""What if: answers are supposed beside the record, which is as it was until they are kept, and then changes once."""

from __future__ import annotations

import errno
import os
import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from des_decider.appraisal.figures import appraise
from des_decider.appraisal.findings import findings
from des_decider.decision.values import Parsed, Refused
from des_decider.record.session import ReadOnly
from des_decider.record.signed_or_not import SEALED
from des_decider.record.what_if import WhatIf
from des_decider.storage.safely import StorageFault
from tests.building import SHIPPED, appraisal, raw
from tests.building import ids as ids_of
from tests.failing_disk import Failing
from tests.how_many import cases
from tests.random_decisions import random_answers
from tests.record.decisions import made, opened, texts
from tests.record.ready import QUICK_LOOK, sealed

if TYPE_CHECKING:
    from pathlib import Path

    from des_decider.decision.answers import Answers
    from des_decider.decision.ids import Ids
    from des_decider.record.session import Session

NET, FULL, HOURS = "difference.this_year", "difference.full_year", "time.gp_hours"
FILES = ("answers.toml", "history.jsonl")


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """A quick look that is done, with two homes entered beside it."""
    session = made(tmp_path / "d", home__1__name="Samphire", home__2__name="Thrift", home__2__beds="9")
    assert not session.give(QUICK_LOOK, by="Ann").refused
    return session


def on_disk(session: Session) -> dict[str, bytes]:
    """Every file of a decision but the note of who holds it."""
    return {path.name: path.read_bytes() for path in session.folder.iterdir() if not path.name.startswith(".")}


def told(what_if: WhatIf) -> list[tuple[str, str, str]]:
    """What is supposed: label, as recorded, as supposed."""
    return [(change.label, change.was, change.now) for change in what_if.changed]


def test_nothing_reaches_the_record_until_it_is_kept(session: Session) -> None:
    before, files = session.answers, on_disk(session)
    what_if = WhatIf(session)
    for id_, typed in {"cost.gp_hour": "£140", "network.split": "keeps", "opt_out.hours": "", "home.2": ""}.items():
        what_if.change(id_, typed)
    what_if.undo()
    what_if.redo()
    what_if.change("cost.gp_hour", "dear")
    assert what_if.appraisal[NET].value != appraise(before, session.ids)[NET].value
    assert what_if.changed
    assert (session.answers, session.last_change) == (before, 3)
    assert on_disk(session) == files
    what_if.drop()
    assert what_if.answers is session.answers
    assert (len(what_if.changed), on_disk(session)) == (0, files), "dropped, the files are the same to the byte"


def test_what_is_kept_is_one_change_and_one_undo_takes_it_back(session: Session) -> None:
    before, figures = session.answers, appraise(session.answers, session.ids).figures
    what_if = WhatIf(session)
    what_if.change("cost.gp_hour", "140")
    what_if.change("opt_out.hours", "")
    what_if.change("home.2", "")
    supposed = texts(what_if.answers)
    outcome = what_if.keep(by="Dee")
    assert outcome.change is not None
    assert (outcome.change.number, outcome.change.by, outcome.refused) == (4, "Dee", ())
    assert {edit.id for edit in outcome.change.edits} == {"cost.gp_hour", "opt_out.hours", "home.2.name", "home.2.beds"}
    assert texts(session.answers) == supposed
    assert not what_if.changed
    session.undo(by="Cy")
    assert session.answers == before
    assert appraise(session.answers, session.ids).figures == figures
    session.close()
    with opened(session.folder) as again:
        assert [change.kind for change in again.changes] == ["answered"] * 4 + ["undone"]
        assert again.answers == before


def test_was_and_what_if_are_said_in_words(session: Session) -> None:
    what_if = WhatIf(session)
    what_if.change("cost.gp_hour", "120")
    what_if.change("director.ours", "y")
    what_if.change("opt_out.hours", " ")
    what_if.change("home.1.beds", "12")
    what_if.change("home.2", "")
    assert told(what_if) == [
        ("cost of a GP hour", "£95 an hour (from £80 to £140)", "£120 an hour"),
        ("the network’s director is one of us", "No", "Yes"),
        ("extra GP work if we opt out", "0 hours a week", ""),
        ("beds of Samphire", "", "12 CQC beds"),
        ("Thrift", "", ""),
    ]
    assert [change.whole_row for change in what_if.changed] == [False] * 4 + [True]


def test_wrong_text_is_refused_in_the_words_of_the_record_and_supposes_nothing(session: Session) -> None:
    what_if = WhatIf(session)
    for id_, typed in {
        "cost.gp_hour": "dear", "workforce.whole.chance": "140%", "network.split": "by lot", "practise.name": "x",
        "home.1": "x", "home.9": "", "practice.registered_list": "9" * 500,
    }.items():  # fmt: skip
        refused = what_if.change(id_, typed)
        assert isinstance(refused, Refused), id_
        assert refused.why == session.give({id_: typed}, by="Ann").refused[0].why
    assert what_if.answers is session.answers
    assert not what_if.undo()


def test_an_answer_as_the_record_has_it_is_supposed_no_longer(session: Session) -> None:
    what_if = WhatIf(session)
    what_if.change("cost.gp_hour", "120")
    assert what_if.change("cost.gp_hour", "£80 / 95 / 140.00") == Parsed(
        session.answers["cost.gp_hour"].value, "80 / 95 / 140"
    )
    assert not what_if.changed
    what_if.change("cost.nurse_hour", "40")
    what_if.change("cost.gp_hour", "120")
    what_if.change("cost.gp_hour", "80 / 95 / 140")
    what_if.change("meeting.gp_hours", "9")
    what_if.take_out("meeting.gp_hours")
    session.give({"cost.gp_hour": "70", "meeting.gp_hours": "2"}, by="Bob")
    assert [change.id for change in what_if.changed] == ["cost.nurse_hour"]
    assert (what_if.answers.text("cost.gp_hour"), what_if.answers.text("meeting.gp_hours")) == ("70", "2")


def test_undo_goes_back_step_by_step_and_redo_forward(session: Session) -> None:
    what_if = WhatIf(session)
    stages = [texts(what_if.answers)]
    for id_, typed in (("cost.gp_hour", "120"), ("cost.gp_hour", "130"), ("home.2", ""), ("home.3.name", "Overdale")):
        what_if.change(id_, typed)
        stages.append(texts(what_if.answers))
    for stage in reversed(stages[:-1]):
        assert what_if.undo()
        assert texts(what_if.answers) == stage
    assert not what_if.undo()
    for stage in stages[1:]:
        assert what_if.redo()
        assert texts(what_if.answers) == stage
    assert not what_if.redo()
    what_if.undo()
    what_if.change("cost.gp_hour", "99")
    assert not what_if.redo(), "what is supposed anew ends what could be done again"


def test_figures_side_by_side_are_exact_and_missing_is_never_0(session: Session) -> None:
    what_if, real = WhatIf(session), appraise(session.answers, session.ids)
    what_if.change("meeting.gp_hours", "3")
    hours, money = what_if.beside([HOURS, NET], real)
    assert (hours.real, hours.scratch) == (real[HOURS].value, what_if.appraisal[HOURS].value)
    assert hours.difference == 2, "two hours a week more in meetings"
    assert money.difference == money.scratch - money.real < 0  # type: ignore[operator]
    what_if.change("cost.gp_hour", "")
    money = what_if.beside([NET], real)[0]
    assert (money.real, money.scratch, money.difference) == (real[NET].value, None, None)


@settings(max_examples=cases(8, thorough=150))
@given(seed=st.integers(0, 10**9))
def test_what_is_seen_is_what_a_decision_really_answered_so_shows(seed: int) -> None:
    """Any answers changed, given and taken back, whole rows among them."""
    rng = random.Random(seed)  # noqa: S311 - no secret
    before, wanted = (random_answers(raw(SHIPPED), rng) for _ in range(2))
    changing = rng.sample(sorted({*before, *wanted}), k=rng.randint(1, 30))
    supposed = {id_: wanted.get(id_, "") for id_ in changing}
    after = {id_: text for id_, text in (before | supposed).items() if text}
    what_if = WhatIf(Unkept(before))  # type: ignore[arg-type]
    for id_, text in supposed.items():
        assert not isinstance(what_if.change(id_, text), Refused), (id_, text)
    really = appraisal(after)
    assert texts(what_if.answers) == texts(really.book.answers)
    assert what_if.appraisal.figures == really.figures
    assert findings(what_if.appraisal) == findings(really)
    assert {change.id for change in what_if.changed} == {
        id_ for id_ in supposed if texts(appraisal(before).book.answers).get(id_) != texts(what_if.answers).get(id_)
    }


class Unkept:
    """The answers of a session, and no disk: what is only supposed needs none."""

    def __init__(self, given: dict[str, str]) -> None:
        self.ids = ids_of()
        self.answers: Answers = appraisal(given).book.answers

    def ids_for(self, _: Answers) -> Ids:
        """As a session has it, of a year with one window."""
        return self.ids

    def next_row(self, table: str) -> int:
        """As a session has it."""
        return max(self.answers.rows(table), default=0) + 1


def test_a_row_can_be_added_and_is_kept_under_its_number(session: Session) -> None:
    what_if = WhatIf(session)
    what_if.change("home.by", "rows")
    what_if.change("home.1.beds", "20")
    before = what_if.appraisal["care_homes.beds"].value
    row = what_if.next_row("home")
    assert row == 3
    what_if.change(f"home.{row}.name", "Overdale")
    what_if.change(f"home.{row}.beds", "30")
    assert what_if.next_row("home") == 4
    assert before is not None
    assert what_if.appraisal["care_homes.beds"].value == before + 30
    assert ("beds of Overdale", "", "30 CQC beds") in told(what_if)
    assert appraise(session.answers, session.ids)["care_homes.beds"].value != before
    what_if.keep(by="Ann")
    assert session.answers.text("home.3.name") == "Overdale"
    assert session.next_row("home") == 4


def test_a_row_added_here_and_one_added_to_the_record_meanwhile_stay_two(session: Session) -> None:
    what_if = WhatIf(session)
    what_if.change("partner.1.name", "Dr Reed")
    what_if.change("home.3.name", "Overdale")
    what_if.change("home.3.beds", "30")
    what_if.change("vote.chair", "1")
    session.give({"home.3.name": "Dunlin", "home.3.beds": "4", "partner.1.name": "Dr Vane"}, by="Bob")
    assert told(what_if) == [
        ("name of partner 2", "", "Dr Reed"),
        ("name of home 4", "", "Overdale"),
        ("beds of Overdale", "", "30 CQC beds"),
        ("the partner in the chair", "", "Dr Reed"),
    ]
    what_if.keep(by="Ann")
    assert [session.answers.text(f"home.{n}.name") for n in session.answers.rows("home")] == [
        "Samphire", "Thrift", "Dunlin", "Overdale",
    ]  # fmt: skip
    assert session.answers.partners() == {1: "Dr Vane", 2: "Dr Reed"}
    assert session.answers.text("vote.chair") == "2"


def test_a_row_deleted_here_takes_what_was_supposed_of_it_along(session: Session) -> None:
    what_if = WhatIf(session)
    what_if.change("home.2.beds", "50")
    what_if.change("home.3.name", "Overdale")
    what_if.change("home.2", "")
    what_if.change("home.3", "")
    assert [change.id for change in what_if.changed] == ["home.2"]
    assert isinstance(what_if.change("home.2.beds", "5"), Refused)
    what_if.take_out("home.2")
    assert texts(what_if.answers) == texts(session.answers)


def test_where_the_record_changes_meanwhile_both_are_told_and_the_rest_is_kept(session: Session) -> None:
    what_if = WhatIf(session)
    what_if.change("cost.gp_hour", "120")
    what_if.change("cost.nurse_hour", "40")
    what_if.change("home.2.beds", "50")
    what_if.change("opt_out.hours", "4")
    session.give({"cost.gp_hour": "100", "home.2": "", "opt_out.hours": "4", "meeting.gp_hours": "5"}, by="Bob")
    gp_hour, nurse_hour, beds = what_if.changed
    assert (gp_hour.was, gp_hour.now, gp_hour.before) == (
        "£100 an hour", "£120 an hour", "£95 an hour (from £80 to £140)",
    )  # fmt: skip
    assert (nurse_hour.was, nurse_hour.before) == ("£28 an hour", None)
    assert "home 2 was deleted" in beds.why_not
    assert what_if.answers.text("meeting.gp_hours") == "5", "it stands on the record as it is now"
    outcome = what_if.keep(by="Ann")
    assert outcome.change is not None
    assert [(e.id, e.old, e.new) for e in outcome.change.edits] == [
        ("cost.gp_hour", "100", "120"), ("cost.nurse_hour", "28", "40"),
    ]  # fmt: skip
    assert [change.id for change in what_if.changed] == ["home.2.beds"], "what cannot be kept is not lost in silence"


def test_what_was_to_be_come_back_to_ends_only_when_the_answer_is_kept(session: Session) -> None:
    session.give({"open.leave.exit_cost": "ask the accountant"}, by="Ann")
    what_if = WhatIf(session)
    what_if.change("leave.exit_cost", "900")
    assert [change.id for change in what_if.changed] == ["leave.exit_cost"]
    assert "open.leave.exit_cost" in session.answers
    what_if.keep(by="Ann")
    assert "open.leave.exit_cost" not in session.answers


def test_a_disk_that_refuses_leaves_everything_supposed(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    what_if = WhatIf(session)
    what_if.change("cost.gp_hour", "120")
    with monkeypatch.context() as patched:
        patched.setattr(os, "write", Failing(os.write, errno.ENOSPC, times=None))
        with pytest.raises(StorageFault):
            what_if.keep(by="Ann")
    assert [change.now for change in what_if.changed] == ["£120 an hour"]
    assert what_if.keep(by="Ann").change is not None


def test_a_sealed_decision_can_be_looked_at_so_and_never_changed(tmp_path: Path) -> None:
    session = opened(sealed(tmp_path / "d"))
    files = on_disk(session)
    what_if, real = WhatIf(session), appraise(session.answers, session.ids)
    what_if.change("cost.gp_hour", "120")
    (figure,) = what_if.beside([FULL], real)
    assert figure.difference
    with pytest.raises(ReadOnly, match=SEALED):
        what_if.keep(by="Ann")
    assert [change.now for change in what_if.changed] == ["£120 an hour"]
    assert on_disk(session) == files
