"""The first two pages of a memo, which alone are enough: what stands on them, for two partners and for fourteen."""

from __future__ import annotations

import io
import re
from fractions import Fraction
from typing import TYPE_CHECKING

import docx
import pytest

from des_decider.decision.wording import money
from des_decider.memo.compose import compose_memo
from des_decider.memo.document import Paragraph, Quote, SignatureBlock, Table
from des_decider.memo.formats import as_bytes
from tests.building import SHIPPED
from tests.memo.memo_facts import BLANK, DISSENT, FULL, facts, items, texts_of, under, without
from tests.memo.memo_facts import memo as memo_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from des_decider.memo.document import Block, Document

FIRST = ("The decision", "Conditions", "At a glance", "The vote")
SECOND = ("Each partner’s position", "Declarations of interest", "What happens next", "Names and signatures")
CONDITION = {
    "condition.1.if_not_met": "We give notice the same day.",
    "condition.1.without": "payment.core_pcn.reaches_practice = 0; local.1.amount = 12,000",
}
FOR = ("Saltmarsh Surgery signs up to the Network Contract DES for 2020/21, provided that the schedules of the "
       "network agreement are filled in by 29 May 2020.")  # fmt: skip


def partners(many: int) -> dict[str, str]:
    """The full decision with so many partners; the second dissents and the third does not vote."""
    texts = without(FULL, "partner.", "vote.", "interest.")
    texts |= {id_: text for id_, text in FULL.items() if id_.startswith("vote.") and not id_.split(".")[1].isdigit()}
    for n in range(1, many + 1):
        texts |= {
            f"partner.{n}.name": f"Dr Partner {n}",
            f"partner.{n}.role": "Partner",
            f"vote.{n}.present": "yes",
            f"vote.{n}.position": "against" if n == 2 else "for",
            f"vote.{n}.reason": f"Reason of partner {n}, in words of their own.",
            f"interest.{n}.partner": f"{n}",
            f"interest.{n}.kind": "financial" if n == 1 else "none",
        }
    return {**texts, "vote.quorum": "2", "interest.1.what": "paid by the network", "interest.1.done": "noted"}


def memo(texts: Mapping[str, str], *, signed: bool = True) -> Document:
    return memo_of({**texts, **CONDITION}, signed=signed)


def said_in(document: Document, headings: tuple[str, ...]) -> str:
    return "\n".join(under(document, heading) for heading in headings)


@pytest.mark.parametrize("many", [2, 14])
def test_the_first_two_pages_hold_what_a_partner_signs(many: int) -> None:
    texts = partners(many)
    document = memo(texts)
    assert items(document)[: len(FIRST) + len(SECOND)] == [*FIRST, *SECOND]
    first, second = said_in(document, FIRST), said_in(document, SECOND)
    assert first.startswith(FOR if many > 2 else f"Proposed; the vote has no result:\n{FOR}"), "one against one"
    assert (
        "1. The schedules of the network agreement are filled in | Dr Ada Marsh | 29 May 2020 | "
        "We give notice the same day."
    ) in first
    assert "Signing up comes out £" in first
    assert "than opting out from July 2020 to March 2021, and £" in first
    assert (
        f"{many} partners, {many} present: {many - 1} for, 1 against, 0 abstained, 0 did not vote (interest), 0 absent."
        in first
    )
    for n in range(1, many + 1):
        stood = "Against" if n == 2 else "For"
        assert f"Dr Partner {n} | {stood}" in second
        assert f"Reason of partner {n}, in words of their own." in second
        assert f"sign: Dr Partner {n}" in second
    assert "Dr Partner 1 | Financial: paid by the network | Noted" in second
    assert "Names typed under the decision read back, on 18 May 2020, 19:42: Dr Partner 1" in second


@pytest.mark.parametrize(("many", "pages"), [(2, 2), (14, 3)])
def test_they_take_two_pages_and_for_fourteen_partners_a_third(many: int, pages: int) -> None:
    """By a rough count of their lines: how Word breaks them no test can ask."""
    document = memo(partners(many))
    end = next(at for at, block in enumerate(document.blocks) if "The meeting" in texts_of(block))
    assert sum(map(height, document.blocks[:end])) <= pages * 257, "millimetres between the margins of A4"


def height(block: Block) -> float:
    """About how many millimetres high a block stands on a page of A4."""
    line, letters = 4.4, 95
    match block:
        case Table(rows=rows, header=header, widths=widths):
            shares = widths or (1,) * len(header)
            tall = 0.0
            for row in (header, *rows):
                wide = [max(1, letters * share / sum(shares)) for share in shares]
                lines = max(-(-len(cell) // wide_) for cell, wide_ in zip(row, wide, strict=True))
                tall += max(1, lines) * 3.9 + 1.4
            return tall + 3
        case SignatureBlock(names=names):
            return 7 + 12.2 * len(names)
        case _:
            return sum(max(1, -(-len(text) // letters)) * line + 1.6 for text in texts_of(block) if text)


def test_both_differences_without_a_condition_stand_beside_those_with_it() -> None:
    said = under(memo(FULL), "Conditions")
    then = facts({**FULL, "local.1.amount": "12,000"}).appraisal
    keys = ("difference.this_year", "difference.full_year")
    amounts = [money(abs(then[key].value or Fraction(0))) for key in keys]
    assert said.splitlines()[-1] == (
        "Signing up without condition 1, if only this changes (share of core PCN funding that reaches the practices 0 "
        f"% and amount of Local care home scheme £12,000 a year instead of £6,000 a year), would come out {amounts[0]} "
        f"worse than opting out from July 2020 to March 2021, and {amounts[1]} worse in a full year. The figures below "
        "count it as met."
    )
    assert under(memo_of(FULL), "Conditions").endswith("No figure was given for condition 1.")
    wrong = memo_of({**FULL, "condition.1.without": "who knows"})
    assert "Without condition 1 the figures are not known: “who knows” is no answer" in under(wrong, "Conditions")
    assert "figures are not known" not in under(memo_of(FULL), "Conditions")


def test_money_and_gp_time_stand_apart_with_their_spans_and_what_comes_once() -> None:
    table = next(
        b for b in memo(FULL).blocks if isinstance(b, Table) and b.header[0] == "Signing up against opting out"
    )
    assert table.header[1] == "July 2020 to March 2021 (9 months)"
    assert table.header[3] == "In a full year"
    assert [row[0] for row in table.rows] == ["Together", "Of it, only once", "Money alone", "GP time, priced"]
    assert table.rows[1] == ("Of it, only once", "£1,500", "", "left out", "")
    assert "Only once: £1,500 to leave now, if we opt out." in under(memo(FULL), "At a glance")
    spread = facts(FULL).hangs_on.spread("full_year")
    assert spread is not None
    assert table.rows[0][4] == f"{money(spread.p10)} to {money(spread.p90)}"
    never = memo({**FULL, "opt_out.exit_cost": "0"})
    assert "only once" not in under(never, "At a glance").lower()


def test_whoever_reads_no_further_knows_when_where_and_of_whom() -> None:
    said = under(memo(FULL), "The decision")
    assert "Decided: 18 May 2020. Network: Saltmarsh and Holm PCN. Commissioner: NHS North Shore CCG." in said
    assert "Decided: not recorded. Option put to the vote: not recorded." in under(memo({}), "The decision")


def test_gp_hours_stand_on_the_first_page_whatever_their_colour() -> None:
    said = under(memo({**FULL, "practice.gp_hours_found": "4 / 8 / 9"}), "At a glance")
    hours = "6 more new GP hours a week than opting out, 9.6 with no post filled"
    assert f"GP time, amber: {hours}; 8 could be found (from 4 to 9)." in said


def test_what_stands_under_the_table_is_only_what_was_given() -> None:
    said = under(memo(FULL), "At a glance")
    nurses = "Money holds our nurses’ and administrators’ hours, priced; GP hours, bought ones too, are under GP time"
    assert f"{nurses}, at £100 an hour (from £80 to £156)." in said
    assert "Care from the posts (our share of what is claimed: £19,554 and £39,108) is no money of ours, and in" in said
    assert "are under GP time." in under(memo(without(FULL, "cost.gp_hour")), "At a glance")


def test_what_is_red_stands_in_a_line_each() -> None:
    lines = under(memo(FULL), "At a glance").splitlines()
    red = [line for line in lines if ", red" in line]
    assert [line.split(":")[0] for line in red] == [
        "Posts and people, red",
        "Care homes, red (in the figures already)",
        "Contract and exit, red",
    ]
    unblocked = under(memo({**FULL, "question.redundancy": "yes"}), "At a glance")
    assert "Posts and people, red (in the figures already): part expected" in unblocked, "no blocker is in a figure"
    green = memo({"practice.name": "Saltmarsh Surgery"})
    said = under(green, "At a glance")
    assert "No finding can be made: answers are missing." in said
    assert "No finding is red" not in said, "it may be, once it is known"
    sure = {"service.smr.status": "ready", "service.ehch.status": "ready", "service.ecd.status": "ready",
            "service.extended_hours.status": "already", "service.social_prescribing.status": "already"}  # fmt: skip
    without_money = under(memo({**BLANK, **sure}), "At a glance")
    lacking = "No finding, because answers are missing: “Posts and people”, “Care homes”, “Money”"
    assert lacking in without_money
    assert "No other finding is red." in without_money


def test_a_decision_without_a_result_of_the_vote_is_proposed() -> None:
    decided = {**FULL, "decision.sentence": "We sign up."}
    said = under(memo(without(decided, "vote.")), "The decision")
    assert said.startswith("Proposed; the vote has no result:\nWe sign up.")
    assert "Proposed" not in under(memo(BLANK), "The decision")


def test_gp_hours_that_are_known_are_said_where_nobody_said_how_many_could_be_found_or_what_they_cost() -> None:
    """A page without them looked better for signing up, because an answer was missing."""
    texts = without(FULL, "practice.gp_hours_found", "cost.gp_hour")
    said = under(memo(texts), "At a glance")
    hours = "6 more new GP hours a week than opting out, 9.6 with no post filled"
    assert f"GP time, not judged: {hours}; nobody has said how many hours could be found." in said
    assert "“GP time”" not in said
    money = under(memo(texts), "Money and GP time")
    assert "; its GP time is not priced. In a full year" in money
    assert "GP hours a week, which are not priced." in money


def test_leaving_at_the_next_window_has_its_own_figure_and_stands_out_where_it_was_put_to_the_vote() -> None:
    later = "Signing up and leaving at the next window: £4,537 worse than opting out now, from July 2020 to "
    for option, strong in (("sign_up_on_conditions", False), ("sign_up_then_leave", True)):
        blocks = memo({**FULL, "decision.option": option}).blocks
        (said,) = (b for b in blocks if isinstance(b, Paragraph) and b.text.startswith(later))
        assert said.strong is strong
        assert re.search(r"; 8 of 10 cases: £[\d,]+ worse to £[\d,]+ (better|worse)\.$", said.text), (
            "it had signs alone"
        )
    assert "next window" not in under(memo(without(FULL, "leave.exit_cost")), "At a glance")
    lacking = {**without(FULL, "leave.exit_cost"), "decision.option": "sign_up_then_leave"}
    assert "How signing up now and leaving at the next window comes out is not known." in under(
        memo(lacking), "At a glance"
    )


# Where the answers lean the other way


REASON = "The figures price our time, and most of it we give today.\nIt is a price for one year."


def test_a_decision_against_the_figures_says_so_and_gives_the_reason_as_written() -> None:
    document = memo({**FULL, "decision.against_figures": REASON})
    lean = "The answers lean the other way: against signing up. The reason given, as written:"
    assert Paragraph(lean, strong=True) in document.blocks
    assert Quote(REASON) in document.blocks
    said = under(memo(FULL), "At a glance")
    assert said.endswith("The reason for deciding so: not recorded.")


@pytest.mark.parametrize("other", [{"decision.option": "opt_out"}, {"vote.4.position": "against"}])
def test_a_reason_for_what_was_not_decided_is_not_given_as_one_for_what_was(other: dict[str, str]) -> None:
    """Why they signed up against the figures stood under the decision to opt out, once they changed their mind."""
    said = under(memo({**FULL, "decision.against_figures": REASON, **other}), "At a glance")
    assert "lean the other way" not in said
    assert REASON.splitlines()[0] not in said
    assert "reason given" not in said


def test_something_in_the_way_and_no_figure_is_said_to_lean_the_other_way_where_signing_up_comes_out_better() -> None:
    """“The figures lean the other way” stood below a difference that was better."""
    in_the_way = without(FULL, "note.question.redundancy", "question.schedules.note")
    known = facts({**in_the_way, "opt_out.exit_cost": "20,000", "cost.gp_hour": "20 / 40 / 156"})
    assert (known.appraisal["difference.this_year"].value or 0) > 0
    said = under(compose_memo(known), "At a glance")
    assert "The answers lean the other way: against signing up, unless " in said
    assert "figures lean" not in said


def test_where_the_figures_are_finely_balanced_they_do_not_settle_it() -> None:
    ways_round = {"question.schedules": "all", "question.liability": "own_share", "question.redundancy": "yes"}
    document = memo({**FULL, **ways_round, "cost.gp_hour": "70 / 75 / 156"})
    assert Paragraph("The answers do not settle it.", strong=True) in document.blocks
    open_still = without(FULL, "note.question.redundancy", "question.schedules.note")
    known = facts({**open_still, "opt_out.exit_cost": "20,000", "cost.gp_hour": "40"})
    assert known.hangs_on.leaning.headline.endswith("; but 2 things stand in the way of signing up.")
    rest = known.hangs_on.leaning.headline.removeprefix("Finely balanced")
    assert f"The answers do not settle it{rest}" in under(compose_memo(known), "At a glance")


def test_no_paper_says_which_way_they_lean_before_the_partners_may_see_it() -> None:
    undecided = without(FULL, "vote.2.position")
    said = under(memo_of(undecided), "At a glance")
    assert "lean" not in said
    assert "settle" not in said


def test_what_is_likely_and_lies_outside_its_range_is_explained() -> None:
    """“£64,136 | £52,601 to £62,275” read as two numbers for one thing."""
    few = {id_: text.split(" / ")[len(text.split(" / ")) // 2] for id_, text in FULL.items()}
    known = facts({**few, "cost.gp_hour": "98 / 100 / 160"})
    spread, likely = known.hangs_on.spread("this_year"), known.appraisal["difference.this_year"].value
    assert spread is not None
    assert likely is not None
    assert likely > spread.p90
    said = under(compose_memo(known), "At a glance")
    assert (
        "This year and in a full year what we think likely lies above that range: our lows and highs reach further to "
        "the worse side."
    ) in said
    assert "lies below that range" in under(memo({**few, "cost.gp_hour": "40 / 100 / 102"}), "At a glance")
    assert "that range" not in under(memo({**few, "cost.gp_hour": "90 / 100 / 110"}), "At a glance")


def test_without_any_range_no_cases_are_spoken_of() -> None:
    certain = {id_: text.split(" / ")[len(text.split(" / ")) // 2] for id_, text in FULL.items()}
    said = under(memo(certain), "At a glance")
    assert "No answer that moves these has a range." in said
    assert "cases" not in said


def test_who_puts_it_off_reads_beside_the_decision_what_silence_means() -> None:
    said = "What silence means, by the worksheet: "
    later = memo_of({**FULL, "decision.option": "not_yet"})
    assert said in under(later, "The decision")
    assert said not in under(later, "Options considered"), "it stood there twice"
    for option, vote in (("sign_up", "for"), ("not_yet", "against")):
        votes = {id_: vote for id_ in FULL if id_.endswith(".position")}
        other = memo_of({**FULL, **votes, "decision.option": option})
        assert said not in under(other, "The decision")
        assert said in under(other, "Options considered")


# What happens next


def test_the_next_windows_day_is_ours_where_the_worksheet_asks_for_it() -> None:
    """The practice's own day stood there as the worksheet's, and without any it had a source."""
    path = SHIPPED.with_name("network-contract-des-2025-26.toml")
    for option in ("sign_up", "opt_out"):
        texts = {**BLANK, "decision.option": option}
        given = {"date.next_window": "30 April 2026", "note.date.next_window": "The ICB thinks so."}
        assert "(our own answer (The ICB thinks so))" in under(
            memo_of({**texts, **given}, path=path), "What happens next"
        )
        assert "(worksheet" not in under(memo_of(texts, path=path), "What happens next")


def test_what_happens_next_stands_in_date_order_with_who_and_the_notice_worked_out() -> None:
    lines = under(memo(FULL), "What happens next").splitlines()
    assert lines[0] == "Decided: 18 May 2020; written down: 18 May 2020, 19:42; signed off: 18 May 2020, 19:42."
    assert lines[2:] == [
        "When | What, and who sees to it",
        ("20 May 2020 | Send the notice to the commissioner (Ann Fell, practice manager). "
         "The commissioner asked to be told by this day"),
        "22 May 2020 | To be told: The network’s other practices",
        "29 May 2020 | Condition 1 is to be met (Dr Ada Marsh)",
        "31 May 2020 | The contract asks for an answer by this day. Last day to change our mind",
        "1 June 2020 | The decision takes effect",
        ("30 June 2020 | After an opt-out told by 31 May 2020 this would be our last day in the contract, 30 days "
         "later (worksheet)"),
        ("1 March 2021 | Review; what would make it sooner: fewer than three posts are filled by December, or the "
         "contract changes"),
        ("30 April 2021 | Next window to leave or join ends (worksheet, from memory); after notice given by then our "
         "last day in the contract is not recorded"),
        "No date recorded | Ask the network who pays redundancy (nobody named)",
    ]  # fmt: skip
    asked = {"date.next_effective": "31 May 2021", "note.date.next_effective": "The CCG thinks so."}
    given = under(memo({**FULL, **asked}), "What happens next")
    by_then = "our last day in the contract would be 31 May 2021, 31 days later, by our own answer"
    assert f"{by_then} (The CCG thinks so)" in given
    opted_out = under(memo({**FULL, "decision.option": "opt_out"}), "What happens next")
    assert "After an opt-out told by 31 May 2020 this is our last day in the contract" in opted_out
    blank = under(memo_of({}), "What happens next")
    told = "The practice tells its commissioner that it joins, stays, leaves, or can find no network (worksheet)"
    assert f"31 May 2020 | {told}" in blank, "it was said of every year that the contract asks for an answer"
    undated = "The decision takes effect. Last day to change our mind. Review"
    assert f"No date recorded | {undated}" in blank.splitlines(), "that the commissioner asked is said by nobody"
    assert "Decided: not recorded;" in blank
    assert "; not signed off." in blank


# Words


@pytest.mark.parametrize("more", [{}, {"practice.gp_sessions": "34", "cost.gp_hour": "60"}], ids=["against", "towards"])
@pytest.mark.parametrize("less", ["nothing", "cost.gp_hour", "service.", "home."])
def test_no_sentence_of_a_sealed_memo_says_yet_or_pays(more: dict[str, str], less: str) -> None:
    """But for what people wrote themselves, the worksheet’s own words, and the option that is called so."""
    texts = without({**FULL, **CONDITION, **more}, less)
    known = facts(texts, signed=True)
    sheet = known.appraisal.book.worksheet
    theirs = [*texts.values(), *(q.text for q in sheet.questions.values()), *(d.what for d in sheet.dates.values())]
    theirs += [option for q in sheet.questions.values() for option in q.options.values()]
    theirs += [text for claim in sheet.claims.values() for text in (claim.terms, claim.unpublished, *claim.published)]
    theirs += [e.what for e in sheet.evidence.values()]
    wrong = []
    for block in compose_memo(known).blocks:
        for text in texts_of(block):
            ours = text
            for piece in sorted(theirs, key=len, reverse=True):
                if len(piece) > 3:
                    ours = ours.replace(piece, "")
            ours = ours.replace("Not yet | ", "")
            wrong += [text for word in ("yet", "pays") if word in re.findall(r"\w+", ours.casefold())]
    assert wrong == []


def test_word_holds_the_first_pages_in_the_same_order() -> None:
    word = docx.Document(io.BytesIO(as_bytes(memo(FULL), "docx")))
    headings = [p.text for p in word.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert headings[: len(FIRST) + len(SECOND)] == [*FIRST, *SECOND]
    assert DISSENT.splitlines()[1] in "\n".join(p.text for p in word.paragraphs)


def test_leaving_at_the_next_window_names_its_months_and_what_it_costs() -> None:
    said = under(memo({**FULL, "date.next_effective": "31 May 2021"}), "At a glance")
    assert "than opting out now, from July 2020 to May 2021, £4,000 to leave then included; " in said
    known = under(memo(without(FULL, "date.")), "At a glance")
    assert "than opting out now, from July 2020 to March 2021, no month under notice counted, £4,000" in known


def test_the_headline_tells_where_half_of_the_cases_lie_and_what_a_full_year_is() -> None:
    said = under(memo(FULL), "At a glance")
    halves = [spread.p50 for key in ("this_year", "full_year") if (spread := facts(FULL).hangs_on.spread(key))]
    this, full = (money(-half) for half in halves)
    together = "In half of them it comes out more than"
    assert f"{together} {this} worse this year; in half, more than {full} worse in a full year." in said
    assert "“In a full year”: twelve months once everything runs." in said
    better = under(memo({**FULL, "opt_out.exit_cost": "5,900 / 6,000 / 6,100"}), "At a glance")
    assert re.search(
        r"In half of them it comes out less than £[\d,]+ better, or worse, this year; in half, more", better
    )
    surely = under(memo({**FULL, "opt_out.exit_cost": "80,000 / 90,000 / 99,000"}), "At a glance")
    assert re.search(r"In half of them it comes out less than £[\d,]+ better this year; in half, more", surely)


def test_a_headline_on_the_other_side_of_nought_than_half_of_the_cases_says_so() -> None:
    """“£2,781 better” stood alone in bold where most of the cases came out worse."""
    texts = {**FULL, "cost.gp_hour": "98 / 100 / 115", "opt_out.exit_cost": "3,300"}
    known = facts(texts)
    spread = known.hangs_on.spread("this_year")
    assert spread is not None
    assert (known.appraisal["difference.this_year"].value or 0) > 0 > spread.p50
    headline = under(compose_memo(known), "At a glance").splitlines()[0]
    often = f"in about {round(10 * spread.worse / spread.counted)} of 10 of the cases our ranges allow"
    assert f"That is at the values we think likely: {often} it comes out worse this year." in headline
    assert "our ranges allow" not in under(memo(FULL), "At a glance").splitlines()[0]


def test_what_is_likely_is_said_to_lie_beside_the_middle_where_two_in_three_cases_lie_beyond_it() -> None:
    beside = "In at least two of three cases it comes out worse than at the values we think likely"
    texts = {**FULL, "cost.gp_hour": "100 / 100 / 180"}
    for key in ("this_year", "full_year"):
        spread = facts(texts).hangs_on.spread(key)
        assert spread is not None
        assert 3 * spread.below >= 2 * spread.counted
    assert f"{beside}." in under(memo(texts), "At a glance")
    level = {**FULL, "cost.gp_hour": "80 / 100 / 120", "workforce.whole.chance": "40 / 55 / 70",
             "home.1.round_hours": "2 / 2.5 / 3", "service.ecd.gp_hours": "0.5 / 1 / 1.5"}  # fmt: skip
    assert "two of three" not in under(memo(level), "At a glance")


def test_whoever_opts_out_reads_of_the_way_in_and_that_the_findings_are_on_signing_up() -> None:
    document = memo({**FULL, "decision.option": "opt_out"})
    glance = under(document, "At a glance")
    assert "These findings are about signing up, unless they say otherwise:" in glance
    assert "Our patients, amber: 1 concern about opting out" in glance, "what patients lose stands on the first page"
    assert "Our patients, amber" not in under(memo(FULL), "At a glance")
    assert "Carried: 2 for “opt out”, 1 against." in under(document, "The vote")
    coming = under(document, "What happens next")
    assert "Next window in which a practice outside may join ends (worksheet, from memory)" in coming
    assert "after notice given by then" not in coming
