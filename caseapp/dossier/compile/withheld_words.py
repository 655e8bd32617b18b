"""What a copy withheld, said again in the language of the office's list.

A copy's own list is frozen in the language of that copy. Here each thing that it can hold is worded
in both languages from the records, and what agrees letter for letter is replaced; what was changed
since, and mentions inside a text, stay as they are. Stands before the wall.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from uuid import UUID

from caseapp.disclosure.event_view import event_words
from caseapp.disclosure.family import kin_words
from caseapp.disclosure.further import ways_to
from caseapp.disclosure.names import best_form
from caseapp.disclosure.scrub import cleaned
from caseapp.disclosure.words import Words
from caseapp.domain.vocabulary import NameKind, NameScript
from caseapp.store.casefile import AppealFile
from caseapp.store.records import Contact, Detainee, Excerpt, Kinship, NameForm, Source
from caseapp.store.records.types import Worded

Wording = Callable[[Words], str]
Said = Mapping[tuple[UUID | None, str], str]
"""By case and by what the copy's own list says: the same in the list's language."""


def said_again(file: AppealFile, cases: Iterable[UUID | None], issued: Words, words: Words) -> Said:
    """What a list in the language of `issued` says of these cases, in that of `words`."""
    if issued.language == words.language:
        return {}
    shared = [_pair(one, issued, words) for one in _shared(file)]
    kin: dict[UUID | None, list[Kinship]] = defaultdict(list)
    for tie in file.kinships:
        kin[tie.of_detainee_id].append(tie)
    said: dict[tuple[UUID | None, str], str] = {}
    for case in dict.fromkeys(cases):
        own = (_pair(one, issued, words) for one in _of_case(file, case, kin[case]))
        for there, here in (*own, *shared):
            if there and here:
                said.setdefault((case, there), here)
    return said


def _pair(wording: Wording, issued: Words, words: Words) -> tuple[str, str]:
    return wording(issued), wording(words)


def _field(record: Worded, name: str) -> Wording:
    return lambda words: record.worded(name, words.language)[0].strip()


def _shared(file: AppealFile) -> Iterator[Wording]:
    """Sources, passages, pictures, and names and addresses of those who told."""
    for source in file.sources.values():
        yield _field(source, "title")
        yield _kind(source)
    for excerpt in file.excerpts.values():
        yield _passage(excerpt)
    for attachment in file.attachments.values():
        yield _field(attachment, "origin")
    for contact in file.contacts.values():
        yield _ways(contact)
    for owner in (*file.contacts, *file.detainees):
        yield _name(file.names.get(owner, ()))


def _of_case(file: AppealFile, case: UUID | None, kin: Iterable[Kinship]) -> Iterator[Wording]:
    """A case's own fields, events and relatives."""
    record = file.detainees.get(case) if case else None
    if record is None:
        return
    yield from _fields(record)
    for event in file.events.get(record.id, ()):
        yield lambda words, event=event: event_words(event, words)  # type: ignore[misc]
    for tie in kin:
        yield lambda words, tie=tie: kin_words(tie, words)  # type: ignore[misc]


def _fields(record: Detainee) -> Iterator[Wording]:
    yield lambda words: words.label(record.tie)
    yield lambda words: words.tr("Believed to have died")
    yield lambda words: words.when(record.birth)
    for name in record.wordings:
        yield _field(record, name)


def _kind(source: Source) -> Wording:
    """A source without a title: the copy's list has the code of its kind."""
    return lambda words: words.label(source.kind)


def _ways(contact: Contact) -> Wording:
    return lambda words: words.marks.comma.join(ways_to(contact, words))


def _passage(excerpt: Excerpt) -> Wording:
    return lambda words: excerpt.translations.get(words.language) or excerpt.text


def _name(forms: Iterable[NameForm]) -> Wording:
    known = [(f.text, NameScript(f.script), NameKind(f.kind)) for f in forms]

    def named(words: Words) -> str:
        best = best_form(known, words.language)
        return cleaned(best[0]) if best else ""

    return named
