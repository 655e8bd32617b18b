"""A child with limits that answers one question after another about foreign bytes.

For what would be too slow with a child for each question: the pages of a document, the
pictures of a list. A question is a line of JSON and some bytes, and so is an answer; it is
believed in nothing but its shape and size. Each question has a time. A child that is late,
dies or answers nonsense is killed, and never asked again. Knows nothing of documents.
"""

from __future__ import annotations

import json
import threading
import weakref
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any, Final, Protocol

from caseapp.system.child import ChildFailedError, ChildTooSlowError, Limits, kill, start

_LONGEST_LINE: Final = 1 << 20


class Ending(Protocol):
    """What `end_all` ends."""

    def end(self, *, everything: bool = False) -> None: ...


_OPEN: weakref.WeakSet[Ending] = weakref.WeakSet()
_CHANGING: Final = threading.Lock()


class ChildEndedError(ChildFailedError):
    """Somebody of this program ended it: nothing is wrong with what was asked.

    `everything`: the program is locked, or ends.
    """

    def __init__(self, *, everything: bool) -> None:
        super().__init__()
        self.everything = everything


class ChildRefusedError(ChildFailedError):
    """The child lives and said that it cannot do this. `word` is its own word for why."""

    def __init__(self, word: str) -> None:
        super().__init__()
        self.word = word


@dataclass(frozen=True, slots=True)
class Answer:
    """A plain JSON value, and bytes."""

    value: Any
    data: bytes


class Conversation:
    """Questions to one child, one at a time, from any thread. `end` it when done.

    `function` ("package.module:name") is called in the child without arguments and gives what
    is called for each question: `work(question, payload, **options)`, which returns a JSON
    value and bytes, or raises `child_main.Refusal` with a word for why it cannot. `limits.wall`
    is the time of a question, `limits.cpu` that of all, `limits.output` the most bytes of an
    answer.
    A child that is asked nothing for `idle` seconds ends itself (0: it waits).
    """

    def __init__(self, function: str, limits: Limits, idle: float = 0.0) -> None:
        self._limits = limits
        self._asking = threading.Lock()
        self._late = threading.Event()
        self._ended = self._everything = False
        self._process = start()
        weakref.finalize(self, kill, self._process)
        ended_with_all(self)
        order = {"function": function, "idle": idle, "limits": asdict(limits)}
        self._write(json.dumps(order).encode() + b"\n")

    @property
    def is_over(self) -> bool:
        """Whether it was ended, or the child ended itself."""
        return self._process.poll() is not None

    def ask(self, question: str, payload: bytes = b"", **options: Any) -> Answer:
        """What the child answers.

        Raises ChildRefusedError if it says that it cannot; ChildTooSlowError, ChildEndedError
        or, for all else, ChildFailedError: the conversation is over then.
        """
        with self._asking:
            timer = threading.Timer(self._limits.wall, self._too_late)
            timer.start()
            try:
                head = {"question": question, "options": options, "size": len(payload)}
                self._write(json.dumps(head).encode() + b"\n", payload)
                answer = self._read()
            except ChildRefusedError:
                raise
            except BaseException:
                self._kill()
                if self._ended:
                    raise ChildEndedError(everything=self._everything) from None
                if self._late.is_set():
                    raise ChildTooSlowError from None
                raise
            finally:
                timer.cancel()
                timer.join()
            if self._late.is_set():
                raise ChildTooSlowError
            return answer

    def end(self, *, everything: bool = False) -> None:
        """Kill the child; a question that waits fails. Doing it again changes nothing."""
        self._everything |= everything
        self._ended = True
        kill(self._process)
        with self._asking:
            self._kill()

    def _too_late(self) -> None:
        self._late.set()
        kill(self._process)

    def _kill(self) -> None:
        kill(self._process)
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            with suppress(OSError):  # what was still to be flushed has no reader
                pipe.close()

    def _write(self, *pieces: bytes) -> None:
        assert self._process.stdin is not None
        with suppress(OSError, ValueError):  # the child is gone: reading tells
            for piece in pieces:
                self._process.stdin.write(piece)
            self._process.stdin.flush()

    def _read(self) -> Answer:
        source = self._process.stdout
        assert source is not None
        try:
            line = source.readline(_LONGEST_LINE)
            said = json.loads(line) if line.endswith(b"\n") else None
        except (OSError, ValueError, RecursionError):
            raise ChildFailedError from None
        if not isinstance(said, dict):
            raise ChildFailedError
        size = said.get("size")
        if not isinstance(size, int) or not 0 <= size <= self._limits.output:
            raise ChildFailedError
        word = said.get("refused")
        if isinstance(word, str):
            raise ChildRefusedError(word[:40])
        data = source.read(size)
        if len(data) < size or "value" not in said:
            raise ChildFailedError
        return Answer(said["value"], data)


def ended_with_all(talk: Ending) -> None:
    """`end_all` ends this too, for as long as it is there."""
    with _CHANGING:
        _OPEN.add(talk)


def end_all() -> None:
    """Kill every child that is talked with: the program is locked, or ends."""
    with _CHANGING:
        there = list(_OPEN)
    for conversation in there:
        conversation.end(everything=True)
