"""How a decision is made and opened: which file is true, what is mended, and who may write."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from des_decider import __version__
from des_decider.decision.changes import Change, Edit
from des_decider.decision.ids import Ids
from des_decider.decision.wording import visible
from des_decider.record.answer_texts import highest_rows, understood
from des_decider.record.blank import Blank
from des_decider.record.change_words import label
from des_decider.record.faults import LAST_ACTIONS
from des_decider.record.no_decision import holds_decision, no_decision
from des_decider.record.recovery import CannotOpen, Recovered, recover, replay, some
from des_decider.record.saving import Saver
from des_decider.record.session import Session
from des_decider.record.signed_or_not import SEALED, has_seal, why_shut
from des_decider.record.stamps import logged_in, moment_after, moment_of, name_of
from des_decider.record.worksheet_files import files_in, files_of_new, read_kept, read_new
from des_decider.storage import answers_file, history, safely, staged_files
from des_decider.storage.answers_file import Past
from des_decider.storage.copies_beside import rescued_records
from des_decider.storage.drafts import Drafts, rescued
from des_decider.storage.history_file import HistoryFile
from des_decider.storage.lock import Held, Hold, hold, read_note
from des_decider.storage.safely import StorageFault, fault, keep_aside, make_folder, read_whole, write_safely
from des_decider.worksheet.bytes_to_text import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from des_decider.decision.answers import Answers
    from des_decider.decision.changes import ChangeKind
    from des_decider.record.worksheet_files import WorksheetFiles
    from des_decider.storage.history import History
    from des_decider.worksheet.model import Worksheet


READING_ONLY = "this decision was opened for reading only"


class Beginning(NamedTuple):
    """What a decision begins with: the kind of its first change, that one's edits, and files beside its worksheet."""

    kind: ChangeKind
    edits: tuple[Edit, ...]
    files: Mapping[str, bytes] = MappingProxyType({})


def create_decision(
    folder: Path,
    worksheet_data: bytes,
    *,
    base: bytes = b"",
    practice: str,
    by: str,
    clock: Callable[[], datetime],
) -> Session:
    """Make a decision in a new or empty folder; the practice's name is its first change.

    `base` is the worksheet that this one extends, where it is a supplement.

    A program killed on the way leaves a folder in which this can be done again, or a decision that opens.
    Raises CannotOpen where the folder holds something, or worksheet or name cannot be used, and StorageFault.
    """
    files = files_of_new(worksheet_data, base)
    worksheet = read_new(files)
    name = understood("practice.name", practice, Ids(worksheet))
    if isinstance(name, str):
        raise CannotOpen(name if practice.strip() else "the practice has to have a name")
    beginning = Beginning("answered", (Edit("practice.name", None, name.text),))
    return begin_decision(folder, files, worksheet, beginning, by=by, clock=clock)


def begin_decision(
    folder: Path,
    files: WorksheetFiles,
    worksheet: Worksheet,
    begins: Beginning,
    *,
    by: str,
    clock: Callable[[], datetime],
) -> Session:
    """Make a decision of a worksheet that was read from some files. Raises as `create_decision` does."""
    ours = {**files.by_name(), **begins.files}
    check_empty(folder, ours)
    make_folder(folder)
    now = moment_of(clock)
    try:
        held = hold(folder, who=name_of(by), now=now, take_over=True)
    except Held as error:
        raise CannotOpen(f"“{visible(str(folder))}” cannot be written: {error}") from error
    try:
        check_empty(folder, ours)
        safely.remove_old_temps(folder)
        change = Change(1, now, name_of(by), "", begins.kind, begins.edits)
        from uuid import uuid4

        beginning = history.first_line(str(uuid4()), now, __version__)
        first = history.read_history(beginning)
        # The history makes it a decision: the worksheet must stand before it, and answers.toml follows from it.
        for file, content in ours.items():
            write_safely(folder / file, content)
        data = beginning + history.line_of(change, first.digest)
        write_safely(folder / history.FILE, data)
        found = recover(None, data, Ids(worksheet))
        _saver(folder, worksheet, files, found, None).write(found.answers)
        return _opened(folder, worksheet, files, clock, held=held)
    except BaseException:
        held.let_go()
        raise


def open_decision(
    folder: Path,
    *,
    clock: Callable[[], datetime],
    read_only: bool = False,
    wait: float = 2.0,
    who: str = "",
    take_over: bool = False,
) -> Session:
    """Open a decision; what was mended and what was edited by hand stands in the session's `notices`.

    Where it cannot be written, the session says why in `read_only`: signed off, open elsewhere (after `wait` seconds),
    made by a newer version, a history that does not fit. What a killed program left lying in a sealed folder is taken
    away. `read_only` takes no lock and writes nothing, save that what a sign-off left ready is put in its place.
    `take_over` is a person's word that the computer noted as having it open has not. Raises CannotOpen.
    """
    try:
        files = files_in(folder) if holds_decision(folder) else None
    except StorageFault as error:
        raise CannotOpen(str(error)) from error
    if files is None:
        raise CannotOpen(no_decision(folder))
    worksheet = read_kept(files)
    why, unfinished, held = "", "", None
    if has_seal(folder):
        unfinished = _finished(folder)  # why it cannot be written is seen once its record is read
        if not read_only and (read_note(folder) or safely.old_temps(folder)):
            _tidy(folder, who=who, now=moment_of(clock))
    elif read_only:
        why = READING_ONLY
    else:
        try:
            held = hold(folder, who=name_of(who) or logged_in(), now=moment_of(clock), wait=wait, take_over=take_over)
        except Held as error:
            why = f"this decision can only be read for now: {error}"
    try:
        return _opened(folder, worksheet, files, clock, held=held, why=why, unfinished=unfinished)
    except BaseException as error:
        if held:
            held.let_go()
        if isinstance(error, StorageFault):
            raise CannotOpen(str(error)) from error
        raise


def _tidy(folder: Path, *, who: str, now: datetime) -> None:
    """Take away what a killed program left in a sealed folder: its note would stop other computers from following up.

    Where somebody has it open, or another computer is noted, it is not ours to take away.
    """
    with suppress(Held):
        held = hold(folder, who=name_of(who) or logged_in(), now=now)
        safely.remove_old_temps(folder)
        held.let_go()


def _finished(folder: Path) -> str:
    """Put in its place what a sign-off that was broken off left ready; why that cannot be, empty where all is there."""
    from des_decider.record.sealing import finish  # an open decision has no seal

    return finish(folder)


def _opened(
    folder: Path,
    worksheet: Worksheet,
    files: WorksheetFiles,
    clock: Callable[[], datetime],
    *,
    held: Hold | None,
    why: str = "",
    unfinished: str = "",
) -> Session:
    """The session for a folder's files; with a hold, what is amiss is mended on the disk, else in memory alone."""
    # answers.toml first: someone else may be writing, and the history is always ahead.
    answers_data = read_whole(folder / answers_file.FILE, answers_file.MOST_BYTES)
    history_data = read_whole(folder / history.FILE, history.MOST_BYTES)
    ids = Ids(worksheet)
    found = recover(answers_data, history_data, ids)
    why = why_shut(folder, found.decision, signed=found.signed) or found.read_only or why
    why = why or _other_worksheet(found, worksheet)
    notices = [*([f"{unfinished}."] if unfinished else []), *found.notices]
    made_with = found.file.header.worksheet_sha256 if found.file else {}
    notices += [
        f"{name} is not byte for byte the one this decision was made with."
        for name, digest in files.digests().items()
        if made_with.get(name, digest) != digest
    ]
    answers, since, saver = found.answers, tuple[Change, ...](), None
    at = moment_after(found.history.last_at, clock)
    outside = Change(found.history.last + 1, at, "", "", "edited outside", found.outside)
    if (found.outside or found.elsewhere) and (found.signed or why == SEALED):
        notices = ["answers.toml is not what was signed off; verify says where. Shown is what was signed off."]
    elif found.outside:
        answers = replay((outside,), ids, answers)
    if held and not why:
        notices = [held.notice, *notices] if held.notice else notices
        try:
            safely.remove_old_temps(folder)
            staged_files.forget(folder)  # of a sign-off that came to no seal
            if found.file is None and answers_data is not None and not _redacted_last(found.history):
                kept = keep_aside(folder / answers_file.FILE, answers_data)
                notices.append(f"The broken answers.toml is kept as {kept.name}.")
            if found.left and answers_data is not None:
                kept = keep_aside(folder / answers_file.FILE, answers_data, "edited")
                notices.append(f"answers.toml as it was edited is kept as {kept.name}.")
            if found.elsewhere and answers_data is not None:
                kept = keep_aside(folder / answers_file.FILE, answers_data, "copy")
                notices.append(
                    f"answers.toml was put there by another program, such as OneDrive; it is kept as {kept.name}."
                )
            if found.history.good != history_data:
                write_safely(folder / history.FILE, found.history.good)
            saver = _saver(folder, worksheet, files, found, answers_data)
            if found.outside:
                saver.keep(outside, answers, highest_rows((edit.id for edit in found.outside), ids, found.rows))
                saver.catch_up()
                since = (outside,)
            elif (
                not found.file
                or not found.file.whole
                or found.elsewhere
                or found.file.header.last_change != found.history.last
                or found.file.header.past.stands != found.history.stands
            ):
                saver.write(answers)
        except StorageFault as error:
            why, saver = f"this decision can only be read for now: {error}", None
    if held and not saver:
        held.let_go()
        held = None
    if saver:
        LAST_ACTIONS.saved_at = since[-1].at if since else found.history.last_at
    drafts = Drafts(folder, writable=saver is not None)
    notices += [drafts.notice] if drafts.notice else []
    if saver and (said := _rescue_back(found.decision, drafts, answers, ids)):
        notices.append(said)
    session = Session(
        folder, Blank(files, ids, found.made.date()), found, answers, since,
        clock=clock, drafts=drafts, saver=saver, hold=held, read_only=why, notices=tuple(notices), sum_up=_sum_up,
    )  # fmt: skip
    if saver and rescued_records(found.decision):
        from des_decider.record.copies import forget_settled  # seldom has anything been rescued

        forget_settled(session)
    return session


def _sum_up(session: Session, saver: Saver) -> None:
    """Keep what a decision comes to, as it is let go of."""
    from des_decider.record.summary import keep_summary  # nothing is worked out before the first screen

    keep_summary(session, saver)


def _rescue_back(decision: str, drafts: Drafts, answers: Answers, ids: Ids) -> str:
    """Put what was rescued of a decision among what is being typed, and say what; empty where nothing was."""
    found = rescued(decision)
    texts = {id_: text for id_, text in found.texts.items() if text != answers.text(id_)}
    texts = {id_: _typed_on(drafts.texts.get(id_, ""), text) for id_, text in texts.items()}
    try:
        drafts.keep_all(texts)
        found.drop(*found.texts)
    except StorageFault:
        return ""  # it stays rescued
    if not texts:
        return ""
    which = some([label(id_, ids) for id_ in texts])
    return f"What could not be saved was kept on this computer and is here again, typed and not given: {which}."


def _typed_on(here: str, rescued: str) -> str:
    """What was being typed in one place: the folder has what it took last, or what somebody typed since elsewhere."""
    if rescued.startswith(here):
        return rescued
    return here if here.startswith(rescued) else f"{here} · {rescued}"


def _saver(folder: Path, worksheet: Worksheet, files: WorksheetFiles, found: Recovered, seen: bytes | None) -> Saver:
    past = Past(found.history.stands, found.history.last_at, found.history.redactions, found.rows)
    header = answers_file.Header(found.decision, worksheet.id, worksheet.edition, files.digests(), found.made)
    header = found.file.header if found.file else header
    header = header._replace(made=found.made, last_change=found.history.last, past=past)
    end = HistoryFile(folder / history.FILE, found.history)
    return Saver(folder, worksheet, header, end, kept=found.kept, seen=seen)


def _redacted_last(past: History) -> bool:
    """Whether a redaction came last: if it was broken off, what it took out may still stand in answers.toml."""
    return bool(past.changes) and past.changes[-1].kind == "redacted"


def _other_worksheet(found: Recovered, worksheet: Worksheet) -> str:
    """Why this worksheet is not the decision's, empty where it is."""
    header = found.file.header if found.file else None
    same = header and (header.worksheet, header.edition) == (worksheet.id, worksheet.edition)
    if not header or not header.worksheet or same:
        return ""
    made = visible(f"{header.worksheet}, edition {header.edition}")
    return f"worksheet.toml is not the one these answers were given to ({made}); put that one back"


def check_empty(folder: Path, ours: Mapping[str, bytes]) -> None:
    """Refuse a folder with anything in it but hidden files, and those of `ours` that a making broken off left.

    What lies within another decision's folder is refused too: no list would ever show it.
    """
    above = Path(os.path.realpath(folder)).parents  # Path.resolve takes no link that leads to itself
    if (within := next(filter(holds_decision, above), None)) is not None:
        lies = f"“{visible(str(folder))}” would lie in the folder of a decision, “{visible(str(within))}”"
        raise CannotOpen(f"{lies}, where no list shows it; choose a folder beside that one")
    try:
        names = {entry.name for entry in os.scandir(folder) if not entry.name.startswith(".")}
    except FileNotFoundError:
        return
    except OSError as error:
        raise fault("read", folder, error) from error
    if {history.FILE, answers_file.FILE} & names:
        raise CannotOpen(f"“{visible(str(folder))}” holds a decision already; open it, or choose another folder")
    if names - ours.keys() or any(read_whole(folder / name, MAX_BYTES) != ours[name] for name in names):
        raise CannotOpen(f"“{visible(str(folder))}” is not empty; choose a new folder")
