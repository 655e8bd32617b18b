"""A packet read, checked to its last byte and laid into a staging area; the vault stays as it is.

Who sent it, to whom, when, and every hash are looked at before anything of it is shown. Each
line is looked at in every value. What is learned of it on the way is an outline: ids, what
refers to what, what may stand once only.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Final, cast
from uuid import UUID

from caseapp.domain.vocabulary import PacketWay
from caseapp.exchange.packets.kinds import can_be_made
from caseapp.exchange.packets.lines import LONGEST_LINE, BadLineError, Line, read_again, read_line
from caseapp.exchange.packets.manifest import (
    MAGIC,
    SIGNATURE_SIZE,
    SIGNED_AS,
    Manifest,
    manifest_length,
)
from caseapp.exchange.packets.opening import Plaintext, opened
from caseapp.exchange.packets.refusals import (
    BadSignatureError,
    DamagedPacketError,
    ExpiredPacketError,
    MalformedPacketError,
    NoRoomError,
    NotAPacketError,
    NotForUsError,
    OlderPacketError,
    TakenAlreadyError,
    TooLargePacketError,
    UnconfirmedSenderError,
    UnknownSenderError,
    UnreadablePacketError,
)
from caseapp.exchange.packets.stations import Keys, is_confirmed, own_keys, verified
from caseapp.store.faults import translate_errors
from caseapp.store.padding import padded_size
from caseapp.store.queries.packets import (
    Ids,
    are_here,
    highest_sequence,
    packet_named,
    reference_fields,
    unique_columns,
)
from caseapp.store.records import Attachment, PartnerStation, utc_now
from caseapp.store.staging import StagedFile, Staging
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

LARGEST: Final = 2 * 1024**4
_ROOM: Final = 64 * 1024 * 1024
_PIECE: Final = 64 * 1024


@dataclass(slots=True)
class Outline:
    """What there is in a packet, without what it says.

    `links` are references by kind and record; `once` what may stand once only, by kind and
    columns; `ends` the records of which only is told that they lie in the trash; `parts` those
    of which too little is told to make one anew.
    """

    ids: Ids = field(default_factory=lambda: defaultdict(set))
    ends: Ids = field(default_factory=lambda: defaultdict(set))
    parts: set[UUID] = field(default_factory=set)
    links: dict[str, dict[UUID, dict[str, UUID]]] = field(default_factory=lambda: defaultdict(dict))
    once: dict[tuple[str, tuple[str, ...]], list[tuple[tuple[Any, ...], UUID]]] = field(
        default_factory=lambda: defaultdict(list)
    )


@dataclass(frozen=True, slots=True)
class Received:
    """A packet that is what it says it is. `close` it: then nothing of it is left."""

    manifest: Manifest
    station: PartnerStation
    sha256: str
    staging: Staging
    lines: StagedFile
    files: Mapping[UUID, StagedFile]
    outline: Outline

    def read_lines(self) -> Iterator[Line]:
        """The lines again, from the staging area."""
        for _number, data in _split(self.staging.open_stream(self.lines)):
            yield read_again(data)

    def close(self) -> None:
        """Remove the staging area."""
        self.staging.close()

    def __enter__(self) -> Received:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def receive(
    vault: Vault,
    path: Path,
    progress: Progress | None = None,
    *,
    older: bool = False,
    today: date | None = None,
) -> Received:
    """Read a packet for this vault; nothing is written but the encrypted staging area.

    `older` takes one that was overtaken by a later one. Raises a PacketError or what the disk
    says; then the staging area is gone again.
    """
    progress = progress or Progress()
    with translate_errors():
        if not path.is_file():
            raise NotAPacketError
        size = path.stat().st_size
        if size > LARGEST:
            raise TooLargePacketError
    require_room(vault, 2 * size + _ROOM)
    staging = vault.staging()
    reader = _Reader(vault, staging, size, progress, older=older, today=today or utc_now().date())
    try:
        with translate_errors(), path.open("rb") as file:
            watched = _Watched(file, size, progress)
            stop = progress.raise_if_cancelled
            with opened(cast(BinaryIO, watched), reader.keys.age, stop) as plain:
                reader.read(plain)
        return reader.received(watched.digest.hexdigest())
    except OSError as error:
        staging.close()
        raise UnreadablePacketError from error
    except BaseException:
        staging.close()
        raise


def require_room(vault: Vault, needed: int) -> None:
    """NoRoomError unless `needed` bytes are free where the vault lies, if the disk tells."""
    free = vault.disk.free()
    if free is not None and free < needed:
        raise NoRoomError(size=f"{-(-needed // 1024**2)} MB")


class _Reader:
    """Reads one packet, step by step."""

    def __init__(
        self,
        vault: Vault,
        staging: Staging,
        size: int,
        progress: Progress,
        *,
        older: bool,
        today: date,
    ) -> None:
        self.keys: Keys = own_keys(vault)
        self._vault, self._staging, self._size, self._progress = vault, staging, size, progress
        self._older, self._today = older, today
        self._outline = Outline()
        self._files: dict[UUID, StagedFile] = {}

    def received(self, sha256: str) -> Received:
        return Received(
            self._manifest, self._station, sha256, self._staging, self._lines, self._files,
            self._outline,
        )  # fmt: skip

    def read(self, plain: Plaintext) -> None:
        start = plain.exactly(len(MAGIC) + 8)
        said = plain.exactly(manifest_length(start))
        signature = plain.exactly(SIGNATURE_SIZE)
        self._manifest = manifest = Manifest.from_bytes(said)
        self._station = self._sender(manifest, said, signature)
        self._require_current(manifest)
        content = len(start) + len(said) + SIGNATURE_SIZE
        content += manifest.records.size + manifest.files.size
        if padded_size(content) > self._size:
            raise DamagedPacketError
        self._read_records(plain)
        self._read_files(plain)
        padding = plain.part(padded_size(content) - content)
        if padding.read(1) != b"\x80":
            raise DamagedPacketError
        while piece := padding.read(_PIECE):
            if piece.count(0) != len(piece):
                raise DamagedPacketError

    def _sender(self, manifest: Manifest, said: bytes, signature: bytes) -> PartnerStation:
        """Who made it, known and confirmed here, by a signature of theirs; for this vault."""
        known = {one.verify_key: one for one in self._vault.all(PartnerStation)}
        station = known.get(manifest.verify_key)
        if station is None:
            raise UnknownSenderError
        if not is_confirmed(station):
            raise UnconfirmedSenderError(name=station.name)
        if manifest.sender != station.recipient or not verified(
            station.verify_key, SIGNED_AS, said, signature
        ):
            raise BadSignatureError(name=station.name)
        if self.keys.recipient not in manifest.recipients:
            raise NotForUsError
        return station

    def _require_current(self, manifest: Manifest) -> None:
        if manifest.expires is not None and manifest.expires < self._today:
            raise ExpiredPacketError(day=manifest.expires.isoformat())
        taken = self._vault.read(
            partial(packet_named, packet=manifest.packet, way=PacketWay.RECEIVED)
        )
        if taken is not None:
            raise TakenAlreadyError(day=taken.created_at.date().isoformat())
        newest = self._vault.read(
            partial(highest_sequence, way=PacketWay.RECEIVED, station=self._station.id)
        )
        if manifest.sequence < newest and not self._older:
            raise OlderPacketError(name=self._station.name)

    def _read_records(self, plain: Plaintext) -> None:
        told = self._manifest.records
        section = plain.part(told.size)
        self._lines = self._staging.put(cast(BinaryIO, section))
        if section.left or self._lines.info.sha256 != told.sha256:
            raise DamagedPacketError
        count = 0
        self._attached: list[tuple[UUID, int, str]] = []
        for count, data in _split(self._staging.open_stream(self._lines)):
            if count > told.count:
                break
            self._progress.raise_if_cancelled()
            try:
                self._note(read_line(data))
            except BadLineError:
                raise MalformedPacketError(line=count) from None
        counts = {kind: len(ids) for kind, ids in self._outline.ids.items() if ids}
        if count != told.count or counts != dict(self._manifest.counts):
            raise MalformedPacketError(line=count)

    def _note(self, line: Line) -> None:
        """Put one line into the outline. BadLineError if a record comes twice."""
        outline, kind, name = self._outline, line.kind, line.kind.__tablename__
        if line.id in outline.ids[name] or line.id in outline.ends[name]:
            raise BadLineError
        if line.gone:
            outline.ends[name].add(line.id)
            return
        outline.ids[name].add(line.id)
        if not can_be_made(kind, line.values):
            outline.parts.add(line.id)
        named = {f: line.values[f] for f in reference_fields(kind) if line.values.get(f)}
        if named:
            outline.links[name][line.id] = named
        for columns in unique_columns(kind):
            if all(column in line.values for column in columns):
                values = tuple(line.values[column] for column in columns)
                outline.once[name, columns].append((values, line.id))
        if kind is Attachment:
            self._attached.append((line.id, line.values["size"], line.values["sha256"]))

    def _read_files(self, plain: Plaintext) -> None:
        """Each file in the order of the attachments' lines; those that are here are only read."""
        told, attached = self._manifest.files, self._attached
        hashes = b"".join(_bytes(sha256) for _id, _size, sha256 in attached)
        if (
            len(attached) != told.count
            or any(size < 0 for _id, size, _sha256 in attached)
            or sum(size for _id, size, _sha256 in attached) != told.size
            or hashlib.sha256(hashes).hexdigest() != told.sha256
        ):
            raise DamagedPacketError
        here = self._vault.read(
            partial(are_here, wanted={"attachment": [one for one, _size, _sha256 in attached]})
        )["attachment"]
        for one, size, sha256 in attached:
            section = plain.part(size)
            if one in here:
                section.drain()
            else:
                self._files[one] = self._staging.put(cast(BinaryIO, section))
            if section.left or section.digest.hexdigest() != sha256:
                raise DamagedPacketError


def _bytes(sha256: str) -> bytes:
    try:
        return bytes.fromhex(sha256)
    except ValueError:
        raise DamagedPacketError from None


def _split(pieces: Iterator[bytes]) -> Iterator[tuple[int, bytes]]:
    """The lines of a stream with their numbers from 1. The last one needs its line feed too."""
    number, rest = 0, bytearray()
    for piece in pieces:
        rest += piece
        if b"\n" not in piece:
            if len(rest) > LONGEST_LINE:
                raise MalformedPacketError(line=number + 1)
            continue
        *whole, last = bytes(rest).split(b"\n")
        rest = bytearray(last)
        for data in whole:
            number += 1
            yield number, data
    if rest:
        raise MalformedPacketError(line=number + 1)


class _Watched:
    """A file that hashes what is read of it and tells how far it is."""

    def __init__(self, file: BinaryIO, size: int, progress: Progress) -> None:
        self._file, self._size, self._progress = file, size, progress
        self.digest = hashlib.sha256()
        self._done = 0

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self.digest.update(data)
        self._done += len(data)
        self._progress.report(self._done, self._size)
        return data

    def seek(self, place: int) -> int:
        self.digest, self._done = hashlib.sha256(), 0
        return self._file.seek(place)
