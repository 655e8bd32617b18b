"""What an appeal says of itself and of who writes: number, dates, the organisation.

Each field commits when left. Texts that stand in a letter are kept for each language of the
copies.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.features.appeals.signatories import SignatoriesSection
from caseapp.desktop.features.appeals.words import AppealWords
from caseapp.desktop.widgets import Field, Label, SectionHeading, Segments
from caseapp.domain.dates import UncertainDate, read_date
from caseapp.domain.identifiers import is_business_number
from caseapp.domain.vocabulary import AppealKind, AppealState
from caseapp.dossier.languages import PRINTED, printed
from caseapp.i18n import N_
from caseapp.store.records import Appeal, Signatory

Change = Callable[[Appeal], None]

_PLAIN = {"title": N_("Title"), "reference": N_("Number of the appeal")}
_DATES = {"dated": N_("Date of the appeal"), "facts_as_of": N_("Facts as known on")}
_ORGANISATION = {
    "name": N_("Name"),
    "address": N_("Postal address"),
    "bin": N_("Business identification number (BIN)"),
    "email": N_("E-mail"),
    "phone": N_("Phone"),
    "signatory": N_("Who signs"),
    "signatory_post": N_("Post of who signs"),
}
_IN_ALL_LANGUAGES = frozenset({"bin"})
"""What is the same in every language of the copies."""
_CHOICES: dict[str, type[StrEnum]] = {"kind": AppealKind, "state": AppealState}
_MOST_BLANK = 500


class Particulars(QScrollArea):
    """`changed(how, label, field)`: apply `how` to the appeal; errors go to the field."""

    changed = Signal(object, str, object)

    def __init__(self, words: AppealWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._appeal: Appeal | None = None
        t = words.t
        self.fields: dict[str, Field] = {}
        content = QWidget()
        self._column = QVBoxLayout(content)
        margin = theme.COLUMN_MARGIN
        self._column.setContentsMargins(margin, 4, margin, margin)
        self._column.setSpacing(12)
        for name, label in (*_PLAIN.items(), *_DATES.items()):
            self._add(name, label)
        for name in _DATES:
            self.fields[name].edited.connect(lambda text, n=name: self._read(n, text))
        self._choose("kind", N_("Kind of appeal"), AppealKind)
        self._choose("state", N_("Where it stands"), AppealState)
        self._column.addSpacing(8)
        self.signatories = SignatoriesSection(words)
        self._column.addWidget(self.signatories)
        self._add("contact", N_("Who gets the answer"), choices=[("", t("nobody is named"))])
        self._add("blank_signature_rows", N_("Blank lines for signatures"))
        self._column.addSpacing(8)
        heading = SectionHeading(t("Who writes"))
        self.languages = Segments(
            [(code, words.language(code)) for code in PRINTED], t("Language of these texts")
        )
        self.languages.choose(printed(t.language))
        self.languages.chosen.connect(lambda _code: self._show_organisation())
        heading.add(self.languages)
        self._column.addWidget(heading)
        for name, label in _ORGANISATION.items():
            self._add(f"organisation.{name}", label, lines=2 if name == "address" else 0)
        self.fields["organisation.bin"].edited.connect(self._read_bin)
        note = t("A letter in another language takes the English text where it has none.")
        self._column.addWidget(Label(note, "caption", wrap=True))
        self._column.addStretch(1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)

    def _choose(self, name: str, label: str, kind: type[StrEnum]) -> None:
        words = [(member.value, self._words.label(member)) for member in kind]
        self._add(
            name, label, choices=[(code, word[:1].upper() + word[1:]) for code, word in words]
        )

    def _add(
        self, name: str, label: str, lines: int = 0, choices: Sequence[tuple[str, str]] = ()
    ) -> None:
        kind = "choice" if choices else "text" if lines else "line"
        field = Field(self._words.t(label), kind=kind, lines=lines or 1, choices=choices)
        field.setObjectName(name)
        field.committed.connect(lambda value: self._commit(name, label, value))
        self.fields[name] = field
        self._column.addWidget(field)

    def go_to(self, name: str) -> None:
        """Put the keyboard into a field; an unknown one is the first."""
        if name == "signatories":
            self.signatories.focus_first()
            self.ensureWidgetVisible(self.signatories)
            return
        field = self.fields.get(name, self.fields["title"])
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(field)

    def show_appeal(
        self, appeal: Appeal, signatories: Sequence[tuple[Signatory, str]] = ()
    ) -> None:
        """Show what is kept; a field that is being typed into is left alone."""
        self._appeal = appeal
        self.signatories.show_signatories(appeal.id, signatories)
        names = [(one.id.hex, one.full_name or name) for one, name in signatories]
        t = self._words.t
        self.fields["contact"].set_choices(
            [("", t("nobody is named")), *((code, name or "?") for code, name in names)]
        )
        contact = appeal.contact_signatory_id
        self.fields["contact"].set_value(contact.hex if contact else "")
        for name, kind in _CHOICES.items():
            self.fields[name].set_value(kind(getattr(appeal, name)).value)
        for name in _PLAIN:
            self.fields[name].set_value(getattr(appeal, name))
        for name in _DATES:
            value: UncertainDate = getattr(appeal, name)
            self.fields[name].set_value(value.text)
        self.fields["blank_signature_rows"].set_value(str(appeal.blank_signature_rows))
        self._show_organisation()

    def _show_organisation(self) -> None:
        if self._appeal is None:
            return
        language = self.languages.code()
        for name in _ORGANISATION:
            texts = self._appeal.organisation.get(name, {})
            value = texts.get(language, "") if isinstance(texts, dict) else str(texts)
            self.fields[f"organisation.{name}"].set_value(value)
        self._read_bin(self.fields["organisation.bin"].text())

    def _read_bin(self, text: str) -> None:
        """Say beneath the number what is wrong with it; it is kept as it is."""
        fits = not text.strip() or is_business_number(text)
        said = "" if fits else self._words.t("This is not a valid BIN; it is kept as it is.")
        self.fields["organisation.bin"].say(said, "warn")

    def _read(self, name: str, text: str) -> None:
        """Say beneath a date how it is understood."""
        value, field, t = read_date(text), self.fields[name], self._words.t
        if not text.strip():
            field.say("")
        elif value.readable:
            field.say(self._words.date(value))
        else:
            field.say(t("This cannot be read as a date; it is kept as it is."), "warn")

    def _commit(self, name: str, label: str, value: str) -> None:
        field = self.fields[name]
        how = self._how(name, value)
        if how is None:
            field.reject(self._words.t("Give a number from 0 to {most}.", most=_MOST_BLANK))
        else:
            self.changed.emit(how, label, field)

    def _how(self, name: str, value: str) -> Change | None:
        """What a committed value does to the appeal; None if it cannot be that."""
        language = self.languages.code()
        if name in _DATES:
            return lambda appeal: setattr(appeal, name, read_date(value))
        if name == "blank_signature_rows":
            typed = value.strip() or "0"
            if not typed.isascii() or not typed.isdigit() or int(typed) > _MOST_BLANK:
                return None
            return lambda appeal: setattr(appeal, name, int(typed))
        if name in _CHOICES:
            return lambda appeal: setattr(appeal, name, _CHOICES[name](value))
        if name == "contact":
            who = UUID(hex=value) if value else None
            return lambda appeal: setattr(appeal, "contact_signatory_id", who)
        if name in _PLAIN:
            return lambda appeal: setattr(appeal, name, value.strip())
        key = name.removeprefix("organisation.")
        return lambda appeal: _set_text(appeal, key, language, value.strip())


def _set_text(appeal: Appeal, key: str, language: str, value: str) -> None:
    """One text in one language; the dictionaries are made anew so that the store sees it."""
    if key in _IN_ALL_LANGUAGES:
        appeal.organisation = {**appeal.organisation, key: value}
        return
    known = appeal.organisation.get(key, {})
    texts = dict(known) if isinstance(known, dict) else {"en": str(known)}
    texts[language] = value
    appeal.organisation = {**appeal.organisation, key: {k: v for k, v in texts.items() if v}}
