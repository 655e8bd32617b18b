"""A file that cannot be shown: what it is, why, and what can be done with it all the same."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from caseapp.desktop import icons, text
from caseapp.desktop.sizes import size_words
from caseapp.desktop.widgets import Button, Label, Mark, QuietButton
from caseapp.i18n import Translator

_WIDEST = 520
_IN_GROUPS = 8


class UnshownFile(QWidget):
    """`again_asked()`: try to open it once more; `copy_asked()`: save its bytes as they are."""

    again_asked = Signal()
    copy_asked = Signal()

    def __init__(self, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._t = t
        self._name = Label("", "lead", wrap=True)
        self._why = Label("", wrap=True)
        self._kept = Label(t("The file is kept as it came. It is not opened again unasked."),
                           "second", wrap=True)  # fmt: skip
        self._about = Label("", "caption")
        self._sum = Label("", "caption", wrap=True, selectable=True)
        self.again = Button(t("Try again"), icon="rotate-cw", on_click=self.again_asked.emit)
        self.again.setObjectName("try-again")
        self.copy = QuietButton(t("Save a copy…"), icon="download", on_click=self.copy_asked.emit)
        self.copy.setObjectName("save-copy")
        self.copy.set_tip(t("Open it on a spare machine, or convert it first"))
        self.setFocusProxy(self.again)
        self._lay_out()

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setMaximumWidth(_WIDEST)
        inner.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(inner)
        column.setSpacing(6)
        column.addWidget(Mark("file-x", "ink2", icons.HUGE), alignment=Qt.AlignmentFlag.AlignLeft)
        for label in (self._name, self._about, self._why, self._kept, self._sum):
            column.addWidget(label)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.again)
        buttons.addWidget(self.copy)
        buttons.addStretch(1)
        column.addSpacing(8)
        column.addLayout(buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 24, 24, 24)
        row.addStretch(1)
        row.addWidget(inner, 8)
        row.addStretch(1)
        whole = self.layout()
        assert whole is not None
        whole.setAlignment(inner, Qt.AlignmentFlag.AlignVCenter)

    def show_file(self, name: str, kind: str, size: int, sha256: str, why: str) -> None:
        """`kind` in words or as a media type, `size` in bytes, `why` as a sentence."""
        self._name.setText(text.file_name(name))
        shown_size = size_words(self._t, size)
        self._about.setText(f"{kind} · {shown_size}")
        self._why.setText(why or self._t("This file cannot be shown."))
        groups = (sha256[i : i + _IN_GROUPS] for i in range(0, len(sha256), _IN_GROUPS))
        self._sum.setText(f"SHA-256 {' '.join(groups)}")
        self._sum.set_tip(sha256)
        self.setAccessibleName(f"{self._name.text()}. {self._why.text()}")
