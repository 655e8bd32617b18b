"""What the window gives to every view, and nothing of what a vault holds.

A feature's own use cases are handed to its views by the composition root.
"""

from __future__ import annotations

from dataclasses import dataclass

from caseapp.desktop.changes import Changes
from caseapp.desktop.jobs import Jobs
from caseapp.desktop.shell.notices import Notices
from caseapp.desktop.shell.router import Router
from caseapp.i18n import Translator


@dataclass(frozen=True, kw_only=True)
class Context:
    """The tools of one built window in one language; a new language brings a new one."""

    t: Translator
    jobs: Jobs
    changes: Changes
    router: Router
    notices: Notices
