from __future__ import annotations

import ast
import html
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter, QRawFont, QTextLayout
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caseapp.desktop import fonts, icons, text, theme
from caseapp.desktop.theme_sheet import style_sheet
from caseapp.domain.vocabulary import Status, Verification

PACKAGE = Path(theme.__file__).parent


@pytest.mark.parametrize("tokens", theme.ALL, ids=lambda t: t.name)
@pytest.mark.parametrize(("ink", "back", "least"), theme.PAIRS)
def test_every_pair_in_use_has_enough_contrast(
    tokens: theme.Tokens, ink: str, back: str, least: float
) -> None:
    assert theme.contrast(getattr(tokens, ink), getattr(tokens, back)) >= least


@pytest.mark.parametrize("tokens", theme.STRONG, ids=lambda t: t.name)
@pytest.mark.parametrize(("ink", "back", "least"), theme.PAIRS)
def test_high_contrast_raises_every_pair_to_the_strictest_level(
    tokens: theme.Tokens, ink: str, back: str, least: float
) -> None:
    shown = theme.contrast(getattr(tokens, ink), getattr(tokens, back))
    assert shown >= theme.RAISED[least]


def test_high_contrast_can_be_chosen_whatever_the_system_says(qapp: QApplication) -> None:
    appearance = theme.Appearance(qapp, "contrast")
    assert theme.current() in theme.STRONG
    appearance.set_mode("light")
    assert theme.current() is theme.LIGHT
    appearance.set_mode("system")
    appearance.deleteLater()


def test_contrast_follows_the_definition() -> None:
    assert theme.contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert theme.contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_no_colour_is_written_outside_the_tokens() -> None:
    written = re.compile(r"#[0-9A-Fa-f]{6}\b")
    allowed = {"theme.py", "icons.py"}
    found = [
        path.name
        for path in PACKAGE.rglob("*.py")
        if path.name not in allowed and written.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_the_sheet_names_no_token_that_does_not_exist() -> None:
    with pytest.raises(KeyError):
        style_sheet({})
    assert "$" not in QApplication.instance().styleSheet()


def test_appearance_follows_a_choice_and_tells_it(qapp: QApplication, qtbot: QtBot) -> None:
    appearance = theme.Appearance(qapp)
    with qtbot.waitSignal(appearance.changed):
        appearance.set_mode("dark")
    assert theme.current() is theme.DARK
    assert qapp.palette().window().color().name().upper() == theme.DARK.canvas
    appearance.set_mode("light")
    assert theme.current() is theme.LIGHT
    with pytest.raises(ValueError, match="sepia"):
        appearance.set_mode("sepia")
    appearance.set_mode("system")
    appearance.deleteLater()


# -- fonts ------------------------------------------------------------------------------------
SAMPLES = {
    "Inter": "Нұрлан Серікұлы әғқңөұүһі ӘҒҚҢӨҰҮҺІ Sáýle Ñ ŋ · – … “”",
    "Scheherazade New": "نۇرلان سەرىكۇلى ۇ ۋ ڭ گ ە ى ٴ پ چ ژ ھ",
    "Noto Sans SC": "努尔兰赛力克古丽娜尔哈萨克伊犁",
}


@pytest.mark.parametrize("family", SAMPLES)
def test_each_script_has_a_face_that_holds_all_its_letters(family: str) -> None:
    font = QFont([family])
    font.setPixelSize(13)
    raw = QRawFont.fromFont(font)
    assert raw.familyName() == family
    missing = {c for c in SAMPLES[family] if not c.isspace() and not raw.supportsCharacter(ord(c))}
    assert missing == set()


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
@pytest.mark.parametrize("weight", [theme.REGULAR, theme.MEDIUM, theme.SEMIBOLD])
def test_no_script_is_drawn_as_boxes_in_the_fonts_of_the_theme(
    sample: str, weight: QFont.Weight
) -> None:
    layout = QTextLayout(sample, theme.font(weight=weight))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    glyphs = [g for run in layout.glyphRuns() for g in run.glyphIndexes()]
    used = {run.rawFont().familyName() for run in layout.glyphRuns()}
    assert glyphs
    assert 0 not in glyphs
    assert used <= set(fonts.FAMILIES)


def test_chinese_is_drawn_in_mainland_forms_when_mixed_with_other_scripts() -> None:
    layout = QTextLayout("Нұрлан 努尔兰 نۇرلان", theme.font())
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    used = [run.rawFont().familyName() for run in layout.glyphRuns()]
    assert set(used) == {"Inter", "Noto Sans SC", "Scheherazade New"}


def test_arabic_script_alone_is_drawn_larger_and_its_own_bold_is_used() -> None:
    base = theme.font(theme.BODY, theme.SEMIBOLD)
    face = fonts.arabic(base)
    assert face.pixelSize() > base.pixelSize()
    assert face.families()[0] == "Scheherazade New"
    assert face.weight() == QFont.Weight.Bold


def test_tabular_figures_have_one_width() -> None:
    metrics = QFontMetricsF(theme.font(tabular=True))
    assert len({round(metrics.horizontalAdvance(c * 10), 2) for c in "0123456789"}) == 1


# -- icons ------------------------------------------------------------------------------------
TONES = frozenset({*theme.TONES, "ink", "ink2", "ink3", "accent"})
"""What stands behind an icon's name in a pair of icon and colour or tone."""


def takes_icon(modules: Sequence[ast.Module]) -> dict[str, int]:
    """The place of the argument `icon` in each function and class that has one.

    Left out are names that several have, of which not all take an icon at the same place.
    """
    places: dict[str, set[int]] = {}
    for node in (one for module in modules for one in ast.walk(module)):
        if isinstance(node, ast.FunctionDef):
            names = [arg.arg for arg in node.args.args if arg.arg not in ("self", "cls")]
            places.setdefault(node.name, set()).add(place_of_icon(names))
        elif isinstance(node, ast.ClassDef):
            made = [one for one in node.body if getattr(one, "name", "") == "__init__"]
            names = [arg.arg for one in made for arg in one.args.args[1:]] or [
                ast.unparse(one.target) for one in node.body if isinstance(one, ast.AnnAssign)
            ]
            places.setdefault(node.name, set()).add(place_of_icon(names))
    return {
        name: min(found) for name, found in places.items() if len(found) == 1 and min(found) >= 0
    }


def place_of_icon(names: Sequence[str]) -> int:
    return names.index("icon") if "icon" in names else -1


def named_icons(module: ast.Module, takes: dict[str, int]) -> Iterator[str]:
    """Names written where an icon is asked for, or before a colour or tone."""
    compared = {
        id(c) for n in ast.walk(module) if isinstance(n, ast.Compare) for c in n.comparators
    }
    for node in ast.walk(module):
        if isinstance(node, ast.Call):
            called = getattr(node.func, "attr", "") or getattr(node.func, "id", "")
            if getattr(getattr(node.func, "value", None), "id", "") == "icons":
                called = f"icons.{called}"
            for keyword in node.keywords:
                if keyword.arg == "icon":
                    yield from literals(keyword.value)
            place = {**takes, "draw_icon": 1, "icons.draw": 1, "icons.svg": 0}.get(
                called, len(node.args)
            )
            if place < len(node.args):
                yield from literals(node.args[place])
        elif isinstance(node, ast.Tuple) and id(node) not in compared:
            for one, tone in pairwise(node.elts):
                if set(literals(tone)) & TONES:
                    yield from (name for name in literals(one) if name not in TONES)


def literals(node: ast.expr) -> Iterator[str]:
    """The words that an expression can be, "" left out."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*literals(node.body), *literals(node.orelse))


def test_every_icon_named_in_the_desktop_exists() -> None:
    from caseapp.desktop.widgets import paint

    for code in [*Status, "something new"]:
        icons.svg(paint.status_mark(code)[0], "#000000")
    paths = [*PACKAGE.rglob("*.py"), *(PACKAGE.parent / "bootstrap").rglob("*.py")]
    modules = {
        path: ast.parse(path.read_text(encoding="utf-8"))
        for path in paths
        if path.name != "theme.py"  # pairs of colours
    }
    takes = takes_icon(list(modules.values()))
    wrong, seen = [], set()
    for path, module in modules.items():
        for name in named_icons(module, takes):
            seen.add(name)
            try:
                icons.svg(name, "#000000")
            except KeyError:
                wrong.append(f"{path.name}: {name}")
    assert wrong == []
    assert {"trash", "clipboard-pen", "circle-check", "mail-x", "chevron-right"} <= seen


def test_a_wrong_name_of_an_icon_is_found_wherever_it_is_written() -> None:
    written = ast.parse(
        """class Tag:\n    def __init__(self, words, icon): ...\n"""
        """Tag("", "by-place")\nButton("", icon="by-word" if x else "by-choice")\n"""
        """MARKS = {"open": ("in-a-table", "warn")}\n"""
    )
    found = set(named_icons(written, takes_icon([written])))
    assert found == {"by-place", "by-word", "by-choice", "in-a-table"}
    with pytest.raises(KeyError):
        icons.svg("no-such-icon", "#000000")


def test_every_status_and_step_is_drawn_on_purpose() -> None:
    from caseapp.desktop.widgets import paint

    assert set(Status) - {Status.UNKNOWN} == set(paint.STATUS_MARKS)
    assert set(Verification) == set(paint.VERIFICATION_STEPS)


def test_an_icon_is_drawn_in_the_colours_of_the_moment(qapp: QApplication) -> None:
    icon = theme.icon("lock", "danger")

    def colours() -> set[str]:
        image = icon.pixmap(64, 64).toImage()
        return {
            image.pixelColor(x, y).name().upper()
            for x in range(64)
            for y in range(64)
            if image.pixelColor(x, y).alpha() == 255
        }

    assert theme.LIGHT.danger in colours()
    theme.apply(qapp, theme.DARK)
    assert theme.DARK.danger in colours()


def test_an_icon_is_as_sharp_as_the_screen() -> None:
    image = QImage(64, 64, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    icons.draw(painter, "square", QRectF(0, 0, 64, 64), "#000000")
    painter.end()
    double = icons.pixmap("square", "#000000", 32, 2.0).toImage()
    assert double.size() == image.size()
    assert [double.pixelColor(x, 32).alpha() for x in range(64)] == [
        image.pixelColor(x, 32).alpha() for x in range(64)
    ]


# -- text -------------------------------------------------------------------------------------
HOSTILE = '<img src="file:///etc/passwd"> <b>&amp; "quoted" \'single\'</b>\nsecond line'


def test_tooltips_and_messages_show_markup_literally() -> None:
    for made in (text.tooltip(HOSTILE), text.message(HOSTILE)):
        inside = made.removeprefix("<qt>").removesuffix("</qt>")
        assert not re.search(r"<(?!br>)", inside)
        assert html.unescape(inside.replace("<br>", "\n")) == HOSTILE
    assert text.tooltip("") == ""


def test_a_file_name_cannot_hide_its_ending() -> None:
    shown = text.file_name("photo\u202egpj.exe\x1b")
    assert "\u202e" not in shown
    assert "\x1b" not in shown
    assert shown == "\u2068photo\ufffdgpj.exe\ufffd\u2069"


def test_direction_is_that_of_the_first_letter() -> None:
    assert text.is_right_to_left("1979 نۇرلان Nurlan")
    assert not text.is_right_to_left("№ 5 Nurlan نۇرلان")
    assert not text.is_right_to_left("1979")


def test_keys_are_written_as_people_read_them() -> None:
    assert text.key_name("Ctrl+K") == "Ctrl K"
    assert text.key_name("Return") == "Enter"
    assert text.key_name("F8") == "F8"
