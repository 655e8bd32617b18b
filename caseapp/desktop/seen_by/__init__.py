"""What an audience would see of a case and of those who tell of it: decided by the real wall.

`Wall` answers class by class, `see_case` item by item; `SeenByPanel` shows the latter. Shared
by the pages of a contact and of a case; Qt-free but for the panel.
"""

from caseapp.desktop.seen_by.panel import SeenByPanel
from caseapp.desktop.seen_by.seeing import Part, Seen, SeenItem, see_case
from caseapp.desktop.seen_by.wall import Wall

__all__ = ["Part", "Seen", "SeenByPanel", "SeenItem", "Wall", "see_case"]
