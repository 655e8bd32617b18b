"""The case list as the desk opens it, for its tests: shown, settled, asked what it says."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from caseapp.desktop.context import Context
from caseapp.desktop.features.cases import CasesView, ColumnMemory
from caseapp.desktop.features.cases.columns import Column
from caseapp.desktop.features.cases.facet_panel import FacetGroup
from caseapp.store.queries.case_filter import Facet
from caseapp.store.vault import Vault

Show = Callable[[QWidget], QWidget]


def opened(
    context: Context,
    vault: Vault,
    shown: Show,
    qtbot: QtBot,
    argument: object = None,
    columns: ColumnMemory | None = None,
) -> CasesView:
    """The view as the desk opens it, with its first rows there."""
    context.router.go("cases", argument)
    view = CasesView(context, vault, columns)
    view.resize(1182, 690)
    view.set_compact(False)
    shown(view)
    view.open(argument)
    view.focus_first()
    settled(qtbot, context, view)
    return view


def settled(qtbot: QtBot, context: Context, view: CasesView) -> None:
    """Wait until what is seen has come."""

    def done() -> bool:
        waiting = view.filter.is_waiting() or view._look.isActive() or view.model._wanted
        seen = not view.model.ids or view.model.row(0) is not None
        return not waiting and seen and not context.jobs.running

    qtbot.waitUntil(done, timeout=10_000)


def names(view: CasesView) -> list[str]:
    model = view.model
    return [model.index(row, Column.NAME).data() for row in range(model.rowCount())]


def group(view: CasesView, facet: Facet) -> FacetGroup:
    return view.facets.groups[facet]


def counted(view: CasesView, facet: Facet) -> dict[object, int]:
    """The values that a group shows, with their counts."""
    return {value.value: value.count for value in group(view, facet).model.values}
