"""Small lists imported without a file of a spreadsheet, and a vault's content to compare."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from caseapp.intake.lists.as_source import About
from caseapp.intake.lists.mapping import ColumnMapping, ListMapping, Why
from caseapp.intake.lists.plan import Decision, ImportPlan, Likely
from caseapp.intake.lists.planning import plan_import
from caseapp.intake.lists.run import Imported, run_import
from caseapp.intake.lists.targets import Target
from caseapp.intake.tables import ListFile, Table
from caseapp.store.records import KINDS, Detainee, NameForm
from caseapp.store.records.values import logged
from caseapp.store.vault import Vault

T = Target
COLUMNS = {
    "No.": T.ROW_KEY, "Name": T.NAME, "Born": T.BIRTH, "Sex": T.SEX, "ID": T.IDENTIFIER,
    "Home": T.HOME_ADDRESS, "Job": T.OCCUPATION, "Taken": T.TAKEN_DATE,
    "Why": T.TAKEN_REASON_GIVEN, "Teller": T.CONTACT_NAME, "Phone": T.CONTACT_PHONE,
    "Other": T.NOTE,
}  # fmt: skip


class Office:
    """A vault into which lists of the columns above are imported."""

    def __init__(self, vault: Vault, folder: Path, columns: Mapping[str, Target] = COLUMNS) -> None:
        self.vault, self.folder, self.columns = vault, folder, columns
        self.mapping = ListMapping(
            tuple(ColumnMapping(name, target, {}, Why.CHOSEN) for name, target in columns.items()),
            list_name="list",
        )

    def plan(self, rows: Sequence[Mapping[str, str]], likely: Likely | None = None) -> ImportPlan:
        cells = [tuple(self.columns), *(tuple(r.get(c, "") for c in self.columns) for r in rows)]
        data = repr(cells).encode(errors="replace")
        path = self.folder / "list.csv"
        path.write_bytes(data)
        sha256 = hashlib.sha256(data).hexdigest()
        file = ListFile(Table(tuple(cells)), path.name, sha256, len(data))
        return plan_import(self.vault, path, file, self.mapping, likely)

    def bring(
        self, rows: Sequence[Mapping[str, str]], decisions: Mapping[int, Decision] | None = None,
        likely: Likely | None = None,
    ) -> Imported:  # fmt: skip
        about = About(captured_by="desk")
        return run_import(self.vault, self.plan(rows, likely), decisions, about=about)

    def case(self, name: str) -> Detainee:
        """The case of somebody by name."""
        (form,) = [one for one in self.vault.all(NameForm) if one.text == name and one.detainee_id]
        case = self.vault.get(Detainee, form.detainee_id)
        assert case is not None
        return case


def content(vault: Vault) -> dict[Any, dict[str, Any]]:
    """Everything outside the trash, field by field."""
    return {
        (name, record.id): logged(record) for name, kind in KINDS.items()
        for record in vault.all(kind)
    }  # fmt: skip


def files_of(vault: Vault) -> dict[str, int]:
    """Every file of the vault's folder that holds attached bytes, by size."""
    return {str(p): p.stat().st_size for p in vault.folder.attachments.rglob("*") if p.is_file()}
