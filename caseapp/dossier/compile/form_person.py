"""Who somebody is: the items of a form on birth, papers, relatives, enquirer and consent.

From views to words; sees no record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from caseapp.disclosure.text import joined, plain, text_of
from caseapp.disclosure.view import CaseView, Hidden, KinView, PaperView
from caseapp.domain.dates import UncertainDate
from caseapp.domain.kinship import PARENTS, SPOUSES
from caseapp.domain.vocabulary import InfoClass, Relation, Sex
from caseapp.dossier.compile.form_context import (
    TOLD,
    Context,
    Filled,
    field_text,
)
from caseapp.dossier.compile.relations import relation_words
from caseapp.dossier.compile.sentences import last_taking
from caseapp.dossier.compile.sheets import grouped
from caseapp.dossier.document import FormBox, Text
from caseapp.dossier.form_templates import Item

RELATIVES = frozenset({InfoClass.OTHER_RELATIVES, InfoClass.TESTIFIER_NAME})
OF_AGE = 18


# -- particulars ---------------------------------------------------------------------------------
def sex(c: Context, case: CaseView, item: Item) -> Filled:
    return c.answer([plain("" if case.sex is Sex.UNKNOWN else c.words.label(case.sex))])


def birth(c: Context, case: CaseView, item: Item) -> Filled:
    return c.answer([plain(c.words.when(case.birth))], TOLD)


def sex_birth(c: Context, case: CaseView, item: Item) -> Filled:
    return c.answer([c.sheets.birth(case)], TOLD)


def birth_place(c: Context, case: CaseView, item: Item) -> Filled:
    return c.answer([c.of(case).birth_place], TOLD)


def nationality(c: Context, case: CaseView, item: Item) -> Filled:
    return c.answer([_countries(c, case)])


def _countries(c: Context, case: CaseView) -> Text:
    """Citizenships, where the copy tells them, in the words of the form's language."""
    codes = c.of(case).citizenships if "citizenships" in case.fields else ()
    return plain(c.words.marks.series.join(map(c.words.country, codes)))


def ethnicity(c: Context, case: CaseView, item: Item) -> Filled:
    return c.answer(field_text(c, case, "ethnicity"), TOLD)


def nationality_ethnicity(c: Context, case: CaseView, item: Item) -> Filled:
    found = [_countries(c, case), *field_text(c, case, "ethnicity")]
    return c.answer([joined(found, c.words.marks.semicolon)], TOLD)


def occupation(c: Context, case: CaseView, item: Item) -> Filled:
    return c.answer(field_text(c, case, "occupation"), TOLD)


def address(c: Context, case: CaseView, item: Item) -> Filled:
    """The exact address if it may be told, and the county."""
    found = field_text(c, case, "home_address", "home_place")
    return c.answer([joined(found, c.words.marks.comma)], {InfoClass.EXACT_ADDRESS, *TOLD})


def identity_document(c: Context, case: CaseView, item: Item) -> Filled:
    """Kind, number, who issued it and when; one document a line."""
    classes = {InfoClass.DETAINEE_IDENTIFIERS}
    if isinstance(case.identifiers, Hidden):
        return c.answer([c.words.token_text(InfoClass.DETAINEE_IDENTIFIERS)], classes)
    return c.answer([_paper(c, paper) for paper in c.of(case).papers], classes)


def _paper(c: Context, paper: PaperView) -> Text:
    kind, tr = c.words.label(paper.kind), c.words.tr
    issued = c.words.when(paper.issued)
    parts = [
        plain(f"{kind} {grouped(paper.number)}"),
        joined([plain(tr("issued by")), _issuer(c, paper.issuer)], " ") if paper.issuer else (),
        plain(tr("issued on {date}", date=issued) if issued else ""),
    ]
    return joined(parts, c.words.marks.comma)


def _issuer(c: Context, issuer: Text) -> Text:
    """Who issued a paper; a country that was entered by its code is named."""
    code = text_of(issuer)
    return plain(c.words.country(code)) if re.fullmatch("[A-Z]{2}", code) else issuer


# -- relatives -----------------------------------------------------------------------------------
_CHILDREN = (Relation.DAUGHTER, Relation.SON, Relation.CHILD)


def father(c: Context, case: CaseView, item: Item) -> Filled:
    return _parent(c, case, Relation.FATHER)


def mother(c: Context, case: CaseView, item: Item) -> Filled:
    return _parent(c, case, Relation.MOTHER)


def _parent(c: Context, case: CaseView, relation: Relation) -> Filled:
    rows = [row for row in case.kin if row.relation is relation]
    return c.answer([*(_who(c, row) for row in rows), *_summed(c, case, rows)], RELATIVES)


def parents(c: Context, case: CaseView, item: Item) -> Filled:
    """Each parent with the word for it: "father: Baimurat, born 1944"."""
    rows = [row for row in case.kin if row.relation in PARENTS]
    texts = [_related(c, case, row) for row in rows]
    return c.answer([*texts, *_summed(c, case, rows)], RELATIVES)


def _summed(c: Context, case: CaseView, found: Iterable[KinView]) -> list[Text]:
    """The token for relatives who may not be told apart, where none is told."""
    several = any(r.several and r.info_class is InfoClass.OTHER_RELATIVES for r in case.kin)
    if several and not any(found):
        return [c.words.token_text(InfoClass.OTHER_RELATIVES)]
    return []


def _who(c: Context, row: KinView) -> Text:
    """Name, birth and death of a relative as the sheet words them."""
    return c.sheets.kin(row, Sex.UNKNOWN).who


def _related(c: Context, case: CaseView, row: KinView) -> Text:
    relation = plain(relation_words(row.relation, case.sex, c.words) if row.relation else "")
    return joined([relation, _who(c, row)], c.words.marks.colon)


def marital_children(c: Context, case: CaseView, item: Item) -> Filled:
    """As the family words it; else who of spouse and children may be told of."""
    found = field_text(c, case, "family_status", "dependants")
    classes = {InfoClass.CHILDREN, *RELATIVES, *TOLD}
    if found:
        return c.answer([joined(found, c.words.marks.comma)], classes)
    rows = [row for row in case.kin if row.relation in (*SPOUSES, *_CHILDREN)]
    words = [relation_words(row.relation, case.sex, c.words) for row in rows if row.relation]
    hidden = any(row.several and row.info_class is InfoClass.CHILDREN for row in case.kin)
    token = c.words.token_text(InfoClass.CHILDREN) if hidden else ()
    listed = plain(c.words.marks.series.join(words))
    return c.answer([joined([listed, token], c.words.marks.semicolon)], classes)


def family_missing(c: Context, case: CaseView, item: Item) -> Filled:
    """Relatives who have a case of their own in this copy."""
    rows = [row for row in case.kin if row.case_number]
    return c.answer([_related(c, case, row) for row in rows], RELATIVES)


# -- at the time ---------------------------------------------------------------------------------
def minor(c: Context, case: CaseView, item: Item) -> Filled:
    """Under eighteen when taken: ticked only where both days leave no doubt."""
    taken = last_taking(case)
    under = _under_age(case.birth, taken.when) if taken else None
    return yes_no(c, under)


def _under_age(born: UncertainDate, when: UncertainDate) -> bool | None:
    if not (born.earliest and born.latest and when.earliest and when.latest):
        return None
    oldest = _years(born.earliest, when.latest)
    youngest = _years(born.latest, when.earliest)
    if oldest < OF_AGE:
        return True
    return False if youngest >= OF_AGE else None


def _years(first: date, last: date) -> int:
    """Whole years between two days."""
    return last.year - first.year - ((last.month, last.day) < (first.month, first.day))


def yes_no(c: Context, value: bool | None, *, by_pen: bool = False) -> Filled:
    """Three boxes; all of them empty where a pen must answer."""
    tr = c.words.tr
    labels = (
        (tr.in_context("form", "yes"), value is True),
        (tr.in_context("form", "no"), value is False),
        (tr.in_context("form", "not known"), value is None and not by_pen),
    )
    boxes = tuple(FormBox(label=label, ticked=ticked) for label, ticked in labels)
    return Filled(boxes=boxes, known=value is not None)


def pregnant(c: Context, case: CaseView, item: Item) -> Filled:
    """Nothing on record says so: left to the pen, and not asked of a man."""
    if case.sex is Sex.MALE:
        return Filled(paragraphs=(plain(c.words.tr("not applicable")),), known=True)
    return yes_no(c, None, by_pen=True)


# -- who asks ------------------------------------------------------------------------------------
def enquirer(c: Context, case: CaseView, item: Item) -> Filled:
    """The petitioner's name, or its token."""
    person = case.petitioner
    if person is None:
        return c.answer([])
    if person.hidden is not None:
        return c.answer([c.words.token_text(person.hidden.info_class)])
    return c.answer([plain(person.name)])


def relation(c: Context, case: CaseView, item: Item) -> Filled:
    """What the enquirer is to the person sought."""
    known = case.petitioner.relation if case.petitioner else None
    words = relation_words(known, case.sex, c.words) if known else ""
    return c.answer([plain(words)], {InfoClass.TESTIFIER_RELATION, *TOLD})


def enquirer_birth(c: Context, case: CaseView, item: Item) -> Filled:
    found = c.of(case).enquirer
    words = "" if found.sex is Sex.UNKNOWN else c.words.label(found.sex)
    parts = [plain(words), plain(c.words.when(found.birth))]
    return c.answer([joined(parts, c.words.marks.comma)], {InfoClass.TESTIFIER_NAME})


def enquirer_nationality(c: Context, case: CaseView, item: Item) -> Filled:
    code = c.of(case).enquirer.citizenship
    return c.answer([plain(c.words.country(code) if code else "")], {InfoClass.TESTIFIER_NAME})


def enquirer_contact(c: Context, case: CaseView, item: Item) -> Filled:
    return c.answer([_contact(c, case)], {InfoClass.TESTIFIER_NAME, InfoClass.TESTIFIER_CONTACT})


def _contact(c: Context, case: CaseView) -> Text:
    found = c.of(case).enquirer.contact
    if isinstance(found, Hidden):
        return c.words.token_text(found.info_class)
    return plain(c.words.marks.semicolon.join(found))


def on_behalf(c: Context, case: CaseView, item: Item) -> Filled:
    """Relation, name and how to reach the relative, as far as the copy may tell them."""
    person = case.petitioner
    if person is None:
        return c.answer([], TOLD)
    known = relation_words(person.relation, case.sex, c.words) if person.relation else ""
    name = c.words.token_text(person.hidden.info_class) if person.hidden else plain(person.name)
    who = joined([plain(known), name], c.words.marks.comma)
    return c.answer([who, _contact(c, case)], TOLD)


# -- consent -------------------------------------------------------------------------------------
def consent_follow_up(c: Context, case: CaseView, item: Item) -> Filled:
    """Ticked where the family's consent for this audience is on record, with its day."""
    tr, view = c.words.tr, c.of(case)
    given = view.consents.get(c.views.audience)
    day = c.words.when(given) if given else ""
    consent = tr("consent of the family, {date}", date=day) if day else tr("consent of the family")
    boxes = (
        FormBox(label=consent, ticked=given is not None),
        FormBox(label=tr("able to follow up"), ticked=view.follow_up),
    )
    return Filled(boxes=boxes, known=given is not None)


def consents(c: Context, case: CaseView, item: Item) -> Filled:
    """A box for each recipient of the form, ticked where the family consented to it."""
    given = c.of(case).consents
    boxes = tuple(
        FormBox(label=choice.label[c.language], ticked=choice.audience in given)
        for choice in item.choices
    )
    return Filled(boxes=boxes, known=any(box.ticked for box in boxes))


def choice(c: Context, case: CaseView, item: Item) -> Filled:
    """Boxes for the pen: nothing on record answers them."""
    return Filled(
        boxes=tuple(FormBox(label=one.label[c.language], ticked=False) for one in item.choices)
    )
