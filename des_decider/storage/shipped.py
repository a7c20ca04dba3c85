"""Finds and reads the blank worksheets and the worked example that travel with the program."""

from __future__ import annotations

from pathlib import Path

from des_decider.storage.safely import fault

_PACKAGE = Path(__file__).parent.parent


def worksheets_folder() -> Path:
    """Where the shipped worksheets are: inside the installed package, or beside it in a checkout."""
    inside = _PACKAGE / "worksheets"
    return inside if inside.is_dir() else _PACKAGE.parent / "worksheets"


def shipped_worksheets() -> tuple[Path, ...]:
    """The files of the blank worksheets that come with the program, by name."""
    return tuple(sorted(worksheets_folder().glob("*.toml")))


def find_worksheet(id_or_file: str) -> Path | None:
    """The file of a worksheet named by its id or by a path; None where there is none."""
    for path in shipped_worksheets():
        if path.stem == id_or_file:
            return path
    given = Path(id_or_file)
    return given if given.is_file() else None


def example_answers() -> Path:
    """The answers of the worked example, in the form `answer --from` reads."""
    return _PACKAGE / "example" / "saltmarsh.answers"


def read_shipped(path: Path) -> bytes:
    """The bytes of a file found here. Raises StorageFault where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise fault("read", path, error) from error
