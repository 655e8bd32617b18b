"""Decodes and times a recording, inside the child: the one module that gives FFmpeg bytes.

Qt's own player does the work. What goes back are pixels of no more than the size asked for,
plain sound, and times. The program lends the bytes (`borrowed`). Messages are those of
`decoder`, which reads them.
"""

from __future__ import annotations

import ctypes
import os
import threading
import time
from typing import IO, Any, Final

# Before the walls: Qt reads these while it is loaded. The graphics driver is left out: it is more
# code for hostile files, and files and devices that no wall lets through.
os.environ["QT_FFMPEG_DECODING_HW_DEVICE_TYPES"] = ","
os.environ["QT_DISABLE_HW_TEXTURES_CONVERSION"] = "1"
os.environ["QT_MEDIA_BACKEND"] = "ffmpeg"

from PySide6.QtCore import QCoreApplication, QObject, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import (
    QAudioBuffer,
    QAudioBufferOutput,
    QAudioFormat,
    QMediaPlayer,
    QVideoFrame,
    QVideoSink,
)

from caseapp.desktop.playing.borrowed import BorrowedBytes
from caseapp.errors import CaseappError
from caseapp.system.correspondence import Message, read_message, write_message

MOST_PIXELS: Final = 8192 * 4320
"""Of a frame that is shown at all."""
_FRAMES_AHEAD: Final = 3
"""Frames that are on their way and were not yet seen, at most."""
_NEAR: Final = 1.0
_SETTLED: Final = 250
"""Seconds around a time that was sought, and milliseconds, in which what comes is of that time.

What is farther away was on its way before; or it is a picture that stands still for long.
"""
_PULSE: Final = 1000
"""Milliseconds between two signs of life."""
_MOST_BYTES: Final = 1 << 20
_ARENAS: Final = -8  # malloc.h, M_ARENA_MAX

_Status = QMediaPlayer.MediaStatus


def begin(source: IO[bytes], target: IO[bytes]) -> None:
    """Called by name in the child. Ends the process when nobody speaks to it any more."""
    _share_memory()
    application = QCoreApplication([])
    playing = Playing(target)
    threading.Thread(target=_listen, args=(source, playing), daemon=True).start()
    application.exec()


def _listen(source: IO[bytes], playing: Playing) -> None:
    try:
        while (message := read_message(source, _MOST_BYTES)) is not None:
            playing.hear(message)
    except CaseappError:
        pass
    os._exit(0)  # decoders may be in the middle of something, and need not end it


def _share_memory() -> None:
    """On Linux each thread takes 64 MiB of addresses for itself; the limit counts them."""
    try:
        ctypes.CDLL(None).mallopt(_ARENAS, 2)
    except (OSError, AttributeError, TypeError):  # another system, another C library
        return


class Playing(QObject):
    """A player that does what messages say and tells what comes of it."""

    _told = Signal(object)

    def __init__(self, target: IO[bytes]) -> None:
        super().__init__()
        self._target, self._writing = target, threading.Lock()
        self._told.connect(self._do)
        self._device: BorrowedBytes | None = None
        self._turn = 0
        self._rate = 0
        self._stretch: Any = None
        self._room = QSize(640, 480)
        self._on_their_way = 0
        self._last: QVideoFrame | None = None
        self._unsent = False
        self._loaded = False
        self._sought: float | None = None
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(_SETTLED)
        self._settling.timeout.connect(self._settle)
        self._pulse = QTimer(self)
        self._pulse.setInterval(_PULSE)
        self._pulse.timeout.connect(lambda: self._say("alive", cpu=time.process_time()))
        self._pulse.start()
        self._player = QMediaPlayer(self)
        self._sink = QVideoSink(self)
        self._sink.videoFrameChanged.connect(self._frame)
        self._player.mediaStatusChanged.connect(self._status)
        self._player.positionChanged.connect(lambda at: self._say("at", at=at / 1000))
        self._player.errorOccurred.connect(lambda *_details: self._say("failed"))

    def hear(self, message: Message) -> None:
        """In the thread that listens: Qt's threads may be waiting for the bytes."""
        if message.word == "piece":
            assert self._device is not None
            self._device.take(message.data)
        else:
            self._told.emit(message)

    def _do(self, message: Message) -> None:
        facts = message.facts
        getattr(self, f"_do_{message.word}")(**facts)
        self._say("heard")

    # -- what is asked -------------------------------------------------------------------------
    def _do_open(self, size: int, rate: int) -> None:
        """`rate`: samples a second of the sound, 0 for none."""
        self._rate = rate
        if rate:
            form = QAudioFormat()
            form.setSampleRate(rate)
            form.setChannelCount(2)
            form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
            output = QAudioBufferOutput(form, self)
            output.audioBufferReceived.connect(self._sound)
            self._player.setAudioBufferOutput(output)
        self._player.setVideoSink(self._sink)
        self._device = BorrowedBytes(
            size, lambda offset, most: self._say("want", offset=offset, most=most)
        )
        self._player.setSourceDevice(self._device, QUrl())
        self._player.pause()

    def _do_play(self) -> None:
        self._player.play()

    def _do_pause(self) -> None:
        self._player.pause()

    def _do_go_on(self) -> None:
        """After a pause that nobody asked for; at the end, to play would begin again."""
        if self._player.mediaStatus() != _Status.EndOfMedia:
            self._player.play()

    def _do_seek(self, at: float, turn: int) -> None:
        self._turn, self._sought, self._last = turn, at, None
        self._settling.start()
        self._player.setPosition(round(at * 1000))
        if self._player.playbackState() == QMediaPlayer.PlaybackState.StoppedState:
            self._player.pause()  # after its end, a picture would not be shown otherwise

    def _do_speed(self, factor: float) -> None:
        self._player.setPlaybackRate(factor)
        if factor == 1:
            self._stretch = None
        else:
            from caseapp.desktop.playing.stretch import Stretch

            self._stretch = Stretch(self._rate, factor) if self._rate else None

    def _do_within(self, width: int, height: int) -> None:
        self._room = QSize(width, height)
        self._unsent = self._last is not None
        self._send_frame()

    def _do_seen(self) -> None:
        self._on_their_way -= 1
        self._send_frame()

    # -- what is told --------------------------------------------------------------------------
    def _say(self, word: str, data: bytes | memoryview = b"", **facts: Any) -> None:
        try:
            with self._writing:
                write_message(self._target, word, data, turn=self._turn, **facts)
        except (OSError, ValueError):
            os._exit(0)

    def _status(self, status: QMediaPlayer.MediaStatus) -> None:
        if status == _Status.LoadedMedia and not self._loaded:
            self._loaded = True
            length, video = self._player.duration() / 1000, self._player.hasVideo()
            if length > 0:
                self._say("loaded", length=length, video=video)
            else:
                self._say("failed")
        elif status == _Status.EndOfMedia:
            self._say("at", at=self._player.position() / 1000)
            self._say("ended")

    def _sound(self, buffer: QAudioBuffer) -> None:
        if not buffer.isValid() or not buffer.byteCount():
            return
        at, data = buffer.startTime() / 1_000_000, bytes(buffer.constData())
        if self._is_late(at):
            return
        if self._stretch is not None:
            at, data = self._stretch.feed(data, at)
        if data:
            self._say("sound", data, at=at)

    def _frame(self, frame: QVideoFrame) -> None:
        if not frame.isValid():
            return
        if frame.width() * frame.height() > MOST_PIXELS:
            self._say("failed")
            return
        self._last = frame
        if not self._is_late(frame.startTime() / 1_000_000):
            self._sought, self._unsent = None, True
            self._send_frame()

    def _is_late(self, at: float) -> bool:
        return self._sought is not None and abs(at - self._sought) > _NEAR

    def _settle(self) -> None:
        """Nothing is late any more. What was taken for late and came last is shown."""
        if self._sought is not None:
            self._sought, self._unsent = None, True
            self._send_frame()

    def _send_frame(self) -> None:
        """The newest, if there is room on the way; others are passed over."""
        if not self._unsent or self._last is None or self._on_their_way >= _FRAMES_AHEAD:
            return
        self._unsent = False
        picture = self._last.toImage()
        if picture.isNull():
            return
        size = picture.size()
        if size.width() > self._room.width() or size.height() > self._room.height():
            picture = picture.scaled(
                self._room, Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )  # fmt: skip
        picture = picture.convertToFormat(QImage.Format.Format_RGB32)
        if picture.isNull():
            return
        self._on_their_way += 1
        self._say(
            "frame", picture.constBits(), at=self._last.startTime() / 1_000_000,
            width=picture.width(), height=picture.height(),
        )  # fmt: skip
