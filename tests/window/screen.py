"""A screen of its own (Xvfb), a window manager (openbox), and what a person's hands do (xdotool).

Knows nothing of the program: it presses keys, and looks at pixels. The screen's memory is a
file, so that looking costs nothing and starts no process.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import struct
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from PIL import Image

NEEDED = ("Xvfb", "openbox", "xdotool", "setxkbmap")
INSTALL = "apt-get install xvfb openbox xdotool x11-xkb-utils"
SIZE = (1366, 768)
_LATIN, _KAZAKH = "us,kz", "kz,us"
_LOOK_S = 0.08
_QUIET_LOOKS = 4
"""So many equal looks are less than half a blink of the text cursor."""


class NotHeldError(Exception):
    """Something that must hold did not; the message says what."""


def until(holds: Callable[[], bool], what: str, seconds: float = 60.0) -> None:
    """Wait for a condition; `what` is told when it does not come."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise NotHeldError(f"{what}: not within {seconds:g} seconds")
        time.sleep(_LOOK_S)


class Screen:
    """Started when made; `close()` ends what it started. `folder` takes its files."""

    def __init__(self, folder: Path) -> None:
        self._started: list[subprocess.Popen[bytes]] = []
        try:
            self._start(folder)
        except BaseException:
            self.close()
            raise

    def _start(self, folder: Path) -> None:
        missing = [name for name in NEEDED if shutil.which(name) is None]
        if missing:
            raise NotHeldError(f"{', '.join(missing)} not found: {INSTALL}")
        folder.mkdir(parents=True)
        self._folder = folder
        self._frame, self._keyboard = folder / "Xvfb_screen0", ""
        self.display = f":{self._start_server()}"
        self.environment = {**_bare(folder), "DISPLAY": self.display}
        self.keyboard(_LATIN)
        self._begin(["openbox"], self.environment)
        until(lambda: bool(self._said("xdotool", "get_desktop")), "the window manager")

    def _start_server(self) -> str:
        """Without -noreset it would throw out who comes while the last one goes."""
        reading, writing = os.pipe()
        width, height = SIZE
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{width}x{height}x24",
                   "-nolisten", "tcp", "-noreset", "-fbdir", str(self._folder)]  # fmt: skip
        self._begin(command, _bare(self._folder), (writing,))
        os.close(writing)
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        if not number:
            raise NotHeldError("Xvfb did not start")
        return number

    def _begin(
        self, command: list[str], environment: Mapping[str, str], handed: tuple[int, ...] = ()
    ) -> None:
        self._started.append(
            subprocess.Popen(
                command, env=dict(environment), pass_fds=handed,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )
        )  # fmt: skip

    def close(self) -> None:
        for process in reversed(self._started):
            process.terminate()
            process.wait(10)

    # -- looking -----------------------------------------------------------------------------
    def picture(self) -> Image.Image:
        """What stands on the screen, read from its memory (an XWD file)."""
        data = self._frame.read_bytes()
        head = struct.unpack(">25I", data[:100])
        size, width, height, stride, colours = head[0], head[4], head[5], head[12], head[19]
        pixels = data[size + 12 * colours :]
        return Image.frombytes("RGB", (width, height), pixels, "raw", "BGRX", stride)

    def wait_until_still(self, busy: Callable[[], int], what: str, seconds: float = 90.0) -> None:
        """Until the picture stays the same, and so does `busy()`, the work done so far.

        `busy` gives -1 while there is something to do, also if no processor is free for it.
        """
        end, quiet, before = time.monotonic() + seconds, 0, ("", 0)
        while quiet < _QUIET_LOOKS:
            if time.monotonic() > end:
                raise NotHeldError(f"{what}: the window was not still within {seconds:g} seconds")
            time.sleep(_LOOK_S)
            seen = hashlib.sha1(self._frame.read_bytes()).hexdigest(), busy()
            at_rest = min(seen[1], before[1]) >= 0 and seen[1] - before[1] <= 1
            same = at_rest and seen[0] == before[0]
            quiet, before = quiet + 1 if same else 0, seen

    def shows(self, title: str) -> bool:
        """Whether there is a window that is called exactly so."""
        return bool(self._said("xdotool", "search", "--onlyvisible", "--name", f"^{title}$"))

    def title(self) -> str:
        """What the active window is called."""
        return self._said("xdotool", "getactivewindow", "getwindowname")

    # -- hands -------------------------------------------------------------------------------
    def keys(self, *names: str) -> None:
        """Press keys one after the other, "ctrl+Return"."""
        self._do("xdotool", "key", "--delay", "45", *names)

    def type(self, words: str, settled: Callable[[], None]) -> None:
        """Type words, the keyboard switched between Latin and Kazakh as a person does.

        xdotool would switch for each letter, and then letters are lost. `settled()` waits
        until the program has taken in the other keyboard.
        """
        before = self._keyboard
        for run in re.findall(r"[А-ӿ ]*[А-ӿ][А-ӿ ]*|[^А-ӿ]+", words):
            self.keyboard(_KAZAKH if re.search(r"[А-ӿ]", run) else _LATIN)
            settled()
            self._do("xdotool", "type", "--delay", "22", "--", run)
        self.keyboard(before)
        settled()

    def click(self, x: int, y: int) -> None:
        self._do("xdotool", "mousemove", str(x), str(y), "click", "1")

    def resize(self, width: int, height: int) -> None:
        """Make the active window, which is not maximised, so large."""
        self._do("xdotool", "windowsize", self._said("xdotool", "getactivewindow"),
                 str(width), str(height))  # fmt: skip

    def keyboard(self, layouts: str) -> None:
        """The keyboards of the desk, the first one chosen: "us,kz"."""
        if layouts != self._keyboard:
            self._keyboard = layouts
            self._do("setxkbmap", "-layout", layouts)

    def _do(self, *command: str) -> None:
        subprocess.run(command, env=self.environment, check=True, stdout=subprocess.DEVNULL)

    def _said(self, *command: str) -> str:
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True)
        return done.stdout.strip()


def _bare(home: Path) -> dict[str, str]:
    """Nothing of the desktop that this may be started from."""
    return {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8"}
