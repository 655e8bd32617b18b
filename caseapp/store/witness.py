"""A small file beside the database that remembers how many writes it has seen.

SQLite takes a damaged WAL for a shorter one, and an older copy of the database is as sound
as the newest: only something outside can tell that writes are missing. It is written after
each commit and never waited for, so it may lag behind, but is never ahead of what the disk
was told to keep. docs/format.md states every byte.
"""

from __future__ import annotations

import hashlib
import hmac
from contextlib import suppress
from pathlib import Path
from typing import Final

from caseapp.store.folder import VaultFolder
from caseapp.store.keyslots import MasterKey, Purpose
from caseapp.system import files

_NUMBER_SIZE: Final = 8
_SEAL_SIZE: Final = 16


class Witness:
    """The file `seen`: the generation in 8 bytes, big end first, and 16 bytes that seal it."""

    def __init__(self, folder: VaultFolder, master: MasterKey) -> None:
        self._path = folder.path / "seen"
        self._key = master.subkey(Purpose.WITNESS)

    @property
    def path(self) -> Path:
        return self._path

    def generation(self) -> int:
        """The last generation that was noted; 0 if the file is missing or not sound."""
        try:
            content = files.read_limited(self._path, _NUMBER_SIZE + _SEAL_SIZE)
        except (OSError, ValueError):
            return 0
        number = content[:_NUMBER_SIZE]
        if not hmac.compare_digest(content[_NUMBER_SIZE:], self._seal(number)):
            return 0
        return int.from_bytes(number, "big")

    def note(self, generation: int) -> None:
        """Remember a generation. The write it tells of is done, so a failure here is let pass."""
        number = generation.to_bytes(_NUMBER_SIZE, "big")
        content = number + self._seal(number)
        with suppress(OSError):
            if not self._path.exists():
                with files.open_new(self._path) as file:
                    file.write(content)
            else:
                with self._path.open("r+b", buffering=0) as file:
                    file.write(content)
                    file.truncate()

    def _seal(self, number: bytes) -> bytes:
        return hashlib.blake2b(number, key=self._key, digest_size=_SEAL_SIZE).digest()
