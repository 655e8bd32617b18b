"""What a merge lets others see of the one person that only one of the two cases allowed.

Decided by the wall itself over the consents of both; this only compares. A person should
know it before M: what was told in the other case then falls under the same word.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from caseapp.desktop.features.review.words import ReviewWords
from caseapp.desktop.named_to import SHORT
from caseapp.domain.consent import ABOUT_RELATIVES, Grants, decide
from caseapp.domain.vocabulary import Audience, InfoClass
from caseapp.dossier.compile import policy_of
from caseapp.dossier.compile.grants import GrantBook
from caseapp.store.queries.case_page import CasePage

_CLASSES = tuple(one for one in InfoClass if one not in ABOUT_RELATIVES)
"""What is told of the detainee; who testifies decides on the rest for himself."""


def newly_shown(
    left: CasePage, right: CasePage, today: date
) -> Mapping[Audience, tuple[InfoClass, ...]]:
    """By audience what would be shown of the one person, and is not shown of both today."""
    policy = policy_of(left.consent_file)
    two = [GrantBook(p.consent_file, today).detainee(p.detainee.id) for p in (left, right)]
    one = Grants(
        consents=tuple(consent for grants in two for consent in grants.consents),
        is_detainee=True,
        minor=any(grants.minor for grants in two),
    )

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
