"""Forms of other bodies: what each asks, in its languages, and the office's own version of it.

The office edits words and marks in fields; the text of the form's file is never shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.features.library.form_deeds import (
    as_in,
    changed,
    confirmed,
    differs_from_shipped,
    versions_of,
)
from caseapp.desktop.features.library.form_table import PlaceEditor, form_rows, line_items
from caseapp.desktop.features.library.form_words import form_differences, form_name
from caseapp.desktop.features.library.letter_versions import Found, VersionsPart
from caseapp.desktop.features.library.section import (
    Desk,
    ListSide,
    Section,
    Split,
    TwoLines,
    Warnings,
    flowing,
    language_name,
    two_line_rows,
)
from caseapp.desktop.widgets import Chip, Label, PrimaryButton, QuietButton, Segments
from caseapp.dossier.form_edits import Place, with_mark, with_words
from caseapp.dossier.form_templates import (
    FormTemplate,
    form_for,
    parse_form,
    shipped_forms,
)
from caseapp.errors import UserError
from caseapp.i18n import N_, Translator
from caseapp.store.history import Action
from caseapp.store.queries.library import form_versions
from caseapp.store.records import LetterTemplate
from caseapp.store.vault import Vault

EDITED, CONFIRMED = N_("Change the form “{name}”"), N_("Confirm the wording of “{name}”")
RESTORED = N_("Take the form “{name}” back to a version")
_LEAST_LINES = 3


@dataclass(frozen=True, slots=True)
class OneForm:
    """A form as it applies, or why its newest text cannot be read; its versions, newest first."""

    name: str
    form: FormTemplate | None
    versions: Sequence[LetterTemplate] = ()
    trouble: UserError | None = None


def load_forms(vault: Vault) -> list[OneForm]:
    """Every form that ships, with the office's version above it."""
    kept = vault.read(form_versions)
    return [_one(kept, name) for name in shipped_forms()]


def _one(kept: Sequence[LetterTemplate], name: str) -> OneForm:
    versions = versions_of(kept, name)
    try:
        return OneForm(name, form_for(kept, name), versions)
    except UserError as error:
        return OneForm(name, None, versions, error)


class FormsSection(Section):
    """The forms at the side; beside them the items of one, or its versions."""

    KINDS = frozenset({"letter_template"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        t = self.t
        self._found: list[OneForm] = []
        self._name = ""
        self._wanted: Place | None = None
        """Where somebody was sent before the forms were loaded."""
        self.rows = two_line_rows(t("Forms"))
        self.rows.chosen.connect(self._choose)
        self.rows.opened.connect(self._open)
        self.split = Split(t("All forms"), ListSide(self.rows), self._make_detail(), width=280)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.split)

    # -- building ----------------------------------------------------------------------------
    def _make_detail(self) -> QWidget:
        t = self.t
        self._title = Label("", "title", wrap=True)
        self._state = Label("", "second", wrap=True)
        self.mark = Chip("", "check", "ok")
        self.warnings = Warnings()
        self.parts = Segments([("items", t("Items")), ("versions", t("Versions"))],
                              t("What is shown"))  # fmt: skip
        self.parts.chosen.connect(lambda _code: self._turn())
        self.parts.choose("items")
        self.confirm_button = PrimaryButton(
            t("Confirm wording"), icon="check", on_click=self.confirm
        )
        self.shipped_button = QuietButton(
            t("Back to the shipped form"), icon="rotate-ccw", on_click=self.back_to_shipped
        )
        self.lines = form_rows(t("Items of the form"))
        self.lines.setMinimumHeight(_LEAST_LINES * 44)
        self.lines.chosen.connect(self._choose_place)
        self.editor = PlaceEditor(t)
        self.editor.reworded.connect(self._reword)
        self.editor.marked.connect(self._mark)
        self.versions = VersionsPart(t, _compared)
        self.versions.wanted.connect(self.back_to)
        deeds = flowing(self.parts, self.confirm_button, self.shipped_button)
        state = QHBoxLayout()
        state.setSpacing(12)
        state.addWidget(self.mark, alignment=Qt.AlignmentFlag.AlignTop)
        state.addWidget(self._state, 1)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, theme.COLUMN_MARGIN, 4, theme.COLUMN_MARGIN)
        column.setSpacing(theme.GRID)
        column.addWidget(self._title)
        column.addLayout(state)
        column.addWidget(self.warnings)
        column.addWidget(deeds)
        column.addWidget(self.lines, 1)
        column.addWidget(self.editor)
        column.addWidget(self.versions, 1)
        return body

    def _turn(self) -> None:
        items = self.parts.code() == "items"
        readable = self._one() is not None and self._one().form is not None
        self.lines.setVisible(items and readable)
        self.editor.setVisible(items and readable)
        self.versions.setVisible(not items)

    # -- what is shown -----------------------------------------------------------------------
    def reload(self) -> None:
        self.desk.load(load_forms, self._show, "library-forms")

    def _show(self, found: list[OneForm]) -> None:
        self._found = found
        self.rows.set_items([self._line(one).item(one.name) for one in found])
        self.counted.emit(str(len(found)))
        if self._one() is None:
            self._name = found[0].name
        self.rows.choose(self._name)
        self._show_chosen()

    def _line(self, one: OneForm) -> TwoLines:
        t, form = self.t, one.form
        title = form_name(t, one.name)
        if form is None:
            return TwoLines(title, "", (t("cannot be read"), "circle-alert", "danger"))
        words, icon, tone = _state_mark(t, form)
        short = t("not confirmed") if form.unconfirmed else words
        return TwoLines(title, t("version {n}", n=form.version), (short, icon, tone))

    def form(self) -> FormTemplate | None:
        """The form that is shown; None before it is loaded, or if it cannot be read."""
        one = self._one()
        return one.form if one else None

    def _one(self) -> OneForm | None:
        return next((one for one in self._found if one.name == self._name), None)

    def _show_chosen(self) -> None:
        one = self._one()
        if one is None:
            return
        t, form = self.t, one.form
        self.versions.show_versions(one.versions)
        self.confirm_button.setVisible(form is not None and form.unconfirmed)
        own = bool(one.versions)
        self.shipped_button.setVisible(own and (form is None or differs_from_shipped(form)))
        if form is None:
            self._title.setText(form_name(t, one.name))
            self._state.setText("")
            self.mark.set(t("cannot be read"), "circle-alert", "danger")
            self.warnings.say([t.error(one.trouble)] if one.trouble else [])
        else:
            self._title.setText(form.title[form.language_for(t.language)])
            self._state.setText(self._state_words(form))
            self.mark.set(*_state_mark(t, form))
            self.warnings.say([self._doubt(form)] if form.unconfirmed else [])
            self._show_lines(form)
        self._turn()

    def _show_lines(self, form: FormTemplate) -> None:
        items = line_items(self.t, form)
        if self.lines.items() != items:
            self.lines.set_items(items)
        if self._wanted is not None:
            self.lines.choose(self._wanted)
            self._wanted = None
        if self.lines.key() is None:
            first = next((i.key for i in items if i.key.part == "item"), items[0].key)
            self.lines.choose(first)
        self.editor.show_place(form, self._place())

    def _place(self) -> Place | None:
        key = self.lines.key()
        return key if isinstance(key, Place) else None

    def _state_words(self, form: FormTemplate) -> str:
        t, items = self.t, list(form.items())
        asked = sum(item.compulsory for item in items)
        languages = ", ".join(language_name(code, t.language) for code in form.languages)
        said = (
            _version_words(t, form),
            t.plural("{n} item", "{n} items", len(items)),
            t("compulsory: {n}", n=asked),
            languages,
        )
        return " · ".join(said)

    def _doubt(self, form: FormTemplate) -> str:
        asked = self.t("Compare it with the form in force, correct it here, then confirm it.")
        return f"{asked} {form.note}".strip()

    # -- deeds -------------------------------------------------------------------------------
    def _choose(self, name: object) -> None:
        self.editor.commit()
        self._name = str(name)
        self._show_chosen()

    def _open(self, name: object) -> None:
        self._choose(name)
        self.split.show_detail()

    def _choose_place(self, _place: object) -> None:
        self.editor.commit()
        form = self.form()
        if form is not None:
            self.editor.show_place(form, self._place())

    def _action(self, label: str) -> Action:
        return Action(label, {"name": form_name(self.t, self._name)})

    def _reword(self, place: Place, language: str, words: str) -> None:
        name = self._name

        def refused(sentence: str) -> None:
            if name != self._name or not self.editor.refuse(place, language, sentence):
                self.desk.tell(sentence)

        self.desk.save(
            lambda vault: changed(vault, name, lambda f: with_words(f, place, language, words)),
            self._action(EDITED), refused,
        )  # fmt: skip

    def _mark(self, number: str, mark: str, on: bool) -> None:
        name = self._name
        self.desk.save(
            lambda vault: changed(vault, name, lambda form: with_mark(form, number, mark, on)),
            self._action(EDITED), self._told,
        )  # fmt: skip

    def _told(self, sentence: str) -> None:
        """A deed of no field failed: say it, and show again what is kept."""
        self.desk.tell(sentence)
        self.reload()

    def confirm(self) -> None:
        """Somebody of the office compared it with the form in force."""
        self.editor.commit()
        name = self._name
        self.desk.save(lambda vault: confirmed(vault, name), self._action(CONFIRMED), self._told)

    def back_to_shipped(self) -> None:
        """The form that ships, as a new version."""
        name = self._name
        self.desk.save(lambda vault: as_in(vault, name, None), self._action(RESTORED), self._told)

    def back_to(self, version: LetterTemplate) -> None:
        """An older text, as a new version."""
        name, text = self._name, version.text
        self.desk.save(lambda vault: as_in(vault, name, text), self._action(RESTORED), self._told)

    def go_to(self, argument: object) -> None:
        """A form by its name, or (name, number of an item)."""
        name, number = argument if isinstance(argument, tuple) else (argument, None)
        if name not in shipped_forms():
            return
        self._wanted = None if number is None else Place("item", str(number))
        if self._found:
            self._open(name)
            self.rows.choose(name)
        self._name = str(name)

    def commit(self) -> None:
        self.editor.commit()

    def set_compact(self, compact: bool) -> None:
        self.split.set_compact(compact)

    def focus_first(self) -> None:
        self.rows.setFocus(Qt.FocusReason.OtherFocusReason)


def _version_words(t: Translator, form: FormTemplate) -> str:
    if form.origin == "office":
        return t("own version {n}", n=form.version)
    return t("as it ships, version {n}", n=form.version)


def _state_mark(t: Translator, form: FormTemplate) -> tuple[str, str, str]:
    """Words, icon and tone of the chip."""
    if form.unconfirmed:
        return t("unconfirmed wording"), "circle-dashed", "warn"
    return t("confirmed"), "check", "ok"


def _compared(t: Translator, old: LetterTemplate, new: LetterTemplate) -> Found:
    """Two versions; nothing where one of them cannot be read."""
    name = new.name.partition(".")[2]
    try:
        return form_differences(t, parse_form(old.text, name), parse_form(new.text, name))
    except UserError:
        return []
