"""Forms of other bodies as data: sections, items, labels in several languages, and what fills each.

A form is resources/forms/<name>.toml, or an office's own version of it: a `LetterTemplate` row
named "form.<name>", in the language "en", whose text is such a file. Its head:

    version, unconfirmed, note      a number; its wording is not yet compared with the form in force
    languages                       those in which it has every label; the first is the usual one
    photo                           the person's photograph stands beside the title
    title, part, header             of the form, of the part in the contents, of the page's head
    confidential, urgent            what the letter C means; the words before the urgent mark
    signatures                      captions of the lines at the foot

then [[section]] (number, title) with [[section.item]]: number, label, filler (a code of `Filler`),
compulsory, confidential, alternative (number of the item that may be filled instead), choices
(boxes; one with an `audience` is ticked where the family consented to it).

Knows no record, and not how a filler words its item.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from caseapp.domain.vocabulary import Audience
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.store.records import LetterTemplate
from caseapp.system.resources import resource

ROW_PREFIX = "form."
"""How a form is called among the office's own templates."""

ROW_LANGUAGE = "en"
"""Under which language the office's versions are kept: one text holds all languages."""

FALLBACK = "en"
"""Every form has its labels in this language."""

Labels = Mapping[str, str]
"""A text by language."""


class Filler(StrEnum):
    """What of the record fills an item. Only these codes may stand in a form's file."""

    NAMES_MAIN = "names.main"
    NAMES_OTHER = "names.other"
    NAMES_FAMILY = "names.family"
    NAMES_GIVEN = "names.given"
    SEX = "sex"
    BIRTH = "birth"
    SEX_BIRTH = "sex_birth"
    BIRTH_PLACE = "birth_place"
    NATIONALITY = "nationality"
    ETHNICITY = "ethnicity"
    NATIONALITY_ETHNICITY = "nationality_ethnicity"
    IDENTITY_DOCUMENT = "identity_document"
    OCCUPATION = "occupation"
    ADDRESS = "address"
    PARENTS = "parents"
    FATHER = "father"
    MOTHER = "mother"
    MARITAL_CHILDREN = "marital_children"
    FAMILY_MISSING = "family_missing"
    MINOR = "minor"
    PREGNANT = "pregnant"
    STATUS = "status"
    DATE_TAKEN = "date_taken"
    DATE_ARREST = "date_arrest"
    PLACE_TAKEN = "place_taken"
    SEEN_LATER = "seen_later"
    LAST_NEWS = "last_news"
    FORCES = "forces"
    REASON_GIVEN = "reason_given"
    REASON_BELIEVED = "reason_believed"
    LEGAL_BASIS = "legal_basis"
    TERM = "term"
    PLACES_HELD = "places_held"
    ORDERED_BY = "ordered_by"
    ACCOUNT = "account"
    STEPS = "steps"
    STEPS_NONE = "steps_none"
    AUTHOR = "author"
    AUTHOR_CONTACT = "author_contact"
    ON_BEHALF = "on_behalf"
    ENQUIRER = "enquirer"
    ENQUIRER_BIRTH = "enquirer_birth"
    ENQUIRER_NATIONALITY = "enquirer_nationality"
    ENQUIRER_CONTACT = "enquirer_contact"
    RELATION = "relation"
    CONSENT_FOLLOW_UP = "consent_follow_up"
    CONSENTS = "consents"
    CHOICE = "choice"
    REFERENCE = "reference"
    NOT_RECORDED = "not_recorded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A box; with an `audience` it says whether the family consented to that one."""

    label: Labels
    audience: Audience | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One numbered item. `alternative` may be filled instead: "if none, why" for steps."""

    number: str
    label: Labels
    filler: Filler
    compulsory: bool = False
    confidential: bool = False
    alternative: str = ""
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    number: str
    title: Labels
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormTemplate:
    """A form. `origin` is "shipped" or "office"."""

    name: str
    version: int
    unconfirmed: bool
    note: str
    languages: tuple[str, ...]
    photo: bool
    title: Labels
    part: Labels
    header: Labels
    confidential: Labels
    urgent: Labels
    signatures: tuple[Labels, ...]
    sections: tuple[Section, ...]
    origin: str = "shipped"

    def language_for(self, language: str) -> str:
        """The language in which a copy in `language` prints this form."""
        return language if language in self.languages else FALLBACK

    def items(self) -> Iterator[Item]:
        for section in self.sections:
            yield from section.items


# -- which version applies ---------------------------------------------------------------------
def form_for(kept: Iterable[LetterTemplate], name: str) -> FormTemplate:
    """The office's newest version of a form among `kept`, else the one that ships.

    Rows of any language count: one file holds all languages. The row's number stands for the
    file's, and a confirmed row needs no further confirmation. Raises UserError that names the
    mistake in the file, or if there is no such form.
    """
    mine = [k for k in kept if k.name == ROW_PREFIX + name and k.deleted_at is None]
    if not mine:
        return shipped_form(name)
    newest = max(mine, key=lambda row: (row.number, row.language))
    form = parse_form(newest.text, name)
    return replace(
        form,
        version=newest.number or form.version,
        unconfirmed=form.unconfirmed and not newest.confirmed,
        origin="office",
    )


def shipped_form(name: str) -> FormTemplate:
    """The form that ships. Raises UserError if there is none of that name."""
    path = resource("forms", f"{name}.toml")
    if not re.fullmatch(r"[a-z0-9_]+", name) or not path.is_file():
        raise UserError(N_("There is no form “{name}”. Choose another."), name=name)
    return parse_form(path.read_text(encoding="utf-8"), name)


def shipped_forms() -> list[str]:
    """The names of the forms that ship, sorted."""
    return sorted(path.stem for path in resource("forms").glob("*.toml"))


# -- reading -----------------------------------------------------------------------------------
class _Mistake(ValueError):
    """What is wrong in a form's file, in a few words."""


def parse_form(text: str, name: str) -> FormTemplate:
    """Read the text of a form's file. Raises UserError that says what is wrong and where."""
    try:
        return _Reader(tomllib.loads(text), name).form()
    except (tomllib.TOMLDecodeError, _Mistake) as error:
        raise UserError(
            N_("The form “{name}” has a mistake: {mistake}. Correct its text in the library."),
            name=name,
            mistake=str(error),
        ) from error


_HEAD = frozenset(
    {"version", "unconfirmed", "note", "languages", "photo", "title", "part", "header",
     "confidential", "urgent", "signatures", "section"}
)  # fmt: skip
_SECTION = frozenset({"number", "title", "item"})
_ITEM = frozenset(
    {"number", "label", "filler", "compulsory", "confidential", "alternative", "choices"}
)


class _Reader:
    """Reads one file; `_Mistake` says where it is wrong."""

    def __init__(self, data: dict[str, Any], name: str) -> None:
        self._data = data
        self._name = name
        self._languages = self._language_codes()

    def form(self) -> FormTemplate:
        data = self._data
        _known(data, _HEAD, "the head")
        sections = tuple(map(self._section, _tables(data.get("section"), "section")))
        form = FormTemplate(
            name=self._name,
            version=_whole(data.get("version")),
            unconfirmed=_flag(data, "unconfirmed", "the head"),
            note=_text(data.get("note", ""), "note"),
            languages=self._languages,
            photo=_flag(data, "photo", "the head"),
            title=self._labels(data.get("title"), "title"),
            part=self._labels(data.get("part"), "part"),
            header=self._labels(data.get("header"), "header"),
            confidential=self._labels(data.get("confidential"), "confidential", needed=False),
            urgent=self._labels(data.get("urgent"), "urgent", needed=False),
            signatures=tuple(
                self._labels(caption, "signatures")
                for caption in _tables(data.get("signatures"), "signatures")
            ),
            sections=sections,
        )
        _numbers_agree(form)
        return form

    def _language_codes(self) -> tuple[str, ...]:
        codes = self._data.get("languages")
        if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
            raise _Mistake("languages is a list of codes")
        if FALLBACK not in codes:
            raise _Mistake(f"languages lacks “{FALLBACK}”")
        return tuple(dict.fromkeys(codes))

    def _section(self, data: dict[str, Any]) -> Section:
        number = _text(data.get("number"), "number of a section")
        where = f"section {number}"
        _known(data, _SECTION, where)
        items = tuple(map(self._item, _tables(data.get("item"), f"item of {where}")))
        return Section(number=number, title=self._labels(data.get("title"), where), items=items)

    def _item(self, data: dict[str, Any]) -> Item:
        number = _text(data.get("number"), "number of an item")
        where = f"item {number}"
        _known(data, _ITEM, where)
        code = data.get("filler")
        if not isinstance(code, str) or code not in set(Filler):
            raise _Mistake(f"{where} has no filler that the program knows")
        choices = _tables(data.get("choices", []), f"choices of {where}", needed=False)
        return Item(
            number=number,
            label=self._labels(data.get("label"), where),
            filler=Filler(code),
            compulsory=_flag(data, "compulsory", where),
            confidential=_flag(data, "confidential", where),
            alternative=_text(data.get("alternative", ""), where),
            choices=tuple(self._choice(choice, where) for choice in choices),
        )

    def _choice(self, data: dict[str, Any], where: str) -> Choice:
        audience = data.get("audience")
        if audience is not None and (
            not isinstance(audience, str) or audience not in set(Audience)
        ):
            raise _Mistake(f"{where} has an audience that the program does not know")
        label = {key: value for key, value in data.items() if key != "audience"}
        return Choice(
            label=self._labels(label, where),
            audience=None if audience is None else Audience(audience),
        )

    def _labels(self, value: Any, where: str, *, needed: bool = True) -> Labels:
        """A text in every language of the form; none at all where it is not needed."""
        if value is None and not needed:
            return {}
        if not isinstance(value, dict):
            raise _Mistake(f"{where} has no words")
        lacking = [code for code in self._languages if not str(value.get(code, "")).strip()]
        if lacking:
            raise _Mistake(f"{where} has no words in “{lacking[0]}”")
        return {code: _text(value[code], where) for code in self._languages}


def _known(data: Mapping[str, Any], keys: frozenset[str], where: str) -> None:
    unknown = sorted(data.keys() - keys)
    if unknown:
        raise _Mistake(f"{where} has an unknown entry “{unknown[0]}”")


def _tables(value: Any, where: str, *, needed: bool = True) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise _Mistake(f"{where} is missing or no list of entries")
    if needed and not value:
        raise _Mistake(f"{where} is empty")
    return value


def _text(value: Any, where: str) -> str:
    if not isinstance(value, str):
        raise _Mistake(f"{where} is no text")
    return value.strip()


def _flag(data: Mapping[str, Any], key: str, where: str) -> bool:
    value = data.get(key, False)
    if not isinstance(value, bool):
        raise _Mistake(f"{key} in {where} is neither true nor false")
    return value


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise _Mistake("version is no number above 0")
    return value


def _numbers_agree(form: FormTemplate) -> None:
    """Each item has a number of its own, and alternatives name such numbers."""
    numbers = [item.number for item in form.items()]
    twice = sorted({number for number in numbers if numbers.count(number) > 1 or not number})
    if twice:
        raise _Mistake(f"item number “{twice[0]}” stands twice or is empty")
    for item in form.items():
        if item.alternative and item.alternative not in numbers:
            raise _Mistake(f"item {item.number} names an alternative that is not there")
