"""Rules of the check about characters: none that would print as a box, Chinese ones for China.

A finished file with such a character is refused whatever was found here; this says it before
anything is drawn, and where the character stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any
from uuid import UUID

from caseapp.domain.vocabulary import Audience, CaseKind, NameScript
from caseapp.dossier.compile.particulars import demand_texts
from caseapp.dossier.preflight_findings import Finding, Rule, finding
from caseapp.dossier.preflight_letters import wording_for
from caseapp.dossier.preflight_look import Look
from caseapp.errors import UserError
from caseapp.store.records import Detainee

_MOST_CHARACTERS = 12


def glyphs(look: Look) -> Iterator[Finding]:
    """Characters that would print as boxes, wherever they stand."""
    found = [*_of_cases(look), *_of_papers(look)]
    yield from found
    if look.cases and not found:
        yield finding(Rule.GLYPHS_FINE)


def _of_cases(look: Look) -> Iterator[Finding]:
    quoted = _quoted(look)
    for case in look.cases:
        for rule, texts in (
            (Rule.GLYPHS, _printed(look, case)),
            (Rule.GLYPHS_SOURCE, quoted.get(case.id, ())),
        ):
            missing = _missing(texts)
            if missing:
                yield finding(rule, case=case.id, characters=_listed(missing))


def _of_papers(look: Look) -> Iterator[Finding]:
    """Letters, the texts of addressees, and who writes and signs."""
    appeal = look.file.appeal
    signing = [
        text
        for one in look.file.signatories
        for text in (one.full_name, one.iin, one.address, one.phone)
    ]
    sender = [appeal.reference, *_all_texts(appeal.organisation), *signing]
    missing = _missing(sender)
    if missing:
        yield finding(Rule.GLYPHS_SENDER, characters=_listed(missing))
    for link, addressee in look.file.addressees:
        language = look.language(addressee)
        try:
            letter = wording_for(look, link, addressee).text
        except UserError:
            letter = ""
        demands = demand_texts(appeal.demands, language)
        texts = [*_all_texts(addressee.texts), *_all_texts(addressee.address), addressee.person]
        for rule, missing in (
            (Rule.GLYPHS_LETTER, _missing([*letter.splitlines(), *demands])),
            (Rule.GLYPHS_ADDRESSEE, _missing(texts)),
        ):
            if missing:
                characters = _listed(missing)
                yield finding(rule, addressee=addressee.id, characters=characters)


def chinese(look: Look) -> Iterator[Finding]:
    """Names without Chinese characters, for a reader who has no others."""
    for _link, addressee in look.file.addressees:
        if addressee.audience is not Audience.DETAINING_STATE:
            continue
        lacking = [
            case.id
            for case in look.standing(addressee)
            if case.kind is CaseKind.PERSON
            if not any(f.script is NameScript.ZH_HANS for f in look.file.names.get(case.id, ()))
        ]
        if lacking:
            yield finding(Rule.NO_CHINESE, case=lacking[0], addressee=addressee.id, n=len(lacking))


def _printed(look: Look, case: Detainee) -> Iterable[str]:
    """Texts of a case that can stand on paper."""
    yield from (form.text for form in look.file.names.get(case.id, ()))
    yield from (case.description, case.summary, case.home_place, case.occupation, case.tie_note)
    for event in look.file.events.get(case.id, ()):
        yield from (event.narrative, event.place, event.authority, event.facility, event.court)


def _quoted(look: Look) -> Mapping[UUID, list[str]]:
    """What sources say of each case, and what they are called."""
    file = look.file
    owner = {event.id: case for case, events in file.events.items() for event in events}
    found: dict[UUID, list[str]] = defaultdict(list)
    for citation in file.citations:
        case = owner.get(citation.event_id) if citation.event_id else citation.detainee_id
        excerpt = file.excerpts.get(citation.excerpt_id)
        if case is None or excerpt is None:
            continue
        source = file.sources.get(excerpt.source_id)
        found[case] += [excerpt.text, *_all_texts(excerpt.translations)]
        if source is not None:
            found[case] += [source.title, source.publisher]
    return found


def _all_texts(value: Any) -> Iterator[str]:
    """Every text in a value of texts by language, to any depth."""
    if isinstance(value, Mapping):
        for item in value.values():
            yield from _all_texts(item)
    elif value:
        yield str(value)


def _listed(missing: Iterable[str]) -> str:
    return " ".join(sorted(missing)[:_MOST_CHARACTERS])


def _missing(texts: Iterable[str]) -> frozenset[str]:
    found: frozenset[str] = frozenset()
    for text in texts:
        if text:
            found |= _missing_in(text)
    return found


@lru_cache(maxsize=20_000)
def _missing_in(text: str) -> frozenset[str]:
    # The faces are loaded here, because a check that finds no text needs none of them.
    from caseapp.dossier.pdf.text.itemise import missing_characters

    return frozenset(missing_characters(text))
