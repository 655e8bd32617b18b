"""What plays recordings: in time, at every speed, soon at every place of a long one."""

from __future__ import annotations

import math
import struct
import time
import uuid
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QAudio

from caseapp.desktop.playing import decoder, sound
from caseapp.desktop.playing import player as player_module
from caseapp.desktop.playing.player import Player
from caseapp.desktop.playing.stretch import Stretch
from caseapp.store.blobs import BlobStore
from caseapp.store.folder import VaultFolder
from tests.desktop.recordings import InMemory, clapper, tone, video

RATE = 48_000
SECOND = 4 * RATE
APART = 0.08
"""Seconds by which sound and picture may differ."""


class Speaker:
    """Takes sound as a device does: by the clock, from what lies in its buffer."""

    def __init__(self) -> None:
        self.begins: list[float] = []
        self.late = 0.0
        self.gone = math.inf
        self._size = self._given = 0
        self._since = 0.0

    def setBufferSize(self, size: int) -> None:
        self._size = size

    def bufferSize(self) -> int:
        return self._size

    def bytesFree(self) -> int:
        self._drain()
        return self._size - self._given

    def start(self) -> Speaker:
        self._since = time.monotonic() + self.late
        return self

    def write(self, data: bytes) -> int:
        taken = min(len(data), self.bytesFree())
        loud = np.flatnonzero(np.abs(np.frombuffer(data[:taken], np.int16)) > 8000)
        if len(loud):
            begins = max(self._since, time.monotonic())
            self.begins.append(begins + (self._given + int(loud[0]) * 2) / SECOND)
        self._given += taken
        return taken

    def state(self) -> QAudio.State:
        gone = QAudio.State.StoppedState
        return gone if time.monotonic() > self.gone else QAudio.State.ActiveState

    def reset(self) -> None:
        self._given = 0

    def deleteLater(self) -> None:
        pass

    def _drain(self) -> None:
        now = max(self._since, time.monotonic())
        self._given = max(0, self._given - round((now - self._since) * RATE) * 4)
        self._since = now


@pytest.fixture
def speaker(monkeypatch):
    """A device for the machines that have none."""
    made = Speaker()
    monkeypatch.setattr(sound, "QAudioSink", lambda *_what: made)
    monkeypatch.setattr(sound, "_rate_of", lambda _device: RATE)
    monkeypatch.setattr(sound.QAudioDevice, "isNull", lambda _device: False, raising=False)
    return made


@pytest.fixture
def opened(qtbot):
    players = []

    def open_one(pieces) -> Player:
        player = Player(pieces)
        players.append(player)
        with qtbot.waitSignal(player.loaded, timeout=8000):
            player.open()
        return player

    yield open_one
    for player in players:
        player.close()


def onsets(times: list[float], apart: float = 0.25) -> list[float]:
    """The first of each group of moments."""
    times = sorted(times)
    return times[:1] + [late for early, late in pairwise(times) if late - early > apart]


@pytest.mark.parametrize("speed", [1.0, 2.0])
def test_what_is_seen_is_heard_at_the_same_moment(opened, speaker, qtbot, speed):
    player = opened(InMemory(clapper(5)))
    seen: list[float] = []
    player.picture.connect(
        lambda image: image.pixelColor(9, 9).red() > 128 and seen.append(time.monotonic())
    )
    player.set_speed(speed)
    player.play()
    qtbot.waitUntil(lambda: not player.is_playing(), timeout=12_000)
    qtbot.wait(150)
    bright, loud = onsets(seen, 0.3), onsets(speaker.begins, 0.3)
    assert len(loud) >= 4
    apart = [min(abs(one - other) for other in loud) for one in bright[1:]]
    assert len(apart) >= 3
    assert sorted(apart)[len(apart) // 2] < APART  # one hiccup of a busy machine is none of ours


def test_a_device_that_begins_late_or_is_slow_loses_no_word(opened, speaker, qtbot):
    speaker.late = 0.8
    player = opened(InMemory(clapper(4)))
    started = time.monotonic()
    player.play()
    qtbot.waitUntil(lambda: not player.is_playing(), timeout=12_000)
    loud = onsets(speaker.begins, 0.3)
    assert len(loud) == 4
    assert loud[0] - started > 0.8
    assert all(late - early == pytest.approx(1, abs=0.15) for early, late in pairwise(loud))


@pytest.mark.parametrize(("late", "gone"), [(0.0, 0.6), (60.0, math.inf)], ids=["lost", "deaf"])
def test_a_device_that_fails_does_not_stop_the_recording(
    opened, speaker, monkeypatch, qtbot, late, gone
):
    monkeypatch.setattr(player_module, "_DEAF", 0.4)
    speaker.late, speaker.gone = late, time.monotonic() + gone
    player = opened(InMemory(clapper(2)))
    failed: list[object] = []
    player.failed.connect(failed.append)
    player.play()
    qtbot.waitUntil(lambda: not player.is_playing(), timeout=8000)
    assert player.at() == player.length()
    assert not failed


def test_after_its_end_another_place_is_shown_and_played(opened, qtbot):
    player = opened(InMemory(video(20)))
    pictures: list[QImage] = []
    player.seek(1.8)
    player.play()
    qtbot.waitUntil(lambda: not player.is_playing(), timeout=5000)
    assert player.at() == player.length()
    player.picture.connect(pictures.append)
    player.seek(0.5)
    qtbot.waitUntil(lambda: bool(pictures), timeout=5000)
    assert pictures[-1].pixelColor(9, 9).red() > 200
    player.play()
    qtbot.waitUntil(lambda: player.at() > 1.2, timeout=5000)
    assert pictures[-1].pixelColor(9, 9).blue() > 200


def test_a_pause_stands_where_it_was_heard_and_goes_on_from_there(opened, speaker, qtbot):
    speaker.late = 0.5
    player = opened(InMemory(clapper(4)))
    told: list[float] = []
    player._decoder.sound.connect(lambda data, at: told.append(at))
    player.play()
    qtbot.waitUntil(lambda: player.at() > 1.2, timeout=8000)
    heard, ahead = player._sound.heard(), told[-1]
    player.pause()
    assert player.at() == pytest.approx(heard, abs=0.02)
    assert player.at() < ahead
    told.clear()
    player.play()
    qtbot.waitUntil(lambda: bool(told), timeout=5000)
    assert told[0] == pytest.approx(heard, abs=0.1)


def test_without_a_device_it_plays_all_the_same_and_asks_for_no_sound(opened, monkeypatch, qtbot):
    monkeypatch.setattr(sound, "_rate_of", lambda _device: 0)
    player = opened(InMemory(clapper(2)))
    started = time.monotonic()
    player.play()
    qtbot.waitUntil(lambda: not player.is_playing(), timeout=8000)
    assert 1.5 < time.monotonic() - started < 4
    assert player.at() == pytest.approx(2, abs=0.1)


@pytest.mark.parametrize("speed", [0.5, 0.75, 1.5, 2.0])
def test_another_speed_keeps_the_pitch(speed):
    steps = np.arange(4 * RATE)
    wave = (9000 * np.sin(steps * 440 * 2 * np.pi / RATE)).astype(np.int16)
    data = np.repeat(wave, 2).tobytes()
    stretch = Stretch(RATE, speed)
    piece = SECOND // 20
    fed = [stretch.feed(data[at : at + piece], at / SECOND) for at in range(0, len(data), piece)]
    assert all(abs(at - index / 20) < 0.06 for index, (at, _) in enumerate(fed))
    heard = np.frombuffer(b"".join(out for _, out in fed), np.int16)[::2]
    assert len(heard) / RATE == pytest.approx(4 / speed, abs=0.15)
    power = np.abs(np.fft.rfft(heard * np.hanning(len(heard)))) ** 2
    peak = int(np.argmax(power))
    assert peak * RATE / len(heard) == pytest.approx(440, abs=2)
    assert power[peak - 20 : peak + 20].sum() / power.sum() > 0.99


def test_another_place_does_not_sound_of_the_one_before():
    stretch = Stretch(RATE, 2.0)
    stretch.feed(struct.pack("<hh", 9000, 9000) * (RATE // 5), 0.0)
    at, heard = stretch.feed(bytes(SECOND // 5), 60.0)
    assert at == pytest.approx(60.0)
    assert set(heard) == {0}


def hour_of_sound() -> bytes:
    """At 8000 samples a second."""
    short = tone(10)
    body = short[44:] * 360
    return short[:4] + struct.pack("<I", 36 + len(body)) + short[8:40] + struct.pack(
        "<I", len(body)
    ) + body  # fmt: skip


@pytest.mark.parametrize("make", [hour_of_sound, lambda: video(36_000, 10)], ids=["wav", "avi"])
def test_an_encrypted_hour_is_sought_in_less_than_a_second(opened, qtbot, tmp_path, make):
    blobs = BlobStore(VaultFolder.create(tmp_path / "vault", "x"), bytes(32))
    data, attachment = make(), uuid.uuid4()
    info = blobs.write(data, attachment)
    player = opened(blobs.open_reader(attachment, info.key, info.size))
    assert player.length() == pytest.approx(3600, abs=1)
    moved: list[float] = []
    player._decoder.at.connect(moved.append)
    for place in (3300.0, 12.0, 1800.0):
        moved.clear()
        player.pause()
        started = time.monotonic()
        player.seek(place)
        player.play()
        qtbot.waitUntil(lambda goal=place: max(moved, default=0.0) > goal, timeout=5000)
        assert time.monotonic() - started < 1.0
        assert player.at() == pytest.approx(place, abs=0.5)


def test_a_picture_that_stands_for_long_is_no_sign_of_trouble(opened, monkeypatch, qtbot):
    monkeypatch.setattr(decoder, "PATIENCE", 2.0)
    data = video(2)
    spaced = struct.pack("<II", 1, 10), struct.pack("<II", 20, 1)
    player = opened(InMemory(data.replace(*spaced, 1)))
    failed: list[object] = []
    player.failed.connect(failed.append)
    player.play()
    qtbot.wait(3200)
    assert player.is_playing()
    assert not failed


def test_a_picture_comes_no_larger_than_its_room(opened, qtbot):
    player = opened(InMemory(video(10, size=(640, 480))))
    sizes: list[QSize] = []
    player.picture.connect(lambda image: sizes.append(image.size()))
    player.set_room(QSize(200, 200))
    qtbot.waitUntil(lambda: bool(sizes) and sizes[-1] == QSize(200, 150), timeout=5000)
    player.set_room(QSize(5000, 5000))
    qtbot.waitUntil(lambda: sizes[-1] == QSize(640, 480), timeout=5000)
