"""What is saved when a list of words is changed. Qt-free."""

from __future__ import annotations

from uuid import UUID

from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.store.queries.library import bearers, terms
from caseapp.store.records import Record, Term
from caseapp.store.records.types import Worded
from caseapp.store.vault import Vault


def add_word(vault: Vault, term: Term) -> list[Record]:
    """The new term at the end of its list. Raises UserError if the list has the word."""
    kept = vault.read(terms).get(term.vocabulary, [])
    new = set(term.words.values())
    if any(new & set(one.words.values()) for one in kept):
        raise UserError(N_("The list has “{word}” already."), word=next(iter(new)))
    term.position = max((one.position for one in kept), default=0) + 1
    return [term]


def move_term(vault: Vault, vocabulary: str, term_id: UUID, way: int) -> list[Record]:
    """The terms whose place changes when one goes a step up (-1) or down (1)."""
    kept = vault.read(terms).get(vocabulary, [])
    order = [term.id for term in kept]
    if term_id not in order:
        return []
    place = order.index(term_id)
    other = place + way
    if not 0 <= other < len(kept):
        return []
    kept[place], kept[other] = kept[other], kept[place]
    for number, term in enumerate(kept, 1):
        term.position = number
    return list(kept)


def replace_word(vault: Vault, vocabulary: str, old: str, new: str) -> list[Record]:
    """Every record in which a word stands, with another in its place.

    In a list the new word stands once. Translations of the old words go with them.
    """
    changed: dict[UUID, Record] = {}
    for record, name in vault.read(lambda session: bearers(session, vocabulary, old)):
        record = changed.setdefault(record.id, record)
        value = getattr(record, name)
        if isinstance(value, list):
            setattr(record, name, list(dict.fromkeys(new if w == old else w for w in value)))
        else:
            setattr(record, name, new)
        if isinstance(record, Worded) and name in record.wordings:
            record.wordings = {k: v for k, v in record.wordings.items() if k != name}
    return list(changed.values())
