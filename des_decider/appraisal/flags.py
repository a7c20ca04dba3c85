"""Flags: answers that do not fit together or break a rule of the worksheet, each in a sentence with its amount."""

from __future__ import annotations

import re
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from des_decider.appraisal.findings import in_words, own_limits, shipped_limits
from des_decider.appraisal.formulas.care_homes import POSTS, REVIEWS
from des_decider.decision.deadline import decide_by
from des_decider.decision.display import shown
from des_decider.decision.names import plain_name
from des_decider.decision.order import order_of
from des_decider.decision.text_width import cut
from des_decider.decision.values import Estimate
from des_decider.decision.window import counted_otherwise, out_days
from des_decider.decision.wording import called, capital, day, money, number, numbered
from des_decider.worksheet.answer_kinds import kind_of
from des_decider.worksheet.inputs_and_columns import BY, BY_PATH, WEEKLY, input_of
from des_decider.worksheet.months import counts_from_the_start, first_counted_day
from des_decider.worksheet.payment_kinds import BASES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from des_decider.appraisal.figures import Appraisal
    from des_decider.appraisal.formulas.book import Horizon


_WEEK_OF_ONE = Fraction(48)
"""Hours; no full-time post has more."""


_CODES = tuple(one for one in BY_PATH.values() if one.looks_like)


_NOBODY = frozenset({"none", "nobody", "no one", "nil", "no", "n/a", "-"})


class Flag(NamedTuple):
    """Something to look at again: the id it hangs on and a sentence. It stops nothing."""

    id: str
    words: str


class Excess(NamedTuple):
    """How far a plan would go over the ceiling on claims within a horizon, were every post filled.

    This year what was claimed before the months that count is taken from the ceiling.
    """

    horizon: Horizon
    amount: Fraction
    ceiling: Fraction


def over_the_ceiling(appraisal: Appraisal) -> Iterator[Excess]:
    """The horizons in which the plan would claim more than the ceiling if every post were filled."""
    for horizon in appraisal.book.horizons:
        claim = appraisal.evaluation.result(appraisal.workforce.claimable_if_all_filled(horizon)).value
        ceiling = appraisal["workforce.ceiling"].value
        if claim is None or ceiling is None:
            continue
        before = appraisal.book.answers.likely("workforce.claimed_before") or 0
        afresh = horizon.full or counts_from_the_start(appraisal.book.worksheet)
        left = ceiling if afresh else max(Fraction(0), ceiling - before)
        if claim > left:
            yield Excess(horizon, claim - left, left)


def flags(appraisal: Appraisal) -> tuple[Flag, ...]:
    """Everything in the answers that deserves a second look, in the order of the meeting."""
    found = (
        *_over_the_limit(appraisal),
        *_over_the_ceiling(appraisal),
        *_more_hours_than_posts(appraisal),
        *_beds(appraisal),
        *_larger_than_the_network(appraisal),
        *_alone_in_a_larger_network(appraisal),
        *_none_and_rows(appraisal),
        *_first_instead_of_last(appraisal),
        *_months_of_another_day(appraisal),
        *_told_too_late(appraisal),
        *_met_too_late(appraisal),
        *_unlikely_numbers(appraisal),
        *_more_hours_than_all_gps_work(appraisal),
        *_no_such_partner(appraisal),
        *_nobody(appraisal),
        *_no_such_code(appraisal),
        *_limits_the_wrong_way_round(appraisal),
    )
    place = order_of(appraisal.book.worksheet)
    return tuple(sorted(found, key=lambda flag: place(flag.id)))


def _over_the_limit(appraisal: Appraisal) -> Iterator[Flag]:
    """A plan for more of a role than the worksheet says a network may claim for."""
    book = appraisal.book
    if not book.by_rows("workforce"):
        return
    for role in book.worksheet.roles.values():
        wte = book.answers.likely(f"workforce.{role.id}.wte")
        network = book.answers.likely("pcn.registered_list")
        if wte is None or role.limit is None or book.hidden(role.origin):
            continue
        limit = Fraction(role.limit)
        if role.limit_above is not None and role.limit_above_list is not None:
            if network is None:
                continue
            limit = Fraction(role.limit_above) if network > role.limit_above_list else limit
        if wte > limit:
            claimed = f"the network may claim for {number(limit)}"
            printed = role.maximum_at(book.answers.text("workforce.area"))
            maximum = book.answers.likely(f"workforce.{role.id}.maximum") or Fraction(printed or 0)
            rest = f"up to {money((wte - limit) * maximum)} a year" if maximum else "the rest"
            plan = f"The plan has {number(wte)} WTE of {called(role)}"
            yield Flag(f"workforce.{role.id}.wte", f"{plan}, and {claimed}: {rest} is not reimbursed.")


def _over_the_ceiling(appraisal: Appraisal) -> Iterator[Flag]:
    """A plan that would claim more than the ceiling if every post were filled."""
    where = "workforce.by" if appraisal.book.by_rows("workforce") else "workforce.whole.wte"
    for excess in over_the_ceiling(appraisal):
        more = f"{money(excess.amount)} more than the ceiling of {money(excess.ceiling)}"
        if excess.ceiling != appraisal["workforce.ceiling"].value:
            more = f"{money(excess.amount)} more than the {money(excess.ceiling)} left of the ceiling"
        yield Flag(where, f"If every post were filled, {excess.horizon.words} the plan would claim {more}.")


def _more_hours_than_posts(appraisal: Appraisal) -> Iterator[Flag]:
    """Hours asked of posts that even all posts wanted could not give; all together where posts are."""
    result = appraisal.evaluation.result
    short: dict[str, tuple[Fraction, Fraction]] = {}
    for key, (hours, cover) in appraisal.workforce.if_all_filled.items():
        asked, covered = result(hours).value, result(cover).value
        if asked is not None and covered is not None and covered < 1:
            short[key] = asked, asked * covered
    if short and not appraisal.book.by_rows("workforce"):
        every, given = (sum(both) for both in zip(*short.values(), strict=True))
        said = f"{_hours(every)} a week are meant for posts, and if every post wanted were filled they would do"
        yield Flag("workforce.whole.contract_hours", f"{said} {number(given)}.")
        return
    for key, (asked, given) in short.items():
        name, where = _work(appraisal, key)
        said = f"{_hours(asked)} a week of {name} are meant for posts, and if every post wanted were filled, those that"
        yield Flag(where, f"{said} can do it would do {number(given)}.")


def _hours(value: Fraction) -> str:
    return f"{number(value)} {'hour' if value == 1 else 'hours'}"


def _work(appraisal: Appraisal, key: str) -> tuple[str, str]:
    """What some work for posts is called, and where its hours are answered."""
    sheet, about = appraisal.book.worksheet, key.partition(".")[2]
    if key == POSTS:
        return "the work in our homes", "home.by"
    if key == REVIEWS:
        return "medication reviews in our homes", "home.by"
    if about in sheet.services:
        return called(sheet.services[about]), f"{key}.post_hours"
    return f"“{sheet.requirements[about].name}”", f"{key}.post_hours"


def _beds(appraisal: Appraisal) -> Iterator[Flag]:
    ours, network = appraisal["care_homes.beds"].value, appraisal.book.answers.likely("pcn.care_home_beds")
    if ours is not None and network is not None and ours > network:
        yield Flag("pcn.care_home_beds", f"We have {number(ours)} beds, and the whole network only {number(network)}.")


def _larger_than_the_network(appraisal: Appraisal) -> Iterator[Flag]:
    """A list of ours above the network's, of which we are a part: one of the two is mistyped."""
    for basis in BASES:
        ours, network = (appraisal.book.answers.likely(f"{whose}.{basis}_list") for whose in ("practice", "pcn"))
        if ours is not None and network is not None and ours > network:
            said = f"Our {basis} list is {number(ours)}, and the whole network's only {number(network)}."
            yield Flag(f"practice.{basis}_list", said)


def _alone_in_a_larger_network(appraisal: Appraisal) -> Iterator[Flag]:
    """A practice said to be alone in its network whose list is not the network's: the rest are other practices'."""
    answers = appraisal.book.answers
    ours, network = (answers.likely(f"{whose}.registered_list") for whose in ("practice", "pcn"))
    if answers.yes("member.none") and ours is not None and network is not None and ours < network:
        lists = f"our registered list is {number(ours)}, the network's {number(network)}"
        yield Flag("member.none", f"It is said that {BY_PATH['member.none'].label}, and {lists}.")


def _none_and_rows(appraisal: Appraisal) -> Iterator[Flag]:
    """A table said to be empty that has rows; none wins, so the rows would count for nothing unnoticed."""
    answers = appraisal.book.answers
    for table, what in (("home", "homes"), ("local", "local payments"), ("member", "practices")):
        if answers.yes(f"{table}.none") and answers.rows(table):
            said = f"There are {what} in the table, and an answer says there are none: none counts."
            yield Flag(f"{table}.none", said)
    if answers.likely("home.whole.beds") == 0 and answers.rows("home"):
        counts = f"they count, {BY['home']['rows']}" if appraisal.book.by_rows("home") else "none counts"
        yield Flag("home.whole.beds", f"There are homes in the table, and 0 beds are given as a whole: {counts}.")


def _first_instead_of_last(appraisal: Appraisal) -> Iterator[Flag]:
    """The first of a month where the last day in the contract is asked: the first day out of it is easily given."""
    answers = appraisal.book.answers
    for id_ in sorted(out_days(appraisal.book.worksheet)):
        given = answers.day(id_)
        if given is not None and given.day == 1:
            meant = f"was {day(given - timedelta(days=1))} meant, with {day(given)} as the first day out of it?"
            yield Flag(id_, f"Our last day in the contract reads {day(given)}; {meant}")


def _months_of_another_day(appraisal: Appraisal) -> Iterator[Flag]:
    """Months that posts are filled, given before it was said from which day on months count."""
    book = appraisal.book
    first, counted = first_counted_day(book.worksheet), book.this_year.counted
    by_rows = book.by_rows("workforce")
    for id_ in (id_ for id_ in book.answers if id_.startswith("workforce.")):
        role = id_.split(".")[1]
        used = (role != "whole") == by_rows and book.answers.likely(f"workforce.{role}.wte") != 0
        if not used or first is None or not counted_otherwise(id_, book.answers, book.worksheet):
            continue
        months = book.answers.likely(id_)
        if months is not None and months < counted:
            since = f"given before it was said that months count from {day(first)}"
            said = f"{number(months)}, {since}, which leaves {number(Fraction(counted))}"
            yield Flag(id_, f"{book.label(id_)}: {said}; is it still right? Give it again if it is.")


def _told_too_late(appraisal: Appraisal) -> Iterator[Flag]:
    """The commissioner is to be told after the day by which it must hear."""
    answers = appraisal.book.answers
    last, named = decide_by(answers, appraisal.book.worksheet), plain_name(answers.text("commissioner.name"))
    for row in answers.rows("tell"):
        by, who = answers.day(f"tell.{row}.by"), plain_name(answers.text(f"tell.{row}.who"))
        it_is = "commissioner" in who or bool(named and named in who)
        if by is not None and last is not None and by > last and it_is:
            said = f"{answers.text(f'tell.{row}.who')} is to be told by {day(by)}, and must hear by {day(last)}."
            yield Flag(f"tell.{row}.by", said)


def _met_too_late(appraisal: Appraisal) -> Iterator[Flag]:
    """Signing up rests on a condition that may be met after the day by which the commissioner must hear."""
    answers = appraisal.book.answers
    last = decide_by(answers, appraisal.book.worksheet)
    if last is None or answers.text("decision.option") != "sign_up_on_conditions":
        return
    for row in answers.rows("condition"):
        by = answers.day(f"condition.{row}.by")
        if by is not None and by > last:
            said = f"Condition {row} is to be met by {day(by)}, and the commissioner must hear by {day(last)}"
            yield Flag(f"condition.{row}.by", f"{said}: signing up cannot wait for it.")


def _unlikely_numbers(appraisal: Appraisal) -> Iterator[Flag]:
    """A percentage below 1, which people type for 0.85 of all, and what the worksheet or we do not hold sensible."""
    book = appraisal.book
    for id_, answer in book.answers.given.items():
        estimate = answer.value
        if not isinstance(estimate, Estimate):
            continue
        field = book.ids.field(id_)
        # Half a per cent of all GP time is a limit somebody may well set.
        one = input_of(id_)
        all_of_it = kind_of(field.rules.kind).all_of_it if field else None
        if all_of_it and 0 < estimate.likely < 1 and not id_.startswith("threshold."):
            meant = number(estimate.likely * all_of_it)
            yield Flag(id_, f"{book.label(id_)} reads {number(estimate.likely)} %; was {meant} % meant?")
        elif all_of_it and estimate.likely > all_of_it:
            yield Flag(id_, f"{book.label(id_)} reads {number(estimate.likely)} %, more than all of it; is that meant?")
        elif field and one and one.seldom_below is not None and 0 < estimate.likely < one.seldom_below:
            yield Flag(id_, f"{book.label(id_)} is {shown(field, answer)}, next to nothing; is that meant?")
        smallest, largest = book.ids.bounds(id_)
        if smallest is not None and estimate.low < smallest:
            yield Flag(id_, f"{book.label(id_)} is below {number(smallest)}, unusually low.")
        elif largest is not None and estimate.high > largest:
            yield Flag(id_, f"{book.label(id_)} is above {number(largest)}, unusually high.")
        elif one is not None and one.of_one and estimate.likely > _WEEK_OF_ONE:
            said = f"{_hours(estimate.likely)} a week, more than one person works"
            yield Flag(id_, f"{book.label(id_)} is {said}; is that meant?")


def _more_hours_than_all_gps_work(appraisal: Appraisal) -> Iterator[Flag]:
    """Hours a week of our GPs that are more than all of them work: one answer, or the contract as a whole."""
    book = appraisal.book
    length = book.answers.estimate("cost.session_hours") or book.ids.default("cost.session_hours")
    sessions = book.answers.likely("practice.gp_sessions")
    if not sessions or length is None:
        return
    works = sessions * length.likely
    all_work = f"and all our GPs together work {number(works, 1)}"
    found = False
    for id_, answer in book.answers.given.items():
        if not isinstance(answer.value, Estimate):
            continue
        one, hours = input_of(id_), answer.value.likely
        if one is not None and one.unit == WEEKLY and "{our} GPs" in one.clause and hours > works:
            found = True
            yield Flag(id_, f"{book.label(id_)}: {_hours(hours)} a week, {all_work}; is that meant?")
    taken = appraisal["time.gp_hours"].value
    if not found and taken is not None and taken > works:
        yield Flag("practice.gp_sessions", f"The contract would take {number(taken, 1)} GP hours a week, {all_work}.")


def _no_such_partner(appraisal: Appraisal) -> Iterator[Flag]:
    """A declaration, the chair, a vote or a declined assent under a number no partner has; a quorum of nobody."""
    answers = appraisal.book.answers
    partners = answers.partners()
    said = [f"interest.{row}.partner" for row in answers.rows("interest")] + ["vote.chair"]
    for id_ in said:
        named = answers.likely(id_)
        if named is not None and named not in partners:
            yield Flag(id_, f"There is no partner {number(named)}; the partners are {numbered(partners)}.")
    for table in ("vote", "assent"):
        for row in answers.rows(table) if partners else ():
            if row not in partners:
                first = next(id_ for id_ in answers if id_.startswith(f"{table}.{row}."))
                yield Flag(first, f"There is no partner {row}; the partners are {numbered(partners)}.")
    if answers.likely("vote.quorum") == 0:
        yield Flag("vote.quorum", "The quorum is 0: anybody, or nobody, could decide.")


def _nobody(appraisal: Appraisal) -> Iterator[Flag]:
    """A word for nobody, typed where a person is named: the memo would print it as a name."""
    answers = appraisal.book.answers
    for id_ in (f"{table}.{row}.name" for table in ("attending", "apology") for row in answers.rows(table)):
        if (name := answers.text(id_)).casefold().strip(" .") in _NOBODY:
            yield Flag(id_, f"“{name}” is taken as a name; where nobody is meant, delete the row.")


def _no_such_code(appraisal: Appraisal) -> Iterator[Flag]:
    """A code that is not written as such codes are."""
    for one in _CODES:
        text = appraisal.book.answers.text(one.path)
        if text and not re.fullmatch(one.looks_like, text):
            yield Flag(one.path, f"“{cut(text, 40)}” does not look like {one.example}.")


def _limits_the_wrong_way_round(appraisal: Appraisal) -> Iterator[Flag]:
    """Limits of the practice's own by which no concern would be easier to reach than a concern; they do not count."""
    book = appraisal.book
    for threshold in book.worksheet.thresholds.values():
        own = own_limits(appraisal, threshold)
        if own.in_order:
            continue
        given = [id_ for name in ("green", "amber") if (id_ := f"threshold.{threshold.section}.{name}") in book.answers]
        unit = appraisal[threshold.figure].unit
        limits, shipped = in_words(own, unit), in_words(shipped_limits(threshold), unit)
        where = "" if len(given) == 2 else f"; {'amber' if given[0].endswith('green') else 'green'} is the worksheet’s"
        wrong = f"{capital(book.label(given[0]))}: these limits cannot both hold ({limits}{where})"
        yield Flag(given[0], f"{wrong}. The worksheet’s count: {shipped}.")
