"""The formats a memo is written in: how each is called, and who writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, assert_never, get_args

from des_decider.decision.wording import joined

if TYPE_CHECKING:
    from des_decider.memo.document import Document

Format = Literal["md", "txt", "html", "pdf", "docx"]
"""A format, by the ending of its files."""
FORMATS: tuple[Format, ...] = get_args(Format)
"""All formats, in the order in which they are written at sign-off."""


def format_of(ending: str) -> Format | None:
    """The format whose files end so; None where there is none."""
    return next((known for known in FORMATS if known == ending), None)


def called(name: Format) -> str:
    """A format as it is called within a sentence."""
    match name:
        case "md":
            return "Markdown"
        case "txt":
            return "plain text"
        case "html":
            return "HTML"
        case "pdf":
            return "PDF"
        case "docx":
            return "Word"
        case _:
            assert_never(name)


def is_text(name: Format) -> bool:
    """Whether its files are text, which an editor may save again with other line endings."""
    match name:
        case "md" | "txt" | "html":
            return True
        case "pdf" | "docx":
            return False
        case _:
            assert_never(name)


def offered() -> tuple[Format, ...]:
    """All formats as people are offered them: first Word, which they mail and print."""
    return FORMATS[::-1]


def in_words() -> str:
    """All formats as a sentence names them: Word, plain text or Markdown."""
    return joined((called(name) for name in offered()), "or")


def as_bytes(document: Document, name: Format) -> bytes:
    """A document in one format; what a format needs is loaded for that format alone."""
    match name:
        case "md":
            from des_decider.memo.markdown import as_markdown

            return as_markdown(document).encode()
        case "txt":
            from des_decider.memo.plain_text import as_text

            return as_text(document).encode()
        case "html":
            from des_decider.memo.html import as_html

            return as_html(document).encode()
        case "pdf":
            from des_decider.memo.pdf import as_pdf

            return as_pdf(document)
        case "docx":
            from des_decider.memo.word import as_word

            return as_word(document)
        case _:
            assert_never(name)
