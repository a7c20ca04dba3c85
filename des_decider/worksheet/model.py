"""What a blank worksheet is: its facts, questions and rules as plain frozen data."""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

ReadIn = Literal["contract", "official page", "secondary", "heading only", "memory"]
READ_IN: tuple[ReadIn, ...] = ("contract", "official page", "secondary", "heading only", "memory")

SectionId = Literal[
    "practice", "specifications", "workforce", "care_homes", "funding", "contract", "patients", "decision"
]
SECTIONS: dict[SectionId, str] = {
    "practice": "Practice",
    "specifications": "Specifications",
    "workforce": "Workforce",
    "care_homes": "Care homes",
    "funding": "Funding",
    "contract": "Contract and exit",
    "patients": "Patients",
    "decision": "Decision",
}
"""The sections of every worksheet, in the order of the meeting; a worksheet may give them its own titles."""

Who = Literal["manager", "network", "meeting"]
WHO: tuple[Who, ...] = ("manager", "network", "meeting")

Basis = Literal["registered", "weighted", "adjusted"]
BASES: tuple[Basis, ...] = ("registered", "weighted", "adjusted")

PaymentKind = Literal["list", "bed", "points", "reimbursement"]
PAYMENT_KINDS: tuple[PaymentKind, ...] = ("list", "bed", "points", "reimbursement")

QuestionKind = Literal["yes_no", "choice", "text"]
QUESTION_KINDS: tuple[QuestionKind, ...] = ("yes_no", "choice", "text")
YES_NO_OPTIONS: dict[str, str] = {"yes": "Yes", "no": "No", "not_sure": "Not sure"}


class Source(NamedTuple):
    """Where a fact comes from and how it was read there; nothing claims more than `read_in` says."""

    source: str
    read_in: ReadIn
    also: tuple[str, ...] = ()
    note: str = ""
    known_at_deadline: bool = True


class Year(NamedTuple):
    """The contract year: its ends and the keys of the dates that shape the figures."""

    name: str
    starts: date
    ends: date
    decide_by: str
    opt_out_effective: str
    care_homes_start: str
    next_window: str | None = None


class DateFact(NamedTuple):
    """A date of the contract year and what happens on it."""

    id: str
    date: date
    what: str
    origin: Source


class Part(NamedTuple):
    """One rate of a `list` payment on one list; `per` says whether it is for a year or the whole period."""

    basis: Basis
    rate: Decimal
    per: Literal["year", "period"]


class Payment(NamedTuple):
    """A stream of money: what it is paid on, to whom, for which months, and what it does in a full year.

    `rate` is £ a bed a month (`bed`), £ a point (`points`) or £ a weighted patient a year (`reimbursement`);
    a `list` payment has `parts` instead. `full_year` is `same`, `ends` or the full-year rate.
    """

    id: str
    name: str
    kind: PaymentKind
    paid_to: Literal["network", "practice"]
    first: date
    last: date
    full_year: Literal["same", "ends"] | Decimal
    origin: Source
    parts: tuple[Part, ...] = ()
    rate: Decimal = Decimal(0)
    points: Decimal = Decimal(0)
    for_director: bool = False
    passed_on: bool = False
    reinvested: bool = False


class Role(NamedTuple):
    """A reimbursed role: the most that can be claimed a year for 1.0 WTE, from when, and how many.

    `limit` is the most WTE a network may claim; above `limit_above_list` registered patients it is `limit_above`.
    """

    id: str
    name: str
    maximum: Decimal
    start: date
    origin: Source
    band: str = ""
    limit: Decimal | None = None
    limit_above_list: int | None = None
    limit_above: Decimal | None = None
    rule: str = ""


class Service(NamedTuple):
    """A service of the contract; `in_homes` marks the one whose clinical work the care-homes section prices."""

    id: str
    name: str
    about: str = ""
    in_homes: bool = False


class Requirement(NamedTuple):
    """One thing the network must do: from a date on (weekly work) or by a date (once)."""

    id: str
    service: str
    name: str
    text: str
    origin: Source
    start: date | None = None
    by: date | None = None
    counted_in_homes: bool = False


class Evidence(NamedTuple):
    """What is known about a quantity: words, and where there are numbers low, likely and high."""

    id: str
    what: str
    origin: Source
    unit: str = ""
    low: Decimal | None = None
    likely: Decimal | None = None
    high: Decimal | None = None


class Ask(NamedTuple):
    """How one input of the appraisal (or one pattern of them) is asked.

    `path` is the input's id with `each` where a row, role, service, requirement or payment stands.
    """

    path: str
    section: SectionId
    text: str
    why: str
    who: Who
    smallest: Decimal | None = None
    largest: Decimal | None = None
    offer: str | None = None
    evidence: tuple[str, ...] = ()


class Question(NamedTuple):
    """A discussion question: asked for a reason, of somebody, with answers that are a concern or a blocker."""

    id: str
    section: SectionId
    kind: QuestionKind
    text: str
    why: str
    who: Who
    origin: Source
    options: Mapping[str, str] = MappingProxyType({})
    concern: tuple[str, ...] = ()
    blocker: tuple[str, ...] = ()
    short_meeting: bool = False
    evidence: tuple[str, ...] = ()


class Threshold(NamedTuple):
    """When a section's finding is green or amber: the figure compared and the two limits, in its own unit."""

    section: str
    figure: str
    better: Literal["higher", "lower"]
    green: Decimal
    amber: Decimal
    why: str = ""


class Claim(NamedTuple):
    """A published figure somebody disputes, and which of our figures stands beside it."""

    id: str
    name: str
    who: str
    when: str
    amount: Decimal
    list_size: int
    terms: str
    compare_with: str
    scale_by: Literal["network", "practice"]
    rebuild: bool
    same_basis: bool
    origin: Source
    published: tuple[str, ...] = ()
    unpublished: str = ""


class SectionWords(NamedTuple):
    """A worksheet's own title and introduction for a section."""

    title: str
    about: str = ""


class Worksheet(NamedTuple):
    """One edition of a blank worksheet; mappings keep the order in which the author wrote them."""

    id: str
    title: str
    edition: str
    issuer: str
    about: str
    year: Year
    average_list: int
    average_list_origin: Source
    sections: Mapping[SectionId, SectionWords]
    payments: Mapping[str, Payment]
    roles: Mapping[str, Role]
    services: Mapping[str, Service]
    requirements: Mapping[str, Requirement]
    dates: Mapping[str, DateFact]
    evidence: Mapping[str, Evidence]
    asks: Mapping[str, Ask]
    questions: Mapping[str, Question]
    quick_look: tuple[str, ...]
    thresholds: Mapping[str, Threshold]
    claims: Mapping[str, Claim]

    def requirements_of(self, service: str) -> tuple[Requirement, ...]:
        """The requirements of a service, in the worksheet's order."""
        return tuple(r for r in self.requirements.values() if r.service == service)

    def section_title(self, section: str) -> str:
        """What a section is called, by the worksheet's own title where it has one; GP time has a finding alone."""
        own = {str(key): words.title for key, words in self.sections.items()}
        shipped = {str(key): title for key, title in SECTIONS.items()} | {"time": "GP time"}
        return (shipped | own).get(section, section)

    def day(self, key: str) -> date:
        """The date behind one of the keys in `year`."""
        return self.dates[key].date
