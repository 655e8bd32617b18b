"""Steps of making and opening a vault: its first files, what its database says of itself, and
what memory says of it.

Knows no lock and no record.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, insert

from caseapp.store import history, migrate
from caseapp.store.engine import checkpoint_and_close, create_database, make_engine
from caseapp.store.errors import DamagedVaultError
from caseapp.store.folder import VaultFolder, new_vault_folder
from caseapp.store.keys import KdfCost, KeyFile
from caseapp.store.keyslots import MasterKey
from caseapp.store.last_seen import LastSeen, Newer
from caseapp.store.notes import remove_notes, set_note
from caseapp.store.tables import meta
from caseapp.store.witness import Witness

WENT_BACK = "went_back"


def own_generation(connection: Connection, folder: VaultFolder) -> int:
    """The count of writes, of a database that belongs to this folder. Raises DamagedVaultError.

    One without a form was never made by `create`.
    """
    migrate.is_behind(connection)
    if migrate.current(connection) is None:
        raise DamagedVaultError
    known = history.facts(connection)
    if known.get("store_id") != folder.store_id.hex:
        raise DamagedVaultError
    return int(known["generation"])


def make_folder(path: Path, name: str, passphrase: str, cost: KdfCost | None) -> None:
    """The files of a new vault at `path` (absent or an empty folder), or none of them."""
    with new_vault_folder(path, name) as folder:
        master = KeyFile.create(folder, passphrase, cost or KdfCost.calibrated())
        create_database(folder.database, master)
        engine = make_engine(folder.database, master)
        try:
            migrate.upgrade(engine)
            write_birth(engine, folder)
        finally:
            checkpoint_and_close(engine)


def write_birth(engine: Engine, folder: VaultFolder) -> None:
    """The first notes of a vault about itself."""
    notes = {
        "store_id": folder.store_id.hex,
        "generation": "0",
        "history_length": "0",
        "history_head": history.GENESIS,
    }
    with engine.begin() as connection:
        connection.execute(
            insert(meta), [{"name": name, "value": value} for name, value in notes.items()]
        )


class Memory:
    """What remembers the generation of an open vault: a file in its folder, and one outside.

    `newer`: a newer state than the open one was seen; until `take_over` every opening says so.
    """

    def __init__(self, folder: VaultFolder, master: MasterKey, outside: Path | None) -> None:
        """`outside`: the file of this machine; None remembers inside the folder alone."""
        self._witness = Witness(folder, master)
        self._outside = LastSeen(outside, folder, master) if outside is not None else None
        self._generation = 0
        self.newer: Newer | None = None

    def compare(self, generation: int) -> None:
        """Look, and change nothing."""
        self._generation = generation
        seen = self._witness.generation()
        if seen > generation:
            self.newer = Newer(seen - generation)
        outside = self._outside.newer_than(generation) if self._outside is not None else None
        if outside is not None and (self.newer is None or outside.missing >= self.newer.missing):
            self.newer = outside

    def settle(self, engine: Engine) -> None:
        """Note in the database itself if writes are missing, so that `check` goes on telling."""
        if self.newer is not None:
            value = f"{self._generation} of {self._generation + self.newer.missing}"
            with engine.begin() as connection:
                set_note(connection, WENT_BACK, value)
        self._witness.note(self._generation)
        self._note_outside()

    def note(self, generation: int) -> None:
        """A write was done."""
        self._generation = generation
        self._witness.note(generation)

    def end(self) -> None:
        """The vault is closed."""
        self._note_outside()

    def take_over(self, engine: Engine) -> None:
        """Work goes on in this state: what was newer counts no more."""
        with engine.begin() as connection:
            remove_notes(connection, WENT_BACK)
        if self._outside is not None:
            self._outside.take_over(self._generation)
        self.newer = None

    def _note_outside(self) -> None:
        if self._outside is not None:
            self._outside.note(self._generation)
