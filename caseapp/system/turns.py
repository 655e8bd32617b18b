"""Whose turn it is with something that serves one at a time: what a person waits for goes first.

A thread that does long work says so (`patiently`). It takes its turn behind all others, and at
places where it holds nothing it lets the others finish (`give_way`). Knows nothing of the work.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class _Thread(threading.local):
    """What a thread is: `pause` of one that is patient, and how many turns it holds."""

    pause: Callable[[], None] | None = None
    held = 0


_thread = _Thread()


@contextmanager
def patiently(pause: Callable[[], None]) -> Iterator[None]:
    """This thread lets others go before it; `pause()` returns when nobody waits any more."""
    before, _thread.pause = _thread.pause, pause
    try:
        yield
    finally:
        _thread.pause = before


def give_way() -> None:
    """Called wherever long work could stand still for a moment; nothing in any other thread.

    Whoever holds a turn goes on: those who are waited for may need that very turn.
    """
    if _thread.pause is not None and not _thread.held:
        _thread.pause()


class Turns:
    """A lock that one thread may take several times, patient threads after all others."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._owner: int | None = None
        self._depth = 0
        self._waiting = 0
        """Threads that wait and are not patient."""

    def __enter__(self) -> Turns:
        me = threading.get_ident()
        with self._changed:
            if self._owner != me:
                self._wait()
                self._owner = me
            self._depth += 1
        _thread.held += 1
        return self

    def __exit__(self, *_: object) -> None:
        _thread.held -= 1
        with self._changed:
            self._depth -= 1
            if not self._depth:
                self._owner = None
                self._changed.notify_all()

    def _wait(self) -> None:
        """Until it is free; the condition is held."""
        if _thread.pause is not None:
            self._changed.wait_for(lambda: self._owner is None and not self._waiting)
            return
        self._waiting += 1
        try:
            self._changed.wait_for(lambda: self._owner is None)
        finally:
            self._waiting -= 1

    def should_let_others(self) -> bool:
        """Whether this thread is patient, has taken the turn once, and somebody else waits."""
        return _thread.pause is not None and self._depth == _thread.held == 1 and self._waiting > 0

    def let_others(self) -> None:
        """Hand the turn to whoever waits, and take it again afterwards."""
        self.__exit__()
        give_way()
        self.__enter__()
