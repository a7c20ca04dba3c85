"""A question in words: what is asked, what may be typed, why it is asked, what is known about it and what stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, assert_never

from des_decider.decision.answers import Answer
from des_decider.decision.display import shown
from des_decider.decision.offers import known_about, offers
from des_decider.decision.parsing import parse
from des_decider.decision.values import Parsed
from des_decider.decision.wording import capital
from des_decider.worksheet.inputs import OPTION, column, input_of
from des_decider.worksheet.kinds import kind_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from des_decider.decision.agenda import Stop
    from des_decider.decision.answers import Answers
    from des_decider.decision.ids import Field, Ids
    from des_decider.decision.offers import Offer, Published
    from des_decider.worksheet.model import Source

WHO = {"manager": "for the manager", "network": "for the network", "meeting": "for the meeting"}


class Asked(NamedTuple):
    """One question as it is put: everything there is to show about it."""

    id: str
    field: Field
    text: str
    why: str
    who: str
    hint: str
    choices: Mapping[str, str]
    known: tuple[Published, ...]
    offers: tuple[Offer, ...]
    source: str


def asked(stop: Stop, answers: Answers, ids: Ids) -> Asked | None:
    """A question in the worksheet's words, or in the plain words of its label where the worksheet has none."""
    field = ids.field(stop.id)
    if field is None:
        return None
    ask, question, one = ids.ask(stop.id), ids.question(stop.id), input_of(stop.id)
    text, why, who, source = capital(field.label), "", "", ""
    if question is not None:
        text, why, who = question.text, question.why, WHO[question.who]
        source = read_in(question.origin._replace(note=""))
    elif ask is not None:
        text, why, who = ask.text, ask.why, WHO[ask.who]
    elif one is not None and one.question:
        option = OPTION.get(answers.text("decision.option"), "not said yet")
        text, why = one.question.replace("{option}", option), one.why
    elif stop.row is not None and stop.id.count(".") == 2:
        text = capital(column(stop.id))
    offered = offers(stop.id, answers, ids)
    told = {offer.what for offer in offered}
    known = tuple(known for known in known_about(stop.id, answers, ids) if known.what not in told)
    return Asked(
        stop.id, field, text, why, who, hint(field), choices_of(field, answers), known, offered, source
    )  # fmt: skip


def hint(field: Field) -> str:
    """What may be typed, in a few words."""
    about = kind_of(field.rules.kind)
    said = "" if about.answered == "chosen" else "a name" if field.id.endswith(".name") else about.example
    if field.unit == "£ an hour":
        said = "an amount such as £28.50"
    if field.rules.estimate:
        said += ", or low / likely / high"
    unit = field.unit.removeprefix("£").strip()
    if unit and field.rules.kind != "percent":
        said = f"{unit}: {said}"
    return f"{said}; left empty it is {field.default}" if field.default and not field.rules.choices else said


def choices_of(field: Field, answers: Answers) -> dict[str, str]:
    """What can be chosen: the answer's key and its words; empty where something is typed instead."""
    kind, counts = field.rules.kind, " (counts until you choose)"
    match kind:
        case "yes_no":
            return {"yes": "Yes", "no": "No"}
        case "serial":
            return {str(row): name for row, name in answers.partners().items()}
        case "choice":
            given = field.rules.choices.items()
            return {key: f"{words}{counts if key == field.default else ''}" for key, words in given}
        case "text" | "count" | "patients" | "number" | "money" | "percent" | "hours" | "date":
            return {}
        case _:
            assert_never(kind)


def understood(typed: str, field: Field) -> str:
    """What a text would be taken as, in words; empty where it is not understood, or needs no telling."""
    if field.rules.kind == "text" or not typed.strip():
        return ""
    parsed = parse(typed, field.rules)
    return shown(field, Answer(field.id, parsed.text, parsed.value)) if isinstance(parsed, Parsed) else ""


def answered(id_: str, answers: Answers, ids: Ids) -> str:
    """An answer in words; empty where there is none."""
    field, answer = ids.field(id_), answers.get(id_)
    if field is None or answer is None:
        return ""
    if field.rules.kind == "serial":
        return answers.partners().get(int(answer.text), answer.text) if answer.text.isdigit() else answer.text
    return shown(field, answer)


def note_id(id_: str) -> str:
    """Where the note on an answer is kept."""
    return f"{id_}.note" if id_.startswith("question.") else f"note.{id_}"


def read_in(origin: Source) -> str:
    """Where something was read and how, said once where both are the same word."""
    where = () if origin.source.casefold() == origin.read_in else (origin.source,)
    return ". ".join((f"Read in: {origin.read_in}", *where, *((origin.note,) if origin.note else ())))


def figures_of(known: Published) -> str:
    """What is known, with its numbers."""
    return f"{known.what}{f' ({known.figures})' if known.figures else ''}"


def question_of(id_: str, ids: Ids) -> str:
    """The question, or section, that a note or a mark is about; a question itself."""
    if mark := ids.mark(id_):
        return mark[0]
    return id_.removesuffix(".note") if id_.startswith("question.") else id_.removeprefix("note.")
