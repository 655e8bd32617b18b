"""The terminal: its language, which is the one chosen in the window, and how far work is."""

from __future__ import annotations

import sys
from pathlib import Path

from caseapp.i18n import Translator, system_language, translator
from caseapp.system.paths import standard_paths
from caseapp.system.progress import Report
from caseapp.system.settings import Settings, load_settings


def settings() -> Settings:
    """The person's choices on this machine."""
    return load_settings(standard_paths().settings_file).settings


def seen_file() -> Path:
    """What this machine remembers of vaults (see `store.last_seen`)."""
    return standard_paths().seen_file


def translate() -> Translator:
    """The translator for what is printed on the terminal."""
    try:
        chosen = settings().language
    except OSError:  # a sentence must be said even where the settings cannot be read
        chosen = ""
    return translator(chosen or system_language())


class ProgressLine:
    """How far it is, on one line of a terminal; nothing where the words go into a file."""

    def tell(self, report: Report) -> None:
        if report.fraction is not None and sys.stderr.isatty():
            said = translate()(report.message)
            print(f"\r\033[K{said} {report.fraction:.0%}", end="", file=sys.stderr, flush=True)
            if report.done >= report.total:
                print(file=sys.stderr)
