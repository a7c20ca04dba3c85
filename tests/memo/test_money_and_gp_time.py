"""Signing up as money, as GP time and as their sum, in words; and its table, which anybody can add up."""

from __future__ import annotations

import random
import re
from fractions import Fraction
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from des_decider.memo.figure_words import Words
from des_decider.memo.money_and_gp_time import from_income_to_net, outcome
from tests.building import SHIPPED, SMALL, appraisal, raw
from tests.how_many import cases
from tests.memo.memo_facts import FULL, QUICK_LOOK, memo, under, without
from tests.random_decisions import random_answers

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from des_decider.memo.document import Table

NOTHING = {"has ended", "does not apply", "left out", "kept"}
UNKNOWN = "not known"


def words_of(texts: Mapping[str, str], path: Path = SHIPPED) -> Words:
    facts = SimpleNamespace(appraisal=appraisal(texts, path))
    return Words(cast("Any", facts))


def told(cash: float | str, gp_time: float | str, together: float | str | None = None) -> str:
    """The sentence where both horizons come to this; words stand for a value that is missing or does not apply."""
    words = words_of(FULL)
    if together is None:
        assert not isinstance(cash, str)
        assert not isinstance(gp_time, str)
        together = cash + gp_time
    for part, value in (("", together), (".cash", cash), (".gp_time", gp_time)):
        for horizon in ("this_year", "full_year"):
            id_ = f"difference{part}.{horizon}"
            shown = words.appraisal[id_]._replace(
                value=Fraction(value) if not isinstance(value, str) else None,
                not_applicable="because" if value == "does not apply" else None,
            )
            words.appraisal.figures = {**words.appraisal.figures, id_: shown}
    return outcome(words)


BEFORE = ", before any GP hour is paid for, "


@pytest.mark.parametrize(
    ("cash", "gp_time", "in_money", "in_gp_time", "together"),
    [
        (38_315, -61_616, "brings us £38,315 more money", "takes GP time we price at £61,616", "£23,301 worse"),
        (40_000, -1, "brings us £40,000 more money", "takes GP time we price at £1", "£39,999 better"),
        (-500, 800, "leaves us £500 less money", "frees GP time we price at £800", "£300 better"),
        (-500, -800, "leaves us £500 less money", "takes GP time we price at £800", "£1,300 worse"),
        (700, -700, "brings us £700 more money", "takes GP time we price at £700", "neither better nor worse"),
        (0, 600, "brings us neither more nor less money", "frees GP time we price at £600", "£600 better"),
        (0.25, -9, "brings us neither more nor less money", "takes GP time we price at £9", "£9 worse"),
        (5, 0, "brings us £5 more money", "neither takes nor frees GP time, as we price it", "£5 better"),
    ],
)
def test_money_and_gp_time_are_told_apart_with_their_sum(
    cash: float, gp_time: float, in_money: str, in_gp_time: str, together: str
) -> None:
    sentence = f"{BEFORE}signing up {in_money} than opting out; it {in_gp_time}: together {together}."
    assert told(cash, gp_time) == f"This year{sentence} In a full year{sentence}"


@pytest.mark.parametrize(
    ("cash", "gp_time", "together", "sentence"),
    [
        (
            900,
            UNKNOWN,
            UNKNOWN,
            f"This year{BEFORE}signing up brings us £900 more money than opting out; its GP time is not priced.",
        ),
        (UNKNOWN, UNKNOWN, UNKNOWN, "What signing up comes to against opting out is not known."),
        (
            "does not apply",
            "does not apply",
            "does not apply",
            ("What signing up comes to against opting out does not apply."),
        ),
        ("does not apply", -50, -50, "This year signing up leaves us £50 worse off than opting out."),
    ],
)
def test_only_what_is_known_is_said(
    cash: float | str, gp_time: float | str, together: float | str, sentence: str
) -> None:
    assert told(cash, gp_time, together).startswith(sentence)


def test_one_year_may_be_known_and_the_other_not() -> None:
    words = words_of(without(FULL, "opt_out.exit_cost"))
    assert outcome(words).startswith("What signing up comes to against opting out this year is not known. In a full ")


def test_without_the_price_of_a_gp_hour_the_money_is_told_all_the_same() -> None:
    said = outcome(words_of(without(QUICK_LOOK, "cost.gp_hour")))
    assert re.search(
        rf"This year{BEFORE}signing up \D+£[\d,]+ (more|less) money than opting out; its GP time is not priced\.", said
    )


def test_the_rates_of_a_full_year_stand_beside_those_of_this_year() -> None:
    document = memo(FULL)
    said = under(document, "Money and GP time")
    assert "at its full-year rate (care home premium £10.00 a bed a month, this year £7.50), without" in said
    ours = under(memo({**FULL, "payment.care_home_premium.full_year_rate": "11"}), "Money and GP time")
    assert "(care home premium £11.00 a bed a month, this year £7.50)" in ours


def test_which_hours_count_is_said_and_for_whom_the_director_is_paid() -> None:
    whose = {"director.ours": "yes", "director.amount": "9,000", "director.hours": "3", "director.already": "yes"}
    said = under(memo({**FULL, **whose, "director.paid_to": "person_our_time"}), "Money and GP time")
    assert (
        "An hour counts only if it would stop on opting out; what the core contract asks anyway is on neither" in said
    )
    assert "for which the person is paid, not the practice" in said
    assert "for which we are paid £0" not in said
    ours = under(memo({**FULL, **whose, "director.paid_to": "practice"}), "Money and GP time")
    assert "for which we are paid £6,750 this year" in ours


def test_what_the_network_keeps_is_no_nought_of_ours() -> None:
    """It stood as £0 between what comes in."""
    table = from_income_to_net(words_of(FULL))
    assert table.rows[0] == ("Core PCN funding, kept by the network", "kept", "kept")
    shared = from_income_to_net(words_of({**FULL, "network.split": "all_shared"}))
    assert shared.rows[0][1].startswith("£")
    nobody = from_income_to_net(words_of({**without(FULL, "home."), "home.none": "yes"}))
    assert [row[1] for row in nobody.rows if row[0] == "Care home premium"] == ["£0"], "passed on, and we have no bed"


def test_hours_to_start_stand_with_the_work_priced_or_not() -> None:
    texts = {**FULL, "service.smr.once_hours": "6", "service.ehch.once_hours": "8"}
    names = [row[0] for row in from_income_to_net(words_of(texts)).rows]
    assert "Work for the services (this year £1,400 of it only once)" in names
    unpriced = under(memo(without(texts, "cost.gp_hour")), "At a glance")
    assert "14 GP hours to start, if we sign up, not priced." in unpriced


# The table


def amount(cell: str) -> int:
    return 0 if cell in NOTHING else int(cell.replace("£", "").replace(",", "").replace("−", "-"))


def column(table: Table, place: int) -> tuple[list[str], str, list[str], str]:
    """What comes in and its total, then what else counts and what it all comes to."""
    cells = [row[place] for row in table.rows]
    at, net = (place_of(table, start) for start in ("All income", "What signing up comes to"))
    return cells[:at], cells[at], cells[at + 1 : net], cells[net]


def opting_out(table: Table, place: int) -> tuple[list[str], str, str]:
    """What opting out costs and spares, what it all comes to, and signing up less that."""
    cells = [row[place] for row in table.rows]
    return cells[place_of(table, "What signing up comes to") + 1 : -2], cells[-2], cells[-1]


def place_of(table: Table, start: str) -> int:
    (at,) = [at for at, row in enumerate(table.rows) if row[0].startswith(start)]
    return at


def adds_up(lines: list[str], total: str) -> bool:
    """Whether rounded lines come to a rounded total: each can be half a pound off, and so can the total."""
    return abs(sum(map(amount, lines)) - amount(total)) <= (len(lines) + 1) / 2


def test_every_part_of_the_income_and_of_the_net_has_its_line() -> None:
    texts = {**FULL, "director.ours": "yes", "director.amount": "9,000"}
    without_later = [row[0] for row in from_income_to_net(words_of(texts)).rows]
    lines = [row[0] for row in from_income_to_net(words_of({**texts, "facts.later": "include"})).rows]
    assert without_later == [line for line in lines if not line.startswith("Investment")], "what is left out"
    assert lines == [
        "Core PCN funding, kept by the network", "Extended hours access", "Care home premium",
        "Network participation payment", "PCN support payment, kept by the network",
        "Investment and Impact Fund, for the network to spend on its services", "Paid to us for the director",
        "All income, the sum of the lines above", "GP time that the posts free, our share, priced",
        "Work for the services", "Work in the care homes", "Supervision of the posts, our share, priced",
        "What the network lacks to pay its way, our share", "Meetings of the network and our director's hours",
        "Local payments that signing up ends", "GP time that ends with those payments, priced",
        "What signing up comes to, all income and the lines below it", "Local payments that opting out ends",
        "GP time that ends with what opting out ends, priced", "Extra GP work if we opt out, priced",
        "Cost of leaving now, once", "What opting out comes to, the lines since signing up",
        "Signing up against opting out, the one less the other",
    ]  # fmt: skip


def test_local_payments_lost_are_taken_off_and_the_gp_time_they_cost_is_freed() -> None:
    rows = {row[0]: row[1:] for row in from_income_to_net(words_of(FULL)).rows}
    assert rows["Local payments that signing up ends"] == ("−£4,500", "−£6,000")
    assert rows["GP time that ends with those payments, priced"] == ("£3,900", "£5,200")
    none = {row[0]: row[1:] for row in from_income_to_net(words_of(QUICK_LOOK)).rows}
    assert none["Local payments that signing up ends"] == ("does not apply", "does not apply")


def test_what_is_missing_leaves_its_line_and_the_total_unknown_and_the_others_known() -> None:
    table = from_income_to_net(words_of(without(FULL, "cost.admin_hour")))
    rows = {row[0]: row[1] for row in table.rows}
    assert rows["Meetings of the network"] == UNKNOWN, "the director is none of ours"
    assert rows["What signing up comes to, all income and the lines below it"] == UNKNOWN
    assert rows["Local payments that signing up ends"] == "−£4,500"


def test_a_fund_for_services_is_neither_ours_nor_what_the_network_keeps_to_run_on() -> None:
    """It stood as kept, and was in none of what the network keeps."""
    said = under(memo({**FULL, "facts.later": "include"}), "Money and GP time")
    assert "Of its own money, Investment and Impact Fund left out, the network keeps £" in said
    assert "Investment and Impact Fund, which the network has to spend on its services" in said
    assert "Our share of what it lacks is counted, by our share of the network." in said
    assert "to spend on its services" not in under(memo(FULL), "Money and GP time"), "it was not known"


@pytest.mark.parametrize("path", [SHIPPED, SMALL], ids=["shipped", "small"])
@pytest.mark.parametrize("seed", range(cases(20, thorough=600)))
def test_in_any_decision_the_lines_add_up_to_what_is_printed_below_them(seed: int, path: Path) -> None:
    words = words_of(random_answers(raw(path), random.Random(seed)), path)  # noqa: S311 - nothing secret is drawn
    table = from_income_to_net(words)
    for place, key in ((1, "this_year"), (2, "full_year")):
        coming_in, income, others, net = column(table, place)
        assert income == words.figure(f"sign_up.income.{key}")
        assert net == words.figure(f"sign_up.net.{key}")
        if income != UNKNOWN:
            assert adds_up(coming_in, income)
        if net != UNKNOWN:
            assert adds_up([*coming_in, *others], net)
        lines, out, against = opting_out(table, place)
        assert out == words.figure(f"opt_out.net.{key}")
        assert against == words.figure(f"difference.{key}")
        if out != UNKNOWN:
            assert adds_up(lines, out)
        if UNKNOWN not in {net, out}:
            assert abs(amount(net) - amount(out) - amount(against)) <= 1


@pytest.mark.parametrize("seed", range(cases(10, thorough=200)))
def test_each_bar_goes_on_from_the_line_above_by_what_its_own_line_says(seed: int) -> None:
    words = words_of(random_answers(raw(SHIPPED), random.Random(seed)), SHIPPED)  # noqa: S311 - nothing secret is drawn
    table = from_income_to_net(words)
    assert table.bars is not None
    ends: list[int | None] = [0]
    for (name, shown, _), bar in zip(table.rows, table.bars.rows, strict=True):
        told = [amount(one) for one in re.findall(r"−?£[\d,]+", bar.says)]
        if not told:
            assert shown == UNKNOWN or ends[-1] is None, name
            ends.append(None)
            continue
        if len(told) == 1:
            assert amount(shown) == told[0], name
            assert all(piece.dark for piece in bar.pieces), "a sum stands at £0 and is dark"
            assert {piece.start for piece in bar.pieces} | {piece.end for piece in bar.pieces} >= {0}
        else:
            assert told[0] == ends[-1], name
            assert abs(told[1] - told[0] - (0 if shown in NOTHING else amount(shown))) <= 1, name
        ends.append(0 if name.startswith(("What signing up comes to", "What opting out")) else told[-1])
