"""`des-decider worksheet new`: a starter to fill in, or last year's worksheet as the beginning of the next."""

from __future__ import annotations

from pathlib import Path
from pkgutil import get_data

from des_decider.cli.good_worksheet import good_worksheet
from des_decider.cli.opening import program, quoted
from des_decider.cli.printing import say
from des_decider.decision.wording import count_of, visible
from des_decider.storage.trouble import Trouble

_SCHEMA = "worksheet.schema.json"
_NAMES_SCHEMA = f"#:schema ./{_SCHEMA}\n"


def run(file: str | None, last_years: str | None) -> int:
    """Write it to a file that is not there yet, with what editors need beside it, and say what to do next."""
    if last_years is None:
        path, text = Path(file or "worksheet.toml"), _starter()
        done: tuple[str, ...] = ("Write something where “?” stands.",)
    else:
        path, text, done = _renewed(file, last_years)
    from des_decider.record.where_to_write import check_elsewhere
    from des_decider.storage.safely import write_safely

    check_elsewhere(path)
    write_safely(path, text.encode())
    say(f"Wrote {quoted(path)}.")
    for line in done:
        say(line)
    _schema_beside(path)
    say("Any text editor will do; what is left to do is pointed out by:")
    print(f"  {program()} worksheet check {quoted(path)}")
    return 0


def _starter() -> str:
    data = get_data("des_decider.worksheet", "starter.toml")
    assert data is not None  # noqa: S101 - it travels with the program
    return data.decode()


def _renewed(file: str | None, last_years: str) -> tuple[Path, str, tuple[str, ...]]:
    from des_decider.worksheet.bytes_to_text import bytes_to_text
    from des_decider.worksheet.next_year import LOOK, later, next_year

    good = good_worksheet(last_years)
    blank = good.worksheet
    if blank.base:  # its days and rates are those of the worksheet below, which has to be there first
        raise Trouble(
            f"{visible(last_years)} is a supplement to {blank.base.id}, whose next year comes first. Once it is there, "
            "copy this file, give it another id and write the id of the new one in extends: the check says what is left"
        )
    renewed = next_year(bytes_to_text(good.data).text, blank.year)
    text = renewed.text if renewed.text.startswith("#:schema") else _NAMES_SCHEMA + renewed.text
    name = later(blank.id)
    path = Path(file or f"{name if name != blank.id else f'{name}-next'}.toml")
    look = (
        f"{count_of(len(renewed.look), 'place')} to look at: lines that say {LOOK.strip('# :')}. Delete each once done."
    )
    return path, text, (
        f"{count_of(renewed.moved, 'day')} moved by a year; what stood there is beside each, after “was”.",
        f"{count_of(renewed.asked, 'amount')} left for the practice to give; write in those that are known.",
        look,
    )  # fmt: skip


def _schema_beside(path: Path) -> None:
    """Put what the first line names beside the worksheet, where nothing of that name is."""
    from des_decider.storage.safely import write_safely
    from des_decider.storage.shipped import read_shipped, worksheets_folder

    there = path.parent / _SCHEMA
    if not there.exists():
        write_safely(there, read_shipped(worksheets_folder() / _SCHEMA))
        say(f"Wrote {quoted(there)}: with it an editor that knows TOML helps while you type.")
