"""A copy cut into tasks that can be drawn one without the other, and who draws which part.

A task is a part, or a few case sheets or forms: each begins a page of its own. Knows no process.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from caseapp.dossier.document import CaseSheet, CaseSheets, Dossier, Form, Forms, Part, Posters
from caseapp.dossier.pdf.form import draw_forms
from caseapp.dossier.pdf.frame import Book
from caseapp.dossier.pdf.links import part_names
from caseapp.dossier.pdf.sheet import draw_sheets

_SHEETS = 6
Draw = Callable[[Book, Any, str], None]


@dataclass(frozen=True, slots=True)
class Task:
    """The part with this number, and of its sheets or forms those from `start` to `end`."""

    part: int
    start: int = 0
    end: int = 0


def tasks_of(dossier: Dossier) -> list[Task]:
    """All tasks in the order of the pages."""
    tasks: list[Task] = []
    for number, part in enumerate(dossier.parts):
        count = len(_pages_of_cases(part))
        if count:
            tasks += [
                Task(number, start, min(start + _SHEETS, count))
                for start in range(0, count, _SHEETS)
            ]
        else:
            tasks.append(Task(number))
    return tasks


def photographs_of(dossier: Dossier, task: Task) -> list[str]:
    """The names of the photographs that a task needs."""
    part = dossier.parts[task.part]
    if isinstance(part, Posters):
        photos = [poster.photo for poster in part.posters]
    else:
        photos = [one.photo for one in _pages_of_cases(part)[task.start : task.end]]
    return [photo.image for photo in photos if photo and photo.image]


def _pages_of_cases(part: Part) -> Sequence[CaseSheet] | Sequence[Form]:
    """What of a part can be drawn some at a time."""
    if isinstance(part, CaseSheets):
        return part.sheets
    return part.forms if isinstance(part, Forms) else ()


class Drawing:
    """Draws the tasks of one dossier; `draw` gives the function for each kind of part."""

    def __init__(self, dossier: Dossier, draw: dict[type[Part], Draw]) -> None:
        self._dossier = dossier
        self._draw = draw
        self._names = part_names(dossier)

    def draw(self, book: Book, task: Task) -> None:
        """Draw a task behind what is in the book."""
        part, name = self._dossier.parts[task.part], self._names[task.part]
        before = book.parts.get(name)
        share = slice(task.start, task.end or None)
        if isinstance(part, CaseSheets):
            draw_sheets(book, part, name, share)
        elif isinstance(part, Forms):
            draw_forms(book, part, name, share)
        else:
            self._draw[type(part)](book, part, name)
        if before:
            book.parts[name] = (before[0], before[1] + book.parts[name][1])
