"""The lines of the case list: columns, words, marks, and what is kept of a changed list.

The ids of the whole list are cheap and kept; which rows are fetched is the base's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal

from caseapp.desktop.features.cases.columns import HEADINGS, Column
from caseapp.desktop.features.cases.words import ListWords, as_line
from caseapp.desktop.jobs import Jobs
from caseapp.desktop.people import sounds_like
from caseapp.desktop.widgets.paged import PAGE, Fetch, PagedModel
from caseapp.store.queries.cases import CaseRow
from caseapp.store.queries.facets import CaseList
from caseapp.store.queries.sounding import Sounds

_MANY = 64
"""Marks that are looked up one by one; of more, the whole list is gone through once."""
_CHECK = Qt.ItemDataRole.CheckStateRole


class CasesModel(PagedModel[CaseRow]):
    """`set_ids` says what the list is.

    Cases can be marked, for what is done to several at once; `marked_changed()` tells. What is
    no longer in the list is no longer marked: nothing is done to what is not shown.
    """

    marked_changed = Signal()
    headings = HEADINGS

    def __init__(
        self, words: ListWords, jobs: Jobs, fetch: Fetch[CaseRow], parent: QObject | None = None
    ) -> None:
        super().__init__(words.t, jobs, fetch, parent)
        self._words = words
        self._marked: dict[UUID, None] = {}
        self.show_prefix = False

    # -- what the list is --------------------------------------------------------------------
    @property
    def heard(self) -> Mapping[UUID, Sounds]:
        """Those of the list that do not contain what was typed: their names sound so."""
        return self._ids.heard if isinstance(self._ids, CaseList) else {}

    def reason(self, case_id: UUID) -> str:
        """Why a case is listed whose letters do not match; "" where they do."""
        sounds = self.heard.get(case_id)
        return sounds_like(self._words.t, sounds) if sounds else ""

    def heard_as(self, case_id: UUID) -> str:
        """The spelling on file that was meant, where there is no room for more."""
        sounds = self.heard.get(case_id)
        return sounds.spelling if sounds else ""

    def set_ids(self, ids: Sequence[UUID], *, show_prefix: bool = False) -> None:
        """Show these cases in this order. Rows known from before stay until fetched anew."""
        self.show_prefix = show_prefix
        if ids == self._ids:
            self._ids = ids
            self.forget_rows()
            return
        known = self._known()
        self.beginResetModel()
        self._ids = ids
        self._wanted.clear()
        self._pages.clear()
        for start in range(0, min(len(ids), PAGE), PAGE):
            page = ids[start : start + PAGE]
            if all(case_id in known for case_id in page):
                self._pages[start // PAGE] = {case_id: known[case_id] for case_id in page}
        self.endResetModel()
        self._keep_marked_shown()

    def forget_rows(self) -> None:
        """Fetch what is seen again: something of it was changed."""
        for page in list(self._pages):
            self._want(page)
        last = list(self._pages)[-self.in_mind :]
        for page in [p for p in self._pages if p not in last]:
            del self._pages[page]

    def place(self, case_id: UUID) -> int | None:
        """The line in which a case stands; None if it is not shown."""
        if isinstance(self._ids, CaseList):
            return self._ids.place(case_id)
        return self._ids.index(case_id) if case_id in self._ids else None

    def row(self, place: int) -> CaseRow | None:
        """The row in a line; None while it is on its way. What is looked at is kept longest."""
        row = super().row(place)
        if 0 <= place < len(self._ids) and place // PAGE in self._pages:
            self._pages.move_to_end(place // PAGE)
        return row

    # -- marks -------------------------------------------------------------------------------
    @property
    def marked(self) -> tuple[UUID, ...]:
        """The marked cases, in the order in which they were marked."""
        return tuple(self._marked)

    def is_marked(self, place: int) -> bool:
        return bool(self._marked) and self._ids[place] in self._marked

    def mark(self, first: int, last: int, *, on: bool) -> None:
        """Mark the cases of these lines, both included, or no longer."""
        first, last = max(0, min(first, last)), min(len(self._ids) - 1, max(first, last))
        for case_id in self._ids[first : last + 1]:
            if on:
                self._marked[case_id] = None
            else:
                self._marked.pop(case_id, None)
        self._say_marked(first, last)

    def mark_none(self) -> None:
        """No case is marked any more."""
        if self._marked:
            self._marked.clear()
            self._say_marked(0, len(self._ids) - 1)

    def _keep_marked_shown(self) -> None:
        if not self._marked:
            return
        shown = {*self._ids} if len(self._marked) > _MANY else None
        for case_id in list(self._marked):
            if (case_id not in shown) if shown is not None else self.place(case_id) is None:
                del self._marked[case_id]
        self.marked_changed.emit()

    def _say_marked(self, first: int, last: int) -> None:
        if first <= last:
            ends = self.index(first, 0), self.index(last, Column.MARK)
            self.dataChanged.emit(*ends, [_CHECK])
        self.marked_changed.emit()

    # -- as Qt asks --------------------------------------------------------------------------
    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == _CHECK and index.isValid() and index.column() == Column.MARK:
            on = self.is_marked(index.row())
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        return super().data(index, role)

    def setData(self, index: QModelIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != _CHECK or not index.isValid() or index.column() != Column.MARK:
            return False
        on = Qt.CheckState(value) is Qt.CheckState.Checked
        self.mark(index.row(), index.row(), on=on)
        return True

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and index.column() == Column.MARK:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def _spoken(self, row: CaseRow) -> str:
        return self._words.spoken(row, self.reason(row.id))

    def _text(self, column: int, row: CaseRow) -> str:
        words = self._words
        texts: dict[int, Callable[[], str]] = {
            Column.MARK: lambda: "",
            Column.NUMBER: lambda: words.number(row, prefix=self.show_prefix),
            Column.NAME: lambda: words.name(row),
            Column.BORN: lambda: words.year(row.birth),
            Column.PLACE: lambda: words.home(row),
            Column.STATUS: lambda: as_line(words.label(row.status.status)),
            Column.TAKEN: lambda: words.brief(row.taken),
            Column.AS_OF: lambda: words.brief(row.status.as_of),
            Column.SEX: lambda: as_line(words.label(row.sex)),
            Column.TIE: lambda: as_line(words.label(row.tie)),
            Column.VERIFICATION: lambda: as_line(words.label(row.verification)),
            Column.TAGS: lambda: ", ".join(row.tags),
        }
        return texts[column]()

    def _whole(self, column: int, row: CaseRow) -> str:
        """What a narrow column may have cut."""
        words = self._words
        whole: dict[int, Callable[[], str]] = {
            Column.BORN: lambda: words.date(row.birth), Column.PLACE: lambda: row.home_place,
            Column.TAKEN: lambda: words.date(row.taken),
            Column.AS_OF: lambda: words.date(row.status.as_of),
        }  # fmt: skip
        if column != Column.NAME:
            return whole[column]() if column in whole else self._text(column, row)
        lines = [name for _script, name in row.names] or [self._words.name(row)]
        lines += [reason] if (reason := self.reason(row.id)) else []
        return "\n".join([*lines, self._words.t("fictitious")] if row.fictitious else lines)
