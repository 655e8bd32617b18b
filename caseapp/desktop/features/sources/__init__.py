"""The list of sources, and the reader of one source."""

from caseapp.desktop.features.sources.list_view import SourcesView
from caseapp.desktop.features.sources.reader import SourceView

__all__ = ["SourceView", "SourcesView"]
