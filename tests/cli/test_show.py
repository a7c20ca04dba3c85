"""`show`: where a decision stands, in words, with its workings, and for scripts."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from des_decider.cli.printing import Watched
from tests.cli.driver import SHIPPED as SHIPPED_ID
from tests.cli.driver import Desk
from tests.record.ready import PRESENT, ready

if TYPE_CHECKING:
    from tests.cli.driver import Said


def test_show_says_where_a_decision_stands(made: Desk) -> None:
    made.answer("open.contract=The LMC answers on 22 May.", "home.1.beds=40", "home.by=home by home")
    said = made.show()
    assert (said.code, said.err) == (0, "")
    assert said.lines[:2] == [
        "Creek Road Surgery · Network Contract DES 2020/21, edition 1",
        "Decide by 31 May 2020 · not signed off",
    ]
    assert f"{'Signing up':<36}{'not known':>14}{'not known':>14}" in said.lines
    assert "  contract: The LMC answers on 22 May." in said.lines
    assert "Still needed for these figures" in said.lines
    assert f"  {'practice.registered_list':<36} our registered list" in said.lines
    assert "Before sign-off" in said.lines
    assert "  vote.rule: Not answered: the partnership's voting rule." in said.lines
    assert made.kept()["open.contract"] == "The LMC answers on 22 May."


def test_show_says_with_whom_and_by_when_things_are_come_back_to(made: Desk) -> None:
    made.answer(
        "open.cost.gp_hour=waiting for the accounts", "open.cost.gp_hour.whom=the accountant",
        "open.cost.gp_hour.when=20/5/2020", "open.workforce.when=1 June 2020",
    )  # fmt: skip
    lines = made.show().lines
    assert lines[lines.index("Left open") + 1 :][:2] == [
        "  workforce: to come back to by 1 June 2020",
        "  cost.gp_hour: to come back to with the accountant by 20 May 2020: waiting for the accounts",
    ]
    shown = made.shown()["open"]
    assert shown["left_open"] == {"workforce": "", "cost.gp_hour": "waiting for the accounts"}
    assert shown["come_back"] == [
        {"id": "workforce", "why": "", "whom": "", "when": "2020-06-01"},
        {
            "id": "cost.gp_hour", "why": "waiting for the accounts", "whom": "the accountant", "when": "2020-05-20",
        },
    ]  # fmt: skip
    made.answer("cost.gp_hour=100")
    assert [item["id"] for item in made.shown()["open"]["come_back"]] == ["workforce"]


def test_a_text_typed_and_not_given_stands_before_sign_off(made: Desk) -> None:
    with ready(made.folder.parent / "ready") as session:
        session.keep_draft("decision.review_trigger", "fewer than three")
    desk = Desk(made.folder.parent / "ready")
    lines = desk.show().lines
    assert "Ready for sign-off" not in lines
    assert lines[lines.index("Before sign-off") + 1] == "  1 text typed and not given, as above; give or empty each"
    said = desk.sign_off(*PRESENT)
    assert said.code == 1
    assert "decision.review_trigger: Typed and not given: what would make us look again sooner" in said.err
    assert desk.answer("decision.review_trigger=").code == 0
    assert "Ready for sign-off" in desk.show().lines


def test_show_all_lists_every_figure_with_its_outcome(made: Desk) -> None:
    made.answer("pcn.registered_list=50,000", "home.none=yes")
    lines = {line.split()[0]: line.split(maxsplit=1)[1] for line in made.show("--all").lines if line[:1].islower()}
    assert lines.keys() >= made.figures().keys()
    assert lines["funding.core_pcn.pcn"] == "£75,000.00"
    assert lines["funding.core_pcn.practice"].startswith("needs ")
    assert lines["care_homes.coverage.this_year"].startswith("does not apply: ")
    assert made.kept()["home.none"] == "yes"


def test_any_figure_opens_to_its_working(made: Desk) -> None:
    made.answer("pcn.registered_list=50,000")
    said = made.show("--working", "funding.core_pcn.pcn")
    assert said.code == 0
    assert "= £75,000.00" in said.lines[0]
    assert any("50,000 patients (answered)  [pcn.registered_list]" in line for line in said.lines)
    for figure in made.figures():
        opened = made.show("--working", figure) if figure.startswith("difference") else said
        assert opened.code == 0
        assert opened.out.strip()
    assert made.show("--working", "funding.core").trouble == (
        f"there is no figure funding.core; 'show {made.folder} --all' lists them"
    )
    assert made.kept()["pcn.registered_list"] == "50000"


def test_show_json_is_for_scripts(made: Desk) -> None:
    made.answer("cost.gp_hour=80 / 95 / 120", "pcn.registered_list=33,333", "open.contract=later")
    shown = made.show_json()
    assert shown["worksheet"] == {"id": SHIPPED_ID, "title": "Network Contract DES 2020/21", "edition": "1"}
    assert (shown["practice"], shown["signed_off"]) == ("Creek Road Surgery", False)
    core = shown["figures"]["funding.core_pcn.pcn"]
    assert (core["value"], core["unit"], core["needs"], core["not_applicable"]) == ("49999.50", "£", [], None)
    assert core["working"][0]["depth"] == 0
    assert {source["ref"] for source in core["sources"]} >= {"fact:payment.core_pcn"}
    assert shown["findings"]["funding"]["colour"] is None
    assert shown["open"]["left_open"] == {"contract": "later"}
    assert "practice.registered_list" in shown["open"]["quick_look"]
    assert {blocker["id"] for blocker in shown["open"]["sign_off"]} >= {"vote.rule", "decision.sentence"}
    assert made.kept()["cost.gp_hour"] == "80 / 95 / 120"


@pytest.mark.parametrize("columns", [64, 60, 59, 40])
def test_the_figures_stand_in_columns_in_whatever_window(
    made: Desk, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    """In fewer than 64 columns the second figure of a line stood on the next, and the heading word under word."""
    ready(made.folder.parent / "ready").close()
    desk = Desk(made.folder.parent / "ready")
    whole, before = _table(desk.show()), desk.kept()
    monkeypatch.setattr(Watched, "isatty", lambda _: True, raising=False)
    monkeypatch.setattr("shutil.get_terminal_size", lambda **_: os.terminal_size((columns, 24)))
    shown = _table(desk.show())
    assert max(map(len, shown)) <= columns
    assert " ".join(shown).split() == " ".join(whole).split(), "nothing is left out"
    assert (len(shown) == len(whole)) == (columns >= 60)
    assert len({len(line) for line in shown if line.endswith("year") or line.count("£") == 2}) == 1
    assert desk.kept() == before


def _table(said: Said) -> list[str]:
    """The lines of the main figures, with their heading."""
    begins = next(place for place, line in enumerate(said.lines) if line.endswith("a full year"))
    return said.lines[begins : said.lines.index("", begins)]
