"""Keeps the backups of the open vault going: one at a time, asked for or by itself.

Lives as long as the vault is open, whatever view is in front, in whatever language. The work
runs in the pool: the vault is held for a moment only, and the stick may be as slow as it likes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from caseapp.desktop.context import Context
from caseapp.desktop.jobs import Job, Kind
from caseapp.errors import UserError
from caseapp.store.backup import Backup, Made
from caseapp.store.backups import Standing
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress
from caseapp.system.settings import BackupChoice, Settings

_LOOK_AGAIN_MS = 20 * 60 * 1000
"""A laptop stays open for days: what falls due meanwhile is made when it does."""
MADE = ChangeSet(kinds=frozenset({"backup"}))
"""What is announced: no record changed, but what waits did."""


@dataclass(frozen=True)
class Known:
    """What the view shows. `backups` are those in the folder, newest first.

    `unreadable` counts what lies there and cannot be shown to be of this vault. `same_disk`:
    the folder is on the disk of the vault, so that both may be lost together.
    """

    standing: Standing
    backups: tuple[Backup, ...] = ()
    unreadable: int = 0
    there: bool = False
    same_disk: bool = False


class Keeper(QObject):
    """`changed()` when a backup begins, ends, or its folder is another."""

    changed = Signal()

    def __init__(
        self,
        vault: Vault,
        context: Callable[[], Context],
        settings: Callable[[], Settings],
        change: Callable[[Callable[[Settings], Settings]], None],
        parent: QObject | None = None,
    ) -> None:
        """`context()` gives the tools of the window as it is built now."""
        super().__init__(parent)
        self._vault, self._context = vault, context
        self._settings, self._change = settings, change
        self._job: Job | None = None
        self._making = False
        self.error: UserError | None = None
        self._timer = QTimer(self, interval=_LOOK_AGAIN_MS)
        self._timer.timeout.connect(self.consider)
        self._timer.start()

    # -- what was chosen ---------------------------------------------------------------------
    @property
    def choice(self) -> BackupChoice:
        return self._settings().backup_of(self._vault.folder.path)

    @property
    def folder(self) -> Path | None:
        """Where backups go; it may not be there now."""
        return Path(self.choice.folder) if self.choice.folder else None

    def choose(self, folder: Path) -> None:
        """Another folder, from now on."""
        self._keep(replace(self.choice, folder=str(folder.absolute())))

    def set_by_itself(self, on: bool) -> None:
        self._keep(replace(self.choice, by_itself=on))

    def _keep(self, choice: BackupChoice) -> None:
        path = self._vault.folder.path
        self._change(lambda settings: settings.with_backup(path, choice))
        self.error = None
        self.changed.emit()

    # -- what there is -----------------------------------------------------------------------
    def look(self, _progress: Progress | None = None) -> Known:
        """On a worker: how the vault stands, and what lies in the folder."""
        standing, folder = self._vault.backups.standing(), self.folder
        if folder is None or not _is_there(folder):
            return Known(standing)
        found, unreadable = self._vault.backups.at(folder)
        same = _on_one_disk(folder, self._vault.folder.path)
        return Known(standing, tuple(found), unreadable, there=True, same_disk=same)

    # -- making ------------------------------------------------------------------------------
    @property
    def job(self) -> Job | None:
        """The backup that is being made."""
        return self._job

    def make(self) -> None:
        """Make one now, unless one is on its way or there is no folder."""
        folder, vault, context = self.folder, self._vault, self._context()
        if folder is None or self._making:
            return
        self.error, self._making = None, True
        job = context.jobs.run(
            lambda progress: vault.backups.make(folder, progress), self._made, self._failed,
            kind=Kind.FREE, title=context.t("Backup"), cancellable=True, owner=self,
            on_end=self._ended,
        )  # fmt: skip
        if self._making:  # with a runner that works at once it is over by now
            self._job = job
            self.changed.emit()

    def stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def consider(self) -> None:
        """Make one by itself if it is due and its folder is there.

        Only where one was made by hand: the empty folder that a stick is mounted on is none.
        """
        if self._vault.look_only:
            return
        if self.folder is None or not self.choice.by_itself or self._making:
            return
        folder, backups = self.folder, self._vault.backups

        def due(_progress: Progress) -> bool:
            if not _is_there(folder) or not backups.standing().is_due(date.today()):
                return False
            return bool(backups.at(folder)[0])

        self._context().jobs.run(
            due, lambda is_due: self.make() if is_due else None, kind=Kind.FREE, owner=self,
            latest="backup-due",
        )  # fmt: skip

    def _made(self, made: Made) -> None:
        context = self._context()
        t, cases = context.t, made.backup.cases
        detail = t.plural(
            "{n} case, read back and sound.", "{n} cases, read back and sound.", cases
        )
        if made.backup.unsound:
            told = t.plural(
                "{n} part of the vault itself is missing or damaged.",
                "{n} parts of the vault itself are missing or damaged.", made.backup.unsound,
            )  # fmt: skip
            context.notices.show(t("The backup is made."), told, tone="warn")
        else:
            context.notices.pass_by(t("The backup is made."), detail)
        context.changes.announce(MADE)

    def _failed(self, error: UserError) -> None:
        self.error = error
        context = self._context()
        context.notices.show(context.t("No backup was made."), context.t.error(error), tone="warn")

    def _ended(self) -> None:
        self._job, self._making = None, False
        self.changed.emit()


def _is_there(folder: Path) -> bool:
    try:
        return folder.is_dir()
    except OSError:
        return False


def _on_one_disk(one: Path, other: Path) -> bool:
    try:
        return one.stat().st_dev == other.stat().st_dev
    except OSError:
        return False
