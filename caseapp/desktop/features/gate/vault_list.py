"""The vaults opened lately, to choose from: name, when, where. Arrow keys choose."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from babel.dates import format_date, format_time
from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from caseapp.desktop import icons, theme
from caseapp.desktop.features.gate.doors import KnownVault
from caseapp.desktop.widgets import paint
from caseapp.i18n import Translator

ROW = 48
_MOST_ROWS = 4
_VAULT = Qt.ItemDataRole.UserRole + 1
_DETAIL = Qt.ItemDataRole.UserRole + 2


def opened_words(t: Translator, vault: KnownVault, now: datetime) -> str:
    """ "opened yesterday 18:40 · ~/Documents": when and where, or that it is not there."""
    parts = []
    if not vault.found:
        parts.append(t("not found: is its disk connected?"))
    elif vault.opened is not None:
        parts.append(_when(t, vault.opened.astimezone(now.tzinfo), now))
    if not vault.hidden:
        parts.append(short_path(vault.path.parent))
    return " · ".join(parts)


def short_path(path: Path) -> str:
    """A path with the home folder as ~."""
    try:
        inside = path.relative_to(Path.home())
    except (ValueError, RuntimeError):
        return str(path)
    return "~" if inside == Path() else f"~/{inside.as_posix()}"


def _when(t: Translator, opened: datetime, now: datetime) -> str:
    days = (now.date() - opened.date()).days
    time = format_time(opened, "short", locale=_locale(t))
    if days == 0:
        return t("opened today {time}", time=time)
    if days == 1:
        return t("opened yesterday {time}", time=time)
    return t("opened {date}", date=format_date(opened, "medium", locale=_locale(t)))


def _locale(t: Translator) -> str:
    return t.language if t.language != "en" else "en_GB"


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(200, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        t, whole, direction = theme.current(), option.rect, option.direction
        vault: KnownVault = index.data(_VAULT)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("select" if chosen else "sunken"))
            painter.drawRoundedRect(whole, theme.RADIUS_CONTROL, theme.RADIUS_CONTROL)
        if chosen and option.state & QStyle.StateFlag.State_HasFocus:
            paint.draw_focus(painter, whole, theme.RADIUS_CONTROL)
        middle = whole.top() + (ROW - icons.LARGE) // 2
        box = QRect(whole.left() + 12, middle, icons.LARGE, icons.LARGE)
        ink = t.accent if chosen else t.ink2
        icon = "hard-drive" if vault.found else "unplug"
        icons.draw(painter, icon, paint.visual(direction, whole, box), ink)
        left, width = whole.left() + 44, whole.width() - 44 - 44
        lead = paint.leading(direction)
        name = QRect(left, whole.top() + 6, width, 20)
        paint.draw_text(
            painter, paint.visual(direction, whole, name), vault.name,
            theme.font(theme.BODY, theme.SEMIBOLD), t.ink if vault.found else t.ink2, lead,
        )  # fmt: skip
        detail = QRect(left, whole.top() + 25, width, 17)
        paint.draw_text(
            painter, paint.visual(direction, whole, detail), index.data(_DETAIL),
            theme.font(theme.CAPTION), t.ink2 if vault.found else t.warn, lead,
        )  # fmt: skip
        if chosen:
            side = icons.MEDIUM
            check = QRect(whole.right() - 28, whole.top() + (ROW - side) // 2, side, side)
            icons.draw(painter, "check", paint.visual(direction, whole, check), t.accent)
        painter.restore()


class VaultList(QListView):
    """`chosen(KnownVault)` when another is current, `entered()` for Enter or a double click."""

    chosen = Signal(object)
    entered_vault = Signal()

    def __init__(
        self, t: Translator, forget: Callable[[Path], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._t, self._forget = t, forget
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(t("Vaults opened here"))
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setSpacing(0)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._offer)
        self.selectionModel().currentChanged.connect(self._moved)
        self.doubleClicked.connect(lambda _index: self.entered_vault.emit())

    def set_vaults(self, vaults: Sequence[KnownVault], now: datetime) -> None:
        """Show these, the first one chosen."""
        self._items.clear()
        for number, vault in enumerate(vaults, 1):
            if vault.hidden:
                vault = replace(vault, name=self._t("Vault {n}", n=number))
            detail = opened_words(self._t, vault, now)
            item = QStandardItem()
            item.setEditable(False)
            item.setData(vault, _VAULT)
            item.setData(detail, _DETAIL)
            item.setData(f"{vault.name}, {detail}", Qt.ItemDataRole.AccessibleTextRole)
            self._items.appendRow(item)
        self.setFixedHeight(ROW * min(len(vaults), _MOST_ROWS))
        if vaults:
            self.setCurrentIndex(self._items.index(0, 0))

    def vault(self) -> KnownVault | None:
        """The one that is chosen."""
        index = self.currentIndex()
        return index.data(_VAULT) if index.isValid() else None

    def choose(self, path: Path) -> None:
        """Make the vault at `path` current, or none if it is not in the list."""
        rows = (self._items.index(row, 0) for row in range(self._items.rowCount()))
        found = next((index for index in rows if index.data(_VAULT).path == path), QModelIndex())
        self.setCurrentIndex(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_vault.emit()
        elif event.key() == Qt.Key.Key_Delete and self.vault() is not None:
            self._forget(self.vault().path)
        else:
            super().keyPressEvent(event)

    def _moved(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(current.data(_VAULT))

    def _offer(self, place: QPoint) -> None:
        vault = self.vault()
        if vault is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        action = QAction(theme.icon("x"), self._t("Take off the list; the vault stays"), menu)
        action.triggered.connect(lambda: self._forget(vault.path))
        menu.addAction(action)
        menu.popup(self.viewport().mapToGlobal(place))
