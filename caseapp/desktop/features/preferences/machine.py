"""What the preferences may ask of the program that runs here. Handed in by the composition root."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from caseapp.system.settings import Settings


@dataclass(frozen=True, kw_only=True)
class Machine:
    """The person's own choices on this machine and how they are put into force.

    `languages` are (code, own name). `change(how)` keeps `how(settings)` and puts into force
    what can be at once; `lock` closes the vault and starts a fresh process. `heard()` says what
    of "sleep", "screen" and "user" this machine tells.
    """

    languages: tuple[tuple[str, str], ...]
    language: Callable[[], str]
    set_language: Callable[[str], None]
    appearance: Callable[[], str]
    set_appearance: Callable[[str], None]
    settings: Callable[[], Settings]
    change: Callable[[Callable[[Settings], Settings]], None]
    lock: Callable[[], None]
    heard: Callable[[], frozenset[str]]
    settings_file: Path
    log_file: Path
