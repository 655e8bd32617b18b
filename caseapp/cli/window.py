"""`caseapp` without a command opens the window."""

from __future__ import annotations

import argparse


def open_window(options: argparse.Namespace) -> int:
    from caseapp.bootstrap import run_window

    return run_window(options.vault)
