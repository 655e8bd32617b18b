"""What this machine remembers of each vault it saw: so that a whole folder put back is noticed.

A copy of a vault that is older than the vault is sound in itself; even the file `seen` in it is
as old as the rest. So the generation is remembered outside of the vault too, in the person's own
settings folder. Nothing can be read there without the vault's key: neither which vault an entry
is of, nor where it lies, nor when it was used. docs/format.md states every byte.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from nacl import bindings as sodium
from nacl.exceptions import CryptoError

from caseapp.store.folder import VaultFolder
from caseapp.store.keyslots import MasterKey, Purpose
from caseapp.system import files

_FORMAT: Final = "case-file vaults seen 1"
_SIZE_LIMIT: Final = 1024 * 1024
_MOST: Final = 50
_PERSON: Final = b"case-file seen"
_NONCE_SIZE: Final = 24
_CLASS: Final = 1024
"""What is sealed is filled up to a multiple of this: its length tells nothing of a path."""


@dataclass(frozen=True, slots=True)
class Newer:
    """A newer state of the vault than the one that is open.

    `missing` counts the writes that are not in this one; `at` and `path` are of when and where
    it was seen last on this machine, None where only the vault's own folder tells.
    """

    missing: int
    at: datetime | None = None
    path: Path | None = None


class LastSeen:
    """One vault's entry in the file. What cannot be read or written stops nobody."""

    def __init__(self, file: Path, folder: VaultFolder, master: MasterKey) -> None:
        self._file, self._folder = file, folder
        self._key = master.subkey(Purpose.WITNESS)
        self._tag = hashlib.blake2b(
            folder.store_id.bytes, key=self._key, digest_size=16, person=_PERSON
        ).hexdigest()

    def newer_than(self, generation: int) -> Newer | None:
        """The newest state that was seen here and not set aside, if it is newer than this."""
        known = self._read()
        if known is None or known["generation"] <= generation:
            return None
        at, path = datetime.fromisoformat(known["at"]), Path(known["path"])
        return Newer(known["generation"] - generation, at, path)

    def note(self, generation: int) -> None:
        """Remember this state, unless a newer one waits to be set aside."""
        if self.newer_than(generation) is None:
            self.take_over(generation)

    def take_over(self, generation: int) -> None:
        """From now on this state is the newest, whatever was seen before."""
        content = {
            "generation": generation,
            "at": datetime.now(UTC).isoformat(timespec="minutes"),
            "path": str(self._folder.path),
        }
        nonce = secrets.token_bytes(_NONCE_SIZE)
        plain = json.dumps(content).encode("ascii")
        plain += b" " * (-len(plain) % _CLASS)
        sealed = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(
            plain, bytes.fromhex(self._tag), nonce, self._key
        )
        entry = {"tag": self._tag, "nonce": nonce.hex(), "sealed": sealed.hex()}
        entries = [entry, *(one for one in self._entries() if one.get("tag") != self._tag)]
        text = json.dumps({"format": _FORMAT, "entries": entries[:_MOST]}, indent=1) + "\n"
        with suppress(OSError):
            files.make_private_folder(self._file.parent)
            files.replace_atomically(self._file, text.encode("ascii"))

    def _read(self) -> dict[str, Any] | None:
        for entry in self._entries():
            if entry.get("tag") == self._tag:
                with suppress(CryptoError, ValueError, KeyError, TypeError, RecursionError):
                    plain = sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
                        bytes.fromhex(entry["sealed"]), bytes.fromhex(self._tag),
                        bytes.fromhex(entry["nonce"]), self._key,
                    )  # fmt: skip
                    known: dict[str, Any] = json.loads(plain)
                    return known
        return None

    def _entries(self) -> list[dict[str, Any]]:
        try:
            content = json.loads(files.read_limited(self._file, _SIZE_LIMIT))
            entries = list(content["entries"]) if content["format"] == _FORMAT else []
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return []
        return [one for one in entries if isinstance(one, dict)]
