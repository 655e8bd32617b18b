"""The slip's way out: asks where the file goes, writes it, says that it is there."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from caseapp.desktop import file_dialog, text
from caseapp.desktop.context import Context
from caseapp.desktop.features.intake.slip import slip_of
from caseapp.desktop.jobs import Kind
from caseapp.dossier.claim_slip import ClaimSlip, save_claim_slip
from caseapp.intake.visit import VisitPage
from caseapp.store.vault import Vault


class SlipDesk:
    """Works for one view, `owner`: its jobs end with it."""

    def __init__(self, context: Context, vault: Vault, owner: QWidget) -> None:
        self._context, self._vault, self._owner = context, vault, owner

    def ask(self, page: VisitPage, language: str) -> None:
        """Word the slip, then ask for a file; its name holds the number alone."""
        vault, t = self._vault, self._context.t

        def worded(slip: ClaimSlip) -> None:
            folder = file_dialog.documents_folder()
            file_dialog.ask_where_to_save(
                self._owner, t("Save the claim slip as"),
                folder / f"claim-slip-{page.serial}.pdf", (t("PDF document"), "pdf"),
                lambda path: self.write(slip, path),
            )  # fmt: skip

        self._context.jobs.run(
            lambda _progress: slip_of(vault, page, language), worded, owner=self._owner
        )

    def write(self, slip: ClaimSlip, path: Path) -> None:
        """Draw the slip into a file."""
        t = self._context.t

        def written(_nothing: object) -> None:
            told = text.file_name(str(path))
            self._context.notices.pass_by(t("The claim slip is written."), told)

        self._context.jobs.run(
            lambda _progress: save_claim_slip(slip, path), written,
            kind=Kind.FREE, title=t("Writing the claim slip"), owner=self._owner,
        )  # fmt: skip
