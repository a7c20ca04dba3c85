"""Reads what an author expects to come out of some answers, so that a worksheet can be tested before it goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.worksheet.model import LEANINGS, Expected
from des_decider.worksheet.toml_table import tables

if TYPE_CHECKING:
    from des_decider.worksheet.toml_table import Table


def read_expected(root: Table) -> dict[str, Expected]:
    """Every `[test.…]`; whether what comes out is what is expected is for those who can work it out."""
    return {
        id_: Expected(
            id_,
            table.text("what", required=False),
            table.texts_by_id("answers"),
            table.texts_by_id("figures"),
            table.word("leaning", LEANINGS, required=False),
        )
        for id_, table in tables(root, "test")
    }
