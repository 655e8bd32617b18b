"""Whom an appeal goes to, each with its audience and language, and the office's copy last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.desktop import icons, theme
from caseapp.desktop.features.appeals.drafts import OFFICE
from caseapp.desktop.features.appeals.name_menu import NameMenu
from caseapp.desktop.features.appeals.words import AUDIENCE_MARKS, AppealWords
from caseapp.desktop.widgets import QuietButton, SectionHeading, paint
from caseapp.desktop.widgets.rows import Item, Rows
from caseapp.domain.vocabulary import Audience
from caseapp.domain.waiting import is_check_due
from caseapp.store.queries.appeals import AddresseeRow, text_in
from caseapp.store.records import Addressee

_HEIGHT = 52
_MOST = 4

_ORDER = (
    Audience.HOST_STATE, Audience.UNITED_NATIONS, Audience.PARTNERS, Audience.PRESS,
    Audience.PUBLIC, Audience.OFFICE, Audience.DETAINING_STATE,
)  # fmt: skip
"""In which addressees are offered."""


@dataclass(frozen=True, slots=True)
class _Line:
    """What a line shows. `code` stands for the language where there is no room for its name;
    `copies` are the numbers of the copies that were issued."""

    name: str
    audience: Audience
    language: str
    code: str
    copies: str
    unchecked: bool = False


class AddresseesSection(QWidget):
    """`chosen(target)`: an addressee's id or `OFFICE`; `removed(id)`; `added(Addressee)`;
    `moved(id, way)`; `menu_asked(target, place)`."""

    moved = Signal(object, int)
    menu_asked = Signal(object, QPoint)

    chosen = Signal(object)
    removed = Signal(object)
    added = Signal(object)

    def __init__(self, words: AppealWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._others: Sequence[Addressee] = ()
        t = words.t
        self._heading = SectionHeading(t("Addressees"))
        self.add_button = QuietButton(t("Add"), icon="plus", on_click=self._offer)
        self.add_button.setAccessibleName(t("Add an addressee"))
        self._heading.add(self.add_button)
        self.rows = Rows(t("Addressees and their copies"), _HEIGHT, self._draw, keeps_choice=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._heading)
        column.addWidget(self.rows)
        self.rows.chosen.connect(self.chosen)
        self.rows.removed.connect(self.removed)
        self.rows.moved.connect(self.moved)
        self.rows.menu_asked.connect(self.menu_asked)

    def set_addressees(
        self,
        rows: Sequence[AddresseeRow],
        numbers: dict[object, list[int]],
        office_language: str,
        others: Sequence[Addressee],
        today: date | None = None,
    ) -> None:
        """Show these; `numbers` are those of the issued copies by target.

        With `today`, those that nobody has looked up for a year are marked.
        """
        words, t = self._words, self._words.t
        self._others = others
        items = [
            self._item(
                row.id,
                words.addressee(row),
                row.audience,
                row.language,
                numbers,
                removable=True,
                unchecked=today is not None and is_check_due(row.checked, row.valid_to, today),
            )
            for row in rows
        ]
        if rows:
            office = self._item(OFFICE, t("Office copy"), Audience.OFFICE, office_language, numbers)
            items.append(office)
        self.rows.set_items(items)
        self.rows.fit(1, _MOST)
        self.rows.setVisible(bool(items))
        self._heading.set_count(str(len(rows)) if rows else "")
        self.add_button.setVisible(bool(others))

    def _item(
        self,
        key: object,
        name: str,
        audience: Audience,
        language: str,
        numbers: dict[object, list[int]],
        *,
        removable: bool = False,
        unchecked: bool = False,
    ) -> Item:
        words, t = self._words, self._words.t
        issued = numbers.get(key, [])
        listed = ", ".join(map(str, issued[-3:]))
        copies = t("copy {numbers}", numbers=listed) if issued else ""
        shown = words.short_language(language)
        line = _Line(name, audience, shown, words.code(language), copies, unchecked)
        spoken = ", ".join(
            part
            for part in (
                name, words.label(audience), line.language, copies,
                t("check before use") if unchecked else "",
            )
            if part
        )  # fmt: skip
        # An addressee that a copy was issued for stays: the register speaks of it.
        tip = f"{name}\n{words.label(audience)} · {line.language}"
        tip += f"\n{t('check before use')}" if unchecked else ""
        return Item(key, line, spoken, tip, removable=removable and not issued)

    def _offer(self) -> None:
        corner = QPoint(0, self.add_button.height())
        self.menu().popup(self.add_button.mapToGlobal(corner))

    def menu(self) -> NameMenu:
        """What can be added, by name; those through whom harm comes apart, at the end."""
        menu, before = NameMenu(self), None
        for addressee in sorted(self._others, key=lambda one: _ORDER.index(one.audience)):
            if before not in (None, addressee.audience):
                menu.addSeparator()
            before = addressee.audience
            name = text_in(addressee.texts, "body", self._words.t.language)
            icon = theme.icon(AUDIENCE_MARKS[addressee.audience][0])
            action = menu.add_name(name, icon)
            action.triggered.connect(lambda _=False, one=addressee: self.added.emit(one))
        return menu

    def _draw(
        self,
        painter: QPainter,
        box: QRect,
        data: object,
        direction: Qt.LayoutDirection,
        _chosen: bool,
    ) -> None:
        assert isinstance(data, _Line)
        t, lead = theme.current(), paint.leading(direction)
        caption = theme.font(theme.CAPTION)
        width = paint.text_width(data.copies, caption) + 1 if data.copies else 0
        if width:
            end = QRect(box.right() - width, box.top() + 6, width, 20)
            shown = paint.visual(direction, box, end)
            paint.draw_text(painter, shown, data.copies, caption, t.ink2, lead)
        name = QRect(box.left(), box.top() + 6, box.width() - width - 8, 20)
        font = theme.font(theme.BODY, theme.MEDIUM)
        paint.draw_text(painter, paint.visual(direction, box, name), data.name, font, t.ink, lead)
        words = self._words.label(data.audience)
        size = paint.chip_size(words, AUDIENCE_MARKS[data.audience][0])
        said, gap = data.language, 10
        sign_width = gap + icons.SMALL if data.unchecked else 0
        room = box.width() - size.width() - gap - sign_width
        if paint.text_width(said, theme.font()) >= room:
            said = data.code
        language = paint.text_width(said, theme.font()) + 1
        wide = min(size.width(), box.width() - gap - language - sign_width)
        chip = QRect(box.left(), box.top() + 27, wide, size.height())
        shown = paint.visual(direction, box, chip)
        paint.draw_chip(painter, shown, words, *AUDIENCE_MARKS[data.audience], direction)
        left = chip.right() + gap
        place = QRect(left, box.top() + 27, box.right() - left, 20)
        shown = paint.visual(direction, box, place)
        paint.draw_text(painter, shown, said, theme.font(), t.ink2, lead)
        if data.unchecked:
            after = left + language + gap - 1
            sign = QRect(after, box.top() + 30, icons.SMALL, icons.SMALL)
            icons.draw(painter, "triangle-alert", paint.visual(direction, box, sign), t.warn)
            rest = QRect(sign.right() + 5, box.top() + 27, box.right() - sign.right() - 5, 20)
            if rest.width() >= paint.text_width(self._words.t("check before use"), caption):
                paint.draw_text(
                    painter, paint.visual(direction, box, rest), self._words.t("check before use"),
                    caption, t.warn, lead,
                )  # fmt: skip
