"""All cases in one list: search while typing, sort, look at one beside the list, open it."""

from caseapp.desktop.features.cases.columns import ColumnMemory
from caseapp.desktop.features.cases.view import CasesView

__all__ = ["CasesView", "ColumnMemory"]
