"""The program as a process of its own, and what can be seen of it from outside.

Looks into /proc: its work, its sockets, the files it holds open for writing. Knows no view.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.window.screen import NotHeldError, Screen, until

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = Path(sys.prefix)
TITLE = "caseapp"
"""All that the title of the window ever says."""


class Running:
    """`python -m caseapp` below `folder`: its own files, a person's home, a place for temporary
    files and one for what is handed out."""

    def __init__(self, folder: Path, screen: Screen, scale: int = 1) -> None:
        self._screen, self._folder = screen, folder
        self.home, self.person = folder / "caseapp", folder / "person"
        self.temporary, self.out = folder / "temporary", folder / "out"
        for place in (self.home, self.person, self.temporary, self.out):
            place.mkdir(exist_ok=True)
        environment = {
            **screen.environment, "HOME": str(self.person), "TMPDIR": str(self.temporary),
            "CASEAPP_HOME": str(self.home), "QT_QPA_PLATFORM": "xcb",
            "PYTHONDONTWRITEBYTECODE": "1",
        }  # fmt: skip
        if scale != 1:
            environment["QT_SCALE_FACTOR"] = str(scale)
        self._said = folder / "said.txt"
        with self._said.open("ab") as said:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "caseapp"],
                cwd=ROOT,
                env=environment,
                stdout=said,
                stderr=said,
            )
        try:
            self._wait_for_window("the first window")
        except NotHeldError:
            self.stop()
            raise

    @property
    def pid(self) -> int:
        return self._process.pid

    def sockets(self) -> set[str]:
        """Its sockets; a process that was begun anew has none of the former ones."""
        return {name for name in self._open_files() if name.startswith("socket:[")}

    def wait_for_fresh_start(self, former: set[str], what: str) -> None:
        """Until the process has become another one, with another window."""
        until(lambda: self._ended() or not former & self.sockets(), what)
        self._wait_for_window(what)

    def _wait_for_window(self, what: str) -> None:
        until(lambda: self._screen.title() == TITLE or self._ended(), what)

    def wait_until_still(self, what: str) -> None:
        """Until nothing moves and nothing is worked on."""
        self._screen.wait_until_still(self.work, what)
        if self._ended():
            raise NotHeldError(f"{what}: the program ended by itself\n{self.said()}")

    def wait_for_end(self) -> int:
        """The exit code."""
        until(self._ended, "the end of the program")
        return self._process.returncode

    def stop(self) -> None:
        if not self._ended():
            self._process.terminate()
            self._process.wait(20)

    def said(self) -> str:
        """What it wrote to the terminal: warnings of Qt, traces."""
        return self._said.read_text(encoding="utf-8")

    def work(self) -> int:
        """Hundredths of a second of processor time so far; -1 while a thread has work."""
        done = 0
        for thread in Path(f"/proc/{self.pid}/task").glob("*/stat"):
            try:
                fields = thread.read_text().rpartition(")")[2].split()
            except OSError:
                return -1
            if fields[0] in "RD":
                return -1
            done += int(fields[11]) + int(fields[12])
        return done

    def strange_sockets(self) -> list[str]:
        """Its sockets that are not of this machine alone (AF_UNIX)."""
        local = {line.split()[6] for line in Path("/proc/net/unix").read_text().splitlines()[1:]}
        return [name for name in self.sockets() if name[8:-1] not in local]

    def strange_files(self) -> list[str]:
        """Files that it holds open, outside of its folders, that are no part of the system."""
        read_only = ("/dev/", "/usr/", "/proc/", "/sys/", "/memfd:", str(LIBRARY), str(ROOT))
        allowed = (str(self._folder), *read_only)
        named = [name for name in self._open_files() if name.startswith("/")]
        return [name for name in named if not name.startswith(allowed)]

    def _open_files(self) -> Iterator[str]:
        for link in Path(f"/proc/{self.pid}/fd").iterdir():
            try:
                yield str(link.readlink())
            except OSError:
                continue

    def _ended(self) -> bool:
        return self._process.poll() is not None


def readable(folders: list[Path], words: list[str]) -> list[str]:
    """Files below the folders in which a word stands in the clear, in UTF-8 or UTF-16."""
    wanted = [word.encode(code) for word in words for code in ("utf-8", "utf-16-le", "utf-16-be")]
    found = []
    for folder in folders:
        for path in folder.rglob("*"):
            content = path.read_bytes() if path.is_file() else b""
            if any(word in str(path) for word in words) or any(one in content for one in wanted):
                found.append(str(path))
    return found
