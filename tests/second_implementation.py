"""The figures a second time, written from the definitions (docs/figures.md) alone, sharing no code with the program.

Where the definitions leave room, this is what was decided here (notes.md says more, and why):

- A missing choice of who does an hour of home work stands beside the hours themselves: both are needed. A local row
  that does not say when it ends (`ends`) needs only that, whatever else of it is missing, and also when it is 0.
- When no hours of a group are given, each member that the figure uses is needed, by its own id. `arrivals` and
  `reviews` are numbers, not hours: they are no part of a home's group and need answering unless multiplied by 0.
- A certain 0 times something not applicable is 0. A certain 0 divided by something missing needs the divisor.
- The smaller of two things needs both (a plan of 0 still needs the ceiling), with two exceptions: a role with a
  certain 0 WTE is 0 whatever its limit is, because rule 6 names WTE; and with `workforce.none` the claim is 0.
- `workforce.none` makes sums over posts 0, in either mode. `local.none` makes sums over local payments not
  applicable (an empty table), and left out of the totals they belong to. So does a plan all of whose roles are
  hidden; `fill` and cover are 0 then.
- Local rows of which none ends on signing up: the table is not empty, so the sum is 0.
- In a table with rows and `none = true` as well, none wins. `home.whole.beds = 0` means no homes in whole mode only.
- `sign_up.cash`, `opt_out.cash`: GP hours cost a certain 0, so what only feeds GP hours is not needed.
- Post hours that are missing are not a certain 0, so `falls_to_gps` is needed too; a certain 0 of `falls_to_gps`
  makes cover and post hours not needed.
- By-date requirements and those counted in the homes keep their status in `services.ready`.
- `full_year` given as a rate replaces the rate; a list rate is then by the year, a bed rate by its own `per`.
- Requirements are never hidden: rule 9 leaves out payments and roles.
- A worksheet without any payment of a kind: a sum of `funding` is 0 (but rule 11 makes the figures about that kind
  not applicable); with all of them hidden: not applicable.

Cover:

- Posts give what they give, at likely values. A role (or the posts as a whole) of which share, WTE, contract hours,
  chance or, this year, months in post is a certain 0 has no part in it, and needs nothing. Without any other post,
  cover is a certain 0, whatever the work is.
- Work with a certain 0 of post hours has no part in it; nor, row by row, work of which a certain 0 falls to GPs (it
  comes last, so nobody else's cover hangs on it); nor, this year, work that does not run in the counted months.
- Of all the rest, everything is needed for the cover of any one piece of work.
- The work in the homes is two pieces, after all services: everything but reviews, then reviews. Services come in
  their own order, and row by row their requirements within them.
- A post that is there for a part of a month gives that part of its hours in it.
- Posts as a whole: in each month the same cover for all work that runs in it.
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
Filling = Literal["this_year", "full_year", "unfilled"]
"""Which posts are there: those of each month, all of them (also for hours a week), or none."""


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

ASK = "ask"


@dataclass(frozen=True, eq=False)
class Desk:
    """The worksheet and the answers, side by side."""

    worksheet: dict[str, Any]
    answers: Mapping[str, str]
    begun: date = date(1, 1, 1)

    @property
    def year(self) -> dict[str, Any]:
        """The year's dates in the window that the decision is made in."""
        # Rule 2: "`decision.window` says which (unless answered, the first that closes on or after the day the decision
        # was begun, else the last)"
        year: dict[str, Any] = self.worksheet["year"]
        windows = {"first": year, **{window: {**year, **row} for window, row in self.listed("window").items()}}
        closes = {window: self._closes(row) for window, row in windows.items()}
        closing = [window for window, day in closes.items() if day is not None and day >= self.begun]
        return windows[self.text("decision.window") or [*closing, list(windows)[-1]][0]]

    def _closes(self, year: dict[str, Any]) -> date | None:
        name = year.get("decide_by")
        day = self.worksheet["date"][name]["date"] if name else None
        typed = self.text(f"date.{name}") if day == ASK else ""
        return date.fromisoformat(typed) if typed else day if isinstance(day, date) else None

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

    def printed(self, answer_id: str, in_worksheet: Any) -> Amount:
        # Rule 12: blank (`"ask"`), it is needed; "Where it prints one, the same id overrides it"
        return self.number(answer_id, None if in_worksheet == ASK else exactly(in_worksheet))

    def yes(self, answer_id: str) -> bool:
        return self.text(answer_id).lower() in {"yes", "true"}

    def mark(self, answer_id: str, *counted: str) -> Amount:
        """1 if the answer is one of these, 0 if it is another, missing if there is none."""
        said = self.text(answer_id)
        if not said:
            return missing(answer_id)
        return ONE if said.lower() in counted else ZERO

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

    def no_row(self, table: str) -> str:
        # Rule 8: "`home.none`, `workforce.none` or `local.none` is what is missing; where that is answered no, the
        # first row: its beds, the posts wanted of the first role, or its amount"
        # where a role has another answer, or beds or posts as a whole are above 0, that has been said
        roles = [rid for rid, role in self.listed("role").items() if not self.hidden(role)]
        begun = [rid for rid in roles if any(key.startswith(f"workforce.{rid}.") for key in self.answers)]
        first = {"home": "1.beds", "workforce": f"{[*begun, *roles, ''][0]}.wte", "local": "1.amount"}[table]
        whole = {"home": "home.whole.beds", "workforce": "workforce.whole.wte"}.get(table, "")
        others = [
            key for key in self.answers
            if re.match(rf"{table}\.(?!whole)\w+\.", key)
        ]  # fmt: skip
        some = bool(others) or (bool(self.text(whole)) and self.number(whole).value != 0)
        said = self.text(f"{table}.none")
        return f"{table}.{first}" if said == "no" or (not said and some) else f"{table}.none"

    def listed(self, table: str) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = self.worksheet.get(table, {})
        return found

    def hidden(self, fact: Mapping[str, Any]) -> bool:
        # Rule 9: "counts only if `facts.later = include` (default `hide`)".
        return fact.get("known_at_deadline", True) is False and self.text("facts.later") != "include"

    # Rule 11: what the contract has.

    def has_payment(self, key: str, value: Any) -> bool:
        return any(payment.get(key) == value for payment in self.listed("payment").values())

    @property
    def has_director(self) -> bool:
        return self.has_payment("for_director", True) or self.has_payment("pays_director", True)

    @property
    def has_premium(self) -> bool:
        return self.has_payment("kind", "bed")

    @property
    def has_workforce_sum(self) -> bool:
        return self.has_payment("kind", "reimbursement")

    @property
    def home_service(self) -> str:
        """The service whose clinical work is the work in the homes; empty where the contract has none."""
        return next((sid for sid, service in self.listed("service").items() if service.get("in_homes")), "")

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
        # "(decimal hours or `4 h 10 min`), default 4 h 10 min"
        clock = re.fullmatch(r"(\d+)\s*h(?:\s*(\d+)\s*min)?", self.text("cost.session_hours"))
        if clock:
            return Amount(Fraction(clock[1]) + Fraction(int(clock[2] or 0), 60))
        return self.number("cost.session_hours", Amount(Fraction(250, 60)))

    # Months. All are amounts: a date can be left to the practice (rule 12).

    def day(self, key: str) -> date | None:
        """The day that `[year]` names, from the worksheet or the practice; None where neither says it."""
        name = self.year.get(key)
        if not name:
            return None
        if self.text(f"date.{name}"):
            return date.fromisoformat(self.text(f"date.{name}"))
        found = self.worksheet["date"][name]["date"]
        return found if isinstance(found, date) else None

    def day_missing(self, key: str) -> Amount:
        return missing(f"date.{self.year[key]}")

    @property
    def first_counted(self) -> date | None:
        # Rule 2: "from the day after an opt-out takes effect", and never before the year; "every month of the year
        # counts" where a worksheet names no such day
        if self.year["opt_out_effective"] == "none":
            return first_of_month_from(self.worksheet["year"]["starts"])
        out = self.day("opt_out_effective")
        return first_of_month_from(max(out + timedelta(days=1), self.worksheet["year"]["starts"])) if out else None

    @property
    def year_end(self) -> date:
        found: date = self.worksheet["year"]["ends"]
        return found

    def months_from(self, day: date) -> Amount:
        # Rule 3: "whole months from the first of the month on or after d (and not before this year's first counted
        # month) to the year's end; never below 0".
        first = self.first_counted
        if first is None:
            return self.day_missing("opt_out_effective")
        return Amount(Fraction(months_between(max(first_of_month_from(day), first), self.year_end)))

    @property
    def counted_months(self) -> Amount:
        first = self.first_counted
        if first is None:
            return self.day_missing("opt_out_effective")
        return Amount(Fraction(months_between(first, self.year_end)))

    def y(self, horizon: Horizon) -> Amount:
        # Options: "y = M/12 and 1"
        return self.counted_months / exactly(12) if horizon == "this_year" else ONE


def first_of_month_from(day: date) -> date:
    if day.day == 1:
        return day
    return date(day.year + 1, 1, 1) if day.month == 12 else date(day.year, day.month + 1, 1)


def months_between(first: date, last: date) -> int:
    """Count the months from a first day of a month to a last day, the month of the last day included."""
    return max(0, (last.year - first.year) * 12 + last.month - first.month + 1)


def months_begun(after: date, last: date) -> int:
    """Count the months that begin on the day after `after`, as many as have begun by `last`."""
    first = after + timedelta(days=1)
    whole = (last.year - first.year) * 12 + last.month - first.month
    return max(0, whole + 1 if last.day >= first.day else whole)


# --- Funding -----------------------------------------------------------------------------------------------------


def rate_of(desk: Desk, payment_id: str, part: str | None = None, *, as_printed: bool = False) -> Amount:
    """The rate in the worksheet's unit: the practice's where it gave one (rule 12)."""
    payment = desk.listed("payment")[payment_id]
    answer_id = f"payment.{payment_id}.rate"
    if part is None:
        in_worksheet = payment["rate"]
    else:
        in_worksheet = payment["part"][part]["rate"]
        if len(payment["part"]) > 1:
            answer_id = f"payment.{payment_id}.{part}.rate"
    if as_printed and in_worksheet != ASK:
        return exactly(in_worksheet)
    return desk.printed(answer_id, in_worksheet)


def full_year_rate(desk: Desk, payment_id: str) -> Amount:
    in_worksheet = desk.listed("payment")[payment_id]["full_year"]
    return desk.printed(f"payment.{payment_id}.full_year_rate", in_worksheet)


def a_month(payment: Mapping[str, Any], rate: Amount) -> Amount:
    # `bed`: "rate a month (or a year / 12)"
    return rate / exactly(12) if payment.get("per", "month") == "year" else rate


def amount_of(
    desk: Desk, payment_id: str, whose: str, *, months: int, new_rate: Amount | None = None, in_full: bool = False
) -> Amount:
    """One line of the table of kinds, on the network's lists and beds (`pcn`) or on ours (`practice`)."""
    payment = desk.listed("payment")[payment_id]
    kind = payment["kind"]
    earned = ONE if in_full else desk.percent(f"payment.{payment_id}.achieved")
    if kind == "list":
        # "Sum over its `parts`: rate x list x months/12 for a yearly rate, x 1 for a rate for the whole period; x
        # `achieved` where the worksheet says `earned`"
        parts = []
        for list_name, part in payment["part"].items():
            rate = rate_of(desk, payment_id, list_name, as_printed=in_full) if new_rate is None else new_rate
            yearly = new_rate is not None or part["per"] == "year"
            run = Amount(Fraction(months, 12)) if yearly else ONE
            parts.append(rate * desk.number(f"{whose}.{list_name}_list") * run)
        return total(parts) * earned if payment.get("earned") else total(parts)
    rate = rate_of(desk, payment_id, as_printed=in_full) if new_rate is None else new_rate
    if kind == "bed":
        # "rate a month (or a year / 12) x `pcn.care_home_beds` x months" and, for the practice, "our beds"
        beds = our_beds(desk) if whose == "practice" else desk.number("pcn.care_home_beds")
        return a_month(payment, rate) * beds * exactly(months)
    if kind == "points":
        # "rate x points x `achieved` x the network's list of the payment's base (registered unless said) / the
        # worksheet's average list"
        base = desk.number(f"pcn.{payment.get('base', 'registered')}_list")
        return rate * exactly(payment["points"]) * earned * base / exactly(desk.worksheet["average_network"]["list"])
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
        return amount_of(desk, payment_id, whose, months=12, new_rate=full_year_rate(desk, payment_id))
    published = amount_of(desk, payment_id, whose, months=months)
    if when == "published":
        return published
    # "x (months of the stream falling in the counted months / months of the stream)"
    first = desk.first_counted
    if first is None:
        return published * desk.day_missing("opt_out_effective")
    falling = months_between(max(payment["from"], first), min(payment["to"], desk.year_end))
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


@once
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
        # "`pcn.surplus` = max(0, kept - what the network spends) is shown, never counted"
        result[f"pcn.surplus.{horizon}"] = not_below_zero(kept(desk, horizon) - spent(desk, horizon))
    return result


# --- Workforce ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Posts:
    """The posts as a whole, or the posts of one role."""

    role: str  # empty for the posts as a whole
    wte: Amount
    chance: Amount
    months: Amount
    start_cost: Amount
    supervision_hours: Amount
    released_hours: Amount
    contract_hours: Amount
    paid_a_year: Amount  # for each WTE
    claimed_a_year: Amount  # for each WTE
    claimable_wte: Amount
    months_there: Amount  # and "none before the role's start"
    claimed_at_first: Amount = ZERO
    months_raised: Amount | None = None  # counted months from the day the maximum rises on

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
        months = self.months_there if horizon == "this_year" else exactly(12)
        if horizon == "full_year" or self.months_raised is None:
            return self.claimable_wte * self.chance * self.claimed_a_year * months / exactly(12)
        # "month by month at the maximum that holds in it", counted back from the year's end
        after = smaller(months, self.months_raised)
        a_post = self.claimed_a_year * after + self.claimed_at_first * (months - after)
        return self.claimable_wte * self.chance * a_post / exactly(12)

    def gp_time(self, hours: Amount, desk: Desk, horizon: Horizon, gp_price: Amount) -> Amount:
        # "filled x hours x weeks x months/12 x `cost.gp_hour`"
        return self.filled * hours * desk.weeks * self.months_in(horizon) / exactly(12) * gp_price


def counted_at_most(desk: Desk, typed: Amount) -> Amount:
    # Inputs: "more months than are counted in the window count as M"
    if not typed.known or desk.first_counted is None:
        return typed
    return smaller(typed, desk.counted_months) if typed.value > desk.counted_months.value else typed


@once
def posts_as_a_whole(desk: Desk) -> Posts:
    def whole(name: str, default: Amount | None = None) -> Amount:
        return desk.number(f"workforce.whole.{name}", default)

    # "claimable = filled x claim x months/12; paid = filled x (claim + top_up) x months/12"
    return Posts(
        role="",
        wte=whole("wte"),
        chance=desk.percent("workforce.whole.chance"),
        months=counted_at_most(desk, whole("months")),
        start_cost=whole("start_cost", ZERO),
        supervision_hours=whole("supervision_hours"),
        released_hours=whole("released_hours"),
        contract_hours=whole("contract_hours"),
        paid_a_year=whole("claim") + whole("top_up"),
        claimed_a_year=whole("claim"),
        claimable_wte=whole("wte"),
        months_there=counted_at_most(desk, whole("months")),
    )


def posts_of_role(desk: Desk, role_id: str, role: Mapping[str, Any]) -> Posts:
    def row(name: str, default: Amount | None = None) -> Amount:
        return desk.number(f"workforce.{role_id}.{name}", default)

    # "the practice's own, else that of its area (`workforce.area`, needed where the role has any), else `maximum`"
    raised = role.get("raised")
    at_first = maximum_in_area(desk, role_id, role, role)
    at_last = maximum_in_area(desk, role_id, role, raised) if raised else at_first
    # "paid = filled x (cost + other_cost) x months/12; claimable = min(wte, the role's limit) x chance x
    # min(cost, the role's maximum) x min(months, months from the role's start)/12"
    return Posts(
        role=role_id,
        wte=row("wte"),
        chance=desk.percent(f"workforce.{role_id}.chance"),
        months=counted_at_most(desk, row("months")),
        start_cost=row("start_cost", ZERO),
        supervision_hours=row("supervision_hours"),
        released_hours=row("released_hours"),
        contract_hours=row("contract_hours"),
        paid_a_year=row("cost") + row("other_cost", ZERO),
        claimed_a_year=smaller(row("cost"), at_last),
        claimed_at_first=smaller(row("cost"), at_first),
        months_raised=desk.months_from(raised["from"]) if raised else None,
        claimable_wte=within_limit(desk, row("wte"), role),
        months_there=smaller(counted_at_most(desk, row("months")), desk.months_from(role["from"])),
    )


def maximum_in_area(desk: Desk, role_id: str, role: Mapping[str, Any], at: Mapping[str, Any]) -> Amount:
    answer_id = f"workforce.{role_id}.maximum"
    areas = {**role.get("maximum_in", {}), **role.get("raised", {}).get("maximum_in", {})}
    area = desk.text("workforce.area")
    if areas and not area and not desk.text(answer_id):
        return missing("workforce.area")
    return desk.printed(answer_id, at.get("maximum_in", {}).get(area, at["maximum"]))


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

    posts: tuple[Posts, ...]
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
        # "`workforce.fill` = filled / wanted (none wanted: 0)"
        if self.wanted.reason:
            return ZERO
        if self.wanted.known and self.wanted.value == 0:
            return Amount(Fraction(0), self.wanted.certain)
        return self.filled / self.wanted


@once
def workforce_of(desk: Desk) -> Workforce:
    if not desk.has_workforce_sum:
        return Workforce((), Amount(reason="the contract has no sum for posts"))
    # Rule 8: "`workforce.none = true` means no posts in either mode: wanted, filled, claims, costs and cover 0"
    if desk.yes("workforce.none"):
        return Workforce((), ZERO)
    if not desk.by_rows("workforce.by"):
        return Workforce((posts_as_a_whole(desk),), ZERO)
    rows = {rid: role for rid, role in desk.listed("role").items() if desk.text(f"workforce.{rid}.wte")}
    if not rows:
        return Workforce((), missing(desk.no_row("workforce")))
    shown = tuple(posts_of_role(desk, rid, role) for rid, role in rows.items() if not desk.hidden(role))
    return Workforce(shown, Amount(reason="every role in the plan was known only after the deadline"))


@once
def ceiling(desk: Desk) -> Amount:
    # "`workforce.ceiling`: the contract year's sum, not cut to the counted months"; one value
    return total(stream(desk, pid, "pcn", "published") for pid in ceilings(desk))


@once
def claimable(desk: Desk, horizon: Horizon) -> Amount:
    workforce = workforce_of(desk)
    return workforce.total([post.claimable(horizon) for post in workforce.posts])


@once
def claimed_before(desk: Desk) -> Amount:
    # "needed (and missing) where sum of claimable is above ceiling x M/12, else 0 (default)"; 0 where the months that
    # count begin with the year
    if desk.year["opt_out_effective"] == "none":
        return ZERO
    if (out := desk.day("opt_out_effective")) is not None and out < desk.worksheet["year"]["starts"]:
        return ZERO
    if desk.text("workforce.claimed_before"):
        return desk.number("workforce.claimed_before")
    wanted, until_now = claimable(desk, "this_year"), ceiling(desk) * desk.y("this_year")
    if not until_now.known:
        return until_now  # while M is not known, nobody knows whether it is needed
    if wanted.known and wanted.value > until_now.value:
        return missing("workforce.claimed_before")
    return ZERO


@once
def left_to_claim(desk: Desk, horizon: Horizon) -> Amount:
    # "ceiling - before is at least 0"
    if horizon == "full_year":
        return ceiling(desk)
    return not_below_zero(ceiling(desk) - claimed_before(desk)) if not ceiling(desk).reason else ceiling(desk)


@once
def claim(desk: Desk, horizon: Horizon) -> Amount:
    # "`workforce.claim.this_year` = min(sum of claimable, ceiling - before)"
    if desk.has_workforce_sum and desk.yes("workforce.none"):
        return ZERO  # rule 8: "nothing else needed"
    return smaller(claimable(desk, horizon), left_to_claim(desk, horizon))


@once
def take_up(desk: Desk, horizon: Horizon) -> Amount:
    # "`.full_year` = claim / ceiling; `.this_year` = claim / (ceiling x M/12), at most 100"
    part = claim(desk, horizon) / (ceiling(desk) * desk.y(horizon)) * exactly(100)
    return smaller(part, exactly(100)) if horizon == "this_year" else part


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
    workforce = workforce_of(desk)
    return workforce.total([p.gp_time(p.supervision_hours, desk, horizon, gp_price) for p in workforce.posts])


@once
def released(desk: Desk, horizon: Horizon, gp_price: Amount) -> Amount:
    workforce = workforce_of(desk)
    return workforce.total([p.gp_time(p.released_hours, desk, horizon, gp_price) for p in workforce.posts])


@once
def spent(desk: Desk, horizon: Horizon, *, starting: bool = True) -> Amount:
    """What the network spends: `pcn.running_costs` x y + unfunded + start_cost."""
    running = desk.number("pcn.running_costs") * desk.y(horizon)
    return running + unfunded(desk, horizon) + (start_cost(desk, horizon) if starting else ZERO)


@once
def shortfall(desk: Desk, horizon: Horizon, *, starting: bool = True) -> Amount:
    # "max(0, `pcn.running_costs` x y + unfunded + start_cost - `pcn.kept`)"
    return not_below_zero(spent(desk, horizon, starting=starting) - kept(desk, horizon))


def workforce_section(desk: Desk) -> dict[str, Amount]:
    workforce = workforce_of(desk)
    result = {
        "workforce.wte_wanted": workforce.wanted,
        "workforce.wte_filled": workforce.filled,
        "workforce.fill": workforce.fill * exactly(100),
        "workforce.ceiling": ceiling(desk),
    }
    for horizon in HORIZONS:
        supervised = supervision(desk, horizon, desk.gp_hour)
        freed = released(desk, horizon, desk.gp_hour)
        claimed = claim(desk, horizon)
        result |= {
            f"workforce.claim.{horizon}": claimed,
            f"workforce.take_up.{horizon}": take_up(desk, horizon),
            # "`workforce.unclaimed` = ceiling - before - claim (full year: ceiling - claim)"
            f"workforce.unclaimed.{horizon}": left_to_claim(desk, horizon) - claimed,
            f"workforce.unfunded.{horizon}": unfunded(desk, horizon),
            f"workforce.start_cost.{horizon}": start_cost(desk, horizon),
            f"workforce.supervision.{horizon}": supervised,
            f"workforce.released.{horizon}": freed,
            f"workforce.our_cost.{horizon}": desk.share * supervised,
            f"workforce.our_released.{horizon}": desk.share * freed,
            f"workforce.care.{horizon}": desk.share * claimed,
        }
    if not desk.has_workforce_sum:
        result = dict.fromkeys(result, Amount(reason="the contract has no sum for posts"))
    for horizon in HORIZONS:
        result[f"pcn.shortfall.{horizon}"] = shortfall(desk, horizon)
    return result


# --- Cover: hours against hours ----------------------------------------------------------------------------------

HOMES, REVIEWS = "homes", "reviews"


@dataclass(frozen=True)
class Piece:
    """A piece of work with post hours: its hours a week, whose posts can do it, and its months this year."""

    key: str
    hours: Amount
    falls_to_gps: Amount
    roles: tuple[str, ...]  # empty: all roles
    months: Amount


@dataclass(frozen=True)
class Post:
    """One post of a role: the hours a week it gives us, the chance that it is there, and its months this year."""

    role: str
    hours: Fraction
    chance: Fraction
    months: Fraction


def pieces(desk: Desk) -> list[Piece]:
    """All work that posts could do, in the worksheet's order, the homes' after the services'."""
    found = [Piece(w.key, w.post, w.falls_to_gps, w.roles, w.months_this_year) for w in all_works(desk)]
    if desk.home_service:
        homes = desk.worksheet.get("homes", {})
        for key, field in ((HOMES, "roles"), (REVIEWS, "review_roles")):
            hours = total(by_posts(work) for work in home_works(desk) if work.piece == key)
            months = home_months(desk, "this_year")
            found.append(Piece(key, hours, home_falls(desk), tuple(homes.get(field, ())), months))
    return found


def pooled(desk: Desk) -> bool:
    # "Posts answered as a whole: one role that can do all, the same cover for every piece of work"
    return not desk.by_rows("workforce.by")


@once
def covers(desk: Desk, horizon: Horizon) -> dict[str, Amount] | Amount:
    """The cover of each piece of work that has a part in it; or one for all: 0, or what is missing."""
    workforce = workforce_of(desk)
    offers = [
        (p, desk.share * p.wte * p.contract_hours * p.chance * (p.months_there if horizon == "this_year" else ONE))
        for p in workforce.posts
    ]
    offers = [(p, offer) for p, offer in offers if not offer.certainly_zero and not offer.reason]
    if not offers and not workforce.without.needs:
        return ZERO
    asked = [piece for piece in pieces(desk) if not piece.hours.certainly_zero]
    if not pooled(desk):
        asked = [piece for piece in asked if not piece.falls_to_gps.certainly_zero]
    if horizon == "this_year":
        asked = [piece for piece in asked if not piece.months.certainly_zero]
    inputs = [offer for _, offer in offers] + [piece.hours for piece in asked]
    if not pooled(desk):
        inputs += [piece.falls_to_gps for piece in asked if piece.hours.needs != {desk.no_row("home")}]
    if horizon == "this_year":
        inputs += [piece.months for piece in asked]
    needs = workforce.without.needs.union(*(amount.needs for amount in inputs))
    if needs:
        return Amount(needs=needs)
    there = [
        Post(p.role, desk.share.value * size * p.contract_hours.value, p.chance.value, p.months_there.value)
        for p, _ in offers
        for size in one_after_another(p.wte.value)
    ]
    # "highest `falls_to_gps` first, ties in the worksheet's order"
    asked.sort(key=lambda piece: -piece.falls_to_gps.value)
    certain = all(amount.certain for amount in inputs)
    found = covered(desk, there, asked) if horizon == "full_year" else month_by_month(desk, there, asked)
    return {key: Amount(value, certain) for key, value in found.items()}


def one_after_another(wte: Fraction) -> list[Fraction]:
    # "Posts are taken one after another (whole WTE, then the rest)"
    whole = int(wte)
    return [Fraction(1)] * whole + ([wte - whole] if wte > whole else [])


def month_by_month(desk: Desk, posts: list[Post], asked: list[Piece]) -> dict[str, Fraction]:
    # "month by month over the work's months, with the posts that are there in that month (months counted back from
    # the year's end, none before the role's start); `cover` = sum of t / the work's post hours, the mean over those
    # months"
    sums = {piece.key: Fraction(0) for piece in asked}
    for back in range(int(max((piece.months.value for piece in asked), default=Fraction(0)))):
        running = [piece for piece in asked if piece.months.value > back]
        there = []
        for post in posts:
            part = min(Fraction(1), max(Fraction(0), post.months - back))
            if part:
                there.append(Post(post.role, post.hours * part, post.chance, post.months))
        for key, cover in covered(desk, there, running).items():
            sums[key] += cover
    return {piece.key: sums[piece.key] / piece.months.value for piece in asked}


def covered(desk: Desk, posts: list[Post], asked: list[Piece]) -> dict[str, Fraction]:
    """The part of each piece's hours that these posts can be expected to do."""
    taken = spread(posts, asked, any_role=pooled(desk))
    if pooled(desk):
        hours = sum((piece.hours.value for piece in asked), Fraction(0))
        average = sum(taken.values()) / hours if hours else Fraction(0)
        return {piece.key: average for piece in asked}
    return {p.key: taken[p.key] / p.hours.value if p.hours.value else Fraction(0) for p in asked}


def spread(posts: list[Post], asked: list[Piece], *, any_role: bool) -> dict[str, Fraction]:
    # "Each piece of work with post hours ... takes from its roles' posts in the worksheet's order: t = min(what the
    # post has left x chance, what is left of the work x chance); the work has t less, the post t / chance less."
    left_of_posts = [post.hours for post in posts]
    taken = {}
    for piece in asked:
        left = piece.hours.value
        for place, post in enumerate(posts):
            can = any_role or not piece.roles or post.role in piece.roles
            if can and post.chance > 0 and left > 0:
                t = min(left_of_posts[place] * post.chance, left * post.chance)
                left -= t
                left_of_posts[place] -= t / post.chance
        taken[piece.key] = piece.hours.value - left
    return taken


def cover_of(desk: Desk, key: str, filling: Filling) -> Amount:
    if filling == "unfilled":
        return ZERO
    found = covers(desk, filling)
    if isinstance(found, Amount):
        return found
    if key not in found and filling == "this_year":
        # Work that does not run this year: only a rate a month could still ask for it.
        return cover_of(desk, key, "full_year")
    return found.get(key, ZERO)


# --- Services ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Work:
    """A whole service, or one requirement of it: hours a week from a day on, and hours once."""

    key: str
    status_id: str
    gp: Amount
    nurse: Amount
    admin: Amount
    post: Amount
    falls_to_gps: Amount
    once: Amount
    roles: tuple[str, ...]
    months_this_year: Amount

    def months(self, horizon: Horizon) -> Amount:
        return self.months_this_year if horizon == "this_year" else exactly(12)

    def uncovered(self, desk: Desk, filling: Filling) -> Amount:
        if self.post.certainly_zero or self.post.reason:
            return self.post
        return falling_back(self.post, self.falls_to_gps, cover_of(desk, self.key, filling))


def falling_back(hours: Amount, falls_to_gps: Amount, cover: Amount) -> Amount:
    # "uncovered = post_hours x falls_to_gps x (1 - cover), done by GPs"; falls_to_gps is "needed if post hours are
    # not 0", so it is asked for even when cover is complete; and whether it is needed hangs on the hours.
    if hours.certainly_zero:
        return ZERO
    if falls_to_gps.needs:
        return hours * (ONE - cover) + hours * falls_to_gps
    return hours * falls_to_gps * (ONE - cover)


def work_under(desk: Desk, stem: str, months_this_year: Amount, roles: Iterable[str]) -> Work:
    gp, nurse, admin, post = desk.group(*(f"{stem}.{who}_hours" for who in ("gp", "nurse", "admin", "post")))
    return Work(
        key=stem,
        status_id=f"{stem}.status",
        gp=gp,
        nurse=nurse,
        admin=admin,
        # Rule 11: no money for posts, no hours of posts
        post=post if desk.has_workforce_sum else Amount(reason="the contract has no sum for posts"),
        falls_to_gps=desk.percent(f"{stem}.falls_to_gps"),
        once=desk.number(f"{stem}.once_hours", ZERO),
        roles=tuple(roles),
        months_this_year=months_this_year,
    )


def only_once(desk: Desk, stem: str) -> Work:
    # "a requirement with only a `by` date has once_hours only and adds to no hours-a-week figure"
    hours = desk.number(f"{stem}.once_hours", ZERO)
    return Work(stem, f"{stem}.status", ZERO, ZERO, ZERO, ZERO, ZERO, hours, (), ZERO)


def requirements_of(desk: Desk, service_id: str) -> dict[str, dict[str, Any]]:
    return {rid: req for rid, req in desk.listed("requirement").items() if req["service"] == service_id}


@once
def works_of(desk: Desk, service_id: str) -> list[Work]:
    requirements = requirements_of(desk, service_id)
    roles = desk.listed("service")[service_id].get("roles", ())
    if not desk.by_rows(f"service.{service_id}.by"):
        # "A whole service starts with its first `from`"
        starts = [req["from"] for req in requirements.values() if "from" in req]
        if not starts:
            return [only_once(desk, f"service.{service_id}")]
        return [work_under(desk, f"service.{service_id}", desk.months_from(min(starts)), roles)]
    works = []
    for rid, req in requirements.items():
        # "A requirement the worksheet marks `counted_in = "homes"` takes a status only."
        if req.get("counted_in") == "homes":
            continue
        stem = f"specification.{rid}"
        if "from" in req:
            # "`roles` of a service, of a requirement (default its service's)"
            works.append(work_under(desk, stem, desk.months_from(req["from"]), req.get("roles", roles)))
        else:
            works.append(only_once(desk, stem))
    return works


@once
def all_works(desk: Desk) -> list[Work]:
    return [work for service_id in desk.listed("service") for work in works_of(desk, service_id)]


@once
def cost_of_service(desk: Desk, service_id: str, horizon: Horizon, gp_price: Amount) -> Amount:
    nurse_price, admin_price = desk.number("cost.nurse_hour"), desk.number("cost.admin_hour")
    parts = []
    for work in works_of(desk, service_id):
        # "(own hours at their rates + uncovered x `cost.gp_hour`) x weeks x months/12 + once_hours x `cost.gp_hour`
        # (this year only)"
        weekly = (
            work.gp * gp_price
            + work.nurse * nurse_price
            + work.admin * admin_price
            + work.uncovered(desk, horizon) * gp_price
        )
        parts.append(weekly * desk.weeks * work.months(horizon) / exactly(12))
        if horizon == "this_year":
            parts.append(work.once * gp_price)
    return total(parts)


@once
def cost_of_services(desk: Desk, horizon: Horizon, gp_price: Amount) -> Amount:
    return total(cost_of_service(desk, sid, horizon, gp_price) for sid in desk.listed("service"))


def gp_hours_of_services(desk: Desk, filling: Filling) -> Amount:
    # "`services.gp_hours` (a week, uncovered included)"
    return total(work.gp + work.uncovered(desk, filling) for work in all_works(desk))


def ready(desk: Desk) -> Amount:
    # "mean over services of the % of each that is `already` or `ready`"
    percents = []
    for sid in desk.listed("service"):
        if desk.by_rows(f"service.{sid}.by"):
            ids = [f"specification.{rid}.status" for rid in requirements_of(desk, sid)]
        else:
            ids = [f"service.{sid}.status"]
        if sid == desk.home_service and no_homes(desk):
            # "Whoever has no homes need give none of the service in the homes: those that nobody gave are left out"
            ids = [answer_id for answer_id in ids if desk.text(answer_id)]
            if not ids:
                continue
        marks = [desk.mark(answer_id, "already", "ready") for answer_id in ids]
        percents.append(total(marks) / exactly(len(ids)) * exactly(100))
    return total(percents) / exactly(len(percents))


def services_section(desk: Desk) -> dict[str, Amount]:
    works = all_works(desk)
    result = {
        "services.gp_hours": gp_hours_of_services(desk, "full_year"),
        "services.nurse_hours": total(work.nurse for work in works),
        "services.admin_hours": total(work.admin for work in works),
        "services.post_hours": total(work.post for work in works),
        "services.uncovered_hours": total(work.uncovered(desk, "full_year") for work in works),
        "services.ready": ready(desk),
    }
    if not desk.has_workforce_sum:  # rule 11
        no_posts = Amount(reason="the contract has no sum for posts")
        result |= {"services.post_hours": no_posts, "services.uncovered_hours": no_posts}
    for horizon in HORIZONS:
        for sid in desk.listed("service"):
            result[f"service.{sid}.cost.{horizon}"] = cost_of_service(desk, sid, horizon, desk.gp_hour)
        result[f"services.cost.{horizon}"] = cost_of_services(desk, horizon, desk.gp_hour)
    return result


# --- Care homes --------------------------------------------------------------------------------------------------


NO_HOME_WORK = Amount(reason="the contract has no work in care homes")
NO_PREMIUM = Amount(reason="the contract has no care-home premium")
NO_DIRECTOR = Amount(reason="the contract has no payment for a director")


@dataclass(frozen=True)
class HomeWork:
    """Hours a week in the homes and who does them; `who` is empty while nobody has said."""

    hours: Amount
    who: str
    who_id: str
    piece: str = HOMES

    @property
    def no_table(self) -> bool:
        return not self.who_id


def by_posts(work: HomeWork) -> Amount:
    if work.no_table:
        return work.hours
    if not work.who:
        return work.hours * missing(work.who_id)
    return work.hours if work.who == "post" else ZERO


def no_homes(desk: Desk) -> bool:
    # Rule 8: "`home.none = true`, or `home.whole.beds = 0` in whole mode, means no homes"
    if desk.yes("home.none"):
        return True
    return not desk.by_rows("home.by") and desk.number("home.whole.beds").certainly_zero


@once
def our_beds(desk: Desk) -> Amount:
    if not desk.has_premium and not desk.home_service:
        return NO_HOME_WORK
    if no_homes(desk):
        return ZERO
    if not desk.by_rows("home.by"):
        return desk.number("home.whole.beds")
    rows = desk.row_numbers("home")
    return total(desk.number(f"home.{n}.beds") for n in rows) if rows else missing(desk.no_row("home"))


@once
def home_works(desk: Desk) -> list[HomeWork]:
    if not desk.home_service or no_homes(desk):
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
            HomeWork(reviews, desk.text(f"{home}.review_by") or done_by, f"{home}.done_by", REVIEWS),
        ]
    return works or [HomeWork(missing(desk.no_row("home")), "nobody", "")]


def home_falls(desk: Desk) -> Amount:
    return desk.percent(f"service.{desk.home_service}.falls_to_gps")


def fallen_back(desk: Desk, work: HomeWork, filling: Filling) -> Amount:
    # "the part x `service.<care-home service>.falls_to_gps` (needed whenever such hours are not 0, in either mode)
    # x (1 - cover) is done by GPs"
    if work.hours.certainly_zero:
        return ZERO
    return falling_back(work.hours, home_falls(desk), cover_of(desk, work.piece, filling))


def hours_of_home_work(desk: Desk, filling: Filling, whose: frozenset[str]) -> Amount:
    """Hours a week that fall on our own staff of these kinds (`gp`, `nurse`), fallen-back hours being GPs'."""
    parts = []
    for work in home_works(desk):
        if work.no_table:
            parts.append(work.hours)
        elif not work.who:
            parts.append(work.hours * missing(work.who_id))
        elif work.who == "post":
            parts.append(fallen_back(desk, work, filling) if "gp" in whose else ZERO)
        else:
            parts.append(work.hours if work.who in whose else ZERO)
    return total(parts) if desk.home_service else NO_HOME_WORK


def own_gp_hours_of_homes(desk: Desk) -> Amount:
    """The hours that homes give to GPs, not those fallen back."""
    parts = []
    for work in home_works(desk):
        if work.no_table:
            parts.append(work.hours)
        elif not work.who:
            parts.append(work.hours * missing(work.who_id))
        else:
            parts.append(work.hours if work.who == "gp" else ZERO)
    return total(parts) if desk.home_service else NO_HOME_WORK


def home_months(desk: Desk, horizon: Horizon) -> Amount:
    # "Months from the worksheet's care-home clinical start (1 October 2020: 6)"
    if not desk.home_service:
        return NO_HOME_WORK
    if horizon == "full_year":
        return exactly(12)
    start = desk.day("care_homes_start")
    if start is None:
        # Months count from the first counted month too, so both days are needed.
        return desk.day_missing("care_homes_start") + desk.counted_months
    return desk.months_from(start)


@once
def cost_of_homes(desk: Desk, horizon: Horizon, gp_price: Amount) -> Amount:
    if not desk.home_service:
        return NO_HOME_WORK
    parts = []
    for work in home_works(desk):
        if work.no_table:
            parts.append(work.hours)
        elif not work.who:
            parts.append(work.hours * missing(work.who_id))
        elif work.who == "post":
            # gp_price stands first: hours priced at a certain 0 need nothing.
            parts.append(gp_price * fallen_back(desk, work, horizon))
        else:
            parts.append(work.hours * (gp_price if work.who == "gp" else desk.number("cost.nurse_hour")))
    return total(parts) * desk.weeks * home_months(desk, horizon) / exactly(12)


def bed_payments(desk: Desk) -> list[str]:
    return [pid for pid, payment in desk.listed("payment").items() if payment["kind"] == "bed"]


def premium(desk: Desk, horizon: Horizon) -> Amount:
    if not desk.has_premium:
        return NO_PREMIUM
    if no_homes(desk):
        return ZERO
    return total(to_practice(desk, pid, horizon) for pid in bed_payments(desk))


def premium_of_a_bed(desk: Desk, horizon: Horizon) -> Amount:
    # "the premium's rate a bed a month x its reach"
    parts = []
    for pid in bed_payments(desk):
        payment = desk.listed("payment")[pid]
        if desk.hidden(payment):
            parts.append(Amount(reason="known only after the deadline"))
            continue
        if horizon == "this_year" or payment["full_year"] == "same":
            rate = rate_of(desk, pid)
        elif payment["full_year"] == "ends":
            rate = ZERO
        else:
            rate = full_year_rate(desk, pid)
        reached = reach(desk, pid) if payment["paid_to"] == "network" else ONE
        parts.append(a_month(payment, rate) * reached)
    return total(parts) if parts else NO_PREMIUM


def care_homes_section(desk: Desk) -> dict[str, Amount]:
    beds = our_beds(desk)
    per_thousand = exactly(1000)
    result = {
        "care_homes.beds": beds,
        "care_homes.hours": total(work.hours for work in home_works(desk)) if desk.home_service else NO_HOME_WORK,
        "care_homes.gp_hours": hours_of_home_work(desk, "full_year", frozenset({"gp"})),
        "care_homes.beds_per_1000": beds * per_thousand / desk.number("practice.registered_list"),
        "care_homes.network_beds_per_1000": (
            desk.number("pcn.care_home_beds") * per_thousand / desk.number("pcn.registered_list")
            if desk.has_premium or desk.home_service
            else NO_HOME_WORK
        ),
    }
    for horizon in HORIZONS:
        income, cost = premium(desk, horizon), cost_of_homes(desk, horizon, desk.gp_hour)
        weekly = hours_of_home_work(desk, horizon, frozenset({"gp", "nurse"}))
        monthly = weekly * desk.weeks / exactly(12)
        paid_hours = monthly * home_months(desk, horizon)
        result |= {
            f"care_homes.cost.{horizon}": cost,
            f"care_homes.premium.{horizon}": income,
            f"care_homes.net.{horizon}": income - cost,
            f"care_homes.coverage.{horizon}": income / cost * exactly(100),
            # "the premium's rate a bed a month x its reach / (cost / hours we pay for) x 60"
            f"care_homes.minutes_paid_for.{horizon}": (
                premium_of_a_bed(desk, horizon) / (cost / paid_hours) * exactly(60)
            ),
            # "hours we pay for a month x 60 / beds"
            f"care_homes.minutes_worked.{horizon}": monthly * exactly(60) / beds,
        }
    return result


# --- Options -----------------------------------------------------------------------------------------------------


@once
def director_amount(desk: Desk) -> Amount:
    """What of the director's money a year is the practice's."""
    if not desk.has_director:
        return NO_DIRECTOR
    # "yes / no; if yes `director.amount` ..."; only what is paid to the practice is its money
    ours = desk.mark("director.ours", "yes", "true")
    if ours != ONE:
        return ours
    return desk.number("director.amount") * desk.mark("director.paid_to", "practice")


@once
def director_hours(desk: Desk) -> Amount:
    """What of the director's hours a week is the practice's time."""
    if not desk.has_director:
        return NO_DIRECTOR
    ours = desk.mark("director.ours", "yes", "true")
    if ours != ONE:
        return ours
    # "`person_our_time` (... hours count, money does not); `person` (own time: neither counts)"
    return desk.number("director.hours") * desk.mark("director.paid_to", "practice", "person_our_time")


def director_already(desk: Desk) -> Amount:
    """The director's hours where `director.already`."""
    hours = director_hours(desk)
    if hours.reason or hours.needs == {"director.ours"}:
        return hours
    return hours * desk.mark("director.already", "yes", "true")


def meetings(desk: Desk) -> tuple[Amount, Amount]:
    gp, admin = desk.group("meeting.gp_hours", "meeting.admin_hours")
    return gp, admin


@dataclass(frozen=True)
class LocalRow:
    """A local payment: £ and GP hours that end, and the months from the day they end; or that nobody said which."""

    amount: Amount
    hours: Amount
    months_this_year: Amount = ONE
    unsaid: Amount | None = None

    def months(self, horizon: Horizon) -> Amount:
        return self.months_this_year if horizon == "this_year" else exactly(12)


@once
def local_rows(desk: Desk, ends: str) -> list[LocalRow] | Amount:
    """Give the local payments that end this way; or why there is no table."""
    if desk.yes("local.none"):
        return Amount(reason="no local payment depends on the decision")
    numbers = desk.row_numbers("local")
    if not numbers:
        return missing(desk.no_row("local"))
    rows = []
    for n in numbers:
        said = desk.text(f"local.{n}.ends")
        if not said:
            gap = missing(f"local.{n}.ends")
            # "A row that does not say which decision ends it needs that, and its amount"
            rows.append(LocalRow(gap + desk.number(f"local.{n}.amount"), gap, ONE, gap))
        elif said == ends:
            # "(the day it ends; default the first counted month; months from then by rule 3, full year 12)"
            typed = desk.text(f"local.{n}.from")
            months = desk.months_from(date.fromisoformat(typed)) if typed else desk.counted_months
            rows.append(LocalRow(desk.number(f"local.{n}.amount"), desk.number(f"local.{n}.hours", ZERO), months))
    return rows


@once
def local_amounts(desk: Desk, ends: str, horizon: Horizon) -> Amount:
    # "amount x months from `from`/12"
    rows = local_rows(desk, ends)
    if isinstance(rows, Amount):
        return rows
    return total(row.amount if row.unsaid else row.amount * row.months(horizon) / exactly(12) for row in rows)


@once
def local_gp_time(desk: Desk, ends: str, horizon: Horizon) -> Amount:
    # "hours x `cost.gp_hour` x weeks x months from `from`/12"
    rows = local_rows(desk, ends)
    if isinstance(rows, Amount):
        return rows
    return total(
        row.unsaid or row.hours * desk.gp_hour * desk.weeks * row.months(horizon) / exactly(12) for row in rows
    )


@once
def local_value(desk: Desk, ends: str, horizon: Horizon, gp_price: Amount) -> Amount:
    # "(amount - hours x `cost.gp_hour` x weeks) x months from `from`/12"
    rows = local_rows(desk, ends)
    if isinstance(rows, Amount):
        return rows
    return total(
        row.amount
        if row.unsaid
        else (row.amount - row.hours * gp_price * desk.weeks) * row.months(horizon) / exactly(12)
        for row in rows
    )


def local_hours(desk: Desk, ends: str) -> Amount:
    rows = local_rows(desk, ends)
    return rows if isinstance(rows, Amount) else total(row.hours for row in rows)


@once
def directed(desk: Desk, horizon: Horizon) -> Amount:
    # "director.amount x y"
    amount = director_amount(desk)
    return amount if amount.reason else amount * desk.y(horizon)


@once
def network_time(desk: Desk, horizon: Horizon, gp_price: Amount) -> Amount:
    # "(meeting and director GP hours x `cost.gp_hour` + meeting admin hours x `cost.admin_hour`) x weeks x y"
    gp, admin = meetings(desk)
    a_week = (gp + director_hours(desk)) * gp_price + admin * desk.number("cost.admin_hour")
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
def sign_up_once(desk: Desk) -> Amount:
    # "-(all once_hours x `cost.gp_hour`) - share x (`pcn.shortfall` - the same with start_cost 0)"
    setting_up = total(work.once * desk.gp_hour for work in all_works(desk))
    starting = shortfall(desk, "this_year") - shortfall(desk, "this_year", starting=False)
    return -setting_up - desk.share * starting


@once
def leaving_hours(desk: Desk, horizon: Horizon, gp_price: Amount) -> Amount:
    return desk.number("opt_out.hours") * gp_price * desk.weeks * desk.y(horizon)


def opt_out_net(desk: Desk, horizon: Horizon, gp_price: Amount) -> Amount:
    # "-(sum over local payments that end on opting out, likewise) - opt_out.hours x `cost.gp_hour` x weeks x y -
    # exit_cost (this year only)"
    net = -local_value(desk, "opt_out", horizon, gp_price) - leaving_hours(desk, horizon, gp_price)
    return net - exit_cost(desk) if horizon == "this_year" else net


def exit_cost(desk: Desk) -> Amount:
    # Rule 11: without a day of `opt_out_effective` nobody is in the contract, and `opt_out.exit_cost` does not apply
    if desk.year["opt_out_effective"] == "none":
        return Amount(reason="nobody is in the contract yet")
    return desk.number("opt_out.exit_cost")


# What is done today already.


def homes_already(desk: Desk) -> Amount:
    """1 where "the requirement of the weekly round, or its service as a whole, is answered `already`", else 0."""
    service_id = desk.home_service
    if not desk.by_rows(f"service.{service_id}.by"):
        return desk.mark(f"service.{service_id}.status", "already")
    in_homes = [rid for rid, req in requirements_of(desk, service_id).items() if req.get("counted_in") == "homes"]
    # The weekly round: the first of its requirements whose hours are counted in the homes.
    return desk.mark(f"specification.{in_homes[0]}.status", "already") if in_homes else ZERO


def already_a_week(desk: Desk) -> list[tuple[Amount, Amount]]:
    """GP hours a week that are worked today already, and the months of each this year."""
    found = [(work.gp * desk.mark(work.status_id, "already"), work.months_this_year) for work in all_works(desk)]
    if desk.home_service:
        found.append((own_gp_hours_of_homes(desk) * homes_already(desk), home_months(desk, "this_year")))
    return found


@once
def already_gp_time(desk: Desk, horizon: Horizon) -> Amount:
    """`gp_time.already`: below 0, as it is in `difference.gp_time`."""
    return -total(
        hours * desk.gp_hour * desk.weeks * (months if horizon == "this_year" else exactly(12)) / exactly(12)
        for hours, months in already_a_week(desk)
    )


@once
def director_gp_time(desk: Desk, horizon: Horizon) -> Amount:
    hours = director_hours(desk)
    return hours if hours.reason else -(hours * desk.gp_hour * desk.weeks * desk.y(horizon))


def time_a_week(desk: Desk, filling: Filling) -> Amount:
    workforce = workforce_of(desk)
    if filling == "unfilled":
        # "`time.unfilled` ... with filled = 0"
        supervised, freed = ZERO, ZERO
    else:
        supervised = workforce.total([post.filled * post.supervision_hours for post in workforce.posts])
        freed = workforce.total([post.filled * post.released_hours for post in workforce.posts])
    return (
        gp_hours_of_services(desk, filling)
        + hours_of_home_work(desk, filling, frozenset({"gp"}))
        + desk.share * supervised
        + meetings(desk)[0]
        + director_hours(desk)
        - desk.share * freed
        - desk.number("opt_out.hours")
        + local_hours(desk, "opt_out")
        - local_hours(desk, "sign_up")
    )


def time_figures(desk: Desk) -> dict[str, Amount]:
    hours, unfilled = time_a_week(desk, "full_year"), time_a_week(desk, "unfilled")
    already = total(hours for hours, _ in already_a_week(desk)) + director_already(desk)
    return {
        "time.gp_hours": hours,
        "time.already_hours": already,
        "time.new_hours": hours - already,
        "time.unfilled": unfilled,
        "time.new_unfilled": unfilled - already,
        # "gp_hours / (sessions x session hours)"
        "time.share": hours / (desk.number("practice.gp_sessions") * desk.session_hours) * exactly(100),
    }


def leave_next_months(desk: Desk) -> Amount:
    # "n = months from the year's end to the day that leaving takes effect, whole months, begun ones counted
    # (worksheet or `date.<id>`; where neither says it n = 0 ...)"
    leaving = desk.day("next_effective")
    return exactly(months_begun(desk.year_end, leaving)) if leaving else ZERO


def per_partner(desk: Desk, difference: Amount, horizon: Horizon) -> dict[str, Amount]:
    rows = desk.row_numbers("partner")
    named = exactly(len(rows)) if rows else missing("partner.1.name")
    partners = ZERO if desk.yes("partner.none") else named
    result = {f"difference.per_partner.{horizon}": difference / partners}
    # "where every partner has a profit share, `difference.partner.<n>` = difference x share / sum of shares"
    shares = {n: f"partner.{n}.profit_share" for n in rows}
    if rows and not desk.yes("partner.none") and all(desk.text(answer_id) for answer_id in shares.values()):
        whole = total(desk.number(answer_id) for answer_id in shares.values())
        for n, answer_id in shares.items():
            result[f"difference.partner.{n}.{horizon}"] = difference * desk.number(answer_id) / whole
    return result


def network_figures(desk: Desk) -> dict[str, Amount]:
    rows = [] if desk.yes("member.none") else desk.row_numbers("member")
    lists = desk.number("pcn.registered_list") - desk.number("practice.registered_list")
    weighted = desk.number("pcn.weighted_list") - desk.number("practice.weighted_list")
    sums = [
        Amount(reason="known only after the deadline")
        if desk.hidden(desk.listed("payment")[pid])
        else rate_of(desk, pid) * weighted
        for pid in ceilings(desk)
    ]
    leaving = [desk.number(f"member.{n}.list") for n in rows if desk.text(f"member.{n}.intends") == "opt_out"]
    known_beds = [desk.number(f"member.{n}.beds") for n in rows if desk.text(f"member.{n}.beds")]
    beds = our_beds(desk)
    result = {
        "network.list_without_us": lists,
        "network.ceiling_without_us": total(sums) if sums else Amount(reason="the contract has no sum for posts"),
        "network.leaving_list": total(leaving),
        "network.beds_known": beds if beds.reason else beds + total(known_beds),
    }
    # "Without members, or with `member.none`, they do not apply."
    return result if rows else dict.fromkeys(result, Amount(reason="no other practice of the network is named"))


def options_section(desk: Desk) -> dict[str, Amount]:
    result: dict[str, Amount] = {}
    for horizon in HORIZONS:
        net, stay_out = sign_up_net(desk, horizon, desk.gp_hour), opt_out_net(desk, horizon, desk.gp_hour)
        # "the same with every GP hour at £0"
        cash, out_cash = sign_up_net(desk, horizon, ZERO), opt_out_net(desk, horizon, ZERO)
        difference, in_cash = net - stay_out, cash - out_cash
        in_time = difference - in_cash
        led, already = director_gp_time(desk, horizon), already_gp_time(desk, horizon)
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
            # The parts of what opting out comes to, as a memo adds them up.
            f"opt_out.local_lost.{horizon}": local_amounts(desk, "opt_out", horizon),
            f"opt_out.local_gp_time.{horizon}": local_gp_time(desk, "opt_out", horizon),
            f"opt_out.gp_time_brought.{horizon}": leaving_hours(desk, horizon, desk.gp_hour),
            f"opt_out.net.{horizon}": stay_out,
            f"opt_out.cash.{horizon}": out_cash,
            f"opt_out.gp_time.{horizon}": stay_out - out_cash,
            f"difference.{horizon}": difference,
            f"difference.cash.{horizon}": in_cash,
            f"difference.gp_time.{horizon}": in_time,
            # "three parts are named, each with the sign it has there"
            f"gp_time.director.{horizon}": led,
            f"gp_time.already.{horizon}": already,
            f"gp_time.new.{horizon}": in_time - led - already,
            f"difference.per_patient.{horizon}": difference / desk.number("practice.registered_list"),
        }
        result |= per_partner(desk, difference, horizon)
    result["sign_up.once.this_year"] = sign_up_once(desk)
    result["opt_out.once.this_year"] = -exit_cost(desk)
    paid_once = result["sign_up.once.this_year"] - result["opt_out.once.this_year"]
    result["difference.once.this_year"] = paid_once
    # "`difference.running.this_year` = difference - once"
    result["difference.running.this_year"] = result["difference.this_year"] - paid_once
    # "`leave_next.net` = `sign_up.net.this_year` + n/12 x `sign_up.net.full_year` - `leave.exit_cost`"
    # Rule 11: without `next_window` all of `leave_next` does not apply
    if "next_window" not in desk.year:
        none = Amount(reason="there is no next window")
        result |= dict.fromkeys(("leave_next.net", "leave_next.opt_out", "difference.leave_next"), none)
        return result | time_figures(desk) | network_figures(desk)
    after = leave_next_months(desk) / exactly(12)
    leaving = result["sign_up.net.this_year"] + after * result["sign_up.net.full_year"] - desk.number("leave.exit_cost")
    outside = result["opt_out.net.this_year"] + after * result["opt_out.net.full_year"]
    result["leave_next.net"] = leaving
    result["leave_next.opt_out"] = outside
    result["difference.leave_next"] = leaving - outside
    return result | time_figures(desk) | network_figures(desk)


# --- Claims ------------------------------------------------------------------------------------------------------


def is_about_network(made: Mapping[str, Any]) -> bool:
    # A worksheet from before `about` says the same by `scale_by`.
    return bool(made.get("about", made.get("scale_by", "network")) == "network")


def claims_section(desk: Desk, so_far: Mapping[str, Amount]) -> dict[str, Amount]:
    result: dict[str, Amount] = {}
    payments = desk.listed("payment")
    for cid, made in desk.listed("claim").items():
        # "One of which no amount was published is words alone: it has none of these figures"
        if "amount" not in made:
            continue
        # "amount x our list / their list (the network's list for `network`, the practice's for the other)"
        ours = desk.number(f"{'pcn' if is_about_network(made) else 'practice'}.registered_list")
        result[f"claim.{cid}.theirs"] = exactly(made["amount"]) * ours / exactly(made["list"])
        # "the figure named by `compare_with`, unscaled"
        result[f"claim.{cid}.ours"] = so_far[made["compare_with"]]
        if made["compare_with"] == "funding.pcn_total":
            # "the same with `workforce.claim.full_year` instead"
            result[f"claim.{cid}.ours_expected"] = (
                so_far["funding.pcn_income"] + so_far["workforce.claim.full_year"]
                if desk.has_workforce_sum
                else so_far["workforce.claim.full_year"]
            )
        if made.get("rebuild"):
            # "the same streams in full, earned ones at 100 % whatever `facts.later` says, at the worksheet's printed
            # rates"
            result[f"claim.{cid}.rebuilt"] = total(
                amount_of(
                    desk,
                    pid,
                    "pcn",
                    months=months_between(payments[pid]["from"], payments[pid]["to"]),
                    in_full=True,
                )
                for pid in network_payments(desk)
            )
    return result


# --- All of them -------------------------------------------------------------------------------------------------


def figures(
    worksheet: dict[str, Any], answers: Mapping[str, str], begun: date = date(1, 1, 1)
) -> dict[str, Fraction | Needs | NotApplicable]:
    """Work out every figure from Funding to Claims, at the likely value of every answer."""
    desk = Desk(worksheet, answers, begun)
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
