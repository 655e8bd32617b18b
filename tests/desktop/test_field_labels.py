"""Every field that a person can change is called by a name, whatever record it belongs to."""

from __future__ import annotations

import pytest

from caseapp.desktop.forms.specs.labels import LABELS
from caseapp.store.records import KINDS
from caseapp.store.records.values import digest_fields, field_names

UNSEEN = {
    # Told by the action itself, or of the program's own keeping: never shown as a change.
    "*": {"deleted_at", "written_in", "wordings", "position", "key", "sha256", "size"},
    "attachment": {"embedded_metadata"},
    "name_form": {"parts"},
    "detainee": {"birth_place_code", "home_place_code"},
    "event": {"place_code"},
    "citation": {"field"},
    "dispatch": {"due_rule"},
    "signatory": {"addressee_ids", "sheet", "row", "signed"},
    "field_conflict": {"kind", "field", "theirs", "changed_at", "changed_by"},
    "saved_view": {"view", "order"},
    "match_decision": {"verdict", "by"},
}
MADE_ONCE = {"copy", "custody_entry", "export", "import_batch", "imported_row", "packet"}
"""Kinds that nobody edits: they are made, and stay as they are."""


@pytest.mark.parametrize("kind", sorted(set(KINDS) - MADE_ONCE))
def test_every_field_that_can_be_edited_has_a_name(kind: str) -> None:
    record = KINDS[kind]
    fields = set(field_names(record)) - digest_fields(record) - UNSEEN["*"]
    fields -= UNSEEN.get(kind, set())
    nameless = {f for f in fields if not f.endswith("_id") and (kind, f) not in LABELS}
    assert not nameless


def test_no_name_is_given_to_a_field_that_does_not_exist() -> None:
    for kind, field in LABELS:
        assert field in field_names(KINDS[kind]), (kind, field)
