"""One copy as it would be printed: its pages, what is withheld in it, and the way out.

Shows what it is handed; compiling and drawing are the view's business. A copy of one
addressee never stays on the screen under the name of another.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.context import Context
from caseapp.desktop.features.appeals.drafts import OFFICE, Draft, Target
from caseapp.desktop.features.appeals.given import GivenReasons, can_be_set_aside
from caseapp.desktop.features.appeals.paper_stack import PaperStack
from caseapp.desktop.features.appeals.reasons import ReasonsPanel
from caseapp.desktop.features.appeals.words import AUDIENCE_MARKS, AppealWords
from caseapp.desktop.jobs import Job
from caseapp.desktop.widgets import (
    Button,
    Chip,
    Label,
    LinkButton,
    Mark,
    PrimaryButton,
    Segments,
    Surface,
    put_in_place,
)
from caseapp.desktop.widgets.pdf import PdfView
from caseapp.domain.vocabulary import Audience
from caseapp.dossier.preflight_findings import Finding

_NARROW, _BAR = 480, 120


class PaperPane(Surface):
    """The pages of one copy, between its name above and what is withheld below.

    `target_chosen(code)`: another copy; `language_chosen(code)`; `export_asked()`: issue it;
    `draft_asked()`; `lists_asked()`: show what is withheld; `again_asked()`: draw again;
    `cure_asked()`: show where the blanks are filled in; `check_asked()`: show what blocks.
    """

    target_chosen = Signal(str)
    draft_asked = Signal()
    check_asked = Signal()

    language_chosen = Signal(str)
    export_asked = Signal()
    lists_asked = Signal()
    again_asked = Signal()
    cure_asked = Signal()

    def __init__(
        self, context: Context, words: AppealWords, given: GivenReasons, *, keys: bool = True,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """`keys`: Ctrl+P issues this copy; of two panes only one can have it."""
        super().__init__("canvas", parent)
        self._words, self._target, self.given = words, None, given
        self._choices: list[tuple[str, str]] = []
        self._blocking: tuple[Finding, ...] = ()
        self._offered: tuple[str, ...] = ()
        self._drawn = self._low = self._chip_wanted = self._comparing = False
        self._job: Job | None = None
        self._page: int | None = None
        t = words.t
        self.pdf = PdfView(t, context.jobs)
        self.targets = Segments([], t("Copies"))
        self._chip = Chip("", "", "quiet")
        self.languages = Segments([], t("Language of this copy"))
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(t("Drawing the copy…"))
        self._drawing = QWidget()
        self._stack = PaperStack(t, self.pdf)
        self._stack.again_asked.connect(self.again_asked)
        self._warning = Label("", wrap=True)
        self._withheld = Label("", "second", elide=True)
        self._lists = LinkButton(t("Show in the office copy"), on_click=self.lists_asked.emit)
        self._waits = LinkButton("", on_click=self.check_asked.emit)
        self.aside_button = LinkButton(t("Print all the same…"), on_click=self.ask_for_reasons)
        self.reasons_panel = ReasonsPanel(t, given)
        self.reasons_panel.hide()
        given.changed.connect(self._reason_changed)
        given.forgotten.connect(self._reasons_forgotten)
        self.reasons_panel.left.connect(self._leave_reasons)
        self._stop_mark = Mark("circle-x", "danger")
        self.draft_button = Button(
            t("Draft…"), icon="printer", tip=t("A copy without a number, for reading"),
            on_click=self.draft_asked.emit,
        )  # fmt: skip
        self.export_button = PrimaryButton(
            t("Print…"), icon="printer", key="Ctrl+P" if keys else "",
            tip=t("Issue this copy: it gets a number and stands in the register"),
            on_click=self.export_asked.emit,
        )  # fmt: skip
        self._lay_out()
        self.pdf.shown.connect(self._shown)
        self.show_nothing()

    # -- building ----------------------------------------------------------------------------
    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._make_head())
        column.addWidget(self._stack, 1)
        column.addWidget(self._make_warning())
        column.addWidget(self.reasons_panel)
        column.addLayout(self._make_foot())

    def _make_head(self) -> QVBoxLayout:
        t = self._words.t
        row = QHBoxLayout(self._drawing)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GRID)
        row.addWidget(self._bar)
        self._cancel = LinkButton(t("Cancel"), on_click=self._stop)
        row.addWidget(self._cancel)
        self._tabs = QHBoxLayout()
        self._tabs.addWidget(self.targets, 1)
        below = self._below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self._chip)
        below.addWidget(self._drawing)
        below.addStretch(1)
        below.addWidget(self.languages)
        head = QVBoxLayout()
        head.setContentsMargins(theme.COLUMN_MARGIN, 6, theme.COLUMN_MARGIN, 4)
        head.setSpacing(2)
        head.addLayout(self._tabs)
        head.addLayout(below)
        return head

    def _make_warning(self) -> QWidget:
        self._warned = Surface("warn")
        row = QHBoxLayout(self._warned)
        row.setContentsMargins(theme.COLUMN_MARGIN, 6, theme.COLUMN_MARGIN, 6)
        row.setSpacing(8)
        row.addWidget(Mark("triangle-alert", "warn"))
        row.addWidget(self._warning, 1)
        self._cure = LinkButton(self._words.t("Fill in"), on_click=self.cure_asked.emit)
        row.addWidget(self._cure)
        return self._warned

    def _make_foot(self) -> QVBoxLayout:
        told = QHBoxLayout()
        told.setSpacing(8)
        self._eye = Mark("eye-off", "ink2")
        told.addWidget(self._eye)
        told.addWidget(self._withheld)
        told.addStretch(1)
        told.addWidget(self._lists)
        stopped = self._stopped = QHBoxLayout()
        stopped.setSpacing(8)
        stopped.addStretch(1)
        self._put_stopped(stopped)
        out = self._out = QHBoxLayout()
        out.setSpacing(8)
        out.addStretch(1)
        out.addWidget(self.draft_button)
        out.addWidget(self.export_button)
        foot = QVBoxLayout()
        foot.setContentsMargins(theme.COLUMN_MARGIN, 8, theme.COLUMN_MARGIN, 8)
        foot.setSpacing(8)
        foot.addLayout(told)
        foot.addLayout(stopped)
        foot.addLayout(out)
        return foot

    def _put_stopped(self, row: QHBoxLayout) -> None:
        """What stands against the copy: in a line of its own, or before the buttons."""
        row.insertWidget(0, self._stop_mark)
        row.insertWidget(1, self._waits)
        row.insertWidget(2, self.aside_button)

    def set_compact(self, compact: bool) -> None:
        """In low windows the tabs alone say whose copy it is, in one line with its language."""
        if compact != self._low:
            for part in (self._stop_mark, self._waits, self.aside_button):
                (self._out if self._low else self._stopped).removeWidget(part)
            self._put_stopped(self._out if compact else self._stopped)
            (self._below if compact else self._tabs).removeWidget(self.languages)
            (self._tabs if compact else self._below).addWidget(
                self.languages, alignment=Qt.AlignmentFlag.AlignTop
            )
        self._low = compact
        self._share_head()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_head()

    def _share_head(self) -> None:
        """A narrow pane stands beside the list of addressees, which says the audience too, and
        its drawing can be stopped below, in the window's status bar."""
        narrow = self.width() < _NARROW
        self._chip.setVisible(self._chip_wanted and not self._low and not narrow)
        self._cancel.setVisible(not narrow)
        self._bar.setFixedWidth(_BAR // 2 if narrow else _BAR)

    def set_comparing(self, *, comparing: bool) -> None:
        """While two copies are compared their pages have the room of what issues them."""
        self._comparing = comparing
        self._allow()

    # -- which copy, and whether it may go out -------------------------------------------------
    def set_targets(self, choices: Sequence[tuple[str, str]]) -> None:
        """The copies that can be looked at: code and word."""
        if list(choices) == self._choices:
            return
        self._choices = list(choices)
        fresh = Segments(self._choices, self._words.t("Copies"), wrap=True)
        fresh.chosen.connect(self.target_chosen)
        put_in_place(self._tabs, self.targets, fresh)
        self.targets = fresh

    def _offer_languages(self, codes: tuple[str, ...], chosen: str) -> None:
        """The languages in which this copy can be; what it is in stands there in any case."""
        offered = codes if chosen in codes else (*codes, chosen)
        if offered != self._offered:
            words, self._offered = self._words, offered
            fresh = Segments(
                [(code, words.code(code)) for code in offered],
                words.t("Language of this copy"),
                spoken={code: words.language(code) for code in offered},
            )
            fresh.chosen.connect(self.language_chosen)
            put_in_place(self._tabs if self._low else self._below, self.languages, fresh)
            self.languages = fresh
        self.languages.choose(chosen)

    def set_blockers(self, blocking: Sequence[Finding]) -> None:
        """What keeps this copy from being issued. A draft is always possible."""
        self._blocking = tuple(blocking)
        self._show_reasons(asked=not self.reasons_panel.isHidden())

    def ask_for_reasons(self) -> None:
        """Let the person say why this copy is printed all the same."""
        self._show_reasons(asked=True)
        self.reasons_panel.focus_first()

    def _show_reasons(self, *, asked: bool) -> None:
        """The reasons of this copy stand where somebody asked for them, or gave one before."""
        target, blocking = self._target, self._blocking
        wanted = target is not None and (asked or self.given.has_any(target[0]))
        if wanted and can_be_set_aside(blocking):
            self.reasons_panel.show_blockers(target[0], blocking)
            self.reasons_panel.show()
        else:
            self.reasons_panel.hide()
        self._allow()

    def may_go_out(self) -> bool:
        """Nothing stands against this copy, or each thing has its reason."""
        target = self._target[0] if self._target is not None else ""
        return not self.given.lacking(target, self._blocking)

    def _reason_changed(self, target: Target) -> None:
        if self._target is not None and self._target[0] == target:
            self._show_reasons(asked=not self.reasons_panel.isHidden())

    def _reasons_forgotten(self, target: Target) -> None:
        if self._target is not None and self._target[0] == target:
            self._show_reasons(asked=False)

    def _leave_reasons(self) -> None:
        if self._target is not None:
            self.given.forget(self._target[0])
        self._show_reasons(asked=False)
        self.aside_button.setFocus()

    def waiting(self) -> str:
        """What stands beside the button while something blocks."""
        return self._waits.text() if not self._waits.isHidden() else ""

    def _allow(self) -> None:
        there, t = self._target is not None, self._words.t
        lacking = self.given.lacking(self._target[0], self._blocking) if there else 0
        self._waits.setText(
            t.plural("Print waits for {n} thing", "Print waits for {n} things", lacking)
        )
        issuing = there and not self._comparing
        for part in (self._stop_mark, self._waits):
            part.setVisible(bool(lacking) and issuing)
        asking = not self.reasons_panel.isHidden()
        self._stack.set_blank(blank=asking and self._low)
        self.aside_button.setVisible(issuing and not asking and can_be_set_aside(self._blocking))
        self.export_button.setVisible(issuing)
        self.export_button.setEnabled(self._drawn and self.may_go_out())
        self.draft_button.setEnabled(self._drawn)
        self.draft_button.setVisible(issuing and self._target[0] != OFFICE)

    # -- what is shown -----------------------------------------------------------------------
    def show_nothing(self) -> None:
        """There is no addressee to draw a copy for."""
        self._target = None
        self._stack.show_nothing()
        self._say_draft(None)
        self.set_job(None)
        self._chip_wanted = False
        self.languages.hide()
        self._share_head()
        self._allow()

    def show_target(
        self, target: Target, name: str, audience: Audience, languages: Sequence[str],
        language: str, code: str = "",
    ) -> None:  # fmt: skip
        """Say whose copy is shown; the pages of another one go at once."""
        other = self._target is None or target != self._target[0]
        if other:
            self._blocking = ()
        if (target, language) != self._target:
            self.pdf.clear()
            self._stack.show_pages()
            self._say_draft(None)
        self._target = (target, language)
        if other:
            self._show_reasons(asked=False)
        self.setAccessibleName(name)
        if any(code == known for known, _words in self._choices):
            self.targets.choose(code)
        self._chip.set(self._words.label(audience), *AUDIENCE_MARKS[audience])
        self._offer_languages(tuple(languages), language)
        self.languages.setVisible(len(languages) > 1)
        self._chip_wanted = target != OFFICE
        self._share_head()
        self._allow()

    def set_job(self, job: Job | None) -> None:
        """Show that a job draws, with a way to stop it; None when it has ended."""
        self._job = job
        self._drawing.setVisible(job is not None)
        if job is not None:
            self._bar.setRange(0, 0)

    def set_share(self, share: float | None) -> None:
        """How far the drawing is, 0 to 1."""
        if share is not None:
            self._bar.setRange(0, 100)
            self._bar.setValue(round(share * 100))

    def show_draft(self, draft: Draft, page: int | None = None, note: str = "") -> None:
        """Show the pages and what stands beneath them, and go to one of them.

        `note` says what is to be known before this copy is issued.
        """
        self._stack.show_pages()
        self._page = page
        self.pdf.show_pdf(draft.pdf)
        self._say_draft(draft, note)

    def _shown(self, _pages: int) -> None:
        if self._page is not None:
            self.pdf.go_to_page(self._page)
            self._page = None

    def veil(self) -> None:
        """What stands here may show what was withdrawn: nothing is shown until it is drawn."""
        if self._target is not None:
            self._stack.show_veil()
            self._say_draft(None)

    def has_pages(self) -> bool:
        """Whether a draft stands there."""
        return self._drawn and self._stack.has_pages()

    def show_trouble(self, sentence: str) -> None:
        """Say why there are no pages."""
        self._stack.show_trouble(sentence)
        self._say_draft(None)

    def trouble(self) -> str:
        """What `show_trouble` said, if it stands there now."""
        return self._stack.trouble()

    def withheld_words(self) -> str:
        """What stands under the pages."""
        return self._withheld.text() if not self._withheld.isHidden() else ""

    def warning(self) -> str:
        """What the letter lacks, in words."""
        return self._warning.text() if not self._warned.isHidden() else ""

    def _say_draft(self, draft: Draft | None, note: str = "") -> None:
        t = self._words.t
        office = self._target is not None and self._target[0] == OFFICE
        shown = draft is not None
        self._drawn = shown
        self._allow()
        for part in (self._eye, self._withheld):
            part.setVisible(shown)
        self._lists.setVisible(shown and bool(draft.withheld or draft.lists))
        gaps = [self._words.letter_field(name) for name in draft.blanks] if draft else []
        said = t("Left blank in the letter: {fields}.", fields=", ".join(gaps)) if gaps else note
        self._warned.setVisible(bool(said))
        self._warning.setText(said)
        self._cure.setVisible(bool(gaps))
        if draft is None:
            return
        if office:
            self._withheld.setText(
                t.plural(
                    "{n} thing is withheld in the copies", "{n} things are withheld in the copies",
                    draft.withheld,
                )
            )  # fmt: skip
            self._lists.setText(t("Go to the lists"))
        else:
            self._withheld.setText(
                t.plural(
                    "{n} thing withheld in this copy", "{n} things withheld in this copy",
                    draft.withheld,
                )
                if draft.withheld
                else t("Nothing is withheld in this copy")
            )  # fmt: skip
            self._lists.setText(t("Show in the office copy"))

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
