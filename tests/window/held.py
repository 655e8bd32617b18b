"""What the vault holds after the day, read with its passphrase, without the program's window."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pypdfium2

from caseapp.domain.vocabulary import (
    Attribution,
    Audience,
    Bearing,
    ConsentAnswer,
    EventKind,
    ReplyCode,
    Sex,
)
from caseapp.store.records import (
    Addressee,
    Appeal,
    AppealAddressee,
    AppealPerson,
    Citation,
    Consent,
    Contact,
    Copy,
    Detainee,
    Dispatch,
    Event,
    Excerpt,
    Identifier,
    Intake,
    NameForm,
    OfficialClaim,
    Reply,
    Source,
)
from caseapp.store.restore import damages, newest, open_backup
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress
from tests.window import told
from tests.window.process import ROOT
from tests.window.screen import NotHeldError


def hold(holds: object, what: str) -> None:
    """Go on if it holds, else say what does not."""
    if not holds:
        raise NotHeldError(what)


def examine(vault_path: Path, slip: Path, copies: tuple[Path, Path], history: Path) -> None:
    """All that was typed is there, in its place, and the paper is the vault's own."""
    with Vault.open(vault_path, told.PASSPHRASE) as vault:
        case = _case(vault)
        _intake(vault, case)
        _excerpt(vault, case)
        _appeal(vault, case)
        _way(vault, case)
        _undone(vault)
        hold(not vault.check(), "the vault is found sound")
    words = _text(slip)
    hold(case.case_number in words, "the claim slip bears the number of the case")
    hold(told.NAME not in words and told.TELLER not in words, "and the name of nobody")
    for copy in copies:
        _verify(vault_path, copy)
    told_on_paper = _text(history)
    for words in (told.COUPON, told.SENDER, told.THEIR_WORDS):
        hold(words in told_on_paper, f"the history tells of “{words}”")


def _case(vault: Vault) -> Detainee:
    (name,) = [one for one in vault.all(NameForm) if one.text == told.NAME] or [None]
    hold(name, "the name stands in the vault letter for letter")
    case = vault.get(Detainee, name.detainee_id)
    hold(case.sex is Sex.FEMALE, "the person is a woman")
    hold(case.birth.text == told.BORN, "the birth is kept as it was typed")
    (number,) = vault.all(Identifier, detainee_id=case.id)
    hold(number.number == told.DOCUMENT, "the document's number is kept")
    (event,) = vault.all(Event, detainee_id=case.id)
    hold(event.kind is EventKind.HOUSE_ARREST, "what happened is house arrest")
    hold(event.when.text == told.SINCE, "since when is kept as it was typed")
    return case


def _intake(vault: Vault, case: Detainee) -> None:
    (intake,) = vault.all(Intake, detainee_id=case.id)
    hold(intake.finished_at is not None, "the intake is finished")
    teller = vault.get(Contact, intake.contact_id)
    names = [one.text for one in vault.all(NameForm, contact_id=teller.id)]
    hold(names == [told.TELLER], "who told is kept by name")
    hold(told.PHONE in str(teller.phones), "and by telephone")
    given = {one.audience: set(one.answers.values()) for one in vault.all(Consent)}
    hold(ConsentAnswer.ALLOW in given.get(Audience.HOST_STATE, ()), "the ministry may see it")
    hold(ConsentAnswer.ALLOW not in given.get(Audience.DETAINING_STATE, ()), "the embassy may not")


def _excerpt(vault: Vault, case: Detainee) -> None:
    (source,) = [one for one in vault.all(Source) if one.title == told.LETTER] or [None]
    hold(source and source.text == told.TEXT, "the letter stands in the vault letter for letter")
    (excerpt,) = vault.all(Excerpt, source_id=source.id)
    hold(excerpt.text == told.SENTENCE, f"the excerpt is the passage itself: {excerpt.text!r}")
    start, end = excerpt.locator["start"], excerpt.locator["end"]
    hold(source.text[start:end] == told.SENTENCE, "the excerpt is tied to its place")
    (citation,) = vault.all(Citation, excerpt_id=excerpt.id)
    (event,) = vault.all(Event, detainee_id=case.id)
    hold(citation.bearing is Bearing.SUPPORTS, "it supports")
    hold(citation.event_id == event.id, "it supports the house arrest")


def _appeal(vault: Vault, case: Detainee) -> None:
    (appeal,) = vault.all(Appeal)
    hold(appeal.title == told.APPEAL, "the appeal is called as it was typed")
    persons = [one.detainee_id for one in vault.all(AppealPerson, appeal_id=appeal.id)]
    hold(case.id in persons and len(persons) == 2, "the appeal speaks for both persons")
    (link,) = vault.all(AppealAddressee, appeal_id=appeal.id)
    addressee = vault.get(Addressee, link.addressee_id)
    hold(addressee.audience is Audience.HOST_STATE, "it goes to the ministry")
    copies = sorted(vault.all(Copy), key=lambda copy: copy.number)
    hold(
        [(one.appeal_id, one.addressee_id, one.number) for one in copies]
        == [(appeal.id, addressee.id, 1), (appeal.id, addressee.id, 2)],
        "copies 1 and 2 of it stand in the register",
    )
    hold({one.language for one in copies} == {"kk"}, "both are in Kazakh")
    reasons = [[one["reason"] for one in copy.overrides] for copy in copies]
    hold(reasons == [[], [told.REASON]], "the second was printed all the same, with its reason")


def _way(vault: Vault, case: Detainee) -> None:
    """The coupon, the day that follows from it, the answer and what it says of one person."""
    (dispatch,) = vault.all(Dispatch)
    hold(
        (dispatch.coupon, dispatch.registration_number, dispatch.registered_time)
        == (told.COUPON, told.NUMBER, told.HOUR),
        "the coupon is kept as it was typed",
    )
    hold(dispatch.due == told.DUE, f"the answer is due by the law: {dispatch.due}")
    (reply,) = vault.all(Reply, dispatch_id=dispatch.id)
    hold(reply.sender == told.SENDER, "who answered is kept")
    hold(reply.response is ReplyCode.DENIED_EVENT, "what the answer does is kept")
    (claim,) = vault.all(OfficialClaim, reply_id=reply.id)
    hold(claim.detainee_id == case.id, "the claim is about the first person")
    hold(
        (claim.attribution, claim.text) == (Attribution.DENY, told.THEIR_WORDS),
        "what officials say is kept, and nothing of the case is changed by it",
    )


def _undone(vault: Vault) -> None:
    names = {one.text for one in vault.all(NameForm)}
    hold(told.SECOND not in names, "what was undone after the restart is gone")
    hold(told.THIRD in names, "what was being typed when the window was closed is kept")


def _verify(vault_path: Path, copy: Path) -> None:
    command = [sys.executable, "-m", "caseapp", "verify", str(copy), "--vault", str(vault_path)]
    environment = {**os.environ, "CASEAPP_PASSPHRASE": told.PASSPHRASE}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    hold(done.returncode == 0, f"the printed copy is verified: {done.stdout}{done.stderr}")


def _text(pdf: Path) -> str:
    with pypdfium2.PdfDocument(pdf.read_bytes()) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def examine_backup(stick: Path) -> None:
    """One backup, whole, and nothing of what was typed in the clear."""
    opened = open_backup(newest(stick), told.PASSPHRASE)
    found = damages(opened.backup, opened.master, Progress())
    hold(not found, f"the backup is whole: {found}")
    hold(opened.backup.cases > 0, "the backup has cases")
    for path in stick.rglob("*"):
        raw = path.read_bytes() if path.is_file() else b""
        for secret in told.SECRETS:
            hold(secret.encode() not in raw, f"{path.name}: nothing stands there in the clear")
            hold(secret not in str(path), f"{path.name}: the name tells nothing")
