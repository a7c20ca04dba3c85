"""What the quick look asks: the worksheet's few answers, and those that the answers given make necessary besides."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from des_decider.appraisal.figures import appraise
from des_decider.appraisal.way_not_chosen import not_of_the_way_chosen
from des_decider.decision.agenda import quick_look, row_by_row
from des_decider.decision.answers import Answer, Answers
from des_decider.decision.ids import Ids, gives_a_rate
from des_decider.decision.order import order_of
from des_decider.decision.parsing import parse
from des_decider.decision.values import Parsed
from des_decider.decision.window import WINDOW

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from des_decider.appraisal.figures import Appraisal
    from des_decider.decision.agenda import Entry
    from des_decider.worksheet.model import Worksheet

_WORK = ("service.", "specification.", "home.", "workforce.")
_FOLLOWS = (".status", ".falls_to_gps", ".contract_hours", ".claimed_before")
"""What is asked of work and posts only because of what else was said of them."""
_CALLS_FOR_NOTHING = {
    "split": "all_shared", "none": "yes", **dict.fromkeys(("done_by", "plan_by", "review_by"), "nurse"),
}  # fmt: skip
_OF_FIGURES = (
    *_WORK, "practice.", "pcn.", "network.", "share.", "payment.", "director.", "cost.", "meeting.", "opt_out.",
)  # fmt: skip
"""How the answers begin that the figures of the options are made of, those of tables apart."""
_SWITCHES = (".by", ".none")
_TABLES = ("home", "local", "workforce")


class QuickLook(NamedTuple):
    """The quick look as the answers stand. `keys` are its questions by id in order, and its tables by name.

    `counted` are the ids of the answers it is of, in order: those given, and those still `open`. The partners, with
    whom it begins, are none of them, as no figure of the options waits for a name; nor is what may be left out.
    """

    keys: tuple[str, ...]
    entries: tuple[Entry, ...]
    order: tuple[str, ...]
    counted: tuple[str, ...]
    open: tuple[str, ...]

    @property
    def asked(self) -> int:
        """How many answers it is of."""
        return len(self.counted)

    @property
    def given(self) -> int:
        """How many of them are given."""
        return len(self.counted) - len(self.open)

    @property
    def first_open(self) -> str:
        """The first answer still to be given; empty where there are all."""
        return next((id_ for id_ in self.counted if id_ in self.open), "")

    def place(self, key: str) -> int:
        """Which of its answers one stands on, or has last passed; 0 on the partners."""
        if key not in self.order:
            return 0
        passed = {*self.order[: self.order.index(key) + 1]}
        return max(sum(1 for id_ in self.counted if id_ in passed), 1)


def quick_look_of(
    appraisal: Appraisal, before: QuickLook | None = None, just_given: Iterable[str] = (), typed: Collection[str] = ()
) -> QuickLook:
    """The quick look; what an answer `just_given` called for comes right after it, all else where it was `before`.

    Where neither is known, what was called for comes after the last answer about the same thing. Rows have what is
    `typed` in them, too.
    """
    answers, ids = appraisal.book.answers, appraisal.book.ids
    opened, tables = quick_look_open(appraisal), row_by_row(answers)
    asked = [*_listed(appraisal), *called_for(appraisal)]
    members = [*(id_ for id_ in asked if _table_of(id_) not in tables), *tables]
    # A cell that was asked beside its table, as its place was passed, stays there once it is answered.
    beside = {id_ for id_ in answers if _table_of(id_) in tables}
    keys = [key for key in before.keys if key in members or key in asked or key in beside] if before else []
    given = next((id_ for id_ in just_given if id_ in keys or _table_of(id_) in keys), "")
    at = given if given in keys else _table_of(given)
    if before:
        members += [id_ for id_ in opened if id_ not in before.open and _passed(id_, given, before.order)]
    for key in members:
        if key not in keys:
            at, place = _place(key, at, keys, answers, ids)
            keys.insert(place, key)
    entries = quick_look(keys, opened, answers, ids, typed)
    order = tuple(_in_order(entries))
    # Whole or row by row has a default, and is not waited for.
    counted = tuple(id_ for id_ in order if id_ in opened or (id_ in answers and not id_.endswith(".by")))
    return QuickLook(tuple(keys), entries, order, counted, opened)


def added(quick: QuickLook, ids: Ids) -> int:
    """How many answers are asked because of what was answered.

    What is needed from the start, such as a rate that nobody prints, is none of them. This stands apart,
    as a list that only says how many are given need not know it, and it takes as long again.
    """
    return len({*quick.counted} - _own(ids) - _called_by((), ids))


def _passed(id_: str, given: str, order: Sequence[str]) -> bool:
    """Whether the place of a question was passed before an answer was given that makes it necessary."""
    return id_ in order and given in order and order.index(id_) < order.index(given)


def _in_order(entries: Iterable[Entry]) -> Iterator[str]:
    """Everything at which one can stand but the partners, rows that are not begun among it."""
    for entry in entries:
        if entry.key == "partner":
            continue
        if entry.shape == "question":
            yield entry.key
            continue
        yield from (entry.switch,) if entry.switch else ()
        for row in entry.rows:
            yield from row.ids
        yield f"{entry.key}:all"  # one leaves a table at its end


def _place(key: str, at: str, keys: Sequence[str], answers: Answers, ids: Ids) -> tuple[str, int]:
    """Where something new is put among the questions: after which, if that is known, and at which place.

    The worksheet's own keep its order, unless that place has been passed.
    """
    own = own_of(ids)
    passed = keys.index(at) + 1 if at else 0
    if key in own:
        later = own[own.index(key) + 1 :]
        natural = next((n for n, other in enumerate(keys) if other in later), len(keys))
        return (at, natural) if natural >= passed else (key, passed)
    if at:
        return key, passed
    anchor = _comes_after(key, answers, ids)
    before = [*own[: own.index(anchor) + 1], f"{key}.none"] if anchor else [f"{key}.none"]
    place = max((n + 1 for n, other in enumerate(keys) if other in before), default=0 if anchor else len(keys))
    while place < len(keys) and keys[place] not in own:
        place += 1
    return "", place


@lru_cache(maxsize=8)
def quick_look_open(appraisal: Appraisal) -> tuple[str, ...]:
    """The quick look's answers still needed for the options, in its order; then what those given call for.

    One of a group of hours stands for the group.
    """
    ids = appraisal.book.ids
    needs = set(appraisal.needs(appraisal.of_the_options))
    if ids.field(WINDOW) and WINDOW not in appraisal.book.answers:
        needs.add(WINDOW)  # figures take the usual one; the group says which it is all the same
    listed: dict[tuple[str, ...], str] = {}
    for id_ in own_of(ids):
        if needs & {*ids.group(id_)}:
            listed.setdefault(ids.group(id_), id_)
    return (*listed.values(), *_asked_first(_certainly_needed(appraisal) - _own(ids), appraisal))


def _listed(appraisal: Appraisal) -> Iterator[str]:
    """The worksheet's own questions that are given or needed; one that was given of a group stands for it.

    Where a worksheet lists others of that group too, they stay to be asked, though they count as none until given.
    """
    answers, ids = appraisal.book.answers, appraisal.book.ids
    opened, own = quick_look_open(appraisal), own_of(ids)
    for id_ in own:
        given = [one for one in (id_, *ids.group(id_)) if one in answers]
        if {*ids.group(id_)} & {*opened}:
            yield id_
        elif given and not not_of_the_way_chosen(appraisal.book, given[0]):
            yield id_ if given[0] in own else given[0]


@lru_cache(maxsize=8)
def called_for(appraisal: Appraisal) -> tuple[str, ...]:
    """What answers made necessary besides the quick look's own, answered or not, in the order of the meeting.

    Found by going through it again: with its own answers alone, then with what these call for, and so on.
    """
    answers, ids = appraisal.book.answers, appraisal.book.ids
    own = _own(ids)
    known = {id_: a for id_, a in answers.items() if id_ in own or id_.endswith(_SWITCHES) or _table_of(id_)}
    nones = (f"{table}.none" for table in _TABLES if table == "local" or answers.choice(f"{table}.by") == "rows")
    called = {id_ for id_ in nones if id_ in answers and id_ not in own}
    others = {id_: a for id_, a in answers.items() if id_.startswith(_OF_FIGURES) and not _in_words(id_, ids)}
    while rest := {id_: a for id_, a in others.items() if id_ not in known}:
        needs = _called_by(tuple(known.values()), ids)
        more = {id_: a for id_, a in rest.items() if id_ in needs}
        if not more:
            break
        known |= more
        called |= {*_asked_first(more, appraisal)}
    opened = (id_ for id_ in quick_look_open(appraisal) if id_ not in own)
    return tuple(sorted({*called, *opened}, key=order_of(ids.worksheet)))


@lru_cache(maxsize=32)
def _called_by(given: tuple[Answer, ...], ids: Ids) -> frozenset[str]:
    """What some answers make necessary by themselves: most answers given change none of these."""
    return frozenset(_certainly_needed(appraise(Answers({answer.id: answer for answer in given}), ids)))


def own_of(ids: Ids) -> tuple[str, ...]:
    """The quick look's own answers, in order: what the months of this year hang on, then those the worksheet lists.

    That is in which of several windows it is decided, and the day of an opt-out where the practice has to give it.
    """
    out = ids.worksheet.last_day_in
    months = (*((WINDOW,) if ids.field(WINDOW) else ()), *((f"date.{out.id}",) if out and out.asked else ()))
    return tuple(dict.fromkeys((*months, *ids.worksheet.quick_look)))


def _own(ids: Ids) -> set[str]:
    """The quick look's own answers, each with its group."""
    return {member for id_ in own_of(ids) for member in ids.group(id_)}


def _comes_after(key: str, answers: Answers, ids: Ids) -> str:
    """The answer of the quick look after which it asks for what was called for: the last given about the same thing.

    Where none was given, the last that is; nothing where none is about the same thing.
    """
    about = _about(key if "." in key else f"{key}.", ids)
    alike = [one for one in own_of(ids) if one.startswith(about)]
    given = [one for one in alike if any(member in answers for member in ids.group(one))]
    return next(iter((*given[-1:], *alike[-1:])), "")


def _about(id_: str, ids: Ids) -> tuple[str, ...]:
    """How the ids begin that speak of the same thing."""
    head, name, *_ = id_.split(".")
    sheet = ids.worksheet
    if head == "specification":
        head, name = "service", sheet.requirements[name].service
    if head == "payment":
        return ("network.split",) if id_.endswith(".reaches_practice") else ("payment.",)
    if head == "service":
        homes = id_.endswith(".falls_to_gps") and sheet.services[name].in_homes
        return (f"service.{name}.", *(("home.",) if homes else ()))
    return (f"{head}.",)


def _certainly_needed(appraisal: Appraisal) -> set[str]:
    """What the figures of the options need, whatever the answers will be that are still to come.

    Work and posts that nobody has spoken of are taken as none, and money as shared: what they would call for otherwise
    is not necessary yet.
    """
    answers, ids = appraisal.book.answers, appraisal.book.ids
    needs = set(appraisal.needs(appraisal.of_the_options))
    if not needs:
        return needs
    taken: dict[str, Answer] = {}
    least, asked = appraisal, needs
    while more := [made for id_ in asked - taken.keys() if (made := _calling_for_nothing(id_, ids)) is not None]:
        taken |= {answer.id: answer for answer in more}
        least = appraise(answers.edit(taken), ids)
        asked = set(least.needs(least.of_the_options))  # an answer may let another be looked at
    return needs & {*taken, *asked}


def _calling_for_nothing(id_: str, ids: Ids) -> Answer | None:
    """An answer that makes no other necessary; none where that is not looked at, or where there is no such answer."""
    if not id_.startswith((*_WORK, "network.")) or id_.endswith(_FOLLOWS):
        return None
    field = ids.field(id_)
    parsed = parse(_CALLS_FOR_NOTHING.get(id_.rpartition(".")[2], "0"), field.rules) if field else None
    return Answer(id_, parsed.text, parsed.value) if isinstance(parsed, Parsed) else None


def left_open(worksheet: Worksheet) -> tuple[dict[str, str], tuple[str, ...]]:
    """Answers to all of a quick look that call for no other, and what the options need besides all the same.

    Nobody has work, posts or a director; lists, costs and the like are 1. Days and rates that the worksheet leaves to
    the practice are left out: they are asked as soon as they are needed.
    """
    ids = Ids(worksheet)
    given: dict[str, Answer] = {}
    for id_ in worksheet.quick_look:
        if (answer := _calling_for_nothing(id_, ids) or _plainest(id_, ids)) is not None:
            given[id_] = answer
    opened = (id_ for id_ in quick_look_open(appraise(Answers(given), ids)) if not _left_to_us(id_, ids))
    return {id_: answer.text for id_, answer in given.items()}, tuple(opened)


def _left_to_us(id_: str, ids: Ids) -> bool:
    """Whether it is the window, or a day or rate that the worksheet does not print and has the practice give."""
    return id_ == WINDOW or id_.startswith("date.") or (gives_a_rate(id_) and ids.printed(id_) is None)


def _plainest(id_: str, ids: Ids) -> Answer | None:
    """The first answer that is of the right kind: no, the first choice, or 1."""
    field = ids.field(id_)
    if field is None:
        return None
    texts = ("yes" if id_.endswith(".none") else "no", next(iter(field.rules.choices), ""), "1", "0")
    parsed = (parse(text, field.rules) for text in texts if text)
    return next((Answer(id_, one.text, one.value) for one in parsed if isinstance(one, Parsed)), None)


def _in_words(id_: str, ids: Ids) -> bool:
    """Whether an answer is a name or the like, of which no figure is made."""
    field = ids.field(id_)
    return field is None or field.rules.kind in {"text", "date"}


def _table_of(id_: str) -> str:
    """The table in whose rows an answer stands, of those that can be answered row by row; else nothing."""
    head, _, rest = id_.partition(".")
    return head if head in _TABLES and "." in rest and not rest.startswith("whole.") else ""


def _asked_first(needs: Iterable[str], appraisal: Appraisal) -> tuple[str, ...]:
    """What to ask for first: one of a group, and what falls to GPs only once there are hours of posts."""
    ids = appraisal.book.ids
    needed = set(needs)
    if not needed:  # as at most answers
        return ()
    first: dict[str, str] = {}
    for id_ in sorted(needed, key=order_of(ids.worksheet)):
        stem, _, last = id_.rpartition(".")
        if last == "falls_to_gps" and f"{stem}.post_hours" in needed - {*appraisal.book.answers}:
            continue
        first.setdefault(ids.group(id_)[0], id_)
    return tuple(first.values())
