"""macOS: asks Core Graphics each second whether the screen is locked or another user is in front.

CGSessionCopyCurrentDictionary is public; its keys are those of CGSession.h and, for the locked
screen, the one that loginwindow sets. Sleep is noticed by the clocks, on waking.
"""

from __future__ import annotations

import ctypes
import ctypes.util
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer

from caseapp.desktop.guard.session import Session

_ASK_EVERY: Final = 1000
_UTF8: Final = 0x08000100
_LOCKED: Final = b"CGSSessionScreenIsLocked"
_IN_FRONT: Final = b"kCGSSessionOnConsoleKey"


class MacSession(Session):
    """Asks, since there is nobody to be told by without a library of Objective-C."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._foundation = _library("CoreFoundation")
        self._graphics = _library("CoreGraphics")
        if self._foundation is None or self._graphics is None:
            return
        self._declare()
        self.heard = frozenset({"screen", "user"})
        self._gone = False
        self._timer = QTimer(self, interval=_ASK_EVERY)
        self._timer.timeout.connect(self._ask)
        self._timer.start()

    def _declare(self) -> None:
        pointer = ctypes.c_void_p
        self._graphics.CGSessionCopyCurrentDictionary.restype = pointer
        self._foundation.CFStringCreateWithCString.restype = pointer
        self._foundation.CFStringCreateWithCString.argtypes = (
            pointer, ctypes.c_char_p, ctypes.c_uint32,
        )  # fmt: skip
        self._foundation.CFDictionaryGetValue.restype = pointer
        self._foundation.CFDictionaryGetValue.argtypes = (pointer, pointer)
        self._foundation.CFBooleanGetValue.argtypes = (pointer,)
        self._foundation.CFBooleanGetValue.restype = ctypes.c_bool
        self._foundation.CFRelease.argtypes = (pointer,)

    def _ask(self) -> None:
        why = self._said()
        if why and not self._gone:
            self.left.emit(why)
        self._gone = bool(why)

    def _said(self) -> str:
        session = self._graphics.CGSessionCopyCurrentDictionary()
        if not session:
            return "user"
        try:
            if self._value(session, _LOCKED) is True:
                return "screen"
            return "user" if self._value(session, _IN_FRONT) is False else ""
        finally:
            self._foundation.CFRelease(session)

    def _value(self, session: int, name: bytes) -> bool | None:
        key = self._foundation.CFStringCreateWithCString(None, name, _UTF8)
        value = self._foundation.CFDictionaryGetValue(session, key)
        self._foundation.CFRelease(key)
        return None if not value else bool(self._foundation.CFBooleanGetValue(value))


def _library(name: str) -> Any:
    path = ctypes.util.find_library(name)
    return ctypes.CDLL(path) if path else None
