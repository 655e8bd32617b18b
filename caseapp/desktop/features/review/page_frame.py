"""How the pages of the review stand: a head, what is read scrolls, deeds at the foot."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.widgets import Line
from caseapp.desktop.widgets.scrolling import scroll_area


def frame_page(
    page: QWidget, back: QWidget, titles: Sequence[QWidget], read: Sequence[QWidget], name: str,
    deeds: Sequence[QWidget],
) -> None:  # fmt: skip
    """Lay a page out; `name` is that of what scrolls, for screen readers."""
    said = QVBoxLayout()
    said.setSpacing(2)
    for title in titles:
        said.addWidget(title)
    head = QHBoxLayout()
    head.setContentsMargins(theme.PAGE_MARGIN, 0, theme.PAGE_MARGIN, 0)
    head.addWidget(back, alignment=Qt.AlignmentFlag.AlignTop)
    head.addLayout(said, 1)
    foot = QHBoxLayout()
    foot.setContentsMargins(theme.PAGE_MARGIN, 8, theme.PAGE_MARGIN, 10)
    foot.setSpacing(8)
    for deed in deeds:
        foot.addWidget(deed)
    foot.addStretch(1)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 14, 0, 0)
    column.setSpacing(4)
    column.addLayout(head)
    column.addWidget(_scrolled(read, name), 1)
    column.addWidget(Line())
    column.addLayout(foot)


def _scrolled(read: Sequence[QWidget], name: str) -> QScrollArea:
    content = QWidget()
    inner = QVBoxLayout(content)
    inner.setContentsMargins(theme.PAGE_MARGIN, 8, theme.PAGE_MARGIN, 8)
    inner.setSpacing(12)
    for part in read:
        inner.addWidget(part)
    inner.addStretch(1)
    return scroll_area(content, name, focus=True)
