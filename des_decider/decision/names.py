"""People's names as people compare them: whether two texts name the same person."""

from __future__ import annotations


def plain_name(name: str) -> str:
    """A name as people compare it: case, spacing and a doctor's title make no difference."""
    words = name.casefold().replace(".", " ").split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in {"dr", "doctor"} else words)
