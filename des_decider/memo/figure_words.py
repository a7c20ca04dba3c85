"""How the answers and figures of one decision read in a memo: short, rounded, and in words where they are missing."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from des_decider.appraisal.findings import findings
from des_decider.appraisal.formulas.book import HORIZONS
from des_decider.appraisal.leaning_words import months_that_count, months_until_left
from des_decider.decision.answers import Answer
from des_decider.decision.come_back import ComeBack, come_back
from des_decider.decision.contradictions import Contradiction, contradictions
from des_decider.decision.display import shown
from des_decider.decision.order import order_of
from des_decider.decision.parsing import parse
from des_decider.decision.values import Estimate, Parsed
from des_decider.decision.wording import capital, day, money, number
from des_decider.memo.document import Heading
from des_decider.worksheet.model import SECTIONS

if TYPE_CHECKING:
    from des_decider.appraisal.figures import Figure
    from des_decider.appraisal.findings import Finding
    from des_decider.decision.come_back import ComeBack
    from des_decider.memo.facts import MemoFacts

NOT_RECORDED = "not recorded"
NOT_KNOWN = "not known"
NOT_APPLICABLE = "does not apply"
THIS_YEAR, FULL_YEAR = (capital(horizon.when) for horizon in HORIZONS.values())
CONDITIONS, NEXT, FINDINGS = "Conditions", "What happens next", "What each section found"
MONEY, RISKS, LEFT_OPEN = "Money and GP time", "Concerns and risks", "What was left open"
CLAIMS, CONTRACT, PATIENTS = "Claims and our own figure", "Contract, exit and liability", "Patients"
"""Headings of items that another item refers to."""
NURSES_TOO = "Money holds our nurses’ and administrators’ hours, priced; GP hours, bought ones too, are under GP time"
"""What “money alone” is, wherever it is set apart from GP time."""

ROUNDED = "Each amount is rounded."
"""Why what is printed need not add up to the last pound."""


def item(text: str) -> Heading:
    """The heading of one of the memo's items."""
    return Heading(2, text)


def in_fours(digest: str) -> str:
    """A digest in groups of four, so that a person can compare it by eye."""
    return " ".join(digest[at : at + 4] for at in range(0, len(digest), 4))


def figure_in_words(figure: Figure, *, with_unit: bool = True) -> str:
    """A figure as a memo shows it: whole pounds, or pence a patient; one decimal otherwise; or why it has no value."""
    if figure.value is None:
        return NOT_KNOWN if figure.not_applicable is None else NOT_APPLICABLE
    return value_in_words(figure.value, figure.unit, figure.id, with_unit=with_unit)


def value_in_words(value: Fraction, unit: str, id_: str, *, with_unit: bool = True) -> str:
    """A number as a memo shows the figure of that id: also a limit or a claim that stands beside it."""
    if unit.startswith("£"):
        return money(value, pence=".per_patient." in id_)
    shown_value = number(value, 1)
    if unit == "%":
        return f"{shown_value} %"
    unit = unit.replace("hours", "hour", 1) if shown_value in {"1", "−1"} else unit
    return f"{shown_value} {unit}" if with_unit else shown_value


class Words:
    """One decision's answers and figures, as a memo says them."""

    def __init__(self, facts: MemoFacts) -> None:
        self.facts = facts
        self.appraisal = facts.appraisal
        self.book = facts.appraisal.book
        self.answers = self.book.answers
        self.ids = self.book.ids
        self.worksheet = self.book.worksheet
        self.partners = self.answers.partners()
        self.section = self.worksheet.section_title
        self.place = order_of(self.worksheet)

    def text(self, id_: str, missing: str = NOT_RECORDED) -> str:
        """A text as it was written."""
        return self.answers.text(id_) or missing

    def day(self, id_: str) -> str:
        """A date in words."""
        value = self.answers.day(id_)
        return day(value) if value else NOT_RECORDED

    def shown(self, id_: str, missing: str = NOT_RECORDED) -> str:
        """Any answer's value in words; a partner's number by the partner's name."""
        answer, field = self.answers.get(id_), self.ids.field(id_)
        if answer is None or field is None:
            return missing
        if field.rules.kind == "serial" and isinstance(answer.value, Estimate):
            return self.partners.get(int(answer.value.likely), f"partner {answer.text}")
        return shown(field, answer)

    def cell(self, id_: str, missing: str = NOT_RECORDED) -> str:
        """An answer as a cell shows it: a choice with a capital, what people wrote untouched."""
        field = self.ids.field(id_)
        said = self.shown(id_, missing)
        return capital(said) if field and field.rules.choices else said

    def default(self, id_: str) -> str:
        """What an id counts for where nobody has answered it."""
        field = self.ids.field(id_)
        if field is None or not field.default:
            return ""
        parsed = parse(field.default, field.rules)
        return shown(field, Answer(id_, parsed.text, parsed.value)) if isinstance(parsed, Parsed) else field.default

    def label(self, id_: str) -> str:
        """How an id is spoken of: rows and partners by their names, a question by its words."""
        if mark := self.ids.mark(id_):
            return self.section(mark[0]) if mark[0] in SECTIONS else self.label(mark[0])
        if id_ == "partner.1.name" and not self.partners:
            return "the partners"
        question = self.ids.question(id_)
        return self.book.label(id_) if question is None else question.text

    def said_by(self, id_: str) -> str:
        """Who said an answer; empty where only the typist is recorded, whom the appendices name."""
        answer = self.answers.get(id_)
        return answer.said_by if answer else ""

    def notes(self, id_: str) -> str:
        """The notes on an answer, as written."""
        notes = (self.answers.text(f"note.{id_}"), self.answers.text(f"{id_}.note"))
        return "\n".join(note for note in notes if note)

    @cached_property
    def come_back(self) -> tuple[ComeBack, ...]:
        """What is left open on purpose, in the order of the meeting."""
        return come_back(self.answers, self.ids)

    @cached_property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """Answers that contradict each other, in the order in which they are named before sign-off."""
        return contradictions(self.answers, self.ids)

    @cached_property
    def findings(self) -> dict[str, Finding]:
        """What each section shows."""
        return findings(self.appraisal)

    @cached_property
    def months(self) -> str:
        """This year's months, named, as a heading or a sentence has them: “July 2020 to March 2021”."""
        return months_that_count(self.appraisal).removeprefix("from ")

    @cached_property
    def months_until_left(self) -> str:
        """The months that count if we leave at the next window, and whether those under notice are among them."""
        known = self.book.leaving_takes_effect is not None
        return f"{months_until_left(self.appraisal)}{'' if known else ', no month under notice counted'}"

    @cached_property
    def once_hours(self) -> Fraction:
        """GP hours once, to set all work up, as far as given; of a service in the way it is answered."""
        lines = (line for service in self.worksheet.services for line in self.book.lines_of(service))
        return sum((self.answers.likely(f"{line}.once_hours") or Fraction(0) for line in lines), Fraction(0))

    def put(self) -> str:
        """The option put to the vote, by its id; empty where none is recorded."""
        return self.answers.text("decision.option")

    def decided(self) -> str:
        """The option that the vote carried, by its id; empty where none was."""
        return self.put() if self.facts.vote.outcome == "carried" else ""

    def rests_on_conditions(self) -> bool:
        """Whether the option put rests on conditions, and the vote did not turn it down."""
        return self.put() == "sign_up_on_conditions" and self.facts.vote.outcome != "not carried"

    def value(self, figure: str) -> Fraction | None:
        """A figure's exact value, where it has one. KeyError for an id that is not worked out."""
        return self.appraisal[figure].value

    def figure(self, figure: str, *, with_unit: bool = True) -> str:
        """A figure as a memo shows it. KeyError for an id that is not worked out: a slip of ours, and no answer."""
        return figure_in_words(self.appraisal[figure], with_unit=with_unit)

    def bracketed(self, figure: str, when: str = "") -> str:
        """A figure's amount in brackets after the words for it, or nothing where it has none."""
        return f" ({self.figure(figure)}{when})" if self.value(figure) is not None else ""
