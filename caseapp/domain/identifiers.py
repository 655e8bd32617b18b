"""What identity numbers say and whether they are well formed. Warns, never refuses.

Chinese resident identity numbers (GB 11643-1999) and Kazakh individual identification
numbers (IIN). A number on a paper may be miscopied, old, or given in error: what is wrong
with it is told, and the number is kept as written. Knows no clock and no record.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from caseapp.domain.dates import UncertainDate, overlaps
from caseapp.domain.places import Place, find_place, knows_province, lies_in
from caseapp.domain.vocabulary import IdentifierKind, Sex
from caseapp.i18n import N_

WRONG_LENGTH = N_("The number does not have as many characters as it should.")
WRONG_CHARACTERS = N_("The number has characters that do not belong in it.")
WRONG_CHECK_DIGIT = N_("The check digit does not fit: a character may be wrong.")
NO_SUCH_DAY = N_("The birth date in the number does not exist.")
UNKNOWN_PLACE = N_("The place code in the number is not in our list.")
PLACE_BEFORE_NUMBERS = N_("The place code was out of use before this number can have been given.")
OLD_NUMBER = N_("This is an old number of 15 digits, without a check digit.")
MADE_UP = N_("The order number is nought, which no authority gives: this number is made up.")
NO_CENTURY = N_("The seventh digit tells neither century nor sex.")
BUSINESS_NUMBER = N_("This is the number of a business, not of a person.")

FIRST_NUMBERS = 1984
"""Year in which Chinese resident identity numbers were first given."""


@dataclass(frozen=True, slots=True)
class IdReading:
    """What a number says. `warnings` are message ids; none means that nothing looks wrong.

    `number` is as compared: no spaces or dashes, capital X. `birth`, `sex` and `place_code`
    (six figures, where the holder was registered when it was given) are what the number
    states, as far as it can be read, even if the check digit is wrong.
    """

    number: str
    birth: date | None = None
    sex: Sex = Sex.UNKNOWN
    place_code: str | None = None
    warnings: tuple[str, ...] = ()

    @property
    def made_up(self) -> bool:
        """Whether the number is of the kind that we make for fictitious persons."""
        return MADE_UP in self.warnings

    @property
    def doubts(self) -> tuple[str, ...]:
        """The warnings that speak against the number: that it is an old one does not."""
        return tuple(warning for warning in self.warnings if warning != OLD_NUMBER)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What a number says otherwise than a record does; empty where one of them is silent.

    `place_code` is soft: people move, and a number tells where they were registered when it
    was given.
    """

    birth: date | None = None
    sex: Sex = Sex.UNKNOWN
    place_code: str = ""


_ALIKE = str.maketrans("АВЕКМНОРСТУХ", "ABEKMHOPCTYX")


def plain_number(number: str) -> str:
    """A number as compared: NFKC, without spaces, dashes and dots, in capitals.

    Cyrillic letters that look as Latin ones are taken for them, as the Х that is typed for the
    check character and the Е of a passport are.
    """
    text = unicodedata.normalize("NFKC", number).upper().translate(_ALIKE)
    return "".join(c for c in text if c.isalnum())


def one_form(number: str) -> str:
    """What two writings of one number share: a Chinese resident number of 15 figures becomes
    that of 18; any other is as compared."""
    plain = plain_number(number)
    if len(plain) == 15 and examine_resident_id(plain).birth is not None:
        return upgraded_resident_id(plain) or plain
    return plain


_SHOWN, _HIDDEN = 4, "••••"


def masked(number: str) -> str:
    """A document number with its middle hidden: enough to compare, too little to use."""
    plain = number.strip()
    ends = min(_SHOWN, len(plain) // 3)
    return f"{plain[:ends]} {_HIDDEN} {plain[len(plain) - ends :]}".strip() if plain else ""


def examine(kind: IdentifierKind, number: str) -> IdReading:
    """What a number of some kind says; of kinds without a rule only the number itself."""
    if kind is IdentifierKind.PRC_RESIDENT_ID:
        return examine_resident_id(number)
    if kind is IdentifierKind.KZ_IIN:
        return examine_iin(number)
    return IdReading(plain_number(number))


def disagreement(
    read: IdReading, *, birth: UncertainDate, sex: Sex, places: Iterable[str] = ()
) -> Disagreement:
    """What a number says otherwise than a record with this birth, sex and places.

    `places` are the codes of where the person was born or at home: the number's own place is
    odd only if it is none of them, lies in none and has none in it, under old or new numbers.
    """
    known = [place for code in places if code and (place := find_place(code)) is not None]
    given = place_of(read)
    away = given is not None and bool(known)
    if away and given is not None:
        away = not any(lies_in(given, one) or lies_in(one, given) for one in known)
    other_day = read.birth is not None and not overlaps(birth, UncertainDate.on(read.birth))
    other_sex = Sex.UNKNOWN not in (sex, read.sex) and sex is not read.sex
    return Disagreement(
        birth=read.birth if other_day else None,
        sex=read.sex if other_sex else Sex.UNKNOWN,
        place_code=(read.place_code or "") if away else "",
    )


def place_of(read: IdReading) -> Place | None:
    """The place in a number, as it was called when the number was given at the earliest.

    Of a county that our lists do not know, its prefecture; None if they do not know that.
    """
    if read.place_code is None:
        return None
    return _place(read.place_code, max(FIRST_NUMBERS, read.birth.year if read.birth else 0))


def _place(code: str, year: int) -> Place | None:
    return find_place(code, year) or find_place(f"{code[:4]}00", year)


def make_check_digit(kind: IdentifierKind, body: str) -> str | None:
    """The last character for the figures before it: 17 of a resident ID, 11 of an IIN.

    None where the rule gives none (an IIN that would need 10 twice, and is never given).
    Raises `ValueError` for a kind without check digit or a body that is not such figures.
    """
    length = {IdentifierKind.PRC_RESIDENT_ID: 17, IdentifierKind.KZ_IIN: 11}.get(kind)
    if length is None or not re.fullmatch(f"[0-9]{{{length}}}", body):
        raise ValueError("no check digit for this")
    if kind is IdentifierKind.KZ_IIN:
        return _iin_check_digit(body)
    return _resident_check_digit(body)


_RESIDENT_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def _resident_check_digit(body: str) -> str:
    """GB 11643-1999, after ISO 7064 MOD 11-2."""
    total = sum(w * int(c) for w, c in zip(_RESIDENT_WEIGHTS, body, strict=True))
    return "10X98765432"[total % 11]


def _iin_check_digit(body: str) -> str | None:
    """Weights 1 to 11, modulo 11; if that is 10, weights 3 to 11, 1, 2; if again, none.

    The rule for IIN and BIN alike (Kazakhstan, rules on forming identification numbers).
    """
    for weights in ((1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)):
        rest = sum(w * int(c) for w, c in zip(weights, body, strict=True)) % 11
        if rest < 10:
            return str(rest)
    return None


def examine_resident_id(number: str) -> IdReading:
    """Read a Chinese resident identity number of 18 or, before 1999, 15 characters.

    Six figures of place, birth date, three of order (the last odd for men, even for women),
    check character. Old numbers lack the century (19) and the check character. Order 000 is
    not given by any authority, as the count of the people born on one day begins at one:
    such a number is made up, and says nothing of a sex.
    """
    plain = plain_number(number)
    if len(plain) not in (15, 18):
        return IdReading(plain, warnings=(WRONG_LENGTH,))
    if not re.fullmatch(r"[0-9]{15}|[0-9]{17}[0-9X]", plain):
        return IdReading(plain, warnings=(WRONG_CHARACTERS,))
    warnings: list[str] = []
    body = plain[:17]
    if len(plain) == 15:
        body = f"{plain[:6]}19{plain[6:]}"
        warnings.append(OLD_NUMBER)
    elif plain[17] != _resident_check_digit(body):
        warnings.append(WRONG_CHECK_DIGIT)
    birth = _day(body[6:14])
    if birth is None:
        warnings.append(NO_SUCH_DAY)
    sex = Sex.MALE if int(body[16]) % 2 else Sex.FEMALE
    if body[14:] == "000":
        warnings.append(MADE_UP)
        sex = Sex.UNKNOWN
    certain = len(plain) == 18 and WRONG_CHECK_DIGIT not in warnings
    warnings += _about_place(body[:6], birth, certain=certain)
    return IdReading(plain, birth, sex, body[:6], tuple(warnings))


def _about_place(code: str, birth: date | None, *, certain: bool) -> list[str]:
    """Old codes are normal: only one that ended before the number can have been given is not.

    Numbers were given at birth or, to those born earlier, from `FIRST_NUMBERS` on. Codes of
    provinces that our lists do not cover are not judged. The lists are of the ends of years
    and miss what came and went between: in a number whose check digit is right (`certain`) a
    known prefecture is enough.
    """
    if not knows_province(code):
        return []
    earliest = max(FIRST_NUMBERS, birth.year if birth else 0)
    place = _place(code, earliest) if certain else find_place(code)
    if place is None:
        return [UNKNOWN_PLACE]
    gone = place.last_year is not None and place.last_year + 1 < earliest
    return [PLACE_BEFORE_NUMBERS] if gone else []


def upgraded_resident_id(number: str) -> str | None:
    """The 18-character form of an old number of 15 figures; None for any other text."""
    plain = plain_number(number)
    if not re.fullmatch(r"[0-9]{15}", plain):
        return None
    body = f"{plain[:6]}19{plain[6:]}"
    return body + _resident_check_digit(body)


_IIN_CENTURIES = {"1": 18, "2": 18, "3": 19, "4": 19, "5": 20, "6": 20}


def examine_iin(number: str) -> IdReading:
    """Read a Kazakh individual identification number of 12 figures.

    Birth date as YYMMDD, a figure for century and sex (1, 2: 1800s; 3, 4: 1900s; 5, 6:
    2000s; odd: man), four of order, check digit. A business number (BIN) has the same check
    digit, but the year, month and then 4, 5 or 6; it is told apart. 0 as seventh figure is
    met with foreigners; it states neither century nor sex.
    """
    plain = plain_number(number)
    if len(plain) != 12:
        return IdReading(plain, warnings=(WRONG_LENGTH,))
    if not re.fullmatch(r"[0-9]{12}", plain):
        return IdReading(plain, warnings=(WRONG_CHARACTERS,))
    warnings: list[str] = []
    if plain[11] != _iin_check_digit(plain[:11]):
        warnings.append(WRONG_CHECK_DIGIT)
    if plain[4] in "456":
        return IdReading(plain, warnings=(*warnings, BUSINESS_NUMBER))
    if plain[7:11] == "0000":
        warnings.append(MADE_UP)
    century = _IIN_CENTURIES.get(plain[6])
    if century is None:
        return IdReading(plain, warnings=(*warnings, NO_CENTURY))
    birth = _day(f"{century}{plain[:6]}")
    if birth is None:
        warnings.append(NO_SUCH_DAY)
    sex = Sex.MALE if int(plain[6]) % 2 else Sex.FEMALE
    return IdReading(plain, birth, sex, warnings=tuple(warnings))


def is_business_number(number: str) -> bool:
    """Is it a Kazakh business identification number (BIN): 12 figures, the fifth 4, 5 or 6, and
    the check digit right?"""
    return examine_iin(number).warnings == (BUSINESS_NUMBER,)


def _day(figures: str) -> date | None:
    try:
        return date(int(figures[:4]), int(figures[4:6]), int(figures[6:]))
    except ValueError:
        return None


def fictitious_resident_id(place_code: str, birth: date) -> str:
    """A number with a valid check character that no living person can have (order 000)."""
    body = f"{place_code}{birth:%Y%m%d}000"
    return body + str(make_check_digit(IdentifierKind.PRC_RESIDENT_ID, body))


def fictitious_iin(birth: date, sex: Sex) -> str:
    """A number with a valid check digit that no living person can have (order 0000).

    Raises `ValueError` for a sex that the number cannot state, and in the rare case that
    the rule gives no check digit: choose another birth date then.
    """
    century = {1800: 1, 1900: 3, 2000: 5}.get(birth.year // 100 * 100)
    if century is None or sex is Sex.UNKNOWN:
        raise ValueError("an IIN states a century from the 19th on, and a sex")
    body = f"{birth:%y%m%d}{century + (sex is Sex.FEMALE)}0000"
    digit = make_check_digit(IdentifierKind.KZ_IIN, body)
    if digit is None:
        raise ValueError("no check digit for this birth date")
    return body + digit
