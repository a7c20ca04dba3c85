"""Reads what a worksheet calls its sections, and notes what is asked in one that its contract has not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.worksheet.model import SECTIONS, SectionId, SectionWords
from des_decider.worksheet.toml_table import Table

if TYPE_CHECKING:
    from des_decider.worksheet.layout import Path
    from des_decider.worksheet.references import References

_LACKING: dict[SectionId, str] = {
    "care_homes": "no work in care homes, and no money for their beds",
    "workforce": "no money for posts",
}
"""What a contract has none of whose meeting leaves a section out."""
_JUDGED_BY: dict[SectionId, Path] = {"care_homes": ("service",), "workforce": ("payment",)}


def read_sections(root: Table) -> dict[SectionId, SectionWords]:
    """The worksheet's own titles and introductions."""
    sections: dict[SectionId, SectionWords] = {}
    child = root.child("section")
    if child is None:
        return sections
    parent = Table(root.mistakes, child.values, ("section",))
    for section in SECTIONS:
        if (child := parent.child(section)) is not None:
            table = Table(root.mistakes, child.values, ("section", section))
            sections[section] = SectionWords(table.name("title"), table.text("about", required=False))
            table.finish()
    parent.finish()
    return sections


def check_section(table: Table, section: SectionId, known: References) -> None:
    """Note what is asked in a section that the meeting leaves out, as the contract has nothing of what it is about."""
    has = known.contract_has()
    if (section == "care_homes" and not has["homes"]) or (section == "workforce" and not has["posts"]):
        what = f"The contract has {_LACKING[section]}, so there is no section {section}"
        mend, judged_by = "Ask it in another section, such as", _JUDGED_BY[section]
        table.wrong("needs-another", "section", what, mend, value='"contract"', judged_by=judged_by)
