"""What a vault notes of itself beside its records (see `tables.meta`), written and taken away.

No note is content: none is in the history, and none can be undone. They are read by
`history.facts`.
"""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert

from caseapp.store.tables import meta


def set_note(connection: Connection, name: str, value: str) -> None:
    """Write a note, in the place of what it said before."""
    remove_notes(connection, name)
    connection.execute(insert(meta), [{"name": name, "value": value}])


def remove_notes(connection: Connection, *names: str) -> None:
    """Take notes away; those that are not there are none too many."""
    connection.execute(delete(meta).where(meta.c.name.in_(names)))
