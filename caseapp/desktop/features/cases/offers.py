"""What the palette and the help offer while the case list is open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from caseapp.desktop.features.cases.columns import HEADINGS, ORDERS
from caseapp.desktop.shell.commands import Command
from caseapp.i18n import Translator

if TYPE_CHECKING:
    from caseapp.desktop.features.cases.view import CasesView


def commands(view: CasesView, cases: Sequence[UUID]) -> list[Command]:
    """What can be done with these cases, and with the list."""
    t = view.t
    found = _for_cases(view, tuple(cases)) if cases else []
    if view.shown.filter.narrows:
        found.append(Command(t("Clear all filters"), view.clear_filters, "x"))
    found.append(Command(t("Save as a view…"), view.saved.ask_for_name, "bookmark-plus"))
    for saved in view.saved.views:
        words = t("View: {name}", name=saved.name)
        found.append(Command(words, lambda saved=saved: view.choose_view(saved), "bookmark"))
    for column in ORDERS:
        words = t("Sort by: {column}", column=t(HEADINGS[column]))
        found.append(Command(words, lambda c=column: view.sort_by(c), "arrow-up-down"))
    return found


def _for_cases(view: CasesView, cases: tuple[UUID, ...]) -> list[Command]:
    t, n, actions, button = view.t, len(cases), view.actions_, view.parts.title
    tag = t.plural("Tag the selected case…", "Tag the {n} selected cases…", n)
    appeal = t.plural(
        "Add the selected case to an appeal…", "Add the {n} selected cases to an appeal…", n
    )
    send = t.plural(
        "Send the selected case to another laptop…",
        "Send the {n} selected cases to another laptop…", n,
    )  # fmt: skip
    export = t.plural("Export the selected case…", "Export the {n} selected cases…", n)
    trash = t.plural(
        "Put the selected case in the trash", "Put the {n} selected cases in the trash", n
    )
    return [
        Command(tag, lambda: actions.ask_for_tag(cases), "tag"),
        Command(appeal, lambda: actions.appeals.offer(cases, button), "mail"),
        Command(send, lambda: actions.send(cases), "package"),
        Command(export, lambda: view.context.router.go("exports", cases), "file-output"),
        Command(trash, lambda: actions.put_in_trash(cases), "trash"),
    ]


def keys(t: Translator) -> Sequence[tuple[str, str]]:
    """Keys that work in the list."""
    return (
        ("Return", t("Open the case")), ("Space", t("Select the case")),
        ("Shift+Down", t("Select from here on")), ("Ctrl+A", t("Select all")),
        ("Esc", t("Select none")), ("Ctrl+F", t("Filter the list")),
    )  # fmt: skip
