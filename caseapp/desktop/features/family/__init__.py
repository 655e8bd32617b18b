"""A family as a drawing that can be walked."""

from caseapp.desktop.features.family.view import FamilyView

__all__ = ["FamilyView"]
