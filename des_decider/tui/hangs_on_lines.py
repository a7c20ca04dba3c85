"""What the decision hangs on, in lines: what turns it, what moves it, options, claims, how sure, and the leaning."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from textual.content import Content

from des_decider.appraisal.break_evens import POSTS_FILLED
from des_decider.appraisal.dependencies import in_order
from des_decider.appraisal.formulas.book import HORIZONS
from des_decider.appraisal.formulas.claims import list_taken
from des_decider.appraisal.leaning import kept_back
from des_decider.appraisal.side_by_side import side_by_side
from des_decider.appraisal.simulation import in_tenths
from des_decider.decision.wording import brief, capital, count_of, joined, money
from des_decider.decision.worksheet_says import in_one, sources
from des_decider.record.leaning_shown import leaning_shown
from des_decider.tui import tornado_bars
from des_decider.tui.bars import NUMBER, TO_HIGH, Scale, axis
from des_decider.tui.screen_text import hanging, lines, padded, right, text, wrapped
from des_decider.tui.where_we_stand import signed, span, stretches, value_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from des_decider.appraisal.figures import Appraisal
    from des_decider.appraisal.hangs_on import HangsOn
    from des_decider.appraisal.side_by_side import Part
    from des_decider.tui.meeting import Meeting
    from des_decider.worksheet.model import Claim

Line = tuple[str, Content]
"""One line and its key, which is empty where it is only read with the next one.

A key names a place, then after a space where it leads: `answer:ID`, `figure:ID`, one of the words below, or `-`.
"""
WORKING = "Working it out…"
MORE, WHAT_IF, SHOW_LEANING = "more", "what if", "show leaning"
AT_WORK = "working"
"""The place of the line that stands for what is not worked out yet."""
MOST_BARS, MOST_WAITING = 10, 8
_PARTS: dict[Part, str] = {
    "cash": "Money alone", "gp_time": "GP time, priced", "net": "Together", "care": "Care from posts"
}  # fmt: skip
_WITHIN: dict[Part, tuple[tuple[str, tuple[str, str, str]], ...]] = {
    "gp_time": (
        ("  director's", ("", "", "gp_time.director")),
        ("  done today", ("", "", "gp_time.already")),
        ("  new", ("", "", "gp_time.new")),
    ),
    "net": (("  only once", ("sign_up.once", "opt_out.once", "difference.once")),),
}
"""What of a part is named, with its figures for signing up, opting out and one against the other."""
LEANING = "what the answers lean towards"
KEPT_BACK = "Kept back until every partner has said in a first round where they stand, or the chair opens it."
BY_A_RULE = (
    "By one rule, the same for every practice, that looks at this year and a full year. You decide, by your vote."
)
_STYLES = {"against": "$error bold", "towards": "$success bold"}
_LABEL, _COLUMN = 16, 13
_LONGEST = 12


class Page:
    """Everything the screen says of one horizon in a window of some columns."""

    def __init__(self, meeting: Meeting, horizon: str, width: int, *, every_bar: bool, fault: str = "") -> None:
        self._meeting, self._horizon, self._width = meeting, horizon, width
        self._every_bar, self._fault = every_bar, fault
        self._when = HORIZONS[horizon].when
        self._appraisal: Appraisal = meeting.state.appraisal
        self._hung: HangsOn | None = meeting.hung

    def lines(self) -> Iterator[Line]:
        """In the order of the questions partners ask; while it is worked out, what is known at once."""
        known = self._appraisal[f"difference.{self._horizon}"].value
        if known is None:
            yield from self._waiting()
        elif self._hung is None:
            yield self._read(AT_WORK, self._fault or WORKING, "$error" if self._fault else "$muted")
        else:
            yield from self._turns(self._hung)
            yield from self._moves(self._hung, known)
        yield from self._options()
        yield from self._claims()
        yield from self._sure()
        yield from self._leaning()

    def _waiting(self) -> Iterator[Line]:
        """While the difference is not known: for which answers it waits, or why it does not apply."""
        figure, label = self._appraisal[f"difference.{self._horizon}"], self._appraisal.book.label
        if figure.not_applicable is not None:
            yield self._read("waiting", f"{figure.label} does not apply: {figure.not_applicable}.")
            return
        asked = [id_ for id_ in self._meeting.state.quick_look_open if id_ in figure.needs]
        needs = asked or in_order(frozenset(figure.needs), self._appraisal)
        said = f"Not known yet. What it hangs on waits for {count_of(len(needs), 'answer')}:"
        yield "", lines(text(words) for words in wrapped(said, self._width, _LONGEST))
        for id_ in needs[:MOST_WAITING]:
            yield self._opens(f"waiting answer:{id_}", capital(label(id_)))
        if len(needs) > MOST_WAITING:
            yield self._read("waiting", f"and {len(needs) - MOST_WAITING} more", "$muted")

    def _turns(self, hung: HangsOn) -> Iterator[Line]:
        """The first three break-evens, the posts staying empty, and the minutes in the homes."""
        three = hung.first_three(self._horizon)
        for n, break_even in enumerate(three, start=1):
            said = hung.said(self._horizon, break_even)
            id_ = "workforce" if break_even.id == POSTS_FILLED else break_even.id
            yield self._told(f"turn{n} answer:{id_}", f"{n}. ", (said.says, "bold"), (said.yours, ""))
        if three:
            yield self._note(hung.moved_alone(self._horizon))
        else:
            yield self._read("turn", f"No single answer, moved alone, turns what signing up comes to {self._when}.")
        if empty := hung.posts_stay_empty(self._horizon):
            yield self._told("posts answer:workforce", "", (empty, ""))
        paid_for = f"care_homes.minutes_paid_for.{self._horizon}"
        if self._appraisal[paid_for].in_contract:
            yield self._told(f"minutes figure:{paid_for}", "", (hung.minutes_said(self._horizon), ""))

    def _moves(self, hung: HangsOn, now: Fraction) -> Iterator[Line]:
        """The bars, widest first; where no answer has a range, which ones need one first."""
        found = hung.bars[self._horizon]
        yield self._heading(f"The answers that matter, {self._when}")
        if found:
            shown = found if self._every_bar else found[:MOST_BARS]
            scale = tornado_bars.scale_of(found, now, self._width)
            yield self._note(tornado_bars.legend(scale, now, self._when))
            yield "", tornado_bars.heads(scale, now, self._width)
            for bar in shown:
                yield f"bar answer:{bar.id}", tornado_bars.laid_out(bar, scale, now, self._width)
            if len(found) > MOST_BARS:
                more = f"and {len(found) - MOST_BARS} more, none of which moves it more"
                yield self._opens(f"bars {MORE}", "Show only the widest" if self._every_bar else capital(more))
        else:
            yield self._read("bars", f"No answer with a range moves what signing up comes to {self._when}.")
        if most := [id_ for id_ in hung.most[self._horizon] if hung.withheld[self._horizon] and id_ not in hung.ranged]:
            nought = any(self._appraisal.book.answers.likely(id_) == 0 for id_ in most)  # a fifth of that is nothing
            by = f"a fifth{' (from 0 by a small step)' if nought else ''}"
            yield self._note(f"These have no range yet. Changed by {by}, they would move it most:")
            for id_ in most:
                yield self._opens(f"most answer:{id_}", capital(self._appraisal.book.label(id_)))
        yield self._opens(f"try {WHAT_IF}", "What if … it were otherwise? Try answers beside the real ones")

    def _options(self) -> Iterator[Line]:
        """Both horizons under each other, each under its own name, so that one is never read as the other."""
        yield self._heading("The options side by side")
        if not self._appraisal.book.lacks("workforce"):
            yield self._note("Care is our share of what is claimed for posts; it is not money for us.")
        yield "", text((self._row("", ("Sign up", "Opt out", "Difference")), "bold"))
        for key, horizon in HORIZONS.items():
            yield "", text((capital(horizon.name), "bold"))
            for row in side_by_side(key, self._appraisal.book):
                opens = row.difference or row.sign_up
                cells = (self._cell(row.sign_up), self._cell(row.opt_out), self._cell(row.difference))
                yield f"option figure:{opens}", text(self._row(_PARTS[row.part], cells))
                yield from self._parts(row.part, key)
        if (later := self._appraisal["difference.leave_next"]).in_contract:
            value = value_of(self._appraisal, later.id)
            said = f"Signing up and leaving at the next window, against opting out now: {value}."
            yield self._opens(f"option figure:{later.id}", said)
        hours = value_of(self._appraisal, "time.gp_hours")
        said = f"GP time a week once everything runs, signing up against opting out: {hours}."
        yield self._opens("option figure:time.gp_hours", said)

    def _parts(self, part: Part, horizon: str) -> Iterator[Line]:
        """Of the GP time what is the director's, what is done today already and what is new; and what comes once."""
        for words, figures in _WITHIN.get(part, ()):
            known = [self._appraisal.figures.get(f"{figure}.{horizon}") if figure else None for figure in figures]
            if any(figure is not None and figure.value for figure in known):
                cells = tuple(self._cell(figure.id) if figure else "" for figure in known)
                opens = next(figure.id for figure in reversed(known) if figure)
                yield f"option figure:{opens}", text((self._row(words, cells), "$muted"))

    def _cell(self, figure: str) -> str:
        """An amount in pounds; without one, what is said of the figure that has none."""
        if not figure:
            return "–"
        found = self._appraisal[figure]
        if found.value is not None:
            return money(found.value)
        return "not known" if found.not_applicable is None else "no value"

    def _row(self, label: str, cells: tuple[str, ...]) -> str:
        column = min(max((self._width - _LABEL) // 3, _COLUMN), 20)
        inside = " " * (len(label) - len(label.lstrip()))
        return inside + padded(label, _LABEL - len(inside)) + "".join(right(cell, column) for cell in cells)

    def _claims(self) -> Iterator[Line]:
        """Each claim: whose, when, on which list; carried to ours, beside our own; and what was not published."""
        claims = self._appraisal.book.worksheet.claims.values()
        if claims:
            yield self._heading("Contested claims beside our own figures")
        for claim in claims:
            yield from self._claim(claim)

    def _claim(self, claim: Claim) -> Iterator[Line]:
        yield from self._in_words(claim) if claim.amount is None else self._beside_ours(claim, claim.amount)
        rest = [f"Also published: {joined(claim.published)}."] if claim.published else []
        known = " ".join([*rest, claim.unpublished]).strip()
        read = in_one((capital(claim.name), *sources(claim.origin)))
        yield self._read(f"claim {claim.id}", " ".join(part for part in (known, read) if part), "$muted")

    def _in_words(self, claim: Claim) -> Iterator[Line]:
        """A claim of which no figure was published."""
        used = f": “{claim.said}”" if claim.said else ""
        words = in_one(
            (f"{claim.who}, {claim.when}{used}", claim.terms, "No figure was published, so none stands beside ours")
        )
        yield self._read(f"claim words {claim.id}", words)

    def _beside_ours(self, claim: Claim, amount: Decimal) -> Iterator[Line]:
        compared = self._appraisal.figures.get(claim.compare_with)
        unit, ours = compared.unit if compared else "£", f"claim.{claim.id}.ours"
        theirs = brief(Fraction(amount), unit)
        used = f", “{claim.said}”" if claim.said else ""
        average = "an average network's" if list_taken(claim, self._appraisal.book.worksheet) else "a"
        listed = f"On {average} list of {claim.list_size:,}"
        said = in_one((f"{claim.who}, {claim.when}: {theirs}{used}", claim.terms, listed))
        theirs = value_of(self._appraisal, f"claim.{claim.id}.theirs")
        whose = "our network's" if claim.about == "network" else "our"
        beside = f"On {whose} list: {theirs}. "
        if claim.not_comparable:
            yield self._told(
                f"claim words {claim.id} -",
                "",
                (said, ""),
                (f"{beside}Not comparable: {claim.not_comparable}.", "bold"),
            )
            return
        beside += f"Ours: {value_of(self._appraisal, ours)} (“{compared.label if compared else ''}”)."
        if not (claim.content_published and claim.list_published):
            beside += " What it contains, or the list it is for, was not published: the two may count different things."
        yield self._told(f"claim figure:{ours}", "", (said, ""), (beside, "bold"))
        rebuilt = f"claim.{claim.id}.rebuilt"
        if rebuilt in self._appraisal.figures:
            words = f"Rebuilt stream by stream, in full, for our network: {value_of(self._appraisal, rebuilt)}."
            yield self._opens(f"claim figure:{rebuilt}", words)

    def _sure(self) -> Iterator[Line]:
        """How often we end worse off, in tenths, and where the cases lie; or why that is not said."""
        yield self._heading(f"How sure, {self._when}")
        hung, key = self._hung, self._horizon
        if hung is None:
            yield self._read("sure", self._fault or WORKING, "$muted")
            return
        yield from self._stretch(hung)
        spread, why = hung.spread(key), hung.withheld[key]
        ends = span(hung, key)
        if spread is None:
            yield self._read("sure", f"Not said: what signing up comes to {self._when} is not known.")
        elif why:
            yield self._read("sure", f"Not said yet. {why}")
            if ends:
                yield self._read("ends", f"By ranges so far, {self._when}: {ends}. {hung.counts_as_certain}", "$muted")
        else:
            yield self._told("sure -", "", (f"{capital(self._when)}, {in_tenths(spread)}.", "bold"))
            cases = f"from {signed(spread.p10)} to {signed(spread.p90)}" if ends else "at one amount"
            said = f"8 of 10 of these cases lie {cases}; half lie below {money(spread.p50)}."
            yield self._read("cases", said)
            lapsed = f" In {count_of(spread.lapsed, 'case')} it does not apply." if spread.lapsed else ""
            drawn = f"From {hung.drawn.number:,} cases drawn from your own ranges of {len(hung.ranged)} answers."
            yield self._read("drawn", f"{drawn}{lapsed}", "$muted")

    def _stretch(self, hung: HangsOn) -> Iterator[Line]:
        """The span as a bar around what is likely, between its ends."""
        one = stretches(self._appraisal, hung).get(self._horizon)
        if one is not None:
            scale = Scale.of((one.low, one.now, one.high), self._width - 2 * (NUMBER + 1))
            bar = scale.drawn(one.now, ((TO_HIGH, one.low), (TO_HIGH, one.high)))
            yield "", text((axis(scale, one.now), "bold"))
            yield "stretch -", text(f"{right(signed(one.low), NUMBER)} {bar} {signed(one.high)}")

    def _leaning(self) -> Iterator[Line]:
        """Kept back until the first round is in or the chair opens it."""
        meeting, hung, label = self._meeting, self._hung, self._appraisal.book.label
        shown, state = leaning_shown(meeting.session), meeting.state
        cannot_say = hung is not None and hung.leaning.kind == "cannot say yet"
        yield self._heading(capital(LEANING))
        if not cannot_say and kept_back(shown=shown.shown, voted=state.vote.outcome is not None, signed=state.sealed):
            yield self._note(KEPT_BACK)
            yield self._opens(f"leaning {SHOW_LEANING}", f"Show {LEANING} (for the chair)")
            return
        yield self._note(BY_A_RULE)
        if hung is None:
            yield self._read("leaning0", self._fault or WORKING, "$muted")
            return
        for n, words in enumerate(hung.leaning.sentences):
            yield self._read(f"leaning{n}", words, "" if n else _STYLES.get(hung.leaning.kind, "$warning bold"))
        for id_ in hung.leaning.missing[:MOST_WAITING]:
            yield self._opens(f"missing answer:{id_}", capital(label(id_)))
        if cannot_say:
            return
        if introduced := hung.turning.introduced(hung.leaning.kind):
            yield self._read("turning", introduced)
        for turn in hung.turning.turns:
            yield self._opens(f"turning:{turn.id} answer:{turn.id}", turn.says)
        yield self._read("leaning shown", shown.said(label), "$muted")

    def _heading(self, words: str) -> Line:
        return "", text("\n", (words, "bold $accent"))

    def _note(self, words: str) -> Line:
        return "", text(("\n".join(wrapped(words, self._width, _LONGEST)), "$muted"))

    def _read(self, place: str, words: str, style: str = "") -> Line:
        """A sentence that leads nowhere; it can be stood on, so that no window is too low to read it."""
        return f"{place} -", text(("\n".join(wrapped(words, self._width, _LONGEST)), style))

    def _opens(self, key: str, words: str) -> Line:
        return key, text(("> ", "$accent bold"), hanging(words, self._width, _LONGEST, 2))

    def _told(self, key: str, before: str, *said: tuple[str, str]) -> Line:
        """Sentences that follow each other, the lines after the first as far in as what stands before it."""
        inside = len(before)
        told = ((hanging(words, self._width, _LONGEST, inside), style) for words, style in said if words)
        return key, lines(text(" " * inside if n else before, one) for n, one in enumerate(told))
