"""Recordings: interviews, messages, video appeals. A passage is a span of time.

Played piece by piece from whoever decrypts them; see `playing`.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from caseapp.desktop import text as texts
from caseapp.desktop import theme
from caseapp.desktop.documents.passage import Locator, Passage, seconds_of
from caseapp.desktop.documents.surface import DocumentSurface
from caseapp.desktop.documents.time_bar import TimeBar
from caseapp.desktop.playing.decoder import Pieces
from caseapp.desktop.playing.player import Player
from caseapp.desktop.widgets import Button, FlowLayout, IconButton, Label, Segments
from caseapp.errors import UserError
from caseapp.i18n import Translator

_STEP = 5.0
_SPEEDS = ("0.5", "0.75", "1", "1.5", "2")


def time_words(seconds: float) -> str:
    """75.2 → "1:15"; an hour and more has three parts."""
    whole = int(max(0.0, seconds))
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


class VideoPane(QWidget):
    """The picture of a video, whole and in its shape; an icon for a recording of sound.

    `resized(QSize)`: device pixels that there are.
    """

    resized = Signal(QSize)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(60)

    def show_picture(self, picture: QImage) -> None:
        self._picture = picture
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit(self.size() * self.devicePixelRatio())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("sunken"))
        if self._picture.isNull():
            icon = QRect(0, 0, 48, 48)
            icon.moveCenter(self.rect().center())
            theme.draw_icon(painter, "audio-lines", icon, theme.current().ink3)
            return
        size = self._picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        rect = QRect(QPoint(0, 0), size)
        rect.moveCenter(self.rect().center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(rect), self._picture)


class RecordingSurface(DocumentSurface):
    """A recording to hear or see, and to mark spans out in.

    Keys, while the keyboard is here: Space plays and pauses, Left and Right go 5 seconds,
    I and O mark the span out from here and to here, Home goes to the beginning.
    `ready` or `failed` follows `pieces` being given; `close_document` closes them.
    """

    def __init__(self, t: Translator, pieces: Pieces, parent: QWidget | None = None) -> None:
        super().__init__(t, parent)
        self._start: float | None = None
        self._end: float | None = None
        self._until: float | None = None
        self.player = Player(pieces, self)
        self.pane = VideoPane()
        self.bar = TimeBar()
        self.bar.setAccessibleName(t("Time"))
        self._trouble = Label("", "error", wrap=True)
        self._trouble.setContentsMargins(16, 8, 16, 8)
        self._trouble.hide()
        self._connect()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*self.FRAME)
        layout.setSpacing(0)
        layout.addWidget(self._trouble)
        layout.addWidget(self.pane, 1)
        layout.addWidget(self.bar)
        layout.addWidget(self._make_controls())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(t("Recording; Space plays, I and O mark a part out"))
        self._frame_when_focused(self)
        self.player.open()

    def _connect(self) -> None:
        self.player.moved.connect(self._moved)
        self.player.playing.connect(self._playing)
        self.player.loaded.connect(self._loaded)
        self.player.picture.connect(self.pane.show_picture)
        self.pane.resized.connect(self.player.set_room)
        self.player.failed.connect(self._failed)
        self.bar.sought.connect(self._sought)
        self.bar.mark_clicked.connect(self.marked_clicked)

    def _make_controls(self) -> QWidget:
        t = self._t
        holder = QWidget()
        flow = FlowLayout(holder)
        flow.setContentsMargins(theme.GRID, 0, theme.GRID, 6)
        moving = QWidget()
        moving.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as the bar above it
        row = QHBoxLayout(moving)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.back = IconButton(
            "rotate-ccw", t("Back 5 seconds"), on_click=lambda: self.step(-_STEP)
        )
        self.toggle = IconButton("play", t("Play"), on_click=self.play_or_pause)
        self.on = IconButton("rotate-cw", t("Forward 5 seconds"), on_click=lambda: self.step(_STEP))
        self._time = Label("0:00", "second", tabular=True)
        for widget in (self.back, self.toggle, self.on, self._time):
            row.addWidget(widget)
        self.from_here = Button(t("From here"), key="I", live=False, on_click=self.mark_start)
        self.to_here = Button(t("To here"), key="O", live=False, on_click=self.mark_end)
        words = [(speed, f"{speed}×") for speed in _SPEEDS]
        self.speed = Segments(words, t("Speed"))
        self.speed.setFixedHeight(theme.ROW)  # in line with the buttons beside it
        self.speed.choose("1")
        self.speed.chosen.connect(lambda code: self.player.set_speed(float(code)))
        for widget in (moving, self.from_here, self.to_here, self.speed):
            flow.addWidget(widget)
        self._controls = (self.back, self.toggle, self.on, self.from_here, self.to_here)
        self._enable(False)
        return holder

    def _enable(self, on: bool) -> None:
        for control in self._controls:
            control.setEnabled(on)

    # -- playing -------------------------------------------------------------------------------
    def play_or_pause(self) -> None:
        self._until = None
        if self.player.is_playing():
            self.player.pause()
        else:
            if self.player.at() >= self.player.length() > 0:
                self.player.seek(0)
            self.player.play()

    def step(self, seconds: float) -> None:
        """Go on or back."""
        self._sought(self.player.at() + seconds)

    def _sought(self, seconds: float) -> None:
        self._until = None
        self.player.seek(seconds)
        self._moved(max(0.0, min(seconds, self.player.length())))

    def _loaded(self, length: float) -> None:
        self.is_ready = True
        self._enable(True)
        self.bar.set_length(length)
        self._moved(self.player.at())
        self.ready.emit()

    def _playing(self, playing: bool) -> None:
        name = self._t("Pause") if playing else self._t("Play")
        self.toggle.set_icon("pause" if playing else "play")
        self.toggle.setAccessibleName(name)
        self.toggle.setToolTip(texts.tooltip(name))

    def _moved(self, seconds: float) -> None:
        words = self._t(
            "{time} of {length}", time=time_words(seconds), length=time_words(self.player.length())
        )
        self._time.setText(words)
        self.bar.set_at(seconds)
        self.bar.setAccessibleDescription(words)
        self.place_changed.emit(words)
        if self._until is not None and seconds >= self._until:
            self._until = None
            self.player.pause()

    def _failed(self, error: UserError) -> None:
        self.error = error
        self.player.pause()
        self._enable(False)
        self._trouble.setText(self._t.error(error))
        self._trouble.show()
        self.failed.emit(error)

    # -- passages ------------------------------------------------------------------------------
    def mark_start(self) -> None:
        """What is marked out begins at this moment of the recording."""
        self._start = round(self.player.at(), 2)
        if self._end is not None and self._end <= self._start:
            self._end = None
        self._chosen()

    def mark_end(self) -> None:
        """It ends here; without a beginning yet, nothing is marked out."""
        self._end = round(self.player.at(), 2)
        if self._start is not None and self._start >= self._end:
            self._start = None
        self._chosen()

    def _chosen(self) -> None:
        self.bar.set_chosen(self._start, self._end)
        self._report()

    def selection(self) -> Passage | None:
        if self._start is None or self._end is None:
            return None
        locator = {"from": self._start, "to": self._end}
        return Passage("", locator, self.place_words(locator))

    def select(self, locator: Locator) -> bool:
        """Mark a span out without playing it."""
        span = seconds_of(locator)
        if span is None or span[1] <= span[0]:
            return False
        self._start, self._end = span
        self._chosen()
        return True

    def clear_selection(self) -> None:
        self._start = self._end = None
        self._chosen()

    def selection_rect(self) -> QRect:
        if self._start is None or self._end is None:
            return QRect()
        rect = self.bar.span_rect(self._start, self._end)
        return rect.translated(self.bar.mapTo(self, QPoint(0, 0)))

    def place_words(self, locator: Locator) -> str:
        """ "0:12-0:40"; "" when the locator says no time."""
        span = seconds_of(locator)
        if span is None:
            return ""
        first, last = time_words(span[0]), time_words(span[1])
        return f"{first}-{last}" if last != first else first

    # -- marks ---------------------------------------------------------------------------------
    def _show_marks(self) -> None:
        self.bar.set_marks(self._marks)

    def go_to(self, locator: Locator) -> bool:
        """Play from there, and pause at the end of the span."""
        span = seconds_of(locator)
        if span is None or span[0] > self.player.length() > 0:
            return False
        self.player.seek(span[0])
        self._until = span[1] if span[1] > span[0] else None
        self.player.play()
        return True

    # -- keys ----------------------------------------------------------------------------------
    def keyPressEvent(self, event: QKeyEvent) -> None:
        deeds = {
            Qt.Key.Key_Space: self.play_or_pause,
            Qt.Key.Key_Left: lambda: self.step(-_STEP),
            Qt.Key.Key_Right: lambda: self.step(_STEP),
            Qt.Key.Key_Home: lambda: self._sought(0.0),
            Qt.Key.Key_I: self.mark_start,
            Qt.Key.Key_O: self.mark_end,
        }
        deed = deeds.get(Qt.Key(event.key()))
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier,
        )  # fmt: skip
        if deed is not None and plain and self.player.length() > 0:
            deed()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()

    def close_document(self) -> None:
        self.player.close()
        self._enable(False)
        self.pane.show_picture(QImage())
