"""What two stations changed in two ways: which value stands. Undoable like any other step."""

from __future__ import annotations

from typing import Any

from caseapp.domain.vocabulary import ConflictVerdict
from caseapp.exchange.packets.kinds import is_whole, kind_of
from caseapp.exchange.packets.refusals import PacketError
from caseapp.exchange.packets.settling import Clashes
from caseapp.i18n import N_
from caseapp.store.history import Action
from caseapp.store.queries.packets import open_conflicts
from caseapp.store.records import FieldConflict, Record
from caseapp.store.records.values import from_json
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault


class CannotStandError(PacketError):
    sentence = N_(
        "The other value cannot stand here any more, because something else has taken its place."
        " Keep ours, or correct the record by hand."
    )


def waiting(vault: Vault) -> list[FieldConflict]:
    """Every field that two stations changed in two ways and nobody has decided, oldest first."""
    return vault.read(open_conflicts)


def decide(vault: Vault, conflict: FieldConflict, verdict: ConflictVerdict, by: str) -> ChangeSet:
    """Say which value stands. THEIRS is written into the record; both values stay in history.

    Raises CannotStandError, or ConflictError if somebody changed the record meanwhile.
    """
    records: list[Record] = [conflict]
    kept = conflict.verdict, conflict.decided_by
    conflict.verdict, conflict.decided_by = verdict, by.strip()
    try:
        if verdict is ConflictVerdict.THEIRS:
            records.append(_with_theirs(vault, conflict))
        return vault.save(*records, action=Action(_LABELS[verdict]))
    except BaseException:
        conflict.verdict, conflict.decided_by = kept
        raise


_LABELS = {
    ConflictVerdict.OURS: N_("Keep our value"),
    ConflictVerdict.THEIRS: N_("Take their value"),
}


def _with_theirs(vault: Vault, conflict: FieldConflict) -> Record:
    record = vault.get(kind_of(conflict.kind), conflict.record_id)
    if record is None:
        raise CannotStandError
    value = from_json(type(record), conflict.field, conflict.theirs.get("value"))
    setattr(record, conflict.field, value)

    def clashes(session: Any) -> bool:
        return Clashes(session).with_another(record)

    if not is_whole(record) or vault.read(clashes):
        raise CannotStandError
    return record
