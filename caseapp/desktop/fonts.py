"""The bundled faces, made known to Qt, and the order in which they help each other out.

Kazakh Cyrillic, the Arabic script and Chinese (in mainland forms) must show on every
machine, whatever is installed there. Knows files and families, no colours or widgets.
"""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase

from caseapp.system.resources import resource

FAMILIES = ("Inter", "Noto Sans", "Scheherazade New", "Noto Sans SC")
"""The first leads; each next one fills in the scripts that those before it lack."""

PAPER_FAMILIES = ("Noto Serif", "Scheherazade New", "Noto Sans SC")
"""For reading and for what imitates paper."""

ARABIC_FAMILY = "Scheherazade New"
ARABIC_SCALE = 1.18
"""Its letters are small in their em: beside Inter they need 115 to 120 %."""

_FILES = (
    "inter/Inter_400Regular.ttf",
    "inter/Inter_500Medium.ttf",
    "inter/Inter_600SemiBold.ttf",
    "noto-sans/NotoSans_400Regular.ttf",
    "noto-sans/NotoSans_400Regular_Italic.ttf",
    "noto-sans/NotoSans_700Bold.ttf",
    "scheherazade-new/ScheherazadeNew_400Regular.ttf",
    "scheherazade-new/ScheherazadeNew_700Bold.ttf",
    "noto-sans-sc/NotoSansSC_400Regular.ttf",
    "noto-serif/NotoSerif_400Regular.ttf",
    "noto-serif/NotoSerif_600SemiBold.ttf",
)
_registered: list[int] = []


def register() -> None:
    """Make the bundled faces known to this process; doing it again changes nothing.

    Needs a QGuiApplication. Raises FileNotFoundError when a face is missing or damaged:
    the program would silently show boxes instead of names.
    """
    if _registered:
        return
    for name in _FILES:
        path = resource("fonts", *name.split("/"))
        handle = QFontDatabase.addApplicationFont(str(path))
        if handle < 0:
            raise FileNotFoundError(path)
        _registered.append(handle)


def font(
    size: int,
    weight: QFont.Weight = QFont.Weight.Normal,
    *,
    paper: bool = False,
    tabular: bool = False,
) -> QFont:
    """A font of `size` logical pixels with every script behind it.

    `paper` takes the reading face; `tabular` gives all figures one width, for columns.
    """
    result = QFont()
    result.setFamilies(list(PAPER_FAMILIES if paper else FAMILIES))
    result.setPixelSize(size)
    result.setWeight(weight)
    if tabular:
        result.setFeature(QFont.Tag("tnum"), 1)
    return result


def arabic(base: QFont) -> QFont:
    """`base` for a text that is all in the Arabic script: its face leads, a size larger."""
    result = QFont(base)
    result.setFamilies([ARABIC_FAMILY, *FAMILIES])
    result.setPixelSize(round(base.pixelSize() * ARABIC_SCALE))
    heavy = base.weight() >= QFont.Weight.DemiBold
    result.setWeight(QFont.Weight.Bold if heavy else QFont.Weight.Normal)
    return result
