"""Below the matrix, in words: what the audience under the cursor would see. Qt parts only here.

The words come from the wall's decisions, never from the answers alone.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import icons, theme
from caseapp.desktop.features.contact.matrix_model import CellView, Matrix
from caseapp.desktop.features.contact.words import ContactWords
from caseapp.desktop.named_to import ground_words
from caseapp.desktop.seen_by import Wall
from caseapp.desktop.widgets import Label, LinkButton, Mark
from caseapp.domain.consent_matrix import GROUPS, OF_A_CASE
from caseapp.domain.vocabulary import Audience, InfoClass

CLASSES = tuple(info_class for classes in GROUPS.values() for info_class in classes)


def would_see(words: ContactWords, wall: Wall, audience: Audience, *, case: bool) -> str:
    """ "would see: photo, health. To be asked first: exact address." without the audience."""
    t = words.t
    asked = [c for c in CLASSES if case or c not in OF_A_CASE]
    decisions = {c: wall.decision(audience, c) for c in asked}
    shown = [c for c in asked if decisions[c].shown]
    to_ask = [c for c in asked if decisions[c].to_be_asked]
    said = t("would see: {what}.", what=words.nouns(shown)) if shown else t("would see nothing.")
    if to_ask:
        said = f"{said} {t('To be asked first: {what}.', what=words.nouns(to_ask))}"
    return said


def in_vain(words: ContactWords, matrix: Matrix, audience: Audience) -> list[str]:
    """What is allowed here and still not shown, with the reason, a line a reason."""
    reasons: dict[str, list[InfoClass]] = {}
    for (whom, info_class), view in matrix.cells.items():
        if whom is audience and _in_vain(view) and view.decision is not None:
            reason = ground_words(words.t, view.decision.ground)
            reasons.setdefault(reason, []).append(info_class)
    return [
        words.t("Allowed here, but not shown: {what}. {reason}", what=words.nouns(found),
                reason=reason)
        for reason, found in reasons.items()
    ]  # fmt: skip


def _in_vain(view: CellView) -> bool:
    return view.allowed_in_vain


class SeenSentence(QWidget):
    """A tinted panel: the audience in bold, what it would see, and what is withheld in vain."""

    def __init__(
        self, words: ContactWords, on_more: Callable[[], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._who = Label("", "heading")
        self._said = Label("", wrap=True)
        self._said.setObjectName("would-see")
        self._reasons: list[Label] = []
        self.more = LinkButton(words.t("Item by item"), key="V", on_click=on_more)
        self.more.setObjectName("item-by-item")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Mark("eye", "accent", icons.MEDIUM))
        head.addWidget(self._who)
        head.addStretch(1)
        head.addWidget(self.more)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 12, 8)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self._said)
        column.addLayout(self._lines)

    def show_words(self, who: str, said: str, reasons: list[str]) -> None:
        self._who.setText(who)
        self._said.setText(said)
        self.setAccessibleName(" ".join([who, said, *reasons]))
        for label in self._reasons:
            self._lines.removeWidget(label)
            label.hide()
            label.deleteLater()
        self._reasons = [Label(reason, "warn", wrap=True) for reason in reasons]
        for label in self._reasons:
            self._lines.addWidget(label)
            label.show()

    def said(self) -> str:
        """All of it as text."""
        return self.accessibleName()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("select"))
        painter.drawRoundedRect(self.rect(), theme.RADIUS_PANEL, theme.RADIUS_PANEL)
