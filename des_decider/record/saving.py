"""How one change is made to last: history first, answers.toml second, and what is true where one of them fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider import __version__
from des_decider.decision.order import order_of
from des_decider.storage.answers_file import FILE, MOST_ANSWERS, MOST_BYTES, Header, write_answers
from des_decider.storage.safely import StorageFault, write_safely

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from des_decider.decision.answers import Answers
    from des_decider.decision.changes import Change
    from des_decider.storage.answers_file import Kept
    from des_decider.storage.history import HistoryFile
    from des_decider.worksheet.model import Worksheet


class Saver:
    """The disk side of a session. `unsaved` says why answers.toml is behind the history, empty where it is not."""

    def __init__(
        self, folder: Path, worksheet: Worksheet, header: Header, history: HistoryFile, *, last: int, kept: Kept
    ) -> None:
        self._path = folder / FILE
        self._order = order_of(worksheet)
        self._header, self._history = header._replace(last_change=last, signed_off=None), history
        self._kept, self._waiting = kept, b""
        self.unsaved = ""

    def keep(self, change: Change, answers: Answers) -> None:
        """Put a change into the history on the disk; answers.toml follows by `catch_up`.

        Raises StorageFault where the change could not be kept: it then did not happen.
        """
        header = self._header._replace(last_change=change.number)
        # Everything that can be refused is refused before the first byte is written.
        data = self._bytes(header, answers)
        self._history.append(self._history.line(change))
        self._header, self._waiting = header, data

    def write(self, answers: Answers) -> None:
        """Write answers.toml alone, after it was rebuilt or was behind. What fails is said in `unsaved`."""
        self._waiting = self._bytes(self._header, answers)
        self.catch_up()

    def write_last(self, answers: Answers, at: datetime) -> bytes:
        """Write answers.toml as signed off, for the seal, and give its bytes. Raises StorageFault.

        Should the seal not follow, the next change writes it without.
        """
        data = self._bytes(self._header._replace(signed_off=at), answers)
        write_safely(self._path, data)
        self._waiting, self.unsaved = b"", ""
        return data

    def catch_up(self) -> None:
        """Write answers.toml where it is behind the history. What fails is said in `unsaved`, and tried again."""
        if not self._waiting:
            return
        try:
            write_safely(self._path, self._waiting)
        except StorageFault as error:
            self.unsaved = f"{error}; until then the history has every answer"
        else:
            self._waiting, self.unsaved = b"", ""

    def _bytes(self, header: Header, answers: Answers) -> bytes:
        data = write_answers(header, answers, self._order, program=__version__, kept=self._kept)
        if len(data) > MOST_BYTES or len(answers) > MOST_ANSWERS:
            most = f"{MOST_BYTES // 2**20} MB"
            raise StorageFault(f"a decision may have {most} of answers and this is more; shorten some")
        return data
