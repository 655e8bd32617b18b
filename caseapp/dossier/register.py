"""The register of issued copies: what stood behind each, and the copy itself drawn again.

A copy is written with its frozen content, hashes, policy, template and withheld list in one
action that cannot be undone: what was printed was printed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID

from caseapp.domain.vocabulary import AppealState, AttachmentRole, InfoClass
from caseapp.dossier.compile import Compiled, IssuedView, WithheldItem, to_be_asked
from caseapp.dossier.compile.particulars import in_language
from caseapp.dossier.compile.words import Words
from caseapp.dossier.document import CaseSheets, Dossier
from caseapp.dossier.finish import private_folder
from caseapp.dossier.frozen import content_hash, freeze, page_code, thaw
from caseapp.dossier.pdf.render import RenderResult, render
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.store.casefile import AppealFile
from caseapp.store.history import Action
from caseapp.store.records import Appeal, Attachment, Copy, Record, Task
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

    With a `path` it is written there too. Raises UserError if the content kept in the
    register is not what was issued, or if there is no such copy.
    """
    record = vault.get(Copy, copy) if isinstance(copy, UUID) else copy
    if record is None:
        raise UserError(N_("There is no such copy in the register."))
    if content_hash(record.frozen) != record.frozen_sha256:
        raise UserError(N_("The stored content of this copy cannot be read."))
    with private_folder() as folder:
        render(thaw(record.frozen), _images(vault, record), folder / "copy.pdf")
        data = (folder / "copy.pdf").read_bytes()
    if path is not None:
        replace_atomically(path, data)
    return data


def register(
    vault: Vault,
    file: AppealFile,
    compiled: Compiled,
    drawn: RenderResult,
    addressee_id: UUID,
    number: int,
    at: datetime,
    *,
    for_office: bool,
    warnings: Sequence[str] = (),
) -> Copy:
    """Write the copy, with its pictures before it, and tasks for what is to be asked.

    `warnings` are codes of what somebody was warned of and printed all the same.
    """
    frozen = freeze(compiled.dossier)
    sha256 = content_hash(frozen)
    action = Action(N_("Issue copy {number}"), {"number": number}, undoable=False)
    if warnings:
        said = {"number": number, "warnings": len(warnings)}
        action = Action(N_("Issue copy {number}, warnings: {warnings}"), said, undoable=False)
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
    )
    changed: list[Record] = [copy, *_tasks(vault, file, compiled)]
    appeal = vault.get(Appeal, file.appeal.id)
    if appeal is not None and appeal.state is AppealState.DRAFT and not for_office:
        appeal.state = AppealState.PRINTED
        changed.append(appeal)
    vault.save(*changed, action=action)
    return copy


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
    words = Words(compiled.dossier.head.language)
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
    )


def _images(vault: Vault, copy: Copy) -> dict[str, bytes]:
    """The pictures of an issued copy by their hash."""
    images = {}
    for sha256, attachment_id in copy.images.items():
        attachment = vault.get(Attachment, UUID(hex=attachment_id))
        if attachment is not None:
            images[sha256] = vault.read_attachment(attachment)
    return images
