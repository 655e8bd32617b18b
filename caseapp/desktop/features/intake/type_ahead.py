"""Offers under a line what may be meant: places of the list, people who told before.

The popup never takes the keyboard: who goes on typing or presses Tab keeps what was typed.
Knows words and keys, neither records nor where the offers come from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QCompleter

from caseapp.desktop.widgets import Field
from caseapp.desktop.widgets.editors import LineEditor

_Index = QModelIndex | QPersistentModelIndex
_ROWS = 8


@dataclass(frozen=True, slots=True)
class Offer:
    """`typed` stands in the line once chosen, `shown` in the list; `key` says who or what."""

    typed: str
    shown: str
    key: object = None


class _Offers(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.offers: Sequence[Offer] = ()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  (Qt's signature)
        return 0 if parent.isValid() else len(self.offers)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        offer = self.offers[index.row()]
        if role == Qt.ItemDataRole.EditRole:
            return offer.typed
        if role == Qt.ItemDataRole.DisplayRole:
            return offer.shown
        return offer.key if role == Qt.ItemDataRole.UserRole else None

    def show(self, offers: Sequence[Offer]) -> None:
        self.beginResetModel()
        self.offers = offers
        self.endResetModel()


class TypeAhead(QObject):
    """`chosen(key)` when an offer is taken."""

    chosen = QtSignal(object)

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        editor = field.editor
        assert isinstance(editor, LineEditor)
        self._editor = editor
        self.model = _Offers(self)
        self._completer = QCompleter(self.model, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(_ROWS)
        self._completer.setWidget(editor)
        self._completer.activated[QModelIndex].connect(self._take)

    def offer(self, offers: Sequence[Offer]) -> None:
        """Show these beneath the line, nothing if there are none or the line was left."""
        self.model.show(offers)
        if offers and self._editor.hasFocus() and self._editor.isModified():
            self._completer.complete()
        else:
            self._completer.popup().hide()

    def hide(self) -> None:
        self._completer.popup().hide()

    def _take(self, index: QModelIndex) -> None:
        offer = self.model.offers[index.row()]
        self._editor.setText(offer.typed)
        self.chosen.emit(offer.key)
