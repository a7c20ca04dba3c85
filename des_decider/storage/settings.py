"""What a person sets for themselves on this machine, in a file they write: which key does what."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from des_decider.storage.places import state_folder
from des_decider.storage.safely import StorageFault, read_whole
from des_decider.storage.toml_text import BrokenText, read_toml

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = "settings.toml"
MOST_BYTES = 64 * 1024


class Settings(NamedTuple):
    """Keys as written in the file, by the command they are wanted for; and what is wrong with the file, in a sentence.

    A command or key may be anything: who knows the commands says what can be used.
    """

    keys: Mapping[str, str] = MappingProxyType({})
    fault: str = ""


def read_settings() -> Settings:
    """The settings in this program's folder; without the file, or where it cannot be read, nothing is set."""
    path = state_folder() / FILE
    try:
        data = read_whole(path, MOST_BYTES)
        keys = read_toml(data).get("keys", {}) if data is not None else {}
    except (StorageFault, BrokenText) as error:
        return Settings(fault=f"{FILE} is not used: {error}. It is “{path}”.")
    if not isinstance(keys, dict):
        return Settings(fault=f"{FILE} is not used: keys is no table; begin it with [keys]. It is “{path}”.")
    return Settings({name: str(key) for name, key in keys.items()})
