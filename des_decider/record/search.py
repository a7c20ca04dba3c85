"""Search: everything of one decision that somebody may look for, and what of it holds the words they type."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

from des_decider.appraisal.finding_words import WORDS
from des_decider.decision.come_back import with_and_by
from des_decider.decision.display import answered
from des_decider.decision.ids import NOTED_BY_THE_PROGRAM
from des_decider.decision.matching import fit, folded
from des_decider.decision.order import order_of
from des_decider.decision.wording import capital, day
from des_decider.decision.worksheet_says import duty
from des_decider.memo.figure_words import figure_in_words
from des_decider.worksheet.inputs_and_columns import input_of
from des_decider.worksheet.model import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from des_decider.record.state import State
    from des_decider.worksheet.model import DateFact

Kind = Literal[
    "task", "section", "question", "answer", "note", "to come back to", "duty", "date", "claim", "finding", "figure"
]  # fmt: skip
NOT_ASKED = "kept, and not asked as other answers stand"


class Hit(NamedTuple):
    """One thing that can be found: what it is, what it is called, what it says, and in which section it stands.

    `leads_to` is its place in the words of the workings, `answer:ID`, `figure:ID` and the like. `asked` is the
    worksheet's question, where the title is a shorter name for it.
    """

    kind: Kind
    title: str
    said: str = ""
    where: str = ""
    leads_to: str = ""
    asked: str = ""


class Search:
    """What can be found in a decision as it stands, made ready once, so that looking takes no time while one types.

    Nothing is in it that is kept back: no leaning, nothing supposed, and no date or claim that became known only after
    the deadline and is left out. `tasks` is what can be done beside it, by its place.
    """

    def __init__(self, state: State, tasks: Mapping[str, str] = MappingProxyType({})) -> None:
        hits = (*(Hit("task", title, leads_to=place) for place, title in tasks.items()), *_everything(state))
        self._found = tuple((hit, folded(hit.title), folded(_beside(hit))) for hit in hits)

    def find(self, typed: str) -> tuple[Hit, ...]:
        """What holds every word typed, the best first: starts of words before middles, else as the meeting has it."""
        wanted = folded(typed).split()
        if not wanted:
            return ()
        fits = ((fit(wanted, title, beside), hit) for hit, title, beside in self._found)
        best = sorted(((how, n, hit) for n, (how, hit) in enumerate(fits) if how is not None), key=lambda one: one[:2])
        return tuple(hit for _, _, hit in best)


def _beside(hit: Hit) -> str:
    """What stands beside a title, and the question behind it: words of it are found too."""
    return f"{hit.said}\n{hit.asked}\n{hit.kind}\n{hit.where}"


def _everything(state: State) -> Iterator[Hit]:
    """In the order of the meeting: sections with their questions and answers, then what is said of them, then facts."""
    yield from _answers(state)
    yield from _remarks(state)
    yield from _duties(state)
    yield from _facts(state)
    yield from _figures(state)


def _answers(state: State) -> Iterator[Hit]:
    answers, book = state.answers, state.appraisal.book
    sheet, told = book.worksheet, set(NOTED_BY_THE_PROGRAM)
    for section in sheet.sections:
        title, words = sheet.section_title(section), sheet.sections.get(section)
        yield Hit("section", title, words.about if words else "", leads_to=f"section:{section}")
        for entry in state.agenda(section):
            for id_ in entry.ids:
                if id_ not in told:
                    told.add(id_)
                    yield _answer(id_, title, state)
    for id_ in sorted(answers, key=order_of(sheet)):
        if id_ not in told and not id_.startswith(("note.", "open.")) and not _is_note(id_):
            yield _answer(id_, NOT_ASKED, state)


def _answer(id_: str, where: str, state: State) -> Hit:
    """A question, with its answer where it has one."""
    answers, ids = state.answers, state.appraisal.book.ids
    ask, one, said = ids.ask(id_), input_of(id_), answered(id_, answers, ids)
    asked = ask.text if ask else one.question if one else ""
    return Hit("answer" if said else "question", _title(id_, state), said, where, f"answer:{id_}", asked)


def _title(id_: str, state: State) -> str:
    question = state.appraisal.book.ids.question(id_)
    return question.text if question else capital(state.appraisal.book.label(id_))


def _is_note(id_: str) -> bool:
    return id_.startswith("question.") and id_.endswith(".note")


def _remarks(state: State) -> Iterator[Hit]:
    """Notes, and what is marked to come back to."""
    answers, book = state.answers, state.appraisal.book
    for id_ in sorted(answers, key=order_of(book.worksheet)):
        if id_.startswith("note.") or _is_note(id_):
            about = id_.removesuffix(".note") if _is_note(id_) else id_.removeprefix("note.")
            yield Hit("note", _title(about, state), answers.text(id_), leads_to=f"answer:{about}")
    for mark in state.come_back:
        title = book.worksheet.section_title(mark.id) if mark.id in SECTIONS else _title(mark.id, state)
        yield Hit("to come back to", title, with_and_by(mark), leads_to=f"answer:{mark.id}")


def _duties(state: State) -> Iterator[Hit]:
    """What each service must do, with its day; it leads to the question whether that will be done."""
    book = state.appraisal.book
    for requirement in book.worksheet.requirements.values():
        rows = book.by_rows(f"service.{requirement.service}")
        stem = f"specification.{requirement.id}" if rows else f"service.{requirement.service}"
        service = book.worksheet.services[requirement.service].name
        yield Hit("duty", requirement.name, duty(requirement).sentence, service, f"answer:{stem}.status")


def _facts(state: State) -> Iterator[Hit]:
    """The dates and the published claims."""
    book = state.appraisal.book
    for fact in book.worksheet.dates.values():
        if not book.hidden(fact.origin):
            yield _date(fact, state)
    for claim in book.worksheet.claims.values():
        if not book.hidden(claim.origin):
            said = f"{claim.who}, {claim.when}: {claim.said or claim.terms}"
            shown = "hangs on" if claim.amount is None else f"figure:claim.{claim.id}.theirs"
            yield Hit("claim", capital(claim.name), said, leads_to=shown, asked=claim.terms)


def _date(fact: DateFact, state: State) -> Hit:
    """A day of the worksheet, or one that is for the practice to give."""
    given = fact.date or state.answers.day(f"date.{fact.id}")
    leads_to = f"answer:date.{fact.id}" if fact.asked else "dates"
    return Hit("date", capital(fact.what), day(given) if given else "not known", leads_to=leads_to)


def _figures(state: State) -> Iterator[Hit]:
    """What each section shows, and every figure there is."""
    appraisal = state.appraisal
    for section, finding in state.findings.items():
        title = appraisal.book.worksheet.section_title(section)
        colour = f"{finding.colour}: {WORDS[finding.colour]}. " if finding.colour else ""
        yield Hit("finding", title, f"{colour}{finding.words}", leads_to=f"finding:{section}")
    for id_, figure in appraisal.figures.items():
        if not figure.in_contract:
            continue
        yield Hit("figure", capital(figure.label), figure_in_words(figure), leads_to=f"figure:{id_}")
