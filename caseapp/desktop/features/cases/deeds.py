"""What is done to several cases at once: each deed is one action, and one undo takes it back.

Works on the newest state of each record. Qt-free; runs on the database worker.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from caseapp.domain.vocabulary import AppealState
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.store.errors import ConflictError
from caseapp.store.history import Action
from caseapp.store.queries.appeals import appeal_rows
from caseapp.store.queries.case_filter import CaseFilter
from caseapp.store.queries.cases import living_cases
from caseapp.store.queries.saved_views import CASES, write_view
from caseapp.store.records import Appeal, AppealPerson, Detainee, Record, SavedView
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


def draft_appeals(vault: Vault) -> list[DraftAppeal]:
    """The appeals that are being drafted, the newest first."""
    return [
        DraftAppeal(row.id, row.serial, row.title, row.persons)
        for row in vault.read(appeal_rows)
        if row.state is AppealState.DRAFT
    ]


def tag(vault: Vault, cases: Collection[UUID], word: str, progress: Progress) -> ChangeSet:
    """Give all these cases one more tag; those that have it are left alone."""
    records = []
    for case in _cases(vault, cases, progress):
        if word not in case.tags:
            case.tags = [*case.tags, word]
            records.append(case)
    action = Action(N_("Tag cases with “{tag}”: {n}"), {"n": len(records), "tag": word})
    return vault.save(*records, action=action)


def put_in_trash(vault: Vault, cases: Collection[UUID], progress: Progress) -> ChangeSet:
    """Put these cases in the trash."""
    records = _cases(vault, cases, progress)
    label = N_("Put the case in the trash")
    if len(records) > 1:
        label = N_("Put cases in the trash: {n}")
    return vault.trash(*records, action=Action(label, {"n": len(records)}))


def add_to_appeal(
    vault: Vault, cases: Sequence[UUID], appeal_id: UUID | None, progress: Progress
) -> tuple[ChangeSet, UUID, int]:
    """Add these cases to an appeal, or to a new one; once is enough for each.

    Returns the change, the appeal and how many were added.
    """
    new: list[Record] = []
    if appeal_id is None:
        appeal = Appeal(blank_signature_rows=BLANK_ROWS)
        appeal_id, new = appeal.id, [appeal]
    elif (known := vault.get(Appeal, appeal_id)) is None or known.deleted_at is not None:
        raise UserError(N_("This appeal is in the trash. Take it back with undo."))
    links = vault.all(AppealPerson, appeal_id=appeal_id)
    there = {link.detainee_id for link in links}
    start = max((link.position for link in links), default=-1) + 1
    added: list[Record] = []
    for case in _cases(vault, [case for case in cases if case not in there], progress):
        added.append(
            AppealPerson(appeal_id=appeal_id, detainee_id=case.id, position=start + len(added))
        )
    label = N_("Begin an appeal for cases: {n}") if new else N_("Add cases to an appeal: {n}")
    if not added and not new:
        return ChangeSet(), appeal_id, 0
    change = vault.save(*new, *added, action=Action(label, {"n": len(added)}))
    return change, appeal_id, len(added)


def save_view(
    vault: Vault, view_id: UUID | None, name: str, shown: CaseFilter, columns: tuple[str, ...]
) -> tuple[ChangeSet, UUID]:
    """Save what is shown as a new view, or in the place of one."""
    if view_id is None:
        view = SavedView(name=name, view=CASES)
        label = N_("Save the view “{name}”")
    else:
        view = _view(vault, view_id)
        label = N_("Change the view “{name}”")
    write_view(view, shown, columns)
    return vault.save(view, action=Action(label, {"name": view.name})), view.id


def rename_view(vault: Vault, view_id: UUID, name: str) -> ChangeSet:
    """Call a saved view otherwise."""
    view = _view(vault, view_id)
    view.name = name
    return vault.save(view, action=Action(N_("Rename the view “{name}”"), {"name": name}))


def trash_view(vault: Vault, view_id: UUID) -> ChangeSet:
    """Put a saved view in the trash."""
    view = _view(vault, view_id)
    action = Action(N_("Put the view “{name}” in the trash"), {"name": view.name})
    return vault.trash(view, action=action)


def _view(vault: Vault, view_id: UUID) -> SavedView:
    view = vault.get(SavedView, view_id)
    if view is None or view.deleted_at is not None:
        raise ConflictError
    return view


def _cases(vault: Vault, ids: Collection[UUID], progress: Progress) -> list[Detainee]:
    """The living ones of these cases, in their order."""
    progress.report(0, len(ids))
    found = vault.read(lambda session: living_cases(session, ids))
    progress.raise_if_cancelled()
    return found
