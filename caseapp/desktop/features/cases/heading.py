"""The head of the list: which view is shown, the field that filters, columns, a new case."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from caseapp.desktop import icons, text, theme
from caseapp.desktop.widgets import paint
from caseapp.desktop.widgets.menus import add
from caseapp.i18n import Translator
from caseapp.store.queries.saved_views import SavedFilter

_WIDEST = 280


class TitleButton(QAbstractButton):
    """The name of the view with an arrow: it opens the menu of saved views."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_words(name)

    def set_words(self, words: str) -> None:
        """Say which view is shown."""
        self.setText(words)
        self.setAccessibleName(f"{self._name}: {words}")
        self.setToolTip(text.tooltip(f"{self._name}: {words}"))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = paint.text_width(self.text(), theme.font(theme.LEAD, theme.SEMIBOLD))
        return QSize(min(2 * (icons.MEDIUM + 8) + words + 12, _WIDEST), theme.ROW)

    def minimumSizeHint(self) -> QSize:
        return QSize(110, theme.ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, t, whole = QPainter(self), theme.current(), self.rect()
        direction, side = self.layoutDirection(), icons.MEDIUM
        top = (whole.height() - side) // 2
        mark = paint.visual(direction, whole, QRect(4, top, side, side))
        icons.draw(painter, "bookmark", mark, t.ink2)
        font = theme.font(theme.LEAD, theme.SEMIBOLD)
        left = side + 12
        width = min(
            paint.text_width(self.text(), font) + 1, whole.width() - left - icons.SMALL - 12
        )
        box = paint.visual(direction, whole, QRect(left, 0, width, whole.height()))
        paint.draw_text(painter, box, self.text(), font, t.ink, paint.leading(direction))
        arrow = QRect(
            left + width + 8, (whole.height() - icons.SMALL) // 2, icons.SMALL, icons.SMALL
        )
        icons.draw(painter, "chevron-down", paint.visual(direction, whole, arrow), t.ink2)
        if self.hasFocus():
            paint.draw_focus(painter, whole, theme.RADIUS_CONTROL)


class ViewMenu:
    """What the title offers: every case, the saved views, and what can be done with them."""

    def __init__(
        self,
        t: Translator,
        choose: Callable[[SavedFilter | None], None],
        save: Callable[[], None],
        keep: Callable[[], None],
        rename: Callable[[], None],
        remove: Callable[[], None],
    ) -> None:
        self._t, self._choose = t, choose
        self._save, self._keep, self._rename, self._remove = save, keep, rename, remove

    def build(
        self, parent: QWidget, views: Sequence[SavedFilter], chosen: UUID | None, *, changed: bool
    ) -> QMenu:
        """The menu as it is now. `changed`: what is shown differs from the chosen view."""
        t, menu = self._t, QMenu(parent)
        self._line(menu, t("All cases"), None, chosen is None and not changed)
        if views:
            menu.addSeparator()
        for view in views:
            self._line(menu, paint.one_line(view.name, 80), view, view.id == chosen)
        menu.addSeparator()
        add(menu, t("Save as a view…"), self._save, "bookmark-plus")
        current = next((view for view in views if view.id == chosen), None)
        if current is not None:
            if changed:
                add(menu, t("Keep the changes in this view"), self._keep, "check")
            add(menu, t("Rename this view…"), self._rename, "pencil")
            add(menu, t("Put this view in the trash"), self._remove, "trash")
        return menu

    def _line(self, menu: QMenu, words: str, view: SavedFilter | None, on: bool) -> None:
        action = add(menu, words, lambda: self._choose(view))
        action.setCheckable(True)
        action.setChecked(on)
