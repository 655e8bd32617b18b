"""Kept files that could not be shown: noted, so that they are not opened again unasked.

The note is an action of its own that undo passes over: nobody who takes back a deed means
it. Also: a small picture of a kept photo, and a copy of a file for somewhere else.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from caseapp.desktop.widgets.pictures import image_from_bytes
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.store.history import Action
from caseapp.store.records import Attachment, CustodyEntry, utc_now
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault
from caseapp.system.files import write_new

EXPORTED = "exported"
"""The deed that the custody log notes when a plain copy goes out."""
_NOT_ON_DISKS = frozenset('<>:"|?*')
_LONGEST_NAME = 80


def note_unreadable(vault: Vault, file_id: UUID, unreadable: bool) -> ChangeSet:
    """Note that a file cannot be shown, or that it can. On the database worker."""
    file = vault.get(Attachment, file_id)
    if file is None or file.unreadable == unreadable:
        return ChangeSet()
    file.unreadable = unreadable
    words = N_("Find that a file cannot be shown") if unreadable else N_("Show a file again")
    return vault.save(file, action=Action(words, undoable=False))


def small_picture(vault: Vault, photo: Attachment, box: QSize) -> QImage | None:
    """A kept photo, no larger than `box` pixels; None for one that cannot be shown.

    That is noted, so that no list waits for it twice; the page of its case tells. Bytes that
    the disk has lost are for `check` to tell. On the database worker.
    """
    if photo.unreadable:
        return None
    try:
        data = vault.read_attachment(photo)
    except UserError:
        return None
    try:
        return image_from_bytes(data, box)
    except UserError:
        note_unreadable(vault, photo.id, unreadable=True)
        return None


def plain_name(file: Attachment) -> str:
    """A name for a copy on any disk: no folders, no letters that hide or turn its ending."""
    last = file.file_name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(
        "_" if letter in _NOT_ON_DISKS or unicodedata.category(letter)[0] == "C" else letter
        for letter in last
    ).strip(". ")
    stem, dot, ending = kept[-_LONGEST_NAME:].rpartition(".")
    return f"copy-{stem}{dot}{ending}" if kept else f"copy-{file.sha256[:12]}"


def save_copy(vault: Vault, file: Attachment, path: Path) -> ChangeSet:
    """Write a kept file's bytes where they can be opened otherwise, and note it.

    On the database worker. Raises UserError when it cannot be written.
    """
    data = vault.read_attachment(file)
    try:
        path.unlink(missing_ok=True)  # the dialog has asked
        write_new(path, data)
    except OSError as error:
        raise UserError(
            N_("{name} could not be written. Choose another place."), name=path.name
        ) from error
    entry = CustodyEntry(
        attachment_id=file.id, deed=EXPORTED, at=utc_now(), by=vault.station, note=path.name
    )
    return vault.save(entry, action=Action(N_("Save a copy of a file"), undoable=False))
