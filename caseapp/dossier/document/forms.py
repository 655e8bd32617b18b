"""Forms of other bodies, filled for one person each: sections of numbered rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from caseapp.dossier.document.basics import Text
from caseapp.dossier.document.people import Photo


@dataclass(frozen=True, slots=True, kw_only=True)
class FormBox:
    """A box to tick, drawn, with its words."""

    label: str
    ticked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRow:
    """One item. `value` is its paragraphs; `boxes` stand after them on one line.

    `compulsory` draws the star, `confidential` the letter at the right edge. `missing`: it is
    compulsory and says nothing. `contradicted` are the places of paragraphs that contradict the
    one before them: a change bar ties both.
    """

    number: str
    label: str
    value: tuple[Text, ...] = ()
    boxes: tuple[FormBox, ...] = ()
    compulsory: bool = False
    confidential: bool = False
    missing: bool = False
    contradicted: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSection:
    number: str
    title: str
    rows: tuple[FormRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One filled form. `intro` names the template, its version and what is missing.

    `signatures` are the captions of the lines at the foot. `confidential_mark` is the letter
    of confidential rows in this language. `name` stands in the header from the second page on;
    `notice` marks a fictitious person.
    """

    anchor: str
    bookmark: str
    case_number: str
    header: str
    title: str
    intro: Text
    sections: tuple[FormSection, ...]
    signatures: tuple[str, ...]
    confidential_mark: str = "C"
    photo: Photo | None = None
    name: Text = ()
    notice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forms:
    """All forms of one kind in a copy. `template` is its name, "wgeid"."""

    kind: Literal["forms"] = "forms"
    annex: str
    title: str
    template: str
    forms: tuple[Form, ...]
