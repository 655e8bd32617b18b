"""Beside the list: cases by status, by year taken and by county. Each bar shows those cases."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.facet_words import FacetWords, only
from caseapp.desktop.widgets import Label, LinkButton, Surface
from caseapp.desktop.widgets.charts import BarList, ColumnChart
from caseapp.domain.vocabulary import Status
from caseapp.store.queries.case_filter import Facet
from caseapp.store.queries.facets import FacetCounts

WIDTH = 360
COUNTIES = 5


class SidePanel(QScrollArea):
    """`asked(CaseFilter)` when a bar is clicked, `all_asked(Facet)` for the whole table."""

    asked = Signal(object)
    all_asked = Signal(object)

    def __init__(self, words: FacetWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        t = words.t
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(t("Counts of all cases"))
        self._total = Label("", "second", tabular=True)
        self.status = BarList(t("Cases by status"))
        self.years = ColumnChart(t("Taken, by year"))
        self.counties = BarList(t("By county"))
        self._legend = Label(t("? = year not known"), "caption")
        self.all_counties = LinkButton(
            "", small=True, on_click=lambda: self.all_asked.emit(Facet.COUNTY)
        )
        body = Surface("canvas")
        column = QVBoxLayout(body)
        column.setContentsMargins(20, 14, 20, 16)
        column.setSpacing(6)
        for title, end, chart, facet in (
            (t("Cases by status"), self._total, self.status, Facet.STATUS),
            (t("Taken, by year"), self._legend, self.years, Facet.YEAR_TAKEN),
            (t("By county"), self.all_counties, self.counties, Facet.COUNTY),
        ):
            column.addLayout(_head(title, end))
            column.addWidget(chart)
            column.addSpacing(20)
            chart.chosen.connect(lambda value, facet=facet: self.asked.emit(only(facet, value)))
        column.addStretch(1)
        self.setWidget(body)

    def set_counts(self, counts: FacetCounts) -> None:
        """Show these; a chart of nothing stays empty."""
        words = self._words
        self._total.setText(words.number(counts.total))
        status = counts.by.get(Facet.STATUS, {})
        order = sorted(status, key=lambda value: (-status[value], list(Status).index(value)))
        self.status.set_bars(words.bars(Facet.STATUS, status, order))
        years = counts.by.get(Facet.YEAR_TAKEN, {})
        self.years.set_bars(words.year_bars(years))
        self._legend.setVisible(bool(years.get(None)))
        counties = counts.by.get(Facet.COUNTY, {})
        named = words.in_order(Facet.COUNTY, counties)
        self.counties.set_bars(words.bars(Facet.COUNTY, counties, _few(named)))
        self.all_counties.setText(words.t("All {n}", n=words.number(len(named))))
        self.all_counties.setVisible(len(named) > COUNTIES + 1)


def _few(named: list[object]) -> list[object]:
    """The largest; what is not known, which stands last, is never hidden."""
    if len(named) <= COUNTIES + 1:
        return named
    unknown = [value for value in named if value == ""]
    return [*named[: COUNTIES if unknown else COUNTIES + 1], *unknown]


def _head(title: str, end: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(4, 0, 4, 0)
    row.setSpacing(theme.GRID)
    row.addWidget(Label(title, "heading", elide=True), 1)
    row.addWidget(end)
    return row
