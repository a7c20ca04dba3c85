"""What a command says is true when its output, its own files or its words fail, and it says it in a few lines."""

from __future__ import annotations

import io
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from des_decider.cli.main import main
from des_decider.cli.printing import LONGEST_TROUBLE
from des_decider.record.faults import LAST_ACTIONS
from des_decider.record.signed_or_not import SEAL_FILE
from tests.building import SMALL
from tests.cli.driver import SHIPPED, Desk, run
from tests.how_many import cases
from tests.record.ready import sealed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

NUL, HALF = "a\0b", "a\ud800b"


@pytest.fixture(autouse=True)
def _begun_anew() -> None:
    """Each test is a program of its own; nothing was opened before it."""
    LAST_ACTIONS.saved_at = None


@pytest.fixture
def made(desk: Desk) -> Desk:
    desk.new("Creek Road Surgery", SMALL)
    return desk


# --- Output that fails


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
@pytest.mark.parametrize("what", ["answer", "show", "sign-off"])
def test_a_full_output_is_said_and_no_fault_of_the_program(
    made: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], what: str
) -> None:
    more = {"answer": ["practice.registered_list=9000", "--by", "Ann"]}.get(what, [])
    with Path("/dev/full").open("w") as full, monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", full)
        code = main([what, str(made.folder), *more])
        patched.setattr("os.dup2", lambda *_: None)  # capsys has the real ones
    said = capsys.readouterr().err
    if what == "sign-off":
        assert (code, "Not signed off" in said) == (1, True), "nothing is printed, so nothing fails"
        return
    assert code == 2
    assert said.startswith(
        "des-decider: what there is to say could not be written (No space left on device); see where"
    )
    assert said.endswith(" are saved\n")
    if what == "answer":
        assert made.kept()["practice.registered_list"] == "9000"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
@pytest.mark.parametrize("words", [["--help"], ["--version"], ["memo", "--help"]], ids=" ".join)
def test_help_for_a_full_output_is_said_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    """The library that prints help says nothing where it cannot, and calls that done."""
    with Path("/dev/full").open("w") as full, monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", full)
        assert main(words) == 2
        patched.setattr("os.dup2", lambda *_: None)  # capsys has the real ones
    assert "could not be written (No space left on device)" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="closes streams as a POSIX shell does")
@pytest.mark.parametrize(
    ("streams", "code", "err"),
    [(">&-", 0, ""), ("2>&-", 0, ""), (">&- 2>&- <&-", 0, ""), (">/dev/full", 2, "could not be written")],
)
def test_closed_streams_in_a_process_of_its_own(made: Desk, streams: str, code: int, err: str) -> None:
    program = f'"{sys.executable}" -c "from des_decider.cli.main import main; raise SystemExit(main())"'
    command = f'{program} answer "{made.folder}" practice.registered_list=9000 --by Ann {streams}'
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, "Traceback" in done.stderr, "Exception ignored" in done.stderr) == (code, False, False)
    assert err in done.stderr
    assert made.kept()["practice.registered_list"] == "9000"


class Broken(io.TextIOWrapper):
    """A standard error that takes nothing."""

    def write(self, _text: str) -> int:
        raise OSError(28, "No space left on device")


def test_a_standard_error_that_fails_stops_no_answer(made: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    (made.folder / "answers.toml").write_bytes((made.folder / "answers.toml").read_bytes().replace(b"Creek", b"Mill"))
    monkeypatch.setattr(sys, "stderr", Broken(io.BytesIO()))
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO()))
    assert main(["answer", str(made.folder), "practice.registered_list=9000", "x=1", "--by", "Ann"]) == 1
    assert made.kept() == {"practice.name": "Mill Road Surgery", "practice.registered_list": "9000"}


# --- What is kept when something fails later


class Unreadable:
    """A part of the program on a disk that gives it back no more."""

    def find_spec(self, name: str, *_: object) -> None:
        if name == "des_decider.appraisal.flags":
            raise OSError(5, "Input/output error", "/usr/lib/des_decider/appraisal/flags.py")


def test_an_import_that_fails_late_is_no_name_to_look_at(made: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "meta_path", [Unreadable(), *sys.meta_path])
    monkeypatch.delitem(sys.modules, "des_decider.appraisal.flags", raising=False)
    said = made.answer("practice.registered_list=9000")
    kept, why = said.err.splitlines()
    assert (said.code, kept) == (2, "1 answer kept.")
    assert why.startswith("des-decider: a part of the program could not be read (Input/output error); start it again")
    assert why.endswith(" are saved")
    assert made.kept()["practice.registered_list"] == "9000"


def test_a_second_batch_that_fails_leaves_the_first_said_to_be_kept(
    made: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.write

    def full(handle: int, data: bytes) -> int:
        if b"Isles" in bytes(data) and os.fstat(handle).st_ino in {
            path.stat().st_ino for path in made.folder.iterdir()
        }:
            raise OSError(28, "No space left on device")
        return write(handle, data)

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", full)
        said = made.answer_from("practice.registered_list = 9000\nby = Bob\npcn.name = Isles\n")
    assert (said.code, said.out) == (1, "1 answer kept.\n")
    assert said.err.startswith("kept on this computer only, 1 answer, and offered when the decision is opened next: ")
    assert "the disk is full" in said.err
    assert made.kept() == {"practice.name": "Creek Road Surgery", "practice.registered_list": "9000"}
    listed = run("merge", made.folder).out
    assert "pcn.name: network" in listed
    assert "“kept on this computer”: Isles (typed by Bob, " in listed
    assert run("merge", made.folder, "--take-all").out.startswith("1 answer taken over.")
    assert made.kept()["pcn.name"] == "Isles"


# --- Words that are no names


HOSTILE: list[Callable[[Path, str], Sequence[object]]] = [
    lambda _, word: ("show", word),
    lambda _, word: ("verify", word),
    lambda _, word: ("list", word),
    lambda folder, word: ("answer", folder, f"pcn.name={word}"),
    lambda folder, word: ("answer", folder, "pcn.name=x", "--by", word),
    lambda folder, word: ("answer", folder, "--from", word),
    lambda folder, word: ("show", folder, "-o", word),
    lambda folder, word: ("memo", folder, "--format", "md", "-o", word),
    lambda folder, word: ("sign-off", folder, "--assent", word),
    lambda _, word: ("new", word, "--worksheet", SHIPPED, "--practice", "P", "--no-open"),
    lambda folder, word: ("new", folder.parent / "other", "--worksheet", SHIPPED, "--practice", word, "--no-open"),
    lambda folder, word: ("new", folder.parent / "other", "--worksheet", word, "--practice", "P", "--no-open"),
    lambda _, word: ("demo", word, "--no-open"),
    lambda _, word: ("worksheet", "new", word),
    lambda _, word: ("worksheet", "check", word),
    lambda _, word: ("worksheet", "check", SHIPPED, "--against", word),
]  # fmt: skip


@pytest.mark.parametrize("command", HOSTILE)
def test_words_that_cannot_be_written_down_are_refused_before_anything_is_made(
    made: Desk, command: Callable[[Path, str], Sequence[object]]
) -> None:
    before = sorted(made.folder.parent.rglob("*"))
    for word in (NUL, HALF, "\udcff"):
        assert "has a character that cannot be written down" in run(*command(made.folder, word)).trouble
    for word in ("n" * 300, "n" * 1_000_000):
        said = run(*command(made.folder, word))
        assert max(map(len, said.err.splitlines()), default=0) < 2 * LONGEST_TROUBLE
        assert said.code in {0, 1, 2}
    names = {path.relative_to(made.folder.parent).parts[0] for path in set(made.folder.parent.rglob("*")) - set(before)}
    assert names <= {"other", "n" * 300}, "what can be called so, and nothing else"


@pytest.mark.parametrize("word", ["", " "])
@pytest.mark.parametrize("command", [HOSTILE[at] for at in (0, 1, 2, 5, 6, 7, 9, 11, 12, 13, 14)])
def test_no_name_is_not_the_folder_one_stands_in(
    made: Desk, command: Callable[[Path, str], Sequence[object]], word: str
) -> None:
    before = sorted(made.folder.parent.rglob("*"))
    assert "a name is missing" in run(*command(made.folder, word)).trouble
    assert sorted(made.folder.parent.rglob("*")) == before


@pytest.mark.parametrize("command", HOSTILE)
def test_a_link_that_leads_to_itself_is_no_fault(made: Desk, command: Callable[[Path, str], Sequence[object]]) -> None:
    loop = made.folder.parent / "loop"
    loop.symlink_to(loop)
    assert run(*command(made.folder, str(loop))).code in {0, 1, 2}
    assert loop.is_symlink(), "nothing takes its place"


def test_a_crowd_of_ids_nobody_knows_is_counted(made: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    guessed: list[str] = []
    monkeypatch.setattr("des_decider.decision.ids.Ids.nearest", lambda _self, id_: guessed.append(id_))
    said = made.answer_from("".join(f"no.such.thing.{at} = 1\n" for at in range(20_000)))
    assert said.code == 1
    assert len(said.err) < 20_000
    assert said.err.splitlines()[-1] == "and 19,900 more refusals"
    assert len(guessed) == 50, "each guess takes its time"


# --- Files of somebody else


def test_a_memo_takes_the_place_of_no_file_of_anybodys(made: Desk, tmp_path: Path) -> None:
    mine = tmp_path / "letter.md"
    mine.write_text("Dear partners", encoding="utf-8")
    assert made.memo("-o", mine).trouble == f"“{mine}” is there already; choose another name"
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "memo-appendices.txt").write_text("mine", encoding="utf-8")
    assert "memo-appendices.txt” is there already" in made.memo("--format", "md,txt", "-o", tmp_path / "out").trouble
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["memo-appendices.txt"], "not even in part"
    assert mine.read_text(encoding="utf-8") == "Dear partners"
    (tmp_path / "gone.md").symlink_to(tmp_path / "nowhere.md")
    assert "is there already" in made.memo("-o", tmp_path / "gone.md").trouble
    assert "is there already" in made.show("-o", str(tmp_path / "gone.md")).trouble
    assert "is there already" in run("worksheet", "new", tmp_path / "gone.md").trouble
    assert (made.memo("--format", "md").code, made.memo("--format", "md").code) == (0, 0), "its own draft is made anew"
    assert made.memo("--format", "md", "-o", made.folder).code == 0


def test_a_memo_is_put_into_no_folder_that_another_decision_sealed(made: Desk, tmp_path: Path) -> None:
    other = sealed(tmp_path / "other")
    before = {path.name: path.read_bytes() for path in other.iterdir() if path.is_file()}
    (other / "sub").mkdir()
    for name in (".", "memo.md", "ours.md", "sub", "sub/deeper"):
        assert "choose another" in made.memo("--format", "md", "-o", other / name).trouble
    assert {path.name: path.read_bytes() for path in other.iterdir() if path.is_file()} == before
    assert not [*(other / "sub").iterdir()]


# --- Files that somebody made long


@pytest.mark.parametrize("file", ["answers.toml", "history.jsonl", SEAL_FILE, "draft.toml", ".held-by"])
def test_a_name_of_a_million_characters_makes_no_sentence_of_a_million(tmp_path: Path, file: str) -> None:
    folder = sealed(tmp_path / "d")
    if file == "draft.toml":
        (folder / file).write_text('format = "1.0"\n[drafts]\n"pcn.name" = "Isles"\n', encoding="utf-8")
    if file == ".held-by":
        (folder / file).write_text('who = "Ann"\ncomputer = "HARBOUR-2"\n', encoding="utf-8")
    text = (folder / file).read_text(encoding="utf-8")
    places = [at for at in range(len(text)) if text.startswith('"', at)]
    rng = random.Random(20200531)  # noqa: S311 - the same places each time
    for start in rng.sample(places, min(len(places), cases(3, thorough=60))):
        (folder / file).write_text(f"{text[: start + 1]}{'x' * 1_000_000}{text[start + 1 :]}", encoding="utf-8")
        for command in ("verify", "show", "list"):
            said: Any = run(command, folder)
            assert max(map(len, said.err.splitlines() + said.out.splitlines()), default=0) < 2 * LONGEST_TROUBLE, start
            assert said.code in {0, 1, 2}
