"""Taking in a photo: choose a file, check it, keep it encrypted, ask from whom it is.

Reading and checking a file does not hold up the vault; only the keeping does.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QDir, QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from caseapp.desktop.chosen_photo import SUFFIXES, ChosenPhoto, read_photo
from caseapp.desktop.context import Context
from caseapp.desktop.features.case.files import FilesSection
from caseapp.desktop.features.case.photo import Box, cut_out
from caseapp.desktop.file_dialog import ask_for_file
from caseapp.desktop.forms.editing import RecordEditor
from caseapp.desktop.jobs import Kind
from caseapp.desktop.kept_files import note_unreadable
from caseapp.desktop.widgets.pictures import image_from_bytes
from caseapp.domain.vocabulary import AttachmentRole
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.store.errors import ConflictError
from caseapp.store.history import Action
from caseapp.store.records import Attachment, Detainee, new_id
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

_SEEN = QSize(1600, 1600)
"""Pixels, at most, of a photo that is looked at to cut something out of it."""


class PhotoDesk:
    """Takes photos in for the cases of one view."""

    def __init__(self, context: Context, vault: Vault, editor: RecordEditor, view: QWidget) -> None:
        self._context, self._vault = context, vault
        self._editor, self._view = editor, view

    def ask(self, case_id: UUID | None, files: FilesSection) -> None:
        """Let the person choose a file for a case."""
        t = self._context.t
        if case_id is not None:
            ask_for_file(
                self._view, t("Add photo"), Path(QDir.homePath()), (t("Pictures"), SUFFIXES),
                partial(self.take, case_id, files),
            )  # fmt: skip

    def take(self, case_id: UUID, files: FilesSection, path: Path) -> None:
        """Read and check a file, then keep it; what is wrong with it is told in `files`."""
        self._context.jobs.run(
            lambda _progress: read_photo(path),
            partial(self._keep, case_id, files),
            lambda error: files.tell(self._context.t.error(error)),
            kind=Kind.FREE,
            owner=self._view,
        )

    def _keep(self, case_id: UUID, files: FilesSection, chosen: ChosenPhoto) -> None:
        photo_id = new_id()

        def work(_progress: Progress) -> ChangeSet:
            case = self._vault.alive(Detainee, case_id)
            if case.photo_id is None:
                case.photo_id = photo_id
            self._vault.attach(
                chosen.data, role=AttachmentRole.PHOTO, action=Action(N_("Add a photo")),
                also=(case,), id=photo_id, detainee_id=case_id, file_name=chosen.name,
                media_type=chosen.media_type,
            )  # fmt: skip
            kinds = frozenset({"attachment", "detainee"})
            return ChangeSet(kinds=kinds, ids=frozenset({photo_id, case_id}))

        files.ask_origin_of(photo_id)
        self._editor.run(work, files.tell)

    def show(self, photo_id: UUID, files: FilesSection) -> None:
        """Show a kept photo, to cut a portrait out of it, or to try again whether it can be."""

        def read(_progress: Progress) -> tuple[Attachment, bytes]:
            photo = self._photo(photo_id)
            return photo, self._vault.read_attachment(photo)

        def draw(found: tuple[Attachment, bytes]) -> None:
            photo, data = found

            def shown(image: QImage) -> None:
                self._note(photo, unreadable=False)
                files.show_crop(photo_id, image)

            def failed(error: UserError) -> None:
                self._note(photo, unreadable=True)
                files.tell(self._context.t.error(error))

            self._context.jobs.run(
                lambda _progress: image_from_bytes(data, _SEEN), shown, failed,
                kind=Kind.FREE, owner=self._view,
            )  # fmt: skip

        self._context.jobs.run(
            read, draw, lambda error: files.tell(self._context.t.error(error)),
            kind=Kind.READ, owner=self._view, latest="photo-to-cut",
        )  # fmt: skip

    def _note(self, photo: Attachment, *, unreadable: bool) -> None:
        """Whether it can be shown: one that cannot is not opened again unasked."""
        if photo.unreadable != unreadable:
            self._context.jobs.run(
                lambda _progress: note_unreadable(self._vault, photo.id, unreadable),
                self._context.changes.announce, kind=Kind.WRITE,
            )  # fmt: skip

    def cut(self, case_id: UUID | None, files: FilesSection, photo_id: UUID, box: Box) -> None:
        """Keep a part of a photo as a photo of its own, and show it as the portrait."""
        portrait_id = new_id()

        def work(_progress: Progress) -> ChangeSet:
            photo = self._photo(photo_id)
            case = self._vault.get(Detainee, case_id) if case_id is not None else None
            if case is None or case.deleted_at is not None:
                raise ConflictError
            case.photo_id = portrait_id
            self._vault.attach(
                cut_out(self._vault.read_attachment(photo), box),
                role=AttachmentRole.PHOTO, action=Action(N_("Cut a portrait out of a photo")),
                also=(case,), id=portrait_id, detainee_id=case.id, file_name=photo.file_name,
                media_type="image/jpeg", origin=photo.origin, taken=photo.taken,
                written_in=photo.written_in, wordings=dict(photo.wordings),
                derived_from_id=photo.id,
                crop=dict(zip(("left", "top", "right", "bottom"), box, strict=True)),
            )  # fmt: skip
            kinds = frozenset({"attachment", "detainee"})
            return ChangeSet(kinds=kinds, ids=frozenset({portrait_id, case.id}))

        self._editor.run(work, files.tell)

    def _photo(self, photo_id: UUID) -> Attachment:
        return self._vault.alive(Attachment, photo_id)
