"""The index of what travels with a copy: titles searched, barred files left out, hashes."""

from __future__ import annotations

from typing import Any

import pytest

from caseapp.disclosure.text import text_of
from caseapp.domain.vocabulary import AttachmentRole, Audience
from caseapp.dossier.compile import Compiled, compile_copy
from caseapp.dossier.document import Enclosures, Letter
from caseapp.dossier.frozen import freeze
from caseapp.store.casefile import load_appeal_file
from caseapp.store.history import Action
from caseapp.store.records import Attachment
from caseapp.store.vault import Vault
from tests.conftest import CHEAP, PASSPHRASE
from tests.dossier.world import ALL, PRODUCED, World, read_image, world


@pytest.fixture
def w() -> World:
    return world()


def file_of(w: World, key: str, **more: Any) -> str:
    record = w.add(
        key,
        Attachment(
            key=b"\0" * 32,
            sha256=f"{len(w.records):064x}",
            size=1,
            **({"role": AttachmentRole.DOCUMENT_SCAN} | more),
        ),
    )
    return str(record.id.hex)


def compiled(w: World, addressee: str = "mfa", language: str = "en") -> Compiled:
    return compile_copy(
        w.file(),
        w[addressee].id,
        language=language,
        copy_number=2,
        produced_at=PRODUCED,
        read_image=read_image,
    )


def index(copy: Compiled) -> Enclosures | None:
    return next((p for p in copy.dossier.parts if isinstance(p, Enclosures)), None)


def rows(copy: Compiled) -> list[tuple[str, str, str, str]]:
    found = index(copy)
    return [(r.number, text_of(r.title), r.sheets, r.hash) for r in found.rows] if found else []


def lines(copy: Compiled) -> list[tuple[str, str]]:
    letter = next(p for p in copy.dossier.parts if isinstance(p, Letter))
    return [(e.title, e.sheets) for e in letter.enclosures if not e.part]


def test_number_title_sheets_and_hash_of_each_paper_are_listed(w: World) -> None:
    scan = file_of(w, "scan")
    w["to-mfa"].enclosures = [
        {"title": {"en": "Certificate of birth", "ru": "Свидетельство"}, "sheets": 1,
         "attachment": scan},
        {"title": "Marriage certificate", "sheets": "30", "attachment": ""},
    ]  # fmt: skip
    copy = compiled(w)
    assert rows(copy) == [
        ("1", "Certificate of birth", "1", w["scan"].sha256),
        ("2", "Marriage certificate", "30", ""),
    ]
    found = index(copy)
    assert found is not None
    assert found.total == "2 documents, 31 sheets"
    assert lines(copy) == [
        ("Certificate of birth", "1 sheet"),
        ("Marriage certificate", "30 sheets"),
    ]
    assert rows(compiled(w, language="ru"))[0][1] == "Свидетельство"


def test_where_no_paper_has_a_file_nothing_is_said_of_hashes(w: World) -> None:
    w["to-mfa"].enclosures = [{"title": "Marriage certificate", "sheets": 2}]
    found = index(compiled(w))
    assert found is not None
    assert "hash" not in found.intro
    assert found.heads[3] == ""


def test_the_letter_numbers_annexes_alone_as_the_contents_do(w: World) -> None:
    w["to-mfa"].enclosures = [{"title": "Marriage certificate", "sheets": 2}]
    letter = next(p for p in compiled(w).dossier.parts if isinstance(p, Letter))
    numbers = {e.part: e.numbered for e in letter.enclosures}
    assert (numbers["persons"], numbers["sheets"], numbers[""]) == (True, True, False)
    w["to-mfa"].parts = ["letter"]
    letter = next(p for p in compiled(w).dossier.parts if isinstance(p, Letter))
    assert all(enclosure.numbered for enclosure in letter.enclosures)


def test_without_papers_there_is_no_index_and_no_letter_names_one(w: World) -> None:
    w["to-mfa"].enclosures = [{"title": "  ", "sheets": 3}, {"sheets": 2}]
    copy = compiled(w)
    assert index(copy) is None
    letter = next(p for p in copy.dossier.parts if isinstance(p, Letter))
    assert "enclosures" not in [enclosure.part for enclosure in letter.enclosures]


@pytest.mark.parametrize("sheets", [None, "", "many", -4, 10**40, "7 or 8", 2.5])
def test_sheets_that_are_no_number_are_left_empty(w: World, sheets: Any) -> None:
    w["to-mfa"].enclosures = [{"title": "Paper", "sheets": sheets, "attachment": "no such thing"}]
    assert rows(compiled(w)) in ([("1", "Paper", "", "")], [("1", "Paper", "100000", "")])


def test_a_title_is_searched_for_protected_strings(w: World) -> None:
    w["to-mfa"].enclosures = [{"title": "Letter of Serik Ülgibai, copy", "sheets": 2}]
    copy = compiled(w)
    assert rows(copy) == [("1", "Letter of [name withheld], copy", "2", "")]
    assert lines(copy) == [("Letter of [name withheld], copy", "2 sheets")]
    assert "Serik" not in freeze(copy.dossier)


def test_the_paper_of_a_source_that_may_not_be_told_is_left_out_and_the_office_knows(
    w: World,
) -> None:
    tape = file_of(w, "tape", source_id=w["interview"].id)
    papers = [{"title": "Protocol of a talk", "sheets": 4, "attachment": tape}]
    w["to-mfa"].enclosures = w["to-wgeid"].enclosures = papers
    copy = compiled(w)
    assert rows(copy) == []
    assert lines(copy) == []
    assert "Protocol of a talk" in [item.what for item in copy.withheld]
    assert rows(compiled(w, "wgeid")) == []
    w.records.pop(next(key for key in w.records if key.startswith("consent-dulat")))
    w.consent("dulat", "asqar", Audience.UNITED_NATIONS, ALL)
    assert [row[1] for row in rows(compiled(w, "wgeid"))] == ["Protocol of a talk"]


def test_the_photograph_of_one_who_withheld_it_is_left_out(w: World) -> None:
    w["to-embassy"].enclosures = [
        {"title": "Portrait", "sheets": 1, "attachment": w["asqar-photo"].id.hex}
    ]
    assert rows(compiled(w, "embassy")) == []
    w["to-mfa"].enclosures = w["to-embassy"].enclosures
    assert [row[1] for row in rows(compiled(w, "mfa"))] == ["Portrait"]


def test_a_paper_of_one_who_is_not_named_is_left_out(w: World) -> None:
    passport = file_of(w, "passport", detainee_id=w["murat"].id)
    papers = [{"title": "Copy of a passport", "sheets": 1, "attachment": passport}]
    w["to-mfa"].enclosures = w["to-embassy"].enclosures = papers
    assert rows(compiled(w)) == []
    assert w["mfa"].audience is Audience.HOST_STATE
    assert rows(compiled(w, "embassy")) == []


def test_files_that_only_an_enclosure_names_are_loaded_with_the_appeal(
    tmp_path_factory: pytest.TempPathFactory, w: World
) -> None:
    with Vault.create(tmp_path_factory.mktemp("v") / "vault", PASSPHRASE, cost=CHEAP) as vault:
        action = Action("Test")
        data, role = b"%PDF-1.4 copy of a paper", AttachmentRole.DOCUMENT_SCAN
        scan = vault.attach(data, role=role, action=action)
        w["to-mfa"].enclosures = [{"title": "Paper", "sheets": 1, "attachment": scan.id.hex}]
        records = [r for r in w.records.values() if not isinstance(r, Attachment)]
        w["asqar"].photo_id = None
        vault.save(*records, action=action)
        file = vault.read(lambda session: load_appeal_file(session, w["appeal"].id))
    assert file is not None
    assert file.attachments[scan.id].sha256 == scan.sha256
