"""Signing off in words: the decision read back before it, and the confirmation after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from des_decider.decision.vote import in_words
from des_decider.decision.wording import capital, count_of, day, joined, moment
from des_decider.memo.words import in_fours
from des_decider.record.sign_off import remarks
from des_decider.tui.screen_text import lines, text
from des_decider.tui.where_we_stand import value_of
from des_decider.worksheet.inputs import OPTION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.content import Content

    from des_decider.record.seal import Seal
    from des_decider.record.state import State
    from des_decider.record.verify import Report
    from des_decider.tui.meeting import Meeting

WHAT_SEALING_DOES = (
    (
        "Signing off writes the record one last time and seals it. It is never changed after that: a changed mind is a "
        "new decision that supersedes this one."
    ),
    (
        "A name typed here records that a partner assents to this record as right, whichever way they voted, and is no "
        "more than that. The memo has a block to sign in ink."
    ),
)
_STANDS = (
    ("for", "For"), ("against", "Against"), ("abstained", "Abstained"), ("recused", "Did not vote, interest declared"),
    ("absent", "Absent"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What the confirmation rests on: the seal as it was read, and what verifying found, where they are known."""

    seal: Seal | None = None
    report: Report | None = None


def read_back(meeting: Meeting) -> Content:
    """The decision, the vote and what signing off does, to be read aloud."""
    state, answers = meeting.state, meeting.session.answers
    put = answers.text("decision.option")
    told = [
        text(("The decision", "bold")),
        text((answers.text("decision.sentence"), "bold $accent")),
        text(""),
        *([text(("Put to the vote: ", "bold"), f"{OPTION[put]}.")] if put in OPTION else []),
        text(("The vote: ", "bold"), in_words(state.vote)),
    ]
    for stand, words in _STANDS:
        if names := state.vote.names(stand):  # type: ignore[arg-type]
            told.append(text((f"{words}: ", "$muted"), joined(names)))
    told += [text((words, "$muted")) for words in state.vote.words[1:]]
    told += _figures(state)
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
    told += standing_remarks(meeting)
    told += [text(""), *(text((words, "$muted")) for words in WHAT_SEALING_DOES)]
    return lines(told)


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
    if not found:
        return []
    head = text(("Stands in the record, and does not stop you:", "$warning bold"))
    return [text(""), head, *(text(f"  {capital(words)}") for words in found)]


def confirmation(meeting: Meeting, confirmed: Confirmed) -> Content:
    """That it is signed off, its reference, what happens next and how to check it.

    A record that is not as it was signed is not read back: nothing that looks signed may say something else.
    """
    session, seal, report = meeting.session, confirmed.seal, confirmed.report
    told = [text((" Signed off ", "bold reverse"))]
    as_signed = report is not None and report.state in {"intact", "re-saved"}
    if as_signed:
        told.append(text((session.answers.text("decision.sentence"), "bold")))
    if as_signed and seal is not None:
        names = joined(assent.name for assent in seal.signed.assents)
        told.append(text((f"{moment(seal.signed.at)}, by {names or 'nobody by name'}", "$muted")))
    told += [text(""), *_checked(report)]
    if as_signed:
        told += [text(("The memo in Word:", "bold")), text(f"  {session.folder.resolve() / 'memo.docx'}")]
    told += [text(""), text(("Reference  ", "bold"), session.decision_id)]
    if as_signed and seal is not None:
        told.append(text(("SHA-256 of answers.toml, as the memo prints it", "bold")))
        told += [text(f"  {half}") for half in _halves(in_fours(seal.signed.answers_sha256))]
        told += [text(""), text(("What happens next", "bold")), *(text(f"- {words}") for words in _next(meeting))]
        told += [text(""), text(("All the memo’s files", "bold"))]
        memos = [file.name for file in seal.files if file.name.startswith("memo")]
        word_first = sorted(memos, key=lambda name: not name.endswith(".docx"))
        told += [text(f"  {session.folder.resolve() / name}") for name in word_first]
    told += [
        text(""),
        text(("To check it later", "bold")),
        text(f'  des-decider verify "{session.folder.resolve()}"'),
        text(("or work out the SHA-256 of answers.toml and compare it with the memo signed in ink:", "$muted")),
        text("  Windows: certutil -hashfile answers.toml SHA256"),
        text("  others: sha256sum answers.toml"),
    ]
    return lines(told)


def _halves(fours: str) -> tuple[str, str]:
    """A digest in two lines, so that a narrow window breaks it where a person would."""
    groups = fours.split(" ")
    middle = len(groups) // 2
    return " ".join(groups[:middle]), " ".join(groups[middle:])


def _checked(report: Report | None) -> list[Content]:
    if report is None:
        return [text(("Checking the files against the seal…", "$muted"))]
    if report.state == "intact":
        return [text((report.words, "$success"))]
    style = "$warning bold" if report.state in {"re-saved", "newer"} else "$error bold"
    return [text((report.words, style)), *(text(f"  {words}") for words in report.details)]


def _next(meeting: Meeting) -> Iterator[str]:
    """Whom to tell, which days matter, what is to be done, and where it is kept."""
    answers = meeting.session.answers
    commissioner = answers.text("commissioner.name") or "the commissioner"
    asked = answers.day("deadline.asked")
    sooner = f" ({commissioner} asked for {day(asked)})" if asked and asked != meeting.decide_by else ""
    yield f"Tell {commissioner} by {day(meeting.decide_by)}{sooner}."
    for row in answers.rows("tell"):
        who, by = answers.text(f"tell.{row}.who"), answers.day(f"tell.{row}.by")
        if who:
            yield f"Tell {who}{f' by {day(by)}' if by else ''}."
    yield "Print the memo; those present sign it in ink."
    conditions, actions = (len(answers.rows(table)) for table in ("condition", "action"))
    if conditions or actions:
        kinds = ((conditions, "condition"), (actions, "action"))
        counted = joined(count_of(amount, word) for amount, word in kinds if amount)
        yield f"See to {counted}: the memo says who, what and by when."
    days = (
        ("decision.effective", "The decision takes effect on"),
        ("deadline.last_change", "Last day to change your mind:"),
        ("decision.review", "Look at it again on"),
    )
    for id_, words in days:
        if (when := answers.day(id_)) is not None:
            yield f"{words} {day(when)}."
    if trigger := answers.text("decision.review_trigger"):
        yield f"Sooner if: {trigger}"
    until = answers.day("decision.keep_until")
    where = answers.text("decision.filed_at")
    if where or until:
        yield f"Keep the record{f' until {day(until)}' if until else ''}{f': {where}' if where else ''}."
