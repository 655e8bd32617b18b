"""What the program is, its version, and under which licences its parts are."""

from __future__ import annotations

import platform

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from caseapp import __version__
from caseapp.desktop import theme
from caseapp.desktop.features.preferences.licences import LICENCES
from caseapp.desktop.features.preferences.machine import Machine
from caseapp.desktop.widgets import Label, SectionHeading
from caseapp.i18n import Translator


class AboutSection(QWidget):
    """Plain words; nothing here can be changed."""

    def __init__(self, t: Translator, machine: Machine) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(SectionHeading(t("About caseapp")))
        version = t(
            "Version {version} on Python {python} and Qt {qt}",
            version=__version__, python=platform.python_version(), qt=qVersion(),
        )  # fmt: skip
        column.addWidget(Label(version, selectable=True, wrap=True))
        said = t("The program works offline: it opens no connection to any network.")
        column.addWidget(Label(said, "second", wrap=True))
        column.addWidget(Label(t("Made with, and under which licence"), "strong"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.COLUMN_MARGIN)
        grid.setVerticalSpacing(4)
        for row, (name, licence) in enumerate(LICENCES):
            grid.addWidget(Label(name, wrap=True), row, 0)
            grid.addWidget(Label(licence, "second", wrap=True), row, 1)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
