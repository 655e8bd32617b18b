"""The reading copy: the Kazakh copy in Arabic script, set from right to left, and nothing more."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from caseapp.disclosure.leaks import LeakError
from caseapp.disclosure.text import text_of
from caseapp.domain.names.scripts import Script, detect_script
from caseapp.dossier.compile import Compiled, compile_copy
from caseapp.dossier.document import CaseSheets, NameShown
from caseapp.dossier.finish import finished
from caseapp.dossier.frozen import content_hash, freeze, thaw
from caseapp.dossier.pdf.render import render
from caseapp.dossier.reading import compile_for, in_arabic_script, reading_copy
from tests.dossier.world import PRODUCED, World, read_image, world


@pytest.fixture(scope="module")
def w() -> World:
    return world()


def copy(w: World, language: str, addressee: str = "mfa") -> Compiled:
    how: dict[str, Any] = {"copy_number": 2, "produced_at": PRODUCED, "read_image": read_image}
    return compile_for(w.file(), w[addressee].id, language=language, **how)


def test_it_tells_what_the_kazakh_copy_tells(w: World) -> None:
    kazakh, reading = copy(w, "kk"), copy(w, "kk_Arab")
    assert [p.kind for p in reading.dossier.parts] == [p.kind for p in kazakh.dossier.parts]
    assert reading.withheld == kazakh.withheld
    assert reading.images.keys() == kazakh.images.keys()
    assert reading.dossier.head.language == "kk_Arab"


def test_names_stand_as_documents_have_them_with_the_cyrillic_beside(w: World) -> None:
    sheets = [
        sheet
        for part in copy(w, "kk_Arab").dossier.parts
        if isinstance(part, CaseSheets)
        for sheet in part.sheets
    ]
    asqar = next(s for s in sheets if s.case_number == "CF-0001")
    assert text_of(asqar.name) == "اسقار ۇلگىباي"
    assert "Асқар Үлгібай" in [name.text for name in asqar.names]
    assert len({name.text for name in asqar.names}) == len(asqar.names)


def test_names_in_other_scripts_are_not_spelled_in_arabic(w: World) -> None:
    kazakh = copy(w, "kk").dossier
    sheets = next(part for part in kazakh.parts if isinstance(part, CaseSheets))
    russian = NameShown(text="Аскар Улгибай", label="Орысша")
    with_it = replace(sheets.sheets[0], names=(russian, *sheets.sheets[0].names))
    changed = replace(kazakh, parts=(replace(sheets, sheets=(with_it,)),))
    (part,) = in_arabic_script(changed).parts
    assert isinstance(part, CaseSheets)
    assert "Аскар Улгибай" in [name.text for name in part.sheets[0].names]


def test_what_is_not_kazakh_stays_as_it_is(w: World) -> None:
    text = freeze(copy(w, "kk_Arab").dossier)
    assert "阿斯哈尔·玉勒格拜" in text
    assert "Ночью пришли трое" in text


def test_a_copy_in_another_language_is_refused(w: World) -> None:
    how: dict[str, Any] = {"copy_number": 2, "produced_at": PRODUCED, "read_image": read_image}
    with pytest.raises(ValueError, match="Kazakh"):
        reading_copy(compile_copy(w.file(), w["mfa"].id, language="ru", **how))


def test_it_passes_the_gate_and_can_be_frozen_and_drawn_again(w: World, tmp_path: Path) -> None:
    made = copy(w, "kk_Arab")
    pdf, drawn = finished(made, None)
    frozen = freeze(made.dossier)
    render(thaw(frozen), made.images, tmp_path / "again.pdf")
    assert (tmp_path / "again.pdf").read_bytes() == pdf
    assert content_hash(frozen) == content_hash(freeze(thaw(frozen)))
    assert drawn.missing == ()


@pytest.mark.parametrize("secret", ["Се**рік** Үлгі**бай**", "Ду**лат** Сына**қов**"])
def test_a_name_that_may_not_stand_there_is_found_in_the_new_letters_too(secret: str) -> None:
    """In pieces, so that nothing sees it before it is drawn."""
    w = world()
    text = f"version: 2\n[body]\nОл {secret} үйінде болды."
    w["appeal"].letters = {"embassy.kk": {"text": text}}
    made = copy(w, "kk_Arab", "embassy")
    assert secret.replace("*", "") not in freeze(made.dossier)
    with pytest.raises(LeakError):
        finished(made, None)


def test_columns_begin_at_the_right(w: World) -> None:
    """The column of names, the first but for the numbers, stands in the right half."""
    pdf, drawn = finished(copy(w, "kk_Arab"), None)
    document = pypdfium2.PdfDocument(pdf)
    page = document[drawn.parts["persons"][0] - 1]
    text = page.get_textpage()
    left, _bottom, right, _top = _place(
        text, "CF-" if text.search("CF-").get_next() else "阿斯哈尔"
    )
    assert left > page.get_width() / 2
    assert right < page.get_width()


def _place(text: pypdfium2.PdfTextPage, wanted: str) -> tuple[float, float, float, float]:
    index, _count = text.search(wanted).get_next()
    return text.get_charbox(index)


def test_the_letters_of_the_letter_are_arabic(w: World) -> None:
    letter = in_arabic_script(
        compile_copy(w.file(), w["mfa"].id, language="kk", copy_number=2, produced_at=PRODUCED,
                     read_image=read_image).dossier
    ).parts[0]  # fmt: skip
    for paragraph in letter.body:
        assert detect_script(text_of(paragraph)) is Script.ARAB
