"""How the steps of an import that are worked at are laid out: what is seen, and the way on."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.widgets import Line


def flush(column: QVBoxLayout) -> QVBoxLayout:
    """Without margins and gaps: its parts bring their own."""
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column


def lay_out_step(page: QWidget, shown: QLayout, said: QWidget, go_on: QWidget) -> None:
    """`shown` with all the room; under a hairline what is to be said, and at its end `go_on`."""
    foot = QHBoxLayout()
    foot.setContentsMargins(theme.PAGE_MARGIN, 8, theme.PAGE_MARGIN, 10)
    foot.setSpacing(theme.COLUMN_MARGIN)
    foot.addWidget(said, 1)
    foot.addWidget(go_on)
    column = flush(QVBoxLayout(page))
    column.addLayout(shown, 1)
    column.addWidget(Line())
    column.addLayout(foot)
