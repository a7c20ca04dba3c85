"""Services: our own hours and those that come back where posts stay empty, as a whole or row by row."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from des_decider.appraisal.formulas.expression import (
    ONE,
    Fixed,
    Missing,
    Node,
    NotInContract,
    Quotient,
    Requiring,
    Step,
    times,
    total,
)
from des_decider.appraisal.formulas.workforce import NO_SUM, ForPosts
from des_decider.decision.wording import called
from des_decider.worksheet.inputs_and_columns import BY, STATUS

if TYPE_CHECKING:
    from datetime import date

    from des_decider.appraisal.formulas.book import Book, Horizon
    from des_decider.appraisal.formulas.workforce import Workforce
    from des_decider.worksheet.model import Service


class Work(NamedTuple):
    """Work answered together: a service as a whole, or one requirement. It runs weekly from `start`, or only once.

    Posts of `roles` can do its post hours; none named, those of every role.
    """

    stem: str
    name: str
    start: date | None
    roles: tuple[str, ...]


def done_today(book: Book, status: str) -> Node:
    """1 where a status says that work is done today already, else 0; missing where nobody has said."""
    said = book.choice(status)
    if said is None:
        return Missing(status, book.label(status))
    return Fixed(Fraction(said == "already"), f"{book.label(status)}: {STATUS[said]}", status)


class AllWork:
    """What every service's hours are answered for, as a whole or row by row; work in the homes is priced there."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.of = {service.id: self._work_of(service) for service in book.worksheet.services.values()}
        self.weekly = [work for works in self.of.values() for work in works if work.start is not None]

    def _work_of(self, service: Service) -> list[Work]:
        requirements = self.book.worksheet.requirements_of(service.id)
        if self.book.by_rows(f"service.{service.id}"):
            counted = (r for r in requirements if not r.counted_in_homes)
            return [Work(f"specification.{r.id}", f"“{r.name}”", r.start, r.roles or service.roles) for r in counted]
        starts = [r.start for r in requirements if r.start is not None]
        return [Work(f"service.{service.id}", service.name, min(starts) if starts else None, service.roles)]

    def for_posts(self) -> list[ForPosts]:
        """The hours of it that are meant for reimbursed posts."""
        number = self.book.number
        if self.book.lacks("workforce"):
            return []
        return [
            ForPosts(work.stem, number(f"{work.stem}.post_hours"), number(f"{work.stem}.falls_to_gps"), work.start,
                     work.roles)
            for work in self.weekly if work.start is not None
        ]  # fmt: skip


class Services:
    """The services as nodes; the price of a GP hour comes in from outside, so that it can be £0."""

    def __init__(self, book: Book, work: AllWork, workforce: Workforce) -> None:
        self.book = book
        self.workforce = workforce
        self._falling: dict[tuple[str, str], Node] = {}
        self._all = work
        gp_hour = book.number("cost.gp_hour")
        for horizon in book.horizons:
            costs: list[Node] = []
            for id_, service in book.worksheet.services.items():
                label = f"cost of {called(service)}, {horizon.words}"
                cost = self._cost_of(id_, horizon, gp_hour)
                costs.append(book.figure(f"service.{id_}.cost.{horizon.key}", label, "£", cost, self._how(service)))
            book.figure(f"services.cost.{horizon.key}", f"cost of the services, {horizon.words}", "£", total(costs))
        weekly = "hours a week"
        uncovered = total([self._falling_to_gps(work, book.horizons[-1]) for work in self._all.weekly])
        uncovered = book.figure(
            "services.uncovered_hours", "hours of empty posts that come back to our GPs", weekly, uncovered
        )
        book.figure("services.gp_hours", "GP hours for the services", weekly, self._hours("gp") + uncovered)
        for who, words in (("nurse", "nurse hours"), ("admin", "administration"), ("post", "hours of posts")):
            book.figure(f"services.{who}_hours", f"{words} for the services", weekly, self._hours(who))
        book.figure("services.ready", "services already done or ready", "%", self._ready())

    def _how(self, service: Service) -> str:
        rows = self.book.by_rows(f"service.{service.id}")
        return f"“{service.name}” is answered {BY['service']['rows' if rows else 'whole']}."

    def _falling_to_gps(self, work: Work, horizon: Horizon) -> Node:
        """Hours of posts that GPs do because posts stay empty; what falls to them must be said even at full cover."""
        if (work.stem, horizon.key) not in self._falling:  # asked for at two prices of a GP hour, and as hours
            if self.book.lacks("workforce"):
                return NotInContract(NO_SUM)
            falls = self.book.number(f"{work.stem}.falls_to_gps")
            empty = Requiring(times(falls, ONE - self.workforce.cover(work.stem, horizon)), falls)
            self._falling[work.stem, horizon.key] = times(self.book.number(f"{work.stem}.post_hours"), empty)
        return self._falling[work.stem, horizon.key]

    def unfilled_hours(self) -> Node:
        """GP hours a week for all services were no post filled."""
        number = self.book.number
        if self.book.lacks("workforce"):
            return self._hours("gp")
        falling = [
            times(number(f"{work.stem}.post_hours"), number(f"{work.stem}.falls_to_gps")) for work in self._all.weekly
        ]
        return self._hours("gp") + Step("hours of empty posts", "hours a week", total(falling))

    def already_hours(self) -> Node:
        """Our GPs' own hours a week, once it runs, of what is done today already."""
        return total([self._already(work) for work in self._all.weekly])

    def _already(self, work: Work) -> Node:
        """Our GPs' own hours of some work, where its status says that it is done today."""
        return times(self.book.number(f"{work.stem}.gp_hours"), done_today(self.book, f"{work.stem}.status"))

    def already_cost(self, horizon: Horizon, gp_hour: Node) -> Node:
        """What our GPs' own hours of it come to within a horizon, those once to set it up left out."""
        weeks = self.book.number("cost.weeks_per_year")
        return total([
            times(self._already(work), gp_hour, weeks, horizon.part_of_year(horizon.months(work.start)))
            for work in self._all.weekly
        ])  # fmt: skip

    def once(self, gp_hour: Node) -> Node:
        """What setting everything up comes to."""
        every = [work for works in self._all.of.values() for work in works]
        return total([times(self.book.number(f"{work.stem}.once_hours"), gp_hour) for work in every])

    def _hours(self, who: str) -> Node:
        if who == "post" and self.book.lacks("workforce"):
            return NotInContract(NO_SUM)
        return total([self.book.number(f"{work.stem}.{who}_hours") for work in self._all.weekly])

    def cost(self, horizon: Horizon, gp_hour: Node) -> Node:
        """What all services cost within a horizon, at a given price of a GP hour."""
        return total([self._cost_of(service, horizon, gp_hour) for service in self._all.of])

    def _cost_of(self, service: str, horizon: Horizon, gp_hour: Node) -> Node:
        return total([self._cost_of_work(work, horizon, gp_hour) for work in self._all.of[service]])

    def _cost_of_work(self, work: Work, horizon: Horizon, gp_hour: Node) -> Node:
        """Weekly hours from the work's own start, and hours once this year."""
        book = self.book
        terms: list[Node] = []
        months = horizon.months(work.start)
        if work.start is not None:
            uncovered = self._falling_to_gps(work, horizon)
            a_week = total([
                times(book.number(f"{work.stem}.gp_hours"), gp_hour),
                times(book.number(f"{work.stem}.nurse_hours"), book.number("cost.nurse_hour")),
                times(book.number(f"{work.stem}.admin_hours"), book.number("cost.admin_hour")),
                times(uncovered, gp_hour),
            ])  # fmt: skip
            weekly = Step(f"a week of {work.name}", "£", a_week)
            terms.append(times(weekly, book.number("cost.weeks_per_year"), horizon.part_of_year(months)))
        if not horizon.full:
            terms.append(times(book.number(f"{work.stem}.once_hours"), gp_hour))
        once = Fixed(Fraction(0), "done once, and left out of a full year")
        return Step(work.name, "£", total(terms) if terms else once)

    def _ready(self) -> Node:
        """The mean over services of the part of each that is already done or ready."""
        parts: list[Node] = []
        for service in self.book.worksheet.services.values():
            if not (ids := self.book.statuses_of(service.id)):
                continue
            of_it = Quotient(total([self._is_ready(id_) for id_ in ids]), Fixed(Fraction(len(ids))))
            parts.append(Step(service.name, "%", of_it * 100))
        return Quotient(total(parts), Fixed(Fraction(len(parts))), "no service needs a status")

    def _is_ready(self, id_: str) -> Node:
        status = self.book.choice(id_)
        if status is None:
            return Missing(id_, self.book.label(id_))
        done = Fraction(status in {"already", "ready"})
        return Fixed(done, f"{self.book.label(id_)}: {STATUS[status]}", id_)
