"""Linux: systemd-logind and the desktop's screen saver, over D-Bus.

D-Bus is a local socket of the machine, no network. logind's interface is described in
org.freedesktop.login1(5): PrepareForSleep and Inhibit on the manager, Lock and the property
Active on the session. Screen savers speak org.freedesktop.ScreenSaver or their desktop's own.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusInterface,
    QDBusMessage,
    QDBusObjectPath,
    QDBusUnixFileDescriptor,
    QDBusVariant,
)

from caseapp.desktop.guard.session import Session

_LOGIN: Final = ("org.freedesktop.login1", "/org/freedesktop/login1")
_MANAGER: Final = "org.freedesktop.login1.Manager"
_SESSION: Final = "org.freedesktop.login1.Session"
_SAVERS: Final = (
    ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver"),
    ("/ScreenSaver", "org.freedesktop.ScreenSaver"),
    ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver"),
    ("/org/mate/ScreenSaver", "org.mate.ScreenSaver"),
    ("/org/cinnamon/ScreenSaver", "org.cinnamon.ScreenSaver"),
    ("/org/xfce/ScreenSaver", "org.xfce.ScreenSaver"),
)
_PROPERTIES: Final = "org.freedesktop.DBus.Properties"


class LinuxSession(Session):
    """Also delays a sleep for the moments that hiding takes, where logind allows it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._delay: object = None
        self._own = ""
        self._system = QDBusConnection.systemBus()
        self._user = QDBusConnection.sessionBus()
        self.heard = frozenset((*self._hear_logind(), *self._hear_savers()))

    def _hear_logind(self) -> list[str]:
        if not self._system.isConnected():
            return []
        service, path = _LOGIN
        heard = []
        if self._system.connect(
            service, path, _MANAGER, "PrepareForSleep", self, SLOT("_sleeping(bool)")
        ):
            heard.append("sleep")
            self._take_delay()
        if self._system.connect(service, "", _SESSION, "Lock", self, SLOT("_locked()")):
            heard.append("screen")
        self._own = self._own_session()
        if self._own and self._system.connect(
            service, self._own, _PROPERTIES, "PropertiesChanged", self,
            SLOT("_session_changed(QDBusMessage)"),
        ):  # fmt: skip
            heard.append("user")
        return heard

    def _own_session(self) -> str:
        """The object of this very session; "" where logind does not know it."""
        service, path = _LOGIN
        logind = QDBusInterface(service, path, _MANAGER, self._system)
        told = logind.call("GetSession", "auto").arguments()
        return told[0].path() if told and isinstance(told[0], QDBusObjectPath) else ""

    def _hear_savers(self) -> list[str]:
        if not self._user.isConnected():
            return []
        done = [
            self._user.connect("", path, interface, "ActiveChanged", self, SLOT("_saver(bool)"))
            for path, interface in _SAVERS
        ]
        return ["screen"] if any(done) else []

    def _take_delay(self) -> None:
        """Ask for the five seconds (logind's own limit) in which the vault can be closed."""
        service, path = _LOGIN
        logind = QDBusInterface(service, path, _MANAGER, self._system)
        answer = logind.call("Inhibit", "sleep", "caseapp", "Closing the vault", "delay")
        told = answer.arguments()
        self._delay = told[0] if told and isinstance(told[0], QDBusUnixFileDescriptor) else None

    def ready(self) -> None:
        """Let go of the delay: the descriptor is closed with its last owner."""
        self._delay = None

    @Slot(bool)
    def _sleeping(self, begins: bool) -> None:
        if begins:
            self.left.emit("sleep")

    @Slot()
    def _locked(self) -> None:
        self.left.emit("screen")

    @Slot(bool)
    def _saver(self, on: bool) -> None:
        if on:
            self.left.emit("screen")

    @Slot(QDBusMessage)
    def _session_changed(self, _message: QDBusMessage) -> None:
        """Ask whether another user's session came to the front: ours is no longer active."""
        service, _path = _LOGIN
        session = QDBusInterface(service, self._own, _PROPERTIES, self._system)
        told = session.call("Get", _SESSION, "Active").arguments()
        if told and isinstance(told[0], QDBusVariant) and told[0].variant() is False:
            self.left.emit("user")
