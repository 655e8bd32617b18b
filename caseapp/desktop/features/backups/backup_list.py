"""The backups in the folder: when, how many cases, how large, and whether they were read now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter

from caseapp.desktop import icons, theme
from caseapp.desktop.forms.words import RecordWords
from caseapp.desktop.sizes import size_words
from caseapp.desktop.widgets import paint
from caseapp.desktop.widgets.rows import Item, Rows
from caseapp.i18n import Translator
from caseapp.store.backup import Backup

ROW = 40
_LEFT = 32
_END = 230
"""Logical pixels at the end of a line for what was found when it was read."""


@dataclass(frozen=True)
class Told:
    """What a line says: mark and its tone, when, what, and what reading it through found."""

    icon: str
    tone: str
    when: str
    what: str
    found: str


class BackupList(Rows):
    """`opened(path)` for Enter or a click, as `Rows`."""

    def __init__(self, t: Translator) -> None:
        super().__init__(t("Backups in this folder"), ROW, _draw, keeps_choice=True)
        self._t, self._words = t, RecordWords(t)

    def show_backups(
        self, backups: Sequence[Backup], damages: Mapping[Path, Sequence[str]]
    ) -> None:  # fmt: skip
        """The newest first; `damages` of those that were read through just now."""
        items = []
        for backup in backups:
            told = self._told(backup, damages.get(backup.path))
            spoken = ", ".join(part for part in (told.when, told.what, told.found) if part)
            items.append(Item(backup.path, told, spoken, str(backup.path)))
        self.set_items(items)
        self.fit(1, 8)
        if self.key() is None and items:
            self.choose(items[0].key)

    def _told(self, backup: Backup, damages: Sequence[str] | None) -> Told:
        t = self._t
        what = f"{t.plural('{n} case', '{n} cases', backup.cases)} · {size_words(t, backup.size)}"
        when = self._words.moment(backup.made_at)
        if damages is None and backup.earlier:
            return Told("shield-alert", "warn", when, what, t("earlier passphrase"))
        if damages is None:
            return Told("hard-drive", "ink2", when, what, "")
        if not damages:
            return Told("circle-check", "ok", when, what, t("read just now, sound"))
        number = len(damages)
        found = t.plural("{n} file is damaged", "{n} files are damaged", number)
        return Told("circle-alert", "danger", when, what, found)


def _draw(
    painter: QPainter, box: QRect, data: object, direction: Qt.LayoutDirection, _chosen: bool
) -> None:
    assert isinstance(data, Told)
    tokens, lead = theme.current(), paint.leading(direction)
    colour = getattr(tokens, data.tone)
    side = icons.MEDIUM
    mark = QRect(box.left() + 4, box.top() + (box.height() - side) // 2, side, side)
    icons.draw(painter, data.icon, paint.visual(direction, box, mark), colour)
    font = theme.font(theme.BODY, theme.MEDIUM, tabular=True)
    width = paint.text_width(data.when, font) + 1
    when = QRect(box.left() + _LEFT, box.top(), width, box.height())
    paint.draw_text(painter, paint.visual(direction, box, when), data.when, font, tokens.ink, lead)
    end = _END if data.found else 0
    left = when.right() + 16
    what = QRect(left, box.top(), max(0, box.right() - end - left), box.height())
    body = theme.font(theme.BODY, tabular=True)
    paint.draw_text(painter, paint.visual(direction, box, what), data.what, body, tokens.ink2, lead)
    if data.found:
        found = QRect(box.right() - end, box.top(), end, box.height())
        paint.draw_text(
            painter, paint.visual(direction, box, found), data.found, body, colour,
            paint.trailing(direction),
        )  # fmt: skip
