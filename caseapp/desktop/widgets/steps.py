"""Steps of something larger in a row: how far each is; a click goes to it.

Knows names, details and states, nothing of what the steps are.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from caseapp.desktop import icons, text, theme
from caseapp.desktop.widgets import paint
from caseapp.desktop.widgets.buttons import is_enter

_PAD, _GAP = 8, 6
_TIGHT = 3
"""Inner margin where there is little room."""
_MARKS = {
    "done": ("circle-check", "ok"),
    "blocks": ("circle-x", "danger"),
    "warns": ("triangle-alert", "warn"),
    "open": ("circle", "ink3"),
    "print": ("printer", "ink2"),
    "way": ("send", "ink2"),
}
"""Icon and colour of how a step stands."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its name, a figure or a few words, and how it stands (a key of the marks)."""

    code: str
    name: str
    detail: str = ""
    state: str = "open"


class StepButton(QAbstractButton):
    """Draws one step; without room for its detail it keeps the detail in its tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step = Step("", "")
        self._brief = self._tight = False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_step(self, step: Step) -> None:
        self._step = step
        words = ": ".join(part for part in (step.name, step.detail) if part)
        self.setAccessibleName(words)
        self.setToolTip(text.tooltip(words))
        self.updateGeometry()
        self.update()

    @property
    def step(self) -> Step:
        return self._step

    def set_brief(self, brief: bool) -> None:
        """Leave the detail out, where there is little room."""
        self._brief = brief
        self.updateGeometry()
        self.update()

    def set_tight(self, tight: bool) -> None:
        """Narrower margins, for narrow windows."""
        self._tight = tight
        self.updateGeometry()
        self.update()

    @property
    def _pad(self) -> int:
        return _TIGHT if self._tight else _PAD

    def width_of(self, *, brief: bool) -> int:
        step = self._step
        detail = "" if brief else step.detail
        return (
            2 * self._pad + icons.MEDIUM + _GAP + paint.text_width(step.name, self._font()) + 1
            + (paint.text_width(detail, theme.font()) + _GAP + 1 if detail else 0)
        )  # fmt: skip

    def sizeHint(self) -> QSize:
        return QSize(self.width_of(brief=self._brief), theme.ROW - 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(2 * self._pad + icons.MEDIUM, theme.ROW - 4)

    @staticmethod
    def _font() -> object:
        return theme.font(theme.BODY, theme.MEDIUM)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, direction, whole = QPainter(self), self.layoutDirection(), self.rect()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        t, step = theme.current(), self._step
        ground = {"blocks": t.danger_bg}.get(step.state, "")
        if self.isChecked():
            ground = t.danger_bg if step.state == "blocks" else t.select
        elif self.underMouse():
            ground = ground or t.sunken
        if ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.QColor(ground))
            painter.drawRoundedRect(whole, theme.RADIUS_CONTROL, theme.RADIUS_CONTROL)
        if self.hasFocus():
            paint.draw_focus(painter, whole, theme.RADIUS_CONTROL)
        icon, colour = _MARKS[step.state]
        ink = getattr(t, colour)
        box = QRect(self._pad, (whole.height() - icons.MEDIUM) // 2, icons.MEDIUM, icons.MEDIUM)
        icons.draw(painter, icon, paint.visual(direction, whole, box), ink)
        left = box.right() + 1 + _GAP
        end = whole.right() + 1 - self._pad
        width = min(paint.text_width(step.name, self._font()) + 1, end - left)
        lead = paint.leading(direction)
        name = paint.visual(direction, whole, QRect(left, 0, width, whole.height()))
        name_ink = t.danger if step.state == "blocks" else t.ink
        paint.draw_text(painter, name, step.name, self._font(), name_ink, lead)
        left += width + _GAP
        room = end - left
        if step.detail and not self._brief and room > 8:
            rest = paint.visual(direction, whole, QRect(left, 0, room, whole.height()))
            ink = t.danger if step.state == "blocks" else t.ink2
            paint.draw_text(painter, rest, step.detail, theme.font(), ink, lead)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()


class StepsBar(QWidget):
    """`chosen(code)` when a step is clicked."""

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """`name` is what a screen reader calls the row."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._buttons: dict[str, StepButton] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addStretch(1)
        self._row.addStretch(0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._chevrons: list[_Chevron] = []
        self._tight = False
        self._room: int | None = None

    def set_steps(self, steps: list[Step]) -> None:
        """Show these, in their order; the first call makes them."""
        for step in steps:
            if step.code not in self._buttons:
                self._add(step.code)
            self._buttons[step.code].show_step(step)
        self.set_tight(self._tight)

    def set_tight(self, tight: bool) -> None:
        """Narrower steps from the edge on, for narrow windows: there they have their own line."""
        self._row.setStretch(0, 0 if tight else 1)
        self._row.setStretch(self._row.count() - 1, 1 if tight else 0)
        for button in self._buttons.values():
            button.set_tight(tight)
        for chevron in self._chevrons:
            chevron.setFixedWidth(_Chevron.NARROW if tight else _Chevron.WIDTH)
        self._tight = tight
        self._suit()

    def set_room(self, room: int | None) -> None:
        """How wide the steps may be beside what stands before them; None for no bound.

        Without room the details of finished steps go first, then all but those of trouble: the
        parts themselves show them.
        """
        if room != self._room:
            self._room = room
            self._suit()
            self.updateGeometry()

    def mark(self, code: str) -> None:
        """Say which part is in front; "" for none."""
        for name, button in self._buttons.items():
            button.setChecked(name == code)

    def button(self, code: str) -> StepButton:
        """One step, for a test."""
        return self._buttons[code]

    def _add(self, code: str) -> None:
        if self._buttons:
            chevron = _Chevron()
            self._chevrons.append(chevron)
            self._row.insertWidget(self._row.count() - 1, chevron)
        button = StepButton()
        button.setObjectName(f"step-{code}")
        button.clicked.connect(lambda: self.chosen.emit(code))
        self._buttons[code] = button
        self._row.insertWidget(self._row.count() - 1, button)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)
        self._suit()

    def wanted_width(self) -> int:
        """With every detail for which there is room."""
        return self._width_of(self._spared(self._room))

    def minimumSizeHint(self) -> QSize:
        inside = sum(button.minimumSizeHint().width() for button in self._buttons.values())
        return QSize(inside + len(self._chevrons) * _Chevron.WIDTH, theme.ROW - 4)

    def sizeHint(self) -> QSize:
        return QSize(self.wanted_width(), theme.ROW - 4)

    def _spared(self, room: int | None) -> set[str]:
        """Steps whose details are left out so that all fit into `room`, if that is enough."""
        codes = self._buttons.items()
        levels = (
            set[str](),
            {code for code, button in codes if button.step.state == "done"},
            {code for code, button in codes if button.step.state not in ("blocks", "warns")},
        )
        fitting = (one for one in levels if room is None or self._width_of(one) <= room)
        return next(fitting, levels[-1])

    def _width_of(self, brief: set[str]) -> int:
        buttons = self._buttons.items()
        inside = sum(button.width_of(brief=code in brief) for code, button in buttons)
        return inside + len(self._chevrons) * _Chevron.WIDTH

    def _suit(self) -> None:
        spared = self._spared(min(self.width(), self._room or self.width()))
        if self.width() < self._width_of(spared):
            spared = set(self._buttons)
        for code, button in self._buttons.items():
            button.set_brief(code in spared)


class _Chevron(QWidget):
    """Between two steps; points the way of reading."""

    WIDTH, NARROW = 18, 12

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(self.WIDTH)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRect(0, 0, icons.SMALL, icons.SMALL)
        box.moveCenter(self.rect().center())
        name = paint.pointing("chevron-right", self.layoutDirection())
        icons.draw(painter, name, box, theme.current().ink3)
