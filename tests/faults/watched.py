"""Runs the children of `deeds` with somebody who judges each of their calls."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from caseapp.store.vault import Vault
from tests.conftest import CHEAP, PASSPHRASE
from tests.faults.notify import Call, Judge, Listener
from tests.faults.plan import Plan

ROOT = Path(__file__).parents[2]


@dataclass
class Watched:
    """The process of `tests.faults.deeds`, and what its present child has told."""

    process: subprocess.Popen[str]
    line: socket.socket
    words: list[list[str]] = field(default_factory=list)

    def run(
        self, deed: str, room: Path, scratch: Path, judge: Judge, *,
        seed: int = 0, steps: int = 0, without: str = "", reads: bool = False,
    ) -> list[list[str]]:  # fmt: skip
        """Let a child do a deed; returns what it told, word by word."""
        order = {
            "deed": deed, "room": str(room), "scratch": str(scratch), "seed": seed,
            "steps": steps, "without": without, "reads": reads,
        }  # fmt: skip
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        _message, descriptors, _flags, _address = socket.recv_fds(self.line, 1, 1)
        if not descriptors:
            raise RuntimeError("this kernel, or what confines us, tells of no calls of a child")
        listener = Listener(descriptors[0], judge)
        listener.start()
        self.words = []
        while not self.words or self.words[-1][0] != "gone":
            self.words.append(self.process.stdout.readline().split())
        listener.join()
        if listener.error is not None:
            raise listener.error
        return self.words

    def told(self, first: str) -> list[list[str]]:
        """What was told that begins with a word."""
        return [words[1:] for words in self.words if words[0] == first]


@contextmanager
def watched() -> Iterator[Watched]:
    ours, theirs = socket.socketpair()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.deeds", str(theirs.fileno())], cwd=ROOT,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, pass_fds=(theirs.fileno(),),
    )  # fmt: skip
    theirs.close()
    try:
        yield Watched(process, ours)
    finally:
        ours.close()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.close()
        process.stdout.close()
        process.wait(20)


def make_room(folder: Path, cases: int = 4) -> Path:
    """A folder with a small closed vault and an empty folder for backups. To be copied."""
    (folder / "stick").mkdir(parents=True)
    with Vault.create(folder / "vault", PASSPHRASE, cost=CHEAP) as vault:
        plan = Plan(0)
        for step in range(1, cases + 1):
            plan._make_case(vault, 1000 + step)
    return folder


def copy_room(room: Path, target: Path) -> Path:
    shutil.rmtree(target, ignore_errors=True)
    return Path(shutil.copytree(room, target))


class Recorder:
    """Lets everything go on and remembers it."""

    def __init__(self) -> None:
        self.calls: list[Call] = []

    def __call__(self, call: Call) -> int:
        self.calls.append(call)
        return 0
