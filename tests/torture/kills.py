"""Killed before any call of any work, and at random moments of everything that takes long."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.faults.cuts import kill
from tests.faults.watched import make_room, watched
from tests.torture.report import Options, Row, tell_progress

ROOT = Path(__file__).parents[2]
LONG = {
    "killed while saving, 580 times": ("tests/store/test_crash.py", ""),
    "killed in a change of passphrase, 200 times": ("tests/store/test_keys.py", "killed"),
    "killed in a change of master key, 200 times": ("tests/store/test_rekey.py", "killed"),
    "killed in a backup or restore, 300 times": ("tests/store/test_backup_kills.py", ""),
    "killed in a migration": ("tests/store/test_migrations.py", "killed"),
    "killed while attaching, at each step": ("tests/store/test_blobs.py", "stop or kill or cut"),
    "killed while importing a list": ("tests/intake/lists/test_import_killed.py", ""),
    "killed with a packet, 200 times": ("tests/exchange/packets/test_cut_off.py", ""),
}
"""Long forms that stand with their short ones: the file, and which of its tests."""
STEPS, CALLS = 12, 1_000


def rows(options: Options) -> Iterator[Row]:
    folder = options.folder / "kills"
    begin = make_room(folder / "begin", 2)
    chance, met = random.Random(options.seed), Counter[str]()
    wrong: list[str] = []
    with watched() as child:
        for number in range(options.kills):
            seed, place = options.seed + number, chance.randrange(CALLS)
            kind, found = kill(child, begin, folder, seed, STEPS, place)
            met[kind] += 1
            tell_progress(number + 1, options.kills)
            wrong += [f"seed {seed}, call {place} ({kind}): {one}" for one in found]
    shutil.rmtree(folder)
    told = ", ".join(f"{count} {name}" for name, count in met.most_common())
    yield Row("killed before a call of any work", options.kills, wrong, told)
    for name, (path, which) in LONG.items():
        yield _of_the_suite(name, path, which)


def _of_the_suite(name: str, path: str, which: str) -> Row:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--run-slow", "--tb=short", path, "-k", which],
        cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "CASEAPP_LONG": "1"},
    )  # fmt: skip
    counted = {word: int(n) for n, word in re.findall(r"(\d+) (passed|failed|error)", done.stdout)}
    told = done.stdout.strip().splitlines()[-1:]
    wrong = [] if done.returncode == 0 and counted.get("passed") else done.stdout.splitlines()[-30:]
    return Row(name, sum(counted.values()), wrong, told[0].strip("= ") if told else "")
