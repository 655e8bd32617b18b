"""Rules of the check about the paper: addressees, letters, what the law asks for, characters.

The particulars of an application in Kazakhstan are those of the Administrative Code, article
63(2): full name, IIN if there is one, postal address, addressee, substance, date, signature. An
application without name, address or signature counts as anonymous. They are asked for where
the addressee answers under a rule of that law.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from caseapp.domain.vocabulary import Audience, CaseKind, NameScript, ReplyRule
from caseapp.domain.waiting import is_check_due
from caseapp.dossier.compile.particulars import (
    addressee_values,
    organisation_values,
    signatory_views,
    signs_for,
)
from caseapp.dossier.letter_choice import letter_of_copy
from caseapp.dossier.letters import Template, wording_of
from caseapp.dossier.preflight_findings import Finding, Rule, finding
from caseapp.dossier.preflight_look import Look
from caseapp.errors import UserError
from caseapp.store.records import Addressee, AppealAddressee, Detainee

_ANSWERED_FOR = ("addressee_", "organisation_", "salutation")
"""Fields whose values are records' own, known before anything is compiled."""
_MOST_CHARACTERS = 12


def there_is_something(look: Look) -> Iterator[Finding]:
    """An appeal needs somebody to speak for, and somebody to speak to."""
    if not look.file.persons:
        yield finding(Rule.NOBODY)
    if not look.file.addressees:
        yield finding(Rule.NO_ADDRESSEE)


# -- letters -------------------------------------------------------------------------------------
def letters(look: Look) -> Iterator[Finding]:
    """The letter of each copy: there, readable, filled, confirmed."""
    for link, addressee in look.file.addressees:
        language = link.language or addressee.language
        for rule, params in _of_letter(look, link, addressee, language):
            yield finding(rule, addressee=addressee.id, language=language, **params)


def _of_letter(
    look: Look, link: AppealAddressee, addressee: Addressee, language: str
) -> Iterator[tuple[Rule, dict[str, Any]]]:
    appeal = look.file.appeal
    name = letter_of_copy(look.file, link, addressee)
    try:
        wording = wording_of(appeal.letters, look.file.letters, name, language)
    except UserError:
        yield Rule.LETTER_MISSING, {}
        return
    try:
        template = wording.template()
    except UserError:
        yield Rule.LETTER_BROKEN, {}
        return
    blanks = _blanks(template, addressee, appeal.organisation)
    if blanks:
        yield Rule.LETTER_BLANKS, {"fields": blanks}
    unconfirmed = len(unconfirmed_passages(template))
    if unconfirmed:
        yield Rule.LETTER_UNCONFIRMED, {"n": unconfirmed}
    elif not wording.confirmed and wording.origin == "shipped":
        yield Rule.LETTER_UNREAD, {}


def unconfirmed_passages(template: Template) -> list[str]:
    """The stretches of a letter that stand in marks of doubt, in order."""
    return [
        piece.value
        for section, lines in template.sections.items()
        if section != "asked"
        for line in lines
        for piece in line.pieces
        if piece.unconfirmed and piece.kind == "text"
    ]


def _blanks(
    template: Template, addressee: Addressee, organisation: Mapping[str, Any]
) -> tuple[str, ...]:
    """Fields that a line prints whatever they hold, and that hold nothing."""
    values = addressee_values(addressee, template.language)
    values |= organisation_values(organisation, template.language)
    found = {
        piece.value: None
        for section, lines in template.sections.items()
        if section != "asked"
        for line in lines
        if not any(values.get(name, "x") == "" for name in line.needs)
        for piece in line.pieces
        if piece.kind == "field" and piece.value.startswith(_ANSWERED_FOR)
        if not values.get(piece.value, "x")
    }
    return tuple(found)


# -- addressees ----------------------------------------------------------------------------------
def addressees(look: Look) -> Iterator[Finding]:
    """Posts that no longer exist, and those that nobody has looked up for a year."""
    for _link, addressee in look.file.addressees:
        end = addressee.valid_to.latest
        if end is not None and end < look.today:
            yield finding(Rule.ADDRESSEE_OVER, addressee=addressee.id, day=addressee.valid_to)
        elif is_check_due(addressee.checked, addressee.valid_to, look.today):
            yield finding(Rule.ADDRESSEE_UNCHECKED, addressee=addressee.id)


# -- the law's particulars -------------------------------------------------------------------------
def signatures(look: Look) -> Iterator[Finding]:
    """Who signs each copy, and whether those who do can be answered."""
    file = look.file
    for link, addressee in file.addressees:
        language = link.language or addressee.language
        asked = addressee.id, addressee.audience
        signing = [one for one in file.signatories if signs_for(one, *asked)]
        rows = file.appeal.blank_signature_rows > 0
        organisation = organisation_values(file.appeal.organisation, language)
        if not signing and not rows and not organisation["organisation_signatory"]:
            yield finding(Rule.NO_SIGNATURE, addressee=addressee.id)
        if addressee.reply_rule is ReplyRule.NONE or not signing:
            continue
        views, contact = signatory_views(
            file, addressee, language, look.before(addressee.audience).plan.refuses
        )
        if contact is None and not organisation["organisation_address"]:
            yield finding(Rule.CONTACT_PERSON, addressee=addressee.id)
        for rule, lacking in (
            (Rule.SIGNATORY_NAME, sum(not view.name for view in views)),
            (Rule.SIGNATORY_ADDRESS, sum(not view.address for view in views)),
            (Rule.SIGNATORY_IIN, sum(not view.iin for view in views)),
        ):
            if lacking:
                yield finding(rule, addressee=addressee.id, n=lacking)


def particulars(look: Look) -> Iterator[Finding]:
    """Date and number of the appeal."""
    appeal = look.file.appeal
    if appeal.dated.is_unknown:
        yield finding(Rule.NO_DATE)
    if not appeal.reference.strip():
        yield finding(Rule.NO_NUMBER)


# -- characters ----------------------------------------------------------------------------------
def glyphs(look: Look) -> Iterator[Finding]:
    """Characters that would print as boxes; names without Chinese ones for a Chinese reader."""
    found = False
    for case in look.cases:
        missing = _missing(_printed(look, case))
        if missing:
            found = True
            characters = " ".join(sorted(missing)[:_MOST_CHARACTERS])
            yield finding(Rule.GLYPHS, case=case.id, characters=characters)
    if look.cases and not found:
        yield finding(Rule.GLYPHS_FINE)
    for _link, addressee in look.file.addressees:
        if addressee.audience is not Audience.DETAINING_STATE:
            continue
        left_out = look.before(addressee.audience).plan.left_out
        lacking = [
            case.id
            for case in look.cases
            if case.kind is CaseKind.PERSON and case.id not in left_out
            if not any(f.script is NameScript.ZH_HANS for f in look.file.names.get(case.id, ()))
        ]
        if lacking:
            yield finding(Rule.NO_CHINESE, case=lacking[0], addressee=addressee.id, n=len(lacking))


def _printed(look: Look, case: Detainee) -> Iterable[str]:
    """Texts of a case that can stand on paper."""
    yield from (form.text for form in look.file.names.get(case.id, ()))
    yield from (case.description, case.summary, case.home_place, case.occupation, case.tie_note)
    for event in look.file.events.get(case.id, ()):
        yield from (event.narrative, event.place, event.authority, event.facility, event.court)


def _missing(texts: Iterable[str]) -> frozenset[str]:
    found: frozenset[str] = frozenset()
    for text in texts:
        if text:
            found |= _missing_in(text)
    return found


@lru_cache(maxsize=20_000)
def _missing_in(text: str) -> frozenset[str]:
    # The faces are loaded here, because a check that finds no text needs none of them.
    from caseapp.dossier.pdf.text.itemise import missing_characters

    return frozenset(missing_characters(text))
