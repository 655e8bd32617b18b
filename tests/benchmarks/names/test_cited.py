"""The cited pairs: whole, each with its source, and their halves fixed by their ids."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.names import cited
from tests.benchmarks.names.cited import Cited, questions
from tests.benchmarks.names.ranking import Outcome, invented, of_published_words, ranked
from tests.benchmarks.names.runs import counted
from tests.benchmarks.names.sets import SETS

_COLUMNS = 10


def _lines() -> list[list[str]]:
    paths = sorted(cited.PAIRS.glob("*.tsv"))
    return [
        line.split("\t")
        for path in paths for line in path.read_text("utf-8").splitlines()
        if not line.startswith(("#", "id\t"))
    ]  # fmt: skip


def test_every_row_has_two_scripts_and_a_source() -> None:
    lines = _lines()
    assert len(lines) > 1_000
    for cells in lines:
        assert len(cells) == _COLUMNS, cells
        assert sum(bool(cell) for cell in cells[3:8]) >= 2, cells[0]
        assert cells[9].strip(), cells[0]


def test_no_two_rows_have_one_id() -> None:
    ids = [cells[0] for cells in _lines()]
    assert len(ids) == len(set(ids))


def test_the_half_of_a_row_hangs_on_its_id_alone() -> None:
    def row(id_: str, spelling: str) -> Cited:
        return Cited(id_, "person", "", {"kk": (spelling,)}, "")

    ids = [f"x{number:03}" for number in range(400)]
    halves = [row(one, "Айгүл").half for one in ids]
    assert halves == [row(one, "Серік").half for one in ids]
    assert 150 < halves.count("test") < 250
    assert row("zha001.initials", "А. С.").half == row("zha001", "Айгүл Серік").half


def test_tune_and_test_share_no_row_and_a_fault_keeps_a_row_out_of_the_clean_sets() -> None:
    for kind in ("person", "given"):
        halves = [{row.id for row in cited.cited(half, kind)} for half in cited.HALVES]
        assert halves[0]
        assert halves[1]
        assert not halves[0] & halves[1]
        assert not any(row.fault for half in cited.HALVES for row in cited.cited(half, kind))


def test_every_set_asks_something_in_both_halves() -> None:
    for names in SETS:
        for half in cited.HALVES:
            assert any(names.questions(half, direction) for direction in names.directions)


def test_the_right_one_is_ranked_behind_whoever_scores_as_high() -> None:
    rows = [
        Cited(id_, "person", "", {"kk": ("Айгүл Нұрланбек",), "ru": ("Айгуль Нурланбек",)}, "")
        for id_ in ("a", "b")
    ]
    outcome = ranked(questions(rows, "ru", "kk"), invented("kk", 200))
    assert (outcome.asked, outcome.first, outcome.third) == (2, 0, 2)
    alone = ranked(questions(rows[:1], "ru", "kk"), invented("kk", 200))
    assert (alone.asked, alone.first) == (1, 1)


def test_an_outcome_counts_places() -> None:
    outcome = Outcome()
    for place in (1, 3, 4, 0):
        outcome.count(place)
    assert (outcome.asked, outcome.first, outcome.third) == (4, 1, 2)


def test_runs_are_counted_on_file(tmp_path: Path) -> None:
    path = tmp_path / "runs.toml"
    path.write_text("# Kept.\n", "utf-8")
    assert [counted("one", path), counted("two", path), counted("one", path)] == [1, 1, 2]
    assert path.read_text("utf-8") == '# Kept.\n"one" = 2\n"two" = 1\n'


def test_strangers_of_published_words_come_from_the_half_that_is_not_asked() -> None:
    crowd = of_published_words("zh", "tune")
    assert crowd is not None
    words = {word for name in crowd.names for word in name.split("·")}
    published = {form for row in cited.cited("test", "given") for form in row.forms.get("zh", ())}
    assert words <= published
    assert len(crowd.names) > 10_000
