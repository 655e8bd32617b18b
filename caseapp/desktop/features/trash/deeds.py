"""Reading the trash and bringing records back, on the database worker. Qt-free."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from caseapp.desktop.features.trash.words import TrashWords
from caseapp.domain.names.scripts import search_key
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.matching.unmerge import CHANGED_SINCE, unmerge
from caseapp.store.history import Action
from caseapp.store.queries.trash import (
    TRASHED,
    TrashEntry,
    TrashLine,
    restoring,
    trash_entries,
    trash_lines,
)
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

_STEP = 200
ONE_BY_ONE = N_(
    "A case that was merged is taken out by itself: choose it alone, and bring it back."
)
NOTHING_LEFT = N_("Nothing of this is in the trash any more.")
THERE_ALREADY = N_("{what}: the same is there again already, so it cannot come back beside it.")


@dataclass(frozen=True, slots=True)
class Restored:
    """What was written, and a sentence on what a person should know of it ("" for nothing)."""

    changes: ChangeSet
    said: str = ""


def find(
    vault: Vault, words: TrashWords, kind: str, typed: str, progress: Progress
) -> list[TrashEntry]:
    """What lies in the trash, newest first; of a `kind`, and with all typed words in its line."""
    kinds = (kind,) if kind else TRASHED
    entries = vault.read(lambda session: trash_entries(session, kinds))
    wanted = search_key(typed).split()
    if not wanted:
        return entries
    found = []
    for start in range(0, len(entries), _STEP):
        progress.raise_if_cancelled()
        progress.report(start, len(entries))
        for line in load(vault, entries[start : start + _STEP]):
            said = search_key(words.searched(line))
            if all(word in said for word in wanted):
                found.append(line.entry)
    return found


def load(vault: Vault, entries: Sequence[TrashEntry]) -> list[TrashLine]:
    return vault.read(lambda session: trash_lines(session, entries))


def restore(vault: Vault, entries: Sequence[TrashEntry], words: TrashWords) -> Restored:
    """Bring records back as one action, with what they belong to if that lies there too.

    A case that was merged into another is taken out of it. Raises UserError, with nothing
    written, if one of them is there again already.
    """
    plan = vault.read(lambda session: restoring(session, entries))
    if plan.merged:
        if len(entries) > 1:
            raise UserError(ONE_BY_ONE)
        done = unmerge(vault, plan.merged[0])
        left = words.t(CHANGED_SINCE, n=done.left) if done.left else ""
        return Restored(done.changes, left)
    if plan.there:
        raise UserError(THERE_ALREADY, what=words.titles.title(plan.there[0]))
    if not plan.records:
        raise UserError(NOTHING_LEFT)
    for record in (*plan.records, *plan.parents):
        record.deleted_at = None
    one = len(plan.records) == 1
    action = Action(N_("Bring something back from the trash") if one
                    else N_("Bring several things back from the trash"))  # fmt: skip
    return Restored(vault.save(*plan.records, *plan.parents, action=action))


def day_of(entry: TrashEntry) -> date:
    """The day on which a record came into the trash, here."""
    return entry.at.astimezone().date()
