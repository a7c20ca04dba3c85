"""How each kind of answer is spoken of in a break-even: “a GP hour costs less than £59”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from des_decider.appraisal.break_evens import POSTS_FILLED

if TYPE_CHECKING:
    from des_decider.appraisal.book import Book
    from des_decider.appraisal.break_evens import BreakEven


class Phrase(NamedTuple):
    """An answer in a clause: as it is, as it would be, as a noun, and whether less of it is fewer."""

    is_: str
    were: str
    noun: str
    less: str = "less"
    our: str = ""
    who: str = ""

    def may_be(self, than: str) -> str:
        """The clause for what may be: “fewer than 40 % of posts are filled”."""
        return self._filled(self.is_, than)

    def would(self, than: str) -> str:
        """The clause for what is not: “fewer than 40 % of posts were filled”."""
        return self._filled(self.were, than)

    def _filled(self, clause: str, than: str) -> str:
        return _fill(clause, our=self.our, who=self.who, than=than)


# In each, {} stands for “less than £59”, {who} for the row or fact, {our} for your or our.
_ASKED = {
    POSTS_FILLED: Phrase("{} of posts are filled", "{} of posts were filled", "share of posts filled", "fewer"),
    "cost.gp_hour": Phrase("a GP hour costs {}", "a GP hour cost {}", "price of a GP hour"),
    "cost.nurse_hour": Phrase("a nurse hour costs {}", "a nurse hour cost {}", "price of a nurse hour"),
    "cost.admin_hour": Phrase(
        "an hour of administration costs {}", "an hour of administration cost {}", "price of an hour of administration"
    ),
    "share.of_pcn": Phrase(
        "{our} share of the network is {}", "{our} share of the network were {}", "share of the network"
    ),
    "pcn.running_costs": Phrase(
        "running the network costs {} a year",
        "running the network cost {} a year",
        "yearly cost of running the network",
    ),
    "director.hours": Phrase(
        "being clinical director takes {} a week",
        "being clinical director took {} a week",
        "weekly time of {our} clinical director",
    ),
    "meeting.gp_hours": Phrase(
        "the network takes {} a week of {our} GPs",
        "the network took {} a week of {our} GPs",
        "weekly GP time for the network",
    ),
    "meeting.admin_hours": Phrase(
        "the network takes {} a week of {our} administration",
        "the network took {} a week of {our} administration",
        "weekly administration for the network",
    ),
    "opt_out.hours": Phrase(
        "leaving brings {our} GPs {} of work a week",
        "leaving brought {our} GPs {} of work a week",
        "weekly GP time that leaving brings",
    ),
    "opt_out.exit_cost": Phrase("leaving now costs {}", "leaving now cost {}", "cost of leaving now"),
    "local.hours": Phrase(
        "{} a week of GP time end with “{who}”",
        "{} a week of GP time ended with “{who}”",
        "weekly GP time that ends with “{who}”",
    ),
    "payment.reaches_practice": Phrase(
        "{} of {who} reaches the practices",
        "{} of {who} reached the practices",
        "share of {who} that reaches the practices",
    ),
    "payment.achieved": Phrase(
        "{} of the points of {who} are earned",
        "{} of the points of {who} were earned",
        "share of the points of {who}",
        "fewer",
    ),
    "home.whole.hours": Phrase(
        "the work in {our} homes takes {} a week",
        "the work in {our} homes took {} a week",
        "weekly time in {our} homes",
    ),
    "home.round_hours": Phrase(
        "the weekly round of {who} takes {}", "the weekly round of {who} took {}", "time for the weekly round of {who}"
    ),
    "home.travel_hours": Phrase(
        "travel to {who} takes {} a week", "travel to {who} took {} a week", "weekly travel to {who}"
    ),
    "home.plan_hours": Phrase(
        "a care plan at {who} takes {}", "a care plan at {who} took {}", "time for a care plan at {who}"
    ),
    "home.review_hours": Phrase(
        "a medication review at {who} takes {}",
        "a medication review at {who} took {}",
        "time for a medication review at {who}",
    ),
    "home.mdt_hours": Phrase(
        "meetings about {who} take {} a month",
        "meetings about {who} took {} a month",
        "monthly time for meetings about {who}",
    ),
    "service.gp_hours": Phrase(
        "{who} takes {} a week of {our} GPs", "{who} took {} a week of {our} GPs", "weekly GP time for {who}"
    ),
    "service.nurse_hours": Phrase(
        "{who} takes {} a week of {our} nurses", "{who} took {} a week of {our} nurses", "weekly nurse time for {who}"
    ),
    "service.admin_hours": Phrase(
        "{who} takes {} a week of {our} administration",
        "{who} took {} a week of {our} administration",
        "weekly administration for {who}",
    ),
    "service.post_hours": Phrase(
        "{} a week of {who} are meant for the network's posts",
        "{} a week of {who} were meant for the network's posts",
        "weekly time of the network's posts for {who}",
    ),
    "service.falls_to_gps": Phrase(
        "{} of what empty posts leave undone of {who} comes back to {our} GPs",
        "{} of what empty posts leave undone of {who} came back to {our} GPs",
        "share of {who} that comes back to {our} GPs where posts stay empty",
    ),
    "service.once_hours": Phrase(
        "setting up {who} takes {our} GPs {}", "setting up {who} took {our} GPs {}", "GP time for setting up {who}"
    ),
    "workforce.wte": Phrase("the network wants {}{who}", "the network wanted {}{who}", "number of posts{who}"),
    "workforce.chance": Phrase(
        "{} of {who} posts are filled", "{} of {who} posts were filled", "share of {who} posts filled", "fewer"
    ),
    "workforce.whole.claim": Phrase(
        "{} a year is reimbursed for a post", "{} a year were reimbursed for a post", "yearly reimbursement for a post"
    ),
    "workforce.whole.top_up": Phrase(
        "a post costs {} a year that nobody reimburses",
        "a post cost {} a year that nobody reimburses",
        "yearly cost of a post that nobody reimburses",
    ),
    "workforce.cost": Phrase("{who} costs {} a year", "{who} cost {} a year", "yearly cost of {who}"),
    "workforce.other_cost": Phrase(
        "{who} costs {} a year beyond pay", "{who} cost {} a year beyond pay", "yearly cost of {who} beyond pay"
    ),
    "workforce.start_cost": Phrase("starting {who} costs {}", "starting {who} cost {}", "cost of starting {who}"),
    "workforce.supervision_hours": Phrase(
        "supervising {who} takes {our} network's GPs {} a week",
        "supervising {who} took {our} network's GPs {} a week",
        "weekly GP time for supervising {who}",
    ),
    "workforce.released_hours": Phrase(
        "{who} frees {} of GP time a week", "{who} freed {} of GP time a week", "weekly GP time that {who} frees"
    ),
}
_TOPICS = {
    "cost": "the price of an hour",
    "service": "the work of the services",
    "specification": "the work of the services",
    "home": "the work in the homes",
    "director": "time for the network",
    "meeting": "time for the network",
    "payment": "what reaches us",
    "local": "local payments",
}
_TOPICS_OF_POSTS = {
    "chance": "posts filled",
    "wte": "posts wanted",
    "supervision_hours": "GP time and posts",
    "released_hours": "GP time and posts",
    "falls_to_gps": "what comes back to GPs",
}
_ROWS = {"home": "home", "local": "local payment"}
_VOWELS = frozenset("aeio")


def _fill(clause: str, *, our: str, who: str, than: str = "") -> str:
    """A clause filled in one go: braces in a name of the practice's stay as they are."""
    filled = {"our": our, "who": who, "": than}
    return re.sub(r"\{(our|who|)\}", lambda slot: filled[slot[1]], clause)


def topic_of(id_: str) -> str:
    """The kind of answer an id is: partners remember one break-even of each."""
    head, last = id_.partition(".")[0], id_.rpartition(".")[2]
    if id_ == POSTS_FILLED:
        return _TOPICS_OF_POSTS["chance"]
    if last in _TOPICS_OF_POSTS:
        return _TOPICS_OF_POSTS[last]
    if head == "workforce":
        return "what posts cost"
    return _TOPICS.get(head, id_)


def phrase_of(book: Book, asked: BreakEven, our: str) -> Phrase:
    """How an answer is spoken of, its row or fact by name; any other by its label."""
    parts = asked.id.split(".")
    key = asked.id
    if key not in _ASKED and len(parts) == 3:
        key = f"{'service' if parts[0] == 'specification' else parts[0]}.{parts[2]}"
    who = _who(book, parts)
    found = _ASKED.get(key)
    if key == "workforce.chance" and parts[1] == "whole":
        found = _ASKED[POSTS_FILLED]
    if found is None:
        found, who = Phrase("{who} is {}", "{who} were {}", "figure for {who}"), asked.label
    return found._replace(our=our, who=who, noun=_fill(found.noun, our=our, who=who))


def _who(book: Book, parts: list[str]) -> str:
    """The row or fact an id is about, by its name."""
    sheet, slot = book.worksheet, parts[1] if len(parts) > 1 else ""
    match parts[0]:
        case "workforce":
            role = "" if slot == "whole" else sheet.roles[slot].name.lower()
            if parts[2] == "wte":
                return f" of {role}" if role else ""
            return role if parts[2] == "chance" else f"{'an' if role[:1] in _VOWELS else 'a'} {role or 'post'}"
        case "service":
            return sheet.services[slot].name.lower()
        case "specification":
            return f"“{sheet.requirements[slot].name}”"
        case "payment":
            return sheet.payments[slot].name
        case "home" | "local" if slot.isdigit():
            return book.answers.text(f"{parts[0]}.{slot}.name") or f"{_ROWS[parts[0]]} {slot}"
    return ""
