"""Plays a recording: a child decodes it, the window shows its pixels and lets its sound out.

Nothing of the recording is ever a file, and no decoder is loaded into this process.
"""

from __future__ import annotations

import time
from collections import deque
from typing import Final

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage

from caseapp.desktop.playing.decoder import Decoder, Pieces, damaged
from caseapp.desktop.playing.sound import Sound
from caseapp.errors import UserError
from caseapp.intake.documents.kinds import HEAD, is_playable

_SOON: Final = 0.004
"""Seconds: a frame that would wait less is shown at once."""
_MOST_WAITING: Final = 20
_FAR_AHEAD, _NEAR_AGAIN = 0.45, 0.25
"""Seconds of sound not yet heard at which the child is held, and goes on."""
_LOOK: Final = 20
_DEAF: Final = 4.0
"""Seconds after which a device that takes nothing is not waited for any more."""


class Player(QObject):
    """One recording. Times are seconds.

    `moved(seconds)`, `playing(bool)`, `loaded(seconds)` with its length, `picture(QImage)`
    for each frame of a video, `failed(UserError)`.
    """

    moved = Signal(float)
    playing = Signal(bool)
    loaded = Signal(float)
    picture = Signal(QImage)
    failed = Signal(object)

    def __init__(self, pieces: Pieces, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pieces = pieces
        self._wanted: float | None = None
        self._at = self._length = 0.0
        self._speed = 1.0
        self._plays = self._has_video = self._holds = False
        self._held_since = 0.0
        self._waiting: deque[tuple[QImage, float]] = deque()
        self._sound = Sound(self)
        self._decoder = Decoder(pieces, self)
        self._decoder.loaded.connect(self._loaded)
        self._decoder.at.connect(self._told)
        self._decoder.frame.connect(self._frame)
        self._decoder.sound.connect(self._hear)
        self._decoder.ended.connect(self._ended)
        self._decoder.failed.connect(self._fail)
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setTimerType(Qt.TimerType.PreciseTimer)
        self._due.timeout.connect(self._show_due)
        self._hold = QTimer(self)
        self._hold.setInterval(_LOOK)
        self._hold.timeout.connect(self._look)

    def open(self) -> None:
        """Begin to load; `loaded` or `failed` follows."""
        try:
            fit = is_playable(self._pieces.read_at(0, HEAD))
        except UserError as error:
            self._fail(error)
            return
        if not fit:
            self._fail(damaged())
            return
        self._decoder.open(self._sound.rate)

    def play(self) -> None:
        self._decoder.play()
        self._set_playing(True)

    def pause(self) -> None:
        """Where it is heard: what was on its way to the device is played again later."""
        heard = self._sound.heard() if self._plays else None
        self._silence()
        self._decoder.pause()
        self._set_playing(False)
        if heard is not None:
            self.seek(heard)

    def is_playing(self) -> bool:
        return self._plays

    def seek(self, seconds: float) -> None:
        """Go to a time; before it is loaded this is remembered."""
        if self._length <= 0:
            self._wanted = seconds
            return
        seconds = max(0.0, min(seconds, self._length))
        self._silence()
        self._decoder.seek(seconds)
        self._move(seconds)

    def at(self) -> float:
        return self._at

    def length(self) -> float:
        return self._length

    def has_video(self) -> bool:
        return self._has_video

    def set_speed(self, factor: float) -> None:
        heard = self._sound.heard() if self._plays else None
        self._speed = factor
        self._silence()
        self._decoder.set_speed(factor)
        if heard is not None:
            self.seek(heard)

    def set_room(self, size: QSize) -> None:
        """Device pixels that the picture has room in: it comes no larger."""
        self._decoder.set_room(size)

    def close(self) -> None:
        """Stop, and let go of the pieces."""
        self._silence()
        self._plays = False
        self._decoder.close()

    def _loaded(self, length: float, video: bool) -> None:
        if self._length > 0 or length <= 0:
            return
        self._length, self._has_video = length, video
        wanted, self._wanted = self._wanted, None
        self.loaded.emit(length)
        if wanted is not None:
            self.seek(wanted)

    def _told(self, seconds: float) -> None:
        """The child is ahead of what is heard."""
        heard = self._sound.heard() if self._plays else None
        self._move(seconds if heard is None else heard)

    def _move(self, seconds: float) -> None:
        self._at = min(seconds, self._length)
        self.moved.emit(self._at)

    def _set_playing(self, plays: bool) -> None:
        if plays != self._plays:
            self._plays = plays
            self.playing.emit(plays)

    def _ended(self) -> None:
        """What was given to the device is still heard."""
        self._holds = False
        self._hold.stop()
        self._move(self._length)
        self._set_playing(False)

    def _hear(self, data: bytes, at: float) -> None:
        if self._plays:
            self._sound.play(data, at, self._speed)
            if not self._holds and self._sound.ahead() > _FAR_AHEAD:
                self._set_hold(True)

    def _look(self) -> None:
        if time.monotonic() - self._held_since > _DEAF:
            self._sound.give_up()
        if self._sound.ahead() < _NEAR_AGAIN:
            self._set_hold(False)

    def _set_hold(self, on: bool) -> None:
        """A device that begins late, or has a slower clock, is waited for: nothing is skipped."""
        self._holds, self._held_since = on, time.monotonic()
        self._decoder.hold(on)
        if on:
            self._hold.start()
        else:
            self._hold.stop()

    def _frame(self, picture: QImage, at: float) -> None:
        """Show it when its moment is heard."""
        if not self._waiting and (not self._plays or self._sound.waits(at) < _SOON):
            self.picture.emit(picture)
            return
        if len(self._waiting) < _MOST_WAITING:  # to drop the oldest would show none at all
            self._waiting.append((picture, at))
        if not self._due.isActive():
            self._show_due()

    def _show_due(self) -> None:
        while self._waiting:
            picture, at = self._waiting[0]
            wait = self._sound.waits(at)
            if wait >= _SOON:
                self._due.start(round(wait * 1000))
                return
            self._waiting.popleft()
            self.picture.emit(picture)

    def _silence(self) -> None:
        """What was about to be heard and seen is not any more."""
        if self._holds:
            self._set_hold(False)
        self._sound.stop()
        self._due.stop()
        self._waiting.clear()

    def _fail(self, error: UserError) -> None:
        self._silence()
        self._set_playing(False)
        self.failed.emit(error)
