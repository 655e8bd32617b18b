"""The page on which somebody is forgotten for good: first what goes and what stays elsewhere.

Opened with the kind and the id of a case, a contact or a file. Nothing happens until the number
or a name is typed; then nothing brings it back, so undo is not offered.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.context import Context
from caseapp.desktop.features.forgetting.words import ForgettingWords
from caseapp.desktop.forms.place import bring_into_view
from caseapp.desktop.jobs import Kind
from caseapp.desktop.shell.router import PlaceOf
from caseapp.desktop.shell.view import View
from caseapp.desktop.widgets import Label, LinkButton, SectionHeading, Surface, Switch
from caseapp.desktop.widgets.ask_line import AskLine
from caseapp.desktop.widgets.scrolling import ReadingColumn
from caseapp.desktop.work_line import WorkLine
from caseapp.disclosure.forgetting import Going, forget, going
from caseapp.errors import UserError
from caseapp.store.queries.actions import Subject
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

FIRST = 30
"""Places that are listed; the rest are counted."""
_WIDTH = 720
_LISTS = {"detainee": "cases", "contact": "contacts", "attachment": "sources"}
"""Where one goes on after a forgetting."""


class ForgettingView(View):
    """`place_of(kind, id, within)` says where a record is shown; `folder()` where backups go."""

    def __init__(
        self, context: Context, vault: Vault, place_of: PlaceOf, folder: Callable[[], Path | None]
    ) -> None:
        super().__init__(context)
        self._vault, self._place_of, self._folder = vault, place_of, folder
        self._words = ForgettingWords(self.t)
        self._what: Going | None = None
        self._asked: tuple[str, UUID] | None = None
        self._copies = True
        self._make_parts()
        self._lay_out()

    def _make_parts(self) -> None:
        t = self.t
        self._title = Label("", "title", wrap=True)
        self._said = Label("", "second", wrap=True)
        self._goes = Label("", wrap=True)
        self._body = QWidget()
        self.copies = Switch(
            "", t("Number, day, addressee and hash stay: that it was made can still be shown."),
            True, self._set_copies,
        )  # fmt: skip
        self.ask = AskLine(t, t("To forget, type the number or a name"), t("Forget for good"),
                           icon="trash")  # fmt: skip
        self.ask.wanted.connect(self.forget)
        self.ask.left.connect(self.context.router.back)
        self.work = WorkLine(t)
        self._error = Label("", "error", wrap=True)

    def _lay_out(self) -> None:
        t = self.t
        self._page = ReadingColumn(self, _WIDTH)
        column = self._page.column
        column.addWidget(self._title)
        column.addWidget(self._said)
        column.addWidget(self.work)
        inside = QVBoxLayout(self._body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.GRID)
        inside.addWidget(SectionHeading(t("What goes")))
        panel = Surface("panel")
        held = QVBoxLayout(panel)
        held.setContentsMargins(16, 12, 16, 12)
        held.addWidget(self._goes)
        held.addWidget(self.copies)
        inside.addWidget(panel)
        self._stays = self._section(inside, t("What stays elsewhere"))
        self._places = self._section(inside, t("Where others name the person"))
        inside.addSpacing(theme.GRID)
        inside.addWidget(self.ask)
        column.addWidget(self._body)
        column.addWidget(self._error)
        column.addStretch(1)

    def _section(self, column: QVBoxLayout, title: str) -> QVBoxLayout:
        column.addWidget(SectionHeading(title))
        holder = QWidget()
        lines = QVBoxLayout(holder)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        column.addWidget(holder)
        return lines

    # -- the shell ---------------------------------------------------------------------------
    def open(self, argument: object) -> None:
        if isinstance(argument, tuple):
            self._asked = argument
        self.reload()

    def set_compact(self, compact: bool) -> None:
        self._page.set_compact(compact)

    def focus_first(self) -> None:
        self.ask.setFocus(Qt.FocusReason.OtherFocusReason)

    def keys(self) -> Sequence[tuple[str, str]]:
        return [("Esc", self.t("Back"))]

    # -- showing -----------------------------------------------------------------------------
    def reload(self) -> None:
        """Look through the vault for the person; can be stopped."""
        self._tell("")
        self._body.hide()
        if self._asked is None:
            self._show(None)
            return
        kind, record_id = self._asked
        self._title.setText(self.t("Forget for good"))
        self._said.setText("")
        self._run(
            lambda progress: going(self._vault, kind, record_id, progress), self._show,
            Kind.READ, self.t("Looking for the person in all texts"),
        )  # fmt: skip

    def _show(self, what: Going | None) -> None:
        t, self._what = self.t, what
        self._body.setVisible(what is not None)
        if what is None:
            self._title.setText(t("Nothing to forget here"))
            self._said.setText(t("Open a case or a contact, and choose Forget for good there."))
            return
        words = self._words
        self._title.setText(t("Forget for good: {name}", name=words.title(what)))
        self._said.setText(t(
            "{what}, and what the history knows of it. There is no way back, also not out of the"
            " trash.", what=words.kind(what),
        ))  # fmt: skip
        self._goes.setText(words.goes(what))
        self.copies.setVisible(bool(what.copies))
        self.copies.set_words(words.copies(what))
        _fill(self._stays, [Label(one, wrap=True) for one in words.stays(what, self._folder())])
        _fill(self._places, list(self._place_lines(what)))
        self.ask.clear()
        self.focus_first()

    def _place_lines(self, what: Going) -> Sequence[QWidget]:
        t = self.t
        lines: list[QWidget] = []
        for place in what.places[:FIRST]:
            said = self._words.place(place)
            said = said if place.whole else t("{place} (one word of a name)", place=said)
            target = self._target(place.subject)
            if target is None:
                lines.append(Label(said, wrap=True))
            else:
                go = partial(self.context.router.go, *target)
                lines.append(LinkButton(said, icon="arrow-right", on_click=go))
        if len(what.places) > FIRST:
            more = len(what.places) - FIRST
            lines.append(Label(t.plural("{n} more", "{n} more", more), "caption"))
        if lines:
            told = t("These words are left as they are. Change them first, and what they said"
                     " before is forgotten too.")  # fmt: skip
            return [Label(told, "second", wrap=True), *lines]
        return [Label(t("Nowhere."), "second")]

    def _target(self, page: Subject | None) -> tuple[str, object] | None:
        return self._place_of(page.kind, page.id, page.within) if page is not None else None

    # -- deeds -------------------------------------------------------------------------------
    def forget(self, typed: str) -> None:
        """Do it, if what was typed names it."""
        what, copies = self._what, self._copies
        if what is None or self.work.job is not None:
            return
        if not what.is_meant(typed):
            self._tell(self.t("Type the number or a name exactly as it is shown."))
            self.focus_first()
            return
        self._tell("")
        self._run(
            lambda progress: forget(self._vault, what, typed, copies=copies, progress=progress),
            self._done, Kind.WRITE, self.t("Forgetting for good"),
        )  # fmt: skip

    def _done(self, changes: ChangeSet) -> None:
        what, self._what, self._asked = self._what, None, None
        self.context.changes.announce(changes)
        self.context.notices.show(
            self.t("Forgotten for good."),
            self.t("Backups, packets, exports and paper were not touched."), tone="ok",
        )  # fmt: skip
        self.context.router.clear()  # the way back would lead to pages that are gone
        self.context.router.go(_LISTS[what.kind] if what is not None else "cases")

    def _run(
        self, work: Callable[[Progress], object], then: Callable[..., None], kind: Kind, title: str
    ) -> None:
        jobs = self.context.jobs
        job = jobs.run(
            work, then, self._refused, kind=kind, title=title, cancellable=True, owner=self,
            on_end=lambda: self.work.watch(None),
        )  # fmt: skip
        if job in jobs.running:  # else it has ended already
            self.work.watch(job)

    def _refused(self, error: UserError) -> None:
        self._tell(self.t.error(error))

    def _tell(self, said: str) -> None:
        self._error.setText(said)
        self._error.setVisible(bool(said))
        if said:
            bring_into_view(self._error)

    def _set_copies(self, taken: bool) -> None:
        self._copies = taken


def _fill(lines: QVBoxLayout, widgets: Sequence[QWidget]) -> None:
    """These instead of what stands there."""
    while (item := lines.takeAt(0)) is not None:
        old = item.widget()
        if old is not None:
            old.deleteLater()
    for widget in widgets:
        link = isinstance(widget, LinkButton)
        lines.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft if link else Qt.AlignmentFlag(0))
