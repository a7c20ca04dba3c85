"""Break-evens in sentences partners would say, and the three of them that can be repeated from memory."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple

from des_decider.appraisal.break_evens import POSTS_FILLED, BreakEven, MinutesPaidFor, PostsFilled
from des_decider.appraisal.formulas.book import HORIZONS
from des_decider.decision.wording import called, capital, joined, lowered, money, number, off, round_half_up
from des_decider.worksheet.answer_kinds import kind_of
from des_decider.worksheet.inputs_and_columns import TABLES, Input, input_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from des_decider.appraisal.figures import Appraisal
    from des_decider.appraisal.formulas.book import Book
    from des_decider.appraisal.sweep import Stretch

Voice = Literal["you", "we"]
"""Who is spoken to: a screen says you to the partners, their memo says we."""

_OUR, _US = {"you": "your", "we": "our"}, {"you": "you", "we": "us"}
_MOST_PLACES = 2
_VOWELS = frozenset("aeio")


class Said(NamedTuple):
    """A break-even in words: what it is, and what the partners said themselves."""

    says: str
    yours: str

    @property
    def text(self) -> str:
        """Both, one after the other."""
        return f"{self.says} {self.yours}".strip()


def said(appraisal: Appraisal, horizon_key: str, break_even: BreakEven, voice: Voice = "you") -> Said:
    """A break-even in words: one, several, an interval or none, and where the partners' own range lies."""
    return _Sentence(appraisal, horizon_key, break_even, voice).said()


def minutes_said(minutes: MinutesPaidFor, voice: Voice = "you") -> str:
    """Minutes a bed a month that the premium buys, beside those of the work that is paid for."""
    when = HORIZONS[minutes.horizon].when
    if minutes.needs:
        return "How many minutes the premium for beds buys is not known."
    if minutes.bought is None or minutes.worked is None:
        return f"How many minutes the premium for beds buys does not apply: {minutes.not_applicable}."
    bought, worked = both_apart(minutes.bought, minutes.worked)
    unit = "minute" if bought == 1 else "minutes"
    covers = "covers" if minutes.bought >= minutes.worked else "does not cover"
    return (
        f"{capital(when)} a month’s premium buys {_bare(bought)} {unit} a bed in {_OUR[voice]} homes, at what an hour "
        f"there costs {_US[voice]}. "
        f"The part of a month’s work that {voice} pay for takes {_bare(worked)}: a month’s premium {covers} it."
    )


def posts_stay_empty(appraisal: Appraisal, horizon_key: str, posts: PostsFilled | None, voice: Voice = "you") -> str:
    """What becomes of the difference if no post is filled at all, and if every one is; empty where nothing hangs on it.

    Both ends are said, because each side would name only one of them.
    """
    now = appraisal[f"difference.{horizon_key}"].value
    if now is None or posts is None or posts.none == now:
        return ""
    empty, filled = posts
    moved = f"{off(empty - now)} {HORIZONS[horizon_key].when}"
    all_filled = f" With every post filled it would come out {off(filled)}." if filled is not None else ""
    return (
        f"If no post were filled, signing up would come out {moved} than with the posts {voice} expect: "
        f"{off(empty)} than opting out, instead of {off(now)}.{all_filled}"
    )


def moved_alone(three: Sequence[BreakEven], voice: Voice = "you") -> str:
    """How the numbers to remember are meant, and whether any of them lies within what the partners expect.

    Where none of them has a range there is nothing to lie within, and nothing is said of it.
    """
    if not three:
        return ""
    it_is, none_lies = ("It is", "It does not lie") if len(three) == 1 else ("Each is", "None of them lies")
    said = f"{it_is} one answer moved alone, every other as {voice} expect it."
    if any(found.within for found in three) or not any(found.ranged for found in three):
        return said
    return f"{said} {none_lies} within what {voice} expect."


def first_three(break_evens: Iterable[BreakEven]) -> tuple[BreakEven, ...]:
    """The three to remember: those that lie within the partners' own range or nearest to it for its width.

    What nobody gave a range for comes last: how near it lies, nobody has said. Of those as near, the one whose range
    moves the difference most, then the meeting's order. One of a kind of answer; all posts together go before a single
    role. Fewer where fewer have a value at all.
    """
    found = [b for b in break_evens if b.zeros]
    if any(b.id == POSTS_FILLED for b in found):
        found = [b for b in found if b.id == POSTS_FILLED or _topic_of(b.id) != _topic_of(POSTS_FILLED)]
    found.sort(key=lambda b: (not b.ranged, b.distance or Fraction(0), -b.width))
    kept: dict[str, BreakEven] = {}
    for break_even in found:
        kept.setdefault(_topic_of(break_even.id), break_even)
    return tuple(kept.values())[:3]


class Phrase(NamedTuple):
    """An input in the words of its break-even, spoken to somebody, of one row or fact by its name."""

    of: Input
    our: str
    who: str

    @property
    def noun(self) -> str:
        """As a noun: “share of posts filled”."""
        return self._filled(self.of.noun)

    def may_be(self, than: str) -> str:
        """The clause for what may be: “fewer than 40 % of posts are filled”."""
        return self._filled(self.of.clause, than)

    def would(self, than: str) -> str:
        """The clause for what is not: “fewer than 40 % of posts were filled”."""
        return self._filled(self.of.clause, than, mood=1)

    def _filled(self, words: str, than: str = "", mood: int = 0) -> str:
        """Words filled in one go: braces and brackets in a name of the practice's stay as they are."""
        filled = {"{}": than, "{our}": self.our, "{who}": self.who}
        return re.sub(r"\{\w*\}|\[(\w+)\|(\w+)\]", lambda at: filled[at[0]] if at[0] in filled else at[1 + mood], words)


def phrase_of(book: Book, id_: str, our: str) -> Phrase:
    """How an answer, or the chances of all posts together, is spoken of."""
    return Phrase(_input_of(id_), our, _who(book, id_.split(".")))


def _topic_of(id_: str) -> str:
    """What an answer is about: partners remember one break-even of each topic."""
    return _input_of(id_).topic or id_


def _input_of(id_: str) -> Input:
    one = input_of("workforce.whole.chance" if id_ == POSTS_FILLED else id_)
    assert one is not None  # noqa: S101 - what is not an input has no break-even
    return one


def _who(book: Book, parts: list[str]) -> str:
    """The row or fact an id is about, by its name."""
    sheet, slot = book.worksheet, parts[1] if len(parts) > 1 else ""
    match parts[0]:
        case "workforce" if len(parts) == 3:
            role = "" if slot == "whole" else called(sheet.roles[slot])
            if parts[2] == "wte":
                return f" of {role}" if role else ""
            return role if parts[2] == "chance" else f"{'an' if role[:1] in _VOWELS else 'a'} {role or 'post'}"
        case "service":
            return called(sheet.services[slot])
        case "specification":
            return f"“{sheet.requirements[slot].name}”"
        case "payment":
            return called(sheet.payments[slot])
        case table if slot.isdigit():
            return book.answers.text(f"{table}.{slot}.name") or f"{TABLES[table].row} {slot}"
    return ""


class _Sentence:
    """Puts one break-even into words."""

    def __init__(self, appraisal: Appraisal, horizon_key: str, break_even: BreakEven, voice: Voice) -> None:
        self._book = appraisal.book
        self._when = HORIZONS[horizon_key].when
        self._found = break_even
        self._voice = voice
        self._phrase = phrase_of(appraisal.book, break_even.id, _OUR[voice])
        difference = appraisal[f"difference.{horizon_key}"].value or Fraction(0)
        likely = break_even.at_likely or Fraction(0)
        self._sign = (likely > 0) - (likely < 0)
        # All roles at one share need not come to what the answers role by role come to, and the sentence then says so.
        self._as_answered = (difference > 0) - (difference < 0) == self._sign
        ends = {Fraction(0), *break_even.searched, break_even.low, break_even.likely, break_even.high}
        self._beside = [*ends, *(end for zero in break_even.zeros for end in (zero.low, zero.high))]

    def said(self) -> Said:
        if self._found.needs:
            lacking = joined(self._book.label(id_) for id_ in self._found.needs)
            return Said(f"The break-even of {self._found.label} is not known: it also needs {lacking}.", "")
        says = self._says()
        if not self._as_answered:
            says = f"Taking every role alike, {lowered(says)}"
        if not self._found.bounded and self._found.zeros:
            says += f" Looked at from {self._range(*self._found.searched, 'to')}."
        return Said(says, self._yours())

    def _says(self) -> str:
        zones = [s for s in self._found.stretches if s.low < s.high]
        signs = [zone.sign for zone in zones]
        match signs:
            case [1, -1] | [-1, 1]:
                return self._one(zones[1].low, above=signs[1] == 1)
            case [1, 0, -1] | [-1, 0, 1]:
                return self._interval(zones[1], above=signs[2] == 1)
        paying = [self._where(zone, now=self._sign >= 0) for zone in zones if zone.sign == 1]
        between = self._range(*self._found.searched, "and")
        if not paying:
            start = f"No {self._phrase.noun} between {between} makes signing up come out better {self._when}"
        elif all(sign == 1 for sign in signs):
            start = f"Signing up comes out better {self._when} at any {self._phrase.noun} between {between}"
        elif self._sign < 0:
            start = f"Signing up would come out better {self._when} only if {joined(paying, 'or')}"
        else:
            start = f"Signing up comes out better {self._when} only while {joined(paying, 'or')}"
        same = [f"at {self._range(zone.low, zone.high, 'to')}" for zone in zones if zone.sign == 0]
        return "".join([start, *self._exceptions(zones, same), "."])

    def _one(self, value: Fraction, *, above: bool) -> str:
        """Signing up comes out better on one side of a value and not on the other."""
        over, under = self._than(value, more=True), self._than(value, more=False)
        pays, not_ = (over, under) if above else (under, over)
        if self._sign > 0:
            return f"Signing up no longer comes out better {self._when} if {self._phrase.may_be(not_)}."
        if self._sign < 0:
            return f"Signing up would come out better {self._when} only if {self._phrase.would(pays)}."
        answered = f"As {self._voice} answered, signing up and opting out come to the same {self._when}"
        return f"{answered}; signing up comes out better if {self._phrase.may_be(pays)}."

    def _interval(self, zone: Stretch, *, above: bool) -> str:
        """Signing up comes out better on one side of an interval, not on the other, and comes to the same along it."""
        over, under = self._than(zone.high, more=True), self._than(zone.low, more=False)
        pays, not_ = (over, under) if above else (under, over)
        pays, not_ = self._phrase.may_be(pays), self._phrase.may_be(not_)
        same = f"from {self._range(zone.low, zone.high, 'to')} it comes to the same as opting out"
        return f"Signing up comes out better {self._when} if {pays} and does not if {not_}; {same}."

    def _exceptions(self, zones: list[Stretch], same: list[str]) -> list[str]:
        """Single values at which it is otherwise than beside them, and stretches at 0."""
        inner = {zone.low for zone in zones[1:]}
        other: list[str] = []
        for stretch in self._found.stretches:
            if stretch.low < stretch.high or stretch.sign is None:
                continue
            beside = {zone.sign for zone in zones if stretch.low in {zone.low, zone.high}}
            at = self._amount(stretch.low)
            if stretch.sign == 0 and (stretch.low not in inner or len(beside) == 1):
                same.append(f"at exactly {at}")
            elif stretch.sign and stretch.sign not in beside:
                other.append(f"; at exactly {at} it {'comes out better' if stretch.sign > 0 else 'does not'}")
        return [*other, f"; {joined(same)} it comes to the same as opting out"] if same else other

    def _where(self, zone: Stretch, *, now: bool) -> str:
        """One stretch of values as a clause."""
        low, high = self._found.searched
        than = f"between {self._range(zone.low, zone.high, 'and')}"
        if zone.low == low:
            than = self._than(zone.high, more=False)
        elif zone.high == high:
            than = self._than(zone.low, more=True)
        return self._phrase.may_be(than) if now else self._phrase.would(than)

    def _yours(self) -> str:
        """What the partners said of it."""
        found = self._found
        who = f"Over all roles {self._voice}" if found.id == POSTS_FILLED else capital(self._voice)
        if not found.ranged:
            verb = "expect" if found.id == POSTS_FILLED else "said"
            return f"{who} {verb} {self._with_unit(self._own(found.likely))}."
        low, high = self._own(found.low), self._with_unit(self._own(found.high))
        return f"{who} expect {low} to {high}, likely {self._own(found.likely)}."

    def _own(self, value: Fraction) -> str:
        """A number the partners gave, as they gave it; the mean of several in whole per cent."""
        if self._is_money:
            return money(value, pence=value.denominator != 1)
        return number(value, 0 if self._found.id == POSTS_FILLED else _MOST_PLACES)

    def _than(self, value: Fraction, *, more: bool) -> str:
        return f"{'more' if more else self._phrase.of.less} than {self._amount(value)}"

    def _figure(self, value: Fraction) -> str:
        """A value without its unit, but pounds with their sign, told apart from the values beside it."""
        rounded = _apart(value, kind_of(self._found.kind).places, self._beside)
        return money(rounded, pence=rounded.denominator != 1) if self._is_money else _bare(rounded)

    def _amount(self, value: Fraction) -> str:
        """A value with its unit."""
        return self._with_unit(self._figure(value))

    def _with_unit(self, figure: str) -> str:
        match kind_of(self._found.kind).counted_in:
            case "£":
                return figure
            case "per cent":
                return f"{figure} %"
            case "hours":
                return f"{figure} {'hour' if figure == '1' else 'hours'}"
            case _:
                return f"{figure} {self._found.unit}"

    @property
    def _is_money(self) -> bool:
        return kind_of(self._found.kind).counted_in == "£"

    def _range(self, low: Fraction, high: Fraction, word: str) -> str:
        return f"{self._figure(low)} {word} {self._amount(high)}"


def _bare(value: Fraction) -> str:
    """A number as it is said."""
    return number(value, _MOST_PLACES)


def _apart(value: Fraction, places: tuple[int, ...], beside: Iterable[Fraction]) -> Fraction:
    """A value rounded to the fewest of some places that still tell it apart from the values beside it."""
    rounded = value
    others = [other for other in beside if other != value]
    for most in places:
        rounded = Fraction(round_half_up(value, most))
        if all((rounded < other) == (value < other) and rounded != other for other in others):
            break
    return rounded


def both_apart(one: Fraction, other: Fraction, fewest: int = 0) -> tuple[Fraction, Fraction]:
    """Two values rounded alike, to as few places as still tell them apart: from the `fewest` to two."""
    apart = (p for p in range(fewest, _MOST_PLACES) if one == other or round_half_up(one, p) != round_half_up(other, p))
    places = next(apart, _MOST_PLACES)
    return Fraction(round_half_up(one, places)), Fraction(round_half_up(other, places))
