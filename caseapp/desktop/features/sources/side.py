"""The column beside the document: form, excerpts and what was found, or one sheet instead."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.desktop.features.sources.excerpt_form import ExcerptForm
from caseapp.desktop.features.sources.excerpts_panel import ExcerptsPanel
from caseapp.desktop.widgets import Line, Surface
from caseapp.desktop.widgets.frames import NO_BOUND
from caseapp.desktop.widgets.scrolling import scroll_area

WIDTH, SHEET_WIDTH = 360, 440


class SideColumn(Surface):
    """`arrange` says how much room there is; what is open decides what is seen."""

    def __init__(
        self, form: ExcerptForm, excerpts: ExcerptsPanel, below: QWidget,
        sheets: Sequence[QWidget], parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__("canvas", parent)
        self._form, self._sheets = form, tuple(sheets)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(12)
        self._line = Line()
        for widget in (form, self._line, excerpts, below):
            column.addWidget(widget)
        column.addStretch(1)
        self._area = scroll_area(inside)
        self._sheet_box = QWidget()
        box = QVBoxLayout(self._sheet_box)
        box.setContentsMargins(16, 12, 16, 12)
        for sheet in self._sheets:
            box.addWidget(sheet)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._area, 1)
        outer.addWidget(self._sheet_box, 1)

    def arrange(self, *, beside: bool) -> None:
        """`beside` the document it has a width of its own, else all there is."""
        listing = any(not sheet.isHidden() for sheet in self._sheets)
        self._area.setHidden(listing)
        self._sheet_box.setHidden(not listing)
        self._line.setHidden(self._form.isHidden())
        if beside:
            self.setFixedWidth(SHEET_WIDTH if listing else WIDTH)
        else:
            self.setMinimumWidth(0)
            self.setMaximumWidth(NO_BOUND)
