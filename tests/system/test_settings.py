"""The person's choices: kept, never reset in silence, and without case data."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from caseapp.system.settings import Settings, Theme, load_settings, save_settings


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.json"


def test_the_first_start_has_the_defaults_and_writes_nothing(path):
    loaded = load_settings(path)
    assert loaded.settings == Settings(language="", theme=Theme.SYSTEM, recent_vaults=())
    assert loaded.kept_aside is None
    assert not path.parent.exists()


def test_what_is_saved_comes_back_and_is_private(path):
    settings = Settings(language="kk", theme=Theme.DARK, recent_vaults=("/media/Қағаз",))
    save_settings(path, settings)
    assert load_settings(path).settings == settings
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_the_newest_vault_comes_first_once_and_ten_are_kept(path):
    settings = Settings()
    for number in [*range(12), 5]:
        settings = settings.with_recent(Path(f"/vaults/{number}"))
    assert settings.recent_vaults[:3] == ("/vaults/5", "/vaults/11", "/vaults/10")
    assert len(settings.recent_vaults) == 10
    settings = settings.without_recent(Path("/vaults/5"))
    assert "/vaults/5" not in settings.recent_vaults
    save_settings(path, settings)
    assert load_settings(path).settings == settings


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\x00",
        b"[" * 100_000,
        b" " * 300_000,
        b'{"theme": "neon"}',
        b'{"theme": []}',
        b'{"language": 5}',
        b'{"recent_vaults": "x"}',
        b'{"recent_vaults": [5]}',
        b'{"opened": []}',
        b'{"opened": {"/vaults/a": 5}}',
    ],
    ids=range(13),
)
def test_an_unreadable_file_is_kept_aside_and_said(path, content):
    path.parent.mkdir()
    path.write_bytes(content)
    loaded = load_settings(path)
    assert loaded.settings == Settings()
    assert loaded.kept_aside is not None
    assert loaded.kept_aside.read_bytes() == content
    assert load_settings(path).kept_aside is None, "it is said once"


def test_a_second_unreadable_file_does_not_replace_the_first(path):
    path.parent.mkdir()
    kept = []
    for content in (b"first", b"second"):
        path.write_bytes(content)
        kept.append(load_settings(path).kept_aside)
    assert [aside.read_bytes() for aside in kept if aside] == [b"first", b"second"]


def test_what_a_later_version_wrote_survives_a_save_here(path):
    path.parent.mkdir()
    path.write_text(json.dumps({"language": "ru", "font_size": 14}))
    loaded = load_settings(path)
    assert loaded.kept_aside is None
    save_settings(path, loaded.settings)
    assert json.loads(path.read_text()) == {
        "language": "ru",
        "theme": "system",
        "recent_vaults": [],
        "opened": {},
        "font_size": 14,
    }


def test_a_path_that_is_no_text_does_not_spoil_the_file(path):
    settings = Settings().with_recent(Path("/vaults/\udcff"))
    save_settings(path, settings)
    assert load_settings(path).settings == settings


def test_when_a_vault_was_opened_is_known_until_it_leaves_the_list(path):
    moment = datetime(2026, 5, 3, 18, 40, tzinfo=UTC)
    vault = Path("/vaults/a")
    settings = Settings().with_recent(vault, moment)
    save_settings(path, settings)
    assert load_settings(path).settings.opened_at(vault) == moment
    assert settings.without_recent(vault).opened == {}
    for number in range(10):
        settings = settings.with_recent(Path(f"/vaults/{number}"))
    assert settings.opened_at(vault) is None
    assert len(settings.opened) == 10


def test_a_moment_that_cannot_be_read_is_not_known():
    settings = Settings(recent_vaults=("/vaults/a",), opened={"/vaults/a": "yesterday"})
    assert settings.opened_at(Path("/vaults/a")) is None
