"""Services: our own hours and those that come back where posts stay empty, as a whole or row by row."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from des_decider.appraisal.formulas.expression import (
    ONE,
    Fixed,
    Missing,
    Node,
    Quotient,
    Requiring,
    Step,
    of_a_year,
    times,
    total,
)
from des_decider.worksheet.inputs_and_tables import STATUS

if TYPE_CHECKING:
    from datetime import date

    from des_decider.appraisal.formulas.book import Book, Horizon
    from des_decider.appraisal.formulas.workforce import Workforce
    from des_decider.worksheet.model import Service


class Work(NamedTuple):
    """Work answered together: a service as a whole, or one requirement. It runs weekly from `start`, or only once."""

    stem: str
    name: str
    start: date | None


class Services:
    """The services as nodes; the price of a GP hour comes in from outside, so that it can be £0."""

    def __init__(self, book: Book, workforce: Workforce) -> None:
        self.book = book
        self.workforce = workforce
        self._falling: dict[tuple[str, Node], Node] = {}
        self._work = {s.id: self._work_of(s) for s in book.worksheet.services.values()}
        gp_hour = book.number("cost.gp_hour")
        for horizon in book.horizons:
            costs: list[Node] = []
            for id_, service in book.worksheet.services.items():
                label = f"cost of {service.name.lower()}, {horizon.words}"
                cost = self._cost_of(id_, horizon, gp_hour)
                costs.append(book.figure(f"service.{id_}.cost.{horizon.key}", label, "£", cost, self._how(service)))
            book.figure(f"services.cost.{horizon.key}", f"cost of the services, {horizon.words}", "£", total(costs))
        weekly = "hours a week"
        uncovered = self.uncovered_hours(workforce.fill)
        book.figure("services.uncovered_hours", "hours of empty posts that come back to our GPs", weekly, uncovered)
        book.figure("services.gp_hours", "GP hours for the services", weekly, self.gp_hours(workforce.fill))
        for who, words in (("nurse", "nurse hours"), ("admin", "administration"), ("post", "hours of posts")):
            book.figure(f"services.{who}_hours", f"{words} for the services", weekly, self._hours(who))
        book.figure("services.ready", "services already done or ready", "%", self._ready())

    def _how(self, service: Service) -> str:
        rows = self.book.by_rows(f"service.{service.id}")
        return f"“{service.name}” is answered {'requirement by requirement' if rows else 'as a whole'}."

    def _work_of(self, service: Service) -> list[Work]:
        """What a service's hours are answered for; work in the homes is priced under care homes."""
        requirements = self.book.worksheet.requirements_of(service.id)
        if self.book.by_rows(f"service.{service.id}"):
            counted = (r for r in requirements if not r.counted_in_homes)
            return [Work(f"specification.{r.id}", f"“{r.name}”", r.start) for r in counted]
        starts = [r.start for r in requirements if r.start is not None]
        return [Work(f"service.{service.id}", service.name, min(starts) if starts else None)]

    def _all_weekly(self) -> list[Work]:
        return [work for works in self._work.values() for work in works if work.start is not None]

    def _post_hours_falling(self, work: Work, cover: Node) -> Node:
        """Hours of posts that GPs do because posts stay empty; what falls to them must be said even at full cover."""
        if (work.stem, cover) not in self._falling:  # asked for at two prices of a GP hour, and as hours
            falls = self.book.number(f"{work.stem}.falls_to_gps")
            empty = Requiring(times(falls, ONE - cover), falls)
            self._falling[work.stem, cover] = times(self.book.number(f"{work.stem}.post_hours"), empty)
        return self._falling[work.stem, cover]

    def uncovered_hours(self, fill: Node) -> Node:
        """Post hours a week that come back to our GPs at a given part of posts filled."""
        return total([self._post_hours_falling(work, fill) for work in self._all_weekly()])

    def gp_hours(self, fill: Node) -> Node:
        """GP hours a week for all services, those of empty posts included."""
        return total([self._hours("gp"), Step("hours of empty posts", "hours a week", self.uncovered_hours(fill))])

    def _hours(self, who: str) -> Node:
        return total([self.book.number(f"{work.stem}.{who}_hours") for work in self._all_weekly()])

    def cost(self, horizon: Horizon, gp_hour: Node) -> Node:
        """What all services cost within a horizon, at a given price of a GP hour."""
        return total([self._cost_of(service, horizon, gp_hour) for service in self._work])

    def _cost_of(self, service: str, horizon: Horizon, gp_hour: Node) -> Node:
        return total([self._cost_of_work(work, horizon, gp_hour) for work in self._work[service]])

    def _cost_of_work(self, work: Work, horizon: Horizon, gp_hour: Node) -> Node:
        """Weekly hours from the work's own start, and hours once this year."""
        book = self.book
        terms: list[Node] = []
        months = horizon.months(work.start)
        if work.start is not None:
            uncovered = self._post_hours_falling(work, self.workforce.cover(months, horizon))
            a_week = total([
                times(book.number(f"{work.stem}.gp_hours"), gp_hour),
                times(book.number(f"{work.stem}.nurse_hours"), book.number("cost.nurse_hour")),
                times(book.number(f"{work.stem}.admin_hours"), book.number("cost.admin_hour")),
                times(uncovered, gp_hour),
            ])  # fmt: skip
            weekly = Step(f"a week of {work.name}", "£", a_week)
            terms.append(times(weekly, book.number("cost.weeks_per_year"), of_a_year(months)))
        if not horizon.full:
            terms.append(times(book.number(f"{work.stem}.once_hours"), gp_hour))
        once = Fixed(Fraction(0), "done once, and left out of a full year")
        return Step(work.name, "£", total(terms) if terms else once)

    def _ready(self) -> Node:
        """The mean over services of the part of each that is already done or ready."""
        parts: list[Node] = []
        for service in self.book.worksheet.services.values():
            ids = self.book.statuses_of(service.id)
            of_it = Quotient(total([self._is_ready(id_) for id_ in ids]), Fixed(Fraction(len(ids))))
            parts.append(Step(service.name, "%", of_it * 100))
        return Quotient(total(parts), Fixed(Fraction(len(parts))), "the worksheet has no services")

    def _is_ready(self, id_: str) -> Node:
        status = self.book.choice(id_)
        if status is None:
            return Missing(id_, self.book.label(id_))
        done = Fraction(status in {"already", "ready"})
        return Fixed(done, f"{self.book.label(id_)}: {STATUS[status]}", id_)
