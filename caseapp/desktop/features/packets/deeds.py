"""What the view asks of the vault, on the database worker. Qt-free."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from uuid import UUID

from caseapp.desktop.history_words import HistoryWords
from caseapp.domain.vocabulary import PacketWay
from caseapp.exchange.packets import making, stations, words
from caseapp.exchange.packets.choosing import Scope
from caseapp.exchange.packets.plan import Difference
from caseapp.exchange.packets.receiving import receive
from caseapp.exchange.packets.stations import Card
from caseapp.exchange.packets.taking import Incoming, compare
from caseapp.i18n import Translator
from caseapp.matching.newcomers import KnownHere
from caseapp.store.history import FieldChange
from caseapp.store.queries.actions import subject_of
from caseapp.store.queries.cases import CaseRow, case_rows
from caseapp.store.queries.packets import packet_log
from caseapp.store.records import Packet, PartnerStation
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

SHOWN = 30
"""Differences that are shown one by one; the rest is counted."""
NEWCOMERS = 12


@dataclass(frozen=True, slots=True)
class Known:
    """What the page shows of stations and packets."""

    own: Card
    stations: tuple[PartnerStation, ...]
    log: tuple[Packet, ...]

    def name_of(self, station: UUID) -> str:
        """A station's name, "" for one that was forgotten."""
        return next((one.name for one in self.stations if one.id == station), "")

    def names(self, packet: Packet) -> str:
        """Whom a packet went to or came from."""
        if packet.way is PacketWay.RECEIVED:
            return self.name_of(packet.station_id) if packet.station_id else ""
        return ", ".join(filter(None, (self.name_of(UUID(hex=one)) for one in packet.stations)))


def load(vault: Vault, _progress: Progress) -> Known:
    """Stations, the own card and the log."""
    known = tuple(vault.all(PartnerStation))
    return Known(stations.own_card(vault), known, tuple(vault.read(packet_log)))


@dataclass(frozen=True, slots=True)
class Line:
    """One difference in words: of which record, which field, here and there."""

    subject: str
    field: str
    here: str
    there: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A packet that was read and compared, in words. `incoming` is still to be closed."""

    incoming: Incoming
    said: tuple[str, ...]
    people: tuple[tuple[str, str], ...]
    """New cases by name, each with the number of the case that it may be ("" for none)."""
    numbers: tuple[str, ...]
    conflicts: tuple[Line, ...]
    changes: tuple[Line, ...]
    refused: tuple[str, ...]


def read_packet(
    vault: Vault, path: Path, t: Translator, names: HistoryWords, progress: Progress, *, older: bool
) -> Shown:
    """Read, check and compare a packet; nothing is written."""
    received = receive(vault, path, progress, older=older)
    try:
        incoming = compare(vault, received, KnownHere(vault), progress)
    except BaseException:
        received.close()
        raise
    told = incoming.told
    return Shown(
        incoming, tuple(words.told_lines(t, told)), _people(vault, incoming, t),
        tuple(words.number_line(t, one) for one in told.numbers[:SHOWN]),
        _lines(vault, names, told.conflicts), _lines(vault, names, told.changes),
        tuple(dict.fromkeys(t(one.why) for one in told.refused)),
    )  # fmt: skip


def _people(vault: Vault, incoming: Incoming, t: Translator) -> tuple[tuple[str, str], ...]:
    likely = [one for ids in incoming.likely.values() for one in ids]
    rows: dict[UUID, CaseRow] = {row.id: row for row in vault.read(partial(case_rows, ids=likely))}
    found = []
    for one in incoming.newcomers:
        same = [rows[other].number for other in incoming.likely.get(one.id, ()) if other in rows]
        found.append((next(iter(one.names), t("Name not known")), next(iter(same), "")))
    found.sort(key=lambda person: not person[1])
    return tuple(found)


def _lines(
    vault: Vault, names: HistoryWords, differences: Sequence[Difference]
) -> tuple[Line, ...]:
    """The differences that say something to a person."""
    found: list[Line] = []
    for one in differences:
        if len(found) == SHOWN:
            break
        change = FieldChange(one.kind, one.id, one.field, one.mine, one.theirs)
        subject = names.subject(vault.read(partial(subject_of, kind=one.kind, record_id=one.id)))
        found += [Line(subject, said.label, said.old, said.new) for said in names.changes(change)]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Leaving:
    """What would leave, in words."""

    preview: making.Preview
    what: str
    counts: str
    held: tuple[str, ...]


def preview(
    vault: Vault, scope: Scope, to: Sequence[PartnerStation], t: Translator, _progress: Progress
) -> Leaving:
    """Count what would leave; nothing is written."""
    shown = making.preview(vault, scope, to)
    chosen = shown.chosen
    return Leaving(
        shown, words.scope_words(t, chosen), ", ".join(words.counted(t, shown.counts)),
        tuple(words.held_back(t, chosen)),
    )  # fmt: skip
