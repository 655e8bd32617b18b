"""Lets plain sound out, and tells when a moment of it is heard. Parses nothing.

Of Qt Multimedia only the part that knows the sound devices is loaded here: never a plugin that
decodes. Without a device there is no sound, and all else goes on.
"""

from __future__ import annotations

import math
import time
from functools import cache
from typing import Final

from PySide6.QtCore import (
    QCoreApplication,
    QIODevice,
    QLoggingCategory,
    QObject,
    Qt,
    QTimer,
    qInstallMessageHandler,
)

from caseapp.errors import UserError
from caseapp.i18n import N_

QLoggingCategory.setFilterRules("qt.multimedia*=false")
try:
    from PySide6.QtMultimedia import (
        QAudio,
        QAudioDevice,
        QAudioFormat,
        QAudioSink,
        QMediaDevices,
    )
except ImportError as error:  # Linux without the sound library that Qt asks for
    raise UserError(
        N_("Recordings cannot be played here. Install the system's sound library (libpulse0).")
    ) from error

_RATE: Final = 48_000
_RATES: Final = range(8_000, 192_001)
_CHANNELS: Final = 2
_LEAD: Final = 0.08
"""Seconds of silence before the first sound: what comes late must not tear a hole."""
_BUFFER: Final = 0.12
"""Seconds that the system holds: it begins when they are there."""
_STRETCHED: Final = 0.04
"""Seconds of the recording that are held back where its speed is changed; see `stretch`."""
_MOST_AHEAD: Final = 2.0
_STEP: Final = 15
"""Milliseconds after which the system is given more."""
_LONGEST_WAIT: Final = 0.6
_AGAIN: Final = 1.0
"""Seconds after which a device is tried again that was lost."""


@cache
def _devices() -> QMediaDevices:
    """Those of this system, asked for while no plugin can be found.

    Qt looks for one that decodes when it is first asked for devices, and does without.
    """
    paths = QCoreApplication.libraryPaths()
    before = qInstallMessageHandler(lambda *_told: None)  # that there is none, is meant
    QCoreApplication.setLibraryPaths([])
    try:
        devices = QMediaDevices()
        devices.audioOutputs()
        return devices
    finally:
        QCoreApplication.setLibraryPaths(paths)
        qInstallMessageHandler(before)


class Sound(QObject):
    """One recording's sound, two channels of 16 bits, at `rate` samples a second (0: none)."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        _devices()
        device = QMediaDevices.defaultAudioOutput()
        self.rate = 0 if device.isNull() else _rate_of(device)
        self._sink: QAudioSink | None = None
        self._into: QIODevice | None = None
        self._begin, self._end, self._speed = 0.0, 0.0, 1.0
        self._next_try = 0.0
        self._held = bytearray()
        self._clock = QTimer(self)
        self._clock.setTimerType(Qt.TimerType.PreciseTimer)
        self._clock.setInterval(_STEP)
        self._clock.timeout.connect(self._give)

    def play(self, data: bytes, at: float, speed: float) -> None:
        """Let sound out that begins at the second `at` of the recording."""
        if self._is_lost():
            again = self._next_try
            self.stop()
            self._next_try = again
        if self._into is None and time.monotonic() >= self._next_try:
            self._start()
        if self._into is None or self._is_lost():
            return
        ahead = self.ahead()
        if ahead > _MOST_AHEAD:
            return
        if ahead <= 0:
            lead = _LEAD if speed == 1 else _LEAD + _STRETCHED / speed
            self._held += bytes(self._bytes(lead))
            self._begin = at
        self._held += data
        self._give()
        self._end = at + len(data) / self._bytes(1) * speed
        self._speed = speed

    def ahead(self) -> float:
        """Seconds of sound that were given and not yet heard."""
        if self._sink is None or self._is_lost():
            return 0.0
        given = self._sink.bufferSize() - self._sink.bytesFree()
        return (len(self._held) + given) / self._bytes(1)

    def heard(self) -> float | None:
        """The second of the recording that is heard now; None in silence."""
        ahead = self.ahead()
        return max(self._begin, self._end - ahead * self._speed) if ahead > 0 else None

    def waits(self, at: float) -> float:
        """Seconds from now until that second of the recording is heard; 0 when none is."""
        ahead = self.ahead()
        if ahead <= 0:
            return 0.0
        due = (at - self._end) / self._speed + ahead
        return max(0.0, min(due, _LONGEST_WAIT))

    def stop(self) -> None:
        """Be silent at once."""
        if self._sink is not None:
            self._sink.reset()
            self._sink.deleteLater()
        self._sink = self._into = None
        self._next_try = 0.0
        self._held.clear()
        self._clock.stop()

    def give_up(self) -> None:
        """The device takes nothing: be silent from now on."""
        self.stop()
        self._next_try = math.inf

    def _is_lost(self) -> bool:
        """Whether the device went away, as when headphones are pulled out."""
        return self._sink is not None and self._sink.state() == QAudio.State.StoppedState

    def _give(self) -> None:
        """As much as the system takes now."""
        if self._into is None or self._is_lost():
            return
        taken = self._into.write(bytes(self._held))
        del self._held[: max(0, taken)]

    def _start(self) -> None:
        self._next_try = time.monotonic() + _AGAIN
        form = QAudioFormat()
        form.setSampleRate(self.rate)
        form.setChannelCount(_CHANNELS)
        form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        self._sink = QAudioSink(QMediaDevices.defaultAudioOutput(), form, self)
        self._sink.setBufferSize(self._bytes(_BUFFER))
        self._into = self._sink.start()
        self._clock.start()

    def _bytes(self, seconds: float) -> int:
        return round(seconds * self.rate) * _CHANNELS * 2


def _rate_of(device: QAudioDevice) -> int:
    """Samples a second that this device takes; 0 if it says none that can be."""
    form = device.preferredFormat()
    own = form.sampleRate()
    form.setSampleRate(_RATE)
    if device.isFormatSupported(form):
        return _RATE
    return own if own in _RATES else 0
