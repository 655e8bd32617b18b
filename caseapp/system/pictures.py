"""Pictures of strangers as plain pixels, decoded by a child process with limits.

A child serves picture after picture, so that a list of photographs starts one and not fifty;
after one that could not be decoded the next gets a child of its own. Knows nothing of cases.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Any, Final

from caseapp.errors import Cancelled, CaseappError
from caseapp.system.child import ChildFailedError, Limits
from caseapp.system.conversation import Answer, ChildEndedError, ChildRefusedError, Conversation

LARGEST: Final = 60_000_000
"""Pixels of a picture that is decoded at all; see `picture_child.MAX_PIXELS`."""
SHOWN_MOST: Final = 40_000_000
"""Pixels that are given back; a larger picture comes smaller."""
_CHILD: Final = "caseapp.system.picture_child:begin"
_LIMITS: Final = Limits(memory=1536 << 20, cpu=120, wall=15.0, output=3 * LARGEST)
_IDLE_SECONDS: Final = 20.0
_IDLE_MOST: Final = 2
_SERVED_MOST: Final = 100
_DEPTH: Final = 3


class PictureError(CaseappError):
    """No picture that can be decoded: damaged, of another kind, or none at all."""


class PictureTooLargeError(PictureError):
    """It has more than `LARGEST` pixels."""


class PictureStoppedError(PictureError):
    """Decoding it took too long or too much, or killed the child."""


@dataclass(frozen=True, slots=True)
class Pixels:
    """Red, green and blue of each pixel, a byte each, row by row, without any gap."""

    width: int
    height: int
    data: bytes


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """`format` is Pillow's word for it ("JPEG"); the size is that in the file."""

    format: str
    width: int
    height: int


def pixels_of(
    data: bytes,
    within: tuple[int, int] | None = None,
    part: tuple[float, float, float, float] | None = None,
    most: int = SHOWN_MOST,
) -> Pixels:
    """The first picture in a JPEG, PNG, WebP, GIF, TIFF or BMP file, turned upright, on white.

    `within`: no wider and higher than that. `part`: only this part of it (left, top, right,
    bottom as shares of the upright picture). `most` pixels at all. Raises PictureError, or
    Cancelled when the program ends. Takes some 20 ms for a photograph, 80 ms more for the
    first one. From any thread.
    """
    answer = _ask("pixels", data, within=within, part=part, most=most)
    width, height = _number(answer.value, "width"), _number(answer.value, "height")
    if len(answer.data) != width * height * _DEPTH or width * height > most:
        raise PictureStoppedError
    if within is not None and (width > within[0] or height > within[1]):
        raise PictureStoppedError
    return Pixels(width, height, answer.data)


def look_at(data: bytes) -> PictureFacts:
    """What a picture is, once all of it could be decoded. Raises PictureError."""
    value = _ask("look", data).value
    kind = value.get("format") if isinstance(value, dict) else None
    if not isinstance(kind, str):
        raise PictureStoppedError
    return PictureFacts(kind[:10], _number(value, "width"), _number(value, "height"))


def _number(value: Any, name: str) -> int:
    number = value.get(name) if isinstance(value, dict) else None
    if not isinstance(number, int) or not 0 < number <= LARGEST:
        raise PictureStoppedError
    return number


def _ask(question: str, data: bytes, **options: Any) -> Answer:
    child, fresh = _CHILDREN.take()
    try:
        return _asked(child, question, data, options)
    except PictureStoppedError:
        if fresh:
            raise
    # It may have ended itself in this very moment, or suffered from a picture before.
    return _asked(_Child(), question, data, options)


def _asked(child: _Child, question: str, data: bytes, options: dict[str, Any]) -> Answer:
    try:
        answer = child.conversation.ask(question, data, **options)
    except ChildFailedError as error:
        child.conversation.end()
        if isinstance(error, ChildEndedError):
            raise Cancelled from None
        if isinstance(error, ChildRefusedError):
            large = error.word == "large"
            raise (PictureTooLargeError if large else PictureError) from None
        raise PictureStoppedError from None
    _CHILDREN.give_back(child)
    return answer


class _Child:
    def __init__(self) -> None:
        self.conversation = Conversation(_CHILD, _LIMITS, idle=_IDLE_SECONDS)
        self.served = 0


class _Children:
    """Those that wait for the next picture."""

    def __init__(self) -> None:
        self._waiting: list[_Child] = []
        self._changing = threading.Lock()

    def take(self) -> tuple[_Child, bool]:
        """One that nobody else talks with; whether it is a new one."""
        with self._changing:
            while self._waiting:
                child = self._waiting.pop()
                if not child.conversation.is_over:
                    return child, False
                child.conversation.end()
        return _Child(), True

    def give_back(self, child: _Child) -> None:
        child.served += 1
        with self._changing:
            if child.served < _SERVED_MOST and len(self._waiting) < _IDLE_MOST:
                self._waiting.append(child)
                return
        child.conversation.end()


_CHILDREN: Final = _Children()
