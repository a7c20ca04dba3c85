"""The walk through an agenda: where one stands, what comes next, and which new row is being begun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.decision.agenda import stops

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from des_decider.decision.agenda import Entry, Row, Stop
    from des_decider.decision.answers import Answers


class Walk:
    """One's place among the questions of a section. The agenda follows the answers, so it is asked anew each time."""

    def __init__(self, entries: Callable[[], tuple[Entry, ...]], answers: Callable[[], Answers]) -> None:
        self._entries, self._answers = entries, answers
        self._begun: Row | None = None
        self.cell = ""
        """The question of a table one comes for, where one comes for one."""
        self.stop: Stop = self.stops[0]
        self._last = 0

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What is asked, as the answers stand."""
        return self._entries()

    @property
    def stops(self) -> tuple[Stop, ...]:
        """Every place to stop at, the new row that is being begun among them."""
        return stops(self._entries(), self._begun)

    def to_first_open(self, needed: Collection[str], optional: Callable[[str], bool] = lambda _: False) -> None:
        """Stand on the first question nobody has answered; on the partners where they are needed and none is named.

        What came over and is not confirmed is not answered here yet. What is `optional` is stood on only where nothing
        else is open.
        """
        answers = self._answers()
        last: Stop | None = None
        for stop in self.stops:
            if not stop.id and stop.entry.key == "partner" and "partner.1.name" in needed:
                self._stand(stop)
                return
            answer = answers.get(stop.id)
            done = not stop.id or (answer is not None and not answer.to_confirm)
            if not done and not stop.id.startswith(("completed.", "threshold.")):
                if not optional(stop.id):
                    self._come_for(stop)
                    return
                last = last or stop
        if last:
            self._come_for(last)

    def to_typed(self, typed: Collection[str]) -> bool:
        """Stand on the first question with a text that was typed and not given; False where none has one."""
        for entry in self.entries:
            rows = [id_ for row in entry.rows for id_ in row.ids]
            for id_ in (entry.key, entry.switch, *rows):
                if id_ in typed:
                    self.come_for(id_)
                    return True
        return False

    def to(self, key: str) -> None:
        """Stand on a question, an overview (`home:all`), or a row's first open question (`row:home.2`).

        A question of a row that holds nothing yet begins that row.
        """
        self.cell = ""
        new = (row for entry in self.entries for row in entry.rows if row.new and key in row.ids)
        self._begun = next(new, self._begun)
        found = self.stops
        answers = self._answers()
        if key.startswith("row:"):
            in_row = [s for s in found if s.row is not None and f"row:{s.row.key}" == key]
            fits = [s for s in in_row if s.id not in answers] + in_row
        else:
            head = key.removesuffix(":all")
            fits = [s for s in found if s.key == key] + [s for s in found if s.entry.key == head]
        self._stand((fits or list(found))[0])

    def come_for(self, key: str) -> None:
        """Stand on a place as `to` does, but on a question of a table's row in its table."""
        self.to(key)
        if self.stop.row is not None:
            self._come_for(self.stop)

    def again(self) -> None:
        """Stay where one stands, as the answers have become; where it is gone, in its table."""
        found, here = self.stops, self.stop
        fits = [s for s in found if s.key == here.key] + [s for s in found if s.entry.key == here.entry.key]
        self._stand(fits[0] if fits else here)

    def begin(self, row: Row) -> None:
        """Stand on the first question of a row that holds nothing yet."""
        self._begun = row
        self.to(row.ids[0])

    def on(self) -> bool:
        """Go on to the next question, and from a table's last row to a new one; False at the end.

        What is filled in as a table is left as a whole; how it is answered leads to it.
        """
        if self.stop.shape == "table":
            return self.past_table()
        found, here = self.stops, self.stop
        if here.id and here.id == here.entry.switch:
            self.to(f"{here.entry.key}:all")
            return True
        place = self._place(found) + 1
        leaves_row = here.row is not None and (place >= len(found) or found[place].entry.key != here.entry.key)
        if leaves_row and (row := self._next_new_row()):
            self.begin(row)
            return True
        return self._enter(place)

    def back(self) -> bool:
        """Go back to the question before, or to the table before as a whole; False at the beginning."""
        found, here = self.stops, self.stop
        place = self._place(found) - 1
        if place < 0:
            return False
        if found[place].entry.key == here.entry.key:
            self._stand(found[place])
        else:
            self._come_for(found[place])
            self.cell = ""
        return True

    def _place(self, found: Sequence[Stop]) -> int:
        """Where one stands among the stops; where an answer took one's question away, just before what followed it."""
        here = next((n for n, s in enumerate(found) if s.key == self.stop.key), None)
        return min(self._last, len(found)) - 1 if here is None else here

    def _come_for(self, stop: Stop) -> None:
        """Stand on a question; on one of a table, in its table."""
        whole = next((s for s in self.stops if s.shape == "table" and s.entry.key == stop.entry.key), stop)
        self._stand(whole)
        self.cell = stop.id if whole is not stop else ""

    def _stand(self, stop: Stop) -> None:
        self.stop = stop
        self._last = next((n for n, s in enumerate(self.stops) if s.key == stop.key), self._last)

    def past_table(self) -> bool:
        """Go on to what comes after this table; False at the end."""
        own = [n for n, s in enumerate(self.stops) if s.entry.key == self.stop.entry.key]
        return self._enter(own[-1] + 1 if own else len(self.stops))

    def _enter(self, place: int) -> bool:
        """Stand on a place; rows without one that is begun are entered at the first new one."""
        found = self.stops
        if place >= len(found):
            return False
        stop = found[place]
        if stop.shape == "rows" and stop.entry.rows and stop.entry.rows[0].new:
            self.begin(stop.entry.rows[0])
        else:
            self._stand(stop)
        self.cell = ""
        return True

    def _next_new_row(self) -> Row | None:
        """The row to begin after the last one; one that opens with a choice has no empty answer to end with."""
        here = self.stop
        entry = next((e for e in self._entries() if e.key == here.entry.key), here.entry)
        if not entry.grows or here.row is None or not self.is_there(here.row):
            return None
        fits = (row for row in entry.rows if row.new and (row.with_it or not row.ids[0].endswith(".partner")))
        return next(fits, None)

    def is_there(self, row: Row) -> bool:
        """Whether anything of a row is answered."""
        return any(id_.startswith(f"{row.key}.") for id_ in self._answers())
