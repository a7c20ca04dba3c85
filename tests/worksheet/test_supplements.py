"""A supplement is read as one worksheet with the one it extends, and says what of it is otherwise."""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from des_decider.appraisal.worksheet_fairness import Tries, cannot_lean
from des_decider.decision.supplement_words import extends, said_otherwise
from des_decider.record.worksheet_check import check_worksheet
from des_decider.worksheet.mistakes import Mistake
from des_decider.worksheet.reading import Reading, read_worksheet
from tests.building import ROOT, SHIPPED, SMALL, SUPPLEMENT, worksheet

if TYPE_CHECKING:
    from des_decider.worksheet.model import Worksheet

BASE = SMALL.read_bytes()
HEAD = """\
format = 1

[worksheet]
id = "outer-isles-2031-32"
title = "Farholm Ferry Care 2031/32 for the outer isles"
edition = "7"
issuer = "Outer Isles LMC (fictional)"
about = "What the outer isles ask besides, by {deadline}."
extends = "farholm-ferry-care-2031-32"
base_edition = "3-test"
"""
ISSUER = "Outer Isles LMC (fictional)"
READ = 'source = "Letter to the isles"\nread_in = "letter"\n'
"""Where another number was read, without which none is taken."""
PART = 'part.registered = { rate = 0.40, per = "year" }\n'
RATE = f"[payment.lodge_levy]\nrate = 6\n{READ}"


def digest_line(base: bytes) -> str:
    return f'base_digest = "{hashlib.sha256(base).hexdigest()}"\n'


def reading(rows: str, base: bytes = BASE, head: str = HEAD) -> Reading:
    return read_worksheet(f"{head}{digest_line(base)}{rows}".encode(), base=base)


def read(rows: str, base: bytes = BASE) -> Worksheet:
    found = reading(rows, base)
    assert [str(mistake) for mistake in found.mistakes] == []
    assert found.worksheet is not None
    return found.worksheet


def mistakes(text: str, base: bytes = BASE) -> list[str]:
    return [str(mistake) for mistake in read_worksheet(text.encode(), base=base).mistakes]


def test_it_is_the_worksheet_below_with_what_it_says_itself() -> None:
    below = worksheet(SMALL)
    sheet = read(f"{RATE}[date.answer_due]\ndate = 2031-09-25\n{READ}")
    assert (sheet.id, sheet.edition, sheet.issuer) == ("outer-isles-2031-32", "7", ISSUER)
    assert sheet.about == "What the outer isles ask besides, by 25 September 2031."
    assert sheet.payments["lodge_levy"].rate == Decimal(6)
    assert (
        sheet.payments["lodge_levy"]._replace(rate=Decimal(5), origin=below.payments["lodge_levy"].origin)
        == (below.payments["lodge_levy"])
    )
    assert sheet.dates["answer_due"].date == date(2031, 9, 25)
    for name in ("quick_look", "services", "thresholds", "sections"):
        assert getattr(sheet, name) == getattr(below, name), name
    assert sheet.questions.keys() == below.questions.keys(), "questions the base leaves out stay out"
    assert below.base is None


def test_every_row_knows_its_issuer() -> None:
    row = 'text = "Who rings the bell?"\nwhy = "It is loud."\nsection = "patients"\nsource = "ours"'
    sheet = read(f'{RATE}[payment.keeper]\nname = "Network keeper"\n[question.bell]\n{row}\n')
    base = "Farholm Isles LMC (fictional)"
    assert sheet.questions["bell"].origin.issuer == ISSUER
    assert sheet.payments["lodge_levy"].origin.issuer == f"{base}, changed by {ISSUER}"
    assert sheet.payments["keeper"].origin.issuer == base, "what it says again is not changed"
    assert sheet.average_list_origin is not None
    assert sheet.average_list_origin.issuer == base
    assert {fact.origin.issuer for fact in worksheet(SMALL).dates.values()} == {""}


def test_a_question_of_the_program_that_only_the_supplement_changes_says_so() -> None:
    base = SHIPPED.read_bytes()
    head = HEAD.replace("farholm-ferry-care-2031-32", SHIPPED.stem).replace('"3-test"', '"1"')
    sheet = reading('[question.posts_in_use]\nwho = "network"\n', base, head).worksheet
    assert sheet is not None
    assert sheet.questions["posts_in_use"].origin.issuer == f"the program, changed by {ISSUER}"
    assert sheet.questions["break_even"].origin.issuer == ""
    assert said_otherwise(sheet) == (
        f"{ISSUER} changed who answers of “{sheet.questions['posts_in_use'].text}” from “manager” to “network”.",
    )


def test_a_question_that_others_of_the_base_name_can_be_left_out() -> None:
    """It was a mistake of the base, which its author was to mend: evidence was shown beside that question."""
    base = (SHIPPED.parent / "network-contract-des-2026-27.toml").read_bytes()
    head = HEAD.replace("farholm-ferry-care-2031-32", "network-contract-des-2026-27").replace('"3-test"', '"1"')
    found = reading('leave_out = ["gp_scheme_stays", "duties_outside"]\n', base, head)
    assert found.mistakes == ()
    assert found.worksheet is not None
    assert not {"gp_scheme_stays", "duties_outside"} & found.worksheet.questions.keys()


def test_a_question_that_is_left_out_and_changed_is_told_what_to_do() -> None:
    """It was said that its section and its text were missing, which nobody meant to write."""
    (mistake,) = reading('leave_out = ["bell_rung"]\n[question.bell_rung]\nwhy = "Nobody hears it."\n').mistakes
    assert str(mistake).endswith(
        '[worksheet] leave_out: "bell_rung" is left out, and [question.bell_rung] says something of it otherwise. Take '
        "it out of the list to change it, or delete [question.bell_rung] to leave it out."
    )
    asked_anew = (
        '[question.bell_rung]\nsection = "patients"\ntext = "Who hears it?"\nwhy = "x"\nread_in = "own question"\n'
    )
    assert reading(f'leave_out = ["bell_rung"]\n{asked_anew}').mistakes == ()


def test_what_it_says_otherwise_is_said_in_words() -> None:
    sheet = read(
        f"""
leave_out = ["bell_rung"]
[threshold.workforce]
amber = 40.50
why = "They stay in port."
[threshold.care_homes]
green = 95
why = "A lodge without a boat is an island."
[date.answer_due]
date = 2031-09-25
{READ}[payment.keeper]
full_year = "ends"
to = "{{ends}}"
part.registered = {{ rate = 0.45, per = "period" }}
{READ}[payment.lodge_levy]
rate = 6.25
from = 2032-02-01
{READ}[question.harbour_master]
text = "Has the harbour board read it?"
who = "network"
concern = []
short_meeting = false
[question.last_storm]
why = '''It was the worst in living memory, and the Gazette wrote of little else from the first day to the last of
that year.'''
[average_network]
list = 30000
{READ}[evidence.doctor_hour]
figures = {{ likely = 90, unit = "£ an hour" }}
{READ}[ask.cost.gp_hour]
largest = 500
"""
    )
    assert extends(sheet) == (
        "a supplement to Farholm Ferry Care 2031/32, edition 3-test, issued by Farholm Isles LMC (fictional)"
    )
    said = [words.removeprefix(f"{ISSUER} ").removesuffix(".") for words in said_otherwise(sheet)]
    letter = "“Letter to the isles” (read in a letter), in place of"
    assert said == [
        "leaves out the question “Have the islanders been told?”",
        "changed the limit for amber of “Posts and people” from 50 to 40.50",
        "changed the reason of “Posts and people” from “Below half the boats stay in port.” to “They stay in port.”",
        "set the reason of “Lodges” to “A lodge without a boat is an island.”",
        "changed the day of “The practice tells the harbour board” from 20 September 2031 to 25 September 2031",
        f"took “The practice tells the harbour board” from {letter} “Harbour board letter”",
        "changed the rate of a full year of “Network keeper” from £0.55 to “ends”",
        ("changed the rates of “Network keeper” from registered £0.50 a year to registered £0.45 for all its months"),
        f"took “Network keeper” from {letter} “Contract, schedule 1”",
        "changed the rate of “Lodge levy” from £5.00 to £6.25",
        "changed the first day of “Lodge levy” from 1 January 2032 to 1 February 2032",
        f"took “Lodge levy” from {letter} “Ferry Gazette”",
        "changed the question “Has the harbour master read the contract?” to “Has the harbour board read it?”",
        "changed who answers of “Has the harbour master read the contract?” from “meeting” to “network”",
        ("changed the answers that are a concern of “Has the harbour master read the contract?” from “not_sure” to "
         "nothing"),
        "changed “short meeting” of “Has the harbour master read the contract?” from yes to no",
        "wrote the reason of “What did we learn in the last storm?” anew",
        "changed the list of patients of the average network from 31,500 to 30,000",
        f"took the average network from {letter} “Farholm Almanac”",
        ("changed the figures of “Cost of an hour of an island GP” from low 70, likely 95.50, high 140, unit “£ an "
         "hour” to likely 90, unit “£ an hour”"),
        f"took “Cost of an hour of an island GP” from {letter} “Farholm Almanac”",
        "changed the largest number of “What does an hour of one of us cost?” from 400 to 500",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "key"),
    [
        ("[payment.lodge_levy]\nrate = 6\n", "[payment.lodge_levy] source: source is missing: rate"),
        ('[payment.keeper]\npart.registered = { rate = 0.45, per = "year" }\n', "[payment.keeper] source: "),
        ("[date.answer_due]\ndate = 2031-09-25\n", "[date.answer_due] source: source is missing: date"),
        ("[evidence.doctor_hour]\nfigures = { likely = 90, unit = '£ an hour' }\n", "[evidence.doctor_hour] source: "),
        ("[average_network]\nlist = 30000\n", "[average_network] source: source is missing: list"),
    ],
)
def test_another_number_never_stands_under_a_source_that_did_not_say_it(row: str, key: str) -> None:
    """A rate of the supplement's was shown as read where the worksheet below had read its own."""
    (mistake,) = reading(row).mistakes
    assert f"{key}" in str(mistake)
    assert str(mistake).endswith("Add source = where it was read, and read_in = how.")
    assert reading(row + READ).mistakes == ()


def test_words_that_are_another_author_s_need_no_other_source() -> None:
    read('[payment.lodge_levy]\nname = "Levy of the lodges"\n[payment.keeper]\nfull_year = "ends"\n')
    read('[payment.lodge_levy]\nrate = "ask"\n')


def test_what_the_base_notes_of_a_source_goes_with_it() -> None:
    """It was printed of a letter that a page mixes its years."""
    noted = BASE.replace(b"[payment.lodge_levy]\n", b'[payment.lodge_levy]\nnote = "Its page mixes years."\n')
    assert worksheet(SMALL).payments["lodge_levy"].origin.note == ""
    sheet = read(RATE, noted)
    assert (sheet.payments["lodge_levy"].origin.note, sheet.payments["lodge_levy"].origin.source) == (
        "", "Letter to the isles"
    )  # fmt: skip
    assert f"{ISSUER} leaves out the note of “Lodge levy”." in said_otherwise(sheet)
    kept = read('[payment.lodge_levy]\nname = "Levy"\n', noted)
    assert kept.payments["lodge_levy"].origin.note == "Its page mixes years."


def test_what_a_supplement_adds_and_counts_is_said() -> None:
    """A payment of its own was counted, and nobody was told."""
    rows = f"""
[payment.pier]
name = "Pier money"
paid_to = "practice"
part.registered = {{ rate = 0.40, per = "year" }}
{READ}[service.pier_visits]
name = "Visits on the pier"
[requirement.pier]
name = "A visit"
service = "pier_visits"
from = 2031-11-01
text = "Visit the pier"
{READ}[role.pier_nurse]
name = "Pier nurse"
maximum = 40000
{READ}[date.feast]
date = 2031-10-01
what = "The herring come"
{READ}"""
    said = [words.removeprefix(f"{ISSUER} ") for words in said_otherwise(read(rows))]
    assert said == [
        "added the payment “Pier money”, £0.40 a registered patient a year.",
        "added the service “Visits on the pier”.",
        "added the duty “A visit”.",
        "added the post “Pier nurse”.",
        "added the day “The herring come”, 1 October 2031.",
    ]
    asked = read('[date.feast]\ndate = "ask"\nwhat = "The herring come"\nsource = "ours"\n')
    assert said_otherwise(asked) == (f"{ISSUER} added the day “The herring come”, which we have to give.",)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("[payment.lodge_lev]\nrate = 6\n", "There is no [payment.lodge_lev] below that this could change"),
        ("[payment.lodge_lev]\nrate = 6\n", "and a new one says what it is called. Did you mean lodge_levy?"),
        ("[role.ferry_nrse]\nmaximum = 6000\n", "Did you mean ferry_nurse?"),
        ("[date.herring]\ndate = 2031-09-25\n", "There is answer_due, out_from, "),
    ],
)  # fmt: skip
def test_a_row_that_says_not_what_it_is_is_meant_for_one_below(row: str, said: str) -> None:
    """It was told to add a name: done so, the same money was counted twice."""
    (mistake,) = reading(row).mistakes
    assert mistake.code == "unknown-reference"
    assert said in mistake.sentences
    family, meant = mistake.place.strip("[]").partition(".")[0], said.rpartition(" ")[2].strip("?")
    if "Did you mean" in said:
        assert mistake.replace == f"[{family}.{meant}]"


def checked(rows: str) -> list[str]:
    text = f"{HEAD}{digest_line(BASE)}{rows}".encode()
    return [str(one) for one in check_worksheet(text, "", lambda _: None, base=BASE).warnings]


def test_a_new_row_of_nearly_the_id_of_one_below_is_asked_about() -> None:
    row = 'name = "Levy"\npaid_to = "network"\nkind = "bed"\nrate = 5\n'
    for id_ in ("lodge_levi", "levy", "north_lodge_levy"):
        (said,) = checked(f"[payment.{id_}]\n{row}{READ}")
        assert f"[payment.{id_}] is new, and [payment.lodge_levy] of the worksheet below goes on: both count." in said
    assert checked(f"[payment.pier]\n{row}{READ}") == []


def test_who_is_paid_is_said_by_the_supplement_that_adds_a_payment_and_by_no_each_below() -> None:
    """It was taken for the network's, as all payments of the worksheet below were."""
    row = '[payment.pier]\nname = "Pier money"\npart.registered = { rate = 0.40, per = "year" }\n'
    each = b'[payment.each]\npaid_to = "network"\n\n[payment.tide_fund]'
    base = BASE.replace(b"[payment.tide_fund]", each)
    (told,) = reading(f"{row}{READ}", base).mistakes
    assert str(told).startswith("line 12, [payment.pier] paid_to: paid_to is missing: what the payments of the worksh")
    assert read(f'{row}paid_to = "practice"\n{READ}', base).payments["pier"].paid_to == "practice"


def test_a_rate_far_from_that_of_the_base_is_asked_about() -> None:
    (said,) = checked(f"[payment.lodge_levy]\nrate = 50\n{READ}")
    assert "£50 is far from the £5 of Farholm Ferry Care 2031/32, edition 3-test." in said
    assert checked(RATE) == []


def test_a_supplement_that_only_asks_changes_nothing() -> None:
    row = '[question.herring]\nsection = "contract"\ntext = "Have the herring come?"\nwhy = "x"\nsource = "ours"\n'
    assert said_otherwise(read(row)) == ()
    assert said_otherwise(worksheet(SMALL)) == ()


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            '[year]\nnext_window = "answer_due"\n',
            "line 13, [year] next_window: The next window, 2031-09-20, is not after the day to decide by, 2031-09-20.",
        ),
        (
            f'[payment.tide_fund]\nkind = "bed"\n{READ}',
            "line 12, [payment.tide_fund] part: part is only for list payments; this one has a rate. Part stands in",
        ),
    ],
)
def test_what_a_supplement_changed_is_told_there_where_the_rest_is_right_below(rows: str, said: str) -> None:
    """The first led to a day below that is right; the second was to be mended by deleting a line that is not there."""
    told = str(reading(rows).mistakes[0])
    assert told.startswith(said)
    assert "Delete the line" not in told


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ('[payment.lodge_levy]\nkind = "list"\n', "[payment.lodge_levy]"),
        ("[service.storm_line]\nin_homes = 3\n", "line 13, [service.storm_line] in_homes: 3 is neither true"),
        ('[date.lodges_begin]\ndate = "ask"\n',
         "line 13, [date.lodges_begin] date: care_homes_start is left to the practice."),
        ("[network]\nsmallest = 0\n", "line 13, [network] smallest: 0 is not a whole number"),
        ('leave_out = ["nothing_like_it"]\n', "line 12, [worksheet] leave_out: There is no [question.nothing_like_it]"),
    ],
)  # fmt: skip
def test_what_breaks_the_base_stands_where_it_is_written(rows: str, said: str) -> None:
    found = [str(mistake) for mistake in reading(rows).mistakes]
    assert any(said in words for words in found), found


def test_what_becomes_wrong_in_the_base_leads_there_and_back_to_the_supplement() -> None:
    rows = f'[requirement.storm_watch]\nservice = "lodge_rounds"\n{READ}'
    (found,) = (str(mistake) for mistake in reading(rows).mistakes)
    line = BASE.decode().splitlines().index("[service.storm_line]") + 1
    assert found.startswith(f"line {line} of farholm-ferry-care-2031-32, [service.storm_line]: No requirement says")
    assert found.endswith("; or look at what this supplement changes of it.")


def test_what_the_author_of_the_base_expects_is_not_expected_of_a_supplement() -> None:
    expects = b'[test.usual]\nanswers.cost.gp_hour = "95"\nfigures."difference.this_year" = "\xc2\xa31"\n'
    assert read_worksheet(BASE + expects).worksheet is not None
    assert read(RATE, BASE + expects).expected == {}


def test_a_mistake_in_a_row_of_the_base_names_the_line_of_the_base() -> None:
    (mistake,) = reading(f'[role.ferry_nurse]\nlimit_above = 4\nmaximum = "a lot"\n{READ}').mistakes
    assert (mistake.file, mistake.line, mistake.place) == ("", 14, "[role.ferry_nurse] maximum")
    broken = BASE.replace(b"limit = 2\n", b'limit = "two"\n')
    (mistake,) = reading(f"[role.ferry_nurse]\nlimit_above = 4\n{READ}", broken).mistakes
    line = broken.decode().splitlines().index('limit = "two"') + 1
    assert (mistake.file, mistake.line) == ("farholm-ferry-care-2031-32", line)
    assert str(mistake).startswith(f"line {line} of farholm-ferry-care-2031-32, [role.ferry_nurse] limit: ")


def test_what_a_supplement_makes_of_a_row_of_the_base_is_told_where_it_does() -> None:
    (mistake,) = reading("[threshold.funding]\ngreen = -1\n").mistakes
    assert (mistake.file, mistake.line, mistake.place) == ("", 13, "[threshold.funding] green")
    assert mistake.what == "Amber, -0.25, is harder to reach than green, -1"
    (mistake,) = reading('[threshold.funding]\nbetter = "lower"\n').mistakes
    assert (mistake.file, mistake.line, mistake.place) == ("", 13, "[threshold.funding] better")


def alone(rows: str, base: bytes = BASE) -> Mistake:
    """The one mistake of a supplement."""
    (mistake,) = reading(rows, base).mistakes
    assert mistake.file == ""
    return mistake


def test_what_makes_the_only_weekly_work_of_a_service_work_that_is_done_once() -> None:
    """It was told a second time, as if the worksheet below said nothing of when the service starts."""
    day = b"from = 2031-11-15\n"
    base = BASE.replace(day, b"").replace(b"[service.storm_line]\n", b"[service.storm_line]\n" + day)
    rows = f"[requirement.storm_watch]\nby = 2031-12-31\n{READ}"
    for row in (rows, rows.replace(READ, "")):
        mistake = alone(row, base)
        assert (mistake.line, mistake.place) == (13, "[requirement.storm_watch] by")
        assert mistake.what.endswith("nothing else says when [service.storm_line] starts")
        assert reading(row.replace("by = 2031-12-31\n", ""), base).mistakes == ()


def test_a_day_that_was_left_to_the_practice_can_be_filled_in() -> None:
    """The worksheet below words how it is asked, which then was never needed and could not be deleted."""
    asks = b'[ask.date.nights]\ntext = "When?"\nwhy = "It is in their letter."\nwho = "network"\n'
    base = BASE + asks + b'[date.nights]\ndate = "ask"\nwhat = "The nights begin"\nsource = "ours"\n'
    assert read_worksheet(base).mistakes == ()
    sheet = read(f"[date.nights]\ndate = 2031-11-01\n{READ}", base)
    assert sheet.day("nights") == date(2031, 11, 1)
    told = said_otherwise(sheet)[0]
    assert told == f"{ISSUER} says the day of “The nights begin”, which was left to us: 1 November 2031."
    (told, _) = said_otherwise(read(f'[date.answer_due]\ndate = "ask"\n{READ}'))
    assert told.endswith(
        "leaves the day of “The practice tells the harbour board” to us, in place of 20 September 2031."
    )
    assert reading("[ask.date.nights]\nwhy = 'So.'\n", base.replace(b'"ask"', b"2031-11-01")).mistakes != ()


def test_a_part_of_a_payment_below_is_not_lost_unseen() -> None:
    """It was no money any more, and what was told was of evidence in the worksheet below."""
    rows = f'[payment.tide_fund]\npart.registered = {{ rate = 1.40, per = "year" }}\n{READ}'
    mend = alone(rows).mend
    assert mend.startswith('Add part.adjusted = { rate = 0.35, per = "period" }; where that is paid no more, write 0')
    added = mend.partition(";")[0].removeprefix("Add ")
    assert read(f"{rows}{added}\n").payments["tide_fund"].parts[0].rate == Decimal("1.40")


def test_one_rate_is_written_as_the_part_below() -> None:
    assert (
        alone(f"[payment.oar_money]\nrate = 0.70\n{READ}").replace == 'part.weighted = { rate = 0.70, per = "period" }'
    )
    of_two = alone(f"[payment.tide_fund]\nrate = 0.70\n{READ}").mend
    assert of_two.endswith('{ rate = …, per = "year" } and part.adjusted = { rate = …, per = "period" }')


def test_an_each_makes_no_mistakes_of_rows_below() -> None:
    assert alone('[payment.each]\npaid_to = "practice"\n').code == "each-in-a-supplement"


def test_a_question_that_only_has_another_text_is_meant_for_one_below() -> None:
    assert alone('[question.nothing_like_it]\ntext = "Is it?"\n').code == "unknown-reference"


def test_a_date_that_has_the_name_of_the_day_to_decide_by_is_meant_for_that() -> None:
    decide_by = worksheet(SMALL).year.decide_by
    assert alone(f"[date.deadline]\ndate = 2031-05-10\n{READ}").replace == f"[date.{decide_by}]"


def test_a_source_without_a_title_is_one_mistake() -> None:
    rows = (
        '[source.board]\nread_in = "letter"\n[question.tide]\nsection = "contract"\ntext = "Is it high?"\nwhy = "So."\n'
    )
    rows += 'source = "board"\n'
    assert alone(rows).what == "The source has neither a title nor an address"


def test_a_supplement_whose_head_has_no_name_is_one_mistake() -> None:
    """All of it was read as a whole worksheet with everything missing."""
    text = HEAD.replace("[worksheet]\n", "")
    (mistake,) = read_worksheet(f"{text}{digest_line(BASE)}{RATE}".encode(), base=BASE).mistakes
    assert (mistake.line, mistake.what, mistake.mend) == (
        3, "There is no [worksheet]", "Write [worksheet] above its keys",
    )  # fmt: skip


def test_a_misspelt_key_of_a_new_row_is_what_is_told() -> None:
    """It was taken for a row of the worksheet below."""
    mistake = alone(f'[payment.storm_money]\nNmae = "Storm money"\npaid_to = "network"\n{PART}{READ}')
    assert (mistake.code, mistake.replace) == ("unknown-key", 'name = "Storm money"')
    mistake = alone(f"[payment.lodge_levy]\nrate = 6\n{READ.replace('source', 'Source')}")
    assert (mistake.code, mistake.replace) == ("unknown-key", 'source = "Letter to the isles"')


def test_a_service_can_be_added_to_every_shipped_worksheet() -> None:
    """The quick look of one had as many answers as there may be, and none could be added to it."""
    service = (
        '[service.floods]\nname = "Floods"\n\n[requirement.flood_watch]\nname = "Watch"\nservice = "floods"\n'
        f'text = "Watch the rivers"\nfrom = "{{starts}}"\n{READ}'
    )
    for path in sorted((ROOT / "worksheets").glob("*.toml")):
        base = path.read_bytes()
        edition = worksheet(path).edition
        head = HEAD.replace("farholm-ferry-care-2031-32", path.stem).replace("3-test", edition)
        assert [str(one) for one in reading(service, base, head).mistakes] == []


def test_why_a_rate_is_far_from_the_last_is_all_that_is_said_of_it() -> None:
    text = f"{HEAD}{digest_line(BASE)}[role.ferry_nurse]\nmaximum = 4550000\n{READ}"
    found = check_worksheet(text.encode(), "", lambda _: None, base=BASE)
    assert [one.code for one in (*found.mistakes, *found.warnings) if one.line == 13] == ["looks-like-pence"]


def test_what_the_base_accepts_of_the_whole_is_not_told_of_a_supplement() -> None:
    base = (ROOT / "worksheets" / "network-contract-des-2026-27.toml").read_bytes()
    assert b'"never-this-year-only"' in base
    head = HEAD.replace("farholm-ferry-care-2031-32", "network-contract-des-2026-27").replace("3-test", "1")
    own = '[question.told]\nsection = "contract"\ntext = "Is it told?"\nwhy = "So."\nsource = "ours"\n'
    text = f"{head}{digest_line(base)}{own}".replace("2031/32", "2026/27").replace("2031-32", "2026-27")
    told = check_worksheet(text.encode(), "", lambda _: None, base=base)
    assert (told.mistakes, told.warnings) == ((), ())


def test_each_line_of_what_it_extends_can_be_wrong() -> None:
    good = HEAD + digest_line(BASE)
    first = "line 9, [worksheet] extends: "
    nobody = "The worksheet farholm-ferry-care-2031-32 was not found"
    assert mistakes(good, b"")[0].startswith(
        f"{first}{nobody}. Put it beside this file as farholm-ferry-care-2031-32.toml"
    )
    assert mistakes(good.replace("farholm-ferry-care", "../farholm"))[0].startswith(
        f'{first}"../farholm-2031-32" is not the id of a worksheet'
    )
    assert mistakes(good.replace('"farholm-ferry-care-2031-32"', "7"))[0].startswith(f"{first}7 is not a text")
    for other in (SHIPPED.read_bytes(), b"[[", b"format = 1", BASE.replace(b"format = 1", b"format = 2"), b"\xff\x00"):
        assert mistakes(HEAD + digest_line(other), other)[0].startswith(f"{first}The file found for farholm-ferry"), (
            other
        )
    chain = f"{HEAD}{digest_line(BASE)}".encode()
    over = HEAD.replace("farholm-ferry-care-2031-32", "outer-isles-2031-32").replace("outer-isles", "skerries", 1)
    (said,) = mistakes(over + digest_line(chain), chain)
    assert said.startswith(f"{first}outer-isles-2031-32 is a supplement itself; a supplement lies over a whole one")
    assert "Extend farholm-ferry-care-2031-32" in said
    (said,) = mistakes(good.replace("outer-isles-2031-32", "farholm-ferry-care-2031-32"))
    assert said.startswith("line 4, [worksheet] id: The supplement has the id of the worksheet it extends")


def test_another_edition_or_other_bytes_are_one_mistake_and_its_mend_works() -> None:
    later = BASE.replace(b'edition = "3-test"', b'edition = "4"') + b"\n# mended\n"
    good, right = HEAD + digest_line(BASE), digest_line(later).strip()
    (said,) = mistakes(good, later)
    assert said.startswith(
        "line 10, [worksheet] base_edition: The worksheet found for farholm-ferry-care-2031-32 is not"
    )
    assert said.endswith(f'write base_edition = "4" and {right}.')
    mended = good.replace('base_edition = "3-test"', 'base_edition = "4"').replace(digest_line(BASE), right)
    assert mistakes(mended, later) == []
    (said,) = mistakes(good, BASE + b"\n")
    assert said.startswith(
        "line 11, [worksheet] base_digest: The worksheet found for farholm-ferry-care-2031-32 is not"
    )
    (said,) = mistakes(HEAD)
    add = f"Add the line {digest_line(BASE).strip()}."
    assert said == f"line 3, [worksheet] base_digest: base_digest is missing. {add}"
    missing = HEAD.replace('base_edition = "3-test"\n', "")
    assert [words.split(": ", 1)[1] for words in mistakes(missing)] == [
        'base_edition is missing. Add the line base_edition = "3-test".',
        f"base_digest is missing. Add the line {digest_line(BASE).strip()}.",
    ]
    shouted = digest_line(BASE).replace("base_digest", "BASE_DIGEST").upper().replace("BASE_DIGEST", "base_digest")
    in_fours = " ".join(shouted.split('"')[1][n : n + 4] for n in range(0, 64, 4))
    assert mistakes(f'{HEAD}base_digest = "{in_fours}"\n') == [], "as other programs print it"


def test_its_rows_say_themselves_where_they_were_read() -> None:
    """The base's [source.each] and the program's [question.each] would say so in the supplement's name."""
    row = 'text = "Who rings?"\nwhy = "Loud."\nsection = "patients"\n'
    for rows, said in (
        (f"[question.bell]\n{row}", "[question.bell] source: source is missing: nothing says who asks it"),
        ('[date.feast]\ndate = 2031-10-01\nwhat = "Herring"\nsource = "A letter"\n',
         "[date.feast] read_in: read_in is missing"),
        ('[source.letter]\ntitle = "A letter"\n', "[source.letter] read_in: read_in is missing"),
        ('[date.answer_due]\nsource = "ours"\n', "[date.answer_due] read_in: read_in is missing"),
        ('[source.each]\nread_in = "memory"\n', "[source.each]: [source.each] would speak for the rows of"),
    ):  # fmt: skip
        base = BASE + b'\n[source.each]\nread_in = "secondary"\n' if "source.each" not in rows else BASE
        (mistake,) = reading(rows, base).mistakes
        assert said in str(mistake)


def test_the_head_of_another_worksheet_names_no_base() -> None:
    text = BASE.decode().replace("[year]", 'base_digest = "x"\n\n[year]', 1)
    (mistake,) = read_worksheet(text.encode(), base=BASE).mistakes
    assert mistake.what == "base_digest is not a key of this table"


def test_the_example_is_the_one_of_the_description_and_fits_the_worksheet_we_ship() -> None:
    found = read_worksheet(SUPPLEMENT.read_bytes(), base=SHIPPED.read_bytes())
    assert [str(mistake) for mistake in found.mistakes] == []
    assert found.worksheet is not None
    assert cannot_lean(Tries(found.worksheet)) == ()
    assert said_otherwise(found.worksheet) == (
        "Wash and Marsh LMC (fictional) changed the limit for amber of “Money” from −0.50 to −0.30.",
        "Wash and Marsh LMC (fictional) added the day “The LMC meets practices”, 20 May 2020.",
    )
    description = (ROOT / "docs" / "worksheet-format.md").read_text(encoding="utf-8")
    text = SUPPLEMENT.read_text(encoding="utf-8")
    assert f"```toml\n{text}```" in description
    assert len(text.splitlines()) <= 22


def test_a_mistake_says_its_file_only_where_that_is_another() -> None:
    assert str(Mistake("missing", "[year]", 3, "What", "Mend", file="base")) == "line 3 of base, [year]: What. Mend."
    assert str(Mistake("missing", "[year]", 3, "What", "Mend")) == "line 3, [year]: What. Mend."


@pytest.mark.parametrize("key", ["id", "edition", "title", "issuer", "extends"])
def test_numbers_no_computer_prints_are_mistakes_on_either_side(key: str) -> None:
    huge = f"{key} = 0x{'f' * 5_000}"
    for base, head in (
        (BASE, "\n".join(huge if line.startswith(f"{key} =") else line for line in HEAD.splitlines()) + "\n"),
        (
            "\n".join(huge if line.startswith(f"{key} =") else line for line in BASE.decode().splitlines()).encode(),
            HEAD,
        ),
        (BASE.replace(b"[year]", f"{huge}\n\n[year]".encode(), 1), HEAD),
    ):
        found = reading("[date.answer_due]\nwhat = 0x" + "f" * 5_000, base, head)
        assert found.worksheet is None
        assert all(str(mistake) for mistake in found.mistakes)
