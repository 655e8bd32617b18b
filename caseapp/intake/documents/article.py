"""The article in a saved web page: its paragraphs, without menus, headlines and comments.

Only the child process imports this: trafilatura brings modules that could use a network.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from configparser import ConfigParser
from dataclasses import dataclass

import trafilatura
from lxml import etree
from lxml import html as markup
from trafilatura.settings import use_config

from caseapp.intake.documents.clutter import LeftOut, without_clutter
from caseapp.intake.documents.encoding import decode

_AUTHORS = ("author", "article:author", "dc.creator", "byl")
_DATES = (
    "article:published_time", "datepublished", "date", "dc.date", "dcterms.created", "pubdate",
)  # fmt: skip
_TITLES = ("og:title", "dc.title", "twitter:title")
_SITES = ("og:site_name", "dc.publisher")
_ADDRESSES = ("og:url",)
_UNSEEN = frozenset({
    "script", "style", "noscript", "template", "svg", "head", "object", "iframe", "select",
    "option", "textarea", "math", "canvas",
})  # fmt: skip
_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "font", "i", "ins", "kbd", "label",
    "mark", "q", "rb", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup",
    "time", "tt", "u", "var", "wbr",
})  # fmt: skip
_LEAST, _LEAST_HAN = "120", "50"
"""Letters of an article: with fewer trafilatura takes all that the page shows. It expects 250,
which is much in Chinese."""
_HAN = re.compile("[\u3400-\u9fff]")
_MOST_LEFT_OUT = 400
_LONGEST_LINE = 5_000


@dataclass(frozen=True)
class Article:
    """Everything but `text` and `left_out` is what the page states of itself, or ""."""

    text: str
    title: str = ""
    author: str = ""
    dated: str = ""
    site: str = ""
    address: str = ""
    language: str = ""
    left_out: tuple[LeftOut, ...] = ()


def article_in(data: bytes) -> Article:
    """The article of a saved page; `text` is "" where none is found."""
    return article_of(decode(data, markup=True))


def article_of(page: str) -> Article:
    """The same of a page whose letters are known."""
    tree = trafilatura.load_html(page)
    if tree is None:
        return Article("")
    stated = _stated(tree)
    found = trafilatura.bare_extraction(
        page, include_comments=False, include_tables=True, include_images=False,
        include_links=False, deduplicate=False, with_metadata=False, config=_settings(page),
    )  # fmt: skip
    text, cleaned = _cleaned((getattr(found, "text", "") or "").strip(), tree)
    return Article(
        text=text,
        title=stated(_TITLES) or _title(tree),
        author=stated(_AUTHORS),
        dated=stated(_DATES)[:10],
        site=stated(_SITES),
        address=_address(tree) or stated(_ADDRESSES),
        language=(tree.get("lang") or "").split("-")[0].lower()[:8],
        left_out=_left_out(tree, text, cleaned),
    )


def _cleaned(text: str, tree: markup.HtmlElement) -> tuple[str, list[str]]:
    """The text without what stands around an article, and the words that went.

    trafilatura leaves lines out that are said twice, so that headlines of others lose what tells
    them: the page as a whole is asked too which of its lines are none of the article.
    """
    shown, beside = without_clutter("\n".join(_compared(tree)))
    kept = {" ".join(line.split()) for line in shown.split("\n")}
    unwanted = {one.text for one in beside} - kept
    lines = [line for line in text.split("\n") if " ".join(line.split()) not in unwanted]
    cleaned, out = without_clutter("\n".join(lines))
    return cleaned, [one.text for one in out]


def _settings(page: str) -> ConfigParser:
    settings = use_config()
    han = len(_HAN.findall(page)) > 100
    settings.set("DEFAULT", "min_extracted_size", _LEAST_HAN if han else _LEAST)
    return settings


def seen_lines(page: str) -> list[str]:
    """All that a reader of a page sees, line by line. A letter may be a piece of one."""
    whole = page if "<html" in page.lower() else f"<html><body>{page}</body></html>"
    tree = trafilatura.load_html(whole)
    return list(_lines(tree)) if tree is not None else []


# -- what the page shows beside it -------------------------------------------------------------
def _left_out(tree: markup.HtmlElement, text: str, cleaned: Sequence[str]) -> tuple[LeftOut, ...]:
    """Every line of the page that is not in the text, with the place where it stood.

    `cleaned` are words that were taken off what trafilatura found, some off the head of a line.
    """
    plain, places = _plain(text)
    found: list[LeftOut] = []
    said: set[str] = set()
    reached = 0
    for whole in _compared(tree):
        off = next((words for words in cleaned if whole != words and whole.startswith(words)
                    and whole[len(words) :].strip() in plain), "")  # fmt: skip
        line = off or whole
        at = -1 if off else plain.find(line, reached)
        if at < 0 and not off:
            at = plain.find(line)
        elif not off:
            reached = at + len(line)
        if at >= 0 or line in said or not any(map(str.isalnum, line)):
            continue
        said.add(line)
        found.append(LeftOut(_next_line(text, places[reached]), line))
        if len(found) >= _MOST_LEFT_OUT:
            break
    return tuple(found)


def _plain(text: str) -> tuple[str, list[int]]:
    """The text with single spaces, and where each of its characters stands in the text."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        space = letter.isspace()
        if not (space and letters and letters[-1] == " "):
            letters.append(" " if space else letter)
            places.append(place)
    return "".join(letters), [*places, len(text)]


def _next_line(text: str, place: int) -> int:
    """The beginning of the line that follows a place, or the end of the text."""
    if place == 0:
        return 0
    end = text.find("\n", place - 1)
    while 0 <= end < len(text) and text[end] == "\n":
        end += 1
    return len(text) if end < 0 else end


def _compared(tree: markup.HtmlElement) -> Iterator[str]:
    """The lines as far as they are looked for in the text."""
    return (line[:_LONGEST_LINE] for line in _lines(tree))


def _lines(tree: markup.HtmlElement) -> Iterator[str]:
    """What a reader of the page sees, block by block."""
    words: list[str] = []
    hidden = 0
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        tag = element.tag if isinstance(element.tag, str) else ""
        unseen = tag in _UNSEEN or "hidden" in element.attrib
        if tag and tag not in _INLINE and (line := " ".join("".join(words).split())):
            yield line
        if tag and tag not in _INLINE:
            words = []
        if event == "start":
            hidden += unseen
            if not hidden:
                words.append(element.text or "")
            continue
        if event == "end":
            hidden -= unseen
        if not hidden:
            words.append(element.tail or "")
    if line := " ".join("".join(words).split()):
        yield line


# -- what it states of itself ------------------------------------------------------------------
class _stated:
    def __init__(self, tree: markup.HtmlElement) -> None:
        self._found: dict[str, str] = {}
        for meta in tree.iter("meta"):
            key = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
            value = " ".join((meta.get("content") or "").split())
            if key and value:
                self._found.setdefault(key.lower(), value[:500])

    def __call__(self, keys: tuple[str, ...]) -> str:
        return next((self._found[key] for key in keys if key in self._found), "")


def _title(tree: markup.HtmlElement) -> str:
    for path in (".//h1", ".//title"):
        for element in tree.iterfind(path):
            words = " ".join(element.text_content().split())
            if words:
                return words[:500]
    return ""


def _address(tree: markup.HtmlElement) -> str:
    for link in tree.iter("link"):
        if link.get("rel") == "canonical" and (link.get("href") or "").startswith("http"):
            return str(link.get("href"))[:2000]
    return ""
