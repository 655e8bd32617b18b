"""What is wrong with a vault that does not open, and what can be done about it.

Reads only; a repair puts what was there aside and writes one small file. What can be done is told
best first: a backup beside, what can be read saved into a new vault, looking without writing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from uuid import UUID

from caseapp.store.backup_manifest import UnsoundManifestError
from caseapp.store.backup_place import is_backup, look, read_manifest
from caseapp.store.errors import (
    BrokenHistoryError,
    DamagedDescriptionError,
    DamagedKeysError,
    DamagedVaultError,
    DatabaseMissingError,
    StoreError,
    WrongPassphraseError,
)
from caseapp.store.faults import translate_errors
from caseapp.store.folder import FORMAT_VERSION, VaultFolder
from caseapp.store.keys import KeyFile
from caseapp.store.keyslots import MasterKey, PassphraseSlot, Purpose
from caseapp.store.unclean import OpenMark
from caseapp.store.witness import Witness
from caseapp.system import files

_PAGE = re.compile(r"\bpage (\d+)")
_LOOKED_AT = 3
"""Backups whose keys are tried: each try takes as long as opening a vault."""


class Part(StrEnum):
    """What is damaged."""

    DESCRIPTION = "description"
    KEYS = "keys"
    DATABASE = "database"
    MISSING = "missing"
    HISTORY = "history"


_PARTS: dict[type[StoreError], Part] = {
    DamagedDescriptionError: Part.DESCRIPTION,
    DamagedKeysError: Part.KEYS,
    DamagedVaultError: Part.DATABASE,
    DatabaseMissingError: Part.MISSING,
    BrokenHistoryError: Part.HISTORY,
}


def damaged_part(error: BaseException) -> Part | None:
    """Which part an error of opening is about; None if it is about no damage."""
    return _PARTS.get(type(error)) if isinstance(error, StoreError) else None


@dataclass(frozen=True, slots=True)
class Keys:
    """A master key, and the sound key file that gave it."""

    master: MasterKey
    file: Path


@dataclass(frozen=True, slots=True)
class BackupOffer:
    """A backup of this vault. `lacks` counts the writes that came after it; None: not known."""

    path: Path
    made_at: datetime
    lacks: int | None = None


@dataclass(frozen=True, slots=True)
class Damage:
    """A vault that does not open. `details` are a check's own words: pages and tables, no content.

    `keys`: the passphrase opens them. `keys_elsewhere`: a sound key file of this vault in a
    backup, to put in the place of the damaged one. `store_id` lets STORE.json be written anew.
    """

    path: Path
    part: Part
    error: StoreError
    details: tuple[str, ...] = ()
    backups: tuple[BackupOffer, ...] = ()
    keys: Keys | None = None
    keys_elsewhere: Path | None = None
    store_id: UUID | None = None
    folder: VaultFolder | None = None
    can_look: bool = False

    @property
    def pages(self) -> list[int]:
        """The pages of the database that a check named, in order."""
        return sorted({int(n) for told in self.details for n in _PAGE.findall(told)})

    @property
    def can_salvage(self) -> bool:
        """Whether it is worth trying: the keys open, and there is a database."""
        return self.part is Part.DATABASE and self.keys is not None


def diagnose(path: Path, passphrase: str, error: StoreError, places: Sequence[Path]) -> Damage:
    """What can be done about a vault whose opening raised `error`, of `damaged_part`.

    `places` are folders where backups may be. Takes as long as opening a vault, or some times
    that where the key file is damaged.
    """
    part = _PARTS[type(error)]
    folder = described(path)
    details = tuple(
        f"{one.check}: {line}"
        for one in getattr(error, "findings", ()) for line in one.detail.splitlines()
    )  # fmt: skip
    store_id = folder.store_id if folder is not None else None
    keys = None
    if folder is not None:
        with suppress(StoreError):
            keys = keys_of(folder, passphrase)
    backups = _backups(store_id, places, folder, keys)
    elsewhere = None
    if part is Part.KEYS and folder is not None:
        elsewhere = _keys_elsewhere(folder, passphrase, backups)
    can_look = False
    if folder is not None and keys is not None and part is Part.DATABASE:
        can_look = not OpenMark(folder).has_wal()
    return Damage(
        path, part, error, details, backups, keys, elsewhere, store_id, folder, can_look
    )  # fmt: skip


def described(path: Path) -> VaultFolder | None:
    """The folder as STORE.json says, or as the key file says where that is damaged."""
    with suppress(StoreError):
        return VaultFolder.load(path)
    with suppress(StoreError):
        return VaultFolder(path.absolute(), KeyFile.own_store_id(path / "keys.json"),
                           FORMAT_VERSION, "")  # fmt: skip
    return None


def keys_of(folder: VaultFolder, passphrase: str, *elsewhere: Path) -> Keys:
    """The master key, from keys.json, keys.json.prev or another file; nothing is changed.

    Raises DamagedKeysError or WrongPassphraseError.
    """
    sound = False
    for path in (folder.key_file, folder.previous_key_file, *elsewhere):
        with suppress(DamagedKeysError), translate_errors():
            slots = KeyFile.load(path, folder.store_id).slots
            sound = True
            for slot in slots:
                if isinstance(slot, PassphraseSlot):
                    master = slot.open(passphrase, folder.store_id)
                    if master is not None:
                        return Keys(master, path)
    raise WrongPassphraseError if sound else DamagedKeysError


def write_description(path: Path) -> VaultFolder:
    """Write STORE.json anew, with the vault's id from its key file; its name is lost.

    The damaged one is kept as STORE.json.damaged. Raises DamagedDescriptionError if the key file
    does not tell.
    """
    with suppress(DamagedKeysError):
        store_id = KeyFile.own_store_id(path / "keys.json")
        with translate_errors():
            _put_aside(path / "STORE.json")
            return VaultFolder(path.absolute(), store_id, FORMAT_VERSION, "").renamed("")
    raise DamagedDescriptionError


def put_keys(folder: VaultFolder, source: Path) -> None:
    """Put a sound key file of this vault in the place of the damaged one, which is kept aside."""
    KeyFile.load(source, folder.store_id)
    with translate_errors():
        content = source.read_bytes()
        _put_aside(folder.key_file)
        files.replace_atomically(folder.key_file, content)


def _put_aside(path: Path) -> None:
    if path.exists():
        number, aside = 1, path.with_name(path.name + ".damaged")
        while aside.exists():
            number += 1
            aside = path.with_name(f"{path.name}.damaged-{number}")
        files.rename_durably(path, aside)


def _backups(
    store_id: UUID | None, places: Sequence[Path], folder: VaultFolder | None, keys: Keys | None
) -> tuple[BackupOffer, ...]:
    """Those of this vault, the newest first; nothing of them was read through yet.

    Which lacks least comes first, and those of which that is not known last: a clock may err.
    """
    found = {}
    for place in places:
        for one in look(place):
            if one.shown is not None and store_id in (None, one.shown.store_id):
                found[one.path] = one.shown.made_at
    offers = []
    for path, made_at in sorted(found.items(), key=lambda item: item[1], reverse=True):
        offers.append(BackupOffer(path, made_at, _lacks(path, folder, keys)))
    return tuple(sorted(offers, key=lambda one: (one.lacks is None, one.lacks or 0)))


def _lacks(backup: Path, folder: VaultFolder | None, keys: Keys | None) -> int | None:
    if folder is None or keys is None:
        return None
    try:
        manifest = read_manifest(backup, keys.master.subkey(Purpose.BACKUP))
    except (UnsoundManifestError, StoreError, OSError, ValueError):
        return None
    seen = Witness(folder, keys.master).generation()
    return max(0, seen - manifest.facts.generation) if seen else None


def _keys_elsewhere(
    folder: VaultFolder, passphrase: str, backups: Sequence[BackupOffer]
) -> Path | None:
    """The newest key file in a backup that this passphrase opens."""
    for offer in backups[:_LOOKED_AT]:
        if is_backup(offer.path):
            with suppress(StoreError):
                return keys_of(folder, passphrase, offer.path / "keys.json").file
    return None
