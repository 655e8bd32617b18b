"""What a merge lets others see of the one person that only one of the two cases allowed.

Decided by the wall itself over the consents of both; this only compares. A person should
know it before M: what was told in the other case then falls under the same word.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar
from uuid import UUID

from caseapp.desktop.features.review.words import ReviewWords
from caseapp.desktop.named_to import SHORT
from caseapp.disclosure.grants import GrantBook
from caseapp.disclosure.passing import policy_of
from caseapp.domain.consent import decide
from caseapp.domain.consent_matrix import GROUPS, About
from caseapp.domain.policy import Policy
from caseapp.domain.vocabulary import Audience, InfoClass, Relation
from caseapp.store.casefile import AppealFile
from caseapp.store.queries.case_page import CasePage
from caseapp.store.records import Kinship, Record
from caseapp.store.records.values import field_names

R = TypeVar("R", bound=Record)

_OF_TELLER = frozenset(GROUPS[About.TELLER]) - {InfoClass.TESTIMONY}
_CLASSES = tuple(one for one in InfoClass if one not in _OF_TELLER)
"""What is told of the detainee and of the family; who testifies decides on his own. Testimony is
among them: for what nobody told by name the consent of the case speaks."""


@dataclass(frozen=True, slots=True)
class _Case:
    """Who may speak for a case, and whether a public source names the person."""

    book: GrantBook
    id: UUID
    published: bool
    minor: bool

    def shows(self, info: InfoClass, audience: Audience, policy: Policy, today: date) -> bool:
        grants = self.book.detainee(self.id)
        if info is InfoClass.CHILDREN:
            child = Kinship(of_detainee_id=self.id, relation=Relation.CHILD)
            grants = self.book.kin(child, self.id, child=True)
        grants = replace(grants, minor=grants.minor or self.minor)
        named = self.published and info is InfoClass.DETAINEE_NAME
        return decide(info, audience, policy, [grants], today, published=named).shown


def newly_shown(
    left: CasePage, right: CasePage, today: date
) -> Mapping[Audience, tuple[InfoClass, ...]]:
    """By audience what would be shown of the one person, and is not shown of both today."""
    policy = policy_of(left.consent_file)
    two = [_case(page.consent_file, page, today) for page in (left, right)]
    one = replace(
        _case(_as_one(left, right), left, today),
        published=left.published or right.published,
        minor=any(case.minor for case in two),
    )
    found = {
        audience: tuple(
            info for info in _CLASSES
            if one.shows(info, audience, policy, today)
            and not all(case.shows(info, audience, policy, today) for case in two)
        )
        for audience in SHORT
    }  # fmt: skip
    return {audience: classes for audience, classes in found.items() if classes}


def _case(file: AppealFile, page: CasePage, today: date) -> _Case:
    book, case_id = GrantBook(file, today), page.detainee.id
    return _Case(book, case_id, page.published, book.detainee(case_id).minor)


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
