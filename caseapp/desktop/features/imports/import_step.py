"""The last step at work: one write, one undo, and the report when somebody wants it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from caseapp.desktop import file_dialog, text
from caseapp.desktop.context import Context
from caseapp.desktop.features.imports import asking
from caseapp.desktop.features.imports.draft import Draft
from caseapp.desktop.features.imports.import_page import ImportPage
from caseapp.desktop.features.imports.words import OUTCOME_MARKS, ImportWords
from caseapp.desktop.jobs import Kind
from caseapp.errors import UserError
from caseapp.intake.lists.plan import Outcome
from caseapp.intake.lists.report import write_report
from caseapp.intake.lists.run import Imported
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault


class ImportStep(QObject):
    """`began(words)` and `under_way(Job)`, then `settled()`: it was written, or was not.

    `cases_asked(batch id)`, `rest_asked()`, `again_asked()`.
    """

    began = Signal(str)
    under_way = Signal(object)
    settled = Signal()
    cases_asked = Signal(object)
    rest_asked = Signal()
    again_asked = Signal()

    def __init__(self, context: Context, vault: Vault, words: ImportWords, owner: QWidget) -> None:
        super().__init__(owner)
        self._context, self._vault, self._words, self._owner = context, vault, words, owner
        self._draft: Draft | None = None
        self._refused = ""
        self.page = ImportPage(words)
        self.page.wanted.connect(self._import)
        self.page.cases_asked.connect(self._ask_for_cases)
        self.page.rest_asked.connect(self.rest_asked)
        self.page.report_asked.connect(self._report)
        self.page.undo_asked.connect(self._undo)
        self.page.again_asked.connect(self.again_asked)
        context.changes.subscribe(self._heard, owner=self, kinds={"import_batch"})

    # -- before ------------------------------------------------------------------------------
    def show(self, draft: Draft) -> None:
        """What would be written, or what was; beside it why the last try wrote nothing."""
        if draft is not self._draft:
            self._refused = ""
        self._draft = draft
        t, name = self._words.t, text.file_name(draft.file.file_name)
        if draft.imported is not None:
            self._show_result(draft, draft.imported)
            return
        assert draft.plan is not None
        counts = asking.counts_of(draft.plan, draft.decisions)
        new, more = counts[Outcome.NEW], counts[Outcome.UPDATES]
        title = t("Import {name}", name=name) if new or more else t("There is nothing to import")
        self.page.show_plan(
            title, self._sentence(counts), self._counted(counts), self._button(new, more),
            asking.profile_to_keep(draft),
        )  # fmt: skip
        self.page.refuse(self._refused)
        self.page.go.setEnabled(self.page.go.isEnabled() and not draft.writing)

    def _sentence(self, counts: Mapping[Outcome, int]) -> str:
        t, new, more = self._words.t, counts[Outcome.NEW], counts[Outcome.UPDATES]
        parts = []
        if new:
            parts.append(t.plural("{n} case will be made.", "{n} cases will be made.", new))
        if more:
            said = t.plural("{n} row adds to a case on file.",
                            "{n} rows add to cases on file.", more)  # fmt: skip
            parts.append(said)
        if waiting := counts[Outcome.LIKELY]:
            said = t.plural("{n} row waits for a decision and is left out.",
                            "{n} rows wait for a decision and are left out.",
                            waiting)  # fmt: skip
            parts.append(said)
        if new or more:
            parts.append(t("The file is kept as a source and each fact cites its row. One undo"
                           " takes all of it back."))  # fmt: skip
        elif not waiting:
            rows = any(counts.values())
            parts.append(t("Every row is on file already, or was left out.") if rows else
                         t("There are no rows below the headings."))  # fmt: skip
        return " ".join(parts)

    def _button(self, new: int, more: int) -> str:
        t = self._words.t
        if new:
            return t.plural("Import {n} case", "Import {n} cases", new)
        return t("Import what is new") if more else ""

    def _counted(self, counts: Mapping[Outcome, int]) -> list[tuple[str, str, str]]:
        words = self._words
        return [
            (OUTCOME_MARKS[one][0], words.number(counts[one]), words.outcome(one))
            for one in Outcome if counts[one]
        ]  # fmt: skip

    # -- writing -----------------------------------------------------------------------------
    def _import(self, profile: str) -> None:
        draft, vault, t = self._draft, self._vault, self._words.t
        if draft is None or draft.plan is None or draft.is_over or draft.writing:
            return
        plan, decisions, changes = draft.plan, dict(draft.decisions), self._context.changes
        self.began.emit(t("Writing into the vault…"))

        # Without an owner: what was written is told also when this view is gone meanwhile.
        def came(imported: Imported) -> None:
            draft.imported = imported
            changes.announce(imported.changes)

        def failed(error: UserError) -> None:
            self._refused = t.error(error)

        def ended() -> None:
            draft.writing = False
            if isValid(self):
                self.settled.emit()

        self._refused, draft.writing = "", True
        job = self._context.jobs.run(
            lambda progress: asking.write(vault, plan, decisions, t.language, profile, progress),
            came, failed, kind=Kind.WRITE, cancellable=True, on_end=ended,
            title=t("Importing {name}", name=text.file_name(draft.file.file_name)),
        )  # fmt: skip
        self.under_way.emit(job)

    def _heard(self, _change: object) -> None:
        """It was undone, or done again, elsewhere; or written while this view was built."""
        draft, vault = self._draft, self._vault
        batch_id = draft.imported.batch_id if draft is not None and draft.imported else None
        if draft is None or batch_id is None:
            return

        def came(undone: bool) -> None:
            draft.undone = undone
            if self._draft is draft and not draft.writing:
                self.show(draft)

        self._context.jobs.run(
            lambda _progress: asking.is_undone(vault, batch_id), came, owner=self,
            latest="imports-undone",
        )  # fmt: skip

    def _show_result(self, draft: Draft, imported: Imported) -> None:
        t, name = self._words.t, text.file_name(draft.file.file_name)
        if draft.undone:
            self.page.show_undone(
                t("The import of {name} is undone", name=name),
                t("The cases that it made are in the trash; those that it changed are as before."),
            )  # fmt: skip
            return
        counts = imported.counts
        self.page.show_done(
            t("{name} is imported", name=name),
            t("Every row is accounted for. Keep the report where you keep the vault: it is not"
              " encrypted."),
            self._counted(counts),
            cases=bool(counts[Outcome.NEW] or counts[Outcome.UPDATES]),
            rest=bool(counts[Outcome.LIKELY]),
        )  # fmt: skip

    # -- after -------------------------------------------------------------------------------
    def _ask_for_cases(self) -> None:
        if self._draft is not None and self._draft.imported is not None:
            self.cases_asked.emit(self._draft.imported.batch_id)

    def _undo(self) -> None:
        draft, vault, t = self._draft, self._vault, self._words.t
        if draft is None or draft.imported is None:
            return
        action = draft.imported.changes.action

        def came(changes: ChangeSet) -> None:
            draft.undone = True
            self._context.changes.announce(changes)
            self.settled.emit()

        self._context.jobs.run(
            lambda _progress: vault.undo_only(action), came,
            lambda error: self.page.refuse(t.error(error)), kind=Kind.WRITE, owner=self,
        )  # fmt: skip

    def _report(self) -> None:
        if self._draft is not None:
            self.save_report(self._draft)

    def save_report(self, draft: Draft) -> None:
        """Ask where; of a list that is not imported yet it says what would become of its rows.

        The dialog itself asks before a file is replaced.
        """
        plan, imported, t = draft.plan, draft.imported, self._words.t
        if plan is None:
            return
        folder = file_dialog.documents_folder()

        def write(path: Path) -> None:
            self._context.jobs.run(
                lambda _progress: write_report(path, plan, imported, t, replace=True),
                lambda _none: self._written(path),
                lambda error: self.page.refuse(t.error(error)), kind=Kind.FREE, owner=self,
                title=t("Writing the report"),
            )  # fmt: skip

        title = t("Save the report for the office as: it is not encrypted")
        file_dialog.ask_where_to_save(
            self._owner, title, folder / f"{draft.path.stem}-imported.xlsx",
            (t("Excel workbook"), "xlsx"), write,
        )  # fmt: skip

    def _written(self, path: Path) -> None:
        t = self._words.t
        self._context.notices.show(
            t("The report is written. It is not encrypted and is for the office only."),
            text.file_name(str(path)), tone="warn",
        )  # fmt: skip
