"""Every reader of what comes from outside, given what nobody would write: it reads it, or says that it cannot.

Good files and texts are cut, doubled, stirred and filled with what readers trip over. Half of the files get a digest
that fits, so that what lies under it is reached. No reader writes anything. A thorough run draws a million inputs
and none may take a second.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path
from random import Random
from time import thread_time
from typing import TYPE_CHECKING, get_args

import pytest

from des_decider.decision.answer_lines import read_lines
from des_decider.decision.answer_table import block_of
from des_decider.decision.parsing import Rules, parse
from des_decider.decision.wording import visible
from des_decider.record.last_time import parse_last_time
from des_decider.record.recovery import CannotOpen, recover
from des_decider.record.seal import parse_seal
from des_decider.record.superseding import supersede
from des_decider.storage.afterwards_file import read_afterwards
from des_decider.storage.chained_lines import sha256_of
from des_decider.storage.drafts import Drafts
from des_decider.storage.last_line import with_last_line
from des_decider.storage.lock import read_note
from des_decider.storage.register_file import read_rows
from des_decider.storage.settings import read_settings
from des_decider.storage.summary_file import read_summary
from des_decider.storage.toml_text import BrokenText
from des_decider.worksheet.answer_kinds import Kind
from des_decider.worksheet.reading import read_worksheet
from tests.how_many import THOROUGH, cases
from tests.record.decisions import SMALL, Clock, small_ids
from tests.record.ready import TO_FOLLOW, sealed

if TYPE_CHECKING:
    from collections.abc import Callable

INPUTS = cases(3_000, thorough=1_000_000)
LONGEST = 1.0
"""Seconds of the processor that one input may take; looked at in a thorough run alone."""
PIECES = (
    b"", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\n\n", b"\x1b[31m", "\u202e\u2066".encode(), b'"', b'"""',
    b"'''", b"[", b"[[", b"]" * 50, b"[" * 2_000, b"{" * 2_000, b"{}", b"null", b"true", b"NaN", b"-Infinity",
    b"1e999999", b"9" * 5_000,
    b"-0", b"0x7f", b"\\ud800", b"\\u0000", b"2031-99-99T99:99:99Z", b"9999-12-31", b"= = =", b"#" * 300,
    b".." * 200, b"a." * 2_000, b"\t" * 3_000, b" / " * 400, b"1,000,", "\u00a3".encode(), "\u06f1\u0662".encode(),
    b"%s{0}", b"format = 99", b"../../etc", b"x" * 9_000,
)  # fmt: skip


LINES = "# Who typed: Ann\ncost.gp_hour = 80 / 95 / 110\npcn.name = \u201cA\u201d\n".encode()
TYPED = "\u00a31,234.50 / 4 h 30 min / 31 May 2020 yes 12 %".encode()
CHOICES = {"yes": "Yes, as we do", "no": "No", "later": "not yet"}
WORDS = "Gull [/b] \u05e9 \x1b]8;;x\x07".encode()


def stirred(good: bytes, rng: Random) -> bytes:
    """A good text after one to four accidents."""
    data = bytearray(good)
    for _ in range(rng.randint(1, 4)):
        at = rng.randint(0, len(data))
        end = min(len(data), at + rng.choice((1, 1, 2, 8, 60, 400)))
        match rng.randrange(7):
            case 0:
                del data[at:end]
            case 1:
                data[at:at] = rng.choice(PIECES)
            case 2:
                data[at:end] = rng.choice(PIECES)
            case 3 if data:
                data[min(at, len(data) - 1)] ^= 1 << rng.randrange(8)
            case 4:
                data[at:at] = data[at:end] * rng.randint(1, 3)
            case 5:
                del data[at:]
            case _:
                data[at:end] = reversed(data[at:end])
    return bytes(data)


def with_a_line_that_fits(data: bytes) -> bytes:
    """The file of which the last line is its digest, with one that fits."""
    return with_last_line(b"".join(data.splitlines(keepends=True)[:-1]))


def with_digests_that_fit(data: bytes) -> bytes:
    """Lines of JSON that carry their own digest, each with one that fits."""
    return b"\n".join(map(_with_its_own, data.split(b"\n")))


def _with_its_own(line: bytes) -> bytes:
    try:
        found = json.loads(line)
        found.pop("sha256", None)
        return json.dumps(found | {"sha256": sha256_of(found)}).encode()
    except (ValueError, AttributeError, TypeError, RecursionError):
        return line


def readers(folder: Path, home: Path) -> list[tuple[str, int, bytes, Callable[[bytes], object]]]:
    """Each reader: its name, how often it is drawn, a good input, and how it is asked."""
    ids = small_ids()
    files = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    draft, note = home / "draft.toml", home / ".held-by"

    def through(path: Path, read: Callable[[], object]) -> Callable[[bytes], object]:
        def reading(data: bytes) -> object:
            path.write_bytes(data)
            return read()

        return reading

    drafts = with_last_line(b'format = "1.0"\n\n[drafts]\n"cost.gp_hour" = "about ninety"\n')
    last = next(home.glob("next/last-time.toml")).read_bytes()
    held = b'who = "Ann"\ncomputer = "desk"\nprocess = 12\nsince = 2031-09-18T19:42:00Z\n'
    answers, history, after = files["answers.toml"], files["history.jsonl"], files["afterwards.jsonl"]
    return [
        ("answers.toml", 60, answers, lambda data: recover(data, history, ids)),
        ("history.jsonl", 30, history, lambda data: recover(answers, data, ids)),
        ("seal.toml", 60, files["seal.toml"], parse_seal),
        ("afterwards.jsonl", 60, after, lambda data: read_afterwards(data, "0" * 64)),
        ("summary.json", 60, files["summary.json"], read_summary),
        ("last-time.toml", 30, last, parse_last_time),
        ("draft.toml", 40, drafts, through(draft, lambda: Drafts(home, writable=False))),
        (".held-by", 40, held, through(note, lambda: read_note(home))),
        ("settings.toml", 40, b'look = "dark"\n[keys]\nundo = "f4"\n', through(home / "settings.toml", read_settings)),
        ("register.json", 40, b"0\n[]", through(home / "register.json", lambda: read_rows("a"))),
        ("answers as lines", 150, LINES,
         lambda data: read_lines(data.decode(errors="replace").splitlines(), "Ann", "", [])),
        ("a pasted block", 150, b'Home 1\t42\t"a ""b""\n c"\r\nHome 2\t1.5 / 2\t\n',
         lambda data: block_of(data.decode(errors="replace"))),
        *(
            (f"typed {kind}", 12, TYPED, typed_as(Rules(kind, estimate=n % 2 == 0, choices=CHOICES)))
            for n, kind in enumerate(get_args(Kind))
        ),
        ("words to be shown", 100, WORDS, lambda data: visible(data.decode(errors="replace"))),
        ("a worksheet", 1, SMALL, lambda data: read_worksheet(data, "small.toml")),
    ]  # fmt: skip


def typed_as(rules: Rules) -> Callable[[bytes], object]:
    """What is typed where such a kind of answer is asked for."""
    return lambda data: parse(data.decode(errors="surrogateescape"), rules)


@pytest.mark.slow
def test_no_reader_trips_whatever_it_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, folder = tmp_path / "home", sealed(tmp_path / "d", **TO_FOLLOW)
    home.mkdir()
    monkeypatch.setenv("DES_DECIDER_HOME", str(home))
    supersede(folder, home / "next", by="Bess", clock=Clock()).session.close()
    opens, written = os.open, set[Path]()

    def noted(path: str | Path, flags: int, *more: int) -> int:
        if flags & (os.O_CREAT | os.O_RDWR | os.O_WRONLY):
            written.add(Path(path))
        return opens(path, flags, *more)

    monkeypatch.setattr(os, "open", noted)
    every = readers(folder, home)
    names, weights = [one[0] for one in every], [one[1] for one in every]
    of = {name: (good, read) for name, _, good, read in every}
    rng = Random(20200531)  # noqa: S311 - the same inputs each time
    drawn: Counter[str] = Counter()
    longest: Counter[str] = Counter()
    refused = 0
    for name in rng.choices(names, weights, k=INPUTS):
        good, read = of[name]
        data = stirred(good, rng)
        if rng.random() < 0.5:
            if name in {"answers.toml", "seal.toml", "draft.toml"}:
                data = with_a_line_that_fits(data)
            elif name.endswith((".jsonl", ".json")):
                data = with_digests_that_fit(data)
        drawn[name] += 1
        began = thread_time()
        try:
            read(data)
        except (BrokenText, CannotOpen):
            refused += 1
        except Exception as fault:  # noqa: BLE001 - whatever it is, it is told with what led to it
            kept = tmp_path / "input"
            kept.write_bytes(data)
            pytest.fail(f"{name}: {type(fault).__name__}: {fault}; the input is {data[:300]!r}", pytrace=True)
        longest[name] = max(longest[name], int((thread_time() - began) * 1000))
    assert drawn.keys() == of.keys()
    assert refused
    assert not written, "whoever reads writes nothing, here or elsewhere"
    if THOROUGH:
        assert {name: ms for name, ms in longest.items() if ms > LONGEST * 1000} == {}
