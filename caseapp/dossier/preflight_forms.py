"""Rules of the check about forms of other bodies: compulsory items, wording, who gets none.

The Working Group on disappearances takes no case up without its compulsory items; what the
others ask for stands in the data of each form.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID

from caseapp.dossier.form_check import FormCheck, check_forms
from caseapp.dossier.parts import TITLES
from caseapp.dossier.preflight_findings import Finding, Rule, Said, finding
from caseapp.dossier.preflight_look import Look

AT_ONCE = 400
"""Persons up to whom forms are filled while somebody works: about three seconds."""


def forms(look: Look) -> Iterator[Finding]:
    """What the forms of each copy lack. Of a long list only where a copy is to be issued."""
    if not look.thorough and len(look.cases) > AT_ONCE:
        return
    noon = datetime.combine(look.today, time(12), UTC)
    for pair in look.file.addressees:
        language = look.language(pair[1])
        for one in check_forms(look.file, pair, language=language, produced_at=noon):
            yield from _of_form(one, pair[1].id)


def _of_form(one: FormCheck, addressee: UUID) -> Iterator[Finding]:
    def tell(rule: Rule, case: UUID | None = None, **params: Any) -> Finding:
        # The kind tells two forms of one copy apart; the sentence calls it by its title.
        return finding(
            rule, case=case, addressee=addressee, number=one.kind.value,
            form=Said(TITLES[one.kind]), **params,
        )  # fmt: skip

    if one.broken is not None:
        yield tell(Rule.FORM_BROKEN)
        return
    lacking: dict[UUID, list[str]] = {}
    for item in one.missing:
        lacking.setdefault(item.case, []).append(f"{item.number} {item.label}".strip())
    for case, items in lacking.items():
        yield tell(Rule.FORM_ITEMS, case, items="; ".join(items))
    if one.unconfirmed and one.forms:
        yield tell(Rule.FORM_UNCONFIRMED)
    if one.free:
        yield tell(Rule.FORM_RELEASED, n=len(one.free))
    if one.groups:
        yield tell(Rule.FORM_GROUPS, n=len(one.groups))
