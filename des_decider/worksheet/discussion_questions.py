"""Reads the questions for discussion: their answers, and which of them are a concern or a blocker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from des_decider.worksheet.mistakes import closest, safe, shown
from des_decider.worksheet.model import QUESTION_KINDS, SECTIONS, SIDES, WHO, YES_NO_OPTIONS, Question, QuestionKind
from des_decider.worksheet.sections import check_section
from des_decider.worksheet.sources import read_source
from des_decider.worksheet.toml_table import ID, LONGEST_ID, Table, tables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from des_decider.worksheet.references import References


USUAL_CONCERN = ("no", "not_sure")
"""Answers to yes or no that are a concern where a question does not say which are."""
WITHOUT: Mapping[str, Literal["home", "workforce"]] = {"posts": "workforce", "homes": "home"}
"""The table that a practice has none of, by the word for it."""
MAX_OPTIONS = 12
MAX_SHORT_MEETING = 12


def read_questions(root: Table, known: References) -> dict[str, Question]:
    """Every discussion question."""
    questions: dict[str, Question] = {}
    placed: dict[str, str] = {}
    short = 0
    has = known.contract_has()
    for id_, table in tables(root, "question"):
        question = _read_question(id_, table, known)
        if (needs := table.word("needs", tuple(has), required=False)) is not None and not has[needs]:
            continue
        check_section(table, question.section, known)
        short += question.short_meeting
        if question.short_meeting and short == MAX_SHORT_MEETING + 1:
            mend = f"At most {MAX_SHORT_MEETING} fit a short meeting; choose which"
            table.wrong("too-many", "short_meeting", f"This is question {short} of the short meeting", mend)
        questions[id_] = question
        if (after := table.reference("after", known.of("question"), "question", required=False)) is not None:
            placed[id_] = after
    return _in_place(questions, placed)


def _in_place(questions: dict[str, Question], placed: Mapping[str, str]) -> dict[str, Question]:
    """The questions in the order they are written, but for those that say after which other one they stand."""
    following: dict[str, list[str]] = {}
    for id_, after in placed.items():
        following.setdefault(after, []).append(id_)
    order: dict[str, Question] = {}

    def put(id_: str) -> None:
        order[id_] = questions[id_]
        for next_ in following.get(id_, ()):
            put(next_)

    for id_ in questions:
        if placed.get(id_) not in questions:
            put(id_)
    return order | {id_: question for id_, question in questions.items() if id_ not in order}


def _read_question(id_: str, table: Table, known: References) -> Question:
    kind, who = table.word("kind", QUESTION_KINDS), table.word("who", WHO)
    options = _read_options(table, kind)
    concern, blocker = (_read_answers(table, key, kind, options) for key in ("concern", "blocker"))
    if kind == "yes_no" and "concern" not in table.values:
        concern = tuple(answer for answer in USUAL_CONCERN if answer not in blocker)
    for answer in blocker:
        if answer in concern:
            mend = "A blocker is a concern already; keep it there"
            table.wrong("exclude-each-other", "blocker", f"{shown(answer)} is a concern as well", mend)
    short_meeting = table.yes("short_meeting")
    if short_meeting and who is not None and who != "meeting":
        mend = 'Delete the line, or write who = "meeting"'
        table.wrong(
            "not-for-this-kind",
            "short_meeting",
            f"The question is for the {who}, not for the meeting",
            mend,
            delete=True,
        )
    section, text, why = (
        table.word("section", SECTIONS, also=known.titles) or "practice",
        table.text("text"),
        table.text("why"),
    )
    kind, who, origin = kind or "text", who or "meeting", read_source(table, known)
    evidence = known.beside(f"question.{id_}")
    side = table.word("weighs_on", SIDES, required=False) or "sign_up"
    without = WITHOUT.get(table.word("without", tuple(WITHOUT), required=False) or "")
    return Question(
        id_, section, kind, text, why, who, origin, options, concern, blocker, short_meeting, evidence, side, without
    )


def _read_options(table: Table, kind: QuestionKind | None) -> Mapping[str, str]:
    """The answers with their words: the worksheet's own for a choice, three fixed ones for yes or no."""
    if kind != "choice":
        if kind is None:
            table.take("options")
        else:
            table.only("options", "choices")
        return dict(YES_NO_OPTIONS) if kind == "yes_no" else {}
    parent = table.child("options")
    if parent is None:
        if "options" not in table.values:
            mend = 'Add a line such as options.a_gp = "A GP of ours" for each'
            table.wrong("needs-another", "options", "A choice without options", mend)
        return {}
    if not 2 <= len(parent.values) <= MAX_OPTIONS:
        table.wrong(
            "too-many", "options", f"A choice of {len(parent.values)}", f"Write from 2 to {MAX_OPTIONS} answers"
        )
    options: dict[str, str] = {}
    for key in list(parent.values)[:MAX_OPTIONS]:
        if not ID.fullmatch(key) or len(key) > LONGEST_ID:
            mend = f"Take small letters, digits and _, starting with a letter, at most {LONGEST_ID}"
            parent.wrong("not-an-id", key, f'"{safe(key)}" cannot be the id of an answer', mend)
        options[key] = parent.name(key)
    return options


def _read_answers(table: Table, key: str, kind: QuestionKind | None, options: Mapping[str, str]) -> tuple[str, ...]:
    if kind == "text":
        table.only(key, "questions with fixed answers")
        return ()
    answers = table.texts(key)
    # Without a kind, or a choice without options, it is not known which answers there are.
    for answer in answers:
        if options and answer not in options:
            listed = f"The answers are {', '.join(map(safe, options))}"
            what = f"{shown(answer)} is no answer of this question"
            table.choose("unknown-word", key, what, closest(answer, options), listed, entry=answer)
    return answers
