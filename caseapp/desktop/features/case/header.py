"""The head of the page: face, names in every script, number, status with its date."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from caseapp.desktop import icons, text, theme
from caseapp.desktop.features.case.finish import missing_words
from caseapp.desktop.features.case.words import CaseWords
from caseapp.desktop.forms.lines import LinePen
from caseapp.desktop.widgets import (
    Button,
    Chip,
    FlowLayout,
    IconButton,
    Label,
    LinkButton,
    Mark,
    PersonNames,
    PhotoFrame,
    StatusChip,
    Surface,
    VerificationBars,
)
from caseapp.desktop.widgets.frames import NO_BOUND
from caseapp.desktop.widgets.more import MoreButton
from caseapp.domain.status import is_overdue
from caseapp.domain.vocabulary import CaseKind, Status, Verification
from caseapp.store.queries.case_page import CasePage

PHOTO = QSize(64, 80)
_LINE, _BAR = 20, 96


class CaseHeader(Surface):
    """Says who the page is about. `finish_asked(name)` for the first thing that is missing
    (a field of `CaseFacts`), `print_asked()`, `appeal_asked()`, `seen_asked()`,
    `trash_asked()`, `forget_asked()`."""

    finish_asked = Signal(str)
    print_asked = Signal()
    appeal_asked = Signal()
    seen_asked = Signal()
    trash_asked = Signal()
    forget_asked = Signal()

    def __init__(self, words: CaseWords, parent: QWidget | None = None) -> None:
        super().__init__("paper", parent)
        self._words, t = words, words.t
        self._missing = ""
        self._photo = PhotoFrame(PHOTO)
        self._nameless = Mark("users", "ink2", icons.HUGE)
        QVBoxLayout(self._photo).addWidget(self._nameless, alignment=Qt.AlignmentFlag.AlignCenter)
        self._name = PersonNames("title")
        self._number = Label("", "second")
        self._names = PersonNames()
        self._status = StatusChip(Status.UNKNOWN.value, "")
        self._as_of = Label("", "second")
        self._verification = VerificationBars(Verification.UNSOURCED.value, "")
        self._share = ShareBar()
        self._finish = LinkButton("", small=True, on_click=self._go_finish)
        self._finish.setObjectName("finish")
        self._done = QWidget()
        self._release = Chip("", "calendar-clock", "warn")
        self._kind = Chip("", "users", "info")
        self._fictitious = Chip(
            t("fictitious"), "venetian-mask", "plum",
            tip=t("This person is invented; every printed page says so."),
        )  # fmt: skip
        self._print = Button(
            t("Case sheet"), icon="printer", key="Ctrl+P", on_click=self.print_asked.emit
        )
        self._print.setObjectName("case-sheet")
        self.to_appeal = Button(
            t("Add to appeal"), icon="mail", key="A", on_click=self.appeal_asked.emit
        )
        self.to_appeal.setObjectName("to-appeal")
        self._seen = IconButton("eye", t("What would they see?"))
        self._seen.setObjectName("seen-by")
        self._seen.setCheckable(True)
        self._seen.clicked.connect(self.seen_asked)
        self._trash = IconButton("trash", t("Put this case in the trash"))
        self._trash.setObjectName("trash-case")
        self._trash.clicked.connect(self.trash_asked)
        self.more = MoreButton(t)
        self.more.offer(t("Forget for good…"), self.forget_asked.emit, "trash",
                        t("A page says first what goes; nothing brings it back."))  # fmt: skip
        self._lay_out()

    def _lay_out(self) -> None:
        top = Qt.AlignmentFlag.AlignTop
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self._name)
        for widget in (self._number, self._kind, self._fictitious):
            first.addWidget(widget)
        first.addStretch(1)
        for button in (self._print, self.to_appeal, self._seen, self._trash, self.more):
            first.addWidget(button)
        done = QHBoxLayout(self._done)
        done.setContentsMargins(0, 0, 0, 0)
        done.setSpacing(8)
        done.addWidget(self._share)
        done.addWidget(self._finish)
        facts = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        facts.setSizePolicy(policy)
        flow = FlowLayout(facts, spacing=10)
        for widget in (
            self._status, self._as_of, self._verification, self._done, self._release,
        ):  # fmt: skip
            widget.setFixedHeight(_LINE)
            flow.addWidget(widget)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addLayout(first)
        column.addWidget(self._names)
        column.addSpacing(4)
        column.addWidget(facts)
        column.addStretch(1)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(16)
        self._row.addWidget(self._photo, alignment=top)
        self._row.addLayout(column, 1)
        self.set_compact(False)

    def show_seen(self, shown: bool) -> None:
        """Whether the page tells at the moment what others would see."""
        self._seen.setChecked(shown)

    def set_compact(self, compact: bool) -> None:
        """In narrow windows the head takes less of the height."""
        self._photo.setHidden(compact)
        for button in (self._print, self.to_appeal):
            button.setHidden(compact)
        across, above = theme.PAGE_MARGIN, theme.GRID if compact else 14
        self._row.setContentsMargins(across, above, across, above)
        self._done.setMaximumWidth(0 if compact else NO_BOUND)

    def show_page(self, page: CasePage, photo: QImage | None) -> None:
        """Fill in a case; `photo` is its picture, if there is one that can be shown."""
        words, t = self._words, self._words.t
        name, *others = words.names(page)
        is_group = page.detainee.kind is CaseKind.GROUP
        self._name.set_names([name])
        self._number.setText(page.detainee.case_number)
        self._names.set_names(others)
        self._names.setHidden(not others)
        # The first letters of a description would look like somebody's initials.
        nameless = not page.names and photo is None
        self._nameless.set("users" if is_group else "user", "ink2")
        self._nameless.setHidden(not nameless)
        said = t("Photo of {name}", name=name)
        self._photo.show_person("" if nameless else name, photo, said)
        self._status.set_status(page.status.status.value, words.word(page.status.status))
        as_of = page.status.as_of
        self._as_of.setText("" if as_of.is_unknown else t("as of {date}", date=words.date(as_of)))
        self._as_of.setHidden(as_of.is_unknown)
        self._verification.set(page.verification.value, words.word(page.verification))
        self._show_release(page)
        self._kind.set(words.kind(page.detainee), "users" if is_group else "user", "info")
        self._kind.setHidden(page.detainee.kind is CaseKind.PERSON)
        self._fictitious.setHidden(not page.detainee.fictitious)
        self._show_completeness(page)

    def _show_release(self, page: CasePage) -> None:
        self._release.setHidden(page.release is None)
        if page.release is None:
            return
        t, due = self._words.t, self._words.date(page.release)
        if is_overdue(page.release, date.today()):
            words = t("Release due {date}, passed", date=due)
            self._release.set(words, "calendar-x", "danger")
        else:
            self._release.set(t("Release due {date}", date=due), "calendar-clock", "warn")

    def _show_completeness(self, page: CasePage) -> None:
        found, t = page.completeness, self._words.t
        self._done.setHidden(found is None)
        if found is None:
            return
        percent = round(100 * found.present / found.total)
        self._share.set_share(percent, t("{n} % complete", n=percent))
        count = len(found.missing)
        self._missing = found.missing[0] if found.missing else ""
        self._finish.setHidden(not found.missing)
        self._finish.setText(t.plural("{n} thing to finish", "{n} things to finish", count))
        self._finish.set_tip(t("Missing: {what}", what=missing_words(t, found.missing)))

    def _go_finish(self) -> None:
        self.finish_asked.emit(self._missing)


class ShareBar(QWidget):
    """How much of something there is: a bar and the per cent."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._percent = 0
        self.setFixedSize(_BAR + 52, _LINE)

    def set_share(self, percent: int, words: str) -> None:
        """`words` say it to screen readers and on pointing."""
        self._percent = percent
        self.setAccessibleName(words)
        self.setToolTip(text.tooltip(words))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        pen, t = LinePen.of(self), theme.current()
        top = (_LINE - 6) // 2
        pen.fill(QRect(0, top, _BAR, 6), t.line, 3)
        pen.fill(QRect(0, top, round(_BAR * self._percent / 100), 6), t.accent, 3)
        pen.text(QRect(_BAR + 8, 0, 44, _LINE), f"{self._percent} %", "second")
        pen.painter.end()
