"""Rules of the check about the people of an appeal: consent, risk, evidence, status, photo."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from caseapp.disclosure.grants import AT_RISK
from caseapp.disclosure.left_out import LeftOut
from caseapp.domain.consent import GroundCode
from caseapp.domain.dates import UncertainDate
from caseapp.domain.status import (
    CUSTODY,
    StatusReport,
    derive_status,
    is_overdue,
    release_window,
)
from caseapp.domain.vocabulary import Bearing, CaseKind, InfoClass, Status
from caseapp.domain.waiting import CONSENT_SOON, consent_end, is_unconfirmed
from caseapp.dossier.preflight_findings import Finding, Rule, finding
from caseapp.dossier.preflight_look import Before, Look
from caseapp.store.queries.cases import status_event
from caseapp.store.records import Addressee

_OVER = frozenset(
    {
        GroundCode.WITHDRAWN,
        GroundCode.EXPIRED,
        GroundCode.NOT_YET_GIVEN,
        GroundCode.UNDATED,
    }
)


# -- consent -------------------------------------------------------------------------------------
def consents(look: Look) -> Iterator[Finding]:
    """Persons whom a copy may not name, and why: nobody asked, it ended, somebody refused."""
    for _link, addressee in look.file.addressees:
        before = look.before(addressee)
        for case in look.cases:
            if _by_office(before, case.id):
                continue
            named = case.kind is CaseKind.PERSON and look.file.names.get(case.id)
            left_out = case.id in before.plan.left_out
            if not left_out and not (named and before.plan.name_hidden(case.id)):
                continue
            yield _unnamed(before, addressee, case.id, left_out=left_out)


def _unnamed(before: Before, addressee: Addressee, case: UUID, *, left_out: bool) -> Finding:
    """Whoever was never asked blocks, unless the whole case stays out of the copy anyway."""
    ground = before.plan.left_out.get(case) or before.plan.detainee_name(case).ground
    rule = Rule.LEFT_OUT if left_out else Rule.NAME_WITHHELD
    if ground.code is GroundCode.TO_BE_ASKED:
        rule = Rule.TO_BE_ASKED
    elif ground.code in _OVER:
        rule = Rule.CONSENT_OVER
    elif ground.code is GroundCode.NO_CONSENT and not left_out:
        rule = Rule.NO_CONSENT
    return finding(rule, case=case, addressee=addressee.id, audience=addressee.audience)


def left_by_office(look: Look) -> Iterator[Finding]:
    """What the office leaves out of a copy by its own decision, and copies without anybody."""
    for link, addressee in look.file.addressees:
        before, by_office = look.before(addressee), LeftOut.of(link)
        persons = sum(_by_office(before, case.id) for case in look.cases)
        photos = sum(case.id in by_office.photos for case in look.standing(addressee))
        if persons:
            yield finding(Rule.LEFT_BY_OFFICE, addressee=addressee.id, n=persons)
        if photos:
            yield finding(Rule.PHOTOS_LEFT_BY_OFFICE, addressee=addressee.id, n=photos)
        if look.cases and not any(look.standing(addressee)):
            yield finding(Rule.EMPTY_COPY, addressee=addressee.id)


def _by_office(before: Before, case: UUID) -> bool:
    ground = before.plan.left_out.get(case)
    return ground is not None and ground.code is GroundCode.LEFT_OUT


def endings(look: Look) -> Iterator[Finding]:
    """Consents about these persons that end within a month, for an audience of this appeal."""
    told = {addressee.audience for _link, addressee in look.file.addressees}
    of_appeal = {case.id for case in look.cases}
    for consent in look.file.consents:
        end = consent_end(consent.until)
        case, audience = consent.about_detainee_id, consent.audience
        if end is None or case not in of_appeal or not consent.withdrawn.is_unknown:
            continue
        if audience in told and look.today <= end <= look.today + CONSENT_SOON:
            yield finding(
                Rule.CONSENT_ENDS, case=case, contact=consent.giver_contact_id,
                day=consent.until, audience=audience,
            )  # fmt: skip


# -- risk ----------------------------------------------------------------------------------------
def at_risk(look: Look) -> Iterator[Finding]:
    """Contacts at high risk whom a copy would name, because they allowed it."""
    file = look.file
    tied: dict[UUID, set[UUID]] = {case.id: set() for case in look.cases}
    for person in file.persons:
        if person.petitioner_id is not None:
            tied[person.detainee_id].add(person.petitioner_id)
    for kinship in file.kinships:
        if kinship.of_detainee_id in tied and kinship.contact_id:
            tied[kinship.of_detainee_id].add(kinship.contact_id)
    for _link, addressee in file.addressees:
        before = look.before(addressee)
        told: set[UUID] = set()
        for case, contacts in tied.items():
            if case in before.plan.left_out or before.plan.name_hidden(case):
                continue
            for contact in sorted(contacts - told, key=str):
                record = file.contacts.get(contact)
                if record is None or record.risk not in AT_RISK:
                    continue
                if before.plan.exemptions.contact_name(contact, case).shown:
                    told.add(contact)
                    yield finding(
                        Rule.AT_RISK_NAMED, case=case, contact=contact, addressee=addressee.id
                    )


def kin_named(look: Look) -> Iterator[Finding]:
    """Relatives without a file of their own whom a copy would name: those in reach, children."""
    of_appeal = {case.id for case in look.cases}
    for _link, addressee in look.file.addressees:
        plan = look.before(addressee).plan
        told: set[tuple[Rule, UUID]] = set()
        for kinship in look.file.kinships:
            case = kinship.of_detainee_id
            if case not in of_appeal or case is None or not kinship.name:
                continue
            hidden = case in plan.left_out or plan.name_hidden(case)
            if hidden or not plan.kin_name(kinship, case).shown:
                continue
            child = plan.is_child(kinship)
            if not child and not kinship.in_region:
                continue
            rule = Rule.CHILD_NAMED if child else Rule.RELATIVE_NAMED
            if (rule, case) not in told:
                told.add((rule, case))
                yield finding(rule, case=case, addressee=addressee.id)


# -- evidence and photo --------------------------------------------------------------------------
def evidence(look: Look) -> Iterator[Finding]:
    """Events that no source stands behind, and claims that sources contradict."""
    file = look.file
    supported = {c.event_id for c in file.citations if c.bearing is Bearing.SUPPORTS}
    against: dict[UUID, set[tuple[UUID | None, str]]] = {}
    owner = {event.id: case for case, events in file.events.items() for event in events}
    for citation in file.citations:
        case = owner.get(citation.event_id) if citation.event_id else citation.detainee_id
        if citation.bearing is Bearing.CONTRADICTS and case is not None:
            against.setdefault(case, set()).add((citation.event_id, citation.field))
    for record in look.cases:
        events = file.events.get(record.id, ())
        unsourced = sum(event.id not in supported for event in events)
        if unsourced:
            yield finding(Rule.UNSOURCED, case=record.id, n=unsourced)
        if record.id in against:
            yield finding(Rule.CONTRADICTED, case=record.id, n=len(against[record.id]))


def photos(look: Look) -> Iterator[Finding]:
    """Portraits of which nobody knows who gave them: no copy shows one."""
    for case in look.cases:
        photo = look.file.attachments.get(case.photo_id) if case.photo_id else None
        if photo is not None and not photo.origin.strip():
            yield finding(Rule.PHOTO_ORIGIN, case=case.id)


def photo_consents(look: Look) -> Iterator[Finding]:
    """Portraits that a copy does without because nobody allowed them."""
    for link, addressee in look.file.addressees:
        plan, without = look.before(addressee).plan, LeftOut.of(link).photos
        for case in look.standing(addressee):
            photo = look.file.attachments.get(case.photo_id) if case.photo_id else None
            if photo is None or not photo.origin.strip() or case.id in without:
                continue
            about = [plan.book.detainee(case.id)]
            if not plan.name_hidden(case.id) and not plan.gate.decide(InfoClass.PHOTO, about).shown:
                yield finding(
                    Rule.PHOTO_CONSENT, case=case.id, addressee=addressee.id,
                    audience=addressee.audience,
                )  # fmt: skip


# -- status --------------------------------------------------------------------------------------
def statuses(look: Look) -> Iterator[Finding]:
    """Statuses that nothing has confirmed for long, and terms that ended without news."""
    for case in look.cases:
        events = [status_event(event) for event in look.file.events.get(case.id, ())]
        report = derive_status(events)
        window = release_window(events)
        if is_overdue(window, look.today) and _held_when_last_heard_of(report, window):
            yield finding(Rule.RELEASE_PASSED, case=case.id)
        elif is_unconfirmed(report, look.today, look.stale_after_months):
            yield finding(Rule.STALE, case=case.id, day=report.as_of)


def _held_when_last_heard_of(report: StatusReport, window: UncertainDate | None) -> bool:
    """Still called held, on knowledge that is no newer than the end of the term."""
    held = report.status in CUSTODY or report.status is Status.HOUSE_ARREST
    end = window.latest if window else None
    heard = report.as_of.latest
    return held and (heard is None or end is None or heard <= end)
