"""The office's own books on paper: the register of receipts, an appeal's whole history."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from caseapp.cli import main
from caseapp.dossier.languages import PRINTED
from caseapp.dossier.office.history import appeal_history, write_history
from caseapp.dossier.office.register import receipt_register, write_register
from caseapp.dossier.pdf.office_paper import OfficePaper
from caseapp.dossier.pdf.office_register import (
    PaperChapter,
    PaperColumns,
    PaperEntry,
    draw_chapters,
    draw_columns,
)
from caseapp.errors import UserError
from caseapp.store.history import Action
from caseapp.store.records import Appeal
from caseapp.store.vault import Vault
from tests.desktop.vaults import PASSPHRASE, sample_copy
from tests.desktop.ways_desk import long_way, second_appeal, silent

TODAY = date(2026, 10, 1)
PAPER = OfficePaper(
    title="Register of receipts", note="All copies", warning="For the office only.",
    page_of="page {page} of {pages}", language="en",
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault with a copy that came a long way, and one that nobody answered."""
    path = sample_copy(tmp_path_factory.mktemp("books"))
    with Vault.open(path, PASSPHRASE) as vault:
        long_way(vault)
        silent(vault, date(2026, 9, 1))
    return path


@pytest.fixture
def vault(folder: Path) -> Iterator[Vault]:
    with Vault.open(folder, PASSPHRASE) as vault:
        yield vault


def pages_of(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [
            " ".join(page.get_textpage().get_text_bounded().split()) for page in document
        ]  # fmt: skip


# -- the register ----------------------------------------------------------------------------------
def test_the_register_has_every_way_of_every_copy_with_its_article(
    vault: Vault, tmp_path: Path
) -> None:
    path = tmp_path / "register.pdf"
    assert write_register(vault, path, "en", TODAY) == 1
    (told,) = pages_of(path)
    for words in (
        "For the office only", "T-0000417", "Registered under 00-0/00000", "Not accepted",
        "Answer due by 26 September 2023: 15 working days (Administrative Code of Kazakhstan",
        "Extended to 26 October 2023", "12 Sep 2023 0-00/0000", "counts as a refusal",
        "Complaint until 1 December 2026", "3 entries",
    ):  # fmt: skip
        assert words in told, words


@pytest.mark.parametrize(
    ("first", "last", "entries"),
    [
        (None, None, 3),
        (date(2023, 9, 5), date(2023, 9, 5), 1),
        (date(2023, 9, 6), date(2023, 10, 4), 1),
        (date(2026, 1, 1), None, 1),
        (None, date(2023, 12, 31), 2),
        (date(2024, 1, 1), date(2024, 12, 31), 0),
    ],
)
def test_a_period_has_both_its_days(
    vault: Vault, first: date | None, last: date | None, entries: int
) -> None:
    _paper, table = receipt_register(vault, "en", TODAY, first, last)
    assert len(table.rows) == entries
    assert bool(table.remarks) is (entries == 0)


def test_a_long_register_repeats_its_heads_and_loses_nothing(tmp_path: Path) -> None:
    rows = tuple(
        (f"{n} / 1", f"Body {n}", "by hand\noffice", "Copy stamped", f"Coupon {n}", "due\n" * 3, "")
        for n in range(1, 121)
    )
    heads = tuple((name, 10.0) for name in ("Copy", "Whom", "When", "Out", "Coupon", "Due", "Answ"))
    path = tmp_path / "long.pdf"
    count = draw_columns(path, PAPER, PaperColumns(heads=heads, rows=rows))
    told = pages_of(path)
    assert count == len(told) > 5
    for number, page in enumerate(told, 1):
        assert page.count("Whom") == 1
        assert "For the office only." in page
        assert f"page {number} of {count}" in page
    whole = " ".join(told)
    assert all(f"Body {n} " in whole for n in range(1, 121))


# -- the history -----------------------------------------------------------------------------------
def test_the_history_tells_everything_that_became_of_an_appeal(
    vault: Vault, tmp_path: Path
) -> None:
    path = tmp_path / "history.pdf"
    write_history(vault, second_appeal(vault), path, "en", TODAY)
    told = " ".join(pages_of(path))
    for words in (
        "History of appeal 02/2023", "Coupon T-0000417", "Registered on 5 September 2023 16:20",
        "Extended to 26 October 2023, told on 5 October 2023",
        "had to be told by 29 September 2023", "Too late: it had to be by 11 September 2023",
        "Sent on to Embassy in Beijing on 20 September 2023.",
        "art. 65", "Status, as they say: released", "no such person was found",
        "The office's records say: serving a sentence", "Next step: Ask for a personal reception",
        "Sheet 1 · 12 signatures", "21 signatures", "Ask for a personal reception",
        "The letter was not accepted at the gate",
    ):  # fmt: skip
        assert words.replace("'", "’") in told.replace("'", "’"), words


@pytest.mark.parametrize("language", PRINTED)
def test_both_papers_are_drawn_in_every_language_with_dates_and_articles_of_it(
    vault: Vault, tmp_path: Path, language: str
) -> None:
    register, history = tmp_path / "register.pdf", tmp_path / "history.pdf"
    write_register(vault, register, language, TODAY)
    write_history(vault, second_appeal(vault), history, language, TODAY)
    cited = {
        "en": "Administrative Code", "ru": "АППК РК, ст. 64(3), 76", "kk": "ҚР ӘРПК",
        "zh_Hans": "64(3)、76条",
    }[language]  # fmt: skip
    day = {
        "en": "26 September 2023",
        "ru": "26 сентября 2023",
        "kk": "26 қыркүйек",
        "zh_Hans": "2023年9月26日",
    }
    for path in (register, history):
        told = " ".join(pages_of(path))
        assert cited in told
        assert day[language] in told
        assert "T-0000417" in told


def test_the_chinese_history_has_chinese_marks_and_counts_nothing_that_is_not_there(
    vault: Vault, tmp_path: Path
) -> None:
    path = tmp_path / "history.pdf"
    write_history(vault, second_appeal(vault), path, "zh_Hans", TODAY)
    told = " ".join(pages_of(path))
    assert "当面递交，office" in told
    assert "（2023年12月12日）" in told
    assert "2023年9月5日16:20登记" in told
    assert "。 该机关" not in told
    assert "列名签名人" not in told


def test_an_appeal_without_copies_says_so_and_one_in_the_trash_is_refused(
    tmp_path: Path,
) -> None:
    with Vault.open(sample_copy(tmp_path), PASSPHRASE) as vault:
        appeal = Appeal(title="New")
        vault.save(appeal, action=Action("Begin"))
        _paper, chapters = appeal_history(vault, appeal.id, "en", TODAY)
        assert [e.title for c in chapters for e in c.entries] == [
            "No copy of this appeal was issued yet."
        ]
        vault.trash(vault.get(Appeal, appeal.id), action=Action("Trash"))
        with pytest.raises(UserError, match="trash"):
            appeal_history(vault, appeal.id, "en", TODAY)


def test_a_history_of_many_pages_keeps_every_entry(tmp_path: Path) -> None:
    entries = tuple(
        PaperEntry(
            when="5 Sep 2023", title=f"Answer {n}", details=("words " * 60,), inset=n % 2 > 0
        )
        for n in range(200)
    )
    path = tmp_path / "history.pdf"
    count = draw_chapters(path, PAPER, [PaperChapter(label="Copy 1", entries=entries)])
    told = pages_of(path)
    assert count == len(told) > 10
    assert sum(page.count("Answer ") for page in told) == 200


# -- the command line ------------------------------------------------------------------------------
def run(folder: Path, tmp_path: Path, *arguments: str) -> int:
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    name, *rest = arguments
    return main([name, str(folder), *rest, "--passphrase-file", str(secret)])


def test_both_papers_come_from_the_command_line(folder: Path, tmp_path: Path) -> None:
    register, history = tmp_path / "register.pdf", tmp_path / "history.pdf"
    asked = ("--from", "2023-09-01", "--to", "30 September 2023", "--language", "ru")
    assert run(folder, tmp_path, "register", "--out", str(register), *asked) == 0
    assert "АППК РК" in pages_of(register)[0]
    assert run(folder, tmp_path, "appeal-history", "2", "--out", str(history)) == 0
    assert "T-0000417" in pages_of(history)[0]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--from", "September 2023"), "not one certain day"),
        (("--from", "2024-01-01", "--to", "2023-01-01"), "ends before it begins"),
        (("--language", "fr"), "fr"),
    ],
)
def test_what_cannot_be_asked_for_is_said_in_one_sentence(
    folder: Path, tmp_path: Path, more: tuple[str, ...], said: str,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    path = tmp_path / "register.pdf"
    assert run(folder, tmp_path, "register", "--out", str(path), *more) == 2
    assert said in capsys.readouterr().err
    assert not path.exists()


def test_a_file_that_is_there_is_never_overwritten(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.pdf"
    path.write_bytes(b"mine")
    assert run(folder, tmp_path, "register", "--out", str(path)) == 2
    assert run(folder, tmp_path, "appeal-history", "2", "--out", str(path)) == 2
    assert path.read_bytes() == b"mine"
