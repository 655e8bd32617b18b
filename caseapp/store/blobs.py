"""Encrypted attachments: one file each, bound to this vault and to its id.

Names, kinds and keys are in the database, never here; a file's name and padded size tell
nothing of it. The order is: file on the disk first, then the caller commits its row.
docs/format.md states every byte.
"""

from __future__ import annotations

import hashlib
import io
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, Protocol
from uuid import UUID

from nacl import bindings as sodium
from nacl.exceptions import CryptoError

from caseapp.store.blob_reader import (
    CHUNK_SIZE,
    HEADER_SIZE,
    OVERHEAD,
    BlobReader,
    stored_size,
)
from caseapp.store.errors import (
    DamagedAttachmentError,
    DiskGoneError,
    MissingAttachmentError,
    StoreError,
    UnreadableSourceError,
)
from caseapp.store.faults import translate_errors
from caseapp.store.keyslots import KEY_SIZE
from caseapp.store.padding import Unpadder, padding
from caseapp.system import files

_FINAL: Final = sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL
_MESSAGE: Final = sodium.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
_CONTEXT: Final = b"case-file attachment 1"
_KEY_PERSON: Final = b"case-file attkey"
_NAME_PERSON: Final = b"case-file atname"


@dataclass(frozen=True, slots=True)
class BlobInfo:
    """What the caller writes into the attachment's row: `key` (32 bytes), size, SHA-256 (hex)."""

    key: bytes
    size: int
    sha256: str

    def __repr__(self) -> str:
        return f"BlobInfo(size={self.size})"


class BlobPlace(Protocol):
    """What a folder must say of itself: where the files lie, and what they are bound to."""

    @property
    def attachments(self) -> Path: ...

    @property
    def store_id(self) -> UUID: ...


class BlobStore:
    """The `att/` folder of one open vault, or another folder of files kept in the same way."""

    def __init__(self, folder: BlobPlace, secret: bytes) -> None:
        """`secret`: 32 bytes, see `file_secret`."""
        self._root = folder.attachments
        self._orphans = folder.attachments / "orphans"
        self._store_id = folder.store_id
        self._secret = secret

    def path(self, attachment_id: UUID) -> Path:
        """`att/ab/<32 hex>.enc`: a keyed hash of the id, because a time-ordered id tells when."""
        name = hashlib.blake2b(
            attachment_id.bytes, key=self._secret, digest_size=16, person=_NAME_PERSON
        ).hexdigest()
        return self._root / name[:2] / f"{name}.enc"

    @translate_errors()
    def write(self, source: BinaryIO | bytes, attachment_id: UUID) -> BlobInfo:
        """Encrypt everything that `source` gives; the file is on the disk when this returns.

        `FileExistsError` if the id has a file already; `UnreadableSourceError`,
        `DiskFullError`, `ReadOnlyVaultError`: then nothing of it stays behind.
        """
        target = self.path(attachment_id)
        if not self._root.parent.is_dir():
            raise DiskGoneError  # and not a folder of that name where the stick was
        if target.exists():
            raise FileExistsError("this attachment is already stored")
        files.make_private_folder(target.parent)
        partial = target.with_suffix(".part")
        partial.unlink(missing_ok=True)
        reader = io.BytesIO(source) if isinstance(source, bytes) else source
        key = secrets.token_bytes(KEY_SIZE)
        try:
            with files.open_new(partial) as file:
                size, sha256 = self._encrypt(reader, file, key, attachment_id)
                file.flush()
                files.flush_to_disk(file.fileno())
            files.rename_durably(partial, target)
            files.sync_folder(self._root)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise
        return BlobInfo(key, size, sha256)

    def read(self, attachment_id: UUID, key: bytes) -> bytes:
        """The whole content. `MissingAttachmentError` or `DamagedAttachmentError`."""
        return b"".join(self.open_stream(attachment_id, key))

    def open_stream(self, attachment_id: UUID, key: bytes) -> Iterator[bytes]:
        """The content in pieces of at most 64 KiB, each authenticated before it is given.

        A file cut short is noticed only at its end: what came before
        `DamagedAttachmentError` is true but not complete, and must be dropped.
        """
        with translate_errors():
            path = self.path(attachment_id)
            if not self._present(path):
                raise MissingAttachmentError
            with path.open("rb") as file:
                yield from self._decrypt(file, key, attachment_id)

    def open_reader(self, attachment_id: UUID, key: bytes, size: int) -> BlobReader:
        """Read at any place, without the whole in memory; the caller closes it.

        `size` is that of the attachment's row. Errors as `read`, also from its `read_at`.
        """
        path = self.path(attachment_id)
        with translate_errors():
            if not self._present(path):
                raise MissingAttachmentError
        return BlobReader(path, self._effective_key(key), self._associated(attachment_id), size)

    def verify(self, attachment_id: UUID, key: bytes, sha256: str | None = None) -> int:
        """Read it through; returns its size in bytes. Errors as `read`, also for another hash."""
        digest = hashlib.sha256()
        size = 0
        for piece in self.open_stream(attachment_id, key):
            digest.update(piece)
            size += len(piece)
        if sha256 is not None and digest.hexdigest() != sha256:
            raise DamagedAttachmentError
        return size

    @translate_errors()
    def delete(self, attachment_id: UUID) -> None:
        """Remove the file of an attachment for good, wherever it lies. Harmless if it is gone."""
        path = self.path(attachment_id)
        path.unlink(missing_ok=True)
        (self._orphans / path.name).unlink(missing_ok=True)

    @translate_errors()
    def destroy(self, attachment_id: UUID) -> None:
        """`delete`, with every byte written over once before: worth what the disk makes of it.

        A flash disk writes elsewhere; there it is the key, gone with its row, that counts.
        """
        path = self.path(attachment_id)
        for one in (path, self._orphans / path.name, path.with_suffix(".part")):
            if one.is_file():
                files.write_over(one)
                one.unlink()
                files.sync_folder(one.parent)

    @translate_errors()
    def missing(self, known_ids: Iterable[UUID]) -> set[UUID]:
        """Those of `known_ids` that have no file: a loud error for whoever opens the vault."""
        return {known for known in known_ids if not self._present(self.path(known))}

    @translate_errors()
    def outer_fault(self, attachment_id: UUID, size: int) -> StoreError | None:
        """What can be told of a file without reading it: it is missing, or cut short."""
        path = self.path(attachment_id)
        if not self._present(path):
            return MissingAttachmentError()
        if path.stat().st_size != stored_size(size):
            return DamagedAttachmentError()
        return None

    @translate_errors()
    def sweep_orphans(self, known_ids: Iterable[UUID]) -> int:
        """Put files without a row aside into `att/orphans/`; returns how many were put there.

        `known_ids` must hold every id that a row or the history still names. Unfinished
        `.part` files are deleted. An orphan is kept, not deleted: its row may come back, by
        a redo or with another copy of the database, and then the file is found again.
        """
        expected = {self.path(known) for known in known_ids}
        swept = 0
        for folder in sorted(self._root.glob("[0-9a-f][0-9a-f]")):
            for path in sorted(folder.iterdir()):
                if path.suffix == ".part":
                    path.unlink()
                elif path.suffix == ".enc" and path not in expected:
                    files.make_private_folder(self._orphans)
                    files.rename_durably(path, self._orphans / path.name)
                    swept += 1
        return swept

    def _present(self, path: Path) -> bool:
        """Whether the file is there; one that lies aside as an orphan is brought back."""
        if path.is_file():
            return True
        aside = self._orphans / path.name
        if not aside.is_file():
            return False
        files.make_private_folder(path.parent)
        files.rename_durably(aside, path)
        return True

    def _encrypt(
        self, reader: BinaryIO, file: BinaryIO, key: bytes, attachment_id: UUID
    ) -> tuple[int, str]:
        """Write header and chunks; only the last one is tagged final. Returns size, SHA-256."""
        state = sodium.crypto_secretstream_xchacha20poly1305_state()
        associated = self._associated(attachment_id)
        file.write(
            sodium.crypto_secretstream_xchacha20poly1305_init_push(state, self._effective_key(key))
        )
        content = _Measured(reader)
        held = b""  # a chunk is written when the next is known, since only the last is final
        for chunk in _rechunked(content.with_padding()):
            if held:
                file.write(_push(state, held, associated, _MESSAGE))
            held = chunk
        file.write(_push(state, held, associated, _FINAL))
        return content.size, content.digest.hexdigest()

    def _decrypt(self, file: BinaryIO, key: bytes, attachment_id: UUID) -> Iterator[bytes]:
        state = sodium.crypto_secretstream_xchacha20poly1305_state()
        associated = self._associated(attachment_id)
        header = file.read(HEADER_SIZE)
        if len(header) != HEADER_SIZE:
            raise DamagedAttachmentError
        sodium.crypto_secretstream_xchacha20poly1305_init_pull(
            state, header, self._effective_key(key)
        )
        unpadder = Unpadder()
        tag = _MESSAGE
        while tag != _FINAL:
            sealed = file.read(CHUNK_SIZE + OVERHEAD)
            if len(sealed) <= OVERHEAD:
                raise DamagedAttachmentError
            try:
                chunk, tag = sodium.crypto_secretstream_xchacha20poly1305_pull(
                    state, sealed, associated
                )
            except CryptoError:
                raise DamagedAttachmentError from None
            yield from unpadder.feed(chunk)
        if file.read(1) or not unpadder.complete:
            raise DamagedAttachmentError

    def _effective_key(self, key: bytes) -> bytes:
        """The row's key alone opens nothing: the vault's own secret is mixed in."""
        return hashlib.blake2b(
            key, key=self._secret, digest_size=KEY_SIZE, person=_KEY_PERSON
        ).digest()

    def _associated(self, attachment_id: UUID) -> bytes:
        return _CONTEXT + self._store_id.bytes + attachment_id.bytes


class _Measured:
    """Reads a source once, counting and hashing on the way, then adds the padding."""

    def __init__(self, reader: BinaryIO) -> None:
        self._reader = reader
        self.digest = hashlib.sha256()
        self.size = 0

    def with_padding(self) -> Iterator[bytes]:
        while piece := self._next():
            self.digest.update(piece)
            self.size += len(piece)
            yield piece
        yield from padding(self.size, CHUNK_SIZE)

    def _next(self) -> bytes:
        try:
            return self._reader.read(CHUNK_SIZE)
        except (OSError, ValueError):
            raise UnreadableSourceError from None


def _rechunked(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in chunks of exactly 64 KiB, the last one shorter or equal."""
    buffer = bytearray()
    for piece in pieces:
        buffer += piece
        while len(buffer) >= CHUNK_SIZE:
            yield bytes(buffer[:CHUNK_SIZE])
            del buffer[:CHUNK_SIZE]
    if buffer:
        yield bytes(buffer)


def _push(
    state: sodium.crypto_secretstream_xchacha20poly1305_state,
    chunk: bytes,
    associated: bytes,
    tag: int,
) -> bytes:
    return sodium.crypto_secretstream_xchacha20poly1305_push(state, chunk, associated, tag)
