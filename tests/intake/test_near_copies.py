"""The same article, printed twice, is recognised; two reports of one event are not the same."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from caseapp.domain.near_copies import NEAR, containment, tokens_of
from caseapp.domain.vocabulary import SourceKind
from caseapp.intake.source_files import collect, keep_source
from caseapp.store.history import Action
from caseapp.store.queries.near_copies import near_copies
from caseapp.store.records import Source
from caseapp.store.vault import Vault
from tests.intake.test_articles import BODY, CHINESE, KAZAKH, UYGHUR
from tests.intake.test_source_files import TODAY

MADE = Action("Made for a test")
QUOTED = (
    "“My brother went to visit our mother in 2017,” said Asem Tilekova, who teaches at a school."
    " “His telephone has been off ever since, and nobody has written to us.”"
)
FIRST = " ".join([
    *BODY, "A lawyer who came from the city wrote down what each of them said, and promised to"
    " send the papers to three ministries before the winter.", "The oldest of the women brought"
    " a radio that her son had repaired; she keeps it in a cloth and does not switch it on.",
    "When it grew dark they lit the lamps of two cars and read the last four names again.",
    "Nobody was stopped on the way home, though a white car followed them as far as the bridge.",
])  # fmt: skip
SECOND = " ".join([
    "Relatives of missing people gathered on Sunday in front of the town hall, where nineteen names"
    " were called out, a participant told this newspaper by telephone.", QUOTED,
    "According to two other participants the police looked on from a distance and did nothing."
    " They said that the reading took a little more than an hour and ended with a prayer.",
    "It is the third such meeting this year. In April about forty people had come together in a"
    " neighbouring district; at that time several of them were asked for their papers.",
    "The town's administration was not available for comment on Monday.",
])  # fmt: skip


def invented(words: int, seed: int) -> str:
    """Made-up words in sentences: no two seeds share a run of five."""
    chance = random.Random(seed)
    letters = "abcdefghijklmnoprstuvz"
    said = ["".join(chance.choices(letters, k=chance.randint(3, 9))) for _n in range(words)]
    return " ".join(said)


def likeness(one: str, other: str) -> float:
    return containment(tokens_of(one), tokens_of(other))


# -- how near ----------------------------------------------------------------------------------
def test_a_reprint_cut_short_with_words_of_its_own_before_it_is_near():
    cut = "ALMATY (News) – We print here what a colleague wrote about the meeting. " + FIRST[:700]
    assert likeness(FIRST, cut) > 0.8


def test_a_reprint_with_headlines_of_others_beneath_it_is_near():
    assert likeness(FIRST, FIRST.replace(",", " –").upper() + " A bridge is opened " * 9) == 1.0


def test_two_reports_of_one_event_with_the_same_quotation_are_not():
    assert 0 < likeness(FIRST, SECOND) < NEAR - 0.15


@pytest.mark.parametrize("paragraphs", [KAZAKH, CHINESE, UYGHUR])
def test_any_script_will_do(paragraphs):
    words = "".join(paragraphs) if paragraphs is CHINESE else " ".join(paragraphs).split()
    between = "" if paragraphs is CHINESE else " "
    whole = between.join(random.Random(3).choices(words, k=200))
    other = between.join(random.Random(4).choices(words, k=200))
    assert likeness(f"{SECOND} {whole}", whole) == 1.0
    assert likeness(whole[: len(whole) // 2], whole) > 0.95
    assert likeness(whole, other) < 0.1


@pytest.mark.parametrize("short", ["", "We ask you to free him.", QUOTED])
def test_a_quotation_or_a_few_words_are_no_copy(short):
    assert likeness(short, short) == 0.0 or likeness(FIRST * 5, short) == 0.0


# -- in a vault --------------------------------------------------------------------------------
def test_a_reprint_is_found_among_the_sources_and_offered_only(
    vault: Vault, tmp_path: Path
) -> None:
    first = Source(kind=SourceKind.ARTICLE, title="First", text=FIRST)
    second = Source(kind=SourceKind.ARTICLE, title="Second", text=SECOND)
    trashed = Source(kind=SourceKind.ARTICLE, title="Gone", text=FIRST)
    vault.save(first, second, trashed, action=MADE)
    vault.trash(trashed, action=MADE)
    path = tmp_path / "reprint.txt"
    path.write_text(f"Printed again\n\n{FIRST[:800]}", encoding="utf-8")
    kept = keep_source(vault, collect(path), TODAY)
    assert kept.copies == ()
    assert [one.source_id for one in kept.near] == [first.id]
    assert kept.near[0].shared > 0.9
    source = vault.get(Source, kept.source_id)
    assert source is not None
    assert source.same_text_as_id is None


def test_a_hundred_thousand_words_are_searched_in_a_moment(vault: Vault) -> None:
    vault.save(
        *(Source(kind=SourceKind.ARTICLE, text=invented(250, seed)) for seed in range(400)),
        action=MADE,
    )
    wanted = invented(250, 17) + " and more words behind it"
    begun = time.perf_counter()
    found = vault.read(lambda session: near_copies(session, wanted))
    assert time.perf_counter() - begun < 1.0
    assert [round(one.shared, 2) for one in found] == [1.0]
