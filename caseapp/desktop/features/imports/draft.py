"""What is settled so far of one list: its file, its mapping, the plan, the decisions. Qt-free."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from caseapp.intake.lists.mapping import ColumnMapping, ListMapping
from caseapp.intake.lists.plan import Decision, ImportPlan
from caseapp.intake.lists.profiles import Profile
from caseapp.intake.lists.run import Imported
from caseapp.intake.tables import ListFile


@dataclass
class Draft:
    """One list on its way. `decisions` are by the number of the row in the file.

    What comes later falls when something before it changes: see `set_mapping`.
    """

    path: Path
    file: ListFile
    mapping: ListMapping
    profiles: tuple[Profile, ...] = ()
    """Remembered ones; the shipped ones come besides."""
    lists: tuple[str, ...] = ()
    """Names of lists that were imported before, the newest first."""
    plan: ImportPlan | None = None
    decisions: dict[int, Decision] = field(default_factory=dict)
    imported: Imported | None = None
    chosen: dict[str, ColumnMapping] = field(default_factory=dict)
    """By heading what a person said of columns: it holds while the file is read otherwise."""
    writing: bool = False
    """It is being written: also while the view that asked for it is built anew."""
    undone: bool = False

    def set_mapping(self, mapping: ListMapping) -> None:
        """Read it otherwise: what was planned holds no longer, what was decided of rows does."""
        if mapping != self.mapping:
            self.mapping, self.plan = mapping, None

    @property
    def is_over(self) -> bool:
        """Whether it was imported."""
        return self.imported is not None


@dataclass(frozen=True, eq=False)
class Kept:
    """A draft and the step that is shown: found again on the way back, and in another language."""

    draft: Draft
    step: str
