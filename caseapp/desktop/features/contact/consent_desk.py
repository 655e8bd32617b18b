"""The consent part at work: what is done by hand there is kept, and told what it comes to.

Joins the section, the preview and the editor of consents for one view.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QDir, Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from caseapp.desktop import text, theme
from caseapp.desktop.context import Context
from caseapp.desktop.features.contact.consent import ConsentSection
from caseapp.desktop.features.contact.consent_edits import ConsentEditor
from caseapp.desktop.features.contact.consent_line import copy_words
from caseapp.desktop.features.contact.consent_sets import ConsentSet, consent_sets
from caseapp.desktop.features.contact.evidence import SUFFIXES, ChosenFile, read_form
from caseapp.desktop.features.contact.evidence_view import EvidenceView
from caseapp.desktop.features.contact.panes import scrolling
from caseapp.desktop.features.contact.words import ContactWords
from caseapp.desktop.file_dialog import ask_for_file
from caseapp.desktop.forms.form import Edit, RecordForm
from caseapp.desktop.jobs import Kind
from caseapp.desktop.seen_by import SeenByPanel, Wall
from caseapp.desktop.widgets import QuietButton
from caseapp.domain.consent_matrix import Cell, as_policy, cautious, copied, filled
from caseapp.domain.dates import UncertainDate
from caseapp.domain.vocabulary import Audience, ConsentAnswer
from caseapp.i18n import N_
from caseapp.store.history import Action
from caseapp.store.queries.contact_page import ContactPage, CopyOut, consents_of
from caseapp.store.records import Consent
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault

_COPIES_TOLD = 4
_MATRIX, _PREVIEW, _PAPER = 0, 1, 2


class ConsentDesk:
    """`section` and `stack` are the widgets; `view` owns the jobs."""

    def __init__(self, context: Context, vault: Vault, words: ContactWords, view: QWidget) -> None:
        self._context, self._vault, self._words, self._view = context, vault, words, view
        self._t = words.t
        self._page: ContactPage | None = None
        self.section = ConsentSection(words)
        self._editor = ConsentEditor(context, vault, view, self.section.say)
        self.preview = SeenByPanel(context, vault)
        self.paper = EvidenceView(context, vault, self.stop_looking)
        back = QuietButton(
            self._t("Back to the matrix"), icon="arrow-left", key="Esc", live=False, small=True,
            on_click=self.stop_looking,
        )  # fmt: skip
        back.setObjectName("stop-looking")
        self.preview.head.addWidget(back)
        self.stack = QStackedWidget()
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        margin = theme.PAGE_MARGIN
        self._holders: list[QVBoxLayout] = []
        self._pages: list[QWidget] = []
        for part, inner in ((self.section, scrolling), (self.preview, None), (self.paper, None)):
            holder = QWidget()
            column = QVBoxLayout(holder)
            column.setContentsMargins(margin, 8, margin, 8)
            column.setSpacing(0)
            column.addWidget(part)
            self._holders.append(column)
            page = holder
            if inner is not None:
                column.addStretch(1)
                page = inner(holder, "consent-area", self._t("Consent"))
            # Held here, or Python's collector takes them for garbage with all that they show.
            self._pages += [holder, page]
            self.stack.addWidget(page)

    def _wire(self) -> None:
        section = self.section
        section.answered.connect(self._answer)
        section.edited.connect(self._keep)
        section.begun.connect(lambda: self._begin({}))
        section.withdrawn.connect(self._withdraw)
        section.renewed.connect(self._renew)
        section.trashed.connect(self._trash)
        section.attach_asked.connect(self._ask_for_form)
        section.form_opened.connect(self._show_form)
        section.proposed.connect(self._propose)
        section.giver_changed.connect(self._change_giver)
        section.look_asked.connect(self._look)

    # -- showing -----------------------------------------------------------------------------
    def show_page(self, page: ContactPage, walls: Mapping[UUID | None, Wall]) -> None:
        """Fill in a contact; the preview, if it is looked at, is worked out anew."""
        self._page = page
        self.section.show_page(page, walls, date.today())
        if self.stack.currentIndex() == _PREVIEW:
            self.preview.look_again()

    def set_compact(self, compact: bool) -> None:
        """Called when the window gets narrower or wider."""
        self.section.set_compact(compact)
        across = theme.COLUMN_MARGIN if compact else theme.PAGE_MARGIN
        for holder in self._holders:
            holder.setContentsMargins(across, 8, across, 8)

    def forms(self) -> list[RecordForm]:
        """Fields that may hold something typed."""
        return [self.section.row.form] if self.section.row.form is not None else []

    @property
    def is_looking(self) -> bool:
        """Whether the preview or the signed form stands in the place of the matrix."""
        return self.stack.currentIndex() != _MATRIX

    def stop_looking(self) -> None:
        """Back to the matrix."""
        if self.is_looking:
            self.stack.setCurrentIndex(_MATRIX)
            self.paper.close_file()
            self.section.matrix.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look(self, audience: Audience) -> None:
        case = self.section.chosen.scope[1]
        if case is not None:
            self.stack.setCurrentIndex(_PREVIEW)
            self.preview.look_at(case, audience)
            self.preview.setFocus()

    # -- answers -----------------------------------------------------------------------------
    @property
    def _shown(self) -> ConsentSet | None:
        return self.section.shown

    def _answer(self, cells: Mapping[Cell, ConsentAnswer]) -> None:
        if self._shown is None:
            self._begin(cells)
        else:
            self._editor.answer(self._shown.ids, cells)

    def _begin(self, cells: Mapping[Cell, ConsentAnswer]) -> None:
        """A new consent of the contact, given today; all of that can be changed in its line."""
        page = self._page
        if page is None:
            return
        about_contact, about_case = self.section.chosen.scope
        values = {
            "giver_contact_id": page.contact.id,
            "about_contact_id": about_contact,
            "about_detainee_id": about_case,
            "given": UncertainDate.on(date.today()),
            "language": page.contact.languages[0] if page.contact.languages else "",
            "taken_by": page.staff[0] if len(page.staff) == 1 else "",
        }
        self.section.chosen.record = None
        key = self._editor.begin(values, cells)
        self._follow(key)

    def _follow(self, record: UUID) -> None:
        """Look at a consent that was just made; it may have come already."""
        self.section.chosen.record = record
        self.section.refresh(date.today())

    def _propose(self, what: object) -> None:
        """Fill the cells that hold no answer: by a rule, or as another contact answered."""
        section, shown = self.section, self._shown
        wall = section.wall
        if wall is None:
            return
        case = section.chosen.scope[1] is not None
        answered = shown.answers() if shown is not None else {}
        if isinstance(what, UUID):
            self._copy_from(what)
            return
        propose = cautious if what == "cautious" else as_policy
        self._fill(filled(wall.policy, answered, propose, case=case))

    def _copy_from(self, contact_id: UUID) -> None:
        vault, whose = self._vault, self._whose()

        def came(records: list[Consent]) -> None:
            if self._whose() == whose:  # else somebody looks at another contact or case by now
                self._copy(records)

        self._context.jobs.run(
            lambda _progress: vault.read(lambda session: consents_of(session, contact_id)),
            came, owner=self._view, latest="contact-copy",
        )  # fmt: skip

    def _whose(self) -> object:
        """Of whom, and about whom, answers are given now."""
        return self._page.contact.id if self._page else None, self.section.chosen.scope

    def _copy(self, records: list[Consent]) -> None:
        section, today = self.section, date.today()
        if section.wall is None:
            return
        others: dict[Cell, ConsentAnswer] = {}
        for one in consent_sets(records, today):
            for cell, answer in one.answers().items():
                if one.is_open(today):
                    others.setdefault(cell, answer)
        answered = self._shown.answers() if self._shown is not None else {}
        case = section.chosen.scope[1] is not None
        self._fill(copied(section.wall.policy, answered, others, case=case))

    def _fill(self, cells: Mapping[Cell, ConsentAnswer]) -> None:
        if not cells:
            self.section.say(self._t("Every cell holds an answer already."))
        elif self._shown is None:
            self._begin(cells)
        else:
            action = Action(N_("Fill in a consent: {n} answers"), {"n": len(cells)})
            self._editor.answer(self._shown.ids, cells, action)

    # -- how it was given ----------------------------------------------------------------------
    def _keep(self, edit: Edit) -> None:
        if self._shown is not None:
            self._editor.keep(self._shown.ids, edit)

    def _change_giver(self) -> None:
        """From the contact to the detainee and back."""
        shown, page = self._shown, self._page
        if shown is None or page is None:
            return
        detainee = shown.first.about_detainee_id
        if shown.first.giver_detainee_id is None and detainee is not None:
            self._editor.set_giver(shown.ids, detainee=detainee)
        else:
            self._editor.set_giver(shown.ids, contact=page.contact.id)

    def _trash(self) -> None:
        if self._shown is not None:
            self._editor.trash(self._shown.ids)

    # -- over and anew -------------------------------------------------------------------------
    def _withdraw(self) -> None:
        shown, page = self._shown, self._page
        if shown is None or page is None:
            return
        audiences = {record.audience for record in shown.records}
        of_case = page.copies.get(shown.first.about_detainee_id, ())
        out = [copy for copy in of_case if copy.audience in audiences]
        self._editor.withdraw(shown.ids, date.today(), partial(self._tell_withdrawn, out))

    def _tell_withdrawn(self, out: list[CopyOut], changes: ChangeSet) -> None:
        t = self._t
        told = "; ".join(copy_words(self._words, copy) for copy in out[:_COPIES_TOLD])
        detail = t("It counts no more, from this moment on.")
        if out:
            more = t.plural("{n} copy is out already: {list}", "{n} copies are out already: {list}",
                            len(out), list=told)  # fmt: skip
            detail = f"{detail} {more}"
        self._context.notices.show(
            t("The consent is withdrawn."), detail, tone="warn",
            action=(t("Undo"), partial(self._editor.take_back, changes)),
        )  # fmt: skip

    def _renew(self) -> None:
        if self._shown is not None:
            self._follow(self._editor.renew(self._shown, date.today()))

    # -- evidence ------------------------------------------------------------------------------
    def _ask_for_form(self) -> None:
        t = self._t
        ask_for_file(
            self._view, t("Attach the signed form"), Path(QDir.homePath()),
            (t("Documents and pictures"), SUFFIXES), lambda path: self.take_file(str(path)),
        )  # fmt: skip

    def _show_form(self) -> None:
        shown, page = self._shown, self._page
        evidence = shown.evidence if shown is not None and page is not None else ()
        file = page.evidence.get(evidence[-1]) if page is not None and evidence else None
        if file is None:
            self.section.say(self._t("No signed form is attached."))
            return
        name = text.file_name(file.file_name) or self._words.word(file.role)

        self.stack.setCurrentIndex(_PAPER)
        self.paper.show_file(name, file)
        (self.paper.surface or self.paper.back).setFocus(Qt.FocusReason.OtherFocusReason)

    def take_file(self, path: str) -> None:
        """Read a chosen or dropped file and keep it with the consent that is shown."""
        shown = self._shown
        if shown is None:
            self.section.say(self._t("Record a consent first, then attach its form."))
            return

        def take(chosen: ChosenFile) -> None:
            self._editor.attach(shown.ids, chosen)

        self._context.jobs.run(
            lambda _progress: read_form(Path(path)), take,
            lambda error: self.section.say(self._t.error(error)),
            kind=Kind.FREE, owner=self._view,
        )  # fmt: skip
