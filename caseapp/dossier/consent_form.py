"""A consent form to sign: words what one person agreed to, for each audience, and writes it.

For the contact and the office. What the rules never allow is said so on the form: nobody
should believe to have allowed it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from caseapp.disclosure.words import Words, capitalised
from caseapp.domain.consent_matrix import GROUPS, About, Answers, Fixed, fixed
from caseapp.domain.dates import UncertainDate
from caseapp.domain.policy import Policy, Rule, default_policy
from caseapp.domain.vocabulary import Audience, ConsentAnswer, InfoClass, Relation
from caseapp.dossier.pdf.consent_form import ConsentPaper, PaperRow, draw_consent_form
from caseapp.errors import UserError
from caseapp.i18n import N_, NC_
from caseapp.store.records import Consent

_GROUPS: Mapping[About, tuple[str, str]] = {
    About.DETAINEE: NC_("consent form", "About the detainee"),
    About.TELLER: NC_("consent form", "About me"),
    About.OTHERS: NC_("consent form", "About others"),
}
_ANSWERS: Mapping[ConsentAnswer, tuple[str, str]] = {
    ConsentAnswer.ALLOW: NC_("consent form", "yes"),
    ConsentAnswer.ASK: NC_("consent form", "ask me"),
    ConsentAnswer.WITHHOLD: NC_("consent form", "no"),
}
_SHOWN = tuple(audience for audience in Audience if audience is not Audience.OFFICE)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFacts:
    """What a form is made from. Without a `consent` it is blank, to be filled in by hand."""

    language: str
    contact: str
    detainee: str
    today: date
    relation: Relation | None = None
    consent: Consent | None = None
    numbers: tuple[int, ...] = ()
    answers: Answers = field(default_factory=dict)
    policy: Policy = field(default_factory=default_policy)
    fictitious: bool = False


def write_consent_form(facts: FormFacts, path: Path) -> int:
    """Write the form to `path`; returns the number of its pages.

    Raises UserError if a face lacks a letter of a name, or if nothing can be written there.
    """
    try:
        drawn = draw_consent_form(consent_paper(facts), path)
    except OSError as error:
        raise UserError(
            N_("The file could not be written there. Choose another folder.")
        ) from error
    if drawn.missing:
        raise UserError(
            N_(
                "Our fonts have no form for these characters: {characters}. Write them otherwise, "
                "then print again."
            ),
            characters=" ".join(sorted(drawn.missing)),
        )
    return drawn.pages


def consent_paper(facts: FormFacts) -> ConsentPaper:
    """The form in words."""
    words = Words(facts.language)
    tr = words.tr
    return ConsentPaper(
        language=facts.language,
        title=tr("Consent to the use of information"),
        intro=_intro(facts, words),
        heads=tuple(capitalised(words.label(audience)) for audience in _SHOWN),
        groups=tuple(
            (tr.in_context(*_GROUPS[about]), tuple(_row(facts, c, words) for c in classes))
            for about, classes in GROUPS.items()
        ),
        legend=tr(
            "“yes”: may be shown. “ask me”: only after asking me again. “no” and “–”: is not "
            "shown. “by rule”: shown without asking. “never”: the office never shows it there, "
            "whatever I allow."
        ),
        facts=_facts(facts, words),
        rights=(
            tr(
                "I can change or withdraw this consent at any time and without a reason. From "
                "that day on nothing more is shown. What was handed in before cannot be called "
                "back."
            ),
            tr("This form was read to me or by me in a language that I understand."),
        ),
        signatures=(tr("Signature, name, date"), tr("For the office: signature, name, date")),
        notice=tr("Fictitious person") if facts.fictitious else "",
        page_of=tr("Page {page} of {pages}"),
    )


def _intro(facts: FormFacts, words: Words) -> tuple[str, ...]:
    tr = words.tr
    line = "______________________________"
    name, case = facts.contact or line, facts.detainee
    if not case:
        return (tr("I, {name}, agree to what is marked below about myself.", name=name),)
    relation = words.label(facts.relation) if facts.relation is not None else ""
    who = tr("{name} ({other})", name=name, other=relation) if relation else name
    return (
        tr("I, {name}, agree to what is marked below about {detainee} and about myself.",
           name=who, detainee=case),
    )  # fmt: skip


def _row(facts: FormFacts, info_class: InfoClass, words: Words) -> PaperRow:
    answers = [facts.answers.get((audience, info_class)) for audience in _SHOWN]
    said = [
        _word(facts, audience, info_class, answer, words)
        for audience, answer in zip(_SHOWN, answers, strict=True)
    ]
    return PaperRow(
        name=capitalised(words.label(info_class)),
        words=tuple(said),
        strong=tuple(
            answer is ConsentAnswer.ALLOW and _settable(facts, audience, info_class)
            for audience, answer in zip(_SHOWN, answers, strict=True)
        ),
    )


def _settable(facts: FormFacts, audience: Audience, info_class: InfoClass) -> bool:
    return fixed(facts.policy, audience, info_class, case=bool(facts.detainee)) is None


def _word(
    facts: FormFacts,
    audience: Audience,
    info_class: InfoClass,
    answer: ConsentAnswer | None,
    words: Words,
) -> str:
    """What stands in a cell. A blank form leaves room for the pen."""
    tr = words.tr
    why = fixed(facts.policy, audience, info_class, case=bool(facts.detainee))
    if why is Fixed.NEVER:
        return tr.in_context("consent form", "never")
    if why is not None:
        return "–"
    if answer is not None:
        return tr.in_context(*_ANSWERS[answer])
    if facts.consent is None:
        return "……"
    if facts.policy.rule(audience, info_class) is Rule.ALLOW:
        return tr.in_context("consent form", "by rule")
    return "–"


def _facts(facts: FormFacts, words: Words) -> tuple[tuple[str, str], ...]:
    tr, consent = words.tr, facts.consent
    if consent is None:
        blank = "……………………………"
        heads = (tr("Given on"), tr("Valid until"), tr("Consent taken by"))
        return tuple((head, blank) for head in heads)
    until = words.when(consent.until, "long") or tr("until withdrawn")
    rows = [
        (tr("Number"), words.marks.series.join(map(str, facts.numbers))),
        (tr("How"), words.label(consent.form)),
        (tr("Language"), words.language_name(consent.language) if consent.language else ""),
        (tr("Given on"), words.when(consent.given, "long")),
        (tr("Valid until"), until),
        (tr("Guardian"), consent.guardian_name),
        (tr("Consent taken by"), consent.taken_by),
        (tr("Withdrawn on"), words.when(consent.withdrawn, "long")),
        (tr("Printed on"), words.when(UncertainDate.on(facts.today), "long")),
    ]
    return tuple((label, value) for label, value in rows if value)
