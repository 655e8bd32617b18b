"""Appeals: the list of them, and the page where one is put together, seen and printed."""

from caseapp.desktop.features.appeals.list_view import AppealsView
from caseapp.desktop.features.appeals.scan_view import ScanView
from caseapp.desktop.features.appeals.view import AppealView

__all__ = ["AppealView", "AppealsView", "ScanView"]
