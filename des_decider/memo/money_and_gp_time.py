"""What signing up comes to in money and in GP time: said, added up, shared out, and what is not counted."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple

from des_decider.appraisal.finding_words import of_the_director
from des_decider.appraisal.formulas.book import HORIZONS
from des_decider.decision.window import months_in_words
from des_decider.decision.wording import called, capital, day, is_nought, joined, lowered, money, number, off, rate
from des_decider.memo.document import Bar, Bars, Block, Paragraph, Piece, Table
from des_decider.memo.figure_words import (
    FULL_YEAR,
    MONEY,
    NOT_APPLICABLE,
    NOT_KNOWN,
    NURSES_TOO,
    THIS_YEAR,
    Words,
    item,
)
from des_decider.memo.side_by_side import shared_out
from des_decider.worksheet.months import first_counted_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from des_decider.appraisal.formulas.book import Horizon

_BEFORE_GP_TIME = "before any GP hour is paid for"
_COMES_TO, _MEETINGS = "What signing up comes to", "sign_up.meetings"
_KEPT = "kept"
_RESULTS = ("sign_up.net", "opt_out.net", "difference")
_LINES = (
    ("GP time that the posts free, our share, priced", 1, "workforce.our_released"),
    ("Work for the services", -1, "services.cost"),
    ("Work in the care homes", -1, "care_homes.cost"),
    ("Supervision of the posts, our share, priced", -1, "workforce.our_cost"),
    ("What the network lacks to pay its way, our share", -1, "sign_up.shared_lack"),
    ("Meetings of the network and our director's hours", -1, _MEETINGS),
    ("Local payments that signing up ends", -1, "sign_up.local_lost"),
    ("GP time that ends with those payments, priced", 1, "sign_up.local_gp_time"),
    (f"{_COMES_TO}, all income and the lines below it", 1, "sign_up.net"),
    ("Local payments that opting out ends", -1, "opt_out.local_lost"),
    ("GP time that ends with what opting out ends, priced", 1, "opt_out.local_gp_time"),
    ("Extra GP work if we opt out, priced", -1, "opt_out.gp_time_brought"),
    ("Cost of leaving now, once", 1, "opt_out.once"),
    ("What opting out comes to, the lines since signing up", 1, "opt_out.net"),
    ("Signing up against opting out, the one less the other", 1, "difference"),
)
"""What follows all income, each with the sign it enters with. Local payments lost and the GP time that ends with them
stand apart: together they can look like a gain."""


def money_and_gp_time(words: Words) -> list[Block]:
    """The whole item."""
    sheet = words.worksheet
    months = months_in_words(sheet)
    counted = (
        f"“This year” counts the {months} that the decision can still change, {day(first_counted_day(sheet))} to "
        f"{day(sheet.year.ends)}. “A full year” counts twelve months of every payment and service counted here, at its "
        f"full-year rate{_rates_of_its_own(words)}, without payments that have ended and costs paid once. What else is "
        f"announced for later is not in it. An hour counts only if it would stop on opting out; what the core contract "
        f"asks anyway is on neither side. {NURSES_TOO}."
    )
    left_out = f"Not counted: {'; '.join(nothing)}. " if (nothing := _not_counted(words)) else ""
    kept = _network_keeps(words) if sheet.has_network else ""
    beside = f"{left_out}{kept}".strip()
    return [
        item(MONEY),
        Paragraph(outcome(words), strong=True),
        *_parts_of_gp_time(words),
        Paragraph(counted),
        from_income_to_net(words),
        *shared_out(words),
        Paragraph(_time(words)),
        *([Paragraph(beside)] if beside else []),
    ]


def _rates_of_its_own(words: Words) -> str:
    """The payments that have another rate in a full year than this year, with both; in brackets."""
    found = []
    for payment in words.worksheet.payments.values():
        counted = f"funding.{payment.id}.counted.full_year" in words.appraisal.figures
        if counted and payment.full_year not in {"same", "ends"} and not words.book.hidden(payment.origin):
            full, this = (_rate(words, f"payment.{payment.id}.{which}") for which in ("full_year_rate", "rate"))
            found.append(f"{called(payment)} {full} a {payment.paid_for('full_year_rate')}, this year {this}")
    return f" ({'; '.join(found)})" if found else ""


def _rate(words: Words, id_: str) -> str:
    """A rate as it counts: the practice's own where it gave one, else the worksheet's."""
    given, printed = words.answers.likely(id_), words.ids.printed(id_)
    if given is None and printed is not None:
        given = Fraction(printed)
    return NOT_KNOWN if given is None else rate(given)


def _not_counted(words: Words) -> list[str]:
    """What is no money of ours, each with its amount; of posts and a network only where the contract has them."""
    later = [called(payment) for payment in words.worksheet.payments.values() if words.book.hidden(payment.origin)]
    left_out = [f"{joined(later)}, whose amounts were published only after the deadline"] if later else []
    if not words.book.lacks("workforce"):
        ceiling = words.bracketed("workforce.ceiling")
        care = words.bracketed("workforce.care.this_year", " this year")
        left_out.append(f"the ceiling on claims for posts{ceiling}, which is never income")
        left_out.append(f"our share of what is claimed for posts{care}, which is shown as care for our patients")
    if spent := _reinvested(words):
        left_out.append(f"{joined(spent)}, which the network has to spend on its services")
    over = "what the network has left over, which is its own and may or may not come back to us"
    return [*left_out, over] if words.worksheet.has_network else left_out


def _reinvested(words: Words) -> list[str]:
    """The payments to the network that are for its services again, and so neither ours nor what it keeps to run on."""
    paid = (p for p in words.worksheet.payments.values() if p.reinvested and p.paid_to != "practice")
    return [called(p) for p in paid if not words.book.hidden(p.origin) and words.appraisal.reaches_nobody(p)]


def _parts_of_gp_time(words: Words) -> list[Block]:
    """The GP time in the difference by its three parts, each with the sign it has there."""
    if all(words.value(f"gp_time.{part}.{key}") is None for part in ("already", "new") for key in HORIZONS):
        return []
    this, full = (horizon.when for horizon in HORIZONS.values())

    def on_both(stem: str) -> str:
        return f"{words.figure(f'{stem}.this_year')} {this} and {words.figure(f'{stem}.full_year')} {full}"

    director = any(words.value(f"gp_time.director.{key}") for key in HORIZONS)
    other = "other " if director else ""
    parts = [f"{other}work done today already {on_both('gp_time.already')}", f"new {on_both('gp_time.new')}"]
    if director:
        paid = f"for which we are paid {on_both('sign_up.director')}"
        if words.answers.choice("director.paid_to") == "person_our_time":
            paid = "for which the person is paid, not the practice"
        parts.insert(0, f"our director’s {on_both('gp_time.director')}, {paid}")
    return [Paragraph(f"Of the GP time, priced, signing up against opting out: {'; '.join(parts)}.")]


def _network_keeps(words: Words) -> str:
    """What becomes of the money that the network keeps: a shortfall is shared, a surplus counts for nobody."""
    both = [_kept(words, key, when) for key, (when, _) in HORIZONS.items()]
    if not all(both):
        return "What the network keeps, and whether that covers its running, is not known."
    lacks = any(words.value(f"pcn.shortfall.{key}") for key in HORIZONS)
    ours = " Our share of what it lacks is counted, by our share of the network." if lacks else ""
    without = f", {joined(spent)} left out," if (spent := _reinvested(words)) else ""
    return f"Of its own money{without} the network keeps {'; '.join(both)}.{ours}"


def _kept(words: Words, key: str, when: str) -> str:
    """What the network keeps within a horizon, and what of it is left or lacking; empty where that is not known."""
    kept, lacking, left = (words.value(f"pcn.{name}.{key}") for name in ("kept", "shortfall", "surplus"))
    if kept is None or lacking is None or left is None:
        return ""
    which = f"{money(lacking)} less" if lacking > 0 else f"{money(left)} more"
    posts = "" if words.book.lacks("workforce") else " and on what of its posts is not repaid"
    spends = "then" if key == "full_year" else f"on running itself{posts}"
    return f"{money(kept)} {when}, {which} than it spends {spends}"


def _time(words: Words) -> str:
    """GP hours a week, signing up against opting out."""
    if words.value("time.gp_hours") is None:
        return f"GP time, signing up against opting out: {NOT_KNOWN}."
    said = f"GP time, signing up against opting out: {words.figure('time.gp_hours')}"
    if words.value("time.share") is not None:
        said += f", {words.figure('time.share')} of our GPs’ week"
    if (new := words.value("time.new_hours")) is not None:
        already = f"{words.figure('time.already_hours')} done today already{of_the_director(words.appraisal)}"
        less = f"less {number(abs(new), 1)} hours a week that signing up frees beyond what is new"
        said += f"; {already}, {less}" if new < 0 else f"; {words.figure('time.new_hours')} of it new, {already}"
    if words.book.lacks("workforce"):
        return f"{said}."
    return f"{said}. With no post filled: {words.figure('time.unfilled')}."


def outcome(words: Words) -> str:
    """What signing up comes to against opting out, for both horizons: money, GP time, and the two together."""
    if all(words.value(f"difference{part}.{key}") is None for part in ("", ".cash") for key in HORIZONS):
        return f"{_COMES_TO} against opting out {_lacking(words, 'this_year')}."
    return " ".join(_in_a_sentence(words, key, capital(when)) for key, (when, _) in HORIZONS.items())


def _in_a_sentence(words: Words, key: str, when: str) -> str:
    """One horizon, as far as it is known."""
    together, cash, gp_time = (words.value(f"difference{part}.{key}") for part in ("", ".cash", ".gp_time"))
    if together is None:
        if cash is None:
            return f"{_COMES_TO} against opting out {lowered(when)} {_lacking(words, key)}."
        said = f"{when}, {_BEFORE_GP_TIME}, signing up {_in_money(cash)} than opting out"
        if (hours := words.value("time.gp_hours")) is not None:
            takes = f"it {'frees' if hours < 0 else 'takes'} {number(abs(hours), 1)} GP hours a week, which are"
            return f"{said}; {takes if key == 'full_year' else 'its GP time is'} not priced."
        return f"{said}; what its GP time comes to {_lacking(words, key)}."
    if cash is None or gp_time is None:
        return f"{when} signing up leaves us {off(together)} off than opting out."
    said = f"{when}, {_BEFORE_GP_TIME}, signing up {_in_money(cash)} than opting out"
    return f"{said}; it {_in_gp_time(gp_time)}: together {off(together)}."


def _lacking(words: Words, key: str) -> str:
    return NOT_APPLICABLE if words.appraisal[f"difference.{key}"].not_applicable else f"is {NOT_KNOWN}"


def _in_money(value: Fraction) -> str:
    if is_nought(value):
        return "brings us neither more nor less money"
    return f"brings us {money(value)} more money" if value > 0 else f"leaves us {money(-value)} less money"


def _in_gp_time(value: Fraction) -> str:
    if is_nought(value):
        return "neither takes nor frees GP time, as we price it"
    return f"{'frees' if value > 0 else 'takes'} GP time we price at {money(abs(value))}"


class _Line(NamedTuple):
    """One line from the income to the result: as it is shown, what it adds or comes to, and how it is drawn.

    A step goes on from the line above; a sum stands at £0; what follows a result begins at £0 again.
    """

    name: str
    shown: str
    value: Fraction | None
    drawn: Literal["step", "sum", "result"] = "step"


def from_income_to_net(words: Words) -> Table:
    """Every part of what signing up comes to as a line with its sign, so that anybody can add it up."""
    both = [list(_lines(words, horizon)) for horizon in words.book.horizons]
    rows = tuple((this_year.name, this_year.shown, full_year.shown) for this_year, full_year in zip(*both, strict=True))
    caption = (
        "From the income to what signing up comes to against opting out. The bars are of this year: each begins where "
        "the one above it ended; sums are dark"
    )
    header = ("What each brings and, with a minus, what it costs", THIS_YEAR, FULL_YEAR)
    drawn = Bars(("Below £0", "Above £0"), tuple(_waterfall(both[0])))
    return Table(caption, header, rows, numbers=(1, 2), widths=(60, 20, 20), bars=drawn)


def _waterfall(lines: list[_Line]) -> Iterator[Bar]:
    """Each line's bar; none from where a line above is not known to the next sum that is."""
    nought = Fraction(0)
    at: Fraction | None = nought
    for line in lines:
        before = at if line.drawn == "step" else nought
        at = None if before is None or line.value is None else before + line.value
        if before is None or at is None:
            yield Bar((), "")
            continue
        start, end = sorted((before, at))
        said = f"from {money(before)} to {money(at)}" if line.drawn == "step" else money(at)
        yield Bar((Piece(start, end, dark=line.drawn != "step"),), said)
        at = nought if line.drawn == "result" else at


def _lines(words: Words, horizon: Horizon) -> Iterator[_Line]:
    """Payment by payment what comes in, what comes to us for the director, all of it, and then the other lines."""
    key = horizon.key
    for payment in words.worksheet.payments.values():
        counted = f"funding.{payment.id}.counted.{key}"
        if counted in words.appraisal.figures and not payment.for_director and not words.book.hidden(payment.origin):
            line = _line(words, payment.name, counted)
            if horizon.full and payment.full_year == "ends":
                line = line._replace(shown="has ended")
            elif words.value(counted) == 0 and words.appraisal.reaches_nobody(payment):
                why = "for the network to spend on its services" if payment.reinvested else "kept by the network"
                line = line._replace(name=f"{payment.name}, {why}", shown=_KEPT)
            yield line
    ours = words.worksheet.has_director and words.answers.yes("director.ours") is not False
    if ours:
        yield _line(words, "Paid to us for the director", f"sign_up.director.{key}")
    yield _line(words, "All income, the sum of the lines above", f"sign_up.income.{key}")._replace(drawn="sum")
    for name, sign, stem in _LINES:
        if not words.appraisal[f"{stem}.this_year"].in_contract:
            continue
        if stem == "services.cost" and words.once_hours and (hour := words.answers.likely("cost.gp_hour")):
            name = f"{name} (this year {money(words.once_hours * hour)} of it only once)"  # noqa: PLW2901
        name = "Meetings of the network" if stem == _MEETINGS and not ours else name  # noqa: PLW2901
        if horizon.full and stem == "opt_out.once":
            yield _Line(name, "left out", Fraction(0))
            continue
        line = _line(words, name, f"{stem}.{key}", sign)
        yield line._replace(drawn="result") if stem in _RESULTS else line


def _line(words: Words, name: str, figure: str, sign: int = 1) -> _Line:
    """A line; what does not apply adds nothing."""
    value = words.value(figure)
    if value is None:
        return _Line(name, words.figure(figure), Fraction(0) if words.appraisal[figure].not_applicable else None)
    return _Line(name, money(value * sign), value * sign)
