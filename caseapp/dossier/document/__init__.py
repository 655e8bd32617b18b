"""The frozen dossier: everything that one copy prints, already worded and redacted.

This is the wall between records and paper. `compile` makes it from records, policy and
consents; `pdf` draws it and sees nothing else. All values are plain, all words stand in
the copy's language, all dates that drawings use are the copy's own bounds. What depends
on the layout (page numbers, sheets of a part, the hash of the content itself) is left to
the drawing and marked as such. Lengths of lists are free; strings may hold any Unicode.
One module a kind of part; a new field has a default, so that old copies can be read.
"""

from __future__ import annotations

from dataclasses import dataclass

from caseapp.dossier.document.basics import (
    Direction,
    Head,
    Span,
    Style,
    Text,
    Words,
)
from caseapp.dossier.document.closing import (
    RegisterRow,
    SignatureRow,
    SignatureSheets,
    VerificationPage,
    WithheldGroup,
    WithheldList,
    WithheldRow,
)
from caseapp.dossier.document.enclosures import EnclosureRow, Enclosures
from caseapp.dossier.document.forms import (
    Form,
    FormBox,
    FormRow,
    Forms,
    FormSection,
)
from caseapp.dossier.document.letter import (
    Enclosure,
    Letter,
    RegistrationCorner,
    SignatureLine,
)
from caseapp.dossier.document.people import (
    Bar,
    BarKind,
    CaseSheet,
    CaseSheets,
    Column,
    Contents,
    Contradiction,
    FamilyRow,
    Field,
    KeyRow,
    Mark,
    MarkKind,
    NameShown,
    PersonList,
    PersonRow,
    Photo,
    SheetLabels,
    Statement,
    Timeline,
)
from caseapp.dossier.document.poster import (
    Poster,
    PosterFigure,
    Posters,
)
from caseapp.dossier.document.sources import (
    Annex,
    ExcerptShown,
    SourceEntry,
)
from caseapp.dossier.document.summary import (
    BigFigure,
    Chart,
    ChartBar,
    Summary,
)

FORMAT = 1
"""Version of this shape. A reader refuses a newer one."""

Part = (
    Letter
    | Contents
    | Summary
    | PersonList
    | CaseSheets
    | Forms
    | Posters
    | Annex
    | SignatureSheets
    | Enclosures
    | VerificationPage
    | WithheldList
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One copy. Parts are drawn in order; each can be left out."""

    format: int = FORMAT
    head: Head
    words: Words
    parts: tuple[Part, ...]


__all__ = [
    "FORMAT",
    "Annex",
    "Bar",
    "BarKind",
    "BigFigure",
    "CaseSheet",
    "CaseSheets",
    "Chart",
    "ChartBar",
    "Column",
    "Contents",
    "Contradiction",
    "Direction",
    "Dossier",
    "Enclosure",
    "EnclosureRow",
    "Enclosures",
    "ExcerptShown",
    "FamilyRow",
    "Field",
    "Form",
    "FormBox",
    "FormRow",
    "FormSection",
    "Forms",
    "Head",
    "KeyRow",
    "Letter",
    "Mark",
    "MarkKind",
    "NameShown",
    "Part",
    "PersonList",
    "PersonRow",
    "Photo",
    "Poster",
    "PosterFigure",
    "Posters",
    "RegisterRow",
    "RegistrationCorner",
    "SheetLabels",
    "SignatureLine",
    "SignatureRow",
    "SignatureSheets",
    "SourceEntry",
    "Span",
    "Statement",
    "Style",
    "Summary",
    "Text",
    "Timeline",
    "VerificationPage",
    "WithheldGroup",
    "WithheldList",
    "WithheldRow",
    "Words",
]
