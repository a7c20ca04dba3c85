"""Care homes: our beds, the hours in the homes and who does them, what they cost, and what the premium buys."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from des_decider.appraisal.formulas.book import NO_NETWORK
from des_decider.appraisal.formulas.expression import (
    ONE,
    ZERO,
    Fixed,
    Missing,
    Node,
    NotInContract,
    Quotient,
    Requiring,
    Step,
    Sum,
    of_a_year,
    so_many_months,
    times,
    total,
)
from des_decider.appraisal.formulas.services import done_today
from des_decider.appraisal.formulas.workforce import ForPosts
from des_decider.worksheet.inputs_and_columns import DONE_BY

if TYPE_CHECKING:
    from des_decider.appraisal.formulas.book import Book, Horizon
    from des_decider.appraisal.formulas.funding import Funding
    from des_decider.appraisal.formulas.workforce import Workforce

NO_HOMES = "no care home falls to us"


NO_WORK = "the contract has no work in care homes"
NO_PREMIUM = "the contract has no payment for beds in care homes"
POSTS, REVIEWS = "homes", "reviews in homes"
"""The work in the homes, and the medication reviews there, as posts are shared out to them."""


class Task(NamedTuple):
    """Work in a home: hours a week, the id that says who does it, and whether it is a medication review."""

    hours: Node
    done_by: str | None
    asked_as: str
    review: bool = False


class Homes:
    """Our homes as answered: beds and tasks, as a whole or home by home."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.service = next((s for s in book.worksheet.services.values() if s.in_homes), None)
        self.none = book.no_homes or not book.worksheet.has_homes
        self._lack: Node | None = None
        self.tasks: list[Task] = []
        self._hours_of: dict[str, Node] = {}
        if self.none:
            self.beds: Node = Fixed(Fraction(0), NO_HOMES)
        elif not book.by_rows("home"):
            self.beds = book.number("home.whole.beds")
            self.tasks = [self._task("home.whole", book.number("home.whole.hours"))]
        elif rows := book.answers.rows("home"):
            self.beds = total([book.number(f"home.{row}.beds") for row in rows])
            self.tasks = [task for row in rows for task in self._tasks_of(f"home.{row}")]
        else:
            self.beds = self._lack = book.no_row("home", "our homes, one by one")
        self.how = "" if self.none else book.answered_how("home", "Homes")
        self.known_beds = self.beds if book.worksheet.has_homes else NotInContract(NO_WORK)
        book.figure("care_homes.beds", "beds in our homes", "beds", self.known_beds, self.how)

    def _task(self, stem: str, hours: Node, by: str = "done_by", *, review: bool = False) -> Task:
        """Work and whoever does it; plans and reviews are done by whoever does most, unless said otherwise."""
        own = self.book.choice(f"{stem}.{by}")
        if own is None and by != "done_by":
            return self._task(stem, hours, review=review)
        return Task(hours, own, f"{stem}.{by}", review)

    def _tasks_of(self, stem: str) -> list[Task]:
        """One home's work a week: round, travel, plans and reviews spread over the year, meetings."""

        def number(name: str) -> Node:
            return self.book.number(f"{stem}.{name}")

        weeks = self.book.number("cost.weeks_per_year")
        return [
            self._task(stem, number("round_hours")),
            self._task(stem, number("travel_hours")),
            self._task(stem, Quotient(times(number("arrivals"), number("plan_hours")), weeks), "plan_by"),
            self._task(
                stem, Quotient(times(number("reviews"), number("review_hours")), weeks), "review_by", review=True
            ),
            self._task(stem, Quotient(number("mdt_hours") * 12, weeks)),
        ]

    @property
    def hours(self) -> Node:
        """Hours a week in the homes, whoever does them."""
        return self._lack or total([task.hours for task in self.tasks])

    def hours_of(self, who: str) -> Node:
        """Hours a week done by a GP, a nurse or a reimbursed post: one node each, however often it is asked for."""
        if who not in self._hours_of:
            tasks = tuple(task.hours for task in self.tasks if task.done_by == who)
            self._hours_of[who] = Sum(tasks) if tasks else self._none_by(who)
        return self._hours_of[who]

    def _none_by(self, who: str) -> Node:
        """No hours, and why; no reason where they have other work in the homes, or may still be named."""
        if not self.tasks or any(task.done_by in {who, None} for task in self.tasks):
            return Fixed(Fraction(0))
        return Fixed(Fraction(0), f"none of the work in our homes is done by {DONE_BY[who]}", self.tasks[0].asked_as)

    def for_posts(self) -> list[ForPosts]:
        """The hours of it that reimbursed posts do: the work in the homes, and the medication reviews there."""
        if self.service is None or self.none or self.book.lacks("workforce"):
            return []
        # While no home is named nobody can say what falls to GPs of the work there, and it is not asked yet.
        falls = self.book.number(f"service.{self.service.id}.falls_to_gps")
        if self._lack and isinstance(falls, Missing):
            falls = ONE
        start = self.book.worksheet.homes_start
        roles = self.book.worksheet.homes
        grows = bool(self.tasks)
        return [
            ForPosts(POSTS, self._perhaps_of_posts(review=False), falls, start, roles.roles, grows),
            ForPosts(REVIEWS, self._perhaps_of_posts(review=True), falls, start, roles.review_roles, grows),
        ]

    def posts_hours(self, *, review: bool) -> Node:
        """Hours a week of reimbursed posts, those of medication reviews or all others."""
        key = f"post, {review}"
        if key not in self._hours_of:
            tasks = [task.hours for task in self.tasks if task.review is review and task.done_by == "post"]
            self._hours_of[key] = total(tasks) if tasks else self._none_by("post")
        return self._hours_of[key]

    def _perhaps_of_posts(self, *, review: bool) -> Node:
        """The same, where nobody has said who does some of it not known: it may compete for the same posts."""
        unnamed = [self._unnamed(task) for task in self.tasks if task.review is review and task.done_by is None]
        return self._lack or total([self.posts_hours(review=review), *unnamed])

    def done_by_another(self, id_: str, who: str) -> dict[Node, Node]:
        """What everybody's hours would be if an answer named another, each beside what it is now.

        Empty where no work that counts is asked about with it.
        """
        changed: dict[Node, Node] = {}
        for task in self._asked.get(id_, ()):
            if task.done_by is None:
                return {}
            now, then = self._hours_with(task, task.done_by), self._hours_with(task, who)
            changed[now] = changed.get(now, now) - task.hours
            changed[then] = changed.get(then, then) + task.hours
        return changed

    def _hours_with(self, task: Task, who: str) -> Node:
        """The hours among which those of a task count if somebody does it."""
        return self.posts_hours(review=task.review) if who == "post" else self.hours_of(who)

    @cached_property
    def _asked(self) -> dict[str, list[Task]]:
        """Tasks by the answer that says who does them."""
        asked: dict[str, list[Task]] = {}
        for task in self.tasks:
            asked.setdefault(task.asked_as, []).append(task)
        return asked

    def hours_in(self, row: int) -> Node:
        """Hours a week that the work in one of our homes takes, where they are answered one by one."""
        return total([task.hours for task in self.tasks if task.asked_as.startswith(f"home.{row}.")])

    @property
    def nobody_named(self) -> Node:
        """Work of which nobody has said who does it: missing, unless there are certainly no hours of it."""
        return self._lack or total([self._unnamed(task) for task in self.tasks if task.done_by is None])

    def _unnamed(self, task: Task) -> Node:
        return times(task.hours, Missing(task.asked_as, self.book.label(task.asked_as)))


class CareHomes:
    """The care-home figures; the price of a GP hour comes in from outside, so that it can be £0."""

    def __init__(self, book: Book, homes: Homes, funding: Funding, workforce: Workforce) -> None:
        self.book = book
        self.homes = homes
        self.workforce = workforce
        self._start = book.worksheet.homes_start if homes.service else None
        self._premiums = [p for p in book.worksheet.payments.values() if p.kind == "bed"]
        self._last = book.horizons[-1]
        weekly = "hours a week"
        self._enter("hours", "hours in our homes", weekly, homes.hours, homes.how)
        self._enter("gp_hours", "GP hours in our homes", weekly, self.gp_hours())
        for horizon in book.horizons:
            self._figures(horizon, funding)
        per_1000 = "beds per 1,000 patients"
        ours: Node = homes.known_beds
        if book.worksheet.has_homes:
            ours = Quotient(homes.known_beds * 1000, book.number("practice.registered_list"), "we have no patients")
        book.figure("care_homes.beds_per_1000", "our care-home beds", per_1000, ours)
        networks: Node = NotInContract(NO_WORK if book.worksheet.has_network else NO_NETWORK)
        if book.worksheet.has_homes and book.worksheet.has_network:
            beds, patients = book.number("pcn.care_home_beds"), book.number("pcn.registered_list")
            networks = Quotient(beds * 1000, patients, "the network has no patients")
        book.figure("care_homes.network_beds_per_1000", "the network's care-home beds", per_1000, networks)

    def _enter(self, name: str, label: str, unit: str, node: Node, remark: str = "") -> Step:
        """Enter a figure of the work in the homes, which does not apply where the contract has none."""
        node = node if self.homes.service else NotInContract(NO_WORK)
        return self.book.figure(f"care_homes.{name}", label, unit, node, remark)

    def _fallen_back(self, horizon: Horizon, *, filled: bool = True) -> Node:
        """Hours a week of posts in the homes that GPs do because posts stay empty."""
        if self.homes.service is None:
            return NotInContract(NO_WORK)
        if self.book.lacks("workforce"):
            return ZERO
        falls = self.book.number(f"service.{self.homes.service.id}.falls_to_gps")
        parts: list[Node] = []
        for key, review in ((POSTS, False), (REVIEWS, True)):
            left = times(falls, ONE - self.workforce.cover(key, horizon)) if filled else falls
            parts.append(times(self.homes.posts_hours(review=review), Requiring(left, falls)))
        return total(parts)

    def gp_hours(self, *, filled: bool = True) -> Node:
        """GP hours a week in the homes, those of empty posts included; `filled` false takes every post as empty."""
        if self.homes.service is None:
            return NotInContract(NO_WORK)
        empty = Step("hours of empty posts", "hours a week", self._fallen_back(self._last, filled=filled))
        return total([self.homes.hours_of("gp"), empty, self.homes.nobody_named])

    def already_hours(self) -> Node:
        """Hours a week our GPs give to the homes, where the weekly round is done today already."""
        service = self.homes.service
        if service is None:
            return NotInContract(NO_WORK)
        hours = total([self.homes.hours_of("gp"), self.homes.nobody_named])
        if not self.book.by_rows(f"service.{service.id}"):
            return times(hours, done_today(self.book, f"service.{service.id}.status"))
        # The weekly round is the first of what is counted in the homes.
        rounds = [r.id for r in self.book.worksheet.requirements_of(service.id) if r.counted_in_homes]
        none = Fixed(Fraction(0), "the contract has no weekly round")
        return times(hours, done_today(self.book, f"specification.{rounds[0]}.status")) if rounds else none

    def _months(self, horizon: Horizon) -> int:
        return horizon.months(self._start)

    def already_cost(self, horizon: Horizon, gp_hour: Node) -> Node:
        """What those hours come to within a horizon."""
        weeks = self.book.number("cost.weeks_per_year")
        return times(self.already_hours(), gp_hour, weeks, horizon.part_of_year(self._months(horizon)))

    def cost(self, horizon: Horizon, gp_hour: Node) -> Node:
        """What the work in the homes costs us within a horizon, at a given price of a GP hour."""
        if self.homes.service is None:
            return NotInContract(NO_WORK)
        a_week = total([
            times(self.homes.hours_of("gp"), gp_hour),
            times(Step("hours of empty posts", "hours a week", self._fallen_back(horizon)), gp_hour),
            times(self.homes.hours_of("nurse"), self.book.number("cost.nurse_hour")),
            self.homes.nobody_named,
        ])  # fmt: skip
        weeks = self.book.number("cost.weeks_per_year")
        return times(Step("a week in the homes", "£", a_week), weeks, horizon.part_of_year(self._months(horizon)))

    def _figures(self, horizon: Horizon, funding: Funding) -> None:
        book, key, words = self.book, horizon.key, horizon.words

        def figure(name: str, label: str, unit: str, node: Node) -> Step:
            return self._enter(f"{name}.{key}", f"{label}, {words}", unit, node)

        cost = figure("cost", "cost of the work in our homes", "£", self.cost(horizon, book.number("cost.gp_hour")))
        paid = ZERO if self.homes.none else funding.premium(horizon)
        paid = paid if self._premiums else NotInContract(NO_PREMIUM)
        premium = book.figure(f"care_homes.premium.{key}", f"premium for our beds, {words}", "£", paid)
        book.figure(f"care_homes.net.{key}", f"premium less cost, {words}", "£", premium - cost)
        why = NO_HOMES if self.homes.none else "nobody we pay works in the homes"
        covered = Quotient(premium, cost, why) * 100
        figure("coverage", "part of the work in the homes that the premium covers", "%", covered)
        months = self._months(horizon)
        # Our GPs' and nurses' hours, and posts' that come back.
        back = Step("hours of empty posts", "hours a week", self._fallen_back(horizon))
        hours = total([self.homes.hours_of("gp"), back, self.homes.nobody_named, self.homes.hours_of("nurse")])
        paid_for = Step("hours a week we pay for", "hours a week", hours)
        month = times(paid_for, book.number("cost.weeks_per_year"), of_a_year(1))
        an_hour = Quotient(cost, times(month, horizon.unknown or so_many_months(months)), why)
        unit = "minutes a bed a month"
        rates = [times(funding.bed_rate(p, horizon), funding.reach(p)) for p in self._premiums]
        a_bed = total(rates) if rates else NotInContract(NO_PREMIUM)
        bought = Quotient(a_bed, Step("average rate of the hours we pay for", "£ an hour", an_hour), why)
        figure("minutes_paid_for", "time one month's premium for a bed buys", unit, bought * 60)
        worked = Quotient(month * 60, self.homes.beds, NO_HOMES)
        figure("minutes_worked", "time we pay for", unit, worked)
