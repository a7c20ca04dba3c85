"""What a decision hangs on, in `show --json` for scripts and in `show --hangs-on` for people."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from des_decider.appraisal.hangs_on import hangs_on
from des_decider.record.example import make_example
from des_decider.record.opening import open_decision
from des_decider.record.stamps import now
from tests.cli.driver import Desk
from tests.memo.memo_facts import FULL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from des_decider.appraisal.figures import Appraisal
    from des_decider.appraisal.hangs_on import HangsOn

YEARS = ("this_year", "full_year")
HANGS_ON, SUGGESTS = "What it hangs on", "What the answers suggest together (no decision; the vote is)"


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The worked example, made once; nothing here changes it."""
    place = tmp_path_factory.mktemp("example")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("DES_DECIDER_HOME", str(place / "state"))
        make_example(place / "copy", now)
        yield Desk(place / "copy")


@pytest.fixture(scope="module")
def form(example: Desk) -> dict[str, Any]:
    return example.show_json()


def test_it_stands_in_the_json_for_both_years_with_its_seed(form: dict[str, Any]) -> None:
    hung = form["hangs_on"]
    assert list(hung) == ["this_year", "full_year", "seed", "ranged"]
    assert hung["seed"].isdecimal(), "as text, since many readers round what is larger than 2**53"
    assert "cost.gp_hour" in hung["ranged"]
    for year in YEARS:
        assert list(hung[year]) == [
            "break_evens", "first_three", "posts_stay_empty", "tornado", "how_sure", "minutes",
        ]  # fmt: skip


def test_a_break_even_has_its_values_what_was_looked_at_and_its_sentence(form: dict[str, Any]) -> None:
    (hour,) = [b for b in form["hangs_on"]["this_year"]["break_evens"] if b["id"] == "cost.gp_hour"]
    assert list(hour) == [
        "id", "label", "unit", "values", "intervals", "low", "likely", "high", "searched", "needs", "says", "yours",
    ]  # fmt: skip
    assert (hour["low"], hour["likely"], hour["high"]) == ("85.00", "95.00", "110.00"), "money to two places"
    assert hour["says"] == "Signing up would come out better this year only if a GP hour cost less than £80."
    assert hour["yours"] == "You expect £85 to £110, likely £95."
    (value,) = hour["values"]
    assert Decimal(value) == pytest.approx(Decimal("80.34"), abs=Decimal("0.01"))
    share = next(b for b in form["hangs_on"]["this_year"]["break_evens"] if b["unit"] == "%")
    assert len(share["likely"].partition(".")[2]) == 4, "everything but money to four places"


def test_the_three_to_remember_are_named_by_id(form: dict[str, Any]) -> None:
    for year in YEARS:
        known = [b["id"] for b in form["hangs_on"][year]["break_evens"]]
        three = form["hangs_on"][year]["first_three"]
        assert len(three) == 3
        assert set(three) <= set(known)
    assert form["hangs_on"]["this_year"]["first_three"] == ["cost.gp_hour", "director.hours", "opt_out.exit_cost"]


def test_the_tornado_is_widest_first_and_its_widths_are_how_far_its_ends_lie_apart(form: dict[str, Any]) -> None:
    for year in YEARS:
        bars = form["hangs_on"][year]["tornado"]
        widths = [Decimal(bar["width"]) for bar in bars]
        assert widths == sorted(widths, reverse=True)
        for bar in bars:
            apart = abs(Decimal(bar["at_high"]) - Decimal(bar["at_low"]))
            assert abs(apart - Decimal(bar["width"])) <= Decimal("0.01"), bar["id"]
    assert form["hangs_on"]["this_year"]["tornado"][0]["id"] == "cost.gp_hour"


def test_how_sure_has_its_ends_and_its_words_or_why_it_is_withheld(form: dict[str, Any], desk: Desk) -> None:
    sure = form["hangs_on"]["this_year"]["how_sure"]
    assert Decimal(sure["p10"]) < Decimal(sure["p50"]) < Decimal(sure["p90"])
    assert sure["worse_in_tenths"].startswith("in nearly all of the cases you allow, signing up leaves you worse off")
    assert sure["withheld"] is None
    desk.new("Saltmarsh Surgery")
    unknown = desk.show_json()["hangs_on"]["this_year"]
    assert unknown["how_sure"] == {
        "p10": None, "p50": None, "p90": None, "worse_in_tenths": None, "withheld": "The difference is not known.",
    }  # fmt: skip
    assert (unknown["break_evens"], unknown["first_three"], unknown["tornado"]) == ([], [], [])
    assert unknown["minutes"]["bought"] is None


def test_the_minutes_a_bed_stand_beside_those_worked(form: dict[str, Any]) -> None:
    minutes = form["hangs_on"]["this_year"]["minutes"]
    figures = form["figures"]
    assert minutes["bought"] == figures["care_homes.minutes_paid_for.this_year"]["value"]
    assert minutes["worked"] == figures["care_homes.minutes_worked.this_year"]["value"]
    assert "month’s premium buys 8 minutes a bed" in minutes["says"]
    assert "takes 20: " in minutes["says"]


def test_the_leaning_has_its_kind_its_headline_and_its_sentences(form: dict[str, Any], desk: Desk) -> None:
    leaning = form["leaning"]
    assert leaning["kind"] == "against"
    assert leaning["sentences"][0] == leaning["headline"]
    assert leaning["headline"].startswith(
        "Against signing up: without what comes only once, it comes out £8,803 worse than opting out from July "
    )
    assert leaning["headline"].endswith("and £20,993 worse in a full year; what comes once is £1,170 better.")
    assert len(leaning["sentences"]) == 1 + sum(len(leaning[p]) for p in ("because", "unless", "hangs_on", "beside"))
    assert (leaning["shown"], leaning["first_shown"], leaning["changed_afterwards"]) == (False, None, [])
    assert leaning["turning"] == {"kind_at_likely": "against", "changes": []}
    desk.new("Saltmarsh Surgery")
    empty = desk.show_json()["leaning"]
    assert empty["kind"] == "cannot say yet"
    assert "practice.registered_list" in empty["missing"]
    assert empty["turning"] == {"kind_at_likely": "cannot say yet", "changes": []}


def test_the_smallest_changes_that_would_turn_it_are_named_and_do_turn_it(desk: Desk) -> None:
    desk.new("Gull Rock Surgery")
    desk.answer(*(f"{id_}={text}" for id_, text in FULL.items()), "workforce.whole.contract_hours=20")
    hour, freed, homes = desk.show_json()["leaning"]["turning"]["changes"]
    assert {key: hour[key] for key in ("id", "answer", "kind", "part")} == {
        "id": "cost.gp_hour", "answer": "90.6", "kind": "finely balanced", "part": "0.4700",
    }  # fmt: skip
    assert (freed["id"], freed["answer"], freed["part"]) == ("workforce.whole.released_hours", "3", "1.0000")
    assert (homes["id"], homes["answer"], homes["part"]) == ("home.1.done_by", "nurse", "1.0000")
    lines = desk.show("--hangs-on").lines
    before = next(n for n, line in enumerate(lines) if "the smallest change first" in line)
    assert [line.strip() for line in lines[before + 1 : before + 4]] == [hour["says"], freed["says"], homes["says"]]
    for turn in (hour, freed, homes):
        desk.answer(f"{turn['id']}={turn['answer']}")
        assert desk.show_json()["leaning"]["turning"]["kind_at_likely"] == turn["kind"]
        desk.answer(f"{turn['id']}={FULL[turn['id']]}")


def test_the_json_says_when_the_leaning_was_shown_and_what_changed_then(desk: Desk) -> None:
    desk.new("Saltmarsh Surgery")
    desk.answer("cost.gp_hour=95")
    with open_decision(desk.folder, clock=now) as session:
        change = session.give({"leaning.shown": "yes"}, by="Bess Harbour").change
    assert change is not None
    desk.answer("cost.gp_hour=100")
    leaning = desk.show_json()["leaning"]
    assert leaning["shown"] is True
    assert leaning["first_shown"] == change.at.isoformat()
    assert leaning["changed_afterwards"] == ["cost.gp_hour"]


def test_show_leaves_it_out_unless_asked_for_it_anchors_the_room(example: Desk) -> None:
    plain = example.show()
    assert (plain.code, plain.err) == (0, "")
    assert HANGS_ON not in plain.out
    assert "Against signing up" not in plain.out
    asked = example.show("--hangs-on")
    assert asked.lines[: len(plain.lines)] == plain.lines, "it is added, and nothing else changes"
    more = asked.lines[len(plain.lines) :]
    assert more[:2] == ["", HANGS_ON]
    only = "  Signing up would come out better this year only if"
    assert more[2:5] == [
        f"{only} a GP hour cost less than £80. You expect £85 to £110, likely £95.",
        f"{only} the director’s work took less than 3.9 hours a week. You expect 5 to 7 hours, likely 6.",
        f"{only} leaving now cost more than £10,133. You expect £0 to £6,000, likely £2,500.",
    ]
    assert more[5] == (
        "  Each is one answer moved alone, every other as you expect it. None of them lies within what you expect."
    )
    assert more[6].startswith("  If no post were filled, signing up would come out £10,242 worse this year")
    assert more[6].endswith("instead of £7,633 worse. With every post filled it would come out £1,726 worse.")
    assert more[8] == SUGGESTS
    assert more[9].startswith(
        "  Against signing up: without what comes only once, it comes out £8,803 worse than opting out"
    )
    assert more[-1] == (
        "  At the likely values it is also against signing up, and no answer changed alone turns that, within its own "
        "range or by one step."
    )


def test_plain_show_does_not_work_it_out(example: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def counted(appraisal: Appraisal, decision_id: str) -> HangsOn:
        asked.append(decision_id)
        return hangs_on(appraisal, decision_id)

    monkeypatch.setattr("des_decider.appraisal.hangs_on.hangs_on", counted)
    for more in ((), ("--all",), ("--working", "difference.this_year"), ("--form",)):
        assert example.show(*more).code == 0
    assert asked == []
    assert example.show("--hangs-on").code == 0
    assert len(asked) == 1


def test_while_nothing_is_known_it_says_what_it_needs(desk: Desk) -> None:
    desk.new("Saltmarsh Surgery")
    lines = desk.show("--hangs-on").lines
    at = lines.index(HANGS_ON)
    assert lines[at + 1] == "  Not known yet: it needs the figures of the options."
    assert lines[at + 3] == SUGGESTS
    assert lines[at + 4].startswith("  Kept back until everybody’s position is recorded"), (
        "it would steer the first round"
    )
    with open_decision(desk.folder, clock=now) as session:
        session.give({"leaning.shown": "yes"}, by="Bess Harbour")
    assert "  Cannot say yet" in desk.show("--hangs-on").out


@pytest.mark.all_cases
@pytest.mark.worked_out_anew
def test_the_same_decision_gives_the_same_json(example: Desk, form: dict[str, Any]) -> None:
    assert json.dumps(example.show_json()) == json.dumps(form)
