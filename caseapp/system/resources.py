"""Where the files that ship with the program are. Knows no content of theirs."""

from __future__ import annotations

import sys
from pathlib import Path


def resource_root() -> Path:
    """The `resources/` folder: beside the package in a checkout, inside a frozen build."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        return Path(frozen) / "resources"
    return Path(__file__).resolve().parents[2] / "resources"


def resource(*parts: str) -> Path:
    """Path of one shipped file or folder, for example `resource("fonts", "fonts.lock")`."""
    return resource_root().joinpath(*parts)
