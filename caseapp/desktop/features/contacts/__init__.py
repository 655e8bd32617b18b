"""The list of contacts: relatives, witnesses, lawyers, with whom the office speaks."""

from caseapp.desktop.features.contacts.view import NEW, ContactsView, Shown

__all__ = ["NEW", "ContactsView", "Shown"]
