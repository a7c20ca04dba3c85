"""Which inputs, options and sections a contract has: of what it has none nobody is asked (docs/figures.md, rule 11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.worksheet.inputs_and_columns import OPTION
from des_decider.worksheet.model import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from des_decider.worksheet.model import SectionId, Worksheet


_OF_A_NETWORK = frozenset({"pcn", "member", "share"})
_ITS_MEETINGS = frozenset({"meeting.gp_hours", "meeting.admin_hours"})
"""What a network's meetings take. All else of `meeting` is of the partners' own, in which any contract is decided."""


def is_of(id_: str, worksheet: Worksheet) -> bool:
    """Whether an input, or the path by which it is asked, speaks of something the contract has."""
    head, _, rest = id_.partition(".")
    last = rest.rpartition(".")[2]
    if id_ == "facts.later":
        return worksheet.has_later_facts
    if id_ == "workforce.area":
        return any(role.differs_by_area for role in worksheet.roles.values())
    if id_ in {"opt_out.exit_cost", "opt_out.once.this_year"}:
        return worksheet.year.opt_out_effective is not None
    if id_ == "leave.exit_cost" or "leave_next" in {head, rest}:
        return worksheet.can_be_left_later
    if (head in _OF_A_NETWORK or id_ in _ITS_MEETINGS) and not worksheet.has_network:
        return False
    about = rest if head in {"threshold", "completed"} else head
    if about == "workforce" or about.startswith("workforce.") or last in {"post_hours", "falls_to_gps"}:
        return bool(worksheet.pays_for_posts)
    if about in {"home", "care_homes"} or about.startswith("care_homes.") or last in {"care_home_beds", "beds"}:
        return worksheet.has_homes
    if head == "director":
        return worksheet.has_director
    if id_ == "network.split" or last == "reaches_practice":
        return any(p.paid_to == "network" and p.kind != "reimbursement" for p in worksheet.payments.values())
    if last in {"weighted_list", "adjusted_list"}:
        return _is_counted_on(head, last.removesuffix("_list"), worksheet)
    return True


def _is_counted_on(whose: str, basis: str, worksheet: Worksheet) -> bool:
    """Whether money is counted on a list: a payment to us on ours, one to the network or points on the network's.

    The sum for posts is counted on the network's weighted list, and without us it is smaller by ours.
    """
    if basis == "weighted" and worksheet.pays_for_posts:
        return True
    paid_to = "network" if whose == "pcn" else "practice"
    paid = [payment for payment in worksheet.payments.values() if payment.paid_to == paid_to]
    return any(part.basis == basis for payment in paid for part in payment.parts) or any(
        payment.kind == "points" and payment.base == basis and whose == "pcn" for payment in worksheet.payments.values()
    )


def sections_of(worksheet: Worksheet) -> tuple[SectionId, ...]:
    """The sections in which anything is asked."""
    return tuple(one for one in SECTIONS if is_of(f"completed.{one}", worksheet))


def options_of(worksheet: Worksheet) -> Mapping[str, str]:
    """What can be put to the vote, in words: to leave at the next window only where there is one."""
    return {key: words for key, words in OPTION.items() if key != "sign_up_then_leave" or worksheet.can_be_left_later}


def with_what_it_has(worksheet: Worksheet) -> Worksheet:
    """A worksheet without the sections, the wording and the quick look of what its contract has none of."""
    asks, questions = dict(worksheet.asks), dict(worksheet.questions)
    if not worksheet.has_network:  # there is none that could know
        asks = {path: ask._replace(who="manager") if ask.who == "network" else ask for path, ask in asks.items()}
        questions = {id_: q._replace(who="manager") if q.who == "network" else q for id_, q in questions.items()}
    return worksheet._replace(
        sections={one: worksheet.sections[one] for one in sections_of(worksheet) if one in worksheet.sections},
        asks={path: ask for path, ask in asks.items() if is_of(path, worksheet)},
        questions=questions,
        quick_look=tuple(path for path in worksheet.quick_look if is_of(path, worksheet)),
    )
