"""What the check before printing asks of forms: compulsory items, labels, wording, groups.

The forms of a copy are filled as they would be printed and then read; nothing is drawn and no
photograph is opened. Words nothing for the screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from caseapp.disclosure.left_out import LeftOut
from caseapp.disclosure.passing import policy_of
from caseapp.disclosure.words import Words
from caseapp.domain.policy import Policy
from caseapp.domain.vocabulary import Status
from caseapp.dossier.compile.copy import pass_gate
from caseapp.dossier.compile.facts import Facts
from caseapp.dossier.compile.form_parts import FormsOfCopy
from caseapp.dossier.compile.forms import gets_form, missing_items
from caseapp.dossier.parts import FORMS, PartKind, parts_of
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.store.casefile import AppealFile
from caseapp.store.records import Addressee, AppealAddressee, Attachment


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingItem:
    """A compulsory item of one person's form that says nothing. `label` is in the form's words."""

    case: UUID
    number: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormCheck:
    """What is to be said of one kind of form in one copy.

    `language` is the one in which the form prints; `labelled`: that is the copy's. `groups` get
    no form of their own; `free` are persons of whom the copy says that they were released.
    `broken`, if not empty, says what is wrong in the form's text: then the copy cannot be made,
    and nothing else here is known.
    """

    kind: PartKind
    version: int = 0
    unconfirmed: bool = False
    language: str = ""
    labelled: bool = True
    forms: int = 0
    missing: tuple[MissingItem, ...] = ()
    groups: tuple[UUID, ...] = ()
    free: tuple[UUID, ...] = ()
    broken: UserError | None = None


def check_forms(
    file: AppealFile,
    pair: tuple[AppealAddressee, Addressee],
    *,
    language: str,
    produced_at: datetime,
    policy: Policy | None = None,
) -> tuple[FormCheck, ...]:
    """One result a kind of form in the copy of an addressee; none if the copy has no forms."""
    kinds = [kind for kind in parts_of(*pair) if kind in FORMS]
    if not kinds:
        return ()
    words = Words(language)
    gated = pass_gate(
        file,
        pair[1].audience,
        words=words,
        policy=policy or policy_of(file),
        produced_at=produced_at,
        read_image=_no_photograph,
        left_out=LeftOut.of(pair[0]),
    )
    facts = Facts(file, gated, words, produced_at)

    def check(kind: PartKind) -> FormCheck:
        try:
            forms = FormsOfCopy(
                file,
                gated,
                words,
                pair[1],
                (kind,),
                known_on=facts.known_on,
                today=facts.today,
                reference=facts.reference(),
            )
        except UserError as error:
            return FormCheck(kind=kind, broken=error)
        return _checked(kind, forms, language)

    return tuple(map(check, kinds))


def _checked(kind: PartKind, forms: FormsOfCopy, language: str) -> FormCheck:
    template, writer = forms.templates[kind], forms.writer(kind)
    persons = [case for case in forms.cases if gets_form(case)]
    printed = template.language_for(language)
    return FormCheck(
        kind=kind,
        version=template.version,
        unconfirmed=template.unconfirmed,
        language=printed,
        labelled=printed == language,
        forms=len(persons),
        missing=tuple(
            MissingItem(case=case.id, number=number, label=label)
            for case in persons
            for number, label in missing_items(writer.form(case))
        ),
        groups=tuple(case.id for case in forms.cases if not gets_form(case)),
        free=tuple(case.id for case in persons if case.status.status is Status.RELEASED),
    )


def _no_photograph(_attachment: Attachment) -> bytes:
    """Whether there is a photograph is not asked of a form."""
    raise UserError(N_("This photo cannot be read as a picture. Choose another file."))
