"""Funding: what each payment comes to for the network and for us, published, counted and in a full year."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from des_decider.appraisal.formulas.expression import (
    ONE,
    Fixed,
    Missing,
    Node,
    Quotient,
    Step,
    so_many_months,
    times,
    total,
)
from des_decider.worksheet.months import counted_months_of, months_of

if TYPE_CHECKING:
    from des_decider.appraisal.formulas.book import Book, Horizon
    from des_decider.worksheet.model import Payment


class Funding:
    """The payments of a worksheet as nodes, for the figures further down the street."""

    def __init__(self, book: Book, our_beds: Node) -> None:
        self.book = book
        self.our_beds = our_beds
        self.share = _share(book)
        self.pcn: dict[str, Node] = {}
        self.practice: dict[str, Node] = {}
        for payment in book.worksheet.payments.values():
            self._enter(payment)
        networks = [p for p in book.worksheet.payments.values() if p.paid_to == "network"]
        all_of_it = total([self.pcn[p.id] for p in networks])
        book.figure("funding.pcn_total", "money of the network, the ceiling on claims included", "£", all_of_it)
        income = total([self.pcn[p.id] for p in networks if p.kind != "reimbursement"])
        book.figure("funding.pcn_income", "money of the network without the ceiling on claims", "£", income)
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
        hidden = book.left_out(payment.name) if book.hidden(payment.origin) else None
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
            rate = self._rate(payment, "£ a bed a month", payment.rate)
            return times(rate, self.our_beds, so_many_months(months_of(payment)), self.reach(payment))
        return times(pcn, self.share, self.reach(payment))

    def reach(self, payment: Payment) -> Node:
        """The part of a network payment that reaches the practices; the network's own split decides it."""
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
            return published * Fraction(counted_months_of(payment, self.book.worksheet), months_of(payment))
        match payment.full_year:
            case "same":
                return published * Fraction(12, months_of(payment))
            case "ends":
                return Fixed(Fraction(0), f"{payment.name} has ended")
            case Decimal():
                if self.book.hidden(payment.origin):
                    return self.book.left_out(payment.name)
                return self._at_full_rate(payment, payment.full_year, whose)

    def _at_full_rate(self, payment: Payment, rate: Decimal, whose: str) -> Node:
        """Twelve months at a full-year rate of its own."""
        if payment.kind == "bed":
            node = self._rate(payment, "£ a bed a month", rate)
            if whose == "practice":
                return times(node, self.our_beds, so_many_months(12), self.reach(payment))
            return times(node, self.book.number("pcn.care_home_beds"), so_many_months(12))
        if whose == "practice" and payment.paid_to == "network":
            return times(self._amount(payment, "pcn", rate), self.share, self.reach(payment))
        return self._amount(payment, whose, rate)

    def _amount(self, payment: Payment, whose: str, full_rate: Decimal | None = None) -> Node:
        """What a payment comes to at its published rates, or at a full-year rate."""
        book = self.book
        rate = payment.rate if full_rate is None else full_rate
        match payment.kind:
            case "list":
                terms: list[Node] = []
                for part in payment.parts:
                    patients = book.number(f"{whose}.{part.basis}_list")
                    amount = part.rate if full_rate is None else full_rate
                    per = "a year" if part.per == "year" or full_rate is not None else "for the period"
                    node = self._rate(payment, f"£ a patient {per}", amount)
                    yearly = part.per == "year" and full_rate is None
                    part_of_year = Fraction(months_of(payment), 12) if yearly else Fraction(1)
                    terms.append(times(node, patients, part_of_year))
                return total(terms) if len(terms) > 1 else terms[0]
            case "bed":
                beds, months = book.number("pcn.care_home_beds"), so_many_months(months_of(payment))
                return times(self._rate(payment, "£ a bed a month", payment.rate), beds, months)
            case "points":
                return self.points(payment, book.number(f"payment.{payment.id}.achieved"), rate)
            case "reimbursement":
                return times(self._rate(payment, "£ a weighted patient a year", rate), book.number("pcn.weighted_list"))

    def points(self, payment: Payment, achieved: Node, rate: Decimal | None) -> Node:
        """Money for points, scaled from the average network to ours."""
        book, sheet = self.book, self.book.worksheet
        per_point = self._rate(payment, "£ a point", rate)
        points = book.fact(f"payment.{payment.id}", f"points of {payment.name}", "points", payment.points)
        what, origin = "list of an average network", sheet.average_list_origin
        average = book.fact("average_network", what, "patients", sheet.average_list, origin)
        return times(per_point, points, achieved, Quotient(book.number("pcn.registered_list"), average))

    def rebuilt(self) -> Node:
        """Every stream of the network in full: all points earned, later facts counted whatever the practice chose."""
        terms: list[Node] = []
        full = Fixed(Fraction(1), "all points earned")
        for paid in [p for p in self.book.worksheet.payments.values() if p.paid_to == "network"]:
            node = self.points(paid, full, paid.rate) if paid.kind == "points" else self._amount(paid, "pcn")
            terms.append(Step(paid.name, "£", node))
        return total(terms)

    def _rate(self, payment: Payment, unit: str, rate: Decimal | None) -> Node:
        """A payment's rate, as published or for a full year."""
        return self.book.fact(f"payment.{payment.id}", f"rate of {payment.name}", unit, rate, payment.origin)

    def _kept(self, horizon: Horizon) -> Node:
        """Network income that does not reach the practices; director's and reinvested money left out."""
        terms: list[Node] = []
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

    def ceiling(self, horizon: Horizon) -> Node:
        """The most the network can claim for posts: the contract year's sum, not cut to the counted months."""
        claims = [p for p in self.book.worksheet.payments.values() if p.kind == "reimbursement"]
        return total([self.counted(p, horizon, "pcn") if horizon.full else self.pcn[p.id] for p in claims])


def _share(book: Book) -> Node:
    """Our share of the network: as answered, else by registered lists."""
    if book.answers.estimate("share.of_pcn") is not None:
        return book.number("share.of_pcn")
    by_list = Quotient(
        book.number("practice.registered_list"), book.number("pcn.registered_list"), "the network has no patients"
    )
    return Step("our share of the network (default: by registered lists)", "ratio", by_list)
