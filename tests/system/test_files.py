"""Files are replaced whole or not at all, and belong to their owner alone."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys

import pytest

from caseapp.system import files


def test_a_file_is_written_and_replaced_with_private_rights(tmp_path):
    path = tmp_path / "a.json"
    before = os.umask(0)
    try:
        files.replace_atomically(path, b"one")
        files.replace_atomically(path, b"two")
    finally:
        os.umask(before)
    assert path.read_bytes() == b"two"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]


def test_a_failed_replacement_keeps_the_old_file_and_leaves_no_other(tmp_path, monkeypatch):
    path = tmp_path / "a.json"
    files.replace_atomically(path, b"one")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        files.replace_atomically(path, b"two")
    assert path.read_bytes() == b"one"
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]


def test_a_file_is_on_the_disk_before_its_name_and_the_name_before_the_return(
    tmp_path, monkeypatch
):
    order: list[str] = []
    fsync, rename = os.fsync, os.replace

    def record_sync(descriptor: int) -> None:
        about = os.fstat(descriptor)
        order.append("folder" if stat.S_ISDIR(about.st_mode) else f"file of {about.st_size}")
        fsync(descriptor)

    def record_rename(source: str, target: str) -> None:
        order.append("rename")
        rename(source, target)

    monkeypatch.setattr(os, "fsync", record_sync)
    monkeypatch.setattr(os, "replace", record_rename)
    files.replace_atomically(tmp_path / "a", b"x")
    assert order == ["file of 1", "rename", "folder"]  # not an empty one


def test_a_scanner_that_holds_the_file_is_waited_for(tmp_path, monkeypatch):
    path = tmp_path / "a"
    files.replace_atomically(path, b"one")
    rename, refusals = os.replace, [1, 2, 3]

    def held(source: str, target: str) -> None:
        if refusals:
            refusals.pop()
            raise PermissionError(13, "held by another program")
        rename(source, target)

    monkeypatch.setattr(files, "_REPLACE_ATTEMPTS", 5)
    monkeypatch.setattr(files, "_REPLACE_PAUSE_SECONDS", 0)
    monkeypatch.setattr(os, "replace", held)
    files.replace_atomically(path, b"two")
    assert path.read_bytes() == b"two"
    refusals[:] = range(5)
    with pytest.raises(PermissionError):
        files.replace_atomically(path, b"three")
    assert path.read_bytes() == b"two"
    assert [p.name for p in tmp_path.iterdir()] == ["a"]


REPLACE_FOR_EVER = """if True:
    import sys
    from pathlib import Path
    from caseapp.system.files import replace_atomically
    print("begun", flush=True)
    turn = 0
    while True:
        turn += 1
        replace_atomically(Path(sys.argv[1]), str(turn % 10).encode() * 50_000)
"""


def test_killed_at_any_moment_the_file_is_whole(tmp_path):
    path = tmp_path / "a"
    files.replace_atomically(path, b"0" * 50_000)
    for kill in range(12):
        with subprocess.Popen(
            [sys.executable, "-c", REPLACE_FOR_EVER, str(path)], stdout=subprocess.PIPE
        ) as child:
            assert child.stdout is not None
            child.stdout.readline()
            with pytest.raises(subprocess.TimeoutExpired):
                child.wait(timeout=0.003 * kill)
            child.send_signal(signal.SIGKILL)
        data = path.read_bytes()
        assert len(data) == 50_000
        assert len(set(data)) == 1
    files.sweep_temporaries(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["a"]


def test_a_new_file_is_never_written_over_an_old_one(tmp_path):
    files.write_new(tmp_path / "a", b"one")
    with pytest.raises(FileExistsError):
        files.write_new(tmp_path / "a", b"two")
    assert (tmp_path / "a").read_bytes() == b"one"


def test_a_file_is_written_over_where_it_lies_and_a_link_is_not_followed(tmp_path):
    path, second, link = tmp_path / "a", tmp_path / "b", tmp_path / "c"
    path.write_bytes(bytes(3_000_000))
    os.link(path, second)
    link.symlink_to(path)
    with pytest.raises(OSError, match="symbolic"):
        files.write_over(link)
    assert not any(path.read_bytes())
    files.write_over(path, longest=1_000_000)
    assert any(second.read_bytes()[999_900:1_000_000])
    assert not any(second.read_bytes()[1_000_000:])
    files.write_over(path)
    assert any(second.read_bytes()[-100:])
    assert second.stat().st_size == 3_000_000


def test_a_read_is_bounded_and_takes_plain_files_only(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"12345")
    assert files.read_limited(path, 5) == b"12345"
    with pytest.raises(ValueError, match="longer"):
        files.read_limited(path, 4)
    os.mkfifo(tmp_path / "pipe")
    for other in (tmp_path / "pipe", tmp_path):
        with pytest.raises(ValueError, match="plain"):
            files.read_limited(other, 10)
    with pytest.raises(FileNotFoundError):
        files.read_limited(tmp_path / "gone", 10)


def test_sweeping_takes_our_temporaries_alone(tmp_path):
    for name in (".a.0f.tmp", "b.tmp", ".c"):
        (tmp_path / name).write_text("x")
    assert files.sweep_temporaries(tmp_path) == 1
    assert sorted(p.name for p in tmp_path.iterdir()) == [".c", "b.tmp"]


def test_a_free_name_is_found_beside_what_is_there(tmp_path):
    assert files.free_folder(tmp_path, "a") == tmp_path / "a"
    (tmp_path / "a").mkdir()
    (tmp_path / "a (2)").write_text("")
    assert files.free_folder(tmp_path, "a") == tmp_path / "a (3)"
