"""Random decisions: valid answers of every kind, complete or with gaps, for comparing two implementations."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import random

WHO = ("gp", "nurse", "post")
STATUSES = ("already", "ready", "at_risk", "cannot")
HOUR_GROUP = ("gp_hours", "nurse_hours", "admin_hours", "post_hours")
HOME_GROUP = ("round_hours", "travel_hours", "plan_hours", "review_hours", "mdt_hours")


def random_answers(
    worksheet: dict[str, Any],
    rng: random.Random,
    *,
    complete: float = 1 / 3,
    gap: float | None = None,
) -> dict[str, str]:
    """Answers to one decision.

    One in `1 / complete` decisions lacks nothing that the figures need, but for `workforce.claimed_before`: it is drawn
    in most, and needed in some. Each answer of the others is left out with the chance `gap`; unless given, one answer
    is left out, or a few, or many. Dates left to the practice stay in half of those: without the day of leaving, hardly
    a figure of this year has a value.
    """
    answers = _all_answers(worksheet, rng)
    if rng.random() < complete:
        return answers
    if gap is None and rng.random() < 0.4:
        # One answer or two: the figures then say exactly what they hang on.
        for answer_id in rng.sample(sorted(answers), k=rng.choice((1, 1, 2))):
            del answers[answer_id]
        return answers
    chance = gap if gap is not None else rng.choice((0.02, 0.05, 0.1, 0.3, 0.6))
    keep_dates = rng.random() < 0.5
    return {
        answer_id: text
        for answer_id, text in answers.items()
        if (keep_dates and answer_id.startswith("date.")) or rng.random() >= chance
    }


def _all_answers(worksheet: dict[str, Any], rng: random.Random) -> dict[str, str]:
    answers: dict[str, str] = {}
    if windows := list(worksheet.get("window", {})):
        answers["decision.window"] = rng.choice(("first", *windows))
    _dates(answers, worksheet, rng)
    counted = _counted_months(worksheet, answers)
    _practice(answers, rng)
    _director(answers, rng)
    _partners(answers, rng)
    _money(answers, worksheet, rng)
    _services(answers, worksheet, rng)
    _homes(answers, rng)
    _workforce(answers, worksheet, rng, counted)
    if areas := list(worksheet.get("area", {})):
        answers["workforce.area"] = rng.choice(("elsewhere", *areas))
    _locals(answers, worksheet, rng)
    _members(answers, rng)
    _record(answers, worksheet, rng)
    if rng.random() < 0.5:
        _without_the_rest(answers, worksheet)
    there = {answer_id: text for answer_id, text in answers.items() if not _not_in_contract(answer_id, worksheet)}
    for answer_id in answers.keys() - there.keys():  # where posts had all the hours of some work, GPs have them
        stem, _, last = answer_id.rpartition(".")
        if last == "post_hours" and not any(f"{stem}.{hours}" in there for hours in HOUR_GROUP):
            there[f"{stem}.gp_hours"] = answers[answer_id]
    return there


def _not_in_contract(answer_id: str, worksheet: dict[str, Any]) -> bool:
    """Whether an answer is about what the contract has none of: nobody can give it."""
    payments = list(worksheet.get("payment", {}).values())
    kinds = {payment["kind"] for payment in payments}
    later = any(row.get("known_at_deadline") is False for family in worksheet.values() if isinstance(family, dict)
                for row in family.values() if isinstance(row, dict))  # fmt: skip
    director = any(payment.get("for_director") or payment.get("pays_director") for payment in payments)
    homes = "bed" in kinds or any(service.get("in_homes") for service in worksheet["service"].values())
    head, last = answer_id.split(".", maxsplit=1)[0], answer_id.rpartition(".")[2]
    return (
        ("reimbursement" not in kinds and (head == "workforce" or last in {"post_hours", "falls_to_gps"}))
        or (not homes and (head == "home" or last in {"beds", "care_home_beds"}))
        or (not director and head == "director")
        or (not later and answer_id == "facts.later")
        or (last in {"weighted_list", "adjusted_list"} and not _is_counted_on(head, last.split("_")[0], payments))
    )


def _is_counted_on(whose: str, basis: str, payments: list[dict[str, Any]]) -> bool:
    """Whether any money hangs on a list: what is paid to whose it is, or, of weighted ones, the sum for posts."""
    if basis == "weighted" and any(payment["kind"] == "reimbursement" for payment in payments):
        return True
    to = {"practice": "practice", "pcn": "network"}[whose]
    parts = {name for p in payments if p.get("paid_to", "network") == to for name in p.get("part", {})}
    points = {p.get("base", "registered") for p in payments if p["kind"] == "points"} if whose == "pcn" else set()
    return basis in parts | points


# --- Values ------------------------------------------------------------------------------------------------------


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _number(rng: random.Random, low: float, high: float, places: int = 2) -> Decimal:
    return round(Decimal(str(rng.uniform(low, high))), places)


def _estimate(rng: random.Random, low: float, high: float, places: int = 2, *, zero: float = 0.1) -> str:
    """Give a number or a range; now and then 0, and a range that starts at 0."""
    if low <= 0 and rng.random() < zero:
        return rng.choice(("0", "0", "0", f"0 / 0 / {_plain(_number(rng, 0, high, places))}"))
    if rng.random() < 0.5:
        return _plain(_number(rng, low, high, places))
    return " / ".join(_plain(part) for part in sorted(_number(rng, low, high, places) for _ in range(3)))


def _percent(rng: random.Random) -> str:
    chosen = rng.random()
    if chosen < 0.12:
        return "0"
    if chosen < 0.24:
        return "100"
    return _estimate(rng, 0, 100, rng.choice((0, 0, 1)))


def _whole_number(rng: random.Random, low: int, high: int) -> str:
    return str(rng.randint(low, high))


def _months(rng: random.Random, most: int) -> str:
    return _plain(Decimal(rng.randint(0, 2 * most)) / 2)


def _sometimes(answers: dict[str, str], rng: random.Random, answer_id: str, text: str, chance: float = 0.5) -> None:
    if rng.random() < chance:
        answers[answer_id] = text


def _counted_months(worksheet: dict[str, Any], answers: dict[str, str]) -> int:
    window = worksheet.get("window", {}).get(answers.get("decision.window"), worksheet["year"])
    name = window["opt_out_effective"]
    printed = worksheet["date"][name]["date"] if name != "none" else worksheet["year"]["starts"] - timedelta(days=1)
    out = printed if isinstance(printed, date) else date.fromisoformat(answers[f"date.{name}"])
    first, ends = out + timedelta(days=1), worksheet["year"]["ends"]
    begun = 0 if first.day == 1 else 1
    return max(0, (int(ends.year) - first.year) * 12 + int(ends.month) - first.month + 1 - begun)


def _day(rng: random.Random, first: date, last: date) -> date:
    """Give a day between two, often the first or the last of a month."""
    day = first + timedelta(days=rng.randint(0, max(0, (last - first).days)))
    if rng.random() < 0.6:
        day = day.replace(day=1)
        if rng.random() < 0.5:
            day -= timedelta(days=1)
    return day


def _serials(rng: random.Random, most: int) -> list[int]:
    """Row numbers as they look after some rows were deleted."""
    return sorted(rng.sample(range(1, most + 3), k=rng.randint(1, most)))


# --- Sections ----------------------------------------------------------------------------------------------------


def _dates(answers: dict[str, str], worksheet: dict[str, Any], rng: random.Random) -> None:
    """Answer the dates that the worksheet leaves to the practice."""
    year = worksheet["year"]
    half = year["starts"] + timedelta(days=180)
    after = year["ends"] + timedelta(days=1)
    spans = {
        "opt_out_effective": (year["starts"], half),
        "care_homes_start": (year["starts"], year["ends"] + timedelta(days=40)),
        "next_effective": (year["ends"] - timedelta(days=20), after + timedelta(days=200)),
    }
    windows = (year, *worksheet.get("window", {}).values())
    for date_id, fact in worksheet["date"].items():
        if fact["date"] == "ask":
            used_as = next((key for key in spans if any(w.get(key) == date_id for w in windows)), "care_homes_start")
            answers[f"date.{date_id}"] = _day(rng, *spans[used_as]).isoformat()


def _practice(answers: dict[str, str], rng: random.Random) -> None:
    ours = rng.randint(1500, 30000)
    network = rng.choice((ours, rng.randint(ours, 60000), rng.randint(90000, 250000), 100000, 100001))
    answers["practice.registered_list"] = str(ours)
    answers["pcn.registered_list"] = str(network)
    answers["practice.weighted_list"] = _plain(_number(rng, ours * 0.8, ours * 1.2))
    answers["pcn.weighted_list"] = _plain(_number(rng, network * 0.8, network * 1.2))
    answers["practice.adjusted_list"] = _plain(_number(rng, ours * 0.8, ours * 1.2))
    answers["pcn.adjusted_list"] = _plain(_number(rng, network * 0.8, network * 1.2))
    answers["practice.gp_sessions"] = rng.choice((_whole_number(rng, 4, 120), "0")) if rng.random() < 0.1 else "34"
    _sometimes(answers, rng, "cost.session_hours", _plain(_number(rng, 3, 5)))
    _sometimes(answers, rng, "cost.weeks_per_year", rng.choice(("52", "50", "44", "52.18")))
    answers["cost.gp_hour"] = "0" if rng.random() < 0.02 else _estimate(rng, 60, 160)
    answers["cost.nurse_hour"] = _estimate(rng, 15, 60)
    answers["cost.admin_hour"] = _estimate(rng, 10, 40)
    _sometimes(answers, rng, "share.of_pcn", _percent(rng), 0.3)
    _sometimes(answers, rng, "facts.later", rng.choice(("include", "include", "hide")), 0.7)
    answers["meeting.gp_hours"] = _estimate(rng, 0, 6)
    answers["meeting.admin_hours"] = _estimate(rng, 0, 10)
    if rng.random() < 0.3:
        del answers[rng.choice(("meeting.gp_hours", "meeting.admin_hours"))]
    answers["opt_out.hours"] = _estimate(rng, 0, 10, zero=0.4)
    answers["opt_out.exit_cost"] = _estimate(rng, 0, 20000, zero=0.4)
    _sometimes(answers, rng, "leave.exit_cost", _estimate(rng, 0, 20000), 0.8)


def _director(answers: dict[str, str], rng: random.Random) -> None:
    answers["director.ours"] = rng.choice(("yes", "yes", "no"))
    if answers["director.ours"] == "yes" or rng.random() < 0.2:
        answers["director.amount"] = _plain(_number(rng, 0, 40000)) if rng.random() < 0.9 else "0"
        answers["director.hours"] = _estimate(rng, 0, 12)
        answers["director.already"] = rng.choice(("yes", "no"))
        answers["director.paid_to"] = rng.choice(("practice", "practice", "person_our_time", "person"))


def _partners(answers: dict[str, str], rng: random.Random) -> None:
    rows = _serials(rng, 6)
    shares = rng.choice(("all", "all", "some", "none"))
    for n in rows:
        answers[f"partner.{n}.name"] = f"Partner {n}"
        _sometimes(answers, rng, f"partner.{n}.sessions", _whole_number(rng, 1, 10))
        if shares == "all" or (shares == "some" and rng.random() < 0.5):
            answers[f"partner.{n}.profit_share"] = "0" if rng.random() < 0.1 else _plain(_number(rng, 1, 100, 1))


def _members(answers: dict[str, str], rng: random.Random) -> None:
    chosen = rng.random()
    if chosen < 0.2:
        return
    if chosen < 0.35:
        answers["member.none"] = rng.choice(("yes", "true"))
        return
    for n in _serials(rng, 5):
        answers[f"member.{n}.name"] = f"Practice {n}"
        answers[f"member.{n}.list"] = _whole_number(rng, 1500, 20000)
        _sometimes(answers, rng, f"member.{n}.beds", _whole_number(rng, 0, 120), 0.7)
        _sometimes(answers, rng, f"member.{n}.intends", rng.choice(("sign_up", "opt_out", "opt_out", "not_known")), 0.8)


def _record(answers: dict[str, str], worksheet: dict[str, Any], rng: random.Random) -> None:
    """Answers that no figure uses."""
    _sometimes(answers, rng, "practice.gp_hours_found", _estimate(rng, 0, 15))
    if "claim" in worksheet:
        _sometimes(answers, rng, "claims.relied_on", rng.choice((*worksheet["claim"], "own", "none")))


def _without_the_rest(answers: dict[str, str], worksheet: dict[str, Any]) -> None:
    """Take away the answers about what the contract has not; left in, they must not count."""
    payments = worksheet["payment"].values()
    kinds = {payment["kind"] for payment in payments}
    gone = []
    if not any(payment.get("for_director") or payment.get("pays_director") for payment in payments):
        gone.append("director.")
    if "reimbursement" not in kinds:
        gone.append("workforce.")
    if not any(service.get("in_homes") for service in worksheet["service"].values()) and "bed" not in kinds:
        gone += ["home.", "pcn.care_home_beds"]
    for answer_id in [answer_id for answer_id in answers if answer_id.startswith(tuple(gone))]:
        del answers[answer_id]


def _rates(answers: dict[str, str], worksheet: dict[str, Any], rng: random.Random) -> None:
    """Rates that the worksheet leaves to the practice, and now and then another than it prints."""

    def rate(answer_id: str, printed: Any, most: float) -> None:
        if printed == "ask":
            answers[answer_id] = _plain(_number(rng, 0, most)) if rng.random() < 0.93 else "0"
        elif rng.random() < 0.12:
            answers[answer_id] = _plain(_number(rng, 0, 2 * float(printed), 3))

    for payment_id, payment in worksheet["payment"].items():
        stem = f"payment.{payment_id}"
        most = {"list": 4.0, "bed": 15.0, "points": 200.0, "reimbursement": 9.0}[payment["kind"]]
        if payment.get("per") == "year":
            most *= 12
        if payment["kind"] == "list":
            for part_id, part in payment["part"].items():
                rate(f"{stem}.rate" if len(payment["part"]) == 1 else f"{stem}.{part_id}.rate", part["rate"], most)
        else:
            rate(f"{stem}.rate", payment["rate"], most)
        if payment["full_year"] not in {"same", "ends"}:
            rate(f"{stem}.full_year_rate", payment["full_year"], most)


def _money(answers: dict[str, str], worksheet: dict[str, Any], rng: random.Random) -> None:
    answers["network.split"] = rng.choice(("all_shared", "network_keeps", "by_stream"))
    answers["pcn.running_costs"] = _estimate(rng, 0, rng.choice((20000, 200000)))
    for payment_id, payment in worksheet["payment"].items():
        if payment["kind"] == "points" or payment.get("earned"):
            answers[f"payment.{payment_id}.achieved"] = _percent(rng)
        to_network = payment["paid_to"] == "network" and payment["kind"] != "reimbursement"
        if to_network and not payment.get("for_director"):
            chance = 1 if answers["network.split"] == "by_stream" else 0.1
            _sometimes(answers, rng, f"payment.{payment_id}.reaches_practice", _percent(rng), chance)
    _rates(answers, worksheet, rng)


def _hours_of(answers: dict[str, str], rng: random.Random, stem: str, most: float) -> None:
    """Fill some of a group of hours, sometimes all."""
    for name in rng.sample(HOUR_GROUP, k=rng.randint(1, len(HOUR_GROUP))):
        answers[f"{stem}.{name}"] = _estimate(rng, 0, most, zero=0.25)
    if f"{stem}.post_hours" in answers:
        answers[f"{stem}.falls_to_gps"] = _percent(rng)


def _services(answers: dict[str, str], worksheet: dict[str, Any], rng: random.Random) -> None:
    for service_id, service in worksheet["service"].items():
        by_rows = rng.random() < 0.5
        if by_rows:
            answers[f"service.{service_id}.by"] = "rows"
        else:
            _sometimes(answers, rng, f"service.{service_id}.by", "whole")
        # The answers of the way not chosen are kept, and must not count.
        if not by_rows or rng.random() < 0.3:
            answers[f"service.{service_id}.status"] = rng.choice(STATUSES)
            _hours_of(answers, rng, f"service.{service_id}", 12)
            _sometimes(answers, rng, f"service.{service_id}.once_hours", _estimate(rng, 0, 40))
        if service.get("in_homes"):
            answers[f"service.{service_id}.falls_to_gps"] = _percent(rng)
        for requirement_id, requirement in worksheet["requirement"].items():
            if requirement["service"] != service_id or not (by_rows or rng.random() < 0.15):
                continue
            stem = f"specification.{requirement_id}"
            answers[f"{stem}.status"] = rng.choice(STATUSES)
            if requirement.get("counted_in") == "homes":
                continue
            _sometimes(answers, rng, f"{stem}.once_hours", _estimate(rng, 0, 20))
            if "from" in requirement:
                _hours_of(answers, rng, stem, 4)


def _homes(answers: dict[str, str], rng: random.Random) -> None:
    by_rows = rng.random() < 0.5
    if by_rows:
        answers["home.by"] = "rows"
    else:
        _sometimes(answers, rng, "home.by", "whole")
    beds = 0
    if rng.random() < 0.1:
        if by_rows or rng.random() < 0.5:
            answers["home.none"] = rng.choice(("yes", "true"))
        else:
            answers["home.whole.beds"] = "0"
    else:
        whole_beds = rng.randint(1, 300)
        if not by_rows or rng.random() < 0.3:
            answers["home.whole.beds"] = str(whole_beds)
            answers["home.whole.done_by"] = rng.choice(WHO)
            answers["home.whole.hours"] = _estimate(rng, 0, 30)
        if by_rows or rng.random() < 0.3:
            for n in _serials(rng, 5):
                home_beds = rng.randint(0, 90)
                beds += home_beds
                _home(answers, rng, f"home.{n}", home_beds)
        beds = beds if by_rows else whole_beds
        if by_rows and rng.random() < 0.1:
            answers["home.whole.beds"] = "0"  # as a whole: it must not count beside rows
    answers["pcn.care_home_beds"] = str(beds + rng.randint(0, 600))
    if rng.random() < 0.03:
        answers["pcn.care_home_beds"] = "0"


def _home(answers: dict[str, str], rng: random.Random, home: str, beds: int) -> None:
    answers[f"{home}.name"] = f"Home {home.removeprefix('home.')}"
    answers[f"{home}.beds"] = str(beds)
    answers[f"{home}.done_by"] = rng.choice(WHO)
    for name in rng.sample(HOME_GROUP, k=rng.randint(1, len(HOME_GROUP))):
        answers[f"{home}.{name}"] = _estimate(rng, 0, 6, zero=0.2)
    _sometimes(answers, rng, f"{home}.arrivals", _whole_number(rng, 0, 60), 0.2)
    _sometimes(answers, rng, f"{home}.reviews", _whole_number(rng, 0, 90), 0.2)
    if f"{home}.plan_hours" in answers:
        answers[f"{home}.arrivals"] = _whole_number(rng, 0, 60)
    if f"{home}.review_hours" in answers:
        answers[f"{home}.reviews"] = _whole_number(rng, 0, 90)
    _sometimes(answers, rng, f"{home}.plan_by", rng.choice(WHO), 0.4)
    _sometimes(answers, rng, f"{home}.review_by", rng.choice(WHO), 0.4)


def _workforce(answers: dict[str, str], worksheet: dict[str, Any], rng: random.Random, counted: int) -> None:
    by_rows = rng.random() < 0.6
    if by_rows:
        answers["workforce.by"] = "rows"
    else:
        _sometimes(answers, rng, "workforce.by", "whole")
    if not by_rows or rng.random() < 0.2:
        whole = "workforce.whole"
        answers[f"{whole}.wte"] = _estimate(rng, 0, 12, 1)
        answers[f"{whole}.chance"] = _percent(rng)
        answers[f"{whole}.months"] = _months(rng, counted)
        answers[f"{whole}.claim"] = _estimate(rng, 20000, 60000)
        answers[f"{whole}.top_up"] = _estimate(rng, 0, 9000, zero=0.3)
        _sometimes(answers, rng, f"{whole}.start_cost", _estimate(rng, 0, 5000))
        answers[f"{whole}.supervision_hours"] = _estimate(rng, 0, 4)
        answers[f"{whole}.released_hours"] = _estimate(rng, 0, 6)
        answers[f"{whole}.contract_hours"] = _contract_hours(rng)
    _sometimes(answers, rng, "workforce.claimed_before", _estimate(rng, 0, rng.choice((20000, 200000))), 0.8)
    if rng.random() < (0.1 if by_rows else 0.05):
        answers["workforce.none"] = rng.choice(("yes", "true"))
    elif by_rows or rng.random() < 0.2:
        roles = list(worksheet.get("role", {}).items())
        if not roles:
            return
        for role_id, role in rng.sample(roles, k=rng.randint(1, len(roles))):
            _role(answers, rng, f"workforce.{role_id}", role["maximum"], counted)
        # Roles with a limit are rare; they are wanted more often than chance would have it.
        for role_id, role in roles:
            if "limit" in role and rng.random() < 0.5:
                _role(answers, rng, f"workforce.{role_id}", role["maximum"], counted)


def _contract_hours(rng: random.Random) -> str:
    return "0" if rng.random() < 0.06 else _estimate(rng, 2, 38)


def _role(answers: dict[str, str], rng: random.Random, stem: str, printed: Any, counted: int) -> None:
    if printed == "ask":
        answers[f"{stem}.maximum"] = _whole_number(rng, 20000, 60000)
    elif rng.random() < 0.1:
        answers[f"{stem}.maximum"] = _plain(_number(rng, float(printed) * 0.8, float(printed) * 1.2))
    maximum = int(Decimal(answers.get(f"{stem}.maximum", "30000" if printed == "ask" else str(printed))))
    answers[f"{stem}.wte"] = _estimate(rng, 0, 4, 1)
    answers[f"{stem}.chance"] = _percent(rng)
    answers[f"{stem}.months"] = _months(rng, counted)
    answers[f"{stem}.cost"] = rng.choice((_estimate(rng, maximum * 0.7, maximum * 1.3), str(maximum)))
    _sometimes(answers, rng, f"{stem}.other_cost", _estimate(rng, 0, 6000))
    _sometimes(answers, rng, f"{stem}.start_cost", _estimate(rng, 0, 5000))
    answers[f"{stem}.supervision_hours"] = _estimate(rng, 0, 4)
    answers[f"{stem}.released_hours"] = _estimate(rng, 0, 6)
    answers[f"{stem}.contract_hours"] = _contract_hours(rng)


def _locals(answers: dict[str, str], worksheet: dict[str, Any], rng: random.Random) -> None:
    if rng.random() < 0.3:
        answers["local.none"] = rng.choice(("yes", "true"))
        return
    for n in _serials(rng, 4):
        answers[f"local.{n}.name"] = f"Local scheme {n}"
        answers[f"local.{n}.amount"] = _plain(_number(rng, 0, 30000)) if rng.random() < 0.9 else "0"
        answers[f"local.{n}.ends"] = rng.choice(("sign_up", "opt_out"))
        _sometimes(answers, rng, f"local.{n}.hours", _estimate(rng, 0, 5))
        if rng.random() < 0.4:
            year = worksheet["year"]
            day = _day(rng, year["starts"], year["ends"] + timedelta(days=60))
            answers[f"local.{n}.from"] = day.isoformat()
