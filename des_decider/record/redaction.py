"""Taking texts out of a record that is not signed off yet: where they stand, what goes with them, and what is left."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from des_decider.decision.changes import reason_of
from des_decider.decision.follows import follows
from des_decider.decision.wording import capital, count_of, joined, visible
from des_decider.memo.formats import FORMATS
from des_decider.record import last_time
from des_decider.record.answer_texts import known
from des_decider.record.change_words import holds_nhs_number, label
from des_decider.record.copies import copies_of
from des_decider.record.memo_files import memo_paths
from des_decider.record.seal import RECORD
from des_decider.record.stamps import LONGEST_NAME, name_of
from des_decider.storage import copies_beside, drafts, left_behind, lock, register_file, summary_file
from des_decider.storage.copies_beside import beside, forget_rescued, rescued_records
from des_decider.storage.places import rescue_folder, state_folder
from des_decider.storage.safely import read_whole, write_safely
from des_decider.storage.shipped import BASE_FILE
from des_decider.storage.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from des_decider.decision.changes import Change
    from des_decider.record.session import Session

LONGEST_WHY = 200
"""Characters a reason may have: it is one sentence, which stays for good."""
_OURS = {
    *RECORD,
    BASE_FILE,
    "worksheet.toml.sig",
    last_time.FILE,
    drafts.FILE,
    summary_file.FILE,
    copies_beside.FILE,
    lock.LOCK_FILE,
    lock.NOTE_FILE,
}


class NothingToTakeOut(Trouble):
    """There is nothing of that to take out, or it may not be: one sentence that says why."""


class ToTakeOut(NamedTuple):
    """What is to be taken out, and where it stands.

    `texts` has, by id, each text that ever stood there, the last one last. `places` counts how often `name` stands as
    who typed or said something. `files` go with it, of this decision's folder; `rescued` of this program's own.
    `also` says where else in the record one of the texts stands, `others` files that no program of ours wrote, and
    `holding` those of them that hold it.
    """

    texts: dict[str, tuple[str, ...]]
    name: str = ""
    places: int = 0
    files: tuple[str, ...] = ()
    rescued: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    holding: tuple[str, ...] = ()

    @property
    def all_texts(self) -> frozenset[str]:
        """Every text that goes."""
        return frozenset(text for texts in self.texts.values() for text in texts) | ({self.name} - {""})

    def words(self, session: Session) -> Iterator[str]:
        """In sentences what goes, and what stays all the same."""
        for id_, texts in self.texts.items():
            earlier = f", and {count_of(len(texts) - 1, 'earlier text')}" if len(texts) > 1 else ""
            yield f"{_called(id_, session)}: “{_short(texts[-1])}”{earlier}"
        if self.name:
            yield f"“{visible(self.name)}” as who typed or said something, in {count_of(self.places, 'place')}"
        if gone := (*self.files, *self.rescued):
            yield f"With it go files in which it may stand: {joined(gone)}; a memo can be written again"
        yield from self.left(session)

    def left(self, session: Session) -> Iterator[str]:
        """In sentences where it stands all the same: what a person has to see to."""
        if self.also:
            yield f"The same words stand elsewhere in the record too: {joined(map(visible, self.also))}"
        if self.holding:
            yield f"They stand in files that this program does not change: {joined(map(visible, self.holding))}"
        if rest := [name for name in self.others if name not in self.holding]:
            yield f"Other files in the folder stay as they are, look into them: {joined(map(visible, rest))}"
        if follows(session.answers) and any(
            change.kind == "carried over" and edit.id in self.texts
            for change in session.changes
            for edit in change.edits
        ):
            yield "It came over from the decision before, which is signed off and keeps it"


def what_stands(session: Session, ids: Iterable[str], name: str = "") -> ToTakeOut:
    """The texts of some ids, and a name, without the files in which they stand. Raises as `to_take_out` does."""
    name, kept = name_of(name), read_whole(session.folder / last_time.FILE, last_time.MOST_BYTES)
    texts = {id_: _texts(id_, session, kept) for id_ in dict.fromkeys(ids)}
    places = sum(_named(change, name) for change in session.changes) if name else 0
    if name and not places:
        raise NothingToTakeOut(f"“{visible(name)}” typed and said nothing here")
    if not texts and not name:
        raise NothingToTakeOut("say what is to be taken out: the id of an answer, or a name")
    return ToTakeOut(texts, name, places)


def to_take_out(session: Session, ids: Iterable[str], name: str = "") -> ToTakeOut:
    """Where the texts of some ids stand, and a name. Raises NothingToTakeOut, and StorageFault."""
    found = what_stands(session, ids, name)
    memos = {path.name for form in FORMATS for path in memo_paths(session.folder, form)}
    there = left_behind.entries(session.folder)
    aside = left_behind.kept_aside(session.folder, _OURS)
    others = tuple(one for one in there if one not in {*_OURS, *memos, *aside})
    rescued = *left_behind.kept_aside(rescue_folder(session.decision_id), _OURS), *rescued_records(session.decision_id)
    files = tuple(one for one in there if one in memos or one in aside)
    found = found._replace(files=files, rescued=rescued, others=others)
    wanted = found.all_texts
    holding = left_behind.that_hold(session.folder, others, wanted)
    return found._replace(
        also=_also_in(wanted, session, found.texts, found.name), holding=(*holding, *_copies(session, wanted))
    )


def _copies(session: Session, texts: Collection[str]) -> Iterator[str]:
    """Where copies of the decision that hold one of some texts lie outside its folder."""
    for copy in beside(session.folder, session.decision_id):
        outside = copy.place.parent != session.folder and not copy.ours
        if outside and any(left_behind.holds(data or b"", texts) for data in (copy.answers, copy.history)):
            yield str(copy.place)


def take_out(session: Session, what: ToTakeOut, *, why: str, by: str) -> str:
    """Take it out, for good; why answers.toml is behind, empty where all is done.

    It is one step in the history. What is taken away before that is what can be made again or was asked for: whoever
    is stopped on the way does it once more. Raises NothingToTakeOut where no reason or name is given or one of them
    says what is to be taken out, ReadOnly, and StorageFault; then nothing was taken out.
    """
    why, by = in_a_line(why), name_of(by)
    if wrong := why_not(what, why, by):
        raise NothingToTakeOut(wrong)
    session.check_writable()
    if waiting := [copy.name for copy in copies_of(session) if copy.of.ours]:
        raise NothingToTakeOut(
            f"{joined(waiting)} has answers that are not here, and would go with it; look at them first, among the "
            "copies or by 'des-decider merge'"
        )
    left_behind.take_away(session.folder, (*what.files, summary_file.FILE))
    left_behind.take_away(state_folder(), (register_file.FILE,))
    records = rescued_records(session.decision_id)
    left_behind.take_away(rescue_folder(session.decision_id), (name for name in what.rescued if name not in records))
    for name in records:
        forget_rescued(session.decision_id, name)
    if (kept := read_whole(session.folder / last_time.FILE, last_time.MOST_BYTES)) is not None:
        bare = last_time.without_texts(kept, set(what.texts), _words_of(what.all_texts))
        if bare != kept:
            write_safely(session.folder / last_time.FILE, bare)
    session.take_out(tuple(what.texts), what.name, why=why, by=by)
    return session.unsaved


def why_not(what: ToTakeOut, why: str, by: str) -> str:
    """Why something cannot be taken out with this reason and by this person; empty where it can."""
    why = in_a_line(why)
    if not why or len(why) > LONGEST_WHY:
        return f"say why, in at most {LONGEST_WHY} characters: the reason stays for good"
    if not name_of(by):
        return "say who takes it out: that stays with the reason"
    gone = _words_of(what.all_texts)
    if what.name.casefold() == name_of(by).casefold() or gone.search(name_of(by)):
        return "who takes it out stays for good, and is to be taken out; let somebody else do it"
    if gone.search(why) or holds_nhs_number(why):
        return "the reason says what is to be taken out, and stays for good; say it without"
    return ""


def in_a_line(why: str) -> str:
    """A reason as it is kept: in one line, without anything a terminal would obey."""
    return " ".join(visible(why).split())


def _texts(id_: str, session: Session, kept: bytes | None) -> tuple[str, ...]:
    """Every text that ever stood under an id. Raises NothingToTakeOut."""
    field = known(id_, session.ids)
    if id_.startswith("follows."):
        raise NothingToTakeOut("what a decision follows is noted when it is begun, and stays")
    if field is not None and field.rules.kind != "text":
        raise NothingToTakeOut(
            f"{label(id_, session.ids)} is answered by a number, a day or a choice; give another answer in its place"
        )
    edited = [text for change in session.changes for e in change.edits if e.id == id_ for text in (e.old, e.new)]
    reasons = [change.why for change in session.changes if reason_of(change.number) == id_]
    beside = [session.parked(id_), *last_time.texts_of(kept, id_), drafts.rescued(session.decision_id).texts.get(id_)]
    found = tuple(dict.fromkeys(text for text in (*beside, *edited, *reasons, session.drafts.get(id_)) if text))
    if not found:
        raise NothingToTakeOut(f"“{visible(id_)[:LONGEST_NAME]}” never had a text in this decision")
    return found


def _named(change: Change, name: str) -> int:
    whose = [edit.whose for edit in change.edits if edit.whose]
    names = [change.by, change.said_by, *(one.by for one in whose), *(one.said_by for one in whose)]
    return sum(one.casefold() == name.casefold() for one in names)


def _also_in(wanted: frozenset[str], session: Session, going: dict[str, tuple[str, ...]], name: str) -> tuple[str, ...]:
    """Where else one of some texts stands or stood, in the midst of another text too."""
    words, found = _words_of(wanted), dict[str, None]()
    edits = (edit for change in session.changes for edit in change.edits if edit.id not in going)
    stood = [(edit.id, text) for edit in edits for text in (edit.old, edit.new) if text]
    for id_, text in (*stood, *session.drafts.items()):
        if id_ not in going and id_ not in found and words.search(text):
            found[id_] = None
    if any(_named(change, text) for change in session.changes for text in wanted - {name}):
        found["a name under answers"] = None
    return tuple(found)


def _words_of(texts: Iterable[str]) -> re.Pattern[str]:
    """Finds one of some texts where it stands as words of its own."""
    long = sorted((text for text in texts if len(text) >= left_behind.SHORTEST), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, long))})(?!\w)" if long else r"(?!)", re.IGNORECASE)


def _called(id_: str, session: Session) -> str:
    called = label(id_, session.ids, session.answers)
    return capital(called) if known(id_, session.ids) else f"What stands under {called}"


def _short(text: str) -> str:
    shown = visible(text)
    return shown if len(shown) <= LONGEST_NAME else f"{shown[: LONGEST_NAME - 1]}…"
