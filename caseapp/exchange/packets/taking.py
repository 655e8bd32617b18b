"""Taking a packet in: what it would do, told first; then done as one action, undone as one.

Files come before records, all records in one transaction. A packet that was taken in once is
known by its id; undoing it makes it a stranger again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Final, Protocol, cast
from uuid import UUID

from caseapp.domain.dates import UncertainDate
from caseapp.domain.vocabulary import PacketWay, Sex
from caseapp.exchange.packets.making import Pieces
from caseapp.exchange.packets.plan import MOST_TOLD, Differences, Told
from caseapp.exchange.packets.receiving import Received, require_room
from caseapp.exchange.packets.refusals import DamagedPacketError, VaultChangedError
from caseapp.i18n import N_
from caseapp.store.blobs import BlobInfo
from caseapp.store.giving_way import give_way
from caseapp.store.history import Action
from caseapp.store.padding import padded_size
from caseapp.store.records import Attachment, Detainee, Identifier, NameForm, Packet, Record, new_id
from caseapp.store.saving import ChangeSet
from caseapp.store.staging import StagedFile
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

_GROWS: Final = 8
"""Times the size of a packet's lines that their records need on the disk: 7 were measured, for
row, history and search index, which stand in the WAL first and then in the database."""
_SPARE: Final = 8 * 1024 * 1024


@dataclass(slots=True)
class Newcomer:
    """A case that is new here: what is needed to look whether the person is on file already."""

    id: UUID
    names: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    sex: Sex = Sex.UNKNOWN
    birth: UncertainDate = field(default_factory=UncertainDate.unknown)


class LikelyTheSame(Protocol):
    """Says which cases on file may be a newcomer; handed in by whoever knows of matching."""

    def __call__(self, newcomer: Newcomer, /) -> Sequence[UUID]: ...


@dataclass(frozen=True, slots=True)
class Incoming:
    """A packet that was read and compared, waiting to be taken in. `close` it afterwards."""

    received: Received
    told: Told
    newcomers: Sequence[Newcomer]
    new_files: frozenset[UUID]
    likely: Mapping[UUID, Sequence[UUID]]
    generation: int

    @property
    def is_empty(self) -> bool:
        """Nothing in it is new: taking it in only notes that it came."""
        return self.told.is_empty

    def close(self) -> None:
        """Let go of the packet."""
        self.received.close()

    def __enter__(self) -> Incoming:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def compare(
    vault: Vault,
    received: Received,
    likely: LikelyTheSame | None = None,
    progress: Progress | None = None,
) -> Incoming:
    """What the packet would do; writes nothing."""
    progress = progress or Progress()
    total = received.manifest.records.count
    newcomers: dict[UUID, Newcomer] = {}
    files: set[UUID] = set()

    def go_through(session: Any) -> Told:
        differences = Differences(session, received, new_id())
        done = 0
        for portion in differences.portions():
            progress.raise_if_cancelled()
            _note(portion, newcomers, files)
            done += len(portion)
            progress.report(min(done, total), total)
            give_way(session)
        return differences.told

    generation = vault.generation
    told = vault.read(go_through)
    found: dict[UUID, Sequence[UUID]] = {}
    for one in list(newcomers.values())[:MOST_TOLD] if likely else ():
        progress.raise_if_cancelled()
        assert likely is not None
        if same := likely(one):
            found[one.id] = same
    return Incoming(received, told, tuple(newcomers.values()), frozenset(files), found, generation)


def _note(portion: Iterable[Record], newcomers: dict[UUID, Newcomer], files: set[UUID]) -> None:
    for record in portion:
        if record.version:
            continue
        if isinstance(record, Attachment):
            files.add(record.id)
        elif isinstance(record, Detainee):
            newcomers[record.id] = Newcomer(record.id, sex=record.sex, birth=record.birth)
        elif isinstance(record, NameForm) and record.detainee_id in newcomers:
            newcomers[record.detainee_id].names.append(record.text)
        elif isinstance(record, Identifier) and record.detainee_id in newcomers:
            newcomers[record.detainee_id].numbers.append(record.number)


def take_in(vault: Vault, incoming: Incoming, progress: Progress | None = None) -> ChangeSet:
    """Do what was told, as one action.

    Raises VaultChangedError if the vault moved on since, NoRoomError if its disk filled up since;
    then nothing was written.
    """
    progress = progress or Progress()
    if vault.generation != incoming.generation:
        raise VaultChangedError
    require_room(vault, _room_for(incoming))
    received, manifest = incoming.received, incoming.received.manifest
    packet = Packet(
        packet=manifest.packet, way=PacketWay.RECEIVED, sequence=manifest.sequence,
        station_id=received.station.id, stations=[], made_at=manifest.made_at,
        expires=manifest.expires, sha256=received.sha256, scope=dict(manifest.scope),
        counts=dict(manifest.counts), action=None,
    )  # fmt: skip
    files = {
        one: _opener(received, received.files[one])
        for one in sorted(incoming.new_files) if one in received.files
    }  # fmt: skip
    total = manifest.records.count

    def make(session: Any, written: Mapping[UUID, BlobInfo]) -> Iterator[Sequence[Record]]:
        yield [packet]
        done = 0
        for portion in Differences(session, received, packet.id).portions():
            for record in portion:
                if isinstance(record, Attachment) and record.version == 0:
                    _fill(record, written)
            yield portion
            done += len(portion)
            progress.report(min(done, total), total)

    action = Action(N_("Take in a packet from {name}"), {"name": received.station.name})
    return vault.save_with_files(make, files, action)


def _room_for(incoming: Incoming) -> int:
    """Bytes that taking it in writes at most: what is staged for it lies there already."""
    if incoming.is_empty:
        return _SPARE
    received = incoming.received
    kept = (received.files[one] for one in incoming.new_files if one in received.files)
    return _SPARE + _GROWS * received.lines.info.size + sum(padded_size(f.info.size) for f in kept)


def _opener(received: Received, staged: StagedFile) -> Any:
    def open_file() -> BinaryIO:
        return cast(BinaryIO, Pieces(received.staging.open_stream(staged)))

    return open_file


def _fill(record: Attachment, written: Mapping[UUID, BlobInfo]) -> None:
    """Give the record of a file the key under which it lies here."""
    info = written.get(record.id)
    if info is None or info.sha256 != record.sha256:
        raise DamagedPacketError
    record.key, record.size = info.key, info.size
