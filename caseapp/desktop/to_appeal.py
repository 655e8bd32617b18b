"""Adding cases to an appeal, from wherever a case is shown: which one, the deed, what was done.

A deed is one action, and one undo takes it back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtWidgets import QMenu, QWidget

from caseapp.desktop.context import Context
from caseapp.desktop.jobs import Kind
from caseapp.desktop.widgets import paint
from caseapp.desktop.widgets.menus import add, popup
from caseapp.domain.vocabulary import AppealKind, AppealState
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.store.history import Action
from caseapp.store.queries.appeals import appeal_rows
from caseapp.store.queries.cases import living_cases
from caseapp.store.records import Appeal, AppealPerson, Record
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

BLANK_ROWS = 10
"""Empty rows for signatures of a new appeal, as where appeals are begun."""


@dataclass(frozen=True, slots=True)
class DraftAppeal:
    """An appeal that can still take persons."""

    id: UUID
    serial: int
    title: str
    persons: int


def draft_appeals(vault: Vault, kind: AppealKind | None = None) -> list[DraftAppeal]:
    """The appeals that are being drafted, of one kind or of any, the newest first."""
    return [
        DraftAppeal(row.id, row.serial, row.title, row.persons)
        for row in vault.read(appeal_rows)
        if row.state is AppealState.DRAFT and kind in (None, row.kind)
    ]


def add_to_appeal(
    vault: Vault,
    cases: Sequence[UUID],
    appeal_id: UUID | None,
    progress: Progress,
    kind: AppealKind = AppealKind.APPLICATION,
) -> tuple[ChangeSet, UUID, int]:
    """Add these cases to an appeal, or to a new one of a kind; once is enough for each.

    Returns the change, the appeal and how many were added.
    """
    new: list[Record] = []
    if appeal_id is None:
        appeal = Appeal(kind=kind, blank_signature_rows=BLANK_ROWS)
        appeal_id, new = appeal.id, [appeal]
    elif (known := vault.get(Appeal, appeal_id)) is None or known.deleted_at is not None:
        raise UserError(N_("This appeal is in the trash. Take it back with undo."))
    links = vault.all(AppealPerson, appeal_id=appeal_id)
    there = {link.detainee_id for link in links}
    start = max((link.position for link in links), default=-1) + 1
    added: list[Record] = []
    wanted = [case for case in cases if case not in there]
    progress.report(0, len(wanted))
    found = vault.read(lambda session: living_cases(session, wanted))
    progress.raise_if_cancelled()
    for case in found:
        added.append(
            AppealPerson(appeal_id=appeal_id, detainee_id=case.id, position=start + len(added))
        )
    label = N_("Begin an appeal for cases: {n}") if new else N_("Add cases to an appeal: {n}")
    if not added and not new:
        return ChangeSet(), appeal_id, 0
    change = vault.save(*new, *added, action=Action(label, {"n": len(added)}))
    return change, appeal_id, len(added)


class AppealOffer(QObject):
    """Asks to which appeal cases go. `added()` when it was kept."""

    added = Signal()

    def __init__(self, context: Context, vault: Vault, owner: QWidget) -> None:
        super().__init__(owner)
        self._context, self._vault, self._owner = context, vault, owner

    def offer(
        self,
        cases: Sequence[UUID],
        under: QWidget,
        *,
        above: bool = False,
        kind: AppealKind | None = None,
        within: QRect | None = None,
    ) -> None:
        """Ask to which appeal these cases go: one that is being drafted, or a new one.

        With a `kind` only drafts of that kind are offered, and a new one is of it.
        """
        if not cases:
            return
        chosen, vault = tuple(cases), self._vault
        self._context.jobs.run(
            lambda _progress: draft_appeals(vault, kind),
            lambda drafts: popup(
                self.menu(drafts, chosen, kind), under, above=above, within=within
            ),
            owner=under, latest="cases-drafts",
        )  # fmt: skip

    def menu(
        self,
        drafts: Sequence[DraftAppeal],
        cases: tuple[UUID, ...],
        kind: AppealKind | None = None,
    ) -> QMenu:
        """The appeals by name."""
        t, menu = self._context.t, QMenu(self._owner)
        new = kind or AppealKind.APPLICATION
        add(menu, t("New appeal"), lambda: self._add(cases, None, new), "plus")
        if drafts:
            menu.addSeparator()
        for draft in drafts:
            title = paint.one_line(draft.title, 60) or t("Appeal {n}", n=draft.serial)
            persons = t.plural("{n} person", "{n} persons", draft.persons)
            words = f"{title} · {persons}"
            add(menu, words, lambda draft=draft: self._add(cases, draft.id, new), "mail")
        return menu

    def _add(self, cases: tuple[UUID, ...], appeal_id: UUID | None, kind: AppealKind) -> None:
        vault = self._vault
        self._write(
            lambda progress: add_to_appeal(vault, cases, appeal_id, progress, kind),
            lambda kept: self._added(*kept, new=appeal_id is None),
        )

    def _added(self, change: ChangeSet, appeal_id: UUID, count: int, *, new: bool) -> None:
        context, t = self._context, self._context.t
        context.changes.announce(change)
        self.added.emit()
        if new:
            context.router.go("appeal", appeal_id)
            return
        said = t("All of them are in this appeal already.")
        if count:
            said = t.plural(
                "{n} person was added to the appeal.",
                "{n} persons were added to the appeal.",
                count,
            )
        open_it = (t("Open the appeal"), lambda: context.router.go("appeal", appeal_id))
        context.notices.show(said, action=open_it)

    def _write(self, work: Callable[[Progress], Any], kept: Callable[[Any], None]) -> None:
        def failed(error: UserError) -> None:
            self._context.notices.show(self._context.t.error(error), tone="danger")

        self._context.jobs.run(work, kept, failed, kind=Kind.WRITE, owner=self)
