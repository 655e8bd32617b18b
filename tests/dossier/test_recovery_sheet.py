"""The recovery key on paper: all of it is legible, nothing else of the vault is there."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pdfminer.high_level import extract_pages, extract_text

from caseapp.dossier.recovery_sheet import (
    RecoveryPaper,
    recovery_pdf,
    save_recovery_pdf,
    share_paper,
    sheet_paper,
)
from caseapp.errors import UserError
from caseapp.i18n import LANGUAGES
from caseapp.store import recovery_code, recovery_shares

KEY = bytes(range(7, 39))
DAY = date(2026, 11, 22)


def sheet(language: str = "en") -> RecoveryPaper:
    return sheet_paper(recovery_code.lines_of(KEY), "Case files", DAY, language)


def text_of(pdf: bytes) -> str:
    return extract_text(io.BytesIO(pdf))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_holds_every_line_on_one_page_in_each_language(language):
    pdf = recovery_pdf([sheet(language)])
    assert pdf.count(b"/Type/Page/") == 1
    read = "".join(text_of(pdf).split())
    shown = [line.replace(" ", "") for line in recovery_code.lines_of(KEY)]
    assert all("".join(f"{n}{line}") in read or line in read for n, line in enumerate(shown, 1))


def test_each_share_has_a_page_of_its_own_with_its_words_alone():
    shares = recovery_shares.split(KEY)
    pages = [share_paper(w, n, "Case files", DAY, "en") for n, w in enumerate(shares, 1)]
    assert recovery_pdf(pages).count(b"/Type/Page/") == 3
    for number, (page, words) in enumerate(zip(pages, shares, strict=True), 1):
        read = text_of(recovery_pdf([page]))
        assert f"Recovery share {number} of 3" in read
        assert set(words) <= set(read.split())
        for other in shares[: number - 1] + shares[number:]:
            assert len(set(other) - set(read.split())) > 15


def test_it_tells_the_name_of_the_vault_and_the_day_and_nothing_else():
    read = " ".join(text_of(recovery_pdf([sheet()])).split())
    assert "Vault “Case files”. Made on 22 November 2026." in read
    assert "no person is named on it" in read


def test_it_can_be_printed_without_a_file_and_saved_where_asked(tmp_path: Path):
    pdf = recovery_pdf([sheet()])
    target = tmp_path / "sheet.pdf"
    save_recovery_pdf([sheet()], target)
    assert target.read_bytes() == pdf
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sheet.pdf"]
    with pytest.raises(UserError):
        save_recovery_pdf([sheet()], tmp_path / "not there" / "sheet.pdf")


def test_a_long_name_of_a_vault_stays_on_the_page():
    long = sheet_paper(recovery_code.lines_of(KEY), "Дела Жетісу 伊犁 " * 12, DAY, "ru")
    assert recovery_pdf([long]).count(b"/Type/Page/") == 1


@pytest.mark.parametrize("longer", [1.3, 1.6, 2.0])
def test_a_language_with_longer_words_has_smaller_text_and_stays_on_the_page(longer: float):
    def stretch(text: str) -> str:
        words = text.split()
        return " ".join((words * 2)[: int(len(words) * longer)])

    made = sheet()
    paper = replace(
        made, hint=stretch(made.hint), foot="the end",
        sections=tuple((head, tuple(map(stretch, said))) for head, said in made.sections),
    )  # fmt: skip
    pdf = recovery_pdf([paper])
    (page,) = extract_pages(io.BytesIO(pdf))
    lowest = min(element.y0 for element in page)
    assert lowest > 15 / 25.4 * 72, "above the edge that printers leave white"
    assert "the end" in text_of(pdf)
