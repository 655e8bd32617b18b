"""What the consent part of the page shows: which consent, its cells, who may decide. Qt-free."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from caseapp.desktop.features.contact.consent_sets import ConsentSet, Scope, consent_sets, sets_of
from caseapp.desktop.features.contact.matrix_model import CellView, Matrix
from caseapp.desktop.seen_by import Wall
from caseapp.domain.consent_matrix import Cell, fixed
from caseapp.domain.policy import Rule
from caseapp.domain.vocabulary import Audience, ConsentAnswer, InfoClass
from caseapp.store.queries.contact_page import ContactPage


@dataclass
class Chosen:
    """Whom the consent concerns, and which of several is looked at (any id of its records)."""

    scope: Scope = (None, None)
    record: UUID | None = None


def scopes(page: ContactPage) -> list[Scope]:
    """Whom a consent of this contact can concern: each case with the contact, then alone.

    Scopes that only an old consent has (a case without the contact) come last.
    """
    own = page.contact.id
    wanted: list[Scope] = [(own, case.id) for case in page.cases]
    wanted.append((own, None))
    for consent in page.consents:
        wanted.append((consent.about_contact_id, consent.about_detainee_id))
    return list(dict.fromkeys(wanted))


def first_scope(page: ContactPage, today: date) -> Scope:
    """The scope to begin with: that of the newest consent in force, else the first case."""
    sets = consent_sets(page.consents, today)
    return sets[0].scope if sets else scopes(page)[0]


def chosen_set(sets: Sequence[ConsentSet], chosen: Chosen) -> ConsentSet | None:
    """The consent to show: the chosen one if it is still there, else the best of its scope."""
    found = sets_of(sets, chosen.scope)
    same = [one for one in found if chosen.record in one.ids]
    return (same or found or [None])[0]  # type: ignore[list-item]


def matrix_of(
    wall: Wall, sets: Sequence[ConsentSet], shown: ConsentSet | None, scope: Scope, today: date
) -> Matrix:
    """The cells of one consent, beside what the others of its scope and the wall say."""
    answers = shown.answers() if shown is not None else {}
    others: dict[Cell, tuple[ConsentAnswer, int]] = {}
    for one in sets_of(sets, scope):
        if one is not shown and one.is_open(today):
            for record in one.records:
                for cell, answer in ConsentSet((record,)).answers().items():
                    others.setdefault(cell, (answer, record.serial))
    is_open = shown is None or shown.is_open(today)
    case = scope[1] is not None
    cells = {}
    for audience in Audience:
        for info_class in InfoClass:
            cell = audience, info_class
            decision = wall.decision(audience, info_class)
            cells[cell] = CellView(
                answer=answers.get(cell),
                fixed=fixed(wall.policy, audience, info_class, case=case),
                by_rule=wall.policy.rule(audience, info_class) is Rule.ALLOW and decision.shown,
                other=others.get(cell),
                decision=decision,
            )
    return Matrix(cells, read_only=not is_open)
