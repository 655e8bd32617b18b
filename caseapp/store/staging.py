"""A place inside the vault folder for what came in and is not yet believed.

Files in it are encrypted like attachments, under a random key that lives in memory alone: what
a crash leaves behind can be read by nobody, and the next opening of the vault removes it.
"""

from __future__ import annotations

import secrets
import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from caseapp.store.blobs import BlobInfo, BlobStore
from caseapp.store.folder import VaultFolder
from caseapp.store.keyslots import KEY_SIZE
from caseapp.store.records import new_id
from caseapp.system import files


@dataclass(frozen=True, slots=True)
class StagedFile:
    """One file in the staging area; `info` tells its size, its hash and its own key."""

    id: uuid.UUID
    info: BlobInfo


class Staging:
    """A staging area of one vault. `close` it: then it and its key are gone."""

    def __init__(self, folder: VaultFolder) -> None:
        self._path = folder.temporary / uuid.uuid4().hex
        files.make_private_folder(self._path)
        self._blobs = BlobStore(_Place(self._path, uuid.uuid4()), secrets.token_bytes(KEY_SIZE))

    def put(self, source: BinaryIO | bytes) -> StagedFile:
        """Encrypt everything that `source` gives. Raises what `BlobStore.write` raises."""
        staged = new_id()
        return StagedFile(staged, self._blobs.write(source, staged))

    def open_stream(self, file: StagedFile) -> Iterator[bytes]:
        """The content in pieces of at most 64 KiB."""
        return self._blobs.open_stream(file.id, file.info.key)

    def remove(self, file: StagedFile) -> None:
        """Take one file away before the others."""
        self._blobs.delete(file.id)

    def close(self) -> None:
        """Remove everything. Harmless when it was done before."""
        shutil.rmtree(self._path, ignore_errors=True)

    def __enter__(self) -> Staging:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@dataclass(frozen=True, slots=True)
class _Place:
    """Where files lie, and what they are bound to: all that a `BlobStore` asks of a folder."""

    attachments: Path
    store_id: uuid.UUID
