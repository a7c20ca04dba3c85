"""Texts kept under snapshots/ to be read: a test holds that they read as when somebody last looked at them."""

from __future__ import annotations

import difflib
import os
from pathlib import Path

import pytest

HERE = Path(__file__).parent / "snapshots"


def reads_as_before(name: str, text: str) -> None:
    """Fails with what differs; UPDATE_SNAPSHOTS=1 keeps the text as it is now."""
    kept = HERE / name
    if os.environ.get("UPDATE_SNAPSHOTS"):
        kept.write_text(text, encoding="utf-8", newline="\n")
    was = kept.read_text(encoding="utf-8") if kept.exists() else ""
    if was != text:
        told = difflib.unified_diff(
            was.splitlines(), text.splitlines(), f"{name}, as kept", f"{name}, now", "", "", 1, ""
        )
        pytest.fail("\n".join(told) + "\nLook at it; UPDATE_SNAPSHOTS=1 keeps it.", pytrace=False)
