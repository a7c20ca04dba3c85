"""Lets the programs that a benchmark starts run as an installed one does, whatever the shell around it asks for."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

NOT_AS_INSTALLED = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")


def run_as_installed(home: Path) -> None:
    """Keep compiled modules, as an installation does, and the program's own files, in a folder of this run's."""
    for name in NOT_AS_INSTALLED:
        os.environ.pop(name, None)
    os.environ |= {"DES_DECIDER_HOME": str(home), "PYTHONPYCACHEPREFIX": str(home / "compiled")}
