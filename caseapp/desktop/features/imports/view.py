"""A list becomes cases in four steps: the file, its columns, the check, the import.

Files are read in the pool, the vault is asked and written on its worker; nothing is written
before the last step. What is settled is kept while the view stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QDir, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from caseapp.desktop import file_dialog, text, theme
from caseapp.desktop.context import Context
from caseapp.desktop.features.imports import asking
from caseapp.desktop.features.imports.check_step import CheckStep
from caseapp.desktop.features.imports.columns_step import ColumnsStep
from caseapp.desktop.features.imports.draft import Draft, Kept
from caseapp.desktop.features.imports.file_step import FileStep
from caseapp.desktop.features.imports.import_step import ImportStep
from caseapp.desktop.features.imports.rail import CHECK, COLUMNS, FILE, IMPORT, steps_of
from caseapp.desktop.features.imports.running_page import RunningPage
from caseapp.desktop.features.imports.start_step import StartStep
from caseapp.desktop.features.imports.words import ImportWords
from caseapp.desktop.file_drop import FileDrop
from caseapp.desktop.shell.commands import Command
from caseapp.desktop.shell.view import View
from caseapp.desktop.widgets import Label, Line, QuietButton
from caseapp.desktop.widgets.steps import Step, StepsBar
from caseapp.intake.tables import SUFFIXES
from caseapp.store.queries.case_filter import CaseFilter
from caseapp.store.vault import Vault

LIST, ANEW = "list", "anew"
"""Arguments that ask for a file at once, and that leave the list that is worked on."""
_LEAST_NAME = 80
"""Logical pixels below which the name of the file says nothing; the status bar has it too."""


class ImportsView(View):
    """Opened with None, `LIST` or `ANEW`, the path of a file that was dropped, or `Kept`."""

    def __init__(self, context: Context, vault: Vault) -> None:
        super().__init__(context)
        self._words = ImportWords(self.t)
        self._draft: Draft | None = None
        self._compact = False
        self._step = ""
        self.start = StartStep(context, vault, self._words, self)
        self.file = FileStep(context, vault, self._words, self)
        self.columns = ColumnsStep(context, self._words, self)
        self.check = CheckStep(context, vault, self._words, self)
        self.importing = ImportStep(context, vault, self._words, self)
        self.running = RunningPage(self.t)
        self._pages = {
            "": self.start.page, FILE: self.file.page, COLUMNS: self.columns.page,
            CHECK: self.check.page, IMPORT: self.importing.page,
        }  # fmt: skip
        self._lay_out()
        self._wire()
        self.drops = FileDrop(self, self.t("Drop a list to import it"), self.take_files)
        self._show("")

    # -- building ----------------------------------------------------------------------------
    def _lay_out(self) -> None:
        t = self.t
        self._title = Label(t("Import a list"), "title")
        self._about = Label("", "second", elide=True)
        self.rail = StepsBar(t("Steps of the import"))
        self.again = QuietButton(t("Another file…"), icon="folder-open", small=True,
                                 on_click=self.begin_anew)  # fmt: skip
        self._head = QHBoxLayout()
        self._head.setContentsMargins(theme.PAGE_MARGIN, 10, theme.COLUMN_MARGIN, 10)
        self._head.setSpacing(12)
        self._head.addWidget(self._title)
        self._head.addWidget(self._about, 1)
        self._head.addWidget(self.rail)
        self._head.addWidget(self.again)
        self._stack = QStackedWidget()
        for page in (*self._pages.values(), self.running):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head)
        column.addWidget(Line())
        column.addWidget(self._stack, 1)

    def _wire(self) -> None:
        self.rail.chosen.connect(self.go_to)
        self.running.stop_asked.connect(self._stop)
        self.start.file_asked.connect(self.ask_for_file)
        self.start.cases_asked.connect(self._show_cases)
        for step in (self.file, self.check, self.importing):
            step.began.connect(self._begin)
            step.under_way.connect(self.running.follow)
        self.file.opened.connect(self._opened)
        self.file.failed.connect(self._not_read)
        self.file.changed.connect(self._read_otherwise)
        self.file.wanted.connect(lambda: self.go_to(COLUMNS))
        self.columns.settled.connect(self._tell)
        self.columns.wanted.connect(lambda: self.go_to(CHECK))
        self.check.planned.connect(lambda: self._show(CHECK))
        self.check.failed.connect(self._not_planned)
        self.check.stopped.connect(lambda: self._show(COLUMNS))
        self.check.decided.connect(self._tell)
        self.check.wanted.connect(lambda: self.go_to(IMPORT))
        self.check.case_asked.connect(lambda key: self.context.router.go("case", key))
        self.importing.settled.connect(lambda: self._show(IMPORT))
        self.importing.cases_asked.connect(self._show_cases)
        self.importing.rest_asked.connect(self._decide_the_rest)
        self.importing.again_asked.connect(self.begin_anew)

    # -- the shell ---------------------------------------------------------------------------
    def open(self, argument: object) -> None:
        """What was asked for is asked once: the way back leads to the list that one left."""
        if isinstance(argument, Kept):
            if argument.draft is not self._draft and not self.is_busy:
                self._resume(argument)
            return
        if isinstance(argument, Path):
            self._take(argument)
        elif argument == ANEW and not self.is_busy:
            self._let_go()
            self.start.page.refuse("")
            self._show("")
        self._remember()
        if not self._step:
            self.start.load()
        if argument == LIST:
            self.ask_for_file()

    def set_compact(self, compact: bool) -> None:
        """In narrow windows the steps take the place of title and file name."""
        self._compact = compact
        self.rail.set_tight(compact)
        self.again.set_brief(compact)
        for page in (self.file.page, self.columns.page, self.check.page):
            page.set_compact(compact)
        self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_room()

    def _give_room(self) -> None:
        """The title and the steps come first, the name of the file has what is left."""
        if self._compact and self._draft is not None:
            self.rail.set_room(None)
            self._about.hide()
            return
        margins, gap = self._head.contentsMargins(), self._head.spacing()
        room = self.width() - margins.left() - margins.right() - 3 * gap
        room -= self._title.sizeHint().width() + self.again.sizeHint().width()
        self.rail.set_room(room)
        self._about.setVisible(room - self.rail.sizeHint().width() >= _LEAST_NAME)

    def focus_first(self) -> None:
        page = self._stack.currentWidget()
        if page is self.running:
            self.running.stop.setFocus()
        else:
            self._pages[self._step].focus_first()

    def commands(self) -> Sequence[Command]:
        t = self.t
        found = [Command(t("Import a list…"), self.ask_for_file, "file-spreadsheet")]
        if self._step:
            found += [
                Command(step.name, lambda code=step.code: self.go_to(code), "arrow-right")
                for step in self._steps() if step.code != self._step and self._may_go(step.code)
            ]  # fmt: skip
        draft = self._draft
        if draft is not None and draft.plan is not None:
            save = lambda: self.importing.save_report(draft)  # noqa: E731
            found.append(Command(t("Save the report…"), save, "save"))
        return found

    def keys(self) -> Sequence[tuple[str, str]]:
        t = self.t
        return [
            ("Ctrl+Return", t("Go on to the next step")),
            ("M", t("The marked case is the same person")), ("N", t("Make a new case")),
            ("L", t("Leave the row out")), ("1", t("Mean the first case, 2 the second")),
        ]  # fmt: skip

    def keyPressEvent(self, event: QKeyEvent) -> None:
        escape = event.key() == Qt.Key.Key_Escape
        if escape and self._stack.currentWidget() is self.running:
            self._stop()
        elif not (escape and self._step_out()):
            super().keyPressEvent(event)

    def _step_out(self) -> bool:
        page = self._stack.currentWidget()
        if page is self.columns.page or page is self.check.page:
            return page.step_out()
        return False

    # -- files -------------------------------------------------------------------------------
    def ask_for_file(self) -> None:
        """Let the person choose a list."""
        kind = (self.t("Lists"), SUFFIXES)
        file_dialog.ask_for_file(
            self, self.t("Import a list"), Path(QDir.homePath()), kind,
            lambda path: self.take_files([path]),
        )  # fmt: skip

    def take_files(self, paths: Sequence[Path]) -> None:
        """Begin with a file: the first of several."""
        if len(paths) > 1:
            self.context.notices.pass_by(
                self.t("One list at a time: the first was taken."),
                text.file_name(paths[0].name),
            )  # fmt: skip
        if paths:
            self._leave_for(paths[0])

    def begin_anew(self) -> None:
        """Leave this list; the way back leads to it, and what was imported stays imported."""
        self._leave_for(ANEW)

    def _leave_for(self, argument: object) -> None:
        """As a place of its own, if a list would be left."""
        current = self.context.router.current
        here = current is not None and current.view == "imports"
        if here and self._draft is not None and not self.is_busy:
            self.context.router.go("imports", argument)
        else:
            self.open(argument)

    def _take(self, path: Path) -> None:
        if not self.is_busy:
            self._let_go()
            self._about.setText(text.file_name(path.name))
            self.file.read(path)

    def _let_go(self) -> None:
        self._draft = None
        for step in (self.file, self.columns, self.check):
            step.let_go()
        self._about.setText("")

    @property
    def is_busy(self) -> bool:
        """Whether something is being read, compared or written."""
        return self._stack.currentWidget() is self.running

    # -- from step to step -------------------------------------------------------------------
    def go_to(self, code: str) -> None:
        """Go to a step, if what comes before it is settled."""
        draft = self._draft
        if draft is None or self.is_busy or not self._may_go(code):
            return
        if code == CHECK or (code == IMPORT and draft.plan is None):
            self.check.plan(draft)
        else:
            self._show(code)

    def _may_go(self, code: str) -> bool:
        """After the import only the last step says what is; before it each needs the former."""
        draft = self._draft
        if draft is None:
            return False
        if draft.is_over:
            return code == IMPORT
        return code in (FILE, COLUMNS) or self.columns.page.go_on.isEnabled()

    def _begin(self, words: str) -> None:
        self.running.begin(words)
        self._show_page(self.running)

    def _stop(self) -> None:
        """A file that is being read is let go; all else stops at its next safe place."""
        if self._draft is None:
            self._let_go()
            self._show("")
        else:
            self.running.cancel()

    def _opened(self, draft: Draft) -> None:
        self._draft = draft
        self.columns.show(draft)
        self._show(FILE)

    def _resume(self, kept: Kept) -> None:
        """Go on with a list that another view of this kind had begun: in another language."""
        self._draft = kept.draft
        self._about.setText(text.file_name(kept.draft.file.file_name))
        self.file.resume(kept.draft)
        self.columns.show(kept.draft)
        if kept.draft.plan is not None and not kept.draft.is_over:
            self.check.plan(kept.draft)
        self._show(kept.step)

    def _remember(self) -> None:
        current = self.context.router.current
        if current is not None and current.view == "imports":
            kept = Kept(self._draft, self._step) if self._draft is not None else None
            self.context.router.replace(kept)

    def _read_otherwise(self) -> None:
        if self._draft is not None:
            self.columns.show(self._draft)
        self._tell()

    def _not_read(self, error: str) -> None:
        self._let_go()
        self.start.page.refuse(error)
        self._show("")

    def _not_planned(self, error: str) -> None:
        self._show(COLUMNS)
        self.columns.page.judge(error)

    def _decide_the_rest(self) -> None:
        """Check the same list again: what is imported has nothing new, what waits is asked."""
        if self._draft is not None:
            self._resume(Kept(asking.anew(self._draft), COLUMNS))
            self.go_to(CHECK)

    def _show_cases(self, batch: UUID) -> None:
        self.context.router.go("cases", CaseFilter(imported=batch))

    def _show(self, code: str) -> None:
        self._step = code
        self.running.end()
        if code == IMPORT and self._draft is not None:
            self.importing.show(self._draft)
        self._show_page(self._pages[code])
        self._tell()
        self._remember()

    def _show_page(self, page: QWidget) -> None:
        """Another page; the keyboard goes along if it was in the one before."""
        focus = self.window().focusWidget() if self.isVisible() else None
        inside = focus is not None and self.isAncestorOf(focus)
        self._stack.setCurrentWidget(page)
        if inside:
            self.focus_first()

    def _tell(self) -> None:
        """The rail and the status bar say how far it is."""
        begun = self._draft is not None
        tight = self._compact and begun
        edge, above = (theme.GRID, 6) if tight else (theme.PAGE_MARGIN, 10)
        self._head.setContentsMargins(edge, above, edge, above)
        self.rail.setVisible(begun)
        self.again.setVisible(begun)
        self._title.setHidden(tight)
        self.rail.set_steps(self._steps())
        self.rail.mark(self._step)
        for code in (FILE, COLUMNS, CHECK, IMPORT):
            self.rail.button(code).setEnabled(self._may_go(code))
        self._give_room()
        self.set_status(self._about.text())

    def _steps(self) -> list[Step]:
        return steps_of(self._words, self._draft, self._step)
