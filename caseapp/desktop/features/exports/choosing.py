"""What is to be written: which cases, for whom, in which form, and what is asked of it.

Knows no vault; every change is told as a whole choice.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.named_to import SHORT
from caseapp.desktop.widgets import Label, SectionHeading, Segments
from caseapp.desktop.widgets.switch import Switch
from caseapp.domain.vocabulary import Audience
from caseapp.exchange.export.forms import FORMS, Form
from caseapp.i18n import N_, Translator

CHOSEN, ALL = "chosen", "all"
AUDIENCES = {**SHORT, Audience.OFFICE: N_("Our office")}
_ORDER = (
    Audience.PUBLIC, Audience.PRESS, Audience.PARTNERS, Audience.UNITED_NATIONS,
    Audience.HOST_STATE, Audience.DETAINING_STATE, Audience.OFFICE,
)  # fmt: skip
"""From the audience that is offered first, which may see least, to the one that sees all."""


@dataclass(frozen=True)
class Choice:
    """What somebody chose."""

    scope: str = ALL
    audience: Audience = Audience.PUBLIC
    form: Form = Form.XLSX
    photos: bool = True
    names: bool = False
    plain: bool = False


class _FormRow(QWidget):
    """A form with the sentence that says what it is for; a click on the sentence chooses too."""

    def __init__(self, form: Form, t: Translator) -> None:
        super().__init__()
        spec = FORMS[form]
        self.button = QRadioButton(t(spec.name))
        self.button.setAccessibleDescription(t(spec.told))
        self.button.setMinimumHeight(theme.SMALL_CONTROL)
        self._told = Label(t(spec.told), "caption", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(0)
        column.addWidget(self.button)
        inner = QVBoxLayout()
        inner.setContentsMargins(24, 0, 0, 0)
        inner.addWidget(self._told)
        column.addLayout(inner)

    def mouseReleaseEvent(self, _event: object) -> None:
        self.button.click()


class ChoicePanel(QWidget):
    """`changed()` when anything was chosen otherwise; `choice()` says what stands there."""

    changed = Signal()

    def __init__(self, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._t = t
        self.scope = Segments(
            [(CHOSEN, t("Selected")), (ALL, t("All cases"))], t("Which cases"), wrap=True
        )
        self.audiences = Segments(
            [(one.value, t(AUDIENCES[one])) for one in _ORDER], t("For whom"), wrap=True
        )
        self.forms: dict[Form, QRadioButton] = {}
        self._group = QButtonGroup(self)
        self._note = Label("", "caption", wrap=True)
        self._lay_out()
        self.scope.choose(ALL)
        self.audiences.choose(Audience.PUBLIC.value)
        self.forms[Form.XLSX].setChecked(True)
        self.scope.chosen.connect(self._tell)
        self.audiences.chosen.connect(self._tell)
        self._group.buttonToggled.connect(lambda _b, on: self._tell() if on else None)
        self._suit()

    def _lay_out(self) -> None:
        t = self._t
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.PAGE_MARGIN, 12, theme.PAGE_MARGIN, theme.PAGE_MARGIN)
        column.setSpacing(4)
        column.addWidget(SectionHeading(t("Which cases")))
        column.addWidget(self.scope)
        self._every = Label("", "second", wrap=True)
        column.addWidget(self._every)
        column.addSpacing(8)
        column.addWidget(SectionHeading(t("For whom")))
        column.addWidget(self.audiences)
        column.addWidget(self._note)
        column.addSpacing(8)
        column.addWidget(SectionHeading(t("As what")))
        for form in Form:
            row = _FormRow(form, t)
            self.forms[form] = row.button
            self._group.addButton(row.button)
            column.addWidget(row)
        self._asked = SectionHeading(t("With what"))
        column.addWidget(self._asked)
        self.photos = Switch(
            t("Photos and files"), t("Made small, without where and when they were taken;"
                                     " for the office as they are."),
            True, self._tell,
        )  # fmt: skip
        self.names = Switch(
            t("Names in the titles"), t("A phone shows titles on its locked screen."), False,
            self._tell,
        )  # fmt: skip
        self.plain = Switch(
            t("Leave formulas as they are"),
            t("Else cells that begin like one get an apostrophe."), False, self._tell,
        )  # fmt: skip
        for switch in (self.photos, self.names, self.plain):
            column.addWidget(switch)
        column.addStretch(1)

    # -- what stands there -------------------------------------------------------------------
    def choice(self) -> Choice:
        """What is chosen; what the form cannot do is not asked of it."""
        form = next(one for one, button in self.forms.items() if button.isChecked())
        audience = Audience(self.audiences.code())
        return Choice(
            scope=self.scope.code(),
            audience=audience,
            form=form,
            photos=self.photos.box.isChecked(),
            names=self.names.box.isChecked() and not self.names.isHidden(),
            plain=self.plain.box.isChecked() and not self.plain.isHidden(),
        )

    def set_counts(self, chosen: int, every: int) -> None:
        """How many cases each answer means; without selected ones there is one answer."""
        t = self._t
        self.scope.setHidden(not chosen)
        self._every.setHidden(bool(chosen))
        self._every.setText(t.plural("the only case", "all {n} cases", every) if every
                            else t("no cases"))  # fmt: skip
        self.scope.set_words(CHOSEN, t("Selected: {n}", n=chosen))
        self.scope.set_words(ALL, t("All: {n}", n=every))

    def choose_scope(self, scope: str) -> None:
        self.scope.choose(scope)
        self._suit()

    def focus_first(self) -> None:
        self.scope.setFocus()

    def _tell(self, *_args: object) -> None:
        self._suit()
        self.changed.emit()

    def _suit(self) -> None:
        """What can be asked of this form, and what the audience means."""
        t, choice = self._t, self.choice()
        office = choice.audience is Audience.OFFICE
        self.photos.setHidden(not FORMS[choice.form].holds_photos)
        self.names.setHidden(choice.form is not Form.ICS or not office)
        self.plain.setHidden(choice.form not in (Form.CSV, Form.UWAZI))
        switches = (self.photos, self.names, self.plain)
        self._asked.setHidden(all(switch.isHidden() for switch in switches))
        self._note.setText(
            t("Everything, also what nobody else may see.") if office
            else t("Only what the rules and the consents on record let them see.")
        )  # fmt: skip
        whole = choice.form is Form.ICS
        self.scope.setEnabled(not whole)
