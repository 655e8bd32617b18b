"""The records that one intake makes, found again by their keys.

Every record of an intake has a key that follows from the intake's own: so that going on with
it, or doing again what was undone, meets the same records and never makes them twice. Knows
the vault's records and no rule of what is typed where.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property, partial
from typing import Any, TypeVar
from uuid import UUID

from caseapp.domain.dates import UncertainDate, read_date
from caseapp.domain.vocabulary import (
    Audience,
    CaseKind,
    ExcerptKind,
    SourceKind,
    TestimonyForm,
)
from caseapp.i18n import N_, translator
from caseapp.store.queries.cases import new_case_prefix
from caseapp.store.queries.intakes import named_elsewhere, records_by_id
from caseapp.store.records import (
    Citation,
    Consent,
    Contact,
    Detainee,
    Event,
    Excerpt,
    Identifier,
    Intake,
    Kinship,
    NameForm,
    Record,
    Source,
    utc_now,
)
from caseapp.store.vault import Vault

R = TypeVar("R", bound=Record)

CASE, NAME, CHINESE, DOCUMENT, EVENT = "case", "name", "chinese", "document", "event"
TELLER, TELLER_NAME, KINSHIP, SOURCE = "teller", "teller-name", "kinship", "source"
PASSAGES = ("who", "private", "what")
"""Excerpts of the testimony, apart, because what bears on a withheld claim is not quoted."""

CITED = {
    "names": "who", "description": "who", "birth": "who", "home_place": "who",
    "identifiers": "private", "home_address": "private", "event": "what",
}  # fmt: skip
"""Each claim that an intake makes, and the passage that stands behind it."""

AUDIENCES = (
    Audience.HOST_STATE, Audience.UNITED_NATIONS, Audience.DETAINING_STATE, Audience.PRESS,
    Audience.PUBLIC,
)  # fmt: skip

KINDS: Mapping[str, type[Record]] = {
    CASE: Detainee, NAME: NameForm, CHINESE: NameForm, DOCUMENT: Identifier, EVENT: Event,
    TELLER: Contact, TELLER_NAME: NameForm, KINSHIP: Kinship, SOURCE: Source,
    **dict.fromkeys((f"passage-{name}" for name in PASSAGES), Excerpt),
    **dict.fromkeys((f"cite-{name}" for name in CITED), Citation),
    **dict.fromkeys((f"consent-{audience.value}" for audience in AUDIENCES), Consent),
}  # fmt: skip
"""Parts of an intake and what kind of record each one is."""


_STAMP = (1 << 48) - 1 << 80
_VERSION = 0x7 << 76 | 0x2 << 62
_LOW = (1 << 62) - 1


def part_id(intake_id: UUID, part: str) -> UUID:
    """The key of one part: the intake's moment, a hash for the rest (RFC 9562 section 5.7)."""
    whole = intake_id.int
    digest = hashlib.sha256(whole.to_bytes(16, "big") + part.encode()).digest()
    tail = int.from_bytes(digest[:10], "big")
    return UUID(int=whole & _STAMP | _VERSION | tail >> 68 << 64 | tail & _LOW)


class Desk:
    """Who takes an intake, when, and in which language of the screen."""

    def __init__(self, language: str, taken_by: str = "", today: date | None = None) -> None:
        self.language, self.taken_by = language, taken_by
        self.today = today or date.today()
        self.t = translator(language)
        self.labels = translator(language, "dossier")

    @property
    def day(self) -> UncertainDate:
        return read_date(self.today.isoformat())


class Visit:
    """One intake with its records, as they stand in the vault or are about to.

    `case` is the case that the intake is about, `told` the one that it made itself: another
    only after somebody said that both are one person. `contact` is who tells.
    """

    def __init__(
        self, intake: Intake, parts: dict[str, Record], case: Detainee, contact: Contact | None,
        names: list[NameForm],
    ) -> None:  # fmt: skip
        """`names` are the spellings of the contact, if it is known from before."""
        self.intake, self.case, self._parts = intake, case, parts
        self._contact, self._names = contact, names
        self._is_needed: Callable[[], bool] = lambda: False

    # -- reading -----------------------------------------------------------------------------
    @classmethod
    def load(cls, vault: Vault, intake_id: UUID) -> Visit | None:
        """The intake with that key, outside the trash."""
        intake = vault.get(Intake, intake_id)
        if intake is None or intake.deleted_at is not None:
            return None
        wanted = {part_id(intake_id, part): kind for part, kind in KINDS.items()}
        found = vault.read(lambda session: records_by_id(session, wanted))
        parts = {p: found[key] for p in KINDS if (key := part_id(intake_id, p)) in found}
        case = parts.get(CASE)
        if case is None or case.id != intake.detainee_id:
            case = vault.get(Detainee, intake.detainee_id)
        assert isinstance(case, Detainee)
        contact, names = None, []
        if intake.contact_id is not None and intake.contact_id != part_id(intake_id, TELLER):
            contact = vault.get(Contact, intake.contact_id)
            names = vault.all(NameForm, contact_id=intake.contact_id)
        visit = cls(intake, parts, case, contact, names)
        own = {intake_id, *(part_id(intake_id, part) for part in KINDS)}
        teller = part_id(intake_id, TELLER)
        needed = partial(named_elsewhere, contact_id=teller, own=own)
        visit._is_needed = lambda: vault.read(needed)
        return visit

    @classmethod
    def begin(cls, vault: Vault, intake_id: UUID, desk: Desk) -> Visit:
        """A new intake with a case of its own; nothing is saved yet."""
        case = Detainee(id=part_id(intake_id, CASE), prefix=vault.read(new_case_prefix),
                        kind=CaseKind.PERSON, written_in=desk.language)  # fmt: skip
        intake = Intake(id=intake_id, detainee_id=case.id, taken_by=desk.taken_by)
        return cls(intake, {CASE: case}, case, None, [])

    @property
    def told(self) -> Detainee:
        """What was told of the person; after a joining the case that was left behind."""
        own = self._parts.get(CASE)
        return own if isinstance(own, Detainee) else self.case

    @property
    def own(self) -> bool:
        """Whether the case is the one that this intake made."""
        return self.case.id == part_id(self.intake.id, CASE)

    @property
    def contact(self) -> Contact | None:
        """Who tells: a known contact, or the one that this intake made."""
        return self._contact or self.alive(Contact, TELLER)

    @property
    def contact_name(self) -> str:
        if self._contact is not None:
            return self._names[0].text if self._names else ""
        name = self.alive(NameForm, TELLER_NAME)
        return name.text if name else ""

    def meet(self, contact: Contact | None, names: list[NameForm]) -> None:
        """Another contact tells, known from before; None: one that this intake makes."""
        self._contact, self._names = contact, names

    # -- parts -------------------------------------------------------------------------------
    def key(self, part: str) -> UUID:
        return part_id(self.intake.id, part)

    def ever(self, kind: type[R], part: str) -> R | None:
        """A part, also from the trash."""
        found = self._parts.get(part)
        assert found is None or isinstance(found, kind)
        return found

    def alive(self, kind: type[R], part: str) -> R | None:
        """A part that is not in the trash."""
        found = self.ever(kind, part)
        return found if found is not None and found.deleted_at is None else None

    def want(self, of: type[R], part: str, /, **made: Any) -> R:
        """A part, taken out of the trash or made with these values."""
        found = self.ever(of, part)
        if found is None:
            found = of(id=self.key(part), **made)
            self._parts[part] = found
        found.deleted_at = None
        return found

    def drop(self, part: str) -> None:
        """Put a part in the trash; one never saved is forgotten. Who tells here stays as long as
        he or she tells of others, too."""
        found = self._parts.get(part)
        if found is None or (part in (TELLER, TELLER_NAME) and part in self.needed):
            return
        if found.version == 0:
            del self._parts[part]
        else:
            found.deleted_at = found.deleted_at or utc_now()

    @cached_property
    def needed(self) -> frozenset[str]:
        """Parts that records of others name: the teller of one more of the family."""
        own = self.alive(Contact, TELLER)
        is_needed = own is not None and own.version > 0 and self._is_needed()
        return frozenset({TELLER, TELLER_NAME}) if is_needed else frozenset()

    def records(self) -> list[Record]:
        """Everything to save; what does not differ, the store leaves alone."""
        records = [self.intake, *self._parts.values()]
        records += [one for one in (self.case, self._contact) if one is not None]
        return list({record.id: record for record in records}.values())


def make_source(visit: Visit, desk: Desk) -> Source:
    """The testimony that this intake is, so that what was told has a source."""
    return visit.want(
        Source, SOURCE, kind=SourceKind.TESTIMONY, testimony_form=TestimonyForm.ORAL,
        title=desk.t(N_("Told at the office")), dated=desk.day, captured=desk.day,
        captured_by=desk.taken_by, written_in=desk.language,
        language=desk.language.partition("_")[0],
    )  # fmt: skip


def make_passage(visit: Visit, name: str, source: Source, desk: Desk) -> Excerpt:
    """One passage of the testimony: a summary in the words of whoever takes the intake."""
    return visit.want(
        Excerpt, f"passage-{name}", source_id=source.id, kind=ExcerptKind.SUMMARY,
        sensitive=name == "private", written_in=desk.language,
        language=desk.language.partition("_")[0],
    )  # fmt: skip
