"""A label, its input, and one line beneath that answers it. No Save button: left is kept.

Knows text and codes, never a record; whoever listens to `committed` does the keeping.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import icons, theme
from caseapp.desktop.widgets.chips import Mark
from caseapp.desktop.widgets.editors import (
    LINE_MOST,
    TEXT_MOST,
    ChoiceEditor,
    LineEditor,
    TextEditor,
)
from caseapp.desktop.widgets.label import Label

BEGINNING = 4_000
"""Letters that are shown of a text that is too long to be edited."""
_MARKS = {"error": ("circle-alert", "danger"), "warn": ("triangle-alert", "warn")}
_ROLES = {"error": "error", "warn": "warn", "reading": "caption"}


class Field(QWidget):
    """`committed(value)` when the input is left, and only when its value changed.

    `edited(text)` comes with every key, for a reading of what is being typed.
    """

    committed = Signal(str)
    edited = Signal(str)

    def __init__(
        self,
        label: str,
        *,
        kind: str = "line",
        value: str = "",
        choices: Sequence[tuple[str, str]] = (),
        placeholder: str = "",
        hint: str = "",
        lines: int = 4,
        bare: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`kind` is "line", "text" (`lines` high) or "choice" (`choices`: code and word).

        `hint` stands beneath while there is nothing else to say. `bare`: the label is told
        to screen readers alone, because a column's head shows it. Raises ValueError for
        another kind.
        """
        super().__init__(parent)
        self._value = value
        self._before = value
        self._hint = hint
        self._echo: str | None = None
        self._too_long = self._read_only = self._rejected = False
        self._editor = self._make_editor(kind, choices, lines)
        if placeholder and not isinstance(self._editor, ChoiceEditor):
            self._editor.setPlaceholderText(placeholder)
        self._label = Label(label, "strong")
        self._label.setBuddy(self._editor)
        self._mark = Mark("circle-alert", "danger", icons.SMALL)
        self._message = Label("", "caption", wrap=True)
        self._lay_out()
        self.set_bare(bare)
        self._editor.setAccessibleName(label)
        self._show(value)
        self._editor.left.connect(self.commit)
        self._editor.escaped.connect(self.restore)
        self._editor.edited.connect(self.edited)
        self.setFocusProxy(self._editor)
        self.say("")

    # -- value -----------------------------------------------------------------------------
    @property
    def editor(self) -> LineEditor | TextEditor | ChoiceEditor:
        """The input itself, for a completer or a test."""
        return self._editor

    def stops(self) -> list[QWidget]:
        """What Tab reaches in it."""
        return [self._editor]

    def value(self) -> str:
        """What was committed last, or set."""
        return self._value

    def text(self) -> str:
        """What stands in the input now."""
        shown = self._editor.value()
        return self._value if shown == self._echo else shown

    def is_dirty(self) -> bool:
        """Whether something was typed and not committed."""
        return self.text() != self._value

    @property
    def is_rejected(self) -> bool:
        """Whether what stands in the input was refused and not changed since."""
        return self._rejected

    def set_value(self, value: str) -> None:
        """Show a value from outside; emits nothing, and never overwrites typing.

        What was rejected counts as typing until it is kept or taken back.
        """
        typing = self.is_dirty() and (self._editor.hasFocus() or self._rejected)
        self._value = self._before = value
        if not typing:
            self._show(value)

    def commit(self) -> None:
        """Emit `committed` if the value changed. Leaving the input calls this."""
        value = self.text()
        if value == self._value:
            if self._rejected:
                self.restore()
            return
        self._rejected = False
        self._before, self._value, self._echo = self._value, value, self._editor.value()
        self._rest()
        self.committed.emit(value)

    def restore(self) -> None:
        """Back to the last committed value, as Esc does."""
        self._rejected = False
        self._show(self._value)
        self._rest()
        self.say("")

    def set_bare(self, bare: bool) -> None:
        """Hide or show the label; see the constructor."""
        self._label.setHidden(bare)

    def reject(self, reason: str) -> None:
        """The keeping failed: say why, keep what was typed, try again when left again."""
        self._value = self._before
        self._echo = None
        self._rejected = True
        self.say(reason, "error")

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Other choices, keeping the value. Only for kind "choice"."""
        assert isinstance(self._editor, ChoiceEditor)
        self._editor.clear()
        for code, words in choices:
            self._editor.addItem(words, code)
        self._show(self._value)

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting it be changed."""
        self._read_only = read_only
        read_only = read_only or self._too_long
        if isinstance(self._editor, ChoiceEditor):
            self._editor.setEnabled(not read_only)
        else:
            self._editor.setReadOnly(read_only)
            theme.restyle(self._editor)

    # -- the line beneath -----------------------------------------------------------------------
    def say(self, text: str, tone: str = "reading") -> None:
        """Answer beneath: "reading" (how it was understood), "warn" or "error"; "" = hint."""
        shown = text or self._hint
        tone = tone if text else "reading"
        icon = _MARKS.get(tone)
        if icon is not None:
            self._mark.set(*icon)
        self._mark.setVisible(icon is not None and bool(shown))
        self._message.set_role(_ROLES[tone])
        self._message.setText(shown)
        self._message.setVisible(bool(shown))
        self._editor.setAccessibleDescription(shown)
        state = tone if icon else ""
        if state != self._editor.property("state"):
            theme.restyle(self._editor, state=state)
            if isinstance(self._editor, LineEditor):
                self._editor.suit_script()  # polishing anew forgets the script's face

    def _show(self, value: str) -> None:
        """A text too long to edit without a pause shows its start, and cannot be changed."""
        most = {LineEditor: LINE_MOST, TextEditor: TEXT_MOST}.get(type(self._editor), len(value))
        was, self._too_long = self._too_long, len(value) > most
        self._editor.set_value(value[:BEGINNING] + "…" if self._too_long else value)
        # Qt may give back other line ends than it was given: that is not typing.
        self._echo = self._editor.value()
        if was != self._too_long:
            self.set_read_only(self._read_only)

    # -- building -----------------------------------------------------------------------------
    @staticmethod
    def _make_editor(
        kind: str, choices: Sequence[tuple[str, str]], lines: int
    ) -> LineEditor | TextEditor | ChoiceEditor:
        if kind == "line":
            return LineEditor()
        if kind == "text":
            return TextEditor(lines)
        if kind == "choice":
            return ChoiceEditor(choices)
        raise ValueError(kind)

    def _lay_out(self) -> None:
        beneath = QHBoxLayout()
        beneath.setSpacing(4)
        beneath.addWidget(self._mark, alignment=Qt.AlignmentFlag.AlignTop)
        beneath.addWidget(self._message, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._label)
        layout.addWidget(self._editor)
        layout.addLayout(beneath)
        layout.addStretch(1)

    def _rest(self) -> None:
        """Nothing is being typed: Ctrl+Z belongs to the window again."""
        if isinstance(self._editor, LineEditor):
            self._editor.setModified(False)
        elif isinstance(self._editor, TextEditor):
            self._editor.document().setModified(False)
            self._editor.document().clearUndoRedoStacks()
