"""The network's other practices as far as they are known, and what is left of the network without us."""

from __future__ import annotations

from des_decider.decision.wording import capital, joined, number
from des_decider.memo.document import Block, Paragraph, Table
from des_decider.memo.figure_words import NOT_RECORDED, Words, item


def network_practices(words: Words) -> list[Block]:
    """The whole item; left out where nobody has said anything of them."""
    heading = item("The network’s practices")
    if words.answers.yes("member.none"):
        return [heading, Paragraph("The network has no other practice.")]
    rows = words.answers.rows("member")
    if not rows:
        return []
    parts = (
        {"list": "Registered list", "beds": "CQC beds"} if words.worksheet.has_homes else {"list": "Registered list"}
    )
    cells = tuple(
        (
            words.text(f"member.{row}.name", f"Practice {row}, not named"),
            *(_number(words, f"member.{row}.{part}") for part in parts),
            capital(words.shown(f"member.{row}.intends", words.default(f"member.{row}.intends"))),
        )
        for row in rows
    )
    header = ("Practice", *parts.values(), "What it intends")
    numbers = tuple(range(1, len(parts) + 1))
    widths = (46, 18, 14, 22) if len(parts) > 1 else (60, 18, 22)
    return [heading, Table("", header, cells, numbers=numbers, widths=widths), Paragraph(_without_us(words))]


def _number(words: Words, id_: str) -> str:
    value = words.answers.likely(id_)
    return NOT_RECORDED if value is None else number(value)


def _leaving(words: Words) -> str:
    """The patients of the practices that intend to leave, and which have not said what they intend."""
    intends = {row: words.answers.text(f"member.{row}.intends") for row in words.answers.rows("member")}
    open_ = [row for row, said in intends.items() if said in {"", "not_known"}]
    leaving = words.figure("network.leaving_list") if "opt_out" in intends.values() else "none that we know of"
    return f"{leaving}{_not_of(words, open_)}"


def _not_of(words: Words, rows: list[int]) -> str:
    """Of which practices it is not known."""
    named = joined(words.text(f"member.{row}.name", f"practice {row}") for row in rows)
    return f"; not known of {named}" if named else ""


def _without_us(words: Words) -> str:
    """What the network keeps without us, who else intends to leave it, and the worksheet's smallest network."""
    smallest = words.worksheet.smallest_network
    beside = f"; by the worksheet a network usually has {smallest:,} or more" if smallest else ""
    said = [f"Without us the network’s list is {words.figure('network.list_without_us')}{beside}."]
    if words.value("network.ceiling_without_us") is not None:
        said.append(f"Its ceiling on claims for posts would be {words.figure('network.ceiling_without_us')}.")
    said.append(f"Practices that intend to opt out, ours left out: {_leaving(words)}.")
    if words.value("network.beds_known") is not None:
        lacking = [row for row in words.answers.rows("member") if words.answers.likely(f"member.{row}.beds") is None]
        said.append(
            f"Beds of ours and of practices we know of: {words.figure('network.beds_known')}{_not_of(words, lacking)}."
        )
    return " ".join(said)
