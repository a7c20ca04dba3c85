"""Notes what a file writes of what its contract has none of: nobody would ever be asked it, or see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from des_decider.worksheet.figure_paths import whose
from des_decider.worksheet.layers import EACH, rows
from des_decider.worksheet.mistakes import safe
from des_decider.worksheet.mistakes_found import Found
from des_decider.worksheet.of_the_contract import is_of
from des_decider.worksheet.references import CONTRACT_PARTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from des_decider.worksheet.layers import Layered
    from des_decider.worksheet.layout import Path
    from des_decider.worksheet.mistakes_found import Mistakes
    from des_decider.worksheet.model import Worksheet

_STANDS_FOR = {
    "role": "workforce.by", "area": "workforce.area", "homes": "home.by", "network": "pcn.name",
    "section": "completed.{}", "threshold": "threshold.{}", "ask": "{}",
}  # fmt: skip
"""The input without which a table has no sense, by its family; one of a row is named by the row."""
_MENDS = {
    "role": 'Add the payment out of which it is repaid, of the kind "reimbursement", or delete it',
    "area": "Name it in maximum_in of a role, or delete it",
}
_FIGURES = {"threshold": "figure", "claim": "compare_with"}
_OF_A_NETWORK = {"pcn", "member", "share", "meeting", "network", "networks", "reaches_practice"}
_LACKING = {
    "no post for which more can be claimed in an area": {"area"},
    "no money that is counted on that list": {"weighted_list", "adjusted_list"},
    "no money for posts": {"posts", "workforce", "post_hours", "falls_to_gps"},
    "no money for beds": {"premium"},
    "no work in care homes, and no money for their beds": {"homes", "home", "care_homes", "beds", "care_home_beds"},
    "no money for a director": {"director"},
    "nothing that became known after the deadline": {"later"},
    "no next window to leave at": {"leave", "leave_next", "leaving"},
    "nobody in it yet": {"exit_cost", "once"},
}
"""What a contract has none of, by the words in names that speak of it."""


def check_is_of_the_contract(mistakes: Mistakes, own: Mapping[str, Any], sheet: Layered, worksheet: Worksheet) -> None:
    """Note each such table, and each entry of the quick look, in what the file itself says.

    What it has follows from its payments, posts and services: while one of these has a mistake, nothing is noted.
    """
    if not all(mistakes.is_sure_of((family,)) for family in ("payment", "role", "service")):
        return
    posts = 0
    for path, row in rows(own):
        family, id_ = path[0], ".".join(path[1:])
        posts += family == "role" and id_ != EACH
        if family == "role" and posts > 1:
            continue  # they all want one payment
        place = f"[{safe('.'.join(path), 90)}]"
        named = _STANDS_FOR.get(family, "").format(id_)
        figure = row.get(_FIGURES.get(family, ""))
        if family == "question":
            _check_question(mistakes, path, row, sheet, worksheet)
        elif named and id_ != EACH and mistakes.is_sure_of(path) and not is_of(named, worksheet):
            what = f"{place} is never needed: {_lacking(id_ if family == 'ask' else named, worksheet)}"
            mistakes.add(Found("never-needed", place, path, what, _MENDS.get(family, "Delete it")))
        elif isinstance(figure, str) and mistakes.is_sure_of(path) and not _has_a_value(figure, worksheet):
            key = _FIGURES[family]
            what = f"{safe(figure)} never has a value: {_lacking(figure, worksheet)}"
            mend = "Name another figure, such as funding.practice_total"
            mistakes.add(Found("never-needed", f"{place} {key}", (*path, key), what, mend))
    for asked in _quick_look(own):
        if not is_of(asked, worksheet):
            what, at = f"{safe(asked)} is never needed: {_lacking(asked, worksheet)}", ("quick_look", "ask")
            mistakes.add(Found("never-needed", "[quick_look] ask", at, what, "Delete it", entry=asked))


def _check_question(
    mistakes: Mistakes, path: Path, row: Mapping[str, Any], sheet: Layered, worksheet: Worksheet
) -> None:
    """Note a question that needs what the contract has none of; one of the author's may have taken an id that does."""
    written = sheet.values["question"][path[1]].get("needs")
    needs = next((part for part in CONTRACT_PARTS if part == written), "")
    if path[1] in worksheet.questions or not needs:
        return
    place = f"[{safe('.'.join(path), 90)}]"
    what = f"{place} is never asked: {_lacking(needs, worksheet)}"
    mend = "Delete it"
    if "needs" not in row and row.keys() >= {"section", "text"}:
        what = f"{what}, which the program's question of this id needs"
        mend = "Give a question of your own an id of its own"
    mistakes.add(Found("never-needed", place, path, what, mend))


def _quick_look(own: Mapping[str, Any]) -> Iterator[str]:
    table = own.get("quick_look")
    listed = table.get("ask") if isinstance(table, dict) else None
    yield from (path for path in listed if isinstance(path, str)) if isinstance(listed, list) else ()


def _has_a_value(figure: str, worksheet: Worksheet) -> bool:
    return is_of(figure, worksheet) and (whose(figure) != "network" or worksheet.has_network)


def _lacking(name: str, worksheet: Worksheet) -> str:
    """What a name speaks of and the contract has none of, in words."""
    words = {*name.split(".")}
    if not worksheet.has_network and (words & _OF_A_NETWORK or whose(name) == "network"):
        return "the contract has no money that goes to a network"
    return f"the contract has {next((none for none, known in _LACKING.items() if words & known), 'nothing of it')}"
