"""How the program looks, in one place: tokens → QPalette + one style sheet.

Everything that is drawn (sheet, delegates, timeline) reads colours and sizes from here;
no colour is written anywhere else. `Appearance` follows the system or the person's
choice. Knows no views.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from caseapp.desktop import fonts, icons
from caseapp.desktop.theme_sheet import style_sheet
from caseapp.system.own_folders import own_folder

# The 8-px grid (4 only inside a control), the type scale, the radii: logical pixels.
GRID = 8
ROW = 32
SMALL_CONTROL = 24
PAGE_MARGIN, COLUMN_MARGIN, SECTION_GAP = 24, 16, 16
CAPTION, BODY, LEAD, TITLE = 11, 13, 15, 20
RADIUS_CONTROL, RADIUS_PANEL, RADIUS_CHIP = 6, 8, 10
COMPACT_BELOW = 1000
"""Windows narrower than this fold: icons with short labels, no second columns."""

REGULAR, MEDIUM, SEMIBOLD = QFont.Weight.Normal, QFont.Weight.Medium, QFont.Weight.DemiBold
TONES = ("danger", "warn", "info", "ok", "plum", "quiet")


@dataclass(frozen=True)
class Tokens:
    """Named colours, #RRGGBB. Inks reach 4.5 : 1 on what they stand on, `control` 3 : 1."""

    name: str
    # surfaces, from the back to the front; sunken = hover and search
    sidebar: str
    canvas: str
    sunken: str
    surface: str
    # hairline between regions (decoration only) / frame of what takes input
    line: str
    control: str
    # text / second text and icons / captions and placeholders
    ink: str
    ink2: str
    ink3: str
    # the one accent: as ink, as fill, hovered fill, text on the fill, tint of a chosen row
    accent: str
    fill: str
    fill_hover: str
    on_fill: str
    select: str
    # tones of meaning: ink on its tint, always with an icon and a word
    danger: str
    danger_bg: str
    warn: str
    warn_bg: str
    info: str
    info_bg: str
    ok: str
    ok_bg: str
    plum: str
    plum_bg: str
    quiet: str
    quiet_bg: str
    # marker pen on a passage (only `ink` stands on it); shadow under what floats
    mark: str
    shadow: str


LIGHT = Tokens(
    name="light",
    sidebar="#EFEBE4", canvas="#F7F5F1", sunken="#F1EEE8", surface="#FFFEFC",
    line="#E4DFD6", control="#8C8375",
    ink="#24221E", ink2="#57524A", ink3="#6B655B",
    accent="#0E5E5B", fill="#0E5E5B", fill_hover="#0A4B49", on_fill="#FFFFFF", select="#DDEBE8",
    danger="#9C3412", danger_bg="#FBE8DF", warn="#7A4F01", warn_bg="#FAEFD2",
    info="#1D5A8C", info_bg="#E3EEF7", ok="#0B5A50", ok_bg="#DFEDE9",
    plum="#6A3F7D", plum_bg="#F1E6F4", quiet="#57524A", quiet_bg="#ECE8E1",
    mark="#FBE7A8", shadow="#3A2F1E",
)  # fmt: skip
DARK = Tokens(
    name="dark",
    sidebar="#161513", canvas="#1B1A18", sunken="#2B2926", surface="#232220",
    line="#383530", control="#7D766B",
    ink="#EDE9E2", ink2="#BDB6AB", ink3="#A59E93",
    accent="#6CC3BA", fill="#217A75", fill_hover="#24807B", on_fill="#FFFFFF", select="#1E3A38",
    danger="#F2A184", danger_bg="#44261A", warn="#E9C46A", warn_bg="#3E3115",
    info="#93C1E8", info_bg="#1D3144", ok="#83D3C5", ok_bg="#1A3834",
    plum="#D3A9E3", plum_bg="#38273F", quiet="#BDB6AB", quiet_bg="#33302C",
    mark="#5C4A14", shadow="#000000",
)  # fmt: skip
# High contrast: texts reach 7 : 1, hairlines become real lines, second inks come close to
# the first.
LIGHT_STRONG = replace(
    LIGHT, name="light-strong", sunken="#F4F2ED", surface="#FFFFFF", line="#7A7265",
    control="#57524A", ink="#000000", ink2="#2F2C27", ink3="#3D3932", accent="#084442",
    fill="#084442", fill_hover="#053331", danger="#7F2709", warn="#5F3D00", info="#12466F",
    ok="#084A42", plum="#543063", quiet="#3D3932",
)  # fmt: skip
DARK_STRONG = replace(
    DARK, name="dark-strong", sidebar="#000000", canvas="#000000", surface="#0D0C0B",
    sunken="#1B1A18", line="#8F887D", control="#BDB6AB", ink="#FFFFFF", ink2="#E6E1D9",
    ink3="#D6D0C6", accent="#9BE3DB", fill="#9BE3DB", fill_hover="#B9EFE9",
    on_fill="#000000", danger="#FFB59B", plum="#E6C4F2", quiet="#E6E1D9",
)  # fmt: skip
ALL = (LIGHT, DARK, LIGHT_STRONG, DARK_STRONG)
STRONG = (LIGHT_STRONG, DARK_STRONG)

PAIRS: tuple[tuple[str, str, float], ...] = (
    *((ink, back, 4.5) for ink in ("ink", "ink2", "ink3")
      for back in ("sidebar", "canvas", "sunken", "surface", "select")),
    *(("accent", back, 4.5) for back in ("sidebar", "canvas", "sunken", "surface", "select")),
    *((tone, back, 4.5) for tone in TONES for back in (f"{tone}_bg", "surface", "canvas")),
    *(("ink", f"{tone}_bg", 4.5) for tone in TONES),
    *(("accent", f"{tone}_bg", 4.5) for tone in ("warn", "info", "danger", "ok")),
    *(("control", back, 3.0) for back in ("surface", "canvas", "sunken")),
    ("on_fill", "fill", 4.5), ("on_fill", "fill_hover", 4.5), ("ink", "mark", 4.5),
    ("surface", "ink", 4.5), ("fill", "surface", 3.0),
)  # fmt: skip
"""Every pair that is drawn: ink token, token beneath, least WCAG 2 contrast (level AA)."""
RAISED = {4.5: 7.0, 3.0: 4.5}
"""What high contrast asks instead of each of them (level AAA)."""

_current = LIGHT


def current() -> Tokens:
    """The tokens in force. Ask while painting, never keep them."""
    return _current


def tone(name: str) -> tuple[str, str]:
    """Ink and tint of one of `TONES`. Raises AttributeError for any other name."""
    return getattr(_current, name), getattr(_current, f"{name}_bg")


def colour(token: str) -> QColor:
    """The colour of a token by its name, as a QColor of one's own."""
    return QColor(getattr(_current, token))


def contrast(a: str, b: str) -> float:
    """Contrast of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""

    def luminance(colour: str) -> float:
        value = QColor(colour)
        channels = (value.redF(), value.greenF(), value.blueF())
        r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


# -- fonts and icons in the colours of the moment --------------------------------------------
def font(
    size: int = BODY, weight: QFont.Weight = REGULAR, *, paper: bool = False, tabular: bool = False
) -> QFont:
    """See `fonts.font`; sizes come from the type scale above."""
    return fonts.font(size, weight, paper=paper, tabular=tabular)


def icon(name: str, colour: str = "ink2") -> QIcon:
    """An icon for an action or menu; `colour` is a token's name, so it follows the theme."""
    return icons.icon(name, lambda enabled: getattr(_current, colour if enabled else "ink3"))


def draw_icon(painter: QPainter, name: str, rect: QRectF | QRect, colour: str) -> None:
    """Draw an icon into `rect`; `colour` is #RRGGBB."""
    icons.draw(painter, name, rect, colour)


# -- palette and application -----------------------------------------------------------------
def palette(t: Tokens) -> QPalette:
    """The tokens as Qt's roles, for what the style sheet does not reach."""
    result, role = QPalette(), QPalette.ColorRole
    for key, colour in {
        role.Window: t.canvas, role.Base: t.surface, role.AlternateBase: t.sunken,
        role.Button: t.surface, role.WindowText: t.ink, role.Text: t.ink, role.ButtonText: t.ink,
        role.PlaceholderText: t.ink3, role.Highlight: t.fill, role.HighlightedText: t.on_fill,
        role.Accent: t.fill, role.Link: t.accent, role.LinkVisited: t.accent,
        role.ToolTipBase: t.ink, role.ToolTipText: t.surface, role.BrightText: t.danger,
        role.Light: t.surface, role.Midlight: t.line, role.Mid: t.line,
        role.Dark: t.control, role.Shadow: t.shadow,
    }.items():  # fmt: skip
        result.setColor(key, QColor(colour))
    for key in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, key, QColor(t.ink3))
    return result


@lru_cache(maxsize=1)
def _icon_folder() -> Path:
    return own_folder("icons")


def apply(app: QApplication, tokens: Tokens) -> None:
    """Dress the whole application; fonts must be registered (`fonts.register`).

    What is so already is left: every widget there is would be dressed anew.
    """
    global _current
    _current = tokens
    # Under a sheet the style has no name; ours is below it, for a sheet comes after it.
    if not app.styleSheet() and app.style().name() != "fusion":
        app.setStyle("Fusion")
    if app.palette() != palette(tokens):
        app.setPalette(palette(tokens))
    if app.font() != font():
        app.setFont(font())
    folder = _icon_folder()
    sheet = style_sheet(
        {
            **asdict(tokens),
            "CAPTION": CAPTION,
            "LEAD": LEAD,
            "TITLE": TITLE,
            "CONTROL": RADIUS_CONTROL,
            "PANEL": RADIUS_PANEL,
            "chevron": icons.write(folder, "chevron-down", tokens.ink2),
            "check": icons.write(folder, "check", tokens.on_fill),
            "tick": icons.write(folder, "check", tokens.accent),
        }
    )
    if app.styleSheet() != sheet:
        app.setStyleSheet(sheet)


def restyle(widget: QWidget, **properties: object) -> None:
    """Change properties that the sheet looks at; Qt reads them again only when asked."""
    for key, value in properties.items():
        widget.setProperty(key, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


class Appearance(QObject):
    """Keeps the theme in step with the system, or with what the person chose.

    `mode` is "system", "light", "dark", or "contrast": high contrast, light or dark as the
    system is. `changed` comes after a new theme is in force.
    """

    MODES = ("system", "light", "dark", "contrast")
    changed = Signal()

    def __init__(self, app: QApplication, mode: str = "system") -> None:
        super().__init__(app)
        self._app = app
        self._mode = mode if mode in self.MODES else "system"
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._refresh)
        hints.accessibility().contrastPreferenceChanged.connect(self._refresh)
        self.set_mode(self._mode)

    @property
    def mode(self) -> str:
        """What was chosen, not what it came to; for that ask `current()`."""
        return self._mode

    def set_mode(self, mode: str) -> None:
        """Choose one of `MODES`; window frames and file dialogs of the system follow."""
        if mode not in self.MODES:
            raise ValueError(mode)
        self._mode = mode
        scheme = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(mode)
        hints = QGuiApplication.styleHints()
        if scheme is None:
            hints.unsetColorScheme()
        else:
            hints.setColorScheme(scheme)
        self._refresh()

    def _wanted(self) -> Tokens:
        hints = QGuiApplication.styleHints()
        follows = self._mode in ("system", "contrast")
        dark = hints.colorScheme() == Qt.ColorScheme.Dark if follows else self._mode == "dark"
        preference = hints.accessibility().contrastPreference()
        asked = preference == Qt.ContrastPreference.HighContrast
        strong = asked or self._mode == "contrast"
        if dark:
            return DARK_STRONG if strong else DARK
        return LIGHT_STRONG if strong else LIGHT

    def _refresh(self) -> None:
        wanted = self._wanted()
        if wanted is not _current or not self._app.styleSheet():
            apply(self._app, wanted)
            self.changed.emit()
