"""Draws docs/screen.svg, the README's picture: a question of the worked example, as the program shows it.

`python docs/picture.py` writes it; `python docs/picture.py --check` says whether it is what the program shows now.
"""
# ruff: noqa: INP001, T201 - a script to run, no part of the package

from __future__ import annotations

import asyncio
import html
import os
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch
from uuid import UUID

from des_decider.record.example import make_example
from des_decider.record.opening import open_decision
from des_decider.tui.app import DesDecider
from des_decider.tui.screens.question import QuestionScreen

FILE = Path(__file__).parent / "screen.svg"
SIZE = (112, 30)
NAMED = UUID("5a17a45b-0000-4000-8000-000000000001")
SHOWN = "home.1.done_by"
"""Who does most of the weekly round in the first home."""
_TEXT = re.compile(r'<text class="([^"]*)" x="([\d.]+)" y="([\d.]+)" textLength="[\d.]+" ([^>]*)>([^<]*)</text>')
_CELL = 12.2
"""The width of a character in the picture."""


def evening() -> datetime:
    """The evening of the picture."""
    return datetime(2020, 5, 19, 19, 42, tzinfo=UTC)


async def drawn(folder: Path) -> str:
    """The picture, from a fresh copy of the worked example."""
    make_example(folder, evening)
    with open_decision(folder, clock=evening, who="Bess Harbour") as session:
        app = DesDecider(session, by="Bess Harbour", clock=evening)
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause()
            app.go("section:care_homes")
            await pilot.pause()
            assert isinstance(app.screen, QuestionScreen)  # noqa: S101 - what is drawn is a question
            app.screen.go_to(SHOWN)
            await pilot.pause()
            app.beside.now()
            await app.workers.wait_for_complete()
            await pilot.pause()
            return stays_here(app.export_screenshot())


def stays_here(svg: str) -> str:
    """The picture without what a reader would fetch from elsewhere, and always under the same names."""
    svg = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<!--.*?-->", "", svg, flags=re.DOTALL)
    svg = re.sub(r"terminal-\d+", "screen", svg)
    svg = _TEXT.sub(word_by_word, svg.replace("\n</text>", "</text>"))
    return "\n".join(line.rstrip() for line in svg.splitlines() if line.strip()) + "\n"


def word_by_word(piece: re.Match[str]) -> str:
    """A piece of text with each word at its own cell: blanks drift, or are left out, where another font is at hand."""
    style, x, y, rest, told = piece.groups()
    return (
        "\n".join(
            f'<text class="{style}" x="{float(x) + _CELL * word.start():g}" y="{y}" '
            f'textLength="{_CELL * len(word[0]):g}" {rest}>{html.escape(word[0])}</text>'
            for word in re.finditer(r"\S+", html.unescape(told))
        )
        + "\n"
    )


def words(svg: str) -> str:
    """The text of a picture, line by line."""
    rows: dict[float, list[tuple[float, str]]] = {}
    for _, x, y, _, piece in _TEXT.findall(svg):
        rows.setdefault(float(y), []).append((float(x), html.unescape(piece)))
    lines = []
    for place in sorted(rows):
        line = ""
        for x, piece in sorted(rows[place]):
            line = line.ljust(round(x / _CELL)) + piece
        lines.append(line.rstrip())
    return "\n".join(lines) + "\n"


def draw() -> str:
    """The picture as the program draws it now; nothing of this machine is read or left behind."""
    with (
        TemporaryDirectory() as folder,
        patch.dict(os.environ, {"DES_DECIDER_HOME": f"{folder}/home"}),
        patch("uuid.uuid4", lambda: NAMED),  # which cases are drawn follows from the decision's id
    ):
        return asyncio.run(drawn(Path(folder) / "example"))


def main(arguments: list[str]) -> int:
    """Write the picture, or compare it; the exit code says whether it is up to date."""
    now = draw()
    if "--check" in arguments:
        same = FILE.exists() and words(FILE.read_text(encoding="utf-8")) == words(now)
        print("docs/screen.svg is what the program shows" if same else "docs/screen.svg is old: run docs/picture.py")
        return 0 if same else 1
    FILE.write_text(now, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
