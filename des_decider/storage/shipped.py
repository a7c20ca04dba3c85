"""Finds and reads the blank worksheets and the worked example that travel with the program."""

from __future__ import annotations

from pathlib import Path

from des_decider.storage.safely import fault, read_whole
from des_decider.worksheet.bytes_to_text import MAX_BYTES

BASE_FILE = "worksheet-base.toml"
"""Under this name a decision keeps the worksheet that its own extends."""

_PACKAGE = Path(__file__).parent.parent


def worksheets_folder() -> Path:
    """Where the shipped worksheets are: inside the installed package, or beside it in a checkout."""
    inside = _PACKAGE / "worksheets"
    return inside if inside.is_dir() else _PACKAGE.parent / "worksheets"


def shipped_worksheets() -> tuple[Path, ...]:
    """The files of the blank worksheets that come with the program, by name."""
    return tuple(sorted(worksheets_folder().glob("*.toml")))


def base_of(worksheet: bytes, folder: Path) -> bytes:
    """The worksheet that a supplement extends; empty for any other, and where it is not found.

    It travels with the program, or lies beside the supplement under its id or, in a decision, as BASE_FILE. Where
    several have the id, it is the one whose digest the supplement names. Raises StorageFault.
    """
    from des_decider.worksheet.supplements import digest_of, extended_by  # few worksheets extend one

    if (wanted := extended_by(worksheet)) is None:
        return b""
    ours = [read_shipped(path) for path in shipped_worksheets() if path.stem == wanted.id]
    beside = (read_whole(folder / name, MAX_BYTES) for name in (f"{wanted.id}.toml", BASE_FILE))
    found = [data for data in (*ours, *beside) if data]
    return next((data for data in found if digest_of(data) == wanted.digest), found[0] if found else b"")


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
