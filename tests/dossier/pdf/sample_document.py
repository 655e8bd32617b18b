"""A rich sample dossier for tests and for looking at: English or Russian, all persons invented.

`sample("en")` and `sample("ru")` give the dossier and its images; `office()` the office's copy
with the withheld list.
"""

from __future__ import annotations

import dataclasses

from caseapp.dossier import document as d
from tests.dossier.pdf import sample_words as w
from tests.dossier.pdf.sample_annex import annex
from tests.dossier.pdf.sample_letters import letter_en, letter_ru
from tests.dossier.pdf.sample_markup import say
from tests.dossier.pdf.sample_people import IMAGES, PEOPLE, Person
from tests.dossier.pdf.sample_register import signatures, verification, withheld
from tests.dossier.pdf.sample_sheets import full_sheet, group, short_sheet, unnamed


def sample(language: str = "en") -> tuple[d.Dossier, dict[str, bytes]]:
    """The sample copy in "en" or "ru", and its JPEG bytes by SHA-256."""
    en = language == "en"
    choose = 0 if en else 1
    parts: tuple[d.Part, ...] = (
        letter_en() if en else letter_ru(),
        d.Contents(
            title=("Contents", "Содержание")[choose],
            index_label=("Case sheets", "Карточки дел")[choose],
            index_note=("12 sheets, in the order of the list", "12 карточек, в порядке списка")[
                choose
            ],
        ),
        person_list(choose),
        d.CaseSheets(
            annex=("Annex 2", "Приложение 2")[choose],
            title=("Case sheets", "Карточки дел")[choose],
            labels=w.LABELS[choose],
            sheets=sheets(choose),
        ),
        annex(choose),
        signatures(choose),
        verification(choose),
    )
    return d.Dossier(head=w.HEADS[choose], words=w.WORDS[choose], parts=parts), IMAGES


def office() -> tuple[d.Dossier, dict[str, bytes]]:
    """The office's copy: the Russian sample with its warning and the withheld list."""
    dossier, images = sample("ru")
    head = dataclasses.replace(
        dossier.head,
        audience="office",
        office_warning="Конторский экземпляр. Не выдавать.",
        copy_words="Конторский экземпляр",
    )
    return dataclasses.replace(dossier, head=head, parts=(*dossier.parts, withheld())), images


def person_list(choose: int) -> d.PersonList:
    """Annex 1: ten persons, an unnamed man and a group."""
    rows = [
        d.PersonRow(number=i, anchor=f"case-{p.number}", cells=_cells(i, p, choose))
        for i, p in enumerate(PEOPLE, 1)
    ]
    for i, (number, cells) in enumerate(w.NAMELESS, len(rows) + 1):
        texts = [say(cell[choose]) for cell in cells]
        rows.append(
            d.PersonRow(
                number=i,
                anchor=f"case-{number}",
                cells=(((d.Span(str(i)),),), *((text,) for text in texts)),
            )
        )
    return d.PersonList(
        annex=("Annex 1", "Приложение 1")[choose],
        title=("List of persons", "Список лиц")[choose],
        note=(
            "12 entries · sheet {sheet} of {sheets} · as known on 31 May 2026",
            "12 записей · лист {sheet} из {sheets} · сведения на 31 мая 2026 года",
        )[choose],
        columns=w.COLUMNS[choose],
        rows=tuple(rows),
        legend=w.LEGEND[choose],
    )


def _cells(i: int, p: Person, choose: int) -> tuple[tuple[d.Text, ...], ...]:
    def lines(text: str, mark: str = ", ") -> tuple[d.Text, ...]:
        return tuple(say(line) for line in text.split(mark))

    birth = p.born if len(p.born) == 4 else ".".join(reversed(p.born.split("-")))
    return (
        ((d.Span(str(i)),),),
        ((d.Span((p.latin, p.cyrillic)[choose], "strong"),), (d.Span(p.han),)),
        (say(p.sex[choose]), say(birth)),
        (
            say(p.identity or ("not known", "не известен")[choose]),
            *lines(p.citizenship[choose], "; "),
        ),
        (say(p.home[choose]), say(p.work[choose])),
        lines(p.taken[choose]),
        (say(p.given[choose]),),
        (say(p.believed[choose]),),
        lines(p.term[choose]),
        lines(p.status[choose], "; "),
        (say(p.petitioner[choose]),),
    )


def sheets(choose: int) -> tuple[d.CaseSheet, ...]:
    """A sheet for each row of the list: one complete, the others shorter."""
    out = []
    total = len(PEOPLE) + len(w.NAMELESS)
    for i, p in enumerate(PEOPLE, 1):
        sheet = full_sheet(p, choose) if p.number == "CF-00417" else short_sheet(p, choose)
        out.append((i, sheet))
    out += [(len(PEOPLE) + 1, unnamed(choose)), (len(PEOPLE) + 2, group(choose))]
    words = ("Sheet {} of {}", "Карточка {} из {}")[choose]
    return tuple(dataclasses.replace(s, sheet_words=words.format(i, total)) for i, s in out)
