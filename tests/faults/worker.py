"""The side of a test that gives orders to a process of `forking`, hears it and kills its child."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).parents[2]


class Worker:
    """The process of a module of `tests.faults`; `told`: the lines of its present child."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._child = 0
        self.told: list[str] = []

    def begin(self, *order: object) -> None:
        """Give an order to a new child; of paths it gets the text."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order, default=str) + "\n")
        self._process.stdin.flush()
        self.told = []
        self._child = int(self.hear("pid"))

    def hear(self, awaited: str) -> str:
        """Read up to a line that begins with this word; returns what stands behind it."""
        assert self._process.stdout is not None
        while True:
            line = self._process.stdout.readline().strip()
            word, _, rest = line.partition(" ")
            assert word not in ("", "error"), line
            self.told.append(line)
            if word == awaited:
                return rest
            assert word != "gone", (awaited, self.told)

    def numbers(self, word: str) -> list[int]:
        """The numbers that were told behind a word."""
        return [int(line.split()[1]) for line in self.told if line.startswith(f"{word} ")]

    def kill(self) -> int:
        """Kill the child if it is not done; by which signal it ended, 0 for none."""
        with suppress(ProcessLookupError):  # it was quicker
            os.kill(self._child, signal.SIGKILL)
        return self.end()

    def end(self) -> int:
        """Wait until the child ends; by which signal it did, 0 for none."""
        return int(self.hear("gone"))


@contextmanager
def worker(module: str, *arguments: object, **environment: str) -> Iterator[Worker]:
    """The process of `tests.faults.module`."""
    with subprocess.Popen(
        [sys.executable, "-m", f"tests.faults.{module}", *map(str, arguments)], cwd=ROOT,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, **environment},
    ) as process:  # fmt: skip
        yield Worker(process)
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(10) == 0
