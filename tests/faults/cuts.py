"""Cuts the power at random points of a recorded piece of work, and looks at what is left."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from caseapp.store.backup import Backup
from caseapp.store.backup_place import look
from caseapp.store.errors import StoreError
from caseapp.store.restore import open_backup
from caseapp.store.vault import Vault
from tests.faults.deeds import passphrase, state
from tests.faults.notify import KILL, Call
from tests.faults.powercut import Disk
from tests.faults.watched import Recorder, Watched, copy_room


@dataclass
class Cuts:
    """What came of cutting: how many points, by mode, and what was wrong at which of them."""

    points: int = 0
    modes: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    ends: Counter[str] = field(default_factory=Counter)
    """Which of the two right states it was, where a step was being done."""

    def counted(self, fault: str) -> int:
        return sum(fault in one for one in self.wrong)


def record(
    watched: Watched, begin: Path, scratch: Path, seed: int, steps: int, without: str = ""
) -> list[Call]:
    """The calls of so many steps of a seed on a copy of a room, with what was told among them."""
    recorder = Recorder()
    watched.run(
        "work", copy_room(begin, scratch / "room"), scratch, recorder,
        seed=seed, steps=steps, without=without,
    )  # fmt: skip
    assert not watched.told("bug"), watched.told("bug")
    assert watched.told("ack")[-1][0] == str(steps)
    return recorder.calls


def cut(calls: Sequence[Call], begin: Path, scratch: Path, points: int, seed: int) -> Cuts:
    """Cut at so many points; the vault and the backups must be as they were acknowledged."""
    chance, found = random.Random(seed), Cuts()
    places = sorted(_place(calls, chance) for _ in range(points))
    disk, fed = Disk(scratch / "room", begin), 0
    for place in places:
        disk.feed(calls[fed:place])
        fed = place
        left = scratch / "left"
        shutil.rmtree(left, ignore_errors=True)
        mode = disk.cut(chance, left)
        kind, told = _around(calls, place)
        found.points += 1
        found.modes[mode] += 1
        found.kinds[kind] += 1
        for wrong in _judge(left, told, found.ends):
            found.wrong.append(f"seed {seed}, call {place} ({kind}, {mode}): {wrong}")
    return found


def kill(
    watched: Watched, begin: Path, scratch: Path, seed: int, steps: int, place: int
) -> tuple[str, list[str]]:
    """Kill the work of a seed before its `place`-th call; what was being done, what is wrong."""
    calls: list[Call] = []

    def judge(call: Call) -> int:
        if len(calls) >= place and not call.word:
            return KILL
        calls.append(call)
        return 0

    room = copy_room(begin, scratch / "room")
    watched.run("work", room, scratch, judge, seed=seed, steps=steps)
    assert not watched.told("bug"), watched.told("bug")
    kind, told = _around(calls, len(calls))
    if kind == "opening":
        with Vault.open(room / "vault", passphrase(0)) as vault:
            told = [["0", state(vault), "0", str(vault.generation), "0"]]
    return kind, _judge(room, told, Counter(), unfinished=kind != "between")


def _place(calls: Sequence[Call], chance: random.Random) -> int:
    """Half of them close to where something is flushed or named: there the order matters."""
    some = chance.random() < 0.5
    changing = [
        n for n, call in enumerate(calls)
        if not call.word and not (some and call.name in ("write", "pwrite64"))
    ]  # fmt: skip
    near = chance.choice(changing) + chance.randint(0, 2 if some else 1)
    return min(max(1, near), len(calls))


def _around(calls: Sequence[Call], place: int) -> tuple[str, list[list[str]]]:
    """What was being done, and what was acknowledged last before and first after."""
    words = [call.word.split() for call in calls[:place] if call.word]
    later = [call.word.split() for call in calls[place:] if call.word]
    acknowledged = [one[1:] for one in words if one[0] == "ack"][-1:]
    acknowledged += [one[1:] for one in later if one[0] == "ack"][:1]
    backups = sum(one[-1] == "backup" and one[0] == "ack" for one in words)
    kind = words[-1][2] if words and words[-1][0] == "begin" else "between"
    if not acknowledged or not any(one[0] == "ack" for one in words):
        kind = "opening"
    return kind, [[*one[:4], str(backups)] for one in acknowledged]


def _judge(
    left: Path, told: list[list[str]], ends: Counter[str], *, unfinished: bool = False
) -> list[str]:
    """What is wrong with what is left, when `told` are the states that are right.

    `unfinished`: one write more is right too, which nobody lived to tell of.
    """
    states = [one[1] for one in told]
    last = int(told[-1][2])
    changes = sorted({int(one[2]) for one in told} | ({last + 1} if unfinished else set()))
    wrong = []
    for number in changes:
        try:
            with Vault.open(left / "vault", passphrase(number)) as vault:
                found, more = state(vault), vault.generation - int(told[-1][3])
                findings = [f"{one.check}: {one.detail}" for one in vault.check()]
                parts = list(vault.folder.attachments.rglob("*.part"))
        except StoreError as error:
            if number == changes[-1]:
                wrong.append(f"corrupt: {type(error).__name__}")
            continue
        if found not in states and not (unfinished and more == 1):
            wrong.append("lost: not a state that was acknowledged, nor the next one")
        else:
            ends["before" if found == states[0] else "after"] += states[0] != states[-1]
        wrong += [f"corrupt: {finding}" for finding in findings]
        wrong += [f"left over: {part.name}" for part in parts]
        wrong += _judge_backups(left, number, int(told[0][4]))
        break
    return wrong


def _judge_backups(left: Path, number: int, least: int) -> list[str]:
    wrong, backups = [], look(left / "stick")
    if len(backups) < least:
        wrong.append(f"lost: {least} backups were made, {len(backups)} are listed")
    for one in backups:
        try:
            opened = _opened(one.path, number)
            with Vault.open(left / "vault", passphrase(number)) as vault:
                wrong += [f"corrupt: backup {part}" for part in vault.backups.damages(opened)]
        except StoreError as error:
            wrong.append(f"corrupt: backup {type(error).__name__}")
    return wrong


def _opened(path: Path, number: int) -> Backup:
    """A backup opens with the passphrase that the vault had then."""
    while True:
        try:
            return open_backup(path, passphrase(number)).backup
        except StoreError:
            if number == 0:
                raise
            number -= 1
