"""What the gate does about a vault that is damaged: the use cases, without a widget.

Each runs on a worker. The damaged vault is only read, but for the two small files that can be
written anew; what was there of them is kept beside.
"""

from __future__ import annotations

from pathlib import Path

from caseapp.errors import UserError
from caseapp.store.damage import Damage, damaged_part, diagnose, put_keys, write_description
from caseapp.store.errors import StoreError
from caseapp.store.salvage import Salvaged, salvage
from caseapp.store.vault import Vault
from caseapp.system.logs import EventLog
from caseapp.system.progress import Progress
from caseapp.system.settings import Settings


class DamageFound(UserError):
    """Opening met damage; `damage` says which, and what can be done."""

    def __init__(self, damage: Damage) -> None:
        super().__init__(damage.error.message, **damage.error.params)
        self.damage = damage


def found(path: Path, passphrase: str, error: StoreError, settings: Settings) -> UserError:
    """What to tell of an error of opening: with what can be done, if it is damage."""
    if damaged_part(error) is None:
        return error
    known = settings.backup_of(path).folder
    places = [path / "backup", path.absolute().parent]
    return DamageFound(
        diagnose(path, passphrase, error, [Path(known), *places] if known else places)
    )


class Rescue:
    """What can be done; errors as `store.damage` and `store.salvage` say."""

    def __init__(self, log: EventLog) -> None:
        self._log = log

    def save(self, damage: Damage, target: Path, progress: Progress) -> Salvaged:
        """Save what can be read into a new vault at `target`."""
        assert damage.folder is not None
        assert damage.keys is not None
        made = salvage(damage.folder, damage.keys, target, progress)
        self._log.event("vault.salvaged")
        return made

    def look(self, damage: Damage) -> Vault:
        """Open it without writing."""
        assert damage.folder is not None
        assert damage.keys is not None
        return Vault.look(damage.folder, damage.keys.master)

    def mend(self, damage: Damage) -> None:
        """Write STORE.json anew, or put a sound key file in its place."""
        if damage.keys_elsewhere is not None and damage.folder is not None:
            put_keys(damage.folder, damage.keys_elsewhere)
        else:
            write_description(damage.path)
        self._log.event("vault.mended")
