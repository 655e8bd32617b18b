"""The import of lists on the screen over a vault of its own, worked as a person works on it."""

from __future__ import annotations

import atexit
import random
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import openpyxl
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from caseapp.desktop.context import Context
from caseapp.desktop.features.imports import ImportsView
from caseapp.desktop.features.imports.check_table import Column
from caseapp.desktop.features.imports.column_table import Part
from caseapp.desktop.shell.router import Place
from caseapp.intake.lists.targets import Target
from caseapp.store.records import Detainee
from caseapp.store.vault import Vault
from tests.conftest import PASSPHRASE
from tests.matching.people import office

HEADINGS = ("№", "ФИО", "Туған жылы", "Пол", "Аудан", "Дата задержания", "Статус")
ROWS = (
    ("1", "Улгибай Аскар", "1974", "муж", "", "Mar-17", "в тюрьме"),
    ("2", "Новый Человек", "1980", "муж", "Текес", "2017/2018", "лагерь"),
    ("3", "Мұрат Сынақбай", "1990", "м", "", "", ""),
    ("4", "", "", "", "", "Unclear", ""),
    ("5", "Ерлан / 叶尔兰·玛提", "около 1985", "м", "Толи", "05/06/2017", "освобождён"),
)  # fmt: skip
"""The first and the third may be people of the office; all are fictitious."""


@lru_cache(maxsize=1)
def _office() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="caseapp-test-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    office(folder).close()
    return folder / "office"


def office_copy(folder: Path) -> Vault:
    """The vault of the office's people, made once a process and copied."""
    shutil.copytree(_office(), folder / "office")
    return Vault.open(folder / "office", PASSPHRASE)


def people(count: int) -> Iterator[tuple[str, ...]]:
    """Rows of invented people with names that are not alike."""
    chance = random.Random(7)
    for n in range(count):
        first, second = ("".join(chance.choices("бвгджзклмнпрст", k=3)) for _word in "12")
        name = f"{first.title()}а{second} {second.title()}о{first}"
        yield str(n), name, str(chance.randint(1940, 2000)), "", "", "", ""


def write_xlsx(path: Path, rows: Sequence[Sequence[str]] = (HEADINGS, *ROWS)) -> Path:
    """A workbook with the list below a title, and a second sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "March"
    sheet.append(["List of the relatives, March 2019"])
    sheet.append([])
    for row in rows:
        sheet.append(list(row))
    book.create_sheet("Other").append(["Name", "Born"])
    book["Other"].append(["Somebody Else", "1970"])
    book.save(path)
    return path


def write_csv(path: Path, encoding: str, rows: Sequence[Sequence[str]]) -> Path:
    path.write_bytes("\r\n".join(";".join(row) for row in rows).encode(encoding))
    return path


def drop_files(target: QWidget, paths: Sequence[Path]) -> None:
    """Hold files over a widget and let them go, as the mouse does."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier
    place = target.rect().center()
    enter = QDragEnterEvent(place, copy, data, left, none.NoModifier)
    QApplication.sendEvent(target, enter)
    drop = QDropEvent(QPointF(place), copy, data, left, none.NoModifier)
    QApplication.sendEvent(target, drop)


class ImportDesk:
    """Keys go to whatever has the keyboard, as they do on a desk."""

    def __init__(self, context: Context, vault: Vault) -> None:
        self.context, self.vault = context, vault
        self.view = ImportsView(context, vault)
        self.view.resize(1173, 690)
        self.view.set_compact(False)
        context.router.moved.connect(self._moved)

    def _moved(self, place: Place) -> None:
        if place.view == "imports":
            self.view.open(place.argument)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        held = modifier or Qt.KeyboardModifier.NoModifier
        QTest.keyClick(QApplication.focusWidget() or self.view, key, held)

    def go_on(self) -> None:
        """Ctrl+Enter leads to the next step."""
        self.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def drop(self, path: Path) -> None:
        drop_files(self.view, [path])

    @property
    def step(self) -> str:
        return self.view._step

    def rail(self, code: str) -> str:
        """What the rail says of a step."""
        return self.view.rail.button(code).accessibleName()

    # -- columns -----------------------------------------------------------------------------
    def means(self) -> list[str]:
        model = self.view.columns.page.model
        return [model.index(row, Part.MEANS).data() for row in range(model.rowCount())]

    def place_of(self, target: Target) -> int:
        lines = self.view.columns.page.model.lines
        return next(n for n, line in enumerate(lines) if line.column.target is target)

    def preview(self, row: int, target: Target) -> str:
        model = self.view.columns.page.rows
        section = list(model.places).index(self.place_of(target)) + 1
        return model.index(row, section).data()

    # -- check -------------------------------------------------------------------------------
    def rows(self) -> list[tuple[str, str, str]]:
        """Row, outcome and case of each line in the check."""
        model = self.view.check.page.model
        columns = (Column.ROW, Column.OUTCOME, Column.CASE)
        lines = range(model.rowCount())
        return [tuple(model.index(at, column).data() for column in columns) for at in lines]  # type: ignore[misc]

    def chips(self) -> list[str]:
        """The counts over the rows."""
        return [button.text() for button in self.view.check.page.filter._buttons.values()]

    def alive(self) -> list[Detainee]:
        return [case for case in self.vault.all(Detainee) if case.deleted_at is None]
