"""What comes with the program is complete, of no year and no contract, and gives way to a worksheet."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from des_decider.appraisal.worksheet_fairness import Tries, cannot_lean
from des_decider.worksheet.days import MONTHS
from des_decider.worksheet.inputs_and_columns import ASKED_BY_WORKSHEETS
from des_decider.worksheet.layers import came_with_the_program, parsed_standard
from des_decider.worksheet.reading import read_worksheet
from tests.building import BARE, OCTOBER, ROOT, SHIPPED, SMALL, worksheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from des_decider.worksheet.model import Worksheet

STANDARD = parsed_standard(came_with_the_program())
OF_A_CONTRACT = ("DES", "PCN", "CCG", "ICB", "IIF", "ARRS", "pandemic", "Carr-Hill", "director")
FILES = sorted([ROOT / "des_decider" / "worksheet" / "standard.toml", *(ROOT / "worksheets").glob("*.toml")])


def read(text: str) -> Worksheet:
    reading = read_worksheet(text.encode())
    assert [str(mistake) for mistake in reading.mistakes] == []
    assert reading.worksheet is not None
    return reading.worksheet


def texts(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Every text that is shown, with its place."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(inner, f"{place}.{key}")
    elif isinstance(value, str):
        yield place, value


def test_it_names_nothing_of_a_year_or_a_contract() -> None:
    sheet = worksheet(SHIPPED)
    named = [fact.name for facts in (sheet.payments, sheet.roles, sheet.services) for fact in facts.values()]
    words = [*named, *MONTHS, *OF_A_CONTRACT]
    of_one = re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b|\b(?:19|20)[0-9]{{2}}\b")
    found = {place: hit[0] for place, text in texts(STANDARD) if (hit := of_one.search(text))}
    # The director's hours and money are inputs of the program; they are asked only where a contract pays for one.
    assert {place: word for place, word in found.items() if not place.startswith(".ask.director.")} == {}


def test_a_day_that_a_worksheet_leaves_open_is_asked_as_a_question() -> None:
    """It was put as the label of its input: “the next window closes”."""
    text = BARE.read_text(encoding="utf-8")
    day = '\n[date.nights]\ndate = "ask"\nwhat = "The nights begin"\nsource = "ours"\n'
    assert read(text + day).asks["date.nights"].text == "The nights begin: which day is it?"
    own = '\n[ask.date.nights]\ntext = "When do they begin?"\nwhy = "So."\nwho = "network"\n'
    assert read(text + day + own).asks["date.nights"].text == "When do they begin?"


def test_it_words_inputs_and_columns_but_the_days_a_worksheet_leaves_open() -> None:
    worded = {path.replace(".each.", ".<>.") for path in STANDARD["ask"]}
    inputs = {re.sub(r"<\w+>", "<>", path) for path in ASKED_BY_WORKSHEETS}
    assert inputs - worded == {"date.<>"}
    assert worded - inputs == set()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_lines_are_short_enough_to_be_read_but_where_an_address_stands(path: Any) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if len(line) > 120 and "http" not in line] == []
    if path.parent.name == "worksheets":
        assert len(lines) <= 1_500


def test_a_worksheet_changes_what_it_writes_and_nothing_else() -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    before = read(text).questions["pension"]
    after = read(text.replace("[question]\n", '[question]\npension.why = "Ask them."\n', 1)).questions["pension"]
    assert after == before._replace(why="Ask them.")


def test_a_worksheet_leaves_out_what_it_does_not_need_and_writes_it_anew() -> None:
    text = SHIPPED.read_text(encoding="utf-8").replace(
        "edition =", 'leave_out = ["break_even", "work_together"]\nedition =', 1
    )
    assert set(worksheet(SHIPPED).questions) - set(read(text).questions) == {"break_even", "work_together"}
    question = 'section = "funding"\ntext = "Is it fair?"\nwhy = "It may be."'
    anew = read(f"{text}\n[question.break_even]\n{question}\n").questions["break_even"]
    assert (anew.text, anew.who, anew.concern) == ("Is it fair?", "meeting", ("no", "not_sure"))


def test_a_worksheet_leaves_out_all_questions_that_need_the_same_by_one_word() -> None:
    text = OCTOBER.read_text(encoding="utf-8")
    assert 'leave_out = ["networks"]' in text
    whole = set(read(text.replace('leave_out = ["networks"]\n', "")).questions)
    without = set(read(text).questions)
    of_networks = {id_ for id_, row in STANDARD["question"].items() if row.get("needs") == "networks"}
    assert whole - without == of_networks
    assert {"schedules", "liability", "served_by", "payee"} <= of_networks
    guide = (ROOT / "docs" / "worksheets.md").read_text(encoding="utf-8").split("```toml\n")[1].split("```")[0]
    assert of_networks <= set(read(guide).questions)
    to_practices = read(guide.replace('paid_to = "network"', 'paid_to = "practice"'))
    assert not of_networks & set(to_practices.questions), "nothing is paid to a network"


def test_what_each_says_holds_for_every_row_that_does_not_say_otherwise() -> None:
    text = SMALL.read_text(encoding="utf-8") + '\n[date.each]\nknown_at_deadline = false\nnote = "Heard at the pier."\n'
    own = text.replace('what = "The next window"', 'what = "The next window"\nnote = "Read twice."')
    dates = read(own).dates
    notes = {id_: fact.origin.note for id_, fact in dates.items()}
    assert notes.pop("second_thoughts") == "Read twice."
    assert set(notes.values()) == {"Heard at the pier."}
    assert not any(fact.origin.known_at_deadline for fact in dates.values())


def test_a_mistake_in_each_is_one_mistake_and_stands_there() -> None:
    text = SMALL.read_text(encoding="utf-8") + "\n[date.each]\nnote = 7\n"
    (mistake,) = read_worksheet(text.encode()).mistakes
    assert (mistake.place, mistake.line) == ("[date.each] note", len(text.splitlines()))


def test_days_and_numbers_in_braces_are_those_of_the_worksheet() -> None:
    names = "{year}; {starts}; {ends}; {deadline}; {deadline.day}; {deadline.month}; {out_from}; {first_day}; {months}"
    text = SMALL.read_text(encoding="utf-8").replace(
        "A made-up contract", f"{names}; {{average_list}}; {{lodges_begin}}"
    )
    assert read(text).about.startswith(
        "2031/32; 1 September 2031; 31 August 2032; 20 September 2031; 20 September; September 2031; 31 October 2031; "
        "1 November 2031; 10; 31,500; 1 January 2032"
    )
    months = read(text).asks["workforce.whole.months"]
    assert months.largest == Decimal(10)
    assert "from 1 November 2031 to 31 August 2032" in months.text


def test_a_day_that_is_asked_for_or_cannot_be_read_has_no_words() -> None:
    text = SMALL.read_text(encoding="utf-8").replace("A made-up contract", "{second_farewell}")
    assert read(text).about.startswith("30 November 2032")
    (mistake,) = read_worksheet(text.replace("date = 2032-11-30", 'date = "ask"').encode()).mistakes
    assert mistake.what == "{second_farewell} stands for nothing"
    (mistake,) = read_worksheet(text.replace("date = 2032-11-30", "date = 3").encode()).mistakes
    assert mistake.what == "3 is not a date"


def test_a_source_is_named_once_with_what_is_said_of_it() -> None:
    text = SMALL.read_text(encoding="utf-8").replace(
        'source = "Contract, clause 9"\nread_in = "contract"\n',
        'source = ["gazette", "Farholm Almanac"]\nnote = "Torn."\n',
        1,
    )
    row = 'title = "Gazette"\naddress = "https://gazette.example"\nnote = "A tabloid."'
    text += f'\n[source]\neach.read_in = "secondary"\n\n[source.gazette]\n{row}\n'
    origin = read(text).dates["second_thoughts"].origin
    assert (origin.source, origin.read_in) == ("Gazette: https://gazette.example", "secondary")
    assert (origin.also, origin.note) == (("Farholm Almanac",), "Torn. A tabloid.")
    assert (
        read(text.replace('note = "Torn."', 'read_in = "memory"')).dates["second_thoughts"].origin.read_in == "memory"
    )


def test_a_requirement_runs_from_the_day_of_its_service_unless_it_says_one() -> None:
    text = SMALL.read_text(encoding="utf-8").replace("from = 2031-11-15\n", "")
    text = text.replace('name = "Storm line"\n', 'name = "Storm line"\nfrom = "{second_farewell}"\n')
    storm = read(text).requirements["storm_watch"]
    assert storm.start == worksheet(SMALL).dates["second_farewell"].date
    assert read(text).requirements["lodge_list"].start is None
    broken = text.replace('"{second_farewell}"', '"November"')
    assert [m.place for m in read_worksheet(broken.encode()).mistakes] == ["[service.storm_line] from"]


def test_the_whole_small_worksheet_of_the_guide_can_be_decided_on() -> None:
    guide = (ROOT / "docs" / "worksheets.md").read_text(encoding="utf-8")
    least = read(guide.split("```toml\n")[1].split("```")[0])
    assert cannot_lean(Tries(least)) == ()
    assert len(least.quick_look) == 13, "it asks of nothing that the contract has not"
    assert least.about == "For practices that decide by 30 April 2031 whether to join."
    assert [least.payments["core"].first, least.payments["core"].last] == [least.year.starts, least.year.ends]
    assert least.questions["payee"].origin.read_in == "program"


def test_questions_stand_after_the_one_they_name_in_whatever_order_they_are_written() -> None:
    words = 'section = "funding"\ntext = "?!"\nwhy = "!"\nafter'
    placed = {"b": "a", "a": "vat", "c": "vat"}
    more = "".join(f'\n[question.{id_}]\n{words} = "{after}"\n' for id_, after in placed.items())
    order = list(read(SHIPPED.read_text(encoding="utf-8") + more).questions)
    assert order[order.index("vat") :][:5] == ["vat", "a", "b", "c", "own_account"]


def test_how_a_source_was_read_is_one_mistake_however_many_name_it() -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    for wrong in ("secondry", "verified"):
        slip = text.replace('each.read_in = "secondary"', f'each.read_in = "{wrong}"')
        (mistake,) = read_worksheet(slip.encode()).mistakes
        assert mistake.place == "[source.each] read_in"


@pytest.mark.parametrize(
    "line",
    ['beside = ["cost.gp_hour"]', "list = 31500", 'decide_by = "answer_due"', 'service = "storm_line"', 'from = "x"'],
)
def test_a_number_no_computer_prints_is_a_mistake_like_any_other(line: str) -> None:
    key, equals, value = line.partition(" = ")
    huge = f"{key}{equals}{'[' * value.startswith('[')}0x{'f' * 5_000}{']' * value.startswith('[')}"
    text = SMALL.read_text(encoding="utf-8").replace("from = 2031-11-15", 'from = "x"')
    text = text.replace("A made-up contract", "{average_list}")
    assert read_worksheet(text.replace(line, huge, 1).encode()).mistakes


def test_what_a_contract_has_not_is_no_matter_for_discussion() -> None:
    whole = BARE.read_text(encoding="utf-8").replace('leave_out = ["all"]\n', "")
    questions, all_of_them = read(whole).questions, worksheet(SHIPPED).questions
    assert {"vat", "interests", "harbour_master"} <= set(questions)
    assert not {"pension", "rooms", "beds_known", "minutes_fair"} & set(questions)
    assert {"pension", "rooms", "beds_known", "minutes_fair"} <= set(all_of_them)


def test_only_a_question_on_leaving_takes_for_granted_that_we_are_in_the_contract() -> None:
    """Of a contract that is joined anew, four asked what happens if we left."""
    asked = {id_: row for id_, row in STANDARD["question"].items() if id_ != "each" and row.get("needs") != "leaving"}
    assert [id_ for id_, row in asked.items() if re.search(r"\bwe (leave|left)\b", f"{row['text']} {row['why']}")] == []
