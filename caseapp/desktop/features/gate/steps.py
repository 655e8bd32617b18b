"""The steps of making a vault: language, name and place, passphrase, recovery. Each is one form."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import file_dialog, icons, theme
from caseapp.desktop.context import Context
from caseapp.desktop.features.gate.doors import folder_name
from caseapp.desktop.features.gate.vault_list import short_path
from caseapp.desktop.keys.passphrase_pair import PassphrasePair
from caseapp.desktop.keys.recovery_work import RecoveryWork
from caseapp.desktop.widgets import Field, Label, Mark, NavButton, QuietButton
from caseapp.desktop.widgets.buttons import is_enter
from caseapp.i18n import Translator
from caseapp.store.records import Office
from caseapp.store.recovery import RecoveryKey
from caseapp.store.vault import Vault


class Step(QWidget):
    """`ready_changed()` when `ready()` may differ. Enter is left to the page."""

    ready_changed = Signal()

    def __init__(self, title: str, lead: str) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.GRID)
        self.column.addWidget(Label(title, "title"))
        self.column.addWidget(Label(lead, "second", wrap=True))
        self.column.addSpacing(2 * theme.GRID)

    def ready(self) -> bool:
        """Whether one can go on from here."""
        return True

    def focus_first(self) -> None:
        """Put the keyboard where the step begins."""


class LanguageStep(Step):
    """`chosen(code)`: the window builds itself anew in that language."""

    chosen = Signal(str)

    def __init__(self, t: Translator, languages: Sequence[tuple[str, str]]) -> None:
        super().__init__(
            t("Language of the screen"),
            t("It can be changed at any time. Each printed letter has a language of its own."),
        )
        self._buttons: dict[str, NavButton] = {}
        for code, name in languages:
            button = _LanguageButton(name, icon="check" if code == t.language else "languages")
            button.setChecked(code == t.language)
            button.clicked.connect(lambda _=False, code=code: self._choose(code))
            self._buttons[code] = button
            self.column.addWidget(button)
        self._current = t.language
        self.column.addStretch(1)

    def _choose(self, code: str) -> None:
        self._buttons[code].setChecked(code == self._current)
        if code != self._current:
            self.chosen.emit(code)

    def focus_first(self) -> None:
        if self._current in self._buttons:
            self._buttons[self._current].setFocus()


class _LanguageButton(NavButton):
    """Enter chooses another language, and goes on from the one that is spoken."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event) and self.isChecked():
            event.ignore()
        else:
            super().keyPressEvent(event)


class PlaceStep(Step):
    """What the vault is called, in which folder it lies, and how its case numbers begin."""

    def __init__(self, t: Translator, name: str, parent_folder: Path, prefix: str = "") -> None:
        super().__init__(
            t("Name and place"),
            t("Anyone who opens this laptop can read the name. Take one that tells nothing."),
        )
        self._t = t
        self._folder = parent_folder
        self.name = Field(t("Name of the vault"), value=name or t("Case files"))
        self._where = Field(t("Folder that is made for it"))
        self._where.set_read_only(True)
        self._where.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        choose = QuietButton(
            t("Choose another place…"), icon="folder-open", on_click=self._ask_for_folder
        )
        self.column.addWidget(self.name)
        self.column.addSpacing(theme.GRID)
        self.column.addWidget(self._where)
        row = QHBoxLayout()
        row.addWidget(choose)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addSpacing(theme.GRID)
        self._prefix = Field(
            t("Case numbers begin with"), value=prefix or Office().case_prefix,
            hint=t("Are several laptops in use? Give each letters of its own, and no number is"
                   " given twice."),
        )  # fmt: skip
        self._prefix.setObjectName("prefix")
        self.column.addWidget(self._prefix)
        self.column.addStretch(1)
        self.name.edited.connect(lambda _text: self._look())
        self._look()

    @property
    def path(self) -> Path:
        """Where the vault will be."""
        return self._folder / (folder_name(self.name.text()) or "vault")

    @property
    def folder(self) -> Path:
        return self._folder

    @property
    def prefix(self) -> str:
        """What stands before the numbers of new cases; never empty."""
        return "".join(self._prefix.text().split()) or Office().case_prefix

    def set_folder(self, folder: Path) -> None:
        """Put the vault into another folder."""
        self._folder = folder
        self._look()

    def ready(self) -> bool:
        return bool(self.name.text().strip()) and not _is_taken(self.path)

    def focus_first(self) -> None:
        self.name.setFocus()
        self.name.editor.selectAll()

    def _look(self) -> None:
        t = self._t
        self._where.set_value(short_path(self.path))
        if not self.name.text().strip():
            self.name.say(t("Give it a name."), "warn")
        else:
            self.name.say("")
        if _is_taken(self.path):
            self._where.say(
                t("There is something in this folder already. Choose another."), "error"
            )
        else:
            self._where.say(t("A stick or an encrypted disk will do too."))
        self.ready_changed.emit()

    def _ask_for_folder(self) -> None:
        title = self._t("Where is the vault to be?")
        file_dialog.ask_for_folder(self, title, self._folder, self.set_folder)


def _is_taken(path: Path) -> bool:
    try:
        return path.exists() and (not path.is_dir() or any(path.iterdir()))
    except OSError:
        return True


class PassphraseStep(Step):
    """The passphrase, twice. `secret()` gives it and empties both fields."""

    def __init__(self, t: Translator) -> None:
        super().__init__(
            t("Choose a passphrase"),
            t(
                "It locks everything: names, files, photos. Nobody can open the vault without it"
                " or the recovery sheet of the next step, not even its makers."
            ),
        )
        self.pair = PassphrasePair(t, t("Passphrase"))
        self._advice = {
            "words": _Advice(t("Five words, not from a song or a saying")),
            "private": _Advice(t("No name, birthday or phone number in it")),
            "paper": _Advice(t("Write it down once, keep the paper away from the laptop")),
        }
        self.column.addWidget(self.pair)
        self.column.addSpacing(theme.GRID)
        for line in self._advice.values():
            self.column.addWidget(line)
        self.column.addStretch(1)
        self.pair.ready_changed.connect(self._look)

    def ready(self) -> bool:
        return self.pair.ready()

    def secret(self) -> str:
        """The passphrase; nothing of it stays on the screen."""
        return self.pair.take()

    def focus_first(self) -> None:
        self.pair.setFocus()

    def _look(self) -> None:
        words = self.pair.first.edit.text().replace("-", " ").split()
        self._advice["words"].set(len(words) >= 5)
        self.ready_changed.emit()


class RecoveryStep(Step):
    """The recovery key of the vault that was just made: on paper, and typed back."""

    def __init__(self, context: Context, vault: Vault, recovery: RecoveryKey) -> None:
        t = context.t
        super().__init__(
            t("Recovery sheet"),
            t("It opens the vault when the passphrase is forgotten. Without it, a forgotten"
              " passphrase is the end of the vault."),
        )  # fmt: skip
        self.work = RecoveryWork(context, vault, recovery)
        self.column.addWidget(self.work)
        self.column.addStretch(1)

    def focus_first(self) -> None:
        self.work.focus_first()


class _Advice(QWidget):
    """A line of advice with a tick, once it can be seen to be followed."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._mark = Mark("circle", "ink2", icons.MEDIUM)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GRID)
        row.addWidget(self._mark)
        row.addWidget(Label(words, "second", wrap=True), 1)

    def set(self, followed: bool) -> None:
        self._mark.set("check" if followed else "circle", "accent" if followed else "ink2")
