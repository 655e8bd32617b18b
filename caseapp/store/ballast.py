"""A file that holds room free: given up when the disk is full, so that saving goes on.

On a full disk SQLite can delete nothing either, because deleting writes too. The file says
nothing and is no part of a backup. It is made where there is room enough, never by force.
docs/format.md names it.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Final

from caseapp.store.folder import VaultFolder
from caseapp.system import files

FILE_NAME: Final = "ballast"
MOST: Final = 64 * 1024 * 1024
_SHARE: Final = 20
"""On a small disk it takes one part in so many."""
_TIMES_FREE: Final = 3
"""It is made only where so many times its size is free."""
_PIECE: Final = 1024 * 1024


class Ballast:
    """The file `ballast` of one vault. `released`: it was given up since the vault was opened."""

    def __init__(self, folder: VaultFolder) -> None:
        self.path: Path = folder.path / FILE_NAME
        self.released = False

    def release(self) -> bool:
        """Give the room up; False if there was none to give."""
        try:
            self.path.unlink()
        except OSError:
            return False
        self.released = True
        return True

    def keep(self) -> bool:
        """Have the file at its full size, if there is room for it; whether it is there now.

        Takes a moment, or the time to write 64 MB where the system reserves nothing.
        """
        try:
            disk = shutil.disk_usage(self.path.parent)
            size = min(MOST, disk.total // _SHARE)
            if not self._is_whole(size):
                self.path.unlink(missing_ok=True)
                if disk.free < _TIMES_FREE * size:
                    return False
                self._make(size)
        except OSError:
            with suppress(OSError):
                self.path.unlink(missing_ok=True)
            return False
        self.released = False
        return True

    def _is_whole(self, size: int) -> bool:
        """A half of it may be left by a crash, and a smaller disk by a copy."""
        return self.path.is_file() and self.path.stat().st_size == size

    def _make(self, size: int) -> None:
        with files.open_new(self.path) as file:
            if hasattr(os, "posix_fallocate"):
                os.posix_fallocate(file.fileno(), 0, size)
                return
            piece = os.urandom(_PIECE)  # zeros take no room where the disk packs them
            for start in range(0, size, _PIECE):
                file.write(piece[: size - start])
