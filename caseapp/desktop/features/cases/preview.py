"""The card beside the list: who, status with its date, what happened, who may be told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from caseapp.desktop import icons, theme
from caseapp.desktop.features.cases.audiences import may_be_named_to, relation_of
from caseapp.desktop.features.cases.words import ListWords, as_line
from caseapp.desktop.missing import missing_list
from caseapp.desktop.named_to import NamedTo
from caseapp.desktop.widgets import (
    Button,
    Chip,
    Label,
    Line,
    Mark,
    PhotoFrame,
    PrimaryButton,
    StatusChip,
    Surface,
    VerificationBars,
    paint,
)
from caseapp.desktop.widgets.scrolling import scroll_area
from caseapp.domain.status import is_overdue
from caseapp.i18n import Translator
from caseapp.store.queries.preview import CasePreview

WIDTH = 280
_LEAST_LABEL, _MOST_LABEL = 72, 112
PHOTO = QSize(64, 80)
_MOST_NAMES, _MOST_UNFINISHED = 4, 4
_FILL = Qt.AlignmentFlag(0)


@dataclass(frozen=True, slots=True)
class Card:
    """What the card shows, ready made: the photo is decoded already."""

    preview: CasePreview
    photo: QImage | None


class PreviewCard(Surface):
    """`open_asked()` and `appeal_asked()` for the two buttons."""

    open_asked = Signal()
    appeal_asked = Signal()

    def __init__(self, words: ListWords, parent: QWidget | None = None) -> None:
        super().__init__("paper", parent)
        self._words = words
        self._card: Card | None = None
        t = words.t
        self.setFixedWidth(WIDTH)
        self._label_width = _width_of_labels(t)
        self.setAccessibleName(t("Preview of the case"))
        self._content = QWidget()
        self._body = QVBoxLayout(self._content)
        self._body.setContentsMargins(16, 16, 16, 16)
        self._body.setSpacing(12)
        self._empty = Label(t("Choose a case to see it here."), "muted", wrap=True)
        self._body.addWidget(self._empty)
        self._body.addStretch(1)
        area = scroll_area(self._content)
        self.open_button = PrimaryButton(
            t("Open"), icon="arrow-right", key="Return", live=False,
            on_click=self.open_asked.emit,
        )  # fmt: skip
        self.appeal_button = Button(
            t("To appeal"), icon="mail", tip=t("Add this case to an appeal"),
            on_click=self.appeal_asked.emit,
        )  # fmt: skip
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 8, 16, 16)
        foot.setSpacing(8)
        foot.addWidget(self.open_button, 1)
        foot.addWidget(self.appeal_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(area, 1)
        column.addLayout(foot)
        self.show_card(None, date.today())

    @property
    def card(self) -> Card | None:
        """What is shown now."""
        return self._card

    def show_card(self, card: Card | None, today: date) -> None:
        """Show a case, or that none is chosen."""
        self._card = card
        self._clear()
        self._empty.setVisible(card is None)
        self.open_button.setEnabled(card is not None)
        self.appeal_button.setEnabled(card is not None)
        if card is None:
            return
        parts = [
            self._head(card), self._facts(card.preview, today), Line(),
            self._shown_to(card.preview, today),
        ]  # fmt: skip
        unfinished = self._unfinished(card.preview)
        if unfinished:
            parts += [Line(), self._to_finish(unfinished)]
        for part in parts:
            self._body.insertWidget(self._body.count() - 1, part)

    def _clear(self) -> None:
        for index in reversed(range(self._body.count())):
            widget = self._body.itemAt(index).widget()
            if widget is not None and widget is not self._empty:
                self._body.takeAt(index)
                widget.hide()
                widget.deleteLater()

    # -- parts -------------------------------------------------------------------------------
    def _head(self, card: Card) -> QWidget:
        words, preview = self._words, card.preview
        t, name = words.t, words.name(preview.row)
        photo = PhotoFrame(PHOTO)
        photo.show_person(name, card.photo, t("Photo of {name}", name=name))
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(Label(name, "lead", wrap=not preview.names, elide=bool(preview.names)))
        for other in preview.names[1:_MOST_NAMES]:
            names.addWidget(Label(other, "second", elide=True))
        more = len(preview.names) - _MOST_NAMES
        if more > 0:
            words = t.plural("{n} more spelling", "{n} more spellings", more)
            label = Label(words, "caption", elide=True)
            label.set_tip("\n".join(preview.names[_MOST_NAMES:]))
            names.addWidget(label)
        if preview.row.fictitious:
            tip = t("This person is invented; every printed page says so.")
            names.addSpacing(2)
            mark = Chip(t("fictitious"), "venetian-mask", "quiet", tip=tip)
            names.addWidget(mark, alignment=Qt.AlignmentFlag.AlignLeft)
        names.addStretch(1)
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(photo, alignment=Qt.AlignmentFlag.AlignTop)
        row.addLayout(names, 1)
        return head

    def _facts(self, preview: CasePreview, today: date) -> QWidget:
        words, row, t = self._words, preview.row, self._words.t
        facts = QWidget()
        grid = QGridLayout(facts)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, self._label_width)
        grid.setColumnStretch(1, 1)
        self._add_text(grid, t("Number"), row.number)
        status = row.status
        self._add(grid, t("Status"), StatusChip(status.status.value, words.label(status.status)))
        self._add_text(grid, t("As of"), words.date(status.as_of))
        step = VerificationBars(row.verification.value, as_line(words.label(row.verification)))
        self._add(grid, t("Verification"), step)
        self._add_text(grid, t("Born"), words.date(row.birth))
        self._add_text(grid, t("Home"), row.home_place)
        self._add_text(grid, t("Taken"), _joined(words.date(row.taken), preview.taken_place))
        self._add_text(grid, t("Term"), words.term(preview.term, preview.term_start))
        if preview.release is not None:
            self._add(grid, t("Release due"), self._release(preview, today))
        if preview.tellers:
            self._add(grid, t("Told by"), self._tellers(preview, today))
        return facts

    def _tellers(self, preview: CasePreview, today: date) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(4)
        for index in range(len(preview.tellers)):
            column.addWidget(Label(self._teller(preview, index, today), elide=True))
        return holder

    def _release(self, preview: CasePreview, today: date) -> QWidget:
        t, due = self._words.t, self._words.date(preview.release)
        overdue = is_overdue(preview.release, today)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        icon, tone = ("calendar-x", "danger") if overdue else ("calendar-clock", "ink2")
        row.addWidget(Mark(icon, tone, icons.SMALL), alignment=Qt.AlignmentFlag.AlignTop)
        words = t("{date}, passed", date=due) if overdue else due
        row.addWidget(Label(words, wrap=True), 1)
        return holder

    def _teller(self, preview: CasePreview, index: int, today: date) -> str:
        teller = preview.tellers[index]
        relation = relation_of(preview, teller.contact_id, today)
        name = teller.name or self._words.t("Name not known")
        return _joined(name, self._words.label(relation) if relation else "", ", ")

    def _shown_to(self, preview: CasePreview, today: date) -> NamedTo:
        part = NamedTo(self._words.t)
        part.show_decisions(may_be_named_to(preview, today))
        return part

    def _unfinished(self, preview: CasePreview) -> list[str]:
        """What the file lacks; a photo that cannot be printed stands first."""
        t = self._words.t
        found = missing_list(t, preview.missing)
        if preview.photo is not None and not preview.photo.origin.strip():
            found.insert(0, t("the origin of the photo"))
        return found

    def _to_finish(self, unfinished: list[str]) -> QWidget:
        t = self._words.t
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Label(t("To finish"), "heading"))
        for words in unfinished[:_MOST_UNFINISHED]:
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(Mark("circle", "ink3", icons.SMALL))
            row.addWidget(Label(as_line(words), "second", elide=True), 1)
            column.addLayout(row)
        rest = unfinished[_MOST_UNFINISHED:]
        if rest:
            more = Label(t.plural("{n} more", "{n} more", len(rest)), "caption")
            more.set_tip("\n".join(map(as_line, rest)))
            column.addWidget(more)
        return holder

    # -- lines -------------------------------------------------------------------------------
    def _add(self, grid: QGridLayout, label: str, value: QWidget) -> None:
        line, top = grid.rowCount(), Qt.AlignmentFlag.AlignTop
        name = Label(label, "second", wrap=True)
        name.setFixedWidth(self._label_width)
        name.setMinimumHeight(20)
        start = top | Qt.AlignmentFlag.AlignLeft
        grid.addWidget(name, line, 0, alignment=start)
        # An aligned item would not be given the height that its wrapped lines need.
        grid.addWidget(value, line, 1, alignment=start if isinstance(value, Chip) else _FILL)

    def _add_text(self, grid: QGridLayout, label: str, words: str) -> None:
        if words:
            value = Label(words, wrap=True)
            value.setMinimumHeight(20)
            self._add(grid, label, value)


def _width_of_labels(t: Translator) -> int:
    """As wide as the longest word of the labels: longer labels wrap, words are never cut."""
    labels = (
        t("Number"), t("Status"), t("As of"), t("Verification"), t("Born"), t("Home"), t("Taken"),
        t("Term"), t("Release due"), t("Told by"),
    )  # fmt: skip
    widest = max(paint.text_width(word, theme.font()) for label in labels for word in label.split())
    return max(_LEAST_LABEL, min(_MOST_LABEL, widest + 4))


def _joined(first: str, second: str, between: str = " · ") -> str:
    return between.join(part for part in (first, second) if part)
