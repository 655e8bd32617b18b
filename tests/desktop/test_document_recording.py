"""Recordings: played from pieces, marked out in time, never a file."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage

from caseapp.desktop import theme
from caseapp.desktop.documents import PassageMark
from caseapp.desktop.documents.recording import RecordingSurface, time_words
from caseapp.desktop.widgets import Label
from caseapp.errors import UserError
from caseapp.i18n import translator
from caseapp.intake.documents.kinds import is_playable
from tests.desktop.pictures import dress, grab
from tests.desktop.recordings import InMemory, tone, video

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def opened(shown, qtbot):
    surfaces = []

    def open_one(data: bytes, pieces: InMemory | None = None) -> RecordingSurface:
        surface = RecordingSurface(translator("en"), pieces or InMemory(data))
        surfaces.append(surface)
        surface.resize(700, 420)
        with qtbot.waitSignal(surface.ready, timeout=8000):
            pass
        shown(surface)
        surface.setFocus()
        return surface

    yield open_one
    for surface in surfaces:
        surface.close_document()


def at(surface: RecordingSurface, seconds: float, qtbot) -> None:
    surface.player.seek(seconds)
    qtbot.waitUntil(lambda: abs(surface.player.at() - seconds) < 0.2, timeout=5000)


def test_the_length_is_known_and_space_plays_and_pauses(opened, qtbot):
    surface = opened(tone(10))
    assert surface.player.length() == pytest.approx(10, abs=0.1)
    qtbot.keyClick(surface, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: surface.player.at() > 0.1, timeout=5000)
    assert surface.toggle.accessibleName() == "Pause"
    qtbot.keyClick(surface, Qt.Key.Key_Space)
    assert not surface.player.is_playing()
    assert surface.toggle.accessibleName() == "Play"


def test_two_keys_mark_a_span_out(opened, qtbot):
    surface = opened(tone(30))
    told = []
    surface.selected.connect(told.append)
    at(surface, 4, qtbot)
    qtbot.keyClick(surface, Qt.Key.Key_I)
    assert surface.selection() is None
    qtbot.keyClick(surface, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: surface.player.at() > 8, timeout=5000)
    qtbot.keyClick(surface, Qt.Key.Key_O)
    passage = surface.selection()
    assert passage.locator["from"] == pytest.approx(4, abs=0.2)
    assert passage.locator["to"] == pytest.approx(9, abs=0.3)
    assert passage.text == ""
    assert passage.place_words == "0:04-0:09"
    assert told == [passage]
    assert surface.rect().contains(surface.selection_rect())
    surface.clear_selection()
    assert told[-1] is None


def test_the_end_may_be_marked_first_and_a_later_beginning_drops_it(opened, qtbot):
    surface = opened(tone(30))
    at(surface, 20, qtbot)
    surface.to_here.click()
    assert surface.selection() is None
    at(surface, 10, qtbot)
    surface.from_here.click()
    assert surface.selection().locator == pytest.approx({"from": 10, "to": 20}, abs=0.2)
    at(surface, 25, qtbot)
    surface.from_here.click()
    assert surface.selection() is None


def test_a_place_is_played_from_and_stops_where_it_ends(opened, qtbot):
    surface = opened(tone(20))
    assert surface.go_to({"from": 5.0, "to": 5.5, "start": 1, "end": 3})
    assert surface.player.is_playing()
    qtbot.waitUntil(lambda: not surface.player.is_playing(), timeout=5000)
    assert surface.player.at() == pytest.approx(5.5, abs=0.4)
    assert not surface.go_to({"start": 1, "end": 2})
    assert not surface.go_to({"from": 500.0})


def test_marks_stand_above_the_bar_and_are_clicked_there(opened, qtbot):
    surface = opened(tone(30))
    surface.set_marks(
        [
            PassageMark("a", {"from": 3, "to": 8}, 1, "supports"),
            PassageMark("b", {"from": 3.5, "to": 4}, 2, "contradicts"),
            PassageMark("c", {"page": 1}, 3),
        ]
    )
    places = surface.bar.badges()
    assert [mark.key for _rect, mark in places] == ["a", "b"]
    assert not places[0][0].intersects(places[1][0])
    for rect, mark in places:
        with qtbot.waitSignal(surface.marked_clicked) as told:
            qtbot.mouseClick(surface.bar, Qt.MouseButton.LeftButton, pos=rect.center())
        assert told.args == [mark.key]


def test_a_click_on_the_bar_goes_there(opened, qtbot):
    surface = opened(tone(30))
    x = round(surface.bar.x_of(15))
    spot = QPoint(x, surface.bar.track().center().y())
    qtbot.mouseClick(surface.bar, Qt.MouseButton.LeftButton, pos=spot)
    qtbot.waitUntil(lambda: abs(surface.player.at() - 15) < 0.3, timeout=5000)


def test_a_video_shows_the_picture_of_the_moment(opened, qtbot):
    pictures: list[QImage] = []
    surface = opened(video())
    surface.player.picture.connect(pictures.append)
    assert surface.player.has_video()
    surface.player.seek(3.0)
    qtbot.waitUntil(
        lambda: bool(pictures) and pictures[-1].pixelColor(9, 9).blue() > 200, timeout=5000
    )
    image = grab(surface, None)
    middle = surface.pane.mapTo(surface, surface.pane.rect().center())
    assert image.pixelColor(middle).blue() > 200


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"RIFF\x00\x00\x00\x00WAVE nothing follows",
        b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
        b"ffconcat version 1.0\nfile /etc/passwd\n",
        tone(1)[:30],
    ],
)
def test_what_cannot_be_played_is_said_in_one_sentence(shown, qtbot, data):
    surface = RecordingSurface(translator("en"), InMemory(data))
    shown(surface)
    sentence = "This recording cannot be played. It may be damaged or of an unusual kind."
    labels = surface.findChildren(Label)
    qtbot.waitUntil(
        lambda: any(label.isVisible() and label.text() == sentence for label in labels),
        timeout=5000,
    )
    assert not surface.toggle.isEnabled()
    surface.close_document()


def test_lists_that_name_other_files_never_reach_the_player():
    for data in (b"#EXTM3U\nhttp://x", b"ffconcat version 1.0", b"<smil>", b"<MPD>", b"[playlist]"):
        assert not is_playable(data)
    assert is_playable(tone(1))
    assert is_playable(video())


class Patchy(InMemory):
    """Good at both ends, where a player looks first; damaged in the middle."""

    def read_at(self, offset: int, size: int) -> bytes:
        if self.size * 0.4 < offset < self.size * 0.7:
            raise UserError("This attachment is damaged. Restore it from a backup.")
        return super().read_at(offset, size)


def test_a_piece_that_is_damaged_is_said_and_playing_stops(shown, qtbot):
    data = video(400, size=(320, 240))
    surface = RecordingSurface(translator("en"), Patchy(data))
    failed = []
    surface.failed.connect(failed.append)
    shown(surface)
    qtbot.waitUntil(lambda: surface.player.length() > 0 or bool(failed), timeout=8000)
    surface.player.seek(20)
    surface.player.play()
    qtbot.waitUntil(lambda: bool(failed), timeout=8000)
    assert not surface.toggle.isEnabled()
    assert "damaged" in str(failed[0])
    assert len(failed) == 1
    surface.close_document()


def test_closing_lets_go_of_the_pieces(opened):
    pieces = InMemory(tone(5))
    surface = opened(b"", pieces)
    surface.close_document()
    assert pieces.closed
    assert surface.selection() is None


def test_times_are_told_as_on_a_player():
    assert [time_words(at) for at in (0, 9.9, 75.2, 3600, 36_061)] == [
        "0:00", "0:09", "1:15", "1:00:00", "10:01:01",
    ]  # fmt: skip


@pytest.mark.parametrize("mirrored", [False, True])
def test_time_runs_to_the_right_in_every_direction(opened, mirrored):
    dress(theme.DARK, mirrored=mirrored)
    surface = opened(tone(10))
    assert surface.bar.x_of(1) < surface.bar.x_of(9)
    assert surface.back.mapTo(surface, QPoint()).x() < surface.on.mapTo(surface, QPoint()).x()


NO_FILE = """
import os, sys
home, root = sys.argv[1:]
sys.path.insert(0, root)
written = []
def watch(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, bytes, os.PathLike)):
        path, mode, flags = arguments
        if (mode and set(mode) & set("wax+")) or (flags or 0) & (os.O_WRONLY | os.O_RDWR):
            if os.fsdecode(path) != os.devnull:
                written.append(os.fsdecode(path))
    if event.startswith("socket.connect"):
        raise RuntimeError(event)
from pathlib import Path
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication
from caseapp.desktop import fonts, theme
from caseapp.desktop.documents.recording import RecordingSurface
from caseapp.i18n import translator
from caseapp.store.blobs import BlobStore
from caseapp.store.folder import VaultFolder
from tests.desktop.recordings import tone, video
import uuid

app = QApplication([])
fonts.register()
theme.apply(app, theme.LIGHT)
blobs = BlobStore(VaultFolder.create(Path(home) / "vault", "x"), bytes(32))
kept = []
for data in (video(), tone(20)):
    attachment = uuid.uuid4()
    info = blobs.write(data, attachment)
    kept.append((attachment, info, data))
before = {path for path in Path(home).rglob("*")}
sys.addaudithook(watch)
for attachment, info, data in kept:
    surface = RecordingSurface(
        translator("en"), blobs.open_reader(attachment, info.key, info.size)
    )
    surface.show()
    loop = QEventLoop()
    surface.ready.connect(loop.quit)
    surface.failed.connect(lambda e: (print("failed", e), sys.exit(3)))
    QTimer.singleShot(8000, loop.quit)
    loop.exec()
    assert surface.player.length() > 3, surface.player.length()
    surface.go_to({"from": 2.0})
    surface.player.moved.connect(lambda at: at > 2.1 and loop.quit())
    QTimer.singleShot(5000, loop.quit)
    loop.exec()
    assert surface.player.at() > 2.1, surface.player.at()
    for handle in os.listdir("/proc/self/fd") if os.path.isdir("/proc/self/fd") else ():
        try:
            target = os.readlink(f"/proc/self/fd/{handle}")
            flags = next(
                line for line in open(f"/proc/self/fdinfo/{handle}") if line.startswith("flags")
            )
        except OSError:
            continue
        # What may be written to is no file on a disk, except where the test's words go.
        writable = int(flags.split()[1], 8) & 3
        on_disk = target.startswith("/") and not target.startswith(("/dev/", "/proc/"))
        assert not (writable and on_disk and int(handle) > 2), target
    if sys.platform == "linux":
        loaded = open("/proc/self/maps").read()
        assert "libavformat" not in loaded and "ffmpegmediaplugin" not in loaded
    surface.close_document()
    surface.close()
after = {path for path in Path(home).rglob("*")}
assert not written, written
new = [path for path in after - before if path.is_file()]
for path in new:
    content = path.read_bytes()
    assert b"JFIF" not in content and b"WAVE" not in content, path
print("played", sorted(path.name for path in new))
"""


def test_a_recording_is_played_from_the_encrypted_file_and_no_copy_is_written(tmp_path):
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", HOME=str(tmp_path))
    for name in ("TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"):
        environment[name] = str(tmp_path / name.lower())
        Path(environment[name]).mkdir(mode=0o700)
    done = subprocess.run(
        [sys.executable, "-c", NO_FILE, str(tmp_path), str(ROOT)],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("played")
    assert "Duration" not in done.stderr  # nothing of a recording is told to the system's logs
