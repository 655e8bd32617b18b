"""The page of one appeal: persons, addressees, letter, check, the copies, and their way.

Loads off the GUI thread, draws the chosen copy anew and checks after each change, the latest
wish only. The steps above are a summary that goes to its part. Printing issues a copy: it gets
a number, stands in the register, and is written where the person says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import QPoint
from PySide6.QtGui import QKeySequence, QShortcut

from caseapp.desktop.context import Context
from caseapp.desktop.directory import shipped_addressees
from caseapp.desktop.features.appeals.builder import Builder
from caseapp.desktop.features.appeals.checking import Checking
from caseapp.desktop.features.appeals.compare import Compare
from caseapp.desktop.features.appeals.copy_side import CopySide
from caseapp.desktop.features.appeals.cures import Cures
from caseapp.desktop.features.appeals.drafts import OFFICE, Draft, Target
from caseapp.desktop.features.appeals.edits import AppealEditor
from caseapp.desktop.features.appeals.export import CopyExport
from caseapp.desktop.features.appeals.given import GivenReasons
from caseapp.desktop.features.appeals.loading import Loaded, letter_key, load
from caseapp.desktop.features.appeals.menus import Menus
from caseapp.desktop.features.appeals.outs import Outs
from caseapp.desktop.features.appeals.page_commands import PageCommands
from caseapp.desktop.features.appeals.persons import FOUND
from caseapp.desktop.features.appeals.summary import marks_of, steps, subject_of
from caseapp.desktop.features.appeals.way_deeds import WayDeeds
from caseapp.desktop.features.appeals.way_printing import WayPrint
from caseapp.desktop.features.appeals.words import STATE_MARKS, AppealWords
from caseapp.desktop.forms.editing import RecordEditor
from caseapp.desktop.forms.form import Edit
from caseapp.desktop.forms.words import RecordWords
from caseapp.desktop.shell.commands import Command
from caseapp.desktop.shell.view import View
from caseapp.desktop.widgets import Field
from caseapp.domain.waiting import is_in_office
from caseapp.dossier.languages import printed
from caseapp.dossier.preflight import Finding, blockers
from caseapp.i18n import N_
from caseapp.store.history import Action
from caseapp.store.queries.appeals import AddresseeRow
from caseapp.store.queries.choosing import PersonChoice, people_found
from caseapp.store.records import Addressee, Signatory
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

PARTS = ("persons", "addressees", "letter", "copy", "particulars", "check", "print", "ways")
"""Parts of the page that a place can name beside the appeal's id; "replies" begins a reply."""


class AppealView(View):
    """Opened with the id of an appeal, or with the id and one of `PARTS` or "replies"."""

    def __init__(self, context: Context, vault: Vault) -> None:
        super().__init__(context)
        self._vault = vault
        self._words = AppealWords(self.t)
        self._editor = AppealEditor(context, vault, self)
        self._given = GivenReasons(self)
        export = CopyExport(context, vault, self)
        self._outs = Outs(export, lambda: (self._loaded, self._findings), self._given)
        self._records = RecordEditor(context, RecordWords(self.t), vault, self, None)
        self._appeal_id: UUID | None = None
        self._loaded: Loaded | None = None
        self._findings: tuple[Finding, ...] = ()
        self._wanted: Target | None = None
        self._part = ""
        self.main = CopySide(context, vault, self._words, self, given=self._given)
        self.beside = CopySide(
            context, vault, self._words, self, given=self._given,
            word="appeal-draft-beside", keys=False,
        )  # fmt: skip
        self.ui = Builder(
            context, self._words, self._find, self._subject, self.main.pane, self.beside.pane, self
        )
        self.ui.settings.left_out.across = lambda: vault.across_scripts
        self._checking = Checking(context, vault, self)
        self._ways = WayDeeds(context, vault, self.ui.ways, self, self._title)
        self._prints = WayPrint(context, vault, self)
        self._menus = Menus(context, vault, self._editor, self)
        self._compare = Compare(
            context, vault, self, self.ui, (self.main, self.beside), lambda: self._loaded
        )
        self._cures = Cures(context, self.ui, self._editor, self.choose)
        self._commands = PageCommands(
            self.t, self.ui, self.main, lambda: self._findings, self._print_history
        )
        self._wire()

    def _wire(self) -> None:
        context, editor, ui = self.context, self._editor, self.ui
        ui.persons.opened.connect(lambda case: context.router.go("case", case))
        ui.persons.added.connect(lambda cases: editor.add_persons(self._appeal_id, cases))
        ui.persons.removed.connect(editor.remove_person)
        ui.persons.moved.connect(lambda link, way: editor.move_person(self._appeal_id, link, way))
        ui.persons.menu_asked.connect(
            lambda row, place: self._menus.person(self._appeal_id, row, place)
        )
        ui.persons.view_asked.connect(lambda place: self._menus.saved_views(self._appeal_id, place))
        ui.addressees.chosen.connect(self.choose)
        ui.addressees.added.connect(self._add_addressee)
        ui.addressees.removed.connect(self._remove_addressee)
        ui.addressees.moved.connect(self._move_addressee)
        ui.addressees.menu_asked.connect(self._addressee_menu)
        ui.middle.letter_chosen.connect(lambda code: self.choose(UUID(code)))
        ui.letter.kept.connect(self._keep_letter)
        ui.letter.restored.connect(self._restore_letter)
        ui.particulars.changed.connect(self._change)
        ui.particulars.signatories.edited.connect(self._keep_signatory)
        ui.particulars.signatories.removed.connect(self._remove_signatory)
        ui.check.cure_asked.connect(self._cures.go)
        ui.check.deed_asked.connect(lambda one: self._cures.do(one, self._loaded))
        ui.settings.changed.connect(editor.set_copy)
        ui.copies.differences_asked.connect(self._compare.turn)
        ui.ways.save_asked.connect(self._outs.again)
        ui.ways.history_asked.connect(self._print_history)
        ui.copies.asked.connect(lambda targets: self._outs.all(targets, self._whose))
        ui.step_chosen.connect(self._went_to)
        for side in (self.main, self.beside):
            side.pane.language_chosen.connect(lambda code, one=side: self._set_language(one, code))
            side.pane.export_asked.connect(lambda one=side: self._outs.issue(one))
            side.pane.draft_asked.connect(lambda one=side: self._outs.draft(one))
            side.pane.check_asked.connect(lambda: self.ui.go_to("check"))
            side.pane.cure_asked.connect(lambda: self.ui.go_to("particulars"))
        self.main.chosen.connect(self._chosen_in_paper)
        self.beside.chosen.connect(lambda _target: self._show_blockers())
        self.main.drawn.connect(self._drawn)
        for told in (self._given.changed, self._given.forgotten):
            told.connect(lambda _target: self._offer_copies())
        self._checking.found.connect(self._found)
        self._checking.failed.connect(ui.check.show_trouble)
        QShortcut(QKeySequence("F8"), self, self._commands.next_finding)
        context.changes.subscribe(self._heard, owner=self)

    # -- places ------------------------------------------------------------------------------
    def open(self, argument: object) -> None:
        appeal_id, part = argument if isinstance(argument, tuple) else (argument, "")
        assert isinstance(appeal_id, UUID)
        other = appeal_id != self._appeal_id
        if other:
            self._appeal_id, self._loaded, self._findings = appeal_id, None, ()
            self._given.clear()
            self.main.forget()
            self.beside.forget()
        # Another appeal begins with its letter, wherever one stood in the former one.
        self._part = part or ("letter" if other and self.ui.step != "letter" else "")
        self._reload()

    def set_compact(self, compact: bool) -> None:
        self.ui.set_compact(compact)

    def focus_first(self) -> None:
        self.ui.focus_first()

    def keys(self) -> Sequence[tuple[str, str]]:
        return self._commands.keys()

    def commands(self) -> Sequence[Command]:
        return self._commands.commands()

    def _heard(self, change: ChangeSet) -> None:
        """A view that is not in front looks again when it is opened."""
        stale = [side.heard(change.kinds) for side in (self.main, self.beside)]
        if any(stale):
            self._compare.forget()
        if self.isVisible():
            self._reload()

    def _went_to(self, code: str) -> None:
        """Beside each other the copies are drawn when they come into sight."""
        if code == "print" and self._loaded is not None:
            rows = self._loaded.page.addressees
            others = [row.id for row in rows if row.id != self.main.target]
            self.beside.show_loaded(self._loaded, others[0] if others else OFFICE)
            self._show_blockers()
        self.main.show_target()

    # -- loading -----------------------------------------------------------------------------
    def _reload(self) -> None:
        appeal_id, vault, language = self._appeal_id, self._vault, self.t.language
        if appeal_id is None:
            return

        def work(_progress: Progress) -> Loaded | None:
            return load(vault, appeal_id, language)

        self.context.jobs.run(work, self._show, owner=self, latest="appeal-page")

    def _show(self, loaded: Loaded | None) -> None:
        self._loaded = loaded
        self.ui.show_there(there=loaded is not None)
        if loaded is None:
            return
        t, words, page = self.t, self._words, loaded.page
        appeal, today = page.appeal, date.today()
        self.ui.show_title(self._title(), words.label(appeal.state), STATE_MARKS[appeal.state])
        self.ui.persons.set_persons(page.persons)
        self._show_addressees(loaded)
        self.ui.particulars.show_appeal(appeal, loaded.signatories)
        self.ui.ways.show_ways(loaded, today)
        self.ui.steps.set_steps(steps(t, loaded, self._findings))
        self.set_status(
            " · ".join(
                (
                    t("Appeal {n}", n=appeal.reference or appeal.serial),
                    t.plural("{n} person", "{n} persons", len(page.persons)),
                    t.plural("{n} copy issued", "{n} copies issued", len(page.copies)),
                )
            )
        )
        self.main.show_loaded(loaded, self._wanted)
        self._wanted = None
        if not self.beside.pane.isHidden():
            self.beside.show_loaded(loaded, OFFICE)
        self._show_choice()
        self._checking.ask(appeal.id)
        self._go_to_part()

    def _title(self) -> str:
        """What the appeal is called; one without a title goes by its number."""
        if self._loaded is None:
            return ""
        appeal = self._loaded.page.appeal
        return appeal.title or self.t("Appeal {n}", n=appeal.serial)

    def _print_history(self) -> None:
        if self._loaded is not None:
            appeal = self._loaded.page.appeal
            self._prints.history(appeal.id, appeal.serial)

    def _go_to_part(self) -> None:
        part, self._part = self._part, ""
        if part == "replies":
            self.ui.record_reply()
        elif part in PARTS:
            self.ui.go_to(part)

    def _show_addressees(self, loaded: Loaded) -> None:
        page = loaded.page
        numbers: dict[object, list[int]] = defaultdict(list)
        for copy in page.copies:
            numbers[OFFICE if copy.for_office else copy.addressee_id].append(copy.number)
        known = [*page.others, *(_as_known(row) for row in page.addressees)]
        day = page.appeal.dated.latest or date.today()
        others = [
            one for one in (*page.others, *shipped_addressees(known))
            if is_in_office(one.valid_from, one.valid_to, day)
        ]  # fmt: skip
        self.ui.addressees.set_addressees(
            page.addressees, numbers, self.main.office_language, others, date.today()
        )

    # -- the chosen copy ---------------------------------------------------------------------
    def choose(self, target: Target) -> None:
        """Show the copy and the letter of one addressee."""
        self.ui.letter.commit()
        self.main.choose(target)
        self._show_choice()

    def _chosen_in_paper(self, _target: Target) -> None:
        self.ui.letter.commit()
        self._show_choice()

    def _show_choice(self) -> None:
        """What follows from which copy is chosen: letter, marks, blockers."""
        loaded, row = self._loaded, self.main.row()
        if loaded is None:
            return
        self.ui.addressees.rows.choose(self.main.target)
        shown = row or next(iter(loaded.page.addressees), None)
        self.ui.letter.show_letter(loaded.letter_of(shown))
        names = {}
        for one in loaded.page.addressees:
            names.setdefault(letter_key(one), (str(one.id), self._letter_words(one)))
        chosen = names.get(letter_key(shown), ("", ""))[0] if shown else ""
        self.ui.middle.set_letters(list(names.values()), chosen)
        self._show_findings()

    def _letter_words(self, row: AddresseeRow) -> str:
        """A letter in few words: for whom, in which language."""
        return f"{self._words.short_addressee(row)} · {self._words.language(letter_key(row)[1])}"

    def _drawn(self, draft: Draft) -> None:
        self.ui.letter.set_values(draft.values)
        if isinstance(self.main.target, UUID):
            self._checking.drawn(self.main.target, draft.letter_pages)

    def _set_language(self, side: CopySide, language: str) -> None:
        row = side.row()
        if row is not None:
            self._editor.set_language(row.link_id, language)
            return
        side.office_language = language
        if side is self.main and self._loaded is not None:
            self._show_addressees(self._loaded)
            self.ui.addressees.rows.choose(side.target)
        side.show_target()

    # -- the check -----------------------------------------------------------------------
    def _found(self, findings: tuple[Finding, ...]) -> None:
        self._findings = tuple(findings)
        self._show_findings()
        if self._loaded is not None:
            self.ui.steps.set_steps(steps(self.t, self._loaded, self._findings))

    def _show_findings(self) -> None:
        marks = marks_of(self.t, self._findings, self.main.target)
        self.ui.check.show_findings(self._findings)
        self.ui.persons.set_marks(marks)
        loaded, row = self._loaded, self.main.row()
        if loaded is not None:
            spoken = loaded.languages_of(row) if row else ()
            self.ui.settings.show_copy(loaded, row, spoken, marks)
        self._show_blockers()

    def _show_blockers(self) -> None:
        """The office's own copy waits for nothing: it stays."""
        for side in (self.main, self.beside):
            target = side.target
            found = blockers(self._findings, target) if isinstance(target, UUID) else []
            side.pane.set_blockers(found)
        self._offer_copies()
        self.ui.chain()

    def _offer_copies(self) -> None:
        """Which copies can be printed at once, as far as the check and the reasons are now."""
        rows = self._loaded.page.addressees if self._loaded else ()
        copies = []
        for row in rows:
            found = blockers(self._findings, row.id)
            lacking = self._given.lacking(row.id, found)
            name = self._words.short_addressee(row)
            copies.append((row.id, name, lacking, len(found) - lacking))
        office = (OFFICE, self.t("Office copy"), 0, 0)
        self.ui.copies.set_copies([*copies, office] if rows else [])

    def _whose(self, target: Target) -> str:
        """A copy by its reader."""
        row = self._addressee_row(target)
        return self._words.short_addressee(row) if row else self.t("Office copy")

    def _subject(self, finding: Finding) -> str:
        return subject_of(self._words, self._loaded, finding)

    # -- changes -----------------------------------------------------------------------------
    def _find(self, typed: str, _progress: Progress) -> Sequence[PersonChoice]:
        language = self.t.language
        return self._vault.read(
            lambda session: people_found(
                session, typed, kinds=("detainee",), limit=FOUND + 1, language=language
            )
        )

    def _change(self, how: object, label: str, field: Field) -> None:
        assert self._appeal_id is not None
        self._editor.change(self._appeal_id, how, label, field.reject)

    def _keep_signatory(self, edit: Edit) -> None:
        self._records.keep(edit, self.t("Signatories"))

    def _remove_signatory(self, record: Signatory) -> None:
        self._records.trash(Signatory, record.id, Action(N_("Remove a signatory")))

    def _letter_state(self) -> object:
        loaded = self._loaded
        row = self.main.row() or next(iter(loaded.page.addressees), None) if loaded else None
        return loaded.letter_of(row) if loaded and row else None

    def _keep_letter(self, section: str, lines: tuple[str, ...]) -> None:
        state = self._letter_state()
        if state is not None:
            self._editor.keep_letter(
                self._appeal_id, state.key, section, lines, self.ui.letter.say_refused
            )

    def _restore_letter(self) -> None:
        state = self._letter_state()
        if state is not None:
            self._editor.restore_letter(self._appeal_id, state.key)

    def _add_addressee(self, addressee: Addressee) -> None:
        assert self._appeal_id is not None
        language = printed(addressee.language)
        self.main.target, self._wanted = None, addressee.id
        self._editor.add_addressee(self._appeal_id, addressee, language)

    def _addressee_row(self, addressee_id: object) -> AddresseeRow | None:
        rows = self._loaded.page.addressees if self._loaded else ()
        return next((row for row in rows if row.id == addressee_id), None)

    def _remove_addressee(self, addressee_id: UUID) -> None:
        row = self._addressee_row(addressee_id)
        if row is not None:
            self._editor.remove_addressee(row.link_id)

    def _move_addressee(self, addressee_id: object, way: int) -> None:
        row = self._addressee_row(addressee_id)
        if row is not None:
            self._editor.move_addressee(self._appeal_id, row.link_id, way)

    def _addressee_menu(self, addressee_id: object, place: QPoint) -> None:
        row = self._addressee_row(addressee_id)
        if row is not None:
            self._menus.addressee(self._appeal_id, row, place)


def _as_known(row: AddresseeRow) -> Addressee:
    """Enough of an addressee to know it again by its name."""
    return Addressee(audience=row.audience, texts=row.texts)
