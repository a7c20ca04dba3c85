"""Every command is typed at a desk of its own, in an empty folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.driver import Desk, Screens

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    return Desk(tmp_path / "work" / "2020-21")


@pytest.fixture
def screens(monkeypatch: pytest.MonkeyPatch) -> Screens:
    """A terminal at the desk, and somebody logged in who watches which screens open on it."""
    stand_in = Screens()
    monkeypatch.setattr("des_decider.cli.screens.can_show", lambda: True)
    monkeypatch.setattr("des_decider.tui.app.run_screens", stand_in)
    monkeypatch.setattr("getpass.getuser", lambda: "b.harbour")
    return stand_in


@pytest.fixture
def made(desk: Desk) -> Desk:
    """A desk at which a decision was just made."""
    assert desk.new("Creek Road Surgery").code == 0
    return desk
