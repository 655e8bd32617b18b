"""The parts that views are made of. They know plain data, never a record or the store."""

from caseapp.desktop.widgets.buttons import (
    Button,
    IconButton,
    LinkButton,
    PrimaryButton,
    QuietButton,
    Segments,
)
from caseapp.desktop.widgets.chips import Chip, KeyHint, StatusChip, VerificationBars
from caseapp.desktop.widgets.label import Label

__all__ = [
    "Button",
    "Chip",
    "IconButton",
    "KeyHint",
    "Label",
    "LinkButton",
    "PrimaryButton",
    "QuietButton",
    "Segments",
    "StatusChip",
    "VerificationBars",
]
