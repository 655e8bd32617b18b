"""Windows: messages to a window of ours about power (WM_POWERBROADCAST) and the session
(WM_WTSSESSION_CHANGE), as Microsoft's "Power Management" and "Remote Desktop Services" describe.
"""

from __future__ import annotations

import ctypes
from typing import Any, Final

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject
from PySide6.QtGui import QWindow

from caseapp.desktop.guard.session import Session

_WM_POWERBROADCAST: Final = 0x0218
_PBT_APMSUSPEND: Final = 0x0004
_WM_WTSSESSION_CHANGE: Final = 0x02B1
_SESSION_ENDS: Final = {0x2: "user", 0x4: "user", 0x6: "user", 0x7: "screen"}
"""WTS_CONSOLE_DISCONNECT, WTS_REMOTE_DISCONNECT, WTS_SESSION_LOGOFF, WTS_SESSION_LOCK."""
_THIS_SESSION: Final = 0


class WindowsSession(Session):
    """Has an invisible window, to which Windows says what happens."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = QWindow()
        self._window.create()
        told = ctypes.WinDLL("wtsapi32").WTSRegisterSessionNotification(  # type: ignore[attr-defined]
            ctypes.c_void_p(int(self._window.winId())), _THIS_SESSION
        )
        self._filter = _Messages(self)
        application = QCoreApplication.instance()
        assert application is not None
        application.installNativeEventFilter(self._filter)
        self.heard = frozenset({"sleep", "screen", "user"} if told else {"sleep"})


class _Messages(QAbstractNativeEventFilter):
    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def nativeEventFilter(self, kind: QByteArray | bytes, message: int) -> Any:
        if bytes(kind) in (b"windows_generic_MSG", b"windows_dispatcher_MSG"):
            why = left_by(*_message_at(int(message)))
            if why:
                self._session.left.emit(why)
        return False, 0


def left_by(message: int, first: int) -> str:
    """Why the person has left, by a message and its first parameter; "" if it says nothing."""
    if message == _WM_POWERBROADCAST:
        return "sleep" if first == _PBT_APMSUSPEND else ""
    if message == _WM_WTSSESSION_CHANGE:
        return _SESSION_ENDS.get(first, "")
    return ""


class _Message(ctypes.Structure):
    """MSG of winuser.h, as far as it is read."""

    _fields_ = (
        ("window", ctypes.c_void_p), ("message", ctypes.c_uint), ("first", ctypes.c_size_t),
    )  # fmt: skip


def _message_at(address: int) -> tuple[int, int]:
    told = _Message.from_address(address)
    return told.message, told.first
