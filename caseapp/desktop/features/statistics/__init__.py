"""Statistics: cases counted by any two facets, as a table and a chart, on screen and on paper."""

from caseapp.desktop.features.statistics.view import StatisticsView

__all__ = ["StatisticsView"]
