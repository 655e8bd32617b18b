"""Buttons with their icon and their key drawn inside.

They draw icon, word and key themselves: sharp at any ratio, in the colours of the moment,
mirrored with the layout, and "&" in a word is a letter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from caseapp.desktop import icons, text, theme
from caseapp.desktop.widgets import paint
from caseapp.desktop.widgets.frames import FlowLayout

_MARGIN = {"": 12, "primary": 12, "quiet": 8, "link": 4, "nav": 9, "segment": 8}
_MEDIUM = ("primary", "link", "nav")


def is_enter(event: QEvent) -> bool:
    """Whether the key is one of the two Enter keys, and nothing else is held."""
    if not isinstance(event, QKeyEvent):
        return False
    plain = event.modifiers() in (
        Qt.KeyboardModifier.NoModifier,
        Qt.KeyboardModifier.KeypadModifier,
    )
    return plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Button(QPushButton):
    """A framed button; the kinds below look otherwise and work alike.

    `key` is drawn inside and, if `live`, presses the button while it is on screen; single
    letters are safe, fields keep them for typing. Disabled buttons say why in `tip`.
    Enter presses the button that has the keyboard, before any other that shows this key.
    """

    KIND = ""

    def __init__(
        self,
        words: str,
        *,
        icon: str = "",
        key: str = "",
        live: bool = True,
        small: bool = False,
        tip: str = "",
        on_click: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._icon = icon
        self._key = key
        self._tip = tip
        self._small = small
        self._brief = False
        self.setProperty("kind", self.KIND)
        self.setProperty("small", "true" if small else "false")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._describe()
        if key and live:
            QShortcut(QKeySequence(key), self, self.click)
        if on_click is not None:
            self.clicked.connect(lambda: on_click())

    # The word is kept here: Qt would read "&" in it as a shortcut.
    def text(self) -> str:
        return self._words

    def setText(self, words: str) -> None:
        self._words = words
        self._describe()
        self.updateGeometry()
        self.update()

    def set_brief(self, brief: bool) -> None:
        """Draw the icon alone, where there is little room; name and tooltip keep the word."""
        self._brief = brief
        self.updateGeometry()
        self.update()

    def set_icon(self, icon: str) -> None:
        """Another Lucide icon, "" for none."""
        self._icon = icon
        self.updateGeometry()
        self.update()

    def set_tip(self, tip: str) -> None:
        """What the tooltip says beside word and key."""
        self._tip = tip
        self._describe()

    def sizeHint(self) -> QSize:
        width = 2 * _MARGIN[self.KIND] + self._content_width()
        if self._key:
            width += paint.key_size(self._key).width() + 12
        height = theme.SMALL_CONTROL if self._small else theme.ROW
        if self.KIND == "link":
            height = theme.SMALL_CONTROL
        if self.KIND == "segment":
            height = theme.SMALL_CONTROL
        return QSize(width, height)

    def minimumSizeHint(self) -> QSize:
        """Without its key: where there is little room the key is not drawn."""
        hint = self.sizeHint()
        return QSize(2 * _MARGIN[self.KIND] + self._content_width(), hint.height())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and is_enter(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt lets Enter press a button in dialogs alone."""
        if not is_enter(event):
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.click()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        colour = self._colour(bool(option.state & QStyle.StateFlag.State_MouseOver))
        self._draw_content(painter, colour)

    def _font(self) -> QFont:
        size = theme.CAPTION if self._small and self.KIND == "link" else theme.BODY
        chosen = self.KIND == "segment" and self.isChecked()
        medium = self.KIND in _MEDIUM or chosen
        return theme.font(size, theme.MEDIUM if medium else theme.REGULAR)

    @property
    def _drawn(self) -> str:
        return "" if self._brief else self._words

    def _content_width(self) -> int:
        words = paint.text_width(self._drawn, self._font()) + 1 if self._drawn else 0
        mark = icons.MEDIUM if self._icon else 0
        return words + mark + (8 if words and mark else 0)

    def _colour(self, hovered: bool) -> str:
        t = theme.current()
        if not self.isEnabled():
            return t.ink3 if self._drawn else t.control
        if self.KIND == "primary":
            return t.on_fill
        if self.KIND == "link" or (self.KIND in ("nav", "segment") and self.isChecked()):
            return t.accent
        if self.KIND == "":
            return t.ink
        return t.ink if hovered else t.ink2

    def _draw_content(self, painter: QStylePainter, colour: str) -> None:
        whole, direction = self.rect(), self.layoutDirection()
        margin = _MARGIN[self.KIND]
        inner = whole.adjusted(margin, 0, -margin, 0)
        fits = self.width() >= self.sizeHint().width()
        shown = self._key if fits else ""
        key = paint.key_size(shown) if shown else QSize(-12, 0)
        room = inner.width() - key.width() - 12
        left = inner.left()
        if not shown and self.KIND in ("", "primary", "quiet", "segment"):
            left += max(0, (room - self._content_width()) // 2)
        end = inner.left() + room
        if self._icon:
            box = QRect(left, (whole.height() - icons.MEDIUM) // 2, icons.MEDIUM, icons.MEDIUM)
            name = paint.pointing(self._icon, direction)
            theme.draw_icon(painter, name, paint.visual(direction, whole, box), colour)
            left += icons.MEDIUM + 8
        if self._drawn:
            box = QRect(left, 0, end - left, whole.height())
            paint.draw_text(
                painter, paint.visual(direction, whole, box), self._drawn, self._font(),
                colour, paint.leading(direction),
            )  # fmt: skip
        if shown:
            box = QRect(
                inner.right() + 1 - key.width(), (whole.height() - key.height()) // 2,
                key.width(), key.height(),
            )  # fmt: skip
            paint.draw_key(
                painter, paint.visual(direction, whole, box), shown,
                on_fill=self.KIND == "primary" and self.isEnabled(),
            )  # fmt: skip

    def _describe(self) -> None:
        self.setAccessibleName(self._words)
        key = f"({text.key_name(self._key)})" if self._key else ""
        self.setToolTip(text.tooltip(" ".join(p for p in (self._tip or self._words, key) if p)))


class PrimaryButton(Button):
    """The one thing to do in a view."""

    KIND = "primary"


class QuietButton(Button):
    """An action without a frame."""

    KIND = "quiet"


class LinkButton(Button):
    """An action in the run of a text or beside a finding."""

    KIND = "link"


class IconButton(QuietButton):
    """A bare icon; its name is told by tooltip and to screen readers."""

    def __init__(
        self,
        icon: str,
        name: str,
        *,
        key: str = "",
        on_click: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", icon=icon, on_click=on_click, parent=parent)
        self._name = name
        self.setAccessibleName(name)
        shown = f"{name} ({text.key_name(key)})" if key else name
        self.setToolTip(text.tooltip(shown))
        if key:
            QShortcut(QKeySequence(key), self, self.click)
        self.setFixedWidth(theme.ROW)


class _Segment(Button):
    KIND = "segment"

    def _content_width(self) -> int:
        """As wide as when it is chosen, so that choosing moves and cuts nothing."""
        return paint.text_width(self._words, theme.font(theme.BODY, theme.MEDIUM)) + 1


class Segments(QWidget):
    """A row of words of which one is chosen: languages, copies. Arrow keys move along.

    `chosen(code)` comes when the person chooses, not after `choose`.
    """

    chosen = Signal(str)

    def __init__(
        self, choices: Sequence[tuple[str, str]], name: str, parent: QWidget | None = None,
        *, wrap: bool = False, spoken: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        """`choices` are (code, word); `name` is what a screen reader calls the row.

        With `wrap` the words go on in the next line where one is too short for them. `spoken`
        are the whole words of abbreviated ones, for tooltips and screen readers.
        """
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, Button] = {}
        layout = FlowLayout(self, 4) if wrap else QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for code, words in choices:
            button = _Segment(words)
            button.setCheckable(True)
            if spoken and code in spoken:
                button.setAccessibleName(spoken[code])
                button.setToolTip(text.tooltip(spoken[code]))
            button.clicked.connect(lambda _=False, code=code: self.chosen.emit(code))
            self._group.addButton(button)
            self._buttons[code] = button
            layout.addWidget(button)
        if isinstance(layout, QHBoxLayout):
            layout.addStretch(1)

    def choose(self, code: str) -> None:
        """Show `code` as chosen. Raises KeyError for one that is not offered."""
        self._buttons[code].setChecked(True)

    def set_words(self, code: str, words: str) -> None:
        """Another word for `code`: a count in it changed. Raises KeyError as `choose`."""
        self._buttons[code].setText(words)

    def code(self) -> str:
        """The chosen code, "" when none is."""
        return next((code for code, b in self._buttons.items() if b.isChecked()), "")
