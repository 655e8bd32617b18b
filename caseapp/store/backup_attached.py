"""The attached files of a backup: which are there, which are copied, and whether they open.

They are never changed once written, so one that a finished backup vouches for is not copied
again; but a share of them is read each time, because what lies on a stick changes by itself.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from caseapp.i18n import N_
from caseapp.store.backup_check import AttachedRow, Meter, changed_files
from caseapp.store.backup_errors import FaultyDiskError
from caseapp.store.backup_manifest import FileEntry
from caseapp.store.backup_place import Place, copy_file, flush, hash_of, make_folder
from caseapp.store.blobs import BlobStore
from caseapp.store.errors import StoreError
from caseapp.store.faults import translate_errors
from caseapp.store.folder import VaultFolder
from caseapp.system import files
from caseapp.system.progress import Progress

_SHARE: Final = 8


class AttachedFiles:
    """Brings the attached files over that are not there yet, each decrypted again there."""

    def __init__(
        self,
        vault: VaultFolder,
        place: Place,
        secret: bytes,
        rows: Sequence[AttachedRow],
        known: Mapping[str, FileEntry],
        *,
        linked: bool,
    ) -> None:
        """`secret`: see `file_secret`. `known` are vouched for by finished backups. `linked`: on
        one disk a second name does, where the disk knows such."""
        self._here, self._place, self._linked = vault, place, linked
        self._from, self._to = BlobStore(vault, secret), BlobStore(place.attached, secret)
        missing = self._from.missing(row.id for row in rows)
        self.unsound: list[str] = []
        self.copied = 0
        self._entries: dict[str, FileEntry] = {}
        self._new: list[tuple[str, AttachedRow]] = []
        self._bytes = 0
        self._rows = {
            self._from.path(row.id).relative_to(vault.path).as_posix(): row for row in rows
        }
        self._missing = {name for name, row in self._rows.items() if row.id in missing}
        for name in self._rows:
            entry = known.get(name)
            if entry is not None and _has_size(place.path / name, entry.size):
                self._entries[name] = entry
            else:
                self._want(name)

    def _want(self, name: str) -> None:
        """Copy a file, if the vault has it."""
        self._entries.pop(name, None)
        if name in self._missing:
            self.unsound.append(name)
            return
        self._new.append((name, self._rows[name]))
        self._bytes += (self._here.path / name).stat().st_size

    def read_a_share(self, number: int, progress: Progress) -> None:
        """Read one in `_SHARE` of the files that are there, each time others.

        What lies on a stick for years changes by itself; what did is copied anew.
        """
        names = sorted(self._entries)[number % _SHARE :: _SHARE]
        entries = [self._entries[name] for name in names if name not in self._missing]
        total = sum(entry.size for entry in entries)
        meter = Meter(progress, total, N_("Reading what is there already…"))
        for name in changed_files(self._place.path, entries, meter):
            self._want(name)

    @property
    def bytes_to_copy(self) -> int:
        """Room that is needed for them, at most."""
        return 0 if self._linked else self._bytes

    def copy(self, progress: Progress) -> tuple[FileEntry, ...]:
        """All entries in the order of their names. The files are on the disk at the end."""
        meter = Meter(progress, 2 * self._bytes, N_("Copying attached files…"))
        there = self._place.path
        for name, _row in self._new:
            self._entries[name] = self._bring(name, meter)
            self.copied += 1
        for name, row in self._new:
            flush(there / name)
            self._look_into(name, row)
            meter(self._entries[name].size)
        for folder in {(there / name).parent for name, _row in self._new}:
            files.sync_folder(folder)
        files.sync_folder(there / "att")
        return tuple(self._entries[name] for name in sorted(self._entries))

    def _bring(self, name: str, meter: Meter) -> FileEntry:
        source, target = self._here.path / name, self._place.path / name
        make_folder(target.parent)
        target.unlink(missing_ok=True)  # one that no finished backup vouches for, or is damaged
        if self._linked:
            with suppress(OSError):
                os.link(source, target)
                return FileEntry(name, *hash_of(target, meter))
        copied = copy_file(source, target, meter, translate_errors)
        return FileEntry(name, copied.size, copied.blake2b)

    def _look_into(self, name: str, row: AttachedRow) -> None:
        """A copy that does not open is noted if the vault's own file is no better."""
        if _opens(self._to, row):
            return
        (self._place.path / name).stat()  # a disk that is gone is no damage
        if _opens(self._from, row):
            raise FaultyDiskError(part=name)
        self.unsound.append(name)


def _opens(blobs: BlobStore, row: AttachedRow) -> bool:
    try:
        blobs.verify(row.id, row.key, row.sha256)
    except StoreError:
        return False
    return True


def _has_size(path: Path, size: int) -> bool:
    try:
        return path.stat().st_size == size
    except OSError:
        return False
