"""A list of names becomes cases: each piece of the passage a row to check, tick and send on.

Only what is ticked is recorded, and only what stands in the row. Who may be in the vault
already is offered beside the name; then the passage is added to that case instead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from caseapp.desktop import icons
from caseapp.desktop.documents.passage import Passage, characters_of
from caseapp.desktop.features.sources.words import SourceWords
from caseapp.desktop.widgets import (
    KeyHint,
    Label,
    Line,
    LinkButton,
    Mark,
    PrimaryButton,
    QuietButton,
)
from caseapp.desktop.widgets.editors import ChoiceEditor, LineEditor
from caseapp.desktop.widgets.scrolling import scroll_area
from caseapp.domain.name_list import NamedPerson, split_names
from caseapp.domain.vocabulary import Relation
from caseapp.intake.excerpts import ExcerptDraft, ListedPerson
from caseapp.matching.known_already import LikelyCase

NEW = "new"
_WAIT_MS = 250
_INDENT = 32
"""Where the fields of a piece begin: behind its tick."""
Matches = Mapping[tuple[str, str], Sequence[LikelyCase]]


@dataclass(frozen=True, slots=True)
class ListOfNames:
    """What was asked for: the people ticked, and whose relations they are.

    `head` is the place of one of them, None for nobody.
    """

    people: tuple[ListedPerson, ...]
    head: int | None


class NameRow(QWidget):
    """One piece of the list. `changed()` when it was ticked or edited."""

    changed = Signal()

    def __init__(self, words: SourceWords, person: NamedPerson) -> None:
        super().__init__()
        self._words, self.person, t = words, person, words.t
        self._matches: tuple[LikelyCase, ...] = ()
        self.tick = QCheckBox()
        self.tick.setAccessibleName(t("Open a case for {name}", name=person.name))
        self.tick.setChecked(person.likely)
        self.name = LineEditor()
        self.name.set_value(person.name)
        self.name.setAccessibleName(t("Name"))
        self.birth = LineEditor()
        self.birth.set_value(person.birth)
        self.birth.setPlaceholderText(t("born"))
        self.birth.setAccessibleName(t("Year of birth, if it is stated"))
        self.birth.setFixedWidth(72)
        relations = [(r.value, words.label(r)) for r in Relation]
        self.relation = ChoiceEditor([("", t("no relation stated")), *relations])
        self.relation.setAccessibleName(t("Relation to the head of the list"))
        self.case = ChoiceEditor([(NEW, t("A new case"))])
        self.case.setAccessibleName(t("Which case"))
        for editor in (self.relation, self.case):
            editor.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._found = QWidget()
        self._found_words = Label("", "warn", elide=True)
        self._found_why = Label("", "caption", elide=True)
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(self._found_words)
        said.addWidget(self._found_why)
        found = QHBoxLayout(self._found)
        found.setContentsMargins(0, 0, 0, 0)
        found.setSpacing(6)
        found.addSpacing(_INDENT)
        mark = Mark("user-round-search", "warn", icons.SMALL)
        found.addWidget(mark, alignment=Qt.AlignmentFlag.AlignTop)
        found.addLayout(said, 1)
        self._found.hide()
        self._lay_out()
        self.tick.toggled.connect(self._ticked)
        for editor in (self.name, self.birth):
            editor.edited.connect(lambda _text: self.changed.emit())
        self.case.activated.connect(lambda _index: self.changed.emit())

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(8)
        self.tick.setFixedWidth(_INDENT - first.spacing())
        first.addWidget(self.tick)
        first.addWidget(self.name, 1)
        first.addWidget(self.birth)
        self._second = QWidget()
        second = QHBoxLayout(self._second)
        second.setContentsMargins(0, 0, 0, 0)
        second.setSpacing(8)
        second.addSpacing(_INDENT)
        second.addWidget(self.relation, 1)
        second.addWidget(self.case, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 6)
        column.setSpacing(4)
        column.addLayout(first)
        column.addWidget(self._second)
        column.addWidget(self._found)
        self._ticked(self.tick.isChecked())

    def _ticked(self, on: bool) -> None:
        for widget in (self.name, self.birth):
            widget.setEnabled(on)
        self._second.setVisible(on)
        self.changed.emit()

    def key(self) -> tuple[str, str]:
        """What is looked for in the vault."""
        return " ".join(self.name.text().split()), self.birth.text().strip()

    def show_matches(self, matches: Sequence[LikelyCase]) -> None:
        """Offer cases that may be this person; one that is chosen stays chosen."""
        if tuple(matches) == self._matches:
            return
        self._matches = tuple(matches)
        chosen, t, words = self.case.value(), self._words.t, self._words
        self.case.clear()
        self.case.addItem(t("A new case"), NEW)
        rows = [match.row for match in matches]
        said = [f"{words.person(row)} · {words.apart(row)}" for row in rows]
        for row, case in zip(rows, said, strict=True):
            self.case.addItem(t("Add to {case}", case=case), row.id.hex)
        self.case.setCurrentIndex(max(0, self.case.findData(chosen)))
        best = "; ".join(said[:2])
        self._found_words.setText(t("May be here already: {case}", case=best) if matches else "")
        self._found_why.setText(words.why(matches[0]) if matches else "")
        self._found.setVisible(bool(matches))

    def has_relation_to(self, head: bool) -> None:
        """Whether this row is the head itself, who has no relation to himself."""
        self.relation.setEnabled(not head)

    def is_ticked(self) -> bool:
        return self.tick.isChecked() and bool(self.key()[0])

    def case_id(self) -> UUID | None:
        code = self.case.value()
        return None if code == NEW else UUID(hex=code)


class NamesSheet(QWidget):
    """`wanted(ListOfNames)`, `left()`; `names_asked([(name, birth)])` asks who is here
    already, which `show_matches` answers."""

    wanted = Signal(object)
    left = Signal()
    names_asked = Signal(object)

    def __init__(self, words: SourceWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, t = words, words.t
        self._draft: ExcerptDraft | None = None
        self._passage: Passage | None = None
        self._rows: list[NameRow] = []
        self._wait = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._wait.timeout.connect(self.ask)
        self.head = ChoiceEditor([("", t("No head of the family"))])
        self.head.setAccessibleName(t("To whom the others are related"))
        self.head.activated.connect(lambda _index: self._arrange())
        self._said = Label("", "caption", wrap=True)
        self._error = Label("", "error", wrap=True)
        self.button = PrimaryButton("", icon="list-plus", key="Ctrl+Return", on_click=self._send)
        self.leave_button = QuietButton(t("Cancel"), key="Esc", live=False, on_click=self.left.emit)
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        t = self._words.t
        head = QHBoxLayout()
        head.addWidget(Label(t("Open cases for these names"), "lead"))
        head.addStretch(1)
        ticks = QHBoxLayout()
        ticks.setSpacing(8)
        self.all = LinkButton(t("Tick all"), small=True, on_click=lambda: self._tick(True))
        self.none = LinkButton(t("Tick none"), small=True, on_click=lambda: self._tick(False))
        for link in (self.all, self.none):
            ticks.addWidget(link)
        ticks.addStretch(1)
        ticks.addWidget(KeyHint("Ctrl+Return", t("keeps it")))
        rows = QWidget()
        self._list = QVBoxLayout(rows)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        body = QWidget()
        inside = QVBoxLayout(body)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.setSpacing(8)
        inside.addWidget(self._said)
        inside.addWidget(self.head)
        inside.addLayout(ticks)
        inside.addWidget(Line())
        inside.addWidget(rows)
        inside.addStretch(1)
        area = scroll_area(body)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.button)
        foot.addWidget(self.leave_button)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(area, 1)
        column.addWidget(self._error)
        column.addLayout(foot)

    # -- beginning ---------------------------------------------------------------------------
    def start(self, passage: Passage, draft: ExcerptDraft) -> None:
        """Split the words of a passage; `draft` is the excerpt that it would be."""
        self._passage, self._draft = passage, draft
        for row in self._rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = []
        for person in split_names(passage.text):
            row = NameRow(self._words, person)
            row.changed.connect(self._changed)
            self._list.insertWidget(len(self._rows), row)
            self._rows.append(row)
        self._error.hide()
        self.head.set_value("")
        self.show()
        self._changed()
        self.ask()
        self._chain()
        if self._rows:
            self._rows[0].tick.setFocus(Qt.FocusReason.OtherFocusReason)

    def rows(self) -> list[NameRow]:
        return self._rows

    @property
    def waits(self) -> bool:
        return self._wait.isActive()

    def show_matches(self, matches: Matches) -> None:
        """Who may be in the vault already, by name and year of birth."""
        for row in self._rows:
            row.show_matches(matches.get(row.key(), ()))
        self._arrange()

    def tell(self, error: str) -> None:
        """Say why nothing was recorded."""
        self._error.setText(error)
        self._error.setHidden(not error)

    def ask(self) -> None:
        """Who of the rows is in the vault already; nothing is asked while the sheet is away."""
        if self.isHidden():
            return
        self.names_asked.emit([row.key() for row in self._rows if row.key()[0]])

    def _changed(self) -> None:
        self._wait.start()
        self._arrange()

    def _tick(self, on: bool) -> None:
        for row in self._rows:
            row.tick.setChecked(on)

    def _arrange(self) -> None:
        t, ticked = self._words.t, [row for row in self._rows if row.is_ticked()]
        found = t.plural("{n} piece was found in the passage.",
                         "{n} pieces were found in the passage.", len(self._rows))  # fmt: skip
        self._said.setText(f"{found} {t('Only what is ticked is recorded.')}")
        made = sum(row.case_id() is None for row in ticked)
        added = len(ticked) - made
        words = [t.plural("Open {n} case", "Open {n} cases", made)] if made else []
        words += [t.plural("add to {n} case", "add to {n} cases", added)] if added else []
        self.button.setText(", ".join(words) or t("Nothing is ticked"))
        self.button.setEnabled(bool(ticked))
        self._offer_heads(ticked)

    def _offer_heads(self, ticked: Sequence[NameRow]) -> None:
        chosen, t = self.head.value(), self._words.t
        wanted = [("", t("No head of the family"))]
        wanted += [
            (str(self._rows.index(row)), t("Related to {name}", name=row.key()[0]))
            for row in ticked
        ]
        now = [(self.head.itemData(i), self.head.itemText(i)) for i in range(self.head.count())]
        if wanted != now:
            self.head.clear()
            for code, words in wanted:
                self.head.addItem(words, code)
            self.head.setCurrentIndex(max(0, self.head.findData(chosen)))
        code = self.head.value()
        for index, row in enumerate(self._rows):
            row.relation.setVisible(bool(code))
            row.has_relation_to(code == str(index))

    def _chain(self) -> None:
        """Let Tab go through the rows as they are seen."""
        before: QWidget = self.none
        for row in self._rows:
            for stop in (row.tick, row.name, row.birth, row.relation, row.case):
                QWidget.setTabOrder(before, stop)
                before = stop
        for last in (self.button, self.leave_button):
            QWidget.setTabOrder(before, last)
            before = last

    # -- sending -----------------------------------------------------------------------------
    def _send(self) -> None:
        ticked = [row for row in self._rows if row.is_ticked()]
        if not ticked or self._draft is None:
            return
        code = self.head.value()
        head = next((i for i, row in enumerate(ticked) if str(self._rows.index(row)) == code),
                    None)  # fmt: skip
        people = []
        for index, row in enumerate(ticked):
            name, birth = row.key()
            related = row.relation.value() if head is not None and index != head else ""
            people.append(
                ListedPerson(
                    name, birth, self._excerpt(row.person), row.case_id(),
                    Relation(related) if related else None,
                )
            )  # fmt: skip
        self.wanted.emit(ListOfNames(tuple(people), head))

    def _excerpt(self, person: NamedPerson) -> ExcerptDraft:
        """The exact place of one name; of a page or a picture that of the whole passage."""
        assert self._draft is not None
        assert self._passage is not None
        draft, place = self._draft, characters_of(self._draft.locator)
        words = self._passage.text[person.start : person.end]
        locator = dict(draft.locator)
        if place is not None and draft.text == self._passage.text:
            start = place[0] + person.start
            locator = {**locator, "start": start, "end": start + (person.end - person.start)}
        return ExcerptDraft(words, locator, draft.place, draft.language)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
