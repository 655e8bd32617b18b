"""Joins the rooms and opens the window.

Reads from top to bottom: what runs the program, what is made once, what happens when a
vault opens, what locking means.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from caseapp.bootstrap.views import (
    Around,
    commands,
    dropped,
    primary,
    start,
    view_specs,
    with_words,
)
from caseapp.desktop import fonts, text
from caseapp.desktop.changes import Changes
from caseapp.desktop.check_watch import CheckWatch
from caseapp.desktop.choices import Choices
from caseapp.desktop.clipboard import ClipboardMarks, empty_clipboard
from caseapp.desktop.context import Context
from caseapp.desktop.disk_watch import DiskWatch
from caseapp.desktop.features.backups.keeper import Keeper
from caseapp.desktop.features.gate.doors import Doors
from caseapp.desktop.features.gate.page import GatePage, GateState
from caseapp.desktop.features.gate.restore import restored_words
from caseapp.desktop.features.preferences.machine import Machine
from caseapp.desktop.features.sources.file_queue import not_taken, tell_not_taken
from caseapp.desktop.features.whole_vault import Places, VaultSearch, VaultUndo
from caseapp.desktop.guard.armed import armed_vaults, with_armed
from caseapp.desktop.guard.panic import VANISH, Panic
from caseapp.desktop.guard.watch import Watch
from caseapp.desktop.jobs import Collecting, Jobs, Kind
from caseapp.desktop.letter_keys import LetterKeys
from caseapp.desktop.process import application, files_not_taken, start_anew, vault_removed
from caseapp.desktop.shell.bugs import Bugs
from caseapp.desktop.shell.commands import Command
from caseapp.desktop.shell.desk import DeskSpec
from caseapp.desktop.shell.view import ViewSpec
from caseapp.desktop.theme import Appearance
from caseapp.desktop.window import Window
from caseapp.i18n import system_language
from caseapp.store.destroying import remove_vault
from caseapp.store.errors import StoreError
from caseapp.store.folder import VaultFolder
from caseapp.store.keys import KdfCost, KeyFile
from caseapp.store.vault import Vault
from caseapp.system import hardening
from caseapp.system.conversation import end_all
from caseapp.system.logs import EventLog
from caseapp.system.paths import Paths, standard_paths
from caseapp.system.progress import Progress
from caseapp.system.settings import Settings, Theme


def run_window(vault_path: Path | None = None) -> int:
    """Open the window, with the vault at `vault_path` chosen if one is given; the exit code."""
    hardening.harden_process()
    paths = standard_paths()
    choices = Choices(paths.settings_file)
    program = Program(application(choices.settings.text_size), paths, vault_path, choices=choices)
    program.show()
    code = QApplication.exec()
    program.end()
    if program.locked:
        start_anew(program.not_taken, program.removed)
    return code


def window_parts() -> str:
    """Build the window and every view without showing them; what was loaded, in one line."""
    app = application()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        paths = Paths(config=root / "config", logs=root / "logs", vaults=root / "vaults")
        program = Program(app, paths, None)
        program.opened(Vault.create(root / "vault", "self-test", cost=KdfCost.floor()))
        desk = program.window.desk
        views = [desk.view(spec.name) for spec in program.views()] if desk else []
        program.window.close()
        program.end()
    faces = ", ".join(fonts.FAMILIES)
    return f"Qt {qVersion()} on {app.platformName()}, {len(views)} views, {faces}"


class Program:
    """Everything that lives as long as the window: made here, joined here, ended here."""

    def __init__(
        self,
        app: QApplication,
        paths: Paths,
        vault_path: Path | None,
        *,
        choices: Choices | None = None,
        jobs: Jobs | None = None,
        cost: KdfCost | None = None,
        quit_app: Callable[[], None] = QApplication.quit,
    ) -> None:
        """`jobs`, `cost` of a new vault's key and `quit_app` are replaced in tests."""
        fonts.register()
        self.locked = False
        self.not_taken = 0
        """Files that waited to be read when the window was locked."""
        self.removed: int | None = None
        """Files that resisted when the vault was taken off this computer; None: it was not."""
        self._removing = False
        self._not_taken_before, self._removed_before = files_not_taken(), vault_removed()
        self._quit = quit_app
        self._log = EventLog(paths.log_file)
        self._choices = choices or Choices(paths.settings_file)
        settings = self._choices.settings
        self._doors = Doors(self._choices, paths.vaults, self._log, cost=cost)
        self._gate = GateState(making=not settings.recent_vaults, vault=vault_path)
        self._gate.making &= vault_path is None
        self._vault: Vault | None = None
        self._watch: Watch | None = None
        self._backups: Keeper | None = None
        self._disk: DiskWatch | None = None
        self._checks: CheckWatch | None = None
        self.jobs = jobs or Jobs()
        self._collecting = Collecting(self.jobs)
        self._panic = Panic(self.jobs, self._armed)
        self._clipboard = ClipboardMarks()
        self.window = Window(
            language=settings.language or system_language(), jobs=self.jobs, changes=Changes(),
            appearance=Appearance(app, settings.theme.value), remember=self._remember,
        )  # fmt: skip
        self._letters = LetterKeys(app, on=settings.letter_keys)
        self._machine = self._make_machine(paths)
        self._bugs = Bugs(self.window.context.t, self.window, self._log.bug)
        self._bugs.install()
        self.window.rebuilt.connect(self._rebuilt)
        self.window.closed.connect(self._quit)
        self.window.show_gate(self._make_gate)

    def show(self) -> None:
        """On small screens the window takes all of it."""
        room = QGuiApplication.primaryScreen().availableGeometry()
        self.window.resize(min(1366, room.width()), min(768, room.height()))
        if room.width() <= 1366 or room.height() <= 768:
            self.window.showMaximized()
        else:
            self.window.show()

    def end(self) -> None:
        """Wait for all work, write everything back, let go of the vault.

        Each change was kept when it was made: a disk that is gone now must not stop a lock.
        """
        watch, self._watch = self._watch, None
        if watch is not None:
            watch.stop()
        end_all()  # a page that is being drawn must not be waited for
        self.jobs.close()
        self._collecting.end()
        if self._vault is not None:
            empty_clipboard()
        for part in (self._panic, self._clipboard):
            part.stop()
            part.deleteLater()
        self._bugs.uninstall()
        self._letters.deleteLater()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        vault, self._vault = self._vault or self._gate.held, None
        try:
            if vault is not None:
                vault.close()
        except StoreError:
            self._log.event("vault.not-closed")
        if vault is not None and self._removing and self.locked:
            self._remove(vault.folder)
        if watch is not None:
            watch.session.ready()
            watch.deleteLater()

    # -- the gate ----------------------------------------------------------------------------
    def _make_gate(self, context: Context) -> GatePage:
        return GatePage(
            context, self._doors, self._gate, languages=self.window.languages(),
            set_language=self.window.set_language, opened=self.opened,
        )  # fmt: skip

    def opened(self, vault: Vault) -> None:
        """A vault was unlocked or made: show what is in it."""
        self._vault = vault
        vault.station = self._choices.settings.station
        vault.across_scripts = self._choices.settings.across_scripts
        self._doors.remember(vault.folder.path)
        self._backups = Keeper(
            vault, lambda: self.window.context, lambda: self._choices.settings, self._change,
            parent=self.window,
        )  # fmt: skip
        language = lambda: self.window.context.t  # noqa: E731
        views = self.views()
        places = Places([spec.name for spec in views])
        search = VaultSearch(language, vault, places)
        self.window.show_desk(
            DeskSpec(
                views=views, vault_name=vault.name, start=start(views),
                search=search, names=search.read_names,
                undo=VaultUndo(language, vault, places),
                commands=partial(self._commands, places), with_words=partial(with_words, places),
                dropped=dropped, primary=partial(primary, places),
            ),
            self._lock, self._prove, self._undone,
        )  # fmt: skip
        self._watch = Watch(self.window, lambda: self._choices.settings)
        self._backups.consider()
        self._disk = DiskWatch(
            vault, self.jobs, lambda: self.window.context,
            lambda: self.window.centralWidget() or self.window, self.window.lock, self.window,
        )  # fmt: skip
        self._disk.look()
        self._checks = CheckWatch(vault, self.jobs, lambda: self.window.context, self.window)
        self._checks.show_again()

    def _prove(self, passphrase: str, told: Callable[[bool], None]) -> None:
        """Whether a passphrase opens the vault that is open, told when it is known."""
        assert self._vault is not None
        folder = self._vault.folder

        def proven(_progress: Progress) -> bool:
            KeyFile.open(folder, passphrase)
            return True

        self.jobs.run(proven, told, lambda _error: told(False), kind=Kind.FREE, owner=self.window)

    # -- the desk ----------------------------------------------------------------------------
    def views(self) -> tuple[ViewSpec, ...]:
        """What the open vault offers."""
        assert self._vault is not None
        assert self._backups is not None
        around = Around(
            self._machine, lambda: self.window.desk, self._backups, self._panic,
            self._leave_for_good,
        )  # fmt: skip
        return view_specs(self._vault, around)

    def _commands(self, places: Places, context: Context) -> list[Command]:
        """What can be done everywhere, with the switch of what the palette itself finds."""
        t, on = context.t, self._choices.settings.across_scripts
        said = (
            t("Search names only as they are spelled") if on else t("Search names across scripts")
        )

        def turn() -> None:
            self._change(lambda settings: replace(settings, across_scripts=not on))

        gone = Command(t("End the program at once"), self._panic.vanish, "octagon-x", VANISH)
        return [*commands(places, context), Command(said, turn, "languages"), gone]

    def _leave_for_good(self) -> None:
        """Lock, and take the vault off this computer when it is closed.

        Not while something could not be kept: whoever then stays must not lose all of it later.
        """
        if self.jobs.keeping == "failed":
            t = self.window.context.t
            self.window.context.notices.show(t("A change was not kept."), tone="danger")
            return
        self._removing = True
        self.window.lock()

    def _remove(self, folder: VaultFolder) -> None:
        """The vault is closed: its keys, its files, its place in the list."""
        try:
            self.removed = len(remove_vault(folder.path))
        except StoreError:  # the folder is gone, or is no vault any more
            self.removed = 0
        store_id, path = folder.store_id, folder.path
        self._choices.change(lambda s: with_armed(s.without_recent(path), store_id, False))

    def _lock(self) -> None:
        """All is kept and the screen is blank: leave this process and start a fresh one."""
        empty_clipboard()
        self.locked = True
        if self._vault is not None:
            self.not_taken = not_taken(self._vault)
        self._log.event("vault.locked")
        self._quit()

    def _undone(self) -> tuple[str, str] | None:
        """What closing leaves undone, told once to whoever sits here; a lock tells it after."""
        n = tell_not_taken(self._vault) if self._vault is not None else 0
        if not n:
            return None
        t = self.window.context.t
        said = t.plural("{n} file was not taken in.", "{n} files were not taken in.", n)
        return said, t("Drop them once more.")

    def _armed(self) -> list[Path]:
        """The vaults whose keys the second panic key destroys: the open one, or those known here.

        At the gate nobody can say which of them is meant, so it is each that was armed.
        """
        settings = self._choices.settings
        if self._vault is not None:
            path = self._vault.folder.path
            return [one for one in armed_vaults(settings, [path]) if one == path]
        return armed_vaults(settings, [self._gate.vault] if self._gate.vault else [])

    def _make_machine(self, paths: Paths) -> Machine:
        window, choices = self.window, self._choices
        return Machine(
            languages=window.languages(), language=lambda: window.language,
            set_language=window.set_language, appearance=lambda: window.appearance,
            set_appearance=window.set_appearance, settings=lambda: choices.settings,
            change=self._change, lock=window.lock,
            heard=lambda: self._watch.session.heard if self._watch else frozenset(),
            settings_file=paths.settings_file,
            log_file=paths.log_file,
        )  # fmt: skip

    # -- the person's choices ----------------------------------------------------------------
    def _remember(self, what: str, value: str) -> None:
        if what == "language":
            self._choices.change(lambda settings: replace(settings, language=value))
        else:
            self._choices.change(lambda settings: replace(settings, theme=Theme(value)))

    def _change(self, how: Callable[[Settings], Settings]) -> None:
        """Keep a choice, and put into force what can be at once."""
        self._choices.change(how)
        settings = self._choices.settings
        self._letters.on = settings.letter_keys
        if self._vault is not None:
            self._vault.station = settings.station
            self._vault.across_scripts = settings.across_scripts
        if self._choices.problem is not None:
            t = self.window.context.t
            self.window.context.notices.show(t.error(self._choices.problem), tone="warn")

    def _rebuilt(self, context: Context) -> None:
        t = self._bugs.t = context.t
        if self._disk is not None:
            self._disk.show_again()
        if self._checks is not None:
            self._checks.show_again()
        if self._vault is not None and self._vault.folder.path == self._doors.sample_path:
            told = t("People marked fictitious are invented. Keep no real cases here.")
            context.notices.show(t("This is the sample."), told)
        before = self._vault.backups.before_migration if self._vault is not None else None
        if before is not None:
            told = t("A backup from before lies in {path}.", path=text.isolated(str(before.path)))
            context.notices.show(
                t("This version of the program brought the vault to its own form."), told
            )
        restored = self._doors.restored
        if (
            restored is not None
            and self._vault is not None
            and self._vault.folder.path == restored.path
        ):
            context.notices.show(*restored_words(t, restored))
        if self._choices.problem is not None:
            context.notices.show(t.error(self._choices.problem), tone="warn")
        if self._removed_before is not None:
            n = self._removed_before
            detail = t.plural(
                "{n} file could not be deleted. Without the keys nobody can read it.",
                "{n} files could not be deleted. Without the keys nobody can read them.", n,
            ) if n else ""  # fmt: skip
            context.notices.show(t("The vault was removed from this computer."), detail)
        if n := self._not_taken_before:
            said = t.plural(
                "{n} file was not taken in, because the window was locked.",
                "{n} files were not taken in, because the window was locked.", n,
            )  # fmt: skip
            context.notices.show(said, t("Drop them once more."), tone="warn")
