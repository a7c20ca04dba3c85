"""What a blank worksheet is: its facts, questions and rules as plain frozen data."""

# Types stand here as they are, not as texts: each text would be compiled at every start, for two hundred fields.
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Literal, NamedTuple

from des_decider.worksheet.payment_kinds import PATIENT, Basis, PaymentKind, Per, kind_of_payment

ASKED = "ask"
"""Stands in a file for what the practice has to give, because nobody else can; here it is None."""

NOBODY = "none"
"""Stands in a file for the last day in the contract of who opts out, where nobody is in it yet; here it is None."""

FIRST_WINDOW = "first"
"""The window that [year] itself names; every other has an id of the worksheet's."""

ELSEWHERE = "elsewhere"
"""Where a network is that lies in none of the worksheet's areas."""

ReadIn = Literal[
    "contract", "letter", "official page", "secondary", "heading only", "memory", "own question", "program"
]
READ_IN: dict[ReadIn, str] = {
    "contract": "Read in the contract itself",
    "letter": "Read in a letter",
    "official page": "Read on an official page",
    "secondary": "Read on a public page, not in the contract",
    "heading only": "Read in a heading alone",
    "memory": "From the worksheet author’s memory; check it",
    "own question": "The author’s own question; no guidance asks it",
    "program": "The program asks this of every contract",
}
"""How a fact was read, each in words; a question may be read nowhere."""

SectionId = Literal[
    "practice", "specifications", "workforce", "care_homes", "funding", "contract", "patients", "decision"
]
SECTIONS: tuple[SectionId, ...] = (
    "practice", "specifications", "workforce", "care_homes", "funding", "contract", "patients", "decision",
)  # fmt: skip
"""The sections of every worksheet, in the order of the meeting; a worksheet may give them its own titles."""

Who = Literal["manager", "network", "meeting"]
WHO: tuple[Who, ...] = ("manager", "network", "meeting")

QuestionKind = Literal["yes_no", "choice", "text"]
QUESTION_KINDS: tuple[QuestionKind, ...] = ("yes_no", "choice", "text")
Side = Literal["sign_up", "opt_out", "both"]
SIDES: tuple[Side, ...] = ("sign_up", "opt_out", "both")
LeaningKind = Literal["cannot say yet", "against", "towards", "this year only", "finely balanced"]
LEANINGS: tuple[LeaningKind, ...] = ("cannot say yet", "against", "towards", "this year only", "finely balanced")
"""What the answers may suggest together."""
YES_NO_OPTIONS: dict[str, str] = {"yes": "Yes", "no": "No", "not_sure": "Not sure"}


class Source(NamedTuple):
    """Where a fact comes from and how it was read there; nothing claims more than `read_in` says.

    `issuer` is who wrote the fact, where a supplement and the worksheet it extends may have.
    """

    source: str
    read_in: ReadIn
    also: tuple[str, ...] = ()
    note: str = ""
    known_at_deadline: bool = True
    issuer: str = ""


class Year(NamedTuple):
    """The contract year: its ends and the keys of the dates that shape the figures, in the `window` it is read for.

    `opt_out_effective` is the last day of who opts out; None where nobody is in the contract yet. Without a
    `next_window` nobody leaves it later; `next_effective` is the last day of who then does, None where nobody knows.
    `silence` is the key of the evidence on what becomes of a practice that does not answer.
    """

    name: str
    starts: date
    ends: date
    decide_by: str
    opt_out_effective: str | None = None
    care_homes_start: str | None = None
    next_window: str | None = None
    next_effective: str | None = None
    silence: str | None = None
    window: str = FIRST_WINDOW


class Window(NamedTuple):
    """A time in the year at which the decision can be made: the keys of the dates that shape the figures then."""

    decide_by: str
    opt_out_effective: str | None = None
    next_window: str | None = None
    next_effective: str | None = None


class DateFact(NamedTuple):
    """A date of the contract year and what happens on it; one that is `asked` of the practice is None until given."""

    id: str
    date: date | None
    what: str
    origin: Source
    asked: bool = False


class Part(NamedTuple):
    """One rate of a `list` payment on one list; `per` says whether it is for a year or the whole period.

    A rate that is for the practice to give is None.
    """

    basis: Basis
    rate: Decimal | None
    per: Literal["year", "period"]


class Payment(NamedTuple):
    """A stream of money: what it is paid on, to whom, for which months, and what it does in a full year.

    `rate` is £ a bed a month or a year (`bed`, as `per` says), £ a point (`points`, scaled by the network's `base`
    list) or £ a weighted patient a year (`reimbursement`); a `list` payment has `parts` instead. `full_year` is
    `same`, `ends` or the full-year rate. A rate that is for the practice to give is None. Of an `earned` list payment a
    part is paid. A `proper` name keeps its capitals within a sentence, as those of posts and services do.
    """

    id: str
    name: str
    kind: PaymentKind
    paid_to: Literal["network", "practice"]
    first: date
    last: date
    full_year: Literal["same", "ends"] | Decimal | None
    origin: Source
    parts: tuple[Part, ...] = ()
    rate: Decimal | None = None
    points: Decimal = Decimal(0)
    per: Per = "month"
    base: Basis = "registered"
    earned: bool = False
    for_director: bool = False
    pays_director: bool = False
    passed_on: bool = False
    reinvested: bool = False
    proper: bool = False

    def paid_for(self, which: str = "rate") -> str:
        """What a rate is paid for, by the last words of the id that gives it: “registered patient a year”."""
        if one := kind_of_payment(self.kind).one:
            return one.format(per=self.per)
        part = next((one for one in self.parts if which == f"{one.basis}.rate"), next(iter(self.parts), None))
        if part is None:
            return f"{PATIENT['weighted']} a year"
        in_all = part.per == "period" and which != "full_year_rate"
        return f"{PATIENT[part.basis]} {'in all' if in_all else 'a year'}"


class Raised(NamedTuple):
    """What can be claimed for a post from a day within the year on, and in areas of their own."""

    start: date
    maximum: Decimal
    maximum_in: Mapping[str, Decimal] = MappingProxyType({})


class Role(NamedTuple):
    """A reimbursed role: the most that can be claimed a year for 1.0 WTE, from when, and how many.

    A `maximum` that is for the practice to give is None; areas with one of their own stand in `maximum_in`. `limit` is
    the most WTE a network may claim; above `limit_above_list` registered patients it is `limit_above`.
    """

    id: str
    name: str
    maximum: Decimal | None
    start: date
    origin: Source
    band: str = ""
    limit: Decimal | None = None
    limit_above_list: int | None = None
    limit_above: Decimal | None = None
    rule: str = ""
    proper: bool = False
    maximum_in: Mapping[str, Decimal] = MappingProxyType({})
    raised: Raised | None = None

    @property
    def differs_by_area(self) -> bool:
        """Whether what can be claimed depends on where the network is."""
        return bool(self.maximum_in or (self.raised and self.raised.maximum_in))

    def maximum_at(self, area: str, *, first: bool = False) -> Decimal | None:
        """What can be claimed in an area, at last or from the year's `first` day on."""
        if self.raised and not first:
            return self.raised.maximum_in.get(area, self.raised.maximum)
        return self.maximum_in.get(area, self.maximum)


class Service(NamedTuple):
    """A service of the contract; `in_homes` marks the one whose clinical work the care-homes section prices.

    Posts of its `roles` can do its hours; none named, those of every role.
    """

    id: str
    name: str
    about: str = ""
    in_homes: bool = False
    roles: tuple[str, ...] = ()
    proper: bool = False


class HomesWork(NamedTuple):
    """Whose posts can do the work in care homes, and the medication reviews there; none named, those of every role."""

    roles: tuple[str, ...] = ()
    review_roles: tuple[str, ...] = ()


class Requirement(NamedTuple):
    """One thing the network must do: from a date on (weekly work) or by a date (once); no `roles`: its service's."""

    id: str
    service: str
    name: str
    text: str
    origin: Source
    start: date | None
    by: date | None
    counted_in_homes: bool
    roles: tuple[str, ...]


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
    """A discussion question: asked for a reason, of somebody, with answers that are a concern or a blocker.

    `weighs_on` is the side against which such an answer speaks; `without` the table that has to be empty for it.
    """

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
    weighs_on: Side = "sign_up"
    without: Literal["home", "workforce"] | None = None

    def weighs_on_option(self, option: str) -> bool:
        """Whether it speaks against an option put to the vote; against one that takes no side, or none, it does."""
        against = "opt_out" if option == "opt_out" else "sign_up" if option.startswith("sign_up") else self.weighs_on
        return self.weighs_on in {against, "both"}


class Threshold(NamedTuple):
    """When a section's finding is green or amber: the figure compared and the two limits, in its own unit."""

    section: str
    figure: str
    better: Literal["higher", "lower"]
    green: Decimal
    amber: Decimal
    why: str = ""


class Claim(NamedTuple):
    """A published figure somebody disputes, and which of our figures stands beside it.

    `said` are the words that were used of it (“around … this year”). `not_comparable` says what it is instead where no
    figure of ours is of its kind: then none is shown beside it. It is `about` a network, or practices of one, on
    `list_size` registered patients. One without an `amount` was published in words alone: it is shown, and no figure
    stands beside it.
    """

    id: str
    name: str
    who: str
    when: str
    amount: Decimal | None
    list_size: int
    terms: str
    compare_with: str
    about: Literal["network", "practices"]
    rebuild: bool
    content_published: bool
    list_published: bool
    origin: Source
    said: str = ""
    published: tuple[str, ...] = ()
    unpublished: str = ""
    not_comparable: str = ""


class Overridden(NamedTuple):
    """One thing that a supplement says otherwise than the worksheet it extends, or than the program below that.

    `name` is what the row was called. Without a `key` it is a question that the supplement leaves out. The values are
    as the files have them: texts, numbers, days, or lists and tables of these; None is what was not said.
    """

    family: str
    id: str
    name: str
    key: str = ""
    before: object = None
    after: object = None


class Added(NamedTuple):
    """A row that a supplement has and the worksheet it extends has not."""

    family: str
    id: str


class Base(NamedTuple):
    """The worksheet that a supplement extends, what the supplement says otherwise, and what it adds."""

    id: str
    title: str
    edition: str
    issuer: str
    overridden: tuple[Overridden, ...] = ()
    added: tuple[Added, ...] = ()


class Expected(NamedTuple):
    """What an author expects of some answers: figures as they are printed, and the leaning. Partners never see it."""

    id: str
    what: str
    answers: Mapping[str, str]
    figures: Mapping[str, str]
    leaning: LeaningKind | None


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
    average_list: int | None
    average_list_origin: Source | None
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
    homes: HomesWork = HomesWork()
    payback_years: Decimal = Decimal(2)
    smallest_network: int | None = None
    smallest_network_origin: Source | None = None
    base: Base | None = None
    expected: Mapping[str, Expected] = MappingProxyType({})
    windows: Mapping[str, Window] = MappingProxyType({})
    areas: Mapping[str, str] = MappingProxyType({})

    @property
    def pays_for_posts(self) -> tuple[Payment, ...]:
        """The payments out of which posts are reimbursed; none where the contract has no money for posts."""
        return tuple(payment for payment in self.payments.values() if payment.kind == "reimbursement")

    @property
    def has_network(self) -> bool:
        """Whether any money of the contract goes to a network of practices."""
        return any(payment.paid_to == "network" for payment in self.payments.values())

    @property
    def has_homes(self) -> bool:
        """Whether the contract has anything to do with care homes: work in them, or money for their beds."""
        in_homes = any(service.in_homes for service in self.services.values())
        return in_homes or any(payment.kind == "bed" for payment in self.payments.values())

    @property
    def has_later_facts(self) -> bool:
        """Whether anything in it became known only after the deadline."""
        origins = [fact.origin for fact in self.payments.values()]
        origins += [fact.origin for fact in self.roles.values()]
        origins += [fact.origin for fact in self.requirements.values()]
        origins += [fact.origin for fact in self.dates.values()]
        origins += [fact.origin for fact in self.evidence.values()]
        origins += [fact.origin for fact in self.questions.values()]
        origins += [fact.origin for fact in self.claims.values()]
        return not all(origin.known_at_deadline for origin in origins)

    @property
    def has_director(self) -> bool:
        """Whether the contract pays a director, by money of its own or out of other money."""
        return any(payment.for_director or payment.pays_director for payment in self.payments.values())

    @property
    def last_day_in(self) -> DateFact | None:
        """The last day in the contract of who opts out in this window; None where nobody is in it yet."""
        return self.dates[self.year.opt_out_effective] if self.year.opt_out_effective else None

    @property
    def can_be_left_later(self) -> bool:
        """Whether who signs up now can leave again, at a next window."""
        return self.year.next_window is not None

    def requirements_of(self, service: str) -> tuple[Requirement, ...]:
        """The requirements of a service, in the worksheet's order."""
        return tuple(r for r in self.requirements.values() if r.service == service)

    def section_title(self, section: str) -> str:
        """What a section is called; GP time has a finding alone."""
        titles = {str(key): words.title for key, words in self.sections.items()} | {"time": "GP time"}
        return titles.get(section, section)

    def day(self, key: str) -> date | None:
        """The date behind one of the keys in `year`; None where it is for the practice to give, which has not."""
        return self.dates[key].date

    @property
    def homes_start(self) -> date | None:
        """The day on which the work in care homes starts, where the contract has any."""
        return self.dates[self.year.care_homes_start].date if self.year.care_homes_start else None
