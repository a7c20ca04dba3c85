"""Faults of writing are pointed out all at once, in plain words, and never inside quotes or comments."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import tomli_w
from hypothesis import example, given
from hypothesis import strategies as st

from des_decider.worksheet.layout import Layout
from des_decider.worksheet.reading import read_worksheet
from des_decider.worksheet.syntax import parse

if TYPE_CHECKING:
    from des_decider.worksheet.mistakes import Mistake

SMALL = (Path(__file__).parent.parent / "worksheets" / "small.toml").read_text(encoding="utf-8")


def faults(text: str) -> tuple[Mistake, ...]:
    return parse(text).faults


LINES = [
    # value or line as written, what is said, how to mend it
    ("rate = £1.50", "A £ stands in a number", "rate = 1.50"),
    ("rate = £1,500.00 # a year", "A £ stands in a number", "rate = 1500.00"),
    ("rate = 1.50£", "A £ stands in a number", "rate = 1.50"),
    ("rate = £lots", "A £ stands in a number", "plain number"),
    ("rate = $5", "A $ stands in a number", "rate = 5"),
    ("rate = 1,500", "The number 1,500 has commas in it", "Leave them out: rate = 1500"),
    ("rate = -1,234,567.50", "has commas in it", "rate = -1234567.50"),
    ("rate = 1 500", "has spaces in it", "rate = 1500"),
    ("rate = 1,5", "The number 1,5 has a comma in it", "after a point: rate = 1.5"),
    ("rate = 50%", "A % sign stands in a number", "rate = 50"),
    ("rate = 50 %", "A % sign stands in a number", "rate = 50"),
    ("rate = half%", "A % sign stands in a number", "plain number"),
    ("rate = .5", ".5 is not how numbers are written", "rate = 0.5"),
    ("rate = 5.", "5. is not how numbers are written", "rate = 5"),
    ("rate = 007", "007 is not how numbers are written", "rate = 7"),
    ("rate = −5", "is not how numbers are written", "rate = -5"),
    ("rate = 5 beds", "5 beds is no value", "text in straight quotes"),
    ("rate =", "Nothing stands after the =", "leave rate out"),
    ("from = 01/10/2020", "01/10/2020 is not how dates are written", "from = 2020-10-01"),
    ("from = 1.10.20", "1.10.20 is not how dates are written", "from = 2020-10-01"),
    ("from = 2020/10/1", "is not how dates are written", "from = 2020-10-01"),
    ("from = 2020-10-1", "is not how dates are written", "from = 2020-10-01"),
    ("from = 1 October 2020", "1 October 2020 is not how dates are written", "from = 2020-10-01"),
    ("from = 1st Oct 2020", "is not how dates are written", "from = 2020-10-01"),
    ("from = October 1, 2020", "is not how dates are written", "from = 2020-10-01"),
    ("from = 31/02/2020", "31/02/2020 is no date", "2020-10-01"),
    ("from = 12 Smarch 2020", "12 Smarch 2020 is no date", "2020-10-01"),
    ("text = “Hello, it’s £5”", "The quotes are curly", "straight quote"),
    ("text = ‘Hello’", "The quotes are curly", "straight quote"),
    ("text = «Hello»", "The quotes are curly", "straight quote"),
    ("text = Hello”", "The quotes are curly", "straight quote"),
    ('text = "Hello”', "The quotes are curly", "straight quote"),
    ('text = "Hello', "The text has no closing quote", 'Write " at its end'),
    ("text = 'Hello", "The text has no closing quote", "Write ' at its end"),
    ('text = "She said "yes" twice"', "After the closing quote there is more", '\\"'),
    ("kind = list", "The text has no quotes", 'kind = "list"'),
    ('kind = list"', "The text has no opening quote", 'kind = "list"'),
    (f"kind = {'x' * 300}", "A very long value has no quotes", "quotes"),
    ("for_director = True", "True is not how yes and no are written", "for_director = true"),
    ("for_director = yes", "yes is not how yes and no are written", "for_director = true"),
    ("for_director = On", "On is not how yes and no are written", "for_director = true"),
    ("for_director = FALSE", "FALSE is not how yes and no are written", "for_director = false"),
    ("for_director = no", "no is not how yes and no are written", "for_director = false"),
    ("for_director = off", "off is not how yes and no are written", "for_director = false"),
    *(
        (f"from = 3 {date(2020, n, 1):%B} 2020", "is not how dates are written", f"from = 2020-{n:02}-03")
        for n in range(1, 13)
    ),
    ("name\u00a0= 5", "An invisible character (U+00A0)", "again"),
    ("name = 'x'\u00a0", "An invisible character (U+00A0)", "again"),
    ("name = 5\u00a0", "An invisible character (U+00A0)", "again"),
    ("name = \u200b5", "An invisible character (U+200B)", "again"),
    ("full year = 5", "full year is no key", "full_year"),
    ("= 5", "no key before the =", "full_year"),
    ('name: "Tide fund"', "A colon stands where = belongs", "key = value"),
    ('name: "a = b"', "A colon stands where = belongs", "key = value"),
    ("just some words", "The line has no =", "key = value"),
    ("“name” = 5", "The quotes are curly", "straight quote"),
    ("name = 5\nname = 6", "name is written twice", "the other is at line 5"),
    ('also = ["a", “b, c”]', "The quotes are curly", "straight quote"),
    ('also = ["a", £5]', "A £ stands in a number", "5"),
    ('also = ["a"] and more', "After the closing bracket there is more", "line of its own"),
    ('also = ["a",\n"b"', "The [ is never closed", "Write ]"),
    ("part.registered = { rate = 1,500 }", "The number 1,500 has commas in it", "1500"),
    ('part.registered = { rate = 1,500, per = "year" }', "The number 1,500 has commas in it", "1500"),
    ("part.registered = { rate = £5, per = 'year' }", "A £ stands in a number", "5"),
    ('part.registered = { rate = 5,\nper = "year" }', "The { is never closed", "one line"),
    ("part.registered = { rate = 5 ]", "", ""),
    ('also = ["a]', "The text has no closing quote", '"'),
    ("rate = £2,10", "The number £2,10 has a comma in it", "after a point: rate = 2.10"),
    ("amber = –0.50", "–0.50 is not how numbers are written here", "amber = -0.50"),
    ("payment.crew", "payment.crew stands without its brackets", "Write [payment.crew]"),
    ("\nyear", "year stands without its brackets", "Write [year]"),
    ("[payment.Crew sum]", "[payment.Crew sum] is no table name", "Write [payment.crew_sum]"),
    ("[payment.crew", "[payment.crew is no table name", "Write [payment.crew]"),
    ("[payment.crew] x", "is no table name", "Write [payment.crew_x]"),
    ("[“payment”]", "The quotes are curly", "Write [payment]"),
    ("[[payment]]\nx = £1", "Double brackets make a list", "[payment.its_id]"),
    ("text = 'it' # fine\nrate = £2", "A £ stands", "2"),
]


@pytest.mark.parametrize(("line", "what", "mend"), LINES, ids=[line for line, _, _ in LINES])
def test_an_author_who_writes(line: str, what: str, mend: str) -> None:
    text = f"format = 1\n\n[payment.x]\n# £ 1,500 “comment”\n{line}\n\n[payment.y]\nname = 'y'\n"
    found = faults(text)
    assert any(what in m.what and mend in m.mend for m in found), [str(m) for m in found]
    assert all(m.line is not None and 4 < m.line < 8 for m in found), [str(m) for m in found]


def test_faults_come_all_at_once_with_their_lines_and_places() -> None:
    text = (
        SMALL.replace("rate = 5\n", "rate = £5.00\n")
        .replace("maximum = 41000", "maximum = 41,000")
        .replace("from = 2031-11-15", "from = 15/11/2031")
        .replace("green = 80", "green = 80%")
        .replace('name = "Storm line"', "name = “Storm line”")
        .replace("rate = 1.20, per", "rate = 1,200, per")
    )
    found = faults(text)
    assert [m.place for m in found] == [
        "[payment.tide_fund] part.registered",
        "[payment.lodge_levy] rate",
        "[role.ferry_nurse] maximum",
        "[service.storm_line] name",
        "[requirement.storm_watch] from",
        "[threshold.workforce] green",
    ]
    lines = text.splitlines()
    assert all(m.line is not None and m.place.split("] ")[1] in lines[m.line - 1] for m in found)


def test_prose_in_quotes_and_comments_is_never_taken_for_a_fault() -> None:
    prose = '£1,500 “said” he on 01/10/2020: 50% = [payment.x] rate = £5, "twice" # and\nrate = £6\n[payment.core\n'
    block = prose.replace('"', '\\"')
    text = f"""\
format = 1
a = \"\"\"
{block}\"\"\"
b = '''
{prose}'''
c = ["£5", '“x”', # rate = £7, “y”
  \"\"\"
{block}\"\"\", '''{prose}''' ]
d = {{ e = "£1,500", f = '1,500' }} # £
g = \"\"\"ends with quotes\"\"\"\"\"
h = "escaped \\" £5 \\\\"
[x."£ “odd” [key]"]
i = £8
"""
    (fault,) = faults(text)
    assert fault.what == "A £ stands in a number"
    assert "i = £8" in text.splitlines()[(fault.line or 0) - 1]


def test_prose_after_a_bad_key_is_still_prose() -> None:
    prose = '"""\nrate = £5\n[x\n“”\n"""\n'
    for line in (f"full year = {prose}", f"text {prose}", f"text: {prose}"):
        (fault,) = faults(f"format = 1\n{line}name = 'x'\n")
        assert fault.line == 2


def test_a_text_in_triple_curly_quotes_is_one_fault() -> None:
    read = parse("format = 1\ntext = “““\nrate = £5\nmore\n”””\nname = 'x'\n")
    (fault,) = read.faults
    assert (fault.line, fault.what) == (2, "The quotes are curly")
    assert read.values == {"format": 1, "text": "rate = £5\nmore\n", "name": "x"}
    assert len(faults("format = 1\ntext = “““\nname = 'x'\n")) == 1


def test_a_list_that_is_never_closed_is_pointed_out_where_it_begins() -> None:
    text = 'format = 1\n[question.a]\nevidence = ["x", # so\n\n[question.b]\nrate = £5\n'
    assert [(m.line, m.place, m.what) for m in faults(text)] == [
        (3, "[question.a] evidence", "The [ is never closed"),
        (6, "[question.b] rate", "A £ stands in a number"),
    ]
    assert faults('format = 1\nevidence = ["x",')[0].what == "The [ is never closed"


def test_a_text_that_never_ends_is_pointed_out_where_it_begins() -> None:
    for quote in ('"""', "'''"):
        fault, after = faults(f"format = 1\ntext = {quote}\nrate = £5\n")
        assert after.line == 3, "what follows is read as lines of the file"
        assert (fault.line, fault.what) == (2, f"The text that {quote} opens never ends")
    assert [fault.line for fault in faults('format = 1\nalso = ["a", """\nrate = £5\n')] == [2, 3]


def test_a_second_table_of_one_name_is_named_with_the_line_of_the_first() -> None:
    (fault,) = faults(SMALL + "\n[role.ferry_nurse]\nname = 'Another'\n")
    first = SMALL.splitlines().index("[role.ferry_nurse]") + 1
    assert fault.what == "There is a second table [role.ferry_nurse]"
    assert fault.mend.startswith(f"The first stands at line {first}; give this one another id")
    assert str(fault).startswith(f"line {fault.line}, [role.ferry_nurse]: There is a second")


def test_blanks_at_the_end_of_the_file_are_no_fault() -> None:
    (fault,) = faults("rate = £5\n  ")
    assert str(fault) == "line 1, rate: A £ stands in a number. Write the plain number: rate = 5."


def test_a_broken_table_name_does_not_make_its_keys_double() -> None:
    found = faults(SMALL.replace("[role.tide_reader]", "[role.Tide reader]"))
    assert [m.what for m in found] == ["[role.Tide reader] is no table name"]


FUND = 'part.adjusted = { rate = 0.35, per = "period" }'
ALONE = [
    # what an author makes of a piece of the small worksheet, and the line as it is mended where a program can
    ('  "network.split",\n', '  "network.split,\n', '  "network.split",'),
    ('  "network.split",\n', '  "network.split"\n', '  "network.split",'),
    ('  "network.split",\n', "  “network.split”,\n", '  "network.split",'),
    ('  "opt_out.hours",\n]', '  "opt_out.hours",\n', None),
    ('roles = ["ferry_nurse"]\n\n[req', 'roles = "ferry_nurse"]\n\n[req', 'roles = ["ferry_nurse"]'),
    ("[payment.oar_money]", "payment.oar_money]", "[payment.oar_money]"),
    ("[payment.oar_money]", "[payment.oar_money", "[payment.oar_money]"),
    ('name = "Tide fund"', 'name = "Tide fund";', 'name = "Tide fund"'),
    ('name = "Tide fund"', '\u00a0name = "Tide fund"', 'name = "Tide fund"'),
    ("from = 2031-11-15", "from = 2031–11–15", "from = 2031-11-15"),
    ('said the Gazette on 01/10/2030.\n"""', "said the Gazette on 01/10/2030.", None),
    ("[claim.board]\n", "[claim.board]\n[claim.board]\n", ""),
    ("[role.tide_reader]\n", "", None),
    ("[payment.oar_money]", "[payment.tide_fund]", None),
    ("[payment.oar_money]", "[payment.Tide fund]", "[payment.tide_fund_100]"),
    ("[payment.oar_money]", "[year]", None),
    ("[payment.oar_money]", "[payment]", None),
    ("[date.out_from]", "[date.answer_due]", None),
    ('"A made-up contract for made-up islands."', '"A made-up contract\nfor made-up islands."', None),
    ("amber = -0.25", "amber = 75%", "amber = 75"),
    ("from = 2031-11-15", "from = Nov 2031", "from = 2031-11-01"),
    ("[payment.oar_money]", "payment.oar_money", "[payment.oar_money]"),
    ("[threshold.funding]", "threshold.funding # what we think", "[threshold.funding] # what we think"),
    ("rate = 0.35, per", "rate = 0.35 per", FUND),
    ("rate = 0.35, per", "rate = 0.35; per", FUND),
    ("rate = 0.35, per", "rate = 0,35, per", FUND),
    ('rate = 0.35, per = "period"', 'per = "period", rate = 0,35', 'part.adjusted = { per = "period", rate = 0.35 }'),
    ('per = "period" }', 'per = "period", }', FUND),
    ('per = "period" }', 'per = "period"', FUND),
    ("rate = 0.35, per", "rate = 0.35,, per", FUND),
    ("rate = 0.35, per", "rate: 0.35, per", FUND),
    ('per = "period"', 'per "period"', FUND),
    ('per = "period" }', 'per = period" }', FUND),
    ('"Contract, schedule 1", "Farholm Almanac"', "“Contract, schedule 1”, “Farholm Almanac”",
     'source = ["Contract, schedule 1", "Farholm Almanac"]'),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "mended"), ALONE, ids=[new for _, new, _ in ALONE])
def test_one_fault_is_one_mistake_whatever_follows_from_it(old: str, new: str, mended: str | None) -> None:
    assert old in SMALL
    (mistake,) = read_worksheet(SMALL.replace(old, new, 1).encode()).mistakes
    assert mistake.replace == mended


def test_the_name_of_a_table_that_is_missing_is_asked_for_where_its_keys_begin() -> None:
    (told,) = read_worksheet(SMALL.replace("[role.tide_reader]\n", "", 1).encode()).mistakes
    assert SMALL.split("\n")[(told.line or 0) - 1] == "[role.tide_reader]"
    assert (
        told.mend
        == "Write above them the name of the table that begins here, such as [role.its_id], or keep one of each"
    )


def test_a_text_that_was_broken_over_lines_is_put_between_three_quotes() -> None:
    broken = 'about = "Rowed by all,\nand by nobody.\n"  # so\nname = "Oars"\n'
    (told,) = faults(broken)
    assert (told.line, told.what) == (1, "The text goes over several lines")
    assert parse(broken).lines.text == 'about = """Rowed by all,\nand by nobody.\n"""  # so\nname = "Oars"\n'


def test_of_several_faults_on_one_line_each_is_told_and_mends_all_of_it() -> None:
    text = SMALL.replace(FUND, "part.adjusted = { rate = £0.35; per = “period” }")
    told = read_worksheet(text.encode()).mistakes
    assert [(one.code, one.replace) for one in told] == [
        ("not-a-number", FUND), ("no-comma", FUND), ("curly-quotes", FUND)
    ]  # fmt: skip


PARSER = [
    ("a = { b = 1, b = 2 }", "same key is written twice"),
    ("a.b = 1\na.b.c = 2", "same key is written twice"),
    ("a = 1\n[a.b]", "same key is written twice"),
    ("a = { b = 1 }\na.c = 2", "adds to a value that is closed"),
    ("[a]\nb.c = 1\n[a.b]", "table is written twice"),
    ('a = "C:\\path"', "backslash stands in the text"),
    ('a = "\\uZZZZ"', "backslash stands in the text"),
    ('a = "\\ud800"', "backslash stands in the text"),
    ("a = 2020-02-30", "date does not exist"),
    ('a = ["x" "y"]', "comma is missing in the list"),
    ("a = { b = 1 c = 2 }", ""),
    ("a = { b = 1, }", ""),
    ("a = 0x", "no value"),
    (f"a = {'9' * 5000}", "thousands of digits"),
]


@pytest.mark.parametrize(("text", "what"), PARSER, ids=[text[:20] for text, _ in PARSER])
def test_what_only_the_parser_finds_comes_in_plain_words(text: str, what: str) -> None:
    (mistake,) = faults(f"format = 1\n{text}\n")
    assert what in mistake.what
    assert mistake.mend


def test_deep_nesting_is_refused_before_the_parser_sees_it() -> None:
    for text in ("a = " + "[" * 9, f"[{'.'.join('a' * 9)}]", f"{'.'.join('a' * 9)} = 1", "a = " + "{a=" * 100_000):
        (mistake,) = faults(f"format = 1\n{text}\n")
        assert (mistake.line, mistake.what) == (2, "This nests more than 8 deep")


VALUES = st.recursive(
    st.text() | st.integers() | st.booleans() | st.dates() | st.datetimes() | st.floats(allow_nan=False),
    lambda children: st.lists(children, max_size=4) | st.dictionaries(st.text(), children, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(st.text(), VALUES, max_size=5), st.booleans())
@example(tables={"a": [{"b": {}}, {"c" * 40: [], "b": {"d": "e" * 40}}]}, multiline=False)
def test_the_scan_finds_every_table_and_no_fault_in_any_good_file(tables: dict[str, Any], multiline: bool) -> None:
    text = tomli_w.dumps(tables, multiline_strings=multiline).replace("\r", "")
    layout = Layout(text)
    if layout.too_deep is None:
        told = {f.code for f in layout.faults}
        # Below the entries of a list, which no worksheet has, tables of one name are two once its brackets are mended.
        assert told <= ({"double-brackets", "written-twice"} if "double-brackets" in told else set())
        for key in tomllib.loads(text):
            if key.isascii() and key.isalnum():
                assert layout.where((key,))[1]
