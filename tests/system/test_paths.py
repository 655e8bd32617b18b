"""Where the program keeps its own files."""

from __future__ import annotations

from pathlib import Path

from caseapp.system.paths import HOME_VARIABLE, standard_paths


def test_one_variable_moves_everything(tmp_path, monkeypatch):
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))
    paths = standard_paths()
    for path in (paths.config, paths.logs, paths.vaults, paths.settings_file, paths.log_file):
        assert path.is_relative_to(tmp_path / "home")
    assert list(tmp_path.iterdir()) == [], "asking makes nothing"


def test_the_variable_is_read_at_each_call(tmp_path, monkeypatch):
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "one"))
    first = standard_paths()
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "two"))
    assert standard_paths() != first


def test_without_it_the_systems_own_folders_are_used(tmp_path, monkeypatch):
    monkeypatch.delenv(HOME_VARIABLE, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DOCUMENTS_DIR"):
        monkeypatch.delenv(name, raising=False)
    paths = standard_paths()
    for path in (paths.config, paths.logs):
        assert path.is_absolute()
        assert "caseapp" in Path(path).parts
