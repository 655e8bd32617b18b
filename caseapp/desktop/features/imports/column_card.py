"""The chosen column: what it says, how that is meant, and its words in the vocabulary.

Shows what it is given and tells what a person settles; reading is the view's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import icons, text, theme
from caseapp.desktop.features.imports.words import WHY_MARKS, ImportWords
from caseapp.desktop.widgets import Button, Field, Label, Line, Mark
from caseapp.desktop.widgets.card_page import Card
from caseapp.desktop.widgets.scrolling import scroll_area, show_in
from caseapp.desktop.widgets.tab_order import chain
from caseapp.i18n import N_
from caseapp.intake.lists.mapping import ColumnMapping, DateOrder
from caseapp.intake.lists.targets import OPTIONS, SPECS, Form, Release, Target
from caseapp.intake.lists.words import WordCount

WIDTH = 360
MOST_WORDS = 60
"""Words of a closed list that can be mapped here; a column with more says none of it."""
_NOTE = "-"
"""Code of a word that is kept as a note."""
_OPTION_WORDS = {
    "n": N_("Which one (number)"), "kind": N_("Kind"), "script": N_("Script"),
    "at": N_("Age on the day, or by the column"), "as": N_("Written as"),
    "split": N_("Several in one cell"), "find": N_("Number of the place"),
    "release": N_("This release is"), "exact": N_("The days in its cells are"),
    "unit": N_("A number alone counts"),
}  # fmt: skip
_ANSWERS = {
    "as": (("", N_("words, as people write dates")), ("edtf", N_("EDTF, as programs do"))),
    "split": (
        ("", N_("parted by lines, slashes, semicolons")), ("lines", N_("parted by lines alone")),
        ("none", N_("never")),
    ),
    "find": (("", N_("looked for")), ("no", N_("in another column"))),
    "release": (
        ("", N_("not known which")), (Release.EXPECTED.value, N_("expected")),
        (Release.ACTUAL.value, N_("a fact")),
    ),
    "exact": (
        ("", N_("exact")), ("month", N_("filled in: the month is known")),
        ("year", N_("filled in: the year is known")),
    ),
    "unit": (("", N_("as it looks")), ("years", N_("years")), ("months", N_("months"))),
}  # fmt: skip
_ORDERS = {
    DateOrder.OPEN: N_("either day"), DateOrder.DAY_FIRST: N_("5 June"),
    DateOrder.MONTH_FIRST: N_("6 May"),
}  # fmt: skip
_MOST_NUMBERS = 9


@dataclass(frozen=True, slots=True)
class ColumnDetail:
    """A column with everything that can be settled of it."""

    place: int
    column: ColumnMapping
    words: tuple[WordCount, ...] = ()
    order: DateOrder = DateOrder.OPEN
    """Of the whole list."""


class ColumnCard(Card):
    """`meaning_asked()`, `option_set(name, answer)`, `order_set(DateOrder)`, `word_set(word,
    code)`; `left()` in narrow windows."""

    meaning_asked = Signal()
    option_set = Signal(str, str)
    order_set = Signal(object)
    word_set = Signal(str, str)

    def __init__(self, words: ImportWords, parent: QWidget | None = None) -> None:
        super().__init__(words.t("Back to the list"), parent)
        self._words, t = words, words.t
        self._detail: ColumnDetail | None = None
        self._heading = Label("", "lead", wrap=True)
        self._why_mark, self._why = Mark("info", "ink2", icons.SMALL), Label("", "caption")
        self.means = Button("", icon="chevron-down", tip=t("Choose what this column says"),
                            on_click=self.meaning_asked.emit)  # fmt: skip
        self.means.setObjectName("means")
        self.options: dict[str, Field] = {}
        self.order: Field | None = None
        self.word_fields: dict[str, Field] = {}
        self._area = scroll_area()
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.GRID)
        head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._heading, 1)
        why = QHBoxLayout()
        why.setSpacing(6)
        why.addWidget(self._why_mark)
        why.addWidget(self._why, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 8, 8)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(Label(self._words.t("Is read as"), "strong"))
        choice = QHBoxLayout()
        choice.setContentsMargins(0, 0, 8, 0)
        choice.addWidget(self.means)
        column.addLayout(choice)
        column.addLayout(why)
        column.addWidget(self._area, 1)

    # -- showing -----------------------------------------------------------------------------
    def show_column(self, detail: ColumnDetail) -> None:
        """A column; what is being settled of the same one keeps the keyboard."""
        words, column, before = self._words, detail.column, self._detail
        self._detail = detail
        self._heading.setText(column.heading)
        self.means.setText(words.meaning(column))
        self.means.setAccessibleName(
            words.t("Is read as: {meaning}", meaning=words.meaning(column))
        )  # fmt: skip
        self._why_mark.set(*WHY_MARKS[column.why])
        self._why.setText(words.why(column.why))
        if before is not None and self._same_fields(before, detail):
            self._refill(detail)
        else:
            self._build(detail)

    @staticmethod
    def _same_fields(one: ColumnDetail, other: ColumnDetail) -> bool:
        """What is settled of a word moves it among the others; it stays where it is."""
        same = (one.place, one.column.target) == (other.place, other.column.target)
        return same and {w.word for w in one.words} == {w.word for w in other.words}

    def _refill(self, detail: ColumnDetail) -> None:
        for name, field in self.options.items():
            field.set_value(detail.column.options.get(name, ""))
        if self.order is not None:
            self.order.set_value(detail.order.value)
        for word in detail.words:
            if word.word in self.word_fields:
                self.word_fields[word.word].set_value(word.code or _NOTE)

    def _build(self, detail: ColumnDetail) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 4, 8, 0)
        column.setSpacing(8)
        self.options, self.word_fields = {}, {}
        for name in SPECS[detail.column.target].options:
            field = self._option(name, detail.column)
            self.options[name] = field
            column.addWidget(field)
        self.order = self._date_order(detail)
        if self.order is not None:
            column.addWidget(self.order)
        if detail.words:
            self._add_words(column, detail)
        column.addStretch(1)
        show_in(self._area, body)
        chain([self.back, self.means, body])

    def _date_order(self, detail: ColumnDetail) -> Field | None:
        if SPECS[detail.column.target].form is not Form.DATE:
            return None
        t = self._words.t
        choices = [(order.value, t(words)) for order, words in _ORDERS.items()]
        field = Field(t("05/06/2017 means, in all columns"), kind="choice",
                      value=detail.order.value, choices=choices)  # fmt: skip
        field.committed.connect(lambda code: self.order_set.emit(DateOrder(code)))
        return field

    def _option(self, name: str, column: ColumnMapping) -> Field:
        t, now = self._words.t, column.options.get(name, "")
        label = t(_OPTION_WORDS[name])
        if name == "at":
            field = Field(label, value=now, hint=t("2018-03-01, or the heading of a column"))
        else:
            field = Field(label, kind="choice", value=now, choices=self._answers(name, column))
        field.committed.connect(lambda answer: self.option_set.emit(name, answer))
        return field

    def _answers(self, name: str, column: ColumnMapping) -> list[tuple[str, str]]:
        t = self._words.t
        if name in _ANSWERS:
            return [(code, t(said)) for code, said in _ANSWERS[name]]
        if name == "n":
            return [("", "1"), *((str(n), str(n)) for n in range(2, _MOST_NUMBERS + 1))]
        members = OPTIONS[name] if name != "kind" else SPECS[column.target].kinds
        found = [(m.value, self._words.word(m)) for m in members or ()]
        return [("", t("as it looks")), *found]

    def _add_words(self, column: QVBoxLayout, detail: ColumnDetail) -> None:
        t = self._words.t
        column.addWidget(Line())
        column.addWidget(Label(t("What its words mean"), "strong"))
        choices = [(_NOTE, t("keep as a note")), *self._codes(detail.column.target)]
        for word in detail.words[:MOST_WORDS]:
            column.addWidget(self._word(word, choices))
        rest = len(detail.words) - MOST_WORDS
        if rest > 0:
            said = t.plural("{n} more word is kept as a note.",
                            "{n} more words are kept as notes.", rest)  # fmt: skip
            column.addWidget(Label(said, "caption", wrap=True))

    def _codes(self, target: Target) -> list[tuple[str, str]]:
        codes: type[StrEnum] | None = SPECS[target].codes
        return [(member.value, self._words.word(member)) for member in codes or ()]

    def _word(self, word: WordCount, choices: Sequence[tuple[str, str]]) -> QWidget:
        t = self._words.t
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GRID)
        if not word.code:
            row.addWidget(Mark("circle-question-mark", "warn", icons.SMALL))
        row.addWidget(Label(word.word, elide=True), 1)
        row.addWidget(Label(self._words.number(word.count), "second", tabular=True))
        label = t("“{words}” means", words=text.isolated(word.word))
        field = Field(label, kind="choice", value=word.code or _NOTE, choices=choices, bare=True)
        field.setFixedWidth(168)
        field.committed.connect(
            lambda code: self.word_set.emit(word.word, "" if code == _NOTE else code)
        )
        row.addWidget(field)
        self.word_fields[word.word] = field
        return line

    # -- the keyboard ------------------------------------------------------------------------
    def place_of_meaning(self) -> QRect:
        """Where the button of the meaning stands, on the screen."""
        return QRect(self.means.mapToGlobal(QPoint(0, 0)), self.means.size())

    def focus_first(self) -> None:
        self.means.setFocus(Qt.FocusReason.OtherFocusReason)
