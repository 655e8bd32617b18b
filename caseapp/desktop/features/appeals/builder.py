"""How the parts of an appeal's page are laid out: three columns, or one at a time.

In a narrow window the steps are tabs. "Print" puts two copies beside each other. Knows the
widgets and their places, nothing of what is in them.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.context import Context
from caseapp.desktop.features.appeals.addressees import AddresseesSection
from caseapp.desktop.features.appeals.check import CheckSection
from caseapp.desktop.features.appeals.copies_bar import CopiesBar
from caseapp.desktop.features.appeals.copy_settings import CopySettings
from caseapp.desktop.features.appeals.differing import DifferencesPanel
from caseapp.desktop.features.appeals.middle import MiddlePane
from caseapp.desktop.features.appeals.paper import PaperPane
from caseapp.desktop.features.appeals.particulars import Particulars
from caseapp.desktop.features.appeals.persons import Find, PersonsSection
from caseapp.desktop.features.appeals.ways import WaysSection
from caseapp.desktop.features.appeals.words import AppealWords
from caseapp.desktop.letters.editor import LetterEditor
from caseapp.desktop.widgets import Chip, EmptyState, Label, Line
from caseapp.desktop.widgets.frames import NO_BOUND
from caseapp.desktop.widgets.scrolling import scroll_area
from caseapp.desktop.widgets.steps import StepsBar
from caseapp.desktop.widgets.tab_order import chain
from caseapp.dossier.preflight import Finding

SIDE_WIDTH, PAPER_WIDTH = 304, 368
_LEAST_TITLE = 120


class Builder(QWidget):
    """`step_chosen(code)` when another part comes to the front."""

    step_chosen = Signal(str)

    def __init__(
        self, context: Context, words: AppealWords, find: Find,
        subject: Callable[[Finding], str], paper: PaperPane, beside: PaperPane, view: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(view)
        self._t = words.t
        self._compact = False
        self._step = "letter"
        self.persons = PersonsSection(words, context.jobs, find)
        self.addressees = AddresseesSection(words)
        self.letter = LetterEditor(words.t)
        self.check = CheckSection(words.t, subject)
        self.settings = CopySettings(words)
        self.particulars = Particulars(words)
        self.ways = WaysSection(words)
        self.paper, self.beside = paper, beside
        self.middle = MiddlePane(
            words.t, self.letter, self.check, self.settings, self.particulars, self.ways
        )
        self.steps = StepsBar(words.t("Parts of the appeal"))
        self._lay_out()
        whole = QVBoxLayout(view)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self)
        self.steps.chosen.connect(self.go_to)
        self.middle.page_chosen.connect(self._page_chosen)
        self._arrange()

    # -- building ----------------------------------------------------------------------------
    def _lay_out(self) -> None:
        t = self._t
        self._title = Label("", "title", elide=True)
        self._title.setMinimumWidth(_LEAST_TITLE)
        self._state = Chip("", "", "quiet")
        self.copies = CopiesBar(t)
        self.differences = DifferencesPanel(t)
        self.differences.hide()
        self._top = QHBoxLayout()
        self._top.setSpacing(12)
        self._top.addWidget(self._title)
        self._top.addWidget(self._state)
        self._top.addStretch(1)
        self._head = QHBoxLayout()
        self._head.setContentsMargins(theme.COLUMN_MARGIN, 8, theme.COLUMN_MARGIN, 8)
        self._head.setSpacing(12)
        self._head.addLayout(self._top, 1)
        self._head.addWidget(self.steps)
        self._below = QHBoxLayout()
        self._below.setContentsMargins(theme.GRID, 0, theme.GRID, 4)
        self._between = Line()
        self._side = _scrolling(self.persons, self._between, self.addressees)
        self._lines = (Line("v"), Line("v"), Line("v"))
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        for widget, stretch in (
            (self._side, 0), (self._lines[0], 0), (self.middle, 5), (self._lines[1], 0),
            (self.paper, 4), (self._lines[2], 0), (self.beside, 4),
        ):  # fmt: skip
            body.addWidget(widget, stretch)
        self._content = QWidget()
        self._content.setLayout(body)
        self._all = self.copies
        self._gone = EmptyState("mail-x", t("This appeal is in the trash"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head)
        column.addLayout(self._below)
        column.addWidget(Line())
        column.addWidget(self._content, 1)
        column.addWidget(self.differences)
        column.addWidget(self._all)
        column.addWidget(self._gone, 1)
        self._gone.hide()

    # -- what is in front ----------------------------------------------------------------------
    def show_there(self, *, there: bool) -> None:
        """The appeal is there, or lies in the trash."""
        self._content.setVisible(there)
        self._gone.setVisible(not there)
        self.steps.setVisible(there)
        self._state.setVisible(there)
        if not there:
            self._title.setText("")
            self._all.hide()

    def show_title(self, title: str, state: str, mark: tuple[str, str]) -> None:
        """What the appeal is called and where it stands."""
        self._title.setText(title)
        self._state.set(state, *mark)
        self._share_head()

    def set_compact(self, compact: bool) -> None:
        """One part at a time; the steps choose it."""
        if compact != self._compact:
            self._compact = compact
            self._head.removeWidget(self.steps)
            self._below.removeWidget(self.steps)
            (self._below if compact else self._head).addWidget(self.steps)
            if not compact and self._step in ("persons", "addressees"):
                self._step = "letter"
        self.steps.set_tight(compact)
        self._share_head()
        for pane in (self.paper, self.beside):
            pane.set_compact(compact)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_head()

    def _share_head(self) -> None:
        """The title is read whole before a step says more than its name."""
        before = self._title.sizeHint().width() + self._state.sizeHint().width()
        gaps = 2 * theme.COLUMN_MARGIN + 3 * self._head.spacing()
        self.steps.set_room(None if self._compact else self.width() - before - gaps)

    @property
    def is_compact(self) -> bool:
        """Whether one part is shown at a time."""
        return self._compact

    @property
    def step(self) -> str:
        """The part that is in front."""
        return self._step

    def go_to(self, step: str) -> None:
        """Bring a part to the front, and the keyboard into it."""
        self._step = step
        if step in ("letter", "copy", "particulars", "ways", "check"):
            self.middle.show_page("letter" if step == "check" else step)
        self._arrange()
        self.step_chosen.emit(step)
        self._focus(step)

    def chain(self) -> None:
        """Tab goes through the page as it is read; called after parts were made anew."""
        chain((self.steps, self._side, self.middle, self.paper, self.beside,
               self.differences, self._all))  # fmt: skip

    def record_reply(self) -> None:
        """To the copies on their way, into a new reply."""
        self.go_to("ways")
        self.ways.record_reply()

    def focus_first(self) -> None:
        """Where work starts."""
        if self._content.isHidden():
            self.setFocus()
        elif self._compact:
            self._focus(self._step)
        else:
            self._focus("addressees" if self.persons.has_any() else "persons")

    def _focus(self, step: str) -> None:
        other = Qt.FocusReason.OtherFocusReason
        if step == "persons":
            (self.persons.rows if self.persons.has_any() else self.persons.add_button).setFocus(
                other
            )
        elif step == "addressees":
            adding = self.addressees.rows.isHidden()
            (self.addressees.add_button if adding else self.addressees.rows).setFocus(other)
        elif step == "letter":
            self.letter.focus_first()
        elif step == "check":
            self.check.next_finding()
        elif step == "print":
            self.paper.pdf.setFocus(other)
        elif step == "copy":
            self.settings.go_to("")
        elif step == "particulars":
            self.particulars.fields["title"].setFocus(other)
        else:
            self.ways.focus_first()

    def _page_chosen(self, code: str) -> None:
        self._step = code
        self._arrange()
        self.step_chosen.emit(code)

    def _arrange(self) -> None:
        """Side by side where there is room, else the part that was asked for.

        What became of a copy needs no draft of the next one: its forms have the room.
        """
        compact, step = self._compact, self._step
        printing = step == "print"
        lists = step in ("persons", "addressees")
        shown = {
            self._side: lists if compact else not printing,
            self.persons: not compact or step == "persons",
            self.addressees: not compact or step == "addressees",
            self._between: not compact,
            self.middle: not (lists or printing) if compact else not printing,
            self.paper: printing or (not compact and step != "ways"),
            self.beside: printing and not compact,
            self._lines[0]: not printing and not compact,
            self._lines[1]: not printing and not compact and step != "ways",
            self._lines[2]: printing and not compact,
            self._all: printing and not compact and not self._content.isHidden(),
        }
        # What goes first makes room: the window must not grow for a moment.
        for widget in sorted(shown, key=lambda one: shown[one]):
            widget.setVisible(shown[widget])
        if not shown[self._all]:
            self.differences.hide()
            for pane in (self.paper, self.beside):
                pane.set_comparing(comparing=False)
        self.middle.show_halves(
            letter=not compact or step != "check", check=not compact or step == "check"
        )
        self._side.setMinimumWidth(0 if compact else SIDE_WIDTH)
        self._side.setMaximumWidth(NO_BOUND if compact else SIDE_WIDTH)
        narrow = not compact and not printing
        self.paper.setMinimumWidth(PAPER_WIDTH if narrow else 0)
        self.paper.setMaximumWidth(PAPER_WIDTH + 120 if narrow else NO_BOUND)
        marked = {"particulars": "letter", "copy": "addressees"}
        self.steps.mark(marked.get(step, step))


def _scrolling(first: QWidget, line: Line, second: QWidget) -> QScrollArea:
    """Sections beneath each other; the first takes the room that is left."""
    content = QWidget()
    column = QVBoxLayout(content)
    column.setContentsMargins(theme.COLUMN_MARGIN, 4, theme.COLUMN_MARGIN, 12)
    column.setSpacing(8)
    column.addWidget(first, 1)
    column.addWidget(line)
    column.addWidget(second)
    return scroll_area(content)
