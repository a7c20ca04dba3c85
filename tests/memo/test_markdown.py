"""Markdown: what stands where, and that no text from outside is ever markup."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from des_decider.decision.wording import visible
from des_decider.memo.document import (
    Bars,
    Block,
    Bullets,
    Document,
    Heading,
    Paragraph,
    Quote,
    SignatureBlock,
    Table,
)
from des_decider.memo.line_ends import kept_together
from des_decider.memo.markdown import as_markdown, escaped
from tests.memo.drawn import bar

# Letters that Markdown obeys, and whole pieces of it, come far too seldom in arbitrary text.
PIECES = ["---", "===", "| a | b |", "|---|", "- ", "1. ", "2) ", "```", "~~~", "<script>", "&amp;", "[x](y)", "[x]: y"]
HOSTILE = st.one_of(
    st.text(alphabet="#*_`|\\-+=:1.)<>&~[]()!$@ \r\n\tawh/\u00a0\u200b\u202e\u2029\x1b", max_size=40),
    st.lists(st.sampled_from([*PIECES, "**b**", "    ", "\n", "\n\n", "http://a.b", "www.a.b", "a"]), max_size=8).map(
        "".join
    ),
    st.text(max_size=30),
)


BARS = Bars(("Worse", "Better"), (bar((12,), (1, 2)), bar((4, 2))))


def written(*blocks: Block, draft: bool = False, head: str = "") -> str:
    return as_markdown(Document("Title", head, blocks, draft=draft)).removesuffix("\n")


@pytest.mark.parametrize(
    ("words", "block", "expected"),
    [
        ("the title", Heading(1, "What we decided"), "# What we decided"),
        ("a part of an item", Heading(3, "Money"), "### Money"),
        ("a paragraph on several lines is one", Paragraph("one\ntwo"), "one two"),
        ("Windows line ends are line ends", Paragraph("one\r\ntwo"), "one two"),
        ("what must not be missed", Paragraph("We sign up.", strong=True), "**We sign up.**"),
        ("nothing strong is nothing", Paragraph("  ", strong=True), ""),
        ("bullets", Bullets(("a", "b")), "- a\n- b"),
        ("numbers", Bullets(("a", "b"), numbered=True), "1. a\n2. b"),
        ("an empty item", Bullets(("a", "")), "- a\n-"),
        ("words and a name", Quote("Not safe.", "Dr Marsh"), "> Not safe.\n>\n> *— Dr Marsh*"),
        ("words alone", Quote("Not safe."), "> Not safe."),
        ("words on two lines", Quote("One.\nTwo."), "> One.\\\n> Two."),
        ("words in two paragraphs", Quote("One.\n\n\nTwo."), "> One.\n>\n> Two."),
        ("no words, a name", Quote("", "Dr Marsh"), "> *— Dr Marsh*"),
        (
            "figures to the right, with a caption",
            Table("Sums", ("What", "Net"), (("This year", "\u2212£6,420"),), numbers=(1,)),
            "*Sums*\n\n| What | Net |\n| --- | ---: |\n| This year | \u2212\u2060£6,420 |",
        ),
        (
            "bars in letters, on both sides of a line",
            Table("", ("What",), (("a",), ("b",)), bars=BARS),
            "| What | Worse | Better |\n| --- | ---: | --- |\n| a | ▒▒▒▒▒▒▒▒▒▒▒ | ▒██ |\n| b | ██▒▒▒▒ |  |",
        ),
        ("signs stay with their numbers", Paragraph("88 % of −£5"), "88\u00a0% of −\u2060£5"),
        ("a table without rows or caption", Table("", ("What",), ()), "| What |\n| --- |"),
        (
            "line breaks and pipes in a cell",
            Table("", ("What",), (("a|b\n|c",),)),
            "| What |\n| --- |\n| a\\|b \\|c |",
        ),
        (
            "where people sign",
            SignatureBlock(("Dr Vane",)),
            "| Name | Signature | Date |\n| --- | --- | --- |\n| Dr Vane |  |  |",
        ),
    ],
)
def test_a_block_is_written_as(words: str, block: Block, expected: str) -> None:
    assert written(block) == expected, words


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        ("bold", "**bold** __too__", r"\*\*bold\*\* \_\_too\_\_"),
        ("code", "`code`", r"\`code\`"),
        ("a script", "<script>alert(1)</script>", r"\<script\>alert(1)\</script\>"),
        ("a link", "[here](http://x.org)", r"\[here\](http\://x.org)"),
        ("a picture", "![x](y)", r"!\[x\](y)"),
        ("an address GitHub would link", "see WWW.x.org", r"see WWW\.x.org"),
        ("a mail address", "a@x.org", r"a\@x.org"),
        ("an entity", "&lt;b&gt;", r"\&lt;b\&gt;"),
        ("struck through", "~~no~~", r"\~\~no\~\~"),
        ("mathematics", "$x$", r"\$x\$"),
        ("a heading", "# no", r"\# no"),
        ("a quote", "> no", r"\> no"),
        ("a backslash before a star", r"\*", r"\\\*"),
        ("a bullet", "- no", r"\- no"),
        ("another", "+ no", r"\+ no"),
        ("a rule under a heading", "===", r"\==="),
        ("a number", "12. December", r"12\. December"),
        ("a number in brackets", "1) one", r"1\) one"),
        ("a number alone", "1.", r"1\."),
        ("a decimal stays readable", "3.5 hours", "3.5 hours"),
        ("a hyphen inside stays readable", "co-op", "co-op"),
        ("code by indentation", "     x", "x"),
        ("colours for a terminal", "\x1b[31mred", r"\\u001b\[31mred"),
        ("right to left", "\u202eevil", r"\\u202eevil"),
    ],
)
def test_text_that_would_be_markup_is_text(words: str, text: str, expected: str) -> None:
    assert written(Paragraph(text)) == expected, words
    assert written(Bullets((text,))) == f"- {expected}", words
    assert written(Quote(text)) == f"> {expected}", words


def test_a_draft_says_so_at_the_top_in_the_title_and_at_the_bottom() -> None:
    text = written(Heading(1, "Memo"), Heading(2, "1 Vote"), Paragraph("x"), draft=True, head="SM-1")
    assert text == "**DRAFT**\n\nSM-1\n\n# DRAFT: Memo\n\n## 1 Vote\n\nx\n\n**DRAFT**"
    assert "DRAFT" not in written(Heading(1, "Memo"), head="SM-1")


def test_lists_that_follow_each_other_stay_apart() -> None:
    text = written(*[Bullets((word,)) for word in "abc"], Bullets(("d",), numbered=True), Paragraph(""), Bullets(()))
    assert text == "- a\n\n* b\n\n- c\n\n1. d"
    assert written(*[Bullets((word,), numbered=True) for word in "ab"]) == "1. a\n\n1) b"


def test_a_row_of_another_length_is_refused_rather_than_cut() -> None:
    with pytest.raises(ValueError, match="A row of 2 cells stands in a table of 1 columns"):
        written(Table("", ("a",), (("b", "c"),)))


def test_a_very_long_text_stays_whole() -> None:
    assert written(Paragraph("x" * 10_000)) == "x" * 10_000


def test_an_empty_document_is_one_line_break() -> None:
    assert as_markdown(Document("", "")) == "\n"


def skeleton(markdown: str) -> list[str]:
    """What a reader of Markdown obeys: each line without escaped characters, then only what could be markup."""
    lines = []
    for line in markdown.split("\n"):
        bare = re.sub(r"\\[!-/:-@\[-`{-~]", "x", line)
        opening = re.match(r"(?:> )?(?: {4}|[-+*](?=\s|$)|[-+=:]|[0-9]+[.)](?=\s|$))?", bare)
        lines.append((opening.group() if opening else "") + re.sub(r"[^\\`*_\[\]<>#|~&$@]", "", bare))
    return lines


def sample(texts: list[str]) -> Document:
    a, b, c, d = texts
    blocks = (
        *(Heading(1, a), Heading(2, b), Paragraph(c), Paragraph(d, strong=True)),
        *(Bullets((a, b)), Bullets((c, d)), Bullets((d, a), numbered=True)),
        *(Quote(escaped_line(a), b), Table(a, (b, c), ((d, a), (c, b)), numbers=(1,)), SignatureBlock((d,))),
    )
    return Document("Title", d, blocks, draft=True)


def escaped_line(text: str) -> str:
    return " ".join(visible(text).split())


@given(st.lists(HOSTILE, min_size=4, max_size=4))
def test_no_text_changes_how_a_document_is_built(texts: list[str]) -> None:
    harmless = ["word" if visible(text).strip() else "" for text in texts]
    assert skeleton(as_markdown(sample(texts))) == skeleton(as_markdown(sample(harmless)))


@given(HOSTILE)
def test_a_quote_of_many_lines_stays_one_quote_with_nothing_in_it_but_words(text: str) -> None:
    markdown = written(Quote(text), Paragraph("after"))
    lines = markdown.removesuffix("after").strip("\n").split("\n")
    for line in filter(None, lines):
        assert line == ">" or line.startswith("> ")
    for shape in filter(None, skeleton("\n".join(lines))):
        assert re.fullmatch(r">( >)?\\?|> >\\?|>", shape), shape


@given(HOSTILE)
def test_what_is_escaped_reads_as_it_was(text: str) -> None:
    shown = kept_together(re.sub(" {2,}", " ", visible(text.replace("\r\n", "\n")).strip()))
    assert re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", escaped(text)) == shown
