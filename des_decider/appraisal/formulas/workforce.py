"""Workforce: posts wanted and filled, what can be claimed, what nobody pays, and how far the work is covered."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from des_decider.appraisal.formulas.cover import Hours, Plan, Posts
from des_decider.appraisal.formulas.expression import (
    ONE,
    ZERO,
    Above,
    Covered,
    Fixed,
    Largest,
    Missing,
    Node,
    NotApplicable,
    NotInContract,
    Quotient,
    Smallest,
    Step,
    of_a_year,
    so_many_months,
    times,
    total,
)
from des_decider.decision.wording import called, count_of
from des_decider.worksheet.inputs_and_columns import A_WTE
from des_decider.worksheet.months import counts_from_the_start

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from des_decider.appraisal.formulas.book import Book, Horizon
    from des_decider.appraisal.formulas.expression import Evaluation
    from des_decider.appraisal.formulas.funding import Funding
    from des_decider.worksheet.model import Role


NO_POSTS = "no posts are wanted"
NO_SUM = "the contract has no money for posts"


class ForPosts(NamedTuple):
    """Work meant for posts: hours a week from a start on, what of them falls to GPs, and whose they can be.

    `roles` are ids of the worksheet; none named, those of every role. `grows`: one choice can give posts hours of it,
    though they have none now.
    """

    key: str
    hours: Node
    falls: Node
    start: date | None
    roles: tuple[str, ...]
    grows: bool = False


class Post:
    """One line of the plan, all posts together; the nodes are per WTE but `wte` and `filled`."""

    def __init__(self, book: Book, stem: str = "workforce.whole") -> None:
        self._book, self._stem = book, stem
        self.wte, self.chance, self.months = self.number("wte"), self.number("chance"), self.number("months")
        given, most = book.answers.likely(f"{stem}.months"), book.this_year.counted
        if given is not None and given > most:  # typed for another window
            self.months = Smallest(self.months, so_many_months(most))
        self.filled = times(self.wte, self.chance)
        self.start_cost, self.contract_hours = self.number("start_cost"), self.number("contract_hours")
        self.supervision, self.released = self.number("supervision_hours"), self.number("released_hours")

    def number(self, name: str) -> Node:
        """An answer about this line."""
        return self._book.number(f"{self._stem}.{name}")

    @property
    def role(self) -> str:
        """The role's id; none where all posts are answered together."""
        return ""

    @property
    def name(self) -> str:
        """How the posts are spoken of."""
        return "posts"

    def months_in(self, horizon: Horizon) -> Node:
        """The months a post is there within a horizon."""
        return so_many_months(12) if horizon.full else self.months

    def most_months_in(self, horizon: Horizon) -> int:
        """The months of a horizon in which there can be such a post at all."""
        return horizon.counted

    def claimable_if_filled(self, horizon: Horizon) -> Node:
        """What can be claimed within a horizon if the posts are filled."""
        return times(self.wte, self.number("claim"), self.months_in(horizon) * of_a_year(1))

    def paid(self, horizon: Horizon) -> Node:
        """What is paid for the posts within a horizon, as likely filled."""
        price = self.number("claim") + self.number("top_up")
        return times(self.filled, price, self.months_in(horizon) * of_a_year(1))


class _PostOfRole(Post):
    """One role of the plan, with the worksheet's maximum, start and limit."""

    def __init__(self, book: Book, role: Role) -> None:
        super().__init__(book, f"workforce.{role.id}")
        self._role = role
        self._maximum, self._at_first = self._most(first=False), self._most(first=True)

    def _most(self, *, first: bool) -> Node:
        """What can be claimed for a WTE, at last or at `first`: our own answer, else the worksheet's for our area."""
        book, role, id_ = self._book, self._role, f"{self._stem}.maximum"
        if book.answers.estimate(id_) is not None:
            return self.number("maximum")
        area = book.choice("workforce.area") if role.differs_by_area else ""
        if area is None:
            return Missing("workforce.area", book.label("workforce.area"))
        maximum = role.maximum_at(area, first=first)
        return Missing(id_, book.label(id_)) if maximum is None else self._fact("maximum", A_WTE, maximum)

    @property
    def role(self) -> str:
        return self._role.id

    @property
    def name(self) -> str:
        return called(self._role)

    def most_months_in(self, horizon: Horizon) -> int:
        return 12 if horizon.full else horizon.months(self._role.start)

    def _fact(self, label: str, unit: str, value: object) -> Node:
        role = self._role
        return self._book.fact(f"role.{role.id}", f"{label} of {called(role)}", unit, value, role.origin)

    def _limited(self) -> Node:
        """The posts wanted, as far as the network may claim for them."""
        role, estimate = self._role, self._book.answers.estimate(f"{self._stem}.wte")
        if role.limit is None or (estimate is not None and estimate.high == 0):
            return self.wte
        limit = self._fact("limit", "WTE", role.limit)
        if role.limit_above is not None and role.limit_above_list is not None:
            higher = self._fact("limit in a large network", "WTE", role.limit_above)
            limit = Above(self._book.number("pcn.registered_list"), Fraction(role.limit_above_list), higher, limit)
        return Smallest(self.wte, limit)

    def claimable_if_filled(self, horizon: Horizon) -> Node:
        in_post = self.months_in(horizon)
        if not horizon.full:
            eligible = Fixed(Fraction(self.most_months_in(horizon)), "months from the role's start")
            in_post = Smallest(in_post, horizon.unknown or eligible)
        price = Smallest(self.number("cost"), self._maximum)
        raised = horizon.months(self._role.raised.start) if self._role.raised else horizon.counted
        if horizon.full or raised >= horizon.counted:
            return Step(self._role.name, "£", times(self._limited(), price, in_post * of_a_year(1)))
        after = Smallest(in_post, Fixed(Fraction(raised), "months from the rise of the maximum"))
        before = Step("months before the maximum rose", "months", in_post - after)
        at_first = Smallest(self.number("cost"), self._at_first)
        a_post = total([times(price, after * of_a_year(1)), times(at_first, before * of_a_year(1))])
        return Step(self._role.name, "£", times(self._limited(), a_post))

    def paid(self, horizon: Horizon) -> Node:
        price = self.number("cost") + self.number("other_cost")
        return Step(self._role.name, "£", times(self.filled, price, self.months_in(horizon) * of_a_year(1)))


class Workforce:
    """The plan for reimbursed posts, at network level, as nodes."""

    def __init__(self, book: Book, funding: Funding) -> None:
        self.book = book
        self.funding = funding
        self.none_in_contract = book.lacks("workforce")
        posts: Sequence[Post] | Missing = []
        if not self.none_in_contract:
            posts = _rows(book) if book.by_rows("workforce") else [Post(book)]
        self._none = book.answers.yes("workforce.none") is True
        self._lack = posts if isinstance(posts, Missing) else None
        self._posts = [] if isinstance(posts, Missing) or self._none else posts
        wanted, filled = self._sum(lambda post: post.wte), self._sum(lambda post: post.filled)
        how = book.answered_how("workforce", "Posts")
        self._enter("wte_wanted", "posts wanted", "WTE", wanted, how)
        self._enter("wte_filled", "posts likely to be filled", "WTE", filled, how)
        none: Node = Fixed(Fraction(0), NO_POSTS)
        any_wanted = bool(self._posts) or self._lack is not None
        fill = Quotient(filled, wanted, when_zero=none) if any_wanted else none
        self._enter("fill", "part of the posts likely to be filled", "%", fill * 100)
        self.supervision_hours = self._sum(lambda post: times(post.filled, post.supervision))
        self.released_hours = self._sum(lambda post: times(post.filled, post.released))
        self.shortfall: dict[str, Node] = {}
        self.shortfall_without_start: dict[str, Node] = {}
        self._covers: dict[tuple[str, str], Node] = {}
        self._claims: dict[tuple[Post, str], Node] = {}
        self.if_all_filled: dict[str, tuple[Node, Node]] = {}
        self.ceiling = self._enter("ceiling", "ceiling on claims for posts", "£", funding.ceiling())
        for horizon in book.horizons:
            self._figures(horizon)

    def _enter(self, name: str, label: str, unit: str, node: Node, remark: str = "") -> Step:
        """Enter a figure, which does not apply where the contract has no money for posts."""
        node = NotInContract(NO_SUM) if self.none_in_contract else node
        return self.book.figure(f"workforce.{name}", label, unit, node, remark)

    def _sum(self, of: Callable[[Post], Node]) -> Node:
        """A sum over all posts; where none are wanted, 0."""
        if self.none_in_contract:
            return NotInContract(NO_SUM)
        if not self._posts and not self._lack and not self._none:
            return NotApplicable(NO_POSTS)
        return self._lack or total([of(post) for post in self._posts])

    def share_out(self, work: Sequence[ForPosts], evaluation: Evaluation) -> None:
        """Share the posts out to all work meant for them."""
        alike = not self.book.by_rows("workforce")

        def spares(node: Node) -> bool:
            return evaluation.result(node).spares

        def may_count(one: ForPosts) -> bool:
            return not spares(one.hours) or (one.grows and evaluation.result(one.falls).value is not None)

        self.if_all_filled = self._by_all_wanted([one for one in work if not spares(one.hours)], spares)
        weekly = [one for one in work if may_count(one) and (alike or not spares(one.falls))]
        for horizon in self.book.horizons:
            asked = [one for one in weekly if horizon.months(one.start)]
            posts = [post for post in self._posts if not any(map(spares, self._hours_hang_on(post, horizon)))]
            planned = tuple(self._as_planned(post, horizon) for post in posts)
            plan = Plan(_shared(asked, posts, horizon), planned, alike=alike)
            label = f"part of it that posts cover{', on average' if alike else ''}, {horizon.words}"
            for place, one in enumerate(asked):
                cover: Node = Covered(plan, place) if posts else Fixed(Fraction(0), NO_POSTS)
                if posts and horizon.unknown:  # as nobody knows in which months the work runs
                    cover = total([*plan.nodes, horizon.unknown])
                if self._lack:  # as nobody knows the posts, nor what competes for them
                    cover = total([self._lack, *plan.nodes])
                how = _AN_AVERAGE if alike else _IN_TURN
                self._covers[one.key, horizon.key] = Step(label, "ratio", cover, remark=how if posts else "")

    def _by_all_wanted(self, work: Sequence[ForPosts], spares: Callable[[Node], bool]) -> dict[str, tuple[Node, Node]]:
        """Hours of each piece of work for posts, and what of it they would cover if every one wanted were filled."""
        posts = [post for post in self._posts if not spares(post.wte)]
        if not posts:
            return {}
        last = self.book.horizons[-1]
        filled = tuple(self._as_planned(post, last)._replace(chance=ONE) for post in posts)
        plan = Plan(_shared(work, posts, last), filled, alike=not self.book.by_rows("workforce"))
        return {one.key: (one.hours, Covered(plan, place)) for place, one in enumerate(work)}

    def _hours_hang_on(self, post: Post, horizon: Horizon) -> tuple[Node, ...]:
        """What multiplies to the hours of posts that are there: where one is certainly 0, none of it is needed."""
        return (self.funding.share, post.wte, post.chance, post.contract_hours, post.months_in(horizon))

    def _as_planned(self, post: Post, horizon: Horizon) -> Posts:
        ours = times(self.funding.share, post.contract_hours)
        return Posts(post.name, post.wte, post.chance, ours, post.months_in(horizon), post.most_months_in(horizon))

    def cover(self, key: str, horizon: Horizon) -> Node:
        """The part of some work that posts cover within a horizon; of work that does not run in it, in a full year."""
        in_full = self._covers.get((key, self.book.horizons[-1].key), _UNCOVERED)
        return self._covers.get((key, horizon.key), in_full)

    def priced(self, of: Callable[[Post], Node], horizon: Horizon, gp_hour: Node) -> Node:
        """GP hours a week per filled WTE, priced over the months each post is filled within a horizon."""
        weeks = self.book.number("cost.weeks_per_year")
        return self._sum(
            lambda post: times(post.filled, of(post), weeks, post.months_in(horizon) * of_a_year(1), gp_hour)
        )

    def our_supervision(self, horizon: Horizon, gp_hour: Node) -> Node:
        """Our share of what supervising the filled posts costs in GP time, at a given price of a GP hour."""
        return times(self.funding.share, self.priced(lambda post: post.supervision, horizon, gp_hour))

    def our_released(self, horizon: Horizon, gp_hour: Node) -> Node:
        """Our share of what the GP time freed beyond the contract's own work is worth."""
        return times(self.funding.share, self.priced(lambda post: post.released, horizon, gp_hour))

    def claimable_if_all_filled(self, horizon: Horizon) -> Node:
        """What the plan would claim within a horizon if every post were filled; the ceiling may be below it."""
        return self._sum(lambda post: self._claimable_if_filled(post, horizon))

    def _claimable_if_filled(self, post: Post, horizon: Horizon) -> Node:
        """What can be claimed for one line: one node each, however often it is asked for."""
        key = post, horizon.key
        if key not in self._claims:
            self._claims[key] = post.claimable_if_filled(horizon)
        return self._claims[key]

    def _figures(self, horizon: Horizon) -> None:
        book, key, words = self.book, horizon.key, horizon.words
        share = self.funding.share
        gp_hour = book.number("cost.gp_hour")

        def figure(name: str, label: str, node: Node) -> Step:
            return self._enter(f"{name.removeprefix('workforce.')}.{key}", f"{label}, {words}", "£", node)

        expected = self._sum(lambda post: times(post.chance, self._claimable_if_filled(post, horizon)))
        claimable = Step("claimable for posts as likely filled", "£", expected)
        before = ZERO if horizon.full else self._claimed_before(claimable)
        left = Largest(ZERO, self.ceiling - before)
        claim = self._enter(
            f"claim.{key}", f"expected claim for posts, {words}", "£",
            ZERO if self._none else Smallest(claimable, left),
            "An expectation: in fact a post is filled or it is not.",
        )  # fmt: skip
        most = self.ceiling if horizon.full else times(self.ceiling, horizon.of_year)
        taken = Quotient(claim, most, "there is no ceiling on claims") * 100
        part = (
            "part of the ceiling that is expected to be claimed"
            if horizon.full
            else part_claimed(0 if horizon.unknown else horizon.counted)
        )
        self._enter(f"take_up.{key}", f"{part}, {words}", "%", taken if horizon.full else Smallest(taken, _ALL))
        figure("workforce.unclaimed", "left unclaimed", left - claim)
        paid = Step("paid for posts as likely filled", "£", self._sum(lambda post: post.paid(horizon)))
        unfunded = figure("workforce.unfunded", "paid for posts and not reimbursed", paid - claim)
        once: Node = NotApplicable("costs paid once are left out of a full year")
        if not horizon.full:
            once = self._sum(lambda post: times(post.filled, post.start_cost))
        start = figure("workforce.start_cost", "cost of starting the posts", once)
        priced = self.priced(lambda post: post.supervision, horizon, gp_hour)
        figure("workforce.supervision", "supervision of the posts", priced)
        priced = self.priced(lambda post: post.released, horizon, gp_hour)
        figure("workforce.released", "GP time the posts free", priced)
        running = Step("running the network", "£", times(book.number("pcn.running_costs"), horizon.of_year))
        kept = self.funding.kept[key]
        spent = total([running, unfunded, start])
        none = spent if spent.contract_has_none else None
        surplus = none or Largest(ZERO, kept - spent)
        book.figure(
            f"pcn.surplus.{key}", f"what the network has left, {words}", "£", surplus, "Shown, and never counted."
        )
        lacks = none or Largest(ZERO, spent - kept)
        self.shortfall[key] = book.figure(f"pcn.shortfall.{key}", f"what the network lacks, {words}", "£", lacks)
        self.shortfall_without_start[key] = none or Largest(ZERO, total([running, unfunded]) - kept)
        figure("workforce.our_cost", "our share of supervision", self.our_supervision(horizon, gp_hour))
        figure("workforce.our_released", "our share of the GP time freed", self.our_released(horizon, gp_hour))
        figure("workforce.care", "our share of what is claimed for posts, which is no income", times(share, claim))

    def _claimed_before(self, claimable: Node) -> Node:
        """What was claimed before the months that count; needed only where it could bind."""
        id_ = "workforce.claimed_before"
        if counts_from_the_start(self.book.worksheet):
            return ZERO
        if self.book.answers.estimate(id_) is not None:
            return self.book.number(id_)
        worth = times(self.ceiling, self.book.this_year.of_year)
        return Above(claimable - worth, Fraction(0), Missing(id_, self.book.label(id_)), ZERO)


def part_claimed(months: int = 0) -> str:
    """What of the money for posts is claimed in so many months; of a number that is not known, 0, none is named."""
    counted = count_of(months, "month’s", "months’") if months else "the counted months’"
    return f"part expected to be claimed of {counted} money for posts"


_AN_AVERAGE = "Posts are answered as a whole, so all work is covered alike: it is an average."
_IN_TURN = (
    "Work of which most falls to GPs comes first, and takes from the posts that can do it; no hour is spent twice."
)
_UNCOVERED = Fixed(Fraction(0), "no hours are meant for posts")
_ALL = Fixed(Fraction(100), "all of it")


def _shared(work: Sequence[ForPosts], posts: Sequence[Post], horizon: Horizon) -> tuple[Hours, ...]:
    """Work as posts are shared out to it within a horizon."""
    by_role = {post.role: place for place, post in enumerate(posts)}
    return tuple(Hours(one.hours, one.falls, horizon.months(one.start), _places(one, by_role)) for one in work)


def _places(work: ForPosts, by_role: Mapping[str, int]) -> tuple[int, ...]:
    """Where the posts stand that can do some work, in the worksheet's order; those answered as a whole do any."""
    return tuple(place for role, place in by_role.items() if not role or not work.roles or role in work.roles)


def _rows(book: Book) -> Sequence[Post] | Missing:
    """One post a role that is wanted; a hidden role is left out and its answers kept."""
    wanted = [r for r in book.worksheet.roles.values() if book.answers.estimate(f"workforce.{r.id}.wte") is not None]
    if not wanted and not book.answers.yes("workforce.none"):
        return book.no_row("workforce", "the posts wanted, role by role")
    return [_PostOfRole(book, role) for role in wanted if not book.hidden(role.origin)]
