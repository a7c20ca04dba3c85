"""The decision as it is read back before it is sealed: what was decided, on what, by whom, and what goes with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.appraisal.if_not_met import answers_in
from des_decider.appraisal.if_not_met import in_words as in_words_then
from des_decider.decision.display import answered
from des_decider.decision.vote import REASON, in_words
from des_decider.decision.wording import capital, count_of, day, joined
from des_decider.record.leaning_shown import leaning_shown
from des_decider.record.sign_off import remarks
from des_decider.tui.screen_text import lines, text
from des_decider.tui.where_we_stand import value_of
from des_decider.worksheet.inputs_and_columns import DONE_ABOUT_IT, KIND_OF_INTEREST, OPTION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.content import Content

    from des_decider.decision.vote import Stand
    from des_decider.record.state import State
    from des_decider.tui.meeting import Meeting

NOT_SHOWN = (
    "the record does not say that what the answers suggest together was seen before the vote; “What it hangs on” has it"
)
WHAT_SEALING_DOES = (
    "Signing off writes the record one last time and seals it. It is never changed after that: a changed mind is a new "
    "decision that replaces this one.\n"
    "A name typed here confirms this record as right, whichever way the partner voted, and is no more than that. "
    "Whoever does not confirm it gives the reason. The memo has a block to sign in ink."
)
_STANDS: tuple[tuple[Stand, str], ...] = (
    ("for", "For"), ("against", "Against"), ("abstained", "Abstained"), ("recused", "Did not vote, interest declared"),
    ("absent", "Absent"),
)  # fmt: skip


def read_back(meeting: Meeting) -> Content:
    """The decision, the vote and what signing off does, to be read aloud."""
    state, answers = meeting.state, meeting.session.answers
    put = answers.text("decision.option")
    told = [
        text(("The decision", "bold")),
        text((answers.text("decision.sentence"), "bold $accent")),
        text(""),
        *_conditions(meeting),
        text(("Put to the vote: ", "bold"), f"{OPTION.get(put, 'not recorded')}."),
        text(("The vote: ", "bold"), in_words(state.vote)),
    ]
    for stand, words in _STANDS:
        if names := state.vote.names(stand):
            told.append(text((f"{words}: ", "$muted"), joined(names)))
    told += [text((words, "$muted")) for words in state.vote.words[1:]]
    told += _interests(meeting)
    told += _figures(state)
    if (why := answers.text(REASON)) and state.reason_counts is not False:
        told.append(text(("The reason given for deciding so: ", "bold"), why))
    dates = [
        f"{words} {day(when)}"
        for id_, words in (
            ("decision.decided", "decided"),
            ("decision.effective", "takes effect"),
            ("decision.review", "looked at again"),
        )
        if (when := answers.day(id_)) is not None
    ]
    if dates:
        told.append(text(("Dates: ", "bold"), "; ".join(dates)))
    told += _to_do_after(meeting)
    told += standing_remarks(meeting)
    told += [text(""), text((WHAT_SEALING_DOES, "$muted"))]
    return lines(told)


def _conditions(meeting: Meeting) -> Iterator[Content]:
    """On what the decision rests, who sees to it by when, and what follows if it is not met."""
    answers = meeting.session.answers
    for row in answers.rows("condition"):
        stem = f"condition.{row}"
        yield text((f"Condition {row}: ", "bold"), answers.text(f"{stem}.what"))
        owner, by = answers.text(f"{stem}.owner"), answers.day(f"{stem}.by")
        seen_to = " ".join(part for part in (owner, f"by {day(by)}" if by else "") if part)
        if seen_to:
            yield text((f"  Seen to by {seen_to}", "$muted"))
        if if_not := answers.text(f"{stem}.if_not_met"):
            yield text((f"  If it is not met: {if_not}", "$muted"))
        if holds := answers.text(f"{stem}.without"):
            then = in_words_then(holds, answers, meeting.session.ids)
            of_answers = not isinstance(answers_in(holds, meeting.session.ids), str)
            figures = ", and the figures of it in the memo" if of_answers else ""
            yield text((f"  What holds then{figures}: {then}", "$muted"))
    if answers.rows("condition"):
        yield text("")


def _interests(meeting: Meeting) -> Iterator[Content]:
    """What the partners declared, and what was done about it; who declared nothing, and who has not said so."""
    answers, ids = meeting.session.answers, meeting.session.ids
    partners, nothing, named = answers.partners(), list[str](), set[str]()
    for row in answers.rows("interest"):
        stem = f"interest.{row}"
        who, what = answered(f"{stem}.partner", answers, ids), answers.text(f"{stem}.what")
        if who not in partners.values():
            continue
        named.add(who)
        kind, done = answers.choice(f"{stem}.kind"), answered(f"{stem}.done", answers, ids)
        if kind == "none" and not what and done in {"", DONE_ABOUT_IT["noted"]}:
            nothing.append(who)
            continue
        about = ": ".join(part for part in (KIND_OF_INTEREST.get(kind or "", ""), what) if part)
        yield text((f"{who} declared: ", "$muted"), "; ".join(part.rstrip(".") for part in (about, done) if part))
    if nothing:
        yield text(("Nothing to declare: ", "$muted"), joined(nothing))
    if silent := [name for name in partners.values() if name not in named]:
        yield text(("No declaration recorded: ", "$muted"), joined(silent))


def _to_do_after(meeting: Meeting) -> Iterator[Content]:
    """The actions with who does them by when, and who must be told."""
    answers = meeting.session.answers
    for row in answers.rows("action"):
        owner, by = answers.text(f"action.{row}.owner"), answers.day(f"action.{row}.by")
        seen_to = ", ".join(part for part in (owner, f"by {day(by)}" if by else "") if part)
        told = f" ({seen_to})" if seen_to else ""
        yield text((f"Action {row}: ", "bold"), f"{answers.text(f'action.{row}.what')}{told}")
    for row in answers.rows("tell"):
        by = answers.day(f"tell.{row}.by")
        yield text(("To be told: ", "bold"), answers.text(f"tell.{row}.who"), f" by {day(by)}" if by else "")


def _figures(state: State) -> list[Content]:
    """What the partners sign with open eyes: the differences, the GP time, what was found and what was left open."""
    this, full, hours = (
        value_of(state.appraisal, id_) for id_ in ("difference.this_year", "difference.full_year", "time.gp_hours")
    )
    words = f"Signing up against opting out: this year {this}, a full year {full}; GP time {hours} a week."
    told = [text(("The figures: ", "bold"), words)]
    title = state.appraisal.book.worksheet.section_title
    for colour, said in (("red", "Serious concerns"), ("amber", "Concerns")):
        if named := [title(s) for s, finding in state.findings.items() if finding.colour == colour]:
            told.append(text((f"{said}: ", "$muted"), joined(named)))
    if state.come_back:
        told.append(text(("Left open: ", "$muted"), f"{count_of(len(state.come_back), 'thing')}, listed in the memo"))
    return told


def standing_remarks(meeting: Meeting) -> list[Content]:
    """What will stand in the record though it does not stop anybody from signing off."""
    found = remarks(meeting.state)
    if not leaning_shown(meeting.session).shown:
        found = (*found, NOT_SHOWN)
    if not found:
        return []
    head = text(("In the record; it does not stop you:", "$warning bold"))
    return [text(""), head, *(text(f"  {capital(words)}") for words in found)]
