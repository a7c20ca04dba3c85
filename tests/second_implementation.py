"""The figures a second time, written from the definitions (docs/figures.md) alone, sharing no code with the program.

Where the definitions leave room, this is what was decided here:

- A missing choice of who does an hour of home work stands beside the hours themselves: both are needed. A local row
  that does not say when it ends (`ends`) needs only that, whatever else of it is missing, and also when it is 0.
- When no hours of a group are given, each member that the figure uses is needed, by its own id. `arrivals` and
  `reviews` are numbers, not hours: they are no part of a home's group and need answering unless multiplied by 0.
- A certain 0 times something not applicable is 0. A certain 0 divided by something missing needs the divisor.
- The smaller of two things needs both (a plan of 0 still needs the ceiling), with one exception: a role with a
  certain 0 WTE is 0 whatever its limit is, because rule 6 names WTE.
- "An empty table" (`workforce.none`, `local.none`): every sum over its rows is not applicable, and is left out of the
  totals it belongs to. `fill` is still 0, because the definitions say so where none is wanted; so is cover.
- Local rows of which none ends on signing up: the table is not empty, so the sum is 0.
- In a table with rows and `none = true` as well, none wins (the definitions say it of homes only).
- `sign_up.cash`: GP hours cost a certain 0, so what only feeds GP hours (`falls_to_gps`, supervision) is not needed.
- `difference.cash`: of opting out, the amounts lost and the exit cost are left; a local row that does not say when it
  ends is still needed.
- Post hours that are missing are not a certain 0, so `falls_to_gps` is needed too; a certain 0 of `falls_to_gps`
  makes cover and post hours not needed.
- By-date requirements and those counted in the homes keep their status in `services.ready`.
- `full_year` given as a rate replaces the rate; a list rate is then by the year, a bed rate by the month.
- Requirements are never hidden: rule 9 leaves out payments and roles.
- A worksheet without any payment of a kind: the sum is 0; with all of them hidden: not applicable.
"""

# ruff: noqa: ERA001 - comments quote the definitions (docs/figures.md), formulas and all

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Horizon = Literal["this_year", "full_year"]
HORIZONS: tuple[Horizon, Horizon] = ("this_year", "full_year")


@dataclass(frozen=True)
class Needs:
    """No value: an answer is missing (rule 6)."""

    ids: frozenset[str]


@dataclass(frozen=True)
class NotApplicable:
    """No value, and nothing to be answered (rule 6)."""

    reason: str


# --- Amounts: a number, or why there is none ---------------------------------------------------------------------


@dataclass(frozen=True)
class Amount:
    """A number at its likely value and whether it is certain; or what it needs; or why it does not apply."""

    value: Fraction = Fraction(0)
    certain: bool = True
    needs: frozenset[str] = frozenset()
    reason: str = ""

    @property
    def known(self) -> bool:
        return not self.needs and not self.reason

    @property
    def certainly_zero(self) -> bool:
        return self.known and self.certain and self.value == 0

    def __add__(self, other: Amount) -> Amount:
        # "a not-applicable part never makes a total missing": it is left out.
        if self.reason:
            return other
        if other.reason:
            return self
        if self.needs or other.needs:
            return Amount(needs=self.needs | other.needs)
        return Amount(self.value + other.value, self.certain and other.certain)

    def __neg__(self) -> Amount:
        return Amount(-self.value, self.certain, self.needs, self.reason)

    def __sub__(self, other: Amount) -> Amount:
        return self + (-other)

    def __mul__(self, other: Amount) -> Amount:
        # "Whatever is multiplied by a certain 0 ... is not needed."
        if self.certainly_zero or other.certainly_zero:
            return ZERO
        if self.reason or other.reason:
            return Amount(reason=self.reason or other.reason)
        if self.needs or other.needs:
            return Amount(needs=self.needs | other.needs)
        return Amount(self.value * other.value, self.certain and other.certain)

    def __truediv__(self, other: Amount) -> Amount:
        # "Not applicable (a zero divisor ...): no value, nothing needed."
        if self.reason or other.reason:
            return Amount(reason=self.reason or other.reason)
        if other.known and other.value == 0:
            return Amount(reason="divided by 0")
        if self.needs or other.needs:
            return Amount(needs=self.needs | other.needs)
        return Amount(self.value / other.value, self.certainly_zero or (self.certain and other.certain))


ZERO = Amount()
ONE = Amount(Fraction(1))


@cache
def exactly(number: Any) -> Amount:
    """Give a number of the worksheet or of the definitions, without doubt."""
    return Amount(Fraction(str(number)))


def missing(*ids: str) -> Amount:
    return Amount(needs=frozenset(ids))


def total(parts: Iterable[Amount]) -> Amount:
    """Add up; nothing to add up at all is 0."""
    listed = list(parts)
    if not listed:
        return ZERO
    result = listed[0]
    for part in listed[1:]:
        result += part
    return result


def smaller(one: Amount, other: Amount) -> Amount:
    if one.reason or other.reason:
        return Amount(reason=one.reason or other.reason)
    if one.needs or other.needs:
        return Amount(needs=one.needs | other.needs)
    return Amount(min(one.value, other.value), one.certain and other.certain)


def not_below_zero(amount: Amount) -> Amount:
    return Amount(max(Fraction(0), amount.value), amount.certain, amount.needs, amount.reason)


@cache
def read(typed: str) -> Amount:
    # Rule 5: `likely` or `low / likely / high`; one number alone is certain.
    numbers = [Fraction(part.strip().strip("£% ").replace(",", "")) for part in typed.split("/")]
    if len(numbers) == 1:
        return Amount(numbers[0])
    low, likely, high = numbers
    return Amount(likely, certain=low == high)


# --- Answers and the worksheet -----------------------------------------------------------------------------------


once = lru_cache(maxsize=512)
"""What one desk asks again and again is worked out once."""


@dataclass(frozen=True, eq=False)
class Desk:
    """The worksheet and the answers, side by side."""

    worksheet: dict[str, Any]
    answers: Mapping[str, str]

    def text(self, answer_id: str) -> str:
        return self.answers.get(answer_id, "").strip()

    def number(self, answer_id: str, default: Amount | None = None) -> Amount:
        typed = self.text(answer_id)
        if not typed:
            return missing(answer_id) if default is None else default
        return read(typed)

    def percent(self, answer_id: str, default: Amount | None = None) -> Amount:
        # Rule 4: "0-100, divided by 100 before use".
        return self.number(answer_id, default) / exactly(100)

    def yes(self, answer_id: str) -> bool:
        return self.text(answer_id).lower() in {"yes", "true"}

    def by_rows(self, answer_id: str) -> bool:
        # Rule 7: "as a whole (`....by = whole`, the default) or row by row (`rows`)".
        return self.text(answer_id) == "rows"

    def group(self, *ids: str) -> list[Amount]:
        # Rule 7: "If one of a group is given, the group's others are 0".
        given = any(self.text(answer_id) for answer_id in ids)
        return [self.number(answer_id, ZERO if given else None) for answer_id in ids]

    @once
    def row_numbers(self, table: str) -> list[int]:
        found = {int(match[1]) for key in self.answers if (match := re.match(rf"{table}\.(\d+)\.", key))}
        return sorted(n for n in found if any(self.text(k) for k in self.answers if k.startswith(f"{table}.{n}.")))

    def listed(self, table: str) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = self.worksheet.get(table, {})
        return found

    def hidden(self, fact: Mapping[str, Any]) -> bool:
        # Rule 9: "counts only if `facts.later = include` (default `hide`)".
        return fact.get("known_at_deadline", True) is False and self.text("facts.later") != "include"

    # Often used inputs.

    @property
    def weeks(self) -> Amount:
        return self.number("cost.weeks_per_year", exactly(52))

    @property
    def gp_hour(self) -> Amount:
        return self.number("cost.gp_hour")

    @property
    def share(self) -> Amount:
        # "default 100 x our registered list / the network's"
        if self.text("share.of_pcn"):
            return self.percent("share.of_pcn")
        return self.number("practice.registered_list") / self.number("pcn.registered_list")

    @property
    def session_hours(self) -> Amount:
        # "decimal hours or `4 h 10 min`, default 4 h 10 min"
        clock = re.fullmatch(r"(\d+)\s*h(?:\s*(\d+)\s*min)?", self.text("cost.session_hours"))
        if clock:
            return Amount(Fraction(clock[1]) + Fraction(int(clock[2] or 0), 60))
        return self.number("cost.session_hours", Amount(Fraction(250, 60)))

    # Months.

    def day(self, key: str) -> date:
        found: date = self.worksheet["date"][self.worksheet["year"][key]]["date"]
        return found

    @property
    def first_counted(self) -> date:
        # Rule 2: "from the day after the worksheet's `opt_out_effective`"
        return first_of_month_from(self.day("opt_out_effective") + timedelta(days=1))

    @property
    def year_end(self) -> date:
        found: date = self.worksheet["year"]["ends"]
        return found

    def months_from(self, day: date) -> int:
        # Rule 3: "whole months from the first of the month on or after d (and not before this year's first counted
        # month) to the year's end; never below 0".
        return months_between(max(first_of_month_from(day), self.first_counted), self.year_end)

    @property
    def counted_months(self) -> int:
        return months_between(self.first_counted, self.year_end)

    def y(self, horizon: Horizon) -> Amount:
        # Options: "y = M/12 and 1"
        return Amount(Fraction(self.counted_months, 12)) if horizon == "this_year" else ONE


def first_of_month_from(day: date) -> date:
    if day.day == 1:
        return day
    return date(day.year + 1, 1, 1) if day.month == 12 else date(day.year, day.month + 1, 1)


def months_between(first: date, last: date) -> int:
    """Count the months from a first day of a month to a last day, the month of the last day included."""
    return max(0, (last.year - first.year) * 12 + last.month - first.month + 1)


# --- Funding -----------------------------------------------------------------------------------------------------


def amount_of(
    desk: Desk, payment_id: str, whose: str, *, months: int, new_rate: Any = None, all_points: bool = False
) -> Amount:
    """One line of the table of kinds, on the network's lists and beds (`pcn`) or on ours (`practice`)."""
    payment = desk.listed("payment")[payment_id]
    kind = payment["kind"]
    if kind == "list":
        # "Sum over its `parts`: rate x list x months/12 for a yearly rate, x 1 for a rate for the whole period"
        parts = []
        for list_name, part in payment["part"].items():
            rate = exactly(part["rate"] if new_rate is None else new_rate)
            yearly = new_rate is not None or part["per"] == "year"
            run = Amount(Fraction(months, 12)) if yearly else ONE
            parts.append(rate * desk.number(f"{whose}.{list_name}_list") * run)
        return total(parts)
    rate = exactly(payment["rate"] if new_rate is None else new_rate)
    if kind == "bed":
        # "rate a month x `pcn.care_home_beds` x months" and, for the practice, "our beds"
        beds = our_beds(desk) if whose == "practice" else desk.number("pcn.care_home_beds")
        return rate * beds * exactly(months)
    if kind == "points":
        # "rate x points x `achieved` x `pcn.registered_list` / the worksheet's average list"
        achieved = ONE if all_points else desk.percent(f"payment.{payment_id}.achieved")
        average = exactly(desk.worksheet["average_network"]["list"])
        return rate * exactly(payment["points"]) * achieved * desk.number("pcn.registered_list") / average
    # reimbursement: "rate x `pcn.weighted_list`: a ceiling on claims, never income"
    return rate * desk.number("pcn.weighted_list")


@once
def stream(desk: Desk, payment_id: str, whose: str, when: Horizon | Literal["published"]) -> Amount:
    """What a payment comes to: as published, or counted in a horizon."""
    payment = desk.listed("payment")[payment_id]
    if desk.hidden(payment):
        return Amount(reason="known only after the deadline")
    months = months_between(payment["from"], payment["to"])
    if when == "full_year":
        # "a rate, `same` (published amount x 12 / its months), or `ends`"
        rule = payment["full_year"]
        if rule == "ends":
            return ZERO
        if rule == "same":
            return amount_of(desk, payment_id, whose, months=months) * Amount(Fraction(12, months))
        return amount_of(desk, payment_id, whose, months=12, new_rate=rule)
    published = amount_of(desk, payment_id, whose, months=months)
    if when == "published":
        return published
    # "x (months of the stream falling in the counted months / months of the stream)"
    falling = months_between(max(payment["from"], desk.first_counted), min(payment["to"], desk.year_end))
    return published * Amount(Fraction(falling, months))


def reach(desk: Desk, payment_id: str) -> Amount:
    payment = desk.listed("payment")[payment_id]
    # "Clinical-director money always has reach 0"
    if payment.get("for_director"):
        return ZERO
    split = desk.text("network.split")
    if not split:
        return missing("network.split")
    if split == "all_shared":
        # "reach 100 for every stream but IIF (0)"
        return ZERO if payment.get("reinvested") else ONE
    if split == "network_keeps":
        # "reach 100 for extended hours and care-home premium, 0 for the rest"
        return ONE if payment.get("passed_on") else ZERO
    return desk.percent(f"payment.{payment_id}.reaches_practice")


@once
def to_practice(desk: Desk, payment_id: str, when: Horizon | Literal["published"]) -> Amount:
    """`funding.<p>.practice`, as published or counted."""
    payment = desk.listed("payment")[payment_id]
    if desk.hidden(payment):
        return Amount(reason="known only after the deadline")
    if payment["paid_to"] == "practice":
        return stream(desk, payment_id, "practice", when)
    if payment["kind"] == "bed":
        # "(`bed`: our beds x rate x months x reach)"
        return stream(desk, payment_id, "practice", when) * reach(desk, payment_id)
    # "`funding.<p>.pcn` x share x reach"
    return stream(desk, payment_id, "pcn", when) * desk.share * reach(desk, payment_id)


def network_payments(desk: Desk) -> list[str]:
    return [pid for pid, payment in desk.listed("payment").items() if payment["paid_to"] == "network"]


def ceilings(desk: Desk) -> list[str]:
    return [pid for pid, payment in desk.listed("payment").items() if payment["kind"] == "reimbursement"]


def income_payments(desk: Desk) -> list[str]:
    return [pid for pid, payment in desk.listed("payment").items() if payment["kind"] != "reimbursement"]


def kept(desk: Desk, horizon: Horizon) -> Amount:
    # "`pcn.kept` = sum of counted network income x (1 - reach), director money and IIF left out"
    payments = desk.listed("payment")
    counted = [
        pid
        for pid in network_payments(desk)
        if pid in income_payments(desk)
        and not payments[pid].get("for_director")
        and not payments[pid].get("reinvested")
    ]
    return total(stream(desk, pid, "pcn", horizon) * (ONE - reach(desk, pid)) for pid in counted)


def funding_section(desk: Desk) -> dict[str, Amount]:
    result: dict[str, Amount] = {}
    for pid in network_payments(desk):
        result[f"funding.{pid}.pcn"] = stream(desk, pid, "pcn", "published")
    for pid in income_payments(desk):  # "The ceiling has only `.pcn`."
        result[f"funding.{pid}.practice"] = to_practice(desk, pid, "published")
    result["funding.pcn_total"] = total(result[f"funding.{pid}.pcn"] for pid in network_payments(desk))
    result["funding.pcn_income"] = total(
        result[f"funding.{pid}.pcn"] for pid in network_payments(desk) if pid in income_payments(desk)
    )
    result["funding.practice_total"] = total(result[f"funding.{pid}.practice"] for pid in income_payments(desk))
    for horizon in HORIZONS:
        for pid in income_payments(desk):
            result[f"funding.{pid}.counted.{horizon}"] = to_practice(desk, pid, horizon)
        result[f"pcn.kept.{horizon}"] = kept(desk, horizon)
    return result


# --- Workforce ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Posts:
    """The posts as a whole, or the posts of one role."""

    wte: Amount
    chance: Amount
    months: Amount
    start_cost: Amount
    supervision_hours: Amount
    released_hours: Amount
    paid_a_year: Amount  # for each WTE
    claimed_a_year: Amount  # for each WTE
    claimable_wte: Amount
    claimable_months: Amount

    @property
    def filled(self) -> Amount:
        # "filled = wte x chance"
        return self.wte * self.chance

    def months_in(self, horizon: Horizon) -> Amount:
        # "Full year: months = 12"
        return self.months if horizon == "this_year" else exactly(12)

    def paid(self, horizon: Horizon) -> Amount:
        return self.filled * self.paid_a_year * self.months_in(horizon) / exactly(12)

    def claimable(self, horizon: Horizon) -> Amount:
        months = self.claimable_months if horizon == "this_year" else exactly(12)
        return self.claimable_wte * self.chance * self.claimed_a_year * months / exactly(12)


@once
def posts_as_a_whole(desk: Desk) -> Posts:
    def whole(name: str, default: Amount | None = None) -> Amount:
        return desk.number(f"workforce.whole.{name}", default)

    # "claimable = filled x claim x months/12; paid = filled x (claim + top_up) x months/12"
    return Posts(
        wte=whole("wte"),
        chance=desk.percent("workforce.whole.chance"),
        months=whole("months"),
        start_cost=whole("start_cost", ZERO),
        supervision_hours=whole("supervision_hours"),
        released_hours=whole("released_hours"),
        paid_a_year=whole("claim") + whole("top_up"),
        claimed_a_year=whole("claim"),
        claimable_wte=whole("wte"),
        claimable_months=whole("months"),
    )


def posts_of_role(desk: Desk, role_id: str, role: Mapping[str, Any]) -> Posts:
    def row(name: str, default: Amount | None = None) -> Amount:
        return desk.number(f"workforce.{role_id}.{name}", default)

    # "paid = filled x (cost + other_cost) x months/12; claimable = min(wte, the role's limit) x chance x
    # min(cost, the role's maximum) x min(months, months from the role's start)/12"
    return Posts(
        wte=row("wte"),
        chance=desk.percent(f"workforce.{role_id}.chance"),
        months=row("months"),
        start_cost=row("start_cost", ZERO),
        supervision_hours=row("supervision_hours"),
        released_hours=row("released_hours"),
        paid_a_year=row("cost") + row("other_cost", ZERO),
        claimed_a_year=smaller(row("cost"), exactly(role["maximum"])),
        claimable_wte=within_limit(desk, row("wte"), role),
        claimable_months=smaller(row("months"), exactly(desk.months_from(role["from"]))),
    )


def within_limit(desk: Desk, wte: Amount, role: Mapping[str, Any]) -> Amount:
    # "(worksheet fields `limit`, and `limit_above_list`, `limit_above` for larger networks)"
    if "limit" not in role or wte.certainly_zero:
        return wte
    if "limit_above_list" not in role:
        return smaller(wte, exactly(role["limit"]))
    patients = desk.number("pcn.registered_list")
    if not patients.known:
        return smaller(wte, patients)
    larger = patients.value > Fraction(str(role["limit_above_list"]))
    return smaller(wte, exactly(role["limit_above"] if larger else role["limit"]))


@dataclass(frozen=True)
class Workforce:
    """All posts, or why there are none to add up."""

    posts: list[Posts]
    without: Amount  # what a sum over the posts is when there are none

    def total(self, parts: list[Amount]) -> Amount:
        return total(parts) if parts else self.without

    @property
    def wanted(self) -> Amount:
        return self.total([post.wte for post in self.posts])

    @property
    def filled(self) -> Amount:
        return self.total([post.filled for post in self.posts])

    @property
    def fill(self) -> Amount:
        """The share filled, 0 to 1; also the cover in a full year and in hours a week."""
        return self.share_of_wanted(self.filled)

    def cover(self, months: int) -> Amount:
        # "cover(m) = sum of filled x min(months, m)/m / wanted"
        m = exactly(months)
        return self.share_of_wanted(
            self.total([post.filled * smaller(post.months, m) / m for post in self.posts]),
        )

    def share_of_wanted(self, filled: Amount) -> Amount:
        # "(none wanted: 0)"
        if self.wanted.reason:
            return ZERO
        if self.wanted.known and self.wanted.value == 0:
            return Amount(Fraction(0), self.wanted.certain)
        return filled / self.wanted


@once
def workforce_of(desk: Desk) -> Workforce:
    if not desk.by_rows("workforce.by"):
        return Workforce([posts_as_a_whole(desk)], ZERO)
    if desk.yes("workforce.none"):
        return Workforce([], Amount(reason="no posts are wanted"))
    rows = {rid: role for rid, role in desk.listed("role").items() if desk.text(f"workforce.{rid}.wte")}
    if not rows:
        return Workforce([], missing("workforce.none"))
    shown = [posts_of_role(desk, rid, role) for rid, role in rows.items() if not desk.hidden(role)]
    return Workforce(shown, Amount(reason="every role in the plan was known only after the deadline"))


@once
def ceiling(desk: Desk, horizon: Horizon) -> Amount:
    # "`workforce.ceiling`: the contract year's sum, not cut to the counted months"
    return total(
        stream(desk, pid, "pcn", "published" if horizon == "this_year" else "full_year") for pid in ceilings(desk)
    )


@once
def claim(desk: Desk, horizon: Horizon) -> Amount:
    workforce = workforce_of(desk)
    claimable = workforce.total([post.claimable(horizon) for post in workforce.posts])
    return smaller(claimable, ceiling(desk, horizon))


@once
def unfunded(desk: Desk, horizon: Horizon) -> Amount:
    workforce = workforce_of(desk)
    return workforce.total([post.paid(horizon) for post in workforce.posts]) - claim(desk, horizon)


@once
def start_cost(desk: Desk, horizon: Horizon) -> Amount:
    if horizon == "full_year":
        return Amount(reason="one-off costs are left out of a full year")
    workforce = workforce_of(desk)
    return workforce.total([post.filled * post.start_cost for post in workforce.posts])


@once
def supervision(desk: Desk, horizon: Horizon, gp_price: Amount) -> Amount:
    # "sum of filled x hours x weeks x months/12 x `cost.gp_hour`"
    workforce = workforce_of(desk)
    return workforce.total(
        [
            post.filled * post.supervision_hours * desk.weeks * post.months_in(horizon) / exactly(12) * gp_price
            for post in workforce.posts
        ]
    )


@once
def released(desk: Desk, horizon: Horizon, gp_price: Amount) -> Amount:
    workforce = workforce_of(desk)
    return workforce.total(
        [
            post.filled * post.released_hours * desk.weeks * post.months_in(horizon) / exactly(12) * gp_price
            for post in workforce.posts
        ]
    )


@once
def shortfall(desk: Desk, horizon: Horizon) -> Amount:
    # "max(0, `pcn.running_costs` x y + unfunded + start_cost - `pcn.kept`)"
    running = desk.number("pcn.running_costs") * desk.y(horizon)
    return not_below_zero(running + unfunded(desk, horizon) + start_cost(desk, horizon) - kept(desk, horizon))


def workforce_section(desk: Desk) -> dict[str, Amount]:
    workforce = workforce_of(desk)
    result = {
        "workforce.wte_wanted": workforce.wanted,
        "workforce.wte_filled": workforce.filled,
        "workforce.fill": workforce.fill * exactly(100),
    }
    for horizon in HORIZONS:
        most, claimed = ceiling(desk, horizon), claim(desk, horizon)
        supervised = supervision(desk, horizon, desk.gp_hour)
        freed = released(desk, horizon, desk.gp_hour)
        result |= {
            f"workforce.ceiling.{horizon}": most,
            f"workforce.claim.{horizon}": claimed,
            f"workforce.take_up.{horizon}": claimed / most * exactly(100),
            f"workforce.unclaimed.{horizon}": most - claimed,
            f"workforce.unfunded.{horizon}": unfunded(desk, horizon),
            f"workforce.start_cost.{horizon}": start_cost(desk, horizon),
            f"workforce.supervision.{horizon}": supervised,
            f"workforce.released.{horizon}": freed,
            f"pcn.shortfall.{horizon}": shortfall(desk, horizon),
            f"workforce.our_cost.{horizon}": desk.share * supervised,
            f"workforce.our_released.{horizon}": desk.share * freed,
            f"workforce.care.{horizon}": desk.share * claimed,
        }
    return result


# --- Services ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Work:
    """A whole service, or one requirement of it: hours a week from a day on, and hours once."""

    gp: Amount
    nurse: Amount
    admin: Amount
    post: Amount
    falls_to_gps: Amount
    once: Amount
    months_this_year: int

    def uncovered(self, cover: Amount) -> Amount:
        return falling_back(self.post, self.falls_to_gps, cover)


def falling_back(hours: Amount, falls_to_gps: Amount, cover: Amount) -> Amount:
    # "uncovered = post_hours x falls_to_gps x (1 - cover), done by GPs"; falls_to_gps is "needed if post hours are
    # not 0", so it is asked for even when cover is complete; and whether it is needed hangs on the hours.
    if hours.certainly_zero:
        return ZERO
    if falls_to_gps.needs:
        return hours * (ONE - cover) + hours * falls_to_gps
    return hours * falls_to_gps * (ONE - cover)


def work_under(desk: Desk, stem: str, months_this_year: int) -> Work:
    gp, nurse, admin, post = desk.group(*(f"{stem}.{who}_hours" for who in ("gp", "nurse", "admin", "post")))
    return Work(
        gp=gp,
        nurse=nurse,
        admin=admin,
        post=post,
        falls_to_gps=desk.percent(f"{stem}.falls_to_gps"),
        once=desk.number(f"{stem}.once_hours", ZERO),
        months_this_year=months_this_year,
    )


def only_once(desk: Desk, stem: str) -> Work:
    # "a requirement with only a `by` date has once_hours only and adds to no hours-a-week figure"
    return Work(ZERO, ZERO, ZERO, ZERO, ZERO, desk.number(f"{stem}.once_hours", ZERO), 0)


def requirements_of(desk: Desk, service_id: str) -> dict[str, dict[str, Any]]:
    return {rid: req for rid, req in desk.listed("requirement").items() if req["service"] == service_id}


@once
def works_of(desk: Desk, service_id: str) -> list[Work]:
    requirements = requirements_of(desk, service_id)
    if not desk.by_rows(f"service.{service_id}.by"):
        # "A whole service starts with its first `from`"
        starts = [req["from"] for req in requirements.values() if "from" in req]
        if not starts:
            return [only_once(desk, f"service.{service_id}")]
        return [work_under(desk, f"service.{service_id}", desk.months_from(min(starts)))]
    works = []
    for rid, req in requirements.items():
        # "A requirement the worksheet marks `counted_in = "homes"` takes a status only."
        if req.get("counted_in") == "homes":
            continue
        if "from" in req:
            works.append(work_under(desk, f"specification.{rid}", desk.months_from(req["from"])))
        else:
            works.append(only_once(desk, f"specification.{rid}"))
    return works


@once
def all_works(desk: Desk) -> list[Work]:
    return [work for service_id in desk.listed("service") for work in works_of(desk, service_id)]


@once
def cost_of_service(desk: Desk, service_id: str, horizon: Horizon, gp_price: Amount) -> Amount:
    workforce = workforce_of(desk)
    nurse_price, admin_price = desk.number("cost.nurse_hour"), desk.number("cost.admin_hour")
    parts = []
    for work in works_of(desk, service_id):
        # "(own hours at their rates + uncovered x `cost.gp_hour`) x weeks x months/12 + once_hours x `cost.gp_hour`
        # (this year only)"
        if horizon == "this_year":
            months, cover = work.months_this_year, workforce.cover(work.months_this_year)
        else:
            months, cover = 12, workforce.fill
        weekly = (
            work.gp * gp_price + work.nurse * nurse_price + work.admin * admin_price + work.uncovered(cover) * gp_price
        )
        parts.append(weekly * desk.weeks * Amount(Fraction(months, 12)))
        if horizon == "this_year":
            parts.append(work.once * gp_price)
    return total(parts)


@once
def cost_of_services(desk: Desk, horizon: Horizon, gp_price: Amount) -> Amount:
    return total(cost_of_service(desk, sid, horizon, gp_price) for sid in desk.listed("service"))


def gp_hours_of_services(desk: Desk, cover: Amount) -> Amount:
    # "`services.gp_hours` (a week, uncovered included)"
    return total(work.gp + work.uncovered(cover) for work in all_works(desk))


def ready(desk: Desk) -> Amount:
    # "mean over services of the % of each that is `already` or `ready`"
    percents = []
    for sid in desk.listed("service"):
        if desk.by_rows(f"service.{sid}.by"):
            ids = [f"specification.{rid}.status" for rid in requirements_of(desk, sid)]
        else:
            ids = [f"service.{sid}.status"]
        marks = []
        for answer_id in ids:
            status = desk.text(answer_id)
            mark = ONE if status in {"already", "ready"} else ZERO
            marks.append(mark if status else missing(answer_id))
        percents.append(total(marks) / exactly(len(ids)) * exactly(100))
    return total(percents) / exactly(len(percents))


def services_section(desk: Desk) -> dict[str, Amount]:
    fill = workforce_of(desk).fill  # "in hours a week it is `fill`"
    works = all_works(desk)
    result = {
        "services.gp_hours": gp_hours_of_services(desk, fill),
        "services.nurse_hours": total(work.nurse for work in works),
        "services.admin_hours": total(work.admin for work in works),
        "services.post_hours": total(work.post for work in works),
        "services.uncovered_hours": total(work.uncovered(fill) for work in works),
        "services.ready": ready(desk),
    }
    for horizon in HORIZONS:
        for sid in desk.listed("service"):
            result[f"service.{sid}.cost.{horizon}"] = cost_of_service(desk, sid, horizon, desk.gp_hour)
        result[f"services.cost.{horizon}"] = cost_of_services(desk, horizon, desk.gp_hour)
    return result


# --- Care homes --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class HomeWork:
    """Hours a week in the homes and who does them; `who` is empty while nobody has said."""

    hours: Amount
    who: str
    who_id: str


def no_homes(desk: Desk) -> bool:
    # Rule 8: "`home.none = true` or `home.whole.beds = 0` means no homes in either mode"
    return desk.yes("home.none") or desk.number("home.whole.beds").certainly_zero


@once
def our_beds(desk: Desk) -> Amount:
    if no_homes(desk):
        return ZERO
    if not desk.by_rows("home.by"):
        return desk.number("home.whole.beds")
    rows = desk.row_numbers("home")
    return total(desk.number(f"home.{n}.beds") for n in rows) if rows else missing("home.none")


@once
def home_works(desk: Desk) -> list[HomeWork]:
    if no_homes(desk):
        return []
    if not desk.by_rows("home.by"):
        return [HomeWork(desk.number("home.whole.hours"), desk.text("home.whole.done_by"), "home.whole.done_by")]
    works = []
    for n in desk.row_numbers("home"):
        home = f"home.{n}"
        round_, travel, plan, review, mdt = desk.group(
            *(f"{home}.{name}_hours" for name in ("round", "travel", "plan", "review", "mdt"))
        )
        done_by = desk.text(f"{home}.done_by")
        # "round + travel + (arrivals x plan_hours + reviews x review_hours)/weeks + mdt_hours x 12/weeks, each by
        # whoever does it"; "`plan_by` and `review_by` default to `done_by`"
        plans = desk.number(f"{home}.arrivals") * plan / desk.weeks
        reviews = desk.number(f"{home}.reviews") * review / desk.weeks
        meetings = mdt * exactly(12) / desk.weeks
        works += [
            HomeWork(round_ + travel + meetings, done_by, f"{home}.done_by"),
            HomeWork(plans, desk.text(f"{home}.plan_by") or done_by, f"{home}.done_by"),
            HomeWork(reviews, desk.text(f"{home}.review_by") or done_by, f"{home}.done_by"),
        ]
    return works or [HomeWork(missing("home.none"), "nobody", "home.none")]


def fallen_back(desk: Desk, work: HomeWork, cover: Amount) -> Amount:
    # "the part x `service.<care-home service>.falls_to_gps` (needed whenever such hours are not 0, in either mode)
    # x (1 - cover) is done by GPs"
    service = next(sid for sid, service in desk.listed("service").items() if service.get("in_homes"))
    return falling_back(work.hours, desk.percent(f"service.{service}.falls_to_gps"), cover)


def hours_of_home_work(desk: Desk, cover: Amount, whose: frozenset[str]) -> Amount:
    """Hours a week that fall on our own staff of these kinds (`gp`, `nurse`), fallen-back hours being GPs'."""
    parts = []
    for work in home_works(desk):
        if work.hours.needs == {"home.none"}:
            parts.append(work.hours)
        elif not work.who:
            parts.append(work.hours * missing(work.who_id))
        elif work.who == "post":
            parts.append(fallen_back(desk, work, cover) if "gp" in whose else ZERO)
        else:
            parts.append(work.hours if work.who in whose else ZERO)
    return total(parts)


def home_cover(desk: Desk, horizon: Horizon) -> Amount:
    workforce = workforce_of(desk)
    return workforce.cover(home_months(desk, horizon)) if horizon == "this_year" else workforce.fill


def home_months(desk: Desk, horizon: Horizon) -> int:
    # "Months from the worksheet's care-home clinical start (1 October 2020: 6)"
    return desk.months_from(desk.day("care_homes_start")) if horizon == "this_year" else 12


@once
def cost_of_homes(desk: Desk, horizon: Horizon, gp_price: Amount) -> Amount:
    cover = home_cover(desk, horizon)
    parts = []
    for work in home_works(desk):
        if work.hours.needs == {"home.none"}:
            parts.append(work.hours)
        elif not work.who:
            parts.append(work.hours * missing(work.who_id))
        elif work.who == "post":
            # gp_price stands first: hours priced at a certain 0 need nothing.
            parts.append(gp_price * fallen_back(desk, work, cover))
        else:
            parts.append(work.hours * (gp_price if work.who == "gp" else desk.number("cost.nurse_hour")))
    return total(parts) * desk.weeks * Amount(Fraction(home_months(desk, horizon), 12))


def premium(desk: Desk, horizon: Horizon) -> Amount:
    if no_homes(desk):
        return ZERO
    beds = [pid for pid in income_payments(desk) if desk.listed("payment")[pid]["kind"] == "bed"]
    return total(to_practice(desk, pid, horizon) for pid in beds)


def care_homes_section(desk: Desk) -> dict[str, Amount]:
    beds, fill = our_beds(desk), workforce_of(desk).fill
    per_thousand = exactly(1000)
    result = {
        "care_homes.beds": beds,
        "care_homes.hours": total(work.hours for work in home_works(desk)),
        "care_homes.gp_hours": hours_of_home_work(desk, fill, frozenset({"gp"})),
        "care_homes.beds_per_1000": beds * per_thousand / desk.number("practice.registered_list"),
        "care_homes.network_beds_per_1000": (
            desk.number("pcn.care_home_beds") * per_thousand / desk.number("pcn.registered_list")
        ),
    }
    for horizon in HORIZONS:
        income, cost = premium(desk, horizon), cost_of_homes(desk, horizon, desk.gp_hour)
        months = exactly(home_months(desk, horizon))
        weekly = hours_of_home_work(desk, home_cover(desk, horizon), frozenset({"gp", "nurse"}))
        monthly = weekly * desk.weeks / exactly(12)
        result |= {
            f"care_homes.cost.{horizon}": cost,
            f"care_homes.premium.{horizon}": income,
            f"care_homes.net.{horizon}": income - cost,
            f"care_homes.coverage.{horizon}": income / cost * exactly(100),
            # "premium / months of home work / beds / (cost / hours we pay for) x 60"
            f"care_homes.minutes_paid_for.{horizon}": (
                income / months / beds / (cost / (monthly * months)) * exactly(60)
            ),
            # "hours we pay for a month x 60 / beds"
            f"care_homes.minutes_worked.{horizon}": monthly * exactly(60) / beds,
        }
    return result


# --- Options -----------------------------------------------------------------------------------------------------


def director(desk: Desk, name: str) -> Amount:
    # "yes / no; if yes `director.amount` ... and `director.hours`"
    if not desk.text("director.ours"):
        return missing("director.ours")
    return desk.number(f"director.{name}") if desk.yes("director.ours") else ZERO


def meetings(desk: Desk) -> tuple[Amount, Amount]:
    gp, admin = desk.group("meeting.gp_hours", "meeting.admin_hours")
    return gp, admin


def local_rows(desk: Desk, ends: str) -> list[tuple[Amount, Amount]] | Amount:
    """Amount a year and GP hours a week of the local payments that end this way; or why there is no table."""
    if desk.yes("local.none"):
        return Amount(reason="no local payment depends on the decision")
    numbers = desk.row_numbers("local")
    if not numbers:
        return missing("local.none")
    rows = []
    for n in numbers:
        said = desk.text(f"local.{n}.ends")
        if not said:
            rows.append((missing(f"local.{n}.ends"), missing(f"local.{n}.ends")))
        elif said == ends:
            rows.append((desk.number(f"local.{n}.amount"), desk.number(f"local.{n}.hours", ZERO)))
    return rows


@once
def local_amounts(desk: Desk, ends: str, horizon: Horizon) -> Amount:
    # "amounts x y"
    rows = local_rows(desk, ends)
    return rows if isinstance(rows, Amount) else total(amount for amount, _ in rows) * desk.y(horizon)


@once
def local_gp_time(desk: Desk, ends: str, horizon: Horizon) -> Amount:
    # "hours x `cost.gp_hour` x weeks x y"
    rows = local_rows(desk, ends)
    if isinstance(rows, Amount):
        return rows
    a_year = desk.gp_hour * desk.weeks * desk.y(horizon)
    return total(hours if hours.needs else hours * a_year for _, hours in rows)


@once
def local_value(desk: Desk, ends: str, horizon: Horizon, gp_price: Amount) -> Amount:
    # "amount x y - hours x `cost.gp_hour` x weeks x y"
    rows = local_rows(desk, ends)
    if isinstance(rows, Amount):
        return rows
    y = desk.y(horizon)
    parts = []
    for amount, hours in rows:
        ends_unsaid = amount.needs and amount.needs == hours.needs
        parts.append(amount if ends_unsaid else amount * y - hours * gp_price * desk.weeks * y)
    return total(parts)


def local_hours(desk: Desk, ends: str) -> Amount:
    rows = local_rows(desk, ends)
    return rows if isinstance(rows, Amount) else total(hours for _, hours in rows)


@once
def directed(desk: Desk, horizon: Horizon) -> Amount:
    # "director.amount x y"
    return director(desk, "amount") * desk.y(horizon)


@once
def network_time(desk: Desk, horizon: Horizon, gp_price: Amount) -> Amount:
    # "((meeting.gp_hours + director.hours) x gp hour + meeting.admin_hours x admin hour) x weeks x y"
    gp, admin = meetings(desk)
    a_week = (gp + director(desk, "hours")) * gp_price + admin * desk.number("cost.admin_hour")
    return a_week * desk.weeks * desk.y(horizon)


@once
def sign_up_income(desk: Desk, horizon: Horizon) -> Amount:
    # "counted practice funding + director.amount x y"
    funding = total(to_practice(desk, pid, horizon) for pid in income_payments(desk))
    return funding + directed(desk, horizon)


@once
def sign_up_cost(desk: Desk, horizon: Horizon, gp_price: Amount) -> Amount:
    return (
        cost_of_services(desk, horizon, gp_price)
        + cost_of_homes(desk, horizon, gp_price)
        + desk.share * supervision(desk, horizon, gp_price)
        + desk.share * shortfall(desk, horizon)
        + network_time(desk, horizon, gp_price)
    )


@once
def sign_up_net(desk: Desk, horizon: Horizon, gp_price: Amount) -> Amount:
    # "income + `workforce.our_released` - cost - replaced"
    return (
        sign_up_income(desk, horizon)
        + desk.share * released(desk, horizon, gp_price)
        - sign_up_cost(desk, horizon, gp_price)
        - local_value(desk, "sign_up", horizon, gp_price)
    )


@once
def opt_out_net(desk: Desk, horizon: Horizon) -> Amount:
    lost = local_value(desk, "opt_out", horizon, desk.gp_hour)
    work = desk.number("opt_out.hours") * desk.gp_hour * desk.weeks * desk.y(horizon)
    net = -lost - work
    return net - desk.number("opt_out.exit_cost") if horizon == "this_year" else net


def opt_out_cash(desk: Desk, horizon: Horizon) -> Amount:
    # "−(amounts that opting out ends x y), and this year − `opt_out.exit_cost`"
    rows = local_rows(desk, "opt_out")
    # No GP hours are counted, and a sum with a part of £0 applies even where there is no local payment.
    lost = ZERO + (rows if isinstance(rows, Amount) else total(amount for amount, _ in rows) * desk.y(horizon))
    return -(lost + desk.number("opt_out.exit_cost")) if horizon == "this_year" else -lost


def time_a_week(desk: Desk, *, with_posts: bool) -> Amount:
    workforce = workforce_of(desk)
    # "`time.first_winter` = the same with filled = 0"
    cover = workforce.fill if with_posts else ZERO
    if with_posts:
        supervised = workforce.total([post.filled * post.supervision_hours for post in workforce.posts])
        freed = workforce.total([post.filled * post.released_hours for post in workforce.posts])
    else:
        supervised, freed = ZERO, ZERO
    return (
        gp_hours_of_services(desk, cover)
        + hours_of_home_work(desk, cover, frozenset({"gp"}))
        + desk.share * supervised
        + meetings(desk)[0]
        + director(desk, "hours")
        - desk.share * freed
        - desk.number("opt_out.hours")
        + local_hours(desk, "opt_out")
        - local_hours(desk, "sign_up")
    )


def options_section(desk: Desk) -> dict[str, Amount]:
    result: dict[str, Amount] = {}
    rows = list(desk.row_numbers("partner"))
    partners = exactly(len(rows)) if rows else missing("partner.1.name")
    for horizon in HORIZONS:
        net = sign_up_net(desk, horizon, desk.gp_hour)
        cash = sign_up_net(desk, horizon, ZERO)  # "the same with every GP hour at £0"
        difference = net - opt_out_net(desk, horizon)
        in_cash = cash - opt_out_cash(desk, horizon)
        result |= {
            f"sign_up.director.{horizon}": directed(desk, horizon),
            f"sign_up.income.{horizon}": sign_up_income(desk, horizon),
            f"sign_up.shared_lack.{horizon}": desk.share * shortfall(desk, horizon),
            f"sign_up.meetings.{horizon}": network_time(desk, horizon, desk.gp_hour),
            f"sign_up.local_lost.{horizon}": local_amounts(desk, "sign_up", horizon),
            f"sign_up.local_gp_time.{horizon}": local_gp_time(desk, "sign_up", horizon),
            f"sign_up.cost.{horizon}": sign_up_cost(desk, horizon, desk.gp_hour),
            f"sign_up.replaced.{horizon}": local_value(desk, "sign_up", horizon, desk.gp_hour),
            f"sign_up.net.{horizon}": net,
            f"sign_up.cash.{horizon}": cash,
            f"sign_up.gp_time.{horizon}": net - cash,
            f"opt_out.net.{horizon}": opt_out_net(desk, horizon),
            f"difference.{horizon}": difference,
            f"difference.cash.{horizon}": in_cash,
            f"difference.gp_time.{horizon}": difference - in_cash,
            f"difference.per_patient.{horizon}": difference / desk.number("practice.registered_list"),
            f"difference.per_partner.{horizon}": difference / partners,
        }
    result["leave_in_april.net.this_year"] = result["sign_up.net.this_year"] - desk.number("leave.exit_cost")
    hours = time_a_week(desk, with_posts=True)
    result["time.gp_hours"] = hours
    result["time.first_winter"] = time_a_week(desk, with_posts=False)
    # "gp_hours / (sessions x session hours)"
    result["time.share"] = hours / (desk.number("practice.gp_sessions") * desk.session_hours) * exactly(100)
    return result


# --- Claims ------------------------------------------------------------------------------------------------------


def claims_section(desk: Desk, so_far: Mapping[str, Amount]) -> dict[str, Amount]:
    result: dict[str, Amount] = {}
    for cid, made in desk.listed("claim").items():
        # "Network figures scale by it / `pcn.registered_list`; practice figures by it / `practice.registered_list`."
        whose = "pcn" if made["scale_by"] == "network" else "practice"
        ours = desk.number(f"{whose}.registered_list")
        result[f"claim.{cid}.ours"] = so_far[made["compare_with"]] * exactly(made["list"]) / ours
        if made.get("rebuild"):
            # "the same streams in full, IIF at 100 % whatever `facts.later` says"
            payments = desk.listed("payment")
            in_full = total(
                amount_of(
                    desk,
                    pid,
                    "pcn",
                    months=months_between(payments[pid]["from"], payments[pid]["to"]),
                    all_points=True,
                )
                for pid in network_payments(desk)
            )
            result[f"claim.{cid}.rebuilt"] = in_full * exactly(made["list"]) / ours
    return result


# --- All of them -------------------------------------------------------------------------------------------------


def figures(worksheet: dict[str, Any], answers: Mapping[str, str]) -> dict[str, Fraction | Needs | NotApplicable]:
    """Work out every figure from Funding to Claims, at the likely value of every answer."""
    desk = Desk(worksheet, answers)
    amounts = funding_section(desk)
    amounts |= workforce_section(desk)
    amounts |= services_section(desk)
    amounts |= care_homes_section(desk)
    amounts |= options_section(desk)
    amounts |= claims_section(desk, amounts)
    result: dict[str, Fraction | Needs | NotApplicable] = {}
    for figure, amount in amounts.items():
        if amount.reason:
            result[figure] = NotApplicable(amount.reason)
        elif amount.needs:
            result[figure] = Needs(amount.needs)
        else:
            result[figure] = amount.value
    return result
