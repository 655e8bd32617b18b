"""Somebody who is forgotten is in no page, index, log or file of the vault any more."""

from __future__ import annotations

import json
import os
import shutil
import signal
from pathlib import Path

import pytest

from caseapp.disclosure.forgetting import Going, NotMeantError, forget, going
from caseapp.domain.vocabulary import (
    AttachmentRole,
    Audience,
    Bearing,
    ContactWay,
    EventKind,
    IdentifierKind,
    MatchVerdict,
    NameScript,
    Relation,
    SourceKind,
)
from caseapp.dossier.register import redraw
from caseapp.errors import UserError
from caseapp.store import forgetting, forgotten_history, history
from caseapp.store.errors import ForgottenStepError
from caseapp.store.history import Action
from caseapp.store.queries import followed
from caseapp.store.records import (
    Addressee,
    Appeal,
    AppealPerson,
    Attachment,
    Citation,
    Consent,
    Contact,
    ContactNote,
    Copy,
    Detainee,
    Event,
    Excerpt,
    Export,
    Identifier,
    ImportBatch,
    Intake,
    Kinship,
    MatchDecision,
    NameForm,
    Source,
    Task,
    utc_now,
)
from caseapp.store.vault import Vault
from caseapp.system import files
from tests.conftest import CHEAP, PASSPHRASE
from tests.security.pages import plain_pages

HER = {
    "ru": "Жупаркуль Ыбрайкызыева", "en": "Zhuparkul Ybraikyzyeva", "kk": "جۇپاركۇل ىبرايقىزى",
    "zh": "祖帕尔库丽·伊布拉依克孜",
}  # fmt: skip
WORDS = (
    *HER.values(), "Жупаркуль", "Ыбрайкызыева", "Zhuparkul", "Ybraikyzyeva", "جۇپاركۇل",
    "祖帕尔库丽", "+7 701 987 65 43", "7019876543", "N55512345", "Zhuparkul-passport-page.jpg",
    "she sells felt boots in Khorgos", "the-old-spelling-Ыбраева",
)  # fmt: skip
FILE = b"THE PASSPORT OF " + HER["en"].encode() + b"\xff\xd8"
OTHER = "Berik Sadyrov"


def forms() -> list[bytes]:
    """Each word as it may stand in a page: plain, folded as in the index, escaped as in JSON."""
    found = []
    for word in WORDS:
        for form in (word, word.casefold()):
            found += [form.encode(), form.encode("utf-16-le"), json.dumps(form)[1:-1].encode()]
    return found


def seen(folder: Path) -> list[bytes]:
    """Which of them are in the decrypted pages, the WAL, a file or a file's name."""
    data = plain_pages(folder, PASSPHRASE)
    for path in folder.rglob("*"):
        data += str(path.name).encode() + (path.read_bytes() if path.is_file() else b"")
    return [form for form in forms() if form in data]


def names(owner: dict[str, object]) -> list[NameForm]:
    script = {"ru": NameScript.RU, "en": NameScript.EN, "kk": NameScript.KK_ARAB,
              "zh": NameScript.ZH_HANS}  # fmt: skip
    return [NameForm(text=text, script=script[code], **owner) for code, text in HER.items()]


def fill(vault: Vault) -> tuple[Detainee, Contact, Detainee]:
    """She stands in everything that can hold her: as a case, as a contact, in others' words."""
    case = Detainee(summary="she sells felt boots in Khorgos", tags=[HER["en"]])
    brother = Detainee(summary=f"brother of {HER['ru']}")
    first = NameForm(detainee_id=case.id, text="the-old-spelling-Ыбраева", script=NameScript.RU)
    other = NameForm(detainee_id=brother.id, text=OTHER, script=NameScript.EN)
    number = Identifier(detainee_id=case.id, kind=IdentifierKind.OTHER, number="N55512345")
    told = Contact(phones=["+7 701 987 65 43"])
    vault.save(
        case, brother, first, other, number, told, *names({"detainee_id": case.id}),
        *names({"contact_id": told.id}), action=Action("New {name}", {"name": HER["ru"]}),
    )  # fmt: skip
    source = Source(kind=SourceKind.TESTIMONY, testifier_id=told.id, text=HER["kk"])
    excerpt = Excerpt(source_id=source.id, text=f"I am {HER['en']}")
    event = Event(detainee_id=case.id, kind=EventKind.TAKEN, narrative=f"{HER['zh']} was taken")
    appeal = Appeal(title="For all")
    vault.save(
        source, excerpt, event, appeal,
        Citation(excerpt_id=excerpt.id, event_id=event.id, bearing=Bearing.SUPPORTS),
        Kinship(detainee_id=case.id, relation=Relation.ELDER_BROTHER, of_detainee_id=brother.id),
        Consent(about_detainee_id=case.id, giver_contact_id=told.id, note=HER["en"],
                audience=Audience.UNITED_NATIONS),
        AppealPerson(appeal_id=appeal.id, detainee_id=case.id, petitioner_id=told.id),
        AppealPerson(appeal_id=appeal.id, detainee_id=brother.id, petitioner_id=told.id),
        Intake(detainee_id=case.id, contact_id=told.id, note=HER["ru"]),
        Intake(detainee_id=brother.id, contact_id=told.id),
        ContactNote(contact_id=told.id, detainee_id=case.id, way=ContactWay.CALL, text=HER["ru"]),
        MatchDecision(first_id=case.id, second_id=brother.id, verdict=MatchVerdict.NOT_SAME,
                      why=f"not {HER['en']}"),
        Task(title=f"Call {HER['ru']}", contact_id=told.id), action=Action("More"),
    )  # fmt: skip
    vault.save(
        ImportBatch(rows=[{"row": 2, "told": [HER["en"], OTHER]}]),
        Export(form="xlsx", audience=Audience.OFFICE, made_at=utc_now(),
               scope={"cells": [[HER["ru"], "N55512345"], [OTHER]]}),
        action=Action("Noted by the program"),
    )  # fmt: skip
    for about in ({"detainee_id": case.id}, {"source_id": source.id}):
        vault.attach(
            FILE, role=AttachmentRole.DOCUMENT_SCAN, file_name="Zhuparkul-passport-page.jpg",
            action=Action("Attach {name}", {"name": "Zhuparkul-passport-page.jpg"}), **about,
        )  # fmt: skip
    first.text = HER["ru"]
    vault.save(first, action=Action("Rename", {"from": "the-old-spelling-Ыбраева"}))
    brother.summary = "her brother"  # the earlier words are in the history alone
    vault.save(brother, action=Action("Edit"))
    vault.undo()
    vault.redo()
    return case, told, brother


@pytest.fixture(scope="module")
def filled(tmp_path_factory) -> tuple[Path, Detainee, Contact]:
    """A closed vault with her in it. Not to be opened: copy it."""
    path = tmp_path_factory.mktemp("her") / "vault"
    with Vault.create(path, PASSPHRASE, cost=CHEAP) as vault:
        case, told, _brother = fill(vault)
    return path, case, told


def look(vault: Vault, record: Detainee | Contact | Attachment) -> Going:
    found = going(vault, record.__tablename__, record.id)
    assert found is not None
    return found


def test_a_person_who_is_forgotten_is_on_no_page_and_in_no_file(tmp_path):
    folder = tmp_path / "vault"
    with Vault.create(folder, PASSPHRASE, cost=CHEAP) as vault:
        vault.station = "Office"
        case, told, brother = fill(vault)
    assert len(seen(folder)) > len(WORDS)  # the same look finds her while she is there
    with Vault.open(folder, PASSPHRASE) as vault:
        vault.station = "Office"
        first = look(vault, case)
        forget(vault, first, case.case_number.lower())
        forget(vault, look(vault, told), HER["zh"])
        assert seen(folder) == []  # while it is open, the WAL too
        assert vault.check() == []
        assert vault.get(Detainee, case.id) is None
        assert vault.get(Contact, told.id) is None
        assert [one.id for one in vault.all(Detainee)] == [brother.id]
        assert vault.find("Berik")
        assert vault.find(HER["en"]) == []
        assert not vault.all(Attachment)
        assert vault.all(ImportBatch)[0].rows == [{"row": 2, "told": ["", OTHER]}]
        assert vault.all(Export)[0].scope == {"cells": [["", ""], [OTHER]]}
        (intake,) = vault.all(Intake)
        assert intake.contact_id is None
    assert seen(folder) == []
    assert [p for p in (folder / "att").rglob("*") if p.is_file()] == []
    with Vault.open(folder, PASSPHRASE) as vault:
        assert vault.check() == []
        brother.summary = "again"
        brother.version = vault.get(Detainee, brother.id).version
        vault.save(brother, action=Action("Edit"))
        assert vault.check() == []


STAGES = {
    "the history": (forgotten_history, "_chain_anew"),
    "the entry": (history.Writer, "finish"),
    "after the write": (followed, "leave"),
    "a file": (files, "write_over"),
    "writing anew": (forgetting, "_write_anew"),
}


@pytest.mark.parametrize("stage", STAGES)
def test_a_kill_on_the_way_leaves_all_of_it_or_nothing(tmp_path, stage, filled):
    folder, case, told = tmp_path / "vault", *filled[1:]
    shutil.copytree(filled[0], folder)
    child = os.fork()
    if not child:
        where, name = STAGES[stage]
        with Vault.open(folder, PASSPHRASE) as vault:
            for one in (told, case):
                found = look(vault, one)
                if one is case:
                    setattr(where, name, lambda *_a, **_k: os.kill(os.getpid(), signal.SIGKILL))
                forget(vault, found, HER["zh"])
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    done = stage not in ("the history", "the entry")
    with Vault.open(folder, PASSPHRASE) as vault:
        assert vault.check() == []
        assert (vault.get(Detainee, case.id) is None) is done
        assert len(vault.all(NameForm)) == (1 if done else 6)
    assert (seen(folder) == []) is done


def test_undo_goes_back_to_a_forgetting_and_no_further(vault):
    case, _told, brother = fill(vault)
    forget(vault, look(vault, case), case.case_number)
    assert vault.undoable() == (None, None)
    assert vault.undo().action == 0
    with pytest.raises(ForgottenStepError):
        vault.undo_only(1)
    brother = vault.get(Detainee, brother.id)
    brother.summary = "new words"
    vault.save(brother, action=Action("Edit"))
    vault.undo()
    assert vault.get(Detainee, brother.id).summary == "her brother"
    assert vault.check() == []


def test_the_history_says_that_something_was_forgotten_and_no_more(vault):
    vault.station = "Office"
    case, *_ = fill(vault)
    done = forget(vault, look(vault, case), HER["ru"])
    with vault._reading() as session:
        row = history.action_row(session.connection(), done.action)
        first = history.action_row(session.connection(), 1)
        assert history.verify(session.connection()) == done.action
    assert (row.label, row.station) == (history.FORGETTING, "Office")
    assert row.params["records"]["detainee"] == 1
    assert case.id.hex not in json.dumps(row.params)
    assert first.label == history.EMPTIED
    assert first.params == {}


def test_an_emptied_step_for_which_no_forgetting_vouches_breaks_the_chain(vault):
    case, *_ = fill(vault)
    forget(vault, look(vault, case), case.case_number)
    with vault._engine.begin() as connection:
        row = history.action_row(connection, 1)
        assert row.label == history.EMPTIED
        connection.exec_driver_sql(
            "UPDATE action SET params = json_set(params, '$.emptied', json('[]')) WHERE label = ?",
            (history.FORGETTING,),
        )
        anew = list(history.hashes(connection, 1, history.GENESIS))
        for seq, head in anew:
            connection.exec_driver_sql("UPDATE action SET hash = ? WHERE seq = ?", (head, seq))
        head = anew[-1][1]
        connection.exec_driver_sql("UPDATE meta SET value = ? WHERE name = 'history_head'", (head,))
    assert [one.check for one in vault.check()] == ["history"]


def test_one_after_the_other_everybody_can_be_forgotten(vault):
    """What loosened a reference when one was forgotten goes with the next."""
    case, told, brother = fill(vault)
    for one in (told, brother, case):
        forget(vault, look(vault, one), look(vault, one).number)
        assert vault.check() == []
    with vault._reading() as session:
        last = history.facts(session.connection())["history_length"]
        rows = history.action_rows(session.connection(), range(1, int(last) + 1)).values()
    left = [row.label for row in rows if row.label != history.EMPTIED]
    # An appeal was made with the first, and others stand in the second.
    assert left == ["More", "Noted by the program", *[history.FORGETTING] * 3]
    assert vault.all(Detainee) == vault.all(Contact) == vault.all(Source) == []


def test_what_was_typed_must_name_the_person(vault):
    case, *_ = fill(vault)
    for wrong in ("", " ", OTHER, case.case_number + "1"):
        with pytest.raises(NotMeantError):
            forget(vault, look(vault, case), wrong)
    assert vault.get(Detainee, case.id) is not None


def test_what_goes_is_counted_and_places_in_the_words_of_others_are_told(vault):
    case, _told, brother = fill(vault)
    brother = vault.get(Detainee, brother.id)
    brother.summary = f"saw {HER['ru'][:-1]}у in spring"  # with an ending
    vault.save(brother, action=Action("Edit"))
    found = look(vault, case)
    assert found.records["name_form"] == 5
    assert found.records["attachment"] == 2  # with that of the account that tells of her alone
    assert found.size == 2 * len(FILE)
    places = {(place.kind, place.field, place.whole) for place in found.places}
    assert ("detainee", "summary", True) in places
    place = next(one for one in found.places if one.kind == "detainee")
    assert place.subject is not None
    assert place.subject.id == brother.id
    forget(vault, found, case.case_number)
    assert HER["ru"][:-1] in vault.get(Detainee, brother.id).summary  # told, never changed
    assert vault.check() == []


@pytest.mark.parametrize("taken", [True, False])
def test_of_a_copy_that_shows_her_number_day_and_hash_stay(tmp_path, taken):
    folder = tmp_path / "vault"
    with Vault.create(folder, PASSPHRASE, cost=CHEAP) as vault:
        case, to = Detainee(), Addressee(audience=Audience.UNITED_NATIONS)
        appeal = Appeal()
        vault.save(case, to, appeal, *names({"detainee_id": case.id}), action=Action("New"))
        pdf = vault.attach(FILE, role=AttachmentRole.COPY_FILE, action=Action("Issue"))
        copy = Copy(
            appeal_id=appeal.id, addressee_id=to.id, number=1, language="kk", produced_at=utc_now(),
            frozen=json.dumps(HER["kk"], ensure_ascii=False), frozen_sha256="ab" * 32,
            page_code="7QK4-M2XD", withheld=[{"what": HER["ru"]}], pdf_id=pdf.id,
        )  # fmt: skip
        vault.save(copy, action=Action("Issue", undoable=False))
        found = look(vault, case)
        assert [one.id for one in found.copies] == [copy.id]
        forget(vault, found, case.case_number, copies=taken)
        kept = vault.get(Copy, copy.id)
        assert (kept.number, kept.frozen_sha256, kept.page_code) == (1, "ab" * 32, "7QK4-M2XD")
        assert (kept.frozen == "", kept.pdf_id is None) == (taken, taken)
        with pytest.raises(UserError, match="are not kept" if taken else "cannot be read"):
            redraw(vault, kept)
        assert vault.check() == []
    assert (seen(folder) == []) is taken


def test_a_town_a_language_and_a_common_file_name_are_nobodys_own(vault):
    told = Contact(
        address="Almaty", wordings={"address": {"ru": "Алматы", "kk": "Алматы 1"}}, email="a@b.kz"
    )
    other = Detainee(home_place="Алматы", birth_place="Алматы 1", summary="write to a@b.kz")
    vault.save(told, other, action=Action("New"))
    other.home_place, other.written_in = "Almaty", "ru"
    vault.save(other, action=Action("Edit {place}", {"place": "Almaty"}))
    found = look(vault, told)
    assert [(one.kind, one.field) for one in found.places] == [("detainee", "summary")]
    before = [(one.field, one.old, one.new) for one in vault.history_of(other.id)]
    forget(vault, found, str(told.serial))
    after = [(one.field, one.old, one.new) for one in vault.history_of(other.id)]
    assert after == before
    assert vault.check() == []


def test_one_file_can_be_forgotten_by_its_name(tmp_path):
    folder = tmp_path / "vault"
    with Vault.create(folder, PASSPHRASE, cost=CHEAP) as vault:
        case = Detainee(summary="stays")
        vault.save(case, action=Action("New"))
        file = vault.attach(
            FILE, role=AttachmentRole.PHOTO, file_name="Zhuparkul-passport-page.jpg",
            action=Action("Attach {name}", {"name": "Zhuparkul-passport-page.jpg"}),
            detainee_id=case.id,
        )  # fmt: skip
        case.photo_id = file.id
        vault.save(case, action=Action("Show"))
        forget(vault, look(vault, file), "zhuparkul-passport-page.jpg")
        assert vault.get(Detainee, case.id).photo_id is None
        assert vault.check() == []
    assert seen(folder) == []
