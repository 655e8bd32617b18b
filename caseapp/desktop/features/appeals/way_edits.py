"""Keeping what became of a copy: each change is one action, with what follows from it.

From outcome, day and rule follows when an answer is due, unless somebody wrote a day of his own;
from what is on record follows where the appeal stands; from the next step of an answer follows a
task. All are kept in the same action.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from caseapp.desktop.forms.form import Edit
from caseapp.domain.dates import UncertainDate
from caseapp.domain.deadlines import (
    BY_HAND,
    NOT_ARRIVED,
    chosen_rule,
    due_date,
    forwardings,
    read_hour,
    received_on,
)
from caseapp.domain.reply_rules import rule_for
from caseapp.domain.vocabulary import (
    AppealState,
    AttachmentRole,
    Attribution,
    Channel,
    DispatchOutcome,
    ReplyRule,
)
from caseapp.domain.working_days import office_days
from caseapp.i18n import N_
from caseapp.store.history import Action
from caseapp.store.queries.appeals_ways import copy_ways, working_days
from caseapp.store.records import (
    Addressee,
    Appeal,
    Copy,
    Dispatch,
    OfficialClaim,
    Record,
    Reply,
    SignatureSheet,
    Task,
    new_id,
)
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault

_CHANNELS = {DispatchOutcome.POSTED: Channel.POST, DispatchOutcome.BOUNCED: Channel.EMAIL}
_RECKONED_FROM = frozenset(
    {"sent", "outcome", "registered", "registered_time", "forwarded", "due_rule", "due"}
)
_SCANS = {
    Dispatch: ("receipt_id", N_("Attach the scan of a receipt")),
    Reply: ("attachment_id", N_("Attach the scan of a reply")),
    SignatureSheet: ("attachment_id", N_("Attach the scan of a signature sheet")),
}
_REMOVED = {
    Dispatch: N_("Remove a dispatch"),
    Reply: N_("Remove a reply"),
    SignatureSheet: N_("Remove a signature sheet"),
}


# -- a dispatch ----------------------------------------------------------------------------------
def begin_dispatch(
    vault: Vault, copy_id: UUID, dispatch_id: UUID, outcome: DispatchOutcome, today: date
) -> ChangeSet:
    """Note that a copy was taken somewhere today, and what became of it."""
    dispatch = Dispatch(
        id=dispatch_id, copy_id=copy_id, outcome=outcome, sent=UncertainDate.on(today),
        channel=_CHANNELS.get(outcome, Channel.BY_HAND),
    )  # fmt: skip
    _reckon(vault, dispatch)
    records = [dispatch, *_appeal_after(vault, copy_id, {dispatch.id: dispatch}, {})]
    return vault.save(*records, action=Action(N_("Note what became of a copy")))


def keep_dispatch(vault: Vault, edit: Edit) -> ChangeSet:
    """Keep one edited field of a dispatch.

    A day that is emptied is reckoned again; another rule reckons anew whatever stood there.
    """
    dispatch, name = vault.alive(Dispatch, edit.record_id), edit.spec.name
    if getattr(dispatch, name) == edit.value:
        return ChangeSet()
    setattr(dispatch, name, edit.value)
    if name == "due":
        dispatch.due_rule = BY_HAND
    if name in _RECKONED_FROM:
        _reckon(vault, dispatch)
    after = _appeal_after(vault, dispatch.copy_id, {dispatch.id: dispatch}, {})
    return vault.save(dispatch, *after, action=_changed(edit))


def _reckon(vault: Vault, dispatch: Dispatch) -> None:
    """By when an answer is due, from the day on which the paper was certainly taken.

    Of a paper that was sent on the term of the body that has it now.
    """
    rule = chosen_rule(dispatch.due_rule, dispatch.due, _own_rule(vault, dispatch))
    if rule is None:
        return
    days = office_days(vault.read(working_days))
    received = received_on(dispatch.outcome, dispatch.sent, dispatch.registered)
    dispatch.due, dispatch.due_rule = None, rule.value
    if received is None:
        return
    chain = forwardings(dispatch.forwarded, received, rule, days)
    later = [step.due for step in chain if step.due is not None]
    hour = read_hour(dispatch.registered_time)
    dispatch.due = later[-1] if later else due_date(rule, received, days, hour)


def _own_rule(vault: Vault, dispatch: Dispatch) -> ReplyRule:
    """The addressee's rule, for an appeal of this kind."""
    copy = vault.get(Copy, dispatch.copy_id)
    addressee = vault.get(Addressee, copy.addressee_id) if copy is not None else None
    appeal = vault.get(Appeal, copy.appeal_id) if copy is not None else None
    if addressee is None or appeal is None:
        return ReplyRule.NONE
    return rule_for(addressee.reply_rule, appeal.kind)


# -- a reply ---------------------------------------------------------------------------------------
def keep_reply(vault: Vault, edit: Edit) -> ChangeSet:
    """Keep one edited field of a reply; the first one makes it."""
    before = ""
    if edit.draft is not None and vault.get(Reply, edit.record_id) is None:
        reply = Reply(**edit.draft)
        action = Action(N_("Record a reply"))
    else:
        reply, action = vault.alive(Reply, edit.record_id), _changed(edit)
        if getattr(reply, edit.spec.name) == edit.value:
            return ChangeSet()
        before = reply.next_step
        setattr(reply, edit.spec.name, edit.value)
        reply.wordings = {k: v for k, v in reply.wordings.items() if k != edit.spec.name}
    dispatch = vault.alive(Dispatch, reply.dispatch_id)
    after = _appeal_after(vault, dispatch.copy_id, {}, {reply.id: reply})
    task = _task_after(vault, reply, dispatch, before) if "next_step" in edit.spec.name else []
    return vault.save(reply, *after, *task, action=action)


def _task_after(vault: Vault, reply: Reply, dispatch: Dispatch, before: str) -> list[Task]:
    """The task of a reply's next step, as the reply says it now. It goes when a later reply comes.

    One that was done, or that somebody worded anew, is left alone; without a step it is done.
    """
    open_ = vault.all(Task, unless_reply_to_id=dispatch.id, done=False)
    known = next((task for task in open_ if task.id > reply.id and task.title == before), None)
    if known is None:
        if not reply.next_step or reply.next_step_due is None:
            return []
        copy = vault.get(Copy, dispatch.copy_id)
        known = Task(
            unless_reply_to_id=dispatch.id, appeal_id=copy.appeal_id if copy is not None else None
        )
    known.done = not reply.next_step
    known.title, known.due = reply.next_step or known.title, reply.next_step_due
    return [known]


# -- what a reply says of persons ------------------------------------------------------------------
def keep_claim(vault: Vault, edit: Edit) -> ChangeSet:
    """Keep one edited field of what a reply says of a person; the first one makes it."""
    if edit.draft is not None and vault.get(OfficialClaim, edit.record_id) is None:
        claim = OfficialClaim(**edit.draft)
        return vault.save(claim, action=Action(N_("Note what officials say of a person")))
    claim = vault.alive(OfficialClaim, edit.record_id)
    if getattr(claim, edit.spec.name) == edit.value:
        return ChangeSet()
    setattr(claim, edit.spec.name, edit.value)
    claim.wordings = {k: v for k, v in claim.wordings.items() if k != edit.spec.name}
    return vault.save(claim, action=_changed(edit))


def claim_for_all(
    vault: Vault, reply_id: UUID, persons: Sequence[UUID], attribution: Attribution
) -> ChangeSet:
    """Say of every person what one sentence of a reply says of all; one action.

    Of whom something else was entered already, that stays.
    """
    vault.alive(Reply, reply_id)
    known = {claim.detainee_id for claim in vault.all(OfficialClaim, reply_id=reply_id)}
    made = [
        OfficialClaim(reply_id=reply_id, detainee_id=person, attribution=attribution)
        for person in persons
        if person not in known
    ]
    if not made:
        return ChangeSet()
    action = Action(N_("Note what officials say of {n} persons"), {"n": len(made)})
    return vault.save(*made, action=action)


# -- signature sheets, scans, removing -------------------------------------------------------------
def keep_sheet(vault: Vault, edit: Edit) -> ChangeSet:
    """Keep one edited field of a signature sheet that came back; the first one makes it."""
    value = edit.value
    if edit.spec.name in ("number", "signatures"):
        value = value or 0
    if edit.draft is not None and vault.get(SignatureSheet, edit.record_id) is None:
        sheet = SignatureSheet(**{**edit.draft, edit.spec.name: value})
        return vault.save(sheet, action=Action(N_("Enter a signature sheet")))
    sheet = vault.alive(SignatureSheet, edit.record_id)
    if getattr(sheet, edit.spec.name) == value:
        return ChangeSet()
    setattr(sheet, edit.spec.name, value)
    return vault.save(sheet, action=_changed(edit))


def trash_step(vault: Vault, record: Record) -> ChangeSet:
    """Put a dispatch, a reply or a sheet in the trash."""
    kept = vault.alive(type(record), record.id)
    return vault.trash(kept, action=Action(_REMOVED[type(record)]))


def attach_scan(
    vault: Vault, kind: type[Record], record_id: UUID, data: bytes, name: str, media: str
) -> ChangeSet:
    """Keep a scan with its dispatch, reply or sheet."""
    field, words = _SCANS[kind]
    record, scan = vault.alive(kind, record_id), new_id()
    setattr(record, field, scan)
    vault.attach(
        data, role=AttachmentRole.DOCUMENT_SCAN, action=Action(words),
        also=(record,), id=scan, file_name=name, media_type=media,
    )  # fmt: skip
    kinds = frozenset({"attachment", kind.__tablename__})
    return ChangeSet(kinds=kinds, ids=frozenset({scan, record_id}))


def scan_of(record: Record) -> UUID | None:
    """The scan that is kept with a dispatch, a reply or a sheet."""
    return getattr(record, _SCANS[type(record)][0])


def _changed(edit: Edit) -> Action:
    return Action(N_("Change “{field}”"), {"field": edit.spec.label})


# -- where the appeal stands -----------------------------------------------------------------------
def _appeal_after(
    vault: Vault, copy_id: UUID, dispatches: dict[UUID, Dispatch], replies: dict[UUID, Reply]
) -> list[Appeal]:
    """The appeal, if the change says that it stands elsewhere now. Closing is for people."""
    copy = vault.get(Copy, copy_id)
    appeal = vault.get(Appeal, copy.appeal_id) if copy is not None else None
    if appeal is None or appeal.state is AppealState.CLOSED:
        return []
    ways = vault.read(lambda session: copy_ways(session, appeal.id))
    known = {d.id: d for way in ways for d in way.dispatches} | dispatches
    answered = {r.dispatch_id for way in ways for r in way.replies}
    answered |= {reply.dispatch_id for reply in replies.values()}
    arrived = [d for d in known.values() if d.outcome not in _NOWHERE]
    state = AppealState.PRINTED
    if arrived:
        all_answered = all(d.id in answered for d in arrived)
        state = AppealState.ANSWERED if all_answered else AppealState.HANDED_IN
    if appeal.state in (state, AppealState.DRAFT):
        return []
    appeal.state = state
    return [appeal]


_NOWHERE = NOT_ARRIVED | {DispatchOutcome.PENDING}
