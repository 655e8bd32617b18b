"""Invented people's names in every script, and the faults that happen to names.

All persons are fictitious. Everything hangs on the `Random` that is handed in, so that a seed
gives the same names again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.benchmarks.names.chinese import chinese
from tests.benchmarks.names.inventory import given_name
from tests.benchmarks.names.spellings import (
    CONVENTIONS,
    arabic,
    latin,
    on_russian_keyboard,
    russian,
)

SCRIPTS = ("kk", "ru", "latin", "kk_arab", "zh")
DOTS = ("·", "·", "·", "•", "．", "‧", "・", ".", " ", " · ")
_UYGHUR = 0.4
_SURNAMED = 0.5
"""Share of names shaped as in Kazakhstan's papers: a surname, often a father's name too."""
_AGENCY = 0.25


@dataclass(frozen=True, slots=True)
class Named:
    """An invented name; `parts` in Kazakh Cyrillic: given, father's (PRC papers), or as shaped."""

    sex: str
    parts: tuple[str, ...]
    endings: tuple[str, ...]
    """What grammar adds to each part: "", "ов", "ова", "ұлы", "қызы" …"""


def invent(random: Random, *, people: str = "kazakh", surnamed: bool = False) -> Named:
    """A given name and the father's; `surnamed`: as papers of Kazakhstan have it."""
    sex = random.choice(("male", "female"))
    given = given_name(random, people, sex)
    father = given_name(random, people, "male")
    if not surnamed:
        return Named(sex, (given, father), ("", ""))
    surname = given_name(random, people, "male")
    soft = surname[-1] in "йіеяь"
    family = ("ев" if soft else "ов") + ("а" if sex == "female" else "")
    patronymic = "ұлы" if sex == "male" else "қызы"
    shape = random.random()
    if shape < 0.4:
        return Named(sex, (surname, given), (family, ""))
    if shape < 0.6:
        return Named(sex, (given, father), ("", patronymic))
    return Named(sex, (surname, given, father), (family, "", patronymic))


def distractor(random: Random) -> Named:
    """A name to be passed over: 60 % Kazakh, 40 % their neighbours'."""
    people = "uyghur" if random.random() < _UYGHUR else "kazakh"
    return invent(random, people=people, surnamed=random.random() < _SURNAMED)


def write(name: Named, script: str, random: Random, convention: str = "") -> str:
    """In one of `SCRIPTS`; in Latin by a convention, or by any."""
    if script == "zh":
        register = "agency" if random.random() < _AGENCY else "xinjiang"
        return DOTS[0].join(_in_chinese(part, end, register, random) for part, end in _full(name))
    convention = convention or random.choice(CONVENTIONS)
    write_word: dict[str, Callable[[str], str]] = {
        "kk": lambda word: word,
        "ru": lambda word: russian(word, random),
        "kk_arab": lambda word: arabic(word, random),
        "latin": lambda word: latin(word, convention, random),
    }
    return " ".join(write_word[script](_inflected(part, end, script))
                    for part, end in _full(name))  # fmt: skip


def _full(name: Named) -> list[tuple[str, str]]:
    return list(zip(name.parts, name.endings, strict=True))


def _in_chinese(part: str, end: str, register: str, random: Random) -> str:
    """The agency often writes the Russian patronymic; registers set "son of" apart."""
    if end in _RUSSIAN_ENDINGS:
        if register == "agency" and random.random() < 0.5:
            return chinese(_inflected(part, end, "ru"), register, random)
        return chinese(part, register, random) + chinese(end, register, random)
    return chinese(part + end, register, random)


_RUSSIAN_ENDINGS = {"ұлы": "ович", "қызы": "овна"}


def _inflected(part: str, end: str, script: str) -> str:
    if script == "ru" and end in _RUSSIAN_ENDINGS:
        return part + _RUSSIAN_ENDINGS[end]
    return part + end


# -- faults --------------------------------------------------------------------------------------
def typing_error(text: str, random: Random) -> str:
    """Two neighbours swapped, one letter lost, doubled, or another in its place."""
    places = [i for i in range(1, len(text) - 1) if text[i].isalpha() and text[i - 1].isalpha()]
    if not places:
        return text
    at = random.choice(places)
    other = random.choice([c for c in text if c.isalpha()])
    return random.choice(
        (
            text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :],
            text[:at] + text[at + 1 :],
            text[:at] + text[at] + text[at:],
            text[:at] + other.lower() + text[at + 1 :],
        )
    )


def other_order(text: str, random: Random) -> str:
    """The parts the other way round."""
    return " ".join(reversed(_parts(text)))


def glued(text: str, random: Random) -> str:
    """All in one, as forms without a space or dot have it."""
    parts = _parts(text)
    return parts[0] + "".join(parts[1:]).lower()


def other_dot(text: str, random: Random) -> str:
    """Another of the marks that stand between parts of a Chinese name."""
    return random.choice(DOTS).join(_parts(text))


def dropped_character(text: str, random: Random) -> str:
    """One character of a Chinese name lost, not the only one of its part."""
    places = [i for i in range(1, len(text)) if text[i].isalpha() and text[i - 1].isalpha()]
    if not places:
        return text
    at = random.choice(places)
    return text[:at] + text[at + 1 :]


def without_father(text: str, random: Random) -> str:
    """The given name alone."""
    return _parts(text)[0]


def keyboard(text: str, random: Random) -> str:
    """Kazakh typed on a Russian keyboard."""
    return " ".join(on_russian_keyboard(part) for part in _parts(text))


def _parts(text: str) -> list[str]:
    for dot in DOTS:
        text = text.replace(dot.strip() or " ", " ")
    return text.split()


FAULTS: dict[str, tuple[Callable[[str, Random], str], tuple[str, ...]]] = {
    "typing error": (typing_error, ("kk", "ru", "latin", "kk_arab")),
    "order swapped": (other_order, SCRIPTS),
    "glued": (glued, SCRIPTS),
    "Russian keyboard": (keyboard, ("kk",)),
    "another dot": (other_dot, ("zh",)),
    "a character dropped": (dropped_character, ("zh",)),
    "father's name missing": (without_father, SCRIPTS),
}
"""What may happen to a written name, and in which scripts. A third name is added by `third`."""


def third(name: Named, random: Random) -> Named:
    """With the grandfather's name as well."""
    grandfather = given_name(random, "kazakh", "male")
    return Named(name.sex, (*name.parts, grandfather), (*name.endings, ""))
