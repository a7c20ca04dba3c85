"""People's names as people compare them: whether two texts name the same person, and how far one being typed does."""

from __future__ import annotations

from typing import Literal

from des_decider.decision.matching import as_typed

Fit = Literal["nothing", "begun", "fits", "another"]
"""How a text typed compares with a partner's name: nothing yet, its beginning, the name, or something else."""


def plain_name(name: str) -> str:
    """A name as people compare it: case, spacing, a doctor's title and which apostrophe make no difference."""
    words = as_typed(name).casefold().replace(".", " ").split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in {"dr", "doctor"} else words)


def fit(typed: str, name: str) -> Fit:
    """How far a text being typed is this partner's name."""
    if not typed.strip():
        return "nothing"
    if plain_name(typed) == plain_name(name):
        return "fits"
    begun = " ".join(as_typed(typed).casefold().replace(".", " ").split())
    as_said = (f"{title}{plain_name(name)}" for title in ("", "dr ", "doctor "))
    return "begun" if any(said.startswith(begun) for said in as_said) else "another"
