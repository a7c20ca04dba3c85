"""A desk at which a practice manager types commands: runs them in this process and keeps what they say."""

from __future__ import annotations

import io
import json
import sys
import tomllib
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from des_decider.cli.main import main
from des_decider.record.opening import open_decision
from des_decider.record.stamps import now
from tests.record.ready import sealed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from des_decider.memo.formats import Format

SHIPPED = "network-contract-des-2020-21"


@dataclass(frozen=True, slots=True)
class Said:
    """What a command came to: its exit code, and what it printed for reading and as trouble."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    @property
    def trouble(self) -> str:
        """The one line that says why nothing was done."""
        assert (self.code, self.out) == (2, "")
        assert self.err.startswith("des-decider: ")
        assert self.err.count("\n") == 1
        assert self.err.endswith("\n")
        return self.err.removeprefix("des-decider: ").rstrip("\n")


def run(*arguments: object, stdin: bytes = b"") -> Said:
    """Run one command as the console would, streams and encodings included."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="ascii", newline="\n") for _ in range(2))
    keyboard, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(stdin))
    try:
        with redirect_stdout(out), redirect_stderr(err):
            try:
                code = main([str(argument) for argument in arguments])
            except SystemExit as stop:  # how argparse ends after --help and --version
                code = int(stop.code or 0)
    finally:
        sys.stdin = keyboard
    out.flush()
    err.flush()
    return Said(code, *(stream.buffer.getvalue().decode() for stream in (out, err)))


class Desk:
    """One decision at a desk; every method is one command on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def new(self, practice: str, worksheet: str | Path = SHIPPED, *more: str) -> Said:
        return run("new", self.folder, "--worksheet", worksheet, "--practice", practice, *more)

    def answer(self, *pairs: str, by: str = "Bess Harbour", said_by: str = "") -> Said:
        said = ["--said-by", said_by] if said_by else []
        return run("answer", self.folder, *pairs, "--by", by, *said)

    def answer_from(self, text: str | bytes) -> Said:
        file = self.folder.parent / "given.answers"
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return run("answer", self.folder, "--from", file, "--by", "Bess Harbour")

    def show(self, *more: str) -> Said:
        return run("show", self.folder, *more)

    def show_json(self) -> dict[str, Any]:
        said = run("show", self.folder, "--json")
        assert (said.code, said.err) == (0, "")
        found: dict[str, Any] = json.loads(said.out)
        return found

    def shown(self) -> dict[str, Any]:
        """The same without what the decision hangs on, which takes longer to work out than all else."""
        with pytest.MonkeyPatch.context() as patch:
            for left_out in ("appraisal.hangs_on.hangs_on", "cli.show_json._hangs_on", "cli.show_json._leaning"):
                patch.setattr(f"des_decider.{left_out}", lambda *_: None)
            return self.show_json()

    def figures(self) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = self.shown()["figures"]
        return found

    def memo(self, *more: object) -> Said:
        return run("memo", self.folder, *more)

    def sign_off(self, *names: str, formats: tuple[Format, ...] = ("txt",)) -> Said:
        """Sign off with the memo in some of its formats: all of them take ten times as long as all else."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("des_decider.record.sign_off.FORMATS", formats)
            return run("sign-off", self.folder, "--assent", *names)

    def verify(self) -> Said:
        return run("verify", self.folder)

    def follow_up(self, *more: str) -> Said:
        return run("follow-up", self.folder, *more)

    def file(self) -> dict[str, Any]:
        """answers.toml as any TOML reader sees it."""
        return tomllib.loads((self.folder / "answers.toml").read_text(encoding="utf-8"))

    def kept(self) -> dict[str, str]:
        """The answers by id, as answers.toml has them on the disk."""
        return {id_: table["value"] for id_, table in self.file()["answers"].items()}

    def changes(self) -> Iterator[dict[str, Any]]:
        """The changes of history.jsonl, the first first; that it was signed off is none."""
        lines = (self.folder / "history.jsonl").read_text(encoding="utf-8").splitlines()
        found = (json.loads(line) for line in lines[1:])
        return (line for line in found if "signed_off" not in line)


def sealed_desk(desk: Desk) -> Desk:
    """The desk with a signed decision on it."""
    sealed(desk.folder)
    return desk


@dataclass(slots=True)
class Screens:
    """Stands in for the screens: opens what it is told to as they do, and notes it; they end with `code`."""

    code: int = 0
    opened: list[tuple[Path | None, str, bool]] = field(default_factory=list)
    read_only: str = ""
    preview: bool = False
    practice: str = ""

    def __call__(
        self, folder: Path | None = None, *, by: str = "", take_over: bool = False, preview: bool = False
    ) -> int:
        self.preview = preview
        if folder is not None:
            with open_decision(folder, clock=now, wait=0, who=by, take_over=take_over) as session:
                self.read_only = session.read_only
                self.practice = session.answers.text("practice.name")
        self.opened.append((folder, by, take_over))
        return self.code
