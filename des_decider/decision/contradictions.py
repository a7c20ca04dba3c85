"""Contradictions: answers of which not all can be meant, each at its place, in a sentence that names both sides."""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from des_decider.decision.names import plain_name
from des_decider.decision.vote import count_votes, recused
from des_decider.decision.wording import capital, count_of, day, number
from des_decider.worksheet.inputs_and_columns import BY, BY_PATH, ENDS, OPTION, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from des_decider.decision.answers import Answers
    from des_decider.decision.ids import Ids

_DECIDED = "decision.decided"
_ONE_AFTER_ANOTHER = {
    _DECIDED: "the decision was made on",
    "decision.effective": "the decision takes effect on",
    "decision.review": "the decision is looked at again on",
    "decision.keep_until": "the record is kept until",
}
"""The days that come in this order, each in words that its day ends."""
_SAYS_NO = re.compile(r"\b(?:not|nothing)\b", re.IGNORECASE)
_DEED = re.compile(r"\b(?:deed|partnership agreement)\b", re.IGNORECASE)
_NOT_THERE = re.compile(r"\b(?:no|not|nothing|nowhere|silent|outside|without)\b", re.IGNORECASE)
_NOT_IN_THE_DEED = re.compile(r"\bnot in the deed\b", re.IGNORECASE)
"""In the words of an answer to a question, whichever worksheet asks it."""
_RESTS = re.compile(
    r"\b(?:(?:but |only |yes,? |no,? |for,? |against,? )(?:if|unless)"
    r"|provided (?:that|the|we|our|they|it|every|each)|(?:as|so) long as|on (?:the )?condition|subject to)\b"
    r"|\b(?:if|unless|with|without)\b[^.;!?]*,\s*(?:yes|no)\b",
    re.IGNORECASE,
)
"""Words of a reason by which a vote holds only where something else does: “only if …”, “With a cap, yes.”"""
_LOCAL, _HOME = re.compile(r"\blocal\b", re.IGNORECASE), re.compile(r"homes?\b", re.IGNORECASE)
_STAYS, _REPLACED = re.compile(r"\bstays\b|\bnone\b", re.IGNORECASE), re.compile(r"\breplaces\b", re.IGNORECASE)
"""In a question on a local scheme and its answers: that it goes on or is none, or that it ends."""
_OTHERWISE = {"for": "against", "against": "for"}
_PUBLISHED = ".maximum"
"""Ends the id of what was published of a row: to give it is no way of answering."""
_ONLY_ONE = "only one of the two counts"


class Contradiction(NamedTuple):
    """Answers that contradict each other: the id of their place, both sides in a sentence, and the reason given.

    The reason is the note on the answer at that place. Changing an answer settles it; so does an answer still to come
    where it only `lacks` one.
    """

    id: str
    words: str
    reason: str = ""
    lacks: bool = False


def contradictions(answers: Answers, ids: Ids) -> tuple[Contradiction, ...]:
    """Every contradiction in the answers, those with a reason too; at one place there is one at most."""
    given, late = _given(answers), tuple(_after_a_deadline(answers, ids))
    found = (
        *_whole_and_rows(given, answers, ids),
        *_none_and_some(given, answers),
        *_ends_in_two_ways(answers),
        *_stays_and_ends(answers, ids),
        *_conditions_unsaid(answers),
        *_decided_though_not_carried(answers),
        *_rule_in_the_deed_and_not(answers, ids),
        *_owner_did_not_vote(answers),
        *late,
        *(_on_a_day_to_come(answers) if _DECIDED not in dict(late) else ()),
        *_before_what_comes_first(answers),
        *_not_the_whole_profit(answers),
    )
    lacking = (*_nothing_declared(answers), *_no_condition(answers), *_deciding_vote_on_a_condition(answers))
    named: dict[str, Contradiction] = {}
    for some, lacks in ((found, False), (lacking, True)):
        for id_, words in some:
            # One at a place, so that its note is about all that is said there.
            if one := named.get(id_):
                both = f"{one.words.removesuffix('.')}. {words}"
                named[id_] = one._replace(words=both, lacks=lacks and one.lacks)
            else:
                named[id_] = Contradiction(id_, words, answers.text(f"note.{id_}"), lacks)
    return tuple(named.values())


def _whole_and_rows(given: Counter[str], answers: Answers, ids: Ids) -> Iterator[tuple[str, str]]:
    """What is answered as a whole and row by row as well, where nobody said which of the two counts."""
    sheet = ids.worksheet
    for table in ("home", "workforce"):
        wholes = given[f"{table}.whole"]
        yield from _two_ways(f"{table}.by", TABLES[table].title, wholes, given[table] - wholes, answers)
    for service in sheet.services.values():
        switch = f"service.{service.id}.by"
        wholes = given[f"service.{service.id}"]
        rows = sum(given[f"specification.{r.id}"] for r in sheet.requirements_of(service.id))
        yield from _two_ways(switch, service.name, wholes, rows, answers)


def _two_ways(switch: str, title: str, wholes: int, rows: int, answers: Answers) -> Iterator[tuple[str, str]]:
    if wholes and rows and switch not in answers:
        ways = BY[switch.partition(".")[0]]
        given = f"{count_of(wholes, 'answer')} given {ways['whole']} and {rows:,} {ways['rows']}"
        yield switch, f"“{title}”: {given}; {_ONLY_ONE}."


def _given(answers: Answers) -> Counter[str]:
    """How many answers each table and each of its rows has, less what is said of the table itself or was published."""
    rows = [id_.rpartition(".")[0] for id_ in answers if id_.count(".") == 2 and not id_.endswith(_PUBLISHED)]
    return Counter(rows) + Counter(row.partition(".")[0] for row in rows)


def _none_and_some(of_table: Counter[str], answers: Answers) -> Iterator[tuple[str, str]]:
    """A table said to be empty in which something is answered."""
    for table in ("home", "workforce", "local"):
        id_, given = f"{table}.none", of_table[table]
        if answers.yes(id_) and given:
            beside = f"{count_of(given, 'answer')} under “{TABLES[table].title}”"
            yield id_, f"It is said that {BY_PATH[id_].label}, beside {beside}; {_ONLY_ONE}."


def _ends_in_two_ways(answers: Answers) -> Iterator[tuple[str, str]]:
    """A local payment that stands in two rows and does not end in the same case."""
    first: dict[str, str] = {}
    for row in answers.rows("local"):
        name, ends = answers.text(f"local.{row}.name"), answers.text(f"local.{row}.ends")
        if name and ends and (said := first.setdefault(plain_name(name), ends)) != ends:
            yield f"local.{row}.ends", f"“{name}” is said to end {ENDS[ends]}, and in another row {ENDS[said]}."


def _stays_and_ends(answers: Answers, ids: Ids) -> Iterator[tuple[str, str]]:
    """A local scheme for homes of which a question was answered otherwise than what is counted of local payments."""
    ending = [row for row in answers.rows("local") if answers.text(f"local.{row}.ends") == "sign_up"]
    of_homes = {row: name for row in ending if _HOME.search(name := answers.text(f"local.{row}.name"))}
    for question in ids.worksheet.questions.values():
        said = question.options.get(answers.text(f"question.{question.id}"), "")
        if question.section != "care_homes" or not said or not _LOCAL.search(question.text):
            continue
        answered = f"“{question.text}” is answered “{said}”"
        if _STAYS.search(said):
            for row, name in of_homes.items():
                yield f"local.{row}.ends", f"{answered}, and “{name}” is said to end {ENDS['sign_up']}."
        elif _REPLACED.search(said) and answers.yes("local.none"):
            yield "local.none", f"{answered}, and it is said that {BY_PATH['local.none'].label}."


def _nothing_declared(answers: Answers) -> Iterator[tuple[str, str]]:
    """A director's role, or the director's money, where nobody has declared an interest."""
    where = f"under “{TABLES['interest'].title}”"
    declared = {answers.likely(f"interest.{row}.partner") for row in answers.rows("interest") if _names(answers, row)}
    found = {
        f"partner.{row}.role": f"{name} has the role “{role}”, and nothing of theirs stands {where}."
        for row, name in answers.partners().items()
        if "director" in (role := answers.text(f"partner.{row}.role")).casefold() and row not in declared
    }
    if answers.yes("director.ours") and not declared and not found:
        found["director.ours"] = f"The network’s director is one of us, and no partner’s interest stands {where}."
    yield from found.items()


def _names(answers: Answers, row: int) -> bool:
    """Whether a declaration names an interest, if only by what was done about it."""
    kind, what, done = (answers.text(f"interest.{row}.{part}") for part in ("kind", "what", "done"))
    return kind not in {"", "none"} or bool(what) or done not in {"", "noted"}


def _no_condition(answers: Answers) -> Iterator[tuple[str, str]]:
    """An option that rests on conditions, without any."""
    option = answers.text("decision.option")
    if option == "sign_up_on_conditions" and not answers.rows("condition"):
        yield "condition.1.what", f"The option put is to {OPTION[option]}, and no condition is recorded."


def _conditions_unsaid(answers: Answers) -> Iterator[tuple[str, str]]:
    """Conditions beside an option that rests on none."""
    option, rows = answers.text("decision.option"), answers.rows("condition")
    if option in OPTION and option != "sign_up_on_conditions" and rows:
        recorded = f"{count_of(len(rows), 'condition')} {'is' if len(rows) == 1 else 'are'} recorded"
        yield "decision.option", f"The option put is “{OPTION[option]}”, which rests on none, and {recorded}."


def _decided_though_not_carried(answers: Answers) -> Iterator[tuple[str, str]]:
    """A decision written down though the vote did not carry what was put; one to what is not done fits a no."""
    sentence = answers.text("decision.sentence")
    if sentence and not _SAYS_NO.search(sentence) and count_votes(answers).outcome == "not carried":
        option = OPTION.get(answers.text("decision.option"))
        put = f"“{option}”" if option else "what was put"
        yield "decision.sentence", f"The vote did not carry {put}, and the decision reads: “{sentence}”"


def _rule_in_the_deed_and_not(answers: Answers, ids: Ids) -> Iterator[tuple[str, str]]:
    """A rule of which a question was answered that it is not in the deed, and which is said to be written there."""
    where = answers.text("vote.written_in")
    if not _DEED.search(where) or _NOT_THERE.search(where):
        return
    for question in ids.worksheet.questions.values():
        said = question.options.get(answers.text(f"question.{question.id}"), "")
        if _NOT_IN_THE_DEED.search(said):
            yield "vote.written_in", f"“{question.text}” is answered “{said}”, and the rule is said to be in “{where}”."
            return


def _deciding_vote_on_a_condition(answers: Answers) -> Iterator[tuple[str, str]]:
    """A vote without which the result were another, given only on a condition: it was counted as if that were met.

    A decision on conditions, each of which says what holds if it is not met, has room for such a vote; they are
    recorded after it.
    """
    reasons = {row: answers.text(f"vote.{row}.reason") for row in answers.partners()}
    resting = {row: reason for row, reason in reasons.items() if _RESTS.search(reason)}
    conditions = answers.rows("condition")
    settled = conditions and all(answers.text(f"condition.{row}.if_not_met") for row in conditions)
    on_conditions = answers.text("decision.option") == "sign_up_on_conditions"
    if not resting or (on_conditions and settled):
        return
    result = count_votes(answers)
    for one in result.votes:
        if one.partner in resting and one.stand in _OTHERWISE and result.outcome in {"carried", "not carried"}:
            id_ = f"vote.{one.partner}.position"
            other = answers[id_]._replace(text=_OTHERWISE[one.stand], value=_OTHERWISE[one.stand])
            if count_votes(answers.edit({id_: other})).outcome != result.outcome:
                decides = f"The vote of {one.name}, {one.stand}, decides the result, and rests on a condition"
                yield f"vote.{one.partner}.reason", f"{decides}: “{resting[one.partner]}”"


def _owner_did_not_vote(answers: Answers) -> Iterator[tuple[str, str]]:
    """A condition that somebody sees to who took no part in the vote because of an interest."""
    out = {plain_name(name): name for row, name in answers.partners().items() if recused(answers, row)}
    for row in answers.rows("condition"):
        if name := out.get(plain_name(answers.text(f"condition.{row}.owner"))):
            words = f"Condition {row} is seen to by {name}, who did not vote because of an interest."
            yield f"condition.{row}.owner", words


def _after_a_deadline(answers: Answers, ids: Ids) -> Iterator[tuple[str, str]]:
    """Decided after the day the commissioner asked for, or the contract's, or else the worksheet's."""
    sheet = ids.worksheet
    decided, contract = answers.day("decision.decided"), answers.day("deadline.contract")
    deadlines = [
        ("deadline.asked", answers.day("deadline.asked"), "the commissioner asked for an answer"),
        ("deadline.contract", contract, "the contract asks for an answer"),
        (_DECIDED, None if contract else sheet.day(sheet.year.decide_by), "it was to be decided"),
    ]
    for id_, by, asks in deadlines:
        if decided is not None and by is not None and decided > by:
            yield id_, f"The decision was made on {day(decided)}, and {asks} by {day(by)}."


def _on_a_day_to_come(answers: Answers) -> Iterator[tuple[str, str]]:
    """A decision of a day that had not come when the last answer was written down, as this computer's clock had it."""
    decided = answers.day(_DECIDED)
    written = max((one.at for one in answers.values() if one.at), default=None)
    if decided is not None and written is not None and decided > written.date():
        said = f"The decision is said to have been made on {day(decided)}, and the last answer to it was given on"
        yield _DECIDED, f"{said} {day(written.date())}."


def _not_the_whole_profit(answers: Answers) -> Iterator[tuple[str, str]]:
    """Profit shares that are more than the whole profit, or all there are and less; each may be rounded to 1 %."""
    shares = {row: answers.likely(f"partner.{row}.profit_share") for row in answers.partners()}
    given = {row: share for row, share in shares.items() if share is not None}
    added, rounded = sum(given.values(), Fraction(0)), Fraction(len(given), 2)
    if given and (added > 100 + rounded or (len(given) == len(shares) and added < 100 - rounded)):
        yield f"partner.{max(given)}.profit_share", f"The partners’ shares of the profit add up to {number(added)} %."


def _before_what_comes_first(answers: Answers) -> Iterator[tuple[str, str]]:
    """Days in an impossible order, and a condition whose day had passed when the decision was made."""
    earlier: list[tuple[date, str]] = []
    for id_, words in _ONE_AFTER_ANOTHER.items():
        when = answers.day(id_)
        if when is None:
            continue
        if first := next((f"{said} {day(other)}" for other, said in earlier if when < other), ""):
            yield id_, f"{capital(words)} {day(when)}, and {first}."
        earlier.append((when, words))
    decided = answers.day("decision.decided")
    for row in answers.rows("condition"):
        by = answers.day(f"condition.{row}.by")
        if decided is not None and by is not None and by < decided:
            yield (
                f"condition.{row}.by",
                f"Condition {row} was due by {day(by)}, and the decision was made on {day(decided)}.",
            )
