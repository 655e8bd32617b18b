"""Merge fields inside a text, as chips: one character each, which cannot be half deleted.

A chip is an object of the text (QTextObjectInterface). Its character format carries the name
of the field, so that copying, pasting, undo and redo keep it as they keep any character.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPyTextObject,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
)

from caseapp.desktop import theme
from caseapp.desktop.widgets import paint

CHIP = "\ufffc"
"""The character that stands for an object in Qt's texts."""

_OBJECT = QTextFormat.ObjectTypes.UserObject.value + 1
_FIELD = QTextFormat.Property.UserProperty.value + 1
_KIND = QTextFormat.Property.UserProperty.value + 2
_PAD, _HEIGHT, _DROP = 8, 21, 2

Name = Callable[[str, str], str]
"""What a chip says, from its kind ("field", "if", "unless") and its field."""


def chip_format(kind: str, field: str, base: QTextCharFormat) -> QTextCharFormat:
    """The format of a chip's character; weight and marks come from `base`."""
    made = QTextCharFormat(base)
    made.setObjectType(_OBJECT)
    made.setProperty(_FIELD, field)
    made.setProperty(_KIND, kind)
    made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignBaseline)
    return made


def chip_of(form: QTextCharFormat) -> tuple[str, str] | None:
    """Kind and field of a character's format; None if it is no chip."""
    if form.objectType() != _OBJECT:
        return None
    return str(form.property(_KIND)), str(form.property(_FIELD) or "")


class ChipPainter(QPyTextObject):
    """Measures and draws the chips of one document."""

    def __init__(self, document: QTextDocument, name: Name) -> None:
        super().__init__(document)
        self._name = name
        document.documentLayout().registerHandler(_OBJECT, self)

    def intrinsicSize(self, _document: QTextDocument, _position: int, form: QTextFormat) -> QSizeF:
        width = QFontMetricsF(_font()).horizontalAdvance(self._words(form))
        return QSizeF(width + 2 * _PAD + 2, _HEIGHT)

    def drawObject(
        self, painter: QPainter, rect: QRectF, document: QTextDocument, _position: int,
        form: QTextFormat,
    ) -> None:  # fmt: skip
        chip = chip_of(form.toCharFormat())
        tone = "accent" if chip is None or chip[0] == "field" else "ink2"
        ground = "select" if tone == "accent" else "sunken"
        # The words of a chip stand on the line of the words around it.
        box = rect.adjusted(1, 1, -1, -1).translated(0, _DROP)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen if tone == "accent" else theme.colour("line"))
        painter.setBrush(theme.colour(ground))
        painter.drawRoundedRect(box, theme.RADIUS_CONTROL, theme.RADIUS_CONTROL)
        painter.setPen(QColor(theme.colour(tone)))
        painter.setFont(_font())
        words = self._words(form)
        direction = document.defaultTextOption().textDirection()
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine
        painter.setLayoutDirection(
            direction if direction != Qt.LayoutDirection.LayoutDirectionAuto
            else Qt.LayoutDirection.LeftToRight
        )  # fmt: skip
        painter.drawText(box, int(flags), words)
        painter.restore()

    def _words(self, form: QTextFormat) -> str:
        chip = chip_of(form.toCharFormat())
        return self._name(*chip) if chip else ""


def _font() -> QFont:
    return paint.font_for("", theme.font(theme.BODY, theme.MEDIUM))
