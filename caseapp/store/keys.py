"""The key file keys.json: slots that wrap the master key, replaced so that none is lost.

While the passphrase changes, keys.json.prev keeps the old slots; whatever moment the
machine stops at, the old passphrase or the new one opens. Knows nothing of the database.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

from caseapp.store.errors import (
    DamagedKeysError,
    DiskGoneError,
    EarlierRecoveryKeyError,
    NewerVaultError,
    WrongPassphraseError,
    WrongRecoveryKeyError,
)
from caseapp.store.faults import translate_errors
from caseapp.store.folder import VaultFolder
from caseapp.store.keyslots import (
    KEY_SIZE,
    KdfCost,
    MasterKey,
    PassphraseSlot,
    Purpose,
    RecoverySlot,
    Slot,
    slot_from_json,
)
from caseapp.system import files

__all__ = ["KdfCost", "KeyFile", "MasterKey", "Purpose"]

FORMAT: Final = "case-file keys"
FORMAT_VERSION: Final = 1
_SIZE_LIMIT: Final = 64 * 1024
_SLOT_LIMIT: Final = 16

_Opener = Callable[["KeyFile"], tuple[int, MasterKey] | None]


@dataclass(frozen=True, slots=True)
class KeyFile:
    """What one keys.json says: the vault it belongs to and its slots, in order."""

    store_id: UUID
    slots: tuple[Slot, ...]

    @classmethod
    @translate_errors()
    def create(cls, folder: VaultFolder, passphrase: str, cost: KdfCost) -> MasterKey:
        """Make the key file of a new vault with one passphrase; returns its master key.

        `FileExistsError` if there is one already: its master key would be lost.
        """
        master = MasterKey.generate()
        slot = PassphraseSlot.seal(passphrase, cost, master, folder.store_id)
        content = cls(folder.store_id, (slot,))._to_bytes()
        files.write_new(folder.key_file, content)
        files.sync_folder(folder.path)
        return master

    @classmethod
    @translate_errors()
    def open(cls, folder: VaultFolder, passphrase: str) -> MasterKey:
        """The master key. `WrongPassphraseError`, `DamagedKeysError` or `NewerVaultError`.

        After an interrupted change both passphrases open; the first one used afterwards
        stays, and from then on the other is refused.
        """
        return _settled(folder, _with_passphrase(passphrase), WrongPassphraseError)[2]

    @classmethod
    @translate_errors()
    def open_with_recovery_key(cls, folder: VaultFolder, recovery: bytes) -> MasterKey:
        """The master key by the 32 bytes of the recovery key. `WrongRecoveryKeyError` else."""
        return _settled(folder, _with_recovery_key(recovery), WrongRecoveryKeyError)[2]

    @classmethod
    @translate_errors()
    def change_passphrase(cls, folder: VaultFolder, old: str, new: str, cost: KdfCost) -> MasterKey:
        """Replace the slot that `old` opens by one for `new`; other slots stay.

        Nothing but the key file is rewritten. Old copies of it, in backups too, still open
        with `old`.
        """
        current, index, master = _settled(folder, _with_passphrase(old), WrongPassphraseError)
        slots = list(current.slots)
        slots[index] = PassphraseSlot.seal(new, cost, master, folder.store_id)
        _replace(folder, cls(folder.store_id, tuple(slots)), _with_passphrase(new), master)
        return master

    @classmethod
    @translate_errors()
    def reset_passphrase(
        cls, folder: VaultFolder, recovery: bytes, new: str, cost: KdfCost
    ) -> MasterKey:
        """After a forgotten passphrase: `new` takes the place of every passphrase slot."""
        current, _index, master = _settled(
            folder, _with_recovery_key(recovery), WrongRecoveryKeyError
        )
        fresh = PassphraseSlot.seal(new, cost, master, folder.store_id)
        updated = cls(folder.store_id, (fresh, *current.recovery_slots))
        _replace(folder, updated, _with_passphrase(new), master)
        return master

    @classmethod
    @translate_errors()
    def add_recovery_key(cls, folder: VaultFolder, passphrase: str) -> bytes:
        """Add a random 256-bit recovery key and return its 32 bytes, to be printed once.

        The earlier one opens the vault until this one was tried (`try_recovery_key`); one that
        was never tried makes room.
        """
        current, _index, master = _settled(
            folder, _with_passphrase(passphrase), WrongPassphraseError
        )
        recovery = secrets.token_bytes(KEY_SIZE)
        kept = [slot for slot in current.slots if isinstance(slot, PassphraseSlot)]
        earlier = current.recovery_slots[:1]
        fresh = RecoverySlot.seal(recovery, master, folder.store_id)
        updated = cls(folder.store_id, (*kept, *earlier, fresh))
        _replace(folder, updated, _with_recovery_key(recovery), master)
        return recovery

    @classmethod
    @translate_errors()
    def try_recovery_key(cls, folder: VaultFolder, recovery: bytes) -> str:
        """Open the vault with the newest recovery key, read from the disk; earlier ones go.

        Returns the salt of its slot (hex), which tells it from all others. Raises
        `WrongRecoveryKeyError`, or `EarlierRecoveryKeyError` with nothing changed.
        """
        current, index, master = _settled(
            folder, _with_recovery_key(recovery), WrongRecoveryKeyError
        )
        slot, slots = current.slots[index], current.recovery_slots
        if slot != slots[-1]:
            raise EarlierRecoveryKeyError
        if len(slots) > 1:
            kept = [one for one in current.slots if isinstance(one, PassphraseSlot)]
            updated = cls(folder.store_id, (*kept, slot))
            _replace(folder, updated, _with_recovery_key(recovery), master)
        return slot.salt.hex()

    @property
    def recovery_slots(self) -> tuple[RecoverySlot, ...]:
        """The newest is the last."""
        return tuple(slot for slot in self.slots if isinstance(slot, RecoverySlot))

    @classmethod
    @translate_errors()
    def load(cls, path: Path, store_id: UUID) -> KeyFile:
        """Read a key file that must belong to `store_id`.

        `DamagedKeysError` for a missing, oversized, malformed, altered or foreign file, in
        well under a second; `NewerVaultError` for a later format.
        """
        key_file = cls._read(path)
        if key_file.store_id != store_id:
            raise DamagedKeysError
        return key_file

    @classmethod
    @translate_errors()
    def own_store_id(cls, path: Path) -> UUID:
        """The vault that a key file says it belongs to. Raises as `load`."""
        return cls._read(path).store_id

    @classmethod
    def _read(cls, path: Path) -> KeyFile:
        try:
            content = json.loads(files.read_limited(path, _SIZE_LIMIT))
            if content["format"] != FORMAT:
                raise DamagedKeysError
            version = content["format_version"]
            if type(version) is int and version > FORMAT_VERSION:
                raise NewerVaultError(found=version, known=FORMAT_VERSION)
            written = content.pop("checksum")
            if version != FORMAT_VERSION or written != _checksum(content):
                raise DamagedKeysError
            store_id = UUID(content["store_id"])
            slots = content["slots"]
            if not isinstance(slots, list) or not 1 <= len(slots) <= _SLOT_LIMIT:
                raise DamagedKeysError
        except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise DamagedKeysError from None
        return cls(store_id, tuple(slot_from_json(slot) for slot in slots))

    def _to_bytes(self) -> bytes:
        content: dict[str, object] = {
            "format": FORMAT,
            "format_version": FORMAT_VERSION,
            "store_id": str(self.store_id),
            "slots": [slot.to_json() for slot in self.slots],
        }
        content["checksum"] = _checksum(content)
        return (json.dumps(content, indent=2) + "\n").encode("ascii")


def _checksum(content: dict[str, object]) -> str:
    """Tells damage from a wrong passphrase. No secret, so no guard against intent."""
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def _with_passphrase(passphrase: str) -> _Opener:
    def opener(key_file: KeyFile) -> tuple[int, MasterKey] | None:
        for index, slot in enumerate(key_file.slots):
            if isinstance(slot, PassphraseSlot):
                master = slot.open(passphrase, key_file.store_id)
                if master is not None:
                    return index, master
        return None

    return opener


def _with_recovery_key(recovery: bytes) -> _Opener:
    def opener(key_file: KeyFile) -> tuple[int, MasterKey] | None:
        for index, slot in enumerate(key_file.slots):
            if isinstance(slot, RecoverySlot):
                master = slot.open(recovery, key_file.store_id)
                if master is not None:
                    return index, master
        return None

    return opener


def _settled(
    folder: VaultFolder, opener: _Opener, refused: type[Exception]
) -> tuple[KeyFile, int, MasterKey]:
    """Open, and end a change that was interrupted. Returns the file, the slot, the key.

    What opens becomes keys.json, and the other file goes: the person has just shown which
    of the two they know. A damaged keys.json gives way to a sound keys.json.prev.
    """
    sound = False
    for path in (folder.key_file, folder.previous_key_file):
        try:
            key_file = KeyFile.load(path, folder.store_id)
        except DamagedKeysError:
            continue
        sound = True
        opened = opener(key_file)
        if opened is not None:
            _keep_only(folder, path)
            return key_file, *opened
    if not sound and not folder.path.is_dir():
        raise DiskGoneError
    raise refused() if sound else DamagedKeysError()


def _keep_only(folder: VaultFolder, path: Path) -> None:
    previous = folder.previous_key_file
    if path == previous:
        files.rename_durably(previous, folder.key_file)
    elif previous.exists():
        previous.unlink()
        files.sync_folder(folder.path)


def _replace(folder: VaultFolder, updated: KeyFile, opener: _Opener, master: MasterKey) -> None:
    """Put `updated` in place; the old slots go only after the new ones opened from the disk."""
    previous = folder.previous_key_file
    content = updated._to_bytes()
    _copy(folder.key_file, previous)
    files.replace_atomically(folder.key_file, content)
    opened = opener(KeyFile.load(folder.key_file, folder.store_id))
    if opened is None or opened[1] != master:
        files.rename_durably(previous, folder.key_file)
        raise DamagedKeysError
    previous.unlink()
    files.sync_folder(folder.path)


def _copy(source: Path, target: Path) -> None:
    """A second name for the same bytes; a true copy where the disk knows no hard links."""
    try:
        os.link(source, target)
    except OSError:
        files.replace_atomically(target, source.read_bytes())
    files.sync_folder(target.parent)
