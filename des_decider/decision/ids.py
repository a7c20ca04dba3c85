"""The ids of one decision: which exist for a worksheet, what each accepts, and how it is spoken of."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from des_decider.decision.parsing import Rules, parse
from des_decider.decision.values import Estimate, Parsed
from des_decider.decision.window import WINDOW
from des_decider.decision.wording import called, day, joined, lowered
from des_decider.worksheet.figure_paths import match_path
from des_decider.worksheet.inputs_and_columns import (
    BY_PATH,
    COME_BACK,
    DONE_BY,
    FOLLOWS,
    OPTION,
    PATHS,
    WITHOUT_HOURS,
    asked_together,
    input_of,
    rows_of,
)
from des_decider.worksheet.model import SECTIONS, Ask, Question, SectionId, Worksheet
from des_decider.worksheet.months import most_months
from des_decider.worksheet.of_the_contract import is_of, options_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from des_decider.decision.answers import Answers
    from des_decider.worksheet.answer_kinds import Kind
    from des_decider.worksheet.inputs_and_columns import Input

HIGHEST_SERIAL = 999
"""Rows a table may number; no practice has a thousand care homes."""

SERIAL_SLOTS = ("<n>", "<partner>")
_SERIAL = re.compile(r"[1-9][0-9]{0,2}")
_SECTIONS: Mapping[str, SectionId] = {section: section for section in SECTIONS}
_ABOUT_AN_ANSWER = frozenset({"note", "open"})
_MEASURES: Mapping[str, tuple[Kind, str]] = {
    "per_patient": ("money", "£ a patient"),
    "per_partner": ("money", "£ a partner"),
    **dict.fromkeys(("take_up", "coverage", "share", "fill", "ready"), ("percent", "%")),
}
"""The kind and unit of figures that findings are held against, by a word of their id."""
NOTED_BY_THE_PROGRAM = frozenset({"leaning.shown", *(f"follows.{which}" for which in FOLLOWS)})
"""Answers nobody is asked for."""
_RATES = frozenset({"rate", "full_year_rate", "maximum"})
_NAMED_ROWS = {
    "home": "home", "local": "local payment", "member": "practice", "partner": "partner", "interest": "declaration",
}  # fmt: skip
"""The word that stands before a row's number in its label, of tables whose rows have names."""
_HIGHEST_PERCENT = Fraction(10_000)


def gives_a_rate(id_: str) -> bool:
    """Whether the practice gives a rate or a maximum there, which the worksheet may print."""
    return id_.startswith(("payment.", "workforce.")) and id_.rpartition(".")[2] in _RATES


class Field(NamedTuple):
    """One id of a decision: its rules, its words and where it belongs. `row` is its serial where it has one.

    `optional` is never waited for. `in_one_line` is a text that never has more.
    """

    id: str
    rules: Rules
    label: str
    section: SectionId | None
    default: str = ""
    table: str = ""
    row: int = 0
    optional: bool = False
    in_one_line: bool = False

    @property
    def unit(self) -> str:
        """What its number is counted in, as it stands beside the field; empty where it is no number."""
        return self.rules.unit


class Ids:
    """The ids a worksheet gives rise to."""

    def __init__(self, worksheet: Worksheet) -> None:
        self.worksheet = worksheet
        self._slots: dict[str, Mapping[str, str]] = {
            "<payment>": {p.id: called(p) for p in worksheet.payments.values()},
            "<role>": {r.id: called(r) for r in worksheet.roles.values()},
            "<service>": {s.id: called(s) for s in worksheet.services.values()},
            "<option>": options_of(worksheet),
            # No answer to any other question is a risk.
            "<question>": {q.id: f"“{q.text}”" for q in worksheet.questions.values() if q.concern or q.blocker},
            "<date>": {d.id: lowered(d.what) for d in worksheet.dates.values() if d.asked},
            "<requirement>": {r.id: f"“{r.name}”" for r in worksheet.requirements.values()},
            "<section>": {s: words.title for s, words in worksheet.sections.items()},
        }
        self._known: dict[str, Field | None] = {}
        self._defaults: dict[str, Estimate | None] = {}
        self._bounds: dict[str, tuple[Fraction | None, Fraction | None]] = {}
        self._groups: dict[str, tuple[str, ...]] = {}

    def field(self, id_: str) -> Field | None:
        """What an id is, or None where the worksheet gives no such id."""
        if id_ not in self._known:
            self._known[id_] = self._find(id_)
        return self._known[id_]

    def label(self, id_: str, answers: Answers) -> str:
        """How an id is spoken of, rows by the name the practice gave them, declarations by whose they are."""
        field = self.field(id_)
        if field is None:
            return id_
        name, kind = "", _NAMED_ROWS.get(field.table, "")
        if field.table == "interest" and not id_.endswith(".partner"):
            whose = answers.likely(f"interest.{field.row}.partner")
            partner = answers.partners().get(int(whose), "") if whose is not None else ""
            name = f"{partner}’s declaration" if partner else ""
        elif kind and id_ != f"{field.table}.{field.row}.name":
            name = answers.text(f"{field.table}.{field.row}.name")
        return field.label.replace(f"{kind} {field.row}", name) if name else field.label

    def optional(self, id_: str) -> bool:
        """Whether nobody waits for an answer: it may be given, or another number is taken."""
        field = self.field(id_)
        return field is not None and (field.optional or bool(field.default))

    def default(self, id_: str) -> Estimate | None:
        """The number the rules take where an input is not answered; None where they take none."""
        if id_ not in self._defaults:
            field = self.field(id_)
            parsed = parse(field.default, field.rules) if field is not None and field.default else None
            value = parsed.value if isinstance(parsed, Parsed) else None
            self._defaults[id_] = value if isinstance(value, Estimate) else None
        return self._defaults[id_]

    def bounds(self, id_: str) -> tuple[Fraction | None, Fraction | None]:
        """The smallest and the largest number the worksheet holds sensible for an input."""
        if id_ not in self._bounds:
            ends = (ask.smallest, ask.largest) if (ask := self.ask(id_)) else (None, None)
            smallest, largest = (None if end is None else Fraction(end) for end in ends)
            self._bounds[id_] = smallest, largest
        return self._bounds[id_]

    def row_of(self, id_: str) -> tuple[str, int] | None:
        """The table and serial an id such as `home.3` names as a whole row."""
        table, _, serial = id_.partition(".")
        return (table, int(serial)) if rows_of(table) and _SERIAL.fullmatch(serial) else None

    def mark(self, id_: str) -> tuple[str, str] | None:
        """What a mark such as `open.workforce.when` is about, and what it says of it: `why`, `whom` or `when`.

        An id that is a field is always meant itself: `open.consulted.1.when` says why that day is left open.
        """
        head, _, rest = id_.partition(".")
        if head != "open" or not rest or rest.partition(".")[0] in _ABOUT_AN_ANSWER:
            return None
        if rest in _SECTIONS or self.field(rest):
            return rest, "why"
        about, _, part = rest.rpartition(".")
        return (about, part) if part in COME_BACK and (about in _SECTIONS or self.field(about)) else None

    def group(self, id_: str) -> tuple[str, ...]:
        """The hours asked together with this id, itself among them; only itself where it has no group."""
        if id_ not in self._groups:
            one = input_of(id_) if self.field(id_) else None
            together = asked_together(one) if one else ()
            stem = id_.rpartition(".")[0]
            beside = tuple(member for last in together if self.field(member := f"{stem}.{last}"))
            self._groups[id_] = beside or (id_,)
        return self._groups[id_]

    @property
    def options(self) -> Mapping[str, str]:
        """What can be put to the vote, in words."""
        return self._slots["<option>"]

    def ask(self, id_: str) -> Ask | None:
        """How the worksheet asks for an input: its own wording for this one, else the wording for each."""
        own, segments = self.worksheet.asks.get(id_), id_.split(".")
        if own or len(segments) < 3 or segments[1] == "whole":
            return own
        return self.worksheet.asks.get(".".join([segments[0], "each", *segments[2:]]))

    def question(self, id_: str) -> Question | None:
        """The discussion question behind an id such as `question.home_lead`."""
        stem, _, name = id_.partition(".")
        return self.worksheet.questions.get(name) if stem == "question" else None

    def nearest(self, id_: str) -> str | None:
        """A known id much like one mistyped."""
        from difflib import get_close_matches  # with all that it loads, only for a word that is amiss

        return next(iter(get_close_matches(id_, self.known, n=1, cutoff=0.75)), None)

    @cached_property
    def known(self) -> tuple[str, ...]:
        """Every id there is but notes, marks of what is left open, and what the program notes itself.

        Of a table's rows the first stands for all.
        """
        return tuple(id_ for id_ in self.possible if self.field(id_) is not None)

    @cached_property
    def possible(self) -> tuple[str, ...]:
        """The same with those that the facts of the worksheet leave out: what each is has not been looked at yet."""
        ids: list[str] = [f"question.{q}" for q in self.worksheet.questions]
        for segments in (path.split(".") for path in PATHS):
            slot = next((s for s in segments if s.startswith("<")), "")
            fills = ["1"] if slot in SERIAL_SLOTS else list(self._slots.get(slot, {"": ""}))
            ids += [".".join(fill if s == slot else s for s in segments) for fill in fills]
        return tuple(id_ for id_ in ids if id_ not in NOTED_BY_THE_PROGRAM)

    def _find(self, id_: str) -> Field | None:
        head, _, rest = id_.partition(".")
        if head in _ABOUT_AN_ANSWER and rest.partition(".")[0] in _ABOUT_AN_ANSWER:
            return None  # a note is about an answer, never about a note
        if head == "question":
            return self._discussion(id_, rest)
        if head == "note" and rest:
            about = self.field(rest)
            return Field(id_, Rules("text"), f"note on {about.label}", about.section) if about else None
        if head == "open":
            return self._left_open(id_)
        if (match := match_path(id_, PATHS)) is None:
            return None
        one, slot, named = BY_PATH[match.pattern], f"<{match.stands_for}>", match.word
        table, row, section = "", 0, one.section
        if slot in SERIAL_SLOTS:
            if not _SERIAL.fullmatch(named):
                return None
            table, row = ("partner" if slot == "<partner>" else head), int(named)
        elif match.stands_for:
            if named not in self._slots[slot]:
                return None
            section = _SECTIONS[named] if slot == "<section>" else section
            named = self._slots[slot][named]
        if not self._exists(id_, slot):
            return None
        if head == "threshold" and not id_.endswith(".set_by"):
            return self._limit(id_, one)
        # In the window with the most: what was typed for one is still understood in another.
        largest = Fraction(most_months(self.worksheet)) if one.months_at_most else one.largest
        unit = one.unit
        if one.kind == "rate":
            unit = f"£ a {self.worksheet.payments[match.word].paid_for(id_.split('.', 2)[2])}"
        rules = Rules(one.kind, one.estimate, self._choices(id_, one), largest=largest,
                      year_starts=self.worksheet.year.starts, unit=unit)  # fmt: skip
        ask = self.ask(id_)
        default = self.worksheet.year.window if id_ == WINDOW else one.default
        return Field(
            id_, rules, one.label.replace("{}", named), ask.section if ask else section, default,
            table, row, one.optional and not (gives_a_rate(id_) and self.printed(id_) is None), bool(one.looks_like),
        )  # fmt: skip

    def _choices(self, id_: str, one: Input) -> Mapping[str, str]:
        """What can be chosen, as the worksheet has it: its claims, the windows of its year, the money passed on."""
        sheet = self.worksheet
        if id_ == "network.split":
            passed = [called(p) for p in sheet.payments.values() if p.passed_on]
            but = f", but for {joined(passed)}" if passed else ""
            return {**one.choices, "network_keeps": f"{one.choices['network_keeps']}{but}"}
        if id_ == "workforce.area":
            return {**sheet.areas, **one.choices}
        if one.choices is OPTION:
            return self.options
        if one.choices is DONE_BY and not sheet.pays_for_posts:
            return {who: words for who, words in DONE_BY.items() if who != "post"}
        if id_ == WINDOW:
            closing = {id_: sheet.dates[window.decide_by] for id_, window in sheet.windows.items()}
            return {id_: f"{fact.what} ({day(fact.date)})" for id_, fact in closing.items()}
        if id_ == "claims.relied_on":
            return {**{c.id: c.name for c in sheet.claims.values() if c.amount is not None}, **one.choices}
        return one.choices

    def printed(self, id_: str) -> Decimal | None:
        """What the worksheet prints for a rate or a maximum that a practice may give; None where it leaves it open."""
        table, about, last = id_.split(".", 2)
        if table == "workforce":
            return self.worksheet.roles[about].maximum
        payment = self.worksheet.payments[about]
        if last == "full_year_rate":
            return None if isinstance(payment.full_year, str) else payment.full_year
        of_list = last.removesuffix("rate").removesuffix(".")
        return next((part.rate for part in payment.parts if part.basis == of_list or not of_list), payment.rate)

    def _limit(self, id_: str, one: Input) -> Field:
        """A practice's own limit for a finding, measured as the figure it is held against; it may be negative."""
        words = self.worksheet.thresholds[id_.split(".")[1]].figure.split(".")
        kind, unit = next((_MEASURES[word] for word in words if word in _MEASURES), (one.kind, one.unit))
        # A premium can cover more than all of the work; nothing else that is judged is more than a whole.
        rules = Rules(kind, smallest=None, largest=_HIGHEST_PERCENT if "coverage" in words else None, unit=unit)
        return Field(id_, rules, one.label, one.section, optional=True)

    def _exists(self, id_: str, slot: str) -> bool:
        """Whether a fact of the worksheet takes this kind of answer at all."""
        if not is_of(id_, self.worksheet):
            return False
        head, _, rest = id_.partition(".")
        about, _, last = rest.partition(".")
        if head == "threshold":
            return about in self.worksheet.thresholds
        if slot == "<requirement>":
            requirement = self.worksheet.requirements[about]
            if requirement.counted_in_homes:
                return last == "status"
            return requirement.start is not None or last in WITHOUT_HOURS
        if id_ == "claims.relied_on":
            return any(claim.amount is not None for claim in self.worksheet.claims.values())
        if id_ == WINDOW:
            return len(self.worksheet.windows) > 1
        if slot == "<payment>":
            payment = self.worksheet.payments[about]
            if last == "achieved":
                return payment.kind == "points" or payment.earned
            if last == "full_year_rate":
                return payment.full_year not in {"same", "ends"}
            if last == "rate":
                return len(payment.parts) < 2
            if last.endswith(".rate"):
                return len(payment.parts) > 1 and any(last == f"{part.basis}.rate" for part in payment.parts)
            return payment.paid_to == "network" and payment.kind != "reimbursement" and not payment.for_director
        return True

    def _left_open(self, id_: str) -> Field | None:
        """Why something is left open, with whom it is come back to, or by when."""
        if (found := self.mark(id_)) is None:
            return None
        about, part = found
        field = self.field(about)
        named = field.label if field else f"the section “{self._slots['<section>'][about]}”"
        kind, words = COME_BACK.get(part, ("text", ""))
        label = f"{named}: {words}" if words else f"{named} is left open"
        rules = Rules(kind, year_starts=self.worksheet.year.starts)
        return Field(id_, rules, label, field.section if field else _SECTIONS[about])

    def _discussion(self, id_: str, rest: str) -> Field | None:
        name, dot, note = rest.partition(".")
        question = self.worksheet.questions.get(name)
        if question is None or (dot and note != "note"):
            return None
        if note:
            return Field(id_, Rules("text"), f"note on “{question.text}”", question.section)
        rules = Rules("text") if question.kind == "text" else Rules("choice", choices=question.options)
        return Field(id_, rules, f"“{question.text}”", question.section)
