"""Consents and contacts of the sample: they differ by audience, and nobody is reachable."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from uuid import UUID

from caseapp.domain import vocabulary as v
from caseapp.store.records import Consent, Contact
from tests.intake.sample_world import every


def test_consents_differ_by_audience() -> None:
    consents = every(Consent)
    assert {c.audience for c in consents} == {
        v.Audience.HOST_STATE,
        v.Audience.DETAINING_STATE,
        v.Audience.UNITED_NATIONS,
    }
    by_giver: dict[UUID | None, set[v.Audience]] = defaultdict(set)
    for consent in consents:
        by_giver[consent.giver_contact_id].add(consent.audience)
    assert {v.Audience.UNITED_NATIONS} in by_giver.values()
    assert any(c.withdrawn.text for c in consents)
    assert any(c.until.latest and c.until.latest < date(2026, 6, 2) for c in consents)
    assert any(v.ConsentAnswer.ASK in c.answers.values() for c in consents)
    assert any(c.guardian_name for c in consents)
    assert any(
        c.answers.get(v.InfoClass.TESTIFIER_NAME) == v.ConsentAnswer.ALLOW
        for c in consents
        if c.audience is v.Audience.DETAINING_STATE
    )
    assert any(
        c.answers[v.InfoClass.TESTIFIER_NAME] == v.ConsentAnswer.WITHHOLD
        and c.answers[v.InfoClass.TESTIFIER_RELATION] == v.ConsentAnswer.ALLOW
        for c in consents
        if c.audience is v.Audience.HOST_STATE and v.InfoClass.TESTIFIER_NAME in c.answers
    )
    silent = {c.id for c in every(Contact)} - set(by_giver)
    assert silent


def test_the_minor_speaks_only_through_a_guardian() -> None:
    minors = [c for c in every(Contact) if c.birth.earliest and c.birth.earliest > date(2008, 6, 2)]
    assert minors
    for minor in minors:
        own = [c for c in every(Consent) if c.about_contact_id == minor.id]
        assert own
        assert all(c.guardian_name and c.giver_contact_id != minor.id for c in own)


def test_somebody_is_at_high_risk_and_gave_no_consent() -> None:
    givers = {consent.about_contact_id for consent in every(Consent)}
    high = [contact for contact in every(Contact) if contact.risk is v.RiskLevel.HIGH]
    assert high
    assert any(contact.id not in givers for contact in high)


def test_phones_and_mail_reach_nobody() -> None:
    for contact in every(Contact):
        assert all(phone.startswith("+7 700 000 ") for phone in contact.phones)
        assert not contact.email or contact.email.endswith("@example.org")
