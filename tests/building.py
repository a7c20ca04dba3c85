"""How tests make decisions: the shipped and the small worksheet, and answers from plain texts."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from des_decider.appraisal.figures import Appraisal, appraise
from des_decider.decision.answers import Answer, Answers
from des_decider.decision.ids import Ids
from des_decider.decision.parsing import parse
from des_decider.decision.values import Parsed
from des_decider.record.blank import Blank
from des_decider.record.worksheet_files import files_of_new
from des_decider.worksheet.reading import read_worksheet
from tests.spelled_out import spelled_out

if TYPE_CHECKING:
    from collections.abc import Mapping

    from des_decider.worksheet.model import Worksheet

ROOT = Path(__file__).parent.parent
SHIPPED = ROOT / "worksheets" / "network-contract-des-2020-21.toml"
SMALL = ROOT / "tests" / "worksheets" / "small.toml"
EXTENDED, BARE, OCTOBER, NO_POSTS, NO_NETWORK, JOINED = (
    ROOT / "tests" / "worksheets" / f"{name}.toml"
    for name in ("extended", "bare", "october", "no_posts", "no_network", "joined")
)
SUPPLEMENT = ROOT / "tests" / "worksheets" / "supplement.toml"
EVENING = datetime(2020, 5, 18, 19, 42, tzinfo=UTC)


@cache
def worksheet(path: Path = SHIPPED) -> Worksheet:
    reading = read_worksheet(path.read_bytes(), path.name)
    assert reading.worksheet is not None, [str(m) for m in reading.mistakes]
    return reading.worksheet


@cache
def ids(path: Path = SHIPPED) -> Ids:
    return Ids(worksheet(path))


@cache
def blank(path: Path = SHIPPED) -> Blank:
    """A decision begun before any window closes."""
    return Blank(files_of_new(path.read_bytes(), b""), Ids(worksheet(path)), date(2000, 1, 1))


@cache
def raw(path: Path = SHIPPED) -> dict[str, Any]:
    return spelled_out(tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal))


def answers(texts: Mapping[str, str], path: Path = SHIPPED) -> Answers:
    return Answers({id_: _answer(id_, text, path) for id_, text in texts.items()})


@lru_cache(maxsize=20_000)
def _answer(id_: str, text: str, path: Path) -> Answer:
    """One answer, read once: most decisions in tests differ from others by a few answers."""
    field = ids(path).field(id_)
    assert field is not None, id_
    parsed = parse(text, field.rules)
    assert isinstance(parsed, Parsed), (id_, parsed)
    return Answer(id_, parsed.text, parsed.value, "Jo", "", EVENING)


def claimed_before(path: Path, text: str) -> dict[str, str]:
    """What the network claimed before the months that count, where the contract has money for posts."""
    return {id_: text for id_ in ("workforce.claimed_before",) if ids(path).field(id_)}


def something(id_: str, path: Path = SHIPPED) -> str:
    """Any answer that a question takes, as typed."""
    field = ids(path).field(id_)
    assert field is not None, id_
    return next(iter(field.rules.choices), {"yes_no": "yes", "date": "20 May 2020"}.get(field.rules.kind, "1"))


def appraisal(texts: Mapping[str, str], path: Path = SHIPPED) -> Appraisal:
    given = answers(texts, path)
    return appraise(given, blank(path).ids(given))
