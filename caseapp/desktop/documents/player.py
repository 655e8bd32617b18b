"""Plays a recording from pieces of bytes: nothing of it is ever a file.

The only module that knows Qt Multimedia; imported when a recording is opened. Qt asks a
device for pieces, from threads of its own; whoever gives them decrypts them on demand.
"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path
from typing import Protocol

import PySide6
from PySide6.QtCore import QIODevice, QLoggingCategory, QObject, QUrl, Signal
from PySide6.QtGui import QImage

from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.intake.documents.kinds import HEAD, is_playable

os.environ.setdefault("QT_FFMPEG_DECODING_HW_DEVICE_TYPES", ",")
# The graphics driver is left out: it is more code for hostile files, and it may write caches.
QLoggingCategory.setFilterRules("qt.multimedia*=false")
try:
    from PySide6.QtMultimedia import QAudioOutput, QMediaDevices, QMediaPlayer, QVideoSink
except ImportError as error:  # Linux without the sound library that Qt asks for
    raise UserError(
        N_("Recordings cannot be played here. Install the system's sound library (libpulse0).")
    ) from error


class Pieces(Protocol):
    """The bytes of a recording at any place; may be asked from any thread."""

    size: int

    def read_at(self, offset: int, size: int) -> bytes: ...
    def close(self) -> None: ...


class PieceDevice(QIODevice):
    """What Qt reads from. `broke(UserError)` when a piece cannot be had."""

    broke = Signal(object)

    def __init__(self, pieces: Pieces, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pieces = pieces
        self._broken = False
        mode = QIODevice.OpenModeFlag
        self.open(mode.ReadOnly | mode.Unbuffered)

    def stop(self) -> None:
        """Give nothing more: whoever waits for a piece is told that this is the end."""
        self._broken = True

    def isSequential(self) -> bool:
        return False

    def size(self) -> int:
        return self._pieces.size

    def atEnd(self) -> bool:
        # To read nothing before the end makes FFmpeg ask for ever.
        return self._broken or self.pos() >= self._pieces.size

    def readData(self, most: int) -> bytes:
        if self._broken:
            return b""
        try:
            return self._pieces.read_at(self.pos(), most)
        except UserError as error:
            self._broken = True
            self.broke.emit(error)
            return b""

    def writeData(self, data: bytes) -> int:
        return -1


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
        self._failed = False
        self._player = QMediaPlayer(self)
        _hush()
        if QMediaDevices.audioOutputs():
            self._player.setAudioOutput(QAudioOutput(self))
        self._sink = QVideoSink(self)
        self._sink.videoFrameChanged.connect(self._frame)
        self._player.setVideoSink(self._sink)
        self._player.mediaStatusChanged.connect(self._status)
        self._player.positionChanged.connect(lambda at: self.moved.emit(at / 1000))
        self._player.playbackStateChanged.connect(lambda _: self.playing.emit(self.is_playing()))
        self._player.errorOccurred.connect(self._error)
        self._device = PieceDevice(pieces, self)
        self._device.broke.connect(self._fail)

    def open(self) -> None:
        """Begin to load; `loaded` or `failed` follows."""
        try:
            fit = is_playable(self._pieces.read_at(0, HEAD))
        except UserError as error:
            self._fail(error)
            return
        if not fit:
            self._error()
            return
        self._player.setSourceDevice(self._device, QUrl())
        self._player.pause()

    def play(self) -> None:
        self._player.play()

    def pause(self) -> None:
        self._player.pause()

    def is_playing(self) -> bool:
        return self._player.playbackState() == QMediaPlayer.PlaybackState.PlayingState

    def seek(self, seconds: float) -> None:
        """Go to a time; before it is loaded this is remembered."""
        if self.length() <= 0:
            self._wanted = seconds
            return
        self._player.setPosition(round(max(0.0, min(seconds, self.length())) * 1000))

    def at(self) -> float:
        return self._player.position() / 1000

    def length(self) -> float:
        return self._player.duration() / 1000

    def has_video(self) -> bool:
        return self._player.hasVideo()

    def set_speed(self, factor: float) -> None:
        self._player.setPlaybackRate(factor)

    def close(self) -> None:
        """Stop, and let go of the pieces."""
        self._device.stop()
        self._player.stop()
        self._player.setSource(QUrl())
        self._device.close()
        self._pieces.close()

    def _status(self, status: QMediaPlayer.MediaStatus) -> None:
        if status == QMediaPlayer.MediaStatus.LoadedMedia and self.length() > 0:
            wanted, self._wanted = self._wanted, None
            self.loaded.emit(self.length())
            if wanted is not None:
                self.seek(wanted)

    def _frame(self, frame: object) -> None:
        picture = frame.toImage()
        if not picture.isNull():
            self.picture.emit(picture)

    def _error(self, *_details: object) -> None:
        sentence = N_("This recording cannot be played. It may be damaged or of an unusual kind.")
        self._fail(UserError(sentence))

    def _fail(self, error: UserError) -> None:
        """The first failure is the cause; those after it are its echo."""
        if not self._failed:
            self._failed = True
            self.failed.emit(error)


def _hush() -> None:
    """FFmpeg would tell what is in a file on standard error, which systems keep in logs."""
    if not sys.platform.startswith("linux"):
        return
    for path in sorted((Path(PySide6.__file__).parent / "Qt" / "lib").glob("libavutil.so.*")):
        try:
            library = ctypes.CDLL(str(path), mode=os.RTLD_NOLOAD | os.RTLD_LAZY)
        except OSError:  # not the name under which the plugin loaded it
            continue
        library.av_log_set_level(-8)  # AV_LOG_QUIET
        return
