"""The library: what the office writes to, with, by and about; all of it editable data."""

from caseapp.desktop.features.library.view import LibraryView

__all__ = ["LibraryView"]
