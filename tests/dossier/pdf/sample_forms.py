"""A filled form and a short one for the tests of the drawing; all persons invented."""

from __future__ import annotations

import dataclasses

from caseapp.dossier import document as d
from tests.dossier.pdf.sample_document import sample
from tests.dossier.pdf.sample_markup import say
from tests.dossier.pdf.sample_people import IMAGES


def _row(number: str, label: str, *value: str, **more: object) -> d.FormRow:
    boxes = tuple(
        d.FormBox(label=text.lstrip("x "), ticked=text.startswith("x "))
        for text in more.pop("boxes", ())
    )
    return d.FormRow(number=number, label=label, value=tuple(map(say, value)), boxes=boxes, **more)


def _section(number: str, title: str, *rows: d.FormRow) -> d.FormSection:
    return d.FormSection(number=number, title=title, rows=rows)


def complete() -> d.Form:
    """A form with every kind of row: long and short, boxes, confidential, contradicted."""
    return d.Form(
        anchor="form-wgeid-CF-00431",
        bookmark="CF-00431 Zeynegül Tūrsyn",
        case_number="CF-00431",
        header="Form WGEID · one person per form · CF-00431",
        title="Communication on the enforced or involuntary disappearance of a person",
        intro=(
            *say("Form template wgeid-en, version 2, wording to be confirmed. "),
            d.Span("*", "strong"),
            *say(
                " compulsory. **C** confidential: not to be transmitted to the Government. "
                "Compulsory items present: **6 of 6**. Urgent procedure (events within three "
                "months): **no**."
            ),
        ),
        sections=(
            _section(
                "1",
                "Identity of the person",
                _row("1.1", "Full name, as in the document", "Zeynegül Tūrsyn (Зейнегүл Тұрсын)",
                     compulsory=True),
                _row("1.2", "Name in other scripts", "再娜古丽·吐尔逊; زەينەگۇل تۇرسىن"),
                _row("1.3", "Sex, date of birth", "female, 7 April 1986"),
                _row("1.4", "Place and country of birth", "Tekes county, Ili prefecture, China"),
                _row("1.5", "Nationality; ethnicity", "China; Kazakh"),
                _row("1.6", "Identity document", "resident identity card 654027 19860407 0001"),
                _row("1.7", "Occupation", "nurse, county hospital"),
                _row("1.8", "Marital status, children", "[information on children withheld]"),
                _row("1.9", "Pregnant / minor at the time", boxes=("yes", "x no", "not known")),
            ),
            _section(
                "2",
                "Date of the disappearance",
                _row("2.1", "Date, at least month and year",
                     "between 9 and 30 October 2017 (last call: 9 October 2017)", compulsory=True),
            ),
            _section(
                "5",
                "Action taken by the family or others",
                _row("5.1", "Complaints, inquiries, replies",
                     "12 March 2018, letter to the Ministry of Foreign Affairs of the Republic of "
                     "Kazakhstan; reply of 4 June 2018, no information.",
                     "4 October 2023, letter to the Embassy of the People’s Republic of China in "
                     "Kazakhstan; not accepted at the gate.", compulsory=True),
                _row("5.2", "If none, why"),
            ),
            _section(
                "6",
                "Author of the communication",
                _row("6.2", "Family’s consent, follow-up",
                     boxes=("x consent of the family, 14 January 2024", "x able to follow up")),
                _row("6.3", "Relative on whose behalf", "husband, [name withheld]",
                     confidential=True),
                _row("6.4", "Recipients", boxes=(
                    "the national society of the Red Cross or the Red Crescent",
                    "x authorities of the state in which the family lives", "publication")),
            ),
            _section(
                "7",
                "Circumstances",
                _row("7.1", "Account",
                     "On or after 9 October 2017 she did not return from the night shift at the "
                     "County Hospital.^2",
                     "**Contradicted.** An office of the county wrote that she travelled.^3",
                     "Her mother asked at the county police station.^1", contradicted=(1,)),
            ),
        ),
        signatures=("date", "signature of the author"),
        name=say("Zeynegül Tūrsyn"),
        notice="Fictitious person",
    )  # fmt: skip


def with_photo() -> d.Form:
    """The same with a photograph beside its head."""
    image = next(iter(IMAGES))
    photo = d.Photo(image=image, token="", caption=say("Photograph, 2016, from her husband"))
    return dataclasses.replace(complete(), photo=photo, anchor="form-photo")


def short() -> d.Form:
    """A person of whom nothing but a case number may be told."""
    form = complete()
    rows = tuple(
        dataclasses.replace(row, value=say_all("not known to us"), missing=row.compulsory, boxes=())
        for row in form.sections[0].rows
    )
    return dataclasses.replace(
        form,
        anchor="form-wgeid-CF-00077",
        bookmark="CF-00077",
        case_number="CF-00077",
        header="Form WGEID · one person per form · CF-00077",
        name=say("[name withheld]"),
        sections=(dataclasses.replace(form.sections[0], rows=rows),),
        notice="",
    )


def say_all(*texts: str) -> tuple[d.Text, ...]:
    return tuple(map(say, texts))


def dossier(*forms: d.Form, template: str = "wgeid") -> tuple[d.Dossier, dict[str, bytes]]:
    """An English copy of a letter, contents, these forms and the annex."""
    whole, images = sample("en")
    letter, contents = whole.parts[:2]
    annex = next(p for p in whole.parts if isinstance(p, d.Annex))
    part = d.Forms(annex="Annex 1", title="Forms", template=template, forms=forms)
    enclosure = d.Enclosure(title="Annex 1, forms", part=template)
    letter = dataclasses.replace(letter, enclosures=(enclosure,))
    return dataclasses.replace(whole, parts=(letter, contents, part, annex)), images
