"""Every form of export of the sample vault, for every audience, passes its own last look."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.domain.vocabulary import Audience
from caseapp.exchange.export.forms import Form
from caseapp.exchange.export.making import Request, prepare
from caseapp.store.records import Contact, Detainee
from caseapp.store.vault import Vault

TODAY = date(2026, 3, 2)


def everybody(vault: Vault, form: Form, audience: Audience) -> Request:
    ids = tuple(case.id for case in vault.all(Detainee))
    return Request(form=form, audience=audience, ids=ids, whole=True)


@pytest.mark.parametrize("audience", [one for one in Audience if one is not Audience.OFFICE])
@pytest.mark.parametrize("form", [Form.CSV, Form.JSON, Form.FTM, Form.UWAZI])
def test_the_sample_can_be_exported_to_everybody(
    sample: Vault, form: Form, audience: Audience
) -> None:
    prepared = prepare(sample, everybody(sample, form, audience), TODAY)
    assert prepared.data
    assert prepared.searched > 100


def test_who_may_be_reached_by_messenger_is_told_to_whom_consent_allows(sample: Vault) -> None:
    reached = {way for contact in sample.all(Contact) for way in contact.messengers}
    told = {
        audience: {
            way for way in reached
            if way.encode() in prepare(sample, everybody(sample, Form.CSV, audience), TODAY).data
        }
        for audience in (Audience.UNITED_NATIONS, Audience.PUBLIC)
    }  # fmt: skip
    assert told[Audience.UNITED_NATIONS]
    assert not told[Audience.PUBLIC]
