"""Finding a passage again after its text changed; paragraphs beside each other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from caseapp.domain.passages import (
    beside,
    find_again,
    find_words,
    fingerprint,
    paragraphs,
    put_back,
    same_words,
)

OLD = "One bus came. He was seen there.\nAnother bus came. He was seen there.\n"


def place_of(text: str, words: str, nth: int = 0) -> tuple[int, int]:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return start, start + len(words)


def test_a_passage_is_found_where_its_words_went() -> None:
    new = "A new first line.\n" + OLD
    first = find_again(OLD, new, place_of(OLD, "One bus came."))
    assert first == place_of(new, "One bus came.")


def test_of_equal_words_those_in_the_same_surroundings_are_meant() -> None:
    second = place_of(OLD, "He was seen there.", 1)
    new = "A new first line. " + OLD
    assert find_again(OLD, new, second) == place_of(new, "He was seen there.", 1)


def test_a_passage_may_be_wrapped_otherwise() -> None:
    new = OLD.replace("He was seen there.\nAnother", "He was\n  seen there. Another")
    found = find_again(OLD, new, place_of(OLD, "He was seen there."))
    assert found is not None
    assert same_words(new[slice(*found)], "He was seen there.")


def test_words_that_are_gone_are_not_guessed() -> None:
    assert find_again(OLD, "One car came.", place_of(OLD, "One bus came.")) is None
    assert find_again(OLD, OLD, (5, 5)) is None
    assert find_again(OLD, OLD, (5, 5000)) is None


def test_a_word_is_looked_for_with_its_signs_as_they_are() -> None:
    assert find_words("He said (once): a.b", "(once): a.b") == (8, 19)
    assert find_words("He said", "") is None


@given(st.text(min_size=1, max_size=60), st.text(max_size=20), st.data())
def test_what_is_put_before_a_text_moves_every_passage(
    text: str, before: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = find_again(text, before + text, (start, end))
    if text[start:end].strip():
        assert found is not None
        assert (before + text)[slice(*found)].split() == text[start:end].split()
    else:
        assert found is None


def test_copies_of_one_text_have_one_fingerprint() -> None:
    text = "Seven families met on Saturday, in a rented room in Talgar."
    other = "SEVEN families met on Saturday in a\nrented room – in “Talgar”"
    assert fingerprint(text) == fingerprint(other) != ""
    assert fingerprint(text) != fingerprint(text + " Then they left.")
    assert fingerprint("see the file") == ""


def test_a_paragraph_of_a_translation_stands_beside_its_original() -> None:
    original, translation = "Бір.\n\n  Екі.\nҮш.", "One.\nTwo, and longer.\n\nThree."
    assert [original[a:b] for a, b in paragraphs(original)] == ["Бір.", "Екі.", "Үш."]
    place = beside(translation, original, place_of(translation, "longer"))
    assert place is not None
    assert original[slice(*place)] == "Екі."


def test_texts_of_another_number_of_paragraphs_are_not_set_beside_each_other() -> None:
    assert beside("One.\nTwo.", "Бір.", (0, 3)) is None
    assert beside("", "", (0, 0)) is None


# -- putting back ------------------------------------------------------------------------------
CLEANED = "Title\n\nFirst words.\n\nLast words."


def test_lines_that_were_left_out_go_back_in_their_order_where_they_stood():
    at = CLEANED.index("Last")
    pieces = [(0, "Above"), (at, "One"), (at, "Two"), (len(CLEANED), "End")]
    assert put_back(CLEANED, CLEANED, pieces) == (
        "Above\n\nTitle\n\nFirst words.\n\nOne\n\nTwo\n\nLast words.\n\nEnd"
    )


def test_they_find_their_place_in_a_text_that_was_changed_since():
    at = CLEANED.index("Last")
    assert put_back("New.\nFirst  words. And more.", CLEANED, [(at, "One")]) == (
        "New.\nFirst  words. And more.\n\nOne"
    )
    assert put_back("Last words.", CLEANED, [(at, "One")]) == "One\n\nLast words."
    assert put_back("All is new.", CLEANED, [(at, "One")]) == "All is new.\n\nOne"
    assert put_back("", "", [(0, "One")]) == "One"
