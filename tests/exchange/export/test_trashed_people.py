"""What lies in the trash: it tells no export more than before. All persons are fictitious."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.domain.dates import read_date
from caseapp.domain.vocabulary import (
    Audience,
    Bearing,
    ConsentAnswer,
    EventKind,
    InfoClass,
    NameScript,
    Relation,
    SourceKind,
)
from caseapp.exchange.export.facts import CaseFact
from caseapp.exchange.export.forms import Form
from caseapp.exchange.export.making import Request, prepare
from caseapp.store.history import Action
from caseapp.store.records import (
    Citation,
    Consent,
    Contact,
    Detainee,
    Event,
    Excerpt,
    Kinship,
    NameForm,
    Record,
    Source,
)
from caseapp.store.vault import Vault

TODAY = date(2026, 6, 2)
ACT = Action("test")
FAMILYS_YES = {one.value: ConsentAnswer.ALLOW.value for one in InfoClass}
NO = {one.value: ConsentAnswer.WITHHOLD.value for one in InfoClass}


@pytest.fixture
def he(vault: Vault) -> Detainee:
    case = Detainee(fictitious=True, birth=read_date("12 May 1974"))
    name = NameForm(detainee_id=case.id, text="Асқар Үлгібай", script=NameScript.KK_CYRL)
    consent = Consent(
        about_detainee_id=case.id, giver_detainee_id=case.id, audience=Audience.PUBLIC,
        answers=FAMILYS_YES, given=read_date("1 February 2026"),
    )  # fmt: skip
    vault.save(case, name, consent, action=ACT)
    return case


def witness(vault: Vault, name: str, *more: Record, phone: str = "") -> Contact:
    contact = Contact(fictitious=True, phones=[phone] if phone else [])
    form = NameForm(contact_id=contact.id, text=name, script=NameScript.KK_CYRL)
    vault.save(contact, form, *more, action=ACT)
    return contact


def exported(vault: Vault, case: Detainee, audience: Audience) -> CaseFact:
    request = Request(form=Form.CSV, audience=audience, ids=(case.id,))
    released = prepare(vault, request, TODAY).released
    assert released is not None
    return released.cases[0]


def test_of_a_relative_in_the_trash_no_birth_is_invented(vault: Vault, he: Detainee) -> None:
    sister = Detainee(fictitious=True, birth=read_date("1980"))
    tie = Kinship(detainee_id=he.id, relation=Relation.ELDER_BROTHER, of_detainee_id=sister.id)
    vault.save(sister, tie, action=ACT)
    (before,) = exported(vault, he, Audience.OFFICE).relatives
    assert before.birth.text == "1980"
    vault.trash(sister, action=ACT)
    assert exported(vault, he, Audience.OFFICE).relatives == ()


def test_name_and_telephone_of_a_witness_in_the_trash_leave_in_no_text(
    vault: Vault, he: Detainee
) -> None:
    seen = Event(
        detainee_id=he.id, kind=EventKind.TAKEN, when=read_date("2018"),
        authority="Гүлжан Сейітова, 87015551234",
    )  # fmt: skip
    contact = witness(vault, "Гүлжан Сейітова", seen, phone="+7 701 555 12 34")
    (form,) = vault.all(NameForm, contact_id=contact.id)
    vault.trash(contact, form, action=ACT)
    (event,) = exported(vault, he, Audience.UNITED_NATIONS).events
    assert event.authority == "[name withheld], [details withheld]"


def test_what_a_witness_refused_is_not_told_because_he_lies_in_the_trash(
    vault: Vault, he: Detainee
) -> None:
    contact = witness(vault, "Нұрлан Беков")
    source = Source(kind=SourceKind.TESTIMONY, title="told", testifier_id=contact.id)
    words = Excerpt(source_id=source.id, text="Үш адам келді", language="kk")
    event = Event(detainee_id=he.id, kind=EventKind.SENTENCED, when=read_date("2019"))
    cited = Citation(excerpt_id=words.id, event_id=event.id, bearing=Bearing.SUPPORTS)
    refusal = Consent(
        about_contact_id=contact.id, giver_contact_id=contact.id, about_detainee_id=he.id,
        audience=Audience.UNITED_NATIONS, answers=NO, given=read_date("1 February 2026"),
    )  # fmt: skip
    vault.save(source, words, event, cited, refusal, action=ACT)
    assert exported(vault, he, Audience.UNITED_NATIONS).events == ()
    vault.trash(contact, action=ACT)
    case = exported(vault, he, Audience.UNITED_NATIONS)
    assert (case.events, case.sources) == ((), ())
