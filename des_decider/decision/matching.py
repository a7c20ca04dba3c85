"""Whether a text holds every word that was typed, and how well: case, accents and thousands commas are all the same."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from des_decider.decision.wording import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

_AS_TYPED = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "−": "-", "–": "-", "—": "-", "£": ""})
"""Signs as a keyboard has them; an amount is found with its pound sign and without."""
_COMMA = re.compile(r"(?<=\d),(?=\d|$)")
START, START_BESIDE, INSIDE, INSIDE_BESIDE = range(4)
"""How well a word fits, best first: it begins a word of the title, or of what stands beside; or is inside of one."""


def as_typed(text: str) -> str:
    """A text with the signs that a keyboard has, and each letter with its accent as one: so that looks tell no two."""
    return unicodedata.normalize("NFC", text).translate(_AS_TYPED)


def folded(text: str) -> str:
    """A text as it is compared: as it is shown, in small letters, without accents and thousands commas."""
    plain = visible(text).translate(_AS_TYPED)
    if not plain.isascii():
        apart = unicodedata.normalize("NFKD", plain).casefold()
        plain = "".join(c for c in apart if unicodedata.category(c) != "Mn")
    return _COMMA.sub("", plain.casefold())


def fit(wanted: Sequence[str], title: str, beside: str = "") -> tuple[int, int] | None:
    """How well folded words fit a folded title and what stands beside it, the less the better.

    None where one is in neither. The word that fits worst counts first, then all of them together.
    """
    ranks: list[int] = []
    for word in wanted:
        if (rank := _rank(word, title, beside)) is None:
            return None
        ranks.append(rank)
    return max(ranks, default=START), sum(ranks)


def _rank(word: str, title: str, beside: str) -> int | None:
    inside_title, inside_beside = word in title, word in beside
    if inside_title and _begins(word, title):
        return START
    if inside_beside and _begins(word, beside):
        return START_BESIDE
    if inside_title:
        return INSIDE
    return INSIDE_BESIDE if inside_beside else None


def _begins(word: str, text: str) -> bool:
    """Whether a word of the text begins so."""
    at = text.find(word)
    while at > 0 and text[at - 1].isalnum():
        at = text.find(word, at + 1)
    return at >= 0
