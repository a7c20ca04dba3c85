"""What an author of a small contract hears of a slip is one thing, and following it leaves nothing to mend."""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest

from des_decider.record.worksheet_check import check_worksheet
from des_decider.worksheet.supplements import digest_of
from tests.building import JOINED, ROOT
from tests.worksheet.author_mistakes import followed

WHOLE = re.findall(r"```toml\n(.*?)```", (ROOT / "docs" / "worksheets.md").read_text(encoding="utf-8"), re.DOTALL)[0]
SHEET = WHOLE.partition("\n[test.")[0]
"""The worksheet of the guide, which has no posts and no homes, without its test."""
POSTS = """
[payment.posts]
name = "Money for posts"
kind = "reimbursement"
paid_to = "network"
rate = 9
source = "letter"

[role.nurse]
name = "Nurse"
maximum = 40000
source = "letter"
"""
QUESTION = """
[question.who_visits]
section = "care_homes"
text = "Will we visit?"
why = "Somebody has to."
source = "ours"
"""
AVERAGE = '[average_network]\nlist = 48000\nsource = "letter"\n'
POINTS = (
    '[payment.points]\nname = "Points"\nkind = "points"\npaid_to = "network"\nrate = 200\npoints = 10\n'
    'source = "letter"\n\n'
)
CORE = 'part.registered = { rate = 1.50, per = "year" }'
LIMITS = SHEET[SHEET.index("[threshold.funding]") :]
LIMITS_FOR_POSTS = f"""{LIMITS}
[threshold.workforce]
figure = "workforce.take_up.this_year"
green = 75
amber = 40
"""
IN_HOMES = 'name = "Home visits"\nin_homes = true'


class Slip(NamedTuple):
    """What an author writes otherwise, and what the check says to it."""

    author: str
    old: str
    new: str
    said: str


SLIPS = [
    Slip(
        "asks about homes where the contract has none", LIMITS, LIMITS + QUESTION,
        "needs-another: [question.who_visits] section: The contract has no work in care homes",
    ),
    Slip(
        "asks about posts where the contract has none", LIMITS, LIMITS + QUESTION.replace("care_homes", "workforce"),
        "needs-another: [question.who_visits] section: The contract has no money for posts",
    ),
    Slip(
        "words an input under homes where there are none", LIMITS,
        LIMITS + '\n[ask.cost.gp_hour]\nsection = "care_homes"\n',
        "needs-another: [ask.cost.gp_hour] section: The contract has no work in care homes",
    ),
    Slip(
        "starts work within a month", "from = 2031-10-01", "from = 2031-10-20",
        "within-a-month: [service.visits] from: 2031-10-20 is within a month",
    ),
    Slip(
        "writes limits in pence", "green = 0\namber = -0.50", "green = 0\namber = -50",
        "looks-like-pence: [threshold.funding] amber: £-50 looks like pence. Is it £-0.5?",
    ),
    Slip(
        "has posts and no limit for them", LIMITS, LIMITS + POSTS,
        "needs-another: [threshold]: There is no [threshold.workforce]",
    ),
    Slip(
        "has homes and no limit for them", "ends = 2032-03-31", 'ends = 2032-03-31\ncare_homes_start = "out"',
        "needs-another: [threshold]: There is no [threshold.care_homes]",
    ),
    Slip(
        "repays posts and names none", LIMITS, LIMITS_FOR_POSTS + POSTS.partition("[role.")[0],
        "needs-another: [payment.posts]: The payment repays posts, and there is no [role.…]",
    ),
    Slip("has no limits", LIMITS, "", "needs-another: [threshold]: There is no [threshold.funding]"),
    Slip("has points and no average network", AVERAGE, POINTS, "missing-table: [average_network]"),
    Slip(
        "writes a rate beside a payment for patients", 'part.registered = { rate = 1.50, per = "year" }', "rate = 1.50",
        "not-for-this-kind: [payment.core] rate: A list payment has its rate in a part. Write the kind",
    ),
    Slip(
        "calls the kind of payment by what it pays", LIMITS, LIMITS_FOR_POSTS + POSTS.replace("reimbursement", "posts"),
        'unknown-word: [payment.posts] kind: "posts" is not one of the words for kind. Did you mean reimbursement?',
    ),
    Slip(
        "names a limit by the title of its section", "[threshold.funding]", "[threshold.money]",
        'unknown-word: [threshold] money: "money" has no threshold. Did you mean funding?',
    ),
    Slip(
        "writes pence", "amber = -0.50", "amber = -50p",
        "not-a-number: [threshold.funding] amber: -50p is in pence. Write pounds: amber = -0.5.",
    ),
    Slip(
        "puts a space in a name", "[service.visits]", "[service.home visits]",
        "not-a-table-name: [service.home_visits]: [service.home visits] is no table name. Write [service.home_visits].",
    ),
    Slip(
        "misspells one source", AVERAGE, AVERAGE.replace("letter", "leter"),
        "unknown-reference: [average_network] source: There is no [source.leter]. Did you mean letter?",
    ),
    Slip(
        "leaves a comma out between braces", "rate = 1.50, per", "rate = 1.50 per",
        "no-comma: [payment.core] part.registered: A comma is missing between { and }. Write one before per.",
    ),
    Slip(
        "writes a semicolon between braces", "rate = 1.50, per", "rate = 1.50; per",
        "no-comma: [payment.core] part.registered: A comma is missing between { and }. Write one before per.",
    ),
    Slip(
        "writes a decimal comma", "rate = 1.50", "rate = 1,50",
        "not-a-number: [payment.core] part.registered: The number 1,50 has a comma in it. Write pence and parts after ",
    ),
    Slip(
        "writes a dash for a minus", "amber = -0.50", "amber = –0.50",
        "not-a-number: [threshold.funding] amber: –0.50 is not how numbers are written here. Write amber = -0.50.",
    ),
    Slip(
        "leaves the brackets of a table out", "[service.visits]", "service.visits",
        "not-a-table-name: [service.visits]: service.visits stands without its brackets. Write [service.visits].",
    ),
    Slip(
        "ends the year with the first day of the next", "ends = 2032-03-31", "ends = 2032-04-01",
        "not-whole-months: [year] ends: 2032-04-01 is not the last day of a month. Write: ends = 2032-03-31.",
    ),
    Slip(
        "ends the year as it starts", "ends = 2032-03-31", "ends = 2031-03-31",
        "out-of-order: [year] ends: The year ends before it starts. Look at both dates; for twelve months, write: ends",
    ),
    Slip(
        "ends the year a year late", "ends = 2032-03-31", "ends = 2033-03-31",
        "outside-the-year: [year] ends: The year has more than 12 months. Look at both dates; for twelve months, write",
    ),
    Slip(
        "starts the year a year late", "starts = 2031-04-01", "starts = 2032-04-01",
        "out-of-order: [year] starts: The year ends before it starts. Look at both dates; for twelve months, write: st",
    ),
    Slip(
        "starts the year a year early", "starts = 2031-04-01", "starts = 2030-04-01",
        "outside-the-year: [year] starts: The year has more than 12 months. Look at both dates; for twelve months, wri",
    ),
    Slip(
        "pays from a year too late", CORE, f"{CORE}\nfrom = 2032-04-01",
        "outside-the-year: [payment.core] from: 2032-04-01 is after the year. The year of this worksheet is 2031-04-01",
    ),
    Slip(
        "pays until before the year", CORE, f"{CORE}\nto = 2031-03-31",
        "outside-the-year: [payment.core] to: 2031-03-31 is before the year. The year of this worksheet is 2031-04-01",
    ),
    Slip(
        "calls a name a title", 'name = "Core funding"', 'title = "Core funding"',
        "unknown-key: [payment.core] title: title is not a key of this table. Did you mean name?",
    ),
    Slip(
        "ends a number as a sentence part", "amber = -0.50", "amber = -0.50;",
        "more-after-the-value: [threshold.funding] amber: A ; stands after the value. Write: amber = -0.50.",
    ),
    Slip(
        "ends a number as a sentence part between braces", "rate = 1.50, per", "rate = 1.50;, per",
        "more-after-the-value: [payment.core] part.registered: A ; stands after the value. Write",
    ),
    Slip(
        "types a letter for a figure", "rate = 1.50", "rate = 1.5O",
        "not-a-number: [payment.core] part.registered: 1.5O has a letter or a space in it that belongs in no number.",
    ),
    Slip(
        "leaves a space behind a minus", "amber = -0.50", "amber = - 0.50",
        "not-a-number: [threshold.funding] amber: - 0.50 has a letter or a space in it that belongs in no number.",
    ),
    Slip(
        "misspells the key of the day a service starts", "from = 2031-10-01", "form = 2031-10-01",
        "unknown-key: [service.visits] form: form is not a key of this table. Did you mean from?",
    ),
    Slip(
        "gives a worksheet its title for an id", '"harbour-contract-2031-32"', '"Harbour Contract 2031-32"',
        'not-an-id: [worksheet] id: "Harbour Contract 2031-32" cannot be the id of a worksheet. Take small letters',
    ),
    Slip(
        "ends a day with a comma", "date = 2031-05-31", "date = 2031-05-31,",
        "more-after-the-value: [date.out] date: A , stands after the value. Write: date = 2031-05-31.",
    ),
    Slip(
        "ends a text with a semicolon", 'name = "Core funding"', 'name = "Core funding";',
        "more-after-the-value: [payment.core] name: A ; stands after the closing quote. Delete it.",
    ),
    Slip(
        "pays one sum", CORE, "amount = 38000",
        "unknown-key: [payment.core] amount: amount is no key of a payment, which is paid for each patient, bed, post ",
    ),
    Slip(
        "calls the kind by what it pays, and asks about posts", LIMITS,
        LIMITS_FOR_POSTS + POSTS.replace("reimbursement", "posts") + QUESTION.replace("care_homes", "workforce"),
        'unknown-word: [payment.posts] kind: "posts" is not one of the words for kind. Did you mean reimbursement?',
    ),
    Slip(
        "writes the day to decide by where its id belongs", 'decide_by = "deadline"', "decide_by = 2031-04-30",
        "not-an-id: [year] decide_by: decide_by says a day, and names a [date.…] by its id. Write the id of its date: "
        'decide_by = "deadline".',
    ),
    Slip(
        "writes that day in words", 'decide_by = "deadline"', 'decide_by = "30 April 2031"',
        "not-an-id: [year] decide_by: decide_by says a day, and names a [date.…] by its id. Write the id of its date: ",
    ),
    Slip(
        "misspells a name in braces", "{deadline} whether", "{dedline} whether",
        "unknown-name-in-braces: [worksheet] about: {dedline} stands for nothing. Did you mean {deadline}?",
    ),
    Slip(
        "misspells what of a day is meant", "{deadline.day}", "{dedline.dya}",
        "unknown-name-in-braces: [date.out] what: {dedline.dya} stands for nothing. Did you mean {deadline.day}?",
    ),
    Slip(
        "pays for a year in Latin", 'per = "year"', 'per = "annum"',
        'unknown-word: [payment.core] part.registered.per: "annum" is not one of the words for per. Did you mean year?',
    ),
    Slip(
        "pays the network by its short name", 'paid_to = "network"', 'paid_to = "PCN"',
        'unknown-word: [payment.core] paid_to: "PCN" is not one of the words for paid_to. Did you mean network?',
    ),
    Slip(
        "read it in an e-mail", 'read_in = "letter"', 'read_in = "e-mail"',
        'unknown-word: [source.letter] read_in: "e-mail" is not one of the words for read_in. Did you mean letter?',
    ),
    Slip(
        "names the year without quotes", 'name = "2031/32"', "name = 2031/32",
        'no-quotes: [year] name: The text has no quotes. Put it in straight quotes: name = "2031/32".',
    ),
    Slip(
        "parts a family from an id by a blank", "[payment.core]", "[payment core]",
        "not-a-table-name: [payment.core]: [payment core] is no table name. Write [payment.core].",
    ),
    Slip(
        "forgets the family of its only payment", "[payment.core]", "[core]",
        "unknown-table: core: There is no table [core]. Write [payment.core].",
    ),
    Slip(
        "names two sources without brackets", 'source = "letter"\n\n[service', 'source = "letter", "ours"\n\n[service',
        "more-after-the-value: [payment.core] source: Several texts stand here. Put them in brackets: source = ",
    ),
    Slip(
        "remarks as programmers do", 'paid_to = "network"', 'paid_to = "network" // not us',
        "more-after-the-value: [payment.core] paid_to: After the closing quote there is more: // not us. A remark ",
    ),
    Slip(
        "says that a rate is to be confirmed", "rate = 1.50", 'rate = "TBC"',
        'unknown-word: [payment.core] part.registered.rate: "TBC" is not how that is said here. Where the practice has',
    ),
    Slip(
        "says that a day is to be confirmed", "date = 2031-04-30", 'date = "to be confirmed"',
        'unknown-word: [date.deadline] date: "to be confirmed" is not how that is said here. Where the practice has to',
    ),
]  # fmt: skip

QUALITY = """
[payment.quality]
name = "Quality"
paid_to = "network"
earned = true
part.registered = { rate = 0.60, per = "year" }
source = "letter"

[quick_look]
ask = ["practice.registered_list", "payment.quality.achieved"]
"""


class Alone(NamedTuple):
    """What an author writes otherwise where no program could mend it, what is said to it, and at which line."""

    author: str
    old: str
    new: str
    line: str
    said: str


ALONE = [
    Alone(
        "does not say who is paid", 'paid_to = "network"\n', "",
        "[payment.core]", 'missing: paid_to is missing. Add paid_to = one of these: "network", "practice".',
    ),
    Alone(
        "calls a kind of payment as nobody does", 'name = "Quality"\n', 'name = "Quality"\nkind = "fixed"\n',
        'kind = "fixed"', 'unknown-word: "fixed" is not one of the words for kind',
    ),
    Alone(
        "does not say whether one sum is paid again", CORE, CORE.replace("year", "period"),
        "[payment.core]", "missing: full_year is missing: its rate is one sum for all its months. Add full_year",
    ),
    Alone(
        "does not say whether what ends is paid again", CORE, f"{CORE}\nto = 2031-09-30",
        "[payment.core]", 'missing: full_year is missing: it ends on 2031-09-30. Add full_year = "ends" where later',
    ),
    Alone(
        "writes the day of a month there is not", "date = 2031-05-31", "date = 2031-13-31",
        "date = 2031-13-31", "not-a-date: The date does not exist. Write year-month-day",
    ),
    Alone(
        "quotes a yes", "earned = true", 'earned = "yes"',
        'earned = "yes"', 'not-yes-or-no: "yes" is neither true nor false',
    ),
    Alone("forgets the yes", "earned = true", "earned =", "earned =", "no-value: Nothing stands after the ="),
    Alone(
        "gives two payments one id", "[payment.quality]", "[payment.core]",
        "[payment.core]", "written-twice: There is a second table [payment.core]",
    ),
    Alone(
        "says of a part that it is earned", 'earned = true\npart.registered = { rate = 0.60, per = "year" }',
        'part.registered = { rate = 0.60, per = "year", earned = true }', "part.registered = { rate = 0.60",
        "unknown-key: earned is a key of the payment, and not of one of its parts. Take it out of the braces, and "
        "write it on a line of its own: earned = true.",
    ),
    Alone(
        "says it of the part as well", '{ rate = 0.60, per = "year" }', '{ rate = 0.60, per = "year", earned = true }',
        "part.registered = { rate = 0.60",
        "unknown-key: earned is a key of the payment, and not of one of its parts. Delete it: earned stands in the",
    ),
    Alone(
        "forgets the kind where there are points", 'earned = true\npart.registered = { rate = 0.60, per = "year" }',
        "rate = 200\npoints = 10", "[payment.quality]",
        'missing: kind is missing, and only points payments have points. Add kind = "points".',
    ),
    Alone(
        "does not say how a source was read", '\nread_in = "letter"', "",
        "[source.letter]", "missing: read_in is missing: nothing says how it was read. Add read_in = one of these: ",
    ),
    Alone(
        "pastes a name as it is printed", 'name = "Quality"', 'name = "…"',
        'name = "…"', 'still-to-write: name is still to be written. Write it where "…" stands.',
    ),
    Alone(
        "says yes without quotes of a service in the homes", 'name = "Home visits"\n',
        'name = "Home visits"\nin_homes = yes\n',
        "in_homes = yes", "not-yes-or-no: yes is not how yes and no are written here. Write in_homes = true.",
    ),
    Alone(
        "pays for a month", CORE, CORE.replace("year", "month"),
        CORE.replace("year", "month"), "unknown-word: For patients no rate is for a month. Write that of a year, 12 "
        'times as much: rate = 18.00, per = "year".',
    ),
    Alone(
        "makes a list of the year", "[year]", "[[year]]",
        "[[year]]", "double-brackets: Double brackets make a list. Write [year].",
    ),
    Alone(
        "pastes a list as it is printed", CORE, f'{CORE}\nsource = ["…", "…"]',
        'source = ["…", "…"]', "still-to-write: source is still to be written",
    ),
]  # fmt: skip


@pytest.mark.parametrize("slip", ALONE, ids=lambda slip: slip.author)
def test_nothing_else_is_said_to_an_author_who(slip: Alone) -> None:
    whole = SHEET.replace('source = "letter"\n\n[service', "\n[service", 1) if "source = " in slip.new else SHEET
    text = f"{whole}{QUALITY}".replace(slip.old, slip.new, 1)
    assert text != f"{whole}{QUALITY}"
    reading = check_worksheet(text.encode(), "", lambda _: None)
    (one,) = (*reading.mistakes, *reading.warnings)
    assert f"{one.code}: {one.sentences}".startswith(slip.said)
    assert text.split("\n")[(one.line or 0) - 1].startswith(slip.line)


def test_a_day_that_has_no_table_yet_is_given_one_to_be_filled_in() -> None:
    """It was told to be put in quotes, and then was the id of no date."""
    text = SHEET.replace('opt_out_effective = "out"', 'opt_out_effective = "out"\nnext_window = 2032-04-30')
    reading = check_worksheet(text.encode(), "", lambda _: None)
    (told,) = said(text)
    assert told.endswith('Give the day a table of its own, and write its id: next_window = "next_window".')
    assert said(followed(text, reading.mistakes)) == [
        f'still-to-write: [date.next_window] {key}: {key} is still to be written. Write it where "…" stands.'
        for key in ("what", "source")
    ]


def test_a_missing_format_is_told_where_it_belongs() -> None:
    """Added below all else it was a key of the last table."""
    (told,) = said(SHEET.replace("format = 1\n", ""))
    assert told == "missing: format: format is missing. Add format = 1 above the first table."


def test_a_misspelt_entry_of_a_list_in_braces_leaves_the_others() -> None:
    """Whoever followed it lost the end of the list."""
    row = 'evidence.hour = { what = "An hour", beside = ["cost.gp_hour", "cost.gp_huor"], source = "letter" }\n'
    text = SHEET.replace("format = 1\n", f"format = 1\n{row}")
    reading = check_worksheet(text.encode(), "", lambda _: None)
    assert [one.code for one in reading.mistakes] == ["unknown-input"]
    assert f'["cost.gp_hour", "{reading.mistakes[0].mend.split()[-1].rstrip("?")}"]' in followed(text, reading.mistakes)


LIMIT = "green = 75\namber = 40\n"
NO_POSTS, NO_HOMES = "the contract has no money for posts", "the contract has no work in care homes"
A_POST = POSTS[POSTS.index("[role.") :]
NOTHING_OF_IT = [
    (A_POST, "[role.nurse]", NO_POSTS),
    (f'[threshold.workforce]\nfigure = "workforce.fill"\n{LIMIT}', "[threshold.workforce]", NO_POSTS),
    (f'[threshold.care_homes]\nfigure = "care_homes.coverage.this_year"\n{LIMIT}', "[threshold.care_homes]", NO_HOMES),
    ('[section.care_homes]\ntitle = "Homes"\n', "[section.care_homes]", NO_HOMES),
    ("[homes]\nroles = []\n", "[homes]", NO_HOMES),
    ('[area.inner]\nname = "Inner"\n', "[area.inner]", "no post for which more can be claimed in an area. Name it in"),
    ("[role.each]\nproper = false\n" + A_POST, "[role.nurse]", NO_POSTS),
    (f"{A_POST}\n{A_POST.replace('nurse', 'helper').replace('Nurse', 'Helper')}", "[role.nurse]", NO_POSTS),
    ('[ask.director.hours]\nwhy = "It is paid."\n', "[ask.director.hours]", "the contract has no money for a director"),
    ('[ask.home.each.beds]\nwhy = "It is paid."\n', "[ask.home.each.beds]", NO_HOMES),
    ('[quick_look]\nask = ["practice.registered_list", "home.whole.beds"]\n', "[quick_look] ask", NO_HOMES),
    ('[question.rooms]\nwhy = "They are few."\n', "[question.rooms]", NO_POSTS),
    (QUESTION.replace("care_homes", "contract").replace("source", 'needs = "homes"\nsource'), "[question.who_visits]",
     NO_HOMES),
    (QUESTION.replace("care_homes", "contract").replace("who_visits", "rooms"), "[question.rooms]",
     f"{NO_POSTS}, which the program's question of this id needs. Give a question of your own an id of its own"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "place", "why"), NOTHING_OF_IT)
def test_what_the_contract_has_none_of_is_never_needed(table: str, place: str, why: str) -> None:
    """It was dropped, and nothing said."""
    (told,) = said(f"{SHEET}\n{table}")
    assert told.startswith(f"never-needed: {place}: ")
    assert why in told


def test_of_a_contract_without_a_network_no_figure_of_one_has_a_value() -> None:
    alone = SHEET.replace('paid_to = "network"', 'paid_to = "practice"')
    assert said(alone) == []
    (told,) = said(alone.replace("difference.per_patient.this_year", "funding.pcn_total"))
    assert told.startswith(
        "never-needed: [threshold.funding] figure: funding.pcn_total never has a value: the contract has no money that "
        "goes to a network."
    )
    for table in ('[network]\nsmallest = 30000\nsource = "letter"\n', '[ask.network.split]\nwhy = "x"\n'):
        (told,) = said(f"{alone}\n{table}")
        assert "is never needed: the contract has no money that goes to a network. Delete it." in told


@pytest.mark.parametrize("word", ["None", "nobody", "No one"])
def test_nobody_in_other_words_is_no_day_that_is_missing(word: str) -> None:
    sheet = JOINED.read_text(encoding="utf-8")
    (told,) = said(sheet.replace('opt_out_effective = "none"', f'opt_out_effective = "{word}"'))
    assert told.startswith(
        f'unknown-word: [year] opt_out_effective: "{word}" is not one of the words for opt_out_effective. '
        "Did you mean none?"
    )


def test_what_a_contract_has_is_not_judged_while_its_payments_have_a_mistake() -> None:
    table = '[threshold.workforce]\nfigure = "workforce.fill"\ngreen = 75\namber = 40\n'
    (told,) = said(f"{SHEET}\n{POSTS.replace('reimbursement', 'reimbursment')}\n{table}")
    assert told.startswith("unknown-word: [payment.posts] kind: ")


REPORT = """
[requirement.report]
name = "A report"
service = "visits"
text = "Report what was done"
by = 2032-02-29
source = "letter"
"""
CLAIM = """
[claim.board]
name = "The board's £480,000"
who = "The board"
when = "March 2031"
amount = 480000
terms = "All payments"
compare_with = "funding.pcn_total"
content_published = true
source = "letter"
"""
LATER = '[date.late]\ndate = 2031-09-30\nwhat = "It is late"\nsource = "letter"\n\n'
PREMIUM = (
    '[payment.more]\nname = "More"\npaid_to = "network"\npart.registered = { rate = 0.25, per = "year" }\n'
    'source = "letter"\n\n'
)
ACCEPTS = SHEET.replace('edition = "1"', 'edition = "1"\naccept = ["never-this-year-only"]')
MORE = f"{ACCEPTS.replace('[service', f'{PREMIUM}{LATER}[service', 1)}{REPORT}{CLAIM}"
BY, LATE = 'done"\nby = 2032-02-29', "date = 2031-09-30"
ODD = [
    (LATE, "date = 2023-09-30", "day-outside-the-year: [date.late] date: 2023-09-30 is more than half a year away"),
    (LATE, "date = 2032-10-02", "day-outside-the-year: [date.late] date: 2032-10-02 is more than half a year away"),
    (LATE, "date = 2030-09-29", "day-outside-the-year: [date.late] date: 2030-09-29 is more than half a year away"),
    ("by = 2032-02-29", "from = 2030-10-01", "day-outside-the-year: [requirement.report] from: 2030-10-01 is outside"),
    ("by = 2032-02-29", "by = 2031-02-28", "outside-the-year: [requirement.report] by: 2031-02-28 is before the year."),
    ("2031-05-31", "2031-05-30", "within-a-month: [date.out] date: 2031-05-30 is not the last day of a month"),
    ("2031-05-31", "2031-06-01", "within-a-month: [date.out] date: 2031-06-01 is not the last day of a month"),
    (
        "what was done",
        "by 30 September 2023",
        "another-year: [requirement.report] text: The text names 30 September 2023",
    ),
    ("It is late", "It was due in May 2029", "another-year: [date.late] what: The text names May 2029"),
    ('"2031/32"', '"2032/33"', "another-year: [year] name: The year is called 2032/33, and runs from 2031-04-01 to"),
    ("contract-2031-32", "contract-2030-31", "another-year: [worksheet] id: The id ends in 2030-31, and the year runs"),
    (BY, 'done by {ends}"', "weekly-or-once: [requirement.report]: The text says “by {…”, and there is no by"),
    (BY, 'done by 2 May 2031"', "weekly-or-once: [requirement.report]: The text says “by 2 May 2031”, and there is no"),
    (BY, 'done before 2 May 2031"', "weekly-or-once: [requirement.report]: The text says “before 2 May 2031”, and"),
    (
        BY,
        'done by the end of the year"',
        "weekly-or-once: [requirement.report]: The text says “by the end of the year”",
    ),
    (
        f"Report what was {BY}",
        'Submit the plan"',
        "weekly-or-once: [requirement.report]: The text says “Submit the plan”",
    ),
    (BY, 'done, once"', "weekly-or-once: [requirement.report]: The text says “once”, and there is no by"),
    (
        "It is late",
        "The window opens",
        "opens-too-late: [date.late] date: The window opens on 2031-09-30, after 2031-04-30",
    ),
    ("rate = 0.25", "rate = 0", "paid-nothing: [payment.more] part.registered.rate: The rate is 0"),
    (
        "rate = 0.25",
        "rate = 0.24",
        "month-or-year: [payment.more] part.registered.rate: £0.24 a registered patient a year is little",
    ),
    ("480000", "480", "claim-out-of-proportion: [claim.board] amount: £480 for a list of 48,000 is £0.0100 a patient"),
    (
        "480000",
        "480000\nlist = 1",
        "claim-out-of-proportion: [claim.board] amount: £480,000 for a list of 1 is £480,000",
    ),
    (
        "= 48000",
        "= 48.000",
        "number-out-of-range: [average_network] list: 48.000 is not a whole number above 0. Is it 48000?",
    ),
    (AVERAGE, "", "missing: [claim.board]: list is missing, and there is no [average_network] whose list would count."),
]


@pytest.mark.parametrize(("old", "new", "what"), ODD)
def test_what_passed_silently_is_pointed_out(old: str, new: str, what: str) -> None:
    assert said(MORE) == []
    (told,) = said(MORE.replace(old, new, 1))
    assert told.startswith(what)


def _asks(text: str, kind: str = "") -> list[str]:
    question = (
        QUESTION.replace('"care_homes"', '"contract"').replace("Will we visit?", text).replace('"ours"', '"letter"')
    )
    return said(f"{SHEET}\n{question}{kind}")


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("Who visits?", "Who"),
        ("The homes are far. How many visits will there be?", "How"),
        ("what do we do?", "What"),
    ],
)
def test_a_question_that_yes_or_no_does_not_answer_is_pointed_out(text: str, begins: str) -> None:
    (told,) = _asks(text)
    where = "no-yes-or-no: [question.who_visits] text: "
    assert told.startswith(f"{where}“{begins} …?” is hardly answered by yes or no.")
    assert _asks(text, 'kind = "text"') == []


@pytest.mark.parametrize(
    ("judged", "told"),
    [
        ('blocker = ["unknown"]\nconcern = ["all"]', "[question.who_visits] blocker: “We do not know” is a blocker"),
        ('concern = ["unknown"]', "[question.who_visits] concern: “We do not know” is a concern"),
        ('concern = ["all", "unknown"]', ""),
        ('blocker = ["all"]\nconcern = ["unknown"]', ""),
        ('blocker = ["all", "unknown"]', ""),
        ("", ""),
    ],
)
def test_not_to_know_weighs_no_more_than_what_could_come_to_be_known(judged: str, told: str) -> None:
    options = 'options.each = "Each its share"\noptions.all = "All jointly"\noptions.unknown = "We do not know"'
    found = _asks("Who answers for debts?", f'kind = "choice"\n{options}\n{judged}')
    assert [one.partition(",")[0] for one in found] == ([f"not-known-weighs-most: {told}"] if told else [])


def test_of_yes_or_no_not_sure_weighs_no_more_than_either() -> None:
    (told,) = _asks("Will we visit?", 'concern = ["not_sure"]')
    assert told.startswith("not-known-weighs-most: [question.who_visits] concern: “Not sure” is a concern")
    for judged in ('concern = ["not_sure"]\nblocker = ["no"]', 'concern = ["yes", "not_sure"]', "concern = []", ""):
        assert _asks("Will we visit?", judged) == []


@pytest.mark.parametrize("text", ["Will we visit?", "When it ends, do we keep the staff?", "Do we know what it costs?"])
def test_a_question_that_yes_or_no_answers_is_not_asked_about(text: str) -> None:
    assert _asks(text) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (LATE, "date = 2032-09-30"),
        (LATE, "date = 2030-10-01"),
        ("It is late", "What 2026/27 began ends"),
        ("Report what was done", "Report by 30 September 2032"),
        ("by = 2032-02-29", 'from = "{starts}"'),
        ('text = "Visit everybody', 'from = 2031-10-01\ntext = "By 1 May 2031 visit everybody'),
        ("amount = 480000", "amount = -4800"),
        (f"Report what was {BY}", 'Submit the plan every quarter"'),
        (f"Report what was {BY}", 'Visit those who are home once they ask"'),
        ("It is late", "The next window opens"),
    ],
)
def test_what_may_well_be_is_not_asked_about(old: str, new: str) -> None:
    assert said(MORE.replace(old, new, 1)) == []


def test_an_average_list_that_is_not_there_stands_for_nothing() -> None:
    """It was printed as “…”."""
    (told,) = said(SHEET.replace(AVERAGE, "").replace("by {deadline} whether", "of {average_list} whether"))
    assert told.startswith("unknown-name-in-braces: [worksheet] about: {average_list} stands for nothing.")


TO_LOOK_UP = ("from-memory: [average_network]", "from-memory: [role.first_post]")


def said(text: str) -> list[str]:
    reading = check_worksheet(text.encode(), "", lambda _: None)
    return [f"{one.code}: {one.place}: {one.sentences}" for one in (*reading.mistakes, *reading.warnings)]


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.author)
def test_an_author_who(slip: Slip) -> None:
    assert SHEET.count(slip.old) == 1
    text = SHEET.replace(slip.old, slip.new)
    if "home visits" in slip.new:
        text = text.replace('service = "visits"', 'service = "home_visits"')
    if "[threshold.care_homes]" in slip.said:
        text = text.replace('name = "Home visits"', IN_HOMES)
    reading = check_worksheet(text.encode(), "", lambda _: None)
    told = [*reading.mistakes, *reading.warnings]
    assert [f"{one.code}: {one.place}: {one.sentences}".startswith(slip.said) for one in told] == [True], said(text)
    mended = followed(text, told)
    # The list of an average network and what a post is repaid are the author's to look up, and the check goes on
    # saying so; what is earned of points, the quick look has to ask.
    mended = followed(mended, check_worksheet(mended.encode(), "", lambda _: None).warnings)
    left = [line for line in said(mended) if not line.startswith(TO_LOOK_UP)]
    assert left == []


def test_work_after_the_year_is_why_a_worksheet_cannot_lean_against_signing_up() -> None:
    alone = SHEET.replace('paid_to = "network"', 'paid_to = "practice"')
    assert said(alone) == []
    reading = check_worksheet(alone.replace("from = 2031-10-01", "from = 2032-10-01").encode(), "", lambda _: None)
    (one,) = (*reading.mistakes, *reading.warnings)
    assert (one.code, one.place) == ("cannot-lean", "[service.visits] from")
    assert one.what.startswith(
        "2032-10-01 is outside the year, 2031-04-01 to 2032-03-31, and without the hours of that"
    )
    assert alone.split("\n")[(one.line or 0) - 1] == "from = 2031-10-01"


def test_all_questions_are_left_out_by_one_word() -> None:
    left_out = SHEET.replace('edition = "1"', 'edition = "1"\nleave_out = ["all"]')
    sheet = check_worksheet(left_out.encode(), "", lambda _: None).worksheet
    assert sheet is not None
    assert dict(sheet.questions) == {}


def test_a_source_that_is_misspelt_wherever_it_is_named_is_one_mistake() -> None:
    (told,) = said(SHEET.replace("[source.letter]", "[source.lettre]"))
    assert told.startswith(
        "unknown-reference: [average_network] source: There is no [source.letter], and it is named 5 "
    )


@pytest.mark.parametrize(("green", "amber"), [("0.75", "0.5"), ("1", "0.5"), ("0.75", "50")])
def test_limits_that_are_parts_of_one_where_the_figure_is_in_per_cent(green: str, amber: str) -> None:
    limits = f'figure = "services.ready"\ngreen = {green}\namber = {amber}\n'
    text = SHEET.replace(LIMITS, f"[threshold.funding]\n{limits}")
    reading = check_worksheet(text.encode(), "", lambda _: None)
    parts = [limit for limit in (green, amber) if len(limit) != 2]
    assert [one.what for one in reading.mistakes] == [
        f"{part} is a part of one, and this figure is in per cent" for part in parts
    ]
    assert "number-out-of-range" not in "".join(said(followed(text, reading.mistakes)))


def test_what_is_due_after_the_year_would_count_in_it() -> None:
    text = SHEET + '\n[requirement.report]\nname = "A report"\nservice = "visits"\ntext = "Report"\n'
    (told,) = said(f'{text}by = 2032-05-31\nsource = "letter"\n')
    assert told.startswith("outside-the-year: [requirement.report] by: 2032-05-31 is after the year. Its hours would ")


def test_mistakes_come_first_and_warnings_with_them() -> None:
    text = SHEET.replace("ends = 2032-03-31", 'ends = 2032-03-31\ncolour = "red"')
    text = text.replace("rate = 1.50", "rate = 0.12").replace("from = 2031-10-01", "from = 2031-10-20")
    assert [line.partition(":")[0] for line in said(text)] == ["unknown-key", "month-or-year", "within-a-month"]
    # What is said of a table with a mistake may only come of it.
    assert [line.partition(":")[0] for line in said(text.replace("0.12", '"0.12"'))] == [
        "unknown-key", "not-a-number", "within-a-month"
    ]  # fmt: skip


@pytest.mark.parametrize(("rate", "codes"), [("0.24", ["month-or-year"]), ("0.25", [])])
def test_what_is_least_a_year_anywhere_is_not_asked_about(rate: str, codes: list[str]) -> None:
    assert [line.partition(":")[0] for line in said(SHEET.replace("rate = 1.50", f"rate = {rate}"))] == codes


def test_of_a_contract_that_nobody_leaves_nothing_on_leaving_is_needed() -> None:
    out, day = 'opt_out_effective = "out"\n', SHEET[SHEET.index("[date.out]") : SHEET.index("[payment.core]")]
    joined = SHEET.replace(out, out.replace('"out"', '"none"')).replace(day, "")
    assert said(joined) == []
    again = "the contract has no next window to leave at"
    for table, why in (
        ('[ask.opt_out.exit_cost]\nwhy = "x"\n', "the contract has nobody in it yet"),
        ('[ask.leave.exit_cost]\nwhy = "x"\n', again),
        ('[question.next_chance]\nwhy = "x"\n', again),
    ):
        (told,) = said(f"{joined}\n{table}")
        assert told.startswith("never-needed: ")
        assert f"{why}. Delete it." in told
    (told,) = said(joined.replace("difference.per_patient.this_year", "difference.leave_next"))
    assert f"difference.leave_next never has a value: {again}." in told


def test_a_last_day_in_the_contract_that_was_forgotten_is_missed() -> None:
    """Not taken for a contract that nobody is in: all months of its year would count."""
    (told,) = said(SHEET.replace('opt_out_effective = "out"\n', ""))
    assert told.startswith("missing: [year] opt_out_effective: opt_out_effective is missing.")


def test_a_day_that_a_supplement_gives_a_service_is_asked_about_there() -> None:
    """It was looked for at the duty, which the supplement does not write, and so nothing was said."""
    base = SHEET.encode()
    head = SHEET.partition("\n[year]")[0].replace("contract-2031-32", "contract-2031-32-marsh")
    names = f'extends = "harbour-contract-2031-32"\nbase_edition = "1"\nbase_digest = "{digest_of(base)}"\n'
    text = f"{head}{names}[service.visits]\nfrom = 2033-10-01\n"
    (told,) = check_worksheet(text.encode(), "", lambda _: None, base=base).warnings
    assert told.place == "[service.visits] from"
    assert text.split("\n")[(told.line or 0) - 1] == "from = 2033-10-01"


def test_of_a_deadline_that_cannot_be_read_nothing_is_said_of_the_window_that_opens_before_it() -> None:
    opens = '\n[date.opens]\ndate = 2031-04-01\nwhat = "The window opens"\nsource = "letter"\n'
    assert said(SHEET + opens) == []
    (told,) = said(SHEET.replace("2031-04-30", "2031-04-31") + opens)
    assert told.startswith("not-a-date: [date.deadline] date: ")
    (told,) = said(SHEET.replace('decide_by = "deadline"', 'decide_by = "dedline"') + opens)
    assert told.startswith("unknown-reference: [year] decide_by: ")
