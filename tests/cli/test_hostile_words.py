"""Whatever is typed, no command prints a traceback, and no terminal is sent what it would obey."""

from __future__ import annotations

import os
import tempfile
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from des_decider.storage.last_line import with_last_line
from tests.building import SHIPPED, SMALL
from tests.cli.driver import SHIPPED as SHIPPED_ID
from tests.cli.driver import Desk, Said, run
from tests.how_many import cases

if TYPE_CHECKING:
    from collections.abc import Iterator

DIRECTIONS = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
HOSTILE = (
    "\x1b[2J\x1b[31mred \x1b]0;title\x07", "\x9b31m [/bold][red] {0} %s %(prog)s", "\u202eevil\u202c \ufeff \u2028para",
    "two\nlines\r\nof\rtext\tbell\x07back\x08\x7f", "x" * 10_000, "é" * 300, "\U000e0041", "= \x1b[1m =", "-", "#", '"',
)  # fmt: skip


def obeyed(text: str) -> set[str]:
    """The characters of an output that a terminal would obey or hide, line ends apart."""
    return {
        c for c in {*text} if c != "\n" and (unicodedata.category(c) in {"Cc", "Zl", "Zp", "Cs"} or c in DIRECTIONS)
    }


def check(said: Said) -> None:
    assert said.code in {0, 1, 2}
    for text in (said.out, said.err):
        assert "Traceback" not in text
        assert not obeyed(text)


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda text: text.encode("unicode_escape").decode()[:20])
def test_hostile_text_reaches_no_terminal_in_any_commands_output(desk: Desk, hostile: str) -> None:
    check(desk.new(hostile, SMALL, "--by", hostile))
    if not desk.folder.exists():  # a name of nothing but spaces is none
        assert desk.new("P", SMALL).code == 0
    named = (
        "partner.1.name", "home.1.name", "vote.written_in", "decision.sentence", "open.contract", "condition.1.what",
        "note.cost.gp_hour", "local.1.name", "pcn.name",
    )  # fmt: skip
    texts = dict.fromkeys(named, hostile)
    texts |= {"home.by": "rows", "home.1.beds": "3", "vote.1.present": "yes", "vote.rule": "unanimous"}
    given = desk.answer(*(f"{id_}={text}" for id_, text in texts.items()), by=hostile, said_by=hostile)
    check(given)
    check(desk.answer(f"{hostile}={hostile}", hostile, f"cost.gp_hour={hostile}", f"facts.later={hostile}"))
    check(desk.answer_from(f"# x\nby = {hostile}\n{hostile}\ncost.nurse_hour = {hostile}\n"))
    # What was typed but not given yet, and what others wrote into the files, is shown too.
    typed = b'format = "1.0"\n[drafts]\n"cost.admin_hour" = "\\u001b[31m\\u202e\\u009b"\n'
    (desk.folder / "draft.toml").write_bytes(with_last_line(typed))
    for more in ((), ("--all",), ("--json",), ("--working", "care_homes.beds"), ("--working", hostile)):
        check(desk.show(*more))
    check(desk.memo("--format", "md"))
    check(desk.memo("--format", hostile))
    check(desk.sign_off(hostile))
    check(desk.verify())
    check(run("list", desk.folder.parent))
    check(run("list", desk.folder.parent, "--json"))
    for command in ("open", "show", "verify", "memo", "list", "sign-off"):
        check(run(command, hostile))
    check(run("worksheet", "check", hostile))
    check(run("new", "other", "--worksheet", hostile, "--practice", "P"))
    assert desk.kept()["home.1.beds"] == "3"
    assert desk.kept().get("partner.1.name", "") == _as_kept(hostile)


def _as_kept(text: str) -> str:
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").strip()


def test_a_folder_with_a_hostile_name(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "\x1b[31m\u202e [/] 2020")
    said = desk.new("P", SMALL)
    check(said)
    assert said.code == 0
    for later in (
        desk.answer("cost.gp_hour=95"), desk.show(), desk.show("--working", "x"), desk.memo("--format", "md"),
        desk.verify(), run("list"), run("list", "--json"), run("list", tmp_path), run("demo", desk.folder),
    ):  # fmt: skip
        check(later)
    assert desk.kept()["cost.gp_hour"] == "95"


def test_a_worksheet_with_hostile_words(desk: Desk) -> None:
    text = SMALL.read_text(encoding="utf-8")
    text = text.replace('title = "Farholm', 'title = "\\u001b[31m\\u202eFarholm').replace('text = "', 'text = "\\u009b')
    Path("mine.toml").write_text(text.replace('name = "', 'name = "\\u001b]0;x\\u0007'), encoding="utf-8")
    check(run("worksheet", "check", "mine.toml"))
    check(desk.new("P", "mine.toml"))
    for said in (desk.show(), desk.show("--all"), desk.show("--json"), desk.answer("x=1"), run("list", ".")):
        check(said)
    assert not desk.folder.exists() or desk.kept() == {"practice.name": "P"}


WORDS = st.one_of(
    st.sampled_from((
        "new", "open", "answer", "show", "memo", "sign-off", "verify", "list", "demo", "worksheet", "check", "d", "e",
        ".", "..", "--json", "--all", "--working", "--form", "--format", "md", "txt", "html", "-o", "out", "out.md",
        "-", "--from", "--take-over",
        "a.txt", "--by", "--said-by", "--assent", "Dr A", "--worksheet", SHIPPED_ID, str(SMALL), str(SHIPPED),
        "--practice", "P", "--no-open", "--", "cost.gp_hour=95", "cost.gp_hour=", "home.1=", "partner.1.name=Dr A",
        "difference.this_year", "a=b=c", "=", "",
    )),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0/\\"), max_size=12),
    st.sampled_from(HOSTILE),
)  # fmt: skip


@pytest.fixture(scope="module")
def nowhere() -> Iterator[Path]:
    """A folder of this module's own, to which everything is written."""
    here, home = Path.cwd(), os.environ.get("DES_DECIDER_HOME")
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "inner" / "work").mkdir(parents=True)
        os.chdir(Path(name) / "inner" / "work")
        yield Path(name)
        os.chdir(here)
    assert os.environ.get("DES_DECIDER_HOME") == home


@settings(max_examples=cases(30, thorough=1_000), deadline=None)
@given(command=st.sampled_from(("new", "open", "answer", "show", "memo", "sign-off", "verify", "list", "worksheet", "",
                                "?")),
       words=st.lists(WORDS, max_size=6), stdin=st.binary(max_size=40))  # fmt: skip
@example(command="new", words=["d", "--worksheet", str(SMALL), "--practice", "P"], stdin=b"")
@example(command="answer", words=["d", "--from", "-"], stdin=b"\xff\xfe\x00")
@example(command="answer", words=["d", "--by", "x", "cost.gp_hour=95", "--", "-x"], stdin=b"")
@example(command="memo", words=["d", "-o", ".."], stdin=b"")
@example(command="list", words=["x" * 10_000], stdin=b"")
@example(command="new", words=["x" * 10_000, "--worksheet", SHIPPED_ID, "--practice", "P"], stdin=b"")
@example(command="new", words=["e", "--worksheet", "x" * 10_000, "--practice", "P"], stdin=b"")
def test_no_words_at_all_bring_a_traceback(nowhere: Path, command: str, words: list[str], stdin: bytes) -> None:
    decision = Desk(Path("d"))
    if not decision.folder.exists():
        assert decision.new("P", SMALL).code == 0
    check(run(*([command] if command else []), *words, stdin=stdin))
    # Commands write where they were told to, which here is never above the folder of this test.
    assert {p.name for p in nowhere.iterdir()} == {"inner"}
    assert decision.kept()["practice.name"]
