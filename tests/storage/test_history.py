"""history.jsonl: lines that follow from each other, whatever was cut, changed, put in or taken out."""

from __future__ import annotations

import hashlib
import json
import tracemalloc
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from des_decider.decision.changes import NAMES, Change, Edit, Whose
from des_decider.storage import chained_lines, history_file
from des_decider.storage.history import digest_of, first_line, line_of, read_history, taken_out, without_texts
from des_decider.storage.history_file import HistoryFile
from des_decider.storage.safely import StorageFault
from tests.how_many import cases

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.on_the_disk

TEXTS = st.none() | st.text(max_size=20)
MADE = datetime(2031, 9, 18, 19, 42, tzinfo=UTC)


def written(*changes: Change) -> bytes:
    data = first_line("the-decision", MADE, "0.1.0")
    for change in changes:
        data += line_of(change, read_history(data).digest)
    return data


def change(number: int, new: str | None = "9000") -> Change:
    edits = (Edit("practice.registered_list", None, new),)
    return Change(number, MADE + timedelta(minutes=number), "Ann", "Bob", "answered", edits, ("home.3",), ("home.4",))


THREE = written(change(1), change(2, "a\n\u2028\u202e\x1b“é”"), change(3, None))


def test_changes_come_back_as_they_were() -> None:
    read = read_history(THREE)
    assert read.changes == (change(1), change(2, "a\n\u2028\u202e\x1b“é”"), change(3, None))
    assert (read.torn, read.broken, read.good, read.last) == ("", "", THREE, 3)
    assert read.beginning is not None
    assert (read.beginning.decision, read.beginning.made) == ("the-decision", MADE)
    assert b"\x1b" not in THREE
    assert "\u202e".encode() not in THREE


def test_whose_answer_an_undo_gave_back_is_kept_and_counts_in_the_digest() -> None:
    whose = Whose("Ann", "Dr Vane", MADE)
    edits = (Edit("pcn.name", "new", "old", whose), Edit("pcn.name", "same", "same"), Edit("pcn.name", "x", None))
    data = written(change(1)._replace(edits=edits), change(2))
    assert read_history(data).changes[0].edits == edits
    assert "line 2 of history.jsonl was changed" in read_history(data.replace(b"Dr Vane", b"Dr Reed")).broken


@pytest.mark.parametrize(
    "whose",
    [
        None, "Ann", {}, {"by": "Ann", "said_by": "", "at": "yesterday"}, {"by": "Ann", "at": MADE.isoformat()},
        {"by": 1, "said_by": "", "at": MADE.isoformat()}, {"by": "", "said_by": "x" * 500, "at": MADE.isoformat()},
    ],
)  # fmt: skip
def test_an_owner_of_another_form_is_a_broken_line(whose: Any) -> None:
    assert read_history(rewritten(THREE, 2, whose=whose)).broken.startswith("line 3 of history.jsonl is broken")


def test_windows_line_ends_and_a_bom_do_not_break_the_chain() -> None:
    read = read_history(b"\xef\xbb\xbf" + THREE.replace(b"\n", b"\r\n") + b"\r\n\n")
    assert (read.last, read.torn, read.broken) == (3, "", "")


def rewritten(data: bytes, number: int, **keys: Any) -> bytes:
    """A history in which a change's only edit has other keys; `...` takes one out."""
    lines = data.splitlines(keepends=True)
    line = json.loads(lines[number])
    edit = {**line["edits"][0], **keys}
    line["edits"] = [{key: value for key, value in edit.items() if value is not ...}]
    lines[number] = json.dumps(line).encode() + b"\n"
    return b"".join(lines)


def with_digest(line: dict[str, Any]) -> bytes:
    """A line as a program of ours would write it, whatever it holds."""
    return json.dumps(line | {"sha256": digest_of(line)}).encode() + b"\n"


def edits_of(data: bytes, number: int) -> list[dict[str, Any]]:
    edits: list[dict[str, Any]] = json.loads(data.splitlines()[number])["edits"]
    return edits


def redaction(number: int, *about: str, why: str = "It named a patient.") -> Change:
    edits = tuple(Edit(one, None, None) for one in about)
    return Change(number, MADE + timedelta(minutes=number), "Ann", "", "redacted", edits, why=why)


def all_of(line: dict[str, Any]) -> dict[str, Any]:
    return taken_out(line, lambda *_: True)


def test_a_digest_is_that_of_the_line_with_its_texts_taken_out() -> None:
    line = json.loads(THREE.splitlines()[1])
    (edit,) = line["edits"]
    assert set(edit) == {"id", "old", "new", "new_salt"}
    salted = {
        "new": (edit["new_salt"], "9000"),
        "by": (line["by_salt"], "Ann"),
        "said_by": (line["said_by_salt"], "Bob"),
    }
    digests = {key: hashlib.sha256("".join(pair).encode()).hexdigest() for key, pair in salted.items()}
    canonical = {key: value for key, value in line.items() if not key.endswith("_salt") and key != "sha256"}
    canonical |= {"by": None, "said_by": None, "by_sha256": digests["by"], "said_by_sha256": digests["said_by"]}
    canonical["edits"] = [{"id": edit["id"], "old": None, "new": None, "new_sha256": digests["new"]}]
    plain = json.dumps(canonical, sort_keys=True, separators=(",", ":"))
    assert all_of(line) == canonical | {"sha256": line["sha256"]}
    assert digest_of(line) == digest_of(canonical) == hashlib.sha256(plain.encode()).hexdigest()


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4), st.data())
def test_the_chain_outlives_texts_that_are_taken_out(texts: list[tuple[str | None, str | None]], data: Any) -> None:
    edits = tuple(Edit(f"id.{at}", old, new) for at, (old, new) in enumerate(texts))
    whole = written(change(1), change(2)._replace(edits=edits), change(3))
    at = data.draw(st.integers(0, len(edits) - 1))
    out = without_texts(whole, redaction(4, f"id.{at}"), "")
    read = read_history(out)
    assert (read.last, read.torn, read.broken, read.good) == (4, "", "", out)
    assert [json.loads(line)["sha256"] for line in out.splitlines()[:4]] == [
        json.loads(line)["sha256"] for line in whole.splitlines()
    ]
    assert read.changes[1].edits == (*edits[:at], Edit(f"id.{at}", None, None), *edits[at + 1 :])
    assert read.changes[3] == redaction(4, f"id.{at}")


def test_no_byte_of_what_was_taken_out_is_left_and_all_else_is() -> None:
    whose = Whose("Mrs Pruett", "Ann", MADE)
    edits = (Edit("note.x", "Edith fell", "Edith fell twice", whose), Edit("y", "was", "is"))
    whole = written(change(1), change(2)._replace(edits=edits, said_by="mrs pruett"), change(3))
    out = without_texts(whole, redaction(4, "note.x", NAMES), "Mrs Pruett")
    assert b"Edith" not in out
    assert b"pruett" not in out.lower()
    for line, (old, new) in enumerate(zip(whole.splitlines(), out.splitlines(), strict=False)):
        assert (old == new) is (line != 2)
    second = read_history(out).changes[1]
    assert second.edits == (Edit("note.x", None, None, Whose("", "Ann", MADE)), Edit("y", "was", "is"))
    assert (second.by, second.said_by) == ("Ann", "")


def test_the_reason_for_a_redaction_can_be_taken_out_itself() -> None:
    once = without_texts(THREE, redaction(4, "practice.registered_list", why="Edith Pruett was in it."), "")
    twice = without_texts(once, redaction(5, "redaction.4"), "")
    assert b"Edith" in once
    assert b"Edith" not in twice
    read = read_history(twice)
    assert (read.last, read.broken) == (5, "")
    assert [one.why for one in read.changes[3:]] == ["", "It named a patient."]


def test_a_text_that_is_missing_and_that_nobody_took_out_is_a_fault() -> None:
    """Whoever takes a text out by hand leaves a chain that fits, and no word of who did it and why."""
    line = json.loads(THREE.splitlines()[1])
    for by_hand in (all_of(line), taken_out(line, lambda about, _: about == NAMES)):
        lines = [*THREE.splitlines(keepends=True)]
        lines[1] = json.dumps(by_hand).encode() + b"\n"
        read = read_history(b"".join(lines))
        assert read.last == 3
        assert read.broken == "a text is missing in line 2 of history.jsonl, and no line says who took it out"
        other = read_history(b"".join(lines) + line_of(redaction(4, "another.id"), read.digest))
        assert other.broken == read.broken
    before = read_history(without_texts(written(change(1)), redaction(2, "practice.registered_list"), "")).good
    later = json.loads(line_of(change(3, "9100"), read_history(before).digest))
    again = before + json.dumps(all_of(later)).encode() + b"\n"
    assert "missing in line 4 of" in read_history(again).broken, "what was taken out earlier says nothing of it"


def test_what_was_taken_out_is_told_from_what_was_never_answered() -> None:
    digest = all_of(json.loads(THREE.splitlines()[1]))["edits"][0]["new_sha256"]
    for changed in (
        rewritten(THREE, 1, new=None, new_salt=...),
        rewritten(THREE, 1, new=None, new_salt=..., new_sha256="0" * 64),
        rewritten(THREE, 1, new=None, new_salt=..., old_sha256=digest),
    ):
        read = read_history(changed)
        assert read.last == 0
        assert "line 2 of history.jsonl was changed after it was written" in read.broken


@given(st.text(max_size=20))
def test_a_changed_text_breaks_the_chain(text: str) -> None:
    read = read_history(rewritten(THREE, 1, new=text))
    if text != "9000":
        assert read.last == 0
        assert "line 2 of history.jsonl was changed after it was written" in read.broken


def test_one_text_never_has_the_same_salt_or_digest_twice() -> None:
    edit = Edit("x", "the same", "the same")
    lines = [json.loads(line_of(change(1)._replace(edits=(edit, edit)), "")) for _ in range(10)]
    sides = [(e, side) for line in lines for e in line["edits"] for side in ("old", "new")]
    assert len({e[f"{side}_salt"] for e, side in sides}) == len(sides) == 40
    taken = [e for line in lines for e in all_of(line)["edits"]]
    assert len({e[f"{side}_sha256"] for e in taken for side in ("old", "new")}) == 40
    assert len({digest_of(line) for line in lines}) == 10


SALT, DIGEST = "0" * 32, "0" * 64


NOT_SALTS: list[Any] = [
    ..., None, "", "0" * 31, "0" * 33, SALT + "\n", "A" * 32, "g" * 32, "\u0660" * 32, 0, 1.5, True, [], {}, [SALT],
]  # fmt: skip
NOT_DIGESTS: list[Any] = [None, "", SALT, "0" * 65, "F" * 64, DIGEST + "\n", 7, [], {}]


@pytest.mark.parametrize(
    "keys",
    [
        *({"new_salt": salt} for salt in NOT_SALTS),
        *({"new": None, "new_salt": ..., "new_sha256": digest} for digest in NOT_DIGESTS),
        {"new": None}, {"new_sha256": DIGEST}, {"new_sha256": None}, {"old_salt": SALT}, {"old_salt": None},
        {"new": None, "new_sha256": DIGEST}, {"new": ...}, {"new": ..., "new_salt": ..., "new_sha256": DIGEST},
    ],
)  # fmt: skip
def test_a_salt_or_digest_of_another_form_is_a_broken_line(keys: dict[str, Any]) -> None:
    read = read_history(rewritten(THREE, 2, **keys))
    assert read.last == 1
    assert read.broken.startswith("line 3 of history.jsonl is broken")


@pytest.mark.parametrize("edits", [1, None, [1], [None], [[]], [{"new": "x", "new_salt": 5}], [{"new": "x"}]])
def test_a_first_line_with_edits_harms_nobody(edits: Any) -> None:
    first = json.loads(THREE.splitlines()[0]) | {"edits": edits}
    data = with_digest(first)
    assert (read_history(data).last, read_history(data).broken) == (0, "")
    assert "does not follow" in read_history(data + b"".join(THREE.splitlines(keepends=True)[1:])).broken


def test_cut_anywhere_what_stands_before_is_used_and_the_rest_is_said() -> None:
    ends = [at for at, byte in enumerate(THREE) if byte == 10]
    for length in range(len(THREE)):
        read = read_history(THREE[:length])
        whole = THREE[:length].count(b"\n") - 1
        if length in ends and whole >= 0:
            whole += 1  # only the line end itself is missing
        assert read.last == max(0, whole), length
        if read.beginning:
            assert bool(read.torn) == (length not in ends and length - 1 not in ends), length
            assert read_history(read.good).last == read.last, length
        else:
            assert read.broken, length


def test_a_byte_changed_is_found_or_harms_only_its_own_line() -> None:
    whole = read_history(THREE).changes
    for at in range(len(THREE)):
        for flip in (1, 0x20, 0x80):
            data = bytearray(THREE)
            data[at] ^= flip
            read = read_history(bytes(data))
            number = THREE[:at].count(b"\n")
            same = read.changes == whole
            assert same or read.broken or read.torn, at
            assert read.last >= min(number - 1, 3) or number == 0


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("number", 7), ("number", True), ("number", "2"), ("at", "yesterday"), ("at", "2031-09-18T19:42:00"),
        ("at", "2031-09-18T19:42:00+00:00:30"), ("at", 5), ("by", None), ("by", "x" * 500), ("said_by", 1),
        ("kind", "guessed"), ("kind", 4), ("edits", {}), ("edits", [1]),
        ("edits", [{"id": "x", "old": 1, "new": None}]),
        ("edits", [{"id": "x" * 500, "old": None, "new": None}]), ("edits", [{"id": "x", "old": None}]),
        ("gone", ["home.x"]), ("gone", "home.1"), ("back", [3]), ("before", None), ("before", 3),
    ],
)  # fmt: skip
def test_a_line_with_anything_amiss_is_not_used(key: str, value: Any) -> None:
    lines = THREE.splitlines(keepends=True)
    line = json.loads(lines[2]) | {key: value}
    read = read_history(lines[0] + lines[1] + json.dumps(line).encode() + b"\n" + lines[3])
    assert read.last == 1
    assert "line 3 of history.jsonl" in read.broken


@pytest.mark.parametrize(
    "line",
    [b"", b"[]", b"null", b"NaN", b'{"a": NaN}', b"{" * 100_000, b"[" * 100_000, b"9" * 5000, b'"\\ud800"', b"\0" * 50,
     b"\xff", b'{"a": "\\ud800"}'],
)  # fmt: skip
def test_hostile_lines_are_broken_lines(line: bytes) -> None:
    lines = THREE.splitlines(keepends=True)
    middle = read_history(b"".join(lines[:2]) + line + b"\n" + lines[3])
    assert (middle.last, middle.broken.startswith("line 3 of")) == (1, True)
    last = read_history(b"".join(lines[:2]) + line)
    assert (last.last, last.broken) == (1, "")
    assert not read_history(line + b"\n" + lines[1]).changes


def test_an_altered_line_is_named() -> None:
    lines = THREE.splitlines(keepends=True)
    read = read_history(lines[0] + lines[1].replace(b"9000", b"9999") + lines[2] + lines[3])
    assert read.last == 0
    assert "line 2 of history.jsonl was changed after it was written" in read.broken
    swapped = read_history(lines[0] + lines[1] + line_of(change(2), "0" * 64) + lines[3])
    assert swapped.last == 1
    assert "line 3 of history.jsonl does not follow from line 2" in swapped.broken


def first_of(number: str) -> bytes:
    """The first line of a history in another format."""
    return with_digest(json.loads(THREE.splitlines()[0]) | {"format": number})


def test_formats() -> None:
    newer = first_of("1.7")
    merged = json.loads(line_of(change(1), read_history(newer).digest)) | {"kind": "merged", "from": 2.5}
    read = read_history(newer + with_digest(merged))
    assert (read.last, read.broken, read.torn) == (1, "", "")
    for later in (first_of("2.0"), b'{"format": "2.0", "decision": "d", "made": "2031-09-18T19:42:00Z"}\n'):
        read = read_history(later + THREE)
        assert (read.last, read.newer) == (0, True)
    read = read_history(THREE.replace(b'"1.0"', b'"3.0"', 1))
    assert (read.newer, "was changed after it was written" in read.broken) == (False, True), "one bit, and no version"
    for format_ in (b'"0.9"', b"1.0", b'"x"', b"null"):
        assert "line 1" in read_history(THREE.replace(b'"1.0"', format_, 1)).broken
    assert "empty" in read_history(b"\n").broken


@given(st.binary(max_size=300))
def test_reading_never_raises(data: bytes) -> None:
    read_history(data)
    read_history(THREE + data)


def test_a_file_takes_only_lines_it_can_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "history.jsonl"
    path.write_bytes(THREE)
    file = HistoryFile(path, read_history(THREE))
    file.append(file.line(change(4)))
    file.append(file.line(change(5)))
    assert read_history(path.read_bytes()).last == 5
    monkeypatch.setattr(history_file, "MOST_BYTES", 10)
    with pytest.raises(StorageFault, match="full"):
        file.line(change(6))
    for module in (history_file, chained_lines):
        monkeypatch.setattr(module, "LONGEST_LINE", 10)
    with pytest.raises(StorageFault, match="too much for one change"):
        file.line(change(6))
    assert "line 1" in read_history(THREE).broken


# --- The line that says it was signed off


def test_the_last_line_says_that_it_was_signed_off_and_nothing_follows(tmp_path: Path) -> None:
    path = tmp_path / "history.jsonl"
    path.write_bytes(THREE)
    file = HistoryFile(path, read_history(THREE))
    signed = file.as_left() + file.closing(MADE)
    assert path.read_bytes() == THREE, "nothing is written before there is a seal"
    read = read_history(signed)
    assert (read.signed_off, read.last, read.broken, read.torn, read.good) == (MADE, 3, "", "", signed)
    after = read_history(signed + line_of(change(4), read.digest))
    assert "line 6 of history.jsonl stands after the line that says it was signed off" in after.broken
    assert after.signed_off == MADE


def test_a_history_that_is_not_the_one_written_here_is_neither_added_to_nor_closed(tmp_path: Path) -> None:
    path = tmp_path / "history.jsonl"
    for other in (THREE + b"x", THREE[:-1], THREE.replace(b"Bob", b"Rob"), THREE[:-200] + b" " * 200):
        path.write_bytes(other)
        file = HistoryFile(path, read_history(THREE))
        with pytest.raises(StorageFault, match="changed by another program"):
            file.as_left()
        if other[-200:] != THREE[-200:]:
            with pytest.raises(StorageFault, match="changed by another program"):
                file.append(file.line(change(4)))
        assert path.read_bytes() == other


# --- The last line, which none follows


@pytest.mark.parametrize(
    ("old", "new"), [(b'"by": "Ann"', b'"by": "Amy"'), (b'"said_by": "Bob"', b'"said_by": "Rob"'), (b"2031-", b"2032-")]
)
def test_who_said_the_last_answer_cannot_be_altered_unseen(old: bytes, new: bytes) -> None:
    *above, last = THREE.splitlines(keepends=True)
    assert old in last
    read = read_history(b"".join(above) + last.replace(old, new))
    assert read.last == 2
    assert "line 4 of history.jsonl was changed after it was written" in read.broken


def test_blank_lines_cost_nothing() -> None:
    before, after = THREE.splitlines(keepends=True)[:2], THREE.splitlines(keepends=True)[2:]
    data = b"".join(before) + b"\n" * cases(200_000, thorough=20_000_000) + b"".join(after)
    tracemalloc.start()
    read = read_history(data)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (read.last, "line 3 of history.jsonl is broken" in read.broken) == (1, True)
    assert most < 2 * len(data), "none of them is kept"
