"""Letter templates: each with its languages and versions, an editor, and an example beside it."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.features.library.addressee_form import addressee_name
from caseapp.desktop.features.library.letter_deeds import (
    Letters,
    Wording,
    is_own,
    load_letters,
    new_version,
    own_name,
    retitled,
)
from caseapp.desktop.features.library.letter_example import example, example_values
from caseapp.desktop.features.library.letter_kinds import LOOKS, kind_item, kind_rows
from caseapp.desktop.features.library.letter_versions import VersionsPart, letter_differences
from caseapp.desktop.features.library.section import (
    OWN_NAMES,
    Desk,
    ListSide,
    Section,
    Split,
    flowing,
    language_name,
)
from caseapp.desktop.letters.editor import LetterEditor
from caseapp.desktop.letters.state import Key, LetterState, letter_state
from caseapp.desktop.widgets import Chip, Field, Label, PrimaryButton, QuietButton, Segments
from caseapp.desktop.widgets.scrolling import scroll_area
from caseapp.dossier.languages import PRINTED, printed
from caseapp.dossier.letter_choice import OF_KIND
from caseapp.dossier.letter_markup import with_section
from caseapp.dossier.letters import parse_template, shipped_letters, shipped_wording, wording_among
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.store.history import Action
from caseapp.store.queries.library import letter_versions
from caseapp.store.records import LetterTemplate, Record
from caseapp.store.vault import Vault

EDITED, CONFIRMED = N_("Change the letter “{name}”"), N_("Confirm the wording of “{name}”")
RESTORED, ADDED = N_("Take the letter “{name}” back to a version"), N_("Add the letter “{name}”")
RETITLED = N_("Change the title of the letter “{name}”")
_PAUSE = 250
"""Milliseconds after the last key until the example follows."""


class LettersSection(Section):
    """The letters at the side; the editor, and its example or its versions beside it."""

    KINDS = frozenset({"letter_template", "addressee"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        t = self.t
        self._found = Letters()
        self._key: Key | None = None
        self._compact = False
        self.rows = kind_rows(t("Letter templates"))
        self.rows.chosen.connect(self._choose)
        self.rows.opened.connect(self._open)
        self.name = Field(t("Title of a new letter"))
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
        self.title_field = Field(t("Title of the letter"), bare=True)
        self.title_field.setObjectName("letter-title")
        self.title_field.committed.connect(self._retitle)
        self.languages = Segments(
            [(code, OWN_NAMES[code]) for code in PRINTED], t("Language of the letter")
        )
        self.languages.chosen.connect(self._turn_language)
        self.mark = Chip("", "check", "ok")
        self._state = Label("", "second", wrap=True)
        self.begin_button = PrimaryButton("", icon="plus", on_click=self.begin)
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
        self.versions = VersionsPart(t, letter_differences)
        self.versions.wanted.connect(self.back_to)
        page = QWidget()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(4, 4, 4, theme.COLUMN_MARGIN)
        inside.addWidget(Label(t("Example; everybody in it is fictitious"), "caption", wrap=True))
        inside.addWidget(self.example)
        inside.addStretch(1)
        self._page, self._past = scroll_area(page), scroll_area(self.versions)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, theme.COLUMN_MARGIN, 0, theme.GRID)
        column.setSpacing(theme.GRID)
        column.addWidget(self._title)
        column.addWidget(self.title_field)
        column.addWidget(self._state)
        tongues = QHBoxLayout()
        tongues.setSpacing(theme.GRID)
        tongues.addWidget(self.languages)
        tongues.addWidget(self.mark)
        tongues.addStretch(1)
        column.addLayout(tongues)
        deeds = flowing(self.parts, self.begin_button, self.confirm_button, self.shipped_button)
        column.addWidget(deeds)
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
        there = self._key is None or self._found.wording(self._key) is not Wording.MISSING
        self.parts.setVisible(there)
        if not there:
            shown = ""
        self.editor.setVisible(there and (not self._compact or shown == "letter"))
        beside_letter = not self._compact and shown == "letter"
        self._page.setVisible(shown == "example" or beside_letter)
        self._past.setVisible(shown == "versions")

    # -- what is shown -----------------------------------------------------------------------
    def reload(self) -> None:
        self.desk.load(load_letters, self._show, "library-letters")

    def _show(self, found: Letters) -> None:
        self._found = found
        kinds = found.kinds()
        self.rows.set_items([kind_item(self.t, found, name) for name in kinds])
        self.counted.emit(str(len(kinds)))
        if self._key is None or self._key[0] not in kinds:
            self._key = (kinds[0], found.nearest(kinds[0], printed(self.t.language)))
        self.rows.choose(self._key[0])
        self._show_chosen()

    def state(self) -> LetterState | None:
        """The letter that is shown; None if there is no text in that language."""
        if self._key is None or self._found.wording(self._key) is Wording.MISSING:
            return None
        return letter_state({}, self._found.versions, self._key)

    def _title_of(self, key: Key) -> str:
        """A letter in one language, for what is told of it."""
        return f"{self._found.title(self.t, key[0])} · {language_name(key[1], self.t.language)}"

    def _show_chosen(self) -> None:
        if self._key is None:
            return
        t, (name, language) = self.t, self._key
        state, wording = self.state(), self._found.wording(self._key)
        self._title.setText(self._found.title(t, name))
        self.title_field.set_value(self._found.title(t, name))
        self._title.setVisible(not is_own(name))
        self.title_field.setVisible(is_own(name))
        self.languages.choose(language)
        words, icon, tone = LOOKS[wording]
        self.mark.set(t(words), icon, tone)
        self._state.setText(self._use(name))
        self.editor.show_letter(state)
        self.editor.set_values(self._values())
        self._offer_deeds(state, wording)
        self.versions.show_versions(self._found.of(self._key))
        self._turn("")
        self._show_example()

    def _offer_deeds(self, state: LetterState | None, wording: Wording) -> None:
        """The buttons that this wording leaves to do."""
        assert self._key is not None
        t, mine = self.t, self._found.of(self._key)
        nearest = self._found.nearest(self._key[0], printed(t.language))
        words = t("Begin with the text in this language: {name}", name=OWN_NAMES.get(nearest, ""))
        self.begin_button.setText(words)
        self.begin_button.setVisible(wording is Wording.MISSING)
        doubts = sum(part.doubts() for part in self.editor.parts.values())
        readable = state is not None and state.trouble is None
        self.confirm_button.setVisible(wording is Wording.UNCONFIRMED)
        self.confirm_button.setEnabled(readable and not doubts)
        self.confirm_button.set_tip(t("Confirm the marked passages first.") if doubts else "")
        self.shipped_button.setVisible(bool(mine) and self._key in shipped_letters()
                                       and mine[0].text != self._shipped())  # fmt: skip

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
        self.commit()
        language = self._key[1] if self._key else printed(self.t.language)
        self._key = (str(key), language)
        if self._found.wording(self._key) is Wording.MISSING:
            self._key = (str(key), self._found.nearest(str(key), language))
        self._drop_typed()
        self._show_chosen()

    def _drop_typed(self) -> None:
        """A title that was refused belongs to the letter that was shown before."""
        self.title_field.restore()
        self.name.say("")

    def _turn_language(self, language: str) -> None:
        self.editor.commit()
        if self._key is not None:
            self._key = (self._key[0], language)
            self._show_chosen()

    def _open(self, key: object) -> None:
        self._choose(key)
        self.split.show_detail()

    def _save(self, label: str, text: str, *, confirmed: bool = False, in_place: bool) -> None:
        key = self._key
        assert key is not None
        action = Action(label, {"name": self._title_of(key)})
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

        action = Action(EDITED, {"name": self._title_of(key)})
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

    def begin(self) -> None:
        """The letter in a language that it lacks, beginning with the text of another."""
        key = self._key
        if key is None:
            return
        source = (key[0], self._found.nearest(key[0], printed(self.t.language)))

        def make(vault: Vault) -> list[Record]:
            text = wording_among(vault.read(letter_versions), *source).text
            return new_version(vault, key, text)

        self.desk.save(make, Action(ADDED, {"name": self._title_of(key)}), self.desk.tell)

    def add(self) -> None:
        """A new letter that begins with the text of the shown one."""
        t, title, state = self.t, self.name.text().strip(), self.state()
        if state is None or state.wording is None:
            return
        text, language = state.wording.text, state.key[1]
        try:
            name = own_name(self._found.versions, t, title)
        except UserError as error:
            self.name.say(t.error(error), "error")
            return
        self._key = (name, language)
        self.desk.save(
            lambda vault: new_version(vault, (name, language), text, title=title),
            Action(ADDED, {"name": title}), self.editor.say_refused,
        )  # fmt: skip
        self.name.set_value("")
        self.name.editor.set_value("")
        self.name.say("")

    def _retitle(self, title: str) -> None:
        key, t = self._key, self.t
        if key is None:
            return
        self.desk.save(
            lambda vault: retitled(vault, t, key[0], title),
            Action(RETITLED, {"name": title.strip()}), self.title_field.reject,
        )  # fmt: skip

    def go_to(self, argument: object) -> None:
        """A letter in a language: (name, language)."""
        if not isinstance(argument, tuple) or argument[1] not in PRINTED:
            return
        if argument in self._found.known():
            self._open(argument[0])
            self.rows.choose(argument[0])
            self._turn_language(argument[1])
        self._key = argument

    def commit(self) -> None:
        self.title_field.commit()
        self.editor.commit()

    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        self.split.set_compact(compact)
        self._state.setVisible(not compact)
        self._turn("")

    def focus_first(self) -> None:
        self.rows.setFocus(Qt.FocusReason.OtherFocusReason)
