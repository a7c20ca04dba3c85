"""The fill-in form: every answer a decision takes, or those of a part, asked in words, as a file to be answered in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from des_decider.decision.answer_lines import ONLY_FOR
from des_decider.decision.dates import every_date
from des_decider.decision.follows import follows
from des_decider.decision.not_asked import is_of_no_month, not_asked
from des_decider.decision.order import order_of
from des_decider.decision.text_width import wrapped
from des_decider.decision.wording import capital, day, joined, visible
from des_decider.decision.worksheet_says import about, beside, in_one, named_by_nothing, section, sources, the_worksheet
from des_decider.record.quick_look import own_of
from des_decider.worksheet.answer_kinds import kind_of
from des_decider.worksheet.inputs_and_columns import input_of
from des_decider.worksheet.model import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from des_decider.appraisal.snapshot import LastTime
    from des_decider.decision.ids import Field, Ids
    from des_decider.decision.worksheet_says import AuthorSays
    from des_decider.record.state import State

PAPER = 118
"""Columns of what is printed on paper."""
MAIL = 70
"""Columns of what is sent by mail: of what is wider many programs make two lines, and the second is no remark."""
QUICK_LOOK = "quick-look"
NETWORK = "network"
PARTS = (QUICK_LOOK, *SECTIONS, NETWORK)
_GIVE_IT, _SEND_IT = "give the file to: des-decider answer DIR --from FILE", "send it back to the practice that asked."
_ABOVE = (
    "A number marked ~ may be a range, low / likely / high, such as 80 / 100 / 156. Any answer takes a note, as in",
    "note.cost.gp_hour = …, and any may be left open on purpose, as in open.cost.gp_hour = because …",
    "(with open.cost.gp_hour.whom and open.cost.gp_hour.when: with whom you come back to it, and by when).",
    "A table has more rows under the next numbers, such as partner.2.name.",
)
_TO_THE_NETWORK = (
    "For the network: what only it knows. What you send back serves every practice of the network that decides by "
    "this worksheet, down to where it says that the rest is about one of them. Whose answers they are:"
)
_OF_ONE_PRACTICE = frozenset({"member", "share", "service", "specification", "opt_out", "leave"})
"""What the network knows of each practice for itself: the first word of its ids. Rows have the numbers of one alone."""
_HAS_NONE = {
    "workforce": "This contract has no posts", "care_homes": "This contract has no care homes",
    NETWORK: "This contract asks nothing of a network",
}  # fmt: skip


class Asked(NamedTuple):
    """How many answers only the network knows, and how many of them are asked and not given yet."""

    all: int
    open: int


def form_lines(state: State, part: str, last: LastTime | None = None) -> Iterator[str]:
    """The form of one section, of the quick look with the partners, or of what the network is asked.

    Answers given stand in it as remarks, and so does what was answered in the `last` decision, where this one follows
    another.
    """
    known = {QUICK_LOOK, *state.appraisal.book.worksheet.sections}
    if part not in known and not (part == NETWORK and asked_in(state, part)):
        yield f"# {_HAS_NONE.get(part, 'This contract asks nothing here')}: there is nothing to fill in."
        return
    above = (
        f"Take the # away in front of a line to answer it, then {_SEND_IT if part == NETWORK else _GIVE_IT}",
        *_ABOVE,
    )
    if part == NETWORK:
        yield from _folded([" ".join(above), _TO_THE_NETWORK], MAIL)
        yield "# said-by ="
    else:
        yield from map(_remark, above)
    yield ""
    yield from asked_lines(state, part, set(), last)


def asked_lines(state: State, part: str, told_above: set[AuthorSays], last: LastTime | None = None) -> Iterator[str]:
    """What is asked, and what is said of it; above it what the worksheet says that was not `told_above` other parts."""
    ids = state.appraisal.book.ids
    width = MAIL if part == NETWORK else PAPER
    yield from _folded(_headed(part, state, told_above), width)
    told: set[AuthorSays] = set()
    about_us = False
    for id_ in asked_in(state, part):
        field = ids.field(id_)
        if field is None:
            continue
        yield ""
        if part == NETWORK and not about_us and _is_of_one_practice(id_):
            about_us = True
            yield from _about_one_practice(state)
        yield from _folded(_said(_all_about(id_, state), told), width)
        asked = _asked(field, state)
        yield from _folded(asked, width) if part == NETWORK else map(_remark, asked)
        if part == NETWORK:  # which has no need of what we say, or said last time
            yield f"# {id_} ="
            continue
        # What stands is shown and not given back: a file may come home with its quotes and marks changed.
        yield from (f"# now: {line}" for line in state.answers.text(id_).split("\n") if line)
        if id_ in state.answers.to_confirm:
            yield f"# It came over from last time; give it again, or answer DIR --confirm {id_}"
            if last is not None and id_ in last.asked:
                yield from _folded([f"Worded otherwise last time: {last.asked[id_]}"])
        elif last is not None and (was := last.was.answers.get(id_)):
            yield _remark(f"last time: {was.words}")
        yield f"# {id_} ="


def _remark(words: str) -> str:
    """Words as one line that is no answer, whatever they hold."""
    return f"# {visible(words)}"


def _folded(said: Iterable[str], width: int = PAPER) -> Iterator[str]:
    """What is said, as remarks that fit on paper or into a mail; what goes on stands further in."""
    for words in said:
        inside = len(words) - len(words.lstrip(" "))
        yield from wrapped(words, width, f"# {' ' * inside}", f"#   {' ' * inside}")


def _headed(part: str, state: State, told: set[AuthorSays]) -> Iterator[str]:
    """The worksheet and the section; with the deadlines every date there is, and what else is published."""
    ids = state.appraisal.book.ids
    yield from _said(the_worksheet(ids.worksheet), told)
    if part in SECTIONS:
        yield from _said([section(part, ids.worksheet)], told)
    asks = ids.field("deadline.contract")
    if asks is not None and asks.section == part:
        yield f"Dates for {ids.worksheet.year.name}"
        for one in every_date(state.answers, ids):
            yield f"{day(one.when) if one.when else 'Day not known'}: {one.what}"
            if len(one.said) == 1 and (origin := one.said[0].origin):
                yield f"  {in_one(sources(origin))}"
        yield from _said(named_by_nothing(state.answers, ids), told)


def _all_about(id_: str, state: State) -> Iterable[AuthorSays]:
    """What the worksheet says about an input and what bears on it."""
    ids = state.appraisal.book.ids
    return (*about(id_, state.answers, ids), *beside(id_, state.answers, ids))


def _said(found: Iterable[AuthorSays], told: set[AuthorSays]) -> Iterator[str]:
    """What the worksheet says, each thing once in a form: before the first answer it bears on."""
    for one in found:
        if one not in told:
            told.add(one)
            yield f"{one.name}. {capital(one.sentence)}" if one.sentence else one.name
            if one.origin:
                yield f"  {in_one(sources(one.origin))}"


def asked_in(state: State, part: str) -> list[str]:
    """The answers of a section, or of the quick look, in the order in which they are asked."""
    ids = state.appraisal.book.ids
    if part == QUICK_LOOK:
        listed = [member for id_ in own_of(ids) for member in ids.group(id_)]
        partners = [f"partner.{row}.name" for row in state.answers.partners() or (1,)]
        follow = [id_ for id_ in state.quick_look_open if id_ not in listed and id_ not in partners]
        return [*partners, *dict.fromkeys(listed), *follow]
    came = follows(state.answers) is not None
    every = {id_ for id_ in (*_with_all_rows(state), *state.answers) if came or not id_.startswith("came.")}
    if part == NETWORK:
        wanted = (id_ for id_ in every if _is_for_the_network(id_, ids))
    else:
        wanted = (id_ for id_ in every if (field := ids.field(id_)) is not None and field.section == part)
    in_order = sorted(wanted, key=order_of(ids.worksheet))
    return sorted(in_order, key=_is_of_one_practice) if part == NETWORK else in_order


def asked_of_network(state: State) -> Asked:
    """None at all where the contract has no network, or nothing is marked for it."""
    ids, answers = state.appraisal.book.ids, state.answers
    asked = asked_in(state, NETWORK)
    return Asked(len(asked), sum(1 for id_ in asked if id_ not in answers and not not_asked(id_, answers, ids)))


def _is_of_one_practice(id_: str) -> bool:
    return id_.partition(".")[0] in _OF_ONE_PRACTICE


def _about_one_practice(state: State) -> Iterator[str]:
    """What stands above the part that is of use to this decision alone."""
    practice = state.answers.text("practice.name") or "the practice that asks"
    alone = f"All below is about {practice} alone, and only its decision takes it, whoever else is given this file."
    yield from _folded([f"{alone} “We” and “our” are that practice."], MAIL)
    yield f"{ONLY_FOR} = {visible(f'{state.decision_id[:8]} ({practice})')}"
    yield ""


def _is_for_the_network(id_: str, ids: Ids) -> bool:
    """Whether the worksheet says that the network will know."""
    asked = ids.question(id_) or ids.ask(id_)
    return asked is not None and asked.who == NETWORK and not id_.endswith(".note")


def _with_all_rows(state: State) -> Iterator[str]:
    """Every id that can be asked, with each row a table has so far."""
    ids = state.appraisal.book.ids
    for id_ in ids.known:
        field = ids.field(id_)
        if field is None or not field.table:
            yield from () if is_of_no_month(id_, ids) else (id_,)
            continue
        head, _, last = id_.split(".")
        for row in state.answers.rows(field.table) or (1,):
            yield f"{head}.{row}.{last}"


def _asked(field: Field, state: State) -> Iterator[str]:
    """The question in the worksheet's words, why it is asked, and what can be answered; a row by its name."""
    book = state.appraisal.book
    ask, question, label = book.ids.ask(field.id), book.ids.question(field.id), book.label(field.id)
    if question is not None and not field.id.endswith(".note"):
        yield question.text
        yield f"Why: {question.why}"
    elif ask is not None:
        yield ask.text if not field.table else f"{label}: {ask.text}"
        yield f"Why: {ask.why}"
    else:
        one = input_of(field.id)
        yield one.question if one and one.question and not field.table else label
        yield from [f"Why: {one.why}"] if one and one.why and not field.table else []
    rules = field.rules
    if rules.choices:
        yield f"One of: {joined((f'{key} ({words})' for key, words in rules.choices.items()), 'or')}"
    elif kind_of(rules.kind).answered == "chosen":
        yield kind_of(rules.kind).takes
    elif field.unit:
        yield f"{'~ ' if rules.estimate else ''}{field.unit}{f'; {field.default} if left out' if field.default else ''}"
