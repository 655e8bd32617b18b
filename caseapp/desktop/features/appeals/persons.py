"""The persons of an appeal: a list that opens cases, and a field that finds one to add."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.desktop import icons, theme
from caseapp.desktop.features.appeals.rows import Item, Rows
from caseapp.desktop.features.appeals.words import AppealWords
from caseapp.desktop.jobs import Jobs
from caseapp.desktop.widgets import Label, QuietButton, SectionHeading, paint
from caseapp.desktop.widgets.editors import LineEditor
from caseapp.desktop.widgets.person import draw_photo, initials
from caseapp.store.queries.appeals import PersonRow
from caseapp.store.queries.cases import CaseRow
from caseapp.system.progress import Progress

FOUND = 6
"""Cases that the field shows at most."""

_WAIT_MS = 100
_ROUND = 24
_LEAST = 4

Find = Callable[[str, Progress], Sequence[CaseRow]]


def draw_person(
    words: AppealWords,
    painter: QPainter,
    box: QRect,
    row: CaseRow,
    direction: Qt.LayoutDirection,
    *,
    dim: bool = False,
) -> None:
    """One person: initials, name, the case number at the end."""
    t, lead = theme.current(), paint.leading(direction)
    name = words.person(row)
    side = QRect(box.left(), box.top() + (box.height() - _ROUND) // 2, _ROUND, _ROUND)
    letters = initials(name) if row.names else "?"
    draw_photo(painter, paint.visual(direction, box, side), None, letters)
    number, caption = row.number, theme.font(theme.CAPTION, tabular=True)
    width = paint.text_width(number, caption) + 1
    end = QRect(box.right() - width, box.top(), width, box.height())
    shown = paint.visual(direction, box, end)
    paint.draw_text(painter, shown, number, caption, t.ink2, lead)
    left, right = box.left() + _ROUND + 8, box.right() - width - 8
    if row.fictitious:
        mark = QRect(right - icons.SMALL, box.top(), icons.SMALL, icons.SMALL)
        mark.moveTop(box.top() + (box.height() - icons.SMALL) // 2)
        icons.draw(painter, "venetian-mask", paint.visual(direction, box, mark), t.ink3)
        right -= icons.SMALL + 8
    place = QRect(left, box.top(), right - left, box.height())
    font = theme.font(theme.BODY, theme.MEDIUM if row.names else theme.REGULAR)
    ink = t.ink3 if dim else t.ink if row.names else t.ink2
    paint.draw_text(painter, paint.visual(direction, box, place), name, font, ink, lead)


class PersonsSection(QWidget):
    """`opened(case id)`, `added(case id)`, `removed(link id)`."""

    opened = Signal(object)
    added = Signal(object)
    removed = Signal(object)

    def __init__(
        self, words: AppealWords, jobs: Jobs, find: Find, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words, self._persons = words, {}
        t = words.t
        self._heading = SectionHeading(t("Persons"))
        self.add_button = QuietButton(t("Add"), icon="user-plus", on_click=self._turn_picker)
        self.add_button.setAccessibleName(t("Add a person"))
        self._heading.add(self.add_button)
        self.picker = PersonPicker(words, jobs, find)
        self.rows = Rows(t("Persons of this appeal"), theme.ROW, self._draw)
        self.rows.setMinimumHeight(_LEAST * theme.ROW)
        self._none = Label(t("Nobody yet. Add the first person."), "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._heading)
        column.addWidget(self.picker)
        column.addWidget(self._none)
        column.addWidget(self.rows, 100)
        column.addStretch(1)
        self.picker.hide()
        self.picker.chosen.connect(self.added)
        self.picker.left.connect(self._turn_picker)
        self.rows.opened.connect(lambda key: self.opened.emit(self._persons[key].case.id))
        self.rows.removed.connect(self.removed)

    def set_persons(self, persons: Sequence[PersonRow]) -> None:
        """Show these, in their order."""
        self._persons = {row.link_id: row for row in persons}
        self.rows.set_items([self._item(row) for row in persons])
        self._heading.set_count(str(len(persons)) if persons else "")
        self._none.setVisible(not persons)
        self.rows.setVisible(bool(persons))
        self.rows.setMaximumHeight(max(1, len(persons)) * theme.ROW)
        self.rows.setMinimumHeight(min(_LEAST, max(1, len(persons))) * theme.ROW)
        self.picker.set_known({row.case.id for row in persons})

    def _item(self, row: PersonRow) -> Item:
        name, t = self._words.person(row.case), self._words.t
        tip = [name, *(text for _script, text in row.case.names[1:])]
        if row.case.fictitious:
            tip.append(t("fictitious"))
        spoken = f"{name}, {row.case.number}"
        return Item(row.link_id, row, spoken, "\n".join(tip), removable=True)

    def _turn_picker(self) -> None:
        opening = self.picker.isHidden()
        self.picker.setVisible(opening)
        self.add_button.setText(self._words.t("Done") if opening else self._words.t("Add"))
        self.add_button.set_icon("check" if opening else "user-plus")
        (self.picker if opening else self.add_button).setFocus()

    def _draw(
        self,
        painter: QPainter,
        box: QRect,
        data: object,
        direction: Qt.LayoutDirection,
        _chosen: bool,
    ) -> None:
        assert isinstance(data, PersonRow)
        draw_person(self._words, painter, box, data.case, direction)


class PersonPicker(QWidget):
    """A field and the cases that it finds. `chosen(case id)`, `left()` for Esc."""

    chosen = Signal(object)
    left = Signal()

    def __init__(
        self, words: AppealWords, jobs: Jobs, find: Find, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words, self._jobs, self._find = words, jobs, find
        self._known: set[UUID] = set()
        self._found: Sequence[CaseRow] = ()
        t = words.t
        self.field = LineEditor()
        self.field.setProperty("kind", "search")
        self.field.setPlaceholderText(t("Name or number – any script"))
        self.field.setAccessibleName(t("Find a person to add"))
        self.field.addAction(
            QAction(theme.icon("search"), "", self.field),
            LineEditor.ActionPosition.LeadingPosition,
        )
        self.rows = Rows(t("Cases found"), theme.ROW, self._draw, keeps_choice=True)
        self._said = Label("", "caption", wrap=True)
        self._wait = QTimer(self, singleShot=True, interval=_WAIT_MS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(4)
        for widget in (self.field, self.rows, self._said):
            column.addWidget(widget)
        self.setFocusProxy(self.field)
        self.field.installEventFilter(self)
        self.field.edited.connect(lambda _text: self._wait.start())
        self._wait.timeout.connect(self._ask)
        self.rows.opened.connect(self._choose)
        self._show(())

    def set_known(self, known: set[UUID]) -> None:
        """Who is in the appeal already and cannot be added again."""
        self._known = known
        self._show(self._found)

    def _ask(self) -> None:
        typed, find = self.field.value().strip(), self._find
        if not typed:
            self._show(())
            return
        self._jobs.run(
            lambda progress: find(typed, progress), self._show, owner=self, latest="appeal-picker"
        )

    def _show(self, rows: Sequence[CaseRow]) -> None:
        t, self._found = self._words.t, rows
        self.rows.set_items(
            [Item(row.id, row, f"{self._words.person(row)}, {row.number}") for row in rows[:FOUND]]
        )
        self.rows.fit(0, FOUND)
        self.rows.setVisible(bool(rows))
        free = [row.id for row in rows[:FOUND] if row.id not in self._known]
        if free:
            self.rows.choose(free[0])
        if not self.field.value().strip():
            said = t("Enter adds the person that is marked.")
        elif not rows:
            said = t("No case is found.")
        elif len(rows) > FOUND:
            said = t("There are more; type another letter.")
        else:
            said = ""
        self._said.setText(said)
        self._said.setVisible(bool(said))

    def _choose(self, case_id: object) -> None:
        if case_id is not None and case_id not in self._known:
            self.chosen.emit(case_id)
            self.field.set_value("")
            self._show(())
            self.field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(self.rows.key())
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.field.set_value("")
                self._show(())
                self.left.emit()
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._found:
                self._step(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
        return super().eventFilter(watched, event)

    def _step(self, by: int) -> None:
        keys = [item.key for item in self.rows.items()]
        place = keys.index(self.rows.key()) if self.rows.key() in keys else -1
        self.rows.choose(keys[max(0, min(len(keys) - 1, place + by))])

    def _draw(
        self,
        painter: QPainter,
        box: QRect,
        data: object,
        direction: Qt.LayoutDirection,
        _chosen: bool,
    ) -> None:
        assert isinstance(data, CaseRow)
        draw_person(self._words, painter, box, data, direction, dim=data.id in self._known)
