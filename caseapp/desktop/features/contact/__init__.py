"""The page of one contact: particulars, family, testimonies, and what may be shown to whom."""

from caseapp.desktop.features.contact.view import ContactView

__all__ = ["ContactView"]
