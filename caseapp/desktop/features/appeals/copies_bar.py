"""Issuing several copies at once: which ones, and the button that does it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from caseapp.desktop import text, theme
from caseapp.desktop.features.appeals.drafts import Target
from caseapp.desktop.widgets import (
    FlowLayout,
    Label,
    Line,
    PrimaryButton,
    QuietButton,
    Surface,
)
from caseapp.i18n import Translator

Offered = tuple[Target, str, int, int]
"""Whose copy, what it is called, how many things block it, how many were set aside."""


class CopiesBar(Surface):
    """`asked(targets)`: issue the copies that are ticked. A blocked one can be ticked when each
    thing that stands against it has its reason.
    `differences_asked()`: say what the two copies above show differently."""

    asked = Signal(object)
    differences_asked = Signal()

    def __init__(self, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__("sunken", parent)
        self._t = t
        self._left_out: set[Target] = set()
        self.boxes: dict[Target, QCheckBox] = {}
        self._copies: list[Offered] = []
        self.button = PrimaryButton(
            t("Print these copies…"), icon="printer",
            on_click=lambda: self.asked.emit(self.targets()),
        )  # fmt: skip
        self._holder = QWidget()
        self._flow = FlowLayout(self._holder, 16)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.COLUMN_MARGIN, 8, theme.COLUMN_MARGIN, 8)
        row.setSpacing(12)
        self.differences_button = QuietButton(
            t("What differs"), icon="columns-2", on_click=self.differences_asked.emit
        )
        row.addWidget(self.differences_button)
        row.addWidget(Line("v"))
        row.addWidget(Label(t("Into one folder:"), "second"))
        row.addWidget(self._holder, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.button)

    def set_copies(self, copies: Sequence[Offered]) -> None:
        """Offer these."""
        copies = list(copies)
        if copies == self._copies:
            return
        if [one[:2] for one in copies] != [one[:2] for one in self._copies]:
            self._make(copies)
        self._copies = copies
        for target, name, blocked, aside in copies:
            box = self.boxes[target]
            box.setEnabled(not blocked)
            box.setChecked(not blocked and target not in self._left_out)
            waits = self._t.plural(
                "Print waits for {n} thing", "Print waits for {n} things", blocked
            )
            all_same = self._t.plural(
                "{n} thing is set aside, with its reason",
                "{n} things are set aside, with their reasons", aside,
            )  # fmt: skip
            said = f"{name}: {waits if blocked else all_same}" if blocked or aside else name
            box.setToolTip(text.tooltip(said))
            box.setAccessibleName(said)
        self._allow()

    def _make(self, copies: Sequence[Offered]) -> None:
        for box in self.boxes.values():
            self._flow.removeWidget(box)
            box.hide()
            box.deleteLater()
        self.boxes = {}
        for target, name, _blocked, _aside in copies:
            box = QCheckBox(name.replace("&", "&&"), self._holder)
            box.clicked.connect(lambda on=False, one=target: self._tick(one, on=on))
            self._flow.addWidget(box)
            self.boxes[target] = box
            box.show()

    def _tick(self, target: Target, *, on: bool) -> None:
        (self._left_out.discard if on else self._left_out.add)(target)
        self._allow()

    def targets(self) -> list[Target]:
        """Those that are ticked, in their order."""
        return [one for one, box in self.boxes.items() if box.isEnabled() and box.isChecked()]

    def _allow(self) -> None:
        self.button.setEnabled(bool(self.targets()))
