"""The keys of one open vault: its passphrase, its recovery key, and a new master key.

What the rest of the program sees of them, as `Vault.keys`. A recovery key is shown once, when it
is made, and kept nowhere but wrapped in the key file. That it was tried is noted in the vault.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine, exists, select

from caseapp.i18n import N_
from caseapp.store import history, recovery_code, recovery_shares, rekey
from caseapp.store.disk_guard import DiskGuard
from caseapp.store.errors import StoreError, WrongPassphraseError
from caseapp.store.folder import VaultFolder
from caseapp.store.instance import InstanceLock
from caseapp.store.keys import KdfCost, KeyFile
from caseapp.store.keyslots import MasterKey
from caseapp.store.notes import remove_notes, set_note
from caseapp.store.records import Detainee
from caseapp.store.recovery_errors import SamePassphraseError
from caseapp.store.tables import action
from caseapp.system.progress import Progress

YEARLY: Final = timedelta(days=365)
"""How long a recovery key may go without being tried."""
PUT_OFF: Final = timedelta(days=7)
"""How long the first try may wait where there are cases already."""
LONGEST_WAIT: Final = 30

SAMPLE: Final = "sample"
"""The note of a vault that the sample was loaded into."""
SAMPLE_LOADED: Final = N_("Load the sample")
"""The sentence of its first action, by which one is known that was made before there was a note."""
_TRIED: Final = "recovery_tried"
_LATER: Final = "recovery_later"


def wait_after(wrong: int) -> int:
    """Seconds before the next try after `wrong` wrong ones in a row: 1, 2, 4, 8, 16, 30, 30…"""
    return min(2 ** min(wrong - 1, 8), LONGEST_WAIT) if wrong > 0 else 0


@dataclass(frozen=True, slots=True)
class RecoveryKey:
    """A recovery key in the hand: what can be printed of it, once. 32 bytes."""

    key: bytes

    @property
    def lines(self) -> tuple[str, ...]:
        """As the lines of a sheet."""
        return recovery_code.lines_of(self.key)

    def shares(self) -> tuple[tuple[str, ...], ...]:
        """As three shares of 33 words; another set each time, and all sets open."""
        return recovery_shares.split(self.key)

    def __repr__(self) -> str:
        return "RecoveryKey(…)"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a vault stands with its recovery key.

    `made`: there is one. `tried`: the day on which the newest was typed in and opened the vault.
    `replacing`: an earlier one opens too, until the newest was tried. `later`: the last day to
    which trying it was put off. `cases`: there are cases, whatever they are; `sample`: this is the
    sample, whose passphrase everybody knows.
    """

    made: bool
    tried: date | None
    replacing: bool
    later: date | None
    cases: bool
    sample: bool

    @property
    def wanted(self) -> bool:
        """Whether the recovery key still has to be made, or tried for the first time."""
        return self.tried is None and not self.sample

    def stops(self, today: date) -> bool:
        """Whether this has to be done before anything else."""
        return self.wanted and (self.later is None or today > self.later)

    @property
    def may_wait(self) -> bool:
        """Whether it can be put off: once, and only where there are cases that are needed now."""
        return self.wanted and self.cases and self.later is None

    def is_due(self, today: date) -> bool:
        """Whether the yearly try is due."""
        return self.tried is not None and today - self.tried >= YEARLY


class VaultKeys:
    """All methods that take a passphrase are slow: it is the cost of guessing.

    What changes something raises the `refusal` of a vault in which nothing may be written.
    """

    def __init__(
        self,
        folder: VaultFolder,
        master: MasterKey,
        alone: Callable[[], AbstractContextManager[Engine]],
        close: Callable[[], None],
        disk: DiskGuard,
    ) -> None:
        """`alone()` gives the database while nobody else uses the vault; `close()` closes it."""
        self._folder, self._master, self._disk = folder, master, disk
        self._alone, self._close = alone, close
        self._one_at_a_time = threading.Lock()
        """Held while the key file changes; the vault itself is not, for as long as that takes."""

    def refusal(self) -> StoreError | None:
        """Why nothing can be changed here: opened to look only, or the disk failed; else None."""
        return self._disk.refusal()

    @contextmanager
    def _changing(self) -> Iterator[None]:
        with self._disk.writing(), self._one_at_a_time:
            yield

    # -- passphrase --------------------------------------------------------------------------
    def change_passphrase(self, old: str, new: str, cost: KdfCost | None = None) -> None:
        """From now on `new` opens the vault. Old copies of the key file open with `old` still.

        Raises WrongPassphraseError or SamePassphraseError.
        """
        with self._changing():
            self._refuse_same(old, new)
            KeyFile.change_passphrase(self._folder, old, new, cost or KdfCost.calibrated())

    def replace_master_key(
        self, old: str, new: str, progress: Progress | None = None, cost: KdfCost | None = None
    ) -> None:
        """After `old` became known: write the vault anew under a new key, and close it.

        It opens with `new` afterwards and needs a new recovery key. Raises WrongPassphraseError,
        SamePassphraseError, NoRoomForNewKeyError, UnsoundNewCopyError or `Cancelled`: then
        everything is as before, and open.
        """
        progress = progress or Progress()
        with self._changing():
            self._refuse_same(old, new)
            dear = cost or KdfCost.calibrated()
            with self._alone() as engine:
                rekey.prepare(self._folder, engine, self._master, new, dear, progress)
                rekey.decide(self._folder)
                self._close()

    def _refuse_same(self, old: str, new: str) -> None:
        KeyFile.open(self._folder, old)
        with suppress(WrongPassphraseError):
            KeyFile.open(self._folder, new)
            raise SamePassphraseError

    # -- recovery key ------------------------------------------------------------------------
    def make_recovery(self, passphrase: str) -> RecoveryKey:
        """A new recovery key. An earlier one goes once this one was tried."""
        with self._changing():
            return RecoveryKey(KeyFile.add_recovery_key(self._folder, passphrase))

    def try_recovery(self, key: bytes) -> None:
        """Open the vault with it, from the disk, and note that it did.

        Raises WrongRecoveryKeyError or EarlierRecoveryKeyError.
        """
        with self._changing(), self._alone() as engine:
            slot = KeyFile.try_recovery_key(self._folder, key)
            tried = json.dumps({"at": datetime.now(UTC).isoformat(), "slot": slot})
            with engine.begin() as connection:
                set_note(connection, _TRIED, tried)
                remove_notes(connection, _LATER)

    def put_off(self, today: date) -> None:
        """Let it wait for some days; `Standing.may_wait` says whether that is allowed."""
        with self._changing(), self._alone() as engine, engine.begin() as connection:
            set_note(connection, _LATER, (today + PUT_OFF).isoformat())

    def standing(self) -> Standing:
        """Read from the key file and the vault's notes."""
        with self._alone() as engine, engine.connect() as connection:
            slots = self._recovery_slots()
            known = history.facts(connection)
            cases = connection.scalar(select(exists().where(Detainee.id.is_not(None))))
            first = connection.scalar(select(action.c.label).where(action.c.seq == 1))
        tried = _tried(known.get(_TRIED, ""), slots[-1]) if slots else None
        later = None
        with suppress(ValueError):
            later = date.fromisoformat(known.get(_LATER, ""))
        sample = SAMPLE in known or first == SAMPLE_LOADED
        return Standing(bool(slots), tried, len(slots) > 1, later, bool(cases), sample)

    def _recovery_slots(self) -> tuple[str, ...]:
        """Their salts; none where the key file cannot be read, which its next use will tell."""
        try:
            slots = KeyFile.load(self._folder.key_file, self._folder.store_id).recovery_slots
        except StoreError:
            return ()
        return tuple(slot.salt.hex() for slot in slots)


def _tried(note: str, slot: str) -> date | None:
    """The day on which the recovery key of this slot was tried; of another slot it counts not."""
    try:
        kept: Any = json.loads(note)
        at = datetime.fromisoformat(kept["at"]).astimezone().date()
        return at if kept["slot"] == slot else None
    except (ValueError, KeyError, TypeError):
        return None


def reset_passphrase(path: Path, key: bytes, new: str, cost: KdfCost | None = None) -> None:
    """After a forgotten passphrase: `new` opens the closed vault at `path`.

    Nothing but the key file is written. Raises what `Vault.open` raises, and
    WrongRecoveryKeyError where that raises WrongPassphraseError.
    """
    folder = VaultFolder.load(path)
    with InstanceLock(folder):
        rekey.finish(folder)
        KeyFile.reset_passphrase(folder, key, new, cost or KdfCost.calibrated())
