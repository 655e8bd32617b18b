"""What forgetting somebody means, before it is done: what goes, and what stays elsewhere.

The person is looked for in all texts of the vault as the leak gate looks: in every spelling, with
endings, by sound, numbers however they are grouped. What is found in the records of others is
told, never changed: whose words they are decides. Knows no screen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Final
from uuid import UUID

from caseapp.disclosure.finder import Finder
from caseapp.disclosure.protected import Kind, Secret, name_parts
from caseapp.domain.names.scripts import index_tokens, search_key
from caseapp.domain.vocabulary import InfoClass
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.store.backup import LastBackup
from caseapp.store.forgetting import Wish
from caseapp.store.queries.forgetting import (
    CopyKept,
    Known,
    Place,
    Sent,
    copies_naming,
    known_of,
    places,
    sent_since,
    texts,
)
from caseapp.store.records import Attachment, Contact, Detainee
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

_OWN_NAME: Final = 12
"""Characters from which on a file's name is its own: "scan.jpg" is that of many."""
_OF_A_HASH: Final = 12
"""Digits of its SHA-256 by which a file without a name is called, as its source shows them."""
_OF_ONE_DOOR: Final = 3
"""Words of an address that tells more than a town."""


class NotMeantError(UserError):
    """What was typed does not say that this one is meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """What would be forgotten. `records` counts them by kind, `size` is of their files in bytes.

    `names` are all spellings, the first one for a title. `backups`: the last one made, if any;
    `own_backups` lie in the vault's own folder. Of very many `places` the later ones have no page.
    """

    kind: str
    id: UUID
    number: str
    names: tuple[str, ...]
    secrets: tuple[Secret, ...]
    records: Mapping[str, int]
    size: int
    copies: tuple[CopyKept, ...]
    sent: tuple[Sent, ...]
    backups: LastBackup | None
    own_backups: int
    places: tuple[Place, ...]

    @property
    def title(self) -> str:
        """Number and first name, as far as there are any."""
        return "  ".join(part for part in (self.number, *self.names[:1]) if part)

    def is_meant(self, typed: str) -> bool:
        """Whether this is its number or one of its names, whatever the letter case."""
        key = search_key(typed)
        return bool(key.strip()) and key in map(search_key, (self.number, *self.names))


def going(
    vault: Vault, kind: str, record_id: UUID, progress: Progress | None = None
) -> Going | None:
    """What forgetting a detainee, a contact or an attachment would take; None if it is gone.

    Reads every text of the vault; can be cancelled.
    """
    known = vault.read(partial(known_of, kind=kind, record_id=record_id))
    if known is None:
        return None
    names, secrets = _spellings(known), tuple(dict.fromkeys(_secrets(known)))
    own = vault.folder.own_backups
    return Going(
        kind=kind, id=record_id, number=_number(known), names=names, secrets=secrets,
        records={name: len(ids) for name, ids in known.gone.items()},
        size=sum(file.size for file in known.files),
        copies=tuple(vault.read(
            partial(copies_naming, kind=kind, record_id=record_id, texts=names)
        )),
        sent=tuple(vault.read(partial(sent_since, kind=kind, record=known.record))),
        backups=vault.backups.last(),
        own_backups=len(vault.backups.at(own)[0]) if own.is_dir() else 0,
        places=tuple(vault.read(partial(
            places, gone=known.gone, look=_looker(secrets), progress=progress or Progress()
        ))),
    )  # fmt: skip


def forget(
    vault: Vault, what: Going, typed: str, *, copies: bool = True,
    progress: Progress | None = None,
) -> ChangeSet:  # fmt: skip
    """Do it: nothing brings it back. With `copies` their kept files go too.

    Raises NotMeantError if `typed` does not name it, else the errors of `Forgetter.forget`.
    """
    if not what.is_meant(typed):
        raise NotMeantError(N_("Type the number or a name exactly as it is shown."))
    taken = [one.id for one in what.copies] if copies else []
    wish = Wish(kind=what.kind, id=what.id, tells=_teller(what.secrets), copies=taken)
    return vault.forgetting.forget(wish, progress, station=vault.station)


def _looker(secrets: Iterable[Secret]) -> Callable[[str], bool | None]:
    """Whether a text holds one of these whole, or one word of a name; None if neither."""
    finder = Finder(secrets)

    @lru_cache(maxsize=20_000)
    def look(text: str) -> bool | None:
        hits = finder.find(text)
        return any(hit.secret.kind is not Kind.PART for hit in hits) if hits else None

    return look


def _teller(secrets: Iterable[Secret]) -> Callable[[str], bool]:
    """Whether a text holds one of these: whole names, numbers and addresses."""
    look = _looker(one for one in secrets if one.kind is not Kind.PART)
    return lambda text: look(text) is not None


def _number(known: Known) -> str:
    record = known.record
    if isinstance(record, Detainee):
        return record.case_number
    if isinstance(record, Attachment) and not record.file_name:
        return record.sha256[:_OF_A_HASH]
    return str(record.serial) if isinstance(record, Contact) else ""


def _spellings(known: Known) -> tuple[str, ...]:
    if isinstance(known.record, Attachment):
        return tuple(filter(None, (known.record.file_name,)))
    return tuple(dict.fromkeys(form.text for form in known.forms if form.text.strip()))


def _secrets(known: Known) -> Iterator[Secret]:
    """Everything by which the person, or the file, could be known in a text."""
    record = known.record
    secret = partial(Secret, info_class=InfoClass.DETAINEE_NAME, owner=record.id)
    for form in known.forms:
        yield secret(text=form.text, kind=Kind.NAME)
        for part in name_parts(form.text, form.parts):
            yield secret(text=part, kind=Kind.PART)
    for identifier in known.numbers:
        yield secret(text=identifier.number, kind=Kind.NUMBER)
    if isinstance(record, Detainee):
        yield secret(text=record.case_number, kind=Kind.EXACT)
        for text in _addresses([record.home_address, record.wordings.get("home_address", {})]):
            yield secret(text=text, kind=Kind.EXACT)
    if isinstance(record, Contact):
        for number in (*record.phones, *record.messengers):
            yield secret(text=number, kind=Kind.NUMBER)
        if record.email:
            yield secret(text=record.email, kind=Kind.EXACT)
        for text in _addresses([record.address, record.wordings.get("address", {})]):
            yield secret(text=text, kind=Kind.EXACT)
    for file in known.files:
        if file is record or len(file.file_name) >= _OWN_NAME:
            yield secret(text=file.file_name, kind=Kind.EXACT)


def _addresses(value: object) -> Iterator[str]:
    """Those that are of one door: a town alone is that of many."""
    for text in texts(value):
        if len(index_tokens(text)) >= _OF_ONE_DOOR and any(map(str.isdigit, text)):
            yield text
