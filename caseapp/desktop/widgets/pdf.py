"""Pages of a PDF that exists only in memory: shown as they will be printed.

Takes bytes, never a path, and opens no link that leads out of the document.
"""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPalette
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.widgets.buttons import IconButton
from caseapp.desktop.widgets.label import Label
from caseapp.errors import UserError
from caseapp.i18n import N_, Translator

_ZOOM_STEP, _ZOOM_LEAST, _ZOOM_MOST = 1.2, 0.2, 5.0


class _Pages(QPdfView):
    """Qt's view would open web links of the document in a browser: clicks do nothing."""

    zoom_asked = Signal(int)
    page_asked = Signal(int)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        key, last = event.key(), self.document().pageCount() - 1
        page = self.pageNavigator().currentPage()
        pages = {
            Qt.Key.Key_PageDown: page + 1, Qt.Key.Key_PageUp: page - 1,
            Qt.Key.Key_Home: 0, Qt.Key.Key_End: last,
        }  # fmt: skip
        zooms = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_0: 0}
        if control and key in zooms:
            self.zoom_asked.emit(zooms[key])
        elif key in pages:
            self.page_asked.emit(pages[key])
        else:
            super().keyPressEvent(event)


class PdfView(QWidget):
    """Pages under a bar: page back and on, "Page 2 of 6", zoom, fit to width.

    `page_changed(index)` counts from 0.
    """

    page_changed = Signal(int)

    def __init__(self, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._t = t
        self._buffer: QBuffer | None = None
        self._document = QPdfDocument(self)
        self._pages = _Pages(self)
        self._pages.setDocument(self._document)
        self._pages.setPageMode(QPdfView.PageMode.MultiPage)
        self._pages.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._pages.setFrameShape(QPdfView.Shape.NoFrame)
        self._pages.setPageSpacing(theme.GRID)
        self._pages.setAccessibleName(t("Pages of the document"))
        self._pages.zoom_asked.connect(self._zoom_by)
        self._pages.page_asked.connect(self.go_to_page)
        self._pages.pageNavigator().currentPageChanged.connect(self._moved)
        self._place = Label("", "second")
        self.setFocusProxy(self._pages)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._make_bar())
        layout.addWidget(self._pages, 1)
        self._colour()
        self._moved(0)

    def _make_bar(self) -> QHBoxLayout:
        t = self._t
        self._back = IconButton(
            "chevron-up", t("Page back"), on_click=lambda: self.go_to_page(self.page() - 1)
        )
        self._on = IconButton(
            "chevron-down", t("Next page"), on_click=lambda: self.go_to_page(self.page() + 1)
        )
        bar = QHBoxLayout()
        bar.setContentsMargins(theme.GRID, 4, theme.GRID, 4)
        bar.setSpacing(4)
        bar.addWidget(self._back)
        bar.addWidget(self._on)
        bar.addWidget(self._place)
        bar.addStretch(1)
        for icon, name, by in (
            ("zoom-out", t("Smaller"), -1),
            ("zoom-in", t("Larger"), 1),
            ("move-horizontal", t("Fit to width"), 0),
        ):
            bar.addWidget(IconButton(icon, name, on_click=lambda by=by: self._zoom_by(by)))
        return bar

    # -- document ----------------------------------------------------------------------------
    def show_pdf(self, data: bytes) -> None:
        """Show other pages; the page in view stays where it can.

        Raises UserError when `data` is not a PDF that can be shown.
        """
        page = self.page()
        self.clear()
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(data))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        if self._document.status() is not QPdfDocument.Status.Ready:
            self.clear()
            raise UserError(N_("These pages cannot be shown. Make the copy again."))
        self.go_to_page(min(page, self.page_count() - 1))
        self._moved(self.page())

    def clear(self) -> None:
        """Show nothing, and let go of the bytes."""
        self._document.close()
        if self._buffer is not None:
            self._buffer.close()
            self._buffer.deleteLater()
            self._buffer = None
        self._moved(0)

    def page_count(self) -> int:
        return self._document.pageCount()

    def page(self) -> int:
        """Index of the page in view, from 0."""
        return self._pages.pageNavigator().currentPage()

    def go_to_page(self, index: int) -> None:
        """Scroll to a page; an index outside the document does nothing."""
        if 0 <= index < self.page_count():
            self._pages.pageNavigator().jump(index, QPointF(), 0)

    # -- view --------------------------------------------------------------------------------
    def _zoom_by(self, step: int) -> None:
        if step == 0:
            self._pages.setZoomMode(QPdfView.ZoomMode.FitToWidth)
            return
        factor = self._pages.zoomFactor()
        if self._pages.zoomMode() is QPdfView.ZoomMode.FitToWidth:
            factor = self._fitted()
        factor *= _ZOOM_STEP**step
        self._pages.setZoomMode(QPdfView.ZoomMode.Custom)
        self._pages.setZoomFactor(min(max(factor, _ZOOM_LEAST), _ZOOM_MOST))

    def _fitted(self) -> float:
        """The factor that fits the page in view to the width: points to logical pixels."""
        width = self._document.pagePointSize(self.page()).width()
        margins = self._pages.documentMargins()
        room = self._pages.viewport().width() - margins.left() - margins.right()
        return room / (width * self.logicalDpiX() / 72.0) if width > 0 else 1.0

    def _moved(self, index: int) -> None:
        count = self.page_count()
        said = self._t("Page {page} of {count}", page=index + 1, count=count) if count else ""
        self._place.setText(said)
        self._back.setEnabled(index > 0)
        self._on.setEnabled(index < count - 1)
        self.page_changed.emit(index)

    def _colour(self) -> None:
        palette = QPalette(self._pages.palette())
        palette.setColor(QPalette.ColorRole.Dark, QColor(theme.current().sunken))
        self._pages.setPalette(palette)
