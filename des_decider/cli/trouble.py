"""What keeps a command from running, as one sentence for standard error."""

from __future__ import annotations


class Trouble(Exception):
    """One sentence that says what, where and what to do; `code` is the exit code."""

    def __init__(self, words: str, code: int = 2) -> None:
        super().__init__(words)
        self.code = code
