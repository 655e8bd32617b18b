"""Where the excerpts of a source stand in what is shown of it. Qt-free but for the marks.

A passage of a file names the file in its locator, because a source can have several. A
passage of a translation keeps the place of the paragraph of the original beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from caseapp.desktop.documents.passage import Passage, PassageMark, characters_of
from caseapp.domain.passages import beside, find_words, same_words
from caseapp.domain.vocabulary import Bearing, ExcerptKind
from caseapp.intake.excerpts import TRANSLATOR, ExcerptDraft
from caseapp.store.queries.source_page import ExcerptRow, SourcePage
from caseapp.store.records import Excerpt, Source

FILE, TRANSLATION = "file", "translation"
"""Keys of a locator beside those of the surfaces."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An excerpt with its number, and its place in the text as it stands now.

    `lost`: its words are not found in the text any more.
    """

    row: ExcerptRow
    number: int
    locator: dict[str, Any]
    lost: bool


def placed_excerpts(page: SourcePage) -> list[Placed]:
    """The excerpts in the order of the document, numbered from 1."""
    text = page.source.text
    found = [(row, *_placed(row.excerpt, text)) for row in page.excerpts]
    ordered = sorted(found, key=lambda item: _order(item[1]))
    return [Placed(row, n, where, lost) for n, (row, where, lost) in enumerate(ordered, 1)]


def _placed(excerpt: Excerpt, text: str) -> tuple[dict[str, Any], bool]:
    """The locator for the text of this moment; whether a quotation is not found in it."""
    locator = dict(excerpt.locator)
    place = characters_of(locator)
    if excerpt.kind is ExcerptKind.SUMMARY or TRANSLATION in locator or not text:
        return locator, False
    if place is not None and place[1] <= len(text):
        if same_words(text[slice(*place)], excerpt.text):
            return locator, False
        if not excerpt.text.strip():
            return locator, False
    found = find_words(text, excerpt.text, near=place[0] if place else 0)
    if found is not None:
        return {**locator, "start": found[0], "end": found[1]}, False
    for key in ("start", "end"):
        locator.pop(key, None)
    elsewhere = {"page", "box", "from"} & locator.keys()
    return locator, not elsewhere


def _order(locator: dict[str, Any]) -> tuple[float, ...]:
    unknown = float("inf")
    start, page, seconds = (locator.get(key) for key in ("start", "page", "from"))
    box = locator.get("box")
    top = float(box[1]) if isinstance(box, list) and len(box) == 4 else 0.0
    if isinstance(start, int):
        return 0, start
    if isinstance(page, int):
        return 0, page * 1e6 + top
    if isinstance(seconds, int | float):
        return 0, float(seconds)
    return (0, top) if box else (1, unknown)


def marks(
    placed: Sequence[Placed], current: UUID | None, labels: dict[UUID, str], *, file: str = ""
) -> list[PassageMark]:
    """Marks for a surface of the original; of a file only those that are not of another."""
    made = []
    for item in placed:
        of_file = item.locator.get(FILE)
        if file and of_file not in (None, file):
            continue
        made.append(_mark(item, item.locator, current, labels))
    return made


def translation_marks(
    placed: Sequence[Placed], current: UUID | None, labels: dict[UUID, str], language: str,
    original: str, translation: str,
) -> list[PassageMark]:  # fmt: skip
    """Marks for a translation: where its own words stand, else the paragraph beside."""
    made = []
    for item in placed:
        place = _in_translation(item, language, original, translation)
        if place is not None:
            locator = {"start": place[0], "end": place[1]}
            made.append(_mark(item, locator, current, labels))
    return made


def _in_translation(
    item: Placed, language: str, original: str, translation: str
) -> tuple[int, int] | None:
    stated = item.locator.get(TRANSLATION)
    said = item.row.excerpt.translations.get(language, "")
    if isinstance(stated, dict) and stated.get("language") == language:
        place = characters_of(stated)
        words = said or item.row.excerpt.text
        if place and same_words(translation[slice(*place)], words):
            return place
    near = beside(original, translation, characters_of(item.locator) or (0, 0))
    if said:
        return find_words(translation, said, near=near[0] if near else 0)
    return near if characters_of(item.locator) is not None else None


def _mark(
    item: Placed, locator: dict[str, Any], current: UUID | None, labels: dict[UUID, str]
) -> PassageMark:
    bearings = {cited.bearing for cited in item.row.citations}
    against = Bearing.CONTRADICTS in bearings
    bearing = Bearing.CONTRADICTS if against else next(iter(bearings), None)
    key = item.row.excerpt.id
    return PassageMark(
        key, locator, item.number, bearing.value if bearing else "", labels.get(key, ""),
        key == current,
    )  # fmt: skip


# -- drafts ----------------------------------------------------------------------------------
def draft_of_text(source: Source, passage: Passage) -> ExcerptDraft:
    """A passage of the original text."""
    return ExcerptDraft(passage.text, dict(passage.locator), passage.place_words, source.language)


def draft_of_file(source: Source, passage: Passage, file: str) -> ExcerptDraft:
    """A passage of a file; a framed part of a picture has no words yet."""
    locator = {**passage.locator, FILE: file}
    return ExcerptDraft(passage.text, locator, passage.place_words, source.language)


def draft_of_translation(
    source: Source, language: str, passage: Passage, original: Passage | None
) -> ExcerptDraft:
    """A passage of a translation, with the words of the original that it renders.

    Those marked out in the original beside it, else its paragraph. Where the two texts have
    not the same paragraphs, the words of the translation alone are kept, in its language.
    """
    translation = source.wordings.get("text", {}).get(language, "")
    by = source.wordings.get(TRANSLATOR, {}).get(language, "")
    place = characters_of(passage.locator) or (0, 0)
    own = {TRANSLATION: {"language": language, "start": place[0], "end": place[1]}}
    rendered = {"translations": {language: passage.text}, "translator": by}
    if original is not None:
        locator = {**original.locator, **own}
        return ExcerptDraft(
            original.text, locator, original.place_words, source.language, **rendered
        )
    near = beside(translation, source.text, place)
    if near is None:
        return ExcerptDraft(passage.text, own, passage.place_words, language, translator=by)
    locator = {"start": near[0], "end": near[1], **own}
    words = source.text[slice(*near)]
    return ExcerptDraft(words, locator, passage.place_words, source.language, **rendered)


def mode_for(locator: dict[str, Any], files: Sequence[tuple[str, str]]) -> str:
    """Which file shows a place, by its locator; "" for the text.

    `files` are (id, media type) in their order.
    """
    if characters_of(locator) is not None:
        return ""
    named = locator.get(FILE)
    if any(key == named for key, _kind in files):
        return str(named)
    wanted = (
        "application/pdf" if "page" in locator else "image/" if "box" in locator
        else "audio/" if "from" in locator else ""
    )  # fmt: skip
    starts = ("audio/", "video/") if wanted == "audio/" else (wanted,)
    return next((key for key, kind in files if wanted and kind.startswith(starts)), "")
