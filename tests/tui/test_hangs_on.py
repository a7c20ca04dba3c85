"""What the decision hangs on, at the screen: what it says first, where each line leads, and what is kept back."""

from __future__ import annotations

import re
import shutil
import time
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from des_decider.appraisal import hangs_on
from des_decider.appraisal.cancellation import Stopped
from des_decider.appraisal.tornado import Bar
from des_decider.decision.wording import money
from des_decider.record.example import make_example
from des_decider.record.opening import open_decision
from des_decider.tui import tornado_bars
from des_decider.tui.bars import NOUGHT, Scale
from des_decider.tui.screens.figures import WorkingScreen
from des_decider.tui.screens.hangs_on import HangsOnScreen
from des_decider.tui.screens.question import QuestionScreen
from des_decider.tui.screens.task_list import TaskListScreen
from des_decider.tui.screens.what_if import WhatIfScreen
from des_decider.tui.where_we_stand import signed, value_of
from tests.building import SHIPPED
from tests.memo.memo_facts import FULL as BOTH_WAYS
from tests.memo.memo_facts import without
from tests.tui.driver import EVENING, SMALL, USUAL, WIDE, given_before, meeting
from tests.tui.stillness import still, until
from tests.tui.test_changing_minds import ALL, NAMED

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.tui.driver import Meeting

TASK, SHOW = "What it hangs on", "Show what the answers lean towards (for the chair)"
THIS, FULL = "this year", "a full year"
LAST_TO_SAY = "vote.5.position"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Before the last partner has said where they stand: the leaning is kept back until then."""
    folder = tmp_path_factory.mktemp("made") / "d"
    make_example(folder, lambda: EVENING)
    with open_decision(folder, clock=lambda: EVENING) as session:
        assert not session.give({LAST_TO_SAY: ""}, by="Bess Harbour").refused
    return folder


@pytest.fixture
def example(made: Path, tmp_path: Path) -> Path:
    """The worked example but for one position: ranges on most answers."""
    return Path(shutil.copytree(made, tmp_path / "d"))


def eight_of_ten(room: Meeting) -> str:
    """From where to where 8 of 10 cases lie this year; which cases are drawn follows from the decision's id."""
    meeting = room.app.meeting
    spread = hangs_on.hangs_on(meeting.state.appraisal, meeting.session.decision_id).spread("this_year")
    assert spread is not None
    assert spread.p10 < spread.p90 < 0
    return f"from {money(spread.p10)} to {money(spread.p90)}"


def told(room: Meeting) -> str:
    """Everything the list says, scrolled into sight or not, without its line breaks."""
    return " ".join(" ".join(room.lines()).split())


def in_order(text: str, *words: str) -> None:
    """These words stand in the text, one after the other."""
    places = [text.find(some) for some in words]
    assert -1 not in places, f"“{words[places.index(-1)]}” is not said: {text}"
    assert places == sorted(places), dict(zip(words, places, strict=True))


def bar_lines(room: Meeting) -> dict[str, str]:
    """The bars by the words of their answer."""
    keys = zip(room.list_in_focus.keys, room.lines(), strict=True)
    return {key.partition(":")[2]: line for key, line in keys if key.startswith("bar ")}


# -- what it says, and in which order


async def test_it_answers_what_it_hangs_on_in_the_order_partners_ask(example: Path) -> None:
    async with meeting(example, WIDE) as room:
        await room.open(TASK)
        in_order(
            told(room), "1. Signing up would come out better this year only if", "You expect", "2. Signing up",
            "3. Signing up", "If no post were filled", "minutes a bed",
            "The answers that matter, this year", "Cost of a GP hour", "What if", "The options side by side",
            "Contested claims", "How sure, this year", "What the answers lean towards",
        )  # fmt: skip


@pytest.mark.parametrize("size", [SMALL, USUAL, WIDE], ids=["small", "usual", "wide"])
async def test_the_first_thing_seen_is_what_turns_it(example: Path, size: tuple[int, int]) -> None:
    async with meeting(example, size) as room:
        await room.open(TASK)
        room.sees(
            "What it hangs on, this year (9 months from 1 July 2020)",
            "1. Signing up would come out better this year only if",
        )
        room.sees("Esc back", "F9 a full year", "F1 help")
        listed, looked, come_to = room.list_in_focus, 0, set[int | None]()
        for _ in listed.keys:
            come_to.add(listed.highlighted)
            await room.press("down")
            if abs(listed.scroll_offset.y - looked) > listed.size.height // 3:
                looked = listed.scroll_offset.y
                assert all(len(line) <= size[0] for line in room.text.splitlines())
        assert come_to == {n for n, key in enumerate(listed.keys) if key}


def read(line: str) -> str:
    """A line as the driver reads the screen."""
    return " ".join(line.replace("│", " ").split())


async def test_the_heading_above_a_line_comes_into_sight_with_it(example: Path) -> None:
    async with meeting(example, SMALL) as room:
        await room.open(TASK)
        listed, seen = room.list_in_focus, 0
        for place in reversed([n for n, key in enumerate(listed.keys) if key]):
            listed.highlighted = place
            await room.settle()
            above = place
            while above and not listed.keys[above - 1]:
                above -= 1
                room.sees(read(str(listed.get_option_at_index(above).prompt).split("\n")[-1]))
                seen += 1
            room.sees(read(str(listed.get_option_at_index(place).prompt).split("\n")[0]))
        assert seen > 5
        room.sees("1. Signing up would come out better this year")


async def test_a_claim_that_is_longer_than_the_window_is_read_from_its_beginning(tmp_path: Path) -> None:
    sheet = tmp_path / "long.toml"
    text = SHIPPED.read_text(encoding="utf-8")
    sheet.write_text(
        re.sub('(?m)^terms = "(?!"")', f'terms = "{"So it was said and printed. " * 25}', text), encoding="utf-8"
    )
    async with meeting(given_before(tmp_path / "d", {}, worksheet=sheet), SMALL) as room:
        await room.open(TASK)
        listed, claims = room.list_in_focus, 0
        for place, line in enumerate(room.lines()):
            if listed.keys[place] and line.count("\n") > listed.size.height:
                listed.highlighted, claims = place, claims + 1
                await room.settle()
                room.sees(read(line.split("\n")[0]))
        assert claims
    assert list(room.kept()) == ["practice.name"]


async def test_this_year_and_a_full_year_are_never_mixed_up(example: Path) -> None:
    async with meeting(example, WIDE) as room:
        await room.open(TASK)
        this = told(room)
        await room.press("f9")
        full = told(room)
        room.sees("What it hangs on, a full year (12 months of everything)", "F9 this year")
        for said, when, other in ((this, THIS, "in a full year"), (full, "in a full year", THIS)):
            parts = re.split(r"The options side by side|How sure, |What the answers lean towards", said)
            assert when in parts[0]
            assert other not in parts[0].casefold()
            assert when in parts[2].casefold()
            assert other not in parts[2].casefold()
        in_order(full, "The options side by side", "This year", "A full year", "leaving at the next window")
        await room.press("f9")
        assert told(room) == this


async def test_options_stand_side_by_side_and_add_up(example: Path) -> None:
    async with meeting(example, WIDE) as room:
        await room.open(TASK)
        appraisal = room.app.meeting.state.appraisal
        rows = [re.split(r"\s{2,}", line.strip()) for line in room.lines()]
        for label, figures in (
            ("Together", ("sign_up.net.this_year", "opt_out.net.this_year", "difference.this_year")),
            ("Care from posts", ("workforce.care.this_year",)),
        ):
            shown = next(row for row in rows if row[0] == label)
            assert shown[1 : 1 + len(figures)] == [value_of(appraisal, id_) for id_ in figures]
        money, hours, whole = (
            next(row for row in rows if row[0] == name) for name in ("Money alone", "GP time, priced", "Together")
        )
        for column in (1, 2, 3):
            parts = [
                int(row[column].replace("−", "-").replace("£", "").replace(",", "")) for row in (money, hours, whole)
            ]
            assert abs(parts[0] + parts[1] - parts[2]) <= 1, column
        assert next(row for row in rows if row[0] == "Care from posts")[2:] == ["–", "–"]
        for label, figure in (
            ("director's", "gp_time.director"), ("done today", "gp_time.already"), ("new", "gp_time.new"),
        ):  # fmt: skip
            shown = [row[1:] for row in rows if row[0] == label]
            assert shown == [[value_of(appraisal, f"{figure}.{year}")] for year in ("this_year", "full_year")], label
        once = [f"{side}.once.this_year" for side in ("sign_up", "opt_out", "difference")]
        assert [row[1:] for row in rows if row[0] == "only once"] == [
            [value_of(appraisal, id_).removeprefix("+") for id_ in once]
        ]
        leaving = value_of(appraisal, "difference.leave_next")
        assert f"Signing up and leaving at the next window, against opting out now: {leaving}." in told(room)
        await room.choose("Care from posts")
        room.sees("How it is worked out", "our share of what is claimed for posts, which is no income, this year")


async def test_claims_stand_beside_ours_and_open_their_working(example: Path) -> None:
    async with meeting(example, WIDE) as room:
        await room.open(TASK)
        in_order(
            told(room), "NHS England, May 2020: £575,000, “£575,000 worth", "On an average network's list of 48,020.",
            "On our network's list: £961,526.",
            "Ours: £964,607 (“money of the network, the ceiling on claims included”).",
            "Rebuilt stream by stream, in full, for our network: £1,000,616.", "LMCs, February 2020", "−£17,191",
            "On our list: −£3,236.", "Ours: −£27,628 (“signing up, in a full year”).",
            "Also published: ", "61.5 sessions a week needed",
        )  # fmt: skip
        assert told(room).count("was not published: the two may count different things.") == 2
        await room.choose("Rebuilt stream by stream")
        assert isinstance(room.app.screen, WorkingScreen)
        room.sees("Core PCN funding", "Investment and Impact Fund")


# -- where a bar leads


async def test_only_the_widest_bars_stand_there_until_all_are_asked_for(example: Path) -> None:
    async with meeting(example, WIDE) as room:
        await room.open(TASK)
        assert len(bar_lines(room)) == 10
        await room.choose("more, none of which moves it more")
        hung = room.app.meeting.hung
        assert hung is not None
        assert list(bar_lines(room)) == [bar.id for bar in hung.bars["this_year"]]
        assert all(one.width >= other.width for one, other in pairwise(hung.bars["this_year"]))
        await room.choose("Show only the widest")
        assert len(bar_lines(room)) == 10


@pytest.mark.parametrize("width", [56, 76, 116])
def test_a_bar_runs_from_the_worse_to_the_better_around_where_we_are(width: int) -> None:
    now = Fraction(-50)
    bar = Bar("x", "an answer", "hours a week", Fraction(1), Fraction(2), Fraction(4), Fraction(100), Fraction(-300))
    scale = tornado_bars.scale_of([bar], now, width)
    laid_out = str(tornado_bars.laid_out(bar, scale, now, width))
    bar_line, ends_line = laid_out.splitlines()[-2:]
    drawn = re.search(r"(█+)│░*:░+", bar_line)
    assert drawn is not None, laid_out
    assert len(drawn[0]) == scale.cells
    assert len(drawn[1]) > drawn[0].count("░"), "the high end lies further off"
    assert all(len(line) <= width for line in laid_out.splitlines())
    in_order(laid_out, "An answer", "−£300", "█", "+£100", "at 4 h", "at 1 h")
    heads = str(tornado_bars.heads(scale, now, width))
    in_order(heads, "worse", "−£50", "£0", "better")
    assert len(heads) <= width
    for mark, words in (("│", "−£50"), (":", "£0")):  # both lines run on from bar to bar, under their words
        assert bar_line.index(mark) == ends_line.index(mark)
        assert abs(heads.index(words) + len(words) // 2 - bar_line.index(mark)) <= 5


def test_nought_is_left_off_where_bars_would_shrink_for_it() -> None:
    now = Fraction(90_500)
    far = Bar("x", "an answer", "£", Fraction(1), Fraction(2), Fraction(3), Fraction(90_000), Fraction(91_000))
    scale = tornado_bars.scale_of([far], now, 76)
    assert not scale.shows_nought
    assert NOUGHT not in scale.drawn(now, (("█", far.at_low), ("░", far.at_high)))
    assert "£0" not in scale.named(now)
    assert "£0 lies beyond the bars" in tornado_bars.legend(scale, now, THIS)


@pytest.mark.parametrize("now", [0, 1, -1, 40, -40, 999_999, -999_999])
def test_the_words_over_the_lines_never_run_into_each_other(now: int) -> None:
    for cells in (32, 50, 90):
        scale = Scale.of((Fraction(now), Fraction(100), Fraction(-100)), cells)
        named = scale.named(Fraction(now))
        assert len(named) == cells
        assert sorted(named.split()) == sorted([signed(Fraction(now)), "£0"])


async def test_what_if_is_one_line_away(example: Path) -> None:
    async with meeting(example) as room:
        await room.open(TASK)
        await room.choose("What if … it were otherwise?")
        assert isinstance(room.app.screen, WhatIfScreen)
        await room.press("escape")
        assert isinstance(room.app.screen, HangsOnScreen)


# -- how sure


async def test_with_few_ranges_it_says_which_are_wanted_and_nothing_in_tenths(tmp_path: Path) -> None:
    few = ALL | {"cost.gp_hour": "100", "pcn.running_costs": "48000"}
    async with meeting(given_before(tmp_path / "d", few), WIDE) as room:
        await room.open(TASK)
        assert "of 10 of the cases" not in told(room)
        in_order(
            told(room), "How sure, this year", "Not said yet. Only 4 answers have a range.", "First to need one: ",
            "By ranges so far, this year: ", "Answers without a range count as certain in it.",
        )  # fmt: skip
        room.sees("(by ranges so far). Answers without a range count as certain in it.")
        wanted = next(line for line in room.lines() if "Cost of a GP hour" in line and line.startswith(">"))
        await room.choose(wanted.removeprefix("> "))
        assert "What does an hour of a GP cost us" in room.question
        await room.give("80 / 100 / 156")
        assert "cost.gp_hour" in bar_lines(room)


@pytest.mark.all_cases
async def test_with_enough_ranges_it_is_said_in_tenths_with_the_year(example: Path) -> None:
    async with meeting(example, WIDE) as room:
        await room.open(TASK)
        in_order(
            told(room), "How sure, this year", "This year, in nearly all of the cases you allow, signing up leaves you",
            f"8 of 10 of these cases lie {eight_of_ten(room)}", "From 10,000 cases",
        )  # fmt: skip
        room.sees(f"Signing up against opting out: −£7,633; {eight_of_ten(room)} (in 8 of 10 cases)")


async def test_without_answers_it_names_what_it_waits_for_and_leads_there(tmp_path: Path) -> None:
    async with meeting(given_before(tmp_path / "d", NAMED)) as room:
        room.sees("What it hangs on waits for")
        await room.open(TASK)
        room.sees("Not known yet. What it hangs on waits for", "Our registered list")
        assert "£0" not in told(room)
        await room.choose("Our registered list")
        await room.give("9,040")
        room.sees("Not known yet.")
        room.sees_not("> Our registered list")


# -- the leaning


async def test_the_leaning_is_kept_back_until_it_is_opened_and_then_follows_the_answers(
    example: Path,
) -> None:
    async with meeting(example, WIDE) as room:
        await room.open(TASK)
        assert "Against signing up" not in told(room)
        await room.choose(SHOW)
        room.sees("Is the first round in: has every partner said where they stand?")
        await room.press("enter")
        assert "Against signing up" not in told(room), "the line one stands on first shows nothing"
        assert "leaning.shown" not in room.kept()
        await room.choose(SHOW)
        await room.choose("The first round is in")
        room.sees(
            "Against signing up: without what comes only once, it comes out £8,803 worse",
            "It was first shown on 19 May 2020, 19:42.",
        )
        assert "decision" not in told(room).partition("What the answers lean towards")[2].casefold()
        listed = room.list_in_focus
        headline = next(o.prompt for o in listed.options if str(o.prompt).startswith("Against signing up"))
        assert [str(span.style) for span in headline.spans] == ["$error bold"]  # type: ignore[union-attr] # is Content
        await room.press("escape")
        assert isinstance(room.app.screen, TaskListScreen)
        room.sees("Where we stand", eight_of_ten(room))
        room.sees_not("Against signing up")  # the panel is seen by all
    assert room.kept()["leaning.shown"] == "yes"
    assert room.changes()[-1].edits == {"leaning.shown": (None, "yes")}
    async with meeting(example, WIDE) as room:
        await room.open(TASK)
        assert SHOW not in told(room)
        assert "Against signing up: without what comes only once, it comes out £8,803 worse" in told(room)
        # A bar goes to its question, and comes back with new numbers.
        before, sentence = bar_lines(room)["cost.gp_hour"], room.lines()[0]
        await room.choose("Cost of a GP hour −£15,444")
        assert isinstance(room.app.screen, QuestionScreen)
        assert room.field == "85 / 95 / 110"
        await room.give("20 / 25 / 30")
        assert isinstance(room.app.screen, HangsOnScreen)
        assert room.list_in_focus.key == "bar answer:cost.gp_hour"
        assert bar_lines(room)["cost.gp_hour"] != before
        assert "at £30" in bar_lines(room)["cost.gp_hour"]
        assert room.lines()[0] != sentence
        in_order(
            told(room),
            "Towards signing up: without what comes only once, it comes out £26,666 better",
            "Afterwards 1 answer changed: cost of a GP hour.",
        )
        await room.undo()
        assert bar_lines(room)["cost.gp_hour"] == before
        assert "Against signing up: without what comes only once, it comes out £8,803 worse" in told(room)
    assert room.kept()["cost.gp_hour"] == "85 / 95 / 110"


async def test_once_everybody_has_said_where_they_stand_nothing_is_kept_back(example: Path) -> None:
    async with meeting(example, WIDE) as room:
        room.app.meeting.give({LAST_TO_SAY: "for"})
        await room.open(TASK)
        assert SHOW not in told(room)
        in_order(
            told(room),
            "What the answers lean towards",
            "Against signing up: without what comes only once, it",
            "The record does not say that it was shown before the vote; after the vote it is open to all.",
        )


async def test_the_smallest_changes_that_would_turn_it_lead_to_their_questions(tmp_path: Path) -> None:
    async with meeting(given_before(tmp_path / "d", without(BOTH_WAYS, "vote.2.position")), WIDE) as room:
        await room.open(TASK)
        assert "What would turn" not in told(room), "it would say what the leaning is"
        await room.choose(SHOW)
        await room.choose("The first round is in")
        in_order(
            told(room),
            "Against signing up: without what comes only once, it",
            "What would turn that, one answer changed alone, the smallest change first:",
            "Cost of a GP hour: £90.60 an hour instead of £100 an hour",
            "in Samphire House: a nurse instead of a GP would make the answers lean towards signing up.",
        )
        await room.choose("a nurse instead of a GP")
        assert isinstance(room.app.screen, QuestionScreen)
        await room.give("a nurse")
        assert isinstance(room.app.screen, HangsOnScreen)
        await room.settle()
        in_order(told(room), "Finely balanced.", "What would turn that", "Cost of a GP hour: £107.30")
    assert room.kept()["home.1.done_by"] == "nurse"


async def test_it_is_said_once_and_on_this_screen_that_it_is_shown(example: Path) -> None:
    """The words stood on the next question too, as if it had been answered so."""
    async with meeting(example, WIDE) as room:
        await room.open(TASK)
        await room.choose(SHOW)
        await room.choose("The first round is in")
        assert room.status == "It is shown; the record notes when."
        await room.choose("Cost of a GP hour −£15,444")
        assert isinstance(room.app.screen, QuestionScreen)
        assert room.status == ""


async def test_where_the_history_is_lost_it_still_knows_that_it_was_shown(example: Path) -> None:
    async with meeting(example, WIDE) as room:
        await room.open(TASK)
        await room.choose(SHOW)
        await room.choose("The first round is in")
    (example / "history.jsonl").unlink()
    async with meeting(example, WIDE) as room:
        await room.open(TASK)
        assert SHOW not in told(room)
        in_order(
            told(room),
            "Against signing up: without what comes only once, it",
            "Whether answers changed afterwards is not known",
        )


async def test_the_rest_is_counted_from_the_last_key(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It took up to twice as long: the library starts a timer anew only where its sleep ends."""
    async with meeting(example, WIDE) as room:
        beside, now, waited = room.app.beside, [70.0], list[float]()
        beside.let_go()
        room.app.beside.at_rest = 100.0
        monkeypatch.setattr("des_decider.tui.background.monotonic", lambda: now[0])
        monkeypatch.setattr(room.app, "set_timer", lambda seconds, _: waited.append(seconds))
        beside.soon()
        now[0] = 130.0
        beside.touched()
        now[0] = 170.0
        beside._waited()
        assert waited == [100.0, 60.0]
        assert room.app.meeting.hung is None
        now[0] = 230.0
        beside._waited()
        monkeypatch.undo()
        await room.settle()
        assert room.app.meeting.hung is not None


async def test_what_was_shown_stays_shown_though_it_is_undone(example: Path) -> None:
    async with meeting(example, WIDE) as room:
        await room.open(TASK)
        await room.choose(SHOW)
        await room.choose("The chair opens it")
        await room.undo()
        assert "leaning.shown" not in room.kept()
        assert "Against signing up: without what comes only once, it" in told(room)
        assert SHOW not in told(room)


async def test_while_nothing_can_be_said_that_is_said_at_once_and_nothing_is_noted_as_shown(tmp_path: Path) -> None:
    """Opening it too early noted it as shown, and the memo then named every answer given since as changed after it."""
    async with meeting(given_before(tmp_path / "d", ALL), WIDE) as room:
        await room.open(TASK)
        said = next(o.prompt for o in room.list_in_focus.options if str(o.prompt).startswith("Cannot say yet"))
        assert [str(span.style) for span in said.spans] == ["$warning bold"]  # type: ignore[union-attr] # is Content
        assert SHOW not in told(room)
        await room.choose("> Status of structured medication reviews")
        assert isinstance(room.app.screen, QuestionScreen)
    assert "leaning.shown" not in room.kept()


async def test_that_it_was_shown_is_no_question_and_cannot_be_answered_away(example: Path) -> None:
    async with meeting(example, WIDE) as room:
        await room.open(TASK)
        await room.choose(SHOW)
        await room.choose("The chair opens it")
        await room.open("How we decide")
        assert not [line for line in room.lines() if "leaning" in line.casefold()]
        room.app.go("answer:leaning.shown")
        await room.settle()
        assert isinstance(room.app.screen, HangsOnScreen)


# -- beside the typing


async def test_the_panel_shows_the_span_once_the_keys_are_at_rest(example: Path) -> None:
    async with meeting(example, WIDE, at_rest=0.05) as room:
        await until(room.app, lambda: room.app.meeting.hung is not None, "the span")
        await room.settle()
        room.sees(eight_of_ten(room))
        await room.press("f2")
        room.sees(eight_of_ten(room), "in 8 of 10 cases")
        await room.choose("in 8 of 10 cases")
        assert isinstance(room.app.screen, HangsOnScreen)


async def test_where_answers_are_typed_the_next_key_stops_it_and_the_span_follows_at_rest(
    example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[bool] = []
    told_to_stop: list[bool] = []

    def endless(*_args: object, stop: Callable[[], bool]) -> None:
        begun.append(True)
        while not stop():
            time.sleep(0.001)
        told_to_stop.append(True)
        raise Stopped

    async with meeting(example, WIDE) as room:
        await room.open("Our practice")
        await room.answer("Our registered list", "9,100")
        room.sees("working out its range")
        with monkeypatch.context() as slow:
            slow.setattr("des_decider.appraisal.hangs_on.hangs_on", endless)
            room.app.beside.rested()
            await until(room.app, lambda: bool(begun), "the thread begins")
            await room.press("1")
            await until(room.app, lambda: bool(told_to_stop), "the thread is told to stop: typing is not kept waiting")
        assert room.field == "1"
        room.sees("working out its range")
        room.app.beside.rested()
        await room.settle()
        room.sees(eight_of_ten(room))
        room.sees_not("working out its range")
        assert room.field == "1", "what is being typed is not touched"
        await room.give("9,050")
        room.sees("working out its range")
        room.sees_not("from −£")


async def test_leaving_the_screen_ends_what_is_worked_out(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[bool] = []
    told_to_stop: list[bool] = []

    def endless(*_args: object, stop: Callable[[], bool]) -> None:
        begun.append(True)
        for _ in range(3_000):
            time.sleep(0.01)
            if stop():
                told_to_stop.append(True)
                raise Stopped

    async with meeting(example, WIDE) as room:
        with monkeypatch.context() as slow:
            slow.setattr("des_decider.appraisal.hangs_on.hangs_on", endless)
            room.app.go("hangs on")
            await until(room.app, lambda: bool(begun), "the thread begins")
            await still(room.app, with_workers=False)
            room.sees("Working it out…", "The options side by side", "−£7,633")
            for key in ("end", "f9"):  # nothing waits for it
                room.post(key)
                await still(room.app, with_workers=False)
            room.sees("What it hangs on, a full year")
            await room.press("escape")
            await until(room.app, lambda: bool(told_to_stop), "the thread is told to stop")
            assert room.app.meeting.hung is None
        await room.open(TASK)
        room.sees("1. Signing up would come out better this year only if")


async def test_the_last_line_says_where_a_line_of_the_figures_leads(example: Path) -> None:
    """It promised a working for a finding that has no figure, and opened the section's questions."""
    async with meeting(example) as room:
        await room.press("f2")
        listed = room.list_in_focus
        for words, leads in (
            ("this year", "Enter how it is worked out"), ("The work", "Enter why"),
            ("Money", "Enter how it is worked out"), ("working out its range", "Enter what it hangs on"),
        ):  # fmt: skip
            listed.highlighted = room._line(listed, words)
            await room.settle()
            room.sees(leads)
        await room.choose("The work")
        room.sees("amber: a concern. At risk: structured medication reviews", "Enter to the question")
        await room.choose("It rests on the answers of this section")
        assert isinstance(room.app.screen, QuestionScreen)
        await room.press("escape", "escape", "escape", "f1")
        while "so far” means" not in room.text:
            before = room.text
            await room.press("pagedown")
            assert room.text != before


async def test_an_answer_of_nought_is_said_to_be_changed_by_a_step_and_not_by_a_fifth(tmp_path: Path) -> None:
    """A fifth of nothing is nothing, and yet it stood among the answers “changed by a fifth”."""
    fifth = "These have no range yet. Changed by a fifth"
    texts = {id_: text.split(" / ")[len(text.split(" / ")) // 2] for id_, text in without(BOTH_WAYS, "home.").items()}
    for hours, said in (("0", f"{fifth} (from 0 by a small step), they"), ("30", f"{fifth}, they")):
        opting_out = {"home.none": "yes", "opt_out.hours": hours, "service.social_prescribing.gp_hours": "9"}
        async with meeting(given_before(tmp_path / hours, texts | opting_out), WIDE) as room:
            await room.open(TASK)
            assert said in told(room)
            assert "Extra GP work if we opt out" in told(room).partition(fifth)[2]
