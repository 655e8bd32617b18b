"""What leaves the program from an appeal's page: which copy, and whether it may.

Nothing goes out while something blocks it: asked here again, because keys reach further than
buttons, and once more where it is issued, because the check may be on its way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from caseapp.desktop.features.appeals.copy_side import CopySide
from caseapp.desktop.features.appeals.drafts import Target
from caseapp.desktop.features.appeals.export import CopyExport
from caseapp.desktop.features.appeals.given import GivenReasons
from caseapp.desktop.features.appeals.loading import Loaded
from caseapp.dossier.preflight import Finding, blockers
from caseapp.store.queries.appeals import AddresseeRow

Now = Callable[[], tuple[Loaded | None, tuple[Finding, ...]]]


class Outs:
    """`now()` gives the page and the findings as they stand, `given` why some are set aside."""

    def __init__(self, export: CopyExport, now: Now, given: GivenReasons) -> None:
        self._export, self._now, self._given = export, now, given

    def issue(self, side: CopySide) -> None:
        """Issue the copy that a side shows."""
        loaded, findings = self._now()
        target = side.target
        if loaded is None or target is None:
            return
        blocking = blockers(findings, target) if isinstance(target, UUID) else []
        if self._given.lacking(target, blocking):
            return
        self._export.issue(
            loaded.page, target, side.language(), _whom(side.row()),
            self._given.reasons(target, blocking), lambda: self._given.forget(target),
        )  # fmt: skip

    def draft(self, side: CopySide) -> None:
        """Write a draft of the copy that a side shows."""
        loaded, _findings = self._now()
        if loaded is not None and isinstance(side.target, UUID):
            self._export.draft(loaded.page, side.target, side.language(), _whom(side.row()))

    def all(self, targets: Sequence[Target], names: Callable[[Target], str]) -> None:
        """Issue the copies of these into a folder; those that are blocked are told, by name."""
        loaded, findings = self._now()
        if loaded is None or not targets:
            return
        reasons = {
            one: self._given.reasons(one, blockers(findings, one))
            for one in targets
            if isinstance(one, UUID)
        }
        self._export.chosen(loaded.page, targets, names, reasons, self._given.forget)

    def again(self, copy_id: UUID) -> None:
        """Write an issued copy once more."""
        loaded, _findings = self._now()
        if loaded is not None:
            self._export.again(loaded.page, copy_id)


def _whom(row: AddresseeRow | None) -> str:
    """Part of a file's name: for whom a copy is."""
    return row.audience.value.replace("_", "-") if row else "office"
