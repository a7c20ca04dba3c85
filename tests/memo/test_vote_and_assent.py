"""How a memo tells the vote, what partners said and declared, and who confirms the record."""

from __future__ import annotations

from dataclasses import replace

import pytest

from des_decider.memo.compose import compose_memo
from des_decider.memo.document import Quote, SignatureBlock
from tests.memo.memo_facts import ANSWERS_SHA, DISSENT, FULL, changed, facts, memo, under, without


def test_the_vote_is_told_with_its_sums() -> None:
    said = under(memo(FULL), "The vote")
    assert "Carried: 2 for “sign up on conditions”, 1 against." in said
    assert "4 partners, 4 present: 2 for, 1 against, 0 abstained, 1 did not vote (interest), 0 absent." in said
    assert "the partnership deed, clause 14" in said
    assert "Quorum: 3 needed, 4 present" in said
    without_them = under(memo(changed(vote__quorum_counts_recused="no")), "The vote")
    assert "Quorum: 3 needed; 4 present less 1 who did not vote is 3: met." in without_them


def test_reasons_and_dissent_are_kept_as_they_were_written() -> None:
    document = memo(FULL)
    said = under(document, "Each partner’s position")
    assert "Partner | Position | Reason, in their own words" in said
    assert "Dr Ada Marsh | Did not vote (interest) | I leave this to the others." in said
    assert "Dr Tom Reed | Against (dissent) | As written, under this table" in said
    quotes = [block for block in document.blocks if isinstance(block, Quote)]
    assert quotes == [Quote(DISSENT, "Dr Tom Reed, against (dissent)")], "line by line as he wrote it"
    roles = under(document, "The meeting")
    assert "Dr Ada Marsh, Partner, clinical director of the network" in roles


def test_when_a_vote_is_lost_those_for_it_dissent() -> None:
    said = under(memo(changed(vote__4__position="against")), "Each partner’s position")
    assert "Dr Lena Vane | For (dissent) | The pharmacist alone" in said
    assert "Dr Tom Reed | Against | As written" in said
    assert "Dr Tom Reed, against\n" in f"{said}\n"


def test_in_a_tie_nobody_dissents() -> None:
    tie = changed(vote__4__position="abstain", vote__second_vote="no")
    assert "A tie, and the chair has no second vote." in under(memo(tie), "The vote")
    assert "(dissent)" not in under(memo(tie), "Each partner’s position")


def test_a_decision_beside_a_vote_that_turned_it_down_says_so_first() -> None:
    document = memo(changed(vote__4__position="against"))
    first, sentence, _ = under(document, "The decision").strip().splitlines()
    assert first == "Not carried: sign up on conditions. What stands, as written:"
    assert sentence.startswith("Saltmarsh Surgery signs up")
    assert "Sign up on conditions (put to the vote) | Not carried" in under(document, "Options considered")
    assert "Not carried: 1 for “sign up on conditions”, 2 against." in under(document, "The vote")


def test_what_a_partner_declared_who_is_no_longer_one_is_left_out() -> None:
    gone = under(memo(without(FULL, "partner.3.", "vote.3.")), "Declarations of interest")
    assert "clinical director" not in gone
    assert "partner 3" not in gone
    assert "Nothing to declare: Dr Lena Vane and Dr Tom Reed." in gone


def test_who_has_not_said_is_not_counted_as_anything() -> None:
    document = memo(without(FULL, "vote.2.position", "vote.4.reason"))
    said = under(document, "The vote")
    assert "No result. Still needed: position of Dr Tom Reed." in said
    assert "4 partners: 2 for, 1 did not vote (interest), 1 not recorded." in said
    assert "against" not in said
    positions = under(document, "Each partner’s position")
    assert "Dr Ian Holm | For | not recorded" in positions
    assert "\nDr Tom Reed | Not recorded | As written" in positions
    assert "\nDr Tom Reed, not recorded" in positions


def test_who_took_part_from_elsewhere_is_marked_as_the_chair_typed_what_they_said() -> None:
    said = under(memo(changed(vote__2__elsewhere="yes")), "Each partner’s position")
    assert "Dr Tom Reed (from elsewhere; typed by the chair) | " in said
    assert said.count("from elsewhere") == 1


def test_without_a_rule_the_positions_are_told_all_the_same() -> None:
    said = under(memo(without(FULL, "vote.rule")), "The vote")
    assert "No result. Still needed: the partnership's voting rule." in said
    assert "2 for, 1 against" in said


@pytest.mark.parametrize(("rule", "column"), [("by_sessions", "Sessions"), ("by_profit_share", "Profit share")])
def test_a_rule_that_weighs_votes_shows_the_weights(rule: str, column: str) -> None:
    said = under(
        memo(changed(vote__rule=rule, partner__1__sessions="8", partner__1__profit_share="30")),
        "Each partner’s position",
    )
    assert f"Reason, in their own words | {column}" in said
    assert f"look again in April. | {'8' if rule == 'by_sessions' else '30'}" in said
    assert "filled in first. | not recorded" in said


def test_declarations_are_told_and_those_missing_are_named() -> None:
    said = under(memo(FULL), "Declarations of interest")
    assert "Dr Ada Marsh | Financial: paid by the network as its clinical director | Spoke, did not vote" in said
    assert "Nothing to declare: Dr Lena Vane and Dr Tom Reed." in said
    assert "No declaration recorded: Dr Ian Holm." in said


def test_half_a_declaration_is_shown_as_half() -> None:
    said = under(memo({**without(FULL, "interest."), "interest.4.done": "left_the_room"}), "Declarations of interest")
    assert "partner not recorded | Not recorded | Left the room" in said


def test_all_declared_leaves_nobody_to_name() -> None:
    said = under(memo(changed(interest__4__partner="4", interest__4__kind="none")), "Declarations of interest")
    assert "No declaration recorded" not in said
    done = {**without(FULL, "interest."), **{f"interest.{n}.partner": f"{n}" for n in range(1, 5)}}
    assert "No declaration" not in under(memo(done), "Declarations of interest")


def test_a_signed_memo_anchors_the_record_and_takes_ink() -> None:
    document = memo(FULL, signed=True)
    assert not document.draft
    assert "signed off on 18 May 2020" in document.running_head
    verify = under(document, "How to verify this record")
    assert "0123 4567 89ab cdef" in verify
    assert "certutil -hashfile answers.toml SHA256" in verify
    assert "sha256sum answers.toml" in verify
    assert "des-decider verify" in verify
    assert "It does not prove" in verify
    signing = under(document, "Names and signatures")
    assert (
        "Names typed under the decision read back, on 18 May 2020, 19:42: Dr Lena Vane, Dr Tom Reed, Dr Ada Marsh and "
        "Dr Ian Holm. A typed name records that a partner confirms this record, and claims to be no more."
    ) in signing
    assert "sign: Dr Tom Reed" in signing
    assert "; signed off: 18 May 2020, 19:42." in under(document, "What happens next")
    assert "Before sign-off" not in under(document, "What was left open")


def test_whoever_was_there_and_typed_no_name_is_named() -> None:
    signed = facts(FULL, signed=True)
    assert signed.signed is not None
    but_two = tuple(one for one in signed.signed.assents if one.name not in {"Dr Tom Reed", "Dr Ada Marsh"})
    document = compose_memo(replace(signed, signed=replace(signed.signed, assents=but_two)))
    assert "No name was typed by Dr Tom Reed and Dr Ada Marsh, who did not vote." in under(
        document, "Names and signatures"
    )


def test_only_those_present_sign_in_ink() -> None:
    away = memo({**without(FULL, "vote.4."), "vote.4.present": "no"}, signed=True)
    (block,) = [block for block in away.blocks if isinstance(block, SignatureBlock)]
    assert block.names == ("Dr Lena Vane", "Dr Tom Reed", "Dr Ada Marsh")
    assert "Dr Ian Holm | Absent | not recorded" in under(away, "Each partner’s position")


def test_whoever_declined_to_assent_is_named_with_the_reason_as_written_and_does_not_sign() -> None:
    document = memo(changed(assent__2__declined="Not on these terms.\nI said so in May."), signed=True)
    (quote,) = [b for b in document.blocks if isinstance(b, Quote) and b.text.startswith("Not on these terms.")]
    assert quote == Quote("Not on these terms.\nI said so in May.", "Dr Tom Reed, declined to confirm")
    signing = under(document, "Names and signatures")
    assert "Those present who did not decline also sign here:" in signing
    assert "sign: Dr Tom Reed" not in signing
    assert "sign: Dr Ada Marsh" in signing
    assert "Those present also sign here:" in under(memo(FULL, signed=True), "Names and signatures")
    assert "No name was typed" not in under(document, "Names and signatures"), "all the others typed theirs"
    draft = under(memo(changed(assent__2__declined="Not on these terms.")), "Names and signatures")
    assert "Not on these terms.\nDr Tom Reed, declined to confirm" in draft


def test_a_draft_prints_no_fingerprint_and_is_not_for_signing() -> None:
    document = memo(FULL)
    assert ANSWERS_SHA[:4] not in under(document, "How to verify this record")
    assert "A draft is not for signing." in under(document, "Names and signatures")
    assert not any(isinstance(block, SignatureBlock) for block in document.blocks)
