"""Taking a packet in: what it would do, told before it does it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.features.packets.deeds import NEWCOMERS, SHOWN, Line, Shown
from caseapp.desktop.widgets import (
    Button,
    Label,
    PrimaryButton,
    QuietButton,
    SectionHeading,
    Surface,
)
from caseapp.i18n import Translator


class TakePanel(QWidget):
    """`file_asked()`, `take_asked()`, `left()`, `older_asked()`."""

    file_asked = Signal()
    take_asked = Signal()
    left = Signal()
    older_asked = Signal()

    def __init__(self, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._t = t
        self.choose = QuietButton(
            t("Choose a packet…"), icon="package-open", key="Ctrl+O", on_click=self.file_asked.emit
        )
        self._hint = Label(
            t("Drop a packet here, or choose its file. Nothing changes before you have seen what"
              " it does."), "second", wrap=True,
        )  # fmt: skip
        self._error = Label("", "error", wrap=True)
        self.older = Button(t("Take it in as an older one"), on_click=self.older_asked.emit)
        self._from = Label("", "lead", wrap=True)
        self._said = Label("", wrap=True)
        self._more = QWidget()
        self._column = QVBoxLayout(self._more)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.GRID)
        self.take = PrimaryButton(t("Take it in"), icon="check", on_click=self.take_asked.emit)
        self.leave = Button(t("Not now"), on_click=self.left.emit)
        self._lay_out()
        self.show_nothing()

    def _lay_out(self) -> None:
        panel = Surface("panel")
        self._result = QWidget()
        result = QVBoxLayout(self._result)
        result.setContentsMargins(0, 0, 0, 0)
        result.setSpacing(theme.GRID)
        deeds = QHBoxLayout()
        deeds.setSpacing(theme.GRID)
        deeds.addWidget(self.take)
        deeds.addWidget(self.leave)
        deeds.addStretch(1)
        result.addWidget(self._from)
        result.addWidget(self._said)
        result.addLayout(deeds)
        result.addWidget(self._more)
        column = QVBoxLayout(panel)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(theme.GRID)
        column.addWidget(self._hint)
        column.addWidget(self._error)
        column.addWidget(self.older, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self._result)
        heading = SectionHeading(self._t("Take in"))
        heading.add(self.choose)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.GRID)
        whole.addWidget(heading)
        whole.addWidget(panel)

    # -- showing -------------------------------------------------------------------------------
    def show_nothing(self, error: str = "", *, older: bool = False) -> None:
        """No packet is read; `error` says why the last one was refused."""
        self._hint.setHidden(bool(error))
        self._error.setText(error)
        self._error.setHidden(not error)
        self.older.setVisible(older)
        self._result.hide()

    def show_packet(self, shown: Shown) -> None:
        """What a packet would do."""
        t = self._t
        self._hint.hide()
        self._error.hide()
        self.older.hide()
        received = shown.incoming.received
        self._from.setText(t("From {name}", name=received.station.name))
        self._said.setText("\n".join(shown.said))
        while (item := self._column.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        self._add_people(shown.people)
        self._add_lines(t("Changed here and there"), shown.conflicts,
                        shown.incoming.told.conflict_count)  # fmt: skip
        self._add_lines(t("Would change"), shown.changes, len(shown.incoming.told.changes))
        self._add_texts(t("Numbers"), shown.numbers)
        self._add_texts(t("Stays out"), shown.refused)
        self.take.setText(t("Note that it came") if shown.incoming.is_empty else t("Take it in"))
        self._result.show()
        self.take.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_people(self, people: Sequence[tuple[str, str]]) -> None:
        if not people:
            return
        t = self._t
        self._column.addWidget(Label(t("New cases"), "second"))
        for name, same in people[:NEWCOMERS]:
            said = t("{name} may be {number}, which is on file here", name=name, number=same)
            self._column.addWidget(Label(said if same else name, "warn" if same else "", wrap=True))
        more = len(people) - NEWCOMERS
        if more > 0:
            self._column.addWidget(Label(t("and {n} more", n=more), "muted"))
        if any(same for _name, same in people):
            said = t("Nothing is merged by itself: who may be the same waits in Review.")
            self._column.addWidget(Label(said, "muted", wrap=True))

    def _add_texts(self, title: str, texts: Sequence[str]) -> None:
        if texts:
            self._column.addWidget(Label(title, "second"))
            self._column.addWidget(Label("\n".join(texts), wrap=True))

    def _add_lines(self, title: str, lines: Sequence[Line], count: int) -> None:
        """A table: of whom and which field, what stands here, what they have."""
        if not lines:
            return
        t = self._t
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(theme.GRID)
        for column, head in enumerate((title, t("Here"), t("In the packet"))):
            grid.addWidget(Label(head, "second"), 0, column)
            grid.setColumnStretch(column, 1)
        for row, line in enumerate(lines[:SHOWN], 1):
            whose = " · ".join(part for part in (line.subject, line.field) if part)
            for column, said in enumerate((whose, line.here or "–", line.there or "–")):
                label = Label(said, "" if column else "second", wrap=True)
                grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignTop)
        self._column.addWidget(table)
        if count > len(lines):
            self._column.addWidget(Label(t("and {n} more", n=count - len(lines)), "muted"))
