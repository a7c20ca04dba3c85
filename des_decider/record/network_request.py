"""The request to the network: what only it knows, as a file to be sent to it, and where that file is put."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.decision.wording import visible
from des_decider.record.form import NETWORK, form_lines
from des_decider.record.where_to_write import check_place, free, write_lines

if TYPE_CHECKING:
    from pathlib import Path

    from des_decider.record.state import State


def place_for_request(folder: Path) -> Path:
    """Where the request is proposed to be: beside the decision's folder, which is mailed and copied as it is."""
    folder = folder.resolve()
    return free(folder.parent, f"{folder.name}-network", "txt")


def write_request(state: State, folder: Path, path: Path) -> None:
    """Write what the network is asked. Raises Trouble where something is called so already, or the disk refuses."""
    check_place(path, folder)
    write_lines(path, map(visible, form_lines(state, NETWORK)))
