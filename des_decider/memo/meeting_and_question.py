"""The meeting, the question put to it, and its background with what is known to be coming."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.decision.vote import is_present
from des_decider.decision.wording import called, capital, count_of, day, joined, number
from des_decider.memo.document import Block, Bullets, Paragraph
from des_decider.memo.figure_words import CLAIMS, NEXT, NOT_RECORDED, Words, item

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date


def meeting_and_question(words: Words) -> list[Block]:
    """The three items, in order."""
    return [*the_meeting(words), *_background(words)]


def the_meeting(words: Words) -> list[Block]:
    """Who met, and the question put to them."""
    question = Paragraph(words.text("decision.question", "Not recorded."))
    return [item("The meeting"), *_meeting(words), item("The question put"), question]


def _meeting(words: Words) -> list[Block]:
    """When, where and with whom, and which documents lay before it."""
    answers = words.answers
    place = f", {words.text('meeting.place')}" if "meeting.place" in answers else ""
    chair, minutes = words.text("meeting.chair"), words.text("meeting.minutes_by")
    held = f"Held: {words.day('meeting.date')}{place}. In the chair: {chair}. Minutes: {minutes}."
    lines = [held, *_partners(words)]
    if others := [_with_role(words, f"attending.{row}") for row in answers.rows("attending")]:
        lines.append(f"Also attending: {'; '.join(others)}.")
    if apologies := [words.text(f"apology.{row}.name") for row in answers.rows("apology")]:
        lines.append(f"Apologies: {'; '.join(apologies)}.")
    documents = [_with_version(words, row) for row in answers.rows("document")]
    lines.append(f"Documents considered: {'; '.join(documents) or NOT_RECORDED}.")
    return [Bullets(tuple(lines))]


def _partners(words: Words) -> Iterator[str]:
    """The partners by whether they were there, each with their role."""
    headings = {True: "Partners present", False: "Partners absent", None: "Presence not recorded"}
    there: dict[str, list[str]] = {heading: [] for heading in headings.values()}
    for row in words.partners:
        there[headings[is_present(words.answers, row)]].append(_with_role(words, f"partner.{row}"))
    yield from (f"{heading}: {'; '.join(names)}." for heading, names in there.items() if names)


def _with_role(words: Words, row: str) -> str:
    return ", ".join(part for part in (words.text(f"{row}.name"), words.answers.text(f"{row}.role")) if part)


def _with_version(words: Words, row: int) -> str:
    version = words.answers.text(f"document.{row}.version")
    return f"{words.text(f'document.{row}.what')}{f' ({version})' if version else ''}"


def _background(words: Words) -> list[Block]:
    sheet = words.worksheet
    due = sheet.dates[sheet.year.decide_by]
    services = joined(called(service) for service in sheet.services.values())
    lines = [
        f"{sheet.title} runs from {day(sheet.year.starts)} to {day(sheet.year.ends)}. Its services: {services}.",
        f"Due {f'on {day(due.date)}' if due.date else f'(day {NOT_RECORDED})'}: {due.what}.",
    ]
    if sheet.claims:
        claims = joined(f"{claim.name} ({claim.when})" for claim in sheet.claims.values())
        lines.append(f"Published, and taken up under “{CLAIMS}”: {claims}.")
    worked = words.answers.likely("practice.gp_sessions")
    sessions = f"GP sessions {NOT_RECORDED}" if worked is None else f"{number(worked)} GP sessions a week"
    partners = count_of(len(words.partners), "partner") if words.partners else f"partners {NOT_RECORDED}"
    lines.append(f"Our practice: {_lists(words, 'practice')}; {sessions}; {partners}.")
    commissioner = f"Commissioner: {words.text('commissioner.name')}."
    if sheet.has_network:
        network = words.text("pcn.name", f"name {NOT_RECORDED}")
        commissioner = f"Our network: {network}; {_lists(words, 'pcn')}. {commissioner}"
    lines.append(commissioner)
    blocks: list[Block] = [item("Background"), Bullets(tuple(lines))]
    if coming := tuple(_coming(words)):
        after = f"After {day(due.date)}" if due.date else "Later"
        blocks += [Paragraph(f"{after}, by the worksheet, besides what stands under “{NEXT}”:"), Bullets(coming)]
    return blocks


def _coming(words: Words) -> Iterator[str]:
    """What the worksheet dates after the deadline, duties included, but for the days under what happens next."""
    sheet = words.worksheet
    elsewhere = {sheet.year.opt_out_effective, sheet.year.next_window, sheet.year.next_effective}
    due = sheet.day(sheet.year.decide_by) or sheet.year.starts
    after = [
        (fact.date, fact.what)
        for fact in sheet.dates.values()
        if fact.date and fact.date > due and fact.id not in elsewhere
        if not words.book.hidden(fact.origin)
    ]
    duties: dict[date, list[str]] = {}
    for duty in sheet.requirements.values():
        if duty.by and duty.by > due:
            duties.setdefault(duty.by, []).append(duty.name)
    after += [(by, f"To be done by this day: {joined(names)}") for by, names in duties.items()]
    for when, what in sorted(after):
        yield f"{day(when)}: {capital(what)}."


def _lists(words: Words, whose: str) -> str:
    """The registered and the weighted list of the practice or the network, as far as money is counted on them."""
    asked = {basis: f"{whose}.{basis}_list" for basis in ("registered", "weighted")}
    lists = {basis: words.answers.likely(id_) for basis, id_ in asked.items() if words.ids.field(id_)}
    return joined(f"{basis} list {NOT_RECORDED if n is None else number(n)}" for basis, n in lists.items())
