"""Joins the rooms and opens the window; the only place that knows them all.

`program` is what lives as long as the window, `views` what an open vault offers.
"""

from caseapp.bootstrap.program import Program, run_window, window_parts

__all__ = ["Program", "run_window", "window_parts"]
