"""A picture of the missing person: chosen, dropped or pasted, checked, and handed on as bytes.

Reading and checking do not hold up the vault. Qt decodes nothing: a pasted picture comes as
the bytes of a file.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDir, QMimeData
from PySide6.QtWidgets import QWidget

from caseapp.desktop.chosen_photo import SUFFIXES, ChosenPhoto, photo_of, read_photo
from caseapp.desktop.context import Context
from caseapp.desktop.file_dialog import ask_for_file
from caseapp.desktop.jobs import Kind
from caseapp.errors import UserError

_FORMATS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}


class PhotoDesk:
    """Takes pictures in for one view: `kept(photo)` once one was read, `refused(sentence)`.

    `whose()` tells one intake from the next: a face must never come to the next person.
    """

    def __init__(
        self, context: Context, view: QWidget, kept: Callable[[ChosenPhoto], None],
        refused: Callable[[str], None], whose: Callable[[], object],
    ) -> None:  # fmt: skip
        self._context, self._view = context, view
        self._kept, self._refused, self._whose = kept, refused, whose

    def ask(self) -> None:
        """Let the person choose a file."""
        t = self._context.t
        ask_for_file(
            self._view, t("Add photo"), Path(QDir.homePath()), (t("Pictures"), SUFFIXES), self.take
        )

    def take(self, path: Path) -> None:
        """Read and check a file."""
        self._run(lambda: read_photo(path))

    def takes(self, mime: QMimeData) -> bool:
        """Whether something that is dragged or was copied can be a picture."""
        return bool(_file_of(mime) or _format_of(mime))

    def take_mime(self, mime: QMimeData) -> None:
        """Take what was dropped or pasted: a file of this computer, or a picture's bytes."""
        if path := _file_of(mime):
            self.take(path)
        elif wanted := _format_of(mime):
            data = bytes(mime.data(wanted).data())
            self._run(lambda: photo_of(data, f"pasted.{_FORMATS[wanted]}"))

    def _run(self, read: Callable[[], ChosenPhoto]) -> None:
        whose, t = self._whose(), self._context.t

        def kept(photo: ChosenPhoto) -> None:
            if self._whose() == whose:
                self._kept(photo)
            else:
                self._refused(t("The picture was not kept: it was for the intake before this."))

        def failed(error: UserError) -> None:
            self._refused(t.error(error))

        self._context.jobs.run(
            lambda _progress: read(), kept, failed, kind=Kind.FREE, owner=self._view
        )


def _file_of(mime: QMimeData) -> Path | None:
    local = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    pictures = [path for path in local if path.suffix.lower().lstrip(".") in SUFFIXES]
    return next(iter((*pictures, *local)), None)  # what is no picture is told so, not passed over


def _format_of(mime: QMimeData) -> str:
    return next((one for one in _FORMATS if mime.hasFormat(one)), "")
