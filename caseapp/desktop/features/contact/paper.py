"""The consent form on paper: asks where it goes, draws it, says that it is done."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QWidget

from caseapp.desktop import file_dialog, text
from caseapp.desktop.context import Context
from caseapp.desktop.features.contact.consent_sets import ConsentSet, Scope
from caseapp.desktop.features.contact.words import ContactWords
from caseapp.domain.policy import Policy
from caseapp.dossier.consent_form import FormFacts, write_consent_form
from caseapp.dossier.languages import printed
from caseapp.store.queries.contact_page import ContactPage
from caseapp.system.progress import Progress


class FormPrinter:
    """Works for one view, `owner`: its jobs end with it."""

    def __init__(self, context: Context, words: ContactWords, owner: QWidget) -> None:
        self._context, self._owner = context, owner
        self._words, self._t = words, words.t

    def ask(
        self, page: ContactPage, scope: Scope, consent: ConsentSet | None, policy: Policy
    ) -> None:
        """Ask for a file and write the form of a consent, or a blank one, into it."""
        folder = file_dialog.documents_folder()
        name = f"consent-{page.contact.serial}.pdf"
        facts = self._facts(page, scope, consent, policy)
        file_dialog.ask_where_to_save(
            self._owner, self._t("Save the consent form as"), folder / name,
            (self._t("PDF document"), "pdf"), lambda path: self._write(facts, path),
        )  # fmt: skip

    def _facts(
        self, page: ContactPage, scope: Scope, consent: ConsentSet | None, policy: Policy
    ) -> FormFacts:
        case = next((case for case in page.cases if case.id == scope[1]), None)
        first = consent.first if consent is not None else None
        return FormFacts(
            language=printed(self._t.language, "ru"),
            contact=page.names[0].text if page.names else "",
            detainee=f"{case.name} ({case.number})" if case is not None else "",
            relation=case.relation if case is not None else None,
            consent=first,
            numbers=consent.numbers if consent is not None else (),
            answers=consent.answers() if consent is not None else {},
            today=date.today(),
            fictitious=page.contact.fictitious,
            policy=policy,
        )

    def _write(self, facts: FormFacts, path: Path) -> None:
        def work(_progress: Progress) -> None:
            write_consent_form(facts, path)

        def done(_nothing: object) -> None:
            self._context.notices.show(
                self._t("The consent form is written."), text.file_name(str(path)), tone="ok"
            )

        self._context.jobs.run(
            work, done, title=self._t("Writing the consent form"), owner=self._owner
        )
