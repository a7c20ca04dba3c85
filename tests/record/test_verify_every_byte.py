"""Every byte of every sealed file changed, cut or removed: verify misses none, and names the answer it was."""

from __future__ import annotations

import random
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pytest
import tomli

from des_decider.memo.formats import FORMATS
from des_decider.record import verify as verifying
from des_decider.record.seal import RECORD, parse_seal
from des_decider.record.verify import verify
from tests.how_many import THOROUGH
from tests.record.ready import sealed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from des_decider.record.verify import Report

A_RUN = 25
"""Places a file that are looked at where not all are."""
HOW = ("changed", "cut", "removed")
_MEMOS = (f"memo{part}.{form}" for part in ("", "-appendices") for form in FORMATS)
FILES = (*RECORD, "summary.json", *_MEMOS, "seal.toml")
SEAL, ANSWERS = "seal.toml", "answers.toml"
CANNOT_READ = "answers.toml cannot be read any more: "
NO_VALUE = "no answer's value differs; its times, names or other keys do"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A decision in which a text was answered, so that answers of each kind stand in it."""
    return sealed(tmp_path_factory.mktemp("sealed") / "d")


@pytest.fixture
def files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """What verify finds on the disk; what follows from files as they were sealed is worked out once."""
    found = {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.startswith(".")}
    monkeypatch.setattr(verifying, "_read", lambda path: found.get(path.name))
    monkeypatch.setattr(verifying, "_worksheet", lru_cache(verifying._worksheet))
    as_sealed = tuple(found.values())
    for name in ("read_history", "read_answers", "parse_seal", "of_a_newer_version", "sha256"):
        monkeypatch.setattr(verifying, name, _once(getattr(verifying, name), as_sealed))
    return found


def _once(act: Callable[[bytes], Any], as_sealed: tuple[bytes, ...]) -> Callable[[bytes], Any]:
    """Remember what files as they were sealed come to; or every byte of them would take days."""
    known: dict[int, Any] = {}

    def acted(data: bytes) -> Any:
        if not any(data is one for one in as_sealed):
            return act(data)
        if id(data) not in known:
            known[id(data)] = act(data)
        return known[id(data)]

    return acted


def harmed(data: bytes, at: int, how: str, byte: int) -> bytes:
    match how:
        case "changed":
            return data[:at] + bytes([byte]) + data[at + 1 :]
        case "cut":
            return data[:at]
    return data[:at] + data[at + 1 :]


def places(name: str, data: bytes) -> Iterator[tuple[int, str, int]]:
    """Where a file is harmed, how, and which byte stands there then: all its bytes in a thorough run.

    Each is changed, cut and removed in what holds the record or is short, and one of the three in the other memos.
    """
    rng = random.Random(20200531)  # noqa: S311 - the same places on every run
    ends = {0, 1, len(data) - 2, len(data) - 1}
    for at in range(len(data)) if THOROUGH else sorted(ends | {rng.randrange(len(data)) for _ in range(A_RUN)}):
        every_way = not THOROUGH or name in {*RECORD, SEAL, "memo.txt"}
        for how in HOW if every_way else (HOW[at % len(HOW)],):
            byte = rng.choice((data[at] ^ 1, data[at] ^ 0x20, data[at] ^ 0x80, 0, 10, 13, 34))
            if how != "changed" or byte != data[at]:
                yield at, how, byte


def _is_the_same(name: str, before: bytes, after: bytes) -> bool:
    """Whether a harmed text is what an editor could have made of it: its line ends alone differ."""
    plain = [data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n") for data in (before, after)]
    return not name.endswith((".docx", ".pdf")) and plain[0] == plain[1]


def test_these_are_all_files_that_are_sealed(folder: Path) -> None:
    seal = parse_seal((folder / SEAL).read_bytes())
    assert seal is not None
    assert {*(file.name for file in seal.files), SEAL} == {*FILES}


@pytest.mark.parametrize("name", FILES)
def test_no_byte_of_a_sealed_file_is_changed_cut_or_removed_unseen(
    folder: Path, files: dict[str, bytes], name: str
) -> None:
    whole, seen = files[name], 0
    assert verify(folder).state == "intact"
    for at, how, byte in places(name, whole):
        data = files[name] = harmed(whole, at, how, byte)
        report, where = verify(folder), (at, how, byte)
        if _is_the_same(name, whole, data):
            assert (report.state, report.details) == ("re-saved", (name,)), where
            continue
        assert report.state == "altered", (where, report)
        assert name in report.words or f"{name} is not what was sealed" in report.details, (where, report)
        seen += 1
    assert seen > 2 * A_RUN


def values(data: bytes) -> dict[str, Any] | None:
    """Each answer's value as any reader of TOML sees it; None where it is none."""
    try:
        tables = tomli.loads(data.decode()).get("answers", {})
    except (ValueError, RecursionError):
        return None
    answers = tables if isinstance(tables, dict) else {}
    return {id_: table.get("value", "") if isinstance(table, dict) else table for id_, table in answers.items()}


def named(report: Report) -> set[str]:
    """The answers that a report names as altered."""
    return {line.partition(" (")[0].partition(", which")[0] for line in report.details if ": sealed as " in line}


def test_an_altered_answer_is_named_whichever_byte_of_it_it_was(folder: Path, files: dict[str, bytes]) -> None:
    whole = files[ANSWERS]
    sealed_as = values(whole)
    assert sealed_as is not None
    came: Counter[str] = Counter()
    for at, how, byte in places(ANSWERS, whole):
        data = files[ANSWERS] = harmed(whole, at, how, byte)
        if _is_the_same(ANSWERS, whole, data):
            continue
        report, where, now = verify(folder), (at, how, byte, data[at - 30 : at + 30]), values(data)
        if any(line.startswith(CANNOT_READ) for line in report.details):
            came["cannot be read"] += 1
            continue
        assert now is not None, where
        differ = {id_ for id_ in {*sealed_as, *now} if sealed_as.get(id_, "") != now.get(id_, "")}
        assert named(report) == {id_[:60] for id_ in differ}, (where, report)
        assert (NO_VALUE in report.details) == (not differ), where
        came["named" if differ else "no value differs"] += 1
    files[ANSWERS] = whole
    assert min(came["named"], came["no value differs"], came["cannot be read"]) > 0, came
