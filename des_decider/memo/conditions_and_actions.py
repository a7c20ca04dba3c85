"""What follows from the decision: conditions, actions, who was consulted, who must be told (items 20 to 22)."""

from __future__ import annotations

from des_decider.memo.document import Block, Bullets, Paragraph, Table
from des_decider.memo.words import CONDITIONS, Words, item


def conditions_and_actions(words: Words) -> list[Block]:
    """Items 20 to 22."""
    return [
        *_to_do(words, CONDITIONS, "condition", "Condition"),
        *_to_do(words, "Actions", "action", "What"),
        *_consulted(words),
    ]


def _to_do(words: Words, heading: str, table: str, first: str) -> list[Block]:
    """Conditions and actions alike: what, who sees to it, and by when."""
    rows = tuple(
        (words.text(f"{table}.{row}.what"), words.text(f"{table}.{row}.owner"), words.day(f"{table}.{row}.by"))
        for row in words.answers.rows(table)
    )
    if rows:
        return [item(heading), Table("", (first, "Who", "By when"), rows, widths=(55, 25, 20))]
    on_conditions = table == "condition" and words.answers.text("decision.option") == "sign_up_on_conditions"
    why = ", although the option is to sign up on conditions" if on_conditions else ""
    return [item(heading), Paragraph(f"None recorded{why}.")]


def _consulted(words: Words) -> list[Block]:
    lines: list[str] = []
    for what, table, column, by in (("Consulted", "consulted", "when", ""), ("Must be told", "tell", "by", "by ")):
        rows = words.answers.rows(table)
        for row in rows:
            when = f"{table}.{row}.{column}"
            on = f"{by}{words.day(when)}" if when in words.answers else "date not recorded"
            lines.append(f"{what}: {words.text(f'{table}.{row}.who')} ({on})")
        if not rows:
            lines.append(f"{what}: not recorded")
    return [item("Who was consulted, who must be told"), Bullets(tuple(lines))]
