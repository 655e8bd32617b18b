"""A full or failing disk is told once, what was typed stays, and can be tried again."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtTest import QTest

from caseapp.desktop import disk_watch
from caseapp.desktop.context import Context
from caseapp.desktop.disk_watch import DiskWatch
from caseapp.store.errors import DiskFaultError
from caseapp.store.records import Detainee
from caseapp.store.vault import Vault
from caseapp.system.disks import DiskKind
from tests.desktop.case_desk import CaseDesk, full_disk, make_case
from tests.desktop.vaults import CHEAP, PASSPHRASE

LONG = "word " * 3_900
MB = 1024 * 1024


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("disk") / "vault"
    with Vault.create(path, PASSPHRASE, cost=CHEAP) as vault:
        make_case(vault)
    return path


@pytest.fixture
def desk(folder, tmp_path, context: Context, shown, monkeypatch):
    usage = SimpleNamespace(total=20 * MB, used=0, free=900 * MB)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    with Vault.open(Path(shutil.copytree(folder, tmp_path / "vault")), PASSPHRASE) as vault:
        desk = CaseDesk(context, vault, vault.all(Detainee)[0].id)
        shown(desk.view)
        desk.view.open(desk.case_id)
        yield desk


@pytest.fixture
def locked() -> list[bool]:
    return []


@pytest.fixture
def watch(desk: CaseDesk, locked: list[bool]) -> DiskWatch:
    return DiskWatch(
        desk.vault, desk.context.jobs, lambda: desk.context, lambda: desk.view,
        lambda: locked.append(True), desk.view,
    )  # fmt: skip


def after_a_moment() -> None:
    QTest.qWait(10)


def notice(desk: CaseDesk):
    (only,) = desk.context.notices.all
    return only


# -- full --------------------------------------------------------------------------------------
def test_what_a_full_disk_did_not_take_stays_and_one_click_tries_all_of_it_again(desk, watch):
    fields = [desk.person("health"), desk.person("occupation")]
    with full_disk(desk.vault):
        for field in fields:
            desk.enter(field, LONG)
        after_a_moment()
        assert notice(desk).text == "Not saved yet: the disk is full."
        assert notice(desk).action[0] == "Try again"
        notice(desk).action[1]()  # still full
        after_a_moment()
        assert [field.text() for field in fields] == [LONG] * 2
        assert all(field.is_rejected for field in fields)
    notice(desk).action[1]()
    after_a_moment()
    assert desk.context.notices.all == ()
    assert (desk.case.health, desk.case.occupation) == (LONG.strip(), LONG.strip())
    assert not any(desk.said(field) for field in fields)


def test_a_save_in_the_room_of_the_ballast_is_kept_and_said(desk, watch, monkeypatch):
    ballast = desk.vault.disk.ballast
    assert ballast.keep()

    def release() -> bool:  # a real disk has room then; SQLite's limit has to be told
        with desk.vault._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count=1000000")
            connection.rollback()
        return type(ballast).release(ballast)

    monkeypatch.setattr(ballast, "release", release)
    with full_disk(desk.vault):
        desk.enter(desk.person("health"), LONG)
    after_a_moment()
    assert desk.case.health == LONG.strip()
    assert notice(desk).text == "The disk is full."
    assert notice(desk).standing
    watch._timer.timeout.emit()  # a minute later, with room
    assert desk.context.notices.all == ()
    assert ballast.path.exists()


# -- failed ------------------------------------------------------------------------------------
def test_a_disk_that_failed_is_told_until_the_vault_is_locked(desk, watch, locked):
    with pytest.raises(DiskFaultError), desk.vault.disk.writing():
        raise DiskFaultError
    desk.enter(desk.person("health"), "weak")
    after_a_moment()
    assert desk.person("health").text() == "weak"
    assert "nothing more is saved" in desk.said(desk.person("health"))
    assert notice(desk).text == "Nothing more is saved: the disk failed."
    notice(desk).action[1]()
    assert locked == [True]


def test_a_window_that_is_built_anew_says_it_again(desk, watch):
    with pytest.raises(DiskFaultError), desk.vault.disk.writing():
        raise DiskFaultError
    desk.enter(desk.person("health"), "weak")
    after_a_moment()
    desk.context.notices.clear()
    watch.show_again()
    assert notice(desk).tone == "danger"


# -- at opening --------------------------------------------------------------------------------
def test_on_a_sound_local_disk_nothing_is_said_and_room_is_held_free(desk, watch):
    watch.look()
    assert desk.context.notices.all == ()
    assert desk.vault.disk.ballast.path.stat().st_size == MB


@pytest.mark.parametrize(
    ("kind", "said"), [(DiskKind.NETWORK, "network disk"), (DiskKind.REMOVABLE, "stick")]
)
def test_a_vault_on_the_network_or_on_a_stick_is_told(desk, watch, monkeypatch, kind, said):
    monkeypatch.setattr(disk_watch, "disk_kind", lambda _path: kind)
    watch.look()
    assert said in notice(desk).text


def test_a_disk_that_is_nearly_full_is_told_at_opening(desk, watch, monkeypatch):
    usage = SimpleNamespace(total=2**40, used=0, free=40 * MB)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    watch.look()
    assert notice(desk).detail == "40 MB are free. Make room."
