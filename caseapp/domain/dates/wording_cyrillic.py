"""Russian and Kazakh words for dates, with the cases that their prepositions ask for.

See `wording` for what a writer is.
"""

from __future__ import annotations

from caseapp.domain.dates.moment import Moment, Unit
from caseapp.domain.dates.wording import Writer, group_of, month_names, shared

_RU_WITH: tuple[str, ...] = (
    "январём",
    "февралём",
    "мартом",
    "апрелем",
    "маем",
    "июнем",
    "июлем",
    "августом",
    "сентябрём",
    "октябрём",
    "ноябрём",
    "декабрём",
)


class Russian(Writer):
    """Nominative, genitive ("of") after до, после, около; instrumental ("with") after между."""

    unknown = "неизвестно"

    def _year(self, year: int) -> str:
        return f"{year} г." if self.long else str(year)

    def _calendar(
        self, moment: Moment, case: str = "", year: bool = True, month: bool = True
    ) -> str:
        if not moment.part:
            return self._year(moment.year)
        width = "wide" if self.long else "abbreviated"
        if moment.day:
            name = month_names("ru", width, "format")[moment.part]
        elif case == "with":
            name = _RU_WITH[moment.part - 1]
        elif case == "of":
            name = month_names("ru", "wide", "format")[moment.part]
        else:
            name = month_names("ru", width, "stand-alone")[moment.part]
        pieces = [
            str(moment.day) if moment.day else "",
            name if month else "",
            self._year(moment.year) if year else "",
        ]
        return " ".join(piece for piece in pieces if piece)

    def moment(self, moment: Moment, case: str = "") -> str:
        of = case == "of"
        if moment.decade:
            ending = ("-х годов" if of else "-е годы") if self.long else ("-х" if of else "-е")
            return f"{moment.year}{ending}"
        if moment.unit is not Unit.GROUP:
            return self._calendar(moment, case)
        name, number = group_of(moment)
        roman = ("I", "II", "III", "IV")[number]
        if of:
            words = {
                "season": ("весны", "лета", "осени", "зимы"),
                "third": ("начала", "середины", "конца"),
                "half": ("первой половины", "второй половины"),
            }
            quarter = f"{roman} квартала"
        else:
            words = {
                "season": ("весна", "лето", "осень", "зима"),
                "third": ("начало", "середина", "конец"),
                "half": ("первая половина", "вторая половина"),
            }
            quarter = f"{roman} квартал"
        word = quarter if name == "quarter" else words[name][number]
        return f"{word} {self._year(moment.year)}"

    def third(self, year: int, month: int, number: int) -> str:
        word = ("начало", "середина", "конец")[number - 1]
        return f"{word} {self._calendar(Moment(year, month), 'of')}"

    def _pair(self, one: Moment, other: Moment, joint: str, case: str) -> str:
        same_year, same_month = shared(one, other)
        first = self._calendar(one, case, year=not same_year, month=not same_month)
        if self.long and one.part is None and other.part is None:
            return f"{one.year} {joint} {other.year} {'гг.' if case else 'г.'}"
        return f"{first} {joint} {self._calendar(other, case)}"

    def between(self, begin: Moment, end: Moment) -> str:
        return f"между {self._pair(begin, end, 'и', 'with')}"

    def before(self, moment: Moment) -> str:
        return f"до {self._calendar(moment, 'of')}"

    def after(self, moment: Moment) -> str:
        return f"после {self._calendar(moment, 'of')}"

    def either(self, moments: tuple[Moment, ...]) -> str:
        *first, last = moments
        if len(first) > 1 or Unit.GROUP in {m.unit for m in moments} or last.decade:
            return f"{', '.join(map(self.moment, first))} или {self.moment(last)}"
        return self._pair(first[0], last, "или", "")

    def about(self, moment: Moment) -> str:
        return f"около {self.moment(moment, 'of')}"

    def roughly(self, words: str) -> str:
        return f"примерно {words}"

    def perhaps(self, words: str) -> str:
        return f"возможно, {words}"


# Kazakh months with their endings: dative ("to"), ablative ("from"), genitive ("of").
_KK_CASES = {
    "to": ("ға", "ға", "ға", "ге", "ға", "ға", "ге", "ға", "ке", "ға", "ға", "ға"),
    "from": ("дан", "нан", "дан", "ден", "дан", "нан", "ден", "дан", "тен", "нан", "дан", "нан"),
    "of": ("дың", "ның", "дың", "дің", "дың", "ның", "нің", "дың", "тің", "ның", "ның", "ның"),
}
_KK_YEAR = {"to": "жылға", "from": "жылдан"}


class Kazakh(Writer):
    """The year comes first; "to" before дейін, "from" before кейін.

    Long dates write жыл out, in the form that what follows asks for: 2018 жылғы 12 наурыз,
    2017 жылдың күзі. A part of a year has its possessive ending, the year the genitive.
    """

    unknown = "белгісіз"

    def _calendar(
        self, moment: Moment, case: str = "", year: bool = True, month: bool = True
    ) -> str:
        if not moment.part:
            word = _KK_YEAR.get(case, "жыл" if self.long else "")
            return f"{moment.year} {word}".rstrip()
        if case:
            name = (
                month_names("kk", "wide", "format")[moment.part] + _KK_CASES[case][moment.part - 1]
            )
        else:
            name = month_names("kk", "wide" if self.long else "abbreviated", "format")[moment.part]
        pieces = [
            self._year(moment.year, "жылғы") if year else "",
            str(moment.day) if moment.day else "",
            name if month else "",
        ]
        return " ".join(piece for piece in pieces if piece)

    def _year(self, year: int, word: str) -> str:
        return f"{year} {word if self.long else 'ж.'}"

    def moment(self, moment: Moment) -> str:
        if moment.decade:
            return f"{moment.year}-жылдар"
        if moment.unit is not Unit.GROUP:
            return self._calendar(moment)
        name, number = group_of(moment)
        if name == "quarter":
            return f"{self._year(moment.year, 'жылғы')} {('I', 'II', 'III', 'IV')[number]} тоқсан"
        words = {
            "season": ("көктемі", "жазы", "күзі", "қысы"),
            "third": ("басы", "ортасы", "соңы"),
            "half": ("бірінші жартысы", "екінші жартысы"),
        }
        return f"{self._year(moment.year, 'жылдың')} {words[name][number]}"

    def third(self, year: int, month: int, number: int) -> str:
        word = ("басы", "ортасы", "соңы")[number - 1]
        return f"{self._calendar(Moment(year, month), 'of')} {word}"

    def _pair(self, one: Moment, other: Moment, joint: str) -> str:
        same_year, same_month = shared(one, other)
        first = self._calendar(one, month=not same_month)
        return f"{first}{joint}{self._calendar(other, year=not same_year)}"

    def between(self, begin: Moment, end: Moment) -> str:
        if begin.part is None and end.part is None:
            return f"{begin.year}–{end.year} {'жылдар' if self.long else 'жж.'} аралығында"
        same_year, same_month = shared(begin, end)
        tight = same_month or (same_year and begin.day is None)
        return f"{self._pair(begin, end, '–' if tight else ' – ')} аралығында"

    def before(self, moment: Moment) -> str:
        return f"{self._calendar(moment, 'to')} дейін"

    def after(self, moment: Moment) -> str:
        return f"{self._calendar(moment, 'from')} кейін"

    def either(self, moments: tuple[Moment, ...]) -> str:
        *first, last = moments
        if len(first) > 1 or Unit.GROUP in {m.unit for m in moments} or last.decade:
            return f"{', '.join(map(self.moment, first))} немесе {self.moment(last)}"
        return self._pair(first[0], last, " немесе ")

    def about(self, moment: Moment) -> str:
        return f"шамамен {self.moment(moment)}"

    def roughly(self, words: str) -> str:
        return f"шамамен {words}"

    def perhaps(self, words: str) -> str:
        return f"мүмкін, {words}"
