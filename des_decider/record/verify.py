"""Verifying a sealed decision: intact, re-saved, altered and which answer, missing, or of a newer version."""

from __future__ import annotations

import os
from hashlib import sha256
from typing import TYPE_CHECKING, Literal, NamedTuple

from des_decider.decision.ids import Ids
from des_decider.decision.redactions import counted, redactions
from des_decider.decision.wording import count_of, joined, moment, visible
from des_decider.memo.formats import FORMATS, is_text
from des_decider.record.afterwards import came_after
from des_decider.record.answer_texts import known
from des_decider.record.change_words import label, spoken
from des_decider.record.no_decision import holds_decision, named_in, no_decision
from des_decider.record.recovery import CannotOpen, replay
from des_decider.record.seal import MOST_BYTES, NAME, RECORD, SealedFile, of_a_newer_version, parse_seal
from des_decider.record.sealing import finish, waiting
from des_decider.record.signed_or_not import SEAL_FILE, STRAY_SEAL, has_seal, why_shut
from des_decider.record.worksheet_files import files_in, read_kept
from des_decider.storage import answers_file
from des_decider.storage.afterwards_file import FILE as AFTERWARDS
from des_decider.storage.answers_file import read_answers
from des_decider.storage.checked_fields import NEWER
from des_decider.storage.history import FILE as HISTORY
from des_decider.storage.history import read_history
from des_decider.storage.last_line import as_we_wrote
from des_decider.storage.safely import StorageFault, read_whole
from des_decider.storage.shipped import BASE_FILE
from des_decider.storage.toml_text import BrokenText
from des_decider.storage.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from des_decider.storage.afterwards_file import AfterwardsFile
    from des_decider.worksheet.model import Worksheet

Finding = Literal["intact", "re-saved", "altered", "missing", "newer"]
_TEXTS = (".toml", ".jsonl", *(f".{name}" for name in FORMATS if is_text(name)))
_RESAVED = "The same content, but re-saved: only line endings or a mark at the start of the file differ."


class NotSealed(Trouble):
    """There is nothing to verify, and why, in one sentence."""


class Report(NamedTuple):
    """What verifying found: one of five states, a sentence, and a line for each file or answer concerned.

    `as_signed` says whether what was signed off still says the same, whatever became of what came after it.
    """

    state: Finding
    words: str
    details: tuple[str, ...] = ()
    as_signed: bool = False

    @property
    def unaltered(self) -> bool:
        """Whether nothing says something else than what was signed off, though some of it may be missing."""
        return self.as_signed or self.state == "missing"


def verify(folder: Path) -> Report:
    """Compare a decision's files with its seal, then what came after it. Raises NotSealed where none was ever signed.

    What a sign-off left ready is put in its place first; else nothing is written.
    """
    report = _with_the_seal(folder)
    return _with_what_came_after(folder, report) if report.as_signed else report


def _with_the_seal(folder: Path) -> Report:
    """The report on what was sealed; what is amiss with what came after is told with what is amiss there."""
    unfinished = finish(folder)
    decision, signed = _record_says(folder)
    data = _read(folder / SEAL_FILE)
    if decision is not None and why_shut(folder, decision, signed=signed) == STRAY_SEAL:
        raise NotSealed(f"{STRAY_SEAL}. It is in {visible(str(folder))}")
    if data is None:
        return _without_seal(folder, signed=signed)
    if of_a_newer_version(data):
        return Report("newer", "This seal was made by a newer version of des-decider; that version can check it.")
    seal = parse_seal(data)
    if seal is None:
        return Report("altered", "Altered: seal.toml cannot be made sense of.")
    if not seal.whole:
        return Report("altered", "Altered: seal.toml itself does not fit its last line.")
    if unlisted := [name for name in RECORD if name not in {file.name for file in seal.files}]:
        return Report("altered", f"Altered: seal.toml does not list {joined(unlisted)}.")
    apart = waiting(folder, seal) if unfinished else ()
    states = {file: _state(folder, file) for file in seal.files if file.name not in apart}
    missing, altered, resaved = (
        [file.name for file, state in states.items() if state == found] for found in ("missing", "altered", "re-saved")
    )
    if as_we_wrote(data) != data:
        resaved.append(SEAL_FILE)
    if altered:
        details = [f"{name} is not what was sealed" for name in altered]
        if "answers.toml" in altered:
            details += _which_answers(folder, {*altered, *missing, *apart})
        details += [_gone(folder, name) for name in missing]
        details += [f"{name} is not in its place yet" for name in apart]
        details += _faults(came_after(folder))
        return Report("altered", f"Altered: {count_of(len(altered), 'file')} changed since sign-off.", tuple(details))
    if missing:
        words = f"Missing: {count_of(len(missing), 'file')} of the sealed record; the others are as they were."
        gone = [_gone(folder, name) for name in missing] + [f"{name} is not in its place yet" for name in apart]
        return Report("missing", words, (*gone, *_faults(came_after(folder))))
    if unfinished:
        return Report("missing", f"Signed off and sealed, and not complete yet: {unfinished}.")
    if resaved:
        return Report("re-saved", _RESAVED, tuple(resaved), as_signed=True)
    who = (f"{a.name} confirmed it on {moment(a.at)}" for a in seal.signed.assents)
    answers = f"SHA-256 of answers.toml, to compare with the one printed in the memo: {seal.signed.answers_sha256}"
    words = f"Intact: signed off on {moment(seal.signed.at)}, and nothing has changed since."
    return Report("intact", words, (*who, *_taken_out(folder), answers), as_signed=True)


def _gone(folder: Path, name: str) -> str:
    return f"{name} {'cannot be read' if os.path.lexists(folder / name) else 'is missing'}"


def _taken_out(folder: Path) -> Iterator[str]:
    """Which texts were taken out before sign-off, by whom and why: a fact of an intact record, and no fault in it."""
    changes = read_history(_read(folder / HISTORY) or b"").changes
    done = redactions(changes)
    if not done or (worksheet := _worksheet(folder)) is None:
        return
    ids = Ids(worksheet)
    answers = replay(changes, ids)
    yield f"{counted(done)} of the record and its history before it was signed off:"
    yield from (f"  {one.said(lambda id_: label(id_, ids, answers))}" for one in done)


def _worksheet(folder: Path) -> Worksheet | None:
    try:
        files = files_in(folder)
        return read_kept(files) if files else None
    except (CannotOpen, StorageFault):
        return None


def _with_what_came_after(folder: Path, report: Report) -> Report:
    """The report on a decision that is as it was signed, with what is to be said of the entries after it."""
    found = came_after(folder)
    if faults := _faults(found):
        return Report("altered", "Altered: what came after. What was signed off is as it was.", faults, as_signed=True)
    if found.newer:
        return Report("newer", f"What came after {NEWER}. What was signed off is as it was.", as_signed=True)
    data = _read(folder / AFTERWARDS)
    if data is None:
        return report
    if as_we_wrote(data) != data:
        others = report.details if report.state == "re-saved" else ()
        return Report("re-saved", _RESAVED, (*others, AFTERWARDS), as_signed=True)
    if report.state == "re-saved":
        return report
    counted = count_of(len(found.entries), "entry", "entries")
    last = f"Since then {counted}, each as it was written; SHA-256 of the last: {found.digest}"
    return report._replace(details=(*report.details, last))


def _faults(found: AfterwardsFile) -> tuple[str, ...]:
    """What is amiss with what came after, each with the file's name."""
    return tuple(f"{AFTERWARDS}: {fault}" for fault in found.faults)


def _record_says(folder: Path) -> tuple[str | None, bool]:
    """Which decision answers.toml and history.jsonl are of, and whether they say that it was signed off."""
    answers, history = _read(folder / answers_file.FILE), read_history(_read(folder / HISTORY) or b"")
    decision = history.beginning.decision if history.beginning else None
    signed = history.signed_off is not None
    try:
        file = read_answers(answers or b"")
    except BrokenText:
        return decision, signed
    ours = decision in {None, file.header.decision}
    return decision or file.header.decision, signed or (ours and file.whole and file.header.signed_off is not None)


def _without_seal(folder: Path, *, signed: bool) -> Report:
    """No seal: missing, where the record says that the decision was signed off; else there never was one."""
    if signed:
        what = f"{SEAL_FILE} cannot be read" if has_seal(folder) else f"there is no {SEAL_FILE}"
        return Report("missing", f"Missing: the record says that it was signed off, and {what}.")
    if not holds_decision(folder):
        raise NotSealed(no_decision(folder))
    by_answers, by_history = named_in(folder)
    if not (by_answers or by_history):
        raise NotSealed(no_decision(folder))
    shown = visible(str(folder))
    if by_answers and by_history and by_answers != by_history:
        raise NotSealed(
            f"answers.toml and history.jsonl in {shown} belong to different decisions, and neither was signed off "
            "there; put back the right one"
        )
    answers = folder / answers_file.FILE
    if not by_answers and os.path.lexists(answers):
        try:
            read_whole(answers, answers_file.MOST_BYTES)
        except StorageFault as error:
            raise NotSealed(f"{error}; until then nobody can tell whether it is signed off") from error
        raise NotSealed(
            f"answers.toml in {shown} is broken or another program’s, and by its history the decision is not signed "
            "off, so there is nothing to verify; 'des-decider doctor' says what can be mended"
        )
    raise NotSealed(f"the decision in {shown} is not signed off, so there is nothing to verify")


def _read(path: Path) -> bytes | None:
    try:
        return read_whole(path, MOST_BYTES)
    except StorageFault:
        # What cannot be read as an ordinary file is for a seal the same as what is not there.
        return None


def _state(folder: Path, file: SealedFile) -> Finding:
    if not NAME.fullmatch(file.name):
        return "altered"
    data = _read(folder / file.name)
    if data is None:
        return "missing"
    if sha256(data).hexdigest() == file.sha256:
        return "intact"
    if file.name.endswith(_TEXTS) and file.sha256 in {sha256(text).hexdigest() for text in _saved_anew(data)}:
        return "re-saved"
    return "altered"


def _saved_anew(data: bytes) -> Iterator[bytes]:
    """A text as each kind of editor would have saved it: a worksheet may have come with Windows line ends itself."""
    plain = as_we_wrote(data)
    for text in (plain, plain.replace(b"\n", b"\r\n")):
        yield text
        yield b"\xef\xbb\xbf" + text


def _which_answers(folder: Path, changed: set[str]) -> list[str]:
    """Which answers differ from those the sealed history leads to; a changed history can testify to nothing."""
    if (changed - {"answers.toml"}) & {*RECORD, BASE_FILE}:
        return ["which answer it is cannot be told: the other files are not as they were sealed either"]
    answers, history = _read(folder / "answers.toml"), _read(folder / "history.jsonl")
    worksheet = _worksheet(folder)
    if worksheet is None or answers is None or history is None:
        return ["which answer it is cannot be told without the other files"]
    ids = Ids(worksheet)
    sealed = replay(read_history(history).changes, ids)
    try:
        now = read_answers(answers).answers
    except BrokenText as error:
        return [f"answers.toml cannot be read any more: {error}"]
    details: list[str] = []
    for id_ in dict.fromkeys((*sealed, *now)):
        texts = sealed.text(id_), now[id_].text or "" if id_ in now else ""
        if texts[0] != texts[1]:
            field = known(id_, ids)
            before, after = (spoken(text, field) if text else "not answered" for text in texts)
            what = f"{id_} ({label(id_, ids)})" if field else f"{visible(id_)[:60]}, which is no id of this decision"
            details.append(f"{what}: sealed as {before}, now {after}")
    return details or ["no answer's value differs; its times, names or other keys do"]
