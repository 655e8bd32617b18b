"""What a backup says of itself: each file with its hash, sealed under a key of the vault.

One part can be read by anyone (which files, and their hashes), so that a disk can be checked
without the passphrase; what would tell of the content is encrypted, and the same seal
authenticates both. docs/format.md states every byte. Knows no disk but the bytes.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from nacl import bindings as sodium
from nacl.exceptions import CryptoError

from caseapp.store.errors import NewerVaultError
from caseapp.store.folder import BACKUP_MANIFEST

FILE_NAME: Final = BACKUP_MANIFEST
FORMAT: Final = "case-file backup"
FORMAT_VERSION: Final = 1
SIZE_LIMIT: Final = 256 * 1024 * 1024
"""Some 200 bytes for each attached file: room for a million."""
_NONCE_SIZE: Final = 24


class UnsoundManifestError(ValueError):
    """Not a manifest, or not sealed with this key. Carries nothing of it."""


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One file: `path` from the folder of the backups of this vault or of this backup, with /.

    `size` in bytes; `blake2b` is the 32-byte BLAKE2b in hexadecimal.
    """

    path: str
    size: int
    blake2b: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What a database says of itself. `form` is its migration step, `tables` counts rows."""

    store_id: UUID
    generation: int
    history_head: str
    history_length: int
    form: str
    tables: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Manifest:
    """`own` are files in the backup's folder, `attached` those that all backups here share.

    `unsound` are paths of attached files that were missing or damaged in the vault already.
    """

    made_at: datetime
    facts: Facts
    own: tuple[FileEntry, ...]
    attached: tuple[FileEntry, ...]
    unsound: tuple[str, ...] = ()

    def to_bytes(self, key: bytes) -> bytes:
        """Sealed with the vault's key for backups."""
        shown = {
            "format": FORMAT,
            "format_version": FORMAT_VERSION,
            "store_id": str(self.facts.store_id),
            "made_at": self.made_at.isoformat(timespec="milliseconds"),
            "own": [asdict(entry) for entry in self.own],
            "attached": [asdict(entry) for entry in self.attached],
        }
        hidden = {
            "generation": self.facts.generation,
            "history_head": self.facts.history_head,
            "history_length": self.facts.history_length,
            "form": self.facts.form,
            "tables": dict(self.facts.tables),
            "unsound": list(self.unsound),
        }
        nonce = secrets.token_bytes(_NONCE_SIZE)
        sealed = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(
            _canonical(hidden), _canonical(shown), nonce, key
        )
        content = {**shown, "nonce": nonce.hex(), "sealed": sealed.hex()}
        return (json.dumps(content, indent=1) + "\n").encode("ascii")

    @classmethod
    def from_bytes(cls, raw: bytes, key: bytes) -> Manifest:
        """Raises UnsoundManifestError for a changed or foreign one, NewerVaultError."""
        shown = _shown(raw)
        try:
            nonce = bytes.fromhex(shown.pop("nonce"))
            sealed = bytes.fromhex(shown.pop("sealed"))
            opened = sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
                sealed, _canonical(shown), nonce, key
            )
            hidden = json.loads(opened)
            facts = Facts(
                UUID(shown["store_id"]), hidden["generation"], hidden["history_head"],
                hidden["history_length"], hidden["form"], hidden["tables"],
            )  # fmt: skip
            return cls(
                datetime.fromisoformat(shown["made_at"]), facts, _entries(shown["own"]),
                _entries(shown["attached"]), tuple(hidden["unsound"]),
            )  # fmt: skip
        except (CryptoError, ValueError, KeyError, TypeError, AttributeError):
            raise UnsoundManifestError from None

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        return sum(entry.size for entry in (*self.own, *self.attached))


@dataclass(frozen=True, slots=True)
class Shown:
    """What anyone can read of a backup; believed only until the key has shown it to be true."""

    store_id: UUID
    made_at: datetime
    size: int


def peek(raw: bytes) -> Shown:
    """The open part of a manifest, not authenticated. UnsoundManifestError, NewerVaultError."""
    shown = _shown(raw)
    try:
        made_at = datetime.fromisoformat(shown["made_at"])
        sizes = [int(entry["size"]) for part in ("own", "attached") for entry in shown[part]]
        if made_at.tzinfo is None:
            raise UnsoundManifestError
        return Shown(UUID(shown["store_id"]), made_at, sum(sizes))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UnsoundManifestError from None


def _shown(raw: bytes) -> dict[str, Any]:
    try:
        content = json.loads(raw)
        if content["format"] != FORMAT:
            raise UnsoundManifestError
        version = content["format_version"]
        if type(version) is not int or version < 1:
            raise UnsoundManifestError
    except (ValueError, KeyError, TypeError, RecursionError):
        raise UnsoundManifestError from None
    if version > FORMAT_VERSION:
        raise NewerVaultError(found=version, known=FORMAT_VERSION)
    return dict(content)


def _entries(rows: list[dict[str, Any]]) -> tuple[FileEntry, ...]:
    return tuple(FileEntry(row["path"], row["size"], row["blake2b"]) for row in rows)


def _canonical(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode("ascii")
