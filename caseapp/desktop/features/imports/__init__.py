"""Lists of people that become cases: file, columns, check, import."""

from caseapp.desktop.features.imports.view import ImportsView

__all__ = ["ImportsView"]
