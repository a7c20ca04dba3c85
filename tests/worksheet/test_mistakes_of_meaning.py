"""Each mistake of meaning an author can make is pointed out alone, at its line, with how to mend it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from des_decider.worksheet.reading import read_worksheet

if TYPE_CHECKING:
    from des_decider.worksheet.mistakes import Mistake

SMALL = (Path(__file__).parent.parent / "worksheets" / "small.toml").read_text(encoding="utf-8")


class Slip(NamedTuple):
    """What an author changes in the small worksheet, and what the check says to it."""

    author: str
    old: str
    new: str
    place: str
    what: str
    mend: str


FUND = 'part.adjusted = { rate = 0.35, per = "period" }'
LODGE = "full_year = 6.25\nrate = 5\n"
STORM = 'service = "storm_line"\ntext = "Answer the storm line on every day without a ferry"\nfrom = 2031-11-15\n'
MANY = '"' + '", "'.join(f"ask{n}" for n in range(60)) + '"'

OPTIONS = """\
options.nurse = "The ferry nurse"
options.doctor = "A doctor"
options.nobody = "Nobody"
"""

SLIPS = [
    # The head of the file
    Slip("leaves format out", "format = 1\n", "", "format", "format is missing", "format = 1"),
    Slip("quotes the format", "format = 1\n", 'format = "1"\n', "format", '"1" is no format number', "format = 1"),
    Slip("writes a minor format", "format = 1\n", "format = 1.1\n", "format", "1.1 is no format number", "format = 1"),
    Slip("says yes to the format", "format = 1\n", "format = true\n", "format", "true is no format", "format = 1"),
    Slip("writes format 0", "format = 1\n", "format = 0\n", "format", "There is no format 0", "format = 1"),
    Slip("has a newer format", "format = 1\n", "format = 2\n", "format", "this program reads format 1", "newest"),
    Slip(
        "begins a payment amid a month",
        "from = 2031-09-01\n",
        "from = 2031-09-15\n",
        "[payment.tide_fund] from",
        "2031-09-15 is not the first day of a month",
        "Write: from = 2031-09-01",
    ),
    Slip(
        "ends a payment amid a month",
        "to = 2032-08-31\n",
        "to = 2032-08-15\n",
        "[payment.tide_fund] to",
        "2032-08-15 is not the last day of a month",
        "Write: to = 2032-08-31",
    ),
    Slip(
        "misspells a family",
        "[claim.board]\n",
        "[claims.board]\n",
        "claims",
        "There is no table [claims]",
        "Did you mean claim",
    ),
    Slip(
        "writes a stray key at the top",
        "format = 1\n",
        'format = 1\nauthor = "me"\n',
        "author",
        "There is no table [author]",
        "Known here: format, worksheet",
    ),
    Slip(
        "uses capitals in the worksheet's id",
        '"farholm-ferry-care-2031-32"',
        '"Farholm Ferry"',
        "[worksheet] id",
        "cannot be the id of a worksheet",
        "hyphens",
    ),
    Slip(
        "takes an id that climbs out of the folder",
        '"farholm-ferry-care-2031-32"',
        '"../farholm"',
        "[worksheet] id",
        "cannot be the id",
        "hyphens",
    ),
    Slip(
        "takes an id that Windows keeps",
        '"farholm-ferry-care-2031-32"',
        '"aux"',
        "[worksheet] id",
        "cannot be the id",
        "",
    ),
    Slip(
        "leaves the title out",
        'title = "Farholm Ferry Care 2031/32"\n',
        "",
        "[worksheet] title",
        "title is missing",
        'title = "…"',
    ),
    Slip("leaves the title empty", '"Farholm Ferry Care 2031/32"', '"  "', "[worksheet] title", "title is empty", ""),
    Slip(
        "writes the edition as a number",
        'edition = "3-test"',
        "edition = 3",
        "[worksheet] edition",
        "3 is not a text",
        'edition = "3"',
    ),
    Slip(
        "writes the edition as yes",
        'edition = "3-test"',
        "edition = true",
        "[worksheet] edition",
        "true is not a text",
        'edition = "…"',
    ),
    Slip(
        "breaks the title over two lines",
        '"Farholm Ferry Care 2031/32"',
        '"Farholm\\nFerry"',
        "[worksheet] title",
        "several lines",
        "one line",
    ),
    Slip(
        "writes a very long introduction",
        '"A made-up contract for made-up islands."',
        '"' + "x" * 4001 + '"',
        "[worksheet] about",
        "4,001 characters",
        "At most 4,000",
    ),
    Slip(
        "hides a terminal escape in a text",
        '"A made-up contract for made-up islands."',
        '"A \\u001b[31m red one."',
        "[worksheet] about",
        "U+001B",
        "Delete",
    ),
    Slip(
        "turns a text round with a hidden mark",
        '"A made-up contract for made-up islands."',
        '"A \\u202e one."',
        "[worksheet] about",
        "U+202E",
        "Delete",
    ),
    Slip(
        "has a list of 0 patients",
        "list = 31500\nsource",
        "list = 0\nsource",
        "[average_network] list",
        "0 is",
        "48020",
    ),
    Slip("has half a patient", "list = 31500\nsource", "list = 31500.5\nsource", "[average_network] list", "whole", ""),
    # The year and its dates
    Slip(
        "starts the year late", "starts = 2031-09-01", "starts = 2031-09-02", "[year] starts", "first day", "2031-09-01"
    ),
    Slip("ends the year early", "ends = 2032-08-31", "ends = 2032-08-30", "[year] ends", "last day", "2032-08-31"),
    Slip(
        "names a date that is not there",
        'decide_by = "answer_due"',
        'decide_by = "answer_duo"',
        "[year] decide_by",
        "There is no [date.answer_duo]",
        "Did you mean answer_due",
    ),
    Slip(
        "lets opt-outs take effect before the year",
        "date = 2031-10-31",
        "date = 2031-07-31",
        "[date.out_from] date",
        "outside the year",
        "day after",
    ),
    Slip(
        "lets opt-outs take effect before the day to decide by",
        "date = 2031-10-31",
        "date = 2031-09-05",
        "[date.out_from] date",
        "before the day to decide by",
        "both dates",
    ),
    Slip(
        "lets opt-outs take effect in the last month",
        "date = 2031-10-31",
        "date = 2032-08-02",
        "[date.out_from] date",
        "leaves no month",
        "whole months",
    ),
    Slip(
        "starts the homes after the year",
        "date = 2032-01-01\n",
        "date = 2032-09-01\n",
        "[date.lodges_begin] date",
        "after the year",
        "Look at both",
    ),
    Slip(
        "opens the next window too early",
        "date = 2032-09-01",
        "date = 2031-09-20",
        "[date.second_thoughts] date",
        "is not after the day to decide by",
        "",
    ),
    Slip("decides after the year", "date = 2031-09-20", "date = 2032-10-01", "[date.answer_due] date", "after", ""),
    Slip(
        "slips on the keyboard",
        "date = 2032-09-01",
        "date = 2082-09-01",
        "[date.second_thoughts] date",
        "ten years",
        "",
    ),
    Slip(
        "quotes a date",
        "date = 2031-10-31",
        'date = "2031-10-31"',
        "[date.out_from] date",
        '"2031-10-31" is not a date',
        "Leave the quotes out: date = 2031-10-31",
    ),
    Slip(
        "writes a date in words",
        "date = 2031-10-31",
        'date = "31 October 2031"',
        "[date.out_from] date",
        "is not a date",
        "date = 2031-10-31",
    ),
    Slip("writes no date", "date = 2031-10-31", 'date = "soon"', "[date.out_from] date", "is not a date", "2020-10-01"),
    Slip(
        "gives a time of day",
        "date = 2031-10-31",
        "date = 2031-10-31T12:00:00",
        "[date.out_from] date",
        "time of day",
        "date = 2031-10-31",
    ),
    Slip("writes a date as a number", "date = 2031-10-31", "date = 2031", "[date.out_from] date", "2031 is not", ""),
    # Sources
    Slip(
        "forgets the source",
        'source = "Contract, clause 9"\n',
        "",
        "[date.second_thoughts] source",
        "source is missing",
        "",
    ),
    Slip(
        "claims to have verified",
        'source = "Farholm Almanac"\nread_in = "memory"\n\n[section',
        'source = "Farholm Almanac"\nread_in = "verified"\n\n[section',
        "[average_network] read_in",
        '"verified" is not one of the words',
        '"heading only", "memory"',
    ),
    Slip(
        "quotes yes or no",
        "known_at_deadline = false\n\n[payment.crew",
        'known_at_deadline = "no"\n\n[payment.crew',
        "[payment.shell_points] known_at_deadline",
        "neither true nor false",
        "Leave the quotes out: known_at_deadline = false",
    ),
    Slip(
        "writes maybe",
        "known_at_deadline = false\n\n[payment.crew",
        'known_at_deadline = "maybe"\n\n[payment.crew',
        "[payment.shell_points] known_at_deadline",
        "neither true nor false",
        "known_at_deadline = true or",
    ),
    Slip(
        "numbers a second source",
        ', "Farholm Almanac"]',
        ", 7]",
        "[payment.tide_fund] source",
        "7 in the list is no text",
        "",
    ),
    Slip(
        "counts the source", 'source = "Contract, clause 9"', "source = 7", "[date.second_thoughts] source", "7 is", ""
    ),
    Slip(
        "names a source that is not there",
        'source = "Contract, clause 9"',
        'source = "clause_9"',
        "[date.second_thoughts] source",
        "There is no [source.clause_9]",
        "Add it",
    ),
    Slip(
        "never says how it was read",
        'source = "Contract, clause 9"\nread_in = "contract"\n',
        'source = "Contract, clause 9"\n',
        "[date.second_thoughts] read_in",
        "nothing says how it was read",
        '"contract", "letter", "official page"',
    ),
    Slip(
        "names a source and no more",
        "[section.patients]",
        '[source.almanac]\nread_in = "memory"\n\n[section.patients]',
        "[source.almanac]",
        "neither a title nor an address",
        "address =",
    ),
    Slip(
        "says in each what no row can say",
        "[section.patients]",
        "[date.each]\nwhen = 1\n\n[section.patients]",
        "[date.each] when",
        "when is not a key of this table",
        "Known here: date, what",
    ),
    # What stands in braces
    Slip(
        "writes a name in braces that is none",
        '"A made-up contract for made-up islands."',
        '"Answer by {deadlin}."',
        "[worksheet] about",
        "{deadlin} stands for nothing",
        "Did you mean {deadline}?",
    ),
    Slip(
        "wants the month of a number",
        '"A made-up contract for made-up islands."',
        '"It runs for {months.month} months."',
        "[worksheet] about",
        "{months.month} stands for nothing",
        "There is ",
    ),
    Slip(
        "names a day in braces that is none",
        "from = 2031-11-15",
        'from = "{storms_begin}"',
        "[requirement.storm_watch] from",
        "{storms_begin} stands for nothing",
        "There is ",
    ),
    Slip(
        "takes a number for a day",
        "from = 2031-11-15",
        'from = "{months}"',
        "[requirement.storm_watch] from",
        "10 is not a date",
        "year-month-day",
    ),
    # What comes with the program
    Slip(
        "leaves out a question that does not exist",
        'leave_out = ["all"]',
        'leave_out = ["pandemics"]',
        "[worksheet] leave_out",
        "There is no [question.pandemics]",
        "name one that is there",
    ),
    Slip(
        "places a question after none",
        'text = "Who rows when the engine fails?"',
        'text = "Who rows when the engine fails?"\nafter = "nobody"',
        "[question.who_rows] after",
        "There is no [question.nobody]",
        "",
    ),
    # Sections
    Slip(
        "invents a section",
        "[section.patients]",
        "[section.islanders]",
        "[section] islanders",
        "islanders is not a key",
        "Known here: practice",
    ),
    Slip(
        "writes a section as a text",
        '[section.patients]\ntitle = "Islanders"\n',
        '[section]\npatients = "Islanders"\n',
        "[section] patients",
        "stands where a table belongs",
        "",
    ),
    # Payments
    Slip(
        "uses capitals in an id",
        "[payment.crew_sum]",
        '[payment."Crew Sum"]',
        "[payment.Crew Sum]",
        '"Crew Sum" cannot be an id',
        "such as crew_sum",
    ),
    Slip("numbers a payment", "[payment.crew_sum]", "[payment.7]", "[payment.7]", '"7" cannot be an id', "letter"),
    Slip("calls a payment none", "[payment.crew_sum]", "[payment.none]", "[payment.none]", "none cannot be an id", ""),
    Slip(
        "takes a very long id",
        "[payment.crew_sum]",
        f"[payment.{'crew' * 16}]",
        f"[payment.{'crew' * 16}]",
        "cannot be an id",
        "at most 60",
    ),
    Slip(
        "misspells a key",
        'full_year = "ends"',
        'fullyear = "ends"\nfull_year = "ends"',
        "[payment.oar_money] fullyear",
        "fullyear is not a key",
        "Did you mean full_year",
    ),
    Slip(
        "misspells a kind",
        'kind = "bed"',
        'kind = "beds"',
        "[payment.lodge_levy] kind",
        '"beds" is not one of the words for kind',
        "Did you mean bed",
    ),
    Slip(
        "pays somebody else",
        'kind = "bed"\npaid_to = "network"',
        'kind = "bed"\npaid_to = "pcn"',
        "[payment.lodge_levy] paid_to",
        '"pcn"',
        'one of: "network", "practice"',
    ),
    Slip(
        "forgets the rate",
        LODGE,
        "full_year = 6.25\n",
        "[payment.lodge_levy] rate",
        "rate is missing",
        'or rate = "ask"',
    ),
    Slip(
        "quotes the rate",
        LODGE,
        'full_year = 6.25\nrate = "1.50"\n',
        "[payment.lodge_levy] rate",
        '"1.50" is not a number',
        "Leave the quotes out: rate = 1.50",
    ),
    Slip(
        "quotes the rate as money",
        LODGE,
        'full_year = 6.25\nrate = "£1,500.00"\n',
        "[payment.lodge_levy] rate",
        "is not a number",
        "rate = 1500.00",
    ),
    Slip(
        "writes the rate in words",
        LODGE,
        'full_year = 6.25\nrate = "five"\n',
        "[payment.lodge_levy] rate",
        '"five" is not a number',
        "such as rate = 1.50",
    ),
    Slip("has a rate below 0", LODGE, "full_year = 6.25\nrate = -5\n", "[payment.lodge_levy] rate", "below 0", "0 or"),
    Slip("has an endless rate", LODGE, "full_year = 6.25\nrate = inf\n", "[payment.lodge_levy] rate", "no number", ""),
    Slip("has no rate at all", LODGE, "full_year = 6.25\nrate = nan\n", "[payment.lodge_levy] rate", "no number", ""),
    Slip(
        "has a huge rate", LODGE, "full_year = 6.25\nrate = 1e99\n", "[payment.lodge_levy] rate", "no number", "below"
    ),
    Slip(
        "has an exponent that fills the memory",
        LODGE,
        "full_year = 6.25\nrate = 1e999999999999999999999\n",
        "[payment.lodge_levy] rate",
        "no number",
        "below",
    ),
    Slip(
        "has a rate of a million digits",
        LODGE,
        f"full_year = 6.25\nrate = 0x{'f' * 10_000}\n",
        "[payment.lodge_levy] rate",
        "a very long number is no number",
        "below",
    ),
    Slip(
        "splits pennies finely", LODGE, "full_year = 6\nrate = 1.123456789\n", "[payment.lodge_levy] rate", "", "8 dec"
    ),
    Slip(
        "gives a list payment a rate",
        FUND,
        f"{FUND}\nrate = 1.50",
        "[payment.tide_fund] rate",
        "in a part",
        "part.registered",
    ),
    Slip(
        "forgets the parts",
        'part.weighted = { rate = 0.60, per = "period" }\n',
        "",
        "[payment.oar_money] part",
        "without a part",
        "part.registered",
    ),
    Slip(
        "empties the parts",
        'part.weighted = { rate = 0.60, per = "period" }\n',
        "part = {}\n",
        "[payment.oar_money] part",
        "without a part",
        "part.registered",
    ),
    Slip(
        "writes a part as a number",
        'part.weighted = { rate = 0.60, per = "period" }\n',
        "part.weighted = 0.60\n",
        "[payment.oar_money] part.weighted",
        "0.60 stands where a part belongs",
        "part.weighted = { rate",
    ),
    Slip(
        "writes the parts as a number",
        'part.weighted = { rate = 0.60, per = "period" }\n',
        "part = 0.60\n",
        "[payment.oar_money] part",
        "0.60 stands where a table belongs",
        "part.its_name = …",
    ),
    Slip(
        "invents a list",
        "part.weighted = { rate",
        "part.weigthed = { rate",
        "[payment.oar_money] part.weigthed",
        "no list a payment is paid on",
        "Did you mean weighted",
    ),
    Slip(
        "pays a part monthly",
        FUND,
        'part.adjusted = { rate = 0.35, per = "month" }',
        "[payment.tide_fund] part.adjusted.per",
        "for a month",
        'rate = 4.20, per = "year"',
    ),
    Slip(
        "gives a part below 0",
        FUND,
        'part.adjusted = { rate = -0.35, per = "year" }',
        "[payment.tide_fund] part.adjusted.rate",
        "below 0",
        "",
    ),
    Slip(
        "gives beds parts",
        LODGE,
        LODGE + 'part.registered = { rate = 1, per = "year" }\n',
        "[payment.lodge_levy] part",
        "only for list payments",
        "Delete",
    ),
    Slip(
        "says that a payment is paid once",
        'part.weighted = { rate = 0.60, per = "period" }',
        'part.weighted = { rate = 0.60, per = "once" }',
        "[payment.oar_money] part.weighted.per",
        '"once" is not one of the words for per',
        'Is it paid once, and in no later year? Then write per = "period", and full_year = "ends" in the payment',
    ),
    Slip("gives beds points", LODGE, LODGE + "points = 10\n", "[payment.lodge_levy] points", "only for points", ""),
    Slip("gives a list points", FUND, f"{FUND}\npoints = 10", "[payment.tide_fund] points", "only for points", ""),
    Slip("has no points to earn", "points = 120", "points = 0", "[payment.shell_points] points", "no points", ""),
    Slip("forgets the points", "points = 120\n", "", "[payment.shell_points] points", "points is missing", ""),
    Slip(
        "reimburses the practice",
        'kind = "reimbursement"\npaid_to = "network"',
        'kind = "reimbursement"\npaid_to = "practice"',
        "[payment.crew_sum] paid_to",
        "goes to a network, and cannot be paid to the practice",
        'Where each practice stands alone, write it for patients with rate = "ask" (docs/worksheets.md, “What has',
    ),
    Slip(
        "starts a payment in mid-month",
        "from = 2031-12-01\nto",
        "from = 2031-12-15\nto",
        "[payment.oar_money] from",
        "not the first day",
        "2031-12-01",
    ),
    Slip(
        "ends a payment a day early",
        "to = 2032-05-31",
        "to = 2032-05-30",
        "[payment.oar_money] to",
        "not the last day",
        "2032-05-31",
    ),
    Slip("ends before it starts", "to = 2032-05-31", "to = 2031-10-31", "[payment.oar_money] to", "before it", "both"),
    Slip(
        "pays before the year", "from = 2031-12-01", "from = 2031-08-01", "[payment.oar_money] from", "before", "year"
    ),
    Slip("pays after the year", "to = 2032-05-31", "to = 2032-09-30", "[payment.oar_money] to", "after", "year"),
    Slip(
        "gives two parts one full-year rate",
        'full_year = "same"\npart.registered',
        "full_year = 2\npart.registered",
        "[payment.tide_fund] full_year",
        "several parts",
        '"same"',
    ),
    Slip(
        "quotes the full-year rate",
        "full_year = 6.25",
        'full_year = "6.25"',
        "[payment.lodge_levy] full_year",
        '"6.25" is no full_year',
        "without quotes",
    ),
    Slip(
        "has a full year below 0", "full_year = 6.25", "full_year = -1", "[payment.lodge_levy] full_year", "below", ""
    ),
    Slip(
        "passes on what must be reinvested",
        "reinvested = true",
        "reinvested = true\npassed_on = true",
        "[payment.shell_points] reinvested",
        "exclude each other",
        "Keep one",
    ),
    Slip(
        "passes on what the practice has",
        'full_year = "ends"',
        'full_year = "ends"\npassed_on = true',
        "[payment.oar_money] passed_on",
        "only for payments to the network",
        "Delete",
    ),
    Slip(
        "writes a payment as a number",
        "[payment.crew_sum]\n",
        "[payment]\ncrew = 7\n[payment.crew_sum]\n",
        "[payment] crew",
        "crew is not a table",
        "[payment.its_id]",
    ),
    # Roles, services, requirements
    Slip("pays a role nothing", "maximum = 41000", "maximum = 0", "[role.ferry_nurse] maximum", "is 0", "1.0 WTE"),
    Slip(
        "limits only larger networks",
        "limit = 2\nlimit_above_list = 60000\nlimit_above = 3.5\n",
        "limit_above_list = 60000\nlimit_above = 3.5\n",
        "[role.ferry_nurse] limit_above",
        "without a limit",
        "Add limit",
    ),
    Slip(
        "forgets from which size on",
        "limit_above_list = 60000\n",
        "",
        "[role.ferry_nurse] limit_above",
        "needs limit_above_list",
        "Add limit_above_list",
    ),
    Slip(
        "forgets how many",
        "limit_above = 3.5\n",
        "",
        "[role.ferry_nurse] limit_above_list",
        "needs limit_above as well",
        "Add limit_above",
    ),
    Slip(
        "allows larger ones fewer",
        "limit_above = 3.5",
        "limit_above = 1",
        "[role.ferry_nurse] limit_above",
        "fewer",
        "",
    ),
    Slip("starts a role next year", "from = 2032-02-01", "from = 2032-10-01", "[role.tide_reader] from", "after", ""),
    Slip(
        "has two services in the homes",
        'name = "Storm line"',
        'name = "Storm line"\nin_homes = true',
        "[service.storm_line] in_homes",
        "[service.lodge_rounds] is in_homes already",
        "delete one",
    ),
    Slip(
        "has no service in the homes",
        "in_homes = true\n",
        "",
        "[requirement.lodge_visit] counted_in",
        "No service is in_homes",
        "in_homes = true",
    ),
    Slip(
        "counts hours elsewhere",
        'counted_in = "homes"',
        'counted_in = "lodges"',
        "[requirement.lodge_visit] counted_in",
        '"lodges"',
        '"homes"',
    ),
    Slip(
        "asks weekly work by a day",
        STORM,
        STORM + "by = 2031-12-31\n",
        "[requirement.storm_watch] by",
        "both from and by",
        "Keep",
    ),
    Slip(
        "never says when",
        "by = 2031-12-15\n",
        "",
        "[requirement.lodge_list]",
        "neither from nor by",
        "Add from",
    ),
    Slip(
        "names a service that is not there",
        'service = "lodge_rounds"\ntext = "Agree',
        'service = "lodge_round"\ntext = "Agree',
        "[requirement.lodge_list] service",
        "There is no [service.lodge_round]",
        "Did you mean lodge_rounds",
    ),
    Slip(
        "never starts a service",
        STORM,
        STORM.replace("from", "by"),
        "[service.storm_line]",
        "No requirement says when the service starts",
        'service = "storm_line"',
    ),
    # Evidence, thresholds, claims
    Slip(
        "offers nothing",
        "likely = 95.50",
        "likely = nan",
        "[evidence.doctor_hour] figures.likely",
        "no number",
        "below",
    ),
    Slip(
        "turns a range round",
        "high = 140",
        "high = 90",
        "[evidence.doctor_hour] figures.high",
        "less than likely",
        "order",
    ),
    Slip(
        "turns two ends round",
        "likely = 95.50, high = 140",
        "high = 60",
        "[evidence.doctor_hour] figures.high",
        "than low",
        "",
    ),
    Slip(
        "shows evidence beside an input that is not there",
        'beside = ["cost.gp_hour"]',
        'beside = ["cost.gp_hours"]',
        "[evidence.doctor_hour] beside",
        "There is no input cost.gp_hours",
        "Did you mean cost.gp_hour?",
    ),
    Slip(
        "shows evidence beside no question",
        '"question.harbour_master"]',
        '"question.harbour_mister"]',
        "[evidence.rough_seas] beside",
        "There is no [question.harbour_mister]",
        "Did you mean harbour_master?",
    ),
    Slip("forgets to say why", 'why = "He has to sign it."\n', "", "[question.harbour_master] why", "missing", ""),
    Slip(
        "sets no threshold for money",
        """[threshold.funding]
figure = "difference.per_patient.this_year"
better = "higher"
green = 0
amber = -0.25
""",
        "",
        "[threshold]",
        "There is no [threshold.funding]",
        "Add it",
    ),
    Slip(
        "sets a threshold for time",
        "[threshold.funding]",
        "[threshold.time]\n[threshold.funding]",
        "[threshold] time",
        "has no threshold",
        "one each for",
    ),
    Slip(
        "sets a threshold for patients",
        "[threshold.funding]",
        "[threshold.patients]\n[threshold.funding]",
        "[threshold] patients",
        "has no threshold",
        "one each for",
    ),
    Slip(
        "swaps green and amber", "green = 95", "green = 60", "[threshold.care_homes] amber", "harder to reach", "higher"
    ),
    Slip(
        "swaps lower ones",
        'better = "higher"\ngreen = 80',
        'better = "lower"\ngreen = 80',
        "[threshold.workforce] amber",
        "harder to reach",
        "lower",
    ),
    Slip(
        "names a figure that is not there",
        'figure = "workforce.take_up.this_year"',
        'figure = "workforce.take_ups.this_year"',
        "[threshold.workforce] figure",
        "There is no figure workforce.take_ups.this_year",
        "Did you mean workforce.take_up.this_year",
    ),
    Slip(
        "invents a figure",
        'figure = "workforce.take_up.this_year"',
        'figure = "happiness"',
        "[threshold.workforce] figure",
        "There is no figure happiness",
        "such as funding.practice_total or sign_up.net.full_year; docs/figures.md has all",
    ),
    Slip(
        "compares with a payment that is not there",
        '"funding.tide_fund.practice"',
        '"funding.tide_fun.practice"',
        "[claim.oarsmen] compare_with",
        "There is no [payment.tide_fun]",
        "Did you mean tide_fund",
    ),
    Slip(
        "leaves the amount of a claim out",
        "amount = -4410\n",
        "",
        "[claim.oarsmen]",
        "amount is missing, and the claim has compare_with, content_published",
        "where none was published, delete what only a figure has",
    ),
    Slip(
        "types a backslash before a letter",
        'said = "about £98,000 for every network"',
        'said = "about \\f98,000 for every network"',
        "[claim.board] said",
        "A backslash stands before f in the text",
        "Write two of them",
    ),
    Slip("claims for nobody", "list = 29000", "list = 0", "[claim.oarsmen] list", "whole number above 0", "48020"),
    Slip("lists twice", '"9 supplied"', '"12 sessions needed"', "[claim.oarsmen] published", "listed twice", "once"),
    Slip(
        "forgets what a claim is compared with",
        'compare_with = "funding.pcn_total"\n',
        "",
        "[claim.board] compare_with",
        "is missing",
        'compare_with = "funding.pcn_total", or another such as funding.pcn_income',
    ),
    Slip(
        "forgets what a practice's claim is compared with",
        'compare_with = "funding.tide_fund.practice"\n',
        "",
        "[claim.oarsmen] compare_with",
        "is missing",
        'compare_with = "funding.practice_total", or another such as sign_up.income.full_year, sign_up.net.full_year',
    ),
    Slip(
        "guesses the name of a practice's figure",
        '"funding.tide_fund.practice"',
        '"funding.total"',
        "[claim.oarsmen] compare_with",
        "There is no figure funding.total",
        "Did you mean funding.practice_total?",
    ),
    Slip(
        "sets what is said of practices beside a network's figure",
        '"funding.tide_fund.practice"',
        '"funding.pcn_total"',
        "[claim.oarsmen] compare_with",
        "The claim is about a practice, and funding.pcn_total is a figure of a network",
        "Compare it with one such as funding.practice_total, sign_up.income.full_year, sign_up.net.full_year; where "
        'the claim is about a network, write about = "network"',
    ),
    Slip(
        "sets what is said of a network beside a practice's figure",
        'compare_with = "funding.pcn_total"\nabout = "network"\n',
        'compare_with = "sign_up.net.full_year"\n',
        "[claim.board] compare_with",
        "The claim is about a network, and sign_up.net.full_year is a figure of a practice",
        'where the claim is about a practice, write about = "practices"',
    ),
    Slip(
        "does not say whether it was published what an amount holds",
        "content_published = true\nlist_published = true\n",
        "",
        "[claim.board] content_published",
        "content_published is missing",
        "Add content_published = true if it was published what the amount is made up of, else = false",
    ),
    # Asks
    Slip(
        "asks for what is no input",
        "[ask.opt_out.hours]",
        "[ask.opt_out.hour]",
        "[ask.opt_out.hour]",
        "There is no input opt_out.hour",
        "Did you mean opt_out.hours",
    ),
    Slip(
        "asks for something of its own",
        "[ask.opt_out.hours]",
        "[ask.weather]",
        "[ask.weather]",
        "There is no input weather",
        "worksheet-format.md",
    ),
    Slip(
        "asks for one home by number",
        "[ask.home.each.beds]",
        "[ask.home.1.beds]",
        "[ask.home.1.beds]",
        "names one row",
        "home.each.beds",
    ),
    Slip(
        "asks for a service that is not there",
        "[ask.service.storm_line.gp_hours]",
        "[ask.service.stormline.gp_hours]",
        "[ask.service.stormline.gp_hours]",
        "There is no [service.stormline]",
        "Did you mean storm_line",
    ),
    Slip(
        "asks for a role that is not there",
        "[ask.workforce.each.wte]",
        "[ask.workforce.pilot.wte]",
        "[ask.workforce.pilot.wte]",
        "There is no [role.pilot]",
        "Add it",
    ),
    Slip(
        "asks what a bed payment achieves",
        "[ask.payment.shell_points.achieved]",
        "[ask.payment.lodge_levy.achieved]",
        "[ask.payment.lodge_levy.achieved]",
        "only points payments, and list payments that say so, are earned",
        "",
    ),
    Slip(
        "asks what is earned of a list payment paid in full",
        "[ask.payment.shell_points.achieved]",
        "[ask.payment.oar_money.achieved]",
        "[ask.payment.oar_money.achieved]",
        "only points payments, and list payments that say so, are earned",
        "",
    ),
    Slip(
        "asks one rate of a payment on two lists",
        "[ask.payment.tide_fund.reaches_practice]",
        "[ask.payment.tide_fund.rate]",
        "[ask.payment.tide_fund.rate]",
        "it has a rate for each list, such as registered.rate",
        "",
    ),
    Slip(
        "asks a rate on a list that is not among two",
        "[ask.payment.tide_fund.reaches_practice]",
        "[ask.payment.tide_fund.weighted.rate]",
        "[ask.payment.tide_fund.weighted.rate]",
        "it is not paid on the weighted list",
        "",
    ),
    Slip(
        "asks the rate on a list of a payment that has one",
        "[ask.payment.tide_fund.reaches_practice]",
        "[ask.payment.oar_money.weighted.rate]",
        "[ask.payment.oar_money.weighted.rate]",
        "it has one rate, asked as rate",
        "",
    ),
    Slip(
        "asks a rate in a full year of what ends",
        "[ask.payment.tide_fund.reaches_practice]",
        "[ask.payment.oar_money.full_year_rate]",
        "[ask.payment.oar_money.full_year_rate]",
        "it has no rate of its own in a full year",
        "",
    ),
    Slip(
        "asks for a day that is printed",
        "[ask.local.each.from]",
        "[ask.date.out_from]",
        "[ask.date.out_from]",
        "its day is printed",
        "",
    ),
    Slip(
        "names the smallest network without a source",
        'smallest = 20000\nsource = "Farholm Almanac"\n',
        "smallest = 20000\n",
        "[network] source",
        "missing",
        "",
    ),
    Slip(
        "asks what of its own money reaches a practice",
        "[ask.payment.tide_fund.reaches_practice]",
        "[ask.payment.oar_money.reaches_practice]",
        "[ask.payment.oar_money.reaches_practice]",
        "paid to the practice",
        "",
    ),
    Slip(
        "asks what of a ceiling reaches a practice",
        "[ask.payment.tide_fund.reaches_practice]",
        "[ask.payment.crew_sum.reaches_practice]",
        "[ask.payment.crew_sum.reaches_practice]",
        "no income",
        "",
    ),
    Slip(
        "asks what of the director's money reaches a practice",
        "[ask.payment.tide_fund.reaches_practice]",
        "[ask.payment.keeper.reaches_practice]",
        "[ask.payment.keeper.reaches_practice]",
        "director's money",
        "",
    ),
    Slip(
        "asks for hours counted in the homes",
        "[ask.specification.lodge_list.once_hours]",
        "[ask.specification.lodge_visit.once_hours]",
        "[ask.specification.lodge_visit.once_hours]",
        "under care homes",
        "",
    ),
    Slip(
        "asks for weekly hours of what is done once",
        "[ask.specification.lodge_list.once_hours]",
        "[ask.specification.lodge_list.gp_hours]",
        "[ask.specification.lodge_list.gp_hours]",
        "no hours a week",
        "",
    ),
    Slip(
        "asks for a list nothing is paid on",
        FUND,
        'part.weighted = { rate = 0.35, per = "period" }',
        "[ask.pcn.adjusted_list]",
        "never needed: the contract has no money that is counted on that list",
        "",
    ),
    Slip(
        "turns bounds round",
        "smallest = 0\nlargest = 60",
        "smallest = 60\nlargest = 0",
        "[ask.service.storm_line.gp_hours] smallest",
        "60 is not below the largest, 0",
        "both",
    ),
    Slip(
        "bounds a choice",
        'why = "It decides what reaches us."',
        'why = "It decides what reaches us."\nlargest = 3',
        "[ask.network.split] largest",
        "inputs that are numbers",
        "Delete",
    ),
    Slip(
        "offers evidence that is not there",
        'offer = "doctor_hour"',
        'offer = "doctors_hour"',
        "[ask.cost.gp_hour] offer",
        "There is no [evidence.doctors_hour]",
        "Did you mean doctor_hour",
    ),
    Slip(
        "offers evidence without a figure",
        'offer = "doctor_hour"',
        'offer = "rough_seas"',
        "[ask.cost.gp_hour] offer",
        "has no figure",
        "beside =",
    ),
    Slip(
        "offers more than it allows",
        "largest = 400",
        "largest = 120",
        "[ask.cost.gp_hour] offer",
        "140 of [evidence.doctor_hour] is outside",
        "Widen",
    ),
    Slip(
        "asks the wrong person",
        'who = "manager"\nsmallest = 1\n',
        'who = "GP"\n',
        "[ask.practice.registered_list] who",
        '"GP"',
        "",
    ),
    Slip(
        "puts a question under a section of its own",
        'section = "workforce"\ntext = "How many',
        'section = "crew"\ntext = "How many',
        "[ask.workforce.each.wte] section",
        '"crew"',
        '"practice", "specifications"',
    ),
    Slip(
        "writes in the table of asks",
        "[ask.opt_out.hours]",
        '[ask]\nwhy = "so"\n[ask.opt_out.hours]',
        "[ask] why",
        "not a",
        "",
    ),
    # The quick look
    Slip(
        "has a row in the quick look",
        '"home.whole.beds",',
        '"home.1.beds",',
        "[quick_look] ask",
        "row of a table",
        "the whole",
    ),
    Slip(
        "misspells in the quick look",
        '"opt_out.hours",',
        '"opt_out.houres",',
        "[quick_look] ask",
        "no input",
        "opt_out.hours",
    ),
    Slip("repeats itself", '"opt_out.hours",', '"network.split",', "[quick_look] ask", "listed twice", "once"),
    # Questions
    Slip(
        "asks a question of no kind",
        'kind = "text"',
        'kind = "essay"',
        "[question.last_storm] kind",
        '"essay"',
        '"yes_no", "choice", "text"',
    ),
    Slip(
        "gives yes or no other words",
        'kind = "yes_no"',
        'kind = "yes_no"\noptions.aye = "Aye"',
        "[question.harbour_master] options",
        "only for choices",
        "Delete",
    ),
    Slip(
        "offers no choice",
        OPTIONS + 'blocker = ["nobody"]\n',
        "",
        "[question.who_rows] options",
        "without options",
        "options.a_gp",
    ),
    Slip(
        "offers one choice",
        'options.nurse = "The ferry nurse"\noptions.doctor = "A doctor"\n',
        "",
        "[question.who_rows] options",
        "A choice of 1",
        "from 2 to 12",
    ),
    Slip(
        "writes options as a list",
        OPTIONS,
        'options = ["a"]\n',
        "[question.who_rows] options",
        "a list stands where a table belongs",
        "",
    ),
    Slip(
        "shouts an option",
        "options.doctor",
        "options.Doctor",
        "[question.who_rows] options.Doctor",
        "cannot be the id",
        "",
    ),
    Slip("says nothing in an option", '"A doctor"', '""', "[question.who_rows] options.doctor", "is empty", ""),
    Slip(
        "is concerned about an answer nobody can give",
        'blocker = ["nobody"]',
        'blocker = ["no"]',
        "[question.who_rows] blocker",
        '"no" is no answer of this question',
        "nurse, doctor, nobody",
    ),
    Slip(
        "is concerned about a text",
        'why = """',
        'concern = ["yes"]\nwhy = """',
        "[question.last_storm] concern",
        "only for questions with fixed answers",
        "",
    ),
    Slip(
        "is doubly concerned",
        'concern = ["not_sure"]',
        'concern = ["not_sure", "no"]',
        "[question.harbour_master] blocker",
        '"no" is a concern as well',
        "",
    ),
    Slip(
        "takes a manager's question into the meeting",
        'blocker = ["nobody"]',
        'blocker = ["nobody"]\nshort_meeting = true',
        "[question.who_rows] short_meeting",
        "for the network, not for the meeting",
        "",
    ),
]


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.author)
def test_an_author_who(slip: Slip) -> None:
    assert SMALL.count(slip.old) >= 1
    text = SMALL.replace(slip.old, slip.new, 1)
    reading = read_worksheet(text.encode())
    assert reading.worksheet is None
    (mistake,) = reading.mistakes
    assert mistake.place == slip.place
    assert slip.what in mistake.what
    assert slip.mend in mistake.mend
    assert stands_at_its_line(mistake, text)


def stands_at_its_line(mistake: Mistake, text: str) -> bool:
    """The line named has the key, or the table where the key or table is missing."""
    header, _, key = mistake.place.partition("] ")
    if mistake.line is None:
        return mistake.place == "format" and "format" not in text
    line = text.splitlines()[mistake.line - 1]
    words = [*key.split("."), *re.findall(r'"([^"]+)"', mistake.what), mistake.what.rpartition(" ")[2]]
    return any(word in line for word in words if word) or header.strip("[]") in line.replace('"', "")


def test_an_author_who_forgets_a_table_hears_of_the_table_and_not_of_each_key() -> None:
    for table in ("worksheet", "average_network", "year"):
        start = SMALL.index(f"[{table}]")
        text = SMALL[:start] + SMALL[SMALL.index("\n[", start) + 1 :]
        assert [str(m) for m in read_worksheet(text.encode()).mistakes] == [
            f"[{table}]: There is no [{table}]. Add the table [{table}] with its keys."
        ]


def test_a_file_with_the_format_alone_hears_of_every_table_it_lacks() -> None:
    mistakes = read_worksheet(b"format = 1\n").mistakes
    assert [m.place for m in mistakes] == [
        "[worksheet]", "[year]", "[payment]", "[service]", "[threshold]",
    ]  # fmt: skip


def test_tables_that_are_no_tables() -> None:
    head = 'worksheet = 1\nyear = "x"\npayment = 1\nquestion = []\nsection = 3\nthreshold.funding = 4\n'
    mistakes = {m.place: m.what for m in read_worksheet(b"format = 1\n" + head.encode()).mistakes}
    assert mistakes["[worksheet]"] == "worksheet is not a table"
    assert mistakes["payment"] == "payment is not a table"
    assert mistakes["question"] == "question is not a table"
    assert mistakes["section"] == "3 stands where a table belongs"
    assert mistakes["[threshold] funding"] == "4 stands where a table belongs"


def test_many_mistakes_are_reported_at_once_in_the_order_of_the_file() -> None:
    text = SMALL
    authors = {
        "leaves the title out",
        "names a date that is not there",
        "misspells a kind",
        "quotes the full-year rate",
        "pays a role nothing",
        "names a service that is not there",
        "turns a range round",
        "asks for one home by number",
        "repeats itself",
        "swaps lower ones",
        "claims for nobody",
        "is doubly concerned",
    }
    chosen = [slip for slip in SLIPS if slip.author in authors]
    for slip in chosen:
        text = text.replace(slip.old, slip.new, 1)
    mistakes = read_worksheet(text.encode()).mistakes
    assert len(chosen) == len(authors)
    assert {m.place for m in mistakes} == {slip.place for slip in chosen}
    lines = [m.line or 0 for m in mistakes]
    assert lines == sorted(lines)


def test_a_kind_that_cannot_be_read_makes_no_other_mistakes() -> None:
    text = SMALL.replace('kind = "points"', 'kind = "pints"').replace('kind = "choice"', 'kind = "chance"', 1)
    assert [m.place for m in read_worksheet(text.encode()).mistakes] == [
        "[payment.shell_points] kind",
        "[question.who_rows] kind",
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('kind = "reimbursement"', 'kind = "zebra"'),
        ('kind = "points"\n', ""),
        ("in_homes = true", 'in_homes = "zebra"'),
        ("likely = 95.50", "likely = 9550"),
        ("likely = 95.50", "likely = £95,50"),
        ("starts = 2031-09-01", "starts = 2032-09-01"),
        ("ends = 2032-08-31", "ends = 2032-09-01"),
    ],
)
def test_what_is_judged_by_a_table_with_a_mistake_is_none_of_its_own(old: str, new: str) -> None:
    assert old in SMALL
    assert len(read_worksheet(SMALL.replace(old, new, 1).encode()).mistakes) == 1


def test_a_year_turned_round_or_too_long() -> None:
    turned = read_worksheet(SMALL.replace("ends = 2032-08-31", "ends = 2031-08-31").encode())
    assert turned.mistakes[0].what == "The year ends before it starts"
    (mistake,) = read_worksheet(SMALL.replace("ends = 2032-08-31", "ends = 2032-09-30").encode()).mistakes
    assert "more than 12 months" in mistake.what


def test_a_year_without_its_ends_is_not_held_against_the_dates() -> None:
    text = SMALL.replace("starts = 2031-09-01\nends = 2032-08-31\n", "")
    assert [m.place for m in read_worksheet(text.encode()).mistakes] == ["[year] starts", "[year] ends"]


def test_limits_of_rows_are_stated_and_enforced() -> None:
    question = SMALL[SMALL.index("[question.last_storm]") : SMALL.index("[quick_look]")]
    more = "".join(question.replace("last_storm", f"storm_{n}") for n in range(500))
    (mistake,) = read_worksheet((SMALL + "\n" + more).encode()).mistakes
    assert mistake.what == "There are 505 [question.…] tables"
    assert mistake.mend == "At most 500 are allowed"
    ask = SMALL[SMALL.index("[ask.opt_out.hours]") : SMALL.index("[question.harbour_master]")]
    more = "".join(ask.replace("opt_out.hours", f"opt_out.h{n}") for n in range(500))
    assert any(m.what == "There are 523 asks" for m in read_worksheet((SMALL + "\n" + more).encode()).mistakes)


def test_the_quick_look_and_lists_have_limits() -> None:
    start = SMALL.index("ask = [\n")
    text = SMALL[:start] + f"ask = [{MANY}]\n" + SMALL[SMALL.index("]\n", start) + 2 :]
    whats = [m.what for m in read_worksheet(text.encode()).mistakes]
    assert "The list has 60 entries" in whats
    assert "The quick look has 50 answers" in whats


def test_thirteen_questions_are_too_many_for_a_short_meeting() -> None:
    question = SMALL[SMALL.index("[question.harbour_master]") : SMALL.index("[question.who_rows]")]
    more = "".join(question.replace("harbour_master", f"harbour_{n}") for n in range(12))
    (mistake,) = read_worksheet((SMALL + "\n" + more).encode()).mistakes
    assert (mistake.place, mistake.what) == (
        "[question.harbour_11] short_meeting",
        "This is question 13 of the short meeting",
    )


def test_a_thousand_mistakes_are_listed_and_the_rest_counted() -> None:
    text = SMALL + "".join(f"[question.stray_{n}]\n" for n in range(495))
    mistakes = read_worksheet(text.encode()).mistakes
    assert len(mistakes) == 1_001
    assert mistakes[-1].what == "There are 485 more mistakes"


def test_fifty_unknown_keys_of_a_table_are_named_and_the_rest_counted() -> None:
    mistakes = read_worksheet((SMALL + "".join(f"stray_{n} = 1\n" for n in range(60))).encode()).mistakes
    assert len(mistakes) == 51
    assert "There are 10 more unknown keys" in {m.what for m in mistakes}


def test_a_choice_may_have_twelve_answers_and_no_more() -> None:
    text = SMALL.replace("options.nurse", "".join(f'options.o{n} = "x"\n' for n in range(10)) + "options.nurse", 1)
    (mistake,) = [m for m in read_worksheet(text.encode()).mistakes if m.place.endswith("options")]
    assert mistake.what == "A choice of 13"
