"""What is typed into a letter is printed as typed; marks and fields survive being edited."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseapp.dossier.letter_markup import (
    Token,
    read_source,
    tokens,
    with_section,
    write_source,
    written,
)
from caseapp.dossier.letters import Findings, fill, parse_template
from caseapp.system.resources import resource

SHIPPED = sorted(path.name for path in resource("letters").glob("*.txt"))
typed = st.text(st.sampled_from("aя民ە {}[]*#\\?!+1.x_"), max_size=30)


@given(typed)
def test_typed_words_are_printed_as_they_were_typed(words: str) -> None:
    line = written([Token("text", words)])
    text = with_section("version: 1\n", "body", [line])
    letter = parse_template(text, "trial", "en")
    filled = fill(letter, "body", {}, Findings())
    assert "".join(span.text for part in filled for span in part.text) == words.strip()


@given(st.lists(st.builds(
    Token, st.sampled_from(["text", "field"]), st.sampled_from(["a*", "date", "[x]", "\\"]),
    st.booleans(), st.booleans(),
), max_size=6))  # fmt: skip
def test_marks_around_words_and_fields_come_back(line: list[Token]) -> None:
    line = [Token(t.kind, "date" if t.kind == "field" else t.value, t.strong, t.unconfirmed)
            for t in line]  # fmt: skip
    again = tokens(written(line))
    assert again is not None

    def spelled(parts: list[Token]) -> list[tuple[object, ...]]:
        return [
            (t.strong, t.unconfirmed, character)
            for t in parts
            for character in (t.value if t.kind == "text" else [("field", t.value)])
        ]

    assert spelled(again) == spelled(line)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_line_that_ships_comes_back_the_same(name: str) -> None:
    text = resource("letters", name).read_text(encoding="utf-8")
    source = read_source(text)
    for lines in source.sections.values():
        for line in lines:
            read = tokens(line)
            assert read is not None
            assert tokens(written(read)) == read
    assert read_source(write_source(source)) == source


def test_a_condition_is_a_thing_of_its_own_also_behind_the_number_of_a_demand() -> None:
    assert tokens("{?period}Since {period}") == [
        Token("if", "period"), Token("text", "Since "), Token("field", "period"),
    ]  # fmt: skip
    assert tokens("1. {!urgent}all") == [
        Token("text", "1. "), Token("unless", "urgent"), Token("text", "all"),
    ]  # fmt: skip


@pytest.mark.parametrize("line", ["{date", "date}", "**a", "[[a", "a]]", "{Date}"])
def test_a_mark_that_is_not_closed_is_no_line(line: str) -> None:
    assert tokens(line) is None


def test_words_typed_before_a_condition_leave_it_one() -> None:
    line = [Token("text", "2. Now "), Token("if", "period"), Token("text", "since")]
    assert written(line) == "2. {?period}Now since"
    assert written([Token("text", "Now "), Token("unless", "urgent")]) == "{!urgent}Now"


def test_a_line_that_goes_on_is_a_thing_of_its_own() -> None:
    assert tokens("{+}{?period}and") == [
        Token("join", ""), Token("if", "period"), Token("text", "and"),
    ]  # fmt: skip
    assert written([Token("text", "and "), Token("join", "")]) == "{+}and"
    assert tokens("one {+} two") is None, "it stands at the head of a line alone"
