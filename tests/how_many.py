"""How many cases of chance a test draws: some in everybody's run, many more where THOROUGH is set."""

from __future__ import annotations

import os

THOROUGH = bool(os.environ.get("THOROUGH"))


def cases(usual: int, *, thorough: int) -> int:
    """The number of this run; the cases of the usual one are the first of the thorough one."""
    return thorough if THOROUGH else usual
