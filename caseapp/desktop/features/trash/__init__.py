"""What was put in the trash: to be read, and brought back."""

from caseapp.desktop.features.trash.view import TrashView

__all__ = ["TrashView"]
