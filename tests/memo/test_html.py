"""HTML: what stands where, that it loads and runs nothing, and that no text from outside is ever markup."""

from __future__ import annotations

import re
from fractions import Fraction
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from des_decider.decision.wording import visible
from des_decider.memo.document import (
    Bar,
    Bars,
    Block,
    Bullets,
    Document,
    Heading,
    Paragraph,
    Piece,
    Quote,
    SignatureBlock,
    Table,
)
from des_decider.memo.html import as_html
from des_decider.memo.line_ends import on_paper
from tests.memo.drawn import bar
from tests.tui.hostile import HOSTILE

TEXT = st.one_of(
    st.sampled_from(sorted(HOSTILE.values())),
    st.text(alphabet="<>&\"'/=;:\\{}()@-! \r\n\taw\u00a0\u202e\x1b", max_size=40),
    st.sampled_from(["</style>", "</title>", "<script>alert(1)</script>", "-->", "]]>", '" onload="x', "&lt;b&gt;"]),
    st.text(st.characters(codec=None), max_size=30),
)


class Read(HTMLParser):
    """What a browser finds: each tag with its attributes, and the text between them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.declared: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == [], "every tag that opens is closed, in turn"

    def handle_decl(self, decl: str) -> None:
        self.declared.append(decl)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "col"}:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((self._open[-1] if self._open else "", data))

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]

    def said(self, *tags: str) -> list[str]:
        return [text for tag, text in self.texts if tag in tags]


def written(*blocks: Block, draft: bool = False, head: str = "", title: str = "Title") -> str:
    return as_html(Document(title, head, blocks, draft=draft))


def body(*blocks: Block) -> str:
    """The blocks alone."""
    return written(*blocks).split('<main id="memo">\n')[1].split("</main>")[0].removesuffix("\n")


@pytest.mark.parametrize(
    ("words", "block", "expected"),
    [
        ("the title", Heading(1, "Memo"), "<h1>Memo</h1>"),
        ("a part of an item", Heading(3, "Money"), "<h3>Money</h3>"),
        ("a paragraph on several lines is one", Paragraph("one\r\ntwo"), "<p>one two</p>"),
        ("what must not be missed", Paragraph("Yes.", strong=True), "<p><strong>Yes.</strong></p>"),
        ("nothing is nothing", Paragraph(" "), ""),
        ("bullets", Bullets(("a", "b")), "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("numbers", Bullets(("a",), numbered=True), "<ol>\n<li>a</li>\n</ol>"),
        (
            "words on two lines, and a name",
            Quote("One.\nTwo.", "Dr Marsh"),
            "<figure>\n<blockquote><p>One.\nTwo.</p></blockquote>\n<figcaption>— Dr Marsh</figcaption>\n</figure>",
        ),
        ("signs stay with their numbers", Paragraph("88 % of −£5"), "<p>88\u00a0% of −\u2060£5</p>"),
        ("markup is text", Paragraph("<b> & \"q\" 'a'"), "<p>&lt;b&gt; &amp; &quot;q&quot; &#x27;a&#x27;</p>"),
        ("colours for a terminal", Paragraph("\x1b[31m\u202e"), "<p>\\u001b[31m\\u202e</p>"),
    ],
)
def test_a_block_is_written_as(words: str, block: Block, expected: str) -> None:
    assert body(block) == expected, words


def test_a_table_has_a_caption_heads_with_scope_and_figures_to_the_right() -> None:
    table = Table("Sums", ("What", "Net"), (("This year", "£6,420"),), numbers=(1,), widths=(3, 1))
    assert body(table).split("\n") == [
        "<table>",
        "<caption>Sums</caption>",
        '<colgroup><col style="width: 75.00%"><col style="width: 25.00%"></colgroup>',
        '<thead><tr><th scope="col">What</th><th scope="col" class="figure">Net</th></tr></thead>',
        "<tbody>",
        '<tr class="whole"><th scope="row">This year</th><td class="figure">£6,420</td></tr>',
        "</tbody>",
        "</table>",
    ]
    assert "<caption>" not in body(Table("", ("A",), (("a",),))), "no caption is none, and not an empty one"
    assert '<tr><th scope="row">' in body(Table("", ("A",), (("word " * 2_000,),))), "a very long row may be parted"


def test_bars_are_pictures_that_say_once_what_they_show() -> None:
    rows = (("<a>", "£16"), ("b", "£6"), ("c", "£0"))
    drawn = (bar((12,), (1, 3), "−5 to 9"), bar((), (0, 4), "to 4"), bar())
    read = Read(body(Table("", ("What", "Apart"), rows, (1,), (50, 20), Bars(("Worse", "Better"), drawn))))
    pictures = read.of("svg")
    assert [picture.get("aria-label") for picture in pictures] == ["<a>: −5 to 9", None, "b: to 4"]
    assert [picture.get("role") for picture in pictures] == ["img", None, "img"]
    assert [picture.get("aria-hidden") for picture in pictures] == [None, "true", None]
    assert [rect["fill"] for rect in read.of("rect")] == ["#b0b0b0", "#b0b0b0", "#303030", "#303030"]
    spans = [(float(rect["x"] or 0), float(rect["width"] or 0)) for rect in read.of("rect")]
    assert spans[0] == pytest.approx((0, 1_000)), "the longest fills its side, up to the line"
    assert spans[1][0] == 0
    assert spans[2][0] == pytest.approx(spans[1][1], abs=0.2), "what is dark goes on from what is light"
    assert spans[2][1] == pytest.approx(3 * spans[1][1], abs=0.2), "one scale"
    assert read.said("th")[-5:] == ["Worse", "Better", "<a>", "b", "c"]


def test_a_bar_that_begins_away_from_the_line_leaves_room_there() -> None:
    floating = Bar((Piece(Fraction(-4), Fraction(-3)), Piece(Fraction(2), Fraction(4), dark=True)), "apart")
    read = Read(body(Table("", ("A",), (("a",),), widths=(7,), bars=Bars(("L", "R"), (floating,)))))
    spans = [(float(rect["x"] or 0), float(rect["width"] or 0)) for rect in read.of("rect")]
    assert spans == [(0, 250), (500, 500)]


def test_people_have_room_to_sign() -> None:
    read = Read(body(SignatureBlock(("Dr Vane", "Dr Marsh", "Dr Reed"))))
    assert read.of("table") == [{"class": "sign"}]
    assert read.said("th", "td") == [*("Name", "Signature and date") * 2, "Dr Vane", "Dr Marsh", "Dr Reed"]


def test_it_says_its_language_and_title_and_lets_a_reader_skip_to_the_text() -> None:
    read = Read(written(Heading(1, "Memo"), title="What <we> decided", head="SM-1"))
    assert read.declared == ["DOCTYPE html"]
    assert read.of("html") == [{"lang": "en-GB"}]
    assert read.said("title") == ["What <we> decided"]
    assert read.of("a") == [{"class": "skip", "href": "#memo"}]
    assert read.of("main") == [{"id": "memo"}]
    assert [name for name, _ in read.tags if name in {"header", "main"}] == ["header", "main"]


def test_a_draft_says_so_in_its_title_at_its_head_and_on_every_page() -> None:
    html = written(Heading(1, "Memo"), draft=True, head="SM-1 · Saltmarsh")
    read = Read(html)
    assert (read.said("title"), read.said("h1"), read.said("strong")) == (["DRAFT: Title"], ["DRAFT: Memo"], ["DRAFT"])
    assert '@top-left { content: "DRAFT   SM\\2d 1 \\b7  Saltmarsh"' in html
    assert "DRAFT" not in written(Heading(1, "Memo"), head="SM-1")


def test_it_loads_nothing_and_runs_nothing() -> None:
    html = written(Heading(1, "Memo"), Paragraph("https://x.org/a.png"), head="url(https://x.org)")
    read = Read(html)
    assert {name for name, _ in read.tags} <= {
        *("html", "head", "meta", "title", "style", "body", "a", "header", "main", "h1", "p"),
    }
    policy = next(attrs["content"] for attrs in read.of("meta") if "http-equiv" in attrs)
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    (style,) = read.said("style")
    assert not re.search(r"url\(|@import|@font-face|expression", style)


def sample(texts: list[str]) -> Document:
    a, b, c, d = texts
    drawn = Bars((f"{a}x", f"{b}x"), (bar((1,), (1, 1), c), bar((2,), (), d)))
    blocks = (
        *(Heading(1, a), Heading(2, b), Paragraph(f"{c}x"), Paragraph(f"{d}x", strong=True), Bullets((a, b))),
        *(Quote(a, f"{b}x"), Table(f"{a}x", (b, c), ((d, a), (c, b)), (1,), (7, 3), drawn), SignatureBlock((d,))),
    )
    return Document(a, b, blocks, draft=True, author=c)


def skeleton(read: Read) -> list[tuple[str, list[str]]]:
    """Tags and the names of their attributes; a row's class tells whether it is short."""
    return [(name, [] if name == "tr" else sorted(attrs)) for name, attrs in read.tags]


@given(st.lists(TEXT, min_size=4, max_size=4))
def test_no_text_changes_how_a_document_is_built_and_every_text_can_be_read_back(texts: list[str]) -> None:
    read = Read(as_html(sample(texts)))
    assert skeleton(read) == skeleton(Read(as_html(sample(["word"] * 4))))
    a, b, c, d = (on_paper(text) for text in texts)
    assert read.said("h1") == [f"DRAFT: {a}"]
    assert read.said("figcaption", "caption") == [f"— {b}x", f"{a}x"]
    cells = [d, a, c, b, "Name", "Signature and date", "Name", "Signature and date", d]
    assert read.said("th", "td")[-len([cell for cell in cells if cell]) :] == [cell for cell in cells if cell]
    told = [picture["aria-label"] for picture in read.of("svg") if "aria-label" in picture]
    plain = [visible(text.replace("\r\n", "\n")) for text in (f"{texts[3]}: {texts[2]}", f"{texts[2]}: {texts[3]}")]
    assert told == plain


@given(TEXT)
def test_no_text_ends_the_running_head_of_a_page_or_the_styles(text: str) -> None:
    (style,) = Read(written(head=text)).said("style")
    string = re.search(r'@top-left \{ content: "([^"]*)"; width: 100%; \}\n', style)
    assert string
    back = re.sub(r"\\([0-9a-f]{1,6}) ", lambda found: chr(int(found[1], 16)), string[1])
    assert back == visible(text.replace("\r\n", "\n"))
