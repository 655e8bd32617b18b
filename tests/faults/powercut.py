"""A disk whose power is cut: what was flushed is there, of the rest anything may be.

Fed with recorded calls, it keeps apart what the disk was told to keep and what only waits. At a
cut each waiting write is dropped, whole or torn by sectors, later ones without earlier ones too;
names that wait (made, renamed, removed) come or go in their order. Stricter than most disks: a
flushed file without a flushed folder has no name. Knows paths and bytes, nothing of vaults.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.faults.notify import Call

SECTOR: Final = 512
MODES: Final = ("nothing", "some", "some", "torn", "torn", "first ones", "all")
_FOLDER: Final = -1

Names = dict[str, int]


@dataclass
class _File:
    """What is on the disk, and the writes and cuts that wait: (offset, bytes) or (size, None)."""

    kept: bytearray = field(default_factory=bytearray)
    waiting: list[tuple[int, bytes | None]] = field(default_factory=list)


@dataclass(frozen=True)
class _Naming:
    """A change of names that waits, and the folders whose flush keeps it."""

    folders: frozenset[str]
    apply: Callable[[Names], object]


class Disk:
    """What lies below one folder. Built from what is there, then fed call by call."""

    def __init__(self, root: Path, begin: Path) -> None:
        """`root` is where the recorded calls wrote; `begin` holds what was there before them."""
        self._root = root
        self._files: list[_File] = []
        self._kept: Names = {}
        for path in sorted(begin.rglob("*")):
            name = path.relative_to(begin).as_posix()
            self._kept[name] = _FOLDER if path.is_dir() else self._new(path.read_bytes())
        self._now = dict(self._kept)
        self._waiting: list[_Naming] = []

    def _new(self, content: bytes = b"") -> int:
        self._files.append(_File(bytearray(content)))
        return len(self._files) - 1

    def _name(self, path: Path | None) -> str | None:
        """Relative to the root; None for what lies elsewhere."""
        if path is None or (path != self._root and self._root not in path.parents):
            return None
        return path.relative_to(self._root).as_posix()

    # -- what is done to it --------------------------------------------------------------------
    def feed(self, calls: Iterable[Call]) -> None:
        for call in calls:
            name = self._name(call.path)
            if name is not None:
                self._do(call, name)

    def _do(self, call: Call, name: str) -> None:
        number = self._now.get(name, _FOLDER)
        match call.name:
            case "write" | "pwrite64" if number != _FOLDER:
                self._files[number].waiting.append((call.offset, call.data))
            case "ftruncate" if number != _FOLDER:
                self._files[number].waiting.append((call.size, None))
            case "fsync" | "fdatasync":
                self._flush(name, number)
            case "openat" if call.makes and name not in self._now:
                made = self._new()
                self._rename(name, lambda names: names.__setitem__(name, made))
            case "openat" if call.size & os.O_TRUNC and number != _FOLDER:
                self._files[number].waiting.append((0, None))
            case "mkdir" if name not in self._now:
                self._rename(name, lambda names: names.__setitem__(name, _FOLDER))
            case "unlink" | "rmdir":
                self._rename(name, lambda names: names.pop(name, None))
            case "rename" | "link":
                self._move(name, self._name(call.other), call.name == "rename")
            case "writev" | "pwritev" | "sendfile" | "copy_file_range" | "fallocate":
                raise NotImplementedError(call.name)

    def _move(self, source: str, target: str | None, goes: bool) -> None:
        if target is None or source not in self._now or (not goes and target in self._now):
            return
        number = self._now[source]

        def apply(names: Names) -> None:
            if goes:
                names.pop(source, None)
            names[target] = number
            for below in [one for one in names if one.startswith(f"{source}/")]:
                names[target + below.removeprefix(source)] = names.pop(below)

        self._rename(source, apply, target)

    def _rename(self, name: str, apply: Callable[[Names], object], also: str = "") -> None:
        apply(self._now)
        folders = {Path(one).parent.as_posix() for one in (name, also) if one}
        self._waiting.append(_Naming(frozenset(folders), apply))

    def _flush(self, name: str, number: int) -> None:
        if number != _FOLDER:
            for change in self._files[number].waiting:
                _write(self._files[number].kept, *change)
            self._files[number].waiting.clear()
            return
        for naming in [one for one in self._waiting if name in one.folders]:
            naming.apply(self._kept)
            self._waiting.remove(naming)

    # -- the cut -------------------------------------------------------------------------------
    def cut(self, chance: random.Random, target: Path) -> str:
        """Write what the disk holds after a cut into a new folder; returns how it was chosen."""
        mode = chance.choice(MODES)
        names = dict(self._kept)
        shown = {"nothing": 0, "all": len(self._waiting)}
        for naming in self._waiting[: shown.get(mode, chance.randint(0, len(self._waiting)))]:
            naming.apply(names)
        target.mkdir()
        for name, number in sorted(names.items()):
            path = target / name
            if not path.parent.is_dir():
                continue  # its folder was lost
            if number == _FOLDER:
                path.mkdir()
            else:
                path.write_bytes(_left(self._files[number], mode, chance))
        return mode


def _left(file: _File, mode: str, chance: random.Random) -> bytes:
    content, waiting = bytearray(file.kept), file.waiting
    if mode == "nothing":
        waiting = []
    elif mode == "first ones":
        waiting = waiting[: chance.randint(0, len(waiting))]
    elif mode != "all":
        waiting = [one for one in waiting if chance.random() < 0.5]
    for offset, data in waiting:
        if mode == "torn" and data is not None:
            _tear(content, offset, data, chance)
        else:
            _write(content, offset, data)
    return bytes(content)


def _tear(content: bytearray, offset: int, data: bytes, chance: random.Random) -> None:
    """Of each sector what was written, nothing, or noise."""
    start = 0
    while start < len(data):
        end = min(len(data), (offset + start) // SECTOR * SECTOR + SECTOR - offset)
        fate = chance.random()
        if fate < 0.6:
            _write(content, offset + start, data[start:end])
        elif fate < 0.65:
            _write(content, offset + start, chance.randbytes(end - start))
        start = end


def _write(content: bytearray, offset: int, data: bytes | None) -> None:
    if data is None:
        del content[offset:]
    if len(content) < offset:
        content.extend(bytes(offset - len(content)))
    if data is not None:
        content[offset : offset + len(data)] = data
