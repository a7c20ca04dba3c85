"""What closes a memo: the worksheet it rests on and whose rates, where the record is kept, and how to verify it."""

from __future__ import annotations

from fractions import Fraction

from des_decider.decision.ids import gives_a_rate
from des_decider.decision.redactions import counted
from des_decider.decision.supplement_words import extends, said_otherwise
from des_decider.decision.wording import called, capital, joined, rate
from des_decider.memo.document import Block, Bullets, Paragraph
from des_decider.memo.figure_words import FINDINGS, Words, in_fours, item

_KEPT = (
    "These files lie in the record’s folder: the worksheet as its author wrote it, any that it extends, and the "
    "questions and wording that came with the program. A later program reads them there and changes no word of them."
)
_NO_ADVICE = "des-decider counts votes by the rule the partnership names. It gives no legal advice."


def worksheet_and_proof(words: Words) -> list[Block]:
    """The three items; how to verify stands last."""
    return [*_worksheet(words), *_kept(words), *_verifying(words)]


def _worksheet(words: Words) -> list[Block]:
    sheet = words.worksheet
    issued = f"{sheet.title}, edition {sheet.edition}, issued by {sheet.issuer}"
    included = words.book.choice("facts.later") == "include"
    money = [called(payment) for payment in sheet.payments.values() if not payment.origin.known_at_deadline]
    roles = [called(role) for role in sheet.roles.values() if not role.origin.known_at_deadline]
    later = [f"the amounts of {joined(money)}"] if money else []
    later += [f"the posts of {joined(roles)}"] if roles else []
    which = f": {'; '.join(later)}"
    unchecked = "No signature of the worksheet was checked, so nothing shows that it comes unchanged from its issuer."
    but = "".join(
        f", but for the one beside {claim.name}" for claim in sheet.claims.values() if claim.rebuild and money
    )
    how = "counted" if included else f"left out of our own sums{but}"
    counted = f"What was published only after the deadline is {how}{which}."
    if not later:
        counted = "No payment or post of this worksheet was published only after its deadline."
    counted = counted if sheet.has_later_facts else ""
    said = " ".join(part for part in (counted, _whose_rates(words), _limits(words), _NO_ADVICE) if part)
    return [
        item("The worksheet"),
        Paragraph(f"{', '.join(filter(None, (issued, extends(sheet))))}. {sheet.about}".strip()),
        *([Bullets(changed)] if (changed := said_otherwise(sheet)) else []),
        *(Paragraph(f"SHA-256 of {name}: {in_fours(one)}.") for name, one in words.facts.worksheet_sha256.items()),
        Paragraph(f"{_KEPT} {unchecked}"),
        Paragraph(said),
    ]


def _whose_rates(words: Words) -> str:
    """Whose rates and maximums count: the worksheet's, and of those the practice gave which, how much and by whom."""
    given = {id_: words.answers.likely(id_) for id_ in _rates_given(words)}
    ours = [
        f"{words.label(id_)} {rate(value) if value is not None else words.shown(id_)} ({_whose(words, id_)})"
        for id_, value in given.items()
    ]
    if not ours:
        return "Every rate and every maximum is the worksheet’s."
    return f"Given by the practice: {joined(ours)}. Every other rate and maximum is the worksheet’s."


def _rates_given(words: Words) -> list[str]:
    """The ids under which the practice gave a rate or a maximum, in the order of the meeting."""
    given = (id_ for id_ in words.answers if gives_a_rate(id_) and words.ids.field(id_))
    return sorted(given, key=words.place)


def _whose(words: Words, id_: str) -> str:
    """Who gave it, and what the worksheet prints in its place, if it prints anything."""
    answer, printed = words.answers[id_], words.ids.printed(id_)
    who = answer.said_by or answer.by or "who gave it is not recorded"
    return f"{who}; the worksheet {'asks for it' if printed is None else f'prints {rate(Fraction(printed))}'}"


def _limits(words: Words) -> str:
    """Whose limits the findings use; nothing where the worksheet has none."""
    changed = [finding for finding in words.findings.values() if finding.changed]
    if not changed:
        thresholds = words.worksheet.thresholds.values()
        held = [t for t in thresholds if t.why and (found := words.findings.get(t.section)) and found.colour]
        why = " ".join(f"{words.section(t.section)}: {t.why}" for t in held)
        return f"The findings use the worksheet’s own limits. {why}".strip() if thresholds else ""
    own = joined(f"“{words.section(finding.section)}” (set by {finding.set_by})" for finding in changed)
    beside = f"what the worksheet’s own come to stands beside each, under “{FINDINGS}”"
    return f"The practice’s own limits are used for {own}; {beside}."


def _verifying(words: Words) -> list[Block]:
    blocks: list[Block] = [item("How to verify this record")]
    signed = words.facts.signed
    if signed is None:
        said = "This is a draft and is not sealed. The signed memo prints the fingerprint of its answers here."
        return [*blocks, Paragraph(said)]
    how = (
        "Windows: certutil -hashfile answers.toml SHA256",
        "Mac and Linux: sha256sum answers.toml (on a Mac also: shasum -a 256 answers.toml)",
        "With the program, for the whole record: des-decider verify, followed by the record’s folder",
    )
    return [
        *blocks,
        Paragraph("SHA-256 of the sealed answers.toml; in the record’s folder, work it out again and compare:"),
        Paragraph(in_fours(signed.answers_sha256), strong=True),
        Bullets(how),
        Paragraph(
            "If they agree, the answers kept today are, to the letter, those this memo was made from. It does not "
            "prove that an answer is true, who typed it, or when: the times are those of the computer used. What "
            "holds against intent is this paper with its signatures."
        ),
    ]


def _kept(words: Words) -> list[Block]:
    facts = words.facts
    return [
        item("Where this is kept"),
        Paragraph(
            f"Kept until: {words.day('decision.keep_until')}. Kept by: {words.text('decision.kept_by')}. "
            f"Place: {words.text('decision.filed_at')}."
        ),
        Paragraph(f"Record {facts.decision_id}, change {facts.last_change:,}, written by {facts.program}."),
        *_taken_out(words),
    ]


def _taken_out(words: Words) -> list[Block]:
    """That texts were taken out of the record, by whom and why; nothing where none was."""
    done = words.facts.redactions
    if not done:
        return []
    return [
        Paragraph(f"{counted(done)} of this record and its history:"),
        Bullets(tuple(capital(one.said(words.label)) for one in done)),
    ]
