"""What can be done at the gate: open a vault, make one, look around in the sample.

Qt-free; each use case runs on a worker. Which vaults were opened here is kept in the
person's settings: names and paths of vaults are visible to anyone at this machine.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from caseapp.desktop.choices import Choices
from caseapp.desktop.features.gate.rescue import Rescue, found
from caseapp.i18n import N_
from caseapp.intake.sample import SAMPLE_PASSPHRASE, load_sample
from caseapp.store.errors import EarlierRecoveryKeyError, StoreError
from caseapp.store.folder import VaultFolder
from caseapp.store.history import Action
from caseapp.store.keys import KdfCost
from caseapp.store.records import Detainee, Office
from caseapp.store.recovery import RecoveryKey, reset_passphrase
from caseapp.store.restore import LeftOut, OpenBackup, open_backup, restore_to
from caseapp.store.vault import Vault
from caseapp.system.logs import EventLog
from caseapp.system.progress import Progress

SAMPLE_FOLDER = "caseapp-sample"
_NEVER_IN_A_NAME = frozenset('/\\:*?"<>|')


@dataclass(frozen=True, slots=True)
class Restored:
    """A vault out of a backup, and of when it is. `ahead`: the vault that has `changes` more."""

    path: Path
    made_at: datetime
    ahead: Path | None = None
    changes: int = 0
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownVault:
    """A vault of the list. `found` is False while its folder is not there.

    A `hidden` one is shown by its place in the list: anyone at this machine reads it.
    """

    path: Path
    name: str
    opened: datetime | None
    found: bool
    hidden: bool = False


class Doors:
    """The use cases of the gate. `places` is where new vaults are proposed."""

    def __init__(
        self, choices: Choices, places: Path, log: EventLog, *, cost: KdfCost | None = None
    ) -> None:
        """`cost` of a new vault's key; None measures this machine."""
        self._choices = choices
        self.places = places
        self._log = log
        self._cost = cost
        self._seen = choices.seen_file
        self.rescue = Rescue(log)
        self.restored: Restored | None = None
        """The vault that was restored last, while this program runs."""

    @property
    def sample_path(self) -> Path:
        return self.places / SAMPLE_FOLDER

    def known(self) -> list[KnownVault]:
        """The vaults opened here, the newest first."""
        settings = self._choices.settings
        vaults = [self._look_at(Path(path)) for path in settings.recent_vaults]
        return [replace(vault, hidden=not settings.list_vaults) for vault in vaults]

    def _look_at(self, path: Path) -> KnownVault:
        opened = self._choices.settings.opened_at(path)
        try:
            folder = VaultFolder.load(path)
        except StoreError:
            return KnownVault(path, path.name, opened, path.is_dir())
        return KnownVault(path, folder.name or path.name, opened, True)

    def remember(self, path: Path) -> None:
        """Put a vault at the top of the list, as opened now."""
        self._choices.change(lambda settings: settings.with_recent(path))

    def forget(self, path: Path) -> None:
        """Take a vault off the list; the vault itself is not touched."""
        self._choices.change(lambda settings: settings.without_recent(path))

    def recover(self, path: Path, key: bytes, passphrase: str, progress: Progress) -> Vault:
        """Open a vault by its recovery key; from now on `passphrase` opens it.

        Raises what `reset_passphrase` and `Vault.open` raise.
        """
        reset_passphrase(path, key, passphrase, self._cost)
        vault = Vault.open(path, passphrase, memory=self._seen, progress=progress)
        with suppress(EarlierRecoveryKeyError):  # a newer one was made and never tried
            vault.keys.try_recovery(key)
        self._log.event("vault.recovered")
        return vault

    def open(self, path: Path, passphrase: str, progress: Progress) -> Vault:
        """Raises what `Vault.open` raises, and `DamageFound` in place of damage."""
        try:
            vault = Vault.open(path, passphrase, memory=self._seen, progress=progress)
        except StoreError as error:
            raise found(path, passphrase, error, self._choices.settings) from error
        self._log.event("vault.opened")
        return vault

    def create(
        self, path: Path, name: str, passphrase: str, progress: Progress, prefix: str = ""
    ) -> tuple[Vault, RecoveryKey]:
        """Make a vault at `path` and open it; its case numbers begin with `prefix`.

        With it a recovery key, which is still to be tried. Raises what `Vault.create` raises.
        """
        vault = Vault.create(path, passphrase, name=name, cost=self._cost, memory=self._seen)
        if prefix not in ("", Office().case_prefix):
            action = Action(N_("Choose how case numbers begin"))
            vault.save(Office(case_prefix=prefix), action=action)
        self._log.event("vault.made")
        return vault, vault.keys.make_recovery(passphrase)

    def restore(
        self, backup: Path, passphrase: str, target: Path, progress: Progress,
        *, without_damaged_files: bool = False,
    ) -> Vault:  # fmt: skip
        """Restore a backup to `target` and open that. Raises what `restore_to` raises."""
        opened = open_backup(backup, passphrase)
        left = restore_to(
            opened.backup, opened.master, target, progress,
            without_damaged_files=without_damaged_files,
        )  # fmt: skip
        self._log.event("backup.restored")
        self.restored = replace(self._seen_from_here(opened, target), left_out=left)
        vault = Vault.open(target, passphrase, memory=self._seen)
        vault.take_over()  # what is newer elsewhere is told by `restored`
        return vault

    def _seen_from_here(self, opened: OpenBackup, target: Path) -> Restored:
        """Which vault of this machine the backup is of, and how much that has more."""
        made_at = opened.backup.made_at
        for path in map(Path, self._choices.settings.recent_vaults):
            changes = opened.changes_since(path) if path != target else None
            if changes is not None:
                return Restored(target, made_at, path, changes)
        return Restored(target, made_at)

    def sample(self, progress: Progress) -> Vault:
        """Open the sample vault; the first time it is made."""
        path = self.sample_path
        new = not (path / "STORE.json").exists()
        if new:
            vault = Vault.create(path, SAMPLE_PASSPHRASE, name="Sample", cost=KdfCost.floor())
        else:
            vault = Vault.open(path, SAMPLE_PASSPHRASE)
        try:
            if not vault.all(Detainee):
                load_sample(vault)
        except BaseException:
            with suppress(StoreError):
                vault.close()
            if new:
                shutil.rmtree(path, ignore_errors=True)
            raise
        self._log.event("sample.opened")
        return vault


def folder_name(name: str) -> str:
    """The vault's name as the name of a folder that every system accepts; may be empty."""
    kept = "".join(c if c.isprintable() and c not in _NEVER_IN_A_NAME else " " for c in name)
    return " ".join(kept.split()).strip(". ")[:60]
