"""What the columns of a list say: as recognised, with their first rows, to be corrected."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from caseapp.desktop import theme
from caseapp.desktop.features.lists.entries import OpenList, open_list
from caseapp.desktop.widgets import Label, PrimaryButton, Surface
from caseapp.desktop.widgets.editors import ChoiceEditor
from caseapp.domain.list_columns import Role
from caseapp.i18n import N_, Translator

ROLES = {
    Role.NOTHING: N_("not compared"),
    Role.NAME: N_("name"),
    Role.SURNAME: N_("surname"),
    Role.GIVEN: N_("given name"),
    Role.FATHER: N_("father’s name"),
    Role.BIRTH: N_("birth"),
    Role.SEX: N_("sex"),
    Role.DOCUMENT: N_("document number"),
    Role.PLACE: N_("place of home"),
}
_SAMPLES = 6
_WIDTH = 168


class ColumnsPage(QWidget):
    """`wanted(OpenList)` to compare it; `sheet_asked(str)` to read another sheet."""

    wanted = Signal(object)
    sheet_asked = Signal(str)

    def __init__(self, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._t = t
        self._list: OpenList | None = None
        self.choices: list[ChoiceEditor] = []
        self.header = QCheckBox(t("The first row holds headings"))
        self.header.clicked.connect(self._header_chosen)
        self.sheet = ChoiceEditor([])
        self.sheet.setAccessibleName(t("Sheet of the workbook"))
        self.sheet.activated.connect(lambda _index: self.sheet_asked.emit(self.sheet.value()))
        self._error = Label("", "error", wrap=True)
        self.compare = PrimaryButton(
            t("Compare with the vault"), icon="user-round-search", key="Ctrl+Return",
            on_click=self._send,
        )  # fmt: skip
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setAccessibleName(t("Columns of the list"))
        self._area.viewport().setAutoFillBackground(False)
        self._area.setCornerWidget(Surface("paper"))
        self._lay_out()

    def _lay_out(self) -> None:
        t = self._t
        above = QHBoxLayout()
        above.setSpacing(theme.COLUMN_MARGIN)
        above.addWidget(self.header)
        above.addWidget(self.sheet)
        above.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(theme.COLUMN_MARGIN)
        foot.addWidget(self.compare)
        foot.addWidget(self._error, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.PAGE_MARGIN, 16, theme.PAGE_MARGIN, 16)
        column.setSpacing(12)
        column.addWidget(Label(t("What the columns say"), "lead"))
        said = t("Columns are recognised by their headings and by what is in them. Correct what"
                 " is wrong; nothing of the list is kept in the vault.")  # fmt: skip
        self._explained = Label(said, "second", wrap=True)
        column.addWidget(self._explained)
        column.addLayout(above)
        column.addWidget(self._area, 1)
        column.addLayout(foot)

    def show_list(self, shown: OpenList) -> None:
        """The columns with the first rows under them."""
        self._list = shown
        self.header.setChecked(shown.header)
        sheets = shown.table.sheets
        self.sheet.setVisible(len(sheets) > 1)
        self.sheet.clear()
        for name in sheets:
            self.sheet.addItem(name, name)
        self.sheet.set_value(shown.table.sheet)
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, 8)
        grid.setHorizontalSpacing(theme.COLUMN_MARGIN)
        grid.setVerticalSpacing(6)
        self.choices = [self._column(grid, place) for place in range(shown.table.width)]
        grid.setRowStretch(_SAMPLES + 2, 1)
        grid.setColumnStretch(shown.table.width, 1)
        self._area.setWidget(body)
        body.setAutoFillBackground(False)
        self._judge()

    def _column(self, grid: QGridLayout, place: int) -> ChoiceEditor:
        assert self._list is not None
        t, shown = self._t, self._list
        heading = shown.headings[place] if place < len(shown.headings) else ""
        said = " ".join(heading.split()) or t("column {n}", n=place + 1)
        name = Label(said, "strong", elide=True)
        name.setFixedWidth(_WIDTH)
        grid.addWidget(name, 0, place)
        choice = ChoiceEditor([(role.value, t(words)) for role, words in ROLES.items()])
        choice.setAccessibleName(t("What the column {name} says", name=said))
        choice.set_value(shown.roles[place].value)
        choice.setFixedWidth(_WIDTH)
        choice.activated.connect(lambda _index: self._judge())
        grid.addWidget(choice, 1, place)
        for row, cells in enumerate(shown.rows[:_SAMPLES], 2):
            cell = " ".join(cells[place].split()) if place < len(cells) else ""
            sample = Label(cell, "second", elide=True)
            sample.setFixedWidth(_WIDTH)
            grid.addWidget(sample, row, place)
        return choice

    def chosen(self) -> OpenList | None:
        """The list with the columns as they stand now."""
        if self._list is None:
            return None
        roles = tuple(Role(choice.value()) for choice in self.choices)
        return OpenList(self._list.path, self._list.table, self._list.header, roles)

    def _header_chosen(self, on: bool) -> None:
        if self._list is not None:
            self.show_list(open_list(self._list.path, self._list.table, on))

    def _judge(self) -> None:
        chosen = self.chosen()
        fits = chosen is not None and chosen.says_who
        self.compare.setEnabled(fits)
        said = self._t("Say which column holds the names or the document numbers.")
        self._error.setText("" if fits else said)

    def _send(self) -> None:
        chosen = self.chosen()
        if chosen is not None and chosen.says_who:
            self.wanted.emit(chosen)

    def set_compact(self, compact: bool) -> None:
        """Low windows have no room for what is said once."""
        self._explained.setHidden(compact)

    def focus_first(self) -> None:
        """To the first thing to look at: the columns are right as a rule."""
        first = self.compare if self.compare.isEnabled() else self.choices[0]
        first.setFocus(Qt.FocusReason.OtherFocusReason)
