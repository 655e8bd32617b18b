"""The help: pages by F1 from each view, found by their words, and every key."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from caseapp.desktop import theme
from caseapp.desktop.context import Context
from caseapp.desktop.features.help import HelpView
from caseapp.desktop.features.help.pages import PAGES
from caseapp.desktop.widgets import Label


@pytest.fixture
def view(context: Context, shown) -> HelpView:
    keys = {"cases": [("Space", "Preview")]}
    view = HelpView(
        context,
        shell_keys=lambda: [("Ctrl+K", "Search everything")],
        view_keys=lambda name: keys.get(name, []),
        label_of=lambda name: {"cases": "Cases"}.get(name, ""),
    )
    view.resize(900, 600)
    view.open(None)
    return shown(view)


def said(view: QWidget) -> str:
    return " ".join(label.text() for label in view.area.widget().findChildren(Label))


def test_help_begins_with_the_page_of_the_view_one_comes_from(view: HelpView) -> None:
    assert view.area.accessibleName() == "First steps"
    view.open("contacts")
    assert view.area.accessibleName() == "Consent"
    view.open("kin")
    assert view.area.accessibleName() == "Keys"


def test_keys_of_the_view_stand_before_those_of_the_shell(qtbot: QtBot, view: HelpView) -> None:
    view.open("cases")
    qtbot.keyClick(view.list, Qt.Key.Key_End)
    words = said(view)
    assert words.index("In Cases") < words.index("Preview") < words.index("Everywhere")
    assert "Search everything" in words


def test_a_page_is_found_by_any_word_in_it(qtbot: QtBot, view: HelpView) -> None:
    qtbot.keyClicks(view._find.editor, "RECOVERY sheet")
    titles = [view.list.item(row).text() for row in range(view.list.count())]
    assert titles == ["Safety"]
    assert view.area.accessibleName() == "Safety"
    qtbot.keyClicks(view._find.editor, " zzzz")
    assert view.list.count() == 0
    assert view._said.text() == "Nothing found"


def test_every_page_has_steps_or_points_and_names_no_address_on_a_network() -> None:
    assert len({page.key for page in PAGES}) == len(PAGES)
    for page in PAGES:
        assert {kind for kind, _words in page.blocks} <= {"p", "h", "1", "-", "!"}
        assert any(kind in "1-" for kind, _words in page.blocks)
        text = " ".join(words for _kind, words in page.blocks)
        assert not re.search(r"https?:|www\.|[<>&{}]", text)


def test_no_view_has_two_pages() -> None:
    views = [name for page in PAGES for name in page.views]
    assert len(set(views)) == len(views)


def test_text_that_looks_like_markup_is_shown_as_it_is(view: HelpView) -> None:
    view.area.show_blocks("<b>x</b>", (("p", "<img src='x'>"),))
    assert said(view) == "<b>x</b> <img src='x'>"
    for label in view.area.widget().findChildren(Label):
        assert label.textFormat() is Qt.TextFormat.PlainText
    assert theme.current() is theme.LIGHT
