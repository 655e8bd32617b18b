"""Many new records with their files at once, from a file that claims to be ours.

What the tables themselves refuse (two owners of one name, one number twice) is one sentence here,
and nothing is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from caseapp.i18n import N_
from caseapp.store.blobs import BlobInfo
from caseapp.store.errors import StoreError
from caseapp.store.filing import Opened
from caseapp.store.history import Action
from caseapp.store.records import Record
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault


class UnfitRecordsError(StoreError):
    """Records that no vault can hold together."""

    def __init__(self) -> None:
        super().__init__(
            N_("The file holds records that do not fit together, so nothing was taken in.")
        )


def save_new(
    vault: Vault,
    make: Callable[[Session, Mapping[UUID, BlobInfo]], Iterable[Sequence[Record]]],
    files: Mapping[UUID, Opened],
    action: Action,
) -> ChangeSet:
    """`Vault.save_with_files`, with UnfitRecordsError for what the tables refuse."""
    try:
        return vault.save_with_files(make, files, action)
    except IntegrityError as error:
        raise UnfitRecordsError from error
