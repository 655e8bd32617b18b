"""Single letters as shortcuts can be turned off: who speaks to the computer, or rests a hand
on the keys, would do things by accident (WCAG 2.2, 2.1.4). Knows no feature.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

_HELD = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class LetterKeys(QObject):
    """While `on` is False no single letter, figure or sign presses a button or acts on a list.

    Keys with Ctrl or Alt, arrows, Space and typing into fields go on.
    """

    def __init__(self, app: QApplication, *, on: bool = True) -> None:
        super().__init__(app)
        self.on = on
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kinds = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
        if self.on or event.type() not in kinds or not isinstance(event, QKeyEvent):
            return False
        if not _is_letter(event):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # then Qt looks for no shortcut and sends the key itself
            return True
        return isinstance(watched, QWidget) and not _takes_typing(watched)


def _is_letter(event: QKeyEvent) -> bool:
    typed = event.text()
    return bool(typed.strip()) and typed.isprintable() and not event.modifiers() & _HELD


def _takes_typing(widget: QWidget) -> bool:
    return widget.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
