"""Pictures: scans, photographs, screenshots. A passage is a framed part of the picture."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from caseapp.desktop.documents.canvas import PageCanvas
from caseapp.desktop.documents.page_surface import PageSurface
from caseapp.desktop.documents.passage import Box, Locator, Passage, box_of
from caseapp.desktop.jobs import Jobs
from caseapp.desktop.widgets.pdf import Pages
from caseapp.desktop.widgets.pictures import image_from_bytes
from caseapp.i18n import Translator

_MARGINS = 32
_LARGEST_FIT = 2.0
"""A small picture is not blown up further than that by itself."""


class _Picture:
    """One picture as a document of one page; a point is one of its pixels."""

    def __init__(self, image: QImage) -> None:
        self._image: QImage | None = image
        self.sizes = [(float(image.width()), float(image.height()))]

    def draw(self, index: int, scale: float) -> QImage | None:
        image = self._image
        if image is None or scale >= 1:
            return image
        smooth = Qt.TransformationMode.SmoothTransformation
        wide = max(1, round(image.width() * scale))
        return image.scaledToWidth(wide, smooth)

    def close(self) -> None:
        self._image = None


class _Canvas(PageCanvas):
    def factor(self) -> float:
        if self._zoom is not None or self._pages is None:
            return super().factor()
        (width, height), view = self._pages.sizes[0], self.viewport().size()
        across = (view.width() - _MARGINS) / max(1.0, width)
        down = (view.height() - _MARGINS) / max(1.0, height)
        return max(0.01, min(across, down, _LARGEST_FIT))


class PictureSurface(PageSurface):
    """A picture to zoom, to move and to frame parts of.

    Keyboard: arrows move a cross, with Shift they draw the frame, with Ctrl in small
    steps; Ctrl with plus, minus or 0 zooms.
    """

    def __init__(
        self, t: Translator, jobs: Jobs, data: bytes, parent: QWidget | None = None
    ) -> None:
        canvas = _Canvas(jobs)
        canvas.setAccessibleName(t("Picture; Shift and the arrow keys frame a part"))
        super().__init__(t, jobs, data, canvas, parent)

    def open_pages(self, data: bytes) -> Pages:
        return _Picture(image_from_bytes(data))

    def fitting(self) -> tuple[str, str]:
        return "maximize", self._t("Fit to the window")

    def selection(self) -> Passage | None:
        frame = self.canvas.frame()
        if frame is None:
            return None
        locator = {"box": frame[1].as_list()}
        return Passage("", locator, self.place_words(locator))

    def select(self, locator: Locator) -> bool:
        """Frame a part and bring it into view; False if the locator says no box."""
        box = box_of(locator.get("box"))
        if box is None or not self.canvas.count():
            return False
        self.canvas.set_frame(0, box)
        return self.go_to(locator)

    def place_words(self, locator: Locator) -> str:
        """Which part of the picture, for paper; "" when the locator says none."""
        box = box_of(locator.get("box"))
        if box is None:
            return ""
        across, down = (box.left + box.right) / 2, (box.top + box.bottom) / 2
        t = self._t
        names = (
            (t("picture, upper left"), t("picture, top"), t("picture, upper right")),
            (t("picture, left"), t("picture, middle"), t("picture, right")),
            (t("picture, lower left"), t("picture, bottom"), t("picture, lower right")),
        )
        return names[min(2, int(down * 3))][min(2, int(across * 3))]

    def places(self, locator: Locator) -> list[tuple[int, list[Box], bool]]:
        box = box_of(locator.get("box"))
        return [(0, [box], True)] if box is not None and "page" not in locator else []
