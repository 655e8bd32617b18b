"""Issuing behind the check: what blocks, what is set aside with a reason, many copies at once."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest

from caseapp.domain.vocabulary import AttachmentRole, Audience
from caseapp.dossier import checked, issue
from caseapp.dossier.compile.withheld import OVERRIDDEN
from caseapp.dossier.document import WithheldList
from caseapp.dossier.frozen import thaw
from caseapp.dossier.overriding import BlockedError, Override
from caseapp.dossier.preflight_rules import OVERRIDABLE, Rule
from caseapp.dossier.register import FACTS
from caseapp.errors import Cancelled, UserError
from caseapp.store.history import Action
from caseapp.store.records import Attachment, Copy
from caseapp.store.tables import action as action_table
from caseapp.store.vault import Vault
from caseapp.system.files import replace_atomically
from caseapp.system.progress import Progress, Report
from tests.dossier.world import World, when, world

DO = Action("prepare")
REASON = "The family asked us to print it nameless."


@pytest.fixture
def w(vault: Vault) -> World:
    """The invented world without its photo; nobody was asked about Murat."""
    w = world()
    del w.records["asqar-photo"]
    w["asqar"].photo_id = None
    for key in ("saule", "nurgul", "unnamed", "group"):
        del w.records[f"in-{key}"]
    for key in ("mfa", "embassy", "wgeid"):
        w[key].checked = when("1 May 2026")
        w[key].parts = ["letter", "persons", "verification"]
    vault.save(*w.records.values(), action=DO)
    return w


def last_action(vault: Vault) -> tuple[str, dict[str, object]]:
    query = action_table.select().order_by(action_table.c.seq.desc()).limit(1)
    row = vault.read(lambda session: session.execute(query).one())
    return row.label, row.params


def test_what_blocks_a_copy_keeps_it_from_being_issued(vault: Vault, w: World) -> None:
    with pytest.raises(BlockedError) as caught:
        checked.issue_checked(vault, w["appeal"].id, w["mfa"].id)
    assert {one.rule for one in caught.value.findings} == {Rule.NO_CONSENT}
    assert vault.all(Copy) == []
    assert vault.all(Attachment, role=AttachmentRole.COPY_FILE) == []


@pytest.mark.parametrize("reason", ["", "  ", "ok", "!!!"])
def test_a_reason_that_says_nothing_sets_nothing_aside(vault: Vault, w: World, reason: str) -> None:
    with pytest.raises(BlockedError):
        checked.issue_checked(vault, w["appeal"].id, w["mfa"].id, reasons={"no_consent": reason})


def test_a_reason_is_kept_with_the_copy_in_the_history_and_in_the_offices_list(
    vault: Vault, w: World
) -> None:
    reasons = {"no_consent": f"  {REASON}\n"}
    copy = checked.issue_checked(vault, w["appeal"].id, w["mfa"].id, reasons=reasons)
    kept = vault.get(Copy, copy.id)
    assert kept.overrides == [Override("no_consent", w["murat"].id.hex, REASON).to_json()]
    label, params = last_action(vault)
    assert label.format(**params).endswith(f"although the check blocks it: {REASON}")
    office = issue.issue_office_copy(vault, w["appeal"].id)
    frozen = thaw(vault.get(Copy, office.id).frozen)
    (part,) = [part for part in frozen.parts if isinstance(part, WithheldList)]
    (told,) = part.overridden
    said = "".join(span.text for span in told)
    assert w["murat"].case_number in said
    assert said.endswith(f"Reason: {REASON}")
    document = pypdfium2.PdfDocument(io.BytesIO(issue.issued_file(vault, office.id)))
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    assert part.overridden_label.casefold() in " ".join(text.split()).casefold()


def test_setting_a_blocker_aside_shows_no_name(vault: Vault, w: World) -> None:
    reasons = {"no_consent": REASON}
    copy = checked.issue_checked(vault, w["appeal"].id, w["mfa"].id, reasons=reasons)
    frozen = vault.get(Copy, copy.id).frozen
    assert "Asqar" in frozen
    assert "Murat" not in frozen


def test_what_leaves_nothing_to_print_cannot_be_set_aside(vault: Vault, w: World) -> None:
    w["to-mfa"].letter = "nobody_wrote_it"
    vault.save(w["to-mfa"], action=DO)
    reasons = {rule.value: REASON for rule in Rule}
    with pytest.raises(BlockedError) as caught:
        checked.issue_checked(vault, w["appeal"].id, w["mfa"].id, reasons=reasons)
    assert {one.rule for one in caught.value.findings} == {Rule.LETTER_MISSING}


def test_every_blocker_that_can_be_set_aside_has_its_words_on_paper() -> None:
    assert {rule.value for rule in OVERRIDABLE} <= set(OVERRIDDEN)


def test_warnings_stand_in_the_register_also_one_that_only_drawing_tells(
    vault: Vault, w: World
) -> None:
    line = "We ask you once more to look into each of these cases with care.\n"
    head = "version: 2\n[signature-name]\n{organisation_signatory}\n[body]\n"
    w["appeal"].letters = {"wgeid.en": {"text": head + line * 150}}
    vault.save(w["appeal"], action=DO)
    vault.trash(w["in-murat"], action=DO)
    copy = checked.issue_checked(vault, w["appeal"].id, w["wgeid"].id)
    warnings = vault.get(Copy, copy.id).templates[FACTS]["warnings"]
    assert Rule.LETTER_LONG.value in warnings
    file, _found = checked.checked(vault, w["appeal"].id)
    assert issue.letter_pages(file, w["wgeid"].id) > 2
    assert issue.letter_pages(file, w["mfa"].id) in (1, 2)


# -- several copies ------------------------------------------------------------------------------
def test_one_copy_that_is_blocked_does_not_stop_the_others(
    vault: Vault, w: World, tmp_path: Path
) -> None:
    w["to-embassy"].letter = "nobody_wrote_it"
    vault.save(w["to-embassy"], action=DO)
    results = checked.issue_copies(
        vault, w["appeal"].id, folder=tmp_path,
        reasons={w["mfa"].id: {"no_consent": REASON}},
    )  # fmt: skip
    assert [result.issued for result in results] == [True, False, False, True]
    assert {one.rule for one in results[1].findings} == {Rule.LETTER_MISSING}
    assert {one.rule for one in results[2].findings} == {Rule.NO_CONSENT}
    assert sorted(path.name for path in tmp_path.glob("*.pdf")) == [
        "appeal-1-copy-1-host-state.pdf", "appeal-1-copy-2-office.pdf",
    ]  # fmt: skip
    assert [copy.number for copy in vault.all(Copy)] == [1, 2]


def test_a_copy_that_cannot_be_drawn_does_not_stop_the_others(
    vault: Vault, w: World, tmp_path: Path
) -> None:
    vault.trash(w["in-murat"], action=DO)
    text = "version: 2\n[signature-name]\nX\n[body]\nAsk about Se**rik** Ülgi**bai**."
    w["appeal"].letters = {"embassy.en": {"text": text}}
    vault.save(w["appeal"], action=DO)
    targets = [w["embassy"].id, w["wgeid"].id]
    results = checked.issue_copies(vault, w["appeal"].id, folder=tmp_path, targets=targets)
    assert [result.issued for result in results] == [False, True]
    assert isinstance(results[0].error, issue.LeakError)
    assert [result.target for result in results] == targets


def test_a_file_that_cannot_be_written_ends_the_series_and_its_copy_stands_in_the_register(
    vault: Vault, w: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.trash(w["in-murat"], action=DO)

    def full(path: Path, data: bytes) -> None:
        if "copy-2" in path.name:
            raise OSError
        replace_atomically(path, data)

    monkeypatch.setattr(issue, "replace_atomically", full)
    results = checked.issue_copies(vault, w["appeal"].id, folder=tmp_path)
    assert [result.issued for result in results] == [True, False]
    assert isinstance(results[1].error, UserError)
    assert results[1].copy is not None
    assert len(vault.all(Copy)) == 2


def test_the_series_tells_how_far_it_is_and_can_be_stopped_between_copies(
    vault: Vault, w: World, tmp_path: Path
) -> None:
    vault.trash(w["in-murat"], action=DO)
    told: list[float] = []

    def listen(report: Report) -> None:
        told.append(report.fraction or 0.0)
        if report.fraction and report.fraction > 0.5:
            progress.cancel()

    progress = Progress(listen)
    targets = [w["embassy"].id, w["wgeid"].id]
    with pytest.raises(Cancelled):
        checked.issue_copies(
            vault, w["appeal"].id, folder=tmp_path, targets=targets, progress=progress
        )
    assert told == sorted(told)
    assert len(vault.all(Copy)) == 1
    assert len(list(tmp_path.glob("*.pdf"))) == 1


def test_the_check_is_made_in_the_language_that_was_asked_for(vault: Vault, w: World) -> None:
    vault.trash(w["in-murat"], action=DO)
    w["mfa"].letter = "mfa"
    w["appeal"].letters = {"mfa.ru": {"text": "version: 1\n[body]\n{nobody_knows}\n"}}
    vault.save(w["mfa"], w["appeal"], action=DO)
    with pytest.raises(BlockedError) as caught:
        checked.issue_checked(vault, w["appeal"].id, w["mfa"].id, language="ru")
    assert {one.rule for one in caught.value.findings} == {Rule.LETTER_BROKEN}
    assert w["mfa"].audience is Audience.HOST_STATE
    assert checked.issue_checked(vault, w["appeal"].id, w["mfa"].id, language="en").number == 1
