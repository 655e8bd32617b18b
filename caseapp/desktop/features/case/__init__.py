"""The page of one case: read, and edited in place."""

from caseapp.desktop.features.case.view import CaseView

__all__ = ["CaseView"]
