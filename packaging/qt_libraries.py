"""Find the shared libraries that Qt needs and this machine lacks; install or name them.

Qt's wheels bring Qt itself but not the system's graphics libraries. On a Debian-like
machine with rights to install, they are installed; otherwise the command is printed. The
window needs them; the command line and the PDF do not.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libOpenGL.so.0": "libopengl0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xinerama.so.0": "libxcb-xinerama0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libnss3.so": "libnss3",
    "libnspr4.so": "libnspr4",
    "libpulse.so.0": "libpulse0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
"""Shared object to Debian package."""

NEEDED = (
    "Qt/lib/libQt6Gui.so.6",
    "Qt/lib/libQt6Widgets.so.6",
    "Qt/lib/libQt6Svg.so.6",
    "Qt/lib/libQt6Pdf.so.6",
    "Qt/lib/libQt6PdfWidgets.so.6",
    "QtMultimedia.abi3.so",
    "Qt/plugins/multimedia/libffmpegmediaplugin.so",
    "Qt/plugins/platforms/libqxcb.so",
    "Qt/plugins/platforms/libqoffscreen.so",
)
"""The parts of Qt that this program loads."""


def missing(folder: Path) -> list[str]:
    """Names of shared objects that the loader does not find."""
    found: set[str] = set()
    for part in NEEDED:
        file = folder / part
        if file.exists():
            answer = subprocess.run(
                ["ldd", str(file)], capture_output=True, text=True, check=False
            ).stdout
            found.update(re.findall(r"^\s*(\S+) => not found", answer, re.MULTILINE))
    return sorted(found)


def install(packages: list[str]) -> bool:
    """Try with apt; true if it went well."""
    if shutil.which("apt-get") is None:
        return False
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if prefix and shutil.which("sudo") is None:
        return False
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", *packages]):
        quiet = subprocess.DEVNULL
        if subprocess.run(
            prefix + command, check=False, env=environment, stdout=quiet, stderr=quiet
        ).returncode:
            return False
    return True


def main() -> int:
    if not sys.platform.startswith("linux"):
        return 0
    import PySide6

    folder = Path(PySide6.__file__).parent
    lacking = missing(folder)
    if not lacking:
        return 0
    packages = sorted({PACKAGES[name] for name in lacking if name in PACKAGES})
    print(f"Qt lacks {len(lacking)} shared libraries of the system; installing them …", flush=True)
    if packages and install(packages):
        lacking = missing(folder)
    if lacking:
        print("The window will not open until these libraries are installed:")
        print("  " + " ".join(lacking))
        if packages:
            print("  apt install " + " ".join(packages))
    return 0


if __name__ == "__main__":
    sys.exit(main())
