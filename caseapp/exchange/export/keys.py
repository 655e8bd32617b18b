"""Names for things in exported files: the same each time, and traceable by nobody.

A keyed hash, because the ids of the vault travel in packets: whoever has one must not find the
same person in a file for the press.
"""

from __future__ import annotations

import hashlib
import secrets
from uuid import UUID

from caseapp.store.vault import Vault

_NOTE = "export_key"
_BYTES = 16


class Keys:
    """Makes the names; `of` any number of ids or words gives 32 hexadecimal digits."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    @classmethod
    def of_vault(cls, vault: Vault) -> Keys:
        """Those of a vault, made with its first export."""
        return cls(bytes.fromhex(vault.own_note(_NOTE, lambda: secrets.token_hex(32))))

    def of(self, *parts: UUID | str | int) -> str:
        """One name for these parts."""
        told = "\x1f".join(one.hex if isinstance(one, UUID) else str(one) for one in parts)
        return hashlib.blake2b(
            told.encode(), key=self._secret, digest_size=_BYTES, person=b"export"
        ).hexdigest()
