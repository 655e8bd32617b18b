"""A short log of what happened, in codes: no names, no values, no messages of errors.

The file is a ring: old lines go when it is full. It is safe to send to a stranger.
Logging never fails loudly, because a full disk must not stop the work.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Final

from caseapp.system import files
from caseapp.system.paths import standard_paths

SIZE_LIMIT: Final = 256 * 1024
"""Bytes of a full file; the newer half stays when it is trimmed."""

_CODE = re.compile(r"[a-z][a-z0-9]*([.-][a-z0-9]+)*")
_CODE_LENGTH: Final = 60
_FRAME_LIMIT: Final = 12


class EventLog:
    """The ring file at `path`; made at the first line, 0600."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def event(self, code: str) -> None:
        """Write one code such as "vault.opened".

        `ValueError` for anything but lower-case words, digits, dots and hyphens: a code is
        written in the program and never made from data.
        """
        if len(code) > _CODE_LENGTH or not _CODE.fullmatch(code):
            raise ValueError("an event code is lower-case words joined by dots or hyphens")
        self._append(code)

    def bug(self, error: BaseException) -> None:
        """Write the class names of `error` and its causes, and the lines of code they came by."""
        self._append("bug " + " <- ".join(_outline(link) for link in _chain(error)))

    def _append(self, text: str) -> None:
        stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        with suppress(OSError, ValueError):
            files.make_private_folder(self._path.parent)
            if not self._path.exists():
                with suppress(FileExistsError):
                    files.write_new(self._path, b"")
            with self._path.open("ab") as file:
                file.write(f"{stamp} {text}\n".encode("ascii", "backslashreplace"))
            self._trim()

    def _trim(self) -> None:
        if self._path.stat().st_size <= SIZE_LIMIT:
            return
        with self._path.open("rb") as file:
            file.seek(-SIZE_LIMIT // 2, os.SEEK_END)
            file.readline()  # the rest of a line that was cut
            files.replace_atomically(self._path, file.read())


def log_event(code: str) -> None:
    """`EventLog.event` in this machine's standard log."""
    EventLog(standard_paths().log_file).event(code)


def log_bug(error: BaseException) -> None:
    """`EventLog.bug` in this machine's standard log."""
    EventLog(standard_paths().log_file).bug(error)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error and what caused it, outermost first; a circle ends the walk."""
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        yield link
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)


def _outline(error: BaseException) -> str:
    """Class name and `module:line` of the last frames, innermost last. No text of the error."""
    frames = list(_frames(error.__traceback__))[-_FRAME_LIMIT:]
    return " ".join((type(error).__qualname__, *frames))


def _frames(traceback: TracebackType | None) -> Iterator[str]:
    while traceback is not None:
        module = traceback.tb_frame.f_globals.get("__name__", "?")
        yield f"{module}:{traceback.tb_lineno}"
        traceback = traceback.tb_next
