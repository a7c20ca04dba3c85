"""How what people type becomes a value: money, numbers, hours, dates, ranges; refused in a sentence otherwise."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple, assert_never

from des_decider.decision.number_parsing import read_number, three_in_a_row, unhedged
from des_decider.decision.typed_units import parted, strokes_in_words
from des_decider.decision.values import Estimate, Parsed, Refused
from des_decider.decision.wording import day as written
from des_decider.decision.wording import joined, number
from des_decider.worksheet.answer_kinds import Kind, kind_of
from des_decider.worksheet.days import read_day, without_year

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

LONGEST_TEXT = 10_000
"""Characters an answer may have; a reason or a note never needs more."""

LONGEST_NUMBER = 200
"""Characters of any answer but a text: more of them mean something hostile, which no pattern has to look through."""

_SHOWN = 60
_YES = frozenset({"y", "yes", "true", "1"})
_NO = frozenset({"n", "no", "false", "0"})
_NOT_KNOWN = frozenset({"dk", "dont_know", "do_not_know", "no_idea", "not_known", "not_sure", "tbc", "tbd", "unknown"})
_DOES_NOT_APPLY = frozenset({"n_a", "na", "not_applicable", "does_not_apply"})
_TWO_ENDS = r"(£?\s*\d[\d.,]*\s*%?)\s*(?:-|to)\s*(£?\s*\d[\d.,]*\s*%?)"
_ARTICLE = r"^(?:an?|the)_"
_TYPED_LIKE_A_PERSON = str.maketrans({"\u2212": "-", "\u2013": "-", "\u00a0": " ", "\u2009": " ", "\u202f": " "})


class Rules(NamedTuple):
    """What a question accepts: its kind, whether a range, its choices, its bounds and the unit it is asked in.

    A day without its year is none; that of the contract’s year, which begins on `year_starts`, is said to be written.
    """

    kind: Kind
    estimate: bool = False
    choices: Mapping[str, str] = {}
    smallest: Fraction | None = Fraction(0)
    largest: Fraction | None = None
    year_starts: date | None = None
    unit: str = ""


def parse(typed: str, rules: Rules) -> Parsed | Refused:
    """Understand a text by the rules of its question, or say in one sentence why not.

    The text of a number is kept without currency and commas, a range as `low / likely / high`, a date as
    2020-10-01, a choice as its key; a text is kept as typed but for the space around it.
    """
    text = unicodedata.normalize("NFC", typed).replace("\r\n", "\n").replace("\r", "\n").strip()
    if not text:
        return Refused(typed, "there is nothing in it; to take an answer back, leave it empty on purpose")
    if len(text) > LONGEST_TEXT:
        return _refuse(typed, f"it has {len(text):,} characters and an answer may have {LONGEST_TEXT:,}")
    if rules.kind != "text" and len(text) > LONGEST_NUMBER:
        return _refuse(typed, "this is too long for a number, a date or a choice; write it shorter")
    if rules.kind not in {"text", "choice", "yes_no"}:
        word = _key(re.sub("['’]", "", text))
        if text == "?" or word in _NOT_KNOWN:
            return _refuse(typed, "what is not known is left empty, and stays open")
        if word in _DOES_NOT_APPLY:
            none = "; where there is none, write 0" if kind_of(rules.kind).counted_in else ""
            return _refuse(typed, f"what does not apply is left empty{none}")
    match rules.kind:
        case "text":
            return Parsed(text, text)
        case "yes_no":
            word = text.casefold()
            yes = word in _YES
            return Parsed(yes, "yes" if yes else "no") if word in _YES | _NO else _refuse(typed, "say yes or no")
        case "choice":
            return _choice(typed, text, rules.choices)
        case "date":
            day = read_day(text)
            if isinstance(day, str):
                whole = None if day or rules.year_starts is None else without_year(text, rules.year_starts)
                how = f"write the year too, as in {written(whole)}" if whole else f"write {kind_of('date').takes}"
                return _refuse(typed, day or how)
            return Parsed(day, day.isoformat())
        case "count" | "patients" | "number" | "money" | "rate" | "percent" | "hours" | "serial":
            return _estimate(typed, text.translate(_TYPED_LIKE_A_PERSON), rules)
        case _:
            assert_never(rules.kind)


def _refuse(typed: str, why: str) -> Refused:
    shown = typed.strip()
    return Refused(typed, f"“{shown if len(shown) <= _SHOWN else f'{shown[:_SHOWN]}…'}”: {why}")


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "_", text.casefold()).strip("_")


def _choice(typed: str, text: str, choices: Mapping[str, str]) -> Parsed | Refused:
    if text in choices:  # as it is kept
        return Parsed(text, text)
    wanted = _key(text)
    meant = [key for key, words in choices.items() if wanted in {_key(key), _key(words)}][:1]
    if not meant and {"yes", "no"} <= set(choices) and wanted in _YES | _NO:
        meant = ["yes" if wanted in _YES else "no"]
    # The words without their article, or the same word with another ending: “abstained” for “abstain”.
    meant = meant or [
        key for key, words in choices.items() if wanted == re.sub(_ARTICLE, "", _key(words)) or _same_word(wanted, key)
    ]
    if len(meant) == 1:
        return Parsed(meant[0], meant[0])
    listed = list(choices.values())
    if len(listed) > 1 and any("," in words for words in listed):
        return _refuse(typed, f"choose {'; '.join(listed[:-1])}; or {listed[-1]}")
    return _refuse(typed, f"choose {joined(listed, 'or')}")


def _same_word(wanted: str, key: str) -> bool:
    return len(key) > 4 and wanted.startswith(key) and "_" not in wanted[len(key) :]


def _estimate(typed: str, text: str, rules: Rules) -> Parsed | Refused:
    text = strokes_in_words(text)
    pieces = [piece.strip() for piece in text.split("/")]
    if len(pieces) == 2 and any(piece and not re.search(r"\d", piece) for piece in pieces):
        pieces = [text]  # £100/shift: each end of a range has figures
    if len(pieces) > 1 and not rules.estimate:
        return _refuse(typed, "this takes one number, not a range")
    alone = rules.estimate and len(pieces) == 1
    if len(pieces) not in {1, 3} or (alone and three_in_a_row(text, rules.kind)):
        how = f", as {' / '.join(re.findall(r'[0-9]+', text))}" if alone else ""
        return _refuse(typed, f"a range has three numbers: low / likely / high{how}")
    values: list[Fraction] = []
    texts: list[str] = []
    for piece in pieces:
        found = read_number(piece, rules.kind, rules.unit)
        if isinstance(found, str) and alone and (ends := re.fullmatch(_TWO_ENDS, parted(text).number)):
            low, high = ends[1].strip(), ends[2].strip()
            return _refuse(typed, f"write a range with its likely value in the middle, as {low} / … / {high}")
        if isinstance(found, str) and (meant := unhedged(piece)):
            sure = read_number(meant, rules.kind, rules.unit)
            if isinstance(sure, str):
                return _refuse(typed, sure)
            ways = f"{sure[1]}, or low / {sure[1]} / high" if alone else sure[1]
            return _refuse(typed, f"a number counts as it stands: write {ways}")
        why = found if isinstance(found, str) else _out_of_bounds(found[0], rules)
        if isinstance(found, str) or why:
            return _refuse(typed, why)
        values.append(found[0])
        texts.append(found[1])
    if len(values) == 1:
        return Parsed(Estimate.certain(values[0]), texts[0])
    low, likely, high = values
    if not low <= likely <= high:
        return _refuse(typed, "write the lowest first, then the likely, then the highest")
    return Parsed(Estimate(likely, low, high), " / ".join(texts))


def _out_of_bounds(value: Fraction, rules: Rules) -> str:
    smallest, largest = rules.smallest, rules.largest
    largest = kind_of(rules.kind).all_of_it if largest is None else largest
    if smallest is not None and value < smallest:
        return "it cannot be below 0" if smallest == 0 else f"it cannot be below {number(smallest)}"
    if largest is not None and value > largest:
        return f"it cannot be above {number(largest)}"
    if abs(value.numerator) > 10**12 * value.denominator:
        return "no practice deals in numbers that large"
    return ""
