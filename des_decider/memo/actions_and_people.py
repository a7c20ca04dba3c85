"""What follows from the decision: the actions, who was consulted, and who must be told."""

from __future__ import annotations

from des_decider.decision.wording import count_of
from des_decider.memo.document import Block, Bullets, Paragraph
from des_decider.memo.figure_words import LEFT_OPEN, NEXT, NOT_RECORDED, RISKS, Words, item

_UNDATED = "date not recorded"


def actions_and_people(words: Words) -> list[Block]:
    """Both items."""
    return [item("Actions"), *_actions(words), *_people(words)]


def _actions(words: Words) -> list[Block]:
    """How many there are; each stands on its day, with who sees to it, where it is read first."""
    rows = len(words.answers.rows("action"))
    if not rows:
        return [Paragraph("None recorded.")]
    stand = "stands, with its day and who sees to it," if rows == 1 else "stand, each with its day and who sees to it,"
    said = f"{count_of(rows, 'action')} {stand} under “{NEXT}”."
    if any(id_.startswith("risk.") and id_.endswith(".by") for id_ in words.answers):
        said += f" What is done about a risk has its day under “{RISKS}”."
    if words.come_back:
        said += f" What was left open has its days under “{LEFT_OPEN}”."
    return [Paragraph(said)]


def _people(words: Words) -> list[Block]:
    consulted = [_on(words, "consulted", row, "when") for row in words.answers.rows("consulted")]
    told = [_on(words, "tell", row, "by") for row in words.answers.rows("tell")]
    lines = (
        f"Consulted: {'; '.join(consulted) or NOT_RECORDED}",
        f"Must be told: {'; '.join(told) or NOT_RECORDED}",
    )
    return [item("Who was consulted, who must be told"), Bullets(lines)]


def _on(words: Words, table: str, row: int, column: str) -> str:
    """Who, with the day."""
    id_ = f"{table}.{row}.{column}"
    by = "by " if column == "by" else ""
    return f"{words.text(f'{table}.{row}.who')} ({f'{by}{words.day(id_)}' if id_ in words.answers else _UNDATED})"
