"""Says a line on the terminal: made visible, and broken between words where a person's window ends."""

from __future__ import annotations

import shutil
import sys

from des_decider.decision.text_width import wrapped
from des_decider.decision.wording import visible


def say(line: str, *, trouble: bool = False) -> None:
    """Print one line to standard output, or to standard error for `trouble`; only a terminal breaks it."""
    stream = sys.stderr if trouble else sys.stdout
    text = visible(line)
    if stream.isatty():
        body = text.lstrip(" ")
        indent = " " * (len(text) - len(body))
        width = max(20, shutil.get_terminal_size().columns)
        text = "\n".join(wrapped(body, width, indent, f"{indent}  ", whole=True))
    print(text, file=stream)
