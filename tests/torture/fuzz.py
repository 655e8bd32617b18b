"""Every reader of foreign bytes, fed with changed examples that follow its branches."""

from __future__ import annotations

from collections.abc import Iterator

from tests.fuzz.__main__ import FOUND, main
from tests.fuzz.targets import TARGETS
from tests.torture.report import Options, Row


def rows(options: Options) -> Iterator[Row]:
    seconds = int(options.minutes * 60)
    for name in TARGETS:
        found = main(["--target", name, "--seconds", str(seconds)])
        wrong = [f"see {FOUND.name}/{name}"] if found else []
        yield Row(f"fuzz: {name}", 1, wrong, f"{seconds} s")
