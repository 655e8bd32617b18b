"""Files that were dropped, one after the other: read, kept, and what there is to say of each.

Reading goes on beside all other work, and while another view is looked at; only the keeping
waits for the vault. What is the same, or nearly the same, as something here is said and never
settled; what a file says of itself is taken over only when somebody asks for it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from uuid import UUID
from weakref import WeakKeyDictionary

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from caseapp.desktop import text, theme
from caseapp.desktop.context import Context
from caseapp.desktop.features.sources.queue_line import HEIGHT, QueueLine
from caseapp.desktop.features.sources.words import SourceWords
from caseapp.desktop.jobs import Job, Kind
from caseapp.desktop.widgets import IconButton, Label, QuietButton, Surface
from caseapp.desktop.widgets.scrolling import scroll_area
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.intake.dropped import Dropped, files_in
from caseapp.intake.source_files import (
    CollectedFile,
    KeptFile,
    collect,
    keep_file,
    keep_source,
    same_file,
    take_stated,
)
from caseapp.store.errors import ConflictError
from caseapp.store.history import Action
from caseapp.store.queries.source_page import SourceName, source_name
from caseapp.store.records import Source
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

SUFFIXES = (
    "pdf", "docx", "odt", "rtf", "html", "htm", "mht", "mhtml", "eml", "txt", "md", "jpg", "jpeg",
    "png", "webp", "tif", "tiff", "mp3", "m4a", "ogg", "opus", "wav", "flac", "mp4", "mov", "webm",
    "mkv",
)  # fmt: skip
"""Endings of the files that a dialog offers; dropped files may have any."""

_LEFT: WeakKeyDictionary[Vault, list[tuple[Path, UUID | None]]] = WeakKeyDictionary()
"""Files that a queue had not read yet when its window was built anew, in another language."""
_NOT_TAKEN: WeakKeyDictionary[Vault, int] = WeakKeyDictionary()
_MOST_SEEN, _FEWER_SEEN = 6, 3
_LOW = 500
"""Logical pixels of a window in which fewer lines are seen at once."""


def not_taken(vault: Vault) -> int:
    """How many files still waited to be read when everything was asked to stop."""
    return _NOT_TAKEN.get(vault, 0)


def tell_not_taken(vault: Vault) -> int:
    """How many, once: what is told to somebody who stays is not told again."""
    return _NOT_TAKEN.pop(vault, 0)


@dataclass(frozen=True, slots=True)
class _Came:
    """What came of a file: kept, with the sources that it may be a copy of, or here already."""

    kept: KeptFile | None
    copy: SourceName | None = None
    shared: float = 1.0


class FileQueue(Surface):
    """`source_asked(id)` to open one that came in; `kept(id)` for each source that did."""

    source_asked = Signal(object)
    kept = Signal(object)

    def __init__(
        self, context: Context, vault: Vault, words: SourceWords, parent: QWidget | None = None
    ) -> None:
        super().__init__("sunken", parent)
        self._context, self._vault, self._words = context, vault, words
        self._waiting: deque[tuple[QueueLine, Path, UUID | None]] = deque()
        self._reading: list[tuple[Path, UUID | None]] = []
        self._belonging: dict[Path, int] = {}
        self._looking = self._looked_at = 0
        self._line: QueueLine | None = None
        self._job: Job | None = None
        self._untaken: dict[QueueLine, Callable[[], None]] = {}
        self._head = Label("", "strong", elide=True)
        t = words.t
        self.take_button = QuietButton(
            t("Use all titles and dates"), icon="text-cursor-input", small=True,
            on_click=self._take_all, tip=t("Takes over what the files say of themselves"),
        )  # fmt: skip
        self.stop_button = QuietButton(t("Stop"), icon="x", small=True, on_click=self.stop)
        self.close_button = IconButton("x", t("Close"), on_click=self._close)
        head = QHBoxLayout()
        head.addWidget(self._head, 1)
        for button in (self.take_button, self.stop_button, self.close_button):
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.COLUMN_MARGIN, 4, theme.GRID, 8)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._make_area())
        self.hide()
        self._go_on_with_those_left()
        context.jobs.stopping.connect(self._leave_off)

    def _go_on_with_those_left(self) -> None:
        """Take what another queue of this vault left, and leave what this one will."""
        waiting, reading, vault = self._waiting, self._reading, self._vault

        def leave(_gone: object = None) -> None:
            rest = [*reading, *((path, source) for _line, path, source in waiting)]
            if rest:
                _LEFT.setdefault(vault, []).extend(rest)

        self.destroyed.connect(leave)
        by_source: dict[UUID | None, list[Path]] = {}
        for path, source in _LEFT.pop(vault, []):
            by_source.setdefault(source, []).append(path)
        for source, paths in by_source.items():
            self.take(paths, source)

    def _make_area(self) -> QScrollArea:
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self._lines.addStretch(1)
        body = QWidget()
        body.setLayout(self._lines)
        self._lines.setContentsMargins(0, 0, 8, 0)
        self._area = scroll_area(body)
        return self._area

    # -- taking in ---------------------------------------------------------------------------
    def take(self, paths: Sequence[Path], source_id: UUID | None = None) -> None:
        """Add files, and those in folders, each as a source of its own, or all to one source."""
        whole = list(paths)
        self._looking += 1
        self._looked_at += len(whole)
        self._tell()

        def over() -> None:
            self._looking -= 1
            self._looked_at -= len(whole)
            self._tell()

        self._context.jobs.run(
            lambda progress: files_in(whole, progress),
            lambda found: self._line_up(found, source_id), kind=Kind.FREE, owner=self,
            title=self._words.t("Looking for files"), cancellable=True, on_end=over,
        )  # fmt: skip

    def _line_up(self, found: Dropped, source_id: UUID | None) -> None:
        self._belonging |= found.belonging
        for path in found.files:
            self._waiting.append((self._add(path.name), path, source_id))
        for path, problem in found.problems.items():
            self._add(path.name).say(self._words.t.error(problem), "circle-alert", "danger")
        self._tell()
        self._next()

    def _add(self, name: str) -> QueueLine:
        line = QueueLine(name, self._words)
        self._lines.insertWidget(self._lines.count() - 1, line)
        return line

    @property
    def is_busy(self) -> bool:
        return self._line is not None or bool(self._waiting) or self._looking > 0

    def lines(self) -> list[QueueLine]:
        """One for each file that is shown, in their order."""
        items = (self._lines.itemAt(i).widget() for i in range(self._lines.count()))
        return [item for item in items if isinstance(item, QueueLine)]

    def stop(self) -> None:
        """What waits is not read any more; what was kept stays."""
        said = self._words.t("stopped, not kept")
        while self._waiting:
            self._waiting.popleft()[0].say(said, "circle-slash", "ink2")
        if self._job is not None:
            self._job.cancel()
        self._tell()

    def _leave_off(self) -> None:
        """The window is being locked or closed: what was not read yet is counted, and left.

        A file that was read already is kept first.
        """
        count = len(self._reading) + len(self._waiting) + self._looked_at
        if count:
            _NOT_TAKEN[self._vault] = not_taken(self._vault) + count
            self.stop()

    def _next(self) -> None:
        if self._line is not None or not self._waiting:
            return
        line, path, source_id = self._waiting.popleft()
        self._line = line
        self._reading[:] = [(path, source_id)]
        t = self._words.t
        line.say(t("reading…"), "file-search", "ink2", over=False)
        self._area.ensureWidgetVisible(line)

        def work(progress: Progress) -> CollectedFile:
            file = collect(path, progress=progress)
            progress.raise_if_cancelled()
            return file

        def ended() -> None:
            if self._line is line and self._job is job:  # neither kept nor failed: stopped
                self._job = None
                if job.progress.cancelled:
                    line.say(t("stopped, not kept"), "circle-slash", "ink2")
                    self._go_on()

        job = self._job = self._context.jobs.run(
            work, lambda file: self._keep(line, file, source_id),
            lambda error: self._failed(line, error), kind=Kind.FREE, owner=self, on_end=ended,
            title=t("Reading {name}", name=text.file_name(path.name)), cancellable=True,
        )  # fmt: skip

    def _keep(
        self, line: QueueLine, file: CollectedFile, source_id: UUID | None, *, again: bool = False
    ) -> None:
        self._job = None
        self._reading.clear()  # from here on the vault has it
        vault, language = self._vault, self._words.t.language

        def named(key: UUID | None) -> SourceName | None:
            return vault.read(lambda session: source_name(session, key, language))

        def work(_progress: Progress) -> _Came:
            if source_id is not None:
                return _Came(keep_file(vault, source_id, file))
            if not again and (twin := same_file(vault, file.sha256)) is not None:
                return _Came(None, named(twin))
            kept = keep_source(vault, file, date.today())
            if kept.copies:
                return _Came(kept, named(kept.copies[0]))
            if kept.near:
                return _Came(kept, named(kept.near[0].source_id), kept.near[0].shared)
            return _Came(kept)

        self._context.jobs.run(
            work, lambda came: self._came(line, file, came),
            lambda error: self._failed(line, error), kind=Kind.WRITE, owner=self,
        )  # fmt: skip

    # -- what came of it ---------------------------------------------------------------------
    def _came(self, line: QueueLine, file: CollectedFile, came: _Came) -> None:
        if came.kept is None:
            self._is_here(line, file, came.copy)
        else:
            self._context.changes.announce(came.kept.changes)
            line.is_kept = True
            self._say_kept(line, file, came, came.kept)
            self.kept.emit(came.kept.source_id)
        self._go_on(line)

    def _is_here(self, line: QueueLine, file: CollectedFile, twin: SourceName | None) -> None:
        t = self._words.t
        assert twin is not None
        said = t("here already, as no. {number}: {title}", number=twin.serial,
                 title=text.isolated(self._words.title(twin.title)))  # fmt: skip
        line.say(said, "copy-check", "info")

        def again() -> None:
            line.withdraw()
            self._keep(line, file, None, again=True)

        line.offer("keep-too", t("Keep it too"), "plus", again)
        line.link(t("Open"), partial(self.source_asked.emit, twin.id))

    def _say_kept(self, line: QueueLine, file: CollectedFile, came: _Came, kept: KeptFile) -> None:
        t, copy = self._words.t, came.copy
        beside = self._belonging.get(file.path, 0)
        if kept.problem is not None:
            why = t.error(kept.problem)
            line.say(t("Kept, without its text. {why}", why=why), "triangle-alert", "warn")
        elif copy is not None:
            title = text.isolated(self._words.title(copy.title))
            said = t("Kept. Same text, another copy? It is in no. {number}: {title}",
                     number=copy.serial, title=title)  # fmt: skip
            if came.shared < 1.0:
                said = t("Kept. Another copy? {share} % of its words are in no. {number}: {title}",
                         share=int(100 * came.shared), number=copy.serial, title=title)  # fmt: skip
            line.say(said, "copy", "info")
        elif beside:
            said = t.plural("kept; {n} file beside it is part of the page",
                            "kept; {n} files beside it are part of the page", beside)  # fmt: skip
            line.say(said, "check", "ok")
        else:
            line.say(t("kept"), "check", "ok")
        if copy is not None:
            self._offer_copy(line, kept.source_id, copy)
        stem = Path(file.name).stem
        if file.stated.says_something and file.stated.title not in ("", stem):
            self._offer_stated(line, file, kept.source_id, stem)
        line.link(t("Open"), partial(self.source_asked.emit, kept.source_id))

    def _offer_copy(self, line: QueueLine, source_id: UUID, other: SourceName) -> None:
        t, vault = self._words.t, self._vault

        def work(_progress: Progress) -> ChangeSet:
            source = vault.get(Source, source_id)
            if source is None:
                raise ConflictError
            source.same_text_as_id = other.id
            return vault.save(source, action=Action(N_("Say that a source is another copy")))

        def kept(changes: ChangeSet) -> None:
            self._context.changes.announce(changes)
            button.hide()
            line.say(t("Another copy of no. {number}", number=other.serial), "check", "ok")

        def asked() -> None:
            self._context.jobs.run(work, kept, kind=Kind.WRITE, owner=self)

        button = line.offer("another-copy", t("It is another copy"), "copy-check", asked)

    def _offer_stated(
        self, line: QueueLine, file: CollectedFile, source_id: UUID, called: str
    ) -> None:
        t, vault, stated = self._words.t, self._vault, file.stated

        def kept(changes: ChangeSet) -> None:
            self._context.changes.announce(changes)
            self._untaken.pop(line, None)
            button.hide()
            self._tell()

        def asked() -> None:
            self._context.jobs.run(
                lambda _p: take_stated(vault, source_id, stated, called), kept,
                kind=Kind.WRITE, owner=self,
            )  # fmt: skip

        parts = (stated.title, stated.author, stated.site, stated.dated, stated.address)
        tip = "\n".join(part for part in parts if part)
        button = line.offer("take-stated", t("Use its title and date"), "text-cursor-input", asked,
                            tip)  # fmt: skip
        self._untaken[line] = asked

    def _take_all(self) -> None:
        for take in list(self._untaken.values()):
            take()

    def _failed(self, line: QueueLine, error: UserError) -> None:
        self._job = None
        line.say(self._words.t.error(error), "circle-alert", "danger")
        self._go_on(line)

    def _go_on(self, line: QueueLine | None = None) -> None:
        if line is None or line is self._line:
            self._line = None
            self._reading.clear()
        self._next()
        self._tell()

    # -- looks -------------------------------------------------------------------------------
    def _tell(self) -> None:
        t, lines = self._words.t, self.lines()
        over = sum(line.is_over for line in lines)
        kept = sum(line.is_kept for line in lines)
        whole = t.plural("{n} file", "{n} files", len(lines))
        if self._looking and not lines:
            said = t("Looking for files…")
        elif self.is_busy:
            said = t("{done} of {whole} done", done=over, whole=whole)
        else:
            said = whole if kept == len(lines) else t("{whole} · {n} kept", whole=whole, n=kept)
        self._head.setText(said)
        self.close_button.setEnabled(not self.is_busy)
        self.stop_button.setVisible(self.is_busy)
        self.take_button.setVisible(len(self._untaken) > 1)
        most = _MOST_SEEN if self.window().height() > _LOW else _FEWER_SEEN
        self._area.setFixedHeight(HEIGHT * min(max(1, len(lines)), most) + 2)
        self.setVisible(bool(lines) or self._looking > 0)

    def _close(self) -> None:
        for line in self.lines():
            self._lines.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._untaken.clear()
        self._belonging.clear()
        self.hide()
