"""Three years by commands: a signed decision is followed by the next, which begins with its answers to be confirmed."""

from __future__ import annotations

import atexit
import json
import os
import re
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from des_decider.cli.printing import Watched
from tests.cli.driver import Desk, run

YEARS = ("2025", "2026", "2027")
FIRST, SECOND, THIRD = (f"network-contract-des-{year}" for year in ("2025-26", "2026-27", "2027-28"))
ODD = "Gull [/bold] \x1b[31m “Rock” = #1"
"""A name that would be markup, an escape and a remark where text were obeyed."""
EVERY_YEAR = """
decision.question = Shall we stay in?
decision.option = sign up
decision.against_figures = the care
vote.rule = a simple majority of those voting
vote.written_in = the deed
vote.quorum = 2
"""
FIRST_YEAR = f"""
practice.registered_list = 8,000
practice.weighted_list = 8,200
practice.gp_sessions = 30
pcn.name = Creek network
pcn.registered_list = 40,000
pcn.weighted_list = 41,000
pcn.adjusted_list = 40,500
network.split = all shared
pcn.running_costs = 30,000
director.ours = no
cost.gp_hour = 80 / 100 / 120
cost.nurse_hour = 30
cost.admin_hour = 18
meeting.gp_hours = 1
meeting.admin_hours = 1
service.functions.gp_hours = 1
service.functions.status = ready
service.ecd.gp_hours = 1
service.ecd.status = ready
service.enhanced_access.gp_hours = 1
service.enhanced_access.status = ready
service.ehch.gp_hours = 1
service.ehch.status = ready
home.by = home by home
home.1.name = Samphire House
home.1.beds = 30
home.1.done_by = a nurse
home.1.round_hours = 2
home.1.travel_hours = 1
home.1.arrivals = 10
home.1.plan_hours = 1
home.1.reviews = 20
home.1.review_hours = 0.5
home.1.mdt_hours = 1
workforce.whole.wte = 6
workforce.whole.chance = 60
workforce.whole.months = 6
workforce.whole.claim = 40,000
workforce.whole.top_up = 2,000
workforce.whole.supervision_hours = 1
workforce.whole.released_hours = 2
local.1.name = {ODD}
local.1.amount = 5,000
local.1.ends = if we opt out
member.1.name = Hilltop Surgery
member.1.list = 12,000
member.1.intends = signs up
date.out = 1 July 2025
payment.caip.achieved = 80
opt_out.hours = 0
opt_out.exit_cost = 1,000
note.cost.gp_hour = from the accounts
open.practice.gp_hours_found = ask the rota
partner.1.name = Dr Lena Vane
partner.2.name = Ada Marsh
vote.1.position = for
vote.1.reason = It pays.
vote.2.position = abstain
vote.2.reason = It does not.
interest.1.partner = 1
interest.1.kind = nothing to declare
meeting.date = 20 March 2025
decision.sentence = Creek Road Surgery stays in for 2025/26.
"""


SECOND_YEAR = """
service.cancer_screening.gp_hours = 1
service.cancer_screening.status = ready
service.functions.status = already
service.enhanced_access.status = already
service.ehch.status = already
workforce.whole.months = 12
decision.window = varied
date.varied_out = 31 July 2026
practice.registered_list = 8,300
came.posts = 2
came.claimed = 61,000
came.gp_hours = 5
vote.1.position = for
vote.2.position = for
decision.sentence = Creek Road Surgery stays in for 2026/27.
"""


ASKED_OTHERWISE = ("pcn.adjusted_list", "service.functions.gp_hours", "service.ehch.gp_hours", "pcn.running_costs")
"""What the worksheet of the second year asks for in other words, days and numbers apart."""


@pytest.fixture
def years(tmp_path: Path) -> list[Desk]:
    """The first two years decided and signed, the third begun."""
    shutil.copytree(_three_years(), tmp_path / "years")
    return [Desk(tmp_path / "years" / year) for year in YEARS]


@cache
def _three_years() -> Path:
    """The folder of all three, made once for all tests; what each command said is looked at on the way."""
    home = Path(mkdtemp(prefix="des-decider-tests-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    _decide(home, *(Desk(home / year) for year in YEARS))
    return home


def _decide(home: Path, first: Desk, second: Desk, third: Desk) -> None:
    assert first.new("Creek Road Surgery", FIRST, "--no-open").code == 0
    assert first.answer_from(FIRST_YEAR + EVERY_YEAR).code == 0
    early = run("supersede", first.folder, home / "early", "--worksheet", SECOND)
    assert "is not signed off" in early.trouble
    assert first.sign_off("Lena Vane", "Ada Marsh").code == 0
    begun = run("supersede", first.folder, second.folder, "--worksheet", SECOND, "--by", "Bess Harbour")
    assert (begun.code, begun.err) == (0, "")
    assert "45 answers came over, to be confirmed." in begun.out
    assert "service.ecd.gp_hours (our GPs' time for early cancer diagnosis: 1 hour a week): " in begun.out
    assert second.answer_from(SECOND_YEAR + EVERY_YEAR).code == 0
    todo = second.sign_off("Lena Vane", "Ada Marsh")
    assert todo.code == 1
    assert todo.err.count("To be confirmed: ") == 6
    parts = ("practice", "specifications", "workforce", "care_homes", "funding", "contract")
    said = second.answer("--confirm", *parts)
    assert (said.code, said.out) == (1, "40 answers kept.\n")
    alone = "it was worded otherwise last time; look at it, and confirm it by its id"
    assert set(said.err.splitlines()) == {f"refused: {id_}: {alone}" for id_ in ASKED_OTHERWISE}
    form = second.show("--form", "funding").out
    assert "Worded otherwise last time: What does the whole network spend on running itself" in form
    assert second.answer("--confirm", *ASKED_OTHERWISE).out == "4 answers kept.\n"
    assert second.sign_off("Lena Vane", "Ada Marsh").code == 0
    assert run("supersede", second.folder, third.folder, "--worksheet", THIRD, "--by", "Bess Harbour").code == 0


def waiting(desk: Desk) -> set[str]:
    """The answers to be confirmed, as answers.toml has them."""
    return {id_ for id_, table in desk.file()["answers"].items() if table.get("to_confirm")}


def test_three_years_follow_each_other(years: list[Desk]) -> None:
    first, second, third = years
    for before, after in ((first, second), (second, third)):
        assert f"reference {before.file()['decision'][:8]}" in after.show().out
        assert next(change["kind"] for change in after.changes()) == "carried over"
    assert first.verify().code == second.verify().code == 0
    assert waiting(second) == set()
    assert "15 answers in “Our practice”, first practice.name" in third.show().out
    said = third.show_json()
    assert said["follows"]["decision"] == second.file()["decision"]
    assert set(said["open"]["to_confirm"]) == waiting(third)


def test_hostile_texts_come_over_letter_by_letter_and_no_terminal_obeys_them(years: list[Desk]) -> None:
    first, second, third = years
    assert first.kept()["local.1.name"] == second.kept()["local.1.name"] == third.kept()["local.1.name"] == ODD
    for said in (third.show("--form", "funding").out, run("compare", second.folder, third.folder).out):
        assert "\x1b" not in said
    assert "\x1b" not in (third.folder / "last-time.toml").read_text(encoding="utf-8")


def test_an_answer_given_anew_is_confirmed_by_that_and_the_rest_of_its_section_with_one_word(years: list[Desk]) -> None:
    third = years[2]
    assert third.answer("cost.nurse_hour=30", "home.1.beds=28").code == 0
    assert waiting(third).isdisjoint({"cost.nurse_hour", "home.1.beds"})
    assert {"home.1.name", "home.1.travel_hours"} <= waiting(third)
    assert third.answer("--confirm", "home.1").code == 0
    assert {id_ for id_ in waiting(third) if id_.startswith("home.")} == {"home.by"}
    again = third.answer("--confirm", "home.1")
    none = "refused: home.1: nothing that came over from last time is to be confirmed there\n"
    assert (again.code, again.err) == (1, none)
    assert third.kept()["home.1.beds"] == "28"


def test_what_is_given_in_the_same_command_counts_beside_what_is_confirmed(years: list[Desk]) -> None:
    third = years[2]
    assert third.answer("--confirm", "cost", "cost.admin_hour=19").code == 0, "an answer is no part"
    assert third.kept()["cost.admin_hour"] == "19"
    assert not [id_ for id_ in waiting(third) if id_.startswith("cost.")]


def test_a_form_says_what_came_over_what_was_answered_last_time_and_asks_what_came_of_it(years: list[Desk]) -> None:
    first, _, third = years
    form = third.show("--form", "workforce").out
    assert "# It came over from last time; give it again, or answer DIR --confirm workforce.whole.wte" in form
    assert "# last time: 12 months" in form
    assert "# came.posts =" in third.show("--form", "practice").out
    assert "came.posts" not in first.show("--form", "practice").out


def test_two_years_side_by_side_in_words_and_for_scripts(years: list[Desk]) -> None:
    first, second, _ = years
    said = run("compare", second.folder)
    assert (said.code, said.err) == (0, "")
    named = run("compare", first.folder, second.folder).out
    assert said.out.startswith(named.partition("\nAnswers that one worksheet alone asks for")[0])
    before, _, left = said.out.partition("Answers that could not come over")
    assert "Our GPs' time for early cancer diagnosis" in left
    assert "Our GPs' time for early cancer diagnosis" not in before, "said once"
    assert "Status of early cancer diagnosis" in before.partition("Answers that one worksheet alone asks for")[2]
    assert re.search(r"Our registered list +8,000 patients +8,300 patients", said.out)
    assert re.search(r"Signing up against opting out, this year +£76,812 +£59,207", said.out)
    assert re.search(r"Ada Marsh +abstained +for", said.out)
    found = json.loads(run("compare", second.folder, "--json").out)
    assert found["answers"]["practice.registered_list"] == {"first": "8000", "second": "8300"}
    assert float(found["figures"]["difference.this_year"]["second"]) == pytest.approx(59_206.88, abs=1)
    assert found["first"]["months"] == found["second"]["months"] == 8
    assert {*found["only_in_first"], *found["only_in_second"]}.isdisjoint(found["figures"])


@pytest.mark.parametrize(
    ("columns", "figures"),
    [
        (80, r"\n  Opting out, this year +\S+ +\S+\n"),
        (60, r"\n  Opting out, this year\n +the first: \S+\n +the second: "),
    ],
)
def test_two_years_stand_side_by_side_as_far_as_a_window_has_room(
    years: list[Desk], monkeypatch: pytest.MonkeyPatch, columns: int, figures: str
) -> None:
    """What the second had stood on a line of its own, unsaid whose it was."""
    second = years[1]
    before = second.kept()
    monkeypatch.setattr(Watched, "isatty", lambda _: True, raising=False)
    monkeypatch.setattr("shutil.get_terminal_size", lambda **_: os.terminal_size((columns, 24)))
    said = run("compare", second.folder).out
    assert re.search(figures, said)
    assert ("the second\n" in said) == (columns == 80), "a heading stands over columns alone"
    assert second.kept() == before


def test_where_the_one_before_is_gone_what_was_kept_of_it_stands_beside(years: list[Desk]) -> None:
    first, second, _ = years
    shutil.rmtree(first.folder)
    said = run("compare", second.folder).out
    assert re.search(r"Signing up against opting out, this year +£76,812 +£59,207", said)
    assert re.search(r"Ada Marsh +not known +for", said)
    (second.folder / "last-time.toml").unlink()
    assert "is not found on this computer; name its folder" in run("compare", second.folder).trouble


def test_one_that_was_altered_since_is_not_shown_as_what_was_signed(years: list[Desk]) -> None:
    first, second, _ = years
    file = first.folder / "answers.toml"
    file.write_bytes(file.read_bytes().replace(b'value = "8000"', b'value = "5000"'))
    assert first.verify().code == 1
    said = run("compare", second.folder).out
    assert re.search(r"Our registered list +8,000 patients +8,300 patients", said)
    assert "5,000 patients" not in said


def test_what_follows_nothing_is_compared_with_what_is_named(years: list[Desk]) -> None:
    assert "follows no other; name the one to compare it with" in run("compare", years[0].folder).trouble


def test_a_second_decision_that_follows_is_begun_only_on_purpose(years: list[Desk], tmp_path: Path) -> None:
    first = years[0]
    what = ("supersede", first.folder, tmp_path / "again", "--worksheet", SECOND)
    said = run(*what).trouble
    assert said.startswith(f"“{first.folder}” is followed by a decision already, begun in ")
    assert said.endswith("go on with that one, or begin another all the same with --another")
    assert not (tmp_path / "again").exists()
    assert run(*what, "--another").code == 0
    assert Desk(tmp_path / "again").file()["answers"]["follows.decision"]["value"] == first.file()["decision"]
    assert first.verify().code == 0


def test_no_decision_is_begun_within_the_folder_of_another(years: list[Desk]) -> None:
    within = years[1].folder / "next"
    why = "where no list shows it; choose a folder beside that one"
    assert run("supersede", years[1].folder, within, "--another").trouble.endswith(why)
    assert Desk(within).new("Creek Road Surgery", FIRST, "--no-open").trouble.endswith(why)
    assert not within.exists()


def test_a_folder_laid_beside_itself_is_pointed_out(years: list[Desk]) -> None:
    folder = years[0].folder
    said = run("compare", folder, folder / ".." / folder.name).trouble
    assert said == f"both are {folder}; name two folders, or one to lay it beside the decision it follows"


def test_a_folder_that_is_none_is_told_what_it_is_and_which_may_be_meant(years: list[Desk], tmp_path: Path) -> None:
    folder = years[0].folder
    for command in ("compare", "follow-up", "verify", "show"):
        assert "is a file, and a decision is a folder" in run(command, folder / "answers.toml").trouble
        assert f"give one that is in it, such as “{folder}”" in run(command, folder.parent).trouble
        assert "there is no folder" in run(command, tmp_path / "nowhere").trouble
    assert "there is no folder" in run("supersede", tmp_path / "nowhere", tmp_path / "new").trouble
    (folder / "worksheet.toml").unlink()
    assert "has lost its worksheet.toml; 'des-decider doctor' says whether" in run("show", folder).trouble
