"""From a real vault to a registered copy on paper, and back."""

from __future__ import annotations

import hashlib
import io
import json
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pdfminer.high_level import extract_text

from caseapp.disclosure.leaks import LeakError
from caseapp.domain.vocabulary import AppealState, AttachmentRole, Audience, MatchVerdict
from caseapp.dossier import issue, register
from caseapp.dossier.document import WithheldList
from caseapp.dossier.frozen import content_hash, freeze, thaw
from caseapp.dossier.languages import PRINTED
from caseapp.dossier.letters import shipped_wording
from caseapp.dossier.verify import find_code
from caseapp.errors import Cancelled, UserError
from caseapp.store.casefile import load_appeal_file
from caseapp.store.history import Action
from caseapp.store.records import (
    Appeal,
    Attachment,
    Copy,
    LetterTemplate,
    MatchDecision,
    Task,
)
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress
from tests.dossier.copies import every_copy
from tests.dossier.world import PRODUCED, World, photograph, world

DO = Action("prepare")


def stored(vault: Vault, w: World) -> World:
    """The world's records in a vault, with a real photo file."""
    photo = w.records.pop("asqar-photo")
    w["asqar"].photo_id = None
    vault.save(*w.records.values(), action=DO)
    kept = vault.attach(
        photograph(),
        role=AttachmentRole.PHOTO,
        action=DO,
        detainee_id=w["asqar"].id,
        origin=photo.origin,
        taken=photo.taken,
        file_name=photo.file_name,
    )
    w["asqar"].photo_id = kept.id
    vault.save(w["asqar"], action=DO)
    return w


@pytest.fixture
def w(vault: Vault) -> World:
    return stored(vault, world())


def issued(vault: Vault, w: World, addressee: str, **more: Any) -> issue.IssuedCopy:
    return issue.issue_copy(vault, w["appeal"].id, w[addressee].id, produced_at=PRODUCED, **more)


def record(vault: Vault, copy: issue.IssuedCopy) -> Copy:
    assert copy.id is not None
    found = vault.get(Copy, copy.id)
    assert found is not None
    return found


# -- the register ----------------------------------------------------------------------------
def test_an_issued_copy_stands_in_the_register_with_what_was_behind_it(
    vault: Vault, w: World, tmp_path: Path
) -> None:
    path = tmp_path / "copy.pdf"
    copy = issued(vault, w, "mfa", language="ru", path=path)
    kept = record(vault, copy)
    data = path.read_bytes()
    assert data.startswith(b"%PDF")
    assert path.stat().st_mode & 0o077 == 0
    assert kept.pdf_sha256 == hashlib.sha256(data).hexdigest()
    assert kept.frozen_sha256 == content_hash(kept.frozen)
    assert (kept.number, kept.language, kept.policy_number, kept.for_office) == (1, "ru", 1, False)
    assert kept.pages == len(pypdfium2.PdfDocument(data))
    assert kept.templates["mfa.ru"] == shipped_wording("mfa", "ru").number
    assert thaw(kept.frozen).head.copy_number == 1
    assert {item["ground"] for item in kept.withheld} >= {"no_consent", "withdrawn"}
    assert [vault.get(Attachment, _uuid(i)).role for i in kept.images.values()] == [
        AttachmentRole.COPY_IMAGE
    ]
    assert vault.get(Appeal, w["appeal"].id).state is AppealState.PRINTED


def _uuid(text: str) -> Any:
    from uuid import UUID

    return UUID(hex=text)


def test_copies_are_numbered_through_and_a_picture_is_kept_once(vault: Vault, w: World) -> None:
    numbers = [issued(vault, w, addressee).number for addressee in ("mfa", "wgeid", "embassy")]
    assert numbers == [1, 2, 3]
    assert len(vault.all(Attachment, role=AttachmentRole.COPY_IMAGE)) == 1


def test_redrawing_gives_the_same_bytes_after_the_records_changed(
    vault: Vault, w: World, tmp_path: Path
) -> None:
    path, again = tmp_path / "copy.pdf", tmp_path / "again.pdf"
    copy = issued(vault, w, "mfa", path=path)
    w["asqar-taken"].narrative = "Something else."
    vault.save(w["asqar-taken"], action=DO)
    vault.trash(w["saule"], action=DO)
    assert issue.redraw(vault, copy.id, again) == path.read_bytes() == again.read_bytes()
    assert issue.redraw(vault, record(vault, copy)) == path.read_bytes()


def test_the_finished_file_is_kept_with_its_copy_in_one_action(
    vault: Vault, w: World, tmp_path: Path
) -> None:
    path = tmp_path / "copy.pdf"
    before = vault.generation
    kept = record(vault, issued(vault, w, "embassy", path=path))
    assert vault.generation == before + 1
    file = vault.get(Attachment, kept.pdf_id)
    assert (file.role, file.media_type) == (AttachmentRole.COPY_FILE, "application/pdf")
    assert vault.read_attachment(file) == path.read_bytes()
    assert issue.issued_file(vault, kept) == path.read_bytes()


def test_a_newer_program_that_draws_otherwise_gives_the_file_that_was_kept(
    vault: Vault, w: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "copy.pdf"
    copy = issued(vault, w, "embassy", path=path)

    def otherwise(dossier: Any, images: Any, where: Path, *rest: Any) -> None:
        where.write_bytes(b"%PDF drawn by another program")

    monkeypatch.setattr(register, "render", otherwise)
    assert issue.redraw(vault, copy.id) == path.read_bytes()
    assert issue.verify_pdf(vault, path.read_bytes()).unaltered


def test_a_copy_stays_whole_when_its_file_is_thrown_away_or_spoiled(
    vault: Vault, w: World, tmp_path: Path
) -> None:
    path = tmp_path / "copy.pdf"
    kept = record(vault, issued(vault, w, "embassy", path=path))
    vault.trash(vault.get(Attachment, kept.pdf_id), action=DO)
    assert issue.issued_file(vault, kept) == path.read_bytes()
    vault._blobs.path(kept.pdf_id).write_bytes(b"spoiled")
    assert issue.issued_file(vault, kept) == path.read_bytes() == issue.redraw(vault, kept)


def test_a_register_that_was_touched_is_not_redrawn(vault: Vault, w: World) -> None:
    kept = record(vault, issued(vault, w, "mfa"))
    kept.frozen = kept.frozen.replace("Asqar", "Osqar")
    with pytest.raises(UserError):
        issue.redraw(vault, kept)


def test_printing_cannot_be_undone(vault: Vault, w: World) -> None:
    issued(vault, w, "mfa")
    vault.undo()
    assert len(vault.all(Copy)) == 1


# -- nothing half done -----------------------------------------------------------------------
def nothing_happened(vault: Vault, w: World, path: Path) -> bool:
    return (
        vault.all(Copy) == []
        and not path.exists()
        and vault.get(Appeal, w["appeal"].id).state is AppealState.DRAFT
        and vault.all(Attachment, role=AttachmentRole.COPY_IMAGE) == []
        and list(path.parent.glob("*.pdf*")) == []
    )


def test_a_character_without_a_form_stops_the_printing(
    vault: Vault, w: World, tmp_path: Path
) -> None:
    w["asqar-taken"].narrative = "They wrote \u1780\u1781."
    vault.save(w["asqar-taken"], action=DO)
    with pytest.raises(UserError) as caught:
        issued(vault, w, "mfa", path=tmp_path / "copy.pdf")
    assert not isinstance(caught.value, LeakError)
    assert nothing_happened(vault, w, tmp_path / "copy.pdf")


def test_stopping_leaves_nothing(vault: Vault, w: World, tmp_path: Path) -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        issued(vault, w, "mfa", path=tmp_path / "copy.pdf", progress=progress)
    assert nothing_happened(vault, w, tmp_path / "copy.pdf")


def test_a_name_in_pieces_in_an_edited_letter_is_caught_in_the_finished_file(
    vault: Vault, w: World, tmp_path: Path
) -> None:
    appeal = w["appeal"]
    appeal.letters = {"embassy.en": "version: 2\n[body]\nAsk about Se**rik** Ülgi**bai**."}
    vault.save(appeal, action=DO)
    with pytest.raises(LeakError):
        issued(vault, w, "embassy", path=tmp_path / "copy.pdf")
    assert nothing_happened(vault, w, tmp_path / "copy.pdf")


@pytest.mark.parametrize("spoil", ["trash the appeal", "no persons", "not its addressee"])
def test_what_cannot_be_issued_is_told(vault: Vault, w: World, spoil: str) -> None:
    addressee = "mfa"
    if spoil == "trash the appeal":
        vault.trash(w["appeal"], action=DO)
    elif spoil == "no persons":
        vault.trash(*(r for k, r in w.records.items() if k.startswith("in-")), action=DO)
    else:
        vault.trash(w["to-mfa"], action=DO)
    with pytest.raises(UserError):
        issued(vault, w, addressee)
    assert vault.all(Copy) == []


# -- drafts ----------------------------------------------------------------------------------
def test_a_draft_leaves_no_trace_in_the_vault(vault: Vault, w: World, tmp_path: Path) -> None:
    before = vault.generation
    dossier, images = issue.draft(vault, w["appeal"].id, w["mfa"].id, "en")
    drawn = issue.draft_copy(
        vault, w["appeal"].id, w["mfa"].id, language="en", path=tmp_path / "draft.pdf"
    )
    assert vault.generation == before
    assert vault.all(Copy) == []
    assert dossier.head.copy_words == "Draft, not issued"
    assert len(images) == 1
    assert (drawn.number, drawn.id) == (0, None)
    assert (tmp_path / "draft.pdf").read_bytes().startswith(b"%PDF")


def test_a_draft_for_the_embassy_passes_the_same_gate(vault: Vault, w: World) -> None:
    dossier, _ = issue.draft(vault, w["appeal"].id, w["embassy"].id)
    assert "Murat" not in freeze(dossier)


# -- verifying -------------------------------------------------------------------------------
def test_a_pdf_is_told_unaltered_altered_or_unknown(vault: Vault, w: World, tmp_path: Path) -> None:
    path = tmp_path / "copy.pdf"
    copy = issued(vault, w, "mfa", path=path)
    data = path.read_bytes()
    verdict = issue.verify_pdf(vault, data)
    assert (verdict.finding, verdict.copy_id) == (issue.Finding.UNALTERED, copy.id)
    assert verdict.unaltered
    assert "copy 1" in verdict.sentence.format(**verdict.params)
    altered = issue.verify_pdf(vault, data + b"\n%")
    assert (altered.finding, altered.copy_id) == (issue.Finding.ALTERED, copy.id)
    for other in (b"", b"no pdf", photograph()):
        assert issue.verify_pdf(vault, other).finding is issue.Finding.UNKNOWN


def test_a_draft_is_told_as_one_in_every_language(vault: Vault, w: World, tmp_path: Path) -> None:
    for language in PRINTED:
        path = tmp_path / f"{language}.pdf"
        issue.draft_copy(vault, w["appeal"].id, w["embassy"].id, language=language, path=path)
        verdict = issue.verify_pdf(vault, path.read_bytes())
        assert (verdict.finding, verdict.copy_id) == (issue.Finding.DRAFT, None), language


def test_every_page_of_a_draft_says_so_in_its_head_and_across_it_and_none_of_a_copy(
    vault: Vault, w: World, tmp_path: Path
) -> None:
    path = tmp_path / "draft.pdf"
    issue.draft_copy(vault, w["appeal"].id, w["embassy"].id, language="en", path=path)
    issued(vault, w, "embassy", path=tmp_path / "copy.pdf")
    for name, times in (("draft.pdf", 2), ("copy.pdf", 0)):
        document = pypdfium2.PdfDocument(tmp_path / name)
        texts = [page.get_textpage().get_text_range() for page in document]
        document.close()
        assert len(texts) > 2
        for text in texts:
            assert (text.count("Draft, not issued") >= times) if times else "Draft" not in text


def test_a_code_typed_from_paper_finds_its_copy(vault: Vault, w: World) -> None:
    copy = issued(vault, w, "embassy")
    for typed in (
        copy.page_code, copy.page_code.lower(), copy.page_code.replace("-", " "),
        copy.page_code.replace("0", "o").replace("1", "l"),
    ):  # fmt: skip
        assert [found.id for found in find_code(vault, typed)] == [copy.id], typed
    assert find_code(vault, "ZZZZ-ZZZZ") == ()
    assert find_code(vault, "") == ()


def test_a_pdf_of_another_vault_is_unknown(new_vault: Callable[[], Vault], tmp_path: Path) -> None:
    first, second = new_vault(), new_vault()
    w, other = stored(first, world()), stored(second, world())
    path = tmp_path / "copy.pdf"
    issued(first, w, "mfa", path=path)
    assert issue.verify_pdf(second, path.read_bytes()).finding is issue.Finding.UNKNOWN
    issued(second, other, "wgeid")
    assert issue.verify_pdf(second, path.read_bytes()).finding is issue.Finding.UNKNOWN


# -- all copies ------------------------------------------------------------------------------
def test_all_copies_are_issued_with_the_office_copy_that_lists_the_rest(
    vault: Vault, w: World, tmp_path: Path
) -> None:
    copies = every_copy(
        vault, w["appeal"].id, tmp_path, languages={w["mfa"].id: "ru"}, produced_at=PRODUCED
    )
    assert [c.language for c in copies] == ["ru", "en", "en", "en"]
    assert all(c.path.read_bytes().startswith(b"%PDF") for c in copies)
    office = thaw(record(vault, copies[-1]).frozen)
    lists = [part for part in office.parts if isinstance(part, WithheldList)]
    assert [part.title for part in lists] == [f"What copy {n} does not show" for n in (1, 2, 3)]
    embassy = next(c for c in copies if c.addressee_id == w["embassy"].id)
    rows = [row for group in lists[embassy.number - 1].groups for row in group.rows]
    assert len(rows) == embassy.withheld
    assert any(row.pages not in ("", "—") for row in rows)
    assert "searched for" in "".join(s.text for s in lists[0].checked)
    assert [c.number for c in issue.issued_copies(vault, w["appeal"].id)] == [1, 2, 3]
    assert len(issue.issued_copies(vault, w["appeal"].id, for_office=True)) == 1


def test_ask_first_makes_one_task_and_is_not_given(vault: Vault, w: World) -> None:
    consent = next(r for k, r in w.records.items() if k.startswith("consent-raushan-asqar-host"))
    consent.answers = {**consent.answers, "health": "ask"}
    vault.save(consent, action=DO)
    first = issued(vault, w, "mfa")
    issued(vault, w, "mfa")
    tasks = vault.all(Task)
    assert [(t.detainee_id, t.appeal_id) for t in tasks] == [(w["asqar"].id, w["appeal"].id)]
    assert str(consent.serial) in tasks[0].title
    assert "weight loss" not in record(vault, first).frozen


# -- the embassy's copy, by four roads ---------------------------------------------------------
WITHHELD = (
    "Murat", "Synaqbai", "Сынақбай", "Saule", "Сәуле", "Nurgul", "Нұргүл", "Raushan", "Раушан",
    "Мысалова", "Serik", "Dulat", "Aqerke", "Baimurat", "Gulnar", "workshop", "diabetes",
    "weight loss", "four minutes", "driver", "two children", "Künes", "group 0",
    "raushan@example.org", "790314400006", "0000417", "Сайран", "Тестбаев", "five Trial",
)  # fmt: skip


@pytest.fixture
def embassy(vault: Vault, w: World, tmp_path: Path) -> tuple[Copy, bytes]:
    path = tmp_path / "embassy.pdf"
    copy = issued(vault, w, "embassy", path=path)
    return record(vault, copy), path.read_bytes()


def squeezed(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def test_the_embassys_copy_holds_nothing_withheld_in_text_streams_or_metadata(
    embassy: tuple[Copy, bytes],
) -> None:
    kept, data = embassy
    document = pypdfium2.PdfDocument(data)
    one = "".join(p.get_textpage().get_text_range() for p in document)
    outline = "".join(item.get_title() for item in document.get_toc())
    metadata = json.dumps(document.get_metadata_dict(), ensure_ascii=False)
    document.close()
    two = extract_text(io.BytesIO(data))
    frozen = "".join(_texts(json.loads(kept.frozen)))
    assert "Asqar" in one
    assert "Asqar" in two
    assert "Asqar" in frozen
    for text in (one, two, frozen, outline, metadata):
        for secret in WITHHELD:
            assert squeezed(secret) not in squeezed(text), secret
    for stream in _decoded(data):
        for secret in WITHHELD:
            for encoding in ("utf-8", "utf-16-be", "utf-16-le"):
                assert secret.encode(encoding) not in stream, secret


def _texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [t for item in value.values() for t in _texts(item)]
    if isinstance(value, list):
        return [t for item in value for t in _texts(item)]
    return [value] if isinstance(value, str) else []


def _decoded(data: bytes) -> list[bytes]:
    streams = [data]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Stream):
                raw = item.read_raw_bytes()
                try:
                    streams.append(zlib.decompress(raw))
                except zlib.error:
                    streams.append(raw)
    return streams


def test_the_register_still_knows_what_the_embassy_was_not_shown(
    embassy: tuple[Copy, bytes],
) -> None:
    kept, _ = embassy
    listed = {item["what"] for item in kept.withheld}
    assert {"Murat Synaqbai", "Saule Maketbai", "Nurgul Elesqan", "Raushan Mysalova"} <= listed


def test_the_embassys_copy_of_a_refused_photo_has_no_picture(embassy: tuple[Copy, bytes]) -> None:
    kept, data = embassy
    assert kept.images == {}
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert not [o for o in pdf.objects if isinstance(o, pikepdf.Stream)
                    and o.get("/Subtype") == "/Image"]  # fmt: skip


def test_an_audience_is_that_of_the_addressee_not_of_the_letter(vault: Vault, w: World) -> None:
    w["embassy"].letter = "mfa"
    vault.save(w["embassy"], action=DO)
    copy = issued(vault, w, "embassy")
    assert thaw(record(vault, copy).frozen).head.audience == Audience.DETAINING_STATE.value
    assert "Raushan" not in record(vault, copy).frozen


# -- what is read for a copy -------------------------------------------------------------------
def test_the_offices_letters_and_who_was_told_apart_are_read_with_an_appeal(
    vault: Vault, w: World
) -> None:
    apart = MatchDecision(
        first_id=w["murat"].id, second_id=w["saule"].id, verdict=MatchVerdict.NOT_SAME
    )
    letter = LetterTemplate(name="mfa", language="en", number=7, text="version: 7\n[body]\nOurs.")
    vault.save(apart, letter, action=DO)
    file = vault.read(lambda session: load_appeal_file(session, w["appeal"].id))
    assert file is not None
    assert [one.number for one in file.letters] == [7]
    assert file.told_apart == {frozenset((w["murat"].id, w["saule"].id))}
