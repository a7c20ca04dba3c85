"""Tells where things stand in a worksheet's text, and scans all of it only once a line is asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from des_decider.worksheet.layout import Layout


class Lines:
    """The lines of one text. Of a good worksheet none is asked for, and scanning takes a third of its reading."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def layout(self) -> Layout:
        """Where each table and key stands, and every fault of writing."""
        from des_decider.worksheet.layout import Layout  # with what words its faults, only for a file that has any

        return Layout(self.text)
