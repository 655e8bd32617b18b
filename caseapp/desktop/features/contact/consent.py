"""The consent part of the page: for whom, how it was given, the matrix, and what it comes to.

Shows and tells what was done by hand; keeping is the view's. Knows no vault.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from caseapp.desktop import icons, text, theme
from caseapp.desktop.features.contact.consent_line import ConsentLine, CopiesOut
from caseapp.desktop.features.contact.consent_sets import ConsentSet, Scope, consent_sets, sets_of
from caseapp.desktop.features.contact.consent_state import (
    Chosen,
    chosen_set,
    first_scope,
    matrix_of,
    scopes,
)
from caseapp.desktop.features.contact.matrix import MatrixView
from caseapp.desktop.features.contact.matrix_model import MatrixModel
from caseapp.desktop.features.contact.sentence import SeenSentence, in_vain, would_see
from caseapp.desktop.features.contact.words import WHY_FIXED, ContactWords
from caseapp.desktop.forms.form import RecordForm
from caseapp.desktop.forms.row import FoldedRow, Item
from caseapp.desktop.forms.specs.contacts import CONSENT
from caseapp.desktop.seen_by import Wall
from caseapp.desktop.widgets import Label, LinkButton, Mark, QuietButton
from caseapp.desktop.widgets.editors import ChoiceEditor
from caseapp.domain.consent_matrix import Cell
from caseapp.domain.vocabulary import Audience, ConsentAnswer
from caseapp.i18n import N_
from caseapp.store.queries.contact_page import ContactPage
from caseapp.store.records import Record

_LEGEND = (
    (ConsentAnswer.ALLOW, "check", "A", N_("allow")),
    (ConsentAnswer.ASK, "circle-question-mark", "K", N_("ask")),
    (ConsentAnswer.WITHHOLD, "minus", "W", N_("withhold")),
)


class ConsentSection(QWidget):
    """`answered({cell: answer})`, `edited(Edit)`, `begun()`, `withdrawn()`, `renewed()`,
    `trashed()`, `attach_asked()`, `form_opened()`, `proposed(code or contact id)`,
    `giver_changed()`, `look_asked(audience)`, `opened(appeal id)`; `case_wanted()` when a case
    is chosen whose wall is not here yet."""

    answered = Signal(object)
    edited = Signal(object)
    begun = Signal()
    withdrawn = Signal()
    renewed = Signal()
    trashed = Signal()
    attach_asked = Signal()
    form_opened = Signal()
    proposed = Signal(object)
    giver_changed = Signal()
    look_asked = Signal(object)
    opened = Signal(object)
    case_wanted = Signal()

    def __init__(self, words: ContactWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, t = words, words.t
        self._page: ContactPage | None = None
        self._walls: Mapping[UUID | None, Wall] = {}
        self._scopes: list[Scope] = []
        self._sets: list[ConsentSet] = []
        self.chosen = Chosen()
        self.shown: ConsentSet | None = None
        self._make_head()
        self._make_line()
        self.model = MatrixModel(words, self)
        self.matrix = MatrixView(self.model, t("Consent"))
        self.sentence = SeenSentence(words, self._ask_to_look)
        self._said = Label("", "warn", wrap=True)
        self._said.setObjectName("matrix-says")
        self._lay_out()
        self._wire()

    # -- building ----------------------------------------------------------------------------
    def _make_head(self) -> None:
        t = self._words.t
        self.whom = ChoiceEditor(())
        self.whom.setAccessibleName(t("For whom"))
        self.which = ChoiceEditor(())
        self.which.setAccessibleName(t("Which consent"))
        self.start = QuietButton(t("Start from…"), icon="sliders-horizontal", small=True)
        self.start.setObjectName("start-from")
        self.start.set_tip(t("Fill the cells that hold no answer yet"))
        self.new = QuietButton(t("New consent"), icon="plus", small=True)
        self.new.setObjectName("new-consent")

    def _make_line(self) -> None:
        t = self._words.t
        self.line = ConsentLine()
        self.row = FoldedRow(self.line, self._make_form, t("Put in the trash"), self._more)
        self.row.setObjectName("consent")
        self._nothing = Label("", "second", wrap=True)
        self.withdraw = QuietButton(t("Withdraw"), icon="undo-2")
        self.withdraw.setObjectName("withdraw")
        self.withdraw.set_tip(t("It counts no more from today on, at once"))
        self.renew = QuietButton(t("Renew"), icon="refresh-cw")
        self.renew.setObjectName("renew")
        self.renew.set_tip(t("The same answers, given anew today"))
        self._minor = Label("", "warn", wrap=True)
        self.copies = CopiesOut(self._words)

    def _lay_out(self) -> None:
        t = self._words.t
        head = QHBoxLayout()
        head.setSpacing(theme.GRID)
        head.addWidget(Label(t("Consent"), "lead"))
        self._for = Label(t("for"), "second")
        head.addWidget(self._for)
        head.addWidget(self.whom, 1)
        head.addWidget(self.which, 1)
        head.addWidget(self.start)
        head.addWidget(self.new)
        given = QHBoxLayout()
        given.setSpacing(theme.GRID)
        given.addWidget(self.row, 1)
        top = Qt.AlignmentFlag.AlignTop
        given.addWidget(self._nothing, 1)
        for button in (self.renew, self.withdraw):
            given.addWidget(button, alignment=top)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addLayout(given)
        column.addWidget(self._minor)
        column.addWidget(self.copies)
        column.addWidget(self.matrix)
        column.addWidget(self._make_legend())
        column.addWidget(self._said)
        column.addWidget(self.sentence)
        self._said.hide()

    def _make_legend(self) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        for answer, icon, key, word in _LEGEND:
            button = LinkButton(
                self._words.t(word), icon=icon, key=key, live=False,
                tip=self._words.t("Answer so in every selected cell"),
                on_click=lambda a=answer: self.matrix.set_answer(a),
            )  # fmt: skip
            button.setObjectName(f"set-{answer.value}")
            line.addWidget(button)
        line.addSpacing(8)
        line.addWidget(Mark("lock", "ink2", icons.SMALL))
        said = self._words.t("never: the rules forbid it, whatever was consented to")
        line.addWidget(Label(said, "caption", elide=True), 1)
        return holder

    def _wire(self) -> None:
        self.whom.activated.connect(self._choose_whom)
        self.which.activated.connect(self._choose_which)
        self.new.clicked.connect(self.begun)
        self.start.clicked.connect(self._offer_starts)
        self.withdraw.clicked.connect(self.withdrawn)
        self.renew.clicked.connect(self.renewed)
        self.row.edited.connect(self.edited)
        self.row.removed.connect(lambda _record: self.trashed.emit())
        self.matrix.answered.connect(self._answer)
        self.matrix.refused.connect(self._refuse)
        self.matrix.moved.connect(lambda _audience: self._show_sentence())
        self.matrix.selectionModel().currentChanged.connect(lambda *_: self.say(""))
        self.copies.opened.connect(self.opened)

    # -- showing -----------------------------------------------------------------------------
    def show_page(self, page: ContactPage, walls: Mapping[UUID | None, Wall], today: date) -> None:
        """Fill in a contact; of the same contact the choice stays."""
        other = self._page is None or self._page.contact.id != page.contact.id
        self._page, self._walls = page, walls
        self._sets = consent_sets(page.consents, today)
        self._scopes = scopes(page)
        if other or self.chosen.scope not in self._scopes:
            self.chosen = Chosen(first_scope(page, today))
        self._fill_whom()
        self.refresh(today)

    def refresh(self, today: date) -> None:
        """Show the chosen consent."""
        wall = self.wall
        if self._page is None or wall is None:
            return
        self.matrix.setEnabled(True)
        shown = self.shown = chosen_set(self._sets, self.chosen)
        if shown is not None:
            self.chosen.record = shown.first.id
        self._fill_which(today)
        self._show_line(shown, today)
        self.model.set_matrix(matrix_of(wall, self._sets, shown, self.chosen.scope, today))
        self.matrix.viewport().update()
        self._show_sentence()

    @property
    def wall(self) -> Wall | None:
        """The wall of the chosen case."""
        return self._walls.get(self.chosen.scope[1])

    def choose(self, scope: Scope, record: UUID | None) -> None:
        """Look at another consent when it comes with the next loading."""
        self.chosen = Chosen(scope, record)

    def _fill_whom(self) -> None:
        self.whom.clear()
        for number, scope in enumerate(self._scopes):
            self.whom.addItem(self.scope_words(scope), str(number))
        self.whom.setCurrentIndex(self._scopes.index(self.chosen.scope))

    def scope_words(self, scope: Scope) -> str:
        """ "Нұрлан Серікұлы · CF-0412 and the contact"."""
        t, page = self._words.t, self._page
        case = next((c for c in page.cases if c.id == scope[1]), None) if page else None
        if case is None:
            return t("the contact alone, in every case")
        named = self._words.case(case)
        return t("{case} and the contact", case=named) if scope[0] else named

    def _fill_which(self, today: date) -> None:
        found = sets_of(self._sets, self.chosen.scope)
        self.which.setHidden(len(found) < 2)
        self.which.clear()
        for one in found:
            self.which.addItem(self._words.short(one, one.state(today)), str(one.first.id))
        if self.shown in found:
            self.which.setCurrentIndex(found.index(self.shown))

    def _show_line(self, shown: ConsentSet | None, today: date) -> None:
        t, page = self._words.t, self._page
        is_open = shown is not None and shown.is_open(today)
        self.row.setHidden(shown is None)
        self._nothing.setHidden(shown is not None)
        self._nothing.setText(t("No consent is on record. The first answer records one."))
        self.withdraw.setHidden(not is_open)
        self.renew.setHidden(shown is None)
        self.start.setEnabled(shown is None or is_open)
        if shown is None or page is None:
            self.copies.show_copies(())
        else:
            files = [page.evidence[key] for key in shown.evidence if key in page.evidence]
            named = [text.file_name(file.file_name) for file in files if file.file_name]
            words = " · ".join([self._words.given(shown), *named])
            self.row.show_item(Item(shown.first, (words, len(files), shown.state(today))))
            over = not is_open
            out = page.copies.get(self.chosen.scope[1], ()) if over else ()
            audiences = {record.audience for record in shown.records}
            self.copies.show_copies([copy for copy in out if copy.audience in audiences])
        self._show_minor(shown)

    def _show_minor(self, shown: ConsentSet | None) -> None:
        t, wall = self._words.t, self.wall
        guarded = shown is not None and bool(shown.first.guardian_name.strip())
        said = ""
        if wall is not None and wall.contact_minor and not guarded:
            said = t(
                "The contact may be under 18: only a guardian's word counts. Name the guardian."
            )
        elif wall is not None and wall.case_minor and not guarded:
            said = t("The detainee may be under 18: only a parent's or guardian's word counts.")
        self._minor.setText(said)
        self._minor.setHidden(not said)

    def _show_sentence(self) -> None:
        wall, audience = self.wall, self.matrix.audience()
        if wall is None:
            return
        case = self.chosen.scope[1] is not None
        self.sentence.more.setEnabled(case and audience is not Audience.OFFICE)
        self.sentence.show_words(
            self._words.audience(audience),
            would_see(self._words, wall, audience, case=case),
            in_vain(self._words, self.model.matrix, audience),
        )

    def say(self, words: str) -> None:
        """Say beneath the matrix why something was not done; "" takes it away."""
        self._said.setText(words)
        self._said.setHidden(not words)

    # -- hands -------------------------------------------------------------------------------
    def _answer(self, cells: Mapping[Cell, ConsentAnswer]) -> None:
        self.say("")
        self.answered.emit(cells)

    def _refuse(self, cell: Cell) -> None:
        t, view = self._words.t, self.model.view_of(cell)
        if view is not None and view.fixed is not None:
            self.say(t(WHY_FIXED[view.fixed]))
        else:
            self.say(t("This consent is over. Renew it to change what is allowed."))

    def _choose_whom(self, number: int) -> None:
        if 0 <= number < len(self._scopes):
            self.chosen = Chosen(self._scopes[number])
            self.matrix.setEnabled(self.wall is not None)
            if self.wall is None:
                self.case_wanted.emit()
            else:
                self.refresh(date.today())

    def _choose_which(self, _number: int) -> None:
        value = self.which.value()
        if value:
            self.chosen.record = UUID(value)
            self.refresh(date.today())

    def _offer_starts(self) -> None:
        """A menu of what the cells without an answer can begin with."""
        page, t = self._page, self._words.t
        if page is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for code, words in (
            ("cautious", t("Cautious: withhold all")),
            ("policy", t("As the rules: allow or ask")),
        ):
            menu.addAction(words, lambda c=code: self.proposed.emit(c))
        if page.others:
            menu.addSection(t("As another contact"))
        for key, name in page.others:
            words = (name or t("Name not known")).replace("&", "&&")
            menu.addAction(words, lambda k=key: self.proposed.emit(k))
        menu.popup(self.start.mapToGlobal(self.start.rect().bottomLeft()))

    def _ask_to_look(self) -> None:
        self.look_asked.emit(self.matrix.audience())

    # -- how it was given --------------------------------------------------------------------
    def _make_form(self, _record: Record) -> RecordForm:
        form = RecordForm(self._words, CONSENT, readers={"language": self._read_language})
        editor = form.field("taken_by").editor
        if self._page is not None and self._page.staff and hasattr(editor, "setCompleter"):
            self.line.offer_staff(editor, self._page.staff)
        return form

    def _read_language(self, texts: Mapping[str, str]) -> tuple[str, str]:
        code = texts["language"].strip()
        return (self._words.languages([code]) if code else "", "reading")

    def _more(self, _record: Record) -> Sequence[QWidget]:
        t = self._words.t
        attach = QuietButton(
            t("Attach the signed form"), icon="paperclip", small=True,
            on_click=self.attach_asked.emit,
        )  # fmt: skip
        attach.setObjectName("attach-form")
        giver = QuietButton(
            t("Change who gave it"), icon="user-check", small=True, on_click=self.giver_changed.emit
        )
        giver.setObjectName("change-giver")
        giver.set_tip(t("The contact, or the detainee in person"))
        show = QuietButton(
            t("Show the signed form"), icon="eye", small=True, on_click=self.form_opened.emit
        )
        show.setObjectName("show-form")
        return giver, attach, show

    def set_compact(self, compact: bool) -> None:
        """In narrow windows the buttons show their icons alone; their names stay."""
        for button in (self.start, self.new, self.renew, self.withdraw):
            button.set_brief(compact)

    def tab_stops(self) -> list[QWidget]:
        """What Tab reaches, in the order in which it is seen."""
        return [
            self.whom, self.which, self.start, self.new, *self.row.tab_stops(), self.renew,
            self.withdraw, *self.copies.tab_stops(), self.matrix,
            *(self.findChild(LinkButton, f"set-{a.value}") for a, *_ in _LEGEND),
            self.sentence.more,
        ]  # fmt: skip
