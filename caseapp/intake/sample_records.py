"""Turns the entries of the sample's files into records.

What a file calls a link ("petitioner", "of") becomes the id of the record with that key; a
key that nobody has is an error, as is a field that no record has. Knows no vault.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from caseapp.domain.dates.reading import read_date
from caseapp.domain.vocabulary import ConsentAnswer, InfoClass, NameRole, NameScript
from caseapp.i18n import LANGUAGES
from caseapp.intake.sample_files import Entry
from caseapp.store.records import KINDS, Record
from caseapp.store.records.values import field_names, from_json

MADE = datetime(2026, 5, 31, tzinfo=UTC)
"""The moment in every key of the sample."""

WORDED_IN = tuple(language for language in LANGUAGES if language != "en")
"""Languages in which a table may word its fields; the plain fields are English."""

DATES = frozenset({
    "birth", "died", "when", "until", "dated", "captured", "given", "withdrawn", "issued",
    "expires", "taken", "sent", "signed", "facts_as_of", "checked", "valid_from", "valid_to",
})  # fmt: skip
"""Fields that hold a date as people write it."""

PARENTS: Mapping[tuple[str, str], str] = {
    ("name_form", "detainee"): "detainee_id",
    ("name_form", "contact"): "contact_id",
    ("identifier", "detainee"): "detainee_id",
    ("identifier", "contact"): "contact_id",
    ("event", "detainee"): "detainee_id",
    ("kinship", "detainee"): "of_detainee_id",
    ("kinship", "contact"): "contact_id",
    ("consent", "contact"): "about_contact_id",
    ("excerpt", "source"): "source_id",
    ("citation", "event"): "event_id",
    ("citation", "detainee"): "detainee_id",
    ("appeal_addressee", "appeal"): "appeal_id",
    ("appeal_person", "appeal"): "appeal_id",
    ("signatory", "appeal"): "appeal_id",
    ("copy", "appeal"): "appeal_id",
    ("dispatch", "copy"): "copy_id",
    ("reply", "dispatch"): "dispatch_id",
}
"""Kind and kind of its parent: the field that holds the parent's id."""

LINKS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "name_form": {"source": ("source_id", "source")},
    "kinship": {
        "person": ("detainee_id", "detainee"),
        "of": ("of_detainee_id", "detainee"),
        "of_contact": ("of_contact_id", "contact"),
    },
    "consent": {
        "about": ("about_detainee_id", "detainee"),
        "giver": ("giver_contact_id", "contact"),
    },
    "source": {
        "testifier": ("testifier_id", "contact"),
        "same_text_as": ("same_text_as_id", "source"),
    },
    "citation": {"excerpt": ("excerpt_id", "excerpt")},
    "appeal": {"contact_signatory": ("contact_signatory_id", "signatory")},
    "appeal_addressee": {"addressee": ("addressee_id", "addressee")},
    "appeal_person": {
        "person": ("detainee_id", "detainee"),
        "petitioner": ("petitioner_id", "contact"),
    },
    "signatory": {"contact": ("contact_id", "contact")},
    "copy": {"addressee": ("addressee_id", "addressee")},
    "task": {"person": ("detainee_id", "detainee"), "appeal": ("appeal_id", "appeal")},
}
"""Kind: word in the file: the field and the kind of record that it points at."""

Fields = dict[str, Any]


def sample_id(kind: str, key: str, index: int = 0) -> UUID:
    """A key of the form of UUID version 7: fixed moment, place among siblings, hash of the key.

    So the sample is the same wherever it is made, and siblings sort as they stand in a file.
    """
    stamp = int(MADE.timestamp() * 1000)
    digest = int.from_bytes(hashlib.sha256(f"{kind}\n{key}".encode()).digest()[:8], "big")
    tail = digest & (1 << 62) - 1
    return UUID(int=stamp << 80 | 0x7 << 76 | (index & 0xFFF) << 64 | 0x2 << 62 | tail)


@dataclass(frozen=True)
class World:
    """What one entry may need to know of the others."""

    ids: Mapping[tuple[str, str], UUID]
    texts: Mapping[str, str]
    numbers: Mapping[tuple[str, str], int]

    def find(self, kind: str, key: str) -> UUID:
        """The id of a record by its key. Raises ValueError if no file has it."""
        try:
            return self.ids[kind, key]
        except KeyError as error:
            raise ValueError(f"the sample has no {kind} {key!r}") from error


def make_world(entries: Sequence[Entry]) -> World:
    """Ids, kept texts and short numbers of all entries. Raises ValueError for a key used twice."""
    twice = [key for key, n in Counter((e.kind, e.key) for e in entries).items() if n > 1]
    if twice:
        raise ValueError(f"used twice: {twice}")
    passages: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        if entry.kind == "excerpt" and entry.parent and entry.fictitious:
            passages[entry.parent.key].append(entry.table["text"])
    counted: Counter[str] = Counter()
    numbers = {}
    for entry in entries:
        counted[entry.kind] += 1
        numbers[entry.kind, entry.key] = counted[entry.kind]
    return World(
        {(e.kind, e.key): sample_id(e.kind, e.key, e.index) for e in entries},
        {key: "\n\n".join(texts) for key, texts in passages.items()},
        numbers,
    )


def build(entries: Iterable[Entry], world: World) -> list[Record]:
    """The records of the entries, unsaved. Raises ValueError for what no record has."""
    return [_record(entry, world) for entry in entries]


def _record(entry: Entry, world: World) -> Record:
    kind = KINDS[entry.kind]
    fields: Fields = dict(entry.table)
    links = _links(entry, fields, world)
    if entry.kind in _SPECIAL:
        _SPECIAL[entry.kind](entry, fields, world)
    known = field_names(kind)
    if "position" in known:
        fields.setdefault("position", entry.index)
    if "fictitious" in known:
        fields["fictitious"] = entry.fictitious
    if "serial" in known and entry.kind != "detainee":
        fields.setdefault("serial", world.numbers[entry.kind, entry.key])
    wordings = _wordings(fields)
    if wordings:
        fields["wordings"] = wordings
    unknown = fields.keys() - set(known)
    if unknown:
        raise ValueError(f"{entry.kind} {entry.key}: no such field: {sorted(unknown)}")
    values = {name: _value(kind, name, said) for name, said in fields.items()}
    return kind(id=world.ids[entry.kind, entry.key], **{**values, **links})


def _links(entry: Entry, fields: Fields, world: World) -> dict[str, UUID]:
    """Takes the links out of the fields and gives the ids that they stand for."""
    links = {}
    if entry.parent is not None:
        field = PARENTS[entry.kind, entry.parent.kind]
        links[field] = world.find(entry.parent.kind, entry.parent.key)
    for word, (field, kind) in LINKS.get(entry.kind, {}).items():
        if word in fields:
            links[field] = world.find(kind, fields.pop(word))
    if entry.kind == "consent":
        links.setdefault("giver_contact_id", links["about_contact_id"])
    return links


def _wordings(fields: Fields) -> dict[str, dict[str, str]]:
    """Takes {language: {field: text}} out of the fields, as {field: {language: text}}."""
    wordings: dict[str, dict[str, str]] = defaultdict(dict)
    for language in WORDED_IN:
        for field, text in fields.pop(language, {}).items():
            if field not in fields:
                raise ValueError(f"{field} is worded in {language} and not in English")
            wordings[field][language] = text
    return dict(wordings)


def _value(kind: type[Record], name: str, said: Any) -> Any:
    if name in DATES:
        return read_date(said)
    return from_json(kind, name, said)


def _detainee(entry: Entry, fields: Fields, world: World) -> None:
    fields.pop("photo", None)
    if fields.get("kind") == "group":
        fields.setdefault("greatest_size", None)


def _name(entry: Entry, fields: Fields, world: World) -> None:
    roles = {role.value for role in NameRole}
    parts = [{"role": name, "text": fields.pop(name)} for name in entry.table if name in roles]
    between = "·" if fields["script"] == NameScript.ZH_HANS else " "
    fields["parts"] = parts
    fields.setdefault("text", between.join(part["text"] for part in parts))


def _consent(entry: Entry, fields: Fields, world: World) -> None:
    """ "*" stands for every class; what is withheld or to be asked is named beside it."""
    answers: dict[str, str] = {}
    for answer in ConsentAnswer:
        classes = fields.pop(answer.value, [])
        named = [c.value for c in InfoClass] if classes == ["*"] else classes
        answers |= {InfoClass(name).value: answer.value for name in named}
    fields["answers"] = answers


def _source(entry: Entry, fields: Fields, world: World) -> None:
    fields["text"] = world.texts.get(entry.key, "")


def _excerpt(entry: Entry, fields: Fields, world: World) -> None:
    fields["translations"] = fields.pop("translation", {})
    locator: dict[str, Any] = {}
    seconds, page = fields.pop("at", None), fields.pop("page", None)
    if seconds:
        locator |= {"from": seconds[0], "to": seconds[1]}
    if page:
        locator["page"] = page
    text = world.texts.get(entry.parent.key, "") if entry.parent else ""
    if text:
        start = text.index(fields["text"])
        locator |= {"start": start, "end": start + len(fields["text"])}
    fields["locator"] = locator


def _addressee(entry: Entry, fields: Fields, world: World) -> None:
    """A shipped addressee is unconfirmed: nobody has checked it on a known day."""
    if not fields.pop("unconfirmed") or "checked" in fields:
        raise ValueError(f"addressee {entry.key}: shipped as unchecked, or not at all")


def _signatory(entry: Entry, fields: Fields, world: World) -> None:
    ids = [world.find("addressee", key) for key in fields.pop("for")]
    fields["addressee_ids"] = [one.hex for one in ids]


def _copy(entry: Entry, fields: Fields, world: World) -> None:
    """A copy from before the vault: on record, but nobody kept what it said."""
    fields["frozen"] = ""
    fields["frozen_sha256"] = hashlib.sha256(b"").hexdigest()
    fields["page_code"] = ""


_SPECIAL: Mapping[str, Callable[[Entry, Fields, World], None]] = {
    "detainee": _detainee,
    "name_form": _name,
    "consent": _consent,
    "source": _source,
    "excerpt": _excerpt,
    "addressee": _addressee,
    "signatory": _signatory,
    "copy": _copy,
}
"""What a kind's table says in its own way."""
