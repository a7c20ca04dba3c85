"""summary.json: what lists show of a decision, and of which files of its folder that is true; made at each close.

It is one line with its own digest. Nothing in it is a record: where it does not fit the files beside it, it is as if it
were not there.
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from des_decider.decision.due_item import Due
from des_decider.decision.follows import Follows
from des_decider.decision.summary import Summary
from des_decider.decision.what_is_due import MayBeDue
from des_decider.decision.wording import round_half_up
from des_decider.storage.chained_lines import object_of, sha256_of, written

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FILE = "summary.json"
FORMAT = "1.0"
MOST_BYTES = 4 * 1024 * 1024
"""Bytes the file may have; that of a decision answered to the full has some thousands."""
_PENCE = 2
_NUMBER = re.compile(r"-?[0-9]{1,40}\.[0-9]{2}")


class Kept(NamedTuple):
    """A summary with what it follows from: answers.toml by its digest, other files by their size, and the program."""

    summary: Summary
    program: str
    answers_sha256: str
    sizes: Mapping[str, int] = MappingProxyType({})


def summary_bytes(kept: Kept) -> bytes:
    """The file's bytes."""
    table = {name: _plain(value) for name, value in kept.summary._asdict().items()}
    found = {"format": FORMAT, **kept._asdict(), "sizes": dict(kept.sizes), "summary": table}
    return written({**found, "sha256": sha256_of(found)})


def read_summary(data: bytes) -> Kept | None:
    """What a file's bytes say; None where anything in them is not as it was written, or of another version."""
    found = object_of(data)
    if found is None or found.pop("sha256", "") != sha256_of(found) or found.get("format") != FORMAT:
        return None
    try:
        summary = Summary(**{name: _READ[name](found["summary"][name]) for name in Summary._fields})
        sizes = {name: _whole(size) for name, size in found["sizes"].items()}
        return Kept(summary, _text(found["program"]), _text(found["answers_sha256"]), sizes)
    except (AttributeError, KeyError, TypeError, ValueError):
        return None  # whoever can write a digest can write anything above it


def _plain(value: object) -> Any:
    """A value as JSON has it."""
    match value:
        case date():
            return value.isoformat()
        case Fraction():
            return str(round_half_up(value, _PENCE))
        case tuple():
            return [_plain(one) for one in value]
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _whole(value: object) -> int:
    if type(value) is not int:
        raise TypeError(value)
    return value


def _truth(value: object) -> bool:
    if type(value) is not bool:
        raise TypeError(value)
    return value


def _day(value: object) -> date | None:
    return None if value is None else date.fromisoformat(_text(value))


def _number(value: object) -> Fraction | None:
    if value is None:
        return None
    if not _NUMBER.fullmatch(_text(value)):
        raise ValueError(value)  # one with an exponent could take for ever to read
    return Fraction(_text(value))


def _follows(value: list[object] | None) -> Follows | None:
    return None if value is None else Follows(*map(_text, value))


def _may_be_due(value: list[Any]) -> MayBeDue:
    (id_, when, *rest), gone_by, only_after = value
    due = Due(_text(id_), _day(when), *map(_text, rest))
    return MayBeDue(due, tuple(map(_text, gone_by)), _text(only_after))


_READ: Mapping[str, Callable[[Any], Any]] = {
    "begun": _truth,
    "signed_off": _truth,
    "this_year": _number,
    "full_year": _number,
    "decide_by": _day,
    "blocking": lambda ids: tuple(map(_text, ids)),
    "follows": _follows,
    "keep_until": _day,
    "may_be_due": lambda listed: tuple(map(_may_be_due, listed)),
    **dict.fromkeys(("decision", "practice", "worksheet", "year", "option", "vote", "filed_at", "kept_by"), _text),
}
