"""Copies finished in a second process while this one compiles the next: both cores are busy.

The second process draws a copy and searches the file, exactly as `finish` does here, and gives the
bytes back. Content, and what must not be in it, go through its pipe alone; it writes no file.
Finishes one copy at a time. Knows no vault and no register.
"""

from __future__ import annotations

import subprocess
import threading
from types import TracebackType
from typing import Any, Final
from uuid import UUID

from caseapp.disclosure.leaks import LeakError
from caseapp.disclosure.protected import Kind, Secret
from caseapp.domain.vocabulary import InfoClass
from caseapp.dossier.finish import Unfinished
from caseapp.dossier.pdf.parcels import parcels
from caseapp.dossier.pdf.render import RenderResult, expected_pages
from caseapp.dossier.pdf.talk import Talk, TalkEndedError
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.system.child import Limits, talking_child
from caseapp.system.progress import Progress

_CHILD: Final = "caseapp.dossier.finishing_child:main"
_LIMITS: Final = Limits(memory=4 << 30, cpu=4 * 3600)
_LOOK: Final = 0.1
"""Seconds between two looks at a cancellation."""
STEPS: Final = 2
"""A page is drawn, then searched."""


class FinishingStoppedError(UserError):
    """The second process ended before the copy was finished."""

    sentence = N_(
        "Drawing this copy stopped half way, perhaps for lack of memory. It was not"
        " issued. Close other programs and issue it again."
    )


class Finishing:
    """A copy in the making in the second process."""

    def __init__(self, talk: Talk, copy: Unfinished) -> None:
        self._talk = talk
        self._expected = STEPS * expected_pages(copy.dossier)
        self._steps = 0
        self._result: tuple[bytes, RenderResult] | None = None
        self._failure: Exception | None = None
        self._thread = threading.Thread(target=self._serve, args=(copy,), daemon=True)
        self._thread.start()

    def result(self, progress: Progress | None = None) -> tuple[bytes, RenderResult]:
        """Wait for the finished file. Raises what `finished` raises, or FinishingStoppedError.

        `progress` is told of pages drawn and searched.
        """
        while self._thread.is_alive():
            self._thread.join(_LOOK)
            if progress is not None:
                progress.raise_if_cancelled()
                progress.report(min(self._steps, self._expected), self._expected)
        if self._failure is not None:
            raise self._failure
        assert self._result is not None
        return self._result

    @property
    def stopped(self) -> bool:
        """The second process is gone."""
        return isinstance(self._failure, FinishingStoppedError)

    def wait(self) -> None:
        """Until nobody talks any more, after the process was ended."""
        self._thread.join()

    def _serve(self, copy: Unfinished) -> None:
        try:
            self._hand_over(copy)
            self._result = self._heard()
        except TalkEndedError:
            self._failure = FinishingStoppedError()
        except Exception as error:
            self._failure = error

    def _hand_over(self, copy: Unfinished) -> None:
        say = self._talk.say
        say("begin", len(copy.images))
        for parcel in parcels(copy.dossier):
            say("parcel", parcel)
        for name, jpeg in copy.images.items():
            say("image", name, jpeg)
        say("secrets", [_plain(secret) for secret in copy.secrets], list(copy.shown))

    def _heard(self) -> tuple[bytes, RenderResult]:
        while True:
            said, *values = self._talk.hear()
            if said == "steps":
                self._steps = values[0]
            elif said == "leak":
                raise LeakError(values[0], **values[1])
            elif said == "told":
                raise UserError(values[0], **values[1])
            elif said == "done":
                pdf, (pages, anchors, parts, sha256, missing) = values
                return pdf, RenderResult(pages, anchors, parts, sha256, missing)
            else:
                raise TalkEndedError


class SecondFinisher:
    """The second process, started with the first copy and again if it died; a context manager."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._talk: Talk | None = None
        self._last: Finishing | None = None

    def __enter__(self) -> SecondFinisher:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    def begin(self, copy: Unfinished) -> Finishing:
        """Hand a copy over and return at once. The one before must have its result.

        Raises FinishingStoppedError if there can be no second process.
        """
        if self._last is not None and self._last.stopped:
            self._end()
        self._last = Finishing(self._talk or self._start(), copy)
        return self._last

    def _start(self) -> Talk:
        try:
            self._process = talking_child(_CHILD, _LIMITS)
        except OSError as error:
            raise FinishingStoppedError from error
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._talk = Talk(self._process.stdout, self._process.stdin)
        return self._talk

    def _end(self) -> None:
        if self._process is None:
            return
        self._process.kill()
        self._process.wait()
        if self._last is not None:
            self._last.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            try:
                pipe.close()
            except OSError:  # what was still to be flushed has no reader
                continue
        self._process = self._talk = self._last = None


def _plain(secret: Secret) -> tuple[str, str, bytes | None, str]:
    owner = secret.owner.bytes if secret.owner else None
    return secret.text, secret.info_class.value, owner, secret.kind.value


def secret_of(text: str, info_class: str, owner: bytes | None, kind: str) -> Secret:
    """A secret as the second process hears of it."""
    whose = UUID(bytes=owner) if owner else None
    return Secret(text, InfoClass(info_class), whose, Kind(kind))


def as_words(error: UserError) -> tuple[Any, ...]:
    """A sentence as the second process says it: its verb, message and values."""
    verb = "leak" if isinstance(error, LeakError) else "told"
    plain = {k: v if isinstance(v, int | str) else str(v) for k, v in error.params.items()}
    return verb, error.message, plain
