"""What is done while reading a source, at the level of records."""

from __future__ import annotations

from caseapp.domain.vocabulary import SourceKind
from caseapp.intake.excerpts import ExcerptDraft, ListedPerson, keep_text, open_cases
from caseapp.store.history import Action
from caseapp.store.records import Detainee, Excerpt, Office, Source
from caseapp.store.vault import Vault

TEXT = "They were taken in spring. Nobody saw them again."
MADE = Action("Made for a test")


def words_at(vault: Vault, excerpt: Excerpt) -> str:
    source, kept = vault.get(Source, excerpt.source_id), vault.get(Excerpt, excerpt.id)
    assert source is not None
    assert kept is not None
    return source.text[kept.locator["start"] : kept.locator["end"]]


def test_an_excerpt_in_the_trash_follows_its_words_too(vault: Vault) -> None:
    source = Source(kind=SourceKind.ARTICLE, title="A report", text=TEXT)
    place = TEXT.index("in spring")
    excerpt = Excerpt(
        source_id=source.id, text="in spring", locator={"start": place, "end": place + 9}
    )
    vault.save(source, excerpt, action=MADE)
    vault.trash(excerpt, action=MADE)
    _changes, lost = keep_text(vault, source.id, "A new first line.\n" + TEXT)
    assert (words_at(vault, excerpt), lost) == ("in spring", 0)
    _changes, lost = keep_text(vault, source.id, "Nothing of it is left.")
    kept = vault.get(Excerpt, excerpt.id)
    assert kept is not None
    assert (kept.text, kept.locator, lost) == ("in spring", {}, 0)


def test_cases_opened_for_names_bear_the_prefix_of_the_office(vault: Vault) -> None:
    source = Source(kind=SourceKind.ARTICLE, title="A list", text="Aigul, Berik")
    vault.save(Office(case_prefix="AL"), source, action=MADE)
    people = [ListedPerson(name, "", ExcerptDraft(name, {})) for name in ("Aigul", "Berik")]
    open_cases(vault, source.id, people, None)
    assert [case.case_number for case in vault.all(Detainee)] == ["AL-0001", "AL-0002"]
