"""What the worksheet's author says about an input: the duty, post, payment or day it is about, and where it was read.

Screens, forms and memos take these words from here, so that they say the same.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from des_decider.decision.answers import left_out
from des_decider.decision.offers import figures, known_about, most_claimed
from des_decider.decision.payment_words import what_is_paid
from des_decider.decision.supplement_words import extends, said_otherwise
from des_decider.decision.wording import brief, capital, day, joined, number, rate
from des_decider.worksheet.days import MONTHS
from des_decider.worksheet.model import READ_IN, SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from decimal import Decimal

    from des_decider.decision.answers import Answers
    from des_decider.decision.ids import Ids
    from des_decider.worksheet.model import (
        Claim,
        DateFact,
        Payment,
        Question,
        Requirement,
        Role,
        Service,
        Source,
        Threshold,
        Worksheet,
    )

_ABOUT_HOMES = ("home.", "pcn.care_home_beds")


class AuthorSays(NamedTuple):
    """One thing the author says: what it is about, its dates and amounts in short, its words, and where it was read."""

    name: str
    terms: str = ""
    words: str = ""
    origin: Source | None = None

    @property
    def sentence(self) -> str:
        """Terms and words after each other, as they stand under the name; several terms are a sentence of their own."""
        return (". " if ";" in self.terms else ": ").join(part for part in (self.terms, self.words) if part)


def about(id_: str, answers: Answers, ids: Ids) -> tuple[AuthorSays, ...]:
    """The duty, service, post, payment, day, limit or claim an answer itself is about: to be read before it is given.

    A post, payment or day that became known after the deadline is left out unless later facts count. A duty stays: it
    is asked about all the same.
    """
    sheet = ids.worksheet
    head, name, *_ = (*id_.split("."), "")
    found: list[AuthorSays] = []
    if head == "specification" and name in sheet.requirements:
        found = [duty(sheet.requirements[name])]
    elif head == "service" and name in sheet.services:
        found = [introduction(sheet.services[name])]
    elif head == "workforce" and name in sheet.roles:
        found = [post(sheet.roles[name], sheet)]
    elif head == "payment" and name in sheet.payments:
        found = [payment(sheet.payments[name])]
    elif head == "date" and name in sheet.dates:
        found = [day_of(sheet.dates[name])]
    elif id_ == "deadline.contract":
        found = [day_of(sheet.dates[sheet.year.decide_by])]
    elif head == "threshold" and name in sheet.thresholds:
        found = [limits(sheet.thresholds[name], sheet)]
    elif id_ == "claims.relied_on":
        found = [claim(one) for one in sheet.claims.values()]
    return tuple(one for one in _seen(found, answers, always=head == "specification") if one.sentence)


def beside(id_: str, answers: Answers, ids: Ids) -> tuple[AuthorSays, ...]:
    """What else the author says that bears on an answer: of its service, its posts, its source, what is published.

    As above, what became known after the deadline is left out unless it counts, but for what is asked all the same.
    """
    sheet, question = ids.worksheet, ids.question(id_)
    head, name, *_ = (*id_.split("."), "")
    asked: list[AuthorSays] = []
    found: list[AuthorSays] = []
    if question is not None:
        asked.append(AuthorSays("Why this is asked", origin=asked_by(question)))
    if head == "specification" and name in sheet.requirements:
        asked.append(introduction(sheet.services[sheet.requirements[name].service]))
    elif head == "service" and name in sheet.services:
        asked += duties(name, sheet)
    elif id_.startswith(_ABOUT_HOMES):
        for service in sheet.services.values():
            asked += [introduction(service), *duties(service.id, sheet)] if service.in_homes else []
    elif head == "workforce" and name not in sheet.roles:
        found += [post(role, sheet) for role in sheet.roles.values()]
    elif id_ == "deadline.contract" and (silence := sheet.evidence.get(sheet.year.silence or "")):
        found.append(AuthorSays("A practice that says nothing", words=silence.what, origin=silence.origin))
    elif id_ == "pcn.registered_list":
        found += sizes(sheet)
    found += [AuthorSays(one.what, terms=one.figures, origin=one.origin) for one in known_about(id_, answers, ids)]
    seen = (*asked, *_seen(found, answers, always=False))
    return tuple(one for one in seen if one.sentence or one.origin)


def _seen(found: list[AuthorSays], answers: Answers, *, always: bool) -> Iterator[AuthorSays]:
    """What may be seen as far as the practice lets later facts count."""
    return (one for one in found if always or one.origin is None or not left_out(one.origin, answers))


def section(key: str, sheet: Worksheet) -> AuthorSays:
    """A section's title and its introduction."""
    words = next((words.about for name, words in sheet.sections.items() if name == key), "")
    return AuthorSays(sheet.section_title(key), words=words)


def section_of(id_: str, ids: Ids) -> AuthorSays | None:
    """The introduction of the section an answer is asked in, where the worksheet has one."""
    field = ids.field(id_)
    found = section(field.section, ids.worksheet) if field and field.section in SECTIONS else None
    return found if found and found.words else None


def introduction(service: Service) -> AuthorSays:
    """A service and what the author says of it."""
    return AuthorSays(service.name, words=service.about)


def duties(service: str, sheet: Worksheet) -> tuple[AuthorSays, ...]:
    """The duties of a service in the author's words, each with its day and where it was read."""
    return tuple(duty(one) for one in sheet.requirements_of(service))


def duty(one: Requirement) -> AuthorSays:
    """A requirement: what the network must do, and from when on or by when."""
    when = f"from {day(one.start)}" if one.start else f"once, by {day(one.by)}" if one.by else ""
    return AuthorSays(one.name, capital(when), one.text, one.origin)


def post(role: Role, sheet: Worksheet) -> AuthorSays:
    """A role with its rules: band, what can be claimed, how many, from when, and the rest in words."""
    terms = [f"band {role.band}"] if role.band else []
    most = most_claimed(role, sheet)
    find_out = "we have to find out how much can be claimed a year for one full-time post"
    terms.append(
        f"for one full-time post up to {most}"
        if role.raised or role.maximum_in
        else f"up to {most} for one full-time post"
        if most
        else find_out
    )
    terms.append(f"from {day(role.start)}")
    if role.limit is not None:
        limit = f"at most {_plain(role.limit)} WTE a network"
        if role.limit_above is not None and role.limit_above_list is not None:
            limit += f", {_plain(role.limit_above)} above {role.limit_above_list:,} registered patients"
        terms.append(limit)
    return AuthorSays(role.name, capital("; ".join(terms)), role.rule, role.origin)


def payment(one: Payment) -> AuthorSays:
    """A payment: what is paid on what, to whom, for which months, and what becomes of it in a full year."""
    whom = "paid to us" if one.paid_to == "practice" else "paid to the network"
    terms = [*what_is_paid(one), whom, _months(one.first, one.last)]
    if one.full_year == "ends":
        terms.append("ends then")
    elif one.full_year is None:
        terms.append("we have to find out what it is in a full year")
    elif one.full_year != "same":
        per = " a month" if one.kind == "bed" and one.per == "month" else ""
        terms.append(f"{rate(Fraction(one.full_year))}{per} in a full year")
    terms += ["paid as far as it is earned"] if one.earned else []
    terms += ["for the director"] if one.for_director else []
    terms += ["the director is paid out of it"] if one.pays_director else []
    terms += ["must be reinvested"] if one.reinvested else []
    return AuthorSays(one.name, capital("; ".join(terms)), origin=one.origin)


def _plain(value: Decimal) -> str:
    return number(Fraction(value))


def _months(first: date, last: date) -> str:
    """The months of a payment: “April 2020 to March 2021”."""
    start, end = (f"{MONTHS[one.month - 1]} {one.year}" for one in (first, last))
    return start if start == end else f"{start} to {end}"


def day_of(fact: DateFact) -> AuthorSays:
    """A date and what happens on it."""
    return AuthorSays(day(fact.date) if fact.date else "A day we have to find out", words=fact.what, origin=fact.origin)


def claim(one: Claim) -> AuthorSays:
    """A claim: who published it and when, its amount, the words that were used, and what was published of it."""
    used = f"“{one.said}”" if one.said else ""
    published = f"Also published: {joined(one.published)}" if one.published else ""
    rest = published, f"Not comparable: {one.not_comparable}" if one.not_comparable else "", one.unpublished
    words = ". ".join(part.rstrip(".") for part in (used, one.terms, *rest) if part)
    listed = f" for {one.list_size:,} patients" if one.list_published else ""
    amount = f"; {brief(Fraction(one.amount), '£')}{listed}" if one.amount is not None else ""
    return AuthorSays(capital(one.name), f"{one.who}, {one.when}{amount}", words, one.origin)


def everything(id_: str, answers: Answers, ids: Ids) -> tuple[AuthorSays, ...]:
    """All the author says that bears on an answer, the nearest first; its section's introduction last."""
    introduced = section_of(id_, ids)
    return (*about(id_, answers, ids), *beside(id_, answers, ids), *([introduced] if introduced else []))


def the_worksheet(sheet: Worksheet) -> tuple[AuthorSays, ...]:
    """The worksheet itself: its title, its edition, who issued it, and what it is; then what a supplement changed."""
    issued = f"Edition {sheet.edition}; issued by {sheet.issuer}"
    if not sheet.base:
        return (AuthorSays(sheet.title, issued, sheet.about),)
    itself = AuthorSays(sheet.title, f"{issued}; {extends(sheet)}", sheet.about)
    changed = " ".join(said_otherwise(sheet)) or "Nothing of the worksheet it extends."
    return itself, AuthorSays("What it changes", words=changed)


def limits(one: Threshold, sheet: Worksheet) -> AuthorSays:
    """Why a section's finding has the limits it has."""
    return AuthorSays(f"The worksheet’s own limits: {sheet.section_title(one.section)}", words=one.why)


def sizes(sheet: Worksheet) -> tuple[AuthorSays, ...]:
    """How large networks are, by the worksheet."""
    found = []
    if sheet.average_list is not None:
        average = f"{sheet.average_list:,} registered patients"
        found.append(AuthorSays("An average network", words=average, origin=sheet.average_list_origin))
    if sheet.smallest_network is not None:
        below = f"below {sheet.smallest_network:,} registered patients"
        found.append(AuthorSays("Called a small network", words=below, origin=sheet.smallest_network_origin))
    return tuple(found)


def named_by_nothing(answers: Answers, ids: Ids) -> tuple[AuthorSays, ...]:
    """What is published and no question names, so that it is read with the worksheet itself."""
    sheet = ids.worksheet
    named = {sheet.year.silence, *(ask.offer for ask in sheet.asks.values())}
    named.update(*(ask.evidence for ask in sheet.asks.values()), *(q.evidence for q in sheet.questions.values()))
    found = [
        AuthorSays(one.what, figures(one), origin=one.origin) for one in sheet.evidence.values() if one.id not in named
    ]
    return tuple(_seen(found, answers, always=False))


def asked_by(question: Question) -> Source | None:
    """Who asks a question; nobody is named where it is the program, as it asks every contract the same."""
    origin = question.origin
    return None if origin.read_in == "program" and not origin.issuer else origin


def read_in(origin: Source) -> str:
    """Where something was first read and how, said once where both are the same word."""
    where = _issued(origin) if origin.source.casefold() == origin.read_in else (source_of(origin),)
    first, *issued = where or ("",)
    begins = first if "://" in first else capital(first)
    return ". ".join(part for part in (READ_IN[origin.read_in], begins, *issued) if part)


def source_of(origin: Source) -> str:
    """Where something was first read, and who issued it where a supplement or the worksheet it extends may have."""
    return ". ".join((origin.source, *_issued(origin)))


def _issued(origin: Source) -> tuple[str, ...]:
    return (f"Issued by {origin.issuer}",) if origin.issuer else ()


def sources(origin: Source) -> tuple[str, ...]:
    """The same, then every other source, what the author notes about it, and whether it became known too late."""
    also = (f"Also: {one}" for one in origin.also)
    note = [origin.note.strip()] if origin.note else []
    late = [] if origin.known_at_deadline else ["It became known only after the deadline"]
    return (read_in(origin), *also, *note, *late)


def in_one(sentences: Iterable[str]) -> str:
    """Sentences after each other, each with its end."""
    return " ".join(one if one.endswith((".", "?", "!")) else f"{one}." for one in sentences)
