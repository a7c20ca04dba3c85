"""The concerns and risks that weigh on the chosen option: those somebody accepts, and those that are only noted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.decision.not_asked import not_asked
from des_decider.decision.wording import count_of, joined
from des_decider.memo.document import Block, Bullets, Paragraph, Table
from des_decider.memo.figure_words import CONTRACT, NOT_RECORDED, PATIENTS, RISKS, Words, item
from des_decider.memo.questions_in_sentences import about, colour, in_a_sentence, weightiest_first

if TYPE_CHECKING:
    from des_decider.worksheet.model import Question


def concerns_and_risks(words: Words) -> list[Block]:
    """The whole item: accepted by whom, what is done about each, who sees to it and by when."""
    found = weighing_on_the_option(words)
    blocks: list[Block] = [item(RISKS)]
    if not found:
        return [
            *blocks,
            Paragraph(_none_known(words)),
            *_other_side(words, found),
        ]
    accepted = [q for q in found if words.answers.text(f"risk.{q.id}.accepted_by")]
    noted = [q for q in found if q not in accepted]
    if accepted:
        rows = tuple(
            (in_a_sentence(words, q), words.text(f"risk.{q.id}.accepted_by"), _done(words, q) or NOT_RECORDED)
            for q in accepted
        )
        header = ("Risk accepted", "Accepted by", "What is done, by whom and when")
        blocks.append(Table("", header, rows, widths=(52, 19, 29)))
    return [*blocks, *_noted(words, noted), *_other_side(words, found)]


def _none_known(words: Words) -> str:
    """That no answer is a concern or a blocker, and of how many: what is not answered may be."""
    ids = words.ids
    asked = [
        f"question.{q.id}"
        for q in words.worksheet.questions.values()
        if q.weighs_on_option(words.put()) and not not_asked(f"question.{q.id}", words.answers, ids)
    ]
    given = sum(id_ in words.answers for id_ in asked)
    if not given:
        return "No question for discussion that can weigh on the option put is answered, so none is noted."
    none = (
        f"Of {count_of(given, 'question')} for discussion answered that can weigh on the option put, none was answered"
    )
    open_ = len(asked) - given
    left = f"; {count_of(open_, 'is', 'are')} not answered" if open_ else ""
    return f"{none} with a concern or a blocker{left}."


def _other_side(words: Words, found: list[Question]) -> list[Block]:
    """What weighs on the other choice: told here, but for what stands with the contract and the patients."""
    weighing = (q for q in words.worksheet.questions.values() if q not in found and colour(words, q) != "green")
    others = weightiest_first(words, weighing)
    told = {"contract": CONTRACT, "patients": PATIENTS}
    here, there = ([q for q in others if (q.section in told) is stands] for stands in (False, True))
    blocks: list[Block] = []
    if here:
        told_here = Bullets(tuple(in_a_sentence(words, q, weight=False) for q in here))
        blocks += [Paragraph(f"Noted about {about(here[0])}, the other choice:"), told_here]
    if there:
        weigh = count_of(len(there), "answer that weighs", "answers that weigh")
        stand = "stands" if len(there) == 1 else "stand"
        under = joined(f"“{heading}”" for section, heading in told.items() if any(q.section == section for q in there))
        blocks.append(Paragraph(f"{weigh} on {about(there[0])} {stand} under {under}."))
    return blocks


def _noted(words: Words, questions: list[Question]) -> list[Block]:
    """What nobody has accepted, by what it weighs and on which choice."""
    groups: dict[str, list[Question]] = {}
    for question in sorted(questions, key=lambda q: (colour(words, q) != "red", q.weighs_on == "both")):
        kind = "Blockers" if colour(words, question) == "red" else "Concerns"
        groups.setdefault(f"{kind} noted about {about(question)}", []).append(question)
    blocks: list[Block] = []
    for heading, noted in groups.items():
        blocks.append(Paragraph(f"{heading}; nobody is named who accepts them:"))
        blocks.append(Bullets(tuple(_with_what_is_done(words, q) for q in noted)))
    return blocks


def weighing_on_the_option(words: Words) -> list[Question]:
    """The questions whose answers are blockers or concerns for the option put to the vote, blockers first."""
    asked = (q for q in words.worksheet.questions.values() if q.weighs_on_option(words.put()))
    return weightiest_first(words, (q for q in asked if colour(words, q) != "green"))


def _with_what_is_done(words: Words, question: Question) -> str:
    done = _done(words, question)
    return f"{in_a_sentence(words, question, weight=False)}{f' What is done: {done}' if done else ''}"


def _done(words: Words, question: Question) -> str:
    """What is done about it, who sees to it and by when, as far as recorded."""
    stem = f"risk.{question.id}"
    what, owner, by = (words.shown(f"{stem}.{part}", "") for part in ("mitigation", "owner", "by"))
    when = ", ".join(part for part in (owner, f"by {by}" if by else "") if part)
    return f"{what} ({when})" if what and when else what or when
