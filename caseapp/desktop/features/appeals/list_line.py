"""One appeal on a line of the list, in columns, and the names of the columns above."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from caseapp.desktop import theme
from caseapp.desktop.features.appeals.way_words import deadline
from caseapp.desktop.features.appeals.words import STATE_MARKS, AppealWords
from caseapp.desktop.widgets import paint
from caseapp.domain.vocabulary import AppealState, DispatchOutcome
from caseapp.i18n import Translator
from caseapp.store.queries.appeals import AppealRow

HEIGHT = 48
_GAP, _PAD = 12, 8


def columns(width: int, *, compact: bool) -> dict[str, tuple[int, int]]:
    """Where each column begins and how wide it is, laid out left to right."""
    fixed = {"state": 130, "due": 130} if compact else {
        "state": 140, "due": 140, "persons": 70, "copies": 70, "last": 230,
    }  # fmt: skip
    title = max(120, width - sum(fixed.values()) - _GAP * len(fixed) - 2 * _PAD)
    found, left = {}, _PAD
    for name, wide in {"title": title, **fixed}.items():
        found[name] = (left, wide)
        left += wide + _GAP
    return found


class AppealLine:
    """Draws and speaks one line. The data is (row, today)."""

    def __init__(self, words: AppealWords) -> None:
        self._words = words
        self.compact = False

    def detail(self, row: AppealRow) -> str:
        """Number and date."""
        t, words = self._words.t, self._words
        parts = [t("No. {n}", n=row.reference or row.serial), words.date(row.dated)]
        return " · ".join(part for part in parts if part)

    def last(self, row: AppealRow) -> str:
        """What happened last, and when."""
        if row.last is None:
            return ""
        what, when = row.last
        t = self._words.t
        known = {"printed": t("printed"), "answered": t("answered")}
        word = known.get(what) or self._words.label(DispatchOutcome(what))
        return " · ".join(part for part in (word, self._words.date(when)) if part)

    def due(self, row: AppealRow, today: date) -> tuple[str, str, str] | None:
        """The deadline as a chip; None where nothing is waited for."""
        if row.due is not None:
            return deadline(self._words.t, row.due, today)
        if row.state is AppealState.HANDED_IN:
            return self._words.t("no term"), "infinity", "quiet"
        return None

    def spoken(self, row: AppealRow, today: date) -> str:
        """The line as it is read out."""
        words, due = self._words, self.due(row, today)
        parts = (
            words.appeal(row), self.detail(row), words.label(row.state), due[0] if due else "",
            words.counts(row), self.last(row),
        )  # fmt: skip
        return ", ".join(part for part in parts if part)

    def draw(
        self, painter: QPainter, box: QRect, data: object, direction: Qt.LayoutDirection,
        _chosen: bool,
    ) -> None:  # fmt: skip
        row, today = data
        words, t, lead = self._words, theme.current(), paint.leading(direction)
        places = columns(box.width(), compact=self.compact)

        def cell(name: str, top: int, height: int) -> QRect:
            left, wide = places[name]
            return paint.visual(
                direction, box, QRect(box.left() + left, box.top() + top, wide, height)
            )

        def text(name: str, top: int, said: str, font: object, ink: str) -> None:
            paint.draw_text(painter, cell(name, top, 18), said, font, ink, lead)

        text("title", 6, words.appeal(row), theme.font(theme.BODY, theme.SEMIBOLD), t.ink)
        text("title", 25, self.detail(row), theme.font(), t.ink2)
        self._chip(painter, box, direction, places["state"],
                   (words.label(row.state), *STATE_MARKS[row.state]))  # fmt: skip
        due = self.due(row, today)
        if due is not None:
            self._chip(painter, box, direction, places["due"], due)
        if self.compact:
            return
        figures = theme.font(tabular=True)
        middle = (HEIGHT - 18) // 2
        text("persons", middle, str(row.persons), figures, t.ink)
        text("copies", middle, str(row.copies) if row.copies else "–", figures, t.ink)
        text("last", middle, self.last(row), theme.font(), t.ink2)

    def _chip(
        self, painter: QPainter, box: QRect, direction: Qt.LayoutDirection,
        place: tuple[int, int], chip: tuple[str, str, str],
    ) -> None:  # fmt: skip
        words, icon, tone = chip
        size = paint.chip_size(words, icon)
        top = box.top() + (box.height() - size.height()) // 2
        wide = min(size.width(), place[1])
        where = QRect(box.left() + place[0], top, wide, size.height())
        paint.draw_chip(painter, paint.visual(direction, box, where), words, icon, tone, direction)


class ListHead(QWidget):
    """The names of the columns."""

    def __init__(self, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.compact = False
        self._names = {
            "title": t("Appeal"), "state": t("State"), "due": t("Answer"),
            "persons": t("Persons"), "copies": t("Copies"), "last": t("What happened last"),
        }  # fmt: skip
        self.setFixedHeight(26)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, direction = QPainter(self), self.layoutDirection()
        box = self.rect().adjusted(8, 0, -8, 0)
        for name, (left, wide) in columns(box.width(), compact=self.compact).items():
            place = QRect(box.left() + left, 0, wide, self.height())
            paint.draw_text(
                painter, paint.visual(direction, box, place), self._names[name],
                theme.font(theme.CAPTION), theme.current().ink2, paint.leading(direction),
            )  # fmt: skip
        painter.setPen(theme.colour("line"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
