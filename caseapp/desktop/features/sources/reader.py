"""The reader of one source: the document, its excerpts beside it, all that is recorded of it.

Puts the parts together, loads the page off the GUI thread and hands each deed to the use
cases, one deed one action. Knows the store's queries and records, no SQL.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QDir, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop.context import Context
from caseapp.desktop.features.sources.aids import ReadingAids
from caseapp.desktop.features.sources.deeds import SourceDeeds
from caseapp.desktop.features.sources.document import DocumentArea
from caseapp.desktop.features.sources.excerpt_desk import DOCUMENT, ExcerptDesk
from caseapp.desktop.features.sources.excerpt_form import ExcerptForm
from caseapp.desktop.features.sources.excerpts_panel import ExcerptsPanel
from caseapp.desktop.features.sources.file_queue import SUFFIXES, FileQueue
from caseapp.desktop.features.sources.header import ReaderHeader
from caseapp.desktop.features.sources.loading import Finder, Loaded, load_reader
from caseapp.desktop.features.sources.names_sheet import NamesSheet
from caseapp.desktop.features.sources.offers import reader_commands, reader_keys
from caseapp.desktop.features.sources.particulars import Particulars
from caseapp.desktop.features.sources.passage_desk import PassageDesk
from caseapp.desktop.features.sources.selection_bar import SelectionBar
from caseapp.desktop.features.sources.side import SideColumn
from caseapp.desktop.features.sources.words import SourceWords
from caseapp.desktop.file_dialog import ask_for_file
from caseapp.desktop.file_drop import FileDrop
from caseapp.desktop.shell.commands import Command
from caseapp.desktop.shell.view import View
from caseapp.desktop.widgets import EmptyState, Line, PrimaryButton, QuietButton, Segments
from caseapp.store.queries.source_page import SourcePage, SourcePlace, load_claims_of
from caseapp.store.vault import Vault

_SHOWN = frozenset(
    {"source", "excerpt", "citation", "attachment", "event", "detainee", "name_form", "contact"}
)
_EXCERPTS = "excerpts"


class SourceView(View):
    """Opened with the id of a source, or with (its id, the id of an excerpt)."""

    def __init__(self, context: Context, vault: Vault) -> None:
        super().__init__(context)
        self._vault = vault
        self.words = SourceWords(self.t)
        self._source_id: UUID | None = None
        self.page: SourcePage | None = None
        self.current: UUID | None = None
        self._wanted: UUID | None = None
        self._place: SourcePlace | None = None
        self._stale = self._arriving = self._compact = False
        self._finder = Finder(vault, self.words)
        self.deeds = SourceDeeds(context, vault, self.words, self)
        self._make_parts()
        self.aids = ReadingAids(self, vault)
        self.desk = PassageDesk(self)
        self.excerpt_desk = ExcerptDesk(self)
        self._lay_out()
        self._wire()
        hint = self.t("Drop files to add them to this source")
        self.drops = FileDrop(self, hint, self.take_files)
        context.changes.subscribe(lambda _change: self._reload(), owner=self, kinds=_SHOWN)

    # -- building ----------------------------------------------------------------------------
    def _make_parts(self) -> None:
        t, context, words = self.t, self.context, self.words
        self.header = ReaderHeader(words)
        self.particulars = Particulars(words, context.jobs, self._finder.contacts)
        self.queue = FileQueue(context, self._vault, words)
        self.document = DocumentArea(context, self._vault, words)
        self.bar = SelectionBar(t, self.document)
        self.next_excerpt = QuietButton(
            t("next excerpt"), key="N", small=True, on_click=lambda: self.excerpt_desk.go_to_next()
        )
        self.next_source = QuietButton(
            t("next source"), key="Alt+Down", small=True, on_click=lambda: self._go_source(1)
        )
        for button in (self.next_excerpt, self.next_source):
            self.document.add_to_foot(button)
        self.form = ExcerptForm(words, context.jobs, self._finder.cases)
        self.excerpts = ExcerptsPanel(words)
        self.sheet = NamesSheet(words)
        self.parts = Segments([(DOCUMENT, t("Document")), (_EXCERPTS, t("Excerpts"))],
                              t("Parts of the reader"))  # fmt: skip
        self.parts.choose(DOCUMENT)
        self.parts.chosen.connect(lambda _code: self.arrange())
        self._gone = EmptyState("trash", t("This source is in the trash"))
        self.back_button = PrimaryButton(
            t("Take it out"), icon="undo-2", on_click=lambda: self.deeds.bring_back()
        )
        self._gone.add(self.back_button)
        self._gone.hide()

    def _lay_out(self) -> None:
        sheets = (self.sheet, self.aids.file_sheet, self.aids.machine.sheet)
        self._side = SideColumn(self.form, self.excerpts, self.aids.panel, sheets)
        self._body = QWidget()
        body = QHBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        self._side_line = Line("v")
        body.addWidget(self.document, 1)
        body.addWidget(self._side_line)
        body.addWidget(self._side)
        self.header.add_to_title(self.parts)
        self._head_line = Line()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        for widget in (self.header, self.particulars, self.queue, self._head_line):
            outer.addWidget(widget)
        outer.addWidget(self._body, 1)
        outer.addWidget(self._gone, 1)
        self.arrange()

    def _wire(self) -> None:
        deeds, go = self.deeds, self.context.router.go
        self.header.mode_chosen.connect(self.set_mode)
        self.header.beside_turned.connect(self.document.set_beside)
        self.header.grade_chosen.connect(deeds.set_grade)
        self.header.particulars_turned.connect(self.turn_particulars)
        one = self.particulars
        one.edited.connect(deeds.keep_edit)
        one.testifier_chosen.connect(deeds.set_testifier)
        one.same_text_removed.connect(deeds.not_a_copy)
        one.source_asked.connect(lambda key: go("source", key))
        one.case_asked.connect(lambda key: go("case", key))
        one.contact_asked.connect(lambda key: go("contact", key))
        one.file_asked.connect(self.ask_file)
        one.file_removed.connect(deeds.trash_file)
        one.file_forgotten.connect(lambda key: go("forget", ("attachment", key)))
        one.file_text_asked.connect(deeds.read_file_text)
        one.text_asked.connect(self.document.type_original)
        one.translation_asked.connect(self._type_translation)
        one.trash_asked.connect(deeds.trash_source)
        self.document.marked_clicked.connect(lambda key: self.excerpt_desk.go_to(key, jump=False))
        self.document.page_changed.connect(self._page_turned)
        self.document.text_typed.connect(deeds.keep_text)
        self.document.translation_typed.connect(deeds.keep_translation)
        self.document.file_asked.connect(self.ask_file)
        self.document.installEventFilter(self)
        self.form.kept.connect(deeds.keep_excerpt)
        self.form.also_kept.connect(deeds.cite_also)
        self.form.case_chosen.connect(self._load_claims)
        panel = self.excerpts
        panel.chosen.connect(self.excerpt_desk.go_to)
        panel.also_asked.connect(self.desk.start_also)
        panel.trash_asked.connect(deeds.trash_excerpt)
        panel.citation_removed.connect(deeds.remove_citation)
        panel.case_asked.connect(lambda key: go("case", key))
        panel.edited.connect(deeds.keep_edit)
        panel.translated.connect(deeds.translate_excerpt)
        panel.scope_chosen.connect(self.excerpt_desk.show)
        self.sheet.wanted.connect(deeds.open_cases)
        self.sheet.names_asked.connect(deeds.ask_names)
        self.aids.wire()

    # -- places ------------------------------------------------------------------------------
    def open(self, argument: object) -> None:
        source, excerpt = argument if isinstance(argument, tuple) else (argument, None)
        assert isinstance(source, UUID)
        if source != self._source_id:
            self._leave_source()
            self._source_id = source
            self._arriving = True
        self._wanted = excerpt if isinstance(excerpt, UUID) else None
        self._stale = True
        self._reload()

    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        self.header.set_compact(compact)
        self.document.set_compact(compact)
        self.arrange()

    def focus_first(self) -> None:
        if not self._gone.isHidden():
            self.back_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.document.focus_document()

    def keys(self) -> Sequence[tuple[str, str]]:
        return reader_keys(self.t)

    def commands(self) -> Sequence[Command]:
        if self.page is None:
            return ()
        acts = (self.document.type_original, self.ask_file, self.turn_particulars,
                self.deeds.trash_source,
                lambda: self.context.router.go("lists", self._source_id))  # fmt: skip
        return (*reader_commands(self.t, *acts), *self.aids.commands())

    @property
    def is_compact(self) -> bool:
        return self._compact

    @property
    def source_id(self) -> UUID | None:
        return self._source_id

    def _leave_source(self) -> None:
        """Keep what stands typed; what could not be kept is told."""
        self.particulars.form.commit()
        for label, typed in self.particulars.form.unkept():
            self.deeds.tell_unkept(label, typed)
        self.particulars.form.leave()
        self.excerpts.clear()
        self.document.close_document()
        self.form.hide()
        self.sheet.hide()
        self.aids.clear()
        self.page = self.current = None
        self.excerpt_desk.take(None)
        self.bar.hide()

    # -- loading -----------------------------------------------------------------------------
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._reload()

    def _reload(self) -> None:
        """Load the page; behind other views only when one comes back to it."""
        source_id, language, vault = self._source_id, self.t.language, self._vault
        if source_id is None or not (self.isVisible() or self._arriving):
            self._stale = True
            return
        self._stale = False

        self.context.jobs.run(
            lambda _progress: load_reader(vault, source_id, language), self._show, owner=self,
            latest="source",
        )  # fmt: skip

    def _show(self, loaded: Loaded) -> None:
        page = self.page = loaded.page
        self._place = loaded.place
        self._show_gone(page is None)
        if page is None:
            return
        first, self._arriving = self._arriving, False
        self.excerpt_desk.take(page)
        self.header.show_source(page.source)
        self.document.show_page(page)
        self.header.show_modes(self.document.modes(), self.document.mode)
        self.particulars.show_page(page)
        self.aids.show_page(page)
        case = loaded.last_case
        self.form.set_before(self._finder.case(case) if case else None,
                             loaded.last.claim if loaded.last else None)  # fmt: skip
        self.excerpt_desk.show()
        self._say_place()
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.excerpt_desk.go_to(wanted)
        elif first and self.isVisible():
            self.focus_first()

    def _show_gone(self, gone: bool) -> None:
        self._gone.setHidden(not gone)
        for part in (self.header, self._head_line, self._body):
            part.setHidden(gone)
        if gone:
            self.particulars.hide()
        else:
            self.arrange()

    def _say_place(self) -> None:
        place, t = self._place, self.t
        if place is not None:
            self.set_status(t("Source {n} of {count}", n=place.position, count=place.count))
            self.next_source.setEnabled(place.after is not None)

    # -- looks -------------------------------------------------------------------------------
    def arrange(self) -> None:
        """Both parts side by side, or in narrow windows the chosen one."""
        beside = not self._compact
        part = self.parts.code()
        self.parts.setVisible(self._compact)
        self.document.setVisible(beside or part == DOCUMENT)
        self._side.setVisible(beside or part == _EXCERPTS)
        self._side_line.setVisible(beside)
        self._side.arrange(beside=beside)
        self._fit_particulars()
        self.desk.place_bar()

    def show_part(self, part: str) -> None:
        """Bring the document or the excerpts to the front, where there is room for one."""
        self.parts.choose(part)
        self.arrange()

    def turn_particulars(self) -> None:
        opening = self.particulars.isHidden()
        if not opening:
            self.particulars.form.commit()
        self.particulars.setVisible(opening)
        self.header.turn_particulars(opening)
        self.arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_particulars()

    def _fit_particulars(self) -> None:
        """In narrow windows they stand in place of the document."""
        alone = self._compact and not self.particulars.isHidden()
        room = self.height() - self.header.sizeHint().height() - 2
        self.particulars.fit(room if alone else self.height(), alone=alone)
        self._body.setHidden(alone or not self._gone.isHidden())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.document and event.type() == QEvent.Type.Resize:
            self.desk.place_bar()
        return super().eventFilter(watched, event)

    # -- documents ---------------------------------------------------------------------------
    def set_mode(self, code: str) -> None:
        self.document.set_mode(code)
        self.header.show_modes(self.document.modes(), self.document.mode)
        self.excerpt_desk.show()
        self.document.focus_document()

    def _type_translation(self, language: str) -> None:
        self.show_part(DOCUMENT)
        self.document.type_translation(language)
        self.header.show_modes(self.document.modes(), self.document.mode)

    def _page_turned(self) -> None:
        self.excerpt_desk.show()
        self.desk.place_bar()

    def _go_source(self, way: int) -> None:
        place = self._place
        other = None if place is None else place.after if way > 0 else place.before
        if other is not None:
            self.context.router.go("source", other)

    # -- choosing ----------------------------------------------------------------------------
    def _load_claims(self, case_id: UUID) -> None:
        vault, language = self._vault, self.t.language
        self.context.jobs.run(
            lambda _p: vault.read(lambda s: load_claims_of(s, case_id, language)),
            self.form.show_claims, owner=self, latest="source-claims",
        )  # fmt: skip

    # -- files and keys ----------------------------------------------------------------------
    def ask_file(self) -> None:
        t = self.t
        ask_for_file(
            self, t("Add a file"), Path(QDir.homePath()), (t("Documents"), SUFFIXES),
            lambda path: self.take_files([path]),
        )  # fmt: skip

    def take_files(self, paths: Sequence[Path]) -> None:
        """Add files to this source."""
        if self.page is not None:
            self.queue.take(paths, self._source_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_Escape and self.desk.close_bar():
            return
        if event.key() == Qt.Key.Key_Up and alt:
            self._go_source(-1)
            return
        super().keyPressEvent(event)
