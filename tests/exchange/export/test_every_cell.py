"""Every audience against every class of information, on finished files of every form.

The invented case and the words that stand for each class are those of the copies on paper: what
the default policy and the consents on record do not let through must be nowhere in the file, as
any program could read it.
"""

from __future__ import annotations

import io
import zipfile
from functools import lru_cache
from typing import Any

import openpyxl
import pytest

from caseapp.disclosure.leaks import LeakError
from caseapp.domain.policy import Rule, default_policy
from caseapp.domain.vocabulary import Audience, InfoClass, Relation
from caseapp.exchange.export.collect import WordsOfExport, release
from caseapp.exchange.export.facts import Released
from caseapp.exchange.export.forms import Form
from caseapp.exchange.export.keys import Keys
from caseapp.exchange.export.leak_check import ExportGate, check_pictures
from caseapp.exchange.export.making import as_form
from tests.dossier.test_compile_matrix import MARKS, OUTSIDE, one_case
from tests.dossier.world import ALL, TODAY, World, read_image, when

FORMS = tuple(form for form in Form if form is not Form.ICS)
ONE_LANGUAGE = tuple(form for form in FORMS if form is not Form.UWAZI)
"""Uwazi's table says the same four times; it is looked at once for each audience."""
EACH = (Form.JSON, Form.CSV, Form.FTM, Form.GEDCOM)
"""Looked at in every cell; a workbook says what CSV says."""
KEYS = Keys(b"\7" * 32)
RULES = default_policy()
NOBODYS = {InfoClass.TESTIFIER_IDENTIFIERS}
"""Classes that no form holds at all: a relative's own papers stay in the office."""


def released(w: World, audience: Audience, texts: str = "") -> Released:
    return release(
        w.file(), audience, TODAY, policy=RULES, words=WordsOfExport("en", texts),
        read_image=read_image, photos=True,
    )  # fmt: skip


def made(w: World, audience: Audience, form: Form) -> bytes:
    return of_facts(released(w, audience), form, lambda texts: released(w, audience, texts))


def of_facts(facts: Released, form: Form, worded: Any = None) -> bytes:
    data = as_form(form, facts, worded, KEYS)
    ExportGate(facts).check(form, data)
    check_pictures(facts)
    return data


def said(form: Form, data: bytes) -> str:
    """Everything that a program could read in the file."""
    if form is not Form.XLSX:
        return data.decode()
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = [packed.read(name).decode() for name in packed.namelist()]
    return "\n".join([*packed.namelist(), *parts])


def told(form: Form, data: bytes, cls: InfoClass) -> bool:
    if cls is InfoClass.PHOTO:
        return form is Form.JSON and '"photo": ' in said(form, data)
    return any(mark in said(form, data) for mark in MARKS[cls])


@lru_cache(maxsize=64)
def with_answer(audience: Audience, cls: InfoClass, answer: str) -> tuple[bytes, ...]:
    answers = {name: given for name, given in ALL.items() if name != cls.value}
    if answer:
        answers[cls.value] = answer
    facts = released(one_case(audience, answers), audience)
    return tuple(of_facts(facts, form) for form in EACH)


@pytest.mark.parametrize(("audience", "cls"), OUTSIDE)
class TestEveryCell:
    def test_what_nobody_was_asked_for_is_in_no_file(self, audience, cls) -> None:
        for form, data in zip(EACH, with_answer(audience, cls, ""), strict=True):
            if told(form, data, cls):
                assert RULES.rule(audience, cls) is Rule.ALLOW, form

    def test_what_was_refused_is_in_no_file(self, audience, cls) -> None:
        for form, data in zip(EACH, with_answer(audience, cls, "withhold"), strict=True):
            assert not told(form, data, cls), form

    def test_what_is_never_shown_is_in_no_file_and_what_is_allowed_is(self, audience, cls) -> None:
        found = {
            form: told(form, data, cls)
            for form, data in zip(EACH, with_answer(audience, cls, "allow"), strict=True)
        }
        if RULES.rule(audience, cls) is Rule.NEVER or cls in NOBODYS:
            assert not any(found.values())
        else:
            assert found[Form.JSON]


@pytest.mark.parametrize("audience", [a for a in Audience if a is not Audience.OFFICE])
@pytest.mark.parametrize(
    "ended",
    [{"withdrawn": when("1 June 2026")}, {"until": when("1 June 2026")}, {"given": when("")}],
)
def test_a_consent_that_is_not_in_force_opens_no_class(audience, ended) -> None:
    facts = released(one_case(audience, ALL, **ended), audience)
    for form in ONE_LANGUAGE:
        data = of_facts(facts, form)
        for cls in InfoClass:
            if RULES.rule(audience, cls) is not Rule.ALLOW:
                assert not told(form, data, cls), (form, cls)


@pytest.mark.parametrize("audience", [a for a in Audience if a is not Audience.OFFICE])
@pytest.mark.parametrize("answer", ["", "withhold"])
def test_in_no_language_of_uwazi_stands_what_may_not(audience, answer) -> None:
    w = one_case(audience, {cls.value: answer for cls in InfoClass} if answer else {})
    data = made(w, audience, Form.UWAZI)
    for cls in InfoClass:
        if answer or RULES.rule(audience, cls) is not Rule.ALLOW:
            assert not told(Form.UWAZI, data, cls), cls


def test_the_file_for_the_office_holds_everything() -> None:
    w = one_case(Audience.OFFICE, {})
    data = made(w, Audience.OFFICE, Form.XLSX)
    left = [c for c in InfoClass if c not in NOBODYS | {InfoClass.PHOTO}
            and not told(Form.XLSX, data, c)]  # fmt: skip
    assert left == []


@pytest.mark.parametrize("form", FORMS)
def test_restricted_notes_and_tags_leave_the_office_in_no_form(form: Form) -> None:
    w = one_case(Audience.PARTNERS, ALL)
    w["he"].restricted_notes = "The driver brought it over the pass."
    w["he"].tags = ["hidden-tag-417"]
    text = said(form, made(w, Audience.PARTNERS, form))
    assert "driver brought" not in text
    assert "hidden-tag-417" not in text


@pytest.mark.parametrize("form", FORMS)
def test_no_id_of_the_vault_stands_in_a_file_for_others(form: Form) -> None:
    w = one_case(Audience.PARTNERS, ALL)
    text = said(form, made(w, Audience.PARTNERS, form))
    for record in w.records.values():
        assert record.id.hex not in text
        assert str(record.id) not in text


def test_a_summary_is_searched_for_names_and_told_only_as_testimony_is() -> None:
    w = one_case(Audience.PARTNERS, ALL | {"testifier_name": "withhold"})
    w["he"].summary = "Raushan Mysalova says that he was taken."
    text = said(Form.CSV, made(w, Audience.PARTNERS, Form.CSV))
    assert "[name withheld] says that he was taken." in text
    silent = one_case(Audience.PARTNERS, {k: v for k, v in ALL.items() if k != "testimony"})
    silent["he"].summary = "He was taken from his bed."
    assert "from his bed" not in said(Form.CSV, made(silent, Audience.PARTNERS, Form.CSV))


# -- the last look --------------------------------------------------------------------------------
def refused(w: World) -> Released:
    return released(w, Audience.PUBLIC)


def planted_in_workbook(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                assert old in content
                content = content.replace(old, new, 1)
            target.writestr(name, content)
    return out.getvalue()


def workbook_with(change: Any) -> bytes:
    w = one_case(Audience.PUBLIC, {})
    book = openpyxl.load_workbook(io.BytesIO(made(w, Audience.PUBLIC, Form.XLSX)))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def comment(book: Any) -> None:
    book.worksheets[0]["A1"].comment = openpyxl.comments.Comment("Мысалова Раушан", "x")


LEAKS: dict[str, Any] = {
    "a sheet's name": lambda b: b.create_sheet("Raushan Mysalova"),
    "a hidden sheet": lambda b: setattr(
        b.create_sheet("x"), "sheet_state", "hidden"
    ) or b["x"].append(["Асқар Үлгібай"]),
    "the title": lambda b: setattr(b.properties, "title", "Asqar Ülgibai"),
    "who made it": lambda b: setattr(b.properties, "creator", "Raushan Mysalova"),
    "a comment": comment,
    "a number grouped": lambda b: b.worksheets[0].append(["654028 19740512 0004"]),
    "an address coded": lambda b: b.worksheets[0].append(
        ["https://example.net/%D0%90%D1%81%D2%9B%D0%B0%D1%80-%D2%AE%D0%BB%D0%B3%D1%96%D0%B1%D0%B0%D0%B9"]
    ),
    "spaced letters": lambda b: b.worksheets[0].append(["R a u s h a n M y s a l o v a"]),
    "a header": lambda b: setattr(b.worksheets[0].oddHeader.center, "text", "阿斯哈尔·玉勒格拜"),
}  # fmt: skip


@pytest.mark.parametrize("where", LEAKS)
def test_a_name_that_got_into_a_workbook_anyhow_is_found(where: str) -> None:
    facts = refused(one_case(Audience.PUBLIC, {}))
    with pytest.raises(LeakError):
        ExportGate(facts).check(Form.XLSX, workbook_with(LEAKS[where]))


@pytest.mark.parametrize(
    ("form", "data"),
    [
        (Form.CSV, "\ufeffCase number\r\nRaushan Mysalova\r\n".encode()),
        (Form.JSON, '{"Мысалова Раушан": 1}'.encode()),
        (Form.JSON, b'{"x": [{"y": "tel. 8 700 000-04-17"}]}'),
        (Form.JSON, b'{"x": "UmF1c2hhbiBNeXNhbG92YQ=="}'),
        (Form.FTM, '{"id": "x"}\n{"name": "Асқар Үлгібайдың"}\n'.encode()),
        (Form.GEDCOM, "\ufeff0 HEAD\r\n1 NOTE raushan@@example.org\r\n".encode()),
        (Form.ICS, b"BEGIN:VCALENDAR\r\nSUMMARY:Task: Raush\r\n an Mysalova\r\n"),
    ],
)
def test_a_name_that_got_into_another_form_is_found(form: Form, data: bytes) -> None:
    with pytest.raises(LeakError):
        ExportGate(refused(one_case(Audience.PUBLIC, {}))).check(form, data)


@pytest.mark.parametrize(
    "name", ["raushan_mysalova.xlsx", "Асқар Үлгібай.csv", "654028197405120004.csv"]
)
def test_the_name_of_the_file_may_name_nobody(name: str) -> None:
    gate = ExportGate(refused(one_case(Audience.PUBLIC, {})))
    with pytest.raises(LeakError):
        gate.check_name(name)
    gate.check_name("list-2026-06-02.xlsx")


def test_a_photo_with_more_than_pixels_does_not_leave() -> None:
    facts = released(one_case(Audience.PARTNERS, ALL), Audience.PARTNERS)
    assert facts.images
    check_pictures(facts)
    name, picture = next(iter(facts.images.items()))
    spoiled = picture[:2] + b"\xff\xfe\x00\x0aRaushan!" + picture[2:]
    facts = Released(
        audience=facts.audience, policy=1, made_on=TODAY, language="en", cases=(), sources={},
        images={name: spoiled},
    )  # fmt: skip
    with pytest.raises(LeakError):
        check_pictures(facts)


def test_whoever_is_not_named_has_no_telephone_either() -> None:
    w = one_case(Audience.PARTNERS, ALL | {"testifier_name": "withhold"})
    facts = released(w, Audience.PARTNERS)
    assert [contact.relation for contact in facts.cases[0].contacts] == [Relation.WIFE]
    assert not told(Form.JSON, of_facts(facts, Form.JSON), InfoClass.TESTIFIER_CONTACT)
    assert facts.withheld_by_class[InfoClass.TESTIFIER_CONTACT] == 1


def test_one_who_is_not_named_has_no_relatives_in_a_file() -> None:
    w = one_case(Audience.PARTNERS, ALL | {"detainee_name": "withhold"})
    (case,) = released(w, Audience.PARTNERS).cases
    assert (case.names, case.contacts, case.relatives, case.papers, case.photo) == (
        (), (), (), (), "",
    )  # fmt: skip
    assert case.birth.text == "1974"
    assert case.birth_place_code == ""


def test_what_may_not_be_told_is_no_false_in_json() -> None:
    w = one_case(Audience.PUBLIC, {})
    w["he"].believed_deceased = True
    assert "believed_deceased" not in said(Form.JSON, made(w, Audience.PUBLIC, Form.JSON))
