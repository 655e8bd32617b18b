"""Paper copies that go with one copy: title, sheets, and the file that they are a copy of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from caseapp.desktop import text, theme
from caseapp.desktop.widgets import Field, IconButton, Label, QuietButton
from caseapp.desktop.widgets.menus import add, popup
from caseapp.i18n import Translator
from caseapp.store.records import Attachment

Kept = Mapping[str, Any]
"""{"title", "sheets", "attachment"} as `AppealAddressee.enclosures` keeps it."""
MOST_SHEETS = 9_999
_NUMBER = 20


class EnclosureRow(QWidget):
    """One enclosure. `edited(name, value)`; `moved(way)`; `removed()`."""

    edited = Signal(str, object)
    moved = Signal(int)
    removed = Signal()

    def __init__(self, t: Translator, number: int, kept: Kept, file: Attachment | None) -> None:
        super().__init__()
        self._t = t
        self.title = Field(t("What it is"), value=_title(kept), bare=True)
        self.title.editor.setAccessibleName(t("Enclosure {n}: what it is", n=number))
        self.sheets = Field(t("Sheets"), value=str(kept.get("sheets") or ""), bare=True,
                            placeholder=t("sheets"))  # fmt: skip
        self.sheets.editor.setAccessibleName(t("Enclosure {n}: sheets", n=number))
        self.sheets.setFixedWidth(72)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        top = Qt.AlignmentFlag.AlignTop
        place = Label(str(number), "second", tabular=True)
        place.setFixedSize(_NUMBER, self.title.editor.sizeHint().height())
        line.addWidget(place, alignment=top)
        line.addWidget(self.title, 1, alignment=top)
        line.addWidget(self.sheets, alignment=top)
        for icon, words, do in (
            ("arrow-up", t("Move up"), lambda: self.moved.emit(-1)),
            ("arrow-down", t("Move down"), lambda: self.moved.emit(1)),
            ("x", t("Take this enclosure out"), self.removed.emit),
        ):
            button = IconButton(icon, words, on_click=do)
            button.setObjectName(icon)
            line.addWidget(button, alignment=top)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(line)
        if kept.get("attachment"):
            column.addWidget(Label(self._about(file), "caption", elide=True))
        self.title.committed.connect(lambda typed: self.edited.emit("title", typed.strip()))
        self.sheets.committed.connect(self._read_sheets)

    def _about(self, file: Attachment | None) -> str:
        if file is None:
            return self._t("The file is no longer among the papers of these cases.")
        name = text.file_name(file.file_name) or self._t("File without a name")
        return self._t("{name} · SHA-256 {hash}…", name=name, hash=file.sha256[:16])

    def _read_sheets(self, typed: str) -> None:
        typed = typed.strip() or "0"
        if not typed.isascii() or not typed.isdigit() or int(typed) > MOST_SHEETS:
            self.sheets.reject(self._t("Give a number from 0 to {most}.", most=MOST_SHEETS))
            return
        self.edited.emit("sheets", int(typed))


class Enclosures(QWidget):
    """`changed(list)`: the enclosures as they are to be kept."""

    changed = Signal(object)

    def __init__(self, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._t = t
        self._kept: list[dict[str, Any]] = []
        self._files: Sequence[Attachment] = ()
        self.rows: list[EnclosureRow] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        self.add_button = QuietButton(t("Add an enclosure"), icon="plus", on_click=self._add_empty)
        self.files_button = QuietButton(
            t("From the papers of these cases…"), icon="paperclip", on_click=self._offer
        )
        below = QHBoxLayout()
        below.addWidget(self.add_button)
        below.addWidget(self.files_button)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addLayout(self._column)
        column.addLayout(below)

    def show_enclosures(self, kept: Sequence[Kept], files: Sequence[Attachment]) -> None:
        """Show these; `files` are the papers that can be added, by name."""
        kept = [dict(one) for one in kept]
        self.files_button.setEnabled(bool(files))
        if (kept, list(files)) == (self._kept, list(self._files)) and self.rows:
            return
        self._kept, self._files = kept, files
        by_id = {one.id.hex: one for one in files}
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        for place, one in enumerate(kept):
            row = EnclosureRow(self._t, place + 1, one, by_id.get(str(one.get("attachment", ""))))
            row.edited.connect(lambda name, value, n=place: self._edit(n, name, value))
            row.moved.connect(lambda way, n=place: self._move(n, way))
            row.removed.connect(lambda n=place: self._remove(n))
            self._column.addWidget(row)
            self.rows.append(row)

    # -- changing ----------------------------------------------------------------------------
    def _edit(self, place: int, name: str, value: object) -> None:
        kept = [dict(one) for one in self._kept]
        kept[place][name] = value
        self.changed.emit(kept)

    def _move(self, place: int, way: int) -> None:
        if 0 <= place + way < len(self._kept):
            kept = list(self._kept)
            kept[place], kept[place + way] = kept[place + way], kept[place]
            self.changed.emit(kept)

    def _remove(self, place: int) -> None:
        self.changed.emit([one for n, one in enumerate(self._kept) if n != place])

    def _add_empty(self) -> None:
        title = self._t("Copy of a document")
        self._add({"title": title, "sheets": 1, "attachment": ""})

    def _add(self, one: dict[str, Any]) -> None:
        self.changed.emit([*self._kept, one])
        if self.rows:
            self.rows[-1].title.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer(self) -> None:
        popup(self.menu(), self.files_button)

    def menu(self) -> QMenu:
        """The papers that can be enclosed."""
        menu = QMenu(self)
        for file in self._files:
            add(menu, text.file_name(file.file_name) or file.sha256[:12], self._adding(file))
        return menu

    def _adding(self, file: Attachment) -> Callable[[], None]:
        title = file.file_name.rpartition(".")[0] or file.file_name
        return lambda: self._add({"title": title, "sheets": 1, "attachment": file.id.hex})


def _title(kept: Kept) -> str:
    """A title is plain, or by language in records that were made otherwise."""
    title = kept.get("title", "")
    if isinstance(title, Mapping):
        return str(next(iter(title.values()), ""))
    return str(title or "")
