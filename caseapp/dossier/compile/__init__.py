"""From records to the frozen dossier: nothing leaves that is not clearly allowed.

Records pass the wall of `caseapp.disclosure` and come out as plain views; then `sheets`,
`timeline`, `persons`, `annex`, `counts`, `letter` and `pages` word those views and see no record.
`copy`, `facts`, `assembly` (the registry of parts) and `documents` join them.
"""

from caseapp.dossier.compile.copy import Compiled, to_be_asked
from caseapp.dossier.compile.documents import compile_copy, compile_office_copy
from caseapp.dossier.compile.sheet_alone import compile_sheets
from caseapp.dossier.compile.withheld import IssuedView

__all__ = [
    "Compiled",
    "IssuedView",
    "compile_copy",
    "compile_office_copy",
    "compile_sheets",
    "to_be_asked",
]
