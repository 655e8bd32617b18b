"""The packets that went and came, the newest first."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter

from caseapp.desktop import icons, theme
from caseapp.desktop.features.packets.deeds import Known
from caseapp.desktop.forms.words import RecordWords
from caseapp.desktop.widgets import paint
from caseapp.desktop.widgets.rows import Item, Rows
from caseapp.domain.vocabulary import PacketWay
from caseapp.exchange.packets.words import counted
from caseapp.i18n import Translator
from caseapp.store.records import Packet

ROW = 40
_LEFT = 32
_WHEN = 170


@dataclass(frozen=True)
class Told:
    """What a line says: which way, when, who, and what was in it."""

    icon: str
    when: str
    who: str
    what: str


class PacketLog(Rows):
    """Every packet of this vault."""

    def __init__(self, t: Translator) -> None:
        super().__init__(t("Packets"), ROW, _draw, keeps_choice=True)
        self._t, self._words = t, RecordWords(t)

    def show_log(self, known: Known) -> None:
        """Fill in the log."""
        items = []
        for packet in known.log:
            told = self._told(packet, known.names(packet))
            items.append(Item(packet.id, told, ", ".join((told.when, told.who, told.what)), ""))
        self.set_items(items)
        self.fit(1, 8)

    def _told(self, packet: Packet, names: str) -> Told:
        t = self._t
        sent = packet.way is PacketWay.SENT
        who = names or t("a station that was forgotten")
        said = t("to {name}", name=who) if sent else t("from {name}", name=who)
        counts = {kind: n for kind, n in packet.counts.items() if isinstance(n, int)}
        what = ", ".join(counted(t, counts)[:3])
        when = self._words.moment(packet.created_at)
        return Told("package" if sent else "package-open", when, said, what)


def _draw(
    painter: QPainter, box: QRect, data: object, direction: Qt.LayoutDirection, _chosen: bool
) -> None:
    assert isinstance(data, Told)
    tokens, lead = theme.current(), paint.leading(direction)
    side = icons.MEDIUM
    mark = QRect(box.left() + 4, box.top() + (box.height() - side) // 2, side, side)
    icons.draw(painter, data.icon, paint.visual(direction, box, mark), tokens.ink2)
    body = theme.font(theme.BODY, tabular=True)
    strong = theme.font(theme.BODY, theme.MEDIUM)
    left = box.left() + _LEFT
    for words, font, colour, width in (
        (data.when, body, tokens.ink2, min(_WHEN, box.width() // 3)),
        (data.who, strong, tokens.ink, (box.width() - _LEFT) // 3),
        (data.what, body, tokens.ink2, 0),
    ):
        right = left + width if width else box.right()
        place = QRect(left, box.top(), max(0, right - left - 8), box.height())
        paint.draw_text(painter, paint.visual(direction, box, place), words, font, colour, lead)
        left = right
