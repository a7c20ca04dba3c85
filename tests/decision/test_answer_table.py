"""A table as it is filled in: its cells, where keys lead in it, and what a pasted block falls on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from des_decider.appraisal.figures import appraise
from des_decider.decision.agenda import agenda
from des_decider.decision.answer_table import AnswerTable, Place, block_of, table_of
from des_decider.record.quick_look import quick_look_of
from des_decider.worksheet.inputs_and_columns import rows_of
from des_decider.worksheet.model import SECTIONS
from tests.building import SHIPPED, SMALL, answers, ids

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from des_decider.worksheet.model import SectionId

HOMES = {"home.by": "rows", "home.1.name": "Elm", "home.3.name": "Oak"}


def _table(section: SectionId, key: str, texts: dict[str, str], typed: Collection[str] = ()) -> AnswerTable:
    return table_of(next(entry for entry in agenda(section, answers(texts), ids(), typed) if entry.key == key))


def test_the_columns_of_the_homes_are_what_is_asked_of_each_home() -> None:
    table = _table("care_homes", "home", HOMES)
    lasts = [one.path.rpartition(".")[2] for one in rows_of("home")]
    assert table.lines == tuple(tuple(f"home.{n}.{last}" for last in lasts) for n in (1, 3, 4))
    assert table.heads[:4] == ("Name", "Beds", "Who does it", "Weekly round")
    assert table.titles == ()
    assert not table.upright


def test_a_service_as_a_whole_stands_upright_its_questions_under_one_another() -> None:
    table = _table("specifications", "service.smr", {})
    assert table.upright
    assert [line[0].removeprefix("service.smr.") for line in table.lines] == [
        "status", "gp_hours", "nurse_hours", "admin_hours", "post_hours", "falls_to_gps", "once_hours",
    ]  # fmt: skip
    assert table.titles[:2] == ("Can it be done?", "GP time")


def test_requirements_have_a_line_each_and_no_cell_where_nothing_is_asked() -> None:
    sheet = ids().worksheet
    once = [r for r in sheet.requirements.values() if r.start is None and not r.counted_in_homes]
    assert once, "no requirement of the worksheet is done once"
    service = once[0].service
    table = _table("specifications", f"service.{service}", {f"service.{service}.by": "rows"})
    assert table.titles[:-1] == tuple(r.name for r in sheet.requirements_of(service))
    assert sheet.services[service].in_homes
    assert table.titles[-1] == "The work in the homes"
    assert [id_ for id_ in table.lines[-1] if id_] == [f"service.{service}.falls_to_gps"], (
        "it is the service's, either way"
    )
    line = next(line for line in table.lines if line[0] == f"specification.{once[0].id}.status")
    asked = dict(zip(table.heads, line, strict=True))
    assert asked["GP time"] == ""
    assert table.place_of("") is None, "one comes for no question in particular: nobody is led to where none is asked"
    assert asked["GP time once"] == f"specification.{once[0].id}.once_hours"


@pytest.mark.parametrize("path", [SHIPPED, SMALL], ids=["shipped", "small"])
def test_every_question_of_every_table_has_one_cell_and_its_place_is_found(path: Path) -> None:
    texts = {"home.by": "rows", "workforce.by": "rows", "home.1.name": "Elm", "local.1.name": "x"}
    texts |= {"network.split": "by_stream", "partner.1.name": "Dr Una Skerry"}
    seen = 0
    for section in SECTIONS:
        for entry in agenda(section, answers(texts, path), ids(path)):
            if entry.shape == "table":
                table = table_of(entry)
                asked = [id_ for row in entry.rows for id_ in row.ids]
                assert sorted(table.cells) == sorted(asked)
                for id_ in asked:
                    place = table.place_of(id_)
                    assert place is not None
                    assert table.id_at(place) == id_
                    assert id_ in table.row_at(place).ids
                seen += len(asked)
    assert seen > 40


def test_enter_leads_down_and_after_tabs_to_where_the_line_began() -> None:
    table = _table("care_homes", "home", HOMES)
    assert table.down(Place(0, 2)) == Place(1, 2)
    assert table.down(Place(0, 11), began=0) == Place(1, 0)
    name, beds = table.id_at(Place(1, 0)), table.id_at(Place(1, 1))
    assert table.down(Place(0, 1), began=0, done={name}) == Place(1, 1), "the next has its name, and no beds"
    assert table.down(Place(0, 1), began=0, done={name, beds}) == Place(1, 0)
    assert table.down(Place(2, 0)) is None, "one line to begin is there already, and it is empty"
    assert table.across(Place(0, 11), 1) == Place(1, 0)
    assert table.across(Place(1, 0), -1) == Place(0, 11)
    assert table.across(Place(0, 0), -1) is None
    assert table.across(Place(2, 11), 1) is None


def test_after_tabs_enter_leads_to_the_next_line_where_nothing_below_is_asked() -> None:
    """It left the table, as the months of a post are asked once it is wanted."""
    posts = {"workforce.by": "rows", "workforce.none": "no", "workforce.clinical_pharmacist.wte": "2"}
    entries = quick_look_of(appraise(answers(posts), ids())).entries
    table = table_of(next(entry for entry in entries if entry.key == "workforce"))
    months = table.place_of("workforce.clinical_pharmacist.months")
    assert months is not None
    assert not table.id_at(months._replace(line=1))
    assert table.down(months, began=1) == Place(1, 0)
    assert table.down(months) == Place(0, months.column + 1), "down a column, to the top of the next"
    last = len(table.lines) - 1
    assert table.down(Place(last, 0), began=0) is None


def test_at_the_foot_of_a_column_enter_leads_to_the_top_of_the_next_and_past_cells_that_are_not_asked() -> None:
    sheet = ids().worksheet
    service = next(r.service for r in sheet.requirements.values() if r.start is None and not r.counted_in_homes)
    table = _table("specifications", f"service.{service}", {f"service.{service}.by": "rows"})
    foot, seen = Place(0, 0), [Place(0, 0)]
    while (found := table.down(foot)) is not None:
        foot = found
        seen.append(found)
    assert [table.id_at(place) for place in seen] == [
        table.id_at(Place(n, c)) for c in range(len(table.heads)) for n in range(len(table.lines))
        if table.id_at(Place(n, c))
    ]  # fmt: skip


def test_a_block_of_four_homes_falls_on_those_there_and_begins_the_others() -> None:
    table = _table("care_homes", "home", HOMES)
    falls = table.falls_on(Place(1, 0), (("Ash", "12"), ("Fir",), (), ("Box", "9")))
    assert falls == {
        "home.3.name": "Ash", "home.3.beds": "12", "home.4.name": "Fir", "home.4.beds": "",
        "home.5.name": "Box", "home.5.beds": "9",
    }  # fmt: skip


def test_a_block_that_is_wider_than_the_room_or_longer_than_a_table_is_refused_whole() -> None:
    table = _table("care_homes", "home", HOMES)
    wide = table.falls_on(Place(0, 10), (("1", "2", "3"),))
    assert wide == "What was copied has 3 columns, and from here on there are only 2. Nothing was pasted."
    service = _table("specifications", "service.smr", {})
    long = service.falls_on(Place(6, 0), (("1",), ("2",)))
    assert long == "What was copied has 2 lines, and from here on there is only 1. Nothing was pasted."
    assert table.falls_on(Place(0, 0), ()) == "There is nothing to paste."
    many = table.falls_on(Place(0, 0), (("x",),) * 1_000)
    assert many == "A table has 999 lines at most. Nothing was pasted."


def test_a_text_that_would_fall_where_nothing_is_asked_is_refused_and_an_empty_cell_is_not() -> None:
    sheet = ids().worksheet
    once = next(r for r in sheet.requirements.values() if r.start is None and not r.counted_in_homes)
    table = _table("specifications", f"service.{once.service}", {f"service.{once.service}.by": "rows"})
    place = table.place_of(f"specification.{once.id}.status")
    assert place is not None
    assert table.falls_on(place, (("ready", "3"),)) == (
        "One of the copied cells would fall on “GP time” where it is not asked. Nothing was pasted."
    )
    assert table.falls_on(place, (("ready", ""),)) == {f"specification.{once.id}.status": "ready"}


def test_lines_that_only_typed_texts_are_in_stay_and_one_to_begin_follows() -> None:
    table = _table("care_homes", "home", HOMES, ("home.4.beds", "home.6.beds", "note.home.9.name", "home.by"))
    assert [line[0] for line in table.lines] == [f"home.{n}.name" for n in (1, 3, 4, 6, 7)]
    assert [row.new for row in table.rows] == [False, False, True, True, True]


@pytest.mark.parametrize(
    ("pasted", "block"),
    [
        ("Elm\t42\r\nOak\t18\r\n", (("Elm", "42"), ("Oak", "18"))),
        ("Elm\t42\rOak\t18", (("Elm", "42"), ("Oak", "18"))),
        ("Elm\t\t\n\t\n", (("Elm",),)),
        ("\n\nElm", ((), (), ("Elm",))),
        ("\tElm", (("", "Elm"),)),
        ('"two\nlines"\t"a ""name"""\tz', (("two\nlines", 'a "name"', "z"),)),
        ('"Elm" House\t"open', (('"Elm" House', '"open'),)),
        ("", ()),
        (" \t \n ", ()),
    ],
)  # fmt: skip
def test_what_a_spreadsheet_copies_is_read_cell_by_cell(pasted: str, block: tuple[tuple[str, ...], ...]) -> None:
    assert block_of(pasted) == block


_CELL = st.text(st.characters(exclude_characters="\r", exclude_categories=["Cs"]), max_size=12)


@given(st.lists(st.lists(_CELL.filter(str.strip), min_size=1, max_size=5), min_size=1, max_size=5))
def test_cells_written_as_a_spreadsheet_copies_them_come_back(cells: list[list[str]]) -> None:
    def quoted(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"' if any(c in cell for c in '\t\n"') else cell

    pasted = "\r\n".join("\t".join(map(quoted, line)) for line in cells).replace("\r\n", "\n")
    assert [list(line) for line in block_of(pasted)] == cells


@given(st.text(max_size=200))
def test_whatever_is_pasted_no_character_but_tabs_line_ends_and_quotation_marks_is_lost(pasted: str) -> None:
    kept = "".join("".join(line) for line in block_of(pasted))

    def plain(text: str) -> str:
        return "".join(c for c in text if not c.isspace() and c != '"')

    assert plain(kept) == plain(pasted)
