"""What a file turned out to be, beside its first rows as they came.

Sheet, letters, separator, headings and profile can be chosen otherwise; the rows follow. Shows
what it is given; reading is the view's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCompleter,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from caseapp.desktop import text
from caseapp.desktop.features.imports.raw_table import SHOWN, RawModel, RawTable
from caseapp.desktop.features.imports.step_frame import lay_out_step
from caseapp.desktop.features.imports.words import ImportWords
from caseapp.desktop.widgets import Field, Label, Line, PrimaryButton
from caseapp.desktop.widgets.scrolling import scroll_area
from caseapp.desktop.widgets.tab_order import chain

WIDTH = 320
Choices = Sequence[tuple[str, str]]
"""Codes and words."""


@dataclass(frozen=True, slots=True)
class FileShown:
    """A file as it was read. `header` is the last row of the headings from 0 in `rows`, None if
    there are none; `heads` rows hold them. `first` is the number of the first of `rows`.

    A list of choices that is empty, or has one, is not offered.
    """

    name: str
    kind: str
    row_count: int
    rows: Sequence[Sequence[str]]
    header: int | None
    heads: int = 1
    first: int = 1
    sheet: str = ""
    sheets: Choices = ()
    encoding: str = ""
    encodings: Choices = ()
    delimiter: str = ""
    delimiters: Choices = ()
    profile: str = ""
    profiles: Choices = ()
    list_name: str = ""
    lists: Sequence[str] = ()
    """Names of lists that were imported before."""
    told: str = ""
    """What is to be known of the reading: letters that may be others."""


class FilePage(QWidget):
    """`choice_made(what, code)` with "sheet", "encoding", "delimiter", "profile" or "list_name";
    `header_chosen(row)`, -1 for none; `wanted()` to go on."""

    choice_made = Signal(str, str)
    header_chosen = Signal(int)
    wanted = Signal()

    def __init__(self, words: ImportWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, t = words, words.t
        self.model = RawModel(t, self)
        self.table = RawTable(t, self.model)
        self.table.header_chosen.connect(self.header_chosen)
        self._name, self._about = Label("", "lead", wrap=True), Label("", "second", wrap=True)
        self._told = Label("", "warn", wrap=True)
        labels = {
            "sheet": t("Sheet"), "encoding": t("Letters written as"), "delimiter": t("Parted by"),
            "header": t("Headings stand in row"), "profile": t("Read like"),
        }  # fmt: skip
        self.fields = {key: Field(words_, kind="choice") for key, words_ in labels.items()}
        self.fields["list_name"] = Field(
            t("Name of this list"),
            hint=t("A later version of it under this name updates the same cases."),
        )
        for key, field in self.fields.items():
            field.committed.connect(lambda code, key=key: self._settled(key, code))
        self.go_on = PrimaryButton(
            t("Columns"), icon="arrow-right", key="Ctrl+Return", on_click=self.wanted.emit,
            tip=t("Go on to what the columns say"),
        )  # fmt: skip
        self._lay_out()

    def _lay_out(self) -> None:
        t = self._words.t
        left = QVBoxLayout()
        left.setSpacing(0)
        self._hint = Label(
            t("A click on another row says that the headings stand there."), "caption", elide=True
        )
        self._hint.setContentsMargins(16, 8, 16, 8)
        left.addWidget(self._hint)
        left.addWidget(self.table, 1)
        body = QWidget()
        side = QVBoxLayout(body)
        side.setContentsMargins(16, 12, 16, 12)
        side.setSpacing(12)
        for part in (self._name, self._about, self._told, *self.fields.values()):
            side.addWidget(part)
        side.addStretch(1)
        self.side = scroll_area(body)
        self.side.setFixedWidth(WIDTH)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addLayout(left, 1)
        middle.addWidget(Line("v"))
        middle.addWidget(self.side)
        lay_out_step(self, middle, QWidget(), self.go_on)
        chain([self.table, body, self.go_on])

    # -- showing -----------------------------------------------------------------------------
    def show_file(self, shown: FileShown) -> None:
        """A file, or the same read otherwise."""
        t, count = self._words.t, self._words.number(shown.row_count)
        rows = t.plural("{n} row", "{n} rows", shown.row_count)
        rows = rows.replace(str(shown.row_count), count, 1)
        self._name.setText(text.file_name(shown.name))
        self._about.setText(" · ".join(part for part in (shown.kind, rows) if part))
        self._told.setText(shown.told)
        self._told.setHidden(not shown.told)
        self._offer("sheet", shown.sheets, shown.sheet)
        self._offer("encoding", shown.encodings, shown.encoding)
        self._offer("delimiter", shown.delimiters, shown.delimiter)
        self._offer("profile", shown.profiles, shown.profile)
        self._offer("header", self._headers(shown), str(-1 if shown.header is None else
                                                        shown.header))  # fmt: skip
        self.fields["list_name"].set_value(shown.list_name)
        editor = self.fields["list_name"].editor
        completer = QCompleter(list(shown.lists), editor)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        editor.setCompleter(completer)
        known = shown.list_name in shown.lists
        self.fields["list_name"].say(t("Imported before: its cases are updated.") if known else "")
        at = max(0, self.table.currentIndex().row())
        self.model.show_rows(shown.rows, shown.header, shown.heads, shown.first)
        self.table.suit()
        if shown.rows:
            self.table.go_to(min(at or (shown.header or 0), self.model.rowCount() - 1))

    def wait(self) -> None:
        """The file is being read otherwise."""
        self._about.setText(self._words.t("Reading the file…"))

    def _headers(self, shown: FileShown) -> list[tuple[str, str]]:
        t, last = self._words.t, min(SHOWN, len(shown.rows))
        rows = range(max(last, (shown.header or 0) + 1))
        named = ((str(n), str(n + shown.first)) for n in rows)
        return [("-1", t("nowhere: all rows are people")), *named]

    def _offer(self, key: str, choices: Choices, now: str) -> None:
        field = self.fields[key]
        field.set_choices(choices)
        field.set_value(now)
        field.setHidden(len(choices) < 2)

    def _settled(self, key: str, code: str) -> None:
        if key == "header":
            self.header_chosen.emit(int(code))
        else:
            self.choice_made.emit(key, code)

    def set_compact(self, compact: bool) -> None:
        """Narrow windows leave the rows less room, and say nothing twice."""
        self._hint.setHidden(compact)
        self.side.setFixedWidth(264 if compact else WIDTH)

    def focus_first(self) -> None:
        """To what is done as a rule: all is found right."""
        self.go_on.setFocus(Qt.FocusReason.OtherFocusReason)
