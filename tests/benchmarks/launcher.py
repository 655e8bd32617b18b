"""Run a command and print its peak memory in megabytes on the last line.

A process inherits the peak of the one that started it, so what is measured is started from
here, which is small, and not from the benchmark with a hundred thousand cases in memory.
"""

from __future__ import annotations

import os
import sys


def main(command: list[str]) -> int:
    pid = os.posix_spawn(command[0], command, os.environ)
    _pid, status, usage = os.wait4(pid, 0)
    print(usage.ru_maxrss / 1024, flush=True)
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
