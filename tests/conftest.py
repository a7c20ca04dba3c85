"""What every test stands on: its own state folder, so that nobody's real list of decisions is touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _own_state_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DES_DECIDER_HOME", str(tmp_path / "state-of-the-program"))
