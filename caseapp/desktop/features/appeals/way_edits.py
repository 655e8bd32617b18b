"""Keeping what became of a copy: each change is one action, with what follows from it.

From outcome and day follows when an answer is due, unless somebody wrote a day of his own; from
what is on record follows where the appeal stands. Both are kept in the same action.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from caseapp.desktop.forms.form import Edit
from caseapp.domain.dates import UncertainDate
from caseapp.domain.deadlines import WorkingDays, due_date, runs
from caseapp.domain.vocabulary import AppealState, AttachmentRole, Channel, DispatchOutcome
from caseapp.i18n import N_
from caseapp.store.errors import ConflictError
from caseapp.store.history import Action
from caseapp.store.queries.appeals_ways import copy_ways, working_days
from caseapp.store.queries.today import NOT_ARRIVED
from caseapp.store.records import Addressee, Appeal, Copy, Dispatch, Record, Reply, new_id
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault

BY_HAND = ""
"""In `due_rule`: somebody wrote the day; no rule changes it."""

_CHANNELS = {DispatchOutcome.POSTED: Channel.POST, DispatchOutcome.BOUNCED: Channel.EMAIL}


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
    """Keep one edited field of a dispatch."""
    dispatch = _alive(vault, Dispatch, edit.record_id)
    if getattr(dispatch, edit.spec.name) == edit.value:
        return ChangeSet()
    setattr(dispatch, edit.spec.name, edit.value)
    if edit.spec.name == "due":
        dispatch.due_rule = BY_HAND
    elif edit.spec.name in ("sent", "outcome") and (dispatch.due_rule or dispatch.due is None):
        _reckon(vault, dispatch)
    after = _appeal_after(vault, dispatch.copy_id, {dispatch.id: dispatch}, {})
    return vault.save(dispatch, *after, action=_changed(edit))


def keep_reply(vault: Vault, edit: Edit) -> ChangeSet:
    """Keep one edited field of a reply; the first one makes it."""
    if edit.draft is not None and vault.get(Reply, edit.record_id) is None:
        reply = Reply(**edit.draft)
        action = Action(N_("Record a reply"))
    else:
        reply, action = _alive(vault, Reply, edit.record_id), _changed(edit)
        if getattr(reply, edit.spec.name) == edit.value:
            return ChangeSet()
        setattr(reply, edit.spec.name, edit.value)
        reply.wordings = {k: v for k, v in reply.wordings.items() if k != edit.spec.name}
    dispatch = _alive(vault, Dispatch, reply.dispatch_id)
    after = _appeal_after(vault, dispatch.copy_id, {}, {reply.id: reply})
    return vault.save(reply, *after, action=action)


def trash_step(vault: Vault, record: Record) -> ChangeSet:
    """Put a dispatch or a reply in the trash."""
    kept = _alive(vault, type(record), record.id)
    words = N_("Remove a reply") if isinstance(record, Reply) else N_("Remove a dispatch")
    return vault.trash(kept, action=Action(words))


def attach_scan(vault: Vault, reply_id: UUID, data: bytes, name: str, media: str) -> ChangeSet:
    """Keep the scan of a reply with it."""
    reply, scan = _alive(vault, Reply, reply_id), new_id()
    reply.attachment_id = scan
    vault.attach(
        data, role=AttachmentRole.DOCUMENT_SCAN, action=Action(N_("Attach the scan of a reply")),
        also=(reply,), id=scan, file_name=name, media_type=media,
    )  # fmt: skip
    return ChangeSet(kinds=frozenset({"attachment", "reply"}), ids=frozenset({scan, reply_id}))


def _alive(vault: Vault, kind: type, record_id: UUID) -> Record:
    record = vault.get(kind, record_id)
    if record is None or record.deleted_at is not None:
        raise ConflictError
    return record


def _changed(edit: Edit) -> Action:
    return Action(N_("Change “{field}”"), {"field": edit.spec.label})


def _reckon(vault: Vault, dispatch: Dispatch) -> None:
    """By when an answer is due, from the day on which the paper was certainly taken."""
    copy = vault.get(Copy, dispatch.copy_id)
    addressee = vault.get(Addressee, copy.addressee_id) if copy is not None else None
    dispatch.due, dispatch.due_rule = None, BY_HAND
    day = dispatch.sent.latest
    if addressee is None or day is None or not runs(dispatch.outcome):
        return
    days = WorkingDays(vault.read(working_days))
    dispatch.due = due_date(addressee.reply_rule, day, days)
    if dispatch.due is not None:
        dispatch.due_rule = addressee.reply_rule.value


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
