"""The second process that draws a copy: draws the tasks that the first gives it, hands them over.

It holds finished pages packed until the first process asks for them, writes no file, and
fetches the photographs that it needs through the same pipe. Started by `division`.
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import IO, Any

from caseapp.dossier.document import Dossier
from caseapp.dossier.frozen import page_code
from caseapp.dossier.pdf.canvas import Page
from caseapp.dossier.pdf.compose import Compositor
from caseapp.dossier.pdf.frame import Book
from caseapp.dossier.pdf.links import anchors
from caseapp.dossier.pdf.objects import check_jpeg, image_name, stream
from caseapp.dossier.pdf.pages import Pages
from caseapp.dossier.pdf.parcels import unpacked
from caseapp.dossier.pdf.render import drawing_of
from caseapp.dossier.pdf.talk import Talk, TalkEndedError
from caseapp.dossier.pdf.tasks import Task
from caseapp.dossier.pdf.text.embed import DocumentFonts
from caseapp.dossier.pdf.writer import Links, later_stream, packed_links
from caseapp.errors import UserError

_TOLD_EVERY = 8


def main(source: IO[bytes], target: IO[bytes]) -> None:
    """Serve until the first process hangs up."""
    gc.disable()  # as in `render`: the whole dossier would be walked again and again
    talk = Talk(source, target)
    try:
        (sha256,) = talk.hear_only("begin")
        dossier = unpacked(talk.hear_only("parcel")[0] for _ in count())
        _serve(talk, _Second(talk, dossier, sha256))
    except UserError as error:
        talk.say("told", error.message, {k: str(v) for k, v in error.params.items()})
    except TalkEndedError:
        return


def _serve(talk: Talk, second: _Second) -> None:
    while True:
        verb, *values = talk.hear()
        if verb == "draw":
            *task, photographs = values
            talk.say("drawn", second.draw(Task(*task), photographs))
        elif verb == "give":
            talk.say("given", *second.give(Task(*values)))
        else:
            for answer in second.later(*values):
                talk.say(*answer)


class _Photographs(Mapping[str, bytes]):
    """The images of the dossier: those that came with the task, others fetched one by one."""

    def __init__(self, talk: Talk) -> None:
        self._talk = talk
        self.known: dict[str, bytes] = {}

    def get(self, name: str, default: Any = None) -> Any:
        if name not in self.known:
            self._talk.say("image", name)
            (jpeg,) = self._talk.hear_only("image")
            if jpeg is None:
                return default
            self.known[name] = jpeg
        return self.known[name]

    def __getitem__(self, name: str) -> bytes:
        jpeg: bytes | None = self.get(name)
        if jpeg is None:
            raise KeyError(name)
        return jpeg

    def __iter__(self) -> Iterator[str]:
        raise TypeError("The second process does not know which images there are.")

    def __len__(self) -> int:
        raise TypeError("The second process does not know how many images there are.")


class _Shown:
    """The JPEGs that pages show: by their key in the dossier where they have one."""

    def __init__(self, photographs: _Photographs) -> None:
        self._photographs = photographs
        self.jpegs: dict[str, tuple[str, bytes]] = {}

    def add(self, jpeg: bytes) -> str:
        """The name that the first process gives it too. ValueError if it is no plain JPEG."""
        name = image_name(jpeg)
        if name not in self.jpegs:
            check_jpeg(jpeg)
            key = hashlib.sha256(jpeg).hexdigest()
            known = self._photographs.known.get(key) == jpeg
            self.jpegs[name] = (key, b"") if known else ("", jpeg)
        return name


@dataclass(slots=True)
class _Done:
    """A page whose content is packed."""

    page: Page
    content: bytes
    images: list[str]
    links: list[Links]


class _Loose(Pages):
    """The pages of one task, kept in memory."""

    def __init__(self, fonts: DocumentFonts, shown: _Shown, language: str, talk: Talk) -> None:
        super().__init__(language, shown, self._tell)
        self.fonts = fonts
        self.shown = shown
        self.pages: list[_Done] = []
        self.numbers: Mapping[str, int] = {}
        self._talk = talk
        self._untold = 0

    def page_of(self, destination: str) -> int:
        return self.numbers[destination]

    def tell_rest(self) -> None:
        """Tell the first process of the pages that it has not heard of."""
        if self._untold:
            self._talk.say("pages", self._untold)
            self._untold = 0

    def _tell(self, count: int) -> None:
        self._untold += 1
        if self._untold == _TOLD_EVERY:
            self.tell_rest()

    def _keep(self, page: Page, content: bytes) -> None:
        self.pages.append(_Done(page, stream(content), list(page.images), packed_links(page)))


class _LooseBook(Book):
    """A book whose bookmarks are sorted out by the first process, which knows all places."""

    def bookmark(self, title: str, anchor: str, level: int = 0) -> None:
        self.writer.bookmark(title, anchor, level)


class _Second:
    """Draws tasks of one dossier and keeps what came of them."""

    def __init__(self, talk: Talk, dossier: Dossier, sha256: str) -> None:
        self._talk = talk
        self._dossier = dossier
        self._sha256 = sha256
        self._language = dossier.head.language.replace("_", "-")
        self._drawing = drawing_of(dossier)
        self._compositor = Compositor(anchors(dossier))
        self._fonts = DocumentFonts()
        self._photographs = _Photographs(talk)
        self._books: dict[Task, Book] = {}

    def draw(self, task: Task, photographs: dict[str, bytes]) -> int:
        """Draw a task; the number of its pages."""
        self._photographs.known = photographs
        loose = _Loose(self._fonts, _Shown(self._photographs), self._language, self._talk)
        book = _LooseBook(
            self._dossier,
            self._photographs,
            loose,
            self._compositor,
            self._sha256,
            page_code(self._sha256),
        )
        self._drawing.draw(book, task)
        loose.end_page()
        loose.tell_rest()
        self._books[task] = book
        return loose.page_count

    def give(self, task: Task) -> tuple[Any, ...]:
        """Name and number of pages of the task's part, its pages, images and bookmarks."""
        book = self._books[task]
        loose = book.writer
        assert isinstance(loose, _Loose)
        pages = [
            (
                done.page.width,
                done.page.height,
                done.content,
                done.images,
                done.links,
                done.page.destinations,
            )
            for done in loose.pages
        ]
        for done in loose.pages:
            done.content, done.links, done.page.destinations = b"", [], {}
        ((name, (_, count)),) = book.parts.items()
        jpegs, loose.shown.jpegs = loose.shown.jpegs, {}
        return name, count, pages, jpegs, [tuple(mark) for mark in loose.bookmarks]

    def later(
        self,
        total: int,
        firsts: dict[tuple[int, int, int], int],
        parts: dict[str, tuple[int, int]],
        numbers: dict[str, int],
    ) -> list[tuple[Any, ...]]:
        """Draw what waited for the total: one answer a task in the order of pages, one of fonts.

        `firsts` are the first pages of the tasks, `numbers` the pages of all destinations. All
        is drawn before anything is said, so that the first process need not listen meanwhile.
        """
        answers: list[tuple[Any, ...]] = []
        for key, first in firsts.items():
            book = self._books.pop(Task(*key))
            loose = book.writer
            assert isinstance(loose, _Loose)
            loose.numbers = numbers
            book.parts.clear()
            book.parts.update(parts)
            pages = []
            for number, done in enumerate(loose.pages, first):
                for draw in done.page.callbacks:
                    draw(done.page, number, total)
                links = packed_links(done.page)
                pages.append((later_stream(done.page), done.page.images, links))
            answers.append(("later", pages, loose.shown.jpegs))
        answers.append(("fonts", self._fonts.counted(), sorted(self._fonts.missing)))
        return answers
