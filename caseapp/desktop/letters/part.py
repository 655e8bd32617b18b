"""One part of a letter in an editor: its words as typed, its merge fields as chips.

Takes and gives lines in the markup of letters; the escaping is `letter_markup`'s. Knows no
record. What is typed is kept when the editor is left, like any field.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QToolTip, QWidget

from caseapp.desktop import text as texts
from caseapp.desktop.letters.chips import CHIP, ChipPainter, chip_format, chip_of
from caseapp.desktop.letters.text import (
    NAMED,
    blocks,
    chip_near,
    confirm,
    doubts,
    fill,
    from_clipboard,
    insert,
    lines_of,
    plain,
    to_clipboard,
    tokens_of,
)
from caseapp.desktop.widgets import paint
from caseapp.dossier.letter_fields import FIELD_LABELS
from caseapp.dossier.letter_markup import tokens, written
from caseapp.i18n import Translator

_LEAST = 34
_SHEET = "QTextEdit, QTextEdit:focus { border: none; padding: 0px; background: transparent; }"
"""The frame and its focus are the whole letter's, drawn around all of its parts."""


class LetterPart(QTextEdit):
    """`left()` when the keyboard goes; `edited()` with every change; `met(field)` when the
    cursor comes to a chip, "" when it leaves it; `unknown(name)` for a brace with no field;
    `focused()` when the keyboard comes."""

    left = Signal()
    edited = Signal()
    met = Signal(str)
    unknown = Signal(str)
    focused = Signal()

    def __init__(
        self, t: Translator, name: str, fields: Collection[str], parent: QWidget | None = None
    ) -> None:
        """`name` is the part's, for screen readers; `fields` are those that it may name."""
        super().__init__(parent)
        self._t, self._fields = t, frozenset(fields)
        self._values: Mapping[str, str] = {}
        self._kept: tuple[str, ...] = ()
        self._setting = False
        self._near = ""
        self._chips = ChipPainter(self.document(), self.chip_words)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet(_SHEET)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(4)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self.textChanged.connect(self._typed)
        self.cursorPositionChanged.connect(self._look_around)

    # -- content -----------------------------------------------------------------------------
    def show_lines(self, lines: Sequence[str], *, anew: bool = False) -> None:
        """Show lines of markup; what is being typed is left alone, unless `anew`."""
        lines = tuple(_same(line) for line in lines)
        dirty = self.is_dirty()
        if lines == self._kept and not (dirty and anew):
            return
        if dirty and self.hasFocus() and not anew:
            self._kept = lines
            return
        self._show(lines)

    def _show(self, lines: Sequence[str]) -> None:
        self._setting = True
        fill(self.document(), lines)
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._setting = False
        self._kept = self.lines()
        self._describe()
        self._fit()

    def lines(self) -> tuple[str, ...]:
        """What stands in the editor, as lines of markup; empty ones are none."""
        return lines_of(self.document())

    def is_dirty(self) -> bool:
        """Whether something was typed that was not taken over yet."""
        return self.lines() != self._kept

    def take(self) -> tuple[str, ...] | None:
        """What was typed since, now taken for kept; None if nothing was."""
        lines = self.lines()
        if lines == self._kept:
            return None
        self._kept = lines
        self.document().clearUndoRedoStacks()
        return lines

    def set_values(self, values: Mapping[str, str]) -> None:
        """What each field stands for in the chosen copy: told on hovering."""
        self._values = values

    def chip_words(self, kind: str, field: str) -> str:
        """What a chip says."""
        t = self._t
        if kind == "join":
            return t("same paragraph")
        name = t(FIELD_LABELS.get(field, field))
        if kind == "if":
            return t("only if: {field}", field=name)
        return t("only if not: {field}", field=name) if kind == "unless" else name

    def spoken(self) -> str:
        """The part as it is read out: chips by their names."""
        return "\n".join(
            "".join(
                token.value
                if token.kind == "text"
                else f"[{self.chip_words(token.kind, token.value)}]"
                for token in tokens_of(block)
            )
            for block in blocks(self.document())
        )

    def insert_field(self, field: str) -> None:
        """Put a chip where the cursor is."""
        cursor = self.textCursor()
        form = chip_format("field", field, plain(cursor.charFormat()))
        cursor.insertText(CHIP, form)
        cursor.setCharFormat(plain(form))
        self.setTextCursor(cursor)
        self.setCurrentCharFormat(plain(form))

    # -- doubt -------------------------------------------------------------------------------
    def doubts(self) -> int:
        """How many stretches of the part are marked as not confirmed."""
        return len(doubts(self.document()))

    def confirm_at_cursor(self) -> bool:
        """Take the mark of doubt from the stretch around the cursor; whether there was one."""
        here = self.textCursor().position()
        for start, end in doubts(self.document()):
            if start <= here <= end:
                confirm(self.document(), start, end)
                return True
        return False

    def go_to_doubt(self, *, wrap: bool) -> bool:
        """Mark the next stretch in doubt; with `wrap` after the last one the first."""
        places, here = doubts(self.document()), self.textCursor().selectionStart()
        found = next((p for p in places if p[0] > here), places[0] if wrap and places else None)
        if found is None:
            return False
        start, end = found
        cursor = self.textCursor()
        cursor.setPosition(end)
        cursor.setPosition(start, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        return True

    # -- while typing ------------------------------------------------------------------------
    def _fit(self) -> None:
        """As high as the text: the letter scrolls as a whole."""
        height = round(self.document().size().height()) + 2
        self.setFixedHeight(max(height, _LEAST))

    def _typed(self) -> None:
        if self._setting:
            return
        self._turn_braces()
        self.edited.emit()

    def _turn_braces(self) -> None:
        """A field that somebody types in braces becomes its chip."""
        cursor = self.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        match = next((m for m in NAMED.finditer(before) if m.end() == len(before)), None)
        if match is None:
            return
        if match[1] not in self._fields:
            self.unknown.emit(match[1])
            return
        self._setting = True
        cursor.beginEditBlock()
        cursor.movePosition(
            QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(match[0])
        )
        cursor.insertText(CHIP, chip_format("field", match[1], plain(cursor.charFormat())))
        cursor.endEditBlock()
        self._setting = False

    # -- chips under cursor and pointer ------------------------------------------------------
    def _look_around(self) -> None:
        if self._setting:
            return
        field = chip_near(self.document(), self.textCursor().position())
        if field != self._near:
            self._near = field
            self.met.emit(field)
            if field:
                self._announce(self._preview(field))

    def _preview(self, field: str) -> str:
        if not field:
            return self._t("Goes on in the paragraph before")
        name, value = self._t(FIELD_LABELS.get(field, field)), self._values.get(field, "")
        return f"{name}: {value}" if value else name

    def _announce(self, words: str) -> None:
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def _describe(self) -> None:
        self.setAccessibleDescription(self.spoken())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo)
            if undo or event.matches(QKeySequence.StandardKey.Redo):
                document = self.document()
                if not (document.isUndoAvailable() or document.isRedoAvailable()):
                    event.ignore()
                    return True
        return super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            chip = chip_of(self.document().documentLayout().formatAt(
                QPointF(event.pos()) + QPointF(0, self.verticalScrollBar().value())
            ).toCharFormat())  # fmt: skip
            said = self._preview(chip[1]) if chip else ""
            QToolTip.showText(event.globalPos(), texts.tooltip(said), self.viewport())
            return True
        return super().viewportEvent(event)

    # -- keys and focus ----------------------------------------------------------------------
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_dirty():
            self._show(self._kept)
            return
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.left.emit()
            self.met.emit("")

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._describe()
        self.focused.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        kinds = (QEvent.Type.LayoutDirectionChange, QEvent.Type.PaletteChange)
        if event.type() in kinds and hasattr(self, "_chips"):
            option = self.document().defaultTextOption()
            option.setAlignment(paint.leading(self.layoutDirection()))
            self.document().setDefaultTextOption(option)

    # -- copy and paste ----------------------------------------------------------------------
    def createMimeDataFromSelection(self) -> QMimeData:
        """Plain text with fields in braces; and the markup, so that chips stay chips here."""
        return to_clipboard(self.textCursor().selection())

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Words alone: no fonts, links or pictures of other programs get in."""
        lines = from_clipboard(source, self._fields)
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        for number, line in enumerate(lines):
            if number:
                cursor.insertBlock()
            insert(cursor, line)
        cursor.endEditBlock()
        self.setTextCursor(cursor)


def _same(line: str) -> str:
    """A line as the editor would write it, so that equal ones are known as equal."""
    read = tokens(line)
    return line if read is None else written(read)
