"""What was left open and why, contradictions, what was not answered, what stands before sign-off."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from des_decider.decision.not_asked import not_asked
from des_decider.decision.wording import capital, count_of, day, joined
from des_decider.memo.document import Block, Bullets, Paragraph, Table
from des_decider.memo.figure_words import LEFT_OPEN, NOT_RECORDED, Words, item
from des_decider.worksheet.inputs_and_columns import COME_BACK
from des_decider.worksheet.model import SECTIONS

if TYPE_CHECKING:
    from des_decider.decision.come_back import ComeBack

_OWNERS = {"manager": "practice manager", "network": "network", "meeting": "partners’ meeting"}
_ALL_ANSWERED = "Every question for discussion is answered."


def left_open(words: Words) -> list[Block]:
    """The whole item."""
    facts = words.facts
    blocks: list[Block] = [item(LEFT_OPEN)]
    blocks += _on_purpose(words)
    blocks += _contradictions(words)
    answers, ids = words.answers, words.appraisal.book.ids
    questions = [q for q in words.worksheet.questions.values() if not not_asked(f"question.{q.id}", answers, ids)]
    unanswered = [q for q in questions if f"question.{q.id}" not in words.answers]
    on_purpose = {left.id for left in words.come_back}
    marked = [q for q in unanswered if {f"question.{q.id}", q.section} & on_purpose]
    missing, asked = Counter(q.section for q in unanswered if q not in marked), Counter(q.section for q in questions)
    counts = [f"{words.section(s)} {missing[s]} of {asked[s]}" for s in SECTIONS if missing[s]]
    besides = "; those above are not counted in" if marked else ""
    all_answered = "No other question for discussion is unanswered." if marked else _ALL_ANSWERED
    said = f"Questions for discussion not answered: {joined(counts)}{besides}." if counts else all_answered
    blocks.append(Paragraph(said))
    could_block = [q.text for q in unanswered if q.blocker]
    if could_block:
        blocks += [Paragraph("Not answered, though an answer could be a blocker:"), Bullets(tuple(could_block))]
    needs = words.appraisal.needs(words.appraisal.of_the_options)
    if needs:
        blocks.append(Paragraph(f"The figures of the options still need {count_of(len(needs), 'answer')}."))
    if facts.signed is None and facts.blocking:
        blocks += [Paragraph("Before sign-off:", strong=True), Bullets(facts.blocking)]
    elif facts.signed is None:
        blocks.append(Paragraph("Everything that sign-off needs is recorded."))
    return blocks


def _on_purpose(words: Words) -> list[Block]:
    """Each with why, and with whom and by when it is taken up again; else whom the worksheet asks."""
    if not words.come_back:
        return []
    columns = {
        "What": [capital(words.label(f"open.{left.id}")) for left in words.come_back],
        "Why": [left.why or NOT_RECORDED for left in words.come_back],
        "To take up with": [capital(left.whom or _asked(words, left.id)) for left in words.come_back],
        "By when": [day(left.when) if left.when else "" for left in words.come_back],
        "Said by": [_who_left_open(words, left) for left in words.come_back],
    }
    kept = {name: cells for name, cells in columns.items() if any(cells)}
    widths = dict(zip(columns, (38, 32, 17, 13, 13), strict=True))
    rows = tuple(zip(*kept.values(), strict=True))
    return [Table("Left open on purpose", tuple(kept), rows, widths=tuple(widths[name] for name in kept))]


def _asked(words: Words, about: str) -> str:
    """Where nobody is named, who the worksheet says can answer; a whole section belongs to the meeting."""
    found = words.ids.question(about) or words.ids.ask(about)
    return f"nobody named; the worksheet asks the {_OWNERS[found.who if found else 'meeting']}"


def _contradictions(words: Words) -> list[Block]:
    """The contradictions a reason is given for; those without one stand before sign-off."""
    rows = tuple((c.words, c.reason, words.said_by(f"note.{c.id}")) for c in words.contradictions if c.reason)
    if not rows:
        return []
    of_each = ("What contradicts", "The note on it, as written", "Said by")
    return [Table("Contradictions that stand", of_each, rows, widths=(45, 37, 18)).without_empty_last()]


def _who_left_open(words: Words, left: ComeBack) -> str:
    """Who said that something stays open, or the first who said with whom or when it is come back to."""
    marks = (f"open.{left.id}", *(f"open.{left.id}.{part}" for part in COME_BACK))
    return next((sayer for id_ in marks if (sayer := words.said_by(id_))), "")
