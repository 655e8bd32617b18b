"""The committed fonts are the locked ones, and free to be shipped."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import shutil
from pathlib import Path
from types import ModuleType

import pytest

from caseapp.system.resources import resource

SCRIPT = Path(__file__).resolve().parents[3] / "packaging" / "fonts.py"


@pytest.fixture
def fonts_script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("packaging_fonts", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_font_file_has_the_locked_sha256() -> None:
    lock = json.loads(resource("fonts", "fonts.lock").read_text(encoding="utf-8"))
    entries = [entry for package in lock["packages"] for entry in package["files"]]
    assert len(entries) == 16
    for entry in entries:
        data = resource("fonts", entry["file"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == entry["sha256"], entry["file"]


def test_every_font_file_on_disk_stands_in_the_lock() -> None:
    lock = json.loads(resource("fonts", "fonts.lock").read_text(encoding="utf-8"))
    locked = {entry["file"] for package in lock["packages"] for entry in package["files"]}
    folder = resource("fonts")
    present = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert present - {"fonts.lock", ".gitattributes"} == locked


def test_every_family_comes_with_the_text_of_the_open_font_licence() -> None:
    families = [path for path in resource("fonts").iterdir() if path.is_dir()]
    assert len(families) == 5
    for family in families:
        text = (family / "OFL.txt").read_text(encoding="utf-8")
        assert "SIL OPEN FONT LICENSE Version 1.1" in text
        assert "Permission is hereby granted, free of charge" in text


def test_the_script_that_checks_fonts_names_a_changed_and_a_missing_file(
    fonts_script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert fonts_script.faults() == []
    copy = tmp_path / "fonts"
    shutil.copytree(resource("fonts"), copy)
    monkeypatch.setattr(fonts_script, "FONTS", copy)
    assert fonts_script.faults() == []
    (copy / "inter" / "OFL.txt").write_text("other", encoding="utf-8")
    (copy / "noto-sans" / "NotoSans_700Bold.ttf").unlink()
    assert fonts_script.faults() == [
        "noto-sans/NotoSans_700Bold.ttf is missing.",
        "inter/OFL.txt differs from the lock.",
    ]
