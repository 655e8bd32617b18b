"""Speech faster or slower at the same pitch: overlapping pieces that fit each other (WSOLA).

W. Verhelst, M. Roelands, "An overlap-add technique based on waveform similarity", ICASSP 1993.
Runs inside the child. Knows nothing of Qt.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

CHANNELS: Final = 2
_HOP, _OVERLAP, _SEARCH = 0.02, 0.01, 0.01
"""Seconds: of new sound in each step, of crossfade, and to look for what fits, to each side."""
_GAP: Final = 0.05
"""Seconds by which sound that follows may differ from its time; more is another place."""

Samples = NDArray[np.float32]


class Stretch:
    """Sound at `rate` samples a second, two channels of 16 bits, `speed` times as fast."""

    def __init__(self, rate: int, speed: float) -> None:
        self._rate, self._speed = rate, speed
        self._hop, self._overlap, self._search = (
            round(part * rate) for part in (_HOP, _OVERLAP, _SEARCH)
        )
        rise = np.linspace(0, 1, self._overlap, dtype=np.float32)[:, None]
        self._rise, self._fall = rise, 1 - rise
        self._begin(0.0)

    def feed(self, sound: bytes, at: float) -> tuple[float, bytes]:
        """More sound, which begins at that second of the recording.

        Returns what can be heard by now and the second of the recording that it begins at; it
        may be empty.
        """
        came = np.frombuffer(sound, np.int16).reshape(-1, CHANNELS).astype(np.float32)
        if abs(at - self._end()) > _GAP:
            self._begin(at)
        self._held = np.concatenate((self._held, came))
        begins = self._held_at + self._next / self._rate
        made: list[Samples] = []
        while (place := int(self._next)) + self._needed() <= len(self._held):
            made.append(self._step(place))
            self._next += self._hop * self._speed
        self._forget()
        out = np.concatenate(made) if made else np.zeros((0, CHANNELS), np.float32)
        return begins, np.clip(out, -32768, 32767).astype(np.int16).tobytes()

    def _begin(self, at: float) -> None:
        self._held: Samples = np.zeros((0, CHANNELS), np.float32)
        self._held_at, self._next = at, 0.0
        self._tail: Samples | None = None

    def _end(self) -> float:
        return self._held_at + len(self._held) / self._rate

    def _needed(self) -> int:
        return self._search + self._hop + self._overlap

    def _step(self, place: int) -> Samples:
        """The next piece, faded in over what would have followed the one before."""
        if self._tail is not None:
            place = self._fitting(place)
        piece = self._held[place : place + self._hop + self._overlap]
        out: Samples = piece[: self._hop].copy()
        if self._tail is not None:
            out[: self._overlap] = self._tail * self._fall + out[: self._overlap] * self._rise
        self._tail = piece[self._hop :].copy()
        return out

    def _fitting(self, place: int) -> int:
        """Near this place, where the wave goes on most as the tail does."""
        first = max(0, place - self._search)
        region: Any = self._held[first : place + self._search + self._overlap].sum(axis=1)
        assert self._tail is not None
        alike = np.correlate(region, self._tail.sum(axis=1), "valid")
        power = np.correlate(region * region, np.ones(self._overlap, np.float32), "valid")
        return first + int(np.argmax(alike / np.sqrt(power + 1.0)))

    def _forget(self) -> None:
        """Let go of what no later step looks at."""
        past = max(0, min(int(self._next) - self._search, len(self._held)))
        self._held = self._held[past:]
        self._held_at += past / self._rate
        self._next -= past
