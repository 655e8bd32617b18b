"""Forms are written back as text without loss, changed in one place, and compared."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseapp.dossier.form_edits import (
    FormDifference,
    Place,
    differences,
    item_of,
    places,
    with_mark,
    with_words,
    words_at,
)
from caseapp.dossier.form_templates import parse_form, shipped_form, shipped_forms
from caseapp.dossier.form_writing import form_text
from caseapp.errors import UserError

WGEID, TRACING = shipped_form("wgeid"), shipped_form("tracing")
WORDS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1).filter(str.strip)


@pytest.mark.parametrize("name", shipped_forms())
def test_what_is_written_reads_as_the_same_form(name: str) -> None:
    form = shipped_form(name)
    text = form_text(form)
    assert parse_form(text, name) == form
    assert form_text(parse_form(text, name)) == text


@settings(max_examples=60, deadline=None)
@given(WORDS, st.sampled_from(list(places(TRACING))), st.sampled_from(TRACING.languages))
def test_any_words_at_any_place_come_back_as_they_were_typed(
    typed: str, place: Place, language: str
) -> None:
    form = with_words(TRACING, place, language, typed)
    read = parse_form(form_text(form), "tracing")
    assert words_at(read, place)[language] == typed.strip()
    assert read == form


def test_every_place_of_a_form_has_words_in_each_of_its_languages() -> None:
    for form in map(shipped_form, shipped_forms()):
        listed = list(places(form))
        assert len(listed) == len(set(listed)) > len(list(form.items()))
        for place in listed:
            assert set(words_at(form, place)) == set(form.languages)


def test_one_change_changes_one_place_and_leaves_the_wording_unconfirmed() -> None:
    confirmed = replace(WGEID, unconfirmed=False)
    changed = with_words(confirmed, Place("item", "2.1"), "ru", " День исчезновения ")
    assert changed.unconfirmed
    assert differences(WGEID, changed) == [
        FormDifference(
            Place("item", "2.1"),
            (("-", "Дата, не менее чем месяц и год"), ("+", "День исчезновения")),
        )
    ]


def test_a_mark_is_put_on_and_taken_away() -> None:
    marked = with_mark(WGEID, "1.3", "compulsory", True)
    item = item_of(marked, Place("item", "1.3"))
    assert item is not None
    assert (item.compulsory, item.confidential) == (True, False)
    assert differences(WGEID, marked) == [
        FormDifference(Place("item", "1.3"), (), (("compulsory", True),))
    ]
    assert differences(marked, WGEID)[0].marks == (("compulsory", False),)
    assert with_mark(marked, "1.3", "compulsory", False) == WGEID


def test_a_lost_item_is_told_with_the_words_that_it_had() -> None:
    shorter = replace(WGEID, sections=WGEID.sections[:-1])
    lost = differences(WGEID, shorter)
    assert lost[0].place == Place("section", index=len(shorter.sections))
    assert all(sign == "-" for one in lost for sign, _words in one.lines)


def test_empty_words_and_places_that_are_gone_are_refused() -> None:
    with pytest.raises(UserError, match="empty"):
        with_words(WGEID, Place("title"), "en", "  ")
    for place in (
        Place("item", "99"), Place("section", index=99), Place("choice", "1.1", 0),
        Place("signature", index=9),
    ):  # fmt: skip
        with pytest.raises(UserError, match="changed meanwhile"):
            with_words(WGEID, place, "en", "Words")
    with pytest.raises(UserError, match="changed meanwhile"):
        with_words(WGEID, Place("title"), "zh_Hans", "Words")
    with pytest.raises(UserError, match="changed meanwhile"):
        with_mark(WGEID, "99", "compulsory", True)
