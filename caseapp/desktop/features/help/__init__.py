"""Help: short pages on how work is done, and every key. Nothing is fetched from anywhere."""

from caseapp.desktop.features.help.view import HelpView

__all__ = ["HelpView"]
