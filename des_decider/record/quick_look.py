"""What the quick look asks: the worksheet's few answers, and those that the answers given make necessary besides."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from des_decider.appraisal.figures import appraise
from des_decider.decision.answers import Answer, Answers
from des_decider.decision.order import order_of
from des_decider.decision.parsing import parse
from des_decider.decision.values import Parsed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from des_decider.appraisal.figures import Appraisal
    from des_decider.decision.ids import Ids

_WORK = ("service.", "specification.", "home.", "workforce.")
_FOLLOWS = (".status", ".falls_to_gps", ".contract_hours", ".claimed_before")
"""What is asked of work and posts only because of what else was said of them."""
_CALLS_FOR_NOTHING = {"split": "all_shared", "done_by": "nurse", "plan_by": "nurse", "review_by": "nurse"}
_SWITCHES = (".by", ".none")
_TABLES = ("partner", "home", "local")


@lru_cache(maxsize=8)
def quick_look_open(appraisal: Appraisal) -> tuple[str, ...]:
    """The quick look's answers still needed for the options, in its order; then what those given call for.

    One of a group of hours stands for the group, and the partners are always asked for.
    """
    ids = appraisal.book.ids
    needs = set(appraisal.needs(appraisal.of_the_options))
    listed = [id_ for id_ in ids.worksheet.quick_look if needs & set(ids.group(id_))]
    partners = {id_ for id_ in appraisal["difference.per_partner.this_year"].needs if id_.startswith("partner.")}
    called = _asked_first(partners | _certainly_needed(appraisal) - _own(ids), ids)
    if listed:  # the partners go without saying until then
        called = tuple(sorted(called, key=lambda id_: id_.startswith("partner.")))
    return (*listed, *called)


@lru_cache(maxsize=8)
def called_for(appraisal: Appraisal) -> tuple[str, ...]:
    """What answers made necessary besides the quick look's own, answered or not, in the order of the meeting."""
    answers, ids = appraisal.book.answers, appraisal.book.ids
    own = _own(ids)
    bare = (a for id_, a in answers.items() if id_ in own or id_.endswith(_SWITCHES) or _is_row(id_))
    answered = (id_ for id_ in _asked_first(_called_by(tuple(bare), ids) - own, ids) if id_ in answers)
    opened = (id_ for id_ in quick_look_open(appraisal) if id_ not in own)
    return tuple(sorted({*answered, *opened}, key=order_of(ids.worksheet)))


@lru_cache(maxsize=8)
def _called_by(bare: tuple[Answer, ...], ids: Ids) -> frozenset[str]:
    """What the quick look's own answers, and the rows, make necessary by themselves: most other answers change none."""
    return frozenset(_certainly_needed(appraise(Answers({answer.id: answer for answer in bare}), ids)))


def _own(ids: Ids) -> set[str]:
    """The quick look's own answers, each with its group."""
    return {member for id_ in ids.worksheet.quick_look for member in ids.group(id_)}


def comes_after(id_: str, answers: Answers, ids: Ids) -> str:
    """The answer of the quick look after which it asks for what was called for: the last given about the same thing.

    Nothing where none is about the same thing.
    """
    about = _about(id_, ids)
    given = [
        one for one in ids.worksheet.quick_look
        if one.startswith(about) and any(member in answers for member in ids.group(one))
    ]  # fmt: skip
    return given[-1] if given else ""


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
    unsaid = [id_ for id_ in ids.worksheet.quick_look if not any(member in answers for member in ids.group(id_))]
    taken: dict[str, Answer] = {}
    least, asked = appraisal, needs.union(unsaid)
    while more := [made for id_ in asked - taken.keys() if (made := _calling_for_nothing(id_, ids)) is not None]:
        taken |= {answer.id: answer for answer in more}
        least = appraise(answers.edit(taken), ids)
        asked = set(least.needs(least.of_the_options))  # an answer may let another be looked at
    return needs & {*taken, *least.needs(least.of_the_options)}


def _calling_for_nothing(id_: str, ids: Ids) -> Answer | None:
    """An answer that makes no other necessary; none where that is not looked at, or where there is no such answer."""
    if not id_.startswith((*_WORK, "network.")) or id_.endswith(_FOLLOWS):
        return None
    field = ids.field(id_)
    parsed = parse(_CALLS_FOR_NOTHING.get(id_.rpartition(".")[2], "0"), field.rules) if field else None
    return Answer(id_, parsed.text, parsed.value) if isinstance(parsed, Parsed) else None


def _is_row(id_: str) -> bool:
    """Whether an answer is in a table whose rows the practice names."""
    head, _, rest = id_.partition(".")
    return head in _TABLES and rest.partition(".")[0].isdecimal()


def _asked_first(needs: Iterable[str], ids: Ids) -> tuple[str, ...]:
    """What to ask for first: one of a group, and what falls to GPs only once there are hours of posts."""
    place = order_of(ids.worksheet)
    needed = set(needs)
    first: dict[str, str] = {}
    for id_ in sorted(needed, key=place):
        stem, _, last = id_.rpartition(".")
        if last == "falls_to_gps" and f"{stem}.post_hours" in needed:
            continue
        first.setdefault(ids.group(id_)[0], id_)
    return tuple(first.values())
