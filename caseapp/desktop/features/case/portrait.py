"""Taking in a photo: choose a file, check it, keep it encrypted, ask from whom it is.

Reading and checking a file does not hold up the vault; only the keeping does.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QDir
from PySide6.QtWidgets import QWidget

from caseapp.desktop.context import Context
from caseapp.desktop.features.case.files import FilesSection
from caseapp.desktop.features.case.photo import SUFFIXES, ChosenPhoto, read_photo
from caseapp.desktop.file_dialog import ask_for_file
from caseapp.desktop.forms.editing import RecordEditor
from caseapp.desktop.jobs import Kind
from caseapp.domain.vocabulary import AttachmentRole
from caseapp.i18n import N_
from caseapp.store.errors import ConflictError
from caseapp.store.history import Action
from caseapp.store.records import Detainee, new_id
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress


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
            case = self._vault.get(Detainee, case_id)
            if case is None or case.deleted_at is not None:
                raise ConflictError
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
