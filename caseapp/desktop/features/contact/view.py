"""The page of one contact: who it is, the family, the testimonies, and the consent matrix.

Puts the parts together, loads the page and its walls off the GUI thread, hands each change to
the editors. Knows the store's queries and records, no SQL.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.context import Context
from caseapp.desktop.features.contact.consent_desk import ConsentDesk
from caseapp.desktop.features.contact.consent_state import first_scope
from caseapp.desktop.features.contact.facts import Particulars
from caseapp.desktop.features.contact.header import ContactHeader
from caseapp.desktop.features.contact.panes import Pane, TwoPanes
from caseapp.desktop.features.contact.paper import FormPrinter
from caseapp.desktop.features.contact.ties import Found, TiesSection
from caseapp.desktop.features.contact.told import CallsSection, ChangesSection, ToldSection
from caseapp.desktop.features.contact.words import ContactWords
from caseapp.desktop.forms.editing import RecordEditor
from caseapp.desktop.forms.form import Edit
from caseapp.desktop.forms.place import PagePlace
from caseapp.desktop.forms.rows import RecordRows
from caseapp.desktop.jobs import Kind
from caseapp.desktop.people import person_words
from caseapp.desktop.seen_by import Wall
from caseapp.desktop.shell.commands import Command
from caseapp.desktop.shell.view import View
from caseapp.desktop.widgets import EmptyState, Line, PrimaryButton, QuietButton
from caseapp.desktop.widgets.tab_order import put_in_order
from caseapp.domain.dates import UncertainDate
from caseapp.i18n import N_
from caseapp.store.casefile import load_case_file
from caseapp.store.history import Action
from caseapp.store.queries.choosing import PersonChoice, people_found
from caseapp.store.queries.contact_page import ContactPage, load_contact_page
from caseapp.store.records import Contact, ContactNote, Identifier, Kinship, NameForm, Record
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

_SHOWN = frozenset(
    {"contact", "contact_note", "name_form", "identifier", "kinship", "consent", "source",
     "policy", "office", "detainee", "event", "citation", "excerpt", "attachment",
     "appeal_person", "copy", "signatory"}
)  # fmt: skip
"""Kinds of records whose change can change this page."""

Loaded = tuple[ContactPage | None, Mapping[UUID | None, Wall]]
"""A page, and what decides in the case that is looked at and in none."""

_TRASHED: dict[type[Record], str] = {
    NameForm: N_("Put a spelling in the trash"),
    Identifier: N_("Put a document number in the trash"),
    Kinship: N_("Take a relative off the contact"),
    ContactNote: N_("Put a note of a call in the trash"),
}


class ContactView(View):
    """Opened with the id of a contact."""

    def __init__(self, context: Context, vault: Vault) -> None:
        super().__init__(context)
        self._vault = vault
        self._words = ContactWords(self.t)
        self._editor = RecordEditor(context, self._words, vault, self, self.origin)
        self._contact_id: UUID | None = None
        self._page: ContactPage | None = None
        self._called = ""
        self._stale = self._arriving = False
        self._stops: list[QWidget] = []
        self.header = ContactHeader(self._words)
        self._make_person()
        self.desk = ConsentDesk(context, vault, self._words, self)
        self.consent = self.desk.section
        self._printer = FormPrinter(context, self._words, self)
        self._lay_out()
        self._wire()
        self.setAcceptDrops(True)
        context.changes.subscribe(lambda _change: self._reload(), owner=self, kinds=_SHOWN)

    # -- places --------------------------------------------------------------------------
    def open(self, argument: object) -> None:
        assert isinstance(argument, UUID)
        if argument != self._contact_id:
            self._leave_contact()
            self._contact_id = argument
            self._arriving = True
        self._stale = True
        self._reload()

    def set_compact(self, compact: bool) -> None:
        self.header.set_compact(compact)
        self.panes.set_compact(compact)
        self.desk.set_compact(compact)

    def focus_first(self) -> None:
        """The matrix: it is what people come for; Shift+Tab goes to the rest."""
        if self.panes.is_shown(Pane.CONSENT):
            self.consent.matrix.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.facts.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def keys(self) -> list[tuple[str, str]]:
        t = self.t
        return [
            ("A", t("Allow in the selected cells")), ("K", t("Ask first")), ("W", t("Withhold")),
            ("Space", t("Next answer")), ("Ctrl+Space", t("Select the column")),
            ("V", t("Item by item")), ("E", t("Edit the particulars")), ("T", t("Note a call")),
        ]  # fmt: skip

    def commands(self) -> list[Command]:
        return [Command(self.t("Forget for good…"), self._forget, "trash")]

    def _forget(self) -> None:
        """A page of its own says what goes, and asks once more."""
        if self._contact_id is not None:
            self.context.router.go("forget", ("contact", self._contact_id))

    # -- building ------------------------------------------------------------------------
    def _make_person(self) -> None:
        words = self._words
        self.facts = Particulars(words)
        self.ties = TiesSection(words)
        self.told = ToldSection(words)
        self.calls = CallsSection(words)
        self.changes = ChangesSection(words)
        self._parts = (self.facts, self.ties, self.told, self.calls, self.changes)

    def _lay_out(self) -> None:
        person = QWidget()
        column = QVBoxLayout(person)
        column.setContentsMargins(theme.PAGE_MARGIN, 8, theme.COLUMN_MARGIN, theme.PAGE_MARGIN)
        column.setSpacing(12)
        for number, part in enumerate(self._parts):
            if number:
                column.addWidget(Line())
            column.addWidget(part)
        column.addStretch(1)
        self.panes = TwoPanes(self.t, person, self.desk.stack)
        area = self.panes.findChild(QScrollArea, "person-area")
        assert area is not None
        self._place = PagePlace(area)
        self._gone = EmptyState("trash", self.t("This contact is in the trash"))
        self._back = PrimaryButton(self.t("Take it out"), icon="undo-2", on_click=self._bring_back)
        self._back.setObjectName("bring-back")
        self._gone.add(self._back)
        self._gone.add(QuietButton(self.t("Forget for good…"), icon="trash", on_click=self._forget))
        self._gone.hide()
        self._line = Line()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(self._line)
        whole.addWidget(self.panes, 1)
        whole.addWidget(self._gone, 1)

    def _wire(self) -> None:
        router = self.context.router
        for part in (self.facts, self.ties, self.calls):
            part.edited.connect(self._keep)
            part.removed.connect(self._trash)
            part.changed.connect(self._chain)
        for rows in self._rows():
            rows.lost.connect(lambda *said: self._editor.tell_unkept(self._called, *said))
        self.facts.silenced.connect(self._silence)
        self.ties.case_opened.connect(lambda key: router.go("case", key))
        self.ties.contact_opened.connect(lambda key: router.go("contact", key))
        self.ties.searched.connect(self._search)
        self.ties.tied.connect(self._tie)
        self.told.opened.connect(lambda key: router.go("source", key))
        self.header.form_asked.connect(self._print)
        self.header.call_asked.connect(self._note_a_call)
        self.header.trash_asked.connect(self._trash_contact)
        self.header.forget_asked.connect(self._forget)
        self.consent.case_wanted.connect(self._reload)
        self.consent.opened.connect(lambda key: router.go("appeal", key))

    # -- loading -------------------------------------------------------------------------
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._reload()

    def _reload(self) -> None:
        """Load the page; behind other views only when one comes back to it."""
        key = self._contact_id
        if key is None or not (self.isVisible() or self._arriving):
            self._stale = True
            return
        self._stale = False
        same = self._page is not None and self._page.contact.id == key
        case = self.consent.chosen.scope[1] if same else None
        load = partial(_load, self._vault, key, case)
        self.context.jobs.run(load, self._show, kind=Kind.READ, owner=self, latest="contact")

    def _show(self, loaded: Loaded) -> None:
        page, walls = loaded
        self._page = page
        self._show_gone(page is None)
        if page is None:
            return
        anchor = self._place.anchor()
        self.header.show_page(page)
        for part in self._parts:
            part.show_page(page)
        self.desk.show_page(page, walls)
        self._called = self._words.names(page)[0]
        self.set_status(self._called)
        self._chain()
        if self._arriving:
            self._arriving = False
            self._place.go_to_top()
            focused = QApplication.focusWidget()
            if focused is None or focused is self or self.isAncestorOf(focused):
                self.focus_first()
        else:
            self._place.return_to(anchor)

    def _show_gone(self, gone: bool) -> None:
        focused = QApplication.focusWidget()
        here = focused is not None and self.isAncestorOf(focused)
        self._gone.setHidden(not gone)
        for part in (self.header, self._line, self.panes):
            part.setHidden(gone)
        if gone and here:
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chain(self) -> None:
        """Let Tab go through the page as it is seen, whenever its parts were made."""
        stops = [*self.header.tab_stops(), *self.panes.tab_stops()]
        stops += [stop for part in self._parts for stop in part.tab_stops()]
        stops += self.consent.tab_stops()
        if stops != self._stops:
            self._stops = stops
            put_in_order(stops)

    # -- hands ---------------------------------------------------------------------------
    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(event.key())
        if way is not None:
            self._place.turn(way)
        elif event.key() == Qt.Key.Key_Escape and self.desk.is_looking:
            self.desk.stop_looking()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A dropped file is the signed form of the consent that is shown."""
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.desk.take_file(files[0])

    def _note_a_call(self) -> None:
        self.panes.show_pane(Pane.PERSON)
        self.calls.note_a_call(UncertainDate.on(date.today()))

    def _print(self) -> None:
        wall, section = self.consent.wall, self.consent
        if self._page is not None and wall is not None:
            self._printer.ask(self._page, section.chosen.scope, section.shown, wall.policy)

    # -- leaving -------------------------------------------------------------------------
    def _leave_contact(self) -> None:
        """Keep what stands typed; what could not be kept is told, so that it is not lost."""
        forms = [self.facts.form, *self.desk.forms()]
        for rows in self._rows():
            forms += [row.form for row in rows.rows() if row.form is not None]
        for form in forms:
            form.commit()
            for label, typed in form.unkept():
                self._editor.tell_unkept(self._called, label, typed)
        self.facts.form.leave()
        for rows in self._rows():
            rows.clear()
        self.desk.stop_looking()

    def _rows(self) -> tuple[RecordRows, ...]:
        return self.facts.names, self.facts.numbers, self.ties.rows, self.calls.rows

    # -- changing ------------------------------------------------------------------------
    def _keep(self, edit: Edit) -> None:
        self._editor.keep(edit, self._called)

    def _trash(self, record: Record) -> None:
        self._editor.trash(type(record), record.id, Action(_TRASHED[type(record)]))

    def _trash_contact(self) -> None:
        if self._contact_id is not None:
            action = Action(N_("Put the contact in the trash"))
            self._editor.trash(Contact, self._contact_id, action)

    def _bring_back(self) -> None:
        if self._contact_id is not None:
            action = Action(N_("Take the contact out of the trash"))
            self._editor.change(Contact, {self._contact_id: {"deleted_at": None}}, action)

    def _silence(self, silent: bool) -> None:
        if self._contact_id is not None:
            label = {"field": N_("Do not contact")}
            action = Action(N_("Change “{field}”"), label)
            self._editor.change(Contact, {self._contact_id: {"do_not_contact": silent}}, action)

    def _search(self, typed: str) -> None:
        key = self._contact_id
        if key is None:
            return

        def found(people: list[PersonChoice]) -> None:
            self.ties.picker.show_found([self._found(person) for person in people])
            self._chain()

        self.context.jobs.run(
            lambda _progress: self._vault.read(
                lambda s: people_found(s, typed, without=(key,), limit=6, language=self.t.language)
            ),
            found, owner=self, latest="contact-ties",
        )  # fmt: skip

    def _found(self, person: PersonChoice) -> Found:
        case, contact = (person.id, None) if person.is_case else (None, person.id)
        return Found(person_words(self.t, person), case, contact)

    def _tie(self, tie: Kinship) -> None:
        def made() -> None:
            self.ties.open_row(tie.id)

        self.context.jobs.run(
            lambda _p: self._vault.save(tie, action=Action(N_("Add a relative"))),
            lambda changes: (self.context.changes.announce(changes), made()),
            kind=Kind.WRITE, owner=self,
        )  # fmt: skip


def _load(vault: Vault, contact_id: UUID, wanted: UUID | None, _progress: Progress) -> Loaded:
    """The page, and the walls of one case and of none; others are loaded when they are chosen.

    The case is the `wanted` one if it belongs to the contact, else that of the best consent.
    """
    page = vault.read(lambda session: load_contact_page(session, contact_id))
    if page is None:
        return None, {}
    today = date.today()
    known = {case.id for case in page.cases}
    case = wanted if wanted in known else first_scope(page, today)[1]
    walls: dict[UUID | None, Wall] = {}
    for one in dict.fromkeys((None, case)):
        of_case = [one] if one in known and one is not None else []
        file = vault.read(lambda session, c=of_case: load_case_file(session, c, [contact_id]))
        walls[one] = Wall(file, contact_id, one if of_case else None, today)
    return page, walls
