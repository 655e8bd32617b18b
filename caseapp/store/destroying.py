"""Destroys the way into a vault, and takes a vault off this machine.

A vault is unreadable without the slots of its key file, whatever passphrase or recovery key
somebody has: every copy of it in the vault's folder is overwritten and deleted here. What lies
elsewhere (backups, sticks, paper) is not touched. Opens nothing and knows no key.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Final

from caseapp.store.folder import VaultFolder
from caseapp.system import files

_KEYS: Final = "keys.json"
"""Part of the name of each copy: keys.json.prev, .keys.json.<chance>.tmp while one is written."""
_LARGE: Final = ("att",)
"""Folders with thousands of files and no key file: to walk through them would take seconds."""
_LONGEST: Final = 1024 * 1024
"""Bytes that are overwritten of one file; a key file has at most 64 KiB."""
_LOOKS: Final = 3


def key_copies(vault: Path, *, own_backups: bool = True) -> list[Path]:
    """Every file in the vault's folder that may wrap its master key, the one in force first.

    With those of an unfinished change of passphrase or master key, and, unless not wanted, of
    the backups that the vault keeps in its own folder `backup`.
    """
    left_out = {*_LARGE, *(() if own_backups else ("backup",))}
    found = []
    for root, folders, names in os.walk(vault):
        if Path(root) == vault:
            folders[:] = sorted(name for name in folders if name not in left_out)
        else:
            folders[:] = [name for name in folders if name not in _LARGE]
        found += [Path(root, name) for name in sorted(names) if _KEYS in name]
    return sorted(found, key=lambda path: (path.parent != vault, path.name != _KEYS))


def destroy_keys(vault: Path, *, own_backups: bool = True) -> list[Path]:
    """Overwrite each key file with random bytes, flush, delete. What resisted is returned.

    Goes on whatever fails, and looks again at the end: a change that is just being made may have
    written another. The disk may keep the old bytes elsewhere (SSDs and sticks do).
    """
    for _look in range(_LOOKS):
        there = key_copies(vault, own_backups=own_backups)
        if not there:
            break
        for path in there:
            _destroy(path)
        with suppress(OSError):
            for folder in dict.fromkeys(path.parent for path in there):
                files.sync_folder(folder)
    return key_copies(vault, own_backups=own_backups)


def remove_vault(vault: Path) -> list[Path]:
    """Destroy the keys of a closed vault, then delete its folder; what is left of it is returned.

    `StoreError` as `VaultFolder.load` says, before anything is touched: a folder that is no
    vault, or a backup, is never deleted.
    """
    folder = VaultFolder.load(vault).path
    destroy_keys(folder)
    shutil.rmtree(folder, ignore_errors=True)
    return [path for path in folder.rglob("*") if not path.is_dir()] if folder.exists() else []


def _destroy(path: Path) -> None:
    with suppress(OSError):
        path.chmod(files.PRIVATE_FILE)  # Windows deletes nothing that is marked read-only
    with suppress(OSError):
        files.write_over(path, longest=_LONGEST)
    with suppress(OSError):
        path.unlink()
