"""How often each test set has been run: counted in runs.toml, which is kept in the repository."""

from __future__ import annotations

import tomllib
from pathlib import Path

RUNS = Path(__file__).with_name("runs.toml")


def counted(title: str, path: Path = RUNS) -> int:
    """Count one more run of a set; how many there were with it."""
    text = path.read_text("utf-8")
    runs: dict[str, int] = tomllib.loads(text)
    runs[title] = runs.get(title, 0) + 1
    comment = [line for line in text.splitlines() if line.startswith("#")]
    lines = [f'"{name}" = {count}' for name, count in runs.items()]
    path.write_text("\n".join([*comment, *lines]) + "\n", "utf-8")
    return runs[title]
