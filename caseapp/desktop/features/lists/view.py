"""Checks a list of names against the vault, and looks for the cases that a document names.

Reads the file in the pool, searches in short turns on the database worker, and writes nothing
but the report that somebody saves. What was found is kept while the view stands.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from PySide6.QtCore import QDir, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from caseapp.desktop import file_dialog, text, theme
from caseapp.desktop.context import Context
from caseapp.desktop.features.lists.columns_page import ColumnsPage
from caseapp.desktop.features.lists.entries import (
    Entry,
    OpenList,
    is_list,
    of_document,
    of_list,
    open_list,
    report_of,
)
from caseapp.desktop.features.lists.found_page import FoundPage
from caseapp.desktop.features.lists.turns import Turns
from caseapp.desktop.file_drop import FileDrop
from caseapp.desktop.jobs import Kind
from caseapp.desktop.shell.commands import Command
from caseapp.desktop.shell.view import View
from caseapp.desktop.widgets import EmptyState, Label, Line, PrimaryButton, QuietButton
from caseapp.desktop.widgets.waiting import WaitingPage
from caseapp.domain.listed_people import Listed
from caseapp.errors import UserError
from caseapp.intake.document_text import document_pages
from caseapp.intake.tables import SUFFIXES, Table, read_table
from caseapp.matching.list_report import CheckedTable, write_report
from caseapp.matching.list_words import ListWords
from caseapp.matching.name_lists import Checked, ListCheck
from caseapp.matching.named_in import Named, TextSearch
from caseapp.store.records import Source
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress, Report

T = TypeVar("T")
LIST, DOCUMENT = "list", "document"
"""Arguments that ask for a file at once."""
_DOCUMENTS = ("pdf", "html", "htm", "txt", "md")


class ListsView(View):
    """Opened with None, `LIST` or `DOCUMENT` to choose a file, or the id of a source."""

    def __init__(self, context: Context, vault: Vault) -> None:
        super().__init__(context)
        self._vault = vault
        self._words = ListWords(self.t, text.isolated)
        self._report: CheckedTable | None = None
        self._open: OpenList | None = None
        self._path: Path | None = None
        self._asked = object()
        self._turns = Turns(context.jobs, vault, self.t.language, self)
        self.columns = ColumnsPage(self.t)
        self.found = FoundPage(self._words)
        self._lay_out()
        self._wire()
        hint = self.t("Drop a list or a document to look for the people in it")
        self.drops = FileDrop(self, hint, self.take_files)
        self._show(self._start)

    def _lay_out(self) -> None:
        t = self.t
        self._title = Label(t("Check names"), "title", elide=True)
        self._about = Label("", "caption", elide=True)
        policy = self._about.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # the buttons stay at the end of the line
        self._about.setSizePolicy(policy)
        self.again = QuietButton(t("Another file…"), icon="folder-open", small=True,
                                 on_click=self._begin_anew)  # fmt: skip
        self.back = QuietButton(t("Columns"), icon="arrow-left", small=True,
                                on_click=lambda: self._show(self.columns))  # fmt: skip
        self.save = QuietButton(t("Save the report…"), icon="save", small=True,
                                on_click=self._ask_where)  # fmt: skip
        head = QHBoxLayout()
        head.setContentsMargins(theme.PAGE_MARGIN, 12, theme.PAGE_MARGIN, 12)
        head.setSpacing(theme.GRID)
        head.addWidget(self._title)
        head.addWidget(self._about, 1)
        for button in (self.back, self.save, self.again):
            head.addWidget(button)
        self._start = self._start_page()
        self._running = WaitingPage(t)
        self._running.stop_asked.connect(self._stop)
        self._stack = QStackedWidget()
        for page in (self._start, self.columns, self._running, self.found):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Line())
        column.addWidget(self._stack, 1)

    def _start_page(self) -> QWidget:
        t = self.t
        page = EmptyState(
            "list-checks", t("Who of a list is on file, and whom does a document name?"),
            t("Choose a file or drop it here. Nothing of it is kept, and nothing is decided."),
        )  # fmt: skip
        self.choose_list = PrimaryButton(
            t("Check a list of names…"), icon="list-checks", on_click=self.ask_for_list
        )
        self.choose_document = QuietButton(
            t("Look for names in a document…"), icon="scan-search",
            on_click=self.ask_for_document,
        )  # fmt: skip
        page.add(self.choose_list)
        page.add(self.choose_document)
        self._error = Label("", "error", wrap=True)
        self._error.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(theme.PAGE_MARGIN, 0, theme.PAGE_MARGIN, theme.PAGE_MARGIN)
        column.addWidget(page, 1)
        column.addWidget(self._error)
        return whole

    def _wire(self) -> None:
        self.columns.wanted.connect(self._compare)
        self.columns.sheet_asked.connect(self._read_sheet)
        self.found.case_asked.connect(lambda key: self.context.router.go("case", key))
        self._turns.told.connect(self._tell)
        self._turns.failed.connect(self._failed)

    # -- the shell ---------------------------------------------------------------------------
    def open(self, argument: object) -> None:
        """What was asked for is asked once: the way back leads to what was found."""
        current = self.context.router.current
        if argument is not None and current is not None and current.view == "lists":
            self.context.router.replace(None)
        if argument == LIST:
            self.ask_for_list()
        elif argument == DOCUMENT:
            self.ask_for_document()
        elif isinstance(argument, UUID):
            self._search_source(argument)

    def set_compact(self, compact: bool) -> None:
        """Where there is little room the title keeps it and the buttons are pictures."""
        for button in (self.back, self.save, self.again):
            button.set_brief(compact)
        self._about.setHidden(compact)
        self.columns.set_compact(compact)
        self.found.set_compact(compact)

    def focus_first(self) -> None:
        page = self._stack.currentWidget()
        if page is self.found:
            self.found.focus_first()
        elif page is self.columns:
            self.columns.focus_first()
        else:
            first = self._running.stop if page is self._running else self.choose_list
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def commands(self) -> Sequence[Command]:
        t = self.t
        found = [
            Command(t("Check a list of names…"), self.ask_for_list, "list-checks"),
            Command(t("Look for names in a document…"), self.ask_for_document, "scan-search"),
        ]
        if self._report is not None:
            found.append(Command(t("Save the report…"), self._ask_where, "save"))
        return found

    def keys(self) -> Sequence[tuple[str, str]]:
        t = self.t
        return [("Ctrl+Return", t("Compare with the vault")), ("Return", t("Open the case"))]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_busy:
            self._stop()
        elif not (event.key() == Qt.Key.Key_Escape and self.found.step_out()):
            super().keyPressEvent(event)

    @property
    def is_busy(self) -> bool:
        """Whether a file is being read or compared."""
        return self._stack.currentWidget() is self._running

    # -- files -------------------------------------------------------------------------------
    def ask_for_list(self) -> None:
        kind = (self.t("Lists"), SUFFIXES)
        title = self.t("Check a list of names")
        file_dialog.ask_for_file(self, title, Path(QDir.homePath()), kind, self.take_list)

    def ask_for_document(self) -> None:
        kind = (self.t("Documents"), _DOCUMENTS)
        title = self.t("Look for names in a document")
        file_dialog.ask_for_file(self, title, Path(QDir.homePath()), kind, self.take_document)

    def take_files(self, paths: Sequence[Path]) -> None:
        """What was dropped: the first of several."""
        if paths:
            (self.take_list if is_list(paths[0]) else self.take_document)(paths[0])

    def take_list(self, path: Path, sheet: str = "") -> None:
        """Read a list and show what its columns say."""
        self._wait(path.name)
        self._path = path
        self._in_pool(
            lambda: read_table(path, sheet), lambda table: self._show_list(path, table)
        )  # fmt: skip

    def take_document(self, path: Path) -> None:
        """Read a document and look for the people on file in it."""
        self._wait(path.name)
        self._in_pool(lambda: document_pages(path), self._search)

    def _search_source(self, source_id: UUID) -> None:
        vault, t = self._vault, self.t

        def read(_progress: Progress) -> Source | None:
            return vault.get(Source, source_id)

        def got(source: Source | None) -> None:
            if source is not None and source.deleted_at is None:
                self._wait(source.title or t("Without a title"))
                self._search((source.text,))

        self.context.jobs.run(read, got, owner=self, latest="lists-file")

    def _wait(self, name: str) -> None:
        self._let_go()
        self._report = self._open = None
        self._about.setText(text.file_name(name))
        self._error.setText("")
        self._running.say(self.t("Reading the file…"))
        self._show(self._running)

    def _read_sheet(self, sheet: str) -> None:
        if self._path is not None:
            self.take_list(self._path, sheet)

    def _show_list(self, path: Path, table: Table) -> None:
        shown = open_list(path, table)
        self.columns.show_list(shown)
        rows = self.t.plural("{n} row", "{n} rows", len(shown.rows))
        self._about.setText(f"{text.file_name(path.name)} · {rows}")
        self._show(self.columns)

    # -- searching ---------------------------------------------------------------------------
    def _compare(self, shown: OpenList) -> None:
        """What takes long with many rows is done in the pool, before the search and after it."""
        self._open = shown
        self._running.say(self.t("Reading the rows…"))
        self._show(self._running)
        words = self._words

        def prepared(people: tuple[Listed, ...]) -> None:
            self._turns.begin(ListCheck(people), lambda checked: found(people, checked))

        def found(people: tuple[Listed, ...], checked: Checked) -> None:
            self._in_pool(lambda: of_list(shown, people, checked, words),
                          lambda entries: done(entries, people, checked))  # fmt: skip

        def done(
            entries: list[Entry], people: tuple[Listed, ...], checked: Checked
        ) -> None:  # fmt: skip
            self._report = report_of(shown, people, checked)
            self._show_found(entries, document=False)

        self._in_pool(shown.understood, prepared)

    def _in_pool(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        """What comes of it is not heard of when somebody stopped or began anew meanwhile."""
        asked = self._asked = object()

        def came(result: T) -> None:
            if asked is self._asked:
                then(result)

        def failed(error: UserError) -> None:
            if asked is self._asked:
                self._failed(error)

        self.context.jobs.run(
            lambda _progress: work(), came, failed, kind=Kind.FREE, owner=self
        )  # fmt: skip

    def _search(self, pages: Sequence[str]) -> None:
        def done(found: Named) -> None:
            self._show_found(of_document(found, self._words), document=True)

        self._turns.begin(TextSearch(pages), done)

    def _show_found(self, entries: Sequence[Entry], *, document: bool) -> None:
        self.found.show_entries(entries, document=document)
        self.set_status(self.found.counted())
        self._show(self.found)

    def _tell(self, report: Report) -> None:
        self._running.say(self.t(report.message), report.done, report.total)

    def _stop(self) -> None:
        self._let_go()
        self._show(self.columns if self._open is not None else self._start)

    def _failed(self, error: UserError) -> None:
        self._turns.stop()
        self._about.setText("")
        self._error.setText(self.t.error(error))
        self._show(self._start)

    def _let_go(self) -> None:
        """What is on its way comes to nothing."""
        self._turns.stop()
        self._asked = object()

    def _begin_anew(self) -> None:
        self._let_go()
        self._report = self._open = None
        self._about.setText("")
        self._error.setText("")
        self._show(self._start)

    def _show(self, page: QWidget) -> None:
        """Another page; the keyboard goes along if it was in the one before."""
        focus = self.window().focusWidget() if self.isVisible() else None
        inside = focus is not None and self.isAncestorOf(focus)
        self._stack.setCurrentWidget(page)
        self.again.setHidden(page is self._start)
        self.back.setHidden(page is not self.found or self._open is None)
        self.save.setHidden(page is not self.found or self._report is None)
        if page is not self.found:
            self.set_status("")
        if inside:
            self.focus_first()

    # -- the report --------------------------------------------------------------------------
    def _ask_where(self) -> None:
        """The dialog itself asks before a file is replaced."""
        report, t = self._report, self.t
        if report is None or self._open is None:
            return
        words = ListWords(t)
        folder = file_dialog.documents_folder()
        name = f"{self._open.path.stem}-checked.xlsx"

        def write(path: Path) -> None:
            self.context.jobs.run(
                lambda _progress: write_report(path, report, words, replace=True),
                lambda _none: self._written(path), kind=Kind.FREE,
                title=t("Writing the report"), owner=self,
            )  # fmt: skip

        title = t("Save the report for the office as: it is not encrypted")
        file_dialog.ask_where_to_save(
            self, title, folder / name, (t("Excel workbook"), "xlsx"), write
        )

    def _written(self, path: Path) -> None:
        t = self.t
        self.context.notices.show(
            t("The report is written. It is not encrypted and is for the office only."),
            text.file_name(str(path)), tone="warn",
        )  # fmt: skip
