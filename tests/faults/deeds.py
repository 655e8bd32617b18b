"""What a process does to a vault while its disk is watched, and what it tells of it.

As `saver`: each line on standard input forks a child, which from then on asks before each call
(`notify`) and works in `room`, a folder with a vault and a `stick` for backups. "work" does so
many steps of a seed, "one" does a single deed, says what came of it and tries to go on. What the
child tells stands between its calls: `begin STEP`, `ack STEP STATE PASSPHRASE WRITES`, `refused`.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import socket
import sys
from collections.abc import Callable
from pathlib import Path

from caseapp.domain.vocabulary import AttachmentRole, NameScript
from caseapp.errors import UserError
from caseapp.intake.lists.run import run_import
from caseapp.store import engine
from caseapp.store.history import Action
from caseapp.store.keys import KeyFile
from caseapp.store.records import Detainee, NameForm
from caseapp.store.vault import Vault
from caseapp.system import files
from tests.conftest import CHEAP, PASSPHRASE
from tests.faults.notify import listen
from tests.faults.plan import Plan
from tests.intake.lists.importing import Office
from tests.store.every_kind import content

KINDS = ("case", "edit", "attach", "import", "trash", "undo", "passphrase", "backup", "reopen")
_OFTEN = (5, 4, 4, 1, 2, 2, 2, 1, 3)
PEOPLE = 25


def tell(*words: object) -> None:
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def passphrase(number: int) -> str:
    """After so many changes of it."""
    return f"{PASSPHRASE} {number}" if number else PASSPHRASE


def state(vault: Vault) -> str:
    """Sixteen digits that stand for everything that the records say, and the count of writes."""
    told = sorted((name, key.hex, repr(said)) for (name, key), said in content(vault).items())
    return hashlib.sha256(repr((vault.generation, told)).encode()).hexdigest()[:16]


def acknowledge(step: int, worker: Worker, kind: str = "") -> None:
    tell("ack", step, state(worker.vault), worker.changes, worker.vault.generation, kind)


class Worker:
    """One vault and the deeds on it; everything follows from the seed."""

    def __init__(self, room: Path, scratch: Path, seed: int, changes: int = 0) -> None:
        self.room, self.scratch, self.plan, self.changes = room, scratch, Plan(seed), changes
        self.vault = self._opened()

    def _opened(self) -> Vault:
        return Vault.open(self.room / "vault", passphrase(self.changes))

    def do(self, kind: str, step: int) -> None:
        deed: Callable[[int], object] = getattr(self, f"_{kind}")
        deed(step)

    def _case(self, step: int) -> None:
        self.plan._make_case(self.vault, step)

    def _edit(self, step: int) -> None:
        cases = self.vault.all(Detainee)
        case = cases[0] if cases else Detainee()  # all may be in the trash by now
        case.summary = f"edited by {step} " * 30
        name = NameForm(detainee_id=case.id, text=f"Адам {step}", script=NameScript.KK_CYRL)
        self.vault.save(case, name, action=Action("Edit"))

    def _attach(self, step: int) -> None:
        self.vault.attach(
            self.plan.scan(step), role=AttachmentRole.DOCUMENT_SCAN, action=Action("Attach")
        )

    def _import(self, step: int) -> None:
        rows = [
            {"No.": f"{step}-{n}", "Name": f"Адам {step}-{n}", "Born": str(1940 + n),
             "Taken": "2018", "Teller": f"Куәгер {n}", "Other": "note " * 20}
            for n in range(PEOPLE)
        ]  # fmt: skip
        run_import(self.vault, Office(self.vault, self.scratch).plan(rows))

    def _trash(self, _step: int) -> None:
        self.vault.trash(*self.vault.all(Detainee)[-1:], action=Action("Trash"))

    def _undo(self, _step: int) -> None:
        self.vault.undo()

    def _passphrase(self, _step: int) -> None:
        old, new = passphrase(self.changes), passphrase(self.changes + 1)
        KeyFile.change_passphrase(self.vault.folder, old, new, CHEAP)
        self.changes += 1

    def _backup(self, _step: int) -> None:
        self.vault.backups.make(self.room / "stick", keep_all=True)

    def _open(self, _step: int) -> None:
        self.vault = self._opened()

    def _reopen(self, _step: int) -> None:
        self.vault.close()
        self.vault = self._opened()


def work(room: Path, scratch: Path, seed: int, steps: int) -> None:
    """Steps at random, each acknowledged with the state that it left."""
    chance = random.Random(seed)
    worker = Worker(room, scratch, seed)
    acknowledge(0, worker)
    for step in range(1, steps + 1):
        (kind,) = chance.choices(KINDS, _OFTEN)
        tell("begin", step, kind)
        worker.do(kind, step)
        acknowledge(step, worker, kind)
    worker.vault.close()


def one(room: Path, scratch: Path, seed: int, kind: str) -> None:
    """One deed on a disk that fails meanwhile; then, on a sound one, whatever is still done."""
    worker = Worker(room, scratch, seed)
    acknowledge(0, worker)
    if kind == "open":
        worker.vault.close()
    tell("begin", 1, kind)
    _try("deed", lambda: worker.do(kind, 1))
    tell("sound")
    if kind == "open":
        _try("open", lambda: worker.do(kind, 2))
    _try("read", lambda: acknowledge(1, worker))
    _try("again", lambda: worker.do("case", 2))
    _try("read", lambda: acknowledge(2, worker))
    _try("close", worker.vault.close)


def _try(what: str, deed: Callable[[], object]) -> None:
    try:
        deed()
    except UserError as error:
        tell("refused", what, type(error).__name__)
    except BaseException as error:
        tell("bug", what, repr(error))
    else:
        tell("done", what)


def _without(what: str) -> None:
    """Leave out a measure, so that a test can show that it would be missed."""
    if what == "synchronous":
        engine._PRAGMAS = tuple(
            "synchronous=OFF" if pragma.startswith("synchronous") else pragma
            for pragma in engine._PRAGMAS if "checkpoint_fullfsync" not in pragma
        )  # fmt: skip
    elif what == "flushed files":
        files.flush_to_disk = lambda _descriptor: None
    elif what == "flushed folders":
        files.sync_folder = lambda _folder: None


def main() -> None:
    line_out = socket.socket(fileno=int(sys.argv[1]))
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            try:
                _without(order["without"])
                try:
                    listener = listen(reads=order["reads"])
                except OSError:
                    line_out.send(b"none")
                    raise
                socket.send_fds(line_out, [b"l"], [listener])
                os.close(listener)
                room, scratch = Path(order["room"]), Path(order["scratch"])
                if order["deed"] == "work":
                    work(room, scratch, order["seed"], order["steps"])
                else:
                    one(room, scratch, order["seed"], order["deed"])
            except BaseException as error:
                tell("bug", "all", repr(error))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        tell("gone", os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0)


if __name__ == "__main__":
    main()
