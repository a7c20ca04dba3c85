"""What a supplement says otherwise than the worksheet it extends, in sentences for the practice."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from des_decider.decision.payment_words import what_is_paid
from des_decider.decision.wording import MINUS, day, joined, lowered, rate
from des_decider.worksheet.model import ASKED, READ_IN

if TYPE_CHECKING:
    from des_decider.worksheet.model import Added, Overridden, Worksheet

_LONGEST_BOTH = 160
"""Characters of a text before and after that a sentence has room for; longer ones are read where they stand."""
_THING = {
    "year": "the contract year",
    "average_network": "the average network",
    "network": "the small network",
    "leaning": "the leaning",
    "homes": "the work in homes",
    "quick_look": "the quick look",
}
"""What a table of which a worksheet has one is called."""
_PART = {
    "text": "the words",
    "what": "the words",
    "why": "the reason",
    "about": "the introduction",
    "date": "the day",
    "from": "the first day",
    "to": "the last day",
    "by": "the day",
    "rate": "the rate",
    "part": "the rates",
    "full_year": "the rate of a full year",
    "amount": "the amount",
    "maximum": "the most that can be claimed for a post",
    "limit": "the limit of posts",
    "green": "the limit for green",
    "amber": "the limit for amber",
    "list": "the list of patients",
    "figures": "the figures",
    "options": "the answers to choose from",
    "who": "who answers",
    "concern": "the answers that are a concern",
    "blocker": "the answers that stand in the way",
    "smallest": "the smallest number",
    "largest": "the largest number",
    "offer": "the figure offered",
    "ask": "the answers asked for",
    "source": "the source",
    "read_in": "how it was read",
    "note": "the note",
}
"""What a key is called; any other by the name it has in the file."""
_COUNTS = {
    "payment": "payment", "role": "post", "service": "service", "requirement": "duty",
    "window": "window", "date": "day",
}  # fmt: skip
"""What a supplement adds that counts, can be chosen or is a day to keep; what else it asks changes no figure."""
_PER = {"year": "a year", "period": "for all its months"}
_POUNDS = {"rate", "full_year", "amount", "maximum"}


def extends(sheet: Worksheet) -> str:
    """Which worksheet a supplement extends; empty for any other."""
    base = sheet.base
    return f"a supplement to {base.title}, edition {base.edition}, issued by {base.issuer}" if base else ""


def said_otherwise(sheet: Worksheet) -> tuple[str, ...]:
    """A sentence for each thing that a supplement says otherwise, or adds and that counts; else none."""
    if not sheet.base:
        return ()
    rows = {(one.family, one.id, one.key): one for one in sheet.base.overridden}
    said = [
        _taken_from(one, rows.get((one.family, one.id, "read_in"))) if one.key == "source" else _changed(one, sheet)
        for one in rows.values()
        if one.key != "read_in" or (one.family, one.id, "source") not in rows
    ]
    said += [_added(one, sheet) for one in sheet.base.added if one.family in _COUNTS]
    return tuple(f"{sheet.issuer} {words}." for words in said)


def _added(one: Added, sheet: Worksheet) -> str:
    paid = ""
    match one.family:
        case "payment":
            name = sheet.payments[one.id].name
            paid = "".join(f", {words}" for words in what_is_paid(sheet.payments[one.id]))
        case "role":
            name = sheet.roles[one.id].name
        case "service":
            name = sheet.services[one.id].name
        case "requirement":
            name = sheet.requirements[one.id].name
        case "date":
            name, on = sheet.dates[one.id].what, sheet.dates[one.id].date
            paid = f", {day(on)}" if on else ", which we have to give"
        case _:
            name = sheet.dates[sheet.windows[one.id].decide_by].what
    return f"added the {_COUNTS[one.family]} “{name}”{paid}"


def _taken_from(one: Overridden, read_in: Overridden | None) -> str:
    """Where a supplement read something, in place of where that was read before."""
    how = next((words for word, words in READ_IN.items() if read_in and word == read_in.after), "")
    instead = f", in place of {_value(one.before, one.key)}" if one.before else ""
    return f"took {_of(one, one.name)} from {_value(one.after, one.key)}{f' ({lowered(how)})' if how else ''}{instead}"


def _changed(one: Overridden, sheet: Worksheet) -> str:
    name = sheet.section_title(one.id) if one.family in {"threshold", "section"} else one.name
    if not one.key:
        return f"leaves out the question “{name}”"
    if one.before == name:
        what = f"“{name}”" if one.family != "question" else f"the question “{name}”"
        return f"changed {what} to {_value(one.after, one.key)}"
    part = _PART.get(one.key, f"“{one.key.replace('_', ' ')}”")
    what = f"{part} of {_of(one, name)}"
    if one.after is None:
        return f"leaves out {what}"
    before, after = _value(one.before, one.key), _value(one.after, one.key)
    if one.before == ASKED:
        return f"says {what}, which was left to us: {after}"
    if one.after == ASKED:
        return f"leaves {what} to us, in place of {before}"
    if isinstance(one.after, str) and len(before) + len(after) > _LONGEST_BOTH:
        return f"wrote {what} anew"
    return f"changed {what} from {before} to {after}" if one.before is not None else f"set {what} to {after}"


def _of(one: Overridden, name: str) -> str:
    return f"“{name}”" if name else _THING.get(one.family, one.id)


def _value(value: object, key: str) -> str:
    """A value of a file in the words of the screens; a number keeps its decimals, as its author wrote them."""
    match value:
        case bool():
            return "yes" if value else "no"
        case int() | Decimal():
            plain = f"{abs(value):,}"
            return rate(Fraction(value)) if key in _POUNDS else f"{MINUS if value < 0 else ''}{plain}"
        case date():
            return day(value)
        case tuple():
            return joined(_value(one, key) for one in value) or "nothing"
        case {"rate": paid, "per": str(per), **rest} if not rest:
            return f"{_value(paid, 'rate')} {_PER.get(per, per)}"
        case "ask" if key in _POUNDS:
            return "left to us"
        case dict():
            return ", ".join(f"{name.replace('_', ' ')} {_value(one, name)}" for name, one in value.items())
        case None:
            return "nothing"
    return f"“{value}”"
