"""Sources that rows name: one record each, cited beside the list, never twice, undone with it."""

from __future__ import annotations

import pytest

from caseapp.domain.dates import read_date
from caseapp.domain.vocabulary import ExcerptKind, SourceKind
from caseapp.i18n import translator
from caseapp.intake.lists.named_sources import link_key, named_sources
from caseapp.intake.lists.recognise import propose
from caseapp.intake.lists.report import Report
from caseapp.intake.lists.targets import Target
from caseapp.intake.tables import Table
from caseapp.store.history import Action
from caseapp.store.records import Citation, Excerpt, Source, new_id
from tests.intake.lists.importing import COLUMNS, Office, content

T = Target
WITH_SOURCES = COLUMNS | {
    "Source": T.SOURCE_TITLE, "Publisher": T.SOURCE_PUBLISHER, "Link": T.SOURCE_URL,
    "Published": T.SOURCE_DATE, "Quoted": T.SOURCE_PASSAGE,
}  # fmt: skip
LINK = "https://www.example.org/2019/05/askar/"
ASKAR = {
    "No.": "1", "Name": "Асқар Үлгібай", "Born": "1974", "ID": "654023197401010013",
    "Taken": "2018", "Source": "Taken at the border", "Publisher": "Example News",
    "Link": LINK, "Published": "3 May 2019",
}  # fmt: skip
GULNAR = {"No.": "2", "Name": "Гүлнар Қиялбек", "Link": "example.org/2019/05/askar"}


@pytest.fixture
def office(vault, tmp_path):
    return Office(vault, tmp_path, WITH_SOURCES)


def named(office):
    return [one for one in office.vault.all(Source) if one.title != "list.csv"]


def cited_by(office, source):
    passages = {one.id for one in office.vault.all(Excerpt) if one.source_id == source.id}
    return {c.field or "event" for c in office.vault.all(Citation) if c.excerpt_id in passages}


def test_rows_make_the_source_that_they_name_and_their_facts_cite_it(office):
    assert office.bring([ASKAR, GULNAR]).sources == 1
    (source,) = named(office)
    assert (source.title, source.publisher) == ("Taken at the border", "Example News")
    assert (source.url, source.kind) == (LINK, SourceKind.ARTICLE)
    assert source.dated.earliest == read_date("2019-05-03").earliest
    assert not source.published
    assert cited_by(office, source) == {"names", "birth", "event"}  # not the document's number
    (listed,) = [one for one in office.vault.all(Source) if one.title == "list.csv"]
    assert {"names", "birth", "event", "identifiers"} == cited_by(office, listed)
    passage, _other = [e for e in office.vault.all(Excerpt) if e.source_id == source.id]
    assert (passage.kind, passage.sensitive) == (ExcerptKind.SUMMARY, False)
    assert "Nobody has looked" in passage.text
    assert office.vault.check() == []


@pytest.mark.parametrize("known", [
    Source(kind=SourceKind.REPORT, title="Other words", url="http://example.org/2019/05/askar"),
    Source(kind=SourceKind.REPORT, title="taken at the Border", publisher="Example news",
           dated=read_date("2019-05-03")),
], ids=["by its link", "by title, publisher and date"])  # fmt: skip
def test_a_source_of_the_vault_is_found(office, known):
    known.id = new_id()
    office.vault.save(known, action=Action("Source"))
    assert office.plan([ASKAR]).sources == 0
    assert office.bring([ASKAR]).sources == 0
    assert [one.id for one in named(office)] == [known.id]


def test_another_link_is_another_source_though_the_words_are_the_same(office):
    office.bring([ASKAR, {**GULNAR, **{k: ASKAR[k] for k in ("Source", "Publisher", "Published")},
                          "Link": "https://example.org/other"}])  # fmt: skip
    assert len(named(office)) == 2


def test_again_nothing_is_doubled_and_a_changed_fact_cites_the_source_anew(office):
    office.bring([ASKAR, GULNAR])
    before = content(office.vault)
    office.bring([ASKAR, GULNAR])
    assert content(office.vault) == before
    office.bring([{**ASKAR, "Born": "1975"}, GULNAR])
    (source,) = named(office)
    births = [c for c in office.vault.all(Citation) if c.field == "birth"]
    passages = {e.id for e in office.vault.all(Excerpt) if e.source_id == source.id}
    assert [c.excerpt_id in passages for c in births].count(True) == 1
    assert len(births) == 2
    assert office.vault.check() == []


def test_a_source_that_is_told_later_stands_behind_what_was_there(office):
    office.bring([{**ASKAR, "Source": "", "Publisher": "", "Link": "", "Published": ""}])
    plan = office.plan([ASKAR])
    assert plan.sources == 1
    assert "source.title" in {said.params.get("field") for said in plan.rows[0].why}
    office.bring([ASKAR])
    (source,) = named(office)
    assert cited_by(office, source) == {"names", "birth", "event"}
    assert office.vault.check() == []


def test_a_source_that_the_office_took_away_is_not_made_again_by_another_cell(office):
    office.bring([ASKAR])
    (source,) = named(office)
    office.vault.trash(source, action=Action("Trash"))
    office.bring([{**ASKAR, "Born": "1975"}])
    assert named(office) == []


def test_one_undo_takes_the_sources_back_and_a_trial_makes_none(office):
    before = content(office.vault)
    plan = office.plan([ASKAR, GULNAR])
    assert plan.sources == 1
    assert content(office.vault) == before
    told = Report(plan, None, translator("en")).summary()
    assert "1 source that the rows name would be added." in told
    imported = office.bring([ASKAR, GULNAR])
    told = Report(plan, imported, translator("en")).summary()
    assert "1 source that the rows name was added." in told
    office.vault.undo()
    assert content(office.vault) == before


def test_what_the_columns_of_sources_say_is_quoted_nowhere_else(office):
    office.bring([{**ASKAR, "Source": "Aigul by phone", "Quoted": "his wife Aigul said so"}])
    (source,) = named(office)
    (passage,) = [e for e in office.vault.all(Excerpt) if e.source_id == source.id]
    assert (passage.kind, passage.text) == (ExcerptKind.QUOTATION, "his wife Aigul said so")
    free = [e.text for e in office.vault.all(Excerpt) if not e.sensitive]
    assert not any("Aigul" in text for text in free)


@pytest.mark.parametrize(("cells", "wanted"), [
    ({"title": "жена"}, []),
    ({"title": "sister"}, []),
    ({"title": "unknown"}, []),
    ({"dated": read_date("2019"), "kind": SourceKind.REPORT}, []),
    ({"title": "Azattyq; HRW"}, [("Azattyq", ""), ("HRW", "")]),
    ({"title": "Azattyq\nHRW", "url": "https://a.org/1\nhttps://b.org/2"},
     [("Azattyq", "https://a.org/1"), ("HRW", "https://b.org/2")]),
    ({"title": "Azattyq", "url": "https://a.org/1, https://a.org/2"},
     [("Azattyq", "https://a.org/1"), ("Azattyq", "https://a.org/2")]),
    ({"title": "Azattyq, https://a.org/1"}, [("Azattyq", "https://a.org/1")]),
    ({"title": "Azattyq, https://a.org/1; HRW (2018)"},
     [("Azattyq", "https://a.org/1"), ("HRW (2018)", "")]),
    ({"url": "see https://a.org/1)."}, [("", "https://a.org/1")]),
    ({"publisher": "Azattyq"}, [("", "")]),
])  # fmt: skip
def test_a_cell_may_name_several_sources_and_a_relative_is_none(cells, wanted):
    assert [(one.title, one.url) for one in named_sources({1: cells})] == wanted


def test_links_are_compared_without_what_does_not_matter():
    one = link_key("https://www.Example.org/a/?p=1#top")
    assert one == link_key("example.org/a?p=1") != link_key("example.org/a?p=2")
    assert link_key("no link at all") == "no link at all"


def test_columns_with_numbers_are_sources_of_their_own():
    headings = ("Name", "Source", "Link", "Link 2", "Сілтеме 3")
    mapping = propose(Table((headings, ("Асқар Үлгібай", "", "https://a.org", "", ""))))
    told = [(one.target, one.options.get("n", "1")) for one in mapping.columns[1:]]
    assert told == [(T.SOURCE_TITLE, "1"), (T.SOURCE_URL, "1"), (T.SOURCE_URL, "2"),
                    (T.SOURCE_URL, "3")]  # fmt: skip
