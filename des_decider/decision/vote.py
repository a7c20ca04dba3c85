"""The partners' vote: who could vote, what the rule asks for, and the result with its arithmetic in words."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple

from des_decider.decision.names import plain_name
from des_decider.decision.wording import count_of, joined, number
from des_decider.worksheet.inputs_and_columns import OPTION, VOTE_RULE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from des_decider.decision.answers import Answers

Outcome = Literal["carried", "not carried", "no quorum"]
Stand = Literal["for", "against", "abstained", "recused", "absent", "not said", "to confirm"]
_POSITIONS: dict[str, Stand] = {"for": "for", "against": "against", "abstain": "abstained", "absent": "absent"}
_COUNTED: tuple[Stand, ...] = ("for", "against", "abstained", "recused", "absent")
IN_WORDS: Mapping[str, str] = {"recused": "did not vote (interest)", "to confirm": "to be confirmed"}
"""The stands that are said in other words than they are named."""
_WEIGHED_BY = {"by_sessions": "sessions", "by_profit_share": "profit_share"}
_WEIGHED_IN = {"by_sessions": " sessions", "by_profit_share": " % of the profit shares"}
_DID_NOT_VOTE = frozenset({"spoke_did_not_vote", "left_the_room"})
_PUT = ("decision.question", "decision.option")
REASON = "decision.against_figures"
"""Why the partners decide otherwise than the answers lean."""


class Vote(NamedTuple):
    """One partner's part in the vote; `weight` is their sessions or profit share where the rule weighs them.

    A stand is to be confirmed where what is put is not what it was when they took it.
    """

    partner: int
    name: str
    stand: Stand
    reason: str
    weight: Fraction | None


class Result(NamedTuple):
    """The vote as it stands: an outcome once nothing is missing, and the sum behind it in sentences."""

    outcome: Outcome | None
    votes: tuple[Vote, ...]
    needs: tuple[str, ...]
    words: tuple[str, ...]
    rule: str
    tie: bool
    counted: Mapping[Stand, int]

    def names(self, stand: Stand) -> list[str]:
        """The partners who stand one way, in order."""
        return [vote.name for vote in self.votes if vote.stand == stand]


def count_votes(answers: Answers) -> Result:
    """Count the vote by the partnership's own rule; without a rule, a quorum or a position there is no result."""
    rule = answers.text("vote.rule")
    votes = tuple(_vote(answers, row, name, rule) for row, name in answers.partners().items())
    counted = {stand: sum(1 for v in votes if v.stand == stand) for stand in _COUNTED}
    sums = _sums(answers, votes, counted)
    needs = _needs(answers, votes, rule)
    outcome: Outcome | None = None
    tie = False
    if not needs and (quorate := _quorate(answers, votes, sums)):
        carried, tie, ask = _by_rule(answers, votes, rule, sums)
        outcome, needs = (None, [ask]) if ask else ("carried" if carried else "not carried", [])
    elif not needs:
        outcome, needs = (None, ["vote.quorum_counts_recused"]) if quorate is None else ("no quorum", [])
    return Result(outcome, votes, tuple(needs), tuple(sums), rule, tie, counted)


def _vote(answers: Answers, row: int, name: str, rule: str) -> Vote:
    weight = answers.likely(f"partner.{row}.{_WEIGHED_BY[rule]}") if rule in _WEIGHED_BY else Fraction(1)
    return Vote(row, name, _stand(answers, row), answers.text(f"vote.{row}.reason"), weight)


def _stand(answers: Answers, row: int) -> Stand:
    if is_present(answers, row) is False:
        return "absent"
    if recused(answers, row):
        return "recused"
    position = f"vote.{row}.position"
    stand = _POSITIONS.get(answers.text(position), "not said")
    return "to confirm" if stand != "not said" and given_before_put(position, answers) else stand


def given_before_put(id_: str, answers: Answers) -> bool:
    """Whether a position, or the reason for what was decided, was given before what is put was put as it stands now.

    It is about something else then, until whoever gave it gives it again.
    """
    given = answers.get(id_)
    if given is None or given.at is None or (id_ != REASON and not id_.endswith(".position")):
        return False
    return any(put.at > given.at for part in _PUT if (put := answers.get(part)) and put.at)


def what_is_put(answers: Answers) -> str:
    """The option put, in words, or the question where none is recorded."""
    option = OPTION.get(answers.text("decision.option"), "")
    return f"“{option}”" if option else "the question"


def is_present(answers: Answers, partner: int) -> bool | None:
    """Whether a partner is there: as was said, else as whoever takes a position is, or did not vote over an interest.

    None where nothing tells.
    """
    if (said := answers.yes(f"vote.{partner}.present")) is False:
        return False
    position = answers.text(f"vote.{partner}.position")
    if position:
        return position != "absent"
    return True if said or recused(answers, partner) else None


def recused(answers: Answers, partner: int) -> bool:
    """Whether a partner declared an interest and, because of it, did not vote or left the room."""
    return any(
        answers.likely(f"interest.{row}.partner") == partner and answers.text(f"interest.{row}.done") in _DID_NOT_VOTE
        for row in answers.rows("interest")
    )


def _needs(answers: Answers, votes: tuple[Vote, ...], rule: str) -> list[str]:
    """The ids without which nobody can say what the vote was."""
    named = {vote.partner for vote in votes}
    needs = [f"partner.{row}.name" for row in answers.rows("partner") if row not in named]
    needs = needs if votes or needs else ["partner.1.name"]
    needs += [id_ for id_ in ("vote.rule", "vote.quorum") if id_ not in answers]
    for vote in votes:
        if vote.stand in {"not said", "to confirm"}:
            needs.append(f"vote.{vote.partner}.position")
        if vote.weight is None and vote.stand in {"for", "against"}:
            needs.append(f"partner.{vote.partner}.{_WEIGHED_BY[rule]}")
    return needs


def _sums(answers: Answers, votes: tuple[Vote, ...], counted: dict[Stand, int]) -> list[str]:
    eligible, present = len(votes), sum(1 for v in votes if is_present(answers, v.partner))
    stands = ", ".join(f"{counted[stand]} {IN_WORDS.get(stand, stand)}" for stand in _COUNTED)
    words = [f"{count_of(eligible, 'partner')}, {present} present: {stands}."]
    if early := [v.name for v in votes if v.stand == "to confirm"]:
        before = f"before {what_is_put(answers)} was put as it stands now"
        words.insert(0, f"Where {joined(early)} stood was recorded {before}; each confirms it, or takes it back.")
    if "vote.rule" in answers:
        where = answers.text("vote.written_in")
        written = f", as written in {where}" if where else "; where it is written is not recorded"
        words.append(f"The rule: {VOTE_RULE[answers.text('vote.rule')]}{written}.")
    return words


def _quorate(answers: Answers, votes: tuple[Vote, ...], sums: list[str]) -> bool | None:
    """Whether enough are present; None where that hangs on whether those recused count, and nobody has said."""
    needed = answers.likely("vote.quorum") or Fraction(0)
    recusals = sum(1 for v in votes if v.stand == "recused")
    present = sum(1 for v in votes if v.stand != "absent")
    counts = answers.yes("vote.quorum_counts_recused")
    with_them, without = present >= needed, present - recusals >= needed
    if counts is None and with_them != without:
        return None
    met = with_them if counts else without
    counting = counts if counts is not None else not met
    there = f"needed, {present} present"
    if recusals and counting:
        there += f", {recusals} who did not vote counted"
    elif recusals:  # the sum in full: all who are present stand in the line above as well
        there = f"needed; {present} present less {recusals} who did not vote is {present - recusals}"
    note = " (either way the same)" if recusals and counts is None else ""
    sums.append(f"Quorum: {number(needed)} {there}{note}: {'met' if met else 'not met'}.")
    return met


def _weight(votes: tuple[Vote, ...], stand: Stand) -> Fraction:
    return sum((v.weight or Fraction(0) for v in votes if v.stand == stand), Fraction(0))


def _by_rule(answers: Answers, votes: tuple[Vote, ...], rule: str, sums: list[str]) -> tuple[bool, bool, str]:
    """Whether the rule is met, whether it was a tie, and the id a tie still needs."""
    for_, against = _weight(votes, "for"), _weight(votes, "against")
    able = [v for v in votes if v.stand in {"for", "against", "abstained"}]
    everybody = len(votes) - sum(1 for v in votes if v.stand == "recused")
    match rule:
        case "unanimous":
            met = bool(able) and for_ == len(able)
            sums.append(f"All {len(able)} present and able to vote are needed: {number(for_)} for.")
            return met, False, ""
        case "two_thirds" | "three_quarters":
            part = Fraction(2, 3) if rule == "two_thirds" else Fraction(3, 4)
            needed = (for_ + against) * part
            sums.append(f"At least {number(needed)} of {number(for_ + against)} voting are needed: {number(for_)} for.")
            return for_ > 0 and for_ >= needed, False, ""
        case "majority_present" | "majority_all":
            of = len(able) if rule == "majority_present" else everybody
            partners = "partner" if everybody == 1 else "partners"
            who = "present and able to vote" if rule == "majority_present" else f"{partners} able to vote"
        case _:
            of, who = 0, "voting"
    base = Fraction(of) if of else for_ + against
    unit = _WEIGHED_IN.get(rule, "")
    half = f"more than {number(base / 2, 3)}" if unit else f"{base // 2 + 1:,}"
    sums.append(f"Needed: more than half of {number(base)}{unit} {who}, so {half}; for: {number(for_)}.")
    if for_ == against and rule.startswith("majority_") and (for_ + 1) * 2 > base and for_ > 0:
        carried, ask = _second_vote(answers, votes, sums)
        return carried, True, ask
    return for_ * 2 > base, for_ == against and for_ > 0, ""


def _second_vote(answers: Answers, votes: tuple[Vote, ...], sums: list[str]) -> tuple[bool, str]:
    """Whether the chair's second vote carries a tie under a simple majority, and the id still needed to say so."""
    second, chair = answers.yes("vote.second_vote"), in_the_chair(answers)
    if second is None or (second and chair is None):
        return False, "vote.second_vote" if second is None else "vote.chair"
    found = next((v for v in votes if v.partner == chair), None)
    if not second or chair is None:
        sums.append("A tie, and the chair has no second vote.")
    elif found is None or found.stand not in {"for", "against"}:
        who = found.name if found else f"partner {number(chair)}"
        sums.append(f"A tie; {who}, in the chair, did not vote for or against.")
    else:
        sums.append(f"A tie; the second vote of {found.name}, in the chair, is {found.stand}.")
        return found.stand == "for", ""
    return False, ""


def in_the_chair(answers: Answers) -> Fraction | None:
    """The partner in the chair, by number: as said for a tie, else whom the record of the meeting names so."""
    if (chair := answers.likely("vote.chair")) is not None:
        return chair
    named = plain_name(answers.text("meeting.chair"))
    return next((Fraction(row) for row, name in answers.partners().items() if plain_name(name) == named), None)


def in_words(result: Result, what: str = "") -> str:
    """The result in one sentence; where votes have weights, by their weights; `what` was voted for, if it is said."""
    match result.outcome:
        case "carried" | "not carried" as outcome:
            unit = _WEIGHED_IN.get(result.rule, "")
            for_, against = number(_weight(result.votes, "for")), number(_weight(result.votes, "against"))
            return f"{outcome.capitalize()}: {for_}{unit} for{what}, {against}{unit} against."
        case "no quorum":
            return "No decision: the quorum is not met."
        case _ if result.names("to confirm"):  # the sum tells whose
            return "No result yet: positions are to be confirmed."
        case _:
            return f"No result yet: {joined(result.needs[:3])} not answered."
