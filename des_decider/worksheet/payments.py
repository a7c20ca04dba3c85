"""Reads the payments of a worksheet: streams of money, what they are paid on, to whom and for which months."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from des_decider.worksheet.days import last_day
from des_decider.worksheet.keys_for_schema import NUMBER, TO_BE_ASKED, Takes
from des_decider.worksheet.mistakes import choose, closest, shown
from des_decider.worksheet.model import ASKED, Part, Payment
from des_decider.worksheet.payment_kinds import BASES, PAYMENT_KINDS, Basis, PaymentKind, Per, kind_of_payment
from des_decider.worksheet.sources import read_source
from des_decider.worksheet.toml_table import MAX_UNKNOWN, Table, tables
from des_decider.worksheet.year import NO_DAY

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from des_decider.worksheet.references import References


_PAID_TO: tuple[Literal["network"], Literal["practice"]] = ("network", "practice")
_PAYEES = {"pcn": "network", "pcns": "network", "practices": "practice", "gp practice": "practice", "us": "practice"}
_PER: tuple[Per, ...] = ("month", "year")
_ALSO = {word: kind for kind in PAYMENT_KINDS for word in kind_of_payment(kind).also}
_USUAL_ROLE = (
    "[role.first_post]   # an id of your own",
    'name = "First post"  # what the post is called',
    'maximum = "ask"     # the most that can be claimed a year for a full-time post, as its source has it',
    'source = "memory"   # where it was read',
)
_ONCE = frozenset({"once", "one-off", "one off", "single"})
_A_YEAR = dict.fromkeys(("annum", "per annum", "a year", "annual", "annually", "yearly", "p.a.", "pa"), "year")
_LESS_THAN_A_YEAR = {"month": 12, "quarter": 4}
_OF_THE_PAYMENT = frozenset({"earned", "full_year", "from", "to", "paid_to", "proper", "source", "read_in", "note"})
_SUMS = ("amount", "sum", "total")
"""Keys under which people write what is paid whatever the list."""
_MARKS = ("for_director", "pays_director", "passed_on", "reinvested")


def read_payments(root: Table, known: References) -> dict[str, Payment]:
    """Every payment."""
    payments: dict[str, Payment] = {}
    for id_, table in tables(root, "payment", required=True):
        payments[id_] = _read_payment(id_, table, known)
        if table.values.get("kind") == "reimbursement" and not known.of("role"):
            mend = "Add a [role.…] for each post that it repays, with the most that can be claimed for one"
            table.wrong(
                "needs-another", "", "The payment repays posts, and there is no [role.…]", mend, add=_USUAL_ROLE
            )
    return payments


def _read_payment(id_: str, table: Table, known: References) -> Payment:
    name, kind, paid_to = table.name("name"), _read_kind(table), table.word("paid_to", _PAID_TO, also=_PAYEES)
    if kind and kind_of_payment(kind).to_networks_alone and paid_to == "practice":
        table.wrong(
            "not-for-this-kind",
            "paid_to",
            f"A {kind} payment goes to a network, and cannot be paid to the practice",
            'Where each practice stands alone, write it for patients with rate = "ask" (docs/worksheets.md, “What has '
            'no kind of its own”). With paid_to = "network" practices are asked about a network: its name, lists, '
            "costs and meetings",
        )
    months = _read_months(table, known)
    parts, rate, points = _read_rates(table, kind)
    per, base, earned = _read_basis(table, kind)
    full_year = _read_full_year(table, parts, known, months[1])
    marks = (*(table.yes(key) for key in _MARKS), table.yes("proper"))
    chosen = [key for key in _MARKS if table.values.get(key) is True]
    if len(chosen) > 1:
        table.wrong(
            "exclude-each-other",
            chosen[1],
            f"{chosen[0]} and {chosen[1]} exclude each other",
            "Keep one of the two",
            delete=True,
        )
    if chosen and paid_to == "practice":
        table.wrong(
            "not-for-this-kind",
            chosen[0],
            f"{chosen[0]} is only for payments to the network",
            "Delete the line",
            delete=True,
        )
    kind, paid_to, origin = kind or "list", paid_to or "network", read_source(table, known)
    return Payment(
        id_, name, kind, paid_to, *months, full_year, origin, parts, rate, points, per or "month", base or "registered",
        earned, *marks,
    )  # fmt: skip


def _read_kind(table: Table) -> PaymentKind | None:
    """The kind of payment; where the row leaves it out and says what only one kind has, it was forgotten."""
    kind = table.word("kind", PAYMENT_KINDS, also=_ALSO)
    if kind == "list" and not table.says("kind") and "part" not in table.values:
        for key, of in (("points", "points"), ("base", "points"), ("per", "bed")):
            if key in table.values:
                what = f"kind is missing, and only {of} payments have {key}"
                table.wrong("missing", "", what, f'Add kind = "{of}"')
                return None
    return kind


def _read_basis(table: Table, kind: PaymentKind | None) -> tuple[Per | None, Basis | None, bool]:
    """What a bed's rate is for, whose list points are scaled by, and whether a list payment is earned in part."""
    per, base = (table.word("per", _PER, required=False), table.word("base", BASES, required=False))
    earned = table.yes("earned")
    for key, of in (("per", "bed"), ("base", "points"), ("earned", "list")):
        if kind is not None and kind != of and table.values.get(key) not in (None, False):
            table.wrong("not-for-this-kind", key, f"{key} is only for {of} payments", "Delete the line", delete=True)
    return per, base, earned


def _read_months(table: Table, known: References) -> tuple[date, date]:
    first, last = table.day("from"), table.day("to")
    if first is not None and first.day != 1:
        table.wrong(
            "not-whole-months",
            "from",
            f"{first} is not the first day of a month",
            "Write",
            value=str(first.replace(day=1)),
        )
    if last is not None and last != last_day(last):
        table.wrong(
            "not-whole-months", "to", f"{last} is not the last day of a month", "Write", value=str(last_day(last))
        )
    within = True
    for key, day, edge in (("from", first, known.starts), ("to", last, known.ends)):
        if day is None or known.starts is None or known.ends is None or known.starts <= day <= known.ends:
            continue
        within, where = False, "before" if day < known.starts else "after"
        mend = f"The year of this worksheet is {known.starts} to {known.ends}; write what falls in it"
        table.wrong("outside-the-year", key, f"{day} is {where} the year", mend, value=str(edge), judged_by=("year",))
    if within and first is not None and last is not None and last < first:
        key = "to" if table.says("to") or not table.says("from") else "from"
        what = f"The payment ends on {last}, before it starts on {first}"
        table.wrong("out-of-order", key, what, "Look at both dates")
    return first or NO_DAY, last or NO_DAY


def _read_rates(table: Table, kind: PaymentKind | None) -> tuple[tuple[Part, ...], Decimal | None, Decimal]:
    """Parts, rate and points: a list payment has parts, the others a rate, points payments points as well."""
    zero = Decimal(0)
    if kind is None:
        # What the keys should be is unknown, so none of them is called missing or out of place.
        for key in ("part", "rate", "points"):
            table.take(key)
        return (), zero, zero
    if kind == "list":
        table.only("points", "points payments")
        if (rate := table.take("rate")) is not None:
            what, number = "A list payment has its rate in a part", isinstance(rate, int | Decimal)
            parts = table.values.get("part")
            if isinstance(parts, dict) and table.first_here("part", "rate") != "part" and number:
                _wants_the_parts_below(table, rate, parts)
            elif "part" in table.values or not number:
                mend = 'Move it into a part: part.registered = { rate = …, per = "year" }, or write the kind it is'
                table.wrong("not-for-this-kind", "rate", what, mend)
            else:
                mend = "Write the kind of payment it is or, where it is for each patient of the registered list"
                part = f'{{ rate = {shown(rate)}, per = "year" }}'
                table.wrong("not-for-this-kind", "rate", what, mend, value=part, rename="part.registered")
        if (sum_ := next((key for key in _SUMS if key in table.values), "")) and not {
            "part",
            "rate",
        } & table.values.keys():
            table.take(sum_)
            table.mistakes.doubt(table.header)
            what = f"{sum_} is no key of a payment, which is paid for each patient, bed, post or point"
            mend = "Where it is one sum for a practice, have each say what that is for one of its patients"
            part = f'{{ rate = "{ASKED}", per = "year" }}'
            table.wrong("unknown-key", sum_, what, mend, value=part, rename="part.registered")
        return _read_parts(table), zero, zero
    table.only("part", "list payments; this one has a rate")
    rate, points = table.number_or_asked("rate"), zero
    if kind != "points":
        table.only("points", "points payments")
    elif not (points := table.number("points") or zero) and table.values.get("points") == 0:
        table.wrong(
            "number-out-of-range", "points", "There are no points to be earned", "Write how many points there are"
        )
    return (), rate, points


def _wants_the_parts_below(table: Table, rate: int | Decimal, parts: Mapping[str, Any]) -> None:
    """Note the one rate by which a supplement means that of the parts below."""
    per = {basis: part.get("per") if isinstance(part, dict) else None for basis, part in parts.items()}
    what, mend = "The worksheet below has the rate of this payment in a part", "Write yours as that part"
    if len(per) == 1:
        ((basis, one),) = per.items()
        value, rename = f"{{ rate = {shown(rate)}, per = {shown(one or 'year')} }}", f"part.{basis}"
        table.wrong("not-for-this-kind", "rate", what, mend, value=value, rename=rename)
        return
    listed = " and ".join(f"part.{basis} = {{ rate = …, per = {shown(one or 'year')} }}" for basis, one in per.items())
    table.wrong("not-for-this-kind", "rate", f"{what} for each of {len(per)} lists", f"Write all of them: {listed}")


def _read_parts(table: Table) -> tuple[Part, ...]:
    parent = table.child("part")
    if parent is None or not parent.values:
        if parent is not None or not {"part", "rate"} & table.values.keys():
            mend = (
                'Add part.registered = { rate = the rate of its source, per = "year" }, one for each list it is '
                "paid on, or write the kind it is"
            )
            table.wrong("needs-another", "part", "A list payment without a part", mend)
        return ()
    parts: list[Part] = []
    for basis, values in list(parent.values.items())[:MAX_UNKNOWN]:
        if (known_basis := next((one for one in BASES if one == basis), None)) is None:
            meant = closest(basis, BASES)
            mend = choose(basis, BASES, f"A part is one of {', '.join(BASES)}")
            what = f"{shown(basis)} is no list a payment is paid on"
            parent.wrong("unknown-word", basis, what, mend, rename=meant)
        elif not isinstance(values, dict):
            number = shown(values) if isinstance(values, int | Decimal) and not isinstance(values, bool) else "…"
            mend = f'Write part.{basis} = {{ rate = {number}, per = "year" }}, or per = "period"'
            parent.wrong("not-a-table", basis, f"{shown(values)} stands where a part belongs", mend)
        else:
            part = parent.sub(basis, values)
            rate = part.number_or_asked("rate")
            parts.append(Part(known_basis, rate, _read_per(part) or "year"))
            for key in (key for key in values if key in _OF_THE_PAYMENT):
                part.take(key)
                mend = f"Take it out of the braces, and write it on a line of its own: {key} = {shown(values[key])}"
                mend = f"Delete it: {key} stands in the payment" if table.says(key) else mend
                part.wrong("unknown-key", key, f"{key} is a key of the payment, and not of one of its parts", mend)
            part.finish()
    return tuple(parts)


def _read_per(part: Table) -> Literal["year", "period"] | None:
    """What a part's rate is for; people say that it is paid once, which two keys say here."""
    value = part.values.get("per")
    said = value.strip().casefold() if isinstance(value, str) else ""
    if said in _LESS_THAN_A_YEAR:
        part.take("per")
        times, rate = _LESS_THAN_A_YEAR[said], part.values.get("rate")
        a_year = shown(rate * times) if isinstance(rate, int | Decimal) and not isinstance(rate, bool) else "…"
        mend = f'Write that of a year, {times} times as much: rate = {a_year}, per = "year"'
        part.wrong("unknown-word", "per", f"For patients no rate is for a {said}", mend)
        return None
    if said not in _ONCE:
        return part.word("per", ("year", "period"), also=_A_YEAR)
    part.take("per")
    mend = 'Is it paid once, and in no later year? Then write per = "period", and full_year = "ends" in the payment'
    part.wrong("unknown-word", "per", f"{shown(value)} is not one of the words for per", mend, value='"period"')
    return None


def _read_full_year(
    table: Table, parts: tuple[Part, ...], known: References, last: date
) -> Literal["same", "ends"] | Decimal | None:
    table.takes("full_year", Takes("word", ("same", "ends")), TO_BE_ASKED, NUMBER)
    value = table.values.get("full_year")
    if value == "same" or value == "ends":  # noqa: PLR1714 - two comparisons tell the type checker which words these are
        table.take("full_year")
        return "same" if value == "same" else "ends"
    if value == ASKED or (isinstance(value, int | Decimal) and not isinstance(value, bool)):
        if len(parts) > 1:
            mend = 'Write "same" or "ends", or make a payment of each part'
            table.wrong("exclude-each-other", "full_year", "One full-year rate cannot stand for several parts", mend)
        return table.number_or_asked("full_year")
    if table.take("full_year") is None:
        _check_goes_on(table, parts, known, last)
    else:
        mend = 'Write "same", "ends", "ask" or the rate that holds in a full year, without quotes'
        table.wrong("unknown-word", "full_year", f"{shown(value)} is no full_year", mend)
    return "same"


def _check_goes_on(table: Table, parts: tuple[Part, ...], known: References, last: date) -> None:
    """Note that nobody says what later years bring of what is paid in one sum, or ends within the year.

    All other payments go on as they are. These would count in a full year as if they were paid again and again.
    """
    early = known.starts is not None and known.ends is not None and known.starts <= last < known.ends
    if early or any(part.per == "period" for part in parts):
        why = f"it ends on {last}" if early else "its rate is one sum for all its months"
        mend = 'Add full_year = "ends" where later years bring none of it, full_year = "same" where they bring it again'
        table.wrong("missing", "full_year", f"full_year is missing: {why}", mend)
