"""How long this machine has slept since it was started, by the clocks of the system."""

from __future__ import annotations

import sys
import time


def seconds_asleep() -> float:
    """Seconds of sleep since the start; only differences of it mean anything.

    Linux: CLOCK_BOOTTIME runs on in sleep, CLOCK_MONOTONIC does not (clock_gettime(2)). macOS:
    CLOCK_MONOTONIC_RAW runs on, CLOCK_UPTIME_RAW does not. On Windows both of Python's clocks
    run on, so the clock on the wall is no witness: there the system's own message is heard.
    """
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME) - time.clock_gettime(time.CLOCK_MONOTONIC)
    if sys.platform == "darwin":
        running = time.clock_gettime(time.CLOCK_MONOTONIC_RAW)
        return running - time.clock_gettime(time.CLOCK_UPTIME_RAW)
    return 0.0
