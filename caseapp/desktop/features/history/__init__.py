"""History of the whole vault: who did what when, from what to what; one step undone alone."""

from caseapp.desktop.features.history.view import HistoryView

__all__ = ["HistoryView"]
