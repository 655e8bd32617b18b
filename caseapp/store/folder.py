"""The vault folder: which file lies where, and the plain description STORE.json.

The description holds no secret: the vault's id, its format number and the name that its
owner gave it. This module opens neither the keys nor the database.
"""

from __future__ import annotations

import json
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from caseapp.store.errors import (
    BackupNotVaultError,
    DamagedDescriptionError,
    FolderNotEmptyError,
    NewerVaultError,
    NotAVaultError,
    UnusablePathError,
    VaultMissingError,
)
from caseapp.store.faults import translate_errors
from caseapp.system import files

FORMAT = "case-file vault"
FORMAT_VERSION = 1
"""Number of the folder's layout. A larger one in STORE.json is refused."""

BACKUP_MANIFEST = "manifest.json"
"""What a backup has beside the files of a vault."""

NAME_LIMIT = 200
_DESCRIPTION_LIMIT = 64 * 1024


@dataclass(frozen=True, slots=True)
class VaultFolder:
    """Paths of one vault, and what its STORE.json says. `name` may be empty."""

    path: Path
    store_id: uuid.UUID
    format_version: int
    name: str

    @property
    def description_file(self) -> Path:
        return self.path / "STORE.json"

    @property
    def key_file(self) -> Path:
        return self.path / "keys.json"

    @property
    def previous_key_file(self) -> Path:
        """The key file before an unfinished change of passphrase."""
        return self.path / "keys.json.prev"

    @property
    def database(self) -> Path:
        return self.path / "case.db"

    @property
    def attachments(self) -> Path:
        return self.path / "att"

    @property
    def temporary(self) -> Path:
        """For working files that are encrypted themselves; emptied at start."""
        return self.path / "tmp"

    @property
    def own_backups(self) -> Path:
        """For the backups that are made before a migration; others belong on another disk."""
        return self.path / "backup"

    @property
    def lock_file(self) -> Path:
        return self.path / "lock"

    @classmethod
    @translate_errors()
    def create(cls, path: Path, name: str = "") -> VaultFolder:
        """Make the folders and STORE.json at `path`, which must be absent or empty.

        Folders are 0700 and files 0600. The keys and the database are still to be made;
        `new_vault_folder` does that so that no half of it can remain.
        """
        path = path.absolute()
        _require_empty(path)
        folder = cls(path, uuid.uuid4(), FORMAT_VERSION, name[:NAME_LIMIT])
        for part in (folder.path, folder.attachments, folder.temporary):
            files.make_private_folder(part)
        folder._describe()
        return folder

    @classmethod
    @translate_errors()
    def load(cls, path: Path, *, backup: bool = False) -> VaultFolder:
        """Read STORE.json at `path`; touches nothing else.

        Raises `VaultMissingError`, `NotAVaultError`, `DamagedDescriptionError` (it has the
        other files of a vault), `NewerVaultError`, or, unless a `backup` is meant,
        `BackupNotVaultError`: whoever worked in a backup would spoil it.
        """
        path = path.absolute()
        if not path.exists():
            raise VaultMissingError(path=path)
        if not path.is_dir():
            raise NotAVaultError(path=path)
        if (path / BACKUP_MANIFEST).exists() and not backup:
            raise BackupNotVaultError(path=path)
        try:
            raw = files.read_limited(path / "STORE.json", _DESCRIPTION_LIMIT)
        except FileNotFoundError:
            if (path / "keys.json").exists() or (path / "case.db").exists():
                raise DamagedDescriptionError from None
            raise NotAVaultError(path=path) from None
        except ValueError:
            raise DamagedDescriptionError from None
        return cls._from_description(path, raw)

    @classmethod
    def _from_description(cls, path: Path, raw: bytes) -> VaultFolder:
        try:
            content = json.loads(raw)
            if content["format"] != FORMAT:
                raise NotAVaultError(path=path)
            version = content["format_version"]
            if type(version) is not int or version < 1:
                raise DamagedDescriptionError
            if version > FORMAT_VERSION:
                raise NewerVaultError(found=version, known=FORMAT_VERSION)
            store_id = uuid.UUID(content["store_id"])
            name = content["name"]
            if not isinstance(name, str):
                raise DamagedDescriptionError
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise DamagedDescriptionError from None
        return cls(path, store_id, version, name[:NAME_LIMIT])

    @translate_errors()
    def renamed(self, name: str) -> VaultFolder:
        """Give the vault another display name, in STORE.json and in the value returned."""
        folder = VaultFolder(self.path, self.store_id, self.format_version, name[:NAME_LIMIT])
        folder._describe()
        return folder

    @translate_errors()
    def clear_temporary(self) -> int:
        """Remove what an interrupted run left behind; returns the number of entries.

        Only for the process that holds the instance lock.
        """
        removed = files.sweep_temporaries(self.path)
        files.make_private_folder(self.temporary)
        for entry in self.temporary.iterdir():
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()
            removed += 1
        return removed

    @translate_errors()
    def make_private(self) -> None:
        """Take group and world rights away again, for example after copying from a stick."""
        for root, _folders, names in os.walk(self.path):
            Path(root).chmod(files.PRIVATE_FOLDER)
            for name in names:
                Path(root, name).chmod(files.PRIVATE_FILE)

    def _describe(self) -> None:
        content = {
            "format": FORMAT,
            "format_version": self.format_version,
            "store_id": str(self.store_id),
            "name": self.name,
        }
        text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
        files.replace_atomically(self.description_file, text.encode("utf-8"))


@contextmanager
def new_vault_folder(path: Path, name: str = "") -> Iterator[VaultFolder]:
    """Make a vault beside `path` and let it appear there when the block ends well.

    Inside the block the caller makes the keys and the database and closes them again. If
    the block fails, or the machine stops, there is nothing at `path`.
    """
    path = path.absolute()
    with translate_errors():
        _require_empty(path)
        if not path.parent.exists():
            files.make_private_folder(path.parent)
    building = path.with_name(f".{uuid.uuid4().hex}.new")
    with appearing(path, building):
        yield VaultFolder.create(building, name)


@contextmanager
def appearing(path: Path, building: Path) -> Iterator[None]:
    """Let the folder `building`, beside `path`, become `path` when the block ends well.

    `path` is absent or an empty folder. If the block fails, `building` goes.
    """
    try:
        yield
        with translate_errors():
            if path.exists():
                path.rmdir()
            try:
                files.rename_durably(building, path)
            except FileNotFoundError as error:
                if building.exists():  # exFAT says so of "?" in a name; the disk is there
                    raise UnusablePathError from error
                raise
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise


def _require_empty(path: Path) -> None:
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise FolderNotEmptyError(path=path)
