"""Writes cases for other programs: who will read it, in which form, and what then stands in it.

What would leave is worked out on the database worker each time something is chosen, searched
through, and shown; only then it can be written. Keeps nothing but its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from caseapp.desktop import file_dialog, text, theme
from caseapp.desktop.context import Context
from caseapp.desktop.features.exports.choosing import ALL, CHOSEN, Choice, ChoicePanel
from caseapp.desktop.features.exports.leak_list import LeakPlaces
from caseapp.desktop.features.exports.log import LogPage
from caseapp.desktop.features.exports.preview import PreviewPage
from caseapp.desktop.forms.words import RecordWords
from caseapp.desktop.jobs import Job, Kind
from caseapp.desktop.shell.commands import Command
from caseapp.desktop.shell.view import View
from caseapp.desktop.widgets import Label, Line, PrimaryButton, QuietButton, Segments
from caseapp.desktop.widgets.frames import NO_BOUND
from caseapp.desktop.widgets.scrolling import scroll_area
from caseapp.desktop.widgets.waiting import WaitingPage
from caseapp.dossier.languages import printed
from caseapp.errors import UserError
from caseapp.exchange.export.forms import FORMS, Form
from caseapp.exchange.export.leak_check import ExportLeakError
from caseapp.exchange.export.leak_places import LeakPlace
from caseapp.exchange.export.making import (
    ChangedSinceError,
    Prepared,
    Request,
    prepare,
    write,
)
from caseapp.store.queries.cases import CaseQuery, case_ids, living_cases
from caseapp.store.records import Export
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

CHOOSE, LOOK = "choose", "look"
LOG = "log"
"""Argument that opens the log of exports."""
_SIDE = 360
_REST_MS = 200


class ExportsView(View):
    """Opened with None for all cases, with a tuple of their ids, or with `LOG`."""

    def __init__(self, context: Context, vault: Vault) -> None:
        super().__init__(context)
        self._vault = vault
        self._words = RecordWords(self.t)
        self._chosen: tuple[UUID, ...] = ()
        self._every: tuple[UUID, ...] = ()
        self._prepared: Prepared | None = None
        self._job: Job | None = None
        self._busy = False
        self._compact = False
        self._asked = object()
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._prepare)
        self.panel = ChoicePanel(self.t)
        self.preview = PreviewPage(self._words)
        self.log = LogPage(self._words)
        self._lay_out()
        self.panel.changed.connect(self._changed)
        context.changes.subscribe(self._heard, owner=self, kinds={"export"})

    # -- building ----------------------------------------------------------------------------
    def _lay_out(self) -> None:
        t = self.t
        self._title = Label(t("Export"), "title", elide=True)
        self.earlier = QuietButton(t("Earlier exports"), icon="file-clock", small=True,
                                   on_click=self._toggle_log)  # fmt: skip
        self.write = PrimaryButton(t("Write the file…"), icon="file-output", key="Ctrl+Return",
                                   on_click=self._ask_where)  # fmt: skip
        self.turn = Segments([(CHOOSE, t("Choose")), (LOOK, t("Look"))], t("Export"))
        self.turn.choose(CHOOSE)
        self.turn.chosen.connect(lambda _code: self._arrange())
        head = QHBoxLayout()
        head.setContentsMargins(theme.PAGE_MARGIN, 12, theme.PAGE_MARGIN, 12)
        head.setSpacing(theme.GRID)
        head.addWidget(self._title, 1)
        head.addWidget(self.turn)
        head.addWidget(self.earlier)
        head.addWidget(self.write)
        self._side = scroll_area(self.panel, t("What is to be written"), focus=True)
        self._running = WaitingPage(t)
        self._running.stop_asked.connect(self._stop)
        self._failed_page = self._sentence_page()
        self._pages = QStackedWidget()
        for page in (self._running, self._failed_page, self.preview):
            self._pages.addWidget(page)
        self._between = Line("v")
        self._work = QWidget()
        row = QHBoxLayout(self._work)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side)
        row.addWidget(self._between)
        row.addWidget(self._pages, 1)
        self._whole = QStackedWidget()
        self._whole.addWidget(self._work)
        self._whole.addWidget(self.log)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Line())
        column.addWidget(self._whole, 1)
        self._arrange()
        self._say_ready()

    def _sentence_page(self) -> QWidget:
        page = QWidget()
        self._sentence = Label("", "second", wrap=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.again = QuietButton(self.t("Look again"), icon="rotate-cw", on_click=self._prepare)
        column = QVBoxLayout(page)
        column.setContentsMargins(theme.PAGE_MARGIN, 0, theme.PAGE_MARGIN, 0)
        column.setSpacing(12)
        column.addStretch(3)
        column.addWidget(self._sentence)
        self.places = LeakPlaces(self.t)
        self.places.opened.connect(lambda target: self.context.router.go(*target))
        column.addWidget(self.places, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.again, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(4)
        return page

    # -- the shell ---------------------------------------------------------------------------
    def open(self, argument: object) -> None:
        wanted = argument if isinstance(argument, tuple) else ()
        vault = self._vault

        def look(_progress: Progress) -> tuple[tuple[UUID, ...], tuple[UUID, ...]]:
            every = tuple(vault.read(lambda session: case_ids(session, CaseQuery())))
            living = vault.read(lambda session: living_cases(session, list(wanted)))
            return tuple(case.id for case in living), every

        def show(found: tuple[tuple[UUID, ...], tuple[UUID, ...]]) -> None:
            self._chosen, self._every = found
            self.panel.set_counts(len(self._chosen), len(self._every))
            self.panel.choose_scope(CHOSEN if self._chosen else ALL)
            self._prepare()

        self.context.jobs.run(look, show, owner=self, latest="exports-cases")
        self._show_log(argument == LOG)

    def set_compact(self, compact: bool) -> None:
        """Where there is little room the choices and what would be written take turns."""
        self._compact = compact
        self.earlier.set_brief(compact)
        self._arrange()

    def _arrange(self) -> None:
        shown, in_log = self.turn.code(), self._whole.currentWidget() is self.log
        self.turn.setHidden(not self._compact or in_log)
        self._title.setHidden(self._compact and not in_log)
        self._between.setHidden(self._compact)
        self._side.setHidden(self._compact and shown == LOOK)
        self._pages.setHidden(self._compact and shown == CHOOSE)
        self._side.setMinimumWidth(0 if self._compact else _SIDE)
        self._side.setMaximumWidth(NO_BOUND if self._compact else _SIDE)

    def focus_first(self) -> None:
        if self._whole.currentWidget() is self.log:
            self.earlier.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._chosen:
            self.panel.scope.setFocus()
        else:
            self.panel.audiences.setFocus()

    def commands(self) -> Sequence[Command]:
        t = self.t
        found = [Command(t("Earlier exports"), self._toggle_log, "file-clock")]
        if self._prepared is not None:
            found.insert(0, Command(t("Write the file…"), self._ask_where, "file-output"))
        return found

    def keys(self) -> Sequence[tuple[str, str]]:
        return [("Ctrl+Return", self.t("Write the file…"))]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_busy:
            self._stop()
        else:
            super().keyPressEvent(event)

    @property
    def is_busy(self) -> bool:
        """Whether it is being worked out what would be written."""
        return self._busy

    @property
    def prepared(self) -> Prepared | None:
        """What would be written; None before it is worked out."""
        return self._prepared

    # -- what would be written ---------------------------------------------------------------
    def _changed(self) -> None:
        self._let_go()
        self._prepared = None
        self._say_ready()
        self._rest.start()

    def _request(self, choice: Choice) -> Request:
        whole = choice.scope == ALL or not self._chosen
        return Request(
            form=choice.form,
            audience=choice.audience,
            ids=self._every if whole else self._chosen,
            whole=whole,
            photos=choice.photos,
            plain=choice.plain,
            names=choice.names,
            language=printed(self.t.language),
        )

    def _prepare(self) -> None:
        """Work it out; the keyboard stays where it is."""
        self._let_go()
        self._rest.stop()
        self._prepared = None
        self._say_ready()
        if not self._every and self.panel.choice().form is not Form.ICS:
            self._fail(self.t("There are no cases yet."))
            return
        request, vault = self._request(self.panel.choice()), self._vault
        asked = self._asked = object()
        self._running.say(self.t("Collecting what may be told"))
        self._pages.setCurrentWidget(self._running)

        def show(prepared: Prepared) -> None:
            if asked is self._asked:
                self._prepared = prepared
                self.preview.show_prepared(prepared)
                self._pages.setCurrentWidget(self.preview)

        def failed(error: UserError) -> None:
            if asked is self._asked:
                places = error.places if isinstance(error, ExportLeakError) else ()
                self._fail(self.t.error(error), places)

        def ended() -> None:
            if asked is self._asked:
                self._let_go()
                self._say_ready()

        self._busy = True
        self._job = self.context.jobs.run(
            lambda progress: prepare(vault, request, date.today(), progress), show, failed,
            kind=Kind.LONG, cancellable=True, owner=self, latest="exports-preview", on_end=ended,
        )  # fmt: skip

    def _fail(self, sentence: str, places: Sequence[LeakPlace] = ()) -> None:
        self._sentence.setText(sentence)
        self.places.show_places(places)
        self.again.setHidden(not self._every)
        self._pages.setCurrentWidget(self._failed_page)

    def _stop(self) -> None:
        self._let_go()
        self._fail(self.t("Stopped. Nothing was written."))
        self._say_ready()

    def _let_go(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._job, self._busy = None, False
        self._asked = object()

    def _say_ready(self) -> None:
        self.write.setEnabled(self._prepared is not None)

    # -- writing -----------------------------------------------------------------------------
    def _ask_where(self) -> None:
        prepared, t = self._prepared, self.t
        if prepared is None:
            return
        folder = file_dialog.documents_folder()
        spec = FORMS[prepared.request.form]
        name = f"{t('cases')}-{prepared.made_on.isoformat()}{spec.suffix}"
        kind = (t(spec.name), spec.suffix.lstrip("."))
        title = t("Save the export as: it is not encrypted")
        file_dialog.ask_where_to_save(self, title, folder / name, kind, self.write_to)

    def write_to(self, path: Path) -> None:
        """Write what is shown; the dialog itself has asked before a file is replaced."""
        prepared, vault = self._prepared, self._vault
        if prepared is None:
            return

        def work(_progress: Progress) -> Export:
            return write(vault, prepared, path, force=True)

        def failed(error: UserError) -> None:
            self.context.notices.show(self.t.error(error), tone="warn")
            if isinstance(error, ChangedSinceError):
                self._prepare()

        self.context.jobs.run(
            work, lambda _record: self._written(path, prepared), failed, kind=Kind.WRITE,
            title=self.t("Writing the file"), owner=self,
        )  # fmt: skip

    def _written(self, path: Path, prepared: Prepared) -> None:
        t = self.t
        said = t("The file is written. It is not encrypted and is for the office only.") if (
            prepared.is_complete
        ) else t("The file is written. It is not encrypted.")  # fmt: skip
        tone = "warn" if prepared.is_complete else "ok"
        self.context.notices.show(
            said, text.file_name(str(path)), tone=tone,
            action=(t("Earlier exports"), partial(self._show_log, True)),
        )  # fmt: skip
        self._prepare()

    # -- the log -----------------------------------------------------------------------------
    def _toggle_log(self) -> None:
        self._show_log(self._whole.currentWidget() is not self.log)
        self.focus_first()

    def _show_log(self, shown: bool) -> None:
        self._whole.setCurrentWidget(self.log if shown else self._work)
        t = self.t
        self._title.setText(t("Earlier exports") if shown else t("Export"))
        self.earlier.setText(t("Back to the export") if shown else t("Earlier exports"))
        self.earlier.set_icon("arrow-left" if shown else "file-clock")
        self.write.setHidden(shown)
        self._arrange()
        if shown:
            self._load_log()

    def _load_log(self) -> None:
        vault = self._vault
        self.context.jobs.run(
            lambda _progress: sorted(vault.all(Export), key=lambda one: one.made_at,
                                     reverse=True),
            self.log.show_exports, owner=self, latest="exports-log",
        )  # fmt: skip

    def _heard(self, _change: object) -> None:
        if self._whole.currentWidget() is self.log:
            self._load_log()
