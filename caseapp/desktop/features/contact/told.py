"""What the contact told, when the office spoke with him or her, and what was changed here."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.desktop import icons, theme
from caseapp.desktop.features.contact.words import ContactWords
from caseapp.desktop.forms.form import RecordForm
from caseapp.desktop.forms.lines import GAP, LineButton, LinePen, TextLine, TextParts
from caseapp.desktop.forms.row import FoldedRow, Item
from caseapp.desktop.forms.rows import RecordRows
from caseapp.desktop.forms.specs.contacts import CALL
from caseapp.desktop.widgets import Label, QuietButton, SectionHeading
from caseapp.domain.dates import UncertainDate
from caseapp.domain.vocabulary import ContactWay, TestimonyForm
from caseapp.i18n import N_
from caseapp.store.history import Entry
from caseapp.store.queries.contact_page import ContactPage
from caseapp.store.records import ContactNote, Record, Source

_FORMS = {
    TestimonyForm.VIDEO: "video", TestimonyForm.AUDIO: "mic", TestimonyForm.WRITTEN: "file-text",
    TestimonyForm.ORAL: "message-circle",
}  # fmt: skip
_WAYS = {
    ContactWay.CALL: "phone", ContactWay.VISIT: "house", ContactWay.MESSAGE: "message-circle",
    ContactWay.LETTER: "mail",
}  # fmt: skip
FIRST = 8
"""Actions that the history shows at once."""
_UNDONE = {"undo": N_("Undone: {what}"), "redo": N_("Done again: {what}")}


class IconLine(LineButton):
    """An icon, words and a date at the end. Shows (icon, words, date)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(28, parent)
        self.setCheckable(True)
        self._said = ("", "", "")

    def show_words(self, said: object) -> None:
        """See the class."""
        assert isinstance(said, tuple)
        self._said = said
        self.setAccessibleName(", ".join(part for part in said[1:] if part))
        self.update()

    def draw(self, pen: LinePen) -> None:
        icon, words, day = self._said
        height, right = self.height(), self.width()
        side = icons.SMALL
        pen.icon(QRect(0, (height - side) // 2, side, side), icon, theme.current().ink2)
        if day:
            width = min(120, right // 2)
            right -= 8 + pen.text(QRect(right - width, 0, width, height), day, "caption", end=True)
        pen.text(QRect(side + 8, 0, right - side - 8, height), words)


class ToldSection(QWidget):
    """Testimonies given. `opened(id of a source)`."""

    opened = Signal(object)

    def __init__(self, words: ContactWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._lines: list[IconLine] = []
        self._shown: tuple[tuple[object, int], ...] | None = None
        self._nothing = Label(words.t("No testimony is recorded."), "muted", wrap=True)
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(SectionHeading(words.t("Testimonies given")))
        column.addWidget(self._nothing)
        column.addLayout(self._column)

    def show_page(self, page: ContactPage) -> None:
        shown = tuple((source.id, source.version) for source in page.sources)
        self._nothing.setHidden(bool(shown))
        if shown == self._shown:
            return
        self._shown = shown
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [self._line(source) for source in page.sources]
        for line in self._lines:
            self._column.addWidget(line)
            line.show()

    def tab_stops(self) -> list[QWidget]:
        return list(self._lines)

    def _line(self, source: Source) -> IconLine:
        line = IconLine()
        line.setObjectName("testimony")
        line.setCheckable(False)
        icon = _FORMS.get(source.testimony_form, "file-text") if source.testimony_form else "quote"
        line.show_words((icon, self._words.source(source), self._words.value(source.dated)))
        line.clicked.connect(lambda _=False, key=source.id: self.opened.emit(key))
        line.stepped.connect(lambda way, one=line: self._step(one, way))
        return line

    def _step(self, line: IconLine, way: int) -> None:
        place = self._lines.index(line) + way
        if 0 <= place < len(self._lines):
            self._lines[place].setFocus(Qt.FocusReason.OtherFocusReason)


class CallsSection(QWidget):
    """Notes of calls and visits. `edited(Edit)`, `removed(note)`; `changed()`."""

    edited = Signal(object)
    removed = Signal(object)
    changed = Signal()

    def __init__(self, words: ContactWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._page: ContactPage | None = None
        self._nothing = Label(words.t("No call or visit is noted."), "muted", wrap=True)
        self.rows = RecordRows(self._make_row)
        self.rows.edited.connect(self.edited)
        self.rows.removed.connect(self.removed)
        self.rows.changed.connect(self._changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(SectionHeading(words.t("Calls and visits")))
        column.addWidget(self._nothing)
        column.addWidget(self.rows)

    def show_page(self, page: ContactPage) -> None:
        self._page = page
        self.rows.show_items([Item(note, self._words_of(note)) for note in page.notes])
        self._changed()

    def note_a_call(self, today: UncertainDate) -> None:
        """A row for what was just said; it is kept when something is typed into it."""
        if self._page is not None:
            staff = self._page.staff
            values = {
                "contact_id": self._page.contact.id, "at": today, "way": ContactWay.CALL,
                "by": staff[0] if len(staff) == 1 else "", "text": "",
            }  # fmt: skip
            row = self.rows.start(ContactNote, values)
            if row.form is not None:
                row.form.field("text").editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def tab_stops(self) -> list[QWidget]:
        return self.rows.tab_stops()

    def _changed(self) -> None:
        self._nothing.setHidden(bool(self.rows.rows()))
        self.changed.emit()

    def _words_of(self, note: ContactNote) -> tuple[str, str, str]:
        words = " ".join(note.text[:400].split()) or self._words.word(note.way)
        return _WAYS.get(note.way, "pencil"), words, self._words.value(note.at)

    def _make_row(self) -> FoldedRow:
        def make(_record: Record) -> RecordForm:
            return RecordForm(self._words, CALL, columns=2)

        row = FoldedRow(IconLine(), make, self._words.t("Put in the trash"))
        row.setObjectName("call")
        return row


class ChangesSection(QWidget):
    """What was done on this page, newest first."""

    def __init__(self, words: ContactWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._entries: Sequence[Entry] = ()
        self._lines: list[TextLine] = []
        self._shown: list[tuple[str, str]] = []
        self._whole = False
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self._more = QuietButton("", icon="chevron-down", small=True, on_click=self._show_all)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(SectionHeading(words.t("History")))
        column.addLayout(self._column)
        column.addWidget(self._more, alignment=Qt.AlignmentFlag.AlignLeft)

    def show_page(self, page: ContactPage) -> None:
        self._entries = page.history
        self._fill()

    def tab_stops(self) -> list[QWidget]:
        return [self._more]

    def _show_all(self) -> None:
        self._whole = True
        self._fill()

    def _fill(self) -> None:
        words, t = self._words, self._words.t
        said = []
        for _seq, group in groupby(self._entries, key=lambda entry: entry.action.seq):
            action = next(group).action
            what = words.action(action.label, action.params)
            if action.kind in _UNDONE:
                what = t(_UNDONE[action.kind], what=what)
            said.append((what, words.moment(action.at)))
        hidden = 0 if self._whole else max(0, len(said) - FIRST)
        self._more.setHidden(not hidden)
        self._more.setText(t.plural("Show {n} older change", "Show {n} older changes", hidden))
        wanted = said if self._whole else said[:FIRST]
        if wanted == self._shown:
            return
        self._shown = wanted
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        parts = [TextParts(title=what, detail=when, lead_width=-GAP) for what, when in wanted]
        self._lines = [TextLine(one) for one in parts]
        for line in self._lines:
            self._column.addWidget(line)
            line.show()
