"""The cross table as plain words for paper. Qt-free but for the model that it reads."""

from __future__ import annotations

from collections.abc import Sequence

from caseapp.desktop.features.statistics.model import CrossModel
from caseapp.desktop.features.statistics.words import AxisWords
from caseapp.dossier.pdf.office_paper import PaperTable


def paper_table(model: CrossModel, words: AxisWords, remarks: Sequence[str]) -> PaperTable:
    """Everything that the table shows, an empty cell as a dash."""
    columns = range(model.columnCount())

    def cell(row: int, column: int) -> str:
        count = model.count(row, column)
        return words.number(count) if count else "–"

    return PaperTable(
        corner=words.axis(model.counted.first),
        heads=tuple(model.column_words(column) for column in columns),
        rows=tuple(
            (model.row_words(row), tuple(cell(row, column) for column in columns))
            for row in range(model.rowCount())
        ),
        remarks=tuple(remarks),
    )
