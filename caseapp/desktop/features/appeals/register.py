"""The register of an appeal's copies: number, addressee, date, pages, code, "save again"."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.desktop import icons, theme
from caseapp.desktop.features.appeals.rows import Item, Rows
from caseapp.desktop.features.appeals.words import AppealWords
from caseapp.desktop.widgets import Label, SectionHeading, paint
from caseapp.store.queries.appeals import AddresseeRow, CopyRow

_HEIGHT = 44
_MOST = 4


class RegisterSection(QWidget):
    """`save_asked(copy id)` when a copy is to be written again."""

    save_asked = Signal(object)

    def __init__(self, words: AppealWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._names: dict[object, str] = {}
        t = words.t
        self._heading = SectionHeading(t("Register of copies"))
        self.rows = Rows(t("Copies that were issued"), _HEIGHT, self._draw)
        self._none = Label(t("No copy was issued yet."), "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._heading)
        column.addWidget(self._none)
        column.addWidget(self.rows)
        self.rows.opened.connect(self.save_asked)

    def set_copies(self, copies: Sequence[CopyRow], addressees: Sequence[AddresseeRow]) -> None:
        """Show these, the newest first."""
        self._names = {row.id: self._words.short_addressee(row) for row in addressees}
        self.rows.set_items([self._item(row) for row in reversed(copies)])
        self.rows.fit(1, _MOST)
        self.rows.setVisible(bool(copies))
        self._none.setVisible(not copies)
        self._heading.set_count(str(len(copies)) if copies else "")

    def _title(self, row: CopyRow) -> str:
        t = self._words.t
        name = t("Office copy") if row.for_office else self._names.get(row.addressee_id, "")
        return f"{row.number} · {name}" if name else str(row.number)

    def _item(self, row: CopyRow) -> Item:
        t, words = self._words.t, self._words
        withheld = t.plural("{n} thing withheld", "{n} things withheld", row.withheld)
        parts = [self._title(row), words.copy(row), words.language(row.language)]
        if not row.for_office:
            parts.append(withheld)
        again = t("Save this copy again") if row.page_code else t("Its pages are not in the vault")
        return Item(row.id, row, ", ".join([*parts, again]), "\n".join([*parts, again]))

    def _draw(
        self,
        painter: QPainter,
        box: QRect,
        data: object,
        direction: Qt.LayoutDirection,
        _chosen: bool,
    ) -> None:
        assert isinstance(data, CopyRow)
        t, lead = theme.current(), paint.leading(direction)
        end = box.right()
        if data.page_code:
            end -= icons.MEDIUM + 8
            mark = QRect(end + 8, box.top(), icons.MEDIUM, icons.MEDIUM)
            mark.moveTop(box.top() + (box.height() - icons.MEDIUM) // 2)
            icons.draw(painter, "download", paint.visual(direction, box, mark), t.ink2)
        title = QRect(box.left(), box.top() + 4, end - box.left(), 19)
        font = theme.font(theme.BODY, theme.MEDIUM)
        shown = paint.visual(direction, box, title)
        paint.draw_text(painter, shown, self._title(data), font, t.ink, lead)
        detail = QRect(box.left(), box.top() + 23, end - box.left(), 17)
        shown = paint.visual(direction, box, detail)
        caption = theme.font(theme.CAPTION)
        paint.draw_text(painter, shown, self._words.copy(data), caption, t.ink2, lead)
