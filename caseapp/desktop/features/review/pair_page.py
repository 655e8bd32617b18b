"""Two cases side by side: what speaks for and against, field by field, and three decisions.

Nothing merges without M. Shows what it is given; deciding is the view's.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from caseapp.desktop import icons, theme
from caseapp.desktop.features.review.comparison import LABELS, NARROW_LABELS, Comparison, sides
from caseapp.desktop.features.review.rows import NUMBER, field_rows
from caseapp.desktop.features.review.words import ReasonLine, ReviewWords, Way
from caseapp.desktop.widgets import (
    Button,
    FlowLayout,
    IconButton,
    KeyHint,
    Label,
    Line,
    LinkButton,
    Mark,
    PersonNames,
    PhotoFrame,
    PrimaryButton,
)
from caseapp.desktop.widgets.scrolling import scroll_area
from caseapp.matching.evidence import Evidence
from caseapp.matching.merge import Merging
from caseapp.matching.pairs import Pair
from caseapp.store.queries.case_page import CasePage

_PHOTO = QSize(40, 40)
_LOOKS = {
    Way.FOR: ("check", "accent"),
    Way.AGAINST: ("x", "danger"),
    Way.OPEN: ("circle-question-mark", "warn"),
}


@dataclass(frozen=True, slots=True)
class ShownPair:
    """A pair with everything that its page shows; `evidence` is of now, `obstacle` says why it
    cannot be merged, `caution` what others may then see that only one of both cases allowed."""

    pair: Pair
    evidence: tuple[Evidence, ...]
    left: CasePage
    right: CasePage
    photos: tuple[QImage | None, QImage | None]
    obstacle: str = ""
    caution: str = ""


class PairPage(QWidget):
    """`merge_asked(Merging)`, `apart_asked()`, `later_asked()`, `stepped(+1 or -1)`,
    `case_asked(id)`, `left()` back to the list in narrow windows."""

    merge_asked = Signal(object)
    apart_asked = Signal()
    later_asked = Signal()
    stepped = Signal(int)
    case_asked = Signal(object)
    left = Signal()

    def __init__(self, words: ReviewWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._shown = words, None
        self._compact = False
        self.table = Comparison(words.t)
        self._reasons = QWidget()
        self._grid = QGridLayout(self._reasons)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(6)
        self._sides = (_Side(words), _Side(words))
        for side in self._sides:
            side.asked.connect(self.case_asked)
        self._make_head()
        self._make_foot()
        self._lay_out()

    # -- building ----------------------------------------------------------------------------
    def _make_head(self) -> None:
        t = self._words.t
        self.back = IconButton("arrow-left", t("Back to the list"), on_click=self.left.emit)
        self.back.hide()
        self._title = Label(t("Are these one person?"), "lead", elide=True)
        self._certainty = Label("", "second")
        self._place = Label("", "second", tabular=True)
        up = lambda: self.stepped.emit(-1)  # noqa: E731
        down = lambda: self.stepped.emit(1)  # noqa: E731
        self._up = IconButton("chevron-up", t("The pair before"), key="Alt+Up", on_click=up)
        self._down = IconButton("chevron-down", t("The next pair"), key="Alt+Down", on_click=down)

    def _make_foot(self) -> None:
        t = self._words.t
        self.merge = PrimaryButton(
            t("Merge"), icon="merge", key="M", on_click=self._merge,
            tip=t("Make one case of the two; can be undone, and taken back later"),
        )  # fmt: skip
        self.apart = Button(
            t("Not the same"), icon="split", key="N", on_click=self.apart_asked.emit,
            tip=t("Remember that these are two people, and do not ask again"),
        )  # fmt: skip
        self.later = Button(
            t("Later"), icon="clock", key="L", on_click=self.later_asked.emit,
            tip=t("Ask again in a month, or when one of the cases changes"),
        )  # fmt: skip
        for name, button in (("merge", self.merge), ("apart", self.apart), ("later", self.later)):
            button.setObjectName(name)
        self._refused = Label("", "error", wrap=True)
        self._refused.hide()
        self._caution = _Legend("shield-alert", "warn", "", wrap=True)
        self._hints = QWidget()
        row = QHBoxLayout(self._hints)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Label(t("in the marked field:"), "caption"))
        for key, said in zip("123", (*sides(t), t("both")), strict=True):
            row.addWidget(KeyHint(key))
            row.addWidget(Label(said, "caption"))

    def _lay_out(self) -> None:
        t = self._words.t
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.back)
        head.addWidget(self._title)
        head.addWidget(self._certainty)
        head.addStretch(1)
        for widget in (self._place, self._up, self._down):
            head.addWidget(widget)
        self._heads = QHBoxLayout()
        self._heads.setSpacing(0)
        self._heads.addSpacing(LABELS)
        for side in self._sides:
            self._heads.addWidget(side, 1)
        legend = QWidget()
        flow = FlowLayout(legend, spacing=12)
        for icon, colour, said in (
            ("equal-not", "warn", t("differs")), ("circle-check", "accent", t("stays")),
            ("copy-check", "accent", t("both stay")),
        ):  # fmt: skip
            flow.addWidget(_Legend(icon, colour, said))
        kept = t("Nothing is thrown away: the other case can be read in the trash, and taken out.")
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(theme.PAGE_MARGIN, 8, theme.PAGE_MARGIN, 8)
        column.setSpacing(8)
        column.addWidget(self._reasons)
        column.addWidget(self._caution)
        column.addWidget(Line())
        column.addLayout(self._heads)
        column.addWidget(self.table)
        column.addWidget(legend)
        column.addWidget(Label(kept, "caption", wrap=True))
        column.addStretch(1)
        self._area = scroll_area(content)
        self.table.stood_on.connect(self._follow)
        top = QVBoxLayout(self)
        top.setContentsMargins(0, 12, 0, 0)
        top.setSpacing(4)
        holder = QVBoxLayout()
        holder.setContentsMargins(theme.PAGE_MARGIN, 0, theme.PAGE_MARGIN, 0)
        holder.addLayout(head)
        top.addLayout(holder)
        top.addWidget(self._area, 1)
        top.addWidget(Line())
        top.addLayout(self._foot())

    def _foot(self) -> QVBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.merge, self.apart, self.later):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self._hints)
        foot = QVBoxLayout()
        foot.setContentsMargins(theme.PAGE_MARGIN, 8, theme.PAGE_MARGIN, 10)
        foot.setSpacing(4)
        foot.addWidget(self._refused)
        foot.addLayout(row)
        return foot

    # -- showing -----------------------------------------------------------------------------
    @property
    def shown(self) -> ShownPair | None:
        return self._shown

    def show_pair(self, shown: ShownPair, place: int, count: int) -> None:
        """Show a pair; `place` from 1 of `count`."""
        words, t = self._words, self._words.t
        fresh = self._shown is None or self._shown.pair.first != shown.pair.first \
            or self._shown.pair.second != shown.pair.second  # fmt: skip
        changed = fresh or self._versions(self._shown) != self._versions(shown)
        self._shown = shown
        self._certainty.setText(words.certainty(shown.evidence))
        self._place.setText(t("{n} of {count}", n=place, count=count))
        self._up.setEnabled(place > 1)
        self._down.setEnabled(place < count)
        self.refuse(shown.obstacle)
        self._caution.say(shown.caution)
        self.merge.setEnabled(not shown.obstacle)
        self._show_reasons()
        for side, page, photo in zip(
            self._sides, (shown.left, shown.right), shown.photos, strict=True
        ):
            side.show_page(page, photo)
        if changed:
            # In small windows the first row leaves room for the reasons above it.
            rows = field_rows(words, shown.left, shown.right)
            self.table.show_rows(rows, at_top=self._compact)
        if fresh:
            self._area.verticalScrollBar().setValue(0)

    @staticmethod
    def _versions(shown: ShownPair | None) -> tuple[object, ...]:
        return (shown.left.detainee.version, shown.right.detainee.version) if shown else ()

    def refuse(self, reason: str) -> None:
        """Why these two cannot be merged, or were not; "" takes it away."""
        self._refused.setText(reason)
        self._refused.setVisible(bool(reason))

    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        self.back.setVisible(compact)
        self._hints.setHidden(compact)
        self._title.setText(self._words.t("One person?") if compact
                            else self._words.t("Are these one person?"))  # fmt: skip
        width = NARROW_LABELS if compact else LABELS
        self.table.set_labels(width)
        self._heads.itemAt(0).spacerItem().changeSize(width, 0)
        self._heads.invalidate()
        for side in self._sides:
            side.set_compact(compact)
        if self._shown is not None:
            self._show_reasons()

    def _show_reasons(self) -> None:
        assert self._shown is not None
        shown = self._shown
        while (item := self._grid.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        columns = 1 if self._compact else 2
        reasons = self._words.reasons(shown.evidence, shown.left, shown.right)
        for number, reason in enumerate(reasons):
            line = _Reason(self._words, reason)
            self._grid.addWidget(line, number // columns, number % columns)
            line.show()

    def _follow(self, row: QRect) -> None:
        """Keep the marked row in sight."""
        place = self.table.mapTo(self._area.widget(), row.center())
        self._area.ensureVisible(place.x(), place.y(), 0, row.height())

    # -- deciding ----------------------------------------------------------------------------
    def _merge(self) -> None:
        if self._shown is not None and self.merge.isEnabled():
            self.merge_asked.emit(self.merging())

    def merging(self) -> Merging:
        """What is chosen now."""
        assert self._shown is not None
        left, right = self._shown.left.detainee, self._shown.right.detainee
        choices = self.table.rows_model.choices()
        keep = choices.pop(NUMBER)
        return Merging(
            left=left.id, right=right.id, keep=keep, choices=choices,
            seen={left.id: left.version, right.id: right.version},
        )  # fmt: skip


class _Side(QWidget):
    """Who stands in a column. `asked(id)` opens the case."""

    asked = Signal(object)

    def __init__(self, words: ReviewWords) -> None:
        super().__init__()
        self._words, self._id = words, None
        self._photo = PhotoFrame(_PHOTO, "quiet")
        self._name, self._more = PersonNames("lead"), Label("", "caption", elide=True)
        self._open = LinkButton(words.t("Open"), small=True, on_click=self._ask)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._name)
        below = QHBoxLayout()
        below.setSpacing(4)
        below.addWidget(self._more)
        below.addWidget(self._open)
        below.addStretch(1)
        column.addLayout(below)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(12)
        row.addWidget(self._photo)
        row.addLayout(column, 1)

    def show_page(self, page: CasePage, photo: QImage | None) -> None:
        words, t = self._words, self._words.t
        self._id = page.detainee.id
        names = words.names(page)
        self._photo.show_person(names[0], photo, t("Photo of {name}", name=names[0]))
        self._name.set_names(names[:1])
        self._more.setText(words.about(page))
        self._open.setAccessibleName(t("Open {number}", number=page.detainee.case_number))

    def set_compact(self, compact: bool) -> None:
        self._photo.setHidden(compact)

    def _ask(self) -> None:
        self.asked.emit(self._id)


class _Reason(QWidget):
    """One reason with its sign; a screen reader says which."""

    def __init__(self, words: ReviewWords, reason: ReasonLine) -> None:
        super().__init__()
        t, title, detail = words.t, reason.title, reason.detail
        way = {
            Way.FOR: t("speaks for it"), Way.AGAINST: t("speaks against it"),
            Way.OPEN: t("tells nothing"),
        }[reason.way]  # fmt: skip
        self.setAccessibleName(", ".join(part for part in (title, detail, way) if part))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Mark(*_LOOKS[reason.way], icons.MEDIUM))
        row.addWidget(Label(title, "strong"))
        row.addWidget(Label(detail, "second", elide=True), 1)


class _Legend(QWidget):
    """A sign and what it means."""

    def __init__(self, icon: str, colour: str, said: str, *, wrap: bool = False) -> None:
        super().__init__()
        self._label = Label(said, "second" if wrap else "caption", wrap=wrap)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8 if wrap else 4)
        mark = Mark(icon, colour, icons.MEDIUM if wrap else icons.SMALL)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._label, 1)

    def say(self, words: str) -> None:
        """Other words; "" hides it."""
        self._label.setText(words)
        self.setHidden(not words)
