"""What a key of a worksheet takes: gathered while the readers ask for it, for the schema by which editors check one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from des_decider.worksheet.model import ASKED

if TYPE_CHECKING:
    from des_decider.worksheet.layout import Path


class Takes(NamedTuple):
    """What a key takes: one kind of value, or one of some words; a key may take several of these."""

    kind: Literal["text", "word", "number", "whole", "yes", "day", "texts", "texts by id"]
    words: tuple[str, ...] = ()


Taken = dict["Path", dict[Takes, None]]
"""What each key takes, in the order in which the readers ask for it."""
TEXT, TEXTS, NUMBER, TO_BE_ASKED = Takes("text"), Takes("texts"), Takes("number"), Takes("word", (ASKED,))
