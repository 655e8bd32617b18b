"""What packets ask of a vault: which records belong together, what they held before, who sent.

Reads ids, columns and history in portions, because a packet may hold a hundred thousand records.
What may leave and what is taken in is decided in `exchange.packets`.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session

from caseapp.domain.vocabulary import ConflictVerdict, PacketWay
from caseapp.store.giving_way import give_way
from caseapp.store.history import CREATED
from caseapp.store.records import KINDS, FieldConflict, Packet, Record
from caseapp.store.saving import chunks, table_of
from caseapp.store.tables import action as action_table
from caseapp.store.tables import change as change_table

R = TypeVar("R", bound=Record)
Ids = dict[str, set[UUID]]
"""Ids by kind (table name)."""


# -- what refers to what -----------------------------------------------------------------------
@lru_cache(maxsize=64)
def reference_fields(kind: type[Record]) -> Mapping[str, str]:
    """The fields that name another record, and the kind of that record."""
    return {
        column.name: key.column.table.name
        for column in table_of(kind).c
        for key in column.foreign_keys
    }


@lru_cache(maxsize=64)
def required_fields(kind: type[Record]) -> frozenset[str]:
    """The fields without which no record of the kind can be made."""
    return frozenset(
        one.name
        for one in dataclasses.fields(kind)
        if one.default is dataclasses.MISSING and one.default_factory is dataclasses.MISSING
    )


def references(
    session: Session, kind: type[Record], ids: Iterable[UUID]
) -> dict[UUID, dict[str, UUID]]:
    """Each of these records with the records that it names, by field."""
    found: dict[UUID, dict[str, UUID]] = {}
    table = table_of(kind)
    fields = tuple(reference_fields(kind))
    columns = [table.c[name] for name in fields]
    for some in chunks(sorted(ids)):
        for row in session.execute(select(table.c.id, *columns).where(table.c.id.in_(some))):
            named = zip(fields, row[1:], strict=True)
            found[row[0]] = {name: target for name, target in named if target is not None}
    return found


def all_ids(session: Session, kinds: Iterable[str], *, trashed: bool) -> Ids:
    """Every record of these kinds, those in the trash or the others."""
    found: Ids = {}
    for name in kinds:
        table = table_of(KINDS[name])
        lies = table.c.deleted_at.is_not(None) if trashed else table.c.deleted_at.is_(None)
        found[name] = set(session.scalars(select(table.c.id).where(lies)))
    return found


def records_of(session: Session, kind: type[R], ids: Iterable[UUID]) -> list[R]:
    """Those of these records that are here, in the trash or not, in the order of their ids."""
    found: list[R] = []
    for some in chunks(sorted(ids)):
        found += session.scalars(select(kind).where(kind.id.in_(some)).order_by(kind.id))
        session.expunge_all()  # what is changed on them is the caller's to save
        give_way(session)
    return found


def are_here(session: Session, wanted: Mapping[str, Collection[UUID]]) -> Ids:
    """Those of these ids that are in the vault, in the trash or not."""
    found: Ids = {}
    for name, ids in wanted.items():
        table = table_of(KINDS[name])
        found[name] = set()
        for some in chunks(sorted(ids)):
            found[name].update(session.scalars(select(table.c.id).where(table.c.id.in_(some))))
            give_way(session)
    return found


# -- what belongs to cases ---------------------------------------------------------------------
class Belongings:
    """What belongs to some cases; with `trashed` also what lies in the trash.

    Names, numbers, events, ties, who told and consents, sources and passages as far as they
    are cited for these cases, and the files of all that.
    """

    def __init__(self, session: Session, cases: Collection[UUID], *, trashed: bool) -> None:
        self._session = session
        self._trashed = trashed
        self.ids: Ids = defaultdict(set)
        self._add("detainee", "id", cases)
        self._cases = self.ids["detainee"]
        for kind in ("name_form", "identifier", "event", "intake", "contact_note", "attachment"):
            self._add(kind, "detainee_id", self._cases)
        for end in ("detainee_id", "of_detainee_id"):
            self._add("kinship", end, self._cases)
        self._add("consent", "about_detainee_id", self._cases)
        self._add_evidence()
        self._add_people()
        self._add_files()
        self._add_office()

    def _add_evidence(self) -> None:
        self._add("citation", "event_id", self.ids["event"])
        self._add("citation", "detainee_id", self._cases)
        self._follow("citation", "excerpt_id", "excerpt")
        self._follow("excerpt", "source_id", "source")
        self._follow("name_form", "source_id", "source")

    def _add_people(self) -> None:
        for kind, field in (
            ("kinship", "contact_id"), ("kinship", "of_contact_id"), ("intake", "contact_id"),
            ("contact_note", "contact_id"), ("consent", "giver_contact_id"),
            ("consent", "about_contact_id"), ("source", "testifier_id"),
        ):  # fmt: skip
            self._follow(kind, field, "contact")
        contacts = self.ids["contact"]
        for kind in ("name_form", "identifier"):
            self._add(kind, "contact_id", contacts)
        table = table_of(KINDS["contact_note"])
        self._add("contact_note", "contact_id", contacts, table.c.detainee_id.is_(None))
        table = table_of(KINDS["consent"])
        self._add("consent", "about_contact_id", contacts, table.c.about_detainee_id.is_(None))
        self._add("kinship", "of_contact_id", contacts)

    def _add_files(self) -> None:
        self._add("attachment", "source_id", self.ids["source"])
        self._follow("consent", "evidence_id", "attachment")
        self._follow("detainee", "photo_id", "attachment")
        before = -1
        while before != (before := len(self.ids["attachment"])):
            self._follow("attachment", "derived_from_id", "attachment")
        self._add("custody_entry", "attachment_id", self.ids["attachment"])

    def _add_office(self) -> None:
        """Decisions on pairs of these cases, and places that the office added to the list."""
        decisions: Ids = {"match_decision": set()}
        table = table_of(KINDS["match_decision"])
        for some in chunks(sorted(self._cases)):
            decisions["match_decision"] |= self._found("match_decision", table.c.first_id.in_(some))
        named = references(self._session, KINDS["match_decision"], decisions["match_decision"])
        self.ids["match_decision"] = {
            one for one, ends in named.items() if set(ends.values()) <= self._cases
        }
        codes: set[str] = set()
        for kind, fields in (
            ("detainee", ("birth_place_code", "home_place_code")), ("event", ("place_code",)),
        ):  # fmt: skip
            of = table_of(KINDS[kind])
            for some in chunks(sorted(self.ids[kind])):
                for field in fields:
                    codes.update(
                        self._session.scalars(select(of.c[field]).where(of.c.id.in_(some)))
                    )
        places = table_of(KINDS["place_entry"])
        for some_codes in chunks(sorted(codes - {""})):
            self.ids["place_entry"] |= self._found("place_entry", places.c.code.in_(some_codes))

    def _add(
        self,
        kind: str,
        field: str,
        owners: Collection[UUID],
        also: ColumnElement[bool] | None = None,
    ) -> None:
        """The records of a kind whose `field` names one of the owners."""
        column = table_of(KINDS[kind]).c[field]
        for some in chunks(sorted(owners)):
            where = column.in_(some)
            self.ids[kind] |= self._found(kind, where if also is None else and_(where, also))

    def _follow(self, kind: str, field: str, target: str) -> None:
        """What the records found so far name in `field`."""
        table = table_of(KINDS[kind])
        named: set[UUID] = set()
        for some in chunks(sorted(self.ids[kind])):
            query = select(table.c[field]).where(table.c.id.in_(some), table.c[field].is_not(None))
            named.update(self._session.scalars(query))
        self._add(target, "id", named - self.ids[target])

    def _found(self, kind: str, where: ColumnElement[bool]) -> set[UUID]:
        give_way(self._session)
        table = table_of(KINDS[kind])
        query: Select[Any] = select(table.c.id).where(where)
        if not self._trashed:
            query = query.where(table.c.deleted_at.is_(None))
        return set(self._session.scalars(query))


# -- what stood before -------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Before:
    """What the fields of a record held, in order, each with the value of now at the end.

    `last` is the number of the newest action that changed the record here, other than taking
    a packet in; 0 if it only ever came in packets. `undone`: the packet that brought it was
    undone, and nobody touched it since.
    """

    values: Mapping[str, list[Any]]
    last: int
    undone: bool = False


def earlier_values(session: Session, kind: str, ids: Iterable[UUID]) -> dict[UUID, Before]:
    """What the fields of these records held; those that history does not know are left out.

    Packets that were taken in and undone again count as never taken in.
    """
    undone, taken = packet_actions(session)
    told: dict[UUID, Before] = {}
    table = change_table.c
    columns = (table.record_id, table.action, table.field, table.old, table.new)
    for some in chunks(sorted(ids)):
        query = select(*columns).where(table.record_kind == kind, table.record_id.in_(some))
        found: dict[UUID, dict[str, list[Any]]] = {}
        last: dict[UUID, int] = {}
        back: set[UUID] = set()
        for record_id, action, field, old, new in session.execute(query.order_by(table.id)):
            if action in undone:
                if field == CREATED:
                    back.add(record_id)
                continue
            fields = found.setdefault(record_id, {})
            if action not in taken:
                last[record_id] = action
            if field != CREATED:
                values = fields.setdefault(field, [old])
                if values[-1] != old:
                    values.append(old)
                values.append(new)
        told |= {one: Before(fields, last.get(one, 0)) for one, fields in found.items()}
        told |= {one: Before({}, 0, True) for one in back - found.keys()}
    return told


def packet_actions(session: Session) -> tuple[frozenset[int], frozenset[int]]:
    """Numbers of actions: what belongs to packets that were undone, and to those that stand.

    An undone packet takes with it its own action, the undo, and every redo between.
    """
    table = change_table.c
    query = select(table.action, table.new).where(
        table.record_kind == Packet.__tablename__, table.field == CREATED
    )
    made = {
        action for action, new in session.execute(query)
        if (new or {}).get("way") == PacketWay.RECEIVED.value
    }  # fmt: skip
    reversing: dict[int, list[int]] = defaultdict(list)
    columns = action_table.c
    reverses = select(columns.seq, columns.reverses).where(columns.reverses.is_not(None))
    for seq, of in session.execute(reverses.order_by(columns.seq)):
        reversing[of].append(seq)
    undone: set[int] = set()
    taken: set[int] = set()
    for first in made:
        chain = [first]
        while reversing[chain[-1]]:
            chain.append(reversing[chain[-1]][0])
        (taken if len(chain) % 2 else undone).update(chain)
    return frozenset(undone), frozenset(taken)


def decided_against(session: Session, ids: Collection[UUID]) -> dict[tuple[UUID, str], list[Any]]:
    """By record and field: the values of other stations that somebody decided against here."""
    found: dict[tuple[UUID, str], list[Any]] = defaultdict(list)
    for one in _decided(session, ids, ConflictVerdict.OURS):
        found[one.record_id, one.field].append(one.theirs.get("value"))
    return found


def _decided(
    session: Session, ids: Collection[UUID], verdict: ConflictVerdict
) -> Iterator[FieldConflict]:
    """What was decided so of these records, in portions of them, each in its order."""
    for some in chunks(sorted(ids)):
        query = select(FieldConflict).where(
            FieldConflict.record_id.in_(some), FieldConflict.deleted_at.is_(None),
            FieldConflict.verdict == verdict,
        )  # fmt: skip
        yield from session.scalars(query.order_by(FieldConflict.id))


@dataclass(frozen=True, slots=True)
class HeldElsewhere:
    """What a field held at other stations before it held the value of which `came_with` is the
    digest: digests, oldest first, for those values never stood here."""

    came_with: str
    digests: tuple[str, ...]


def held_elsewhere(
    session: Session, ids: Collection[UUID]
) -> dict[tuple[UUID, str], list[HeldElsewhere]]:
    """By record and field: what packets told of values that were never here, in their order."""
    found: dict[tuple[UUID, str], list[HeldElsewhere]] = defaultdict(list)
    for one in _decided(session, ids, ConflictVerdict.THEIRS):
        if "held" in one.theirs:
            held = HeldElsewhere(one.theirs["came_with"], tuple(one.theirs["held"]))
            found[one.record_id, one.field].append(held)
    return found


def open_conflicts(session: Session, ids: Collection[UUID] | None = None) -> list[FieldConflict]:
    """Conflicts that nobody has decided, oldest first; of these records, or of all."""
    query = (
        select(FieldConflict)
        .where(FieldConflict.deleted_at.is_(None), FieldConflict.verdict.is_(None))
        .order_by(FieldConflict.created_at, FieldConflict.id)
    )
    if ids is None:
        return list(session.scalars(query))
    found: list[FieldConflict] = []
    for some in chunks(sorted(ids)):
        found += session.scalars(query.where(FieldConflict.record_id.in_(some)))
        session.expunge_all()
    return found


def open_conflict_count(session: Session) -> int:
    """How many fields wait for a decision."""
    query = select(func.count()).where(
        FieldConflict.deleted_at.is_(None), FieldConflict.verdict.is_(None)
    )
    return session.scalar(query) or 0


# -- numbers, packets --------------------------------------------------------------------------
def numbers(session: Session, kind: type[Record]) -> dict[tuple[str, int], UUID]:
    """The short numbers that are given, by prefix ("" where there is none) and number."""
    table = table_of(kind)
    if "prefix" in table.c:
        query = select(table.c.prefix, table.c.serial, table.c.id)
        return {(prefix, serial): one for prefix, serial, one in session.execute(query)}
    plain = select(table.c.serial, table.c.id)
    return {("", serial): one for serial, one in session.execute(plain)}


@lru_cache(maxsize=64)
def unique_columns(kind: type[Record]) -> tuple[tuple[str, ...], ...]:
    """The fields that no two records outside the trash may share, short numbers aside."""
    table = table_of(kind)
    found = [tuple(c.name for c in index.columns) for index in table.indexes if index.unique]
    for constraint in table.constraints:
        columns = tuple(c.name for c in getattr(constraint, "columns", ()))
        if type(constraint).__name__ == "UniqueConstraint" and "serial" not in columns:
            found.append(columns)
    return tuple(found)


def taken_values(
    session: Session, kind: type[Record], columns: tuple[str, ...]
) -> dict[tuple[Any, ...], UUID]:
    """What stands in such fields now, and in which record; the trash counts where it must."""
    table = table_of(kind)
    query = select(table.c.id, *(table.c[name] for name in columns))
    if any(tuple(c.name for c in index.columns) == columns for index in table.indexes):
        query = query.where(table.c.deleted_at.is_(None))
    return {tuple(row[1:]): row[0] for row in session.execute(query)}


def packet_named(session: Session, packet: UUID, way: PacketWay) -> Packet | None:
    """The packet with this id of its own, unless taking it in was undone."""
    query = select(Packet).where(
        Packet.packet == packet, Packet.way == way, Packet.deleted_at.is_(None)
    )
    return session.scalars(query).first()


def highest_sequence(session: Session, way: PacketWay, station: UUID | None = None) -> int:
    """The greatest number of a packet that was sent, or that came from a station; 0 if none.

    What was sent stays counted; what was taken in and undone does not.
    """
    query = select(func.max(Packet.sequence)).where(Packet.way == way)
    if way is PacketWay.RECEIVED:
        query = query.where(Packet.deleted_at.is_(None), Packet.station_id == station)
    return session.scalar(query) or 0


def packet_log(session: Session) -> list[Packet]:
    """All packets, the newest first."""
    query = select(Packet).where(Packet.deleted_at.is_(None))
    return list(session.scalars(query.order_by(Packet.created_at.desc(), Packet.id.desc())))


def last_exchange(session: Session, station: UUID) -> int:
    """The number of the action that last noted a packet from or to this station; 0 if none."""
    known = [
        one.id for one in packet_log(session)
        if one.station_id == station or station.hex in one.stations
    ]  # fmt: skip
    table = change_table.c
    highest = 0
    for some in chunks(known):
        query = select(func.max(table.action)).where(
            table.record_kind == Packet.__tablename__, table.field == CREATED,
            table.record_id.in_(some),
        )  # fmt: skip
        highest = max(highest, session.scalar(query) or 0)
    return highest
