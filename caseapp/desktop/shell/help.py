"""F1: what can be done with the keyboard, as a plain list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.widgets import Button, KeyHint, Label, Line
from caseapp.i18n import Translator


class HelpDialog(QDialog):
    """Keys and what they do; work goes on behind it."""

    def __init__(
        self, t: Translator, keys: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        """`keys` are (shortcut, what it does in the screen's language)."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("caseapp")
        column = QVBoxLayout(self)
        column.setContentsMargins(*(4 * [theme.PAGE_MARGIN]))
        column.setSpacing(theme.GRID)
        column.addWidget(Label(t("Keys"), "title"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.PAGE_MARGIN)
        grid.setVerticalSpacing(6)
        for row, (key, words) in enumerate(keys):
            grid.addWidget(KeyHint(key), row, 0, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(Label(words), row, 1)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        column.addWidget(Line())
        column.addWidget(
            Label(t("A field is kept when you leave it. There is no need to save."), "second")
        )
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(Button(t("Close"), key="Esc", live=False, on_click=self.close))
        column.addLayout(foot)
