"""A foreign PDF, opened by a child process of its own: sizes, pixels and letters of its pages.

The child is believed in nothing but arithmetic. When a page makes it hang, crash or answer
nonsense it is killed: that page is never asked for again, and another child shows the rest.
"""

from __future__ import annotations

import math
import threading
from array import array
from typing import Any, Final

from caseapp.errors import Cancelled, UserError
from caseapp.i18n import N_
from caseapp.intake.documents.page_text import PageText
from caseapp.intake.documents.rendering import LONGEST_SIDE, MOST_PAGES
from caseapp.system.child import ChildFailedError, Limits
from caseapp.system.conversation import (
    Answer,
    ChildEndedError,
    ChildRefusedError,
    Conversation,
)

MOST_PIXELS: Final = 40_000_000
"""A page larger than that is drawn coarser: nothing on paper needs more."""
_CHILD: Final = "caseapp.intake.documents.rendering.inside:begin"
LIMITS: Final = Limits(memory=2 << 30, cpu=600, wall=10.0, output=4 * MOST_PIXELS)
_MOST_LOST: Final = 3
"""Children that one document may cost: a file made to do harm must not go on for ever."""


class ForeignPdf:
    """Open with bytes, `close` when done. From any thread; one question at a time."""

    def __init__(self, data: bytes, limits: Limits = LIMITS) -> None:
        """Raises UserError when `data` is not a PDF that can be shown; Cancelled when the
        program ends."""
        self._data, self._limits = data, limits
        self._closed = False
        self._bad: set[int] = set()
        self._lost = 0
        self._changing = threading.Lock()
        self._child: Conversation | None = None
        try:
            opened = self._open()
        except ChildEndedError:
            raise Cancelled from None
        except ChildRefusedError as error:
            raise self._no_pdf() from error
        except ChildFailedError as error:
            raise UserError(
                N_("This PDF cannot be shown: it is damaged, too large, or made to do harm.")
            ) from error
        self.count, self.sizes = opened
        """Pages of the file, and width and height in points of those that are shown."""

    @staticmethod
    def _no_pdf() -> UserError:
        return UserError(N_("This PDF cannot be shown. It is damaged, or locked by a password."))

    def draw(self, page: int, width: int, height: int) -> bytes | None:
        """The page in exactly so many pixels: blue, green, red and an unused byte of each.

        None after `close`. Raises UserError when this page cannot be drawn.
        """
        answer = self._ask("draw", page, width=width, height=height)
        if answer is None:
            return None
        if answer.value != 4 * width or len(answer.data) != 4 * width * height:
            raise self._lose(page)
        return answer.data

    def text(self, page: int) -> PageText | None:
        """Its letters and where they stand; None after `close`. UserError as `draw`."""
        answer = self._ask("text", page)
        try:
            return unpacked(answer) if answer is not None else None
        except (TypeError, ValueError):
            raise self._lose(page) from None

    def close(self) -> None:
        """End the child and let go of the bytes, also while a question waits."""
        self._closed = True
        child, self._child = self._child, None
        self._data = b""
        if child is not None:
            child.end()

    # -- the child -----------------------------------------------------------------------------
    def _open(self) -> tuple[int, list[tuple[float, float]]]:
        child = Conversation(_CHILD, self._limits)
        try:
            found = _sizes(child.ask("open", self._data).value)
        except BaseException:
            child.end()
            raise
        self._child = child
        if self._closed:
            self.close()
        return found

    def _ask(self, question: str, page: int, **options: Any) -> Answer | None:
        if page in self._bad:
            raise _no_page()
        child = self._living()
        if child is None:
            return None
        try:
            return child.ask(question, page=page, **options)
        except ChildEndedError as error:
            if self._closed:
                return None
            if error.everything:
                raise Cancelled from None
            return self._ask(question, page, **options)  # another page was the child's end
        except ChildRefusedError:
            self._bad.add(page)
            raise _no_page() from None
        except ChildFailedError:
            raise self._lose(page) from None

    def _living(self) -> Conversation | None:
        """The child, or another in place of one that was killed; None after `close`."""
        with self._changing:
            if self._closed:
                return None
            if self._child is not None and not self._child.is_over:
                return self._child
            if self._lost > _MOST_LOST:
                raise _no_page()
            try:
                self._open()
            except ChildEndedError:
                raise Cancelled from None
            except ChildFailedError:
                self._lost = _MOST_LOST + 1
                raise _no_page() from None
            return self._child

    def _lose(self, page: int) -> UserError:
        """Never ask for this page again, nor this child for anything."""
        self._bad.add(page)
        with self._changing:
            self._lost += 1
            if self._child is not None:
                self._child.end()
        return _no_page()


def _no_page() -> UserError:
    return UserError(N_("This page cannot be shown."))


def _sizes(value: Any) -> tuple[int, list[tuple[float, float]]]:
    count, sizes = (value.get(name) for name in ("count", "sizes")) if value else (None, None)
    if not isinstance(count, int) or not isinstance(sizes, list):
        raise ChildFailedError
    if not 0 < len(sizes) <= min(count, MOST_PAGES):
        raise ChildFailedError
    return count, [_size(size) for size in sizes]


def _size(value: Any) -> tuple[float, float]:
    if not isinstance(value, list) or len(value) != 2:
        raise ChildFailedError
    for side in value:
        if not isinstance(side, int | float) or not 1 <= side <= LONGEST_SIDE:
            raise ChildFailedError
    return float(value[0]), float(value[1])


def unpacked(answer: Answer) -> PageText:
    """What `inside.packed` packed. Raises TypeError or ValueError for anything else."""
    letters, boxes, lines = (int(length) for length in answer.value)
    sides, places = array("d"), array("I")
    middle, end = letters + 32 * boxes, letters + 32 * boxes + 2 * places.itemsize * lines
    if min(letters, boxes, lines) < 0 or end != len(answer.data):
        raise ValueError
    sides.frombytes(answer.data[letters:middle])
    places.frombytes(answer.data[middle:])
    characters = answer.data[:letters].decode()
    if len(characters) != boxes or any(map(math.isinf, sides)):
        raise ValueError
    if sorted(places) != list(places) or any(place > len(characters) for place in places):
        raise ValueError
    four = zip(*(iter(sides),) * 4, strict=True)
    found = tuple(None if math.isnan(sum(box)) else box for box in four)
    pairs = tuple(zip(*(iter(places),) * 2, strict=True))
    return PageText.of(characters, found, pairs)
