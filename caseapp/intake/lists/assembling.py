"""What the cells of a row say together: names of several columns, dates of two, ages at a date.

Knows what one row said, not what a case has.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import date, timedelta

from caseapp.domain.dates import UncertainDate, coarsened, overlaps, read_date
from caseapp.domain.dates.moment import Expression, from_bounds, marked
from caseapp.domain.identifiers import disagreement
from caseapp.domain.names.scripts import Script, detect_script, search_key
from caseapp.domain.told_places import place_told
from caseapp.domain.vocabulary import IdentifierKind, NameKind, NameRole, NameScript, Sex
from caseapp.intake.lists.cells import examined
from caseapp.intake.lists.mapping import ListMapping
from caseapp.intake.lists.remarks import Remark, RemarkKind
from caseapp.intake.lists.rows import NameText, NumberText, PlaceText, ReadValue
from caseapp.intake.lists.targets import SPECS, Form, Target

K = RemarkKind
T = Target
Values = list[ReadValue]
Remarks = list[Remark]


class Assembly:
    """The steps that the columns of one list need, for each row in turn."""

    def __init__(self, mapping: ListMapping) -> None:
        self._steps: list[Callable[[Values, Remarks], None]] = []
        targets = {column.target for column in mapping.columns}
        if any(column.options.get("as") == "edtf" for column in mapping.columns):
            self._steps.append(_DatesOfTwo(mapping))
        if targets & {T.SURNAME, T.GIVEN_NAME, T.FATHER_NAME}:
            self._steps.append(_joined_names)
        if targets & {T.NAME_LANGUAGE, T.NAME_KIND, T.NAME_PARTS}:
            self._steps.append(_described_names)
        if T.IDENTIFIER_KIND in targets:
            self._steps.append(_described_numbers)
        if T.NAME in targets:
            told = any(c.target is T.NAME_KIND for c in mapping.columns)
            self._steps += [] if told else [_kinds_of_names]
        if targets & {T.AGE, T.BIRTH}:
            self._steps.append(_Ages(mapping))
        if T.HOME_ADDRESS in targets and T.HOME_PLACE not in targets:
            self._steps.append(_county_of_address)
        if T.IDENTIFIER in targets and targets & {T.BIRTH, T.SEX, T.AGE}:
            self._steps.append(_numbers_against_the_row)
        if targets & {T.NAME, T.SURNAME, T.GIVEN_NAME}:
            self._steps.append(_no_name)

    def put_together(self, values: Values, remarks: Remarks) -> None:
        """Changes both lists of a row in place."""
        for step in self._steps:
            step(values, remarks)


def _note(value: ReadValue) -> ReadValue:
    """The words of a value, kept under its heading."""
    words = value.text.strip()
    return replace(value, target=T.NOTE, value=f"{value.column}: {words}")


def _replaced(values: Values, old: ReadValue, new: Iterable[ReadValue]) -> None:
    at = next(place for place, value in enumerate(values) if value is old)
    values[at : at + 1] = new


# -- dates -------------------------------------------------------------------------------------
class _DatesOfTwo:
    """EDTF of the one column counts, the words of the other stay its words."""

    def __init__(self, mapping: ListMapping) -> None:
        words = {
            (c.target, c.options.get("n", "1")): c.heading
            for c in mapping.columns
            if c.options.get("as") != "edtf"
        }
        self._words = {
            c.heading: words.get((c.target, c.options.get("n", "1")), "")
            for c in mapping.columns
            if c.options.get("as") == "edtf"
        }

    def __call__(self, values: Values, remarks: Remarks) -> None:
        for exact in [v for v in values if v.options.get("as") == "edtf"]:
            found = exact.value
            if not isinstance(found, UncertainDate):
                continue
            heading = self._words.get(exact.column, "")
            words = next((v for v in values if v.column == heading), None)
            text = words.text.strip() if words else found.text
            date_read = UncertainDate(text, found.edtf, found.earliest, found.latest)
            told = {name: word for name, word in exact.options.items() if name != "as"}
            _replaced(values, exact, [replace(exact, value=date_read, options=told)])
            values[:] = [v for v in values if v is not words]
            remarks[:] = [r for r in remarks if r.column != heading or not heading]


# -- names -------------------------------------------------------------------------------------
_ROLES = {T.SURNAME: NameRole.FAMILY, T.GIVEN_NAME: NameRole.GIVEN, T.FATHER_NAME: NameRole.FATHER,
          T.NAME: NameRole.GIVEN}  # fmt: skip


def _joined_names(values: Values, _remarks: Remarks) -> None:
    """Surname, given name and father's name of one script are one name, in the columns' order.

    A father's name joins a name of one word; to a longer one that does not hold it, it stays a
    thing of its own.
    """
    parts = [v for v in values if v.target in _ROLES]
    for script in dict.fromkeys(_script(v) for v in parts):
        same = [v for v in parts if _script(v) is script]
        split = [v for v in same if v.target in (T.SURNAME, T.GIVEN_NAME)]
        father = next((v for v in same if v.target is T.FATHER_NAME), None)
        whole = [v for v in same if v.target is T.NAME]
        if not split and whole and father is not None:
            split = [whole[0]] if len(_text(whole[0]).split()) == 1 else []
            if not split and search_key(_text(father)) in search_key(_text(whole[0])):
                values.remove(father)
        if split and (len(split) > 1 or father is not None or split[0].target is not T.NAME):
            _join(values, [v for v in same if v in split or v is father], script)


def _join(values: Values, pieces: list[ReadValue], script: Script | None) -> None:
    pieces = list({v.target: v for v in reversed(pieces)}.values())[::-1]
    between = "·" if script is Script.HANS else " "
    first = pieces[0].value
    assert isinstance(first, NameText)
    parts = tuple((_ROLES[v.target].value, _text(v)) for v in pieces)
    joined = NameText(between.join(map(_text, pieces)), first.script, first.kind, parts)
    text = between.join(v.text.strip() for v in pieces)
    new = ReadValue(T.NAME, joined, pieces[0].column, text, pieces[0].options)
    _replaced(values, pieces[0], [new])
    for piece in pieces[1:]:
        values[:] = [v for v in values if v is not piece]


def _text(value: ReadValue) -> str:
    return value.value.text if isinstance(value.value, NameText) else ""


def _script(value: ReadValue) -> Script | None:
    return detect_script(_text(value))


def _described_names(values: Values, _remarks: Remarks) -> None:
    """Language, kind and parts of a name from columns of their own."""
    names = {v.n: v for v in reversed(values) if v.target is T.NAME}
    for value in [v for v in values if v.target in (T.NAME_LANGUAGE, T.NAME_KIND, T.NAME_PARTS)]:
        name = names.get(value.n)
        if name is None or not isinstance(name.value, NameText):
            _replaced(values, value, [_note(value)])
            continue
        new = _described(name.value, value)
        _replaced(values, value, [] if new is not None else [_note(value)])
        if new is not None:
            names[value.n] = replace(name, value=new)
            _replaced(values, name, [names[value.n]])


_PARTS = frozenset(role.value for role in NameRole)


def _described(name: NameText, value: ReadValue) -> NameText | None:
    told = value.value
    if isinstance(told, NameScript):
        return replace(name, script=told)
    if isinstance(told, NameKind):
        return replace(name, kind=told)
    parts = []
    for line in str(told).split("\n"):
        role, sign, words = line.partition(":")
        if not sign or role.strip() not in _PARTS or not words.strip():
            return None
        parts.append((role.strip(), words.strip()))
    return replace(name, parts=tuple(parts))


def _kinds_of_names(values: Values, _remarks: Remarks) -> None:
    """The first name in a script is a main one, a further one in the same is another name."""
    seen: set[NameScript] = set()
    for place, value in enumerate(values):
        if value.target is not T.NAME or not isinstance(value.value, NameText):
            continue
        name = value.value
        if name.kind is NameKind.MAIN and "kind" not in value.options and name.script in seen:
            values[place] = replace(value, value=replace(name, kind=NameKind.ALIAS))
        seen.add(name.script)


def _no_name(values: Values, remarks: Remarks) -> None:
    if not any(v.target is T.NAME or v.target is T.DESCRIPTION for v in values):
        remarks.append(Remark("", K.NO_NAME))


def _county_of_address(values: Values, _remarks: Remarks) -> None:
    """An address stays one, and says the county, if it names one that we know."""
    for value in [v for v in values if v.target is T.HOME_ADDRESS]:
        if code := place_told(str(value.value)):
            home = replace(value, target=T.HOME_PLACE, value=PlaceText("", code))
            _replaced(values, value, [home, value])


# -- numbers -----------------------------------------------------------------------------------
def _described_numbers(values: Values, _remarks: Remarks) -> None:
    """The kind of a document from a column of its own; without a number it is a note."""
    for value in [v for v in values if v.target is T.IDENTIFIER_KIND]:
        number = next((v for v in values if v.target is T.IDENTIFIER and v.n == value.n), None)
        if number is None or not isinstance(number.value, NumberText):
            _replaced(values, value, [_note(value)])
            continue
        kind = IdentifierKind(str(value.value))
        _replaced(values, value, [])
        _replaced(values, number, [replace(number, value=replace(number.value, kind=kind))])


def _numbers_against_the_row(values: Values, remarks: Remarks) -> None:
    """What a number says otherwise than the row's own birth and sex."""
    birth, sex = UncertainDate.unknown(), Sex.UNKNOWN
    for value in values:
        if value.target is T.BIRTH and isinstance(value.value, UncertainDate):
            birth = value.value
        elif value.target is T.SEX and isinstance(value.value, Sex):
            sex = value.value
    for value in values:
        if value.target is T.IDENTIFIER and isinstance(value.value, NumberText):
            given = value.value.number
            read = examined(value.value.kind, given)
            if read.birth == birth.earliest == birth.latest and sex in (read.sex, Sex.UNKNOWN):
                continue  # most agree: no need to look further
            other = disagreement(read, birth=birth, sex=sex)
            if other.birth is not None:
                said = {"given": given, "read": other.birth.isoformat()}
                remarks.append(Remark(value.column, K.NUMBER_OTHER_BIRTH, said))
            if other.sex is not Sex.UNKNOWN:
                remarks.append(Remark(value.column, K.NUMBER_OTHER_SEX, {"given": given}))


# -- ages --------------------------------------------------------------------------------------
class _Ages:
    """An age and the date at which it was counted say between which days somebody was born."""

    def __init__(self, mapping: ListMapping) -> None:
        self._dates = {
            c.heading: c.target for c in mapping.columns if SPECS[c.target].form is Form.DATE
        }

    def __call__(self, values: Values, remarks: Remarks) -> None:
        for value in [v for v in values if v.target is T.AGE]:
            at = self._at(value, values)
            known = next((v for v in values if v.target is T.BIRTH), None)
            about = None if at or known else self._about(values)
            years = str(value.options["years"])
            born = born_between(years, at) if at else None
            if born is not None and "about" in value.options:
                born = _estimated(born)
            if about is not None and (near := born_between(years, about)) is not None:
                at, born = about, _estimated(near)
                told = {"given": str(value.value), "read": about.text.strip()}
                remarks.append(Remark(value.column, K.AGE_ESTIMATED, told))
            if at is None and known is not None and known.column == value.column:
                _replaced(values, value, [])  # "1974 (45 лет)" stays in the words of the date
                continue
            if born is None or at is None:
                remarks.append(Remark(value.column, K.AGE_UNDATED, {"given": str(value.value)}))
                _replaced(values, value, [_note(value)])
                continue
            if known is None:
                text = f"{value.value} ({at.text.strip()})"
                found = UncertainDate.of(born, text)
                _replaced(values, value, [replace(value, target=T.BIRTH, value=found)])
                continue
            assert isinstance(known.value, UncertainDate)
            agrees = overlaps(known.value, UncertainDate.of(born, ""))
            if not agrees:
                remarks.append(Remark(value.column, K.AGE_DISAGREES, {"given": str(value.value)}))
            _replaced(values, value, [] if agrees else [_note(value)])

    def _at(self, value: ReadValue, values: Values) -> UncertainDate | None:
        told = value.options.get("at", "")
        if told in self._dates:
            dates = [v for v in values if v.column == told and v.target is self._dates[told]]
            found = dates[0].value if dates else None
            return found if isinstance(found, UncertainDate) else None
        day = read_date(told)
        if told and not day.is_unknown:
            return day
        as_of = self._of(values, (T.STATUS_DATE,))
        return as_of[0] if as_of and not told else None

    def _about(self, values: Values) -> UncertainDate | None:
        """The newest day that the row tells of: about then the age must have been counted."""
        dates = self._of(values, _TOLD_OF)
        return max(dates, key=lambda day: day.latest or date.min, default=None)

    @staticmethod
    def _of(values: Values, targets: Collection[Target]) -> list[UncertainDate]:
        return [
            v.value for v in values
            if v.target in targets and isinstance(v.value, UncertainDate) and v.value.latest
        ]  # fmt: skip


_TOLD_OF = frozenset({T.LAST_CONTACT_DATE, T.TAKEN_DATE, T.ARREST_DATE, T.SENTENCED_DATE,
                      T.SOURCE_DATE, T.EVENT_DATE})  # fmt: skip


def _estimated(born: Expression) -> Expression:
    """The years alone, said to be rough."""
    years = coarsened(UncertainDate.of(born, ""), "year").expression
    return marked(years if years is not None else born, "~")


def born_between(years: str, at: UncertainDate) -> Expression | None:
    """Between which days somebody was born who was so many years old ("45", "40-45") at a date;
    None if the date has an open end."""
    if at.earliest is None or at.latest is None:
        return None
    youngest, *more = map(int, years.split("-"))
    oldest = more[0] if more else youngest
    try:
        return from_bounds(
            _back(at.earliest, oldest + 1) + timedelta(days=1), _back(at.latest, youngest)
        )
    except ValueError:
        return None


def _back(day: date, years: int) -> date:
    """The same day so many years before; of 29 February the first of March."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 3, 1)
