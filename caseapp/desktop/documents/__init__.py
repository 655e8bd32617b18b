"""Widgets that show one document each and speak of passages. They know no record, no vault.

`passage` and `surface` say what all have in common. Each kind is imported by itself, when
a document of that kind is opened: PDFium and the player of recordings load slowly.
"""

from caseapp.desktop.documents.passage import Box, Passage, PassageMark
from caseapp.desktop.documents.surface import DocumentSurface

__all__ = ["Box", "DocumentSurface", "Passage", "PassageMark"]
