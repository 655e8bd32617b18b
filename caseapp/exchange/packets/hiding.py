"""What tells of contacts within the records that leave without them.

Contacts themselves are not among these records any more. What is left may still name them: a
testimony, who gave a consent, a sentence of a summary. Here it is found: whole records that
stay, and fields that are left out of the others. Nothing is rewritten, because a rewritten text
would look like a newer one to whoever takes it in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final
from uuid import UUID

from caseapp.disclosure.finder import Finder
from caseapp.disclosure.leaks import LeakSearch, is_bare_jpeg
from caseapp.disclosure.protected import Kind, Secret, name_parts
from caseapp.domain.names.scripts import index_tokens
from caseapp.domain.vocabulary import AttachmentRole, InfoClass, SourceKind
from caseapp.exchange.packets.kinds import travelling_fields
from caseapp.store.queries.packets import Ids, records_of, required_fields
from caseapp.store.records import (
    KINDS,
    Attachment,
    Consent,
    Contact,
    Excerpt,
    Identifier,
    Kinship,
    NameForm,
    Record,
    Source,
)
from caseapp.store.records.values import to_json
from caseapp.store.vault import Vault

_ALWAYS: Final = {
    "consent": frozenset({
        "giver_contact_id", "about_contact_id", "guardian_name", "evidence_id", "note", "taken_by",
    }),
    "source": frozenset({"testifier_id"}),
    "attachment": frozenset({"embedded_metadata", "origin", "file_name", "wordings"}),
    "detainee": frozenset({"tie_note", "family_steps"}),
}  # fmt: skip
"""Fields that are there to tell of contacts, or do so unforeseeably."""

_TOLD: Final = frozenset({SourceKind.TESTIMONY, SourceKind.INTERVIEW, SourceKind.LETTER})
"""Sources of which the words alone may show who speaks."""

_SAYS: Final = {
    "name_form": ("text",), "identifier": ("number",), "excerpt": ("text",), "kinship": ("name",),
}  # fmt: skip
"""Fields without which a record is not worth sending: the whole record stays."""


_LARGEST: Final = 50_000_000
"""Bytes of a file that is looked through; a larger one stays."""
_JPEG, _END = b"\xff\xd8", b"\xff\xd9"


@dataclass(frozen=True, slots=True)
class Hidden:
    """`records` stay here; `fields` are left out of records that leave."""

    records: Ids = field(default_factory=dict)
    fields: dict[UUID, frozenset[str]] = field(default_factory=dict)

    @property
    def field_count(self) -> int:
        """How many fields are left out because somebody is named in them."""
        return sum(map(len, self.fields.values()))


def what_tells_of_contacts(vault: Vault, ids: Ids) -> Hidden:
    """Look through the records of a packet that goes without contacts."""
    names = _Names(vault, ids)
    hidden = Hidden(defaultdict(set))
    telling = _telling_sources(vault, ids, names)
    hidden.records["source"] |= telling.whole
    for kind, of in ids.items():
        for record in vault.read(partial(records_of, kind=KINDS[kind], ids=of)):
            if _stays(record, telling) or (
                isinstance(record, Attachment) and not _harmless(vault, record, telling, names)
            ):
                hidden.records[kind].add(record.id)
                continue
            found = {name for name, text in _texts(record) if names.in_text(text)}
            if found & required_fields(KINDS[kind]) or found & set(_SAYS.get(kind, ())):
                hidden.records[kind].add(record.id)
                continue
            found |= {
                name for name in _ALWAYS.get(kind, ()) if getattr(record, name) not in ("", None)
            }
            if found:
                hidden.fields[record.id] = frozenset(found)
    return hidden


# -- who must not be known ---------------------------------------------------------------------
class _Names:
    """Every contact of a vault, to be found by names, numbers and addresses.

    Single words of a name count too, unless one of the cases that leave bears them as well.
    """

    def __init__(self, vault: Vault, ids: Ids) -> None:
        secrets, self._exempt = _secrets(vault, ids)
        self._finder = Finder(secrets)
        self._raw = LeakSearch(secrets, ())

    def in_text(self, text: str) -> bool:
        """Whether anybody is named in a text."""
        return bool(self._finder.find(text, exempt_parts=self._exempt))

    def in_bytes(self, data: bytes) -> bool:
        """Whether anybody is named in a file, as a text or among its bytes."""
        return self._raw.in_bytes(data) or self.in_text(data.decode("utf-8", "replace"))


def _secrets(vault: Vault, ids: Ids) -> tuple[list[Secret], frozenset[str]]:
    """What must not leave, and the words of names that leave all the same."""
    secrets: list[Secret] = []
    say = partial(_secret, secrets)
    shown: set[str] = set()
    for form in vault.all(NameForm):
        if form.contact_id is not None:
            say(form.text, InfoClass.TESTIFIER_NAME, Kind.NAME)
            for part in name_parts(form.text, form.parts):
                say(part, InfoClass.TESTIFIER_NAME, Kind.PART)
        elif form.detainee_id in ids.get("detainee", ()):
            shown.update(index_tokens(form.text))
    for contact in vault.all(Contact):
        for number in (*contact.phones, *contact.messengers):
            say(number, InfoClass.TESTIFIER_CONTACT, Kind.NUMBER)
            say(number, InfoClass.TESTIFIER_CONTACT, Kind.EXACT)
        say(contact.email, InfoClass.TESTIFIER_CONTACT, Kind.EXACT)
        say(contact.address, InfoClass.TESTIFIER_CONTACT, Kind.EXACT)
    for paper in vault.all(Identifier):
        if paper.contact_id is not None:
            say(paper.number, InfoClass.TESTIFIER_IDENTIFIERS, Kind.NUMBER)
    for consent in vault.all(Consent):
        say(consent.guardian_name, InfoClass.TESTIFIER_NAME, Kind.NAME)
    return secrets, frozenset(shown)


def _secret(secrets: list[Secret], text: str, info: InfoClass, kind: Kind) -> None:
    if text.strip():
        secrets.append(Secret(text, info, None, kind))


# -- sources -----------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class _Telling:
    """Sources that stay whole, and those whose text or files stay because somebody is named."""

    whole: frozenset[UUID]
    named_in: frozenset[UUID]


def _telling_sources(vault: Vault, ids: Ids, names: _Names) -> _Telling:
    whole, named_in = set(), set()
    for source in vault.read(partial(records_of, kind=Source, ids=ids.get("source", ()))):
        if source.testifier_id is not None or (source.kind in _TOLD and not source.published):
            whole.add(source.id)
        elif not source.text or any(names.in_text(text) for _name, text in _texts(source)):
            named_in.add(source.id)
    return _Telling(frozenset(whole), frozenset(named_in))


def _stays(record: Record, telling: _Telling) -> bool:
    """Whether the record itself stays here, whatever its words are."""
    if isinstance(record, Source):
        return record.id in telling.whole
    if isinstance(record, Excerpt):
        return record.source_id in telling.whole
    if isinstance(record, Consent):
        return record.about_detainee_id is None
    if isinstance(record, Kinship):
        return record.contact_id is not None or record.of_contact_id is not None
    return False


def _harmless(vault: Vault, file: Attachment, telling: _Telling, names: _Names) -> bool:
    """A portrait of pixels alone, or a published source as plain text that names nobody.

    What other files hold cannot be read here, nor what a camera wrote beside the pixels.
    """
    if file.size > _LARGEST:
        return False
    if file.role is AttachmentRole.PHOTO:
        if file.detainee_id is None or file.source_id is not None:
            return False
        data = vault.read_attachment(file)
        bare = data.startswith(_JPEG) and data.rstrip(b"\0").endswith(_END) and is_bare_jpeg(data)
        return bare and not names.in_bytes(data)
    if file.role is AttachmentRole.CAPTURE and file.media_type.startswith("text/"):
        if file.source_id is None or file.source_id in telling.whole | telling.named_in:
            return False
        return not names.in_bytes(vault.read_attachment(file))
    return False


def _texts(record: Record) -> Iterator[tuple[str, str]]:
    """Every text in a record with the name of its field."""
    for name in travelling_fields(type(record)):
        for text in _strings(to_json(getattr(record, name))):
            yield name, text


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
