"""What a memo says, in scenarios: a blank decision, a quick look, a full one with dissent and recusal, a signed one."""

from __future__ import annotations

import re

import pytest

from des_decider.decision.answers import Answer, Answers
from des_decider.decision.display import shown
from des_decider.decision.ids import Field
from des_decider.decision.parsing import Rules
from des_decider.memo.compose import compose_appendices, compose_memo
from des_decider.memo.document import Document, Heading, Paragraph, Quote, SignatureBlock, Table
from tests.building import SHIPPED, SMALL, ids, worksheet
from tests.memo.memo_facts import (
    ANSWERS_SHA,
    BLANK,
    DISSENT,
    FULL,
    QUICK_LOOK,
    answered,
    everything,
    facts,
    items,
    under,
    without,
)

HEADINGS = [
    "The decision",
    "The vote",
    "Each partner’s position",
    "Declarations of interest",
    "Dates",
    "The question put",
    "Background",
    "Options considered",
    "What each section found",
    "Claims and our own figure",
    "Money and GP time",
    "Workforce",
    "Care homes",
    "Contract, exit and liability",
    "Patients",
    "What it hangs on",
    "Assumptions and unknowns",
    "Risks accepted",
    "Conditions",
    "Actions",
    "Who was consulted, who must be told",
    "What was left open",
    "The worksheet",
    "How to verify this record",
    "Assent and signatures",
    "Where this is kept",
]
HOSTILE = "# Not a heading | **bold** <b>&amp;</b>\n{{ x }} \u202e=cmd() [link](http://x) `code`"


def memo(texts: dict[str, str], **how: object) -> Document:
    return compose_memo(facts(texts, **how))  # type: ignore[arg-type] # the keywords of facts()


def changed(**more: str) -> dict[str, str]:
    """The full decision with some answers other than they were; two underscores stand for a dot."""
    return {**FULL, **{id_.replace("__", "."): text for id_, text in more.items()}}


# What every memo is


@pytest.mark.parametrize("texts", [{}, BLANK, QUICK_LOOK, FULL], ids=["empty", "blank", "quick look", "full"])
@pytest.mark.parametrize("signed", [False, True])
def test_the_items_stand_in_their_order_whatever_is_answered(texts: dict[str, str], signed: bool) -> None:
    assert items(memo(texts, signed=signed)) == HEADINGS


@pytest.mark.parametrize("texts", [BLANK, QUICK_LOOK, FULL])
def test_the_same_facts_give_equal_documents_in_whatever_order_answers_came(texts: dict[str, str]) -> None:
    backwards = dict(reversed(texts.items()))
    assert memo(texts) == memo(texts) == memo(backwards)
    assert compose_appendices(facts(texts)) == compose_appendices(facts(backwards))


@pytest.mark.parametrize("path", [SHIPPED, SMALL])
@pytest.mark.parametrize("texts", [{}, BLANK])
def test_any_worksheet_gives_a_memo_and_appendices(path: object, texts: dict[str, str]) -> None:
    assert items(memo(texts, path=path)) == HEADINGS
    assert everything(compose_appendices(facts(texts, path=path)))  # type: ignore[arg-type] # a path


@pytest.mark.parametrize("texts", [{}, BLANK, QUICK_LOOK, FULL])
def test_no_id_of_ours_is_shown_to_people(texts: dict[str, str]) -> None:
    said = everything(memo(texts)) + everything(compose_appendices(facts(texts)))
    known = [id_ for id_ in FULL if "." in id_] + list(facts(FULL).appraisal.figures)
    assert [id_ for id_ in known if id_ in said] == []


@pytest.mark.parametrize("texts", [{}, QUICK_LOOK, FULL])
def test_every_table_has_as_many_cells_as_columns(texts: dict[str, str]) -> None:
    for document in (memo(texts, signed=True), compose_appendices(facts(texts))):
        for table in (block for block in document.blocks if isinstance(block, Table)):
            assert {len(row) for row in table.rows} == {len(table.header)}, table.caption
            assert not table.widths or len(table.widths) == len(table.header)
            assert all(table.header)


def test_the_head_of_every_page_names_the_record() -> None:
    document = memo(FULL)
    assert document.running_head == (
        "3f2a9c1d · Network Contract DES 2020/21 · Saltmarsh Surgery (Y99123) · not signed off"
    )
    assert document.draft
    assert document.moment == "2020-05-18T19:42:00+00:00"
    assert document.blocks[0] == Heading(1, document.title)


def test_the_law_is_spoken_of_once() -> None:
    for texts in (BLANK, FULL):
        assert everything(memo(texts)).count("no legal advice") == 1


# A blank decision


def test_a_blank_decision_says_what_is_missing_and_never_nought_pounds() -> None:
    said = everything(memo(BLANK, blocking=("Say the decision in one sentence.",)))
    assert "No decision is recorded yet." in said
    assert "Option put to the vote: not recorded." in said
    assert "Still needed: the partners, the partnership's voting rule and the quorum." in said
    assert "What signing up comes to against opting out is not known yet." in said
    assert "Say the decision in one sentence." in said
    assert "Nobody has assented yet." in said
    assert "£0" not in said.replace("£0.", "")
    assert "0 partners" not in said


def test_the_appendices_of_a_blank_decision_say_what_its_figures_need() -> None:
    said = compose_appendices(facts({}))
    assert "Nothing is answered yet." in under(said, "All answers")
    assert "our registered list" in under(said, "Figures not known yet").lower()
    workings = under(said, "Workings")
    ended = "PCN support payment, our part counted, in a full year = £0.00"
    assert f"{ended}\n0: PCN support payment has ended" in workings
    nought = [line for line in workings.splitlines() if line.endswith("= £0.00") and line != ended]
    times = ("× 0 = £", "× £0.00 once a WTE", "our part £0.00 × 9/12")
    assert nought
    assert all(any(why in line for why in times) for line in nought), "nought times anything is nought"


def test_not_yet_is_always_among_the_options() -> None:
    for texts in ({}, BLANK, QUICK_LOOK, FULL):
        said = under(memo(texts), "Options considered")
        assert "\nNot yet | no figure | no figure" in said
        assert "\nSign up on conditions" in said


# A quick look


def test_a_quick_look_gives_the_figures_and_keeps_what_it_cannot_know_open() -> None:
    document = memo(QUICK_LOOK)
    money = under(document, "Money and GP time")
    assert "This year signing up " in money
    assert "together £7,567 worse. In a full year signing up " in money
    assert "Together, for each partner | not known yet | – | not known yet | –" in money
    assert "This year: together | −£9,067 | −£1,500 | not known yet" in money
    assert "In a full year: together | −£23,732 | £0 | does not apply" in money
    assert "the 9 months that the decision can still change, 1 July 2020 to 31 March 2021" in money
    assert "hours a week" in money
    homes = under(document, "Care homes")
    assert "Beds: 88 CQC beds" in homes
    assert "Most of it is done by: a GP" in homes
    assert "The premium covers 33.8 % of the work in the homes this year" in homes


def test_where_everything_is_answered_every_table_shows_the_figure_its_row_names() -> None:
    texts = changed(facts__later="include", payment__iif__achieved="60")
    tables = {block.caption: block.rows for block in memo(texts).blocks if isinstance(block, Table)}
    every = [row for rows in tables.values() for row in rows]
    assert len(every) > 60
    assert [row for row in every if any("not known" in cell for cell in row)] == []
    # A figure there is none of would be said not to apply; of these there is every one.
    whole = ("Posts of the whole network", "What the premium pays for", "From the income")
    applies = [row for caption, rows in tables.items() if caption.startswith(whole) for row in rows]
    assert len(applies) > 20
    assert [row for row in applies if any("does not apply" in cell for cell in row)] == []


def test_a_missing_answer_leaves_its_figures_unknown_and_not_nought() -> None:
    document = memo(without(QUICK_LOOK, "home.whole.hours"))
    assert "Sign up | not known yet | not known yet" in under(document, "Options considered")
    assert "Cost of the work in the homes | not known yet" in under(document, "Care homes")
    assert "Not known yet: 1 answer is missing." in under(document, "What each section found")
    assert "Figures of the options" not in everything(document)
    needs = under(compose_appendices(facts(without(QUICK_LOOK, "home.whole.hours"))), "Figures not known yet")
    assert "Signing up, this year | Work in our homes" in needs


def test_signing_up_may_leave_us_better_off_or_neither() -> None:
    better = {**QUICK_LOOK, "opt_out.exit_cost": "90,000", "opt_out.hours": "40"}
    assert re.search(r"This year .*: together £[\d,]+ better\. In a", under(memo(better), "Money and GP time"))
    free = {**QUICK_LOOK, "cost.gp_hour": "0", "cost.nurse_hour": "0", "cost.admin_hour": "0", "pcn.running_costs": "0"}
    lost = {
        **without(free, "local.none", "opt_out.exit_cost"),
        "opt_out.exit_cost": "0",
        "local.1.name": "All of it",
        "local.1.ends": "sign_up",
    }
    income = facts(free).appraisal["sign_up.net.full_year"].value
    assert income is not None
    both = {**lost, "local.1.amount": f"{float(income):.2f}"}
    said = under(memo(both), "Money and GP time")
    assert re.search(r"In a full year .*: together neither better nor worse\.", said)


def test_no_homes_and_no_posts_are_said_in_words() -> None:
    none = {**without(QUICK_LOOK, "home.", "workforce."), "home.none": "yes", "workforce.by": "rows"}
    none["workforce.none"] = "yes"
    document = memo(none)
    assert under(document, "Care homes") == "No care home falls to us."
    assert "The network wants no posts." in under(document, "Workforce")
    assert "No care home falls to us." in under(document, "What each section found")


# A full decision


def test_the_vote_is_told_with_its_sums() -> None:
    said = under(memo(FULL), "The vote")
    assert "Carried: 2 for, 1 against." in said
    assert "4 partners, 4 present: 2 for, 1 against, 0 abstained, 1 recused, 0 absent." in said
    assert "the partnership deed, clause 14" in said
    assert "Quorum: 3 needed, 4 present" in said
    without_them = under(memo(changed(vote__quorum_counts_recused="no")), "The vote")
    assert "Quorum: 3 needed; 4 present less 1 recused is 3: met." in without_them


def test_reasons_and_dissent_are_kept_as_they_were_written() -> None:
    document = memo(FULL)
    quotes = [block for block in document.blocks if isinstance(block, Quote)]
    assert Quote(DISSENT, "Dr Tom Reed, against (dissent)") in quotes
    assert Quote("I leave this to the others.", "Dr Ada Marsh, did not vote, because of an interest") in quotes
    assert "Dr Ada Marsh | Partner, clinical director of the network | Did not vote" in under(
        document, "Each partner’s position"
    )


def test_when_a_vote_is_lost_those_for_it_dissent() -> None:
    document = memo(changed(vote__4__position="against"))
    quotes = [block for block in document.blocks if isinstance(block, Quote)]
    assert quotes[0].who == "Dr Lena Vane, for (dissent)"
    assert quotes[1].who == "Dr Tom Reed, against"


def test_who_has_not_said_is_not_counted_as_anything() -> None:
    document = memo(without(FULL, "vote.2.position", "vote.4.reason"))
    said = under(document, "The vote")
    assert "No result yet. Still needed: position of Dr Tom Reed." in said
    assert "4 partners: 2 for, 1 recused, 1 not recorded." in said
    assert "against" not in said
    positions = under(document, "Each partner’s position")
    assert "No reason recorded: Dr Ian Holm." in positions
    assert "\nDr Tom Reed\n" in positions


def test_without_a_rule_the_positions_are_told_all_the_same() -> None:
    said = under(memo(without(FULL, "vote.rule")), "The vote")
    assert "No result yet. Still needed: the partnership's voting rule." in said
    assert "2 for, 1 against" in said


@pytest.mark.parametrize(("rule", "column"), [("by_sessions", "Sessions"), ("by_profit_share", "Profit share")])
def test_a_rule_that_weighs_votes_shows_the_weights(rule: str, column: str) -> None:
    said = under(
        memo(changed(vote__rule=rule, partner__1__sessions="8", partner__1__profit_share="30")),
        "Each partner’s position",
    )
    assert f"Position | {column}" in said
    assert f"For | {'8' if rule == 'by_sessions' else '30'}" in said
    assert "For | not recorded" in said


def test_declarations_are_told_and_those_missing_are_named() -> None:
    said = under(memo(FULL), "Declarations of interest")
    assert "Dr Ada Marsh | Financial: paid by the network as its clinical director | Spoke, did not vote" in said
    assert "Nothing to declare: Dr Lena Vane and Dr Tom Reed." in said
    assert "No declaration recorded: Dr Ian Holm." in said


def test_half_a_declaration_is_shown_as_half() -> None:
    said = under(memo({**without(FULL, "interest."), "interest.4.done": "left_the_room"}), "Declarations of interest")
    assert "partner not recorded | Not recorded | Left the room" in said


def test_all_declared_leaves_nobody_to_name() -> None:
    said = under(memo(changed(interest__4__partner="4", interest__4__kind="none")), "Declarations of interest")
    assert "No declaration recorded" not in said
    done = {**without(FULL, "interest."), **{f"interest.{n}.partner": f"{n}" for n in range(1, 5)}}
    assert "No declaration" not in under(memo(done), "Declarations of interest")


def test_dates_are_kept_apart_and_those_of_the_worksheet_say_so() -> None:
    said = under(memo(FULL), "Dates")
    for line in (
        "Decided | 18 May 2020",
        "Written down | 18 May 2020, 19:42",
        "Signed off | not signed off",
        "Takes effect | 1 June 2020",
        "Commissioner asked for an answer by | 20 May 2020",
        "Contract asks for an answer by | 31 May 2020",
        "Last day to change our mind | 31 May 2020",
        "An opt-out told in time takes effect | 30 June 2020 (worksheet)",
        "Next window to leave or join ends | 30 April 2021 (worksheet)",
        "Review | 1 March 2021",
        "We look again sooner if | fewer than three posts",
    ):
        assert line in said
    blank = under(memo(BLANK), "Dates")
    assert "Contract asks for an answer by | 31 May 2020 (worksheet)" in blank
    assert "We look again sooner if" not in blank
    assert "Review | not recorded" in blank


def test_the_background_takes_five_lines() -> None:
    said = under(memo(FULL), "Background")
    assert len(said.splitlines()) == 5
    assert "£575,000" in said
    assert "−£17,191" in said
    assert "registered list 9,120 and weighted list 9,480; 34 GP sessions a week; 4 partners" in said


def test_options_stand_with_their_figures_and_the_one_put() -> None:
    said = under(memo(FULL), "Options considered")
    assert "Sign up | −£" in said
    assert "Sign up on conditions (put to the vote) | as signing up | as signing up" in said
    assert "does not apply" in said


def test_findings_never_stand_as_a_colour_alone() -> None:
    said = under(memo(FULL), "What each section found")
    assert "The work | amber: a concern | 2 already done" in said
    assert "Contract and exit | red: a serious concern | 1 blocker, 1 concern" in said
    assert "No concern from 75 %, a serious concern below 42 %." in said
    assert "No concern up to 1 %, a serious concern above 3 %." in said


def test_claims_stand_beside_our_figure_and_say_what_was_not_published() -> None:
    said = under(memo(FULL), "Claims and our own figure")
    assert "NHS England, May 2020 | £575,000 | 48,020 | £571,306 | same basis" in said
    assert "−£17,191 | 48,020 | −£" in said
    assert "not on the same basis" in said
    assert "61.5 sessions needed, 40 supplied" in said
    assert "The rest was not published." in said
    assert "The practice relied on its own figures." in said
    assert "Its streams in full come to £592,840, line by line in the appendices." in said
    assert "Investment and Impact Fund" in under(compose_appendices(facts(FULL)), "Workings")


def test_a_worksheet_without_claims_says_so() -> None:
    known = facts(BLANK)
    bare = known.appraisal.book.worksheet._replace(claims={}, thresholds={})
    known.appraisal.book.worksheet = bare
    document = compose_memo(known)
    assert "The worksheet names no claim." in under(document, "Claims and our own figure")
    assert "claimed" not in under(document, "Background")
    assert "own limits" not in under(document, "The worksheet")


def test_what_is_not_counted_is_said_with_its_amount() -> None:
    said = under(memo(FULL), "Money and GP time")
    assert "the ceiling on claims for posts (£305,920), which is never income" in said
    assert "the care that our patients get from the posts (£19,554 this year)" in said


def test_a_plan_over_the_ceiling_is_pointed_out() -> None:
    assert "would go over the ceiling by £16,080 in a full year." in under(memo(FULL), "Workforce")
    small = changed(workforce__whole__wte="2")
    assert "over the ceiling" not in under(memo(small), "Workforce")


def test_homes_are_told_one_by_one() -> None:
    said = under(memo(FULL), "Care homes")
    assert "Samphire House | 46 | A GP | 4" in said
    assert "The Moorings | 42 | A nurse | 2.3" in said
    half = under(memo({**without(FULL, "home.1", "home.2"), "home.3.done_by": "gp"}), "Care homes")
    assert "Home 3, not named | not recorded | A GP | not known yet" in half
    none = under(memo(without(FULL, "home.1", "home.2")), "Care homes")
    assert "Our homes, one by one: not recorded." in none


def test_minutes_in_the_homes_are_rounded_as_where_the_decision_hangs_on_them() -> None:
    said = under(memo(FULL), "Care homes")
    assert "Hours done by filled posts cost us nothing, and are left out of the cost and of the minutes" in said
    bought, worked = (
        re.findall(r"\d[\d.]*", line) for line in said.splitlines() if line.startswith("Minutes a bed a month")
    )
    hung = under(memo(FULL), "What it hangs on")
    assert f"buys {bought[0]} minutes" in hung
    assert f"takes {worked[0]}" in hung
    assert "Minutes a bed a month that we work and pay for | not known yet" in under(
        memo(without(FULL, "home.1.round_hours", "home.1.travel_hours", "home.1.plan_hours", "home.1.review_hours")),
        "Care homes",
    )


def test_blockers_come_before_concerns_with_notes_and_who_said_it() -> None:
    document = memo(FULL, by="Dr Ada Marsh")
    lines = under(document, "Contract, exit and liability").splitlines()
    rows = [line for line in lines if line.endswith("Dr Ada Marsh")]
    assert "We do not know; note: Our solicitor has the agreement. | a blocker" in rows[0]
    assert "a concern" in rows[1]
    assert "no concern" in rows[2]
    risks = under(document, "Risks accepted")
    assert "No; note: Asked twice, no answer. | a blocker | Dr Ada Marsh" in risks
    assert "One of our GPs, hours not agreed | a concern" in risks
    assert "Said by" not in under(memo(FULL), "Risks accepted"), "nobody is recorded as having said them"


def test_local_payments_and_exit_costs_are_told() -> None:
    said = under(memo(FULL), "Contract, exit and liability")
    assert "Local care home scheme | If we sign up | £6,000 | 1 hour a week" in said
    assert "Cost of leaving next April: £4,000 once (from £2,000 to £9,000)" in said
    half = under(memo(changed(local__2__hours="2")), "Contract, exit and liability")
    assert "Local payment 2, not named | Not recorded | not recorded | 2 hours a week" in half
    assert "No local payment depends" in under(memo(QUICK_LOOK), "Contract, exit and liability")


def test_assumptions_name_ranges_that_count_defaults_and_owners() -> None:
    said = under(memo(FULL), "Assumptions and unknowns")
    assert "Cost of a GP hour | £100 an hour (from £80 to £156)" in said
    assert "Work in our homes" not in said, "the homes are answered one by one"
    assert "Length of a GP session: 4 h 10 min (default)" in said
    assert "Our share of the network: 22.08 %, by registered lists (default)" in said
    assert "Taken as none, because nothing was entered: GP time once to set up" in said
    assert "VAT is due on staff supplied between practices? | Practice manager | nobody named" in said
    assert "Our patients | The partners’ meeting | nobody named" in said
    own = under(memo(changed(share__of_pcn="20")), "Assumptions and unknowns")
    assert "by registered lists" not in own
    assert "No number that counts has a range" in under(memo(BLANK), "Assumptions and unknowns")


def test_conditions_and_actions_have_owners_or_say_that_they_have_none() -> None:
    document = memo(FULL)
    assert "are filled in | Dr Ada Marsh | 29 May 2020" in under(document, "Conditions")
    assert "Ask the network who pays redundancy | not recorded | not recorded" in under(document, "Actions")
    assert "The condition stands under “Conditions”, after “Risks accepted”." in under(document, "The decision")
    two = under(memo(changed(condition__2__what="A cap on liability")), "The decision")
    assert "The 2 conditions stand under “Conditions”" in two
    bare = memo(without(FULL, "condition.", "action."))
    assert "stand" not in under(bare, "The decision")
    assert "although the option is to sign up on conditions" in under(bare, "Conditions")
    assert under(bare, "Actions") == "None recorded."


def test_who_was_consulted_and_who_must_be_told() -> None:
    said = under(memo(without(FULL, "tell.1.by")), "Who was consulted, who must be told")
    assert "Consulted: Our LMC (12 May 2020)" in said
    assert "Must be told: The network’s other practices (date not recorded)" in said
    assert "by 22 May 2020" in under(memo(FULL), "Who was consulted, who must be told")


def test_what_was_left_open_is_told_with_its_reason() -> None:
    document = memo(FULL, blocking=("Dr Ian Holm has declared nothing.",))
    said = under(document, "What was left open")
    assert "the accountant answers in June" in said
    assert "Contract and exit | 12 | 16" in said
    assert "could be a blocker" in said
    assert "Dr Ian Holm has declared nothing." in said
    assert "Everything that sign-off needs is recorded." in under(memo(FULL), "What was left open")


def test_what_is_come_back_to_is_told_with_whom_and_by_when() -> None:
    texts = {
        **FULL, "open.question.vat.whom": "the accountant", "open.question.vat.when": "20 May 2020",
        "open.cost.gp_hour.when": "1 June 2020",
    }  # fmt: skip
    document = memo(texts, by="Dr Reed")
    told = "To come back to with the accountant by 20 May 2020: the accountant answers in June"
    open_ = under(document, "What was left open")
    assert f"practices? | {told} | Dr Reed" in open_
    assert "Cost of a GP hour | To come back to by 1 June 2020 | Dr Reed" in open_
    assert "Our patients | the patient group meets on 26 May | Dr Reed" in open_
    owners = under(document, "Assumptions and unknowns")
    assert "What | Whom the worksheet asks | To take up with | By when" in owners
    assert "practices? | Practice manager | the accountant | 20 May 2020" in owners
    assert "Our patients | The partners’ meeting | nobody named | \n" in f"{owners}\n"
    assert "By when" not in under(memo(FULL), "Assumptions and unknowns")
    appended = under(compose_appendices(facts(texts)), "All answers")
    assert "practices?: to come back to with the accountant by 20 May 2020: the accountant answers in June" in appended
    assert "open.question.vat" not in appended


def test_a_completed_section_is_told_at_the_end_of_its_answers() -> None:
    said = under(compose_appendices(facts({**FULL, "completed.contract": "yes"})), "All answers").split("\n")
    at = said.index("The section “Contract and exit” is completed | Yes |  | ")
    assert said[at + 1] == "Our patients"


def test_when_every_question_is_answered_nothing_is_counted_as_open() -> None:
    every = {
        f"question.{q.id}": "as it is" if q.kind == "text" else next(iter(q.options))
        for q in worksheet().questions.values()
    }
    said = under(memo({**FULL, **every}), "What was left open")
    assert "Every question for discussion is answered." in said
    assert "could be a blocker" not in said


def test_later_facts_are_named_whether_counted_or_not() -> None:
    assert "is left out: Investment and Impact Fund, Nursing associate" in under(memo(FULL), "The worksheet")
    assert "is counted: Investment" in under(memo(changed(facts__later="include")), "The worksheet")
    assert "edition 1, issued by the des-decider project" in under(memo(FULL), "The worksheet")
    assert "fedc ba98 7654 3210 fedc" in under(memo(FULL), "The worksheet")


# Signed and not


def test_a_signed_memo_anchors_the_record_and_takes_ink() -> None:
    document = memo(FULL, signed=True)
    assert not document.draft
    assert "signed off on 18 May 2020" in document.running_head
    verify = under(document, "How to verify this record")
    assert "0123 4567 89ab cdef" in verify
    assert "certutil -hashfile answers.toml SHA256" in verify
    assert "sha256sum answers.toml" in verify
    assert "des-decider verify" in verify
    assert "It does not prove" in verify
    signing = under(document, "Assent and signatures")
    assert "Dr Tom Reed | 18 May 2020, 19:42" in signing
    assert "sign: Dr Tom Reed" in signing
    assert "Signed off | 18 May 2020, 19:42" in under(document, "Dates")
    assert "Before sign-off" not in under(document, "What was left open")


def test_only_those_present_sign_in_ink() -> None:
    away = memo({**without(FULL, "vote.4."), "vote.4.present": "no"}, signed=True)
    (block,) = [block for block in away.blocks if isinstance(block, SignatureBlock)]
    assert block.names == ("Dr Lena Vane", "Dr Tom Reed", "Dr Ada Marsh")
    assert "Dr Ian Holm | Partner | Absent" in under(away, "Each partner’s position")


def test_a_draft_prints_no_fingerprint_and_is_not_for_signing() -> None:
    document = memo(FULL)
    assert ANSWERS_SHA[:4] not in under(document, "How to verify this record")
    assert "A draft is not for signing." in under(document, "Assent and signatures")
    assert not any(isinstance(block, SignatureBlock) for block in document.blocks)


# Text from outside


def test_hostile_text_passes_through_untouched() -> None:
    texts = {
        **FULL,
        **dict.fromkeys(
            (
                "decision.sentence",
                "decision.question",
                "vote.2.reason",
                "condition.1.what",
                "action.1.owner",
                "consulted.1.who",
                "tell.1.who",
                "decision.filed_at",
                "open.question.vat",
                "question.liability.note",
                "home.1.name",
                "local.1.name",
            ),
            HOSTILE,
        ),
    }
    document = memo(texts, signed=True)
    assert Paragraph(HOSTILE, strong=True) in document.blocks
    assert Quote(HOSTILE, "Dr Tom Reed, against (dissent)") in document.blocks
    assert everything(document).count(HOSTILE) >= 10
    assert HOSTILE in everything(compose_appendices(facts(texts)))


def test_an_answer_the_worksheet_does_not_know_is_left_to_the_files() -> None:
    known = facts(FULL)
    stray = Answer("gone.away", "who knows", "who knows")
    known.appraisal.book.answers = Answers({**answered(FULL), "gone.away": stray, "open.gone.away": stray})
    assert "who knows" not in everything(compose_memo(known)) + everything(compose_appendices(known))


# The appendices


def test_the_appendices_hold_every_answer_in_words_with_who_and_why() -> None:
    said = under(compose_appendices(facts({**FULL, "note.practice.weighted_list": "from the CCG"})), "All answers")
    assert "Our practice\n" in said
    assert "Our registered list | 9,120 patients |  | " in said
    assert "Typed by Ann Fell, unless a row says otherwise." in said
    assert "Our weighted list | 9,480 patients |  | from the CCG" in said
    assert "Cost of a GP hour | £100 an hour (from £80 to £156) |  | Locum rate" in said
    assert "The decision takes effect | 1 June 2020" in said
    assert "How the network shares out its money | The network keeps it, but for extended hours" in said
    assert "Partner of declaration 1 | Dr Ada Marsh" in said
    assert "Position of Dr Tom Reed | Against" in said
    assert "note: " not in said
    assert "Our patients: the patient group meets on 26 May" in said


def test_a_note_on_something_not_answered_is_not_lost() -> None:
    texts = {**BLANK, "note.pcn.name": "ask them", "note.home.2.beds": "ask the home"}
    said = under(compose_appendices(facts(texts)), "All answers")
    assert "Network | not answered |  | ask them" in said
    assert "Beds of home 2 | not answered |  | ask the home" in said


def test_workings_open_every_figure_with_a_value_down_to_its_sources() -> None:
    document = compose_appendices(facts(FULL))
    said = under(document, "Workings")
    assert "Core PCN funding, for the network = £1.50 a patient a year × 41,300 patients = £61,950.00" in said
    assert "read in: secondary" in said
    assert "https://bma.org.uk" in under(document, "Sources")
    assert "\n\u2003our registered list: 9,120 patients (answered)" in said
    assert "What became known" not in said
    assert "known only after the deadline" in under(document, "Figures that do not apply")


# Values in words


@pytest.mark.parametrize(
    ("id_", "typed", "words"),
    [
        ("practice.name", "Saltmarsh Surgery", "Saltmarsh Surgery"),
        ("director.ours", "no", "No"),
        ("director.ours", "y", "Yes"),
        ("network.split", "by_stream", "stream by stream"),
        ("decision.review", "2021-03-01", "1 March 2021"),
        ("practice.registered_list", "1", "1 patient"),
        ("practice.registered_list", "9120", "9,120 patients"),
        ("cost.gp_hour", "62.50", "£62.50 an hour"),
        ("cost.gp_hour", "80/100/156", "£100 an hour (from £80 to £156)"),
        ("cost.session_hours", "4h10", "4 h 10 min"),
        ("service.smr.gp_hours", "1 h 30 min", "1 h 30 min a week"),
        ("service.smr.gp_hours", "30 min / 1 / 2.5", "1 hour a week (from 30 min to 2.5)"),
        ("workforce.whole.chance", "55", "55 %"),
        ("workforce.whole.claim", "46k", "£46,000 a year a WTE"),
        ("vote.quorum", "3", "3 partners"),
        ("interest.1.partner", "2", "2"),
        ("question.liability", "unknown", "We do not know"),
    ],
)
def test_an_answer_reads_as_people_would_say_it(id_: str, typed: str, words: str) -> None:
    field = ids().field(id_)
    assert field is not None
    assert shown(field, answered({id_: typed})[id_]) == words


def test_an_answer_that_was_kept_though_wrong_is_shown_as_it_is() -> None:
    field = Field("x", Rules("money"), "x", None)
    assert shown(field, Answer("x", "about ten", "about ten")) == "about ten"


def test_a_blocker_that_stands_is_read_on_the_first_page() -> None:
    said = under(memo(changed(question__schedules="blank")), "The decision")
    assert "blocker" in said
    assert "Are the schedules of our network agreement filled in?" in said
    assert "blocker" not in under(memo(QUICK_LOOK), "The decision")


def test_what_the_network_keeps_is_never_called_left_over_while_it_is_short() -> None:
    short = under(memo(changed(pcn__running_costs="900,000")), "Money and GP time")
    assert "short of running itself" in short
    rich = under(
        memo(changed(pcn__running_costs="0", workforce__by="whole", workforce__whole__wte="0")), "Money and GP time"
    )
    assert "which pays for running itself" in rich
    assert "is not known yet" in under(memo(BLANK), "Money and GP time")
