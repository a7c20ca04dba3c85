"""Random decisions: valid answers of every kind, complete or with gaps, for comparing two implementations."""

from __future__ import annotations

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

    One in `1 / complete` decisions lacks nothing that the figures need. Each answer of the others is left out with
    the chance `gap`; unless given, one answer is left out, or a few, or many.
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
    return {answer_id: text for answer_id, text in answers.items() if rng.random() >= chance}


def _all_answers(worksheet: dict[str, Any], rng: random.Random) -> dict[str, str]:
    answers: dict[str, str] = {}
    counted = _counted_months(worksheet)
    _practice(answers, rng)
    _money(answers, worksheet, rng)
    _services(answers, worksheet, rng)
    _homes(answers, rng)
    _workforce(answers, worksheet, rng, counted)
    _locals(answers, rng)
    return answers


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


def _counted_months(worksheet: dict[str, Any]) -> int:
    after = worksheet["date"][worksheet["year"]["opt_out_effective"]]["date"]
    ends = worksheet["year"]["ends"]
    return max(0, (int(ends.year) - int(after.year)) * 12 + int(ends.month) - int(after.month))


def _serials(rng: random.Random, most: int) -> list[int]:
    """Row numbers as they look after some rows were deleted."""
    return sorted(rng.sample(range(1, most + 3), k=rng.randint(1, most)))


# --- Sections ----------------------------------------------------------------------------------------------------


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
    for n in _serials(rng, 6):
        answers[f"partner.{n}.name"] = f"Partner {n}"
    answers["meeting.gp_hours"] = _estimate(rng, 0, 6)
    answers["meeting.admin_hours"] = _estimate(rng, 0, 10)
    if rng.random() < 0.3:
        del answers[rng.choice(("meeting.gp_hours", "meeting.admin_hours"))]
    answers["director.ours"] = rng.choice(("yes", "no"))
    if answers["director.ours"] == "yes" or rng.random() < 0.2:
        answers["director.amount"] = _plain(_number(rng, 0, 40000))
        answers["director.hours"] = _estimate(rng, 0, 12)
    answers["opt_out.hours"] = _estimate(rng, 0, 10, zero=0.4)
    answers["opt_out.exit_cost"] = _estimate(rng, 0, 20000, zero=0.4)
    _sometimes(answers, rng, "leave.exit_cost", _estimate(rng, 0, 20000), 0.8)


def _money(answers: dict[str, str], worksheet: dict[str, Any], rng: random.Random) -> None:
    answers["network.split"] = rng.choice(("all_shared", "network_keeps", "by_stream"))
    answers["pcn.running_costs"] = _estimate(rng, 0, rng.choice((20000, 200000)))
    for payment_id, payment in worksheet["payment"].items():
        if payment["kind"] == "points":
            answers[f"payment.{payment_id}.achieved"] = _percent(rng)
        to_network = payment["paid_to"] == "network" and payment["kind"] != "reimbursement"
        if to_network and not payment.get("for_director"):
            chance = 1 if answers["network.split"] == "by_stream" else 0.1
            _sometimes(answers, rng, f"payment.{payment_id}.reaches_practice", _percent(rng), chance)


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
        if rng.random() < 0.5:
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
    if by_rows and rng.random() < 0.1:
        answers["workforce.none"] = "yes"
    elif by_rows or rng.random() < 0.2:
        roles = list(worksheet["role"].items())
        for role_id, role in rng.sample(roles, k=rng.randint(1, len(roles))):
            _role(answers, rng, f"workforce.{role_id}", int(role["maximum"]), counted)
        # Roles with a limit are rare; they are wanted more often than chance would have it.
        for role_id, role in roles:
            if "limit" in role and rng.random() < 0.5:
                _role(answers, rng, f"workforce.{role_id}", int(role["maximum"]), counted)


def _role(answers: dict[str, str], rng: random.Random, stem: str, maximum: int, counted: int) -> None:
    answers[f"{stem}.wte"] = _estimate(rng, 0, 4, 1)
    answers[f"{stem}.chance"] = _percent(rng)
    answers[f"{stem}.months"] = _months(rng, counted)
    answers[f"{stem}.cost"] = rng.choice((_estimate(rng, maximum * 0.7, maximum * 1.3), str(maximum)))
    _sometimes(answers, rng, f"{stem}.other_cost", _estimate(rng, 0, 6000))
    _sometimes(answers, rng, f"{stem}.start_cost", _estimate(rng, 0, 5000))
    answers[f"{stem}.supervision_hours"] = _estimate(rng, 0, 4)
    answers[f"{stem}.released_hours"] = _estimate(rng, 0, 6)


def _locals(answers: dict[str, str], rng: random.Random) -> None:
    if rng.random() < 0.3:
        answers["local.none"] = rng.choice(("yes", "true"))
        return
    for n in _serials(rng, 4):
        answers[f"local.{n}.name"] = f"Local scheme {n}"
        answers[f"local.{n}.amount"] = _plain(_number(rng, 0, 30000)) if rng.random() < 0.9 else "0"
        answers[f"local.{n}.ends"] = rng.choice(("sign_up", "opt_out"))
        _sometimes(answers, rng, f"local.{n}.hours", _estimate(rng, 0, 5))
