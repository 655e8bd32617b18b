"""What a merge lets others see of the one person that only one of the two cases allowed.

Decided by the wall itself over the consents of both; this only compares. A person should
know it before M: what was told in the other case then falls under the same word.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar
from uuid import UUID

from caseapp.desktop.features.review.words import ReviewWords
from caseapp.desktop.named_to import SHORT
from caseapp.domain.consent import ABOUT_RELATIVES, Grants, decide
from caseapp.domain.vocabulary import Audience, InfoClass
from caseapp.dossier.compile import policy_of
from caseapp.dossier.compile.grants import GrantBook
from caseapp.store.casefile import AppealFile
from caseapp.store.queries.case_page import CasePage
from caseapp.store.records import Record
from caseapp.store.records.values import field_names

R = TypeVar("R", bound=Record)

_CLASSES = tuple(one for one in InfoClass if one not in ABOUT_RELATIVES)
"""What is told of the detainee; who testifies decides on the rest for himself."""


def newly_shown(
    left: CasePage, right: CasePage, today: date
) -> Mapping[Audience, tuple[InfoClass, ...]]:
    """By audience what would be shown of the one person, and is not shown of both today."""
    policy = policy_of(left.consent_file)
    two = [GrantBook(p.consent_file, today).detainee(p.detainee.id) for p in (left, right)]
    one = GrantBook(_as_one(left, right), today).detainee(left.detainee.id)
    one = replace(one, minor=any(grants.minor for grants in two))

    def shown(info: InfoClass, audience: Audience, grants: Grants) -> bool:
        return decide(info, audience, policy, [grants], today).shown

    found = {
        audience: tuple(
            info for info in _CLASSES
            if shown(info, audience, one) and not all(shown(info, audience, g) for g in two)
        )
        for audience in SHORT
    }  # fmt: skip
    return {audience: classes for audience, classes in found.items() if classes}


def _as_one(left: CasePage, right: CasePage) -> AppealFile:
    """What stands behind both as if it were told of the first: who is kin in one of them may
    then speak for the one person, also in what he or she told in the other."""
    ids = {right.detainee.id: left.detainee.id}
    here, there = left.consent_file, right.consent_file
    return replace(
        here,
        contacts={**there.contacts, **here.contacts},
        consents=(*here.consents, *(_moved(record, ids) for record in there.consents)),
        kinships=(*here.kinships, *(_moved(record, ids) for record in there.kinships)),
    )


def _moved(record: R, ids: Mapping[UUID, UUID]) -> R:
    """A copy that is never kept, in which one case stands for another."""
    values = {name: getattr(record, name) for name in field_names(type(record))}
    return type(record)(**{name: _other(value, ids) for name, value in values.items()})


def _other(value: object, ids: Mapping[UUID, UUID]) -> object:
    return ids.get(value, value) if isinstance(value, UUID) else value


def newly_shown_words(words: ReviewWords, left: CasePage, right: CasePage, today: date) -> str:
    """The same in a sentence; "" if nothing is."""
    t, parts = words.t, []
    for audience, classes in newly_shown(left, right, today).items():
        said = ", ".join(words.label(info) for info in classes)
        parts.append(t("{audience}: {what}", audience=t(SHORT[audience]), what=said))
    if not parts:
        return ""
    return t("One of the cases allows what the other does not. After merging it holds for both: "
             "{what}", what="; ".join(parts))  # fmt: skip
