"""Which cases a list brought that was imported. Reads the rows that were kept, decides nothing."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseapp.store.records import ImportBatch, ImportedRow


def imported_cases(session: Session, batch_id: UUID) -> set[UUID]:
    """The cases of whom an import told last: those that it made, and those that it added to."""
    query = select(ImportedRow.detainee_id).where(
        ImportedRow.batch_id == batch_id, ImportedRow.deleted_at.is_(None)
    )
    return set(session.scalars(query))


def imported_from(session: Session, batch_id: UUID) -> str:
    """The name of the file of an import; "" if there was none of this id."""
    return session.scalar(select(ImportBatch.file_name).where(ImportBatch.id == batch_id)) or ""


def list_names(session: Session) -> list[str]:
    """What the lists are called that were imported, the newest first."""
    query = (
        select(ImportBatch.list_name)
        .where(ImportBatch.deleted_at.is_(None), ImportBatch.list_name != "")
        .order_by(ImportBatch.created_at.desc())
    )
    return list(dict.fromkeys(session.scalars(query)))
