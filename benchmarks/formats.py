"""Measures how long the worked example's memo takes in all formats, beside LibreOffice making PDFs of the same texts.

    python -m benchmarks.formats [ROUNDS]

Both are processes of their own, from start to end, in turn; LibreOffice is given the memo and its appendices in one
call, and has made its profile before the first round. The least of the rounds is shown: what else a machine does only
ever adds to it.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

from benchmarks.as_installed import run_as_installed
from benchmarks.worksheets import least
from des_decider.memo.formats import FORMATS
from des_decider.record.example import make_example
from des_decider.record.stamps import now


def main(rounds: int) -> int:
    """Measure, and say whether all formats together take less time than the one conversion."""
    office = shutil.which("soffice")
    if office is None:
        print("This needs LibreOffice: soffice is not on the path.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        run_as_installed(Path(folder) / "state")
        example, out = Path(folder) / "example", Path(folder) / "out"
        make_example(example, now)
        write = [sys.executable, "-m", "des_decider", "memo", str(example), "--format", ",".join(FORMATS), "-o"]
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        both = [str(out / f"{name}.docx") for name in ("memo", "memo-appendices")]
        convert = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(out), *both]
        out.mkdir()
        _run([*write, str(out)])
        _run(convert)
        rows = []
        for n in range(rounds):
            place = Path(folder) / str(n)
            place.mkdir()
            rows.append((least(1, partial(_run, [*write, str(place)])), least(1, partial(_run, convert))))
    ours, theirs = (min(took.clock for took in column) for column in zip(*rows, strict=True))
    print(
        f"Python {platform.python_version()}, {os.cpu_count()} cores, the least of {rounds} rounds, in ms on the clock"
    )
    print(f"{f'The memo and its appendices in {len(FORMATS)} formats':<56}{ours:>9,.0f}")
    print(f"{'LibreOffice, both from Word to PDF':<56}{theirs:>9,.0f}")
    print(f"{ours / theirs:.2f} times   asked: under 1{'' if ours < theirs else ', NOT MET'}")
    return int(ours >= theirs)


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own program, and one the reader installed


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 3))
