"""A timeline that can be looked at from nearer: keys, wheel, drag, and three buttons.

The plain wheel goes on to the page around it; with Ctrl it zooms, with Shift it moves.
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from caseapp.desktop.widgets import timeline_layout as plan
from caseapp.desktop.widgets.buttons import IconButton
from caseapp.desktop.widgets.timeline import Timeline
from caseapp.desktop.widgets.timeline_layout import TimelineData
from caseapp.i18n import Translator

NEARER, FURTHER = 0.6, 1 / 0.6
_STEP = 0.15
"""How far one press or turn moves, as a share of what is seen."""
_ALMOST_ALL = 0.99
"""From this share on all is shown: days are whole, so steps there and back do not quite meet."""


class ZoomTimeline(Timeline):
    """`zoomed(whole)` when another part is seen; `whole` if that is everything."""

    zoomed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._held: QPoint | None = None

    def set_data(self, data: TimelineData) -> None:
        """Other data; what was looked at stays in sight, unless it is another case."""
        before, after = self._window, {event.key for event in data.events}
        same = bool(after.intersection(self._items))
        super().set_data(data)
        self._look_at(before if same and before is not None else None)

    @property
    def is_whole(self) -> bool:
        """Whether everything is seen."""
        return self._window is None

    def zoom(self, factor: float, about: date | None = None) -> None:
        """See `factor` times as much time around a day, by default the event with the keyboard."""
        if self._data is None:
            return
        window = self.window_shown()
        day = about or self._focused_day() or window[0] + (window[1] - window[0]) / 2
        self._look_at(plan.zoomed(window, self._whole(), factor, day))

    def move_by(self, share: float) -> None:
        """Move by a share of what is seen; towards later is positive."""
        if self._data is not None:
            first, last = window = self.window_shown()
            self._look_at(plan.moved(window, self._whole(), (last - first) * share))

    def show_all(self) -> None:
        """See everything again."""
        self._look_at(None)

    def _whole(self) -> plan.Window:
        assert self._data is not None
        return plan.whole_window(self._data)

    def _look_at(self, window: plan.Window | None) -> None:
        if self._data is None:
            return
        if window is not None:
            whole = self._whole()
            window = max(window[0], whole[0]), min(window[1], whole[1])
            if window[1] - window[0] >= (whole[1] - whole[0]) * _ALMOST_ALL:
                window = None
        self.set_window(window)
        self.zoomed.emit(window is None)

    # -- keyboard ----------------------------------------------------------------------------
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """+ and - zoom, 0 shows all, arrows go from event to event in the order of time."""
        key, mirrored = event.key(), self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        later = Qt.Key.Key_Left if mirrored else Qt.Key.Key_Right
        if (
            event.modifiers()
            & ~Qt.KeyboardModifier.KeypadModifier
            & ~Qt.KeyboardModifier.ShiftModifier
        ):
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(NEARER)
        elif key == Qt.Key.Key_Minus:
            self.zoom(FURTHER)
        elif key == Qt.Key.Key_0:
            self.show_all()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._step(1 if key == later else -1)
        else:
            super().keyPressEvent(event)

    def _step(self, way: int) -> None:
        """Give the keyboard to the next event in time, and bring it into sight."""
        keys = [event.key for event in self._dated]
        if not keys:
            return
        now = next((i for i, key in enumerate(keys) if self._items[key].hasFocus()), None)
        index = (0 if way > 0 else len(keys) - 1) if now is None else now + way
        if not 0 <= index < len(keys):
            return
        event = self._dated[index]
        first = event.earliest or event.latest
        last = event.latest or event.earliest
        if self._window is not None and first is not None and last is not None:
            self._look_at(plan.showing(self._window, self._whole(), first, last))
        self._items[event.key].setFocus(Qt.FocusReason.TabFocusReason)

    def _focused_day(self) -> date | None:
        found = next((e for e in self._dated if self._items[e.key].hasFocus()), None)
        return (found.earliest or found.latest) if found is not None else None

    # -- pointer -----------------------------------------------------------------------------
    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and turned.y():
            self.zoom(NEARER if turned.y() > 0 else FURTHER, self._day_at(event.position().x()))
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier or turned.x():
            way = turned.x() or turned.y()
            self.move_by(-_STEP if way > 0 else _STEP)
        else:
            event.ignore()
            return
        event.accept()

    def _day_at(self, x: float) -> date:
        scale = self._scale()
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            x = self.width() - x
        share = min(max((x - scale.left) / (scale.right - scale.left), 0.0), 1.0)
        return scale.first + (scale.last - scale.first) * share

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not self.is_whole:
            self._held = event.position().toPoint()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is None:
            super().mouseMoveEvent(event)
            return
        here, scale = event.position().toPoint(), self._scale()
        share = (self._held.x() - here.x()) / max(1, scale.right - scale.left)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self._held = here
        self.move_by(-share if mirrored else share)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None
        self.unsetCursor()
        super().mouseReleaseEvent(event)


class ZoomButtons(QWidget):
    """Nearer, further, everything: for who has no wheel and knows no keys."""

    def __init__(
        self, t: Translator, timeline: ZoomTimeline, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._further = IconButton("zoom-out", t("Further (−)"))
        self._nearer = IconButton("zoom-in", t("Nearer (+)"))
        self._all = IconButton("move-horizontal", t("The whole time (0)"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for button in self.buttons():
            row.addWidget(button)
        self._further.clicked.connect(lambda: timeline.zoom(FURTHER))
        self._nearer.clicked.connect(lambda: timeline.zoom(NEARER))
        self._all.clicked.connect(timeline.show_all)
        timeline.zoomed.connect(self._show_state)
        self._show_state(True)

    def buttons(self) -> tuple[IconButton, ...]:
        """In their order."""
        return self._further, self._nearer, self._all

    def _show_state(self, whole: bool) -> None:
        self._further.setDisabled(whole)
        self._all.setDisabled(whole)
