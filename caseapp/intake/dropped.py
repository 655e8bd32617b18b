"""What was dropped: the files in it, and what belongs to a saved page and is no file of its own.

Folders are looked through, links and hidden files are not followed. Reads names alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.system.progress import Progress

MOST_FILES = 500
"""Files of one drop."""
_BELONGS = (
    "_files", ".files", "_fichiers", "-dateien", "_dateien", "_файлы", " файлы", "_archivos",
    "_dosyalar", "_file", "文件", "的文件",
)  # fmt: skip
"""How browsers end the name of the folder that they put beside a page saved as a whole."""
_PAGES = (".html", ".htm", ".xhtml")
_UNWANTED = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})


@dataclass(frozen=True, slots=True)
class Dropped:
    """`belonging`: how many files lie in the folder beside a page; they are not kept apart.

    `passed_by`: how many hidden files and links were not looked at. `problems`: folders of which
    nothing is taken, and why.
    """

    files: tuple[Path, ...]
    belonging: dict[Path, int] = field(default_factory=dict)
    passed_by: int = 0
    problems: dict[Path, UserError] = field(default_factory=dict)


def files_in(paths: Iterable[Path], progress: Progress | None = None) -> Dropped:
    """The files that were dropped, those in folders too, in the order of their names.

    Call it on a worker. Of a folder that is empty, or holds more than `MOST_FILES`, nothing.
    """
    progress = progress or Progress()
    whole = list(dict.fromkeys(paths))
    search = _Search({path.with_suffix("") for path in whole if path.suffix.lower() in _PAGES})
    problems: dict[Path, UserError] = {}
    for path in whole:
        if not path.is_dir():
            search.files.append(path)
        elif not search.belongs(path):
            try:
                search.files += search.walk(path, progress)
            except UserError as error:
                problems[path] = error
    pages = {
        page: sum(1 for _file in _all_in(folder)) for page, folder in search.folders_of_pages()
    }
    return Dropped(tuple(dict.fromkeys(search.files)), pages, search.passed_by, problems)


class _Search:
    def __init__(self, dropped_pages: set[Path]) -> None:
        self.files: list[Path] = []
        self.passed_by = 0
        self._pages = dropped_pages
        self._folders: list[Path] = []

    def walk(self, folder: Path, progress: Progress) -> list[Path]:
        """The files of a folder. Raises UserError for none, and for too many."""
        found: list[Path] = []
        for here, names, files in os.walk(folder, followlinks=False):
            progress.raise_if_cancelled()
            at = Path(here)
            self._pages |= {(at / name).with_suffix("") for name in files if _is_page(name)}
            inner = [name for name in sorted(names) if not self._is_passed_by(at / name)]
            names[:] = [name for name in inner if not self.belongs(at / name)]
            for name in sorted(files):
                if self._is_passed_by(at / name):
                    continue
                found.append(at / name)
                if len(found) > MOST_FILES:
                    raise UserError(
                        N_("{name} holds more than {n} files. Drop smaller folders."),
                        name=folder.name, n=MOST_FILES,
                    )  # fmt: skip
        if not found:
            raise UserError(N_("{name} holds no files."), name=folder.name)
        return found

    def belongs(self, folder: Path) -> bool:
        """Whether a folder is the one beside a saved page."""
        found = _page_of(folder) in self._pages
        if found:
            self._folders.append(folder)
        return found

    def folders_of_pages(self) -> Iterator[tuple[Path, Path]]:
        """Each page with the folder that belongs to it."""
        for folder in dict.fromkeys(self._folders):
            stem = _page_of(folder)
            page = next((file for file in self.files if file.with_suffix("") == stem
                         and _is_page(file.name)), None)  # fmt: skip
            if page is not None:
                yield page, folder

    def _is_passed_by(self, path: Path) -> bool:
        hidden = path.name.startswith((".", "~$")) or path.name.lower() in _UNWANTED
        if hidden or path.is_symlink():
            self.passed_by += 1
            return True
        return False


def _is_page(name: str) -> bool:
    return name.lower().endswith(_PAGES)


def _page_of(folder: Path) -> Path | None:
    """The page beside which such a folder would lie, without its ending."""
    name = folder.name
    for ending in _BELONGS:
        if name.lower().endswith(ending) and len(name) > len(ending):
            return folder.with_name(name[: -len(ending)].rstrip())
    return None


def _all_in(folder: Path) -> Iterator[str]:
    for _here, _names, files in os.walk(folder, followlinks=False):
        yield from files
