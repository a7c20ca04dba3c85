"""Names as people compare them: the same person, however a keyboard, a Word file or a Mac writes the name."""

from __future__ import annotations

import unicodedata

import pytest

from des_decider.decision.names import fit, plain_name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("ann  o'brien", "Dr Ann O’Brien"),
        ("Ann O‘Brien", "Ann O'Brien"),
        ("doctor Ann Smith–Jones", "Dr. Ann Smith-Jones"),
        (unicodedata.normalize("NFD", "José Núñez"), "José Núñez"),
        (unicodedata.normalize("NFC", "Siân"), unicodedata.normalize("NFD", "Siân")),
    ],
)
def test_the_same_person(typed: str, name: str) -> None:
    """A curly apostrophe once kept a partner from confirming the record."""
    assert plain_name(typed) == plain_name(name)
    assert fit(typed, name) == "fits"
    assert fit(typed[:3], name) == "begun"


@pytest.mark.parametrize(("typed", "name"), [("José", "Jose"), ("Ann Obrien", "Ann O’Brien"), ("Dr", "Dr Ann")])
def test_another_person(typed: str, name: str) -> None:
    assert plain_name(typed) != plain_name(name)
