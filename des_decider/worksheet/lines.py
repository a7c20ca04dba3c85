"""Tells where things stand in a worksheet's text, and scans all of it only once a line is asked for."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from des_decider.worksheet.layout import Layout, Path

# Runs to the next line that begins with a bracket and names [ask]; what stands in texts and comments begins no line.
_TO_AN_ASK = re.compile(
    r'(?:"""(?:[^"\\]++|\\.|"{1,2}(?!"))*+"{3,5}'
    r"|'''(?:[^']++|'{1,2}(?!'))*+'{3,5}"
    r'|"(?:[^"\\\n]++|\\.)*+"'
    r"|'[^'\n]*+'"
    r"|#[^\n]*+"
    r"|[^\"'#\n]++"
    r"|\n(?![ \t]*+\[[^\n]*?ask))*+",
    re.DOTALL,
)
_PLAIN_HEADER = re.compile(r"\n\[([A-Za-z0-9_-]++(?:\.[A-Za-z0-9_-]++)*+)\](?=[ \t]*+(?:[#\n]|\Z))")


class Lines:
    """The lines of one text. Of a good worksheet hardly any is asked for, and scanning takes a third of its reading."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def layout(self) -> Layout:
        """Where each table and key stands, and every fault of writing."""
        from des_decider.worksheet.layout import Layout  # with what words its faults, only for a file that has any

        return Layout(self._text)

    def line_of(self, path: Path) -> int:
        """The line of a table or key, or of the nearest table around it; 0 if there is none."""
        return self.layout.line_of(path) or 0

    def ranks_of_asks(self, paths: list[Path]) -> Mapping[Path, int]:
        """What sorts tables of [ask] by their lines, in a file the parser accepts."""
        ranks = self._headers()
        if ranks is None or not all(path in ranks for path in paths):
            return {path: self.line_of(path) for path in paths}
        return ranks

    def _headers(self) -> dict[Path, int] | None:
        """Where each table of [ask] is first named; None if one is written in a way only a whole scan understands."""
        text = "\n" + self._text
        found: dict[Path, int] = {}
        at = 0
        while (step := _TO_AN_ASK.match(text, at)) is not None and step.end() < len(text):
            header = _PLAIN_HEADER.match(text, step.end())
            if header is None:
                return None
            at, path = header.end(), tuple(header[1].split("."))
            for length in range(len(path), 0, -1):
                found.setdefault(path[:length], at)
        return found
