"""The fields of one addressee: its words in one language at a time, and the rest of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.features.library.section import Desk, language_choice, language_name
from caseapp.desktop.forms.form import Edit, RecordForm, columns_for
from caseapp.desktop.forms.specs.library import ADDRESSEE, ADDRESSEE_TEXTS
from caseapp.desktop.parts_list import PartsList
from caseapp.desktop.widgets import Field, Label, SectionHeading
from caseapp.domain.reply_rules import rule_of
from caseapp.dossier.languages import PRINTED
from caseapp.dossier.letter_choice import usual_letter
from caseapp.dossier.parts import chosen_parts
from caseapp.i18n import LANGUAGES, N_, Translator
from caseapp.store.history import Action
from caseapp.store.records import Addressee, Record
from caseapp.store.vault import Vault

_CHOSEN = {
    "language": N_("Language of the copy"), "letter": N_("Letter"),
    "parts": N_("Parts of its copies"),
}  # fmt: skip
"""What is chosen for all copies that go to an addressee, by field."""


def addressee_name(t: Translator, texts: Mapping[str, Mapping[str, str]], language: str) -> str:
    """The body's name in a language, else in the first one that it has."""
    body = texts.get("body", {})
    name = body.get(language) or body.get("en") or next(iter(body.values()), "")
    return name or t("Addressee without a name")


class AddresseeForm(QWidget):
    """Everything is kept when left, like any field."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._t = desk, desk.t
        t = self._t
        self._id: UUID | None = None
        self._one: Addressee | None = None
        self._read_only = False
        self.language = language_choice(t("Language of the words"))
        self.language.choose(t.language if t.language in LANGUAGES else "en")
        self.language.chosen.connect(self._turn_language)
        self.texts = {key: self._make_text(key, label, kind) for key, label, kind in
                      ADDRESSEE_TEXTS}  # fmt: skip
        self.copy_language = Field(t("Language of the copy"), kind="choice")
        self.copy_language.setObjectName("language")
        self.copy_language.committed.connect(lambda code: self._set("language", code))
        self.letter = Field(t("Letter"), kind="choice")
        self.letter.setObjectName("letter")
        self.letter.committed.connect(lambda code: self._set("letter", code))
        self.parts = PartsList(t, t("Back to the usual parts of this audience"))
        self.parts.chosen.connect(lambda codes: self._set("parts", codes))
        self.article = Label("", "caption", wrap=True)
        self.form = RecordForm(desk.words, ADDRESSEE, columns=2)
        self.form.edited.connect(self._keep)
        self._columns = 0
        self._grid, self._choices = QGridLayout(), QGridLayout()
        for grid in (self._grid, self._choices):
            grid.setHorizontalSpacing(theme.COLUMN_MARGIN)
            grid.setVerticalSpacing(theme.GRID)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        row = QHBoxLayout()
        row.addWidget(self.language)
        row.addStretch(1)
        column.addWidget(SectionHeading(t("Its words on paper")))
        column.addLayout(row)
        column.addLayout(self._grid)
        column.addSpacing(theme.GRID)
        column.addWidget(SectionHeading(t("How it is written to")))
        column.addLayout(self._choices)
        column.addWidget(self.article)
        column.addWidget(self.form)
        column.addSpacing(theme.GRID)
        column.addWidget(SectionHeading(t("Parts of its copies, in their order")))
        column.addWidget(self.parts)
        self._lay_out(2)

    def _make_text(self, key: str, label: str, kind: str) -> Field:
        field = Field(self._t(label), kind=kind, lines=2)
        field.setObjectName(key)
        field.committed.connect(lambda typed: self._keep_text(key, label, typed))
        return field

    def _lay_out(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        chosen = (self.copy_language, self.letter)
        for grid, fields in ((self._grid, [*self.texts.values()]), (self._choices, [*chosen])):
            for place, field in enumerate(fields):
                grid.removeWidget(field)
                grid.addWidget(field, place // columns, place % columns)
            for index in range(2):
                grid.setColumnStretch(index, 1 if index < columns else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = event.size().width()
        fields = (*self.texts.values(), self.copy_language, self.letter)
        widest = max(field.minimumSizeHint().width() for field in fields)
        fits = width >= 2 * widest + theme.COLUMN_MARGIN
        self._lay_out(min(2, columns_for(width, 2)) if fits else 1)

    def minimumSizeHint(self) -> QSize:
        """Of any width: two columns become one where their labels find no room."""
        return QSize(0, super().minimumSizeHint().height())

    # -- what is shown -----------------------------------------------------------------------
    def show_addressee(
        self, one: Addressee, letters: Sequence[tuple[str, str]], *, read_only: bool
    ) -> None:
        """Fill in one; of the same one, what is being typed stays. `letters`: name and title."""
        t, other = self._t, self._id != one.id
        if other:
            for field in self.texts.values():
                field.restore()
        self._id, self._one, self._read_only = one.id, one, read_only
        usual = usual_letter("", one.audience)
        title = dict(letters).get(usual, usual)
        self.letter.set_choices([("", t("the usual one ({name})", name=title)), *letters])
        self.letter.set_value(one.letter)
        self.copy_language.set_choices(
            [(code, language_name(code, t.language)) for code in PRINTED]
        )
        self.copy_language.set_value(one.language)
        self._fill_texts()
        self.form.show_record(one)
        kinds = chosen_parts((), one.parts, one.audience)
        self.parts.show_parts(kinds, own=bool(one.parts), read_only=read_only)
        rule = rule_of(one.reply_rule)
        self.article.setText(
            rule.article.in_language(t.language)
            if rule else t("No law that we know obliges it to answer.")
        )  # fmt: skip
        for field in (*self.texts.values(), self.letter, self.copy_language):
            field.set_read_only(read_only)
        for spec in ADDRESSEE:
            self.form.field(spec.name).set_read_only(read_only)

    def _fill_texts(self) -> None:
        assert self._one is not None
        language = self.language.code()
        for key, field in self.texts.items():
            field.set_value(_texts_of(self._one, key).get(language, ""))

    def _turn_language(self, _code: str) -> None:
        """The fields were left when the button was pressed: what stood there is kept."""
        if self._one is not None:
            for field in self.texts.values():
                field.restore()
            self._fill_texts()

    # -- keeping -----------------------------------------------------------------------------
    def _keep(self, edit: Edit) -> None:
        name = addressee_name(self._t, self._one.texts, self._t.language) if self._one else ""
        self._desk.editor.keep(edit, name)

    def _set(self, name: str, value: str | list[str]) -> None:
        if self._id is not None:
            action = Action(N_("Change “{field}”"), {"field": _CHOSEN[name]})
            self._desk.editor.change(Addressee, {self._id: {name: value}}, action)

    def _keep_text(self, key: str, label: str, typed: str) -> None:
        own_id, language = self._id, self.language.code()
        if own_id is None:
            return

        def make(vault: Vault) -> list[Record]:
            one = vault.alive(Addressee, own_id)
            kept = {**_texts_of(one, key), language: typed.strip()}
            kept = {code: words for code, words in kept.items() if words}
            if key == "address":
                one.address = kept
            else:
                one.texts = {**one.texts, key: kept}
            return [one]

        action = Action(N_("Change “{field}”"), {"field": label})
        self._desk.save(make, action, self.texts[key].reject)

    def commit(self) -> None:
        """Keep what stands typed."""
        if not self._read_only:
            for field in self.texts.values():
                field.commit()
            self.form.commit()

    def focus_first(self) -> None:
        self.texts["body"].editor.setFocus(Qt.FocusReason.OtherFocusReason)


def _texts_of(one: Addressee, key: str) -> dict[str, str]:
    """The words of one key by language."""
    return dict(one.address if key == "address" else one.texts.get(key, {}))
