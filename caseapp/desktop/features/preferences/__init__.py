"""Preferences: how the screen looks, what the office is called, what this machine remembers."""

from caseapp.desktop.features.preferences.machine import Machine
from caseapp.desktop.features.preferences.view import PreferencesView

__all__ = ["Machine", "PreferencesView"]
