"""The figures a worksheet may point at, and how the path of one, or of an input, is matched with its pattern."""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple

from des_decider.worksheet.mistakes import closest

_YEARLY = (
    *(f"pcn.{key}" for key in ("kept", "surplus", "shortfall")),
    *(f"workforce.{key}" for key in ("claim", "take_up", "unclaimed", "unfunded", "start_cost")),
    *(f"workforce.{key}" for key in ("supervision", "released", "our_cost", "our_released", "care")),
    "service.<service>.cost",
    "services.cost",
    *(f"care_homes.{key}" for key in ("cost", "premium", "net", "coverage", "minutes_paid_for", "minutes_worked")),
    "funding.<payment>.counted",
    *(f"sign_up.{key}" for key in ("director", "income", "shared_lack", "meetings", "cost")),
    *(f"sign_up.{key}" for key in ("local_lost", "local_gp_time", "replaced", "net", "cash", "gp_time")),
    *(f"opt_out.{key}" for key in ("local_lost", "local_gp_time", "gp_time_brought", "net", "cash", "gp_time")),
    *(f"gp_time.{key}" for key in ("director", "already", "new")),
    "difference",
    *(f"difference.{key}" for key in ("cash", "gp_time")),
    "difference.per_patient",
    "difference.per_partner",
)

FIGURE_PATHS: tuple[str, ...] = (
    "funding.<payment>.pcn",
    "funding.<payment>.practice",
    *(f"funding.{key}" for key in ("pcn_total", "pcn_income", "practice_total")),
    *(f"{figure}.{horizon}" for figure in _YEARLY for horizon in ("this_year", "full_year")),
    *(f"{key}.once.this_year" for key in ("sign_up", "opt_out", "difference")),
    "difference.running.this_year",
    "leave_next.net",
    "leave_next.opt_out",
    "difference.leave_next",
    *(f"network.{key}" for key in ("list_without_us", "ceiling_without_us", "leaving_list", "beds_known")),
    "workforce.ceiling",
    *(f"workforce.{key}" for key in ("wte_wanted", "wte_filled", "fill")),
    *(f"services.{key}" for key in ("gp_hours", "nurse_hours", "admin_hours", "post_hours", "uncovered_hours")),
    "services.ready",
    *(f"care_homes.{key}" for key in ("beds", "hours", "gp_hours", "beds_per_1000", "network_beds_per_1000")),
    *(f"time.{key}" for key in ("gp_hours", "already_hours", "new_hours", "unfilled", "new_unfilled", "share")),
)
"""Every figure a threshold or a claim may name."""


_IN_PER_CENT = ("workforce.take_up.", "workforce.fill", "care_homes.coverage.", "time.share", "services.ready")


def is_in_per_cent(figure: str) -> bool:
    """Whether a figure is in per cent."""
    return figure.startswith(_IN_PER_CENT)


_OF_A_NETWORK = ("pcn.", "network.", "funding.pcn_")
_OF_A_PRACTICE = ("sign_up.", "opt_out.", "difference.", "leave_next.", "funding.practice_total")


def whose(figure: str) -> Literal["network", "practices", ""]:
    """Whose money a figure plainly is, a network's or a practice's; empty for any other."""
    if figure.startswith(_OF_A_NETWORK) or (figure.startswith("funding.") and figure.endswith(".pcn")):
        return "network"
    ours = figure.startswith(_OF_A_PRACTICE) or (figure.startswith("funding.") and figure.endswith(".practice"))
    return "practices" if ours else ""


class Match(NamedTuple):
    """The pattern a path fits, and what stands in the place of its `<…>`, if it has one."""

    pattern: str
    stands_for: str = ""
    word: str = ""


def match_path(path: str, patterns: tuple[str, ...]) -> Match | None:
    """The pattern that fits a path; one that fits word for word comes before one with a place to fill."""
    shapes = _by_shape(patterns)
    if path in shapes.exact:
        return Match(path)
    # A path from a file has any number of parts: one cut more often than any pattern fits none, and is cut no more.
    parts = path.split(".", shapes.longest)
    for at in shapes.places:
        if (found := shapes.slotted.get((at, *parts[:at], *parts[at + 1 :]))) is not None and at < len(parts):
            return Match(*found, parts[at])
    return None


class _Shapes(NamedTuple):
    """Some patterns: those without a place to fill, and the others by where it is and by what is around it.

    Of each of the others there is the pattern, and what stands in its place. `places` are all places there are, and
    `longest` how many parts the longest has.
    """

    exact: frozenset[str]
    slotted: dict[tuple[int | str, ...], tuple[str, str]]
    places: tuple[int, ...]
    longest: int


@cache
def _by_shape(patterns: tuple[str, ...]) -> _Shapes:
    found: dict[tuple[int | str, ...], tuple[str, str]] = {}
    places: set[int] = set()
    for pattern in patterns:
        parts = pattern.split(".")
        for at, part in enumerate(parts):
            if part.startswith("<"):
                places.add(at)
                found.setdefault((at, *parts[:at], *parts[at + 1 :]), (pattern, part.strip("<>")))
    exact = frozenset(pattern for pattern in patterns if "<" not in pattern)
    return _Shapes(exact, found, tuple(sorted(places)), max(map(len, found), default=0))


def closest_path(path: str, patterns: tuple[str, ...]) -> str | None:
    """The path most like an unknown one, with the author's own word (else `each`) where a pattern leaves a place."""
    parts = path.split(".")
    candidates: list[str] = []
    for wanted in (pattern.split(".") for pattern in patterns):
        own = parts if len(parts) == len(wanted) else ["each"] * len(wanted)
        candidates.append(
            ".".join(word if part.startswith("<") else part for part, word in zip(wanted, own, strict=True))
        )
    return closest(path, candidates)
