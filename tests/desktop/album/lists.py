"""A list of names checked against the sample, and a document that names some of its people."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from caseapp.desktop.features.lists import ListsView
from tests.desktop.album.tour import Tour

LIST = """№;ФИО;汉字;Туған жылы;Аудан;ID;Ескерту
1;Сынакбай Мурат;;1972;Дөрбілжін;;туыс
2;;阿依古丽·米萨勒别克;1981;;;
3;Qayrat Zhoramalbek;;;;;
4;Somebody of whom only a number is known;;;;654201199001220009;
5;Петров Пётр Иванович;;1950;;;
6;Жанар Тәмсілхан;;1960;Текес;;екі рет жазылған
7;Дәулет Ертегібайұлы;;22.01.1990;Шәуешек;;
8;اسقار ۇلگىباي;;1974;;;
9;Гүлнар;;;;;
"""
"""Invented people; three of them are in the sample under other spellings."""

LETTER = """Құрметті мырзалар!

Вчера к нам обратились родные. Мурат Сынакбаев (1972 г.р.) и его сосед Даулетбек Ертегибай не
выходят на связь с 2018 года. 据家属称，阿斯哈尔·玉勒格拜，1974年生，被关押。
They also named Qairat Zhoramalbek, and again Мурат Сынакбаев, in a letter to the office.
"""


def pages(tour: Tour) -> Iterator[str]:
    tour.go("lists")
    yield "lists-start"
    view = tour.find(ListsView)
    with tempfile.TemporaryDirectory() as folder:
        listed, letter = Path(folder) / "list.csv", Path(folder) / "letter.txt"
        listed.write_text(LIST, encoding="utf-8")
        letter.write_text(LETTER, encoding="utf-8")
        view.take_list(listed)
        _wait(tour, view)
        yield "lists-columns"
        view.columns.compare.click()
        _wait(tour, view)
        yield "lists-found"
        view.found.table.go_to(5)
        view.found._enter()
        tour.wait()
        yield "lists-candidates"
        view.take_document(letter)
        _wait(tour, view)
        yield "lists-document"


def _wait(tour: Tour, view: ListsView) -> None:
    """Until the file is read and every turn of the search is over."""
    tour.wait()
    while view.is_busy:
        tour.wait()
