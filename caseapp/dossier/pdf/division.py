"""A large copy drawn by two processes: this one from the front, a second one from the back.

Each takes the next task when it is done with the last, so both end together. The second hands
its finished pages over at the end, and the file is the one that this process alone would have
written, byte for byte. The content goes through a pipe, never through a file.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from types import TracebackType
from typing import Any

from caseapp.dossier.document import CaseSheets, Dossier, Forms
from caseapp.dossier.pdf.frame import Book
from caseapp.dossier.pdf.parcels import parcels
from caseapp.dossier.pdf.talk import Talk, TalkEndedError
from caseapp.dossier.pdf.tasks import Drawing, Task, photographs_of, tasks_of
from caseapp.dossier.pdf.writer import Drawn, Later, PdfWriter, Summary
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.system.child import Limits, talking_child

_WORTH_SHEETS = 250
"""Below this the second process is hardly started when the first is done."""
_LIMITS = Limits(memory=4 << 30, cpu=4 * 3600)
_SECOND = "caseapp.dossier.pdf.second:main"
_AHEAD = 1
_LOOK = 0.1
"""Seconds between two looks at a cancellation."""


class SecondStoppedError(UserError):
    """The second process ended before its work was done."""

    sentence = N_(
        "Drawing stopped half way, perhaps for lack of memory. Nothing was written. Close"
        " other programs and print again."
    )


def worth_dividing(dossier: Dossier) -> bool:
    """Whether a second process saves time: a large copy, and a second core."""
    sheets = sum(len(part.sheets) for part in dossier.parts if isinstance(part, CaseSheets))
    sheets += sum(len(part.forms) for part in dossier.parts if isinstance(part, Forms))
    return sheets >= _WORTH_SHEETS and (os.cpu_count() or 1) > 1


def draw_divided(book: Book, drawing: Drawing, watch: Callable[[int], None]) -> Summary:
    """Draw all tasks into the book's writer with a second process, and finish the file.

    `watch` is told, as work goes on, how many pages the second process has drawn; it may raise
    to cancel. Raises UserError if the second process fails, with its own words if it has some.
    """
    writer = book.writer
    assert isinstance(writer, PdfWriter)
    with _Second(book, watch) as second:
        while (task := second.next_task()) is not None:
            drawing.draw(book, task)
        writer.end_page()
        given = second.hand_over()
        return writer.finish(second.later(given))


class _Second:
    """The second process, seen from the first. A thread serves it while this one draws."""

    def __init__(self, book: Book, watch: Callable[[int], None]) -> None:
        self._book = book
        self._watch = watch
        self._images = book.images
        self._tasks = deque(tasks_of(book.dossier))
        self._taken: deque[Task] = deque()
        self._pages = 0
        self._failure: BaseException | None = None

    def __enter__(self) -> _Second:
        self._process = talking_child(_SECOND, _LIMITS)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._talk = Talk(self._process.stdout, self._process.stdin)
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.wait()
        self._thread.join()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            try:
                pipe.close()
            except OSError:  # what was still to be flushed has no reader
                continue

    def next_task(self) -> Task | None:
        """The first task that nobody has taken; None if there is none."""
        self._look()
        try:
            return self._tasks.popleft()
        except IndexError:
            return None

    def hand_over(self) -> dict[tuple[int, int, int], int]:
        """Wait for the second process's last task and put its pages into the file.

        The first pages of its tasks, in the order of pages.
        """
        while self._thread.is_alive():
            self._thread.join(_LOOK)
            self._look()
        self._look()
        writer, book = self._book.writer, self._book
        assert isinstance(writer, PdfWriter)
        firsts = {}
        for task in self._taken:
            key = (task.part, task.start, task.end)
            name, count, pages, jpegs, marks = self._ask("given", "give", *key)
            first = firsts[key] = writer.page_count + 1
            writer.adopt((Drawn(*page) for page in pages), self._jpegs(jpegs))
            book.adopt(name, first, count, (place for page in pages for place in page[5]))
            for title, destination, level in marks:
                book.bookmark(title, destination, level)
            self._look()
        return firsts

    def later(self, firsts: Mapping[tuple[int, int, int], int]) -> Iterator[Later]:
        """What comes onto the second process's pages now that the total is known.

        Asked at once, taken when this process has drawn its own.
        """
        writer = self._book.writer
        assert isinstance(writer, PdfWriter)
        numbers = writer.page_numbers()
        self._say("later", writer.page_count, dict(firsts), self._book.parts, numbers)
        return self._laters(len(firsts))

    def _laters(self, tasks: int) -> Iterator[Later]:
        writer = self._book.writer
        assert isinstance(writer, PdfWriter)
        for _ in range(tasks):
            pages, jpegs = self._hear("later")
            writer.adopt((), self._jpegs(jpegs))
            yield from (Later(*page) for page in pages)
        fonts, missing = self._hear("fonts")
        for family, file, text_of in fonts:
            writer.fonts.count_in(family, file, text_of)
        writer.fonts.missing.update(missing)

    def _look(self) -> None:
        self._watch(self._pages)
        if self._failure:
            raise self._failure

    def _jpegs(self, shown: Mapping[str, tuple[str, bytes]]) -> dict[str, bytes]:
        return {name: jpeg or self._images[key] for name, (key, jpeg) in shown.items()}

    # ---- talking ---------------------------------------------------------------------------

    def _say(self, *message: Any) -> None:
        try:
            self._talk.say(*message)
        except TalkEndedError as error:
            raise self._reason() from error

    def _reason(self) -> UserError:
        """Why the second process went: it may have said so before."""
        try:
            while (message := self._talk.hear())[0] != "told":
                continue
        except TalkEndedError:
            return SecondStoppedError()
        return UserError(message[1], **message[2])

    def _hear(self, verb: str) -> list[Any]:
        """The next message that is not in passing; what its verb is asked to be."""
        while True:
            try:
                said, *values = self._talk.hear()
            except TalkEndedError as error:
                raise SecondStoppedError from error
            if said == verb:
                return values
            if said == "pages":
                self._pages += values[0]
            elif said == "image":
                self._say("image", self._images.get(values[0]))
            elif said == "told":
                raise UserError(values[0], **values[1])
            else:
                raise SecondStoppedError

    def _ask(self, verb: str, *message: Any) -> list[Any]:
        self._say(*message)
        return self._hear(verb)

    def _serve(self) -> None:
        """Give the second process one task after the other, from the last on.

        It always has one more than it draws, because an answer from here may take long: this
        thread waits for the one that draws.
        """
        try:
            self._say("begin", self._book.sha256)
            for parcel in parcels(self._book.dossier):
                self._say("parcel", parcel)
            waiting = 0
            while self._send_task():
                waiting += 1
                if waiting > _AHEAD:
                    self._hear("drawn")
                    waiting -= 1
            for _ in range(waiting):
                self._hear("drawn")
        except BaseException as error:
            self._failure = error

    def _send_task(self) -> bool:
        """Send the last task that nobody has taken, with its photographs; False without one."""
        try:
            task = self._tasks.pop()
        except IndexError:
            return False
        names = photographs_of(self._book.dossier, task)
        known = {name: self._images[name] for name in names if name in self._images}
        self._say("draw", task.part, task.start, task.end, known)
        self._taken.appendleft(task)
        return True
