"""Every command is typed at a desk of its own, in an empty folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.driver import Desk

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    return Desk(tmp_path / "work" / "2020-21")
