"""The document of a source: its text, a translation beside it, or one of its files.

Chooses the surface, loads a file's bytes off the GUI thread, and lets go of them when
another document is shown. Says what was marked out and on which document.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from caseapp.desktop.context import Context
from caseapp.desktop.documents.passage import Passage, PassageMark
from caseapp.desktop.documents.surface import DocumentSurface
from caseapp.desktop.features.sources.beside import InStep
from caseapp.desktop.features.sources.text_pane import TextPane
from caseapp.desktop.features.sources.words import SourceWords
from caseapp.desktop.file_pane import SHOWN, FilePane
from caseapp.desktop.widgets import EmptyState, Line, PrimaryButton, QuietButton
from caseapp.intake.documents.kinds import READABLE
from caseapp.intake.excerpts import TRANSLATOR
from caseapp.store.queries.source_page import SourcePage
from caseapp.store.records import Attachment
from caseapp.store.vault import Vault

TEXT = "text"
TRANSLATED, OF_FILE = "tr:", "file:"
_AS_TEXT = READABLE - {"application/pdf"}
"""Files that are seen as the text that was read in them."""
_FOOT = 48
"""As high as the bar of a selection, which stands here when it has no other room."""


class DocumentArea(QWidget):
    """`selected(Passage | None)`, `marked_clicked(excerpt id)`, `moved()` when what is shown
    scrolled, `page_changed()`; `text_typed(str)`, `translation_typed(language, text, by)`."""

    selected = Signal(object)
    marked_clicked = Signal(object)
    moved = Signal()
    page_changed = Signal()
    text_typed = Signal(str)
    translation_typed = Signal(str, str, str)
    typing_done = Signal()
    file_asked = Signal()

    def __init__(
        self, context: Context, vault: Vault, words: SourceWords, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._vault, self._words = context, vault, words
        self._page: SourcePage | None = None
        self._mode, self._beside_wanted, self._compact = TEXT, False, False
        self._active: DocumentSurface | None = None
        self._after_load: dict[str, object] | None = None
        self._keyboard_waits = False
        t = words.t
        self.original = TextPane(t, t("Text of the source"))
        self.translation = TextPane(t, t("Translation"), translation=True)
        self._in_step = InStep(self.original.surface, self.translation.surface, self)
        self._make_pages()
        self._lay_out()
        self._wire()

    # -- building ----------------------------------------------------------------------------
    def _make_pages(self) -> None:
        t = self._words.t
        self._reading = QWidget()
        row = QHBoxLayout(self._reading)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._between = Line("v")
        row.addWidget(self.original, 1)
        row.addWidget(self._between)
        row.addWidget(self.translation, 1)
        self.file_pane = FilePane(self._context, self._vault)
        self.file_pane.opened.connect(self._opened)
        self.file_pane.refused.connect(self._refused)
        self._no_view = EmptyState(
            "file", t("This kind of file cannot be shown here"),
            t("It is kept as it came. Its words can be typed as the text of the source."),
        )  # fmt: skip
        self._empty = EmptyState(
            "quote", t("Nothing to read yet"),
            t("Type or paste the text here, or drop the file of this source."),
        )  # fmt: skip
        self.type_button = PrimaryButton(
            t("Type the text"), icon="pencil", on_click=self.type_original
        )
        self._empty.add(self.type_button)
        self._empty.add(QuietButton(t("Add a file…"), icon="file-up", on_click=self._ask_file))
        self._stack = QStackedWidget()
        for page in (self._reading, self.file_pane, self._no_view, self._empty):
            self._stack.addWidget(page)

    def _lay_out(self) -> None:
        self.foot = QWidget()
        self.foot.setFixedHeight(_FOOT)
        self._foot_row = QHBoxLayout(self.foot)
        self._foot_row.setContentsMargins(16, 0, 16, 0)
        self._foot_row.setSpacing(8)
        self._foot_row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addWidget(self.foot)

    def add_to_foot(self, widget: QWidget) -> None:
        self._foot_row.addWidget(widget)

    def _wire(self) -> None:
        for surface in (self.original.surface, self.translation.surface):
            self._connect(surface)
        self.original.typed.connect(lambda text, _by: self.text_typed.emit(text))
        self.translation.typed.connect(self._translated)
        for pane in (self.original, self.translation):
            pane.done.connect(self._typing_over)

    def _connect(self, surface: DocumentSurface) -> None:
        surface.selected.connect(lambda passage: self._selected(surface, passage))
        surface.marked_clicked.connect(self.marked_clicked)
        surface.view_changed.connect(self.moved)
        surface.place_changed.connect(lambda _words: self.page_changed.emit())

    # -- what is shown -----------------------------------------------------------------------
    def modes(self) -> list[tuple[str, str, str]]:
        """What can be shown: code, words for the switch, words for its tip."""
        page, words = self._page, self._words
        if page is None:
            return []
        t, source, found = words.t, page.source, []
        if source.text:
            code = words.language_code(source.language)
            name = t("Original, {language}", language=code) if code else t("Original")
            found.append((TEXT, name, words.languages([source.language]) if code else ""))
        translated = dict.fromkeys(source.wordings.get("text", {}))
        for language in [*translated, *({self.language} - translated.keys() - {""})]:
            name = t("Translation, {language}", language=words.language_code(language))
            found.append((f"{TRANSLATED}{language}", name, words.languages([language])))
        for file in page.files:
            if not (file.media_type in _AS_TEXT and source.text):
                code = f"{OF_FILE}{file.id.hex}"
                found.append((code, words.file_kind(file), file.file_name))
        return found

    @property
    def mode(self) -> str:
        """`TEXT`, "tr:<language>" or "file:<id>"."""
        return self._mode

    @property
    def language(self) -> str:
        """The language of the translation that is shown; "" for none."""
        return self._mode.removeprefix(TRANSLATED) if self._mode.startswith(TRANSLATED) else ""

    @property
    def file_id(self) -> str:
        """The file that is shown, as hexadecimal; "" for none."""
        return self._mode.removeprefix(OF_FILE) if self._mode.startswith(OF_FILE) else ""

    @property
    def is_beside(self) -> bool:
        """Whether a translation stands beside its original."""
        return bool(self.language) and self._beside_wanted and not self._compact

    def show_page(self, page: SourcePage) -> None:
        """Show a source; of the same one, what is shown and marked out stays."""
        other = self._page is None or self._page.source.id != page.source.id
        self._page = page
        source, codes = page.source, [code for code, _name, _tip in self.modes()]
        self.original.show_text(source.text, heading=self._words.text(source, "title"))
        if other or (self._mode not in codes and not self._is_typing()):
            self.set_mode(codes[0] if codes else TEXT)
        else:
            self._show_translation()
            self._arrange()

    def set_mode(self, code: str) -> None:
        """Show the text, a translation or a file."""
        self._drop_file()
        self.original.stop()
        self.translation.stop()
        self._mode = code
        self._show_translation()
        self._arrange()
        if self.file_id:
            self._load(self.file_id)
        self.selected.emit(None)
        self.page_changed.emit()

    def set_beside(self, wanted: bool) -> None:
        """Show translations beside the original, as far as there is room."""
        self._beside_wanted = wanted
        self._arrange()

    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        self._arrange()

    def type_on(self, language: str, text: str, by: str) -> None:
        """What was typed could not be kept: it stands in the editor again, with nothing lost."""
        pane = self.translation if language else self.original
        if language in ("", self.language):
            pane.type_on(text, by)
            self._arrange()

    def close_document(self) -> None:
        """Let go of what is shown, keeping what stands typed."""
        self.original.stop()
        self.translation.stop()
        self._drop_file()
        self._page = None

    def _show_translation(self) -> None:
        language, page = self.language, self._page
        if not language or page is None:
            return
        t, source = self._words.t, page.source
        by = source.wordings.get(TRANSLATOR, {}).get(language, "")
        self.translation.show_text(source.wordings.get("text", {}).get(language, ""), by=by)
        name = self._words.languages([language])
        self.translation.caption(t("{language}, translated by {name}", language=name, name=by)
                                 if by else name)  # fmt: skip

    def _is_typing(self) -> bool:
        return self.original.is_typing or self.translation.is_typing

    def _arrange(self) -> None:
        page = self._page
        if page is None:
            return
        beside = self.is_beside or (bool(self.language) and self.translation.is_typing
                                    and not self._compact)  # fmt: skip
        self.original.setVisible(not self.language or beside)
        self.translation.setVisible(bool(self.language))
        self._between.setVisible(beside)
        self._in_step.on = beside
        code = self._words.languages([page.source.language]) if page.source.language else ""
        self.original.caption(code if beside else "")
        nothing = not page.source.text and not self.original.is_typing
        if self.file_id:
            return
        empty = nothing and not self.language
        self._stack.setCurrentWidget(self._empty if empty else self._reading)

    # -- files -------------------------------------------------------------------------------
    def _load(self, key: str) -> None:
        file = self._attachment(key)
        if file is None:
            return
        if not file.media_type.startswith(SHOWN):
            self._stack.setCurrentWidget(self._no_view)
            return
        self._stack.setCurrentWidget(self.file_pane)
        self.file_pane.open_file(file)

    def _opened(self, surface: DocumentSurface) -> None:
        self._connect(surface)
        surface.ready.connect(self.page_changed)
        if self._keyboard_waits:
            surface.setFocus(Qt.FocusReason.OtherFocusReason)
        self.page_changed.emit()
        if self._after_load is not None:
            wanted, self._after_load = self._after_load, None
            surface.go_to(wanted)

    def _refused(self) -> None:
        if self._keyboard_waits:
            self.file_pane.unshown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop_file(self) -> None:
        self._after_load = None
        self._keyboard_waits = False
        self.file_pane.close_file()
        self._active = None

    def _attachment(self, key: str) -> Attachment | None:
        files: Sequence[Attachment] = self._page.files if self._page else ()
        return next((file for file in files if file.id == UUID(hex=key)), None)

    # -- passages ----------------------------------------------------------------------------
    def surface(self) -> DocumentSurface | None:
        """What has the passage, else what is read first."""
        return self._active or self._shown_surface()

    @property
    def _file_surface(self) -> DocumentSurface | None:
        return self.file_pane.surface

    def _shown_surface(self) -> DocumentSurface | None:
        if self.file_id:
            return self._file_surface
        return (self.translation if self.language else self.original).surface

    def passage(self) -> tuple[str, Passage] | None:
        """On which document ("", a language, or "file") what is marked out."""
        surface = self._active
        passage = surface.selection() if surface is not None else None
        if passage is None or surface is None:
            return None
        if surface is self._file_surface:
            return "file", passage
        translated = surface is self.translation.surface
        return (self.language if translated else ""), passage

    def original_passage(self) -> Passage | None:
        """What is marked out in the original while a translation stands beside it."""
        return self.original.surface.selection() if self.is_beside else None

    def passage_rect(self) -> QRect:
        """Where the passage is, in this widget; empty when it is out of view."""
        surface = self._active
        if surface is None:
            return QRect()
        rect = surface.selection_rect()
        return rect.translated(surface.mapTo(self, QPoint(0, 0))) if not rect.isEmpty() else rect

    def room(self) -> QRect:
        """What the document takes, in this widget."""
        return QRect(0, 0, self.width(), self.height() - _FOOT)

    def clear_selection(self) -> None:
        for surface in (self.original.surface, self.translation.surface, self._file_surface):
            if surface is not None and surface.selection() is not None:
                surface.clear_selection()

    def _selected(self, surface: DocumentSurface, passage: Passage | None) -> None:
        if passage is None and surface is not self._active:
            return
        if passage is not None:
            self._active = surface
        self.selected.emit(passage)
        if passage is None:
            self._active = None

    # -- marks -------------------------------------------------------------------------------
    def set_marks(
        self, original: Sequence[PassageMark], translated: Sequence[PassageMark],
        of_file: Sequence[PassageMark],
    ) -> None:  # fmt: skip
        self.original.surface.set_marks(original)
        self.translation.surface.set_marks(translated)
        if self._file_surface is not None:
            self._file_surface.set_marks(of_file)

    def go_to(self, locator: dict[str, object]) -> bool:
        """Bring a place into view on what is shown."""
        if self.file_id and self._file_surface is None:
            self._after_load = locator
            return True
        surface = self._shown_surface()
        return surface.go_to(locator) if surface is not None else False

    def page_in_view(self) -> int | None:
        """The page of a file with several, from 1; None for everything else."""
        canvas = getattr(self._file_surface, "canvas", None)
        if canvas is None or canvas.count() < 2:
            return None
        return int(canvas.page) + 1

    # -- typing ------------------------------------------------------------------------------
    def type_original(self) -> None:
        """Let the text be typed."""
        if self._mode != TEXT:
            self.set_mode(TEXT)
        started = self.original.start()
        self._arrange()
        if not started:
            self._stack.setCurrentWidget(self._reading)

    def type_translation(self, language: str) -> None:
        """Let the text be typed in another language, the original beside it."""
        self.set_mode(f"{TRANSLATED}{language}")
        self.translation.start()
        self._arrange()

    def _translated(self, text: str, by: str) -> None:
        self.translation_typed.emit(self.language, text, by)

    def _typing_over(self) -> None:
        self._arrange()
        self.typing_done.emit()

    def _ask_file(self) -> None:
        self.file_asked.emit()

    def focus_document(self) -> None:
        """Give the keyboard to what is read."""
        other = Qt.FocusReason.OtherFocusReason
        if self._stack.currentWidget() is self._empty:
            self.type_button.setFocus(other)
        elif self._is_typing():
            pane = self.translation if self.translation.is_typing else self.original
            pane.editor.setFocus(other)
        elif (surface := self._shown_surface()) is not None:
            surface.setFocus(other)
        elif self.file_id and not self.file_pane.unshown.isHidden():
            self.file_pane.unshown.setFocus(other)
        else:
            self._keyboard_waits = True
