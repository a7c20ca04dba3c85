"""Numbers as people type them: money, percentages, counts and hours, with the units they write behind them."""

from __future__ import annotations

import re
from fractions import Fraction

from des_decider.decision.typed_units import other_than_asked, parted
from des_decider.decision.wording import round_half_up
from des_decider.worksheet.answer_kinds import Kind, KindOf, kind_of
from des_decider.worksheet.inputs_and_columns import BY_PATH

MOST_FIGURES = 30
"""Figures one number may have, decimals included."""

_KEPT = re.compile(r"(0|[1-9]\d{0,14})(?:\.(\d{0,14}[1-9]))?", re.ASCII)
"""A number as it is kept, which is most often what is read: it needs none of what is done for what people type."""
_TWO_WAYS = re.compile(r"[-+]?£?(?!0)\d{1,3}\.\d{3}")
_THREE_IN_A_ROW = re.compile(r"£?(\d+)(?:\s+|\s*-\s*)(\d+)(?:\s+|\s*-\s*)(\d+)\s*%?")
_A_MILLION_SPACED = re.compile(r"\D*[1-9](?:\s\d{3}){2}\D*")
"""1 234 567. Nobody means a range by it, as by 80 100 156: it would begin with next to nothing."""
# What is only typed is compiled by `re` when it is first looked for.
_PLAIN = r"(?P<sign>[-+]?)£?(?P<digits>(?!0)\d{1,3}(?:,\d{3})+|\d*)(?P<decimals>\.\d+)?(?P<scale>[km]?)"
_HOURS = r"(?:(?P<h>\d+(?:\.\d+)?)h)?(?:(?P<m>\d+(?:\.\d+)?)(?:m)?)?"
_SPACE_INSIDE = r"[\d.,]\s+[\d.,]"
_SPACED_THOUSANDS = r"\D*\d{1,3}(?:\s\d{3})+(?:\.\d+)?\D*"
_HEDGE = (
    r"(?:(?:approx|ca?|est)\b\.?|(?:approximately|about|around|circa|roughly|nearly|some|say)\b|[~≈])\s*(?=[-+£\d.])"
)
_IN_WORDS = {
    "three quarters of an hour": "45 min", "a quarter of an hour": "15 min", "quarter of an hour": "15 min",
    "an hour and a half": "1 h 30 min", "half an hour": "30 min", "an hour": "1 h",
}  # fmt: skip
"""Of two with the same beginning the longer stands first."""
_PENCE = r"[-+]?\d{1,3}p"
_SCALES = {"": 1, "k": 1_000, "m": 1_000_000}
_NOTHING = frozenset({"none", "nil", "zero", "nothing"})


def unhedged(text: str) -> str:
    """What stands behind “about”, “approx.” or “~”; empty where a text begins with none of them."""
    found = re.match(_HEDGE, text, flags=re.IGNORECASE)
    return text[found.end() :] if found else ""


def three_in_a_row(text: str, kind: Kind) -> bool:
    """Whether three numbers stand with spaces or strokes between them, as in a range: 80 100 156 or 60-70-85."""
    match = _THREE_IN_A_ROW.fullmatch(text)
    if match is None or (kind_of(kind).thousands and _A_MILLION_SPACED.fullmatch(text)):
        return False
    return float(match[1]) <= float(match[2]) <= float(match[3])


def read_number(text: str, kind: Kind, unit: str = "") -> tuple[Fraction, str] | str:
    """One number and the text it is kept as, or what is wrong with it in a few words.

    Words behind it are understood where they say what is asked (`62 sessions`, `£16.20 per hour`), and so is `none`
    for 0. Nothing is converted: a number a year is none a week.
    """
    if text.casefold() in _NOTHING and kind != "serial":
        return Fraction(0), "0"
    about = kind_of(kind)
    if as_kept := _KEPT.fullmatch(text):
        whole, decimals = as_kept[1], as_kept[2] or ""
        return _fitting(Fraction(int(whole + decimals), 10 ** len(decimals)), text, text, about)
    if kind == "hours":
        text = re.sub(rf"^(?:{'|'.join(_IN_WORDS)})\b", _in_figures, text, flags=re.IGNORECASE)
    behind = parted(text)
    found = _number_alone(behind.number, kind)
    others = other_than_asked(behind.words, unit or ("hours" if kind == "hours" else ""))
    if kind == "hours":
        if others and others <= {"sessions", "per session"}:
            return _of_sessions(text.casefold())
        if "hours" in behind.words and re.search("[hm]", behind.number, flags=re.IGNORECASE):
            return f"write {about.takes}"  # 3 h 4 h
    return found if isinstance(found, str) or not others else _of_another_unit(behind.said, others, unit)


def _in_figures(words: re.Match[str]) -> str:
    return _IN_WORDS[words[0].casefold()]


def _of_another_unit(said: str, others: frozenset[str], unit: str) -> str:
    """What is asked, where the words behind a number say something else."""
    if not unit:
        return f"write the number alone, without “{said}”"
    asked = {"%": "per cent"}.get(unit, f"a number {unit}" if unit.startswith("a ") else unit)
    counted = all(word.endswith("s") for word in others)
    return f"this is asked in {asked}, not “{said}”; {f'write {asked}' if counted else 'work out what it comes to'}"


def _number_alone(text: str, kind: Kind) -> tuple[Fraction, str] | str:
    """The same of a text without the words behind its number."""
    about = kind_of(kind)
    if len(text) > MOST_FIGURES:
        bare_point = re.search(r"(?<!\d)\.", text) is not None  # .50 is kept as 0.50
        if sum(character.isdecimal() for character in text) + bare_point > MOST_FIGURES:
            return f"a number may have {MOST_FIGURES} figures"
    if re.search(_SPACE_INSIDE, text) and not (about.thousands and re.fullmatch(_SPACED_THOUSANDS, text)):
        return "there is a space inside the number; write it without"
    if kind == "hours" and (found := _hours(text)) is not None:
        return found
    bare = re.sub(r"\s+", "", text.casefold())
    for unit in about.written_behind:
        bare = bare.removesuffix(unit)
    if about.counted_in == "£":
        bare = bare.removeprefix("gbp")
        if re.fullmatch(_PENCE, bare):
            return (pence := Fraction(int(bare[:-1]), 100)), _plainly(pence)
    match = re.fullmatch(_PLAIN, bare)
    if match is None or not (match["digits"] or match["decimals"]):
        return _why_no_number(bare, kind)
    if "£" in bare and about.counted_in != "£":
        return "this is not an amount of money; leave out the £"
    if match["scale"] and not about.thousands:
        return "write the number out in full"
    decimals = (match["decimals"] or "")[1:]
    figures = int(match["digits"].replace(",", "") + decimals) * _SCALES[match["scale"]]
    value = Fraction(-figures if match["sign"] == "-" else figures, 10 ** len(decimals))
    return _fitting(value, _plainly(value), bare, about)


def _fitting(value: Fraction, kept: str, bare: str, about: KindOf) -> tuple[Fraction, str] | str:
    """A number and the text it is kept as, where it fits its kind and can be read in one way alone."""
    if about.thousands and (_TWO_WAYS.fullmatch(bare) or _TWO_WAYS.fullmatch(kept)):
        return "it could be read two ways: write thousands with a comma or no mark, and pence with two figures"
    if about.whole and value.denominator != 1:
        return "this is counted in whole numbers"
    return value, kept


def _hours(text: str) -> tuple[Fraction, str] | None:
    """Hours typed as hours and minutes: 4 h 10 min, 4h10, 90 min, 4:10."""
    bare = re.sub(r"\s+", "", text.casefold())
    if not any(mark in bare for mark in ":hm"):
        return None
    bare = re.sub(r"(\d):(\d\d)$", r"\1h\2", bare)
    bare = re.sub(r"hours?|hrs?", "h", bare)
    bare = re.sub(r"minutes?|mins?", "m", bare)
    bare = re.sub(r"hand(?=\d)", "h", bare)
    match = re.fullmatch(_HOURS, bare)
    if match is None or not bare or match["m"] is None or (match["h"] is None and not bare.endswith("m")):
        return None
    whole, minutes = Fraction(match["h"] or 0), Fraction(match["m"])
    if match["h"] is not None and (minutes >= 60 or whole.denominator != 1):
        return None
    kept = f"{_plainly(whole)} h {_plainly(minutes)} min" if match["h"] is not None else f"{_plainly(minutes)} min"
    return whole + minutes / 60, kept


def _plainly(value: Fraction) -> str:
    """A number in figures only, exactly; every number typed is a finite decimal."""
    if value.denominator == 1:
        return str(value.numerator)
    return f"{round_half_up(value, MOST_FIGURES):f}".rstrip("0").rstrip(".")


def _of_sessions(text: str) -> str:
    """How sessions are written where hours are asked: they have no length but the one that somebody says."""
    long = BY_PATH["cost.session_hours"].default
    found, length = re.match(r"(\d{1,3}(?:\.\d{1,3})?)\s*sessions\b", text), _hours(long)
    if found is None or length is None:
        return f"write hours, such as {long} for a session of that length"
    minutes = round_half_up(Fraction(found[1]) * length[0] * 60, 0)
    return f"write hours: {found[1]} sessions of {long} are {minutes // 60} h {minutes % 60} min"


def _why_no_number(bare: str, kind: Kind) -> str:
    if re.fullmatch(r"[-+]?£?\d+,\d{1,2}", bare):
        return "a comma marks thousands; write decimals with a point"
    if re.fullmatch(r"[-+]?£?[\d,]+(\.\d+)?", bare):
        return "the commas do not stand at the thousands"
    if "%" in bare:
        return "this is not a percentage; write the number alone"
    return f"write {kind_of(kind).takes}"
