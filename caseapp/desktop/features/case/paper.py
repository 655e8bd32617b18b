"""The sheet of one case on paper, for the office: asks where it goes, draws it, says so."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QWidget

from caseapp.desktop import file_dialog, text
from caseapp.desktop.context import Context
from caseapp.dossier.compile import Compiled, compile_sheets
from caseapp.dossier.finish import finished
from caseapp.dossier.languages import printed
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.store.casefile import load_case_file
from caseapp.store.vault import Vault
from caseapp.system import files
from caseapp.system.progress import Progress


class SheetPrinter:
    """Works for one view, `owner`: its jobs end with it."""

    def __init__(self, context: Context, vault: Vault, owner: QWidget) -> None:
        self._context, self._vault, self._owner = context, vault, owner

    def ask(self, case_id: UUID, number: str) -> None:
        """Ask for a file and write the sheet of a case into it. The name tells the number alone."""
        t = self._context.t
        folder = file_dialog.documents_folder()
        file_dialog.ask_where_to_save(
            self._owner, t("Save the case sheet as"), folder / f"{number}.pdf",
            (t("PDF document"), "pdf"), lambda path: self.write(case_id, path),
        )  # fmt: skip

    def write(self, case_id: UUID, path: Path) -> None:
        """Write the sheet as the vault holds the case now."""
        t, vault = self._context.t, self._vault
        language = printed(t.language, "ru")

        def work(progress: Progress) -> int:
            file = vault.read(lambda session: load_case_file(session, [case_id]))
            now = datetime.now().astimezone()
            compiled = compile_sheets(
                file, language=language, produced_at=now, read_image=vault.read_attachment
            )
            return _written(compiled, path, progress)

        def done(pages: int) -> None:
            said = t.plural("{n} page is written.", "{n} pages are written.", pages)
            self._context.notices.show(
                said, t("For the office only. Not to be given out."), tone="ok"
            )

        self._context.jobs.run(
            work, done, title=t("Drawing {file}", file=text.file_name(path.name)),
            owner=self._owner,
        )  # fmt: skip


def _written(compiled: Compiled, path: Path, progress: Progress) -> int:
    data, drawn = finished(compiled, progress)
    try:
        files.replace_atomically(path, data)
    except OSError as error:
        raise UserError(
            N_("The file could not be written there. Choose another folder.")
        ) from error
    return drawn.pages
