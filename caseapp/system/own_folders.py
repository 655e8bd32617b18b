"""Temporary folders of this process, which go with it. Nothing of a case is ever put there."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from pathlib import Path

_made: list[Path] = []


def own_folder(purpose: str) -> Path:
    """A new folder, readable by its owner alone, that is removed at the end of the process."""
    folder = Path(tempfile.mkdtemp(prefix=f"caseapp-{purpose}-"))
    _made.append(folder)
    return folder


@atexit.register
def remove_own_folders() -> None:
    """Remove them now. For an end that runs nothing else."""
    while _made:
        shutil.rmtree(_made.pop(), ignore_errors=True)
