"""What narrows the list of sources beside typed words: five questions, each with "all" first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caseapp.desktop import theme
from caseapp.desktop.features.sources.words import SourceWords
from caseapp.desktop.widgets import FlowLayout, QuietButton, paint
from caseapp.desktop.widgets.editors import ChoiceEditor
from caseapp.domain.vocabulary import Reliability, SourceKind
from caseapp.store.queries.sources import SourceFilter

_NARROWEST, _WIDEST = 130, 220
_ALL, _NO_LANGUAGE = "", "-"
_YES, _NO = "yes", "no"


class FilterRow(QWidget):
    """`changed(SourceFilter)` when a question was answered otherwise."""

    changed = Signal(object)

    def __init__(self, words: SourceWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, t = words, words.t
        self._filter = SourceFilter()
        kinds = [(kind.value, words.word(kind)) for kind in SourceKind]
        grades = [(grade.value, words.reliability(grade)) for grade in Reliability]
        self.kind = self._editor(t("All kinds"), t("Kind of source"), kinds)
        self.grade = self._editor(t("All grades"), t("Reliability"), grades)
        self.language = self._editor(t("All languages"), t("Language"), [])
        self.published = self._editor(
            t("Published or not"), t("Published"),
            [(_YES, t("Published")), (_NO, t("Not published"))],
        )  # fmt: skip
        self.excerpts = self._editor(
            t("With or without excerpts"), t("Excerpts"),
            [(_YES, t("With excerpts")), (_NO, t("Without excerpts"))],
        )  # fmt: skip
        self.clear = QuietButton(t("Clear"), icon="x", small=True, on_click=self._clear)
        self.clear.setAccessibleName(t("Clear the filter"))
        flow = FlowLayout(self, spacing=8)
        for widget in (*self._editors(), self.clear):
            flow.addWidget(widget)
        self.show_filter(self._filter)

    def show_filter(self, shown: SourceFilter) -> None:
        """Say what is asked."""
        self._filter = shown
        self.kind.set_value(shown.kinds[0].value if shown.kinds else _ALL)
        self.grade.set_value(shown.reliability[0].value if shown.reliability else _ALL)
        language = (shown.languages[0] or _NO_LANGUAGE) if shown.languages else _ALL
        self.language.set_value(language)
        self.published.set_value(_answer(shown.published))
        self.excerpts.set_value(_answer(shown.with_excerpts))
        for editor in self._editors():
            editor.setCurrentIndex(max(0, editor.currentIndex()))
        self.clear.setVisible(bool(shown.in_force))

    def set_languages(self, languages: Sequence[str]) -> None:
        """The languages that there are; the chosen one stays."""
        t, words, editor = self._words.t, self._words, self.language
        chosen = editor.value()
        editor.clear()
        editor.addItem(t("All languages"), _ALL)
        for language in languages:
            name = words.languages([language]) if language else t("Language not stated")
            editor.addItem(name, language or _NO_LANGUAGE)
        editor.set_value(chosen)
        editor.setCurrentIndex(max(0, editor.currentIndex()))

    # -- building ----------------------------------------------------------------------------
    def _editor(self, all_: str, name: str, choices: Sequence[tuple[str, str]]) -> ChoiceEditor:
        editor = ChoiceEditor([(_ALL, all_), *choices], self)
        editor.setAccessibleName(name)
        words = [all_, *(word for _code, word in choices)]
        widest = max(paint.text_width(word, theme.font()) for word in words)
        editor.setFixedWidth(min(_WIDEST, max(_NARROWEST, widest + 52)))
        editor.activated.connect(lambda _index: self._tell())
        return editor

    def _editors(self) -> tuple[ChoiceEditor, ...]:
        return self.kind, self.grade, self.language, self.published, self.excerpts

    def _tell(self) -> None:
        language = self.language.value()
        shown = replace(
            self._filter,
            kinds=(SourceKind(self.kind.value()),) if self.kind.value() else (),
            reliability=(Reliability(self.grade.value()),) if self.grade.value() else (),
            languages=("" if language == _NO_LANGUAGE else language,) if language else (),
            published=_asked(self.published.value()),
            with_excerpts=_asked(self.excerpts.value()),
        )
        self.show_filter(shown)
        self.changed.emit(shown)

    def _clear(self) -> None:
        shown = replace(self._filter.cleared(), text=self._filter.text)
        self.show_filter(shown)
        self.kind.setFocus()
        self.changed.emit(shown)


def _answer(value: bool | None) -> str:
    return _ALL if value is None else _YES if value else _NO


def _asked(code: str) -> bool | None:
    return None if code == _ALL else code == _YES
