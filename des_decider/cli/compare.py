"""`compare`: two decisions side by side, or a decision and the one it follows; in words, or as JSON."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from des_decider.cli.opening import opened
from des_decider.cli.printing import columns, say
from des_decider.decision.wording import visible
from des_decider.storage.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator

    from des_decider.appraisal.compared import Compared
    from des_decider.appraisal.snapshot import LastTime, Snapshot

_WHAT, _SIDE = 56, 22
"""Columns for what a line is about, and for what each decision has there."""


def run(folder: str, other: str | None, *, for_scripts: bool) -> int:
    """Print both, the one that was before at the left."""
    from des_decider.appraisal.compared import compare
    from des_decider.record.comparing import snapshot_of, with_the_one_before
    from des_decider.record.stamps import now
    from des_decider.record.state import state_of
    from des_decider.storage.toml_text import spelled

    last = None
    if other and os.path.realpath(other) == os.path.realpath(folder):
        raise Trouble(f"both are {visible(folder)}; name two folders, or one to lay it beside the decision it follows")
    if other:
        compared = compare(snapshot_of(Path(folder), now), snapshot_of(Path(other), now))
    else:
        with opened(folder) as session:
            compared, last = with_the_one_before(session, state_of(session), now), session.last_time
    if for_scripts:
        print(spelled(json.dumps(as_json(compared), ensure_ascii=False, indent=2)))
        return 0
    for line in as_lines(compared, last, columns()):
        say(line)
    return 0


def as_lines(compared: Compared, last: LastTime | None = None, width: int = 0) -> Iterator[str]:
    """Everything in words, the first at the left of the second, or above it where one of them is long.

    `width` are the columns there are; 0 is any number.
    """
    from des_decider.memo.comparison import parts

    room = min(_WHAT, width - 2 * _SIDE) if width else _WHAT
    if room > _SIDE:
        yield f"{'':<{room}}{'the first':>{_SIDE}}{'the second':>{_SIDE}}"
    for part in parts(compared, last):
        yield ""
        yield part.title
        if part.said:
            yield f"  {part.said}"
        for what, *both in part.rows:
            if len(what) + 2 < room > _SIDE and all(len(one) + 1 < _SIDE for one in both):
                yield f"  {what:<{room - 2}}{both[0]:>{_SIDE}}{both[1]:>{_SIDE}}"
            else:
                yield from (f"  {what}", f"      the first: {both[0]}", f"      the second: {both[1]}")


def as_json(compared: Compared) -> dict[str, Any]:
    """Every figure both have, and all that differs; values are decimal strings, null is not known."""
    from des_decider.cli.show_json import decimal

    return {
        "first": _which(compared.before),
        "second": _which(compared.after),
        "figures": {
            id_: {
                "label": compared.label(id_),
                "unit": second.unit,
                "first": decimal(first.value, first.unit),
                "second": decimal(second.value, second.unit),
            }
            for id_, (first, second) in compared.figures.items()
        },
        "only_in_first": compared.only_before,
        "only_in_second": compared.only_after,
        "findings": {
            section: {"first": first and first.colour, "second": second and second.colour}
            for section, (first, second) in compared.findings.items()
        },
        "answers": {
            id_: {"first": first and first.text, "second": second and second.text}
            for id_, (first, second) in compared.answers.items()
        },
        "positions": {name: {"first": first, "second": second} for name, (first, second) in compared.positions.items()},
    }


def _which(one: Snapshot) -> dict[str, Any]:
    return {
        "decision": one.decision,
        "practice": one.practice,
        "worksheet": one.worksheet,
        "months": one.months or None,
        "sentence": one.sentence or None,
    }
