"""From records to the frozen dossier: nothing leaves that is not clearly allowed.

The order of the rooms is the wall. `grants` and `evidence` read consents and citations,
`plan` and `claims` decide, `gate` lets through or lists, `case_view`, `family` and
`source_view` make plain views; then `sheets`, `timeline`, `persons`, `annex`, `counts`,
`letter` and `pages` word those views and see no record. `copy`, `facts`, `assembly` (the registry
of parts) and `documents` join them.
"""

from caseapp.dossier.compile.copy import Compiled, policy_of, to_be_asked
from caseapp.dossier.compile.documents import compile_copy, compile_office_copy
from caseapp.dossier.compile.gate import ItemKind, WithheldItem
from caseapp.dossier.compile.sheet_alone import compile_sheets
from caseapp.dossier.compile.withheld import IssuedView

__all__ = [
    "Compiled",
    "IssuedView",
    "ItemKind",
    "WithheldItem",
    "compile_copy",
    "compile_office_copy",
    "compile_sheets",
    "policy_of",
    "to_be_asked",
]
