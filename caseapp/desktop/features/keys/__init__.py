"""Passphrase and recovery: changing the one, making and trying the other."""

from caseapp.desktop.features.keys.view import KeysView

__all__ = ["KeysView"]
