"""The other laptops: the own card with its words, their cards, and who compared the words."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.features.packets.deeds import Known
from caseapp.desktop.widgets import (
    Button,
    Chip,
    Field,
    FlowLayout,
    Label,
    LinkButton,
    PrimaryButton,
    QuietButton,
    SectionHeading,
    Segments,
    Surface,
)
from caseapp.exchange.packets.stations import Card, card_of, is_confirmed, words_language
from caseapp.i18n import Translator
from caseapp.store.records import PartnerStation

_LANGUAGES = (("en", "English"), ("ru", "Русский"), ("kk", "Қазақша"))


class StationsPanel(QWidget):
    """`save_asked()`, `copy_asked()`, `card_asked()`, `card_pasted(text)`,
    `confirmed(station, by)`, `forgotten(station)`, `unfolded(part)` when one grew."""

    save_asked = Signal()
    copy_asked = Signal()
    card_asked = Signal()
    card_pasted = Signal(str)
    confirmed = Signal(object, str)
    forgotten = Signal(object)
    unfolded = Signal(QWidget)

    def __init__(self, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._t, self._own = t, Card("", "", "")
        self._rows: list[_StationRow] = []
        self.language = Segments(_LANGUAGES, t("Language of the words"))
        self.language.choose(words_language(t.language))
        self.language.chosen.connect(self._say_words)
        self._words = Label("", "strong", wrap=True, selectable=True)
        self.save = QuietButton(t("Save the card…"), icon="download", on_click=self.save_asked.emit)
        self.copy = QuietButton(t("Copy the card"), icon="copy", on_click=self.copy_asked.emit)
        self.add = QuietButton(t("Add a card…"), icon="plus", on_click=self.card_asked.emit)
        self.paste = Field(
            t("Card of another laptop"), placeholder="CASEAPP-STATION-1 …",
            hint=t("Paste its text here, or choose its file."),
        )  # fmt: skip
        self.paste.committed.connect(self._pasted)
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.GRID)
        self._nobody = Label(
            t("No other laptop is known yet. Exchange cards, then compare the words by"
              " telephone."), "muted", wrap=True,
        )  # fmt: skip
        self._lay_out()

    def _lay_out(self) -> None:
        t = self._t
        own = Surface("panel")
        column = QVBoxLayout(own)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(theme.GRID)
        column.addWidget(Label(t("Words of this laptop"), "second"))
        column.addWidget(self._words)
        column.addWidget(self.language)
        deeds = QHBoxLayout()
        deeds.addWidget(self.save)
        deeds.addWidget(self.copy)
        deeds.addStretch(1)
        column.addLayout(deeds)
        heading = SectionHeading(t("Other laptops"))
        heading.add(self.add)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.GRID)
        whole.addWidget(heading)
        whole.addWidget(own)
        whole.addWidget(self._nobody)
        whole.addLayout(self._list)
        whole.addWidget(self.paste)

    def show_known(self, known: Known) -> None:
        """Fill in the own card and the stations; what is being typed elsewhere stays."""
        self._own = known.own
        while self._rows:
            row = self._rows.pop()
            row.hide()
            self._list.removeWidget(row)
            row.deleteLater()
        for station in known.stations:
            row = _StationRow(self._t, station, self._confirm, self.forgotten.emit)
            row.unfolded.connect(partial(self.unfolded.emit, row))
            self._rows.append(row)
            self._list.addWidget(row)
        self._nobody.setHidden(bool(known.stations))
        self._say_words(self.language.code())

    def clear_card(self) -> None:
        """The card was taken in."""
        self.paste.set_value("")

    def refuse_card(self, reason: str) -> None:
        """Say beside the field why a card is not taken."""
        self.paste.say(reason, "error")

    def _say_words(self, language: str) -> None:
        self._words.setText("  ".join(self._own.words(language)))
        for row in self._rows:
            row.say_words(language)

    def _pasted(self, text: str) -> None:
        if text.strip():
            self.card_pasted.emit(text)

    def _confirm(self, station: PartnerStation, by: str) -> None:
        self.confirmed.emit(station, by)


class _StationRow(Surface):
    """One station: its name, whether its words were compared, and the words for that.

    `unfolded()` when these are shown.
    """

    unfolded = Signal()

    def __init__(
        self,
        t: Translator,
        station: PartnerStation,
        confirm: Callable[[PartnerStation, str], None],
        forget: Callable[[object], None],
    ) -> None:
        super().__init__("panel")
        self._t, self._station, self._confirm = t, station, confirm
        self.setAccessibleName(station.name)
        sure = is_confirmed(station)
        name = Label(station.name, "strong", elide=True)
        state = (
            Chip(t("compared by {name}", name=station.confirmed_by), "shield-check", "ok") if sure
            else Chip(t("words not compared"), "shield-alert", "warn")
        )  # fmt: skip
        self._words = Label("", "strong", wrap=True, selectable=True)
        self.by = Field(t("Who heard the same words from them"))
        self.confirm = PrimaryButton(t("The words are the same"), icon="check", on_click=self._sure)
        self.compare = Button(t("Compare words"), icon="ear", on_click=self._open)
        self.forget = LinkButton(t("Forget"), tip=t("Nothing is sent there or taken in from there"))
        self.forget.clicked.connect(lambda: forget(station))
        deeds = QWidget()
        row = FlowLayout(deeds, theme.GRID)
        row.setContentsMargins(0, 0, 0, 0)
        for part in (state, self.compare, self.forget):
            row.addWidget(part)
        self._more = QWidget()
        more = QVBoxLayout(self._more)
        more.setContentsMargins(0, 0, 0, 0)
        more.setSpacing(theme.GRID)
        more.addWidget(Label(
            t("Read these words to each other by telephone, never by the way the card came."),
            "second", wrap=True,
        ))  # fmt: skip
        more.addWidget(self._words)
        more.addWidget(self.by)
        more.addWidget(self.confirm, 0, Qt.AlignmentFlag.AlignLeading)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(theme.GRID)
        column.addWidget(name)
        column.addWidget(deeds)
        column.addWidget(self._more)
        self._more.hide()

    def say_words(self, language: str) -> None:
        """The words in one of the languages that have a list."""
        self._words.setText("  ".join(card_of(self._station).words(language)))

    def _open(self) -> None:
        self._more.setVisible(self._more.isHidden())
        if self._more.isVisible():
            self.by.setFocus(Qt.FocusReason.OtherFocusReason)
            self.unfolded.emit()

    def _sure(self) -> None:
        by = self.by.text().strip()
        if not by:
            self.by.say(self._t("Say who compared them."), "error")
            self.by.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._confirm(self._station, by)
