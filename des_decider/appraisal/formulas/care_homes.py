"""Care homes: our beds, the hours in the homes and who does them, what they cost, and what the premium buys."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from des_decider.appraisal.formulas.expression import (
    ONE,
    ZERO,
    Fixed,
    Missing,
    Node,
    NotApplicable,
    Quotient,
    Requiring,
    Step,
    Sum,
    of_a_year,
    so_many_months,
    times,
    total,
)

if TYPE_CHECKING:
    from des_decider.appraisal.formulas.book import Book, Horizon
    from des_decider.appraisal.formulas.funding import Funding
    from des_decider.appraisal.formulas.workforce import Workforce

NO_HOMES = "no care home falls to us"


class Task(NamedTuple):
    """Work in a home: hours a week, and the id that says who does it."""

    hours: Node
    done_by: str | None
    asked_as: str


class Homes:
    """Our homes as answered: beds and tasks, as a whole or home by home."""

    def __init__(self, book: Book) -> None:
        self.book = book
        beds = book.answers.estimate("home.whole.beds")
        self.none = book.answers.yes("home.none") is True or (beds is not None and beds.likely == 0)
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
            self.beds = self._lack = Missing("home.none", "our homes, one by one")
        self.how = "" if self.none else book.answered_how("home", "Homes")
        book.figure("care_homes.beds", "beds in our homes", "beds", self.beds, self.how)

    def _task(self, stem: str, hours: Node, by: str = "done_by") -> Task:
        """Work and whoever does it; plans and reviews are done by whoever does most, unless said otherwise."""
        own = self.book.choice(f"{stem}.{by}")
        if own is None and by != "done_by":
            return self._task(stem, hours)
        return Task(hours, own, f"{stem}.{by}")

    def _tasks_of(self, stem: str) -> list[Task]:
        """One home's work a week: round, travel, plans and reviews spread over the year, meetings."""

        def number(name: str) -> Node:
            return self.book.number(f"{stem}.{name}")

        weeks = self.book.number("cost.weeks_per_year")
        return [
            self._task(stem, number("round_hours")),
            self._task(stem, number("travel_hours")),
            self._task(stem, Quotient(times(number("arrivals"), number("plan_hours")), weeks), "plan_by"),
            self._task(stem, Quotient(times(number("reviews"), number("review_hours")), weeks), "review_by"),
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
            self._hours_of[who] = Sum(tasks) if tasks else Fixed(Fraction(0))
        return self._hours_of[who]

    def done_by_another(self, id_: str, who: str) -> dict[Node, Node]:
        """What `hours_of` two people would be if an answer named another, each beside what it is now.

        Empty where no work that counts is asked about with it.
        """
        tasks = self._asked.get(id_)
        if tasks is None or tasks[0].done_by is None:
            return {}
        now, then = self.hours_of(tasks[0].done_by), self.hours_of(who)
        hours = total([task.hours for task in tasks])
        return {now: now - hours, then: then + hours}

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
        return self._lack or total([
            times(task.hours, Missing(task.asked_as, self.book.label(task.asked_as)))
            for task in self.tasks
            if task.done_by is None
        ])  # fmt: skip


class CareHomes:
    """The care-home figures; the price of a GP hour comes in from outside, so that it can be £0."""

    def __init__(self, book: Book, homes: Homes, funding: Funding, workforce: Workforce) -> None:
        self.book = book
        self.homes = homes
        self.workforce = workforce
        self._start = book.worksheet.day(book.worksheet.year.care_homes_start)
        weekly = "hours a week"
        book.figure("care_homes.hours", "hours in our homes", weekly, homes.hours, homes.how)
        book.figure("care_homes.gp_hours", "GP hours in our homes", weekly, self.gp_hours(workforce.fill))
        for horizon in book.horizons:
            self._figures(horizon, funding)
        per_1000 = "beds per 1,000 patients"
        ours = Quotient(homes.beds * 1000, book.number("practice.registered_list"), "we have no patients")
        book.figure("care_homes.beds_per_1000", "our care-home beds", per_1000, ours)
        beds, patients = book.number("pcn.care_home_beds"), book.number("pcn.registered_list")
        networks = Quotient(beds * 1000, patients, "the network has no patients")
        book.figure("care_homes.network_beds_per_1000", "the network's care-home beds", per_1000, networks)

    def _fallen_back(self, cover: Node) -> Node:
        """Hours a week of posts in the homes that GPs do because posts stay empty."""
        service = next((s for s in self.book.worksheet.services.values() if s.in_homes), None)
        if service is None:
            return NotApplicable("the worksheet has no care-home service")
        falls = self.book.number(f"service.{service.id}.falls_to_gps")
        return times(self.homes.hours_of("post"), Requiring(times(falls, ONE - cover), falls))

    def gp_hours(self, fill: Node) -> Node:
        """GP hours a week in the homes at a given part of posts filled, those of empty posts included."""
        empty = Step("hours of empty posts", "hours a week", self._fallen_back(fill))
        return total([self.homes.hours_of("gp"), empty, self.homes.nobody_named])

    def _cover(self, horizon: Horizon) -> Node:
        return self.workforce.cover(horizon.months(self._start), horizon)

    def cost(self, horizon: Horizon, gp_hour: Node) -> Node:
        """What the work in the homes costs us within a horizon, at a given price of a GP hour."""
        a_week = total([
            times(self.homes.hours_of("gp"), gp_hour),
            times(Step("hours of empty posts", "hours a week", self._fallen_back(self._cover(horizon))), gp_hour),
            times(self.homes.hours_of("nurse"), self.book.number("cost.nurse_hour")),
            self.homes.nobody_named,
        ])  # fmt: skip
        weeks = self.book.number("cost.weeks_per_year")
        return times(Step("a week in the homes", "£", a_week), weeks, of_a_year(horizon.months(self._start)))

    def _figures(self, horizon: Horizon, funding: Funding) -> None:
        book, key, words = self.book, horizon.key, horizon.words

        def figure(name: str, label: str, unit: str, node: Node) -> Step:
            return book.figure(f"care_homes.{name}.{key}", f"{label}, {words}", unit, node)

        cost = figure("cost", "cost of the work in our homes", "£", self.cost(horizon, book.number("cost.gp_hour")))
        paid = ZERO if self.homes.none else funding.premium(horizon)
        premium = figure("premium", "care home premium for us", "£", paid)
        figure("net", "premium less cost", "£", premium - cost)
        why = NO_HOMES if self.homes.none else "nobody we pay works in the homes"
        covered = Quotient(premium, cost, why) * 100
        figure("coverage", "part of the work in the homes that the premium covers", "%", covered)
        months = horizon.months(self._start)
        # Our GPs' and nurses' hours, and posts' that come back.
        hours = total([self.gp_hours(self._cover(horizon)), self.homes.hours_of("nurse")])
        paid_for = Step("hours a week we pay for", "hours a week", hours)
        month = times(paid_for, book.number("cost.weeks_per_year"), of_a_year(1))
        an_hour = Quotient(cost, times(month, so_many_months(months)), why)
        unit = "minutes a bed a month"
        a_month = Quotient(premium, so_many_months(months), "the work does not start")
        a_bed = Quotient(a_month, self.homes.beds, NO_HOMES)
        bought = Quotient(a_bed, Step("average rate of the hours we pay for", "£ an hour", an_hour), why)
        figure("minutes_paid_for", "time the premium buys", unit, bought * 60)
        worked = Quotient(month * 60, self.homes.beds, NO_HOMES)
        figure("minutes_worked", "time we pay for", unit, worked)
