"""Texts: articles, transcripts, testimonies. Places are characters of the Python string."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from caseapp.desktop.documents.characters import Characters, as_shown, occurrences
from caseapp.desktop.documents.find_bar import FindBar
from caseapp.desktop.documents.passage import Locator, Passage, PassageMark, characters_of
from caseapp.desktop.documents.reading import ReadingText
from caseapp.desktop.documents.surface import DocumentSurface
from caseapp.i18n import Translator


class TextSurface(DocumentSurface):
    """A text to read and to mark passages out in, by mouse or with Shift and the arrows.

    `heading`: when the text begins with it, that line is set as a title. Enter on a mark
    reports it as clicked; Ctrl+F finds; Ctrl with plus, minus or 0 sets the size.
    """

    def __init__(
        self, t: Translator, text: str = "", *, heading: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(t, parent)
        self._words, self._characters = "", Characters("")
        self._found: list[tuple[int, int]] = []
        self._nth = 0
        self._reader = ReadingText(self._chosen_words, self)
        self._reader.setAccessibleName(t("Text of the source"))
        self._reader.selectionChanged.connect(self._selecting)
        self._reader.let_go.connect(self._let_go)
        self._reader.moved.connect(self.view_changed)
        self._reader.margin.clicked.connect(self.marked_clicked)
        self._find = FindBar(t, self)
        self._find.sought.connect(self._seek)
        self._find.stepped.connect(self._step)
        self._find.closed.connect(self._end_finding)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*self.FRAME)
        layout.setSpacing(0)
        layout.addWidget(self._find)
        layout.addWidget(self._reader, 1)
        self.setFocusProxy(self._reader)
        self._frame_when_focused(self._reader)
        self._make_keys()
        self.set_text(text, heading=heading)

    def _make_keys(self) -> None:
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for key, act in (
            (QKeySequence("Ctrl+F"), self.find),
            (QKeySequence("F3"), lambda: self._step(1)),
            (QKeySequence("Shift+F3"), lambda: self._step(-1)),
            (QKeySequence("Ctrl++"), lambda: self._reader.zoom_by(1)),
            (QKeySequence("Ctrl+="), lambda: self._reader.zoom_by(1)),
            (QKeySequence("Ctrl+-"), lambda: self._reader.zoom_by(-1)),
            (QKeySequence("Ctrl+0"), lambda: self._reader.zoom_by(0)),
        ):
            QShortcut(key, self, act, context=inside)

    def set_text(self, text: str, *, heading: str = "") -> None:
        """Show another text; marks stay set, nothing is marked out."""
        self._words, shown = text, as_shown(text)
        self._characters = Characters(shown)
        self._found, self._nth = [], 0
        self._reader.show_text(shown, heading)
        self._show_marks()
        self._report()

    def text(self) -> str:
        """The text as it was given."""
        return self._words

    # -- passages ------------------------------------------------------------------------------
    def selection(self) -> Passage | None:
        start, end = self._chosen()
        return self._passage(start, end) if end > start else None

    def clear_selection(self) -> None:
        cursor = self._reader.textCursor()
        cursor.clearSelection()
        self._reader.setTextCursor(cursor)

    def select(self, locator: Locator) -> bool:
        """Mark a place out and bring it into view; False if it is not in this text."""
        place = self._place(locator)
        if place is None:
            return False
        to_units = self._characters.to_units
        self._reader.choose(to_units(place[0]), to_units(place[1]))
        return self.go_to(locator)

    def selection_rect(self) -> QRect:
        cursor = self._reader.textCursor()
        if not cursor.hasSelection():
            return QRect()
        reader, view = self._reader, self._reader.viewport()
        first, last = reader.at(cursor.selectionStart()), reader.at(cursor.selectionEnd())
        left = first.left() if first.top() == last.top() else 0
        right = last.right() if first.top() == last.top() else view.width()
        rect = QRect(QPoint(min(left, right), first.top()), QPoint(max(left, right), last.bottom()))
        seen = rect & view.rect()
        return seen.translated(view.mapTo(self, QPoint(0, 0))) if seen.isValid() else QRect()

    def _chosen(self) -> tuple[int, int]:
        cursor = self._reader.textCursor()
        to_character = self._characters.to_character
        return to_character(cursor.selectionStart()), to_character(cursor.selectionEnd())

    def _chosen_words(self) -> str:
        start, end = self._chosen()
        return self._words[start:end]

    def _passage(self, start: int, end: int) -> Passage | None:
        """Without the spaces at its ends; None when nothing else was marked out."""
        words = self._words[start:end]
        start += len(words) - len(words.lstrip())
        words = words.strip()
        end = start + len(words)
        if not words:
            return None
        locator = {"start": start, "end": end}
        return Passage(words, locator, self.place_words(locator))

    def place_words(self, locator: Locator) -> str:
        """ "paragraph 3" or "paragraphs 3-4"; "" for a place that is not in this text."""
        place = self._place(locator)
        if place is None:
            return ""
        first = self._characters.paragraph(place[0])
        last = self._characters.paragraph(max(place[0], place[1] - 1))
        if first == last:
            return self._t("paragraph {n}", n=first)
        return self._t("paragraphs {first}-{last}", first=first, last=last)

    def _place(self, locator: Locator) -> tuple[int, int] | None:
        place = characters_of(locator)
        return place if place is not None and place[1] <= len(self._words) else None

    def _selecting(self) -> None:
        self._reader.margin.update()
        if QApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            return  # told at the end of the dragging
        self._report()

    def _let_go(self, point: QPoint) -> None:
        self._report()
        if self.selection() is None:
            unit = self._reader.cursorForPosition(point).position()
            line = self._reader.cursorRect(self._reader.cursorForPosition(point))
            if abs(line.center().x() - point.x()) < 3 * line.height():
                self._click_at(self._characters.to_character(unit))

    # -- marks ---------------------------------------------------------------------------------
    def _placed(self) -> list[tuple[int, int, PassageMark]]:
        placed = []
        for mark in self._marks:
            place = self._place(mark.locator)
            if place is not None and place[1] > place[0]:
                placed.append((*place, mark))
        return sorted(placed, key=lambda item: item[:2])

    def _show_marks(self) -> None:
        to_units = self._characters.to_units
        placed = self._placed()
        pieces = [
            (to_units(start), to_units(end), "mark", mark.current) for start, end, mark in placed
        ]
        if not self._find.isHidden():
            for nth, (start, end) in enumerate(self._found, 1):
                pieces.append((to_units(start), to_units(end), "info_bg", nth == self._nth))
        self._reader.highlight(pieces)
        self._reader.margin.set_marks([(to_units(start), mark) for start, _end, mark in placed])

    def _click_at(self, place: int) -> bool:
        for start, end, mark in self._placed():
            if start <= place <= end:
                self.marked_clicked.emit(mark.key)
                return True
        return False

    def go_to(self, locator: Locator) -> bool:
        place = self._place(locator)
        if place is None:
            return False
        first, last = (self._reader.at(self._characters.to_units(at)) for at in place)
        view = self._reader.viewport().rect()
        if first.top() < 0 or last.bottom() > view.height():
            self._reader.bring_to_top(self._characters.to_units(place[0]), view.height() // 4)
        return True

    # -- finding -------------------------------------------------------------------------------
    def can_find(self) -> bool:
        return True

    def find(self) -> None:
        passage = self.selection()
        short = passage is not None and len(passage.text) < 80 and "\n" not in passage.text
        self._find.open(passage.text if passage and short else "")

    def _seek(self, words: str) -> None:
        self._found = occurrences(self._words, words)
        here = self._chosen()[0]
        after = (n for n, (start, _end) in enumerate(self._found, 1) if start >= here)
        self._nth = next(after, 1 if self._found else 0)
        self._show_found()

    def _step(self, by: int) -> None:
        if self._found:
            self._nth = (self._nth - 1 + by) % len(self._found) + 1
            self._show_found()

    def _show_found(self) -> None:
        self._find.set_found(self._nth, len(self._found))
        self._show_marks()
        if self._nth:
            start, end = self._found[self._nth - 1]
            self.go_to({"start": start, "end": end})

    def _end_finding(self) -> None:
        """What was found last is marked out, so that it can be kept with the next key."""
        self._show_marks()
        self._reader.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._nth:
            start, end = self._found[self._nth - 1]
            self.select({"start": start, "end": end})

    # -- keys and looks ------------------------------------------------------------------------
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.selection() is None:
            place = self._characters.to_character(self._reader.textCursor().position())
            if self._click_at(place):
                return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_find"):
            self._reader.refresh_colours()
            self._show_marks()

    def close_document(self) -> None:
        self.set_marks(())
        self.set_text("")
