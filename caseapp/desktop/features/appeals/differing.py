"""What two copies beside each other show differently: read on the worker, worded, listed.

A line leads both copies to the sheet of its person.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.features.appeals.drafts import Target
from caseapp.desktop.widgets import IconButton, Label, Line, Surface, paint
from caseapp.desktop.widgets.rows import Item, Rows
from caseapp.disclosure.words import Words
from caseapp.dossier.differences import (
    differences,
    seen_by,
    seen_by_office,
    what_words,
    why_words,
)
from caseapp.dossier.languages import printed
from caseapp.errors import UserError
from caseapp.i18n import N_, Translator
from caseapp.store.casefile import load_appeal_file
from caseapp.store.records import Attachment, utc_now
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

_HEIGHT, _HIGHEST = 46, 4


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """One thing that one copy shows alone, in words. `missing_in` is 0 or 1."""

    case_id: UUID | None
    what: str
    value: str
    ground: str
    missing_in: int


def read_differences(
    vault: Vault, appeal_id: UUID, pair: tuple[Target, Target], language: str, progress: Progress
) -> list[DifferenceLine]:
    """What the copies of two addressees, or of one and the office, show differently.

    Raises UserError if the appeal lies in the trash.
    """
    file = vault.read(lambda session: load_appeal_file(session, appeal_id))
    if file is None:
        raise UserError(N_("This appeal is in the trash. Take it back with undo."))
    words, now = Words(printed(language)), utc_now()

    def read(attachment: Attachment) -> bytes:
        progress.raise_if_cancelled()
        return vault.read_attachment(attachment)

    first, second = (
        seen_by(file, one, words=words, produced_at=now, read_image=read)
        if isinstance(one, UUID)
        else seen_by_office(file, words=words, produced_at=now, read_image=read)
        for one in pair
    )
    return [
        DifferenceLine(
            one.item.case_id, what_words(one.item, words), one.item.what,
            why_words(one.item, words), one.missing_in,
        )
        for one in differences(file, first, second)
    ]  # fmt: skip


class DifferencesPanel(Surface):
    """`chosen(case id)`: show this person in both copies; `left()`."""

    chosen = Signal(object)
    left = Signal()

    def __init__(self, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__("canvas", parent)
        self._t = t
        self._names = ("", "")
        self._person: Callable[[UUID | None], str] = lambda _case: ""
        self._heading = Label("", "strong", elide=True)
        close = IconButton("x", t("Close the differences"), on_click=self.left.emit)
        self.rows = Rows(t("What the two copies show differently"), _HEIGHT, self._draw,
                         keeps_choice=True)  # fmt: skip
        top = QHBoxLayout()
        top.addWidget(self._heading, 1)
        top.addWidget(close)
        inner = QVBoxLayout()
        inner.setContentsMargins(theme.COLUMN_MARGIN, 6, theme.COLUMN_MARGIN, 8)
        inner.setSpacing(4)
        inner.addLayout(top)
        inner.addWidget(self.rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Line())
        column.addLayout(inner)
        self.setFocusProxy(self.rows)
        self.rows.opened.connect(self._choose)
        self.rows.chosen.connect(self._choose)

    def show_lines(
        self, lines: Sequence[DifferenceLine], names: tuple[str, str],
        person: Callable[[UUID | None], str],
    ) -> None:  # fmt: skip
        """Show these; `names` are those of the two copies, `person` names a case."""
        t, self._names, self._person = self._t, names, person
        said = t.plural("{n} difference", "{n} differences", len(lines))
        both = t("{first} and {second}", first=names[0], second=names[1])
        nothing = t("Both copies show the same.")
        self._heading.setText(f"{both}: {said if lines else nothing}")
        self.rows.set_items([self._item(n, line) for n, line in enumerate(lines)])
        self.rows.fit(0, _HIGHEST)
        self.rows.setVisible(bool(lines))

    def _item(self, place: int, line: DifferenceLine) -> Item:
        whom = self._person(line.case_id)
        missing = self._t("not in: {copy}", copy=self._names[line.missing_in])
        spoken = ", ".join(
            part for part in (whom, line.what, line.value, missing, line.ground) if part
        )
        return Item((place, line.case_id), (whom, line, missing), spoken, spoken)

    def _choose(self, key: object) -> None:
        if isinstance(key, tuple) and key[1] is not None:
            self.chosen.emit(key[1])

    def _draw(
        self, painter: QPainter, box: QRect, data: object, direction: Qt.LayoutDirection,
        _chosen: bool,
    ) -> None:  # fmt: skip
        assert isinstance(data, tuple)
        whom, line, missing = data
        t, lead, trail = theme.current(), paint.leading(direction), paint.trailing(direction)
        caption, half = theme.font(theme.CAPTION), (box.width() - 16) // 2
        strong = theme.font(theme.BODY, theme.MEDIUM)
        for left, width, top, words, font, ink, align in (
            (box.left(), half, 4, whom, strong, t.ink, lead),
            (box.left(), half, 24, line.value, caption, t.ink2, lead),
            (box.left() + half + 16, half, 4, f"{line.what} · {missing}", theme.font(), t.ink,
             trail),
            (box.left() + half + 16, half, 24, line.ground, caption, t.ink2, trail),
        ):  # fmt: skip
            place = paint.visual(direction, box, QRect(left, box.top() + top, width, 18))
            paint.draw_text(painter, place, words, font, ink, align)
