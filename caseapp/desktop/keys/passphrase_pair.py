"""A new passphrase, twice, with an estimate of how long it withstands guessing."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from caseapp.desktop import icons, theme
from caseapp.desktop.keys.secret_field import SecretField
from caseapp.desktop.keys.strength import Level, Strength, estimate
from caseapp.desktop.keys.suggestion import suggest
from caseapp.desktop.widgets import Label, LinkButton, Mark
from caseapp.i18n import N_, Translator

GUESSED_IN = {
    Level.VERY_WEAK: N_("Too weak. It would be guessed within hours. Choose a longer one."),
    Level.WEAK: N_("Weak. A well-paid attacker would guess it within a year."),
    Level.FAIR: N_("Fair. Guessing it would take a well-paid attacker years."),
    Level.STRONG: N_("Strong. Guessing it would take a well-paid attacker centuries."),
}
"""For 100,000 guesses a second; see `strength`."""
_TONES = {Level.VERY_WEAK: "danger", Level.WEAK: "warn", Level.FAIR: "ok", Level.STRONG: "ok"}
_ICONS = {
    Level.VERY_WEAK: "shield-x", Level.WEAK: "shield-alert", Level.FAIR: "shield",
    Level.STRONG: "shield-check",
}  # fmt: skip


class PassphrasePair(QWidget):
    """`ready_changed()` when `ready()` may differ; `entered()` for Enter in the second field."""

    ready_changed = Signal()
    entered = Signal()

    def __init__(self, t: Translator, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._t = t
        self.first = SecretField(t, label)
        self.again = SecretField(t, t("Once more"))
        self._bars = StrengthBars()
        self._mark = Mark("shield", "ink2", icons.MEDIUM)
        self._words = Label("", "second", wrap=True)
        self._lay_out()
        self.first.edited.connect(self._look)
        self.again.edited.connect(self._look)
        self.first.entered.connect(self.again.setFocus)
        self.again.entered.connect(self.entered)
        self.setFocusProxy(self.first)
        self._look()

    def _lay_out(self) -> None:
        self.first.head.addWidget(
            LinkButton(self._t("Suggest five words"), icon="dices", on_click=self.suggest)
        )
        said = QHBoxLayout()
        said.setSpacing(theme.GRID)
        said.addWidget(self._mark, alignment=Qt.AlignmentFlag.AlignTop)
        said.addWidget(self._words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(self.first)
        column.addWidget(self._bars)
        column.addLayout(said)
        column.addSpacing(theme.GRID)
        column.addWidget(self.again)

    def suggest(self) -> None:
        """Draw five words and show them, so that they can be written down."""
        self.first.edit.setText(suggest(self._t.language))
        self.first.edit.show_typed()
        self.again.edit.clear()
        self._look()
        self.again.setFocus()

    def strength(self) -> Strength:
        """Of what stands in the first field."""
        return estimate(self.first.edit.text())

    def ready(self) -> bool:
        """Whether both are the same and not too weak."""
        first, again = self.first.edit.text(), self.again.edit.text()
        return first == again and bool(first) and self.strength().level > Level.VERY_WEAK

    def take(self) -> str:
        """The passphrase; nothing of it stays on the screen."""
        self.again.edit.take()
        secret = self.first.edit.take()
        self._look()
        return secret

    def _look(self) -> None:
        t, first, again = self._t, self.first.edit.text(), self.again.edit.text()
        strength = self.strength()
        self._bars.set(strength.level if first else None)
        tone = _TONES[strength.level] if first else "ink2"
        self._mark.set(_ICONS[strength.level] if first else "shield", tone)
        self._words.setText(t(GUESSED_IN[strength.level]) if first else t("Nothing typed yet."))
        self.again.say(t("Not the same yet.") if again and not first.startswith(again) else "")
        self.ready_changed.emit()


class StrengthBars(QWidget):
    """Four bars, as many filled as the passphrase deserves."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(6)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._level: Level | None = None

    def set(self, level: Level | None) -> None:
        self._level = level
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        gap, count = 4, len(Level)
        width = (self.width() - gap * (count - 1)) / count
        token = {"danger": "danger", "warn": "warn", "ok": "fill"}
        for index in range(count):
            filled = self._level is not None and index <= self._level
            colour = token[_TONES[self._level]] if filled else "line"
            bar = QRect(round(index * (width + gap)), 0, round(width), self.height())
            painter.setBrush(theme.colour(colour))
            shown = self.style().visualRect(self.layoutDirection(), self.rect(), bar)
            painter.drawRoundedRect(shown, 3, 3)
