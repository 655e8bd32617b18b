"""To whom a person may be named, for a card and for many cases at once; who tells of whom."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from caseapp.desktop import named_to
from caseapp.disclosure.grants import GrantBook
from caseapp.disclosure.passing import policy_of
from caseapp.domain.consent import Decision, Grants, decide
from caseapp.domain.vocabulary import Audience, InfoClass, Relation
from caseapp.store.queries.named_facet import ConsentBatch
from caseapp.store.queries.preview import CasePreview


def may_be_named_to(preview: CasePreview, today: date) -> dict[Audience, Decision]:
    """For each audience whether its copy may name this person, and why."""
    return named_to.may_be_named_to(
        preview.consent_file, preview.row.id, today, published=preview.published
    )


def relation_of(preview: CasePreview, contact_id: object, today: date) -> Relation | None:
    """What a relative or witness is to the person, as far as that is on record."""
    return GrantBook(preview.consent_file, today).relation(contact_id, preview.row.id)


def decide_batch(batch: ConsentBatch, today: date) -> dict[UUID, frozenset[Audience]]:
    """Each case of the batch with the audiences whose copy may name the person.

    Without a consent on record the rules alone decide, and decide the same for all.
    """
    policy, book = policy_of(batch.file), GrantBook(batch.file, today)
    nobody_asked = Grants(is_detainee=True)

    def shown_to(grants: Grants, *, published: bool) -> frozenset[Audience]:
        return frozenset(
            audience
            for audience in named_to.SHORT
            if decide(
                InfoClass.DETAINEE_NAME, audience, policy, [grants], today, published=published
            ).shown
        )

    by_rule = {known: shown_to(nobody_asked, published=known) for known in (False, True)}
    return {
        case: (
            shown_to(book.detainee(case), published=case in batch.published)
            if case in batch.file.detainees
            else by_rule[case in batch.published]
        )
        for case in batch.ids
    }
