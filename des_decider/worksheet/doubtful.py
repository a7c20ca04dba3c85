"""Says what a worksheet without mistakes may still not mean: rates, limits, amounts, texts and days that look odd."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from des_decider.worksheet.answer_kinds import kind_of
from des_decider.worksheet.bare_values import INVISIBLE
from des_decider.worksheet.doubtful_days import doubtful_days
from des_decider.worksheet.inputs_and_columns import BY_PATH
from des_decider.worksheet.mistakes import closest
from des_decider.worksheet.model import Added
from des_decider.worksheet.payment_kinds import kind_of_payment
from des_decider.worksheet.warnings_found import doubt, texts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from des_decider.worksheet.layout import Path
    from des_decider.worksheet.mistakes import Doubtful
    from des_decider.worksheet.mistakes_found import Found
    from des_decider.worksheet.model import Payment, Worksheet
    from des_decider.worksheet.payment_kinds import Per

_LEAST_A_POST, _MOST_A_POST = 15_000, 500_000
"""Pounds a year for a full-time post: below it looks like what is paid a month, above it like pence."""
_MOST_A_PATIENT = 20
"""Pounds a patient that a limit is hardly ever: from there on it looks like pence, or like per cent."""
_TWELVE = (Decimal("11.5"), Decimal("12.5"))
_LEAST_CLAIMED, _MOST_CLAIMED = Decimal("0.05"), Decimal(100)
"""Pounds a patient that a contract like this is said to be worth, at least and at most."""
_TOO_FAR = Decimal("1.5")
_ASKS_FOR_MORE = re.compile(r"(?:^|[.?!] +)(who|whom|whose|what|which|when|where|why|how)\b[^,.?!]*\?", re.IGNORECASE)
"""A question that asks for more than yes or no; after a comma it may be another one: “When it ends, do we …?”"""
_NOT_KNOWN = re.compile(r"\b(?:not sure|unsure|(?:do not|don['’]t) know|not known|unknown|no idea)\b", re.IGNORECASE)
"""In the words of an answer by which somebody says that it is not known."""
_COUNTED = ("payment", "role", "service")
_NEARLY = 0.85
"""How like another an id is that differs from it in a letter or two."""


def doubtful(worksheet: Worksheet, own: Mapping[str, Any], accepted: frozenset[str]) -> Iterator[Found]:
    """Each thing to look at, but for the codes that are accepted; `own` is what the file itself says.

    The worksheet may have gaps that were filled by what nobody wrote; what stands in such a table is not meant either.
    """
    own = {family: table for family, table in own.items() if isinstance(table, dict)}
    looks: dict[Doubtful, Iterator[Found]] = {
        "looks-like-a-fraction": _fractions(worksheet),
        "month-or-year": _months_or_years(worksheet),
        "looks-like-pence": _pence(worksheet),
        "paid-nothing": _paid_nothing(worksheet),
        "claim-out-of-proportion": _claims(worksheet, own),
        **doubtful_days(worksheet, own),
        "no-yes-or-no": _no_yes_or_no(worksheet, own),
        "not-known-weighs-most": _not_known_weighs_most(worksheet, own),
        "asked-twice": _asked_twice(worksheet, own),
        "counted-twice": _counted_twice(worksheet, own),
        "invisible-in-text": _invisible(own),
        "from-memory": _from_memory(worksheet, own),
    }
    for code, found in looks.items():
        if code not in accepted:
            yield from found


def _fractions(worksheet: Worksheet) -> Iterator[Found]:
    """Bounds and published figures in per cent that are below 1; a limit that is one is a mistake."""
    code: Doubtful = "looks-like-a-fraction"
    for path, ask in worksheet.asks.items():
        pattern = BY_PATH.get(path) or BY_PATH.get(_pattern(path))
        if pattern is not None and kind_of(pattern.kind).in_per_cent:
            for key, bound in (("smallest", ask.smallest), ("largest", ask.largest)):
                if bound is not None and (0 < bound < 1 or (bound == 1 and key == "largest")):
                    yield _fraction(code, ("ask", *path.split("."), key), bound)
    for id_, evidence in worksheet.evidence.items():
        figures = {"low": evidence.low, "likely": evidence.likely, "high": evidence.high}
        given = {key: figure for key, figure in figures.items() if figure is not None}
        if evidence.unit.strip().startswith(("per cent", "%")) and given and all(0 < f <= 1 for f in given.values()):
            key, figure = next(iter(given.items()))
            yield _fraction(code, ("evidence", id_, "figures", key), figure)


def _pattern(path: str) -> str:
    """How inputs name the row that `each` stands for."""
    names = {"service": "service", "specification": "requirement", "payment": "payment", "workforce": "role"}
    head = path.partition(".")[0]
    return path.replace(".each.", f".<{names.get(head, 'n')}>.")


def _fraction(code: Doubtful, path: Path, number: Decimal) -> Found:
    meant = f"{(number * 100).normalize():f}"
    what = f"{number} looks like a fraction, and this is in per cent"
    return doubt(code, path, what, f"Is it {meant} per cent? Then write {meant}", meant)


def _rates(payment: Payment) -> Iterator[tuple[Path, Decimal, Per]]:
    """The rates of a payment with where they stand and for how long each is, where it is known what is usual."""
    usual = kind_of_payment(payment.kind).usual
    for part in payment.parts:
        if part.rate is not None and part.per == "year":
            yield ("payment", payment.id, "part", part.basis, "rate"), part.rate, "year"
    if payment.rate is not None and usual:
        yield ("payment", payment.id, "rate"), payment.rate, payment.per if payment.per in usual else "year"


def _months_or_years(worksheet: Worksheet) -> Iterator[Found]:
    """What is paid a month where a year is said, or the other way round."""
    code: Doubtful = "month-or-year"
    for id_, payment in worksheet.payments.items():
        rates, usual = list(_rates(payment)), kind_of_payment(payment.kind).usual
        for path, rate, per in rates:
            (low, high), other = usual[per], "year" if per == "month" else "month"
            much = other in usual and high < rate < high * 12
            if much or 0 < rate < low:
                what = f"£{rate} a {payment.paid_for('.'.join(path[3:]))} is {'much' if much else 'little'}"
                yield doubt(code, path, what, f"Is it what is paid a {other}?")
        if isinstance(payment.full_year, Decimal) and len(rates) == 1 and rates[0][1]:
            ratio = payment.full_year / rates[0][1] if payment.full_year > rates[0][1] else None
            if ratio is None and payment.full_year:
                ratio = rates[0][1] / payment.full_year
            if ratio is not None and _TWELVE[0] < ratio < _TWELVE[1]:
                what = f"The rate, {rates[0][1]}, and that of a full year, {payment.full_year}, are a year and a month"
                yield doubt(code, ("payment", id_, "full_year"), what, "Write both for the same time")
    for id_, role in worksheet.roles.items():
        if role.maximum is not None and 0 < role.maximum < _LEAST_A_POST:
            what = f"£{role.maximum:,} a year for a full-time post is little"
            yield doubt(code, ("role", id_, "maximum"), what, "Is it what is paid a month?")


def _paid_nothing(worksheet: Worksheet) -> Iterator[Found]:
    """Payments of which nobody gets anything, as where a rate was left to be looked up."""
    for id_, payment in worksheet.payments.items():
        rates: dict[Path, Decimal | None] = {("payment", id_, "rate"): payment.rate}
        if payment.kind == "list":
            rates = {("payment", id_, "part", part.basis, "rate"): part.rate for part in payment.parts}
        for path, rate in rates.items():
            if rate == 0:
                mend = 'Write the rate of its source; "ask" where the practice has to give it'
                yield doubt("paid-nothing", path, "The rate is 0, so that nothing is paid", mend)


def _claims(worksheet: Worksheet, own: Mapping[str, Any]) -> Iterator[Found]:
    """Amounts that are odd for their lists: either may be in thousands, or a list a single patient's."""
    for id_, claim in worksheet.claims.items():
        no_list = claim.list_size == 1 and "list" not in own.get("claim", {}).get(id_, {})
        if not claim.amount or claim.not_comparable or no_list:
            continue  # a list that could not be read is one patient's
        each = abs(claim.amount) / claim.list_size
        if not _LEAST_CLAIMED <= each <= _MOST_CLAIMED:
            of = f"{each:,.2f}" if each >= 1 else f"{each:.4f}"
            what = f"£{claim.amount:,} for a list of {claim.list_size:,} is £{of} a patient"
            yield doubt("claim-out-of-proportion", ("claim", id_, "amount"), what, "Look at its amount and its list")


def _pence(worksheet: Worksheet) -> Iterator[Found]:
    code: Doubtful = "looks-like-pence"
    for payment in worksheet.payments.values():
        usual = kind_of_payment(payment.kind).usual
        for path, rate, per in _rates(payment):
            most = usual[per][1] * (12 if len(usual) > 1 else 1)
            if rate >= most:
                yield _in_pence(code, path, rate)
    for id_, role in worksheet.roles.items():
        if role.maximum is not None and role.maximum > _MOST_A_POST:
            yield _in_pence(code, ("role", id_, "maximum"), role.maximum)
    for section, threshold in worksheet.thresholds.items():
        if threshold.figure.startswith("difference.per_patient."):
            for key, limit in (("green", threshold.green), ("amber", threshold.amber)):
                if abs(limit) >= _MOST_A_PATIENT:
                    yield _in_pence(code, ("threshold", section, key), limit)


def _in_pence(code: Doubtful, path: Path, rate: Decimal) -> Found:
    pounds = f"{rate / 100:f}"
    return doubt(code, path, f"£{rate:,} looks like pence", f"Is it £{pounds}? Then write {pounds}", pounds)


def _no_yes_or_no(worksheet: Worksheet, own: Mapping[str, Any]) -> Iterator[Found]:
    """Questions of the file's own that begin as none does which yes or no answers."""
    for id_ in own.get("question", {}):
        question = worksheet.questions.get(id_)
        asked = _ASKS_FOR_MORE.search(question.text) if question and question.kind == "yes_no" else None
        if asked:
            what = f"“{asked[1].capitalize()} …?” is hardly answered by yes or no"
            mend = 'Write kind = "text" for an answer in words, or kind = "choice" with options, or ask it otherwise'
            yield doubt("no-yes-or-no", ("question", id_, "text"), what, mend)


def _not_known_weighs_most(worksheet: Worksheet, own: Mapping[str, Any]) -> Iterator[Found]:
    """Questions of the file's own by which not knowing is worse than the worst that could come to be known."""
    for id_, written in own.get("question", {}).items():
        question = worksheet.questions.get(id_)
        if question is None:
            continue
        open_ = {option for option, words in question.options.items() if _NOT_KNOWN.search(words)}
        for key, judged, worst in (
            ("blocker", question.blocker, question.blocker),
            ("concern", question.concern, (*question.concern, *question.blocker)),
        ):
            most = next((option for option in judged if option in open_), None)
            if most is not None and open_.issuperset(worst):
                what = f"“{question.options[most]}” is a {key}, and no answer that it could turn out to be is one"
                mend = f"Name the other answer that is a {key} too, or judge this one no worse than the others"
                place = (key,) if isinstance(written, dict) and key in written else ()
                yield doubt("not-known-weighs-most", ("question", id_, *place), what, mend)
                break


def _asked_twice(worksheet: Worksheet, own: Mapping[str, Any]) -> Iterator[Found]:
    """Questions of the file's own in the words of another one."""
    asked: dict[str, str] = {}
    mine = own.get("question", {})
    for id_ in sorted(worksheet.questions, key=lambda one: one in mine):
        words = " ".join(re.findall(r"\w+", worksheet.questions[id_].text.casefold()))
        if words in asked and id_ in mine:
            what = f"[question.{asked[words]}] asks the same"
            yield doubt("asked-twice", ("question", id_, "text"), what, "Keep one of the two")
        asked.setdefault(words, id_)


def _counted_twice(worksheet: Worksheet, own: Mapping[str, Any]) -> Iterator[Found]:
    """Payments, posts, services and requirements of the file's own that are called as another one is."""
    named = {
        "payment": {one.id: one.name for one in worksheet.payments.values()},
        "role": {one.id: one.name for one in worksheet.roles.values()},
        "service": {one.id: one.name for one in worksheet.services.values()},
        "requirement": {one.id: f"{one.service} {one.name}" for one in worksheet.requirements.values()},
    }
    for family, names in named.items():
        called: dict[str, str] = {}
        mine = own.get(family, {})
        for id_ in sorted(names, key=mine.__contains__):
            if (first := called.setdefault(names[id_].casefold(), id_)) != id_ and id_ in mine:
                what = f"[{family}.{first}] is called the same, and both count"
                yield doubt("counted-twice", (family, id_, "name"), what, "Keep one of the two, or tell them apart")
    added = worksheet.base.added if worksheet.base else ()
    for one in added:
        below = [id_ for id_ in named.get(one.family, ()) if Added(one.family, id_) not in added]
        if one.family in _COUNTED and (meant := _nearly(one.id, below)):
            what = (
                f"[{one.family}.{one.id}] is new, and [{one.family}.{meant}] of the worksheet below goes on: both count"
            )
            mend = f"If that one is meant, write [{one.family}.{meant}]"
            yield doubt("counted-twice", (one.family, one.id), what, mend)._replace(rename=meant)


def _nearly(id_: str, others: Collection[str]) -> str | None:
    """An id that differs in a letter or two, or in words that one has and the other has not."""
    words = set(id_.split("_"))
    alike = (other for other in others if words < set(other.split("_")) or set(other.split("_")) < words)
    return next(alike, None) or closest(id_, others, _NEARLY)


def _invisible(own: Mapping[str, Any]) -> Iterator[Found]:
    for path, text in texts(own, ()):
        if (hidden := INVISIBLE.search(text)) is not None:
            what = f"The text holds the invisible character U+{ord(hidden.group()):04X}"
            yield doubt("invisible-in-text", path, what, "Type the words around it again")


def _from_memory(worksheet: Worksheet, own: Mapping[str, Any]) -> Iterator[Found]:
    """Facts of the file that nobody has read anywhere."""
    families: dict[str, Mapping[str, Any]] = {
        "date": worksheet.dates, "payment": worksheet.payments, "role": worksheet.roles,
        "requirement": worksheet.requirements, "evidence": worksheet.evidence, "claim": worksheet.claims,
    }  # fmt: skip
    mend = "Look it up, and say in source where it was read"
    average = worksheet.average_list_origin
    if average and average.read_in == "memory" and "average_network" in own:
        yield doubt("from-memory", ("average_network",), "This is from memory", mend)
    for family, facts in families.items():
        for id_, fact in facts.items():
            if fact.origin.read_in == "memory" and id_ in own.get(family, {}):
                yield doubt("from-memory", (family, id_), "This is from memory", mend)


_IN_A_YEAR = {"month": Decimal(12), "year": Decimal(1)}


def far_from(worksheet: Worksheet, last: Worksheet) -> Iterator[Found]:
    """Rates that are far from those of another edition."""
    for payment in worksheet.payments.values():
        before = last.payments.get(payment.id)
        # A bed's rate may be for a month in one edition and for a year in the other.
        times = _IN_A_YEAR[before.per] / _IN_A_YEAR[payment.per] if before is not None else Decimal(1)
        then = {path: rate * times for path, rate, _ in _rates(before)} if before is not None else {}
        for path, rate, _ in _rates(payment):
            yield from _far(path, rate, then.get(path), last)
    for id_, role in worksheet.roles.items():
        if role.maximum is not None and id_ in last.roles:
            yield from _far(("role", id_, "maximum"), role.maximum, last.roles[id_].maximum, last)


def _far(path: Path, now: Decimal, then: Decimal | None, last: Worksheet) -> Iterator[Found]:
    if then and now and not then / _TOO_FAR <= now <= then * _TOO_FAR:
        what = f"£{now:,} is far from the £{then:,} of {last.title}, edition {last.edition}"
        yield doubt("far-from-last-edition", path, what, "Look at its source again")
