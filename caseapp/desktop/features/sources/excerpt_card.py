"""One excerpt beside its source: words, claims, grade; the current one can be opened.

A click jumps to the place in the document.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.features.sources.quote import Quote
from caseapp.desktop.features.sources.words import BEARINGS, SourceWords
from caseapp.desktop.forms.form import RecordForm
from caseapp.desktop.forms.place import bring_into_view
from caseapp.desktop.forms.specs.sources import EXCERPT
from caseapp.desktop.widgets import (
    Chip,
    Field,
    IconButton,
    Label,
    LinkButton,
    QuietButton,
    paint,
)
from caseapp.domain.vocabulary import Credibility, ExcerptKind
from caseapp.store.queries.source_page import CitationRow, ExcerptRow


class ExcerptCard(QWidget):
    """One excerpt. `chosen(id)`, `also_asked(row)`, `trash_asked(id)`, `citation_removed(id)`,
    `case_asked(case id)`, `edited(Edit)`, `translated(id, language, text)`; arrows `stepped`."""

    chosen = Signal(object)
    also_asked = Signal(object)
    trash_asked = Signal(object)
    citation_removed = Signal(object)
    case_asked = Signal(object)
    edited = Signal(object)
    translated = Signal(object, str, str)
    stepped = Signal(int)

    def __init__(self, words: SourceWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.row: ExcerptRow | None = None
        self._current = self._hovered = False
        self.form: RecordForm | None = None
        self._translations: dict[str, Field] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 8, 8, 8)
        self._column.setSpacing(6)
        self._content: QWidget | None = None
        self._state: tuple[object, ...] = ()
        self._editor: QWidget | None = None

    # -- showing -----------------------------------------------------------------------------
    def show_row(self, row: ExcerptRow, number: int, current: bool, place: str) -> None:
        """`place` is where it stands, or that its words are not found; "" says nothing."""
        self.row, self._current = row, current
        state = (number, current, place, *_state(row))
        if state != self._state:
            self._state = state
            self._rebuild(self._make(row, number, place))
        if self.form is not None:
            self.form.show_record(row.excerpt)
        if not current and self._editor is not None:
            self.set_open(False)
        self.setAccessibleName(self._spoken(row, number, place))
        self.update()

    def _rebuild(self, content: QWidget) -> None:
        """Take the place of what was said before; the keyboard stays on the card."""
        before, self._content = self._content, content
        if before is not None:
            focused = QApplication.focusWidget()
            if focused is not None and before.isAncestorOf(focused):
                self.setFocus(Qt.FocusReason.OtherFocusReason)
            self._column.removeWidget(before)
            before.hide()
            before.deleteLater()
        self._column.insertWidget(0, content)
        content.show()

    def _spoken(self, row: ExcerptRow, number: int, place: str) -> str:
        cited = [
            f"{self._words.bearing(c.bearing)} {self._words.person(c.case)}: {self._words.claim(c)}"
            for c in row.citations
        ]
        return ", ".join(p for p in (str(number), row.excerpt.text[:160], place, *cited) if p)

    def _make(self, row: ExcerptRow, number: int, place: str) -> QWidget:
        words, t, excerpt = self._words, self._words.t, row.excerpt
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Label(str(number), "accent"))
        for bearing in dict.fromkeys(c.bearing for c in row.citations):
            icon, tone = BEARINGS[bearing]
            head.addWidget(Chip(words.bearing(bearing), icon, tone))
        if not row.citations:
            head.addWidget(Chip(t("no claim yet"), "circle-dashed", "quiet"))
        if excerpt.sensitive:
            head.addWidget(Chip("", "shield-alert", "warn", tip=t("Names a person at risk")))
        head.addStretch(1)
        grade = excerpt.credibility
        if grade is not Credibility.UNJUDGED:
            label = Label(t("credibility {n}", n=grade.value), "caption")
            label.set_tip(words.credibility(grade))
            head.addWidget(label)
        column.addLayout(head)
        quote = Quote(lines=6 if self._current else 3)
        quote.show_words(excerpt.text, quoted=excerpt.kind is ExcerptKind.QUOTATION)
        column.addWidget(quote)
        for language, said in excerpt.translations.items():
            if self._current:
                column.addWidget(
                    Label(f"{words.languages([language])}: {said}", "second", wrap=True)
                )
        if place:
            column.addWidget(Label(place, "caption", wrap=True))
        for cited in row.citations:
            column.addWidget(self._cited(cited))
        if self._current:
            column.addLayout(self._actions())
        return content

    def _cited(self, cited: CitationRow) -> QWidget:
        words, t = self._words, self._words.t
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        name = LinkButton(
            words.person(cited.case),
            on_click=lambda: self.case_asked.emit(cited.case.id),
        )  # fmt: skip
        name.set_tip(words.apart(cited.case))
        claim = Label(words.claim(cited), "second", elide=True)
        claim.set_tip(cited.note)
        line.addWidget(name)
        line.addWidget(claim, 1)
        if self._current:
            take = IconButton("x", t("Take this claim off the excerpt"),
                              on_click=lambda: self.citation_removed.emit(cited.id))  # fmt: skip
            take.setFixedSize(24, 24)
            line.addWidget(take)
        return holder

    def _actions(self) -> QHBoxLayout:
        t, row = self._words.t, QHBoxLayout()
        row.setSpacing(4)
        also = QuietButton(t("Also for…"), icon="copy-plus", small=True,
                           on_click=lambda: self.also_asked.emit(self.row))  # fmt: skip
        also.setObjectName("also-for")
        edit = QuietButton(t("Edit"), icon="pencil", small=True,
                           on_click=lambda: self.set_open(self._editor is None))  # fmt: skip
        edit.setObjectName("edit-excerpt")
        trash = IconButton("trash", t("Put this excerpt in the trash"), on_click=self._trash)
        trash.setObjectName("trash-excerpt")
        for button in (also, edit):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(trash)
        return row

    # -- editing -----------------------------------------------------------------------------
    def set_open(self, is_open: bool) -> None:
        """Show or fold the fields; what was typed is kept by folding."""
        if not is_open:
            if self.form is not None:
                self.form.commit()
            if self._editor is not None:
                self._column.removeWidget(self._editor)
                self._editor.hide()
                self._editor.deleteLater()
            self._editor, self.form, self._translations = None, None, {}
            return
        if self.row is None or self._editor is not None:
            return
        words, t, excerpt = self._words, self._words.t, self.row.excerpt
        self._editor = QWidget()
        column = QVBoxLayout(self._editor)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        self.form = RecordForm(words, EXCERPT, columns=2)
        self.form.show_record(excerpt)
        self.form.edited.connect(self.edited)
        column.addWidget(self.form)
        for language in dict.fromkeys([*excerpt.translations, t.language.partition("_")[0]]):
            field = Field(
                t("Translation: {language}", language=words.languages([language])), kind="text",
                lines=3, value=excerpt.translations.get(language, ""),
            )  # fmt: skip
            field.committed.connect(
                lambda said, code=language: self.translated.emit(excerpt.id, code, said)
            )
            self._translations[language] = field
            column.addWidget(field)
        self._column.addWidget(self._editor)
        self.form.tab_stops()[0].setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_view(self)

    def translation(self, language: str) -> Field:
        """The field of a translation, while it is open."""
        return self._translations[language]

    def _trash(self) -> None:
        if self.row is not None:
            self.trash_asked.emit(self.row.excerpt.id)

    # -- keys and looks ----------------------------------------------------------------------
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose()
        elif event.key() == Qt.Key.Key_Delete and self.hasFocus():
            self._trash()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.hasFocus():
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() == Qt.Key.Key_Escape and self._editor is not None:
            self.set_open(False)
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._choose()

    def _choose(self) -> None:
        if self.row is not None:
            self.chosen.emit(self.row.excerpt.id)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hovered = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = False
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._current or self._hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("surface" if self._current else "sunken"))
            painter.drawRoundedRect(self.rect(), theme.RADIUS_CONTROL, theme.RADIUS_CONTROL)
        if self.hasFocus():
            paint.draw_focus(painter, self.rect(), theme.RADIUS_CONTROL)


def _state(row: ExcerptRow) -> tuple[object, ...]:
    """Differs when something else is to be said of an excerpt."""
    cited = [
        (c.id, c.bearing, c.field, c.note, c.case, c.event.version if c.event else 0)
        for c in row.citations
    ]
    return row.excerpt.id, row.excerpt.version, *cited
