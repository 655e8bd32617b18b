"""Markup, addresses and a megabyte in every field of every record: every view shows letters."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLabel,
    QMessageBox,
    QTextBrowser,
    QWidget,
)
from sqlalchemy import Text

from caseapp.desktop.shell.bugs import Bugs
from caseapp.errors import UserError
from caseapp.store.history import Action
from caseapp.store.records import (
    Appeal,
    Attachment,
    Contact,
    Detainee,
    Event,
    Excerpt,
    NameForm,
    Record,
    Source,
)
from caseapp.store.vault import Vault
from tests.desktop.test_accessibility import ABOUT, VIEWS, Walk, end, start

PROBE = (254, 1, 77)
"""A colour that no theme has."""
KINDS_CHANGED = (Detainee, NameForm, Contact, Source, Event, Excerpt, Appeal, Attachment)
CODES = {"sha256", "media_type", "language", "written_in", "country"}


def is_free_text(kind: type[Record], name: str) -> bool:
    column = kind.__table__.columns[name]
    is_code = name in CODES or name.endswith(("_edtf", "_code", "_text"))
    return type(column.type) is Text and not is_code


def fill(vault: Vault, markup: str) -> int:
    """Put `markup` before every text that somebody typed or that came in; how many."""
    count, changed = 0, []
    for kind in KINDS_CHANGED:
        for record in vault.all(kind):
            for name in kind.__table__.columns.keys():  # noqa: SIM118
                value = getattr(record, name, None)
                if isinstance(value, str) and value and is_free_text(kind, name):
                    setattr(record, name, markup + value)
                    count += 1
            changed.append(record)
    vault.save(*changed, action=Action("Made hostile for a test"))
    return count


def probes(image: QImage) -> int:
    """Pixels of the probe's colour."""
    data = image.convertToFormat(QImage.Format.Format_RGB888)
    return bytes(data.constBits()).count(bytes(PROBE))


@pytest.fixture(scope="module")
def probe(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("probe") / "probe.png"
    Image.new("RGB", (64, 64), PROBE).save(path)
    return path


@pytest.fixture(scope="module")
def hostile(
    qapp: QApplication, probe: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Walk]:
    hooks = sys.excepthook, threading.excepthook
    walk = start(qapp, tmp_path_factory.mktemp("hostile"))
    markup = (
        f'<img src="{QUrl.fromLocalFile(str(probe)).toString()}"><img src="{probe}">'
        '<a href="\\\\server\\share\\x.png">\u202egpj</a><table border=9 bgcolor="#fe014d"><tr><td>'
    )
    assert fill(walk.vault, markup) > 200
    walk.program.window.show()
    yield walk
    end(walk)
    sys.excepthook, threading.excepthook = hooks


def test_the_probe_would_be_seen(qtbot, probe: Path) -> None:
    label = QLabel(f'<img src="{probe}">')
    qtbot.addWidget(label)
    assert probes(label.grab().toImage()) > 1000


@pytest.mark.parametrize("name", VIEWS)
def test_no_view_takes_a_text_for_markup(
    hostile: Walk, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(QTextBrowser, "loadResource", lambda *found: asked.append(found))
    monkeypatch.setattr(QDesktopServices, "openUrl", asked.append)
    view = hostile.go(name)
    QTest.qWait(30)
    assert probes(hostile.program.window.grab().toImage()) == 0
    for widget in view.findChildren(QWidget):
        assert "<img" not in widget.toolTip()
    for tip in tips(view):
        assert probes(shown_tip(tip)) == 0
    assert asked == []


def tips(view: QWidget) -> set[str]:
    """What every control and every line of a list says when the mouse rests on it."""
    found = {widget.toolTip() for widget in view.findChildren(QWidget)}
    for listed in view.findChildren(QAbstractItemView):
        model = listed.model()
        whole = QModelIndex()
        columns = model.columnCount(whole) if isinstance(model, QAbstractTableModel) else 1
        for row in range(min(model.rowCount(whole), 30) if model is not None else 0):
            for column in range(columns):
                told = model.index(row, column).data(Qt.ItemDataRole.ToolTipRole)
                found.add(told if isinstance(told, str) else "")
    return {tip for tip in found if "img" in tip}


def shown_tip(tip: str) -> QImage:
    """A tooltip as Qt draws it: a label that finds out by itself whether it is markup."""
    label = QLabel(tip)
    label.setWordWrap(True)
    label.resize(600, 400)
    image = label.grab().toImage()
    label.deleteLater()
    return image


def test_a_message_and_a_line_of_the_window_take_nothing_for_markup(
    hostile: Walk, probe: Path, qtbot
) -> None:
    window = hostile.program.window
    error = UserError("There is no case {number}.", number=f'<img src="{probe}"><b>x')
    window.context.notices.show(window.context.t.error(error), f'<img src="{probe}">')
    QTest.qWait(30)
    assert probes(window.grab().toImage()) == 0
    window.context.notices.clear()
    bugs = Bugs(window.context.t)
    try:
        raise ValueError(f'<img src="{probe}">')
    except ValueError as fault:
        bugs.handle(type(fault), fault, fault.__traceback__)
    boxes = lambda: [w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox)]  # noqa: E731
    qtbot.waitUntil(lambda: bool(boxes()))
    for box in boxes():
        assert probes(box.grab().toImage()) == 0
        assert str(probe) not in box.text() + box.detailedText()
        box.close()
    bugs.deleteLater()


def test_a_megabyte_in_a_field_leaves_every_page_usable(hostile: Walk) -> None:
    """Last, because it stays."""
    for name, kind in ABOUT.items():
        record = hostile.vault.all(kind)[-1]
        field = "title" if name in ("source", "appeal") else "restricted_notes"
        setattr(record, field, "жоқ <b>" + "Ұ" * 1_000_000)
        hostile.vault.save(record, action=Action("Made long for a test"))
        started = time.monotonic()
        hostile.go(name)
        hostile.program.window.grab()
        assert time.monotonic() - started < 10
