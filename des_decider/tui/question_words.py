"""A question in words: what is asked and may be typed, why, what is known and stands, and what is said around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from des_decider.decision.agenda import RESULT
from des_decider.decision.answers import Answer
from des_decider.decision.come_back import marked, marks_of, with_and_by
from des_decider.decision.display import answered, choices_of, shown
from des_decider.decision.offers import known_about, offers
from des_decider.decision.order import order_of
from des_decider.decision.parsing import parse
from des_decider.decision.text_width import wrapped
from des_decider.decision.values import Parsed
from des_decider.decision.vote import in_words
from des_decider.decision.wording import capital
from des_decider.decision.worksheet_says import about as said_about
from des_decider.decision.worksheet_says import asked_by, duties, read_in
from des_decider.tui.keys import BACK, COME_BACK, CONFIRM, DELETE, DETAILS, NOTE, OFFER, ROOM, SAID_BY, UNDO, WHAT_IF
from des_decider.tui.said_lines import in_short
from des_decider.tui.screen_text import clickable, cut, lines, text
from des_decider.tui.widgets.question_list import CAME_OVER, TO_COME_BACK, WRONG, sign
from des_decider.worksheet.answer_kinds import kind_of
from des_decider.worksheet.inputs_and_columns import OPTION, input_of
from des_decider.worksheet.model import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from textual.content import Content

    from des_decider.decision.agenda import Row, Stop
    from des_decider.decision.answers import Answers
    from des_decider.decision.ids import Field, Ids
    from des_decider.decision.offers import Offer, Published
    from des_decider.decision.worksheet_says import AuthorSays
    from des_decider.record.quick_look import QuickLook
    from des_decider.tui.meeting import Meeting
    from des_decider.worksheet.model import Source

FIRST_ROUND = "first round"
"""The line under the partners that has them all asked before any position is seen."""
POSITION_ASKED = ".position"
TO_LOOK_AT = frozenset({WRONG, TO_COME_BACK, CAME_OVER})
"""The signs of an answer that somebody has to look at, come back to or confirm."""
LAST_SHOWN = 60
"""Columns of what was answered last time; the whole of it is in last-time.toml and, for figures, on its own screen."""
WHO = {
    "manager": "the practice manager will know",
    "network": "the network will know",
    "meeting": "the partners judge it together",
}


class Asked(NamedTuple):
    """One question as it is put: everything there is to show about it."""

    id: str
    field: Field
    text: str
    why: str
    who: str
    hint: str
    choices: Mapping[str, str]
    known: tuple[Published, ...]
    offers: tuple[Offer, ...]
    source: str
    said: tuple[AuthorSays, ...]
    """What the worksheet's author says of what is asked about, to be read above the question."""
    duties: tuple[AuthorSays, ...]
    """Where a service is asked about as a whole: what it must do."""
    about: str = ""
    """What a question that is worded alike for each of many is about, where nothing else says it."""
    given: bool = False
    """Whether it is answered."""


def asked(stop: Stop, answers: Answers, ids: Ids) -> Asked | None:
    """A question in the worksheet's words, or in the plain words of its label where the worksheet has none."""
    field = ids.field(stop.id)
    if field is None:
        return None
    ask, question, one = ids.ask(stop.id), ids.question(stop.id), input_of(stop.id)
    text, why, who, source = capital(field.label), "", "", ""
    if question is not None:
        text, why, who = question.text, question.why, WHO[question.who]
        source = read_in(origin) if (origin := asked_by(question)) else ""
    elif ask is not None:
        text, why, who = ask.text, ask.why, WHO[ask.who]
    elif one is not None and one.question:
        option = OPTION.get(answers.text("decision.option"), "not said yet")
        text, why = one.question.replace("{option}", option), one.why
    offered = offers(stop.id, answers, ids)
    told = {offer.what for offer in offered}
    known = tuple(known for known in known_about(stop.id, answers, ids) if known.what not in told)
    head, name, *_ = stop.id.split(".")
    work = duties(name, ids.worksheet) if head == "service" else ()
    said = said_about(stop.id, answers, ids)
    # What is asked alike of every payment names none, and what its author says of one need not.
    alike = (
        ask is not None and stop.row is None and (not said or head == "payment") and stop.id not in ids.worksheet.asks
    )
    about = capital(field.label) if alike else ""
    return Asked(
        stop.id,
        field,
        text,
        why,
        who,
        hint(field),
        choices_of(field, answers),
        known,
        offered,
        source,
        said,
        work,
        about,
        stop.id in answers,
    )


def hint(field: Field) -> str:
    """What may be typed, in a few words."""
    about = kind_of(field.rules.kind)
    one = input_of(field.id)
    said = "a name" if field.id.endswith(".name") else (one.example if one else "") or about.takes
    if about.answered == "chosen":
        said = ""
    unit = field.unit.removeprefix("£").strip()
    what, _, how = said.partition("; ")
    if how and unit.startswith(what):  # hours are counted in hours, which is said once
        said = how
    if field.rules.estimate:
        said += ", or low / likely / high"
    if unit and not about.in_per_cent:
        said = f"{unit}: {said}"
    return f"{said}; left empty it is {field.default}" if field.default and not field.rules.choices else said


def hint_or_choices(field: Field, answers: Answers) -> str:
    """What may be typed, in a few words; of choices each with its digit."""
    choices = choices_of(field, answers)
    return " · ".join(f"{n} {words}" for n, words in enumerate(choices.values(), start=1)) or hint(field)


def understood(typed: str, field: Field) -> str:
    """What a text would be taken as, in words; empty where it is not understood, or needs no telling."""
    if field.rules.kind == "text" or not typed.strip():
        return ""
    parsed = parse(typed, field.rules)
    return shown(field, Answer(field.id, parsed.text, parsed.value)) if isinstance(parsed, Parsed) else ""


def note_id(id_: str) -> str:
    """Where the note on an answer is kept."""
    return f"{id_}.note" if id_.startswith("question.") else f"note.{id_}"


def _noted(origin: Source) -> str:
    """Where something was read and how, and what its author notes about it."""
    return read_in(origin) + (f". {origin.note}" if origin.note else "")


def question_of(id_: str, ids: Ids) -> str:
    """The question, or section, that a note or a mark is about; a question itself."""
    if mark := ids.mark(id_):
        return mark[0]
    return id_.removesuffix(".note") if id_.startswith("question.") else id_.removeprefix("note.")


def place_words(
    title: str, stop: Stop, found: Sequence[Stop], quick: QuickLook | None = None, added: int = 0
) -> str:  # fmt: skip
    """Where one is: “Care homes · question 2 of 6”, and in a table which row.

    In the quick look at which answer, and how many of them answers `added`.
    """
    if quick is not None:
        place, of = quick.place(stop.key), quick.asked
    else:
        places = list(dict.fromkeys(s.entry.key for s in found))
        place, of = places.index(stop.entry.key) + 1 if stop.entry.key in places else 0, len(places)
    counted = f"{place} of {of}" if quick is not None else f"question {place} of {of}"
    if added:  # else whoever counts on thirty wonders where the others come from
        counted += f" ({added} added by answers)"
    where = f"{title} · {counted}" if place else title
    begun = [row for row in stop.entry.rows if not row.new]
    if stop.row is not None and stop.row in begun and len(begun) > 1:
        where += f" · row {begun.index(stop.row) + 1} of {len(begun)}"
    return where


def above(
    place: str, asked: Asked | None, stop: Stop, said: Sequence[AuthorSays] = (), room: tuple[int, int] = (80, 0),
    introduced: str = "",
) -> Content:  # fmt: skip
    """The lines above the field: where one is, the row or table, what the worksheet says of it, and the question.

    `said` takes as much of the `room` (columns and lines) as the rest leaves, so that the field stays in sight;
    `introduced` is the section's introduction.
    """
    width, height = room
    pieces = [text((place, "$muted"))]
    if introduced:
        pieces.append(text(("\n".join(wrapped(introduced, width, most=max(height // 6, 1))), "$muted")))
    if stop.row is not None and stop.row.title != stop.entry.title:
        pieces.append(text((f"{stop.entry.title}: ", "$muted"), (stop.row.title, "$accent bold")))
    elif stop.row is not None or asked is None or stop.id != stop.entry.key:
        pieces.append(text((stop.entry.title, "$accent bold")))
    put = []
    if asked is not None:
        if asked.about:
            put.append(text((asked.about, "$accent bold")))
        put.append(text((asked.text, "bold")))
        digits = min(len(asked.choices), 9)
        does = ", then Enter, changes the answer" if asked.given else " chooses and goes on"
        hint = f"1 {'or' if digits == 2 else 'to'} {digits}{does}" if digits else asked.hint
        if stop.row is not None and stop.row.new and stop.id == stop.row.ids[0] and not asked.choices:
            hint = f"{hint}; leave it empty to go on"
        if hint:
            put.append(text((hint, "$muted")))
    if said:
        taken = sum(len(wrapped(line, width)) for piece in (*pieces, *put) for line in piece.plain.split("\n"))
        pieces += in_short(said, width, min(height - taken, max(height // 2, 1)))
    return lines([*pieces, *put])


def for_the_wall(asked: Asked | None, stop: Stop) -> Content:
    """The same for a whole room: which row, and the question."""
    pieces = []
    if stop.row is not None and stop.row.title != stop.entry.title:
        pieces.append(text((stop.row.title, "$accent bold")))
    elif stop.row is not None or asked is None:
        pieces.append(text((stop.entry.title, "$accent bold")))
    return lines([*pieces, text((asked.text, "bold"))] if asked is not None else pieces)


def about(asked: Asked, meeting: Meeting, said_by: str) -> Iterator[Content]:
    """The lines under the field: why it is asked, its source, what is published, the note, who said it, the mark."""
    answers, id_ = meeting.session.answers, asked.id
    if meeting.typed(id_) and (stands := answered(id_, answers, meeting.session.ids)):
        yield text(("The answer that stands: ", "$muted"), stands)
    yield from last_time(id_, meeting)
    yield text("")
    if asked.why:
        yield text(("Why we ask: ", "bold"), asked.why, (f" ({asked.who})" if asked.who else "", "$muted"))
    if asked.source:
        yield text((asked.source, "$muted"))
    for duty in asked.duties:
        yield text((f"{duty.name}: ", "bold"), duty.sentence)
    for offer in asked.offers:
        key = clickable(f"{OFFER.shown} puts it into the field", OFFER.on_screen, "$accent bold")
        yield text(("Published: ", "bold"), f"{offer.what}: {offer.words}. ") + key
        yield text((_noted(offer.origin), "$muted"))
    yield from _beside(asked, meeting, said_by)
    for known in asked.known:
        yield text(("Known: ", "bold"), known.what, f" ({known.figures})" if known.figures else "")
        yield text((_noted(known.origin), "$muted"))


def last_time(id_: str, meeting: Meeting) -> Iterator[Content]:
    """In one line what was answered last time, or that it came over and is to be confirmed; and the note on it."""
    answer, last = meeting.session.answers.get(id_), meeting.session.last_time
    was = last.was.answers.get(id_) if last is not None else None
    if answer is not None and answer.to_confirm:
        key = clickable(CONFIRM.shown, CONFIRM.on_screen, "$accent bold")
        yield text(("From last time, to be confirmed: ", "$warning bold")) + key
        if last is not None and id_ in last.asked:
            yield text(("Worded otherwise last time: ", "$warning bold"), last.asked[id_])
    elif was is not None:
        yield text(("Last time: ", "bold"), cut(was.words, LAST_SHOWN))
    if was is not None and was.note:
        yield text(("The note then: ", "$muted"), cut(was.note, LAST_SHOWN))


def _beside(asked: Asked, meeting: Meeting, said_by: str) -> Iterator[Content]:
    """The note, who said it and the mark: those that are empty share one line."""
    answers, id_ = meeting.session.answers, asked.id
    answer = answers.get(id_)
    speaker = said_by or (answer.said_by if answer else "")
    empty: list[Content] = []
    note, typed = answers.text(note_id(id_)), meeting.typed(note_id(id_))
    yield text("")
    for command, short, stands in (
        (NOTE, "note", f"{typed} (typed and not given yet)" if typed else note),
        (COME_BACK, "come back", with_and_by(marked(id_, answers))),
        (SAID_BY, "who said it", speaker),
    ):
        if stands:
            words = f"{command.shown} {capital(command.words)}"
            yield clickable(words, command.on_screen, "$accent") + text("  ", stands)
        else:
            empty.append(clickable(f"{command.shown} {short}", command.on_screen, "$accent"))
    if empty:
        yield text("  ").join(empty)
    for one in meeting.session.redactions:
        if not {id_, note_id(id_), *marks_of(id_, meeting.session.ids)}.isdisjoint(one.about):
            yield text((f"{capital(one.said(meeting.state.appraisal.book.label))}.", "$muted"))
    aside = ((BACK, "back"), (WHAT_IF, "what if …"), (DETAILS, "details"), (ROOM, "room view"))
    yield text("  ").join(clickable(f"{key.shown} {words}", key.on_screen, "$accent") for key, words in aside)
    yield text("")


def overview(stop: Stop, meeting: Meeting, go_on: str, width: int) -> tuple[list[tuple[str, Content]], str]:
    """A table's rows with what is answered, a line to add one and one to go on; and the line to stand on.

    That is the first row that is not done, else to go on.
    """
    answers, found, at = meeting.session.answers, [], go_on
    if stop.entry.key == RESULT:
        label = meeting.state.appraisal.book.label
        found = [(id_, text(("○ ", "$muted"), f"Still needed: {label(id_)}")) for id_ in meeting.state.vote.needs]
        at = found[0][0] if found else go_on
    else:
        shut = bool(meeting.session.read_only)
        rows = [(n, row) for n, row in enumerate(stop.entry.rows) if not (row.new and shut)]
        found = [(str(n), _row(row, meeting, width - len(_NO_DIGIT))) for n, row in rows]
        undone = (
            str(n) for n, row in rows if row.with_it or (not row.new and any(id_ not in answers for id_ in row.ids))
        )
        if can_be_hidden(stop, meeting):
            found.append((FIRST_ROUND, text("◊ A first round: nobody’s position is seen until all are in")))
        begun = any(not row.new for _, row in rows)
        at = next(undone, go_on if begun or not rows else str(rows[0][0]))
    found.append((go_on, text(("Go on", "bold"))))
    return [(key, text((_digit(place), "$muted")) + words) for place, (key, words) in enumerate(found)], at


_NO_DIGIT = "   "


def _digit(place: int) -> str:
    """The digit that chooses a line of a list, by its place; as wide where none does."""
    return f" {place + 1} " if place < 9 else _NO_DIGIT


def can_be_hidden(stop: Stop, meeting: Meeting) -> bool:
    """Whether positions are asked here and none is known, so that a first round can keep all of them to itself."""
    if stop.entry.key != "vote" or meeting.session.read_only:
        return False
    asked = [id_ for row in stop.entry.rows for id_ in row.ids if id_.endswith(POSITION_ASKED)]
    return len(asked) > 1 and not any(id_ in meeting.session.answers for id_ in asked)


def _row(row: Row, meeting: Meeting, width: int) -> Content:
    """One row: its name and how much of it is answered, under it what it is by the worksheet, and its first answers."""
    answers, ids = meeting.session.answers, meeting.session.ids
    if row.new:
        said = f"○ {row.title}: not declared yet" if row.with_it else f"+ {row.title}"
        return text((cut(said, width), "" if row.with_it else "$muted"))
    given = [id_ for id_ in row.ids if id_ in answers]
    mark = sign(row.ids, answers, meeting.wrong())
    done = "" if len(given) == len(row.ids) else f", {len(given)} of {len(row.ids)} answered"
    told = "; ".join(answered(id_, answers, ids) for id_ in given if not id_.endswith(".name"))
    under = [one.terms or one.words for one in said_about(row.key, answers, ids)] + [told]
    return lines([
        text(cut(f"{mark} {row.title}{done}", width)),
        *(text((f"{_NO_DIGIT}  {cut(words, width - 2)}", "$muted")) for words in under if words),
    ])  # fmt: skip


def overview_words(stop: Stop, meeting: Meeting) -> Content:
    """What can be done with the rows of a table; of the vote, how it stands."""
    if stop.entry.key == RESULT:
        return _result_words(meeting)
    if meeting.session.read_only or not stop.entry.grows or all(row.new for row in stop.entry.rows):
        return text("")
    return text(
        (f"Enter opens a row. {DELETE.shown} deletes the one you stand on; {UNDO.shown} brings it back.", "$muted")
    )


def _result_words(meeting: Meeting) -> Content:
    """The vote as it stands, with its sum and what it still needs."""
    vote = meeting.state.vote
    result = "No result yet." if vote.needs else in_words(vote)
    put = OPTION.get(meeting.session.answers.text("decision.option"), "not said yet")
    advice = text(("The program counts by the rule you named; it gives no legal advice.", "$muted"))
    told = (text(words) for words in vote.words)
    return lines([text(""), text(f"Put to the vote: {put}."), text((result, "bold")), *told, advice])


def spoken_of(id_: str, meeting: Meeting) -> str:
    """A question, or a whole section, as it is spoken of away from its table; a note or mark says what it is about."""
    ids = meeting.session.ids
    about = question_of(id_, ids)
    if about in SECTIONS:
        return f"The section “{ids.worksheet.section_title(about)}”"
    question = ids.question(about)
    words = question.text if question else meeting.state.appraisal.book.label(about)
    aside = "" if about == id_ else "Note on: " if "note" in id_.split(".") else "Come back to: "
    return f"{aside}{capital(words)}"


def wrong_in_order(meeting: Meeting) -> dict[str, str]:
    """Every text typed that is no answer, with why, in the order of the meeting."""
    ids, wrong = meeting.session.ids, meeting.wrong()
    place = order_of(ids.worksheet)
    return {id_: wrong[id_] for id_ in sorted(wrong, key=lambda id_: place(question_of(id_, ids)))} if wrong else {}
