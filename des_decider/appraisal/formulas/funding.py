"""Funding: what each payment comes to for the network and for us, published, counted and in a full year."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from des_decider.appraisal.formulas.book import NO_NETWORK
from des_decider.appraisal.formulas.expression import (
    ONE,
    Fixed,
    Given,
    Missing,
    Node,
    NotInContract,
    Quotient,
    Step,
    of_a_year,
    so_many_months,
    times,
    total,
)
from des_decider.decision.wording import called
from des_decider.worksheet.months import counted_months_of, months_of

if TYPE_CHECKING:
    from des_decider.appraisal.formulas.book import Book, Horizon
    from des_decider.worksheet.model import Part, Payment


_IN_FULL = Fixed(Fraction(1), "all of it earned")


class Funding:
    """The payments of a worksheet as nodes, for the figures further down the street."""

    def __init__(self, book: Book, our_beds: Node) -> None:
        self.book = book
        self.our_beds = our_beds
        self.share = _share(book)
        self._as_printed = False
        self.pcn: dict[str, Node] = {}
        self.practice: dict[str, Node] = {}
        for payment in book.worksheet.payments.values():
            self._enter(payment)
        networks = [p for p in book.worksheet.payments.values() if p.paid_to == "network"]
        within, without = ", the ceiling on claims included", " without the ceiling on claims"
        if book.lacks("workforce"):
            within = without = ""
        none: list[Node] = [] if networks else [NotInContract(NO_NETWORK)]
        all_of_it = total([*none, *(self.pcn[p.id] for p in networks)])
        book.figure("funding.pcn_total", f"money of the network{within}", "£", all_of_it)
        income = total([*none, *(self.pcn[p.id] for p in networks if p.kind != "reimbursement")])
        book.figure("funding.pcn_income", f"money of the network{without}", "£", income)
        book.figure("funding.practice_total", "published money for us", "£", total(list(self.practice.values())))
        ours = [p for p in book.worksheet.payments.values() if p.id in self.practice]
        self.income = {h.key: total([self._enter_counted(p, h) for p in ours]) for h in book.horizons}
        self.kept = {
            h.key: book.figure(f"pcn.kept.{h.key}", f"what the network keeps, {h.words}", "£", self._kept(h))
            for h in book.horizons
        }

    def _enter(self, payment: Payment) -> None:
        """The published figures of one payment: the whole contract year, at the published rates."""
        book = self.book
        hidden = book.left_out(payment) if book.hidden(payment.origin) else None
        if payment.paid_to == "practice":
            ours, what = hidden or self._amount(payment, "practice"), "paid to us"
        else:
            amount = hidden or self._amount(payment, "pcn")
            pcn = book.figure(f"funding.{payment.id}.pcn", f"{payment.name}, for the network", "£", amount)
            self.pcn[payment.id] = pcn
            if payment.kind == "reimbursement":
                return
            ours, what = hidden or self._our_part(payment, pcn), "our part"
        id_ = f"funding.{payment.id}.practice"
        self.practice[payment.id] = book.figure(id_, f"{payment.name}, {what}", "£", ours)

    def _enter_counted(self, payment: Payment, horizon: Horizon) -> Node:
        """Our part of one payment within a horizon."""
        label = f"{payment.name}, our part counted, {horizon.words}"
        counted = self.counted(payment, horizon, "practice")
        return self.book.figure(f"funding.{payment.id}.counted.{horizon.key}", label, "£", counted)

    def _our_part(self, payment: Payment, pcn: Node) -> Node:
        if payment.kind == "bed":
            rate = self.bed_month(payment)
            return times(rate, self.our_beds, so_many_months(months_of(payment)), self.reach(payment))
        return times(pcn, self.share, self.reach(payment))

    def reach(self, payment: Payment) -> Node:
        """The part of a network payment that reaches the practices; the network's own split decides it."""
        if payment.paid_to == "practice":
            return Fixed(Fraction(1), "it is paid to us")
        if payment.for_director:
            return Fixed(Fraction(0), "director's money goes to whoever does the work")
        match self.book.choice("network.split"):
            case "all_shared" if payment.reinvested:
                return Fixed(Fraction(0), "it must be reinvested", "network.split")
            case "all_shared":
                return Fixed(Fraction(1), "everything is shared out", "network.split")
            case "network_keeps" if payment.passed_on:
                return Fixed(Fraction(1), "the network passes this on", "network.split")
            case "network_keeps":
                return Fixed(Fraction(0), "the network keeps this", "network.split")
            case "by_stream":
                return self.book.number(f"payment.{payment.id}.reaches_practice")
            case _:
                return Missing("network.split", self.book.label("network.split"))

    def counted(self, payment: Payment, horizon: Horizon, whose: str) -> Node:
        """A payment's money within a horizon, for the network (`pcn`) or for us (`practice`).

        This year: the published amount cut to the counted months. A full year: the worksheet's rule for it.
        """
        published = (self.pcn if whose == "pcn" else self.practice)[payment.id]
        if not horizon.full:
            return published * (
                horizon.unknown or Fraction(counted_months_of(payment, self.book.worksheet), months_of(payment))
            )
        match payment.full_year:
            case "same":
                return published * Fraction(12, months_of(payment))
            case "ends":
                return Fixed(Fraction(0), f"{payment.name} has ended")
            case Decimal() | None:
                if self.book.hidden(payment.origin):
                    return self.book.left_out(payment)
                return self._at_full_rate(payment, whose)

    def bed_month(self, payment: Payment, *, full: bool = False) -> Node:
        """£ a bed a month: this year's, or where the full year has a rate of its own that one."""
        of_its_own = full and payment.full_year not in {"same", "ends"}
        rate = self._full_rate(payment) if of_its_own else self._rate(payment, payment.rate, "rate")
        return rate if payment.per == "month" else times(rate, of_a_year(1))

    def bed_rate(self, payment: Payment, horizon: Horizon) -> Node:
        """What one month's premium for one bed is within a horizon."""
        if self.book.hidden(payment.origin):
            return self.book.left_out(payment)
        if horizon.full and payment.full_year == "ends":
            return Fixed(Fraction(0), f"{payment.name} has ended")
        return self.bed_month(payment, full=horizon.full)

    def _at_full_rate(self, payment: Payment, whose: str) -> Node:
        """Twelve months at a full-year rate of its own."""
        if payment.kind == "bed":
            node = self.bed_month(payment, full=True)
            if whose == "practice":
                return times(node, self.our_beds, so_many_months(12), self.reach(payment))
            return times(node, self.book.number("pcn.care_home_beds"), so_many_months(12))
        if whose == "practice" and payment.paid_to == "network":
            return times(self._amount(payment, "pcn", full=True), self.share, self.reach(payment))
        return self._amount(payment, whose, full=True)

    def _amount(self, payment: Payment, whose: str, *, full: bool = False, earned: Node | None = None) -> Node:
        """What a payment comes to at its rates, or at its full-year rate; `earned` as answered unless it is given."""
        book = self.book
        match payment.kind:
            case "list":
                terms = [self._of_part(payment, part, whose, full=full) for part in payment.parts]
                amount = total(terms) if len(terms) > 1 else terms[0]
                return times(amount, earned or self._achieved(payment)) if payment.earned else amount
            case "bed":
                beds = self.our_beds if whose == "practice" else book.number("pcn.care_home_beds")
                return times(self.bed_month(payment), beds, so_many_months(months_of(payment)))
            case "points":
                return self._points(payment, earned or self._achieved(payment), full=full)
            case "reimbursement":
                rate = self._full_rate(payment) if full else self._rate(payment, payment.rate, "rate")
                return times(rate, book.number("pcn.weighted_list"))

    def _achieved(self, payment: Payment) -> Node:
        return self.book.number(f"payment.{payment.id}.achieved")

    def _of_part(self, payment: Payment, part: Part, whose: str, *, full: bool) -> Node:
        """What is paid on one list."""
        patients = self.book.number(f"{whose}.{part.basis}_list")
        if full:
            return times(self._full_rate(payment), patients)
        answer = "rate" if len(payment.parts) == 1 else f"{part.basis}.rate"
        rate = self._rate(payment, part.rate, answer)
        part_of_year = Fraction(months_of(payment), 12) if part.per == "year" else Fraction(1)
        return times(rate, patients, part_of_year)

    def _points(self, payment: Payment, achieved: Node, *, full: bool) -> Node:
        """Money for points, scaled from the average network to ours."""
        book, sheet = self.book, self.book.worksheet
        per_point = self._full_rate(payment) if full else self._rate(payment, payment.rate, "rate")
        points = book.fact(f"payment.{payment.id}", f"points of {called(payment)}", "points", payment.points)
        what, origin = "list of an average network", sheet.average_list_origin
        average = book.fact("average_network", what, "patients", sheet.average_list, origin)
        return times(per_point, points, achieved, Quotient(book.number(f"pcn.{payment.base}_list"), average))

    def rebuilt(self) -> Node:
        """Every stream of the network in full: all points earned, later facts counted whatever the practice chose.

        At the worksheet's printed rates: it is what the claim could have contained, not what our commissioner wrote.
        """
        networks = [p for p in self.book.worksheet.payments.values() if p.paid_to == "network"]
        self._as_printed = True
        terms: list[Node] = []
        for payment in networks:
            late = "" if payment.origin.known_at_deadline else ", its amounts published only after the deadline"
            terms.append(Step(f"{payment.name}{late}", "£", self._amount(payment, "pcn", earned=_IN_FULL)))
        self._as_printed = False
        return total(terms)

    def _full_rate(self, payment: Payment) -> Node:
        """A payment's own rate in a full year."""
        rate = payment.full_year if isinstance(payment.full_year, Decimal) else None
        return self._rate(payment, rate, "full_year_rate")

    def _rate(self, payment: Payment, rate: Decimal | None, answer: str) -> Node:
        """A rate: the practice's own answer where it gave one, else the worksheet's; missing where neither has it."""
        id_, unit = f"payment.{payment.id}.{answer}", f"£ a {payment.paid_for(answer)}"
        ours = self.book.number(id_) if self.book.answers.estimate(id_) is not None else None
        if isinstance(ours, Given) and not (self._as_printed and rate is not None):
            return Given(ours.id, ours.label, unit, ours.estimate, default=ours.default)  # as the worksheet counts it
        if rate is None:
            return Missing(id_, self.book.label(id_))
        return self.book.fact(f"payment.{payment.id}", f"rate of {called(payment)}", unit, rate, payment.origin)

    def _kept(self, horizon: Horizon) -> Node:
        """Network income that does not reach the practices; director's and reinvested money left out."""
        terms: list[Node] = [] if self.book.worksheet.has_network else [NotInContract(NO_NETWORK)]
        for payment in self.book.worksheet.payments.values():
            if payment.id not in self.practice or payment.paid_to == "practice":
                continue
            if not (payment.for_director or payment.reinvested):
                amount = self.counted(payment, horizon, "pcn")
                terms.append(Step(f"{payment.name} kept", "£", times(amount, ONE - self.reach(payment))))
        return total(terms)

    def premium(self, horizon: Horizon) -> Node:
        """What is paid for our care-home beds within a horizon."""
        paid = [p for p in self.book.worksheet.payments.values() if p.kind == "bed"]
        return total([self.counted(payment, horizon, "practice") for payment in paid])

    def ceiling(self) -> Node:
        """The most the network can claim for posts: the contract year's sum, not cut to the counted months."""
        return total([self.pcn[payment.id] for payment in self.book.worksheet.pays_for_posts])


def _share(book: Book) -> Node:
    """Our share of the network: as answered, else by registered lists."""
    if book.answers.estimate("share.of_pcn") is not None:
        return book.number("share.of_pcn")
    if not book.worksheet.has_network:
        return NotInContract(NO_NETWORK)
    by_list = Quotient(
        book.number("practice.registered_list"), book.number("pcn.registered_list"), "the network has no patients"
    )
    return Step("our share of the network (default: by registered lists)", "ratio", by_list)
