"""What a view is to the window, and how a feature announces one.

Knows no feature; a feature subclasses `View` and hands over a `ViewSpec`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from caseapp.desktop.context import Context
from caseapp.desktop.shell.commands import Command
from caseapp.system.progress import Progress


class View(QWidget):
    """One stacked page. It is built when first gone to, and again in a new language.

    `status_changed(str)` fills the left end of the status bar while the view is shown.
    """

    status_changed = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.t = context.t
        self.origin = object()
        """Hand it to the store's writes, so that the view can skip its own echo."""
        self._status = ""
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "paper")

    @property
    def status(self) -> str:
        return self._status

    def set_status(self, text: str) -> None:
        """Say what is shown, in the status bar: "1,204 cases · 37 shown"."""
        self._status = text
        self.status_changed.emit(text)

    def open(self, argument: object) -> None:
        """Called each time the person comes here, with the place's argument."""

    def set_compact(self, compact: bool) -> None:
        """Called when the window gets narrower or wider than 1000 logical pixels."""

    def commands(self) -> Sequence[Command]:
        """What can be done here and now; the palette offers it before everything else."""
        return ()

    def keys(self) -> Sequence[tuple[str, str]]:
        """Keys that work in this view and what they do, for the help: ("A", "Add …")."""
        return ()

    def on_key(self, key: str, deed: Callable[[], object]) -> None:
        """Do something on a key while the keyboard is in this view."""
        QShortcut(QKeySequence(key), self, deed,
                  context=Qt.ShortcutContext.WidgetWithChildrenShortcut)  # fmt: skip

    def focus_first(self) -> None:
        """Put the keyboard where work starts; by default in the first thing that takes it."""
        inside = self.nextInFocusChain()
        while inside is not self:
            tab = bool(inside.focusPolicy() & Qt.FocusPolicy.TabFocus)
            if tab and self.isAncestorOf(inside) and inside.isVisibleTo(self):
                inside.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            inside = inside.nextInFocusChain()


@dataclass(frozen=True, kw_only=True)
class ViewSpec:
    """How the window offers a view.

    `label` and `short` are English message ids; `short` stands under the icon in narrow
    windows. A view with `within` has no button of its own: the button of that view stays
    lit while it is open (a case within the cases). One with `foot` stands at the foot of the
    navigation, without Ctrl and a digit; one with `hidden` has no button at all.

    `badge(progress)` runs on the database worker and gives the number of things that wait
    there; it is asked again after changes of `badge_kinds` (table names; empty: of any kind).
    `key` opens the view beside its place in the row of Ctrl and a digit.
    """

    name: str
    label: str
    icon: str
    create: Callable[[Context], View]
    short: str = ""
    within: str = ""
    foot: bool = False
    hidden: bool = False
    key: str = ""
    badge: Callable[[Progress], int] | None = None
    badge_kinds: Collection[str] = ()
