"""The register of issued copies: what stood behind each, and the copy itself drawn again.

A copy is written with its frozen content, its finished file, hashes, policy, template, withheld
list and what was set aside in one action that cannot be undone: what was printed was printed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID

from caseapp.disclosure.gate import WithheldItem
from caseapp.disclosure.words import Words
from caseapp.domain.vocabulary import AppealState, AttachmentRole, InfoClass
from caseapp.dossier.compile import Compiled, IssuedView, to_be_asked
from caseapp.dossier.compile.particulars import in_language
from caseapp.dossier.compile.withheld import Overridden
from caseapp.dossier.document import CaseSheets, Dossier
from caseapp.dossier.finish import private_folder
from caseapp.dossier.frozen import content_hash, freeze, page_code, thaw
from caseapp.dossier.languages import worded_in
from caseapp.dossier.overriding import Override
from caseapp.dossier.pdf.render import RenderResult, render
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.store.casefile import AppealFile
from caseapp.store.history import Action
from caseapp.store.records import Appeal, Attachment, Copy, Record, Task, new_id
from caseapp.store.vault import Vault
from caseapp.system.files import replace_atomically

FACTS = "facts"
"""Key in a copy's `templates` under which the office's figures about it are kept."""


def issued_copies(vault: Vault, appeal_id: UUID, *, for_office: bool = False) -> list[Copy]:
    """The copies of an appeal in the order of their numbers."""
    copies = vault.all(Copy, appeal_id=appeal_id, for_office=for_office)
    return sorted(copies, key=lambda copy: copy.number)


def redraw(vault: Vault, copy: Copy | UUID, path: Path | None = None) -> bytes:
    """The PDF of an issued copy, drawn again from its frozen content: the same bytes.

    Where this program draws otherwise than the one that issued it, the file that was kept then.
    With a `path` it is written there too. Raises UserError if the content kept in the
    register is not what was issued, is not kept, or if there is no such copy.
    """
    record = _copy(vault, copy)
    if not record.frozen:
        raise UserError(N_("The pages of this copy are not kept: only that it was made."))
    if content_hash(record.frozen) != record.frozen_sha256:
        raise UserError(N_("The stored content of this copy cannot be read."))
    with private_folder() as folder:
        render(thaw(record.frozen), _images(vault, record), folder / "copy.pdf")
        data = (folder / "copy.pdf").read_bytes()
    if _sha256(data) != record.pdf_sha256:
        data = _kept(vault, record) or data
    if path is not None:
        replace_atomically(path, data)
    return data


def issued_file(vault: Vault, copy: Copy | UUID, path: Path | None = None) -> bytes:
    """The PDF of an issued copy as it went out: the file that was kept, else drawn again.

    Errors as `redraw`.
    """
    record = _copy(vault, copy)
    data = _kept(vault, record)
    if data is None:
        return redraw(vault, record, path)
    if path is not None:
        replace_atomically(path, data)
    return data


def _copy(vault: Vault, copy: Copy | UUID) -> Copy:
    record = vault.get(Copy, copy) if isinstance(copy, UUID) else copy
    if record is None:
        raise UserError(N_("There is no such copy in the register."))
    return record


def _kept(vault: Vault, copy: Copy) -> bytes | None:
    """The file that was kept with a copy, if it is there and is the one that was issued."""
    attachment = vault.get(Attachment, copy.pdf_id) if copy.pdf_id is not None else None
    if attachment is None:
        return None
    try:
        data = vault.read_attachment(attachment)
    except UserError:
        return None
    return data if _sha256(data) == copy.pdf_sha256 else None


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def register(
    vault: Vault,
    file: AppealFile,
    compiled: Compiled,
    drawn: RenderResult,
    pdf: bytes,
    addressee_id: UUID,
    number: int,
    at: datetime,
    *,
    for_office: bool,
    warnings: Sequence[str] = (),
    overrides: Sequence[Override] = (),
) -> Copy:
    """Write the copy and its file, with its pictures before it, and tasks for what is to be asked.

    `warnings` are codes of what somebody was warned of and printed all the same, `overrides`
    the blockers that were set aside.
    """
    frozen = freeze(compiled.dossier)
    sha256 = content_hash(frozen)
    action = _action(number, warnings, overrides)
    pdf_id = new_id()
    copy = Copy(
        appeal_id=file.appeal.id,
        addressee_id=addressee_id,
        number=number,
        for_office=for_office,
        language=compiled.dossier.head.language,
        produced_at=at,
        frozen=frozen,
        frozen_sha256=sha256,
        page_code=page_code(sha256),
        pdf_sha256=drawn.pdf_sha256,
        pages=drawn.pages,
        policy_number=compiled.policy_number,
        templates={**compiled.templates, FACTS: _facts(compiled) | {"warnings": list(warnings)}},
        withheld=[
            {**item.to_json(), "pages": _pages(item, drawn.anchors)} for item in compiled.withheld
        ],
        images=_keep_images(vault, compiled, action),
        pdf_id=pdf_id,
        overrides=[one.to_json() for one in overrides],
    )
    changed: list[Record] = [copy, *_tasks(vault, file, compiled)]
    appeal = vault.get(Appeal, file.appeal.id)
    if appeal is not None and appeal.state is AppealState.DRAFT and not for_office:
        appeal.state = AppealState.PRINTED
        changed.append(appeal)
    vault.attach(
        pdf, role=AttachmentRole.COPY_FILE, action=action, also=changed, id=pdf_id,
        media_type="application/pdf",
    )  # fmt: skip
    return copy


def _action(number: int, warnings: Sequence[str], overrides: Sequence[Override]) -> Action:
    """What the history says: what was set aside is told with its reasons."""
    said: dict[str, object] = {"number": number}
    sentence = N_("Issue copy {number}")
    if overrides:
        sentence = N_("Issue copy {number} although the check blocks it: {reasons}")
        said["reasons"] = "; ".join(dict.fromkeys(one.reason for one in overrides))
    elif warnings:
        sentence = N_("Issue copy {number}, warnings: {warnings}")
        said["warnings"] = len(warnings)
    return Action(sentence, said, undoable=False)


def _facts(compiled: Compiled) -> dict[str, object]:
    return {
        "searched": len({secret.text for secret in compiled.secrets}),
        "entries": _entries(compiled.dossier),
        "consented": {c.value: n for c, n in sorted(compiled.consented.items())},
    }


def _entries(dossier: Dossier) -> int:
    return sum(len(part.sheets) for part in dossier.parts if isinstance(part, CaseSheets))


def _pages(item: WithheldItem, anchors: Mapping[str, int]) -> dict[str, int]:
    return {anchor: anchors[anchor] for anchor in item.anchors if anchor in anchors}


def _keep_images(vault: Vault, compiled: Compiled, action: Action) -> dict[str, str]:
    """Attachments of the pictures as printed, by hash; one that is there already serves again."""
    kept = {}
    for sha256, data in sorted(compiled.images.items()):
        known = vault.all(Attachment, role=AttachmentRole.COPY_IMAGE, sha256=sha256)
        attachment = known[0] if known else vault.attach(
            data, role=AttachmentRole.COPY_IMAGE, action=action, media_type="image/jpeg"
        )  # fmt: skip
        kept[sha256] = attachment.id.hex
    return kept


def _tasks(vault: Vault, file: AppealFile, compiled: Compiled) -> list[Task]:
    """A task for each consent that says "ask first", unless it is open already."""
    words = Words(worded_in(compiled.dossier.head.language))
    open_tasks = {
        (task.title, task.detainee_id)
        for task in vault.all(Task, appeal_id=file.appeal.id)
        if not task.done
    }
    tasks: dict[tuple[str, UUID | None], Task] = {}
    for item in to_be_asked(compiled.withheld):
        title = words.tr(
            "Ask before the next copy: {information} (consent no. {number})",
            information=words.label(item.info_class),
            number=item.ground.consent,
        )
        key = title, item.case_id
        if key not in open_tasks:
            tasks[key] = Task(title=title, detainee_id=item.case_id, appeal_id=file.appeal.id)
    return list(tasks.values())


def issued_view(file: AppealFile, copy: Copy, language: str) -> IssuedView:
    """What the office's list tells of an issued copy, from the register."""
    pair = file.addressee(copy.addressee_id)
    texts = pair[1].texts if pair else {}
    facts = copy.templates.get(FACTS, {})
    pages = {anchor: page for item in copy.withheld for anchor, page in item["pages"].items()}
    words = Words(language)
    return IssuedView(
        number=copy.number,
        addressee=in_language(texts.get("body", ""), language),
        addressee_short=in_language(texts.get("short", ""), language),
        language=copy.language,
        audience=pair[1].audience.value if pair else "",
        policy=words.tr(
            "for “{audience}”, version {number}",
            audience=words.label(pair[1].audience) if pair else "",
            number=copy.policy_number,
        ),
        entries=int(facts.get("entries", 0)),
        withheld=[WithheldItem.from_json(item) for item in copy.withheld],
        pages=pages,
        page_count=copy.pages,
        consented={InfoClass(c): n for c, n in facts.get("consented", {}).items()},
        searched=int(facts.get("searched", 0)),
        overridden=[Overridden(**_overridden(file, one)) for one in copy.overrides],
    )


def _overridden(file: AppealFile, kept: Mapping[str, str]) -> dict[str, str]:
    """One blocker that was set aside: its code, the number of whom it is about, the reason."""
    one = Override.from_json(kept)
    case = next((c for c in file.detainees.values() if c.id.hex == one.subject), None)
    return {
        "code": one.code, "about": case.case_number if case else "", "reason": one.reason,
    }  # fmt: skip


def _images(vault: Vault, copy: Copy) -> dict[str, bytes]:
    """The pictures of an issued copy by their hash."""
    images = {}
    for sha256, attachment_id in copy.images.items():
        attachment = vault.get(Attachment, UUID(hex=attachment_id))
        if attachment is not None:
            images[sha256] = vault.read_attachment(attachment)
    return images
