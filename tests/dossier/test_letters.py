"""Letter templates: parsed once, filled with values that are never parsed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseapp.dossier.document import Span
from caseapp.dossier.languages import PRINTED
from caseapp.dossier.letters import (
    ASKED_FIELDS,
    BLANK,
    FIELDS,
    HEAD_KEYS,
    SECTIONS,
    Findings,
    fill,
    fill_plain,
    load_template,
    next_number,
    parse_template,
    template_for,
    wording_among,
    wording_of,
)
from caseapp.errors import UserError
from caseapp.store.history import Action
from caseapp.store.keys import KdfCost
from caseapp.store.records import LetterTemplate
from caseapp.store.vault import Vault
from caseapp.system.resources import resource

SHIPPED = sorted(path.name for path in resource("letters").glob("*.txt"))
FULL = {name: f"<{name}>" for name in FIELDS}
EMPTY = dict.fromkeys(FIELDS, "")
WITHOUT_LAW = {"press", "release_due", "thanks"}
"""Letters that name no article; the check warns of them because nobody confirmed them."""


def template(section: str, *lines: str):
    return parse_template("\n".join(["version: 1", f"[{section}]", *lines]), "trial", "en")


def plain(line) -> str:
    return "".join(span.text for span in line.text)


@pytest.mark.parametrize("name", ["mfa", "embassy", "wgeid"])
def test_a_letter_ships_in_every_language_of_copies(name: str) -> None:
    assert {f"{name}.{language}.txt" for language in PRINTED} <= set(SHIPPED)


@pytest.mark.parametrize("file", SHIPPED)
class TestShippedLetters:
    def test_has_every_section_and_head(self, file: str) -> None:
        name, language, _ = file.split(".")
        letter = load_template(name, language)
        assert set(letter.sections) == set(SECTIONS)
        assert set(letter.head) == set(HEAD_KEYS)
        assert letter.version >= 1

    def test_both_languages_have_the_same_demands_and_conditions(self, file: str) -> None:
        name, language, _ = file.split(".")
        other = load_template(name, "en" if language == "ru" else "ru")
        for section in ("demands", "asked", "body", "enclosures"):
            mine = load_template(name, language).sections[section]
            shape = [(line.needs, line.needs_empty, line.numbered) for line in mine]
            assert shape == [
                (line.needs, line.needs_empty, line.numbered) for line in other.sections[section]
            ]

    def test_prints_no_mark_of_the_template_language(self, file: str) -> None:
        name, language, _ = file.split(".")
        letter = load_template(name, language)
        values = {**FULL, **dict.fromkeys(ASKED_FIELDS, "yes")}
        for values_used in (values, {**EMPTY, **dict.fromkeys(ASKED_FIELDS, "")}):
            for section in SECTIONS:
                for line in fill(letter, section, values_used, Findings()):
                    assert not re.search(r"[{}]|\*\*|\[\[|\]\]", plain(line))

    def test_reports_its_unconfirmed_references(self, file: str) -> None:
        name, language, _ = file.split(".")
        if name in WITHOUT_LAW:
            assert "[[" not in resource("letters", file).read_text(encoding="utf-8")
            return
        findings = Findings()
        letter = load_template(name, language)
        for section in ("body", "demands", "closing"):
            fill(letter, section, FULL, findings)
        assert findings.unconfirmed


def test_a_line_with_an_empty_condition_is_left_out_and_the_rest_stays_numbered() -> None:
    letter = template("demands", "We ask:", "1. one;", "2. {?citizens}two;", "3. three.")
    lines = fill(letter, "demands", EMPTY, Findings())
    assert [(plain(line), line.numbered) for line in lines] == [
        ("We ask:", False), ("one;", True), ("three.", True),
    ]  # fmt: skip


def test_a_negative_condition_stands_where_the_field_is_empty() -> None:
    letter = template("sender", "{?contact_name}A", "{!contact_name}B")
    assert fill_plain(letter, "sender", EMPTY, Findings()) == ("B",)
    assert fill_plain(letter, "sender", FULL, Findings()) == ("A",)


def test_a_line_goes_on_in_the_paragraph_before_if_one_stands() -> None:
    letter = template("body", "{?copy}One.", "{+}{?date}Two.", "{?citizens}{+}Three.", "Four.")
    filled = fill(letter, "body", {**EMPTY, "copy": "1", "citizens": "2"}, Findings())
    assert [plain(line) for line in filled] == ["One. Three.", "Four."]
    filled = fill(letter, "body", {**EMPTY, "date": "today"}, Findings())
    assert [plain(line) for line in filled] == ["Two.", "Four."]


def test_chinese_sentences_are_joined_without_a_blank() -> None:
    text = "version: 1\n[body]\n一。\n{+}二。"
    (line,) = fill(parse_template(text, "trial", "zh_Hans"), "body", EMPTY, Findings())
    assert plain(line) == "一。二。"


def test_a_value_that_ends_with_a_stop_ends_the_sentence() -> None:
    letter = template("body", "До {date}. Дальше {date}, и {date}... {copy}.")
    values = {**EMPTY, "date": "2 июня 2026 г.", "copy": "1"}
    (line,) = fill(letter, "body", values, Findings())
    day = "2 июня 2026 г."
    assert plain(line) == f"До {day} Дальше {day}, и {day}... 1."


def test_a_missing_particular_becomes_a_line_to_fill_in_and_is_reported() -> None:
    findings = Findings()
    letter = template("sender", "tel. {contact_phone}")
    assert fill_plain(letter, "sender", EMPTY, findings) == (f"tel. {BLANK}",)
    assert findings.blanks == ["contact_phone"]


def test_strong_lead_words_and_unconfirmed_references() -> None:
    findings = Findings()
    letter = template("body", "**Lead {copy}.** Text [[under Article 36]] ends.")
    (line,) = fill(letter, "body", FULL, findings)
    assert line.text == (Span("Lead <copy>.", "strong"), Span(" Text under Article 36 ends."))
    assert findings.unconfirmed == ["under Article 36"]


def test_a_value_of_several_lines_gives_several_address_lines() -> None:
    letter = template("addressee", "{addressee_address}")
    values = {**EMPTY, "addressee_address": "Street 1\n050000 Almaty\n"}
    assert fill_plain(letter, "addressee", values, Findings()) == ("Street 1", "050000 Almaty")


def test_tokens_in_a_value_keep_their_style_even_in_strong_words() -> None:
    letter = template("body", "**{persons_of}**")
    values = {**EMPTY, "persons_of": (Span("of "), Span("[name withheld]", "token"))}
    (line,) = fill(letter, "body", values, Findings())
    assert [span.style for span in line.text] == ["strong", "token"]


@pytest.mark.parametrize(
    "line",
    ["{no_such_field}", "{?no_such}x", "an open {brace", "**not closed", "[[not closed",
     "closed]] never opened", "{Upper}", "[[twice [[open]]"],
)  # fmt: skip
def test_a_mistake_in_a_template_is_told_with_its_line(line: str) -> None:
    with pytest.raises(UserError) as caught:
        template("body", line)
    assert caught.value.params["line"] == 3


@pytest.mark.parametrize("text", ["", "version: x", "verson: 1", "version: 1\n[no-such]\n"])
def test_a_broken_head_is_told(text: str) -> None:
    with pytest.raises(UserError):
        parse_template(text, "trial", "en")


@pytest.mark.parametrize(("name", "language"), [("mfa", "xx"), ("../mfa", "en"), ("nope", "en")])
def test_a_letter_that_is_not_there_is_told(name: str, language: str) -> None:
    with pytest.raises(UserError):
        load_template(name, language)


@given(st.text(min_size=1))
def test_what_people_typed_is_never_read_as_a_template(typed: str) -> None:
    letter = template("body", "Dear {salutation}!")
    (line,) = fill(letter, "body", {**EMPTY, "salutation": typed}, Findings())
    assert line.text == (Span(f"Dear {typed}!"),)


def test_typed_marks_stay_as_they_are() -> None:
    typed = "**bold** {copy} [[ref]] <b>x</b> &amp;"
    letter = template("body", "{salutation}")
    findings = Findings()
    (line,) = fill(letter, "body", {**FULL, "salutation": typed}, findings)
    assert plain(line) == typed
    assert findings.unconfirmed == []


# -- which text applies --------------------------------------------------------------------------
TEXT = "version: 1\n[body]\nOurs.\n"


def test_the_offices_newest_version_stands_above_the_shipped_letter(tmp_path: Path) -> None:
    with Vault.create(tmp_path / "v", "p-p-p-p-p", cost=KdfCost.floor()) as vault:
        assert template_for(vault, "mfa", "en").origin == "shipped"
        assert next_number((), "mfa", "en") == template_for(vault, "mfa", "en").number + 1
        rows = [
            LetterTemplate(name="mfa", language="en", number=number, text=TEXT + str(number))
            for number in (2, 4, 3)
        ]
        vault.save(*rows, action=Action("Edit a letter"))
        kept = template_for(vault, "mfa", "en")
        assert (kept.number, kept.origin) == (4, "office")
        assert kept.template().version == 4
        assert template_for(vault, "mfa", "ru").origin == "shipped"
        assert next_number(rows, "mfa", "en") == 5


def test_an_appeals_own_text_stands_above_all_and_says_what_it_was_made_from() -> None:
    office = LetterTemplate(name="mfa", language="en", number=7, text=TEXT)
    own = {"mfa.en": {"text": TEXT + "Own.", "from": 7}}
    wording = wording_of(own, [office], "mfa", "en")
    assert (wording.origin, wording.number) == ("appeal", 7)
    assert wording_of({}, [office], "mfa", "en").origin == "office"
    assert wording_of({"mfa.en": TEXT}, [], "mfa", "en").number == 0
    assert wording_of({"mfa.en": {"text": " "}}, [], "mfa", "en").origin == "shipped"


def test_no_letter_in_a_language_is_said() -> None:
    with pytest.raises(UserError):
        wording_among((), "mfa", "fr")
