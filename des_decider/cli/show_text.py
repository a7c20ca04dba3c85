"""The text of `show`: where a decision stands, in lines a person reads from top to bottom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.appraisal.counted_as_none import counted_as_none
from des_decider.appraisal.finding_words import WORDS
from des_decider.appraisal.findings import standing_blockers
from des_decider.appraisal.sums import amount
from des_decider.appraisal.working import Workings
from des_decider.decision.come_back import in_words as when_and_why
from des_decider.decision.deadline import decide_by
from des_decider.decision.deadline import in_words as deadline_in_words
from des_decider.decision.follows import follows
from des_decider.decision.supplement_words import said_otherwise
from des_decider.decision.to_confirm import by_section
from des_decider.decision.vote import in_words
from des_decider.decision.wording import brief, capital, count_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from des_decider.appraisal.figures import Appraisal, Figure
    from des_decider.appraisal.hangs_on import HangsOn
    from des_decider.record.state import State

_FIGURES = (
    ("Signing up, money alone", "sign_up.cash"),
    ("Signing up, GP time priced", "sign_up.gp_time"),
    ("Signing up", "sign_up.net"),
    ("Opting out", "opt_out.net"),
    ("Signing up against opting out", "difference"),
    ("  of that, only once", "difference.once"),
    ("  money alone", "difference.cash"),
    ("  GP time priced", "difference.gp_time"),
    ("  a patient", "difference.per_patient"),
    ("  a partner on average", "difference.per_partner"),
    ("  if we leave at the next window", "difference.leave_next"),
    ("Part of the posts money drawn", "workforce.take_up"),
    ("Our share of posts' pay (no income)", "workforce.care"),
    ("Homes' work the premium covers", "care_homes.coverage"),
    ("GP time against opting out", "time.gp_hours"),
    ("  already worked today", "time.already_hours"),
    ("  new", "time.new_hours"),
    ("  with no post filled", "time.unfilled"),
    ("  part of our GPs' week", "time.share"),
)
"""What is shown without being asked for: figures of each horizon by what their ids share, and those of one value."""
_NOT_APPLICABLE = "does not apply"
_ALL_MONTHS = 12


def as_lines(state: State, *, every: bool, sealed: str, width: int = 0) -> Iterator[str]:
    """The decision as it stands; `sealed` says how the seal fits where there is one.

    `width` are the columns there are for its table; 0 is any number.
    """
    worksheet = state.appraisal.book.worksheet
    yield f"{state.answers.text('practice.name') or 'A practice'} · {worksheet.title}, edition {worksheet.edition}"
    signed = sealed or "not signed off"
    if which := follows(state.answers):
        yield f"It follows {which.in_words}"
    yield f"{capital(deadline_in_words(decide_by(state.answers, worksheet)))} · {signed}"
    yield ""
    if every:
        figures = (figure for figure in state.appraisal.figures.values() if figure.in_contract)
        yield from (f"{figure.id:<42} {_outcome(figure)}" for figure in figures)
    else:
        yield from main_figures(state.appraisal, width)
    yield ""
    yield "Findings"
    for section, finding in state.findings.items():
        colour = f"{finding.colour}: {WORDS[finding.colour]}" if finding.colour else "not known yet"
        yield f"  {worksheet.section_title(section):<20} {colour}"
        yield f"    {finding.words}"
    yield from _part("What the supplement says otherwise", said_otherwise(worksheet))
    yield from _part("Look at again", (f"{flag.id}: {flag.words}" for flag in state.flags))
    standing = ((f"question.{q.id}", q) for q in standing_blockers(state.appraisal.book))
    chosen = (f"{id_}: {q.text} {q.options.get(state.answers.text(id_), '')}" for id_, q in standing)
    yield from _part("Blockers that stand", chosen)
    none = "Left blank and counted as 0 hours, because other hours of the same work were entered"
    yield from _part(none, counted_as_none(state.appraisal).values())
    if any(id_.startswith("vote.") for id_ in state.answers):
        yield from _part("Vote", (in_words(state.vote), *state.vote.words))
    yield from _open(state)


def _part(title: str, lines: Iterable[str]) -> Iterator[str]:
    """Lines under their title; nothing where there are none."""
    if listed := [f"  {line}" for line in lines]:
        yield from ("", title, *listed)


def main_figures(appraisal: Appraisal, width: int = 0) -> Iterator[str]:
    """The figures that are shown without being asked for, in so many columns; 0 is any number."""
    yield from _table([("", ["this year", "a full year"]), *_main_rows(appraisal)], width)
    yield ""
    first = appraisal.book.this_year
    months = "the months" if first.unknown else f"the {count_of(first.counted, 'month')}"
    full = "twelve, without what comes once" if first.counted == _ALL_MONTHS else "twelve"
    yield f"“This year” is {months} the decision can still change; a full year is {full}."


def _main_rows(appraisal: Appraisal) -> Iterator[tuple[str, list[str]]]:
    """What each is called, and what it comes to."""
    for label, id_ in _FIGURES:
        horizons = [appraisal.figures.get(f"{id_}.{horizon}") for horizon in ("this_year", "full_year")]
        found = [figure for figure in horizons if figure] or [appraisal.figures[id_]]
        if not found[0].in_contract or (id_ == "time.unfilled" and appraisal.book.lacks("workforce")):
            continue
        cells = [_cell(figure) for figure in found]
        yield label, cells[:1] if set(cells) == {_NOT_APPLICABLE} else cells


def _table(rows: Sequence[tuple[str, list[str]]], width: int) -> Iterator[str]:
    """Each row in one line; closer together, or its figures under its label, where there is no room for that."""
    wide = [f"{label:<36}{_in_columns(cells)}" for label, cells in rows]
    close = [
        f"{label} {first:>{46 - len(label)}}{''.join(f' {cell:>12}' for cell in more)}"
        for label, (first, *more) in rows
    ]
    for lines in (wide, close):
        if not width or max(map(len, lines)) <= width:
            yield from lines
            return
    for label, cells in rows:
        if label:
            yield label
        yield f"{' ' * min(12, max(0, width - 28))}{_in_columns(cells)}"


def _in_columns(cells: Iterable[str]) -> str:
    return "".join(f" {cell:>13}" for cell in cells)


def main_ids() -> Iterator[str]:
    """The ids of these figures, whether a contract has them or not."""
    for _, id_ in _FIGURES:
        yield from (id_, f"{id_}.this_year", f"{id_}.full_year")


def _outcome(figure: Figure) -> str:
    if figure.value is not None:
        return amount(figure.value, figure.unit)
    if figure.not_applicable is not None:
        return f"does not apply: {figure.not_applicable}"
    return f"needs {', '.join(figure.needs)}"


def _cell(figure: Figure) -> str:
    if figure.value is None:
        return _NOT_APPLICABLE if figure.not_applicable is not None else "not known"
    return brief(figure.value, {"hours a week": "h a week"}.get(figure.unit, figure.unit))


def _open(state: State) -> Iterator[str]:
    ids = state.appraisal.book
    quick = state.quick_look
    yield from _part("Still needed for these figures", (f"{id_:<36} {ids.label(id_)}" for id_ in quick.open))
    if quick.open:
        yield f"  (the quick look: {quick.given} of {quick.asked} answered)"
    yield from _part("To be confirmed: came over from last time", _to_confirm(state))
    yield from _part("Left open", (f"{item.id}: {when_and_why(item)}" for item in state.come_back))
    typed = state.still_asked(state.drafts)
    yield from _part("Typed and not given", (f"{id_}: {text}" for id_, text in typed.items()))
    if not state.sealed:
        others = [b for b in state.blocking if b.id not in quick.open]
        yield ""
        yield "Before sign-off" if state.blocking or typed else "Ready for sign-off"
        if quick.open:
            yield f"  {count_of(len(quick.open), 'answer')} of the quick look, as above"
        yield from (f"  {b.id}: {b.words}" for b in others)
        if typed:
            yield f"  {count_of(len(typed), 'text')} typed and not given, as above; give or empty each"
    if state.questions_open:
        yield ""
        yield f"{count_of(len(state.questions_open), 'discussion question')} not answered yet"


def _to_confirm(state: State) -> Iterator[str]:
    """How many answers wait in each section, and how they are confirmed or given anew."""
    for section, ids in by_section(state.answers, state.appraisal.book.ids).items():
        where = f"{count_of(len(ids), 'answer')} in “{state.appraisal.book.worksheet.section_title(section)}”"
        yield f"{where}, first {ids[0]}; 'answer DIR --confirm {section}' confirms them"


def working_lines(appraisal: Appraisal, figure: str) -> Iterator[str]:
    """A figure's working, indented, with what each line leads to."""
    for line in Workings(appraisal).of(figure):
        leads = f"  [{line.leads_to.partition(':')[2]}]" if line.leads_to else ""
        source = f"; {line.source}" if line.source else ""
        yield f"{'  ' * line.depth}{line.text}{source}{leads}"


def hanging_lines(hung: HangsOn, *, kept_back: bool) -> Iterator[str]:
    """What this year's difference hangs on, to be remembered; then the leaning, unless it is still kept back."""
    key = "this_year"
    yield ""
    yield "What it hangs on"
    if hung.appraisal[f"difference.{key}"].value is None:
        yield "  Not known yet: it needs the figures of the options."
    else:
        three = [hung.said(key, break_even).text for break_even in hung.first_three(key)]
        three = three or ["No single answer, moved alone, turns what signing up comes to."]
        more = (hung.moved_alone(key), hung.posts_stay_empty(key))
        yield from (f"  {text}" for text in (*three, *more) if text)
    yield ""
    yield "What the answers suggest together (no decision; the vote is)"
    if kept_back:
        yield "  Kept back until everybody’s position is recorded, or the chair opens it on the screen; --json has it."
        return
    yield from (f"  {text}" for text in hung.leaning.sentences)
    if introduced := hung.turning.introduced(hung.leaning.kind):
        yield f"  {introduced}"
    yield from (f"    {turn.says}" for turn in hung.turning.turns)
