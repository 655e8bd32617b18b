"""Restoring at the gate: which backup, the passphrase it had, and into which new folder.

The live vault, if there is one still, is not touched; what is restored opens at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from caseapp.desktop import file_dialog, icons, text, theme
from caseapp.desktop.context import Context
from caseapp.desktop.features.gate.doors import Doors, Restored
from caseapp.desktop.features.gate.pane import WorkPane
from caseapp.desktop.features.gate.vault_list import short_path
from caseapp.desktop.forms.words import RecordWords
from caseapp.desktop.jobs import Job, Kind
from caseapp.desktop.keys.secret_field import SecretField
from caseapp.desktop.left_out import left_out_words
from caseapp.desktop.sizes import size_words
from caseapp.desktop.widgets import Label, Line, PrimaryButton, QuietButton, paint
from caseapp.desktop.widgets.rows import Item, Rows
from caseapp.errors import UserError
from caseapp.i18n import Translator
from caseapp.store.backup_errors import DamagedBackupFilesError
from caseapp.store.backup_place import Found, look
from caseapp.system import files

WIDTH = 480
_ROW = 32


class RestorePage(WorkPane):
    """`opened(Vault)`; busy while a backup is being restored."""

    opened = Signal(object)

    def __init__(self, context: Context, doors: Doors, parent: QWidget | None = None) -> None:
        t = context.t
        super().__init__(context, t("Restore from a backup"), WIDTH, parent)
        self._doors = doors
        self._found: dict[Path, Found] = {}
        self._parent_folder = doors.places
        self._place = Label(t("Choose the folder with the backups, on the stick."), "second",
                            elide=True)  # fmt: skip
        self.none_here = Label(t("There is no backup in this folder."), "error", wrap=True)
        self.list = Rows(t("Backups in this folder"), _ROW, _draw, keeps_choice=True)
        self.secret = SecretField(t, t("Passphrase that the vault had then"))
        self._where = Label("", "second", elide=True)
        self.go = PrimaryButton(t("Restore"), icon="rotate-ccw-clock", key="Return", live=False,
                                on_click=self._restore)  # fmt: skip
        self.without = QuietButton(
            t("Restore without these files"), icon="rotate-ccw-clock", live=False,
            on_click=lambda: self._restore(without_damaged_files=True),
            tip=t("Their records stay, and say that the file is missing."),
        )  # fmt: skip
        self._lay_out()
        self.list.chosen.connect(lambda _path: self._look())
        self.secret.entered.connect(self._restore)
        self._look()

    # -- building ----------------------------------------------------------------------------
    def _lay_out(self) -> None:
        t, column = self._context.t, self.column
        said = t("A new vault is made of it. What lies on this laptop is left as it is.")
        column.addWidget(Label(said, "second", wrap=True))
        self.choose = QuietButton(t("Choose…"), icon="folder-open", on_click=self._ask_for_backups)
        column.addLayout(_line(self._place, self.choose))
        column.addWidget(self.none_here)
        column.addWidget(self.list)
        column.addWidget(self.secret)
        column.addWidget(self.without, alignment=Qt.AlignmentFlag.AlignLeading)
        self.without.hide()
        column.addWidget(Line())
        self._other = QuietButton(
            t("Other place…"), icon="folder-open", on_click=self._ask_for_place
        )
        column.addLayout(_line(self._where, self._other))
        column.addWidget(self.work)
        self._add_foot(self.go)
        self.none_here.hide()
        self.list.hide()

    def _asking(self) -> Sequence[QWidget]:
        return self.list, self.secret, self.choose, self._other, self._back

    def _set_busy(self, job: Job | None) -> None:
        self.go.setVisible(job is None)
        super()._set_busy(job)

    def focus_first(self) -> None:
        """What is wanted next: the folder, then the passphrase."""
        (self.secret if self._found else self.choose).setFocus()

    # -- choosing ----------------------------------------------------------------------------
    def _ask_for_backups(self) -> None:
        title = self._context.t("Folder with backups")
        file_dialog.ask_for_folder(self, title, Path.home(), self.take_folder)

    def take_folder(self, folder: Path) -> None:
        """List the backups in a folder, the newest chosen."""
        self._place.setText(short_path(folder))
        self._context.jobs.run(
            lambda _progress: look(folder), self._show_found, kind=Kind.FREE, owner=self,
            latest="backups-found",
        )  # fmt: skip

    def _show_found(self, found: list[Found]) -> None:
        self._found = {one.path: one for one in found}
        items = [Item(one.path, words, words) for one in found if (words := self._words(one))]
        self.list.set_items(items)
        self.list.fit(1, 5)
        self.list.setVisible(bool(items))
        if items:
            self.list.choose(items[0].key)
        self.none_here.setVisible(not items)
        self.secret.say("")
        self._look()
        self.focus_first()

    def _words(self, found: Found) -> str:
        t = self._context.t
        if found.shown is None:
            return t("{name}: cannot be read", name=found.path.name)
        parts = [RecordWords(t).moment(found.shown.made_at), size_words(t, found.shown.size)]
        if len({one.shown.store_id for one in self._found.values() if one.shown}) > 1:
            parts.append(found.path.parent.name)  # backups of several vaults
        return " · ".join(parts)

    def _ask_for_place(self) -> None:
        def chosen(folder: Path) -> None:
            self._parent_folder = folder
            self._look()

        title = self._context.t("Where shall the restored vault lie?")
        file_dialog.ask_for_folder(self, title, self._parent_folder, chosen)

    @property
    def target(self) -> Path | None:
        """The new folder; None while no backup is chosen."""
        path = self.list.key()
        if not isinstance(path, Path):
            return None
        shown = self._found[path].shown
        day = f" {shown.made_at.astimezone():%Y-%m-%d}" if shown else ""
        return files.free_folder(self._parent_folder, self._context.t("Restored") + day)

    def _look(self) -> None:
        t, target = self._context.t, self.target
        self.without.hide()
        where = t("New folder: {path}", path=short_path(target)) if target else ""
        self._where.setText(where)
        self._where.setVisible(target is not None)
        self._other.setVisible(target is not None)
        self.secret.setVisible(target is not None or not self._found)
        self.go.setEnabled(target is not None)

    # -- restoring ---------------------------------------------------------------------------
    def _restore(self, *, without_damaged_files: bool = False) -> None:
        backup, target, doors, t = self.list.key(), self.target, self._doors, self._context.t
        if not isinstance(backup, Path) or target is None or self.work.job is not None:
            return
        secret = self.secret.edit.take()
        self.secret.say("")
        self.without.hide()
        self._run(
            lambda progress: doors.restore(
                backup, secret, target, progress, without_damaged_files=without_damaged_files
            ),
            self.opened.emit, t("Reading the backup…"),
        )  # fmt: skip

    def _refused(self, error: UserError) -> None:
        """Where files alone are damaged the rest is offered, with the passphrase once more."""
        self.secret.say(self._context.t.error(error))
        self.without.setVisible(isinstance(error, DamagedBackupFilesError))


def restored_words(t: Translator, restored: Restored) -> tuple[str, str]:
    """Of when a restored vault is, and what the one that is still there has more."""
    said = t("This is the vault as it was on {moment}.",
             moment=RecordWords(t).moment(restored.made_at))  # fmt: skip
    if restored.left_out:
        return said, left_out_words(t, restored.left_out)
    if restored.ahead is None or not restored.changes:
        return said, t("It lies in {path}.", path=text.isolated(short_path(restored.path)))
    return said, t.plural(
        "The one in {path} has {n} change more and was left as it is.",
        "The one in {path} has {n} changes more and was left as it is.",
        restored.changes, path=text.isolated(short_path(restored.ahead)),
    )  # fmt: skip


def _line(words: QWidget, button: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.GRID)
    row.addWidget(words, 1)
    row.addWidget(button)
    return row


def _draw(
    painter: QPainter, box: QRect, data: object, direction: Qt.LayoutDirection, _chosen: bool
) -> None:
    tokens, side = theme.current(), icons.MEDIUM
    mark = QRect(box.left(), box.top() + (box.height() - side) // 2, side, side)
    icons.draw(painter, "hard-drive", paint.visual(direction, box, mark), tokens.ink2)
    words = box.adjusted(side + 8, 0, 0, 0)
    paint.draw_text(
        painter, paint.visual(direction, box, words), str(data),
        theme.font(theme.BODY, tabular=True), tokens.ink, paint.leading(direction),
    )  # fmt: skip
