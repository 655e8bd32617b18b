"""The way out: asks where a copy goes, issues it or writes it again, and says that it is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QWidget

from caseapp.desktop import file_dialog, text
from caseapp.desktop.context import Context
from caseapp.desktop.features.appeals.drafts import Target
from caseapp.desktop.features.appeals.printing import (
    TOUCHED,
    issue_chosen,
    issue_to,
    save_again,
    save_draft,
)
from caseapp.desktop.jobs import Kind
from caseapp.dossier.checked import CopyResult, Reasons
from caseapp.store.queries.appeals import AppealPage
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault


class CopyExport:
    """Works for one view, `owner`: its jobs end with it."""

    def __init__(self, context: Context, vault: Vault, owner: QWidget) -> None:
        self._context, self._vault, self._owner = context, vault, owner
        self._t = context.t

    def issue(
        self, page: AppealPage, target: Target, language: str, whom: str, reasons: Reasons,
        issued: Callable[[], None],
    ) -> None:  # fmt: skip
        """Ask for a file and issue the copy for `target` into it. `whom` is part of its name.

        `reasons` set aside what blocks it; `issued()` is called when it stands in the register.
        """
        self._ask_for_file(
            self._t("Issue this copy and save it as"),
            f"appeal-{page.appeal.serial}-{whom}.pdf",
            lambda path: self._issue(page.appeal.id, target, language, path, reasons, issued),
        )

    def draft(self, page: AppealPage, target: UUID, language: str, whom: str) -> None:
        """Ask for a file and write a copy without a number into it."""
        vault, appeal_id = self._vault, page.appeal.id

        def write(path: Path) -> None:
            self._context.jobs.run(
                lambda progress: save_draft(vault, appeal_id, target, language, path, progress),
                lambda _result: self._done(self._t("The draft is written."), path),
                title=self._t("Writing the draft"), cancellable=True, owner=self._owner,
            )  # fmt: skip

        self._ask_for_file(
            self._t("Save the draft as"), f"appeal-{page.appeal.serial}-{whom}-draft.pdf", write
        )

    def chosen(
        self, page: AppealPage, targets: Sequence[Target], names: Callable[[Target], str],
        reasons: Mapping[UUID, Reasons], issued: Callable[[Target], None],
    ) -> None:  # fmt: skip
        """Ask for a folder and issue the copies of these into it; `names` says whose they are.

        `reasons` set aside what blocks one; `issued(target)` is called for each that went out.
        """
        vault, appeal_id = self._vault, page.appeal.id

        def tell(results: Sequence[CopyResult], folder: Path) -> None:
            for one in results:
                if one.copy is not None:
                    issued(one.target)
            self._tell(results, names, folder)

        def issue(folder: Path) -> None:
            self._context.jobs.run(
                lambda progress: issue_chosen(
                    vault, appeal_id, targets, folder, reasons, progress
                ),
                lambda results: tell(results, folder),
                kind=Kind.WRITE, title=self._t("Issuing the copies"), cancellable=True,
                owner=self._owner, on_end=lambda: self._announce(appeal_id),
            )  # fmt: skip

        file_dialog.ask_for_folder(
            self._owner, self._t("Issue every copy into this folder"),
            file_dialog.documents_folder(), issue,
        )  # fmt: skip

    def _tell(
        self, results: Sequence[CopyResult], names: Callable[[Target], str], folder: Path
    ) -> None:
        """All went out, or which did not and why."""
        t = self._t
        failed = [one for one in results if not one.issued]
        if not failed:
            self._done(t("All copies are issued."), folder)
            return
        done = len(results) - len(failed)
        said = t.plural("{n} copy is issued", "{n} copies are issued", done)
        not_issued = t("not issued: {names}", names=", ".join(names(one.target) for one in failed))
        why = dict.fromkeys(t.error(one.error) for one in failed if one.error is not None)
        self._context.notices.show(f"{said}; {not_issued}.", " ".join(why), tone="warn")

    def _announce(self, appeal_id: UUID) -> None:
        """Also after what failed or was stopped: copies before that stand in the register."""
        self._context.changes.announce(ChangeSet(kinds=TOUCHED, ids=frozenset({appeal_id})))

    def again(self, page: AppealPage, copy_id: UUID) -> None:
        """Ask for a file and write an issued copy into it, byte for byte as it was."""
        copy = next((copy for copy in page.copies if copy.id == copy_id), None)
        if copy is None:
            return
        if not copy.page_code:
            self._context.notices.show(
                self._t("This copy is older than the vault; its pages are not kept here.")
            )
            return
        name = f"appeal-{page.appeal.serial}-copy-{copy.number}.pdf"
        self._ask_for_file(
            self._t("Save this copy again as"), name, lambda path: self._write(copy_id, path)
        )

    def _issue(
        self, appeal_id: UUID, target: Target, language: str, path: Path, reasons: Reasons,
        issued: Callable[[], None],
    ) -> None:  # fmt: skip
        vault = self._vault

        def done(_result: object) -> None:
            issued()
            self._done(self._t("The copy is issued."), path)

        self._context.jobs.run(
            lambda progress: issue_to(vault, appeal_id, target, language, path, reasons, progress),
            done,
            kind=Kind.WRITE, title=self._t("Issuing the copy"), cancellable=True,
            owner=self._owner, on_end=lambda: self._announce(appeal_id),
        )  # fmt: skip

    def _write(self, copy_id: UUID, path: Path) -> None:
        vault = self._vault
        self._context.jobs.run(
            lambda progress: save_again(vault, copy_id, path, progress),
            lambda _result: self._done(self._t("The copy is written again."), path),
            title=self._t("Writing the copy"), cancellable=True, owner=self._owner,
        )  # fmt: skip

    def _done(self, words: str, path: Path) -> None:
        self._context.notices.pass_by(words, text.file_name(str(path)))

    def _ask_for_file(self, title: str, name: str, chosen: Callable[[Path], None]) -> None:
        kind = (self._t("PDF document"), "pdf")
        proposal = file_dialog.documents_folder() / name
        file_dialog.ask_where_to_save(self._owner, title, proposal, kind, chosen)
