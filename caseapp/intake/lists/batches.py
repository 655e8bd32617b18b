"""What is remembered of an import: by which key a row is found again, and how a list is read.

Knows the plan and the vault's records, not how rows become cases.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from caseapp.domain.dates import UncertainDate
from caseapp.domain.names.scripts import search_key
from caseapp.i18n import N_
from caseapp.intake.lists.facts import Facts, documents_of
from caseapp.intake.lists.mapping import ListMapping
from caseapp.intake.lists.plan import Outcome, Said
from caseapp.intake.lists.rows import RowReading
from caseapp.store.history import Action
from caseapp.store.records import ImportProfile
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault

_HASHED = 32
NUMBER = "n:"
"""How a key begins that is the list's own number."""


def key_of(reading: RowReading, facts: Facts) -> str:
    """What names a row within its list, whatever its place and its other cells.

    The list's own number; without one our case number; else names, birth and documents
    together; "" if it says none of these.
    """
    if reading.key.strip():
        return f"{NUMBER}{search_key(reading.key)}"
    if facts.case_number:
        return f"c:{search_key(facts.case_number)}"
    return person_key(facts)


def person_key(facts: Facts) -> str:
    """What names a row by who it is about, whatever its number."""
    birth = facts.case.get("birth", UncertainDate.unknown())
    parts = [
        *sorted({search_key(name.text) for name in facts.names}), birth.edtf or birth.text,
        *sorted(documents_of(facts)),
    ]  # fmt: skip
    if not facts.names and not facts.numbers:
        parts = [search_key(str(facts.case.get("description", "")))]
    if not any(parts):
        return ""
    return f"p:{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:_HASHED]}"


def numbered(keys: Iterable[str]) -> list[str]:
    """The keys with those that came before told apart: "n:7", "n:7#2"; "" stays ""."""
    seen: dict[str, int] = {}
    found = []
    for key in keys:
        seen[key] = seen.get(key, 0) + 1
        found.append(f"{key}#{seen[key]}" if key and seen[key] > 1 else key)
    return found


def row_note(row: int, outcome: Outcome, case_id: UUID | None, told: Iterable[Said]) -> Any:
    """One row of `ImportBatch.rows`: its number, outcome, case, and what was told of it."""
    note: dict[str, Any] = {"row": row, "outcome": outcome.value}
    if case_id is not None:
        note["case"] = case_id.hex
    said = [[one.message, dict(one.params)] for one in told]
    return {**note, "told": said} if said else note


def remember(vault: Vault, name: str, mapping: ListMapping) -> ChangeSet:
    """Keep how a list is read under a name; a profile of that name is replaced."""
    profile = next(iter(vault.all(ImportProfile, name=name)), None) or ImportProfile(name=name)
    profile.headings = [column.heading for column in mapping.columns]
    profile.mapping = mapping.to_json()
    return vault.save(profile, action=Action(N_("Remember how a list is read")))


def remembered(vault: Vault) -> Mapping[str, ListMapping]:
    """The profiles of a vault by name; one that a later version made is left out."""
    found = {}
    for profile in vault.all(ImportProfile):
        try:
            found[profile.name] = ListMapping.from_json(profile.mapping)
        except ValueError:
            continue
    return found
