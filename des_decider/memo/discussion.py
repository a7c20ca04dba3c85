"""Items 15, 16, 18, 19 and 23 of a memo: what the questions showed, what is assumed, and what was left open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from des_decider.appraisal.counted_as_none import counted_as_none
from des_decider.decision.come_back import in_words
from des_decider.decision.wording import capital, count_of, day, joined, money, number
from des_decider.memo.document import Bullets, Paragraph, Table
from des_decider.memo.words import NOT_RECORDED, RISKS, item
from des_decider.worksheet.inputs import COME_BACK, ENDS
from des_decider.worksheet.model import SECTIONS

if TYPE_CHECKING:
    from des_decider.decision.come_back import ComeBack
    from des_decider.memo.document import Block
    from des_decider.memo.words import Words
    from des_decider.worksheet.model import Question

_WEIGHTS = ("a blocker", "a concern", "no concern")
_OWNERS = {"manager": "practice manager", "network": "the network", "meeting": "the partners’ meeting"}
_OWN_ITEM = ("contract", "patients")
_NOTHING_ENTERED = "0"
_LEFT_OPEN = "What was left open"


def contract_and_patients(words: Words) -> list[Block]:
    """Items 15 and 16."""
    return [
        item("Contract, exit and liability"),
        *_questions(words, [q for q in words.worksheet.questions.values() if q.section == "contract"]),
        *_local_payments(words),
        Bullets((
            f"Cost of leaving now: {words.shown('opt_out.exit_cost')}",
            f"Cost of leaving next April: {words.shown('leave.exit_cost')}",
            f"GP time that only leaving brings: {words.shown('opt_out.hours')}",
        )),
        item("Patients"),
        *_questions(words, [q for q in words.worksheet.questions.values() if q.section == "patients"]),
    ]  # fmt: skip


def _weight(words: Words, question: Question) -> str:
    answer = words.answers.text(f"question.{question.id}")
    return _WEIGHTS[0 if answer in question.blocker else 1 if answer in question.concern else 2]


def _questions(words: Words, questions: list[Question]) -> list[Block]:
    """The answers given, blockers first and then concerns; how many are missing stands under what was left open."""
    answered = [q for q in questions if f"question.{q.id}" in words.answers]
    if not answered:
        return [Paragraph("Nothing is answered here yet." if questions else "The worksheet asks nothing here.")]
    rows = [
        (q.text, _with_note(words, f"question.{q.id}"), _weight(words, q), words.said_by(f"question.{q.id}"))
        for q in answered
    ]
    rows.sort(key=lambda row: _WEIGHTS.index(row[2]))
    header = ("Question", "Answer", "Weighs as", "Said by")
    return [_last_if_any(Table("", header, tuple(rows), widths=(38, 32, 12, 18)))]


def _last_if_any(table: Table) -> Table:
    """A table whose last column, such as who said each answer, is left out where it has nothing in it."""
    if any(row[-1] for row in table.rows):
        return table
    rows = tuple(row[:-1] for row in table.rows)
    return replace(table, header=table.header[:-1], rows=rows, widths=table.widths[:-1])


def _with_note(words: Words, id_: str) -> str:
    """An answer and the note on it."""
    notes = words.notes(id_)
    return f"{words.cell(id_)}; note: {notes}" if notes else words.cell(id_)


def _local_payments(words: Words) -> list[Block]:
    answers = words.answers
    if answers.yes("local.none"):
        return [Paragraph("No local payment depends on the decision.")]
    rows = []
    for row in answers.rows("local"):
        amount = answers.likely(f"local.{row}.amount")
        ends = answers.text(f"local.{row}.ends")
        rows.append((
            words.text(f"local.{row}.name", f"Local payment {row}, not named"),
            capital(ENDS.get(ends, NOT_RECORDED)),
            NOT_RECORDED if amount is None else money(amount),
            words.shown(f"local.{row}.hours", "none entered"),
        ))  # fmt: skip
    if not rows:
        return [Paragraph(f"Local payments that depend on the decision: {NOT_RECORDED}.")]
    header = ("Local payment", "Ends", "£ a year", "GP time that ends with it")
    return [
        Table("Local payments that depend on the decision", header, tuple(rows), numbers=(2,), widths=(38, 20, 14, 28))
    ]


def assumptions_and_risks(words: Words) -> list[Block]:
    """Items 18 and 19."""
    return [item("Assumptions and unknowns"), *_ranges(words), *_defaults(words), *_owners(words), *_risks(words)]


def _ranges(words: Words) -> list[Block]:
    estimates = ((id_, words.answers.estimate(id_)) for id_ in sorted(words.counted(), key=words.place))
    rows = tuple(
        (capital(words.label(id_)), words.shown(id_), words.said_by(id_))
        for id_, estimate in estimates
        if estimate is not None and estimate.ranged
    )
    if not rows:
        return [Paragraph("No number that counts has a range: each is taken as certain.")]
    header = ("What", "Likely, and from … to …", "Said by")
    return [_last_if_any(Table("Numbers given with a range", header, rows, widths=(48, 34, 18)))]


def _defaults(words: Words) -> list[Block]:
    """What stands in for answers nobody gave, as far as a figure rests on it."""
    unanswered = (id_ for id_ in words.counted(known_only=True) if id_ not in words.answers and words.default(id_))
    in_use = sorted(unanswered, key=words.place)
    said = [
        f"{capital(words.label(id_))}: {words.default(id_)} (default)" for id_ in in_use if not _is_nothing(words, id_)
    ]
    ours, network = (words.answers.likely(f"{whose}.registered_list") for whose in ("practice", "pcn"))
    if "share.of_pcn" not in words.answers and ours is not None and network:
        said.append(f"Our share of the network: {number(ours / network * 100)} %, by registered lists (default)")
    nothing = [words.label(id_) for id_ in in_use if _is_nothing(words, id_)]
    if nothing:
        said.append(f"Taken as none, because nothing was entered: {joined(nothing)}")
    blocks: list[Block] = [Bullets(tuple(said))] if said else []
    if none := counted_as_none(words.appraisal):
        blocks += [Paragraph("Left blank and counted as 0 hours, because other hours of the same work were entered:")]
        blocks.append(Bullets(tuple(none)))
    return blocks


def _is_nothing(words: Words, id_: str) -> bool:
    field = words.ids.field(id_)
    return field is not None and field.default == _NOTHING_ENTERED


def _owners(words: Words) -> list[Block]:
    """Of each open item whom the worksheet asks, with whom the partners said that they take it up, and by when."""
    rows = tuple(
        (
            _what(words, left),
            capital(_owner(words, left.id)),
            left.whom or "nobody named",
            day(left.when) if left.when else "",
        )
        for left in words.come_back
    )
    header = ("What", "Whom the worksheet asks", "To take up with", "By when")
    caption = f"Left open, and with whom it is to be taken up; why stands under “{_LEFT_OPEN}”"
    return [_last_if_any(Table(caption, header, rows, widths=(40, 22, 22, 16)))] if rows else []


def _what(words: Words, left: ComeBack) -> str:
    return capital(words.label(f"open.{left.id}"))


def _why(left: ComeBack) -> str:
    """The reason as it was written, or a sentence of ours that holds it."""
    return left.why if in_words(left) == left.why else capital(in_words(left))


def _who_left_open(words: Words, left: ComeBack) -> str:
    """Who said that something stays open, or the first who said with whom or when it is come back to."""
    marks = (f"open.{left.id}", *(f"open.{left.id}.{part}" for part in COME_BACK))
    return next((sayer for id_ in marks if (sayer := words.said_by(id_))), "")


def _owner(words: Words, about: str) -> str:
    """Who the worksheet says can answer; a whole section belongs to the meeting."""
    found = words.ids.question(about) or words.ids.ask(about)
    return _OWNERS[found.who if found else "meeting"]


def _risks(words: Words) -> list[Block]:
    """Every answer outside contract and patients that is a blocker or a concern; those two have items of their own."""
    risky = [
        question
        for question in words.worksheet.questions.values()
        if question.section not in _OWN_ITEM
        and f"question.{question.id}" in words.answers
        and _weight(words, question) != _WEIGHTS[2]
    ]
    blocks: list[Block] = [item(RISKS)]
    if not risky:
        return [*blocks, Paragraph("No answer outside contract and patients is a concern or a blocker so far.")]
    also = "Concerns and blockers under contract and patients stand above and belong here as well."
    return [*blocks, *_questions(words, risky), Paragraph(also)]


def left_open(words: Words) -> list[Block]:
    """Item 23: what was left open and why, what was not answered, and what stands before sign-off."""
    facts = words.facts
    blocks: list[Block] = [item(_LEFT_OPEN)]
    reasons = tuple((_what(words, left), _why(left), _who_left_open(words, left)) for left in words.come_back)
    if reasons:
        header = ("What", "Why, with whom, by when", "Said by")
        blocks.append(_last_if_any(Table("Left open on purpose", header, reasons, widths=(45, 37, 18))))
    rows = tuple(row for section in SECTIONS if (row := _unanswered(words, section)) is not None)
    if rows:
        of_each = ("Section", "Not answered", "Asked")
        blocks.append(
            Table("Questions for discussion not answered", of_each, rows, numbers=(1, 2), widths=(60, 20, 20))
        )
    else:
        blocks.append(Paragraph("Every question for discussion is answered."))
    could_block = [q.text for q in _open_questions(words) if q.blocker]
    if could_block:
        blocks += [Paragraph("Not answered, though an answer could be a blocker:"), Bullets(tuple(could_block))]
    needs = words.appraisal.needs(words.appraisal.of_the_options)
    if needs:
        blocks.append(Paragraph(f"The figures of the options still need {count_of(len(needs), 'answer')}."))
    if facts.signed is None:
        blocks += (
            [Paragraph("Before sign-off:", strong=True), Bullets(facts.blocking)]
            if facts.blocking
            else [Paragraph("Everything that sign-off needs is recorded.")]
        )
    return blocks


def _open_questions(words: Words) -> list[Question]:
    return [q for q in words.worksheet.questions.values() if f"question.{q.id}" not in words.answers]


def _unanswered(words: Words, section: str) -> tuple[str, str, str] | None:
    asked = [q for q in words.worksheet.questions.values() if q.section == section]
    missing = [q for q in _open_questions(words) if q.section == section]
    return (words.section(section), f"{len(missing)}", f"{len(asked)}") if missing else None
