"""Who is left out of one copy by the office: everybody of the appeal, with what withholds them.

A line is ticked off with Space or Enter; P leaves out the photo alone. Shows what it is handed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from caseapp.desktop.features.appeals.persons import Trouble
from caseapp.desktop.features.appeals.words import AppealWords
from caseapp.desktop.forms.lines import PERSON_HEIGHT, LinePen
from caseapp.desktop.people import person_words
from caseapp.desktop.widgets import Label
from caseapp.desktop.widgets.rows import Item, Rows
from caseapp.desktop.widgets.search import SearchField
from caseapp.disclosure.left_out import LeftOut
from caseapp.domain.names.scripts import search_key
from caseapp.domain.names.typed import FewNames
from caseapp.store.queries.appeals import PersonRow
from caseapp.store.queries.choosing import case_choice

_MOST = 6


class _Rows(Rows):
    photo_turned = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = self.key()
        if key is not None and event.key() == Qt.Key.Key_Space:
            self.opened.emit(key)
        elif key is not None and event.text().casefold() == "p":
            self.photo_turned.emit(key)
        else:
            super().keyPressEvent(event)


class LeftOutList(QWidget):
    """`chosen(LeftOut)`: somebody else is left out, or comes back."""

    chosen = Signal(object)
    across: Callable[[], bool] = staticmethod(lambda: True)
    """Whether names are looked for in every script."""

    def __init__(self, words: AppealWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._persons: Sequence[PersonRow] = ()
        self._marks: Mapping[UUID, Trouble] = {}
        self._left = LeftOut()
        self._names: FewNames[UUID] | None = None
        t = words.t
        self.search = SearchField(t("Find a person of this appeal"), t("Name or number"))
        self.rows = _Rows(
            t("Who stands in this copy"), PERSON_HEIGHT, self._draw, keeps_choice=True
        )
        self._none = Label(t("Nobody of this name is in the appeal."), "muted", wrap=True)
        hint = t("Space leaves a person out or takes one back, P the photo alone.")
        self._hint = Label(hint, "caption", wrap=True)
        above = QHBoxLayout()
        above.addWidget(self.search, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(above)
        column.addWidget(self._none)
        column.addWidget(self.rows)
        column.addWidget(self._hint)
        self.setFocusProxy(self.search)
        self.search.asked.connect(lambda _typed: self._fill())
        self.search.entered.connect(self.rows.setFocus)
        self.search.emptied.connect(self._empty)
        self.rows.opened.connect(self._turn_person)
        self.rows.photo_turned.connect(self._turn_photo)
        self.rows.menu_asked.connect(self._menu)

    def show_persons(
        self, persons: Sequence[PersonRow], left: LeftOut, marks: Mapping[UUID, Trouble]
    ) -> None:
        """Show who is left out of one copy; `marks` say what else withholds somebody there."""
        self._persons, self._left, self._marks = persons, left, marks
        self._names = None
        self._fill()

    def _empty(self) -> None:
        self.search.set_value("")
        self._fill()

    def _fill(self) -> None:
        shown = self._narrowed(self.search.value().strip())
        self.rows.set_items([self._item(row) for row in shown])
        self.rows.fit(1, _MOST)
        self.rows.setVisible(bool(shown))
        self._none.setVisible(bool(self._persons) and not shown)

    def _narrowed(self, typed: str) -> Sequence[PersonRow]:
        """Who holds the very letters, then whose name sounds so."""
        key = search_key(typed)
        if not key:
            return self._persons
        fits = [row for row in self._persons if _fits(row, key)]
        if not self.across():
            return fits
        if self._names is None:
            self._names = FewNames(
                (row.case.id, [text for _script, text in row.case.names]) for row in self._persons
            )
        held = {row.case.id for row in fits}
        by_id = {row.case.id: row for row in self._persons}
        return [*fits, *(by_id[one] for one in self._names.find(typed) if one not in held)]

    def _item(self, row: PersonRow) -> Item:
        mark = self._mark(row.case.id)
        chip = (mark.words, mark.icon, mark.tone) if mark else None
        words = replace(person_words(self._words.t, case_choice(row.case)), chip=chip)
        return Item(row.case.id, (row.case.id, words), words.said(), words.tip())

    def _mark(self, case: UUID) -> Trouble | None:
        """The office's own decision first: it is the one that can be turned here."""
        t = self._words.t
        if case in self._left.persons:
            return Trouble(t("left out"), "square-x", "plum")
        if case in self._left.photos:
            return Trouble(t("without photo"), "image-off", "plum")
        return self._marks.get(case)

    # -- turning -----------------------------------------------------------------------------
    def _turn_person(self, case: object) -> None:
        if isinstance(case, UUID):
            self.chosen.emit(LeftOut(self._left.persons ^ {case}, self._left.photos))

    def _turn_photo(self, case: object) -> None:
        if isinstance(case, UUID):
            self.chosen.emit(LeftOut(self._left.persons, self._left.photos ^ {case}))

    def _menu(self, case: object, place: QPoint) -> None:
        self.menu(case).popup(place)

    def menu(self, case: object) -> QMenu:
        """What can be done with a line."""
        t, menu = self._words.t, QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, on, turn in (
            (t("Leave out of this copy"), case in self._left.persons, self._turn_person),
            (t("Leave out the photo"), case in self._left.photos, self._turn_photo),
        ):
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(on)
            action.triggered.connect(lambda _=False, do=turn: do(case))
        return menu

    def _draw(
        self, painter: QPainter, box: QRect, data: object, direction: Qt.LayoutDirection,
        _chosen: bool,
    ) -> None:  # fmt: skip
        case, words = data
        pen = LinePen(painter, box, direction)
        words.draw(pen, box.width(), box.height(), dim=case in self._left.persons)


def _fits(row: PersonRow, typed: str) -> bool:
    """Any spelling of the name, or the number, holds what was typed."""
    told = [text for _script, text in row.case.names] + [row.case.number, row.case.description]
    return any(typed in search_key(text) for text in told if text)
