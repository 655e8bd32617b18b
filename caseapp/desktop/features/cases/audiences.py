"""To whom a person may be named: policy and consents, decided by the domain. Qt-free."""

from __future__ import annotations

from datetime import date

from caseapp.domain.consent import Decision, GroundCode, decide
from caseapp.domain.policy import Policy, default_policy, read_policy
from caseapp.domain.vocabulary import Audience, InfoClass, Relation
from caseapp.dossier.compile.grants import GrantBook
from caseapp.store.queries.preview import CasePreview

SHOWN = (
    Audience.HOST_STATE,
    Audience.UNITED_NATIONS,
    Audience.DETAINING_STATE,
    Audience.PARTNERS,
    Audience.PRESS,
    Audience.PUBLIC,
)
_REFUSED = frozenset({GroundCode.NEVER, GroundCode.WITHHELD, GroundCode.RELATION_ONLY})


def policy_of(preview: CasePreview) -> Policy:
    """The policy in force: the vault's newest, else the one that ships with the program."""
    record = preview.consent_file.policy
    if record is None:
        return default_policy()
    return read_policy(record.number, record.title, record.rules)


def may_be_named_to(preview: CasePreview, today: date) -> dict[Audience, Decision]:
    """For each audience whether its copy may name this person, and why."""
    policy = policy_of(preview)
    grants = GrantBook(preview.consent_file, today).detainee(preview.row.id)
    return {
        audience: decide(
            InfoClass.DETAINEE_NAME, audience, policy, [grants], today, published=preview.published
        )
        for audience in SHOWN
    }


def relation_of(preview: CasePreview, contact_id: object, today: date) -> Relation | None:
    """What a relative or witness is to the person, as far as that is on record."""
    return GrantBook(preview.consent_file, today).relation(contact_id, preview.row.id)


def mark_of(decision: Decision) -> tuple[str, str]:
    """Icon and tone of a decision."""
    if decision.shown:
        return "check", "ok"
    if decision.to_be_asked:
        return "circle-question-mark", "warn"
    return "ban", "danger" if decision.ground.code in _REFUSED else "quiet"
