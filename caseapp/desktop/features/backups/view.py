"""The view of backups: where they go, the last one, making one, and what lies in the folder.

Everything that takes long runs in the pool and can be stopped; nothing here is ever written
over: a restored vault gets a new folder, and superfluous backups go by the rule alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QDir, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from caseapp.desktop import file_dialog, icons, text, theme
from caseapp.desktop.context import Context
from caseapp.desktop.features.backups.backup_list import BackupList
from caseapp.desktop.features.backups.earlier import EarlierBackups
from caseapp.desktop.features.backups.keeper import Keeper, Known
from caseapp.desktop.forms.words import RecordWords
from caseapp.desktop.jobs import Job, Kind, Work
from caseapp.desktop.left_out import left_out_words
from caseapp.desktop.shell.commands import Command
from caseapp.desktop.shell.view import View
from caseapp.desktop.widgets import (
    Label,
    LinkButton,
    Mark,
    PrimaryButton,
    QuietButton,
    SectionHeading,
    Surface,
    Switch,
)
from caseapp.desktop.widgets.scrolling import ReadingColumn
from caseapp.desktop.work_line import WorkLine
from caseapp.errors import UserError
from caseapp.store.backup import Backup
from caseapp.store.backup_errors import DamagedBackupFilesError
from caseapp.store.restore import LeftOut
from caseapp.store.vault import Vault
from caseapp.system import files
from caseapp.system.progress import Progress

T = TypeVar("T")
NOW = "now"
"""Argument that asks for a backup at once."""
_WIDTH = 720


class BackupsView(View):
    """Opened with None, or with `NOW`: without a folder that asks for one first."""

    def __init__(self, context: Context, vault: Vault, keeper: Keeper) -> None:
        super().__init__(context)
        self._vault, self._keeper = vault, keeper
        self._words = RecordWords(self.t)
        self._known: Known | None = None
        self._damages: dict[Path, list[str]] = {}
        self._other: Job | None = None
        self._make_parts()
        self._lay_out()
        keeper.changed.connect(self.reload)

    # -- building ----------------------------------------------------------------------------
    def _make_parts(self) -> None:
        t = self.t
        self.now = PrimaryButton(
            t("Back up now"), icon="hard-drive", key="Ctrl+B", on_click=self.make
        )
        self.choose = QuietButton(
            t("Choose a folder…"), icon="folder-open", on_click=self.ask_for_folder
        )
        self._place = Label("", "strong", elide=True, selectable=True)
        self._place_mark = Mark("hard-drive", "ink2", icons.MEDIUM)
        self._place_said = Label("", "second", wrap=True)
        self._last = Label("", "strong", wrap=True)
        self._due = Label("", "second", wrap=True)
        self.by_itself = Switch(
            t("Make it by itself when it is due"),
            t("When the vault is open and the folder is there, without asking."),
            self._keeper.choice.by_itself, self._keeper.set_by_itself,
        )  # fmt: skip
        self.list = BackupList(t)
        self.earlier = EarlierBackups(t)
        self.earlier.given_up.connect(self._delete)
        self._foot = Label("", "caption", wrap=True)
        self.verify = QuietButton(
            t("Read it through"), icon="scan-search", on_click=self._verify_chosen
        )
        self.restore = QuietButton(
            t("Restore into a new folder…"), icon="rotate-ccw-clock", on_click=self._ask_where
        )
        self.work = WorkLine(t)
        self._error = Label("", "error", wrap=True)

    def _lay_out(self) -> None:
        t = self.t
        self._page = ReadingColumn(self, _WIDTH)
        column = self._page.column
        column.addWidget(Label(t("Backups"), "title"))
        said = t("A laptop can be lost or taken. A backup is a copy of the whole vault, encrypted"
                 " as the vault is; it opens with the passphrase that the vault had when the"
                 " backup was made.")  # fmt: skip
        column.addWidget(Label(said, "second", wrap=True))
        column.addSpacing(theme.GRID)
        column.addWidget(self._panel())
        column.addWidget(self._error)
        column.addWidget(self.work)
        column.addSpacing(theme.GRID)
        self._heading = SectionHeading(t("In this folder"))
        for button in (self.verify, self.restore):
            self._heading.add(button)
        column.addWidget(self._heading)
        column.addWidget(self.list)
        column.addWidget(self.earlier)
        column.addWidget(self._foot)
        column.addStretch(1)

    def _panel(self) -> QWidget:
        """Where, the last one, when the next is due, and the button."""
        panel = Surface("panel")
        place = QHBoxLayout()
        place.setSpacing(theme.GRID)
        place.addWidget(self._place_mark)
        place.addWidget(self._place, 1)
        place.addWidget(self.choose)
        last = QHBoxLayout()
        last.setSpacing(theme.GRID)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._last)
        words.addWidget(self._due)
        last.addLayout(words, 1)
        last.addWidget(self.now, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(panel)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(theme.GRID)
        column.addLayout(last)
        column.addSpacing(theme.GRID)
        column.addLayout(place)
        column.addWidget(self._place_said)
        column.addWidget(self.by_itself)
        often = LinkButton(
            self.t("How often: Settings, Office"), icon="settings-2",
            on_click=lambda: self.context.router.go("preferences", "office"),
        )  # fmt: skip
        column.addWidget(often, alignment=Qt.AlignmentFlag.AlignLeft)
        return panel

    # -- the shell ---------------------------------------------------------------------------
    def open(self, argument: object) -> None:
        if argument == NOW:
            self.context.router.replace(None)  # the way back makes no second one
            self.make()
        self.reload()

    def set_compact(self, compact: bool) -> None:
        self._page.set_compact(compact)

    def focus_first(self) -> None:
        first = self.now if self.now.isEnabled() else self.choose
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def commands(self) -> Sequence[Command]:
        t = self.t
        found = [
            Command(t("Back up now"), self.make, "hard-drive", "Ctrl+B"),
            Command(t("Choose a folder for backups…"), self.ask_for_folder, "folder-open"),
        ]
        if self._chosen() is not None:
            found += [
                Command(t("Read a backup through"), self._verify_chosen, "scan-search"),
                Command(t("Restore a backup…"), self._ask_where, "rotate-ccw-clock"),
            ]
        return found

    def keys(self) -> Sequence[tuple[str, str]]:
        return [("Ctrl+B", self.t("Back up now"))]

    # -- showing -----------------------------------------------------------------------------
    def reload(self) -> None:
        """Look again what lies in the folder; a stick may have come or gone, or be slow."""
        self.context.jobs.run(
            self._keeper.look, self._show, self._not_read, kind=Kind.FREE, owner=self,
            latest="backups",
        )  # fmt: skip
        self._tell_job()

    def _not_read(self, error: UserError) -> None:
        """A stick that goes while it is looked at: the next look says so."""
        self._error.setText(self.t.error(error))
        self._error.show()

    def _show(self, known: Known) -> None:
        t, self._known = self.t, known
        folder, error = self._keeper.folder, self._keeper.error
        self._show_last(known)
        self._place.setText(text.isolated(str(folder)) if folder else t("No folder was chosen yet"))
        self.choose.setText(t("Another folder…") if folder else t("Choose a folder…"))
        self._place_mark.set("hard-drive" if known.there else "unplug",
                             "ink2" if known.there or folder is None else "warn")  # fmt: skip
        self._place_said.setText(self._about_place(known))
        self._error.setText(t.error(error) if error is not None else "")
        self._error.setVisible(error is not None)
        self.by_itself.setVisible(folder is not None)
        self.by_itself.box.setChecked(self._keeper.choice.by_itself)
        self.list.show_backups(known.backups, self._damages)
        for part in (self._heading, self.list, self._foot):
            part.setVisible(known.there)
        self.list.setVisible(bool(known.backups))
        self._foot.setText(self._about_list(known))
        self.earlier.show_backups(known.backups if known.there else ())
        self._allow()
        count = len(known.backups)
        self.set_status(t.plural("{n} backup", "{n} backups", count) if count else "")

    def _show_last(self, known: Known) -> None:
        t, standing = self.t, known.standing
        if standing.last is None:
            self._last.setText(t("This vault was never backed up"))
        else:
            moment = self._words.moment(standing.last.made_at)
            self._last.setText(t("Last backup: {moment}", moment=moment))
        every = t.plural("due every day", "due every {n} days", standing.every_days)
        changes = standing.last.changes if standing.last else 0
        since = t.plural("{n} change since", "{n} changes since", changes) if changes else ""
        nothing = t("nothing changed since") if standing.last and not changes else ""
        late = t("overdue") if standing.is_due(date.today()) else ""
        self._due.setText(" · ".join(part for part in (since or nothing, every, late) if part))

    def _about_place(self, known: Known) -> str:
        t = self.t
        if self._keeper.folder is None:
            return t("Best on a stick that is kept away from this laptop.")
        if not known.there:
            return t("Not connected now. Connect its disk, or choose another folder.")
        if known.same_disk:
            return t("This folder is on the same disk as the vault: what takes one takes both.")
        return ""

    def _about_list(self, known: Known) -> str:
        t = self.t
        kept = t("The last of 3 days, of 4 weeks and of 6 months are kept; older ones go.")
        if not known.backups:
            kept = t("No backup of this vault lies here yet.")
        if known.unreadable:
            n = known.unreadable
            kept += " " + t.plural(
                "{n} cannot be read as one of this vault and is left alone.",
                "{n} cannot be read as ones of this vault and are left alone.", n,
            )  # fmt: skip
        return kept

    def _allow(self) -> None:
        busy = self._job() is not None
        self.now.setEnabled(not busy)  # a stick that was just put in is found by trying
        for button in (self.verify, self.restore):
            button.setEnabled(not busy and self._chosen() is not None)
        self.earlier.setEnabled(not busy)

    # -- work --------------------------------------------------------------------------------
    def _job(self) -> Job | None:
        return self._keeper.job or self._other

    def _tell_job(self) -> None:
        """How far it is, in words; the status bar says it in every view."""
        job = self._job()
        keyboard = self.now.hasFocus() or self.work.stop.hasFocus()
        self.work.watch(job)
        if keyboard and job is not None:
            self.work.stop.setFocus(Qt.FocusReason.OtherFocusReason)
        self._allow()
        if keyboard and job is None:
            self.focus_first()

    def _run(
        self,
        work: Work[T],
        then: Callable[[T], None],
        title: str,
        failed: Callable[[UserError], None] | None = None,
    ) -> None:
        """One at a time, apart from the database; can be stopped."""
        if self._job() is not None:
            return

        def ended() -> None:
            self._other = None
            self._tell_job()

        jobs = self.context.jobs
        job = jobs.run(
            work, then, failed, kind=Kind.FREE, title=title, cancellable=True, owner=self,
            on_end=ended,
        )  # fmt: skip
        if job in jobs.running:  # else it has ended already
            self._other = job
            self._tell_job()

    # -- deeds -------------------------------------------------------------------------------
    def make(self) -> None:
        """Back up now; without a folder ask for one first."""
        if self._keeper.folder is None:
            self.ask_for_folder()
        elif self._job() is None:
            self._keeper.make()

    def ask_for_folder(self) -> None:
        """Another folder, with a first backup in it at once."""
        title = self.t("Folder for backups")
        start = self._keeper.folder or Path(QDir.homePath())

        def chosen(folder: Path) -> None:
            self._damages.clear()
            self._keeper.choose(folder)
            self._keeper.make()

        file_dialog.ask_for_folder(self, title, start, chosen)

    def _chosen(self) -> Backup | None:
        backups = self._known.backups if self._known is not None else ()
        return next((one for one in backups if one.path == self.list.key()), None)

    def _verify_chosen(self) -> None:
        backup, vault = self._chosen(), self._vault
        if backup is None:
            return

        def read(found: list[str]) -> None:
            self._damages[backup.path] = found
            if found:
                detail = t("{part} is not as it was written. Make another backup, and do not"
                           " count on this one.", part=found[0])  # fmt: skip
                self.context.notices.show(t("This backup is damaged."), detail, tone="danger")
            self.reload()

        t = self.t
        self._run(lambda progress: vault.backups.damages(backup, progress), read,
                  t("Reading a backup through"))  # fmt: skip

    def _delete(self, backups: Sequence[Backup]) -> None:
        """Those of an earlier passphrase: it is known to somebody, and opens them for ever."""
        vault, t = self._vault, self.t

        def delete(progress: Progress) -> int:
            for backup in backups:
                progress.raise_if_cancelled()
                vault.backups.remove(backup)
            return len(backups)

        def deleted(count: int) -> None:
            told = t("A stick may still hold traces of them, and other copies there may be.")
            said = t.plural("{n} backup deleted.", "{n} backups deleted.", count)
            self.context.notices.show(said, told, tone="ok")
            self.reload()

        self._run(delete, deleted, t("Deleting backups"))

    def _ask_where(self) -> None:
        backup = self._chosen()
        if backup is not None:
            title = self.t("Where shall the restored vault lie?")
            start = self._vault.folder.path.parent
            file_dialog.ask_for_folder(
                self, title, start, lambda folder: self.restore_into(backup, folder)
            )

    def restore_into(
        self, backup: Backup, folder: Path, *, without_damaged_files: bool = False
    ) -> None:
        """Restore a backup into a new folder within `folder`, named after the vault and day.

        Where attached files alone are damaged it is offered to restore the rest.
        """
        vault, t = self._vault, self.t
        target = files.free_folder(folder, f"{vault.folder.path.name} {backup.made_at:%Y-%m-%d}")

        def restore(progress: Progress) -> tuple[int, Sequence[LeftOut]]:
            left = vault.backups.restore(
                backup, target, progress, without_damaged_files=without_damaged_files
            )
            return vault.generation - backup.generation, left

        def refused(error: UserError) -> None:
            damaged_files = isinstance(error, DamagedBackupFilesError)
            rest = partial(self.restore_into, backup, folder, without_damaged_files=True)
            self.context.notices.show(
                t.error(error), tone="danger",
                action=(t("Restore without these files"), rest) if damaged_files else None,
            )  # fmt: skip

        def restored(done: tuple[int, Sequence[LeftOut]]) -> None:
            behind, left = done
            than = t.plural(
                "It lacks {n} change of this vault, which was left as it is.",
                "It lacks {n} changes of this vault, which was left as it is.", behind,
            ) if behind else t("It is the same as this vault.")  # fmt: skip
            opens = t("It opens with the passphrase that the vault had then.")
            lacks = f"{left_out_words(t, left)} " if left else ""
            self.context.notices.show(
                t("Restored into {path}.", path=text.isolated(str(target))),
                f"{lacks}{than} {opens}",
                tone="warn" if left else "ok",
            )  # fmt: skip

        self._run(restore, restored, t("Restoring a backup"), refused)
