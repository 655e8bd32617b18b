"""Line icons (Lucide, ISC licence), drawn as vectors at the ratio of the screen.

Painted widgets and delegates call `draw`; where Qt wants a QIcon, `icon` gives one that
draws itself in the colours of the moment. Knows colours only as they are handed in.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

SMALL, MEDIUM, LARGE, HUGE = 14, 16, 20, 32
"""In chips and rows; in buttons; in page headers; in empty states. Logical pixels."""

STROKE = "1.75"


@lru_cache(maxsize=1)
def _collection() -> sqlite3.Connection:
    """The package's data file. Importing the package itself would load network modules."""
    package = find_spec("lucide")
    if package is None or package.origin is None:
        raise FileNotFoundError("lucide")
    path = Path(package.origin).parent / "data" / "lucide-icons.db"
    return sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, check_same_thread=False)


@lru_cache(maxsize=512)
def svg(name: str, colour: str) -> bytes:
    """The icon's SVG, stroked in `colour`. Raises KeyError for a name that is not in the set."""
    row = _collection().execute("SELECT svg FROM icons WHERE name = ?", (name,)).fetchone()
    if row is None:
        raise KeyError(name)
    text = row[0].replace('stroke="currentColor"', f'stroke="{colour}"')
    return text.replace('stroke-width="2"', f'stroke-width="{STROKE}"').encode()


@lru_cache(maxsize=512)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(svg(name, colour)))


def draw(painter: QPainter, name: str, rect: QRectF | QRect, colour: str) -> None:
    """Draw into `rect` (logical pixels), sharp at any ratio."""
    _renderer(name, colour).render(painter, QRectF(rect))


def pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    """A picture of `size` logical pixels for a screen of device pixel `ratio`."""
    result = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    result.setDevicePixelRatio(ratio)
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    draw(painter, name, QRectF(0, 0, size, size), colour)
    painter.end()
    return result


class _Engine(QIconEngine):
    def __init__(self, name: str, colour: Callable[[bool], str]) -> None:
        super().__init__()
        self._name = name
        self._colour = colour

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        draw(painter, self._name, rect, self._colour(mode is not QIcon.Mode.Disabled))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        result = QPixmap(size)
        result.fill(Qt.GlobalColor.transparent)
        painter = QPainter(result)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return result

    def clone(self) -> _Engine:
        return _Engine(self._name, self._colour)


def icon(name: str, colour: Callable[[bool], str]) -> QIcon:
    """A QIcon for menus and actions; `colour(enabled)` is asked each time it is drawn."""
    svg(name, "#000000")
    return QIcon(_Engine(name, colour))


def write(folder: Path, name: str, colour: str) -> str:
    """Write the icon for a style sheet, which takes pictures from files only; its path."""
    path = folder / f"{name}-{colour.lstrip('#')}.svg"
    if not path.exists():
        path.write_bytes(svg(name, colour))
    return path.as_posix()
