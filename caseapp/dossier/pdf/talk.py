"""Messages between the two processes that draw a copy: plain values over a pipe.

Both ends are this program. A message is a tuple of numbers, words, bytes, lists and maps; its
length goes before it. Knows nothing of what is said.
"""

from __future__ import annotations

import marshal
from collections import deque
from typing import IO, Any

_HEAD = 8


class TalkEndedError(Exception):
    """The other side is gone."""


class Talk:
    """Two streams of bytes as a line of messages."""

    def __init__(self, source: IO[bytes], target: IO[bytes]) -> None:
        self._source = source
        self._target = target
        self._early: deque[tuple[Any, ...]] = deque()

    def say(self, *message: Any) -> None:
        """Send a message. Raises TalkEndedError."""
        data = marshal.dumps(message)
        try:
            self._target.write(len(data).to_bytes(_HEAD, "big"))
            self._target.write(data)
            self._target.flush()
        except (OSError, ValueError) as error:  # ValueError: the stream is closed
            raise TalkEndedError from error

    def hear(self) -> tuple[Any, ...]:
        """The next message; waits for it. Raises TalkEndedError."""
        return self._early.popleft() if self._early else self._next()

    def hear_only(self, verb: str) -> tuple[Any, ...]:
        """The rest of the next message that begins with this word; others wait their turn."""
        while (message := self._next())[0] != verb:
            self._early.append(message)
        return message[1:]

    def _next(self) -> tuple[Any, ...]:
        size = int.from_bytes(self._read(_HEAD), "big")
        message: tuple[Any, ...] = marshal.loads(self._read(size))  # noqa: S302  (our own words)
        return message

    def _read(self, size: int) -> bytes:
        try:
            data = self._source.read(size)
        except (OSError, ValueError) as error:
            raise TalkEndedError from error
        if len(data) < size:
            raise TalkEndedError
        return data
