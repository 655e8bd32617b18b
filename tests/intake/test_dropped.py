"""Files and folders that were dropped: what is taken from them, and what belongs to a page."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseapp.intake import dropped
from caseapp.intake.dropped import files_in


def lay(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"words")


def test_folders_give_their_files_in_order_and_hidden_ones_are_counted(tmp_path: Path) -> None:
    lay(tmp_path, "box/b.txt", "box/a.txt", "box/in/c.pdf", "box/.hidden", "box/Thumbs.db", "d.txt")
    (tmp_path / "box/link.txt").symlink_to(tmp_path / "d.txt")
    found = files_in([tmp_path / "box", tmp_path / "d.txt", tmp_path / "d.txt"])
    assert [file.name for file in found.files] == ["a.txt", "b.txt", "c.pdf", "d.txt"]
    assert found.passed_by == 3


@pytest.mark.parametrize("ending", ["_files", ".files", "-Dateien", "_файлы", "文件"])
@pytest.mark.parametrize("within", [True, False])
def test_what_belongs_to_a_saved_page_is_no_file_of_its_own(
    tmp_path: Path, ending: str, within: bool
) -> None:
    lay(tmp_path, "Our page.html", f"Our page{ending}/a.png", f"Our page{ending}/in/b.js")
    page, folder = tmp_path / "Our page.html", tmp_path / f"Our page{ending}"
    found = files_in([tmp_path] if within else [folder, page])
    assert found.files == (page,)
    assert found.belonging == {page: 2}


def test_such_a_folder_that_is_dropped_alone_is_looked_into(tmp_path: Path) -> None:
    lay(tmp_path, "page.html", "page_files/a.png")
    assert [file.name for file in files_in([tmp_path / "page_files"]).files] == ["a.png"]


def test_too_many_files_and_none_are_said_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty").mkdir()
    lay(tmp_path, "good.txt", *(f"many/{n}.txt" for n in range(5)))
    monkeypatch.setattr(dropped, "MOST_FILES", 3)
    found = files_in([tmp_path / "empty", tmp_path / "many", tmp_path / "good.txt"])
    assert found.files == (tmp_path / "good.txt",)
    assert [str(problem) for problem in found.problems.values()] == [
        "empty holds no files.", "many holds more than 3 files. Drop smaller folders.",
    ]  # fmt: skip
