"""Bytes of the two files flipped and cut: no traceback, and no acknowledged answer is silently lost."""

from __future__ import annotations

import contextlib
import random
import tempfile
from functools import cache
from pathlib import Path

import pytest

from des_decider.record import worksheet_files
from des_decider.record.recovery import CannotOpen, Recovered, recover, replay
from des_decider.record.seal import RECORD
from tests.how_many import THOROUGH, cases
from tests.record.decisions import made, opened, small_ids, texts

SEED = 20200531
EVERY = 1 if THOROUGH else 3
"""Every so many bytes something is damaged."""
GIVEN = {
    "practice.name": "Gull Rock Surgery", "practice.registered_list": "9000", "home.1.name": "Samphire “é”\nHouse",
    "home.1.beds": "31", "cost.gp_hour": "80 / 100 / 156", "vote.1.position": "for", "pcn.name": "Isles",
}  # fmt: skip


@cache
def whole() -> tuple[bytes, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        with made(Path(folder) / "d", practice__registered_list="9000", home__1__beds="30", pcn__name="x") as session:
            session.give({"home.1.name": GIVEN["home.1.name"], "home.1.beds": "31", "home.2.name": "y"}, by="Ann")
            session.give({"home.2": "", "cost.gp_hour": "80/100/156", "vote.1.position": "for"}, by="Ann")
            session.give({"pcn.name": "Isles"}, by="Bob", said_by="Ann")
            assert texts(session.answers) == GIVEN
        return (session.folder / "answers.toml").read_bytes(), (session.folder / "history.jsonl").read_bytes()


def flips(data: bytes) -> list[bytes]:
    rng = random.Random(SEED)  # noqa: S311 - the same damage each time
    damaged = []
    for at in range(0, len(data), EVERY):
        changed = bytearray(data)
        changed[at] ^= 1 << rng.randrange(8)
        damaged.append(bytes(changed))
    return damaged


def cuts(data: bytes) -> list[bytes]:
    return [data[:length] for length in range(0, len(data), EVERY)]


def holes(data: bytes) -> list[bytes]:
    """Blocks that a crashed disk gave back empty."""
    return [data[:at] + b"\0" * 64 + data[at + 64 :] for at in range(0, len(data), 17)]


DAMAGES = {"flips": flips, "cuts": cuts, "holes": holes}


def check(found: Recovered) -> None:
    """Every answer given is in force, or it is said that something is wrong."""
    now = found.answers
    if found.outside:
        now = now.edit({edit.id: None for edit in found.outside})
    same = {**texts(now)} == GIVEN and not found.outside
    assert same or found.read_only or found.notices


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_answers(damage: str) -> None:
    answers, history = whole()
    for damaged in DAMAGES[damage](answers):
        try:
            found = recover(damaged, history, small_ids())
        except CannotOpen:
            assert damage == "flips"
            continue
        check(found)
        assert found.notices or found.read_only, "every byte is covered"
        # Nothing but the history is needed where the file is plainly broken.
        assert damage == "flips" or texts(found.answers) == GIVEN


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_history(damage: str) -> None:
    answers, history = whole()
    as_it_was = recover(answers, history, small_ids()).history.changes
    for damaged in DAMAGES[damage](history):
        found = recover(answers, damaged, small_ids())
        if found.outside:
            # A flip in the last line, which nothing vouches for but answers.toml: its answers win, and it is said.
            assert {edit.new for edit in found.outside} <= {*GIVEN.values(), None}
            assert found.notices
        else:
            assert texts(found.answers) == GIVEN
        check(found)
        assert found.history.changes == as_it_was or found.notices or found.read_only, (
            "who said the last answer counts, too"
        )


def test_who_said_an_answer_cannot_be_changed_in_the_file_unseen() -> None:
    answers, history = whole()
    for old, new in (
        (b'said_by = "Ann"', b'said_by = "Rob"'),
        (b'by = "Bob"', b'by = "Rob"'),
        (b"at = 2031", b"at = 2032"),
    ):
        found = recover(answers.replace(old, new, 1), history, small_ids())
        assert found.answers == recover(answers, history, small_ids()).answers
        (said,) = found.notices
        assert "In answers.toml, not taken over: who typed or said an answer, or when, at " in said


def test_both_damaged() -> None:
    answers, history = whole()
    rng = random.Random(SEED)  # noqa: S311 - the same damage each time
    for _ in range(cases(80, thorough=1_000)):
        one, other = bytearray(answers), bytearray(history)
        for data in (one, other):
            for _ in range(rng.randrange(1, 4)):
                data[rng.randrange(len(data))] = rng.randrange(256)
        with contextlib.suppress(CannotOpen):
            left = bytes(one[: rng.randrange(len(one) * 2)]), bytes(other[: rng.randrange(len(other) * 2)])
            check(recover(*left, small_ids()))


@pytest.mark.parametrize("name", [*RECORD, "draft.toml", ".held-by"])
def test_a_damaged_folder_opens_or_says_why(tmp_path: Path, name: str) -> None:
    with made(tmp_path / "d", **{id_.replace(".", "__"): text for id_, text in GIVEN.items()}) as session:
        session.keep_draft("decision.sentence", "We wi")
    (session.folder / ".held-by").write_text('who = "Ann"\ncomputer = "HARBOUR-2"\n')
    before = {path.name: path.read_bytes() for path in session.folder.iterdir()}
    rng = random.Random(SEED)  # noqa: S311 - the same damage each time
    for _ in range(cases(25, thorough=200)):
        for old in session.folder.iterdir():
            old.unlink()
        for other, data in before.items():
            (session.folder / other).write_bytes(data)
        damaged = bytearray(before[name])
        damaged[rng.randrange(len(damaged))] ^= 1 << rng.randrange(8)
        (session.folder / name).write_bytes(damaged[: rng.randrange(1, len(damaged) * 2)])
        with contextlib.suppress(CannotOpen), opened(session.folder) as again:
            assert texts(again.answers) == GIVEN or again.notices or again.read_only or name in worksheet_files.NAMES
        if name == "answers.toml":
            history = recover(None, (session.folder / "history.jsonl").read_bytes(), small_ids()).history
            assert texts(replay(history.changes[:2], small_ids())) == GIVEN
