"""What a vault keeps of its earlier master keys: enough to know its own earlier backups.

They still open with the passphrase of then, so they have to be named, and can be let go.
Knowing how they are sealed opens nothing.
"""

from __future__ import annotations

import json
from typing import Final

from sqlalchemy import Connection

from caseapp.store import history
from caseapp.store.keyslots import MasterKey, Purpose

NOTE: Final = "earlier_backup_keys"
"""Its name in `meta`: a JSON list of hexadecimal texts, the newest first."""


def earlier_backup_keys(connection: Connection) -> tuple[bytes, ...]:
    """The subkeys `backup` of earlier master keys, the newest first."""
    kept = history.facts(connection).get(NOTE, "[]")
    try:
        return tuple(bytes.fromhex(key) for key in json.loads(kept))
    except (ValueError, TypeError):
        return ()


def with_earlier(connection: Connection, master: MasterKey) -> dict[str, str]:
    """The row of `meta` that a vault has once `master` is an earlier one."""
    keys = (master.subkey(Purpose.BACKUP), *earlier_backup_keys(connection))
    return {"name": NOTE, "value": json.dumps([key.hex() for key in keys])}
