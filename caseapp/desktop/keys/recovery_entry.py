"""The recovery key typed from paper: the eight lines of a sheet, or two shares."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.keys.paper_entry import PaperEntry
from caseapp.desktop.keys.shares_entry import SharesEntry
from caseapp.desktop.keys.sheet_entry import SheetEntry
from caseapp.desktop.widgets import Label, Segments
from caseapp.i18n import Translator

SHEET, SHARES = "sheet", "shares"


class RecoveryEntry(QWidget):
    """`changed()` when `ready()` may differ; `entered()` for Enter at the end of the sheet."""

    changed = Signal()
    entered = Signal()

    def __init__(self, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.way = Segments(
            ((SHEET, t("One sheet")), (SHARES, t("Two shares"))), t("What you have on paper")
        )
        self.sheet, self.shares = SheetEntry(t), SharesEntry(t)
        self._trouble = Label("", "error", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(self.way)
        column.addWidget(self.sheet)
        column.addWidget(self.shares)
        column.addWidget(self._trouble)
        for entry in (self.sheet, self.shares):
            entry.changed.connect(self._changed)
        self.sheet.entered.connect(self.entered)
        self.way.chosen.connect(self.choose)
        self.way.choose(SHEET)
        self.choose(SHEET)

    def choose(self, way: str) -> None:
        """`SHEET` or `SHARES`."""
        self.way.choose(way)
        self._way = way
        self.sheet.setVisible(way == SHEET)
        self.shares.setVisible(way == SHARES)
        self.setFocusProxy(self.sheet if way == SHEET else self.shares)
        self._changed()
        if self.isVisible():
            self.setFocus()

    def ready(self) -> bool:
        """Whether what stands there can be a recovery key."""
        return self._entry.ready()

    def key(self) -> bytes:
        """The 32 bytes. Raises RecoveryInputError."""
        return self._entry.key()

    def say(self, trouble: str) -> None:
        """What is wrong with it as a whole; "" for nothing."""
        self._trouble.setText(trouble)
        self._trouble.setVisible(bool(trouble))

    def trouble(self) -> str:
        """What `say` said last."""
        return self._trouble.text()

    def clear(self) -> None:
        """Leave nothing of it on the screen."""
        self.sheet.clear()
        self.shares.clear()
        self.say("")

    @property
    def _entry(self) -> PaperEntry:
        return self.sheet if self._way == SHEET else self.shares

    def _changed(self) -> None:
        self.say("")
        self.changed.emit()
