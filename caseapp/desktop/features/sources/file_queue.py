"""Files that were dropped, one after the other: read, kept, and what there is to say of each.

Reading goes on beside all other work; only the keeping waits for the vault. A line stays
until it was looked at when something is to be said: the file could not be read, or its
text is here already.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from caseapp.desktop import icons, text, theme
from caseapp.desktop.context import Context
from caseapp.desktop.features.sources.words import SourceWords
from caseapp.desktop.jobs import Kind
from caseapp.desktop.widgets import IconButton, Label, LinkButton, Mark, QuietButton, Surface
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.intake.source_files import CollectedFile, KeptFile, collect, keep_file, keep_source
from caseapp.store.errors import ConflictError
from caseapp.store.history import Action
from caseapp.store.queries.source_page import SourceName, source_name
from caseapp.store.records import Source
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

SUFFIXES = (
    "pdf", "html", "htm", "txt", "md", "jpg", "jpeg", "png", "webp", "tif", "tiff", "mp3", "m4a",
    "ogg", "opus", "wav", "flac", "mp4", "mov", "webm", "mkv",
)  # fmt: skip
"""Endings of the files that a dialog offers; dropped files may have any."""

_MOST_SEEN = 5


class _Line(QWidget):
    """One file: its name, how it stands, and what can be done about it."""

    def __init__(self, name: str, words: SourceWords) -> None:
        super().__init__()
        t = words.t
        self.name = name
        self._mark = Mark("clock", "ink2", icons.SMALL)
        self._name = Label(text.file_name(name), "strong", elide=True)
        self._said = Label(t("waiting"), "second", elide=True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self._mark)
        self._row.addWidget(self._name, 1)
        self._row.addWidget(self._said, 2)
        self.setMinimumHeight(28)
        self.needs_look = False

    def say(self, words: str, icon: str, colour: str, *, needs_look: bool = False) -> None:
        self._said.setText(words)
        self._mark.set(icon, colour)
        self.needs_look = needs_look
        self.setAccessibleName(f"{self.name}: {words}")

    def said(self) -> str:
        return self._said.text()

    def offer(self, button: QWidget) -> None:
        self._row.addWidget(button)


class FileQueue(Surface):
    """`source_asked(id)` to open one that came in; `kept(id)` for each source that did."""

    source_asked = Signal(object)
    kept = Signal(object)

    def __init__(
        self, context: Context, vault: Vault, words: SourceWords, parent: QWidget | None = None
    ) -> None:
        super().__init__("sunken", parent)
        self._context, self._vault, self._words = context, vault, words
        self._waiting: deque[tuple[_Line, Path, UUID | None]] = deque()
        self._busy = False
        self._head = Label("", "strong")
        self.close_button = IconButton("x", words.t("Close"), on_click=self._close)
        head = QHBoxLayout()
        head.addWidget(self._head, 1)
        head.addWidget(self.close_button)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self._lines.addStretch(1)
        body = QWidget()
        body.setLayout(self._lines)
        self._lines.setContentsMargins(0, 0, 8, 0)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(body)
        self._area.viewport().setAutoFillBackground(False)
        body.setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.COLUMN_MARGIN, 4, theme.GRID, 8)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._area)
        self.hide()

    # -- taking in ---------------------------------------------------------------------------
    def take(self, paths: Sequence[Path], source_id: UUID | None = None) -> None:
        """Add files, each as a source of its own, or all to one source."""
        for path in paths:
            line = _Line(path.name, self._words)
            self._lines.insertWidget(self._lines.count() - 1, line)
            self._waiting.append((line, path, source_id))
        self._tell()
        self._next()

    @property
    def is_busy(self) -> bool:
        return self._busy or bool(self._waiting)

    def lines(self) -> list[_Line]:
        """One for each file that is shown, in their order."""
        items = (self._lines.itemAt(i).widget() for i in range(self._lines.count()))
        return [item for item in items if isinstance(item, _Line)]

    def _next(self) -> None:
        if self._busy or not self._waiting:
            return
        self._busy = True
        line, path, source_id = self._waiting.popleft()
        t = self._words.t
        line.say(t("reading…"), "file-search", "ink2")
        self._context.jobs.run(
            lambda _progress: collect(path),
            lambda file: self._keep(line, file, source_id),
            lambda error: self._failed(line, error),
            kind=Kind.FREE, owner=self, title=t("Reading {name}", name=text.file_name(path.name)),
        )  # fmt: skip

    def _keep(self, line: _Line, file: CollectedFile, source_id: UUID | None) -> None:
        vault, language = self._vault, self._words.t.language

        def work(_progress: Progress) -> tuple[KeptFile, list[SourceName]]:
            if source_id is None:
                kept = keep_source(vault, file, date.today())
            else:
                kept = keep_file(vault, source_id, file)
            names = [vault.read(lambda s, i=i: source_name(s, i, language)) for i in kept.copies]
            return kept, [name for name in names if name is not None]

        self._context.jobs.run(
            work, lambda answer: self._came(line, *answer),
            lambda error: self._failed(line, error), kind=Kind.WRITE, owner=self,
        )  # fmt: skip

    def _came(self, line: _Line, kept: KeptFile, copies: list[SourceName]) -> None:
        t = self._words.t
        self._context.changes.announce(kept.changes)
        if kept.problem is not None:
            why = t.error(kept.problem)
            line.say(t("Kept, without its text. {why}", why=why), "triangle-alert", "warn",
                     needs_look=True)  # fmt: skip
        elif copies:
            said = t("Kept. Same text, another copy? It is in no. {number}: {title}",
                     number=copies[0].serial, title=copies[0].title)  # fmt: skip
            line.say(said, "copy", "info", needs_look=True)
        else:
            line.say(t("kept"), "check", "ok")
        if copies:
            self._offer_copy(line, kept.source_id, copies[0])
        line.offer(self._link(t("Open"), partial(self.source_asked.emit, kept.source_id)))
        self.kept.emit(kept.source_id)
        self._go_on()

    def _offer_copy(self, line: _Line, source_id: UUID, other: SourceName) -> None:
        t = self._words.t
        button = QuietButton(t("It is another copy"), icon="copy-check", small=True)
        button.setObjectName("another-copy")

        def done() -> None:
            button.hide()
            line.say(t("Another copy of no. {number}", number=other.serial), "check", "ok")

        button.clicked.connect(lambda: self._say_copy(source_id, other.id, done))
        line.offer(button)

    def _say_copy(self, source_id: UUID, other: UUID, done: Callable[[], None]) -> None:
        vault = self._vault

        def work(_progress: Progress) -> ChangeSet:
            source = vault.get(Source, source_id)
            if source is None:
                raise ConflictError
            source.same_text_as_id = other
            return vault.save(source, action=Action(N_("Say that a source is another copy")))

        def kept(changes: ChangeSet) -> None:
            self._context.changes.announce(changes)
            done()

        self._context.jobs.run(work, kept, kind=Kind.WRITE, owner=self)

    def _failed(self, line: _Line, error: UserError) -> None:
        line.say(self._words.t.error(error), "circle-alert", "danger", needs_look=True)
        self._go_on()

    def _go_on(self) -> None:
        self._busy = False
        self._next()
        self._tell()

    # -- looks -------------------------------------------------------------------------------
    def _tell(self) -> None:
        t, lines = self._words.t, self.lines()
        left = len(self._waiting) + self._busy
        done = len(lines) - left
        whole = t.plural("{n} file", "{n} files", len(lines))
        said = t("{done} of {whole} kept", done=done, whole=whole) if left else whole
        self._head.setText(said)
        self.close_button.setEnabled(not left)
        self._area.setFixedHeight(28 * min(max(1, len(lines)), _MOST_SEEN) + 2)
        if lines:
            self.show()

    def _close(self) -> None:
        for line in self.lines():
            self._lines.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.hide()

    def _link(self, words: str, act: Callable[[], None]) -> LinkButton:
        return LinkButton(words, small=True, on_click=act)
