"""The worked example's memo: three break-evens to repeat from memory, and what it means if no post is filled."""

from __future__ import annotations

import io
import re
from html import unescape
from typing import TYPE_CHECKING
from uuid import UUID

import docx
import pypdfium2  # type: ignore[import-untyped]
import pytest

from des_decider.appraisal.figures import appraise
from des_decider.decision.answers import Answer
from des_decider.decision.parsing import parse
from des_decider.decision.values import Parsed
from des_decider.memo.document import Table
from des_decider.memo.facts import LeaningShown
from des_decider.memo.formats import FORMATS, as_bytes
from des_decider.memo.plain_text import as_text
from des_decider.record import sign_off as signing
from des_decider.record.example import make_example
from des_decider.record.leaning_shown import leaning_shown
from des_decider.record.memo_files import compose
from des_decider.record.sign_off import sign_off
from tests.memo.text_of_formats import structure
from tests.read_before import reads_as_before
from tests.record.decisions import Clock, opened

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from des_decider.memo.formats import Format
    from des_decider.record.memo_files import Composed
    from des_decider.record.session import Session

pytestmark = pytest.mark.all_cases

ONLY = "Signing up would come out better this year only if"
THREE = (
    f"{ONLY} a GP hour cost less than £80.",
    f"{ONLY} the director’s work took less than 3.9 hours a week.",
    f"{ONLY} leaving now cost more than £10,133.",
)
IF_EMPTY = (
    "If no post were filled, signing up would come out £10,242 worse this year than with the posts we expect: "
    "£17,876 worse than opting out, instead of £7,633 worse."
)
MONEY_AND_GP_TIME = (
    "This year, before any GP hour is paid for, signing up brings us £41,834 more money than opting out; it takes GP "
    "time we price at £49,467: together £7,633 worse. In a full year, before any GP hour is paid for, signing up "
    "brings us £49,530 more money than opting out; it takes GP time we price at £70,522: together £20,993 worse."
)
AFTERWARDS = {"cost.gp_hour": "85 / 95 / 120", "decision.review": "1 Feb 2021"}
PARTNERS = ("Dr Nell Vane", "Dr Amos Whelk", "Dr Ines Cockle", "Dr Rufus Limpet", "Maud Sandpiper")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example signed off, after its leaning was shown and an answer that moves no likely value was changed."""
    place = tmp_path_factory.mktemp("example") / "copy"
    make_example(place, Clock())
    with opened(place) as session:
        session.give({"leaning.shown": "yes"}, by="Bess Harbour")
        session.give(AFTERWARDS, by="Bess Harbour")
        sign_off(session, PARTNERS, Clock()())
    return place


@pytest.fixture(scope="module")
def composed(folder: Path) -> Composed:
    with opened(folder, read_only=True) as session:
        return compose(session)


@pytest.fixture(scope="module")
def texts(folder: Path) -> Mapping[Format, str]:
    return texts_of({name: (folder / f"memo.{name}").read_bytes() for name in FORMATS})


def texts_of(files: Mapping[Format, bytes]) -> Mapping[Format, str]:
    """What each format says, its lines run together."""
    word = docx.Document(io.BytesIO(files["docx"]))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    found = {name: data.decode() for name, data in files.items() if name not in {"pdf", "docx"}}
    found["pdf"] = "".join(f"{text} " for text in structure(files["pdf"]).said())
    found["html"] = unescape(found["html"])
    found["docx"] = "\n".join([paragraph.text for paragraph in word.paragraphs] + cells)
    assert {*found} == {*FORMATS}
    return {name: re.sub(r"\s+", " ", text.replace("\u2060", "")) for name, text in found.items()}


def difference(session: Session, **changed: str) -> float:
    """The difference this year with some answers other than they are; two underscores stand for a dot."""
    edits = {}
    for name, typed in changed.items():
        id_ = name.replace("__", ".")
        field = session.ids.field(id_)
        assert field is not None
        parsed = parse(typed, field.rules)
        assert isinstance(parsed, Parsed)
        edits[id_] = Answer(id_, parsed.text, parsed.value)
    value = appraise(session.answers.edit(edits), session.ids)["difference.this_year"].value
    assert value is not None
    return float(value)


def test_every_format_states_three_numbers_and_what_empty_posts_mean(texts: Mapping[Format, str]) -> None:
    for name, text in texts.items():
        plain = text.replace("\\", "")
        for sentence in (*THREE, IF_EMPTY):
            assert sentence in plain, (name, sentence)


def test_each_of_the_three_is_short_enough_to_repeat_and_has_one_number() -> None:
    for sentence in THREE:
        assert len(sentence.split()) <= 20
        assert len(re.findall(r"[\d,.]*\d", sentence)) == 1


@pytest.mark.parametrize(
    ("answer", "pays", "does_not"),
    [("cost__gp_hour", "80", "81"), ("director__hours", "3.8", "4"), ("opt_out__exit_cost", "10,134", "10,133")],
)
def test_the_three_numbers_are_true(folder: Path, answer: str, pays: str, does_not: str) -> None:
    with opened(folder, read_only=True) as session:
        assert difference(session, **{answer: pays}) > 0 > difference(session, **{answer: does_not})


def test_if_posts_stay_empty_it_is_as_much_worse_as_the_memo_says(folder: Path) -> None:
    with opened(folder, read_only=True) as session:
        chances = {
            id_.replace(".", "__"): "0" for id_ in session.answers if re.fullmatch(r"workforce\..*\.chance", id_)
        }
        assert len(chances) > 2
        assert round(difference(session)) == -7633
        assert round(difference(session, **chances)) == -17876


def test_money_gp_time_and_their_sum_are_told_for_both_horizons(texts: Mapping[Format, str]) -> None:
    for name, text in texts.items():
        assert MONEY_AND_GP_TIME in text.replace("\\", "").replace(">> ", ""), name


def test_anybody_can_add_up_from_the_income_to_what_signing_up_comes_to(composed: Composed) -> None:
    (table,) = [
        block for block in composed.memo.blocks if isinstance(block, Table) and block.caption.startswith("From the inc")
    ]  # fmt: skip
    at, net, out = (
        next(at for at, row in enumerate(table.rows) if row[0].startswith(start))
        for start in ("All income", "What signing up comes to", "What opting out comes to")
    )
    for place in (1, 2):
        told = [row[place].replace("£", "").replace(",", "").replace("−", "-") for row in table.rows]
        pounds = [int(cell) if cell.strip("-").isdigit() else 0 for cell in told]
        assert abs(sum(pounds[:at]) - pounds[at]) <= 1, "rounded to pounds"
        assert abs(pounds[at] + sum(pounds[at + 1 : net]) - pounds[net]) <= 1
        assert abs(sum(pounds[net + 1 : out]) - pounds[out]) <= 1
        assert abs(pounds[net] - pounds[out] - pounds[-1]) <= 1
        assert 0 not in (pounds[at], pounds[net], pounds[out], pounds[-1])


def test_without_its_second_condition_both_halves_of_it_are_priced(texts: Mapping[Format, str]) -> None:
    """The reviews that fall to our GPs where it is not met were in its words, and not in its figures."""
    for text in texts.values():
        plain = text.replace("\\", "")
        assert "premium that reaches the practices 60 % instead of 100 % and share of structured medication" in plain
        assert "100 % instead of 35 %), would come out £14,302 worse than opting out" in plain
        assert "The figures below count it as met. No figure was given for condition 1." in plain


def test_the_same_record_gives_the_same_bytes(folder: Path, composed: Composed) -> None:
    """Composed again from what was sealed, all of it worked out anew."""
    for name in FORMATS:
        assert as_bytes(composed.memo, name) == (folder / f"memo.{name}").read_bytes()
        assert as_bytes(composed.appendices, name) == (folder / f"memo-appendices.{name}").read_bytes()


# When the leaning was shown


def test_when_it_was_shown_is_known_and_what_changed_afterwards(tmp_path: Path) -> None:
    make_example(tmp_path / "d", Clock())
    with opened(tmp_path / "d") as session:
        assert leaning_shown(session) == LeaningShown()
        change = session.give({"leaning.shown": "yes"}, by="Bess Harbour").change
        assert change is not None
        session.give(AFTERWARDS, by="Bess Harbour")
        assert leaning_shown(session) == LeaningShown(shown=True, at=change.at, changed=("cost.gp_hour",))


def test_the_memo_says_when_it_was_shown_and_what_changed_before_sign_off(texts: Mapping[Format, str]) -> None:
    for text in texts.values():
        assert "It was first shown on 19 September 2031, 09:00. Afterwards 1 answer changed: cost of a GP hour." in text


def test_where_the_history_is_lost_the_answers_still_tell_that_it_was_shown(tmp_path: Path) -> None:
    make_example(tmp_path / "d", Clock())
    with opened(tmp_path / "d") as session:
        session.give({"leaning.shown": "yes"}, by="Bess Harbour")
        at = session.answers["leaning.shown"].at
    (tmp_path / "d" / "history.jsonl").unlink()
    with opened(tmp_path / "d", read_only=True) as session:
        assert leaning_shown(session) == LeaningShown(shown=True, at=at, changed=None)


def test_it_has_ten_pages_and_what_is_signed_stands_on_the_first_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("uuid.uuid4", lambda: UUID("5a17a45b-0000-4000-8000-000000000001"))  # cases are drawn by it
    monkeypatch.setattr(signing, "FORMATS", ("pdf",))
    make_example(tmp_path / "copy", Clock())
    with opened(tmp_path / "copy") as session:
        sign_off(session, PARTNERS, Clock()())
    with pypdfium2.PdfDocument((tmp_path / "copy" / "memo.pdf").read_bytes()) as pdf:
        pages = [" ".join(page.get_textpage().get_text_range().split()) for page in pdf]
    assert len(pages) == 10
    assert "The vote Carried: 3 for “sign up on conditions”, 1 against." in pages[0]
    assert "Needed: more than half of 4 voting, so 3; for: 3." in pages[0], "the vote stands on one page"
    assert "Those present also sign here: Name Signature and date" in pages[1]
    assert "Maud Sandpiper" in pages[1].partition("Names and signatures")[2]


def test_the_whole_memo_reads_as_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("uuid.uuid4", lambda: UUID("5a17a45b-0000-4000-8000-000000000001"))  # cases are drawn by it
    make_example(tmp_path / "copy", Clock())
    with opened(tmp_path / "copy", read_only=True) as session:
        text = as_text(compose(session).memo)
    reads_as_before("memo-of-the-example.txt", re.sub(r"(?:\b[0-9a-f]{4}\b\s*){8,}", "… ", text))


def test_the_minutes_refer_to_no_figures_that_stand_only_in_the_memo(
    composed: Composed, texts: Mapping[Format, str]
) -> None:
    minutes = " ".join(as_text(composed.minutes).split())
    assert "Schedule 4 is signed" in minutes
    assert "The figures below" in texts["md"]
    assert "The figures below" not in minutes
    assert "Signing up without condition 2" not in minutes
