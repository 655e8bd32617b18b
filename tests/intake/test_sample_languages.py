"""The sample in four languages: every printed field, every passage, each in its own script."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from uuid import UUID

import pytest

from caseapp.domain.names.scripts import index_tokens
from caseapp.domain.vocabulary import NameScript
from caseapp.dossier.languages import PRINTED
from caseapp.intake.sample import sample_files
from caseapp.store.records import (
    AppealAddressee,
    Contact,
    Detainee,
    Event,
    Excerpt,
    Kinship,
    NameForm,
    Record,
    Reply,
    Source,
)
from tests.intake.sample_world import by_id, every

PRINTED_FIELDS: Mapping[type[Record], tuple[str, ...]] = {
    Detainee: (
        "description", "birth_place", "home_place", "home_address", "ethnicity", "tie_note",
        "occupation", "education", "family_status", "dependants", "health", "summary",
        "restricted_notes",
    ),
    Event: (
        "place", "authority", "facility", "court", "counsel", "reason_given", "reason_believed",
        "legal_basis", "narrative",
    ),
    Kinship: ("name", "place", "note"),
    Contact: ("region", "address"),
    Source: ("title", "extent", "where_kept"),
    Excerpt: ("place", "translator"),
    Reply: ("sender", "number", "text", "next_step"),
}  # fmt: skip
OTHERS = tuple(language for language in PRINTED if language != "en")
CYRILLIC, LATIN = re.compile("[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]"), re.compile("[A-Za-z]{2,}")
HAN = re.compile("[\u4e00-\u9fff]")
HALF_WIDTH = re.compile(r"(?<=[\u4e00-\u9fff])[,;:!?](?!\w)|(?<=[\u4e00-\u9fff]) ?[()]")
OWN_NAMES = ("Eurasia Daily Monitor", "The Jamestown Foundation", "TCA", "WeChat", "Zhas Alash",
             "Nurjan Memet", "Qarapa Nasiolla", "admin", "CF-", "N00000000")  # fmt: skip
"""What stands as it was published, whatever the language."""


def is_published_title(record: Record, field: str) -> bool:
    """A headline stays in its own language; what we call a nameless capture does not."""
    return isinstance(record, Source) and field == "title" and not record.wordings.get(field)


def worded(language: str) -> Iterator[tuple[str, str]]:
    """Every text of the sample in a language, with what it is."""
    for kind in PRINTED_FIELDS:
        for record in every(kind):
            for field, texts in record.wordings.items():
                if language in texts:
                    yield f"{kind.__name__}.{field}", texts[language]
    for excerpt in every(Excerpt):
        if language in excerpt.translations:
            yield "Excerpt.text", excerpt.translations[language]
    for file in sample_files():
        for field, texts in file.about.get("wordings", {}).items():
            yield f"Attachment.{field}", texts.get(language, "")


@pytest.mark.parametrize("kind", PRINTED_FIELDS, ids=lambda kind: kind.__name__)
def test_every_printed_field_is_worded_in_all_languages(kind: type[Record]) -> None:
    filled = 0
    for record in every(kind):
        for field in PRINTED_FIELDS[kind]:
            said = getattr(record, field)
            if not said or is_published_title(record, field):
                continue
            filled += 1
            missing = [one for one in OTHERS if not record.wordings.get(field, {}).get(one)]
            assert not missing, (field, said, missing)
    assert filled


def test_only_headlines_of_published_works_keep_their_language() -> None:
    kept = [s for s in every(Source) if is_published_title(s, "title")]
    assert kept
    assert all(source.published for source in kept)


def test_every_passage_can_be_read_in_every_language() -> None:
    own = {"kk-Cyrl": "kk", "zh-Hans": "zh_Hans"}
    for excerpt in every(Excerpt):
        spoken = {own.get(excerpt.language, excerpt.language), *excerpt.translations}
        assert spoken >= set(PRINTED), excerpt.text


def test_every_portrait_and_kept_text_says_where_it_came_from_in_all_languages() -> None:
    for file in sample_files():
        texts = file.about.get("wordings", {}).get("origin", {})
        assert bool(file.about["origin"]) is (set(texts) == set(OTHERS)), file.about["file_name"]


def test_kazakh_and_chinese_hold_no_other_script() -> None:
    for language, own, foreign in (("kk", CYRILLIC, HAN), ("zh_Hans", HAN, CYRILLIC)):
        texts = list(worded(language))
        assert len(texts) > 400
        for what, text in texts:
            bare = re.sub("|".join(OWN_NAMES), "", text)
            assert not foreign.search(bare), (what, text)
            assert not LATIN.search(bare), (what, text)
            assert own.search(text) or re.fullmatch(r"[\d:–,. ]+", text), (what, text)


def test_chinese_marks_are_full_width() -> None:
    assert [text for _what, text in worded("zh_Hans") if HALF_WIDTH.search(text)] == []


def test_kazakh_is_not_russian_left_standing() -> None:
    """A place, a name, a number may be the same in both; a sentence may not."""
    for kind in PRINTED_FIELDS:
        for record in every(kind):
            for field, texts in record.wordings.items():
                if texts.get("kk") == texts.get("ru"):
                    assert len(index_tokens(texts["kk"])) <= 4, (field, texts["kk"])


def test_a_translated_passage_names_a_person_as_the_record_does() -> None:
    """A form that no record has could not be found, and so not be withheld."""
    for number, excerpts in _naming().items():
        forms = {n.text for n in every(NameForm) if n.detainee_id == number}
        forms |= {p["text"] for n in every(NameForm) if n.detainee_id == number for p in n.parts}
        for text in excerpts:
            assert any(form in text for form in forms if HAN.search(form)), text


def _naming() -> dict[UUID, list[str]]:
    """Chinese translations of passages that give a person's Kazakh given name."""
    given = {
        name.detainee_id: part["text"]
        for name in every(NameForm)
        if name.detainee_id and name.script is NameScript.KK_CYRL
        for part in name.parts if part["role"] == "given"
    }  # fmt: skip
    sources = by_id(Source)
    found: dict[UUID, list[str]] = {}
    for excerpt in every(Excerpt):
        if not sources[excerpt.source_id].fictitious:
            continue
        kazakh = excerpt.translations.get("kk", excerpt.text)
        for person, name in given.items():
            if any(token == name.casefold() for token in index_tokens(kazakh)):
                chinese = excerpt.translations.get("zh_Hans", excerpt.text)
                found.setdefault(person, []).append(chinese)
    assert len(found) > 3
    return found


def test_the_ministrys_signature_sheets_speak_kazakh_too() -> None:
    first = next(link for link in every(AppealAddressee) if link.language == "ru")
    assert first.second_language == "kk"
