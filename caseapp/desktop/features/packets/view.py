"""The view of packets: take one in, send one, know other laptops, see what went and came.

Everything is asked of the vault on the database worker. Nothing is written before the person
has seen what it does, and what was taken in is one step that Ctrl+Z takes back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QDir, Qt

from caseapp.desktop import clipboard, file_dialog, text, theme
from caseapp.desktop.context import Context
from caseapp.desktop.features.packets import deeds
from caseapp.desktop.features.packets.deeds import Known, Leaving, Shown
from caseapp.desktop.features.packets.log_list import PacketLog
from caseapp.desktop.features.packets.send_panel import SendPanel
from caseapp.desktop.features.packets.stations_panel import StationsPanel
from caseapp.desktop.features.packets.take_panel import TakePanel
from caseapp.desktop.file_drop import FileDrop
from caseapp.desktop.forms.place import bring_into_view
from caseapp.desktop.forms.words import RecordWords
from caseapp.desktop.history_words import HistoryWords
from caseapp.desktop.jobs import Kind
from caseapp.desktop.shell.commands import Command
from caseapp.desktop.shell.view import View
from caseapp.desktop.widgets import Label, SectionHeading
from caseapp.desktop.widgets.scrolling import ReadingColumn
from caseapp.errors import UserError
from caseapp.exchange.packets import making, stations
from caseapp.exchange.packets.refusals import OlderPacketError, VaultChangedError
from caseapp.exchange.packets.taking import take_in
from caseapp.i18n import N_
from caseapp.store.history import Action
from caseapp.store.records import PartnerStation
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault
from caseapp.system import files
from caseapp.system.progress import Progress

KINDS = frozenset({"packet", "partner_station"})
CARD_SUFFIX = "card"
_WIDTH = 760


class _Held:
    """The packet that was read last; outlives its view by nothing."""

    def __init__(self) -> None:
        self.shown: Shown | None = None

    def close(self, *_: object) -> None:
        """Let go of it."""
        if self.shown is not None:
            self.shown.incoming.close()
        self.shown = None


class PacketsView(View):
    """Opened with None, a file (a packet or a card), or the ids of cases that are to be sent."""

    def __init__(self, context: Context, vault: Vault) -> None:
        super().__init__(context)
        self._vault = vault
        self._held = _Held()
        self._leaving: Leaving | None = None
        self._path: Path | None = None
        t = self.t
        self.take, self.send = TakePanel(t), SendPanel(t)
        self.stations, self.log = StationsPanel(t), PacketLog(t)
        self._log_heading = SectionHeading(t("Sent and taken in"))
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        t = self.t
        self._page = ReadingColumn(self, _WIDTH)
        column = self._page.column
        column.setSpacing(theme.GRID * 2)
        column.addWidget(Label(t("Packets"), "title"))
        said = t("Cases travel between laptops on a stick: encrypted for the laptops you choose,"
                 " signed by yours, and nothing on the stick says what is inside.")  # fmt: skip
        column.addWidget(Label(said, "second", wrap=True))
        for part in (self.take, self.send, self.stations, self._log_heading, self.log):
            column.addWidget(part)
        column.addStretch(1)

    def _wire(self) -> None:
        self.take.file_asked.connect(self.ask_for_packet)
        self.take.take_asked.connect(self._take_in)
        self.take.left.connect(self._leave)
        self.take.older_asked.connect(lambda: self._read_again(older=True))
        self.send.changed.connect(self._count)
        self.send.make_asked.connect(self._ask_where)
        self.stations.save_asked.connect(self._ask_where_card)
        self.stations.copy_asked.connect(self._copy_card)
        self.stations.card_asked.connect(self.ask_for_card)
        self.stations.card_pasted.connect(self.add_card)
        self.stations.confirmed.connect(self._confirm)
        self.stations.forgotten.connect(self._forget)
        self.stations.unfolded.connect(bring_into_view)
        FileDrop(self, self.t("Let go to open the packet"), self._dropped)
        self.context.changes.subscribe(self._heard, owner=self, kinds=KINDS)
        self.destroyed.connect(self._held.close)

    # -- the shell ---------------------------------------------------------------------------
    def open(self, argument: object) -> None:
        if isinstance(argument, Path):
            self.context.router.replace(None)  # the way back reads no file again
            self.open_file(argument)
        elif isinstance(argument, tuple) and argument:
            self.send.choose_cases([one for one in argument if isinstance(one, UUID)])
        self.reload()

    def set_compact(self, compact: bool) -> None:
        self._page.set_compact(compact)

    def focus_first(self) -> None:
        first = self.take.take if self._held.shown is not None else self.take.choose
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def commands(self) -> Sequence[Command]:
        t = self.t
        return [
            Command(t("Take in a packet…"), self.ask_for_packet, "package-open", "Ctrl+O"),
            Command(t("Add the card of a laptop…"), self.ask_for_card, "plus"),
            Command(t("Save the card of this laptop…"), self._ask_where_card, "download"),
        ]

    def keys(self) -> Sequence[tuple[str, str]]:
        return [("Ctrl+O", self.t("Choose a packet"))]

    # -- showing -----------------------------------------------------------------------------
    def reload(self) -> None:
        """Ask again for stations and packets."""
        self._run(partial(deeds.load, self._vault), self._show, latest="packets")

    def _heard(self, _change: object) -> None:
        self.reload()

    def _show(self, known: Known) -> None:
        self.stations.show_known(known)
        self.send.show_stations(known.stations)
        self.log.show_log(known)
        for part in (self._log_heading, self.log):
            part.setVisible(bool(known.log))
        n = len(known.stations)
        self.set_status(self.t.plural("{n} laptop known", "{n} laptops known", n) if n else "")

    def _run(
        self,
        work: Callable[[Progress], Any],
        then: Callable[[Any], None],
        failed: Callable[[UserError], None] | None = None,
        *,
        latest: str | None = None,
        title: str = "",
        kind: Kind = Kind.READ,
    ) -> None:
        self.context.jobs.run(
            work, then, failed, kind=kind, latest=latest, title=title, cancellable=bool(title),
            owner=self,
        )  # fmt: skip

    # -- taking in ---------------------------------------------------------------------------
    def ask_for_packet(self) -> None:
        """Choose a packet's file."""
        t, kind = self.t, making.SUFFIX.lstrip(".")
        file_dialog.ask_for_file(
            self, t("Which packet?"), Path(QDir.homePath()), (t("Packets"), (kind,)),
            self.open_file,
        )  # fmt: skip

    def open_file(self, path: Path) -> None:
        """Read a packet and show what it would do; a card is added."""
        if path.suffix == f".{CARD_SUFFIX}":
            self._read_card(path)
            return
        self._path = path
        self._read_again()

    def _dropped(self, paths: Sequence[Path]) -> None:
        if paths:
            self.open_file(paths[0])

    def _read_again(self, *, older: bool = False) -> None:
        path = self._path
        if path is None:
            return
        self._held.close()
        self.take.show_nothing()
        names = HistoryWords(RecordWords(self.t))
        work = partial(deeds.read_packet, self._vault, path, self.t, names, older=older)
        self._run(lambda progress: work(progress=progress), self._show_packet, self._refused,
                  title=self.t("Reading a packet"), latest="packet", kind=Kind.LONG)  # fmt: skip

    def _show_packet(self, shown: Shown) -> None:
        self._held.shown = shown
        self.take.show_packet(shown)
        self._page.area.verticalScrollBar().setValue(0)

    def _refused(self, error: UserError) -> None:
        self._held.close()
        self.take.show_nothing(self.t.error(error), older=isinstance(error, OlderPacketError))

    def _take_in(self) -> None:
        shown, vault, t = self._held.shown, self._vault, self.t
        if shown is None:
            return
        self.take.take.setEnabled(False)

        def done(changes: ChangeSet) -> None:
            self.take.take.setEnabled(True)
            self._leave()
            self.context.changes.announce(changes)
            detail = t("Ctrl+Z takes all of it back.")
            waits = shown.incoming.told.conflict_count or any(same for _n, same in shown.people)
            review = (t("Open Review"), lambda: self.context.router.go("review"))
            self.context.notices.show(
                t("The packet was taken in."), detail, tone="ok", action=review if waits else None
            )

        def failed(error: UserError) -> None:
            self.take.take.setEnabled(True)
            if isinstance(error, VaultChangedError):
                self._read_again(older=True)
            else:
                self._refused(error)

        self._run(lambda progress: take_in(vault, shown.incoming, progress), done, failed,
                  title=t("Taking a packet in"), kind=Kind.WRITE)  # fmt: skip

    def _leave(self) -> None:
        self._held.close()
        self._path = None
        self.take.show_nothing()
        self.focus_first()

    # -- sending -----------------------------------------------------------------------------
    def _count(self) -> None:
        """What would leave now; nothing before somebody is chosen."""
        self._leaving = None
        scope, to = self.send.scope(), self.send.stations()
        if not to or not (scope.whole or scope.cases):
            self.send.show_leaving(None)
            self.context.jobs.run(lambda _p: None, owner=self, latest="leaving")
            return
        self._run(partial(deeds.preview, self._vault, scope, to, self.t), self._show_leaving,
                  lambda error: self.send.show_leaving(None, self.t.error(error)),
                  latest="leaving")  # fmt: skip

    def _show_leaving(self, leaving: Leaving) -> None:
        self._leaving = leaving
        self.send.show_leaving(leaving)

    def _ask_where(self) -> None:
        if self._leaving is not None:
            title = self.t("Where shall the packet lie?")
            file_dialog.ask_for_folder(self, title, Path(QDir.homePath()), self.make_in)

    def make_in(self, folder: Path) -> None:
        """Make the packet that is shown, in a folder, under a name that says nothing."""
        leaving, vault, t = self._leaving, self._vault, self.t
        if leaving is None:
            return
        target = folder / making.suggested_name()

        def done(made: making.Made) -> None:
            names = ", ".join(one.name for one in leaving.preview.stations)
            said = t("Packet for {names}: {file}", names=names, file=text.file_name(target.name))
            detail = t("It opens there alone, for {n} days. Take the stick out safely.",
                       n=making.KEPT_DAYS)  # fmt: skip
            self.context.notices.show(said, detail, tone="ok")
            self.reload()

        self._run(lambda progress: making.make(vault, leaving.preview, target, progress), done,
                  self._not_made, title=t("Making a packet"), kind=Kind.WRITE)  # fmt: skip

    def _not_made(self, error: UserError) -> None:
        self.context.notices.show(self.t.error(error), tone="danger")

    # -- stations ----------------------------------------------------------------------------
    def ask_for_card(self) -> None:
        """Choose the file of a card."""
        t = self.t
        file_dialog.ask_for_file(
            self, t("Which card?"), Path(QDir.homePath()), (t("Cards"), (CARD_SUFFIX, "txt")),
            self._read_card,
        )  # fmt: skip

    def _read_card(self, path: Path) -> None:
        try:
            data = files.read_limited(path, stations.LONGEST_CARD)
        except (OSError, ValueError):
            data = b""
        self.add_card(data.decode("ascii", "replace"))

    def add_card(self, card: str) -> None:
        """Take in the card of another laptop; its words are still to be compared."""
        vault = self._vault

        def done(_station: PartnerStation) -> None:
            self.stations.clear_card()
            self.reload()

        def failed(error: UserError) -> None:
            self.stations.refuse_card(self.t.error(error))
            self._page.area.ensureWidgetVisible(self.stations.paste)

        self._run(lambda _p: stations.add_station(vault, stations.read_card(card)), done, failed,
                  kind=Kind.WRITE)  # fmt: skip

    def _confirm(self, station: PartnerStation, by: str) -> None:
        vault = self._vault
        self._run(lambda _p: stations.confirm(vault, station, by), lambda _s: self.reload(),
                  self._not_made, kind=Kind.WRITE)  # fmt: skip

    def _forget(self, station: PartnerStation) -> None:
        vault = self._vault
        action = Action(N_("Forget the laptop {name}"), {"name": station.name})
        self._run(lambda _p: vault.trash(station, action=action), self.context.changes.announce,
                  self._not_made, kind=Kind.WRITE)  # fmt: skip

    def _ask_where_card(self) -> None:
        t = self.t
        proposal = Path(QDir.homePath()) / f"station.{CARD_SUFFIX}"
        file_dialog.ask_where_to_save(
            self, t("Where shall the card lie?"), proposal, (t("Card"), CARD_SUFFIX),
            self.save_card,
        )  # fmt: skip

    def save_card(self, path: Path) -> None:
        """Write the own card to a file; it holds public keys alone."""
        vault = self._vault

        def save(_progress: Progress) -> None:
            files.replace_atomically(path, stations.card_text(vault).encode() + b"\n")

        self._run(save, lambda _n: self.context.notices.pass_by(self.t("The card is saved."), ""))

    def _copy_card(self) -> None:
        vault = self._vault

        def copied(card: str) -> None:
            clipboard.copy(card)
            self.context.notices.pass_by(self.t("The card is copied."), "")

        self._run(lambda _p: stations.card_text(vault), copied)
