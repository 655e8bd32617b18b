"""What the reader tells the palette and the help: commands and keys."""

from __future__ import annotations

from collections.abc import Callable

from caseapp.desktop.shell.commands import Command
from caseapp.i18n import Translator

Act = Callable[[], object]


def reader_keys(t: Translator) -> tuple[tuple[str, str], ...]:
    """Keys that work while a source is read."""
    return (
        ("E", t("Keep the passage as an excerpt")),
        ("S", t("The passage supports a claim")),
        ("C", t("The passage contradicts a claim")),
        ("L", t("Open cases for the names in the passage")),
        ("N", t("Next excerpt")),
        ("Alt+Down", t("Next source")),
        ("Alt+Up", t("Source before")),
    )


def reader_commands(
    t: Translator, edit_text: Act, add_file: Act, particulars: Act, trash: Act, look_for_names: Act
) -> tuple[Command, ...]:
    """What can be done with the source that is open."""
    return (
        Command(t("Edit the text of this source"), edit_text, "pencil"),
        Command(t("Add a file to this source"), add_file, "file-up"),
        Command(t("Particulars of this source"), particulars, "sliders-horizontal"),
        Command(t("Put this source in the trash"), trash, "trash"),
        Command(t("Which cases does this source name?"), look_for_names, "scan-search"),
    )
