"""What leaves in a copy, rule by rule, on a small invented world."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import caseapp.disclosure as wall
import caseapp.dossier.compile as package
from caseapp.disclosure.gate import ItemKind
from caseapp.disclosure.text import text_of
from caseapp.domain.dates import UncertainDate
from caseapp.domain.vocabulary import (
    Audience,
    EventKind,
    InfoClass,
    NameScript,
    Relation,
    RiskLevel,
    SourceKind,
)
from caseapp.dossier.compile import Compiled, IssuedView, compile_copy, compile_office_copy
from caseapp.dossier.document import Annex, CaseSheet, CaseSheets, Letter, PersonList
from caseapp.dossier.document import SignatureSheets as Signatures
from caseapp.dossier.document import WithheldList as Withheld
from caseapp.dossier.frozen import freeze
from caseapp.errors import UserError
from caseapp.store.records import Dispatch, Kinship, NameForm, Reply
from tests.dossier.world import ALL, PRODUCED, World, event, photograph, read_image, when, world


def compiled(w: World, addressee: str, language: str = "en", **more: Any) -> Compiled:
    return compile_copy(
        w.file(),
        w[addressee].id,
        language=language,
        copy_number=2,
        produced_at=PRODUCED,
        read_image=more.pop("read_image", read_image),
        **more,
    )


def part(copy: Compiled, kind: type) -> Any:
    return next(p for p in copy.dossier.parts if isinstance(p, kind))


def sheet(copy: Compiled, number: int) -> CaseSheet:
    return next(s for s in part(copy, CaseSheets).sheets if s.case_number == f"CF-{number:04d}")


def numbers(copy: Compiled) -> list[str]:
    return [s.case_number for s in part(copy, CaseSheets).sheets]


def field(s: CaseSheet, label: str) -> str | None:
    return next((text_of(f.value) for f in s.particulars if f.label == label), None)


def items(copy: Compiled, info_class: InfoClass) -> list[Any]:
    return [item for item in copy.withheld if item.info_class is info_class]


ASQAR, MURAT, UNNAMED, GROUP, SAULE, NURGUL = range(1, 7)


@pytest.fixture
def w() -> World:
    return world()


# -- whole persons ---------------------------------------------------------------------------
def test_before_the_detaining_state_who_may_not_be_named_is_left_out_whole(w: World) -> None:
    copy = compiled(w, "embassy")
    assert numbers(copy) == ["CF-0001", "CF-0003", "CF-0004"]
    assert len(part(copy, PersonList).rows) == 3
    left = {item.what for item in copy.withheld if item.kind == "person"}
    assert left == {"Murat Synaqbai", "Saule Maketbai", "Nurgul Elesqan"}
    assert "3 persons" not in freeze(copy.dossier)


def test_elsewhere_the_sheet_stands_with_a_token_and_the_case_number(w: World) -> None:
    murat = sheet(compiled(w, "mfa"), MURAT)
    assert [(s.text, s.style) for s in murat.name] == [("[name withheld]", "token")]
    assert murat.bookmark == "CF-0002"
    assert murat.names == ()


def test_nothing_on_the_sheet_of_one_who_is_not_named_tells_the_name_otherwise(w: World) -> None:
    w.add("murat-mother", w["kin-father"].__class__(
        relation=Relation.MOTHER, name="Zeinep", of_detainee_id=w["murat"].id))  # fmt: skip
    w["murat"].birth = when("3 March 1972")
    w["murat"].photo_id = w["asqar-photo"].id
    murat = sheet(compiled(w, "wgeid"), MURAT)
    assert murat.family == ()
    assert field(murat, "Sex, born") == "male, 1972"
    assert murat.photo is not None
    assert murat.photo.image == ""


def test_persons_without_shown_names_are_ordered_by_number_after_the_others(w: World) -> None:
    assert numbers(compiled(w, "mfa")) == [
        "CF-0001", "CF-0005", "CF-0002", "CF-0006", "CF-0003", "CF-0004",
    ]  # fmt: skip


def test_unnamed_person_and_group_are_worded(w: World) -> None:
    copy = compiled(w, "embassy")
    assert text_of(sheet(copy, UNNAMED).name) == "A man sentenced to twelve years"
    assert text_of(sheet(copy, GROUP).name) == "A group of at least 21 people"
    ru = compiled(w, "embassy", "ru")
    assert text_of(sheet(ru, GROUP).name) == "Группа не менее чем из 21 человека"


def test_a_case_left_out_is_not_mentioned_by_its_number_either(w: World) -> None:
    w["asqar-taken"].narrative = "He was taken with CF-0002 and CF-0003."
    text = freeze(compiled(w, "embassy").dossier)
    assert "CF-0002" not in text
    assert "CF-0003" in text


def test_a_published_name_is_free_until_somebody_refuses(w: World) -> None:
    for form in w.of(NameForm):
        if form.detainee_id == w["murat"].id:
            form.source_id = w["report"].id
    assert "CF-0002" in numbers(compiled(w, "embassy"))
    refusal = {"detainee_name": "withhold"}
    w.consent("raushan", "murat", Audience.DETAINING_STATE, refusal, about_contact_id=None)
    assert "CF-0002" not in numbers(compiled(w, "embassy"))


# -- sources and statements ------------------------------------------------------------------
def test_an_event_that_rests_on_barred_sources_is_left_out_whole(w: World) -> None:
    for addressee, told in (("mfa", False), ("embassy", False), ("wgeid", True)):
        copy = compiled(w, addressee)
        text = freeze(copy.dossier)
        assert ("workshop" in text) is told
        assert ("Künes" in text) is told
        barred = [i for i in copy.withheld if i.kind == "event" and "workshop" in i.what]
        assert bool(barred) is not told


def test_status_and_letter_are_derived_from_what_the_copy_tells(w: World) -> None:
    event(w, "asqar-released", "asqar", EventKind.RELEASED, "1 May 2026", narrative="Released.")
    w.cite("workshop", event="asqar-released")
    told, silent = compiled(w, "wgeid"), compiled(w, "mfa")
    assert text_of(sheet(told, ASQAR).status) == "Released"
    assert text_of(sheet(silent, ASQAR).status).startswith("Serving a sentence")
    assert "1 person has been released" in freeze(told.dossier)
    assert "released;" not in _body(silent)
    lasting = [bar.kind for bar in sheet(told, ASQAR).timeline.bars if bar.kind != "change"]
    assert lasting == ["custody", "liberty"]


def _body(copy: Compiled) -> str:
    return " ".join(text_of(paragraph) for paragraph in part(copy, Letter).body)


def test_a_letter_may_be_told_without_its_writer(w: World) -> None:
    copy = compiled(w, "embassy")
    statement = next(s for s in sheet(copy, ASQAR).statements if "sentenced" in text_of(s.text))
    assert text_of(statement.source) == "[source withheld] C3"
    entry = part(copy, Annex).entries[2]
    assert text_of(entry.title) == "[source withheld]"
    assert (entry.details, entry.hash, entry.excerpts) == ((), "", ())


def test_a_writer_who_refused_bars_the_fact(w: World) -> None:
    w.consent("serik", "asqar", Audience.HOST_STATE, {"testimony": "withhold"})
    assert "closed doors" not in freeze(compiled(w, "mfa").dossier)


def test_testimony_is_worded_by_name_by_relation_or_by_token(w: World) -> None:
    titles = {
        addressee: {text_of(e.title) for e in part(compiled(w, addressee), Annex).entries}
        for addressee in ("mfa", "embassy", "wgeid")
    }
    assert "Testimony of Raushan Mysalova (wife)" in titles["mfa"]
    assert "Testimony of his wife" in titles["embassy"]
    assert "Testimony of her sister" in titles["mfa"]
    assert "Testimony: [name withheld]" in titles["wgeid"]
    russian = {text_of(e.title) for e in part(compiled(w, "embassy", "ru"), Annex).entries}
    assert "Свидетельство его жены" in russian


def test_a_contradiction_follows_its_statement_with_its_own_source(w: World) -> None:
    copy = compiled(w, "mfa")
    taken = sheet(copy, ASQAR).statements[0]
    assert len(taken.contradictions) == 1
    other = taken.contradictions[0]
    assert other.text[0].text == "Contradicted."
    assert other.text[0].style == "strong"
    assert "willingly" in text_of(other.text)
    assert text_of(other.source) == "2 D5"
    entry = part(copy, Annex).entries[1]
    assert entry.contradicts
    assert entry.remark == "Contradicts source 1."


def test_a_passage_that_also_tells_something_withheld_is_not_quoted(w: World) -> None:
    w.cite("whole", case="asqar", name="health")
    assert "willingly" in freeze(compiled(w, "mfa").dossier)
    assert "willingly" not in freeze(compiled(w, "embassy").dossier)


def test_a_sensitive_passage_is_quoted_to_the_office_alone(w: World) -> None:
    w["thin"].sensitive = True
    assert "very thin" not in freeze(compiled(w, "wgeid").dossier)
    assert "very thin" in freeze(office(w).dossier)


def test_an_event_that_cannot_be_drawn_has_a_line_in_the_key_and_no_letter(w: World) -> None:
    w["asqar-sentenced"].when = UncertainDate.unknown()
    key = sheet(compiled(w, "mfa"), ASQAR).timeline
    row = next(r for r in key.key if text_of(r.what).startswith("Sentenced"))
    assert (row.letter, row.when) == ("", "date not known")
    letters = [r.letter for r in key.key if r.letter]
    assert letters == sorted(mark.letter for mark in key.marks)
    assert letters == list("abcdefgh"[: len(letters)])


def test_where_harm_can_come_from_a_call_keeps_its_month_alone(w: World) -> None:
    key = sheet(compiled(w, "embassy"), ASQAR).timeline
    row = next(r for r in key.key if text_of(r.what).startswith("Last contact"))
    assert (row.when, text_of(row.what)) == ("Mar 2024", "Last contact: [details withheld]")
    mark = next(m for m in key.marks if m.letter == row.letter)
    assert (mark.earliest, mark.latest) == ("2024-03-01", "2024-03-31")
    text = freeze(compiled(w, "embassy").dossier)
    assert "2024-03-14" not in text
    assert "14 Mar" not in text
    assert "four minutes" not in text
    open_copy = freeze(compiled(w, "mfa").dossier)
    assert "2024-03-14" in open_copy
    assert "four minutes" in open_copy


def test_a_witness_at_high_risk_is_not_heard_where_harm_comes_from(w: World) -> None:
    w.consent("dulat", "asqar", Audience.DETAINING_STATE, ALL)
    assert "workshop" in freeze(compiled(w, "embassy").dossier)
    w["dulat"].risk = RiskLevel.CRITICAL
    copy = compiled(w, "embassy")
    assert "workshop" not in freeze(copy.dossier)
    assert any(item.ground.code == "at_risk" for item in copy.withheld)


def test_an_event_without_a_source_is_the_familys_word_and_needs_its_consent(w: World) -> None:
    assert field(sheet(compiled(w, "mfa"), NURGUL), "Sex, born") == "female"
    assert sheet(compiled(w, "mfa"), NURGUL).statements == ()
    told = sheet(compiled(w, "wgeid"), NURGUL).statements
    assert [text_of(s.source) for s in told] == ["the family’s word"]


def test_sources_are_numbered_through_in_the_order_of_reading(w: World) -> None:
    copy = compiled(w, "wgeid")
    seen: dict[str, None] = {}
    for s in part(copy, CaseSheets).sheets:
        for f in s.particulars:
            seen.update((span.target, None) for span in f.value if span.style == "note")
        for statement in s.statements:
            for text in (statement.text, *(c.text for c in statement.contradictions)):
                seen.update((span.target, None) for span in text if span.target)
    entries = part(copy, Annex).entries
    assert [e.number for e in entries] == list(range(1, len(entries) + 1))
    assert set(seen) == {e.anchor for e in entries}


# -- classes of information ------------------------------------------------------------------
def test_a_class_that_nobody_shows_is_left_out_not_filled_with_tokens(w: World) -> None:
    text = freeze(compiled(w, "embassy").dossier)
    for token in ("[health", "[photograph", "[address", "children withheld", "relatives withheld"):
        assert token not in text
    assert sheet(compiled(w, "embassy"), ASQAR).photo is None
    assert field(sheet(compiled(w, "embassy"), ASQAR), "Health") is None


def test_where_another_shows_the_class_the_token_stands(w: World) -> None:
    assert field(sheet(compiled(w, "mfa"), MURAT), "Health") == "[health information withheld]"


def test_a_column_that_is_empty_for_all_is_left_out(w: World) -> None:
    w.records.pop("asqar-id")
    for case in ("asqar", "murat", "saule", "nurgul"):
        w[case].citizenships = []
    keys = [column.key for column in part(compiled(w, "mfa"), PersonList).columns]
    assert "identifier" not in keys
    assert len(part(compiled(w, "mfa"), PersonList).rows[0].cells) == len(keys)


def test_children_are_not_even_counted_where_they_are_withheld(w: World) -> None:
    copy = compiled(w, "embassy")
    text = freeze(copy.dossier)
    assert "two children" not in text
    assert "Aqerke" not in text
    assert all(row.relation not in ("Daughter", "Children") for row in sheet(copy, ASQAR).family)
    assert {i.kind for i in items(copy, InfoClass.CHILDREN)} == {"field", "relative"}


def test_a_child_without_a_guardians_consent_is_a_daughter_of_an_age(w: World) -> None:
    w["kin-raushan"].relation = Relation.SISTER
    rows = sheet(compiled(w, "mfa"), ASQAR).family
    daughter = next(row for row in rows if row.relation == "Daughter")
    assert text_of(daughter.who) == "aged 7"
    assert "Aqerke" not in freeze(compiled(w, "mfa").dossier)


def test_children_refused_are_one_row_without_a_count(w: World) -> None:
    w.add(
        "kin-son",
        Kinship(relation=Relation.SON, name="Alan", birth=when("2020"),
                of_detainee_id=w["asqar"].id),
    )  # fmt: skip
    w.add(
        "murat-son",
        Kinship(relation=Relation.SON, name="Nurlan", birth=when("2012"),
                of_detainee_id=w["saule"].id),
    )  # fmt: skip
    w.consent("raushan", "asqar", Audience.UNITED_NATIONS, {"children": "withhold"})
    rows = [r for r in sheet(compiled(w, "wgeid"), ASQAR).family if "children" in text_of(r.who)]
    assert [(r.relation, text_of(r.who)) for r in rows] == [
        ("Children", "[information on children withheld]")
    ]


def test_relation_only_prints_the_relation_and_the_token(w: World) -> None:
    copy = compiled(w, "mfa")
    row = next(r for r in part(copy, PersonList).rows if r.anchor == "case-CF-0005")
    assert [text_of(line) for line in row.cells[-1]] == ["sister", "[name withheld]"]
    assert "Maketova" not in freeze(copy.dossier)


def test_restricted_notes_leave_in_no_copy_but_the_offices(w: World) -> None:
    for addressee in ("mfa", "embassy", "wgeid"):
        assert "driver" not in freeze(compiled(w, addressee).dossier)
    assert "driver" in freeze(office(w).dossier)


def test_a_withdrawn_consent_takes_the_name_away_and_says_when(w: World) -> None:
    copy = compiled(w, "mfa")
    name = next(i for i in items(copy, InfoClass.DETAINEE_NAME) if i.what.startswith("Нұргүл"))
    assert name.ground.code == "withdrawn"
    assert name.ground.day == when("19 April 2026")
    assert "Nurgul" not in freeze(copy.dossier)


# -- photos ----------------------------------------------------------------------------------
def test_a_photo_is_printed_as_pixels_under_its_hash(w: World) -> None:
    copy = compiled(w, "mfa")
    photo = sheet(copy, ASQAR).photo
    assert photo is not None
    assert list(copy.images) == [photo.image]
    assert b"secret" in photograph()
    assert b"secret" not in copy.images[photo.image]
    assert text_of(photo.caption) == "Photograph, 2015, from his wife"
    assert "camera" not in freeze(copy.dossier)


def test_a_photo_without_origin_or_that_cannot_be_read_is_not_printed(w: World) -> None:
    def broken(attachment: Any) -> bytes:
        return b"no picture"

    copy = compiled(w, "mfa", read_image=broken)
    assert copy.images == {}
    assert [i.ground.code for i in items(copy, InfoClass.PHOTO)] == ["unreadable_picture"]
    w["asqar-photo"].origin = ""
    assert [i.ground.code for i in items(compiled(w, "mfa"), InfoClass.PHOTO)] == ["no_origin"]


def test_the_bytes_of_a_photo_that_may_not_be_shown_are_not_even_read(w: World) -> None:
    def never(attachment: Any) -> bytes:
        raise AssertionError("read although withheld")

    assert compiled(w, "embassy", read_image=never).images == {}


# -- free text -------------------------------------------------------------------------------
def test_a_name_in_free_text_becomes_a_token_and_goes_on_the_list(w: World) -> None:
    copy = compiled(w, "embassy")
    taken = sheet(copy, ASQAR).statements[0].text
    assert [s.style for s in taken if s.style == "token"] == ["token", "token"]
    assert "Raushan" not in text_of(taken)
    mentions = {i.what for i in copy.withheld if i.kind == "mention"}
    assert mentions == {"Raushan", "Serik"}
    assert "His wife Raushan was told" in text_of(
        sheet(compiled(w, "mfa"), ASQAR).statements[0].text
    )


@pytest.mark.parametrize(
    ("record", "name"),
    [
        ("asqar", "occupation"), ("asqar-taken", "place"), ("asqar-taken", "authority"),
        ("asqar-taken", "reason_given"), ("asqar-taken", "reason_believed"),
        ("asqar-sentenced", "court"), ("asqar-sentenced", "counsel"), ("asqar", "home_place"),
        ("unnamed", "description"), ("report", "title"), ("report", "publisher"),
        ("report", "where_kept"), ("twelve", "text"), ("appeal", "reference"),
    ],
)  # fmt: skip
def test_no_field_of_free_text_lets_a_protected_string_through(
    w: World, record: str, name: str
) -> None:
    planted = "Serik Ülgibai, tel. 8 700 000 05 21, РАУШАН МЫСАЛОВАҒА, 6540 2819 7405 1200 05"
    w["asqar-id"].number = "654028197405120005"
    w["kin-daughter"].name = "Planted"
    setattr(w[record], name, f"{planted}; raushan@example.org")
    w.consent("raushan", "asqar", Audience.DETAINING_STATE, {"detainee_identifiers": "withhold"})
    text = freeze(compiled(w, "embassy").dossier)
    for secret in ("Serik", "05 21", "МЫСАЛОВА", "1200", "raushan@"):
        assert secret not in text


def test_unreadable_dates_are_free_text_too(w: World) -> None:
    w["asqar-taken"].when = when("the day after Serik came")
    assert "Serik" not in freeze(compiled(w, "embassy").dossier)
    assert "the day after" in freeze(compiled(w, "embassy").dossier)


def test_a_case_prefix_that_names_somebody_is_not_printed(w: World) -> None:
    w["asqar"].prefix = "Мысалова Раушан"
    assert "CF-0001" in numbers(compiled(w, "embassy"))


def test_markup_in_free_text_stays_text(w: World) -> None:
    w["asqar-taken"].narrative = '<b>x</b> {copy} [[y]] **z** &amp; <img src="/etc/passwd">'
    statement = sheet(compiled(w, "mfa"), ASQAR).statements[0].text
    assert text_of(statement).startswith(w["asqar-taken"].narrative)
    assert statement[0].style == "plain"


# -- letter, signatures, earlier answers -----------------------------------------------------
def test_the_letter_counts_what_this_copy_shows(w: World) -> None:
    assert "5 persons and 1 group of at least 21 people" in _body(compiled(w, "mfa"))
    assert "2 persons and 1 group of at least 21 people" in _body(compiled(w, "embassy"))
    assert "исчезновении 2 человек и 1 группы" in part(compiled(w, "embassy", "ru"), Letter).subject


def test_particulars_of_the_applicants_stand_in_the_letter_of_the_ministry(w: World) -> None:
    letter = part(compiled(w, "mfa", "ru"), Letter)
    sender = "\n".join(letter.sender)
    assert "Мысалова Раушан" in sender
    assert "790314400006" in sender
    assert "+7 700 000 04 17" in sender
    assert letter.signature.name == "Мысалова Раушан"
    assert letter.date == "2 июня 2026 г."
    assert letter.corner is not None


def test_a_missing_particular_is_a_line_to_fill_in_and_is_reported(w: World) -> None:
    w["raushan"].phones = []
    copy = compiled(w, "mfa")
    assert copy.blanks == ("contact_phone",)
    assert "under Article 65" in copy.unconfirmed


def test_signature_sheets_hold_only_those_who_signed_for_this_addressee(w: World) -> None:
    rows = {
        addressee: [
            row.name
            for p in compiled(w, addressee).dossier.parts
            if isinstance(p, Signatures)
            for row in p.rows
        ]
        for addressee in ("mfa", "embassy", "wgeid")
    }
    assert rows == {
        "mfa": ["Raushan Mysalova", "Сайран Тестбаев"],
        "embassy": [],
        "wgeid": ["Сайран Тестбаев"],
    }


def test_before_the_detaining_state_only_an_express_signature_counts(w: World) -> None:
    w["sign-free"].addressee_ids = [str(w["embassy"].id)]
    copy = compiled(w, "embassy")
    assert [row.name for row in part(copy, Signatures).rows] == ["Сайран Тестбаев"]
    assert "Annex 4" in part(copy, Letter).enclosures[-1].title


def test_an_appeals_own_demands_replace_the_templates_and_are_not_parsed(w: World) -> None:
    w["appeal"].demands = {"en": ["to answer {copy} in writing", "", "to spare Serik"]}
    demands = [text_of(d) for d in part(compiled(w, "embassy"), Letter).demands]
    assert demands == ["to answer {copy} in writing", "to spare [name withheld]"]


def test_an_edited_letter_is_used_and_its_mistakes_are_told(w: World) -> None:
    head = "version: 7\nshort: Appeal\n[subject]\nAbout {persons_of}\n"
    w["appeal"].letters = {"embassy.en": head}
    copy = compiled(w, "embassy")
    assert part(copy, Letter).subject.startswith("About 2 persons")
    assert copy.templates == {"embassy.en": 7}
    w["appeal"].letters = {"embassy.en": head + "{nobody}"}
    with pytest.raises(UserError):
        compiled(w, "embassy")


def test_answers_of_other_bodies_are_not_told_where_harm_comes_from(w: World) -> None:
    from caseapp.store.casefile import PastStep

    reply = Reply(dispatch_id=w["appeal"].id, sender="", number="3-12/4417",
                  dated=when("12 September 2023"), text="no grounds, told Serik")  # fmt: skip
    refused = Dispatch(copy_id=w["appeal"].id, sent=when("4 October 2023"))
    file = w.file()
    steps = (
        PastStep(addressee=w["mfa"], dispatch=refused, reply=reply),
        PastStep(addressee=w["embassy"], dispatch=refused, reply=None),
    )
    file = replace(file, steps={w["asqar"].id: steps})

    def answered(addressee: str) -> list[str]:
        copy = compile_copy(file, w[addressee].id, language="en", copy_number=1,
                            produced_at=PRODUCED, read_image=read_image)  # fmt: skip
        return [text_of(a) for a in sheet(copy, ASQAR).answered]

    assert answered("embassy") == ["Embassy of Tests, 4 October 2023: on its way."]
    assert len(answered("mfa")) == 2
    assert answered("mfa")[0] == (
        "Ministry of Tests no.\u00a03-12/4417 of 12 September 2023: "
        "“no grounds, told [name withheld]”"
    )


def test_an_addressee_of_another_appeal_is_told_apart(w: World) -> None:
    with pytest.raises(UserError):
        compile_copy(w.file(), w["asqar"].id, language="en", copy_number=1,
                     produced_at=PRODUCED, read_image=read_image)  # fmt: skip


# -- the whole -------------------------------------------------------------------------------
def test_the_same_records_give_the_same_bytes(w: World) -> None:
    for addressee in ("mfa", "embassy", "wgeid"):
        first, second = compiled(w, addressee), compiled(world(), addressee)
        assert freeze(first.dossier) == freeze(second.dossier)
        assert first.images == second.images
    assert freeze(office(w).dossier) == freeze(office(world()).dossier)


def test_fictitious_persons_are_marked_on_sheet_and_page(w: World) -> None:
    copy = compiled(w, "mfa")
    assert sheet(copy, ASQAR).notice == "Fictitious person"
    assert sheet(copy, GROUP).notice == "Fictitious persons"
    assert copy.dossier.head.notice.startswith("All persons")
    w["unnamed"].fictitious = False
    assert compiled(w, "mfa").dossier.head.notice.startswith("Persons marked as fictitious")
    for key in ("asqar", "murat", "group", "saule", "nurgul", "raushan"):
        w[key].fictitious = False
    assert compiled(w, "mfa").dossier.head.notice == ""


def test_old_knowledge_says_that_it_is_old(w: World) -> None:
    assert "older than 180 days" in text_of(sheet(compiled(w, "mfa"), ASQAR).status_note)
    w["asqar-call"].when = when("1 May 2026")
    assert "older" not in text_of(sheet(compiled(w, "mfa"), ASQAR).status_note)


def test_names_come_in_the_copys_language_first(w: World) -> None:
    english, russian = compiled(w, "mfa"), compiled(w, "mfa", "ru")
    assert text_of(sheet(english, ASQAR).name) == "Asqar Ülgibai"
    assert text_of(sheet(russian, ASQAR).name) == "Аскар Улгибай"
    labels = {n.label for n in sheet(english, ASQAR).names}
    assert labels == {"Kazakh", "Russian", "Kazakh, Arabic script", "Chinese"}


def test_a_spelling_known_only_from_a_barred_source_is_not_printed(w: World) -> None:
    w.name("asqar", "Асқар Ағай", NameScript.UG_ARAB, source_id=w["interview"].id)
    assert "Ағай" in freeze(compiled(w, "wgeid").dossier)
    assert "Ағай" not in freeze(compiled(w, "mfa").dossier)


def office(w: World, copies: tuple[IssuedView, ...] = (), language: str = "en") -> Compiled:
    return compile_office_copy(
        w.file(),
        copies,
        language=language,
        copy_number=4,
        produced_at=PRODUCED,
        read_image=read_image,
    )


def test_the_office_copy_is_complete_and_lists_what_a_copy_withholds(w: World) -> None:
    embassy = compiled(w, "embassy")
    issued = IssuedView(
        number=2, addressee="Embassy of Tests", addressee_short="Embassy", language="en",
        audience="detaining_state", policy="version 1", entries=3, withheld=embassy.withheld,
        pages={"case-CF-0001": 5, "source-3": 8}, page_count=9, consented=embassy.consented,
        searched=len(embassy.secrets),
    )  # fmt: skip
    copy = office(w, (issued,))
    assert copy.dossier.head.office_warning == "Office copy. Do not give out."
    text = freeze(copy.dossier)
    for known in ("Murat Synaqbai", "Aqerke", "workshop", "Serik", "diabetes"):
        assert known in text
    listed = part(copy, Withheld)
    assert listed.title == "What copy 2 does not show"
    rows = {text_of(row.what): row for group in listed.groups for row in group.rows}
    assert rows["Murat Synaqbai"].token == "left out"
    assert rows["Murat Synaqbai"].ground == "no consent on record"
    assert rows["Raushan Mysalova"].ground == "consent no. 204: relation only"
    assert rows["Raushan Mysalova"].pages == "5"
    assert rows["Letter of Serik from the county"].pages == "8"
    assert rows["weight loss seen in March 2024"].ground == "rule: never"
    assert "Identity numbers" in text_of(listed.shown) or "identity numbers: 1" in text_of(
        listed.shown
    )
    assert len(rows) == len({i.what for i in embassy.withheld})


def test_what_a_copy_withheld_is_said_in_the_language_of_the_offices_list(w: World) -> None:
    w["asqar"].wordings = {
        "restricted_notes": {"ru": "Через водителя.", "zh_Hans": "经司机转达。"},
        "health": {"ru": "похудел", "zh_Hans": "消瘦"},
    }
    told = compiled(w, "embassy", "zh_Hans")
    frozen = [item.what for item in told.withheld]
    assert {"经司机转达。", "消瘦"} <= set(frozen)
    issued = IssuedView(
        number=2, addressee="Embassy of Tests", addressee_short="Embassy", language="zh_Hans",
        audience="detaining_state", policy="version 1", entries=3, withheld=told.withheld,
        pages={}, page_count=9, consented={}, searched=1,
    )  # fmt: skip
    listed = part(office(w, (issued,), "ru"), Withheld)
    said = [text_of(row.what) for group in listed.groups for row in group.rows]
    assert {"Через водителя.", "похудел"} <= set(said)
    assert not {"经司机转达。", "消瘦"} & set(said)
    event = next(i.what for i in told.withheld if i.kind is ItemKind.EVENT)
    assert event not in said
    assert len(said) == len(frozen)
    w["asqar"].wordings = {}
    listed = part(office(w, (issued,), "ru"), Withheld)
    said = [text_of(row.what) for group in listed.groups for row in group.rows]
    assert {"经司机转达。", "消瘦"} <= set(said)


def test_no_module_that_words_pages_can_see_a_record() -> None:
    wording = {
        wall: ("view", "words", "names", "marks", "text", "absent"),
        package: ("sentences", "sheets", "timeline", "persons", "annex", "counts", "letter",
                  "pages", "relations", "withheld", "letter_values", "signature_sheets",
                  "small_counts", "summary", "summary_years", "poster", "enclosures", "form_data",
                  "form_context", "form_names", "form_person", "form_course", "forms"),
    }  # fmt: skip
    deciding = {
        wall: ("gate", "case_view", "event_view", "source_view", "family", "plan", "evidence",
               "claims", "grants", "scrub", "left_out", "passing", "further", "protected",
               "disguises", "occurring", "byte_strings", "leaks", "photos", "exempt", "forgetting",
               "finder", "endings", "protected_index", "protected_numbers", "protected_words"),
        package: ("copy", "documents", "particulars", "sheet_alone", "assembly", "facts",
                  "earlier", "form_view", "form_parts", "homes", "papers", "letter_text",
                  "withheld_words"),
    }  # fmt: skip
    barred = tuple({*deciding[wall], *deciding[package]} - {"gate", "photos"})
    for room, names in wording.items():
        folder = Path(room.__file__).parent
        assert {p.stem for p in folder.glob("*.py")} == {*names, *deciding[room], "__init__"}
        for name in names:
            tree = ast.parse((folder / f"{name}.py").read_text(encoding="utf-8"))
            for node in ast.walk(tree):
                if isinstance(node, ast.ImportFrom):
                    assert not (node.module or "").startswith("caseapp.store"), name
                    if name != "absent" and name != "withheld":
                        assert not (node.module or "").endswith(barred), name


def test_a_source_may_be_any_kind_without_a_testifier(w: World) -> None:
    for kind in SourceKind:
        w["reply"].kind = kind
        assert part(compiled(w, "mfa"), Annex).entries


def test_a_date_of_the_appeal_that_is_only_words_is_searched_too(w: World) -> None:
    w["appeal"].dated = when("when Serik came back")
    w["appeal"].facts_as_of = when("the week of Serik Ülgibai")
    assert "Serik" not in freeze(compiled(w, "mfa").dossier)
