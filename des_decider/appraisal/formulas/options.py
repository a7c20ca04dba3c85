"""Options: signing up, opting out, leaving at the next window, and what they do to GP time."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from des_decider.appraisal.formulas.book import NO_NEXT_WINDOW
from des_decider.appraisal.formulas.expression import (
    ONE,
    Fixed,
    Missing,
    Node,
    NotApplicable,
    NotInContract,
    Product,
    Quotient,
    Step,
    Sum,
    of_a_year,
    times,
    total,
)
from des_decider.worksheet.inputs_and_columns import ENDS, PAID_TO
from des_decider.worksheet.months import months_after

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
        self._has_director = book.worksheet.has_director
        for horizon in book.horizons:
            self._figures(horizon)
        self._once()
        self._leaving_next()
        self._time()

    @property
    def _meeting_words(self) -> str:
        return "meetings and director's time" if self._has_director else "meetings"

    def _director(self, name: str) -> Node:
        """The money or hours of the director that are ours; 0 where they are nobody's of ours."""
        if not self._has_director:
            return NotInContract("the contract has no money for a director")
        ours = self.book.answers.yes("director.ours")
        if ours is None:
            return Missing("director.ours", self.book.label("director.ours"))
        if not ours:
            return Fixed(Fraction(0), "the director is not one of us", "director.ours")
        to = self.book.choice("director.paid_to")
        if to is None:
            unsaid = Missing("director.paid_to", self.book.label("director.paid_to"))
            return times(self.book.number(f"director.{name}"), unsaid)
        if to == "person" or (to == "person_our_time" and name == "amount"):
            return Fixed(Fraction(0), PAID_TO[to], "director.paid_to")
        return self.book.number(f"director.{name}")

    def _director_already(self) -> Node:
        """The director's hours, where the work is done today already."""
        hours, already = self._director("hours"), self.book.answers.yes("director.already")
        if not self.book.answers.yes("director.ours") or isinstance(hours, Fixed | NotInContract):
            return hours
        if already is None:
            return times(hours, Missing("director.already", self.book.label("director.already")))
        return times(hours, Fixed(Fraction(already), "done today" if already else "new work", "director.already"))

    def _local(self, ends: str, of_row: str, factor: Node, horizon: Horizon | None = None) -> Node:
        """A number of all local payments that end on signing up, or on opting out, times a factor.

        Within a horizon, for the months from the day each ends.
        """
        book = self.book
        if book.answers.yes("local.none"):
            return NotApplicable("no local payment depends on the decision")
        rows = book.answers.rows("local")
        if not rows:
            return book.no_row("local", "local payments that depend on the decision")
        terms: list[Node] = []
        for row in rows:
            when = book.choice(f"local.{row}.ends")
            if when is None:
                unsaid = Missing(f"local.{row}.ends", book.label(f"local.{row}.ends"))
                # Its amount counts whichever it is; it may end with no hours.
                terms.append(total([book.number(f"local.{row}.amount"), unsaid]) if of_row == "amount" else unsaid)
            elif when == ends:
                months = self._months_from(row, horizon) if horizon else ONE
                terms.append(times(book.number(f"local.{row}.{of_row}"), factor, months))
        none = Fixed(Fraction(0), f"no local payment ends {ENDS[ends]}", f"local.{rows[0]}.ends")
        return total(terms) if terms else none

    def _months_from(self, row: int, horizon: Horizon) -> Node:
        """The part of a year for which a local payment is lost within a horizon."""
        day = self.book.answers.day(f"local.{row}.from")
        return horizon.part_of_year(horizon.months(day) if day else horizon.counted)

    def _amounts(self, ends: str, horizon: Horizon) -> Node:
        """Local payments lost."""
        return self._local(ends, "amount", ONE, horizon)

    def _hours(self, ends: str, horizon: Horizon, gp_hour: Node) -> Node:
        """The GP time that ends with local payments, at a given price."""
        weeks = self.book.number("cost.weeks_per_year")
        return self._local(ends, "hours", times(gp_hour, weeks), horizon)

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
            Step(self._meeting_words, "£", self._meetings(horizon, _FREE)),
        ])  # fmt: skip
        amounts = self.book.figures[f"sign_up.local_lost.{horizon.key}"]
        return (
            self.book.figures[f"sign_up.income.{horizon.key}"]
            + Step("our share of GP time freed", "£", self.workforce.our_released(horizon, _FREE))
            - Step("cost", "£", cost)
            - Step("local payments replaced", "£", amounts - self._hours("sign_up", horizon, _FREE))
        )

    def _brought(self, horizon: Horizon, gp_hour: Node) -> Node:
        """The extra GP work if we opt out, at a given price."""
        number = self.book.number
        return times(number("opt_out.hours"), gp_hour, number("cost.weeks_per_year"), horizon.of_year)

    def _opting_out(self, horizon: Horizon, local: Node, brought: Node) -> Node:
        """What opting out comes to, from the local payments that it ends and the GP time that it brings."""
        lost: list[Node] = [
            Step("local payments that opting out ends", "£", local),
            Step("extra GP work if we opt out", "£", brought),
        ]
        if not horizon.full:
            lost.append(Step("cost of leaving now", "£", self.book.number("opt_out.exit_cost")))
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
        meetings = figure("sign_up.meetings", self._meeting_words, self._meetings(horizon, gp_hour))
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
        label = "amounts of the local payments that opting out ends"
        lost = figure("opt_out.local_lost", label, self._amounts("opt_out", horizon))
        label = "GP time that ends with local payments that opting out ends, priced"
        ended = figure("opt_out.local_gp_time", label, self._hours("opt_out", horizon, gp_hour))
        label = "extra GP work if we opt out, priced"
        brought = figure("opt_out.gp_time_brought", label, self._brought(horizon, gp_hour))
        out = figure("opt_out.net", "opting out", self._opting_out(horizon, lost - ended, brought))
        free = lost - self._hours("opt_out", horizon, _FREE)
        label = "opting out, money alone"
        out_in_cash = figure("opt_out.cash", label, self._opting_out(horizon, free, self._brought(horizon, _FREE)))
        figure("opt_out.gp_time", "opting out, GP time priced", out - out_in_cash)
        difference = figure("difference", "signing up against opting out", net - out)
        in_cash = figure("difference.cash", "signing up against opting out, money alone", cash - out_in_cash)
        label = "signing up against opting out, GP time priced"
        in_gp_time = figure("difference.gp_time", label, difference - in_cash)
        self._parts_of_gp_time(horizon, in_gp_time)
        patients = Quotient(difference, book.number("practice.registered_list"), "we have no patients")
        label = "signing up against opting out, money and GP time together, for each patient"
        figure("difference.per_patient", label, patients)
        figure("difference.per_partner", "signing up against opting out, a partner", difference / self._partners())
        for row, share in self._profit_shares().items():
            name = book.answers.text(f"partner.{row}.name") or f"partner {row}"
            figure(f"difference.partner.{row}", f"signing up against opting out, {name}’s part", difference * share)

    def _parts_of_gp_time(self, horizon: Horizon, whole: Node) -> None:
        """The director's GP time, what is done today already, and the rest, each with its sign in the difference."""
        book, key = self.book, horizon.key
        gp_hour, weeks = book.number("cost.gp_hour"), book.number("cost.weeks_per_year")
        minus = Fixed(Fraction(-1))
        hours = self._director("hours")
        directed = times(minus, hours, gp_hour, weeks, horizon.of_year) if self._has_director else hours
        done = total([
            self.services.already_cost(horizon, gp_hour), self.care_homes.already_cost(horizon, gp_hour),
        ])  # fmt: skip

        def figure(name: str, label: str, node: Node) -> Step:
            return book.figure(f"gp_time.{name}.{key}", f"{label}, {horizon.words}", "£", node)

        director = figure("director", "the director's time, priced", directed)
        already = figure("already", "GP time given today already, priced", times(minus, done))
        figure("new", "GP time that is new, priced", whole - director - already)

    def _once(self) -> None:
        """What is paid or worked only once, and the difference without it; both are this year's."""
        book, key = self.book, "this_year"
        gp_hour = book.number("cost.gp_hour")

        def figure(name: str, label: str, node: Node) -> Step:
            return book.figure(f"{name}.{key}", f"{label}, {book.this_year.words}", "£", node)

        lack, without = self.workforce.shortfall[key], self.workforce.shortfall_without_start[key]
        started = times(self.funding.share, lack - without)
        minus = Fixed(Fraction(-1))
        sign_up = times(minus, total([self.services.once(gp_hour), started]))
        joining = figure("sign_up.once", "signing up, what is paid or worked once", sign_up)
        leaving = figure(
            "opt_out.once", "opting out, what is paid once", times(minus, book.number("opt_out.exit_cost"))
        )
        once = figure("difference.once", "signing up against opting out, what comes once", joining - leaving)
        label = "signing up against opting out, what runs"
        figure("difference.running", label, book.figures[f"difference.{key}"] - once)

    def _leaving_next(self) -> None:
        """Signing up and leaving at the next window, against opting out now, the months under notice included."""
        book, figures = self.book, self.book.figures
        notice = self._months_under_notice()

        def until_then(name: str) -> Node:
            return figures[f"{name}.this_year"] + times(figures[f"{name}.full_year"], notice)

        label = "signing up and leaving at the next window"
        leaving, staying_out = until_then("sign_up.net") - book.number("leave.exit_cost"), until_then("opt_out.net")
        if not book.worksheet.can_be_left_later:
            leaving = staying_out = NotInContract(NO_NEXT_WINDOW)
        net = book.figure("leave_next.net", label, "£", leaving)
        out = book.figure("leave_next.opt_out", "opting out now, until then", "£", staying_out)
        book.figure("difference.leave_next", f"{label} against opting out now", "£", net - out)

    def _months_under_notice(self) -> Node:
        """Months from the year's end to the last day of who leaves, begun ones counted; 0 where nobody knows them."""
        day = self.book.leaving_takes_effect
        return of_a_year(months_after(self.book.worksheet.year.ends, day) if day else 0)

    def _time(self) -> None:
        """Hours a week in steady state, all of them, what is done already and what is new."""
        book, weekly = self.book, "hours a week"
        hours = book.figure("time.gp_hours", "GP time, signing up against opting out", weekly, self._gp_hours())
        already = book.figure("time.already_hours", "GP time already worked today", weekly, self._already_hours())
        book.figure("time.new_hours", "new GP time, signing up against opting out", weekly, hours - already)
        empty = self._gp_hours(filled=False)
        empty_posts = "" if self.workforce.none_in_contract else " with no post filled"
        unfilled = book.figure("time.unfilled", f"GP time{empty_posts}", weekly, empty)
        book.figure("time.new_unfilled", f"new GP time{empty_posts}", weekly, unfilled - already)
        all_hours = times(book.number("practice.gp_sessions"), book.number("cost.session_hours"))
        share = Quotient(hours, all_hours, "we have no GP sessions")
        book.figure("time.share", "part of our GPs' week", "%", share * 100)

    def _already_hours(self) -> Node:
        return total([
            self.services.already_hours(), self.care_homes.already_hours(), self._director_already(),
        ])  # fmt: skip

    def _partners(self) -> Node:
        partners = len(self.book.answers.rows("partner"))
        return Fixed(Fraction(partners), "partners") if partners else Missing("partner.1.name", "the partners")

    def _profit_shares(self) -> dict[int, Node]:
        """Each partner's part of all profit shares, where every partner has one."""
        rows = self.book.answers.rows("partner")
        ids = {row: f"partner.{row}.profit_share" for row in rows}
        if not rows or any(self.book.answers.estimate(id_) is None for id_ in ids.values()):
            return {}
        shares = {row: self.book.number(id_) for row, id_ in ids.items()}
        every = total(list(shares.values()))
        return {row: Quotient(share, every, "nobody has a profit share") for row, share in shares.items()}

    def _gp_hours(self, *, filled: bool = True) -> Node:
        """GP hours a week in steady state; `filled` false takes every post as empty."""
        workforce, share = self.workforce, self.funding.share
        services = self.book.figures["services.gp_hours"] if filled else self.services.unfilled_hours()
        terms: list[Node] = [
            Step("services", "hours a week", services),
            Step("care homes", "hours a week", self.care_homes.gp_hours(filled=filled)),
            self.book.number("meeting.gp_hours"),
            self._director("hours"),
        ]
        less: list[Node] = [self.book.number("opt_out.hours")]
        if filled:
            terms.append(Step("our share of supervision", "hours a week", share * workforce.supervision_hours))
            less.append(Step("our share of time freed", "hours a week", share * workforce.released_hours))
        terms.append(Step("local work that opting out ends", "hours a week", self._local("opt_out", "hours", ONE)))
        less.append(Step("local work that signing up ends", "hours a week", self._local("sign_up", "hours", ONE)))
        return total(terms) - total(less)
