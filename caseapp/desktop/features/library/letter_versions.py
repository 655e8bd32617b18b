"""The versions of a letter or form that the office keeps: when, what differs, the way back."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.features.library.section import TwoLines, one_line_rows
from caseapp.desktop.forms.words import RecordWords
from caseapp.desktop.letters.differences import Differences
from caseapp.desktop.letters.editor import PART_NAMES
from caseapp.desktop.widgets import Label, QuietButton
from caseapp.dossier.letter_markup import read_source
from caseapp.i18n import Translator
from caseapp.store.records import LetterTemplate

Found = list[tuple[str, tuple[tuple[str, str], ...]]]
"""Parts by their names, each with its lines: "-" what was, "+" what is."""

Compare = Callable[[Translator, LetterTemplate, LetterTemplate], Found]
"""What the second version says otherwise than the first."""


class VersionsPart(QWidget):
    """`wanted(LetterTemplate)` when an older version is to be the newest again."""

    wanted = Signal(object)

    def __init__(self, t: Translator, compare: Compare) -> None:
        super().__init__()
        self._t, self._words, self._compare = t, RecordWords(t), compare
        self._versions: Sequence[LetterTemplate] = ()
        self.rows = one_line_rows(t("Versions"))
        self.rows.chosen.connect(lambda _key: self._show_chosen())
        self._none = Label(t("The office has no version of its own yet."), "second", wrap=True)
        self.back_button = QuietButton(
            t("Back to this version"), icon="rotate-ccw", on_click=self._back
        )
        self._said = Label("", "caption", wrap=True)
        self.differences = Differences(t)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, theme.COLUMN_MARGIN)
        column.setSpacing(theme.GRID)
        for widget in (self._none, self.rows, self._said, self.back_button, self.differences):
            column.addWidget(widget)
        column.addStretch(1)

    def show_versions(self, versions: Sequence[LetterTemplate]) -> None:
        """Show these, newest first."""
        t = self._t
        self._versions = versions
        self.rows.set_items([
            TwoLines(
                t("Version {n}", n=one.number), self._words.moment(one.created_at),
                (t("confirmed"), "check", "ok") if one.confirmed else None,
            ).item(one.id)
            for one in versions
        ])  # fmt: skip
        self.rows.fit(1, 6)
        self.rows.setVisible(bool(versions))
        self._none.setVisible(not versions)
        if self.rows.key() is None and versions:
            self.rows.choose(versions[0].id)
        self._show_chosen()

    def _chosen(self) -> LetterTemplate | None:
        return next((one for one in self._versions if one.id == self.rows.key()), None)

    def _show_chosen(self) -> None:
        t, one = self._t, self._chosen()
        older = one is not None and one is not self._versions[0]
        self.back_button.setVisible(older)
        self.differences.setVisible(older)
        self._said.setText(
            "" if one is None
            else t("What the newest version says otherwise:") if older
            else t("This is the newest version.")
        )  # fmt: skip
        if one is not None and older:
            self.differences.show_differences(self._compare(t, one, self._versions[0]))

    def _back(self) -> None:
        one = self._chosen()
        if one is not None:
            self.wanted.emit(one)


def letter_differences(t: Translator, old: LetterTemplate, new: LetterTemplate) -> Found:
    """Two versions of a letter, part by part and line by line."""
    before, after = read_source(old.text).sections, read_source(new.text).sections
    found = []
    for section, name in PART_NAMES.items():
        marked = tuple(
            (line[0], line[2:])
            for line in difflib.ndiff(before.get(section, ()), after.get(section, ()))
            if line[:2] in ("- ", "+ ") and line[2:].strip()
        )
        if marked:
            found.append((t(name), marked))
    return found
