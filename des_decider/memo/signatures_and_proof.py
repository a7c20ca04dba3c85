"""How the record is proved, who signs it and where it is kept (items 24 to 27)."""

from __future__ import annotations

from des_decider.decision.wording import joined, moment
from des_decider.memo.document import Block, Bullets, Paragraph, SignatureBlock, Table
from des_decider.memo.words import Words, in_fours, item


def signatures_and_proof(words: Words) -> list[Block]:
    """Items 24 to 27."""
    return [*_worksheet(words), *_verifying(words), *_assents(words), *_kept(words)]


def _worksheet(words: Words) -> list[Block]:
    sheet = words.worksheet
    included = words.book.choice("facts.later") == "include"
    later = [payment.name for payment in sheet.payments.values() if not payment.origin.known_at_deadline]
    later += [role.name for role in sheet.roles.values() if not role.origin.known_at_deadline]
    which = f": {joined(later)}" if later else ". The worksheet has no such payment or role"
    unchecked = "No signature of the worksheet was checked, so nothing shows that it comes unchanged from its issuer."
    blocks: list[Block] = [
        item("The worksheet"),
        Paragraph(f"{sheet.title}, edition {sheet.edition}, issued by {sheet.issuer}. {sheet.about}".strip()),
        Paragraph(f"SHA-256 of worksheet.toml: {in_fours(words.facts.worksheet_sha256)}"),
        Paragraph(unchecked),
        Paragraph(f"What became known only after the deadline is {'counted' if included else 'left out'}{which}."),
    ]
    limits = _limits(words)
    return [*blocks, Paragraph(limits)] if limits else blocks


def _limits(words: Words) -> str:
    """Whose limits the findings use; nothing where the worksheet has none."""
    changed = [finding for finding in words.findings.values() if finding.changed]
    if not changed:
        return "The findings use the worksheet’s own limits." if words.worksheet.thresholds else ""
    own = joined(f"“{words.section(finding.section)}” (set by {finding.set_by})" for finding in changed)
    beside = "what the worksheet’s own come to stands beside each, under “What each section found”"
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
        Paragraph("SHA-256 of the sealed answers.toml:"),
        Paragraph(in_fours(signed.answers_sha256), strong=True),
        Paragraph("In the record’s folder, work it out again and compare:"),
        Bullets(how),
        Paragraph(
            "If they agree, the answers kept today are, to the letter, those this memo was made from. It does not "
            "prove that an answer is true, who typed it, or when: the times are those of the computer used. What "
            "holds against intent is this paper with its signatures."
        ),
    ]


def _assents(words: Words) -> list[Block]:
    blocks: list[Block] = [item("Assent and signatures")]
    signed = words.facts.signed
    if signed is None:
        return [*blocks, Paragraph("Nobody has assented yet. A draft is not for signing.")]
    rows = tuple((assent.name, moment(assent.at)) for assent in signed.assents)
    present = [vote.name for vote in words.facts.vote.votes if words.answers.yes(f"vote.{vote.partner}.present")]
    return [
        *blocks,
        *([Table("Names typed under the decision read back", ("Name", "Assented"), rows)] if rows else []),
        Paragraph("A typed name is a record of assent and claims to be no more. Those present also sign here:"),
        SignatureBlock(tuple(present)),
    ]


def _kept(words: Words) -> list[Block]:
    facts = words.facts
    return [
        item("Where this is kept"),
        Bullets((
            f"Kept at: {words.text('decision.filed_at')}",
            f"Kept until: {words.day('decision.keep_until')}",
            f"Record {facts.decision_id}, change {facts.last_change:,}, written by {facts.program}",
        )),
    ]  # fmt: skip
