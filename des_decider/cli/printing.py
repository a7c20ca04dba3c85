"""Says a line on the terminal: made visible, and broken between words where a person's window ends."""

from __future__ import annotations

import shutil
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

from des_decider.decision.text_width import display_width, wrapped
from des_decider.decision.wording import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

T = TypeVar("T")
LONGEST_TROUBLE = 2_000
"""Characters of a sentence about what went wrong; a longer one has something in it that is no name, and is cut."""


class Watched:
    """An output that notes whether it took what it was given, for whoever meets the error later."""

    def __init__(self, stream: TextIO) -> None:
        self._stream, self.failed = stream, False

    def write(self, text: str) -> int:
        """Write a text. Raises OSError as the stream does."""
        return self._tried(lambda: self._stream.write(text))

    def flush(self) -> None:
        """Hand on what is written. Raises OSError as the stream does."""
        self._tried(self._stream.flush)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def _tried(self, act: Callable[[], T]) -> T:
        try:
            return act()
        except OSError:
            self.failed = True
            raise


def say(line: str, *, trouble: bool = False) -> None:
    """Print one line to standard output, or to standard error for `trouble`; only a terminal breaks it.

    What went wrong is told as far as anybody can be told: a standard error that fails changes nothing.
    """
    if trouble:
        half = LONGEST_TROUBLE // 2
        with suppress(OSError, ValueError):
            _print(visible(line if len(line) <= LONGEST_TROUBLE else f"{line[:half]}…{line[-half:]}"), sys.stderr)
    else:
        _print(visible(line), sys.stdout)


def say_all(lines: Iterable[str]) -> None:
    """Print many lines to standard output, as `say` does each, at one go."""
    told = [*map(visible, lines)]
    width = _width(sys.stdout)
    print("\n".join(_broken(line, width) for line in told) if width else "\n".join(told))


def _print(text: str, stream: TextIO) -> None:
    width = _width(stream)
    print(_broken(text, width) if width else text, file=stream)


def columns() -> int:
    """The columns of the window at standard output, 0 where no person looks."""
    return _width(sys.stdout)


def _width(stream: TextIO) -> int:
    """The columns of a person's window, 0 where no person looks."""
    return max(20, shutil.get_terminal_size().columns) if stream.isatty() else 0


def _broken(text: str, width: int) -> str:
    body = text.lstrip(" ")
    indent = " " * (len(text) - len(body))
    if display_width(text) > width:  # what stands at the right of a wider window
        indent = indent[: width // 2]
    return "\n".join(wrapped(body, width, indent, f"{indent}  ", whole=True))
