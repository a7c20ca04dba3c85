"""Every input of a decision, each in one place: its id, kind, words, unit, limits, column, group, question and clause.

In a path `<n>` stands for a row's serial number, `<role>` for a role of the worksheet, and so on. The order is that of
the meeting. What the answers behind figures mean stands in docs/figures.md. An input that worksheets may ask for stands
in docs/worksheet-format.md too.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from des_decider.worksheet.figure_paths import match_path

if TYPE_CHECKING:
    from collections.abc import Mapping

    from des_decider.worksheet.answer_kinds import Kind
    from des_decider.worksheet.model import SectionId


BY = {
    table: {"whole": "as a whole", "rows": f"{row} by {row}"}
    for table, row in (("service", "requirement"), ("workforce", "role"), ("home", "home"))
}
"""By table: the two ways of answering it, in the words in which worksheets ask which."""
STATUS = {
    "already": "already done",
    "ready": "ready in time",
    "at_risk": "at risk",
    "cannot": "cannot be done in time",
}
DONE_BY = {"gp": "a GP", "nurse": "a nurse", "post": "a reimbursed post"}
SPLIT = {
    "all_shared": "everything is shared out",
    "network_keeps": "the network keeps it",
    "by_stream": "payment by payment",
}
LATER = {"hide": "left out", "include": "counted"}
ENDS = {"sign_up": "if we sign up", "opt_out": "if we opt out"}
PAID_TO = {
    "practice": "the practice",
    "person_our_time": "the person, for time that is the practice’s",
    "person": "the person, for time of their own",
}
INTENDS = {"sign_up": "signs up", "opt_out": "opts out", "not_known": "not known"}
RELIED_ON = {"own": "our own figures", "none": "none of them"}
"""Besides the claims of the worksheet."""
POSITION = {"for": "for", "against": "against", "abstain": "abstains", "absent": "is absent"}
KIND_OF_INTEREST = {
    "none": "nothing to declare",
    "financial": "financial",
    "non_financial_professional": "non-financial professional",
    "non_financial_personal": "non-financial personal",
    "indirect": "indirect",
}
DONE_ABOUT_IT = {"noted": "noted", "spoke_did_not_vote": "spoke, did not vote", "left_the_room": "left the room"}
OPTION = {
    "sign_up": "sign up",
    "sign_up_on_conditions": "sign up on conditions",
    "sign_up_then_leave": "sign up and leave at the next window",
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


FOLLOWS = {
    "decision": "the decision that this one follows",
    "practice": "whose decision that was",
    "worksheet": "the worksheet it was made from",
    "seal": "SHA-256 of its seal.toml",
}
"""What a decision that follows another names it by."""


class Input(NamedTuple):
    """One pattern of id: what it takes, how it is spoken of, where it belongs.

    `{}` in `label` stands for the row or fact that the path names. `months_at_most` bounds months by the counted months
    of the worksheet's year. `optional` is asked and never waited for. `column` is what it is called in its row.
    `among` is what its hours go by among those asked together with them: once one of these is given, the others are 0
    (docs/figures.md, rule 7). `more_pays` says that more of it speaks for signing up. Below `seldom_below` it is asked
    about again, and so are more hours than a week of work has where they are those `of_one` person.

    An estimate has words for its break-even: a `clause` in which {} stands for “less than £59”, {who} for the row or
    fact, {our} for your or our, and [is|were] for what is and what would be; a `noun`; `less` or fewer; and the
    `topic` it shares with others, as partners remember one break-even of each. `question` and `why` are our own words
    for what no worksheet asks, and for rates that it does not print; `example` says what may be typed where its kind
    does not. A code `looks_like` a pattern, in one line; one that does not is asked about again.
    A decision that follows another begins with its answer, to be confirmed, where it `comes_over`.
    """

    path: str
    kind: Kind
    label: str
    unit: str = ""
    clause: str = ""
    noun: str = ""
    section: SectionId = "practice"
    choices: Mapping[str, str] = {}
    default: str = ""
    largest: Fraction | None = None
    months_at_most: bool = False
    optional: bool = False
    column: str = ""
    among: str = ""
    more_pays: bool = False
    seldom_below: Fraction | None = None
    of_one: bool = False
    less: str = "less"
    topic: str = ""
    question: str = ""
    why: str = ""
    example: str = ""
    looks_like: str = ""
    comes_over: bool = True

    @property
    def estimate(self) -> bool:
        """Whether it is a number that may be given with its range."""
        return bool(self.clause)

    @property
    def stem(self) -> str:
        """Its path without the last word."""
        return self.path.rpartition(".")[0]


class TableWords(NamedTuple):
    """What a table is called, and one row of it where rows can be added or are partners."""

    title: str
    row: str = ""

    @property
    def short(self) -> str:
        """One row, in one word, where its table stands above it."""
        return self.row.rpartition(" ")[2]


TABLES = {
    "partner": TableWords("The partners", "partner"),
    "workforce": TableWords("The posts"),
    "home": TableWords("Our homes", "home"),
    "payment": TableWords("What reaches us, payment by payment"),
    "local": TableWords("Local payments that depend on it", "local payment"),
    "member": TableWords("The network’s other practices", "practice"),
    "interest": TableWords("Declarations of interest", "declaration"),
    "vote": TableWords("Each partner’s position", "partner"),
    "condition": TableWords("Conditions", "condition"),
    "option": TableWords("Why not the other options"),
    "risk": TableWords("What to do about each concern"),
    "action": TableWords("Actions", "action"),
    "consulted": TableWords("Who was consulted", "person"),
    "tell": TableWords("Who must be told", "person"),
    "attending": TableWords("Who else attended", "person"),
    "apology": TableWords("Apologies", "person"),
    "document": TableWords("Documents considered", "document"),
    "assent": TableWords("Who declines to confirm", "partner"),
}
"""Tables whose rows the practice names, and those with a row for each fact of the worksheet."""

WEEKLY = "hours a week"
A_WTE = "£ a year for a full-time post"
_A_POST = "hours a week for a full-time post"
_MOST_WTE = Fraction(500)
"""More posts than any network has: a cost typed where posts are asked is refused, as each post is looked at in turn."""
_A_YEARS_PAY = Fraction(1_000)
"""Pounds a year: whoever types less for a post means thousands, an hour or a month."""
WITHOUT_HOURS = frozenset({"status", "once_hours"})
"""What is asked of a requirement that is done once; of one whose hours are asked under care homes only its status."""


def _in(section: SectionId, *inputs: Input, topic: str = "") -> tuple[Input, ...]:
    """Inputs of one section, and of one topic but for those that name their own."""
    return tuple(one._replace(section=section, topic=one.topic or topic) for one in inputs)


def _asked_anew(*inputs: Input) -> tuple[Input, ...]:
    """Inputs that are asked anew: what is of one year, one meeting or one vote, and what was said why."""
    return tuple(one._replace(comes_over=False) for one in inputs)


# fmt: off
def _work(of: str) -> tuple[Input, ...]:
    """What a service takes as a whole, and each of its requirements row by row."""
    return _in(
        "specifications",
        Input(f"{of}.status", "choice", "status of {}", choices=STATUS, column="can it be done?", comes_over=False),
        Input(f"{of}.gp_hours", "hours", "our GPs' time for {}", WEEKLY, "{our} GPs [spend|spent] {} a week on {who}",
              "weekly GP time for {who}", column="GP time", among="GPs"),
        Input(f"{of}.nurse_hours", "hours", "our nurses' time for {}", WEEKLY,
              "{our} nurses [spend|spent] {} a week on {who}", "weekly nurse time for {who}", column="nurse time",
              among="nurses"),
        Input(f"{of}.admin_hours", "hours", "our administration for {}", WEEKLY,
              "{our} administration [spends|spent] {} a week on {who}", "weekly administration for {who}",
              column="administration", among="administration"),
        Input(f"{of}.post_hours", "hours", "time of reimbursed posts for {}", WEEKLY,
              "{} a week of {who} [are|were] meant for the network's posts",
              "weekly time of the network's posts for {who}", column="posts’ time", among="reimbursed posts"),
        Input(f"{of}.falls_to_gps", "percent", "share of {} that comes back to our GPs where posts stay empty", "%",
              "{} of what empty posts leave undone of {who} [comes|came] back to {our} GPs",
              "share of {who} that comes back to {our} GPs where posts stay empty", column="falls to GPs",
              topic="what comes back to GPs"),
        Input(f"{of}.once_hours", "hours", "GP time once to set up {}", "hours",
              "setting up {who} [takes|took] {our} GPs {}", "GP time for setting up {who}", column="GP time once",
              default="0", comes_over=False),
        topic="the work of the services",
    )


def _posts(of: str, one: str, wanted: str, months: str, whose: str, *costs: Input) -> tuple[Input, ...]:
    """What is asked of all posts together, and of each role."""
    return _in(
        "workforce",
        Input(f"{of}.wte", "number", wanted, "WTE", "the network [wants|wanted] {}{who}", "number of posts{who}",
              largest=_MOST_WTE, column="posts wanted", topic="posts wanted", more_pays=True),
        Input(f"{of}.chance", "percent", f"chance that {one} is filled", "%", f"{{}} of {whose}posts [are|were] filled",
              f"share of {whose}posts filled", column="chance filled", less="fewer", topic="posts filled",
              more_pays=True, seldom_below=Fraction(5)),
        Input(f"{of}.months", "number", months, "months", months_at_most=True, column="months filled", more_pays=True,
              comes_over=False),
        Input(f"{of}.contract_hours", "hours", f"hours of a week that {one} gives to this contract", _A_POST,
              "{who} [gives|gave] {} of the week to this contract", "weekly hours {who} gives to this contract",
              column="hours for the contract", topic="hours of posts", more_pays=True, of_one=True),
        *costs,
        Input(f"{of}.start_cost", "money", f"cost of starting {one}", "£ once for a full-time post",
              "starting {who} [costs|cost] {}", "cost of starting {who}", column="cost to start", default="0"),
        Input(f"{of}.supervision_hours", "hours", f"GP time to supervise {one}", _A_POST,
              "supervising {who} [takes|took] {our} network's GPs {} a week", "weekly GP time for supervising {who}",
              column="supervision", topic="GP time and posts", of_one=True),
        Input(f"{of}.released_hours", "hours", f"GP time {one} frees", _A_POST,
              "{who} [frees|freed] {} of GP time a week", "weekly GP time that {who} frees", column="GP time freed",
              topic="GP time and posts", more_pays=True, of_one=True),
        topic="what posts cost",
    )


_NOT_PRINTED = (
    "The worksheet prints none, so we have to find it out: the contract or the commissioner can say. Until then nobody "
    "knows what it pays."
)
_OWN_LIMIT = "Left empty, the worksheet’s limit counts. The memo says what that one would find, and who changed it."


def _own_limits(judged: str, about: str, section: SectionId) -> tuple[Input, ...]:
    """The practice's own limits for a finding, and who set them; their kind and unit are those of the figure judged.

    Which figure that is differs from worksheet to worksheet, so what they are `about` is a section.
    """
    ours = f"threshold.{judged}"
    return _in(
        section,
        Input(f"{ours}.green", "number", f"our limit for {about}: no concern", optional=True,
              question=f"Where do we ourselves draw the line between no concern about {about} and some?",
              why=_OWN_LIMIT),
        Input(f"{ours}.amber", "number", f"our limit for {about}: serious concern", optional=True,
              question=f"Where do we ourselves draw the line between some concern about {about} and a serious one?",
              why=_OWN_LIMIT),
        Input(f"{ours}.set_by", "text", f"who set these limits about {about}", optional=True),
    )


def _own(
    path: str, kind: Kind, label: str, question: str, why: str = "", *, unit: str = "", column: str = "",
    choices: Mapping[str, str] = {}, optional: bool = False,
) -> Input:
    """What every decision records and no worksheet asks, with the question in our own words."""
    return Input(path, kind, label, unit, section="decision", choices=choices, column=column, question=question,
                 why=why, optional=optional)


_CAME = "The memo has it beside what was expected, under “Since last time”. It changes no figure."


_AN_HOUR = "an amount in £; pence stand after a point"

_FOR_WORKSHEETS: tuple[Input, ...] = (
    # The practice, its partners and its network
    Input("practice.name", "text", "practice"),
    Input("practice.ods_code", "text", "ODS code", example="the NHS code of the practice: a letter and five digits",
          looks_like="[A-Za-z][0-9]{5}"),
    Input("practice.registered_list", "patients", "our registered list", "patients", more_pays=True),
    Input("practice.weighted_list", "patients", "our weighted list", "patients", more_pays=True),
    Input("practice.adjusted_list", "patients", "our adjusted list", "patients", more_pays=True),
    Input("practice.gp_sessions", "number", "GP sessions", "sessions a week", more_pays=True),
    Input("practice.gp_hours_found", "hours", "GP hours we could find", WEEKLY, "{our} GPs [find|found] {} a week",
          "weekly hours {our} GPs could find", topic="hours that can be found", more_pays=True),
    Input("partner.<n>.name", "text", "name of partner {}", column="name"),
    Input("partner.<n>.role", "text", "role of partner {}", column="role"),
    Input("partner.<n>.sessions", "number", "sessions of partner {}", "sessions a week", column="sessions"),
    Input("partner.<n>.profit_share", "percent", "profit share of partner {}", "%", column="profit share"),
    Input("pcn.name", "text", "network"),
    Input("pcn.registered_list", "patients", "the network's registered list", "patients", more_pays=True),
    Input("pcn.weighted_list", "patients", "the network's weighted list", "patients", more_pays=True),
    Input("pcn.adjusted_list", "patients", "the network's adjusted list", "patients", more_pays=True),
    Input("pcn.care_home_beds", "count", "care home beds of the network", "CQC beds", section="care_homes"),
    # Of other practices it is recorded what is known
    Input("member.none", "yes_no", "our practice is alone in the network", section="practice", optional=True),
    Input("member.<n>.name", "text", "name of practice {}", column="name"),
    Input("member.<n>.list", "patients", "registered list of practice {}", "patients", column="list", optional=True),
    Input("member.<n>.beds", "count", "care home beds of practice {}", "CQC beds", column="beds", optional=True),
    Input("member.<n>.intends", "choice", "what practice {} intends", choices=INTENDS, default="not_known",
          column="intends", comes_over=False),
    Input("commissioner.name", "text", "commissioner"),
    Input("facts.later", "choice", "facts known only after the deadline", choices=LATER, default="hide",
          comes_over=False),
    Input("deadline.asked", "date", "deadline the commissioner asked for", section="contract", comes_over=False),
    Input("deadline.contract", "date", "deadline of the contract", section="contract", comes_over=False),
    Input("date.<date>", "date", "{}", section="contract", comes_over=False, question="which day is it?",
          why="The worksheet leaves it to us, so somebody has to find it out."),
    Input("deadline.last_change", "date", "last day to change our mind", section="contract", comes_over=False),
    # What an hour costs
    *_in(
        "practice",
        Input("cost.gp_hour", "money", "cost of a GP hour", "£ an hour", "a GP hour [costs|cost] {}",
              "price of a GP hour", example=_AN_HOUR),
        Input("cost.nurse_hour", "money", "cost of a nurse hour", "£ an hour", "a nurse hour [costs|cost] {}",
              "price of a nurse hour", example=_AN_HOUR),
        Input("cost.admin_hour", "money", "cost of an hour of administration", "£ an hour",
              "an hour of administration [costs|cost] {}", "price of an hour of administration", example=_AN_HOUR),
        topic="the price of an hour",
    ),
    Input("cost.session_hours", "hours", "length of a GP session", "hours", default="4 h 10 min"),
    Input("cost.weeks_per_year", "number", "weeks worked a year", "weeks", default="52", largest=Fraction(53)),
    # The services
    Input("service.<service>.by", "choice", "how {} is answered", section="specifications", choices=BY["service"],
          default="whole"),
    *_work("service.<service>"),
    *_work("specification.<requirement>"),
    # The posts
    Input("workforce.by", "choice", "how the posts are answered", section="workforce", choices=BY["workforce"],
          default="whole"),
    Input("workforce.none", "yes_no", "the network does without posts", section="workforce"),
    *_posts(
        "workforce.whole", "a post", "posts the network wants", "months posts are filled this year", "",
        Input("workforce.whole.claim", "money", "reimbursed for a post", A_WTE,
              "{} a year [is|were] reimbursed for a post", "yearly reimbursement for a post", column="reimbursed",
              more_pays=True, seldom_below=_A_YEARS_PAY),
        Input("workforce.whole.top_up", "money", "not reimbursed for a post", A_WTE,
              "a post [costs|cost] {} a year that nobody reimburses", "yearly cost of a post that nobody reimburses",
              column="not reimbursed"),
    ),
    *_posts(
        "workforce.<role>", "{}", "{} wanted", "months {} is filled this year", "{who} ",
        Input("workforce.<role>.cost", "money", "pay and on-costs of {}", A_WTE, "{who} [costs|cost] {} a year",
              "yearly cost of {who}", column="pay and on-costs", seldom_below=_A_YEARS_PAY),
        Input("workforce.<role>.maximum", "money", "most that can be claimed for {}", A_WTE, column="most reimbursed",
              optional=True, more_pays=True, comes_over=False, why=_NOT_PRINTED,
              question="How much can be claimed at most for one full-time post of this role, in £ a year?"),
        Input("workforce.<role>.other_cost", "money", "other cost of {}", A_WTE,
              "{who} [costs|cost] {} a year beyond pay", "yearly cost of {who} beyond pay", column="other cost",
              default="0"),
    ),
    Input("workforce.area", "choice", "the area our network lies in", choices={"elsewhere": "in none of them"}),
    Input("workforce.claimed_before", "money", "claimed for posts before the months that count", "£",
          "{} [is|were] claimed for posts before", "money claimed for posts before", section="workforce",
          optional=True, topic="what posts cost", comes_over=False),
    # The care homes
    *_in(
        "care_homes",
        Input("home.by", "choice", "how the homes are answered", choices=BY["home"], default="whole"),
        Input("home.none", "yes_no", "we are without care homes"),
        Input("home.whole.beds", "count", "beds in our homes", "CQC beds", column="beds"),
        Input("home.whole.done_by", "choice", "who does most of the work in our homes", choices=DONE_BY,
              column="who does it"),
        Input("home.whole.hours", "hours", "work in our homes", WEEKLY,
              "the work in {our} homes [takes|took] {} a week", "weekly time in {our} homes", column="hours"),
        Input("home.<n>.name", "text", "name of home {}", column="name"),
        Input("home.<n>.beds", "count", "beds of home {}", "CQC beds", column="beds"),
        Input("home.<n>.done_by", "choice", "who does most of the work in home {}", choices=DONE_BY,
              column="who does it"),
        Input("home.<n>.round_hours", "hours", "weekly round of home {}", WEEKLY,
              "the weekly round of {who} [takes|took] {}", "time for the weekly round of {who}", column="weekly round",
              among="rounds"),
        Input("home.<n>.travel_hours", "hours", "travel to home {}", WEEKLY, "travel to {who} [takes|took] {} a week",
              "weekly travel to {who}", column="travel", among="travel"),
        Input("home.<n>.arrivals", "count", "arrivals in home {}", "a year", column="arrivals"),
        Input("home.<n>.plan_hours", "hours", "a care plan in home {}", "hours each",
              "a care plan at {who} [takes|took] {}", "time for a care plan at {who}", column="care plans",
              among="care plans"),
        Input("home.<n>.plan_by", "choice", "who writes care plans in home {}", choices=DONE_BY, column="plans by",
              optional=True),
        Input("home.<n>.reviews", "count", "medication reviews in home {}", "a year", column="reviews"),
        Input("home.<n>.review_hours", "hours", "a medication review in home {}", "hours each",
              "a medication review at {who} [takes|took] {}", "time for a medication review at {who}",
              column="reviews’ time", among="medication reviews"),
        Input("home.<n>.review_by", "choice", "who reviews medication in home {}", choices=DONE_BY,
              column="reviews by", optional=True),
        Input("home.<n>.mdt_hours", "hours", "multidisciplinary meetings for home {}", "hours a month",
              "meetings about {who} [take|took] {} a month", "monthly time for meetings about {who}",
              column="team meetings", among="multidisciplinary meetings"),
        topic="the work in the homes",
    ),
    # The money
    *_in(
        "funding",
        Input("network.split", "choice", "how the network shares out its money", choices=SPLIT),
        Input("payment.<payment>.reaches_practice", "percent", "share of {} that reaches the practices", "%",
              "{} of {who} [reaches|reached] the practices", "share of {who} that reaches the practices",
              column="reaches us", topic="what reaches us", more_pays=True),
        Input("payment.<payment>.achieved", "percent", "part of {} we expect to earn", "%",
              "{} of {who} [is|were] earned", "part of {who} that is earned", column="part earned",
              topic="what reaches us", more_pays=True),
        *(Input(f"payment.<payment>.{which}", "rate", f"{words} of {{}}", "£", column=column_, optional=True,
                more_pays=True, comes_over=False, question=f"What is this payment’s rate{what_for}?", why=_NOT_PRINTED)
          for which, words, what_for, column_ in (
              ("rate", "rate", "", "rate"),
              ("registered.rate", "rate a registered patient", " for each registered patient", "rate, registered"),
              ("weighted.rate", "rate a weighted patient", " for each weighted patient", "rate, weighted"),
              ("adjusted.rate", "rate an adjusted patient", " for each patient on the adjusted list", "rate, adjusted"),
              ("full_year_rate", "rate in a full year", " in a full year", "full-year rate"),
          )),
        Input("share.of_pcn", "percent", "our share of the network", "%", "{our} share of the network [is|were] {}",
              "share of the network"),
        Input("pcn.running_costs", "money", "cost of running the network", "£ a year",
              "running the network [costs|cost] {} a year", "yearly cost of running the network"),
        Input("director.ours", "yes_no", "the network’s director is one of us"),
        Input("director.amount", "money", "director's money that comes to us", "£ a year", more_pays=True),
        Input("director.hours", "hours", "our director's time", WEEKLY,
              "the director’s work [takes|took] {} a week", "weekly time of {our} director",
              topic="time for the network", of_one=True),
        Input("director.already", "yes_no", "the director’s work is done today already"),
        Input("director.paid_to", "choice", "to whom the director’s money goes", choices=PAID_TO),
        Input("meeting.gp_hours", "hours", "GP time the network takes", WEEKLY,
              "the network [takes|took] {} a week of {our} GPs", "weekly GP time for the network", among="GPs",
              topic="time for the network"),
        Input("meeting.admin_hours", "hours", "administration the network takes", WEEKLY,
              "the network [takes|took] {} a week of {our} administration", "weekly administration for the network",
              among="administration", topic="time for the network"),
        Input("local.none", "yes_no", "all local payments stay the same"),
        Input("local.<n>.name", "text", "name of local payment {}", column="name"),
        Input("local.<n>.amount", "money", "amount of local payment {}", "£ a year", column="amount", more_pays=True),
        Input("local.<n>.ends", "choice", "when local payment {} ends", choices=ENDS, column="ends"),
        Input("local.<n>.from", "date", "day local payment {} ends", column="from", optional=True, comes_over=False),
        Input("local.<n>.hours", "hours", "GP time that ends with local payment {}", WEEKLY,
              "{} a week of GP time [end|ended] with “{who}”", "weekly GP time that ends with “{who}”", column="hours",
              default="0", topic="local payments"),
    ),
    *_in(
        "contract",
        Input("opt_out.hours", "hours", "extra GP work if we opt out", WEEKLY,
              "opting out [gives|gave] {our} GPs {} of extra work a week", "weekly extra GP work after opting out"),
        Input("opt_out.exit_cost", "money", "cost of leaving now", "£ once", "leaving now [costs|cost] {}",
              "cost of leaving now"),
        Input("leave.exit_cost", "money", "cost of leaving at the next window", "£ once",
              "leaving at the next window [costs|cost] {}", "cost of leaving at the next window"),
        Input("claims.relied_on", "choice", "the published figure relied on", choices=RELIED_ON, comes_over=False),
    ),
)
_FOR_THE_PROGRAM: tuple[Input, ...] = _asked_anew(
    # What came of the decision that this one follows; no other is asked
    *_in(
        "practice",
        _own("came.posts", "number", "posts filled since the last decision",
             "How many posts were filled, after the last decision?", _CAME, unit="WTE", optional=True),
        _own("came.claimed", "money", "claimed for posts since the last decision",
             "How much was claimed for posts, after the last decision?", _CAME, unit="£", optional=True),
        _own("came.gp_hours", "hours", "GP time it took since the last decision",
             "How much more time of our GPs did signing up take than opting out would have, after the last decision?",
             _CAME, unit=WEEKLY, optional=True),
    ),
    # The meeting
    _own("meeting.date", "date", "day of the meeting", "On which day was the meeting?", optional=True),
    _own("meeting.place", "text", "place of the meeting", "Where was it, or how was it held?", optional=True),
    _own("meeting.chair", "text", "chair of the meeting", "Who was in the chair?", optional=True),
    _own("meeting.minutes_by", "text", "minutes taken by", "Who took the minutes?", optional=True),
    _own("attending.<n>.name", "text", "name of person {} attending", "Who else attended, besides the partners?",
         column="name"),
    _own("attending.<n>.role", "text", "role of person {} attending", "In which role?", column="role"),
    _own("apology.<n>.name", "text", "apology {}", "Who sent apologies? Leave it empty where nobody did.",
         column="name"),
    _own("document.<n>.what", "text", "document {}", "Which document was considered?", column="what"),
    _own("document.<n>.version", "text", "version of document {}", "Which version, or of which day?",
         column="version"),
    # The decision
    _own("decision.question", "text", "the question put", "What question is put to the partners?",
         "The memo prints it as it is put."),
    _own("decision.option", "choice", "the option put", "Which option is put to the vote?", choices=OPTION),
    _own("vote.rule", "choice", "the partnership's voting rule", "By what rule does the partnership decide this?",
         "The partnership agreement says. Nothing is assumed: without a rule there is no result.", choices=VOTE_RULE),
    _own("vote.written_in", "text", "where the rule is written", "Where is that rule written?",
         "The clause of the agreement, so that it can be found again."),
    _own("vote.quorum", "count", "the quorum", "How many partners must be there?",
         "The quorum that the partnership agreement sets.", unit="partners"),
    _own("vote.quorum_counts_recused", "yes_no", "whether those who did not vote count for the quorum",
         "Do those who did not vote, because of an interest, count for the quorum?", "It decides the quorum here."),
    _own("vote.second_vote", "yes_no", "whether the chair has a second vote", "Has the chair a second vote in a tie?"),
    _own("vote.chair", "serial", "the partner in the chair", "Who is in the chair?",
         "It is a tie, so the chair’s vote decides it."),
    _own("vote.<partner>.present", "yes_no", "whether partner {} is present", "Is this partner present?",
         column="present"),
    _own("vote.<partner>.elsewhere", "yes_no", "whether partner {} takes part from elsewhere",
         "Does this partner take part from elsewhere?", "Their position is typed by the chair; the memo says so.",
         column="elsewhere", optional=True),
    _own("vote.<partner>.position", "choice", "position of partner {}",
         "For or against what is put to the vote: {option}?", "Dissent is kept as it is said.", choices=POSITION,
         column="position"),
    _own("vote.<partner>.reason", "text", "reasons of partner {}", "Their reasons, in their own words",
         "The memo prints them under the name.", column="reason"),
    _own("interest.<n>.partner", "serial", "partner of declaration {}", "Whose declaration is it?", column="partner"),
    _own("interest.<n>.kind", "choice", "kind of declaration {}", "Does this partner have an interest to declare?",
         "Declared aloud, before anything is put to the vote. A second role that this touches is the usual example, "
         "whether one holds it or may come to hold it.",
         choices=KIND_OF_INTEREST, column="kind"),
    _own("interest.<n>.what", "text", "what declaration {} is about", "What is the interest?", column="what"),
    _own("interest.<n>.done", "choice", "what was done about declaration {}", "What was done about it?",
         "Who did not vote or left the room is counted for neither side.", choices=DONE_ABOUT_IT,
         column="what was done"),
    _own("decision.against_figures", "text", "the reason for deciding the other way",
         "Our answers lean the other way: why do the partners decide so?",
         "“What it hangs on” says which way they lean, and why. In your own words; the memo prints it.", optional=True),
    _own("decision.sentence", "text", "the decision in one sentence", "The decision, in one sentence",
         "It is read back before the names, and opens the memo."),
    _own("condition.<n>.what", "text", "condition {}", "On what condition?", column="what"),
    _own("condition.<n>.owner", "text", "owner of condition {}", "Who sees to it?", column="owner"),
    _own("condition.<n>.by", "date", "date of condition {}", "By when?", column="by when"),
    _own("condition.<n>.if_not_met", "text", "what happens if condition {} is not met",
         "What happens if it is not met?", "It stands beside the condition on the memo’s first page.",
         column="if it is not met"),
    _own("condition.<n>.without", "text", "what holds if condition {} is not met",
         "Which of our answers would be others if it is not met?",
         "The memo then shows what it comes to without the condition. Nobody has to type it: “What if …” on the task "
         "list, or its key here, supposes those answers, and its last line records them for this condition.",
         column="what holds then", optional=True),
    _own("condition.<n>.met_on", "date", "day condition {} was met", "On which day was it met?", column="met on",
         optional=True),
    _own("decision.decided", "date", "day of the decision", "On which day was it decided?"),
    _own("decision.effective", "date", "the decision takes effect", "From which day does it take effect?"),
    _own("decision.review", "date", "review date", "On which day do we look at it again?"),
    _own("decision.review_trigger", "text", "what would make us look again sooner",
         "What would make us look again sooner?"),
    _own("decision.filed_at", "text", "where the record is kept", "Where is the record kept?"),
    _own("decision.keep_until", "date", "the record is kept until", "Until when is it kept?"),
    _own("decision.kept_by", "text", "who keeps the record", "Who keeps it?"),
    _own("option.<option>.why_not", "text", "why not: {}", "Why was this option not chosen?",
         "The memo prints it beside the option.", column="why not", optional=True),
    _own("risk.<question>.accepted_by", "text", "who accepts the risk of {}", "Who accepts this?",
         "Until somebody is named it is a concern noted, and nobody has accepted it.", column="accepted by",
         optional=True),
    _own("risk.<question>.mitigation", "text", "what is done about {}", "What is done about it?", column="what is done",
         optional=True),
    _own("risk.<question>.owner", "text", "who sees to {}", "Who sees to it?", column="owner", optional=True),
    _own("risk.<question>.by", "date", "by when something is done about {}", "By when?", column="by when",
         optional=True),
    _own("action.<n>.what", "text", "action {}", "What is to be done?", column="what"),
    _own("action.<n>.owner", "text", "owner of action {}", "Who does it?", column="owner"),
    _own("action.<n>.by", "date", "date of action {}", "By when?", column="by when"),
    _own("consulted.<n>.who", "text", "who was consulted ({})", "Who was consulted?",
         "The LMC, the accountant, staff, patients.", column="who"),
    _own("consulted.<n>.when", "date", "when they were consulted ({})", "When were they consulted?", column="when"),
    _own("tell.<n>.who", "text", "who must be told ({})", "Who must be told?",
         "The commissioner, other practices, staff, patients.", column="who"),
    _own("tell.<n>.by", "date", "told by ({})", "By when must they be told?", column="by when"),
    _own("assent.<partner>.declined", "text", "why partner {} declines to confirm", "Why does this partner decline?",
         "The memo prints it under the name.", column="why they decline"),
    # What this decision follows: noted when it is begun, so that the record itself says it
    *(Input(f"follows.{which}", "text", words, section="decision", optional=True) for which, words in FOLLOWS.items()),
    # When the partners first saw what the answers lean towards: the time of this answer in the history
    Input("leaning.shown", "yes_no", "the leaning has been shown", section="decision", optional=True),
    # Limits of findings the practice sets for itself: last, because hardly anybody does
    *_own_limits("funding", "funding", "funding"),
    *_own_limits("workforce", "posts", "workforce"),
    *_own_limits("care_homes", "care homes", "care_homes"),
    # What the partners have done with: nothing rests on it, and it belongs to the section it names
    Input("completed.<section>", "yes_no", "the section “{}” is completed", question="Is this section completed?",
          why="The task list shows it. Saying yes changes no figure."),
)
# fmt: on
# Where a year has several windows; before all else, as days and months follow it.
_WINDOW = Input(
    "decision.window",
    "choice",
    "the window this is decided in",
    section="contract",
    question="Which window do we decide in: until which day can we still sign up or leave?",
    why="A window is a time in which practices can sign up or give notice. The months that count, the days and the "
    "notice follow it.",
    comes_over=False,
)
INPUTS = (_WINDOW, *_FOR_WORKSHEETS, *_FOR_THE_PROGRAM)
"""`question.<id>`, its note, `note.<id>`, `open.<id or section>` and its two of COME_BACK follow from these and the
worksheet."""

COME_BACK: Mapping[str, tuple[Kind, str]] = {
    "whom": ("text", "come back to it with"),
    "when": ("date", "come back to it by"),
}
"""What can be said of anything left open besides why: `open.<id or section>.whom` and `.when`."""

ASKED_BY_WORKSHEETS = tuple(one.path for one in _FOR_WORKSHEETS)
"""The paths of what worksheets may ask for; of everything else the program asks itself."""
BY_PATH = {one.path: one for one in INPUTS}
PATHS = tuple(BY_PATH)
_BESIDE: dict[str, list[Input]] = {}
for _one in INPUTS:
    _BESIDE.setdefault(_one.stem, []).append(_one)


@lru_cache(maxsize=4096)
def input_of(id_: str) -> Input | None:
    """The input an id such as `home.3.beds` is one of; None for notes, marks and questions of the worksheet."""
    match = match_path(id_, PATHS)
    return BY_PATH[match.pattern] if match else None


def rows_of(table: str) -> tuple[Input, ...]:
    """What is asked of each row that the practice names itself, in order; empty where a table has none such."""
    return tuple(_BESIDE.get(f"{table}.<n>", ()))


def asked_together(one: Input) -> tuple[str, ...]:
    """The last words of the hours asked together with an input, its own among them; empty where there are none."""
    return tuple(other.path.rpartition(".")[2] for other in _BESIDE[one.stem] if one.among and other.among)


def column(id_: str) -> str:
    """What a question of a row is called in its row: “beds”, “GP hours”."""
    found = input_of(id_)
    return (found.column if found else "") or id_.rpartition(".")[2].replace("_", " ")
