"""The power fails between any two calls to the disk: what was not synced is lost in part or whole, and no answer given.

The disk is a model. What an act does to the files of a folder is written down call by call; then the folder is made as
a disk may leave it. Of what was written to a file and not synced any part may be there, the last piece cut anywhere; of
new names, and names that changed, those up to any one since the folder was synced. Nothing more is promised of a disk.
"""

from __future__ import annotations

import os
import random
import shutil
from collections import Counter, defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from des_decider.record import sign_off as signing
from des_decider.record.memo_files import compose
from des_decider.record.sign_off import sign_off
from des_decider.record.verify import NotSealed, verify
from tests.how_many import cases
from tests.record.decisions import made, opened, texts
from tests.record.ready import PRESENT, SIGNED, ready

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

Step = tuple[Any, ...]
"""What one call did: its name, the file or names it was about, and what it wrote."""


class Written:
    """What is done to the files of one folder, in the order of the calls; reading is nothing to it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files = {path.name: n for n, path in enumerate(sorted(folder.iterdir()))}
        self.before = {n: (folder / name).read_bytes() for name, n in self.files.items()}
        self.named = dict(self.files)
        self.steps: list[Step] = []
        self._numbers = len(self.files)
        self._open: dict[int, tuple[int, int]] = {}
        """The file of each handle, and where in it one stands."""

    def kept(self, what: str) -> None:
        """From here on it is said of something that it is kept."""
        self.steps.append(("kept", what))

    def _inside(self, path: object) -> str:
        """The name of a file of the folder; empty for all others, and for the folder itself."""
        place = Path(os.fspath(path))  # type: ignore[call-overload]
        return place.name if place.parent == self.folder else ""

    def open(self, call: Callable[..., int], path: object, flags: int, *more: object, **named: object) -> int:
        """A file that is opened, and made where there was none; or the folder, to be synced."""
        handle = call(path, flags, *more, **named)
        if name := self._inside(path):
            if name not in self.named:
                self.named[name] = self._numbers
                self.steps.append(("name", name, self._numbers))
                self._numbers += 1
            self._open[handle] = self.named[name], 0
            if flags & os.O_TRUNC:
                self.steps.append(("cut", self.named[name], 0))
        elif os.fspath(path) == str(self.folder):  # type: ignore[call-overload]
            self._open[handle] = -1, 0
        return handle

    def write(self, call: Callable[..., int], handle: int, data: bytes) -> int:
        """A piece that is written where one stands."""
        length = call(handle, data)
        if handle in self._open:
            file, at = self._open[handle]
            self.steps.append(("write", file, at, bytes(data[:length])))
            self._open[handle] = file, at + length
        return length

    def read(self, call: Callable[..., bytes], handle: int, most: int) -> bytes:
        """Reading goes on in the file, too."""
        data = call(handle, most)
        if handle in self._open:
            self._open[handle] = self._open[handle][0], self._open[handle][1] + len(data)
        return data

    def lseek(self, call: Callable[..., int], handle: int, at: int, how: int) -> int:
        """One goes to a place of the file."""
        place = call(handle, at, how)
        if handle in self._open:
            self._open[handle] = self._open[handle][0], place
        return place

    def ftruncate(self, call: Callable[..., None], handle: int, size: int) -> None:
        """A file is cut."""
        call(handle, size)
        if handle in self._open:
            self.steps.append(("cut", self._open[handle][0], size))

    def fsync(self, call: Callable[..., None], handle: int) -> None:
        """A file, or the names of the folder, are on the disk."""
        call(handle)
        if handle in self._open:
            self.steps.append(("sync", self._open[handle][0]))

    def close(self, call: Callable[..., None], handle: int) -> None:
        """A handle is given back."""
        self._open.pop(handle, None)
        call(handle)

    def replace(self, call: Callable[..., None], old: object, new: object) -> None:
        """A file takes another's place."""
        call(old, new)
        if (was := self._inside(old)) and (name := self._inside(new)):
            self.named[name] = self.named.pop(was)
            self.steps.append(("rename", was, name))

    def unlink(self, call: Callable[..., None], path: object, *more: object, **named: object) -> None:
        """A name goes."""
        call(path, *more, **named)
        if name := self._inside(path):
            self.named.pop(name, None)
            self.steps.append(("gone", name))


CALLS = ("open", "write", "read", "lseek", "ftruncate", "fsync", "close", "replace", "unlink")


@contextmanager
def writing_down(folder: Path) -> Iterator[Written]:
    """Everything that is done to the files of a folder."""
    found = Written(folder)
    with pytest.MonkeyPatch.context() as patched:
        for name in CALLS:
            call, noted = getattr(os, name), getattr(found, name)
            patched.setattr(os, name, lambda *given, call=call, noted=noted, **named: noted(call, *given, **named))
        yield found


@dataclass
class Disk:
    """A folder as it is on the disk for certain, and what is on its way there."""

    names: dict[str, int]
    synced: dict[int, bytes]
    names_on_their_way: list[Step] = field(default_factory=list)
    on_its_way: dict[int, list[Step]] = field(default_factory=lambda: defaultdict(list))
    kept: list[str] = field(default_factory=list)

    def do(self, step: Step) -> None:
        """One call more."""
        match step:
            case ("name" | "rename" | "gone", *_):
                self.names_on_their_way.append(step)
            case ("write" | "cut", file, *_):
                self.on_its_way[file].append(step)
            case ("sync", -1):
                for one in self.names_on_their_way:
                    _rename(self.names, one)
                self.names_on_their_way = []
            case ("sync", file):
                self.synced[file] = _with(self.synced.get(file, b""), self.on_its_way.pop(file, []))
            case ("kept", what):
                self.kept.append(what)

    def after_a_cut(self, rng: random.Random) -> dict[str, bytes]:
        """The files of the folder as one cut of the power may leave them."""
        names = dict(self.names)
        for one in self.names_on_their_way[: rng.randint(0, len(self.names_on_their_way))]:
            _rename(names, one)
        return {name: self._data(file, rng) for name, file in names.items()}

    def _data(self, file: int, rng: random.Random) -> bytes:
        came = self.on_its_way.get(file, [])
        how = rng.choice(("none", "all", "some", "beginning"))
        if how == "none":
            came = []
        elif how == "some":
            came = [one for one in came if rng.random() < 0.5]
        elif how == "beginning" and came:
            came = came[: rng.randint(1, len(came))]
            kind, _, at, *data = came[-1]
            if kind == "write":
                came = [*came[:-1], (kind, file, at, data[0][: rng.randint(0, len(data[0]))])]
        return _with(self.synced.get(file, b""), came)


def _rename(names: dict[str, int], step: Step) -> None:
    match step:
        case ("name", name, file):
            names[name] = file
        case ("rename", old, new):
            if old in names:
                names[new] = names.pop(old)
        case ("gone", name):
            names.pop(name, None)


def _with(data: bytes, steps: list[Step]) -> bytes:
    for kind, _, at, *more in steps:
        if kind == "cut":
            data = data[:at].ljust(at, b"\0")
        else:
            data = data[:at].ljust(at, b"\0") + more[0] + data[at + len(more[0]) :]
    return data


def cuts(written: Written, number: int, rng: random.Random) -> Iterator[tuple[Disk, dict[str, bytes]]]:
    """Folders as a cut may leave them, at some of all places; each with what is certain by then."""
    for at in sorted(rng.choices(range(len(written.steps) + 1), k=number)):
        disk = Disk(dict(written.files), dict(written.before))
        for step in written.steps[:at]:
            disk.do(step)
        yield disk, disk.after_a_cut(rng)


def put(folder: Path, files: Mapping[str, bytes]) -> Path:
    """A folder with these files and no others."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


GIVEN = (
    {"home.1.beds": "30"}, {"home.1.name": "Samphire House"}, {"cost.gp_hour": "about ninety"}, {"home.1.beds": "31"},
    {"practice.registered_list": "4,300", "practice.weighted_list": "4,400"}, {"home.2.beds": "12"},
)  # fmt: skip
"""What is answered one after another; one of them is not understood, and kept as typed."""


def test_every_answer_that_was_acknowledged_is_there_after_the_power_failed(tmp_path: Path) -> None:
    folder = tmp_path / "d"
    made(folder).close()
    as_kept: dict[str, dict[str, str]] = {"": texts(opened(folder, read_only=True).answers)}
    drafted: dict[str, str] = {}
    with writing_down(folder) as written, opened(folder) as session:
        for n, given in enumerate(GIVEN):
            session.give(given, by="Ann")
            as_kept[str(n)] = texts(session.answers)
            drafted[str(n)] = session.drafts.get("cost.gp_hour", "")
            written.kept(str(n))
        session.undo(by="Ann")
        as_kept["undone"] = texts(session.answers)
        drafted["undone"] = session.drafts.get("cost.gp_hour", "")
        written.kept("undone")
    in_order = list(as_kept)
    came: Counter[str] = Counter()
    rng = random.Random(20200531)  # noqa: S311 - the same cuts each time
    for disk, files in cuts(written, cases(80, thorough=600), rng):
        last = disk.kept[-1] if disk.kept else ""
        at = in_order.index(last)
        with opened(put(tmp_path / "cut", files)) as session:
            found = texts(session.answers)
            assert (session.read_only, found in [as_kept[step] for step in in_order[at : at + 2]]) == ("", True), last
            assert session.drafts.get("cost.gp_hour", "") in {drafted.get(step, "") for step in in_order[at : at + 2]}
            came["on its way" if found != as_kept[last] else last] += 1
            assert session.give({"home.3.beds": "9"}, by="Ann").fault == ""
        assert not list((tmp_path / "cut").glob(".des-decider-*"))
        with opened(tmp_path / "cut") as again:
            assert again.answers.text("home.3.beds") == "9"
    assert len(came) > 5, came


def test_a_sign_off_is_there_whole_or_not_at_all_after_the_power_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signing, "FORMATS", ("md",))
    folder = tmp_path / "d"
    with ready(folder) as session:
        composed = compose(session)  # once: what it hangs on takes its time
    monkeypatch.setattr(signing, "compose", lambda *_, **__: composed)
    with writing_down(folder) as written, opened(folder) as session:
        sign_off(session, PRESENT, SIGNED)
        written.kept("sealed")
    came: Counter[str] = Counter()
    rng = random.Random(20200531)  # noqa: S311 - the same cuts each time
    for disk, files in cuts(written, cases(60, thorough=400), rng):
        cut = put(tmp_path / "cut", files)
        sealed = (cut / "seal.toml").exists()
        assert sealed or not disk.kept
        came["sealed" if sealed else "open"] += 1
        with opened(cut) as session:
            assert bool(session.read_only) is sealed
            if not sealed:
                with pytest.raises(NotSealed, match="is not signed off"):
                    verify(cut)
                sign_off(session, PRESENT, SIGNED)
        assert verify(cut).state == "intact"
        assert not list(cut.glob(".ready-*"))
    assert min(came["sealed"], came["open"]) > 5, came
