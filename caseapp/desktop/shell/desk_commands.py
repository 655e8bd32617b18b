"""What the palette offers to do, and the keys that the help tells, put together for a desk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from caseapp.desktop.context import Context
from caseapp.desktop.guard.panic import VANISH
from caseapp.desktop.shell.commands import Command
from caseapp.desktop.shell.view import View

if TYPE_CHECKING:
    from caseapp.desktop.shell.desk import DeskSpec
    from caseapp.desktop.shell.desk_undo import DeskUndo


class DeskCommands:
    """The `Offers` of the palette over one desk."""

    def __init__(
        self,
        context: Context,
        spec: DeskSpec,
        numbered: Sequence[str],
        current: Callable[[], View | None],
        lock: Callable[[], None],
    ) -> None:
        """`numbered` are the names of views with Ctrl and a digit, in order."""
        self._context, self._spec, self._numbered = context, spec, tuple(numbered)
        self._current, self._lock = current, lock
        self.undo: DeskUndo | None = None

    def here(self) -> list[Command]:
        """What the view in front offers."""
        view = self._current()
        return list(view.commands()) if view is not None else []

    def with_words(self, words: str) -> list[Command]:
        offered = self._spec.with_words
        return list(offered(self._context, words)) if offered else []

    def anywhere(self) -> list[Command]:
        """New work, undo, every view, and locking."""
        t = self._context.t
        result: list[Command] = []
        primary = self._spec.primary(self._context) if self._spec.primary else None
        if primary is not None:
            result.append(primary)
        if self._spec.commands is not None:
            result.extend(self._spec.commands(self._context))
        if self.undo is not None:
            result.extend(self.undo.commands())
        result.extend(self._to_views())
        result.append(Command(t("Lock the vault"), self._lock, "lock", "Ctrl+L"))
        return result

    def _to_views(self) -> list[Command]:
        t, router = self._context.t, self._context.router
        result = []
        for spec in self._spec.views:
            if spec.within or spec.hidden:
                continue
            go = lambda name=spec.name: router.go(name)  # noqa: E731
            words = t("Go to {view}", view=t(spec.label))
            result.append(Command(words, go, spec.icon, self._key(spec.name) or spec.key))
        return result

    def _key(self, name: str) -> str:
        return f"Ctrl+{self._numbered.index(name) + 1}" if name in self._numbered[:9] else ""

    def keys(self) -> list[tuple[str, str]]:
        """Shortcuts of the shell and what they do."""
        t = self._context.t
        primary = self._spec.primary(self._context) if self._spec.primary else None
        views = {spec.name: spec for spec in self._spec.views}
        return [
            ("Ctrl+K", t("Search everything, or find something to do")),
            *([(primary.key, primary.words)] if primary and primary.key else []),
            *((self._key(name), t(views[name].label)) for name in self._numbered[:9]),
            ("Alt+Left", t("Back")),
            ("Alt+Right", t("Forward")),
            *([("Ctrl+Z", t("Undo"))] if self.undo else []),
            *([("Ctrl+Shift+Z", t("Redo"))] if self.undo else []),
            ("Esc", t("Take back what was typed in a field")),
            ("Ctrl+L", t("Lock")),
            (VANISH, t("End the program at once")),
            ("F1", t("Help")),
        ]
