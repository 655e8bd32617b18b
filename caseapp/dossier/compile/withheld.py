"""The office's list of what a copy does not show, and why. Never part of any other copy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from caseapp.disclosure.gate import ItemKind, WithheldItem
from caseapp.disclosure.text import plain
from caseapp.disclosure.words import Words, capitalised
from caseapp.domain.consent import Ground, GroundCode
from caseapp.domain.vocabulary import InfoClass
from caseapp.dossier.document import Text, WithheldGroup, WithheldList, WithheldRow
from caseapp.i18n import NC_

GROUNDS = {
    GroundCode.ALLOWED_BY_RULE: NC_("ground", "rule: allowed"),
    GroundCode.PUBLISHED: NC_("ground", "published"),
    GroundCode.CONSENT_GIVEN: NC_("ground", "consent no. {number}"),
    GroundCode.NEVER: NC_("ground", "rule: never"),
    GroundCode.NO_CONSENT: NC_("ground", "no consent on record"),
    GroundCode.WITHHELD: NC_("ground", "consent no. {number}: withheld"),
    GroundCode.RELATION_ONLY: NC_("ground", "consent no. {number}: relation only"),
    GroundCode.TO_BE_ASKED: NC_("ground", "consent no. {number}: to be asked first"),
    GroundCode.WITHDRAWN: NC_("ground", "consent no. {number} withdrawn {day}"),
    GroundCode.EXPIRED: NC_("ground", "consent no. {number} expired {day}"),
    GroundCode.NOT_YET_GIVEN: NC_("ground", "consent no. {number} only from {day}"),
    GroundCode.UNDATED: NC_("ground", "consent no. {number} has no date"),
    GroundCode.NOT_EXPLICIT: NC_(
        "ground", "consent no. {number} is for all; this audience must be named"
    ),
    GroundCode.NOT_ENTITLED: NC_(
        "ground", "consent no. {number} is by someone who cannot decide this"
    ),
    GroundCode.AT_RISK: NC_("ground", "risk to the relative or witness: high"),
    GroundCode.PERSON_NOT_NAMED: NC_("ground", "the person may not be named"),
    GroundCode.NAMES_SOMEBODY: NC_("ground", "in free text; may not stand in this copy"),
    GroundCode.MARKED_SENSITIVE: NC_("ground", "passage marked as sensitive"),
    GroundCode.BEARS_ON_WITHHELD: NC_("ground", "also tells something withheld"),
    GroundCode.NO_ORIGIN: NC_("ground", "origin of the photo not recorded"),
    GroundCode.UNREADABLE_PICTURE: NC_("ground", "the photo cannot be read"),
    GroundCode.OFFICE_ONLY: NC_("ground", "for the office only"),
    GroundCode.LEFT_OUT: NC_("ground", "left out of this copy by the office"),
}
KINDS = {
    ItemKind.PERSON: NC_("withheld", "person as a whole"),
    ItemKind.EVENT: NC_("withheld", "event as a whole"),
    ItemKind.DETAILS: NC_("withheld", "day and course"),
    ItemKind.FIELD: NC_("withheld", "field as a whole"),
    ItemKind.EXCERPT: NC_("withheld", "passage"),
    ItemKind.CONTRADICTION: NC_("withheld", "contradicting account"),
    ItemKind.MENTION: NC_("withheld", "mention in a text"),
    ItemKind.NOTES: NC_("withheld", "restricted notes"),
}
"""What is not told by its class of information alone."""

OVERRIDDEN = {
    "no_consent": NC_("set aside", "nobody was asked for a consent"),
    "at_risk_named": NC_("set aside", "somebody at high risk is named"),
    "addressee_over": NC_("set aside", "the addressee’s term of office is over"),
    "addressee_nameless": NC_("set aside", "the addressee has no name"),
    "no_signature": NC_("set aside", "nobody signs"),
    "no_signature_line": NC_("set aside", "the letter has no line for a signature"),
    "signatory_name": NC_("set aside", "a signatory without a full name"),
    "anonymous": NC_("set aside", "no postal address of anybody who signs"),
    "letter_empty": NC_("set aside", "the letter has neither text nor demand"),
    "form_items": NC_("set aside", "a form lacks a compulsory item"),
}
"""By the code of the check's rule: what stood against a copy and was set aside."""

LONGEST = 240
"""Characters of a withheld text that the list shows: enough to know which it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overridden:
    """A blocker that was set aside: the code of its rule, a case's number or "", the reason."""

    code: str
    about: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedView:
    """What the office's list tells of one copy. `pages` is by anchor."""

    number: int
    addressee: str
    addressee_short: str
    language: str
    audience: str
    policy: str
    entries: int
    withheld: Sequence[WithheldItem]
    pages: Mapping[str, int]
    page_count: int
    consented: Mapping[InfoClass, int]
    searched: int
    overridden: Sequence[Overridden] = ()


def withheld_list(
    issued: IssuedView,
    cases: Mapping[UUID, tuple[Text, str]],
    words: Words,
    said: Mapping[tuple[UUID | None, str], str],
) -> WithheldList:
    """One copy's list, grouped by case in the order in which the gate met them.

    `said` has what the copy withheld in the language of this list, by case and the copy's words.
    """
    tr, marks = words.tr, words.marks
    groups: dict[UUID | None, list[WithheldRow]] = {}
    for item in issued.withheld:
        groups.setdefault(item.case_id, []).append(_row(item, issued.pages, words, said))
    nobody: tuple[Text, str] = (plain(tr("Without a case")), "")
    facts = [
        issued.addressee,
        words.language_name(issued.language),
        tr.plural("{n} page", "{n} pages", issued.page_count),
        tr.plural("{n} entry", "{n} entries", issued.entries),
    ]
    count = tr.plural(
        "{n} item is not disclosed.", "{n} items are not disclosed.", len(issued.withheld)
    )
    rules = tr("Rules of disclosure: {policy}.", policy=issued.policy)
    return WithheldList(
        header_right=tr(
            "on copy {number} · {addressee}", number=issued.number, addressee=issued.addressee_short
        ),
        title=tr("What copy {number} does not show", number=issued.number),
        intro=marks.blank.join((marks.apart.join(facts) + marks.stop, rules, count)),
        heads=(
            tr("No."), tr("Page"), tr("Information"), tr("What is withheld"),
            tr("What stands there"), tr("Ground"),
        ),
        groups=tuple(
            WithheldGroup(name=name, case_number=number, rows=tuple(rows))
            for (name, number), rows in (
                (cases.get(case, nobody) if case else nobody, rows)
                for case, rows in groups.items()
            )
        ),
        shown_label=tr("Shown although it could be withheld"),
        shown=_shown(issued, words),
        overridden_label=tr("Printed although the check blocked it"),
        overridden=tuple(_set_aside(issued.overridden, words)),
        checked_label=tr("Check of the finished file"),
        checked=plain(
            tr.plural(
                "The finished file was searched for {n} protected string. Found: none.",
                "The finished file was searched for {n} protected strings. Found: none.",
                issued.searched,
            )
        ),
    )  # fmt: skip


def _row(
    item: WithheldItem,
    pages: Mapping[str, int],
    words: Words,
    said: Mapping[tuple[UUID | None, str], str],
) -> WithheldRow:
    tr = words.tr
    numbers = sorted({pages[anchor] for anchor in item.anchors if anchor in pages})
    information = words.label(item.info_class)
    if item.kind in KINDS:
        kind = tr.in_context(*KINDS[item.kind])
        information = (
            kind if item.kind is ItemKind.PERSON else f"{information}{words.marks.colon}{kind}"
        )
    what = said.get((item.case_id, item.what.strip()), item.what)
    what = what if len(what) <= LONGEST else what[:LONGEST].rstrip() + " …"
    return WithheldRow(
        pages=words.marks.series.join(map(str, numbers)) or "—",
        information=information,
        what=plain(what),
        token=item.token or tr("left out"),
        ground=ground_words(item.ground, words),
    )


def _set_aside(overridden: Sequence[Overridden], words: Words) -> Iterator[Text]:
    """What was set aside and why, each reason once with all whom it is about."""
    about: dict[tuple[str, str], list[str]] = {}
    for one in overridden:
        numbers = about.setdefault((one.code, one.reason), [])
        if one.about:
            numbers.append(one.about)
    for (code, reason), numbers in about.items():
        what = capitalised(words.tr.in_context(*OVERRIDDEN[code])) if code in OVERRIDDEN else code
        listed = words.marks.series.join(sorted(numbers))
        yield plain(
            words.tr("{what} ({cases}). Reason: {reason}", what=what, cases=listed, reason=reason)
            if listed
            else words.tr("{what}. Reason: {reason}", what=what, reason=reason)
        )


def ground_words(ground: Ground, words: Words) -> str:
    """A ground in words, with the consent's number and day where it turns on them."""
    context, message = GROUNDS[ground.code]
    day = words.when(ground.day) or "—"
    return words.tr.in_context(context, message, number=ground.consent, day=day)


def _shown(issued: IssuedView, words: Words) -> Text:
    parts = [
        words.tr(
            "{information}: {count}",
            information=words.label(info_class),
            count=issued.consented[info_class],
        )
        for info_class in InfoClass
        if issued.consented.get(info_class)
    ]
    if not parts:
        return plain(words.tr("Nothing: no consent was needed for what stands in this copy."))
    return plain(
        words.tr(
            "With a consent on record for this audience: {list}.",
            list=words.marks.semicolon.join(parts),
        )
    )
