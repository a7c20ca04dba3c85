"""Items 2 to 7 of a memo: the decision, the vote, positions, declarations, dates and the question put."""

from __future__ import annotations

from des_decider.appraisal.findings import standing_blockers
from des_decider.decision.vote import Result, Vote, in_words
from des_decider.decision.wording import capital, count_of, day, joined, moment, number
from des_decider.memo.document import Block, Bullets, Paragraph, Quote, Table
from des_decider.memo.words import CONDITIONS, NOT_RECORDED, RISKS, Words, item
from des_decider.worksheet.inputs_and_tables import KIND_OF_INTEREST

_STANDS = {"recused": "did not vote, because of an interest", "not said": NOT_RECORDED}
"""The stands that a memo words otherwise than the vote does."""
_NO_ADVICE = "des-decider counts by the rule the partnership names. It gives no legal advice."


def decision_and_vote(words: Words) -> list[Block]:
    """Items 2 to 7, in order."""
    return [
        *_decision(words),
        *_vote(words),
        *_positions(words),
        *_declarations(words),
        *_dates(words),
        item("The question put"),
        Paragraph(words.text("decision.question", "Not recorded.")),
    ]


def _decision(words: Words) -> list[Block]:
    """The decision, with what whoever reads only one page must have read: a vote not carried, and blockers."""
    blocks: list[Block] = [
        item("The decision"),
        Paragraph(words.text("decision.sentence", "No decision is recorded yet."), strong=True),
        Paragraph(f"Option put to the vote: {words.shown('decision.option')}."),
    ]
    if recorded := len(words.answers.rows("condition")):
        # The sentence above may speak of them, and they follow pages later.
        stand = "The condition stands" if recorded == 1 else f"The {recorded} conditions stand"
        blocks.append(Paragraph(f"{stand} under “{CONDITIONS}”, after “{RISKS}”."))
    if words.facts.vote.outcome == "not carried":
        blocks.append(Paragraph("The vote did not carry the option put.", strong=True))
    standing = tuple(f"{q.text} {words.shown(f'question.{q.id}')}." for q in standing_blockers(words.appraisal))
    if standing:
        stood = f"{count_of(len(standing), 'blocker')} stood when this was written:"
        blocks += [Paragraph(stood, strong=True), Bullets(standing)]
    return blocks


def _vote(words: Words) -> list[Block]:
    vote = words.facts.vote
    blocks: list[Block] = [item("The vote")]
    if vote.outcome is not None:
        return [*blocks, Paragraph(in_words(vote), strong=True), Bullets(vote.words), Paragraph(_NO_ADVICE)]
    needed = joined(words.label(id_) for id_ in vote.needs)
    blocks.append(Paragraph(f"No result yet. Still needed: {needed}."))
    if vote.votes:
        blocks.append(Bullets(_so_far(vote)))
    return [*blocks, Paragraph(_NO_ADVICE)]


def _so_far(vote: Result) -> tuple[str, ...]:
    """The sum while some have not said where they stand, which the full count would tell as if nobody were missing."""
    silent = vote.names("not said")
    if not silent:
        return vote.words
    stands = [f"{count} {stand}" for stand, count in vote.counted.items() if count]
    so_far = f"{count_of(len(vote.votes), 'partner')}: {', '.join([*stands, f'{len(silent)} not recorded'])}."
    return (so_far, *vote.words[1:])


def _positions(words: Words) -> list[Block]:
    votes = words.facts.vote.votes
    blocks: list[Block] = [item("Each partner’s position")]
    if not votes:
        return [*blocks, Paragraph("No partners are recorded yet.")]
    weight = {"by_sessions": "Sessions", "by_profit_share": "Profit share"}.get(words.facts.vote.rule or "")
    rows: list[tuple[str, ...]] = []
    for vote in votes:
        row = vote.name, words.text(f"partner.{vote.partner}.role"), capital(_STANDS.get(vote.stand, vote.stand))
        rows.append((*row, NOT_RECORDED if vote.weight is None else number(vote.weight)) if weight else row)
    header = ("Partner", "Role", "Position")
    if weight:
        blocks.append(Table("", (*header, weight), tuple(rows), numbers=(3,), widths=(24, 36, 24, 16)))
    else:
        blocks.append(Table("", header, tuple(rows), widths=(28, 42, 30)))
    blocks += [Quote(vote.reason, _who(vote, words.facts.vote)) for vote in votes if vote.reason]
    silent = [vote.name for vote in votes if not vote.reason]
    if silent:
        blocks.append(Paragraph(f"No reason recorded: {joined(silent)}."))
    return blocks


def _who(vote: Vote, result: Result) -> str:
    """Who gave a reason and how they stood; those the vote went against dissent."""
    if vote.stand == "not said":
        return vote.name
    lost = {"carried": "against", "not carried": "for"}.get(result.outcome or "")
    return f"{vote.name}, {_STANDS.get(vote.stand, vote.stand)}{' (dissent)' if vote.stand == lost else ''}"


def _declarations(words: Words) -> list[Block]:
    answers = words.answers
    declared: set[str] = set()
    nothing: list[str] = []
    rows: list[tuple[str, ...]] = []
    for row in answers.rows("interest"):
        stem = f"interest.{row}"
        who = words.shown(f"{stem}.partner", "partner not recorded")
        kind, what, done = (answers.text(f"{stem}.{part}") for part in ("kind", "what", "done"))
        declared.add(who)
        if kind == "none" and not what and done in {"", "noted"}:
            nothing.append(who)
        else:
            about = ": ".join(part for part in (KIND_OF_INTEREST.get(kind, kind), what) if part)
            rows.append((who, capital(about or NOT_RECORDED), words.cell(f"{stem}.done")))
    blocks: list[Block] = [item("Declarations of interest")]
    if rows:
        header = ("Partner", "Declared", "What was done")
        blocks.append(Table("", header, tuple(rows), widths=(26, 50, 24)))
    silent = [name for name in words.partners.values() if name not in declared]
    said = [f"Nothing to declare: {joined(nothing)}."] if nothing else []
    said += [f"No declaration recorded: {joined(silent)}."] if silent else []
    if said or not rows:
        blocks.append(Paragraph(" ".join(said) or "No declaration is recorded yet."))
    return blocks


def _dates(words: Words) -> list[Block]:
    """The dates, kept apart; those of the worksheet are said to be."""
    facts, sheet = words.facts, words.worksheet
    due = sheet.dates[sheet.year.decide_by].date
    contract = words.answers.day("deadline.contract")
    rows = [
        ("Decided", words.day("decision.decided")),
        ("Written down", moment(facts.moment)),
        ("Signed off", moment(facts.signed.at) if facts.signed else "not signed off"),
        ("Takes effect", words.day("decision.effective")),
        ("Commissioner asked for an answer by", words.day("deadline.asked")),
        ("Contract asks for an answer by", day(contract) if contract else f"{day(due)} (worksheet)"),
        ("Last day to change our mind", words.day("deadline.last_change")),
        ("An opt-out told in time takes effect", f"{day(sheet.day(sheet.year.opt_out_effective))} (worksheet)"),
    ]
    window = sheet.dates.get(sheet.year.next_window or "")
    if window and not words.book.hidden(window.origin):
        rows.append(("Next window to leave or join ends", f"{day(window.date)} (worksheet)"))
    rows.append(("Review", words.day("decision.review")))
    if trigger := words.answers.text("decision.review_trigger"):
        rows.append(("We look again sooner if", trigger))
    return [item("Dates"), Table("", ("What", "When"), tuple(rows), widths=(45, 55))]
