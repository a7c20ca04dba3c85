"""A report of a fault says where in the program and what was done, and nothing that anybody typed."""

from __future__ import annotations

import platform
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from des_decider import __version__
from des_decider.storage.fault_reports import FOLDER, MOST_REPORTS, write_report
from des_decider.storage.places import state_folder
from des_decider.storage.safely import StorageFault

AT = datetime(2020, 5, 19, 19, 42, tzinfo=UTC)
SECRET = "MRS " + "PENHALIGON"


class OddError(Exception):
    def __str__(self) -> str:
        raise RuntimeError(SECRET)


def raised(error: BaseException) -> BaseException:
    typed = SECRET
    try:
        raise error  # noqa: TRY301 - it has to have come from a call
    except BaseException as caught:  # noqa: BLE001 - a report is written of whatever comes
        assert typed
        return caught


def report(error: BaseException, *actions: str, at: datetime = AT) -> str:
    return write_report(error, "in the command show", actions, at).read_text(encoding="utf-8")


def test_a_report_says_when_where_with_what_and_after_what() -> None:
    try:
        try:
            raise KeyError(SECRET)  # noqa: TRY301 - one error that comes of another
        except KeyError as error:
            error.add_note(SECRET)
            raise ValueError(SECRET) from error
    except ValueError as error:
        told = report(error, "opening start", "undo")
    for words in (
        "when      2020-05-19T19:42:00+00:00", "where     in the command show", f"program   {__version__}",
        f"Python    {platform.python_version()}", "tests/storage/test_fault_reports.py:",
        "in test_a_report_says_when_where_with_what_and_after_what", "  builtins.ValueError\n", "  builtins.KeyError\n",
        "Actions, the last one last:\n  opening start\n  undo\n",
    ):  # fmt: skip
        assert words in told
    assert told.index("ValueError") < told.index("KeyError")
    assert SECRET not in told


@pytest.mark.parametrize(
    "error",
    [
        RuntimeError(SECRET), OSError(13, SECRET, SECRET), OddError(), SystemExit(SECRET),
        ExceptionGroup(SECRET, [ValueError(SECRET), ExceptionGroup(SECRET, [OddError()])]),
        UnicodeDecodeError("utf-8", SECRET.encode(), 0, 1, SECRET),
    ],
    ids=lambda error: type(error).__name__,
)  # fmt: skip
def test_nothing_an_error_says_stands_in_its_report(error: BaseException) -> None:
    told = report(raised(error))
    assert f"  {type(error).__module__}.{type(error).__qualname__}" in told
    assert "in raised" in told
    assert SECRET not in told
    assert ("OSError EACCES" in told or "PermissionError EACCES" in told) is isinstance(error, OSError)


def test_every_error_of_a_group_is_told() -> None:
    told = report(raised(ExceptionGroup("g", [ValueError(), ZeroDivisionError()])))
    assert "builtins.ValueError" in told
    assert "builtins.ZeroDivisionError" in told


def test_an_error_that_was_hidden_behind_another_is_told_too() -> None:
    try:
        try:
            int(SECRET)
        except ValueError:
            raise KeyError from None
    except KeyError as error:
        told = report(error)
    assert told.index("builtins.KeyError") < told.index("builtins.ValueError")
    assert SECRET not in told


def test_an_error_that_came_of_itself_ends() -> None:
    first, second = raised(ValueError()), raised(KeyError())
    first.__context__, second.__context__ = second, first
    assert report(first).count("builtins.") == 2


def test_calls_without_end_are_told_from_both_ends() -> None:
    def deeper(left: int) -> None:
        deeper(left - 1)

    try:
        deeper(0)
    except RecursionError as error:
        told = report(error)
    assert "more calls" in told
    assert len(told.splitlines()) < 110
    assert "in test_calls_without_end" in told


def test_no_path_names_the_person_whose_computer_it_is() -> None:
    code = compile("def fails(): raise ValueError", "/home/m.penhaligon/own scripts/run.py", "exec")
    names: dict[str, object] = {}
    exec(code, names)  # noqa: S102 - a call in a file of a person's own
    try:
        names["fails"]()  # type: ignore[operator]
    except ValueError as error:
        told = report(error)
    assert "    run.py:1 in fails" in told
    assert "penhaligon" not in told
    assert str(Path.home()) not in told


def test_so_many_are_kept_and_the_oldest_make_way_for_the_newest() -> None:
    folder = state_folder() / FOLDER
    paths = [write_report(ValueError(), "here", (), AT + timedelta(minutes=n)) for n in range(MOST_REPORTS + 3)]
    mine = folder / "my own.txt"
    mine.write_text("kept", encoding="utf-8")
    newest = write_report(ValueError(), "here", (), AT + timedelta(days=1))
    assert sorted(folder.iterdir()) == sorted([*paths[4:], newest, mine])


def test_faults_of_one_second_do_not_take_each_others_place() -> None:
    assert len({write_report(ValueError(), "here", (), AT) for _ in range(5)}) == 5


def test_a_report_that_cannot_be_written_is_a_fault_of_the_disk() -> None:
    state_folder().parent.mkdir(exist_ok=True)
    state_folder().write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(StorageFault):
        write_report(ValueError(), "here", (), AT)
