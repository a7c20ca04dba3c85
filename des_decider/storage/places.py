"""Where things live on this machine: this program's own, new decisions, and the list of decisions known here."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from itertools import count
from pathlib import Path

from des_decider.storage.safely import StorageFault, keep_aside, make_folder, read_whole, write_safely
from des_decider.storage.toml_text import BrokenText, read_toml, write_toml

HOME_VARIABLE = "DES_DECIDER_HOME"
FILE = "decisions.toml"
FORMAT = "1.0"
MOST_BYTES = 8 * 1024 * 1024
MOST_KNOWN = 1000
LONGEST_NAME = 60
"""Characters of a new folder's name: within what every file system takes, in any script."""
_NOT_IN_NAMES = str.maketrans({**dict.fromkeys('"<>|?*', ""), **dict.fromkeys("/\\:", "-")})


def state_folder() -> Path:
    """The folder for this program's own files; DES_DECIDER_HOME names another. It may not exist yet."""
    if chosen := os.environ.get(HOME_VARIABLE):
        return Path(chosen)
    from platformdirs import user_state_path

    return user_state_path("des-decider", appauthor=False)


def rescue_folder(decision: str) -> Path:
    """The folder for what a decision's own could not take. Its id may be anything, so it names none as it is."""
    from hashlib import sha256  # no list needs it, nor the library it loads

    return state_folder() / "rescued" / sha256(decision.encode(errors="replace")).hexdigest()[:32]


def decisions_folder() -> Path:
    """The folder new decisions are put in where nobody names another. It may not exist yet."""
    if chosen := os.environ.get(HOME_VARIABLE):
        return Path(chosen) / "decisions"
    from platformdirs import user_documents_path

    return user_documents_path() / "des-decider"


def numbered(parent: Path, name: str) -> dict[int, Path]:
    """What is there of the places for folders called so: the name alone is 1, then with 2, 3 and so on; in order."""
    called = re.compile(f"{re.escape(_fit(name))}(?: ([1-9][0-9]{{0,2}}))?")
    try:
        found = [(match, place) for place in parent.iterdir() if (match := called.fullmatch(place.name))]
    except OSError:
        return {}
    return dict(sorted((int(match[1] or 1), place) for match, place in found))


def new_folder(parent: Path, name: str) -> Path:
    """The first of these places after all that are there, so that the last is always the one made last."""
    fit, first = _fit(name), max(numbered(parent, name), default=0) + 1
    places = (parent / (fit if number == 1 else f"{fit} {number}") for number in count(first))
    return next(place for place in places if not os.path.lexists(place))  # a disk may take other letters for the same


def _fit(name: str) -> str:
    return folder_name(name) or "decision"


def folder_name(words: str) -> str:
    """Words made fit for the name of a folder on every system; empty where nothing of them is."""
    fit = "".join(c if c.isprintable() else " " for c in words.translate(_NOT_IN_NAMES))
    return " ".join(fit.split())[:LONGEST_NAME].strip(". -")


def known_decisions() -> tuple[Path, ...]:
    """The folders of decisions opened on this machine, the last first; some may have moved since.

    A list that cannot be read counts as empty.
    """
    return known_and_why_not()[0]


def known_and_why_not() -> tuple[tuple[Path, ...], str]:
    """The same, and in words why the list cannot be read; empty where it can."""
    try:
        return _read(read_whole(state_folder() / FILE, MOST_BYTES)), ""
    except (StorageFault, BrokenText) as error:
        return (), f"this computer’s list of decisions cannot be read: {error}"


def remember(folder: Path) -> str:
    """Put a decision at the head of the list; what is wrong with the list in words, empty where nothing is.

    A broken list is kept aside and begun again.
    """
    folder, path = folder.absolute(), state_folder() / FILE
    try:
        str(folder).encode()
        make_folder(path.parent)
        data = read_whole(path, MOST_BYTES)
        try:
            others = [place for place in _read(data) if place != folder]
        except BrokenText:
            others = []
            with suppress(StorageFault):
                keep_aside(path, data or b"")
        places = [str(place) for place in (folder, *others)]
        write_safely(path, write_toml({"format": FORMAT, "decisions": places[:MOST_KNOWN]}))
    except UnicodeEncodeError:
        return "the folder's name has characters that cannot be written down; rename it"
    except StorageFault as error:
        return str(error)
    return ""


def _read(data: bytes | None) -> tuple[Path, ...]:
    if data is None:
        return ()
    found = read_toml(data).get("decisions")
    if not isinstance(found, list):
        raise BrokenText("it holds no list of decisions")
    return tuple(Path(place) for place in found if isinstance(place, str) and "\0" not in place)[:MOST_KNOWN]
