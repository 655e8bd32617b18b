"""Two texts side by side scroll in step: the same paragraph stands at the top of both."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QTextBlock

from caseapp.desktop.documents.reading import ReadingText
from caseapp.desktop.documents.text import TextSurface


class InStep(QObject):
    """Keeps `one` and `other` in step while `on`."""

    def __init__(self, one: TextSurface, other: TextSurface, parent: QObject) -> None:
        super().__init__(parent)
        self.on = False
        self._moving = False
        first, second = one.findChild(ReadingText), other.findChild(ReadingText)
        assert first is not None
        assert second is not None
        self._readers = (first, second)
        one.view_changed.connect(lambda: self._follow(first, second))
        other.view_changed.connect(lambda: self._follow(second, first))

    def _follow(self, leader: ReadingText, follower: ReadingText) -> None:
        if not self.on or self._moving or not follower.isVisible():
            return
        block = leader.cursorForPosition(QPoint(1, 1)).block()
        target = _nth(follower, _number(block))
        if target is None:
            return
        top = leader.at(block.position()).top()
        height = max(1.0, leader.document().documentLayout().blockBoundingRect(block).height())
        other = follower.document().documentLayout().blockBoundingRect(target).height()
        self._moving = True
        try:
            follower.bring_to_top(target.position(), round(top * other / height))
        finally:
            self._moving = False


def _number(block: QTextBlock) -> int:
    """How many paragraphs with words stand before a block."""
    count, here = 0, block.previous()
    while here.isValid():
        count += bool(here.text().strip())
        here = here.previous()
    return count


def _nth(reader: ReadingText, number: int) -> QTextBlock | None:
    block = reader.document().begin()
    while block.isValid():
        if block.text().strip():
            if not number:
                return block
            number -= 1
        block = block.next()
    return None
