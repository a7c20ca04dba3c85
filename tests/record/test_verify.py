"""Verifying years later: intact, only re-saved, altered and which answer, missing, newer; and nothing fools it."""

from __future__ import annotations

import hashlib
import random
import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from des_decider.decision import parsing
from des_decider.decision.number_parsing import read_number
from des_decider.record import sign_off as signing
from des_decider.record.opening import create_decision
from des_decider.record.seal import RECORD, parse_seal
from des_decider.record.sign_off import sign_off
from des_decider.record.verify import NotSealed, verify
from des_decider.storage import safely
from tests.record.decisions import SMALL, Clock, made, opened
from tests.record.ready import PRESENT, READY, SIGNED, sealed

if TYPE_CHECKING:
    from fractions import Fraction
    from pathlib import Path

    from des_decider.worksheet.answer_kinds import Kind

BOM = b"\xef\xbb\xbf"
TEXTS = (*RECORD, "memo.md", "memo-appendices.txt", "memo.html", "seal.toml")
ALL = (*TEXTS, "memo.txt", "memo-appendices.md", "memo.pdf", "memo.docx", "memo-appendices.docx")
NOT_AS_SEALED = "which answer it is cannot be told: the other files are not as they were sealed either"


def change(path: Path, old: str, new: str) -> None:
    text = path.read_bytes().decode()
    assert text.count(old) == 1, old
    path.write_bytes(text.replace(old, new).encode())


def seal_again(folder: Path, old: str = "", new: str = "", *, add: str = "") -> None:
    """Write a seal anew with a last line that fits, as somebody with intent would."""
    above, mark, _ = (folder / "seal.toml").read_text(encoding="utf-8").rpartition("# SHA-256 of all above: ")
    assert old in above
    changed = (above.replace(old, new, 1) if old else above) + add
    data = f"{changed}{mark}{hashlib.sha256(changed.encode()).hexdigest()}\n".encode()
    (folder / "seal.toml").write_bytes(data)
    seal = parse_seal(data)
    assert seal is None or seal.whole


def test_intact_says_when_and_who_and_the_digest_to_compare_with_the_paper(tmp_path: Path) -> None:
    folder = sealed(tmp_path / "d")
    report = verify(folder)
    assert report.state == "intact"
    assert report.words == "Intact: signed off on 18 September 2031, 21:05, and nothing has changed since."
    digest = hashlib.sha256((folder / "answers.toml").read_bytes()).hexdigest()
    assert report.details == (
        "Dr Una Skerry confirmed it on 18 September 2031, 21:05",
        "Dr Olaf Holm confirmed it on 18 September 2031, 21:05",
        "Inga Voe confirmed it on 18 September 2031, 21:05",
        f"SHA-256 of answers.toml, to compare with the one printed in the memo: {digest}",
    )


def test_a_folder_copied_to_another_place_and_with_other_files_in_it_is_intact(tmp_path: Path) -> None:
    folder = sealed(tmp_path / "d")
    (folder / "notice to the CCG.docx").write_bytes(b"ours")
    shutil.move(folder, tmp_path / "archive of 2031")
    assert verify(tmp_path / "archive of 2031").state == "intact"


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("how", ["CRLF", "BOM", "both"])
def test_a_text_re_saved_by_an_editor_is_the_same_content(tmp_path: Path, name: str, how: str) -> None:
    path = sealed(tmp_path / "d") / name
    data = path.read_bytes()
    data = data if how == "BOM" else data.replace(b"\n", b"\r\n")
    path.write_bytes(data if how == "CRLF" else BOM + data)
    report = verify(tmp_path / "d")
    assert (report.state, report.details) == ("re-saved", (name,))
    assert report.words == (
        "The same content, but re-saved: only line endings or a mark at the start of the file differ."
    )


@pytest.mark.parametrize("start", [b"", BOM], ids=["CRLF", "CRLF and BOM"])
def test_a_worksheet_that_came_with_windows_line_ends_may_lose_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, start: bytes
) -> None:
    monkeypatch.setattr(signing, "FORMATS", ())
    folder, as_it_came = tmp_path / "d", start + SMALL.replace(b"\n", b"\r\n")
    with create_decision(folder, as_it_came, practice="P", by="Ann", clock=Clock()) as session:
        assert not session.give(READY, by="Ann").refused
        sign_off(session, PRESENT, SIGNED)
    assert (folder / "worksheet.toml").read_bytes() == as_it_came
    assert verify(folder).state == "intact"
    (folder / "worksheet.toml").write_bytes(SMALL)
    assert (verify(folder).state, verify(folder).details) == ("re-saved", ("worksheet.toml",))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            'value = "4000"', 'value = "5000"',
            "practice.registered_list (our registered list): sealed as 4,000 patients, now 5,000 patients",
        ),
        (
            'value = "80 / 95 / 140"', "value = 95",
            "cost.gp_hour (cost of a GP hour): sealed as £95 an hour (from £80 to £140), now £95 an hour",
        ),
        ('value = "all_shared"', 'value = ""',
         "network.split (how the network shares out its money): sealed as everything is shared out, now not answered"),
        ('[answers."vote.2.reason"]', '[answers."vote.3.reason"]',
         "vote.2.reason (reasons of partner 2): sealed as The boats are too small., now not answered"),
        ('[answers."vote.2.reason"]', '[answers."no.such.id"]',
         "no.such.id, which is no id of this decision: sealed as not answered, now The boats are too small."),
        ('value = "The boats are too small."', 'value = "\\u001b[31m"',
         "vote.2.reason (reasons of partner 2): sealed as The boats are too small., now \\u001b[31m"),
    ],
    ids=["a number", "a range", "taken out", "moved away", "moved to no id", "escapes"],
)  # fmt: skip
def test_an_altered_answer_is_named_with_old_and_new(tmp_path: Path, old: str, new: str, said: str) -> None:
    change(sealed(tmp_path / "d") / "answers.toml", old, new)
    report = verify(tmp_path / "d")
    assert (report.state, report.words) == ("altered", "Altered: 1 file changed since sign-off.")
    assert report.details[0] == "answers.toml is not what was sealed"
    assert said in report.details


def test_who_said_an_answer_and_when_is_sealed_too(tmp_path: Path) -> None:
    folder = sealed(tmp_path / "d")
    path = folder / "answers.toml"
    path.write_bytes(path.read_bytes().replace(b'by = "Ann"', b'by = "Bob"', 1))
    assert verify(folder).details[1:] == ("no answer's value differs; its times, names or other keys do",)
    path.write_bytes(b"format = ")
    assert verify(folder).details[1].startswith("answers.toml cannot be read any more: ")


def test_an_altered_history_is_seen_and_testifies_to_nothing(tmp_path: Path) -> None:
    folder = sealed(tmp_path / "d")
    change(folder / "history.jsonl", '"new": "4000"', '"new": "5000"')
    assert (verify(folder).state, verify(folder).details) == ("altered", ("history.jsonl is not what was sealed",))
    change(folder / "answers.toml", 'value = "4000"', 'value = "5000"')
    assert verify(folder).words == "Altered: 2 files changed since sign-off."
    assert verify(folder).details == (
        "answers.toml is not what was sealed", "history.jsonl is not what was sealed", NOT_AS_SEALED,
    )  # fmt: skip
    (folder / "history.jsonl").unlink()
    assert verify(folder).details == (
        "answers.toml is not what was sealed", NOT_AS_SEALED, "history.jsonl is missing",
    )  # fmt: skip


@pytest.mark.parametrize("name", ALL)
def test_each_file_that_is_missing_is_named(tmp_path: Path, name: str) -> None:
    folder = sealed(tmp_path / "d")
    (folder / name).unlink()
    report = verify(folder)
    assert report.state == "missing"
    if name == "seal.toml":
        assert report.words == "Missing: the record says that it was signed off, and there is no seal.toml."
    else:
        assert report.words == "Missing: 1 file of the sealed record; the others are as they were."
        assert report.details == (f"{name} is missing",)


@pytest.mark.parametrize("name", ["answers.toml", "memo.docx", "seal.toml"])
def test_a_folder_or_a_link_in_place_of_a_file_is_not_the_file(tmp_path: Path, name: str) -> None:
    folder = sealed(tmp_path / "d")
    (folder / name).rename(tmp_path / name)
    (folder / name).mkdir()
    assert verify(folder).state == "missing"
    (folder / name).rmdir()
    if sys.platform != "win32":
        (folder / name).symlink_to(tmp_path / name)
        report = verify(folder)
        assert report.state == "missing"
        assert f"{name} cannot be read" in (*report.details, report.words.rpartition(", and ")[2].rstrip("."))


def test_without_answers_and_seal_there_is_no_decision(tmp_path: Path) -> None:
    with pytest.raises(NotSealed, match=r"there is no folder “.*nowhere”"):
        verify(tmp_path / "nowhere")
    with pytest.raises(NotSealed, match=r"holds no decision; give the folder that has its answers\.toml"):
        verify(tmp_path)


def test_a_decision_never_signed_has_nothing_to_verify(tmp_path: Path) -> None:
    made(tmp_path / "d").close()
    with pytest.raises(NotSealed, match="is not signed off, so there is nothing to verify"):
        verify(tmp_path / "d")
    for foreign in (b"broken", b'title = "Staff survey"\n[answers]\nfirst = "yes"\n'):
        (tmp_path / "d" / "answers.toml").write_bytes(foreign)
        with pytest.raises(NotSealed, match="is broken or another program’s, and by its history the decision is not"):
            verify(tmp_path / "d")


def test_of_an_answers_file_that_cannot_be_read_nobody_says_whether_it_was_signed(tmp_path: Path) -> None:
    made(tmp_path / "d").close()
    (tmp_path / "d" / "answers.toml").unlink()
    (tmp_path / "d" / "answers.toml").mkdir()
    with pytest.raises(NotSealed, match=r"not an ordinary file.*; until then nobody can tell whether it is signed off"):
        verify(tmp_path / "d")


def test_an_answers_file_of_no_decision_is_never_said_to_be_a_decision_that_is_not_signed(tmp_path: Path) -> None:
    (tmp_path / "answers.toml").write_text('title = "Staff survey"\n[answers]\nfirst = "yes"\n')
    with pytest.raises(
        NotSealed, match=r"^answers\.toml in “.*” is of no decision, or it is broken; give the folder of"
    ):
        verify(tmp_path)
    (tmp_path / "history.jsonl").write_text('{"date": "today"}\n')
    with pytest.raises(
        NotSealed, match=r"^answers\.toml and history\.jsonl in “.*” are of no decision, or they are broken"
    ):
        verify(tmp_path)


@pytest.mark.parametrize("signed", [False, True])
def test_an_answers_file_of_another_decision_signed_or_not_is_said_to_be_that(tmp_path: Path, *, signed: bool) -> None:
    made(tmp_path / "d").close()
    if signed:
        sealed(tmp_path / "other")
    else:
        made(tmp_path / "other").close()
    shutil.copyfile(tmp_path / "other" / "answers.toml", tmp_path / "d" / "answers.toml")
    with pytest.raises(NotSealed, match=r"answers\.toml and history\.jsonl in .* belong to different decisions"):
        verify(tmp_path / "d")
    assert "belong to different decisions; put back the right one" in opened(tmp_path / "d").read_only


def test_a_flipped_byte_of_the_word_memo(tmp_path: Path) -> None:
    path = sealed(tmp_path / "d") / "memo.docx"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    assert verify(tmp_path / "d").details == ("memo.docx is not what was sealed",)


def test_word_documents_are_no_texts(tmp_path: Path) -> None:
    path = sealed(tmp_path / "d") / "memo.docx"
    path.write_bytes(BOM + path.read_bytes())
    assert verify(tmp_path / "d").state == "altered"


@pytest.mark.parametrize(("old", "new"), [("Una Skerry", "Una Scarry"), ("size = ", "size = 1"), ("#   sha", "#   md")])
def test_an_altered_seal_does_not_fit_its_last_line(tmp_path: Path, old: str, new: str) -> None:
    path = sealed(tmp_path / "d") / "seal.toml"
    path.write_bytes(path.read_bytes().replace(old.encode(), new.encode(), 1))
    report = verify(tmp_path / "d")
    assert (report.state, report.words) == ("altered", "Altered: seal.toml itself does not fit its last line.")


def test_a_seal_that_makes_no_sense(tmp_path: Path) -> None:
    folder = sealed(tmp_path / "d")
    for data in (b"", b"\xff", b"[[", b'format = "1.0"\n'):
        (folder / "seal.toml").write_bytes(data)
        assert verify(folder).words == "Altered: seal.toml cannot be made sense of."


@pytest.mark.parametrize("name", ["answers.toml", "worksheet.toml", "worksheet-standard.toml", "history.jsonl"])
def test_a_seal_that_leaves_part_of_the_record_out_is_no_seal(tmp_path: Path, name: str) -> None:
    folder = sealed(tmp_path / "d")
    seal_again(folder, f'[file."{name}"]', '[file."memo2.md"]')
    report = verify(folder)
    assert (report.state, report.words) == ("altered", f"Altered: seal.toml does not list {name}.")


def test_made_by_a_newer_version(tmp_path: Path) -> None:
    folder = sealed(tmp_path / "d")
    seal_again(folder, 'format = "1.0"', 'format = "2.0"')
    (folder / "seal.toml").write_bytes(
        (folder / "seal.toml").read_bytes().replace(b'format = "2.0"', b'format = "3.0"')
    )
    assert verify(folder).words == "Altered: seal.toml itself does not fit its last line.", "one bit is no version"
    seal_again(folder, 'format = "3.0"', 'format = "2.0"')
    words = "This seal was made by a newer version of des-decider; that version can check it."
    assert (verify(folder).state, verify(folder).words) == ("newer", words)
    (folder / "seal.toml").write_bytes(b'format = "2.0"\nsignature = "all in here"\n')
    assert verify(folder).state == "newer"


@pytest.mark.parametrize(
    "name",
    [
        "../outside.txt", "..", ".", "", "/etc/hostname", "a/b", r"..\\outside.txt", "C:outside.txt", r"a\u0000b",
        r"\u001b[31m", "x" * 5000, ".hidden",
    ],
)  # fmt: skip
def test_hostile_file_names_lead_nowhere(tmp_path: Path, name: str) -> None:
    folder = sealed(tmp_path / "d")
    (tmp_path / "outside.txt").write_bytes(b"secret")
    seal_again(folder, add=f'\n[file."{name}"]\nsize = 6\nsha256 = "{hashlib.sha256(b"secret").hexdigest()}"\n')
    assert verify(folder).state == "altered"


@pytest.mark.parametrize("name", ["answers.toml", "seal.toml", "history.jsonl"])
def test_no_single_byte_can_change_unnoticed(tmp_path: Path, name: str) -> None:
    rng = random.Random(20200531)  # noqa: S311 - the same bytes on every run
    folder = sealed(tmp_path / "d")
    data = (folder / name).read_bytes()
    positions = {0, len(data) - 1, *rng.sample(range(len(data)), 80)}
    for position in sorted(positions):
        byte = rng.choice([b for b in (*range(32, 127), 9, 10, 13, 0, 255) if b != data[position]])
        (folder / name).write_bytes(data[:position] + bytes([byte]) + data[position + 1 :])
        assert verify(folder).state in {"altered", "newer"}, (position, byte)
    for spare in (b" ", b"\t", b"\n"):
        (folder / name).write_bytes(data[:-1] + spare)
        assert (verify(folder).state == "intact") is (spare == data[-1:])
    (folder / name).write_bytes(data)
    assert verify(folder).state == "intact"


@pytest.mark.parametrize("name", ["answers.toml", "seal.toml"])
def test_cut_or_lengthened_anywhere_it_is_not_intact(tmp_path: Path, name: str) -> None:
    rng = random.Random(20200630)  # noqa: S311 - the same cuts on every run
    folder = sealed(tmp_path / "d")
    data = (folder / name).read_bytes()
    for _ in range(25):
        position = rng.randrange(len(data))
        middle = rng.choice([b"", b"\n", b" ", b"# remark\n", BOM, b"\r"])
        for cut in (data[:position] + middle, data[:position] + (middle or b"x") + data[position:]):
            (folder / name).write_bytes(cut)
            state = verify(folder).state
            assert state not in {"intact", "missing"}, (position, middle)
            assert state != "re-saved" or (cut == BOM + data or b"\r\n" in cut), (position, middle)


def test_hostile_answers_are_compared_without_stumbling(tmp_path: Path) -> None:
    folder = sealed(tmp_path / "d")
    path = folder / "answers.toml"
    long_id = "note." * 3000 + "cost.gp_hour"
    change(path, '[answers."vote.2.reason"]', f'[answers."{long_id}"]')
    report = verify(folder)
    assert report.state == "altered"
    assert any("which is no id of this decision" in line and len(line) < 200 for line in report.details)


def test_long_texts_in_place_of_numbers_hold_nothing_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = sealed(tmp_path / "d")
    for number, text in (("4000", " " * 4_000 + "1" + " " * 4_000 + "x"), ("28", "a an " * 2_000), ("16", "9" * 9_999)):
        change(folder / "answers.toml", f'value = "{number}"', f'value = "{text}"')

    def short(text: str, kind: Kind, unit: str) -> tuple[Fraction, str] | str:
        assert len(text) <= parsing.LONGEST_NUMBER
        return read_number(text, kind, unit)

    monkeypatch.setattr(parsing, "read_number", short)
    report = verify(folder)
    assert report.state == "altered"
    assert len([line for line in report.details if ": sealed as " in line]) == 3
    assert max(map(len, report.details)) < 300


def test_what_was_altered_is_named_although_a_memo_is_not_in_its_place_yet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that another program holds kept verify from looking at the others."""
    folder = sealed(tmp_path / "d")
    (folder / "memo.md").rename(folder / ".ready-memo.md")

    def held(*_: object) -> None:
        raise OSError(13, "Permission denied")

    monkeypatch.setattr(safely, "_replace", held)
    assert verify(folder).words.startswith("Signed off and sealed, and not complete yet: cannot write")
    (folder / "memo.txt").unlink()
    report = verify(folder)
    assert (report.state, report.words[:15]) == ("missing", "Missing: 1 file")
    assert report.details == ("memo.txt is missing", "memo.md is not in its place yet")
    change(folder / "answers.toml", 'value = "4000"', 'value = "5000"')
    report = verify(folder)
    assert (report.state, report.words) == ("altered", "Altered: 1 file changed since sign-off.")
    assert report.details == (
        "answers.toml is not what was sealed",
        "practice.registered_list (our registered list): sealed as 4,000 patients, now 5,000 patients",
        "memo.txt is missing", "memo.md is not in its place yet",
    )  # fmt: skip
    (folder / "memo.md").write_bytes(b"a draft of yesterday")
    assert "memo.md is not in its place yet" in verify(folder).details, "what stands ready is as it was sealed"


def test_verifying_writes_nothing(tmp_path: Path) -> None:
    folder = sealed(tmp_path / "d")
    before = {p.name: p.stat().st_mtime_ns for p in folder.iterdir()}
    assert verify(folder).state == "intact"
    assert {p.name: p.stat().st_mtime_ns for p in folder.iterdir()} == before
