"""Every call of every deed fails, once and from then on: a full disk, faults in writing."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.faults.injected import FAULTS, Injector, inject
from tests.faults.test_failing_disk import FAILED, FULL, WRITES
from tests.faults.watched import Watched, make_room, watched
from tests.torture.report import Options, Row

DEEDS = (*WRITES, "case", "undo", "passphrase", "backup")


def rows(options: Options) -> Iterator[Row]:
    folder = options.folder / "faults"
    begin = make_room(folder / "begin", 2)
    with watched() as child:
        for deed in DEEDS:
            for fault in FAULTS:
                yield _every(child, begin, folder, deed, fault, options.every)
    shutil.rmtree(folder)


def _every(child: Watched, begin: Path, folder: Path, deed: str, fault: str, stride: int) -> Row:
    """n = 1, 2, 3… (or every `stride`-th) until the deed is done before its n-th call."""
    came: Counter[str] = Counter()
    wrong: list[str] = []
    for forever in (False, True):
        nth, hits = 1, 1
        while hits:
            injector = Injector(folder / "room", fault, nth, forever)
            outcome = inject(child, begin, folder, deed, injector)
            hits = outcome.hits
            if hits:
                came[outcome.deed] += 1
            where = f"{deed}, {fault} at {nth}{' and all after' if forever else ''}"
            wrong += [f"{where}: {one}" for one in outcome.wrong]
            if outcome.deed not in (FULL if fault == "full" else FAILED):
                wrong.append(f"{where}: {outcome.deed}")
            stopped = fault != "full" and deed in WRITES and outcome.deed != "done"
            if outcome.again != ("StoppedVaultError" if stopped else "done") and deed in WRITES:
                wrong.append(f"{where}: afterwards {outcome.again}")
            nth += stride
    told = ", ".join(f"{count} {name}" for name, count in came.most_common())
    return Row(f"{deed}: {fault}", came.total(), wrong, told)
