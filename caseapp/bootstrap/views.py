"""What an open vault offers: its views in the order of the keys Ctrl+1…, and its commands.

A feature is imported when it is first gone to: what draws paper, plays films or counts takes
time that the window need not wait for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from caseapp.desktop import text
from caseapp.desktop.context import Context
from caseapp.desktop.features.backups.keeper import Keeper
from caseapp.desktop.features.preferences.machine import Machine
from caseapp.desktop.features.whole_vault import Places
from caseapp.desktop.guard.panic import Panic
from caseapp.desktop.shell.commands import Command
from caseapp.desktop.shell.desk import Desk
from caseapp.desktop.shell.view import View, ViewSpec
from caseapp.i18n import N_
from caseapp.intake.tables import SUFFIXES
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

LISTS = frozenset(SUFFIXES) - {"txt"}
"""Endings of files that are taken for lists wherever they are dropped; a text is a document."""

PACKETS = frozenset({".packet", ".card"})
"""Endings of files that Packets opens wherever they are dropped."""

START = ("today", "cases")
"""Where work begins when a vault was opened: the first of these that there is."""

ORDER = (
    "today", "cases", "contacts", "sources", "appeals", "review", "library", "statistics",
    "history", "trash", "preferences", "help",
)  # fmt: skip
"""The navigation from above; what is `within` another has no place of its own."""

REVIEWED = frozenset(
    {"detainee", "name_form", "identifier", "kinship", "contact", "match_decision", "citation",
     "excerpt", "saved_view", "field_conflict"}
)  # fmt: skip
"""Kinds of records whose changes alter how much waits to be reviewed."""

Make = Callable[[Context, Vault], View]


@dataclass(frozen=True)
class Around:
    """What views about the program itself need of it: choices, the desk, what backs up, the
    panic keys, and taking the vault off this computer.
    """

    machine: Machine
    desk: Callable[[], Desk | None]
    backups: Keeper
    panic: Panic
    remove: Callable[[], None]


def view_specs(vault: Vault, around: Around | None = None) -> tuple[ViewSpec, ...]:
    """The views over one vault, in the order of the navigation.

    Without `around` they can be named and not all be built.
    """

    def spec(name: str, label: str, icon: str, make: Make, **more: Any) -> ViewSpec:
        """`more` are further fields of `ViewSpec`."""
        create = lambda context: make(context, vault)  # noqa: E731
        return ViewSpec(name=name, label=label, icon=icon, create=create, **more)

    specs: tuple[ViewSpec, ...] = (
        spec("today", N_("Today"), "sun", _today),
        spec("cases", N_("Cases"), "folder", partial(_cases, around)),
        spec("case", N_("Case"), "folder", _case, within="cases"),
        spec("intake", N_("Intake"), "clipboard-pen", _intake, within="cases"),
        spec("family", N_("Family"), "network", _family, within="cases"),
        spec(
            "imports",
            N_("Import a list"),
            "file-spreadsheet",
            _imports,
            within="cases",
            key="Ctrl+I",
        ),
        spec("exports", N_("Export"), "file-output", _exports, within="cases"),
        spec("sources", N_("Sources"), "quote", _sources),
        spec("source", N_("Source"), "quote", _source, within="sources"),
        spec("contacts", N_("Contacts"), "users", _contacts),
        spec("contact", N_("Contact"), "users", _contact, within="contacts"),
        spec("appeals", N_("Appeals"), "mail", _appeals),
        spec("appeal", N_("Appeal"), "mail", _appeal, within="appeals"),
        spec("scan", N_("Scan"), "scan-text", _scan, within="appeals"),
        spec("library", N_("Library"), "library", _library),
        spec(
            "review",
            N_("Review"),
            "scale",
            _review,
            badge=partial(_to_review, vault),
            badge_kinds=REVIEWED,
        ),
        spec("lists", N_("Check names"), "list-checks", _lists, within="review"),
        spec("statistics", N_("Statistics"), "chart-column", _statistics, short=N_("Counts")),
    )
    foot = (
        spec("history", N_("History"), "file-clock", _history, foot=True),
        spec("trash", N_("Trash"), "trash", _trash, foot=True),
        spec(
            "forget",
            N_("Forget for good"),
            "trash",
            partial(_forget, around),
            within="cases",
            hidden=True,
        ),
        spec("preferences", N_("Settings"), "settings-2", partial(_preferences, around), foot=True),
        spec(
            "backups",
            N_("Backups"),
            "hard-drive",
            partial(_backups, around),
            within="preferences",
            foot=True,
        ),
        spec(
            "emergency",
            N_("Emergency"),
            "octagon-x",
            partial(_emergency, around),
            within="preferences",
            foot=True,
        ),
        spec("packets", N_("Packets"), "package", _packets, within="preferences", foot=True),
        spec(
            "keys",
            N_("Passphrase and recovery"),
            "key-round",
            partial(_keys, around),
            within="preferences",
            foot=True,
            short=N_("Keys"),
        ),
        spec(
            "help", N_("Help"), "circle-question-mark", partial(_help, around), foot=True, key="F1"
        ),
    )
    return tuple(sorted((*specs, *foot), key=lambda one: _place(one.within or one.name)))


def start(views: Sequence[ViewSpec]) -> str:
    """The name of the view to begin with."""
    names = {spec.name for spec in views}
    return next(name for name in START if name in names)


def _place(name: str) -> int:
    return ORDER.index(name) if name in ORDER else len(ORDER)


def primary(places: Places, context: Context) -> Command | None:
    """What begins new work; None while no view takes an intake."""
    if not places.has("intake"):
        return None
    t, router = context.t, context.router
    return Command(t("New intake"), lambda: router.go("intake"), "plus", "Ctrl+N")


def commands(places: Places, context: Context) -> list[Command]:
    """What the palette offers to do in every view, beside going to views."""
    t, router = context.t, context.router
    return [
        Command(t("New case"), lambda: router.go("cases", "new"), "plus"),
        Command(t("New source"), lambda: router.go("sources", "new"), "plus"),
        Command(t("New appeal"), lambda: router.go("appeals", "new"), "plus"),
        Command(t("Back up now"), lambda: router.go("backups", "now"), "hard-drive"),
        Command(t("Try the recovery sheet"), lambda: router.go("keys", "try"), "check"),
        Command(t("Change the passphrase"), lambda: router.go("keys", "change"), "key-round"),
        Command(t("Send cases to another laptop…"), lambda: router.go("packets"), "package"),
        Command(t("Take in a packet…"), lambda: router.go("packets"), "package-open"),
        Command(t("Import a list…"), lambda: router.go("imports", "list"), "file-spreadsheet"),
        Command(t("Export cases…"), lambda: router.go("exports"), "file-output"),
        Command(t("Check a list of names…"), lambda: router.go("lists", "list"), "list-checks"),
        Command(
            t("Look for names in a document…"),
            lambda: router.go("lists", "document"),
            "scan-search",
        ),
    ]


def with_words(places: Places, context: Context, words: str) -> list[Command]:
    """What the palette offers to do with what was typed."""
    if not places.has("intake"):
        return []
    t, router = context.t, context.router
    said = t("New intake for “{name}”", name=text.isolated(words))
    return [Command(said, lambda: router.go("intake", ("name", words)), "plus", "Ctrl+N")]


def dropped(context: Context, paths: Sequence[Path]) -> None:
    """What becomes of files that are dropped where no view takes them."""
    t, router = context.t, context.router
    lists = [path for path in paths if path.suffix.lower().lstrip(".") in LISTS]
    packets = [path for path in paths if path.suffix.lower() in PACKETS]
    if packets:
        router.go("packets", packets[0])
    elif lists:
        router.go("imports", lists[0])
    elif paths:
        context.notices.show(
            t("Lists can be dropped anywhere, documents in Sources."),
            action=(t("Open Sources"), lambda: router.go("sources")),
        )  # fmt: skip


def _today(context: Context, vault: Vault) -> View:
    from caseapp.desktop.features.today import TodayView

    return TodayView(context, vault, [spec.name for spec in view_specs(vault)])


def _cases(around: Around | None, context: Context, vault: Vault) -> View:
    """The arrangement of the list's columns is kept with the settings of the machine."""
    from caseapp.desktop.features.cases import CasesView, ColumnMemory

    if around is None:
        return CasesView(context, vault)
    machine, name = around.machine, "case_columns"

    def keep(columns: list[str]) -> None:
        machine.change(lambda known: replace(known, others={**known.others, name: columns}))

    memory = ColumnMemory(lambda: machine.settings().others.get(name), keep)
    return CasesView(context, vault, memory)


def _case(context: Context, vault: Vault) -> View:
    from caseapp.desktop.features.case import CaseView

    return CaseView(context, vault)


def _family(context: Context, vault: Vault) -> View:
    from caseapp.desktop.features.family import FamilyView

    return FamilyView(context, vault)


def _sources(context: Context, vault: Vault) -> View:
    from caseapp.desktop.features.sources import SourcesView

    return SourcesView(context, vault)


def _source(context: Context, vault: Vault) -> View:
    from caseapp.desktop.features.sources import SourceView

    return SourceView(context, vault)


def _contacts(context: Context, vault: Vault) -> View:
    from caseapp.desktop.features.contacts import ContactsView

    return ContactsView(context, vault)


def _contact(context: Context, vault: Vault) -> View:
    from caseapp.desktop.features.contact import ContactView

    return ContactView(context, vault)


def _intake(context: Context, vault: Vault) -> View:
    from caseapp.desktop.features.intake import IntakeView

    return IntakeView(context, vault)


def _appeals(context: Context, vault: Vault) -> View:
    from caseapp.desktop.features.appeals import AppealsView

    return AppealsView(context, vault)


def _appeal(context: Context, vault: Vault) -> View:
    from caseapp.desktop.features.appeals import AppealView

    return AppealView(context, vault)


def _scan(context: Context, vault: Vault) -> View:
    from caseapp.desktop.features.appeals import ScanView

    return ScanView(context, vault)


def _library(context: Context, vault: Vault) -> View:
    from caseapp.desktop.features.library import LibraryView

    return LibraryView(context, vault)


def _review(context: Context, vault: Vault) -> View:
    from caseapp.desktop.features.review import ReviewView

    return ReviewView(context, vault)


def _imports(context: Context, vault: Vault) -> View:
    from caseapp.desktop.features.imports import ImportsView

    return ImportsView(context, vault)


def _exports(context: Context, vault: Vault) -> View:
    from caseapp.desktop.features.exports import ExportsView

    return ExportsView(context, vault)


def _lists(context: Context, vault: Vault) -> View:
    from caseapp.desktop.features.lists import ListsView

    return ListsView(context, vault)


def _to_review(vault: Vault, progress: Progress) -> int:
    from caseapp.matching.waiting import waiting_count
    from caseapp.store.queries.packets import open_conflict_count

    return waiting_count(vault, progress) + vault.read(open_conflict_count)


def _trash(context: Context, vault: Vault) -> View:
    from caseapp.desktop.features.trash import TrashView

    return TrashView(context, vault, Places([spec.name for spec in view_specs(vault)]).of)


def _forget(around: Around | None, context: Context, vault: Vault) -> View:
    from caseapp.desktop.features.forgetting import ForgettingView

    places = Places([spec.name for spec in view_specs(vault)])
    folder = (lambda: around.backups.folder) if around is not None else (lambda: None)
    return ForgettingView(context, vault, places.of, folder)


def _statistics(context: Context, vault: Vault) -> View:
    from caseapp.desktop.features.statistics import StatisticsView

    return StatisticsView(context, vault)


def _preferences(around: Around | None, context: Context, vault: Vault) -> View:
    from caseapp.desktop.features.preferences import PreferencesView

    assert around is not None
    return PreferencesView(context, vault, around.machine)


def _backups(around: Around | None, context: Context, vault: Vault) -> View:
    from caseapp.desktop.features.backups.view import BackupsView

    assert around is not None
    return BackupsView(context, vault, around.backups)


def _keys(around: Around | None, context: Context, vault: Vault) -> View:
    from caseapp.desktop.features.keys import KeysView

    assert around is not None
    return KeysView(context, vault, around.machine.lock)


def _emergency(around: Around | None, context: Context, vault: Vault) -> View:
    from caseapp.desktop.features.emergency.remains import Around as Surroundings
    from caseapp.desktop.features.emergency.view import EmergencyView

    assert around is not None
    machine = around.machine
    needed = Surroundings(
        settings=machine.settings, change=machine.change, settings_file=machine.settings_file,
        trial=around.panic.try_out, remove=around.remove,
    )  # fmt: skip
    return EmergencyView(context, vault, needed)


def _packets(context: Context, vault: Vault) -> View:
    from caseapp.desktop.features.packets import PacketsView

    return PacketsView(context, vault)


def _help(around: Around | None, context: Context, _vault: Vault) -> View:
    from caseapp.desktop.features.help import HelpView

    assert around is not None
    desk = around.desk
    return HelpView(
        context,
        shell_keys=lambda: shown.keys() if (shown := desk()) else [],
        view_keys=lambda name: shown.keys_of(name) if (shown := desk()) else [],
        label_of=lambda name: shown.label_of(name) if (shown := desk()) else "",
    )


def _history(context: Context, vault: Vault) -> View:
    from caseapp.desktop.features.history import HistoryView

    return HistoryView(context, vault, Places([spec.name for spec in view_specs(vault)]).of)
