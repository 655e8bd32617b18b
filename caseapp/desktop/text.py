"""Where text of people meets the screen: the one escaping place for Qt's rich text.

Qt takes a tooltip or a message for HTML when it looks like HTML, and then loads local
pictures that it names. Tooltips and message boxes therefore get their text only through
`tooltip` and `message`; every other widget here is set to plain text. Knows no widgets.
"""

from __future__ import annotations

import html
import unicodedata

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

ISOLATE, END_ISOLATE = "\u2068", "\u2069"
"""First-strong isolate and its end (Unicode 16, UAX #9): a name keeps its own direction."""

_DIRECTION_CONTROLS = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_STRONG_RTL = frozenset({"R", "AL"})


def rich(text: str) -> str:
    """`text` as Qt rich text that shows every character literally, line breaks kept."""
    return html.escape(text, quote=True).replace("\n", "<br>")


def tooltip(text: str) -> str:
    """`text` for setToolTip and QToolTip: literal, and wrapped by Qt when long.

    An empty text stays empty, so that no empty bubble appears.
    """
    return f"<qt>{rich(text)}</qt>" if text else ""


def message(text: str) -> str:
    """`text` for a message box that cannot be set to plain text."""
    return f"<qt>{rich(text)}</qt>"


def isolated(text: str) -> str:
    """`text` inside a sentence of the other direction, keeping its own."""
    return f"{ISOLATE}{text}{END_ISOLATE}" if text else ""


def file_name(name: str) -> str:
    """A file name as received, safe to show: no direction control can hide its ending.

    Controls of direction and of the terminal become U+FFFD, which is seen; the rest is
    isolated, so that "gpj.exe" can never be drawn as a picture.
    """
    shown = "".join(
        "\ufffd" if c in _DIRECTION_CONTROLS or unicodedata.category(c) == "Cc" else c for c in name
    )
    return isolated(shown)


def is_right_to_left(text: str) -> bool:
    """Direction of the first strong letter of `text` (UAX #9, rules P2 and P3)."""
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in _STRONG_RTL:
            return True
        if kind == "L":
            return False
    return False


_RTL_SCRIPTS = ("Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm")
_RTL_LANGUAGES = ("ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi")


def direction_of_language(language: str) -> Qt.LayoutDirection:
    """Layout direction of a Babel locale identifier such as "kk" or "kk_Arab"."""
    name, _, rest = language.partition("_")
    right = rest.startswith(_RTL_SCRIPTS) or (not rest[:4].isalpha() and name in _RTL_LANGUAGES)
    return Qt.LayoutDirection.RightToLeft if right else Qt.LayoutDirection.LeftToRight


_KEY_SIGNS = {"Up": "↑", "Down": "↓", "Left": "←", "Right": "→", "Return": "Enter"}


def key_name(key: str) -> str:
    """A shortcut as people read it: "Ctrl+K" becomes "Ctrl K", on a Mac its signs."""
    *held, last = key.split("+")
    if last in _KEY_SIGNS:
        return " ".join([*held, _KEY_SIGNS[last]])
    native = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) or key
    return native.replace("+", " ") if len(native) > 1 else native
