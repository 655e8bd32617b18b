"""Forms of other bodies, one for each person of a copy, filled from what the copy shows.

The form itself is data (`form_templates`); `FILL` is the closed list of what may fill its items.
From views to the document; sees no record. A form is for one person: groups get none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from caseapp.disclosure.text import joined, plain, strong, text_of
from caseapp.disclosure.view import CaseView
from caseapp.domain.vocabulary import CaseKind
from caseapp.dossier.compile import form_course as course
from caseapp.dossier.compile import form_names as names
from caseapp.dossier.compile import form_person as person
from caseapp.dossier.compile.counts import is_recent
from caseapp.dossier.compile.form_context import Context, Fill, Filled
from caseapp.dossier.compile.sentences import last_taking, main_name
from caseapp.dossier.document import Form, FormRow, Forms, FormSection, Text
from caseapp.dossier.form_templates import Filler, FormTemplate, Item, Section

F = Filler
FILL: Mapping[Filler, Fill] = {
    F.NAMES_MAIN: names.names_main,
    F.NAMES_OTHER: names.names_other,
    F.NAMES_FAMILY: names.names_family,
    F.NAMES_GIVEN: names.names_given,
    F.SEX: person.sex,
    F.BIRTH: person.birth,
    F.SEX_BIRTH: person.sex_birth,
    F.BIRTH_PLACE: person.birth_place,
    F.NATIONALITY: person.nationality,
    F.ETHNICITY: person.ethnicity,
    F.NATIONALITY_ETHNICITY: person.nationality_ethnicity,
    F.IDENTITY_DOCUMENT: person.identity_document,
    F.OCCUPATION: person.occupation,
    F.ADDRESS: person.address,
    F.PARENTS: person.parents,
    F.FATHER: person.father,
    F.MOTHER: person.mother,
    F.MARITAL_CHILDREN: person.marital_children,
    F.FAMILY_MISSING: person.family_missing,
    F.MINOR: person.minor,
    F.PREGNANT: person.pregnant,
    F.ENQUIRER: person.enquirer,
    F.ENQUIRER_BIRTH: person.enquirer_birth,
    F.ENQUIRER_NATIONALITY: person.enquirer_nationality,
    F.ENQUIRER_CONTACT: person.enquirer_contact,
    F.RELATION: person.relation,
    F.ON_BEHALF: person.on_behalf,
    F.CONSENT_FOLLOW_UP: person.consent_follow_up,
    F.CONSENTS: person.consents,
    F.CHOICE: person.choice,
    F.STATUS: course.status,
    F.DATE_TAKEN: course.date_taken,
    F.DATE_ARREST: course.date_arrest,
    F.PLACE_TAKEN: course.place_taken,
    F.SEEN_LATER: course.seen_later,
    F.LAST_NEWS: course.last_news,
    F.FORCES: course.forces,
    F.REASON_GIVEN: course.reason_given,
    F.REASON_BELIEVED: course.reason_believed,
    F.LEGAL_BASIS: course.legal_basis,
    F.TERM: course.term,
    F.PLACES_HELD: course.places_held,
    F.ORDERED_BY: course.ordered_by,
    F.ACCOUNT: course.account,
    F.STEPS: course.steps,
    F.STEPS_NONE: course.steps_none,
    F.AUTHOR: course.author,
    F.AUTHOR_CONTACT: course.author_contact,
    F.REFERENCE: course.reference,
    F.NOT_RECORDED: course.not_recorded,
}

CONFIDENTIAL_MARK = "C"


def gets_form(case: CaseView) -> bool:
    """One person a form: a group has none."""
    return case.kind is not CaseKind.GROUP


def missing_items(form: Form) -> tuple[tuple[str, str], ...]:
    """Number and label of each compulsory item that says nothing, in the form's order."""
    return tuple(
        (row.number, row.label) for section in form.sections for row in section.rows if row.missing
    )


class FormWriter:
    """Fills one form for one person after another. The words are those of the form's language."""

    def __init__(self, template: FormTemplate, context: Context) -> None:
        self._template = template
        self._context = context
        self._words = context.words
        self._language = context.language

    def write(self, cases: Sequence[CaseView], annex: str) -> Forms:
        """All forms of a copy."""
        return Forms(
            annex=annex,
            title=self._template.part[self._language],
            template=self._template.name,
            forms=tuple(self.form(case) for case in cases if gets_form(case)),
        )

    def form(self, case: CaseView) -> Form:
        """The form of one person."""
        template, words = self._template, self._words
        filled = {
            item.number: FILL[item.filler](self._context, case, item) for item in template.items()
        }
        missing = {
            item.number
            for item in template.items()
            if item.compulsory and not any(filled[n].known for n in _either(item))
        }
        sections = tuple(self._section(one, filled, missing) for one in template.sections)
        name = main_name(case, words)
        shown = text_of(name) if case.names else ""
        photo = self._context.sheets.photo(case) if template.photo else None
        return Form(
            anchor=f"form-{template.name}-{case.case_number}",
            bookmark=f"{case.case_number} {shown}".strip(),
            case_number=case.case_number,
            header=words.marks.apart.join((template.header[self._language], case.case_number)),
            title=template.title[self._language],
            intro=self._intro(case, sections),
            sections=sections,
            signatures=tuple(caption[self._language] for caption in template.signatures),
            confidential_mark=CONFIDENTIAL_MARK,
            photo=photo,
            name=name,
            notice=self._context.sheets.notice(case),
        )

    # -- rows ------------------------------------------------------------------------------------
    def _section(
        self, section: Section, filled: Mapping[str, Filled], missing: set[str]
    ) -> FormSection:
        return FormSection(
            number=section.number,
            title=section.title[self._language],
            rows=tuple(
                self._row(item, filled[item.number], item.number in missing)
                for item in section.items
            ),
        )

    def _row(self, item: Item, filled: Filled, missing: bool) -> FormRow:
        return FormRow(
            number=item.number,
            label=item.label[self._language],
            value=filled.paragraphs,
            boxes=filled.boxes,
            compulsory=item.compulsory,
            confidential=item.confidential,
            missing=missing,
            contradicted=filled.contradicted,
        )

    # -- the head --------------------------------------------------------------------------------
    def _intro(self, case: CaseView, sections: Sequence[FormSection]) -> Text:
        """Template and version, what the marks mean, what is missing, whether it is urgent."""
        blank = self._words.marks.blank
        parts = [self._version(), *self._legend(), *self._present(sections), self._urgent(case)]
        return joined(parts, blank)

    def _version(self) -> Text:
        template, tr, marks = self._template, self._words.tr, self._words.marks
        name = f"{template.name}-{self._language}"
        parts = [tr("Form template {name}, version {version}", name=name, version=template.version)]
        if template.unconfirmed:
            parts.append(tr("wording to be confirmed against the form in force"))
        return plain(marks.comma.join(parts) + marks.stop)

    def _legend(self) -> list[Text]:
        template, tr, marks = self._template, self._words.tr, self._words.marks
        found: list[Text] = []
        if any(item.compulsory for item in template.items()):
            words = tr("compulsory")
            found.append((*strong("*"), *plain(f"\u00a0{words}{marks.stop}")))
        if template.confidential and any(item.confidential for item in template.items()):
            words = template.confidential[self._language]
            found.append((*strong(CONFIDENTIAL_MARK), *plain(f"\u00a0{words}{marks.stop}")))
        return found

    def _present(self, sections: Sequence[FormSection]) -> list[Text]:
        """How many compulsory items say something, and which do not."""
        tr, marks = self._words.tr, self._words.marks
        rows = [row for section in sections for row in section.rows if row.compulsory]
        if not rows:
            return []
        lacking = [row for row in rows if row.missing]
        count = tr("{n} of {total}", n=len(rows) - len(lacking), total=len(rows))
        label = tr("Compulsory items present") + marks.colon
        found: list[Text] = [(*plain(label), *strong(count), *plain(marks.stop))]
        if lacking:
            items = marks.semicolon.join(f"{row.number} {row.label}" for row in lacking)
            found.append((*plain(tr("Missing") + marks.colon), *strong(items), *plain(marks.stop)))
        return found

    def _urgent(self, case: CaseView) -> Text:
        """Somebody taken within three months before the day of production."""
        if not self._template.urgent:
            return ()
        tr, marks = self._words.tr, self._words.marks
        taken = last_taking(case)
        answer = tr.in_context("form", "no")
        if is_recent(case, self._context.today):
            answer = tr.in_context("form", "yes")
        elif taken is None or taken.when.latest is None:
            answer = tr.in_context("form", "not known")
        label = self._template.urgent[self._language] + marks.colon
        return (*plain(label), *strong(answer), *plain(marks.stop))


def _either(item: Item) -> tuple[str, ...]:
    """The item and what may be filled instead of it."""
    return (item.number, item.alternative) if item.alternative else (item.number,)
