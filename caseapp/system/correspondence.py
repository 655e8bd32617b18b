"""A child with limits and this program, sending each other messages at any time.

For what lasts and goes both ways, like a recording that plays: the child asks for pieces of it
and sends what is to be seen and heard. A message is a line of JSON and some bytes, believed
in nothing but its shape and size. Nothing piles up: while too few messages are done with, no
other is read, and a child that fills its pipe waits. Knows nothing of recordings.
"""

from __future__ import annotations

import json
import queue
import threading
import weakref
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import IO, Any, Final

from caseapp.system.child import ChildFailedError, Limits, kill, talking_child
from caseapp.system.conversation import ended_with_all

_LONGEST_LINE: Final = 1 << 16
_ROOM: Final = 4
"""Messages that were heard and are not done with, at most."""
_TURN: Final = 0.05
"""Seconds after which whoever waits for room looks whether all is over."""


@dataclass(frozen=True, slots=True)
class Message:
    """A word for what it is, plain JSON values, and bytes."""

    word: str
    facts: dict[str, Any] = field(default_factory=dict)
    data: bytes = b""

    def number(self, name: str, least: float, most: float) -> float:
        """A fact that must be a number between two others. Raises ChildFailedError."""
        value = self.facts.get(name)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ChildFailedError
        if not least <= value <= most:  # also what is no number (NaN)
            raise ChildFailedError
        return value

    def whole(self, name: str, least: int, most: int) -> int:
        """The same for a whole number."""
        value = self.number(name, least, most)
        if not isinstance(value, int):
            raise ChildFailedError
        return value


def write_message(
    target: IO[bytes], word: str, data: bytes | memoryview = b"", **facts: Any
) -> None:
    """Raises OSError or ValueError when nobody reads any more."""
    head = {"word": word, "facts": facts, "size": len(data)}
    target.write(json.dumps(head, ensure_ascii=True).encode() + b"\n")
    target.write(data)
    target.flush()


def read_message(source: IO[bytes], most: int) -> Message | None:
    """The next one, or None at the end. Raises ChildFailedError for what is no message.

    `most`: bytes that it may bring.
    """
    try:
        line = source.readline(_LONGEST_LINE)
        if not line:
            return None
        said = json.loads(line) if line.endswith(b"\n") else None
    except (OSError, ValueError, RecursionError):
        raise ChildFailedError from None
    if not isinstance(said, dict):
        raise ChildFailedError
    word, facts, size = said.get("word"), said.get("facts"), said.get("size")
    if not isinstance(word, str) or not isinstance(facts, dict):
        raise ChildFailedError
    if isinstance(size, bool) or not isinstance(size, int) or not 0 <= size <= most:
        raise ChildFailedError
    data = source.read(size)
    if len(data) < size:
        raise ChildFailedError
    return Message(word, facts, data)


class Correspondence:
    """One child. Start it from a thread that lasts: on Linux the child dies with that one.

    `function` ("package.module:name") is called in the child as for `child.talking_child`.
    `hear(message)` is called for each message, in a thread of its own; call `done` once for
    each, in any thread, when it takes no more memory. `lost()` is called once, in that thread,
    when the child ended or broke the rules (`hear` may raise ChildFailedError to say so), but
    not when it was ended from here. `limits.output` is the most bytes of a message; the clock
    is the caller's to watch.
    """

    def __init__(
        self,
        function: str,
        limits: Limits,
        hear: Callable[[Message], None],
        lost: Callable[[], None],
    ) -> None:
        self._limits, self._hear, self._lost = limits, hear, lost
        self._ended = False
        self._writing = threading.Lock()
        self._room = threading.Semaphore(_ROOM)
        self._letters: queue.SimpleQueue[tuple[str, dict[str, Any]] | None] = queue.SimpleQueue()
        self._process = talking_child(function, limits)
        weakref.finalize(self, kill, self._process)
        self._threads = [
            threading.Thread(target=work, daemon=True) for work in (self._read, self._send)
        ]
        for thread in self._threads:
            thread.start()
        ended_with_all(self)

    def say(self, word: str, **facts: Any) -> None:
        """Send a message without bytes; returns at once, from any thread."""
        self._letters.put((word, facts))

    def give(self, word: str, data: bytes, **facts: Any) -> None:
        """Send bytes, and wait until the child has room for them: call it while hearing."""
        with self._writing, suppress(OSError, ValueError):  # the child is gone: reading tells
            assert self._process.stdin is not None
            write_message(self._process.stdin, word, data, **facts)

    def done(self) -> None:
        """A message that was heard takes no more memory."""
        self._room.release()

    def end(self, *, everything: bool = False) -> None:
        """Kill the child. Nothing is heard afterwards. Doing it again changes nothing.

        `everything` says that the program is locked or ends, which is the same here.
        """
        self._ended = True
        kill(self._process)
        self._letters.put(None)
        for thread in self._threads:
            if thread is not threading.current_thread():
                thread.join()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            with suppress(OSError):  # what was still to be flushed has no reader
                pipe.close()

    def _read(self) -> None:
        source = self._process.stdout
        assert source is not None
        with suppress(ChildFailedError):
            while self._has_room():
                message = read_message(source, self._limits.output)
                if message is None or self._ended:
                    break
                self._hear(message)
        kill(self._process)
        if not self._ended:
            self._lost()

    def _has_room(self) -> bool:
        while not self._room.acquire(timeout=_TURN):
            if self._ended:
                return False
        return True

    def _send(self) -> None:
        while (letter := self._letters.get()) is not None:
            word, facts = letter
            self.give(word, b"", **facts)
