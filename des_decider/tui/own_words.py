"""Questions in our own words for what every decision records and no worksheet asks: vote, decision, dates, actions."""

from __future__ import annotations

OWN_WORDS: dict[str, tuple[str, str]] = {
    "interest.partner": ("Whose declaration is it?", ""),
    "interest.kind": (
        "Does this partner have an interest to declare?",
        "Declared aloud, before anything is put to the vote. A role in the network is the usual example.",
    ),
    "interest.what": ("What is the interest?", ""),
    "interest.done": ("What was done about it?", "Who did not vote or left the room is counted for neither side."),
    "decision.question": ("What question is put to the partners?", "The memo prints it as it is put."),
    "decision.option": ("Which option is put to the vote?", ""),
    "vote.rule": (
        "By what rule does the partnership decide this?",
        "The partnership agreement says. Nothing is assumed: without a rule there is no result.",
    ),
    "vote.written_in": ("Where is that rule written?", "The clause of the agreement, so that it can be found again."),
    "vote.quorum": (
        "How many partners must be there?",
        "The quorum that the partnership agreement sets.",
    ),
    "vote.quorum_counts_recused": ("Do those who did not vote count for the quorum?", "It decides the quorum here."),
    "vote.second_vote": ("Has the chair a second vote in a tie?", ""),
    "vote.chair": ("Who is in the chair?", "It is a tie, so the chair’s vote decides it."),
    "vote.present": ("Is this partner present?", ""),
    "vote.position": ("For or against what is put to the vote: {option}?", "Dissent is kept as it is said."),
    "vote.reason": ("Their reasons, in their own words", "The memo prints them under the name."),
    "decision.sentence": ("The decision, in one sentence", "It is read back before the names, and opens the memo."),
    "decision.decided": ("On which day was it decided?", ""),
    "decision.effective": ("From which day does it take effect?", ""),
    "decision.review": ("On which day do we look at it again?", ""),
    "decision.review_trigger": ("What would make us look again sooner?", ""),
    "decision.filed_at": ("Where is the record kept?", ""),
    "decision.keep_until": ("Until when is it kept?", ""),
    "condition.what": ("On what condition?", ""),
    "condition.owner": ("Who sees to it?", ""),
    "condition.by": ("By when?", ""),
    "action.what": ("What is to be done?", ""),
    "action.owner": ("Who does it?", ""),
    "action.by": ("By when?", ""),
    "consulted.who": ("Who was consulted?", "The LMC, the accountant, staff, patients."),
    "consulted.when": ("When were they consulted?", ""),
    "tell.who": ("Who must be told?", "The commissioner, the network, staff, patients."),
    "tell.by": ("By when must they be told?", ""),
}
"""By the id without its row number: the question, and why it is asked."""


def own_words(id_: str) -> tuple[str, str] | None:
    """The question and the reason for an id such as `vote.2.position`; None where there are none."""
    head, _, rest = id_.partition(".")
    return OWN_WORDS.get(f"{head}.{rest.rpartition('.')[2]}")
