"""What the figures rest on that nobody is sure of: ranges, and what stands in for answers nobody gave."""

from __future__ import annotations

from des_decider.appraisal.counted_as_none import counted_as_none
from des_decider.appraisal.working import Workings
from des_decider.decision.wording import capital, count_of, joined, number
from des_decider.memo.document import Block, Bullets, Paragraph
from des_decider.memo.figure_words import LEFT_OPEN, Words, item
from des_decider.worksheet.inputs_and_columns import input_of


def assumptions(words: Words) -> list[Block]:
    """The whole item."""
    return [item("Assumptions and unknowns"), *_ranges(words), *_defaults(words), *_owners(words)]


def _ranges(words: Words) -> list[Block]:
    """How many numbers have a range; which they are stands in the appendices, for there may be sixty."""
    many = len(words.facts.hangs_on.ranged)
    if not many:
        return [Paragraph("No number that counts has a range: each is taken as certain.")]
    have = "number that a figure rests on has" if many == 1 else "numbers that a figure rests on have"
    found = words.answers.estimate("practice.gp_hours_found")
    judged = "; so have the GP hours that could be found, against which new ones are judged"
    too = judged if found is not None and found.ranged else ""
    where = "It stands" if many == 1 else "They stand"
    marked = "under “All answers”, where what does not count is marked"
    return [Paragraph(f"{many:,} {have} a range{too}. {where} in the appendices, {marked}.")]


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
        said.append(f"Taken as none, because nothing was entered: {'; '.join(_by_kind(words, nothing))}")
    blocks: list[Block] = [Bullets(tuple(said))] if said else []
    if none := counted_as_none(words.appraisal):
        blank = "Left blank and counted as 0 hours, because other hours of the same work were entered"
        blocks.append(Paragraph(f"{blank}: {'; '.join(none.values())}."))
    return blocks


def _by_kind(words: Words, ids: list[str]) -> list[str]:
    """Inputs by how they are spoken of, those that differ by a name alone in one piece."""
    kinds: dict[str, list[str]] = {}
    for id_ in ids:
        one = input_of(id_)
        start, label = one.label.removesuffix("{}") if one and one.label.endswith("{}") else "", words.label(id_)
        if not label.startswith(start):  # a row with a name of its own is not called by its table
            start = ""
        kinds.setdefault(start, []).append(label.removeprefix(start))
    return [f"{start}{joined(names)}" for start, names in kinds.items()]


def _counted(words: Words) -> set[str]:
    """The ids that figures with a value rest on, answered or not; what is kept and does not count is not among them."""
    known = (id_ for id_ in words.appraisal.figures if words.value(id_) is not None)
    return Workings(words.appraisal).answers_at_the_bottom(known)


def _owners(words: Words) -> list[Block]:
    """Where what is open stands with its owners."""
    if not words.come_back:
        return []
    open_ = count_of(len(words.come_back), "item")
    return [Paragraph(f"Left open, with their owners, under “{LEFT_OPEN}”: {open_}.")]
