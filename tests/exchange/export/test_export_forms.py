"""Each form is read back by another program than the one that wrote it."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import replace
from typing import Any
from uuid import UUID

import icalendar
import openpyxl
import pytest
import python_calamine
from fastgedcom.base import Document, Line
from fastgedcom.parser import parse
from hypothesis import given, settings
from hypothesis import strategies as st

from caseapp.disclosure.words import Words
from caseapp.domain.dates import UncertainDate, read_date
from caseapp.domain.policy import default_policy
from caseapp.domain.vocabulary import (
    Audience,
    CaseKind,
    NameKind,
    NameScript,
    Relation,
    SourceKind,
)
from caseapp.exchange.export import gedcom, sheets, table, uwazi
from caseapp.exchange.export.collect import WordsOfExport, release
from caseapp.exchange.export.facts import (
    CaseFact,
    ContactFact,
    NameFact,
    PassageFact,
    RelativeFact,
    Released,
    SourceFact,
)
from caseapp.exchange.export.forms import Form
from caseapp.exchange.export.keys import Keys
from caseapp.exchange.export.making import as_form
from caseapp.store.vault import Vault
from caseapp.system.formulas import harmless, typed, written
from tests.dossier.world import TODAY, read_image, world

KEYS = Keys(b"\7" * 32)
WORDS = Words("en")


def of_world(audience: Audience = Audience.OFFICE, texts: str = "", w: Any = None) -> Released:
    return release(
        (w or world()).file(), audience, TODAY, policy=default_policy(),
        words=WordsOfExport("en", texts), read_image=read_image, photos=True,
    )  # fmt: skip


def facts(*cases: CaseFact) -> Released:
    return Released(audience=Audience.OFFICE, policy=1, made_on=TODAY, language="en",
                    cases=cases, sources={})  # fmt: skip


def case(number: str = "CF-0001", **more: Any) -> CaseFact:
    return CaseFact(id=UUID(int=int(number[-4:])), number=number, kind=CaseKind.PERSON, **more)


# -- the table ------------------------------------------------------------------------------------
def test_every_column_of_the_profile_is_written() -> None:
    cells = table.Cells(WORDS)
    known = {**table._CASE, **table._ITEM}
    for column in table.profile():
        assert column.target in known, column
    assert cells.text(UncertainDate.unknown()) == ""


def test_a_case_stands_in_one_row_under_the_headings_of_the_profile() -> None:
    found = table.case_table(of_world(), WORDS)
    asqar = dict(zip(found.headings, found.rows[0], strict=True))
    assert asqar["Case number"] == "CF-0001"
    assert asqar["Name 2"] == "اسقار ۇلگىباي"
    assert asqar["Born"] == "12 May 1974"
    assert asqar["Born (EDTF)"] == "1974-05-12"
    assert asqar["Document 1"] == "654028197405120004"
    assert asqar["Event 1"] == "Taken into custody"
    assert asqar["Event 1: when (EDTF)"] == "[2018-02-10..2018-02-28]"
    assert asqar["Event 2: years"] == "11"
    assert asqar["Contact 1: phones"] == "+7 700 000 04 17"
    assert asqar["Restricted notes"].startswith("The letter came")
    group = dict(zip(found.headings, found.rows[3], strict=True))
    assert group["People"] == "21+"
    assert group["Kind of case"] == "group"


# -- spreadsheets ---------------------------------------------------------------------------------
def rows_of(data: bytes, sheet: str) -> list[list[Any]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [[cell.value or "" for cell in row] for row in book[sheet].iter_rows()]


def test_two_readers_find_the_same_rows_in_the_workbook() -> None:
    released = of_world()
    data = sheets.as_workbook(released, WORDS)
    found = table.case_table(released, WORDS)
    expected = [list(found.headings), *map(list, found.rows)]
    assert rows_of(data, "Cases") == expected
    other = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert other.get_sheet_by_name("Cases").to_python(skip_empty_area=False) == expected
    assert other.sheet_names == ["Cases", "Events", "Contacts", "Sources", "About"]
    events = rows_of(data, "Events")
    assert len(events) == 1 + sum(len(one.events) for one in released.cases)
    assert "For the office only" in rows_of(data, "About")[0][0]


FORMULAS = ["=HYPERLINK(\"http://x\")", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1",
            "＠x", "'=1", "''+1", "'plain", "1-2"]  # fmt: skip


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_is_a_formula_and_every_cell_comes_back(text: str) -> None:
    released = facts(case(health=text))
    sheet = openpyxl.load_workbook(io.BytesIO(sheets.as_workbook(released, WORDS)))["Cases"]
    place = [cell.value for cell in sheet[1]].index("Health")
    cell = sheet[2][place]
    assert cell.data_type == "s"
    assert written(cell.value) == text.replace("\r", "\n")  # XML knows one end of a line
    data = sheets.as_workbook(released, WORDS)
    other = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    seen = other.get_sheet_by_name("Cases").to_python()
    assert seen[1][place] == cell.value  # a second reader sees a text too
    table_text = sheets.as_csv(released, WORDS).decode("utf-8-sig")
    heads, row = csv.reader(io.StringIO(table_text, newline=""))
    said = row[heads.index("Health")]
    assert not said.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))
    assert written(said) == text


@given(st.text())
def test_an_apostrophe_is_taken_away_only_if_one_was_put(text: str) -> None:
    assert written(harmless(text)) == text
    assert written(typed(text)) == text


def test_a_plain_table_leaves_cells_as_they_are() -> None:
    data = sheets.as_csv(facts(case(health="=1+1")), WORDS, plain=True)
    assert b",=1+1" in data
    assert data.startswith("\ufeff".encode())


def test_the_workbook_says_nothing_of_who_made_it_or_where() -> None:
    data = sheets.as_workbook(of_world(Audience.PUBLIC), WORDS)
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        names = packed.namelist()
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not any("hidden" in packed.read(name).decode() for name in names)
    assert not [name for name in names if "docProps" in name or "comments" in name]
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert {sheet.sheet_state for sheet in book.worksheets} == {"visible"}


def test_a_text_that_no_cell_can_hold_is_counted() -> None:
    released = facts(case(summary="x" * 40_000))
    assert sheets.too_long(released, WORDS) == 1
    assert sheets.too_long(facts(case(summary="x")), WORDS) == 0
    passage = PassageFact(text="x", translation="x" * 40_000)
    source = SourceFact(id=UUID(int=9), kind=SourceKind.LETTER, passages=(passage,))
    assert sheets.too_long(replace(facts(case()), sources={source.id: source}), WORDS) == 1


# -- FollowTheMoney -------------------------------------------------------------------------------
SCHEMA: dict[str, set[str]] = {
    "Person": {
        "name", "alias", "previousName", "weakAlias", "summary", "notes", "address", "country",
        "email", "phone", "status", "keywords", "firstName", "fatherName", "lastName",
        "birthDate", "birthPlace", "deathDate", "position", "citizenship", "gender",
        "ethnicity", "education",
    },
    "Family": {"person", "relative", "relationship"},
    "Associate": {"person", "associate", "relationship"},
    "Identification": {"holder", "type", "number", "country", "authority", "startDate",
                       "endDate"},
    "Event": {"name", "date", "startDate", "endDate", "location", "description", "notes",
              "involved", "summary"},
    "Documentation": {"document", "entity"},
    "Document": {"name", "title", "author", "publisher", "sourceUrl", "language", "date",
                 "summary"},
}  # fmt: skip
"""What the public model calls things: the schemata and properties that we use of it."""


def entities(released: Released) -> list[dict[str, Any]]:
    data = as_form(Form.FTM, released, lambda _texts: released, KEYS)
    return [json.loads(line) for line in data.decode().splitlines()]


def test_entities_have_the_schemata_and_properties_of_the_public_model() -> None:
    found = entities(of_world())
    assert {one["schema"] for one in found} == set(SCHEMA)
    ids = {one["id"] for one in found}
    assert len(ids) == len(found)
    for one in found:
        assert set(one["properties"]) <= SCHEMA[one["schema"]]
        for values in one["properties"].values():
            assert values
            assert all(isinstance(value, str) and value for value in values)
        for name in ("person", "relative", "associate", "holder", "involved", "document", "entity"):
            assert set(one["properties"].get(name, ())) <= ids


def test_a_person_is_told_with_spellings_birth_and_ties() -> None:
    found = entities(of_world())
    person = next(o for o in found if "Асқар Үлгібай" in o["properties"].get("name", ()))
    assert "Asqar Ülgibai" in person["properties"]["alias"]
    assert person["properties"]["birthDate"] == ["1974-05-12"]
    assert person["properties"]["gender"] == ["male"]
    ties = [
        o["properties"]
        for o in found
        if o["schema"] == "Family"
        and person["id"] in (*o["properties"]["person"], *o["properties"]["relative"])
    ]
    assert {tie["relationship"][0] for tie in ties} >= {"wife", "daughter", "father"}


def test_ids_of_entities_are_the_same_each_time_and_another_office_has_others() -> None:
    released = of_world()
    assert entities(released) == entities(released)
    other = as_form(Form.FTM, released, lambda _texts: released, Keys(b"\x08" * 32))
    mine = {one["id"] for one in entities(released)}
    assert mine.isdisjoint(json.loads(line)["id"] for line in other.decode().splitlines())


# -- Uwazi ----------------------------------------------------------------------------------------
def test_texts_of_uwazi_stand_in_their_own_language_only() -> None:
    w = world()
    w["asqar"].wordings = {"health": {"ru": "похудел"}}
    data = uwazi.as_uwazi(
        of_world(w=w), {code: of_world(texts=ours, w=w) for code, ours in uwazi.LANGUAGES.items()}
    )
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    asqar = rows[0]
    assert asqar["title__ru"] == "Аскар Улгибай (CF-0001)"
    assert asqar["title__zh"].startswith("阿斯哈尔")
    assert asqar["health__ru"] == "похудел"
    assert asqar["health__en"] == "weight loss seen in March 2024"
    assert "health__kk" not in asqar
    assert asqar["sex__en"] == "male"
    assert asqar["date_of_birth"] == "1974-05-12"
    assert asqar["taken"] == "2018-02-10:2018-02-28"
    assert "|" in asqar["spellings"]
    nurgul = next(row for row in rows if row["case_number"] == "CF-0006")
    assert nurgul["relatives"] == next(
        row["title__en"] for row in rows if row["case_number"] == "CF-0002"
    )


# -- GEDCOM ---------------------------------------------------------------------------------------
def tree(data: bytes) -> Document:
    """What another program reads, without one line that it takes amiss."""
    document, warnings = parse(data.decode("utf-8-sig").splitlines(keepends=True))
    assert warnings == []
    return document


def name_of(person: Line) -> str:
    return person.get_sub_line_payload("NAME").replace("/", "")


def test_a_reader_of_gedcom_finds_people_families_and_associations() -> None:
    document = tree(gedcom.as_gedcom(of_world(), WORDS))
    asqar = next(
        person for person in document.get_records("INDI")
        if any("Asqar" in name.payload for name in person.get_sub_lines("NAME"))
    )  # fmt: skip
    assert len(asqar.get_sub_lines("NAME")) == 5
    assert asqar.get_sub_line_payload("SEX") == "M"
    assert asqar.get_sub_line("BIRT").get_sub_line_payload("DATE") == "12 MAY 1974"
    families = list(document.get_records("FAM"))
    named = {
        role: [
            name_of(document[line.payload])
            for family in families for line in family.get_sub_lines(role)
        ]
        for role in ("WIFE", "CHIL", "HUSB")
    }  # fmt: skip
    assert any("Мысалова" in name for name in named["WIFE"])
    assert "Aqerke" in named["CHIL"]
    assert "Baimurat" in named["HUSB"]
    assert document["HEAD"].get_sub_line("GEDC").get_sub_line_payload("VERS") == "5.5.1"


@pytest.mark.parametrize(
    ("text", "told"),
    [("12 May 1974", "12 MAY 1974"), ("May 1974", "MAY 1974"), ("1974", "1974"), ("", ""),
     ("before 12 September 2017", "BEF 12 SEP 2017"), ("2021 or later", "AFT 31 DEC 2020"),
     ("between 10 and 28 February 2018", "BET 10 FEB 2018 AND 28 FEB 2018")],
)  # fmt: skip
def test_dates_are_told_in_the_words_of_the_standard(text: str, told: str) -> None:
    assert gedcom.gedcom_date(read_date(text) if text else UncertainDate.unknown()) == told


def test_words_that_are_no_date_stand_in_brackets() -> None:
    assert gedcom.gedcom_date(UncertainDate("when (it) snowed", None, None, None)) == (
        "(when it snowed)"
    )


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.text(min_size=1, max_size=60), st.sampled_from(list(Relation))), max_size=5
    )
)
def test_any_name_and_any_kinship_can_be_read_back(kin: list[tuple[str, Relation]]) -> None:
    contacts = tuple(
        ContactFact(id=UUID(int=n + 1), relation=relation,
                    names=(NameFact(name, NameScript.EN, NameKind.MAIN),))
        for n, (name, relation) in enumerate(kin)
    )  # fmt: skip
    one = case(names=(NameFact("He", NameScript.EN, NameKind.MAIN),), contacts=contacts,
               relatives=(RelativeFact(relation=Relation.FATHER, name="Father"),))  # fmt: skip
    document = tree(gedcom.as_gedcom(facts(one), WORDS))
    assert len(list(document.get_records("INDI"))) == 2 + len(kin)


# -- the calendar ---------------------------------------------------------------------------------
def titles(vault: Vault, *, names: bool) -> list[str]:
    from caseapp.exchange.export.calendar import as_calendar, deadlines

    found = deadlines(vault, TODAY, WORDS, KEYS, names=names)
    calendar = icalendar.Calendar.from_ical(as_calendar(found, TODAY))
    events = calendar.walk("VEVENT")
    assert len({str(event["UID"]) for event in events}) == len(events)
    for event in events:
        assert event.decoded("DTSTART").__class__.__name__ == "date"
        assert "DESCRIPTION" not in event
        assert "LOCATION" not in event
    return [str(event["SUMMARY"]) for event in events]


def test_titles_of_a_calendar_hold_numbers_and_names_only_if_asked(sample: Vault) -> None:
    bare = titles(sample, names=False)
    assert bare
    assert all(title.split(": ")[-1].split("-")[0] in ("A", "CF", "Task") for title in bare)
    named = titles(sample, names=True)
    assert len(named) == len(bare)
    assert named != bare
    assert any(event for event in named if "·" in event)
