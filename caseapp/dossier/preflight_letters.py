"""Rules of the check about the letter of each copy: there, readable, filled, confirmed, short.

An application states its substance and bears a signature (Administrative Code of Kazakhstan,
article 63(2)): a letter without either is no application.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from caseapp.domain.vocabulary import ReplyRule
from caseapp.dossier.compile.particulars import (
    addressee_values,
    demand_texts,
    organisation_values,
)
from caseapp.dossier.letter_choice import letter_of_copy
from caseapp.dossier.letters import Template, Wording, wording_of
from caseapp.dossier.parts import PartKind, parts_of
from caseapp.dossier.preflight_findings import Finding, Rule, finding
from caseapp.dossier.preflight_look import Look
from caseapp.errors import UserError
from caseapp.store.records import Addressee, AppealAddressee

_ANSWERED_FOR = ("addressee_", "organisation_", "salutation")
"""Fields whose values are records' own, known before anything is compiled."""
MOST_PAGES = 2
_SIGNED = ("signature-lead", "signature-name", "signature-caption")


def letters(look: Look) -> Iterator[Finding]:
    """The letter of each copy, in both languages of one that has two: there, readable, filled,
    confirmed."""
    for link, addressee in look.file.addressees:
        for language in dict.fromkeys((look.language(addressee), link.second_language)):
            for rule, params in _of_letter(look, link, addressee, language) if language else ():
                yield finding(rule, addressee=addressee.id, language=language, **params)


def _of_letter(
    look: Look, link: AppealAddressee, addressee: Addressee, language: str
) -> Iterator[tuple[Rule, dict[str, Any]]]:
    try:
        wording = wording_for(look, link, addressee, language)
    except UserError:
        yield Rule.LETTER_MISSING, {}
        return
    try:
        template = wording.template()
    except UserError:
        yield Rule.LETTER_BROKEN, {}
        return
    if PartKind.LETTER not in parts_of(link, addressee):
        return
    appeal = look.file.appeal
    blanks = _blanks(template, addressee, appeal.organisation)
    if blanks:
        yield Rule.LETTER_BLANKS, {"fields": blanks}
    unconfirmed = len(unconfirmed_passages(template))
    if unconfirmed:
        yield Rule.LETTER_UNCONFIRMED, {"n": unconfirmed}
    elif not wording.confirmed and wording.origin != "appeal":
        yield Rule.LETTER_UNREAD, {}
    if not template.sections.get("body") and not _demands(look, template):
        yield Rule.LETTER_EMPTY, {}
    signed = any(template.sections.get(section) for section in _SIGNED)
    if not signed and addressee.reply_rule is not ReplyRule.NONE:
        yield Rule.NO_SIGNATURE_LINE, {}
    pages = look.drawn.letter_pages.get(addressee.id, 0)
    if pages > MOST_PAGES and language == look.language(addressee):
        yield Rule.LETTER_LONG, {"n": pages}


def wording_for(
    look: Look, link: AppealAddressee, addressee: Addressee, language: str = ""
) -> Wording:
    """The letter that applies to a copy, in a language or that of the copy.

    Raises UserError if there is none.
    """
    name = letter_of_copy(look.file, link, addressee)
    own = language or look.language(addressee)
    return wording_of(look.file.appeal.letters, look.file.letters, name, own)


def _demands(look: Look, template: Template) -> bool:
    own = demand_texts(look.file.appeal.demands, template.language)
    return bool(own or template.sections.get("demands"))


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
