"""The buttons of a kept scan, in the row of what it belongs to: attach, look at, replace."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from caseapp.desktop.features.appeals.way_edits import scan_of
from caseapp.desktop.widgets import QuietButton
from caseapp.i18n import Translator
from caseapp.store.records import Dispatch, Record


class ScanButtons(QObject):
    """`asked(record)` to choose a file, `opened(attachment id)` to look at it.

    A row makes its buttons once, so what they say follows from `record()` at each showing.
    """

    asked = Signal(object)
    opened = Signal(object)

    def __init__(self, t: Translator, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._t = t
        self._made: dict[object, tuple[QuietButton, QuietButton, Record]] = {}

    def __call__(self, record: Record) -> Sequence[QWidget]:
        """Buttons for the scan of a record."""
        look = QuietButton(self._t("Look at the scan"), icon="eye", small=True,
                           on_click=lambda: self._look(record.id))  # fmt: skip
        look.setObjectName("look")
        ask = QuietButton("", icon="paperclip", small=True,
                          on_click=lambda: self.asked.emit(self._made[record.id][2]))  # fmt: skip
        ask.setObjectName("scan")
        self._made[record.id] = (look, ask, record)
        ask.destroyed.connect(lambda _=None, key=record.id: self._made.pop(key, None))
        self.show_record(record)
        return (look, ask)

    def show_record(self, record: Record) -> None:
        """Say what the buttons of a record do now; nothing where it has none yet."""
        known = self._made.get(record.id)
        if known is None:
            return
        look, ask, _old = known
        self._made[record.id] = (look, ask, record)
        has = scan_of(record) is not None
        look.setHidden(not has)
        ask.setText(self._words(record, has=has))

    def _words(self, record: Record, *, has: bool) -> str:
        t = self._t
        if has:
            return t("Replace the scan…")
        return t("Attach the receipt…") if isinstance(record, Dispatch) else t("Attach the scan…")

    def _look(self, key: object) -> None:
        scan = scan_of(self._made[key][2])
        if scan is not None:
            self.opened.emit(scan)
