"""The read-only text that `TextSurface` shows: reading face, measured line, margin.

Speaks of UTF-16 units of Qt's document, as Qt does. Shows plain text alone, loads nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from PySide6.QtCore import QMimeData, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from caseapp.desktop import fonts, theme
from caseapp.desktop import text as texts
from caseapp.desktop.documents import badges
from caseapp.desktop.documents.passage import PassageMark
from caseapp.desktop.widgets.paint import visual

_MEASURE = 46
"""Width of a line in ems at most: some 90 letters, as a page of a book at arm's length."""
_MARGIN, _OTHER_MARGIN, _TOP = 56, 24, 20
_SIZES = (13, 15, 16, 18, 21, 25, 30)
"""Reading sizes in logical pixels, for Ctrl and plus or minus."""
_LINE_PERCENT, _BETWEEN = 118, 13


class ReadingText(QTextEdit):
    """Read-only text with a caret for the keyboard. `let_go` comes after a mouse button."""

    let_go = Signal(QPoint)
    moved = Signal()

    def __init__(self, words: Callable[[], str], parent: QWidget | None = None) -> None:
        """`words` gives what is marked out, in the characters of the source."""
        super().__init__(parent)
        self._words = words
        self._size = _SIZES.index(16)
        self._shown, self._heading = "", ""
        self.setReadOnly(True)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.setUndoRedoEnabled(False)
        self.setAcceptRichText(False)
        self.setAcceptDrops(False)
        self.setTabChangesFocus(True)
        self.margin = Margin(self)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    # -- content -------------------------------------------------------------------------------
    def show_text(self, shown: str, heading: str = "") -> None:
        """Show `shown` (see `characters.as_shown`); a first line that is `heading` stands out."""
        self._shown, self._heading = shown, heading
        document = self.document()
        document.clear()
        document.setDocumentMargin(0)
        base = theme.font(_SIZES[self._size], paper=True)
        document.setDefaultFont(base)
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        cursor.setBlockFormat(self._block(shown))
        lines = shown.split("\n")
        first = True
        if heading and lines[0].strip() == heading.strip():
            cursor.insertText(lines.pop(0), self._letters(_large(base, heading)))
            first = False
        for right, group in groupby(lines, texts.is_right_to_left):
            piece = "\n".join(group)
            face = self._letters(fonts.arabic(base) if right else base)
            cursor.insertText(piece if first else "\n" + piece, face)
            first = False
        cursor.endEditBlock()
        cursor.setPosition(0)
        self.setTextCursor(cursor)
        self._colour()

    @staticmethod
    def _block(shown: str) -> QTextBlockFormat:
        block = QTextBlockFormat()
        proportional = QTextBlockFormat.LineHeightTypes.ProportionalHeight
        block.setLineHeight(_LINE_PERCENT, proportional.value)
        block.setBottomMargin(0 if "\n\n" in shown or "\n \n" in shown else _BETWEEN)
        return block

    @staticmethod
    def _letters(font: QFont) -> QTextCharFormat:
        letters = QTextCharFormat()
        letters.setFont(font)
        return letters

    def zoom_by(self, step: int) -> None:
        """Larger (1), smaller (-1) or the usual size (0)."""
        wanted = self._size + step if step else _SIZES.index(16)
        wanted = max(0, min(wanted, len(_SIZES) - 1))
        if wanted != self._size:
            anchor, place = self.textCursor().anchor(), self.textCursor().position()
            top = self.cursorForPosition(QPoint(1, 1)).position()
            self._size = wanted
            self.show_text(self._shown, self._heading)
            self.choose(anchor, place)
            self.bring_to_top(top)
            self._measure()

    # -- places --------------------------------------------------------------------------------
    def choose(self, anchor: int, place: int) -> None:
        """Mark out what is between two units."""
        last = max(0, self.document().characterCount() - 1)
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(anchor, last))
        cursor.setPosition(min(place, last), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def at(self, unit: int) -> QRect:
        """The caret before `unit`, in the viewport."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(max(0, min(unit, self.document().characterCount() - 1)))
        return self.cursorRect(cursor)

    def bring_to_top(self, unit: int, above: int = 0) -> None:
        """Scroll so that `unit` is `above` pixels under the upper edge."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.at(unit).top() - above)

    def in_view(self) -> tuple[int, int]:
        """First and last unit that may be seen."""
        area = self.viewport().rect()
        first = self.cursorForPosition(area.topLeft()).block().position()
        last = self.cursorForPosition(area.bottomRight()).block()
        return first, last.position() + last.length()

    def highlight(self, pieces: Sequence[tuple[int, int, str, bool]]) -> None:
        """Marker pen: start, end, colour token, whether underlined. Later ones lie on top."""
        extra = []
        for start, end, token, underlined in pieces:
            selection = QTextEdit.ExtraSelection()
            selection.cursor = QTextCursor(self.document())
            selection.cursor.setPosition(start)
            selection.cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            selection.format.setBackground(theme.colour(token))
            selection.format.setForeground(theme.colour("ink"))
            if underlined:
                selection.format.setFontUnderline(True)
                selection.format.setUnderlineColor(theme.colour("accent"))
            extra.append(selection)
        self.setExtraSelections(extra)

    # -- size and colour -----------------------------------------------------------------------
    def _colour(self) -> None:
        # The application's sheet would paint a selection as strongly as a pressed button.
        t = theme.current()
        sheet = (
            "QTextEdit { border: 0; padding: 0; border-radius: 0;"
            f" selection-background-color: {t.select}; selection-color: {t.ink}; }}"
        )
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)

    def refresh_colours(self) -> None:
        """After a change of theme."""
        self._colour()
        self.margin.update()

    def _measure(self) -> None:
        wide = self.width() - self.verticalScrollBar().sizeHint().width()
        most = _MEASURE * _SIZES[self._size]
        spare = max(0, wide - _MARGIN - _OTHER_MARGIN - most)
        leading, trailing = _MARGIN + spare // 2, _OTHER_MARGIN + spare - spare // 2
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            self.setViewportMargins(trailing, _TOP, leading, 0)
        else:
            self.setViewportMargins(leading, _TOP, trailing, 0)
        whole = QRect(0, _TOP, self.width(), self.height() - _TOP)
        edge = QRect(leading - _MARGIN, _TOP, _MARGIN, whole.height())
        self.margin.setGeometry(visual(self.layoutDirection(), self.rect(), edge))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._measure()
        super().resizeEvent(event)
        self._scrolled()

    def _scrolled(self) -> None:
        self.margin.update()
        self.moved.emit()

    # -- mouse and clipboard -------------------------------------------------------------------
    def mousePressEvent(self, event: QMouseEvent) -> None:
        held = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.button() == Qt.MouseButton.LeftButton and not held:
            # A press inside a selection would begin to drag it out of the window.
            self.setTextCursor(self.cursorForPosition(event.position().toPoint()))
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.let_go.emit(event.position().toPoint())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        data.setText(self._words())
        return data

    def loadResource(self, kind: int, name: object) -> None:
        return None


class Margin(QWidget):
    """Beside the lines: number and bearing of each mark, a bar along what is marked out."""

    clicked = Signal(object)

    def __init__(self, text: ReadingText) -> None:
        super().__init__(text)
        self._text = text
        self._marks: list[tuple[int, PassageMark]] = []
        self._places: list[tuple[QRect, PassageMark]] = []
        self.setMouseTracking(True)

    def set_marks(self, marks: list[tuple[int, PassageMark]]) -> None:
        """Unit at which each begins, and the mark, in the order of the text."""
        self._marks = marks
        self.update()

    def places(self) -> list[tuple[QRect, PassageMark]]:
        """Where each mark in view is drawn; two of one line stand beneath each other."""
        first, last = self._text.in_view()
        result: list[tuple[QRect, PassageMark]] = []
        free = -10_000
        for unit, mark in self._marks:
            if not first <= unit <= last:
                continue
            line = self._text.at(unit)
            size = badges.size(mark)
            top = max(free, line.center().y() - size.height() // 2 + 1)
            free = top + size.height()
            place = QRect(self.width() - size.width() - 10, top, size.width(), size.height())
            result.append((visual(self.layoutDirection(), self.rect(), place), mark))
        return result

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("surface"))
        cursor = self._text.textCursor()
        if cursor.hasSelection():
            top = self._text.at(cursor.selectionStart()).top()
            bottom = self._text.at(cursor.selectionEnd()).bottom()
            bar = QRect(self.width() - 7, max(top, -4), 3, min(bottom, self.height() + 4) - top)
            painter.fillRect(
                visual(self.layoutDirection(), self.rect(), bar), theme.colour("accent")
            )
        for place, mark in self.places():
            badges.draw(painter, place, mark, self.layoutDirection())

    def _mark_at(self, point: QPoint) -> PassageMark | None:
        return next((mark for place, mark in self.places() if place.contains(point)), None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        mark = self._mark_at(event.position().toPoint())
        shape = Qt.CursorShape.PointingHandCursor if mark else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        self.setToolTip(texts.tooltip(mark.label if mark else ""))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        mark = self._mark_at(event.position().toPoint())
        if mark is not None and event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(mark.key)


def _large(base: QFont, words: str) -> QFont:
    font = QFont(base)
    font.setPixelSize(round(base.pixelSize() * 1.3))
    font.setWeight(theme.SEMIBOLD)
    return fonts.arabic(font) if texts.is_right_to_left(words) else font
