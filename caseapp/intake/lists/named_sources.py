"""The sources that a row names beside the list itself: an article, a post, a report.

Found again by their address on the web, else by title, publisher and date together. Plain values;
knows no vault.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from caseapp.domain.dates import UncertainDate
from caseapp.domain.names.scripts import search_key
from caseapp.domain.vocabulary import SourceKind
from caseapp.intake.lists.targets import Target
from caseapp.intake.lists.words import code_of, says_nothing

_LINK = re.compile(
    r"(?:https?://|www\.|(?<![\w@.-])(?:[a-z0-9-]+\.)+[a-z]{2,}/)[^\s<>\"“”«»|]+", re.I
)
_ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?([^/?#\s]+)(/[^?#\s]*)?(\?[^#\s]*)?(?:#\S*)?", re.I)
_TRAILING = ".,;:)]）】、。，；"
_BETWEEN = re.compile(r"[;\n；]")
_SOCIAL = ("facebook.com", "fb.com", "youtube.com", "youtu.be", "instagram.com", "t.me", "vk.com",
           "twitter.com", "x.com", "tiktok.com", "weibo.com", "ok.ru")  # fmt: skip
_TEXTS = ("title", "author", "publisher", "url")

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NamedSource:
    """What a row says of one source; `passage` are words that it quotes of it."""

    title: str = ""
    author: str = ""
    publisher: str = ""
    url: str = ""
    passage: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)
    """Kind, date, and how it is known, as far as they are told."""

    @property
    def keys(self) -> tuple[Key, ...]:
        """By what it is found, the surest first."""
        dated = self.more.get("dated") or UncertainDate.unknown()
        return source_keys(self.url, self.title, self.publisher, dated.edtf or dated.text)

    def fields(self) -> dict[str, Any]:
        """The fields of its record."""
        told: dict[str, Any] = {name: text for name in _TEXTS if (text := getattr(self, name))}
        return {"kind": _kind(self.url), **told, **self.more}


def source_keys(url: str, title: str, publisher: str, dated: str) -> tuple[Key, ...]:
    """By what a source is known: its link; and title, publisher and date together."""
    words = (search_key(title), search_key(publisher), search_key(dated))
    link = link_key(url)
    found: list[Key] = [("link", link)] if link else []
    if words[0] or words[1]:
        found.append(("words", *words))
    return tuple(found)


def link_key(url: str) -> str:
    """An address on the web as it is compared: without scheme, "www.", and place on the page."""
    found = _ADDRESS.fullmatch(url.strip())
    if found is None:
        return url.strip()
    host, path, query = found.groups(default="")
    return f"{host.lower()}{path.rstrip('/')}{query}"


def _kind(url: str) -> SourceKind:
    host = link_key(url).partition("/")[0]
    if not host:
        return SourceKind.OTHER
    social = any(host == one or host.endswith(f".{one}") for one in _SOCIAL)
    return SourceKind.SOCIAL_MEDIA if social else SourceKind.ARTICLE


# -- from the columns --------------------------------------------------------------------------
def named_sources(columns: Mapping[int, Mapping[str, Any]]) -> tuple[NamedSource, ...]:
    """The sources that a row names, from what its columns say of each number.

    A date, a kind or a passage alone names none; a relative is no source, but who tells.
    """
    found: dict[Any, NamedSource] = {}
    for _number, said in sorted(columns.items()):
        for one in _parted(said):
            if one.keys:
                found.setdefault((one.keys, one.passage), one)
    return tuple(found.values())


def _parted(said: Mapping[str, Any]) -> Iterator[NamedSource]:
    """A cell may name several: links each by itself, titles in lines or by semicolons.

    As many titles as links belong together; one title goes with every link.
    """
    texts = {name: _told(str(said.get(name, ""))) for name in _TEXTS}
    links, titles = _links(texts["url"]), []
    pairs: list[tuple[str, str]] = []
    for part in _BETWEEN.split(texts["title"]):
        title, beside = _LINK.sub(" ", part).strip(" ,:–—-"), _links(part)
        title = "" if _is_relative(title) else " ".join(title.split())
        if title and beside:
            pairs += [(title, link) for link in beside]
        else:
            titles += [title] if title else []
            links += beside
    rest = {name: value for name, value in said.items() if name not in (*_TEXTS, "text")}
    one = NamedSource("", texts["author"], texts["publisher"], "", str(said.get("text", "")), rest)
    links = list(dict.fromkeys(links))
    if len(titles) > 1 and len(titles) == len(links):
        pairs += zip(titles, links, strict=True)
    elif len(titles) == 1 and links:
        pairs += [(titles[0], link) for link in links]
    else:
        pairs += [*((title, "") for title in titles), *(("", link) for link in links)]
    if not pairs and one.publisher:
        pairs = [("", "")]
    for title, url in pairs:
        yield replace(one, title=title, url=url)


def _told(words: str) -> str:
    return "" if says_nothing(words) else words.strip()


def _links(words: str) -> list[str]:
    return [one[0].rstrip(_TRAILING) for one in _LINK.finditer(words)]


def _is_relative(words: str) -> bool:
    return bool(code_of(Target.CONTACT_RELATION, words)) or says_nothing(words)


# -- found again -------------------------------------------------------------------------------
class SourceBook:
    """The sources of a vault by their keys, with those that an import makes.

    A source that has a link is not found by the words of one that has another.
    """

    def __init__(self, known: Iterable[tuple[UUID, tuple[Key, ...]]] = ()) -> None:
        self._known: dict[Key, UUID] = {}
        self._linked: set[UUID] = set()
        self.made = 0
        for source_id, keys in known:
            self._note(source_id, keys)

    def _note(self, source_id: UUID, keys: tuple[Key, ...]) -> None:
        for key in keys:
            self._known.setdefault(key, source_id)
            if key[0] == "link":
                self._linked.add(source_id)

    def find(self, named: NamedSource) -> UUID | None:
        """The source that is meant, if it is there."""
        keys = named.keys
        for key in keys:
            found = self._known.get(key)
            if found is not None and (key[0] == "link" or keys[0][0] != "link"
                                      or found not in self._linked):  # fmt: skip
                return found
        return None

    def make(self, named: NamedSource, source_id: UUID) -> None:
        """Note one that the import makes."""
        self._note(source_id, named.keys)
        self.made += 1
