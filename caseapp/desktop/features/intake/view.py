"""The intake: one page that goes from the first word to the claim slip, by keyboard alone.

Puts form, head and side together and hands each left field to the use cases of `intake.visit`.
Keeps nothing but the key of the intake that it shows; who told last is offered once again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.chosen_photo import ChosenPhoto
from caseapp.desktop.context import Context
from caseapp.desktop.features.intake.asking import Around, ask_around
from caseapp.desktop.features.intake.foot import IntakeFoot
from caseapp.desktop.features.intake.form import IntakeForm
from caseapp.desktop.features.intake.head import IntakeHead
from caseapp.desktop.features.intake.keeping import Keeping
from caseapp.desktop.features.intake.out import SlipDesk
from caseapp.desktop.features.intake.photo import PhotoDesk
from caseapp.desktop.features.intake.side import WIDTH, SidePanel
from caseapp.desktop.features.intake.suggestions import Suggestions
from caseapp.desktop.features.intake.words import IntakeWords
from caseapp.desktop.forms.editing import RecordEditor
from caseapp.desktop.shell.view import View
from caseapp.desktop.widgets import Field, Label, Line, LinkButton, QuietButton
from caseapp.desktop.widgets.frames import NO_BOUND
from caseapp.desktop.widgets.scrolling import scroll_area, show_in
from caseapp.desktop.widgets.tab_order import put_in_order
from caseapp.domain.vocabulary import CaseKind
from caseapp.intake.visit import NEEDED, VisitPage
from caseapp.intake.visit_typing import LABELS, Slot
from caseapp.store.vault import Vault

_SHOWN = frozenset(
    {"intake", "detainee", "name_form", "identifier", "event", "contact", "kinship", "consent",
     "source", "attachment", "office", "match_decision"}
)  # fmt: skip
"""Kinds of records whose change can change this page."""


@dataclass(frozen=True)
class _Teller:
    """Who told of the person before: a second one of the same family needs not be typed again."""

    contact_id: UUID
    name: str
    how_known: str


class IntakeView(View):
    """Opened with None (a new one), ("name", text) or the id of an intake to go on with."""

    def __init__(self, context: Context, vault: Vault) -> None:
        super().__init__(context)
        self._vault = vault
        self._words = IntakeWords(self.t)
        self._editor = RecordEditor(context, self._words, vault, self, self.origin)
        self._before: _Teller | None = None
        self._back: QWidget | None = None
        self._compact = False
        self.head, self.form = IntakeHead(self._words), IntakeForm(self._words)
        self.side, self.foot = SidePanel(self._words), IntakeFoot(self._words)
        self.keeping = Keeping(context, vault, self)
        self.photos = PhotoDesk(
            context, self, self._keep_photo, self._tell_photo, lambda: self.keeping.turn
        )
        self.slips = SlipDesk(context, vault, self)
        self.suggestions = Suggestions(
            context, vault, self._words, self.form, self.side.likely, self.keeping, self
        )
        self._make_extras()
        self._lay_out()
        self._wire()
        self.setAcceptDrops(True)
        self._show(None)
        context.changes.subscribe(
            lambda _change: self._heard(), owner=self, kinds=_SHOWN, origin=self.origin
        )

    # -- building ----------------------------------------------------------------------------
    def _make_extras(self) -> None:
        """What stands at the end of the sections' headings."""
        t = self.t
        self._photo = LinkButton(t("Add a photo…"), icon="image-plus", on_click=self.photos.ask)
        self._photo.setObjectName("photo")
        self._photo.set_tip(t("Choose a picture, drop one here, or paste it with Ctrl+Shift+V"))
        self._photo_said = Label("", "error", wrap=False, elide=True)
        self._same_teller = QuietButton("", icon="repeat", key="Ctrl+T", small=True,
                                        on_click=self._take_same_teller)  # fmt: skip
        self._same_teller.setObjectName("same-teller")
        self._cautious = Label(t("what is not allowed is not shown"), "caption", elide=True)
        self._table = LinkButton(
            t("The whole table"), small=True, on_click=self._go_to_contact,
            tip=t("Who may see what, class by class, on the page of the one who tells"),
        )  # fmt: skip
        self._table.setObjectName("table")
        self.form.add_to_head(0, self._photo_said)
        self.form.add_to_head(0, self._photo)
        self.form.add_to_head(2, self._same_teller)
        self.form.add_to_head(3, self._cautious)
        self.form.add_to_head(3, self._table)

    def _lay_out(self) -> None:
        self._area = scroll_area()
        page = QWidget()
        inner = QHBoxLayout(page)
        inner.setContentsMargins(theme.PAGE_MARGIN, 4, theme.PAGE_MARGIN, 8)
        inner.addWidget(self.form)
        show_in(self._area, page)
        self._strip = QuietButton("", icon="panel-right", on_click=self._fold)
        self._strip.setObjectName("strip")
        self._strip.setMinimumWidth(1)
        self._strip.hide()
        strip = QHBoxLayout()
        strip.setContentsMargins(theme.COLUMN_MARGIN, 0, theme.COLUMN_MARGIN, 0)
        strip.addWidget(self._strip)
        strip.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.head)
        left.addLayout(strip)
        left.addWidget(self._area, 1)
        left.addWidget(self.foot)
        self._side_line = Line("v")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addLayout(left, 1)
        self._row.addWidget(self._side_line)
        self._row.addWidget(self.side)
        self._left = left
        self.side.setFixedWidth(WIDTH)
        self._order_tabs()

    def _order_tabs(self) -> None:
        order = [*self.form.tab_stops(), *self.foot.tab_stops(), self.head.taken_by.editor]
        put_in_order(order)

    def _wire(self) -> None:
        form, foot = self.form, self.foot
        self.keeping.shown.connect(self._show)
        self.keeping.changed.connect(self._ask_around)
        form.committed.connect(self._keep)
        self.head.taken_by.committed.connect(lambda text: self._keep(Slot.TAKEN_BY, text))
        self.suggestions.teller_chosen.connect(self._keep_teller)
        self.suggestions.changed.connect(self._tell_strip)
        self.side.likely.same.connect(self._join)
        self.side.likely.not_same.connect(self._tell_apart)
        self.side.waiting.chosen.connect(self._go_on)
        self.side.turned.connect(self._tell_strip)
        foot.next_asked.connect(self._next)
        foot.slip_asked.connect(self._slip)
        foot.discard_asked.connect(self._discard)
        self._key("Ctrl+Enter", self._next)  # the other Enter key
        self._key("F6", self._to_side)
        self._key("F7", self._to_waiting)
        self._key("Ctrl+Shift+V", self._paste)

    def _key(self, key: str, run: Callable[[], None]) -> None:
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence(key), self, run, context=within)

    # -- places ------------------------------------------------------------------------------
    def open(self, argument: object) -> None:
        self.side.show_likely()
        if isinstance(argument, UUID) and argument == self.keeping.id:
            self.keeping.reload()
        else:
            self.keeping.start(argument if isinstance(argument, UUID) else None)
        self._ask_around()
        if isinstance(argument, tuple) and argument[:1] == ("name",):
            self._prefill(str(argument[1]))

    def focus_first(self) -> None:
        self.form.field(Slot.NAME).setFocus(Qt.FocusReason.OtherFocusReason)

    def keys(self) -> Sequence[tuple[str, str]]:
        t = self.t
        return [
            ("Ctrl+Return", t("Next person")), ("Ctrl+P", t("Claim slip")),
            ("F6", t("Who may be in the vault already")), ("F7", t("To finish")),
            ("Ctrl+T", t("The same one tells as before")),
            ("Ctrl+Shift+V", t("Paste a photo")), ("Ctrl+D", t("Discard this intake")),
        ]  # fmt: skip

    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        self.head.set_compact(compact)
        self.foot.set_compact(compact)
        self.side.set_compact(compact)
        self._strip.setVisible(compact)
        self._side_line.setVisible(not compact)
        self._left.removeWidget(self.side)
        self._row.removeWidget(self.side)
        if compact:
            self.side.setMinimumWidth(0)
            self.side.setMaximumWidth(NO_BOUND)
            self._left.insertWidget(self._left.indexOf(self.foot), self.side, 1)
        else:
            self.side.setFixedWidth(WIDTH)
            self._row.addWidget(self.side)
        self._unfold(not compact)

    def _unfold(self, shown: bool) -> None:
        """In narrow windows the side stands in the place of the form."""
        self.side.setVisible(shown)
        self._area.setVisible(not (shown and self._compact))
        self._tell_strip()

    def _fold(self) -> None:
        self._unfold(self.side.isHidden())
        if self.side.isHidden():
            self.focus_first()
        else:
            self.side.focus_first()

    def _tell_strip(self) -> None:
        words = self.side.summary()
        folded = self.side.isHidden()
        self._strip.setText(words if folded else self.t("Back to the intake"))

    def _to_side(self) -> None:
        """F6: to the decisions at the side, and back to the field where one was."""
        if self.side.isVisible() and self.side.has_focus():
            if self._compact:
                self._unfold(False)
            (self._back or self.form.field(Slot.NAME)).setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._back = self.window().focusWidget()
        if self.side.isHidden():
            self._unfold(True)
        self.side.focus_first()

    def _to_waiting(self) -> None:
        """F7: to the intakes that wait to be finished, and back to the field where one was."""
        if self.side.isVisible() and self.side.has_focus() and self.side.shows_waiting:
            self.side.turn()
            self._to_side()
            return
        if not (self.side.isVisible() and self.side.has_focus()):
            self._back = self.window().focusWidget()
        if self.side.isHidden():
            self._unfold(True)
        if not self.side.shows_waiting:
            self.side.turn()
        self.side.focus_first()

    def _prefill(self, name: str) -> None:
        """A name that was typed elsewhere: it is kept once the field is left."""
        editor = self.form.field(Slot.NAME).editor
        editor.set_value(name)
        editor.end(False)
        editor.setModified(True)
        self.suggestions.ask_soon()

    # -- showing -----------------------------------------------------------------------------
    def _heard(self) -> None:
        """Somebody else, or undo, changed something."""
        self.keeping.reload()
        if self.isVisible():
            self._ask_around()

    def _show(self, page: VisitPage | None) -> None:
        self.head.show_page(page)
        self.foot.show_page(page)
        if page is None:
            self._empty()
        else:
            self.form.show_values(page.values, own=page.own)
            self.form.still_demanded(page.lacking)
            self.head.taken_by.set_value(page.values[Slot.TAKEN_BY])
            self.suggestions.ask_soon()
        known = page is not None and page.contact_id is not None
        self._table.setEnabled(known)
        self._photo.setEnabled(page is None or page.own)
        has_photo = page is not None and page.photo_id is not None
        self._photo.setText(self.t("Add another photo…") if has_photo else self.t("Add a photo…"))
        self._offer_same_teller()

    def _offer_same_teller(self) -> None:
        before, page = self._before, self.keeping.page
        known = page is not None and page.contact_id is not None
        self._same_teller.setVisible(before is not None and not known)
        if before is not None:
            self._same_teller.setText(self.t("Same as before: {name}", name=before.name))

    def _empty(self) -> None:
        """Nothing of a former intake stays on the page."""
        self._photo_said.setText("")
        self.form.clear()
        self.suggestions.clear()
        if self._compact:
            self._unfold(False)

    def _ask_around(self) -> None:
        vault = self._vault
        self.context.jobs.run(
            lambda _progress: ask_around(vault), self._show_around, owner=self,
            latest="intake-around",
        )  # fmt: skip

    def _show_around(self, around: Around) -> None:
        self.set_status(self.t.plural("{n} intake today", "{n} intakes today", around.today))
        here = self.keeping.id
        self.side.show_waiting([row for row in around.waiting if row.intake_id != here])
        self._tell_strip()
        self.head.offer_names(around.staff)
        if self.keeping.page is None and not self.head.taken_by.text():
            self.head.taken_by.set_value(around.taken_by)
            self.keeping.taken_by = around.taken_by

    # -- keeping -----------------------------------------------------------------------------
    def _keep(self, slot: Slot, text: str) -> None:
        keeping = self.keeping
        keeping.taken_by = self.head.taken_by.text().strip()
        keeping.kind = CaseKind(self.form.text(Slot.KIND))
        about = keeping.id
        keeping.keep(slot, text, lambda reason: self._unkept(about, slot, text, reason))
        self.suggestions.ask_soon()

    def _unkept(self, about: UUID | None, slot: Slot, text: str, reason: str) -> None:
        """Beside the field if it still shows that intake, else in a notice with what was typed."""
        field = self.head.taken_by if slot is Slot.TAKEN_BY else self.form.field(slot)
        if about in (None, self.keeping.id) and isinstance(field, Field):
            field.reject(reason)
        else:
            self._editor.tell_unkept(self.t("Intake"), LABELS[slot], text, reason)

    def _keep_teller(self, contact_id: object, how_known: str = "") -> None:
        assert isinstance(contact_id, UUID)
        field = self.form.field(Slot.TELLER)
        refused = lambda reason: field.say(reason, "error")  # noqa: E731
        self.keeping.keep_teller(contact_id, how_known, refused)

    def _take_same_teller(self) -> None:
        if self._before is not None:
            self._keep_teller(self._before.contact_id, self._before.how_known)
            self.form.field(Slot.RELATION).setFocus(Qt.FocusReason.OtherFocusReason)

    # -- deeds -------------------------------------------------------------------------------
    def _next(self) -> None:
        """Finish what is complete, leave the rest in the queue, begin with the next person."""
        self.form.commit()
        if self.form.refused():
            return
        self.keeping.close()
        self.keeping.load(self._remember_teller)
        self.context.router.go("intake", None)

    def _remember_teller(self, page: VisitPage | None) -> None:
        if page is not None and page.contact_id is not None and page.values[Slot.TELLER]:
            values = page.values
            self._before = _Teller(page.contact_id, values[Slot.TELLER], values[Slot.HOW_KNOWN])
            self._offer_same_teller()

    def _slip(self) -> None:
        self.form.commit()
        if not self.form.refused():
            self.keeping.load(self._slip_of)

    def _slip_of(self, page: VisitPage | None) -> None:
        lacking = page.lacking if page else NEEDED
        self.form.demand(lacking)
        if page is not None and not lacking:
            self.slips.ask(page, self.foot.language())

    def _discard(self) -> None:
        """All of it, with one key; Ctrl+Z brings it back."""
        if self.keeping.discard():
            self.context.notices.pass_by(
                self.t("The intake is in the trash."), self.t("Ctrl+Z brings it back.")
            )
        else:
            self._empty()
        self.focus_first()

    def _join(self, case_id: object) -> None:
        assert isinstance(case_id, UUID)
        self.form.commit()
        self.keeping.join(case_id, lambda: self.context.router.go("case", case_id))

    def _tell_apart(self, case_id: object) -> None:
        assert isinstance(case_id, UUID)
        self.form.commit()
        self.keeping.tell_apart(case_id)
        self.suggestions.hide(case_id)
        if not self.side.likely.focus_first():
            self.focus_first()

    def _go_on(self, intake_id: object) -> None:
        self.context.router.go("intake", intake_id)

    def _go_to_contact(self) -> None:
        page = self.keeping.page
        if page is not None and page.contact_id is not None:
            self.context.router.go("contact", page.contact_id)

    # -- pictures ----------------------------------------------------------------------------
    def _keep_photo(self, photo: ChosenPhoto) -> None:
        self._photo_said.setText("")
        self.keeping.keep_photo(photo, self._tell_photo)

    def _tell_photo(self, reason: str) -> None:
        self._photo_said.setText(reason)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.photos.takes(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.photos.take_mime(event.mimeData())

    def _paste(self) -> None:
        mime = QGuiApplication.clipboard().mimeData()
        if self.photos.takes(mime):
            self.photos.take_mime(mime)
        else:
            self._tell_photo(self.t("There is no picture on the clipboard."))
