"""The form beside the document: what a passage is, whom it is about, what it does to a claim.

It keeps nothing: `kept(ExcerptDraft, ClaimDraft | None)` says what is to be kept, and whose
excerpt it is when one more claim is added. Knows drafts, not the vault.
"""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import text, theme
from caseapp.desktop.features.sources.claim_choice import ClaimChoice
from caseapp.desktop.features.sources.quote import Quote
from caseapp.desktop.features.sources.type_ahead import Choice, Find, TypeAhead
from caseapp.desktop.features.sources.words import SourceWords
from caseapp.desktop.jobs import Jobs
from caseapp.desktop.widgets import (
    Field,
    KeyHint,
    Label,
    LinkButton,
    PrimaryButton,
    QuietButton,
    Segments,
)
from caseapp.domain.vocabulary import Bearing, Credibility, ExcerptKind
from caseapp.intake.excerpts import ClaimDraft, ExcerptDraft
from caseapp.store.queries.source_page import CaseClaims, ClaimKey, ExcerptRow

NO_CLAIM = ""


class ExcerptForm(QWidget):
    """`kept(ExcerptDraft, ClaimDraft | None)`, `also_kept(excerpt id, ClaimDraft)`, `left()`;
    `case_chosen(case id)` asks for the claims of a case, which `show_claims` answers."""

    kept = Signal(object, object)
    also_kept = Signal(object, object)
    left = Signal()
    case_chosen = Signal(object)

    def __init__(
        self, words: SourceWords, jobs: Jobs, find: Find, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words, t = words, words.t
        self._draft: ExcerptDraft | None = None
        self._also: UUID | None = None
        self._before: tuple[UUID, ClaimKey] | None = None
        self._title = Label(t("New excerpt"), "lead")
        self.quote = Quote(lines=3)
        self.bearing = Segments(
            [(NO_CLAIM, t("No claim yet")),
             *((b.value, words.word(b)) for b in Bearing)], t("Supports or contradicts"),
        )  # fmt: skip
        self.bearing.chosen.connect(lambda _code: self._arrange())
        self.about = TypeAhead(
            t, jobs, find, label=t("About"), empty=t("Choose a case"),
            placeholder=t("Name or number – any script"), word="source-case",
        )  # fmt: skip
        self.about.chosen.connect(self._case_picked)
        self.claim = ClaimChoice(words)
        self._make_grades()
        self._make_more()
        self._make_foot()
        self._lay_out()
        self.hide()

    # -- building ----------------------------------------------------------------------------
    def _make_grades(self) -> None:
        t = self._words.t
        self.credibility = Segments(
            [(grade.value, grade.value) for grade in Credibility], t("Credibility")
        )
        self.credibility.chosen.connect(lambda _code: self._say_grade())
        self._grade_said = Label("", "caption", wrap=True)
        self.sensitive = QCheckBox(t("Names a person at risk"))
        said = t("Its words are then printed in no copy that leaves the office.")
        self.sensitive.setAccessibleDescription(said)
        self.sensitive.setToolTip(text.tooltip(said))

    def _make_more(self) -> None:
        t, words = self._words.t, self._words
        kinds = [(kind.value, words.word(kind)) for kind in ExcerptKind]
        self.kind = Field(t("Kind of excerpt"), kind="choice", choices=kinds)
        self.language = Field(t("Language"))
        self.summary = Field(
            t("Summary in our own words"), kind="text", lines=3,
            hint=t("What is written or shown at this place, and no more."),
        )  # fmt: skip
        self.to_language = Field(t("Translated into"), hint=t("A code, such as en or ru."))
        self.translation = Field(t("Translation"), kind="text", lines=3)
        self.translator = Field(t("Translated by"))
        self.note = Field(t("Note on this claim"))
        self.kind.committed.connect(lambda _code: self._arrange())
        self.more = LinkButton(t("Translation, summary, note"), icon="chevron-down",
                               on_click=self._turn_more)  # fmt: skip
        self._more_box = QWidget()
        box = QVBoxLayout(self._more_box)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        for pair in ((self.kind, self.language), (self.to_language, self.translator)):
            line = QHBoxLayout()
            line.setSpacing(theme.GRID)
            for field in pair:
                line.addWidget(field, 1)
            box.addLayout(line)
            box.addWidget(self.summary if pair[0] is self.kind else self.translation)
        box.addWidget(self.note)

    def _make_foot(self) -> None:
        t = self._words.t
        self._error = Label("", "error", wrap=True)
        self.keep_button = PrimaryButton(
            t("Keep"), icon="check", key="Ctrl+Return", on_click=self._keep
        )
        self.leave_button = QuietButton(t("Cancel"), key="Esc", live=False, on_click=self.left.emit)

    def _lay_out(self) -> None:
        t = self._words.t
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        self._hint = KeyHint("Ctrl+Return", t("keeps it"))
        head.addWidget(self._hint)
        foot = QHBoxLayout()
        foot.setSpacing(theme.GRID)
        foot.addWidget(self.keep_button)
        foot.addWidget(self.leave_button)
        foot.addStretch(1)
        self._grade_label = Label(t("Credibility"), "strong")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        for widget in (
            self.quote, self.bearing, self.about, self.claim, self._grade_label,
            self.credibility, self._grade_said, self.sensitive, self.more, self._more_box,
            self._error,
        ):  # fmt: skip
            column.addWidget(widget)
        column.addLayout(foot)

    # -- beginning ---------------------------------------------------------------------------
    def set_before(self, case: Choice | None, claim: ClaimKey | None) -> None:
        """Where work goes on: what was cited last."""
        self._before = None
        if case is not None and isinstance(case.key, UUID) and claim is not None:
            self._before = (case.key, claim)
        if self.isHidden() and case is not None:
            self.about.set_choice(case)
            self.case_chosen.emit(case.key)

    def start(self, draft: ExcerptDraft, bearing: Bearing | None) -> None:
        """Begin an excerpt; without a bearing it may be kept without a claim."""
        self._draft, self._also = draft, None
        self._title.setText(self._words.t("New excerpt"))
        self.credibility.choose(draft.credibility.value)
        self.kind.set_value(draft.kind.value)
        for field, value in (
            (self.language, draft.language), (self.summary, ""),
            (self.to_language, next(iter(draft.translations), "")),
            (self.translation, next(iter(draft.translations.values()), "")),
            (self.translator, draft.translator),
        ):  # fmt: skip
            field.editor.set_value(value)
        self.sensitive.setChecked(draft.sensitive)
        self._begin(bearing, draft.text, open_more=not draft.text)

    def start_also(self, row: ExcerptRow) -> None:
        """Begin one more claim for an excerpt that is kept already."""
        excerpt = row.excerpt
        self._draft, self._also = None, excerpt.id
        self._title.setText(self._words.t("Another claim"))
        last = row.citations[-1].bearing if row.citations else Bearing.SUPPORTS
        self._begin(last, excerpt.text, open_more=False)

    def replace_draft(self, draft: ExcerptDraft) -> None:
        """Another passage was marked out while the form is open."""
        if self._draft is not None:
            self._draft = draft
            self.quote.show_words(draft.text)

    @property
    def is_open(self) -> bool:
        return not self.isHidden()

    @property
    def is_new(self) -> bool:
        """Whether an excerpt is being made, and not a claim added to one."""
        return self.is_open and self._also is None

    def _begin(self, bearing: Bearing | None, quoted: str, *, open_more: bool) -> None:
        self.quote.show_words(quoted)
        self.bearing.choose(bearing.value if bearing is not None else NO_CLAIM)
        self.note.editor.set_value("")
        self._error.hide()
        self._more_box.setHidden(not open_more)
        self.show()
        self._arrange()
        self._ask_claims()
        self._focus()

    def _focus(self) -> None:
        """To what is missing; else to the key that keeps it."""
        other = Qt.FocusReason.OtherFocusReason
        if self.bearing.code() == NO_CLAIM:
            (self.summary.editor if self._is_summary() else self.keep_button).setFocus(other)
        elif self.about.choice is None:
            self.about.search()
        elif self.claim.key() is None and self.claim.editor.isEnabled():
            self.claim.editor.setFocus(other)
        else:
            self.keep_button.setFocus(other)

    # -- claims ------------------------------------------------------------------------------
    def show_claims(self, claims: CaseClaims | None) -> None:
        """The claims of the case that was asked for."""
        before = None
        if claims is not None and self._before is not None:
            before = self._before[1] if self._before[0] == claims.case.id else None
        waiting = self.claim.isEnabled() and self.keep_button.hasFocus()
        self.claim.show_claims(claims, before)
        if waiting and self.bearing.code() and self.claim.key() is None:
            self.claim.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _case_picked(self, _choice: Choice | None) -> None:
        self._ask_claims()
        self.claim.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_claims(self) -> None:
        choice = self.about.choice
        if choice is not None:
            self.case_chosen.emit(choice.key)
        else:
            self.claim.show_claims(None, None)

    # -- looks -------------------------------------------------------------------------------
    def _is_summary(self) -> bool:
        return self.kind.text() == ExcerptKind.SUMMARY.value

    def _arrange(self) -> None:
        claiming, new = bool(self.bearing.code()), self._also is None
        for widget in (self.about, self.claim, self.note):
            widget.setVisible(claiming)
        for widget in (
            self._grade_label, self.credibility, self._grade_said, self.sensitive, self.kind,
            self.language, self.to_language, self.translation, self.translator,
        ):  # fmt: skip
            widget.setVisible(new)
        self.summary.setVisible(new and self._is_summary())
        self._say_grade()

    def _say_grade(self) -> None:
        code = self.credibility.code()
        self._grade_said.setText(self._words.credibility(Credibility(code)) if code else "")

    def _turn_more(self) -> None:
        self._more_box.setVisible(self._more_box.isHidden())
        self.more.set_icon("chevron-down" if self._more_box.isHidden() else "chevron-up")

    # -- keeping -----------------------------------------------------------------------------
    def tell(self, error: str) -> None:
        """Say why it was not kept; "" when it was."""
        self._error.setText(error)
        self._error.setHidden(not error)

    def _keep(self) -> None:
        claim = self._claim()
        if claim is None and self.bearing.code():
            return
        if self._also is not None:
            if claim is not None:
                self.also_kept.emit(self._also, claim)
            return
        draft = self._filled()
        if draft is not None:
            self.kept.emit(draft, claim)

    def _claim(self) -> ClaimDraft | None:
        """The claim as chosen; says what is missing."""
        t, code, choice = self._words.t, self.bearing.code(), self.about.choice
        if not code:
            return None
        if choice is None:
            self.tell(t("Choose the case that it is about."))
            self.about.search()
            return None
        key, new = self.claim.key(), self.claim.new_event()
        of_case = self.claim.case_id == choice.key  # not those of the case chosen before
        if not of_case or (key is None and new is None):
            self.claim.complain(t("Choose what it supports or contradicts."))
            self.claim.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        assert isinstance(choice.key, UUID)
        claim = ClaimDraft(choice.key, Bearing(code), note=self.note.text().strip())
        if new is not None:
            return replace(claim, new_event=new[0], new_event_when=new[1])
        assert key is not None
        return replace(claim, event_id=key.event_id, field=key.field)

    def _filled(self) -> ExcerptDraft | None:
        """The excerpt with what was chosen here; says what is missing."""
        draft, t = self._draft, self._words.t
        assert draft is not None
        summary = self.summary.text().strip()
        if self._is_summary() and not summary:
            return self._missing(self.summary, t("Say in a sentence what is there."))
        if not self._is_summary() and not draft.text:
            self.kind.set_value(ExcerptKind.SUMMARY.value)
            self._arrange()
            return self._missing(self.summary, t("No words stand here: say what is there."))
        translation = self.translation.text().strip()
        into = self.to_language.text().strip()
        if translation and not into:
            return self._missing(self.to_language, t("Into which language is it translated?"))
        return replace(
            draft,
            text=summary if self._is_summary() else draft.text,
            kind=ExcerptKind(self.kind.text()),
            language=self.language.text().strip(),
            credibility=Credibility(self.credibility.code() or Credibility.UNJUDGED.value),
            translations={into: translation} if translation else {},
            translator=self.translator.text().strip() if translation else "",
            sensitive=self.sensitive.isChecked(),
        )

    def _missing(self, field: Field, words: str) -> None:
        self._more_box.show()
        field.say(words, "error")
        field.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
