"""A list on its way into the sample: file, columns, check, import, and what came of it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from caseapp.desktop.features.imports import ImportsView
from caseapp.intake.lists.plan import Outcome
from caseapp.intake.lists.targets import Target
from tests.desktop.album.tour import Tour

LIST = """Список задержанных, март 2019;;;;;;;;
;;;;;;;;
№;ФИО;汉字;Туған жылы;Пол;Аудан;Дата задержания;Статус;Приговор;Ескерту
1;Сынакбай Мурат;;1972;муж;Дөрбілжін;Mar-17;в тюрьме;9 лет;туыс
2;;阿依古丽·米萨勒别克;1981;ж;;2017/2018;лагерь;;
3;Qayrat Zhoramalbek;;;м;;autumn 2018;;;
4;;;;?;Текес;Unclear;освобождён;;
5;Петров Пётр Иванович;;1950;;;05/06/2017;sentenced;;писали во все инстанции
6;Жанар Тәмсілхан;;1960;женщина;Текес;;;;екі рет жазылған
7;Дәулет Ертегібайұлы;;22.01.1990;м;Шәуешек;End 2016;在押;15 лет;
8;اسقار ۇلگىباي;;1974;;;;;;
9;Гүлнар;;;;;;;;
10;Ерлан / 叶尔兰 (Erlan);;около 1980;;;;;;
"""
"""Invented people; some of them are in the sample under other spellings."""


def empty(tour: Tour) -> Iterator[str]:
    tour.go("imports")
    yield "imports-start"


def pages(tour: Tour) -> Iterator[str]:
    tour.go("imports")
    view = tour.find(ImportsView)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "march-2019.csv"
        path.write_text(LIST, encoding="utf-8")
        view.take_files([path])
        _wait(tour, view)
        yield "imports-file"
        yield from _columns(tour, view)
        view.go_to("check")
        _wait(tour, view)
        yield "imports-check"
        plan = view._draft.plan
        asked = next(n for n, row in enumerate(plan.rows) if row.outcome is Outcome.LIKELY)
        view.check.page.table.go_to(asked)
        view.check.page._enter()
        yield "imports-decide"
        view.check.page.step_out()
        view.go_to("import")
        yield "imports-import"
        view.importing.page.go.click()
        _wait(tour, view)
        yield "imports-done"
    view.begin_anew()
    tour.wait()
    yield "imports-earlier"
    view.start.page.lines[0].undo.click()
    tour.wait()


def _columns(tour: Tour, view: ImportsView) -> Iterator[str]:
    view.go_to("columns")
    page = view.columns.page
    status = [n for n, line in enumerate(page.model.lines) if line.column.target is Target.STATUS]
    page.go_to(status[0])
    tour.wait()
    yield "imports-columns"
    if tour.compact:
        page._enter()
        yield "imports-column"
        page.step_out()


def _wait(tour: Tour, view: ImportsView) -> None:
    """Until the file is read, or the rows are compared or written."""
    tour.wait()
    while view.is_busy:
        tour.wait()
