"""An appeal whose copies have come a long way: coupon, extension, chain, claims, sheets, tasks.

On top of the sample's second appeal, whose copies 1 (ministry) and 2 (embassy) are on record.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from caseapp.domain.dates import read_date
from caseapp.domain.vocabulary import Attribution, Channel, DispatchOutcome, ReplyCode, Status
from caseapp.store.history import Action
from caseapp.store.queries.appeals import appeal_rows, person_rows
from caseapp.store.records import (
    Copy,
    Dispatch,
    OfficialClaim,
    Reply,
    SignatureSheet,
    Task,
)
from caseapp.store.vault import Vault

ENTERED = Action("Enter")


def second_appeal(vault: Vault) -> UUID:
    """The earlier appeal of the sample, whose copies went out in 2023."""
    return next(row.id for row in vault.read(appeal_rows) if row.serial == 2)


def copy_of(vault: Vault, number: int) -> Copy:
    """One of its issued copies."""
    return next(c for c in vault.all(Copy, appeal_id=second_appeal(vault)) if c.number == number)


def long_way(vault: Vault) -> tuple[Dispatch, Reply]:
    """The first copy with all that can be kept of it; the dispatch and its answer."""
    appeal = second_appeal(vault)
    copy = copy_of(vault, 1)
    dispatch = vault.all(Dispatch, copy_id=copy.id)[0]
    dispatch.coupon, dispatch.clerk = "T-0000417 (fictitious)", "Duty clerk (fictitious)"
    dispatch.registered, dispatch.registered_time = read_date("5 September 2023"), "16:20"
    dispatch.extended_to = date(2023, 10, 26)
    dispatch.extension_told = read_date("5 October 2023")
    dispatch.extension_reason = "Other bodies must be asked"
    dispatch.forwarded = [
        {"to": "Consular Service Department", "on": "6 September 2023", "told": "7 September 2023"},
        {"to": "Embassy in Beijing", "on": "20 September 2023"},
    ]
    reply = vault.all(Reply, dispatch_id=dispatch.id)[0]
    persons = [row.case.id for row in vault.read(lambda session: person_rows(session, appeal))]
    vault.save(
        dispatch,
        OfficialClaim(
            reply_id=reply.id, detainee_id=persons[0], attribution=Attribution.ACKNOWLEDGE,
            status=Status.RELEASED, text="released after completing vocational training",
        ),
        OfficialClaim(
            reply_id=reply.id, detainee_id=persons[1], attribution=Attribution.DENY,
            text="no such person was found",
        ),
        SignatureSheet(
            appeal_id=appeal, number=1, signatures=12, collected_by="Volunteer (fictitious)",
            collected=read_date("2 September 2023"),
        ),
        SignatureSheet(appeal_id=appeal, number=2, signatures=9, note="Two rows were struck out."),
        Task(
            title="Ask for a personal reception", due=date(2023, 12, 12), appeal_id=appeal,
            unless_reply_to_id=dispatch.id,
        ),
        action=ENTERED,
    )  # fmt: skip
    return dispatch, reply


def silent(vault: Vault, due: date, rule: str = "kz_application") -> Dispatch:
    """A second dispatch of the first copy, by post, which nobody answered by a day."""
    dispatch = Dispatch(
        copy_id=copy_of(vault, 1).id, channel=Channel.POST, outcome=DispatchOutcome.POSTED,
        sent=read_date("10 January 2026"), registered=read_date("14 January 2026"),
        due=due, due_rule=rule,
    )  # fmt: skip
    vault.save(dispatch, action=ENTERED)
    return dispatch


def refused(reply: Reply) -> Reply:
    """The answer as one that refuses."""
    reply.response = ReplyCode.REFUSED
    return reply
