"""The consent form on paper: what was agreed for whom, and never more than the rules allow."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from caseapp.domain.dates import read_date
from caseapp.domain.vocabulary import Audience, ConsentAnswer, ConsentForm, InfoClass, Relation
from caseapp.dossier.consent_form import FormFacts, consent_paper, write_consent_form
from caseapp.dossier.languages import PRINTED
from caseapp.errors import UserError
from caseapp.store.records import Consent
from tests.dossier.pdf.reading import pdfium_text, problems, squeezed

ALLOW, ASK, WITHHOLD = ConsentAnswer.ALLOW, ConsentAnswer.ASK, ConsentAnswer.WITHHOLD
FACTS = FormFacts(
    language="en",
    contact="Айман Үлгібай",
    detainee="Асқар Үлгібай (CF-0001)",
    relation=Relation.WIFE,
    consent=Consent(
        audience=Audience.UNITED_NATIONS, about_contact_id=uuid4(), form=ConsentForm.WRITTEN,
        language="kk", taken_by="Aida", given=read_date("12 March 2026"),
    ),
    numbers=(3, 4),
    answers={
        (Audience.UNITED_NATIONS, InfoClass.PHOTO): ALLOW,
        (Audience.PRESS, InfoClass.PHOTO): ASK,
        (Audience.DETAINING_STATE, InfoClass.PHOTO): WITHHOLD,
        (Audience.DETAINING_STATE, InfoClass.HEALTH): ALLOW,
    },
    today=date(2026, 6, 1),
    fictitious=True,
)  # fmt: skip
HEADS = [audience for audience in Audience if audience is not Audience.OFFICE]


def words_of(facts: FormFacts, name: str) -> dict[Audience, str]:
    rows = [row for _name, rows in consent_paper(facts).groups for row in rows]
    (row,) = [row for row in rows if row.name == name]
    return dict(zip(HEADS, row.words, strict=True))


def test_answers_stand_in_words_under_their_audience() -> None:
    said = words_of(FACTS, "Photo")
    assert said[Audience.UNITED_NATIONS] == "yes"
    assert said[Audience.PRESS] == "ask me"
    assert said[Audience.DETAINING_STATE] == "no"
    assert said[Audience.PARTNERS] == "–"


def test_nobody_is_told_to_have_allowed_what_the_rules_forbid() -> None:
    assert words_of(FACTS, "Health")[Audience.DETAINING_STATE] == "never"


def test_without_a_case_nothing_of_a_detainee_is_agreed() -> None:
    alone = replace(FACTS, detainee="", relation=None)
    assert set(words_of(alone, "Photo").values()) <= {"–", "never"}
    assert consent_paper(alone).intro == (
        "I, Айман Үлгібай, agree to what is marked below about myself.",
    )


def test_a_blank_form_leaves_room_for_the_pen() -> None:
    blank = replace(FACTS, consent=None, numbers=(), answers={})
    assert words_of(blank, "Photo")[Audience.PRESS] == "……"


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_file_says_it_all_on_two_pages_at_most(language: str, tmp_path: Path) -> None:
    path = tmp_path / "form.pdf"
    pages = write_consent_form(replace(FACTS, language=language), path)
    assert pages <= 2
    text = squeezed(pdfium_text(path))
    for words in ("Айман Үлгібай", "Асқар Үлгібай", "Aida", "3, 4"):
        assert squeezed(words) in text


def test_the_same_consent_gives_the_same_file(tmp_path: Path) -> None:
    first, second = tmp_path / "a.pdf", tmp_path / "b.pdf"
    write_consent_form(FACTS, first)
    write_consent_form(FACTS, second)
    assert first.read_bytes() == second.read_bytes()


def test_a_folder_that_cannot_be_written_is_said_in_plain_words(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="could not be written"):
        write_consent_form(FACTS, tmp_path / "missing" / "form.pdf")


@pytest.mark.parametrize("language", PRINTED)
def test_no_head_of_the_form_is_cut_and_none_touches_the_next(
    language: str, tmp_path: Path
) -> None:
    paper = consent_paper(replace(FACTS, language=language))
    path = tmp_path / "x.pdf"
    write_consent_form(replace(FACTS, language=language), path)
    assert problems(path) == []
    lines = pdfium_text(path).split()
    for head in paper.heads:
        assert language == "zh_Hans" or all(word in lines for word in head.split()), head
