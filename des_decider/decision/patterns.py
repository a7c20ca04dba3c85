"""Every pattern of id a decision can hold, with its kind, words, unit and limits, in the order of the meeting.

In a pattern `<n>` stands for a row's serial number, `<role>` for a role of the worksheet, and so on. What
the answers behind figures mean stands in docs/figures.md; which code uses the others (votes, the decision and its
record), in docs/architecture.md.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from des_decider.decision.values import Kind
    from des_decider.worksheet.model import SectionId

BY = {"whole": "as a whole", "rows": "row by row"}
STATUS = {
    "already": "already done",
    "ready": "ready by its start",
    "at_risk": "at risk",
    "cannot": "cannot be done by its start",
}
DONE_BY = {"gp": "a GP", "nurse": "a nurse", "post": "a reimbursed post"}
SPLIT = {
    "all_shared": "everything is shared out",
    "network_keeps": "the network keeps it, but for extended hours and the care home premium",
    "by_stream": "stream by stream",
}
LATER = {"hide": "left out", "include": "counted"}
ENDS = {"sign_up": "if we sign up", "opt_out": "if we opt out"}
POSITION = {"for": "for", "against": "against", "abstain": "abstains"}
KIND_OF_INTEREST = {
    "none": "nothing to declare",
    "financial": "financial",
    "non_financial_professional": "non-financial professional",
    "non_financial_personal": "non-financial personal",
    "indirect": "indirect",
}
DONE_ABOUT_IT = {
    "noted": "noted",
    "spoke_did_not_vote": "spoke, did not vote",
    "left_the_room": "left the room",
}
OPTION = {
    "sign_up": "sign up",
    "sign_up_on_conditions": "sign up on conditions",
    "sign_up_then_leave": "sign up and leave in April",
    "opt_out": "opt out",
    "not_yet": "not yet",
}
VOTE_RULE = {
    "majority_voting": "a simple majority of those voting",
    "majority_present": "a simple majority of those present",
    "majority_all": "a simple majority of all partners",
    "two_thirds": "two thirds of those voting",
    "three_quarters": "three quarters of those voting",
    "unanimous": "everybody present and able to vote",
    "by_sessions": "a majority weighted by sessions, of those voting",
    "by_profit_share": "a majority weighted by profit share, of those voting",
}


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern of id: what kind of answer it takes, how it is spoken of, and its group and default.

    `{}` in `label` stands for the row or fact the slot names. `months_at_most` bounds months by the counted
    months of the worksheet's year. `optional` is asked and never waited for.
    """

    path: str
    kind: Kind
    label: str
    section: SectionId
    unit: str = ""
    estimate: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)
    default: str = ""
    largest: Fraction | None = None
    months_at_most: bool = False
    optional: bool = False


_H = "hours a week"
# fmt: off - a table that is read down its columns


def _ways_to_work(slot: str, section: SectionId) -> tuple[Pattern, ...]:
    """The answers a service takes as a whole, and each of its requirements row by row."""
    return (
        Pattern(f"{slot}.status", "choice", "status of {}", section, choices=STATUS),
        Pattern(f"{slot}.gp_hours", "hours", "our GPs' time for {}", section, _H, estimate=True),
        Pattern(f"{slot}.nurse_hours", "hours", "our nurses' time for {}", section, _H, estimate=True),
        Pattern(f"{slot}.admin_hours", "hours", "our administration for {}", section, _H, estimate=True),
        Pattern(f"{slot}.post_hours", "hours", "time of reimbursed posts for {}", section, _H, estimate=True),
        Pattern(
            f"{slot}.falls_to_gps",
            "percent",
            "share of {} that comes back to our GPs where posts stay empty",
            section,
            "%",
            estimate=True,
        ),
        Pattern(
            f"{slot}.once_hours",
            "hours",
            "GP time once to set up {}",
            section,
            "hours",
            estimate=True,
            default="0",
        ),
    )


def _own_limits(judged: str, about: str, section: SectionId) -> tuple[Pattern, ...]:
    """The practice's own limits for a finding, and who set them; their kind and unit are those of the figure judged."""
    return (
        Pattern(
            f"threshold.{judged}.green",
            "number",
            f"our own limit for “no concern” about {about}",
            section,
            optional=True,
        ),
        Pattern(
            f"threshold.{judged}.amber",
            "number",
            f"our own limit for “a concern” about {about}",
            section,
            optional=True,
        ),
        Pattern(f"threshold.{judged}.set_by", "text", f"who set our own limits about {about}", section, optional=True),
    )


PATTERNS: tuple[Pattern, ...] = (
    # The practice, its partners and its network
    Pattern("practice.name", "text", "practice", "practice"),
    Pattern("practice.ods_code", "text", "ODS code", "practice"),
    Pattern("practice.registered_list", "patients", "our registered list", "practice", "patients"),
    Pattern("practice.weighted_list", "patients", "our weighted list", "practice", "patients"),
    Pattern("practice.adjusted_list", "patients", "our adjusted list", "practice", "patients"),
    Pattern("practice.gp_sessions", "number", "GP sessions", "practice", "sessions a week"),
    Pattern("partner.<n>.name", "text", "name of partner {}", "practice"),
    Pattern("partner.<n>.role", "text", "role of partner {}", "practice"),
    Pattern("partner.<n>.sessions", "number", "sessions of partner {}", "practice", "sessions a week"),
    Pattern("partner.<n>.profit_share", "percent", "profit share of partner {}", "practice", "%"),
    Pattern("pcn.name", "text", "network", "practice"),
    Pattern("pcn.registered_list", "patients", "the network's registered list", "practice", "patients"),
    Pattern("pcn.weighted_list", "patients", "the network's weighted list", "practice", "patients"),
    Pattern("pcn.adjusted_list", "patients", "the network's adjusted list", "practice", "patients"),
    Pattern("pcn.care_home_beds", "count", "care home beds of the network", "care_homes", "CQC beds"),
    Pattern("commissioner.name", "text", "commissioner", "practice"),
    Pattern("facts.later", "choice", "facts known only after the deadline", "practice", choices=LATER, default="hide"),
    Pattern("deadline.asked", "date", "deadline the commissioner asked for", "contract"),
    Pattern("deadline.contract", "date", "deadline of the contract", "contract"),
    Pattern("deadline.last_change", "date", "last day to change our mind", "contract"),
    # What an hour costs
    Pattern("cost.gp_hour", "money", "cost of a GP hour", "practice", "£ an hour", estimate=True),
    Pattern("cost.nurse_hour", "money", "cost of a nurse hour", "practice", "£ an hour", estimate=True),
    Pattern("cost.admin_hour", "money", "cost of an hour of administration", "practice", "£ an hour", estimate=True),
    Pattern("cost.session_hours", "hours", "length of a GP session", "practice", "hours", default="4 h 10 min"),
    Pattern(
        "cost.weeks_per_year", "number", "weeks worked a year", "practice", "weeks", default="52", largest=Fraction(53)
    ),
    # The services
    Pattern("service.<service>.by", "choice", "how {} is answered", "specifications", choices=BY, default="whole"),
    *_ways_to_work("service.<service>", "specifications"),
    *_ways_to_work("specification.<requirement>", "specifications"),
    # The posts
    Pattern("workforce.by", "choice", "how the posts are answered", "workforce", choices=BY, default="whole"),
    Pattern("workforce.none", "yes_no", "there are no posts", "workforce"),
    Pattern("workforce.whole.wte", "number", "posts the network wants", "workforce", "WTE", estimate=True),
    Pattern("workforce.whole.chance", "percent", "chance that a post is filled", "workforce", "%", estimate=True),
    Pattern(
        "workforce.whole.months",
        "number",
        "months posts are filled this year",
        "workforce",
        "months",
        months_at_most=True,
    ),
    Pattern("workforce.whole.claim", "money", "reimbursed for a post", "workforce", "£ a year a WTE", estimate=True),
    Pattern(
        "workforce.whole.top_up",
        "money",
        "not reimbursed for a post",
        "workforce",
        "£ a year a WTE",
        estimate=True,
    ),
    Pattern(
        "workforce.whole.start_cost",
        "money",
        "cost of starting a post",
        "workforce",
        "£ once a WTE",
        estimate=True,
        default="0",
    ),
    Pattern(
        "workforce.whole.supervision_hours",
        "hours",
        "GP time to supervise a post",
        "workforce",
        "hours a week a WTE",
        estimate=True,
    ),
    Pattern(
        "workforce.whole.released_hours",
        "hours",
        "GP time a post frees",
        "workforce",
        "hours a week a WTE",
        estimate=True,
    ),
    Pattern("workforce.<role>.wte", "number", "{} wanted", "workforce", "WTE", estimate=True),
    Pattern("workforce.<role>.chance", "percent", "chance that {} is filled", "workforce", "%", estimate=True),
    Pattern(
        "workforce.<role>.months",
        "number",
        "months {} is filled this year",
        "workforce",
        "months",
        months_at_most=True,
    ),
    Pattern("workforce.<role>.cost", "money", "pay and on-costs of {}", "workforce", "£ a year a WTE", estimate=True),
    Pattern(
        "workforce.<role>.other_cost",
        "money",
        "other cost of {}",
        "workforce",
        "£ a year a WTE",
        estimate=True,
        default="0",
    ),
    Pattern(
        "workforce.<role>.start_cost",
        "money",
        "cost of starting {}",
        "workforce",
        "£ once a WTE",
        estimate=True,
        default="0",
    ),
    Pattern(
        "workforce.<role>.supervision_hours",
        "hours",
        "GP time to supervise {}",
        "workforce",
        "hours a week a WTE",
        estimate=True,
    ),
    Pattern(
        "workforce.<role>.released_hours",
        "hours",
        "GP time {} frees",
        "workforce",
        "hours a week a WTE",
        estimate=True,
    ),
    # The care homes
    Pattern("home.by", "choice", "how the homes are answered", "care_homes", choices=BY, default="whole"),
    Pattern("home.none", "yes_no", "no care home falls to us", "care_homes"),
    Pattern("home.whole.beds", "count", "beds in our homes", "care_homes", "CQC beds"),
    Pattern("home.whole.done_by", "choice", "who does most of the work in our homes", "care_homes", choices=DONE_BY),
    Pattern("home.whole.hours", "hours", "work in our homes", "care_homes", _H, estimate=True),
    Pattern("home.<n>.name", "text", "name of home {}", "care_homes"),
    Pattern("home.<n>.beds", "count", "beds of home {}", "care_homes", "CQC beds"),
    Pattern("home.<n>.done_by", "choice", "who does most of the work in home {}", "care_homes", choices=DONE_BY),
    Pattern("home.<n>.round_hours", "hours", "weekly round of home {}", "care_homes", _H, estimate=True),
    Pattern("home.<n>.travel_hours", "hours", "travel to home {}", "care_homes", _H, estimate=True),
    Pattern("home.<n>.arrivals", "count", "arrivals in home {}", "care_homes", "a year"),
    Pattern("home.<n>.plan_hours", "hours", "a care plan in home {}", "care_homes", "hours each", estimate=True),
    Pattern("home.<n>.plan_by", "choice", "who writes care plans in home {}", "care_homes", choices=DONE_BY),
    Pattern("home.<n>.reviews", "count", "medication reviews in home {}", "care_homes", "a year"),
    Pattern(
        "home.<n>.review_hours", "hours", "a medication review in home {}", "care_homes", "hours each", estimate=True
    ),
    Pattern("home.<n>.review_by", "choice", "who reviews medication in home {}", "care_homes", choices=DONE_BY),
    Pattern(
        "home.<n>.mdt_hours",
        "hours",
        "multidisciplinary meetings for home {}",
        "care_homes",
        "hours a month",
        estimate=True,
    ),
    # The money
    Pattern("network.split", "choice", "how the network shares out its money", "funding", choices=SPLIT),
    Pattern(
        "payment.<payment>.reaches_practice",
        "percent",
        "share of {} that reaches the practices",
        "funding",
        "%",
        estimate=True,
    ),
    Pattern("payment.<payment>.achieved", "percent", "points of {} we expect", "funding", "%", estimate=True),
    Pattern("share.of_pcn", "percent", "our share of the network", "funding", "%", estimate=True),
    Pattern("pcn.running_costs", "money", "cost of running the network", "funding", "£ a year", estimate=True),
    Pattern("director.ours", "yes_no", "the clinical director is one of us", "funding"),
    Pattern("director.amount", "money", "director's money that comes to us", "funding", "£ a year"),
    Pattern("director.hours", "hours", "our clinical director's time", "funding", _H, estimate=True),
    Pattern("meeting.gp_hours", "hours", "GP time the network takes", "funding", _H, estimate=True),
    Pattern("meeting.admin_hours", "hours", "administration the network takes", "funding", _H, estimate=True),
    Pattern("local.none", "yes_no", "no local payment depends on the decision", "funding"),
    Pattern("local.<n>.name", "text", "name of local payment {}", "funding"),
    Pattern("local.<n>.amount", "money", "amount of local payment {}", "funding", "£ a year"),
    Pattern("local.<n>.ends", "choice", "when local payment {} ends", "funding", choices=ENDS),
    Pattern(
        "local.<n>.hours", "hours", "GP time that ends with local payment {}", "funding", _H, estimate=True, default="0"
    ),
    Pattern("opt_out.hours", "hours", "GP time that only leaving brings", "contract", _H, estimate=True),
    Pattern("opt_out.exit_cost", "money", "cost of leaving now", "contract", "£ once", estimate=True),
    Pattern("leave.exit_cost", "money", "cost of leaving next April", "contract", "£ once", estimate=True),
    # The decision
    Pattern("decision.question", "text", "the question put", "decision"),
    Pattern("decision.option", "choice", "the option put", "decision", choices=OPTION),
    Pattern("vote.rule", "choice", "the partnership's voting rule", "decision", choices=VOTE_RULE),
    Pattern("vote.written_in", "text", "where the rule is written", "decision"),
    Pattern("vote.quorum", "count", "the quorum", "decision", "partners"),
    Pattern("vote.quorum_counts_recused", "yes_no", "those recused count for the quorum", "decision"),
    Pattern("vote.second_vote", "yes_no", "the chair has a second vote", "decision"),
    Pattern("vote.chair", "serial", "the partner in the chair", "decision"),
    Pattern("vote.<partner>.present", "yes_no", "whether partner {} is present", "decision"),
    Pattern("vote.<partner>.position", "choice", "position of partner {}", "decision", choices=POSITION),
    Pattern("vote.<partner>.reason", "text", "reasons of partner {}", "decision"),
    Pattern("interest.<n>.partner", "serial", "partner of declaration {}", "decision"),
    Pattern("interest.<n>.kind", "choice", "kind of declaration {}", "decision", choices=KIND_OF_INTEREST),
    Pattern("interest.<n>.what", "text", "what declaration {} is about", "decision"),
    Pattern("interest.<n>.done", "choice", "what was done about declaration {}", "decision", choices=DONE_ABOUT_IT),
    Pattern("decision.sentence", "text", "the decision in one sentence", "decision"),
    Pattern("decision.decided", "date", "day of the decision", "decision"),
    Pattern("decision.effective", "date", "the decision takes effect", "decision"),
    Pattern("decision.review", "date", "review date", "decision"),
    Pattern("decision.review_trigger", "text", "what would make us look again sooner", "decision"),
    Pattern("decision.filed_at", "text", "where the record is kept", "decision"),
    Pattern("decision.keep_until", "date", "the record is kept until", "decision"),
    Pattern("condition.<n>.what", "text", "condition {}", "decision"),
    Pattern("condition.<n>.owner", "text", "owner of condition {}", "decision"),
    Pattern("condition.<n>.by", "date", "date of condition {}", "decision"),
    Pattern("action.<n>.what", "text", "action {}", "decision"),
    Pattern("action.<n>.owner", "text", "owner of action {}", "decision"),
    Pattern("action.<n>.by", "date", "date of action {}", "decision"),
    Pattern("consulted.<n>.who", "text", "who was consulted ({})", "decision"),
    Pattern("consulted.<n>.when", "date", "when they were consulted ({})", "decision"),
    Pattern("tell.<n>.who", "text", "who must be told ({})", "decision"),
    Pattern("tell.<n>.by", "date", "told by ({})", "decision"),
    # When the partners first saw what the answers lean towards: the time of this answer in the history
    Pattern("leaning.shown", "yes_no", "the leaning has been shown", "decision", optional=True),
    # Limits of findings the practice sets for itself: last, because hardly anybody does
    *_own_limits("funding", "funding", "funding"),
    *_own_limits("time", "GP time", "funding"),
    *_own_limits("workforce", "the posts money drawn", "workforce"),
    *_own_limits("care_homes", "care homes", "care_homes"),
    # What the partners have done with: nothing rests on it, and it belongs to the section it names
    Pattern("completed.<section>", "yes_no", "the section “{}” is completed", "practice"),
)
# fmt: on
"""`question.<id>`, its note, `note.<id>`, `open.<id or section>` and its two of COME_BACK follow from these and the
worksheet."""

COME_BACK: Mapping[str, tuple[Kind, str]] = {
    "whom": ("text", "come back to it with"),
    "when": ("date", "come back to it by"),
}
"""What can be said of anything left open besides why: `open.<id or section>.whom` and `.when`."""

HOURS_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("service.<service>", ("gp_hours", "nurse_hours", "admin_hours", "post_hours")),
    ("specification.<requirement>", ("gp_hours", "nurse_hours", "admin_hours", "post_hours")),
    ("meeting", ("gp_hours", "admin_hours")),
    ("home.<n>", ("round_hours", "travel_hours", "plan_hours", "review_hours", "mdt_hours")),
)
"""Groups of hours: once one of a group is given, the others are 0 (docs/figures.md, rule 7)."""
