"""The notices in force, one line each, under the top bar."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.desktop.shell.notices import Notice, Notices
from caseapp.desktop.widgets import NoticeLine
from caseapp.i18n import Translator

_MOST = 3


class NoticeBar(QWidget):
    """Shows the newest few of `notices`; takes no room while there are none."""

    def __init__(self, t: Translator, notices: Notices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._t, self._notices = t, notices
        self._lines: dict[int, NoticeLine] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        notices.changed.connect(self._refresh)
        self._refresh()

    def _refresh(self) -> None:
        wanted = self._notices.all[-_MOST:]
        numbers = {notice.number for notice in wanted}
        for number in [n for n in self._lines if n not in numbers]:
            line = self._lines.pop(number)
            line.hide()
            line.deleteLater()
        for notice in wanted:
            if notice.number not in self._lines:
                self._lines[notice.number] = line = self._make(notice)
                self._column.addWidget(line)
        self.setVisible(bool(wanted))

    def _make(self, notice: Notice) -> NoticeLine:
        close = None
        if not notice.standing:
            close = (self._t("Close"), lambda: self._notices.remove(notice))
        return NoticeLine(
            notice.text, notice.detail, tone=notice.tone, action=notice.action, also=notice.also,
            close=close,
        )  # fmt: skip
