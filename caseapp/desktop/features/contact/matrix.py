"""The consent matrix on the screen: the shared table, with the letters of the three answers."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from caseapp.desktop.features.contact.matrix_model import MatrixModel
from caseapp.desktop.matrix import view
from caseapp.domain.vocabulary import ConsentAnswer

LETTERS = {
    Qt.Key.Key_A: ConsentAnswer.ALLOW,
    Qt.Key.Key_K: ConsentAnswer.ASK,
    Qt.Key.Key_W: ConsentAnswer.WITHHOLD,
}


class MatrixView(view.MatrixView):
    """A allows, K asks, W withholds."""

    def __init__(self, model: MatrixModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(model, name, LETTERS, parent)
