"""The page of one appeal: persons, addressees, what it says; each copy as it will be printed.

Loads off the GUI thread, draws the chosen copy anew after each change, the latest wish only.
Exporting issues the copy: it gets a number, stands in the register, and is written where the
person says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.context import Context
from caseapp.desktop.features.appeals.addressees import AddresseesSection
from caseapp.desktop.features.appeals.directory import shipped_addressees
from caseapp.desktop.features.appeals.drafts import OFFICE, Draft, Target
from caseapp.desktop.features.appeals.drawing import Drawing
from caseapp.desktop.features.appeals.edits import AppealEditor
from caseapp.desktop.features.appeals.export import CopyExport
from caseapp.desktop.features.appeals.paper import PRINTED, PaperPane
from caseapp.desktop.features.appeals.particulars import Particulars
from caseapp.desktop.features.appeals.persons import FOUND, PersonsSection
from caseapp.desktop.features.appeals.register import RegisterSection
from caseapp.desktop.features.appeals.side import AppealSide
from caseapp.desktop.features.appeals.words import STATE_MARKS, AppealWords
from caseapp.desktop.shell.view import View
from caseapp.desktop.widgets import Chip, EmptyState, Field, Label, Line, Segments
from caseapp.domain.vocabulary import Audience
from caseapp.store.queries.appeals import AddresseeRow, AppealPage, load_appeal_page
from caseapp.store.queries.cases import CaseQuery, CaseRow, case_ids, case_rows
from caseapp.store.records import Addressee
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress
from caseapp.system.resources import resource

SIDE_WIDTH = 372
_DRAW_MS = 250


class AppealView(View):
    """Opened with the id of an appeal."""

    def __init__(self, context: Context, vault: Vault) -> None:
        super().__init__(context)
        self._vault = vault
        self._words = AppealWords(self.t)
        self._editor = AppealEditor(context, vault, self)
        self._export = CopyExport(context, vault, self)
        self._appeal_id: UUID | None = None
        self._page: AppealPage | None = None
        self._target: Target | None = None
        self._go_to_list: int | None = None
        self._office_language = self.t.language if self.t.language in PRINTED else PRINTED[0]
        self._compact = False
        self.persons = PersonsSection(self._words, context.jobs, self._find)
        self.addressees = AddresseesSection(self._words)
        self.register = RegisterSection(self._words)
        self.particulars = Particulars(self._words)
        self.paper = PaperPane(context, self._words)
        self._soon = QTimer(self, singleShot=True, interval=_DRAW_MS)
        self._drawing = Drawing(context, vault, self.paper, self)
        self._lay_out()
        self._wire()

    # -- building ----------------------------------------------------------------------------
    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._make_head())
        column.addWidget(Line())
        body = QHBoxLayout()
        body.setSpacing(0)
        self._side_line = Line("v")
        self._side = AppealSide(
            self.t, self.persons, self.addressees, self.register, self.particulars
        )
        body.addWidget(self._side)
        body.addWidget(self._side_line)
        body.addWidget(self.paper, 1)
        self._content = QWidget()
        self._content.setLayout(body)
        body.setContentsMargins(0, 0, 0, 0)
        self._gone = EmptyState("mail-x", self.t("This appeal is in the trash"))
        column.addWidget(self._content, 1)
        column.addWidget(self._gone, 1)
        self._gone.hide()

    def _make_head(self) -> QHBoxLayout:
        t = self.t
        self._title = Label("", "title", elide=True)
        self._state = Chip("", "", "quiet")
        self.parts = Segments([("side", t("What it says")), ("paper", t("The copy"))], t("Parts"))
        self.parts.choose("side")
        self.parts.chosen.connect(self._show_part)
        head = QHBoxLayout()
        head.setContentsMargins(theme.COLUMN_MARGIN, 8, theme.COLUMN_MARGIN, 8)
        head.setSpacing(12)
        head.addWidget(self._title)
        head.addWidget(self._state)
        head.addStretch(1)
        head.addWidget(self.parts)
        return head

    def _wire(self) -> None:
        context, editor, paper = self.context, self._editor, self.paper
        self.persons.opened.connect(lambda case: context.router.go("case", case))
        self.persons.added.connect(lambda case: editor.add_person(self._appeal_id, case))
        self.persons.removed.connect(editor.remove_person)
        self.addressees.chosen.connect(self._choose)
        self.addressees.added.connect(self._add_addressee)
        self.addressees.removed.connect(self._remove_addressee)
        self.register.save_asked.connect(self._ask_where_again)
        self.particulars.changed.connect(self._change)
        paper.language_chosen.connect(self._set_language)
        paper.export_asked.connect(self._ask_where)
        paper.lists_asked.connect(self._show_lists)
        paper.again_asked.connect(self._draw)
        paper.cure_asked.connect(lambda: self._go_to_tab("letter"))
        self._soon.timeout.connect(self._draw)
        self._drawing.drawn.connect(self._drawn)
        context.changes.subscribe(self._heard, owner=self)

    # -- places ------------------------------------------------------------------------------
    def open(self, argument: object) -> None:
        assert isinstance(argument, UUID)
        if argument != self._appeal_id:
            self._appeal_id, self._target, self._page = argument, None, None
            self.paper.show_nothing()
        self._reload()

    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        self._arrange()

    def focus_first(self) -> None:
        self.addressees.rows.setFocus() if self._page else self._side.tabs.setFocus()

    def _show_part(self, code: str) -> None:
        """In a narrow window: one of the two, and the keyboard goes along."""
        self._arrange()
        (self.paper.pdf if code == "paper" else self.addressees.rows).setFocus()

    def _arrange(self) -> None:
        """Side by side where there is room, else the one that was asked for."""
        compact, chosen = self._compact, self.parts.code()
        self.parts.setVisible(compact)
        self._side.setVisible(not compact or chosen == "side")
        self.paper.setVisible(not compact or chosen == "paper")
        self._side_line.setVisible(not compact)
        if compact:
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(16_777_215)
        else:
            self._side.setFixedWidth(SIDE_WIDTH)

    def _go_to_tab(self, code: str) -> None:
        self._side.show_tab(code)
        self.parts.choose("side")
        self._arrange()

    def _heard(self, _change: object) -> None:
        """A view that is not in front looks again when it is opened."""
        if self.isVisible():
            self._reload()

    # -- loading -----------------------------------------------------------------------------
    def _reload(self) -> None:
        appeal_id, vault, language = self._appeal_id, self._vault, self.t.language
        if appeal_id is None:
            return

        def work(_progress: Progress) -> AppealPage | None:
            return vault.read(lambda session: load_appeal_page(session, appeal_id, language))

        self.context.jobs.run(work, self._show, owner=self, latest="appeal-page")

    def _show(self, page: AppealPage | None) -> None:
        self._page = page
        self._content.setVisible(page is not None)
        self._gone.setVisible(page is None)
        self._state.setVisible(page is not None)
        if page is None:
            self._title.setText("")
            return
        t, words, appeal = self.t, self._words, page.appeal
        self._title.setText(appeal.title or t("Appeal {n}", n=appeal.serial))
        self._state.set(words.label(appeal.state), *STATE_MARKS[appeal.state])
        self.persons.set_persons(page.persons)
        self._show_addressees(page)
        self.register.set_copies(page.copies, page.addressees)
        self.particulars.show_appeal(appeal)
        self.set_status(
            " · ".join(
                (
                    t("Appeal {n}", n=appeal.reference or appeal.serial),
                    t.plural("{n} person", "{n} persons", len(page.persons)),
                    t.plural("{n} copy issued", "{n} copies issued", len(page.copies)),
                )
            )
        )
        self._choose_again(page)

    def _show_addressees(self, page: AppealPage) -> None:
        numbers: dict[object, list[int]] = defaultdict(list)
        for copy in page.copies:
            numbers[OFFICE if copy.for_office else copy.addressee_id].append(copy.number)
        known = [*page.others, *(_as_known(row) for row in page.addressees)]
        others = [*page.others, *shipped_addressees(known)]
        self.addressees.set_addressees(page.addressees, numbers, self._office_language, others)

    def _choose_again(self, page: AppealPage) -> None:
        """The copy that was chosen stays so; else the first one."""
        targets: list[Target] = [row.id for row in page.addressees]
        if targets:
            targets.append(OFFICE)
        if self._target not in targets:
            self._target = targets[0] if targets else None
        self.addressees.rows.choose(self._target)
        self._show_target()

    # -- the chosen copy ---------------------------------------------------------------------
    def _choose(self, target: Target) -> None:
        self._target = target
        self._show_target()

    def _row(self) -> AddresseeRow | None:
        rows = self._page.addressees if self._page else ()
        return next((row for row in rows if row.id == self._target), None)

    def _language(self) -> str:
        row = self._row()
        return row.language if row else self._office_language

    def _show_target(self) -> None:
        if self._target is None:
            self.paper.show_nothing()
            return
        row, words = self._row(), self._words
        self.paper.show_target(
            self._target,
            words.short_addressee(row) if row else self.t("Office copy"),
            row.audience if row else Audience.OFFICE,
            _languages_of(row),
            self._language(),
        )
        self._soon.start()

    def _set_language(self, language: str) -> None:
        row = self._row()
        if row is not None:
            self._editor.set_language(row.link_id, language)
        else:
            self._office_language = language
            if self._page is not None:
                self._show_addressees(self._page)
                self.addressees.rows.choose(self._target)
            self._show_target()

    def _show_lists(self) -> None:
        """To the list of what the chosen copy withholds, in the office's copy."""
        rows = self._page.addressees if self._page else ()
        places = [row.id for row in rows]
        self._go_to_list = places.index(self._target) if self._target in places else 0
        if self._target == OFFICE:
            self._draw()
        else:
            self.addressees.rows.choose(OFFICE)
            self._choose(OFFICE)

    # -- paper ---------------------------------------------------------------------------
    def _draw(self) -> None:
        self._soon.stop()
        if self._appeal_id is not None and self._target is not None and not self.isHidden():
            self._drawing.begin(self._appeal_id, self._target, self._language())

    def _drawn(self, draft: Draft) -> None:
        page = None
        if self._go_to_list is not None and draft.lists:
            page = draft.lists[min(self._go_to_list, len(draft.lists) - 1)]
        self._go_to_list = None
        self.paper.show_draft(draft, page, self._note())

    def _note(self) -> str:
        """The office's copy tells of issued copies; others are listed here as they would be."""
        page = self._page
        if page is None or self._target != OFFICE:
            return ""
        issued = {copy.addressee_id for copy in page.copies if not copy.for_office}
        if all(row.id in issued for row in page.addressees):
            return ""
        return self.t(
            "Copies not issued yet are listed as they would be."
            " The exported office copy lists issued ones only."
        )

    def _ask_where(self) -> None:
        if self._page is not None and self._target is not None:
            row = self._row()
            whom = row.audience.value.replace("_", "-") if row else "office"
            self._export.issue(self._page, self._target, self._language(), whom)

    def _ask_where_again(self, copy_id: UUID) -> None:
        if self._page is not None:
            self._export.again(self._page, copy_id)

    # -- changes -----------------------------------------------------------------------------
    def _find(self, typed: str, _progress: Progress) -> Sequence[CaseRow]:
        language = self.t.language

        def query(session: object) -> list[CaseRow]:
            ids = case_ids(session, CaseQuery(typed))
            return case_rows(session, ids[: FOUND + 1], language)

        return self._vault.read(query)

    def _change(self, how: object, label: str, field: Field) -> None:
        assert self._appeal_id is not None
        self._editor.change(self._appeal_id, how, label, field.reject)

    def _add_addressee(self, addressee: Addressee) -> None:
        assert self._appeal_id is not None
        language = addressee.language if addressee.language in PRINTED else PRINTED[0]
        self._target = addressee.id
        self._editor.add_addressee(self._appeal_id, addressee, language)

    def _remove_addressee(self, addressee_id: UUID) -> None:
        rows = self._page.addressees if self._page else ()
        row = next((row for row in rows if row.id == addressee_id), None)
        if row is not None:
            self._editor.remove_addressee(row.link_id)


def _as_known(row: AddresseeRow) -> Addressee:
    """Enough of an addressee to know it again by its name."""
    return Addressee(audience=row.audience, texts=row.texts)


def _languages_of(row: AddresseeRow | None) -> list[str]:
    """Languages in which there is a letter for an addressee; the office's copy has none."""
    if row is None or not row.letter:
        return list(PRINTED)
    return [code for code in PRINTED if resource("letters", f"{row.letter}.{code}.txt").is_file()]
