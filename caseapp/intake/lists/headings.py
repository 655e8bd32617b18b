"""What a column says by its heading alone, in four languages.

Headings are data: those of names, births, documents and places are shared with the checking of
lists (`domain.list_columns`), all others stand in `resources/lists/columns.toml`. Knows no file.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from caseapp.domain.list_columns import Role, heading_key, known_headings, speaks_of_others
from caseapp.domain.names.kazakh_arabic import in_arabic
from caseapp.domain.names.scripts import Script, detect_script
from caseapp.intake.lists.targets import SPECS, Part, Target
from caseapp.system.resources import resource


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a heading says; the options as in `targets.OPTIONS`."""

    target: Target
    options: Mapping[str, str] = field(default_factory=dict)


_OF_ROLE = {
    Role.NAME: Target.NAME, Role.SURNAME: Target.SURNAME, Role.GIVEN: Target.GIVEN_NAME,
    Role.FATHER: Target.FATHER_NAME, Role.BIRTH: Target.BIRTH, Role.SEX: Target.SEX,
    Role.DOCUMENT: Target.IDENTIFIER, Role.PLACE: Target.HOME_PLACE,
}  # fmt: skip
_MAY_GO_ON = frozenset({Target.NAME, Target.SURNAME, Target.BIRTH, Target.SEX, Target.IDENTIFIER,
                        Target.TAKEN_DATE, Target.CONTACT_PHONE})  # fmt: skip
"""What a heading still says if more words follow: "ФИО задержанного", "Date of birth d/m/y"."""
_LEAST_BEGIN = 5
LONGEST_HEADING = 120
"""Letters; what is longer is a title or a story."""
_BRACKETS = re.compile(r"[(（\[][^()（）\[\]]*[)）\]]")
_COUNTED = re.compile(r"^\s*\d{1,2}\s*[.)]\s*(?=\D)")
"""Headings are often numbered: "2. Дата рождения"."""
_NUMBER_BEHIND = re.compile(r"\s*[№#(]?\s*([1-9]\d?)\s*\)?\s*$")
_MOST_WORDS = 12
_BETWEEN = re.compile(r"[\s/|;,()（）]+")
_FIRST_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=2_000)
def meaning_of(heading: str) -> Meaning | None:
    """What a column with this heading says; None if the heading is not known."""
    known = _known()
    key = heading_key(heading) if len(heading) <= LONGEST_HEADING else ""
    if not key:
        return Meaning(Target.ROW_KEY) if heading.strip() in ("#", "№") else None
    for one in (
        key,
        heading_key(_BRACKETS.sub(" ", heading)),
        heading_key(_COUNTED.sub("", heading)),
    ):
        if one in known:
            return known[one]
    if (told := _of_teller(key)) is not None:
        return told
    if (
        (counted := _NUMBER_BEHIND.search(heading))
        and (said := known.get(heading_key(heading[: counted.start()])))
        and SPECS[said.target].part is Part.SOURCE
    ):
        return Meaning(said.target, {**said.options, "n": str(int(counted[1]))})
    if (said := _in_languages(_BETWEEN.split(_COUNTED.sub("", heading)))) is not None:
        return said
    if speaks_of_others(heading):
        return None
    begins = [one for one in known if key.startswith(one) and len(one) >= _least(one)]
    first = _FIRST_WORD.search(heading)
    if first is not None and len(first[0]) >= 3 and heading_key(first[0]) in known:
        begins.append(heading_key(first[0]))
    if not begins:
        return None
    found = known[max(begins, key=len)]
    return found if found.target in _MAY_GO_ON else None


def _of_teller(key: str) -> Meaning | None:
    """What a heading says of the one who tells: "Телефон заявителя". What no contact has is kept
    as a note, and never taken for the person's own."""
    for teller in _tellers():
        rest = key.removeprefix(teller) if key.startswith(teller) else key.removesuffix(teller)
        said = _known().get(rest)
        if rest == key or said is None:
            continue
        return Meaning(_TELLERS.get(said.target, Target.NOTE))
    return None


_TELLERS = {
    Target.NAME: Target.CONTACT_NAME, Target.SURNAME: Target.CONTACT_NAME,
    Target.GIVEN_NAME: Target.CONTACT_NAME, Target.HOME_PLACE: Target.CONTACT_ADDRESS,
    Target.HOME_ADDRESS: Target.CONTACT_ADDRESS,
    **{one: one for one in Target if SPECS[one].part is Part.CONTACT},
}  # fmt: skip


def _in_languages(words: Sequence[str]) -> Meaning | None:
    """What one says twice or thrice: "Мекенжайы / Адрес"."""
    known = _known()
    for end in range(1, len(words)):
        said = known.get(heading_key(" ".join(words[:end])))
        if said is None:  # else a long text would be parted in all ways there are
            continue
        rest = words[end:]
        other = known.get(heading_key(" ".join(rest))) or _in_languages(rest)
        if other is not None and other.target is said.target:
            return said
    return None


def _least(key: str) -> int:
    return 2 if detect_script(key) is Script.HANS else _LEAST_BEGIN


@lru_cache(maxsize=1)
def _columns() -> dict[str, Any]:
    return tomllib.loads((resource("lists") / "columns.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _tellers() -> tuple[str, ...]:
    keys = {heading_key(one) for one in _columns()["tellers"]}
    return tuple(sorted(keys, key=len, reverse=True))


@lru_cache(maxsize=1)
def _known() -> Mapping[str, Meaning]:
    found = {key: Meaning(_OF_ROLE[role]) for key, role in known_headings().items()}
    for column in _columns()["column"]:
        said = Meaning(Target(column["target"]), column.get("options", {}))
        for language in ("en", "ru", "kk", "zh"):
            for heading in column[language]:
                if key := heading_key(heading):
                    found[key] = said
    for key, said in list(found.items()):
        found.setdefault(heading_key(in_arabic(key)), said)  # Kazakh as it is written in China
    return found
