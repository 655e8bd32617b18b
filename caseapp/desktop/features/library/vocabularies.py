"""Words: the closed lists, which are code, and the open ones, which the office fills itself.

What stands in the vault and not in a list is shown with its count; it can be added to the list
or replaced in every record at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.features.library.section import (
    Desk,
    ListSide,
    Section,
    Split,
    TwoLines,
    language_name,
    one_line_rows,
)
from caseapp.desktop.features.library.word_deeds import add_word, move_term, replace_word
from caseapp.desktop.features.library.word_lists import CLOSED, OPEN
from caseapp.desktop.widgets import Field, IconButton, Label, QuietButton, SectionHeading
from caseapp.domain.labels import label
from caseapp.i18n import LANGUAGES, N_, translator
from caseapp.store.history import Action
from caseapp.store.queries.library import OPEN_LISTS, WordUse, terms, word_in, words_in_use
from caseapp.store.records import Record, Term
from caseapp.store.vault import Vault

ADDED, MOVED = N_("Add a word to a list"), N_("Move a word in a list")
REMOVED, CHANGED = N_("Take a word out of a list"), N_("Change a word of a list")
REPLACED = N_("Replace “{old}” by “{new}” everywhere")


@dataclass(frozen=True, slots=True)
class WordList:
    """One open list: its terms in order, and what stands in the vault."""

    terms: Sequence[Term] = ()
    used: Sequence[WordUse] = ()

    def unlisted(self) -> list[WordUse]:
        """Words in use that no term says in any language."""
        known = {word for term in self.terms for word in term.words.values()}
        return [use for use in self.used if use.word not in known]

    def count(self, term: Term) -> int:
        """In how many records one of the term's words stands."""
        words = set(term.words.values())
        return sum(use.count for use in self.used if use.word in words)


def load_list(vault: Vault, vocabulary: str) -> WordList:
    """One open list."""
    return WordList(
        vault.read(terms).get(vocabulary, []),
        vault.read(lambda session: words_in_use(session, vocabulary)),
    )


class WordsSection(Section):
    """The lists at the side; the words of the chosen one beside them."""

    KINDS = frozenset({"term", "detainee", "event", "contact"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        t = self.t
        self._key = next(iter(OPEN_LISTS))
        self._found = WordList()
        self._wanted: UUID | None = None
        self.rows = one_line_rows(t("Lists of words"))
        self.rows.chosen.connect(self._choose)
        self.rows.opened.connect(self._open)
        self.rows.set_items([
            *(TwoLines(t(words), t("can be added to")).item(name) for name, words in OPEN.items()),
            *(TwoLines(t(words), t("fixed list")).item(kind.__name__)
              for kind, words in CLOSED.items()),
        ])  # fmt: skip
        self.rows.choose(self._key)
        self.split = Split(t("All lists"), ListSide(self.rows), self._make_detail())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.split)

    def _make_detail(self) -> QWidget:
        t = self.t
        self._title = Label("", "title", wrap=True)
        self._about = Label("", "second", wrap=True)
        self.new = Field(t("Add a word"), hint=t("Enter keeps it."))
        self.new.setObjectName("new-word")
        self.new.committed.connect(self._add)
        self.listed = one_line_rows(t("Words of the list"))
        self.listed.chosen.connect(lambda _key: self._show_term())
        self.listed.moved.connect(self._move)
        self.listed.removed.connect(self._remove)
        self.fields = {code: self._make_word(code) for code in LANGUAGES}
        self.up = IconButton("arrow-up", t("Move up"), on_click=lambda: self._move_chosen(-1))
        self.down = IconButton("arrow-down", t("Move down"), on_click=lambda: self._move_chosen(1))
        self.remove_button = QuietButton(
            t("Take out of the list"), icon="x", on_click=lambda: self._remove(self.listed.key())
        )
        self.used = one_line_rows(t("In use and not in the list"))
        self.used.chosen.connect(lambda _key: self._show_used())
        self.take_button = QuietButton(t("Add to the list"), icon="plus", on_click=self._take)
        self.other = Field(t("Replace everywhere by"))
        self.other.setObjectName("replace-by")
        self.replace_button = QuietButton(t("Replace"), icon="replace", on_click=self._replace)
        self.closed = one_line_rows(t("Words of the fixed list"))
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, theme.COLUMN_MARGIN, 4, theme.COLUMN_MARGIN)
        column.setSpacing(theme.GRID)
        for widget in (self._title, self._about, self.closed):
            column.addWidget(widget)
        column.addWidget(self._make_open())
        column.addStretch(1)
        return body

    def _make_word(self, code: str) -> Field:
        field = Field(language_name(code, self.t.language))
        field.setObjectName(f"word-{code}")
        field.committed.connect(lambda typed: self._change(code, typed))
        return field

    def _make_open(self) -> QWidget:
        t = self.t
        self._open_part = QWidget()
        column = QVBoxLayout(self._open_part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(self.new)
        column.addWidget(self.listed)
        self._term_part = QWidget()
        inside = QVBoxLayout(self._term_part)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.GRID)
        for pair in (LANGUAGES[:2], LANGUAGES[2:]):
            row = QHBoxLayout()
            row.setSpacing(theme.COLUMN_MARGIN)
            for code in pair:
                row.addWidget(self.fields[code], 1)
            inside.addLayout(row)
        deeds = QHBoxLayout()
        for button in (self.up, self.down, self.remove_button):
            deeds.addWidget(button)
        deeds.addStretch(1)
        inside.addLayout(deeds)
        column.addWidget(self._term_part)
        self._used_part = QWidget()
        below = QVBoxLayout(self._used_part)
        below.setContentsMargins(0, theme.GRID, 0, 0)
        below.setSpacing(theme.GRID)
        below.addWidget(SectionHeading(t("In use and not in the list")))
        below.addWidget(self.used)
        below.addWidget(self.take_button, alignment=Qt.AlignmentFlag.AlignLeading)
        below.addWidget(self.other)
        below.addWidget(self.replace_button, alignment=Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self._used_part)
        return self._open_part

    # -- what is shown -----------------------------------------------------------------------
    def reload(self) -> None:
        if self._key not in OPEN_LISTS:
            self._show_closed()
            return
        key = self._key
        self.desk.load(lambda vault: load_list(vault, key), self._show, "library-words")

    def _show_closed(self) -> None:
        t = self.t
        kind = next(one for one in CLOSED if one.__name__ == self._key)
        self._title.setText(t(CLOSED[kind]))
        self._about.setText(
            t("Fixed, because their meaning decides: what is counted, what a law says, what may "
              "be shown. The words can be corrected in the translations of the program.")
        )  # fmt: skip
        self.closed.set_items([self._closed_line(member).item(member) for member in kind])
        self.closed.fit(1, 40)
        self.closed.show()
        self._open_part.hide()

    def _closed_line(self, member: StrEnum) -> TwoLines:
        said = {code: label(member, translator(code, "dossier")) for code in LANGUAGES}
        mine = said.pop(self.t.language, said["en"])
        return TwoLines(mine, " · ".join(said.values()))

    def _show(self, found: WordList) -> None:
        t, screen = self.t, self.t.language
        self._found = found
        self.closed.hide()
        self._open_part.show()
        self._title.setText(t(OPEN[self._key]))
        self._about.setText(t("The fields offer these words while somebody types; "
                              "anything else can be written all the same."))  # fmt: skip
        items = []
        for term in found.terms:
            mine = word_in(term.words, screen)
            others = [w for code, w in term.words.items() if w and w != mine and code != screen]
            count = found.count(term)
            chip = (str(count), "folder", "quiet") if count else None
            items.append(TwoLines(mine, " · ".join(others), chip).item(term.id))
        self.listed.set_items(items)
        self.listed.fit(1, 12)
        self.listed.setVisible(bool(items))
        if self._wanted is not None and self.listed.choose(self._wanted):
            self._wanted = None
        if self.listed.key() is None and items:
            self.listed.choose(items[0].key)
        unlisted = found.unlisted()
        self.used.set_items([
            TwoLines(use.word, t.plural("{n} record", "{n} records", use.count)).item(use.word)
            for use in unlisted
        ])  # fmt: skip
        self.used.fit(1, 8)
        if self.used.key() is None and unlisted:
            self.used.choose(unlisted[0].word)
        self._used_part.setVisible(bool(unlisted))
        self._show_term()
        self._show_used()

    def _term(self) -> Term | None:
        key = self.listed.key()
        return next((term for term in self._found.terms if term.id == key), None)

    def _show_term(self) -> None:
        term = self._term()
        self._term_part.setVisible(term is not None)
        for code, field in self.fields.items():
            field.set_value(term.words.get(code, "") if term else "")
        places = [one.id for one in self._found.terms]
        place = places.index(term.id) if term else -1
        self.up.setEnabled(place > 0)
        self.down.setEnabled(term is not None and place < len(places) - 1)

    def _show_used(self) -> None:
        chosen = self.used.key()
        self.replace_button.setEnabled(chosen is not None)
        self.take_button.setEnabled(chosen is not None)

    def _choose(self, key: object) -> None:
        self.commit()
        self._key = str(key)
        self._wanted = None
        self.reload()

    def _open(self, key: object) -> None:
        self._choose(key)
        self.split.show_detail()

    def go_to(self, argument: object) -> None:
        if self.rows.choose(argument):
            self._open(argument)

    # -- deeds -------------------------------------------------------------------------------
    def _add(self, typed: str) -> None:
        word = typed.strip()
        self.new.set_value("")
        self.new.editor.set_value("")
        if word:
            self._add_word(word)

    def _add_word(self, word: str) -> None:
        key, language = self._key, self.t.language
        term = Term(vocabulary=key, words={language: word})
        self._wanted = term.id
        self.desk.save(lambda vault: add_word(vault, term), Action(ADDED), self.new.reject)

    def _take(self) -> None:
        word = self.used.key()
        if isinstance(word, str):
            self._add_word(word)

    def _replace(self) -> None:
        """One word by another in every record; one action, one undo."""
        old, new, key = self.used.key(), self.other.text().strip(), self._key
        if not isinstance(old, str):
            return
        if not new:
            self.other.say(self.t("Write the word that is to stand there instead."), "error")
            return
        self.other.set_value("")
        self.other.editor.set_value("")
        self.desk.save(
            lambda vault: replace_word(vault, key, old, new),
            Action(REPLACED, {"old": old, "new": new}), self.other.reject,
        )  # fmt: skip

    def _change(self, code: str, typed: str) -> None:
        term = self._term()
        if term is None:
            return
        term_id = term.id

        def make(vault: Vault) -> list[Record]:
            found = vault.alive(Term, term_id)
            words = {**found.words, code: typed.strip()}
            found.words = {one: word for one, word in words.items() if word}
            return [found]

        self.desk.save(make, Action(CHANGED), self.fields[code].reject)

    def _move_chosen(self, way: int) -> None:
        self._move(self.listed.key(), way)

    def _move(self, key: object, way: int) -> None:
        if isinstance(key, UUID):
            name = self._key
            self._wanted = key
            self.desk.save(lambda vault: move_term(vault, name, key, way), Action(MOVED))

    def _remove(self, key: object) -> None:
        if isinstance(key, UUID):
            self.desk.trash(Term, key, Action(REMOVED))

    def commit(self) -> None:
        for field in (self.new, *self.fields.values()):
            field.commit()

    def set_compact(self, compact: bool) -> None:
        self.split.set_compact(compact)

    def focus_first(self) -> None:
        self.rows.setFocus(Qt.FocusReason.OtherFocusReason)
