"""Rules of the check about the paper: addressees, and what the law asks of who signs.

The particulars of an application in Kazakhstan are those of the Administrative Code, article
63(2): full name, IIN if there is one, postal address, addressee, substance, date, signature. An
application without name, address or signature counts as anonymous. They are asked for where
the addressee answers under a rule of that law.
"""

from __future__ import annotations

from collections.abc import Iterator

from caseapp.disclosure.view import SignatoryView
from caseapp.domain.vocabulary import IdentifierKind, ReplyRule
from caseapp.domain.waiting import is_check_due
from caseapp.dossier.compile.particulars import (
    addressee_values,
    organisation_values,
    signatory_views,
)
from caseapp.dossier.preflight_findings import Finding, Rule, Said, finding
from caseapp.dossier.preflight_look import Look
from caseapp.dossier.preflight_people import miswritten


def there_is_something(look: Look) -> Iterator[Finding]:
    """An appeal needs somebody to speak for, and somebody to speak to."""
    if not look.file.persons:
        yield finding(Rule.NOBODY)
    if not look.file.addressees:
        yield finding(Rule.NO_ADDRESSEE)


# -- addressees ----------------------------------------------------------------------------------
def addressees(look: Look) -> Iterator[Finding]:
    """Posts that no longer exist, that nobody has looked up for a year, or without a name."""
    for _link, addressee in look.file.addressees:
        if not addressee_values(addressee, look.language(addressee))["addressee_post"].strip():
            yield finding(Rule.ADDRESSEE_NAMELESS, addressee=addressee.id)
        end = addressee.valid_to.latest
        if end is not None and end < look.today:
            yield finding(Rule.ADDRESSEE_OVER, addressee=addressee.id, day=addressee.valid_to)
        elif is_check_due(addressee.checked, addressee.valid_to, look.today):
            yield finding(Rule.ADDRESSEE_UNCHECKED, addressee=addressee.id)


# -- the law's particulars -------------------------------------------------------------------------
def signatures(look: Look) -> Iterator[Finding]:
    """Who signs each copy, and whether those who do can be answered."""
    file = look.file
    for _link, addressee in file.addressees:
        language = look.language(addressee)
        rows = file.appeal.blank_signature_rows > 0
        organisation = organisation_values(file.appeal.organisation, language)
        views, contact = signatory_views(
            file, addressee, language, look.before(addressee).plan.refuses
        )
        if not views and not rows and not organisation["organisation_signatory"]:
            yield finding(Rule.NO_SIGNATURE, addressee=addressee.id)
        address = organisation["organisation_address"]
        if not address and not any(view.address for view in views):
            yield finding(Rule.NO_REPLY_ADDRESS, addressee=addressee.id)
        if addressee.reply_rule is ReplyRule.NONE or not views:
            continue
        if contact is None and not address:
            yield finding(Rule.CONTACT_PERSON, addressee=addressee.id)
        for rule, n in _lacking(views, address):
            yield finding(rule, addressee=addressee.id, n=n)


def _lacking(views: tuple[SignatoryView, ...], address: str) -> Iterator[tuple[Rule, int]]:
    """What the law asks for and some who sign do not give, with how many they are."""
    if not address and not any(view.address for view in views):
        yield Rule.ANONYMOUS, len(views)
    for rule, lacking in (
        (Rule.SIGNATORY_NAME, sum(not view.name for view in views)),
        (Rule.SIGNATORY_ADDRESS, sum(not view.address for view in views)),
        (Rule.SIGNATORY_IIN, sum(not view.iin for view in views)),
    ):
        if lacking:
            yield rule, lacking


def signatory_numbers(look: Look) -> Iterator[Finding]:
    """Numbers that signatories gave and that cannot be right."""
    for signatory in look.file.signatories:
        reason = miswritten(IdentifierKind.KZ_IIN, signatory.iin) if signatory.iin else None
        if reason is not None:
            yield finding(Rule.SIGNATORY_ID, number=signatory.iin, reason=Said(reason))


def particulars(look: Look) -> Iterator[Finding]:
    """Date and number of the appeal."""
    appeal = look.file.appeal
    if appeal.dated.is_unknown:
        yield finding(Rule.NO_DATE)
    if not appeal.reference.strip():
        yield finding(Rule.NO_NUMBER)
