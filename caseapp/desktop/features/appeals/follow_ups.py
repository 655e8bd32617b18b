"""What can be done about silence and about an answer, and the one deed that does it.

Silence past its day opens a complaint and calls for a reminder; an answer for thanks, and where
it refuses for a complaint as well. Qt-free.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from caseapp.domain.deadlines import NOT_ARRIVED, complaint_until, silence_complaint
from caseapp.domain.reply_rules import rule_of
from caseapp.domain.vocabulary import AppealKind, DispatchOutcome, ReplyCode, ReplyRule
from caseapp.domain.waiting import reply_due
from caseapp.dossier.compile.particulars import signs_for
from caseapp.dossier.languages import worded_in
from caseapp.dossier.parts import PartKind
from caseapp.i18n import N_
from caseapp.store.errors import ConflictError
from caseapp.store.history import Action
from caseapp.store.queries.appeals_follow import FollowUp, persons_by_addressee
from caseapp.store.queries.appeals_ways import CopyWay
from caseapp.store.records import (
    Addressee,
    Appeal,
    AppealAddressee,
    AppealPerson,
    Copy,
    Dispatch,
    Reply,
    Signatory,
    new_id,
)
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault

REMIND_AFTER = timedelta(days=30)
"""Who has no duty to answer by a day is reminded after a month at the earliest."""

DEEDS = {
    AppealKind.COMPLAINT: N_("Make the complaint"),
    AppealKind.REMINDER: N_("Make a reminder"),
    AppealKind.THANKS: N_("Write thanks"),
}
"""What each follow-up is called as a deed, in the order in which they are offered."""

_ACTIONS = {
    AppealKind.COMPLAINT: N_("Begin a complaint"),
    AppealKind.REMINDER: N_("Begin a reminder"),
    AppealKind.THANKS: N_("Begin a letter of thanks"),
}
TITLES = {
    AppealKind.COMPLAINT: N_("Complaint: {title}"),
    AppealKind.REMINDER: N_("Reminder: {title}"),
    AppealKind.THANKS: N_("Thanks: {title}"),
}
"""What the new appeal is called in the office."""

_PARTS: Mapping[AppealKind, Sequence[PartKind]] = {
    AppealKind.COMPLAINT: (
        PartKind.LETTER, PartKind.PERSONS, PartKind.SIGNATURES, PartKind.VERIFICATION,
    ),
    AppealKind.REMINDER: (PartKind.LETTER, PartKind.VERIFICATION),
    AppealKind.THANKS: (PartKind.LETTER, PartKind.VERIFICATION),
}  # fmt: skip
"""The addressee has the dossier already; what goes there now can be a letter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a dispatch calls for. `over` is the day that passed in silence, None after an answer
    or without a term; `until` the last day of a complaint, also where it is over."""

    dispatch_id: UUID
    kinds: tuple[AppealKind, ...] = ()
    over: date | None = None
    until: date | None = None
    too_late: bool = False
    made: tuple[FollowUp, ...] = field(default=())


def offers(way: CopyWay, today: date) -> list[Offer]:
    """What each dispatch of a copy calls for today, in their order; nothing for the others."""
    found = (_offer(way, dispatch, today) for dispatch in way.dispatches)
    return [offer for offer in found if offer is not None]


def _offer(way: CopyWay, dispatch: Dispatch, today: date) -> Offer | None:
    made = tuple(one for one in way.follow_ups if one.dispatch_id == dispatch.id)
    replies = [reply for reply in way.replies if reply.dispatch_id == dispatch.id]
    if replies:
        kinds = (AppealKind.THANKS,)
        if dispatch.due_rule != ReplyRule.NONE and _may_complain(replies, today):
            kinds = (AppealKind.COMPLAINT, *kinds)
        return Offer(dispatch_id=dispatch.id, kinds=_left(kinds, made), made=made)
    if dispatch.outcome in NOT_ARRIVED:
        return None
    due = reply_due(dispatch.due, dispatch.extended_to)
    if due is None:
        return _after_a_month(dispatch, made, today)
    if due >= today:
        return Offer(dispatch_id=dispatch.id, made=made) if made else None
    until = silence_complaint(dispatch.due_rule, due)
    kinds = (AppealKind.REMINDER,)
    if until is not None and today <= until:
        kinds = (AppealKind.COMPLAINT, *kinds)
    return Offer(
        dispatch_id=dispatch.id, kinds=_left(kinds, made), over=due, until=until,
        too_late=until is not None and today > until, made=made,
    )  # fmt: skip


def _may_complain(replies: Sequence[Reply], today: date) -> bool:
    """Whether some answer refuses, and the time for a complaint is not certainly over."""
    days = [r.dated.latest for r in replies if r.response in (ReplyCode.REFUSED, ReplyCode.TOKEN)]
    return any(day is None or today <= complaint_until(day) for day in days)


def _after_a_month(dispatch: Dispatch, made: tuple[FollowUp, ...], today: date) -> Offer | None:
    day = dispatch.sent.latest
    waited = day is not None and day + REMIND_AFTER < today
    owes = dispatch.due_rule in set(ReplyRule) and rule_of(ReplyRule(dispatch.due_rule)) is not None
    if dispatch.outcome is DispatchOutcome.PENDING or owes or not waited:
        return Offer(dispatch_id=dispatch.id, made=made) if made else None
    return Offer(
        dispatch_id=dispatch.id, kinds=_left((AppealKind.REMINDER,), made), made=made
    )  # fmt: skip


def _left(kinds: Sequence[AppealKind], made: Sequence[FollowUp]) -> tuple[AppealKind, ...]:
    done = {one.kind for one in made}
    return tuple(kind for kind in kinds if kind not in done)


def begin_follow_up(
    vault: Vault, dispatch_id: UUID, kind: AppealKind, appeal_id: UUID, title: str
) -> ChangeSet:
    """Begin an appeal about an earlier paper: same addressee, same persons, same signatories.

    One action, so that one undo takes all of it back. Signatures themselves are given anew.
    Raises ConflictError where the earlier paper is gone.
    """
    dispatch = vault.get(Dispatch, dispatch_id)
    copy = vault.get(Copy, dispatch.copy_id) if dispatch is not None else None
    earlier = vault.get(Appeal, copy.appeal_id) if copy is not None else None
    if earlier is None or copy is None or dispatch is None or dispatch.deleted_at is not None:
        raise ConflictError
    appeal = Appeal(
        id=appeal_id, kind=kind, title=title, about_dispatch_id=dispatch.id,
        organisation=dict(earlier.organisation), facts_as_of=earlier.facts_as_of,
    )  # fmt: skip
    records = [
        appeal,
        *_persons(vault, earlier, copy.addressee_id, appeal_id),
        _addressee(vault, earlier, copy, appeal),
        *_signatories(vault, earlier, copy.addressee_id, appeal),
    ]
    return vault.save(*records, action=Action(_ACTIONS[kind]))


def _persons(
    vault: Vault, earlier: Appeal, addressee_id: UUID, appeal_id: UUID
) -> list[AppealPerson]:
    """Those of whom the earlier copy spoke, each with who asks for the person."""
    links = {link.detainee_id: link for link in vault.all(AppealPerson, appeal_id=earlier.id)}
    spoken = vault.read(lambda session: persons_by_addressee(session, earlier.id))
    cases = spoken.get(addressee_id, tuple(links))
    return [
        AppealPerson(
            appeal_id=appeal_id, detainee_id=case, petitioner_id=links[case].petitioner_id,
            position=place,
        )
        for place, case in enumerate(cases)
    ]  # fmt: skip


def _addressee(vault: Vault, earlier: Appeal, copy: Copy, appeal: Appeal) -> AppealAddressee:
    known = vault.all(AppealAddressee, appeal_id=earlier.id, addressee_id=copy.addressee_id)
    before = known[0] if known else None
    return AppealAddressee(
        appeal_id=appeal.id, addressee_id=copy.addressee_id,
        language=worded_in(copy.language),
        second_language=before.second_language if before else "",
        left_out=dict(before.left_out) if before else {},
        parts=[part.value for part in _PARTS[appeal.kind]],
    )  # fmt: skip


def _signatories(
    vault: Vault, earlier: Appeal, addressee_id: UUID, appeal: Appeal
) -> list[Signatory]:
    addressee, found = vault.get(Addressee, addressee_id), []
    for one in vault.all(Signatory, appeal_id=earlier.id):
        if addressee is None or not signs_for(one, addressee.id, addressee.audience):
            continue
        again = Signatory(
            id=new_id(), appeal_id=appeal.id, contact_id=one.contact_id, full_name=one.full_name,
            iin=one.iin, address=one.address, phone=one.phone, position=one.position,
            addressee_ids=list(one.addressee_ids),
        )  # fmt: skip
        if one.id == earlier.contact_signatory_id:
            appeal.contact_signatory_id = again.id
        found.append(again)
    return found
