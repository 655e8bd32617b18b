"""The secret that all attached files of a vault hang on, whatever master key it has today.

A vault begins with the subkey `attachments` of its first master key. A new master key leaves the
files as they are, so from then on that subkey stands in the vault's own notes. What this means:
docs/format.md, "A new master key".
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection

from caseapp.store import history
from caseapp.store.errors import DamagedVaultError
from caseapp.store.keyslots import KEY_SIZE, MasterKey, Purpose

NOTE: Final = "file_secret"
"""Its name in `meta`; 64 hexadecimal digits."""


def file_secret(connection: Connection, master: MasterKey) -> bytes:
    """32 bytes for `BlobStore`, out of an open database. Raises DamagedVaultError."""
    kept = history.facts(connection).get(NOTE)
    if kept is None:
        return master.subkey(Purpose.ATTACHMENTS)
    try:
        secret = bytes.fromhex(kept)
    except ValueError:
        raise DamagedVaultError from None
    if len(secret) != KEY_SIZE:
        raise DamagedVaultError
    return secret
