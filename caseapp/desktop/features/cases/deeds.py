"""What is done to several cases at once: each deed is one action, and one undo takes it back.

Works on the newest state of each record. Qt-free; runs on the database worker.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from caseapp.i18n import N_
from caseapp.store.history import Action
from caseapp.store.queries.case_filter import CaseFilter
from caseapp.store.queries.cases import living_cases
from caseapp.store.queries.saved_views import CASES, write_view
from caseapp.store.records import Detainee, SavedView
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress


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


def save_view(
    vault: Vault, view_id: UUID | None, name: str, shown: CaseFilter, columns: tuple[str, ...]
) -> tuple[ChangeSet, UUID]:
    """Save what is shown as a new view, or in the place of one."""
    if view_id is None:
        view = SavedView(name=name, view=CASES)
        label = N_("Save the view “{name}”")
    else:
        view = vault.alive(SavedView, view_id)
        label = N_("Change the view “{name}”")
    write_view(view, shown, columns)
    return vault.save(view, action=Action(label, {"name": view.name})), view.id


def rename_view(vault: Vault, view_id: UUID, name: str) -> ChangeSet:
    """Call a saved view otherwise."""
    view = vault.alive(SavedView, view_id)
    view.name = name
    return vault.save(view, action=Action(N_("Rename the view “{name}”"), {"name": name}))


def trash_view(vault: Vault, view_id: UUID) -> ChangeSet:
    """Put a saved view in the trash."""
    view = vault.alive(SavedView, view_id)
    action = Action(N_("Put the view “{name}” in the trash"), {"name": view.name})
    return vault.trash(view, action=action)


def _cases(vault: Vault, ids: Collection[UUID], progress: Progress) -> list[Detainee]:
    """The living ones of these cases, in their order."""
    progress.report(0, len(ids))
    found = vault.read(lambda session: living_cases(session, ids))
    progress.raise_if_cancelled()
    return found
