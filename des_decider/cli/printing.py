"""Says a line on the terminal: made visible, and broken between words where a person's window ends."""

from __future__ import annotations

import shutil
import sys
import textwrap

from des_decider.decision.wording import visible


def say(line: str, *, trouble: bool = False) -> None:
    """Print one line to standard output, or to standard error for `trouble`; only a terminal breaks it."""
    stream = sys.stderr if trouble else sys.stdout
    text = visible(line)
    if stream.isatty():
        indent = " " * (len(text) - len(text.lstrip()) + 2)
        width = max(20, shutil.get_terminal_size().columns)
        broken = textwrap.wrap(
            text, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False,
            replace_whitespace=False, drop_whitespace=True,
        )  # fmt: skip
        text = "\n".join(broken) if broken else ""
    print(text, file=stream)
