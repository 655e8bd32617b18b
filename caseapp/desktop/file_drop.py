"""Files that are dropped into a view, and what lies over it while they are held there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QRect, Qt
from PySide6.QtGui import QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from caseapp.desktop import icons, theme
from caseapp.desktop.widgets.paint import draw_text


def dropped_files(data: QMimeData) -> list[Path]:
    """The files on this machine that are being dropped; addresses of the internet are none."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


class DropHint(QWidget):
    """Lies over a view while files are held over it."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def cover(self) -> None:
        """Show over the whole parent."""
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        back = theme.colour("select")
        back.setAlphaF(0.92)
        painter.fillRect(self.rect(), back)
        painter.setPen(QPen(theme.colour("accent"), 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(self.rect().adjusted(12, 12, -12, -12), 8, 8)
        mark = QRect(0, 0, icons.HUGE, icons.HUGE)
        mark.moveCenter(self.rect().center())
        mark.translate(0, -28)
        theme.draw_icon(painter, "file-up", mark, theme.current().accent)
        draw_text(
            painter, self.rect().adjusted(24, 16, -24, 16), self._words,
            theme.font(theme.LEAD, theme.SEMIBOLD), theme.current().ink,
            Qt.AlignmentFlag.AlignCenter,
        )  # fmt: skip


class FileDrop(QObject):
    """Lets files be dropped anywhere in a view; `take(paths)` is called with them."""

    def __init__(self, view: QWidget, hint: str, take: Callable[[Sequence[Path]], None]) -> None:
        super().__init__(view)
        self._take, self._hint = take, DropHint(hint, view)
        view.setAcceptDrops(True)
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.DragEnter:
            if dropped_files(event.mimeData()):
                event.acceptProposedAction()
                self._hint.cover()
            return True
        if event.type() == QEvent.Type.DragLeave:
            self._hint.hide()
            return True
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            self._hint.hide()
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._take(dropped_files(event.mimeData()))
            return True
        return super().eventFilter(watched, event)
