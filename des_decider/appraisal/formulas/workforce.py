"""Workforce: posts wanted and filled, what can be claimed, what nobody pays, and how far the work is covered."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from des_decider.appraisal.formulas.expression import (
    ZERO,
    Above,
    Fixed,
    Largest,
    Missing,
    Node,
    NotApplicable,
    Quotient,
    Smallest,
    Step,
    of_a_year,
    so_many_months,
    times,
    total,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from des_decider.appraisal.formulas.book import Book, Horizon
    from des_decider.appraisal.formulas.funding import Funding
    from des_decider.worksheet.model import Role


NO_POSTS = "no posts are wanted"


class Post:
    """One line of the plan, all posts together; the nodes are per WTE but `wte` and `filled`."""

    def __init__(self, book: Book, stem: str = "workforce.whole") -> None:
        self._book, self._stem = book, stem
        self.wte, self.chance, self.months = self.number("wte"), self.number("chance"), self.number("months")
        self.filled = times(self.wte, self.chance)
        self.start_cost = self.number("start_cost")
        self.supervision, self.released = self.number("supervision_hours"), self.number("released_hours")

    def number(self, name: str) -> Node:
        """An answer about this line."""
        return self._book.number(f"{self._stem}.{name}")

    def months_in(self, horizon: Horizon) -> Node:
        """The months a post is there within a horizon."""
        return so_many_months(12) if horizon.full else self.months

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
        self._maximum = self._fact("maximum", "£ a year a WTE", role.maximum)

    def _fact(self, label: str, unit: str, value: object) -> Node:
        role = self._role
        return self._book.fact(f"role.{role.id}", f"{label} of {role.name.lower()}", unit, value, role.origin)

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
            eligible = Fixed(Fraction(horizon.months(self._role.start)), "months from the role's start")
            in_post = Smallest(in_post, eligible)
        price = Smallest(self.number("cost"), self._maximum)
        return Step(self._role.name, "£", times(self._limited(), price, in_post * of_a_year(1)))

    def paid(self, horizon: Horizon) -> Node:
        price = self.number("cost") + self.number("other_cost")
        return Step(self._role.name, "£", times(self.filled, price, self.months_in(horizon) * of_a_year(1)))


class Workforce:
    """The plan for reimbursed posts, at network level, as nodes."""

    def __init__(self, book: Book, funding: Funding) -> None:
        self.book = book
        self.funding = funding
        posts = _rows(book) if book.by_rows("workforce") else [Post(book)]
        self._lack = posts if isinstance(posts, Missing) else None
        self._posts = [] if isinstance(posts, Missing) else posts
        wanted = self._sum(lambda post: post.wte)
        filled = self._sum(lambda post: post.filled)
        how = book.answered_how("workforce", "Posts")
        self.wanted = book.figure("workforce.wte_wanted", "posts wanted", "WTE", wanted, how)
        self.filled = book.figure("workforce.wte_filled", "posts likely to be filled", "WTE", filled, how)
        self.fill = Step("part of the posts filled", "ratio", self._part_of_wanted(self.filled))
        book.figure("workforce.fill", "part of the posts likely to be filled", "%", self.fill * 100)
        self.supervision_hours = self._sum(lambda post: times(post.filled, post.supervision))
        self.released_hours = self._sum(lambda post: times(post.filled, post.released))
        self.shortfall: dict[str, Node] = {}
        self._covers: dict[int, Node] = {}
        for horizon in book.horizons:
            self._figures(horizon)

    def _sum(self, of: Callable[[Post], Node]) -> Node:
        if self._lack is None and not self._posts:
            return NotApplicable(NO_POSTS)
        return self._lack or total([of(post) for post in self._posts])

    def _part_of_wanted(self, there: Node) -> Node:
        """A part of the posts wanted; of none wanted, 0."""
        none = Fixed(Fraction(0), NO_POSTS)
        return none if self._lack is None and not self._posts else Quotient(there, self.wanted, when_zero=none)

    def cover(self, months: int, horizon: Horizon) -> Node:
        """The part of the posts there to do work that runs so many months within a horizon; in a full year, `fill`."""
        if horizon.full or months == 0:
            return self.fill
        if months not in self._covers:
            self._covers[months] = self._cover(months)
        return self._covers[months]

    def _cover(self, months: int) -> Node:
        run = so_many_months(months)
        there = self._sum(lambda post: times(post.filled, Quotient(Smallest(post.months, run), run)))
        covered = self._part_of_wanted(there)
        return Step(f"part of the work of {months} months that filled posts cover", "ratio", covered)

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
        return self._sum(lambda post: post.claimable_if_filled(horizon))

    def _figures(self, horizon: Horizon) -> None:
        book, key, words = self.book, horizon.key, horizon.words
        share = self.funding.share
        gp_hour = book.number("cost.gp_hour")

        def figure(name: str, label: str, node: Node, unit: str = "£") -> Step:
            return book.figure(f"{name}.{key}", f"{label}, {words}", unit, node)

        ceiling = figure("workforce.ceiling", "ceiling on claims for posts", self.funding.ceiling(horizon))
        expected = self._sum(lambda post: times(post.chance, post.claimable_if_filled(horizon)))
        claimable = Step("claimable for posts as likely filled", "£", expected)
        claim = book.figure(
            f"workforce.claim.{key}", f"expected claim for posts, {words}", "£", Smallest(claimable, ceiling),
            "An expectation: in fact a post is filled or it is not.",
        )  # fmt: skip
        taken = Quotient(claim, ceiling, "there is no ceiling on claims")
        figure("workforce.take_up", "part of the ceiling that can be claimed", taken * 100, "%")
        figure("workforce.unclaimed", "left unclaimed", ceiling - claim)
        paid = Step("paid for posts as likely filled", "£", self._sum(lambda post: post.paid(horizon)))
        unfunded = figure("workforce.unfunded", "paid for posts and not reimbursed", paid - claim)
        once: Node = NotApplicable("costs paid once are left out of a full year")
        if not horizon.full:
            once = self._sum(lambda post: times(post.filled, post.start_cost))
        start = figure("workforce.start_cost", "cost of starting the posts", once)
        priced = self.priced(lambda post: post.supervision, horizon, gp_hour)
        supervision = figure("workforce.supervision", "supervision of the posts", priced)
        priced = self.priced(lambda post: post.released, horizon, gp_hour)
        released = figure("workforce.released", "GP time the posts free", priced)
        running = times(book.number("pcn.running_costs"), horizon.of_year)
        running_costs = Step("running the network", "£", running)
        gap = total([running_costs, unfunded, start]) - self.funding.kept[key]
        self.shortfall[key] = figure("pcn.shortfall", "what the network lacks", Largest(ZERO, gap))
        figure("workforce.our_cost", "our share of supervision", times(share, supervision))
        figure("workforce.our_released", "our share of the GP time freed", times(share, released))
        figure("workforce.care", "care our patients get from the posts", times(share, claim))


def _rows(book: Book) -> Sequence[Post] | Missing:
    """One post a role that is wanted; a hidden role is left out and its answers kept."""
    if book.answers.yes("workforce.none"):
        return []
    wanted = [r for r in book.worksheet.roles.values() if book.answers.estimate(f"workforce.{r.id}.wte") is not None]
    if not wanted:
        return Missing("workforce.none", "the posts wanted, role by role")
    return [_PostOfRole(book, role) for role in wanted if not book.hidden(role.origin)]
