"""The filters in force as tokens under the heading: one click, or Delete, takes one away."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from caseapp.desktop import icons, text, theme
from caseapp.desktop.features.cases.words import FACETS, ListWords
from caseapp.desktop.widgets import FlowLayout, Label, LinkButton, paint
from caseapp.store.queries.case_filter import CaseFilter, Facet

_HEIGHT, _WIDEST = 24, 240


class _Token(QAbstractButton):
    """A facet's name and what is chosen in it; the whole token is the button that clears it."""

    def __init__(self, name: str, chosen: str, spoken: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._chosen = name, chosen
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(spoken)
        self.setToolTip(text.tooltip(spoken))

    def _widths(self) -> tuple[int, int]:
        name = paint.text_width(self._name, theme.font()) + 1
        chosen = paint.text_width(self._chosen, theme.font(theme.BODY, theme.MEDIUM)) + 1
        return name, min(chosen, max(48, _WIDEST - name))

    def sizeHint(self) -> QSize:
        return QSize(8 + sum(self._widths()) + 5 + 6 + icons.SMALL + 6, _HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() in keys:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, t = QPainter(self), theme.current()
        whole, direction = self.rect(), self.layoutDirection()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("sunken" if self.isDown() else "select"))
        painter.drawRoundedRect(QRectF(whole), theme.RADIUS_CONTROL, theme.RADIUS_CONTROL)
        lead = paint.leading(direction)
        name, chosen = self._widths()
        box = paint.visual(direction, whole, QRect(8, 0, name, _HEIGHT))
        paint.draw_text(painter, box, self._name, theme.font(), t.ink2, lead)
        box = paint.visual(direction, whole, QRect(8 + name + 5, 0, chosen, _HEIGHT))
        font = theme.font(theme.BODY, theme.MEDIUM)
        paint.draw_text(painter, box, self._chosen, font, t.ink, lead)
        cross = QRect(
            whole.width() - icons.SMALL - 6, (_HEIGHT - icons.SMALL) // 2, icons.SMALL, icons.SMALL
        )
        icons.draw(painter, "x", paint.visual(direction, whole, cross),
                   t.ink if self.underMouse() else t.ink2)  # fmt: skip
        if self.hasFocus():
            paint.draw_focus(painter, whole, theme.RADIUS_CONTROL)


class TokenRow(QWidget):
    """`removed(Facet)` for one token, `list_left()` for that of an imported list, `cleared()`
    for the word behind them."""

    removed = Signal(object)
    list_left = Signal()
    cleared = Signal()

    def __init__(self, words: ListWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._shown: CaseFilter | None = None
        self._list_name = ""
        self._holder = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._holder.setSizePolicy(policy)
        self._flow = FlowLayout(self._holder)
        self.count = Label("", "second", tabular=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.COLUMN_MARGIN, 0, theme.COLUMN_MARGIN, 8)
        row.setSpacing(12)
        row.addWidget(self._holder, 1)
        row.addWidget(self.count, alignment=Qt.AlignmentFlag.AlignTop)
        self.count.setMinimumHeight(_HEIGHT)

    def show_filter(self, shown: CaseFilter) -> None:
        """Show what is in force; the typed words stand in their own field."""
        in_force = [facet for facet in FACETS if shown.asks(facet)]
        if self._shown is not None and self._shown.imported == shown.imported and all(
            self._words.chosen(shown, f) == self._words.chosen(self._shown, f) for f in FACETS
        ):  # fmt: skip
            self._shown = shown
            return
        focused = self._holder.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self._shown = shown
        self._flow.clear()
        if shown.imported is not None:
            self._add(self._list_token())
        for facet in in_force:
            self._add(self._token(facet, shown))
        if self._flow.count():
            clear = LinkButton(self._words.t("Clear"), small=True, on_click=self.cleared.emit)
            clear.setFixedHeight(_HEIGHT)
            self._add(clear)
        if focused and self._flow.count():
            self._flow.itemAt(0).widget().setFocus()

    def say_list(self, name: str) -> None:
        """The file name of the imported list whose cases are shown."""
        if name != self._list_name:
            self._list_name, shown = name, self._shown
            self._shown = None
            self.show_filter(shown or CaseFilter())

    def _list_token(self) -> _Token:
        t, name = self._words.t, text.file_name(self._list_name)
        spoken = t("Take away the filter “{name}: {chosen}”", name=t("List"), chosen=name)
        token = _Token(t("List"), name, spoken)
        token.clicked.connect(self.list_left)
        return token

    def _add(self, widget: QWidget) -> None:
        self._flow.addWidget(widget)
        widget.show()

    def _token(self, facet: Facet, shown: CaseFilter) -> _Token:
        t = self._words.t
        name, chosen = self._words.facet(facet), self._words.chosen(shown, facet)
        spoken = t("Take away the filter “{name}: {chosen}”", name=name, chosen=chosen)
        token = _Token(name, chosen, spoken)
        token.clicked.connect(lambda: self.removed.emit(facet))
        return token
