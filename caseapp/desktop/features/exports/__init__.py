"""Files for other programs: choosing, looking at what would leave, writing, and the log."""

from caseapp.desktop.features.exports.view import ExportsView

__all__ = ["ExportsView"]
