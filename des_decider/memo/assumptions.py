"""What the figures rest on that nobody is sure of: ranges, defaults, and whom to ask about what is open (item 18)."""

from __future__ import annotations

from des_decider.appraisal.counted_as_none import counted_as_none
from des_decider.decision.wording import capital, day, joined, number
from des_decider.memo.document import Block, Bullets, Paragraph, Table
from des_decider.memo.words import LEFT_OPEN, Words, item

_OWNERS = {"manager": "practice manager", "network": "the network", "meeting": "the partners’ meeting"}


def assumptions(words: Words) -> list[Block]:
    """The whole item."""
    return [item("Assumptions and unknowns"), *_ranges(words), *_defaults(words), *_owners(words)]


def _ranges(words: Words) -> list[Block]:
    rows = tuple(
        (capital(words.label(id_)), words.shown(id_), words.said_by(id_)) for id_ in words.facts.hangs_on.ranged
    )
    if not rows:
        return [Paragraph("No number that counts has a range: each is taken as certain.")]
    header = ("What", "Likely, and from … to …", "Said by")
    return [Table("Numbers given with a range", header, rows, widths=(48, 34, 18)).without_empty_last()]


def _defaults(words: Words) -> list[Block]:
    """What stands in for answers nobody gave, as far as a figure rests on it."""
    in_use = sorted(
        (id_ for id_ in _counted(words) if id_ not in words.answers and words.default(id_)), key=words.place
    )
    nothing = [id_ for id_ in in_use if (field := words.ids.field(id_)) and field.default == "0"]
    said = [f"{capital(words.label(id_))}: {words.default(id_)} (default)" for id_ in in_use if id_ not in nothing]
    ours, network = (words.answers.likely(f"{whose}.registered_list") for whose in ("practice", "pcn"))
    if "share.of_pcn" not in words.answers and ours is not None and network:
        said.append(f"Our share of the network: {number(ours / network * 100)} %, by registered lists (default)")
    if nothing:
        said.append(f"Taken as none, because nothing was entered: {joined(words.label(id_) for id_ in nothing)}")
    blocks: list[Block] = [Bullets(tuple(said))] if said else []
    if none := counted_as_none(words.appraisal):
        blank = "Left blank and counted as 0 hours, because other hours of the same work were entered:"
        blocks += [Paragraph(blank), Bullets(tuple(none))]
    return blocks


def _counted(words: Words) -> set[str]:
    """The ids that figures with a value rest on, answered or not; what is kept and does not count is not among them."""
    lines = (line for id_, lines in words.workings.items() if words.value(id_) is not None for line in lines)
    return {line.leads_to.removeprefix("answer:") for line in lines if line.leads_to.startswith("answer:")}


def _owners(words: Words) -> list[Block]:
    """Of each open item whom the worksheet asks, with whom the partners said that they take it up, and by when."""
    rows = tuple(
        (
            capital(words.label(f"open.{left.id}")),
            capital(_owner(words, left.id)),
            left.whom or "nobody named",
            day(left.when) if left.when else "",
        )
        for left in words.come_back
    )
    header = ("What", "Whom the worksheet asks", "To take up with", "By when")
    caption = f"Left open, and with whom it is to be taken up; why stands under “{LEFT_OPEN}”"
    return [Table(caption, header, rows, widths=(40, 22, 22, 16)).without_empty_last()] if rows else []


def _owner(words: Words, about: str) -> str:
    """Who the worksheet says can answer; a whole section belongs to the meeting."""
    found = words.ids.question(about) or words.ids.ask(about)
    return _OWNERS[found.who if found else "meeting"]
