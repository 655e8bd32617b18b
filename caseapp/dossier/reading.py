"""The reading copy: a Kazakh copy in Arabic script, for relatives who read no other.

From one frozen document to another, so it can tell nothing that the copy itself does not. The
script is made by rule; names stand as documents have them where that is on record. Passages in
Russian and other languages stay as they are.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar
from uuid import UUID

from caseapp.disclosure.text import text_of
from caseapp.disclosure.words import Words
from caseapp.domain.names.kazakh_arabic import in_arabic, is_kazakh
from caseapp.domain.names.scripts import Script, detect_script
from caseapp.domain.vocabulary import NameScript
from caseapp.dossier.compile import Compiled, compile_copy
from caseapp.dossier.document import (
    CaseSheet,
    CaseSheets,
    Dossier,
    NameShown,
    Part,
    Poster,
    Posters,
    SheetLabels,
)
from caseapp.dossier.document import Words as DrawingWords
from caseapp.dossier.languages import READING
from caseapp.store.casefile import AppealFile

N = TypeVar("N", CaseSheet, Poster)

_AS_IT_IS = frozenset({"case_number", "dossier_number", "number", "reference", "hash", "iin"})
"""Fields that are looked up by what stands in them."""


def compile_for(file: AppealFile, addressee_id: UUID, *, language: str, **how: Any) -> Compiled:
    """`compile_copy` in any language of copies, the reading copy's among them."""
    if language != READING:
        return compile_copy(file, addressee_id, language=language, **how)
    return reading_copy(compile_copy(file, addressee_id, language="kk", **how))


def reading_copy(copy: Compiled) -> Compiled:
    """A compiled Kazakh copy in Arabic script. Raises ValueError for another language.

    What must not be found in it must not be found in its new letters either.
    """
    if copy.dossier.head.language != "kk":
        raise ValueError("A reading copy is made of a Kazakh one.")
    dossier = in_arabic_script(copy.dossier)
    made = tuple(in_arabic(text) for text in copy.shown)
    secrets = (replace(secret, text=in_arabic(secret.text)) for secret in copy.secrets)
    return replace(
        copy,
        dossier=dossier,
        shown=tuple(dict.fromkeys((*copy.shown, *made))),
        secrets=tuple(dict.fromkeys((*copy.secrets, *secrets))),
    )


def in_arabic_script(dossier: Dossier) -> Dossier:
    """The same document with its Kazakh words in Arabic script, marked as a reading copy."""
    words = Words("kk")
    attested = dict(_attested(dossier))
    called = words.tr("Reading copy")
    head = replace(
        dossier.head,
        language=READING,
        copy_words=f"{called} · {dossier.head.copy_words}",
        notice=dossier.head.notice
        or words.tr("The Arabic script was made by rule. Not to be handed in."),
    )
    changed: Dossier = _written(replace(dossier, head=head), attested)
    label = in_arabic(words.label(NameScript.KK_CYRL))
    parts = tuple(
        _with_cyrillic_names(old, new, label)
        for old, new in zip(dossier.parts, changed.parts, strict=True)
    )
    return replace(changed, parts=parts)


def _with_cyrillic_names(old: Part, new: Part, label: str) -> Part:
    """Sheets and posters that keep beside the name in Arabic script the one it was made of."""
    if isinstance(old, CaseSheets) and isinstance(new, CaseSheets):
        pairs = zip(old.sheets, new.sheets, strict=True)
        return replace(new, sheets=tuple(_named(a, b, label) for a, b in pairs))
    if isinstance(old, Posters) and isinstance(new, Posters):
        both = zip(old.posters, new.posters, strict=True)
        return replace(new, posters=tuple(_named(a, b, label) for a, b in both))
    return new


def _named(before: N, after: N, label: str) -> N:
    """Names in other scripts stand as documents have them: only their labels are words."""
    cyrillic, shown = text_of(before.name), text_of(after.name)
    if shown == cyrillic or not before.names:
        return after
    pairs = zip(before.names, after.names, strict=True)
    kept = (replace(new, text=own.text) for own, new in pairs if own.text != shown)
    others: tuple[NameShown, ...] = tuple(kept)
    return replace(after, names=(NameShown(text=cyrillic, label=label), *others))


def _attested(dossier: Dossier) -> Iterator[tuple[str, str]]:
    """Cyrillic name -> how a document writes it in Arabic script, for all persons of a copy."""
    for part in dossier.parts:
        if isinstance(part, CaseSheets):
            for sheet in part.sheets:
                found = _arabic_name(sheet)
                if found:
                    yield text_of(sheet.name), found


def _arabic_name(sheet: CaseSheet) -> str:
    if detect_script(text_of(sheet.name)) is not Script.CYRL:
        return ""
    arabic = (name.text for name in sheet.names if detect_script(name.text) is Script.ARAB)
    return next(arabic, "")


def _written(value: Any, attested: Mapping[str, str]) -> Any:
    """A value of the document with its texts rewritten, whatever it is made of."""
    if isinstance(value, str):
        return _text(value, attested)
    if isinstance(value, tuple):
        return tuple(_written(item, attested) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        written = _fixed if isinstance(value, DrawingWords | SheetLabels) else _written
        fields = {
            field.name: written(getattr(value, field.name), attested)
            for field in dataclasses.fields(value)
            if field.name not in _AS_IT_IS
        }
        return replace(value, **fields)
    return value


def _fixed(value: Any, _attested: Mapping[str, str]) -> Any:
    """Words of the catalogue are Kazakh, whatever letters they have."""
    if isinstance(value, tuple):
        return tuple(_fixed(item, _attested) for item in value)
    return in_arabic(value) if isinstance(value, str) else value


def _text(text: str, attested: Mapping[str, str]) -> str:
    if text in attested:
        return attested[text]
    return in_arabic(text) if is_kazakh(text) else text
