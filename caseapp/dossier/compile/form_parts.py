"""The forms of one copy: which template of each applies, its views, and its part.

Joins the record side (templates of the office, the gate) and the wording side (`forms`). What
does not depend on a part's place is made once for all forms of a copy.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from caseapp.disclosure.gate import WithheldItem
from caseapp.disclosure.view import CaseView
from caseapp.disclosure.words import Words
from caseapp.domain.vocabulary import InfoClass
from caseapp.dossier.compile.copy import Gated, has_tokens
from caseapp.dossier.compile.form_context import Context, Sender
from caseapp.dossier.compile.form_view import form_views
from caseapp.dossier.compile.forms import FormWriter, gets_form
from caseapp.dossier.compile.particulars import organisation_values, signatory_views
from caseapp.dossier.compile.sheets import SheetWriter
from caseapp.dossier.document import Form, Forms
from caseapp.dossier.form_templates import ROW_LANGUAGE, ROW_PREFIX, FormTemplate, form_for
from caseapp.dossier.parts import FORMS, PartKind
from caseapp.store.casefile import AppealFile
from caseapp.store.records import Addressee


def standing_forms(kinds: Sequence[PartKind], cases: Collection[CaseView]) -> list[PartKind]:
    """The parts without forms if nobody gets one: an appeal for groups alone has none."""
    nobody = not any(map(gets_form, cases))
    return [kind for kind in kinds if not (nobody and kind in FORMS)]


class FormsOfCopy:
    """Writes the forms of one copy in the language that each has.

    `known_on` is the day as of which facts are stated, `today` that of production: a form's
    urgent mark counts from it.
    """

    def __init__(
        self,
        file: AppealFile,
        gated: Gated,
        words: Words,
        addressee: Addressee | None,
        kinds: Collection[PartKind],
        *,
        known_on: date,
        today: date,
        reference: str,
    ) -> None:
        self._file = file
        self._gated = gated
        self._copy_words = words
        self._addressee = addressee
        self._known_on, self._today = known_on, today
        self._reference = reference
        self.templates: Mapping[PartKind, FormTemplate] = {
            kind: form_for(file.letters, kind.value) for kind in kinds if kind in FORMS
        }
        self._views = form_views(gated, self.templates.values()) if self.templates else None

    @property
    def cases(self) -> Sequence[CaseView]:
        """The cases of the copy, groups among them."""
        return self._gated.view.cases

    @property
    def versions(self) -> dict[str, int]:
        """Template and version of each form, named as the office's versions of it are."""
        return {
            f"{ROW_PREFIX}{form.name}.{ROW_LANGUAGE}": form.version
            for form in self.templates.values()
        }

    @property
    def withhold(self) -> bool:
        """A token stands somewhere in the copy, be it in what only the forms ask for."""
        return has_tokens(self._gated.gate)

    def shown(self) -> tuple[str, ...]:
        """Particulars of enquirers that the copy shows on purpose."""
        return self._views.shown() if self._views else ()

    def writer(self, kind: PartKind) -> FormWriter:
        """What fills the forms of one kind."""
        assert self._views is not None
        template = self.templates[kind]
        language = template.language_for(self._copy_words.language)
        same = language == self._copy_words.language
        words = self._copy_words if same else _OtherWords(language, self._copy_words)
        sheets = SheetWriter(words, self._gated.sources, self._known_on, lambda _case: ())
        context = Context(
            sheets=sheets,
            views=self._views,
            sender=self._sender(language),
            today=self._today,
            language=language,
        )
        return FormWriter(template, context)

    def part(self, kind: PartKind, annex: str) -> Forms:
        """All forms of one kind; the list of the withheld learns on which of them tokens stand."""
        forms = self.writer(kind).write(self._gated.view.cases, annex)
        self._note_tokens(forms)
        return forms

    def _sender(self, language: str) -> Sender:
        contact = None
        if self._addressee is not None:
            refuses = self._gated.plan.refuses
            _, contact = signatory_views(self._file, self._addressee, language, refuses)
        return Sender(
            organisation=organisation_values(self._file.appeal.organisation, language),
            contact=contact,
            reference=self._reference,
        )

    def _note_tokens(self, forms: Forms) -> None:
        items: dict[UUID | None, list[WithheldItem]] = defaultdict(list)
        for item in self._gated.gate.withheld:
            if item.token:
                items[item.case_id].append(item)
        cases = {case.case_number: case.id for case in self._gated.view.cases}
        for form in forms.forms:
            tokens = set(_tokens(form))
            for item in items[cases[form.case_number]]:
                if item.token in tokens and form.anchor not in item.anchors:
                    item.anchors.append(form.anchor)


class _OtherWords(Words):
    """The words of a form that has no labels in the copy's language. Tokens stay the copy's:
    they stand in its texts already, and the list of the withheld knows them."""

    def __init__(self, language: str, copy: Words) -> None:
        super().__init__(language)
        self._copy = copy

    def token(self, info_class: InfoClass) -> str:
        return self._copy.token(info_class)


def _tokens(form: Form) -> Iterator[str]:
    """Every token that stands on a form."""
    texts: list[Any] = [form.name]
    texts += [text for section in form.sections for row in section.rows for text in row.value]
    yield from (span.text for text in texts for span in text if span.style == "token")
    if form.photo:
        yield form.photo.token
