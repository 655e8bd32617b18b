"""Takes pictures of widgets, offscreen, in every look they must keep.

`grab` is for a test or a script that wants one picture; `take` writes it under
build/screenshots, where an index page can list it.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from caseapp.desktop import fonts, theme

FOLDER = Path(__file__).resolve().parents[2] / "build" / "screenshots"
LAPTOP = QSize(1366, 768)


def dress(tokens: theme.Tokens = theme.LIGHT, *, mirrored: bool = False) -> None:
    """Theme and direction for what is built next; the application must exist."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    fonts.register()
    theme.apply(app, tokens)
    right, left = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight
    app.setLayoutDirection(right if mirrored else left)


def grab(widget: QWidget, size: QSize | None = LAPTOP, scale: float = 1.0) -> QImage:
    """A picture of `widget` as on a screen of `size` physical pixels at `scale`.

    At 2.0 the widget gets half as many logical pixels, like a laptop set to 200 %.
    `size` None keeps the widget's own.
    """
    if size is not None:
        widget.resize(QSize(round(size.width() / scale), round(size.height() / scale)))
    widget.show()
    widget.ensurePolished()
    QApplication.sendPostedEvents()
    image = QImage(widget.size() * scale, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(scale)
    image.fill(theme.colour("canvas"))
    widget.render(image)
    return image


def take(
    name: str, widget: QWidget, size: QSize | None = LAPTOP, scale: float = 1.0,
    folder: Path = FOLDER,
) -> Path:  # fmt: skip
    """Write `name`.png and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.png"
    if not grab(widget, size, scale).save(str(path)):
        raise OSError(path)
    return path
