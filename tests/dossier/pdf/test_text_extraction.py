"""Text that is copied out of the finished paper is the text that went in, in every script."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from collections.abc import Callable
from itertools import chain
from pathlib import Path

import pypdfium2
import pytest
from pdfminer.high_level import extract_text

from caseapp.dossier.pdf.canvas import MM
from caseapp.dossier.pdf.text import TextStyle
from caseapp.dossier.pdf.writer import PdfWriter

STYLES = [
    TextStyle("serif", 11, 15, kerning=True),
    TextStyle("sans", 8.5, 11),
    TextStyle("sans-bold", 6.8, 10, tracking=0.5),
]
LATIN = [
    "Asqar Tölegen, Ürimji · Gúlnaz Ğ Ñ ı İ",
    "654028 19740512 0004 <b>&amp;</b> {x} \\ (1) [2] «3» “4”",
    "Käken Şäripqan – “Ağaş” state-owned company, 12/2017, é ŉ ẞ",
]
CYRILLIC = [
    "Асқар Төлеген Әбдіқадырұлы",
    "Синьцзян-Уйгурский автономный район, №\u00a05",
    "Ғ ғ Қ қ Ң ң Ө ө Ұ ұ Ү ү Һ һ І і Ә ә — «Қазақстан»",
    "за\u0301мок ё й Ё Й щ ъ ы ь э ю я",
]
CHINESE = ["阿斯哈尔·托列根", "《中华人民共和国监狱法》第四十七条，民族", "新疆维吾尔自治区公安厅"]
ARABIC = [
    "نۇرلان",
    "ئابدۇللا",
    "سالامەت",
    "لاگېردا",
    "ٴبىر سٶز",
    "نۇرلان ئابدۇللا",
    "قازاقىستان پۇقراسى ئىدى",
    "عبدالله لأحمد",
]


def with_pdfium(path: Path) -> list[str]:
    """Lines as pdfium gives them: logical order."""
    pages = pypdfium2.PdfDocument(path)
    try:
        return [
            line for page in pages for line in page.get_textpage().get_text_range().splitlines()
        ]
    finally:
        pages.close()


def with_pdfminer(path: Path) -> list[str]:
    """Lines as pdfminer gives them: in the order in which they are drawn, as it has no bidi."""
    lines = []
    for line in extract_text(path).splitlines():
        lines.append(line[::-1] if is_rtl(line) else line)
    return lines


def with_pdftotext(path: Path) -> list[str]:
    """Lines as poppler gives them: logical order, with marks of direction that are dropped.

    It orders right-to-left words only where it lays lines out, and there it puts blanks beside
    tracked letters; so other lines are taken in the order of drawing.
    """
    lines = []
    for mode, rtl in (("-layout", True), ("-raw", False)):
        command = ["pdftotext", mode, "-enc", "UTF-8", str(path), "-"]
        text = subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8")
        text = text.translate(dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
        lines += [line for line in text.split("\n") if is_rtl(line) == rtl]
    return lines


def is_rtl(line: str) -> bool:
    return any(unicodedata.bidirectional(char) in ("R", "AL") for char in line)


EXTRACTORS = [with_pdfium, with_pdfminer, *([with_pdftotext] if shutil.which("pdftotext") else [])]
SCRIPTS = {"latin": LATIN, "cyrillic": CYRILLIC, "chinese": CHINESE, "arabic": ARABIC}


def plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every sample in every style, each on a line of its own."""
    path = tmp_path_factory.mktemp("paper") / "lines.pdf"
    with PdfWriter(path, title="Lines", language="en") as pdf:
        for style in STYLES:
            page = pdf.new_page()
            for number, text in enumerate(chain(*SCRIPTS.values())):
                page.text(25 * MM, (30 + 12 * number) * MM, text, style)
        pdf.finish()
    return path


@pytest.mark.parametrize("extract", EXTRACTORS)
@pytest.mark.parametrize("script", SCRIPTS)
def test_each_line_comes_back_in_logical_order(
    paper: Path, extract: Callable[[Path], list[str]], script: str
) -> None:
    lines = [plain(line) for line in extract(paper)]
    for text in SCRIPTS[script]:
        assert lines.count(plain(text)) == len(STYLES), text


def test_arabic_words_in_a_mixed_paragraph_come_back_whole(tmp_path: Path) -> None:
    text = "Имя: نۇرلان ئابدۇللا (Қазақстан), 2017-جىلى сообщил 阿斯哈尔 и سالامەت конец."
    path = tmp_path / "mixed.pdf"
    with PdfWriter(path, title="Mixed", language="ru") as pdf:
        pdf.new_page().paragraph(25 * MM, 30 * MM, text, STYLES[0], 165 * MM)
        pdf.finish()
    found = plain(" ".join(with_pdfium(path)))
    # The words; pdfium guesses their order, and the brackets beside them, in such lines.
    for word in ("نۇرلان", "ئابدۇللا", "جىلى", "سالامەت", "阿斯哈尔", "Қазақстан", "2017"):
        assert plain(word) in found


def test_a_radical_and_an_ideograph_of_one_shape_stay_apart(tmp_path: Path) -> None:
    path = tmp_path / "radical.pdf"
    with PdfWriter(path, title="Radical", language="zh") as pdf:
        pdf.new_page().text(25 * MM, 30 * MM, "民⺠", STYLES[0])
        pdf.finish()
    assert extract_text(path).strip() == "民⺠"


def test_markup_and_codes_of_odd_characters_stand_on_the_paper(tmp_path: Path) -> None:
    path = tmp_path / "hostile.pdf"
    texts = [
        "<b>bold</b> <img src='/etc/hostname'> &amp; {0} %s",
        "bell \x07 override \u202egnp.exe surrogate \ud800 end",
        "emoji 😀 end",
    ]
    with PdfWriter(path, title="<b>\u202e\ud800", language="en") as pdf:
        page = pdf.new_page()
        for number, text in enumerate(texts):
            page.text(25 * MM, (30 + 10 * number) * MM, text, STYLES[1])
        summary = pdf.finish()
    lines = [plain(line) for line in with_pdfminer(path)]
    assert texts[0] in lines
    assert "bell [U+0007] override [U+202E]gnp.exe surrogate [U+D800] end" in lines
    assert "emoji [U+1F600] end" in lines
    assert summary.missing == {"😀"}
