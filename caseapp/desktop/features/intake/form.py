"""The fields of an intake on one grid of twelve columns, from the name to what may be shown.

Says what was typed; keeping it is the view's. What is typed and not yet kept is never
overwritten. Knows fields and their texts, no record and no vault.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QSizePolicy, QWidget

from caseapp.desktop import theme
from caseapp.desktop.features.intake.answers import AnswerField
from caseapp.desktop.features.intake.section_head import SectionHead
from caseapp.desktop.features.intake.words import TOLD_BESIDE, IntakeWords
from caseapp.desktop.widgets import Field, Line, Segments
from caseapp.domain.vocabulary import CaseKind, ConsentAnswer, Sex
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.intake.visit_typing import GROUPS, LABELS, OF_PERSON, Slot, read_size

_COLUMNS = 12
_NARROW = 620
"""Logical pixels; below them two fields stand side by side, not three or four."""

AnyField = Field | AnswerField


@dataclass(frozen=True, slots=True)
class Ask:
    """One field: how many of the twelve columns it takes where there is room, and where not."""

    slot: Slot
    label: str
    wide: int
    narrow: int
    placeholder: str = ""


SECTIONS: tuple[tuple[str, tuple[Ask, ...]], ...] = (
    (
        N_("Who is missing"),
        (
            Ask(Slot.NAME, N_("Name, as the family writes it"), 4, 6),
            Ask(Slot.CHINESE, N_("In Chinese, if known"), 4, 6),
            Ask(Slot.SEX, N_("Sex"), 4, 6),
            Ask(Slot.SIZE, N_("How many people"), 4, 6, N_("22, 20-25 or 20+")),
            Ask(Slot.BIRTH, N_("Born"), 4, 6),
            Ask(Slot.HOME, N_("From"), 4, 6, N_("county, village")),
            Ask(Slot.DOCUMENT, N_("Document no."), 4, 6),
        ),
    ),
    (
        N_("What happened"),
        (
            Ask(Slot.NOW, N_("Now"), 4, 6),
            Ask(Slot.SINCE, N_("Since when"), 4, 6),
            Ask(Slot.WHERE, N_("Where"), 4, 6),
            Ask(Slot.REASON_GIVEN, N_("Reason given"), 4, 6),
            Ask(Slot.REASON_BELIEVED, N_("Reason the family believes"), 8, 12),
        ),
    ),
    (
        N_("Who is telling"),
        (
            Ask(Slot.TELLER, N_("Name"), 4, 6),
            Ask(Slot.RELATION, N_("Relation"), 2, 6),
            Ask(Slot.PHONE, N_("Phone"), 3, 6),
            Ask(Slot.HOW_KNOWN, N_("How this is known"), 3, 6),
        ),
    ),
    (N_("What may be shown"), tuple(Ask(slot, LABELS[slot], 3, 6) for slot in GROUPS)),
)

_HIDDEN = {
    CaseKind.PERSON: {Slot.SIZE},
    CaseKind.UNNAMED: {Slot.CHINESE, Slot.SIZE},
    CaseKind.GROUP: {Slot.CHINESE, Slot.SEX, Slot.BIRTH, Slot.DOCUMENT},
}
_DESCRIBED = Ask(Slot.NAME, N_("Description instead of a name"), 8, 12)


class IntakeForm(QWidget):
    """`committed(slot, text)` when a field was left with another value, `edited()` while typing."""

    committed = Signal(object, str)
    edited = Signal()

    def __init__(self, words: IntakeWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._t = words, words.t
        self._kind = CaseKind.PERSON
        self._narrow: bool | None = None
        self._demanding = self._read_only = False
        self._fields: dict[Slot, AnyField] = {}
        self.heads = [SectionHead(self._t(title)) for title, _asks in SECTIONS]
        self.kinds = self._make_kinds()
        self._lines = [Line(parent=self) for _section in SECTIONS[1:]]
        for _title, asks in SECTIONS:
            for ask in asks:
                self._fields[ask.slot] = self._make(ask)
        self._described = self._make(_DESCRIBED)
        self._described.setObjectName("description")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.COLUMN_MARGIN)
        self._grid.setVerticalSpacing(theme.GRID)
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, 1)
        self._lay_out(False)

    # -- building ----------------------------------------------------------------------------
    def _make_kinds(self) -> Segments:
        t = self._t
        kinds = Segments(
            [(CaseKind.PERSON.value, t("A person")), (CaseKind.UNNAMED.value, t("Unnamed")),
             (CaseKind.GROUP.value, t("A group"))],
            t("The case is about"),
        )  # fmt: skip
        kinds.choose(CaseKind.PERSON.value)
        kinds.chosen.connect(self._chose_kind)
        self.add_to_head(0, kinds)
        return kinds

    def add_to_head(self, section: int, widget: QWidget) -> None:
        """Put something at the end of a section's heading."""
        self.heads[section].add(widget)

    def _make(self, ask: Ask) -> AnyField:
        field = self._make_answers(ask) if ask.slot in (Slot.SEX, *GROUPS) else self._make_line(ask)
        field.setObjectName(ask.slot.value)
        field.committed.connect(lambda text, slot=ask.slot: self._commit(slot, text))
        field.edited.connect(lambda _text, slot=ask.slot: self._typed(slot))
        return field

    def _make_answers(self, ask: Ask) -> AnswerField:
        t = self._t
        if ask.slot is Slot.SEX:
            choices = [(Sex.FEMALE.value, t("Woman")), (Sex.MALE.value, t("Man")),
                       (Sex.UNKNOWN.value, t("Not known"))]  # fmt: skip
            return AnswerField(t(ask.label), choices, start=Sex.UNKNOWN.value, parent=self)
        choices = [(ConsentAnswer.ALLOW.value, t("Yes")), (ConsentAnswer.ASK.value, t("Ask")),
                   (ConsentAnswer.WITHHOLD.value, t("No"))]  # fmt: skip
        return AnswerField(t(ask.label), choices, parent=self)

    def _make_line(self, ask: Ask) -> Field:
        words = self._words
        choices: dict[Slot, Callable[[], list[tuple[str, str]]]] = {
            Slot.NOW: words.now_choices,
            Slot.RELATION: words.relation_choices,
            Slot.HOW_KNOWN: words.how_choices,
        }
        make = choices.get(ask.slot)
        field = Field(
            self._t(ask.label), kind="choice" if make else "line", choices=make() if make else (),
            placeholder=self._t(ask.placeholder), parent=self,
        )  # fmt: skip
        field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if isinstance(field.editor, QComboBox):
            field.editor.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        return field

    def _lay_out(self, narrow: bool) -> None:
        self._narrow = narrow
        grid, row = self._grid, 0
        for widget in (*self.heads, *self._lines, *self._fields.values(), self._described):
            grid.removeWidget(widget)
        described = self._kind is not CaseKind.PERSON
        self._described.setVisible(described)
        for number, (_title, asks) in enumerate(SECTIONS):
            grid.addWidget(self.heads[number], row, 0, 1, _COLUMNS)
            row, column = row + 1, 0
            for ask in asks:
                field = self._fields[ask.slot]
                shown = ask.slot not in _HIDDEN[self._kind]
                if ask.slot is Slot.NAME and described:
                    field.hide()
                    field, ask = self._described, _DESCRIBED
                else:
                    field.setVisible(shown)
                if not shown:
                    continue
                span = ask.narrow if narrow else ask.wide
                if column + span > _COLUMNS:
                    row, column = row + 1, 0
                grid.addWidget(field, row, column, 1, span)
                column += span
            row += 1
            if number < len(self._lines):
                grid.addWidget(self._lines[number], row, 0, 1, _COLUMNS)
                row += 1
        for index in range(grid.rowCount()):
            grid.setRowStretch(index, 0)
        grid.setRowStretch(row, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW
        if narrow != self._narrow:
            self._lay_out(narrow)

    def tab_stops(self) -> list[QWidget]:
        """What Tab reaches, in the order in which it is read."""
        stops: list[QWidget] = list(self.heads[0].findChildren(QWidget))
        for number, (_title, asks) in enumerate(SECTIONS):
            stops += self.heads[number].findChildren(QWidget) if number else []
            for ask in asks:
                fields: list[AnyField] = [self._fields[ask.slot]]
                if ask.slot is Slot.NAME:
                    fields.append(self._described)
                for field in fields:
                    inner = isinstance(field, AnswerField)
                    stops += field.tab_stops() if inner else [field.editor]
        return [w for w in stops if w.focusPolicy() & Qt.FocusPolicy.ClickFocus]

    # -- values ------------------------------------------------------------------------------
    def field(self, slot: Slot) -> AnyField:
        """The field of a slot; of the name, the one that is asked now."""
        if slot is Slot.NAME and self._kind is not CaseKind.PERSON:
            return self._described
        return self._fields[slot]

    def text(self, slot: Slot) -> str:
        """What stands in a field now, also what is not kept yet; "" where it is not asked."""
        if slot is Slot.KIND:
            return self._kind.value
        return "" if slot in _HIDDEN[self._kind] else self.field(slot).text()

    def show_values(self, values: Mapping[Slot, str], *, own: bool = True) -> None:
        """Fill in an intake; what is being typed stays. Not `own`: its person is only read."""
        self._read_only = not own
        self._set_kind(CaseKind(values.get(Slot.KIND) or CaseKind.PERSON))
        self.kinds.setEnabled(own)
        for slot, field in (*self._fields.items(), (Slot.NAME, self._described)):
            fallback = Sex.UNKNOWN.value if slot is Slot.SEX else ""
            field.set_value(values.get(slot) or fallback)
            field.set_read_only(not own and slot in OF_PERSON)
            self._read(slot)

    def clear(self) -> None:
        """A new intake: nothing of the former one stays, also what was refused."""
        self._demanding = False
        for field in (*self._fields.values(), self._described):
            field.restore()
        self.show_values({})

    def commit(self) -> None:
        """Keep what stands typed, as leaving each field would."""
        for slot in self._fields:
            self.field(slot).commit()

    def refused(self) -> str:
        """The label of a field that holds what cannot be kept, "" if none does."""
        for slot, field in self._fields.items():
            if isinstance(field, Field) and field.is_rejected:
                return self._t(LABELS[slot])
        return ""

    def demand(self, lacking: tuple[Slot, ...]) -> None:
        """Say beside each field without which there is no slip that it is needed."""
        self._demanding = True
        for slot in lacking:
            self.field(slot).say(self._words.needed(), "error")
        if lacking:
            self.field(lacking[0]).setFocus(Qt.FocusReason.OtherFocusReason)

    def still_demanded(self, lacking: tuple[Slot, ...]) -> None:
        """After a change: what was asked for and is still lacking stays marked."""
        if self._demanding:
            for slot in lacking:
                self.field(slot).say(self._words.needed(), "error")

    # -- typing ------------------------------------------------------------------------------
    def _commit(self, slot: Slot, text: str) -> None:
        if slot is Slot.SIZE:
            try:
                read_size(text)
            except UserError as error:
                field = self._fields[slot]
                assert isinstance(field, Field)
                field.reject(self._t.error(error))
                return
        self._read(slot)
        self.committed.emit(slot, text)

    def _typed(self, slot: Slot) -> None:
        self._read(slot)
        self.edited.emit()

    def _read(self, slot: Slot) -> None:
        """Say beneath how what stands in the field is understood."""
        field = self.field(slot)
        if isinstance(field, Field) and not field.is_rejected:
            beside = {other: self.text(other) for other in TOLD_BESIDE}
            field.say(*self._words.reading(slot, field.text(), beside))
        if slot in TOLD_BESIDE:
            self._read(Slot.DOCUMENT)

    def _chose_kind(self, code: str) -> None:
        said = self.field(Slot.NAME).text()
        self.field(Slot.NAME).commit()
        self._set_kind(CaseKind(code))
        field = self.field(Slot.NAME)
        field.set_value(said)
        self.committed.emit(Slot.KIND, code)

    def _set_kind(self, kind: CaseKind) -> None:
        self.kinds.choose(kind.value)
        if kind is not self._kind:
            self._kind = kind
            self._lay_out(bool(self._narrow))
