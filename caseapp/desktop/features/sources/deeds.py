"""What a person does in the reader, run on the database worker: one deed, one action."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject

from caseapp.desktop.context import Context
from caseapp.desktop.features.sources.names_sheet import ListOfNames
from caseapp.desktop.features.sources.type_ahead import Choice
from caseapp.desktop.features.sources.words import SourceWords
from caseapp.desktop.forms.editing import RecordEditor
from caseapp.desktop.forms.form import Edit
from caseapp.desktop.jobs import Kind
from caseapp.desktop.reading_on import ReadingOn
from caseapp.desktop.text import file_name
from caseapp.domain.vocabulary import Reliability
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.intake.documents.read import read_document
from caseapp.intake.excerpts import (
    ClaimDraft,
    ExcerptDraft,
    cite_also,
    keep_excerpt,
    keep_text,
    keep_translation,
    open_cases,
    trash_excerpt,
)
from caseapp.matching.known_already import Named, cases_named
from caseapp.store.history import Action
from caseapp.store.records import Attachment, Citation, Excerpt, Source
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

if TYPE_CHECKING:
    from caseapp.desktop.features.sources.reader import SourceView


class SourceDeeds(QObject):
    """Writes for one reader."""

    def __init__(
        self, context: Context, vault: Vault, words: SourceWords, view: SourceView
    ) -> None:
        super().__init__(view)
        self._context, self._vault, self._words, self._view = context, vault, words, view
        self._editor = RecordEditor(context, words, vault, view, view.origin)
        self._reading = ReadingOn(context.jobs, vault, lambda: view.sheet.ask(), self)

    @property
    def _id(self) -> UUID:
        source = self._view.source_id
        assert source is not None
        return source

    def _called(self) -> str:
        page = self._view.page
        if page is None:
            return ""
        title = self._words.title(self._words.text(page.source, "title"))
        return f"{page.source.serial} · {title}"

    # -- fields ------------------------------------------------------------------------------
    def keep_edit(self, edit: Edit) -> None:
        self._editor.keep(edit, self._called())

    def tell_unkept(self, label: str, typed: str) -> None:
        self._editor.tell_unkept(self._called(), label, typed)

    def set_grade(self, grade: Reliability) -> None:
        action = Action(N_("Change “{field}”"), {"field": N_("Reliability")})
        self._editor.change(Source, {self._id: {"reliability": grade}}, action)

    def set_testifier(self, choice: Choice | None) -> None:
        action = Action(N_("Change “{field}”"), {"field": N_("Who testifies")})
        key = choice.key if choice is not None else None
        self._editor.change(Source, {self._id: {"testifier_id": key}}, action)

    def is_a_copy(self, other: UUID) -> None:
        action = Action(N_("Say that a source is another copy"))
        self._editor.change(Source, {self._id: {"same_text_as_id": other}}, action)

    def not_a_copy(self) -> None:
        action = Action(N_("Say that a source is no copy"))
        self._editor.change(Source, {self._id: {"same_text_as_id": None}}, action)

    def trash_source(self) -> None:
        self._editor.trash(Source, self._id, Action(N_("Put a source in the trash")))

    def bring_back(self) -> None:
        action = Action(N_("Take the source out of the trash"))
        self._editor.change(Source, {self._id: {"deleted_at": None}}, action)

    def trash_file(self, file_id: UUID) -> None:
        self._editor.trash(Attachment, file_id, Action(N_("Put a file in the trash")))

    # -- texts -------------------------------------------------------------------------------
    def keep_text(self, text: str, source_id: UUID | None = None) -> None:
        """Keep the text; say so when excerpts are not found in it any more.

        `source_id` where it is not surely that of the source that is shown.
        """
        source, vault = source_id or self._id, self._vault

        def kept(answer: tuple[ChangeSet, int]) -> None:
            changes, lost = answer
            self._context.changes.announce(changes)
            if lost:
                t = self._words.t
                said = t.plural(
                    "{n} excerpt is not found in the changed text.",
                    "{n} excerpts are not found in the changed text.", lost,
                )  # fmt: skip
                detail = t("Their words are kept. Undo brings the former text back.")
                self._context.notices.show(said, detail, tone="warn")

        self._run(
            lambda _p: keep_text(vault, source, text), kept,
            lambda said: self._unkept_text(source, "", text, "", said),
        )  # fmt: skip

    def read_file_text(self, file: Attachment) -> None:
        """Take the words of a file as the text of its source, whatever is shown by then."""
        vault, t, source = self._vault, self._words.t, self._id

        def came(data: bytes) -> None:
            self._context.jobs.run(
                lambda _p: read_document(data, file.file_name).text,
                lambda text: self._take_text(source, text),
                lambda error: self._notice(t.error(error)), kind=Kind.FREE, owner=self._view,
                title=t("Reading {name}", name=file_name(file.file_name)),
            )  # fmt: skip

        self._context.jobs.run(
            lambda _p: vault.read_attachment(file), came,
            lambda error: self._notice(t.error(error)), owner=self._view,
        )  # fmt: skip

    def _take_text(self, source: UUID, text: str) -> None:
        if text.strip():
            self.keep_text(text, source)
        else:
            self._notice(self._words.t("No words are found in this file."))

    def keep_translation(self, language: str, text: str, by: str) -> None:
        source, vault = self._id, self._vault
        self._run(
            lambda _p: keep_translation(vault, source, language, text, by), self._announce,
            lambda said: self._unkept_text(source, language, text, by, said),
        )  # fmt: skip

    def _unkept_text(self, source: UUID, language: str, text: str, by: str, reason: str) -> None:
        """The editor opens again with all that was typed, if its source is still shown."""
        self.tell_unkept_text(text, reason)
        if self._view.source_id == source:
            self._view.document.type_on(language, text, by)

    def tell_unkept_text(self, text: str, reason: str) -> None:
        """A text is too long for a notice: its beginning tells which one it was."""
        shown = text if len(text) <= 200 else text[:200] + "…"
        self._editor.tell_unkept(self._called(), N_("Text of the source"), shown, reason)

    # -- excerpts ----------------------------------------------------------------------------
    def keep_excerpt(self, draft: ExcerptDraft, claim: ClaimDraft | None) -> None:
        source, vault, view = self._id, self._vault, self._view

        def kept(answer: tuple[ChangeSet, UUID]) -> None:
            changes, excerpt = answer
            view.current = excerpt
            view.desk.after_keeping()
            self._context.changes.announce(changes)

        self._run(lambda _p: keep_excerpt(vault, source, draft, claim), kept, view.form.tell)

    def cite_also(self, excerpt_id: UUID, claim: ClaimDraft) -> None:
        vault, view = self._vault, self._view

        def kept(changes: ChangeSet) -> None:
            view.desk.after_keeping()
            self._context.changes.announce(changes)

        self._run(lambda _p: cite_also(vault, excerpt_id, claim), kept, view.form.tell)

    def trash_excerpt(self, excerpt_id: UUID) -> None:
        vault = self._vault
        self._run(lambda _p: trash_excerpt(vault, excerpt_id), self._announce, self._notice)

    def remove_citation(self, citation_id: UUID) -> None:
        action = Action(N_("Take a claim off an excerpt"))
        self._editor.trash(Citation, citation_id, action)

    def translate_excerpt(self, excerpt_id: UUID, language: str, text: str) -> None:
        vault = self._vault

        def work(_progress: Progress) -> ChangeSet:
            excerpt = vault.alive(Excerpt, excerpt_id)
            said = dict(excerpt.translations)
            said.pop(language, None)
            excerpt.translations = {**said, language: text} if text.strip() else said
            action = Action(N_("Change the translation of an excerpt"))
            return vault.save(excerpt, action=action)

        self._run(
            work, self._announce,
            lambda said: self._editor.tell_unkept(self._called(), N_("Translation"), text, said),
        )  # fmt: skip

    # -- names -------------------------------------------------------------------------------
    def ask_names(self, people: Sequence[tuple[str, str]]) -> None:
        """Who of these may be in the vault already."""
        vault, sheet, language = self._vault, self._view.sheet, self._words.t.language

        def shown(found: Named) -> None:
            sheet.show_matches(found.cases)
            if not found.complete:
                self._reading.go_on()

        self._context.jobs.run(
            lambda _p: cases_named(vault, people, language), shown,
            owner=sheet, latest="source-names",
        )  # fmt: skip

    def open_cases(self, asked: ListOfNames) -> None:
        source, vault, view, t = self._id, self._vault, self._view, self._words.t

        def kept(answer: tuple[ChangeSet, list[UUID]]) -> None:
            changes, cases = answer
            view.desk.leave_sheet()
            view.document.clear_selection()
            self._context.changes.announce(changes)
            said = t.plural(
                "The name of {n} person was kept from this source.",
                "The names of {n} people were kept from this source.", len(cases),
            )  # fmt: skip
            self._context.notices.show(said, tone="ok")

        self._run(
            lambda _p: open_cases(vault, source, asked.people, asked.head), kept, view.sheet.tell
        )

    # -- running -----------------------------------------------------------------------------
    def _announce(self, changes: ChangeSet) -> None:
        self._context.changes.announce(changes)

    def _notice(self, said: str) -> None:
        self._context.notices.show(said, tone="danger")

    def _run(
        self,
        work: Callable[[Progress], object],
        kept: Callable[..., None],
        failed: Callable[[str], None],
    ) -> None:
        def told(error: UserError) -> None:
            failed(self._words.t.error(error))

        self._context.jobs.run(work, kept, told, kind=Kind.WRITE, owner=self._view)
