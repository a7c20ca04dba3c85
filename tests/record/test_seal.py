"""The seal: what it lists, what its last line says, how paper anchors it, and seals that nobody of ours wrote."""

from __future__ import annotations

import hashlib
import tomllib
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from des_decider import __version__
from des_decider.memo.facts import Assent, Signed
from des_decider.memo.formats import FORMATS, as_bytes
from des_decider.record import sign_off as signing
from des_decider.record.memo_files import compose
from des_decider.record.seal import SealedFile, of_a_newer_version, parse_seal, read_seal, seal_bytes
from des_decider.record.sign_off import sign_off
from des_decider.storage import safely
from des_decider.storage.last_line import as_we_wrote, with_last_line
from tests.record.decisions import opened, tables
from tests.record.ready import PRESENT, SIGNED, ready, sealed

if TYPE_CHECKING:
    from pathlib import Path

FILES = (
    "answers.toml", "worksheet.toml", "worksheet-standard.toml", "history.jsonl", "summary.json", "memo.md",
    "memo-appendices.md",
    "memo.txt", "memo-appendices.txt", "memo.html", "memo-appendices.html", "memo.pdf", "memo-appendices.pdf",
    "memo.docx", "memo-appendices.docx",
)  # fmt: skip
ANSWERS = SealedFile("answers.toml", 3, "ab" * 32)


def test_it_lists_every_file_with_its_size_and_sha256(tmp_path: Path) -> None:
    folder = sealed(tmp_path / "d")
    seal = tomllib.loads((folder / "seal.toml").read_text(encoding="utf-8"))
    assert tuple(seal["file"]) == FILES
    assert set(FILES) == {p.name for p in folder.iterdir() if not p.name.startswith(".")} - {"seal.toml"}
    for name, entry in seal["file"].items():
        data = (folder / name).read_bytes()
        assert entry == {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def test_it_says_who_when_which_decision_and_by_which_version(tmp_path: Path) -> None:
    folder = sealed(tmp_path / "d")
    seal = tomllib.loads((folder / "seal.toml").read_text(encoding="utf-8"))
    assert seal["assent"] == {str(n): {"name": name, "at": SIGNED} for n, name in enumerate(PRESENT, start=1)}
    assert seal["signed_off"] == tables(folder)["signed_off"] == SIGNED
    assert seal["decision"] == tables(folder)["decision"]
    assert (seal["format"], seal["program"]) == ("1.0", __version__)


def test_its_last_line_is_the_digest_of_all_above(tmp_path: Path) -> None:
    *above, last = (sealed(tmp_path / "d") / "seal.toml").read_bytes().splitlines(keepends=True)
    assert last.decode() == f"# SHA-256 of all above: {hashlib.sha256(b''.join(above)).hexdigest()}\n"


def test_before_the_seal_all_is_ready_and_then_takes_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing, "FORMATS", ("md",))
    written: list[str] = []
    replace = safely._replace

    def noted(temp: Path, path: Path) -> None:
        written.append(path.name)
        replace(temp, path)

    with ready(tmp_path / "d") as session:
        monkeypatch.setattr(safely, "_replace", noted)
        sign_off(session, PRESENT, SIGNED)
    names = ["answers.toml", "history.jsonl", "memo.md", "memo-appendices.md", "summary.json"]
    assert written[:6] == [*(f".ready-{name}" for name in names), "seal.toml"]
    assert sorted(written[6:]) == sorted(names)


def test_a_signature_that_came_with_the_worksheet_is_sealed_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signing, "FORMATS", ("md",))
    with ready(tmp_path / "d") as session:
        (tmp_path / "d" / "worksheet.toml.sig").write_bytes(b"-----BEGIN SSH SIGNATURE-----")
        sign_off(session, PRESENT, SIGNED)
    found = read_seal(tmp_path / "d" / "seal.toml")
    assert found is not None
    assert "worksheet.toml.sig" in [file.name for file in found.files]


def test_the_memo_prints_the_sha256_of_the_answers_in_groups_of_four(tmp_path: Path) -> None:
    folder = sealed(tmp_path / "d")
    digest = hashlib.sha256((folder / "answers.toml").read_bytes()).hexdigest()
    in_fours = " ".join(digest[n : n + 4] for n in range(0, 64, 4))
    assert in_fours in (folder / "memo.md").read_text(encoding="utf-8")
    assert in_fours in " ".join((folder / "memo.txt").read_text(encoding="utf-8").replace(">>", "").split())
    assert in_fours in [p.text for p in Document(str(folder / "memo.docx")).paragraphs]


@pytest.mark.worked_out_anew
def test_composed_again_years_later_every_memo_has_the_same_bytes(tmp_path: Path) -> None:
    folder = sealed(tmp_path / "d")
    with opened(folder, read_only=True) as session:
        composed = compose(session)
    for name in FORMATS:
        assert as_bytes(composed.memo, name) == (folder / f"memo.{name}").read_bytes()
        assert as_bytes(composed.appendices, name) == (folder / f"memo-appendices.{name}").read_bytes()


@given(
    names=st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), max_size=4),
    files=st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), st.integers(0, 10**9)),
)
def test_what_is_sealed_is_read_back_whatever_people_and_files_are_called(
    names: list[str], files: dict[str, int]
) -> None:
    listed = tuple(SealedFile(name, size, "0f" * 32) for name, size in files.items())
    at = datetime(2020, 5, 18, 21, 5, tzinfo=UTC)
    signed = Signed(at, tuple(Assent(name, at) for name in names), "0f" * 32 if "answers.toml" in files else "")
    data = seal_bytes("d-1", "0.1.0", signed, listed)
    for saved in (data, b"\xef\xbb\xbf" + data, data.replace(b"\n", b"\r\n")):
        found = parse_seal(saved)
        assert found is not None
        assert found.whole
        assert (found.files, found.signed, b'decision = "d-1"' in saved) == (listed, signed, True)


def _seal() -> bytes:
    return seal_bytes("d-1", "0.1.0", Signed(SIGNED, (Assent("Dr A", SIGNED),), ANSWERS.sha256), (ANSWERS,))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"size = 3", b"size = 1e999999999"),
        (b"size = 3", b"size = inf"),
        (b"size = 3", b'size = "3"'),
        (b"size = 3", b"size = true"),
        (b"size = 3\n", b""),
        (b'[file."answers.toml"]', b"[other]"),
        (b"[assent.1]", b"[nobody]"),
        (b'name = "Dr A"\n', b""),
        (b"signed_off = 2031-09-18", b'signed_off = "2031"#'),
        (b"signed_off", b"signed_of"),
        (b"signed_off", b"signed_off = 1\nsigned_off"),
        (b"[assent.1]", b"[[[[[["),
        (b"#", b"\x00"),
        (b"#", b"\xff"),
    ],
)
def test_a_seal_that_is_none_of_ours_gives_nothing(old: bytes, new: bytes) -> None:
    assert parse_seal(_seal()) is not None
    assert old in _seal()
    assert parse_seal(_seal().replace(old, new, 1)) is None


@pytest.mark.parametrize("added", [b"\n", b" ", b"\t", b"# and more\n", b"[more]\n"])
def test_anything_after_the_last_line_is_seen(added: bytes) -> None:
    found = parse_seal(_seal() + added)
    assert found is not None
    assert not found.whole
    shortened = parse_seal(_seal().removesuffix(b"\n"))
    assert shortened is not None
    assert not shortened.whole


def test_only_a_higher_first_number_is_a_newer_version() -> None:
    assert not of_a_newer_version(_seal())
    above = _seal().rpartition(b"# SHA-256")[0]
    assert not of_a_newer_version(with_last_line(above.replace(b'"1.0"', b'"1.7"')))
    assert of_a_newer_version(with_last_line(above.replace(b'"1.0"', b'"2.0"')))
    assert not of_a_newer_version(_seal().replace(b'"1.0"', b'"3.0"')), "one bit, and not a version"
    assert of_a_newer_version(b'format = "2.0"\n')
    for nonsense in (b"", b"format = 2\n", b'format = "many"\n', b'format = "2.0\n', b"\xff"):
        assert not of_a_newer_version(nonsense)


def test_a_seal_that_cannot_be_read_is_no_seal(tmp_path: Path) -> None:
    assert read_seal(tmp_path / "seal.toml") is None
    (tmp_path / "seal.toml").mkdir()
    assert read_seal(tmp_path / "seal.toml") is None


def test_a_text_is_freed_of_what_an_editor_adds() -> None:
    assert as_we_wrote(b"\xef\xbb\xbfa\r\nb\n\r\n") == b"a\nb\n\n"
    assert as_we_wrote(b"a\rb") == b"a\rb"
