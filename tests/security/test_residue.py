"""After a day at the office nothing of it lies outside the vault, and no socket was ever made.

The program runs as a whole, without a screen, while the kernel tells of every call that writes:
a name is looked for in each of them, so that what is written and deleted again counts too.
Afterwards every file below the person's folders is looked into.
"""

from __future__ import annotations

import io
import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import docx
import pytest
from PIL import Image

from caseapp.domain.vocabulary import AttachmentRole, NameScript
from caseapp.intake.sample import load_sample
from caseapp.store.history import Action
from caseapp.store.records import Contact, Detainee, NameForm
from caseapp.store.vault import Vault
from tests.conftest import CHEAP, PASSPHRASE
from tests.faults.notify import Call, Listener
from tests.hostile.pdfs import one_page

ROOT = Path(__file__).parents[2]
NAME = "Zhybekqanat Ulgilibaev"
FORMS = [
    form
    for word in NAME.split()
    for form in (word.encode(), word.lower().encode(), word.encode("utf-16-le"),
                 word.lower().encode("utf-16-le"), word.encode("utf-32-le"))
]  # fmt: skip
LOCAL = (socket.AF_UNIX,)
"""Families that do not leave the machine: a screen and its services are spoken to by them."""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks Linux for each call")


class Watcher:
    """Lets everything go on, and notes what wrote a name, where to, and which sockets are made."""

    def __init__(self, allowed: tuple[Path, ...]) -> None:
        self.allowed = allowed
        self.told: list[Path] = []
        self.written: set[Path] = set()
        self.sockets: set[int] = set()

    def __call__(self, call: Call) -> int:
        if call.name == "socket":
            self.sockets.add(call.size)
        path = call.path
        if path is None or str(path).startswith(("/dev/", "/proc/", "/memfd:")):
            return 0
        if call.name in ("write", "pwrite64", "writev", "pwritev") or call.makes:
            self.written.add(path)
            tells = has_name(call.data) or has_name(os.fsencode(path))
            if tells and not any(path.is_relative_to(one) for one in self.allowed):
                self.told.append(path)
        return 0


class Eyes(Listener):
    """Reads the calls of children too, which cannot all be looked into."""

    def _read(self, pid: int, name: str, a: tuple[int, ...]) -> Call:
        try:
            if name == "write" and a[0] <= 2:
                return Call(name)
            return super()._read(pid, name, a)
        except (PermissionError, UnicodeDecodeError):
            return Call(name)


def has_name(data: bytes) -> bool:
    return any(form in data for form in FORMS)


def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (300, 400), "grey").save(out, "JPEG", comment=NAME.encode())
    return out.getvalue()


def make_vault(path: Path) -> dict[str, str]:
    """The sample with one more person, whose name is nowhere else; ids by view."""
    with Vault.create(path, PASSPHRASE, cost=CHEAP) as vault:
        load_sample(vault)
        case = Detainee(serial=900, description=f"{NAME} (fictitious)")
        contact = Contact()
        form, other = (
            NameForm(detainee_id=case.id, text=NAME, script=NameScript.EN),
            NameForm(contact_id=contact.id, text=NAME, script=NameScript.EN),
        )
        vault.save(case, contact, form, other, action=Action("Add"))
        vault.attach(
            photo(), role=AttachmentRole.PHOTO, action=Action("Add"), detainee_id=case.id,
            file_name=f"{NAME}.jpg", media_type="image/jpeg",
        )  # fmt: skip
        return {"case": str(case.id), "contact": str(contact.id), "family": str(case.id)}


def make_files(folder: Path) -> None:
    """Files as people bring them, with the name in them and on them."""
    folder.mkdir()
    paper = docx.Document()
    paper.add_paragraph(NAME)
    paper.save(folder / f"{NAME}.docx")
    (folder / f"{NAME}.html").write_text(f"<p>{NAME} was seen in May 2017.</p>")
    (folder / f"{NAME}.jpg").write_bytes(photo())
    (folder / f"{NAME}.pdf").write_bytes(one_page(f"BT ({NAME}) Tj ET".encode()))


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Watcher, list[str]]:
    """The folder of the day, what was written, and what the session told."""
    folder = tmp_path_factory.mktemp("day")
    ids = make_vault(folder / "vault")
    make_files(folder / "brought")
    places = {name: folder / name for name in ("home", "config", "temporary", "out", "stick")}
    for place in places.values():
        place.mkdir()
    environment = {
        **os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(places["home"]),
        "CASEAPP_HOME": str(places["config"]), "TMPDIR": str(places["temporary"]),
        "XDG_CONFIG_HOME": str(places["home"] / ".config"), "PYTHONDONTWRITEBYTECODE": "1",
    }  # fmt: skip
    order: dict[str, Any] = {
        "vault": str(folder / "vault"), "passphrase": PASSPHRASE, "name": NAME, "ids": ids,
        "files": str(folder / "brought"), "out": str(places["out"]), "stick": str(places["stick"]),
    }  # fmt: skip
    watcher = Watcher((places["out"],))
    return folder, watcher, session(order, environment, watcher)


def session(order: dict[str, Any], environment: dict[str, str], watcher: Watcher) -> list[str]:
    """Let the day happen; what it told, line by line."""
    ours, theirs = socket.socketpair()
    run = subprocess.Popen(
        [sys.executable, "-m", "tests.security.day_session", str(theirs.fileno())], cwd=ROOT,
        env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        pass_fds=(theirs.fileno(),),
    )  # fmt: skip
    theirs.close()
    run.stdin.write(json.dumps(order) + "\n")
    run.stdin.close()
    _message, descriptors, _flags, _address = socket.recv_fds(ours, 1, 1)
    ours.close()
    eyes = Eyes(descriptors[0], watcher)
    eyes.start()
    told = run.stdout.read().splitlines()
    run.wait(60)
    eyes.join(20)
    assert eyes.error is None, eyes.error
    return told


def test_the_day_was_a_whole_one(day):
    folder, watcher, told = day
    assert told[-1] == "locked", told
    done = [line.removeprefix("did ") for line in told if line.startswith("did ")]
    assert {"today", "cases", "case", "contact", "intake", "search", "file dialog"} <= set(done)
    assert {".docx", ".html", ".jpg", ".pdf", "dossier", "export", "backup", "bug"} <= set(done)
    assert (folder / "out" / "d.pdf").stat().st_size > 10_000
    assert has_name((folder / "brought" / f"{NAME}.html").read_bytes())
    assert len(watcher.written) > 10


def test_no_call_wrote_a_name_anywhere_but_where_the_person_said(day):
    _folder, watcher, _told = day
    assert watcher.told == []


def test_nothing_was_written_outside_the_folders_of_the_person_and_the_program(day):
    folder, watcher, _told = day
    strange = {path for path in watcher.written if not path.is_relative_to(folder)}
    assert strange == set()


def test_no_file_that_is_left_holds_a_name(day):
    folder, _watcher, _told = day
    left = [path for path in folder.rglob("*") if not path.is_relative_to(folder / "brought")]
    assert (folder / "vault" / "case.db") in left
    assert any(path.name == "settings.json" for path in left)
    for path in left:
        if path.is_relative_to(folder / "out"):
            continue
        assert not has_name(os.fsencode(path.relative_to(folder)))
        assert path.is_dir() or not has_name(path.read_bytes()), path


def test_no_socket_was_made_that_leaves_the_machine(day):
    _folder, watcher, _told = day
    assert watcher.sockets <= set(LOCAL)


def test_nothing_temporary_is_left(day):
    folder, _watcher, _told = day
    assert list((folder / "vault" / "tmp").glob("*")) == []
    assert [path for path in (folder / "temporary").rglob("*") if path.is_file()] == []


def test_a_name_that_is_written_is_noticed(tmp_path):
    watcher = Watcher((tmp_path / "out",))
    for path in (tmp_path / "log", tmp_path / "out" / "d.pdf"):
        watcher(Call("write", path, data=b"xx" + NAME.encode("utf-16-le")))
    watcher(Call("openat", tmp_path / f"{NAME}.tmp", makes=True))
    assert watcher.told == [tmp_path / "log", tmp_path / f"{NAME}.tmp"]
