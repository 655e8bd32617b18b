"""Making a packet: what would leave, in counts, and the file itself.

The file is written beside its place, flushed, noted in the vault, and only then gets its name:
a stick that is pulled out leaves nothing that could be taken for a packet.
"""

from __future__ import annotations

import errno
import hashlib
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import BinaryIO, Final, cast

import pyrage
from pyrage import x25519

from caseapp.domain.vocabulary import PacketWay
from caseapp.exchange.packets.choosing import Chosen, Scope, choose
from caseapp.exchange.packets.lines import write_lines
from caseapp.exchange.packets.manifest import SIGNED_AS, Manifest, Part, head
from caseapp.exchange.packets.refusals import (
    NobodyChosenError,
    NotWrittenError,
    TooLargeForDiskError,
    UnconfirmedStationError,
)
from caseapp.exchange.packets.stations import Keys, is_confirmed, own_keys
from caseapp.i18n import N_
from caseapp.store.errors import DamagedAttachmentError
from caseapp.store.faults import translate_errors
from caseapp.store.history import Action
from caseapp.store.padding import padding
from caseapp.store.queries.packets import highest_sequence, records_of
from caseapp.store.records import Attachment, Packet, PartnerStation, new_id, utc_now
from caseapp.store.staging import StagedFile, Staging
from caseapp.store.vault import Vault
from caseapp.system import files
from caseapp.system.progress import Progress

SUFFIX: Final = ".packet"
KEPT_DAYS: Final = 60
"""After so many days a packet is not taken in any more: a lost stick must not speak for ever."""
_PIECE: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class Preview:
    """What would leave and to whom. `file_bytes` is what the attached files weigh."""

    chosen: Chosen
    stations: tuple[PartnerStation, ...]
    file_count: int
    file_bytes: int

    @property
    def counts(self) -> dict[str, int]:
        return self.chosen.counts


def preview(vault: Vault, scope: Scope, stations: Sequence[PartnerStation]) -> Preview:
    """Choose and count; writes nothing.

    Raises NobodyChosenError, UnconfirmedStationError or NothingChosenError.
    """
    if not stations:
        raise NobodyChosenError
    for station in stations:
        if not is_confirmed(station):
            raise UnconfirmedStationError(name=station.name)
    chosen = choose(vault, scope)
    attached = _attachments(vault, chosen)
    return Preview(chosen, tuple(stations), len(attached), sum(one.size for one in attached))


def suggested_name() -> str:
    """A file name that says nothing: neither who nor when."""
    return secrets.token_hex(4) + SUFFIX


@dataclass(frozen=True, slots=True)
class Made:
    """The finished file and what the vault noted of it."""

    path: Path
    packet: Packet
    counts: dict[str, int]


def make(
    vault: Vault,
    shown: Preview,
    target: Path,
    progress: Progress | None = None,
) -> Made:
    """Write the packet that `preview` showed to `target`, which must not be there yet.

    Raises what the disk and the vault raise; then there is no file. The vault keeps a note of
    what left, which cannot be undone.
    """
    progress = progress or Progress()
    partial = target.with_name(target.name + ".part")
    with _on_the_stick():
        if target.exists():
            raise FileExistsError(errno.EEXIST, "a packet never replaces a file")
        partial.unlink(missing_ok=True)
    try:
        with _on_the_stick(), vault.staging() as staging:
            manifest, sha256 = _write(vault, shown, partial, staging, progress)
            packet = _noted(vault, shown, manifest, sha256)
            files.rename_durably(partial, target)
    except BaseException:
        with suppress(OSError):  # the stick may be gone
            partial.unlink(missing_ok=True)
        raise
    return Made(target, packet, dict(manifest.counts))


@contextmanager
def _on_the_stick() -> Iterator[None]:
    """What a disk that was pulled out, or that is full, says, in our words."""
    try:
        with translate_errors():
            yield
    except OSError as error:
        known = TooLargeForDiskError if error.errno == errno.EFBIG else NotWrittenError
        raise known from error


def _write(
    vault: Vault, shown: Preview, path: Path, staging: Staging, progress: Progress
) -> tuple[Manifest, str]:
    keys = own_keys(vault)
    chosen = shown.chosen
    count = [0]
    lines = _counted(write_lines(vault, chosen, progress), count)
    staged = staging.put(cast(BinaryIO, Pieces(lines)))
    attached = _attachments(vault, chosen)
    manifest = Manifest(
        packet=new_id(), store=vault.folder.store_id,
        sequence=vault.read(lambda s: highest_sequence(s, PacketWay.SENT)) + 1,
        made_at=utc_now(), expires=_expiry(utc_now()), sender=keys.recipient,
        verify_key=keys.verify_key, recipients=tuple(s.recipient for s in shown.stations),
        scope=chosen.scope.to_json(), counts=chosen.counts,
        records=Part(count[0], staged.info.size, staged.info.sha256),
        files=Part(len(attached), sum(a.size for a in attached), _hash_of_hashes(attached)),
    )  # fmt: skip
    content = Pieces(_content(vault, keys, manifest, staging, staged, attached, progress))
    with files.open_new(path) as file:
        sealed = _Hashed(file)
        _encrypt(content, sealed, manifest.recipients)
        file.flush()
        files.flush_to_disk(file.fileno())
    return manifest, sealed.digest.hexdigest()


def _content(
    vault: Vault,
    keys: Keys,
    manifest: Manifest,
    staging: Staging,
    lines: StagedFile,
    attached: Sequence[Attachment],
    progress: Progress,
) -> Iterator[bytes]:
    """Everything inside the encryption, in order."""
    said = manifest.to_bytes()
    beginning = head(said, keys.sign(SIGNED_AS, said))
    yield beginning
    yield from staging.open_stream(lines)
    done = 0
    for attachment in attached:
        size, digest = 0, hashlib.sha256()
        for piece in vault.stream_attachment(attachment):
            progress.raise_if_cancelled()
            digest.update(piece)
            size += len(piece)
            yield piece
        if size != attachment.size or digest.hexdigest() != attachment.sha256:
            raise DamagedAttachmentError
        done += size
        progress.report(done, manifest.files.size)
    whole = len(beginning) + manifest.records.size + manifest.files.size
    yield from padding(whole, _PIECE)


def _encrypt(content: Pieces, sealed: _Hashed, recipients: Sequence[str]) -> None:
    """age to these recipients. The library tells of our own errors in words; ours are raised."""
    to = [x25519.Recipient.from_str(one) for one in recipients]
    try:
        pyrage.encrypt_io(content, sealed, to)
    except BaseException as error:
        raise content.error or sealed.error or error from None


def _noted(vault: Vault, shown: Preview, manifest: Manifest, sha256: str) -> Packet:
    packet = Packet(
        packet=manifest.packet, way=PacketWay.SENT, sequence=manifest.sequence,
        stations=[station.id.hex for station in shown.stations], made_at=manifest.made_at,
        expires=manifest.expires, sha256=sha256, scope=dict(manifest.scope),
        counts=dict(manifest.counts),
    )  # fmt: skip
    names = ", ".join(station.name for station in shown.stations)
    action = Action(N_("Make a packet for {name}"), {"name": names}, undoable=False)
    vault.save(packet, action=action)
    return packet


def _attachments(vault: Vault, chosen: Chosen) -> list[Attachment]:
    """The attachments whose files go along, in the order of the packet."""
    ids = chosen.ids.get("attachment", set())
    return vault.read(lambda s: records_of(s, Attachment, ids))


def _hash_of_hashes(attached: Sequence[Attachment]) -> str:
    return hashlib.sha256(b"".join(bytes.fromhex(one.sha256) for one in attached)).hexdigest()


def _expiry(made_at: datetime) -> date:
    return made_at.date() + timedelta(days=KEPT_DAYS)


def _counted(lines: Iterator[bytes], count: list[int]) -> Iterator[bytes]:
    for line in lines:
        count[0] += 1
        yield line


class Pieces:
    """Pieces of bytes to be read like a file. `error` is what broke off the pieces."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = b""
        self.error: BaseException | None = None

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes; b"" at the end."""
        try:
            while not self._rest:
                self._rest = next(self._pieces)
        except StopIteration:
            return b""
        except BaseException as error:
            self.error = error
            raise
        if size < 0:
            size = len(self._rest)
        piece, self._rest = self._rest[:size], self._rest[size:]
        return piece

    def close(self) -> None:
        """Nothing is open."""


class _Hashed:
    """Writes on to a file and hashes what goes through."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.digest = hashlib.sha256()
        self.error: BaseException | None = None

    def write(self, data: bytes) -> int:
        try:
            self.digest.update(data)
            return self._file.write(data)
        except BaseException as error:
            self.error = error
            raise

    def flush(self) -> None:
        self._file.flush()
