"""Today: what needs a hand, ordered by who is harmed by waiting, beside counts of all cases."""

from caseapp.desktop.features.today.view import TodayView

__all__ = ["TodayView"]
