"""One window per vault: refused while another holds it, free again when that one is gone."""

from __future__ import annotations

import socket
import subprocess
import sys

import pytest

from caseapp.store.errors import VaultInUseError
from caseapp.store.instance import InstanceLock

HOLD = """if True:
    import sys, time
    from pathlib import Path
    from caseapp.store.folder import VaultFolder
    from caseapp.store.instance import InstanceLock
    lock = InstanceLock(VaultFolder.load(Path(sys.argv[1])))
    lock.acquire()
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(folder):
    """Another process that holds the vault until it is killed."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"held\n"
        yield child
        child.kill()


def test_a_second_process_is_refused_at_once(folder, holder):
    lock = InstanceLock(folder)
    with pytest.raises(VaultInUseError):
        lock.acquire()
    assert not lock.held


def test_after_a_kill_of_the_holder_the_vault_opens_though_the_file_is_there(folder, holder):
    holder.kill()
    holder.wait()
    assert folder.lock_file.exists()
    with InstanceLock(folder) as lock:
        assert lock.held


def test_a_second_lock_in_the_same_process_is_refused(folder):
    with InstanceLock(folder), pytest.raises(VaultInUseError):
        InstanceLock(folder).acquire()


def test_one_lock_is_taken_once(folder):
    lock = InstanceLock(folder)
    lock.acquire()
    with pytest.raises(VaultInUseError):
        lock.acquire()
    lock.release()
    lock.release()
    assert not lock.held
    InstanceLock(folder).acquire()


def test_a_refused_lock_does_not_free_the_first_one(folder, holder):
    for _ in range(3):
        with pytest.raises(VaultInUseError):
            InstanceLock(folder).acquire()
    refused = InstanceLock(folder)
    refused.release()
    with pytest.raises(VaultInUseError):
        refused.acquire()


def test_the_lock_file_is_private_and_says_nothing_of_who_holds_it(folder, holder):
    assert folder.lock_file.stat().st_mode & 0o777 == 0o600
    text = folder.lock_file.read_bytes()
    assert socket.gethostname().encode() not in text
    assert str(holder.pid).encode() not in text


def test_a_leftover_file_stops_nobody(folder):
    folder.lock_file.write_text("left by a crash")
    with InstanceLock(folder) as lock:
        assert lock.held
