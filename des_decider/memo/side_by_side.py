"""The options side by side, and what signing up comes to against opting out with how far the ranges carry it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.appraisal.formulas.book import HORIZONS
from des_decider.appraisal.side_by_side import side_by_side
from des_decider.appraisal.simulation import NUMBER
from des_decider.decision.wording import capital, lowered, money
from des_decider.memo.document import Paragraph, Table
from des_decider.memo.words import FULL_YEAR, NOT_APPLICABLE, NOT_KNOWN, THIS_YEAR, value_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from des_decider.appraisal.side_by_side import Cell, Part
    from des_decider.memo.document import Block
    from des_decider.memo.words import Words

_PARTS: dict[Part, str] = {
    "cash": "money alone", "gp_time": "GP time, priced", "net": "together", "care": "care from the posts"
}  # fmt: skip
_NOTHING, _NO_RANGE = "–", "no range"
_EIGHT_OF_TEN, _LOW_TO_HIGH = "8 of 10 cases", "low to high"
_DIFFERENCES = (
    ("Together", "difference"),
    ("Money alone", "difference.cash"),
    ("GP time, priced", "difference.gp_time"),
    ("Together, for each patient", "difference.per_patient"),
    ("Together, for each partner", "difference.per_partner"),
)
_NOT_DRAWN = ("difference.cash", "difference.gp_time")


def options_side_by_side(words: Words) -> list[Block]:
    """Signing up, opting out, and signing up to leave in April: money, GP time and care, both horizons."""
    caption = "The options side by side; care is what our patients get from the posts, and no money of ours"
    if all(words.value(f"{stem}.{horizon}") is None for stem in ("sign_up.net", "opt_out.net") for horizon in HORIZONS):
        return [Paragraph(f"The options side by side: {NOT_KNOWN}.")]
    rows: list[tuple[str, ...]] = []
    for key, horizon in HORIZONS.items():
        rows += [(f"{capital(horizon.when)}: {what}", *cells) for what, *cells in _of_horizon(words, key)]
    hours, known = words.figure("time.gp_hours"), words.value("time.gp_hours") is not None
    rows.append(("GP time, signing up against opting out", hours, _NOTHING, "the same until then" if known else hours))
    header = ("What", "Sign up", "Opt out", "Sign up, leave in April")
    return [Table(caption, header, tuple(rows), numbers=(1, 2, 3), widths=(40, 21, 15, 24))]


def _of_horizon(words: Words, key: str) -> Iterator[tuple[str, str, str, str]]:
    """The rows of one horizon, each under its name."""

    def cell(of: Cell) -> str:
        return words.figure(of.figure) if of.value is None else money(of.value)

    for row in side_by_side(words.appraisal, key):
        leave = NOT_APPLICABLE if row.leave is None else cell(row.leave)
        if row.leave is not None and row.part in {"gp_time", "care"}:
            leave = "as signing up"  # leaving in April does not change these before then
        yield _PARTS[row.part], cell(row.sign_up), cell(row.opt_out) if row.opt_out else "none", leave


def differences(words: Words) -> list[Block]:
    """Signing up against opting out, each amount with its span: 8 of 10 cases where that may be said."""
    if all(words.value(f"difference.{horizon}") is None for horizon in HORIZONS):
        return [Paragraph(f"Signing up against opting out: {NOT_KNOWN}.")]
    drawn = {key: _drawn(words, key) for key in HORIZONS}
    rows = []
    for label, stem in _DIFFERENCES:
        cells: list[str] = []
        kinds: dict[str, str] = {}
        for key, horizon in HORIZONS.items():
            cells += [words.figure(f"{stem}.{key}"), span := _span(words, stem, key, drawn=drawn[key])]
            if span not in {_NOTHING, _NO_RANGE}:
                kinds[capital(horizon.when)] = _kind(stem, drawn=drawn[key])
        rows.append((f"{label}{_told(kinds)}", *cells))
    header = ("Signing up against opting out", THIS_YEAR, "Range", FULL_YEAR, "Range")
    caption = "What signing up comes to against opting out, and how far our ranges carry it"
    table = Table(caption, header, tuple(rows), numbers=(1, 2, 3, 4), widths=(50, 23, 49, 28, 50))
    return [table, Paragraph(_about_spans(drawn=any(drawn.values())))]


def _about_spans(*, drawn: bool) -> str:
    low_to_high = (
        f"“{_LOW_TO_HIGH if drawn else capital(_LOW_TO_HIGH)}” puts every answer at the end of its range that, moved "
        "alone, lowers or raises the figure; that is not likely of all at once, and together they can carry it further "
        "still"
    )
    if not drawn:
        return f"{low_to_high}."
    left_out = f"leaves out the lowest and the highest tenth of {NUMBER:,} cases drawn from our ranges"
    return f"“{_EIGHT_OF_TEN}” {left_out}; {low_to_high}."


def _drawn(words: Words, key: str) -> bool:
    """Whether the cases drawn may be shown for a horizon."""
    hung = words.facts.hangs_on
    return not hung.withheld[key] and hung.spread(key) is not None


def _span(words: Words, stem: str, key: str, *, drawn: bool) -> str:
    """From … to … beside a difference."""
    id_ = f"{stem}.{key}"
    ends: tuple[Fraction | None, Fraction | None] | None = words.facts.hangs_on.spans.get(id_)
    if ends is None or words.value(id_) is None:
        return _NOTHING
    if ends[0] is not None and ends[0] == ends[1]:
        return _NO_RANGE
    spread = words.facts.hangs_on.spread(key)
    if _kind(stem, drawn=drawn) == _EIGHT_OF_TEN and spread is not None:
        among = _among(words, stem)
        ends = (spread.p10 / among, spread.p90 / among)
    low, high = ("no end" if end is None else value_in_words(end, "£", id_) for end in ends)
    return f"{low} to {high}"


def _kind(stem: str, *, drawn: bool) -> str:
    """Which kind of range stands beside a difference: cases are drawn of the sum, and not of its two parts."""
    return _EIGHT_OF_TEN if drawn and stem not in _NOT_DRAWN else _LOW_TO_HIGH


def _told(kinds: dict[str, str]) -> str:
    """The kinds of range of one row in brackets, each with its horizon where they are not alike."""
    alike = set(kinds.values())
    told = alike if len(alike) == 1 else [f"{lowered(when)} {kind}" for when, kind in kinds.items()]
    return f" ({', '.join(told)})" if told else ""


def _among(words: Words, stem: str) -> Fraction | int:
    """Among how many a difference is shared: patients, partners, or nobody."""
    if stem == "difference.per_patient":
        return words.answers.likely("practice.registered_list") or 1
    return len(words.answers.rows("partner")) if stem == "difference.per_partner" else 1
