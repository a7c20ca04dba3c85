"""The contract as the worksheet's author describes it: duties, posts, payments, dates and what is published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.decision.answers import left_out
from des_decider.decision.offers import figures
from des_decider.decision.wording import capital
from des_decider.decision.worksheet_says import (
    AuthorSays,
    claim,
    day_of,
    duties,
    in_one,
    introduction,
    limits,
    payment,
    post,
    section,
    sizes,
    sources,
)
from des_decider.memo.document import Block, Heading, Paragraph, Table
from des_decider.memo.figure_words import Words, item

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def contract_in_words(words: Words) -> list[Block]:
    """What the partners read beside the questions, each with where it was read; later facts only where they count."""
    sheet = words.worksheet
    read = [AuthorSays(one.what, figures(one), origin=one.origin) for one in sheet.evidence.values()]
    dates = sorted(sheet.dates.values(), key=lambda fact: (fact.date is None, fact.date))
    return [
        item("The contract as the worksheet describes it"),
        *_in_words(section(key, sheet) for key in sheet.sections),
        *_in_words(limits(one, sheet) for one in sheet.thresholds.values()),
        *(block for service in sheet.services.values() for block in _service(words, service.id)),
        *_table(words, "Posts", (post(role, sheet) for role in sheet.roles.values())),
        *_table(words, "Payments", map(payment, sheet.payments.values())),
        *_table(words, "Dates", map(day_of, dates)),
        *_table(words, "Claims", map(claim, sheet.claims.values())),
        *_table(words, "Published", [*sizes(sheet), *read]),
    ]


def _in_words(said: Iterable[AuthorSays]) -> Iterator[Block]:
    """What is said without a source, where there is anything."""
    yield from (Paragraph(f"{one.name}: {one.words}") for one in said if one.words)


def _service(words: Words, service: str) -> list[Block]:
    """A service's introduction and its duties, which were asked about whenever they became known."""
    told = introduction(words.worksheet.services[service])
    rows = tuple(map(_row, duties(service, words.worksheet)))
    return [Heading(3, told.name), *([Paragraph(told.words)] if told.words else []), *_rows(rows)]


def _table(words: Words, title: str, said: Iterable[AuthorSays]) -> list[Block]:
    seen = (one for one in said if one.origin is None or not left_out(one.origin, words.answers))
    rows = tuple(map(_row, seen))
    return [Heading(3, title), *_rows(rows)] if rows else []


def _rows(rows: tuple[tuple[str, ...], ...]) -> list[Block]:
    header = ("What", "What the worksheet says, and where it was read")
    return [Table("", header, rows, widths=(22, 78))] if rows else []


def _row(one: AuthorSays) -> tuple[str, str]:
    read = sources(one.origin) if one.origin else ()
    return one.name, in_one(part for part in (capital(one.sentence), *read) if part)
