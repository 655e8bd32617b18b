"""Several copies with a second process: the same files, in order, whatever happens to it."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from caseapp.dossier import checked, finishing, issue, series
from caseapp.dossier.finish import finished
from caseapp.dossier.finishing import FinishingStoppedError
from caseapp.dossier.frozen import thaw
from caseapp.dossier.reading import compile_for
from caseapp.errors import Cancelled
from caseapp.store.history import Action
from caseapp.store.records import Copy
from caseapp.store.vault import Vault
from caseapp.system.child import talking_child
from caseapp.system.progress import Progress, Report
from tests.dossier.finishing_children import DIES_AT
from tests.dossier.world import PRODUCED, World, read_image, when, world

DO = Action("prepare")
CHILDREN = "tests.dossier.finishing_children"


def filled(vault: Vault) -> World:
    """The invented world in a vault, checked and without what blocks it."""
    w = world()
    del w.records["asqar-photo"]
    w["asqar"].photo_id = None
    for key in ("saule", "nurgul", "unnamed", "group", "murat"):
        del w.records[f"in-{key}"]
    for key in ("mfa", "embassy", "wgeid"):
        w[key].checked = when("1 May 2026")
        w[key].parts = ["letter", "persons", "sheets", "verification"]
    w["to-mfa"].language = "ru"
    vault.save(*w.records.values(), action=DO)
    return w


@pytest.fixture
def w(vault: Vault) -> World:
    return filled(vault)


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every copy but the last goes to the second process, however small."""
    monkeypatch.setattr(series, "_WORTH_SHEETS", 0)
    monkeypatch.setattr(series.os, "cpu_count", lambda: 2)


def leaking(vault: Vault, w: World, letter: str) -> None:
    """An edited letter that names somebody in pieces, which only the search of the file finds."""
    text = "version: 2\n[signature-name]\nX\n[body]\nAsk about Se**rik** Ülgi**bai**."
    w["appeal"].letters = {letter: {"text": text}}
    vault.save(w["appeal"], action=DO)


def test_two_processes_make_the_same_files_as_one(
    new_vault: Callable[[], Vault], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(issue, "utc_now", lambda: PRODUCED)
    files = []
    for least, name in ((10**6, "one"), (0, "two")):
        monkeypatch.setattr(series, "_WORTH_SHEETS", least)
        monkeypatch.setattr(series.os, "cpu_count", lambda: 2)
        vault, folder = new_vault(), tmp_path / name
        folder.mkdir()
        results = checked.issue_copies(vault, filled(vault)["appeal"].id, folder=folder)
        assert all(result.issued for result in results)
        files.append({path.name: path.read_bytes() for path in folder.iterdir()})
        kept = sorted(vault.all(Copy), key=lambda copy: copy.number)
        assert [copy.number for copy in kept] == [1, 2, 3, 4]
        for copy in kept:
            assert issue.issued_file(vault, copy) in files[-1].values()
    assert len(files[0]) == 4
    assert files[0] == files[1]


@pytest.mark.usefixtures("two")
def test_a_copy_that_leaks_burns_no_number_though_the_next_was_compiled_meanwhile(
    vault: Vault, w: World, tmp_path: Path
) -> None:
    leaking(vault, w, "embassy.en")
    targets = [w["embassy"].id, w["wgeid"].id, checked.OFFICE]
    results = checked.issue_copies(vault, w["appeal"].id, folder=tmp_path, targets=targets)
    assert [result.issued for result in results] == [False, True, True]
    assert isinstance(results[0].error, issue.LeakError)
    assert "{page}" not in str(results[0].error)
    kept = sorted(vault.all(Copy), key=lambda copy: copy.number)
    assert [thaw(copy.frozen).head.copy_number for copy in kept] == [1, 2]
    assert sorted(path.name for path in tmp_path.glob("*.pdf")) == [
        "appeal-1-copy-1-united-nations.pdf", "appeal-1-copy-2-office.pdf",
    ]  # fmt: skip


@pytest.mark.usefixtures("two")
def test_a_second_process_that_dies_fails_its_copy_alone(
    vault: Vault, w: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finishing, "_CHILD", f"{CHILDREN}:dies_at_one_copy")
    assert w["wgeid"].audience.value == DIES_AT
    targets = [w["wgeid"].id, w["mfa"].id, w["embassy"].id]
    results = checked.issue_copies(vault, w["appeal"].id, folder=tmp_path, targets=targets)
    assert [result.issued for result in results] == [False, True, True]
    assert isinstance(results[0].error, FinishingStoppedError)
    assert sorted(copy.number for copy in vault.all(Copy)) == [1, 2]


@pytest.mark.usefixtures("two")
def test_cancelling_reaches_the_second_process_and_ends_it(
    vault: Vault, w: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finishing, "_CHILD", f"{CHILDREN}:never_answers")
    started: list[subprocess.Popen[bytes]] = []

    def start(*what: Any) -> subprocess.Popen[bytes]:
        started.append(talking_child(*what))
        return started[-1]

    monkeypatch.setattr(finishing, "talking_child", start)
    told: list[Report] = []
    progress = Progress(lambda report: (told.append(report), progress.cancel())[0])
    with pytest.raises(Cancelled):
        checked.issue_copies(vault, w["appeal"].id, folder=tmp_path, progress=progress)
    assert told
    assert [process.poll() is not None for process in started] == [True]
    assert vault.all(Copy) == []
    assert list(tmp_path.glob("*.pdf")) == []


@pytest.mark.usefixtures("two")
def test_progress_over_two_processes_never_goes_back(
    vault: Vault, w: World, tmp_path: Path
) -> None:
    told: list[float] = []
    progress = Progress(lambda report: told.append(report.fraction or 0.0))
    checked.issue_copies(vault, w["appeal"].id, folder=tmp_path, progress=progress)
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_one_copy_alone_and_small_ones_start_no_second_process(
    vault: Vault, w: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finishing, "_CHILD", f"{CHILDREN}:never_answers")
    results = checked.issue_copies(vault, w["appeal"].id, folder=tmp_path)
    monkeypatch.setattr(series, "_WORTH_SHEETS", 0)
    results += checked.issue_copies(vault, w["appeal"].id, folder=tmp_path, targets=[w["mfa"].id])
    assert all(result.issued for result in results)


def test_a_copy_is_finished_without_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_what: Any, **_how: Any) -> None:
        raise AssertionError("a plain file")

    w = world()
    copy = compile_for(
        w.file(), w["mfa"].id, language="en", copy_number=1, produced_at=PRODUCED,
        read_image=read_image,
    )  # fmt: skip
    for name in ("mkstemp", "mkdtemp", "NamedTemporaryFile", "TemporaryDirectory"):
        monkeypatch.setattr(tempfile, name, refuse)
    assert finished(copy, None)[0].startswith(b"%PDF")
