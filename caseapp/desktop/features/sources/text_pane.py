"""A text that is read and, when asked, typed: the original, or its translation.

While it is read, passages can be marked out; while it is typed, it is kept when left.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.documents.text import TextSurface
from caseapp.desktop.widgets import Label, LinkButton, QuietButton
from caseapp.desktop.widgets.editors import TEXT_MOST, LineEditor, TextEditor
from caseapp.desktop.widgets.frames import NO_BOUND
from caseapp.i18n import Translator


class TextPane(QWidget):
    """`typed(text, translator)` when a changed text was left; `done()` when typing is over."""

    typed = Signal(str, str)
    done = Signal()

    def __init__(
        self, t: Translator, name: str, *, translation: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._t = t
        self._text = self._by = ""
        self.surface = TextSurface(t)
        self.surface.setAccessibleName(name)
        self.editor = TextEditor(6)
        self.editor.setMaximumHeight(NO_BOUND)
        self.editor.setFont(theme.font(16, paper=True))
        self.editor.setAccessibleName(name)
        self.editor.left.connect(self._left)
        self.editor.escaped.connect(self._take_back)
        self.translator = LineEditor()
        self.translator.setAccessibleName(t("Translated by"))
        self.translator.setPlaceholderText(t("Translated by"))
        self.translator.left.connect(self._left)
        if not translation:
            self.translator.hide()
        self._caption = QWidget()
        self._caption_words = Label("", "caption", elide=True)
        self.edit = LinkButton(t("Edit"), icon="pencil", small=True, on_click=self.start)
        top = QHBoxLayout(self._caption)
        top.setContentsMargins(16, 6, 16, 0)
        top.addWidget(self._caption_words, 1)
        top.addWidget(self.edit)
        self.finish = QuietButton(
            t("Done"), icon="check", key="Ctrl+Return", live=False, small=True, on_click=self.stop
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.surface)
        self._stack.addWidget(self._typing())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._caption)
        column.addWidget(self._stack, 1)
        self.setFocusProxy(self.surface)
        self._caption.hide()

    def _typing(self) -> QWidget:
        page = QWidget()
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), page, self.stop, context=within)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self._hint = Label(self._t("Kept when you leave it."), "caption", elide=True)
        foot.addWidget(self.translator, 1)
        foot.addWidget(self._hint, 1)
        foot.addWidget(self.finish)
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 12, 16, 8)
        column.setSpacing(8)
        column.addWidget(self.editor, 1)
        column.addLayout(foot)
        return page

    def show_text(self, text: str, heading: str = "", by: str = "") -> None:
        """Show another text; what is being typed stays."""
        if text != self._text or text != self.surface.text():
            self._text = text
            self.surface.set_text(text, heading=heading)
        self._by = by
        self._text = text
        if not self.is_typing:
            self._fill()

    def caption(self, words: str) -> None:
        """A line above the text: which language it is, who translated it."""
        self._caption_words.setText(words)
        self._caption.setHidden(not words)
        self.edit.setHidden(self.is_typing)

    # -- typing ------------------------------------------------------------------------------
    @property
    def is_typing(self) -> bool:
        return self._stack.currentIndex() == 1

    def start(self) -> bool:
        """Begin to type; False for a text that is too long to be edited without a pause."""
        if len(self._text) > TEXT_MOST:
            return False
        self._fill()
        self._stack.setCurrentIndex(1)
        self.edit.hide()
        self.setFocusProxy(self.editor)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def stop(self) -> None:
        """Keep what was typed and read again."""
        if not self.is_typing:
            return
        typed = self._take()
        self._stack.setCurrentIndex(0)
        self.edit.show()
        self.setFocusProxy(self.surface)
        self.surface.setFocus(Qt.FocusReason.OtherFocusReason)
        self.done.emit()
        if typed is not None:  # last, because what cannot be kept opens the editor again
            self.typed.emit(*typed)

    def type_on(self, text: str, by: str) -> None:
        """Type on from what could not be kept; the keyboard stays where it is."""
        self._text = self.surface.text()
        self.editor.set_value(text)
        self.translator.set_value(by)
        self._stack.setCurrentIndex(1)
        self.edit.hide()
        self.setFocusProxy(self.editor)

    def _fill(self) -> None:
        self.editor.set_value(self._text)
        self.translator.set_value(self._by)

    def _left(self) -> None:
        typed = self._take()
        if typed is not None:
            self.typed.emit(*typed)

    def _take(self) -> tuple[str, str] | None:
        """Text and translator, if something else is typed than was taken before."""
        text, by = self.editor.value(), self.translator.text().strip()
        if not self.is_typing or (text == self._text and by == self._by):
            return None
        self._text, self._by = text, by
        self.editor.document().clearUndoRedoStacks()
        return text, by

    def _take_back(self) -> None:
        self.editor.set_value(self._text)
