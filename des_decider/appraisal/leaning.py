"""The leaning: what the answers suggest together, by one rule in one order. The partners' vote is the decision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from des_decider.appraisal import leaning_words as words
from des_decider.appraisal.dependencies import in_order
from des_decider.appraisal.findings import Finding, standing_blockers, statuses

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from des_decider.appraisal.figures import Appraisal

Kind = Literal["cannot say yet", "against", "towards", "finely balanced"]
NEEDED = ("difference.this_year", "difference.full_year", "time.gp_hours")
"""The figures without which nothing is said, besides the statuses."""


class Hanging(NamedTuple):
    """What the decision hangs on, as far as the leaning looks at it.

    `p10` and `p90` are those of `difference.this_year` in pounds, None where no answer has a range: its value then
    stands for both. `ranged` counts the answers with a range that some figure uses. `break_evens` are sentences, of
    which the first three are said. `withheld` says that too few answers have a range to speak of cases in ten.
    """

    p10: Fraction | None = None
    p90: Fraction | None = None
    ranged: int = 0
    break_evens: tuple[str, ...] = ()
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Leaning:
    """A kind, its headline, and what stands behind it, each a sentence of its own.

    `missing` are the ids without which nothing can be said. `unless` names what would have to change (against),
    `hangs_on` what it hangs on (finely balanced). `beside` holds what must be read with it: the full year, how few
    answers have a range, what has no finding yet, and where the worksheet's own limits would lead elsewhere.
    """

    kind: Kind
    headline: str
    because: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    hangs_on: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """Everything there is to say, the headline first."""
        return (self.headline, *self.because, *self.unless, *self.hangs_on, *self.beside)


class Standing(NamedTuple):
    """What the rule looks at, and nothing else: see `kind_of`."""

    missing: bool
    in_the_way: bool
    p10: Fraction | float
    p90: Fraction | float
    red: bool


def kept_back(*, shown: bool, voted: bool, signed: bool) -> bool:
    """Whether the leaning is still kept from the partners, so that it sways nobody in the first round.

    It is open once the chair, or the first round, has opened it, and once everybody’s position is in the record.
    """
    return not (shown or voted or signed)


def kind_of(standing: Standing) -> Kind:
    """The rule (docs/figures.md, “Leaning”), in its order. A difference of exactly 0 leaves nobody worse off."""
    if standing.missing:
        return "cannot say yet"
    if standing.in_the_way or (standing.p10 < 0 and standing.p90 < 0):
        return "against"
    return "towards" if standing.p10 >= 0 and not standing.red else "finely balanced"


def lean(appraisal: Appraisal, findings: Mapping[str, Finding], hung: Hanging) -> Leaning:
    """What the answers suggest together, with its “unless” or its “hangs on”.

    `findings` are those of this appraisal. Where the difference is known and `hung` has no P10 and P90, its value
    stands for both.
    """
    missing, unmet = _missing(appraisal)
    value = appraisal["difference.this_year"].value
    if missing or unmet or value is None:
        return Leaning("cannot say yet", *words.cannot_say(appraisal, missing, unmet), missing=missing)
    p10, p90 = (value if end is None else end for end in (hung.p10, hung.p90))
    in_the_way = unsolved(appraisal)
    red = tuple(found for found in findings.values() if found.colour == "red")
    kind = kind_of(Standing(missing=False, in_the_way=bool(in_the_way), p10=p10, p90=p90, red=bool(red)))
    beside = words.beside(appraisal, findings, hung.ranged, withheld=hung.withheld)
    shipped_red = any((found.shipped or found.colour) == "red" for found in findings.values())
    by_shipped = kind_of(Standing(missing=False, in_the_way=bool(in_the_way), p10=p10, p90=p90, red=shipped_red))
    if by_shipped != kind:
        beside += (words.by_the_worksheets_limits(findings, by_shipped),)
    ends = words.Ends(p10, p90, sure=not hung.withheld)
    if kind == "against":
        lacking = ends if p10 < 0 and p90 < 0 else None
        unless = words.unless(appraisal, in_the_way, lacking, hung.break_evens)
        because = words.because_against(in_the_way, lacking)
        return Leaning(kind, words.against(appraisal, in_the_way, lacking), because, unless, beside=beside)
    because = words.because_not_against(appraisal, ends, red)
    if kind == "towards":
        return Leaning(kind, words.TOWARDS, because, beside=beside)
    return Leaning(kind, words.BALANCED, because, hangs_on=words.hangs_on(red, hung.break_evens), beside=beside)


def _missing(appraisal: Appraisal) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids without which nothing is said, and the figures that do not apply and so will never be known."""
    open_statuses = [id_ for id_, status in statuses(appraisal).items() if status is None]
    unknown = [appraisal[id_] for id_ in NEEDED if appraisal[id_].value is None]
    missing = in_order({*appraisal.needs(NEEDED), *open_statuses}, appraisal)
    return missing, tuple(figure.id for figure in unknown if figure.not_applicable is not None)


def unsolved(appraisal: Appraisal) -> tuple[str, ...]:
    """The ids of what stands in the way with no way round written down: blockers, then statuses of `cannot`.

    A note on the answer is a way round written down: `note.<status>`; `question.<id>.note` or `note.question.<id>`.
    """
    text = appraisal.book.answers.text
    blockers = [f"question.{question.id}" for question in standing_blockers(appraisal)]
    cannot = [id_ for id_, status in statuses(appraisal).items() if status == "cannot"]
    # A status has no `.note` of its own, so looking for one finds nothing.
    return tuple(id_ for id_ in (*blockers, *cannot) if not text(f"note.{id_}") and not text(f"{id_}.note"))
