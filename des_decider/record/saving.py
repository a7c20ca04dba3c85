"""How one change is made to last: history first, answers.toml second, and what is true where one of them fails."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from des_decider import __version__
from des_decider.decision.order import order_of
from des_decider.storage.answers_file import FILE, MOST_ANSWERS, MOST_BYTES, Header, Past, write_answers
from des_decider.storage.copies_beside import forget_rescued, rescue, rescue_name
from des_decider.storage.history import FILE as HISTORY
from des_decider.storage.safely import (
    ChangedElsewhere,
    StorageFault,
    changed_elsewhere,
    keep_aside,
    read_whole,
    write_safely,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from des_decider.decision.answers import Answers
    from des_decider.decision.changes import Change
    from des_decider.storage.answers_file import Kept
    from des_decider.storage.history import History, Stands
    from des_decider.storage.history_file import HistoryFile
    from des_decider.worksheet.model import Worksheet


class Saver:
    """The disk side of a session; `seen` are the bytes of answers.toml as it was read, None where there was none."""

    def __init__(
        self,
        folder: Path,
        worksheet: Worksheet,
        header: Header,
        history: HistoryFile,
        *,
        kept: Kept,
        seen: bytes | None,
    ) -> None:
        self._path = folder / FILE
        self._order = order_of(worksheet)
        self._header, self._history = header._replace(signed_off=None), history
        self._kept, self._waiting = kept, b""
        self._seen, self._tried = seen, b""
        self._behind, self._unconfirmed, self._rescued = "", "", ""

    @property
    def kept(self) -> Kept:
        """What stands in answers.toml and is no answer here."""
        return self._kept

    @property
    def unsaved(self) -> str:
        """Why not all is on the disk as it should be, in a sentence; empty where it is."""
        return self._behind or self._unconfirmed

    @property
    def left(self) -> tuple[bytes, int] | None:
        """answers.toml, and the bytes that the history has, as they were left on the disk; None where either is not."""
        return None if self.unsaved or self._seen is None else (self._seen, self._history.size)

    @property
    def waits(self) -> bool:
        """Whether a change is not in the history yet, and kept in this program's own folder until it is."""
        return self._history.waits

    def keep(self, change: Change, answers: Answers, rows: Mapping[str, int]) -> None:
        """Put a change into the history on the disk; answers.toml follows by `catch_up`.

        `rows` has the highest number that each table used up to this change.
        Where the history takes nothing, all answers are kept in this program's own folder, and the change `waits`.
        Raises StorageFault where the change could not be kept: it then did not happen.
        """
        # Everything that can be refused is refused before the first byte is written.
        line = self._history.line(change)
        header = self._header_after(change, self._history.stands(line), rows)
        data = self._bytes(header, answers)
        try:
            self._unconfirmed = self._history.append(line)
        except StorageFault as error:
            try:
                self._rescue(data, line)
            except StorageFault:
                raise error from None
            self._history.hold_back(line)
        self._header, self._waiting = header, data

    def without_texts(self, redaction: Change, name: str) -> History:
        """The history as it is once some texts are taken out; nothing is written yet.

        Raises StorageFault where it or answers.toml is not on the disk as it was left here.
        """
        self._check_all_saved()
        return self._history.without_texts(redaction, name)

    def take_out(self, redaction: Change, history: History, answers: Answers) -> None:
        """Put a history without some texts on the disk; answers.toml follows by `catch_up`.

        Raises StorageFault where that cannot be: then nothing was taken out.
        """
        before, self._kept = self._kept, self._kept.without({edit.id for edit in redaction.edits})
        header = self._header_after(redaction, history.stands, self._header.past.rows)
        try:
            data = self._bytes(header, answers)
            self._unconfirmed = self._history.replace(history)
        except StorageFault:
            self._kept = before
            raise
        self._header, self._waiting = header, data

    def _header_after(self, change: Change, stands: Stands, rows: Mapping[str, int]) -> Header:
        redactions = self._header.past.redactions + (change.kind == "redacted")
        return self._header._replace(last_change=change.number, past=Past(stands, change.at, redactions, rows))

    def _rescue(self, answers: bytes, line: bytes = b"") -> None:
        """Keep the record in this program's own folder, where each session has a place of its own."""
        name = self._rescued or rescue_name(self._path.parent)
        rescue(self._header.decision, name, answers, self._history.whole(line))
        self._rescued = name

    def write(self, answers: Answers) -> None:
        """Write answers.toml alone, after it was rebuilt or was behind. What fails is said in `unsaved`."""
        self._waiting = self._bytes(self._header, answers)
        self.catch_up()

    def signed_off(self, answers: Answers, at: datetime) -> tuple[bytes, bytes]:
        """answers.toml and history.jsonl as they are once a decision is signed off; nothing is written yet.

        Raises StorageFault where one of them is not on the disk as it was left here.
        """
        self._check_all_saved()
        line = self._history.closing(at)
        past = self._header.past._replace(stands=self._history.stands(line))
        return self._bytes(self._header._replace(signed_off=at, past=past), answers), self._history.as_left() + line

    def catch_up(self) -> None:
        """Write answers.toml where it is behind the history. What fails is said in `unsaved`, and tried again."""
        if not self._waiting:
            return
        try:
            if self.waits:
                self._unconfirmed = self._history.append(b"")
            self._check_as_left()
            self._tried = self._waiting
            write_safely(self._path, self._waiting)
        except StorageFault as error:
            where = "every answer is kept on this computer" if self.waits else "the history has every answer"
            self._behind = f"{error}; until then {where}"
        else:
            self._seen, self._waiting, self._behind = self._waiting, b"", ""
            if self._rescued:
                with suppress(StorageFault):  # one that stays has nothing that is not where it belongs
                    forget_rescued(self._header.decision, self._rescued)
                self._rescued = ""

    def leave(self) -> None:
        """Catch up once more; where the history is no longer the one written here, keep what was given here elsewhere.

        Never raises.
        """
        self.catch_up()
        if self.waits:
            return
        try:
            self._history.append(b"")
        except ChangedElsewhere:
            with suppress(StorageFault):
                self._rescue(self._waiting or self._seen or b"")
        except StorageFault:
            pass  # all is saved, and the disk went away since

    def everything(self, answers: Answers) -> dict[str, bytes]:
        """answers.toml and history.jsonl as they should be, by name, whatever became of them on the disk."""
        return {HISTORY: self._history.whole(), FILE: self._bytes(self._header, answers)}

    @property
    def written_elsewhere(self) -> bytes | None:
        """What answers.toml holds that nobody here has read or written; None where there is no such thing."""
        try:
            now = read_whole(self._path, MOST_BYTES)
        except StorageFault:
            return None
        return None if now in (None, self._seen, self._tried) else now

    def write_beside(self, answers: Answers) -> None:
        """Keep aside what another program put into answers.toml, and write it as it is here. Raises StorageFault."""
        if (other := self.written_elsewhere) is not None:
            keep_aside(self._path, other, "edited")
            self._seen = other
            self.write(answers)

    def _check_all_saved(self) -> None:
        """Raise StorageFault where not everything is on the disk as it was left here."""
        self.catch_up()
        if self.unsaved:
            raise StorageFault(self.unsaved)
        self._check_as_left()

    def _check_as_left(self) -> None:
        """Raise StorageFault where answers.toml holds what nobody here has read or written."""
        now = read_whole(self._path, MOST_BYTES)
        if now is not None and now not in (self._seen, self._tried):
            raise changed_elsewhere(self._path)
        self._seen = now

    def _bytes(self, header: Header, answers: Answers) -> bytes:
        data = write_answers(header, answers, self._order, program=__version__, kept=self._kept)
        if len(data) > MOST_BYTES or len(answers) > MOST_ANSWERS:
            most = f"{MOST_BYTES // 2**20} MB"
            raise StorageFault(f"a decision may have {most} of answers and this is more; shorten some")
        return data
