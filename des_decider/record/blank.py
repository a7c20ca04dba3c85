"""A decision's blank worksheet, read for the window it is made in and with the days that the practice gave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.decision.ids import Ids
from des_decider.decision.window import setting_of
from des_decider.record.worksheet_files import read_at
from des_decider.worksheet.windows import Setting

if TYPE_CHECKING:
    from datetime import date

    from des_decider.decision.answers import Answers
    from des_decider.record.worksheet_files import WorksheetFiles


class Blank:
    """The worksheet of one decision; `first` are the ids of what was read before anything was known of its answers."""

    def __init__(self, files: WorksheetFiles, first: Ids, begun: date) -> None:
        self.files, self._first, self._begun = files, first, begun
        self._last = (Setting(), first)

    def ids(self, answers: Answers) -> Ids:
        """The ids of the worksheet as it is for these answers."""
        at = setting_of(answers, self._first.worksheet, self._begun)
        if at == Setting():
            return self._first
        if at != self._last[0]:
            self._last = at, Ids(read_at(self.files, at))
        return self._last[1]
