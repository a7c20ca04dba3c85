"""`verify`: says whether a sealed decision is still what was signed, and which answer is not."""

from __future__ import annotations

from pathlib import Path

from des_decider.cli.printing import say


def run(folder: str) -> int:
    """Print the finding; 0 only for intact."""
    from des_decider.record.verify import verify

    report = verify(Path(folder))
    say(report.words)
    for detail in report.details:
        say(f"  {detail}")
    return 0 if report.state == "intact" else 1
