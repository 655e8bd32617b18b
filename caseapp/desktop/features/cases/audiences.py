"""To whom the person of a card may be named, and who tells of whom. Qt-free."""

from __future__ import annotations

from datetime import date

from caseapp.desktop import named_to
from caseapp.domain.consent import Decision
from caseapp.domain.vocabulary import Audience, Relation
from caseapp.dossier.compile.grants import GrantBook
from caseapp.store.queries.preview import CasePreview


def may_be_named_to(preview: CasePreview, today: date) -> dict[Audience, Decision]:
    """For each audience whether its copy may name this person, and why."""
    return named_to.may_be_named_to(
        preview.consent_file, preview.row.id, today, published=preview.published
    )


def relation_of(preview: CasePreview, contact_id: object, today: date) -> Relation | None:
    """What a relative or witness is to the person, as far as that is on record."""
    return GrantBook(preview.consent_file, today).relation(contact_id, preview.row.id)
