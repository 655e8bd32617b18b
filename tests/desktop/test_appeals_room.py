"""The builder of appeals where there is little room: what gives way, and what stays whole."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from caseapp.desktop.features.appeals.check import FindingRow
from caseapp.desktop.widgets import Label, Segments
from caseapp.desktop.widgets.steps import Step, StepsBar
from caseapp.dossier.preflight_findings import Deed, Finding, Rule
from caseapp.i18n import translator

Show = Callable[[QWidget], QWidget]
STEPS = [
    Step("persons", "Persons", "19", "done"),
    Step("letter", "Letter", "ru, en", "done"),
    Step("check", "Check", "1 blocker", "blocks"),
    Step("print", "Print", "3 copies", "print"),
]


def test_finished_steps_leave_their_details_out_first_and_trouble_never(shown: Show) -> None:
    bar = StepsBar("Parts")
    bar.set_steps(STEPS)
    whole = bar.wanted_width()
    bar.set_room(whole - 1)
    names = {code: bar.button(code).width_of(brief=True) for code in ("persons", "letter", "print")}
    shown(bar)
    bar.resize(bar.sizeHint())
    assert bar.button("persons").sizeHint().width() == names["persons"]
    assert bar.button("print").sizeHint().width() > names["print"]
    bar.set_room(bar.wanted_width() - 1)
    assert bar.button("print").sizeHint().width() == names["print"]
    check = bar.button("check")
    assert check.sizeHint().width() == check.width_of(brief=False)


def test_links_stand_beneath_a_finding_where_its_words_would_be_squeezed(
    shown: Show, qtbot: QtBot
) -> None:
    finding = Finding(rule=Rule.NO_CONSENT, params={"audience": "the United Nations"})
    assert finding.words.deed is not Deed.NONE
    holder = QWidget()
    row = FindingRow(translator("en"), finding, "Somebody")
    QVBoxLayout(holder).addWidget(row)
    shown(holder)
    said = row.findChild(Label)
    link = row.links[-1]
    for width, beneath in ((700, False), (380, True)):
        holder.resize(width, 200)
        qtbot.waitUntil(lambda want=beneath: (link.y() > said.geometry().bottom()) == want)
        end = link.mapTo(row, link.rect().bottomRight())
        assert row.rect().contains(end)


def test_names_of_copies_go_on_in_the_next_line_and_are_whole(shown: Show, qtbot: QtBot) -> None:
    names = ("Ministry of Foreign Affairs", "Embassy", "United Nations", "Office, marked")
    tabs = Segments([(name, name) for name in names], "Copies", wrap=True)
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.addWidget(tabs)
    column.addStretch(1)
    shown(holder)
    holder.resize(360, 200)
    buttons = [tabs.layout().itemAt(i).widget() for i in range(len(names))]
    qtbot.waitUntil(lambda: len({button.y() for button in buttons}) == 2)
    assert all(button.width() >= button.minimumSizeHint().width() for button in buttons)
    qtbot.mouseClick(buttons[-1], Qt.MouseButton.LeftButton)
    assert tabs.code() == names[-1]
