"""Work off the GUI thread: one database worker, one that gives way to it, a free pool."""

from caseapp.desktop.jobs.collecting import Collecting
from caseapp.desktop.jobs.job import Job, Kind, Work
from caseapp.desktop.jobs.runner import Jobs

__all__ = ["Collecting", "Job", "Jobs", "Kind", "Work"]
