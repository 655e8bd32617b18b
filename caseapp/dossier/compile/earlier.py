"""The earlier paper that a complaint, a reminder or a word of thanks is about.

From records to what this copy may say of it. Where harm can come from, only a body's own
correspondence is named to it.
"""

from __future__ import annotations

from datetime import date

from caseapp.disclosure.scrub import Scrubber
from caseapp.disclosure.view import EarlierView
from caseapp.domain.consent import REACHED_BY_HARM
from caseapp.domain.dates import UncertainDate
from caseapp.domain.deadlines import ARRIVED
from caseapp.domain.vocabulary import Audience, DispatchOutcome
from caseapp.domain.waiting import reply_due
from caseapp.store.casefile import EarlierPaper

_ON_ITS_WAY = ARRIVED | {DispatchOutcome.POSTED}
"""Outcomes with which an answer can be waited for."""
_TRIED = _ON_ITS_WAY | {DispatchOutcome.REFUSED, DispatchOutcome.PENDING}


def earlier_view(
    paper: EarlierPaper | None, audience: Audience, scrubber: Scrubber, day: date
) -> EarlierView | None:
    """What a letter of `day` may say of an earlier paper; None if nothing."""
    if paper is None:
        return None
    if audience in REACHED_BY_HARM and paper.addressee.audience is not audience:
        return None
    dispatch, reply = paper.dispatch, paper.reply
    dated = paper.appeal.dated
    if dated.is_unknown:
        dated = UncertainDate.on(paper.copy.produced_at.date())
    arrived = dispatch.sent if dispatch.registered.is_unknown else dispatch.registered
    received = arrived if dispatch.outcome in _TRIED else UncertainDate.unknown()
    due = reply_due(dispatch.due, dispatch.extended_to)
    exact = received.earliest if received.earliest == received.latest else None
    return EarlierView(
        reference=scrubber.string(paper.appeal.reference, None) or f"A-{paper.appeal.serial:04d}",
        dated=scrubber.date(dated, None),
        bodies=dict(paper.addressee.texts.get("body", {})),
        received=scrubber.date(received, None),
        registration=scrubber.string(dispatch.registration_number or dispatch.coupon, None),
        days=(day - exact).days if exact and exact < day else 0,
        due=due,
        overdue=due is not None and due < day,
        refused=dispatch.outcome is DispatchOutcome.REFUSED,
        silent=reply is None and dispatch.outcome in _ON_ITS_WAY,
        reply_dated=scrubber.date(reply.dated, None) if reply else UncertainDate.unknown(),
        reply_number=scrubber.string(reply.number, None) if reply else "",
    )
