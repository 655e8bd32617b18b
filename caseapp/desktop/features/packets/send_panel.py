"""Making a packet: what leaves, to whom, in counts before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.features.packets.deeds import Leaving
from caseapp.desktop.sizes import size_words
from caseapp.desktop.widgets import (
    FlowLayout,
    Label,
    PrimaryButton,
    SectionHeading,
    Segments,
    Surface,
    Switch,
)
from caseapp.exchange.packets.choosing import Scope
from caseapp.exchange.packets.stations import is_confirmed
from caseapp.i18n import Translator
from caseapp.store.records import PartnerStation

WHOLE, CASES = "whole", "cases"


class SendPanel(QWidget):
    """`changed()` when something else would leave, `make_asked()`."""

    changed = Signal()
    make_asked = Signal()

    def __init__(self, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._t = t
        self._cases: tuple[UUID, ...] = ()
        self._stations: dict[UUID, tuple[PartnerStation, QCheckBox]] = {}
        self.what = Segments(
            [(WHOLE, t("The whole vault")), (CASES, t("Marked cases"))], t("What leaves")
        )
        self.what.choose(WHOLE)
        self.what.chosen.connect(lambda _code: self._change())
        self._which = Label("", "second", wrap=True)
        self.contacts = Switch(
            t("Without contacts"),
            t("No relative, no telephone, no testimony: nothing by which somebody who tells"
              " could be known."), False, lambda _on: self._change(),
        )  # fmt: skip
        self.restricted = Switch(
            t("With restricted notes"), t("They stay here unless this is ticked."), False,
            lambda _on: self._change(),
        )  # fmt: skip
        self._to = QWidget()
        self._to_row = FlowLayout(self._to, theme.GRID)
        self._to_row.setContentsMargins(0, 0, 0, 0)
        self._nobody = Label(
            t("Add the card of another laptop below and compare its words first."), "muted",
            wrap=True,
        )  # fmt: skip
        self._counts = Label("", "strong", wrap=True)
        self._held = Label("", "second", wrap=True)
        self._error = Label("", "error", wrap=True)
        self.make = PrimaryButton(
            t("Make the packet…"), icon="package", on_click=self.make_asked.emit
        )
        self._lay_out()
        self.show_leaving(None)

    def _lay_out(self) -> None:
        t = self._t
        panel = Surface("panel")
        column = QVBoxLayout(panel)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(theme.GRID)
        column.addWidget(Label(t("For"), "second"))
        for part in (self._to, self._nobody, self.what, self._which, self.contacts,
                     self.restricted, self._counts, self._held, self._error):  # fmt: skip
            column.addWidget(part)
        column.addWidget(self.make, 0, Qt.AlignmentFlag.AlignLeading)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.GRID)
        whole.addWidget(SectionHeading(t("Send")))
        whole.addWidget(panel)

    # -- what was chosen -----------------------------------------------------------------------
    def choose_cases(self, cases: Sequence[UUID]) -> None:
        """These cases were marked in the list of cases."""
        self._cases = tuple(cases)
        self.what.choose(CASES if cases else WHOLE)
        self._change()

    def scope(self) -> Scope:
        """What would leave."""
        whole = self.what.code() == WHOLE
        return Scope(
            cases=() if whole else self._cases, whole=whole,
            contacts=not self.contacts.box.isChecked(),
            restricted=self.restricted.box.isChecked(),
        )  # fmt: skip

    def stations(self) -> list[PartnerStation]:
        """Whom it would be for."""
        return [station for station, box in self._stations.values() if box.isChecked()]

    # -- showing -------------------------------------------------------------------------------
    def show_stations(self, known: Sequence[PartnerStation]) -> None:
        """Those that may get packets; who was ticked stays so, a single one is ticked."""
        ticked = {one for one, (_station, box) in self._stations.items() if box.isChecked()}
        for _station, box in self._stations.values():
            box.hide()
            self._to_row.removeWidget(box)
            box.deleteLater()
        self._stations = {}
        sure = [one for one in known if is_confirmed(one)]
        for station in sure:
            box = QCheckBox(station.name.replace("&", "&&"))
            box.setAccessibleName(station.name)
            box.setMinimumHeight(theme.SMALL_CONTROL)
            box.setChecked(station.id in ticked or len(sure) == 1)
            box.toggled.connect(lambda _on: self._change())
            self._to_row.addWidget(box)
            self._stations[station.id] = (station, box)
        self._to.setVisible(bool(sure))
        self._nobody.setHidden(bool(sure))
        self._change()

    def show_leaving(self, leaving: Leaving | None, error: str = "") -> None:
        """What would leave in counts, or why nothing can."""
        t = self._t
        said = ""
        if leaving is not None:
            said = t("Leaves: {what}.", what=leaving.counts)
            if leaving.preview.file_bytes:
                size = size_words(t, leaving.preview.file_bytes)
                said = f"{said} {t('Files: {size}.', size=size)}"
        self._counts.setText(said)
        self._held.setText("\n".join(leaving.held) if leaving is not None else "")
        self._error.setText(error)
        for label in (self._counts, self._held, self._error):
            label.setHidden(not label.text())
        self.make.setEnabled(leaving is not None)

    def _change(self) -> None:
        t, n = self._t, len(self._cases)
        cases = self.what.code() == CASES
        said = t.plural("{n} case and what belongs to it", "{n} cases and what belongs to them", n)
        hint = t("Mark cases in the list of cases, then choose “Send to another laptop”.")
        self._which.setText(said if n else hint)
        self._which.setVisible(cases)
        self.changed.emit()
