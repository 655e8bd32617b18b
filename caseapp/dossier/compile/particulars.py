"""Particulars of addressee, organisation and signatories in the copy's language.

Signatories stand by the act of signing, on the copy that they signed for and on no other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from caseapp.disclosure.names import best_form, initials
from caseapp.disclosure.scrub import cleaned
from caseapp.disclosure.view import SignatoryView
from caseapp.domain.consent import REACHED_BY_HARM
from caseapp.domain.vocabulary import Audience, IdentifierKind, InfoClass
from caseapp.store.casefile import AppealFile
from caseapp.store.records import Addressee, Signatory

Refuses = Callable[[UUID, InfoClass], bool]
"""Did this contact withhold the class from the addressee, in so many words?"""


def in_language(value: Any, language: str) -> str:
    """A text that is either plain or per language; else English, else any that there is."""
    if isinstance(value, Mapping):
        chosen = value.get(language) or value.get("en") or next(iter(value.values()), "")
        return str(chosen or "")
    return str(value or "")


def addressee_values(addressee: Addressee, language: str) -> dict[str, str]:
    """Values of the template fields that begin with "addressee", and the salutation."""
    texts = {
        key: in_language(addressee.texts.get(key, ""), language)
        for key in ("body", "office", "post", "salutation")
    }
    return {
        "addressee_body": texts["body"],
        "addressee_office": texts["office"],
        "addressee_post": texts["post"] or texts["body"],
        "addressee_person": addressee.person,
        "addressee_address": in_language(addressee.address, language),
        "addressee_email": addressee.email,
        "addressee_phone": addressee.phone,
        "salutation": texts["salutation"],
    }


def organisation_values(organisation: Mapping[str, Any], language: str) -> dict[str, str]:
    """Values of the template fields that begin with "organisation"."""
    keys = ("name", "address", "bin", "email", "phone", "signatory", "signatory_post")
    return {f"organisation_{k}": in_language(organisation.get(k, ""), language) for k in keys}


def signs_for(signatory: Signatory, addressee_id: UUID, audience: Audience) -> bool:
    """Did the person sign for this addressee? Before the detaining state, the press and the public
    it must be said so: a sheet has numbers and addresses that harm can follow."""
    if not signatory.addressee_ids:
        return audience not in REACHED_BY_HARM
    return _expressly(signatory, addressee_id)


def _expressly(signatory: Signatory, addressee_id: UUID) -> bool:
    return addressee_id.hex in {_bare(text) for text in signatory.addressee_ids}


def _bare(text: str) -> str:
    return str(text).replace("-", "").lower()


def signatory_views(
    file: AppealFile, addressee: Addressee, language: str, refuses: Refuses
) -> tuple[tuple[SignatoryView, ...], SignatoryView | None]:
    """Who signs this copy, in order, and the contact person if he or she is among them.

    Who signs alone gets the answer, chosen as contact person or not.
    Signing allows the particulars, but what a signatory refused to this addressee in so many
    words is left for the pen: `refuses` tells it of a contact and a class. See `signing` for the
    name.
    """
    found = signing(file, addressee, refuses)
    views = {s.id: _view(file, s, language, refuses) for s in found}
    contact = contact_signatory(file, addressee)
    return tuple(views.values()), views.get(contact.id) if contact else None


def signing(
    file: AppealFile, addressee: Addressee, refuses: Refuses | None = None
) -> list[Signatory]:
    """Who signs for an addressee, in order.

    With `refuses`, without those who refused it their name and did not sign for it expressly.
    """

    def stands(signatory: Signatory) -> bool:
        owner = signatory.contact_id
        if refuses is None or owner is None or _expressly(signatory, addressee.id):
            return True
        return not refuses(owner, InfoClass.TESTIFIER_NAME)

    asked = addressee.id, addressee.audience
    return [s for s in file.signatories if signs_for(s, *asked) and stands(s)]


def contact_signatory(file: AppealFile, addressee: Addressee) -> Signatory | None:
    """Who gets the answer: the contact person of the appeal, or the only one who signs."""
    found = signing(file, addressee)
    chosen = next((s for s in found if s.id == file.appeal.contact_signatory_id), None)
    alone = len(found) == 1 and file.appeal.blank_signature_rows <= 0
    return chosen or (found[0] if alone else None)


def _view(file: AppealFile, signatory: Signatory, language: str, refuses: Refuses) -> SignatoryView:
    """Free particulars, completed from the contact's record where they are empty."""
    owner = signatory.contact_id
    contact = file.contacts.get(owner) if owner else None
    forms = file.names.get(owner, ()) if owner else ()
    best = best_form([(f.text, f.script, f.kind) for f in forms], language)
    form = next((f for f in forms if best and f.text == best[0]), None)
    name = signatory.full_name or (form.text if form else "")
    short = initials(form.text, form.parts) if form and not signatory.full_name else name
    view = SignatoryView(
        name=cleaned(name),
        iin=cleaned(signatory.iin or _iin(file, owner)),
        address=cleaned(
            signatory.address or (contact.worded("address", language)[0] if contact else "")
        ),
        phone=cleaned(signatory.phone or (contact.phones[0] if contact and contact.phones else "")),
        initials=cleaned(short),
    )
    if owner is not None and refuses(owner, InfoClass.TESTIFIER_IDENTIFIERS):
        view = replace(view, iin="")
    if owner is not None and refuses(owner, InfoClass.TESTIFIER_CONTACT):
        view = replace(view, address="", phone="")
    return view


def _iin(file: AppealFile, owner: UUID | None) -> str:
    numbers = file.identifiers.get(owner, ()) if owner else ()
    return next((n.number for n in numbers if n.kind is IdentifierKind.KZ_IIN), "")


def demand_texts(demands: Mapping[str, Any], language: str) -> Sequence[str]:
    """An appeal's own demands in a language, one a line or a list; empty if it has none."""
    own = demands.get(language, ())
    lines = own.splitlines() if isinstance(own, str) else [str(line) for line in own]
    return [line for line in map(cleaned, lines) if line]
