"""Decided before a page is worded: who is named where, who is left out, what is protected.

Free text can name anybody, so the names that may not be shown must be known before the
first narrative is read. Decides on records; words nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from uuid import UUID

from caseapp.disclosure.evidence import Evidence
from caseapp.disclosure.exempt import Exempt, Exemptions
from caseapp.disclosure.finder import Finder
from caseapp.disclosure.gate import Gate
from caseapp.disclosure.grants import GrantBook, is_minor
from caseapp.disclosure.left_out import NOTHING, LeftOut
from caseapp.disclosure.occurring import Occurring, texts_in
from caseapp.disclosure.protected import Kind, Secret, name_parts
from caseapp.domain.consent import Decision, Ground, GroundCode, refused
from caseapp.domain.kinship import CHILD_RELATIONS, names_nobody
from caseapp.domain.names.scripts import index_tokens
from caseapp.domain.vocabulary import Audience, CaseKind, InfoClass
from caseapp.store.casefile import AppealFile
from caseapp.store.queries.strangers import Strangers
from caseapp.store.records import Contact, Detainee, Kinship, NameForm, Signatory

NAME_FIELDS = ("name", "names")
"""How a citation calls the claim that a person bears this name."""

NAMING = frozenset({InfoClass.DETAINEE_IDENTIFIERS, InfoClass.EXACT_ADDRESS, InfoClass.PHOTO})
"""Classes that tell who a person is whose name is withheld."""


class Plan:
    """Names shown, cases left out, and the finder of what free text may not say."""

    def __init__(
        self,
        file: AppealFile,
        gate: Gate,
        book: GrantBook,
        evidence: Evidence,
        by_office: LeftOut = NOTHING,
    ) -> None:
        self.file = file
        self.gate = gate
        self.book = book
        self.evidence = evidence
        self.cases = [file.detainees[p.detainee_id] for p in file.persons]
        self.persons = frozenset(case.id for case in self.cases)
        self.photos_left_out = by_office.photos
        self._named: dict[UUID, Decision] = {}
        self.left_out: dict[UUID, Ground] = {}
        for case in self.cases:
            decision = self._case_shown(case)
            if not decision.shown:
                self.left_out[case.id] = decision.ground
            elif case.id in by_office.persons:
                self.left_out[case.id] = Ground(GroundCode.LEFT_OUT)
        self.exemptions = Exemptions(file, gate, book, self._stands_named, self.name_hidden)

    # -- names -----------------------------------------------------------------------------
    def is_published(self, detainee_id: UUID) -> bool:
        """A public source tells this person's name."""
        forms = self.file.names.get(detainee_id, ())
        sources = {form.source_id for form in forms}
        for name in NAME_FIELDS:
            sources |= {c.source.id for c in self.evidence.of_field(detainee_id, name)}
        return any(s in self.file.sources and self.file.sources[s].published for s in sources if s)

    def detainee_name(self, detainee_id: UUID) -> Decision:
        """May this person's name be shown, in any script?"""
        known = self._named.get(detainee_id)
        if known is None:
            known = self._named[detainee_id] = self.gate.decide(
                InfoClass.DETAINEE_NAME,
                [self.book.detainee(detainee_id)],
                published=self.is_published(detainee_id),
            )
        return known

    def _stands_named(self, case: UUID) -> bool:
        return case not in self.left_out and self.detainee_name(case).shown

    def name_hidden(self, detainee_id: UUID) -> bool:
        """The person has a name and this copy may not tell it.

        Then nothing that tells it in another way may stand: numbers, address, photo, the
        names of relatives.
        """
        record = self.file.detainees[detainee_id]
        has_name = bool(self.file.names.get(detainee_id)) and record.kind is CaseKind.PERSON
        return has_name and not self.detainee_name(detainee_id).shown

    def refuses(self, contact_id: UUID, info_class: InfoClass) -> bool:
        """Did a contact withhold a class of his or her own from this audience, in any case?"""
        spoken_of = self.book.spoken_of(contact_id) & self.persons
        return any(
            refused(info_class, self.gate.audience, person, self.gate.today)
            for person in (self.book.contact(contact_id, case) for case in (None, *spoken_of))
        )

    def is_child(self, kinship: Kinship) -> bool:
        """A child, by age or by what it is to the detainee; in doubt a child."""
        return is_minor(kinship.birth, self.gate.today) or (
            kinship.relation in CHILD_RELATIONS and kinship.contact_id is None
        )

    def kin_name(self, kinship: Kinship, case: UUID) -> Decision:
        """May a relative who has no file be named?"""
        child = self.is_child(kinship)
        info_class = InfoClass.CHILDREN if child else InfoClass.OTHER_RELATIVES
        return self.gate.decide(info_class, [self.book.kin(kinship, case, child=child)])

    def names_untold_kin(self, text: str, case: UUID) -> bool:
        """Is this the name, or a word of the name, of a relative who may not be named?"""
        key = _key(text)
        return bool(key) and key in self._untold_kin.get(case, ())

    @cached_property
    def _untold_kin(self) -> dict[UUID, set[str]]:
        """By case: the names of relatives without a file who may not be named, and their words."""
        found: dict[UUID, set[str]] = {}
        for kinship in self.file.kinships:
            if kinship.of_detainee_id is not None:
                names = (_key(secret.text) for secret in self._of_kin(kinship))
                found.setdefault(kinship.of_detainee_id, set()).update(names)
        return found

    # -- cases left out ----------------------------------------------------------------------
    def _case_shown(self, case: Detainee) -> Decision:
        """Does the case stand in this copy?

        Before the detaining state a person who may not be named is left out whole: a sheet
        without the name would still tell who it is. An unnamed person or group stands on
        what may be told of it.
        """
        named = self.file.names.get(case.id, ())
        if case.kind is CaseKind.PERSON and named:
            decision = self.detainee_name(case.id)
            stands = self.gate.audience is not Audience.DETAINING_STATE
            return Decision(True, decision.ground) if stands else decision
        events = self.file.events.get(case.id, ())
        decisions = [self.evidence.event_shown(event) for event in events]
        described = [c.content for c in self.evidence.of_field(case.id, "description")]
        decisions += described
        if not decisions:
            decisions = [self.evidence.unsourced(case.id)]
        return next((d for d in decisions if d.shown), decisions[0])

    # -- what free text may not say ----------------------------------------------------------
    @cached_property
    def finder(self) -> Finder:
        return Finder(self.secrets)

    def exempt(self, case: UUID | None) -> Exempt:
        """Whom a text of this case may name; None stands for one of the whole appeal."""
        return self.exemptions.of(frozenset((case,)))

    @cached_property
    def secrets(self) -> tuple[Secret, ...]:
        """Every string that a text of this copy may not hold unless its owner is exempt."""
        if self.gate.is_office:
            return ()
        found: list[Secret] = []
        for detainee in self.file.detainees.values():
            found += self._of_detainee(detainee)
        for contact in self.file.contacts.values():
            found += self._of_contact(contact)
        for kinship in self.file.kinships:
            found += self._of_kin(kinship)
        for signatory in self.file.signatories:
            found += _of_signatory(signatory)
        found += self._of_strangers()
        found += self._barred_words()
        free = self._free_texts()
        return tuple(
            secret
            for secret in dict.fromkeys(found)
            if secret.text.strip()
            and (secret.kind not in (Kind.EXACT, Kind.NUMBER) or _key(secret.text) not in free)
        )

    def _free_texts(self) -> set[str]:
        """Texts that somebody else shows on purpose: two people may share an address."""
        texts = [
            *self.file.appeal.organisation.values(),
            *(text for _, to in self.file.addressees for text in to.address.values()),
            *(text for _, to in self.file.addressees for text in (to.phone, to.email)),
        ]
        for detainee in self.cases:
            if detainee.id in self.left_out or self.name_hidden(detainee.id):
                continue
            grants = [self.book.detainee(detainee.id)]
            own = {
                InfoClass.DETAINEE_IDENTIFIERS: [
                    i.number for i in self.file.identifiers.get(detainee.id, ())
                ],
                InfoClass.EXACT_ADDRESS: _wordings(detainee, "home_address"),
                InfoClass.HEALTH: _wordings(detainee, "health"),
            }
            for info_class, values in own.items():
                if self.gate.decide(info_class, grants).shown:
                    texts += values
        plain = [v for text in texts for v in (text.values() if isinstance(text, dict) else [text])]
        return {_key(text) for text in plain}

    def _of_detainee(self, detainee: Detainee) -> Iterator[Secret]:
        owner, grants = detainee.id, [self.book.detainee(detainee.id)]
        if owner in self.left_out:
            yield Secret(detainee.case_number, InfoClass.DETAINEE_NAME, owner, Kind.EXACT)
        hidden = owner in self.left_out
        unnamed = hidden or self.name_hidden(owner)
        if hidden or not self.detainee_name(owner).shown:
            yield from _names(self.file.names.get(owner, ()), InfoClass.DETAINEE_NAME, owner)
        for info_class, texts, kind in (
            (
                InfoClass.DETAINEE_IDENTIFIERS,
                [i.number for i in self.file.identifiers.get(owner, ())],
                Kind.NUMBER,
            ),
            (InfoClass.EXACT_ADDRESS, _wordings(detainee, "home_address"), Kind.EXACT),
            (InfoClass.HEALTH, _sentences(_wordings(detainee, "health")), Kind.EXACT),
        ):
            barred = hidden or (unnamed and info_class in NAMING)
            if barred or not self.gate.decide(info_class, grants).shown:
                yield from (Secret(text, info_class, owner, kind) for text in texts)
        for text in _sentences(_wordings(detainee, "restricted_notes")):
            yield Secret(text, InfoClass.TESTIMONY, owner, Kind.EXACT)

    def _of_contact(self, contact: Contact) -> Iterator[Secret]:
        owner = contact.id
        yield from _names(self.file.names.get(owner, ()), InfoClass.TESTIFIER_NAME, owner)
        details = InfoClass.TESTIFIER_CONTACT
        for number in (*contact.phones, *contact.messengers):
            yield Secret(number, details, None, Kind.NUMBER)
        for text in (contact.email, *_wordings(contact, "address")):
            yield Secret(text, details, None, Kind.EXACT)
        for identifier in self.file.identifiers.get(owner, ()):
            yield Secret(identifier.number, InfoClass.TESTIFIER_IDENTIFIERS, None, Kind.NUMBER)
        for text in _sentences(_wordings(contact, "restricted_notes")):
            yield Secret(text, InfoClass.TESTIMONY, None, Kind.EXACT)

    def _of_kin(self, kinship: Kinship) -> Iterator[Secret]:
        case = kinship.of_detainee_id
        if case is None or not kinship.name or self.kin_name(kinship, case).shown:
            return
        child = self.is_child(kinship)
        info_class = InfoClass.CHILDREN if child else InfoClass.OTHER_RELATIVES
        wordings = _wordings(kinship, "name")
        if names_nobody(wordings):
            return
        for name in wordings:
            if name[:1].islower():
                continue  # in this language it is said in words
            yield Secret(name, info_class, kinship.id, Kind.NAME)
            for part in name_parts(name, ()):
                yield Secret(part, info_class, kinship.id, Kind.PART)

    def _of_strangers(self) -> Iterator[Secret]:
        """Whole names, and numbers, of people of other cases, whoever wrote them here.

        Not a namesake's of somebody of this appeal: for them its own rules hold.
        """
        strangers = self.file.strangers
        if not any((strangers.detainees, strangers.contacts, strangers.numbers, strangers.mail)):
            return
        own = {_key(form.text) for forms in self.file.names.values() for form in forms}
        occurring = Occurring(texts_in(replace(self.file, strangers=Strangers())))
        for info_class, names in (
            (InfoClass.DETAINEE_NAME, strangers.detainees),
            (InfoClass.TESTIFIER_NAME, strangers.contacts),
        ):
            for name in names:
                if not occurring.name(name):
                    continue
                if len(index_tokens(name)) > 1 and _key(name) not in own:
                    yield Secret(name, info_class, None, Kind.NAME)
        for number in filter(occurring.number, strangers.numbers):
            yield Secret(number, InfoClass.TESTIFIER_CONTACT, None, Kind.NUMBER)
        for address in filter(occurring.name, strangers.mail):
            yield Secret(address, InfoClass.TESTIFIER_CONTACT, None, Kind.EXACT)

    def _barred_words(self) -> Iterator[Secret]:
        """Passages of accounts that may not be used, wherever somebody copied them to."""
        for excerpt in self.file.excerpts.values():
            source = self.file.sources[excerpt.source_id]
            if self.evidence.usable_everywhere(source):
                continue
            for text in _sentences([excerpt.text, *excerpt.translations.values()]):
                yield Secret(text, InfoClass.TESTIMONY, None, Kind.EXACT)


def _names(forms: Iterable[NameForm], info_class: InfoClass, owner: UUID) -> Iterator[Secret]:
    """A name in all its spellings, whole and word by word."""
    for form in forms:
        yield Secret(form.text, info_class, owner, Kind.NAME)
        for part in name_parts(form.text, form.parts):
            yield Secret(part, info_class, owner, Kind.PART)


def _of_signatory(signatory: Signatory) -> Iterator[Secret]:
    """Particulars given for signing stand on the signature sheet and in no other text."""
    owner = signatory.contact_id or signatory.id
    yield Secret(signatory.full_name, InfoClass.TESTIFIER_NAME, owner, Kind.NAME)
    yield Secret(signatory.iin, InfoClass.TESTIFIER_IDENTIFIERS, None, Kind.NUMBER)
    yield Secret(signatory.phone, InfoClass.TESTIFIER_CONTACT, None, Kind.NUMBER)
    yield Secret(signatory.address, InfoClass.TESTIFIER_CONTACT, None, Kind.EXACT)


def _key(text: str) -> str:
    """Two texts are one if their words are."""
    return " ".join(index_tokens(str(text)))


def _wordings(record: Detainee | Contact | Kinship, name: str) -> list[str]:
    """A text as written and in every language that it was translated into."""
    return [getattr(record, name), *record.wordings.get(name, {}).values()]


def _sentences(texts: Iterable[str]) -> list[str]:
    """Texts of three words or more: shorter ones are said of anybody."""
    return [text for text in texts if len(index_tokens(text)) >= 3]
