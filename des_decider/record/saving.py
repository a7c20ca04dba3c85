"""How one change is made to last: history first, answers.toml second, and what is true where one of them fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider import __version__
from des_decider.decision.order import order_of
from des_decider.storage.answers_file import FILE, MOST_ANSWERS, MOST_BYTES, Header, write_answers
from des_decider.storage.safely import StorageFault, changed_elsewhere, read_whole, write_safely

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from des_decider.decision.answers import Answers
    from des_decider.decision.changes import Change
    from des_decider.storage.answers_file import Kept
    from des_decider.storage.history import History, HistoryFile
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
        last: int,
        kept: Kept,
        seen: bytes | None,
    ) -> None:
        self._path = folder / FILE
        self._order = order_of(worksheet)
        self._header, self._history = header._replace(last_change=last, signed_off=None), history
        self._kept, self._waiting = kept, b""
        self._seen, self._tried = seen, b""
        self._behind, self._unconfirmed = "", ""

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

    def keep(self, change: Change, answers: Answers) -> None:
        """Put a change into the history on the disk; answers.toml follows by `catch_up`.

        Raises StorageFault where the change could not be kept: it then did not happen.
        """
        header = self._header._replace(last_change=change.number)
        # Everything that can be refused is refused before the first byte is written.
        data = self._bytes(header, answers)
        self._unconfirmed = self._history.append(self._history.line(change))
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
        header = self._header._replace(last_change=redaction.number)
        try:
            data = self._bytes(header, answers)
            self._unconfirmed = self._history.replace(history)
        except StorageFault:
            self._kept = before
            raise
        self._header, self._waiting = header, data

    def write(self, answers: Answers) -> None:
        """Write answers.toml alone, after it was rebuilt or was behind. What fails is said in `unsaved`."""
        self._waiting = self._bytes(self._header, answers)
        self.catch_up()

    def signed_off(self, answers: Answers, at: datetime) -> tuple[bytes, bytes]:
        """answers.toml and history.jsonl as they are once a decision is signed off; nothing is written yet.

        Raises StorageFault where one of them is not on the disk as it was left here.
        """
        self._check_all_saved()
        return self._bytes(self._header._replace(signed_off=at), answers), self._history.closed(at)

    def catch_up(self) -> None:
        """Write answers.toml where it is behind the history. What fails is said in `unsaved`, and tried again."""
        if not self._waiting:
            return
        try:
            self._check_as_left()
            self._tried = self._waiting
            write_safely(self._path, self._waiting)
        except StorageFault as error:
            self._behind = f"{error}; until then the history has every answer"
        else:
            self._seen, self._waiting, self._behind = self._waiting, b"", ""

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
