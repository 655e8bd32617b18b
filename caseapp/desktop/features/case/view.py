"""The page of one case. Everything on it is kept when left; Ctrl+Z takes it back.

Puts the sections together, loads the page off the GUI thread, and hands each change to the
editor. Knows the store's queries and records, no SQL.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from caseapp.desktop.context import Context
from caseapp.desktop.features.case.appeals import AppealsSection
from caseapp.desktop.features.case.columns import SideBySide
from caseapp.desktop.features.case.events import EventsSection
from caseapp.desktop.features.case.evidence import EvidenceSection
from caseapp.desktop.features.case.family import FamilySection
from caseapp.desktop.features.case.files import FilesSection
from caseapp.desktop.features.case.finish import section_of
from caseapp.desktop.features.case.header import PHOTO, CaseHeader
from caseapp.desktop.features.case.history import HistorySection
from caseapp.desktop.features.case.paper import SheetPrinter
from caseapp.desktop.features.case.person import PersonSection
from caseapp.desktop.features.case.portrait import PhotoDesk
from caseapp.desktop.features.case.seen import SeenPane
from caseapp.desktop.features.case.words import CaseWords
from caseapp.desktop.forms.editing import RecordEditor
from caseapp.desktop.forms.form import Edit
from caseapp.desktop.forms.place import PagePlace
from caseapp.desktop.forms.rows import RecordRows
from caseapp.desktop.jobs import Kind
from caseapp.desktop.kept_files import small_picture
from caseapp.desktop.shell.commands import Command
from caseapp.desktop.shell.view import View
from caseapp.desktop.to_appeal import AppealOffer
from caseapp.desktop.widgets import (
    EmptyState,
    Line,
    NavButton,
    PrimaryButton,
    QuietButton,
    RailPage,
)
from caseapp.desktop.widgets.editors import ChoiceEditor
from caseapp.desktop.widgets.tab_order import put_in_order
from caseapp.i18n import N_
from caseapp.store.history import Action
from caseapp.store.queries.case_page import CasePage, load_case_page
from caseapp.store.queries.library import offered_words
from caseapp.store.records import (
    Attachment,
    Detainee,
    Event,
    Identifier,
    Kinship,
    NameForm,
    Record,
)
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

_SHOWN = frozenset(
    {"detainee", "name_form", "identifier", "event", "kinship", "contact", "citation", "consent",
     "excerpt", "source", "attachment", "appeal", "appeal_person", "policy"}
)  # fmt: skip
"""Kinds of records whose change can change this page."""

_TRASHED: dict[type[Record], str] = {
    NameForm: N_("Put a spelling in the trash"),
    Identifier: N_("Put a document number in the trash"),
    Event: N_("Put an event in the trash"),
    Kinship: N_("Take a relative off the case"),
    Attachment: N_("Put a file in the trash"),
}


@dataclass(frozen=True, slots=True)
class _Loaded:
    """A page, and its picture if another one is to be shown than before."""

    page: CasePage | None
    photo_id: UUID | None
    photo: QImage | None
    offered: Mapping[str, Sequence[str]] = field(default_factory=dict)


class CaseView(View):
    """Opened with the id of a detainee, or with (id, section): a key of the rail."""

    def __init__(self, context: Context, vault: Vault) -> None:
        super().__init__(context)
        self._vault = vault
        self._words = CaseWords(self.t)
        self._editor = RecordEditor(context, self._words, vault, self, self.origin)
        self._case_id: UUID | None = None
        self._page: CasePage | None = None
        self._photo: tuple[UUID | None, QImage | None] = (None, None)
        self._called = ""
        self._stale = self._arriving = False
        self._wanted = ""
        self._stops: list[QWidget] = []
        self._header = CaseHeader(self._words)
        self._rail = RailPage(self.t("Sections of the case"))
        self._gone = self._make_gone()
        self._seen_by = SeenPane(context, vault)
        self._sheets = SheetPrinter(context, vault, self)
        self._make_sections()
        self._lay_out()
        self._wire()
        context.changes.subscribe(lambda _change: self._reload(), owner=self, kinds=_SHOWN)

    # -- places --------------------------------------------------------------------------
    def open(self, argument: object) -> None:
        case_id, section = argument if isinstance(argument, tuple) else (argument, "")
        assert isinstance(case_id, UUID)
        self._wanted = section
        if case_id != self._case_id:
            self._leave_case()
            self._case_id = case_id
            self._arriving = True
        self._stale = True
        self._reload()

    def set_compact(self, compact: bool) -> None:
        self._rail.set_compact(compact)
        self._header.set_compact(compact)
        self._events.set_compact(compact)

    def focus_first(self) -> None:
        """The list of sections: arrows go through it, Tab goes into the page."""
        button = next((b for b in self._rail.findChildren(NavButton) if b.isChecked()), None)
        target: QWidget | None = button
        if button is None or not button.isVisible():
            direct = Qt.FindChildOption.FindDirectChildrenOnly
            target = self._rail.findChild(ChoiceEditor, options=direct)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def keys(self) -> Sequence[tuple[str, str]]:
        t = self.t
        return [
            ("Ctrl+E", t("Add event")),
            ("Ctrl+P", t("Case sheet")),
            ("A", t("Add to appeal")),
            ("+ − 0", t("Nearer, further, the whole time (in the timeline)")),
        ]

    def commands(self) -> Sequence[Command]:
        return [Command(self.t("Forget for good…"), self._forget, "trash")]

    def _forget(self) -> None:
        """A page of its own says what goes, and asks once more."""
        if self._case_id is not None:
            self.context.router.go("forget", ("detainee", self._case_id))

    # -- building ------------------------------------------------------------------------
    def _make_sections(self) -> None:
        """In the order of the page, which is the order of Tab."""
        t, words = self.t, self._words
        self._events = EventsSection(words)
        self._evidence = EvidenceSection(words)
        self._family = FamilySection(words)
        self._person = PersonSection(words)
        self._files = FilesSection(words)
        self._appeals = AppealsSection(words)
        self._history = HistorySection(words)
        self._parts = (
            self._events, self._evidence, self._family, self._person, self._files, self._appeals,
            self._history,
        )  # fmt: skip
        beside = SideBySide(self._evidence, self._family)
        self._rail.add_section("events", t("What happened"), self._events)
        self._rail.add_section("evidence", t("Evidence"), beside)
        self._rail.add_section("family", t("Family, contacts"), self._family)
        beside.take_back()
        self._rail.add_section("person", t("Person"), self._person)
        self._rail.add_section("files", t("Files"), self._files)
        self._rail.add_section("appeals", t("Appeals"), self._appeals)
        self._rail.add_section("history", t("History"), self._history)
        found = self._rail.findChild(QScrollArea)
        assert found is not None
        self._area: QScrollArea = found
        self._place = PagePlace(found)

    def _make_gone(self) -> EmptyState:
        gone = EmptyState("trash", self.t("This case is in the trash"))
        self._back = PrimaryButton(self.t("Take it out"), icon="undo-2", on_click=self._bring_back)
        self._back.setObjectName("bring-back")
        gone.add(self._back)
        gone.add(QuietButton(self.t("Forget for good…"), icon="trash", on_click=self._forget))
        gone.hide()
        return gone

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._line = Line()
        column.addWidget(self._header)
        column.addWidget(self._line)
        column.addWidget(self._rail, 1)
        column.addWidget(self._seen_by, 1)
        column.addWidget(self._gone, 1)

    def _wire(self) -> None:
        self._photos = PhotoDesk(self.context, self._vault, self._editor, self)
        for part in (self._events, self._family, self._person, self._files):
            part.edited.connect(self._keep)
            part.removed.connect(self._trash)
        for section in (
            self._events, self._evidence, self._family, self._person, self._history
        ):  # fmt: skip
            section.changed.connect(self._chain)
        for rows in self._rows():
            rows.lost.connect(lambda *said: self._editor.tell_unkept(self._called, *said))
        self._header.finish_asked.connect(self._go_finish)
        self._header.trash_asked.connect(self._trash_case)
        self._header.forget_asked.connect(self._forget)
        self._header.print_asked.connect(self._print_sheet)
        self._appeal_offer = AppealOffer(self.context, self._vault, self)
        self._header.appeal_asked.connect(self._offer_appeals)
        self._header.seen_asked.connect(lambda: self._look_as_others(self._seen_by.isHidden()))
        self._seen_by.left.connect(lambda: self._look_as_others(False))
        self._evidence.event_asked.connect(lambda key: self._events.open_event(UUID(hex=key)))
        self._evidence.opened.connect(lambda place: self.context.router.go("source", place))
        self._family.contact_opened.connect(lambda who: self.context.router.go("contact", who))
        self._family.tree_asked.connect(lambda: self.context.router.go("family", self._case_id))
        self._family.opened.connect(lambda case: self.context.router.go("case", case))
        self._appeals.opened.connect(lambda appeal: self.context.router.go("appeal", appeal))
        self._history.opened.connect(lambda number: self.context.router.go("history", number))
        self._person.moved_up.connect(self._move_up)
        self._files.photo_asked.connect(lambda: self._photos.ask(self._case_id, self._files))
        self._files.portrait_chosen.connect(self._choose_portrait)
        self._files.dropped.connect(self._take_photo)
        self._files.cut_asked.connect(lambda photo: self._photos.show(photo, self._files))
        self._files.cut.connect(
            lambda photo, box: self._photos.cut(self._case_id, self._files, photo, box)
        )
        self._files.reshaped.connect(self._chain)

    # -- loading -------------------------------------------------------------------------
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._reload()

    def _reload(self) -> None:
        """Load the page; behind other views only when one comes back to it."""
        case_id, known = self._case_id, self._photo[0] if self._photo[1] is not None else None
        if case_id is None or not (self.isVisible() or self._arriving):
            self._stale = True
            return
        self._stale = False

        def load(_progress: Progress) -> _Loaded:
            page = self._vault.read(lambda session: load_case_page(session, case_id))
            words = self._vault.read(lambda session: offered_words(session, self.t.language))
            photo = page.photo if page is not None else None
            if photo is None or photo.id == known:
                return _Loaded(page, photo.id if photo else None, None, words)
            return _Loaded(page, photo.id, small_picture(self._vault, photo, PHOTO * 4), words)

        self.context.jobs.run(load, self._show, kind=Kind.READ, owner=self, latest="case")

    def _show(self, loaded: _Loaded) -> None:
        page = self._page = loaded.page
        self._words.offered = loaded.offered
        self._show_gone(page is None)
        if page is None:
            return
        if loaded.photo_id != self._photo[0]:
            self._photo = (loaded.photo_id, loaded.photo)
        anchor = self._place.anchor()
        today = date.today()
        self._header.show_page(page, self._photo[1])
        self._events.show_page(page, today)
        self._evidence.show_page(page)
        self._family.show_page(page, today)
        self._person.show_page(page)
        self._files.show_page(page, today)
        self._appeals.show_page(page)
        actions = self._history.show_page(page)
        self._seen_by.look_again()
        for key, count in (
            ("events", len(page.events)), ("family", len(page.kin)),
            ("evidence", len(page.sources)), ("files", len(page.files)),
            ("appeals", len(page.appeals)), ("history", actions),
        ):  # fmt: skip
            self._rail.set_count(key, str(count) if count else "")
        self._called = f"{page.detainee.case_number} · {self._words.names(page)[0]}"
        self.set_status(self._called)
        self._chain()
        if self._arriving or self._wanted:
            self._arrive()
        else:
            self._place.return_to(anchor)

    def _look_as_others(self, looking: bool) -> None:
        """Show what an audience would see of the case, in the place of the page, or the page."""
        if self._case_id is not None and self._page is not None:
            self._seen_by.show_case(self._case_id if looking else None)
            self._rail.setHidden(looking)
            self._header.show_seen(looking)
            if not looking:
                self.focus_first()

    def _print_sheet(self) -> None:
        if self._page is not None:
            case = self._page.detainee
            self._sheets.ask(case.id, case.case_number)

    def _offer_appeals(self) -> None:
        if self._case_id is not None:
            self._appeal_offer.offer((self._case_id,), self._header.to_appeal)

    def _show_gone(self, gone: bool) -> None:
        focused = QApplication.focusWidget()
        here = focused is not None and self.isAncestorOf(focused)
        self._gone.setHidden(not gone)
        for part in (self._header, self._line):
            part.setHidden(gone)
        if gone:
            self._seen_by.show_case(None)
            self._header.show_seen(False)
        self._rail.setHidden(gone or not self._seen_by.isHidden())
        if gone and here:
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- place on the page ---------------------------------------------------------------
    def _arrive(self) -> None:
        """Another case begins at its top, or at the section that was asked for."""
        self._arriving, section = False, self._wanted
        self._wanted = ""
        self._rail.go_to(section or "events")
        if section:
            # The page is not as long yet as it will be: it could not scroll so far.
            QTimer.singleShot(0, self, lambda: self._rail.go_to(section))
        else:
            self._place.go_to_top()
        focused = QApplication.focusWidget()
        if focused is None or focused is self or self.isAncestorOf(focused):
            self.focus_first()

    def _chain(self) -> None:
        """Let Tab go through the page as it is seen, whenever its parts were made."""
        stops = [stop for part in self._parts for stop in part.tab_stops()]
        if stops != self._stops:
            self._stops = stops
            put_in_order(stops)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(event.key())
        if way is None:
            super().keyPressEvent(event)
        else:
            self._place.turn(way)

    def _go_finish(self, name: str) -> None:
        self._rail.go_to(section_of(name))

    # -- leaving -------------------------------------------------------------------------
    def _leave_case(self) -> None:
        """Keep what stands typed; what could not be kept is told, so that it is not lost."""
        forms = [self._person.form]
        for part in self._rows():
            forms += [row.form for row in part.rows() if row.form is not None]
        for form in forms:
            form.commit()
            for label, typed in form.unkept():
                self._editor.tell_unkept(self._called, label, typed)
        self._person.form.leave()
        for part in self._rows():
            part.clear()
        self._history.fold()
        self._photo = (None, None)
        self._seen_by.show_case(None)
        self._header.show_seen(False)
        self._files.tell("")
        self._files.crop.hide()

    def _rows(self) -> tuple[RecordRows, ...]:
        person = self._person
        return self._events.rows, self._family.rows, person.names, person.numbers, self._files.rows

    # -- changing ------------------------------------------------------------------------
    def _keep(self, edit: Edit) -> None:
        self._editor.keep(edit, self._called)

    def _trash(self, record: Record) -> None:
        self._editor.trash(type(record), record.id, Action(_TRASHED[type(record)]))

    def _trash_case(self) -> None:
        if self._case_id is not None:
            self._editor.trash(Detainee, self._case_id, Action(N_("Put the case in the trash")))

    def _bring_back(self) -> None:
        if self._case_id is not None:
            action = Action(N_("Take the case out of the trash"))
            self._editor.change(Detainee, {self._case_id: {"deleted_at": None}}, action)

    def _choose_portrait(self, file_id: UUID) -> None:
        if self._case_id is not None:
            action = Action(N_("Choose another portrait"))
            self._editor.change(Detainee, {self._case_id: {"photo_id": file_id}}, action)

    def _take_photo(self, path: Path) -> None:
        if self._case_id is not None:
            self._photos.take(self._case_id, self._files, path)

    def _move_up(self, name_id: UUID) -> None:
        order = [name.id for name in self._page.names] if self._page is not None else []
        place = order.index(name_id) if name_id in order else 0
        if place:
            order[place - 1], order[place] = order[place], order[place - 1]
            positions = {key: {"position": index} for index, key in enumerate(order)}
            action = Action(N_("Change the order of the spellings"))
            self._editor.change(NameForm, positions, action)
