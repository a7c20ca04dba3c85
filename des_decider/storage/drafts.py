"""draft.toml: text that is being typed and no answer yet, so that neither a closed window nor a full disk loses it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from des_decider.decision.changes import LONGEST_ID
from des_decider.storage.last_line import last_line, with_last_line
from des_decider.storage.places import rescue_folder
from des_decider.storage.safely import StorageFault, keep_aside, make_folder, read_whole, remove, write_safely
from des_decider.storage.toml_text import BrokenText, read_toml, write_toml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE = "draft.toml"
FORMAT = "1.0"
MOST_BYTES = 4 * 1024 * 1024
LONGEST_DRAFT = 100_000
"""Characters one draft may have: more than an answer, as nothing typed is thrown away before it is read."""
MOST_DRAFTS = 1000


def rescue(decision: str, texts: Mapping[str, str]) -> None:
    """Keep texts in this program's own folder that their decision's could not take. Raises StorageFault."""
    folder = rescue_folder(decision)
    make_folder(folder)
    Drafts(folder, writable=True).keep_all(texts)


def rescued(decision: str) -> Drafts:
    """What was rescued of a decision on this computer."""
    return Drafts(rescue_folder(decision), writable=True)


class Drafts:
    """The drafts of one decision. A broken file is kept aside and never stands in the way; `notice` says so."""

    def __init__(self, folder: Path, *, writable: bool) -> None:
        self._path = folder / FILE
        self._texts: dict[str, str] = {}
        self.notice = ""
        try:
            data = read_whole(self._path, MOST_BYTES)
        except StorageFault as error:
            self.notice = f"What was being typed could not be read: {error}."
            return
        if data is None:
            return
        try:
            self._texts = _read(data)
        except BrokenText as error:
            self.notice = f"draft.toml could not be read ({error}), so what was being typed is not shown."
            if writable:
                with suppress(StorageFault):
                    kept = keep_aside(self._path, data)
                    remove(self._path)
                    self.notice += f" It is kept as {kept.name}."

    @property
    def texts(self) -> Mapping[str, str]:
        """The drafts by id."""
        return dict(self._texts)

    def keep(self, id_: str, text: str) -> None:
        """Keep a text being typed. Raises as `keep_all` does."""
        self.keep_all({id_: text})

    def keep_all(self, texts: Mapping[str, str]) -> None:
        """Keep texts being typed; on return they are on the disk. An empty text drops its draft.

        Raises StorageFault where they cannot be written or one is too long; the drafts are then as they were.
        """
        texts = {id_: text.encode(errors="replace").decode() for id_, text in texts.items()}
        if any(len(id_) > LONGEST_ID or len(text) > LONGEST_DRAFT for id_, text in texts.items()):
            raise StorageFault(
                f"what is being typed has more than {LONGEST_DRAFT:,} characters and is not kept; shorten it"
            )
        kept = {id_: text for id_, text in self._texts.items() if id_ not in texts}
        changed = kept | {id_: text for id_, text in texts.items() if text}
        if changed != self._texts:
            if len(changed) > MOST_DRAFTS:
                raise StorageFault(f"more than {MOST_DRAFTS:,} texts are being typed; give or drop some of them")
            self._save(changed)

    def drop(self, *ids: str) -> None:
        """Forget drafts that are given or given up. Raises StorageFault; the drafts are then as they were."""
        changed = {key: text for key, text in self._texts.items() if key not in ids}
        if changed != self._texts:
            self._save(changed)

    def _save(self, texts: dict[str, str]) -> None:
        if texts:
            write_safely(self._path, with_last_line(write_toml({"format": FORMAT, "drafts": texts})))
        else:
            remove(self._path)
        self._texts = texts


def _read(data: bytes) -> dict[str, str]:
    drafts = read_toml(data).get("drafts")
    if not isinstance(drafts, dict):
        raise BrokenText("it holds no drafts")
    if last_line(data) != "fits":
        # Unlike an answer, a draft is not asked for again: what is shown as typed has to be what was typed.
        raise BrokenText("it was changed after it was written")
    return {id_: text for id_, text in drafts.items() if isinstance(text, str) and len(text) <= LONGEST_DRAFT}
