"""What a person sets for themselves on this machine, in a file they may write: which key does what, and the look."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from des_decider.storage.places import state_folder
from des_decider.storage.safely import StorageFault, make_folder, read_whole, write_safely
from des_decider.storage.toml_text import BrokenText, read_toml

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = "settings.toml"
MOST_BYTES = 64 * 1024
_LOOK_LINE = r"(?m)^[ \t]*look[ \t]*=.*$"
_FIRST_TABLE = r"(?m)^[ \t]*\["


class Settings(NamedTuple):
    """Keys and look as written in the file, a key by the command it is wanted for; and what is wrong with the file.

    A command, key or look may be anything: who knows them says what can be used.
    """

    keys: Mapping[str, str] = MappingProxyType({})
    look: str = ""
    fault: str = ""


def read_settings() -> Settings:
    """The settings in this program's folder; without the file, or where it cannot be read, nothing is set."""
    path = state_folder() / FILE
    try:
        data = read_whole(path, MOST_BYTES)
        found = read_toml(data) if data is not None else {}
    except (StorageFault, BrokenText) as error:
        return Settings(fault=f"{FILE} is not used: {error}. It is “{path}”.")
    keys = found.get("keys", {})
    if not isinstance(keys, dict):
        return Settings(fault=f"{FILE} is not used: keys is no table; begin it with [keys]. It is “{path}”.")
    return Settings({name: str(key) for name, key in keys.items()}, str(found.get("look", "")))


def keep_look(look: str) -> str:
    """Keep a look for the next time, and every other line of the file as it is; gives why not, in a sentence."""
    path = state_folder() / FILE
    line = f'look = "{look}"'
    try:
        data = read_whole(path, MOST_BYTES)
        was = read_toml(data) if data is not None else {}
        text = (data or b"").decode("utf-8-sig")
        table = re.search(_FIRST_TABLE, text)
        head, rest = (text[: table.start()], text[table.start() :]) if table else (text, "")
        kept, lines = re.subn(_LOOK_LINE, lambda _: line, head, count=1)
        written = (kept + rest if lines else f"{line}\n{text}").encode()
        if read_toml(written) != {**was, "look": look}:
            return f"The look was not kept for the next time: {FILE} has no plain line for it."
        make_folder(path.parent)
        write_safely(path, written)
    except (StorageFault, BrokenText) as error:
        return f"The look was not kept for the next time: {error}."
    return ""
