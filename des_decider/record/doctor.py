"""What is wrong with a decision's folder, and how it is mended; nothing is thrown away, and nothing done unasked."""

from __future__ import annotations

import os
import platform
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from des_decider import __version__
from des_decider.decision.changes import Change, Edit, Whose
from des_decider.decision.ids import Ids
from des_decider.decision.order import order_of
from des_decider.decision.wording import count_of, visible
from des_decider.record.copies import copies_of, told
from des_decider.record.no_decision import holds_decision, named_in, no_decision
from des_decider.record.opening import open_decision
from des_decider.record.recovery import CannotOpen, from_file, recover, replay
from des_decider.record.seal import MOST_SEAL_BYTES, parse_seal
from des_decider.record.signed_or_not import SEAL_FILE, SEAL_LOST, SEALED, STRAY_SEAL, why_shut
from des_decider.record.stamps import moment_of, name_of
from des_decider.record.verify import NotSealed, verify
from des_decider.record.worksheet_files import NAMES, files_in, read_kept
from des_decider.storage import answers_file, history, staged_files
from des_decider.storage.answers_file import Past, read_answers, write_answers
from des_decider.storage.copies_beside import beside, files_of
from des_decider.storage.drafts import Drafts, rescued
from des_decider.storage.lock import Held, hold, read_note
from des_decider.storage.safely import StorageFault, keep_aside, old_temps, put_aside, read_whole, write_safely
from des_decider.storage.shipped import BASE_FILE, read_shipped, shipped_worksheets
from des_decider.storage.toml_text import BrokenText
from des_decider.worksheet.bytes_to_text import MAX_BYTES
from des_decider.worksheet.layers import came_with_the_program

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from des_decider.record.recovery import Recovered
    from des_decider.worksheet.model import Worksheet

_BY_OPENING = "mended as the decision is opened"
_MOST_ROUNDS = 4
"""How often it is looked again: what was wrong with the worksheet hid what is wrong with the answers."""


class Finding(NamedTuple):
    """One thing that is wrong. `mend` says how it is mended, empty where only a person can; `act` does it.

    What opening the decision mends by itself has no act of its own.
    """

    what: str
    mend: str = ""
    act: Callable[[], object] | None = None


def examine(folder: Path, clock: Callable[[], datetime], by: str = "") -> list[Finding]:
    """What is wrong with a decision's folder; nothing is changed. Raises CannotOpen where it holds none."""
    worksheets = any(os.path.lexists(folder / name) for name in NAMES)
    if not holds_decision(folder) or not (worksheets or any(named_in(folder))):
        raise CannotOpen(no_decision(folder))
    found = [*_who_has_it(folder), *_leftovers(folder), *_worksheets(folder)]
    try:
        files = files_in(folder)
        worksheet = read_kept(files) if files else None
    except (CannotOpen, StorageFault) as error:
        worksheet = None
        if not any(one.act or one.what == str(error) for one in found):
            found.append(Finding(str(error)))
    if worksheet is None:
        return found
    try:
        return [*found, *_record(folder, worksheet, clock, by)]
    except (CannotOpen, StorageFault) as error:
        return [*found, Finding(str(error))]


def mend(folder: Path, clock: Callable[[], datetime], *, by: str, take_over: bool = False) -> list[str]:
    """Mend what can be mended, and say what was done; what `examine` finds afterwards is for people.

    Raises CannotOpen where the decision cannot be held for writing, and StorageFault where the disk refuses.
    """
    done: list[str] = []
    try:
        held = hold(folder, who=name_of(by), now=moment_of(clock), take_over=take_over)
    except Held as error:
        raise CannotOpen(f"nothing was mended: {error}") from error
    try:
        for _ in range(_MOST_ROUNDS):
            acts = [one for one in examine(folder, clock, by) if one.act is not None]
            for one in acts:
                assert one.act is not None  # noqa: S101 - they were chosen so
                one.act()
                done.append(f"{one.what}: {one.mend}")
            if not acts:
                break
    finally:
        held.let_go()
    with open_decision(folder, clock=clock, who=by) as session:
        return [*done, *session.notices]


def _who_has_it(folder: Path) -> Iterator[Finding]:
    if note := read_note(folder):
        if note.computer == platform.node():
            yield Finding(f"it is open here, or was not closed properly by {note}", _BY_OPENING)
        else:
            yield Finding(f"it is noted as open by {note}; take it over only if you know that it is closed there")


def _leftovers(folder: Path) -> Iterator[Finding]:
    if left := len(old_temps(folder)):
        yield Finding(f"{count_of(left, 'file')} of a save that was broken off", _BY_OPENING)
    if staged_files.anything_ready(folder):
        yield Finding("a sign-off was broken off", _BY_OPENING)
    if notice := Drafts(folder, writable=False).notice:
        yield Finding(notice.rstrip("."), _BY_OPENING)


def _worksheets(folder: Path) -> Iterator[Finding]:
    """Files of the worksheet that are missing or not those the answers were given to."""
    made_with = _made_with(folder)
    for name in (*NAMES, BASE_FILE):
        try:
            data = read_whole(folder / name, MAX_BYTES)
        except StorageFault as error:
            yield Finding(str(error))
            continue
        wanted = made_with.get(name)
        if (data is None and not wanted and name == BASE_FILE) or (data is not None and _fits(data, wanted)):
            continue
        what = f"{name} is {'missing' if data is None else 'not byte for byte the one this decision was made with'}"
        good = next((one for one in _known_worksheets(folder, name) if wanted and _fits(one, wanted)), None)
        if good is None:
            yield Finding(f"{what}, and no copy of it was found; put it back from a copy of the folder")
        else:
            aside = "" if data is None else ", and the one that is there is kept beside it"
            yield Finding(what, f"put back from a copy{aside}", lambda p=folder / name, d=data, g=good: _put(p, d, g))  # type: ignore[misc]


def _fits(data: bytes, digest: str | None) -> bool:
    return not digest or sha256(data).hexdigest() == digest


def _made_with(folder: Path) -> Mapping[str, str]:
    """The digests of the files that a decision was made with, as its answers state them; none where they do not."""
    try:
        return read_answers(
            read_whole(folder / answers_file.FILE, answers_file.MOST_BYTES) or b""
        ).header.worksheet_sha256
    except (StorageFault, BrokenText):
        return {}


def _known_worksheets(folder: Path, name: str) -> Iterator[bytes]:
    """What a worksheet is put back from: what comes with the program, and what lies in the folder or beside it."""
    yield came_with_the_program()
    yield from map(read_shipped, shipped_worksheets())
    yield from files_of(folder, name, MAX_BYTES)


def _put(path: Path, data: bytes | None, good: bytes) -> None:
    """Put a good file in its place; what was there is kept beside it."""
    if data is not None:
        keep_aside(path, data)
    write_safely(path, good)


def _record(folder: Path, worksheet: Worksheet, clock: Callable[[], datetime], by: str) -> Iterator[Finding]:
    """What is wrong with answers and history, with the seal, and what waits to be chosen."""
    answers = read_whole(folder / answers_file.FILE, answers_file.MOST_BYTES)
    changes = read_whole(folder / history.FILE, history.MOST_BYTES)
    ids = Ids(worksheet)
    found = recover(answers, changes, ids, every_line=True)
    yield from _seal(folder, found)
    if found.read_only:
        yield _history(folder, found, answers, changes, ids, clock, by)
        return
    for notice in found.notices:
        yield Finding(notice.rstrip("."), _BY_OPENING)
    if found.file and found.file.header.last_change < found.history.last and not found.elsewhere:
        yield Finding("answers.toml is behind history.jsonl, as a save was broken off", _BY_OPENING)
    if found.elsewhere:
        yield Finding(
            "answers.toml was put there by another program, such as OneDrive", f"{_BY_OPENING}: kept as a copy"
        )
    if texts := rescued(found.decision).texts:
        amount, are = count_of(len(texts), "text"), "is" if len(texts) == 1 else "are"
        yield Finding(
            f"{amount} that could not be saved {are} kept on this computer", "typed again as the decision is opened"
        )
    with open_decision(folder, clock=clock, read_only=True) as session:
        if words := told(copies_of(session)):
            yield Finding(f"{words}; 'des-decider merge {visible(str(folder))}' shows each")


def _seal(folder: Path, found: Recovered) -> Iterator[Finding]:
    why = why_shut(folder, found.decision, signed=found.signed)
    if why == STRAY_SEAL:
        yield Finding(why, "kept beside it under another name", lambda: put_aside(folder / SEAL_FILE, "stray"))
    elif why == SEAL_LOST:
        seals = (one for one in files_of(folder, SEAL_FILE, MOST_SEAL_BYTES) if _is_seal_of(one, found.decision))
        if (good := next(seals, None)) is not None:
            yield Finding(why, "put back from a copy", lambda: write_safely(folder / SEAL_FILE, good))
        else:
            yield Finding(why)
    elif why == SEALED:
        try:
            report = verify(folder)
        except NotSealed as error:
            yield Finding(str(error))
            return
        if report.state not in {"intact", "re-saved"}:
            yield Finding("; ".join((report.words.rstrip("."), *report.details)))


def _is_seal_of(data: bytes, decision: str) -> bool:
    seal = parse_seal(data)
    return seal is not None and seal.whole and seal.decision == decision


def _history(
    folder: Path, found: Recovered, answers: bytes | None, changes: bytes | None, ids: Ids,
    clock: Callable[[], datetime], by: str,
) -> Finding:  # fmt: skip
    """The finding on a history that does not fit the answers, or cannot be read to its end."""
    other = found.history.beginning is not None and found.history.beginning.decision != found.decision
    newer = found.history.newer or (found.file is not None and found.file.newer)
    if newer or other or found.signed:
        return Finding(found.read_only)
    why = found.read_only.partition("; put back")[0]
    fit = _longer_history(folder, found)
    if fit is not None:
        name, good = fit
        return Finding(
            why,
            f"put back from “{visible(name)}”, and the one that is there is kept beside it",
            lambda: _put(folder / history.FILE, changes, good),
        )
    usable = f"kept beside it and begun again with the {count_of(found.history.last, 'change')} that can be used"
    if found.file is None or answers is None:
        return Finding(why, usable, lambda: _put(folder / history.FILE, changes, _usable(found)))
    return Finding(
        why,
        f"{usable}; what only answers.toml still has is added as one change",
        lambda: _begin_again(folder, found, answers, changes, ids, moment_of(clock), by),
    )


def _longer_history(folder: Path, found: Recovered) -> tuple[str, bytes] | None:
    """The copy of the history that goes on where this one ends, and at least as far as the answers do."""
    last, mine = found.file.header.last_change if found.file else 0, found.history.changes
    fits: list[tuple[int, str, bytes]] = []
    for one in beside(folder, found.decision):
        other = history.read_history(one.history or b"")
        if not other.broken and other.last >= max(last, len(mine) + 1) and other.changes[: len(mine)] == mine:
            fits.append((other.last, one.name, other.good))
    return max(fits)[1:] if fits else None


def _begin_again(
    folder: Path, found: Recovered, answers: bytes, changes: bytes | None, ids: Ids, now: datetime, by: str
) -> None:
    """Keep both files aside, and write them anew from what can be used of each."""
    assert found.file is not None  # noqa: S101 - as above
    keep_aside(folder / answers_file.FILE, answers)
    if changes is not None:
        keep_aside(folder / history.FILE, changes)
    header = found.file.header
    good = _usable(found)
    before, after = replay(found.history.changes, ids), from_file(found.file, ids)
    edits = tuple(
        Edit(id_, before.text(id_) or None, after.text(id_) or None, _whose(id_, found))
        for id_ in sorted({*before, *after}, key=order_of(ids.worksheet))
        if before.text(id_) != after.text(id_)
    )
    gone = tuple(f"{table}.{row}" for table, row in sorted(after.gone - before.gone))
    number = found.history.last
    if edits or gone:
        number += 1
        digest = history.read_history(good).digest
        change = Change(number, now, name_of(by), "", "edited outside", edits, gone)
        good += history.line_of(change, digest)
    write_safely(folder / history.FILE, good)
    # What of the history nobody has to read is written by the next opening, which reads all of it.
    header = header._replace(last_change=number, signed_off=None, past=Past())
    order, kept = order_of(ids.worksheet), found.kept
    write_safely(folder / answers_file.FILE, write_answers(header, after, order, program=__version__, kept=kept))


def _usable(found: Recovered) -> bytes:
    """The history as far as it can be used; anew where a text is missing and the line that says why is lost."""
    good = found.history.good
    if good and not history.read_history(good).broken:
        return good
    return history.written_anew(found.decision, found.made, __version__, found.history.changes)


def _whose(id_: str, found: Recovered) -> Whose | None:
    written = found.file.answers.get(id_) if found.file else None
    at = written.at if written else None
    return Whose(written.by, written.said_by, at, written.to_confirm) if written and at else None
