"""What cannot be done and a person can mend: one sentence, which commands print and screens show as it is."""

from __future__ import annotations


class Trouble(Exception):
    """One sentence that says what, where and what to do."""
