"""The person's own choices, kept on disk at each change: language, theme, recent vaults.

A disk that cannot keep them stops nobody: `problem` says so, and the choices hold until
the program ends. Knows no widget and nothing of what a vault holds.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.system.paths import SEEN_FILE
from caseapp.system.settings import Settings, load_settings, save_settings


class Choices:
    """What `path` holds. Read `settings`; write through `change`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.settings = Settings()
        self.problem: UserError | None = None
        try:
            loaded = load_settings(path)
        except OSError:
            self.problem = UserError(N_("Your settings cannot be read; the usual ones are in use."))
            return
        self.settings = loaded.settings
        if loaded.kept_aside is not None:
            self.problem = UserError(
                N_("Your settings were damaged and now lie in {name}; the usual ones are in use."),
                name=loaded.kept_aside.name,
            )

    @property
    def seen_file(self) -> Path:
        """What this machine remembers of vaults; nothing can be read in it without their keys."""
        return self._path.with_name(SEEN_FILE)

    def change(self, how: Callable[[Settings], Settings]) -> None:
        """Put `how(settings)` in their place, here and on the disk."""
        self.settings = how(self.settings)
        try:
            save_settings(self._path, self.settings)
        except OSError:
            self.problem = UserError(N_("Your settings cannot be kept on this disk."))
