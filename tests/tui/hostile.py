"""Hostile texts, a decision full of them, and a worksheet worded in them."""

from __future__ import annotations

import re
import unicodedata
from itertools import cycle, islice
from typing import TYPE_CHECKING

import tomli_w

from des_decider.decision.agenda import agenda
from des_decider.decision.wording import visible
from des_decider.tui.question_words import note_id
from des_decider.worksheet.model import SECTIONS
from des_decider.worksheet.reading import read_worksheet
from tests.building import SMALL
from tests.record.ready import READY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from des_decider.record.session import Session

LONG = {"one long word": "y" * 10_000, "many words": "word " * 1_999 + "ended"}
HOSTILE = {
    "an opening tag that ends": "[/",
    "a closing tag": "[/b]",
    "bold": "[b]bold[/b]",
    "a link that quits": "[@click=app.quit]x[/]",
    "what breaks escaping": "[type=x, v={'a[0]'}]",
    "a colour's name": "$error",
    "a style": "[$error on red]x",
    "a colour": "\x1b[31mred\x1b[0m",
    "a window's title": "\x1b]0;title\x07",
    "the eighth bit": "\x9b2J",
    "right to left": "\u202eevil",
    "isolated": "\u2066x\u2069",
    "Hebrew": "\u05e9\u05dc\u05d5\u05dd 12",
    "zero width": "a\u200bb\u200d\ufeffc",
    "piled up marks": "Z" + "\u0301\u0323\u0310" * 20 + "algo",
    "wide": "\u6f22\u5b57\u304b\u306a\uff21\uff22 " * 6,
    "emoji": "\U0001f469\u200d\u2695\ufe0f\U0001f1ec\U0001f1e7 1\ufe0f\u20e3",
    "tabs": "one\ttwo\t\tthree",
    "line ends": "one\ntwo\r\nthree\rfour",
    "strange line ends": "one\x0btwo\x0cthree\u2028four\x85five",
    "nothing": "a\x00b",
    "rubbed out": "a\x08\x7fb",
    "a broken character": "a\ud800b\udcffc",
    "private": "\ue000\U000e0041\ufdd0",
    "a template": "{{ x }} {0} {x!r}",
    "a format": "%s %(x)d %n",
    "a path": "..\\..\\x/../../etc/passwd",
    "a command": "$(rm -rf /) `ls`; & | > x",
    "quotes": "“\"'‘’”''' \"\"\" \\",
    "a key": "= 1 # [x]",
    **LONG,
}


def in_a_line(pasted: str) -> str:
    """What a field of one line holds when this is pasted."""
    return visible(_lines(pasted).strip().split("\n")[0])


def in_words(pasted: str) -> str:
    """What a field of words holds when this is pasted."""
    return visible(_lines(pasted), lines=True)


def as_kept(field: str) -> str:
    """What the file has, when this stood in the field."""
    return unicodedata.normalize("NFC", field).strip()


def beginning(hostile: str) -> str:
    """The first characters of a text as they are shown: short enough to fit beside everything else, unbroken."""
    first = visible(_lines(hostile).strip().split("\n")[0])
    return " ".join(unicodedata.normalize("NFC", first).split())[:10].strip()


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def words_of(hostile: str) -> str:
    """A text the record keeps; what no file can hold is made visible, as every field does."""
    try:
        hostile.encode()
    except UnicodeEncodeError:
        return visible(hostile)
    return hostile


def fill_with_hostile_text(session: Session, start: int = 0, rows: int = 4) -> dict[str, str]:
    """Put a hostile text into every answer that takes words, a note and a mark, and into rows of every table.

    They are given as a script gives them, so the files hold the controls themselves. Returns the answers given.
    """
    texts = _numbered(start)
    session.give({k: v for k, v in READY.items() if not k.startswith(("partner.", "vote.", "interest."))}, by="Ann")
    session.give({"home.by": "rows", "workforce.by": "rows", "local.none": ""}, by="Ann")
    given = {"practice.name": "[/b]\x1b[31m Surgery"}
    for _ in range(rows):
        found = {id_: next(texts) for id_ in _open_words(session) if id_ not in given}
        outcome = session.give(found, by=next(texts), said_by=next(texts))
        assert not outcome.refused, outcome.refused
        given |= found
    about = [
        id_ for section in SECTIONS for entry in agenda(section, session.answers, session.ids) for id_ in entry.ids
    ]
    for id_ in about[::5]:
        given |= {note_id(id_): next(texts), f"open.{id_}": next(texts), f"open.{id_}.whom": next(texts)}
    for section in SECTIONS:
        given |= {f"open.{section}": next(texts), f"open.{section}.whom": next(texts)}
    outcome = session.give(given, by=next(texts), said_by=next(texts))
    assert not outcome.refused, outcome.refused
    for id_ in about[1::7]:
        session.keep_draft(id_, next(texts))
    return given


def _numbered(start: int) -> Iterator[str]:
    """The hostile texts over and over; from the second time on each begins with a number, and so is seen by itself.

    The long ones are shorter then, and still more than a window shows.
    """
    for n, text in enumerate(islice(cycle(map(words_of, HOSTILE.values())), start, None)):
        yield f"{n}·{text}"[:2_000] if n >= len(HOSTILE) else text


def _open_words(session: Session) -> Iterator[str]:
    """The next answer in words of every question, and of a new row of every table."""
    for section in SECTIONS:
        for entry in agenda(section, session.answers, session.ids):
            new = [id_ for row in entry.rows if row.new for id_ in row.ids]
            for id_ in dict.fromkeys((*entry.ids, *new)):
                field = session.ids.field(id_)
                if field is not None and field.rules.kind == "text" and id_ not in session.answers:
                    yield id_


_WORDING = re.compile(r'^(?P<key>[a-z_.]+) = "(?P<words>[^"]*)"$', re.MULTILINE)
WORDED = frozenset(
    "title issuer about name text why what source note rule who when said terms unpublished edition band".split()  # noqa: SIM905 - reads as the list it is
)


REFUSED = frozenset(
    (
        "a colour", "a window's title", "the eighth bit", "right to left", "isolated", "line ends", "strange line ends",
        "nothing", "rubbed out", "a broken character", "one long word", "many words",
    )
)  # fmt: skip
"""What the worksheet's reader does not take as wording: controls, directions, and what is longer than it allows."""


def worded(start: int = 0) -> bytes:
    """The small worksheet with hostile wording everywhere, and wording as long as its reader allows."""
    taken = [text for name, text in HOSTILE.items() if name not in REFUSED]
    texts = islice(cycle((*taken, "")), start, None)

    def reworded(match: re.Match[str]) -> str:
        key = match["key"]
        if match["words"] in {"manager", "network", "meeting", "practices"} or not (
            key in WORDED or key.startswith("options.")
        ):
            return match[0]
        longest = ("one\ntwo " * 500)[:4_000] if key in {"about", "text", "why"} else "y" * 200
        return f"{key} = {in_toml(next(texts) or longest.strip())}"

    return _WORDING.sub(reworded, SMALL.read_text(encoding="utf-8")).encode()


def taken_as_wording(hostile: str) -> bool:
    """Whether the worksheet's reader takes a text as wording."""
    text = SMALL.read_text(encoding="utf-8").replace('"A made-up contract for made-up islands."', in_toml(hostile))
    return read_worksheet(text.encode("utf-8", "surrogatepass"), "worded.toml").worksheet is not None


def in_toml(text: str) -> str:
    """A text on one line of TOML."""
    try:
        return tomli_w.dumps({"k": text}).removeprefix("k = ").rstrip("\n")
    except UnicodeEncodeError:
        return f'"{text}"'
