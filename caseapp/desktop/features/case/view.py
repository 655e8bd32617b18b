"""The page of one case. Everything on it is kept when left; Ctrl+Z takes it back.

Puts the sections together, loads the page off the GUI thread, and hands each change to the
editor. Knows the store's queries and records, no SQL.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.desktop.context import Context
from caseapp.desktop.features.case.editing import CaseEditor
from caseapp.desktop.features.case.events import EventsSection
from caseapp.desktop.features.case.evidence import EvidenceSection
from caseapp.desktop.features.case.fields import PERSON, FieldSpec
from caseapp.desktop.features.case.form import RecordForm
from caseapp.desktop.features.case.header import CaseHeader
from caseapp.desktop.features.case.lists import (
    ListSection,
    appeal_lines,
    file_lines,
    history_lines,
    kin_lines,
)
from caseapp.desktop.features.case.names import NamesSection
from caseapp.desktop.features.case.words import CaseWords
from caseapp.desktop.jobs import Kind
from caseapp.desktop.shell.view import View
from caseapp.desktop.widgets import EmptyState, Line, RailPage, SectionHeading
from caseapp.domain.vocabulary import EventKind, NameKind, NameScript
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.store.history import Action
from caseapp.store.queries.case_page import CasePage, load_case_page
from caseapp.store.records import Detainee, Event, NameForm, Record
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

_SHOWN = frozenset(
    {"detainee", "name_form", "identifier", "event", "kinship", "contact", "citation",
     "excerpt", "source", "attachment", "appeal", "appeal_person"}
)  # fmt: skip
"""Kinds of records whose change can change this page."""


class CaseView(View):
    """Opened with the id of a detainee."""

    def __init__(self, context: Context, vault: Vault) -> None:
        super().__init__(context)
        self._vault = vault
        self._words = CaseWords(self.t)
        self._editor = CaseEditor(context, vault, self, self.origin)
        self._case_id: UUID | None = None
        self._page: CasePage | None = None
        self._header = CaseHeader(self._words)
        self._rail = RailPage(self.t("Sections of the case"))
        self._gone = EmptyState("folder-x", self.t("This case is in the trash"))
        self._make_sections()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addWidget(Line())
        column.addWidget(self._rail, 1)
        column.addWidget(self._gone, 1)
        self._show_gone(False)
        context.changes.subscribe(
            lambda _change: self._reload(), owner=self, kinds=_SHOWN, origin=None
        )

    # -- places --------------------------------------------------------------------------
    def open(self, argument: object) -> None:
        assert isinstance(argument, UUID)
        self._case_id = argument
        self._reload()

    def set_compact(self, compact: bool) -> None:
        self._rail.set_compact(compact)
        self._person.set_columns(1 if compact else 2)
        self._events.set_columns(1 if compact else 2)
        self._names.set_columns(1 if compact else 2)

    def focus_first(self) -> None:
        self._person.field("birth").setFocus()

    # -- building ------------------------------------------------------------------------
    def _make_sections(self) -> None:
        t, words = self.t, self._words
        self._names = NamesSection(words)
        self._person = RecordForm(t, PERSON)
        self._events = EventsSection(words)
        self._family = ListSection(t("Family and contacts"), t("Nobody is recorded yet."))
        self._evidence = EvidenceSection(words)
        self._files = ListSection(t("Files"), t("No file is kept with this case."))
        self._appeals = ListSection(t("Appeals"), t("No appeal speaks for this case yet."))
        self._history = ListSection(t("History"), t("Nothing was changed yet."))
        for key, title, body in (
            ("names", t("Names"), self._names),
            ("person", t("Person"), _headed(t("Person"), self._person)),
            ("events", t("What happened"), self._events),
            ("family", t("Family, contacts"), self._family),
            ("evidence", t("Evidence"), self._evidence),
            ("files", t("Files"), self._files),
            ("appeals", t("Appeals"), self._appeals),
            ("calendar-clock", t("History"), self._history),
        ):
            self._rail.add_section(key, title, body)
        self._names.changed.connect(self._change_name)
        self._names.added.connect(self._add_name)
        self._names.removed.connect(self._trash_name)
        self._person.changed.connect(self._change_person)
        self._events.changed.connect(self._change_event)
        self._events.added.connect(self._add_event)
        self._events.removed.connect(self._trash_event)
        self._family.opened.connect(self.context.router.go)
        self._appeals.opened.connect(self.context.router.go)

    # -- loading -------------------------------------------------------------------------
    def _reload(self) -> None:
        case_id = self._case_id
        if case_id is None:
            return

        def load(_progress: Progress) -> tuple[CasePage | None, bytes | None]:
            page = self._vault.read(lambda session: load_case_page(session, case_id))
            return page, _photo_of(self._vault, page)

        self.context.jobs.run(
            load, lambda found: self._show(*found), kind=Kind.READ, owner=self, latest="case"
        )

    def _show(self, page: CasePage | None, photo: bytes | None) -> None:
        self._page = page
        self._show_gone(page is None)
        if page is None:
            return
        words = self._words
        self._header.show_page(page, photo)
        self._names.show_page(page)
        self._person.show_record(page.detainee)
        self._events.show_page(page, date.today())
        self._family.show_lines(kin_lines(words, page))
        self._evidence.show_page(page)
        self._files.show_lines(file_lines(words, page))
        self._appeals.show_lines(appeal_lines(words, page))
        self._history.show_lines(history_lines(words, page))
        for key, count in (
            ("names", len(page.names)), ("events", len(page.events)), ("family", len(page.kin)),
            ("evidence", len(page.sources)), ("files", len(page.files)),
            ("appeals", len(page.appeals)), ("history", len(page.history)),
        ):  # fmt: skip
            self._rail.set_count(key, str(count) if count else "")
        self.set_status(f"{page.detainee.case_number} · {words.names(page)[0]}")

    def _show_gone(self, gone: bool) -> None:
        self._gone.setVisible(gone)
        self._header.setVisible(not gone)
        self._rail.setVisible(not gone)

    # -- changing ------------------------------------------------------------------------
    def _change_person(self, spec: FieldSpec, value: object) -> None:
        field = self._person.field(spec.name)
        self._set(Detainee, self._case_id, spec, value, field.reject)

    def _change_event(self, event: Event, spec: FieldSpec, value: object) -> None:
        self._set(Event, event.id, spec, value, self._tell)

    def _change_name(self, name: NameForm, spec: FieldSpec, value: object) -> None:
        self._set(NameForm, name.id, spec, value, self._tell)

    def _set(
        self, kind: type[Record], record_id: UUID | None, spec: FieldSpec, value: object,
        failed: object,
    ) -> None:  # fmt: skip
        if record_id is not None:
            self._editor.set_field(kind, record_id, spec.name, value, spec.label, failed)

    def _tell(self, sentence: str) -> None:
        self.context.notices.show(sentence, tone="danger")
        self._reload()

    def _add_event(self) -> None:
        case_id = self._case_id
        self._editor.add(
            lambda: [Event(detainee_id=case_id, kind=EventKind.TAKEN)], Action(N_("Add an event"))
        )

    def _trash_event(self, event: Event) -> None:
        self._editor.trash(Event, event.id, Action(N_("Put an event in the trash")))

    def _add_name(self) -> None:
        case_id, position = self._case_id, len(self._page.names) if self._page else 0
        script = NameScript.ZH_HANS if position else NameScript.KK_CYRL
        kind = NameKind.TRANSLITERATION if position else NameKind.MAIN
        self._editor.add(
            lambda: [
                NameForm(detainee_id=case_id, text="", script=script, kind=kind, position=position)
            ],
            Action(N_("Add a spelling")),
        )

    def _trash_name(self, name: NameForm) -> None:
        self._editor.trash(NameForm, name.id, Action(N_("Put a spelling in the trash")))


def _photo_of(vault: Vault, page: CasePage | None) -> bytes | None:
    """The picture's bytes; a damaged file shows initials, and `check` reports it."""
    if page is None or page.photo is None:
        return None
    try:
        return vault.read_attachment(page.photo)
    except UserError:
        return None


def _headed(title: str, body: QWidget) -> QWidget:
    section = QWidget()
    column = QVBoxLayout(section)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    column.addWidget(SectionHeading(title))
    column.addWidget(body)
    return section
