"""Letter templates: each name and language with its versions, an editor, and an example beside it.

A version that somebody confirmed, or that a copy or an appeal names, is never changed: an edit
of it is the next version.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.features.library.addressee_form import addressee_name
from caseapp.desktop.features.library.letter_example import example, example_values
from caseapp.desktop.features.library.letter_versions import VersionsPart
from caseapp.desktop.features.library.section import (
    Desk,
    ListSide,
    Section,
    Split,
    TwoLines,
    language_name,
    scrolling,
    two_line_rows,
)
from caseapp.desktop.letters.editor import LetterEditor
from caseapp.desktop.letters.state import Key, LetterState, letter_state
from caseapp.desktop.widgets import Field, Label, PrimaryButton, QuietButton, Segments
from caseapp.dossier.letter_choice import OF_KIND, usual_letter
from caseapp.dossier.letter_markup import with_section
from caseapp.dossier.letter_titles import TITLES, in_order, letter_title
from caseapp.dossier.letters import (
    next_number,
    parse_template,
    shipped_letters,
    shipped_wording,
    wording_among,
)
from caseapp.errors import UserError
from caseapp.i18n import N_, Translator
from caseapp.store.history import Action
from caseapp.store.queries.library import addressees, letter_versions, letters_relied_on
from caseapp.store.records import Addressee, LetterTemplate, Record
from caseapp.store.vault import Vault

EDITED, CONFIRMED = N_("Change the letter “{name}”"), N_("Confirm the wording of “{name}”")
RESTORED, ADDED = N_("Take the letter “{name}” back to a version"), N_("Add the letter “{name}”")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_PAUSE = 250
"""Milliseconds after the last key until the example follows."""


@dataclass(frozen=True, slots=True)
class Letters:
    """Every version, also trashed ones; the directory; what may not be changed any more."""

    versions: Sequence[LetterTemplate] = ()
    addressees: Sequence[Addressee] = ()

    def names(self) -> list[Key]:
        """Name and language of every letter that there is."""
        own = {(one.name, one.language) for one in self.versions if one.deleted_at is None}
        found = own | set(shipped_letters())
        places = {name: n for n, name in enumerate(in_order(name for name, _ in found))}
        return sorted(found, key=lambda key: (places[key[0]], key[1]))

    def title(self, t: Translator, key: Key) -> str:
        """What a letter is called, with its language."""
        return f"{self.name(t, key[0])} · {language_name(key[1], t.language)}"

    def name(self, t: Translator, name: str) -> str:
        """What it is called in all languages; a letter of the office with its short name too."""
        title = letter_title(t, name, self.versions)
        return title if name in TITLES or title == name else f"{title} · {name}"

    def of(self, key: Key) -> list[LetterTemplate]:
        """The office's versions of one letter, newest first."""
        mine = [one for one in self.versions if (one.name, one.language) == key]
        return sorted((o for o in mine if o.deleted_at is None), key=lambda one: -one.number)

    def goes_to(self, name: str) -> list[Addressee]:
        """Addressees whose usual letter it is."""
        return [a for a in self.addressees if usual_letter(a.letter, a.audience) == name]


def load_letters(vault: Vault) -> Letters:
    return Letters(vault.read(letter_versions), vault.read(addressees))


def new_version(
    vault: Vault, key: Key, text: str, *, confirmed: bool = False, in_place: bool = False
) -> list[Record]:
    """The record to save for another text: the newest version itself if nobody relies on it.

    Raises UserError if the text cannot be read: nothing broken is ever kept.
    """
    name, language = key
    parse_template(text, name, language)
    versions = vault.read(letter_versions)
    mine = Letters(versions).of(key)
    if in_place and mine and not mine[0].confirmed:
        relied_on = vault.read(letters_relied_on)
        if (f"{name}.{language}", mine[0].number) not in relied_on:
            mine[0].text, mine[0].confirmed = text, confirmed
            return [mine[0]]
    number = next_number(versions, name, language)
    title = mine[0].title if mine else ""
    return [
        LetterTemplate(
            name=name, language=language, number=number, title=title, text=text,
            confirmed=confirmed,
        )
    ]  # fmt: skip


class LettersSection(Section):
    """The letters at the side; the editor, and its example or its versions beside it."""

    KINDS = frozenset({"letter_template", "addressee"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        t = self.t
        self._found = Letters()
        self._key: Key | None = None
        self._compact = False
        self.rows = two_line_rows(t("Letter templates"))
        self.rows.chosen.connect(self._choose)
        self.rows.opened.connect(self._open)
        self.name = Field(
            t("Name of a new letter"), hint=t("Small Latin letters, for example “court”.")
        )
        self.name.setObjectName("new-letter")
        self.add_button = QuietButton(
            t("Add a copy of this letter"), icon="plus", on_click=self.add
        )
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self._show_example)
        side = ListSide(self.rows, below=(self.name, self.add_button))
        self.split = Split(t("All letters"), side, self._make_detail(), scrolls=False, width=280)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.split)

    def _make_detail(self) -> QWidget:
        t = self.t
        self._title = Label("", "title", elide=True)
        self._state = Label("", "second", wrap=True)
        self.confirm_button = PrimaryButton(
            t("Confirm wording"), icon="check", on_click=self.confirm
        )
        self.shipped_button = QuietButton(
            t("Back to the shipped text"), icon="rotate-ccw", on_click=self.back_to_shipped
        )
        self.editor = LetterEditor(t)
        self.editor.kept.connect(self._keep)
        for part in self.editor.parts.values():
            part.edited.connect(self._timer.start)
        self.parts = Segments(
            [("letter", t("Letter")), ("example", t("Example")), ("versions", t("Versions"))],
            t("What is shown"),
        )  # fmt: skip
        self.parts.chosen.connect(self._turn)
        self.example = Label("", wrap=True, selectable=True)
        self.versions = VersionsPart(t)
        self.versions.wanted.connect(self.back_to)
        page = QWidget()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(4, 4, 4, theme.COLUMN_MARGIN)
        inside.addWidget(Label(t("Example; everybody in it is fictitious"), "caption", wrap=True))
        inside.addWidget(self.example)
        inside.addStretch(1)
        self._page, self._past = scrolling(page), scrolling(self.versions)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, theme.COLUMN_MARGIN, 0, theme.GRID)
        column.setSpacing(theme.GRID)
        column.addWidget(self._title)
        column.addWidget(self._state)
        deeds = QHBoxLayout()
        deeds.setSpacing(theme.GRID)
        for widget in (self.parts, self.confirm_button, self.shipped_button):
            deeds.addWidget(widget)
        deeds.addStretch(1)
        column.addLayout(deeds)
        beside = QHBoxLayout()
        beside.setSpacing(theme.COLUMN_MARGIN)
        beside.addWidget(self.editor, 3)
        beside.addWidget(self._page, 2)
        beside.addWidget(self._past, 2)
        column.addLayout(beside, 1)
        self._turn("")
        return body

    def _turn(self, _code: str) -> None:
        """Wide: the letter with the example or the versions beside it; narrow: one of them."""
        shown = self.parts.code() or "letter"
        if not self.parts.code():
            self.parts.choose("letter")
        self.editor.setVisible(not self._compact or shown == "letter")
        beside_letter = not self._compact and shown == "letter"
        self._page.setVisible(shown == "example" or beside_letter)
        self._past.setVisible(shown == "versions")

    # -- what is shown -----------------------------------------------------------------------
    def reload(self) -> None:
        self.desk.load(load_letters, self._show, "library-letters")

    def _show(self, found: Letters) -> None:
        self._found = found
        keys = found.names()
        self.rows.set_items([self._line(key).item(key) for key in keys])
        self.counted.emit(str(len(keys)))
        if self._key not in keys:
            self._key = keys[0] if keys else None
        self.rows.choose(self._key)
        self._show_chosen()

    def _line(self, key: Key) -> TwoLines:
        t, mine = self.t, self._found.of(key)
        title, language = self._found.name(t, key[0]), language_name(key[1], t.language)
        if not mine:
            detail = f"{language} · {t('as it ships')}"
            return TwoLines(title, detail, (t("not confirmed"), "circle-dashed", "warn"))
        detail = f"{language} · {t('own version {n}', n=mine[0].number)}"
        if mine[0].confirmed:
            return TwoLines(title, detail, (t("confirmed"), "check", "ok"))
        return TwoLines(title, detail, (t("not confirmed"), "circle-dashed", "warn"))

    def state(self) -> LetterState | None:
        """The letter that is shown."""
        return letter_state({}, self._found.versions, self._key) if self._key else None

    def _show_chosen(self) -> None:
        t, state = self.t, self.state()
        if state is None or self._key is None:
            return
        name, _language = self._key
        self._title.setText(self._found.title(t, self._key))
        self._state.setText(self._use(name))
        self.editor.show_letter(state)
        self.editor.set_values(self._values())
        mine = self._found.of(self._key)
        doubts = sum(part.doubts() for part in self.editor.parts.values())
        confirmed = bool(mine) and mine[0].confirmed
        self.confirm_button.setVisible(not confirmed)
        self.confirm_button.setEnabled(not doubts and state.trouble is None)
        self.confirm_button.set_tip(t("Confirm the marked passages first.") if doubts else "")
        self.shipped_button.setVisible(bool(mine) and self._key in shipped_letters()
                                       and mine[0].text != self._shipped())  # fmt: skip
        self.versions.show_versions(self._key, mine)
        self._show_example()

    def _use(self, name: str) -> str:
        """Who gets a letter, or for which kind of appeal it is."""
        t = self.t
        used = [addressee_name(t, one.texts, t.language) for one in self._found.goes_to(name)]
        if used:
            return t("Goes to: {names}", names=", ".join(used))
        kinds = [kind for kind, (letter, _audiences) in OF_KIND.items() if letter == name]
        if kinds:
            return t("For appeals of this kind: {kind}", kind=self.desk.words.label(kinds[0]))
        return t("No addressee has this letter as its usual one.")

    def _shipped(self) -> str:
        with suppress(UserError):
            return shipped_wording(*self._key).text if self._key else ""
        return ""

    def _values(self) -> dict[str, str]:
        assert self._key is not None
        goes_to = self._found.goes_to(self._key[0])
        return dict(example_values(self._key[1], goes_to[0] if goes_to else None))

    def _show_example(self) -> None:
        """The example of what stands in the editor now, kept or not."""
        state = self.state()
        if state is None or state.wording is None or state.trouble is not None:
            self.example.setText("")
            return
        text = state.wording.text
        try:
            for name, part in self.editor.parts.items():
                if part.is_dirty():
                    text = with_section(text, name, part.lines())
            template = parse_template(text, *state.key)
        except UserError as error:
            self.editor.say_refused(self.t.error(error))
            return
        self.example.setText(example(template, self._values()))

    # -- deeds -------------------------------------------------------------------------------
    def _choose(self, key: object) -> None:
        self.editor.commit()
        assert isinstance(key, tuple)
        self._key = key
        self._show_chosen()

    def _open(self, key: object) -> None:
        self._choose(key)
        self.split.show_detail()

    def _save(self, label: str, text: str, *, confirmed: bool = False, in_place: bool) -> None:
        key = self._key
        assert key is not None
        action = Action(label, {"name": self._found.title(self.t, key)})
        self.desk.save(
            lambda vault: new_version(vault, key, text, confirmed=confirmed, in_place=in_place),
            action, self.editor.say_refused,
        )  # fmt: skip

    def _keep(self, section: str, lines: tuple[str, ...]) -> None:
        """A part was left changed. It is put into the newest text that there is by then."""
        key = self._key
        if key is None:
            return

        def make(vault: Vault) -> list[Record]:
            now = wording_among(vault.read(letter_versions), *key)
            text = with_section(now.text, section, lines)
            return new_version(vault, key, text, in_place=True)

        action = Action(EDITED, {"name": self._found.title(self.t, key)})
        self.desk.save(make, action, self.editor.say_refused)

    def confirm(self) -> None:
        """Somebody of the office says that it may be printed as it stands."""
        self.editor.commit()
        state = self.state()
        if state is not None and state.wording is not None:
            self._save(CONFIRMED, state.wording.text, confirmed=True, in_place=True)

    def back_to_shipped(self) -> None:
        """The text that ships, as a new version."""
        self._save(RESTORED, self._shipped(), in_place=False)

    def back_to(self, version: LetterTemplate) -> None:
        """An older text, as a new version."""
        self._save(RESTORED, version.text, in_place=False)

    def add(self) -> None:
        """A new letter that begins with the text of the shown one."""
        t, name, state = self.t, self.name.text().strip(), self.state()
        if state is None or state.wording is None:
            return
        language = state.key[1]
        if not _NAME.fullmatch(name):
            self.name.say(t("Write a name in small Latin letters, without spaces."), "error")
            return
        if (name, language) in self._found.names():
            self.name.say(t("There is a letter of that name already."), "error")
            return
        text = state.wording.text
        self._key = (name, language)
        self.desk.save(
            lambda vault: new_version(vault, (name, language), text),
            Action(ADDED, {"name": f"{name} · {language}"}), self.editor.say_refused,
        )  # fmt: skip
        self.name.set_value("")
        self.name.editor.set_value("")
        self.name.say("")

    def go_to(self, argument: object) -> None:
        if argument in self._found.names():
            self._open(argument)
            self.rows.choose(argument)
        elif isinstance(argument, tuple):
            self._key = argument

    def commit(self) -> None:
        self.editor.commit()

    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        self.split.set_compact(compact)
        self._state.setVisible(not compact)
        self._turn("")

    def focus_first(self) -> None:
        self.rows.setFocus(Qt.FocusReason.OtherFocusReason)
