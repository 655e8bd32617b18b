"""The directory: bodies and officials that appeals go to, and those that ship and can be taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.directory import shipped_addressees
from caseapp.desktop.features.library.addressee_form import AddresseeForm, addressee_name
from caseapp.desktop.features.library.addressee_state import chip, is_former, warned
from caseapp.desktop.features.library.section import (
    Desk,
    ListSide,
    Section,
    Split,
    TwoLines,
    Warnings,
    flowing,
    two_line_rows,
)
from caseapp.desktop.widgets import EmptyState, Label, PrimaryButton, QuietButton
from caseapp.domain.dates import read_date
from caseapp.domain.vocabulary import Audience
from caseapp.dossier.letter_titles import in_order, letter_title
from caseapp.dossier.letters import shipped_letters
from caseapp.i18n import N_
from caseapp.store.history import Action
from caseapp.store.queries.library import addressees, appeals_to, letter_versions
from caseapp.store.records import Addressee, LetterTemplate
from caseapp.store.records.types import new_id
from caseapp.store.vault import Vault

ADDED, CHECKED = N_("Add an addressee"), N_("Note that an addressee was checked")
COPIED, TRASHED = N_("Copy an addressee"), N_("Put an addressee in the trash")
_COPIED = (
    "audience", "texts", "person", "address", "phone", "email", "language", "letter",
    "parts", "reply_rule", "valid_from", "valid_to", "note",
)  # fmt: skip

Key = UUID | tuple[str, int]
"""An addressee of the directory, or ("shipped", n) for one that can be taken over."""


@dataclass(frozen=True, slots=True)
class Directory:
    """What is loaded: own ones, shipped ones not taken over yet, appeals to each, letters."""

    own: Sequence[Addressee]
    shipped: Sequence[Addressee]
    appeals: dict[UUID, int]
    letters: Sequence[str]
    """Names of letters, in the order in which a choice lists them."""
    versions: Sequence[LetterTemplate] = ()


def load_directory(vault: Vault) -> Directory:
    """All of the directory."""
    own = vault.read(addressees)
    kept = vault.read(letter_versions)
    names = {name for name, _language in shipped_letters()}
    names |= {one.name for one in kept if one.deleted_at is None}
    return Directory(
        own, shipped_addressees(own), vault.read(appeals_to), tuple(in_order(names)), kept
    )


class AddresseesSection(Section):
    """A list at the side, one addressee's form beside it."""

    KINDS = frozenset({"addressee", "appeal_addressee", "letter_template"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        t = self.t
        self._found = Directory((), (), {}, ())
        self._key: Key | None = None
        self.new_button = PrimaryButton(t("New addressee"), icon="plus", on_click=self.add)
        self.rows = two_line_rows(t("Addressees"))
        self.rows.chosen.connect(self._choose)
        self.rows.opened.connect(self._open)
        self.form = AddresseeForm(desk)
        self.split = Split(
            t("All addressees"), ListSide(self.rows, self.new_button), self._make_detail()
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.split)

    def _make_detail(self) -> QWidget:
        t = self.t
        self._title = Label("", "title", wrap=True)
        self._origin = Label("", "second", wrap=True)
        self.warnings = Warnings()
        self.checked_button = QuietButton(
            t("Checked today"), icon="check", on_click=self.check_today
        )
        self.copy_button = QuietButton(t("Duplicate"), icon="copy", on_click=self.duplicate)
        self.trash_button = QuietButton(t("Put in the trash"), icon="trash", on_click=self.trash)
        self.take_button = PrimaryButton(
            t("Take over into the directory"), icon="plus", on_click=self.take_over
        )
        self._empty = EmptyState(
            "mail", t("Nobody to write to yet."), t("Take over one that ships, or add your own.")
        )
        deeds = flowing(self.take_button, self.checked_button, self.copy_button, self.trash_button)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, theme.COLUMN_MARGIN, 4, theme.COLUMN_MARGIN)
        column.setSpacing(theme.GRID)
        for widget in (self._title, self._origin, self.warnings):
            column.addWidget(widget)
        column.addWidget(deeds)
        column.addWidget(self.form)
        column.addWidget(self._empty)
        column.addStretch(1)
        return body

    # -- what is shown -----------------------------------------------------------------------
    def reload(self) -> None:
        self.desk.load(load_directory, self._show, "library-addressees")

    def _show(self, found: Directory) -> None:
        self._found = found
        today = date.today()
        own = sorted(found.own, key=lambda one: is_former(one, today))
        items = [self._line(one, own=True).item(one.id) for one in own]
        items += [
            self._line(one, own=False).item(("shipped", place))
            for place, one in enumerate(found.shipped)
        ]
        self.rows.set_items(items)
        self.counted.emit(str(len(found.own)))
        keys = [item.key for item in items]
        if self._key not in keys:
            self._key = keys[0] if keys else None  # type: ignore[assignment]
        self.rows.choose(self._key)
        self._show_chosen()

    def _line(self, one: Addressee, *, own: bool) -> TwoLines:
        t, words = self.t, self.desk.words
        name = addressee_name(t, one.texts, t.language)
        detail = words.label(one.audience) if own else ""
        return TwoLines(name, detail, chip(words, one, date.today(), own=own))

    def _show_chosen(self) -> None:
        one, own = self._chosen(), isinstance(self._key, UUID)
        for widget in (self._title, self._origin, self.form):
            widget.setVisible(one is not None)
        for button in (self.checked_button, self.copy_button, self.trash_button):
            button.setVisible(one is not None and own)
        self.take_button.setVisible(one is not None and not own)
        self._empty.setVisible(one is None)
        if one is None:
            self.warnings.say(())
            return
        t = self.t
        self._title.setText(addressee_name(t, one.texts, t.language))
        self._origin.setText(self._origin_words(one, own=own))
        self.warnings.say(warned(self.desk.words, one, date.today()))
        uses = self._found.appeals.get(one.id, 0)
        self.trash_button.setEnabled(not uses)
        self.trash_button.set_tip(t("Appeals go to it; it stays.") if uses else "")
        names, kept = self._found.letters, self._found.versions
        titles = [(name, letter_title(t, name, kept)) for name in names]
        self.form.show_addressee(one, titles, read_only=not own)

    def _origin_words(self, one: Addressee, *, own: bool) -> str:
        t = self.t
        if not own:
            return t("This one ships with the program. Take it over to correct it and to use it.")
        uses = self._found.appeals.get(one.id, 0)
        if not uses:
            return t("No appeal goes to it yet.")
        return t.plural("{n} appeal goes to it", "{n} appeals go to it", uses)

    def _chosen(self) -> Addressee | None:
        if isinstance(self._key, UUID):
            return next((one for one in self._found.own if one.id == self._key), None)
        if isinstance(self._key, tuple) and self._key[1] < len(self._found.shipped):
            return self._found.shipped[self._key[1]]
        return None

    def _choose(self, key: Any) -> None:
        self.form.commit()
        self._key = key
        self._show_chosen()

    def _open(self, key: Any) -> None:
        self._choose(key)
        self.split.show_detail()

    def go_to(self, argument: object) -> None:
        if isinstance(argument, UUID):
            self._key = argument
            if any(one.id == argument for one in self._found.own):
                self.rows.choose(argument)
                self._show_chosen()
            else:
                self.reload()
            self.split.show_detail()

    # -- deeds -------------------------------------------------------------------------------
    def add(self) -> None:
        """Begin a new one; it is kept at once and can be undone."""
        self._keep_new(Addressee(audience=Audience.HOST_STATE, language="ru"), ADDED)

    def take_over(self) -> None:
        """Put a shipped one into the directory."""
        one = self._chosen()
        if one is not None and not isinstance(self._key, UUID):
            self._keep_new(_copy(one), ADDED)

    def duplicate(self) -> None:
        """Copy one, for a second post of the same body; nobody has checked the copy."""
        one = self._chosen()
        if one is not None:
            self._keep_new(_copy(one), COPIED)

    def _keep_new(self, record: Addressee, label: str) -> None:
        self.form.commit()
        self._key = record.id
        self.desk.save(lambda _vault: [record], Action(label))
        self.split.show_detail()
        self.form.focus_first()

    def check_today(self) -> None:
        """Somebody looked it up just now."""
        if isinstance(self._key, UUID):
            today = {"checked": read_date(date.today().isoformat())}
            self.desk.editor.change(Addressee, {self._key: today}, Action(CHECKED))

    def trash(self) -> None:
        """Put it in the trash; undo takes it back."""
        if isinstance(self._key, UUID):
            self.desk.trash(Addressee, self._key, Action(TRASHED))
            self.split.show_list()

    def commit(self) -> None:
        self.form.commit()

    def set_compact(self, compact: bool) -> None:
        self.split.set_compact(compact)

    def focus_first(self) -> None:
        self.rows.setFocus(Qt.FocusReason.OtherFocusReason)


def _copy(one: Addressee) -> Addressee:
    """The same as a new record. It was not checked: that is said of one post alone."""
    values = {name: getattr(one, name) for name in _COPIED}
    values["texts"] = {key: dict(texts) for key, texts in one.texts.items()}
    values["address"] = dict(one.address)
    return Addressee(id=new_id(), **values)
