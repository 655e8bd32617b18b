"""A list of people checked against the vault, and the cases that a document names."""

from caseapp.desktop.features.lists.view import ListsView

__all__ = ["ListsView"]
