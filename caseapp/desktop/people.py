"""How people who can be found or chosen are worded, so that namesakes are told apart.

One way for every place: the palette, the list of cases, each field that finds somebody.
Paints nothing: `forms.lines.PersonWords` draws itself.
"""

from __future__ import annotations

from caseapp.desktop import text
from caseapp.desktop.forms.lines import PersonWords
from caseapp.desktop.forms.words import RecordWords
from caseapp.i18n import Translator
from caseapp.store.queries.choosing import PersonChoice
from caseapp.store.queries.sounding import Sounds

_OTHERS = 2
"""Other spellings that are told, if there is room."""


def sounds_like(t: Translator, sounds: Sounds) -> str:
    """Why somebody was found whose letters do not match: "sounds like Қарапа"."""
    name = text.isolated(sounds.spelling)
    if sounds.closely:
        return t("sounds like {name}", name=name)
    return t("similar to {name}", name=name)


def person_name(t: Translator, person: PersonChoice) -> str:
    """The main name; a case without one is described."""
    return next(iter(person.names), "") or person.description or t("Name not known")


def person_apart(t: Translator, person: PersonChoice) -> str:
    """What tells a person from a namesake: number, birth, county or region, other spellings."""
    born = RecordWords(t).value(person.birth)
    number = person.number if person.is_case else t("contact {number}", number=person.number)
    others = (name for name in person.names[1 : 1 + _OTHERS])
    parts = [number, t("born {date}", date=born) if born else "", person.place, *others]
    return " · ".join(part for part in parts if part)


def person_words(t: Translator, person: PersonChoice, *more: str) -> PersonWords:
    """The line of a person to choose; `more` is said in front, if it is not ""."""
    reason = sounds_like(t, person.sounds) if person.sounds else ""
    brief = person.sounds.spelling if person.sounds else ""
    detail = " · ".join(part for part in (*more, person_apart(t, person)) if part)
    return PersonWords(person_name(t, person), detail, reason=reason, brief=brief)
