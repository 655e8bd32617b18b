"""What one copy is made of: its language, letter, parts, whom it leaves out, what goes with it.

Each change is kept when made and is one step of undo. Shows what it is handed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.features.appeals.enclosures import Enclosures
from caseapp.desktop.features.appeals.left_out_list import LeftOutList
from caseapp.desktop.features.appeals.loading import Loaded
from caseapp.desktop.features.appeals.persons import Trouble
from caseapp.desktop.features.appeals.words import AppealWords
from caseapp.desktop.parts_list import PartsList
from caseapp.desktop.widgets import Field, Label, SectionHeading
from caseapp.disclosure.left_out import LeftOut
from caseapp.dossier.languages import OF_COPIES, PRINTED, worded_in
from caseapp.dossier.letter_titles import letter_title
from caseapp.dossier.parts import PartKind, chosen_parts
from caseapp.store.queries.appeals import AddresseeRow


class CopySettings(QScrollArea):
    """`changed(link id, name of the field, value)`: to be kept."""

    changed = Signal(object, str, object)

    def __init__(self, words: AppealWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._row: AddresseeRow | None = None
        t = words.t
        self._title = SectionHeading("")
        self._office = Label(t("The office's own copy has everything and leaves nobody out."),
                             "second", wrap=True)  # fmt: skip
        self.language = self._choice("language", t("Language of this copy"))
        self.second = self._choice("second_language", t("Second language of letter and sheets"))
        self.letter = self._choice("letter", t("Letter"))
        self.parts = PartsList(t, t("Back to the addressee's parts"))
        self.left_out = LeftOutList(words)
        self.enclosures = Enclosures(t)
        self._sections = {
            "parts": SectionHeading(t("Parts, in their order")),
            "persons": SectionHeading(t("Persons and photos")),
            "enclosures": SectionHeading(t("What goes with it on paper")),
        }
        self._lay_out()
        self.parts.chosen.connect(lambda codes: self._keep("parts", codes))
        self.left_out.chosen.connect(lambda left: self._keep("left_out", left.kept()))
        self.enclosures.changed.connect(lambda kept: self._keep("enclosures", kept))

    def _choice(self, name: str, label: str) -> Field:
        field = Field(label, kind="choice")
        field.setObjectName(name)
        field.committed.connect(lambda code: self._keep(name, code))
        return field

    def _lay_out(self) -> None:
        self._content = QWidget()
        self._all = QWidget()
        choices = QHBoxLayout()
        choices.setSpacing(theme.COLUMN_MARGIN)
        choices.addWidget(self.language, 1)
        choices.addWidget(self.second, 1)
        inner = QVBoxLayout(self._all)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(theme.GRID)
        inner.addLayout(choices)
        inner.addWidget(self.letter)
        for key, widget in (
            ("parts", self.parts), ("persons", self.left_out), ("enclosures", self.enclosures),
        ):  # fmt: skip
            inner.addSpacing(theme.GRID)
            inner.addWidget(self._sections[key])
            inner.addWidget(widget)
        column = QVBoxLayout(self._content)
        column.setContentsMargins(theme.COLUMN_MARGIN, 4, theme.COLUMN_MARGIN, 12)
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addWidget(self._office)
        column.addWidget(self._all)
        column.addStretch(1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(self._content)
        self.viewport().setAutoFillBackground(False)
        self._content.setAutoFillBackground(False)

    # -- what is shown -----------------------------------------------------------------------
    def show_copy(
        self, loaded: Loaded, row: AddresseeRow | None, languages: Sequence[str],
        marks: Mapping[UUID, Trouble],
    ) -> None:  # fmt: skip
        """Show the copy of an addressee, None for the office's; `languages` have its letter."""
        self._row = row
        self._all.setVisible(row is not None)
        self._office.setVisible(row is None)
        t, words = self._words.t, self._words
        name = words.short_addressee(row) if row else t("Office copy")
        self._title.set_words(t("Copy: {addressee}", addressee=name))
        if not loaded.page.addressees:
            self._title.set_words(t("No addressee yet"))
            self._office.hide()
        if row is None:
            return
        spoken = [(code, words.language(code)) for code in OF_COPIES]
        offered = [(code, word) for code, word in spoken if code in (*languages, row.language)]
        self.language.set_choices(offered)
        self.language.set_value(row.language)
        first = worded_in(row.language)
        seconds = [pair for pair in spoken if pair[0] in PRINTED and pair[0] != first]
        self.second.set_choices([("", t("none")), *seconds])
        self.second.set_value("" if row.second_language == first else row.second_language)
        usual = letter_title(t, loaded.usual.get(row.id, row.letter), loaded.templates)
        letters = [(one, letter_title(t, one, loaded.templates)) for one in loaded.letter_names]
        self.letter.set_choices([("", t("The usual one: {letter}", letter=usual)), *letters])
        self.letter.set_value(row.own_letter)
        kinds = chosen_parts(row.own_parts, row.parts, row.audience)
        self.parts.show_parts(kinds, own=bool(row.own_parts))
        left = LeftOut.read(row.left_out)
        self.left_out.show_persons(loaded.page.persons, left, marks)
        self._count(kinds, left, row.enclosures)
        self.enclosures.show_enclosures(row.enclosures, loaded.files)

    def _count(
        self, kinds: Sequence[PartKind], left: LeftOut, enclosures: Sequence[Mapping[str, Any]]
    ) -> None:
        t = self._words.t
        out = len(left.persons) + len(left.photos)
        self._sections["parts"].set_count(str(len(kinds)))
        self._sections["persons"].set_count(
            t.plural("{n} left out", "{n} left out", out) if out else ""
        )
        self._sections["enclosures"].set_count(str(len(enclosures)) if enclosures else "")

    def _keep(self, name: str, value: object) -> None:
        if self._row is not None:
            self.changed.emit(self._row.link_id, name, value)

    def go_to(self, section: str) -> None:
        """Put the keyboard into a part of the page."""
        widget = {"persons": self.left_out, "photos": self.left_out,
                  "enclosures": self.enclosures.add_button,
                  "parts": self.parts}.get(section, self.language)  # fmt: skip
        if self._row is None:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(widget)
