"""What the process asks of the system, checked in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

from caseapp.system.hardening import Measure

REPORT = """if True:
    import ctypes, os, resource
    from caseapp.system.hardening import harden_process
    taken = harden_process()
    print(" ".join(sorted(taken)))
    print(resource.getrlimit(resource.RLIMIT_CORE))
    print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
    print(oct(os.umask(0o077)))
"""

CRASH = """if True:
    import os, resource, signal
    from caseapp.system.hardening import harden_process
    hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
    harden_process()
    secret = "Zhaqsylyq" * 1000
    os.kill(os.getpid(), signal.SIGSEGV)
"""

STILL_WORKS = """if True:
    import subprocess, sys
    from caseapp.system.hardening import harden_process
    harden_process()
    done = subprocess.run([sys.executable, "-c", "print(42)"], capture_output=True)
    assert done.stdout == b"42\\n"
    open(sys.argv[1], "w").close()
"""


def test_every_measure_is_in_force_on_linux():
    done = subprocess.run(
        [sys.executable, "-c", REPORT], capture_output=True, text=True, check=True
    )
    names, limit, dumpable, umask = done.stdout.splitlines()
    assert names.split() == sorted(Measure)
    assert limit == "(0, 0)"
    assert dumpable == "0"
    assert umask == "0o77"


def test_a_crash_leaves_no_core_file(tmp_path):
    child = os.posix_spawn(
        sys.executable,
        [sys.executable, "-c", f"import os; os.chdir({str(tmp_path)!r})\n{CRASH}"],
        {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    _pid, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGSEGV
    assert not os.WCOREDUMP(status)
    assert list(tmp_path.iterdir()) == []


def test_a_hardened_process_starts_others_and_makes_private_files(tmp_path):
    made = tmp_path / "made"
    subprocess.run([sys.executable, "-c", STILL_WORKS, str(made)], check=True)
    assert made.stat().st_mode & 0o777 == 0o600
