"""The addressees that ship with the program, for a vault that does not know them yet. Qt-free.

They are unconfirmed: somebody should check post, address and salutation before use.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from caseapp.domain.dates import read_date
from caseapp.domain.vocabulary import Audience, ReplyRule
from caseapp.store.records import Addressee
from caseapp.system.resources import resource

_COPIED = (
    "texts", "person", "address", "phone", "email", "language", "letter", "parts", "note",
)  # fmt: skip
_DATES = ("valid_from", "valid_to")
"""As people write them: "1 July 2026"."""


def shipped_addressees(known: Iterable[Addressee]) -> list[Addressee]:
    """New, unsaved records of those whose English name no known addressee bears.

    Those that are over stand last: they are there for letters of their time.
    """
    names = {_name(one.texts) for one in known}
    found = [_record(table) for table in _tables() if _name(table["texts"]) not in names]
    return sorted(found, key=lambda one: one.valid_to.latest is not None)


def _record(table: dict[str, Any]) -> Addressee:
    return Addressee(
        audience=Audience(table["audience"]),
        reply_rule=ReplyRule(table.get("reply_rule", ReplyRule.NONE)),
        **{name: table[name] for name in _COPIED if name in table},
        **{name: read_date(table[name]) for name in _DATES if name in table},
    )


def _name(texts: dict[str, dict[str, str]]) -> str:
    return texts.get("body", {}).get("en", "")


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, Any], ...]:
    files = sorted(resource("addressees").glob("*.toml"))
    return tuple(tomllib.loads(file.read_text(encoding="utf-8")) for file in files)
