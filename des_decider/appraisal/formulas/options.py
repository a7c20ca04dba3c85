"""Options: signing up, opting out, signing up and leaving in April, and what they do to GP time."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from des_decider.appraisal.formulas.expression import (
    Fixed,
    Missing,
    Node,
    NotApplicable,
    Product,
    Quotient,
    Step,
    Sum,
    times,
    total,
)
from des_decider.worksheet.inputs_and_tables import ENDS

if TYPE_CHECKING:
    from des_decider.appraisal.formulas.book import Book, Horizon
    from des_decider.appraisal.formulas.care_homes import CareHomes
    from des_decider.appraisal.formulas.funding import Funding
    from des_decider.appraisal.formulas.services import Services
    from des_decider.appraisal.formulas.workforce import Workforce

_FREE = Fixed(Fraction(0), "GP hours at £0")


class Options:
    """What signing up and opting out bring, measured against being outside the contract in the same months."""

    def __init__(
        self, book: Book, funding: Funding, workforce: Workforce, services: Services, care_homes: CareHomes
    ) -> None:
        self.book = book
        self.funding, self.workforce, self.services, self.care_homes = funding, workforce, services, care_homes
        for horizon in book.horizons:
            self._figures(horizon)
        weekly = "hours a week"
        hours = book.figure("time.gp_hours", "GP time, signing up against opting out", weekly, self._gp_hours())
        book.figure("time.first_winter", "the same before any post is filled", weekly, self._gp_hours(filled=False))
        all_hours = times(book.number("practice.gp_sessions"), book.number("cost.session_hours"))
        share = Quotient(hours, all_hours, "we have no GP sessions")
        book.figure("time.share", "part of our GPs' week", "%", share * 100)

    def _director(self, name: str) -> Node:
        """An answer about the clinical director, 0 where the director is not one of us."""
        ours = self.book.answers.yes("director.ours")
        if ours is None:
            return Missing("director.ours", self.book.label("director.ours"))
        if ours:
            return self.book.number(f"director.{name}")
        return Fixed(Fraction(0), "the director is not one of us", "director.ours")

    def _local(self, ends: str, of_row: str, factor: Node) -> Node:
        """A number of all local payments that end on signing up, or on opting out, times a factor."""
        book = self.book
        if book.answers.yes("local.none"):
            return NotApplicable("no local payment depends on the decision")
        rows = book.answers.rows("local")
        if not rows:
            return Missing("local.none", "local payments that depend on the decision")
        terms: list[Node] = []
        for row in rows:
            when = book.choice(f"local.{row}.ends")
            if when is None:
                terms.append(Missing(f"local.{row}.ends", book.label(f"local.{row}.ends")))
            elif when == ends:
                terms.append(times(book.number(f"local.{row}.{of_row}"), factor))
        none = Fixed(Fraction(0), f"no local payment ends {ENDS[ends]}", f"local.{rows[0]}.ends")
        return total(terms) if terms else none

    def _amounts(self, ends: str, horizon: Horizon) -> Node:
        """Local payments lost."""
        return self._local(ends, "amount", Fixed(horizon.of_year))

    def _hours(self, ends: str, horizon: Horizon, gp_hour: Node) -> Node:
        """The GP time that ends with local payments, at a given price."""
        weeks = self.book.number("cost.weeks_per_year")
        return self._local(ends, "hours", times(gp_hour, weeks, Fixed(horizon.of_year)))

    def _meetings(self, horizon: Horizon, gp_hour: Node) -> Node:
        book = self.book
        a_week = total([
            times(total([book.number("meeting.gp_hours"), self._director("hours")]), gp_hour),
            times(book.number("meeting.admin_hours"), book.number("cost.admin_hour")),
        ])  # fmt: skip
        return times(a_week, book.number("cost.weeks_per_year"), horizon.of_year)

    def _in_cash(self, horizon: Horizon) -> Node:
        """Signing up with every GP hour at £0; what only feeds GP hours is then not needed."""
        cost = total([
            Step("services", "£", self.services.cost(horizon, _FREE)),
            Step("care homes", "£", self.care_homes.cost(horizon, _FREE)),
            Step("our share of supervision", "£", self.workforce.our_supervision(horizon, _FREE)),
            self.book.figures[f"sign_up.shared_lack.{horizon.key}"],
            Step("meetings and director's time", "£", self._meetings(horizon, _FREE)),
        ])  # fmt: skip
        amounts = self.book.figures[f"sign_up.local_lost.{horizon.key}"]
        return (
            self.book.figures[f"sign_up.income.{horizon.key}"]
            + Step("our share of GP time freed", "£", self.workforce.our_released(horizon, _FREE))
            - Step("cost", "£", cost)
            - Step("local payments replaced", "£", amounts - self._hours("sign_up", horizon, _FREE))
        )

    def _opting_out(self, horizon: Horizon, gp_hour: Node) -> Node:
        """What opting out comes to, the GP hours that it ends and brings at a given price."""
        book = self.book
        hours = times(book.number("opt_out.hours"), gp_hour, book.number("cost.weeks_per_year"), horizon.of_year)
        local = self._amounts("opt_out", horizon) - self._hours("opt_out", horizon, gp_hour)
        lost: list[Node] = [
            Step("local payments that opting out ends", "£", local),
            Step("GP time that only leaving brings", "£", hours),
        ]
        if not horizon.full:
            lost.append(Step("cost of leaving now", "£", book.number("opt_out.exit_cost")))
        return Sum((Product((Fixed(Fraction(-1)), total(lost))),))

    def _figures(self, horizon: Horizon) -> None:
        book, key, words = self.book, horizon.key, horizon.words
        gp_hour = book.number("cost.gp_hour")

        def figure(name: str, label: str, node: Node) -> Step:
            return book.figure(f"{name}.{key}", f"{label}, {words}", "£", node)

        funding, workforce = self.funding, self.workforce
        directed = times(self._director("amount"), horizon.of_year)
        director = figure("sign_up.director", "director's money to us", directed)
        paid = Step("practice funding counted", "£", funding.income[key])
        income = figure("sign_up.income", "income from signing up", total([paid, director]))
        priced = [book.figures[f"{name}.{key}"] for name in ("services.cost", "care_homes.cost", "workforce.our_cost")]
        lack = times(funding.share, workforce.shortfall[key])
        lacking = figure("sign_up.shared_lack", "our share of what the network lacks", lack)
        meetings = figure("sign_up.meetings", "meetings and director's time", self._meetings(horizon, gp_hour))
        cost = figure("sign_up.cost", "cost of signing up", total([*priced, lacking, meetings]))
        amounts = self._amounts("sign_up", horizon)
        lost = figure("sign_up.local_lost", "amounts of the local payments that signing up ends", amounts)
        hours = self._hours("sign_up", horizon, gp_hour)
        ended = figure("sign_up.local_gp_time", "GP time that ends with local payments, priced", hours)
        replaced = figure("sign_up.replaced", "local payments that signing up ends", lost - ended)
        released = book.figures[f"workforce.our_released.{key}"]
        net = figure("sign_up.net", "signing up", income + released - cost - replaced)
        cash = figure("sign_up.cash", "signing up, money alone", self._in_cash(horizon))
        figure("sign_up.gp_time", "signing up, GP time priced", net - cash)
        out = figure("opt_out.net", "opting out", self._opting_out(horizon, gp_hour))
        if not horizon.full:
            figure("leave_in_april.net", "signing up and leaving next April", net - book.number("leave.exit_cost"))
        difference = figure("difference", "signing up against opting out", net - out)
        out_in_cash = Step("opting out, money alone", "£", self._opting_out(horizon, _FREE))
        in_cash = figure("difference.cash", "signing up against opting out, money alone", cash - out_in_cash)
        figure("difference.gp_time", "signing up against opting out, GP time priced", difference - in_cash)
        patients = Quotient(difference, book.number("practice.registered_list"), "we have no patients")
        figure("difference.per_patient", "signing up against opting out, a patient", patients)
        figure("difference.per_partner", "signing up against opting out, a partner", difference / self._partners())

    def _partners(self) -> Node:
        partners = len(self.book.answers.rows("partner"))
        return Fixed(Fraction(partners), "partners") if partners else Missing("partner.1.name", "the partners")

    def _gp_hours(self, *, filled: bool = True) -> Node:
        """GP hours a week in steady state; `filled` false takes every post as empty, as in a first winter."""
        workforce, share = self.workforce, self.funding.share
        fill: Node = workforce.fill if filled else Fixed(Fraction(0), "no post is filled yet")
        terms: list[Node] = [
            Step("services", "hours a week", self.services.gp_hours(fill)),
            Step("care homes", "hours a week", self.care_homes.gp_hours(fill)),
            self.book.number("meeting.gp_hours"),
            self._director("hours"),
        ]
        less: list[Node] = [self.book.number("opt_out.hours")]
        if filled:
            terms.append(Step("our share of supervision", "hours a week", share * workforce.supervision_hours))
            less.append(Step("our share of time freed", "hours a week", share * workforce.released_hours))
        one = Fixed(Fraction(1))
        terms.append(Step("local work that opting out ends", "hours a week", self._local("opt_out", "hours", one)))
        less.append(Step("local work that signing up ends", "hours a week", self._local("sign_up", "hours", one)))
        return total(terms) - total(less)
