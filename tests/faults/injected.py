"""Lets the n-th call of a kind fail, once or from then on, and looks at what came of it."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from caseapp.store.backup_place import look
from caseapp.store.errors import StoreError
from caseapp.store.vault import Vault
from tests.faults.deeds import passphrase, state
from tests.faults.notify import Call
from tests.faults.watched import Watched, copy_room

_GROW: Final = frozenset({"write", "pwrite64", "mkdir", "link", "rename"})


def _takes_room(call: Call) -> bool:
    return call.name in _GROW or (call.name == "openat" and call.makes)


def _writes(call: Call) -> bool:
    return call.name in ("write", "pwrite64")


def _flushes(call: Call) -> bool:
    return call.name in ("fsync", "fdatasync")


def _changes(call: Call) -> bool:
    return call.name not in ("read", "pread64", "fsync", "fdatasync", "openat") or bool(
        call.name == "openat" and (call.makes or call.size & (os.O_WRONLY | os.O_RDWR))
    )


FAULTS: Final[dict[str, tuple[Callable[[Call], bool], int]]] = {
    "full": (_takes_room, errno.ENOSPC),
    "write": (_writes, errno.EIO),
    "flush": (_flushes, errno.EIO),
}
"""Which calls fail, and with which error."""
FROM_THEN_ON: Final[dict[str, tuple[Callable[[Call], bool], int]]] = {
    "gone": (lambda call: call.name not in _BY_NAME, errno.EIO),
    "read-only": (_changes, errno.EROFS),
}
"""The same for a stick that was pulled out, and for a disk that takes nothing any more: reading
and opening are watched too."""
_BY_NAME: Final = ("openat", "mkdir", "rename", "link", "unlink", "rmdir")
"""They fail by themselves when the folder is moved away."""


@dataclass
class Injector:
    """Between `begin` and `sound`, the n-th such call below `where` fails; `forever`: all later.

    A disk that is full has room again when the ballast is given up.
    """

    where: Path
    fault: str
    nth: int
    forever: bool
    seen: int = 0
    hits: int = 0
    active: bool = False

    def __call__(self, call: Call) -> int:
        if call.word:
            self.active = call.word.startswith("begin") or (
                self.active and not call.word.startswith("sound")
            )
            self._pull(out=self.active and self.fault == "gone")
        if not self.active or call.path is None or self.where not in call.path.parents:
            return 0
        if call.name == "unlink" and call.path.name == "ballast":
            self.active = False
        touches, error = (FAULTS | FROM_THEN_ON)[self.fault]
        if not touches(call):
            return 0
        self.seen += 1
        if self.seen == self.nth or (self.forever and self.seen > self.nth):
            self.hits += 1
            return error
        return 0

    def _pull(self, *, out: bool) -> None:
        """Take the folder of the vault away, or bring it back."""
        there, away = self.where / "vault", self.where / "pulled out"
        if out and there.exists():
            there.rename(away)
        elif not out and away.exists():
            away.rename(there)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one fault. `deed` and `again` are "done" or the name of the refusal."""

    hits: int
    deed: str
    again: str
    wrong: tuple[str, ...]


def inject(watched: Watched, begin: Path, scratch: Path, deed: str, injector: Injector) -> Outcome:
    """Do a deed on a copy of a room with a fault in it, then see to the vault that is left."""
    room = copy_room(begin, scratch / "room")
    words = watched.run(deed, room, scratch, injector, seed=1, reads=injector.fault in FROM_THEN_ON)
    wrong = [" ".join(one) for one in words if one[0] == "bug"]
    told = [one[1:] for one in words if one[0] == "ack"]
    came = {one[1]: "done" if one[0] == "done" else one[2] for one in words
            if one[0] in ("done", "refused")}  # fmt: skip
    if came.get("deed") != "done" and len(told) > 1 and told[1][1] != told[0][1]:
        wrong.append("refused, and yet something was done")
    wrong += _left(room, told, injector)
    return Outcome(injector.hits, came.get("deed", "?"), came.get("again", "?"), tuple(wrong))


def _left(room: Path, told: list[list[str]], injector: Injector) -> list[str]:
    """What is wrong when the vault is opened again on a sound disk."""
    changes = sorted({int(one[2]) for one in told} | {int(told[0][2]) + 1})
    for number in changes:
        try:
            with Vault.open(room / "vault", passphrase(number)) as vault:
                wrong = [f"{one.check}: {one.detail}" for one in vault.check()]
                # What could not be flushed may be there all the same, as a whole.
                if state(vault) != told[-1][1] and injector.fault != "flush":
                    wrong.append("not the state that was told last")
                wrong += [f"left over: {p.name}" for p in vault.folder.attachments.rglob("*.part")]
                for one in look(room / "stick"):
                    damages = vault.backups.damages(vault.backups.at(one.path.parent.parent)[0][0])
                    wrong += [f"backup: {part}" for part in damages]
                return wrong
        except StoreError as error:
            failed = type(error).__name__
    return [f"does not open: {failed}"]
