"""What the window does with a vault as a whole: search it, undo and redo. Qt-free.

These are the use cases behind the search field and Ctrl+Z of the shell.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from caseapp.desktop.shell.search import Hit
from caseapp.desktop.shell.undo import UndoState
from caseapp.desktop.widgets.paint import status_mark
from caseapp.domain.labels import label
from caseapp.i18n import N_, Translator, translator
from caseapp.store.history import ActionRow
from caseapp.store.queries.found import FoundRow, found_rows
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

_GROUPS = {
    "case": N_("Cases"),
    "appeal": N_("Appeals"),
    "contact": N_("Contacts, by their cases"),
    "source": N_("Sources, by their cases"),
    "excerpt": N_("Excerpts, by their cases"),
}
_ICONS = {"appeal": "mail", "contact": "user", "source": "file-text", "excerpt": "quote"}


class VaultSearch:
    """Finds everything that has a place to go to, in any script.

    `language()` gives the translator of the moment: the window outlives its language.
    """

    def __init__(self, language: Callable[[], Translator], vault: Vault) -> None:
        self._language, self._vault = language, vault

    def __call__(self, words: str, progress: Progress) -> Sequence[Hit]:
        rows = self._vault.read(lambda session: found_rows(session, words))
        order = list(_GROUPS)
        shown = [row for row in rows if row.leads_to is not None]
        t = self._language()
        return [self._hit(t, row) for row in sorted(shown, key=lambda row: order.index(row.kind))]

    @staticmethod
    def _hit(t: Translator, row: FoundRow) -> Hit:
        icon, tone, kind = _ICONS.get(row.kind, "folder"), "quiet", ""
        if row.status is not None:
            icon, tone = status_mark(row.status.value)
            kind = label(row.status, translator(t.language, "dossier"))
        return Hit(
            title=row.title or t("Name not known"),
            view="appeal" if row.kind == "appeal" else "case",
            argument=row.leads_to,
            detail=" · ".join(part for part in (row.number, row.detail) if part),
            kind=kind,
            icon=icon,
            tone=tone,
            group=t(_GROUPS[row.kind]),
        )


class VaultUndo:
    """Undo and redo of whole actions, worded in the screen's language."""

    def __init__(self, language: Callable[[], Translator], vault: Vault) -> None:
        self._language, self._vault = language, vault

    def state(self, progress: Progress) -> UndoState:
        undo, redo = self._vault.undoable()
        return UndoState(self._words(undo), self._words(redo))

    def undo(self, progress: Progress) -> ChangeSet:
        return self._vault.undo()

    def redo(self, progress: Progress) -> ChangeSet:
        return self._vault.redo()

    def _words(self, row: ActionRow | None) -> str:
        """Parameters are texts of records, or message ids (the label of a field)."""
        if row is None:
            return ""
        t = self._language()
        params = {name: t(v) if isinstance(v, str) else v for name, v in row.params.items()}
        return t(row.label, **params)
