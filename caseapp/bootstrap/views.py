"""What an open vault offers: its views in the order of the keys Ctrl+1…, and its commands.

A feature is imported when it is first gone to: what draws paper, plays films or counts takes
time that the window need not wait for.
"""

from __future__ import annotations

from collections.abc import Callable

from caseapp.desktop.context import Context
from caseapp.desktop.shell.search import Command
from caseapp.desktop.shell.view import View, ViewSpec
from caseapp.i18n import N_
from caseapp.store.vault import Vault

START = "cases"
"""Where work begins when a vault was opened."""

Make = Callable[[Context, Vault], View]


def view_specs(vault: Vault) -> tuple[ViewSpec, ...]:
    """The views over one vault. One `within` another has no button of its own."""

    def spec(name: str, label: str, icon: str, make: Make, within: str = "") -> ViewSpec:
        create = lambda context: make(context, vault)  # noqa: E731
        return ViewSpec(name=name, label=label, icon=icon, within=within, create=create)

    return (
        spec("cases", N_("Cases"), "folder", _cases),
        spec("case", N_("Case"), "folder", _case, within="cases"),
        spec("appeals", N_("Appeals"), "mail", _appeals),
        spec("appeal", N_("Appeal"), "mail", _appeal, within="appeals"),
    )


def commands(context: Context) -> list[Command]:
    """What the search field offers to do beside going to views."""
    t, router = context.t, context.router
    return [
        Command(t("New case"), lambda: router.go("cases", "new"), "plus", "Ctrl+N"),
        Command(t("New appeal"), lambda: router.go("appeals", "new"), "plus"),
    ]


def _cases(context: Context, vault: Vault) -> View:
    from caseapp.desktop.features.cases import CasesView

    return CasesView(context, vault)


def _case(context: Context, vault: Vault) -> View:
    from caseapp.desktop.features.case import CaseView

    return CaseView(context, vault)


def _appeals(context: Context, vault: Vault) -> View:
    from caseapp.desktop.features.appeals import AppealsView

    return AppealsView(context, vault)


def _appeal(context: Context, vault: Vault) -> View:
    from caseapp.desktop.features.appeals import AppealView

    return AppealView(context, vault)
