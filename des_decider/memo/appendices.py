"""The appendices of a memo: every answer, every working, what other figures need, and the contract in words."""

from __future__ import annotations

from collections import Counter

from des_decider.appraisal.not_counted import not_counted
from des_decider.appraisal.working import Workings
from des_decider.decision.come_back import in_words
from des_decider.decision.wording import capital, joined
from des_decider.memo.contract_in_words import contract_in_words
from des_decider.memo.document import Block, Bullets, Heading, Paragraph, Table
from des_decider.memo.figure_words import Words, item
from des_decider.memo.since_last_time import could_not_come_over
from des_decider.worksheet.model import SECTIONS

_NOT_COUNTED = "not counted"
_INDENT = "\u2003"
"""An em space, which no writer swallows, for each step down in a working."""


def appendices(words: Words) -> list[Block]:
    """Every answer section by section, then every working, the figures without a value, and the worksheet's words."""
    return [
        *_answers(words),
        *could_not_come_over(words),
        *_workings(words),
        *_sources(words),
        *_without_value(words),
        *contract_in_words(words),
    ]


def _answers(words: Words) -> list[Block]:
    """Answers with their notes, those that do not count marked; a note on something not answered stands there too."""
    about = dict.fromkeys(_noted(id_) for id_ in words.answers)
    in_order = sorted((id_ for id_ in about if words.ids.field(id_)), key=words.place)
    # Whoever typed most of the answers is named once instead of in every row.
    typists = Counter(answer.by for answer in words.answers.values() if answer.by).most_common(1)
    typist = typists[0][0] if typists else ""
    blocks: list[Block] = [item("All answers")]
    if typist:
        blocks.append(Paragraph(f"Typed by {typist}, unless a row says otherwise."))
    idle = not_counted(words.appraisal)
    if idle:
        blocks.append(
            Paragraph(f"“{_NOT_COUNTED}” is said of an answer that was kept and that no figure uses, and why.")
        )

    def cell(id_: str) -> str:
        why, answer = idle.get(id_), words.answers.get(id_)
        waits = "; to be confirmed" if answer is not None and answer.to_confirm else ""
        return f"{words.cell(id_, 'not answered')}{f'; {_NOT_COUNTED}: {why}' if why else ''}{waits}"

    for section in SECTIONS:
        rows = tuple(
            (capital(words.label(id_)), cell(id_), _who(words, id_, typist), words.notes(id_))
            for id_ in in_order
            if (field := words.ids.field(id_)) and field.section == section and not id_.startswith("open.")
        )
        if rows:
            table = Table("", ("What", "Answer", "Said by", "Note"), rows, widths=(36, 28, 17, 19))
            blocks += [Heading(3, words.section(section)), table]
    opened = tuple(f"{capital(words.label(f'open.{left.id}'))}: {in_words(left)}" for left in words.come_back)
    if opened:
        blocks += [Heading(3, "Left open on purpose"), Bullets(opened)]
    return blocks if len(blocks) > 1 else [*blocks, Paragraph("Nothing is answered.")]


def _who(words: Words, id_: str, typist: str) -> str:
    """Who said an answer, and who typed it where that was not the usual typist."""
    answer = words.answers.get(id_)
    if answer is None:
        return ""
    typed = "" if answer.by in {typist, ""} else f"typed by {answer.by}"
    return ", ".join(part for part in (answer.said_by, typed) if part)


def _noted(id_: str) -> str:
    """The id a note speaks of; any other id itself."""
    if id_.startswith("note."):
        return id_.removeprefix("note.")
    return id_.removesuffix(".note") if id_.startswith("question.") else id_


def _workings(words: Words) -> list[Block]:
    blocks: list[Block] = [item("Workings")]
    workings, told = Workings(words.appraisal), set[str]()
    for figure in words.appraisal.figures.values():
        if figure.value is None:
            continue
        first, *rest = workings.of(figure.id, told)
        blocks += [Heading(3, capital(figure.label)), Paragraph(capital(first.text))]
        if rest:
            blocks.append(Bullets(tuple(f"{_INDENT * (line.depth - 1)}{line.text}" for line in rest)))
    return blocks if len(blocks) > 1 else [*blocks, Paragraph("No figure has a value.")]


def _sources(words: Words) -> list[Block]:
    """Where each rate, limit and list of the workings was read, and how."""
    lines = Workings(words.appraisal).at_the_bottom(words.appraisal.figures)
    read = {line.text: line.source for line in lines if line.source}
    if not read:
        return []
    rows = tuple((capital(text), source) for text, source in sorted(read.items()))
    return [item("Sources"), Table("", ("What the worksheet says", "Where it was read"), rows, widths=(45, 55))]


def _without_value(words: Words) -> list[Block]:
    figures = words.appraisal.figures.values()
    needing = tuple(
        (capital(figure.label), capital(joined(words.label(id_) for id_ in figure.needs)))
        for figure in figures
        if figure.value is None and figure.not_applicable is None
    )
    idle = tuple(
        (capital(figure.label), capital(figure.not_applicable))
        for figure in figures
        if figure.not_applicable and figure.in_contract
    )
    blocks: list[Block] = []
    if needing:
        blocks += [item("Figures not known"), Table("", ("Figure", "Still needs"), needing, widths=(35, 65))]
    if idle:
        blocks += [item("Figures that do not apply"), Table("", ("Figure", "Why"), idle, widths=(50, 50))]
    return blocks
