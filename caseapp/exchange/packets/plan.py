"""What a packet would do to this vault: new, changed, conflicting, kept, refused.

`Differences` goes through a packet in portions and makes the records that would be saved. The
preview keeps only what it tells; taking the packet in goes the same way again and saves them.
So both see the same, and neither holds the whole packet in memory.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import islice
from typing import Any, Final
from uuid import UUID

from caseapp.domain.vocabulary import ConflictVerdict
from caseapp.exchange.packets.comparing import Outcome, outcome
from caseapp.exchange.packets.kinds import compared_fields, is_whole
from caseapp.exchange.packets.lines import Line, digest, held_before
from caseapp.exchange.packets.receiving import Received
from caseapp.exchange.packets.settling import (
    IS_NOT_WHOLE,
    STANDS_ALREADY,
    Clashes,
    Numbers,
    settle,
)
from caseapp.store.giving_way import give_way
from caseapp.store.queries.packets import (
    Before,
    HeldElsewhere,
    decided_against,
    earlier_values,
    held_elsewhere,
    last_exchange,
    open_conflicts,
    records_of,
    reference_fields,
)
from caseapp.store.records import Attachment, FieldConflict, Record, utc_now
from caseapp.store.records.values import defaults, differ, field_names, is_blank, to_json

PORTION: Final = 500
MOST_TOLD: Final = 1000
"""Differences of each sort that a preview holds; the rest is counted."""
_TRASH: Final = "deleted_at"
_NEW_FILE: Final = b"\0" * 32

Elsewhere = Mapping[tuple[UUID, str], list[HeldElsewhere]]
"""By record and field: see `held_elsewhere`."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of one record: what stands here and what the packet says, as JSON values."""

    kind: str
    id: UUID
    field: str
    mine: Any = dataclasses.field(repr=False)
    theirs: Any = dataclasses.field(repr=False)


@dataclass(frozen=True, slots=True)
class Renumbered:
    """A new record that has another short number here: `theirs` was taken."""

    kind: str
    id: UUID
    prefix: str
    theirs: int
    ours: int


@dataclass(frozen=True, slots=True)
class Refused:
    """A record that stays out, and the sentence that says why."""

    kind: str
    id: UUID
    why: str


@dataclass(slots=True)
class Told:
    """What is told of a packet before it is taken in. Counts are by kind."""

    new: Counter[str] = dataclasses.field(default_factory=Counter)
    changed: Counter[str] = dataclasses.field(default_factory=Counter)
    trashed: Counter[str] = dataclasses.field(default_factory=Counter)
    changes: list[Difference] = dataclasses.field(default_factory=list)
    conflicts: list[Difference] = dataclasses.field(default_factory=list)
    conflict_count: int = 0
    decided: int = 0
    """Fields that differ and on which somebody decided here already: ours stays."""
    waiting: int = 0
    """Conflicts that are known here and still wait for a decision."""
    settled: int = 0
    """Conflicts that the other side has settled meanwhile."""
    kept: int = 0
    """Fields of which this vault has the newer value."""
    numbers: list[Renumbered] = dataclasses.field(default_factory=list)
    refused: list[Refused] = dataclasses.field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Nothing would be written."""
        counts = self.conflict_count, self.settled
        return not (self.new or self.changed or self.trashed or any(counts))


class Differences:
    """A packet beside a vault, portion by portion, in one session."""

    def __init__(self, session: Any, received: Received, packet_id: UUID) -> None:
        self.told = Told()
        self._session, self._received, self._packet_id = session, received, packet_id
        self._settled = settle(session, received.outline)
        self._clashes, self._numbers = Clashes(session), Numbers(session)
        self._since = last_exchange(session, received.station.id)

    def portions(self) -> Iterator[list[Record]]:
        """The records to save, in lists; what is told of them stands in `told` by then."""
        lines = self._read_lines()
        while some := list(islice(lines, PORTION)):
            records: list[Record] = []
            for kind in dict.fromkeys(line.kind for line in some):
                records += self._of_kind(kind, [line for line in some if line.kind is kind])
            if records:
                yield records

    def _read_lines(self) -> Iterator[Line]:
        for line in self._received.read_lines():
            give_way(self._session)
            yield line

    def _of_kind(self, kind: type[Record], lines: Sequence[Line]) -> Iterator[Record]:
        here = {one.id: one for one in records_of(self._session, kind, [line.id for line in lines])}
        for line in lines:
            give_way(self._session)
            if line.id not in here and not line.gone:
                for record in self._made(line):
                    yield record
                    yield from self._held_elsewhere(line, Before({}, 0), {})
        both = [line for line in lines if line.id in here]
        unlike = {line.id: self._unlike(here[line.id], line) for line in both}
        ids = [line.id for line in both if unlike[line.id] or line.was]
        before = earlier_values(self._session, kind.__tablename__, ids)
        against = decided_against(self._session, ids)
        elsewhere = held_elsewhere(self._session, ids)
        waiting = open_conflicts(self._session, [line.id for line in both])
        for line in both:
            known = before.get(line.id, Before({}, 0))
            open_here = [one for one in waiting if one.record_id == line.id]
            new_to_us = list(self._held_elsewhere(line, known, elsewhere))
            if unlike[line.id] or open_here:
                yield from self._merged(
                    here[line.id], line, unlike[line.id], known, against, elsewhere, open_here
                )
            yield from new_to_us

    # -- new records -----------------------------------------------------------------------
    def _made(self, line: Line) -> Iterator[Record]:
        name = line.kind.__tablename__
        why = self._settled.refused.get(line.id)
        if why is not None:
            self._refuse(name, line.id, why)
            return
        values = {
            name: one for name, one in line.values.items() if not self._leads_nowhere(line, name)
        }
        if line.kind is Attachment:
            values["key"] = _NEW_FILE
        record = line.kind(id=line.id, **values)
        if not is_whole(record):
            self._refuse(name, line.id, IS_NOT_WHOLE)
            return
        if hasattr(record, "serial"):
            theirs = self._numbers.give(record)
            if theirs is not None:
                prefix, ours = getattr(record, "prefix", ""), record.serial
                self._tell(self.told.numbers, Renumbered(name, line.id, prefix, theirs, ours))
        self.told.new[name] += 1
        yield record

    def _leads_nowhere(self, line: Line, name: str) -> bool:
        target = reference_fields(line.kind).get(name)
        value = line.values[name]
        return (
            target is not None and value is not None
            and value not in self._settled.known.get(target, ())
        )  # fmt: skip

    # -- records that are here -------------------------------------------------------------
    def _unlike(self, mine: Record, line: Line) -> list[str]:
        """The fields in which both differ and that could be taken over."""
        fields = compared_fields(line.kind) & line.told.keys()
        found = [
            name for name in field_names(line.kind)
            if name in fields and differ(to_json(getattr(mine, name)), line.told[name])
        ]  # fmt: skip
        if _TRASH in found and mine.deleted_at is not None and line.gone:
            found.remove(_TRASH)
        return [name for name in found if not self._leads_nowhere(line, name)]

    def _merged(
        self,
        mine: Record,
        line: Line,
        unlike: Sequence[str],
        before: Before,
        against: dict[tuple[UUID, str], list[Any]],
        elsewhere: Elsewhere,
        open_here: Sequence[FieldConflict],
    ) -> Iterator[Record]:
        kind = line.kind.__tablename__
        taken: list[Difference] = []
        fought: list[Difference] = []
        for name in unlike:
            one = Difference(kind, line.id, name, to_json(getattr(mine, name)), line.told[name])
            if one.theirs in against.get((line.id, name), ()):
                self.told.decided += 1
                continue
            match self._outcome(line, before, elsewhere.get((line.id, name), ()), one):
                case Outcome.TAKE:
                    taken.append(one)
                case Outcome.CONFLICT:
                    fought.append(one)
                case _:
                    self.told.kept += 1
        yield from self._changed(mine, line, taken, before)
        yield from self._settled_elsewhere(mine, line, open_here)
        for one in fought:
            known = any(
                w.field == one.field and not differ(w.theirs.get("value"), one.theirs)
                for w in open_here
            )
            if known:
                self.told.waiting += 1
            else:
                yield self._conflict(one, line.at)

    def _outcome(
        self, line: Line, before: Before, elsewhere: Sequence[HeldElsewhere], one: Difference
    ) -> Outcome:
        if before.undone:
            return Outcome.KEEP if line.gone else Outcome.TAKE
        values = before.values.get(one.field, ())
        if not (values or elsewhere or line.was.get(one.field)):
            # Nobody ever changed it: where it says nothing, it was not told when it came.
            if _unsaid(line.kind, one.field, one.mine):
                return Outcome.TAKE
            if _unsaid(line.kind, one.field, one.theirs):
                return Outcome.KEEP
        told = partial(digest, line.id, one.field)
        held = held_before(line.id, one.field, values, one.mine, elsewhere)
        theirs_held = [told(None)] if line.gone else list(line.was.get(one.field, ()))
        found = outcome(told(one.mine), held, told(one.theirs), theirs_held)
        if line.gone and found is Outcome.TAKE and before.last > self._since:
            return Outcome.CONFLICT  # it was worked on here since these stations last met
        return found

    def _changed(
        self, mine: Record, line: Line, taken: Sequence[Difference], before: Before
    ) -> Iterator[Record]:
        kept = {one.field: getattr(mine, one.field) for one in taken}
        for one in taken:
            setattr(mine, one.field, line.values[one.field])
        if not taken:
            return
        why = IS_NOT_WHOLE if not is_whole(mine) else ""
        if not why and self._clashes.with_another(mine):
            why = STANDS_ALREADY
        if why:
            for name, value in kept.items():
                setattr(mine, name, value)
            self._refuse(line.kind.__tablename__, line.id, why)
            return
        told = self.told
        goes = mine.deleted_at is not None and _TRASH in kept
        count = told.new if before.undone else told.trashed if goes else told.changed
        count[line.kind.__tablename__] += 1
        for one in () if before.undone else taken:
            self._tell(told.changes, one)
        yield mine

    def _settled_elsewhere(
        self, mine: Record, line: Line, waiting: Sequence[FieldConflict]
    ) -> Iterator[Record]:
        """Open conflicts whose value the other side gave up, or which stands here by now."""
        for one in waiting:
            value = one.theirs.get("value")
            given_up = digest(line.id, one.field, value) in line.was.get(one.field, ())
            stands = not differ(value, to_json(getattr(mine, one.field)))
            if stands or (given_up and differ(value, line.told.get(one.field))):
                one.verdict = ConflictVerdict.THEIRS if stands else ConflictVerdict.OURS
                one.decided_by = self._received.station.name
                self.told.settled += 1
                yield one

    def _held_elsewhere(
        self, line: Line, before: Before, elsewhere: Elsewhere
    ) -> Iterator[FieldConflict]:
        """What a record held at other stations and never here: kept for whoever still has it."""
        for name in compared_fields(line.kind) & line.was.keys() & line.told.keys():
            came_with = digest(line.id, name, line.told[name])
            ours = {digest(line.id, name, value) for value in before.values.get(name, ())}
            known = {one for held in elsewhere.get((line.id, name), ()) for one in held.digests}
            held = [one for one in line.was[name] if one not in ours | known | {came_with}]
            if held:
                yield FieldConflict(
                    kind=line.kind.__tablename__, record_id=line.id, field=name,
                    theirs={"held": held, "came_with": came_with}, packet_id=self._packet_id,
                    changed_at=min(line.at, utc_now()), changed_by=self._received.station.name,
                    verdict=ConflictVerdict.THEIRS,
                )  # fmt: skip

    def _conflict(self, one: Difference, at: datetime) -> FieldConflict:
        self.told.conflict_count += 1
        self._tell(self.told.conflicts, one)
        return FieldConflict(
            kind=one.kind, record_id=one.id, field=one.field, theirs={"value": one.theirs},
            packet_id=self._packet_id, changed_at=min(at, utc_now()),
            changed_by=self._received.station.name,
        )  # fmt: skip

    # -- telling ---------------------------------------------------------------------------
    def _refuse(self, kind: str, one: UUID, why: str) -> None:
        self._tell(self.told.refused, Refused(kind, one, why))

    @staticmethod
    def _tell(told: list[Any], one: object) -> None:
        if len(told) < MOST_TOLD:
            told.append(one)


def _unsaid(kind: type[Record], name: str, value: Any) -> bool:
    """Whether a field holds what it holds in a record of which nothing is told."""
    return name != _TRASH and (is_blank(value) or not differ(value, defaults(kind).get(name)))
