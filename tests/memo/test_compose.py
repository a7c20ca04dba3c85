"""What a memo says, in scenarios: a blank decision, a quick look, a full one with dissent and recusal, a signed one."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from des_decider.decision.wording import number, off
from des_decider.memo.compose import compose_appendices, compose_memo
from des_decider.memo.document import Heading, Paragraph, Quote, Table
from tests.building import BARE, EXTENDED, SHIPPED, SMALL, worksheet
from tests.memo.memo_facts import BLANK, FULL, QUICK_LOOK, changed, everything, facts, items, memo, under, without

HEADINGS = [
    "The decision",
    "Conditions",
    "At a glance",
    "The vote",
    "Each partner’s position",
    "Declarations of interest",
    "What happens next",
    "Names and signatures",
    "The meeting",
    "The question put",
    "Background",
    "Options considered",
    "What each section found",
    "Claims and our own figure",
    "Money and GP time",
    "Workforce",
    "Care homes",
    "The network’s practices",
    "Contract, exit and liability",
    "Patients",
    "What it hangs on",
    "Assumptions and unknowns",
    "Concerns and risks",
    "Actions",
    "Who was consulted, who must be told",
    "What was left open",
    "The worksheet",
    "Where this is kept",
    "How to verify this record",
]
WHERE_THERE_ARE_ANY = {"Conditions", "The network’s practices"}
"""Items that a decision without conditions, or a network nobody has spoken of, does without."""
HOSTILE = "# Not a heading | **bold** <b>&amp;</b>\n{{ x }} \u202e=cmd() [link](http://x) `code`"


# What every memo is


@pytest.mark.parametrize("texts", [{}, BLANK, QUICK_LOOK, FULL], ids=["empty", "blank", "quick look", "full"])
@pytest.mark.parametrize("signed", [False, True])
def test_the_items_stand_in_their_order_whatever_is_answered(texts: dict[str, str], signed: bool) -> None:
    left_out = WHERE_THERE_ARE_ANY - ({"Conditions"} if texts == FULL else set())
    assert items(memo(texts, signed=signed)) == [heading for heading in HEADINGS if heading not in left_out]


def test_with_conditions_and_other_practices_every_item_is_there() -> None:
    assert items(memo(changed(member__1__name="Holm Surgery"), signed=True)) == HEADINGS


@pytest.mark.parametrize("texts", [BLANK, QUICK_LOOK, FULL])
def test_the_same_facts_give_equal_documents_in_whatever_order_answers_came(texts: dict[str, str]) -> None:
    backwards = dict(reversed(texts.items()))
    assert memo(texts) == compose_memo(facts(texts)) == memo(backwards)
    assert compose_appendices(facts(texts)) == compose_appendices(facts(backwards))


@pytest.mark.parametrize("path", [SHIPPED, SMALL, BARE, EXTENDED])
@pytest.mark.parametrize("texts", [{}, BLANK])
def test_any_worksheet_gives_a_memo_and_appendices(path: object, texts: dict[str, str]) -> None:
    lacking = {"Workforce", "Care homes", "Claims and our own figure"} if path == BARE else set()
    expected = [heading for heading in HEADINGS if heading not in {*WHERE_THERE_ARE_ANY, *lacking}]
    assert items(memo(texts, path=path)) == expected
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
    assert "No decision is recorded." in said
    assert "Option put to the vote: not recorded." in said
    assert "Still needed: the partners, the partnership's voting rule and the quorum." in said
    assert "What signing up comes to against opting out is not known." in said
    assert "Say the decision in one sentence." in said
    assert "Nobody has confirmed it." in said
    assert "£0" not in said.replace("£0.", "")
    assert "0 partners" not in said


def test_not_yet_is_always_among_the_options() -> None:
    for texts in ({}, BLANK, QUICK_LOOK, FULL):
        said = under(memo(texts), "Options considered")
        assert "\nNot yet | not recorded" in said
        assert "\nSign up on conditions" in said


# A quick look


def test_a_quick_look_gives_the_figures_and_keeps_what_it_cannot_know_open() -> None:
    document = memo(QUICK_LOOK)
    money = under(document, "Money and GP time")
    assert "This year, before any GP hour is paid for, signing up " in money
    assert "together £4,789 worse. In a full year, before any GP hour is paid for, signing up " in money
    assert "For each partner | not known | – | not known | –" in money
    options = under(document, "Options considered")
    assert "This year: together | −£6,289 | −£1,500 | −£4,789" in options
    assert "In a full year: together | −£18,177 | £0 | −£18,177" in options
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
    assert len(every) > 50
    assert [row for row in every if any("not known" in cell for cell in row)] == []
    # A figure there is none of would be said not to apply; of these there is every one.
    whole = ("Posts of the whole network", "What the premium is for", "From the income")
    applies = [row for caption, rows in tables.items() if caption.startswith(whole) for row in rows]
    assert len(applies) > 20
    assert [row for row in applies if any("does not apply" in cell for cell in row)] == []


def test_a_missing_answer_leaves_its_figures_unknown_and_not_nought() -> None:
    document = memo(without(QUICK_LOOK, "home.whole.hours"))
    assert "This year: together | not known | −£1,500 | not known" in under(document, "Options considered")
    assert "Cost of the work in the homes | not known" in under(document, "Care homes")
    assert "Care homes | no finding | Not known: 1 answer is missing." in under(document, "What each section found")
    assert "Figures of the options" not in everything(document)
    needs = under(compose_appendices(facts(without(QUICK_LOOK, "home.whole.hours"))), "Figures not known")
    assert "Signing up, this year | Work in our homes" in needs


def test_signing_up_may_leave_us_better_off_or_neither() -> None:
    better = {**QUICK_LOOK, "opt_out.exit_cost": "90,000", "opt_out.hours": "40"}
    assert re.search(r"This year, .*: together £[\d,]+ better\. In a", under(memo(better), "Money and GP time"))
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
    assert re.search(r"In a full year, .*: together neither better nor worse\.", said)


def test_no_homes_and_no_posts_are_said_in_words() -> None:
    none = {**without(QUICK_LOOK, "home.", "workforce."), "home.none": "yes", "workforce.by": "rows"}
    none["workforce.none"] = "yes"
    document = memo(none)
    assert under(document, "Care homes") == "No care home falls to us."
    assert "The network wants no posts." in under(document, "Workforce")
    assert "No care home falls to us." in under(document, "What each section found")


# A full decision


@pytest.mark.parametrize("other", [{"decision__option": "opt_out"}, {"vote__4__position": "against"}])
def test_conditions_of_what_was_not_decided_are_never_due(other: dict[str, str]) -> None:
    capped = changed(condition__1__what="A cap on liability", condition__1__by="29 May 2020")
    assert "Condition 1 is to be met" in under(memo(capped), "What happens next")
    document = memo({**capped, **{id_.replace("__", "."): text for id_, text in other.items()}})
    coming = under(document, "What happens next")
    assert "Condition 1" not in coming
    if "vote__4__position" in other:  # the vote turned it down
        assert "The decision takes effect" not in coming
        assert "After an opt-out told by 31 May 2020 this would be our last day in the contract" in coming
    said = under(document, "Conditions")
    assert "Recorded, though nothing was decided that rests on them." in said
    assert "A cap on liability" in said, "what was written is kept"


def test_a_condition_whose_day_is_over_when_it_is_signed_says_that_it_is_not_recorded_as_met() -> None:
    due = changed(condition__1__what="A cap on liability", condition__1__by="1 May 2020")
    assert "1 May 2020; not recorded as met |" in under(memo(due, signed=True), "Conditions")
    assert "not recorded as met" not in under(memo(due), "Conditions"), "it may still be met"
    met = under(memo({**due, "condition.1.met_on": "30 April 2020"}, signed=True), "Conditions")
    assert "1 May 2020; met on 30 April 2020" in met


def test_the_background_takes_five_lines_and_then_what_is_known_to_be_coming() -> None:
    said = under(memo(FULL), "Background")
    first = said.splitlines()[:5]
    assert "£575,000 (May 2020)" in first[2]
    assert "taken up under “Claims and our own figure”" in first[2]
    assert "registered list 9,120 and weighted list 9,480; 34 GP sessions a week; 4 partners" in first[3]
    assert "\nAfter 31 May 2020, by the worksheet, besides what stands under “What happens next”:\n" in said
    coming = said.split("under “What happens next”:\n")[1].splitlines()
    assert coming[0] == "12 June 2020: The commissioner updates the national register of networks and their practices."
    assert [line.split(":")[0] for line in coming] == [
        "12 June 2020", "31 July 2020", "31 July 2020", "1 August 2020", "31 August 2020", "30 September 2020",
        "30 September 2020", "1 October 2020", "31 October 2020", "31 March 2021", "1 April 2021",
    ]  # fmt: skip
    assert "Commissioner and region agree" not in said, "known only later"
    assert "Commissioner and region agree" in under(memo(changed(facts__later="include")), "Background")


def test_the_meeting_is_told_as_it_was_recorded_and_nothing_is_made_up() -> None:
    held = {
        **FULL, "meeting.date": "18 May 2020", "meeting.place": "the library", "meeting.chair": "Dr Lena Vane",
        "meeting.minutes_by": "Ann Fell", "attending.1.name": "Ann Fell", "attending.1.role": "practice manager",
        "apology.1.name": "Dr Sam Pike", "document.1.what": "The network agreement", "document.1.version": "draft 6",
        "document.2.what": "The letter", "vote.4.present": "no",
    }  # fmt: skip
    said = under(memo(held), "The meeting")
    assert "Held: 18 May 2020, the library. In the chair: Dr Lena Vane. Minutes: Ann Fell." in said
    assert "Partners present: Dr Lena Vane, Senior partner; Dr Tom Reed, Partner; Dr Ada Marsh, " in said
    assert "Partners absent: Dr Ian Holm, Partner." in said
    assert "Also attending: Ann Fell, practice manager." in said
    assert "Apologies: Dr Sam Pike." in said
    assert "Documents considered: The network agreement (draft 6); The letter." in said
    bare = under(memo(BLANK), "The meeting")
    assert bare.splitlines() == [
        "Held: not recorded. In the chair: not recorded. Minutes: not recorded.", "Documents considered: not recorded.",
    ]  # fmt: skip
    assert "Presence not recorded: Dr Tom Reed, Partner." in under(memo(without(FULL, "vote.2.")), "The meeting")


def test_options_stand_with_why_they_were_not_chosen_and_the_one_put() -> None:
    said = under(memo(changed(option__opt_out__why_not="Nobody wants that.")), "Options considered")
    assert "Opt out | Nobody wants that." in said
    assert "Sign up on conditions (put to the vote) | Chosen" in said
    assert "Sign up | not recorded" in said
    assert "as signing up" not in said.lower(), "signing up on conditions is another thing"
    assert "In a full year: care, our share of what is claimed | £39,108 | – | –" in said
    assert "What becomes of a practice from which nothing is heard was not read." in said


def test_of_silence_only_what_the_worksheet_says_is_told() -> None:
    assert "silence" not in under(memo(BLANK, path=SMALL), "Options considered")


def test_findings_never_stand_as_a_colour_alone() -> None:
    said = under(memo(FULL), "What each section found")
    assert "The work | amber: a concern | At risk: " in said
    assert (
        "Contract and exit | red: a serious concern | 1 blocker about signing up, 1 concern about signing up;" in said
    )
    assert "No concern from 75 %, a serious concern below 40 %." in said
    assert (
        "covers: 49.1 % this year and in a full year. This year sets 8 months’ premium against 6 months’ work." in said
    )
    assert "work. No concern from 100 %, a serious concern below 60 %." in said
    assert "no finding | 6 more new GP hours a week than opting out" in said


def test_claims_stand_beside_our_figure_and_say_what_was_not_published() -> None:
    said = under(memo(FULL), "Claims and our own figure")
    assert (
        "NHS England, May 2020; carried to our network, 41,300 patients | £575,000 | 48,020 | £494,534 | £491,357"
        in said
    )
    assert "| −£17,191 | 48,020 | −£3,265 | −£9,273" in said
    assert "“a risk of financial loss for practices”" in said
    assert "the two need not be on the same basis" in said
    assert "61.5 sessions a week needed, about 40 a week supplied by additional roles" in said
    assert "were not published in anything that could be read." in said
    assert "Which published figure, if any, the partners relied on was not recorded." in said
    assert "Our own sum of the streams in full, and not theirs, is £509,877 with the Investment and Impact Fund" in said
    own = under(memo(changed(claims__relied_on="own")), "Claims and our own figure")
    assert "What the partners relied on: our own figures." in own
    assert "Investment and Impact Fund" in under(compose_appendices(facts(FULL)), "Workings")


def test_what_an_author_writes_of_a_claim_without_a_full_stop_does_not_run_on() -> None:
    said = under(memo(BLANK, path=EXTENDED), "Claims and our own figure")
    assert "Every stream in full. Ours is" in said
    assert "With the doctors' time priced. Ours is" in said
    assert "The rest was not published. So the two need not be on the same basis." in said
    assert "relied on was not recorded.\n" in said, "no list was taken in place of a claim’s own"


def test_duties_with_a_day_are_coming_too() -> None:
    # The page of dates had them, and the memo did not.
    said = under(memo(BLANK, path=EXTENDED), "Background")
    assert "15 December 2033: To be done by this day: List of lodges." in said


def test_a_worksheet_without_claims_says_nothing_of_them() -> None:
    known = facts(BLANK)
    bare = known.appraisal.book.worksheet._replace(claims={}, thresholds={})
    known.appraisal.book.worksheet = bare
    document = compose_memo(known)
    assert "Claims and our own figure" not in items(document)
    assert "claimed" not in under(document, "Background")
    assert "own limits" not in under(document, "The worksheet")


def test_what_is_not_counted_is_said_with_its_amount() -> None:
    said = under(memo(FULL), "Money and GP time")
    assert "the ceiling on claims for posts (£305,920), which is never income" in said
    assert "our share of what is claimed for posts (£19,554 this year), which is shown as care for our patients" in said


def test_a_plan_over_the_ceiling_is_pointed_out() -> None:
    assert "would go over the ceiling by £16,080 in a full year." in under(memo(FULL), "Workforce")
    small = changed(workforce__whole__wte="2")
    assert "over the ceiling" not in under(memo(small), "Workforce")


def test_posts_are_told_as_wanted_and_as_likely_filled() -> None:
    assert (
        "Posts wanted: 7 WTE; likely to be filled: 3.9 WTE (55 %). Most that can be claimed for the contract year (the "
        "ceiling): £305,920; what was claimed of it before 1 July 2020 was not entered, and counts as none."
    ) in under(memo(FULL), "Workforce"), "it was said to be in the part that is claimed, and was 0"
    assert "with what was claimed before" not in under(memo(FULL), "Workforce")
    assert under(memo(BLANK), "Workforce").startswith("Posts wanted: not known.\n")


@pytest.mark.parametrize(
    ("difference", "words"),
    [("0.75", "£1 better"), ("-0.75", "£1 worse"), ("0.25", "neither better nor worse"), ("1200", "£1,200 better")],
)
def test_a_difference_is_better_or_worse_as_it_is_shown(difference: str, words: str) -> None:
    assert off(Fraction(difference)) == words


def test_homes_are_told_one_by_one() -> None:
    said = under(memo(FULL), "Care homes")
    assert "Samphire House | 46 | A GP | 4" in said
    assert "The Moorings | 42 | A nurse | 2.3" in said
    half = under(memo({**without(FULL, "home.1", "home.2"), "home.3.done_by": "gp"}), "Care homes")
    assert "Home 3, not named | not recorded | A GP | not known" in half
    none = under(memo(without(FULL, "home.1", "home.2")), "Care homes")
    assert "Our homes, one by one: not recorded." in none


def test_the_premium_is_told_beside_the_work_and_the_minutes_it_buys() -> None:
    said = under(memo(FULL), "Care homes")
    apart = (
        "Hours done by filled posts are left out of this cost and of the minutes worked; what the posts take of us is"
    )
    assert apart in said, "they take supervision and a part of what is not repaid"
    assert (
        "This year a month’s premium buys 6 minutes a bed in our homes, at what an hour there costs us. In a full year "
        "a month’s premium buys 8 minutes a bed in our homes, at what an hour there costs us. The part of a month’s "
        "work that we pay for takes 17: a month’s premium does not cover it."
    ) in said
    assert said.count("does not cover it") == 1
    hours = ("home.1.round_hours", "home.1.travel_hours", "home.1.plan_hours", "home.1.review_hours")
    missing = under(memo(without(FULL, *hours)), "Care homes")
    assert "How many minutes the premium for beds buys is not known." in missing


def test_what_weighs_on_the_option_put_is_told_blockers_first_with_notes_and_who_said_it() -> None:
    document = memo(FULL, by="Dr Ada Marsh")
    said = under(document, "Concerns and risks")
    blockers, concerns = said.split("Concerns noted about signing up; nobody is named who accepts them:\n")
    assert blockers.startswith("Blockers noted about signing up; nobody is named who accepts them:\n")
    assert "how much each? No. Asked twice, no answer. (said by Dr Ada Marsh)" in blockers
    assert "They are blank. Our solicitor has the agreement. (said by Dr Ada Marsh)" in blockers
    assert "One of our GPs, hours not agreed. (said by Dr Ada Marsh)" in concerns
    contract = under(document, "Contract, exit and liability")
    assert contract.startswith("2 answers that weigh on the option put: under “Concerns and risks”. All others:\n")
    assert "silence means staying? Yes. (said by Dr Ada Marsh)" in contract
    assert "said by" not in under(memo(FULL), "Concerns and risks"), "nobody is recorded as having said them"
    assert "(concern about opting out)" in under(memo(FULL), "Patients"), "told there, though it weighs elsewhere"


def test_a_risk_is_accepted_only_once_somebody_is_named_who_accepts_it() -> None:
    mended = {
        "risk.schedules.mitigation": "A cap is asked for", "risk.schedules.owner": "Dr Tom Reed",
        "risk.schedules.by": "29 May 2020",
    }  # fmt: skip
    noted = under(memo({**FULL, **mended}), "Concerns and risks")
    assert "They are blank. Our solicitor has the agreement. What is done: A cap is asked for (Dr Tom Reed" in noted
    assert "Risk accepted" not in noted
    accepted = under(memo({**FULL, **mended, "risk.schedules.accepted_by": "the partners"}), "Concerns and risks")
    assert "Risk accepted | Accepted by | What is done, by whom and when" in accepted
    assert "(blocker about signing up) | the partners | A cap is asked for (Dr Tom Reed, by 29 May 2020)" in accepted
    bare = under(memo(changed(risk__redundancy__accepted_by="Dr Reed")), "Concerns and risks")
    assert "(blocker about signing up) | Dr Reed | not recorded" in bare


def test_what_weighs_on_another_option_is_no_risk_of_the_one_put() -> None:
    out = memo(changed(decision__option="opt_out"))
    said, _, other = under(out, "Concerns and risks").partition("Noted about signing up, the other choice:")
    assert "redundancy" not in said
    assert "redundancy" in other
    assert "Concerns noted about opting out" in said
    assert "debts under our agreement? We do not know." in under(out, "Contract, exit and liability")
    later = under(memo(changed(decision__option="not_yet")), "Concerns and risks")
    assert "about signing up; nobody" in later
    assert "about opting out; nobody" in later
    none = under(memo({**without(FULL, "question."), "question.notice_form": "yes"}), "Concerns and risks")
    assert re.fullmatch(
        r"Of 1 question for discussion answered that can weigh on the option put, none was answered with a concern or "
        r"a blocker; \d\d are not answered\.", none
    )  # fmt: skip
    silent = under(memo(without(FULL, "question.", "note.question.")), "Concerns and risks")
    assert silent == ("No question for discussion that can weigh on the option put is answered, so none is noted."), (
        "nothing answered was printed as no concern"
    )


def test_what_is_claimed_of_the_whole_year_counts_what_was_claimed_before() -> None:
    """41 % of nine months' worth stood above what was left of twelve."""
    said = under(memo(changed(workforce__claimed_before="30,592")), "Workforce")
    (line,) = [line for line in said.splitlines() if line.startswith("Part of the whole year’s ceiling, with what was")]
    ceiling, left = 305_920, re.search(r"Left unclaimed of the ceiling of the whole year \| £([\d,]+)", said)
    assert left is not None
    assert line.split(" | ")[1:] == [f"{round(100 - int(left[1].replace(',', '')) / ceiling * 100, 1):g} %", "–"]


def test_what_weighs_on_the_other_choice_stands_there_too() -> None:
    texts = {**FULL, "question.transfer": "not_sure", "question.served_by": "not_sure"}
    said = under(memo(texts), "Concerns and risks")
    assert "Noted about opting out, the other choice:" in said
    assert "Do we know whether staff would transfer to somebody if we were outside, and to whom? Not sure." in said
    assert re.search(r"\d answers? that weighs? on opting out stands? under .*“Patients”\.", said)


def test_for_leavers_what_ends_and_what_stays_owed_is_told() -> None:
    texts = changed(decision__option="opt_out", local__2__name="Scheme for members", local__2__ends="opt_out")
    said = under(memo({**texts, "local.2.amount": "900"}), "Contract, exit and liability")
    assert (
        "What ends when we leave: income of £40,478 in a full year, line by line under “Money and GP time”; what our "
        "network’s posts do for our patients under this contract, £39,108 in a full year by what is claimed for them "
        "(what another network that looks after them would bring is not known, and not counted); "
        "Scheme for members, £900 a year; the work of the contract: 7.2 hours a week of our GPs’ time (signing up "
        "against opting out), "
    ) in said
    assert "What goes on, and would end on signing up: Local care home scheme, £6,000 a year" in said
    assert "What stays owed or begins: cost of leaving now: £1,500 once; extra GP work if we opt out: 0" in said
    assert "What ends when we leave" not in under(memo(FULL), "Contract, exit and liability")


def test_gp_time_that_signing_up_frees_is_no_work_that_ends_and_no_hours_below_nought() -> None:
    """“What ends when we leave: the work of the contract: −9 hours a week of our GPs’ time” was said."""
    texts = changed(decision__option="opt_out", workforce__whole__released_hours="40")
    known = facts(texts).appraisal
    taken, new = known["time.gp_hours"].value, known["time.new_hours"].value
    assert taken is not None
    assert new is not None
    assert taken < 0
    assert new < 0
    document = memo(texts)
    said = under(document, "Contract, exit and liability")
    assert "the work of the contract: 2" in said, "that of nurses and administrators is work"
    freed = f"{number(-taken, 1)} hours a week of our GPs’ time that signing up frees beyond what it takes"
    assert freed in said
    less = f"done today already, less {number(-new, 1)} hours a week that signing up frees beyond what is new."
    assert less in under(document, "Money and GP time")


def test_local_payments_and_exit_costs_are_told() -> None:
    said = under(memo(FULL), "Contract, exit and liability")
    assert "Local care home scheme | If we sign up | £6,000 | 1 hour a week" in said
    assert "Cost of leaving at the next window: £4,000 once (from £2,000 to £9,000)" in said
    half = under(memo(changed(local__2__hours="2")), "Contract, exit and liability")
    assert "Local payment 2, not named | Not recorded | not recorded | 2 hours a week" in half
    assert "No local payment depends" in under(memo(QUICK_LOOK), "Contract, exit and liability")


def test_assumptions_name_ranges_that_count_defaults_and_owners() -> None:
    said = under(memo(FULL), "Assumptions and unknowns")
    many = len(facts(FULL).hangs_on.ranged)
    assert (
        f"{many} numbers that a figure rests on have a range. They stand in the appendices, under “All answers”" in said
    )
    assert "Cost of a GP hour" not in said, "sixty ranges would fill two pages"
    answers = under(compose_appendices(facts(FULL)), "All answers")
    assert "Cost of a GP hour | £100 an hour (from £80 to £156) | " in answers
    row_by_row = "not counted: what is answered home by home counts"
    assert f"Work in our homes | 6 hours a week (from 4 to 9); {row_by_row} | " in answers
    assert "Length of a GP session: 4 h 10 min (default)" in said
    assert "Our share of the network: 22.08 %, by registered lists (default)" in said
    assert "Taken as none, because nothing was entered: GP time once to set up" in said
    assert "Left open, with their owners, under “What was left open”: 2 items." in said
    open_ = under(memo(FULL), "What was left open")
    nobody = "Nobody named; the worksheet asks the"
    assert f"practices? | the accountant answers in June | {nobody} practice manager" in open_
    assert f"Our patients | the patient group meets on 26 May | {nobody} partners’ meeting" in open_
    own = under(memo(changed(share__of_pcn="20")), "Assumptions and unknowns")
    assert "by registered lists" not in own
    assert "No number that counts has a range" in under(memo(BLANK), "Assumptions and unknowns")
    one = {**BLANK, "cost.gp_hour": "80 / 100 / 156"}
    assert "1 number that a figure rests on has a range. It stands in the appendices" in under(
        memo(one), "Assumptions and unknowns"
    )


def test_conditions_and_actions_have_owners_or_say_that_they_have_none() -> None:
    document = memo(FULL)
    assert (
        "1. The schedules of the network agreement are filled in | Dr Ada Marsh | 29 May 2020 | not recorded"
        in under(document, "Conditions")
    )
    assert under(document, "Actions") == (
        "2 actions stand, each with its day and who sees to it, under “What happens next”. What was left open has "
        "its days under “What was left open”."
    )  # fmt: skip
    following = under(document, "What happens next")
    assert "No date recorded | Ask the network who pays redundancy (nobody named)" in following
    assert "20 May 2020 | Send the notice to the commissioner (Ann Fell, practice manager)" in following
    bare = memo(without(FULL, "condition.", "action."))
    assert "although the option is to sign up on conditions" in under(bare, "Conditions")
    assert under(bare, "Actions") == "None recorded."
    assert "Conditions" not in items(memo({**without(FULL, "condition."), "decision.option": "sign_up"}))


def test_who_was_consulted_and_who_must_be_told() -> None:
    said = under(memo(without(FULL, "tell.1.by")), "Who was consulted, who must be told")
    assert "Consulted: Our LMC (12 May 2020)" in said.splitlines()
    assert "Must be told: The network’s other practices (date not recorded)" in said
    assert "by 22 May 2020" in under(memo(FULL), "Who was consulted, who must be told")


def test_what_was_left_open_is_told_with_its_reason() -> None:
    document = memo(FULL, blocking=("Dr Ian Holm has declared nothing.",))
    said = under(document, "What was left open")
    assert "the accountant answers in June" in said
    assert "Questions for discussion not answered: Our practice 5 of 6" in said
    assert "Contract and exit 16 of 20" in said
    assert "could be a blocker" in said
    assert "Dr Ian Holm has declared nothing." in said
    assert "Everything that sign-off needs is recorded." in under(memo(FULL), "What was left open")


def test_what_is_come_back_to_is_told_with_whom_and_by_when() -> None:
    texts = {
        **FULL, "open.question.vat.whom": "the accountant", "open.question.vat.when": "20 May 2020",
        "open.cost.gp_hour.when": "1 June 2020",
    }  # fmt: skip
    document = memo(texts, by="Dr Reed")
    open_ = under(document, "What was left open")
    assert "What | Why | To take up with | By when | Said by" in open_
    assert "practices? | the accountant answers in June | The accountant | 20 May 2020 | Dr Reed" in open_
    nobody = "Nobody named; the worksheet asks the partners’ meeting"
    assert f"Cost of a GP hour | not recorded | {nobody} | 1 June 2020 | Dr Reed" in open_
    assert f"Our patients | the patient group meets on 26 May | {nobody} |  | Dr Reed" in open_
    assert "By when" not in under(memo(FULL), "What was left open")
    appended = under(compose_appendices(facts(texts)), "All answers")
    assert "practices?: to come back to with the accountant by 20 May 2020: the accountant answers in June" in appended
    assert "open.question.vat" not in appended


def test_a_completed_section_is_told_at_the_end_of_its_answers() -> None:
    said = under(compose_appendices(facts({**FULL, "completed.contract": "yes"})), "All answers").split("\n")
    at = said.index("The section “Contract and exit” is completed | Yes |  | ")
    assert said[at + 1] == "Our patients"


def test_a_contradiction_is_told_with_the_reason_as_it_was_written_and_who_gave_it() -> None:
    """Without a reason it stands before sign-off, and nothing is told of it that nobody said."""
    assert "Contradictions that stand" not in everything(memo(FULL, signed=True))
    texts = changed(note__condition__1__owner="She knows the schedules.\nWe check them.")
    told = under(memo(texts, by="Dr Reed"), "What was left open")
    assert "\nWhat contradicts | The note on it, as written | Said by\n" in told
    assert (
        "Condition 1 is seen to by Dr Ada Marsh, who did not vote because of an interest. | She knows the schedules.\n"
        "We check them. | Dr Reed" in told
    )
    assert "Said by" not in under(memo(texts), "What was left open")


def test_when_every_question_is_answered_nothing_is_counted_as_open() -> None:
    every = {
        f"question.{q.id}": "as it is" if q.kind == "text" else next(iter(q.options))
        for q in worksheet().questions.values()
    }
    said = under(memo({**FULL, **every}), "What was left open")
    assert "Every question for discussion is answered." in said
    assert "could be a blocker" not in said


def test_later_facts_are_named_whether_counted_or_not() -> None:
    assert (
        "is left out of our own sums, but for the one beside NHS England's £575,000: the amounts of Investment and "
        "Impact Fund; the posts of nursing associate and" in under(memo(FULL), "The worksheet")
    )
    assert "is counted: the amounts of Investment" in under(memo(changed(facts__later="include")), "The worksheet")
    assert "edition 1, issued by the des-decider project" in under(memo(FULL), "The worksheet")
    assert "fedc ba98 7654 3210 fedc" in under(memo(FULL), "The worksheet")


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
                "question.schedules.note",
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


# What each item takes from the figures and the worksheet


def test_a_blocker_that_stands_is_read_on_the_first_page() -> None:
    said = under(memo(changed(question__employer="no")), "At a glance")
    assert "3 blockers stood when this was written:" in said
    assert "Contract and exit, red: 1 blocker about signing up, 1 concern about signing up; " in said
    assert "Are the schedules of our network agreement filled in?" in said
    assert "blocker" not in under(memo(QUICK_LOOK), "At a glance")


def test_what_the_network_keeps_is_never_called_left_over_while_it_is_short() -> None:
    short = under(memo(changed(pcn__running_costs="900,000")), "Money and GP time")
    assert "less than it spends on running itself" in short
    assert "Our share of what it lacks is counted" in short
    rich = under(
        memo(changed(pcn__running_costs="0", workforce__by="whole", workforce__whole__wte="0")), "Money and GP time"
    )
    assert "more than it spends on running itself and on what of its posts is not repaid" in rich, "claims repay posts"
    assert "Our share of what it lacks" not in rich
    lacking = under(memo(BLANK), "Money and GP time")
    assert "What the network keeps, and whether that covers its running, is not known." in lacking


def test_whose_rates_count_is_said_with_what_the_worksheet_prints() -> None:
    assert "Every rate and every maximum is the worksheet’s." in under(memo(FULL), "The worksheet")
    texts = changed(
        payment__care_home_premium__rate="8", payment__core_pcn__rate="1.6",
        workforce__clinical_pharmacist__maximum="56,000",
    )  # fmt: skip
    said = under(memo(texts, by="the CCG’s letter"), "The worksheet")
    assert "rate of core PCN funding £1.60 (the CCG’s letter; the worksheet prints £1.50)" in said
    assert "rate of care home premium £8.00" in said
    assert "(the CCG’s letter; the worksheet prints £7.50)" in said
    assert (
        "most that can be claimed for clinical pharmacist £56,000 (the CCG’s letter; the worksheet prints £55,670)"
        in said
    )
    assert "Every other rate and maximum is the worksheet’s." in said


def test_the_networks_practices_are_told_as_far_as_they_are_known() -> None:
    texts = changed(
        member__1__name="Holm Surgery", member__1__list="12,000", member__1__intends="opt_out", member__2__beds="30"
    )
    said = under(memo(texts), "The network’s practices")
    assert "Holm Surgery | 12,000 | not recorded | Opts out" in said
    assert "Practice 2, not named | not recorded | 30 | Not known" in said
    assert "Without us the network’s list is 32,180 patients; by the worksheet a network usually has 30,000 or" in said
    assert "Practices that intend to opt out, ours left out: 12,000 patients; not known of practice 2." in said
    beds = "Beds of ours and of practices we know of: 118 beds; not known of Holm Surgery."
    assert beds in said, "those of the other practice were left out unsaid"
    assert under(memo(changed(member__none="yes")), "The network’s practices") == "The network has no other practice."


def test_a_local_payment_taken_to_end_no_hours_is_named_once() -> None:
    """“GP time that ends with local payment GP time that ends with Phlebotomy” was said."""
    texts = changed(local__2__name="Phlebotomy", local__2__amount="900", local__2__ends="opt_out")
    said = under(memo(texts), "Assumptions and unknowns")
    assert "GP time that ends with Phlebotomy" in said
    assert "local payment GP time" not in said


def test_other_work_done_today_is_spoken_of_beside_a_directors_alone() -> None:
    without_director = under(memo(FULL), "Money and GP time")
    assert "signing up against opting out: work done today already" in without_director, "other than what?"
    director = {"director.ours": "yes", "director.amount": "9,000", "director.hours": "3", "director.already": "yes",
                "director.paid_to": "practice"}  # fmt: skip
    assert "; other work done today already" in under(memo({**FULL, **director}), "Money and GP time")


def test_what_the_contract_lacks_takes_not_a_line() -> None:
    document = memo(BLANK, path=BARE)
    assert not {"Workforce", "Care homes"} & {*items(document)}
    for gone in ("posts", "care home", "director"):
        assert gone not in under(document, "Money and GP time")
