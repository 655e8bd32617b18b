"""The rules by which an answer is due, read from resources/deadlines: days, articles, extensions.

The law is data that people can correct; what is reckoned by it stands in `deadlines`. Knows no
record and no calendar.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from functools import lru_cache
from pathlib import Path
from typing import Any

from caseapp.domain.vocabulary import AppealKind, ReplyRule
from caseapp.system.resources import resource

WORKING, CALENDAR = "working", "calendar"
FALLBACK = "en"


class RulesError(ValueError):
    """A file of rules says something that no date can be reckoned by; the text says what."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Where the law says it: {language: words}, ready to stand beside a date."""

    words: Mapping[str, str] = field(default_factory=dict)

    def in_language(self, language: str) -> str:
        """In a language of the screen or of paper, else in English."""
        return self.words.get(language) or self.words.get(FALLBACK, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """The most that a term may grow by, and in how many working days that must be told."""

    months: int = 0
    days: int = 0
    told_within: int = 0
    article: Citation = field(default_factory=Citation)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A term: so many days, working or calendar ones, from the day after registration.

    `kinds` are the appeals that it applies to by their kind; with `ordinary` the kind of the
    appeal decides. `extension` is None where the law allows none. `unconfirmed`: nobody compared
    it with the text of the law.
    """

    code: ReplyRule
    country: str
    days: int
    working: bool
    article: Citation
    ordinary: bool = False
    kinds: frozenset[AppealKind] = frozenset()
    extension: Extension | None = None
    unconfirmed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What the law says of a paper's way: within how many days or months, and where it says so.

    `hours_until` is when an office stops registering what comes in on that day.
    """

    article: Citation
    days: int = 0
    working: bool = True
    months: int = 0
    hours_until: time | None = None
    unconfirmed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """The rules of one state."""

    country: str
    rules: Mapping[ReplyRule, Rule]
    registration: Step
    acceptance: Step
    forwarding: Step
    silence: Step
    complaint: Step


@lru_cache(maxsize=4)
def procedure(country: str = "KZ") -> Procedure:
    """The rules of a state. Raises RulesError where no file has them or a file is wrong."""
    for path in sorted(resource("deadlines").glob("*.toml")):
        read = read_procedure(path)
        if read.country == country:
            return read
    raise RulesError(f"no file has the rules of {country}")


def rule_of(code: ReplyRule) -> Rule | None:
    """The rule of a code; None where nobody has a duty to answer by a day."""
    return procedure().rules.get(code)


def rule_for(own: ReplyRule, kind: AppealKind) -> ReplyRule:
    """The rule of an appeal of some kind to an addressee with a rule of its own.

    A complaint and a request for information have terms of their own where the addressee
    answers ordinary applications; any other rule of an addressee stands.
    """
    rule = rule_of(own)
    if rule is None or not rule.ordinary:
        return own
    fitting = (one.code for one in procedure(rule.country).rules.values() if kind in one.kinds)
    return next(fitting, own)


def read_procedure(path: Path) -> Procedure:
    """Read one file of rules. Raises RulesError, naming the file and the entry."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        return _Reader(data).procedure()
    except tomllib.TOMLDecodeError as error:
        raise RulesError(f"{path.name}: {error}") from error
    except KeyError as error:
        raise RulesError(f"{path.name}: {error} is missing") from error
    except (TypeError, ValueError) as error:
        raise RulesError(f"{path.name}: {error}") from error


class _Reader:
    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data
        self._laws: Mapping[str, Mapping[str, str]] = data["law"]
        self._cited: Mapping[str, str] = data["cited"]
        self._between: Mapping[str, str] = data.get("between", {})

    def procedure(self) -> Procedure:
        steps = {name: self._step(table) for name, table in self._data["step"].items()}
        return Procedure(
            country=str(self._data["country"]),
            rules={rule.code: rule for rule in map(self._rule, self._data["rule"].items())},
            registration=steps["registration"], acceptance=steps["acceptance"],
            forwarding=steps["forwarding"], silence=steps["silence"],
            complaint=steps["complaint"],
        )  # fmt: skip

    def _rule(self, entry: tuple[str, Mapping[str, Any]]) -> Rule:
        code, table = entry
        return Rule(
            code=ReplyRule(code), country=str(self._data["country"]),
            days=_count(table["days"], least=1), working=_is_working(table["count"]),
            article=self._citation(table["law"], table["articles"]),
            ordinary=bool(table.get("ordinary", False)),
            kinds=frozenset(AppealKind(kind) for kind in table.get("kinds", ())),
            extension=self._extension(table),
            unconfirmed=bool(table.get("unconfirmed", False)),
        )  # fmt: skip

    def _extension(self, table: Mapping[str, Any]) -> Extension | None:
        found = table.get("extension")
        if not found:
            return None
        made = Extension(
            months=_count(found.get("months", 0)), days=_count(found.get("days", 0)),
            told_within=_count(found.get("told_within", 0)),
            article=self._citation(table["law"], found.get("articles", table["articles"])),
        )  # fmt: skip
        if not (made.months or made.days):
            raise ValueError("an extension adds no day")
        return made

    def _step(self, table: Mapping[str, Any]) -> Step:
        until = table.get("hours_until")
        return Step(
            article=self._citation(table["law"], table["articles"]),
            days=_count(table.get("days", 0)),
            working=_is_working(table.get("count", WORKING)),
            months=_count(table.get("months", 0)),
            hours_until=time.fromisoformat(until) if until else None,
            unconfirmed=bool(table.get("unconfirmed", False)),
        )  # fmt: skip

    def _citation(self, law: str, articles: str) -> Citation:
        names = self._laws[law]
        return Citation(
            {
                language: pattern.format(
                    law=names[language],
                    articles=articles.replace(", ", self._between.get(language, ", ")),
                )
                for language, pattern in self._cited.items()
            }
        )


def _count(value: object, least: int = 0) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= 1000:
        raise ValueError(f"{value!r} is no number of days or months")
    return value


def _is_working(count: object) -> bool:
    if count not in (WORKING, CALENDAR):
        raise ValueError(f'count is "{WORKING}" or "{CALENDAR}", not {count!r}')
    return count == WORKING
