"""Every format says the same words in the same order: what the document holds is taken out of each again."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import pytest

from des_decider.memo.compose import compose_appendices, compose_memo
from des_decider.memo.document import Bullets, Heading, Paragraph, Quote, SignatureBlock, Table
from des_decider.memo.formats import FORMATS, as_bytes
from des_decider.memo.plain_text import as_text
from des_decider.memo.sequel import compose_sequel
from tests.memo.memo_facts import FULL, QUICK_LOOK, facts, sequel_facts
from tests.memo.test_sequel import ENTRIES
from tests.memo.text_of_formats import squeezed, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from des_decider.memo.document import Block, Document
    from des_decider.memo.formats import Format

# What stands between the words: signs of lists, tables, headings and quotes, bars in letters, and where people sign.
FURNITURE = re.compile(r"DRAFT:?|Signatureanddate|Name|Signature|Date|[0-9]+[.)]|[-=>|:*#_—•‣–·▒█\\]")
DOCUMENTS = {
    "a memo": cache(lambda: compose_memo(facts(FULL, signed=True))),
    "its appendices": cache(lambda: compose_appendices(facts(FULL, signed=True))),
    "its sequel": cache(lambda: compose_sequel(sequel_facts(FULL, *ENTRIES))),
    "a draft": cache(lambda: compose_memo(facts(QUICK_LOOK, blocking=("The vote has no rule.",)))),
}


def said(block: Block) -> Iterator[str]:
    """Each text of a block, in the order of reading."""
    match block:
        case Heading(text=text) | Paragraph(text=text):
            yield text
        case Quote(text=text, who=who):
            yield from (*text.split("\n"), who)
        case Bullets(items=items):
            yield from items
        case Table(caption=caption, header=header, rows=rows, bars=bars):
            yield from (caption, *header, *(bars.sides if bars else ()))
            yield from (cell for row in rows for cell in row)
        case SignatureBlock(names=names):
            yield from names


def left_over(text: str, document: Document) -> tuple[str, str]:
    """What a text has besides what the document says in turn, and where the first word of the document is missing."""
    at, besides = 0, ""
    for piece in (squeezed(text) for block in document.blocks for text in said(block)):
        while not text.startswith(piece, at):
            found = FURNITURE.match(text, at)
            if found is None:
                return besides, f"“{piece[:60]}” is not where it belongs: {text[at : at + 60]}"
            besides += found[0]
            at = found.end()
        at += len(piece)
    return besides + FURNITURE.sub("", text[at:]), ""


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("which", DOCUMENTS)
def test_a_format_says_all_the_words_and_no_others_in_their_order(which: str, name: Format) -> None:
    document = DOCUMENTS[which]()
    # On a page of 78 columns text breaks cells over lines; that nothing else differs there is looked at below.
    data = as_text(document, 100_000).encode() if name == "txt" else as_bytes(document, name)
    text = text_of(name, data)
    head = squeezed(document.running_head)
    if name in {"md", "txt"}:
        text = re.sub(rf"^(?:[*]*DRAFT[*]*·?)?{re.escape(head)}", "", text)
        text = re.sub(rf"(?:DRAFT·)?{re.escape(head)}$", "", text)
    besides, missing = left_over(text, document)
    assert missing == ""
    assert FURNITURE.sub("", besides) == ""


def test_broken_into_lines_a_text_has_the_same_letters() -> None:
    document = DOCUMENTS["a memo"]()
    letters = re.compile(r"[^\W_]")
    narrow, wide = (Counter(letters.findall(as_text(document, width))) for width in (78, 100_000))
    assert narrow == wide


def test_a_word_that_is_missing_or_out_of_place_or_new_is_found() -> None:
    document = DOCUMENTS["a memo"]()
    text = text_of("html", as_bytes(document, "html"))
    assert left_over(text, document)[1] == ""
    for wrong in (text.replace("Quorum", "", 1), text.replace("Quorum", "muroQu", 1), text[: len(text) // 2]):
        assert left_over(wrong, document)[1]
    assert left_over(f"{text}more", document)[0].endswith("more")
