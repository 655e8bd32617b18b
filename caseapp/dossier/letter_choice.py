"""Which letter a copy prints: the one rule that compiling, the check and the window share.

What was chosen for the copy stands first; then what the appeal is for, where that kind of paper
can be addressed to such a body at all; then the addressee's own letter; then the usual one of
its audience. Knows names of letters, none of their words.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from caseapp.disclosure.left_out import LeftOut
from caseapp.domain.vocabulary import AppealKind, Audience, CaseKind
from caseapp.dossier.compile.particulars import signing
from caseapp.store.casefile import AppealFile
from caseapp.store.records import Addressee, AppealAddressee

DEFAULT_LETTERS: Mapping[Audience, str] = {
    Audience.HOST_STATE: "mfa",
    Audience.DETAINING_STATE: "embassy",
    Audience.UNITED_NATIONS: "wgeid",
    Audience.PARTNERS: "press",
    Audience.PRESS: "press",
    Audience.PUBLIC: "press",
}
"""The letter of an addressee that names none."""

_STATES = frozenset({Audience.HOST_STATE, Audience.DETAINING_STATE})
_BODIES = _STATES | {Audience.UNITED_NATIONS}

OF_KIND: Mapping[AppealKind, tuple[str, Collection[Audience]]] = {
    AppealKind.COMPLAINT: ("complaint", {Audience.HOST_STATE}),
    AppealKind.INFORMATION_REQUEST: ("information_request", {Audience.HOST_STATE}),
    AppealKind.RELEASE_DUE: ("release_due", _STATES),
    AppealKind.REMINDER: ("reminder", _BODIES),
    AppealKind.THANKS: ("thanks", _BODIES),
}
"""The letter of a kind of appeal, and to whom such a paper goes: nobody complains of silence to
a newspaper that gets a copy."""

UN_COMMUNICATION = "special_procedures"
"""A United Nations body that names no letter gets this one with a communication."""

SINGLE: Mapping[str, str] = {"mfa": "mfa_single"}
"""The form of a collective application where one person applies for one or a few."""
FEW = 5
"""Persons whom a letter can name one by one."""


def chosen_letter(
    *, own: str, kind: AppealKind, named: str, audience: Audience, single: bool
) -> str:
    """The name of a copy's letter, without its language.

    `own` was chosen for this copy and `named` for the addressee, both may be empty; `single`
    says that one person applies for few.
    """
    if own:
        return own
    letter, audiences = OF_KIND.get(kind, ("", ()))
    if letter and audience in audiences:
        return letter
    if not named and kind is AppealKind.UN_COMMUNICATION and audience is Audience.UNITED_NATIONS:
        return UN_COMMUNICATION
    usual = usual_letter(named, audience)
    return SINGLE.get(usual, usual) if single else usual


def usual_letter(named: str, audience: Audience) -> str:
    """The letter of an addressee whatever the appeal is for."""
    return named or DEFAULT_LETTERS.get(audience, "wgeid")


def is_single(signers: int, blank_rows: int, cases: Sequence[CaseKind]) -> bool:
    """One person signs, nobody else is to, and it is about few persons and no group."""
    alone = signers == 1 and blank_rows <= 0
    return alone and len(cases) <= FEW and CaseKind.GROUP not in cases


def letter_of_copy(file: AppealFile, link: AppealAddressee, addressee: Addressee) -> str:
    """The name of the letter of one addressee's copy of an appeal."""
    left_out: frozenset[UUID] = LeftOut.of(link).persons
    kinds = [
        file.detainees[person.detainee_id].kind
        for person in file.persons
        if person.detainee_id not in left_out
    ]
    return chosen_letter(
        own=link.letter,
        kind=file.appeal.kind,
        named=addressee.letter,
        audience=addressee.audience,
        single=is_single(len(signing(file, addressee)), file.appeal.blank_signature_rows, kinds),
    )
