"""The rows of the table as a chart: columns in time, else bars. Each shows its cases."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from caseapp.desktop.features.statistics.model import Counted
from caseapp.desktop.features.statistics.words import AxisWords
from caseapp.desktop.widgets import Label, Surface
from caseapp.desktop.widgets.charts import BarList, ColumnChart
from caseapp.store.queries.statistics import Axis


class ChartPane(QScrollArea):
    """`chosen(value)` of the rows' axis when its bar is clicked."""

    chosen = Signal(object)

    def __init__(self, words: AxisWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        t = words.t
        self.setAccessibleName(t("Charts"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the bars take the keyboard
        self.bars = BarList(t("Chart of the rows"))
        self.columns = ColumnChart(t("Chart of the years"))
        self._title = Label("", "heading", elide=True)
        self._legend = Label(t("? = year not known"), "caption")
        body = Surface("canvas")
        column = QVBoxLayout(body)
        column.setContentsMargins(20, 14, 20, 16)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._legend)
        column.addLayout(head)
        for chart in (self.bars, self.columns):
            column.addWidget(chart)
            chart.chosen.connect(self.chosen)
        column.addStretch(1)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidget(body)

    def set_counted(self, counted: Counted) -> None:
        """Draw the totals of the rows."""
        words, counts, axis = self._words, counted.table.rows, counted.first
        years = axis is Axis.YEAR_TAKEN
        self._title.setText(words.axis(axis))
        self.columns.setVisible(years)
        self.bars.setVisible(not years)
        self._legend.setVisible(years and bool(counts.get(None)))
        if years:
            self.columns.set_bars(words.facets.year_bars(counts))
        else:
            self.bars.set_bars(words.facets.bars(axis.facet, counts))

    def focus_first(self) -> None:
        """Give the keyboard to the chart that is shown."""
        (self.columns if self.bars.isHidden() else self.bars).focus_first()
