"""Items 20 to 22 and 24 to 27 of a memo: what follows from the decision, and how the record is proved and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.decision.wording import joined, moment
from des_decider.memo.document import Bullets, Paragraph, SignatureBlock, Table
from des_decider.memo.words import CONDITIONS, in_fours, item

if TYPE_CHECKING:
    from collections.abc import Iterable

    from des_decider.memo.document import Block
    from des_decider.memo.words import Words


def followed_up(words: Words) -> list[Block]:
    """Items 20 to 22."""
    return [
        *_to_do(words, CONDITIONS, "condition", "Condition"),
        *_to_do(words, "Actions", "action", "What"),
        *_consulted(words),
    ]


def _to_do(words: Words, heading: str, table: str, first: str) -> list[Block]:
    """Conditions and actions alike: what, who sees to it, and by when."""
    rows = tuple(
        (words.text(f"{table}.{row}.what"), words.text(f"{table}.{row}.owner"), words.day(f"{table}.{row}.by"))
        for row in words.answers.rows(table)
    )
    if rows:
        return [item(heading), Table("", (first, "Who", "By when"), rows, widths=(55, 25, 20))]
    on_conditions = table == "condition" and words.answers.text("decision.option") == "sign_up_on_conditions"
    why = ", although the option is to sign up on conditions" if on_conditions else ""
    return [item(heading), Paragraph(f"None recorded{why}.")]


def _consulted(words: Words) -> list[Block]:
    rows = words.answers.rows
    consulted = tuple(
        f"Consulted: {words.text(f'consulted.{row}.who')} ({_on(words, f'consulted.{row}.when', '')})"
        for row in rows("consulted")
    )
    told = tuple(
        f"Must be told: {words.text(f'tell.{row}.who')} ({_on(words, f'tell.{row}.by', 'by ')})" for row in rows("tell")
    )
    lines = (consulted or ("Consulted: not recorded",)) + (told or ("Must be told: not recorded",))
    return [item("Who was consulted, who must be told"), Bullets(lines)]


def _on(words: Words, id_: str, before: str) -> str:
    return f"{before}{words.day(id_)}" if id_ in words.answers else "date not recorded"


def recorded(words: Words) -> list[Block]:
    """Items 24 to 27."""
    return [*_worksheet(words), *_verifying(words), *_assents(words), *_kept(words)]


def _worksheet(words: Words) -> list[Block]:
    sheet = words.worksheet
    included = words.book.choice("facts.later") == "include"
    later = [payment.name for payment in sheet.payments.values() if not payment.origin.known_at_deadline]
    later += [role.name for role in sheet.roles.values() if not role.origin.known_at_deadline]
    which = f": {joined(later)}" if later else ". The worksheet has no such payment or role"
    blocks: list[Block] = [
        item("The worksheet"),
        Paragraph(f"{sheet.title}, edition {sheet.edition}, issued by {sheet.issuer}. {sheet.about}".strip()),
        Paragraph(f"SHA-256 of worksheet.toml: {in_fours(words.facts.worksheet_sha256)}"),
        Paragraph(
            "No signature of the worksheet was checked, so nothing shows that it comes unchanged from its issuer."
        ),
        Paragraph(f"What became known only after the deadline is {'counted' if included else 'left out'}{which}."),
    ]
    if limits := _limits(words):
        blocks.append(Paragraph(limits))
    return blocks


def _limits(words: Words) -> str:
    """Whose limits the findings use; nothing where the worksheet has none."""
    changed = [finding for finding in words.findings.values() if finding.changed]
    if not changed:
        return "The findings use the worksheet’s own limits." if words.worksheet.thresholds else ""
    own = joined(f"“{words.section(finding.section)}” (set by {finding.set_by})" for finding in changed)
    return (
        f"The practice’s own limits are used for {own}; what the worksheet’s own come to stands beside each, under "
        "“What each section found”."
    )


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
    present = _present(words)
    return [
        *blocks,
        *([Table("Names typed under the decision read back", ("Name", "Assented"), rows)] if rows else []),
        Paragraph("A typed name is a record of assent and claims to be no more. Those present also sign here:"),
        SignatureBlock(tuple(present)),
    ]


def _present(words: Words) -> Iterable[str]:
    return [vote.name for vote in words.facts.vote.votes if words.answers.yes(f"vote.{vote.partner}.present")]


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
