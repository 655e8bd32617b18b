"""Consents as people give them: one talk, one form, answers for several audiences.

The store keeps a record for each audience. Those that were given together, by the same
person, in the same form, for the same time, are one set here. Qt-free, reads records.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from caseapp.domain.consent import ConsentOnRecord, Giver, GroundCode, life
from caseapp.domain.consent_matrix import Cell
from caseapp.domain.dates import UncertainDate
from caseapp.domain.vocabulary import ConsentAnswer, InfoClass
from caseapp.store.records import Consent

Scope = tuple[UUID | None, UUID | None]
"""Whom a consent concerns: contact and detainee."""


class SetState(StrEnum):
    """How it stands with a consent today."""

    IN_FORCE = "in_force"
    LATER = "later"
    UNDATED = "undated"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


_STATES = {
    GroundCode.WITHDRAWN: SetState.WITHDRAWN,
    GroundCode.EXPIRED: SetState.EXPIRED,
    GroundCode.NOT_YET_GIVEN: SetState.LATER,
    GroundCode.UNDATED: SetState.UNDATED,
}
_ORDER = tuple(SetState)


@dataclass(frozen=True, slots=True)
class ConsentSet:
    """Records of one giving, by number; at least one."""

    records: tuple[Consent, ...]

    @property
    def first(self) -> Consent:
        """The record that says how it was given; the others say the same."""
        return self.records[0]

    @property
    def ids(self) -> tuple[UUID, ...]:
        return tuple(record.id for record in self.records)

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(record.serial for record in self.records)

    @property
    def scope(self) -> Scope:
        return self.first.about_contact_id, self.first.about_detainee_id

    @property
    def is_withdrawn(self) -> bool:
        return bool(self.first.withdrawn.text) or not self.first.withdrawn.is_unknown

    @property
    def evidence(self) -> tuple[UUID, ...]:
        """Files that prove it, each once."""
        return tuple(dict.fromkeys(r.evidence_id for r in self.records if r.evidence_id))

    def answers(self) -> dict[Cell, ConsentAnswer]:
        """What was answered; what is no known answer counts as a refusal, as on paper."""
        known = {member.value: member for member in ConsentAnswer}
        return {
            (record.audience, InfoClass(code)): known.get(answer, ConsentAnswer.WITHHOLD)
            for record in self.records
            for code, answer in record.answers.items()
            if code in set(InfoClass)
        }

    def state(self, today: date) -> SetState:
        """How it stands on a day."""
        first = self.first
        ground = life(
            ConsentOnRecord(
                number=first.serial, giver=Giver.SELF, audience=first.audience, answers={},
                given=first.given, until=first.until, withdrawn=first.withdrawn,
            ),
            today,
        )  # fmt: skip
        return _STATES[ground.code] if ground else SetState.IN_FORCE

    def is_open(self, today: date) -> bool:
        """Whether its answers can still be changed: what is over is read only."""
        return self.state(today) not in (SetState.EXPIRED, SetState.WITHDRAWN)


def consent_sets(records: Iterable[Consent], today: date) -> list[ConsentSet]:
    """The records in sets: those in force first, the newest of each state first."""
    groups: dict[tuple[object, ...], list[Consent]] = {}
    for record in sorted(records, key=lambda r: r.serial):
        groups.setdefault(_key(record), []).append(record)
    sets = [ConsentSet(tuple(group)) for group in groups.values()]
    newest = sorted(sets, key=lambda s: _day(s.first.given), reverse=True)
    return sorted(newest, key=lambda s: _ORDER.index(s.state(today)))


def sets_of(sets: Sequence[ConsentSet], scope: Scope) -> list[ConsentSet]:
    """Those that concern these people, in the same order."""
    return [one for one in sets if one.scope == scope]


def _key(record: Consent) -> tuple[object, ...]:
    return (
        record.giver_contact_id, record.giver_detainee_id, record.guardian_name,
        record.about_contact_id, record.about_detainee_id, record.form,
        record.given.text, record.until.text, record.withdrawn.text,
    )  # fmt: skip


def _day(value: UncertainDate) -> date:
    return value.earliest or value.latest or date.min
