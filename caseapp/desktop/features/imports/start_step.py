"""Where an import begins, at work: the imports of before, each undone as a whole."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from caseapp.desktop.context import Context
from caseapp.desktop.features.imports.start_page import EarlierLine, StartPage
from caseapp.desktop.features.imports.words import ImportWords
from caseapp.desktop.jobs import Kind
from caseapp.errors import UserError
from caseapp.intake.lists.plan import Outcome
from caseapp.store.records import ImportBatch
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault

LISTED = 12
"""Imports that are listed, the newest."""
_COUNTED = (Outcome.NEW, Outcome.UPDATES, Outcome.LEFT_OUT, Outcome.UNREADABLE)


@dataclass(frozen=True, slots=True)
class Earlier:
    """An import of before, with how many rows of each outcome it had."""

    batch: ImportBatch
    counts: Counter[str]


def load_earlier(vault: Vault) -> list[Earlier]:
    """The newest imports that were not undone; on the database worker."""
    batches = sorted(vault.all(ImportBatch), key=lambda one: one.created_at, reverse=True)
    return [
        Earlier(one, Counter(str(row.get("outcome", "")) for row in one.rows))
        for one in batches[:LISTED]
    ]


class StartStep(QObject):
    """`file_asked()`; `cases_asked(UUID)` of an earlier import."""

    file_asked = Signal()
    cases_asked = Signal(object)

    def __init__(self, context: Context, vault: Vault, words: ImportWords, owner: QObject) -> None:
        super().__init__(owner)
        self._context, self._vault, self._words = context, vault, words
        self._actions: dict[UUID, int] = {}
        self.page = StartPage(words)
        self.page.file_asked.connect(self.file_asked)
        self.page.cases_asked.connect(self.cases_asked)
        self.page.undo_asked.connect(self._undo)
        context.changes.subscribe(self._heard, owner=self, kinds={"import_batch"})

    def load(self) -> None:
        """Ask for the imports of before."""
        vault = self._vault
        self._context.jobs.run(
            lambda _progress: load_earlier(vault), self._show, owner=self,
            latest="imports-earlier",
        )  # fmt: skip

    def _heard(self, _change: object) -> None:
        if self.page.isVisible():
            self.load()

    def _show(self, earlier: list[Earlier]) -> None:
        self._actions = {
            one.batch.id: one.batch.action for one in earlier if one.batch.action is not None
        }
        self.page.show_earlier([self._line(one) for one in earlier])

    def _line(self, one: Earlier) -> EarlierLine:
        words, t, batch = self._words, self._words.t, one.batch
        counts = [
            f"{words.outcome(outcome)} {words.number(one.counts[outcome.value])}"
            for outcome in _COUNTED if one.counts[outcome.value]
        ]  # fmt: skip
        has = bool(one.counts[Outcome.NEW.value] or one.counts[Outcome.UPDATES.value])
        assert batch.created_at is not None
        return EarlierLine(
            batch.id, batch.file_name, words.moment(batch.created_at), " · ".join(counts),
            "" if batch.action is not None else t("It wrote nothing."), has,
        )  # fmt: skip

    def _undo(self, batch_id: UUID) -> None:
        action, vault, t = self._actions.get(batch_id), self._vault, self._words.t
        if action is None:
            return

        def came(changes: ChangeSet) -> None:
            self._context.changes.announce(changes)
            self._context.notices.pass_by(
                t("The import is undone."), t("What it made is in the trash.")
            )
            self.load()

        def failed(error: UserError) -> None:
            self.page.refuse(t.error(error))

        self.page.refuse("")
        self._context.jobs.run(
            lambda _progress: vault.undo_only(action), came, failed, kind=Kind.WRITE, owner=self
        )
