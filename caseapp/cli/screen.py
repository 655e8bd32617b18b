"""The language in which the command line speaks: the one chosen in the window."""

from __future__ import annotations

from caseapp.i18n import Translator, system_language, translator
from caseapp.system.paths import standard_paths
from caseapp.system.settings import Settings, load_settings


def settings() -> Settings:
    """The person's choices on this machine."""
    return load_settings(standard_paths().settings_file).settings


def translate() -> Translator:
    """The translator for what is printed on the terminal."""
    try:
        chosen = settings().language
    except OSError:  # a sentence must be said even where the settings cannot be read
        chosen = ""
    return translator(chosen or system_language())
