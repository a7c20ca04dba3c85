"""answers.toml: what is written reads back as it was, and every byte that differs is seen."""

from __future__ import annotations

import contextlib
import random
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from des_decider.decision.answers import Answer, Answers
from des_decider.decision.order import order_of
from des_decider.storage.answers_file import Header, Kept, NewerFormat, as_typed, read_answers, write_answers
from des_decider.storage.last_line import with_last_line
from des_decider.storage.toml_text import BrokenText, read_toml
from tests.how_many import cases
from tests.record.decisions import small_ids

MADE = datetime(2031, 9, 18, 19, 42, tzinfo=UTC)
HEADER = Header("the-decision", "farholm", "3-test", {"worksheet.toml": "abc"}, MADE, 7, signed_off=MADE)
ANSWERS = Answers(
    {id_: Answer(id_, text, text, "Ann", "Bob" if "home" in id_ else "", MADE) for id_, text in {
        "open.patients": "later", "note.home.2.name": "n", "home.10.name": "Ten", "home.2.name": "“Two”\n\u202e\x1b\0",
        "practice.name": "Gull Rock", "question.tide_table": "yes", "home.2.beds": "3", "vote.2.present": "yes",
    }.items()},
    frozenset({("home", 10), ("home", 3), ("action", 1)}),
)  # fmt: skip


def written(answers: Answers = ANSWERS, header: Header = HEADER) -> bytes:
    order = order_of(small_ids().worksheet)
    return write_answers(header, answers, order, program="0.1.0", kept=Kept())


def anew(data: bytes) -> bytes:
    """An altered file with a last line that fits again, as another version would write it."""
    return with_last_line(data.rpartition(b"# SHA-256 of all above: ")[0])


def test_every_byte_counts_and_line_ends_and_a_bom_do_not() -> None:
    data = written()
    assert read_answers(data).whole
    assert read_answers(b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n")).whole
    rng = random.Random(20200531)  # noqa: S311 - the same damage each time
    found = 0
    for at in sorted(rng.sample(range(len(data)), min(len(data), cases(100, thorough=len(data))))):
        for flip in (1 << rng.randrange(8), data[at] ^ 0x20):
            changed = bytearray(data)
            changed[at] ^= flip or 1
            with contextlib.suppress(BrokenText):
                assert not read_answers(bytes(changed)).whole, at
                found += 1
    assert found, "some are still TOML"
    for cut in (data[:-1], data[:-70], data + b"\n", data + b"# more\n", data.replace(b"\n\n", b"\n", 1)):
        assert not read_answers(cut).whole


def test_one_bit_of_the_format_number_makes_no_newer_version() -> None:
    for one in (b"3", b"5", b"9"):
        with pytest.raises(BrokenText, match="its format number was changed") as caught:
            read_answers(written().replace(b'format = "1.0"', b'format = "' + one + b'.0"'))
        assert not isinstance(caught.value, NewerFormat)


def test_answers_come_back_as_they_were() -> None:
    file = read_answers(written())
    assert file.header == HEADER
    assert {id_: (w.text, w.by, w.said_by, w.at) for id_, w in file.answers.items()} == {
        id_: (a.text, a.by, a.said_by, a.at) for id_, a in ANSWERS.items()
    }
    assert file.gone == ("action.1", "home.3", "home.10")
    assert b"\x1b" not in written()
    assert read_answers(b"\xef\xbb\xbf" + written().replace(b"\n", b"\r\n")) == file


def test_the_order_is_the_meetings_whatever_the_order_given() -> None:
    assert list(read_answers(written()).answers) == [
        "practice.name", "home.2.name", "home.2.beds", "home.10.name", "vote.2.present", "question.tide_table",
        "note.home.2.name", "open.patients",
    ]  # fmt: skip
    turned = Answers(dict(reversed(list(ANSWERS.given.items()))), ANSWERS.gone)
    assert written(turned) == written()


def test_every_id_has_its_own_place() -> None:
    ids = small_ids()
    every = [*ids.known, "open.home.1.name", "open.funding", "note.question.x", "note." * 30 + "x", "unknown.id"]
    every += [f"note.{id_}" for id_ in ids.known]
    order = order_of(ids.worksheet)
    assert len({order(id_) for id_ in every}) == len(set(every))
    assert max(every, key=order) == "unknown.id"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"a = 1", "format"),
        (b"format = 3", "format"),
        (b'format = "0.1"', "format"),
        (b'format = "1.0"', "header"),
        (written().replace(b"last_change = 7", b"last_change = -1"), "header"),
        (written().replace(b"last_change = 7", b"last_change = true"), "header"),
        (written().replace(b'"the-decision"', b"4"), "header"),
        (written().replace(b"made = ", b"made = 2020-01-01 # "), "header"),
        (written().replace(b"answer_count = 8", b""), "header"),
        (written().split(b"[end]")[0], "its end is missing"),
        (written().split(b"[answers")[0] + b"[end]", "its answers are missing"),
        (b"answers = 3\n" + written().split(b"[answers")[0] + b"[end]", "header"),
    ],
)
def test_what_is_not_whole_is_broken(data: bytes, why: str) -> None:
    with pytest.raises(BrokenText, match=why):
        read_answers(data)


def test_too_many_answers() -> None:
    rows = b"".join(b"x%d = 1\n" % at for at in range(20_001))
    with pytest.raises(BrokenText, match="more than"):
        read_answers(written().replace(b"[end]", b"[answers]\n" + rows + b"[end]").replace(b"[answers.", b"[other."))


def test_newer_versions() -> None:
    data = written().replace(b'format = "1.0"', b'format = "1.4"\nmood = [1.50, {a = 1}]')
    data = data.replace(b"[end]", b"[later]\nx = 1\n[end]").replace(b'value = "3"', b'value = "3"\nmood = "calm"')
    file = read_answers(data + b"\n[answers.later]\nshape = 3\n")
    assert not file.newer
    kept = file.kept(lambda id_: id_ != "later")
    assert kept.of == {"home.2.beds": {"mood": "calm"}}
    assert kept.parked == {"later": {"shape": 3}}
    order = order_of(small_ids().worksheet)
    again = read_toml(write_answers(file.header, ANSWERS, order, program="2", kept=kept))
    assert again["mood"] == [Decimal("1.50"), {"a": 1}]
    assert again["later"] == {"x": 1}
    assert again["format"] == "1.4"
    assert again["answers"]["home.2.beds"]["mood"] == "calm"
    assert again["answers"]["later"] == {"shape": 3}
    major = written(header=HEADER._replace(format=(2, 0)))
    assert read_answers(major.split(b"[end]")[0]).newer
    for data in (b'format = "2.0"', anew(major.replace(b"[answers.", b"[[answers]]\n[replies."))):
        with pytest.raises(NewerFormat):
            read_answers(data)


def test_values_written_by_hand() -> None:
    data = written().split(b"[answers")[0] + b"[answers]\na = 5\nb.value = [1]\nc.value = 1.5\nc.at = 3\nd = {}\n[end]"
    data = data.replace(b"gone = [", b"gone = [3,").replace(b"signed_off = ", b"signed_off = 3 # ")
    file = read_answers(data)
    assert {id_: written.text for id_, written in file.answers.items()} == {"a": "5", "b": None, "c": "1.5", "d": None}
    assert file.gone == ("action.1", "home.3", "home.10")
    assert file.header.signed_off is None
    assert file.kept(lambda _id: False).parked["a"] == {"value": 5}
    assert (
        read_answers(data.replace(b"gone = [", b"gone = 1 #").replace(b'    "', b"#").replace(b"\n]", b"")).gone == ()
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (9000, "9000"), (Decimal("60.50"), "60.50"), (Decimal("1E+3"), "1000"), (True, "yes"), (False, "no"),
        (date(2020, 10, 1), "2020-10-01"), (MADE, "2031-09-18"), ("9,000", "9,000"), (Decimal("nan"), None),
        (Decimal("1E+999999"), None), (1 << 20_000, None), ([1], None), ({}, None), (MADE.time(), None), (None, None),
    ],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_values_as_typed(value: object, text: str | None) -> None:
    assert as_typed(value) == text
