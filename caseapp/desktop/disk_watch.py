"""Tells a person how the disk of the open vault is, and lets what was not saved be tried again.

Notices alone, never a dialog: a full disk while something waits to be saved, one that lives on
its ballast, one that failed, a stick, the network. What was typed stays in its field meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from caseapp.desktop.context import Context
from caseapp.desktop.jobs import Job, Jobs, Kind
from caseapp.desktop.shell.notices import Notice
from caseapp.desktop.widgets import Field
from caseapp.i18n import N_
from caseapp.store.errors import DiskFullError, StoppedVaultError
from caseapp.store.vault import Vault
from caseapp.system.disks import DiskKind, disk_kind
from caseapp.system.progress import Progress

LITTLE: Final = 256 * 1024 * 1024
"""Bytes: with less than this free, a person is told at opening."""
_AGAIN_MS: Final = 60_000
_KINDS: Final = {
    DiskKind.NETWORK: (
        N_("This vault lies on a network disk."),
        N_("Its locks may not hold there. Copy it to a disk of this computer."),
    ),
    DiskKind.REMOVABLE: (
        N_("This vault lies on a stick."),
        N_("Lock before you pull it out, and keep backups elsewhere."),
    ),
}


@dataclass(frozen=True, slots=True)
class _Disk:
    kind: DiskKind
    free: int | None
    ballast: bool


class DiskWatch(QObject):
    """Lives as long as its vault is open. `front` gives the window's widget to look for fields."""

    def __init__(
        self,
        vault: Vault,
        jobs: Jobs,
        context: Callable[[], Context],
        front: Callable[[], QWidget],
        lock: Callable[[], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._vault, self._jobs, self._context = vault, jobs, context
        self._front, self._lock = front, lock
        self._shown: dict[str, Notice] = {}
        self._full = False
        self._timer = QTimer(self, interval=_AGAIN_MS)
        self._timer.timeout.connect(self._keep_ballast)
        jobs.ended.connect(self._ended)

    def look(self) -> None:
        """After opening: hold room free, and tell what the disk is like."""
        self._jobs.run(self._ask, self._tell, kind=Kind.FREE, owner=self)

    def show_again(self) -> None:
        """The window was built anew, and its notices went with the old one."""
        self._shown.clear()
        self._refresh()

    # -- at opening ----------------------------------------------------------------------------
    def _ask(self, _progress: Progress) -> _Disk:
        guard = self._vault.disk
        kept = not self._vault.look_only and guard.ballast.keep()
        return _Disk(disk_kind(self._vault.folder.path), guard.free(), kept)

    def _tell(self, disk: _Disk) -> None:
        context = self._context()
        t, notices = context.t, context.notices
        if disk.kind in _KINDS:
            said, detail = _KINDS[disk.kind]
            notices.show(t(said), t(detail), tone="warn")
        if disk.free is not None and disk.free < LITTLE:
            notices.show(
                t("The disk of this vault is nearly full."),
                t("{n} MB are free. Make room.", n=disk.free // (1024 * 1024)), tone="warn",
            )  # fmt: skip

    # -- while people work ---------------------------------------------------------------------
    def _ended(self, job: Job) -> None:
        if job.kind is not Kind.WRITE:
            return
        if job.error is None:
            self._full &= bool(self._unkept())
        elif isinstance(job.error, (DiskFullError, StoppedVaultError)):
            self._full = isinstance(job.error, DiskFullError)
        # Fields learn of it right after this.
        QTimer.singleShot(0, self, self._refresh)

    def _refresh(self) -> None:
        t, disk = self._context().t, self._vault.disk
        unkept = self._unkept()
        self._stand("stopped", disk.stopped, lambda: self._context().notices.show(
            t("Nothing more is saved: the disk failed."),
            t("Copy out what you typed. Check the disk and its cable, lock, and open the vault."),
            tone="danger", standing=True, action=(t("Lock"), self._lock),
        ))  # fmt: skip
        full = self._full and not disk.stopped
        self._stand("full", full, lambda: self._context().notices.show(
            t("Not saved yet: the disk is full."),
            t("What you typed stays where it is. Make room, then try again."),
            tone="danger", standing=True,
            action=(t("Try again"), self.try_again) if unkept else None,
        ), variant=bool(unkept))  # fmt: skip
        spent = disk.ballast.released and not full and not disk.stopped
        self._stand("ballast", spent, lambda: self._context().notices.show(
            t("The disk is full."),
            t("All is saved, in room that was held free for this. Make room soon."),
            tone="warn", standing=True,
        ))  # fmt: skip
        if disk.ballast.released and not self._timer.isActive():
            self._timer.start()

    def _stand(
        self, name: str, there: bool, show: Callable[[], Notice], *, variant: bool = False
    ) -> None:
        """Have a notice stand for as long as its cause does, once."""
        key = f"{name} {variant}"
        notices = self._context().notices
        for other in [one for one in self._shown if one.split()[0] == name]:
            if not there or other != key:
                notices.remove(self._shown.pop(other))
        if there and key not in self._shown:
            self._shown[key] = show()

    def _unkept(self) -> list[Field]:
        return [field for field in self._front().findChildren(Field) if field.is_rejected]

    def try_again(self) -> None:
        """Keep every field that was refused, as leaving it again would."""
        self._full = False
        for field in self._unkept():
            field.commit()
        self._refresh()

    def _keep_ballast(self) -> None:
        """Once there is room again."""
        keep = self._vault.disk.ballast.keep

        def kept(there: bool) -> None:
            if there:
                self._timer.stop()
            self._refresh()

        self._jobs.run(lambda _progress: keep(), kept, kind=Kind.FREE, owner=self)
