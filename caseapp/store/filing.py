"""Files that a save brings along for new attachments: on the disk before their records, or gone.

Knows the blob store and the ids of attachments, not the database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from typing import BinaryIO
from uuid import UUID

from caseapp.store.blobs import BlobInfo, BlobStore
from caseapp.store.errors import ConflictError

Opened = Callable[[], BinaryIO]


@contextmanager
def filed(
    blobs: BlobStore, is_there: Callable[[UUID], bool], files: Mapping[UUID, Opened]
) -> Iterator[Mapping[UUID, BlobInfo]]:
    """Write the files, each under a key of its own; the block saves their records.

    `is_there` asks the database whether an attachment has a record. If the block fails, the
    files that have none go again.
    """
    written: dict[UUID, BlobInfo] = {}
    begun: list[UUID] = []
    try:
        for attachment, opened in files.items():
            if is_there(attachment):
                raise ConflictError
            blobs.delete(attachment)  # what a step left that was cut off
            begun.append(attachment)
            with closing(opened()) as source:
                written[attachment] = blobs.write(source, attachment)
        yield written
    except BaseException:
        with suppress(Exception):  # after an error while committing only the database knows
            for attachment in begun:
                if not is_there(attachment):
                    blobs.delete(attachment)
        raise
