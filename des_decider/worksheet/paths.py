"""The inputs a worksheet may ask for and the figures it may point at, by name."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from des_decider.worksheet.mistakes import closest

_WORK = ("status", "gp_hours", "nurse_hours", "admin_hours", "post_hours", "falls_to_gps", "once_hours")

INPUT_PATHS: tuple[str, ...] = (
    "practice.name",
    "practice.ods_code",
    "practice.registered_list",
    "practice.weighted_list",
    "practice.adjusted_list",
    "practice.gp_sessions",
    "pcn.name",
    "pcn.registered_list",
    "pcn.weighted_list",
    "pcn.adjusted_list",
    "pcn.care_home_beds",
    "pcn.running_costs",
    "commissioner.name",
    *(f"partner.<n>.{key}" for key in ("name", "role", "sessions", "profit_share")),
    *(f"deadline.{key}" for key in ("asked", "contract", "last_change")),
    *(f"cost.{key}" for key in ("gp_hour", "nurse_hour", "admin_hour", "session_hours", "weeks_per_year")),
    "share.of_pcn",
    "network.split",
    "payment.<payment>.reaches_practice",
    "payment.<payment>.achieved",
    *(f"director.{key}" for key in ("ours", "amount", "hours")),
    *(f"meeting.{key}" for key in ("gp_hours", "admin_hours")),
    *(f"service.<service>.{key}" for key in ("by", *_WORK)),
    *(f"specification.<requirement>.{key}" for key in _WORK),
    "home.by",
    "home.none",
    *(f"home.whole.{key}" for key in ("beds", "done_by", "hours")),
    *(f"home.<n>.{key}" for key in ("name", "beds", "done_by", "round_hours", "travel_hours", "arrivals")),
    *(f"home.<n>.{key}" for key in ("plan_hours", "plan_by", "reviews", "review_hours", "review_by", "mdt_hours")),
    "workforce.by",
    "workforce.none",
    *(f"workforce.whole.{key}" for key in ("wte", "chance", "months", "claim", "top_up", "start_cost")),
    *(f"workforce.whole.{key}" for key in ("supervision_hours", "released_hours")),
    *(f"workforce.<role>.{key}" for key in ("wte", "chance", "months", "cost", "other_cost", "start_cost")),
    *(f"workforce.<role>.{key}" for key in ("supervision_hours", "released_hours")),
    "local.none",
    *(f"local.<n>.{key}" for key in ("name", "amount", "ends", "hours")),
    "opt_out.hours",
    "opt_out.exit_cost",
    "leave.exit_cost",
    "facts.later",
)
"""Every input's id; `<n>` stands for a row of the practice's own, the others for an id of the worksheet."""

_WORD_KEYS = frozenset({"name", "ods_code", "role", "by", "status", "done_by", "plan_by", "review_by", "none"})

INPUTS_IN_WORDS: frozenset[str] = frozenset(
    {"network.split", "director.ours", "local.<n>.ends", "facts.later"}
    | {path for path in INPUT_PATHS if path.rpartition(".")[2] in _WORD_KEYS or path.startswith("deadline.")}
)
"""The inputs answered with a word, a choice or a day: bounds and published figures mean nothing to them."""

_YEARLY = (
    *(f"pcn.{key}" for key in ("kept", "shortfall")),
    *(f"workforce.{key}" for key in ("ceiling", "claim", "take_up", "unclaimed", "unfunded", "start_cost")),
    *(f"workforce.{key}" for key in ("supervision", "released", "our_cost", "our_released", "care")),
    "service.<service>.cost",
    "services.cost",
    *(f"care_homes.{key}" for key in ("cost", "premium", "net", "coverage", "minutes_paid_for", "minutes_worked")),
    *(f"sign_up.{key}" for key in ("income", "cost", "replaced", "net", "cash", "gp_time")),
    "opt_out.net",
    "difference",
    "difference.per_patient",
    "difference.per_partner",
)

FIGURE_PATHS: tuple[str, ...] = (
    "funding.<payment>.pcn",
    "funding.<payment>.practice",
    *(f"funding.{key}" for key in ("pcn_total", "pcn_income", "practice_total")),
    *(f"{figure}.{horizon}" for figure in _YEARLY for horizon in ("this_year", "full_year")),
    "leave_in_april.net.this_year",
    "workforce.ceiling",
    *(f"workforce.{key}" for key in ("wte_wanted", "wte_filled", "fill")),
    *(f"services.{key}" for key in ("gp_hours", "nurse_hours", "admin_hours", "post_hours", "uncovered_hours")),
    "services.ready",
    *(f"care_homes.{key}" for key in ("hours", "gp_hours", "beds_per_1000", "network_beds_per_1000")),
    *(f"time.{key}" for key in ("gp_hours", "first_winter", "share")),
)
"""Every figure a threshold or a claim may name."""


class Match(NamedTuple):
    """The pattern a path fits, and what stands in the place of its `<…>`, if it has one."""

    pattern: str
    stands_for: str = ""
    word: str = ""


def match_path(path: str, patterns: tuple[str, ...]) -> Match | None:
    """The pattern that fits a path; one that fits word for word comes before one with a place to fill."""
    if "<" not in path and path in patterns:
        return Match(path)
    parts = path.split(".")
    for pattern, wanted in _open_patterns(patterns).get((len(parts), parts[0]), ()):
        open_at = [i for i, part in enumerate(wanted) if part != parts[i]]
        if len(open_at) == 1 and wanted[open_at[0]].startswith("<"):
            return Match(pattern, wanted[open_at[0]].strip("<>"), parts[open_at[0]])
    return None


@cache
def _open_patterns(patterns: tuple[str, ...]) -> dict[tuple[int, str], list[tuple[str, list[str]]]]:
    """The patterns with a place to fill and their parts, by how many parts there are and by the first."""
    found: dict[tuple[int, str], list[tuple[str, list[str]]]] = {}
    for pattern in patterns:
        if "<" in pattern:
            parts = pattern.split(".")
            found.setdefault((len(parts), parts[0]), []).append((pattern, parts))
    return found


def closest_path(path: str, patterns: tuple[str, ...]) -> str | None:
    """The path most like an unknown one, with the author's own word (else `each`) where a pattern leaves a place."""
    parts = path.split(".")
    candidates: list[str] = []
    for pattern in patterns:
        wanted = pattern.split(".")
        filled = [
            (parts[i] if i < len(parts) and len(parts) == len(wanted) else "each") if part.startswith("<") else part
            for i, part in enumerate(wanted)
        ]
        candidates.append(".".join(filled))
    return closest(path, candidates)
