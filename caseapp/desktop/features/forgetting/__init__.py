"""Forgetting somebody for good: what goes, what stays elsewhere, and the word that does it."""

from caseapp.desktop.features.forgetting.view import ForgettingView

__all__ = ["ForgettingView"]
