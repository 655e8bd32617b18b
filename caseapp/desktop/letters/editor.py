"""The letter of the chosen copy: its parts in one frame, its fields as chips, what was changed.

Shows a `LetterState` and says what was typed; keeping it is the view's. A part is kept when it
is left, like any field.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from caseapp.desktop import theme
from caseapp.desktop.letters.differences import Differences
from caseapp.desktop.letters.part import LetterPart
from caseapp.desktop.letters.state import MAIN, MORE, LetterState
from caseapp.desktop.widgets import Label, LinkButton, Mark, QuietButton
from caseapp.desktop.widgets.scrolling import scroll_area
from caseapp.dossier.letter_fields import FIELD_LABELS, GROUPS
from caseapp.dossier.letters import ASKED_FIELDS, FIELDS
from caseapp.i18n import N_, Translator

PART_NAMES = {
    "subject": N_("Subject"),
    "salutation": N_("Opening words"),
    "body": N_("Text"),
    "demands": N_("Demands"),
    "closing": N_("Closing sentences"),
    "farewell": N_("Farewell"),
    "addressee": N_("Block of the addressee"),
    "sender": N_("Block of the sender"),
    "number": N_("Line with the number"),
    "title": N_("Title"),
    "enclosures": N_("Enclosures"),
    "signature-lead": N_("Before the signature"),
    "signature-name": N_("Name under the signature"),
    "signature-caption": N_("Caption of the signature"),
    "sheet-title": N_("Title of the signature sheets"),
    "sheet-demand": N_("Demand on the signature sheets"),
    "asked": N_("What is asked for each person"),
}


class LetterEditor(QWidget):
    """`kept(section, lines)` when a part was left changed; `restored()` for the template."""

    kept = Signal(str, object)
    restored = Signal()

    def __init__(self, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._t = t
        self._state: LetterState | None = None
        self._values: Mapping[str, str] = {}
        self._last: LetterPart | None = None
        self.parts = {name: self._make_part(name) for name in (*MAIN, *MORE)}
        self.insert_button = QuietButton(
            t("Insert field"), icon="braces", tip=t("Insert field (Ctrl+Space)"),
            on_click=self.offer_fields,
        )  # fmt: skip
        QShortcut(
            QKeySequence("Ctrl+Space"), self, self.offer_fields,
            context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
        )  # fmt: skip
        self._frame = _Frame()
        self._captions: dict[str, Label] = {}
        self._trouble = Label("", "error", wrap=True)
        self._said = Label("", "caption", elide=True)
        self._origin = Label("", "caption", elide=True)
        self.differences = Differences(t)
        self._lay_out()
        self._say_field("")

    # -- building ----------------------------------------------------------------------------
    def _make_part(self, name: str) -> LetterPart:
        fields = ASKED_FIELDS if name == "asked" else FIELDS
        part = LetterPart(self._t, self._t(PART_NAMES[name]), fields)
        part.setObjectName(f"letter-{name}")
        part.left.connect(lambda: self._left(name))
        part.met.connect(self._say_field)
        part.unknown.connect(self._say_unknown)
        part.focused.connect(lambda: self._entered(name))
        return part

    def _lay_out(self) -> None:
        t = self._t
        content = QWidget()
        inside = QVBoxLayout(content)
        inside.setContentsMargins(6, 4, 6, 4)
        inside.setSpacing(0)
        for name, part in self.parts.items():
            if name == MORE[0]:
                self._more = LinkButton(
                    t("All parts of the letter"), small=True, on_click=self._turn_more
                )
                inside.addSpacing(4)
                row = QHBoxLayout()
                row.addWidget(self._more)
                row.addStretch(1)
                inside.addLayout(row)
            caption = Label(t(PART_NAMES[name]), "caption")
            caption.setContentsMargins(4, 4, 4, 0)
            self._captions[name] = caption
            inside.addWidget(caption)
            inside.addWidget(part)
        inside.addStretch(1)
        self._area = scroll_area(content)
        around = QVBoxLayout(self._frame)
        around.setContentsMargins(3, 3, 3, 3)
        around.addWidget(self._area)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._frame, 1)
        column.addWidget(self._trouble)
        column.addWidget(self.differences)
        column.addLayout(self._make_foot())
        self._trouble.hide()
        self._show_more(shown=False)

    def _make_foot(self) -> QHBoxLayout:
        t = self._t
        self._doubt_mark = Mark("triangle-alert", "warn", 14)
        self._next_doubt = LinkButton("", small=True, on_click=self.go_to_doubt)
        self._confirm = LinkButton(t("It is right"), small=True, on_click=self._confirm_doubt)
        self._differ = LinkButton(t("Differences"), small=True, on_click=self._turn_differences)
        self._back = LinkButton(
            t("Back to the template's wording"), small=True, on_click=self.restored.emit
        )
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(self._origin)
        for link in (self._differ, self._back):
            foot.addWidget(link)
        foot.addStretch(1)
        foot.addWidget(self._said)
        for widget in (self._doubt_mark, self._next_doubt, self._confirm):
            foot.addWidget(widget)
        return foot

    # -- what is shown -----------------------------------------------------------------------
    def show_letter(self, state: LetterState | None) -> None:
        """Show a letter; parts that are being typed into are left alone."""
        other = state is None or self._state is None or state.key != self._state.key
        self._state = state
        if other:
            self._last = None
            self.differences.hide()
        readable = state is not None and state.wording is not None and state.trouble is None
        for name, part in self.parts.items():
            part.setReadOnly(not readable)
            part.show_lines(state.sections.get(name, ()) if state and readable else (), anew=other)
        self._say_state(state)

    def set_values(self, values: Mapping[str, str]) -> None:
        """What the fields stand for in the chosen copy."""
        self._values = values
        for part in self.parts.values():
            part.set_values(values)

    def say_refused(self, sentence: str) -> None:
        """Say why what was typed is not kept."""
        self._trouble.setText(sentence)
        self._trouble.setVisible(bool(sentence))

    def trouble(self) -> str:
        """What stands beside the editor about a letter that cannot be read or kept."""
        return self._trouble.text() if not self._trouble.isHidden() else ""

    def origin(self) -> str:
        """Which version the letter is, or was made from."""
        return self._origin.text()

    def _say_state(self, state: LetterState | None) -> None:
        t = self._t
        self.say_refused(t.error(state.trouble) if state and state.trouble else "")
        wording = state.wording if state else None
        self._origin.setText(self._origin_words(state) if wording else "")
        edited = bool(state and state.edited)
        self._back.setVisible(edited)
        found = state.differences() if state and edited and state.trouble is None else []
        self._differ.setVisible(bool(found))
        self.differences.show_differences(
            [(t(PART_NAMES[one.section]), one.lines) for one in found]
        )
        self._say_doubts()

    def _origin_words(self, state: LetterState) -> str:
        t, wording = self._t, state.wording
        assert wording is not None
        if wording.origin == "appeal":
            newer = state.base is not None and state.base.number > wording.number > 0
            if newer:
                return t(
                    "Edited from version {n}; there is a version {new}",
                    n=wording.number, new=state.base.number,
                )  # fmt: skip
            return t("Edited from version {n}", n=wording.number or "?")
        if wording.origin == "office":
            return t("The office's version {n}", n=wording.number)
        return t("As it ships, version {n}", n=wording.number)

    def _say_doubts(self) -> None:
        count = sum(part.doubts() for part in self.parts.values())
        for widget in (self._doubt_mark, self._next_doubt, self._confirm):
            widget.setVisible(bool(count))
        self._next_doubt.setText(
            self._t.plural("{n} passage to confirm", "{n} passages to confirm", count)
        )
        self._said.setVisible(not count or bool(self._said.text()))

    def _say_field(self, field: str) -> None:
        name = self._t(FIELD_LABELS.get(field, field)) if field else ""
        value = " ".join(self._values.get(field, "").split())
        words = f"{name}: {value}" if value else name
        self._said.setText(words)

    def _say_unknown(self, name: str) -> None:
        self.say_refused(
            self._t("There is no field “{name}”; it is printed as it is typed.", name=name)
        )

    # -- parts -------------------------------------------------------------------------------
    def focus_first(self) -> None:
        """Put the keyboard into the letter."""
        self.parts["body"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _entered(self, name: str) -> None:
        self._last = self.parts[name]
        self._frame.update()
        self._area.ensureWidgetVisible(self.parts[name], 0, 0)

    def _left(self, name: str) -> None:
        self._frame.update()
        self._keep(name)

    def _keep(self, name: str) -> None:
        lines = self.parts[name].take() if self._state is not None else None
        if lines is not None:
            self.kept.emit(name, lines)
            self._say_doubts()

    def commit(self) -> None:
        """Keep what stands typed, as leaving each part would."""
        for name in self.parts:
            self._keep(name)

    def _turn_more(self) -> None:
        self._show_more(shown=self.parts[MORE[0]].isHidden())

    def _show_more(self, *, shown: bool) -> None:
        t = self._t
        for name in MORE:
            self.parts[name].setVisible(shown)
            self._captions[name].setVisible(shown)
        self._more.setText(t("Fewer parts") if shown else t("All parts of the letter"))

    def _turn_differences(self) -> None:
        self.differences.setVisible(self.differences.isHidden())

    # -- doubt -------------------------------------------------------------------------------
    def go_to_doubt(self) -> None:
        """To the next passage that nobody confirmed yet."""
        names = [*MAIN, *MORE]
        start = names.index(self._part_name()) if self._last is not None else 0
        for name in names[start:] + names[:start]:
            part = self.parts[name]
            if part.doubts():
                if part.isHidden():
                    self._show_more(shown=True)
                if part.go_to_doubt(wrap=name != names[start] or part.doubts() == 1):
                    part.setFocus(Qt.FocusReason.OtherFocusReason)
                    return
        first = next((n for n in names if self.parts[n].doubts()), "")
        if first:
            self.parts[first].go_to_doubt(wrap=True)
            self.parts[first].setFocus(Qt.FocusReason.OtherFocusReason)

    def _confirm_doubt(self) -> None:
        """Take the mark from the passage at the cursor; without one, go to the next."""
        if self._last is not None and self._last.confirm_at_cursor():
            self._keep(self._part_name())
        else:
            self.go_to_doubt()

    def _part_name(self) -> str:
        return next(name for name, part in self.parts.items() if part is self._last)

    # -- fields ------------------------------------------------------------------------------
    def offer_fields(self) -> None:
        """Open the menu of fields at the cursor."""
        part = self._last or self.parts["body"]
        if part.isReadOnly():
            return
        place = part.viewport().mapToGlobal(part.cursorRect().bottomLeft())
        if not part.hasFocus():
            place = self.insert_button.mapToGlobal(QPoint(0, self.insert_button.height()))
        self.menu().popup(place)

    def menu(self) -> QMenu:
        """The fields by what they are about, each with its value in the chosen copy."""
        t, menu = self._t, QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for group, fields in GROUPS:
            under = menu.addMenu(t(group))
            for field in fields:
                words = t(FIELD_LABELS[field])
                value = " ".join(self._values.get(field, "").split())
                if value:
                    words += f" – {value[:40]}{'…' if len(value) > 40 else ''}"
                action = under.addAction(words.replace("&", "&&"))
                action.setData(field)
                action.triggered.connect(lambda _=False, name=field: self.insert(name))
        return menu

    def insert(self, field: str) -> None:
        """Put a field where the cursor is, or was last."""
        part = self._last or self.parts["body"]
        if part is not self.parts["asked"] and not part.isReadOnly():
            part.insert_field(field)
            part.setFocus(Qt.FocusReason.OtherFocusReason)

    def tab_stops(self) -> Sequence[QWidget]:
        return [*self.parts.values()]


class _Frame(QWidget):
    """The frame around all parts; it shows where the keyboard is."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        focused = QApplication.focusWidget()
        inside = focused is not None and self.isAncestorOf(focused)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = 2 if inside else 1
        painter.setPen(QPen(theme.colour("accent" if inside else "control"), width))
        painter.setBrush(theme.colour("surface"))
        edge = self.rect().adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(edge, theme.RADIUS_CONTROL, theme.RADIUS_CONTROL)
