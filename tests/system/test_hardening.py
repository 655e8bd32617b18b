"""What the process asks of the system, checked in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from caseapp.system import hardening
from caseapp.system.hardening import Measure, measures

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
    assert names.split() == sorted({Measure.PRIVATE_FILES, *measures("linux")})
    assert limit == "(0, 0)"
    assert dumpable == "0"
    assert umask == "0o77"


def test_a_crash_leaves_no_core_file(tmp_path):
    child = os.posix_spawn(
        sys.executable,
        [sys.executable, "-X", "faulthandler", "-c",
         f"import os; os.chdir({str(tmp_path)!r}); os.dup2(os.open('said', os.O_CREAT | 1), 2)\n"
         f"{CRASH}"],
        {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "HOME": str(tmp_path),
         "TMPDIR": str(tmp_path)},
    )  # fmt: skip
    _pid, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGSEGV
    assert not os.WCOREDUMP(status)
    assert [path.name for path in tmp_path.iterdir()] == ["said"]
    assert (tmp_path / "said").read_bytes() == b""


class Kernel:
    """Stands for kernel32: notes each call, answers as Windows does when it goes well."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, tuple[int, ...]]] = []

    def __getattr__(self, name: str) -> object:
        answers = {"SetErrorMode": 0x8000, "WerSetFlags": 0, "SetProcessMitigationPolicy": 1}

        class Call:
            def __call__(_self, *values: object) -> int:
                plain = tuple(v if isinstance(v, int) else v._obj.value for v in values)
                self.calls.append((name, plain))
                return answers[name]

        return Call()


def test_windows_is_asked_for_no_reports_no_heap_and_no_foreign_libraries(monkeypatch):
    kernel = Kernel()
    monkeypatch.setattr(hardening, "_kernel32", lambda: kernel)
    asked = measures("win32")
    assert Measure.NO_CORE_DUMP not in asked
    assert all(take() for take in asked.values())
    assert kernel.calls == [
        ("SetErrorMode", (3,)), ("SetErrorMode", (0x8003,)), ("WerSetFlags", (0x1E1,)),
        ("SetProcessMitigationPolicy", (10, 3, 4)),
    ]  # fmt: skip


def test_macos_is_asked_to_let_no_debugger_in():
    assert set(measures("darwin")) == {Measure.NO_CORE_DUMP, Measure.DENY_ATTACH}


@pytest.mark.parametrize("fault", [OSError, AttributeError])
def test_what_an_older_system_does_not_know_stops_nothing(fault):
    code = f"""if True:
        from caseapp.system import hardening
        def unknown(): raise {fault.__name__}
        hardening.measures = lambda _name: {{hardening.Measure.NOT_DUMPABLE: unknown}}
        assert hardening.harden_process() == {{hardening.Measure.PRIVATE_FILES}}
    """
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_hardened_process_starts_others_and_makes_private_files(tmp_path):
    made = tmp_path / "made"
    subprocess.run([sys.executable, "-c", STILL_WORKS, str(made)], check=True)
    assert made.stat().st_mode & 0o777 == 0o600
