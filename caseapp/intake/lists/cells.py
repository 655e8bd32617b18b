"""One cell of a list as a value: dates, ages, numbers, terms, words of closed lists, lines.

Each reader gives values and remarks for the words of one cell; what it does not understand it
gives as a note. Nothing is filled in. Pure: knows no row and no vault.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from caseapp.domain.dates import UncertainDate, read_date
from caseapp.domain.dates.edtf import parse_edtf
from caseapp.domain.dates.moment import OneOf
from caseapp.domain.dates.tokens import full_year
from caseapp.domain.identifiers import IdReading, examine
from caseapp.domain.told_places import names_only_a_place, place_told
from caseapp.domain.vocabulary import IdentifierKind
from caseapp.errors import UserError
from caseapp.intake.lists.mapping import ColumnMapping, DateOrder
from caseapp.intake.lists.name_cells import read_names
from caseapp.intake.lists.remarks import Remark, RemarkKind
from caseapp.intake.lists.rows import NumberText, PlaceText, ReadValue, Size, Value
from caseapp.intake.lists.targets import SPECS, Form, Part, Slot, Target
from caseapp.intake.lists.terms import read_count, read_term
from caseapp.intake.lists.words import code_of, flag_of, says_nothing
from caseapp.intake.visit_typing import document_kind, read_size

K = RemarkKind


@dataclass(slots=True)
class Said:
    """What a cell says, gathered."""

    column: ColumnMapping
    text: str
    values: list[ReadValue] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def value(self, value: Value, target: Target | None = None, **options: str) -> None:
        target = target or self.column.target
        told = {**self.column.options, **options} if options else self.column.options
        self.values.append(ReadValue(target, value, self.column.heading, self.text, told))

    def note(self, words: str = "") -> None:
        """Kept as words under the heading."""
        words = words or self.text.strip()
        self.values.append(
            ReadValue(
                Target.NOTE, f"{self.column.heading}: {words}", self.column.heading, self.text
            )
        )

    def remark(self, kind: RemarkKind, **params: str) -> None:
        self.remarks.append(Remark(self.column.heading, kind, params))

    def unread(self, kind: RemarkKind, words: str) -> None:
        self.remark(kind, given=words)
        self.note(words)


Reader = Callable[[Said, str, "Column"], None]


@dataclass(frozen=True, slots=True)
class Column:
    """A column as it is read: its mapping, and what else of the list's mapping bears on it."""

    mapping: ColumnMapping
    order: DateOrder = DateOrder.OPEN
    words: Mapping[str, str] = field(default_factory=dict)

    def read(self, text: str) -> Said:
        """What the words of a cell say; never raises."""
        said = Said(self.mapping, text)
        words = text.strip()
        if not words.isprintable():
            plain = _NOT_SEEN.sub("", words)
            if plain != words:
                said.remark(K.HIDDEN_SIGNS)
            words = plain.strip()
        if words.startswith("'") and _GUARDED.match(words):
            words = words[1:]
        target = self.mapping.target
        if not words or target is Target.IGNORE:
            return said
        if words.endswith(".0") and words[:-2].isdecimal() and target in _FIGURED:
            words = words[:-2]
            if len(words) > _KEPT_FIGURES:
                said.unread(K.NUMBER_LOST, words)
                return said
        if target in _NUMBERS and _SHORTENED.fullmatch(words):
            said.unread(K.NUMBER_LOST, words)
            return said
        if target is Target.NOTE:
            said.note(words)
        elif len(words) > _LONGEST_VALUE and SPECS[target].form is not Form.TEXT:
            said.remark(K.TOO_LONG)
            said.note(words)
        elif self.mapping.options.get("as") == "edtf":
            _edtf(said, words)
        else:
            _READERS[SPECS[target].form](said, words, self)
        return said


_LONGEST_VALUE = 4_000
"""Letters of what is looked into for a name, a date, a number: no list has longer ones, and
looking into them would take long."""
_FIGURED = frozenset(
    target for target, spec in SPECS.items()
    if spec.form in (Form.NUMBER, Form.DATE, Form.AGE, Form.COUNT, Form.SIZE)
    or spec.part is Part.ROW or target is Target.CONTACT_PHONE
)  # fmt: skip
_NUMBERS = (Target.IDENTIFIER, Target.CONTACT_PHONE)
_SHORTENED = re.compile(r"\d(?:[.,]\d+)?[EeЕе]\+?\d{1,2}")
"""What a spreadsheet makes of a long number in a text file: "6,54023E+17"."""
_KEPT_FIGURES = 15
"""Where a number may stand that a program wrote with a point, "1974.0"; a longer one lost its end
on the way."""
_NOT_SEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
"""Controls and marks of direction, which could make a text be read otherwise than it is."""
_GUARDED = re.compile(r"'+[=+\-@\t\r＝＋－＠]")
"""An apostrophe before what a spreadsheet would take for a formula is not part of the words."""


# -- dates -------------------------------------------------------------------------------------
_SERIAL = re.compile(r"[1-5]\d{4}(?:\.\d+)?")
_EPOCH = date(1899, 12, 30)
_FIGURES = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d\d)")
"""With dots the day comes first."""
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_NO_YEAR = re.compile(r"\d{1,2}-[^\W\d_]{3}")
"""What a spreadsheet shows of "Mar-17" that it took for a day of this year."""
_EARLIEST_YEAR, _LATEST_YEAR = 1900, 2039


def _date(said: Said, words: str, column: Column) -> None:
    if column.mapping.target is Target.BIRTH:
        beside = _AGE_BESIDE.search(words)
        age = beside["age"] if beside else words
        if says_age(age):
            _age(said, age, column)
            words = words[: beside.start()] if beside else ""
        elif year := _YEAR_OF_BIRTH.fullmatch(words):
            words = str(full_year(int(year[1])))
    if words and (found := dated(said, words, column)) is not None:
        said.value(found)


def dated(said: Said, words: str, column: Column) -> UncertainDate | None:
    """The date that the words state; None, and a note, if they are not understood."""
    if (day := _plain_day(words)) and "exact" not in column.mapping.options:
        return UncertainDate(words, words, day, day)
    if _SERIAL.fullmatch(words):
        day = _EPOCH + timedelta(days=int(float(words)))
        said.remark(K.DATE_SERIAL, given=words, read=day.isoformat())
        return _with_text(UncertainDate.on(day), said.text)
    found = _with_text(read_date(_ordered(words, column)), said.text)
    if not found.readable:
        said.unread(K.DATE_NO_YEAR if _NO_YEAR.fullmatch(words) else K.DATE_UNREAD, words)
        return None
    if found.is_unknown:
        return None
    if isinstance(found.expression, OneOf) and _FIGURES.search(words):
        said.remark(K.DATE_TWO_DAYS, given=words)
    first, last = found.earliest or found.latest, found.latest or found.earliest
    if first and last and not _EARLIEST_YEAR < first.year <= last.year <= _LATEST_YEAR:
        said.remark(K.DATE_ODD, given=words)
    return found


def _plain_day(words: str) -> date | None:
    """A day as a workbook gives it, without the work that other dates need."""
    if len(words) != len("2017-01-31") or not _ISO.fullmatch(words):
        return None
    try:
        day = date.fromisoformat(words)
    except ValueError:
        return None
    return day if _EARLIEST_YEAR < day.year <= _LATEST_YEAR else None


def _ordered(words: str, column: Column) -> str:
    """The words with what the mapping knows of them: which figure is the month, and which of the
    figures a spreadsheet filled in."""
    if column.order is not DateOrder.OPEN and (figures := _FIGURES.fullmatch(words)):
        first, _sign, second, year = figures.groups()
        day, month = (second, first) if column.order is DateOrder.MONTH_FIRST else (first, second)
        return f"{day}.{month}.{year}"
    exact = column.mapping.options.get("exact")
    if exact and (iso := _ISO.fullmatch(words)) and iso[3] == "01":
        if exact == "month":
            return f"{iso[1]}-{iso[2]}"
        return iso[1] if iso[2] == "01" else words
    return words


def _with_text(found: UncertainDate, text: str) -> UncertainDate:
    return UncertainDate(text.strip(), found.edtf, found.earliest, found.latest)


def _edtf(said: Said, words: str) -> None:
    expression = parse_edtf(words)
    if expression is None:
        said.unread(K.DATE_UNREAD, words)
    else:
        said.value(UncertainDate.of(expression, words))


_AGE = re.compile(
    r"(?P<word>(?:age[d:]?|возраст:?|жасы:?|年龄[:：]?)\s*)?"
    r"(?P<about>(?:about|approx\.?|circa|c\.|около|примерно|шамамен|约|大约|~)\s*)?"
    r"(?P<least>\d{1,3})(?:\s*[-–—]\s*(?P<most>\d{1,3}))?\s*-?"
    r"(?P<unit>y\.?o\.?|years?(?:[\s-]+(?:old|of age))?|yrs?\.?(?:\s+old)?|лет|года?|"
    r"жас(?:та|тағы|ында|ар)?|周?岁|歲)?\.?",
    re.I,
)
_OLDEST = 125


_AGE_BESIDE = re.compile(r"\s*[(（](?P<age>[^()（）]+)[)）]\s*$")
_YEAR_OF_BIRTH = re.compile(r"['’]?(\d\d)\s*г\.?\s*р\.?", re.I)


def says_age(words: str) -> bool:
    """Whether a cell of births holds an age: "45 жаста", "aged 45"; never a number alone."""
    found = _AGE.fullmatch(words.strip())
    return found is not None and bool(found["word"] or found["unit"])


def _age(said: Said, words: str, column: Column) -> None:
    """The years of an age, as text: the row knows at which date they were counted."""
    found = _AGE.fullmatch(words)
    years = [int(one) for one in found.group("least", "most") if one] if found else []
    if says_nothing(words):
        return
    if not years or max(years) > _OLDEST or years != sorted(years):
        said.unread(K.AGE_UNREAD, words)
    else:
        about = {"about": "yes"} if found and found["about"] else {}
        said.value(words, Target.AGE, years="-".join(map(str, years)), **about)


# -- numbers, places, closed lists -------------------------------------------------------------
_BETWEEN_NUMBERS = re.compile(r"[,;/\n，；、]")
_LEAST_FIGURES = 4


def _number(said: Said, words: str, column: Column) -> None:
    parts = [words] if column.mapping.options.get("split") == "none" else _parts(words)
    kind = column.mapping.options.get("kind")
    for part in parts:
        if says_nothing(part):
            continue
        if sum(c.isdecimal() for c in part) < _LEAST_FIGURES:
            said.unread(K.NUMBER_UNREAD, part)
            continue
        found = NumberText(part, IdentifierKind(kind) if kind else document_kind(part))
        for doubt in examined(found.kind, part).doubts:
            said.remark(K.NUMBER_DOUBTFUL, given=part, doubt=doubt)
        said.value(found)


@lru_cache(maxsize=4_096)
def examined(kind: IdentifierKind, number: str) -> IdReading:
    """`identifiers.examine`, once for the cell and for its row."""
    return examine(kind, number)


def _parts(words: str) -> list[str]:
    return [part.strip() for part in _BETWEEN_NUMBERS.split(words) if part.strip()]


def _place(said: Said, words: str, column: Column) -> None:
    """A county may be printed where an address may not: a home that says more is an address."""
    if column.mapping.options.get("find") == "no":
        said.value(PlaceText(words))
        return
    if says_nothing(words):
        return
    code = place_told(words)
    if not code and SPECS[column.mapping.target].part is Part.CASE:
        said.remark(K.PLACE_UNKNOWN, given=words)
    if column.mapping.target is not Target.HOME_PLACE:
        said.value(PlaceText(words, code))
        return
    only = bool(code) and names_only_a_place(words)
    if code:
        said.value(PlaceText(words if only else "", code))
    if not only:
        said.value(words, Target.HOME_ADDRESS)


def _code(said: Said, words: str, column: Column) -> None:
    target = column.mapping.target
    found = code_of(target, words, column.words)
    codes = SPECS[target].codes
    if found and codes is not None:
        said.value(codes(found))
    elif found == "":
        said.note(words)
    elif not says_nothing(words):
        said.unread(K.CODE_UNKNOWN, words)


def _count(said: Said, words: str, column: Column) -> None:
    found = read_count(words)
    if found is not None:
        said.value(found)
    elif not says_nothing(words):
        said.unread(K.COUNT_UNREAD, words)


def _term(said: Said, words: str, column: Column) -> None:
    if says_nothing(words):
        return
    found = read_term(words, column.mapping.options.get("unit", ""))
    if found is None:
        said.unread(K.TERM_UNREAD, words)
        return
    if found.life:
        said.remark(K.TERM_LIFE, given=words)
    said.value(found)


def _size(said: Said, words: str, column: Column) -> None:
    try:
        least, greatest = read_size(words)
    except UserError:
        said.unread(K.SIZE_UNREAD, words)
    else:
        said.value(Size(least, greatest))


def _flag(said: Said, words: str, column: Column) -> None:
    found = flag_of(words)
    if found is not None:
        said.value(found)
    elif not says_nothing(words):
        said.unread(K.FLAG_UNREAD, words)


# -- words -------------------------------------------------------------------------------------
_BETWEEN_LINES = re.compile(r"[;\n，；、/]|,(?!\d{3}\b)")


def _lines(said: Said, words: str, column: Column) -> None:
    split = column.mapping.options.get("split")
    parts = words.split("\n") if split == "lines" or "\n" in words else _BETWEEN_LINES.split(words)
    if split == "none":
        parts = [words]
    found = tuple(part.strip() for part in parts if part.strip())
    if found:
        said.value(found)


_SHORT = frozenset({Target.ETHNICITY, Target.EDUCATION, Target.CONTACT_EMAIL, Target.ROW_KEY,
                    Target.CASE_NUMBER})  # fmt: skip
_LONGEST_SHORT = 300


def _text(said: Said, words: str, column: Column) -> None:
    if column.mapping.target in _SHORT and len(words) > _LONGEST_SHORT:
        said.remark(K.TOO_LONG)
        said.note(words)
    elif not (_of_named_event(column.mapping.target) and says_nothing(words)):
        said.value(words)


def _of_named_event(target: Target) -> bool:
    """An event of its own is not made of "unknown"."""
    return SPECS[target].slot not in (None, Slot.EVENT)


def _names(said: Said, words: str, column: Column) -> None:
    if says_nothing(words):
        return
    found = read_names(words, column.mapping.options)
    for name in found.names:
        said.value(name)
    for rest in found.rest:
        said.note(rest)
    for kind, params in found.remarks:
        said.remark(kind, **params)


_READERS: Mapping[Form, Reader] = {
    Form.TEXT: _text, Form.LINES: _lines, Form.NAME: _names, Form.DATE: _date, Form.AGE: _age,
    Form.PLACE: _place, Form.NUMBER: _number, Form.CODE: _code, Form.COUNT: _count,
    Form.TERM: _term, Form.SIZE: _size, Form.FLAG: _flag,
}  # fmt: skip
