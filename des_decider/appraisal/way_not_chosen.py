"""Which answers do not count because of another: of the way not chosen, of what is not there, known only later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.worksheet.inputs_and_columns import BY, BY_PATH

if TYPE_CHECKING:
    from des_decider.appraisal.formulas.book import Book

LATER = "known only after the deadline"
_CAN_BE_NONE = frozenset({"home", "workforce", "local", "member"})


def not_of_the_way_chosen(book: Book, id_: str) -> str:
    """Why all that an answer belongs to does not count; empty where it does, and for what says so itself."""
    table, _, rest = id_.partition(".")
    about, _, last = rest.partition(".")
    if not last or last == "by":
        return ""
    if table in _CAN_BE_NONE and book.answers.yes(f"{table}.none"):
        return BY_PATH[f"{table}.none"].label
    way = table
    if table in {"service", "specification"}:
        way = f"service.{about if table == 'service' else book.worksheet.requirements[about].service}"
    if table in {"home", "workforce", "service", "specification"}:
        rows = book.by_rows(way)
        if rows == (table == "service" or about == "whole"):
            return f"what is answered {BY[way.partition('.')[0]]['rows' if rows else 'whole']} counts"
    role = book.worksheet.roles.get(about) if table == "workforce" else None
    payment = book.worksheet.payments.get(about) if table == "payment" else None
    return LATER if any(fact and book.hidden(fact.origin) for fact in (role, payment)) else ""
