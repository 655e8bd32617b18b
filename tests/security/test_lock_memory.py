"""After a lock the memory of the process holds neither passphrase nor key nor anybody's name.

The program is run as a whole, opened and locked; its memory is looked into from outside before
(where all of them are found: the search can find) and after.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from caseapp.domain.vocabulary import NameKind, NameScript
from caseapp.store.folder import VaultFolder
from caseapp.store.history import Action
from caseapp.store.keys import KeyFile, Purpose
from caseapp.store.records import Detainee, NameForm
from caseapp.store.vault import Vault
from tests.conftest import CHEAP
from tests.desktop.vaults import give_sheet

ROOT = Path(__file__).parents[2]
PASSPHRASE = "ұзын-құпия-Qz7w-сөйлем"
NAME = "Zhybekqanat Ülgilibaev"
PATIENCE = 60

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


@pytest.fixture
def vault_path(tmp_path: Path) -> Path:
    path = tmp_path / "vault"
    with Vault.create(path, PASSPHRASE, cost=CHEAP) as vault:
        case = Detainee(serial=1, description="fictitious")
        form = NameForm(
            detainee_id=case.id, text=NAME, script=NameScript.EN, kind=NameKind.MAIN, position=0
        )
        vault.save(case, form, action=Action("Add"))
        give_sheet(vault, PASSPHRASE)
    return path


def needles(path: Path) -> dict[str, list[bytes]]:
    """What must not be there, as bytes in each form that memory may hold."""
    master = KeyFile.open(VaultFolder.load(path), PASSPHRASE)
    key = master.subkey(Purpose.DATABASE)
    return {
        "passphrase": [PASSPHRASE.encode(), PASSPHRASE.encode("utf-16-le")],
        "name": [NAME.encode(), NAME.encode("utf-16-le"), NAME.encode("utf-32-le")],
        "key": [key, key.hex().encode()],
    }


def counted(pid: int, wanted: dict[str, list[bytes]]) -> dict[str, int]:
    """How often each of them is in the memory of a process."""
    found = dict.fromkeys(wanted, 0)
    with Path(f"/proc/{pid}/maps").open() as maps, Path(f"/proc/{pid}/mem").open("rb", 0) as mem:
        for line in maps:
            place, rights = line.split()[:2]
            start, end = (int(part, 16) for part in place.split("-"))
            if "r" not in rights or line.rstrip().endswith(("[vvar]", "[vsyscall]")):
                continue
            try:
                mem.seek(start)
                content = mem.read(end - start)
            except (OSError, ValueError, OverflowError):
                continue
            for name, forms in wanted.items():
                found[name] += sum(content.count(form) for form in forms)
    return found


def wait_for_the_gate(pid: int) -> None:
    """The fresh process has begun when its arguments are those of the program, and idles."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        arguments = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        if b"caseapp" in arguments and b"libQt6Widgets" in Path(f"/proc/{pid}/maps").read_bytes():
            before = Path(f"/proc/{pid}/stat").read_text().split()[13:15]
            time.sleep(0.5)
            if Path(f"/proc/{pid}/stat").read_text().split()[13:15] == before:
                return
        time.sleep(0.1)
    raise AssertionError("the gate did not come back")


def test_nothing_of_the_vault_is_in_memory_after_a_lock(vault_path, tmp_path):
    wanted = needles(vault_path)
    environment = {
        **os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path / "home"),
        "XDG_CONFIG_HOME": str(tmp_path / "config"), "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    environment.pop("CASEAPP_PASSPHRASE", None)
    run = subprocess.Popen(
        [sys.executable, "-m", "tests.security.lock_session"], env=environment, cwd=ROOT,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        run.stdin.write(f"{vault_path}\n{PASSPHRASE}\n")
        run.stdin.flush()
        assert run.stdout.readline().split() == ["open", str(run.pid)]
        before = counted(run.pid, wanted)
        assert before["name"] > 0
        assert before["key"] > 0
        run.stdin.write("\n")
        run.stdin.flush()
        wait_for_the_gate(run.pid)
        assert counted(run.pid, wanted) == dict.fromkeys(wanted, 0)
        Vault.open(vault_path, PASSPHRASE).close()
    finally:
        run.kill()
        run.communicate()
