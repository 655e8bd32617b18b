"""Files of attachments that a save brings along: on the disk before their records, or gone.

Knows the blob store and what a record says of its file, not the database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import BinaryIO
from uuid import UUID

from caseapp.store.blobs import BlobStore
from caseapp.store.errors import ConflictError, DamagedAttachmentError
from caseapp.store.records import Attachment, Record

Opened = Callable[[], BinaryIO]


@contextmanager
def filed(
    blobs: BlobStore,
    is_there: Callable[[UUID], bool],
    records: Sequence[Record],
    files: Mapping[UUID, Opened],
) -> Iterator[None]:
    """Write the files of new attachments, each under a key of its own; the block saves them.

    `is_there` asks the database whether an attachment has a record. Raises
    DamagedAttachmentError for a file that has not the SHA-256 that its record tells. If the
    block fails, the files of records that are not there go again.
    """
    written: list[Attachment] = []
    try:
        for record in records:
            if isinstance(record, Attachment) and record.id in files:
                if is_there(record.id):
                    raise ConflictError
                blobs.delete(record.id)  # what a step left that was cut off
                written.append(record)
                with files[record.id]() as source:
                    info = blobs.write(source, record.id)
                if info.sha256 != record.sha256:
                    raise DamagedAttachmentError
                record.key, record.size = info.key, info.size
        yield
    except BaseException:
        with suppress(Exception):  # after an error while committing only the database knows
            for record in written:
                if not is_there(record.id):
                    blobs.delete(record.id)
        raise
