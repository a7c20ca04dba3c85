"""The text of a memo taken out again from each format, in the order in which it is read there, without its spaces."""

from __future__ import annotations

import io
import re
from ctypes import addressof
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, NamedTuple, assert_never

import docx
import pdfplumber
import pypdfium2  # type: ignore[import-untyped]
from docx.table import Table as WordTable
from pdfminer.layout import LTChar
from pdfminer.pdftypes import resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import decode_text
from pypdfium2 import raw

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pdfplumber.page import Page
    from pdfplumber.pdf import PDF

    from des_decider.memo.formats import Format

_UNSEEN = re.compile(r"[\s\u00a0\u00ad\u200b\u2060]+")


def squeezed(text: str) -> str:
    """Text without spaces and without what only says where a line may end."""
    return _UNSEEN.sub("", text)


def text_of(name: Format, data: bytes) -> str:
    """What a format says."""
    match name:
        case "md":
            return squeezed(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", data.decode()))
        case "txt":
            return squeezed(data.decode())
        case "html":
            return squeezed(_Main(data.decode()).text)
        case "docx":
            return squeezed("".join(_in_word(data)))
        case "pdf":
            return squeezed("".join(structure(data).said()))
        case _:
            assert_never(name)


class _Main(HTMLParser):
    """What stands in the main part of a page, which is all but its head."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self._inside = "", False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside |= tag == "main" and bool(attrs)

    def handle_endtag(self, tag: str) -> None:
        self._inside &= tag != "main"

    def handle_data(self, data: str) -> None:
        self.text += data if self._inside else ""


def _in_word(data: bytes) -> Iterator[str]:
    for block in docx.Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(block, WordTable):
            yield from (cell.text for row in block.rows for cell in row.cells)
        else:
            yield block.text


class Tag(NamedTuple):
    """One tag of a PDF: its kind, what it tells whoever does not see it, its properties, and what stands in it."""

    kind: str
    alt: str
    properties: dict[str, Any]
    inside: list[Tag | str]

    def said(self) -> Iterator[str]:
        """All that it says, in the order of reading."""
        for one in self.inside:
            yield from (one,) if isinstance(one, str) else one.said()

    def all(self) -> Iterator[Tag]:
        """It and every tag within, in the order of reading."""
        yield self
        for one in self.inside:
            if isinstance(one, Tag):
                yield from one.all()


def structure(data: bytes) -> Tag:
    """The tags of a PDF; running heads and whatever else is no part of the document stand in none."""
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return structure_of(pdf)


def structure_of(pdf: PDF) -> Tag:
    """The same of a PDF that is open."""
    pdf.stream.seek(0)
    data = pdf.stream.read()
    texts: dict[tuple[object, int], str] = {}
    for page, marked in zip(pdf.pages, _marked(data), strict=True):
        texts |= {(page.page_obj.pageid, mark): text for mark, text in marked.items()}
    root = resolve1(pdf.doc.catalog["StructTreeRoot"])
    return _tag({"S": "root", "K": root["K"]}, 0, texts)


def _marked(data: bytes) -> Iterator[dict[int, str]]:
    """For each page what stands in each mark, as it is read aloud: what no mark has is no part of the document."""
    for page in pypdfium2.PdfDocument(data):
        letters = page.get_textpage()
        marks: dict[int, int] = {}
        texts: dict[int, str] = {}
        for n in range(letters.count_chars()):
            drawn = raw.FPDFText_GetTextObject(letters, n)
            if not drawn or raw.FPDFText_IsGenerated(letters, n) == 1:  # a space between two texts of a line
                continue
            at = addressof(drawn.contents)
            if at not in marks:
                marks[at] = raw.FPDFPageObj_GetMarkedContentID(drawn)
            # A hyphen at the end of a line is taken for one that only the line has; here each was written.
            letter = "-" if raw.FPDFText_IsHyphen(letters, n) == 1 else chr(raw.FPDFText_GetUnicode(letters, n))
            texts[marks[at]] = texts.get(marks[at], "") + letter
        yield texts


def letters_on(page: Page) -> Iterator[LTChar]:
    """The letters of a page in the order they are drawn; `page.chars` has all there is to know of each, and is slow."""
    return (one for one in page.layout if isinstance(one, LTChar))


def _tag(node: dict[str, Any], page: object, texts: dict[tuple[object, int], str]) -> Tag:
    page = node["Pg"].objid if "Pg" in node else page
    kids = resolve1(node.get("K", []))
    inside: list[Tag | str] = []
    for kid in map(resolve1, kids if isinstance(kids, list) else [kids]):
        if isinstance(kid, int):
            inside.append(texts.get((page, kid), ""))
        elif "MCID" in kid:
            inside.append(texts.get((kid["Pg"].objid if "Pg" in kid else page, kid["MCID"]), ""))
        elif "S" in kid:
            inside.append(_tag(kid, page, texts))
    alt = resolve1(node.get("Alt", b""))
    kind = node["S"].name if isinstance(node["S"], PSLiteral) else node["S"]
    return Tag(str(kind), decode_text(alt), node, inside)
