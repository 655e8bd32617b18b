"""Where the program keeps its own few files on this machine. No case data is ever there.

`CASEAPP_HOME` puts all of them below one folder: for tests and for a copy on a stick.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

APP_NAME = "caseapp"
HOME_VARIABLE = "CASEAPP_HOME"
SEEN_FILE = "vaults-seen.json"
"""What this machine remembers of vaults (see `store.last_seen`), beside the settings."""


@dataclass(frozen=True, slots=True)
class Paths:
    """`config` holds the settings, `logs` the log, `vaults` is where new vaults are proposed."""

    config: Path
    logs: Path
    vaults: Path

    @property
    def settings_file(self) -> Path:
        return self.config / "settings.json"

    @property
    def seen_file(self) -> Path:
        return self.config / SEEN_FILE

    @property
    def log_file(self) -> Path:
        return self.logs / "events.log"


def standard_paths() -> Paths:
    """The folders of this machine and user; read anew at each call, nothing is made."""
    home = os.environ.get(HOME_VARIABLE)
    if home:
        root = Path(home).expanduser().absolute()
        return Paths(config=root / "config", logs=root / "logs", vaults=root / "vaults")
    return Paths(
        config=Path(platformdirs.user_config_dir(APP_NAME, appauthor=False)),
        logs=Path(platformdirs.user_log_dir(APP_NAME, appauthor=False)),
        vaults=Path(platformdirs.user_documents_dir()),
    )
