"""Two processes draw the file that one would have drawn, or none at all."""

from __future__ import annotations

import dataclasses
import io
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from caseapp.dossier import document as d
from caseapp.dossier.pdf import division, second
from caseapp.dossier.pdf.parcels import parcels, unpacked
from caseapp.dossier.pdf.render import RenderResult, render
from caseapp.dossier.pdf.tasks import tasks_of
from caseapp.errors import Cancelled, UserError
from caseapp.system.progress import Progress, Report
from tests.benchmarks.dossier_data import generate
from tests.dossier.pdf import reading
from tests.dossier.pdf.sample_document import office, sample

PERSONS = 60


@pytest.fixture(scope="module")
def large() -> tuple[d.Dossier, dict[str, bytes]]:
    return generate(PERSONS)


@pytest.fixture(scope="module")
def alone(
    large: tuple[d.Dossier, dict[str, bytes]], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, RenderResult]:
    path = tmp_path_factory.mktemp("alone") / "alone.pdf"
    return path, render(*large, path, divided=False)


def drawn_by_the_second(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A list that will hold how many pages the second process has drawn."""
    told: list[int] = []
    original = division.draw_divided

    def watched(book, drawing, watch):  # type: ignore[no-untyped-def]
        return original(book, drawing, lambda pages: (told.append(pages), watch(pages)))

    monkeypatch.setattr("caseapp.dossier.pdf.render.draw_divided", watched)
    return told


def test_the_file_of_two_processes_is_that_of_one_byte_for_byte(
    large: tuple[d.Dossier, dict[str, bytes]],
    alone: tuple[Path, RenderResult],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = drawn_by_the_second(monkeypatch)
    original = division._Second.next_task

    def patient(self):  # type: ignore[no-untyped-def]
        while self._pages < alone[1].pages / 2 and self._thread.is_alive():
            self._thread.join(0.01)
        return original(self)

    monkeypatch.setattr(division._Second, "next_task", patient)
    path = tmp_path / "two.pdf"
    result = render(*large, path, divided=True)
    assert alone[1].pages / 2 <= max(told) < alone[1].pages
    assert result == alone[1]
    assert path.read_bytes() == alone[0].read_bytes()
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("make", [lambda: sample("en"), lambda: sample("ru"), office])
def test_the_samples_too_are_the_same_whoever_draws_which_part(
    make: Callable[[], tuple[d.Dossier, dict[str, bytes]]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dossier, images = make()
    one = render(dossier, images, tmp_path / "one.pdf", divided=False)
    told = drawn_by_the_second(monkeypatch)
    # This process waits for the other to draw everything.
    monkeypatch.setattr(division._Second, "next_task", lambda self: self._look())
    two = render(dossier, images, tmp_path / "two.pdf", divided=True)
    assert two == one
    assert told[-1] == one.pages
    assert (tmp_path / "two.pdf").read_bytes() == (tmp_path / "one.pdf").read_bytes()


def test_names_that_come_twice_and_cropped_photographs_make_no_difference(tmp_path: Path) -> None:
    dossier, images = sample("en")
    wide = io.BytesIO()
    Image.linear_gradient("L").resize((500, 300)).save(wide, "JPEG")
    images = {**images, "wide": wide.getvalue()}
    sheets = next(p for p in dossier.parts if isinstance(p, d.CaseSheets))
    first = sheets.sheets[0]
    assert first.photo is not None
    odd = dataclasses.replace(first, photo=dataclasses.replace(first.photo, image="wide"))
    part = dataclasses.replace(sheets, sheets=(odd,) * 25)
    dossier = dataclasses.replace(dossier, parts=(part, *dossier.parts))
    results = [
        render(dossier, images, tmp_path / f"{two}.pdf", divided=two) for two in (False, True)
    ]
    assert results[0] == results[1]
    assert (tmp_path / "True.pdf").read_bytes() == (tmp_path / "False.pdf").read_bytes()
    assert len(reading.images(tmp_path / "True.pdf")) > 1


def test_every_sheet_is_in_one_task_and_tasks_are_in_order(
    large: tuple[d.Dossier, dict[str, bytes]],
) -> None:
    tasks = tasks_of(large[0])
    sheets = [n for task in tasks for n in range(task.start, task.end)]
    assert sheets == list(range(PERSONS))
    assert [task.part for task in tasks] == sorted(task.part for task in tasks)
    assert {task.part for task in tasks} == set(range(len(large[0].parts)))


def test_a_dossier_comes_out_of_its_parcels_as_it_went_in(
    large: tuple[d.Dossier, dict[str, bytes]],
) -> None:
    packed = list(parcels(large[0]))
    assert len(packed) > 5
    following = iter([*packed, b"not taken"])
    assert unpacked(following) == large[0]
    assert next(following) == b"not taken"


def test_progress_only_grows_and_ends_at_the_last_page(
    large: tuple[d.Dossier, dict[str, bytes]], tmp_path: Path
) -> None:
    told: list[Report] = []
    result = render(*large, tmp_path / "x.pdf", Progress(told.append), divided=True)
    done = [report.done for report in told]
    assert done == sorted(set(done))
    assert done[-1] == result.pages
    assert all(report.done <= report.total for report in told)


@pytest.mark.parametrize("page", [1, 60])
def test_cancelling_ends_both_and_keeps_the_older_file(
    large: tuple[d.Dossier, dict[str, bytes]],
    tmp_path: Path,
    page: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started = started_children(monkeypatch)
    path = tmp_path / "x.pdf"
    path.write_bytes(b"older")
    progress = Progress(lambda report: progress.cancel() if report.done >= page else None)
    with pytest.raises(Cancelled):
        render(*large, path, progress, divided=True)
    assert path.read_bytes() == b"older"
    assert list(tmp_path.iterdir()) == [path]
    assert [child.poll() is not None for child in started] == [True]


def started_children(monkeypatch: pytest.MonkeyPatch) -> list:
    """A list that will hold the processes that are started."""
    started: list = []
    original = division.talking_child

    def start(function, limits):  # type: ignore[no-untyped-def]
        started.append(original(function, limits))
        return started[-1]

    monkeypatch.setattr(division, "talking_child", start)
    return started


@pytest.mark.parametrize("page", [0, 40])
def test_a_second_process_that_dies_ends_in_one_sentence_and_no_file(
    large: tuple[d.Dossier, dict[str, bytes]],
    tmp_path: Path,
    page: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started = started_children(monkeypatch)

    def kill(report: Report) -> None:
        if report.done >= page:
            os.kill(started[0].pid, signal.SIGTERM)

    with pytest.raises(UserError, match="Drawing stopped half way"):
        render(*large, tmp_path / "x.pdf", Progress(kill), divided=True)
    assert list(tmp_path.iterdir()) == []


def test_what_the_second_process_has_to_tell_the_person_comes_through(tmp_path: Path) -> None:
    dossier, images = generate(30)
    sheets = next(p for p in dossier.parts if isinstance(p, d.CaseSheets))
    last = sheets.sheets[-1].photo
    assert last is not None
    for damaged in ({**images, last.image: b"no picture"}, images):
        damaged.pop(last.image) if damaged is images else None
        with pytest.raises(UserError, match="photograph"):
            render(dossier, damaged, tmp_path / "x.pdf", divided=True)
        assert list(tmp_path.iterdir()) == []


def test_a_fault_of_the_second_process_is_no_silence(
    large: tuple[d.Dossier, dict[str, bytes]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(division, "_SECOND", f"{second.__name__}:no_such_function")
    with pytest.raises(UserError, match="Drawing stopped half way"):
        render(*large, tmp_path / "x.pdf", divided=True)
    assert list(tmp_path.iterdir()) == []


def test_only_large_copies_are_divided(large: tuple[d.Dossier, dict[str, bytes]]) -> None:
    dossier = large[0]
    assert not division.worth_dividing(dossier)
    sheets = next(p for p in dossier.parts if isinstance(p, d.CaseSheets))
    many = dataclasses.replace(sheets, sheets=sheets.sheets * 10)
    divided = division.worth_dividing(dataclasses.replace(dossier, parts=(many,)))
    assert divided == ((os.cpu_count() or 1) > 1)
