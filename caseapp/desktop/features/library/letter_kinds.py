"""The list of letters: each with the languages that it has, and how far each of them is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter

from caseapp.desktop import icons, theme
from caseapp.desktop.features.library.letter_deeds import Letters, Wording
from caseapp.desktop.features.library.section import LINE_HEIGHT, language_name
from caseapp.desktop.widgets import paint
from caseapp.desktop.widgets.rows import Item, Rows
from caseapp.dossier.languages import PRINTED
from caseapp.i18n import N_, Translator

SHORT = {"kk": "ҚАЗ", "ru": "РУС", "en": "ENG", "zh_Hans": "中文"}
"""Each language by its own name, cut short."""

LOOKS: Mapping[Wording, tuple[str, str, str]] = {
    Wording.CONFIRMED: (N_("confirmed"), "check", "ok"),
    Wording.UNCONFIRMED: (N_("not confirmed"), "circle-dashed", "warn"),
    Wording.MISSING: (N_("no text"), "minus", "quiet"),
}
"""Word, icon and tone of each state."""

_STEP = 10


@dataclass(frozen=True, slots=True)
class KindLine:
    """A letter: its title, and (language, state) for each language of copies."""

    title: str
    languages: tuple[tuple[str, Wording], ...]


def kind_rows(name: str) -> Rows:
    """A list of `KindLine`s that fills its place."""
    return Rows(name, LINE_HEIGHT, draw_kind, keeps_choice=True)


def kind_item(t: Translator, letters: Letters, name: str) -> Item:
    """One letter for the list, by its name."""
    states = tuple((code, letters.wording((name, code))) for code in PRINTED)
    title = letters.title(t, name)
    said = [
        t("{language}: {state}", language=language_name(code, t.language), state=t(LOOKS[state][0]))
        for code, state in states
    ]
    spoken = ", ".join((title, *said))
    return Item(name, KindLine(title, states), spoken, spoken)


def draw_kind(
    painter: QPainter, box: QRect, data: object, direction: Qt.LayoutDirection, _chosen: bool
) -> None:
    """Title above, the languages with a mark each beneath."""
    assert isinstance(data, KindLine)
    t, lead = theme.current(), paint.leading(direction)
    title = QRect(box.left(), box.top() + 4, box.width(), 20)
    font = theme.font(theme.BODY, theme.MEDIUM)
    paint.draw_text(painter, paint.visual(direction, box, title), data.title, font, t.ink, lead)
    left, caption = box.left(), theme.font(theme.CAPTION)
    for code, state in data.languages:
        _word, icon, tone = LOOKS[state]
        mark = QRect(left, box.top() + 28, icons.SMALL, icons.SMALL)
        icons.draw(painter, icon, paint.visual(direction, box, mark), theme.tone(tone)[0])
        words = SHORT[code]
        place = QRect(mark.right() + 4, box.top() + 25, paint.text_width(words, caption) + 2, 18)
        shown = paint.visual(direction, box, place)
        paint.draw_text(painter, shown, words, caption, t.ink2, lead)
        left = place.right() + _STEP
