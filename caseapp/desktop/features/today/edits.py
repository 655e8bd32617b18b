"""The one thing that the day's list itself writes: that a task is done. Qt-free."""

from __future__ import annotations

from uuid import UUID

from caseapp.i18n import N_
from caseapp.store.history import Action
from caseapp.store.records import Task
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault


def finish_task(vault: Vault, task_id: UUID) -> ChangeSet:
    """Mark a task as done; undo takes it back into the list."""
    task = vault.get(Task, task_id)
    if task is None or task.done:
        return ChangeSet()
    task.done = True
    return vault.save(task, action=Action(N_("Mark a task as done")))
