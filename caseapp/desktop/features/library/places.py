"""Places: the shipped list, with names and places that the office adds of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.features.library.section import (
    OWN_NAMES,
    Desk,
    ListSide,
    Section,
    Split,
    TwoLines,
    language_name,
    one_line_rows,
)
from caseapp.desktop.forms.form import Edit, RecordForm
from caseapp.desktop.forms.specs.library import PLACE
from caseapp.desktop.widgets import Field, Label, PrimaryButton, QuietButton, SectionHeading
from caseapp.domain.places import (
    OLDEST_LIST,
    Place,
    PlaceLevel,
    all_places,
    find_place,
    history_of,
    next_place,
    parent_of,
    search_places,
    with_own,
)
from caseapp.errors import UserError
from caseapp.i18n import LANGUAGES, N_
from caseapp.store.history import Action
from caseapp.store.queries.library import own_place
from caseapp.store.records import PlaceEntry, Record
from caseapp.store.vault import Vault

NAMED, ADDED = N_("Name a place"), N_("Add a place")
REMOVED = N_("Take away what the office entered of a place")
LEVELS = {
    PlaceLevel.REGION: N_("region"),
    PlaceLevel.PREFECTURE: N_("prefecture or city"),
    PlaceLevel.COUNTY: N_("county or district"),
}
_INDENT = {PlaceLevel.REGION: 0, PlaceLevel.PREFECTURE: 14, PlaceLevel.COUNTY: 28}
_PAUSE = 120

Key = tuple[str, int | None]
"""Number of a place and its first year: several places bore one number in turn."""


@dataclass(frozen=True, slots=True)
class Known:
    """All places, with the office's names in them, and its records by number."""

    places: Sequence[Place] = ()
    entries: Sequence[PlaceEntry] = ()

    def entry(self, code: str) -> PlaceEntry | None:
        return next((one for one in self.entries if one.code == code), None)


def load_places(vault: Vault) -> Known:
    entries = vault.all(PlaceEntry)
    return Known(with_own(own_place(entry) for entry in entries), entries)


def name_place(vault: Vault, code: str, language: str, name: str) -> list[Record]:
    """The record to save when a place was named in a language."""
    found = next(iter(vault.all(PlaceEntry, code=code)), None) or PlaceEntry(code=code)
    names = {**found.names, language: name}
    found.names = {one: word for one, word in names.items() if word}
    return [found]


def add_place(vault: Vault, code: str, language: str, name: str) -> list[Record]:
    """A place of the office's own. Raises UserError if the number is taken."""
    if find_place(code) is not None or vault.all(PlaceEntry, code=code):
        raise UserError(N_("There is a place with the number {code} already."), code=code)
    return [PlaceEntry(code=code, names={language: name})]


class PlacesSection(Section):
    """A list that is searched by any name or number; one place beside it."""

    KINDS = frozenset({"place_entry"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        t = self.t
        self._found = Known(all_places())
        self._key: Key | None = None
        self._wanted = ""
        self.search = Field(t("Find a place"), placeholder=t("Name in any script, or number"))
        self.search.setObjectName("find-place")
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self._show_list)
        self.search.edited.connect(lambda _text: self._timer.start())
        self.search.committed.connect(lambda _text: self._show_list())
        self.rows = one_line_rows(t("Places"))
        self.rows.chosen.connect(self._choose)
        self.rows.opened.connect(self._open)
        self._none = Label(t("No place has such a name or number."), "second", wrap=True)
        self.code = Field(t("Number of a new place"), hint=t("Yours to choose, for example X-01."))
        self.code.setObjectName("new-place")
        self.add_button = PrimaryButton(t("New place"), icon="plus", on_click=self.add)
        side = ListSide(self.rows, self.search, self._none, below=(self.code, self.add_button))
        self.split = Split(t("All places"), side, self._make_detail())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.split)

    def _make_detail(self) -> QWidget:
        t = self.t
        self._title = Label("", "title", wrap=True)
        self._about = Label("", "second", wrap=True, selectable=True)
        self._listed = Label("", wrap=True, selectable=True)
        self._numbers = Label("", wrap=True, selectable=True)
        self._about_numbers = (SectionHeading(t("Its numbers")), self._numbers)
        self._doubt = Label(
            t("This Kazakh name is not checked yet. Write the right one here."),
            "caption", wrap=True,
        )  # fmt: skip
        self.names = {code: self._make_name(code) for code in LANGUAGES}
        self.form = RecordForm(self.desk.words, PLACE, columns=2)
        self.form.edited.connect(self._keep)
        self.remove_button = QuietButton(
            t("Take away what the office entered"), icon="trash", on_click=self.remove
        )
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, theme.COLUMN_MARGIN, 4, theme.COLUMN_MARGIN)
        column.setSpacing(theme.GRID)
        for widget in (self._title, self._about):
            column.addWidget(widget)
        column.addWidget(SectionHeading(t("Names of the shipped list")))
        column.addWidget(self._listed)
        for widget in self._about_numbers:
            column.addWidget(widget)
        column.addWidget(SectionHeading(t("Names of our own")))
        for pair in (LANGUAGES[:2], LANGUAGES[2:]):
            row = QHBoxLayout()
            row.setSpacing(theme.COLUMN_MARGIN)
            for code in pair:
                row.addWidget(self.names[code], 1)
            column.addLayout(row)
        for widget in (self._doubt, self.form):
            column.addWidget(widget)
        column.addWidget(self.remove_button, alignment=Qt.AlignmentFlag.AlignLeading)
        column.addStretch(1)
        return body

    def _make_name(self, code: str) -> Field:
        field = Field(language_name(code, self.t.language))
        field.setObjectName(f"place-{code}")
        field.committed.connect(lambda typed: self._name(code, typed))
        return field

    # -- what is shown -----------------------------------------------------------------------
    def reload(self) -> None:
        self.desk.load(load_places, self._show, "library-places")

    def _show(self, found: Known) -> None:
        self._found = found
        self.counted.emit(str(len(found.entries)) if found.entries else "")
        self._show_list()

    def _show_list(self) -> None:
        typed = self.search.text()
        places = search_places(typed, self._found.places) if typed.strip() else self._found.places
        self.rows.set_items([self._line(one, bool(typed.strip())) for one in places])
        self._none.setVisible(not places)
        keys = [item.key for item in self.rows.items()]
        if self._wanted:
            found = next((key for key in keys if key[0] == self._wanted), None)
            self._key, self._wanted = (found, "") if found else (self._key, self._wanted)
        if self._key not in keys:
            self._key = keys[0] if keys else self._key
        self.rows.choose(self._key)
        self._show_chosen()

    def _line(self, one: Place, flat: bool) -> object:
        t, screen = self.t, self.t.language
        name = one.name(screen)
        gone = t("until {year}", year=one.last_year) if one.last_year is not None else ""
        others = [n for n in (one.name_zh, one.code, gone) if n and n != name]
        chip = (t("own"), "pencil", "info") if one.own_names else None
        indent = 0 if flat else _INDENT[one.level]
        return TwoLines(name, " · ".join(others), chip, indent).item((one.code, one.first_year))

    def place(self) -> Place | None:
        """The place that is shown."""
        return next(
            (one for one in self._found.places if (one.code, one.first_year) == self._key), None
        )

    def _show_chosen(self) -> None:
        t, one = self.t, self.place()
        if one is None:
            return
        listed = find_place(one.code) is not None
        self._title.setText(one.name(t.language))
        self._about.setText(" · ".join(self._facts(one)))
        names = [
            f"{OWN_NAMES['zh_Hans']}: {one.name_zh}" if one.name_zh else "",
            f"Pinyin: {one.pinyin}" if one.pinyin else "",
            f"{OWN_NAMES['en']}: {', '.join(one.names_en)}" if one.names_en else "",
            f"{OWN_NAMES['kk']}: {one.name_kk}" if one.name_kk else "",
            f"{OWN_NAMES['ru']}: {', '.join(one.names_ru)}" if one.names_ru else "",
        ]
        said = "\n".join(name for name in names if name)
        self._listed.setText(said or t("It is not in the shipped list."))
        unchecked = bool(one.name_kk) and "kk" not in one.cited
        self._doubt.setVisible(unchecked and "kk" not in dict(one.own_names))
        self._numbers.setText("\n".join(self._borne(was) for was in history_of(one)))
        for widget in self._about_numbers:
            widget.setVisible(listed)
        entry = self._found.entry(one.code)
        for code, field in self.names.items():
            field.set_value(entry.names.get(code, "") if entry else "")
        if entry is not None:
            self.form.show_record(entry)
        self.form.setVisible(entry is not None and not listed)
        self.remove_button.setVisible(entry is not None)

    def _facts(self, one: Place) -> list[str]:
        t, screen = self.t, self.t.language
        facts = [one.code, t(LEVELS[one.level])]
        around = find_place(one.within) if one.within else parent_of(one)
        if around is not None:
            facts.append(t("within {place}", place=around.name(screen)))
        if one.last_year is not None:
            facts.append(t("number until {year}", year=one.last_year))
            later = next_place(one)
            if later is not None:
                facts.append(t("now {number} {name}", number=later.code, name=later.name(screen)))
        elif one.first_year is not None:
            facts.append(t("number since {year}", year=one.first_year))
        return facts

    def _borne(self, one: Place) -> str:
        """A number, what bore it and in which years: "654127 · 特克斯县 · 1984–2000"."""
        t, first, last = self.t, one.first_year, one.last_year
        if first is not None and last is not None:
            years = str(first) if first == last else f"{first}–{last}"
        elif last is not None:
            years = t("until {year}", year=last)
        elif first is not None:
            years = t("since {year}", year=first)
        else:
            years = t("since {year} or earlier", year=OLDEST_LIST)
        return " · ".join((one.code, one.name_zh, years))

    def _choose(self, key: object) -> None:
        self.commit()
        self._wanted = ""
        self._key = key  # type: ignore[assignment]
        self._show_chosen()

    def _open(self, key: object) -> None:
        self._choose(key)
        self.split.show_detail()

    def go_to(self, argument: object) -> None:
        """By its number."""
        if isinstance(argument, str):
            self._wanted = argument
            self._show_list()
            self.split.show_detail()

    # -- deeds -------------------------------------------------------------------------------
    def _name(self, language: str, typed: str) -> None:
        one = self.place()
        if one is not None:
            code, name = one.code, typed.strip()
            self.desk.save(
                lambda vault: name_place(vault, code, language, name), Action(NAMED),
                self.names[language].reject,
            )  # fmt: skip

    def add(self) -> None:
        """A place that the list lacks; its name is what was searched for, if anything."""
        code = self.code.text().strip()
        if not code:
            self.code.say(self.t("Write a number for it, for example X-01."), "error")
            return
        name, language = self.search.text().strip(), self.t.language
        self._wanted = code
        self.search.editor.set_value("")
        self.search.set_value("")
        self.code.editor.set_value("")
        self.code.set_value("")
        self.code.say("")
        self.desk.save(
            lambda vault: add_place(vault, code, language, name or code), Action(ADDED),
            lambda sentence: self.code.say(sentence, "error"),
        )  # fmt: skip
        self.split.show_detail()

    def _keep(self, edit: Edit) -> None:
        one = self.place()
        if edit.spec.name == "code":
            self._wanted = str(edit.value)
        self.desk.editor.keep(edit, one.name(self.t.language) if one else "")

    def remove(self) -> None:
        """Own names, or an own place, go to the trash."""
        one = self.place()
        entry = self._found.entry(one.code) if one else None
        if entry is not None:
            own_id: UUID = entry.id
            self.desk.trash(PlaceEntry, own_id, Action(REMOVED))

    def commit(self) -> None:
        for field in self.names.values():
            field.commit()
        self.form.commit()

    def set_compact(self, compact: bool) -> None:
        self.split.set_compact(compact)

    def focus_first(self) -> None:
        self.search.editor.setFocus(Qt.FocusReason.OtherFocusReason)
