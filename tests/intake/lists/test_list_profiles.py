"""Profiles of lists: those that are shipped, each with a small list, and remembered ones."""

from __future__ import annotations

import tomllib

import pytest

from caseapp.domain.vocabulary import (
    EventKind,
    IdentifierKind,
    NameKind,
    NameScript,
    Relation,
    Sex,
)
from caseapp.i18n import translator
from caseapp.intake.lists.mapping import ListMapping, Why, option
from caseapp.intake.lists.profiles import TITLES, Profile, best_profile, shipped_profiles
from caseapp.intake.lists.reading import read_rows
from caseapp.intake.lists.recognise import apply_profile, propose
from caseapp.intake.lists.remarks import Severity
from caseapp.intake.lists.rows import NameText, NumberText, PlaceText, RowReading, Size, Term
from caseapp.intake.lists.targets import SPECS
from caseapp.intake.lists.targets import Target as T
from caseapp.intake.tables import Table
from caseapp.system.resources import resource
from tests.intake.sheet_files import table


def shipped(name: str) -> Profile:
    return next(one for one in shipped_profiles() if one.name == name)


def one_row(found: Table, profile: str) -> RowReading:
    mapping = propose(found)
    assert mapping.profile == profile
    (row,) = read_rows(found, mapping)
    return row


def said(row: RowReading, target: T, n: int = 1) -> list[object]:
    return [value.value for value in row.all(target) if value.n == n]


def test_every_shipped_profile_is_called_something_and_its_columns_are_sound() -> None:
    assert [one.name for one in shipped_profiles()] == list(TITLES)
    for profile in shipped_profiles():
        assert translator("en").in_context(*TITLES[profile.name])
        for heading, meaning in profile.columns.items():
            for name, word in meaning.options.items():
                assert option(meaning.target, name, word) == word
            assert ("{n}" in heading) <= ("n" in SPECS[meaning.target].options)
        for target, words in profile.values.items():
            codes = SPECS[target].codes
            assert codes is not None
            assert all(not code or codes(code) for code in words.values())


# -- the table of this program -----------------------------------------------------------------
OWN = {
    "Case number": "CF-0007",
    "Kind of case": "named person",
    "People": "1",
    "Name 1": "Асқар (Аскар) Үлгібай",
    "Name 1: language": "Kazakh",
    "Name 1: kind": "main name",
    "Name 1: parts": "given: Асқар\nfather: Үлгібай",
    "Name 2": "Аскар Улгибай",
    "Name 2: language": "ru",
    "Name 2: kind": "as in identity document",
    "Sex": "male",
    "Born": "about 1974",
    "Born (EDTF)": "1974~",
    "Home": "Tekes, house 5",
    "Home: code": "654027",
    "Tags": "a, b\nc",
    "Believed dead": "no",
    "Document 1": "N 123/45",
    "Document 1: kind": "passport",
    "Document 1: issued": "some day",
    "Event 1": "Taken into custody",
    "Event 1: when": "spring",
    "Event 1: when (EDTF)": "2017-21",
    "Event 1: place": "Tekes",
    "Event 2": "Sentenced",
    "Event 2: years": "10",
    "Event 2: term counts from": "from detention",
    "Event 2: acknowledged": "yes",
    "Contact 1": "Айгүл\nAigul",
    "Contact 1: relation": "wife",
    "Contact 1: phones": "'+7 701, home\n8 702",
    "Source 1": "A / B",
    "Source 1: kind": "article",
    "Source 12: how known": "hearsay",
}


def test_our_own_table_is_read_as_it_was_written() -> None:
    row = one_row(table(tuple(OWN), tuple(OWN.values())), "caseapp")
    assert said(row, T.CASE_NUMBER) == ["CF-0007"]
    assert said(row, T.GROUP_SIZE) == [Size(1, 1)]
    assert said(row, T.NAME) == [
        NameText("Асқар (Аскар) Үлгібай", NameScript.KK_CYRL, NameKind.MAIN,
                 (("given", "Асқар"), ("father", "Үлгібай")))
    ]  # fmt: skip
    assert said(row, T.NAME, 2) == [NameText("Аскар Улгибай", NameScript.RU, NameKind.DOCUMENT)]
    (born,) = said(row, T.BIRTH)
    assert (born.text, born.edtf) == ("about 1974", "1974~")
    assert said(row, T.HOME_PLACE) == [PlaceText("Tekes, house 5")]
    assert said(row, T.HOME_PLACE_CODE) == ["654027"]
    assert not row.all(T.HOME_ADDRESS)
    assert said(row, T.TAGS) == [("a, b", "c")]
    assert said(row, T.BELIEVED_DECEASED) == [False]
    assert said(row, T.IDENTIFIER) == [NumberText("N 123/45", IdentifierKind.PASSPORT)]
    (taken,) = said(row, T.EVENT_DATE)
    assert (taken.text, taken.edtf) == ("spring", "2017-21")
    assert said(row, T.EVENT_KIND, 2) == [EventKind.SENTENCED]
    assert said(row, T.EVENT_TERM_YEARS, 2) == [10]
    assert [name.text for name in said(row, T.CONTACT_NAME)] == ["Айгүл", "Aigul"]
    assert said(row, T.CONTACT_PHONE) == [("+7 701, home", "8 702")]
    assert said(row, T.SOURCE_TITLE) == ["A / B"]
    assert said(row, T.SOURCE_HOW_KNOWN, 12) == ["hearsay"]
    unread = [r.column for r in row.remarks if r.severity is Severity.UNREAD]
    assert unread == ["Document 1: issued"]


def test_every_column_of_our_own_table_is_known_with_its_number() -> None:
    profile = shipped("caseapp")
    told = tomllib.loads((resource("profiles") / "caseapp.toml").read_text(encoding="utf-8"))
    headings = [column["heading"].replace("{n}", "3") for column in told["columns"]]
    mapping = apply_profile(profile, table(tuple(headings), ("x",) * len(headings)), 1)
    assert [c.target.value for c in mapping.columns] == [c["target"] for c in told["columns"]]
    assert {column.why for column in mapping.columns} == {Why.PROFILE}
    for column, written in zip(mapping.columns, told["columns"], strict=True):
        assert column.options.get("n", "") == ("3" if "{n}" in written["heading"] else "")


# -- others ------------------------------------------------------------------------------------
CECC = {
    "CECC Record Number": "2004-00001",
    "Detention Date": "2017-03",
    "Main Name": "Asqar",
    "Chinese characters": "阿斯哈尔",
    "Pinyin Name": "Asiha'er",
    "Alternate Name (lay or pen)": "Asker",
    "Additional Name(s)": "",
    "Name Native Characters (non-Chinese)": "اسقار",
    "Name Transliteration (non-Chinese)": "Asqar U.",
    "Short Summary": "A teacher.",
    "Sex": "M",
    "Date of Birth": "1974",
    "Origin": "Tekes",
    "Residence": "Ürümqi",
    "Occupation": "teacher",
    "Affiliation": "none",
    "Ethnic Group": "Kazakh",
    "Religion": "Muslim",
    "Family": "two sons",
    "Sentence Length Years": "10",
    "Months": "6",
    "Days": "0",
    "Expected/Actual Release Date": "2027-09",
    "Current or Last Detention Facility": "No. 5 prison",
    "Formal Arrest Date": "2017-04-02",
    "Sentence Details": "10 years and 6 months",
    "Legal Advisor": "X",
    "Official End Date of Sentence": "",
    "Detention Status": "DET",
    "Issues": "religion",
    "Detention Timeline ": "2017 taken",
}


def test_a_list_of_the_cecc_is_known_by_its_headings_with_the_space_behind_the_last() -> None:
    found = table(tuple(CECC), tuple(CECC.values()))
    row = one_row(found, "cecc")
    assert propose(found).list_name == "CECC"
    assert row.key == "2004-00001"
    assert [(n.text, n.kind.value, n.script.value) for n in said(row, T.NAME)] == [
        ("Asqar", "main", "en"), ("阿斯哈尔", "document", "zh-Hans"),
        ("Asiha'er", "transliteration", "en"), ("Asker", "alias", "en"),
        ("اسقار", "document", "kk-Arab-CN"), ("Asqar U.", "transliteration", "en"),
    ]  # fmt: skip
    assert said(row, T.SENTENCE_YEARS) == [10]
    assert said(row, T.STATUS) == [EventKind.TAKEN]
    (release,) = row.all(T.RELEASE_DATE)
    assert release.options["release"] == "expected"
    assert "Detention Timeline: 2017 taken" in said(row, T.NOTE)
    assert [r for r in row.remarks if r.severity is Severity.UNREAD] == []


@pytest.mark.parametrize(
    "headings",
    [
        ("№", "ФИО", "Имя на китайском", "Год рождения", "Адрес", "Когда забрали", "Срок",
         "Кто сообщил", "Кем приходится", "Телефон"),
        ("т/н", "Аты-жөні", "Қытайша", "Туған жылы", "Мекенжайы", "Қашан ұсталды", "Үкім",
         "Кім айтты", "Кімі болады", "Телефоны"),
        ("No", "Name", "Chinese name", "Born", "Address", "When taken", "Sentence", "Who tells",
         "Relation", "Phone"),
        ("序号", "姓名", "中文名", "出生日期", "地址", "被抓时间", "刑期", "联系人", "关系",
         "电话"),
    ],
)  # fmt: skip
def test_the_list_of_a_relatives_group_is_known_in_four_languages(headings) -> None:
    cells = (
        "3", "Асқар Үлгібай", "阿斯哈尔", "1974", "Tekes", "Mar-17", "10 years", "Айгүл", "жена",
        "8 701 111 22 33",
    )  # fmt: skip
    row = one_row(table(headings, cells), "relatives")
    assert row.key == "3"
    assert [name.text for name in said(row, T.NAME)] == ["Асқар Үлгібай", "阿斯哈尔"]
    assert said(row, T.HOME_PLACE) == [PlaceText("Tekes", "654027")]
    assert said(row, T.SENTENCE) == [Term(10)]
    assert said(row, T.CONTACT_RELATION) == [Relation.WIFE]
    assert said(row, T.CONTACT_PHONE) == [("8 701 111 22 33",)]


def test_the_list_of_a_database_of_victims_is_known() -> None:
    told = {
        "Victim number": "77", "Name": "Asqar", "Chinese name": "阿斯哈尔", "Ethnicity": "Kazakh",
        "Gender": "M", "Profession": "imam", "Testifying party": "Aigul", "Location": "Tekes",
        "When detained": "Mar-17", "Reason (suspected)": "prayed", "Reason (official)": "Unclear",
        "Status": "sentenced", "Additional information": "more",
    }  # fmt: skip
    found = table(tuple(told), tuple(told.values()))
    row = one_row(found, "victims")
    assert row.key == "77"
    assert said(row, T.SEX) == [Sex.MALE]
    assert said(row, T.TAKEN_REASON_BELIEVED) == ["prayed"]
    assert said(row, T.STATUS) == [EventKind.SENTENCED]
    assert said(row, T.NOTE) == ["Additional information: more"]


# -- remembered --------------------------------------------------------------------------------
def test_a_remembered_list_is_known_again_though_its_columns_moved() -> None:
    first = propose(table(("Kim", "Doğum", "Not"), *(("Asqar", "12.05.1974", "x"),) * 2))
    settled = first.with_column(0, first.columns[0].chosen(T.NAME)).with_value(T.SEX, "E", "male")
    profile = Profile.remembered("Turkish list", settled.to_json())
    again = propose(table(("Not", "Kim", "Doğum"), ("y", "Gülnar", "1985")), [profile])
    assert (again.profile, again.values) == ("Turkish list", settled.values)
    assert [(c.target, c.why) for c in again.columns] == [
        (T.NOTE, Why.PROFILE), (T.NAME, Why.PROFILE), (T.BIRTH, Why.PROFILE),
    ]  # fmt: skip


def test_a_remembered_profile_stands_before_a_shipped_one_that_fits_as_well() -> None:
    headings = ("No", "Name", "Born", "Phone")
    own = Profile.of_mapping("ours", propose(table(headings, ("1", "a", "1974", "2"))))
    assert best_profile(headings, [own]) is own
    assert best_profile(headings).name == "relatives"  # type: ignore[union-attr]


def test_a_list_of_other_headings_has_no_profile() -> None:
    assert best_profile(("Shoe", "Size", "Colour", "Name")) is None
    assert best_profile(()) is None


def test_what_was_remembered_in_another_form_is_refused() -> None:
    with pytest.raises(ValueError, match="form"):
        Profile.remembered("x", {**ListMapping().to_json(), "form": 99})
