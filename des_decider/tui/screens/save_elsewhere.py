"""Asks for another folder where the decision's own takes nothing any more, saves it there, and goes on there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.decision.wording import visible
from des_decider.record.recovery import CannotOpen
from des_decider.record.saving_elsewhere import save_elsewhere
from des_decider.record.session import ReadOnly
from des_decider.storage.places import decisions_folder, new_folder
from des_decider.storage.safely import StorageFault
from des_decider.tui.blank_worksheets import sentence
from des_decider.tui.keys import LEAVE
from des_decider.tui.screen_text import clickable, text
from des_decider.tui.screens.dialogs import Line, LinesScreen, typed_path

if TYPE_CHECKING:
    from textual.app import App

    from des_decider.record.session import Session
    from des_decider.tui.app_interface import AppInterface


def ask_where(app: App[int], host: AppInterface) -> None:
    """Ask for the folder; what is wrong with one is said, and another can be typed."""
    meeting, session = host.meeting, host.meeting.session
    made: list[tuple[Session, str]] = []

    def refuse(found: dict[str, str]) -> tuple[str, str] | None:
        folder = typed_path(found["folder"])
        if folder is None:
            return "folder", "Type a folder, such as one on a memory stick."
        try:
            made.append((save_elsewhere(session, folder, by=meeting.by, clock=meeting.clock), str(folder)))
        except (CannotOpen, StorageFault, ReadOnly) as error:
            return "folder", sentence(str(error))
        return None

    def given(found: dict[str, str] | None) -> None:
        if found is not None and made:
            words = f"Saved, and goes on there; the old folder stays as it is: “{visible(made[0][1])}”"
            host.go_on_to(made[0][0], meeting.by, words)

    told = text(
        ("Into which folder is the decision to be saved?\n", "bold"),
        ("A new or empty one, on a disk that has room: this computer’s, or a memory stick", "$muted"),
    )
    ends = clickable("Enter", "screen.give", "bold $accent") + text(" saves all of it there and goes on there; ")
    ends += clickable(LEAVE.shown, "screen.dismiss(None)", "bold $accent") + text(" goes back")
    place = new_folder(decisions_folder(), session.folder.absolute().name)
    app.push_screen(LinesScreen(told, [Line("folder", str(place), "a folder’s path")], ends, refuse), given)
