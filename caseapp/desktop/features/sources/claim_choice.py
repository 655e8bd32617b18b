"""Which claim an excerpt is cited for: an event of the case, a new one, or a fact of it.

Nothing is chosen by itself but what was chosen last, or the only event that there is: a
citation that nobody meant would be an invention.
"""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.features.sources.words import CLAIM_FIELDS, SourceWords
from caseapp.desktop.widgets import Field, Label
from caseapp.desktop.widgets.editors import ChoiceEditor
from caseapp.domain.dates import format_date, read_date
from caseapp.domain.vocabulary import EventKind
from caseapp.store.queries.source_page import CaseClaims, ClaimKey

_NEW = "new"
_EVENT, _FIELD = "event:", "field:"


class ClaimChoice(QWidget):
    """`chosen()` when the person chose a claim."""

    chosen = Signal()

    def __init__(self, words: SourceWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, t = words, words.t
        self._claims: CaseClaims | None = None
        self.editor = ChoiceEditor([])
        self.editor.setAccessibleName(t("Claim"))
        self.editor.setPlaceholderText(t("Choose what it says"))
        self.editor.activated.connect(self._picked)
        label = Label(t("Claim"), "strong")
        label.setBuddy(self.editor)
        self._error = Label("", "error", wrap=True)
        kinds = [(kind.value, words.label(kind)) for kind in EventKind]
        self.kind = Field(t("What happened"), kind="choice", choices=kinds)
        self.kind.set_value(EventKind.TAKEN.value)
        self.when = Field(t("When"))
        self.when.edited.connect(self._read)
        self._new = QWidget()
        row = QHBoxLayout(self._new)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GRID)
        row.addWidget(self.kind, 3)
        row.addWidget(self.when, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (label, self.editor, self._error, self._new):
            column.addWidget(widget)
        self.show_claims(None, None)

    def show_claims(self, claims: CaseClaims | None, before: ClaimKey | None) -> None:
        """Offer the claims of a case; `before` is what was cited last in it."""
        t, editor = self._words.t, self.editor
        same = claims and self._claims and claims.case.id == self._claims.case.id
        if same and (self.key() is not None or self.is_new):
            before = self.key()
        if same and self.is_new:
            self._claims = claims
            return
        self._claims = claims
        editor.clear()
        self._error.hide()
        if claims is not None:
            for event in claims.events:
                editor.addItem(self._words.event(event), f"{_EVENT}{event.id.hex}")
            editor.addItem(t("New event…"), _NEW)
            editor.insertSeparator(editor.count())
            for name in CLAIM_FIELDS:
                editor.addItem(self._words.field(name), f"{_FIELD}{name}")
        editor.setEnabled(claims is not None)
        editor.setCurrentIndex(self._index_of(claims, before))
        self._new.setVisible(self.is_new)
        self.when.editor.set_value("")
        self.when.say("")

    @property
    def case_id(self) -> UUID | None:
        """The case whose claims are offered."""
        return self._claims.case.id if self._claims is not None else None

    @property
    def is_new(self) -> bool:
        return self.editor.value() == _NEW

    def key(self) -> ClaimKey | None:
        """The chosen claim; None where none is, or a new event."""
        code = self.editor.value()
        if code.startswith(_EVENT) and self._claims is not None:
            found = (e.id for e in self._claims.events if e.id.hex == code[len(_EVENT) :])
            return ClaimKey(event_id=next(found))
        return ClaimKey(field=code[len(_FIELD) :]) if code.startswith(_FIELD) else None

    def new_event(self) -> tuple[EventKind, str] | None:
        """Kind and date of the new event, if that is what is chosen."""
        if not self.is_new:
            return None
        return EventKind(self.kind.text()), self.when.text()

    def choose(self, key: ClaimKey) -> None:
        """Show a claim as chosen, if the case has it."""
        self.editor.setCurrentIndex(self._index_of(self._claims, key))
        self._new.setVisible(self.is_new)

    def complain(self, words: str) -> None:
        """Say beneath why it cannot be kept so."""
        self._error.setText(words)
        self._error.setHidden(not words)
        theme.restyle(self.editor, state="error" if words else "")

    def _index_of(self, claims: CaseClaims | None, before: ClaimKey | None) -> int:
        if claims is None:
            return -1
        if before is not None:
            event = before.event_id
            code = f"{_EVENT}{event.hex}" if event is not None else f"{_FIELD}{before.field}"
            return self.editor.findData(code)
        return 0 if len(claims.events) == 1 else -1

    def _picked(self, _index: int) -> None:
        self.complain("")
        self._new.setVisible(self.is_new)
        if self.is_new:
            self.kind.setFocus(Qt.FocusReason.OtherFocusReason)
        self.chosen.emit()

    def _read(self, typed: str) -> None:
        """Say how a date is understood."""
        date = read_date(typed)
        if not typed.strip():
            self.when.say("")
        elif date.readable:
            self.when.say(format_date(date, self._words.t.language, style="long"))
        else:
            self.when.say(self._words.t("Not read as a date; kept as written."), "warn")
