"""The panel that shows, item by item, what an audience would see of a case, and what not.

Loads by itself: give it a vault and tell it which case. Knows no consent form and no page.
"""

from __future__ import annotations

from datetime import date
from itertools import groupby
from uuid import UUID

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import icons, theme
from caseapp.desktop.context import Context
from caseapp.desktop.forms.words import RecordWords
from caseapp.desktop.named_to import SHORT, ground_words
from caseapp.desktop.seen_by.seeing import Part, Seen, SeenItem, see_case
from caseapp.desktop.widgets import Label, Line, Mark, SectionHeading
from caseapp.desktop.widgets.editors import ChoiceEditor
from caseapp.desktop.widgets.scrolling import scroll_area, show_in
from caseapp.disclosure.gate import WithheldItem
from caseapp.domain.vocabulary import Audience
from caseapp.dossier.languages import printed
from caseapp.i18n import N_
from caseapp.store.casefile import load_case_file
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

PARTS = {
    Part.NAME: N_("Name"),
    Part.PHOTO: N_("Photo"),
    Part.STATUS: N_("Status"),
    Part.PARTICULARS: N_("Particulars"),
    Part.STATEMENTS: N_("What happened"),
    Part.FAMILY: N_("Family"),
    Part.TOLD_BY: N_("Petitioner"),
    Part.SOURCES: N_("Sources"),
    Part.ANSWERS: N_("Earlier appeals"),
}
_LONGEST = 400
_SIDE, _CHOICE = 128, 184
_TOP = Qt.AlignmentFlag.AlignTop


class SeenByPanel(QWidget):
    """`look_at(case, audience)` shows a case; the audience can be changed here."""

    def __init__(self, context: Context, vault: Vault, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._vault = context, vault
        self._t, self._words = context.t, RecordWords(context.t)
        self._case: UUID | None = None
        self._seen: Seen | None = None
        t = self._t
        self.audiences = ChoiceEditor([(a.value, t(SHORT[a])) for a in SHORT])
        self.audiences.setAccessibleName(t("Who would see it"))
        self.audiences.setMinimumWidth(_CHOICE)
        self.audiences.set_value(Audience.DETAINING_STATE.value)
        self.audiences.activated.connect(lambda _index: self.look_again())
        self._title = Label(t("What would they see?"), "lead")
        self._note = Label(
            t("As a copy printed today would say it, and what it would leave out."), "second",
            wrap=True,
        )  # fmt: skip
        self._area = scroll_area(name=t("What would they see?"), focus=True)
        self.setFocusProxy(self.audiences)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._title)
        head.addWidget(self.audiences)
        head.addStretch(1)
        self.head = head
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addLayout(head)
        column.addWidget(self._note)
        column.addWidget(Line())
        column.addWidget(self._area, 1)

    # -- looking -----------------------------------------------------------------------------
    @property
    def seen(self) -> Seen | None:
        """What is shown; None before it was worked out."""
        return self._seen

    def look_at(self, case_id: UUID, audience: Audience | None = None) -> None:
        """Show what would be seen of a case; without an audience by the one shown last."""
        self._case = case_id
        if audience in SHORT:
            assert audience is not None
            self.audiences.set_value(audience.value)
        self.look_again()

    def look_again(self) -> None:
        """Work it out anew: something was changed."""
        case_id, vault = self._case, self._vault
        if case_id is None:
            return
        audience = Audience(self.audiences.value())
        language = printed(self._t.language)

        def look(_progress: Progress) -> Seen:
            file = vault.read(lambda session: load_case_file(session, [case_id]))
            return see_case(
                file, case_id, audience, language=language, today=date.today(),
                read_image=vault.read_attachment,
            )  # fmt: skip

        self._context.jobs.run(look, self._show, owner=self, latest="seen-by")

    # -- showing -----------------------------------------------------------------------------
    def _show(self, seen: Seen) -> None:
        self._seen = seen
        t = self._t
        content = QWidget()
        column = QVBoxLayout(content)
        margins = (0, 0, theme.GRID, 0)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            margins = (theme.GRID, 0, 0, 0)
        column.setContentsMargins(*margins)
        column.setSpacing(theme.GRID)
        if seen.left_out is not None:
            column.addWidget(self._left_out(seen))
        elif seen.shown:
            column.addWidget(SectionHeading(t("Shown"), str(len(seen.shown))))
            for part, items in groupby(seen.shown, key=lambda item: item.part):
                column.addWidget(self._part(part, list(items)))
        column.addSpacing(theme.GRID)
        column.addWidget(Line())
        column.addWidget(SectionHeading(t("Withheld"), str(len(seen.withheld))))
        if not seen.withheld:
            column.addWidget(Label(t("Nothing is withheld."), "second", wrap=True))
        for item in seen.withheld:
            column.addWidget(self._withheld(item))
        column.addStretch(1)
        show_in(self._area, content)
        content.show()

    def _left_out(self, seen: Seen) -> QWidget:
        t = self._t
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 4, 0, 4)
        line.addWidget(Mark("ban", "danger", icons.MEDIUM), alignment=_TOP)
        assert seen.left_out is not None
        said = t("Nothing at all: the person is left out of such a copy.")
        line.addWidget(Label(f"{said} {ground_words(t, seen.left_out)}", wrap=True), 1)
        return holder

    def _part(self, part: Part, items: list[SeenItem]) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.GRID)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(2, 1)
        head = Label(self._t(PARTS[part]), "strong", wrap=True)
        head.setFixedWidth(_SIDE)
        grid.addWidget(head, 0, 0, alignment=_TOP)
        for row, item in enumerate(items):
            grid.addWidget(Mark("check", "ok", icons.SMALL), row, 1, alignment=_TOP)
            words = f"{item.label}: {item.words}" if item.label else item.words
            grid.addWidget(Label(_short(words), wrap=True), row, 2)
        return holder

    def _withheld(self, item: WithheldItem) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.GRID)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(2, 1)
        head = Label(self._words.word(item.info_class), "strong", wrap=True)
        head.setFixedWidth(_SIDE)
        grid.addWidget(head, 0, 0, alignment=_TOP)
        grid.addWidget(Mark("ban", "ink2", icons.SMALL), 0, 1, alignment=_TOP)
        grid.addWidget(Label(_short(item.what), wrap=True), 0, 2)
        grid.addWidget(Label(ground_words(self._t, item.ground), "caption", wrap=True), 1, 2)
        return holder

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange and self._seen is not None:
            self._show(self._seen)


def _short(words: str) -> str:
    line = " ".join(words[: 2 * _LONGEST].split())
    return line if len(line) <= _LONGEST else line[:_LONGEST] + "…"
