"""Packets between laptops: stations, sending, taking in, and the log of both."""

from caseapp.desktop.features.packets.view import PacketsView

__all__ = ["PacketsView"]
